//! The read log (Art. 34(4)): who looked at what, when and in which post. It is there for its administrator, who sees no
//! case; looking at it stands in it too.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::start_of;
use decree::base::Base;
use exchange::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use store::{Cursor, ReadEntry, Reads};
use telling::Names;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::list::{self, EXPORTED, PAGE, Pager, Sheet};
use crate::parts::{FieldError, Page};
use crate::words::W;

/// Rows that an export reads at a time: every time is an entry of the log itself.
const CHUNK: usize = 5_000;

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    reader: String,
    record: String,
    from: String,
    until: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 4] {
        [("reader", &self.reader), ("record", &self.record), ("from", &self.from), ("until", &self.until)]
    }

    /// The records that are asked for; `None` for all.
    async fn records(&self, app: &App, who: &Staff) -> Result<Option<Vec<Uuid>>, PageError> {
        match self.record.trim() {
            "" => Ok(None),
            text => Ok(Some(app.platform.records_named(who.actor(), text).await?)),
        }
    }

    /// What is wanted of the log, or what is wrong with the question.
    fn wanted(&self, w: W, records: Option<Vec<Uuid>>, limit: usize) -> Result<Reads, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut day = |name: &str, text: &str| {
            let read = if text.is_empty() { Some(None) } else { text.parse::<Date>().ok().map(Some) };
            read.unwrap_or_else(|| {
                let words = w.with("calendar-not-a-day", "given", text);
                errors.push(form::wrong(name, words));
                None
            })
        };
        let (from, until) = (day("from", &self.from), day("until", &self.until));
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Reads {
            before: self.after.parse().unwrap_or(i64::MAX),
            reader: self.reader.parse().ok(),
            records,
            from: from.map_or(Timestamp::UNIX_EPOCH, start_of),
            // The last day is wanted as a whole.
            until: until.and_then(|day| day.tomorrow().ok()).map_or(Cursor::start().at, start_of),
            limit: i64::try_from(limit).unwrap_or(i64::MAX),
        })
    }
}

/// An entry of the log.
struct Row {
    at: String,
    reader: Uuid,
    name: String,
    post: String,
    what: String,
    which: String,
}

impl Row {
    fn of(w: W, base: &Base, names: &Names, entry: &ReadEntry) -> Self {
        let office = base.office(entry.office).map(|o| o.name.clone()).unwrap_or_default();
        let id = format!("web-read-{}", entry.what);
        let known = Words::of(w.0).variables(&id).is_some();
        Self {
            at: w.moment(entry.at),
            reader: entry.reader,
            name: names.of(entry.reader),
            post: format!("{office} {}", w.word("role", &entry.role)).trim().to_owned(),
            what: if known { w.say(&id) } else { entry.what.clone() },
            // The log names things by their ids: who may read it sees no case.
            which: entry.stream.map_or_else(|| entry.query.clone(), |stream| stream.to_string()),
        }
    }

    fn cells(self) -> [String; 5] {
        [self.at, self.name, self.post, self.what, self.which]
    }
}

#[derive(Template)]
#[template(path = "reads.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    asked: Asked,
    /// The person whose entries alone are shown, and the list of everybody's.
    only: String,
    everybody: String,
    in_use: String,
    export: String,
    errors: Vec<FieldError>,
}

impl Board {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

async fn rows(app: &App, w: W, entries: &[ReadEntry]) -> Result<Vec<Row>, PageError> {
    let mut people: Vec<Uuid> = entries.iter().map(|e| e.reader).collect();
    people.sort_unstable();
    people.dedup();
    let names = Names::new(app.platform.names(&people).await?);
    let base = app.platform.base();
    Ok(entries.iter().map(|entry| Row::of(w, &base, &names, entry)).collect())
}

/// `GET /reads`.
///
/// # Errors
/// The database is away.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    // One more than is shown says whether there are any behind.
    let records = asked.records(&app, &who).await?;
    let (mut entries, errors) = match asked.wanted(w, records, PAGE + 1) {
        Ok(wanted) => (app.platform.reads(who.actor(), &wanted).await?, Vec::new()),
        Err(errors) => (Vec::new(), errors),
    };
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let last = entries.last().filter(|_| more).map(|e| e.id.to_string());
    let only: Option<Uuid> = asked.reader.parse().ok();
    let names = match only {
        Some(person) => app.platform.names(&[person]).await?,
        None => HashMap::new(),
    };
    let names = Names::new(names);
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-reads"), &[]),
        rows: rows(&app, w, &entries).await?,
        pager: Pager::keyed(w, entries.len(), "/reads", &asked.conditions(), &asked.after, last),
        only: only.map(|person| names.of(person)).unwrap_or_default(),
        everybody: list::address(
            "/reads",
            &[("record", &asked.record), ("from", &asked.from), ("until", &asked.until)],
        ),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/reads.xlsx", &asked.conditions()),
        asked,
        errors,
    })
}

/// `GET /reads.xlsx`: everything that the list shows.
///
/// # Errors
/// The question is none, or the database is away.
pub async fn export(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let records = asked.records(&app, &who).await?;
    let Ok(mut wanted) = asked.wanted(w, records, CHUNK) else { return Err(PageError::NotFound) };
    let columns = ["at", "reader", "post", "read", "which"].map(|c| w.say(&format!("web-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-reads"), &reader.here, &columns)?;
    let mut count = 0;
    let whole = loop {
        let entries = app.platform.reads(who.actor(), &wanted).await?;
        for row in rows(&app, w, &entries).await? {
            sheet.push(&row.cells())?;
        }
        count += entries.len();
        match entries.last().filter(|_| entries.len() == CHUNK) {
            Some(last) if count < EXPORTED => wanted.before = last.id,
            last => break last.is_none(),
        }
    };
    Ok(sheet.finish(w, "reads", whole)?)
}
