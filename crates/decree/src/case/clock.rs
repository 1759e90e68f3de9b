//! Clocks of a case: what a step started, by the standard in force, until an event stops it. Each is written into the step's
//! fact with its limit, so that what is due is a function of the case's facts and the calendar.

use calendar::{Calendar, Deadline, Excluded, Extension, Unit, city_date, deadline};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CaseState, Event, EventKind, ExclusionGround, ServedPaper, StepState};
use crate::point::{Condition, LimitBody};
use crate::procedure::{ClockRule, Standard, When as Under};
use crate::when::When;

/// A clock that a step started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Its name in the standard.
    pub code: String,
    /// The condition that fires when it runs out; none: a work item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Periods that do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<ExclusionGround>,
    /// Which event lengthens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_by: Option<EventKind>,
    /// How long.
    pub limit: LimitBody,
    /// From when.
    pub start: When,
    /// The events that stop it.
    pub stop: Vec<EventKind>,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            code: String::new(),
            condition: None,
            exclude: Vec::new(),
            extended_by: None,
            limit: LimitBody { n: 0, roll_forward: false, unit: Unit::Natural },
            start: When::default(),
            stop: Vec::new(),
        }
    }
}

/// The clocks that the last step of a case starts under a standard.
pub fn started(state: &CaseState, standard: &Standard) -> Vec<Clock> {
    let Some(step) = state.steps.last() else { return Vec::new() };
    let (Some(kind), Some(at)) = (step.kind(), step.part.at) else { return Vec::new() };
    let applies = |rule: &&ClockRule| {
        // A clock runs once: a second service does not start the remedies anew.
        let first =
            !state.steps.iter().rev().skip(1).any(|s| s.note.clocks.iter().any(|c| c.code == rule.code));
        (rule.work || rule.condition.is_some())
            && rule.start == kind
            && (first || restarts(kind))
            && holds(rule.when, state, step)
    };
    standard.clocks.iter().filter(applies).filter_map(|rule| begin(rule, step, at)).collect()
}

/// Events of which a case may have several, each with a clock of its own.
const fn restarts(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::EvidenceRegistered
            | EventKind::Measure
            | EventKind::Payment
            | EventKind::CorrectionOrdered
    )
}

fn begin(rule: &ClockRule, step: &StepState, at: When) -> Option<Clock> {
    let start = if rule.named { When::Day(named_day(step)?) } else { at };
    Some(Clock {
        code: rule.code.clone(),
        condition: rule.condition,
        exclude: rule.exclude.clone(),
        extended_by: rule.extended_by,
        limit: rule.limit,
        start,
        stop: rule.stop.clone(),
    })
}

fn named_day(step: &StepState) -> Option<Date> {
    match step.event()? {
        Event::CorrectionOrdered(order) => order.until,
        Event::Application(application) => application.until,
        Event::Acceptance(acceptance) => acceptance.until,
        _ => None,
    }
}

/// Whether a condition of the standard holds at a step.
pub fn holds(when: Option<Under>, state: &CaseState, step: &StepState) -> bool {
    let Some(when) = when else { return true };
    match when {
        Under::PenaltyImposed => state.penalises(),
        Under::FineImposed => {
            is_decision_served(step)
                && state.fine().is_some_and(|f| f.0 > 0)
                && state.of(EventKind::Payment).next().is_none()
        }
        Under::Urgent => matches!(step.event(), Some(Event::Measure(m)) if m.urgent == Some(true)),
        Under::OnTheSpot => matches!(step.event(), Some(Event::Payment(p)) if p.on_the_spot == Some(true)),
        Under::HearingOffered => {
            matches!(step.event(), Some(Event::Notice(n)) if n.hearing_offered == Some(true))
        }
        Under::HearingRequested => state.of(EventKind::HearingRequested).next().is_some(),
        Under::Major => false,
        Under::Granted => match step.event() {
            Some(Event::Acceptance(a)) => a.accepted != Some(false),
            Some(Event::Decision(d)) => d.outcome.is_none_or(|o| o == super::Verdict::Granted),
            _ => true,
        },
        Under::DecisionServed => is_decision_served(step),
    }
}

/// Whether a step served the decision.
pub(crate) fn is_decision_served(step: &StepState) -> bool {
    matches!(step.event(), Some(Event::Service(s)) if s.paper.is_none_or(|p| p == ServedPaper::Decision))
}

/// Whether a step is one that stops a clock.
fn stops(clock: &Clock, step: &StepState) -> bool {
    let Some(kind) = step.kind() else { return false };
    clock.stop.contains(&kind) && (kind != EventKind::Service || is_decision_served(step))
}

/// The step that stopped a clock: the first that could, of those at or after the clock's own step.
pub fn stopped<'a>(state: &'a CaseState, clock: &Clock, seq: i32) -> Option<&'a StepState> {
    let after = |s: &&StepState| s.seq > seq || s.day().is_some_and(|d| d >= clock.start.day());
    state.steps.iter().filter(|s| s.seq != seq && stops(clock, s)).find(after)
}

/// When a clock was stopped, if it was and that is known. That of the query codes stops when the last of them was told, or
/// was made again: the new one has a clock of its own.
pub fn stopped_at(state: &CaseState, clock: &Clock, seq: i32) -> Option<When> {
    if clock.condition != Some(Condition::CodeNotTold) {
        let step = stopped(state, clock, seq);
        // What was published or withheld here stops the time to disclose as the agency's own note of it does.
        let here =
            super::disclosure::stopped(state).filter(|_| clock.condition == Some(Condition::NotDisclosed));
        return match (step, here) {
            (Some(step), Some(here)) => {
                Some(step.part.at.filter(|at| at.moment() < here.moment()).unwrap_or(here))
            }
            (Some(step), None) => step.part.at,
            (None, here) => here,
        };
    }
    let mut last: Option<When> = None;
    for code in codes_of(state, seq) {
        let end = code.told.map(|(told, _)| told).or(code.revoked.map(When::At))?;
        if last.is_none_or(|l| l.moment() < end.moment()) {
            last = Some(end);
        }
    }
    last
}

/// The codes that a fact made.
fn codes_of(state: &CaseState, seq: i32) -> impl Iterator<Item = &super::state::CodeState> {
    state.codes.iter().filter(move |c| c.seq == seq)
}

/// Whether a clock runs: nothing stopped it.
pub fn runs(state: &CaseState, clock: &Clock, seq: i32) -> bool {
    if state.withdrawn {
        return false;
    }
    if clock.condition == Some(Condition::CodeNotTold) {
        return codes_of(state, seq).any(|c| c.is_open());
    }
    let disclosed =
        clock.condition == Some(Condition::NotDisclosed) && super::disclosure::stopped(state).is_some();
    !disclosed && stopped(state, clock, seq).is_none()
}

/// Whether a clock is still to be looked at: it runs, and nothing followed from its end yet.
pub fn is_open(state: &CaseState, clock: &Clock, seq: i32) -> bool {
    let found = |f: &crate::judge::Finding| clock.condition == Some(f.condition) && f.ordinal == seq;
    runs(state, clock, seq) && !state.findings().any(found)
}

/// The clocks that still run, each with the position of the fact that started it.
pub fn open_clocks(state: &CaseState) -> Vec<(i32, &Clock)> {
    state.clocks().filter(|(seq, clock)| is_open(state, clock, *seq)).collect()
}

/// When a clock ends, with its excluded periods and extensions.
pub fn end_of_clock(state: &CaseState, clock: &Clock, calendar: &Calendar) -> Deadline {
    let extensions: Vec<Extension> = extensions(state, clock);
    deadline(calendar, clock.start.moment(), clock.limit.into(), &exclusions(state, clock), &extensions)
}

fn extensions(state: &CaseState, clock: &Clock) -> Vec<Extension> {
    let Some(kind) = clock.extended_by else { return Vec::new() };
    let days = |s: &StepState| match s.event() {
        Some(Event::Extension(e)) => e.days,
        Some(Event::MeasureExtended(e)) => e.days,
        _ => None,
    };
    let by = |n| Extension { n, unit: clock.limit.unit, approved_by: String::new(), article: String::new() };
    state.of(kind).filter_map(days).map(by).collect()
}

/// The last day of a period that has no end yet: the calendar reaches no further.
const NO_END: Date = jiff::civil::date(2099, 12, 31);

/// The excluded periods of a clock: each from its beginning to its end, or without end while it lasts.
fn exclusions(state: &CaseState, clock: &Clock) -> Vec<Excluded> {
    let mut periods = Vec::new();
    for ground in &clock.exclude {
        let mut from: Option<Date> = None;
        for step in &state.steps {
            let (Some(day), Some(event)) = (step.day(), step.event()) else { continue };
            match edge(event, *ground) {
                Some(true) => from = from.or(Some(day)),
                Some(false) => {
                    if let Some(start) = from.take() {
                        periods.push(Excluded { reason: ground.code().to_owned(), from: start, until: day });
                    }
                }
                None => {}
            }
        }
        if let Some(from) = from {
            periods.push(Excluded { reason: ground.code().to_owned(), from, until: NO_END });
        }
    }
    periods
}

/// Whether an event begins (true) or ends (false) a period that does not count.
fn edge(event: &Event, ground: ExclusionGround) -> Option<bool> {
    match event {
        Event::ExclusionStarted(e) if e.exclusion == Some(ground) => Some(true),
        Event::ExclusionEnded(e) if e.exclusion == Some(ground) => Some(false),
        Event::HearingRequested(e) if ground == ExclusionGround::Hearing && e.accepted != Some(false) => {
            Some(true)
        }
        Event::HearingHeld(_) if ground == ExclusionGround::Hearing => Some(false),
        _ => None,
    }
}

/// The day from which a clock counts, for rows and lists.
pub(crate) fn start_day(clock: &Clock) -> Date {
    city_date(clock.start.moment())
}
