//! Why a file or a row was refused.

use crate::message::{Message, error_from_message, quote};

/// Why a file was refused before its first row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The file cannot be read from the disk.
    Unreadable {
        /// What the operating system said.
        detail: String,
    },
    /// The file is larger than allowed.
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes allowed.
        allowed: u64,
    },
    /// The file, or its sheet, has no row with text.
    Empty,
    /// The file is an xls of Excel 97-2003, or an xlsx locked with a password: both have this shape.
    OldOrLocked,
    /// The content is none of csv, xlsx and json.
    UnknownFormat,
    /// The file is a zip archive, but not a workbook.
    NotAWorkbook,
    /// The file is cut short or damaged.
    Damaged {
        /// What the parser said.
        detail: String,
    },
    /// The workbook has no sheet of this name; an empty name means that it has no visible sheet.
    NoSheet {
        /// The name asked for.
        name: String,
        /// The names that are there.
        present: Vec<String>,
    },
    /// The parts of the workbook inflate to more than allowed.
    Inflates {
        /// Bytes allowed for all parts together.
        allowed: u64,
    },
    /// One large part of the workbook inflates far more than a sheet does.
    InflatesTooMuch {
        /// The name of the part.
        part: String,
        /// How many times larger than in the file it becomes.
        ratio: u64,
        /// How many times is allowed.
        allowed: u64,
    },
    /// The text is neither UTF-8 nor GB18030.
    Encoding {
        /// Where UTF-8 breaks off, in bytes from the start of the file.
        offset: u64,
    },
    /// There are more columns than allowed.
    TooManyColumns {
        /// Columns found.
        found: usize,
        /// Columns allowed.
        allowed: usize,
    },
    /// A column title is too long or holds a control character.
    Title {
        /// The number of the column, from 1.
        position: usize,
        /// What stands there.
        title: String,
    },
    /// The json is not a list of objects, nor one object a line.
    Json {
        /// What the parser said.
        detail: String,
    },
    /// Reading took longer than allowed.
    TooSlow {
        /// Seconds allowed.
        seconds: u64,
    },
}

impl OpenError {
    /// What is said to the person who sent the file.
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable { detail } => Message::new("exchange-open-unreadable").text("detail", detail),
            Self::TooLarge { bytes, allowed } => Message::new("exchange-open-too-large")
                .count("mebibytes", bytes.div_ceil(1 << 20))
                .count("allowed", allowed >> 20),
            Self::Empty => Message::new("exchange-open-empty"),
            Self::OldOrLocked => Message::new("exchange-open-old-or-locked"),
            Self::UnknownFormat => Message::new("exchange-open-unknown-format"),
            Self::NotAWorkbook => Message::new("exchange-open-not-a-workbook"),
            Self::Damaged { detail } => Message::new("exchange-open-damaged").text("detail", detail),
            Self::NoSheet { name, present } => Message::new("exchange-open-no-sheet")
                .text("name", name)
                .with("present", crate::Arg::texts(present.iter().cloned())),
            Self::Inflates { allowed } => {
                Message::new("exchange-open-inflates").count("allowed", allowed >> 20)
            }
            Self::InflatesTooMuch { part, ratio, allowed } => Message::new("exchange-open-inflates-too-much")
                .text("part", part)
                .count("ratio", *ratio)
                .count("allowed", *allowed),
            Self::Encoding { offset } => Message::new("exchange-open-encoding").count("offset", *offset),
            Self::TooManyColumns { found, allowed } => Message::new("exchange-open-too-many-columns")
                .count("found", *found)
                .count("allowed", *allowed),
            Self::Title { position, title } => {
                Message::new("exchange-open-title").count("position", *position).text("title", quote(title))
            }
            Self::Json { detail } => Message::new("exchange-open-json").text("detail", detail),
            Self::TooSlow { seconds } => Message::new("exchange-open-too-slow").count("seconds", *seconds),
        }
    }
}

/// What is wrong with a row, or what ended the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordProblem {
    /// A cell holds a control character.
    Control {
        /// The column.
        column: String,
        /// The code point of the character.
        code: u32,
    },
    /// A cell is longer than allowed.
    CellTooLong {
        /// The column.
        column: String,
        /// Bytes allowed.
        allowed: usize,
    },
    /// The whole row is longer than allowed, often because a quotation mark is not closed.
    RecordTooLong {
        /// Bytes allowed.
        allowed: usize,
    },
    /// The row has more cells than there are columns.
    TooManyCells {
        /// Cells found.
        found: usize,
        /// Columns of the file.
        expected: usize,
    },
    /// The row has fewer cells than there are columns.
    TooFewCells {
        /// Cells found.
        found: usize,
        /// Columns of the file.
        expected: usize,
    },
    /// A formula of the sheet gave an error.
    Formula {
        /// The column.
        column: String,
        /// The error as the sheet shows it.
        value: String,
    },
    /// A number so long that the sheet has lost its last digits (an identity number typed as a number).
    LongNumber {
        /// The column.
        column: String,
        /// What is left of it.
        value: String,
    },
    /// The row is not an object of json.
    NotAnObject {
        /// What the parser said.
        detail: String,
    },
    /// The object names one key twice.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// New keys have brought the number of columns above the bound.
    TooManyColumns {
        /// Columns allowed.
        allowed: usize,
    },
    /// There are more rows than allowed. Ends the reading.
    TooManyRows {
        /// Rows allowed.
        allowed: u64,
    },
    /// Reading took longer than allowed. Ends the reading.
    TooSlow {
        /// Seconds allowed.
        seconds: u64,
    },
    /// The file is damaged from here on. Ends the reading.
    Damaged {
        /// What the parser said.
        detail: String,
    },
}

impl RecordProblem {
    fn message(&self) -> Message {
        match self {
            Self::Control { column, code } => Message::new("exchange-record-control")
                .text("column", quote(column))
                .text("code", format!("U+{code:04X}")),
            Self::CellTooLong { column, allowed } => Message::new("exchange-record-cell-too-long")
                .text("column", quote(column))
                .count("allowed", *allowed),
            Self::RecordTooLong { allowed } => {
                Message::new("exchange-record-too-long").count("allowed", *allowed)
            }
            Self::TooManyCells { found, expected } => Message::new("exchange-record-too-many-cells")
                .count("found", *found)
                .count("expected", *expected),
            Self::TooFewCells { found, expected } => Message::new("exchange-record-too-few-cells")
                .count("found", *found)
                .count("expected", *expected),
            Self::Formula { column, value } => {
                Message::new("exchange-record-formula").text("column", quote(column)).text("value", value)
            }
            Self::LongNumber { column, value } => {
                Message::new("exchange-record-long-number").text("column", quote(column)).text("value", value)
            }
            Self::NotAnObject { detail } => {
                Message::new("exchange-record-not-an-object").text("detail", detail)
            }
            Self::DuplicateKey { key } => {
                Message::new("exchange-record-duplicate-key").text("key", quote(key))
            }
            Self::TooManyColumns { allowed } => {
                Message::new("exchange-record-too-many-columns").count("allowed", *allowed)
            }
            Self::TooManyRows { allowed } => {
                Message::new("exchange-record-too-many-rows").count("allowed", *allowed)
            }
            Self::TooSlow { seconds } => Message::new("exchange-record-too-slow").count("seconds", *seconds),
            Self::Damaged { detail } => Message::new("exchange-record-damaged").text("detail", detail),
        }
    }

    fn ends_reading(&self) -> bool {
        matches!(self, Self::TooManyRows { .. } | Self::TooSlow { .. } | Self::Damaged { .. })
    }
}

/// A row that cannot be read as text, with what could be read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// The row as a person counts it, as in [`super::Record`].
    pub number: u64,
    /// What is wrong.
    pub problem: RecordProblem,
    /// What could be read, so that the row can be written back; too long text is cut, control characters are U+FFFD.
    pub cells: Vec<String>,
}

impl RecordError {
    /// What is said to the person who sent the file; always has the argument `row`.
    pub fn message(&self) -> Message {
        self.problem.message().count("row", self.number)
    }

    /// True when no row comes after this error.
    pub fn ends_reading(&self) -> bool {
        self.problem.ends_reading()
    }
}

error_from_message!(OpenError, RecordError);
