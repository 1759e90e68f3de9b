//! `xiezhi alerts` (Arts 26, 27): list and show alerts, act on them as a person, or replay the journal and compare.

mod acts;
mod show;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use decree::alert::AlertStatus;
use decree::authority::Scope;
use decree::point::Grade;
use exchange::{Arg, Language};
use platform::Platform;
use serde::Serialize;
use store::{Cells, List};
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::{cell, each, short, title};
use crate::open::Where;
use crate::report::{self, Table, moment};

/// How many mismatches are named.
const NAMED: usize = 20;

/// `xiezhi alerts`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    /// Replay the journal: every raise, escalation and clearing must come out again; exit 1 if one does not
    #[arg(long)]
    check: bool,
    /// As JSON, on the last line
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<AlertsCommand>,
}

#[derive(Subcommand, Debug)]
enum AlertsCommand {
    /// Alerts, newest first
    List(ListOptions),
    /// One alert: its rule, the data it saw, its clocks, who must act until when, its life so far
    Show {
        /// Id, or its first eight characters or more
        id: String,
    },
    #[command(flatten)]
    Act(acts::ActCommand),
}

/// `xiezhi alerts list`.
#[derive(Args, Debug, Default)]
struct ListOptions {
    /// Only of the agency with this code
    #[arg(long, value_name = "CODE", conflicts_with = "district")]
    agency: Option<String>,
    /// Only of the district with this code
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
    /// Only at this level
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..=3))]
    level: Option<i32>,
    /// Only those that are not closed
    #[arg(long)]
    open: bool,
    /// At most so many
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// The data cannot be opened, or there is no such alert, person or agency.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    match options.command {
        _ if options.check => check(platform, options.json, language).await,
        None => {
            let all = ListOptions { limit: 20, json: options.json, ..ListOptions::default() };
            list(platform, &all, language).await
        }
        Some(AlertsCommand::List(wanted)) => list(platform, &wanted, language).await,
        Some(AlertsCommand::Show { id }) => show::show(platform, &id, language).await,
        Some(AlertsCommand::Act(act)) => acts::act(platform, act, language).await,
    }
}

#[derive(Serialize)]
struct MismatchLine {
    stream: Uuid,
    what: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct CheckedLine {
    alerts: u64,
    records: u64,
    sweeps: u64,
    mismatches: Vec<MismatchLine>,
}

async fn check(platform: &Platform, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let progress = report::spinner(report::say(language, "alerts-checking", &[]), !json);
    let checked = platform.check_alerts(NAMED).await?;
    progress.done(language);
    let sound = checked.mismatches.is_empty();
    let args = [
        ("alerts", Arg::count(checked.alerts)),
        ("records", Arg::count(checked.records)),
        ("sweeps", Arg::count(checked.sweeps)),
        ("mismatches", Arg::count(checked.mismatches.len())),
    ];
    report::print(report::tell(
        language,
        if sound { "alerts-checked" } else { "alerts-check-failed" },
        &args,
    ));
    let mismatches = checked.mismatches.into_iter().map(|m| MismatchLine {
        stream: m.stream,
        what: m.what,
        detail: m.detail,
    });
    let mismatches: Vec<MismatchLine> = mismatches.collect();
    if json {
        let (alerts, records, sweeps) = (checked.alerts, checked.records, checked.sweeps);
        report::json(&CheckedLine { alerts, records, sweeps, mismatches })?;
    } else {
        for one in &mismatches {
            let args = [
                ("stream", Arg::text(one.stream.to_string())),
                ("what", report::word("mismatch", one.what)),
                ("detail", Arg::text(one.detail.as_str())),
            ];
            report::print(report::tell(language, "alerts-mismatch", &args));
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// An alert as a list shows it.
#[derive(Serialize)]
struct Listed {
    id: Uuid,
    subject: Uuid,
    point: String,
    grade: &'static str,
    level: i32,
    status: &'static str,
    agency: String,
    agency_name: String,
    office: String,
    due: Option<jiff::civil::Date>,
    raised_at: jiff::Timestamp,
}

impl Listed {
    fn of(cells: &Cells<'_>, base: &decree::base::Base) -> Self {
        let agency = base.agencies().into_iter().find(|a| a.key == cells.int("agency"));
        Self {
            id: cells.uuid("stream"),
            subject: cells.uuid("subject"),
            point: base.point_code(cells.int("point")).to_owned(),
            grade: Grade::from_number(cells.code("grade")).map_or("", Grade::code),
            level: cells.int("level"),
            status: AlertStatus::from_number(cells.code("state")).map_or("", AlertStatus::code),
            agency: agency.map(|a| a.code.clone()).unwrap_or_default(),
            agency_name: agency.map(|a| a.name.clone()).unwrap_or_default(),
            office: base.office(cells.int("office")).map(|o| o.name.clone()).unwrap_or_default(),
            due: cells.date("due_on"),
            raised_at: cells.time("raised_at"),
        }
    }
}

async fn list(platform: &Platform, wanted: &ListOptions, language: Language) -> Result<ExitCode, Failure> {
    let base = platform.base();
    let scope = match (&wanted.agency, &wanted.district) {
        (Some(code), _) => Scope::Agency(
            base.agency_key(code)
                .ok_or_else(|| report::say(language, "cli-unknown-agency", &[("code", code)]))?,
        ),
        (_, Some(code)) => Scope::District(
            base.territory_key(code)
                .ok_or_else(|| report::say(language, "cli-unknown-district", &[("code", code)]))?,
        ),
        _ => Scope::City,
    };
    let mut found: Vec<Listed> = Vec::new();
    let mut more = false;
    each(platform, &acting::city_office(platform), scope, List::Alerts, |cells| {
        let closed = cells.code("state") == AlertStatus::Closed.number();
        let fits = wanted.level.is_none_or(|level| level == cells.int("level")) && !(wanted.open && closed);
        if fits && found.len() == wanted.limit {
            more = true;
            return false;
        }
        if fits {
            found.push(Listed::of(cells, &base));
        }
        true
    })
    .await?;
    if wanted.json {
        report::json(&found)?;
    } else {
        print_list(&found, more, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn print_list(found: &[Listed], more: bool, language: Language) {
    if found.is_empty() {
        return report::print(report::say(language, "alerts-none", &[]));
    }
    let titles = ["id", "raised", "point", "agency", "alert-level", "status", "office", "due"];
    let mut table = Table::new(titles.map(|c| title(language, c)).to_vec());
    for alert in found {
        let level = [("level", Arg::Int(alert.level.into()))];
        table.row(vec![
            short(alert.id),
            report::tell(language, "cli-moment", &[("at", moment(alert.raised_at))]),
            report::point_name(language, &alert.point),
            alert.agency_name.clone(),
            report::tell(language, "alert-level", &level),
            cell(language, "alert-status", alert.status),
            alert.office.clone(),
            alert.due.map(|day| day.to_string()).unwrap_or_default(),
        ]);
    }
    table.lines().iter().for_each(report::print);
    if more {
        let shown = found.len().to_string();
        report::note(report::say(language, "alerts-more", &[("shown", &shown)]));
    }
}
