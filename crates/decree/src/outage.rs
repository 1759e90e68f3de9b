//! Outages (rulings 6): facts of the operator, confirmed by the city office. A clock that ran out inside one is
//! extended to the end of the next working day, visibly.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::{Fact, ReadError};
use crate::view::{OUTAGE, Row};

/// What the operator reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When it began.
    pub from: Timestamp,
    /// When it was over.
    pub until: Timestamp,
    /// What happened: a code.
    pub what: String,
}

/// The city office's confirmation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Key of the office.
    pub office: i32,
}

crate::facts! {
    /// What is said about an outage.
    OutageFact {
        /// The operator reports it.
        Reported = 57 v 1 { public: Report }
        /// The city office confirms it: from now on it extends clocks.
        Confirmed = 58 v 1 { public: Confirmation }
    }
}

/// An outage.
#[derive(Clone, Debug, Default)]
pub struct OutageState {
    /// As reported.
    pub report: Report,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
}

impl OutageState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        match OutageFact::read(fact)? {
            OutageFact::Reported { public } => self.report = *public,
            OutageFact::Confirmed { .. } => self.confirmed_at = Some(fact.envelope.recorded_at),
        }
        Ok(())
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        vec![Row {
            table: &OUTAGE,
            values: vec![
                stream.into(),
                self.report.from.into(),
                self.report.until.into(),
                self.confirmed_at.is_some().into(),
            ],
        }]
    }
}
