//! `xiezhi code`: what the page of a query code will show (Art. 33; rulings 4), and what an agency does with its codes.

mod claims;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use decree::case::{CaseState, Telling, TellingMode};
use decree::thing::Thing;
use decree::when::When;
use exchange::Language;
use platform::{Command, NotOpened, Platform};
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::find;
use crate::open::Where;
use crate::report;

#[derive(Subcommand, Debug)]
pub enum CodeCommand {
    /// Open a case by its query code, or by the claim number of the form it was decided on
    LookUp {
        /// The code or number as it is printed; dashes, spaces and case do not matter
        code: String,
        /// The last four of the party's identity number or credit code: opens papers and names too
        #[arg(long)]
        second: Option<String>,
        /// Write the receipts of the case into this file
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// The clear codes of a case that were not told yet
    Print {
        /// Id of the case, or enough of its beginning
        case: String,
    },
    /// Record that codes were told
    Tell {
        /// Id of the case, or enough of its beginning
        case: String,
        /// Which parties, counted from 1; all if not given
        #[arg(long)]
        party: Vec<u32>,
        /// How: on_document, slip, sms, post, with_service
        #[arg(long, default_value = "slip")]
        mode: String,
        /// As whom
        #[arg(long = "as", value_name = "PERSON")]
        person: Uuid,
    },
    /// Make codes again; those there were open nothing any more
    Reissue {
        /// Id of the case, or enough of its beginning
        case: String,
        /// Which parties, counted from 1
        #[arg(long, required = true)]
        party: Vec<u32>,
        /// Why
        #[arg(long, default_value = "")]
        ground: String,
        /// As whom
        #[arg(long = "as", value_name = "PERSON")]
        person: Uuid,
    },
    /// Make claim numbers for forms of summary decisions: they are written into the file and kept nowhere else
    Claims {
        /// Code of the agency
        agency: String,
        /// How many
        #[arg(long)]
        count: u32,
        /// Where to: .csv or .xlsx; never over a file that is there
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// As whom
        #[arg(long = "as", value_name = "PERSON")]
        person: Uuid,
    },
    /// Make a new key for query codes; the one before still opens
    Rotate,
}

/// Runs `xiezhi code`.
///
/// # Errors
/// The database or the keys cannot be had.
pub async fn command(place: &Where, command: CodeCommand, language: Language) -> Result<ExitCode, Failure> {
    if let CodeCommand::Rotate = command {
        return rotate(place, language);
    }
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    match command {
        CodeCommand::LookUp { code, second, receipt, json } => {
            look_up(platform, (&code, second, receipt), json, language).await
        }
        CodeCommand::Claims { agency, count, out, person } => {
            claims::print(platform, &agency, count, &out, person, language).await
        }
        CodeCommand::Print { case } => print(platform, &case, language).await,
        CodeCommand::Tell { case, party, mode, person } => {
            let (stream, state) = loaded(platform, &case, language).await?;
            let Ok(mode) = mode.parse::<TellingMode>() else {
                return Err(report::say(language, "code-unknown-mode", &[("mode", &mode)]).into());
            };
            let open = || state.codes.iter().filter(|c| c.is_open()).map(|c| c.issued.party);
            let parties = if party.is_empty() { open().collect() } else { party };
            let told = Telling { at: When::At(platform.now()), mode, parties, proof: String::new() };
            act(platform, &state, person, Command::TellCodes { stream, telling: told }, language).await
        }
        CodeCommand::Reissue { case, party, ground, person } => {
            let (stream, state) = loaded(platform, &case, language).await?;
            let command = Command::ReissueCodes { stream, parties: party, ground };
            act(platform, &state, person, command, language).await
        }
        CodeCommand::Rotate => Ok(ExitCode::SUCCESS),
    }
}

fn rotate(place: &Where, language: Language) -> Result<ExitCode, Failure> {
    let mut rng = decree::identity::rng_for(&crate::machine::entropy()?, Uuid::nil());
    let number = store::Keys::rotate_look_up(&crate::open::key_dir(place), &mut rng)?;
    report::print(report::say(language, "code-rotated", &[("number", &number.to_string())]));
    Ok(ExitCode::SUCCESS)
}

/// The folded case that an id names.
///
/// # Errors
/// There is no such case.
pub async fn loaded(platform: &Platform, id: &str, language: Language) -> Result<(Uuid, CaseState), Failure> {
    let stream = find(platform, store::List::Cases, id, language).await?;
    Ok((stream, folded(platform, &acting::city_office(platform), stream, id, language).await?))
}

/// A case as an actor may see it: read under the scope, and recorded, before it is folded.
///
/// # Errors
/// There is no such case in scope.
pub async fn folded(
    platform: &Platform,
    actor: &decree::authority::Actor,
    stream: Uuid,
    id: &str,
    language: Language,
) -> Result<CaseState, Failure> {
    let facts = platform.show(actor, stream).await?;
    let mut thing = Thing::new(decree::fact::ThingKind::Case);
    for fact in &facts {
        thing.fold(fact)?;
    }
    match thing {
        Thing::Case(state) if state.facts > 0 => Ok(*state),
        _ => Err(report::say(language, "cli-id-unknown", &[("id", id)]).into()),
    }
}

async fn act(
    platform: &Platform,
    state: &CaseState,
    person: Uuid,
    command: Command,
    language: Language,
) -> Result<ExitCode, Failure> {
    let place = decree::case::place_of_state(state);
    let actor = acting::person(platform, person, decree::authority::Action::Supplement, place, language)?;
    let Some(done) = acting::submit(platform, actor, command, language).await? else {
        return Ok(ExitCode::FAILURE);
    };
    report::print(report::say(language, "code-recorded", &[]));
    codes(platform, &done.codes, language).await?;
    Ok(ExitCode::SUCCESS)
}

async fn codes(platform: &Platform, made: &[(u32, Uuid)], language: Language) -> Result<(), Failure> {
    let ids: Vec<Uuid> = made.iter().map(|(_, id)| *id).collect();
    let clear = platform.store().clear_codes(&ids).await?;
    for (party, id) in made {
        if let Some(code) = clear.get(id) {
            let args = [("party", &*party.to_string()), ("code", &**code)];
            report::print(report::say(language, "code-line", &args));
        }
    }
    Ok(())
}

async fn print(platform: &Platform, case: &str, language: Language) -> Result<ExitCode, Failure> {
    let (_, state) = loaded(platform, case, language).await?;
    let open = state.codes.iter().filter(|c| c.is_open());
    let made: Vec<(u32, Uuid)> = open.map(|c| (c.issued.party, c.issued.clear)).collect();
    if made.is_empty() {
        report::print(report::say(language, "code-none-open", &[]));
    }
    codes(platform, &made, language).await?;
    Ok(ExitCode::SUCCESS)
}

async fn look_up(
    platform: &Platform,
    (code, second, receipt): (&str, Option<String>, Option<PathBuf>),
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let found = platform.look_up(code, second.as_deref(), here).await?;
    if let (Ok(found), Some(file)) = (&found, receipt) {
        let receipts = platform.receipts_of(found).await?;
        let receipts = receipts.ok_or_else(|| report::say(language, "web-receipt-soon", &[]))?;
        std::fs::write(&file, receipts).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    match found {
        Ok(found) if json => {
            let story: Vec<_> = found
                .story
                .iter()
                .map(|line| serde_json::json!({ "id": line.id, "args": line.args.iter().cloned().collect::<std::collections::BTreeMap<_, _>>() }))
                .collect();
            let remedies: Vec<_> = found
                .remedies
                .iter()
                .map(|r| serde_json::json!({ "code": r.code, "article": r.article, "until": r.until.as_ref().map(|u| u.last_day.to_string()) }))
                .collect();
            let all = serde_json::json!({ "packet": found.packet, "detail": found.detail, "story": story, "remedies": remedies });
            report::json(&all)?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(found) => {
            telling::story(&found, &platform.base(), language).iter().for_each(report::print);
            Ok(ExitCode::SUCCESS)
        }
        Err(not) => {
            report::note(not_opened(not, language));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn not_opened(not: NotOpened, language: Language) -> String {
    match not {
        NotOpened::NoCode(rule) => report::say(language, rule, &[]),
        NotOpened::Expired => report::say(language, "code-expired-key", &[]),
        NotOpened::NotCollected => report::say(language, "claim-nothing-yet", &[]),
        NotOpened::NotFound => report::say(language, "code-not-found", &[]),
        NotOpened::SecondWrong => report::say(language, "code-second-wrong", &[]),
        NotOpened::Wait(until) => report::tell(language, "code-wait", &[("until", report::moment(until))]),
    }
}
