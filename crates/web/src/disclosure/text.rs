//! What of a decision is read before and after it is published: the rule that applies, the text term by term, what to look at
//! twice, and what became of it.

use decree::base::Base;
use decree::case::{CaseState, DisclosedAs, DisclosureStanding, PublishedText, end_of_clock};
use decree::disclosure::AsLongAs;
use exchange::{Arg, Words};
use jiff::civil::Date;
use uuid::Uuid;

use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::parts::Deadline;
use crate::words::W;

/// The rule that applies, and what it says.
pub(super) fn rule(w: W, base: &Base, state: &CaseState, now: jiff::Timestamp) -> Vec<(String, String)> {
    let Some(proposal) = base.proposal(state, now) else {
        return vec![(w.say("web-disclosure-proposes"), w.say("web-disclosure-no-rule"))];
    };
    let (rule, clause) = (proposal.rule, proposal.clause);
    let says = if clause.publish { "web-disclosure-publish" } else { "web-disclosure-not" };
    let mut all = vec![(w.say("web-disclosure-proposes"), w.say(says))];
    all.push((w.say("web-disclosure-basis"), w.word("article", &clause.article)));
    if clause.publish {
        all.push((w.say("web-disclosure-within"), limit(w, rule.within)));
        all.push((w.say("web-disclosure-shown"), how_long(w, clause.shown, clause.as_long_as)));
    }
    let told = match state.publication_told() {
        Some(true) => "web-disclosure-told",
        Some(false) => "web-disclosure-untold",
        None => "web-disclosure-told-unknown",
    };
    all.push((w.say("web-disclosure-party-told"), w.say(told)));
    all
}

/// A limit in words.
pub fn limit(w: W, limit: decree::point::LimitBody) -> String {
    Words::of(w.0).plain(&telling::limit(w.0, limit.into()))
}

/// For how long something is shown, in words.
pub fn how_long(w: W, shown: Option<decree::point::LimitBody>, lasts: Option<AsLongAs>) -> String {
    let shown = shown.map(|s| limit(w, s));
    let lasts = lasts.map(|l| w.word("disclosure-lasts", l.code()));
    match (shown, lasts) {
        (Some(shown), Some(lasts)) => {
            w.tell("web-disclosure-at-least", &[("time", Arg::text(shown)), ("lasts", Arg::text(lasts))])
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => w.say("web-disclosure-for-good"),
    }
}

pub(super) fn clock_of(w: W, base: &Base, state: &CaseState, today: Date) -> Option<Deadline> {
    if state.disclosure() != Some(DisclosureStanding::ToCheck) {
        return None;
    }
    let (_, running) = state.disclosure_clock()?;
    let end = end_of_clock(state, running, &base.calendar());
    let article =
        base.proposal(state, jiff::Timestamp::MAX).map_or("decree17-20", |p| p.rule.article.as_str());
    let title = w.word("clock", &running.code);
    Some(clock::running(w, base, today, title, w.word("article", article), &end))
}

/// What the person who checks should look at twice: minors, marks, natural persons.
pub(super) fn marks(w: W, state: &CaseState) -> Vec<String> {
    let mut all = Vec::new();
    if state.note.ages.iter().any(|(_, age)| *age != decree::case::AgeBand::Adult) {
        all.push(w.say("web-disclosure-mark-minor"));
    }
    if state.standing().any(|(_, p)| p.kind == decree::inspection::TargetKind::Person) {
        all.push(w.say("web-disclosure-mark-person"));
    }
    let papers = decree::case::papers(state);
    let secrets = papers.iter().filter_map(|p| p.paper.secrecy).chain(state.note.secrecy);
    let mut secrets: Vec<&str> = secrets.map(|s| s.code()).filter(|c| *c != "none").collect();
    secrets.sort_unstable();
    secrets.dedup();
    all.extend(
        secrets.into_iter().map(|code| w.with("web-disclosure-mark-secret", "mark", w.word("secrecy", code))),
    );
    all
}

/// What was decided about it, when and by whom.
pub(super) async fn life(app: &App, w: W, state: &CaseState) -> Result<Vec<(String, String)>, PageError> {
    let people: Vec<Uuid> = state.disclosures.iter().map(|d| d.by).collect();
    let names = telling::Names::new(app.platform.names(&people).await?);
    let step = |d: &decree::case::DisclosureStep| {
        let what = match &d.what {
            DisclosedAs::Published(_) => w.say("disclosure-published"),
            DisclosedAs::Withheld(reason) => {
                w.with("web-disclosure-withheld-for", "reason", w.word("disclosure-reason", reason.code()))
            }
            DisclosedAs::TakenDown(why) => {
                w.with("web-disclosure-down-for", "reason", w.word("disclosure-down", why.code()))
            }
        };
        (w.moment(d.at), format!("{what} · {}", names.of(d.by)))
    };
    let mut all: Vec<(String, String)> = state.disclosures.iter().map(step).collect();
    if let (Some(why), Some(DisclosedAs::Published(_))) =
        (state.taken_down(), state.disclosures.last().map(|d| &d.what))
    {
        let said = w.with("web-disclosure-down-for", "reason", w.word("disclosure-down", why.code()));
        all.push((w.say("web-disclosure-by-itself"), said));
    }
    Ok(all)
}

/// A published text, term by term, as everybody reads it.
pub fn rows_of(w: W, base: &Base, text: &PublishedText) -> Vec<(String, String)> {
    let day = text.decided.unwrap_or(Date::ZERO);
    let power = |code: &String| {
        base.power(code, day, jiff::Timestamp::MAX)
            .map_or_else(|| code.clone(), |p| format!("{} · {code}", p.name))
    };
    let party = |p: &decree::case::PublishedParty| {
        let kind = w.word("choice-party_kind", p.kind.code());
        let said = [p.name.as_str(), &p.code, &kind];
        said.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let sanctions: Vec<String> = text.sanctions.iter().map(|s| w.word("sanction", s.code())).collect();
    let fine = text.fine.filter(|f| f.0 > 0);
    [
        ("decision_number", text.decision_number.clone()),
        ("organ", text.organ.clone()),
        ("act_kind", text.act_kind.map(|a| w.word("act", a.code())).unwrap_or_default()),
        ("procedure", text.procedure.map(|p| w.word("procedure", p.code())).unwrap_or_default()),
        ("party_name", text.parties.iter().map(party).collect::<Vec<_>>().join("\n")),
        ("title", text.title.clone()),
        ("violation", text.violation.clone()),
        ("facts", text.facts.clone()),
        ("violated", text.violated.clone()),
        ("basis", text.basis.clone()),
        ("power", text.power.iter().map(power).collect::<Vec<_>>().join(" · ")),
        ("outcome", text.outcome.map(|o| w.word("verdict", o.code())).unwrap_or_default()),
        ("sanctions", sanctions.join(" · ")),
        (
            "fine",
            fine.map(|f| Words::of(w.0).plain(&telling::money(w.0, &f.0.to_string()))).unwrap_or_default(),
        ),
        ("content", text.content.clone()),
        ("valid_until", w.some_day(text.valid_until)),
    ]
    .into_iter()
    .filter(|(_, said)| !said.is_empty())
    .map(|(field, said)| (w.word("field", field), said))
    .chain([
        (w.say("web-disclosure-decided"), w.some_day(text.decided)),
        (
            w.say("web-disclosure-shown-until"),
            text.shown_until.map_or_else(|| w.say("web-disclosure-for-good"), |day| w.day(day)),
        ),
    ])
    .filter(|(_, said)| !said.is_empty())
    .collect()
}
