//! What fine a clause of a law allows: every branch, flat or a multiple of something (rulings 7). Read from the law's own text.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};
use serde::{Deserialize, Serialize};

use super::numeral::numeral;

crate::codes! {
    /// What a multiple is a multiple of.
    Base {
        /// 货值金额
        GoodsValue = 1 "goods_value",
        /// 违法所得
        IllegalGains = 2 "illegal_gains",
        /// 费用
        Fee = 3 "fee",
        /// 经营额、销售额、价款 and other sums
        Amount = 4 "amount",
        /// The text does not say it near by.
        Unknown = 9 "unknown",
    }
}

/// One way in which a clause allows a fine. A flat one in fen; a multiple in thousandths of its base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Of what it is a multiple; none for a flat sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// At least.
    pub least: i64,
    /// At most; none where the clause names no upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
}

const N: &str = "((?:百分之)?[零〇一二两三四五六七八九十百千万亿0-9]+)";

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(&text.replace("{N}", N)).ok()
}

/// From so much up to so much; up to; from; exactly: in this order, so that a part of the first is not taken for another.
static WAYS: LazyLock<[Option<Regex>; 4]> = LazyLock::new(|| {
    [
        pattern("{N}(元|倍|％|%)?以上{N}(元|倍|％|%)?以下[的之]?罚款"),
        pattern("{N}(元|倍|％|%)?以下[的之]?罚款"),
        pattern("{N}(元|倍|％|%)?以上[的之]?罚款"),
        pattern("{N}(元|倍|％|%)[的之]?罚款"),
    ]
});

/// Every branch of a fine in a clause's text.
pub fn branches(text: &str) -> Vec<Branch> {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<(usize, Branch)> = Vec::new();
    for (way, pattern) in WAYS.iter().enumerate() {
        let Some(pattern) = pattern else { continue };
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let (start, end) = (whole.start(), whole.end());
            if taken.iter().any(|(s, e)| start < *e && *s < end) {
                continue;
            }
            taken.push((start, end));
            found.extend(branch(way, &captures, &text[..start]).map(|b| (start, b)));
        }
    }
    found.sort_by_key(|(start, _)| *start);
    let mut branches: Vec<Branch> = Vec::new();
    for (_, branch) in found {
        if !branches.contains(&branch) {
            branches.push(branch);
        }
    }
    branches
}

fn branch(way: usize, captures: &Captures<'_>, before: &str) -> Option<Branch> {
    let text = |i: usize| captures.get(i).map(|m| m.as_str());
    let (first, unit, second) = match way {
        0 => (text(1)?, text(4).or(text(2)), text(3)),
        _ => (text(1)?, text(2), None),
    };
    let percent = first.contains("百分之") || matches!(unit, Some("％" | "%"));
    let number = |text: &str| {
        numeral(text.trim_start_matches("百分之"))
            .and_then(|n| i64::try_from(n).ok())
            .filter(|n| *n <= 10_000_000_000)
    };
    let factor = match (percent, unit) {
        (true, _) => 10,
        (false, Some("倍")) => 1000,
        (false, Some("元")) => 100,
        // A number without a unit is no sum of money.
        (false, _) => return None,
    };
    let first = number(first)? * factor;
    let second = match second {
        Some(text) => Some(number(text)? * factor),
        None => None,
    };
    let (least, most) = match way {
        0 => (first, second),
        1 => (0, Some(first)),
        2 => (first, None),
        _ => (first, Some(first)),
    };
    let base = (percent || unit == Some("倍")).then(|| base(before));
    Some(Branch { base, least, most })
}

/// Of what a multiple is: what is named last before it in its sentence.
fn base(before: &str) -> Base {
    const NAMES: [(&str, Base); 13] = [
        ("货值金额", Base::GoodsValue),
        ("货值", Base::GoodsValue),
        ("违法所得", Base::IllegalGains),
        ("费用", Base::Fee),
        ("经营额", Base::Amount),
        ("经营总额", Base::Amount),
        ("销售额", Base::Amount),
        ("价款", Base::Amount),
        ("总额", Base::Amount),
        ("金额", Base::Amount),
        ("款项", Base::Amount),
        ("税款", Base::Amount),
        ("收入", Base::Amount),
    ];
    let sentence = before.rsplit(['；', '。']).next().unwrap_or_default();
    // Of names that end together the longer one is meant: 货值金额, not 金额.
    let last = NAMES
        .iter()
        .filter_map(|(name, base)| sentence.rfind(name).map(|at| (at + name.len(), name.len(), *base)));
    last.max_by_key(|(end, length, _)| (*end, *length)).map_or(Base::Unknown, |(.., base)| base)
}

/// What is known of the sums that a multiple may be counted from, in fen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bases {
    /// 货值金额
    pub goods_value: Option<i64>,
    /// 违法所得
    pub illegal_gains: Option<i64>,
    /// Any other sum that the record names.
    pub amount: Option<i64>,
}

impl Bases {
    fn of(&self, base: Base) -> Option<i64> {
        match base {
            Base::GoodsValue => self.goods_value,
            Base::IllegalGains => self.illegal_gains,
            Base::Fee | Base::Amount => self.amount,
            Base::Unknown => None,
        }
    }
}

/// How a fine lies to what a clause allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FineAnswer {
    /// Some branch gives it.
    Within,
    /// Below the least that any branch gives, in fen.
    Below(i64),
    /// Above the most that any branch gives, in fen.
    Above(i64),
    /// Nobody can say: a base is not known, or there is no branch at all.
    CannotJudge,
}

/// Compares a fine with the least and the most that any branch can give.
pub fn compare(fine: i64, branches: &[Branch], bases: &Bases) -> FineAnswer {
    let (mut least, mut most) = (i64::MAX, i64::MIN);
    let mut unknown = false;
    for branch in branches {
        let scale = match branch.base {
            None => Some((branch.least, branch.most)),
            Some(base) => bases.of(base).map(|sum| {
                let of = |milli: i64| {
                    i64::try_from(i128::from(sum) * i128::from(milli) / 1000).unwrap_or(i64::MAX)
                };
                (of(branch.least), branch.most.map(of))
            }),
        };
        let Some((from, to)) = scale else {
            unknown = true;
            continue;
        };
        let to = to.unwrap_or(i64::MAX);
        if (from..=to).contains(&fine) {
            return FineAnswer::Within;
        }
        (least, most) = (least.min(from), most.max(to));
    }
    if unknown || branches.is_empty() {
        FineAnswer::CannotJudge
    } else if fine < least {
        FineAnswer::Below(least)
    } else if fine > most {
        FineAnswer::Above(most)
    } else {
        // Between two branches: one of them could have been meant.
        FineAnswer::CannotJudge
    }
}
