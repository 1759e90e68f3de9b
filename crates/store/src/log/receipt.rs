//! What a receipt is made of: the proofs of some facts to the newest checkpoint, with the sections that may be opened.

use decree::fact::{Section, entry};
use jiff::Timestamp;
use seal::{Edge, Hash, Note, Wanted};
use tokio_postgres::{Client, Row};

use super::tiles::{Fetched, NoTile};
use super::{LogError, LogHead};
use crate::Store;
use crate::error::StoreError;
use crate::load::{Time, fact};
use crate::statements::sql;

/// Facts with their proofs to one checkpoint.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The newest checkpoint, as the log and its witnesses signed it.
    pub checkpoint: Note,
    /// In the order of the log.
    pub facts: Vec<ProvenFact>,
}

/// A fact with its proof.
#[derive(Clone, Debug)]
pub struct ProvenFact {
    /// Its place in the log.
    pub index: u64,
    /// What kind of fact it is.
    pub kind: i16,
    /// The entry as the log has it.
    pub entry: Vec<u8>,
    /// From its leaf to the root.
    pub proof: Vec<Hash>,
    /// Sections that the reader may have opened, with salt and bytes.
    pub opened: Vec<(Section, [u8; 32], Vec<u8>)>,
}

impl Store {
    /// The facts of the case that a query code opens, with their proofs to the newest checkpoint; facts that are sealed and not
    /// yet published are left out. `None` where nothing is published yet or the code opens nothing.
    ///
    /// Reads as the role `public`: tiles, head and checkpoints are public anyway, the case's facts come from a function that wants
    /// the look-up key.
    ///
    /// # Errors
    /// The database is away.
    pub async fn proven_by_code(&self, look_up: &[u8]) -> Result<Option<Proven>, LogError> {
        let client = self.public.get().await.map_err(StoreError::from)?;
        let rows = client.query(sql("log_by_code"), &[&look_up]).await?;
        self.proven(&client, &rows).await
    }

    /// The newest checkpoints with the moment at which each was signed, newest first, as the public sees them.
    ///
    /// # Errors
    /// The database is away.
    pub async fn newest_checkpoints(&self, limit: i64) -> Result<Vec<(Timestamp, Note)>, LogError> {
        let client = self.public.get().await.map_err(StoreError::from)?;
        let rows = client.query(sql("log_newest"), &[&limit]).await?;
        let read = |row: &Row| {
            let note = Note::parse(row.get(1)).map_err(|_| StoreError::Value("log.checkpoint.note"))?;
            Ok((row.get::<_, Time>(0).0, note))
        };
        Ok(rows.iter().map(read).collect::<Result<_, StoreError>>()?)
    }

    async fn proven(&self, client: &Client, rows: &[Row]) -> Result<Option<Proven>, LogError> {
        let Some(head) = client.query_opt(sql("log_public_head"), &[&self.node]).await? else {
            return Ok(None);
        };
        let (size, note): (i64, String) = (head.get(5), head.get(6));
        let checkpoint = Note::parse(&note).map_err(|_| StoreError::Value("log.checkpoint.note"))?;
        let head = LogHead::read(&head)?;
        let size = size.unsigned_abs();
        let facts: Vec<&Row> =
            rows.iter().filter(|row| row.get::<_, i64>(19).unsigned_abs() < size).collect();
        if facts.is_empty() {
            return Ok(None);
        }
        let places: Vec<u64> = facts.iter().map(|row| row.get::<_, i64>(19).unsigned_abs()).collect();
        let proofs = proofs(client, &head.edge, &places, size).await?;
        let facts = facts.into_iter().zip(places).zip(proofs).map(|((row, index), proof)| {
            let read = fact(row)?;
            let opened = read.sections.present().filter_map(|(section, bytes)| {
                let salts: Vec<u8> = row.get(20);
                let salt = salts.as_chunks::<33>().0.iter().find(|salt| salt[0] == section as u8)?;
                Some((section, salt[1..].try_into().ok()?, bytes.to_vec()))
            });
            let opened = opened.collect();
            let entry = entry(&read.envelope, &read.commits)?;
            Ok(ProvenFact { index, kind: read.envelope.kind, entry, proof, opened })
        });
        Ok(Some(Proven { checkpoint, facts: facts.collect::<Result<_, StoreError>>()? }))
    }
}

/// The proofs of some places to the root of the first `size` leaves: one question for all tiles.
async fn proofs(client: &Client, edge: &Edge, places: &[u64], size: u64) -> Result<Vec<Vec<Hash>>, LogError> {
    let all = places.iter().flat_map(|place| Wanted::of(|tiles| seal::inclusion_proof(tiles, *place, size)));
    let mut tiles = Fetched::from(client, edge, all.collect()).await?;
    let made = places.iter().map(|place| seal::inclusion_proof(&mut tiles, *place, size));
    made.collect::<Result<_, NoTile>>().map_err(|NoTile| StoreError::Value("log.tile").into())
}
