//! The shape of a profile as a TOML file.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One text or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileFile {
    pub kind: String,
    pub name: String,
    #[serde(default)]
    pub notes: String,
    pub zone: Option<String>,
    #[serde(default)]
    pub missing: Vec<String>,
    #[serde(default)]
    pub columns: BTreeMap<String, OneOrMany>,
    #[serde(default)]
    pub fields: BTreeMap<String, SourceFile>,
    #[serde(default)]
    pub skip: Vec<SkipFile>,
}

/// Where a text comes from and what is done with it; the same keys for a field and for a part of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SourceFile {
    pub column: Option<OneOrMany>,
    pub columns: Vec<String>,
    pub parts: Vec<SourceFile>,
    pub constant: Option<String>,
    pub join: Option<String>,
    pub list: bool,
    pub keep_empty: bool,
    pub optional: bool,
    pub required: bool,
    pub example: Option<String>,
    pub strip_decimal: bool,
    pub split: Option<String>,
    pub values: BTreeMap<String, String>,
    pub values_after: Option<String>,
    pub default: Option<String>,
    pub keep_others: bool,
    pub multiply: Option<String>,
    /// In what an amount without a unit is counted, where the field holds money.
    pub money: Option<String>,
    pub formats: Vec<String>,
    /// Of a time only its day is kept.
    pub day: bool,
    /// The rows that it is filled from; all when nothing is said.
    pub when: Option<ConditionFile>,
    pub hash: bool,
    pub prefix: String,
    pub suffix: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionFile {
    pub column: OneOrMany,
    #[serde(default)]
    pub equals: Vec<String>,
    #[serde(default)]
    pub differs_from: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SkipFile {
    pub column: OneOrMany,
    #[serde(default)]
    pub equals: Vec<String>,
    #[serde(default)]
    pub differs_from: Vec<String>,
    pub reason: String,
}
