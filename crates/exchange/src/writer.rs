//! Writing a table row by row, in bounded memory; the file appears under its name only when it is whole.

mod delimited;
mod objects;
mod sheet;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::message::{Message, error_from_message};
use crate::reader::{Format, TextEncoding};
use delimited::DelimitedWriter;
use objects::ObjectsWriter;
use sheet::SheetWriter;

/// What kind of file is written.
pub type OutputFormat = Format;

impl Format {
    /// A csv file that Excel opens with the right characters: UTF-8 with its mark, separated by commas.
    pub const fn csv() -> Self {
        Self::Csv { encoding: TextEncoding::Utf8 { mark: true }, delimiter: b',' }
    }

    /// A workbook with one sheet of this name.
    pub fn xlsx(sheet: impl Into<String>) -> Self {
        Self::Xlsx { sheet: sheet.into() }
    }

    /// How the name of such a file ends.
    pub const fn extension(&self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Xlsx { .. } => "xlsx",
            Self::JsonArray => "json",
            Self::JsonLines => "jsonl",
        }
    }
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// The disk refused.
    Unwritable {
        /// What the operating system said.
        detail: String,
    },
    /// More rows or columns than a sheet can hold.
    SheetFull,
    /// A row has more cells than there are columns.
    TooManyCells {
        /// Cells of the row.
        found: usize,
        /// Columns of the file.
        expected: usize,
    },
}

impl WriteError {
    /// What is said to the person who asked for the file.
    pub fn message(&self) -> Message {
        match self {
            Self::Unwritable { detail } => Message::new("exchange-write-unwritable").text("detail", detail),
            Self::SheetFull => Message::new("exchange-write-sheet-full"),
            Self::TooManyCells { found, expected } => Message::new("exchange-write-too-many-cells")
                .count("found", *found)
                .count("expected", *expected),
        }
    }
}

error_from_message!(WriteError);

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Unwritable { detail: error.to_string() }
    }
}

enum Sink {
    Delimited(Box<DelimitedWriter<BufWriter<NamedTempFile>>>),
    Objects(ObjectsWriter<BufWriter<NamedTempFile>>),
    /// A workbook is put together at the end.
    Sheet(Box<SheetWriter>, NamedTempFile),
}

/// A table being written. Dropped before [`TableWriter::finish`] it leaves no file.
pub struct TableWriter {
    sink: Sink,
    path: PathBuf,
    header: Vec<String>,
}

impl TableWriter {
    /// Begins a file of this format with these columns.
    ///
    /// # Errors
    ///
    /// When there is no room beside `path`, or the columns are too many for a sheet.
    pub fn create(path: &Path, format: &Format, header: &[String]) -> Result<Self, WriteError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder)?;
        let sink = match format {
            Format::Csv { encoding, delimiter } => {
                let writer = DelimitedWriter::new(BufWriter::new(file), *encoding, *delimiter, header)?;
                Sink::Delimited(Box::new(writer))
            }
            Format::Xlsx { sheet } => Sink::Sheet(Box::new(SheetWriter::new(sheet, header, folder)?), file),
            Format::JsonArray => Sink::Objects(ObjectsWriter::array(BufWriter::new(file))),
            Format::JsonLines => Sink::Objects(ObjectsWriter::lines(BufWriter::new(file))),
        };
        Ok(Self { sink, path: path.to_owned(), header: header.to_vec() })
    }

    /// From now on a csv cell that a sheet program would take for a formula gets an apostrophe before it, as such
    /// programs write it themselves. For exports that people open; a file that is read back must not change. In a
    /// workbook every cell is a text anyway.
    #[must_use]
    pub fn guarding_formulas(mut self) -> Self {
        if let Sink::Delimited(writer) = &mut self.sink {
            writer.guard_formulas();
        }
        self
    }

    /// Adds columns that later rows of a json file may have; other formats have their columns once for all.
    pub(crate) fn widen(&mut self, header: Vec<String>) {
        if matches!(self.sink, Sink::Objects(_)) {
            self.header = header;
        }
    }

    /// Adds a row; missing cells at its end are empty.
    ///
    /// # Errors
    ///
    /// When the row has more cells than there are columns, a sheet is full, or the disk refuses.
    pub fn push<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), WriteError> {
        if cells.len() > self.header.len() {
            return Err(WriteError::TooManyCells { found: cells.len(), expected: self.header.len() });
        }
        let missing = self.header.len() - cells.len();
        let cells = cells.iter().map(AsRef::as_ref).chain(std::iter::repeat_n("", missing));
        match &mut self.sink {
            Sink::Delimited(writer) => writer.push(cells)?,
            Sink::Objects(writer) => writer.push(&self.header, cells)?,
            Sink::Sheet(writer, _) => writer.push(cells)?,
        }
        Ok(())
    }

    /// Ends the file and puts it in its place.
    ///
    /// # Errors
    ///
    /// When the disk refuses; then an earlier file of the same name is still whole.
    pub fn finish(self) -> Result<(), WriteError> {
        let file = match self.sink {
            Sink::Delimited(writer) => settle(writer.finish()?)?,
            Sink::Objects(writer) => settle(writer.finish()?)?,
            Sink::Sheet(writer, mut file) => {
                writer.finish(file.as_file_mut())?;
                file
            }
        };
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| WriteError::from(error.error))?;
        Ok(())
    }
}

fn settle(mut buffered: BufWriter<NamedTempFile>) -> Result<NamedTempFile, WriteError> {
    buffered.flush()?;
    buffered.into_inner().map_err(|error| WriteError::from(error.into_error()))
}
