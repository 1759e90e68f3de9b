//! Days in other calendars and other digits than those that count. Minguo years and Chinese numerals are read; the lunar
//! calendar is refused, because limits are counted in days of the solar one; a year of two digits is refused, because it
//! names no year.

use super::numeral::{digit_or_zero, numeral};

/// What a text that fits no format turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A day in words: the same as `2022年5月16日`, with what follows it.
    Day(String),
    /// A day of the lunar calendar.
    Lunar,
    /// A day whose year has two digits.
    ShortYear,
    /// No day that is known.
    Unknown,
}

const LUNAR: [&str; 16] = [
    "农历",
    "農曆",
    "夏历",
    "夏曆",
    "阴历",
    "陰曆",
    "旧历",
    "舊曆",
    "正月",
    "腊月",
    "臘月",
    "冬月",
    "闰",
    "閏",
    "除夕",
    "年三十",
];

/// The era of the Republic; its year 1 is 1912.
const MINGUO: [&str; 4] = ["中华民国", "中華民國", "民国", "民國"];
const COMMON_ERA: [&str; 3] = ["公元", "公历", "西元"];

/// Looks at a text that fits none of the formats.
pub(super) fn written(text: &str) -> Written {
    let text: String = text.chars().map(narrow).collect();
    let text = text.trim();
    if is_lunar(text) {
        return Written::Lunar;
    }
    let strip = |eras: &[&str]| eras.iter().find_map(|era| text.strip_prefix(era));
    let (is_minguo, bare) = match strip(&MINGUO) {
        Some(rest) => (true, rest),
        None => (false, strip(&COMMON_ERA).unwrap_or(text)),
    };
    match parts(bare) {
        Some([year, month, day, after]) => day_in_words(is_minguo, [year, month, day], after),
        None if has_short_year(bare) => Written::ShortYear,
        None => Written::Unknown,
    }
}

/// Years, months and days with the marks of words between them, and what follows.
fn parts(text: &str) -> Option<[&str; 4]> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, after) = rest.split_once(['日', '号', '號'])?;
    Some([year.trim(), month.trim(), day.trim(), after.trim_end()])
}

fn day_in_words(is_minguo: bool, [year, month, day]: [&str; 3], after: &str) -> Written {
    let year = if is_minguo && year == "元" { Some(1) } else { number(year).or_else(|| by_digit(year)) };
    let (Some(year), Some(month), Some(day)) = (year, number(month), number(day)) else {
        return Written::Unknown;
    };
    match year {
        1..=999 if is_minguo => Written::Day(format!("{}年{month}月{day}日{after}", year + 1911)),
        1000..=9999 if !is_minguo => Written::Day(format!("{year}年{month}月{day}日{after}")),
        0..=99 => Written::ShortYear,
        _ => Written::Unknown,
    }
}

/// A number of up to four digits or in numerals.
fn number(text: &str) -> Option<i128> {
    let is_plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { numeral(text) }
}

/// 二〇二二, or two digits of it: digit by digit.
fn by_digit(text: &str) -> Option<i128> {
    if !matches!(text.chars().count(), 2 | 4) {
        return None;
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit_or_zero(c)?))
}

/// 初 stands before the first ten days of a lunar month; 年初 is only the beginning of a year.
fn is_lunar(text: &str) -> bool {
    let first_ten =
        || text.split('初').skip(1).any(|rest| rest.starts_with(|c| numeral(&String::from(c)).is_some()));
    LUNAR.iter().any(|mark| text.contains(mark)) || first_ten()
}

/// 22-05-16, 22/5/16, 22.5.16: two digits, and then two parts more.
fn has_short_year(text: &str) -> bool {
    let marks = ['-', '/', '.'];
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some(day) = text.split([' ', 'T']).next() else { return false };
    let parts: Vec<&str> = day.split(marks).collect();
    matches!(parts.as_slice(), [year, month, day] if year.len() == 2 && [year, month, day].iter().all(|p| is_number(p)))
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_solar_calendar_are_days() {
        for (text, day) in [
            ("二〇二二年五月十六日", "2022年5月16日"),
            ("二○二二年五月十六日", "2022年5月16日"),
            ("２０２２年５月１６日", "2022年5月16日"),
            ("2022 年 5 月 16 日", "2022年5月16日"),
            ("公元2022年5月16号", "2022年5月16日"),
            ("民国111年5月16日", "2022年5月16日"),
            ("中華民國111年5月16日", "2022年5月16日"),
            ("民国一百一十一年十二月三十一日", "2022年12月31日"),
            ("民国元年一月一日", "1912年1月1日"),
            ("2022年5月16日 14:30", "2022年5月16日 14:30"),
            ("二〇二二年五月十六日14时30分", "2022年5月16日14时30分"),
        ] {
            assert_eq!(written(text), Written::Day(day.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_lunar_calendar_and_short_years_are_told_apart_from_what_is_no_day() {
        for text in [
            "农历四月十六",
            "夏历2022年4月16日",
            "2022年腊月初八",
            "二〇二二年四月初三",
            "農曆閏二月",
            "2024年除夕",
        ] {
            assert_eq!(written(text), Written::Lunar, "{text}");
        }
        for text in ["22年5月16日", "二二年五月十六日", "22-05-16", "22/5/16 14:30", "22.5.16"] {
            assert_eq!(written(text), Written::ShortYear, "{text}");
        }
        for text in [
            "2022年初",
            "05/16/2022",
            "2022",
            "年月日",
            "某年某月某日",
            "民国2022年5月16日",
            "111年5月16日",
            "昨天",
        ] {
            assert_eq!(written(text), Written::Unknown, "{text}");
        }
    }
}
