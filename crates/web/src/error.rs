//! What goes wrong on a page: what one may not see does not exist; what was not expected has a number to ask for.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use decree::fact::ReadError;
use decree::problem::Refusal;
use platform::PlatformError;
use store::StoreError;

use crate::frame::{Bare, Reader};

/// Why there is no page.
#[derive(Debug)]
pub enum PageError {
    /// There is nothing there, or nothing that this person may see: the same answer.
    NotFound,
    /// What was asked for was refused: problems without a form to show them in.
    Refused(Refusal),
    /// The database is away.
    Away,
    /// Something unexpected, which is in the log under its number.
    Unexpected(String),
}

impl From<PlatformError> for PageError {
    fn from(error: PlatformError) -> Self {
        match error {
            // What the role may not do has no page.
            PlatformError::Refused(refusal) if refusal.problems.iter().all(|p| p.rule == "not-allowed") => {
                Self::NotFound
            }
            PlatformError::Refused(refusal) => Self::Refused(refusal),
            PlatformError::Store(error @ (StoreError::Away(_) | StoreError::Full(_))) => {
                tracing::warn!("{error}");
                Self::Away
            }
            PlatformError::Contended => Self::Away,
            other => Self::Unexpected(other.to_string()),
        }
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        PlatformError::from(error).into()
    }
}

impl From<ReadError> for PageError {
    fn from(error: ReadError) -> Self {
        Self::Unexpected(error.to_string())
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::Unexpected(error.to_string())
    }
}

/// Stands in a response until the page around it is known.
#[derive(Clone, Debug)]
pub struct Failed {
    pub(crate) status: StatusCode,
    words: &'static str,
    pub(crate) number: String,
    pub(crate) problems: Refusal,
}

impl PageError {
    /// What is to be said of it. The unexpected goes into the log here.
    pub(crate) fn failed(self) -> Failed {
        let (status, words, number, problems) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "web-not-found", String::new(), Refusal::default()),
            Self::Refused(refusal) => (StatusCode::CONFLICT, "web-refused", String::new(), refusal),
            Self::Away => (StatusCode::SERVICE_UNAVAILABLE, "web-away", String::new(), Refusal::default()),
            Self::Unexpected(what) => {
                let number = operation(&what);
                tracing::error!(operation = %number, "{what}");
                (StatusCode::INTERNAL_SERVER_ERROR, "web-unexpected", number, Refusal::default())
            }
        };
        Failed { status, words, number, problems }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let failed = self.failed();
        let mut response = failed.status.into_response();
        response.extensions_mut().insert(failed);
        response
    }
}

/// A number under which the log can be asked: of what went wrong, so that the same trouble has the same number.
fn operation(what: &str) -> String {
    use sha2::{Digest, Sha256};
    decree::fact::hex(&Sha256::digest(what.as_bytes()))[..10].to_owned()
}

/// Puts an error's page around it, in the reader's words; what a handler answered with a bare status gets one too.
pub async fn dressed(reader: Reader, request: Request, next: Next) -> Response {
    let here = request.uri().path().to_owned();
    let response = next.run(request).await;
    if crate::api::is_api(&here) {
        return crate::api::problem::dressed(&reader, &here, response);
    }
    let status = response.status();
    let html = response.headers().contains_key(header::CONTENT_TYPE);
    let failed = response.extensions().get::<Failed>().cloned();
    let failed = match failed {
        Some(failed) => failed,
        None if html || !(status.is_client_error() || status.is_server_error()) => return response,
        None => {
            let words = match status {
                StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "web-not-found",
                StatusCode::PAYLOAD_TOO_LARGE => "web-too-large",
                _ => "web-bad-request",
            };
            Failed { status, words, number: String::new(), problems: Refusal::default() }
        }
    };
    let lines = telling::refusal(reader.w.0, &failed.problems);
    let page = Bare {
        reader: &reader,
        title: reader.w.say(failed.words),
        text: reader.w.with(&format!("{}-says", failed.words), "number", &failed.number),
        lines,
        back: here,
    };
    (status, page.into_html()).into_response()
}
