//! `xiezhi token`: tokens of agencies' own systems, made by whoever runs the program on the data, as the head of the agency
//! makes them on a page. A token is shown once.

use std::process::ExitCode;

use clap::Subcommand;
use decree::authority::{Action, Actor, Role};
use exchange::{Arg, Language};
use platform::{Platform, TokenWish, system_actions};
use serde::Serialize;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::title;
use crate::open::Where;
use crate::report::{self, Table};

#[derive(Subcommand, Debug)]
pub enum TokenCommand {
    /// Make a token for a system of an agency; it is shown once
    Add {
        /// What the agency calls the system
        name: String,
        /// Code of the agency
        #[arg(long, value_name = "CODE")]
        agency: String,
        /// For how many days
        #[arg(long)]
        days: Option<i64>,
        /// What it may do; everything that a system may if not given
        #[arg(long, value_name = "ACTION")]
        may: Vec<String>,
        /// The token alone, for scripts
        #[arg(long)]
        bare: bool,
    },
    /// The tokens of an agency's systems
    List {
        /// Code of the agency
        #[arg(long, value_name = "CODE")]
        agency: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Revoke a token: from then on it opens nothing
    Revoke {
        /// Its id, as `token list` prints it
        id: Uuid,
        /// Code of the agency
        #[arg(long, value_name = "CODE")]
        agency: String,
    },
}

/// Runs the command.
///
/// # Errors
/// The data cannot be opened, there is no such agency or token, or the database is away.
pub async fn command(place: &Where, command: TokenCommand, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    match command {
        TokenCommand::Add { name, agency, days, may, bare } => {
            let (agency, actor) = head_of(platform, &agency, language)?;
            let days = days.unwrap_or_else(|| platform.token_rules().days);
            let wish = TokenWish { name, may: actions(&may, language)?, days };
            match platform.make_token(&actor, agency, &wish).await? {
                Ok(made) if bare => report::print(made.text),
                Ok(made) => report::print(report::tell(
                    language,
                    "token-made",
                    &[
                        ("name", Arg::text(wish.name)),
                        ("until", telling::moment(made.expires_at)),
                        ("token", Arg::text(made.text)),
                    ],
                )),
                Err(refusal) => {
                    acting::refused(language, &refusal);
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        TokenCommand::List { agency, json } => list(platform, &agency, json, language).await?,
        TokenCommand::Revoke { id, agency } => {
            let (agency, actor) = head_of(platform, &agency, language)?;
            if !platform.revoke_token(&actor, agency, id).await? {
                return Err(report::say(language, "token-none", &[]).into());
            }
            report::print(report::say(language, "token-revoked", &[]));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The machine's operator, as the head of an agency.
fn head_of(platform: &Platform, code: &str, language: Language) -> Result<(i32, Actor), Failure> {
    let key = platform.base().agency_key(code);
    let agency = key.ok_or_else(|| report::say(language, "import-unknown-agency", &[("code", code)]))?;
    Ok((agency, Actor { role: Role::AgencyHead, agency, ..acting::operator() }))
}

fn actions(given: &[String], language: Language) -> Result<Vec<Action>, Failure> {
    let all = system_actions();
    if given.is_empty() {
        return Ok(all);
    }
    let known = || all.iter().map(|a| a.code()).collect::<Vec<_>>().join(", ");
    let action = |code: &String| {
        let found = all.iter().find(|a| a.code() == code).copied();
        let unknown = || {
            let args = [("given", code.as_str()), ("known", &known())];
            Failure::from(report::say(language, "token-action-unknown", &args))
        };
        found.ok_or_else(unknown)
    };
    given.iter().map(action).collect()
}

#[derive(Serialize)]
struct Line {
    id: Uuid,
    name: String,
    may: Vec<&'static str>,
    made_at: String,
    expires_at: String,
    seen_at: Option<String>,
    usable: bool,
}

async fn list(platform: &Platform, code: &str, json: bool, language: Language) -> Result<(), Failure> {
    let (agency, actor) = head_of(platform, code, language)?;
    let now = platform.now();
    let line = |token: store::Token| Line {
        id: token.id,
        may: token.may.iter().map(|a| a.code()).collect(),
        made_at: token.made_at.to_string(),
        expires_at: token.expires_at.to_string(),
        seen_at: token.seen_at.map(|at| at.to_string()),
        usable: token.is_usable(now),
        name: token.name,
    };
    let lines: Vec<Line> = platform.tokens(&actor, agency).await?.into_iter().map(line).collect();
    if json {
        return Ok(report::json(&lines)?);
    }
    if lines.is_empty() {
        report::print(report::say(language, "token-no-tokens", &[]));
        return Ok(());
    }
    let say = |id: &str| report::say(language, id, &[]);
    let mut table = Table::new(vec![
        title(language, "id"),
        say("web-token-name"),
        say("web-token-expires"),
        say("web-token-state"),
    ]);
    for line in lines {
        let until: jiff::Timestamp = line.expires_at.parse()?;
        let until = telling::plain(language, &telling::moment(until));
        let state = if line.usable { "web-token-usable" } else { "web-token-revoked" };
        table.row(vec![line.id.to_string(), line.name, until, say(state)]);
    }
    table.lines().iter().for_each(report::print);
    Ok(())
}
