//! `xiezhi amendments` (Art. 14): applications to change or withdraw what was collected, from draft to decision.

mod drafting;
mod parties;
mod show;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use decree::amendment::{AmendmentFact, AmendmentState, AmendmentStatus, AmendmentWish, Decision, Signature};
use decree::authority::{Action, Place, Scope};
use decree::fact::Fact;
use exchange::{Arg, Language};
use platform::{Command, Platform};
use serde::Serialize;
use store::List;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::{cell, each, find, title};
use crate::open::Where;
use crate::report::{self, Table, moment};

/// `xiezhi amendments`.
#[derive(Args, Debug)]
pub struct Options {
    #[command(subcommand)]
    command: AmendmentsCommand,
}

#[derive(Subcommand, Debug)]
enum AmendmentsCommand {
    /// Applications, newest first
    List {
        /// At most so many
        #[arg(long, default_value_t = 20)]
        limit: usize,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One application: old and new values, reason, its life so far
    Show {
        /// Id, or its first eight characters or more
        id: String,
    },
    /// Draft an application about an inspection
    Draft(drafting::DraftOptions),
    /// Draft an application about the parties of a case
    Parties(parties::PartiesOptions),
    /// Sign an application for the agency, as a numbered written one
    Sign {
        /// Id, or its first eight characters or more
        id: String,
        /// Who signs: key of the person
        #[arg(long = "as", value_name = "PERSON")]
        who: Uuid,
        /// Number of the written application
        #[arg(long)]
        number: String,
        /// Reason
        #[arg(long)]
        reason: String,
    },
    /// Agree: the record is changed or withdrawn
    Agree(Decided),
    /// Return it for more
    Return(Decided),
    /// Refuse it
    Refuse(Decided),
    /// Give it up, for the agency
    Drop(Decided),
}

/// A decision on an application.
#[derive(Args, Debug)]
struct Decided {
    /// Id, or its first eight characters or more
    id: String,
    /// Who decides: key of the person
    #[arg(long = "as", value_name = "PERSON")]
    who: Uuid,
    /// Reasons
    #[arg(long, default_value = "")]
    words: String,
}

impl Decided {
    fn parts(self) -> (String, Uuid, Decision) {
        (self.id, self.who, Decision { words: self.words })
    }
}

/// Runs the command.
///
/// # Errors
/// The data cannot be opened, or there is no such application, record or person.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let (id, who, action, wish) = match options.command {
        AmendmentsCommand::List { limit, json } => return list(platform, limit, json, language).await,
        AmendmentsCommand::Show { id } => return show::show(platform, &id, language).await,
        AmendmentsCommand::Parties(wanted) => return parties::draft(platform, wanted, language).await,
        AmendmentsCommand::Draft(wanted) => return drafting::draft(platform, wanted, language).await,
        AmendmentsCommand::Sign { id, who, number, reason } => {
            (id, who, Action::SignAmendment, AmendmentWish::Sign(Signature { number, reason }))
        }
        AmendmentsCommand::Agree(decided) => {
            let (id, who, body) = decided.parts();
            (id, who, Action::DecideAmendment, AmendmentWish::Agree(body))
        }
        AmendmentsCommand::Return(decided) => {
            let (id, who, body) = decided.parts();
            (id, who, Action::DecideAmendment, AmendmentWish::Return(body))
        }
        AmendmentsCommand::Refuse(decided) => {
            let (id, who, body) = decided.parts();
            (id, who, Action::DecideAmendment, AmendmentWish::Refuse(body))
        }
        AmendmentsCommand::Drop(decided) => {
            let (id, who, body) = decided.parts();
            (id, who, Action::SignAmendment, AmendmentWish::Drop(body))
        }
    };
    let stream = find(platform, List::Amendments, &id, language).await?;
    act(platform, stream, who, action, wish, language).await
}

async fn act(
    platform: &Platform,
    stream: Uuid,
    who: Uuid,
    action: Action,
    wish: AmendmentWish,
    language: Language,
) -> Result<ExitCode, Failure> {
    let agrees = matches!(wish, AmendmentWish::Agree(_));
    let (before, _) = state_of(platform, stream, language).await?;
    // The agency signs; the office decides.
    let office = if action == Action::DecideAmendment { before.draft.office } else { 0 };
    let actor = acting::person(platform, who, action, Place { office, ..before.place }, language)?;
    let Some(_) = acting::submit(platform, actor, Command::Amendment { stream, wish }, language).await?
    else {
        return Ok(ExitCode::FAILURE);
    };
    let (after, _) = state_of(platform, stream, language).await?;
    let status = report::word("amendment-status", after.status.code());
    report::print(report::tell(
        language,
        "amendment-now",
        &[("id", Arg::text(stream.to_string())), ("status", status)],
    ));
    if agrees {
        // What the record says now may take the ground of an alert away, or give one.
        let looked = platform.look_again(vec![before.draft.subject], "amendment").await?;
        let args = [("cleared", Arg::count(looked.cleared)), ("raised", Arg::count(looked.raised))];
        report::print(report::tell(language, "amendment-looked", &args));
    }
    Ok(ExitCode::SUCCESS)
}

/// An application folded from its facts as the city office may see them.
async fn state_of(
    platform: &Platform,
    stream: Uuid,
    language: Language,
) -> Result<(AmendmentState, Vec<Fact>), Failure> {
    let facts = platform.show(&acting::city_office(platform), stream).await?;
    let known = |kind: i16| AmendmentFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(report::say(language, "cli-id-unknown", &[("id", &stream.to_string())]).into());
    }
    let mut state = AmendmentState::default();
    for fact in &facts {
        state.fold(fact)?;
    }
    Ok((state, facts))
}

/// An application as a list shows it.
#[derive(Serialize)]
struct Listed {
    id: Uuid,
    subject: Uuid,
    number: String,
    status: &'static str,
    withdrawal: bool,
    agency: String,
    agency_name: String,
    office: String,
    drafted_at: jiff::Timestamp,
}

async fn list(
    platform: &Platform,
    limit: usize,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let base = platform.base();
    let mut found: Vec<Listed> = Vec::new();
    each(platform, &acting::city_office(platform), Scope::City, List::Amendments, |cells| {
        if found.len() == limit {
            return false;
        }
        let agency = base.agencies().into_iter().find(|a| a.key == cells.int("agency"));
        found.push(Listed {
            id: cells.uuid("stream"),
            subject: cells.uuid("subject"),
            number: cells.text("number").to_owned(),
            status: AmendmentStatus::from_number(cells.code("state")).map_or("", AmendmentStatus::code),
            withdrawal: cells.yes("withdrawal"),
            agency: agency.map(|a| a.code.clone()).unwrap_or_default(),
            agency_name: agency.map(|a| a.name.clone()).unwrap_or_default(),
            office: base.office(cells.int("office")).map(|o| o.name.clone()).unwrap_or_default(),
            drafted_at: cells.time("drafted_at"),
        });
        true
    })
    .await?;
    if json {
        report::json(&found)?;
    } else if found.is_empty() {
        report::print(report::say(language, "amendments-none", &[]));
    } else {
        print_list(&found, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn print_list(found: &[Listed], language: Language) {
    let titles = ["id", "drafted", "number", "agency", "wanted", "status", "office"];
    let mut table = Table::new(titles.map(|c| title(language, c)).to_vec());
    for one in found {
        table.row(vec![
            one.id.to_string(),
            report::tell(language, "cli-moment", &[("at", moment(one.drafted_at))]),
            one.number.clone(),
            one.agency_name.clone(),
            cell(language, "amendment", if one.withdrawal { "withdraws" } else { "changes" }),
            cell(language, "amendment-status", one.status),
            one.office.clone(),
        ]);
    }
    table.lines().iter().for_each(report::print);
}
