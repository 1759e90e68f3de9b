//! What went wrong, as `application/problem+json` (RFC 9457): every problem at once, each with place, value, reason, article and
//! remedy, in the caller's language and in the words of pages and files.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use decree::fact::ReadError;
use decree::problem::{Problem, Refusal};
use exchange::{Arg, Message, Words};
use intake::{IntakeError, RowProblem};
use jiff::Timestamp;
use platform::PlatformError;
use serde_json::{Value, json};
use store::StoreError;

use super::is_api;
use crate::error::{Failed, PageError};
use crate::frame::Reader;
use crate::route::{Side, TABLE};
use crate::words::W;

/// The media type of a problem.
pub const MEDIA: &str = "application/problem+json";

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Trouble {
    place: String,
    value: String,
    rule: String,
    reason: Box<Message>,
    article: String,
    example: Option<Box<Arg>>,
}

impl Trouble {
    /// What a rule of the decree refused. Fields of a case have labels of their own.
    pub fn of(problem: &Problem, of_case: bool) -> Self {
        let message = if of_case { telling::case_problem_message } else { telling::problem_message };
        Self {
            place: problem.field.to_owned(),
            value: problem.value.clone(),
            rule: problem.rule.to_owned(),
            reason: Box::new(message(problem)),
            article: problem.article.to_owned(),
            example: (!problem.example.is_empty()).then(|| Box::new(telling::problem_example(problem))),
        }
    }

    /// What is wrong with a pushed row.
    pub fn of_row(problem: &RowProblem, of_case: bool) -> Self {
        match problem {
            RowProblem::Door(problem) => Self::of(problem, of_case),
            RowProblem::Row(message) => Self::said(message.clone()),
            RowProblem::Cell(cell) => Self {
                place: cell.field.to_string(),
                value: cell.value.clone(),
                rule: cell.rule.trim_start_matches("exchange-").to_owned(),
                reason: Box::new(cell.message()),
                article: "decree17-18".to_owned(),
                example: (!cell.example.is_empty()).then(|| Box::new(Arg::text(cell.example.as_str()))),
            },
        }
    }

    /// What is wrong as a whole.
    pub fn said(reason: Message) -> Self {
        let rule = reason.id.trim_start_matches("exchange-").trim_start_matches("web-api-").to_owned();
        let (place, value, article) = (String::new(), String::new(), "decree17-18".to_owned());
        Self { place, value, rule, reason: Box::new(reason), article, example: None }
    }

    /// A problem of the interface itself.
    pub fn own(place: &str, value: &str, id: &'static str) -> Self {
        Self { place: place.to_owned(), value: value.to_owned(), ..Self::said(Message::new(id)) }
    }

    /// With an example of what is right.
    #[must_use]
    pub fn example(mut self, example: &str) -> Self {
        self.example = Some(Box::new(Arg::text(example)));
        self
    }

    /// The same at another place.
    #[must_use]
    pub fn at(mut self, place: &str) -> Self {
        place.clone_into(&mut self.place);
        self
    }

    /// In words.
    pub fn json(&self, w: W) -> Value {
        let words = Words::of(w.0);
        let mut value = json!({ "place": self.place, "rule": self.rule, "reason": words.tell(&self.reason) });
        if let Some(map) = value.as_object_mut() {
            if !self.value.is_empty() {
                map.insert("value".to_owned(), self.value.as_str().into());
            }
            if !self.article.is_empty() {
                let article = json!({ "id": self.article, "title": w.word("article", &self.article) });
                map.insert("article".to_owned(), article);
            }
            let remedy = match &self.example {
                Some(example) => w.with("web-api-remedy-example", "example", words.plain(example)),
                None => w.say("web-api-remedy"),
            };
            map.insert("remedy".to_owned(), remedy.into());
        }
        value
    }
}

/// Why a request has no answer but this.
#[derive(Clone, Debug)]
pub struct Fault {
    status: StatusCode,
    kind: &'static str,
    troubles: Vec<Trouble>,
    headers: Vec<(HeaderName, String)>,
    number: String,
}

impl Fault {
    /// A fault of which its status says everything.
    pub fn of(status: StatusCode) -> Self {
        let kind = match status {
            StatusCode::UNAUTHORIZED => "unauthorised",
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::CONFLICT => "conflict",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
            StatusCode::UNPROCESSABLE_ENTITY => "refused",
            StatusCode::TOO_MANY_REQUESTS => "too-many",
            StatusCode::SERVICE_UNAVAILABLE => "away",
            status if status.is_server_error() => "unexpected",
            _ => "bad-request",
        };
        Self { status, kind, troubles: Vec::new(), headers: Vec::new(), number: String::new() }
    }

    /// There is nothing there, or nothing that this system may see.
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND)
    }

    /// What was asked for cannot be understood.
    pub fn bad(troubles: Vec<Trouble>) -> Self {
        Self { troubles, ..Self::of(StatusCode::BAD_REQUEST) }
    }

    /// What was asked for is refused.
    pub fn refused(troubles: Vec<Trouble>) -> Self {
        Self { troubles, ..Self::of(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    /// It stands against what is there; `kind` says how.
    pub fn conflict(kind: &'static str) -> Self {
        Self { kind, ..Self::of(StatusCode::CONFLICT) }
    }

    /// No token, or one that opens nothing (any more).
    pub fn unauthorised() -> Self {
        Self::of(StatusCode::UNAUTHORIZED)
            .with(header::WWW_AUTHENTICATE, "Bearer realm=\"xiezhi\"".to_owned())
    }

    /// Too many requests: from when the next may come.
    pub fn too_many(until: Timestamp, now: Timestamp) -> Self {
        let seconds = until.duration_since(now).as_secs_f64().ceil().max(1.0);
        Self::of(StatusCode::TOO_MANY_REQUESTS).with(header::RETRY_AFTER, format!("{seconds:.0}"))
    }

    /// With a header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// A refusal of the door. What the role may not do, and what is not there, are one answer.
    pub fn refusal(refusal: &Refusal, of_case: bool) -> Self {
        if refusal.problems.iter().all(|p| matches!(p.rule, "not-allowed" | "not-found")) {
            return Self::not_found();
        }
        Self::refused(refusal.problems.iter().map(|p| Trouble::of(p, of_case)).collect())
    }

    fn of_page(failed: &Failed) -> Self {
        let status = if failed.status == StatusCode::CONFLICT {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            failed.status
        };
        let troubles = failed.problems.problems.iter().map(|p| Trouble::of(p, false)).collect();
        Self { troubles, number: failed.number.clone(), ..Self::of(status) }
    }

    fn json(&self, w: W, instance: &str) -> Value {
        let mut value = json!({
            "type": format!("/api#{}", self.kind),
            "title": w.say(&format!("web-api-{}", self.kind)),
            "detail": w.with(&format!("web-api-{}-says", self.kind), "number", &self.number),
            "status": self.status.as_u16(),
            "instance": instance,
            "problems": self.troubles.iter().map(|t| t.json(w)).collect::<Vec<_>>(),
        });
        if let Some(map) = value.as_object_mut()
            && !self.number.is_empty()
        {
            map.insert("operation".to_owned(), self.number.as_str().into());
        }
        value
    }
}

impl From<PageError> for Fault {
    fn from(error: PageError) -> Self {
        Self::of_page(&error.failed())
    }
}

impl From<PlatformError> for Fault {
    fn from(error: PlatformError) -> Self {
        match error {
            PlatformError::Refused(refusal) => Self::refusal(&refusal, false),
            other => PageError::from(other).into(),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        PageError::from(error).into()
    }
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        PageError::from(error).into()
    }
}

impl From<IntakeError> for Fault {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Platform(error) => error.into(),
            // Said in the caller's language already: a line a problem.
            IntakeError::Said(words) => Self::bad(
                words
                    .lines()
                    .map(|line| Trouble::said(Message::new("web-api-said").with("words", Arg::text(line))))
                    .collect(),
            ),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        for (name, value) in &self.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// What an address of the interface answers to a method that it does not take; nothing where there is no such address.
pub fn no_such_method(path: &str) -> Option<Response> {
    let there = TABLE.iter().filter(|route| route.side == Side::Staff && route.path == path && is_api(path));
    let mut methods: Vec<String> = there.map(|route| route.method.to_ascii_uppercase()).collect();
    if methods.iter().any(|method| method == "GET") {
        methods.push("HEAD".to_owned());
    }
    let fault = || Fault::of(StatusCode::METHOD_NOT_ALLOWED).with(header::ALLOW, methods.join(", "));
    (!methods.is_empty()).then(|| fault().into_response())
}

/// Puts a problem's document into an answer that went wrong, in the caller's words; what a handler answered with a bare status
/// gets one too.
pub fn dressed(reader: &Reader, here: &str, response: Response) -> Response {
    let status = response.status();
    let done = response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media == MEDIA);
    if done || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let own = response.extensions().get::<Fault>().cloned();
    let page = || response.extensions().get::<Failed>().map(Fault::of_page);
    let fault = own.or_else(page).unwrap_or_else(|| Fault::of(status));
    let text = fault.json(reader.w, here).to_string();
    let (mut parts, _) = response.into_parts();
    parts.status = fault.status;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(reader.w.tag()));
    Response::from_parts(parts, Body::from(text))
}
