//! What people write by the public pages (Art. 33; rulings 4, 11): about the case that a code opened, or about any page. The
//! number with which one sees where it stands is shown once, on the page that answers.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use calendar::deadline;
use decree::message::{MessageKind, MessageStatus, NewMessage, Standing, shipped};
use platform::{NotOpened, NotSent};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Address;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;

/// What was typed into the form. The code stands in no address: it comes from the page that it opened.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    message_kind: String,
    organ: String,
    page: String,
    message_text: String,
    sender_name: String,
    sender_phone: String,
    mark: Uuid,
}

impl Typed {
    fn kind(&self) -> Option<MessageKind> {
        self.message_kind.parse().ok()
    }

    fn message(&self) -> NewMessage {
        // Browsers send two characters for the end of a line.
        let plain = |text: &str| text.replace("\r\n", "\n");
        NewMessage {
            kind: self.kind(),
            organ: plain(&self.organ),
            page: plain(&self.page),
            text: plain(&self.message_text),
            name: plain(&self.sender_name),
            phone: plain(&self.sender_phone),
            ..NewMessage::default()
        }
    }
}

#[derive(Template)]
#[template(path = "public_message.html")]
struct Write {
    w: W,
    page: Page,
    typed: Typed,
    kinds: Vec<Choice>,
    fixed: bool,
    text_label: String,
    most: usize,
    longest: String,
    line: String,
    errors: Vec<FieldError>,
}

impl Write {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

fn asked(
    app: &App,
    reader: &Reader,
    mut typed: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    if typed.mark.is_nil() {
        typed.mark = app.platform.form_mark();
    }
    let kind = typed.kind();
    let kinds = [MessageKind::Error, MessageKind::Complaint].map(|k| Choice {
        value: k.code().to_owned(),
        title: w.word("web-message-kind", k.code()),
        on: kind == Some(k),
    });
    let (title, text_label) = match kind {
        Some(MessageKind::Complaint) => ("web-message-complain", "web-message-text-complaint"),
        Some(MessageKind::Copy) => ("web-message-copy", "web-message-text-copy"),
        _ => ("web-message-error", "web-message-text"),
    };
    let about_case = !typed.code.is_empty();
    let standard = shipped();
    html(&Write {
        w,
        page: reader.public(app, w.say(if about_case { title } else { "web-message" })),
        fixed: about_case && kind.is_some(),
        kinds: kinds.into(),
        text_label: w.say(if about_case { text_label } else { "web-message-text" }),
        most: standard.longest_text(),
        longest: standard.longest_text().to_string(),
        line: standard.longest_line().to_string(),
        typed,
        errors,
    })
}

/// What stands in the address of the form: the page on which something is wrong.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    page: String,
}

/// `GET /message`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn form(
    State(app): State<App>,
    reader: Reader,
    Query(from): Query<From>,
) -> Result<Response, PageError> {
    let kind = if from.page.is_empty() { "" } else { MessageKind::Error.code() };
    let typed = Typed { page: from.page, message_kind: kind.to_owned(), ..Typed::default() };
    asked(&app, &reader, typed, Vec::new())
}

/// `POST /message/about`: the form about the case whose page it was called from.
///
/// # Errors
/// The page cannot be rendered.
pub async fn about(
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    asked(&app, &reader, Typed { mark: Uuid::nil(), ..typed }, Vec::new())
}

#[derive(Template)]
#[template(path = "public_sent.html")]
struct Sent {
    w: W,
    page: Page,
    receipt: String,
    shown: Shown,
}

/// `POST /message`.
///
/// # Errors
/// The database is away.
pub async fn send(
    State(app): State<App>,
    reader: Reader,
    Address(address): Address,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let code = Some(typed.code.as_str()).filter(|code| !code.is_empty());
    let wrong = |words: String| vec![form::wrong("", words)];
    match app.platform.send_message(typed.message(), code, typed.mark, address).await? {
        Ok(sent) => html(&Sent {
            w,
            page: reader.public(&app, w.say("web-message-sent")),
            receipt: sent.receipt.to_string(),
            shown: Shown::of(&app, w, sent.standing),
        }),
        Err(NotSent::Refused(refusal)) => asked(&app, &reader, typed, form::errors(w, &refusal)),
        Err(NotSent::Code(NotOpened::Wait(until)) | NotSent::Wait(until)) => {
            let errors = wrong(w.tell("web-message-wait", &[("until", telling::moment(until))]));
            Ok((StatusCode::TOO_MANY_REQUESTS, asked(&app, &reader, typed, errors)?).into_response())
        }
        Err(NotSent::Code(_)) => asked(&app, &reader, typed, wrong(w.say("web-message-code-gone"))),
    }
}

/// Where a message stands, in words.
struct Shown {
    lines: Vec<(String, String)>,
    answer: String,
}

impl Shown {
    fn of(app: &App, w: W, standing: Standing) -> Self {
        let base = app.platform.base();
        let mut lines = vec![
            (w.say("web-message-at"), w.moment(standing.sent_at)),
            (w.word("field", "message_kind"), w.word("message-kind", standing.kind.code())),
            (w.say("web-message-with"), standing.body),
            (w.say("web-message-stands"), w.word("message-status", standing.status.code())),
        ];
        if let Some(limit) = standing.limit {
            let due = deadline(&base.calendar(), standing.since, limit.into(), &[], &[]).due;
            let id = match standing.status {
                MessageStatus::Received => "web-message-until",
                _ => "web-message-answer-until",
            };
            lines.push((w.say(id), w.day(due.last_day(&base.calendar()))));
        }
        lines.extend(standing.answered_at.map(|at| (w.say("web-message-answer-at"), w.moment(at))));
        Self { lines, answer: standing.answer }
    }
}

/// What was typed to see where a message stands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    receipt: String,
}

#[derive(Template)]
#[template(path = "public_message_state.html")]
struct Stands {
    w: W,
    page: Page,
    receipt: String,
    shown: Option<Shown>,
    errors: Vec<FieldError>,
}

impl Stands {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

fn stands(
    app: &App,
    reader: &Reader,
    receipt: String,
    shown: Option<Shown>,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    html(&Stands { w, page: reader.public(app, w.say("web-message-state")), receipt, shown, errors })
}

/// `GET /message/state`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn state_form(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    stands(&app, &reader, String::new(), None, Vec::new())
}

/// `POST /message/state`.
///
/// # Errors
/// The database is away.
pub async fn state(
    State(app): State<App>,
    reader: Reader,
    Address(address): Address,
    Form(asked): Form<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (status, words) = match app.platform.look_at_message(&asked.receipt, address).await? {
        Ok(standing) => {
            let shown = Shown::of(&app, w, standing);
            return stands(&app, &reader, asked.receipt, Some(shown), Vec::new());
        }
        Err(NotOpened::Wait(until)) => {
            (StatusCode::TOO_MANY_REQUESTS, w.tell("code-wait", &[("until", telling::moment(until))]))
        }
        Err(NotOpened::NoCode(_)) => (StatusCode::BAD_REQUEST, w.say("web-message-receipt-wrong")),
        Err(NotOpened::Expired) => (StatusCode::NOT_FOUND, w.say("web-message-receipt-old")),
        Err(_) => (StatusCode::NOT_FOUND, w.say("web-message-receipt-none")),
    };
    let error = form::wrong("receipt", words);
    Ok((status, stands(&app, &reader, asked.receipt, None, vec![error])?).into_response())
}
