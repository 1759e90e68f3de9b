//! 罰款幅度: what a fine can come to, and whether a given one lies within (rulings 7, fine out of range).

use serde::{Deserialize, Serialize};

crate::codes! {
    /// What a fine is a multiple of.
    Base {
        /// 貨值金額
        GoodsValue = 1 "goods_value",
        /// 違法所得
        IllegalGains = 2 "illegal_gains",
        /// 費用, of an advertisement say
        Fee = 3 "fee",
        /// Another sum: 經營總額, 銷售額, 稅款
        Amount = 4 "amount",
        /// Not said, or not a sum of money
        Unknown = 9 "unknown",
    }
}

/// The sums that a record names, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bases {
    /// 貨值金額.
    pub goods_value: Option<i64>,
    /// 違法所得.
    pub illegal_gains: Option<i64>,
    /// 費用.
    pub fee: Option<i64>,
    /// Another sum.
    pub amount: Option<i64>,
}

impl Bases {
    const fn of(&self, base: Base) -> Option<i64> {
        match base {
            Base::GoodsValue => self.goods_value,
            Base::IllegalGains => self.illegal_gains,
            Base::Fee => self.fee,
            Base::Amount => self.amount,
            Base::Unknown => None,
        }
    }
}

/// One of the ways in which a provision measures a fine. A bound that it does not name is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// Between two sums.
    Flat {
        /// Most, in fen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
        /// Least, in fen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
    },
    /// Between two multiples of a base.
    Multiple {
        /// The least that the base counts for, in fen (不足一萬元的，按一萬元計算).
        #[serde(default, skip_serializing_if = "is_zero")]
        base_floor: i64,
        /// Most, in thousandths of the base.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_milli: Option<i64>,
        /// Least, in thousandths of the base.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_milli: Option<i64>,
        /// Of what.
        of: Base,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(value: &i64) -> bool {
    *value == 0
}

impl Branch {
    /// The words leave open how much.
    pub const OPEN: Self =
        Self::Multiple { base_floor: 0, max_milli: None, min_milli: None, of: Base::Unknown };

    pub(super) fn raise_base(&mut self, base: Base, to: i64) {
        if let Self::Multiple { base_floor, of, .. } = self
            && (base == *of || base == Base::Unknown)
        {
            *base_floor = (*base_floor).max(to);
        }
    }

    /// The least and the most that the branch can give, in fen, if its base is known. Fractions of a fen are given to
    /// the fine: downwards for the least, upwards for the most.
    fn reach(&self, bases: &Bases) -> Result<(i64, i64), Base> {
        match *self {
            Self::Flat { max, min } => Ok((min.unwrap_or(0), max.unwrap_or(i64::MAX))),
            Self::Multiple { base_floor, max_milli, min_milli, of } => {
                let base = i128::from(bases.of(of).ok_or(of)?.max(base_floor).max(0));
                let fen = |n: i128| i64::try_from(n).unwrap_or(i64::MAX);
                let least = min_milli.map_or(0, |m| fen(base * i128::from(m) / 1000));
                let most = max_milli.map_or(i64::MAX, |m| fen((base * i128::from(m) + 999) / 1000));
                Ok((least, most))
            }
        }
    }
}

/// Whether a fine lies within what its provision allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FineAnswer {
    /// A branch reaches it.
    Within,
    /// Below the least of any branch, in fen.
    Below {
        /// The least.
        least: i64,
    },
    /// Above the most of any branch, in fen.
    Above {
        /// The most.
        most: i64,
    },
    /// A branch whose base is not known might reach it.
    CannotJudge {
        /// The bases that are not known, each once.
        missing: Vec<Base>,
    },
    /// It lies between branches and no one reaches it, or there is none.
    NoBranchReaches,
}

/// Every branch of the fine that a provision allows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Range {
    /// The branches, in the order of the text.
    pub branches: Vec<Branch>,
}

impl Range {
    /// Whether the provision allows no fine.
    pub const fn is_empty(&self) -> bool {
        self.branches.is_empty()
    }

    /// Judges a fine, in fen, against the least and the most that any branch can give.
    pub fn check(&self, fine: i64, bases: &Bases) -> FineAnswer {
        let (mut least, mut most, mut missing) = (i64::MAX, i64::MIN, Vec::new());
        for branch in &self.branches {
            match branch.reach(bases) {
                Ok((from, to)) if (from..=to).contains(&fine) => return FineAnswer::Within,
                Ok((from, to)) => {
                    least = least.min(from);
                    most = most.max(to);
                }
                Err(base) if !missing.contains(&base) => missing.push(base),
                Err(_) => {}
            }
        }
        match () {
            () if !missing.is_empty() => FineAnswer::CannotJudge { missing },
            () if self.branches.is_empty() => FineAnswer::NoBranchReaches,
            () if fine < least => FineAnswer::Below { least },
            () if fine > most => FineAnswer::Above { most },
            () => FineAnswer::NoBranchReaches,
        }
    }
}
