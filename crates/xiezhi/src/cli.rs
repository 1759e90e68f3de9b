//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use exchange::Language;

use crate::open::Where;
use crate::{
    alerts, amendments, bench, calendar_commands, cases, codes, demo, exporting, forms, importing, laws,
    listing, pages, tokens, upkeep, users, verifying,
};

/// Xiezhi (獬豸): a city supervises how its agencies enforce the law.
#[derive(Parser, Debug)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub place: Where,
    /// Language of what is printed
    #[arg(long, env = "XIEZHI_LANG", value_enum, default_value_t = Lang::Zh, global = true)]
    pub lang: Lang,
    #[command(subcommand)]
    pub command: Command,
}

/// Language of what is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    /// 简体中文
    Zh,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Chinese,
            Lang::En => Self::English,
        }
    }
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make and run the demo city
    Demo(demo::Options),
    /// Serve: the pages, and the clock's duties, until stopped
    Serve(pages::Addresses),
    /// Import records from a file (xlsx, csv, json)
    Import(importing::Options),
    /// Write an agency's records in an official form, or its yearly tables
    Export(exporting::Options),
    /// Official calendar
    Calendar {
        #[command(subcommand)]
        command: calendar_commands::CalendarCommand,
    },
    /// Agencies on record
    Agencies {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Cases: list, show, files of their documents, gaps in their numbers
    Cases {
        #[command(subcommand)]
        command: cases::CasesCommand,
    },
    /// What an agency must have done in time, soonest first
    Due {
        /// Code of the agency
        #[arg(long, value_name = "CODE")]
        agency: String,
        /// How many
        #[arg(long, default_value_t = 100)]
        limit: i64,
        /// As JSON, a line an item
        #[arg(long)]
        json: bool,
    },
    /// The library of the law (Art. 11)
    Laws {
        #[command(subcommand)]
        command: laws::LawsCommand,
    },
    /// Forms of enforcement documents, by edition
    Forms {
        #[command(subcommand)]
        command: forms::FormsCommand,
    },
    /// Query codes of parties and claim numbers of forms (Art. 33)
    #[command(alias = "codes")]
    Code {
        #[command(subcommand)]
        command: codes::CodeCommand,
    },
    /// Alerts: list, show, act, or check them against the journal
    Alerts(alerts::Options),
    /// Amendment applications (Art. 14)
    Amendments(amendments::Options),
    /// Accounts of people who sign in
    User {
        #[command(subcommand)]
        command: users::UserCommand,
    },
    /// Tokens of agencies' own systems
    Token {
        #[command(subcommand)]
        command: tokens::TokenCommand,
    },
    /// Act upon everything that is due now
    Sweep {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Make the view anew from the facts, or check that it equals them
    Rebuild {
        /// Only check; exit 1 with the first differences
        #[arg(long)]
        check: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Seal what waits for its place in the log, and publish it, once
    Seal {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Verify: the whole log of this node, or a receipt
    Verify(verifying::Options),
    /// Report or confirm an outage of the platform (Art. 15)
    Outage {
        #[command(subcommand)]
        command: upkeep::OutageCommand,
    },
    /// Erase a person's values from the vault, or a file
    Erase {
        /// Key of the person in the vault
        #[arg(required_unless_present = "file", conflicts_with = "file")]
        person: Option<uuid::Uuid>,
        /// Id of the file
        #[arg(long, value_name = "ID")]
        file: Option<uuid::Uuid>,
        /// Legal basis
        #[arg(long)]
        basis: String,
    },
    /// Project what came from other nodes
    Follow,
    /// Create roles, database and tables, or bring them up to date
    Migrate,
    /// Measure this machine and the platform on it
    Bench(bench::Options),
    /// Write a template for importing records of a kind
    Template {
        /// Kind of record
        kind: String,
        /// File to write: .csv or .xlsx
        file: PathBuf,
    },
}

/// Anything that ends a command.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs a command. The process answers 0 when it did what was asked, 1 when it did not, 2 for wrong usage.
pub async fn run(cli: Cli) -> ExitCode {
    let language = Language::from(cli.lang);
    let place = cli.place;
    let done = match cli.command {
        Command::Demo(options) => demo::command(&place, options, language).await,
        Command::Serve(addresses) => upkeep::serve(&place, &addresses, language).await,
        Command::Import(options) => importing::command(&place, options, language).await,
        Command::Export(options) => exporting::command(&place, options, language).await,
        Command::Calendar { command } => calendar_commands::command(&place, command, language).await,
        Command::Agencies { json } => listing::agencies(&place, json, language).await,
        Command::Cases { command } => cases::command(&place, command, language).await,
        Command::Due { agency, limit, json } => cases::due(&place, &agency, limit, json, language).await,
        Command::Laws { command } => laws::command(&place, command, language).await,
        Command::Forms { command } => forms::command(&place, command, language).await,
        Command::Code { command } => codes::command(&place, command, language).await,
        Command::Alerts(options) => alerts::command(&place, options, language).await,
        Command::Amendments(options) => amendments::command(&place, options, language).await,
        Command::User { command } => users::command(&place, command, language).await,
        Command::Token { command } => tokens::command(&place, command, language).await,
        Command::Sweep { json } => upkeep::sweep(&place, json, language).await,
        Command::Seal { json } => upkeep::seal(&place, json, language).await,
        Command::Verify(options) => verifying::command(&place, options, language).await,
        Command::Rebuild { check, json } => upkeep::rebuild(&place, check, json, language).await,
        Command::Outage { command } => upkeep::outage(&place, command, language).await,
        Command::Erase { person, file, basis } => {
            upkeep::erase(&place, (person, file), &basis, language).await
        }
        Command::Follow => upkeep::follow(&place, language).await,
        Command::Migrate => upkeep::migrate(&place, language).await,
        Command::Bench(options) => bench::command(&place, options).await,
        Command::Template { kind, file } => importing::template(&kind, &file, language),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xiezhi: {error}");
            ExitCode::FAILURE
        }
    }
}
