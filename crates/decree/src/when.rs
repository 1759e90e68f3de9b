//! A day, or a moment of a day: what a record knows of the time of an event.

use calendar::{city_date, start_of};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// When something happened, as exactly as its record knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Only the day is known.
    Day(Date),
    /// The moment is known.
    At(Timestamp),
}

impl When {
    /// The day by the city's clock.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::At(at) => city_date(at),
        }
    }

    /// The moment, or the beginning of the day.
    pub fn moment(self) -> Timestamp {
        match self {
            Self::Day(day) => start_of(day),
            Self::At(at) => at,
        }
    }
}

impl Default for When {
    fn default() -> Self {
        Self::At(Timestamp::UNIX_EPOCH)
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::At(at) => at.fmt(f),
        }
    }
}

impl std::str::FromStr for When {
    type Err = jiff::Error;

    /// `2014-09-08`, or a moment with its offset: `2014-09-08T10:30:00+08:00`.
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        if text.len() == 10 {
            return text.parse().map(Self::Day);
        }
        text.parse::<Timestamp>().map(|at| Self::At(crate::identity::to_micros(at)))
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
