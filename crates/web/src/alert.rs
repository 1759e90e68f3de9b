//! Alerts (Arts 25 to 27): the board, one alert with all that it rests on, and what may be done about it.

mod chosen;

pub use chosen::assign_chosen;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use calendar::city_date;
use decree::alert::{
    AlertFact, AlertOutcome, AlertState, AlertStatus, AlertWish, AnswerBody, OfficeAct, OfficeActBody, Remark,
};
use decree::authority::{Action, may};
use decree::base::Base;
use decree::fact::Fact;
use jiff::civil::Date;
use platform::{Command, Wish};
use serde::Deserialize;
use store::{Cells, List};
use telling::alert::{Told, able};
use telling::{Names, Section};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::columns::Columns;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, Pager, Sheet};
use crate::parts::{Choice, EventAlert, FieldError, Page};
use crate::record;
use crate::words::W;

/// Conditions of the list, as they stand in its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    level: String,
    state: String,
    point: String,
    agency: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 4] {
        [("level", &self.level), ("state", &self.state), ("point", &self.point), ("agency", &self.agency)]
    }

    /// Conditions that say something, and the place in the list: what a form on the board comes back to.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("level", &self.level),
            ("state", &self.state),
            ("point", &self.point),
            ("agency", &self.agency),
            ("after", &self.after),
        ];
        all.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n, v.clone())).collect()
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Alerts;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    /// Open ones, if nothing else is asked for.
    fn fits(&self, row: &Cells<'_>) -> bool {
        let closed = row.code("state") == AlertStatus::Closed.number();
        let state = match self.state.as_str() {
            "all" => true,
            "closed" => closed,
            "red" => row.code("state") == AlertStatus::Standing.number(),
            _ => !closed,
        };
        let level = self.level.is_empty() || self.level == row.code("level").to_string();
        let point = self.point.is_empty() || self.point == row.int("point").to_string();
        state && level && point
    }
}

/// A row of the list.
struct Row {
    /// What stands in its box: which alert, and since when it is as it is shown; nothing where it cannot be given to anybody.
    mark: String,
    id: String,
    level: u8,
    point: String,
    agency: String,
    kind: &'static str,
    status: String,
    left_kind: &'static str,
    left: String,
    until: String,
    raised: String,
}

impl Row {
    /// Until when it must be handled is one clock, the law's own last day, which the row has too, another.
    fn of(w: W, base: &Base, today: Date, row: &Cells<'_>) -> Self {
        let status = AlertStatus::from_number(row.code("state")).unwrap_or(AlertStatus::Open);
        let due = row.date("handle_by");
        let (left_kind, left) = remaining(w, base, today, status, due);
        let agency = base.agency(row.int("agency"), today, jiff::Timestamp::MAX);
        let first = row.code("level") == 1 && status != AlertStatus::Closed;
        let mark = chosen::mark(row.uuid("stream"), row.time("changed_at"));
        Self {
            mark: if first { mark } else { String::new() },
            id: row.uuid("stream").to_string(),
            level: u8::try_from(row.code("level")).unwrap_or(1),
            point: w.word("point", base.point_code(row.int("point"))),
            agency: agency.map(|a| a.name.clone()).unwrap_or_default(),
            kind: status_kind(status),
            status: w.word("alert-status", status.code()),
            left_kind,
            left,
            until: w.some_day(due),
            raised: w.moment(row.time("raised_at")),
        }
    }
}

/// The time that is left for handling, in working days: its mark and words.
pub fn remaining(
    w: W,
    base: &Base,
    today: Date,
    status: AlertStatus,
    due: Option<Date>,
) -> (&'static str, String) {
    if status == AlertStatus::Closed {
        return ("done", w.word("alert-status", status.code()));
    }
    match (status, due) {
        // The last level was not handled in time: no clock runs, and it stands in the reports until it is.
        (AlertStatus::Standing, _) => ("over", w.say("web-alerts-standing")),
        (_, None) => ("paused", w.say("web-no-clock")),
        (_, Some(due)) => left(w, base, today, due),
    }
}

/// What is left until a day, in working days, today not counted.
pub fn left(w: W, base: &Base, today: Date, due: Date) -> (&'static str, String) {
    let calendar = base.calendar();
    if due < today {
        let late = (today.duration_until(due).as_hours() / 24).abs();
        return ("over", w.count("web-days-late", late));
    }
    if due == today {
        return ("today", w.say("web-due-today"));
    }
    let days = (calendar.ordinal(due) - calendar.ordinal(today)).max(0);
    (if days <= decree::deadline::soon() { "soon" } else { "plenty" }, w.count("web-days-left", days))
}

/// The kind of mark for where an alert stands.
pub const fn status_kind(status: AlertStatus) -> &'static str {
    match status {
        AlertStatus::Closed => "closed",
        AlertStatus::Standing => "bad",
        AlertStatus::Answered => "waiting",
        _ => "active",
    }
}

/// An alert beside the record that it is about, of a row that the reader may see.
pub fn beside(w: W, base: &Base, row: &Cells<'_>) -> EventAlert {
    let status = AlertStatus::from_number(row.code("state")).unwrap_or(AlertStatus::Open);
    EventAlert {
        level: u8::try_from(row.code("level")).unwrap_or(1),
        title: w.word("point", base.point_code(row.int("point"))),
        href: format!("/alerts/{}", row.uuid("stream")),
        kind: status_kind(status),
        words: w.word("alert-status", status.code()),
    }
}

#[derive(Template)]
#[template(path = "alerts.html")]
struct Board {
    w: W,
    page: Page,
    columns: Columns,
    rows: Vec<Row>,
    pager: Pager,
    levels: Vec<Choice>,
    states: Vec<Choice>,
    points: Vec<Choice>,
    agencies: Vec<Choice>,
    in_use: String,
    export: String,
    /// To whom the chosen ones can be given; nobody where the reader gives none.
    to: Vec<Choice>,
    /// What became of those that were chosen.
    results: Vec<chosen::Given>,
    wrong: String,
    kept: Vec<(&'static str, String)>,
}

/// `GET /alerts`.
///
/// # Errors
/// The database is away.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    board(&app, &reader, &who, asked, chosen::Outcome::default()).await
}

/// The board, with what became of alerts that were chosen on it.
async fn board(
    app: &App,
    reader: &Reader,
    who: &Staff,
    asked: Asked,
    outcome: chosen::Outcome,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let found = list::page(app, who, &asked).await?;
    let rows = found.shown.cells().map(|row| Row::of(w, &base, today, &row)).collect();
    let choice = |value: &str, title: String, chosen: &str| Choice {
        value: value.to_owned(),
        title,
        on: value == chosen,
    };
    let levels = ["1", "2", "3"].map(|n| choice(n, w.say(&format!("web-level-{n}")), &asked.level));
    let states =
        ["open", "red", "closed", "all"].map(|s| choice(s, w.say(&format!("web-alerts-{s}")), &asked.state));
    let mut points: Vec<Choice> = base
        .points_of(decree::point::Condition::ALL)
        .into_iter()
        .map(|key| choice(&key.to_string(), w.word("point", base.point_code(key)), &asked.point))
        .collect();
    points.sort_by(|a, b| a.title.cmp(&b.title));
    let mut page = reader.staff(app, who, w.say("web-menu-alerts"), &[]);
    // Behind a form, too, one goes on from the list.
    let after = [("after", asked.after.as_str())];
    page.path = list::address("/alerts", &[&asked.conditions()[..], &after[..]].concat());
    html(&Board {
        w,
        columns: Columns::of(reader, who, "alerts"),
        page,
        rows,
        pager: Pager::of(w, &found, "/alerts", &asked.conditions(), &asked.after),
        levels: levels.into(),
        states: states.into(),
        points,
        agencies: list::agencies(&base, who, asked.agency_key().unwrap_or(0)),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/alerts.xlsx", &asked.conditions()),
        to: chosen::handlers(app, w, who, today, &outcome.to).await?,
        results: outcome.results,
        wrong: outcome.wrong,
        kept: asked.kept(),
    })
}

/// `GET /alerts.xlsx`: everything that the list shows.
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
    let columns = ["id", "raised_at", "level", "point", "agency", "status", "due"]
        .map(|c| w.say(&format!("web-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-alerts"), &reader.here, &columns)?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for cells in shown.cells() {
            let row = Row::of(w, &base, today, &cells);
            let level = w.say(&format!("web-level-{}", row.level));
            sheet.push(&[row.id, row.raised, level, row.point, row.agency, row.status, row.until])?;
        }
    }
    Ok(sheet.finish(w, "alerts", all.whole())?)
}

/// What may be done about an alert by who looks at it.
#[derive(Default)]
struct Doable {
    assign: Vec<Choice>,
    answer: bool,
    confirm: bool,
    office: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "alert.html")]
struct Shown {
    w: W,
    page: Page,
    alert: Uuid,
    level: u8,
    kind: &'static str,
    status: String,
    left_kind: &'static str,
    left: String,
    until: String,
    record: String,
    point: String,
    sections: Vec<(String, Section)>,
    may: Doable,
    typed: Typed,
    errors: Vec<FieldError>,
    outcomes: Vec<Choice>,
    version: usize,
}

impl Shown {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// What was typed into one of the forms about an alert.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    words: String,
    outcome: String,
    to: String,
    act: String,
    until: String,
    /// How many facts the alert had when the form was shown: somebody else may have been faster.
    version: usize,
}

/// An alert as the reader may see it, with its facts; what one may not see does not exist.
async fn loaded(app: &App, who: &Staff, id: Uuid) -> Result<(AlertState, Vec<Fact>), PageError> {
    let facts = app.platform.show(who.actor(), id).await?;
    let known = |kind: i16| AlertFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(PageError::NotFound);
    }
    let mut state = AlertState::default();
    for fact in &facts {
        state.fold(fact)?;
    }
    Ok((state, facts))
}

/// `GET /alerts/{id}`.
///
/// # Errors
/// There is no such alert for this reader, or the database is away.
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
    let (state, facts) = loaded(app, who, id).await?;
    let base = app.platform.base();
    let subject = record::shown(app, who, state.raised.subject_kind, state.raised.subject).await?;
    let people = telling::alert::people(&base, &state, &facts, app.platform.now())?;
    let names = Names::new(app.platform.names(&people).await?);
    let told = Told { base: &base, now: app.platform.now(), state: &state, names: &names, language: w.0 };
    let code = base.point_code(state.raised.finding.point);
    let mut sections = vec![("rule", told.rule()), ("seen", told.seen())];
    sections.extend(subject.as_ref().and_then(|thing| told.about(thing)).map(|s| ("about", s)));
    sections.extend([("law", told.law()), ("handling", told.handling()), ("life", told.life(&facts)?)]);
    let due = state.clock(&base.calendar()).map(|due| due.last_day(&base.calendar()));
    let today = city_date(app.platform.now());
    let (left_kind, left) = remaining(w, &base, today, state.status, due);
    let record = if subject.is_some() {
        record::address(state.raised.subject_kind, state.raised.subject)
    } else {
        String::new()
    };
    let outcome = |outcome: AlertOutcome| Choice {
        value: outcome.code().to_owned(),
        title: w.word("alert-outcome", outcome.code()),
        on: typed.outcome == outcome.code(),
    };
    html(&Shown {
        w,
        page: reader.staff(app, who, w.word("point", code), &[("web-menu-alerts", "/alerts")]),
        alert: id,
        level: u8::try_from(state.level).unwrap_or(1),
        kind: status_kind(state.status),
        status: w.word("alert-status", state.status.code()),
        left_kind,
        left,
        until: w.some_day(due),
        record,
        point: code.to_owned(),
        sections: sections.into_iter().map(|(id, section)| (id.to_owned(), section)).collect(),
        may: doable(w, &base, &state, who, today, &names),
        outcomes: [AlertOutcome::Corrected, AlertOutcome::Explained].map(outcome).into(),
        typed,
        errors,
        version: facts.len(),
    })
}

/// What the reader may do now: by role and place as the door asks, and by where the alert stands.
fn doable(w: W, base: &Base, state: &AlertState, who: &Staff, today: Date, names: &Names) -> Doable {
    let actor = who.actor();
    let open = state.status != AlertStatus::Closed;
    let barred = state.raised.barred.contains(&actor.person);
    let own = state.office == 0 || state.office == actor.office || actor.agency == state.place.agency;
    let first = open && state.level == 1 && own && !barred;
    let mut doable = Doable::default();
    if first && may(actor.role, Action::AssignAlert) {
        let people = able(base, Action::AnswerAlert, 0, state.place.agency, today);
        doable.assign = people
            .into_iter()
            .filter(|(person, _)| !state.raised.barred.contains(person))
            .map(|(person, role)| Choice {
                value: person.to_string(),
                title: format!("{} {}", w.word("role", role.code()), names.of(person)),
                on: false,
            })
            .collect();
    }
    doable.answer = first && may(actor.role, Action::AnswerAlert) && state.status != AlertStatus::Answered;
    doable.confirm = first && may(actor.role, Action::ConfirmAlert) && state.status == AlertStatus::Answered;
    if open && state.level > 1 && state.office == actor.office && may(actor.role, Action::ActOnAlert) {
        doable.office = OfficeAct::ALL
            .iter()
            .map(|act| Choice {
                value: act.code().to_owned(),
                title: w.word("alert-act", act.code()),
                on: false,
            })
            .collect();
    }
    doable
}

/// `POST /alerts/{id}/assign`.
///
/// # Errors
/// As [`page`].
pub async fn assign(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let wish = typed.to.parse().map(AlertWish::Assign).map_err(|_| "to");
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /alerts/{id}/answer`.
///
/// # Errors
/// As [`page`].
pub async fn answer(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let outcome = typed.outcome.parse::<AlertOutcome>().map_err(|_| "outcome");
    let wish = outcome
        .map(|outcome| AlertWish::Answer(AnswerBody { outcome, words: typed.words.trim().to_owned() }));
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /alerts/{id}/confirm`.
///
/// # Errors
/// As [`page`].
pub async fn confirm(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let wish = AlertWish::Confirm(Remark { words: typed.words.trim().to_owned() });
    done(&app, &reader, &who, id, typed, Ok(wish)).await
}

/// `POST /alerts/{id}/send-back`.
///
/// # Errors
/// As [`page`].
pub async fn send_back(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let wish = AlertWish::SendBack(Remark { words: typed.words.trim().to_owned() });
    done(&app, &reader, &who, id, typed, Ok(wish)).await
}

/// `POST /alerts/{id}/act`.
///
/// # Errors
/// As [`page`].
pub async fn act(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let until = match typed.until.as_str() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| "until"),
    };
    let wish = typed.act.parse::<OfficeAct>().map_err(|_| "act").and_then(|act| {
        Ok(AlertWish::Office(OfficeActBody { act, until: until?, words: typed.words.trim().to_owned() }))
    });
    done(&app, &reader, &who, id, typed, wish).await
}

/// Submits what was wished. What was typed is shown again with what is wrong with it; if somebody was faster, with what is
/// new.
async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    wish: Result<AlertWish, &'static str>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (_, facts) = loaded(app, who, id).await?;
    let wrong = |name: &str, words: String| vec![form::wrong(name, words)];
    if typed.version != 0 && typed.version != facts.len() {
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
    let cause = form::cause("alert form", id, who, facts.len(), &[]);
    let command = Command::Alert { stream: id, wish };
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) => Ok(Redirect::to(&format!("/alerts/{id}")).into_response()),
        Err(refusal) => {
            let errors = form::errors(w, &refusal);
            shown(app, reader, who, id, typed, errors).await
        }
    }
}
