//! 公示 for staff (Art. 20; rulings 10): the list of what must be checked before it is published and of what became of it, and
//! which kinds an agency publishes with one click. `page` checks one decision, `text` says what of it is read.

mod page;
mod text;

pub use page::{page, publish, take_down, withhold};
pub use text::{how_long, limit, rows_of};

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use calendar::city_date;
use decree::authority::{Action, may};
use decree::base::Base;
use decree::case::DisclosureStanding;
use decree::disclosure::{PreApproval, Reason, Withdrawn};
use decree::identity::uuid_of;
use decree::procedure::ActKind;
use jiff::civil::Date;
use platform::{Command, Wish};
use serde::Deserialize;
use store::{Cells, Cursor, List, Shown};
use uuid::Uuid;

use crate::access::Staff;
use crate::alert::left;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, PAGE, Pager, Sheet};
use crate::parts::{Choice, Page};
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
    fn of(w: W, base: &Base, today: Date, row: &Cells<'_>) -> Self {
        let standing = DisclosureStanding::from_number(row.code("standing"));
        let waits = standing == Some(DisclosureStanding::ToCheck);
        let (left_kind, left, until) = match row.date("due_on").filter(|_| waits) {
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
            standing: reason.map_or_else(|| words.clone(), |reason| format!("{words} · {reason}")),
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
    let rows = shown.cells().map(|row| Row::of(w, &base, today, &row)).collect();
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
        for row in shown.cells().map(|row| Row::of(w, &base, today, &row)) {
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

/// The kinds that were ticked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Approved {
    kinds: Vec<String>,
}

/// `POST /disclosures/approve`: which kinds the agency publishes with one click.
///
/// # Errors
/// The role may not say so, or the database is away.
pub async fn approve(
    State(app): State<App>,
    who: Staff,
    Form(typed): Form<Approved>,
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
        Err(refusal) => Err(PageError::Refused(refusal)),
    }
}
