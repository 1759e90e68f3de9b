//! Chinese numerals, plain (三百零五) and of accounting (叁佰零伍), read by a strict grammar: what could be meant in two ways
//! (一百五: 105 or 150) is no number.

/// The value of a digit from one to nine.
fn digit(c: char) -> Option<i128> {
    Some(match c {
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

pub(super) const fn is_zero(c: char) -> bool {
    matches!(c, '零' | '〇' | '○')
}

/// The value of a digit from nought to nine.
pub(super) fn digit_or_zero(c: char) -> Option<i128> {
    if is_zero(c) { Some(0) } else { digit(c) }
}

const fn place(c: char) -> Option<i128> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    }
}

/// A whole number below 一亿亿: what stands before 亿 may have a 万 of its own.
pub(super) fn numeral(text: &str) -> Option<i128> {
    if text.chars().count() == 1 && text.starts_with(is_zero) {
        return Some(0);
    }
    large(text, &['亿', '億'], 100_000_000, |text| large(text, &['万', '萬'], 10_000, section))
}

/// A number that one large unit may divide in two.
fn large(text: &str, unit: &[char], value: i128, smaller: impl Fn(&str) -> Option<i128>) -> Option<i128> {
    let Some((high, low)) = text.split_once(unit) else { return smaller(text) };
    let high = smaller(high)?.checked_mul(value)?;
    if low.is_empty() {
        return Some(high);
    }
    match low.strip_prefix(is_zero) {
        Some(low) => Some(high + smaller(low)?),
        // 两万三 may mean 20,003 or 23,000; 两万三千 says what it means.
        None if low.chars().count() == 1 => None,
        None => Some(high + smaller(low)?),
    }
}

/// 1 to 9,999: places fall, and a digit stands before each of them.
fn section(text: &str) -> Option<i128> {
    let (mut sum, mut last, mut after_zero) = (0, 10_000, false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_zero(character) {
            if after_zero || sum == 0 {
                return None;
            }
            after_zero = true;
            continue;
        }
        let (count, unit) = match digit(character) {
            Some(count) => match characters.next_if(|next| place(*next).is_some()) {
                Some(unit) => (count, place(unit)?),
                None => (count, 1),
            },
            // 十五: the one before the ten is left out at the beginning.
            None if sum == 0 => (1, place(character).filter(|unit| *unit == 10)?),
            None => return None,
        };
        let is_ambiguous = unit == 1 && (100..10_000).contains(&last) && !after_zero;
        if unit >= last || is_ambiguous {
            return None;
        }
        (sum, last, after_zero) = (sum + count * unit, unit, false);
    }
    (sum > 0 && !after_zero).then_some(sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_worked_by_hand() {
        for (text, number) in [
            ("零", 0),
            ("十", 10),
            ("十五", 15),
            ("一百零五", 105),
            ("壹佰零伍", 105),
            ("一百五十", 150),
            ("贰仟零叁拾", 2_030),
            ("两万", 20_000),
            ("一万零三百", 10_300),
            ("一万三百", 10_300),
            ("十万零五", 100_005),
            ("一百零三万", 1_030_000),
            ("一亿零三万", 100_030_000),
            ("一万亿", 1_000_000_000_000),
            ("四千万十五亿", 4_000_001_500_000_000),
            ("九千九百九十九万九千九百九十九", 99_999_999),
        ] {
            assert_eq!(numeral(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_malformed_is_no_number() {
        for text in [
            "",
            "一百五",
            "一千五",
            "两万三",
            "三百佰",
            "百",
            "万",
            "亿",
            "万五",
            "一一",
            "十百",
            "零五",
            "五零",
            "三百零",
            "一百零零五",
            "一亿亿",
            "一万万",
            "十十",
            "二百十五",
            "3百",
            "一亿三",
        ] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }

    /// A number below 100,000,000 in numerals, written by the plainest rule there is.
    fn written(n: u32) -> String {
        const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
        let section = |n: u32| {
            let mut text = String::new();
            for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
                let d = n / place % 10;
                if d > 0 {
                    text.push(DIGITS[d as usize]);
                    text.push_str(name);
                } else if !text.is_empty() && !text.ends_with('零') && !n.is_multiple_of(place) {
                    text.push('零');
                }
            }
            text
        };
        let (high, low) = (n / 10_000, n % 10_000);
        let middle = if high > 0 && low > 0 && low < 1000 { "零" } else { "" };
        match (high, low) {
            (0, low) => section(low),
            (high, low) => format!("{}万{middle}{}", section(high), section(low)),
        }
    }

    proptest! {
        #[test]
        fn numerals_come_back(n in 1u32..99_999_999) {
            prop_assert_eq!(numeral(&written(n)), Some(i128::from(n)));
        }

        #[test]
        fn no_text_of_numerals_panics_or_is_above_the_largest(text in "[零一二三四五六七八九十百千万亿]{0,24}") {
            prop_assert!(numeral(&text).is_none_or(|n| n < 10_000_000_000_000_000));
        }
    }
}
