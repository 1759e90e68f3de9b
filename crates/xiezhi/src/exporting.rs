//! `xiezhi export`: records of one agency in the forms that other platforms take, and its yearly tables. Read in the agency's
//! scope and recorded as one reading.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dispatch::{Table, What};
use exchange::{Arg, Format, Language, Words};
use serde_json::json;

use crate::acting;
use crate::cli::Failure;
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
    let actor = acting::city_office(platform);
    let Some(what) = What::named(&options.what) else {
        let known = exchange::official::names().collect::<Vec<_>>().join(", ");
        let args = [("name", options.what.as_str()), ("known", &known)];
        return Err(report::say(language, "export-unknown-form", &args).into());
    };
    match what {
        What::Records(form) => {
            let table = dispatch::records(platform, &actor, key, form, options.year, options.by_code).await?;
            table.write(&options.file, &format_of(&options), language)?;
            told(form, &table, &options, language)?;
        }
        What::Annual => {
            let year = options.year.unwrap_or_else(|| calendar::city_date(platform.now()).year());
            let (tables, table) = dispatch::annual_tables(platform, &actor, key, year, language).await?;
            table.write(&options.file, &format_of(&options), language)?;
            if options.json {
                report::json(&tables)?;
            } else {
                report::print(report::tell(
                    language,
                    "annual-done",
                    &[("year", Arg::text(year.to_string()))],
                ));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn told(
    form: &exchange::official::Form,
    table: &Table,
    options: &Options,
    language: Language,
) -> Result<(), Failure> {
    let (rows, wrong) = (table.rows.len(), table.incomplete);
    if options.json {
        report::json(&json!({ "rows": rows, "incomplete": wrong }))?;
        return Ok(());
    }
    let args = [("rows", Arg::count(rows)), ("wrong", Arg::count(wrong))];
    report::print(report::tell(language, "export-done", &args));
    for cells in table.rows.iter().filter(|c| !form.check(c).is_empty()).take(20) {
        for problem in form.check(cells) {
            report::note(Words::of(language).tell(&problem));
        }
    }
    Ok(())
}

fn format_of(options: &Options) -> Format {
    let xlsx = options.file.extension().is_some_and(|e| e == "xlsx");
    if xlsx { Format::xlsx(&options.what) } else { Format::csv() }
}
