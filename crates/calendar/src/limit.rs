//! How long a period lasts: the part of a deadline that a statute or a procedure standard gives.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a period is counted in. The statute decides it: Penalty Law 85, Licence Law 82 and Compulsion Law 69
/// make certain numbers of days working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours (小時), from the moment of the event.
    Hour,
    /// Working days (工作日), from the day after the event.
    Working,
    /// Days of any kind (日, 自然日), from the day after the event.
    Natural,
    /// Months (月): the same day of the month, or the month's last day.
    Month,
    /// Years (年): the same day of the year, or the month's last day.
    Year,
}

/// Whether a period in natural days, months or years that ends on a day off moves to the next working day.
/// Hours and working days never move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// It ends where it ends.
    AsIs,
    /// It moves to the next working day, because its rule says so.
    RollForward,
}

/// A period: so many units and how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    /// How many units. Zero means the same day (of working days: that day or the next working one), or the
    /// same moment.
    pub n: u32,
    /// The unit.
    pub unit: Unit,
    /// What happens when it ends on a day off.
    pub end: EndRule,
}

impl Limit {
    /// A period that ends where it ends.
    pub const fn new(n: u32, unit: Unit) -> Limit {
        Limit { n, unit, end: EndRule::AsIs }
    }

    /// So many hours.
    pub const fn hours(n: u32) -> Limit {
        Limit::new(n, Unit::Hour)
    }

    /// So many working days.
    pub const fn working(n: u32) -> Limit {
        Limit::new(n, Unit::Working)
    }

    /// So many natural days, ending as they end.
    pub const fn natural(n: u32) -> Limit {
        Limit::new(n, Unit::Natural)
    }

    /// So many months, ending as they end.
    pub const fn months(n: u32) -> Limit {
        Limit::new(n, Unit::Month)
    }

    /// So many years, ending as they end.
    pub const fn years(n: u32) -> Limit {
        Limit::new(n, Unit::Year)
    }

    /// The same period, moved to the next working day when it ends on a day off.
    #[must_use]
    pub const fn rolling(self) -> Limit {
        Limit { end: EndRule::RollForward, ..self }
    }
}

/// More time that was granted (延長), counted from the end of what went before, before any rolling forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// How many units; zero changes nothing.
    pub n: u32,
    /// The unit, which need not be that of the limit.
    pub unit: Unit,
    /// Who approved it, as the approval says.
    pub approved_by: String,
    /// The article that allows it.
    pub article: String,
}

/// A word that names no unit or end rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{given}\" is not one of {known}")]
pub struct UnknownName {
    /// The word given.
    pub given: String,
    /// The words that would have been understood, separated by bars.
    pub known: &'static str,
}

impl Unit {
    /// The word for it in data and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Unit::Hour => "hour",
            Unit::Working => "working",
            Unit::Natural => "natural",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Unit {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Unit, UnknownName> {
        [Unit::Hour, Unit::Working, Unit::Natural, Unit::Month, Unit::Year]
            .into_iter()
            .find(|unit| unit.as_str() == text)
            .ok_or_else(|| UnknownName { given: text.to_owned(), known: "hour|working|natural|month|year" })
    }
}

impl EndRule {
    /// The word for it in data and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            EndRule::AsIs => "as_is",
            EndRule::RollForward => "roll_forward",
        }
    }
}

impl fmt::Display for EndRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for EndRule {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<EndRule, UnknownName> {
        [EndRule::AsIs, EndRule::RollForward]
            .into_iter()
            .find(|rule| rule.as_str() == text)
            .ok_or_else(|| UnknownName { given: text.to_owned(), known: "as_is|roll_forward" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_data() {
        for unit in [Unit::Hour, Unit::Working, Unit::Natural, Unit::Month, Unit::Year] {
            assert_eq!(unit.to_string().parse(), Ok(unit));
            assert_eq!(serde_json::to_value(unit).unwrap(), unit.to_string());
        }
        for rule in [EndRule::AsIs, EndRule::RollForward] {
            assert_eq!(rule.to_string().parse(), Ok(rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.to_string());
        }
        assert!("Working".parse::<Unit>().unwrap_err().to_string().contains("hour|working"));
        assert!("".parse::<EndRule>().is_err());
    }
}
