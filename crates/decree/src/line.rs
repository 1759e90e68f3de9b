//! 條: lines, the fields of administration. A line belongs to the power and is copied to each act (rulings 1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{LINE, Row};

/// One version of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Official code.
    pub code: String,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Name.
    pub name: String,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

crate::facts! {
    /// What is said about a line.
    LineFact {
        /// The line is so, from a day on.
        Described = 15 v 1 { public: Line }
    }
}

/// A line with all its versions.
#[derive(Clone, Debug, Default)]
pub struct LineState {
    /// Its versions.
    pub versions: Dated<Line>,
}

impl LineState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let LineFact::Described { public } = LineFact::read(fact)?;
        self.versions.push(version(*public, fact, |l| (l.from, l.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &LINE,
                values: vec![
                    v.value.key.into(),
                    i32::into(n),
                    stream.into(),
                    v.value.code.as_str().into(),
                    v.value.name.as_str().into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
