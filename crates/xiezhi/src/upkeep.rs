//! What keeps the platform going: serving, sweeping, rebuilding, outages, erasure, following, migrating.

mod sealing;
mod serving;

pub use sealing::{always as always_sealing, seal};
pub use serving::serve;

use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use decree::authority::{Action, Place};
use decree::outage::Report;
use decree::point::Condition;
use decree::when::When;
use exchange::{Arg, Language};
use platform::{Command, PlatformError, Swept};
use serde::Serialize;
use store::Checked;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::open::{How, Where, open};
use crate::report;

/// How many differences are named.
const NAMED: usize = 20;

/// `xiezhi outage`.
#[derive(Subcommand, Debug)]
pub enum OutageCommand {
    /// The operator reports an outage
    Report {
        /// When it began: "2026-11-24 09:30"
        #[arg(long, value_name = "MOMENT")]
        from: String,
        /// When it was over
        #[arg(long, value_name = "MOMENT")]
        until: String,
        /// What happened
        #[arg(long, value_enum)]
        what: What,
    },
    /// The city office confirms an outage: clocks that ran out in it are extended
    Confirm {
        /// Key of the outage, as its report printed it
        id: Uuid,
        /// Who confirms: key of the person; the operator of this machine if not given
        #[arg(long = "as", value_name = "PERSON")]
        who: Option<Uuid>,
    },
}

/// What kind of outage.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum What {
    /// The network
    Network,
    /// Electricity
    Power,
    /// The platform itself, or its database
    Platform,
    /// Announced maintenance
    Maintenance,
    /// Anything else
    Other,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Power => "power",
            Self::Platform => "platform",
            Self::Maintenance => "maintenance",
            Self::Other => "other",
        }
    }
}

/// `xiezhi sweep`.
///
/// # Errors
/// The data cannot be opened, or the database is away.
pub async fn sweep(place: &Where, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let swept = opened.platform.sweep(None).await?;
    if json {
        report::json(&SweptLine::from(swept))?;
    } else {
        report::print(report::tell(language, "sweep-done", &swept_args(swept)));
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct SweptLine {
    found: u64,
    raised: u64,
    escalated: u64,
    standing: u64,
}

impl From<Swept> for SweptLine {
    fn from(swept: Swept) -> Self {
        let Swept { found, raised, escalated, standing } = swept;
        Self { found, raised, escalated, standing }
    }
}

fn swept_args(swept: Swept) -> [(&'static str, Arg); 4] {
    [
        ("found", Arg::count(swept.found)),
        ("raised", Arg::count(swept.raised)),
        ("escalated", Arg::count(swept.escalated)),
        ("standing", Arg::count(swept.standing)),
    ]
}

#[derive(Serialize)]
struct DifferenceLine {
    table: String,
    stream: Uuid,
    facts: Option<String>,
    view: Option<String>,
}

#[derive(Serialize)]
struct CheckedLine {
    facts: u64,
    streams: u64,
    rows: u64,
    differences: Vec<DifferenceLine>,
}

impl From<Checked> for CheckedLine {
    fn from(checked: Checked) -> Self {
        let line = |d: store::Difference| DifferenceLine {
            table: d.table,
            stream: d.stream,
            facts: d.facts,
            view: d.view,
        };
        let Checked { facts, streams, rows, differences } = checked;
        Self { facts, streams, rows, differences: differences.into_iter().map(line).collect() }
    }
}

/// `xiezhi rebuild`.
///
/// # Errors
/// The data cannot be opened, or the database is away.
pub async fn rebuild(
    place: &Where,
    check: bool,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let store = opened.platform.store();
    let under_way = if check { "rebuild-checking" } else { "rebuild-making" };
    let progress = report::spinner(report::say(language, under_way, &[]), !json);
    let checked = if check { store.check(NAMED).await? } else { store.rebuild().await? };
    progress.done(language);
    let sound = checked.differences.is_empty();
    let args = [
        ("facts", Arg::count(checked.facts)),
        ("streams", Arg::count(checked.streams)),
        ("rows", Arg::count(checked.rows)),
        ("differences", Arg::count(checked.differences.len())),
    ];
    let id = match (sound, check) {
        (false, _) => "rebuild-differs",
        (true, true) => "rebuild-checked",
        (true, false) => "rebuild-made",
    };
    report::print(report::tell(language, id, &args));
    let line = CheckedLine::from(checked);
    if json {
        report::json(&line)?;
    } else {
        for one in &line.differences {
            let side = |text: &Option<String>| {
                text.clone().map_or_else(|| report::word("rebuild", "nothing"), Arg::text)
            };
            let args = [
                ("table", Arg::text(one.table.as_str())),
                ("stream", Arg::text(one.stream.to_string())),
                ("facts", side(&one.facts)),
                ("view", side(&one.view)),
            ];
            report::print(report::tell(language, "rebuild-difference", &args));
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `xiezhi outage`.
///
/// # Errors
/// A moment is not one, the data cannot be opened, or the database is away.
pub async fn outage(place: &Where, command: OutageCommand, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    match command {
        OutageCommand::Report { from, until, what } => {
            let (from, until) = (moment(&from, language)?, moment(&until, language)?);
            let report = Report { from, until, what: what.code().to_owned() };
            let wish = Command::ReportOutage(report);
            let Some(done) = acting::submit(platform, acting::operator(), wish, language).await? else {
                return Ok(ExitCode::FAILURE);
            };
            let args = [
                ("id", Arg::text(done.stream.to_string())),
                ("what", report::word("outage-what", what.code())),
                ("from", report::moment(from)),
                ("until", report::moment(until)),
            ];
            report::print(report::tell(language, "outage-reported", &args));
        }
        OutageCommand::Confirm { id, who } => {
            let actor = match who {
                Some(who) => {
                    acting::person(platform, who, Action::ConfirmOutage, Place::default(), language)?
                }
                None => acting::city_office(platform),
            };
            let Some(_) = acting::submit(platform, actor, Command::ConfirmOutage(id), language).await? else {
                return Ok(ExitCode::FAILURE);
            };
            let looked = platform.after_change(&[Condition::LateCollection], "outage").await?;
            let args = [("records", Arg::count(looked.records)), ("cleared", Arg::count(looked.cleared))];
            report::print(report::tell(language, "outage-confirmed", &args));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn moment(text: &str, language: Language) -> Result<jiff::Timestamp, Failure> {
    let read = report::read_moment(text).map(When::moment);
    read.ok_or_else(|| report::say(language, "calendar-not-a-day", &[("given", text)]).into())
}

/// `xiezhi erase`.
///
/// # Errors
/// The data cannot be opened, or the database is away.
pub async fn erase(
    place: &Where,
    (person, file): (Option<Uuid>, Option<Uuid>),
    basis: &str,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let actor = acting::city_office(&opened.platform);
    let mut done = Vec::new();
    let mut erased = Ok(());
    if let Some(person) = person {
        erased = opened.platform.erase_person(&actor, person, basis).await.map(|_| ());
        done.push(report::say(language, "erase-done", &[("person", &person.to_string())]));
    }
    if let Some(file) = file {
        erased = opened.platform.erase_file(&actor, file, basis).await;
        done.push(report::say(language, "erase-file-done", &[("file", &file.to_string())]));
    }
    match erased {
        Ok(()) => {
            done.iter().for_each(report::print);
            Ok(ExitCode::SUCCESS)
        }
        Err(PlatformError::Refused(refusal)) => {
            acting::refused(language, &refusal);
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}

/// `xiezhi follow`.
///
/// # Errors
/// The data cannot be opened, or the database is away.
pub async fn follow(place: &Where, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let moved = opened.platform.store().follow().await?;
    report::print(report::tell(language, "follow-done", &[("streams", Arg::count(moved))]));
    Ok(ExitCode::SUCCESS)
}

/// `xiezhi migrate`.
///
/// # Errors
/// The server cannot be had, or the database refuses.
pub async fn migrate(place: &Where, language: Language) -> Result<ExitCode, Failure> {
    let _opened = open(place, How::default()).await?;
    let newest = store::MIGRATIONS.last().map_or(0, |(number, _)| *number);
    report::print(report::tell(language, "migrate-done", &[("number", Arg::Int(newest.into()))]));
    Ok(ExitCode::SUCCESS)
}
