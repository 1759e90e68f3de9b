//! A row of a list, cell by cell.

use decree::view::Value;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::read::{Cursor, List, Shown};

impl Shown {
    /// The rows, one by one.
    pub fn cells(&self) -> impl Iterator<Item = Cells<'_>> {
        self.rows.iter().map(|values| Cells { columns: &self.columns, values })
    }
}

impl List {
    /// In which column the time stands by which it is ordered.
    const fn order(self) -> &'static str {
        match self {
            Self::Alerts => "raised_at",
            Self::Amendments => "drafted_at",
            Self::Messages => "sent_at",
            Self::Inspections | Self::Cases | Self::Findings | Self::Disclosures => "occurred_at",
        }
    }

    /// Behind a row: where the next page begins.
    pub fn cursor(self, row: &Cells<'_>) -> Cursor {
        Cursor { at: row.time(self.order()), stream: row.uuid("stream") }
    }
}

/// One row of a list.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    columns: &'a [String],
    values: &'a [Value],
}

impl Cells<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(self.columns.iter().position(|c| c == name)?)
    }

    /// A whole number; 0 for none.
    pub fn int(&self, name: &str) -> i32 {
        match self.get(name) {
            Some(Value::Int(n)) => *n,
            Some(Value::Small(n)) => i32::from(*n),
            _ => 0,
        }
    }

    /// A large number, such as an amount in fen.
    pub fn big(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(Value::Big(n)) => *n,
            _ => 0,
        }
    }

    /// A member of a code list, by its number.
    pub fn code(&self, name: &str) -> i16 {
        i16::try_from(self.int(name)).unwrap_or(0)
    }

    /// A key.
    pub fn uuid(&self, name: &str) -> Uuid {
        match self.get(name) {
            Some(Value::Uuid(id)) => *id,
            _ => Uuid::nil(),
        }
    }

    /// A moment.
    pub fn time(&self, name: &str) -> Timestamp {
        match self.get(name) {
            Some(Value::Time(at)) => *at,
            _ => Timestamp::UNIX_EPOCH,
        }
    }

    /// A day, if there is one.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.get(name) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Yes or no.
    pub fn yes(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Bool(true)))
    }
}
