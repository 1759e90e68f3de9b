//! 轄區: the tree of territories, effective-dated (in June 2015 寧河、靜海、薊 were counties), with a place for a
//! second code system, since civil-affairs and statistical codes of one street differ.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::dated::{Dated, Version};
use crate::fact::{Fact, ReadError};
use crate::view::{Row, TERRITORY};

crate::codes! {
    /// What kind of territory.
    TerritoryKind {
        /// 市
        City = 1 "city",
        /// 區
        District = 2 "district",
        /// 縣
        County = 3 "county",
        /// 街道
        Street = 4 "street",
        /// 鎮, 鄉
        Town = 5 "town",
        /// Development zones, farms and the like: their own kind, under a district (rulings 1).
        Zone = 6 "zone",
    }
}

/// One version of a territory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Territory {
    /// Official code (GB/T 2260; statistical code for streets).
    pub code: String,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Kind.
    pub kind: TerritoryKind,
    /// Name.
    pub name: String,
    /// Key of the territory above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<i32>,
    /// Code in a second system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_code: Option<String>,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Default for Territory {
    fn default() -> Self {
        Self {
            code: String::new(),
            from: Date::ZERO,
            key: 0,
            kind: TerritoryKind::City,
            name: String::new(),
            parent: None,
            second_code: None,
            until: None,
        }
    }
}

crate::facts! {
    /// What is said about a territory.
    TerritoryFact {
        /// The territory is so, from a day on.
        Described = 10 v 1 { public: Territory }
    }
}

/// A territory with all its versions.
#[derive(Clone, Debug, Default)]
pub struct TerritoryState {
    /// Its versions.
    pub versions: Dated<Territory>,
}

impl TerritoryState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let TerritoryFact::Described { public } = TerritoryFact::read(fact)?;
        self.versions.push(version(*public, fact, |t| (t.from, t.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, fact_stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &TERRITORY,
                values: vec![
                    v.value.key.into(),
                    i32::into(n),
                    fact_stream.into(),
                    v.value.code.as_str().into(),
                    v.value.second_code.clone().into(),
                    v.value.name.as_str().into(),
                    v.value.kind.number().into(),
                    v.value.parent.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}

/// A register version out of the fact that said it.
pub(crate) fn version<T>(value: T, fact: &Fact, days: impl Fn(&T) -> (Date, Option<Date>)) -> Version<T> {
    let (from, until) = days(&value);
    Version { value, from, until, recorded_at: known_at(fact), fact: fact.envelope.id }
}

/// The moment from which a register fact is known.
fn known_at(fact: &Fact) -> Timestamp {
    fact.envelope.recorded_at
}
