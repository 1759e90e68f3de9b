//! What comes in, before a handler has it: text that no field can hold is refused, and what is uploaded is taken piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::RequestExt;
use axum::body::{Body, BodyDataStream, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::Stream;

use crate::serve::FORM;

/// Refuses a form or an address with the character zero in it: nobody types it, and no database keeps it in a text.
pub async fn typed(request: Request, next: Next) -> Response {
    if request.uri().to_string().contains("%00") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    if bytes.contains(&0) || bytes.windows(3).any(|w| w == b"%00") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// A form with files, of at most so many bytes; `None` if the request is none. It is never in memory as a whole, however fast it
/// comes.
pub async fn multipart(request: Request, most: usize) -> Option<Multipart> {
    let mut request = request.map(|body| {
        let pieces = Piecewise { body: body.into_data_stream(), taken: false };
        Body::from_stream(pieces)
    });
    DefaultBodyLimit::max(most).apply(&mut request);
    Multipart::from_request(request.with_limited_body(), &()).await.ok()
}

/// A body that lets whoever reads it go on with each piece before it gives the next: the reader of forms takes everything that is
/// ready, and from a fast sender that would be the whole file.
struct Piecewise {
    body: BodyDataStream,
    taken: bool,
}

impl Stream for Piecewise {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.taken) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = Pin::new(&mut self.body).poll_next(cx);
        self.taken = next.is_ready();
        next
    }
}
