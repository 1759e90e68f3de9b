//! 預警 (Arts 26, 27; rulings 2, 7): one life through three levels, each with its handler and its clock.
//!
//! A level not handled in its time goes to the next; past the highest it stands. An alert is never un-raised: when
//! later facts take its ground away it is cleared by a fact that says so.

use calendar::{city_date, deadline};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::base::Base;
use crate::context::{Context, Work};
use crate::deadline::{self, DeadlineKind, RowContext};
use crate::fact::{Fact, ReadError, ThingKind};
use crate::identity;
use crate::judge::Finding;
use crate::point::{Grade, LimitBody};
use crate::problem::{Problem, Refusal};
use crate::view::{ALERT, Row};

const ART27: &str = "decree17-27";

crate::codes! {
    /// Where an alert stands.
    AlertStatus {
        /// Waiting for its handler.
        Open = 1 "open",
        /// Assigned to somebody by the legal unit.
        Assigned = 2 "assigned",
        /// Answered, waiting for the legal unit's confirmation, on the same clock.
        Answered = 3 "answered",
        /// Urged by an office, with a day.
        Urged = 4 "urged",
        /// A supervision document is out.
        Documented = 5 "documented",
        /// An office took it over.
        TakenOver = 6 "taken_over",
        /// Not handled in time at the highest level: stands red in the office's report.
        Standing = 7 "standing",
        /// Closed.
        Closed = 8 "closed",
    }
}

crate::codes! {
    /// How an alert was closed.
    AlertOutcome {
        /// The breach was put right.
        Corrected = 1 "corrected",
        /// It was explained with proof.
        Explained = 2 "explained",
        /// An office found that it was no breach.
        NotABreach = 3 "not_a_breach",
        /// Later facts took its ground away.
        Cleared = 4 "cleared",
        /// Handled by the office that took it over.
        Settled = 5 "settled",
    }
}

crate::codes! {
    /// What an office does at level 2 or 3 (rulings 2).
    OfficeAct {
        /// 督辦, with a day.
        Urge = 1 "urge",
        /// A supervision document.
        Document = 2 "document",
        /// Close as not a breach.
        NotABreach = 3 "not_a_breach",
        /// Take over.
        TakeOver = 4 "take_over",
        /// Settle what was taken over, urged or documented.
        Settle = 5 "settle",
    }
}

/// The raising of an alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// People who handled the act: they may not answer (rulings 2).
    pub barred: Vec<Uuid>,
    /// Key of the district.
    pub district: i32,
    /// What was found.
    pub finding: Finding,
    /// Grade of the point.
    pub grade: Grade,
    /// The level at which it starts: 1.
    pub level: i16,
    /// The time for handling at this level.
    pub limit: LimitBody,
    /// Key of the office that handles it; 0: nobody named, so the agency's head, and the office sees the gap.
    pub office: i32,
    /// The thing it is about.
    pub subject: Uuid,
    /// What kind of thing.
    pub subject_kind: ThingKind,
    /// The fact of the thing, by its position, that triggered it.
    pub trigger: i32,
}

impl Default for Raised {
    fn default() -> Self {
        Self {
            barred: Vec::new(),
            district: 0,
            finding: Finding::default(),
            grade: Grade::Light,
            level: 1,
            limit: LimitBody { n: 0, roll_forward: false, unit: calendar::Unit::Working },
            office: 0,
            subject: Uuid::nil(),
            subject_kind: ThingKind::Inspection,
            trigger: 0,
        }
    }
}

/// The legal unit assigns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// To whom.
    pub to: Uuid,
}

/// An answer: what was done, or why it was right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerBody {
    /// Put right, or explained.
    pub outcome: AlertOutcome,
    /// In the answerer's own words.
    pub words: String,
}

impl Default for AnswerBody {
    fn default() -> Self {
        Self { outcome: AlertOutcome::Explained, words: String::new() }
    }
}

/// A remark in a person's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// The alert goes to the next level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// The level it goes to.
    pub level: i16,
    /// The time for handling there.
    pub limit: LimitBody,
    /// Key of the office there.
    pub office: i32,
}

impl Default for Escalation {
    fn default() -> Self {
        Self { level: 0, limit: Raised::default().limit, office: 0 }
    }
}

/// What an office did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeActBody {
    /// The act.
    pub act: OfficeAct,
    /// The day set, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// In the office's own words; the number of the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl Default for OfficeActBody {
    fn default() -> Self {
        Self { act: OfficeAct::TakeOver, until: None, words: String::new() }
    }
}

/// Why the ground of an alert is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearing {
    /// The streams whose facts took it away.
    pub by: Vec<Uuid>,
    /// Which kind of fact: a message id.
    pub ground: String,
}

crate::facts! {
    /// What is said about an alert.
    AlertFact {
        /// Raised at level 1.
        Raised = 90 v 1 { internal: Raised }
        /// Assigned.
        Assigned = 91 v 1 { internal: Assignment }
        /// Answered.
        Answered = 92 v 1 { internal: AnswerBody }
        /// The legal unit confirmed the answer: closed.
        Confirmed = 93 v 1 { internal: Remark }
        /// The legal unit sent the answer back, on the same clock.
        SentBack = 94 v 1 { internal: Remark }
        /// Not handled in time: the next level.
        Escalated = 95 v 1 { internal: Escalation }
        /// Not handled in time at the highest level.
        Stood = 96 v 1 { internal: Remark }
        /// An office acted.
        OfficeActed = 97 v 1 { internal: OfficeActBody }
        /// Later facts took its ground away: closed.
        Cleared = 98 v 1 { internal: Clearing }
    }
}

/// An alert as it stands.
#[derive(Clone, Debug)]
pub struct AlertState {
    /// How it was raised.
    pub raised: Raised,
    /// Where it belongs.
    pub place: Place,
    /// When it was raised: its handler could first see it.
    pub raised_at: Timestamp,
    /// Level now.
    pub level: i16,
    /// When this level began.
    pub level_since: Timestamp,
    /// Key of the office that handles it now.
    pub office: i32,
    /// The time for handling at this level.
    pub limit: LimitBody,
    /// Where it stands.
    pub status: AlertStatus,
    /// How it was closed.
    pub outcome: Option<AlertOutcome>,
    /// Outcome of the answer that waits for confirmation.
    pub answer: Option<AlertOutcome>,
    /// To whom it is assigned.
    pub assignee: Option<Uuid>,
    /// Day set by an office.
    pub until: Option<Date>,
    /// When it changed last.
    pub changed_at: Timestamp,
}

impl Default for AlertState {
    fn default() -> Self {
        let raised = Raised::default();
        Self {
            limit: raised.limit,
            raised,
            place: Place::default(),
            raised_at: Timestamp::UNIX_EPOCH,
            level: 0,
            level_since: Timestamp::UNIX_EPOCH,
            office: 0,
            status: AlertStatus::Open,
            outcome: None,
            answer: None,
            assignee: None,
            until: None,
            changed_at: Timestamp::UNIX_EPOCH,
        }
    }
}

impl AlertState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let at = fact.envelope.recorded_at;
        self.changed_at = at;
        match AlertFact::read(fact)? {
            AlertFact::Raised { internal } => {
                let envelope = &fact.envelope;
                self.place = Place {
                    agency: envelope.agency,
                    line: envelope.line,
                    territory: envelope.territory,
                    district: internal.district,
                    office: internal.office,
                };
                (self.raised_at, self.level_since) = (at, at);
                (self.level, self.office, self.limit) = (internal.level, internal.office, internal.limit);
                self.raised = *internal;
            }
            AlertFact::Assigned { internal } => {
                self.status = AlertStatus::Assigned;
                self.assignee = Some(internal.to);
            }
            AlertFact::Answered { internal } => {
                self.status = AlertStatus::Answered;
                self.answer = Some(internal.outcome);
            }
            AlertFact::Confirmed { .. } => self.close(self.answer.unwrap_or(AlertOutcome::Explained)),
            AlertFact::SentBack { .. } => {
                self.status = if self.assignee.is_some() { AlertStatus::Assigned } else { AlertStatus::Open };
                self.answer = None;
            }
            AlertFact::Escalated { internal } => {
                (self.level, self.level_since) = (internal.level, at);
                (self.office, self.limit) = (internal.office, internal.limit);
                (self.status, self.until) = (AlertStatus::Open, None);
            }
            AlertFact::Stood { .. } => self.status = AlertStatus::Standing,
            AlertFact::OfficeActed { internal } => self.office_acted(&internal),
            AlertFact::Cleared { .. } => self.close(AlertOutcome::Cleared),
        }
        Ok(())
    }

    fn office_acted(&mut self, act: &OfficeActBody) {
        self.until = act.until;
        match act.act {
            OfficeAct::Urge => self.status = AlertStatus::Urged,
            OfficeAct::Document => self.status = AlertStatus::Documented,
            OfficeAct::TakeOver => self.status = AlertStatus::TakenOver,
            OfficeAct::NotABreach => self.close(AlertOutcome::NotABreach),
            OfficeAct::Settle => self.close(AlertOutcome::Settled),
        }
    }

    fn close(&mut self, outcome: AlertOutcome) {
        self.status = AlertStatus::Closed;
        self.outcome = Some(outcome);
    }

    /// The clock that runs now, if one does: the level's limit from when its handler could first see the alert, or
    /// the day an office set.
    pub fn clock(&self, calendar: &calendar::Calendar) -> Option<calendar::Due> {
        match self.status {
            AlertStatus::Open | AlertStatus::Assigned | AlertStatus::Answered => {
                Some(deadline(calendar, self.level_since, self.limit.into(), &[], &[]).due)
            }
            AlertStatus::Urged | AlertStatus::Documented => self.until.map(calendar::Due::Day),
            AlertStatus::TakenOver | AlertStatus::Standing | AlertStatus::Closed => None,
        }
    }

    /// The moment at which the clock that runs now is over.
    pub fn over_at(&self, calendar: &calendar::Calendar) -> Option<Timestamp> {
        self.clock(calendar).map(|due| match due {
            calendar::Due::Ordinal(ordinal) => calendar::end_of(calendar.date_of_ordinal(ordinal)),
            calendar::Due::Day(day) => calendar::end_of(day),
            calendar::Due::At(at) => at,
        })
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: Uuid, context: &RowContext<'_>) -> Vec<Row> {
        let place = self.place;
        let mut rows = vec![Row {
            table: &ALERT,
            values: vec![
                stream.into(),
                self.raised.subject.into(),
                self.raised.subject_kind.number().into(),
                place.agency.into(),
                place.line.into(),
                place.territory.into(),
                place.district.into(),
                self.raised.finding.point.into(),
                self.raised.finding.version.into(),
                self.raised.grade.number().into(),
                self.level.into(),
                self.status.number().into(),
                self.office.into(),
                self.raised.finding.due.into(),
                self.raised_at.into(),
                self.changed_at.into(),
                self.assignee.into(),
                self.outcome.map(AlertOutcome::number).into(),
            ],
        }];
        if let Some(due) = self.clock(context.calendar) {
            rows.push(deadline::row(&deadline::Open {
                stream,
                n: i32::from(self.level),
                kind: DeadlineKind::Handling,
                thing: ThingKind::Alert,
                place: (place.agency, place.line, place.territory, place.district),
                office: self.office,
                start_day: city_date(self.level_since),
                due,
                code: String::new(),
            }));
        }
        rows
    }
}

/// What an alert is about.
pub struct About {
    /// The thing.
    pub subject: Uuid,
    /// Its kind.
    pub kind: ThingKind,
    /// Where it belongs.
    pub place: Place,
    /// The fact of the thing that triggers it, by its position.
    pub trigger: i32,
}

/// The alert's own key: the same breach, found twice, is the same alert (DESIGN section 7).
pub fn key(node: i16, about: &About, finding: &Finding) -> Uuid {
    identity::uuid_of(&[
        b"alert",
        &node.to_be_bytes(),
        &finding.point.to_be_bytes(),
        about.subject.as_bytes(),
        &about.trigger.to_be_bytes(),
        &finding.ordinal.to_be_bytes(),
    ])
}

/// Raises an alert at level 1 for a breach.
pub fn raise(about: &About, finding: Finding, barred: Vec<Uuid>, context: &Context<'_>) -> Work {
    let day = city_date(context.now);
    let handlers = context.base.handlers(about.place.agency, day, context.now);
    let point = context.base.point_version(finding.point, finding.version);
    let office = handlers.and_then(|h| h.level1_unit).unwrap_or(0);
    let stream = key(context.node, about, &finding);
    let raised = Raised {
        barred,
        district: about.place.district,
        grade: point.map_or(Grade::Light, |p| p.grade),
        limit: point.map_or(Raised::default().limit, |p| p.limit1),
        finding,
        level: 1,
        office,
        subject: about.subject,
        subject_kind: about.kind,
        trigger: about.trigger,
    };
    let facts = vec![AlertFact::Raised { internal: Box::new(raised) }.at(context.now)];
    Work { stream, kind: ThingKind::Alert, place: about.place, expected: 0, facts }
}

/// Where the alert goes when nobody handled it in time: to the next level that the agency has, or it stands.
pub fn overdue(state: &AlertState, base: &Base, now: Timestamp) -> AlertFact {
    let handlers = base.handlers(state.place.agency, city_date(now), now);
    let next = match state.level {
        1 => handlers.map(|h| (2, h.level2_office)),
        2 => handlers.and_then(|h| h.level3_office).map(|office| (3, office)),
        _ => None,
    };
    let finding = &state.raised.finding;
    match (next, base.point_version(finding.point, finding.version)) {
        (Some((level, office)), Some(point)) => {
            let limit = if level == 2 { point.limit2 } else { point.limit3 };
            AlertFact::Escalated { internal: Box::new(Escalation { level, limit, office }) }
        }
        _ => AlertFact::Stood { internal: Box::default() },
    }
}

/// What people wish of an alert.
#[derive(Clone, Debug)]
pub enum AlertWish {
    /// The legal unit assigns it.
    Assign(Uuid),
    /// Somebody answers.
    Answer(AnswerBody),
    /// The legal unit confirms the answer.
    Confirm(Remark),
    /// The legal unit sends the answer back.
    SendBack(Remark),
    /// An office acts.
    Office(OfficeActBody),
}

/// Decides a wish about an alert.
///
/// # Errors
/// The alert is closed, is at another level, or the person may not answer.
pub fn decide(state: &AlertState, wish: AlertWish, context: &Context<'_>) -> Result<AlertFact, Refusal> {
    let refuse = |rule| Err(Refusal::one(Problem::new("", state.status.code(), rule, ART27)));
    if state.status == AlertStatus::Closed {
        return refuse("alert-closed");
    }
    match wish {
        AlertWish::Assign(_) | AlertWish::Answer(_) | AlertWish::Confirm(_) | AlertWish::SendBack(_)
            if state.level != 1 =>
        {
            refuse("alert-past-level-1")
        }
        AlertWish::Answer(_) | AlertWish::Confirm(_)
            if state.raised.barred.contains(&context.actor.person) =>
        {
            refuse("alert-own-act")
        }
        AlertWish::Assign(to) if state.raised.barred.contains(&to) => refuse("alert-own-act"),
        AlertWish::Answer(body) if body.words.trim().is_empty() => {
            Err(Refusal::one(Problem::new("words", "", "missing", ART27)))
        }
        AlertWish::Answer(body)
            if !matches!(body.outcome, AlertOutcome::Corrected | AlertOutcome::Explained) =>
        {
            Err(Refusal::one(Problem::new("outcome", body.outcome.code(), "unknown-code", ART27)))
        }
        AlertWish::Confirm(_) | AlertWish::SendBack(_) if state.status != AlertStatus::Answered => {
            refuse("alert-not-answered")
        }
        AlertWish::Office(_) if state.level == 1 => refuse("alert-at-level-1"),
        AlertWish::Office(body)
            if body.act == OfficeAct::Urge && body.until.is_none_or(|d| d < city_date(context.now)) =>
        {
            Err(Refusal::one(Problem::new("until", "", "day-needed", ART27)))
        }
        AlertWish::Office(body) if body.act == OfficeAct::NotABreach && body.words.trim().is_empty() => {
            Err(Refusal::one(Problem::new("words", "", "missing", ART27)))
        }
        AlertWish::Assign(to) => Ok(AlertFact::Assigned { internal: Box::new(Assignment { to }) }),
        AlertWish::Answer(body) => Ok(AlertFact::Answered { internal: Box::new(body) }),
        AlertWish::Confirm(remark) => Ok(AlertFact::Confirmed { internal: Box::new(remark) }),
        AlertWish::SendBack(remark) => Ok(AlertFact::SentBack { internal: Box::new(remark) }),
        AlertWish::Office(body) => Ok(AlertFact::OfficeActed { internal: Box::new(body) }),
    }
}
