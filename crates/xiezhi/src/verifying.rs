//! `xiezhi verify`: the whole log of this node, or receipts, said in plain words (Arts 33, 34(3)).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use exchange::{Arg, Language};
use platform::verify_receipts;
use seal::{Policy, VerifyingKey};
use serde::Serialize;
use store::Flaw;

use crate::cli::Failure;
use crate::open::Where;
use crate::{acting, report};

/// `xiezhi verify`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct Options {
    /// Every fact against its leaf, every signed root computed again; what is found is put on record
    #[arg(long)]
    all: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Check a file of receipts, without any database
    Receipt {
        /// The file
        file: PathBuf,
        /// The log's key, as its own page and the gazette print it
        #[arg(long, value_name = "KEY", required_unless_present = "policy")]
        key: Option<String>,
        /// A policy: log, witnesses, and how many of them are enough
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
}

/// Runs it.
///
/// # Errors
/// The data cannot be opened, a file cannot be read, or a key is none.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    match options.what {
        Some(What::Receipt { file, key, policy }) => {
            receipt(&file, key.as_deref(), policy.as_deref(), language)
        }
        None => all(place, options.json, language).await,
    }
}

#[derive(Serialize)]
struct FlawLine {
    what: &'static str,
    args: std::collections::BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct AuditLine {
    entries: u64,
    checkpoints: u64,
    waiting: u64,
    found: u64,
    flaws: Vec<FlawLine>,
}

async fn all(place: &Where, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let progress = report::spinner(report::say(language, "verify-going", &[]), !json);
    let audit = opened.platform.audit_log().await?;
    progress.done(language);
    let line = |flaw: &Flaw| FlawLine { what: flaw.code(), args: args_of(flaw).into_iter().collect() };
    let flaws: Vec<FlawLine> = audit.flaws.iter().map(line).collect();
    if json {
        let store::Audit { entries, checkpoints, waiting, found, .. } = audit;
        report::json(&AuditLine { entries, checkpoints, waiting, found, flaws })?;
    } else {
        let args = [
            ("entries", Arg::count(audit.entries)),
            ("checkpoints", Arg::count(audit.checkpoints)),
            ("waiting", Arg::count(audit.waiting)),
            ("found", Arg::count(audit.found)),
        ];
        report::print(report::tell(
            language,
            if audit.found == 0 { "verify-sound" } else { "verify-flaws" },
            &args,
        ));
        for flaw in &flaws {
            let args: Vec<(&str, Arg)> =
                flaw.args.iter().map(|(name, value)| (*name, Arg::text(value.as_str()))).collect();
            report::print(report::tell(language, &format!("verify-flaw-{}", flaw.what), &args));
        }
    }
    Ok(if audit.found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the sentence about a flaw names.
fn args_of(flaw: &Flaw) -> Vec<(&'static str, String)> {
    match flaw {
        Flaw::Gap { place } => vec![("place", place.to_string())],
        Flaw::FactMissing { place, fact } | Flaw::LeafDiffers { place, fact } => {
            vec![("place", place.to_string()), ("fact", fact.to_string())]
        }
        Flaw::Uncovered { place, fact, part } => {
            vec![("place", place.to_string()), ("fact", fact.to_string()), ("part", (*part).to_owned())]
        }
        Flaw::Unsealed { fact } => vec![("fact", fact.to_string())],
        Flaw::TileDiffers { level, index } => {
            vec![("level", level.to_string()), ("index", index.to_string())]
        }
        Flaw::Signature { size } | Flaw::RootDiffers { size } => vec![("size", size.to_string())],
        Flaw::HeadDiffers { size, leaves } => {
            vec![("size", size.to_string()), ("leaves", leaves.to_string())]
        }
    }
}

fn receipt(
    file: &std::path::Path,
    key: Option<&str>,
    policy: Option<&std::path::Path>,
    language: Language,
) -> Result<ExitCode, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let policy = match policy {
        Some(path) => {
            Policy::parse(&std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?)?
        }
        None => Policy::default(),
    };
    let key = match key {
        Some(key) => VerifyingKey::parse(key)?,
        None => policy.logs.first().map(|(key, _)| key.clone()).ok_or("the policy names no log")?,
    };
    let witnesses: Vec<VerifyingKey> = policy.witnesses.iter().map(|(_, key, _)| key.clone()).collect();
    match verify_receipts(&text, &key, &witnesses) {
        Ok(verified) => {
            for one in verified.iter().flat_map(|one| telling::of_receipt(one, language)) {
                report::print(one);
            }
            let signers: Vec<&VerifyingKey> = witnesses
                .iter()
                .filter(|key| {
                    verified.iter().all(|one| one.witnesses.iter().any(|(name, _)| name == key.name()))
                })
                .collect();
            let met = policy.is_met(&signers);
            report::print(report::say(language, "receipt-limits", &[]));
            if !met {
                report::print(report::say(language, "receipt-too-few", &[]));
            }
            Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Err(problem) => {
            report::print(telling::of_receipt_problem(&problem, language));
            Ok(ExitCode::FAILURE)
        }
    }
}
