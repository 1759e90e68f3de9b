//! Amounts of money as people write them, read exactly into fen: digits with or without thousand commas, full-width, in yuan
//! or in 万元, and in Chinese numerals, plain or of accounting. Nothing passes through floating point.

use super::decimal::Decimal;

/// The largest amount: ten trillion yuan, in fen.
const MOST: i128 = 1_000_000_000_000_000;

/// Longest text of an amount.
const LONGEST: usize = 60;

/// In what a number without a unit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Yuan,
    TenThousandYuan,
}

impl Unit {
    /// The unit of a name.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "元" | "yuan" => Some(Self::Yuan),
            "万元" | "萬元" | "10000 yuan" => Some(Self::TenThousandYuan),
            _ => None,
        }
    }

    const fn factor(self) -> &'static str {
        match self {
            Self::Yuan => "100",
            Self::TenThousandYuan => "1000000",
        }
    }
}

/// The amount in fen, or the id of the message that says what is wrong with it.
pub(super) fn read(text: &str, unit: Unit) -> Result<i64, &'static str> {
    const NOT: &str = "exchange-cell-amount";
    if text.chars().count() > LONGEST {
        return Err(NOT);
    }
    let text: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let bare =
        text.strip_prefix("人民币").or_else(|| text.strip_prefix('¥')).or_else(|| text.strip_prefix('￥'));
    let bare = bare.unwrap_or(&text);
    if bare.is_empty() {
        return Err(NOT);
    }
    let fen = if bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+')) {
        in_digits(bare, unit)?
    } else {
        in_numerals(bare).ok_or(NOT)?
    };
    if fen < 0 {
        return Err("exchange-cell-negative");
    }
    if fen > MOST { Err("exchange-cell-too-much") } else { i64::try_from(fen).map_err(|_| NOT) }
}

fn in_digits(text: &str, unit: Unit) -> Result<i128, &'static str> {
    const NOT: &str = "exchange-cell-amount";
    let (number, unit) = if let Some(number) = text.strip_suffix("万元").or_else(|| text.strip_suffix("萬元"))
    {
        (number, Unit::TenThousandYuan)
    } else if let Some(number) = text.strip_suffix("元整").or_else(|| text.strip_suffix('元')) {
        (number, Unit::Yuan)
    } else if let Some(number) = text.strip_suffix('万') {
        (number, Unit::TenThousandYuan)
    } else {
        (text, unit)
    };
    // "．5元" and ".5": the nought before the point is left out.
    let whole = if number.starts_with('.') { format!("0{number}") } else { number.to_owned() };
    let factor = Decimal::parse(unit.factor()).ok_or(NOT)?;
    let product = Decimal::parse(&whole).and_then(|n| n.times(factor)).ok_or(NOT)?;
    if !product.is_whole() {
        return Err("exchange-cell-fraction");
    }
    let mut fen = String::new();
    product.write(&mut fen);
    fen.parse().map_err(|_| NOT)
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

fn digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// 壹万贰仟叁佰肆拾伍元陆角柒分, 三百元, 叁佰元整. Places must fall, and a digit stands before each of them.
fn in_numerals(text: &str) -> Option<i128> {
    let (yuan, rest) = match text.split_once(['元', '圆', '圓']) {
        Some((yuan, rest)) => (yuan, rest),
        // Without 元 only jiao and fen can be meant.
        None => ("", text),
    };
    let whole = if yuan.is_empty() { 0 } else { numeral(yuan)? };
    let rest = rest.trim_end_matches(['整', '正']);
    Some(whole * 100 + small_change(rest, !yuan.is_empty())?)
}

fn small_change(text: &str, after_yuan: bool) -> Option<i128> {
    if text.is_empty() {
        return after_yuan.then_some(0);
    }
    let (mut fen, mut pending, mut last) = (0, None, 100);
    for c in text.chars() {
        let place = match c {
            '角' | '毛' => 10,
            '分' => 1,
            '零' | '〇' if pending.is_none() => continue,
            c => {
                if pending.replace(digit(c)?).is_some() {
                    return None;
                }
                continue;
            }
        };
        if place >= last {
            return None;
        }
        (fen, last) = (fen + pending.take()? * place, place);
    }
    pending.is_none().then_some(fen)
}

/// A whole number in Chinese numerals up to 亿亿.
pub(super) fn numeral(text: &str) -> Option<i128> {
    let (mut total, mut section, mut pending): (i128, i128, Option<i128>) = (0, 0, None);
    let (mut place, mut large) = (10_000, i128::MAX);
    let mut any = false;
    for c in text.chars() {
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            '万' | '萬' => 10_000,
            '亿' | '億' => 100_000_000,
            '零' | '〇' if pending.is_none() => {
                any = true;
                continue;
            }
            c => {
                if pending.replace(digit(c)?).is_some() {
                    return None;
                }
                any = true;
                continue;
            }
        };
        if unit < 10_000 {
            if unit >= place {
                return None;
            }
            // 十五: the one before the ten is left out at the beginning.
            let n = pending.take().or_else(|| (unit == 10 && section == 0).then_some(1))?;
            (section, place) = (section + n * unit, unit);
        } else {
            if unit >= large {
                return None;
            }
            section += pending.take().unwrap_or(0);
            if section == 0 {
                return None;
            }
            (total, section, place, large) = (total + section * unit, 0, 10_000, unit);
        }
        any = true;
    }
    any.then(|| total + section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (text, fen) in [
            ("300", 30_000),
            ("300元", 30_000),
            ("67.5元", 6_750),
            ("1,234.50", 123_450),
            ("12，345", 1_234_500),
            ("．5元", 50),
            ("0.00675万元", 6_750),
            ("¥ 12.00", 1_200),
            ("人民币叁佰元整", 30_000),
            ("三百元", 30_000),
            ("壹万贰仟叁佰肆拾伍元陆角柒分", 1_234_567),
            ("十五元", 1_500),
            ("壹佰零伍元", 10_500),
            ("两万元", 2_000_000),
            ("一亿零三万元整", 10_003_000_000),
            ("伍角", 50),
            ("0", 0),
        ] {
            assert_eq!(read(text, Unit::Yuan), Ok(fen), "{text}");
        }
        assert_eq!(read("3.472365", Unit::TenThousandYuan), Ok(3_472_365));
        assert_eq!(read("9", Unit::TenThousandYuan), Ok(9_000_000));
        assert_eq!(read("300元", Unit::TenThousandYuan), Ok(30_000), "the amount's own unit counts");
    }

    #[test]
    fn what_is_no_amount_is_refused_by_name() {
        for (text, rule) in [
            ("叁佰百元", "exchange-cell-amount"),
            ("佰叁元", "exchange-cell-amount"),
            ("三元五", "exchange-cell-amount"),
            ("300美元", "exchange-cell-amount"),
            ("1,23", "exchange-cell-amount"),
            ("about 300", "exchange-cell-amount"),
            ("-5", "exchange-cell-negative"),
            ("0.005", "exchange-cell-fraction"),
            ("99999999999999999", "exchange-cell-too-much"),
        ] {
            assert_eq!(read(text, Unit::Yuan), Err(rule), "{text}");
        }
    }

    /// A number in numerals, written by the plainest rule there is.
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
        fn nothing_panics(text in ".{0,80}") {
            let _any = read(&text, Unit::Yuan);
        }

        #[test]
        fn fen_in_ten_thousand_yuan_come_back(fen in 0i64..1_000_000_000_000) {
            let text = format!("{}.{:06}", fen / 1_000_000, fen % 1_000_000);
            prop_assert_eq!(read(&text, Unit::TenThousandYuan), Ok(fen));
        }
    }
}
