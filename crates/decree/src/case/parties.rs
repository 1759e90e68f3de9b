//! Parties of a case, changed (Art. 14): corrected, added, withdrawn by an agreed application, old and new side by side. What is
//! personal lies in the vault. A withdrawn party's code opens nothing any more; a new party of a decided case gets one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::code;
use super::compose::{age_band, compose_party, equal_by, second_element};
use super::decide::MOST_PARTIES;
use super::read::{citizen_number, credit_code};
use super::state::made;
use super::{AgeBand, CaseFact, CaseParty, CaseState, IssuedCode, PartyWish};
use crate::amendment::{self, PartyDraft};
use crate::context::{Context, Decision, Ending};
use crate::fact::{Envelope, NewFact, Person};
use crate::inspection::TargetKind;
use crate::problem::{Problem, Refusal};

const ART14: &str = "decree17-14";

/// One party as it is and as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyChange {
    /// How old the natural person was when acting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeBand>,
    /// Keyed digest by which equal parties are found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub equal: String,
    /// What it should be; none: it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<CaseParty>,
    /// What it is; none: it is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<CaseParty>,
    /// Which of the parties, counted from 1; 0 for one that is added.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub party: u32,
    /// The last four of the number that identifies it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub second: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A party from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyNow {
    /// Which, counted from 1; the next one is a new party.
    pub n: u32,
    /// What it is; none: it is no party any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<CaseParty>,
}

/// Section `party` of the fact that changes parties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartiesPart {
    /// Parties that are others now.
    pub parties: Vec<PartyNow>,
}

/// What is known of a party besides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyKnown {
    /// How old the natural person was when acting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeBand>,
    /// Keyed digest by which equal parties are found.
    pub equal: String,
    /// Which, counted from 1.
    pub n: u32,
    /// The last four of the number that identifies it.
    pub second: String,
}

/// Section `internal` of the fact that changes parties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartiesNote {
    /// The amendment's stream.
    pub amendment: Uuid,
    /// Query codes that were made: those there were of the same parties open nothing any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<IssuedCode>,
    /// What is known of the changed parties, one each, in their order.
    pub known: Vec<PartyKnown>,
}

/// What is wished of a party. A field that is empty stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyEdit {
    /// Correct it.
    Correct {
        /// Which, counted from 1.
        party: u32,
        /// Its kind, if another.
        kind: Option<TargetKind>,
        /// The rest. What is personal is given as a whole: nobody sees what is there.
        to: PartyWish,
    },
    /// Add one.
    Add(PartyWish),
    /// Withdraw it.
    Withdraw(u32),
}

/// The wish to apply for other parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartiesWish {
    /// What is to change.
    pub edits: Vec<PartyEdit>,
    /// Why.
    pub reason: String,
}

impl CaseState {
    /// The parties that stand, with their numbers counted from 1: a number is never given to another.
    pub fn standing(&self) -> impl Iterator<Item = (u32, &CaseParty)> {
        (1u32..).zip(&self.part.parties).filter(|(n, _)| !self.gone.contains(n))
    }

    /// The first party that stands.
    pub fn first_party(&self) -> Option<&CaseParty> {
        self.standing().next().map(|(_, party)| party)
    }

    fn party(&self, n: u32) -> Option<&CaseParty> {
        self.standing().find(|(k, _)| *k == n).map(|(_, party)| party)
    }

    fn equal_of(&self, n: u32) -> &str {
        index(n).and_then(|i| self.note.equal.get(i)).map_or("", String::as_str)
    }

    fn second_of(&self, n: u32) -> &str {
        index(n).and_then(|i| self.note.seconds.get(i)).map_or("", String::as_str)
    }

    /// Takes changed parties in.
    pub(super) fn change_parties(&mut self, parties: &[PartyNow], known: &[PartyKnown], at: jiff::Timestamp) {
        for (now, known) in parties.iter().zip(known) {
            let Some(i) = index(now.n) else { continue };
            self.note.ages.retain(|(at, _)| usize::try_from(*at) != Ok(i));
            self.note.ages.extend(known.age.map(|age| (now.n - 1, age)));
            put(&mut self.note.equal, i, &known.equal);
            put(&mut self.note.seconds, i, &known.second);
            match &now.party {
                None => {
                    self.gone.insert(now.n);
                    self.revoke_codes(now.n, at);
                }
                Some(party) => match self.part.parties.get_mut(i) {
                    Some(there) => *there = party.clone(),
                    None => self.part.parties.push(party.clone()),
                },
            }
        }
        self.note.ages.sort_unstable_by_key(|(at, _)| *at);
    }

    /// Takes codes in that take the place of those their parties had.
    pub(super) fn replace_codes(&mut self, codes: Vec<IssuedCode>, envelope: &Envelope) {
        for issued in codes {
            self.revoke_codes(issued.party, envelope.recorded_at);
            self.codes.push(made(issued, envelope));
        }
    }
}

impl CaseState {
    /// The codes of a party open nothing any more.
    fn revoke_codes(&mut self, party: u32, at: jiff::Timestamp) {
        let old = self.codes.iter_mut().filter(|c| c.issued.party == party);
        old.for_each(|c| c.revoked = c.revoked.or(Some(at)));
    }
}

fn index(n: u32) -> Option<usize> {
    usize::try_from(n).ok()?.checked_sub(1)
}

fn put(list: &mut Vec<String>, at: usize, value: &str) {
    if list.len() <= at {
        list.resize(at + 1, String::new());
    }
    value.clone_into(&mut list[at]);
}

/// Decides to draft an application for other parties.
///
/// # Errors
/// A party is not there, a value is missing or none, or nothing would change.
pub fn draft_parties(
    subject: Uuid,
    state: &CaseState,
    wish: PartiesWish,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    let mut persons = Vec::new();
    if state.withdrawn {
        problems.push(Problem::new("", "", "withdrawn", ART14));
    }
    if wish.reason.trim().is_empty() {
        problems.push(Problem::new("reason", "", "missing", ART14));
    }
    let mut parties = Vec::new();
    for edit in wish.edits {
        parties.extend(change_of(state, edit, &mut persons, &mut problems, context));
    }
    let added = parties.iter().filter(|p| p.old.is_none()).count();
    if state.part.parties.len() + added > MOST_PARTIES {
        let most = MOST_PARTIES.to_string();
        problems.push(Problem::new("party_name", added.to_string(), "too-many", ART14).example(most));
    }
    if parties.is_empty() && problems.is_empty() {
        problems.push(Problem::new("party", "", "changes-nothing", ART14));
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let draft = amendment::Draft { reason: wish.reason, ..amendment::Draft::default() };
    let body = PartyDraft { draft, parties };
    let work = amendment::draft_parties(subject, super::place_of_state(state), body, persons, context);
    Ok(Decision { ending: Ending::Accepted, stream: work.stream, work: vec![work] })
}

fn change_of(
    state: &CaseState,
    edit: PartyEdit,
    persons: &mut Vec<Person>,
    problems: &mut Vec<Problem>,
    context: &mut Context<'_>,
) -> Option<PartyChange> {
    let (party, kind, to) = match edit {
        PartyEdit::Add(to) => {
            check(&to, problems);
            return Some(added(state, &to, persons, context));
        }
        PartyEdit::Withdraw(party) => {
            let old = there(state, party, problems)?;
            return Some(PartyChange { old: Some(old), party, ..PartyChange::default() });
        }
        PartyEdit::Correct { party, kind, to } => (party, kind, to),
    };
    let old = there(state, party, problems)?;
    let kind = kind.unwrap_or(old.kind);
    let natural = kind == TargetKind::Person;
    let given = [&to.id_number, &to.legal_representative, &to.address].iter().any(|v| !v.is_empty());
    let personal = given || (natural && (!to.name.is_empty() || kind != old.kind));
    if natural && !personal {
        let code = if to.code.is_empty() { old.code.clone() } else { to.code };
        let new = CaseParty { code, ..old.clone() };
        let (equal, second) = (state.equal_of(party).to_owned(), state.second_of(party).to_owned());
        return (new != old).then(|| PartyChange {
            age: age_of(state, party),
            equal,
            new: Some(new),
            old: Some(old),
            party,
            second,
        });
    }
    let or = |given: String, old: &str| if given.is_empty() { old.to_owned() } else { given };
    let whole = PartyWish { kind, name: or(to.name, &old.name), code: or(to.code, &old.code), ..to };
    // What is personal is replaced as a whole: a number that the code is bound to must not get lost on the way.
    if natural && whole.id_number.is_empty() && !state.second_of(party).is_empty() && old.kind == kind {
        problems.push(Problem::new("party_id_number", "", "missing", ART14));
    }
    check(&whole, problems);
    let mut change = added(state, &whole, persons, context);
    if let Some(new) = &mut change.new
        && !personal
        && old.kind != TargetKind::Person
    {
        new.person = old.person;
    }
    let same = change.new.as_ref() == Some(&old);
    (change.party, change.old) = (party, Some(old));
    (!same).then_some(change)
}

fn there(state: &CaseState, party: u32, problems: &mut Vec<Problem>) -> Option<CaseParty> {
    let found = state.party(party).cloned();
    if found.is_none() {
        let last = state.part.parties.len().to_string();
        problems.push(Problem::new("party", party.to_string(), "no-such-party", ART14).example(last));
    }
    found
}

fn check(party: &PartyWish, problems: &mut Vec<Problem>) {
    if party.name.trim().is_empty() {
        problems.push(Problem::new("party_name", "", "missing", ART14));
    }
    credit_code(&party.code, problems);
    citizen_number(&party.id_number, problems);
}

fn age_of(state: &CaseState, party: u32) -> Option<AgeBand> {
    state.note.ages.iter().find(|(at, _)| at + 1 == party).map(|(_, age)| *age)
}

/// The day of the act, by which the age of a party counts.
fn act_day(state: &CaseState) -> Date {
    let opening = state.opening();
    opening.act_until.or(opening.act_from).unwrap_or_else(|| state.began())
}

fn added(
    state: &CaseState,
    to: &PartyWish,
    persons: &mut Vec<Person>,
    context: &mut Context<'_>,
) -> PartyChange {
    PartyChange {
        age: age_band(&to.id_number, act_day(state)),
        equal: equal_by(to, context.digest_key),
        new: Some(compose_party(to, persons, context)),
        old: None,
        party: 0,
        second: second_element(to),
    }
}

/// What a record of a known case says of its parties otherwise: pairs of those that neither knows become corrections, what is
/// left is added or withdrawn.
pub(super) fn differences(
    state: &CaseState,
    wished: &[PartyWish],
    persons: &mut Vec<Person>,
    context: &mut Context<'_>,
) -> Vec<PartyChange> {
    let mut left: Vec<(u32, CaseParty)> = state.standing().map(|(n, p)| (n, p.clone())).collect();
    let mut unknown = Vec::new();
    let mut changes = Vec::new();
    let mut by_equal: std::collections::HashMap<String, Vec<usize>> = std::collections::HashMap::new();
    for (i, (n, _)) in left.iter().enumerate().rev() {
        by_equal.entry(state.equal_of(*n).to_owned()).or_default().push(i);
    }
    let mut matched = vec![false; left.len()];
    for to in wished {
        let found = by_equal.get_mut(&equal_by(to, context.digest_key)).and_then(Vec::pop);
        let Some(i) = found else {
            unknown.push(to);
            continue;
        };
        matched[i] = true;
        let (n, old) = &left[i];
        let named = to.kind == TargetKind::Person || to.name == old.name;
        if !named || to.kind != old.kind || to.code != old.code {
            changes.push(PartyChange {
                old: Some(old.clone()),
                party: *n,
                ..added(state, to, persons, context)
            });
        }
    }
    let mut keep = matched.iter();
    left.retain(|_| keep.next() == Some(&false));
    let mut unknown = unknown.into_iter();
    for (party, old) in left {
        let new = unknown.next().map(|to| added(state, to, persons, context)).unwrap_or_default();
        changes.push(PartyChange { old: Some(old), party, ..new });
    }
    changes.extend(unknown.map(|to| added(state, to, persons, context)));
    changes
}

/// The fact by which an agreed application changes parties.
///
/// # Errors
/// What it replaces is no longer there, or there would be too many.
pub fn amend_parties(
    state: &CaseState,
    changes: &[PartyChange],
    amendment: Uuid,
    context: &mut Context<'_>,
) -> Result<NewFact, Refusal> {
    let mut problems = Vec::new();
    let mut next = u32::try_from(state.part.parties.len()).unwrap_or(u32::MAX);
    let (mut parties, mut known) = (Vec::new(), Vec::new());
    for change in changes {
        let n = if change.old.is_none() {
            next += 1;
            next
        } else {
            if state.party(change.party) != change.old.as_ref() {
                problems.push(Problem::new("party", change.party.to_string(), "changed-meanwhile", ART14));
            }
            change.party
        };
        parties.push(PartyNow { n, party: change.new.clone() });
        let PartyChange { age, equal, second, .. } = change.clone();
        known.push(PartyKnown { age, equal, n, second });
    }
    if usize::try_from(next).is_ok_and(|n| n > MOST_PARTIES && n > state.part.parties.len()) {
        let most = MOST_PARTIES.to_string();
        problems.push(Problem::new("party_name", next.to_string(), "too-many", ART14).example(most));
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let mut after = state.clone();
    after.change_parties(&parties, &known, context.now);
    let coded = |n: u32| state.codes.iter().any(|c| c.issued.party == n && c.revoked.is_none());
    // A new party of a decided case gets a code; one whose number is another gets a new one, which that number opens.
    let needs = |known: &&PartyKnown| {
        let is_new = index(known.n).is_some_and(|i| i >= state.part.parties.len());
        let other = coded(known.n) && state.second_of(known.n) != known.second;
        after.party(known.n).is_some() && (is_new || other)
    };
    let mut clear = Vec::new();
    let mut codes = Vec::new();
    if state.decided().is_some() && !state.is_stub() {
        for known in known.iter().filter(needs) {
            codes.push(code::make(&after, known.n, &mut clear, context));
        }
    }
    let over = |party: u32| after.party(party).is_none() || codes.iter().any(|c| c.party == party);
    let open = state.codes.iter().filter(|c| c.is_open() && over(c.issued.party));
    let told = open.map(|c| c.issued.clear).collect();
    let note = PartiesNote { amendment, codes, known };
    let body =
        CaseFact::PartiesAmended { party: Box::new(PartiesPart { parties }), internal: Box::new(note) };
    let mut fact = body.at(context.now);
    (fact.codes, fact.told) = (clear, told);
    Ok(fact)
}
