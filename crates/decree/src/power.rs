//! 執法事項: powers with line and legal basis, and the approved list of an agency (Arts 11(3), 12).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{POWER, POWER_LIST, Row};

crate::codes! {
    /// What a power allows.
    PowerKind {
        /// 行政檢查
        Inspection = 1 "inspection",
        /// 行政處罰
        Penalty = 2 "penalty",
        /// 行政強制
        Compulsion = 3 "compulsion",
        /// 行政許可
        Licence = 4 "licence",
        /// Other kinds.
        Other = 9 "other",
    }
}

/// A provision of a law: what a power or a rule rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// Article, as the law counts it.
    pub article: String,
    /// The law's name.
    pub law: String,
    /// Paragraph, if one is meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
    /// Version: the day from which the text is so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
}

/// One version of a power.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Power {
    /// Legal basis.
    pub basis: Vec<Provision>,
    /// Official code.
    pub code: String,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Kind.
    pub kind: PowerKind,
    /// Key of the line.
    pub line: i32,
    /// Name.
    pub name: String,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Default for Power {
    fn default() -> Self {
        Self {
            basis: Vec::new(),
            code: String::new(),
            from: Date::ZERO,
            key: 0,
            kind: PowerKind::Other,
            line: 0,
            name: String::new(),
            until: None,
        }
    }
}

/// One approved version of an agency's list of powers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerList {
    /// Key of the agency.
    pub agency: i32,
    /// Key of the office that approved it (Art. 12 II); 0 while it is only claimed.
    pub approved_by: i32,
    /// Whether the list is approved as complete. Only then can an act show a power that is not held (rulings 7).
    pub complete: bool,
    /// First day in force.
    pub from: Date,
    /// Keys of the powers, ascending.
    pub powers: Vec<i32>,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

crate::facts! {
    /// What is said about a power.
    PowerFact {
        /// The power is so, from a day on.
        Described = 40 v 1 { public: Power }
    }
}

crate::facts! {
    /// What is said about an agency's list of powers.
    PowerListFact {
        /// The office approved this list, in force from a day on.
        Approved = 41 v 1 { public: PowerList }
    }
}

/// A power with all its versions.
#[derive(Clone, Debug, Default)]
pub struct PowerState {
    /// Its versions.
    pub versions: Dated<Power>,
}

impl PowerState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let PowerFact::Described { public } = PowerFact::read(fact)?;
        self.versions.push(version(*public, fact, |p| (p.from, p.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &POWER,
                values: vec![
                    v.value.key.into(),
                    i32::into(n),
                    stream.into(),
                    v.value.code.as_str().into(),
                    v.value.name.as_str().into(),
                    v.value.kind.number().into(),
                    v.value.line.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}

/// An agency's list with all its versions.
#[derive(Clone, Debug, Default)]
pub struct PowerListState {
    /// Its versions.
    pub versions: Dated<PowerList>,
}

impl PowerListState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let PowerListFact::Approved { public } = PowerListFact::read(fact)?;
        self.versions.push(version(*public, fact, |p| (p.from, p.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &POWER_LIST,
                values: vec![
                    v.value.agency.into(),
                    i32::into(n),
                    stream.into(),
                    i32::try_from(v.value.powers.len()).unwrap_or(i32::MAX).into(),
                    v.value.complete.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
