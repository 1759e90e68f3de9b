//! What officers say of the steps that name them (rulings 12).

use uuid::Uuid;

use super::decide::place_of_state;
use super::{CaseFact, CaseState, StepState};
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::ThingKind;
use crate::naming::{self, NamingWish, Step};
use crate::problem::Refusal;
use crate::view::Row;

impl StepState {
    /// What it says of officers.
    pub fn named(&self) -> Step<'_> {
        Step {
            seq: self.seq,
            officers: &self.note.officers,
            source: self.note.source,
            recorder: self.recorded_by,
            recorded_at: self.recorded_at,
        }
    }
}

impl CaseState {
    /// What waits for its officers, or for who looks at their objections.
    pub(super) fn naming_rows(&self, stream: Uuid) -> impl Iterator<Item = Row> {
        let steps = self.steps.iter().filter(|_| !self.withdrawn).map(StepState::named);
        naming::rows(stream, ThingKind::Case, place_of_state(self), &self.naming, steps)
    }
}

/// Decides what is said of the officers whom a step names.
///
/// # Errors
/// As [`naming::decide`].
pub fn said_of_naming(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    wish: NamingWish,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let seq = match &wish {
        NamingWish::Say(said) => said.step,
        NamingWish::Settle(settled) => settled.step,
    };
    let step = state.steps.iter().find(|s| s.seq == seq).map(StepState::named);
    if !naming::decide(&wish, step.as_ref(), &state.naming, state.withdrawn, context)? {
        return Ok(Decision { ending: Ending::Known, stream, work: Vec::new() });
    }
    let fact = match wish {
        NamingWish::Say(said) => CaseFact::NamingSaid { internal: Box::new(said) },
        NamingWish::Settle(settled) => CaseFact::NamingSettled { internal: Box::new(settled) },
    };
    let facts = vec![fact.at(context.now)];
    let work = Work { stream, kind: ThingKind::Case, place: place_of_state(state), expected: version, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}
