//! What may still be done about a recorded inspection: add what is missing, record the re-inspection (Art. 14; rulings 3,
//! 12).

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use decree::identity::uuid_of;
use decree::inspection::{self, InspectionState, ReInspection, SEPARATOR};
use decree::problem::{Problem, Refusal};
use decree::when::When;
use platform::{Command, Wish};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::Reader;

use super::page::{Around, shown};
use super::{field, loaded};

/// What was typed into one of the forms about an inspection, field by field.
pub type Typed = Vec<(String, String)>;

/// What stands in a field.
pub fn typed_in<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
}

/// Fields that are lists: a supplement may make them longer.
pub const GROWING: [&str; 2] = ["documents", "items"];

/// `POST /inspections/{id}/supplement`.
///
/// # Errors
/// There is no such inspection for this reader, or the database is away.
pub async fn supplement(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (state, facts) = loaded(&app, &who, id).await?;
    let fields = added(&state, &typed);
    let around = Around { id, facts: facts.len(), form: "supplement" };
    if fields.is_empty() {
        let words = reader.w.say("web-inspection-nothing-added");
        let errors = vec![form::wrong("", words)];
        return shown(&app, &reader, &who, around, typed, errors).await;
    }
    let wish = Ok(Command::Supplement { stream: id, fields });
    done(&app, &reader, &who, around, typed, wish).await
}

/// What was added, in the data standard's form; a list with what it held already.
fn added(state: &InspectionState, typed: &Typed) -> Vec<(String, String)> {
    let present = inspection::fields(&state.parts);
    let there = |name: &str| present.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
    typed
        .iter()
        .filter(|(name, value)| inspection::position(name).is_some() && !value.trim().is_empty())
        .map(|(name, value)| {
            let new = field::to_standard(name, value);
            let grown = there(name).filter(|_| GROWING.contains(&name.as_str()));
            (name.clone(), grown.map_or(new.clone(), |old| format!("{old}{SEPARATOR}{new}")))
        })
        .collect()
}

/// `POST /inspections/{id}/re-inspection`.
///
/// # Errors
/// As [`supplement`].
pub async fn re_inspect(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (_, facts) = loaded(&app, &who, id).await?;
    let mut problems = Vec::new();
    let read = field::to_standard("re_inspected_at", typed_in(&typed, "re_inspected_at"));
    let at = read.parse::<When>();
    let result = typed_in(&typed, "re_inspection_result");
    if at.is_err() {
        let problem = Problem::new("re_inspected_at", &*read, "not-a-time", "penalty-2021-28");
        problems.push(problem.example("2026-11-24 09:30"));
    }
    let outcome = result.parse();
    if outcome.is_err() {
        problems.push(Problem::new("re_inspection_result", result, "missing", "penalty-2021-28"));
    }
    let wish = match (at, outcome) {
        (Ok(at), Ok(result)) => Ok(Command::ReInspect { stream: id, done: ReInspection { at, result } }),
        _ => Err(Refusal { problems }),
    };
    let around = Around { id, facts: facts.len(), form: "re-inspection" };
    done(&app, &reader, &who, around, typed, wish).await
}

/// Submits what was wished. What was typed is shown again with what is wrong with it; if somebody was faster, with what is
/// new.
async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    around: Around,
    typed: Typed,
    wish: Result<Command, Refusal>,
) -> Result<Response, PageError> {
    let w = reader.w;
    if typed_in(&typed, "version") != around.facts.to_string() {
        let words = w.say("web-somebody-was-faster");
        let errors = vec![form::wrong("", words)];
        return shown(app, reader, who, around, typed, errors).await;
    }
    let answer = match wish {
        Ok(command) => {
            let of = (around.form.as_bytes(), around.facts.to_be_bytes());
            let person = who.actor().person;
            let cause = uuid_of(&[b"inspection", of.0, around.id.as_bytes(), person.as_bytes(), &of.1]);
            app.queue.submit(Wish { actor: who.actor().clone(), cause, at: None, command }).await?
        }
        Err(refusal) => Err(refusal),
    };
    match answer {
        Ok(_) => {
            let to = format!("/inspections/{}?done={}", around.id, around.form);
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = form::errors(w, &refusal);
            shown(app, reader, who, around, typed, errors).await
        }
    }
}
