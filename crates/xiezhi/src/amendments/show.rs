//! One application: old and new values, reason, and its life so far.

use std::process::ExitCode;

use decree::amendment::AmendmentFact;
use decree::case::CaseParty;
use decree::inspection::SEPARATOR;
use exchange::{Arg, Language};
use platform::Platform;
use store::List;

use super::state_of;
use crate::cli::Failure;
use crate::listing::find;
use crate::report::{self, moment, read_moment, when, word};

/// `xiezhi amendments show`.
///
/// # Errors
/// There is no such application, or the database is away.
pub async fn show(platform: &Platform, id: &str, language: Language) -> Result<ExitCode, Failure> {
    let stream = find(platform, List::Amendments, id, language).await?;
    let (state, facts) = state_of(platform, stream, language).await?;
    let base = platform.base();
    let print = |id: &str, args: &[(&str, Arg)]| report::print(report::tell(language, id, args));
    let line = |name: &str, value: Arg| {
        print("amendment-line", &[("name", word("amendment", name)), ("value", value)])
    };
    let agency = base.agencies().into_iter().find(|a| a.key == state.place.agency);
    print("amendment-title", &[("id", Arg::text(stream.to_string()))]);
    line("agency", Arg::text(agency.map(|a| a.name.as_str()).unwrap_or_default()));
    line("subject", Arg::text(state.draft.subject.to_string()));
    line("office", Arg::text(base.office(state.draft.office).map(|o| o.name.as_str()).unwrap_or_default()));
    line("status", word("amendment-status", state.status.code()));
    if !state.number.is_empty() {
        line("number", Arg::text(state.number.as_str()));
    }
    if !state.draft.reason.is_empty() {
        line("reason", Arg::text(state.draft.reason.as_str()));
    }
    line("wanted", word("amendment", if state.draft.withdrawal { "withdraws" } else { "changes" }));
    for change in &state.draft.changes {
        // A personal value is known to the application by its digest only.
        let (old, new) = if change.field == "person" {
            (word("amendment", "hidden"), word("amendment", "hidden"))
        } else {
            (value(&change.field, &change.old), value(&change.field, &change.new))
        };
        print("amendment-change", &[("field", word("field", &change.field)), ("old", old), ("new", new)]);
    }
    for change in &state.parties {
        let n = change.party.to_string();
        let number = if change.party == 0 { word("amendment", "party-new") } else { Arg::text(n) };
        let (old, new) = (party(change.old.as_ref(), "empty"), party(change.new.as_ref(), "party-none"));
        print("amendment-party", &[("n", number), ("old", old), ("new", new)]);
        let held = |p: &Option<CaseParty>| p.as_ref().and_then(|p| p.person);
        if change.new.is_some() && held(&change.old) != held(&change.new) {
            let hidden = word("amendment", "hidden");
            print("amendment-party-personal", &[("n", hidden)]);
        }
    }
    report::print("");
    for fact in &facts {
        let (what, words) = match AmendmentFact::read(fact)? {
            AmendmentFact::Drafted { .. } | AmendmentFact::PartiesDrafted { .. } => ("draft", String::new()),
            AmendmentFact::Signed { internal } => ("signed", internal.reason),
            AmendmentFact::Agreed { internal } => ("agreed", internal.words),
            AmendmentFact::Returned { internal } => ("returned", internal.words),
            AmendmentFact::Refused { internal } => ("refused", internal.words),
            AmendmentFact::Dropped { internal } => ("dropped", internal.words),
        };
        let (at, what) = (moment(fact.envelope.recorded_at), word("amendment-status", what));
        let id = if words.is_empty() { "amendment-life" } else { "amendment-life-words" };
        print(id, &[("at", at), ("what", what), ("words", Arg::text(words))]);
    }
    Ok(ExitCode::SUCCESS)
}

/// A party for people: a natural person's name lies in the vault.
fn party(party: Option<&CaseParty>, none: &str) -> Arg {
    match party {
        None => word("amendment", none),
        Some(party) if party.name.is_empty() => word("amendment", "hidden"),
        Some(party) => Arg::text(format!("{} {}", party.name, party.code).trim_end()),
    }
}

/// A field's value for people.
fn value(field: &str, text: &str) -> Arg {
    if text.is_empty() {
        return word("amendment", "empty");
    }
    let spec = exchange::INSPECTION_FIELDS.iter().find(|f| f.name == field);
    match spec.map(|f| f.kind) {
        Some(exchange::FieldKind::Time) => read_moment(text).map_or_else(|| Arg::text(text), when),
        Some(exchange::FieldKind::Choice { choices }) if choices.contains(&text) => {
            word("choice", &format!("{field}-{text}"))
        }
        _ => Arg::texts(text.split(SEPARATOR)),
    }
}
