//! The profile of our own template: columns named like our fields or with their labels.

use std::collections::BTreeMap;

use super::compile::compile;
use super::file::{OneOrMany, ProfileFile, SourceFile};
use super::{Profile, ProfileProblem};
use crate::fields::{FieldKind, FieldSpec};
use crate::words::Language;

/// The marks between the name of an item and its result; the first is the one that is written.
const BEFORE_RESULT: &str = "=＝:：";
const BETWEEN_CHOICES: &str = ";；、,，\n";
const BETWEEN_ITEMS: &str = ";；\n";

impl Profile {
    /// The profile for files whose columns are named like our fields, or by their label in any language. Only
    /// required fields must have a column; choices may be written as value or as label.
    ///
    /// # Errors
    ///
    /// When there is no field.
    pub fn template(kind: &str, fields: &[FieldSpec]) -> Result<Self, Vec<ProfileProblem>> {
        compile(ProfileFile {
            kind: kind.to_owned(),
            name: "template".to_owned(),
            notes: String::new(),
            zone: None,
            missing: Vec::new(),
            columns: BTreeMap::new(),
            fields: fields.iter().map(|field| (field.name.to_owned(), source(field))).collect(),
            skip: Vec::new(),
        })
    }
}

fn source(field: &FieldSpec) -> SourceFile {
    let labels = Language::ALL.iter().map(|language| field.label(*language));
    let names = std::iter::once(field.name.to_owned()).chain(labels).collect();
    let source = SourceFile {
        column: Some(OneOrMany::Many(names)),
        optional: !field.required,
        required: field.required,
        values: choices(field),
        ..SourceFile::default()
    };
    match field.kind {
        FieldKind::Text | FieldKind::Time | FieldKind::Money | FieldKind::Choice { .. } => source,
        FieldKind::Choices { .. } => SourceFile { split: Some(BETWEEN_CHOICES.to_owned()), ..source },
        FieldKind::List { separators } => SourceFile { split: Some(separators.to_owned()), ..source },
        FieldKind::Items { .. } => SourceFile {
            split: Some(BETWEEN_ITEMS.to_owned()),
            values_after: Some(BEFORE_RESULT.to_owned()),
            ..source
        },
    }
}

/// Every way to write one of the values.
fn choices(field: &FieldSpec) -> BTreeMap<String, String> {
    let mut ways = BTreeMap::new();
    for choice in field.choices() {
        ways.insert((*choice).to_owned(), (*choice).to_owned());
        for language in Language::ALL {
            if let Some(label) = field.choice_label(choice, language) {
                ways.insert(label, (*choice).to_owned());
            }
        }
    }
    ways
}
