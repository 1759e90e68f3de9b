//! One's own account: password, sessions, and the post that one acts in.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use decree::authority::Role;
use platform::BadPassword;
use serde::Deserialize;

use crate::access::{Address, Staff};
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{FieldError, Page};
use crate::words::W;

struct Open {
    since: String,
    seen: String,
    address: String,
    agent: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    w: W,
    page: Page,
    sessions: Vec<Open>,
    has_password: bool,
    changed: bool,
    must_change: bool,
    errors: Vec<FieldError>,
}

impl Account {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /account`.
///
/// # Errors
/// The database is away.
pub async fn page(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    shown(&app, &reader, &who, false, Vec::new()).await
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    changed: bool,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let now = app.platform.now();
    let idle = app.platform.idle_since(now);
    let sessions = app.platform.store().sessions_of(who.actor().person, now, idle).await?;
    let open = |s: store::Session| Open {
        since: w.moment(s.opened_at),
        seen: w.moment(s.seen_at),
        here: s.token == who.0.session,
        address: s.address,
        agent: s.agent,
    };
    html(&Account {
        w,
        page: reader.staff(app, who, w.say("web-menu-account"), &[]),
        sessions: sessions.into_iter().map(open).collect(),
        has_password: app.platform.store().account(&who.0.account).await?.is_some(),
        changed,
        must_change: who.0.must_change && !changed,
        errors,
    })
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Passwords {
    old: String,
    new: String,
    again: String,
}

/// `POST /account/password`: a new password ends every other session.
///
/// # Errors
/// The database is away.
pub async fn change_password(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Address(address): Address,
    Form(typed): Form<Passwords>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let mut errors = Vec::new();
    let mut wrong = |name: &str, words: String| {
        errors.push(form::wrong(name, words));
    };
    match app.platform.check_password(&who.0.account, &typed.new) {
        Ok(()) => {}
        Err(BadPassword::Short(least)) => wrong("new", w.count("web-password-short", least)),
        Err(BadPassword::Alike) => wrong("new", w.say("web-password-alike")),
        Err(BadPassword::Name) => wrong("new", w.say("web-password-name")),
    }
    if typed.new == typed.old && !typed.new.is_empty() {
        wrong("new", w.say("web-password-same"));
    }
    if typed.new != typed.again {
        wrong("again", w.say("web-password-differs"));
    }
    if errors.is_empty() && !app.platform.is_password(&who.0.account, &typed.old, address).await? {
        let words = w.say("web-password-old-wrong");
        errors.push(form::wrong("old", words));
    }
    if !errors.is_empty() {
        return shown(&app, &reader, &who, false, errors).await;
    }
    app.platform.put_account(&who.0.account, who.actor().person, &typed.new, false).await?;
    app.platform.store().close_other_sessions(who.actor().person, &who.0.session).await?;
    shown(&app, &reader, &who, true, Vec::new()).await
}

/// `POST /account/sessions`: ends the others.
///
/// # Errors
/// The database is away.
pub async fn end_others(State(app): State<App>, who: Staff) -> Result<Response, PageError> {
    app.platform.store().close_other_sessions(who.actor().person, &who.0.session).await?;
    Ok(Redirect::to("/account").into_response())
}

/// A post, as `role.office`.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    post: String,
}

/// `POST /post`: goes on in another of one's posts.
///
/// # Errors
/// The database is away, or the post is not the person's.
pub async fn take_post(
    State(app): State<App>,
    who: Staff,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageError> {
    let post = chosen
        .post
        .split_once('.')
        .and_then(|(role, office)| Some((role.parse::<Role>().ok()?, office.parse::<i32>().ok()?)));
    let (role, office) = post.ok_or(PageError::NotFound)?;
    if !app.platform.take_post(&who.0, role, office).await? {
        return Err(PageError::NotFound);
    }
    // Where one was may be nothing that the other post sees.
    Ok(Redirect::to("/").into_response())
}
