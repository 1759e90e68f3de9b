//! What the citations of a text come to: whether the law is known, the place exists, and the version was in force.

use std::process::ExitCode;

use calendar::city_date;
use exchange::Language;
use jiff::civil::Date;
use platform::Clock;
use telling::law::Library;

use crate::machine::MachineClock;
use crate::report;

/// `xiezhi laws cite`: answers with failure when something is certainly wrong.
pub fn cite(library: &Library<'_>, text: &str, on: Option<Date>, language: Language) -> ExitCode {
    let day = on.unwrap_or_else(|| city_date(MachineClock.now()));
    let found = telling::law::cited(text, day, library, language);
    if found.is_empty() {
        report::print(report::say(language, "laws-cites-nothing", &[]));
        return ExitCode::FAILURE;
    }
    for cited in &found {
        // What was not understood has no citation, and its line says what is wrong.
        let indent = if cited.citation.is_empty() { "" } else { "  " };
        if !cited.citation.is_empty() {
            report::print(&cited.citation);
        }
        cited.lines.iter().for_each(|line| report::print(format!("{indent}{line}")));
    }
    if found.iter().all(|cited| cited.right) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
