//! Signing in and out.

use askama::Template;
use axum::body::Body;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use axum_extra::extract::{CookieJar, Form, Query};
use platform::NotSignedIn;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Address, COOKIE};
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html, own_path};
use crate::parts::{FieldError, Page};
use crate::words::W;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    w: W,
    page: Page,
    back: String,
    kept: String,
    account: String,
    errors: Vec<FieldError>,
    demo: Vec<DemoPerson>,
}

struct DemoPerson {
    person: Uuid,
    role: String,
    office: String,
}

/// Where one wanted to go.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    back: String,
}

/// What was typed.
#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    back: String,
    /// What was typed into a form when the session had ended, as it was sent.
    #[serde(default)]
    kept: String,
}

/// A person of the simulated city.
#[derive(Debug, Deserialize)]
pub struct Demo {
    person: Uuid,
    #[serde(default)]
    back: String,
    #[serde(default)]
    kept: String,
}

/// A form that waited for its person to sign in.
#[derive(Template)]
#[template(path = "kept.html")]
struct Kept {
    w: W,
    page: Page,
    to: String,
    fields: Vec<(String, String)>,
}

/// `GET /sign-in`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageError> {
    form(&app, &reader, (wanted.back, String::new()), String::new(), Vec::new())
}

/// The page for one whose session ended in the middle of typing.
pub fn keeping(app: &App, reader: &Reader, back: &str, typed: String) -> Response {
    let page = form(app, reader, (back.to_owned(), typed), String::new(), Vec::new());
    // A script that sent the form sees that it was not taken.
    page.map_or_else(IntoResponse::into_response, |page| (StatusCode::UNAUTHORIZED, page).into_response())
}

fn form(
    app: &App,
    reader: &Reader,
    (back, kept): (String, String),
    account: String,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let demo = app.demo.iter().map(|d| DemoPerson {
        person: d.person,
        role: w.word("role", d.role),
        office: d.office.clone(),
    });
    let page = reader.public(app, w.say("web-sign-in"));
    html(&SignIn { w, page, back, kept, account, errors, demo: demo.collect() })
}

/// `POST /sign-in`.
///
/// # Errors
/// The database is away.
pub async fn enter(
    State(app): State<App>,
    reader: Reader,
    Address(address): Address,
    jar: CookieJar,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let signed = app.platform.sign_in(&typed.name, &typed.password, address, agent(&headers)).await?;
    match signed {
        Ok(token) => entered(&app, &reader, jar, token, &headers, (&typed.back, &typed.kept)).await,
        Err(not) => form(&app, &reader, (typed.back, typed.kept), typed.name, vec![said(reader.w, not)]),
    }
}

/// `POST /sign-in/demo`: in a simulated city only.
///
/// # Errors
/// The database is away, or the city is a real one.
pub async fn enter_demo(
    State(app): State<App>,
    reader: Reader,
    Address(address): Address,
    jar: CookieJar,
    headers: HeaderMap,
    Form(demo): Form<Demo>,
) -> Result<Response, PageError> {
    if !app.demo.iter().any(|d| d.person == demo.person) {
        return Err(PageError::NotFound);
    }
    match app.platform.sign_in_simulated(demo.person, address, agent(&headers)).await? {
        Ok(token) => entered(&app, &reader, jar, token, &headers, (&demo.back, &demo.kept)).await,
        Err(not) => form(&app, &reader, (demo.back, demo.kept), String::new(), vec![said(reader.w, not)]),
    }
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

fn said(w: W, not: NotSignedIn) -> FieldError {
    let (words, remedy) = match not {
        NotSignedIn::Wrong => (w.say("web-sign-in-wrong"), w.say("web-sign-in-wrong-says")),
        NotSignedIn::NoPost => (w.say("web-sign-in-no-post"), w.say("web-sign-in-no-post-says")),
        NotSignedIn::Wait(until) => {
            (w.tell("web-sign-in-wait", &[("until", telling::moment(until))]), String::new())
        }
    };
    FieldError { name: "name".to_owned(), words, remedy }
}

/// The fields of a form as it was sent; none if it was none.
async fn fields(sent: &str) -> Vec<(String, String)> {
    let kind = "application/x-www-form-urlencoded";
    let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(sent.to_owned()));
    match request {
        Ok(request) => Form::from_request(request, &()).await.map(|Form(fields)| fields).unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// Goes on where one was: to a page, or with the form that waited.
async fn entered(
    app: &App,
    reader: &Reader,
    jar: CookieJar,
    token: String,
    headers: &HeaderMap,
    (back, kept): (&str, &str),
) -> Result<Response, PageError> {
    let mut cookie = Cookie::new(COOKIE, token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    // Behind a proxy that speaks TLS the browser must never send it without.
    let proto = headers.get("x-forwarded-proto").and_then(|v| v.to_str().ok());
    cookie.set_secure(proto == Some("https"));
    let jar = jar.add(cookie);
    if kept.is_empty() {
        return Ok((jar, Redirect::to(own_path(back))).into_response());
    }
    let fields = fields(kept).await;
    let page = reader.public(app, reader.w.say("web-kept"));
    let page = html(&Kept { w: reader.w, page, to: own_path(back).to_owned(), fields })?;
    Ok((jar, page).into_response())
}

/// `POST /sign-out`.
///
/// # Errors
/// The database is away.
pub async fn leave(
    State(app): State<App>,
    staff: Result<crate::access::Staff, PageError>,
    jar: CookieJar,
) -> Result<Response, PageError> {
    if let Ok(staff) = staff {
        app.platform.sign_out(&staff.0).await?;
    }
    let mut gone = Cookie::new(COOKIE, "");
    gone.set_path("/");
    Ok((jar.remove(gone), Redirect::to("/sign-in")).into_response())
}
