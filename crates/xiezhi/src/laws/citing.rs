//! What the citations of a text come to: whether the law is known, the place exists, and the version was in force.

use std::process::ExitCode;

use calendar::city_date;
use decree::law::{Citation, CitationProblem, Exists, InForce, LawText, parse};
use exchange::{Arg, Language};
use jiff::civil::Date;
use platform::Clock;

use super::{Library, showing};
use crate::machine::MachineClock;
use crate::report;

/// `xiezhi laws cite`: answers with failure when something is certainly wrong.
pub fn cite(library: &Library, text: &str, on: Option<Date>, language: Language) -> ExitCode {
    let day = on.unwrap_or_else(|| city_date(MachineClock.now()));
    let found = parse(text);
    if found.is_empty() {
        report::print(report::say(language, "laws-cites-nothing", &[]));
        return ExitCode::FAILURE;
    }
    let mut right = true;
    for citation in found {
        right &= match citation {
            Ok(citation) => one(library, &citation, day, language),
            Err(problem) => {
                report::print(wrong(&problem, language));
                false
            }
        };
    }
    if right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wrong(problem: &CitationProblem, language: Language) -> String {
    report::say(language, &format!("laws-problem-{}", problem.code()), &[("text", problem.text())])
}

/// One citation; whether nothing is certainly wrong with it.
fn one(library: &Library, citation: &Citation, day: Date, language: Language) -> bool {
    report::print(citation.to_string());
    let line = |id: &str, args: &[(&str, Arg)]| {
        report::print(format!("  {}", report::tell(language, id, args)));
    };
    let Some((law, text)) = library.find(&citation.law) else {
        line("laws-cited-unknown", &[]);
        return true;
    };
    let in_force = text.in_force(day);
    let exists = match in_force {
        InForce::Yes(version) => law.article_exists(version, citation),
        InForce::No | InForce::Unknown { .. } => Exists::Unknown,
    };
    line(said_of_force(in_force), &version_args(text, in_force, day));
    let place = match exists {
        Exists::Yes => "laws-cited-exists",
        Exists::No => "laws-cited-missing",
        Exists::Unknown if text.exists(citation) == Exists::No => "laws-cited-not-in-newest",
        Exists::Unknown if text.exists(citation) == Exists::Yes => "laws-cited-in-newest",
        Exists::Unknown => "laws-cited-cannot-judge",
    };
    // Of a law that is not there yet no article is missing.
    if in_force != InForce::No {
        line(place, &[]);
    }
    let named = named_version(citation, text, in_force);
    if let Some(id) = named.map(|right| if right { "laws-cited-version" } else { "laws-cited-version-wrong" })
    {
        let year = citation.law_version.unwrap_or_default().to_string();
        line(id, &[("year", Arg::text(year)), ("day", Arg::Date(day))]);
    }
    for penalty in text.clauses(citation).flat_map(|clause| showing::penalties(clause, language)) {
        report::print(format!("  {penalty}"));
    }
    in_force != InForce::No && exists != Exists::No && named != Some(false)
}

const fn said_of_force(in_force: InForce) -> &'static str {
    match in_force {
        InForce::Yes(_) => "laws-cited-in-force",
        InForce::No => "laws-cited-not-in-force",
        InForce::Unknown { from: Some(_), .. } => "laws-cited-some-version",
        InForce::Unknown { .. } => "laws-cited-force-unknown",
    }
}

fn version_args(text: &LawText, in_force: InForce, day: Date) -> Vec<(&'static str, Arg)> {
    let version = match in_force {
        InForce::Yes(n) => Some(n),
        InForce::Unknown { to, .. } => to,
        InForce::No => Some(0),
    };
    let adopted = version.and_then(|n| text.versions.get(n)).map_or(day, |v| v.adopted);
    vec![("day", Arg::Date(day)), ("adopted", Arg::Date(adopted))]
}

/// Whether the version that the citation names was in force; `None` if it names none or that is not known.
fn named_version(citation: &Citation, text: &LawText, in_force: InForce) -> Option<bool> {
    in_force.is(text.version_of(citation.law_version?)?)
}
