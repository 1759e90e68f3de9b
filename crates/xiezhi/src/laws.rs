//! `xiezhi laws`: the library of the law, what it says of a law, and what a citation comes to.

mod citing;
mod importing;
mod showing;
mod source;

use std::collections::HashMap;
use std::process::ExitCode;

use clap::Subcommand;
use decree::law::{LawState, LawText, name_key, shipped};
use exchange::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::open::Where;
use crate::report;

/// `xiezhi laws`.
#[derive(Subcommand, Debug)]
pub enum LawsCommand {
    /// Enter laws in the library: those of a file, or those that ship with the program
    Import(importing::ImportOptions),
    /// What the library knows of a law, or of one of its articles
    Show {
        /// Title, with or without 中华人民共和国
        title: String,
        /// Number of an article
        article: Option<u16>,
    },
    /// What each citation of a text comes to: whether it exists and was in force
    Cite {
        /// The text, as it stands in a decision
        text: String,
        /// The day that counts [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
    },
}

/// Runs the command.
///
/// # Errors
/// A file cannot be read, a law is not in the library, or the data cannot be opened.
pub async fn command(place: &Where, command: LawsCommand, language: Language) -> Result<ExitCode, Failure> {
    match command {
        LawsCommand::Import(options) => importing::import(place, options, language).await,
        LawsCommand::Show { title, article } => {
            let library = Library::open(place, language).await?;
            showing::show(&library, &title, article, language)
        }
        LawsCommand::Cite { text, on } => {
            let library = Library::open(place, language).await?;
            Ok(citing::cite(&library, &text, on, language))
        }
    }
}

/// The laws on record, or those that ship with the program where none are.
struct Library {
    laws: Vec<LawState>,
    by_name: HashMap<String, usize>,
}

impl Library {
    async fn open(place: &Where, language: Language) -> Result<Self, Failure> {
        let opened = acting::opened_if_there(place).await?;
        let recorded: Vec<LawState> = opened
            .map(|o| o.platform.base().laws().map(|(_, state)| state.clone()).collect())
            .unwrap_or_default();
        if recorded.is_empty() {
            report::note(report::say(language, "laws-shipped", &[]));
            return Ok(Self::of_texts(shipped()));
        }
        Ok(Self::of(recorded))
    }

    fn of_texts(texts: &[LawText]) -> Self {
        let mut by_title: HashMap<String, LawState> = HashMap::new();
        for text in texts {
            by_title.entry(text.title.clone()).or_default().enter(text.clone(), Timestamp::MIN, Uuid::nil());
        }
        Self::of(by_title.into_values().collect())
    }

    fn of(laws: Vec<LawState>) -> Self {
        let mut by_name = HashMap::new();
        for (i, text) in laws.iter().enumerate().filter_map(|(i, law)| law.latest().map(|text| (i, text))) {
            let names = text.aliases.iter().chain([&text.title]);
            by_name.extend(names.map(|name| (name_key(name), i)));
        }
        Self { laws, by_name }
    }

    /// A law by its title or another name.
    fn find(&self, name: &str) -> Option<(&LawState, &LawText)> {
        let law = self.by_name.get(&name_key(name)).and_then(|i| self.laws.get(*i))?;
        law.latest().map(|text| (law, text))
    }
}
