//! Drafting an application from the command line: values are given as in a file of ours, and checked before the draft is.

use std::process::ExitCode;

use clap::Args;
use decree::amendment::{Change, Draft};
use decree::authority::{Action, Place};
use decree::inspection::{self, FIELDS, InspectionState};
use decree::problem::Refusal;
use exchange::{Arg, FieldSpec, INSPECTION_FIELDS, Language, Profile, Record, Words};
use platform::{Command, Platform};
use store::List;
use uuid::Uuid;

use crate::cli::Failure;
use crate::listing::find;
use crate::{acting, report};

/// Fields that an application cannot change: they follow from others.
const FOLLOWING: [&str; 2] = ["line", "territory"];

/// `xiezhi amendments draft`.
#[derive(Args, Debug)]
pub struct DraftOptions {
    /// The inspection: id, or its first eight characters or more
    inspection: String,
    /// Who drafts: key of the person
    #[arg(long = "as", value_name = "PERSON")]
    who: Uuid,
    /// A field and its new value, for example finished_at="2026-11-24 09:30"; may be given several times
    #[arg(long = "set", value_name = "FIELD=VALUE", required_unless_present = "withdraw")]
    changes: Vec<String>,
    /// Withdraw the whole record: it was entered twice, or by the wrong agency
    #[arg(long, conflicts_with = "changes")]
    withdraw: bool,
    /// Reason
    #[arg(long)]
    reason: String,
}

/// Drafts, and says what comes next.
///
/// # Errors
/// There is no such inspection or person, a value is not one, or the database is away.
pub async fn draft(
    platform: &Platform,
    wanted: DraftOptions,
    language: Language,
) -> Result<ExitCode, Failure> {
    let stream = find(platform, List::Inspections, &wanted.inspection, language).await?;
    let mut state = InspectionState::default();
    let facts = platform.show(&acting::city_office(platform), stream).await?;
    if facts.is_empty() {
        return Err(report::say(language, "cli-id-unknown", &[("id", &wanted.inspection)]).into());
    }
    for fact in &facts {
        state.fold(fact)?;
    }
    let place = Place { agency: state.agency, ..Place::default() };
    let actor = acting::person(platform, wanted.who, Action::DraftAmendment, place, language)?;
    let Some(changes) = changes(&wanted.changes, &state, language)? else { return Ok(ExitCode::FAILURE) };
    if changes.is_empty() && !wanted.withdraw {
        return Err(report::say(language, "amendment-changes-nothing", &[]).into());
    }
    let draft = Draft { changes, reason: wanted.reason, withdrawal: wanted.withdraw, ..Draft::default() };
    let done = acting::submit(platform, actor, Command::DraftAmendment { stream, draft }, language).await?;
    let Some(done) = done else { return Ok(ExitCode::FAILURE) };
    report::print(report::tell(language, "amendment-drafted", &[("id", Arg::text(done.stream.to_string()))]));
    Ok(ExitCode::SUCCESS)
}

/// The changes asked for, without those that change nothing. `None` if values are refused, which is printed.
fn changes(
    given: &[String],
    state: &InspectionState,
    language: Language,
) -> Result<Option<Vec<Change>>, Failure> {
    let present = inspection::fields(&state.parts);
    let values = read(given, language)?;
    let texts: Vec<(&str, &str)> = values.iter().map(|(field, value)| (*field, value.as_str())).collect();
    let mut problems = Vec::new();
    inspection::read(&texts, &mut problems);
    if !problems.is_empty() {
        acting::refused(language, &Refusal { problems });
        return Ok(None);
    }
    let change = |(field, new): (&'static str, String)| {
        let old = present.iter().find(|(name, _)| *name == field).map(|(_, v)| v.clone()).unwrap_or_default();
        Change { field: field.to_owned(), new, old }
    };
    Ok(Some(values.into_iter().map(change).filter(|c| c.old != c.new).collect()))
}

/// `field=value` pairs in the data standard's form: times on the city's clock, labels as codes, lists taken apart.
fn read(given: &[String], language: Language) -> Result<Vec<(&'static str, String)>, Failure> {
    let words = Words::of(language);
    let mut specs: Vec<FieldSpec> = Vec::new();
    let mut cells = Vec::new();
    for one in given {
        let (name, value) = one.split_once('=').unwrap_or((one, ""));
        let spec = INSPECTION_FIELDS
            .iter()
            .find(|f| f.name == name || Language::ALL.iter().any(|language| f.label(*language) == name));
        let Some(spec) = spec.filter(|_| one.contains('=')) else {
            let names: Vec<&str> = INSPECTION_FIELDS.iter().map(|f| f.name).collect();
            let args = [("given", one.as_str()), ("fields", &names.join(", "))];
            return Err(report::say(language, "amendment-no-such-field", &args).into());
        };
        let personal = FIELDS.iter().any(|f| f.name == spec.name && f.personal);
        if personal || FOLLOWING.contains(&spec.name) {
            let args = [("field", report::word("field", spec.name))];
            return Err(report::tell(language, "amendment-not-here", &args).into());
        }
        specs.push(FieldSpec { required: false, ..*spec });
        cells.push(value.trim().to_owned());
    }
    if specs.is_empty() {
        return Ok(Vec::new());
    }
    let header: Vec<String> = specs.iter().map(|s| s.label(language)).collect();
    let all = |messages: Vec<exchange::Message>| words.tell_all(&messages);
    let mapping = Profile::template("inspection", &specs)
        .map_err(|problems| all(problems.iter().map(|p| p.message()).collect()))?
        .bind(&header)
        .map_err(|problems| all(problems.iter().map(|p| p.message()).collect()))?;
    let mapped = mapping
        .apply(&Record { number: 1, cells })
        .map_err(|problems| all(problems.iter().map(|p| p.message()).collect()))?;
    Ok(specs.iter().map(|s| (s.name, mapped.get(s.name).unwrap_or_default().to_owned())).collect())
}
