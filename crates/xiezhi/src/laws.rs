//! `xiezhi laws`: the library of the law, what it says of a law, and what a citation comes to.

mod citing;
mod importing;
mod showing;
mod source;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use decree::base::Base;
use exchange::Language;
use jiff::civil::Date;
use telling::law::Library;

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
            let base = registers(place).await?;
            showing::show(&library(base.as_deref(), language), &title, article, language)
        }
        LawsCommand::Cite { text, on } => {
            let base = registers(place).await?;
            Ok(citing::cite(&library(base.as_deref(), language), &text, on, language))
        }
    }
}

/// The registers of the place, or none where nothing is.
async fn registers(place: &Where) -> Result<Option<Arc<Base>>, Failure> {
    Ok(acting::opened_if_there(place).await?.map(|opened| opened.platform.base()))
}

/// The laws on record, or those that ship with the program, of which it says so.
fn library(base: Option<&Base>, language: Language) -> Library<'_> {
    let library = Library::of(base);
    if library.is_shipped() {
        report::note(report::say(language, "laws-shipped", &[]));
    }
    library
}
