//! Days and times as other systems write them, turned into ISO 8601.

use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::days::{Written, written};

/// The zone of a profile that names none.
pub(super) const DEFAULT_ZONE: &str = "Asia/Shanghai";
/// Other years are typing errors: no act that is collected lies outside.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
const PLAIN_DAY: &str = "%Y-%m-%d";
/// Formats of days in words begin so; they are understood beside the formats that a profile names.
const DAY_IN_WORDS: &str = "%Y年";

/// Formats that ship with the product.
#[derive(Deserialize)]
struct KnownFormats {
    /// ISO 8601, always understood: so a sheet gives its days.
    iso: Vec<String>,
    /// What people and offices write.
    usual: Vec<String>,
}

static KNOWN: LazyLock<KnownFormats> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../data/profiles/formats.toml"))
        .unwrap_or(KnownFormats { iso: vec![PLAIN_DAY.to_owned()], usual: Vec::new() })
});

/// True when a field of this name holds a day or a time.
pub(super) fn is_time_field(field: &str) -> bool {
    crate::fields::is_time(field)
}

/// True when days and times can be written, and so read, in this format.
pub(super) fn is_format(format: &str) -> bool {
    let sample = Date::constant(2014, 9, 8).at(14, 30, 5, 0);
    let sample = TimeZone::UTC.to_zoned_datetime(sample);
    format.contains('%') && sample.is_ok_and(|sample| BrokenDownTime::from(&sample).to_string(format).is_ok())
}

/// Reads days and times in any of several formats.
#[derive(Clone, Debug)]
pub(super) struct Times {
    formats: Vec<String>,
    zone: TimeZone,
    knows_plain_day: bool,
    only_day: bool,
}

impl Times {
    /// The given formats and ISO 8601; without any given the usual ones.
    pub(super) fn new(given: &[String], zone: TimeZone) -> Self {
        let given = if given.is_empty() { &KNOWN.usual } else { given };
        let mut formats: Vec<String> = Vec::with_capacity(given.len() + KNOWN.iso.len());
        for format in given.iter().chain(&KNOWN.iso) {
            if !formats.contains(format) {
                formats.push(format.clone());
            }
        }
        let knows_plain_day = formats.iter().any(|format| format == PLAIN_DAY);
        Self { formats, zone, knows_plain_day, only_day: false }
    }

    /// From now on only the day of a time is kept, as it was in the zone.
    #[must_use]
    pub(super) fn only_day(self, only_day: bool) -> Self {
        Self { only_day, ..self }
    }

    /// Adds the ISO 8601 text: a day stays a day, a time gets the offset of the zone. Otherwise the id of the message that
    /// says why not.
    pub(super) fn write(&self, text: &str, out: &mut String) -> Result<(), &'static str> {
        if self.knows_plain_day && is_plain_day(text) {
            out.push_str(text);
            return Ok(());
        }
        // RFC 3339's letter for Greenwich, as programs write it; the formats know offsets in digits.
        let zulu =
            text.strip_suffix('Z').filter(|local| local.contains('T')).map(|local| format!("{local}+00:00"));
        let text = zulu.as_deref().unwrap_or(text);
        if self.formats.iter().any(|format| self.write_as(format, text, out)) {
            return Ok(());
        }
        let in_words = || KNOWN.usual.iter().filter(|format| format.starts_with(DAY_IN_WORDS));
        match written(text) {
            Written::Day(day) if in_words().any(|format| self.write_as(format, &day, out)) => Ok(()),
            Written::Lunar => Err("exchange-cell-lunar"),
            Written::ShortYear => Err("exchange-cell-short-year"),
            Written::Day(_) | Written::Unknown => Err("exchange-cell-time"),
        }
    }

    fn write_as(&self, format: &str, text: &str, out: &mut String) -> bool {
        let Ok(parsed) = BrokenDownTime::parse(format, text) else { return false };
        let Ok(day) = parsed.to_date() else { return false };
        if !YEARS.contains(&day.year()) {
            return false;
        }
        if parsed.hour().is_none() {
            return write!(out, "{day}").is_ok();
        }
        let Ok(local) = parsed.to_datetime() else { return false };
        let zoned = match parsed.offset() {
            Some(offset) => {
                offset.to_timestamp(local).map(|moment| moment.to_zoned_datetime(self.zone.clone()))
            }
            None => self.zone.to_zoned_datetime(local),
        };
        let Ok(zoned) = zoned else { return false };
        if self.only_day {
            return write!(out, "{}", zoned.date()).is_ok();
        }
        let seconds = zoned.offset().seconds();
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        write!(out, "{}{sign}{:02}:{:02}", zoned.datetime(), minutes / 60, minutes % 60).is_ok()
    }

    /// An example of a right value in the first format.
    pub(super) fn example(&self) -> String {
        let sample = Date::constant(2014, 9, 8).at(14, 30, 0, 0);
        let written = self.zone.to_zoned_datetime(sample).ok().zip(self.formats.first());
        written
            .and_then(|(sample, format)| BrokenDownTime::from(&sample).to_string(format).ok())
            .unwrap_or_else(|| "2014-09-08".to_owned())
    }
}

/// The common case, without the parser of formats.
fn is_plain_day(text: &str) -> bool {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return false };
    let digits = [a, b, c, d, e, f, g, h];
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let [a, b, c, d, e, f, g, h] = digits.map(|digit| i16::from(digit - b'0'));
    let (year, month, day) = (a * 1000 + b * 100 + c * 10 + d, e * 10 + f, g * 10 + h);
    let in_range = |part: i16| i8::try_from(part).unwrap_or(0);
    YEARS.contains(&year) && Date::new(year, in_range(month), in_range(day)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(formats: &[&str], text: &str) -> Option<String> {
        let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        let times = Times::new(&formats, TimeZone::get(DEFAULT_ZONE).unwrap());
        let mut out = String::new();
        times.write(text, &mut out).ok().map(|()| out)
    }

    #[test]
    fn a_day_stays_a_day_and_a_time_gets_its_offset() {
        assert_eq!(read(&[], "2014-09-08").unwrap(), "2014-09-08");
        assert_eq!(read(&[], "2014-9-8").unwrap(), "2014-09-08");
        assert_eq!(read(&[], "20140908").unwrap(), "2014-09-08");
        assert_eq!(read(&[], "2014/9/8 14:30").unwrap(), "2014-09-08T14:30:00+08:00");
        assert_eq!(read(&[], "2014-09-08T14:30:00").unwrap(), "2014-09-08T14:30:00+08:00");
        assert_eq!(read(&[], "2014-09-08T06:30:00+00:00").unwrap(), "2014-09-08T14:30:00+08:00");
        assert_eq!(read(&[], "2014-09-08T06:30:00Z").unwrap(), "2014-09-08T14:30:00+08:00");
        assert_eq!(read(&["%Y%m%d"], "2014-09-08T16:30:00.5Z").unwrap(), "2014-09-09T00:30:00.5+08:00");
        assert_eq!(read(&[], "2014-09-08Z"), None);
        assert_eq!(read(&["%m/%d/%Y %H:%M"], "09/08/2014 14:30").unwrap(), "2014-09-08T14:30:00+08:00");
        assert_eq!(read(&["%m/%d/%Y"], "2014-09-08").unwrap(), "2014-09-08");
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in ["2014-02-30", "0014-02-03", "2014-13-01", "2101-01-01", "yesterday", "2014-09-08 25:00"]
        {
            assert_eq!(read(&[], text), None, "{text}");
        }
    }

    #[test]
    fn days_in_words_are_read_beside_any_format_and_the_reason_of_a_refusal_is_told() {
        assert_eq!(read(&["%Y%m%d"], "民国111年5月16日").unwrap(), "2022-05-16");
        assert_eq!(read(&["%Y%m%d"], "2022年5月16日").unwrap(), "2022-05-16");
        assert_eq!(read(&[], "二〇二二年五月十六日14时30分").unwrap(), "2022-05-16T14:30:00+08:00");
        assert_eq!(read(&[], "2022.5.16").unwrap(), "2022-05-16");
        let times = Times::new(&[], TimeZone::UTC);
        for (text, rule) in [
            ("农历四月十六", "exchange-cell-lunar"),
            ("22-05-16", "exchange-cell-short-year"),
            ("二〇二二年十六月五日", "exchange-cell-time"),
            ("民国300年1月1日", "exchange-cell-time"),
        ] {
            assert_eq!(times.write(text, &mut String::new()), Err(rule), "{text}");
        }
    }

    #[test]
    fn of_a_time_the_day_may_be_kept_alone() {
        let times = Times::new(&[], TimeZone::get(DEFAULT_ZONE).unwrap()).only_day(true);
        let mut out = String::new();
        times.write("2014-09-08T20:30:00+00:00", &mut out).unwrap();
        assert_eq!(out, "2014-09-09");
    }

    #[test]
    fn shipped_formats_are_formats() {
        assert!(!KNOWN.usual.is_empty());
        assert!(KNOWN.iso.iter().chain(&KNOWN.usual).all(|format| is_format(format)));
        assert!(!is_format("%Q%") && !is_format("2014"));
    }
}
