//! Forms: what was typed is kept, and every problem stands at its field and in the summary, in the words of every other way in.

use decree::problem::Refusal;
use exchange::Words;

use crate::parts::FieldError;
use crate::words::W;

/// The problems of a refusal, each at its field.
pub fn errors(w: W, refusal: &Refusal) -> Vec<FieldError> {
    let words = Words::of(w.0);
    let error = |problem: &decree::problem::Problem| {
        let article = if problem.article.is_empty() {
            String::new()
        } else {
            w.with("web-basis-of", "article", w.word("article", problem.article))
        };
        FieldError {
            name: problem.field.to_owned(),
            words: words.tell(&telling::problem_message(problem)),
            remedy: article,
        }
    };
    refusal.problems.iter().map(error).collect()
}

/// What is wrong at one field; nothing where nothing is.
pub fn at(errors: &[FieldError], name: &str) -> String {
    errors.iter().find(|e| e.name == name).map(|e| e.words.clone()).unwrap_or_default()
}
