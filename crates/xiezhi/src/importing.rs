//! `xiezhi import`: records from a file, and empty files to begin with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use decree::authority::{Actor, Role};
use decree::identity::uuid_of;
use exchange::{Format, Language, Profile, TableWriter, Words};
use intake::{Counts, Import, Kind, Source};
use platform::Platform;
use uuid::Uuid;

use crate::cli::Failure;
use crate::open::{How, Where, open};
use crate::report;

/// Options of `xiezhi import`.
#[derive(Args, Debug)]
pub struct Options {
    /// Kind of record: inspections, penalties, events or cases
    pub kind: String,
    /// The file: xlsx, csv, or json (a list or lines)
    pub file: PathBuf,
    /// Official code of the agency whose records these are
    #[arg(long, value_name = "CODE")]
    pub agency: String,
    /// Mapping profile: a shipped one by name, or a TOML file; guessed from the columns if not given
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    /// Write rejected rows to this file, with a column that says what is wrong
    #[arg(long, value_name = "OUT")]
    pub errors: Option<PathBuf>,
    /// Write the query codes that were made to this file (csv or xlsx): the only time they are written out
    #[arg(long, value_name = "OUT")]
    pub codes: Option<PathBuf>,
    /// Judge and count everything, record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// One last line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs `xiezhi import`.
///
/// # Errors
/// The file, the profile, the agency or the database cannot be had. Rejected rows are no error: they are counted.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    let Some(kind) = Kind::parse(&options.kind) else {
        return Err(report::say(language, "import-unknown-kind", &[("kind", options.kind.as_str())]).into());
    };
    let profile = options.profile.as_deref().map(|name| profile(name, language)).transpose()?;
    let source = Source::open(&options.file, kind, profile.as_ref(), language)
        .map_err(|error| format!("{}: {error}", options.file.display()))?;
    let opened = open(place, How::default()).await?;
    let platform = &opened.platform;
    let agency = platform.base().agency_key(&options.agency).ok_or_else(|| {
        report::say(language, "import-unknown-agency", &[("code", options.agency.as_str())])
    })?;
    let import = Import {
        platform,
        agency,
        actor: actor_of(agency, platform),
        run: Uuid::from_bytes(crate::machine::entropy()?[..16].try_into().unwrap_or_default()),
        dry_run: options.dry_run,
        errors: options.errors.as_deref(),
        codes: options.codes.as_deref(),
        language,
    };
    let progress = report::counter(report::say(language, "import-progress", &[]), !options.json);
    let counts = import.run(source, |rows| progress.set_position(rows)).await?;
    progress.finish_and_clear();
    print(&counts, &options, language)?;
    Ok(ExitCode::SUCCESS)
}

/// A profile: a shipped one by its name, or a file.
fn profile(name: &str, language: Language) -> Result<Profile, Failure> {
    if let Some(shipped) = Profile::builtin(name) {
        return Ok(shipped.clone());
    }
    let text = std::fs::read_to_string(name).map_err(|e| {
        let known = Profile::builtin_names().collect::<Vec<_>>().join(", ");
        let args = [("name", name), ("error", &e.to_string()), ("known", &known)];
        report::say(language, "import-no-profile", &args)
    })?;
    Profile::parse(&text).map_err(|problems| {
        let said = problems.iter().map(|p| Words::of(language).tell(&p.message()));
        said.collect::<Vec<_>>().join("\n").into()
    })
}

/// An agency's own system acts for it: its id is a function of the agency, so that facts of different runs agree.
fn actor_of(agency: i32, platform: &Platform) -> Actor {
    let base = platform.base();
    let found = base.agencies().into_iter().find(|a| a.key == agency);
    Actor {
        person: uuid_of(&[b"agency system", &agency.to_be_bytes()]),
        role: Role::AgencySystem,
        office: 0,
        agency,
        district: found.map_or(0, |a| a.district),
        line: 0,
        on_behalf: None,
    }
}

fn print(counts: &Counts, options: &Options, language: Language) -> Result<(), Failure> {
    if options.json {
        println!("{}", serde_json::to_string(counts)?);
        return Ok(());
    }
    let number = |n: u64| n.to_string();
    let args = [
        ("rows", &*number(counts.rows)),
        ("accepted", &*number(counts.accepted)),
        ("known", &*number(counts.known)),
        ("changed", &*number(counts.changed)),
        ("rejected", &*number(counts.rejected)),
    ];
    println!(
        "{}",
        report::say(language, if options.dry_run { "import-rehearsed" } else { "import-done" }, &args)
    );
    let lists = [
        ("import-alerts", &counts.alerts),
        ("import-hints", &counts.hints),
        ("import-incomplete", &counts.incomplete),
        ("import-cannot-judge", &counts.cannot_judge),
    ];
    for (title, list) in lists.into_iter().filter(|(_, l)| !l.is_empty()) {
        println!("{}", report::say(language, title, &[]));
        for (point, n) in list {
            println!("  {:>8}  {}", n, report::point_name(language, point));
        }
    }
    if let Some(fen) = counts.fines_fen.filter(|f| *f > 0) {
        println!("{}", report::say(language, "import-fines", &[("fines", &report::yuan(fen))]));
    }
    if counts.rejected > 0 && options.errors.is_none() {
        println!("{}", report::say(language, "import-errors-hint", &[]));
    }
    Ok(())
}

/// Runs `xiezhi template`: an empty file with the columns of a kind.
///
/// # Errors
/// The kind is unknown or the file cannot be written.
pub fn template(kind: &str, file: &Path, language: Language) -> Result<ExitCode, Failure> {
    let words = Words::of(language);
    let Some(fields) = exchange::fields_of(kind.trim_end_matches('s')) else {
        return Err(report::say(language, "import-unknown-kind", &[("kind", kind)]).into());
    };
    let header: Vec<String> = fields.iter().map(|f| f.label(language)).collect();
    let format =
        if file.extension().is_some_and(|e| e == "xlsx") { Format::xlsx(kind) } else { Format::csv() };
    let writer = TableWriter::create(file, &format, &header).map_err(|e| words.tell(&e.message()))?;
    writer.finish().map_err(|e| words.tell(&e.message()))?;
    Ok(ExitCode::SUCCESS)
}
