//! The library of the law: which versions a law has, what penalties its articles allow, and what the citations of a text
//! come to.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::city_date;
use decree::law::{Citation, Clause, LawText, LawVersion};
use jiff::civil::Date;
use serde::Deserialize;
use telling::law::{Cited, Library, cited, penalties};

use crate::access::{Staff, encoded};
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::list::{self, EXPORTED, PAGE, Pager, Sheet};
use crate::parts::{FieldError, Page};
use crate::words::W;

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 1] {
        [("q", &self.q)]
    }

    fn fits(&self, law: &LawText) -> bool {
        let q = self.q.trim();
        q.is_empty() || law.title.contains(q) || law.aliases.iter().any(|alias| alias.contains(q))
    }
}

/// A law in the list.
struct Row {
    title: String,
    href: String,
    adopted: String,
    versions: usize,
    articles: String,
    clauses: usize,
}

impl Row {
    fn of(w: W, law: &LawText) -> Self {
        Self {
            href: address(law),
            adopted: law.versions.last().map(|v| w.day(v.adopted)).unwrap_or_default(),
            versions: law.versions.len(),
            articles: articles(w, law),
            clauses: law.clauses.len(),
            title: law.title.clone(),
        }
    }
}

fn address(law: &LawText) -> String {
    format!("/laws/{}", encoded(&law.title))
}

/// How many articles there are; of an incomplete law that is not known.
fn articles(w: W, law: &LawText) -> String {
    if law.complete { law.articles.len().to_string() } else { w.say("web-law-penalties-only") }
}

#[derive(Template)]
#[template(path = "laws.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    asked: Asked,
    shipped: bool,
    in_use: String,
    export: String,
}

/// `GET /laws`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let library = Library::of(Some(&base));
    let behind = library.all().iter().map(|(_, text)| *text).filter(|law| law.title > asked.after);
    let mut found: Vec<&LawText> = behind.filter(|law| asked.fits(law)).take(PAGE + 1).collect();
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|law| law.title.clone());
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-laws"), &[]),
        rows: found.iter().map(|law| Row::of(w, law)).collect(),
        pager: Pager::keyed(w, found.len(), "/laws", &asked.conditions(), &asked.after, last),
        shipped: library.is_shipped(),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/laws.xlsx", &asked.conditions()),
        asked,
    })
}

/// `GET /laws.xlsx`: every law that the list shows.
///
/// # Errors
/// The sheet cannot be written.
pub async fn export(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let columns =
        ["web-column-law", "web-column-adopted", "web-law-versions", "web-law-articles", "web-law-clauses"]
            .map(|id| w.say(id));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-laws"), &reader.here, &columns)?;
    let library = Library::of(Some(&base));
    let mut rest = library.all().iter().map(|(_, text)| *text).filter(|law| asked.fits(law));
    for law in rest.by_ref().take(EXPORTED) {
        let row = Row::of(w, law);
        let numbers = [row.versions, row.clauses].map(|n| n.to_string());
        let [versions, clauses] = numbers;
        sheet.push(&[row.title, row.adopted, versions, row.articles, clauses])?;
    }
    Ok(sheet.finish(w, "laws", rest.next().is_none())?)
}

/// A version of a law.
struct Put {
    adopted: String,
    step: String,
    in_force: String,
}

/// What a paragraph allows.
struct Allowed {
    article: String,
    penalties: Vec<String>,
}

#[derive(Template)]
#[template(path = "law.html")]
struct Shown {
    w: W,
    page: Page,
    pairs: Vec<(String, String)>,
    complete: bool,
    versions: Vec<Put>,
    clauses: Vec<Allowed>,
}

/// `GET /laws/{title}`.
///
/// # Errors
/// There is no such law.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(title): Path<String>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let (_, law) = Library::of(Some(&base)).find(&title).ok_or(PageError::NotFound)?;
    let mut pairs = vec![
        (w.say("web-law-articles"), articles(w, law)),
        (w.say("web-law-clauses"), law.clauses.len().to_string()),
    ];
    if !law.aliases.is_empty() {
        pairs.push((w.say("web-law-aliases"), law.aliases.join(" ")));
    }
    html(&Shown {
        w,
        page: reader.staff(&app, &who, law.title.clone(), &[("web-menu-laws", "/laws")]),
        pairs,
        complete: law.complete,
        versions: law.versions.iter().rev().map(|version| put(w, version)).collect(),
        clauses: law.clauses.iter().map(|clause| allowed(w, clause)).collect(),
    })
}

fn put(w: W, version: &LawVersion) -> Put {
    Put {
        adopted: w.day(version.adopted),
        step: w.word("laws-step", version.step.code()),
        in_force: version.in_force.map_or_else(|| w.say("laws-day-unknown"), |day| w.day(day)),
    }
}

fn allowed(w: W, clause: &Clause) -> Allowed {
    let place = Citation { article: Some(clause.article), sub: clause.sub, ..Citation::default() };
    Allowed {
        // The law's name stands above.
        article: place.to_string().trim_start_matches("《》").to_owned(),
        penalties: penalties(clause, w.0),
    }
}

/// A text whose citations are to be looked up.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Text {
    text: String,
    on: String,
}

/// A citation of the text, and what it comes to.
struct Found {
    kind: &'static str,
    title: String,
    lines: Vec<String>,
}

impl Found {
    fn of(w: W, cited: Cited) -> Self {
        let understood = !cited.citation.is_empty();
        Self {
            kind: if cited.right { "info" } else { "error" },
            title: if understood { cited.citation } else { w.say("web-citations-unclear") },
            lines: cited.lines,
        }
    }
}

#[derive(Template)]
#[template(path = "citations.html")]
struct Citations {
    w: W,
    page: Page,
    asked: Text,
    found: Vec<Found>,
    nothing: bool,
    export: String,
    errors: Vec<FieldError>,
}

impl Citations {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /citations`: what each citation of a text comes to on a day.
///
/// # Errors
/// The page cannot be rendered.
pub async fn citations(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Text>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let on = if asked.on.is_empty() { Some(today) } else { asked.on.parse::<Date>().ok() };
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    match on {
        Some(day) => found = cited(&asked.text, day, &Library::of(Some(&base)), w.0),
        None => {
            let words = w.with("calendar-not-a-day", "given", &asked.on);
            errors.push(form::wrong("on", words));
        }
    }
    let on = if asked.on.is_empty() { today.to_string() } else { asked.on };
    html(&Citations {
        w,
        export: list::address("/citations.xlsx", &[("text", &asked.text), ("on", &on)]),
        page: reader.staff(&app, &who, w.say("web-citations"), &[("web-menu-laws", "/laws")]),
        nothing: errors.is_empty() && found.is_empty() && !asked.text.trim().is_empty(),
        asked: Text { on, text: asked.text },
        found: found.into_iter().map(|one| Found::of(w, one)).collect(),
        errors,
    })
}

/// `GET /citations.xlsx`: what the citations come to, as the page shows it.
///
/// # Errors
/// The day is none, or the sheet cannot be written.
pub async fn export_citations(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Text>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let on = if asked.on.is_empty() { Some(today) } else { asked.on.parse::<Date>().ok() };
    let day = on.ok_or(PageError::NotFound)?;
    let columns = ["web-citations", "web-citations-comes-to"].map(|id| w.say(id));
    let query = format!("/citations?on={day}");
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-citations"), &query, &columns)?;
    for one in cited(&asked.text, day, &Library::of(Some(&base)), w.0) {
        let found = Found::of(w, one);
        let lines: Vec<&str> = found.lines.iter().map(|line| line.trim()).collect();
        sheet.push(&[found.title, lines.join("\n")])?;
    }
    Ok(sheet.finish(w, "citations", true)?)
}
