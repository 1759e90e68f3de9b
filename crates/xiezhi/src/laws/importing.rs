//! Laws come into the library through the one door: what is there is known, another text of a law is a further fact.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use decree::authority::Place;
use decree::canonical::to_bytes;
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::law::{LawFact, LawText, law_stream, shipped};
use exchange::{Arg, Language};
use platform::{Command, Entry, Platform, Wish};
use serde::Serialize;

use super::source::{self, FileProblem, LIMITS};
use crate::cli::Failure;
use crate::open::Where;
use crate::{acting, report};

/// `xiezhi laws import`.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// File of laws: a law a line (.jsonl, .jsonl.gz); the shipped ones if not given
    file: Option<PathBuf>,
    /// Table of penalty clauses (csv) of further laws: law, version, article, paragraph, text
    #[arg(long, value_name = "CSV")]
    clauses: Option<PathBuf>,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

/// Texts that go through the door together.
const BATCH: usize = 200;

#[derive(Debug, Default, Serialize)]
struct Counts {
    entered: usize,
    changed: usize,
    known: usize,
}

/// Enters the laws of a file that are new or other than recorded.
///
/// # Errors
/// A file cannot be read or holds something else; the data cannot be opened.
pub async fn import(place: &Where, options: ImportOptions, language: Language) -> Result<ExitCode, Failure> {
    let texts = texts(&options, language)?;
    let opened = acting::opened(place, language).await?;
    let mut counts = Counts::default();
    let wishes = wishes(&opened.platform, texts, &mut counts);
    let mut refused = false;
    for batch in wishes.chunks(BATCH) {
        for answer in opened.platform.submit_all(batch.to_vec()).await? {
            if let Err(refusal) = answer {
                refused = true;
                acting::refused(language, &refusal);
            }
        }
    }
    if refused {
        return Ok(ExitCode::FAILURE);
    }
    if options.json {
        report::json(&counts)?;
    } else {
        let count = |name, n| (name, Arg::count(n));
        let Counts { entered, changed, known } = counts;
        let args = [count("entered", entered), count("changed", changed), count("known", known)];
        report::print(report::tell(language, "laws-imported", &args));
    }
    Ok(ExitCode::SUCCESS)
}

/// The texts of the files, those of one law oldest first.
fn texts(options: &ImportOptions, language: Language) -> Result<Vec<LawText>, Failure> {
    let refuse = |path: &PathBuf, problem: &FileProblem| refused(path, problem, language);
    let mut texts = match &options.file {
        Some(path) => source::laws(path).map_err(|problem| refuse(path, &problem))?,
        None => shipped().to_vec(),
    };
    if let Some(path) = &options.clauses {
        // What only a table says gives way to the whole text.
        let whole: HashSet<String> = texts.iter().filter(|t| t.complete).map(|t| t.title.clone()).collect();
        let more = source::clauses(path, |title| whole.contains(title));
        texts.extend(more.map_err(|problem| refuse(path, &problem))?);
    }
    texts.sort_by_cached_key(|t| (t.title.clone(), t.versions.last().map(|v| v.adopted)));
    texts.dedup();
    Ok(texts)
}

/// A wish for each law with what is not on record of it.
fn wishes(platform: &Platform, texts: Vec<LawText>, counts: &mut Counts) -> Vec<Wish> {
    let base = platform.base();
    let recorded: std::collections::HashMap<_, _> = base.laws().collect();
    let actor = acting::city_office(platform);
    let mut wishes: Vec<Wish> = Vec::new();
    for text in texts {
        let stream = law_stream(&text.title);
        let entries = recorded.get(&stream).map_or(&[][..], |law| law.entries());
        if entries.iter().any(|entry| entry.text == text) {
            counts.known += 1;
            continue;
        }
        let cause = uuid_of(&[b"law entry", &to_bytes(&text)]);
        let fact = LawFact::Entered { public: Box::new(text) }.at(platform.now());
        if let Some(Wish { command: Command::Register(entry), .. }) = wishes.last_mut()
            && entry.stream == stream
        {
            counts.changed += 1;
            entry.facts.push(fact);
            continue;
        }
        if entries.is_empty() {
            counts.entered += 1;
        } else {
            counts.changed += 1;
        }
        let entry = Entry { kind: ThingKind::Law, stream, place: Place::default(), facts: vec![fact] };
        let command = Command::Register(Box::new(entry));
        wishes.push(Wish { actor: actor.clone(), cause, at: None, command });
    }
    wishes
}

fn refused(path: &std::path::Path, problem: &FileProblem, language: Language) -> Failure {
    let tell = |id: &str, args: &[(&str, Arg)]| report::tell(language, id, args);
    let file = || ("file", Arg::text(path.display().to_string()));
    let (line_limit, total_limit) = LIMITS;
    let limit = |mb: u64| ("limit", Arg::count(usize::try_from(mb).unwrap_or(usize::MAX)));
    match problem {
        FileProblem::Unreadable(detail) => {
            tell("laws-unreadable", &[file(), ("detail", Arg::text(detail.as_str()))])
        }
        FileProblem::LineTooLong { line } => {
            tell("laws-line-too-long", &[file(), ("line", Arg::count(*line)), limit(line_limit)])
        }
        FileProblem::TooLarge => tell("laws-too-large", &[file(), limit(total_limit)]),
        FileProblem::NotALaw { line, detail } => tell(
            "laws-not-a-law",
            &[file(), ("line", Arg::count(*line)), ("detail", Arg::text(detail.as_str()))],
        ),
    }
    .into()
}
