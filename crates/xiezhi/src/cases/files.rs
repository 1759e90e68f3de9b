//! Files of a case's documents and evidence (Arts 13, 16): added, listed, fetched.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use decree::authority::{Action, Place};
use decree::case::{self, CaseState, PaperAt, Secrecy};
use decree::file::{FileWish, StoredFile, Which};
use decree::identity::{rng_for, uuid_v7};
use exchange::{Arg, Language};
use futures_util::TryStreamExt;
use platform::{OpenedFile, PlatformError};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::codes::{folded, loaded};
use crate::listing::find;
use crate::machine::entropy;
use crate::open::Where;
use crate::report::{self, Table, moment, word};

/// What `xiezhi cases attach` is told.
#[derive(clap::Args, Debug)]
pub struct Attach {
    /// Id of the case, or enough of its beginning
    case: String,
    /// The file
    file: PathBuf,
    /// Number of the document that gets the file, as `cases files` lists it
    #[arg(long, value_name = "NUMBER", conflicts_with = "title", required_unless_present = "title")]
    document: Option<u32>,
    /// Title of a new document
    #[arg(long)]
    title: Option<String>,
    /// The new document is evidence
    #[arg(long, conflicts_with = "document")]
    evidence: bool,
    /// Secrecy mark: none, privacy, trade_secret, informant, work_secret
    #[arg(long)]
    secrecy: Option<String>,
    /// As whom
    #[arg(long = "as", alias = "person", value_name = "PERSON")]
    person: Uuid,
}

/// What `xiezhi cases fetch` is told.
#[derive(clap::Args, Debug)]
pub struct Fetch {
    /// Id of the case, or enough of its beginning
    case: String,
    /// Number of the document, as `cases files` lists it
    document: u32,
    /// Where to write it; nothing may be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// As whom; as the city office if not given
    #[arg(long = "as", alias = "person", value_name = "PERSON")]
    person: Option<Uuid>,
}

/// `xiezhi cases attach`.
///
/// # Errors
/// There is no such case, document or file, or the database is away.
pub async fn attach(place: &Where, given: Attach, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let (stream, state) = loaded(platform, &given.case, language).await?;
    let which = match (given.document, given.title) {
        (Some(number), _) => there(&numbered(&state, number, language)?),
        (None, title) => {
            Which::New { evidence: given.evidence, step: None, title: title.unwrap_or_default() }
        }
    };
    let secrecy = given.secrecy.map(|mark| secrecy(&mark, language)).transpose()?;
    let actor =
        acting::person(platform, given.person, Action::Supplement, case::place_of_state(&state), language)?;
    let unreadable = |e: std::io::Error| {
        let (file, trouble) = (given.file.display().to_string(), e.to_string());
        report::say(language, "cases-file-unreadable", &[("file", &file), ("trouble", &trouble)])
    };
    let source = tokio::fs::File::open(&given.file).await.map_err(unreadable)?;
    let name = given.file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let cause = uuid_v7(platform.now(), &mut rng_for(&entropy()?, Uuid::nil()));
    let wish = FileWish { file: StoredFile::default(), secrecy, which };
    match platform.attach(&actor, stream, wish, name, source, cause).await? {
        Ok(_) => {
            report::print(report::say(language, "cases-file-added", &[]));
            Ok(ExitCode::SUCCESS)
        }
        Err(refusal) => {
            acting::refused(language, &refusal);
            Ok(ExitCode::FAILURE)
        }
    }
}

fn there(paper: &PaperAt<'_>) -> Which {
    Which::There {
        evidence: paper.evidence,
        position: paper.position,
        step: paper.step.seq,
        title: paper.paper.name.clone(),
    }
}

fn numbered(state: &CaseState, number: u32, language: Language) -> Result<PaperAt<'_>, Failure> {
    let found = case::papers(state).into_iter().find(|p| p.number == number);
    found.ok_or_else(|| report::say(language, "cases-no-document", &[("number", &number.to_string())]).into())
}

fn secrecy(mark: &str, language: Language) -> Result<Secrecy, Failure> {
    mark.parse().map_err(|()| {
        let known: Vec<&str> = Secrecy::ALL.iter().map(|m| m.code()).collect();
        let args = [("mark", mark), ("known", &*known.join(", "))];
        report::say(language, "cases-unknown-mark", &args).into()
    })
}

/// `xiezhi cases files`.
///
/// # Errors
/// There is no such case, or the database is away.
pub async fn list(place: &Where, case: &str, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let (_, state) = loaded(&opened.platform, case, language).await?;
    let say = |id| report::say(language, id, &[]);
    let titles =
        ["cases-file-number", "cases-file-title", "cases-file-mark", "cases-file-type", "cases-file-size"];
    let mut table = Table::new(titles.into_iter().chain(["cases-file-came"]).map(say).collect());
    let papers = case::papers(&state);
    for paper in &papers {
        let mark = paper.paper.secrecy.map_or("", |m| m.code());
        if json {
            let line = serde_json::json!({
                "number": paper.number, "title": paper.paper.name, "evidence": paper.evidence, "secrecy": mark,
                "file": paper.paper.file, "type": paper.paper.r#type, "size": paper.paper.size,
                "came": paper.came.map(|c| c.to_string()),
            });
            report::print(line.to_string());
            continue;
        }
        let tell = |id: &str, value: Arg| report::tell(language, id, &[("value", value)]);
        table.row(vec![
            paper.number.to_string(),
            paper.paper.name.clone(),
            if mark.is_empty() { String::new() } else { tell("cases-file-value", word("secrecy", mark)) },
            paper
                .paper
                .file
                .map(|_| tell("cases-file-value", telling::case::media(&paper.paper.r#type)))
                .unwrap_or_default(),
            paper.paper.size.map(|size| telling::case::size_of(size, language)).unwrap_or_default(),
            paper.came.map(|came| tell("cases-file-value", moment(came))).unwrap_or_default(),
        ]);
    }
    if papers.is_empty() && !json {
        report::print(say("cases-file-none"));
    } else if !json {
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

/// `xiezhi cases fetch`.
///
/// # Errors
/// There is no such case or document, the file cannot be written, or the database is away.
pub async fn fetch(place: &Where, given: Fetch, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let actor = match given.person {
        Some(person) => acting::person(platform, person, Action::Read, Place::default(), language)?,
        None => acting::city_office(platform),
    };
    let stream = find(platform, store::List::Cases, &given.case, language).await?;
    let state = folded(platform, &actor, stream, &given.case, language).await?;
    let paper = numbered(&state, given.document, language)?;
    let Some(id) = paper.paper.file else {
        let number = given.document.to_string();
        return Err(report::say(language, "cases-no-file", &[("number", &number)]).into());
    };
    let file = match platform.open_file(&actor, stream, id).await {
        Ok(file) => file,
        Err(PlatformError::Refused(refusal)) => {
            acting::refused(language, &refusal);
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    let size = telling::case::size_of(file.size, language);
    write(file, &given.out, language).await?;
    let out = given.out.display().to_string();
    report::print(report::say(language, "cases-file-written", &[("file", &out), ("size", &size)]));
    Ok(ExitCode::SUCCESS)
}

/// Writes a file beside its place and moves it there when it is whole and proved: what lies there is never half of one.
async fn write(mut file: OpenedFile, out: &Path, language: Language) -> Result<(), Failure> {
    let shown = out.display().to_string();
    if out.exists() {
        return Err(report::say(language, "cases-file-in-the-way", &[("file", &shown)]).into());
    }
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let part = folder.join(format!(".{}.part", uuid_v7(jiff::Timestamp::UNIX_EPOCH, &mut fresh()?)));
    let unwritable = |e: std::io::Error| -> Failure {
        let args = [("file", &*shown), ("trouble", &*e.to_string())];
        report::say(language, "cases-file-unwritable", &args).into()
    };
    let mut target = tokio::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&part)
        .await
        .map_err(unwritable)?;
    let written: Result<(), Failure> = async {
        while let Some(bytes) = file.content.try_next().await? {
            target.write_all(&bytes).await.map_err(unwritable)?;
        }
        target.sync_all().await.map_err(unwritable)?;
        tokio::fs::rename(&part, out).await.map_err(unwritable)
    }
    .await;
    if written.is_err() {
        let _gone = tokio::fs::remove_file(&part).await;
    }
    written
}

fn fresh() -> std::io::Result<decree::identity::CommandRng> {
    Ok(rng_for(&entropy()?, Uuid::nil()))
}
