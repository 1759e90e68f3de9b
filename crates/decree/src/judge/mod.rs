//! Judging an inspection: a pure function of the record, of base information as known at a moment, and of the version
//! of each point in force at the event (DESIGN section 7). Four answers (rulings 7): what is unknown never passes
//! silently and never accuses.

mod basis;
mod case;

pub(crate) use case::tells_steps;
pub use case::{OtherFine, act_of, case, clock_finding, criteria, major, reviewed_on};

use std::collections::BTreeMap;

use calendar::{Calendar, Deadline, city_date, deadline, end_of};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::base::Base;
use crate::inspection::{FIELDS, InspectionState, Outcome, Parts, has_value, position};
use crate::officer::Validity;
use crate::point::{AlertPoint, Condition};
use crate::when::When;

crate::codes! {
    /// What a check can say.
    Answer {
        /// 不符合要求: raises an alert.
        Breach = 1 "breach",
        /// 提示: shown to the agency; no level, no clock, never counted.
        Hint = 2 "hint",
        /// 不完整: lowers the quality score.
        Incomplete = 3 "incomplete",
        /// 無法判斷: counted on the point's page.
        CannotJudge = 4 "cannot_judge",
    }
}

impl Answer {
    /// Whether it raises an alert.
    pub const fn is_breach(self) -> bool {
        matches!(self, Self::Breach)
    }
}

/// One finding: which point, in which version, said what, on what data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it says.
    pub answer: Answer,
    /// The data it saw.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
    /// The condition.
    pub condition: Condition,
    /// The law's last day, if the condition has a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Which of several of its kind in one record.
    pub ordinal: i32,
    /// Register key of the point.
    pub point: i32,
    /// Version of the point.
    pub version: i32,
}

impl Default for Finding {
    fn default() -> Self {
        Self {
            answer: Answer::Hint,
            args: BTreeMap::new(),
            condition: Condition::LateCollection,
            due: None,
            ordinal: 0,
            point: 0,
            version: 0,
        }
    }
}

impl Finding {
    /// Whether it is about lateness of collection.
    pub fn is_late(&self) -> bool {
        self.condition == Condition::LateCollection
    }

    /// Whether it is about an overdue re-inspection.
    pub fn is_re_inspection(&self) -> bool {
        self.condition == Condition::ReInspectionOverdue
    }

    /// What identifies it within a record, whatever the version of the point.
    pub fn key(&self) -> (i32, i32) {
        (self.point, self.ordinal)
    }
}

/// What a record is judged with.
pub struct Judge<'a> {
    base: &'a Base,
    /// Base information is taken as known at this moment.
    known: Timestamp,
    calendar: Calendar,
    findings: Vec<Finding>,
}

/// An inspection as it is judged.
pub struct Subject<'a> {
    /// What it holds.
    pub parts: &'a Parts,
    /// Key of the agency.
    pub agency: i32,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

impl<'a> Subject<'a> {
    /// A folded inspection as it is judged.
    pub fn of(state: &'a InspectionState) -> Self {
        Self { parts: &state.parts, agency: state.agency, recorded_at: state.recorded_at }
    }
}

/// Everything the points say about an inspection at its collection, with base information as known at `known`.
pub fn inspection(subject: &Subject<'_>, base: &Base, known: Timestamp) -> Vec<Finding> {
    let Some(finished) = subject.parts.party.finished else { return Vec::new() };
    let mut judge = Judge { base, known, calendar: base.calendar_known(known), findings: Vec::new() };
    let day = finished.day();
    judge.late(subject, finished);
    judge.officers(subject.parts, day);
    judge.power(subject, day);
    judge.complete(subject);
    judge.hints(subject, day);
    judge.findings
}

impl<'a> Judge<'a> {
    fn say(
        &mut self,
        point: &AlertPoint,
        answer: Answer,
        ordinal: i32,
        due: Option<Date>,
        args: &[(&str, String)],
    ) {
        let answer = if answer.is_breach() && point.hint { Answer::Hint } else { answer };
        self.findings.push(Finding {
            answer,
            args: args.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
            condition: point.condition,
            due,
            ordinal,
            point: point.key,
            version: point.version,
        });
    }

    /// The version in force on the day of the event.
    fn point(&self, condition: Condition, event: Date) -> Option<&'a AlertPoint> {
        self.base.point(condition, event, self.known)
    }

    /// Art. 15: real time, or 3 working days after completion where objective conditions prevent it.
    fn late(&mut self, subject: &Subject<'_>, finished: When) {
        let day = finished.day();
        if let Some(point) = self.point(Condition::LateCollection, day)
            && let Some(clock) = collection_clock(point, &self.calendar, self.base, self.known, finished)
            && subject.recorded_at >= clock.ends_at
        {
            let args = [("finished", finished.to_string()), ("recorded", subject.recorded_at.to_string())];
            return self.say(point, Answer::Breach, 0, Some(clock.last_day), &args);
        }
        let internal = &subject.parts.internal;
        if let Some(point) = self.point(Condition::DeferredWithoutReason, day)
            && city_date(subject.recorded_at) > day
            && internal.deferral.is_none()
        {
            let asked = position("deferral_reason").is_some_and(|p| internal.has & (1 << p) != 0);
            let answer = if asked { Answer::Hint } else { Answer::CannotJudge };
            self.say(point, answer, 0, None, &[("finished", finished.to_string())]);
        }
    }

    /// Two officers, certified that day; an auxiliary is none. A record that names nobody is incomplete instead.
    fn officers(&mut self, parts: &Parts, day: Date) {
        let named = &parts.internal.officers;
        let mut officers = parts.internal.unregistered;
        for (ordinal, officer) in (0..).zip(named) {
            let state = self.base.officer(&officer.certificate).map(|(_, s)| s);
            let args = [("certificate", officer.certificate.clone()), ("day", day.to_string())];
            if state.is_some_and(|s| s.is_auxiliary(self.known)) {
                if let Some(point) = self.point(Condition::AuxiliaryAsOfficer, day) {
                    self.say(point, Answer::Breach, ordinal, None, &args);
                }
                continue;
            }
            officers += 1;
            let validity = state.map_or(Validity::Unknown, |s| s.validity(day, self.known));
            let answer = match validity {
                Validity::Valid => continue,
                Validity::Invalid => Answer::Breach,
                Validity::Pending | Validity::Unknown => Answer::CannotJudge,
            };
            if let Some(point) = self.point(Condition::OfficerWithoutCertificate, day) {
                self.say(point, answer, ordinal, None, &args);
            }
        }
        let nobody = named.is_empty() && parts.internal.unregistered == 0;
        if let Some(point) = self.point(Condition::TooFewOfficers, day)
            && !nobody
            && point.count.is_some_and(|needed| officers < needed)
        {
            let needed = point.count.unwrap_or_default().to_string();
            self.say(point, Answer::Breach, 0, None, &[("named", officers.to_string()), ("needed", needed)]);
        }
    }

    /// Only where the agency's list is approved as complete for the day; silent otherwise.
    fn power(&mut self, subject: &Subject<'_>, day: Date) {
        let given = &subject.parts.public.power;
        let Some(point) = self.point(Condition::PowerNotHeld, day) else { return };
        let Some(list) = self.base.power_list(subject.agency, day, self.known) else { return };
        if given.is_empty() || !list.complete {
            return;
        }
        let args = [("power", given.clone()), ("day", day.to_string())];
        match self.base.power(given, day, self.known) {
            None => self.say(point, Answer::CannotJudge, 0, None, &args),
            Some(power) if list.powers.binary_search(&power.key).is_err() => {
                self.say(point, Answer::Breach, 0, None, &args);
            }
            Some(_) => {}
        }
    }

    /// One item a record, with every missing field. It is an alert only where the source has the field (rulings 7).
    /// The duty is one of collecting, so the version in force on the day of recording counts.
    fn complete(&mut self, subject: &Subject<'_>) {
        let Some(point) = self.point(Condition::IncompleteRecord, city_date(subject.recorded_at)) else {
            return;
        };
        let parts = subject.parts;
        let missing: Vec<&str> =
            FIELDS.iter().filter(|f| f.required && !has_value(parts, f.name)).map(|f| f.name).collect();
        if missing.is_empty() {
            return;
        }
        let asked = |name: &&str| position(name).is_some_and(|p| parts.internal.has & (1 << p) != 0);
        let answer = if missing.iter().any(asked) { Answer::Breach } else { Answer::Incomplete };
        self.say(point, answer, 0, None, &[("fields", missing.join(","))]);
    }

    fn hints(&mut self, subject: &Subject<'_>, day: Date) {
        let parts = subject.parts;
        if let Some(point) = self.point(Condition::FailedWithoutCorrection, day)
            && parts.public.result == Some(Outcome::Fail)
            && parts.party.correction.is_none()
            && position("correction_matter").is_some_and(|p| parts.internal.has & (1 << p) != 0)
        {
            self.say(point, Answer::Hint, 0, None, &[]);
        }
        let recorded = city_date(subject.recorded_at);
        if let Some(point) = self.point(Condition::TimesOutOfOrder, recorded)
            && let (Some(started), Some(finished)) = (parts.party.started, parts.party.finished)
            && (started.day() > finished.day()
                || matches!((started, finished), (When::At(a), When::At(b)) if a > b))
        {
            let args = [("started", started.to_string()), ("finished", finished.to_string())];
            self.say(point, Answer::Hint, 0, None, &args);
        }
    }
}

/// The clock of Art. 15 for one inspection: the point's limit from completion, extended to the end of the next
/// working day after a confirmed outage in which it ran out (rulings 6).
pub fn collection_clock(
    point: &AlertPoint,
    calendar: &Calendar,
    base: &Base,
    known: Timestamp,
    finished: When,
) -> Option<Deadline> {
    let mut clock = deadline(calendar, finished.moment(), point.limit?.into(), &[], &[]);
    let mut outages: Vec<_> = base.outages(known).collect();
    // In the order of time: the end that one outage gives may lie inside the next.
    outages.sort_by_key(|o| (o.report.from, o.report.until));
    for outage in outages {
        if outage.report.from < clock.ends_at && clock.ends_at <= outage.report.until {
            let next = calendar.date_of_ordinal(calendar.ordinal(city_date(outage.report.until)) + 1);
            clock.last_day = next;
            clock.ends_at = end_of(next);
            clock.due = calendar::Due::Ordinal(calendar.ordinal(next));
        }
    }
    Some(clock)
}

/// A correction order whose due day passed without re-inspection, as known at `now` (Penalty Law 28).
pub fn re_inspection(state: &InspectionState, base: &Base, now: Timestamp) -> Option<Finding> {
    let order = state.parts.party.correction.as_ref()?;
    let due = order.due?;
    let point = base.point(Condition::ReInspectionOverdue, state.finished_day()?, now)?;
    let last = crate::deadline::roll_forward(&base.calendar_known(now), due);
    if state.withdrawn || state.parts.party.re_inspection.is_some() || now < end_of(last) {
        return None;
    }
    let mut args = BTreeMap::new();
    args.insert("due".to_owned(), due.to_string());
    Some(Finding {
        answer: Answer::Breach,
        args,
        condition: point.condition,
        due: Some(last),
        ordinal: 0,
        point: point.key,
        version: point.version,
    })
}
