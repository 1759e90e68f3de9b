//! Official records as a file, row by row.

use std::path::Path;

use super::Form;
use crate::writer::{OutputFormat, TableWriter, WriteError};

/// By what the columns are titled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// By the standard's labels, as in the sheets that people upload.
    Labels,
    /// By the standard's codes, as between systems.
    Codes,
}

/// Who gets the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The platform that the form is made for: every column.
    Receiver,
    /// Everybody: without the columns that are never published.
    Public,
}

/// Writes records of a form in bounded memory. Every cell is a text: days, amounts and long numbers stay as the standard
/// writes them, whatever program opens the file.
pub struct OfficialWriter<'a> {
    form: &'a Form,
    /// The places of the columns that are written.
    written: Vec<usize>,
    table: TableWriter,
}

impl<'a> OfficialWriter<'a> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// When there is no room beside `path`.
    pub fn create(
        path: &Path,
        form: &'a Form,
        format: &OutputFormat,
        titles: Titles,
        audience: Audience,
    ) -> Result<Self, WriteError> {
        let is_written = |place: &usize| {
            audience == Audience::Receiver || form.columns.get(*place).is_some_and(|column| !column.secret)
        };
        let written: Vec<usize> = (0..form.columns.len()).filter(is_written).collect();
        let columns = written.iter().filter_map(|place| form.columns.get(*place));
        let header: Vec<String> = columns
            .map(|column| match titles {
                Titles::Labels => column.label.clone(),
                Titles::Codes => column.code.clone(),
            })
            .collect();
        let table = TableWriter::create(path, format, &header)?;
        Ok(Self { form, written, table })
    }

    /// Adds a record, its cells in the order of the form's columns. A cell that must be empty in this record, such as a
    /// natural person's number among those of organisations, is left empty whatever was given.
    ///
    /// # Errors
    ///
    /// When there are more cells than the form has columns, a sheet is full, or the disk refuses.
    pub fn push(&mut self, cells: &[String]) -> Result<(), WriteError> {
        let expected = self.form.columns.len();
        if cells.len() > expected {
            return Err(WriteError::TooManyCells { found: cells.len(), expected });
        }
        let cell = |place: &usize| {
            let column = self.form.columns.get(*place);
            let must_be_empty = column.and_then(|column| column.empty_when.as_ref());
            match cells.get(*place) {
                Some(cell) if !must_be_empty.is_some_and(|when| self.form.holds(when, cells)) => {
                    cell.as_str()
                }
                _ => "",
            }
        };
        let row: Vec<&str> = self.written.iter().map(cell).collect();
        self.table.push(&row)
    }

    /// Ends the file and puts it in its place.
    ///
    /// # Errors
    ///
    /// When the disk refuses; then an earlier file of the same name is still whole.
    pub fn finish(self) -> Result<(), WriteError> {
        self.table.finish()
    }
}
