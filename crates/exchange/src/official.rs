//! Official records as other platforms take them: forms as data (`data/official`), checked before they are sent, and written
//! with the columns that their receiver or the public gets.

pub mod annual;
mod check;
mod writer;

use std::sync::LazyLock;

use serde::Deserialize;

pub use annual::AnnualError;
pub use writer::{Audience, OfficialWriter, Titles};

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text as it comes.
    #[default]
    Text,
    /// A day: 2026/11/24.
    Day,
    /// An amount in 万元 with at most six decimals.
    TenThousandYuan,
    /// An amount in 元 with at most two decimals.
    Yuan,
}

/// What must stand in another column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The code of the other column.
    pub column: String,
    /// Any of these; of a list one member is enough.
    pub among: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its code in the standard.
    pub code: String,
    /// Its label.
    pub label: String,
    /// How its values are written.
    #[serde(default)]
    pub kind: Kind,
    /// Longest value, in characters.
    #[serde(default)]
    pub max: Option<usize>,
    /// Exactly so many digits, and nothing else.
    #[serde(default)]
    pub digits: Option<usize>,
    /// Whether a record without it is refused by whoever takes it.
    #[serde(default)]
    pub required: bool,
    /// When a record without it is refused.
    #[serde(default)]
    pub required_when: Option<Condition>,
    /// When nothing may stand in it, such as a natural person's number among those of organisations.
    #[serde(default)]
    pub empty_when: Option<Condition>,
    /// The code of a column whose day is not later than the day here.
    #[serde(default)]
    pub not_before: Option<String>,
    /// The values that it may have; none: any.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What stands between the members of a list.
    #[serde(default)]
    pub split: Option<char>,
    /// Fewest members of a list.
    #[serde(default)]
    pub least: Option<usize>,
    /// Never published: left out of what the public gets, and never quoted.
    #[serde(default)]
    pub secret: bool,
    /// What of ours stands there; empty: nothing.
    #[serde(default)]
    pub value: String,
}

/// A record's form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Name.
    pub name: String,
    /// Columns, in the standard's order.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

const TEXTS: [&str; 4] = [
    include_str!("../../../data/official/penalty_2018.toml"),
    include_str!("../../../data/official/permit_2018.toml"),
    include_str!("../../../data/official/regulation_penalty.toml"),
    include_str!("../../../data/official/regulation_inspection.toml"),
];

static FORMS: LazyLock<Vec<Form>> =
    LazyLock::new(|| TEXTS.iter().filter_map(|t| toml::from_str(t).ok()).collect());

/// The form of a name.
pub fn form(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|f| f.name == name)
}

/// The names of all forms.
pub fn names() -> impl Iterator<Item = &'static str> {
    FORMS.iter().map(|f| f.name.as_str())
}

impl Form {
    /// A record's cells in the order of the columns, from values by the columns' codes or labels or by what of ours stands
    /// there. A column that nothing is given for is empty.
    pub fn row(&self, values: &[(&str, &str)]) -> Vec<String> {
        let value = |column: &Column| {
            let names = [&column.code, &column.label, &column.value];
            let found = values.iter().find(|(name, _)| names.iter().any(|n| *n == name && !n.is_empty()));
            found.map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        };
        self.columns.iter().map(value).collect()
    }

    /// What stands in the column of a code.
    fn cell<'a>(&self, cells: &'a [String], code: &str) -> &'a str {
        let place = self.columns.iter().position(|column| column.code == code);
        place.and_then(|place| cells.get(place)).map_or("", String::as_str)
    }

    fn holds(&self, condition: &Condition, cells: &[String]) -> bool {
        let split = self.columns.iter().find(|c| c.code == condition.column).and_then(|c| c.split);
        let value = self.cell(cells, &condition.column);
        members(value, split).any(|member| condition.among.iter().any(|other| other == member))
    }
}

fn members(value: &str, split: Option<char>) -> impl Iterator<Item = &str> {
    value.split(move |c| Some(c) == split).map(str::trim).filter(|member| !member.is_empty())
}

/// An amount of fen in 万元, exactly, with at most six decimals.
pub fn wan_yuan(fen: i64) -> String {
    in_unit(fen, 1_000_000)
}

/// An amount of fen in 元, exactly, with at most two decimals.
pub fn yuan(fen: i64) -> String {
    in_unit(fen, 100)
}

/// An amount in a unit of 10^n fen, without zeros at the end of the fraction.
fn in_unit(fen: i64, unit: u64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    let width = unit.ilog10() as usize;
    let rest = format!("{:0width$}", fen % unit);
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{}", fen / unit),
        rest => format!("{sign}{}.{rest}", fen / unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_sound() {
        let columns: Vec<(&str, usize)> = FORMS.iter().map(|f| (f.name.as_str(), f.columns.len())).collect();
        assert_eq!(
            columns,
            [
                ("penalty_2018", 30),
                ("permit_2018", 28),
                ("regulation_penalty", 33),
                ("regulation_inspection", 20)
            ]
        );
        for form in FORMS.iter() {
            let codes = || form.columns.iter().map(|c| c.code.as_str());
            for column in &form.columns {
                let conditions = [&column.required_when, &column.empty_when];
                let others = conditions.into_iter().flatten().map(|c| c.column.as_str());
                for other in others.chain(column.not_before.as_deref()) {
                    assert!(codes().any(|code| code == other), "{} {other}", column.code);
                }
                for condition in conditions.into_iter().flatten() {
                    let other = form.columns.iter().find(|c| c.code == condition.column).unwrap();
                    assert!(condition.among.iter().all(|v| other.choices.contains(v)), "{}", column.code);
                }
            }
        }
    }

    #[test]
    fn amounts_are_written_exactly() {
        for (fen, text) in [
            (6_750, "0.00675"),
            (9_000_000, "9"),
            (3_472_365, "3.472365"),
            (0, "0"),
            (-50, "-0.00005"),
            (1, "0.000001"),
        ] {
            assert_eq!(wan_yuan(fen), text);
        }
        assert_eq!(wan_yuan(i64::MIN), "-9223372036854.775808");
        for (fen, text) in [(30_000, "300"), (6_750, "67.5"), (1, "0.01"), (-105, "-1.05")] {
            assert_eq!(yuan(fen), text);
        }
    }
}
