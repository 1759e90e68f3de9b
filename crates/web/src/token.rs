//! Tokens of an agency's own systems: what there is, making one (shown once), revoking one after confirmation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use decree::authority::Action;
use platform::{TokenMade, TokenWish, system_actions};
use serde::Deserialize;
use store::Token;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    token_name: String,
    token_may: Vec<String>,
    token_days: String,
}

/// What just happened, from the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    revoked: String,
}

/// A token in the list.
struct Row {
    id: Uuid,
    system: String,
    may: String,
    made: String,
    expires: String,
    seen: String,
    kind: &'static str,
    status: String,
    usable: bool,
}

impl Row {
    fn of(w: W, token: &Token, now: jiff::Timestamp) -> Self {
        let usable = token.is_usable(now);
        let (kind, status) = match (token.revoked_at, usable) {
            (Some(_), _) => ("closed", "web-token-revoked"),
            (None, false) => ("closed", "web-token-expired"),
            (None, true) => ("good", "web-token-usable"),
        };
        let may: Vec<String> = token.may.iter().map(|action| w.word("action", action.code())).collect();
        Self {
            id: token.id,
            system: token.name.clone(),
            may: may.join("；"),
            made: w.moment(token.made_at),
            expires: w.moment(token.expires_at),
            seen: token.seen_at.map_or_else(|| w.say("web-token-never"), |at| w.moment(at)),
            kind,
            status: w.say(status),
            usable,
        }
    }
}

#[derive(Template)]
#[template(path = "tokens.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    count: String,
    fresh: Option<Fresh>,
    revoked: bool,
    typed: Typed,
    actions: Vec<Choice>,
    hint: String,
    errors: Vec<FieldError>,
}

impl Board {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// A token that was just made.
struct Fresh {
    system: String,
    text: String,
    expires: String,
}

/// `GET /tokens`.
///
/// # Errors
/// Who asks acts for no agency, or the database is away.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    shown(&app, &reader, &who, fresh(&app), (None, asked.revoked == "yes"), Vec::new()).await
}

/// What stands in the form before anything is typed.
fn fresh(app: &App) -> Typed {
    let all = system_actions().iter().map(|action| action.code().to_owned()).collect();
    Typed { token_may: all, token_days: app.platform.token_rules().days.to_string(), ..Typed::default() }
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    typed: Typed,
    (fresh, revoked): (Option<Fresh>, bool),
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let actor = who.actor();
    let tokens = app.platform.tokens(actor, actor.agency).await?;
    let now = app.platform.now();
    let choice = |action: &Action| Choice {
        value: action.code().to_owned(),
        title: w.word("action", action.code()),
        on: typed.token_may.iter().any(|code| code == action.code()),
    };
    html(&Board {
        w,
        page: reader.staff(app, who, w.say("web-menu-tokens"), &[]),
        count: w.count("web-list-shown", tokens.len()),
        rows: tokens.iter().map(|token| Row::of(w, token, now)).collect(),
        fresh,
        revoked,
        actions: system_actions().iter().map(choice).collect(),
        hint: w.count("web-token-days-hint", app.platform.token_rules().most_days),
        typed,
        errors,
    })
}

/// `POST /tokens`: makes one, and shows it this once.
///
/// # Errors
/// Who asks acts for no agency, or the database is away.
pub async fn make(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let actor = who.actor();
    // A code that is none of ours counts as one that a system may not do.
    let may = typed.token_may.iter().map(|code| code.parse().unwrap_or(Action::Erase)).collect();
    let days = typed.token_days.trim().parse().unwrap_or_default();
    let wish = TokenWish { name: typed.token_name.clone(), may, days };
    match app.platform.make_token(actor, actor.agency, &wish).await? {
        Ok(TokenMade { text, expires_at, .. }) => {
            let expires = reader.w.moment(expires_at);
            let made = Fresh { system: wish.name.trim().to_owned(), text, expires };
            shown(&app, &reader, &who, fresh(&app), (Some(made), false), Vec::new()).await
        }
        Err(refusal) => {
            let errors = form::errors(reader.w, &refusal);
            shown(&app, &reader, &who, typed, (None, false), errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "token_revoke.html")]
struct Confirm {
    w: W,
    page: Page,
    row: Row,
    heading: String,
}

async fn own(app: &App, who: &Staff, id: Uuid) -> Result<Token, PageError> {
    let actor = who.actor();
    let tokens = app.platform.tokens(actor, actor.agency).await?;
    let now = app.platform.now();
    tokens.into_iter().find(|t| t.id == id && t.is_usable(now)).ok_or(PageError::NotFound)
}

/// `GET /tokens/{token}/revoke`: what it means, before it is done.
///
/// # Errors
/// The agency has no such token in force, or the database is away.
pub async fn confirm(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let token = own(&app, &who, id).await?;
    let w = reader.w;
    html(&Confirm {
        w,
        page: reader.staff(&app, &who, w.say("web-token-revoke"), &[("web-menu-tokens", "/tokens")]),
        heading: w.with("web-token-revoke-title", "name", &token.name),
        row: Row::of(w, &token, app.platform.now()),
    })
}

/// `POST /tokens/{token}/revoke`.
///
/// # Errors
/// As [`confirm`].
pub async fn revoke(State(app): State<App>, who: Staff, Path(id): Path<Uuid>) -> Result<Response, PageError> {
    let actor = who.actor();
    if !app.platform.revoke_token(actor, actor.agency, id).await? {
        return Err(PageError::NotFound);
    }
    Ok(Redirect::to("/tokens?revoked=yes").into_response())
}
