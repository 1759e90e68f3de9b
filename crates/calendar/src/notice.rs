//! The yearly holiday notices (節假日安排通知) and those that ship with the program.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One published paper that takes days off and makes up for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Short name, for people and for explanations: the year, and a number where a year has more than one
    /// ("2020-2").
    pub id: String,
    /// The day the public could first know it.
    pub published: Date,
    /// Where it can be read: an address, or several separated by spaces. Empty when unknown.
    #[serde(default)]
    pub source: String,
    /// The year it arranges. Days up to a year before or after may be listed.
    pub year: i16,
    /// Every day that the notice names, and what it makes of it; all others follow their weekday.
    pub days: Vec<NoticeDay>,
}

/// What a notice says about one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDay {
    /// The day.
    pub date: Date,
    /// Whether it is worked: `false` for a holiday (放假), `true` for a make-up working day (調休上班).
    pub working: bool,
    /// The holiday it belongs to, as the notice calls it, for example 春节.
    pub name: String,
}

/// The notices shipped with the program, in order of publication.
pub fn shipped_notices() -> &'static [Notice] {
    static SHIPPED: LazyLock<Vec<Notice>> = LazyLock::new(|| {
        let json = include_str!("../../../data/calendar/notices.json");
        Notice::parse(json, Date::MIN).unwrap_or_else(|error| {
            // The text is part of the program and tested: going on without it would count every deadline
            // wrongly.
            panic!("the shipped holiday notices cannot be read: {error}")
        })
    });
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_notices_are_in_order_and_complete() {
        let notices = shipped_notices();
        assert_eq!(notices.len(), 23);
        assert!(notices.is_sorted_by_key(|notice| notice.published));
        for year in 2007..=2026 {
            let first = notices.iter().find(|notice| notice.year == year).unwrap();
            assert!(first.published.year() < year, "{} was published in the year before", first.id);
            assert!(first.source.contains("gov.cn"));
        }
    }

    #[test]
    fn a_notice_survives_being_written_and_read() {
        let notices = shipped_notices().to_vec();
        let json = serde_json::to_string(&notices).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Notice>>(&json).unwrap(), notices);
        assert_eq!(Notice::parse(&json, Date::MIN).unwrap(), notices);
    }
}
