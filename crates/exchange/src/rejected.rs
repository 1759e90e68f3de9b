//! Rows that were refused, written back in the same kind of file with one column more that says why.

use std::path::Path;

use crate::reader::{Record, Table};
use crate::words::{Language, Words};
use crate::writer::{TableWriter, WriteError};

/// Writes refused rows: the same kind of file as they came from (format, encoding, delimiter, sheet name), the same
/// columns in the same order, and a column of errors at the end. Somebody corrects the rows in that file and sends
/// it again; a column of errors that is still there is replaced, not doubled.
///
/// In json every value is written as a text: read again it is the same.
pub struct RejectedWriter {
    table: TableWriter,
    title: String,
    /// The place of a column of errors that the file brought along.
    old_errors: Option<usize>,
    columns: usize,
    rows: u64,
    cells: Vec<String>,
}

impl RejectedWriter {
    /// Begins the file; the title of the column of errors is in this language.
    ///
    /// # Errors
    ///
    /// When there is no room beside `path`.
    pub fn create(path: &Path, like: &Table, language: Language) -> Result<Self, WriteError> {
        let titles = Language::ALL.map(|language| Words::of(language).say("exchange-column-errors", &[]));
        let old_errors = like.header.iter().position(|column| titles.contains(column));
        let title = Words::of(language).say("exchange-column-errors", &[]);
        let header = header(&like.header, old_errors, &title);
        let table = TableWriter::create(path, &like.format, &header)?;
        Ok(Self { table, title, old_errors, columns: like.header.len(), rows: 0, cells: Vec::new() })
    }

    /// Takes over columns that a json file showed only after this writer was created.
    pub fn widen(&mut self, like: &Table) {
        if like.header.len() > self.columns {
            self.columns = like.header.len();
            self.table.widen(header(&like.header, self.old_errors, &self.title));
        }
    }

    /// Adds a refused row with what is wrong with it.
    ///
    /// # Errors
    ///
    /// When the disk refuses, or the row has columns that were not there when the file was begun and
    /// [`RejectedWriter::widen`] was not called.
    pub fn push(&mut self, record: &Record, errors: &str) -> Result<(), WriteError> {
        self.push_cells(&record.cells, errors)
    }

    /// The same for the cells of a [`crate::RecordError`].
    ///
    /// # Errors
    ///
    /// As [`RejectedWriter::push`].
    pub fn push_cells(&mut self, cells: &[String], errors: &str) -> Result<(), WriteError> {
        if cells.len() > self.columns {
            return Err(WriteError::TooManyCells { found: cells.len(), expected: self.columns });
        }
        self.cells.clear();
        self.cells.extend_from_slice(cells);
        self.cells.resize(self.columns, String::new());
        if let Some(place) = self.old_errors {
            self.cells.remove(place);
        }
        self.cells.push(errors.to_owned());
        self.rows += 1;
        self.table.push(&self.cells)
    }

    /// Rows written so far.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the file and puts it in its place; before that there is no file.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn finish(self) -> Result<(), WriteError> {
        self.table.finish()
    }
}

fn header(columns: &[String], old_errors: Option<usize>, title: &str) -> Vec<String> {
    let kept = columns.iter().enumerate().filter(|(place, _)| Some(*place) != old_errors);
    kept.map(|(_, column)| column.clone()).chain(std::iter::once(title.to_owned())).collect()
}
