//! Files in and out: tables of plain text read from csv, xlsx and json, mapping profiles that turn a foreign
//! column into one of our fields, rejected rows written back in the same kind of file, and the words for people.
//!
//! Nothing here knows a law or a database: a row goes in, named text fields come out, and whatever is wrong is
//! said as a [`Message`] (an id with typed arguments) that [`Words`] puts into the reader's language.

pub mod fields;
pub mod message;
pub mod official;
pub mod profile;
pub mod reader;
pub mod rejected;
pub mod words;
pub mod writer;

pub use fields::{FieldKind, FieldSpec, INSPECTION_FIELDS, fields_of};
pub use message::{Arg, Message};
pub use profile::{CellProblem, LIST_SEPARATOR, Mapped, Mapping, MappingProblem, Profile, ProfileProblem};
pub use reader::{
    Bounds, Format, OpenError, Record, RecordError, Table, TextEncoding, open, open_objects, open_sheet,
};
pub use rejected::RejectedWriter;
pub use words::{Language, Words};
pub use writer::{OutputFormat, TableWriter, WriteError};
