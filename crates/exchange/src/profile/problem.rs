//! What can be wrong with a profile, with a file for a profile, and with a cell of the file.

use std::sync::Arc;

use crate::message::{Arg, Message, error_from_message, quote};

/// What is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileProblem {
    /// The text is not a profile in TOML.
    Syntax {
        /// The line, from 1; 0 when it is not known.
        line: usize,
        /// What the parser said.
        detail: String,
    },
    /// The text is longer than a profile may be.
    TooLong {
        /// Bytes allowed.
        allowed: usize,
    },
    /// There is no such kind of record.
    UnknownKind {
        /// The kind named.
        kind: String,
    },
    /// There is no such field.
    UnknownField {
        /// The field named.
        field: String,
        /// A field of a like name.
        nearest: Option<String>,
    },
    /// The profile fills no field.
    Nothing,
    /// A field, or a part of it, has no source or more than one.
    Sources {
        /// The field.
        field: String,
    },
    /// Two columns fill the same field.
    FieldTwice {
        /// The field.
        field: String,
    },
    /// Parts within parts.
    NestedParts {
        /// The field.
        field: String,
    },
    /// There is no such time zone.
    Zone {
        /// The zone named.
        zone: String,
    },
    /// A format of days and times that cannot be understood.
    TimeFormat {
        /// The field.
        field: String,
        /// The format.
        format: String,
    },
    /// A factor that is not a number.
    Factor {
        /// The field.
        field: String,
        /// The factor.
        factor: String,
    },
    /// A unit of amounts that is not known.
    MoneyUnit {
        /// The field.
        field: String,
        /// The unit.
        unit: String,
    },
    /// Two rules for one value that exclude each other.
    Rules {
        /// The field.
        field: String,
    },
}

impl ProfileProblem {
    /// What is said to the person who wrote the profile.
    pub fn message(&self) -> Message {
        match self {
            Self::Syntax { line, detail } => {
                Message::new("exchange-profile-syntax").count("line", *line).text("detail", detail)
            }
            Self::TooLong { allowed } => Message::new("exchange-profile-too-long").count("allowed", *allowed),
            Self::UnknownKind { kind } => {
                Message::new("exchange-profile-unknown-kind").text("kind", quote(kind))
            }
            Self::UnknownField { field, nearest } => Message::new("exchange-profile-unknown-field")
                .text("field", quote(field))
                .text("nearest", nearest.as_deref().unwrap_or("-")),
            Self::Nothing => Message::new("exchange-profile-nothing"),
            Self::Sources { field } => Message::new("exchange-profile-sources").text("field", quote(field)),
            Self::FieldTwice { field } => {
                Message::new("exchange-profile-field-twice").text("field", quote(field))
            }
            Self::NestedParts { field } => {
                Message::new("exchange-profile-nested-parts").text("field", quote(field))
            }
            Self::Zone { zone } => Message::new("exchange-profile-zone").text("zone", quote(zone)),
            Self::TimeFormat { field, format } => Message::new("exchange-profile-time-format")
                .text("field", quote(field))
                .text("format", quote(format)),
            Self::Factor { field, factor } => Message::new("exchange-profile-factor")
                .text("field", quote(field))
                .text("factor", quote(factor)),
            Self::MoneyUnit { field, unit } => {
                Message::new("exchange-profile-unit").text("field", quote(field)).text("unit", quote(unit))
            }
            Self::Rules { field } => Message::new("exchange-profile-rules").text("field", quote(field)),
        }
    }
}

/// Why a file does not fit a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MappingProblem {
    /// A column is missing.
    MissingColumn {
        /// The title that is looked for.
        column: String,
        /// The field that it would fill; empty for a column that only decides whether a row is skipped.
        field: String,
        /// A title of the file that is nearly the same.
        nearest: Option<String>,
    },
    /// Two columns have the title that is looked for.
    AmbiguousColumn {
        /// The title.
        column: String,
        /// The numbers of the columns, from 1.
        positions: Vec<usize>,
    },
}

impl MappingProblem {
    /// What is said to the person who sent the file.
    pub fn message(&self) -> Message {
        match self {
            Self::MissingColumn { column, nearest: Some(nearest), .. } => {
                Message::new("exchange-mapping-missing-column-nearest")
                    .text("column", quote(column))
                    .text("nearest", quote(nearest))
            }
            Self::MissingColumn { column, nearest: None, .. } => {
                Message::new("exchange-mapping-missing-column").text("column", quote(column))
            }
            Self::AmbiguousColumn { column, positions } => Message::new("exchange-mapping-ambiguous-column")
                .text("column", quote(column))
                .with("positions", Arg::texts(positions.iter().map(ToString::to_string))),
        }
    }
}

/// What is wrong with the value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// The column of the file, or several joined with ` + `.
    pub column: String,
    /// Our field that the value was meant for.
    pub field: Arc<str>,
    /// The value, cut when it is long.
    pub value: String,
    /// The id of the message.
    pub rule: &'static str,
    /// Further arguments of the message.
    pub args: Vec<(&'static str, Arg)>,
    /// An example of a right value.
    pub example: String,
}

impl CellProblem {
    /// What is said to the person who sent the file; always has the arguments `column`, `value` and `example`.
    pub fn message(&self) -> Message {
        let message = Message::new(self.rule)
            .text("column", quote(&self.column))
            .text("value", quote(&self.value))
            .text("example", quote(&self.example));
        self.args.iter().fold(message, |message, (name, arg)| message.with(name, arg.clone()))
    }
}

error_from_message!(ProfileProblem, MappingProblem, CellProblem);
