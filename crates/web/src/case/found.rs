//! What stands beside a case: what points said, what runs, its alerts, its amendments, what was done with its record.

use calendar::city_date;
use decree::amendment::{AmendmentFact, AmendmentState};
use decree::base::Base;
use decree::case::{CaseFact, CaseParty, CaseState, PartyChange, PartyNow, end_of_clock, open_clocks};
use decree::fact::Fact;
use decree::judge::{Answer, Finding};
use decree::point::Condition;
use decree::record::SEPARATOR;
use exchange::Arg;
use jiff::Timestamp;
use telling::Line;
use uuid::Uuid;

use super::party;
use super::timeline::About;
use crate::access::Staff;
use crate::alert::beside;
use crate::amendment::kind_of;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::parts::{Deadline, Difference};
use crate::words::W;

/// What a point said (rulings 7).
pub(super) struct Found {
    pub kind: &'static str,
    pub answer: String,
    pub point: String,
    pub explanation: String,
    pub article: String,
    pub seen: Vec<(String, String)>,
}

impl Found {
    pub(super) fn of(w: W, base: &Base, finding: &Finding) -> Self {
        let version = base.point_version(finding.point, finding.version);
        let code = base.point_code(finding.point);
        let seen = telling::finding::seen(finding, w.0).into_iter().filter_map(|line| match line {
            Line::Pair(term, text) => Some((term, text)),
            Line::Text(_) => None,
        });
        Self {
            kind: match finding.answer {
                Answer::Breach => "bad",
                Answer::Incomplete => "waiting",
                _ => "plain",
            },
            answer: w.word("answer", finding.answer.code()),
            point: w.word("point", code),
            explanation: w.say(&format!("point-{code}-explanation")),
            article: w.word("article", version.map(|p| p.article.as_str()).unwrap_or_default()),
            seen: seen.collect(),
        }
    }
}

/// Hints, what is incomplete, what cannot be judged: a breach is an alert.
pub(super) fn findings(w: W, base: &Base, state: &CaseState) -> Vec<Found> {
    state.findings().filter(|f| !f.answer.is_breach()).map(|f| Found::of(w, base, f)).collect()
}

/// The clocks that run, soonest first, each with its days.
pub(super) fn clocks(w: W, base: &Base, state: &CaseState, now: Timestamp) -> Vec<Deadline> {
    let calendar = base.calendar();
    let today = city_date(now);
    let mut open: Vec<_> =
        open_clocks(state).into_iter().map(|(_, c)| (end_of_clock(state, c, &calendar), c)).collect();
    open.sort_by_key(|(end, _)| end.ends_at);
    let basis = |clock: &decree::case::Clock| {
        let rule = base.standard_of(state).and_then(|s| s.clocks.iter().find(|r| r.code == clock.code));
        let code = || base.point(Condition::CodeNotTold, today, now).map(|p| p.article.clone());
        let article = match (rule, clock.condition) {
            (Some(rule), _) => Some(rule.article.clone()),
            (None, Some(Condition::CodeNotTold)) => code(),
            (None, _) => None,
        };
        let limit = exchange::Words::of(w.0).plain(&telling::limit(w.0, clock.limit.into()));
        let article = article.map(|a| w.word("article", &a)).unwrap_or_default();
        w.tell("web-case-basis", &[("article", Arg::text(article)), ("limit", Arg::text(limit))])
    };
    open.into_iter()
        .map(|(end, c)| clock::running(w, base, today, w.word("clock", &c.code), basis(c), &end))
        .collect()
}

/// The alerts about a case that the reader may see.
pub(super) fn alerts(w: W, base: &Base, shown: &store::Shown) -> Vec<About> {
    let about = |row: store::Cells<'_>| About {
        point: row.int("point"),
        raised_at: row.time("raised_at"),
        shown: beside(w, base, &row),
    };
    shown.cells().map(about).collect()
}

/// An application to amend the case, with old and new values side by side (Art. 14).
pub(super) struct Amendment {
    pub href: String,
    pub words: String,
    pub kind: &'static str,
    pub status: String,
    pub rows: Vec<Difference>,
}

/// Applications that are shown side by side; the list of amendments shows the rest.
const SIDE_BY_SIDE: usize = 5;

/// The applications about a case that the reader may see, newest first.
pub(super) async fn amendments(
    app: &App,
    w: W,
    who: &Staff,
    state: &CaseState,
    shown: &store::Shown,
) -> Result<Vec<Amendment>, PageError> {
    let mut all = Vec::new();
    let streams: Vec<Uuid> = shown.cells().map(|row| row.uuid("stream")).collect();
    for stream in streams.into_iter().rev().take(SIDE_BY_SIDE) {
        let facts = app.platform.show(who.actor(), stream).await?;
        let known = |kind: i16| AmendmentFact::KINDS.iter().any(|(k, ..)| *k == kind);
        if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
            continue;
        }
        let mut application = AmendmentState::default();
        for fact in &facts {
            application.fold(fact)?;
        }
        all.push(amendment(w, state, stream, &application));
    }
    Ok(all)
}

fn amendment(w: W, state: &CaseState, stream: Uuid, application: &AmendmentState) -> Amendment {
    let draft = &application.draft;
    let wanted = if draft.withdrawal { "amendment-withdraws" } else { "amendment-changes" };
    let args = [
        ("wanted", Arg::text(w.say(wanted))),
        ("at", telling::moment(application.drafted_at)),
        ("number", Arg::text(if application.number.is_empty() { "none" } else { &application.number })),
    ];
    Amendment {
        href: format!("/amendments/{stream}"),
        words: w.tell("web-case-amendment", &args),
        kind: kind_of(application.status),
        status: w.word("amendment-status", application.status.code()),
        rows: draft
            .changes
            .iter()
            .map(|change| difference(w, state, change))
            .chain(application.parties.iter().map(|change| party_difference(w, change)))
            .collect(),
    }
}

/// A change of one field, named by its step and itself. A personal value is known by its digest only.
fn difference(w: W, state: &CaseState, change: &decree::amendment::Change) -> Difference {
    let (step, name) = change.field.split_once('.').unwrap_or(("1", &change.field));
    let seq = step.parse::<i32>().unwrap_or(1);
    let event = state.steps.iter().find(|s| s.seq == seq).and_then(|s| s.kind());
    let step = event.map_or_else(|| w.say("web-case-opening"), |k| w.word("event", k.code()));
    let field = exchange::Words::of(w.0).plain(&telling::case::field(name));
    let said = |text: &str| {
        if name == "person" {
            return w.say("amendment-hidden");
        }
        if text.is_empty() { w.say("amendment-empty") } else { text.replace(SEPARATOR, "；") }
    };
    Difference {
        field: w.tell("web-case-step-field", &[("step", Arg::text(step)), ("field", Arg::text(field))]),
        old: said(&change.old),
        new: said(&change.new),
        changed: change.old != change.new,
    }
}

/// What was done with the record, fact by fact: when, and what.
pub(super) fn life(w: W, state: &CaseState, facts: &[Fact]) -> Result<Vec<(String, String)>, PageError> {
    let event = |seq: i32| state.steps.iter().find(|s| s.seq == seq).and_then(|s| s.kind());
    let named = |id: &str, seq: i32| {
        let step = event(seq).map_or_else(|| w.say("web-case-opening"), |k| w.word("event", k.code()));
        w.with(id, "step", step)
    };
    let mut lines = Vec::with_capacity(facts.len());
    for fact in facts {
        let what = match CaseFact::read(fact)? {
            CaseFact::Opened { .. } => w.say("web-case-fact-opened"),
            CaseFact::Stepped { .. } => named("web-case-fact-stepped", fact.envelope.seq),
            CaseFact::Supplemented { party } => named("web-case-fact-supplemented", party.step),
            CaseFact::Amended { internal } => named("web-case-fact-amended", internal.step),
            CaseFact::Withdrawn { .. } => w.say("web-case-fact-withdrawn"),
            CaseFact::Alerted { .. } => w.say("web-case-fact-alerted"),
            CaseFact::Published { .. } => w.say("disclosure-published"),
            CaseFact::Withheld { .. } => w.say("disclosure-withheld"),
            CaseFact::TakenDown { .. } => w.say("disclosure-taken_down"),
            CaseFact::NamingSaid { internal } => {
                named(&format!("web-naming-fact-{}", internal.word.code()), internal.step)
            }
            CaseFact::NamingSettled { internal } => named("web-naming-fact-settled", internal.step),
            CaseFact::CodesTold { internal } => w.count("web-case-fact-told", internal.parties.len()),
            CaseFact::CodesReissued { internal } => w.count("web-case-fact-reissued", internal.codes.len()),
            CaseFact::FileAdded { party, internal } => {
                let added = party.added.or(internal.added);
                let title = added.map(|a| a.paper.name).unwrap_or_default();
                w.with("web-case-fact-file", "title", title)
            }
            CaseFact::PartiesAmended { party: changed, .. } => {
                let parties =
                    Arg::List(changed.parties.iter().map(|now| Arg::text(party_now(w, now))).collect());
                w.tell("web-case-fact-parties", &[("parties", parties)])
            }
        };
        lines.push((w.moment(fact.envelope.recorded_at), what));
    }
    Ok(lines)
}

/// A party as a change left it.
fn party_now(w: W, now: &PartyNow) -> String {
    match &now.party {
        Some(one) => format!("{}. {}", now.n, party(w, one)),
        None => w.count("web-case-party-gone", now.n),
    }
}

/// A party that is to be another: old and new side by side. What is personal lies in the vault.
fn party_difference(w: W, change: &PartyChange) -> Difference {
    let said = |one: Option<&CaseParty>, none: &str| match one {
        None => w.say(none),
        Some(one) if one.name.is_empty() => w.say("amendment-hidden"),
        Some(one) => format!("{} {}", one.name, one.code).trim_end().to_owned(),
    };
    Difference {
        field: match change.party {
            0 => w.say("web-case-party-added"),
            n => w.count("web-open-party", n),
        },
        old: said(change.old.as_ref(), "amendment-empty"),
        new: said(change.new.as_ref(), "amendment-party-none"),
        changed: true,
    }
}
