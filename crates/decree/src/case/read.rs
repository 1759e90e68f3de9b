//! A case's record as texts by field: read into a typed wish with every problem at once, compared, added to, amended. Texts
//! are in the data standard's form: days `2026-11-24`, moments with their offset, money in fen, lists joined by U+001F.

use super::{CaseState, CaseWish, Event, EventKind, Opening, Paper, PartyWish, Secrecy, StepState, StepWish};
use crate::checksum;
use crate::inspection::{Named, TargetKind};
use crate::problem::Problem;
use crate::record::{self, FieldValue, Record, SEPARATOR, put};

const STANDARD: &str = "decree17-18";

/// The fields that every step has besides those of its event.
pub const COMMON_FIELDS: &[&str] = &[
    "event",
    "at",
    "step_number",
    "officers",
    "officer_names",
    "reviewer",
    "approver",
    "collection",
    "deferral_reason",
    "deferral_note",
    "documents",
    "evidence",
    "step_notes",
    "claim_number",
];

/// The fields of an opening that are not in [`Opening`].
const OPENING_EXTRAS: &[&str] = &[
    "case_source",
    "secrecy",
    "notes",
    "line",
    "territory",
    "party_kind",
    "party_name",
    "party_code",
    "party_id_number",
    "legal_representative",
];

/// Position of a common field, for sets of fields.
pub fn positions(name: &str) -> Option<u32> {
    COMMON_FIELDS.iter().position(|f| *f == name).and_then(|p| u32::try_from(p).ok())
}

/// Whether a set of fields has one of a name.
pub fn has_positions(set: u64, name: &str) -> bool {
    positions(name).is_some_and(|p| set & (1 << p) != 0)
}

fn field_name(name: &str) -> &'static str {
    let known = record::name_of::<Opening>(name);
    let common = || COMMON_FIELDS.iter().chain(OPENING_EXTRAS).find(|f| **f == name).copied();
    let event = || EventKind::ALL.iter().flat_map(|k| k.fields()).find(|f| f.name == name).map(|f| f.name);
    known.or_else(common).or_else(event).unwrap_or_default()
}

/// Reads a record: the opening of a case, or one thing that happened in it, or both. `event` says what happened; a record
/// of a decision, a penalty's, needs no such field: its kind is given.
pub fn read(fields: &[(&str, &str)], kind: Option<EventKind>, problems: &mut Vec<Problem>) -> CaseWish {
    let mut wish = CaseWish::default();
    let said = fields.iter().find(|(n, v)| *n == "event" && !v.is_empty()).map(|(_, v)| *v);
    let kind = match said {
        Some(text) => match text.parse::<EventKind>() {
            Ok(kind) => Some(kind),
            Err(()) => {
                let known: Vec<&str> = EventKind::ALL.iter().map(|k| k.code()).collect();
                problems
                    .push(Problem::new("event", text, "unknown-code", STANDARD).example(known.join(" / ")));
                None
            }
        },
        None => kind,
    };
    let mut step = StepWish { event: kind.map(EventKind::blank), ..StepWish::default() };
    let mut parties = Columns::default();
    for &(name, value) in fields {
        if let Some(p) = positions(name) {
            step.has |= 1 << p;
        }
        if value.is_empty() || name == "event" {
            continue;
        }
        let taken = put(&mut wish.opening, name, value, problems)
            || opening_extra(&mut wish, &mut parties, name, value, problems)
            || common(&mut step, name, value, problems)
            || of_event(&mut step, name, value, problems);
        if !taken {
            leftover(&mut step, name, value, problems);
        }
    }
    wish.parties = parties.read(problems);
    step.content = content(fields, |name| !is_opening(name));
    wish.content = content(fields, is_opening);
    if step.event.is_some() {
        served_with(fields, &mut step, &mut wish, problems);
        wish.steps.insert(0, step);
    }
    wish
}

/// A published decision often says when it was served: that is a step of its own.
fn served_with(
    fields: &[(&str, &str)],
    step: &mut StepWish,
    wish: &mut CaseWish,
    problems: &mut Vec<Problem>,
) {
    let value =
        |name: &str| fields.iter().find(|(n, _)| *n == name).map(|(_, v)| *v).filter(|v| !v.is_empty());
    if let Some(decided) = value("decided_at") {
        step.at = when("at", decided, problems);
    }
    if let Some(served) = value("served_at") {
        let mut service = EventKind::Service.blank();
        if let Some(mode) = value("mode") {
            let set = service.set("mode", mode);
            note_bad("mode", mode, set, problems);
        }
        let at = when("at", served, problems);
        let content = format!("served_at\u{1e}{served}");
        wish.steps.push(StepWish { event: Some(service), at, has: step.has, content, ..StepWish::default() });
    }
}

fn note_bad(
    name: &'static str,
    text: &str,
    set: Result<bool, record::Bad>,
    problems: &mut Vec<Problem>,
) -> bool {
    match set {
        Ok(found) => found,
        Err((rule, example)) => {
            problems.push(Problem::new(name, text, rule, STANDARD).example(example));
            true
        }
    }
}

fn is_opening(name: &str) -> bool {
    record::name_of::<Opening>(name).is_some() || OPENING_EXTRAS.contains(&name)
}

fn when(name: &'static str, value: &str, problems: &mut Vec<Problem>) -> Option<crate::when::When> {
    match FieldValue::from_text(value) {
        Ok(when) => when,
        Err((rule, example)) => {
            problems.push(Problem::new(name, value, rule, STANDARD).example(example));
            None
        }
    }
}

fn code<C: record::Code>(name: &'static str, value: &str, problems: &mut Vec<Problem>) -> Option<C> {
    match <Option<C> as FieldValue>::from_text(value) {
        Ok(code) => code,
        Err((rule, example)) => {
            problems.push(Problem::new(name, value, rule, STANDARD).example(example));
            None
        }
    }
}

fn list(value: &str, problems: &mut Vec<Problem>, name: &'static str) -> Vec<String> {
    Vec::<String>::from_text(value).unwrap_or_else(|(rule, example)| {
        problems.push(Problem::new(name, "", rule, STANDARD).example(example));
        Vec::new()
    })
}

fn opening_extra(
    wish: &mut CaseWish,
    parties: &mut Columns,
    name: &str,
    value: &str,
    problems: &mut Vec<Problem>,
) -> bool {
    match name {
        "case_source" => wish.case_source = code("case_source", value, problems),
        "secrecy" => wish.secrecy = code("secrecy", value, problems),
        "notes" => value.clone_into(&mut wish.notes),
        "line" => value.clone_into(&mut wish.line),
        "territory" => value.clone_into(&mut wish.territory),
        "party_kind" => value.clone_into(&mut parties.kinds),
        "party_name" => value.clone_into(&mut parties.names),
        "party_code" => value.clone_into(&mut parties.codes),
        "party_id_number" => value.clone_into(&mut parties.numbers),
        "legal_representative" => value.clone_into(&mut parties.representatives),
        "decided_at" | "served_at" | "opened_at" => {}
        _ => return false,
    }
    true
}

fn common(step: &mut StepWish, name: &str, value: &str, problems: &mut Vec<Problem>) -> bool {
    match name {
        "at" => step.at = when("at", value, problems),
        "step_number" => value.clone_into(&mut step.step_number),
        "officers" => step.officers = list(value, problems, "officers"),
        "officer_names" => step.officer_names = list(value, problems, "officer_names"),
        "reviewer" => value.clone_into(&mut step.reviewer),
        "approver" => value.clone_into(&mut step.approver),
        "collection" => step.collection = code("collection", value, problems),
        "deferral_reason" => step.deferral = code("deferral_reason", value, problems),
        "deferral_note" => value.clone_into(&mut step.deferral_note),
        "documents" => step.documents = papers(&list(value, problems, "documents")),
        "evidence" => step.evidence = papers(&list(value, problems, "evidence")),
        "step_notes" => value.clone_into(&mut step.notes),
        "claim_number" => value.clone_into(&mut step.claim_number),
        _ => return false,
    }
    true
}

fn papers(names: &[String]) -> Vec<Paper> {
    names.iter().map(|name| Paper { name: name.clone(), ..Paper::default() }).collect()
}

/// Columns of event files have names of their own for what the events call differently.
fn alias(kind: EventKind, name: &str) -> &str {
    match (kind, name) {
        (EventKind::Transfer, "to") => "to_organ",
        (EventKind::Other, "result" | "number") => "note",
        (EventKind::Closing, "result") => "closing_state",
        (EventKind::Reconsideration | EventKind::Suit, "result") => "remedy_result",
        _ => name,
    }
}

fn of_event(step: &mut StepWish, name: &str, value: &str, problems: &mut Vec<Problem>) -> bool {
    let Some(event) = &mut step.event else { return false };
    let name = alias(event.kind(), name);
    let field = field_name(name);
    let set = event.set(name, value);
    note_bad(field, value, set, problems)
}

/// What the event has no field for is kept in the step's notes: nothing is lost. A name that no record has is a problem.
fn leftover(step: &mut StepWish, name: &str, value: &str, problems: &mut Vec<Problem>) {
    let known = !field_name(name).is_empty()
        || matches!(name, "result" | "number" | "days" | "to" | "note" | "until");
    if !known {
        problems.push(Problem::new("", name, "unknown-field", STANDARD));
        return;
    }
    if !step.notes.is_empty() {
        step.notes.push('\n');
    }
    step.notes.push_str(name);
    step.notes.push('=');
    step.notes.push_str(value);
}

/// The record as it came, for its digest: the same record again is known by it.
fn content(fields: &[(&str, &str)], belongs: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (name, value) in fields.iter().filter(|(n, v)| !v.is_empty() && belongs(n)) {
        text.push_str(name);
        text.push('\u{1e}');
        text.push_str(value);
        text.push('\u{1d}');
    }
    text
}

/// The columns about parties: lists of equal length where a case has several.
#[derive(Default)]
struct Columns {
    kinds: String,
    names: String,
    codes: String,
    numbers: String,
    representatives: String,
}

impl Columns {
    fn read(&self, problems: &mut Vec<Problem>) -> Vec<PartyWish> {
        let split = |text: &str| -> Vec<String> {
            if text.is_empty() {
                Vec::new()
            } else {
                text.split(SEPARATOR).map(|m| m.trim().to_owned()).collect()
            }
        };
        let names = split(&self.names);
        let columns = [&self.kinds, &self.codes, &self.numbers, &self.representatives].map(|c| split(c));
        if let Some(odd) = columns.iter().find(|c| !c.is_empty() && c.len() != names.len()) {
            problems.push(
                Problem::new("party_name", names.len().to_string(), "parties-uneven", STANDARD)
                    .example(odd.len().to_string()),
            );
            return Vec::new();
        }
        let at = |column: &[String], i: usize| column.get(i).cloned().unwrap_or_default();
        let [kinds, codes, numbers, representatives] = columns;
        (0..names.len())
            .map(|i| PartyWish {
                kind: party_kind(&at(&kinds, i), problems),
                name: names[i].clone(),
                code: credit_code(&at(&codes, i), problems),
                id_number: citizen_number(&at(&numbers, i), problems),
                legal_representative: at(&representatives, i),
                address: String::new(),
            })
            .collect()
    }
}

fn party_kind(value: &str, problems: &mut Vec<Problem>) -> TargetKind {
    if value.is_empty() {
        return TargetKind::Organisation;
    }
    code("party_kind", value, problems).unwrap_or(TargetKind::Organisation)
}

pub(super) fn credit_code(value: &str, problems: &mut Vec<Problem>) -> String {
    let value = value.to_ascii_uppercase();
    if !value.is_empty()
        && let Err(bad) = checksum::credit_code(&value)
    {
        let (rule, example) = crate::inspection::number_rule(bad);
        problems.push(Problem::new("party_code", &*value, rule, "gb32100-2015").example(example));
    }
    value
}

/// The value of an identity number is never repeated in a problem.
pub(super) fn citizen_number(value: &str, problems: &mut Vec<Problem>) -> String {
    let value = value.to_ascii_uppercase();
    if !value.is_empty()
        && let Err(bad) = checksum::citizen_number(&value)
    {
        let (rule, _) = crate::inspection::number_rule(bad);
        problems.push(Problem::new("party_id_number", "", rule, "gb11643-1999"));
    }
    value
}

/// A step as texts by field, without empty ones and without personal values.
pub fn step_texts(step: &StepState) -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    let mut say = |name: &'static str, text: String| {
        if !text.is_empty() {
            texts.push((name, text));
        }
    };
    let (part, note) = (&step.part, &step.note);
    let join = |members: Vec<&str>| members.join("\u{1f}");
    say("at", part.at.to_text());
    say("officers", join(note.officers.iter().map(|o| &*o.certificate).collect()));
    say("reviewer", note.reviewer.clone());
    say("approver", note.approver.clone());
    say("deferral_reason", note.deferral.to_text());
    say("deferral_note", note.deferral_note.clone());
    say("documents", join(part.documents.iter().map(|d| &*d.name).collect()));
    say("evidence", join(note.evidence.iter().map(|d| &*d.name).collect()));
    say("step_notes", note.notes.clone());
    if let Some(event) = step.event() {
        texts.extend(event.texts());
    }
    texts
}

/// Puts agreed or added values into a folded case. `replace` says whether what is there gives way (an amendment) or stays
/// (a supplement). Values were read before they became a fact; one that cannot be read now changes nothing.
pub(super) fn apply(state: &mut CaseState, step: i32, fields: &[(String, String)], replace: bool) {
    if step <= 1 {
        for (name, value) in fields {
            if replace || state.part.opening.text(name).is_empty() {
                let _unreadable = state.part.opening.set(name, value);
            }
        }
        return;
    }
    let Some(found) = state.steps.iter_mut().find(|s| s.seq == step) else { return };
    for (name, value) in fields {
        apply_to_step(found, name, value, replace);
    }
}

fn apply_to_step(step: &mut StepState, name: &str, value: &str, replace: bool) {
    let mut wish = StepWish::default();
    if !common(&mut wish, name, value, &mut Vec::new()) {
        let event = step.part.event.as_mut().or(step.note.event.as_mut());
        let empty = |e: &Event| e.texts().iter().all(|(n, _)| *n != name);
        if let Some(event) = event
            && (replace || empty(event))
        {
            let _unreadable = event.set(name, value);
        }
        return;
    }
    let note = &mut step.note;
    let text = |slot: &mut String, value: String| {
        if replace || slot.is_empty() {
            *slot = value;
        }
    };
    match name {
        "at" if replace || step.part.at.is_none() => step.part.at = wish.at,
        "officers" if replace || note.officers.is_empty() => {
            note.officers =
                wish.officers.into_iter().map(|certificate| Named { certificate, officer: None }).collect();
        }
        "reviewer" => text(&mut note.reviewer, wish.reviewer),
        "approver" => text(&mut note.approver, wish.approver),
        "deferral_note" => text(&mut note.deferral_note, wish.deferral_note),
        "step_notes" => text(&mut note.notes, wish.notes),
        "deferral_reason" if replace || note.deferral.is_none() => note.deferral = wish.deferral,
        "documents" => merge(&mut step.part.documents, wish.documents, replace),
        "evidence" => merge(&mut note.evidence, wish.evidence, replace),
        _ => {}
    }
}

/// Papers by name: an addition keeps what is there, an amendment keeps what the store knows of those that stay.
fn merge(there: &mut Vec<Paper>, new: Vec<Paper>, replace: bool) {
    if replace {
        let mut old = std::mem::take(there);
        // Each is kept once: two photos of one title are two files.
        let kept = |p: Paper| match old.iter().position(|o| o.name == p.name) {
            Some(at) => old.remove(at),
            None => p,
        };
        *there = new.into_iter().map(kept).collect();
        return;
    }
    for paper in new {
        if !there.iter().any(|p| p.name == paper.name) {
            there.push(paper);
        }
    }
}

/// Whether a secrecy mark keeps a paper from a party, who is told that it is withheld.
pub(super) const fn is_withheld(secrecy: Option<Secrecy>) -> bool {
    !matches!(secrecy, None | Some(Secrecy::Open))
}
