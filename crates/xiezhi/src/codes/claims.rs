//! Claim numbers for pre-numbered forms (rulings 4): into a file, once.

use std::path::Path;
use std::process::ExitCode;

use decree::authority::{Action, Place};
use decree::identity::{rng_for, uuid_v7};
use exchange::{Language, Words};
use platform::Platform;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::importing::codes::CodesFile;
use crate::machine::entropy;
use crate::report;

/// Makes claim numbers and writes them out.
///
/// # Errors
/// The agency is unknown, the file is there or cannot be written, the database is away.
pub async fn print(
    platform: &Platform,
    agency: &str,
    count: u32,
    out: &Path,
    person: Uuid,
    language: Language,
) -> Result<ExitCode, Failure> {
    let unknown = || report::say(language, "cli-unknown-agency", &[("code", agency)]);
    let key = platform.base().agency_key(agency).ok_or_else(unknown)?;
    let file = out.display().to_string();
    // Numbers that were printed before are nowhere else: they are never written over.
    if out.exists() {
        return Err(report::say(language, "claims-file-there", &[("file", &file)]).into());
    }
    let words = Words::of(language);
    let mut codes = CodesFile::create(out, &["claims-form", "claims-number"], language)?;
    let place = Place { agency: key, ..Place::default() };
    let actor = acting::person(platform, person, Action::Collect, place, language)?;
    let cause = uuid_v7(platform.now(), &mut rng_for(&entropy()?, Uuid::nil()));
    match platform.print_claims(actor, cause, key, count, None).await? {
        Err(refusal) => {
            acting::refused(language, &refusal);
            Ok(ExitCode::FAILURE)
        }
        Ok(printed) => {
            for (n, number) in (1..).zip(&printed.numbers) {
                codes.push(&[n.to_string(), number.to_string()], words)?;
            }
            codes.finish(words)?;
            let args = [("count", &*printed.numbers.len().to_string()), ("file", &*file)];
            report::print(report::say(language, "claims-printed", &args));
            Ok(ExitCode::SUCCESS)
        }
    }
}
