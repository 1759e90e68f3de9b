//! The log as everybody sees it (Arts 14, 33): what it states, its files for other programs, receipts, and checking them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use exchange::Arg;
use platform::verify_receipts;
use seal::VerifyingKey;
use serde::Deserialize;

use crate::access::Address;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{FieldError, Page};
use crate::words::W;

/// The script that checks receipts, as it goes into the page that works without a server.
const CHECKER: &str = include_str!("../assets/verify.js");
const CHECKER_PAGE: &str = include_str!("../assets/verify-page.js");
const STYLE: &str = include_str!("../assets/xiezhi.css");

/// A checkpoint as a row.
struct Stated {
    size: u64,
    root: String,
    at: String,
}

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage {
    w: W,
    page: Page,
    origin: String,
    key: String,
    checkpoints: Vec<Stated>,
}

/// `GET /log`. Costs one look at ten rows, whatever the size of the log.
///
/// # Errors
/// The database is away.
pub async fn page(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let w = reader.w;
    let newest = app.platform.checkpoints(10).await?;
    let origin = newest.first().map(|one| one.origin.clone()).unwrap_or_default();
    let row =
        |one: platform::Cited| Stated { size: one.size, root: one.root.to_base64(), at: w.moment(one.at) };
    let checkpoints = newest.into_iter().map(row).collect();
    html(&LogPage { w, page: reader.public(&app, w.say("web-log")), origin, key: own_key(&app), checkpoints })
}

fn own_key(app: &App) -> String {
    app.platform.log().map(|log| log.key().to_string()).unwrap_or_default()
}

/// `GET /log/checkpoint`: the newest, as the formats want it.
///
/// # Errors
/// There is none yet.
pub async fn checkpoint(State(app): State<App>) -> Result<Response, PageError> {
    let log = app.platform.log().ok_or(PageError::NotFound)?.clone();
    let note = read(move || log.published()).await?.ok_or(PageError::NotFound)?;
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, note).into_response())
}

/// `GET /log/tile/{*path}`: tiles and bundles. What is full never changes; what is partial stays what it is, too, and goes when
/// the full one is there.
///
/// # Errors
/// There is no such tile.
pub async fn tile(State(app): State<App>, Path(path): Path<String>) -> Result<Response, PageError> {
    let log = app.platform.log().ok_or(PageError::NotFound)?.clone();
    let bytes = read(move || log.file(&format!("tile/{path}"))).await?.ok_or(PageError::NotFound)?;
    let kept = "public, max-age=31536000, immutable";
    let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, kept)];
    Ok((headers, bytes).into_response())
}

/// Reads a file beside the requests: a slow disk holds up nobody else.
async fn read<T: Send + 'static>(
    from: impl FnOnce() -> Result<T, store::LogError> + Send + 'static,
) -> Result<T, PageError> {
    let read = tokio::task::spawn_blocking(from).await;
    read.map_err(|error| PageError::Unexpected(error.to_string()))?
        .map_err(|e| PageError::Unexpected(e.to_string()))
}

/// What was typed or pasted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    receipt: String,
    key: String,
    witnesses: String,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct Verify {
    w: W,
    page: Page,
    typed: Typed,
    /// What was found by this server; the script finds it in the browser.
    said: Vec<String>,
    good: bool,
    errors: Vec<FieldError>,
    words: Vec<(&'static str, String)>,
}

/// The page that is saved and works without a server: it carries everything inside.
#[derive(Template)]
#[template(path = "verify_offline.html")]
struct Offline {
    w: W,
    page: Page,
    typed: Typed,
    words: Vec<(&'static str, String)>,
    style: &'static str,
    scripts: [&'static str; 2],
}

impl Verify {
    fn of(app: &App, reader: &Reader, typed: Typed) -> Self {
        let (w, page) = (reader.w, reader.public(app, reader.w.say("web-verify")));
        let (said, errors) = (Vec::new(), Vec::new());
        Self { w, page, typed, said, good: false, errors, words: words(w) }
    }

    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /verify`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn verify_form(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let typed = Typed { key: own_key(&app), ..Typed::default() };
    html(&Verify::of(&app, &reader, typed))
}

/// `POST /verify`: for browsers without scripts. The answer is this server's word; the script gives the browser's own.
///
/// # Errors
/// The page cannot be rendered.
pub async fn verify(
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let mut shown = Verify::of(&app, &reader, typed.clone());
    let mut wrong = |name: &str| {
        shown.errors.push(form::wrong(name, w.say("web-verify-no-key")));
    };
    let key = VerifyingKey::parse(typed.key.trim()).inspect_err(|_| wrong("key"));
    let witnesses =
        typed.witnesses.split_whitespace().map(VerifyingKey::parse).collect::<Result<Vec<_>, _>>();
    let witnesses = witnesses.inspect_err(|_| wrong("witnesses"));
    if let (Ok(key), Ok(witnesses)) = (key, witnesses) {
        match verify_receipts(&typed.receipt.replace("\r\n", "\n"), &key, &witnesses) {
            Ok(verified) => {
                shown.good = true;
                shown.said = verified.iter().flat_map(|one| telling::of_receipt(one, w.0)).collect();
                shown.said.push(w.say("receipt-limits"));
            }
            Err(problem) => shown.said.push(telling::of_receipt_problem(&problem, w.0)),
        }
    }
    html(&shown)
}

/// `GET /verify/offline`: the page to keep, which asks nobody.
///
/// # Errors
/// The page cannot be rendered.
pub async fn offline(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let w = reader.w;
    let page = Offline {
        w,
        page: reader.public(&app, w.say("web-verify")),
        typed: Typed { key: own_key(&app), ..Typed::default() },
        words: words(w),
        style: STYLE,
        scripts: [CHECKER, CHECKER_PAGE],
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"xiezhi-verify.html\""),
    ];
    Ok((headers, page.render()?).into_response())
}

/// The sentences that the script fills: the same that the command line and this server say.
fn words(w: W) -> Vec<(&'static str, String)> {
    let blank = |name: &str| Arg::text(format!("{{{name}}}"));
    let told = |id: &'static str, names: &[&'static str]| {
        let args: Vec<(&str, Arg)> = names.iter().map(|name| (*name, blank(name))).collect();
        (id, w.tell(id, &args).trim().to_owned())
    };
    let codes = [
        "place",
        "length",
        "root",
        "note",
        "forged",
        "unsigned",
        "checkpoint",
        "origin",
        "key",
        "form",
        "empty",
        "section",
    ];
    let mut words = vec![
        told("receipt-good", &["origin", "size", "index", "kind", "stream", "sequence", "recorded"]),
        told("receipt-opened", &["section", "bytes"]),
        told("receipt-witness", &["witness", "at"]),
        told("receipt-limits", &[]),
        told("receipt-section", &["why"]),
        told("receipt-none", &["why"]),
        told("receipt-broken", &["why"]),
        told("web-verify-here", &[]),
    ];
    words.extend(["public", "party", "internal"].map(|name| (name, w.word("receipt-opened", name))));
    words.extend(codes.map(|code| (code, w.word("web-verify-why", code))));
    words
}

/// The code with its second element, as the page that they opened sends them on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Opening {
    code: String,
    second: String,
}

/// `POST /look-up/receipt`: the receipts of a case, as a file to keep (Art. 33).
///
/// # Errors
/// The code opens nothing (any more), nothing of the case is published yet, or the database is away.
pub async fn receipt(
    State(app): State<App>,
    reader: Reader,
    Address(address): Address,
    Form(typed): Form<Opening>,
) -> Result<Response, PageError> {
    let second = Some(typed.second.trim()).filter(|second| !second.is_empty());
    let Ok(found) = app.platform.look_up(&typed.code, second, address).await? else {
        return Err(PageError::NotFound);
    };
    let Some(receipts) = app.platform.receipts_of(&found).await? else {
        let text = reader.w.say("web-receipt-soon");
        return Ok((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], text).into_response());
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"receipt.txt\""),
    ];
    Ok((headers, receipts).into_response())
}
