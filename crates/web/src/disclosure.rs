//! 公示 for staff (Art. 20; rulings 10): what must be checked before it is published, the text exactly as everybody will read
//! it, and what became of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use calendar::city_date;
use decree::authority::{Action, may};
use decree::base::Base;
use decree::case::{
    BY_HAND, CaseState, DisclosedAs, DisclosureStanding, DisclosureWish, PublishedText, end_of_clock,
};
use decree::disclosure::{AsLongAs, Check, PreApproval, Reason, Withdrawn};
use decree::identity::uuid_of;
use decree::procedure::ActKind;
use decree::thing::Thing;
use exchange::{Arg, Words};
use jiff::civil::Date;
use platform::{Command, ToDisclose, Wish};
use serde::Deserialize;
use store::{Cells, Cursor, List, Shown};
use uuid::Uuid;

use crate::access::Staff;
use crate::alert::left;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, PAGE, Pager, Sheet};
use crate::parts::{Choice, Deadline, FieldError, Page};
use crate::words::W;

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    standing: String,
    act: String,
    agency: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 3] {
        [("standing", &self.standing), ("act", &self.act), ("agency", &self.agency)]
    }

    /// Whether only what waits is asked for, of every kind: that comes in the order of its urgency.
    fn waiting(&self) -> bool {
        (self.standing.is_empty() || self.standing == DisclosureStanding::ToCheck.code())
            && self.act.is_empty()
            && self.agency.is_empty()
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Disclosures;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    /// What waits, if nothing else is asked for.
    fn fits(&self, row: &Cells<'_>) -> bool {
        let standing = DisclosureStanding::from_number(row.code("standing")).map_or("", |s| s.code());
        let act = ActKind::from_number(row.code("act_kind")).map_or("", ActKind::code);
        let asked =
            if self.standing.is_empty() { DisclosureStanding::ToCheck.code() } else { &self.standing };
        (asked == "all" || asked == standing) && (self.act.is_empty() || self.act == act)
    }
}

/// A row of the list.
struct Row {
    id: String,
    number: String,
    subject: String,
    act: String,
    agency: String,
    kind: &'static str,
    standing: String,
    left_kind: &'static str,
    left: String,
    until: String,
    decided: String,
}

impl Row {
    fn of(w: W, base: &Base, today: Date, row: &Cells<'_>, due: Option<Date>) -> Self {
        let standing = DisclosureStanding::from_number(row.code("standing"));
        let waits = standing == Some(DisclosureStanding::ToCheck);
        let (left_kind, left, until) = match due.filter(|_| waits) {
            Some(due) => {
                let (kind, words) = left(w, base, today, due);
                (kind, words, w.day(due))
            }
            None => ("", String::new(), String::new()),
        };
        let reason = row.code("reason");
        let reason = match standing {
            Some(DisclosureStanding::Withheld) => {
                Reason::from_number(reason).map(|r| w.word("disclosure-reason", r.code()))
            }
            Some(DisclosureStanding::TakenDown) => {
                Withdrawn::from_number(reason).map(|r| w.word("disclosure-down", r.code()))
            }
            _ => None,
        };
        let words = standing.map_or_else(String::new, |s| w.word("disclosure", s.code()));
        let agency = base.agency(row.int("agency"), today, jiff::Timestamp::MAX);
        let act = ActKind::from_number(row.code("act_kind"));
        Self {
            id: row.uuid("stream").to_string(),
            number: row.text("decision_number").to_owned(),
            subject: row.text("title").to_owned(),
            act: act.map_or_else(String::new, |a| w.word("act", a.code())),
            agency: agency.map(|a| a.name.clone()).unwrap_or_default(),
            kind: standing.map_or("plain", kind),
            standing: reason.map_or_else(|| words.clone(), |reason| format!("{words}：{reason}")),
            left_kind,
            left,
            until,
            decided: w.day(city_date(row.time("occurred_at"))),
        }
    }
}

/// The kind of mark for where a disclosure stands.
const fn kind(standing: DisclosureStanding) -> &'static str {
    match standing {
        DisclosureStanding::ToCheck => "waiting",
        DisclosureStanding::Published => "good",
        DisclosureStanding::Withheld | DisclosureStanding::Elsewhere => "plain",
        DisclosureStanding::TakenDown => "closed",
    }
}

#[derive(Template)]
#[template(path = "disclosures.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    standings: Vec<Choice>,
    acts: Vec<Choice>,
    agencies: Vec<Choice>,
    in_use: String,
    export: String,
    /// Which kinds the agency publishes with one click; empty for who does not say so.
    kinds: Vec<Choice>,
}

/// `GET /disclosures`.
///
/// # Errors
/// The database is away.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let actor = who.actor();
    let (shown, pager) = if asked.waiting() && actor.agency != 0 {
        waiting(&app, w, &who, &asked).await?
    } else {
        let found = list::page(&app, &who, &asked).await?;
        let pager = Pager::of(w, &found, "/disclosures", &asked.conditions(), &asked.after);
        (found.shown, pager)
    };
    let rows = rows(&app, w, &base, today, &shown).await?;
    let choice = |value: &str, title: String, chosen: &str| Choice {
        value: value.to_owned(),
        title,
        on: value == chosen,
    };
    let chosen = if asked.standing.is_empty() { "to_check" } else { &asked.standing };
    let standings =
        DisclosureStanding::ALL.iter().map(|s| choice(s.code(), w.word("disclosure", s.code()), chosen));
    let standings = standings.chain([choice("all", w.say("web-all"), chosen)]).collect();
    let acts = ActKind::ALL.iter().map(|a| choice(a.code(), w.word("act", a.code()), &asked.act)).collect();
    let approved = base.pre_approved(actor.agency).map(|a| a.kinds.clone()).unwrap_or_default();
    let kinds = if may(actor.role, Action::PreApprove) && actor.agency != 0 {
        let kind = |a: &ActKind| Choice {
            value: a.code().to_owned(),
            title: w.word("act", a.code()),
            on: approved.contains(a),
        };
        ActKind::ALL.iter().map(kind).collect()
    } else {
        Vec::new()
    };
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-disclosures"), &[]),
        rows,
        pager,
        standings,
        acts,
        agencies: list::agencies(&base, &who, asked.agency_key().unwrap_or(0)),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/disclosures.xlsx", &asked.conditions()),
        kinds,
    })
}

/// What the reader's agency must check, the longest decided first.
async fn waiting(app: &App, w: W, who: &Staff, asked: &Asked) -> Result<(Shown, Pager), PageError> {
    let oldest = Cursor { at: jiff::Timestamp::UNIX_EPOCH, stream: Uuid::nil() };
    let after = if asked.after.is_empty() { oldest } else { list::cursor(&asked.after) };
    let most = i64::try_from(PAGE).unwrap_or(50) + 1;
    let mut shown = app.platform.disclosures_to_check(who.actor(), after, most).await?;
    let more = shown.rows.len() > PAGE;
    shown.rows.truncate(PAGE);
    let last = shown.cells().last().filter(|_| more).map(|row| list::place(List::Disclosures.cursor(&row)));
    let pager = Pager::keyed(w, shown.rows.len(), "/disclosures", &asked.conditions(), &asked.after, last);
    Ok((shown, pager))
}

/// The rows with their last days: one load of the cases that are shown.
async fn rows(app: &App, w: W, base: &Base, today: Date, shown: &Shown) -> Result<Vec<Row>, PageError> {
    let waits = |row: &Cells<'_>| row.code("standing") == DisclosureStanding::ToCheck.number();
    let streams: Vec<Uuid> = shown.cells().filter(waits).map(|row| row.uuid("stream")).collect();
    let cases = app.platform.store().load(&streams).await?;
    let calendar = base.calendar();
    let due = |id: Uuid| {
        let Thing::Case(state) = &cases.get(&id)?.thing else { return None };
        let (_, clock) = state.disclosure_clock()?;
        Some(end_of_clock(state, clock, &calendar).last_day)
    };
    Ok(shown.cells().map(|row| Row::of(w, base, today, &row, due(row.uuid("stream")))).collect())
}

/// `GET /disclosures.xlsx`: everything that the list shows.
///
/// # Errors
/// The database is away.
pub async fn export(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let columns = ["number", "subject", "kind", "agency", "status", "decided", "until"]
        .map(|c| w.say(&format!("web-disclosure-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-disclosures"), &reader.here, &columns)?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for row in rows(&app, w, &base, today, &shown).await? {
            sheet.push(&[
                row.number,
                row.subject,
                row.act,
                row.agency,
                row.standing,
                row.decided,
                row.until,
            ])?;
        }
    }
    Ok(sheet.finish(w, "disclosures", all.whole())?)
}

/// What was typed into one of the forms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    checks: Vec<String>,
    mask: String,
    preview: String,
    reason: String,
    basis: String,
    words: String,
    why: String,
    kinds: Vec<String>,
    /// How many facts the case had when the form was shown.
    version: i32,
}

impl Typed {
    /// Words to be masked besides, one a line.
    fn masked(&self) -> Vec<String> {
        self.mask.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }
}

#[derive(Template)]
#[template(path = "disclosure.html")]
struct Checked {
    w: W,
    page: Page,
    case: Uuid,
    kind: &'static str,
    standing: String,
    rule: Vec<(String, String)>,
    clock: Option<Deadline>,
    text: Vec<(String, String)>,
    marks: Vec<String>,
    address: String,
    life: Vec<(String, String)>,
    may_publish: bool,
    may_withhold: bool,
    may_take_down: bool,
    one_click: bool,
    checks: Vec<Choice>,
    reasons: Vec<Choice>,
    whys: Vec<Choice>,
    typed: Typed,
    errors: Vec<FieldError>,
    version: i32,
}

impl Checked {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /disclosures/{id}`.
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

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let found = app.platform.to_disclose(who.actor(), id, &typed.masked()).await?;
    let Some(ToDisclose { state, version, text, approved }) = found else { return Err(PageError::NotFound) };
    let base = app.platform.base();
    let standing = state.disclosure();
    let own = may(who.actor().role, Action::Publish) && who.actor().agency == state.agency;
    let published = standing == Some(DisclosureStanding::Published);
    let open = own && !published && text.is_some();
    // Who may publish sees what would be published; others what was.
    let text = if published { state.published().cloned() } else { text };
    let number = state.decided().map(|d| d.decision.decision_number.clone()).unwrap_or_default();
    let heading = if number.is_empty() { state.opening().own_number.clone() } else { number };
    let choice = |family: &str, code: &str, on: bool| Choice {
        value: code.to_owned(),
        title: w.word(family, code),
        on,
    };
    let check = |c: &Check| choice("disclosure-check", c.code(), typed.checks.iter().any(|t| t == c.code()));
    html(&Checked {
        w,
        page: reader.staff(
            app,
            who,
            w.with("web-disclosure-title", "number", &heading),
            &[("web-menu-disclosures", "/disclosures")],
        ),
        case: id,
        kind: standing.map_or("plain", kind),
        standing: standing.map_or_else(|| w.say("disclosure-none"), |s| w.word("disclosure", s.code())),
        rule: rule(w, &base, &state, app.platform.now()),
        clock: clock_of(w, &base, &state, city_date(app.platform.now())),
        text: text.as_ref().map(|t| rows_of(w, &base, t)).unwrap_or_default(),
        marks: marks(w, &state),
        address: state.published().map(|t| format!("/decisions/{}", t.address.simple())).unwrap_or_default(),
        life: life(app, w, &state).await?,
        may_publish: open,
        may_withhold: own
            && !published
            && standing.is_some()
            && standing != Some(DisclosureStanding::Withheld),
        may_take_down: own && published,
        one_click: open && approved,
        checks: Check::ALL.iter().map(check).collect(),
        reasons: Reason::ALL
            .iter()
            .map(|r| choice("disclosure-reason", r.code(), typed.reason == r.code()))
            .collect(),
        whys: BY_HAND.iter().map(|y| choice("disclosure-down", y.code(), typed.why == y.code())).collect(),
        typed,
        errors,
        version,
    })
}

/// The rule that applies, and what it says.
fn rule(w: W, base: &Base, state: &CaseState, now: jiff::Timestamp) -> Vec<(String, String)> {
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

fn clock_of(w: W, base: &Base, state: &CaseState, today: Date) -> Option<Deadline> {
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
fn marks(w: W, state: &CaseState) -> Vec<String> {
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
async fn life(app: &App, w: W, state: &CaseState) -> Result<Vec<(String, String)>, PageError> {
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
            .map_or_else(|| code.clone(), |p| format!("{}（{code}）", p.name))
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
        ("power", text.power.iter().map(power).collect::<Vec<_>>().join("；")),
        ("outcome", text.outcome.map(|o| w.word("verdict", o.code())).unwrap_or_default()),
        ("sanctions", sanctions.join("；")),
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

/// `POST /disclosures/{id}/publish`: with `preview`, the text is shown again with further words masked, and nothing is done.
///
/// # Errors
/// As [`page`].
pub async fn publish(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    if !typed.preview.is_empty() {
        return shown(&app, &reader, &who, id, typed, Vec::new()).await;
    }
    let checks = typed.checks.iter().filter_map(|c| c.parse().ok()).collect();
    let wish = DisclosureWish::Publish { checks, mask: typed.masked() };
    done(&app, &reader, &who, id, typed, Ok(wish)).await
}

/// `POST /disclosures/{id}/withhold`.
///
/// # Errors
/// As [`page`].
pub async fn withhold(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (basis, words) = (typed.basis.clone(), typed.words.clone());
    let reason = typed.reason.parse::<Reason>().map_err(|()| "reason");
    let wish = reason.map(|reason| DisclosureWish::Withhold { reason, basis, words });
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /disclosures/{id}/take-down`.
///
/// # Errors
/// As [`page`].
pub async fn take_down(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let words = typed.words.clone();
    let wish =
        typed.why.parse::<Withdrawn>().map_err(|()| "why").map(|why| DisclosureWish::TakeDown { why, words });
    done(&app, &reader, &who, id, typed, wish).await
}

async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    wish: Result<DisclosureWish, &'static str>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let found = app.platform.to_disclose(who.actor(), id, &[]).await?;
    let Some(ToDisclose { version, .. }) = found else { return Err(PageError::NotFound) };
    let wrong =
        |name: &str, words: String| vec![FieldError { name: name.to_owned(), words, remedy: String::new() }];
    if typed.version != 0 && typed.version != version {
        let errors = wrong("", w.say("web-somebody-was-faster"));
        return shown(app, reader, who, id, typed, errors).await;
    }
    let wish = match wish {
        Ok(wish) => wish,
        Err(name) => {
            let errors = wrong(name, w.say("web-choose-one"));
            return shown(app, reader, who, id, typed, errors).await;
        }
    };
    // The same form sent twice is the same wish.
    let cause =
        uuid_of(&[b"disclosure form", id.as_bytes(), who.actor().person.as_bytes(), &version.to_be_bytes()]);
    let command = Command::Disclose { stream: id, wish };
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) => Ok(Redirect::to(&format!("/disclosures/{id}")).into_response()),
        Err(refusal) => {
            let errors = form::errors(w, &refusal);
            shown(app, reader, who, id, typed, errors).await
        }
    }
}

/// `POST /disclosures/approve`: which kinds the agency publishes with one click.
///
/// # Errors
/// The role may not say so, or the database is away.
pub async fn approve(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let actor = who.actor().clone();
    let kinds: Vec<ActKind> =
        ActKind::ALL.iter().copied().filter(|a| typed.kinds.iter().any(|k| k == a.code())).collect();
    let base = app.platform.base();
    let before = base.pre_approved(actor.agency).map(|a| a.kinds.clone()).unwrap_or_default();
    if before == kinds {
        // The same form sent twice says nothing new.
        return Ok(Redirect::to("/disclosures").into_response());
    }
    let now = app.platform.now().as_microsecond().to_be_bytes();
    let cause = uuid_of(&[b"disclosure approval", actor.person.as_bytes(), &now]);
    let command = Command::PreApprove(PreApproval { agency: actor.agency, kinds });
    match app.queue.submit(Wish { actor, cause, at: None, command }).await? {
        Ok(_) => Ok(Redirect::to("/disclosures").into_response()),
        Err(_) => list(State(app), reader, who, Query(Asked::default())).await,
    }
}
