//! Files that a system sends (rulings 3): announced with size and SHA-256, sent in parts that go on where a broken connection left
//! off, checked as a whole, and only then given to a document. A supplement: it replaces nothing and needs no approval.

use std::collections::HashMap;
use std::io::SeekFrom;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use decree::case::Secrecy;
use decree::fact::{ThingKind, hex};
use decree::file::{self, FileWish, StoredFile, Which};
use decree::identity::uuid_of;
use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use uuid::Uuid;

use super::caller::Caller;
use super::kept::{Once, answer};
use super::problem::{Fault, Trouble};
use super::record::numbered;
use super::{json_body, media};
use crate::app::App;
use crate::error::PageError;

/// Says how many bytes are there.
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
/// Says how many there will be.
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
/// Uploads that an agency may have begun at a time.
const MOST: usize = 32;
/// Hours after which an upload that nobody touched is gone.
const HOURS: i64 = 24;
/// Bytes that a small request may have.
const SMALL: usize = 16 << 10;
/// Bytes that are read at a time to be checked.
const PIECE: usize = 64 << 10;

/// Uploads on their way in: on disk, gone with the program. A system whose upload is gone begins it again.
#[derive(Clone, Debug, Default)]
pub struct Uploads(Arc<Mutex<HashMap<Uuid, Arc<Upload>>>>);

/// One of them.
#[derive(Debug)]
struct Upload {
    agency: i32,
    name: String,
    size: u64,
    digest: [u8; 32],
    folder: TempDir,
    /// Bytes that are there, and when they came. Whoever sends a part holds it.
    state: tokio::sync::Mutex<(u64, Timestamp)>,
}

impl Upload {
    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("part")
    }
}

impl Uploads {
    fn all(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<Upload>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps an upload, if the agency has not begun too many. Those that nobody touched for long are dropped.
    fn keep(&self, id: Uuid, upload: Upload, now: Timestamp) -> bool {
        let mut all = self.all();
        let old = SignedDuration::from_hours(HOURS);
        // One that is being written to is in use.
        all.retain(|_, u| u.state.try_lock().map_or(true, |state| now.duration_since(state.1) < old));
        if all.values().filter(|u| u.agency == upload.agency).count() >= MOST {
            return false;
        }
        all.insert(id, Arc::new(upload));
        true
    }

    fn of(&self, id: Uuid, agency: i32) -> Result<Arc<Upload>, Fault> {
        self.all().get(&id).filter(|u| u.agency == agency).cloned().ok_or_else(Fault::not_found)
    }

    fn remove(&self, id: Uuid) {
        self.all().remove(&id);
    }
}

fn unexpected(error: std::io::Error) -> Fault {
    PageError::Unexpected(error.to_string()).into()
}

/// A file that is announced.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Announced {
    name: String,
    size: u64,
    sha256: String,
}

/// A SHA-256 as it is written.
fn digest_from(text: &str) -> Option<[u8; 32]> {
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() != 64 {
        return None;
    }
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

/// `POST /api/v1/uploads`.
///
/// # Errors
/// What is announced is too large or cannot be understood, or there is no room.
pub async fn begin(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    let text = json_body(&headers, given, SMALL).await?;
    let once = Once::of(&app, &caller, &headers, "POST uploads", &text)?;
    let announced: Option<Announced> = serde_json::from_slice(&text).ok();
    let digest = announced.as_ref().and_then(|a| digest_from(&a.sha256));
    let (Some(announced), Some(digest)) = (announced, digest) else {
        return Err(Fault::bad(vec![Trouble::own("", "", "web-api-upload-shape")]));
    };
    let most = file::shipped().size.n;
    if announced.size == 0 || announced.size > most {
        let trouble = Trouble::own("size", &announced.size.to_string(), "web-api-upload-size");
        return Err(Fault::refused(vec![trouble.example(&format!("1 – {most}"))]));
    }
    let (id, now) = (app.platform.fresh_draft(), app.platform.now());
    let work = async {
        let upload = Upload {
            agency: caller.actor().agency,
            name: announced.name.chars().take(200).collect(),
            size: announced.size,
            digest,
            folder: TempDir::new().map_err(unexpected)?,
            state: tokio::sync::Mutex::new((0, now)),
        };
        tokio::fs::File::create(upload.path()).await.map_err(unexpected)?;
        if !app.uploads.keep(id, upload, now) {
            return Err(Fault::refused(vec![Trouble::own("", "", "web-api-upload-many")]));
        }
        let value = json!({ "upload": id.to_string(), "offset": 0, "size": announced.size });
        Ok(answer(StatusCode::CREATED, &value))
    };
    once.answer(&app, work).await
}

/// `GET /api/v1/uploads/{upload}`, and `HEAD`: how far it is.
///
/// # Errors
/// There is no such upload.
pub async fn state(State(app): State<App>, Path(id): Path<Uuid>, caller: Caller) -> Result<Response, Fault> {
    let upload = app.uploads.of(id, caller.actor().agency)?;
    let here = upload.state.lock().await.0;
    let value = json!({ "upload": id.to_string(), "offset": here, "size": upload.size });
    let head = [(OFFSET, here.to_string()), (LENGTH, upload.size.to_string())];
    Ok((head, super::json(StatusCode::OK, &value)).into_response())
}

/// `PATCH /api/v1/uploads/{upload}`: a part, from the byte that `Upload-Offset` names. What arrived before a connection broke stays.
///
/// # Errors
/// There is no such upload, the part begins elsewhere than the file ends, or it is longer than announced.
pub async fn part(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    let upload = app.uploads.of(id, caller.actor().agency)?;
    if media(&headers) != "application/octet-stream" {
        return Err(Fault::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let from = headers.get(OFFSET).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let mut state = upload.state.lock().await;
    if from != Some(state.0) {
        return Err(Fault::conflict("offset").with(OFFSET, state.0.to_string()));
    }
    let mut file = tokio::fs::OpenOptions::new().write(true).open(upload.path()).await.map_err(unexpected)?;
    // What a part before wrote and did not count is written again.
    file.set_len(state.0).await.map_err(unexpected)?;
    file.seek(SeekFrom::Start(state.0)).await.map_err(unexpected)?;
    let mut parts = given.into_data_stream();
    while let Some(part) = parts.next().await {
        // The connection broke: what is there stays, and whoever sends goes on from there.
        let Ok(bytes) = part else { return Err(Fault::of(StatusCode::BAD_REQUEST)) };
        let then = state.0 + bytes.len() as u64;
        if then > upload.size {
            return Err(Fault::of(StatusCode::PAYLOAD_TOO_LARGE).with(OFFSET, state.0.to_string()));
        }
        file.write_all(&bytes).await.map_err(unexpected)?;
        file.flush().await.map_err(unexpected)?;
        *state = (then, app.platform.now());
    }
    Ok((StatusCode::NO_CONTENT, [(OFFSET, state.0.to_string())]).into_response())
}

/// Which document of which record gets a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Completed {
    case: Option<String>,
    inspection: Option<String>,
    title: String,
    evidence: bool,
    step: Option<i32>,
    position: Option<u32>,
    secrecy: Option<String>,
}

impl Completed {
    /// The document: one that is there has a place, a new one has none.
    fn wish(&self) -> Result<FileWish, Trouble> {
        let title = self.title.trim().to_owned();
        if title.is_empty() {
            return Err(Trouble::own("title", "", "web-api-upload-document"));
        }
        let which = match (self.step, self.position) {
            (Some(step), Some(position)) => Which::There { evidence: self.evidence, position, step, title },
            (step, None) => Which::New { evidence: self.evidence, step, title },
            (None, Some(_)) => return Err(Trouble::own("step", "", "web-api-upload-document")),
        };
        let secrecy = match self.secrecy.as_deref() {
            None | Some("") => None,
            Some(text) => {
                let unknown = |()| Trouble::own("secrecy", text, "web-api-secrecy-unknown");
                Some(text.parse::<Secrecy>().map_err(unknown)?)
            }
        };
        Ok(FileWish { file: StoredFile::default(), secrecy, which })
    }

    fn record(&self) -> Result<(ThingKind, &str), Trouble> {
        match (&self.case, &self.inspection) {
            (Some(number), None) => Ok((ThingKind::Case, number)),
            (None, Some(number)) => Ok((ThingKind::Inspection, number)),
            _ => Err(Trouble::own("case", "", "web-api-upload-to")),
        }
    }
}

/// `POST /api/v1/uploads/{upload}/complete`.
///
/// # Errors
/// There is no such upload or record, the file is not whole or another than announced, or it is refused for what it is.
pub async fn complete(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    let text = json_body(&headers, given, SMALL).await?;
    let once = Once::of(&app, &caller, &headers, &format!("POST complete {id}"), &text)?;
    let run = once.run;
    let work = async {
        let upload = app.uploads.of(id, caller.actor().agency)?;
        let completed: Completed = serde_json::from_slice(&text)
            .map_err(|_| Fault::bad(vec![Trouble::own("", "", "web-api-upload-document")]))?;
        let mut troubles = Vec::new();
        let wish = completed.wish().map_err(|t| troubles.push(t)).ok();
        let record = completed.record().map_err(|t| troubles.push(t)).ok();
        let (Some(wish), Some((kind, number))) = (wish, record) else { return Err(Fault::bad(troubles)) };
        let stream = numbered(&app, &caller, kind, number).await?;
        let state = upload.state.lock().await;
        if state.0 != upload.size {
            let trouble = Trouble::own("", "", "web-api-upload-incomplete");
            return Err(Fault::refused(vec![trouble]).with(OFFSET, state.0.to_string()));
        }
        if digest_of(&upload).await? != upload.digest {
            app.uploads.remove(id);
            let trouble = Trouble::own("sha256", &hex(&upload.digest), "web-api-upload-digest");
            return Err(Fault::refused(vec![trouble]));
        }
        let content = tokio::fs::File::open(upload.path()).await.map_err(unexpected)?;
        let cause = uuid_of(&[b"upload", id.as_bytes(), run.as_bytes()]);
        let attached =
            app.platform.attach(caller.actor(), stream, wish, &upload.name, content, cause).await?;
        attached.map_err(|refusal| Fault::refusal(&refusal, kind == ThingKind::Case))?;
        app.uploads.remove(id);
        let value =
            json!({ "own_number": number, "id": stream.to_string(), "title": completed.title.trim() });
        Ok(answer(StatusCode::CREATED, &value))
    };
    once.answer(&app, work).await
}

/// The SHA-256 of what is there.
async fn digest_of(upload: &Upload) -> Result<[u8; 32], Fault> {
    let mut file = tokio::fs::File::open(upload.path()).await.map_err(unexpected)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece).await.map_err(unexpected)? {
            0 => return Ok(hash.finalize().into()),
            n => hash.update(piece.get(..n).unwrap_or_default()),
        }
    }
}

/// `DELETE /api/v1/uploads/{upload}`: gives it up.
///
/// # Errors
/// There is no such upload.
pub async fn give_up(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    caller: Caller,
) -> Result<Response, Fault> {
    app.uploads.of(id, caller.actor().agency)?;
    app.uploads.remove(id);
    Ok(StatusCode::NO_CONTENT.into_response())
}
