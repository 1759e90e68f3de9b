//! Chinese numerals as laws count with them: 第一百二十四条, 五万元, 百分之二十.

/// The number, also in Arabic digits; none for anything else or above 10^12.
pub fn numeral(text: &str) -> Option<u64> {
    const MOST: u64 = 1_000_000_000_000;
    if text.is_empty() || text.chars().count() > 24 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|n| *n <= MOST);
    }
    let (mut total, mut section, mut digit): (u64, u64, Option<u64>) = (0, 0, None);
    for c in text.chars() {
        let d = match c {
            '零' | '〇' => continue,
            '一' => 1,
            '二' | '两' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '0'..='9' => u64::from(c.to_digit(10)?),
            '十' | '百' | '千' => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                section += digit.take().unwrap_or(1) * unit;
                continue;
            }
            '万' | '亿' => {
                let unit = if c == '万' { 10_000 } else { 100_000_000 };
                section += digit.take().unwrap_or(0);
                total = (total + section.max(1)).checked_mul(unit)?;
                section = 0;
                continue;
            }
            _ => return None,
        };
        digit = Some(digit.unwrap_or(0) * 10 + d).filter(|n| *n <= MOST);
        digit?;
    }
    Some(total + section + digit.unwrap_or(0)).filter(|n| *n <= MOST)
}
