//! Who a request is: the session, the route table, and where it comes from. Nothing reaches a handler before this.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use decree::authority::{Actor, may};
use platform::SignedIn;

use crate::app::App;
use crate::error::PageError;
use crate::frame::Reader;
use crate::route::{Needs, Side, needs};

/// Name of the cookie that holds a session's token.
pub const COOKIE: &str = "xiezhi";

/// Somebody who is signed in: handlers of staff pages take it, and it is there only behind the route table.
#[derive(Clone, Debug)]
pub struct Staff(pub SignedIn);

impl Staff {
    /// Who acts.
    pub const fn actor(&self) -> &Actor {
        &self.0.actor
    }
}

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts.extensions.get::<Self>().cloned().ok_or(PageError::NotFound)
    }
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Address(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(info.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip())))
    }
}

/// Lets a request through to its handler if the route table says so. Whoever is not signed in is asked to; whoever may not
/// is told that there is nothing.
pub async fn checked(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if !is_own(request.method(), request.headers()) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let path = request.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned()).unwrap_or_default();
    let Some(needs) = needs(Side::Staff, request.method(), &path) else {
        return crate::api::problem::no_such_method(&path)
            .unwrap_or_else(|| PageError::NotFound.into_response());
    };
    if let Needs::System(action) = needs {
        return crate::api::caller::let_through(&app, action, request, next).await;
    }
    let jar = CookieJar::from_headers(request.headers());
    let signed_in = match jar.get(COOKIE) {
        Some(cookie) => match app.platform.signed_in(cookie.value()).await {
            Ok(found) => found,
            Err(_) if needs == Needs::Anyone => None,
            Err(error) => return PageError::from(error).into_response(),
        },
        None => None,
    };
    let allowed = match (needs, &signed_in) {
        (Needs::Anyone, _) | (Needs::SignedIn, Some(_)) => true,
        (Needs::May(action), Some(who)) => may(who.actor.role, action),
        // A system's address was let through above.
        (Needs::System(_), _) => false,
        (_, None) => return kept_or_asked(&app, request).await,
    };
    if !allowed {
        return PageError::NotFound.into_response();
    }
    // A password that somebody else knows opens nothing but the page that changes it.
    if needs != Needs::Anyone
        && !path.starts_with("/account")
        && signed_in.as_ref().is_some_and(|who| who.must_change)
    {
        return Redirect::to("/account").into_response();
    }
    if let Some(who) = signed_in {
        request.extensions_mut().insert(Staff(who));
    }
    next.run(request).await
}

/// Lets a request of the public through: nobody is signed in there, and no cookie of staff is looked at.
pub async fn public(request: Request, next: Next) -> Response {
    if is_own(request.method(), request.headers()) {
        next.run(request).await
    } else {
        StatusCode::BAD_REQUEST.into_response()
    }
}

/// Bytes of a form that are kept through the sign-in page.
const KEPT: usize = 200_000;

/// Whoever's session ended in the middle of typing signs in and goes on: the form goes through the sign-in page and comes back.
async fn kept_or_asked(app: &App, request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    // Passwords are typed again.
    let secret = request.uri().path().starts_with("/account");
    if request.method() != Method::POST || secret || !kind.starts_with("application/x-www-form-urlencoded") {
        return to_sign_in(&request);
    }
    let asked = to_sign_in(&request);
    let (mut parts, body) = request.into_parts();
    let typed = to_bytes(body, KEPT).await.ok().and_then(|bytes| String::from_utf8(bytes.into()).ok());
    match (typed.filter(|text| !text.is_empty()), Reader::from_request_parts(&mut parts, app).await) {
        (Some(typed), Ok(reader)) => crate::sign_in::keeping(app, &reader, parts.uri.path(), typed),
        _ => asked,
    }
}

/// What was asked for is kept, so that one comes back to it.
fn to_sign_in(request: &Request) -> Response {
    let wanted = request.uri().path_and_query().map_or("/", |p| p.as_str());
    let back = if request.method() == Method::GET { wanted } else { "/" };
    Redirect::to(&format!("/sign-in?back={}", encoded(back))).into_response()
}

/// Text as it stands in the query of an address.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Whether a request that changes something comes from our own pages: browsers say so themselves (`Sec-Fetch-Site`), older
/// ones say from where (`Origin`). What says neither comes from no browser and carries no cookie by mistake.
fn is_own(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, from)| from == host)
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn from(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (n.parse().unwrap(), HeaderValue::from_str(v).unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_change_anything() {
        let post = |pairs: &[(&'static str, &str)]| is_own(&Method::POST, &from(pairs));
        assert!(post(&[("sec-fetch-site", "same-origin")]));
        assert!(!post(&[("sec-fetch-site", "cross-site")]));
        assert!(!post(&[("sec-fetch-site", "same-site")]), "another host of the city is another site");
        assert!(post(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!post(&[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")]));
        assert!(!post(&[("origin", "null"), ("host", "127.0.0.1:8080")]));
        assert!(is_own(&Method::GET, &from(&[("sec-fetch-site", "cross-site")])), "a link may lead here");
    }

    #[test]
    fn an_address_comes_back_whole() {
        assert_eq!(encoded("/alerts?level=2&q=红桥"), "/alerts%3Flevel%3D2%26q%3D%E7%BA%A2%E6%A1%A5");
    }
}
