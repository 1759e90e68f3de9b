//! Outages of the platform (Art. 15; rulings 6): the operator reports one, the city office confirms it, and from then on the
//! clocks that ran out in it are extended.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use decree::authority::{Action, may};
use decree::identity::uuid_of;
use decree::outage::{OutageState, Report};
use decree::point::Condition;
use jiff::Timestamp;
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

/// What can have happened.
const WHAT: [&str; 5] = ["network", "power", "platform", "maintenance", "other"];

/// What was typed into the report.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    from: String,
    until: String,
    what: String,
}

/// An outage in the list.
struct Row {
    id: Uuid,
    from: String,
    until: String,
    what: String,
    kind: &'static str,
    status: String,
    confirmable: bool,
}

impl Row {
    fn of(w: W, id: Uuid, outage: &OutageState, confirms: bool) -> Self {
        let report = &outage.report;
        let what = if WHAT.contains(&report.what.as_str()) { &report.what } else { "other" };
        let (kind, status) = match outage.confirmed_at {
            Some(at) => ("good", w.tell("web-outage-confirmed", &[("at", telling::moment(at))])),
            None => ("waiting", w.say("web-outage-reported")),
        };
        Self {
            id,
            from: w.moment(report.from),
            until: w.moment(report.until),
            what: w.word("outage-what", what),
            kind,
            status,
            confirmable: confirms && outage.confirmed_at.is_none(),
        }
    }
}

#[derive(Template)]
#[template(path = "outages.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    count: String,
    confirms: bool,
    reports: bool,
    whats: Vec<Choice>,
    typed: Typed,
    errors: Vec<FieldError>,
}

impl Board {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /outages`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn list(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    shown(&app, &reader, &who, Typed::default(), Vec::new())
}

fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    typed: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let confirms = may(who.actor().role, Action::ConfirmOutage);
    let mut outages: Vec<(&Uuid, &OutageState)> = base.reported_outages().collect();
    outages.sort_by_key(|(_, outage)| std::cmp::Reverse(outage.report.from));
    let what = |what: &str| Choice {
        value: what.to_owned(),
        title: w.word("outage-what", what),
        on: typed.what == what,
    };
    html(&Board {
        w,
        page: reader.staff(app, who, w.say("web-menu-outages"), &[]),
        count: w.count("web-list-shown", outages.len()),
        rows: outages.into_iter().map(|(id, outage)| Row::of(w, *id, outage, confirms)).collect(),
        confirms,
        reports: may(who.actor().role, Action::ReportOutage),
        whats: WHAT.map(what).into(),
        typed,
        errors,
    })
}

/// What is reported, or everything that is wrong with it.
fn report_of(w: W, typed: &Typed) -> Result<Report, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |name: &str, words: String| {
        errors.push(form::wrong(name, words));
    };
    let mut moment = |name: &str, text: &str| -> Timestamp {
        let read = telling::read_moment(text);
        if text.is_empty() {
            wrong(name, w.say("web-outage-moment"));
        } else if read.is_none() {
            wrong(name, w.with("calendar-not-a-day", "given", text));
        }
        read.map_or(Timestamp::UNIX_EPOCH, decree::when::When::moment)
    };
    let (from, until) = (moment("from", &typed.from), moment("until", &typed.until));
    if !WHAT.contains(&typed.what.as_str()) {
        wrong("what", w.say("web-choose-one"));
    }
    if errors.is_empty() { Ok(Report { from, until, what: typed.what.clone() }) } else { Err(errors) }
}

/// `POST /outages`: the operator reports one.
///
/// # Errors
/// The database is away.
pub async fn report(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let report = match report_of(reader.w, &typed) {
        Ok(report) => report,
        Err(errors) => return shown(&app, &reader, &who, typed, errors),
    };
    // The same form sent twice is the same wish.
    let (from, until) = (typed.from.as_bytes(), typed.until.as_bytes());
    let cause =
        uuid_of(&[b"outage form", who.actor().person.as_bytes(), from, b" ", until, typed.what.as_bytes()]);
    let command = Command::ReportOutage(report);
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) => Ok(Redirect::to("/outages").into_response()),
        Err(refusal) => {
            let errors = form::errors(reader.w, &refusal);
            shown(&app, &reader, &who, typed, errors)
        }
    }
}

/// `POST /outages/{outage}/confirm`: the city office confirms one, and what was judged without it is judged again.
///
/// # Errors
/// There is no such outage, or the database is away.
pub async fn confirm(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    app.platform.base().outage(id).ok_or(PageError::NotFound)?;
    let cause = uuid_of(&[b"outage confirmation", id.as_bytes()]);
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command: Command::ConfirmOutage(id) };
    match app.queue.submit(wish).await? {
        Ok(_) => {
            app.platform.after_change(&[Condition::LateCollection], "outage").await?;
            Ok(Redirect::to("/outages").into_response())
        }
        Err(refusal) => {
            let errors = form::errors(reader.w, &refusal);
            shown(&app, &reader, &who, Typed::default(), errors)
        }
    }
}
