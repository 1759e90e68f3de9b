//! The two listeners: what stands around every handler.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use tokio::net::TcpListener;

use crate::access::checked;
use crate::app::App;
use crate::body::typed;
use crate::error::dressed;
use crate::route::{Side, api_router, public_router, staff_router};

/// A listener and its side.
#[derive(Debug)]
pub struct Listener {
    /// Which pages.
    pub side: Side,
    /// Where.
    pub listener: TcpListener,
}

/// Bytes that a form may hold; files have an address of their own.
pub const FORM: usize = 2 << 20;

/// The pages of a side, with everything around them.
pub fn router(app: App, side: Side) -> Router {
    let pages = match side {
        Side::Public => public_router(),
        Side::Staff => staff_router().merge(api_router()),
    };
    pages
        .route_layer(from_fn_with_state(PublicOrStaff(app.clone(), side), sided))
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn(typed))
        .layer(from_fn_with_state(app.clone(), dressed))
        .layer(from_fn(hardened))
        .with_state(app)
}

#[derive(Clone, Debug)]
struct PublicOrStaff(App, Side);

/// Staff pages pass the route table. On the public side there is nobody to sign in, and no cookie of staff is looked at.
async fn sided(
    axum::extract::State(PublicOrStaff(app, side)): axum::extract::State<PublicOrStaff>,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().insert(side);
    if side == Side::Public {
        request.headers_mut().remove(header::AUTHORIZATION);
        let public = crate::access::public(request, next).await;
        return public;
    }
    checked(axum::extract::State(app), request, next).await
}

/// What every answer carries: nothing from elsewhere, no script or style in a page, no frame around it, nothing remembered.
async fn hardened(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                  form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    let always = [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
    ];
    for (name, value) in always {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Serves one side until `stop` is done.
///
/// # Errors
/// The listener breaks.
pub async fn serve(
    app: App,
    listener: Listener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let pages = router(app, listener.side).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener.listener, pages).with_graceful_shutdown(stop).await
}
