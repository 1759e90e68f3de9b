//! Amounts of money as people write them, read exactly into fen: digits with or without thousand commas, full-width, in yuan
//! or in 万元, and in Chinese numerals, plain or of accounting. Nothing passes through floating point.

use super::decimal::Decimal;
use super::numeral::{digit_or_zero, is_zero, numeral};

/// The largest amount: ten trillion yuan, in fen.
const MOST: i128 = 1_000_000_000_000_000;

/// Longest text of an amount.
const LONGEST: usize = 60;

/// The text is no amount.
const NOT: &str = "exchange-cell-amount";

/// Marks and names of yuan before an amount.
const YUAN_BEFORE: [&str; 5] = ["人民币", "RMB", "CNY", "¥", "￥"];

/// What names another currency; a yuan is not what is meant there, whatever the number.
const OTHER_CURRENCIES: [&str; 25] = [
    "美元", "美金", "欧元", "歐元", "日元", "日圆", "港元", "港币", "港幣", "英镑", "英鎊", "澳元", "加元",
    "韩元", "韩币", "台币", "臺幣", "卢布", "USD", "EUR", "HKD", "JPY", "GBP", "$", "€",
];

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

    /// Fen in one of it.
    const fn fen(self) -> i128 {
        match self {
            Self::Yuan => 100,
            Self::TenThousandYuan => 1_000_000,
        }
    }

    /// A right amount in this unit.
    pub(super) const fn example(self) -> &'static str {
        match self {
            Self::Yuan => "300.50",
            Self::TenThousandYuan => "0.03005",
        }
    }
}

/// The amount in fen, or the id of the message that says what is wrong with it.
pub(super) fn read(text: &str, unit: Unit) -> Result<i64, &'static str> {
    if text.chars().count() > LONGEST {
        return Err(NOT);
    }
    let text: String = text.chars().map(narrow).collect();
    if OTHER_CURRENCIES.iter().any(|name| text.contains(name)) {
        return Err("exchange-cell-currency");
    }
    let text = text.trim();
    let bare = YUAN_BEFORE.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text).trim_start();
    let fen = if bare.contains(|c: char| c.is_ascii_digit()) {
        in_digits(bare, unit)?
    } else {
        in_numerals(bare, unit).ok_or(NOT)?
    };
    if fen < 0 {
        return Err("exchange-cell-negative");
    }
    if fen > MOST { Err("exchange-cell-too-much") } else { i64::try_from(fen).map_err(|_| NOT) }
}

/// 1,234.50, 67.5元, 0.00675万元: an amount that names its unit is counted in that.
fn in_digits(text: &str, unit: Unit) -> Result<i128, &'static str> {
    const UNITS: [(&str, i128); 11] = [
        ("亿元", 10_000_000_000),
        ("億元", 10_000_000_000),
        ("万元", 1_000_000),
        ("萬元", 1_000_000),
        ("万", 1_000_000),
        ("萬", 1_000_000),
        ("元整", 100),
        ("元", 100),
        ("圆整", 100),
        ("圆", 100),
        ("圓", 100),
    ];
    let named = UNITS.iter().find_map(|(name, fen)| Some((text.strip_suffix(name)?, *fen)));
    let (number, fen) = named.unwrap_or((text, unit.fen()));
    let number = number.trim_end();
    // "．5元" and ".5": the nought before the point is left out.
    let whole = if number.starts_with('.') { format!("0{number}") } else { number.to_owned() };
    let factor = Decimal::whole(fen);
    let product = Decimal::parse(&whole).ok_or(NOT)?.times(factor).ok_or("exchange-cell-too-much")?;
    product.as_whole().ok_or("exchange-cell-fraction")
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// 壹万贰仟叁佰肆拾伍元陆角柒分, 三百元, 叁佰元整; without 元 in the unit of the column.
fn in_numerals(text: &str, unit: Unit) -> Option<i128> {
    let text = text.strip_suffix(['整', '正']).unwrap_or(text);
    if let Some((yuan, rest)) = text.split_once(['元', '圆', '圓']) {
        let yuan = numeral(yuan)?.checked_mul(100)?;
        return Some(yuan + if rest.is_empty() { 0 } else { small_change(rest)? });
    }
    small_change(text).or_else(|| numeral(text)?.checked_mul(unit.fen()))
}

/// 陆角柒分, 伍角, 零伍分, 零角伍分.
fn small_change(text: &str) -> Option<i128> {
    let (mut fen, mut last) = (0, 100);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let value = |c: char| match c {
            '角' | '毛' => Some(10),
            '分' => Some(1),
            _ => None,
        };
        match characters.next_if(|next| value(*next).is_some()).and_then(value) {
            Some(place) if place < last => {
                (fen, last) = (fen + digit_or_zero(character)? * place, place);
            }
            // 壹元零伍分: the nought stands for the jiao.
            None if is_zero(character) && characters.peek().is_some() && last == 100 => {}
            _ => return None,
        }
    }
    (last < 100).then_some(fen)
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
            ("300 元", 30_000),
            ("300.500", 30_050),
            ("67.5元", 6_750),
            ("1,234.50", 123_450),
            ("12，345", 1_234_500),
            ("．5元", 50),
            ("３００．５", 30_050),
            ("0.00675万元", 6_750),
            ("1.2亿元", 12_000_000_000),
            ("¥ 12.00", 1_200),
            ("RMB 12", 1_200),
            ("人民币叁佰元整", 30_000),
            ("三百元", 30_000),
            ("三百", 30_000),
            ("壹万贰仟叁佰肆拾伍元陆角柒分", 1_234_567),
            ("十五元", 1_500),
            ("壹佰零伍元", 10_500),
            ("壹元零伍分", 105),
            ("壹元零角伍分", 105),
            ("两万元", 2_000_000),
            ("叁佰万元整", 300_000_000),
            ("一亿零三万元整", 10_003_000_000),
            ("一万亿元", 100_000_000_000_000),
            ("伍角", 50),
            ("柒分", 7),
            ("0", 0),
            ("零元", 0),
            ("10000000000000", 1_000_000_000_000_000),
        ] {
            assert_eq!(read(text, Unit::Yuan), Ok(fen), "{text}");
        }
    }

    #[test]
    fn the_amounts_own_unit_goes_before_that_of_the_column() {
        for (text, fen) in [
            ("3.472365", 3_472_365),
            ("0.00675", 6_750),
            ("9", 9_000_000),
            ("三", 3_000_000),
            ("300元", 30_000),
            ("叁佰元整", 30_000),
            ("伍角", 50),
        ] {
            assert_eq!(read(text, Unit::TenThousandYuan), Ok(fen), "{text}");
        }
        assert_eq!(read("0.0000001", Unit::TenThousandYuan), Err("exchange-cell-fraction"));
    }

    #[test]
    fn what_is_no_amount_is_refused_by_name() {
        for (text, rule) in [
            ("叁佰百元", NOT),
            ("佰叁元", NOT),
            ("三元五", NOT),
            ("一百五元", NOT),
            ("两万三元", NOT),
            ("元伍角", NOT),
            ("五角零", NOT),
            ("五分五角", NOT),
            ("元", NOT),
            ("1,23", NOT),
            ("1 234", NOT),
            ("3百元", NOT),
            ("5角", NOT),
            ("1e5", NOT),
            ("about 300", NOT),
            ("", NOT),
            ("300美元", "exchange-cell-currency"),
            ("300日元", "exchange-cell-currency"),
            ("叁佰港元", "exchange-cell-currency"),
            ("€ 35", "exchange-cell-currency"),
            ("USD300", "exchange-cell-currency"),
            ("-5", "exchange-cell-negative"),
            ("－5元", "exchange-cell-negative"),
            ("0.005", "exchange-cell-fraction"),
            ("10000000000000.01", "exchange-cell-too-much"),
            ("99999999999999999", "exchange-cell-too-much"),
        ] {
            assert_eq!(read(text, Unit::Yuan), Err(rule), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in ".{0,80}") {
            let _any = read(&text, Unit::Yuan);
        }

        #[test]
        fn fen_in_ten_thousand_yuan_come_back(fen in 0i64..1_000_000_000_000) {
            let text = format!("{}.{:06}", fen / 1_000_000, fen % 1_000_000);
            prop_assert_eq!(read(&text, Unit::TenThousandYuan), Ok(fen));
            prop_assert_eq!(read(&crate::official::wan_yuan(fen), Unit::TenThousandYuan), Ok(fen));
        }

        #[test]
        fn fen_in_yuan_come_back(fen in 0i64..1_000_000_000_000) {
            let text = format!("{}.{:02}元", fen / 100, fen % 100);
            prop_assert_eq!(read(&text, Unit::Yuan), Ok(fen));
        }
    }
}
