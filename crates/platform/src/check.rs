//! `xiezhi alerts --check`: alerts are a function of the journal and the time (DESIGN section 7), so a replay of the journal
//! must reproduce every raise, every escalation and every clearing, and find none missing.
//!
//! Three passes over the journal by stream: the sweeps that were recorded; the alerts; what they are about.

use std::collections::{BTreeMap, HashMap};

use decree::alert::{self, AlertFact, AlertState};
use decree::base::Base;
use decree::case::{self, CaseFact, CaseState};
use decree::fact::{Fact, ThingKind};
use decree::inspection::{InspectionFact, InspectionState};
use decree::journal::JournalFact;
use decree::judge::{self, Finding, Subject};
use jiff::Timestamp;
use store::StoreError;
use uuid::Uuid;

use crate::subject::Subject as Record;
use crate::{Platform, PlatformError};

/// What a replay found.
#[derive(Clone, Debug, Default)]
pub struct AlertsChecked {
    /// Alerts replayed.
    pub alerts: u64,
    /// Records judged again.
    pub records: u64,
    /// Sweeps on record.
    pub sweeps: u64,
    /// What differs, at most as many as asked for.
    pub mismatches: Vec<Mismatch>,
}

/// One thing that the replay did not reproduce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The stream.
    pub stream: Uuid,
    /// What is wrong: a message id.
    pub what: &'static str,
    /// More about it.
    pub detail: String,
}

/// The sweeps on record: moment, end of its page's append, and whether everything due was acted upon.
#[derive(Default)]
struct Sweeps(BTreeMap<Timestamp, (Timestamp, bool)>);

impl Sweeps {
    fn take(&mut self, fact: &Fact) -> Result<(), StoreError> {
        if let JournalFact::Swept { public } = JournalFact::read(fact)? {
            let entry = self.0.entry(public.at).or_insert((fact.envelope.recorded_at, false));
            entry.0 = entry.0.max(fact.envelope.recorded_at);
            entry.1 |= public.complete;
        }
        Ok(())
    }

    /// The first complete sweep at or after a moment: by then it must have been acted upon.
    fn first_complete(&self, from: Timestamp) -> Option<(Timestamp, Timestamp)> {
        self.0.range(from..).find(|(_, (_, complete))| *complete).map(|(at, (end, _))| (*at, *end))
    }

    fn is_one(&self, at: Timestamp) -> bool {
        self.0.contains_key(&at)
    }
}

/// An alert as the replay needs it when it comes to what the alert is about.
struct Replayed {
    subject: Uuid,
    finding: Finding,
    raised_at: Timestamp,
    cleared_at: Option<Timestamp>,
    state: AlertState,
    claimed: bool,
}

struct Replay<'a> {
    base: &'a Base,
    node: i16,
    sweeps: Sweeps,
    alerts: HashMap<Uuid, Replayed>,
    by_subject: HashMap<Uuid, Vec<Uuid>>,
    checked: AlertsChecked,
    limit: usize,
}

impl Platform {
    /// Replays the journal and compares. At most `limit` mismatches are named.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn check_alerts(&self, limit: usize) -> Result<AlertsChecked, PlatformError> {
        let base = self.refresh().await?;
        let mut replay = Replay {
            base: &base,
            node: self.store().node(),
            sweeps: Sweeps::default(),
            alerts: HashMap::new(),
            by_subject: HashMap::new(),
            checked: AlertsChecked::default(),
            limit,
        };
        for kind in [ThingKind::Journal, ThingKind::Alert, ThingKind::Inspection, ThingKind::Case] {
            self.store()
                .each_stream(kind, |facts| match kind {
                    ThingKind::Journal => facts.iter().try_for_each(|f| replay.sweeps.take(f)),
                    ThingKind::Alert => replay.alert(facts),
                    ThingKind::Case => replay.case(facts),
                    _ => replay.inspection(facts),
                })
                .await?;
        }
        replay.checked.sweeps = replay.sweeps.0.len() as u64;
        let orphans: Vec<Uuid> =
            replay.alerts.iter().filter(|(_, a)| !a.claimed).map(|(id, _)| *id).collect();
        for id in orphans {
            replay.wrong(id, "alert-without-ground", String::new());
        }
        Ok(replay.checked)
    }
}

impl Replay<'_> {
    fn wrong(&mut self, stream: Uuid, what: &'static str, detail: String) {
        if self.checked.mismatches.len() < self.limit {
            self.checked.mismatches.push(Mismatch { stream, what, detail });
        }
    }

    /// One alert: each escalation must be what the clock says at a sweep, and none that a complete sweep should have made
    /// may be missing.
    fn alert(&mut self, facts: &[Fact]) -> Result<(), StoreError> {
        let Some(first) = facts.first() else { return Ok(()) };
        let stream = first.envelope.stream;
        self.checked.alerts += 1;
        let mut state = AlertState::default();
        let mut cleared_at = None;
        for (i, fact) in facts.iter().enumerate() {
            let read = AlertFact::read(fact)?;
            if i > 0 {
                self.escalation(stream, &state, &read, fact);
            }
            if matches!(read, AlertFact::Cleared { .. }) {
                cleared_at = Some(fact.envelope.recorded_at);
            }
            state.fold(fact)?;
        }
        self.unswept(stream, &state, None);
        let (subject, raised_at) = (state.raised.subject, state.raised_at);
        let finding = state.raised.finding.clone();
        self.by_subject.entry(subject).or_default().push(stream);
        self.alerts
            .insert(stream, Replayed { subject, finding, raised_at, cleared_at, state, claimed: false });
        Ok(())
    }

    fn escalation(&mut self, stream: Uuid, state: &AlertState, read: &AlertFact, fact: &Fact) {
        let at = fact.envelope.occurred_at;
        let (expected, is_escalation) = match read {
            AlertFact::Escalated { .. } | AlertFact::Stood { .. } => {
                (Some(alert::overdue(state, self.base, at)), true)
            }
            _ => (None, false),
        };
        if !is_escalation {
            return self.unswept(stream, state, Some(fact.envelope.recorded_at));
        }
        let calendar = self.base.calendar_known(fact.envelope.recorded_at);
        let over = state.over_at(&calendar);
        if over.is_none_or(|over| over > at) {
            self.wrong(stream, "escalated-early", format!("{at}, clock {over:?}"));
        }
        if !self.sweeps.is_one(at) {
            self.wrong(stream, "escalated-without-sweep", at.to_string());
        }
        if expected.is_none_or(|e| e.sections() != fact.sections) {
            self.wrong(stream, "escalated-elsewhere", at.to_string());
        }
        if let (Some(over), Some((swept, _))) = (over, over.and_then(|o| self.sweeps.first_complete(o)))
            && swept < at
        {
            self.wrong(stream, "escalated-late", format!("{at}, clock {over}, sweep {swept}"));
        }
    }

    /// No complete sweep may have passed an alert whose clock was over, unless something happened to it before the sweep
    /// had ended.
    fn unswept(&mut self, stream: Uuid, state: &AlertState, next: Option<Timestamp>) {
        // Each calendar in force until the next fact could have been the one a sweep used: the last one known then decides.
        let known = next.unwrap_or(Timestamp::MAX);
        let Some(over) = state.over_at(&self.base.calendar_known(known)) else { return };
        // A clock that was already over when its day was set or its level began runs from then.
        let from = over.max(state.changed_at);
        if let Some((swept, ended)) = self.sweeps.first_complete(from)
            && next.is_none_or(|next| next > ended)
        {
            self.wrong(stream, "not-escalated", format!("clock {over}, sweep {swept}"));
        }
    }

    /// One record: what was found at its collection must be found again, with base information as known then; every alert
    /// of it must have a ground, and every ground an alert.
    fn inspection(&mut self, facts: &[Fact]) -> Result<(), StoreError> {
        let Some(first) = facts.first() else { return Ok(()) };
        let stream = first.envelope.stream;
        self.checked.records += 1;
        let mut state = InspectionState::default();
        for (i, fact) in facts.iter().enumerate() {
            let at = fact.envelope.recorded_at;
            if i > 0 {
                self.re_inspection(stream, &state, Some(at));
            }
            let read = InspectionFact::read(fact)?;
            let before = state.clone();
            state.fold(fact)?;
            match &read {
                InspectionFact::Collected { internal, .. } => {
                    let again = judge::inspection(&Subject::of(&state), self.base, at);
                    if again != internal.findings {
                        let detail = format!("recorded {:?}, replayed {again:?}", internal.findings);
                        self.wrong(stream, "judged-differently", detail);
                    }
                    for finding in again.iter().filter(|f| f.answer.is_breach()) {
                        self.expect((stream, ThingKind::Inspection), 1, finding, at);
                    }
                }
                InspectionFact::Alerted { internal } => {
                    let trigger = fact.envelope.seq - 1;
                    self.later(stream, &before, &internal.finding, fact);
                    self.expect((stream, ThingKind::Inspection), trigger, &internal.finding, at);
                }
                _ => {}
            }
        }
        self.re_inspection(stream, &state, None);
        self.cleared::<InspectionState>(stream, facts)
    }

    /// One case: what each step brought must be found again, each later finding must follow from what was known, and no
    /// clock that a complete sweep saw run out may be without its finding.
    fn case(&mut self, facts: &[Fact]) -> Result<(), StoreError> {
        let Some(first) = facts.first() else { return Ok(()) };
        let stream = first.envelope.stream;
        self.checked.records += 1;
        let mut state = CaseState::default();
        let mut changed_at = first.envelope.recorded_at;
        for fact in facts {
            let at = fact.envelope.recorded_at;
            self.unswept_clocks(stream, &state, changed_at, Some(at));
            let before = state.clone();
            state.fold(fact)?;
            changed_at = at;
            match CaseFact::read(fact)? {
                CaseFact::Stepped { internal, .. } => {
                    self.step(stream, &before, &state, &internal.findings, at)
                }
                CaseFact::Alerted { internal } => {
                    let seen = fact.envelope.occurred_at;
                    let again = judge::case(&before, self.base, seen, &[]);
                    let again = again.into_iter().find(|b| b.key() == internal.finding.key());
                    if again.as_ref() != Some(&internal.finding) {
                        let detail = format!("{:?}, replayed {again:?}", internal.finding);
                        self.wrong(stream, "judged-differently", detail);
                    }
                    let trigger = fact.envelope.seq - 1;
                    self.expect((stream, ThingKind::Case), trigger, &internal.finding, at);
                }
                _ => {}
            }
        }
        self.unswept_clocks(stream, &state, changed_at, None);
        self.cleared::<CaseState>(stream, facts)
    }

    /// What a step brought: everything that is found now and was not before. That an act was punished twice needs the other
    /// case, and is taken as recorded.
    fn step(
        &mut self,
        stream: Uuid,
        before: &CaseState,
        after: &CaseState,
        recorded: &[Finding],
        at: Timestamp,
    ) {
        let twice = |f: &&Finding| f.condition == decree::point::Condition::Twice;
        let known = |f: &Finding| before.findings().any(|k| k.key() == f.key());
        let again: Vec<Finding> =
            judge::case(after, self.base, at, &[]).into_iter().filter(|f| !known(f)).collect();
        let comparable: Vec<&Finding> = recorded.iter().filter(|f| !twice(f)).collect();
        if !again.iter().eq(comparable.iter().copied()) {
            self.wrong(stream, "judged-differently", format!("recorded {comparable:?}, replayed {again:?}"));
        }
        for finding in recorded.iter().filter(|f| f.answer.is_breach()) {
            self.expect((stream, ThingKind::Case), after.facts, finding, at);
        }
    }

    /// No complete sweep may have passed a clock of a case that was over, unless something happened before it had ended.
    fn unswept_clocks(
        &mut self,
        stream: Uuid,
        state: &CaseState,
        changed_at: Timestamp,
        next: Option<Timestamp>,
    ) {
        let calendar = self.base.calendar_known(next.unwrap_or(Timestamp::MAX));
        for (seq, clock) in case::open_clocks(state) {
            if clock.condition.is_none() {
                continue;
            }
            let over = case::end_of_clock(state, clock, &calendar).ends_at.max(changed_at);
            if let Some((swept, ended)) = self.sweeps.first_complete(over)
                && next.is_none_or(|next| next > ended)
                && judge::clock_finding(state, seq, clock, self.base, swept)
                    .is_some_and(|f| f.answer.is_breach())
            {
                self.wrong(
                    stream,
                    "alert-missing",
                    format!("clock {} over {over}, sweep {swept}", clock.code),
                );
            }
        }
    }

    /// A finding must have its alert, raised in the same moment.
    fn expect(&mut self, (stream, kind): (Uuid, ThingKind), trigger: i32, finding: &Finding, at: Timestamp) {
        let about = alert::About { subject: stream, kind, place: Default::default(), trigger };
        let key = alert::key(self.node, &about, finding);
        let problem = match self.alerts.get_mut(&key) {
            None => Some("alert-missing"),
            Some(found) => {
                found.claimed = true;
                (found.finding != *finding || found.raised_at != at || found.subject != stream)
                    .then_some("alert-differs")
            }
        };
        if let Some(what) = problem {
            self.wrong(stream, what, format!("{} at {at}", finding.condition.code()));
        }
    }

    /// A later finding must follow from what was known: a sweep's from the clock, a second look's from judging again.
    fn later(&mut self, stream: Uuid, before: &InspectionState, finding: &Finding, fact: &Fact) {
        let (at, recorded) = (fact.envelope.occurred_at, fact.envelope.recorded_at);
        let again = if finding.is_re_inspection() {
            judge::re_inspection(before, self.base, at)
        } else {
            let again = Record::Inspection(before).breaches(self.base, recorded);
            again.into_iter().find(|b| b.key() == finding.key())
        };
        if again.as_ref() != Some(finding) {
            self.wrong(stream, "judged-differently", format!("{finding:?}, replayed {again:?}"));
        }
        if finding.is_re_inspection() && !self.sweeps.is_one(at) {
            self.wrong(stream, "alert-without-sweep", at.to_string());
        }
    }

    /// A correction order that a complete sweep found overdue must have been noted.
    fn re_inspection(&mut self, stream: Uuid, state: &InspectionState, next: Option<Timestamp>) {
        let Some(due) = state.parts.party.correction.as_ref().and_then(|c| c.due) else { return };
        if state.withdrawn
            || state.parts.party.re_inspection.is_some()
            || state.later.iter().any(Finding::is_re_inspection)
        {
            return;
        }
        let calendar = self.base.calendar_known(next.unwrap_or(Timestamp::MAX));
        let over = calendar::end_of(decree::deadline::roll_forward(&calendar, due)).max(state.recorded_at);
        if let Some((swept, ended)) = self.sweeps.first_complete(over)
            && next.is_none_or(|next| next > ended)
            && judge::re_inspection(state, self.base, swept).is_some()
        {
            self.wrong(stream, "alert-missing", format!("re-inspection due {due}, sweep {swept}"));
        }
    }

    /// What was cleared must have been without ground as known then.
    fn cleared<S: Folds>(&mut self, stream: Uuid, facts: &[Fact]) -> Result<(), StoreError> {
        let Some(ids) = self.by_subject.get(&stream).cloned() else { return Ok(()) };
        for id in ids {
            let Some(alert) = self.alerts.get(&id) else { continue };
            let Some(at) = alert.cleared_at else { continue };
            let mut then = S::default();
            for fact in facts.iter().filter(|f| f.envelope.recorded_at <= at) {
                then.take(fact)?;
            }
            let record = then.record();
            let found = record.breaches(self.base, at);
            if record.still_stands(&alert.state, &found, self.base, at) {
                self.wrong(id, "cleared-with-ground", at.to_string());
            }
        }
        Ok(())
    }
}

/// A record as the replay folds it.
trait Folds: Default {
    fn take(&mut self, fact: &Fact) -> Result<(), StoreError>;
    fn record(&self) -> Record<'_>;
}

impl Folds for InspectionState {
    fn take(&mut self, fact: &Fact) -> Result<(), StoreError> {
        Ok(self.fold(fact)?)
    }
    fn record(&self) -> Record<'_> {
        Record::Inspection(self)
    }
}

impl Folds for CaseState {
    fn take(&mut self, fact: &Fact) -> Result<(), StoreError> {
        Ok(self.fold(fact)?)
    }
    fn record(&self) -> Record<'_> {
        Record::Case(self)
    }
}
