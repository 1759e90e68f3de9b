//! Style sheet, scripts and pictures: embedded, named with their digest, kept by browsers for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal $kind:literal),+ $(,)?) => {
        &[$(Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../assets/", $name)) }),+]
    };
}

static ASSETS: &[Asset] = assets![
    "xiezhi.css" "text/css; charset=utf-8",
    "xiezhi.js" "text/javascript; charset=utf-8",
    "verify.js" "text/javascript; charset=utf-8",
    "verify-page.js" "text/javascript; charset=utf-8",
    "phone.js" "text/javascript; charset=utf-8",
    "phone-worker.js" "text/javascript; charset=utf-8",
    "logo.svg" "image/svg+xml",
];

/// A digest of all assets: it stands in their addresses, so that a new program is never shown with an old style sheet.
pub static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    ASSETS.iter().for_each(|asset| hash.update(asset.bytes));
    decree::fact::hex(&hash.finalize())[..12].to_owned()
});

/// `GET /assets/{name}`.
pub async fn get(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|a| a.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{}\"", *DIGEST);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|have| have.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let kept = "public, max-age=31536000, immutable";
    let headers =
        [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, kept), (header::ETAG, tag.as_str())];
    let mut response = (headers, asset.bytes).into_response();
    if asset.name == "phone-worker.js" {
        // It may answer for the form that works without network, and for nothing else.
        let scope = HeaderValue::from_static("/inspections/new");
        response.headers_mut().insert("service-worker-allowed", scope);
    }
    response
}
