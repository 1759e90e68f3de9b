//! Moments as people read and write them: on the city's clock.

use decree::when::When;
use exchange::Arg;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// The city's zone. Its clock has not changed since 1992 (see `calendar::CITY_ZONE`).
fn city() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// A moment on the city's clock, as an argument of a message.
pub fn moment(at: Timestamp) -> Arg {
    Arg::Moment(city().to_datetime(at))
}

/// A day, or a moment on the city's clock, as an argument of a message.
pub fn when(when: When) -> Arg {
    match when {
        When::Day(day) => Arg::Date(day),
        When::At(at) => moment(at),
    }
}

/// A day or a moment on the city's clock as people type it, in the form that [`read_moment`] reads.
pub fn typed(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::At(at) => {
            let local = city().to_datetime(at);
            let form = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
            local.strftime(form).to_string()
        }
    }
}

/// Reads `2026-11-24`, `2026-11-24 09:30` on the city's clock, or a moment with its offset. `None` if it is none of them.
pub fn read_moment(text: &str) -> Option<When> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(When::At(at));
    }
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(When::Day);
    }
    let local = text.parse::<DateTime>().ok()?;
    city().to_timestamp(local).ok().map(When::At)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_without_an_offset_is_the_citys() {
        let at = |text: &str| read_moment(text).map(When::moment).map(|t| t.to_string());
        assert_eq!(at("2026-11-24 09:30").as_deref(), Some("2026-11-24T01:30:00Z"));
        assert_eq!(at("2026-11-24T09:30:00+09:00").as_deref(), Some("2026-11-24T00:30:00Z"));
        assert_eq!(read_moment("2026-11-24"), Some(When::Day(jiff::civil::date(2026, 11, 24))));
        assert_eq!(read_moment("soon"), None);
        assert_eq!(read_moment("2026-02-30"), None);
    }
}
