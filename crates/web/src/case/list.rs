//! The list of cases: those in which something happened last first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::city_date;
use decree::authority::{Action, may};
use decree::base::Base;
use decree::case::Stage;
use decree::procedure::{ActKind, ProcedureKind};
use exchange::Arg;
use jiff::civil::Date;
use serde::Deserialize;
use store::{Cells, List};

use crate::access::Staff;
use crate::app::App;
use crate::columns::Columns;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, Pager, Sheet};
use crate::parts::{Choice, Page};
use crate::words::W;

/// Conditions of the list, as they stand in its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    number: String,
    party: String,
    act: String,
    stage: String,
    agency: String,
    breaches: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 6] {
        [
            ("number", &self.number),
            ("party", &self.party),
            ("act", &self.act),
            ("stage", &self.stage),
            ("agency", &self.agency),
            ("breaches", &self.breaches),
        ]
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Cases;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    fn fits(&self, row: &Cells<'_>) -> bool {
        let number = self.number.trim();
        let numbered = ["own_number", "decision_number"].iter().any(|c| row.text(c).starts_with(number));
        let act = ActKind::from_number(row.code("act_kind")).map_or("", ActKind::code);
        let stage = Stage::from_number(row.code("stage")).map_or("", Stage::code);
        numbered
            && row.text("party").contains(self.party.trim())
            && (self.act.is_empty() || self.act == act)
            && (self.stage.is_empty() || self.stage == stage)
            && (self.breaches.is_empty() || row.int("breaches") > 0)
    }
}

/// A row of the list.
struct Row {
    id: String,
    number: String,
    decision: String,
    subject: String,
    party: String,
    act: String,
    procedure: String,
    stage: String,
    state_kind: &'static str,
    state: String,
    decided: String,
    fine: String,
    breaches: i32,
    hints: i32,
    /// Both in words; nothing for none.
    breaches_said: String,
    hints_said: String,
    agency: String,
}

impl Row {
    fn of(w: W, base: &Base, today: Date, row: &Cells<'_>) -> Self {
        let agency = base.agency(row.int("agency"), today, jiff::Timestamp::MAX);
        let (state_kind, state) = match row.code("state") {
            0 => ("active", "web-case-state-open"),
            1 => ("waiting", "web-case-state-decided"),
            2 => ("closed", "web-case-state-closed"),
            _ => ("bad", "web-case-state-withdrawn"),
        };
        let (fine, name, parties) = (row.big("fine"), row.text("party"), row.int("parties"));
        let first =
            if name.is_empty() && parties > 0 { w.say("alert-about-person") } else { name.to_owned() };
        let several = [("name", Arg::text(first.as_str())), ("n", Arg::Int(parties.into()))];
        let said = |id: &str, n: i32| if n > 0 { w.count(id, n) } else { String::new() };
        Self {
            id: row.uuid("stream").to_string(),
            number: row.text("own_number").to_owned(),
            decision: row.text("decision_number").to_owned(),
            subject: row.text("title").to_owned(),
            party: if parties > 1 { w.tell("web-case-parties", &several) } else { first.clone() },
            act: w.word("act", ActKind::from_number(row.code("act_kind")).map_or("", ActKind::code)),
            procedure: w.word(
                "procedure",
                ProcedureKind::from_number(row.code("procedure")).map_or("", ProcedureKind::code),
            ),
            stage: w.word("stage", Stage::from_number(row.code("stage")).map_or("", Stage::code)),
            state_kind,
            state: w.say(state),
            decided: w.some_day(row.date("decided_on")),
            fine: if fine == 0 { String::new() } else { telling::yuan(fine) },
            breaches: row.int("breaches"),
            hints: row.int("hints"),
            breaches_said: said("web-case-n-breaches", row.int("breaches")),
            hints_said: said("web-case-n-hints", row.int("hints")),
            agency: agency.map(|a| a.name.clone()).unwrap_or_default(),
        }
    }
}

/// Columns of the export, by the ids of their words.
const COLUMNS: [&str; 13] = [
    "web-case-number",
    "field-decision_number",
    "field-title",
    "field-party_name",
    "field-act_kind",
    "field-procedure",
    "web-case-stage",
    "web-column-status",
    "web-case-decided",
    "web-case-fine",
    "web-case-breaches",
    "web-case-hints",
    "web-column-agency",
];

#[derive(Template)]
#[template(path = "cases.html")]
struct Board {
    w: W,
    page: Page,
    columns: Columns,
    rows: Vec<Row>,
    pager: Pager,
    number: String,
    party: String,
    acts: Vec<Choice>,
    stages: Vec<Choice>,
    agencies: Vec<Choice>,
    breaches: bool,
    in_use: String,
    export: String,
    may_open: bool,
}

/// `GET /cases`.
///
/// # Errors
/// The database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let found = list::page(&app, &who, &asked).await?;
    let rows = found.shown.cells().map(|row| Row::of(w, &base, today, &row)).collect();
    let codes = |all: Vec<&'static str>, family: &str, chosen: &String| {
        super::choices(w, family, &all, std::slice::from_ref(chosen))
    };
    let actor = who.actor();
    html(&Board {
        w,
        columns: Columns::of(&reader, &who, "cases"),
        page: reader.staff(&app, &who, w.say("web-menu-cases"), &[]),
        rows,
        pager: Pager::of(w, &found, "/cases", &asked.conditions(), &asked.after),
        acts: codes(ActKind::ALL.iter().map(|k| k.code()).collect(), "act", &asked.act),
        stages: codes(Stage::ALL.iter().map(|s| s.code()).collect(), "stage", &asked.stage),
        agencies: list::agencies(&base, &who, asked.agency_key().unwrap_or(0)),
        breaches: !asked.breaches.is_empty(),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/cases.xlsx", &asked.conditions()),
        may_open: actor.agency != 0 && may(actor.role, Action::Collect),
        number: asked.number,
        party: asked.party,
    })
}

/// `GET /cases.xlsx`: everything that the list shows.
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
    let mut sheet =
        Sheet::new(&app, w, &who, &w.say("web-menu-cases"), &reader.here, &COLUMNS.map(|id| w.say(id)))?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for cells in shown.cells() {
            let row = Row::of(w, &base, today, &cells);
            let (breaches, hints) = (row.breaches.to_string(), row.hints.to_string());
            sheet.push(&[
                row.number,
                row.decision,
                row.subject,
                row.party,
                row.act,
                row.procedure,
                row.stage,
                row.state,
                row.decided,
                row.fine,
                breaches,
                hints,
                row.agency,
            ])?;
        }
    }
    Ok(sheet.finish(w, "cases", all.whole())?)
}
