//! Applying for an amendment of a recorded inspection, or for its withdrawal (Art. 14; rulings 3): nothing is altered until
//! the agency has signed and the office has agreed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use decree::amendment::{AmendmentState, AmendmentStatus, Change, Draft};
use decree::identity::uuid_of;
use decree::inspection::{self, FIELDS, InspectionState, TargetKind};
use decree::problem::{Problem, Refusal};
use platform::{Command, Wish};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{FieldError, Page};
use crate::words::W;

use super::change::{Typed, typed_in};
use super::field::{self, Input};
use super::loaded;

const ART14: &str = "decree17-14";

#[derive(Template)]
#[template(path = "inspection_amend.html")]
struct Application {
    w: W,
    page: Page,
    inspection: Uuid,
    version: usize,
    inputs: Vec<Input>,
    reason: String,
    proof: String,
    withdrawal: bool,
    problems: Vec<FieldError>,
}

impl Application {
    fn wrong(&self, field: &str) -> String {
        form::at(&self.problems, field)
    }
}

/// `GET /inspections/{id}/amend`.
///
/// # Errors
/// There is no such inspection of the reader's agency, or the database is away.
pub async fn amend_form(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    shown(&app, &reader, &who, id, None, Vec::new()).await
}

/// An inspection that the reader's agency may apply about.
async fn own(app: &App, who: &Staff, id: Uuid) -> Result<(InspectionState, usize), PageError> {
    let (state, facts) = loaded(app, who, id).await?;
    let own = state.agency == who.actor().agency && !state.withdrawn;
    if own { Ok((state, facts.len())) } else { Err(PageError::NotFound) }
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Option<Typed>,
    problems: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, version) = own(app, who, id).await?;
    let here = format!("/inspections/{id}");
    let mut page = reader.staff(app, who, w.say("web-amend"), &[("web-menu-inspections", "/inspections")]);
    let crumb = crate::parts::Crumb { title: state.parts.party.own_number.clone(), href: here };
    page.crumbs.insert(1, crumb);
    let text = |name: &str| typed.as_ref().map(|t| typed_in(t, name).to_owned()).unwrap_or_default();
    html(&Application {
        w,
        page,
        inspection: id,
        version,
        inputs: inputs(w, &state, typed.as_ref(), &problems),
        reason: text("application_reason"),
        proof: text("proof"),
        withdrawal: !text("withdrawal").is_empty(),
        problems,
    })
}

/// Fields that an application may change: line and territory follow from others, personal values lie in the vault.
fn open_fields(state: &InspectionState) -> impl Iterator<Item = &'static str> {
    let person = state.parts.internal.target_kind == TargetKind::Person;
    let open = move |name: &&str| match *name {
        "line" | "territory" => false,
        "target_name" => !person,
        _ => true,
    };
    FIELDS.iter().filter(|f| !f.personal).map(|f| f.name).filter(open)
}

/// A field's value in the data standard's form.
fn value(state: &InspectionState, name: &str) -> String {
    inspection::fields(&state.parts).into_iter().find(|(n, _)| *n == name).map(|(_, v)| v).unwrap_or_default()
}

/// A value as the form shows it to be changed.
fn offered(w: W, name: &str, value: &str) -> String {
    if field::input(w, name, "", String::new()).shape == "choice" {
        return value.to_owned();
    }
    field::to_typed(w, name, value)
}

/// What may be changed, each with what stands there now.
fn inputs(w: W, state: &InspectionState, typed: Option<&Typed>, problems: &[FieldError]) -> Vec<Input> {
    let row = |name: &'static str| {
        let old = value(state, name);
        let stands = typed.map_or_else(|| offered(w, name, &old), |t| typed_in(t, name).to_owned());
        let mut input = field::input(w, name, &stands, form::at(problems, name));
        input.hint = if old.is_empty() {
            w.say("web-amend-old-none")
        } else {
            w.with("web-amend-old", "value", field::said(w, name, &old))
        };
        input
    };
    open_fields(state).map(row).collect()
}

/// The changes that were typed: what differs from what the form offered.
fn changes(w: W, state: &InspectionState, typed: &Typed) -> Vec<Change> {
    let change = |name: &'static str| {
        let old = value(state, name);
        let stands = typed.iter().find(|(n, _)| n == name).map(|(_, v)| v.replace("\r\n", "\n"))?;
        if stands.trim() == offered(w, name, &old).trim() {
            return None;
        }
        let new = field::to_standard(name, &stands);
        (new != old).then(|| Change { field: name.to_owned(), new, old })
    };
    open_fields(state).filter_map(change).collect()
}

/// Every problem of an application at once.
fn checked(changes: &[Change], typed: &Typed, withdrawal: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let texts: Vec<(&str, &str)> = changes.iter().map(|c| (c.field.as_str(), c.new.as_str())).collect();
    inspection::read(&texts, &mut problems);
    for needed in FIELDS.iter().filter(|f| f.needed) {
        if changes.iter().any(|c| c.field == needed.name && c.new.is_empty()) {
            problems.push(Problem::new(needed.name, "", "missing", "decree17-18"));
        }
    }
    if changes.is_empty() && !withdrawal {
        problems.push(Problem::new("", "", "changes-nothing", ART14));
    }
    if typed_in(typed, "application_reason").trim().is_empty() {
        problems.push(Problem::new("application_reason", "", "missing", ART14));
    }
    problems
}

/// Whether the same application lies there as a draft already: a form sent twice is one wish.
async fn drafted(app: &App, who: &Staff, id: Uuid, draft: &Draft) -> Result<bool, PageError> {
    let (_, amendments) = app.platform.about(who.actor(), id).await?;
    let streams: Vec<Uuid> = amendments.cells().map(|row| row.uuid("stream")).collect();
    for amendment in streams {
        let mut state = AmendmentState::default();
        for fact in &app.platform.show(who.actor(), amendment).await? {
            state.fold(fact)?;
        }
        let there = &state.draft;
        let same = there.changes == draft.changes
            && there.reason == draft.reason
            && there.withdrawal == draft.withdrawal;
        if same && there.subject == id && state.status == AmendmentStatus::Draft {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `POST /inspections/{id}/amend`: drafts the application.
///
/// # Errors
/// As [`amend_form`].
pub async fn amend(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, version) = own(&app, &who, id).await?;
    if typed_in(&typed, "version") != version.to_string() {
        let words = w.say("web-somebody-was-faster");
        let problems = vec![form::wrong("", words)];
        return shown(&app, &reader, &who, id, Some(typed), problems).await;
    }
    let withdrawal = !typed_in(&typed, "withdrawal").is_empty();
    let changes = if withdrawal { Vec::new() } else { changes(w, &state, &typed) };
    let problems = checked(&changes, &typed, withdrawal);
    if !problems.is_empty() {
        let problems = form::errors(w, &Refusal { problems });
        return shown(&app, &reader, &who, id, Some(typed), problems).await;
    }
    let words = |name: &str| typed_in(&typed, name).trim().to_owned();
    // The proof is named below the reason: the written application carries it.
    let proof = words("proof");
    let lines = [words("application_reason"), proof];
    let reason = lines.iter().filter(|l| !l.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n");
    let draft = Draft { changes, reason, withdrawal, ..Draft::default() };
    if drafted(&app, &who, id, &draft).await? {
        return Ok(Redirect::to(&format!("/inspections/{id}?done=amendment")).into_response());
    }
    let of = serde_json::to_vec(&draft).unwrap_or_default();
    let cause = uuid_of(&[b"amend form", id.as_bytes(), who.actor().person.as_bytes(), &of]);
    let command = Command::DraftAmendment { stream: id, draft };
    match app.queue.submit(Wish { actor: who.actor().clone(), cause, at: None, command }).await? {
        Ok(_) => Ok(Redirect::to(&format!("/inspections/{id}?done=amendment")).into_response()),
        Err(refusal) => {
            let problems = form::errors(w, &refusal);
            shown(&app, &reader, &who, id, Some(typed), problems).await
        }
    }
}
