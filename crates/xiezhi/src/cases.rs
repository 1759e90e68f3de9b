//! `xiezhi cases`: cases on record, and one of them as a timeline; `xiezhi due`: what an agency must have done in time.

mod files;

use std::process::ExitCode;

use calendar::city_date;
use clap::Subcommand;
use decree::authority::{Action, Place, Scope};
use decree::case;
use decree::fact::ThingKind;
use decree::number::Voided;
use decree::thing::Thing;
use exchange::{Arg, Language};
use store::List;

use crate::acting;
use crate::cli::Failure;
use crate::codes::loaded;
use crate::listing::{each, short};
use crate::open::Where;
use crate::report::{self, Table, moment};

#[derive(Subcommand, Debug)]
pub enum CasesCommand {
    /// Cases, those in which something happened last first
    List {
        /// Only of this agency
        #[arg(long, value_name = "CODE")]
        agency: Option<String>,
        /// How many
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// As JSON, a line a case
        #[arg(long)]
        json: bool,
    },
    /// One case: its stages, what was found, what runs
    Show {
        /// Id, or enough of its beginning
        id: String,
    },
    /// Add a file to a document of a case, or a document with its file
    Attach(files::Attach),
    /// Documents and evidence of a case, with their files
    Files {
        /// Id of the case, or enough of its beginning
        case: String,
        /// As JSON, a line a document
        #[arg(long)]
        json: bool,
    },
    /// Write the file of a document to the disk
    Fetch(files::Fetch),
    /// Declare a number void that will never be used
    VoidNumber {
        /// Code of the agency
        agency: String,
        /// The number
        number: String,
        /// Why it will never be used
        #[arg(long)]
        reason: String,
        /// Who declares it: key of the person
        #[arg(long = "as", alias = "person", value_name = "PERSON")]
        person: uuid::Uuid,
    },
    /// Serial numbers of an agency's decisions that are missing in their series; those declared void apart
    Gaps {
        /// Code of the agency
        #[arg(long, value_name = "CODE")]
        agency: String,
    },
}

/// Runs `xiezhi cases`.
///
/// # Errors
/// The database cannot be had, or there is no such case.
pub async fn command(place: &Where, command: CasesCommand, language: Language) -> Result<ExitCode, Failure> {
    match command {
        CasesCommand::List { agency, limit, json } => list(place, agency, limit, json, language).await,
        CasesCommand::Show { id } => show(place, &id, language).await,
        CasesCommand::Attach(given) => files::attach(place, given, language).await,
        CasesCommand::Files { case, json } => files::list(place, &case, json, language).await,
        CasesCommand::Fetch(given) => files::fetch(place, given, language).await,
        CasesCommand::VoidNumber { agency, number, reason, person } => {
            let voided = Voided { number: number.trim().to_owned(), reason };
            void_number(place, &agency, voided, person, language).await
        }
        CasesCommand::Gaps { agency } => gaps(place, &agency, language).await,
    }
}

fn agency_key(platform: &platform::Platform, code: &str, language: Language) -> Result<i32, Failure> {
    let key = platform.base().agency_key(code);
    key.ok_or_else(|| report::say(language, "import-unknown-agency", &[("code", code)]).into())
}

async fn list(
    place: &Where,
    agency: Option<String>,
    limit: usize,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let scope = match &agency {
        Some(code) => Scope::Agency(agency_key(platform, code, language)?),
        None => Scope::City,
    };
    let actor = acting::city_office(platform);
    let say = |id| report::say(language, id, &[]);
    let titles = [
        "cases-id",
        "cases-number",
        "cases-kind",
        "cases-stage",
        "cases-decided",
        "cases-fine",
        "cases-found",
    ];
    let mut table = Table::new(titles.map(say).to_vec());
    let mut n = 0;
    each(platform, &actor, scope, List::Cases, |cells| {
        n += 1;
        let kind = decree::procedure::ActKind::from_number(cells.code("act_kind")).map_or("", |k| k.code());
        let stage = case::Stage::from_number(cells.code("stage")).map_or("", |s| s.code());
        let decided = cells.date("decided_on").map(|d| d.to_string()).unwrap_or_default();
        let found = (cells.int("breaches"), cells.int("hints"));
        if json {
            let line = serde_json::json!({
                "id": cells.uuid("stream"), "number": cells.text("own_number"), "kind": kind, "stage": stage,
                "decided": decided, "fine_fen": cells.big("fine"), "breaches": found.0, "hints": found.1,
            });
            report::print(line.to_string());
        } else {
            let family = |family: &str, code: &str| {
                if code.is_empty() {
                    String::new()
                } else {
                    report::say(language, &format!("{family}-{code}"), &[])
                }
            };
            table.row(vec![
                short(cells.uuid("stream")),
                cells.text("own_number").to_owned(),
                family("act", kind),
                family("stage", stage),
                decided,
                report::yuan(cells.big("fine")),
                format!("{}/{}", found.0, found.1),
            ]);
        }
        n < limit
    })
    .await?;
    if n == 0 && !json {
        report::print(say("cases-none"));
    } else if !json {
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

async fn gaps(place: &Where, agency: &str, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let key = agency_key(&opened.platform, agency, language)?;
    let store = opened.platform.store();
    let gaps = store.number_gaps(key, 10_000).await?;
    if gaps.is_empty() {
        report::print(report::say(language, "cases-no-gaps", &[]));
    }
    for gap in gaps {
        report::print(format!("{}〔{}〕{}号", gap.series, gap.year, gap.serial));
    }
    let void = store.void_numbers(key, 10_000).await?;
    if void.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    report::print("");
    report::print(report::say(language, "cases-void", &[]));
    let loaded = store.load(&void).await?;
    for stream in void {
        let Some(Thing::VoidNumber(state)) = loaded.get(&stream).map(|l| &l.thing) else { continue };
        let args = [
            ("number", Arg::text(state.voided.number.as_str())),
            ("at", moment(state.at)),
            ("person", Arg::text(state.by.to_string())),
            ("reason", Arg::text(state.voided.reason.as_str())),
        ];
        report::print(report::tell(language, "cases-void-line", &args));
    }
    Ok(ExitCode::SUCCESS)
}

async fn void_number(
    place: &Where,
    agency: &str,
    voided: Voided,
    person: uuid::Uuid,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let agency = agency_key(platform, agency, language)?;
    let here = Place { agency, ..Place::default() };
    let actor = acting::person(platform, person, Action::VoidNumber, here, language)?;
    let number = voided.number.clone();
    let command = platform::Command::VoidNumber { agency, voided };
    if acting::submit(platform, actor, command, language).await?.is_none() {
        return Ok(ExitCode::FAILURE);
    }
    report::print(report::say(language, "cases-voided", &[("number", &number)]));
    Ok(ExitCode::SUCCESS)
}

async fn show(place: &Where, id: &str, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let (stream, state) = loaded(platform, id, language).await?;
    let base = platform.base();
    let told = telling::case::Told { base: &base, state: &state, language };
    report::print(stream.to_string());
    told.opening().iter().for_each(|line| report::line(line, language));
    let steps = state.steps.iter().map(|step| told.step(step));
    for section in steps.chain(told.found()).chain(told.running(&base.calendar())) {
        report::section(&section, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs `xiezhi due`.
///
/// # Errors
/// The database cannot be had, or the agency is unknown.
pub async fn due(
    place: &Where,
    agency: &str,
    limit: i64,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let key = agency_key(platform, agency, language)?;
    let actor = acting::city_office(platform);
    let items = platform.due_items(&actor, key, limit).await?;
    let base = platform.base();
    let calendar = base.calendar();
    let today = city_date(platform.now());
    let say = |id| report::say(language, id, &[]);
    let mut table = Table::new(["due-day", "due-left", "due-what", "due-record"].map(say).to_vec());
    for item in &items {
        let what = telling::due(item.thing, &item.code, base.point_code(item.point), language);
        let number = if item.number.is_empty() { short(item.stream) } else { item.number.clone() };
        let left = item.due.map(|d| calendar.ordinal(d) - calendar.ordinal(today));
        if json {
            let line = serde_json::json!({
                "stream": item.stream, "thing": thing_name(item.thing), "kind": item.kind.code(),
                "due": item.due.map(|d| d.to_string()), "working_days_left": left, "what": what, "record": number,
            });
            report::print(line.to_string());
            continue;
        }
        let day = item.due.map(|d| d.to_string()).unwrap_or_default();
        table.row(vec![day, left.map(|l| l.to_string()).unwrap_or_default(), what, number]);
    }
    if items.is_empty() && !json {
        report::print(say("due-none"));
    } else if !json {
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

const fn thing_name(thing: ThingKind) -> &'static str {
    match thing {
        ThingKind::Case => "case",
        ThingKind::Alert => "alert",
        ThingKind::Message => "message",
        _ => "inspection",
    }
}
