//! 公示 of a case's decision (Art. 20; rulings 10): the rule proposes, a named person of the agency checks, and what is
//! published is a text of its own, masked, in a fact of its own. Only the agency that decided can publish (Art. 34(7)).

use calendar::{city_date, deadline};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::decide::place_of_state;
use super::{CaseFact, CaseState, Clock, Event, EventKind, Sanction, StepState, Verdict};
use crate::base::Base;
use crate::context::{Context, Decision, Ending, Work};
use crate::disclosure::{AsLongAs, Check, Clause, Mask, Personal, Reason, Rule, Withdrawn, mask_name};
use crate::fact::{NewFact, ThingKind};
use crate::identity;
use crate::inspection::TargetKind;
use crate::point::Condition;
use crate::problem::{Problem, Refusal};
use crate::procedure::{ActKind, ProcedureKind};
use crate::record::Fen;
use crate::when::When;

const ART20: &str = "decree17-20";

/// The code of the clock within which a decision must be disclosed.
pub const CLOCK: &str = "disclosure";

/// A party as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedParty {
    /// 統一社會信用代碼 of a firm.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Kind.
    pub kind: TargetKind,
    /// Name, a natural person's masked.
    pub name: String,
}

/// Section `public` of a published decision: the text as everybody reads it, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedText {
    /// Kind of act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_kind: Option<ActKind>,
    /// Its permanent address: a random key of its own.
    pub address: Uuid,
    /// 依據
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// 決定內容
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Day of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Date>,
    /// 文號
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision_number: String,
    /// 違法事實
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub facts: String,
    /// Fine in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<Fen>,
    /// The organ.
    pub organ: String,
    /// How it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Verdict>,
    /// Against whom, or for whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PublishedParty>,
    /// Codes of the powers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub power: Vec<String>,
    /// Procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureKind>,
    /// By which rule: key and version.
    pub rule: (i32, i32),
    /// Kinds of penalty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sanctions: Vec<Sanction>,
    /// Last day on which it is shown; none: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_until: Option<Date>,
    /// 案由
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Last day of validity of what was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// 違反的規定
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub violated: String,
    /// 違法行為類型
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub violation: String,
}

impl PublishedText {
    /// What is searched: number, organ, parties, title and kind of violation, as [`folded`] writes them.
    pub fn words(&self) -> String {
        let mut parts = vec![self.decision_number.as_str(), &self.organ];
        parts.extend(self.parties.iter().flat_map(|p| [p.name.as_str(), p.code.as_str()]));
        parts.extend([self.title.as_str(), &self.violation]);
        let parts: Vec<String> = parts.into_iter().map(folded).filter(|p| !p.is_empty()).collect();
        parts.join("\n")
    }
}

/// Text as it is searched: without blanks and signs that nobody sees, in small letters, letters and signs of full width as those of half.
pub fn folded(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '〔' => '[',
        '〕' => ']',
        _ => c,
    };
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(half)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Section `internal` of a published decision: how it was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckNote {
    /// What was looked at; empty where the agency approved the kind beforehand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// How many further words were masked by hand.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hidden: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// Section `public` of a withheld decision: the reason, by which it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldPart {
    /// Why.
    pub reason: Reason,
}

impl Default for WithheldPart {
    fn default() -> Self {
        Self { reason: Reason::Other }
    }
}

/// Section `internal` of a withheld decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldNote {
    /// The article on which it is withheld.
    pub basis: String,
    /// Further words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Section `public` of what was taken down: why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDownPart {
    /// Why.
    pub why: Withdrawn,
}

impl Default for TakenDownPart {
    fn default() -> Self {
        Self { why: Withdrawn::Mistake }
    }
}

/// Section `internal` of what was taken down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDownNote {
    /// Words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What was decided about disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disclosed {
    /// Published.
    Published(Box<PublishedText>),
    /// Withheld.
    Withheld(Reason),
    /// Published, and taken down.
    TakenDown(Withdrawn),
}

/// One decision about disclosure, as recorded.
#[derive(Clone, Debug)]
pub struct DisclosureStep {
    /// Position of its fact.
    pub seq: i32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Uuid,
    /// What.
    pub what: Disclosed,
}

crate::codes! {
    /// Where the disclosure of a decision stands.
    DisclosureStanding {
        /// To be checked.
        ToCheck = 1 "to_check",
        /// Shown to everybody.
        Published = 2 "published",
        /// Withheld with its basis.
        Withheld = 3 "withheld",
        /// Published once, and not shown any more.
        TakenDown = 4 "taken_down",
        /// Said to be published at another place; not here.
        Elsewhere = 5 "elsewhere",
    }
}

/// What may be wished about the disclosure of a decision.
#[derive(Clone, Debug)]
pub enum DisclosureWish {
    /// Publish it.
    Publish {
        /// What was looked at.
        checks: Vec<Check>,
        /// Further words to be masked, as the person who checks named them: they go no further than the text.
        mask: Vec<String>,
    },
    /// Withhold it.
    Withhold {
        /// Why.
        reason: Reason,
        /// The article.
        basis: String,
        /// Further words.
        words: String,
    },
    /// Take it down.
    TakeDown {
        /// Why.
        why: Withdrawn,
        /// Words.
        words: String,
    },
}

/// What the rule says about a decision.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The clause that decides.
    pub clause: &'a Clause,
}

impl CaseState {
    /// Where its disclosure stands; none where the rule does not propose any and nothing was decided.
    pub fn disclosure(&self) -> Option<DisclosureStanding> {
        if let Some(last) = self.disclosures.last() {
            return Some(match &last.what {
                Disclosed::Withheld(_) => DisclosureStanding::Withheld,
                Disclosed::TakenDown(_) => DisclosureStanding::TakenDown,
                Disclosed::Published(_) if self.taken_down().is_some() => DisclosureStanding::TakenDown,
                Disclosed::Published(_) => DisclosureStanding::Published,
            });
        }
        if self.withdrawn || self.is_revoked() || self.is_stub() {
            return None;
        }
        let said = self.steps.iter().find_map(|s| match s.event() {
            Some(Event::Disclosed(said)) => Some(said),
            _ => None,
        });
        match said {
            Some(said) if !said.withheld.is_empty() => Some(DisclosureStanding::Withheld),
            Some(_) => Some(DisclosureStanding::Elsewhere),
            None => self.disclosure_clock().map(|_| DisclosureStanding::ToCheck),
        }
    }

    /// The clock within which it must be disclosed, with the position of the decision.
    pub fn disclosure_clock(&self) -> Option<(i32, &Clock)> {
        self.clocks().find(|(_, clock)| clock.condition == Some(Condition::NotDisclosed))
    }

    /// What was published last.
    pub fn published(&self) -> Option<&PublishedText> {
        self.disclosures.iter().rev().find_map(|d| match &d.what {
            Disclosed::Published(text) => Some(&**text),
            _ => None,
        })
    }

    /// Why what was published is not shown any more: by a fact, or because what it rests on moved since.
    pub fn taken_down(&self) -> Option<Withdrawn> {
        let last = self.disclosures.last()?;
        if let Disclosed::TakenDown(why) = last.what {
            return Some(why);
        }
        self.published()?;
        if self.withdrawn {
            return Some(Withdrawn::Void);
        }
        let later = |s: &&StepState| s.seq > last.seq;
        let kinds = self.steps.iter().filter(later).filter_map(StepState::kind);
        let moved = kinds.filter_map(|kind| match kind {
            EventKind::DecisionRevoked => Some(Withdrawn::Revoked),
            EventKind::DecisionChanged => Some(Withdrawn::Changed),
            _ => None,
        });
        moved.min().or_else(|| self.amended.is_some_and(|seq| seq > last.seq).then_some(Withdrawn::Amended))
    }

    /// Why it is withheld: as the agency decided here, or as another system said.
    pub fn withheld_for(&self) -> Option<(Reason, Date)> {
        if self.disclosure() != Some(DisclosureStanding::Withheld) {
            return None;
        }
        if let Some(last) = self.disclosures.last() {
            let Disclosed::Withheld(reason) = last.what else { return None };
            return Some((reason, city_date(last.at)));
        }
        let said = self.of(EventKind::Disclosed).next()?;
        Some((Reason::Other, said.day().unwrap_or_else(|| city_date(said.recorded_at))))
    }

    /// Whether the party was told in writing that it will be published (rulings 10), where anything is recorded of it.
    pub fn publication_told(&self) -> Option<bool> {
        let told = self.steps.iter().filter_map(|s| match s.event() {
            Some(Event::Service(service)) => service.publication_told,
            _ => None,
        });
        told.max()
    }

    /// The vault's keys of everybody in it.
    pub fn persons(&self) -> Vec<Uuid> {
        let parties = self.part.parties.iter().filter_map(|p| p.person);
        parties.chain(self.steps.iter().filter_map(|s| s.note.person)).collect()
    }

    /// What the vault says of everybody in it, from its entries.
    pub fn personal(&self, entries: &[(Uuid, Vec<u8>)]) -> Personal {
        let minor = |key: Uuid| {
            let parties = (0u32..).zip(&self.part.parties).filter(|(_, p)| p.person == Some(key));
            parties.into_iter().any(|(n, _)| self.is_minor(n))
        };
        let mut personal = Personal::default();
        entries.iter().for_each(|(key, value)| personal.take(value, minor(*key)));
        personal
    }

    fn is_minor(&self, n: u32) -> bool {
        self.note.ages.iter().any(|(of, age)| *of == n && *age != super::AgeBand::Adult)
    }
}

impl Base {
    /// What the rule in force on the day of a case's decision says about it; none where it is not decided, or no rule is.
    pub fn proposal(&self, state: &CaseState, known: Timestamp) -> Option<Proposal<'_>> {
        let day = state.decided()?.step.day()?;
        let line = self.line(state.line).map_or("", |l| &l.code);
        let rule = self.disclosure_rule(state.act_kind(), state.procedure(), line, day, known)?;
        Some(Proposal { rule, clause: rule.clause_of(state)? })
    }

    /// Whether a case may be published with one click: its agency approved the kind, and nothing in it needs a look.
    pub fn is_approved(&self, state: &CaseState, text: &PublishedText) -> bool {
        let plain = text.parties.iter().all(|p| p.kind != TargetKind::Person);
        let marked = state.note.secrecy.is_some_and(|m| m != super::Secrecy::Open)
            || super::papers(state)
                .iter()
                .any(|p| p.paper.secrecy.is_some_and(|m| m != super::Secrecy::Open));
        let kinds = self.pre_approved(state.agency).map(|a| &a.kinds[..]).unwrap_or_default();
        kinds.contains(&state.act_kind()) && plain && !marked
    }
}

/// The clock within which a decision must be disclosed: as long as its rule says, from the decision.
pub(super) fn clock(state: &CaseState, context: &Context<'_>) -> Option<Clock> {
    let Proposal { rule, clause } = context.base.proposal(state, context.now)?;
    let at = state.decided()?.step.part.at?;
    clause.publish.then(|| Clock {
        code: CLOCK.to_owned(),
        condition: Some(Condition::NotDisclosed),
        limit: rule.within,
        start: at,
        stop: vec![EventKind::Disclosed, EventKind::DecisionRevoked],
        ..Clock::default()
    })
}

/// When a decision about disclosure stopped the clock.
pub(super) fn stopped(state: &CaseState) -> Option<When> {
    state.disclosures.first().map(|d| When::At(d.at))
}

/// The text of a decision as it would be published now, masked.
pub fn published_text(
    state: &CaseState,
    proposal: &Proposal<'_>,
    personal: &[(Uuid, Vec<u8>)],
    further: &[String],
    base: &Base,
    now: Timestamp,
) -> PublishedText {
    let firms: Vec<String> = state.part.parties.iter().map(|p| p.name.clone()).collect();
    let codes: Vec<String> = state.part.parties.iter().map(|p| p.code.clone()).collect();
    let mask = Mask::new(&state.personal(personal), further, &firms, &codes);
    let decision = state.decided().map(|d| d.decision.clone()).unwrap_or_default();
    let opening = state.opening();
    let parties = state.standing().map(|(n, party)| {
        let entry = party.person.and_then(|key| personal.iter().find(|(k, _)| *k == key));
        let name = entry.map(|(_, value)| Personal::name_in(value)).unwrap_or_default();
        let name = match party.kind {
            TargetKind::Person if state.is_minor(n - 1) || name.is_empty() => "***".to_owned(),
            TargetKind::Person => mask_name(&name),
            // Who trades under the own name is a natural person too.
            _ if crate::disclosure::is_firm(&party.name) => mask.text(&party.name),
            _ => mask_name(&party.name),
        };
        let code = if party.kind == TargetKind::Person { String::new() } else { party.code.clone() };
        PublishedParty { code, kind: party.kind, name }
    });
    PublishedText {
        act_kind: Some(state.act_kind()),
        address: state.published().map(|t| t.address).unwrap_or_default(),
        basis: mask.text(&decision.basis),
        content: mask.text(&decision.content),
        decided: state.decided().and_then(|d| d.step.day()),
        decision_number: mask.text(&decision.decision_number),
        facts: mask.text(&decision.facts),
        fine: state.fine(),
        organ: opening.organ.clone(),
        outcome: decision.outcome,
        parties: parties.collect(),
        power: opening.power.clone(),
        procedure: Some(state.procedure()),
        rule: (proposal.rule.key, proposal.rule.version),
        sanctions: state.sanctions().to_vec(),
        shown_until: shown_until(&decision, proposal.clause, base, now),
        title: mask.text(&opening.title),
        valid_until: decision.valid_until,
        violated: mask.text(&decision.violated),
        violation: mask.text(&decision.violation),
    }
}

/// The last day on which it is shown, if it is published at `now`.
fn shown_until(decision: &super::Decision, clause: &Clause, base: &Base, now: Timestamp) -> Option<Date> {
    let calendar = base.calendar_known(now);
    let shown = clause.shown.map(|limit| deadline(&calendar, now, limit.into(), &[], &[]).last_day);
    let lasts = clause.as_long_as.and_then(|lasts| match lasts {
        AsLongAs::Ban => decision.ban_until,
        AsLongAs::Validity => decision.valid_until,
    });
    shown.max(lasts)
}

/// Decides about the disclosure of a case's decision.
///
/// # Errors
/// Every problem at once.
pub fn disclose(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    wish: DisclosureWish,
    personal: &[(Uuid, Vec<u8>)],
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let fact = match wish {
        DisclosureWish::Publish { checks, mask } => publish(state, checks, &mask, personal, context)?,
        DisclosureWish::Withhold { reason, basis, words } => {
            withhold(state, reason, basis, words, context.now)?
        }
        DisclosureWish::TakeDown { why, words } => take_down(state, why, words, context.now)?,
    };
    let place = place_of_state(state);
    let work = Work { stream, kind: ThingKind::Case, place, expected: version, facts: vec![fact] };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}

/// What stands against any decision about disclosure.
fn nothing_to_disclose(state: &CaseState, problems: &mut Vec<Problem>) {
    let mut wrong = |rule, article| problems.push(Problem::new("", "", rule, article));
    if state.withdrawn {
        wrong("withdrawn", "decree17-14");
    }
    if state.decided().is_none() {
        wrong("nothing-decided", ART20);
    }
    if state.is_revoked() {
        wrong("decision-was-revoked", ART20);
    }
    if state.disclosure() == Some(DisclosureStanding::Published) {
        wrong("published-already", ART20);
    }
}

fn publish(
    state: &CaseState,
    mut checks: Vec<Check>,
    mask: &[String],
    personal: &[(Uuid, Vec<u8>)],
    context: &mut Context<'_>,
) -> Result<NewFact, Refusal> {
    let mut problems = Vec::new();
    nothing_to_disclose(state, &mut problems);
    if state.is_stub() {
        problems.push(Problem::new("", "", "state-secret", "decree17-33"));
    }
    let proposal = context.base.proposal(state, context.now).filter(|p| p.clause.publish);
    if proposal.is_none() && state.decided().is_some() {
        problems.push(Problem::new("", "", "not-by-rule", ART20));
    }
    let Some(proposal) = proposal.filter(|_| problems.is_empty()) else { return Err(Refusal { problems }) };
    let mut text = published_text(state, &proposal, personal, mask, context.base, context.now);
    checks.sort_unstable();
    checks.dedup();
    // One click is enough where the agency said so beforehand; whoever looks at anything looks at everything.
    if !(checks.is_empty() && mask.is_empty() && context.base.is_approved(state, &text)) {
        let left = Check::ALL.iter().filter(|c| !checks.contains(c));
        problems.extend(left.map(|c| Problem::new("checks", c.code(), "not-checked", ART20)));
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    if text.address.is_nil() {
        let random = identity::salt(context.rng);
        text.address =
            uuid::Builder::from_random_bytes(random[..16].try_into().unwrap_or_default()).into_uuid();
    }
    let hidden = u32::try_from(mask.iter().filter(|w| !w.trim().is_empty()).count()).unwrap_or(u32::MAX);
    let note = CheckNote { checks, hidden };
    Ok(CaseFact::Published { public: Box::new(text), internal: Box::new(note) }.at(context.now))
}

fn withhold(
    state: &CaseState,
    reason: Reason,
    basis: String,
    words: String,
    now: Timestamp,
) -> Result<NewFact, Refusal> {
    let mut problems = Vec::new();
    nothing_to_disclose(state, &mut problems);
    if basis.trim().is_empty() {
        problems.push(Problem::new("basis", "", "missing", ART20));
    }
    if state.disclosure() == Some(DisclosureStanding::Withheld) {
        problems.push(Problem::new("", "", "withheld-already", ART20));
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let note = WithheldNote { basis: basis.trim().to_owned(), words: words.trim().to_owned() };
    let part = WithheldPart { reason };
    Ok(CaseFact::Withheld { public: Box::new(part), internal: Box::new(note) }.at(now))
}

/// Reasons that a person gives; the others follow from what happened.
pub const BY_HAND: [Withdrawn; 3] = [Withdrawn::Court, Withdrawn::Repaired, Withdrawn::Mistake];

fn take_down(state: &CaseState, why: Withdrawn, words: String, now: Timestamp) -> Result<NewFact, Refusal> {
    if state.disclosure() != Some(DisclosureStanding::Published) {
        return Err(Refusal::one(Problem::new("", "", "not-published", ART20)));
    }
    if !BY_HAND.contains(&why) {
        return Err(Refusal::one(
            Problem::new("why", why.code(), "unknown-code", ART20).example("court, repaired, mistake"),
        ));
    }
    let note = TakenDownNote { words: words.trim().to_owned() };
    Ok(CaseFact::TakenDown { public: Box::new(TakenDownPart { why }), internal: Box::new(note) }.at(now))
}
