//! 公示 (Art. 20; rulings 10): which decisions are disclosed, in which time and for how long, as data with versions. A rule
//! proposes; the agency's named person checks and publishes (`crate::case`).

mod mask;

pub(crate) use mask::is_firm;
pub use mask::{Mask, Personal, mask_name};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{CaseState, Sanction, Verdict};
use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::point::LimitBody;
use crate::procedure::{ActKind, ProcedureKind};
use crate::territory::version;
use crate::view::{DISCLOSURE_RULE, Row};

crate::codes! {
    /// As long as what a published decision may be shown.
    AsLongAs {
        /// A ban that it imposes lasts.
        Ban = 1 "ban",
        /// What it grants is valid.
        Validity = 2 "validity",
    }
}

crate::codes! {
    /// What is looked at before a decision is published.
    Check {
        /// 國家秘密
        StateSecret = 1 "state_secret",
        /// 商業秘密
        TradeSecret = 2 "trade_secret",
        /// 個人隱私
        Privacy = 3 "privacy",
        /// 未成年人
        Minor = 4 "minor",
        /// 第三人
        ThirdParty = 5 "third_party",
    }
}

crate::codes! {
    /// Why a decision is not published; counted publicly.
    Reason {
        /// 商業秘密
        TradeSecret = 1 "trade_secret",
        /// 個人隱私
        Privacy = 2 "privacy",
        /// 未成年人
        Minor = 3 "minor",
        /// 危及國家安全、公共安全、經濟安全、社會穩定
        Safety = 4 "safety",
        /// 法律、行政法規禁止公開
        Forbidden = 5 "forbidden",
        /// 第三方合法權益
        ThirdParty = 6 "third_party",
        /// 其他
        Other = 9 "other",
    }
}

crate::codes! {
    /// Why what was published is not shown any more.
    Withdrawn {
        /// The decision was revoked.
        Revoked = 1 "revoked",
        /// The decision was changed.
        Changed = 2 "changed",
        /// What was collected was amended (Art. 14).
        Amended = 3 "amended",
        /// The record was withdrawn.
        Void = 4 "void",
        /// Its time is over.
        Expired = 5 "expired",
        /// A court or the organ of reconsideration says so.
        Court = 6 "court",
        /// 信用修復
        Repaired = 7 "repaired",
        /// It should not have been published, or not so.
        Mistake = 8 "mistake",
    }
}

/// A clause of a rule: what fits it is published for so long, or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// One of these kinds of penalty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Sanction>,
    /// The article it rests on.
    pub article: String,
    /// Not shorter than this lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_long_as: Option<AsLongAs>,
    /// A fine of at most so much, in fen, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine_up_to: Option<i64>,
    /// No other kinds of penalty than these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Sanction>,
    /// Decided in one of these ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcome: Vec<Verdict>,
    /// Whether it is published.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub publish: bool,
    /// For how long, from the day of publishing; for good if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<LimitBody>,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_true(value: &bool) -> bool {
    *value
}

impl Clause {
    /// Whether a decided case fits it.
    fn fits(&self, state: &CaseState) -> bool {
        let sanctions = state.sanctions();
        let outcome = state.decided().and_then(|d| d.decision.outcome);
        (self.any.is_empty() || sanctions.iter().any(|s| self.any.contains(s)))
            && (self.only.is_empty()
                || (!sanctions.is_empty() && sanctions.iter().all(|s| self.only.contains(s))))
            && (self.outcome.is_empty() || outcome.is_some_and(|o| self.outcome.contains(&o)))
            && self.fine_up_to.is_none_or(|most| state.fine().is_none_or(|fine| fine.0 <= most))
    }
}

/// One version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Kind of act; none for all that have no rule of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_kind: Option<ActKind>,
    /// The article it rests on.
    pub article: String,
    /// Its clauses: the first that fits decides.
    pub clause: Vec<Clause>,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Code of the line for which it is special; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub line: String,
    /// Procedure; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureKind>,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Version, from 1.
    pub version: i32,
    /// In which time, from the decision.
    pub within: LimitBody,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            act_kind: None,
            article: String::new(),
            clause: Vec::new(),
            from: Date::ZERO,
            key: 0,
            line: String::new(),
            procedure: None,
            until: None,
            version: 0,
            within: LimitBody { n: 0, roll_forward: false, unit: calendar::Unit::Working },
        }
    }
}

impl Rule {
    /// Whether it is about such acts.
    pub fn is_about(&self, act: ActKind, procedure: ProcedureKind, line: &str) -> bool {
        self.act_kind.is_none_or(|a| a == act)
            && self.procedure.is_none_or(|p| p == procedure)
            && (self.line.is_empty() || self.line == line)
    }

    /// How much it says of what it is about: of several rules the one that says most applies.
    pub fn says(&self) -> (bool, bool, bool) {
        (!self.line.is_empty(), self.act_kind.is_some(), self.procedure.is_some())
    }

    /// The clause that a decided case falls under.
    pub fn clause_of(&self, state: &CaseState) -> Option<&Clause> {
        self.clause.iter().find(|c| c.fits(state))
    }
}

/// 預先同意: the kinds of act that an agency lets its people publish with one click where nothing stands against it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreApproval {
    /// Key of the agency.
    pub agency: i32,
    /// Which kinds.
    pub kinds: Vec<ActKind>,
}

#[derive(Deserialize)]
struct Shipped {
    rule: Vec<Rule>,
}

/// The rules of a text.
///
/// # Errors
/// The text is not a list of rules.
pub fn parse(text: &str) -> Result<Vec<Rule>, toml::de::Error> {
    toml::from_str::<Shipped>(text).map(|s| s.rule)
}

/// The shipped rules as text: `data/disclosure.toml`.
pub const SHIPPED: &str = include_str!("../../../data/disclosure.toml");

crate::facts! {
    /// What is said about disclosure in general.
    DisclosureFact {
        /// A version of a rule is put in force from a day on.
        Put = 38 v 1 { public: Rule }
        /// An agency says which kinds are published with one click.
        PreApproved = 39 v 1 { public: PreApproval }
    }
}

/// A rule with all its versions, or what an agency approved beforehand.
#[derive(Clone, Debug, Default)]
pub struct DisclosureState {
    /// The rule's versions.
    pub versions: Dated<Rule>,
    /// What the agency approved last.
    pub approved: Option<PreApproval>,
}

impl DisclosureState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        match DisclosureFact::read(fact)? {
            DisclosureFact::Put { public } => {
                self.versions.push(version(*public, fact, |r| (r.from, r.until)));
            }
            DisclosureFact::PreApproved { public } => self.approved = Some(*public),
        }
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &DISCLOSURE_RULE,
                values: vec![
                    v.value.key.into(),
                    i32::into(n),
                    stream.into(),
                    v.value.act_kind.map(ActKind::number).into(),
                    v.value.procedure.map(ProcedureKind::number).into(),
                    v.value.line.as_str().into(),
                    v.value.version.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
