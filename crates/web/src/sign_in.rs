//! Signing in and out.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
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
}

/// A person of the simulated city.
#[derive(Debug, Deserialize)]
pub struct Demo {
    person: Uuid,
    #[serde(default)]
    back: String,
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
    form(&app, &reader, wanted.back, String::new(), Vec::new())
}

fn form(
    app: &App,
    reader: &Reader,
    back: String,
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
    html(&SignIn { w, page, back, account, errors, demo: demo.collect() })
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
        Ok(token) => Ok(entered(jar, token, &headers, &typed.back)),
        Err(not) => form(&app, &reader, typed.back, typed.name, vec![said(reader.w, not)]),
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
        Ok(token) => Ok(entered(jar, token, &headers, &demo.back)),
        Err(not) => form(&app, &reader, demo.back, String::new(), vec![said(reader.w, not)]),
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

fn entered(jar: CookieJar, token: String, headers: &HeaderMap, back: &str) -> Response {
    let mut cookie = Cookie::new(COOKIE, token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    // Behind a proxy that speaks TLS the browser must never send it without.
    let proto = headers.get("x-forwarded-proto").and_then(|v| v.to_str().ok());
    cookie.set_secure(proto == Some("https"));
    (jar.add(cookie), Redirect::to(own_path(back))).into_response()
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
        app.platform.store().close_session(&staff.0.session).await?;
    }
    let mut gone = Cookie::new(COOKIE, "");
    gone.set_path("/");
    Ok((jar.remove(gone), Redirect::to("/sign-in")).into_response())
}
