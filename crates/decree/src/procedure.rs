//! 流程和標準 (Arts 11(4), 26; rulings 5, 7, 12): for each kind of act and procedure the events, what each requires, the
//! clocks that run, and the thresholds. Data with versions: the version in force on the day on which the case began applies.

use std::sync::LazyLock;

use calendar::{EndRule, Limit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{EventKind, ExclusionGround, Sanction};
use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::inspection::TargetKind;
use crate::point::{Condition, LimitBody};
use crate::territory::version;
use crate::view::{PROCEDURE, Row};

crate::codes! {
    /// Kinds of act (rulings 12).
    ActKind {
        /// 行政處罰
        Penalty = 1 "penalty",
        /// 行政許可
        Licence = 2 "licence",
        /// 行政強制措施
        Measure = 3 "measure",
        /// 行政強制執行
        Execution = 4 "execution",
        /// 行政徵收
        Levy = 5 "levy",
        /// 行政給付
        Payment = 6 "payment",
        /// 行政確認
        Confirmation = 7 "confirmation",
        /// 行政裁決
        Adjudication = 8 "adjudication",
        /// 行政獎勵
        Reward = 9 "reward",
        /// 行政徵用
        Requisition = 10 "requisition",
    }
}

crate::codes! {
    /// 程序
    ProcedureKind {
        /// 簡易程序
        Summary = 1 "summary",
        /// 普通程序
        Ordinary = 2 "ordinary",
        /// The one procedure of kinds of act that have only one.
        Standard = 3 "standard",
    }
}

crate::codes! {
    /// A condition under which a clock runs or something is required.
    When {
        /// A penalty was imposed.
        PenaltyImposed = 1 "penalty_imposed",
        /// The measure was taken on the spot, before approval.
        Urgent = 2 "urgent",
        /// Cash was taken on the spot.
        OnTheSpot = 3 "on_the_spot",
        /// A fine was imposed.
        FineImposed = 4 "fine_imposed",
        /// The right to a hearing was told.
        HearingOffered = 5 "hearing_offered",
        /// A hearing was asked for.
        HearingRequested = 6 "hearing_requested",
        /// The case is a major one.
        Major = 7 "major",
        /// It was accepted or granted.
        Granted = 8 "granted",
        /// The decision was served, not another paper.
        DecisionServed = 9 "decision_served",
    }
}

/// A clock: from one event to any of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRule {
    /// The article it rests on.
    pub article: String,
    /// Name.
    pub code: String,
    /// The condition that fires when it runs out; without one it is a work item only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Periods that do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<ExclusionGround>,
    /// Which event lengthens it, by as many units as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_by: Option<EventKind>,
    /// How long.
    pub limit: LimitBody,
    /// Whether the clock's last day is the one that the starting event names, if it names one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub named: bool,
    /// The event that starts it.
    pub start: EventKind,
    /// The events that stop it.
    pub stop: Vec<EventKind>,
    /// Only under this condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Whether it is somebody's work to be done in time. A rule with neither condition nor work only says a right.
    #[serde(default, skip_serializing_if = "is_false")]
    pub work: bool,
}

/// What an event requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Documents, by their names in the form catalogue; of several joined by `|` one is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// The event.
    pub event: EventKind,
    /// Fields of the event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Only under this condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// The most that a summary decision may impose on a class of party, in fen (Penalty Law 51).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryLimit {
    /// Most, in fen.
    pub most: i64,
    /// Class of party.
    pub party: TargetKind,
}

/// From which sum on a fine or confiscation is "larger" (Penalty Law 63): a local threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingThreshold {
    /// From this sum on, in fen.
    pub least: i64,
    /// Class of party.
    pub party: TargetKind,
}

/// One version of a procedure standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// Kind of act.
    pub act_kind: ActKind,
    /// Clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<ClockRule>,
    /// First day in force.
    pub from: Date,
    /// Kinds of penalty for which a hearing must be offered whatever the sum (Penalty Law 63).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hearing_sanctions: Vec<Sanction>,
    /// Sums from which a hearing must be offered; none while the place has not set any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hearing_thresholds: Vec<HearingThreshold>,
    /// Pairs of which the first may never come before the second.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impossible: Vec<[EventKind; 2]>,
    /// Register key.
    pub key: i32,
    /// Code of the line for which it is special; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub line: String,
    /// Kinds of penalty that make a case a major one (Art. 28; Penalty Law 58).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub major_sanctions: Vec<Sanction>,
    /// Sums from which a fine makes a case a major one; none while the place has not set any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub major_thresholds: Vec<HearingThreshold>,
    /// The usual order of events.
    pub order: Vec<EventKind>,
    /// Procedure.
    pub procedure: ProcedureKind,
    /// What events require.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<Requirement>,
    /// Most in summary procedure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary_limits: Vec<SummaryLimit>,
    /// Kinds of penalty that summary procedure allows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary_sanctions: Vec<Sanction>,
    /// Events at which two officers are needed, where any are named (Penalty Law 42).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub two_officers: Vec<EventKind>,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Version, from 1.
    pub version: i32,
}

impl Default for Standard {
    fn default() -> Self {
        Self {
            act_kind: ActKind::Penalty,
            clocks: Vec::new(),
            from: Date::ZERO,
            hearing_sanctions: Vec::new(),
            hearing_thresholds: Vec::new(),
            impossible: Vec::new(),
            key: 0,
            line: String::new(),
            major_sanctions: Vec::new(),
            major_thresholds: Vec::new(),
            order: Vec::new(),
            procedure: ProcedureKind::Ordinary,
            require: Vec::new(),
            summary_limits: Vec::new(),
            summary_sanctions: Vec::new(),
            two_officers: Vec::new(),
            until: None,
            version: 0,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl ClockRule {
    /// Its limit, lengthened by `more` units.
    pub fn limit(&self, more: u32) -> Limit {
        lengthened(self.limit, more)
    }
}

/// A limit lengthened by as many of its units.
pub fn lengthened(limit: LimitBody, more: u32) -> Limit {
    let end = if limit.roll_forward { EndRule::RollForward } else { EndRule::AsIs };
    Limit { n: limit.n.saturating_add(more), unit: limit.unit, end }
}

/// What may still happen in a case that is closed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// Events that may follow.
    pub after: Vec<EventKind>,
    /// The article behind the refusal of any other.
    pub article: String,
    /// First day in force.
    pub from: Date,
    /// Version, from 1.
    pub version: i32,
}

/// What may follow a closing, as in force on its day.
pub fn closing_on(day: Date) -> Option<&'static Closing> {
    static CLOSINGS: LazyLock<Vec<Closing>> = LazyLock::new(|| closings(SHIPPED).unwrap_or_default());
    CLOSINGS.iter().filter(|c| c.from <= day).max_by_key(|c| (c.from, c.version))
}

/// The rules about closings of a text.
///
/// # Errors
/// The text holds none that can be read.
pub fn closings(text: &str) -> Result<Vec<Closing>, toml::de::Error> {
    #[derive(Deserialize)]
    struct Text {
        closing: Vec<Closing>,
    }
    toml::from_str::<Text>(text).map(|t| t.closing)
}

#[derive(Deserialize)]
struct Shipped {
    standard: Vec<Standard>,
}

/// The standards that ship with the product.
///
/// # Errors
/// The text is not a list of standards.
pub fn parse(text: &str) -> Result<Vec<Standard>, toml::de::Error> {
    toml::from_str::<Shipped>(text).map(|s| s.standard)
}

/// The shipped standards as text: `data/procedures.toml`.
pub const SHIPPED: &str = include_str!("../../../data/procedures.toml");

crate::facts! {
    /// What is said about a procedure standard.
    ProcedureFact {
        /// A version is put in force from a day on.
        Put = 36 v 1 { public: Standard }
    }
}

/// A procedure standard with all its versions.
#[derive(Clone, Debug, Default)]
pub struct ProcedureState {
    /// Its versions.
    pub versions: Dated<Standard>,
}

impl ProcedureState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let ProcedureFact::Put { public } = ProcedureFact::read(fact)?;
        self.versions.push(version(*public, fact, |p| (p.from, p.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &PROCEDURE,
                values: vec![
                    v.value.key.into(),
                    i32::into(n),
                    stream.into(),
                    v.value.act_kind.number().into(),
                    v.value.procedure.number().into(),
                    v.value.line.as_str().into(),
                    v.value.version.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Art. 16: a closed case takes what follows from it, and no new stage; since when, and which, the data say.
    #[test]
    fn what_may_follow_a_closing_is_data() {
        assert_eq!(closings(SHIPPED).unwrap().len(), 1);
        let rule = closing_on("2026-03-02".parse().unwrap()).unwrap();
        assert_eq!((rule.version, rule.article.as_str()), (1, "decree17-16"));
        assert!(rule.after.contains(&EventKind::Payment) && rule.after.contains(&EventKind::Suit));
        assert!(
            !rule.after.contains(&EventKind::Decision) && !rule.after.contains(&EventKind::Investigation)
        );
        assert_eq!(closing_on("1996-09-30".parse().unwrap()), None);
    }
}
