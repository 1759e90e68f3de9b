//! `xiezhi forms`: the forms of enforcement documents, by the edition in force on a day.

use std::process::ExitCode;

use calendar::city_date;
use clap::Subcommand;
use decree::form::{Catalogue, Form, FormField, SHIPPED, parse};
use exchange::{Arg, Language};
use jiff::civil::Date;
use platform::Clock;

use crate::acting;
use crate::cli::Failure;
use crate::listing::{cell, title};
use crate::machine::MachineClock;
use crate::open::Where;
use crate::report::{self, Table, word};

/// `xiezhi forms`.
#[derive(Subcommand, Debug)]
pub enum FormsCommand {
    /// Forms in force, by line
    List {
        /// Only of this line
        #[arg(long, value_name = "CODE")]
        line: Option<String>,
        /// The day that counts [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One form with its fields
    Show {
        /// Its code
        code: String,
        /// Of this line, where several have such a form
        #[arg(long, value_name = "CODE")]
        line: Option<String>,
        /// The day that counts [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
///
/// # Errors
/// The data cannot be opened, or there is no such form on that day.
pub async fn command(place: &Where, command: FormsCommand, language: Language) -> Result<ExitCode, Failure> {
    match command {
        FormsCommand::List { line, on, json } => {
            list(&known(place, line, on, language).await?, json, language)
        }
        FormsCommand::Show { code, line, on, json } => {
            show(&known(place, line, on, language).await?, &code, json, language)
        }
    }
}

/// The editions in force on a day.
struct InForce {
    day: Date,
    catalogues: Vec<Catalogue>,
}

/// Those on record, or those that ship with the program where none are.
async fn known(
    place: &Where,
    line: Option<String>,
    on: Option<Date>,
    language: Language,
) -> Result<InForce, Failure> {
    let opened = acting::opened_if_there(place).await?;
    let now = opened.as_ref().map_or_else(|| MachineClock.now(), |o| o.platform.now());
    let day = on.unwrap_or_else(|| city_date(now));
    let recorded = opened.map(|o| o.platform.base()).filter(|base| base.catalogues().next().is_some());
    let catalogues: Vec<Catalogue> = match recorded {
        Some(base) => {
            let mut lines: Vec<&str> = base.catalogues().map(|c| &*c.line).collect();
            lines.sort_unstable();
            lines.dedup();
            lines.into_iter().filter_map(|line| base.forms(line, day, now).cloned()).collect()
        }
        None => {
            report::note(report::say(language, "forms-shipped", &[]));
            let covers = |c: &Catalogue| c.from <= day && c.until.is_none_or(|until| day < until);
            parse(SHIPPED)?.into_iter().filter(covers).collect()
        }
    };
    let of_line = |c: &Catalogue| line.as_ref().is_none_or(|line| c.line == *line);
    Ok(InForce { day, catalogues: catalogues.into_iter().filter(of_line).collect() })
}

fn head(catalogue: &Catalogue, language: Language) {
    let args = [
        ("field", Arg::text(catalogue.field.as_str())),
        ("line", Arg::text(catalogue.line.as_str())),
        ("source", Arg::text(catalogue.source.as_str())),
        ("from", Arg::Date(catalogue.from)),
        ("forms", Arg::count(catalogue.form.len())),
    ];
    report::print(report::tell(language, "forms-head", &args));
    if !catalogue.day_known {
        report::print(report::say(language, "forms-day-unknown", &[]));
    }
}

fn list(known: &InForce, json: bool, language: Language) -> Result<ExitCode, Failure> {
    if json {
        report::json(&known.catalogues)?;
        return Ok(ExitCode::SUCCESS);
    }
    if known.catalogues.is_empty() {
        report::print(report::tell(language, "forms-none", &[("day", Arg::Date(known.day))]));
    }
    for catalogue in &known.catalogues {
        head(catalogue, language);
        let columns = ["code", "form", "stage", "event", "prefix", "fields"];
        let mut table = Table::new(columns.map(|c| title(language, c)).to_vec());
        for form in &catalogue.form {
            let said = |family: &str, code: Option<&'static str>| {
                code.map(|code| cell(language, family, code)).unwrap_or_default()
            };
            table.row(vec![
                form.code.clone(),
                form.title.clone(),
                said("stage", form.stage.map(|s| s.code())),
                said("event", form.event.map(|e| e.code())),
                form.prefix.clone(),
                form.fields.len().to_string(),
            ]);
        }
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

fn show(known: &InForce, code: &str, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let found: Vec<(&Catalogue, &Form)> =
        known.catalogues.iter().filter_map(|c| c.form(code).map(|form| (c, form))).collect();
    if found.is_empty() {
        let args = [("code", Arg::text(code)), ("day", Arg::Date(known.day))];
        return Err(report::tell(language, "forms-no-such", &args).into());
    }
    if json {
        report::json(&found.iter().map(|(_, form)| form).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    for (catalogue, form) in found {
        report::print(format!("{}  {}", form.code, form.title));
        head(catalogue, language);
        let line = |name: &str, value: Arg| {
            let args = [("name", word("column", name)), ("value", value)];
            report::print(report::tell(language, "alert-seen-line", &args));
        };
        if let Some(stage) = form.stage {
            line("stage", word("stage", stage.code()));
        }
        if let Some(event) = form.event {
            line("event", word("event", event.code()));
        }
        if !form.prefix.is_empty() {
            line("prefix", Arg::text(form.prefix.as_str()));
        }
        for (n, field) in (1..).zip(&form.fields) {
            report::print(format!("{n:>4}  {}", in_words(field, language)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A field as people read it. Labels are those of the form.
fn in_words(field: &FormField, language: Language) -> String {
    match field {
        FormField::Line(label) => label.clone(),
        FormField::Table { columns, label, rows } => {
            let args = [
                ("label", Arg::text(label.as_str())),
                ("columns", Arg::texts(columns.iter().map(String::as_str))),
                ("rows", Arg::count(usize::try_from(*rows).unwrap_or(usize::MAX))),
            ];
            report::tell(language, "forms-table", &args)
        }
        FormField::Boxes { choices } => {
            let args = [("choices", Arg::texts(choices.iter().map(String::as_str)))];
            report::tell(language, "forms-boxes", &args)
        }
    }
}
