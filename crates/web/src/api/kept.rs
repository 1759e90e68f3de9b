//! A request under an idempotency key: its answer is kept, and whoever asks again gets the very bytes. Another request under the
//! same key is refused, and of two at the same moment one works and the other is told to come again.

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use decree::identity::uuid_of;
use sha2::{Digest, Sha256};
use store::{AnswerPlace, KeptAnswer};
use uuid::Uuid;

use super::caller::Caller;
use super::problem::{Fault, Trouble};
use crate::app::App;

/// The header with the key.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that an answer was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Signs that a key may have.
const LONGEST: usize = 128;

/// A request that may have a key.
pub struct Once {
    token: Uuid,
    key: Option<String>,
    request: [u8; 32],
    /// What nobody else's request has, and the same request again: part of the causes of what it makes.
    pub run: Uuid,
}

impl Once {
    /// Of a request: `target` is its method, path and query.
    ///
    /// # Errors
    /// The key is none.
    pub fn of(
        app: &App,
        caller: &Caller,
        headers: &HeaderMap,
        target: &str,
        body: &[u8],
    ) -> Result<Self, Fault> {
        let token = caller.0.token.id;
        let key = match headers.get(KEY) {
            None => None,
            Some(value) => {
                let text = value.to_str().unwrap_or_default();
                let fits = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
                if !fits {
                    return Err(Fault::bad(vec![Trouble::own("Idempotency-Key", text, "web-api-key-wrong")]));
                }
                Some(text.to_owned())
            }
        };
        let mut hash = Sha256::new();
        hash.update(target.as_bytes());
        hash.update(b"\n");
        hash.update(body);
        let run = match &key {
            Some(key) => uuid_of(&[b"api", token.as_bytes(), key.as_bytes()]),
            None => app.platform.fresh_draft(),
        };
        Ok(Self { token, key, request: hash.finalize().into(), run })
    }

    /// Whether the request has a key.
    pub const fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Answers: with what was answered before, or with what the work answers now. Only what was done is kept: a request that was
    /// refused as a whole may be put right under its key.
    ///
    /// # Errors
    /// The key is another request's or in use, or what the work says.
    pub async fn answer(
        self,
        app: &App,
        work: impl Future<Output = Result<KeptAnswer, Fault>>,
    ) -> Result<Response, Fault> {
        let Some(key) = &self.key else { return Ok(given(work.await?)) };
        match app.platform.begin_answer(self.token, key, &self.request).await? {
            AnswerPlace::Answered(kept) => Ok(([(REPLAYED, "true")], given(kept)).into_response()),
            AnswerPlace::OtherRequest => Err(Fault::conflict("key-other-request")),
            AnswerPlace::Busy => Err(Fault::conflict("key-in-use").with(header::RETRY_AFTER, "1".to_owned())),
            AnswerPlace::Ours => match work.await {
                Ok(answer) => {
                    app.platform.end_answer(self.token, key, Some(&answer)).await?;
                    Ok(given(answer))
                }
                Err(fault) => {
                    app.platform.end_answer(self.token, key, None).await?;
                    Err(fault)
                }
            },
        }
    }
}

/// An answer to be given, and kept.
pub fn answer(status: StatusCode, value: &serde_json::Value) -> KeptAnswer {
    let body = value.to_string().into_bytes();
    KeptAnswer { status: status.as_u16(), media: "application/json".to_owned(), body }
}

fn given(answer: KeptAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    (status, [(header::CONTENT_TYPE, answer.media)], answer.body).into_response()
}
