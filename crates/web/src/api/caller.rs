//! Which system calls: its token, what it may do, and how often it asks. Nothing of the interface reaches a handler before this.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use decree::authority::{Action, Actor, may};
use platform::System;

use super::problem::Fault;
use crate::app::App;

/// A system whose token opens what it asks for.
#[derive(Clone, Debug)]
pub struct Caller(pub System);

impl Caller {
    /// Who acts.
    pub const fn actor(&self) -> &Actor {
        &self.0.actor
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Fault::unauthorised)
    }
}

/// Lets a request through to its handler if its token may do what the address needs. What it may not do is not there.
pub async fn let_through(app: &App, action: Action, mut request: Request, next: Next) -> Response {
    let Some(token) = bearer(request.headers()) else { return Fault::unauthorised().into_response() };
    let system = match app.platform.system(token).await {
        Ok(Some(system)) => system,
        Ok(None) => return Fault::unauthorised().into_response(),
        Err(error) => return Fault::from(error).into_response(),
    };
    if let Err(until) = app.platform.may_ask(system.token.id) {
        return Fault::too_many(until, app.platform.now()).into_response();
    }
    if !may(system.actor.role, action) || !system.token.may.contains(&action) {
        return Fault::not_found().into_response();
    }
    request.extensions_mut().insert(Caller(system));
    next.run(request).await
}

/// The token of a request.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
