//! What everybody may read (Art. 20; rulings 10, 11): published decisions, who may do what by which law, and what the decree
//! becomes here. Read as the role `public`, and from the registers, which are public; nobody is signed in.

pub mod decision;
pub mod decree_map;
pub mod subject;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::error::PageError;

/// Rows of a page.
const PAGE: usize = 20;

/// How long anybody on the way may keep such a page, in seconds: what is taken down is gone within a minute.
const KEPT: &str = "public, max-age=60";

/// A page that may be kept for a while; it is another in another language and text size.
fn kept(page: Result<Response, PageError>) -> Result<Response, PageError> {
    let mut response = page?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    Ok(response)
}
