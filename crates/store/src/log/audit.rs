//! The full audit (Art. 34(3)): every fact against its leaf, every section against its commitment, every published root computed
//! again. One pass over the log in its order; memory is bounded by the batch, not by the log.

use std::task::Poll;

use decree::fact::{leaf, uncovered};
use seal::{Checkpoint, Edge, FullTile, Hash, Note, VerifyingKey};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Transaction};
use uuid::Uuid;

use super::{LogError, LogHead};
use crate::Store;
use crate::load::fact;
use crate::statements::sql;

/// Places that are asked for at once.
const STEP: i64 = 4_096;
/// Flaws that are named; more are counted.
const NAMED: usize = 1_000;

/// Something that is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A place of the log has no row.
    Gap {
        /// Its place.
        place: u64,
    },
    /// The fact of a place is gone.
    FactMissing {
        /// Its place.
        place: u64,
        /// The fact.
        fact: Uuid,
    },
    /// The fact's row gives another leaf than was sealed.
    LeafDiffers {
        /// Its place.
        place: u64,
        /// The fact.
        fact: Uuid,
    },
    /// The fact's leaf is as sealed, but a section or the envelope is not what its commitment covers.
    Uncovered {
        /// Its place.
        place: u64,
        /// The fact.
        fact: Uuid,
        /// `public`, `party`, `internal` or `envelope`.
        part: &'static str,
    },
    /// A fact that neither has a place nor waits for one.
    Unsealed {
        /// The fact.
        fact: Uuid,
    },
    /// A tile is not made of the leaves below it.
    TileDiffers {
        /// Its level.
        level: u8,
        /// Its place in the level.
        index: u64,
    },
    /// A checkpoint does not bear the log's signature.
    Signature {
        /// Its size.
        size: u64,
    },
    /// A root that was signed is not that of the leaves.
    RootDiffers {
        /// Its size.
        size: u64,
    },
    /// The head is not where the leaves lead.
    HeadDiffers {
        /// What it says.
        size: u64,
        /// How many leaves there are.
        leaves: u64,
    },
}

impl Flaw {
    /// Its name, by which words are found and records kept.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Gap { .. } => "gap",
            Self::FactMissing { .. } => "fact-missing",
            Self::LeafDiffers { .. } => "leaf-differs",
            Self::Uncovered { .. } => "uncovered",
            Self::Unsealed { .. } => "unsealed",
            Self::TileDiffers { .. } => "tile-differs",
            Self::Signature { .. } => "signature",
            Self::RootDiffers { .. } => "root-differs",
            Self::HeadDiffers { .. } => "head-differs",
        }
    }
}

/// What an audit found.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Places looked at, with the fact of each.
    pub entries: u64,
    /// Signed checkpoints computed again.
    pub checkpoints: u64,
    /// Facts that wait for their place.
    pub waiting: u64,
    /// The first flaws.
    pub flaws: Vec<Flaw>,
    /// All of them.
    pub found: u64,
}

impl Audit {
    fn note(&mut self, flaw: Flaw) {
        self.found += 1;
        if self.flaws.len() < NAMED {
            self.flaws.push(flaw);
        }
    }
}

/// The tree as it is computed again.
struct Again {
    edge: Edge,
    full: Vec<FullTile>,
    checkpoints: std::vec::IntoIter<(u64, String)>,
    next: Option<(u64, String)>,
    key: Option<VerifyingKey>,
}

impl Store {
    /// Audits the whole log on one snapshot of the database. Nothing is changed; the caller records what was found.
    ///
    /// # Errors
    /// The database is away.
    pub async fn audit_log(&self) -> Result<Audit, LogError> {
        let mut client = self.access.connect(crate::connect::Role::Writer).await?;
        let snapshot =
            client.build_transaction().isolation_level(tokio_postgres::IsolationLevel::RepeatableRead);
        let transaction = snapshot.read_only(true).start().await?;
        let mut audit = Audit::default();
        let head = transaction.query_opt(sql("log_head"), &[&self.node]).await?;
        // A head that does not fit itself is a finding like any other.
        let (key, size, head) = match &head {
            None => (None, 0, None),
            Some(row) => (
                VerifyingKey::parse(row.get(0)).ok(),
                row.get::<_, i64>(1).unsigned_abs(),
                LogHead::read(row).ok(),
            ),
        };
        let mut again = Again::of(&transaction, key).await?;
        let end: i64 = transaction.query_one(sql("log_end"), &[]).await?.get(0);
        let places = transaction.prepare(sql("log_audit")).await?;
        let mut page = transaction.query(&places, &[&0i64, &STEP]).await?;
        let mut from = 0;
        while from < end {
            let (next, after) = (from + STEP, from + 2 * STEP);
            // The database fetches the next places while these are hashed. Nothing else is asked on this connection in between:
            // its answer would wait behind rows that nobody takes.
            let bounds: [&(dyn ToSql + Sync); 2] = [&next, &after];
            let coming = transaction.query(&places, &bounds);
            let mut coming = std::pin::pin!(coming);
            let begun = futures_util::poll!(&mut coming);
            again.take(&page, &mut audit);
            page = match begun {
                Poll::Ready(rows) => rows?,
                Poll::Pending => coming.await?,
            };
            check_tiles(&transaction, &mut again, &mut audit).await?;
            from = next;
        }
        again.finish(&mut audit, size, head.as_ref());
        self.count_facts(&transaction, &mut audit).await?;
        Ok(audit)
    }

    /// Facts that the log does not know.
    async fn count_facts(&self, transaction: &Transaction<'_>, audit: &mut Audit) -> Result<(), LogError> {
        let counts = transaction.query_one(sql("log_counts"), &[&self.node]).await?;
        let (facts, entries, waiting): (i64, i64, i64) = (counts.get(0), counts.get(1), counts.get(2));
        audit.waiting = waiting.unsigned_abs();
        if facts != entries + waiting {
            let limit = i64::try_from(NAMED).unwrap_or(i64::MAX);
            for row in transaction.query(sql("log_unsealed"), &[&self.node, &limit]).await? {
                audit.note(Flaw::Unsealed { fact: row.get(0) });
            }
        }
        Ok(())
    }
}

impl Again {
    async fn of(transaction: &Transaction<'_>, key: Option<VerifyingKey>) -> Result<Self, LogError> {
        let rows = transaction.query(sql("log_checkpoints"), &[&-1i64, &i64::MAX]).await?;
        let all: Vec<_> = rows.iter().map(|row| (row.get::<_, i64>(0).unsigned_abs(), row.get(1))).collect();
        let mut checkpoints = all.into_iter();
        let next = checkpoints.next();
        Ok(Self { edge: Edge::default(), full: Vec::new(), checkpoints, next, key })
    }

    /// Takes the places of one page.
    fn take(&mut self, page: &[Row], audit: &mut Audit) {
        for row in page {
            let place = row.get::<_, i64>(19).unsigned_abs();
            // A gap is named once; what comes behind it leads to other roots, which are named too.
            if place != audit.entries {
                audit.note(Flaw::Gap { place: audit.entries });
                audit.entries = place;
            }
            audit.entries += 1;
            let sealed = row.get::<_, &[u8]>(20).try_into().map_or(Hash([0; 32]), Hash);
            self.check(row, place, &sealed, audit);
            self.edge.push(sealed, &mut self.full);
            self.compare(audit);
        }
    }

    /// One fact against its leaf and its commitments.
    fn check(&self, row: &Row, place: u64, sealed: &Hash, audit: &mut Audit) {
        let id: Uuid = row.get(21);
        let Ok(fact) = fact(row) else {
            return audit.note(Flaw::FactMissing { place, fact: id });
        };
        if leaf(&fact.envelope, &fact.commits).ok() != Some(sealed.0) {
            return audit.note(Flaw::LeafDiffers { place, fact: id });
        }
        let salts: Option<&[u8]> = row.get(22);
        match uncovered(&fact, salts.unwrap_or_default()) {
            Ok(None) => {}
            Ok(Some(part)) => audit.note(Flaw::Uncovered { place, fact: id, part }),
            Err(_) => audit.note(Flaw::Uncovered { place, fact: id, part: "envelope" }),
        }
    }

    /// The checkpoints that were signed at this size.
    fn compare(&mut self, audit: &mut Audit) {
        let size = self.edge.size();
        while let Some((at, note)) = self.next.take_if(|(at, _)| *at <= size) {
            self.next = self.checkpoints.next();
            audit.checkpoints += 1;
            let note = Note::parse(&note).ok();
            let opened =
                note.zip(self.key.as_ref()).and_then(|(note, key)| Checkpoint::open(&note, key).ok());
            match opened {
                None => audit.note(Flaw::Signature { size: at }),
                Some(opened) if opened.size != at || at != size || opened.root != self.edge.root() => {
                    audit.note(Flaw::RootDiffers { size: at });
                }
                Some(_) => {}
            }
        }
    }

    /// What must hold at the end.
    fn finish(mut self, audit: &mut Audit, size: u64, head: Option<&LogHead>) {
        let leaves = self.edge.size();
        let fits =
            head.map_or(size == 0 && leaves == 0, |head| head.size == leaves && head.edge == self.edge);
        if !fits {
            audit.note(Flaw::HeadDiffers { size, leaves });
        }
        for (at, _) in self.next.take().into_iter().chain(self.checkpoints) {
            audit.checkpoints += 1;
            audit.note(Flaw::RootDiffers { size: at });
        }
    }
}

/// The tiles that became full, against those that were stored.
async fn check_tiles(
    transaction: &Transaction<'_>,
    again: &mut Again,
    audit: &mut Audit,
) -> Result<(), LogError> {
    let full = std::mem::take(&mut again.full);
    let levels: Vec<i16> = full.iter().map(|tile| i16::from(tile.level)).collect();
    let places: Vec<i64> = full.iter().map(|tile| i64::try_from(tile.index).unwrap_or(i64::MAX)).collect();
    let rows = transaction.query(sql("log_tiles"), &[&levels, &places]).await?;
    for tile in full {
        let key = (i16::from(tile.level), i64::try_from(tile.index).unwrap_or(i64::MAX));
        let stored = rows.iter().find(|row| (row.get::<_, i16>(0), row.get::<_, i64>(1)) == key);
        if stored.is_none_or(|row| row.get::<_, &[u8]>(2) != tile.bytes) {
            audit.note(Flaw::TileDiffers { level: tile.level, index: tile.index });
        }
    }
    Ok(())
}
