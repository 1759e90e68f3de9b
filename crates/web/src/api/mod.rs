//! The interface for agencies' own systems (Arts 13, 17): the same wishes through the same door as pages and files, the same words
//! for what is wrong, as JSON under `/api/v1`. A system proves who it is by a token, and sees what its agency sees.

pub mod act;
pub mod caller;
pub mod event;
pub mod export;
mod kept;
pub mod list;
pub mod openapi;
pub mod problem;
pub mod record;
pub mod reference;
mod shape;
pub mod upload;
pub mod viewer;

use std::fmt::Write as _;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use exchange::Bounds;
use serde_json::Value;

use problem::Fault;

/// How every address of the interface begins.
pub const ROOT: &str = "/api/v1";

/// Bytes that a body of rows may have.
pub const BODY: usize = 16 << 20;
/// Rows that one request may push.
pub const ROWS: u64 = 2_000;

/// Whether an address belongs to the interface.
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What pushed rows may cost.
fn bounds() -> Bounds {
    Bounds { rows: ROWS, columns: 200, record_bytes: 256 << 10, seconds: 30, ..Bounds::default() }
}

/// A body in memory, up to its bound.
async fn body(body: Body, most: usize) -> Result<Bytes, Fault> {
    to_bytes(body, most).await.map_err(|_| Fault::of(StatusCode::PAYLOAD_TOO_LARGE))
}

/// The media type of a body, without its parameters.
fn media(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A body that says to be JSON.
async fn json_body(headers: &HeaderMap, given: Body, most: usize) -> Result<Bytes, Fault> {
    if media(headers) != "application/json" {
        return Err(Fault::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    body(given, most).await
}

/// An answer in JSON.
fn json(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// Bytes as a quoted validator.
fn etag(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let mut text = String::from("\"");
    for byte in Sha256::digest(bytes).iter().take(16) {
        let _infallible = write!(text, "{byte:02x}");
    }
    text.push('"');
    text
}

/// An answer with a validator; nothing but its head where the caller has it already.
fn unless_known(headers: &HeaderMap, value: &Value) -> Response {
    let text = value.to_string();
    let tag = etag(text.as_bytes());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let same = known.split(',').map(|t| t.trim().trim_start_matches("W/")).any(|t| t == tag || t == "*");
    let head = [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if same {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
