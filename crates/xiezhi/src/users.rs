//! `xiezhi user`: accounts that people sign in with (DESIGN section 5). There are no default ones: the operator of the machine
//! makes the first. A password is made here, shown once, and must be changed at the first sign-in.

use std::process::ExitCode;

use clap::Subcommand;
use exchange::Language;
use platform::Platform;
use serde::Serialize;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::{cell, title};
use crate::machine::entropy;
use crate::open::Where;
use crate::report::{self, Table};

#[derive(Subcommand, Debug)]
pub enum UserCommand {
    /// Make an account for a person who holds a post; the password is shown once
    Add {
        /// Name to sign in with
        name: String,
        /// Key of the person, as `user posts` prints it
        #[arg(long, value_name = "ID")]
        person: Uuid,
    },
    /// Accounts by name
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Who holds which post today
    Posts {
        /// Only in this role
        #[arg(long, value_name = "CODE")]
        role: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Disable an account and end its sessions
    Disable {
        /// Its name
        name: String,
    },
    /// Give an account a new password, shown once; a disabled one can be used again
    Reset {
        /// Its name
        name: String,
    },
}

/// How many accounts and posts are listed at most.
const MOST: usize = 10_000;

/// Runs the command.
///
/// # Errors
/// The data cannot be opened, there is no such account or person, or the database is away.
pub async fn command(place: &Where, command: UserCommand, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    match command {
        UserCommand::Add { name, person } => add(platform, name.trim(), person, language).await?,
        UserCommand::List { json } => list(platform, json, language).await?,
        UserCommand::Posts { role, json } => posts(platform, role.as_deref(), json, language)?,
        UserCommand::Disable { name } => {
            if !platform.store().disable_account(name.trim(), platform.now()).await? {
                return Err(no_such(&name, language));
            }
            report::print(report::say(language, "user-disabled", &[("name", name.trim())]));
        }
        UserCommand::Reset { name } => {
            let account = platform.store().account(name.trim()).await?;
            let person = account.ok_or_else(|| no_such(&name, language))?.person;
            put(platform, name.trim(), person, language).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn no_such(name: &str, language: Language) -> Failure {
    report::say(language, "user-none", &[("name", name.trim())]).into()
}

async fn add(platform: &Platform, name: &str, person: Uuid, language: Language) -> Result<(), Failure> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    if name.is_empty() || name.chars().count() > 64 || !name.chars().all(fits) {
        return Err(report::say(language, "user-name", &[("name", name)]).into());
    }
    if platform.base().actor(person, None, platform.now()).is_none() {
        return Err(report::say(language, "user-no-post", &[("person", &person.to_string())]).into());
    }
    if platform.store().account(name).await?.is_some() {
        return Err(report::say(language, "user-there", &[("name", name)]).into());
    }
    put(platform, name, person, language).await
}

/// Gives an account a password of our making, and ends its sessions.
async fn put(platform: &Platform, name: &str, person: Uuid, language: Language) -> Result<(), Failure> {
    let password = password()?;
    platform.store().disable_account(name, platform.now()).await?;
    platform.put_account(name, person, &password, true).await?;
    report::print(report::say(language, "user-password", &[("name", name), ("password", &password)]));
    Ok(())
}

/// A hundred bits in signs that nobody confuses, in groups of five.
fn password() -> std::io::Result<String> {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let signs = entropy()?.map(|byte| char::from(SIGNS[usize::from(byte % 32)]));
    let groups: Vec<String> = signs[..20].chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

#[derive(Serialize)]
struct AccountLine {
    name: String,
    person: Uuid,
    must_change: bool,
    disabled: bool,
}

async fn list(platform: &Platform, json: bool, language: Language) -> Result<(), Failure> {
    let accounts = platform.store().accounts(i64::try_from(MOST)?).await?;
    let lines: Vec<AccountLine> = accounts
        .into_iter()
        .map(|a| AccountLine {
            name: a.name,
            person: a.person,
            must_change: a.must_change,
            disabled: a.disabled,
        })
        .collect();
    if json {
        return Ok(report::json(&lines)?);
    }
    if lines.is_empty() {
        report::print(report::say(language, "user-no-accounts", &[]));
        return Ok(());
    }
    let mut table = Table::new(["account", "person", "state"].map(|c| title(language, c)).to_vec());
    for line in &lines {
        let state = match (line.disabled, line.must_change) {
            (true, _) => "disabled",
            (_, true) => "must-change",
            _ => "usable",
        };
        table.row(vec![line.name.clone(), line.person.to_string(), cell(language, "user-state", state)]);
    }
    table.lines().iter().for_each(report::print);
    Ok(())
}

#[derive(Serialize)]
struct PostLine {
    person: Uuid,
    role: &'static str,
    office: String,
}

fn posts(platform: &Platform, role: Option<&str>, json: bool, language: Language) -> Result<(), Failure> {
    let (base, day) = (platform.base(), calendar::city_date(platform.now()));
    let held = base.people().flat_map(|(person, state)| state.posts_on(day).map(move |post| (*person, post)));
    let mut lines: Vec<PostLine> = held
        .filter(|(_, post)| role.is_none_or(|role| post.role.code() == role))
        .map(|(person, post)| PostLine {
            person,
            role: post.role.code(),
            office: base.office(post.office).map(|o| o.name.clone()).unwrap_or_default(),
        })
        .collect();
    lines.sort_by(|a, b| (a.role, &a.office, a.person).cmp(&(b.role, &b.office, b.person)));
    lines.truncate(MOST);
    if json {
        return Ok(report::json(&lines)?);
    }
    let mut table = Table::new(["person", "role", "held-in"].map(|c| title(language, c)).to_vec());
    for line in &lines {
        table.row(vec![line.person.to_string(), cell(language, "role", line.role), line.office.clone()]);
    }
    table.lines().iter().for_each(report::print);
    if lines.is_empty() {
        report::print(report::say(language, "user-no-posts", &[]));
    }
    Ok(())
}
