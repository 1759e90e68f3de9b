//! The agencies (Art. 36): which there are, by what right each acts, and who handles its alerts and applications.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::city_date;
use decree::agency::{AdministrativeLevel, Agency, Standing};
use decree::base::Base;
use serde::Deserialize;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{self, PAGE, Pager, Sheet};
use crate::parts::{Choice, Page};
use crate::words::W;

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    level: String,
    standing: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 3] {
        [("q", &self.q), ("level", &self.level), ("standing", &self.standing)]
    }

    fn fits(&self, agency: &Agency) -> bool {
        let q = self.q.trim();
        (q.is_empty() || agency.name.contains(q) || agency.code == q)
            && (self.level.is_empty() || self.level == agency.level.code())
            && (self.standing.is_empty() || self.standing == agency.standing.code())
    }
}

/// An agency in the list.
struct Row {
    name: String,
    code: String,
    level: String,
    standing: String,
    units: String,
    first: String,
    second: String,
    third: String,
    approves: String,
}

impl Row {
    fn of(app: &App, w: W, base: &Base, agency: &Agency) -> Self {
        let now = app.platform.now();
        let handlers = base.handlers(agency.key, city_date(now), now);
        let office = |key: Option<i32>| key.and_then(|key| base.office(key)).map(|o| o.name.clone());
        let none = || w.say("web-agency-no-office");
        Self {
            name: agency.name.clone(),
            code: agency.code.clone(),
            level: w.word("administrative-level", agency.level.code()),
            standing: w.word("web-standing", agency.standing.code()),
            units: agency.units.iter().map(|u| u.name.as_str()).collect::<Vec<_>>().join(" "),
            // Where no legal unit is named its head answers (rulings 2).
            first: office(handlers.and_then(|h| h.level1_unit))
                .unwrap_or_else(|| w.say("alert-handling-head")),
            second: office(handlers.map(|h| h.level2_office)).unwrap_or_else(none),
            third: office(handlers.and_then(|h| h.level3_office)).unwrap_or_else(none),
            approves: office(handlers.map(|h| h.same_level_office)).unwrap_or_else(none),
        }
    }

    fn cells(self) -> [String; 9] {
        let Self { name, code, level, standing, units, first, second, third, approves } = self;
        [name, code, level, standing, units, first, second, third, approves]
    }
}

#[derive(Template)]
#[template(path = "agencies.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    asked: Asked,
    levels: Vec<Choice>,
    standings: Vec<Choice>,
    in_use: String,
    export: String,
}

/// `GET /agencies`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let after: i32 = asked.after.parse().unwrap_or(i32::MIN);
    let mut found: Vec<&Agency> =
        base.agencies().into_iter().filter(|a| a.key > after && asked.fits(a)).collect();
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|a| a.key.to_string());
    let choice = |value: &str, title: String, chosen: &str| Choice {
        on: value == chosen,
        value: value.to_owned(),
        title,
    };
    let levels = AdministrativeLevel::ALL
        .iter()
        .map(|l| choice(l.code(), w.word("administrative-level", l.code()), &asked.level));
    let standings =
        Standing::ALL.iter().map(|s| choice(s.code(), w.word("web-standing", s.code()), &asked.standing));
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-agencies"), &[]),
        rows: found.iter().map(|agency| Row::of(&app, w, &base, agency)).collect(),
        pager: Pager::keyed(w, found.len(), "/agencies", &asked.conditions(), &asked.after, last),
        levels: levels.collect(),
        standings: standings.collect(),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/agencies.xlsx", &asked.conditions()),
        asked,
    })
}

/// `GET /agencies.xlsx`: everything that the list shows.
///
/// # Errors
/// The sheet cannot be made.
pub async fn export(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let columns =
        ["name", "code", "administrative_level", "standing", "units", "first", "second", "third", "approves"]
            .map(|c| w.say(&format!("web-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-agencies"), &reader.here, &columns)?;
    for agency in base.agencies().into_iter().filter(|a| asked.fits(a)) {
        sheet.push(&Row::of(&app, w, &base, agency).cells())?;
    }
    Ok(sheet.finish(w, "agencies", true)?)
}
