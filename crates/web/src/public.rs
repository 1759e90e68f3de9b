//! The public side: what this is, and a party's own case by its query code (Art. 33; rulings 4, 11).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use platform::{LookedUp, NotOpened};
use serde::Deserialize;

use crate::access::Address;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Card, Deadline, FieldError, Page};
use crate::words::W;

#[derive(Template)]
#[template(path = "public_home.html")]
struct Home {
    w: W,
    page: Page,
    cards: Vec<Card>,
}

/// `GET /`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn home(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let w = reader.w;
    let card = |id: &str, href: &str| Card {
        title: w.say(id),
        words: w.say(&format!("{id}-says")),
        href: href.to_owned(),
    };
    let cards = vec![
        card("web-public-look-up", "/look-up"),
        card("web-public-decisions", "/decisions"),
        card("web-public-subjects", "/subjects"),
        card("web-message", "/message"),
        card("web-message-state", "/message/state"),
        card("web-public-about", "/about"),
    ];
    html(&Home { w, page: reader.public(&app, w.say("web-public-home")), cards })
}

#[derive(Template)]
#[template(path = "public_text.html")]
struct Text {
    page: Page,
    w: W,
    paragraphs: Vec<String>,
}

/// `GET /accessibility`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn accessibility(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let ids = ["how", "keys", "tell"].map(|part| format!("web-accessibility-{part}"));
    text(&app, &reader, "web-accessibility", &ids)
}

fn text(app: &App, reader: &Reader, title: &str, ids: &[String]) -> Result<Response, PageError> {
    let w = reader.w;
    let paragraphs = ids.iter().map(|id| w.say(id)).collect();
    html(&Text { page: reader.public(app, w.say(title)), w, paragraphs })
}

/// What was typed, or came with the address of a printed code.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    second: String,
}

#[derive(Template)]
#[template(path = "public_look_up.html")]
struct LookUp {
    w: W,
    page: Page,
    code: String,
    errors: Vec<FieldError>,
}

impl LookUp {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /look-up`: a scanned code stands in the address and is only filled in: opening is a step of its own, so that no
/// history and no log of a server on the way opens a case.
///
/// # Errors
/// The page cannot be rendered.
pub async fn look_up_form(
    State(app): State<App>,
    reader: Reader,
    Query(typed): Query<Typed>,
) -> Result<Response, PageError> {
    asked(&app, &reader, typed.code, Vec::new())
}

fn asked(app: &App, reader: &Reader, code: String, errors: Vec<FieldError>) -> Result<Response, PageError> {
    let w = reader.w;
    html(&LookUp { w, page: reader.public(app, w.say("web-public-look-up")), code, errors })
}

/// `POST /look-up`.
///
/// # Errors
/// The database is away.
pub async fn look_up(
    State(app): State<App>,
    reader: Reader,
    Address(address): Address,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let second = Some(typed.second.trim()).filter(|s| !s.is_empty());
    match app.platform.look_up(&typed.code, second, address).await? {
        Ok(found) => opened(&app, &reader, &found, &typed, Vec::new()),
        Err(NotOpened::SecondWrong) => {
            // The code itself was right: what it opens stays open, with what is wrong beside the field.
            let error = FieldError {
                name: "second".to_owned(),
                words: reader.w.say("code-second-wrong"),
                remedy: String::new(),
            };
            match app.platform.look_up(&typed.code, None, address).await? {
                Ok(found) => opened(&app, &reader, &found, &typed, vec![error]),
                Err(not) => refused(&app, &reader, typed.code, not),
            }
        }
        Err(not) => refused(&app, &reader, typed.code, not),
    }
}

fn refused(app: &App, reader: &Reader, code: String, not: NotOpened) -> Result<Response, PageError> {
    let w = reader.w;
    let (status, words) = match not {
        NotOpened::NoCode(rule) => (StatusCode::BAD_REQUEST, w.say(rule)),
        NotOpened::NotCollected => (StatusCode::NOT_FOUND, w.say("claim-nothing-yet")),
        NotOpened::Expired => (StatusCode::NOT_FOUND, w.say("code-expired-key")),
        NotOpened::NotFound | NotOpened::SecondWrong => (StatusCode::NOT_FOUND, w.say("code-not-found")),
        NotOpened::Wait(until) => {
            (StatusCode::TOO_MANY_REQUESTS, w.tell("code-wait", &[("until", telling::moment(until))]))
        }
    };
    let error = form::wrong("code", words);
    Ok((status, asked(app, reader, code, vec![error])?).into_response())
}

/// What may or must be done, with its last day and how it was counted.
struct Right {
    words: String,
    place: String,
    deadline: Option<Deadline>,
}

#[derive(Template)]
#[template(path = "public_case.html")]
struct Case {
    w: W,
    page: Page,
    code: String,
    /// The second element, where it was right: the receipt is asked for with it.
    second: String,
    story: Vec<String>,
    rights: Vec<Right>,
    withheld: bool,
    details: Vec<(String, String)>,
    documents: Vec<(String, String)>,
    opened: bool,
    errors: Vec<FieldError>,
}

impl Case {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

fn opened(
    app: &App,
    reader: &Reader,
    found: &LookedUp,
    typed: &Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let rights = found.remedies.iter().map(|remedy| right(app, w, found, remedy)).collect();
    let details = found.detail.as_ref().map(|d| {
        [
            ("party_name", &d.name),
            ("title", &d.title),
            ("facts", &d.facts),
            ("basis", &d.basis),
            ("content", &d.content),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| (w.word("field", field), text.clone()))
        .collect()
    });
    html(&Case {
        w,
        page: reader.public(app, w.say("web-your-case")),
        code: typed.code.clone(),
        second: found.detail.as_ref().map(|_| typed.second.trim().to_owned()).unwrap_or_default(),
        story: found.story.iter().map(|line| telling::of_story(line, w.0)).collect(),
        rights,
        withheld: !found.packet.withheld.is_empty(),
        details: details.unwrap_or_default(),
        documents: found.detail.iter().flat_map(documents).collect(),
        opened: found.detail.is_some(),
        errors,
    })
}

fn documents(detail: &decree::case::Detail) -> Vec<(String, String)> {
    detail.documents.iter().map(|(day, name)| (day.to_string(), name.clone())).collect()
}

fn right(app: &App, w: W, found: &LookedUp, remedy: &decree::case::Remedy) -> Right {
    let base = app.platform.base();
    let lines = telling::of_remedy(remedy, found, &base, w.0);
    // The days stand indented between the sentence and the place: here they are a table.
    let (days, said): (Vec<String>, Vec<String>) = lines.into_iter().partition(|l| l.starts_with(' '));
    let mut said = said.into_iter();
    let words = said.next().unwrap_or_default();
    let deadline = remedy.until.as_ref().map(|until| Deadline {
        title: w.word("web-right", &remedy.code),
        kind: "plenty",
        left: w.day(until.explain(&base.calendar()).last_day),
        basis: w.word("article", &remedy.article),
        sum: days.first().map(|l| l.trim().trim_end_matches(['：', ':']).to_owned()).unwrap_or_default(),
        ..clock::counted(w, &base, until)
    });
    Right { words, place: said.next().unwrap_or_default(), deadline }
}
