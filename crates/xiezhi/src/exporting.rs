//! `xiezhi export`: records of one agency in the forms that other platforms take, and its yearly tables: entered once, sent
//! everywhere. Read in the agency's scope and recorded as one reading.

mod values;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use decree::annual::{self, Counter, Rules};
use decree::authority::Scope;
use decree::thing::Thing;
use exchange::official::{self, Form};
use exchange::{Arg, Format, Language, TableWriter, Words};
use platform::Platform;
use serde_json::json;
use store::List;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::each;
use crate::open::Where;
use crate::report;

/// Options of `xiezhi export`.
#[derive(Args, Debug)]
pub struct Options {
    /// What: penalty_2018, permit_2018, regulation_penalty, regulation_inspection, annual
    pub what: String,
    /// File to write: .csv or .xlsx
    pub file: PathBuf,
    /// Code of the agency
    #[arg(long, value_name = "CODE")]
    pub agency: String,
    /// Only of this year
    #[arg(long)]
    pub year: Option<i16>,
    /// Titles by the standard's codes instead of its labels
    #[arg(long)]
    pub by_code: bool,
    /// One last line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Streams read at a time.
const PAGE: usize = 500;

/// Runs `xiezhi export`.
///
/// # Errors
/// The agency or the form is unknown, or the file cannot be written.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let key = platform.base().agency_key(&options.agency);
    let key =
        key.ok_or_else(|| report::say(language, "import-unknown-agency", &[("code", &options.agency)]))?;
    if options.what == "annual" {
        return annual_tables(platform, key, &options, language).await;
    }
    let Some(form) = official::form(&options.what) else {
        let known = official::names().collect::<Vec<_>>().join(", ");
        let args = [("name", options.what.as_str()), ("known", &known)];
        return Err(report::say(language, "export-unknown-form", &args).into());
    };
    let rows = records(platform, key, form, &options).await?;
    write(form, &rows, &options, language)?;
    let wrong: usize = rows.iter().filter(|cells| !form.check(cells).is_empty()).count();
    if options.json {
        report::json(&json!({ "rows": rows.len(), "incomplete": wrong }))?;
    } else {
        let count = |n: usize| Arg::count(i64::try_from(n).unwrap_or(i64::MAX));
        report::print(report::tell(
            language,
            "export-done",
            &[("rows", count(rows.len())), ("wrong", count(wrong))],
        ));
        for cells in rows.iter().filter(|c| !form.check(c).is_empty()).take(20) {
            for problem in form.check(cells) {
                report::note(Words::of(language).tell(&problem));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The streams of an agency's list, oldest first.
async fn streams(platform: &Platform, key: i32, list: List) -> Result<Vec<Uuid>, Failure> {
    let actor = acting::city_office(platform);
    let mut all = Vec::new();
    each(platform, &actor, Scope::Agency(key), list, |cells| {
        all.push(cells.uuid("stream"));
        true
    })
    .await?;
    all.reverse();
    Ok(all)
}

/// Folds streams, a page at a time, in their order.
async fn folded(
    platform: &Platform,
    streams: &[Uuid],
    mut with: impl FnMut(Uuid, &Thing),
) -> Result<(), Failure> {
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

async fn records(
    platform: &Platform,
    key: i32,
    form: &Form,
    options: &Options,
) -> Result<Vec<Vec<String>>, Failure> {
    let list = if form.name == "regulation_inspection" { List::Inspections } else { List::Cases };
    let streams = streams(platform, key, list).await?;
    let base = platform.base();
    let mut sender = values::Sender::new(&base, key, platform.now());
    let mut rows = Vec::new();
    folded(platform, &streams, |stream, thing| {
        for record in sender.records(&form.name, stream, thing, options.year) {
            let cells =
                form.columns.iter().map(|c| record.get(c.value.as_str()).cloned().unwrap_or_default());
            rows.push(cells.collect::<Vec<String>>());
        }
    })
    .await?;
    Ok(rows)
}

fn format_of(options: &Options) -> Format {
    let xlsx = options.file.extension().is_some_and(|e| e == "xlsx");
    if xlsx { Format::xlsx(&options.what) } else { Format::csv() }
}

fn write(form: &Form, rows: &[Vec<String>], options: &Options, language: Language) -> Result<(), Failure> {
    let words = Words::of(language);
    let title = |c: &official::Column| if options.by_code { c.code.clone() } else { c.label.clone() };
    let header: Vec<String> = form.columns.iter().map(title).collect();
    let mut writer = TableWriter::create(&options.file, &format_of(options), &header)
        .map_err(|e| words.tell(&e.message()))?;
    for cells in rows {
        writer.push(cells).map_err(|e| words.tell(&e.message()))?;
    }
    writer.finish().map_err(|e| words.tell(&e.message()))?;
    Ok(())
}

/// Tables A to D of a year: cases first, so that an inspection that led to one is counted there.
async fn annual_tables(
    platform: &Platform,
    key: i32,
    options: &Options,
    language: Language,
) -> Result<ExitCode, Failure> {
    let rules = annual::parse(annual::SHIPPED)?;
    let year = options.year.unwrap_or_else(|| calendar::city_date(platform.now()).year());
    let mut counter = Counter::new(&rules, year);
    let cases = streams(platform, key, List::Cases).await?;
    folded(platform, &cases, |_, thing| {
        if let Thing::Case(state) = thing {
            counter.case(state);
        }
    })
    .await?;
    let inspections = streams(platform, key, List::Inspections).await?;
    folded(platform, &inspections, |_, thing| {
        if let Thing::Inspection(state) = thing {
            counter.inspection(state);
        }
    })
    .await?;
    let tables = counter.tables;
    let words = Words::of(language);
    let header = ["annual-table", "annual-column", "annual-count"].map(|id| report::say(language, id, &[]));
    let mut writer = TableWriter::create(&options.file, &format_of(options), &header)
        .map_err(|e| words.tell(&e.message()))?;
    for (table, label, count) in lines(&rules, &tables, language) {
        writer.push(&[table.to_owned(), label, count]).map_err(|e| words.tell(&e.message()))?;
    }
    writer.finish().map_err(|e| words.tell(&e.message()))?;
    if options.json {
        report::json(&tables)?;
    } else {
        report::print(report::tell(language, "annual-done", &[("year", Arg::text(year.to_string()))]));
    }
    Ok(ExitCode::SUCCESS)
}

fn lines(rules: &Rules, tables: &annual::Tables, language: Language) -> Vec<(&'static str, String, String)> {
    let say = |id: &str| report::say(language, id, &[]);
    let mut lines = Vec::new();
    let mut columns = |table, columns: &[annual::Column], counts: &[u64]| {
        lines.extend(columns.iter().zip(counts).map(|(c, n)| (table, c.label.clone(), n.to_string())));
    };
    columns("A", &rules.penalty, &tables.penalties);
    columns("B", &rules.measure, &tables.measures);
    columns("B", &rules.execution, &tables.executions);
    lines.push(("A", say("annual-total"), tables.penalised().to_string()));
    lines.push(("A", say("annual-amount"), report::yuan(tables.amount).replace(',', "")));
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
    lines.push(("D", say("annual-levied"), report::yuan(tables.levied).replace(',', "")));
    lines.sort_by_key(|(table, ..)| *table);
    lines
}
