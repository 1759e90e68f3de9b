//! Amounts and multiples in the words of a law, and the ranges that they make: `五千元以上五万元以下`,
//! `百分之五以上三倍以下`, `一百元至一千元`.

use super::numeral::{amount, digit};

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Money, in fen.
    Fen,
    /// Of a base, in thousandths.
    Milli,
}

/// A range, with where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
    pub unit: Unit,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
struct Quantity {
    start: usize,
    end: usize,
    unit: Unit,
    value: i64,
}

fn starts(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Whether what stands before a place ends with a word.
pub(super) fn ends(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

const fn is_through(c: char) -> bool {
    matches!(c, '至' | '到' | '-' | '~' | '—' | '–' | '～')
}

/// The ranges of a text, in order.
pub(super) fn spans(chars: &[char]) -> Vec<Span> {
    let all = quantities(chars);
    let mut spans = Vec::new();
    let mut i = 0;
    while let Some(first) = all.get(i) {
        let (span, used) = span(chars, *first, all.get(i + 1).copied());
        spans.push(span);
        i += used;
    }
    spans
}

fn span(chars: &[char], first: Quantity, next: Option<Quantity>) -> (Span, usize) {
    let Quantity { start, end, unit, value } = first;
    let rest = &chars[end..];
    let one = |length: usize, min, max| Span { start, end: end + length, unit, min, max };
    if starts(rest, "以下") || starts(rest, "以内") {
        return (one(2, None, Some(value)), 1);
    }
    let above = starts(rest, "以上");
    let mut joint = end + if above { 2 } else { 0 };
    let gap =
        chars[joint..].iter().take_while(|c| is_through(**c) || above && matches!(c, '、' | ',')).count();
    joint += gap.min(2);
    if let Some(next) = next.filter(|n| n.start == joint && n.unit == unit && (above || gap > 0)) {
        let below = ["以下", "以内"].iter().any(|w| starts(&chars[next.end..], w));
        if below || !above {
            let end = next.end + if below { 2 } else { 0 };
            return (Span { start, end, unit, min: Some(value), max: Some(next.value) }, 2);
        }
    }
    if above {
        return (one(2, Some(value), None), 1);
    }
    let limit = ["不超过", "不得超过", "最高", "最高为"].iter().any(|w| ends(&chars[..start], w));
    (one(0, (!limit).then_some(value), Some(value)), 1)
}

fn quantities(chars: &[char]) -> Vec<Quantity> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match quantity(chars, at) {
            (Some(found), _) => {
                at = found.end;
                all.push(found);
            }
            (None, length) => at += length.max(1),
        }
    }
    all
}

/// The quantity at a place, or how many characters are none.
fn quantity(chars: &[char], start: usize) -> (Option<Quantity>, usize) {
    for (prefix, parts) in [("百分之", 100), ("千分之", 1000), ("万分之", 10_000)] {
        if starts(&chars[start..], prefix) {
            return match amount(&chars[start + 3..]) {
                Some((value, length, _)) => {
                    let end = start + 3 + length;
                    (Some(Quantity { start, end, unit: Unit::Milli, value: value / parts }), 0)
                }
                None => (None, 3),
            };
        }
    }
    if starts(&chars[start..], "等值") {
        return (Some(Quantity { start, end: start + 2, unit: Unit::Milli, value: 1000 }), 0);
    }
    let Some((value, length, large)) = amount(&chars[start..]) else { return (None, 1) };
    let end = start + length;
    if let Some((unit, value, words)) = unit(value, &chars[end..]) {
        return (Some(Quantity { start, end: end + words, unit, value }), 0);
    }
    // 三至五万元: the first has the unit of the second, and its 万.
    if chars.get(end).is_some_and(|c| is_through(*c))
        && chars.get(end + 1).is_some_and(|c| digit(*c).is_some())
        && let Some((_, second, times)) = amount(&chars[end + 1..])
    {
        let value = if large == 1 { value.saturating_mul(times) } else { value };
        if let Some((unit, value, _)) = unit(value, &chars[end + 1 + second..]) {
            return (Some(Quantity { start, end, unit, value }), 0);
        }
    }
    (None, length)
}

/// The unit that follows a number in thousandths, the value in it, and its length.
fn unit(thousandths: i64, rest: &[char]) -> Option<(Unit, i64, usize)> {
    match rest.first()? {
        '元' | '圆' => Some((Unit::Fen, thousandths / 10, 1)),
        '倍' => Some((Unit::Milli, thousandths, 1)),
        '%' => Some((Unit::Milli, thousandths / 100, 1)),
        '‰' => Some((Unit::Milli, thousandths / 1000, 1)),
        _ => None,
    }
}
