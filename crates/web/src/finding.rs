//! What the points said without raising an alert (Art. 26): hints, incomplete records, and what cannot be judged.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use decree::base::Base;
use decree::fact::ThingKind;
use decree::judge::Answer;
use serde::Deserialize;
use store::{Cells, List, Shown};

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, Pager, Sheet};
use crate::parts::{Choice, Page};
use crate::record;
use crate::words::W;

/// The answers that stand in the list: a breach is an alert.
const ANSWERS: [Answer; 3] = [Answer::Hint, Answer::Incomplete, Answer::CannotJudge];

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    answer: String,
    point: String,
    agency: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 3] {
        [("answer", &self.answer), ("point", &self.point), ("agency", &self.agency)]
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Findings;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    fn fits(&self, row: &Cells<'_>) -> bool {
        let answer = Answer::from_number(row.code("answer")).map_or("", Answer::code);
        (self.answer.is_empty() || self.answer == answer)
            && (self.point.is_empty() || self.point == row.int("point").to_string())
    }
}

struct Row {
    number: String,
    href: String,
    point: String,
    point_href: String,
    kind: &'static str,
    answer: String,
    agency: String,
    occurred: String,
}

/// The rows of a page, each with the number of its record: one look, recorded once.
fn rows(w: W, base: &Base, shown: &Shown) -> Vec<Row> {
    let row = |cells: Cells<'_>| {
        let stream = cells.uuid("stream");
        let (of_case, of_inspection) = (cells.text("case_number"), cells.text("inspection_number"));
        let (kind, number) = if of_case.is_empty() {
            (ThingKind::Inspection, of_inspection)
        } else {
            (ThingKind::Case, of_case)
        };
        let answer = Answer::from_number(cells.code("answer"));
        let code = base.point_code(cells.int("point"));
        Row {
            number: number.to_owned(),
            href: record::address(kind, stream),
            point: w.word("point", code),
            point_href: format!("/points/{code}"),
            kind: if answer == Some(Answer::Hint) { "waiting" } else { "plain" },
            answer: w.word("answer", answer.map_or("", Answer::code)),
            agency: record::agency_name(base, cells.int("agency")),
            occurred: w.moment(cells.time("occurred_at")),
        }
    };
    shown.cells().map(row).collect()
}

#[derive(Template)]
#[template(path = "findings.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    answers: Vec<Choice>,
    points: Vec<Choice>,
    agencies: Vec<Choice>,
    in_use: String,
    export: String,
}

/// `GET /findings`.
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
    let found = list::page(&app, &who, &asked).await?;
    let choice = |value: String, title: String, chosen: &str| Choice { on: value == chosen, value, title };
    let answers = ANSWERS.map(|a| choice(a.code().to_owned(), w.word("answer", a.code()), &asked.answer));
    let point = |key: i32| choice(key.to_string(), w.word("point", base.point_code(key)), &asked.point);
    let mut points: Vec<Choice> = base.points().map(|(key, _)| point(key)).collect();
    points.sort_by(|a, b| a.title.cmp(&b.title));
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-findings"), &[]),
        rows: rows(w, &base, &found.shown),
        pager: Pager::of(w, &found, "/findings", &asked.conditions(), &asked.after),
        answers: answers.into(),
        points,
        agencies: list::agencies(&base, &who, asked.agency_key().unwrap_or(0)),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/findings.xlsx", &asked.conditions()),
    })
}

/// `GET /findings.xlsx`: everything that the list shows.
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
    let columns =
        ["record", "point", "answer", "agency", "occurred"].map(|c| w.say(&format!("web-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-findings"), &reader.here, &columns)?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for row in rows(w, &base, &shown) {
            sheet.push(&[row.number, row.point, row.answer, row.agency, row.occurred])?;
        }
    }
    Ok(sheet.finish(w, "findings", all.whole())?)
}
