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
    /// The built-in conditions that concern inspections.
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
    /// How many of something the condition asks for (officers).
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
