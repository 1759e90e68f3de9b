//! 預警點 (Art. 26): what is looked at, by which article, how grave, who handles it within what time. Data with
//! versions; the conditions are built in, their parameters are not.

use calendar::{EndRule, Limit, Unit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{ALERT_POINT, Row};

crate::codes! {
    /// The built-in conditions (rulings 7): what they look at is code, their parameters are data.
    Condition {
        /// Collected later than the limit after completion (Art. 15).
        LateCollection = 1 "late_collection",
        /// Deferred without a reason (Art. 15).
        DeferredWithoutReason = 2 "deferred_without_reason",
        /// Fewer officers than required (Penalty Law 42).
        TooFewOfficers = 3 "too_few_officers",
        /// An officer without a certificate valid that day (Penalty Law 42).
        OfficerWithoutCertificate = 4 "officer_without_certificate",
        /// An auxiliary named as an officer.
        AuxiliaryAsOfficer = 5 "auxiliary_as_officer",
        /// A power that is not on the agency's complete list.
        PowerNotHeld = 6 "power_not_held",
        /// The due day of a correction order passed without re-inspection.
        ReInspectionOverdue = 7 "re_inspection_overdue",
        /// Fields that the data standard requires are missing (Art. 18).
        IncompleteRecord = 8 "incomplete_record",
        /// A failed inspection with neither correction order nor reason.
        FailedWithoutCorrection = 9 "failed_without_correction",
        /// Started after it ended.
        TimesOutOfOrder = 10 "times_out_of_order",
        /// A stage collected later than the limit after it was finished (Art. 16).
        LateStage = 11 "late_stage",
        /// A stage deferred without a reason (Art. 16).
        StageDeferredWithoutReason = 12 "stage_deferred_without_reason",
        /// A query code not told in time (Art. 33).
        CodeNotTold = 13 "code_not_told",
        /// Decided later than the procedure's limit (Penalty Law 60; Licence Law 42).
        DecisionLate = 14 "decision_late",
        /// Decided before the notice (Penalty Law 44).
        DecisionBeforeNotice = 15 "decision_before_notice",
        /// Decided before the time to ask for a hearing was over (Penalty Law 64(1)).
        DecisionBeforeHearing = 16 "decision_before_hearing",
        /// A major case decided without a passed review (Art. 28; Penalty Law 58).
        MajorWithoutReview = 17 "major_without_review",
        /// Summary procedure where it is not allowed (Penalty Law 51).
        SummaryMisused = 18 "summary_misused",
        /// Served late, or not at all (Penalty Law 61; Licence Law 44).
        ServiceLate = 19 "service_late",
        /// Not disclosed in time (Art. 20).
        NotDisclosed = 20 "not_disclosed",
        /// An order of events that cannot be.
        ImpossibleOrder = 21 "impossible_order",
        /// An order of events that is unusual.
        OddOrder = 22 "odd_order",
        /// A document that the standard requires is missing.
        DocumentMissing = 23 "document_missing",
        /// A law cited without article.
        CitationWithoutArticle = 24 "citation_without_article",
        /// Only the general Penalty Law cited for a penalty.
        OnlyGeneralLaw = 25 "only_general_law",
        /// A version of the law cited that was not in force (Penalty Law 37).
        CitedVersionWrong = 26 "cited_version_wrong",
        /// A fine that no branch of the cited clause can give.
        FineOutOfRange = 27 "fine_out_of_range",
        /// Decided on a day off.
        DecidedOnDayOff = 28 "decided_on_day_off",
        /// Compulsory execution at night or on a statutory holiday without urgency (Compulsion Law 43).
        ExecutionAtNight = 29 "execution_at_night",
        /// Two fines for one act (Penalty Law 29).
        Twice = 30 "twice",
        /// Registered evidence not handled in time (Penalty Law 56).
        EvidenceNotHandled = 31 "evidence_not_handled",
        /// Sealing or seizure beyond its time (Compulsion Law 25, 27).
        MeasureTooLong = 32 "measure_too_long",
        /// Approval of an urgent measure not made up in time (Compulsion Law 19).
        ApprovalNotMadeUp = 33 "approval_not_made_up",
        /// A fine above the notice after a defence (Penalty Law 45).
        HeavierAfterDefence = 34 "heavier_after_defence",
        /// The hearing's host is an investigator of the case (Penalty Law 64(4)).
        HostIsInvestigator = 35 "host_is_investigator",
        /// The hearing was notified too shortly before (Penalty Law 64(2)).
        HearingNoticeShort = 36 "hearing_notice_short",
        /// Neither head nor collective discussion decided (Penalty Law 57).
        NobodyDecided = 37 "nobody_decided",
        /// Measures of investigation before filing (Penalty Law 54).
        MeasuresBeforeFiling = 38 "measures_before_filing",
        /// Surcharge above the fine (Penalty Law 72; Compulsion Law 45).
        SurchargeAboveFine = 39 "surcharge_above_fine",
        /// Surcharge while reconsideration or a suit runs (Penalty Law 73).
        SurchargeDuringRemedy = 40 "surcharge_during_remedy",
        /// Cash on the spot above the sum (Penalty Law 68).
        CashOnTheSpot = 41 "cash_on_the_spot",
        /// Cash not handed in in time (Penalty Law 71).
        CashNotHandedIn = 42 "cash_not_handed_in",
        /// A party under fourteen punished (Penalty Law 30).
        PartyUnder14 = 43 "party_under_14",
        /// Punished after the time of limitation (Penalty Law 36).
        Limitation = 44 "limitation",
        /// An entrusted body outside its mandate or its term, with a compulsory measure, or, if it is no administrative organ, with a
        /// licence (Penalty Law 20; Compulsion Law 17; Licence Law 24).
        EntrustedOutside = 45 "entrusted_outside",
        /// An application not accepted or sent back in time (Licence Law 32).
        AcceptanceLate = 46 "acceptance_late",
        /// A first-time reviewer without the legal-profession qualification (Penalty Law 58).
        ReviewerUnqualified = 47 "reviewer_unqualified",
        /// Decided later than the organ promised, within the law's limit (Art. 26; 承諾期限).
        PromiseMissed = 48 "promise_missed",
    }
}

crate::codes! {
    /// How grave: sets limits and order on boards; never skips level 1 (rulings 2).
    Grade {
        /// 輕
        Light = 1 "light",
        /// 中
        Medium = 2 "medium",
        /// 重
        Heavy = 3 "heavy",
    }
}

/// A limit as a fact's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitBody {
    /// How many.
    pub n: u32,
    /// Whether it rolls forward to a working day.
    #[serde(default, skip_serializing_if = "is_false")]
    pub roll_forward: bool,
    /// Of what.
    pub unit: Unit,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl From<LimitBody> for Limit {
    fn from(body: LimitBody) -> Self {
        let end = if body.roll_forward { EndRule::RollForward } else { EndRule::AsIs };
        Self { n: body.n, unit: body.unit, end }
    }
}

/// One version of an alert point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertPoint {
    /// The article behind it, e.g. `decree17-15`.
    pub article: String,
    /// Code: the name by which it is counted.
    pub code: String,
    /// Built-in condition.
    pub condition: Condition,
    /// How many of something the condition asks for: officers, fen, years, days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// First day in force: an event before it is not judged by it.
    pub from: Date,
    /// Grade.
    pub grade: Grade,
    /// Whether it only hints: shown to the agency, no level, no clock, never counted.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hint: bool,
    /// Register key.
    pub key: i32,
    /// The clock of the condition itself, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitBody>,
    /// Time for handling at level 1 (Art. 26).
    pub limit1: LimitBody,
    /// Time for handling at level 2.
    pub limit2: LimitBody,
    /// Time for handling at level 3.
    pub limit3: LimitBody,
    /// The hours of night, where the condition asks for them: from, and until the next morning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub night: Option<(i8, i8)>,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Version, from 1.
    pub version: i32,
}

impl Default for AlertPoint {
    fn default() -> Self {
        let limit = LimitBody { n: 0, roll_forward: false, unit: Unit::Working };
        Self {
            article: String::new(),
            code: String::new(),
            condition: Condition::LateCollection,
            count: None,
            from: Date::ZERO,
            grade: Grade::Light,
            hint: false,
            key: 0,
            limit: None,
            limit1: limit,
            limit2: limit,
            limit3: limit,
            night: None,
            until: None,
            version: 0,
        }
    }
}

impl AlertPoint {
    /// The time for handling at a level.
    pub fn limit_at(&self, level: i16) -> Limit {
        match level {
            1 => self.limit1,
            2 => self.limit2,
            _ => self.limit3,
        }
        .into()
    }
}

#[derive(Deserialize)]
struct Shipped {
    point: Vec<AlertPoint>,
}

/// The points that ship with the product.
///
/// # Errors
/// The text is not a list of points.
pub fn parse(text: &str) -> Result<Vec<AlertPoint>, toml::de::Error> {
    toml::from_str::<Shipped>(text).map(|s| s.point)
}

/// The shipped points as text: `data/points.toml`.
pub const SHIPPED: &str = include_str!("../../../data/points.toml");

crate::facts! {
    /// What is said about an alert point.
    AlertPointFact {
        /// A version is put in force from a day on.
        Put = 55 v 1 { public: AlertPoint }
    }
}

/// An alert point with all its versions.
#[derive(Clone, Debug, Default)]
pub struct AlertPointState {
    /// Its versions.
    pub versions: Dated<AlertPoint>,
}

impl AlertPointState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let AlertPointFact::Put { public } = AlertPointFact::read(fact)?;
        self.versions.push(version(*public, fact, |p| (p.from, p.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        let all = self.versions.all();
        // A version that is said again, say with an end, is one row: as it was said last.
        let is_last = |i: usize, p: &AlertPoint| {
            !all[i + 1..].iter().any(|later| (later.value.key, later.value.version) == (p.key, p.version))
        };
        all.iter()
            .enumerate()
            .filter(|(i, v)| is_last(*i, &v.value))
            .map(|(_, v)| Row {
                table: &ALERT_POINT,
                values: vec![
                    v.value.key.into(),
                    v.value.version.into(),
                    stream.into(),
                    v.value.code.as_str().into(),
                    v.value.condition.code().into(),
                    v.value.article.as_str().into(),
                    v.value.grade.number().into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
