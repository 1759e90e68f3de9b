//! Looks through an xlsx archive before anything is read from it, so that a zip bomb costs time but no memory.

use std::fs::File;
use std::io::{self, Read};

use zip::ZipArchive;

use super::bounds::Bounds;
use super::error::OpenError;

/// Parts smaller than this may inflate as much as they like: a blank sheet is honest and compresses very well.
const SMALL_PART: u64 = 16 << 20;
const MOST_PARTS: usize = 10_000;
const WORKBOOK_FOLDER: &str = "xl/";

/// Refuses an archive that is no workbook, or inflates to more than the bounds allow.
///
/// The sizes in the archive are claims of whoever made it: they are good enough to refuse, but not to accept. So
/// every part is also inflated once, into nothing, and counted.
pub(super) fn inspect(file: File, bounds: &Bounds) -> Result<(), OpenError> {
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(OpenError::Damaged { detail: format!("{} parts", archive.len()) });
    }
    let is_of_workbook = |name: &str| name.to_ascii_lowercase().starts_with(WORKBOOK_FOLDER);
    if !archive.file_names().flatten().any(|name| is_of_workbook(&name)) {
        return Err(OpenError::NotAWorkbook);
    }
    check_claims(&mut archive, bounds)?;
    let mut left = bounds.inflated_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let inflated = io::copy(&mut part.take(left + 1), &mut io::sink())
            .map_err(|error| OpenError::Damaged { detail: error.to_string() })?;
        left =
            left.checked_sub(inflated).ok_or(OpenError::Inflates { allowed: bounds.inflated_bytes })?;
    }
    Ok(())
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
