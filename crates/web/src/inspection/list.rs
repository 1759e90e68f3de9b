//! The list of inspections, and the same as a sheet.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::{city_date, start_of};
use decree::authority::{Action, may};
use decree::base::Base;
use decree::inspection::Outcome;
use decree::when::When;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::Found;
use serde::Deserialize;
use store::{Cells, Cursor, List};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::columns::Columns;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, Pager, Sheet};
use crate::parts::{Choice, Page};
use crate::words::W;

use super::field;

/// Conditions of the list, as they stand in its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    number: String,
    target: String,
    from: String,
    until: String,
    result: String,
    late: String,
    agency: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 7] {
        [
            ("number", &self.number),
            ("target", &self.target),
            ("from", &self.from),
            ("until", &self.until),
            ("result", &self.result),
            ("late", &self.late),
            ("agency", &self.agency),
        ]
    }

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Inspections;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    fn fits(&self, row: &Cells<'_>) -> bool {
        let day = city_date(row.time("occurred_at"));
        let result = || Outcome::from_number(row.code("result")).map_or("", Outcome::code);
        row.text("own_number").contains(self.number.trim())
            && row.text("target").contains(self.target.trim())
            && Self::day(&self.from).is_none_or(|from| from <= day)
            && Self::day(&self.until).is_none_or(|until| day <= until)
            && (self.result.is_empty() || self.result == result())
            && (self.late.is_empty() || row.yes("late"))
    }

    /// Where to begin: days after the last one asked for are not looked through at all.
    fn start(&self) -> Cursor {
        let after = list::cursor(&self.after);
        let behind = Self::day(&self.until).and_then(|until| until.tomorrow().ok()).map(start_of);
        match behind {
            Some(at) if at < after.at => Cursor { at, stream: Uuid::max() },
            _ => after,
        }
    }

    /// Nothing is older than the first day asked for: a search that came there is at its end.
    fn ended(&self, mut found: Found) -> Found {
        let first = Self::day(&self.from).map(start_of);
        if found.next.is_some_and(|next| first.is_some_and(|first| next.at < first)) {
            (found.next, found.broken_off) = (None, None);
        }
        found
    }
}

struct Row {
    inspection: String,
    number: String,
    target: String,
    finished: String,
    recorded: String,
    result: String,
    late: bool,
    breaches: i32,
    hints: i32,
    agency: String,
    withdrawn: bool,
}

impl Row {
    fn of(w: W, base: &Base, today: Date, row: &Cells<'_>) -> Self {
        let agency = base.agency(row.int("agency"), today, Timestamp::MAX);
        let result = Outcome::from_number(row.code("result")).map_or("", Outcome::code);
        let at = row.time("occurred_at");
        // Where only the day is known, the row holds its beginning.
        let finished = if start_of(city_date(at)) == at { When::Day(city_date(at)) } else { When::At(at) };
        let target = row.text("target");
        Self {
            inspection: row.uuid("stream").to_string(),
            number: row.text("own_number").to_owned(),
            target: if target.is_empty() { w.say("web-inspection-person") } else { target.to_owned() },
            finished: telling::plain(w.0, &telling::when(finished)),
            recorded: w.moment(row.time("recorded_at")),
            result: field::said(w, "result", result),
            late: row.yes("late"),
            breaches: row.int("breaches"),
            hints: row.int("hints"),
            agency: agency.map(|a| a.name.clone()).unwrap_or_default(),
            withdrawn: row.int("state") != 0,
        }
    }

    fn cells(self, w: W) -> [String; 10] {
        let if_so = |so: bool, id: &str| if so { w.say(id) } else { String::new() };
        [
            self.number,
            self.target,
            self.finished,
            self.result,
            self.breaches.to_string(),
            self.hints.to_string(),
            self.recorded,
            if_so(self.late, "web-inspection-late"),
            if_so(self.withdrawn, "web-inspection-withdrawn"),
            self.agency,
        ]
    }
}

#[derive(Template)]
#[template(path = "inspections.html")]
struct Board {
    w: W,
    page: Page,
    columns: Columns,
    asked: Asked,
    results: Vec<Choice>,
    agencies: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    in_use: String,
    export: String,
    may_collect: bool,
}

impl Board {
    fn called(&self, name: &str) -> String {
        field::called(self.w, name)
    }
}

/// `GET /inspections`.
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
    let conditions = asked.conditions();
    html(&Board {
        w,
        columns: Columns::of(&reader, &who, "inspections"),
        page: reader.staff(&app, &who, w.say("web-menu-inspections"), &[]),
        results: field::among(w, "result", &asked.result),
        agencies: list::agencies(&base, &who, asked.agency_key().unwrap_or(0)),
        rows: found.shown.cells().map(|row| Row::of(w, &base, today, &row)).collect(),
        pager: Pager::of(w, &found, "/inspections", &conditions, &asked.after),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/inspections.xlsx", &conditions),
        may_collect: may(who.actor().role, Action::Collect),
        asked,
    })
}

/// The columns of the sheet, as those of the list.
fn columns(w: W) -> [String; 10] {
    [
        field::called(w, "own_number"),
        field::called(w, "target_name"),
        field::called(w, "finished_at"),
        field::called(w, "result"),
        w.say("web-inspection-breaches"),
        w.say("web-inspection-hints"),
        w.say("web-recorded"),
        w.say("web-inspection-late"),
        w.say("web-inspection-withdrawn"),
        w.say("web-column-agency"),
    ]
}

/// `GET /inspections.xlsx`: everything that the list shows, page after page.
///
/// # Errors
/// The database is away, or the sheet cannot be written.
pub async fn export(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let columns = columns(w);
    let query = list::address("/inspections", &asked.conditions());
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-inspections"), &query, &columns)?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for cells in shown.cells() {
            sheet.push(&Row::of(w, &base, today, &cells).cells(w))?;
        }
    }
    Ok(sheet.finish(w, "inspections", all.whole())?)
}
