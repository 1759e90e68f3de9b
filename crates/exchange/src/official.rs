//! Official records as other platforms take them: columns with code, label and length, as data (`data/official`).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::message::{Message, quote};

/// One column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its code in the standard.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Longest value, in characters.
    #[serde(default)]
    pub max: Option<usize>,
    /// Whether a record without it is refused by whoever takes it.
    #[serde(default)]
    pub required: bool,
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
    /// What is wrong with a record before it is sent: every problem at once.
    pub fn check(&self, cells: &[String]) -> Vec<Message> {
        let mut problems = Vec::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            if column.required && cell.is_empty() {
                problems.push(Message::new("exchange-official-missing").text("column", quote(&column.label)));
            }
            if let Some(most) = column.max.filter(|most| cell.chars().count() > *most) {
                let message = Message::new("exchange-official-long").text("column", quote(&column.label));
                problems.push(message.count("most", most).count("found", cell.chars().count()));
            }
        }
        problems
    }
}

/// An amount of fen in 万元, exactly, with at most six decimals.
pub fn wan_yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    let rest = format!("{:06}", fen % 1_000_000);
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{}", fen / 1_000_000),
        rest => format!("{sign}{}.{rest}", fen / 1_000_000),
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
        let first = form("penalty_2018").map(|f| (f.columns[0].code.as_str(), f.columns[0].label.as_str()));
        assert_eq!(first, Some(("CF_XDR_MC", "行政相对人名称")));
    }

    #[test]
    fn what_is_missing_or_too_long_is_said_at_once() {
        let form = form("penalty_2018").unwrap();
        let mut cells = vec![String::new(); 30];
        cells[0] = "名".repeat(201);
        let ids: Vec<String> = form.check(&cells).into_iter().map(|m| m.id.into_owned()).collect();
        assert_eq!(ids.iter().filter(|i| *i == "exchange-official-long").count(), 1);
        assert_eq!(ids.iter().filter(|i| *i == "exchange-official-missing").count(), 9);
    }

    #[test]
    fn ten_thousand_yuan_exactly() {
        for (fen, text) in
            [(6_750, "0.00675"), (9_000_000, "9"), (3_472_365, "3.472365"), (0, "0"), (-50, "-0.00005")]
        {
            assert_eq!(wan_yuan(fen), text);
        }
    }
}
