//! Files of a case's documents and evidence (Arts 13, 16; rulings 3, 10): added to a document that is there or with a new
//! one, at its own time, without approval, never instead of a file that is there.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::decide::place_of_state;
use super::read::is_withheld;
use super::{CaseFact, CaseState, Paper, Secrecy, StepState};
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::ThingKind;
use crate::file::{self, FileWish, Which};
use crate::problem::{Problem, Refusal};

/// A file that was added to a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedFile {
    /// Whether the document stands among the evidence.
    #[serde(default)]
    pub evidence: bool,
    /// The document with its file.
    pub paper: Paper,
    /// Its place among the documents, or the evidence, of the step, from 0.
    pub position: u32,
    /// Which step, by the position of its fact.
    pub step: i32,
}

/// Section `party` of an added file: one that the party may know of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePart {
    /// The file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<AddedFile>,
}

/// Section `internal` of an added file: one with a secrecy mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileNote {
    /// The file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<AddedFile>,
}

/// A document or piece of evidence with its place in the case.
#[derive(Clone, Copy, Debug)]
pub struct PaperAt<'a> {
    /// When its file came, if it has one.
    pub came: Option<Timestamp>,
    /// Whether it stands among the evidence.
    pub evidence: bool,
    /// Its number in the case, counted from 1.
    pub number: u32,
    /// The paper.
    pub paper: &'a Paper,
    /// Its place among the documents, or the evidence, of its step, from 0.
    pub position: u32,
    /// The step.
    pub step: &'a StepState,
}

/// Every document and piece of evidence of a case, by step, documents first.
pub fn papers(state: &CaseState) -> Vec<PaperAt<'_>> {
    let came = |paper: &Paper| state.files.iter().find(|f| Some(f.file) == paper.file).map(|f| f.recorded_at);
    let all = state.steps.iter().flat_map(|step| {
        let documents = (0..).zip(&step.part.documents).map(move |(n, p)| (step, false, n, p));
        documents.chain((0..).zip(&step.note.evidence).map(move |(n, p)| (step, true, n, p)))
    });
    (1..)
        .zip(all)
        .map(|(number, (step, evidence, position, paper))| PaperAt {
            came: came(paper),
            evidence,
            number,
            paper,
            position,
            step,
        })
        .collect()
}

/// Files that papers name.
pub(super) fn files_of(step: (&[Paper], &[Paper])) -> Vec<Uuid> {
    step.0.iter().chain(step.1).filter_map(|p| p.file).collect()
}

/// Takes an added file into a folded case. A document that an amendment took away meanwhile is not brought back: the file
/// comes with a document of its own.
pub(super) fn take(state: &mut CaseState, added: AddedFile) {
    let Some(step) = state.steps.iter_mut().find(|s| s.seq == added.step) else { return };
    let list = if added.evidence { &mut step.note.evidence } else { &mut step.part.documents };
    let at = usize::try_from(added.position).unwrap_or(usize::MAX);
    match list.get_mut(at).filter(|p| p.name == added.paper.name && p.file.is_none()) {
        Some(paper) => *paper = added.paper,
        None => list.push(added.paper),
    }
}

/// Decides to add a file to a document.
///
/// # Errors
/// Every problem at once: there is no such document, it has a file, its mark is another, the title is none, the case is
/// withdrawn, or a state secret (rulings 10).
pub fn add_file(
    stream: Uuid,
    state: &CaseState,
    version: i32,
    wish: FileWish,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    if state.withdrawn {
        problems.push(Problem::new("", "", "withdrawn", "decree17-14"));
    }
    if state.is_stub() || wish.secrecy == Some(Secrecy::StateSecret) {
        problems.push(Problem::new("secrecy", "", "file-state-secret", "decree17-33"));
    }
    let added = match &wish.which {
        Which::There { evidence, position, step, title } => {
            there(state, (*step, *evidence, *position, title), &wish, &mut problems)
        }
        Which::New { evidence, step, title } => new(state, (*step, *evidence, title), &wish, &mut problems),
    };
    let Some(added) = added.filter(|_| problems.is_empty()) else { return Err(Refusal { problems }) };
    let (mut party, mut internal) = (FilePart::default(), FileNote::default());
    if added.evidence || is_withheld(added.paper.secrecy) {
        internal.added = Some(added);
    } else {
        party.added = Some(added);
    }
    let body = CaseFact::FileAdded { party: Box::new(party), internal: Box::new(internal) };
    let facts = vec![body.at(context.now)];
    let work = Work { stream, kind: ThingKind::Case, place: place_of_state(state), expected: version, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}

/// The file of a wish as a paper.
fn paper(title: &str, secrecy: Option<Secrecy>, wish: &FileWish) -> Paper {
    Paper {
        commitment: wish.file.commitment.clone(),
        file: Some(wish.file.id),
        name: title.to_owned(),
        secrecy,
        size: Some(wish.file.size),
        r#type: wish.file.media.clone(),
    }
}

/// A document that is there gets its file. A mark may come with it where there is none: it adds, and replaces nothing.
fn there(
    state: &CaseState,
    (step, evidence, position, title): (i32, bool, u32, &str),
    wish: &FileWish,
    problems: &mut Vec<Problem>,
) -> Option<AddedFile> {
    let all = papers(state);
    let found = all.iter().find(|p| {
        p.step.seq == step && p.evidence == evidence && p.position == position && p.paper.name == title
    });
    let Some(found) = found else {
        problems.push(Problem::new("documents", title, "no-such-document", "decree17-16"));
        return None;
    };
    if found.paper.file.is_some() {
        problems.push(Problem::new("documents", title, "file-there", "decree17-14"));
    }
    let marked = found.paper.secrecy.filter(|mark| *mark != Secrecy::Open);
    if let (Some(old), Some(new)) = (marked, wish.secrecy)
        && old != new
    {
        problems.push(Problem::new("secrecy", new.code(), "supplement-replaces", "decree17-14"));
    }
    let secrecy = marked.or(wish.secrecy).or(found.paper.secrecy);
    Some(AddedFile { evidence, paper: paper(title, secrecy, wish), position, step })
}

/// A new document comes with its file. One with a mark is no matter of the party, and stands among the evidence.
fn new(
    state: &CaseState,
    (step, evidence, title): (Option<i32>, bool, &str),
    wish: &FileWish,
    problems: &mut Vec<Problem>,
) -> Option<AddedFile> {
    file::shipped().check_title(title, problems);
    let found = match step {
        Some(step) => state.steps.iter().find(|s| s.seq == step),
        None => state.steps.last(),
    };
    let Some(found) = found else {
        let given = step.map(|s| s.to_string()).unwrap_or_default();
        problems.push(Problem::new("event", given, "no-step", "decree17-16"));
        return None;
    };
    let evidence = evidence || is_withheld(wish.secrecy);
    let list = if evidence { &found.note.evidence } else { &found.part.documents };
    Some(AddedFile {
        evidence,
        paper: paper(title.trim(), wish.secrecy, wish),
        position: u32::try_from(list.len()).unwrap_or(u32::MAX),
        step: found.seq,
    })
}
