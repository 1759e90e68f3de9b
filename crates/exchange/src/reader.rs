//! Reading a file of unknown make as a table of plain text, in bounded memory and time.
//!
//! The kind is told from the content, never from the name: csv (UTF-8 or GB18030, with or without a byte order mark,
//! separated by comma, semicolon or tab), xlsx, a json list of flat objects, or one json object a line.

mod archive;
mod bounds;
mod census;
mod delimited;
mod detect;
mod error;
mod objects;
mod row;
mod sheet;
mod text;

use std::path::Path;
use std::time::Instant;

pub use bounds::Bounds;
pub use error::{OpenError, RecordError, RecordProblem};

use crate::message::quote;
use bounds::Stopwatch;
use delimited::Delimited;
use detect::Kind;
use objects::{Layout, Objects};
use row::RowFault;
use sheet::Sheet;

/// How the characters of a csv file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8 {
        /// Whether the file begins with the byte order mark.
        mark: bool,
    },
    /// GB18030, which Excel writes in China; GBK and GB2312 are parts of it.
    Gb18030 {
        /// Whether the file begins with the byte order mark.
        mark: bool,
    },
}

impl TextEncoding {
    /// The bytes with which a file of this encoding begins.
    pub const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 { mark: true } => b"\xEF\xBB\xBF",
            Self::Gb18030 { mark: true } => b"\x84\x31\x95\x33",
            Self::Utf8 { mark: false } | Self::Gb18030 { mark: false } => b"",
        }
    }
}

/// What kind of file a table came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separated values.
    Csv {
        /// How its characters are written.
        encoding: TextEncoding,
        /// Comma, semicolon or tab.
        delimiter: u8,
    },
    /// A workbook.
    Xlsx {
        /// The sheet that is read.
        sheet: String,
    },
    /// A json list of objects.
    JsonArray,
    /// One json object a line.
    JsonLines,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The row as a person counts it in the file, from 1: the row that Excel shows for csv and xlsx (the header is a
    /// row too, blank rows count), the line for json lines, the place in the list for a json list.
    pub number: u64,
    /// As many cells as the header had columns when the row was read: NFC text without space around it, line ends as
    /// `\n`; a day in a sheet is `2014-09-08`, a day with time `2014-09-08T14:30:00`; nested json stays json.
    pub cells: Vec<String>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = out.debug_struct("Table");
        shown.field("format", &self.format).field("header", &self.header).finish_non_exhaustive()
    }
}

enum Source {
    Delimited(Box<Delimited>),
    Sheet(Sheet),
    Objects(Objects),
}

/// A file being read, row by row.
pub struct Table {
    /// What kind of file it is.
    pub format: Format,
    /// The titles of the columns. For json these are the keys of the first object; keys that first appear in a later
    /// object are appended when that object is read.
    pub header: Vec<String>,
    source: Source,
    bounds: Bounds,
    stopwatch: Stopwatch,
    rows: u64,
    ended: bool,
    /// The first object of a json file, read for its keys.
    waiting: Option<Record>,
}

/// Opens a file and reads its header; of a workbook the first visible sheet.
///
/// # Errors
///
/// When the file is of no known kind, damaged, empty or beyond the bounds.
pub fn open(path: &Path, bounds: Bounds) -> Result<Table, OpenError> {
    open_sheet(path, None, bounds)
}

/// Objects that were pushed and not sent as a file: a json list of flat objects, or with `lines` one object a line. The header
/// grows with the keys that are met; it is whole when the last object is read.
///
/// # Errors
///
/// When the source cannot be read.
pub fn open_objects(text: Vec<u8>, lines: bool, bounds: Bounds) -> Result<Table, OpenError> {
    let layout = if lines { Layout::Lines } else { Layout::Array };
    let source = Source::Objects(Objects::of(Box::new(std::io::Cursor::new(text)), layout)?);
    let format = if lines { Format::JsonLines } else { Format::JsonArray };
    let (header, stopwatch) = (Vec::new(), Stopwatch::new(bounds.seconds));
    Ok(Table { format, header, source, bounds, stopwatch, rows: 0, ended: false, waiting: None })
}

/// Opens a file as [`open`] does; of a workbook the named sheet.
///
/// # Errors
///
/// As [`open`], and when a workbook has no such sheet.
pub fn open_sheet(path: &Path, sheet: Option<&str>, bounds: Bounds) -> Result<Table, OpenError> {
    let start = Instant::now();
    let mut stopwatch = Stopwatch::new(bounds.seconds);
    let (source, format) = match detect::detect(path, &bounds)? {
        Kind::Delimited(encoding) => {
            let (source, delimiter) = Delimited::open(path, encoding)?;
            (Source::Delimited(Box::new(source)), Format::Csv { encoding, delimiter })
        }
        Kind::Workbook => {
            let (source, sheet) = Sheet::open(path, sheet, &bounds, stopwatch.left())?;
            (Source::Sheet(source), Format::Xlsx { sheet })
        }
        Kind::JsonArray => (Source::Objects(Objects::open(path, Layout::Array)?), Format::JsonArray),
        Kind::JsonLines => (Source::Objects(Objects::open(path, Layout::Lines)?), Format::JsonLines),
    };
    stopwatch.add_since(start);
    let header = Vec::new();
    let mut table = Table { format, header, source, bounds, stopwatch, rows: 0, ended: false, waiting: None };
    table.read_header()?;
    Ok(table)
}

impl Table {
    /// The next row that holds any text, or what is wrong with it; `None` at the end.
    ///
    /// After an error reading goes on with the next row, unless [`RecordError::ends_reading`].
    #[expect(
        clippy::should_implement_trait,
        reason = "the header may grow between two rows: no borrowed iterator"
    )]
    pub fn next(&mut self) -> Option<Result<Record, RecordError>> {
        let mut record = Record::default();
        Some(self.read_into(&mut record)?.map(|()| record))
    }

    /// The same as [`Table::next`], into a record whose memory is used again.
    pub fn read_into(&mut self, record: &mut Record) -> Option<Result<(), RecordError>> {
        if let Some(first) = self.waiting.take() {
            *record = first;
            return Some(Ok(()));
        }
        while !self.ended {
            let start = Instant::now();
            let read = self.read_raw(record);
            self.stopwatch.add_since(start);
            let Some((number, fault)) = read else { break };
            record.number = number;
            let problem = match fault {
                Some(fault) => Some(fault.named(&self.header, &self.bounds)),
                None if record.cells.iter().all(String::is_empty) => {
                    if !self.stopwatch.is_over() {
                        continue;
                    }
                    self.exceeded()
                }
                None => {
                    self.rows += 1;
                    self.exceeded()
                }
            };
            let Some(problem) = problem else { return Some(Ok(())) };
            let error = RecordError { number, problem, cells: std::mem::take(&mut record.cells) };
            self.ended = error.ends_reading();
            return Some(Err(error));
        }
        self.ended = true;
        None
    }

    fn exceeded(&self) -> Option<RecordProblem> {
        if self.rows > self.bounds.rows {
            return Some(RecordProblem::TooManyRows { allowed: self.bounds.rows });
        }
        self.stopwatch.is_over().then_some(RecordProblem::TooSlow { seconds: self.bounds.seconds })
    }

    fn read_raw(&mut self, record: &mut Record) -> Option<(u64, Option<RowFault>)> {
        let (cells, width, bounds) = (&mut record.cells, self.header.len(), &self.bounds);
        match &mut self.source {
            Source::Delimited(source) => source.next(cells, width, bounds),
            Source::Sheet(source) => source.next(cells, width, bounds, self.stopwatch.left()),
            Source::Objects(source) => source.next(cells, &mut self.header, bounds),
        }
    }

    /// Takes the first row with any text as the header; of json the first object stays to be read.
    fn read_header(&mut self) -> Result<(), OpenError> {
        let is_json = matches!(self.source, Source::Objects(_));
        let mut record = Record::default();
        loop {
            let start = Instant::now();
            let (number, fault) = self.read_raw(&mut record).ok_or(OpenError::Empty)?;
            self.stopwatch.add_since(start);
            if let Some(fault) = fault {
                return Err(self.header_error(fault, &record));
            }
            if self.stopwatch.is_over() {
                return Err(OpenError::TooSlow { seconds: self.bounds.seconds });
            }
            if record.cells.iter().any(|cell| !cell.is_empty()) || is_json && !record.cells.is_empty() {
                record.number = number;
                break;
            }
        }
        if is_json {
            let holds_text = record.cells.iter().any(|cell| !cell.is_empty());
            self.rows = u64::from(holds_text);
            self.waiting = holds_text.then_some(record);
            return Ok(());
        }
        let used = record.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        record.cells.truncate(used);
        if used > self.bounds.columns {
            return Err(OpenError::TooManyColumns { found: used, allowed: self.bounds.columns });
        }
        self.header = record.cells;
        Ok(())
    }

    fn header_error(&self, fault: RowFault, record: &Record) -> OpenError {
        let problem = match fault {
            RowFault::Cell(column, _) => {
                let title = record.cells.get(column).cloned().unwrap_or_default();
                return OpenError::Title { position: column + 1, title: quote(&title) };
            }
            RowFault::Whole(problem) => problem,
        };
        match problem {
            RecordProblem::TooManyCells { found, expected: allowed } => {
                OpenError::TooManyColumns { found, allowed }
            }
            RecordProblem::TooManyColumns { allowed } => {
                OpenError::TooManyColumns { found: allowed + 1, allowed }
            }
            RecordProblem::NotAnObject { detail } => OpenError::Json { detail },
            RecordProblem::DuplicateKey { key } => OpenError::Json { detail: key },
            RecordProblem::TooSlow { seconds } => OpenError::TooSlow { seconds },
            RecordProblem::Damaged { detail } => OpenError::Damaged { detail },
            RecordProblem::RecordTooLong { .. } => {
                OpenError::Title { position: 1, title: quote(&record.cells.concat()) }
            }
            other => OpenError::Damaged { detail: format!("{other:?}") },
        }
    }
}

fn unreadable(error: std::io::Error) -> OpenError {
    OpenError::Unreadable { detail: error.to_string() }
}
