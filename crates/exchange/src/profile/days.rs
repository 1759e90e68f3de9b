//! Days in other calendars than the one that counts. Minguo years and Chinese numerals are read; the lunar calendar is
//! refused, because a day in it is not one day of the law.

use super::money::numeral;

/// What a day in words was rewritten to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Solar {
    /// A text in digits, or the text itself.
    Text(String),
    /// A day of the lunar calendar.
    Lunar,
}

const LUNAR: [&str; 8] = ["农历", "農曆", "夏历", "阴历", "正月", "腊月", "冬月", "初"];

/// Rewrites 民国111年5月16日 and 二〇二二年五月十六日 into digits.
pub(super) fn solar(text: &str) -> Solar {
    if LUNAR.iter().any(|mark| text.contains(mark)) {
        return Solar::Lunar;
    }
    let (minguo, bare) = match text.strip_prefix("中华民国").or_else(|| text.strip_prefix("民国")) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let parts = bare.split_once('年').and_then(|(y, rest)| {
        let (m, rest) = rest.split_once('月')?;
        let (d, after) = rest.split_once(['日', '号'])?;
        Some((y.trim(), m.trim(), d.trim(), after))
    });
    let Some((year, month, day, after)) = parts else { return Solar::Text(text.to_owned()) };
    let year = year.parse().ok().or_else(|| by_digit(year)).or_else(|| numeral(year));
    let number = |text: &str| text.parse().ok().or_else(|| numeral(text));
    match (year, number(month), number(day)) {
        (Some(year), Some(month), Some(day)) if minguo || year >= 1000 => {
            let year = if minguo { year + 1911 } else { year };
            Solar::Text(format!("{year}年{month}月{day}日{after}"))
        }
        _ => Solar::Text(text.to_owned()),
    }
}

/// 二〇二二: digit by digit.
fn by_digit(text: &str) -> Option<i128> {
    if text.chars().count() != 4 {
        return None;
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + numeral(&c.to_string())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_calendars_have_three_outcomes() {
        let text = |t: &str| Solar::Text(t.to_owned());
        assert_eq!(solar("二〇二二年五月十六日"), text("2022年5月16日"));
        assert_eq!(solar("民国111年5月16日"), text("2022年5月16日"));
        assert_eq!(solar("民国一百一十一年十二月三十一日"), text("2022年12月31日"));
        assert_eq!(solar("2022年5月16日 14:30"), text("2022年5月16日 14:30"));
        assert_eq!(solar("农历四月十六"), Solar::Lunar);
        assert_eq!(solar("2022年腊月初八"), Solar::Lunar);
        assert_eq!(solar("22年5月16日"), text("22年5月16日"), "two digits are no year");
    }
}
