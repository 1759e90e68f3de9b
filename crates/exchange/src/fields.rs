//! Our own fields of an imported record, by kind: what a mapping profile may fill.

mod cases;

use crate::words::{Language, Words};

/// What a field holds, as far as the template for typing it in by hand needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text as it comes.
    Text,
    /// A day, or a day with a time.
    Time,
    /// Several texts in one cell.
    List {
        /// The characters that stand between two of them.
        separators: &'static str,
    },
    /// An amount of money, in yuan where nothing else is said; fen once it is read.
    Money,
    /// Several of a few values in one cell.
    Choices {
        /// The values.
        choices: &'static [&'static str],
    },
    /// One of a few values; people may write the value or its label.
    Choice {
        /// The values.
        choices: &'static [&'static str],
    },
    /// Several `name=choice` in one cell.
    Items {
        /// The values after the equals sign.
        choices: &'static [&'static str],
    },
}

/// One field of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The name, also the end of the message ids `field-…` and `choice-…-…`.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a template without this column is refused. What a record must hold is decided elsewhere.
    pub required: bool,
}

impl FieldSpec {
    /// The title of the column in this language; the name where the language has no word for it.
    pub fn label(&self, language: Language) -> String {
        Words::of(language).find(&format!("field-{}", self.name)).unwrap_or_else(|| self.name.to_owned())
    }

    /// The label of one of the values of this field in this language.
    pub fn choice_label(&self, choice: &str, language: Language) -> Option<String> {
        Words::of(language).find(&format!("choice-{}-{choice}", self.name))
    }

    /// The values that this field, or each of its items, may have; none when any text may stand there.
    pub const fn choices(&self) -> &'static [&'static str] {
        match self.kind {
            FieldKind::Choice { choices } | FieldKind::Choices { choices } | FieldKind::Items { choices } => {
                choices
            }
            FieldKind::Text | FieldKind::Time | FieldKind::Money | FieldKind::List { .. } => &[],
        }
    }
}

const fn field(name: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec { name, kind, required: false }
}

/// Separators of numbers and names of persons, which hold none of these characters themselves.
const BETWEEN_NAMES: FieldKind = FieldKind::List { separators: "、,，;；\n" };
/// Separators of titles, which may hold a comma themselves.
const BETWEEN_TITLES: FieldKind = FieldKind::List { separators: ";；\n" };

/// The fields of an inspection (行政检查).
pub const INSPECTION_FIELDS: &[FieldSpec] = &[
    FieldSpec { name: "own_number", kind: FieldKind::Text, required: true },
    field("power", FieldKind::Text),
    field("line", FieldKind::Text),
    field("territory", FieldKind::Text),
    field(
        "target_kind",
        FieldKind::Choice { choices: &["organisation", "person", "self_employed", "place"] },
    ),
    field("target_name", FieldKind::Text),
    field("target_code", FieldKind::Text),
    field("target_id_number", FieldKind::Text),
    field("place", FieldKind::Text),
    field("started_at", FieldKind::Time),
    field("finished_at", FieldKind::Time),
    field("plan", FieldKind::Text),
    field("reason", FieldKind::Text),
    field("form", FieldKind::Choice { choices: &["daily", "special"] }),
    field("items", FieldKind::Items { choices: &["pass", "fail", "unchecked", "not_applicable"] }),
    field("result", FieldKind::Choice { choices: &["pass", "fail", "corrected_on_site", "not_found"] }),
    field("officers", BETWEEN_NAMES),
    field("officer_names", BETWEEN_NAMES),
    field("unit", FieldKind::Text),
    field("collection", FieldKind::Choice { choices: &["real_time", "deferred"] }),
    field(
        "deferral_reason",
        FieldKind::Choice { choices: &["no_network", "emergency", "remote", "paper", "other"] },
    ),
    field("deferral_note", FieldKind::Text),
    field("correction_matter", FieldKind::Text),
    field("correction_basis", FieldKind::Text),
    field("correction_due", FieldKind::Time),
    field("re_inspected_at", FieldKind::Time),
    field("re_inspection_result", FieldKind::Choice { choices: &["pass", "fail"] }),
    field("documents", BETWEEN_TITLES),
    field("notes", FieldKind::Text),
];

/// The fields that a profile of this kind may fill; `None` for an unknown kind.
pub fn fields_of(kind: &str) -> Option<&'static [FieldSpec]> {
    match kind {
        "inspection" => Some(INSPECTION_FIELDS),
        "penalty" => Some(&cases::PENALTY_FIELDS),
        "event" => Some(&cases::EVENT_FIELDS),
        "case" => Some(&cases::CASE_FIELDS),
        _ => None,
    }
}

fn any(field: &str, is: impl Fn(FieldKind) -> bool) -> bool {
    let all = INSPECTION_FIELDS.iter().chain(cases::EVENT_FIELDS.iter()).chain(cases::PENALTY_FIELDS.iter());
    all.filter(|f| f.name == field).any(|f| is(f.kind))
}

/// True when a field of this name holds a day or a time.
pub(crate) fn is_time(field: &str) -> bool {
    field.ends_with("_at") || field.ends_with("_due") || any(field, |kind| kind == FieldKind::Time)
}

/// True when a field of this name holds money.
pub(crate) fn is_money(field: &str) -> bool {
    any(field, |kind| kind == FieldKind::Money)
}
