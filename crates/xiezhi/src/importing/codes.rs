//! Query codes of an import and claim numbers of forms, written out once (rulings 4): after this only the agency's own telling
//! reads a code, and nobody a claim number.

use std::path::Path;

use exchange::{Format, Language, TableWriter, Words};
use platform::Platform;
use uuid::Uuid;

use crate::cli::Failure;
use crate::report;

/// The file of codes.
pub struct CodesFile {
    writer: TableWriter,
}

impl CodesFile {
    /// Makes the file. It is readable by its owner only.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path, header: &[&str], language: Language) -> Result<Self, Failure> {
        let header: Vec<String> = header.iter().map(|id| report::say(language, id, &[])).collect();
        let format =
            if path.extension().is_some_and(|e| e == "xlsx") { Format::xlsx("codes") } else { Format::csv() };
        let writer = TableWriter::create(path, &format, &header)
            .map_err(|e| Words::of(language).tell(&e.message()))?;
        private(path)?;
        Ok(Self { writer })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn push(&mut self, row: &[String], words: &Words) -> Result<(), Failure> {
        self.writer.push(row).map_err(|e| words.tell(&e.message()).into())
    }

    /// Closes it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(self, words: &Words) -> Result<(), Failure> {
        self.writer.finish().map_err(|e| words.tell(&e.message()).into())
    }
}

fn private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if path.exists() {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
    } else {
        Ok(())
    }
}

/// Writes the codes made so far, where a file was asked for.
///
/// # Errors
/// The database is away or the file cannot be written.
pub async fn write(
    made: &mut Vec<(String, u32, Uuid)>,
    file: Option<&mut CodesFile>,
    platform: &Platform,
    words: &Words,
) -> Result<(), Failure> {
    let made = std::mem::take(made);
    let Some(file) = file else { return Ok(()) };
    let ids: Vec<Uuid> = made.iter().map(|(_, _, id)| *id).collect();
    let clear = platform.store().clear_codes(&ids).await?;
    for (number, party, id) in made {
        if let Some(code) = clear.get(&id) {
            file.push(&[number, party.to_string(), code.clone()], words)?;
        }
    }
    Ok(())
}
