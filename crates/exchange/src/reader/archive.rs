//! Looks through an xlsx archive before anything is read from it, so that a zip bomb costs time but no memory.

use std::fs::File;
use std::io::{self, Read, Seek};

use zip::ZipArchive;

use super::bounds::Bounds;
use super::census::Census;
use super::error::OpenError;
use super::unreadable;

/// Parts smaller than this may inflate as much as they like: a blank sheet is honest and compresses very well.
const SMALL_PART: u64 = 16 << 20;
const MOST_PARTS: usize = 10_000;
const ENTRY_MARK: &[u8] = b"PK\x01\x02";
const WORKBOOK_FOLDER: &str = "xl/";

/// Refuses an archive that is no workbook, or inflates to more than the bounds allow.
///
/// The sizes in the archive are claims of whoever made it: they are good enough to refuse, but not to accept. So
/// every part is also inflated once, into nothing, and counted.
pub(super) fn inspect(mut file: File, bounds: &Bounds) -> Result<(), OpenError> {
    refuse_many_parts(&mut file).map_err(unreadable)??;
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    let is_of_workbook = |name: &str| name.to_ascii_lowercase().starts_with(WORKBOOK_FOLDER);
    if !archive.file_names().flatten().any(|name| is_of_workbook(&name)) {
        return Err(OpenError::NotAWorkbook);
    }
    check_claims(&mut archive, bounds)?;
    let mut left = bounds.inflated_bytes;
    let mut census = Census::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        let counted = census.take(&name, part.take(left + 1));
        let counted = counted.map_err(|error| OpenError::Damaged { detail: error.to_string() })?;
        let inflated = counted.map_err(|what| OpenError::Damaged { detail: format!("{name}: {what}") })?;
        left = left.checked_sub(inflated).ok_or(OpenError::Inflates { allowed: bounds.inflated_bytes })?;
    }
    Ok(())
}

/// The reader of the archive keeps an entry for every part: they are counted before it, by the mark of an entry.
fn refuse_many_parts(file: &mut File) -> io::Result<Result<(), OpenError>> {
    let mut chunk = vec![0; 64 << 10];
    let (mut kept, mut parts) = (0, 0);
    loop {
        let read = file.read(chunk.get_mut(kept..).unwrap_or_default())?;
        if read == 0 {
            break;
        }
        let filled = kept + read;
        let bytes = chunk.get(..filled).unwrap_or_default();
        parts += bytes.windows(ENTRY_MARK.len()).filter(|window| *window == ENTRY_MARK).count();
        if parts > MOST_PARTS {
            return Ok(Err(OpenError::Damaged { detail: format!("> {MOST_PARTS} parts") }));
        }
        // The last three bytes may begin a mark; they are too few to have been counted as one.
        kept = filled.min(ENTRY_MARK.len() - 1);
        chunk.copy_within(filled - kept..filled, 0);
    }
    file.rewind()?;
    Ok(Ok(()))
}

fn check_claims(archive: &mut ZipArchive<File>, bounds: &Bounds) -> Result<(), OpenError> {
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        total = total.saturating_add(part.size());
        if total > bounds.inflated_bytes {
            return Err(OpenError::Inflates { allowed: bounds.inflated_bytes });
        }
        let ratio = part.size() / part.compressed_size().max(1);
        if part.size() > SMALL_PART && ratio > bounds.inflation_ratio {
            let (part, allowed) = (part.name().map_err(damaged)?.into_owned(), bounds.inflation_ratio);
            return Err(OpenError::InflatesTooMuch { part, ratio, allowed });
        }
    }
    Ok(())
}

fn damaged(error: zip::result::ZipError) -> OpenError {
    OpenError::Damaged { detail: error.to_string() }
}
