//! Query codes of a case's parties (Art. 33; rulings 4): made with the decision, told as a fact, made again when lost.

use uuid::Uuid;

use super::decide::place_of_state;
use super::{CaseFact, CaseState, Claim, Clock, IssuedCode, Reissue, Told};
use crate::claim;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{ThingKind, hex};
use crate::identity;
use crate::point::Condition;
use crate::problem::{Problem, Refusal};
use crate::query_code::{self, ClearCode, QueryCode};
use crate::when::When;

const ART33: &str = "decree17-33";

/// The wish to record that codes were told.
pub type Telling = Told;

/// Makes a code for every party of a decision. The clear codes go to the vault with the fact.
pub(super) fn issue(
    state: &CaseState,
    clear: &mut Vec<ClearCode>,
    context: &mut Context<'_>,
) -> Vec<IssuedCode> {
    state.standing().map(|(party, _)| make(state, party, clear, context)).collect()
}

/// The form that a decision names, by what its case will be found under (rulings 4). The number itself goes no further.
pub(super) fn claimed(state: &CaseState, number: &str, context: &Context<'_>) -> Option<Claim> {
    let (number, look_up) = claim::look_up(number, context.codes).ok()?;
    let detail = second_element(state, 1).and_then(|second| context.codes.detail(&number, &second));
    Some(Claim { detail: detail.map(|key| hex(&key)).unwrap_or_default(), look_up: hex(&look_up) })
}

/// The clock within which codes must be told (rulings 4): from their making, as long as the point says.
pub(super) fn telling_clock(context: &Context<'_>) -> Option<Clock> {
    let day = calendar::city_date(context.now);
    let point = context.base.point(Condition::CodeNotTold, day, context.now)?;
    Some(Clock {
        code: "code".to_owned(),
        condition: Some(point.condition),
        limit: point.limit?,
        start: When::At(identity::to_micros(context.now)),
        ..Clock::default()
    })
}

pub(super) fn make(
    state: &CaseState,
    party: u32,
    clear: &mut Vec<ClearCode>,
    context: &mut Context<'_>,
) -> IssuedCode {
    let code: QueryCode = query_code::issue(context.rng, context.codes);
    let id = identity::uuid_v7(context.now, context.rng);
    let look_up = context.codes.look_up(&code).map(|key| hex(&key)).unwrap_or_default();
    let detail = second_element(state, party)
        .and_then(|second| context.codes.detail(&code, &second))
        .map(|key| hex(&key))
        .unwrap_or_default();
    clear.push(ClearCode { id, party, text: code.to_string() });
    IssuedCode { clear: id, detail, look_up, party }
}

/// The second element that a party knows: the last four of its credit code. A natural person's identity number lies in the
/// vault, so its last four are bound when the case is opened or not at all.
fn second_element(state: &CaseState, party: u32) -> Option<String> {
    let index = usize::try_from(party).ok()?.checked_sub(1)?;
    let second = state.note.seconds.get(index)?;
    (!second.is_empty()).then(|| second.clone())
}

/// Decides to record that codes were told.
///
/// # Errors
/// A party has no open code, or the time is to come.
pub fn tell(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    told: Telling,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    if told.at.moment() > context.now {
        problems.push(Problem::new("at", told.at.to_string(), "in-the-future", ART33));
    }
    if told.parties.is_empty() {
        problems.push(Problem::new("party", "", "missing", ART33));
    }
    let open = |party: u32| state.codes.iter().find(|c| c.issued.party == party && c.is_open());
    let mut gone = Vec::new();
    for party in &told.parties {
        match open(*party) {
            Some(code) => gone.push(code.issued.clear),
            None => problems.push(Problem::new("party", party.to_string(), "no-open-code", ART33)),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let at = told.at.moment();
    let mut fact = CaseFact::CodesTold { internal: Box::new(told) }.at(at);
    fact.told = gone;
    Ok(one(stream, state, version, fact))
}

/// Decides to make the codes of some parties again: those there were open nothing any more.
///
/// # Errors
/// A party has no code, or is named twice, or the case has no decision.
pub fn reissue(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    parties: &[u32],
    ground: String,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    if parties.is_empty() || state.withdrawn {
        return Err(Refusal::one(Problem::new("party", "", "no-code", ART33)));
    }
    let has =
        |party: &u32| !state.gone.contains(party) && state.codes.iter().any(|c| c.issued.party == *party);
    let wrong = |rule| move |p: &u32| Problem::new("party", p.to_string(), rule, ART33);
    let mut problems: Vec<Problem> = parties.iter().filter(|p| !has(p)).map(wrong("no-code")).collect();
    let twice = (1..).zip(parties).filter(|(n, p)| parties.iter().skip(*n).any(|q| q == *p));
    problems.extend(twice.map(|(_, p)| p).map(wrong("party-twice")));
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let mut clear = Vec::new();
    let codes = parties.iter().map(|party| make(state, *party, &mut clear, context)).collect();
    let old = state.codes.iter().filter(|c| parties.contains(&c.issued.party) && c.is_open());
    let gone = old.map(|c| c.issued.clear).collect();
    let clocks = telling_clock(context).into_iter().collect();
    let body = Reissue { clocks, codes, ground };
    let mut fact = CaseFact::CodesReissued { internal: Box::new(body) }.at(context.now);
    (fact.codes, fact.told) = (clear, gone);
    Ok(one(stream, state, version, fact))
}

fn one(stream: Uuid, state: &CaseState, version: i32, fact: crate::fact::NewFact) -> Decision {
    let place = place_of_state(state);
    let work = Work { stream, kind: ThingKind::Case, place, expected: version, facts: vec![fact] };
    Decision { ending: Ending::Accepted, stream, work: vec![work] }
}
