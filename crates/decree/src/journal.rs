//! What the journal says about itself: opened, simulated for ever or not, swept, erased, read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::{Fact, ReadError};
use crate::identity;
use crate::view::{JOURNAL, Row};

/// The opening of a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Whether it was made by a simulation: marked so for ever.
    pub simulated: bool,
}

/// A sweep that found something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sweeping {
    /// The moment at which deadlines were compared with the clock.
    pub at: Timestamp,
    /// Whether everything due at that moment has been acted upon. A sweep goes in pages, each with its fact.
    pub complete: bool,
    /// How many due deadlines this page acted upon.
    pub found: i64,
}

/// An erasure of personal values (vault) or of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Legal basis.
    pub basis: String,
    /// Vault keys of persons whose value and salt are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<Uuid>,
    /// Facts of which a section is gone, with the section's number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<(Uuid, i16)>,
}

/// An erasure of files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileErasure {
    /// Legal basis.
    pub basis: String,
    /// Files of which key, salt and content are gone.
    pub files: Vec<Uuid>,
}

/// The digest of the read log of one hour (DESIGN section 5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// SHA-256 over the rows, in order, hexadecimal.
    pub digest: String,
    /// The hour's beginning.
    pub hour: Timestamp,
    /// How many reads.
    pub reads: i64,
}

/// Something that a full audit of the log found: it stays on record, and nobody closes it (Art. 34(3)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFinding {
    /// The fact concerned, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Uuid>,
    /// Its place in the log; of a tile or a checkpoint, its own place or size.
    pub place: i64,
    /// The code of what is wrong.
    pub what: String,
}

/// A full audit of the log: every fact against its leaf, every signed root computed again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auditing {
    /// Places of the log looked at.
    pub entries: i64,
    /// The first findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<AuditFinding>,
    /// How many there were.
    pub found: i64,
}

crate::facts! {
    /// What the journal says about itself.
    JournalFact {
        /// Opened.
        Opened = 1 v 1 { public: Opening }
        /// A sweep found something.
        Swept = 2 v 1 { public: Sweeping }
        /// Personal values were erased.
        Erased = 3 v 1 { internal: Erasure }
        /// An hour's reads were digested.
        ReadsDigested = 4 v 1 { public: Reading }
        /// Files were erased.
        FilesErased = 5 v 1 { internal: FileErasure }
        /// The log was audited.
        LogAudited = 6 v 1 { public: Auditing }
    }
}

/// One stream of the journal about itself.
#[derive(Clone, Debug, Default)]
pub struct JournalState {
    /// Whether it is a simulation.
    pub simulated: bool,
    /// How many sweeps found something.
    pub sweeps: i32,
    /// The last of them.
    pub last_sweep: Option<Timestamp>,
}

impl JournalState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        match JournalFact::read(fact)? {
            JournalFact::Opened { public } => self.simulated = public.simulated,
            JournalFact::Swept { public } => {
                self.sweeps += 1;
                self.last_sweep = Some(public.at);
            }
            JournalFact::Erased { .. }
            | JournalFact::ReadsDigested { .. }
            | JournalFact::FilesErased { .. }
            | JournalFact::LogAudited { .. } => {}
        }
        Ok(())
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        let values = vec![stream.into(), self.simulated.into(), self.sweeps.into(), self.last_sweep.into()];
        vec![Row { table: &JOURNAL, values }]
    }
}

/// The stream that says how a node's journal was opened.
pub fn opening_stream(node: i16) -> Uuid {
    identity::uuid_of(&[b"journal", &node.to_be_bytes()])
}

/// The stream that holds a node's sweeps of one day: streams stay short.
pub fn sweeps_stream(node: i16, day: jiff::civil::Date) -> Uuid {
    identity::uuid_of(&[b"sweeps", &node.to_be_bytes(), day.to_string().as_bytes()])
}

/// The stream that holds a node's erasures of one day.
pub fn erasures_stream(node: i16, day: jiff::civil::Date) -> Uuid {
    identity::uuid_of(&[b"erasures", &node.to_be_bytes(), day.to_string().as_bytes()])
}

/// The stream that holds a node's read digests of one day.
pub fn readings_stream(node: i16, day: jiff::civil::Date) -> Uuid {
    identity::uuid_of(&[b"readings", &node.to_be_bytes(), day.to_string().as_bytes()])
}

/// The stream that holds a node's audits of its log of one day.
pub fn audits_stream(node: i16, day: jiff::civil::Date) -> Uuid {
    identity::uuid_of(&[b"audits", &node.to_be_bytes(), day.to_string().as_bytes()])
}
