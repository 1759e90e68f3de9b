//! Patrols and educations (rulings 12): four fields, recorded in a moment, never counted as inspections.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::problem::{Problem, Refusal};
use decree::visit::Visit;
use platform::{Command, Wish};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;

/// Under which name a form that was sent lies on the desk: sent again, it is the same wish.
const SENT: &str = "visit-sent";

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    draft: String,
    visit: String,
    pub(crate) when: String,
    #[serde(rename = "visit-place")]
    pub(crate) place: String,
    pub(crate) matter: String,
    #[serde(rename = "visit-people")]
    pub(crate) people: String,
}

/// What was just recorded.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

#[derive(Template)]
#[template(path = "visit_entry.html")]
struct Entry {
    w: W,
    page: Page,
    typed: Typed,
    visits: Vec<Choice>,
    /// What was just recorded, in words.
    done: String,
    problems: Vec<FieldError>,
}

impl Entry {
    fn wrong(&self, field: &str) -> String {
        form::at(&self.problems, field)
    }
}

/// What it can have been.
pub(crate) const VISITS: [&str; 2] = ["patrol", "education"];

/// `GET /patrols/new`.
///
/// # Errors
/// Who asks acts for no agency.
pub async fn form(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let typed = Typed {
        draft: app.platform.fresh_draft().to_string(),
        visit: "patrol".to_owned(),
        when: crate::inspection::local(app.platform.now()),
        ..Typed::default()
    };
    let done = VISITS.into_iter().find(|v| *v == asked.done).unwrap_or_default();
    shown(&app, &reader, &who, typed, done, Vec::new())
}

fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    typed: Typed,
    done: &'static str,
    problems: Vec<FieldError>,
) -> Result<Response, PageError> {
    if who.actor().agency == 0 {
        return Err(PageError::NotFound);
    }
    let w = reader.w;
    let choice = |v: &str| Choice {
        value: v.to_owned(),
        title: w.say(&format!("web-visit-{v}")),
        on: typed.visit == v,
    };
    let visits = VISITS.into_iter().map(choice).collect();
    let page = reader.staff(app, who, w.say("web-menu-patrol"), &[]);
    let done = if done.is_empty() { String::new() } else { w.say(&format!("web-visit-done-{done}")) };
    html(&Entry { w, page, typed, visits, done, problems })
}

/// What was typed, read; every problem at once.
pub(crate) fn read(typed: &Typed) -> Result<Visit, Refusal> {
    let mut problems = Vec::new();
    let when = telling::read_moment(typed.when.trim());
    if when.is_none() {
        let problem = Problem::new("when", typed.when.trim(), "not-a-time", "decree17-13");
        problems.push(problem.example("2026-11-24 09:30"));
    }
    let people = match typed.people.trim() {
        "" => Some(0),
        text => text.parse::<i32>().ok().filter(|n| *n >= 0),
    };
    if people.is_none() {
        problems.push(
            Problem::new("visit-people", typed.people.trim(), "not-a-number", "decree17-13").example("12"),
        );
    }
    for (field, text) in [("visit-place", &typed.place), ("matter", &typed.matter)] {
        if text.trim().is_empty() {
            problems.push(Problem::new(field, "", "missing", "decree17-13"));
        }
    }
    match (when, people) {
        (Some(when), Some(people)) if problems.is_empty() => Ok(Visit {
            district: 0,
            matter: typed.matter.trim().to_owned(),
            people,
            place: typed.place.trim().to_owned(),
            when,
        }),
        _ => Err(Refusal { problems }),
    }
}

/// `POST /patrols/new`.
///
/// # Errors
/// Who asks acts for no agency, the form is none of ours, or the database is away.
pub async fn enter(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let actor = who.actor().clone();
    let id = Uuid::try_parse(&typed.draft).map_err(|_| PageError::NotFound)?;
    let education = typed.visit == "education";
    let kind = if education { ThingKind::Education } else { ThingKind::Patrol };
    let done = VISITS[usize::from(education)];
    let there = Redirect::to(&format!("/patrols/new?done={done}")).into_response();
    let store = app.platform.store();
    if store.draft(id, actor.person).await?.is_some_and(|(form, _)| form == SENT) {
        return Ok(there);
    }
    let answer = match read(&typed) {
        Err(refusal) => Err(refusal),
        Ok(visit) => {
            let cause = uuid_of(&[b"visit form", id.as_bytes(), actor.person.as_bytes()]);
            let command = Command::Visit { kind, visit, agency: actor.agency };
            app.queue.submit(Wish { actor: actor.clone(), cause, at: None, command }).await?
        }
    };
    match answer {
        Ok(_) => {
            store.put_draft(id, actor.person, actor.office, SENT, "{}", app.platform.now()).await?;
            Ok(there)
        }
        Err(refusal) => {
            let problems = form::errors(reader.w, &refusal);
            shown(&app, &reader, &who, typed, "", problems)
        }
    }
}
