//! What a record of a case that is there says otherwise (Art. 14): what it adds is a supplement, what it changes an
//! application.

use jiff::Timestamp;

use super::compose::{keyed, named};
use super::{
    CaseAddition, CaseFact, CaseState, CaseWish, Event, EventKind, Paper, StepNote, StepPart, StepState,
    StepWish, parties, step_texts,
};
use crate::amendment;
use crate::context::Context;
use crate::fact::{NewFact, Person};
use crate::record::{self, Record};

/// What a record of a known case adds and changes, by step.
#[derive(Default)]
pub(super) struct Differences {
    pub(super) added: Vec<CaseAddition>,
    pub(super) changed: Vec<amendment::Change>,
    pub(super) digest: String,
    pub(super) parties: Vec<parties::PartyChange>,
    pub(super) persons: Vec<Person>,
}

impl Differences {
    pub(super) fn supplements(&self, now: Timestamp) -> Vec<NewFact> {
        let fact = |a: &CaseAddition| CaseFact::Supplemented { party: Box::new(a.clone()) }.at(now);
        self.added.iter().map(fact).collect()
    }

    fn take(&mut self, step: i32, digest: String, pairs: Vec<(&'static str, String, String)>) {
        let (adds, changes): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, old, new)| {
            old.is_empty() || (matches!(*name, "documents" | "evidence") && grows(old, new))
        });
        // A record that changes something is one application: what it adds waits with it.
        if changes.is_empty() && !adds.is_empty() {
            let fields = adds.into_iter().map(|(name, _, new)| (name.to_owned(), new)).collect();
            self.added.push(CaseAddition { digest, fields, step });
        } else if !changes.is_empty() {
            let all = changes.into_iter().chain(adds);
            self.changed.extend(all.map(|(name, old, new)| amendment::Change {
                field: format!("{step}.{name}"),
                new,
                old,
            }));
            self.digest = digest;
        }
    }
}

/// Whether a list holds all that it held.
pub(super) fn grows(old: &str, new: &str) -> bool {
    old.split(record::SEPARATOR).all(|m| new.split(record::SEPARATOR).any(|n| n == m))
}

pub(super) fn opening_differences(
    wish: &CaseWish,
    there: &CaseState,
    context: &mut Context<'_>,
    found: &mut Differences,
) {
    let digest = keyed(context.digest_key, wish.content.as_bytes());
    if wish.content.is_empty() || there.note.digest == digest {
        return;
    }
    if !wish.parties.is_empty() {
        found.parties = parties::differences(there, &wish.parties, &mut found.persons, context);
    }
    let pairs = wish.opening.texts().into_iter().map(|(name, new)| (name, there.opening_text(name), new));
    found.take(1, digest, pairs.filter(|(_, old, new)| old != new).collect());
}

/// The step that a record speaks of again: by the source's own number, or the one decision of the case.
pub(super) fn same_step<'a>(there: &'a CaseState, step: &StepWish) -> Option<&'a StepState> {
    let kind = step.event.as_ref().map(Event::kind);
    let numbered = |s: &&StepState| !step.step_number.is_empty() && s.note.step_number == step.step_number;
    let decided = |s: &&StepState| kind == Some(EventKind::Decision) && s.kind() == kind;
    there.steps.iter().find(numbered).or_else(|| there.steps.iter().find(decided))
}

/// The papers of a record that came again. A source knows nothing of what was added here with a file: that stays.
fn with_files_of(known: &[Paper], wish: &[Paper]) -> Vec<Paper> {
    let added = known.iter().filter(|k| k.file.is_some() && !wish.iter().any(|w| w.name == k.name));
    wish.iter().chain(added).cloned().collect()
}

pub(super) fn step_differences(wish: &StepWish, known: &StepState, digest: String, found: &mut Differences) {
    let (documents, evidence) = (
        with_files_of(&known.part.documents, &wish.documents),
        with_files_of(&known.note.evidence, &wish.evidence),
    );
    let as_step = StepState {
        part: StepPart { at: wish.at, documents, event: wish.event.clone() },
        note: StepNote {
            approver: wish.approver.clone(),
            deferral: wish.deferral,
            deferral_note: wish.deferral_note.clone(),
            evidence,
            notes: wish.notes.clone(),
            officers: named(&wish.officers, None),
            reviewer: wish.reviewer.clone(),
            ..StepNote::default()
        },
        ..known.clone()
    };
    let before = step_texts(known);
    let old =
        |name: &str| before.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let pairs = step_texts(&as_step).into_iter().map(|(name, new)| (name, old(name), new));
    found.take(known.seq, digest, pairs.filter(|(_, old, new)| old != new).collect());
}
