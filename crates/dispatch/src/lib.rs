//! Records of one agency in the forms that other platforms take, and its yearly tables: entered once, sent everywhere. Read in
//! the scope of whoever asks, and recorded as one reading; shared by command line, pages and API.

mod values;

use std::path::Path;

use decree::annual::{self, Counter, Rules, Tables};
use decree::authority::{Actor, Scope};
use decree::thing::Thing;
use exchange::official::{self, Form};
use exchange::{Format, Language, TableWriter, Words};
use platform::{Platform, PlatformError};
use store::{Cursor, List};
use uuid::Uuid;

/// Streams read at a time.
const PAGE: usize = 500;

/// What goes wrong besides the database.
#[derive(Debug, thiserror::Error)]
pub enum DispatchError {
    /// The platform.
    #[error(transparent)]
    Platform(#[from] PlatformError),
    /// The rules of the yearly tables cannot be read.
    #[error(transparent)]
    Rules(#[from] toml::de::Error),
    /// The file cannot be written: why, in words.
    #[error("{0}")]
    Said(String),
}

/// What can be sent.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// Records in an official form.
    Records(&'static Form),
    /// The yearly tables A to D.
    Annual,
}

/// The name of the yearly tables among the forms.
const ANNUAL: &str = "annual";

impl What {
    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        if name == ANNUAL { Some(Self::Annual) } else { official::form(name).map(Self::Records) }
    }

    /// Every name.
    pub fn names() -> impl Iterator<Item = &'static str> {
        official::names().chain([ANNUAL])
    }
}

/// A table that was made: its titles, its rows, and how many of them are not complete by the standard.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Titles.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows are not complete.
    pub incomplete: usize,
}

impl Table {
    /// Writes it to a file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path, format: &Format, language: Language) -> Result<(), DispatchError> {
        let said = |e: exchange::WriteError| DispatchError::Said(Words::of(language).tell(&e.message()));
        let mut writer = TableWriter::create(path, format, &self.header).map_err(said)?;
        for cells in &self.rows {
            writer.push(cells).map_err(said)?;
        }
        writer.finish().map_err(said)
    }
}

/// The streams of an agency's list, oldest first.
async fn streams(
    platform: &Platform,
    actor: &Actor,
    agency: i32,
    list: List,
) -> Result<Vec<Uuid>, PlatformError> {
    const ROWS: i64 = 1000;
    let (mut all, mut after) = (Vec::new(), Cursor::start());
    loop {
        let page = platform.list_within(actor, Scope::Agency(agency), list, after, ROWS).await?;
        for cells in page.cells() {
            all.push(cells.uuid("stream"));
            after = list.cursor(&cells);
        }
        if page.rows.len() < usize::try_from(ROWS).unwrap_or(usize::MAX) {
            all.reverse();
            return Ok(all);
        }
    }
}

/// Folds streams, a page at a time, in their order.
async fn folded(
    platform: &Platform,
    streams: &[Uuid],
    mut with: impl FnMut(Uuid, &Thing),
) -> Result<(), PlatformError> {
    for page in streams.chunks(PAGE) {
        let loaded = platform.store().load(page).await?;
        for stream in page {
            if let Some(found) = loaded.get(stream) {
                with(*stream, &found.thing);
            }
        }
    }
    Ok(())
}

/// An agency's records in a form, of a year or of all. With `by_code` the titles are the standard's codes instead of its labels.
///
/// # Errors
/// The actor does not see the agency, or the database is away.
pub async fn records(
    platform: &Platform,
    actor: &Actor,
    agency: i32,
    form: &Form,
    year: Option<i16>,
    by_code: bool,
) -> Result<Table, DispatchError> {
    let list = if form.name == "regulation_inspection" { List::Inspections } else { List::Cases };
    let streams = streams(platform, actor, agency, list).await?;
    let base = platform.base();
    let mut sender = values::Sender::new(&base, agency, platform.now());
    let mut rows = Vec::new();
    folded(platform, &streams, |stream, thing| {
        for record in sender.records(&form.name, stream, thing, year) {
            let cells =
                form.columns.iter().map(|c| record.get(c.value.as_str()).cloned().unwrap_or_default());
            rows.push(cells.collect::<Vec<String>>());
        }
    })
    .await?;
    let title = |c: &official::Column| if by_code { c.code.clone() } else { c.label.clone() };
    let incomplete = rows.iter().filter(|cells| !form.check(cells).is_empty()).count();
    Ok(Table { header: form.columns.iter().map(title).collect(), rows, incomplete })
}

/// Tables A to D of a year: cases first, so that an inspection that led to one is counted there.
///
/// # Errors
/// As [`records`].
pub async fn annual_tables(
    platform: &Platform,
    actor: &Actor,
    agency: i32,
    year: i16,
    language: Language,
) -> Result<(Tables, Table), DispatchError> {
    let rules = annual::parse(annual::SHIPPED)?;
    let mut counter = Counter::new(&rules, year);
    let cases = streams(platform, actor, agency, List::Cases).await?;
    folded(platform, &cases, |_, thing| {
        if let Thing::Case(state) = thing {
            counter.case(state);
        }
    })
    .await?;
    let inspections = streams(platform, actor, agency, List::Inspections).await?;
    folded(platform, &inspections, |_, thing| {
        if let Thing::Inspection(state) = thing {
            counter.inspection(state);
        }
    })
    .await?;
    let tables = counter.tables;
    let header = ["annual-table", "annual-column", "annual-count"].map(|id| telling::say(language, id, &[]));
    let rows = lines(&rules, &tables, language)
        .into_iter()
        .map(|(table, label, n)| vec![table.to_owned(), label, n]);
    let table = Table { header: header.into(), rows: rows.collect(), incomplete: 0 };
    Ok((tables, table))
}

fn lines(rules: &Rules, tables: &Tables, language: Language) -> Vec<(&'static str, String, String)> {
    let say = |id: &str| telling::say(language, id, &[]);
    let mut lines = Vec::new();
    let mut columns = |table, columns: &[annual::Column], counts: &[u64]| {
        lines.extend(columns.iter().zip(counts).map(|(c, n)| (table, c.label.clone(), n.to_string())));
    };
    columns("A", &rules.penalty, &tables.penalties);
    columns("B", &rules.measure, &tables.measures);
    columns("B", &rules.execution, &tables.executions);
    lines.push(("A", say("annual-total"), tables.penalised().to_string()));
    lines.push(("A", say("annual-amount"), telling::yuan(tables.amount).replace(',', "")));
    lines.push(("B", say("annual-court"), tables.court_applications.to_string()));
    let licences =
        ["annual-applied", "annual-accepted", "annual-granted", "annual-refused", "annual-revoked"];
    lines.extend(licences.iter().zip(tables.licences).map(|(id, n)| ("C", say(id), n.to_string())));
    let others = [
        "annual-levies",
        "annual-requisitions",
        "annual-inspections",
        "annual-adjudications",
        "annual-confirmations",
        "annual-rewards",
        "annual-payments",
    ];
    lines.extend(others.iter().zip(tables.others).map(|(id, n)| ("D", say(id), n.to_string())));
    lines.push(("D", say("annual-levied"), telling::yuan(tables.levied).replace(',', "")));
    lines.sort_by_key(|(table, ..)| *table);
    lines
}
