//! Tiles as the database has them: full ones in their table, the others in the head's edge.

use std::collections::{BTreeSet, HashMap};

use seal::{Coordinate, Edge, Hash, Tiles, Wanted};

use tokio_postgres::Client;

use super::LogError;
use crate::Store;
use crate::error::StoreError;
use crate::statements::sql;

/// Tiles that were fetched for one proof.
pub(super) struct Fetched {
    full: HashMap<(u8, u64), Vec<Hash>>,
    edge: Edge,
}

/// A tile that the database does not have.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoTile;

impl Tiles for Fetched {
    type Error = NoTile;

    fn tile(&mut self, tile: Coordinate) -> Result<Vec<Hash>, NoTile> {
        let full = self.full.get(&(tile.level, tile.index)).map(Vec::as_slice);
        let place = |size: u64| size >> (8 * (u32::from(tile.level) + 1));
        let edge = || (place(self.edge.size()) == tile.index).then(|| self.edge.partial(tile.level));
        let hashes = full.or_else(edge).filter(|hashes| hashes.len() >= usize::from(tile.width));
        hashes.map(<[Hash]>::to_vec).ok_or(NoTile)
    }
}

impl Fetched {
    /// The tiles that some proofs read, with one question.
    pub(super) async fn from(
        client: &Client,
        edge: &Edge,
        wanted: BTreeSet<Coordinate>,
    ) -> Result<Self, LogError> {
        let levels: Vec<i16> = wanted.iter().map(|tile| i16::from(tile.level)).collect();
        let places: Vec<i64> =
            wanted.iter().map(|tile| i64::try_from(tile.index).unwrap_or(i64::MAX)).collect();
        let rows = client.query(sql("log_tiles"), &[&levels, &places]).await?;
        let full = rows.iter().filter_map(|row| {
            let key = (u8::try_from(row.get::<_, i16>(0)).ok()?, row.get::<_, i64>(1).unsigned_abs());
            Some((key, Hash::many(row.get(2))?))
        });
        Ok(Self { full: full.collect(), edge: edge.clone() })
    }
}

impl Store {
    /// The root of the first leaves of a log, from its tiles.
    pub(super) async fn root_at(&self, edge: &Edge, size: u64) -> Result<Hash, LogError> {
        let wanted = Wanted::of(|tiles| seal::root_at(tiles, size));
        let client = self.writer().await?;
        let mut tiles = Fetched::from(&client, edge, wanted).await?;
        seal::root_at(&mut tiles, size).map_err(|NoTile| StoreError::Value("log.tile").into())
    }
}
