//! Messages from the public pages, for those who handle them (Arts 32, 33): the list, one message with its life, what is done
//! about it. Who wrote one is asked for by an office alone, with a reason.

mod page;

pub use page::{answer, mark, page, pass_on, sender, take_up};

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::city_date;
use decree::base::Base;
use decree::message::{MessageKind, MessageStatus};
use jiff::civil::Date;
use serde::Deserialize;
use store::{Cells, List};

use crate::access::Staff;
use crate::alert::left;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, Pager, Sheet};
use crate::parts::{Choice, Page};
use crate::record;
use crate::words::W;

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    kind: String,
    agency: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 3] {
        [("state", &self.state), ("kind", &self.kind), ("agency", &self.agency)]
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Messages;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    /// Open ones, if nothing else is asked for.
    fn fits(&self, row: &Cells<'_>) -> bool {
        let answered = row.code("state") == MessageStatus::Answered.number();
        let state = match self.state.as_str() {
            "all" => true,
            "answered" => answered,
            _ => !answered,
        };
        let kind = MessageKind::from_number(row.code("kind")).map_or("", MessageKind::code);
        state && (self.kind.is_empty() || self.kind == kind)
    }
}

/// The kind of mark for where a message stands.
const fn status_kind(status: MessageStatus) -> &'static str {
    match status {
        MessageStatus::Received => "waiting",
        MessageStatus::TakenUp => "active",
        MessageStatus::Answered => "closed",
    }
}

struct Row {
    id: String,
    kind: String,
    about: String,
    with: String,
    mark: &'static str,
    status: String,
    left_kind: &'static str,
    left: String,
    until: String,
    sent: String,
}

impl Row {
    fn of(w: W, base: &Base, today: Date, row: &Cells<'_>) -> Self {
        let status = MessageStatus::from_number(row.code("state")).unwrap_or(MessageStatus::Received);
        let kind = MessageKind::from_number(row.code("kind")).map_or("", MessageKind::code);
        let due = row.date("handle_by");
        let (left_kind, left) = match due {
            _ if status == MessageStatus::Answered => ("done", w.word("message-status", status.code())),
            Some(due) => left(w, base, today, due),
            None => ("paused", w.say("web-no-clock")),
        };
        Self {
            id: row.uuid("stream").to_string(),
            kind: w.word("message-kind", kind),
            about: about(w, base, row.int("about")),
            with: match row.int("office") {
                0 => record::agency_name(base, row.int("agency")),
                office => base.office(office).map(|o| o.name.clone()).unwrap_or_default(),
            },
            mark: status_kind(status),
            status: w.word("message-status", status.code()),
            left_kind,
            left,
            until: w.some_day(due),
            sent: w.moment(row.time("sent_at")),
        }
    }
}

/// The agency that a message is about.
fn about(w: W, base: &Base, agency: i32) -> String {
    if agency == 0 { w.say("web-message-unknown") } else { record::agency_name(base, agency) }
}

#[derive(Template)]
#[template(path = "messages.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    states: Vec<Choice>,
    kinds: Vec<Choice>,
    agencies: Vec<Choice>,
    in_use: String,
    export: String,
}

/// `GET /messages`.
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
    let found = list::page(&app, &who, &asked).await?;
    let choice = |value: &str, title: String, chosen: &str| Choice {
        value: value.to_owned(),
        title,
        on: value == chosen,
    };
    let states = [
        ("open", w.say("web-messages-open")),
        ("answered", w.say("web-messages-answered")),
        ("all", w.say("web-all")),
    ];
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-messages"), &[]),
        rows: found.shown.cells().map(|row| Row::of(w, &base, today, &row)).collect(),
        pager: Pager::of(w, &found, "/messages", &asked.conditions(), &asked.after),
        states: states.into_iter().map(|(s, title)| choice(s, title, &asked.state)).collect(),
        kinds: MessageKind::ALL
            .iter()
            .map(|k| choice(k.code(), w.word("message-kind", k.code()), &asked.kind))
            .collect(),
        agencies: list::agencies(&base, &who, asked.agency_key().unwrap_or(0)),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/messages.xlsx", &asked.conditions()),
    })
}

/// `GET /messages.xlsx`: everything that the list shows.
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
    let columns = ["id", "sent", "message", "about", "with", "status", "due"]
        .map(|c| w.say(&format!("web-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-messages"), &reader.here, &columns)?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for cells in shown.cells() {
            let row = Row::of(w, &base, today, &cells);
            sheet.push(&[row.id, row.sent, row.kind, row.about, row.with, row.status, row.until])?;
        }
    }
    Ok(sheet.finish(w, "messages", all.whole())?)
}
