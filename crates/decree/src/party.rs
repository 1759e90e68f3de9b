//! 行政相對人: known by 統一社會信用代碼 or identity number. What is personal lies in the vault.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::{Fact, ReadError};
use crate::inspection::TargetKind;
use crate::view::{PARTY, Row};

/// What the party may read of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// 統一社會信用代碼, for those that have one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Kind.
    pub kind: TargetKind,
    /// Name, unless it is a natural person's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Key in the vault, for natural persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
}

impl Default for Party {
    fn default() -> Self {
        Self { code: String::new(), kind: TargetKind::Organisation, name: String::new(), person: None }
    }
}

crate::facts! {
    /// What is said about a party.
    PartyFact {
        /// The party is known to the platform.
        Registered = 50 v 1 { party: Party }
    }
}

/// A party.
#[derive(Clone, Debug, Default)]
pub struct PartyState {
    /// As registered last.
    pub party: Party,
}

impl PartyState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let PartyFact::Registered { party } = PartyFact::read(fact)?;
        self.party = *party;
        Ok(())
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        vec![Row {
            table: &PARTY,
            values: vec![
                stream.into(),
                self.party.kind.number().into(),
                self.party.code.as_str().into(),
                self.party.name.as_str().into(),
                self.party.person.into(),
            ],
        }]
    }
}
