//! Numbers as laws write them: 一百二十四, 124, １２４, 5万, 1.5, 二〇一九.

/// The half-width form of a full-width character, so that one reader serves both.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '〔' | '［' | '【' => '(',
        '〕' | '］' | '】' => ')',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The value of a digit, Chinese or Arabic.
pub(super) const fn digit(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => c as u64 - '0' as u64,
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn small_unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// A whole number at the start, below ten thousand if it is well formed, and how many characters it takes.
pub(super) fn whole(chars: &[char]) -> Option<(u64, usize)> {
    let (mut total, mut pending, mut at) = (0u64, None::<u64>, 0);
    for c in chars {
        if let Some(d) = digit(*c) {
            pending = Some(pending.unwrap_or(0).saturating_mul(10).saturating_add(d));
        } else if let Some(unit) = small_unit(*c) {
            total = total.saturating_add(pending.take().unwrap_or(1).saturating_mul(unit));
        } else {
            break;
        }
        at += 1;
    }
    (at > 0).then(|| (total.saturating_add(pending.unwrap_or(0)), at))
}

/// An amount at the start: in thousandths, with how many characters it takes and its last multiplier (1 if none).
pub(super) fn amount(chars: &[char]) -> Option<(i64, usize, i64)> {
    let (mut thousandths, mut at) = decimal(chars)?;
    let mut total = 0i64;
    let mut last = 1;
    while let Some(unit) = chars.get(at).and_then(|c| large_unit(*c)) {
        // 一亿五千万: what stood before 亿 is complete, what follows is added.
        total = total.saturating_add(thousandths.saturating_mul(unit));
        thousandths = 0;
        last = unit;
        at += 1;
        if let Some((more, length)) = decimal(&chars[at..]) {
            thousandths = more;
            at += length;
        }
    }
    Some((total.saturating_add(thousandths), at, last))
}

const fn large_unit(c: char) -> Option<i64> {
    Some(match c {
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// A number with at most three places, in thousandths.
fn decimal(chars: &[char]) -> Option<(i64, usize)> {
    let (mut value, mut at) = whole(chars)?;
    // 5,000 is one number; 5,6 are two.
    while chars.get(at) == Some(&',')
        && chars.len() >= at + 4
        && chars[at + 1..at + 4].iter().all(char::is_ascii_digit)
        && !chars.get(at + 4).is_some_and(char::is_ascii_digit)
        && chars[at - 1].is_ascii_digit()
    {
        let (group, _) = whole(&chars[at + 1..at + 4])?;
        value = value.saturating_mul(1000).saturating_add(group);
        at += 4;
    }
    let mut thousandths = i64::try_from(value).unwrap_or(i64::MAX).saturating_mul(1000);
    if matches!(chars.get(at), Some('.' | '点')) && chars.get(at + 1).is_some_and(|c| digit(*c).is_some()) {
        at += 1;
        let mut place = 100;
        while let Some(d) = chars.get(at).and_then(|c| digit(*c)) {
            thousandths = thousandths.saturating_add(i64::try_from(d).unwrap_or(0).saturating_mul(place));
            place /= 10;
            at += 1;
        }
    }
    Some((thousandths, at))
}

/// A number as laws write it: 一百二十四, 一千零五.
pub(super) fn chinese(number: u16) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = usize::from(number / unit % 10);
        if d == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
            gap = false;
        }
        // 十二, but 一百一十二.
        if !(unit == 10 && d == 1 && text.is_empty()) {
            text.push_str(DIGITS[d]);
        }
        text.push_str(name);
    }
    if text.is_empty() { DIGITS[0].to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_an_article_is_read_as_it_is_written() {
        for n in 1..=9999u16 {
            let text: Vec<char> = chinese(n).chars().collect();
            assert_eq!(whole(&text), Some((u64::from(n), text.len())), "{n}");
        }
        let read = |text: &str| whole(&text.chars().collect::<Vec<_>>()).map(|(n, _)| n);
        assert_eq!(read("一百零五条"), Some(105));
        assert_eq!(read("十"), Some(10));
        assert_eq!(read("124"), Some(124));
        assert_eq!(read("二〇一九"), Some(2019));
        assert_eq!(read("条"), None);
    }

    #[test]
    fn amounts_are_read_in_thousandths() {
        let read = |text: &str| amount(&text.chars().collect::<Vec<_>>()).map(|(n, _, _)| n);
        assert_eq!(read("五千元"), Some(5_000_000));
        assert_eq!(read("二十五万元"), Some(250_000_000));
        assert_eq!(read("1.5万元"), Some(15_000_000));
        assert_eq!(read("5,000元"), Some(5_000_000));
        assert_eq!(read("一亿五千万元"), Some(150_000_000_000));
        assert_eq!(read("零点五倍"), Some(500));
    }
}
