//! Files of an inspection's documents and photos (Arts 13, 15; rulings 3): as with a case, but without steps and marks.

use uuid::Uuid;

use super::decide::place_of_state;
use super::{AddedDocument, Document, InspectionFact, InspectionState};
use crate::case::Secrecy;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::ThingKind;
use crate::file::{self, FileWish, Which};
use crate::problem::{Problem, Refusal};

/// Decides to add a file to a document of an inspection.
///
/// # Errors
/// Every problem at once: there is no such document, it has a file, the title is none, the inspection is withdrawn, or a
/// mark is given, which only the documents of cases carry.
pub fn add_file(
    stream: Uuid,
    state: &InspectionState,
    version: i32,
    wish: FileWish,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    if state.withdrawn {
        problems.push(Problem::new("", "", "withdrawn", "decree17-14"));
    }
    match wish.secrecy {
        None | Some(Secrecy::Open) => {}
        Some(Secrecy::StateSecret) => {
            problems.push(Problem::new("secrecy", "", "file-state-secret", "decree17-33"));
        }
        Some(mark) => problems.push(Problem::new("secrecy", mark.code(), "mark-of-a-case", "decree17-33")),
    }
    let documents = &state.parts.party.documents;
    let (name, position) = match wish.which {
        Which::There { position, title, .. } => {
            let at = usize::try_from(position).unwrap_or(usize::MAX);
            match documents.get(at).filter(|d| d.name == title) {
                None => problems.push(Problem::new("documents", &*title, "no-such-document", "decree17-15")),
                Some(there) if there.file.is_some() => {
                    problems.push(Problem::new("documents", &*title, "file-there", "decree17-14"));
                }
                Some(_) => {}
            }
            (title, position)
        }
        Which::New { title, .. } => {
            file::shipped().check_title(&title, &mut problems);
            (title.trim().to_owned(), u32::try_from(documents.len()).unwrap_or(u32::MAX))
        }
    };
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let document = Document {
        commitment: wish.file.commitment,
        file: Some(wish.file.id),
        name,
        size: Some(wish.file.size),
        r#type: wish.file.media,
    };
    let body = InspectionFact::FileAdded { party: Box::new(AddedDocument { document, position }) };
    let (kind, place) = (ThingKind::Inspection, place_of_state(state));
    let work = Work { stream, kind, place, expected: version, facts: vec![body.at(context.now)] };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}
