//! One alert as people must see it (DESIGN section 7), printed.

use std::process::ExitCode;

use decree::alert::{AlertFact, AlertState};
use decree::fact::Fact;
use decree::thing::Thing;
use exchange::Language;
use platform::Platform;
use store::List;
use telling::Names;
use telling::alert::Told;
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::listing::find;
use crate::report;

/// `xiezhi alerts show`.
///
/// # Errors
/// There is no such alert, or the database is away.
pub async fn show(platform: &Platform, id: &str, language: Language) -> Result<ExitCode, Failure> {
    let stream = find(platform, List::Alerts, id, language).await?;
    let (state, facts) = state_of(platform, stream, language).await?;
    let record = platform.show(&acting::city_office(platform), state.raised.subject).await?;
    let mut subject = Thing::new(state.raised.subject_kind);
    for fact in &record {
        subject.fold(fact)?;
    }
    let base = platform.base();
    let people = telling::alert::people(&base, &state, &facts, platform.now())?;
    let names = Names::with_ids(platform.names(&people).await?);
    let told = Told { base: &base, now: platform.now(), state: &state, names: &names, language };
    report::print(report::say(language, "alert-title", &[("id", &stream.to_string())]));
    let sections = [told.rule(), told.seen()].into_iter().chain(told.about(&subject));
    for section in sections.chain([told.law(), told.handling(), told.life(&facts)?]) {
        report::section(&section, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// An alert folded from its facts as the city office may see them.
///
/// # Errors
/// There is no such alert, or the database is away.
pub async fn state_of(
    platform: &Platform,
    stream: Uuid,
    language: Language,
) -> Result<(AlertState, Vec<Fact>), Failure> {
    let facts = platform.show(&acting::city_office(platform), stream).await?;
    let known = |kind: i16| AlertFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(report::say(language, "cli-id-unknown", &[("id", &stream.to_string())]).into());
    }
    let mut state = AlertState::default();
    for fact in &facts {
        state.fold(fact)?;
    }
    Ok((state, facts))
}
