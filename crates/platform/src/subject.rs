//! What alerts are about: a record of any kind, judged again and noted in its own stream.

use decree::alert::AlertState;
use decree::base::Base;
use decree::case::{self, CaseState};
use decree::context::{Context, Work};
use decree::inspection::{self, InspectionState};
use decree::judge::{self, Finding};
use decree::point::Condition;
use decree::thing::Thing;
use jiff::Timestamp;
use uuid::Uuid;

/// A record that alerts are about.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    Inspection(&'a InspectionState),
    Case(&'a CaseState),
}

impl<'a> Subject<'a> {
    /// The record that a thing is, if it is one.
    pub fn of(thing: &'a Thing) -> Option<Self> {
        match thing {
            Thing::Inspection(state) => Some(Self::Inspection(state)),
            Thing::Case(state) => Some(Self::Case(state)),
            _ => None,
        }
    }

    /// The breaches that it has with what is known at a moment. That an act was punished twice is seen only together with
    /// the other case, at collection.
    pub fn breaches(self, base: &Base, known: Timestamp) -> Vec<Finding> {
        let mut all = match self {
            Self::Inspection(state) if state.withdrawn => Vec::new(),
            Self::Inspection(state) => judge::inspection(&judge::Subject::of(state), base, known),
            Self::Case(state) => judge::case(state, base, known, &[]),
        };
        all.retain(|f| f.answer.is_breach());
        all
    }

    /// Whether an alert still has its ground.
    pub fn still_stands(
        self,
        alert: &AlertState,
        breaches: &[Finding],
        base: &Base,
        known: Timestamp,
    ) -> bool {
        let finding = &alert.raised.finding;
        match self {
            // Re-inspected too late is put right, not without ground; withdrawn, or given more time, it is without.
            Self::Inspection(state) if finding.is_re_inspection() => {
                !state.withdrawn
                    && (state.parts.party.re_inspection.is_some()
                        || judge::re_inspection(state, base, known).is_some())
            }
            Self::Case(state) if finding.condition == Condition::Twice => {
                !state.withdrawn && !state.is_revoked() && state.fine().is_some_and(|f| f.0 > 0)
            }
            // A clock that ran out and was then stopped, late or with its day unknown, was still broken.
            Self::Case(state) if is_clock(state, finding) => {
                !state.withdrawn
                    && (breaches.iter().any(|b| b.key() == finding.key()) || was_stopped(state, finding))
            }
            _ => breaches.iter().any(|b| b.key() == finding.key()),
        }
    }

    /// The work by which a later look raises an alert: a note in the record's stream, and the alert.
    pub fn alerted(
        self,
        stream: Uuid,
        version: i32,
        finding: Finding,
        context: &mut Context<'_>,
    ) -> Vec<Work> {
        match self {
            Self::Inspection(state) => inspection::alerted(stream, state, version, finding, context),
            Self::Case(state) => case::alerted(stream, state, version, finding, context),
        }
    }
}

/// The clock that a finding is about.
fn clock_of<'a>(state: &'a CaseState, finding: &Finding) -> Option<&'a case::Clock> {
    let of_it =
        |(seq, c): &(i32, &case::Clock)| *seq == finding.ordinal && c.condition == Some(finding.condition);
    state.clocks().find(of_it).map(|(_, clock)| clock)
}

fn is_clock(state: &CaseState, finding: &Finding) -> bool {
    clock_of(state, finding).is_some()
}

/// Whether the clock of a finding was stopped by a step whose day nobody knows.
fn was_stopped(state: &CaseState, finding: &Finding) -> bool {
    clock_of(state, finding).is_some_and(|clock| {
        case::stopped(state, clock, finding.ordinal).is_some_and(|step| step.part.at.is_none())
    })
}
