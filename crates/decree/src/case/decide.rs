//! Wishes about cases, decided: open, record what happened, supplement, amend, withdraw (Arts 13, 14, 16; rulings 3).

use calendar::city_date;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::compose::{compose_opening, compose_step, keyed};
use super::differences::{Differences, grows, opening_differences, same_step, step_differences};
use super::wish::{CaseWish, StepWish, claim_number, decision_number, first_day};
use super::{
    CaseAddition, CaseAlert, CaseAmendment, CaseFact, CaseState, CaseWithdrawal, Event, EventKind, Secrecy,
    StepNote, StepState, code, read, step_texts,
};
use crate::alert;
use crate::amendment;
use crate::authority::Place;
use crate::base::Base;
use crate::claim;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{NewFact, ThingKind, hex};
use crate::identity;
use crate::inspection::{Collection, Named, Source};
use crate::judge::{self, Finding, OtherFine};
use crate::number::Holder;
use crate::point::Condition;
use crate::problem::{Problem, Refusal};
use crate::procedure::ProcedureKind;
use crate::query_code::ClearCode;
use crate::record::Record;
use crate::when::When;

const STANDARD: &str = "decree17-18";

/// Most parties of one case.
pub(super) const MOST_PARTIES: usize = 5000;

/// What a decision about a case must know besides the case.
#[derive(Default)]
pub struct Around<'a> {
    /// The case that the agency's own number already names, with its version and the moment of its last fact.
    pub known: Option<(Uuid, &'a CaseState, i32)>,
    /// Who has the number of its decision already.
    pub number_holder: Option<Holder>,
    /// The form whose claim number its decision names.
    pub form: Option<claim::Form>,
    /// Fines in force of the same parties under the same powers.
    pub others: &'a [OtherFine],
}

/// Where the case belongs: the line of its first power (rulings 1), the territory given or the agency's own.
///
/// # Errors
/// Agency, line or territory are not registered.
pub fn place_of(wish: &CaseWish, base: &Base, now: Timestamp) -> Result<Place, Problem> {
    let day = first_day(wish).unwrap_or_else(|| city_date(now));
    let agency = base
        .agency(wish.agency, day, now)
        .or_else(|| base.agency(wish.agency, city_date(now), now))
        .ok_or_else(|| Problem::new("", wish.agency.to_string(), "unknown-agency", "decree17-11"))?;
    let given = if wish.line.is_empty() {
        None
    } else {
        let unknown = || Problem::new("line", &*wish.line, "unknown-line", "decree17-22");
        Some(base.line_key(&wish.line).ok_or_else(unknown)?)
    };
    let power = wish.opening.power.first().and_then(|code| base.power(code, day, now));
    let line = power.map(|p| p.line).or(given).unwrap_or(agency.line);
    let territory = if wish.territory.is_empty() {
        agency.territory
    } else {
        let unknown = || Problem::new("territory", &*wish.territory, "unknown-territory", "decree17-22");
        base.territory_key(&wish.territory).ok_or_else(unknown)?
    };
    Ok(Place { agency: agency.key, line, territory, district: agency.district, office: 0 })
}

/// Where a folded case belongs.
pub fn place_of_state(state: &CaseState) -> Place {
    Place {
        agency: state.agency,
        line: state.line,
        territory: state.territory,
        district: state.note.district,
        office: 0,
    }
}

/// Decides to collect.
///
/// # Errors
/// Every problem at once.
pub fn collect(
    wish: CaseWish,
    mut problems: Vec<Problem>,
    around: &Around<'_>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    check(&wish, around, context.now, &mut problems);
    check_claim(&wish, around, context, &mut problems);
    let place = match (around.known, place_of(&wish, context.base, context.now)) {
        (Some((_, state, _)), _) => place_of_state(state),
        (None, Ok(place)) => place,
        (None, Err(problem)) => {
            problems.push(problem);
            return Err(Refusal { problems });
        }
    };
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    match around.known {
        None => open(wish, place, around, context),
        Some((stream, state, version)) => go_on(wish, stream, state, version, around, context),
    }
}

fn check(wish: &CaseWish, around: &Around<'_>, now: Timestamp, problems: &mut Vec<Problem>) {
    let mut missing = |field: &'static str, missing: bool| {
        if missing && !problems.iter().any(|p| p.field == field) {
            problems.push(Problem::new(field, "", "missing", STANDARD));
        }
    };
    missing("own_number", wish.opening.own_number.is_empty());
    missing("act_kind", around.known.is_none() && wish.opening.act_kind.is_none());
    if wish.parties.len() > MOST_PARTIES {
        let given = wish.parties.len().to_string();
        problems
            .push(Problem::new("party_name", given, "too-many", STANDARD).example(MOST_PARTIES.to_string()));
    }
    for (n, party) in wish.parties.iter().enumerate() {
        if party.name.is_empty() {
            problems.push(Problem::new("party_name", (n + 1).to_string(), "missing", STANDARD));
        }
    }
    let opening = &wish.opening;
    if let (Some(from), Some(until)) = (opening.act_from, opening.act_until)
        && from > until
    {
        problems.push(Problem::new("act_until", until.to_string(), "times-out-of-order", STANDARD));
    }
    for step in &wish.steps {
        check_step(step, now, problems);
    }
    if wish.secrecy == Some(Secrecy::StateSecret) {
        check_stub(wish, problems);
    }
    let number = decision_number(wish).unwrap_or_default();
    let own = around.known.map(|(stream, ..)| stream);
    problems.extend(around.number_holder.and_then(|h| h.bars(number, wish.agency, own)));
}

fn check_step(step: &StepWish, now: Timestamp, problems: &mut Vec<Problem>) {
    if let Some(at) = step.at
        && (at.day() > city_date(now) || matches!(at, When::At(moment) if moment > now))
    {
        problems.push(Problem::new("at", at.to_string(), "in-the-future", STANDARD).example(now.to_string()));
    }
    if step.collection == Some(Collection::RealTime) && step.deferral.is_some() {
        problems.push(Problem::new("collection", "real_time", "real-time-with-deferral", "decree17-16"));
    }
    let papers = || step.documents.iter().chain(&step.evidence).filter(|p| p.file.is_some());
    papers().for_each(|p| crate::file::shipped().check_title(&p.name, problems));
    if papers().any(|p| p.secrecy == Some(Secrecy::StateSecret)) {
        problems.push(Problem::new("secrecy", "", "file-state-secret", "decree17-33"));
    }
}

/// A claim number is of one of the agency's own forms, used once, of a summary decision against one party (rulings 4).
fn check_claim(wish: &CaseWish, around: &Around<'_>, context: &Context<'_>, problems: &mut Vec<Problem>) {
    let Some(number) = claim_number(wish) else { return };
    let mut wrong = |rule| problems.push(Problem::new("claim_number", "", rule, "decree17-33"));
    let known = around.known.map(|(stream, state, _)| (stream, state));
    let claims = |s: &&StepWish| !s.claim_number.is_empty();
    let decides = |s: &StepWish| matches!(s.event, Some(Event::Decision(_)));
    if wish.steps.iter().filter(claims).count() != 1 || !wish.steps.iter().filter(claims).all(decides) {
        wrong("claim-without-decision");
    }
    let procedure = wish.opening.procedure.or(known.and_then(|(_, state)| state.opening().procedure));
    if procedure != Some(ProcedureKind::Summary) {
        wrong("claim-not-summary");
    }
    let parties = known.map_or(wish.parties.len(), |(_, state)| state.part.parties.len());
    if parties != 1 {
        wrong("claim-one-party");
    }
    let checked = claim::look_up(number, context.codes).and_then(|(_, key)| {
        claim::check_form(around.form, wish.agency, known.map(|(stream, _)| stream))?;
        Ok(hex(&key))
    });
    match (checked, known.filter(|(_, state)| state.decided().is_some())) {
        (Err(problem), _) => problems.push(problem),
        // The decision is here already: with this form, or without it for good.
        (Ok(key), Some((_, state))) if state.claim().is_none_or(|c| c.look_up != key) => {
            problems.push(Problem::new("claim_number", "", "claim-settled", "decree17-14"));
        }
        _ => {}
    }
}

/// State secrets are refused: a stub, with number, agency and days, is all that is kept (rulings 10).
fn check_stub(wish: &CaseWish, problems: &mut Vec<Problem>) {
    let kept = |name: &str| matches!(name, "own_number" | "act_kind" | "procedure");
    let mut secret = |field: &'static str| {
        problems.push(Problem::new(field, "", "state-secret", "decree17-33"));
    };
    wish.opening.texts().iter().filter(|(name, _)| !kept(name)).for_each(|(name, _)| secret(name));
    if !wish.parties.is_empty() {
        secret("party_name");
    }
    if !wish.notes.is_empty() {
        secret("notes");
    }
    for step in &wish.steps {
        if let Some(event) = &step.event {
            event.texts().iter().for_each(|(name, _)| secret(name));
        }
        if !(step.documents.is_empty() && step.evidence.is_empty() && step.notes.is_empty()) {
            secret("documents");
        }
    }
}

/// The 文號 among some fields of a step.
pub fn number_of(fields: &[(String, String)]) -> Option<&str> {
    fields.iter().find(|(name, _)| name == "decision_number").map(|(_, number)| number.as_str())
}

/// The 文號 that an application would give to a decision.
pub fn new_number(draft: &amendment::Draft) -> Option<&str> {
    let number = |c: &&amendment::Change| c.field.ends_with(".decision_number") && !c.new.is_empty();
    draft.changes.iter().find(number).map(|c| c.new.as_str())
}

fn open(
    wish: CaseWish,
    place: Place,
    around: &Around<'_>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let stream = identity::uuid_v7(context.now, context.rng);
    let began = first_day(&wish).unwrap_or_else(|| city_date(context.now));
    let mut persons = Vec::new();
    let (part, mut note) = compose_opening(&wish, &place, &mut persons, context);
    let line = context.base.line(place.line).map_or("", |l| &l.code).to_owned();
    let mut state = CaseState {
        part,
        agency: place.agency,
        line: place.line,
        territory: place.territory,
        recorded_at: context.now,
        recorded_by: context.actor.person,
        facts: 1,
        ..CaseState::default()
    };
    let (kind, procedure) = (state.act_kind(), state.procedure());
    let standard = context.base.procedure(kind, procedure, &line, began, context.now);
    note.standard = standard.map(|s| (s.key, s.version));
    state.note = note;
    let body =
        CaseFact::Opened { party: Box::new(state.part.clone()), internal: Box::new(state.note.clone()) };
    let mut fact = body.at(opened_at(&wish, context.now));
    fact.persons = persons;
    let mut facts = vec![fact];
    let mut breaches = Vec::new();
    for step in wish.steps {
        facts.push(take_step(step, &mut state, wish.source, around.others, &mut breaches, context));
    }
    let mut work = vec![Work { stream, kind: ThingKind::Case, place, expected: 0, facts }];
    work.extend(raise(stream, &state, place, breaches, context));
    Ok(Decision { ending: Ending::Accepted, stream, work })
}

fn opened_at(wish: &CaseWish, now: Timestamp) -> Timestamp {
    wish.steps.first().and_then(|s| s.at).map_or(now, When::moment)
}

/// Alerts for breaches, each triggered by the step that brought it.
fn raise(
    stream: Uuid,
    state: &CaseState,
    place: Place,
    breaches: Vec<(i32, Finding)>,
    context: &Context<'_>,
) -> Vec<Work> {
    if breaches.is_empty() {
        return Vec::new();
    }
    let barred = barred(state, context.base);
    let about = |trigger| alert::About { subject: stream, kind: ThingKind::Case, place, trigger };
    breaches.into_iter().map(|(seq, f)| alert::raise(&about(seq), f, barred.clone(), context)).collect()
}

/// Whoever handled the case may not answer its alerts (rulings 2).
fn barred(state: &CaseState, base: &Base) -> Vec<Uuid> {
    let mut people: Vec<Uuid> = vec![state.recorded_by];
    for step in &state.steps {
        people.push(step.recorded_by);
        let stream = |o: &Named| o.officer.or_else(|| base.officer(&o.certificate).map(|(s, _)| s));
        for officer in step.note.officers.iter().filter_map(stream) {
            people.push(officer);
            people.extend(base.person_of_officer(officer));
        }
    }
    people.sort_unstable();
    people.dedup();
    people
}

/// One thing that happened: taken into the state, judged with everything there is now, its clocks started, its codes made.
/// Answers with its fact; breaches that it brought are added with its position.
fn take_step(
    wish: StepWish,
    state: &mut CaseState,
    source: Option<Source>,
    others: &[OtherFine],
    breaches: &mut Vec<(i32, Finding)>,
    context: &mut Context<'_>,
) -> NewFact {
    let (captured_at, at) = (wish.captured_at, wish.at);
    let claim = code::claimed(state, &wish.claim_number, context);
    let mut persons = Vec::new();
    let (part, mut note) = compose_step(wish, source, &mut persons, context);
    note.claim = claim;
    state.facts += 1;
    let seq = state.facts;
    let decides = matches!(part.event, Some(Event::Decision(_)));
    state.steps.push(StepState {
        seq,
        fact: Uuid::nil(),
        recorded_at: context.now,
        captured_at,
        recorded_by: context.actor.person,
        part,
        note,
    });
    let mut clear = Vec::new();
    if !state.is_stub() {
        start(state, decides, &mut clear, context);
    }
    let found = judge::case(state, context.base, context.now, others);
    let fresh: Vec<Finding> = {
        let known = |f: &Finding| state.findings().any(|k| k.key() == f.key());
        found.into_iter().filter(|f| !known(f)).collect()
    };
    breaches.extend(fresh.iter().filter(|f| f.answer.is_breach()).map(|f| (seq, f.clone())));
    set_last(state, |note| note.findings = fresh);
    let (party, internal) = state.steps.last().map(|s| (s.part.clone(), s.note.clone())).unwrap_or_default();
    let body = CaseFact::Stepped { party: Box::new(party), internal: Box::new(internal) };
    let mut fact = body.at(at.map_or(context.now, When::moment));
    fact.captured_at = captured_at.map(identity::to_micros);
    fact.persons = persons;
    fact.codes = clear;
    fact
}

/// What a step sets going: the standard's clocks, query codes with a decision, a notice that the case is a major one.
fn start(state: &mut CaseState, decides: bool, clear: &mut Vec<ClearCode>, context: &mut Context<'_>) {
    let standard = context.base.standard_of(state);
    let last = state.steps.last();
    let mut clocks = match (standard, last) {
        (Some(standard), Some(step)) if judge::tells_steps(step) => super::started(state, standard),
        _ => Vec::new(),
    };
    if decides && last.is_some_and(judge::tells_steps) {
        clocks.extend(super::disclosure::clock(state, context));
    }
    // A clock from whose end nothing would follow on that day is none.
    clocks.retain(|c| {
        let point = |condition| context.base.point(condition, c.start.day(), context.now);
        c.condition.is_none_or(|condition| point(condition).is_some_and(|p| !p.hint))
    });
    drop_longer_promise(state, &mut clocks, &context.base.calendar_known(context.now));
    let major = standard.zip(last).map(|(s, step)| judge::criteria(state, step, s)).unwrap_or_default();
    let codes = if decides { code::issue(state, clear, context) } else { Vec::new() };
    if !codes.is_empty() {
        clocks.extend(code::telling_clock(context));
    }
    set_last(state, |note| (note.clocks, note.codes, note.major) = (clocks, codes, major));
}

/// A promise counts where it is shorter than the law's own limit, which starts with the same step.
fn drop_longer_promise(state: &CaseState, clocks: &mut Vec<super::Clock>, calendar: &calendar::Calendar) {
    let limits = clocks.iter().filter(|c| c.condition == Some(Condition::DecisionLate));
    let last = limits.map(|c| super::end_of_clock(state, c, calendar).last_day).min();
    clocks.retain(|c| {
        let promise = c.condition == Some(Condition::PromiseMissed);
        !promise || last.is_none_or(|last| c.start.day() < last)
    });
}

fn set_last(state: &mut CaseState, set: impl FnOnce(&mut StepNote)) {
    if let Some(step) = state.steps.last_mut() {
        set(&mut step.note);
    }
}

/// A record of a case that is there: what is new in it is a step, what it adds a supplement, what it changes a drafted
/// amendment; nothing is altered (rulings 3).
fn go_on(
    wish: CaseWish,
    stream: Uuid,
    there: &CaseState,
    version: i32,
    around: &Around<'_>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    if there.withdrawn {
        let number = &*wish.opening.own_number;
        return Err(Refusal::one(Problem::new("own_number", number, "withdrawn", "decree17-14")));
    }
    let mut found = Differences::default();
    opening_differences(&wish, there, context, &mut found);
    let mut steps = Vec::new();
    for step in wish.steps {
        let digest = keyed(context.digest_key, step.content.as_bytes());
        if there.steps.iter().any(|s| s.note.digest == digest) {
            continue;
        }
        match same_step(there, &step) {
            // Its file would be lost: what is known already takes a file as a supplement.
            Some(_) if step.documents.iter().chain(&step.evidence).any(|p| p.file.is_some()) => {
                return Err(Refusal::one(Problem::new(
                    "documents",
                    "",
                    "file-with-known-step",
                    "decree17-14",
                )));
            }
            Some(known) => step_differences(&step, known, digest, &mut found),
            None => {
                may_follow(there, &step)?;
                steps.push(step);
            }
        }
    }
    let place = place_of_state(there);
    let mut state = there.clone();
    let mut facts = found.supplements(context.now);
    state.facts = version + i32::try_from(facts.len()).unwrap_or(i32::MAX);
    let mut breaches = Vec::new();
    let accepted = !steps.is_empty();
    for step in steps {
        facts.push(take_step(step, &mut state, wish.source, around.others, &mut breaches, context));
    }
    let applies = !found.changed.is_empty() || !found.parties.is_empty();
    let changed = !found.added.is_empty() || applies;
    let ending = match (accepted, changed) {
        (true, _) => Ending::Accepted,
        (false, true) => Ending::Changed,
        (false, false) => Ending::Known,
    };
    let mut work = Vec::new();
    if !facts.is_empty() {
        work.push(Work { stream, kind: ThingKind::Case, place, expected: version, facts });
    }
    work.extend(raise(stream, &state, place, breaches, context));
    if applies {
        let draft =
            amendment::Draft { changes: found.changed, digest: found.digest, ..amendment::Draft::default() };
        work.push(if found.parties.is_empty() {
            amendment::draft(stream, ThingKind::Case, place, draft, Vec::new(), context)
        } else {
            let body = amendment::PartyDraft { draft, parties: found.parties };
            amendment::draft_parties(stream, place, body, found.persons, context)
        });
    }
    Ok(Decision { ending, stream, work })
}

/// What may still happen in a closed case: what the rule in force on the day of its closing names, and what happened before and
/// is late. Without a rule nothing is barred.
fn may_follow(there: &CaseState, step: &StepWish) -> Result<(), Refusal> {
    let Some(closed) = there.of(EventKind::Closing).next() else { return Ok(()) };
    let Some(rule) = crate::procedure::closing_on(closed.day().unwrap_or(Date::MAX)) else { return Ok(()) };
    let kind = step.event.as_ref().map(Event::kind);
    let before = step.at.zip(closed.part.at).is_some_and(|(at, end)| at.day() <= end.day());
    if before || kind.is_some_and(|k| rule.after.contains(&k)) {
        return Ok(());
    }
    let day = closed.day().map(|d| d.to_string()).unwrap_or_default();
    let problem = Problem::new("event", kind.map_or("", EventKind::code), "case-closed", &rule.article);
    Err(Refusal::one(problem.example(day)))
}

/// The fact by which an agreed amendment changes a case: fields named `step.field`.
///
/// # Errors
/// A new value cannot be read, or what it replaces is no longer there.
pub fn amend(
    state: &CaseState,
    draft: &amendment::Draft,
    amendment: Uuid,
    now: Timestamp,
) -> Result<Vec<NewFact>, Refusal> {
    let mut problems = Vec::new();
    let mut by_step: Vec<(i32, Vec<(String, String)>)> = Vec::new();
    for change in &draft.changes {
        let split = change.field.split_once('.').and_then(|(n, name)| Some((n.parse::<i32>().ok()?, name)));
        let Some((step, name)) = split else {
            problems.push(Problem::new("", &*change.field, "unknown-field", STANDARD));
            continue;
        };
        let now_there = if step <= 1 {
            state.opening_text(name)
        } else {
            let found = state.steps.iter().find(|s| s.seq == step).map(step_texts).unwrap_or_default();
            found.into_iter().find(|(n, _)| *n == name).map(|(_, v)| v).unwrap_or_default()
        };
        if now_there != change.old {
            problems.push(Problem::new("", now_there, "changed-meanwhile", "decree17-14"));
        }
        let value = (name.to_owned(), change.new.clone());
        match by_step.iter_mut().find(|(s, _)| *s == step) {
            Some((_, fields)) => fields.push(value),
            None => by_step.push((step, vec![value])),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let fact = |(step, fields)| {
        CaseFact::Amended { internal: Box::new(CaseAmendment { amendment, fields, step }) }.at(now)
    };
    Ok(by_step.into_iter().map(fact).collect())
}

/// The fact by which an agreed amendment withdraws the case. It stays readable.
pub fn withdraw(amendment: Uuid, now: Timestamp) -> NewFact {
    CaseFact::Withdrawn { internal: Box::new(CaseWithdrawal { amendment }) }.at(now)
}

/// The work by which a later look at a case raises an alert: a note in its own stream, and the alert.
pub fn alerted(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    finding: Finding,
    context: &mut Context<'_>,
) -> Vec<Work> {
    let place = place_of_state(state);
    let about = alert::About { subject: stream, kind: ThingKind::Case, place, trigger: version };
    let raised = alert::raise(&about, finding.clone(), barred(state, context.base), context);
    let note = CaseAlert { alert: raised.stream, finding };
    let facts = vec![CaseFact::Alerted { internal: Box::new(note) }.at(context.now)];
    vec![Work { stream, kind: ThingKind::Case, place, expected: version, facts }, raised]
}

/// Decides to supplement a step, or the opening (step 1): fields that are empty are filled, lists grow.
///
/// # Errors
/// A field would be replaced or cannot be read, or the case is withdrawn.
pub fn supplement(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    addition: CaseAddition,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    let before: Vec<(&'static str, String)> = if addition.step <= 1 {
        state.part.opening.texts()
    } else {
        state.steps.iter().find(|s| s.seq == addition.step).map(step_texts).unwrap_or_default()
    };
    if addition.fields.iter().any(|(name, _)| name == "claim_number") {
        problems.push(Problem::new("claim_number", "", "claim-settled", "decree17-14"));
    }
    for (name, new) in &addition.fields {
        let old = before.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
        let adds = old.is_empty() || (matches!(&**name, "documents" | "evidence") && grows(old, new));
        if !adds {
            problems.push(Problem::new("", &**name, "supplement-replaces", "decree17-14"));
        }
    }
    if state.withdrawn {
        problems.push(Problem::new("", "", "withdrawn", "decree17-14"));
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let mut after = state.clone();
    read::apply(&mut after, addition.step, &addition.fields, false);
    let facts = vec![CaseFact::Supplemented { party: Box::new(addition) }.at(context.now)];
    let work = Work { stream, kind: ThingKind::Case, place: place_of_state(state), expected: version, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}
