//! Forms: what was typed is kept, and every problem stands at its field and in the summary, in the words of every other way in.

use std::fmt::Display;

use decree::identity::uuid_of;
use decree::problem::{Problem, Refusal};
use exchange::{Message, Words};
use uuid::Uuid;

use crate::access::Staff;
use crate::parts::FieldError;
use crate::words::W;

/// The problems of a refusal, each at its field.
pub fn errors(w: W, refusal: &Refusal) -> Vec<FieldError> {
    said(w, refusal, telling::problem_message)
}

/// As [`errors`], of a form about a case: some of its fields have labels of their own.
pub fn case_errors(w: W, refusal: &Refusal) -> Vec<FieldError> {
    said(w, refusal, telling::case_problem_message)
}

fn said(w: W, refusal: &Refusal, message: fn(&Problem) -> Message) -> Vec<FieldError> {
    let words = Words::of(w.0);
    let error = |problem: &Problem| {
        let article = if problem.article.is_empty() {
            String::new()
        } else {
            w.with("web-basis-of", "article", w.word("article", problem.article))
        };
        FieldError { name: problem.field.to_owned(), words: words.tell(&message(problem)), remedy: article }
    };
    refusal.problems.iter().map(error).collect()
}

/// What is wrong at one field; nothing where nothing is.
pub fn at(errors: &[FieldError], name: &str) -> String {
    errors.iter().find(|e| e.name == name).map(|e| e.words.clone()).unwrap_or_default()
}

/// A problem of our own at a field; without a name it is one of the whole form.
pub fn wrong(name: &str, words: String) -> FieldError {
    FieldError { name: name.to_owned(), words, remedy: String::new() }
}

/// The cause of a wish that a form makes about a record: the same form sent twice is the same wish. `version` is how the record
/// stood when the form was shown; `more` is what tells two wishes apart that one may make of it.
pub fn cause(form: &str, id: Uuid, who: &Staff, version: impl Display, more: &[&[u8]]) -> Uuid {
    let version = version.to_string();
    let parts: [&[u8]; 4] =
        [form.as_bytes(), id.as_bytes(), who.actor().person.as_bytes(), version.as_bytes()];
    uuid_of(&parts.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}
