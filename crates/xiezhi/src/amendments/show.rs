//! One application: old and new values, reason, and its life so far.

use std::process::ExitCode;

use exchange::{Arg, Language};
use platform::Platform;
use store::List;
use telling::amendment::Told;
use telling::{Line, Names};

use super::state_of;
use crate::cli::Failure;
use crate::listing::find;
use crate::report;

/// `xiezhi amendments show`.
///
/// # Errors
/// There is no such application, or the database is away.
pub async fn show(platform: &Platform, id: &str, language: Language) -> Result<ExitCode, Failure> {
    let stream = find(platform, List::Amendments, id, language).await?;
    let (state, facts) = state_of(platform, stream, language).await?;
    let people: Vec<_> = facts.iter().map(|f| f.envelope.actor).collect();
    let names = Names::with_ids(platform.names(&people).await?);
    let base = platform.base();
    let told = Told { base: &base, state: &state, names: &names, language };
    let print = |id: &str, args: &[(&str, Arg)]| report::print(report::tell(language, id, args));
    print("amendment-title", &[("id", Arg::text(stream.to_string()))]);
    for line in told.lines(&state.draft.subject.to_string()) {
        if let Line::Pair(name, value) = line {
            print("amendment-line", &[("name", Arg::text(name)), ("value", Arg::text(value))]);
        }
    }
    for changed in told.changes() {
        let args = [
            ("field", Arg::text(changed.field)),
            ("old", Arg::text(changed.old)),
            ("new", Arg::text(changed.new)),
        ];
        print("amendment-change", &args);
    }
    report::print("");
    told.life(&facts)?.iter().for_each(|line| report::line(line, language));
    Ok(ExitCode::SUCCESS)
}
