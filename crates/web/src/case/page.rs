//! One case: what it is about, its timeline, what runs, what was found, its codes and files, and what may be done next.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use calendar::city_date;
use decree::authority::Action;
use decree::base::Base;
use decree::case::{CaseState, CodeState, EventKind, Secrecy, TellingMode, papers};
use decree::fact::{Fact, ThingKind};
use decree::file::shipped;
use decree::judge;
use exchange::{Arg, Words};
use uuid::Uuid;

use super::code::{CodeRow, codes};
use super::found::{Amendment, Found};
use super::timeline::Timeline;
use super::{called, choices, found, loaded, may_in, numbered, party};
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::naming;
use crate::parts::{Choice, Deadline, EventAlert, FieldError, Page, Stage};
use crate::words::W;

/// What was typed into one of the forms about a case.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub party: Vec<String>,
    pub mode: String,
    pub at: String,
    pub at_time: String,
    pub proof: String,
    pub lost: Vec<String>,
    pub ground: String,
    pub document: String,
    pub new_title: String,
    pub secrecy: String,
    pub named: naming::Typed,
}

/// What may be done about a case by who looks at it.
#[derive(Default)]
struct Doable {
    /// Record what happened next, and what the standard expects first.
    collect: bool,
    next: Vec<Choice>,
    /// Tell codes that were not told, and make codes again.
    tell: Vec<Choice>,
    modes: Vec<Choice>,
    reissue: Vec<Choice>,
    /// Add a file: to which document, under which mark.
    documents: Vec<Choice>,
    marks: Vec<Choice>,
}

/// That the case is a major one (Arts 25, 28).
struct Major {
    words: String,
    reviewed: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "case.html")]
struct Shown {
    w: W,
    page: Page,
    case: Uuid,
    lead: String,
    state_kind: &'static str,
    state: String,
    stage: String,
    mark: String,
    details: Vec<(String, String)>,
    links: Vec<(String, String)>,
    /// Where its disclosure stands; empty where nothing is to be disclosed.
    disclosed: String,
    major: Option<Major>,
    stages: Vec<Stage>,
    clocks: Vec<Deadline>,
    named: Vec<naming::Officer>,
    /// Its address.
    to: String,
    findings: Vec<Found>,
    alerts: Vec<EventAlert>,
    /// Levels of the alerts that are not closed, each once.
    levels: Vec<u8>,
    amendments: Vec<Amendment>,
    codes: Vec<CodeRow>,
    life: Vec<(String, String)>,
    may: Doable,
    may_add: bool,
    accept: String,
    limit: String,
    typed: Typed,
    errors: Vec<FieldError>,
    version: usize,
}

impl Shown {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /cases/{id}`.
///
/// # Errors
/// There is no such case for this reader, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    shown(&app, &reader, &who, id, Typed::default(), Vec::new()).await
}

/// The page, with what was typed into one of its forms and what is wrong with it.
pub(super) async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    mut typed: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, facts) = loaded(app, who, id).await?;
    let base = app.platform.base();
    let now = app.platform.now();
    if typed.at.is_empty() {
        typed.at = city_date(now).to_string();
    }
    let (alerts, amendments) = app.platform.about(who.actor(), id).await?;
    let alerts = found::alerts(w, &base, &alerts);
    let timeline = Timeline { w, base: &base, who, id, state: &state, alerts: &alerts };
    let (state_kind, status) = status(&state);
    let last = state.steps.iter().filter_map(|s| s.kind()).map(|k| k.stage()).max();
    let accept: Vec<&str> = shipped().types.iter().map(|t| &*t.media).collect();
    let (fold, may_add) =
        (fold(app, who, id, w, &state, &facts).await?, may_in(who, &state, Action::Supplement));
    let mut levels: Vec<u8> =
        alerts.iter().filter(|a| a.shown.kind != "closed").map(|a| a.shown.level).collect();
    levels.sort_unstable_by(|a, b| b.cmp(a));
    levels.dedup();
    html(&Shown {
        w,
        page: reader.staff(app, who, called(w, &state), &[("web-menu-cases", "/cases")]),
        case: id,
        lead: state.opening().title.clone(),
        state_kind,
        state: w.say(status),
        stage: last.map(|s| w.word("stage", s.code())).unwrap_or_default(),
        mark: state
            .note
            .secrecy
            .filter(|m| *m != Secrecy::Open)
            .map(|m| w.word("secrecy", m.code()))
            .unwrap_or_default(),
        details: details(w, &base, &state),
        links: links(app, w, who, &state).await?,
        disclosed: state.disclosure().map(|s| w.word("disclosure", s.code())).unwrap_or_default(),
        major: major(w, &state),
        stages: timeline.stages(),
        clocks: found::clocks(w, &base, &state, now),
        named: named(app, w, who, &state, &typed, &errors).await?,
        to: format!("/cases/{id}"),
        findings: found::findings(w, &base, &state),
        amendments: found::amendments(app, w, who, &state, &amendments).await?,
        life: found::life(w, &state, &facts)?,
        may: doable(w, &base, who, &state, &typed),
        may_add: may_add && !state.steps.is_empty() && !state.withdrawn,
        accept: accept.join(","),
        limit: w.count("web-case-file-limit", shipped().size.n / 1_000_000),
        codes: fold,
        alerts: alerts.into_iter().map(|a| a.shown).collect(),
        levels,
        typed,
        errors,
        version: facts.len(),
    })
}

/// The page after a form about an officer's name was refused.
///
/// # Errors
/// As [`page`].
pub(crate) async fn with_naming(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    named: naming::Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    shown(app, reader, who, id, Typed { named, ..Typed::default() }, errors).await
}

/// Officers whom the steps name and who said something of it, or may.
async fn named(
    app: &App,
    w: W,
    who: &Staff,
    state: &CaseState,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Vec<naming::Officer>, PageError> {
    let certificates = state.steps.iter().flat_map(|s| &s.note.officers).map(|o| o.certificate.as_str());
    let names = naming::names(app, certificates).await?;
    let base = app.platform.base();
    let around = naming::Around {
        w,
        base: &base,
        who,
        agency: state.agency,
        naming: &state.naming,
        withdrawn: state.withdrawn,
        names: &names,
        typed: &typed.named,
        errors,
    };
    let of_step = |step: &decree::case::StepState| {
        let what = w.word("event", step.kind().map_or("other", |k| k.code()));
        around.officers(&step.named(), &what)
    };
    Ok(state.steps.iter().flat_map(of_step).filter(naming::Officer::is_said).collect())
}

/// The codes of the parties; the clear ones for those who tell them, and only while they are untold.
async fn fold(
    app: &App,
    who: &Staff,
    id: Uuid,
    w: W,
    state: &CaseState,
    facts: &[Fact],
) -> Result<Vec<CodeRow>, PageError> {
    let untold = state.codes.iter().any(CodeState::is_open);
    let clear = if untold && may_in(who, state, Action::Supplement) {
        app.platform.clear_codes(who.actor(), id).await?
    } else {
        Vec::new()
    };
    codes(w, state, facts, &clear)
}

/// Where a case stands: the kind of its mark and the id of its words.
pub(super) fn status(state: &CaseState) -> (&'static str, &'static str) {
    if state.withdrawn {
        ("bad", "web-case-state-withdrawn")
    } else if state.is_closed() {
        ("closed", "web-case-state-closed")
    } else if state.decided().is_some() {
        ("waiting", "web-case-state-decided")
    } else {
        ("active", "web-case-state-open")
    }
}

/// What the case is about, term by term.
pub(super) fn details(w: W, base: &Base, state: &CaseState) -> Vec<(String, String)> {
    let opening = state.opening();
    let mut all = vec![
        (w.word("field", "act_kind"), w.word("act", state.act_kind().code())),
        (w.word("field", "procedure"), w.word("procedure", state.procedure().code())),
    ];
    let mut say = |term: String, text: String| {
        if !text.is_empty() {
            all.push((term, text));
        }
    };
    say(w.word("field-case", "own_number"), opening.own_number.clone());
    let decided = state.decided();
    say(
        w.word("field", "decision_number"),
        decided.map(|d| d.decision.decision_number.clone()).unwrap_or_default(),
    );
    say(w.word("field", "title"), opening.title.clone());
    say(w.word("field", "organ"), opening.organ.clone());
    say(w.word("field", "unit"), opening.unit.clone());
    say(w.word("field", "in_name_of"), opening.in_name_of.clone());
    let day = state.began();
    let power = |code: &String| {
        let name = base.power(code, day, jiff::Timestamp::MAX).map(|p| p.name.as_str()).unwrap_or_default();
        format!("{name} {code}").trim().to_owned()
    };
    say(w.word("field", "power"), opening.power.iter().map(power).collect::<Vec<_>>().join("；"));
    say(w.word("field", "act_from"), w.some_day(opening.act_from));
    say(w.word("field", "act_until"), w.some_day(opening.act_until));
    for (_, one) in state.standing() {
        let kind = w.word("choice-party_kind", one.kind.code());
        let words = [party(w, one), one.code.clone(), kind];
        let words: Vec<String> = words.into_iter().filter(|t| !t.is_empty()).collect();
        say(w.word("field", "party_name"), words.join(" · "));
    }
    say(
        w.word("field", "case_source"),
        state.note.case_source.map(|s| w.word("source", s.code())).unwrap_or_default(),
    );
    say(w.word("field", "fine"), state.fine().map(|f| plain_money(w, f.0)).unwrap_or_default());
    say(w.word("field", "notes"), state.note.notes.clone());
    say(w.say("web-case-recorded"), w.moment(state.recorded_at));
    all
}

fn plain_money(w: W, fen: i64) -> String {
    Words::of(w.0).plain(&telling::money(w.0, &fen.to_string()))
}

/// Where the case comes from: the inspection that its opening names, where the reader may see it.
async fn links(app: &App, w: W, who: &Staff, state: &CaseState) -> Result<Vec<(String, String)>, PageError> {
    let number = &state.opening().inspection_number;
    if number.is_empty() {
        return Ok(Vec::new());
    }
    let found =
        app.platform.records_numbered(who.actor(), ThingKind::Inspection, state.agency, number).await?;
    let words = w.with("web-case-inspection", "number", number);
    if found.is_empty() {
        return Ok(vec![(words, String::new())]);
    }
    Ok(found.into_iter().map(|id| (words.clone(), format!("/inspections/{id}"))).collect())
}

fn major(w: W, state: &CaseState) -> Option<Major> {
    let (day, criteria) = judge::major(state)?;
    let criteria = Arg::List(criteria.iter().map(|c| telling::finding::criterion(c, w.0)).collect());
    let reviewed = judge::reviewed_on(state);
    Some(Major {
        words: w.tell("web-case-major-says", &[("day", Arg::Date(day)), ("criteria", criteria)]),
        reviewed: match reviewed {
            Some(day) => w.tell("web-case-reviewed", &[("day", Arg::Date(day))]),
            None => w.say("web-case-not-reviewed"),
        },
        kind: if reviewed.is_some() { "info" } else { "warning" },
    })
}

/// What the reader may do now.
fn doable(w: W, base: &Base, who: &Staff, state: &CaseState, typed: &Typed) -> Doable {
    let mut doable = Doable::default();
    if state.withdrawn {
        return doable;
    }
    if may_in(who, state, Action::Collect) {
        doable.next = next(w, base, state);
        doable.collect = true;
    }
    if !may_in(who, state, Action::Supplement) {
        return doable;
    }
    let of_party = |n: u32, chosen: &[String]| {
        let on = chosen.contains(&n.to_string());
        Choice { value: n.to_string(), title: numbered(w, state, n), on }
    };
    let untold: Vec<u32> = state.codes.iter().filter(|c| c.is_open()).map(|c| c.issued.party).collect();
    let every: Vec<String> = untold.iter().map(ToString::to_string).collect();
    let chosen = if typed.party.is_empty() { &every } else { &typed.party };
    doable.tell = untold.iter().map(|n| of_party(*n, chosen)).collect();
    let modes: Vec<&str> = TellingMode::ALL.iter().map(|m| m.code()).collect();
    let mode = if typed.mode.is_empty() { TellingMode::Slip.code() } else { &typed.mode };
    doable.modes = choices(w, "telling", &modes, &[mode.to_owned()]);
    let mut coded: Vec<u32> =
        state.codes.iter().map(|c| c.issued.party).filter(|n| !state.gone.contains(n)).collect();
    coded.sort_unstable();
    coded.dedup();
    doable.reissue = coded.into_iter().map(|n| of_party(n, &typed.lost)).collect();
    let open = papers(state).into_iter().filter(|p| p.paper.file.is_none());
    doable.documents = open
        .map(|p| {
            let list = if p.evidence { "e" } else { "d" };
            let value = format!("{}.{list}.{}.{}", p.step.seq, p.position, p.paper.name);
            let step = w.word("event", p.step.kind().map_or("other", |k| k.code()));
            Choice { on: value == typed.document, value, title: format!("{}（{step}）", p.paper.name) }
        })
        .collect();
    let marks: Vec<&str> = Secrecy::ALL
        .iter()
        .filter(|m| !matches!(m, Secrecy::Open | Secrecy::StateSecret))
        .map(|m| m.code())
        .collect();
    doable.marks = choices(w, "secrecy", &marks, std::slice::from_ref(&typed.secrecy));
    doable
}

/// How many events the standard's order suggests next.
const SUGGESTED: usize = 5;

/// What the standard's usual order expects after the last thing that happened.
fn next(w: W, base: &Base, state: &CaseState) -> Vec<Choice> {
    let standard = base.standard_of(state);
    let order: &[EventKind] = standard.map(|s| &s.order[..]).unwrap_or_default();
    let there = |kind: &EventKind| state.of(*kind).next().is_some();
    let from = order.iter().rposition(there).map_or(0, |at| at + 1);
    let after = order.get(from..).unwrap_or_default();
    let choice = |kind: &EventKind| Choice {
        value: kind.code().to_owned(),
        title: w.word("event", kind.code()),
        on: false,
    };
    if state.is_closed() {
        return Vec::new();
    }
    after.iter().take(SUGGESTED).map(choice).collect()
}
