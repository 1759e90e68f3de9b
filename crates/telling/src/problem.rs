//! A refusal in words: each problem with what is wrong, an example or what to do, and the article behind it.

use decree::problem::{Problem, Refusal};
use exchange::{Arg, FieldKind, INSPECTION_FIELDS, Language, Message, Words};

use crate::{read_moment, when, word};

/// A problem as a message: `field`, `value` and `example` are its arguments.
pub fn problem_message(problem: &Problem) -> Message {
    message(problem, word("field", problem.field))
}

/// As [`problem_message`], of a case: some of its fields have labels of their own.
pub fn case_problem_message(problem: &Problem) -> Message {
    message(problem, crate::case::field(problem.field))
}

fn message(problem: &Problem, field: Arg) -> Message {
    let field = if problem.field.is_empty() { word("problem", "record") } else { field };
    Message { id: id(problem).into(), args: Vec::new() }
        .with("field", field)
        .with("value", value(problem))
        .with("example", example(problem))
}

/// The id of its message. A personal value is never repeated, so problems with one have words of their own.
fn id(problem: &Problem) -> String {
    let personal = problem.field == "target_id_number" && problem.rule.starts_with("number-");
    if personal && problem.rule != "number-birth-date" {
        return format!("problem-{}-personal", problem.rule);
    }
    format!("problem-{}", problem.rule)
}

/// The value: codes become words, moments the city's.
fn value(problem: &Problem) -> Arg {
    match problem.rule {
        "not-allowed" => word("action", &problem.value),
        "amendment-state" => word("amendment-status", &problem.value),
        rule if rule.starts_with("alert-") => word("alert-status", &problem.value),
        _ => time_or_text(&problem.value),
    }
}

/// An example of a right value: for a code list every word of it.
pub fn example(problem: &Problem) -> Arg {
    match (problem.rule, problem.field) {
        ("unknown-code", "outcome") => {
            Arg::List(["corrected", "explained"].map(|code| word("alert-outcome", code)).to_vec())
        }
        ("unknown-code" | "not-an-item", field) => {
            let spec = INSPECTION_FIELDS.iter().find(|f| f.name == field);
            let choices = spec.map_or(&[][..], |f| f.choices());
            let family = format!("choice-{field}");
            Arg::List(choices.iter().map(|choice| word(&family, choice)).collect())
        }
        ("unknown-field", _) => {
            let named =
                INSPECTION_FIELDS.iter().filter(|f| matches!(f.kind, FieldKind::Text | FieldKind::Time));
            Arg::List(named.take(4).map(|f| Arg::text(f.name)).collect())
        }
        _ => time_or_text(&problem.example),
    }
}

fn time_or_text(text: &str) -> Arg {
    // Only what facts write as moments, so that a number or a code is never taken for one.
    if text.len() > 10 && text.as_bytes().get(10) == Some(&b'T') {
        return read_moment(text).map_or_else(|| Arg::text(text), when);
    }
    Arg::text(text)
}

/// A refusal in words, a line a problem.
pub fn refusal(language: Language, refusal: &Refusal) -> Vec<String> {
    let words = Words::of(language);
    let line = |problem: &Problem| {
        let told = words.tell(&problem_message(problem));
        let article = word("article", problem.article);
        words.say("problem-line", &[("problem", Arg::text(told)), ("article", article)])
    };
    refusal.problems.iter().map(line).collect()
}
