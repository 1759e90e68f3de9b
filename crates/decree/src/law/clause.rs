//! 罰則: the penalties that a paragraph of a law allows.

use serde::{Deserialize, Serialize};

use super::fine::branches;
use super::range::Range;

crate::codes! {
    /// 處罰種類 (Penalty Law 9).
    PenaltyKind {
        /// 警告
        Warning = 1 "warning",
        /// 通報批評
        Criticism = 2 "criticism",
        /// 罰款
        Fine = 3 "fine",
        /// 沒收違法所得
        ConfiscationOfGains = 4 "confiscation_of_gains",
        /// 沒收非法財物
        ConfiscationOfGoods = 5 "confiscation_of_goods",
        /// 暫扣許可證件
        Suspension = 6 "suspension",
        /// 降低資質等級
        Demotion = 7 "demotion",
        /// 吊銷許可證件
        Revocation = 8 "revocation",
        /// 責令停產停業
        StopOfBusiness = 9 "stop_of_business",
        /// 責令關閉
        Closure = 10 "closure",
        /// 限制從業
        BanFromTrade = 11 "ban_from_trade",
        /// 行政拘留
        Detention = 12 "detention",
    }
}

/// The words of a law by which a kind of penalty is known.
const WORDS: [(&str, PenaltyKind); 21] = [
    ("警告", PenaltyKind::Warning),
    ("通报批评", PenaltyKind::Criticism),
    ("罚款", PenaltyKind::Fine),
    ("没收违法所得", PenaltyKind::ConfiscationOfGains),
    ("没收非法所得", PenaltyKind::ConfiscationOfGains),
    ("没收其违法所得", PenaltyKind::ConfiscationOfGains),
    ("没收违法收入", PenaltyKind::ConfiscationOfGains),
    ("没收", PenaltyKind::ConfiscationOfGoods),
    ("暂扣", PenaltyKind::Suspension),
    ("降低资质", PenaltyKind::Demotion),
    ("降低其资质", PenaltyKind::Demotion),
    ("吊销", PenaltyKind::Revocation),
    ("停产停业", PenaltyKind::StopOfBusiness),
    ("停业整顿", PenaltyKind::StopOfBusiness),
    ("责令停业", PenaltyKind::StopOfBusiness),
    ("责令停产", PenaltyKind::StopOfBusiness),
    ("责令关闭", PenaltyKind::Closure),
    ("停业、关闭", PenaltyKind::Closure),
    ("不得从事", PenaltyKind::BanFromTrade),
    ("禁止从事", PenaltyKind::BanFromTrade),
    ("拘留", PenaltyKind::Detention),
];

/// What one paragraph allows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Article.
    pub article: u16,
    /// Every branch of the fine.
    #[serde(default, skip_serializing_if = "Range::is_empty")]
    pub fine: Range,
    /// Kinds of penalty, in the order of their numbers.
    pub kinds: Vec<PenaltyKind>,
    /// Paragraph, from 1; 0 if the source does not say which.
    pub paragraph: u16,
    /// 之一 behind the article; 0 for the article itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sub: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(value: &u16) -> bool {
    *value == 0
}

impl Clause {
    /// The penalties that a paragraph's text allows.
    pub fn read(article: u16, sub: u16, paragraph: u16, text: &str) -> Self {
        Self { article, fine: Range { branches: branches(text) }, kinds: kinds(text), paragraph, sub }
    }
}

/// The kinds of penalty that a text names.
fn kinds(text: &str) -> Vec<PenaltyKind> {
    let mut kinds: Vec<_> = WORDS.iter().filter(|(w, _)| text.contains(w)).map(|(_, k)| *k).collect();
    // 没收 alone is of goods; of gains there is more than the word 没收 only if it occurs without them.
    let gains = text.matches("没收违法所得").count()
        + text.matches("没收非法所得").count()
        + text.matches("没收其违法所得").count()
        + text.matches("没收违法收入").count();
    if text.matches("没收").count() == gains && !text.contains("没收违法所得和") {
        kinds.retain(|k| *k != PenaltyKind::ConfiscationOfGoods);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
