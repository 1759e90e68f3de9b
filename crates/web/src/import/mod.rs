//! Files of records by page (Art. 13): sent, tried without recording anything, looked at, and only then recorded; refused rows
//! come back with their reasons, and query codes once.

mod held;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use askama::Template;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use decree::authority::Actor;
use decree::identity::uuid_of;
use exchange::{Arg, Format, Language, TableWriter, Words};
use intake::{Counts, Import, Kind, Source};
use telling::{Line, Section};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::body::multipart;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;
use held::{Held, Stage};

pub use held::Files;

/// Bytes that a file may have.
const FILE: usize = 64 << 20;

#[derive(Template)]
#[template(path = "imports.html")]
struct Imports {
    w: W,
    page: Page,
    kinds: Vec<Choice>,
    sent: Vec<Sent>,
    errors: Vec<FieldError>,
}

impl Imports {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// One of the files that one has sent.
struct Sent {
    href: String,
    file: String,
    kind: String,
    at: String,
    state: String,
}

#[derive(Template)]
#[template(path = "import.html")]
struct One {
    w: W,
    page: Page,
    href: String,
    kind: String,
    tried: bool,
    running: bool,
    rows: String,
    failed: String,
    sentence: String,
    lists: Vec<Section>,
    columns: Section,
    ready: bool,
    rejected: bool,
    codes: bool,
}

/// `GET /imports`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn list(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    form_page(&app, &reader, &who, "", Vec::new())
}

fn form_page(
    app: &App,
    reader: &Reader,
    who: &Staff,
    kind: &str,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let choice = |k: Kind| Choice {
        value: k.name().to_owned(),
        title: w.word("web-import-kind", k.name()),
        on: k.name() == kind,
    };
    let sent = |held: Arc<Held>| Sent {
        href: format!("/imports/{}", held.id),
        file: held.name.clone(),
        kind: w.word("web-import-kind", held.kind.name()),
        at: w.moment(held.at),
        state: w.say(state(&held.stage())),
    };
    html(&Imports {
        w,
        page: reader.staff(app, who, w.say("web-menu-imports"), &[]),
        kinds: Kind::ALL.map(choice).to_vec(),
        sent: app.files.all_of(who.actor().person).into_iter().map(sent).collect(),
        errors,
    })
}

const fn state(stage: &(bool, Stage)) -> &'static str {
    match stage {
        (true, Stage::Running) => "web-import-trying",
        (true, Stage::Done(_)) => "web-import-tried",
        (false, Stage::Running) => "web-import-recording",
        (false, Stage::Done(_)) => "web-import-recorded",
        (_, Stage::Failed(_)) => "web-import-failed",
    }
}

/// `POST /imports`: takes a file and tries it.
///
/// # Errors
/// The request is none of our form, or there is no room for the file.
pub async fn send(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    request: Request,
) -> Result<Response, PageError> {
    let Some(mut form) = multipart(request, FILE + (1 << 20)).await else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let (mut kind, mut held) = (String::new(), None);
    loop {
        let Ok(next) = form.next_field().await else {
            return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        };
        let Some(field) = next else { break };
        match field.name() {
            Some("kind") => {
                let Some(text) = small(field).await else {
                    return Ok(StatusCode::BAD_REQUEST.into_response());
                };
                kind = text;
            }
            // The file comes last: what it is stands before it.
            Some("file") if !field.file_name().unwrap_or_default().is_empty() => {
                if let Some(known) = Kind::parse(&kind) {
                    held = taken(&app, &who, known, field).await?;
                }
                break;
            }
            _ => {}
        }
    }
    let w = reader.w;
    let wrong = |name: &str, words: String| vec![form::wrong(name, words)];
    let Some(mut held) = held else {
        let (name, id) = if Kind::parse(&kind).is_none() {
            ("kind", "web-choose-one")
        } else {
            ("file", "web-import-file-needed")
        };
        return form_page(&app, &reader, &who, &kind, wrong(name, w.say(id)));
    };
    let (path, of, language) = (held.file(), held.kind, w.0);
    let opened = tokio::task::spawn_blocking(move || Source::open(&path, of, None, language));
    match opened.await.map_err(|e| PageError::Unexpected(e.to_string()))? {
        Err(error) => form_page(&app, &reader, &who, &kind, wrong("file", error.to_string())),
        Ok(source) => {
            held.columns = source.columns().to_vec();
            held.fields = source.fields().map(|f| w.word("field", f)).collect();
            let held = app.files.keep(held, app.platform.now());
            begin(&app, &who, held.clone(), source, language);
            Ok(Redirect::to(&format!("/imports/{}", held.id)).into_response())
        }
    }
}

/// Bytes of the field that says what a file is.
const FIELD: usize = 1 << 10;

/// The text of a field that is no file; `None` if it is longer than any that we ask for.
async fn small(mut field: Field<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        if bytes.len() + chunk.len() > FIELD {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).ok()
}

/// The file as it comes, on disk; `None` if it is too large.
async fn taken(app: &App, who: &Staff, kind: Kind, mut field: Field<'_>) -> Result<Option<Held>, PageError> {
    let unexpected = |e: std::io::Error| PageError::Unexpected(e.to_string());
    let (now, person) = (app.platform.now(), who.actor().person);
    let name: String = field.file_name().unwrap_or_default().chars().take(200).collect();
    let at = now.as_microsecond().to_be_bytes();
    let id = uuid_of(&[b"import", person.as_bytes(), &at, name.as_bytes()]);
    let held = Held::new((id, person), name, kind, now).map_err(unexpected)?;
    let mut file = tokio::fs::File::create(held.file()).await.map_err(unexpected)?;
    while let Ok(next) = field.chunk().await {
        let Some(chunk) = next else {
            file.flush().await.map_err(unexpected)?;
            return Ok(Some(held));
        };
        file.write_all(&chunk).await.map_err(unexpected)?;
    }
    Ok(None)
}

/// Goes through the file, while its sender may look how far that is.
fn begin(app: &App, who: &Staff, held: Arc<Held>, source: Source, language: Language) {
    let (platform, actor) = (app.platform.clone(), who.actor().clone());
    tokio::spawn(async move {
        let dry_run = held.stage().0;
        let run = uuid_of(&[b"import run", held.id.as_bytes(), &[u8::from(dry_run)]]);
        let (errors, codes) = (held.errors(), held.codes());
        let Actor { agency, .. } = actor;
        let import = Import {
            platform: &platform,
            agency,
            actor,
            run,
            dry_run,
            errors: Some(&errors),
            codes: (!dry_run).then_some(&*codes),
            language,
        };
        let ended = match import.run(source, |rows| held.rows.store(rows, Ordering::Relaxed)).await {
            Ok(counts) => Stage::Done(counts),
            Err(error) => Stage::Failed(error.to_string()),
        };
        held.ended(ended);
    });
}

fn own(app: &App, who: &Staff, id: Uuid) -> Result<Arc<Held>, PageError> {
    app.files.of(id, who.actor().person).ok_or(PageError::NotFound)
}

/// `GET /imports/{import}`: how far it is, and what came of it.
///
/// # Errors
/// The file is not there any more, or another's.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let held = own(&app, &who, id)?;
    let w = reader.w;
    let (tried, stage) = held.stage();
    let (mut failed, mut counts) = (String::new(), Counts::default());
    match &stage {
        Stage::Running => {}
        Stage::Done(done) => counts = done.clone(),
        Stage::Failed(words) => failed.clone_from(words),
    }
    let done = matches!(stage, Stage::Done(_));
    html(&One {
        w,
        page: reader.staff(&app, &who, held.name.clone(), &[("web-menu-imports", "/imports")]),
        href: format!("/imports/{id}"),
        kind: w.word("web-import-kind", held.kind.name()),
        tried,
        running: matches!(stage, Stage::Running),
        rows: w.count("web-import-rows", usize::try_from(held.rows.load(Ordering::Relaxed)).unwrap_or(0)),
        failed,
        sentence: if done { sentence(w, tried, &counts) } else { String::new() },
        lists: lists(w, &counts),
        columns: columns(w, &held),
        ready: tried && done && counts.accepted + counts.known + counts.changed > 0,
        rejected: done && counts.rejected > 0,
        codes: !tried && done && held.codes().exists(),
    })
}

fn sentence(w: W, tried: bool, counts: &Counts) -> String {
    let n = |n: u64| Arg::text(n.to_string());
    let args = [
        ("rows", n(counts.rows)),
        ("accepted", n(counts.accepted)),
        ("known", n(counts.known)),
        ("changed", n(counts.changed)),
        ("rejected", n(counts.rejected)),
    ];
    w.tell(if tried { "import-rehearsed" } else { "import-done" }, &args)
}

/// What was found, by point.
fn lists(w: W, counts: &Counts) -> Vec<Section> {
    let list = |(title, points): (&str, &BTreeMap<String, u64>)| Section {
        heading: w.say(title),
        lines: points
            .iter()
            .map(|(code, n)| Line::Pair(telling::point_name(w.0, code), n.to_string()))
            .collect(),
    };
    let all = [
        ("import-alerts", &counts.alerts),
        ("import-hints", &counts.hints),
        ("import-incomplete", &counts.incomplete),
        ("import-cannot-judge", &counts.cannot_judge),
    ];
    all.into_iter().filter(|(_, points)| !points.is_empty()).map(list).collect()
}

/// Which columns the file has, and which fields they give.
fn columns(w: W, held: &Held) -> Section {
    let listed = |id: &str, all: &[String]| {
        let all = all.iter().map(String::as_str);
        Line::Pair(w.say(id), w.tell("web-import-listed", &[("all", Arg::texts(all))]))
    };
    Section {
        heading: w.say("web-import-columns"),
        lines: vec![
            listed("web-import-columns-there", &held.columns),
            listed("web-import-fields", &held.fields),
        ],
    }
}

/// `GET /imports/template/{kind}`: an empty workbook with the columns of a kind.
///
/// # Errors
/// There is no such kind, or no room for the file.
pub async fn template(reader: Reader, Path(kind): Path<String>) -> Result<Response, PageError> {
    let kind = Kind::parse(&kind).ok_or(PageError::NotFound)?;
    let w = reader.w;
    let unexpected = |e: String| PageError::Unexpected(e);
    let header: Vec<String> = kind.fields().iter().map(|f| f.label(w.0)).collect();
    let folder = tempfile::tempdir().map_err(|e| unexpected(e.to_string()))?;
    let path = folder.path().join("template.xlsx");
    let writer = TableWriter::create(&path, &Format::xlsx(kind.name()), &header);
    let written = writer.and_then(TableWriter::finish);
    written.map_err(|e| unexpected(Words::of(w.0).tell(&e.message())))?;
    let bytes = tokio::fs::read(&path).await.map_err(|e| unexpected(e.to_string()))?;
    Ok(downloaded(bytes, &format!("{}.xlsx", kind.name())))
}

/// `POST /imports/{import}`: records what was tried.
///
/// # Errors
/// The file is not there any more, or cannot be opened again.
pub async fn record(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let held = own(&app, &who, id)?;
    if held.begin_to_record() {
        let (path, kind, language) = (held.file(), held.kind, reader.w.0);
        let opened = tokio::task::spawn_blocking(move || Source::open(&path, kind, None, language));
        match opened.await.map_err(|e| PageError::Unexpected(e.to_string()))? {
            Ok(source) => begin(&app, &who, held, source, language),
            Err(error) => held.ended(Stage::Failed(error.to_string())),
        }
    }
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

/// `GET /imports/{import}/rejected`: the refused rows with their reasons, in the format of the file.
///
/// # Errors
/// There are none.
pub async fn rejected(
    State(app): State<App>,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let held = own(&app, &who, id)?;
    sent_back(&held, &held.errors(), &format!("rejected.{}", held.extension())).await
}

/// `GET /imports/{import}/codes`: the query codes that were made.
///
/// # Errors
/// There are none.
pub async fn codes(State(app): State<App>, who: Staff, Path(id): Path<Uuid>) -> Result<Response, PageError> {
    let held = own(&app, &who, id)?;
    sent_back(&held, &held.codes(), "codes.xlsx").await
}

async fn sent_back(held: &Held, path: &std::path::Path, name: &str) -> Result<Response, PageError> {
    if !matches!(held.stage().1, Stage::Done(_)) {
        return Err(PageError::NotFound);
    }
    let bytes = tokio::fs::read(path).await.map_err(|_| PageError::NotFound)?;
    Ok(downloaded(bytes, name))
}

fn downloaded(bytes: Vec<u8>, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from(bytes)).into_response()
}
