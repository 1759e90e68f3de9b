//! `xiezhi laws`: the library of the law (Art. 11(3)): import it, show a law, read a citation.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use decree::law::{self, Clause, InForce, Law, citation, clause, version};
use exchange::{Arg, Language};
use jiff::civil::Date;
use platform::Command;
use serde::Deserialize;

use crate::acting;
use crate::cli::Failure;
use crate::open::Where;
use crate::report;

#[derive(Subcommand, Debug)]
pub enum LawsCommand {
    /// Bring laws into the library: lines of JSON with title, history and articles, also gzipped
    Import {
        /// The file
        file: PathBuf,
    },
    /// What the library holds of laws, without their texts: a line of JSON each
    Digest {
        /// The file, as for import
        file: PathBuf,
    },
    /// One law: versions, articles, the fines that its clauses allow
    Show {
        /// Title, with or without the state's name
        title: String,
        /// Only this article
        article: Option<u16>,
    },
    /// Read the citations of a text, and say whether each is in force
    Cite {
        /// The text
        text: String,
        /// On which day
        #[arg(long)]
        on: Option<Date>,
    },
}

/// Longest line, and all lines together, that are read: bytes.
const LINE: u64 = 8 << 20;
const ALL: u64 = 400 << 20;

/// A law as the file has it.
#[derive(Deserialize)]
struct Source {
    title: String,
    #[serde(default)]
    history: Vec<String>,
    articles: Vec<SourceArticle>,
}

#[derive(Deserialize)]
struct SourceArticle {
    no: u16,
    #[serde(default)]
    sub: u16,
    paras: Vec<String>,
}

/// Runs `xiezhi laws`.
///
/// # Errors
/// The file or the database cannot be had.
pub async fn command(place: &Where, command: LawsCommand, language: Language) -> Result<ExitCode, Failure> {
    match command {
        LawsCommand::Digest { file } => {
            for law in read(&file)? {
                report::json(&law)?;
            }
        }
        LawsCommand::Import { file } => import(place, &file, language).await?,
        LawsCommand::Show { title, article } => {
            let opened = acting::opened(place, language).await?;
            let base = opened.platform.base();
            let found = base.law(&title, opened.platform.now());
            let Some(law) = found else {
                return Err(report::say(language, "laws-unknown", &[("title", &title)]).into());
            };
            show(law, article, language);
        }
        LawsCommand::Cite { text, on } => {
            let opened = acting::opened(place, language).await?;
            let now = opened.platform.now();
            let on = on.unwrap_or_else(|| calendar::city_date(now));
            for cited in citation::parse(&text) {
                let found =
                    opened.platform.base().law(&cited.law, now).map(|l| law::in_force(&l.versions, on));
                let id = match found {
                    None => "laws-not-in-library",
                    Some(InForce::Yes) => "laws-in-force",
                    Some(InForce::No) => "laws-not-in-force",
                    Some(InForce::Unknown) => "laws-force-unknown",
                };
                let args = [("cited", Arg::text(cited.to_string())), ("on", Arg::Date(on))];
                report::print(report::tell(language, id, &args));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn import(place: &Where, file: &Path, language: Language) -> Result<(), Failure> {
    let laws = read(file)?;
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let base = platform.base();
    let changed: Vec<Law> =
        laws.into_iter().filter(|law| base.law(&law.title, platform.now()) != Some(law)).collect();
    let actor = acting::city_office(platform);
    let n = changed.len();
    for law in changed {
        let command = Command::Register(Box::new(platform::law_entry(law)));
        acting::submit(platform, actor.clone(), command, language).await?;
    }
    report::print(report::tell(
        language,
        "laws-imported",
        &[("count", Arg::count(i64::try_from(n).unwrap_or(i64::MAX)))],
    ));
    Ok(())
}

fn read(file: &Path) -> Result<Vec<Law>, Failure> {
    let opened = std::fs::File::open(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let gzipped = file.extension().is_some_and(|e| e == "gz");
    let bytes: Box<dyn Read> =
        if gzipped { Box::new(flate2::read::GzDecoder::new(opened)) } else { Box::new(opened) };
    let mut reader = BufReader::new(bytes.take(ALL));
    let mut laws: Vec<Law> = Vec::new();
    let mut line = String::new();
    loop {
        line.clear();
        if reader.by_ref().take(LINE).read_line(&mut line)? == 0 {
            return Ok(laws);
        }
        if !line.trim().is_empty() {
            let law = digest(&serde_json::from_str(&line).map_err(|e| format!("{}: {e}", file.display()))?);
            // The same law in two places of a collection is one law: the fuller one.
            match laws.iter_mut().find(|l| law::key_of(&l.title) == law::key_of(&law.title)) {
                Some(known) if known.articles < law.articles => *known = law,
                Some(_) => {}
                None => laws.push(law),
            }
        }
    }
}

/// A law without its sentences.
fn digest(source: &Source) -> Law {
    let last = source.articles.last().map(|a| a.paras.join("")).unwrap_or_default();
    let mut clauses = Vec::new();
    for article in &source.articles {
        for (n, text) in (1u16..).zip(&article.paras) {
            let branches = clause::branches(text);
            if !branches.is_empty() {
                clauses.push(Clause { article: article.no, branches, paragraph: n, sub: article.sub });
            }
        }
    }
    Law {
        articles: source.articles.iter().map(|a| a.no).max().unwrap_or(0),
        clauses,
        title: source.title.clone(),
        versions: version::versions(&source.history, &last),
    }
}

fn show(law: &Law, article: Option<u16>, language: Language) {
    report::print(&law.title);
    let say = |id: &str, args: &[(&str, Arg)]| report::print(report::tell(language, id, args));
    say("laws-articles", &[("count", Arg::count(law.articles))]);
    for version in &law.versions {
        let from = version.in_force.map_or_else(|| Arg::text("-"), Arg::Date);
        say("laws-version", &[("adopted", Arg::Date(version.adopted)), ("from", from)]);
    }
    for clause in law.clauses.iter().filter(|c| article.is_none_or(|a| a == c.article)) {
        for branch in &clause.branches {
            report::print(format!("  {}/{}  {}", clause.article, clause.paragraph, range(branch)));
        }
    }
}

fn range(branch: &law::Branch) -> String {
    let (unit, text): (&str, &dyn Fn(i64) -> String) = match branch.base {
        None => ("元", &report::yuan),
        Some(_) => ("×", &|milli| format!("{}.{:03}", milli / 1000, milli % 1000)),
    };
    let most = branch.most.map_or_else(|| "…".to_owned(), text);
    let base = branch.base.map_or("", |b| b.code());
    format!("{}–{most} {unit} {base}", text(branch.least))
}
