//! Publishing: bundles and tiles as files, then the signed checkpoint. All of it is derived from what was committed, and may be
//! derived again: the same bytes come out.

use decree::fact::entry;
use jiff::Timestamp;
use seal::{Bundle, Checkpoint, Coordinate, Hash, Note, TILE_WIDTH, leaf_hash};
use tokio_postgres::Transaction;

use super::{Log, LogError, LogHead, Refused};
use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::fact;
use crate::statements::sql;

/// Tiles of level 0 that are written between two questions to the database: 16,384 entries.
const STEP: u64 = 64;

impl Store {
    /// Publishes what was sealed since the last time, and answers the checkpoint's size; `None` where there is nothing new, or
    /// another program is at it.
    ///
    /// # Errors
    /// A row is not what was sealed, the disk does not hold what was written, or the database is away. Then the newest
    /// checkpoint stays the one before.
    pub async fn publish_log(&self, log: &Log, now: Timestamp) -> Result<Option<u64>, LogError> {
        let mut client = self.writer().await?;
        let transaction = client.transaction().await?;
        if !transaction.query_one(sql("log_hold"), &[]).await?.get::<_, bool>(0) {
            return Ok(None);
        }
        let Some(row) = transaction.query_opt(sql("log_head"), &[&self.node]).await? else { return Ok(None) };
        let head = LogHead::read(&row)?;
        head.fits(&log.key(), now)?;
        let from = lying(&transaction, log).await?;
        let newest = transaction.query_opt(sql("log_checkpoint"), &[]).await?;
        let note = newest.filter(|row| row.get::<_, i64>(0).unsigned_abs() == head.size);
        if head.size == 0 || (note.is_some() && from == head.size) {
            transaction.rollback().await?;
            return Ok(None);
        }
        self.write_files(&transaction, log, &head, from).await?;
        let note = match note {
            Some(row) => row.get(1),
            None => {
                let checkpoint =
                    Checkpoint { origin: log.key().name().to_owned(), size: head.size, root: head.root };
                let note = checkpoint.sign(&log.key).to_string();
                let size = i64::try_from(head.size).unwrap_or(i64::MAX);
                transaction.execute(sql("log_sign"), &[&size, &time(now), &note]).await?;
                note
            }
        };
        // Also where nothing new was signed: the lock is let go before anybody is answered.
        transaction.commit().await?;
        log.folder.checkpoint(&note)?;
        Ok(Some(head.size))
    }

    /// Writes every bundle and tile that the tree has beyond the first `from` leaves.
    async fn write_files(
        &self,
        transaction: &Transaction<'_>,
        log: &Log,
        head: &LogHead,
        from: u64,
    ) -> Result<(), LogError> {
        let tiles = head.size.div_ceil(TILE_WIDTH);
        let mut first = from / TILE_WIDTH;
        while first < tiles {
            let after = (first + STEP).min(tiles);
            write_bundles(transaction, log, head, first..after).await?;
            first = after;
        }
        // The levels above: their hashes are the roots of the tiles below, which are all there.
        for level in 1..8u8 {
            let hashes = head.size >> (8 * u32::from(level));
            let first = (from >> (8 * u32::from(level))) / TILE_WIDTH;
            if hashes == 0 {
                break;
            }
            for (tile, hashes) in
                tiles_between(transaction, head, level, first..hashes.div_ceil(TILE_WIDTH)).await?
            {
                log.folder.tile(tile, &bytes(&hashes))?;
            }
        }
        Ok(())
    }

    /// Looks at the log before anything is signed: that key, head and newest checkpoint belong together and the clock has not
    /// gone back.
    ///
    /// # Errors
    /// What does not fit; see [`Refused`].
    pub async fn check_log(&self, log: &Log, now: Timestamp) -> Result<(), LogError> {
        let Some(head) = self.log_head().await? else { return Ok(()) };
        head.fits(&log.key(), now)?;
        let Some((signed, note)) = self.log_checkpoint().await? else { return Ok(()) };
        let behind = Refused::Behind { signed };
        let note = Note::parse(&note).map_err(|_| behind.clone())?;
        let checkpoint = Checkpoint::open(&note, &log.key()).map_err(|_| behind.clone())?;
        let continued = checkpoint.size == signed
            && signed <= head.size
            && self.root_at(&head.edge, signed).await? == checkpoint.root;
        // What lies in the folder may be newer than the database: then an older database was put back.
        let lies = log.folder.newest()?.and_then(|note| Note::parse(&note).ok());
        let lies = lies.and_then(|note| Checkpoint::open(&note, &log.key()).ok());
        match lies {
            _ if !continued => Err(behind.into()),
            Some(lies)
                if lies.size > head.size || self.root_at(&head.edge, lies.size).await? != lies.root =>
            {
                Err(Refused::Behind { signed: lies.size }.into())
            }
            _ => Ok(()),
        }
    }
}

/// Up to which size the files that lie in the folder were published by this log; 0 where they were not.
async fn lying(transaction: &Transaction<'_>, log: &Log) -> Result<u64, LogError> {
    let Some(lies) = log.folder.newest()? else { return Ok(0) };
    let size =
        Note::parse(&lies).ok().and_then(|note| Checkpoint::parse(&note.text).ok()).map_or(0, |c| c.size);
    let signed =
        transaction.query_opt(sql("log_signed"), &[&i64::try_from(size).unwrap_or(i64::MAX)]).await?;
    // Witnesses add lines to a note: what the log signed is its text.
    let same = |note: String| {
        Note::parse(&note).ok().zip(Note::parse(&lies).ok()).is_some_and(|(a, b)| a.text == b.text)
    };
    Ok(if signed.is_some_and(|row| same(row.get(0))) { size } else { 0 })
}

/// The tiles of a level, full ones from their table and the last from the edge.
async fn tiles_between(
    transaction: &Transaction<'_>,
    head: &LogHead,
    level: u8,
    places: std::ops::Range<u64>,
) -> Result<Vec<(Coordinate, Vec<Hash>)>, LogError> {
    let number = |place: u64| i64::try_from(place).unwrap_or(i64::MAX);
    let bounds = [number(places.start), number(places.end)];
    let rows =
        transaction.query(sql("log_tiles_between"), &[&i16::from(level), &bounds[0], &bounds[1]]).await?;
    let broken = || StoreError::Value("log.tile");
    let mut tiles = Vec::new();
    for row in rows {
        let index = row.get::<_, i64>(0).unsigned_abs();
        let hashes = Hash::many(row.get(1)).ok_or_else(broken)?;
        tiles.push((Coordinate { level, index, width: TILE_WIDTH as u16 }, hashes));
    }
    let edge =
        Coordinate::in_tree(level, places.end.saturating_sub(1), head.size).filter(|tile| !tile.is_full());
    tiles.extend(edge.map(|tile| (tile, head.edge.partial(level).to_vec())));
    let whole = tiles.len() as u64 == places.end - places.start;
    if whole { Ok(tiles) } else { Err(broken().into()) }
}

/// Writes bundles with the tiles of level 0 that hash them: every entry is made of its row again and must be what was sealed.
async fn write_bundles(
    transaction: &Transaction<'_>,
    log: &Log,
    head: &LogHead,
    places: std::ops::Range<u64>,
) -> Result<(), LogError> {
    let tiles = tiles_between(transaction, head, 0, places.clone()).await?;
    let last = (places.end * TILE_WIDTH).min(head.size);
    let number = |place: u64| i64::try_from(place).unwrap_or(i64::MAX);
    let bounds = [number(places.start * TILE_WIDTH), number(last)];
    let rows = transaction.query(sql("log_entries"), &[&bounds[0], &bounds[1]]).await?;
    let mut rows = rows.iter();
    for (tile, hashes) in tiles {
        let mut bundle = Bundle::default();
        for (place, leaf) in (tile.index * TILE_WIDTH..).zip(&hashes) {
            let wrong = || Refused::Entry { place };
            let row = rows.next().filter(|row| row.get::<_, i64>(19) == number(place)).ok_or_else(wrong)?;
            let entry = fact(row)
                .ok()
                .and_then(|fact| entry(&fact.envelope, &fact.commits).ok())
                .ok_or_else(wrong)?;
            if leaf_hash(&entry) != *leaf {
                return Err(wrong().into());
            }
            bundle.push(&entry).map_err(|_| wrong())?;
        }
        log.folder.bundle(tile, &bundle.into_bytes())?;
        log.folder.tile(tile, &bytes(&hashes))?;
    }
    Ok(())
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}
