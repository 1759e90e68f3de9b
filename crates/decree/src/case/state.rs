//! A case as it stands: the fold of its stream.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::clock::Clock;
use super::{
    CaseFact, Claim, Decision, DisclosedAs, Event, EventKind, IssuedCode, Opening, OpeningNote, OpeningPart,
    Sanction, StepNote, StepPart, Told, Verdict, read,
};
use crate::fact::{Envelope, Fact, ReadError};
use crate::file;
use crate::judge::Finding;
use crate::naming::Naming;
use crate::procedure::{ActKind, ProcedureKind};
use crate::record::{Fen, Record};
use crate::when::When;

/// One thing that happened in a case.
#[derive(Clone, Debug)]
pub struct StepState {
    /// Position of its fact in the stream.
    pub seq: i32,
    /// The fact.
    pub fact: Uuid,
    /// When the platform had it.
    pub recorded_at: Timestamp,
    /// When a device caught it.
    pub captured_at: Option<Timestamp>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// What the party may see of it.
    pub part: StepPart,
    /// The rest.
    pub note: StepNote,
}

impl StepState {
    /// What happened.
    pub fn event(&self) -> Option<&Event> {
        self.part.event.as_ref().or(self.note.event.as_ref())
    }

    /// What kind of thing happened.
    pub fn kind(&self) -> Option<EventKind> {
        self.event().map(Event::kind)
    }

    /// Its day, if it is known.
    pub fn day(&self) -> Option<Date> {
        self.part.at.map(When::day)
    }
}

/// A code of a party with what became of it.
#[derive(Clone, Debug)]
pub struct CodeState {
    /// As it was made.
    pub issued: IssuedCode,
    /// When it was made.
    pub at: Timestamp,
    /// Position of the fact that made it.
    pub seq: i32,
    /// When it was told, as recorded.
    pub told: Option<(When, Timestamp)>,
    /// When another took its place.
    pub revoked: Option<Timestamp>,
}

impl CodeState {
    /// Whether it waits to be told.
    pub const fn is_open(&self) -> bool {
        self.revoked.is_none() && self.told.is_none()
    }
}

pub(super) fn made(issued: IssuedCode, envelope: &Envelope) -> CodeState {
    CodeState { issued, at: envelope.recorded_at, seq: envelope.seq, told: None, revoked: None }
}

/// A case as it stands.
#[derive(Clone, Debug)]
pub struct CaseState {
    /// What it is about.
    pub part: OpeningPart,
    /// The rest.
    pub note: OpeningNote,
    /// Key of the agency.
    pub agency: i32,
    /// Key of the line.
    pub line: i32,
    /// Key of the territory.
    pub territory: i32,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// What happened, in the order of recording.
    pub steps: Vec<StepState>,
    /// Query codes.
    pub codes: Vec<CodeState>,
    /// Every file that a fact of the case ever named.
    pub files: Vec<file::Named>,
    /// Clocks that ran anew because codes were made again, with the positions of those facts.
    pub reissues: Vec<(i32, Clock)>,
    /// What the officers whom it names said of that.
    pub naming: Naming,
    /// Findings made later: by the sweep or by a second look.
    pub later: Vec<Finding>,
    /// Parties that were withdrawn, by number counted from 1.
    pub gone: std::collections::BTreeSet<u32>,
    /// What was decided about its disclosure, in the order of recording.
    pub disclosures: Vec<super::DisclosureStep>,
    /// Position of the last fact that amended what a published text says.
    pub amended: Option<i32>,
    /// Whether it is withdrawn.
    pub withdrawn: bool,
    /// How many facts there are.
    pub facts: i32,
}

impl Default for CaseState {
    fn default() -> Self {
        Self {
            part: OpeningPart::default(),
            note: OpeningNote::default(),
            agency: 0,
            line: 0,
            territory: 0,
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: Uuid::nil(),
            steps: Vec::new(),
            codes: Vec::new(),
            files: Vec::new(),
            reissues: Vec::new(),
            naming: Naming::default(),
            later: Vec::new(),
            gone: std::collections::BTreeSet::new(),
            disclosures: Vec::new(),
            amended: None,
            withdrawn: false,
            facts: 0,
        }
    }
}

/// A decision of a case, with its step.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// The step.
    pub step: &'a StepState,
    /// The decision.
    pub decision: &'a Decision,
}

impl CaseState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let envelope = &fact.envelope;
        self.facts = envelope.seq;
        match CaseFact::read(fact)? {
            CaseFact::Opened { party, internal } => {
                (self.part, self.note) = (*party, *internal);
                (self.agency, self.line, self.territory) =
                    (envelope.agency, envelope.line, envelope.territory);
                (self.recorded_at, self.recorded_by) = (envelope.recorded_at, envelope.actor);
            }
            CaseFact::Stepped { party, internal } => {
                self.codes.extend(internal.codes.iter().map(|issued| made(issued.clone(), envelope)));
                let files = super::file::files_of((&party.documents, &internal.evidence));
                file::name(&mut self.files, files, envelope.recorded_at);
                self.steps.push(StepState {
                    seq: envelope.seq,
                    fact: envelope.id,
                    recorded_at: envelope.recorded_at,
                    captured_at: envelope.captured_at,
                    recorded_by: envelope.actor,
                    part: *party,
                    note: *internal,
                });
            }
            CaseFact::Supplemented { party } => {
                read::apply(self, party.step, &party.fields, false);
                if !party.digest.is_empty() {
                    self.set_digest(party.step, &party.digest);
                }
            }
            CaseFact::Amended { internal } => {
                let decided = self.decided().is_some_and(|d| d.step.seq == internal.step);
                if internal.step <= 1 || decided {
                    self.amended = Some(envelope.seq);
                }
                read::apply(self, internal.step, &internal.fields, true);
            }
            CaseFact::Withdrawn { .. } => self.withdrawn = true,
            CaseFact::Alerted { internal } => self.later.push(internal.finding),
            CaseFact::NamingSaid { internal } => self.naming.say(*internal, envelope),
            CaseFact::NamingSettled { internal } => self.naming.settle(*internal, envelope),
            CaseFact::FileAdded { party, internal } => {
                for added in party.added.into_iter().chain(internal.added) {
                    file::name(&mut self.files, added.paper.file, envelope.recorded_at);
                    super::file::take(self, added);
                }
            }
            CaseFact::CodesTold { internal } => self.told(&internal, envelope.recorded_at),
            CaseFact::CodesReissued { internal } => {
                self.replace_codes(internal.codes, envelope);
                self.reissues.extend(internal.clocks.into_iter().map(|clock| (envelope.seq, clock)));
            }
            CaseFact::PartiesAmended { party, internal } => {
                self.amended = Some(envelope.seq);
                self.change_parties(&party.parties, &internal.known, envelope.recorded_at);
                self.replace_codes(internal.codes, envelope);
            }
            CaseFact::Published { public, .. } => self.disclosed(envelope, DisclosedAs::Published(public)),
            CaseFact::Withheld { public, .. } => {
                self.disclosed(envelope, DisclosedAs::Withheld(public.reason))
            }
            CaseFact::TakenDown { public, .. } => {
                self.disclosed(envelope, DisclosedAs::TakenDown(public.why))
            }
        }
        Ok(())
    }

    fn disclosed(&mut self, envelope: &Envelope, what: DisclosedAs) {
        let (seq, at, by) = (envelope.seq, envelope.recorded_at, envelope.actor);
        self.disclosures.push(super::DisclosureStep { seq, at, by, what });
    }

    fn told(&mut self, told: &Told, recorded_at: Timestamp) {
        for code in
            self.codes.iter_mut().filter(|c| c.is_open()).filter(|c| told.parties.contains(&c.issued.party))
        {
            code.told = Some((told.at, recorded_at));
        }
    }

    fn set_digest(&mut self, step: i32, digest: &str) {
        if step <= 1 {
            digest.clone_into(&mut self.note.digest);
        } else if let Some(found) = self.steps.iter_mut().find(|s| s.seq == step) {
            digest.clone_into(&mut found.note.digest);
        }
    }

    /// What it is about.
    pub const fn opening(&self) -> &Opening {
        &self.part.opening
    }

    /// Kind of act.
    pub fn act_kind(&self) -> ActKind {
        self.part.opening.act_kind.unwrap_or(ActKind::Penalty)
    }

    /// Procedure.
    pub fn procedure(&self) -> ProcedureKind {
        self.part.opening.procedure.unwrap_or(if self.act_kind() == ActKind::Penalty {
            ProcedureKind::Ordinary
        } else {
            ProcedureKind::Standard
        })
    }

    /// Steps of a kind, in the order of recording.
    pub fn of(&self, kind: EventKind) -> impl Iterator<Item = &StepState> {
        self.steps.iter().filter(move |s| s.kind() == Some(kind))
    }

    /// The earliest known day of a kind of event.
    pub fn first_day(&self, kind: EventKind) -> Option<Date> {
        self.of(kind).filter_map(StepState::day).min()
    }

    /// The decision, if there is one.
    pub fn decided(&self) -> Option<Decided<'_>> {
        self.steps.iter().find_map(|step| match step.event() {
            Some(Event::Decision(decision)) => Some(Decided { step, decision }),
            _ => None,
        })
    }

    /// Whether a later event revoked the decision.
    pub fn is_revoked(&self) -> bool {
        self.of(EventKind::DecisionRevoked).next().is_some()
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.of(EventKind::Closing).next().is_some()
    }

    /// Kinds of penalty in force: as changed last.
    pub fn sanctions(&self) -> &[Sanction] {
        let changed = self.steps.iter().rev().find_map(|s| match s.event() {
            Some(Event::DecisionChanged(changed)) if !changed.sanctions.is_empty() => {
                Some(&changed.sanctions[..])
            }
            _ => None,
        });
        changed.or_else(|| self.decided().map(|d| &d.decision.sanctions[..])).unwrap_or_default()
    }

    /// The fine in force, in fen: as changed last.
    pub fn fine(&self) -> Option<Fen> {
        let changed = self.steps.iter().rev().find_map(|s| match s.event() {
            Some(Event::DecisionChanged(changed)) => changed.fine,
            _ => None,
        });
        changed.or_else(|| self.decided().and_then(|d| d.decision.fine))
    }

    /// Whether a penalty was imposed.
    pub fn penalises(&self) -> bool {
        self.act_kind() == ActKind::Penalty
            && self.decided().is_some_and(|d| {
                d.decision.outcome.map_or(!d.decision.sanctions.is_empty(), |o| o == Verdict::Penalty)
            })
    }

    /// The day on which the case began: what is known earliest of its steps, or the day of recording.
    pub fn began(&self) -> Date {
        let days = self.steps.iter().filter_map(StepState::day);
        days.min().unwrap_or_else(|| calendar::city_date(self.recorded_at))
    }

    /// Every clock that was started, with the position of the fact that started it.
    pub fn clocks(&self) -> impl Iterator<Item = (i32, &Clock)> {
        let of_steps = self.steps.iter().flat_map(|s| s.note.clocks.iter().map(|c| (s.seq, c)));
        of_steps.chain(self.reissues.iter().map(|(seq, clock)| (*seq, clock)))
    }

    /// The form on which it was decided.
    pub fn claim(&self) -> Option<&Claim> {
        self.steps.iter().find_map(|s| s.note.claim.as_ref())
    }

    /// Whether a code was made with the decision whose form has a claim number.
    pub fn claimed_with(&self, code: &CodeState) -> bool {
        self.steps.iter().any(|s| s.seq == code.seq && s.note.claim.is_some())
    }

    /// Every finding, those at collection first.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.steps.iter().flat_map(|s| &s.note.findings).chain(&self.later)
    }

    /// Whether the record stands only for one that may not be here (rulings 10).
    pub fn is_stub(&self) -> bool {
        self.note.secrecy == Some(super::Secrecy::StateSecret)
    }

    /// One opening field as text, for differences.
    pub fn opening_text(&self, name: &str) -> String {
        self.part.opening.text(name)
    }
}
