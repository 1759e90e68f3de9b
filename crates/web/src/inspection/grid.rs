//! Many inspections of one plan at once, for the clerk (Art. 13): what they have in common stands once above, each target
//! is a row. Every row is decided on its own; what was refused stays in the grid with what is wrong with it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Form;
use calendar::city_date;
use decree::context::Ending;
use decree::inspection::SEPARATOR;
use exchange::{INSPECTION_FIELDS, Language};
use platform::Wish;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, Page};
use crate::words::W;

use super::entry::{number, taken, wish};
use super::field;
use super::officer::{self, WITH_PAGE};
use super::rule::Rule;

/// Empty rows that are there to be filled.
const EMPTY: usize = 10;
/// How people write that a cell says what the one above it says.
const SAME: [&str; 5] = ["\"", "〃", "″", "同上", "”"];
/// Rows that are taken at once.
const MOST: usize = 500;

/// The grid as it was typed: columns of one length, and text from a spreadsheet.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    draft: String,
    then: String,
    officers: String,
    officers_2: String,
    finished_at: String,
    power: String,
    form: String,
    plan: String,
    collection: String,
    deferral_reason: String,
    pasted: String,
    row_number: Vec<String>,
    row_target: Vec<String>,
    row_code: Vec<String>,
    row_place: Vec<String>,
    row_result: Vec<String>,
    row_notes: Vec<String>,
}

/// A row of the grid.
#[derive(Clone, Debug, Default)]
struct Row {
    number: String,
    target: String,
    code: String,
    place: String,
    result: String,
    notes: String,
    /// Which row it is, in words.
    called: String,
    results: Vec<Choice>,
    wrong: Vec<String>,
    /// What the rules would say of it.
    says: Vec<Rule>,
}

impl Row {
    fn is_empty(&self) -> bool {
        [&self.target, &self.code, &self.place, &self.result, &self.notes].iter().all(|t| t.is_empty())
    }

    /// Takes over from the row above where a cell says so.
    fn as_above(&mut self, above: &Self) {
        let cells = [
            (&mut self.target, &above.target),
            (&mut self.code, &above.code),
            (&mut self.place, &above.place),
            (&mut self.result, &above.result),
            (&mut self.notes, &above.notes),
        ];
        for (cell, above) in cells {
            if SAME.contains(&cell.as_str()) {
                cell.clone_from(above);
            }
        }
    }

    /// Name, 統一社會信用代碼, place, result, remark: the cells of a spreadsheet in the order of the grid.
    fn pasted(line: &str) -> Self {
        let mut cells = line.split('\t').map(|cell| cell.trim().to_owned());
        let mut next = || cells.next().unwrap_or_default();
        let (target, code, place, result, notes) = (next(), next(), next(), next(), next());
        Self { target, code, place, result: result_code(&result), notes, ..Self::default() }
    }
}

/// A result as its code: people paste the word.
fn result_code(text: &str) -> String {
    let spec = INSPECTION_FIELDS.iter().find(|f| f.name == "result");
    let said = |code: &&&str| {
        let label = |language: &Language| spec?.choice_label(code, *language);
        Language::ALL.iter().any(|language| label(language).as_deref() == Some(text))
    };
    let codes = spec.map_or(&[][..], |s| s.choices());
    codes.iter().find(said).map_or_else(|| text.to_owned(), |code| (*code).to_owned())
}

impl Typed {
    fn rows(&self) -> Vec<Row> {
        let cell =
            |column: &Vec<String>, n: usize| column.get(n).map(|t| t.trim().to_owned()).unwrap_or_default();
        let typed = (0..self.row_target.len().min(MOST)).map(|n| Row {
            number: cell(&self.row_number, n),
            target: cell(&self.row_target, n),
            code: cell(&self.row_code, n),
            place: cell(&self.row_place, n),
            result: cell(&self.row_result, n),
            notes: cell(&self.row_notes, n),
            ..Row::default()
        });
        let pasted = self.pasted.lines().filter(|line| !line.trim().is_empty()).take(MOST).map(Row::pasted);
        let mut rows: Vec<Row> = typed.chain(pasted).filter(|row| !row.is_empty()).take(MOST).collect();
        for n in 1..rows.len() {
            let (above, below) = rows.split_at_mut(n);
            if let (Some(above), Some(row)) = (above.last(), below.first_mut()) {
                row.as_above(above);
            }
        }
        rows
    }

    /// A row with what stands above all rows, as fields of the data standard.
    fn fields(&self, app: &App, agency: i32, row: &Row) -> Vec<(&'static str, String)> {
        let power = officer::power_code(&app.platform.base(), agency, app.platform.now(), &self.power);
        let officers: Vec<&str> = [&self.officers, &self.officers_2]
            .into_iter()
            .filter_map(|typed| typed.split_whitespace().next())
            .collect();
        let plain = [
            ("own_number", &row.number),
            ("target_name", &row.target),
            ("target_code", &row.code),
            ("place", &row.place),
            ("finished_at", &self.finished_at),
            ("form", &self.form),
            ("plan", &self.plan),
            ("result", &row.result),
            ("notes", &row.notes),
            ("collection", &self.collection),
            ("deferral_reason", &self.deferral_reason),
        ];
        let mut fields: Vec<(&'static str, String)> =
            plain.into_iter().map(|(name, typed)| (name, field::to_standard(name, typed))).collect();
        fields.push(("power", power));
        fields.push(("officers", officers.join(&SEPARATOR.to_string())));
        fields
    }
}

/// A row that is recorded.
struct Recorded {
    number: String,
    target: String,
    href: String,
    alerts: usize,
}

#[derive(Template)]
#[template(path = "inspection_grid.html")]
struct Grid {
    w: W,
    page: Page,
    typed: Typed,
    rows: Vec<Row>,
    /// Whether rows were only checked.
    checked: bool,
    recorded: Vec<Recorded>,
    /// How many were recorded, in words.
    done: String,
    /// How many rows were refused, in words, or empty.
    refused: String,
    worth: Vec<(String, String)>,
    forms: Vec<Choice>,
    collections: Vec<Choice>,
    deferrals: Vec<Choice>,
    powers: Vec<Choice>,
    officers: Vec<Choice>,
}

impl Grid {
    fn called(&self, field: &str) -> String {
        field::called(self.w, field)
    }

    fn worth(&self, typed: &str) -> String {
        officer::worth_of(&self.worth, typed)
    }
}

/// `GET /inspections/grid`.
///
/// # Errors
/// Who asks acts for no agency.
pub async fn grid_form(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    let typed = Typed {
        finished_at: city_date(app.platform.now()).to_string(),
        form: "daily".to_owned(),
        collection: "real_time".to_owned(),
        ..Typed::default()
    };
    shown(&app, &reader, &who, typed, Vec::new(), Vec::new()).await
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    mut typed: Typed,
    mut rows: Vec<Row>,
    recorded: Vec<Recorded>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (base, now, agency) = (app.platform.base(), app.platform.now(), who.actor().agency);
    if agency == 0 {
        return Err(PageError::NotFound);
    }
    let refused = match rows.iter().filter(|r| !r.wrong.is_empty()).count() {
        0 => String::new(),
        n => w.count("web-grid-refused", n),
    };
    rows.extend((0..EMPTY).map(|_| Row::default()));
    for (n, row) in rows.iter_mut().enumerate() {
        row.called = w.count("web-grid-row", n + 1);
        row.results = field::among(w, "result", &row.result);
    }
    typed.pasted.clear();
    let names = officer::names(app, agency).await?;
    // What is sent from here is a grid of its own: only the same page sent twice is the same wish.
    typed.draft = app.platform.fresh_draft().to_string();
    html(&Grid {
        w,
        page: reader.staff(app, who, w.say("web-menu-grid"), &[("web-menu-inspections", "/inspections")]),
        rows,
        checked: typed.then == "check",
        done: w.count("web-grid-recorded", recorded.len()),
        recorded,
        refused,
        worth: officer::worth(w, &base, now, &[&typed.officers, &typed.officers_2], &names),
        forms: field::among(w, "form", &typed.form),
        collections: field::among(w, "collection", &typed.collection),
        deferrals: field::among(w, "deferral_reason", &typed.deferral_reason),
        powers: officer::powers(&base, agency, now, "", WITH_PAGE),
        officers: officer::officers(w, &base, agency, now, "", WITH_PAGE, &names),
        typed,
    })
}

/// `POST /inspections/grid`: takes text over into rows, or records every row.
///
/// # Errors
/// Who asks acts for no agency, the form is none of ours, or the database is away.
pub async fn grid(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(mut typed): Form<Typed>,
) -> Result<Response, PageError> {
    let names = officer::names(&app, who.actor().agency).await?;
    for typed in [&mut typed.officers, &mut typed.officers_2] {
        *typed = officer::certificate(&app.platform.base(), &names, typed);
    }
    let id = Uuid::try_parse(&typed.draft).map_err(|_| PageError::NotFound)?;
    let mut rows = typed.rows();
    let now = app.platform.now();
    for (n, row) in rows.iter_mut().enumerate() {
        if row.number.is_empty() {
            // The same grid sent again gives a row the same number: it is the same record.
            let one = decree::identity::uuid_of(&[id.as_bytes(), &n.to_be_bytes(), row.target.as_bytes()]);
            row.number = number(one, now);
        }
    }
    if typed.then == "take" {
        return shown(&app, &reader, &who, typed, rows, Vec::new()).await;
    }
    let check = typed.then == "check";
    let (left, recorded) = decided(&app, reader.w, &who, &typed, id, (rows, check)).await?;
    shown(&app, &reader, &who, typed, left, recorded).await
}

/// Decides every row: first all together without recording, then, unless one only wants to check, what may be recorded, in
/// one go through the queue.
async fn decided(
    app: &App,
    w: W,
    who: &Staff,
    typed: &Typed,
    id: Uuid,
    (rows, check): (Vec<Row>, bool),
) -> Result<(Vec<Row>, Vec<Recorded>), PageError> {
    let actor = who.actor();
    let of = |row: &Row| {
        let fields = typed.fields(app, actor.agency, row);
        wish(actor, &fields, None, &[b"inspection grid", id.as_bytes(), row.number.as_bytes()])
    };
    let wishes: Vec<Wish> = rows.iter().map(of).collect();
    let first = app.platform.rehearse(wishes.clone()).await?;
    let (mut left, mut sent) = (Vec::new(), Vec::new());
    for ((mut row, wish), answer) in rows.into_iter().zip(wishes).zip(first) {
        match answer {
            Ok(done) if check && done.ending != Ending::Changed => {
                row.says = Rule::said(w, &app.platform.base(), &done);
                left.push(row);
            }
            Ok(done) if done.ending != Ending::Changed => {
                let queue = app.queue.clone();
                sent.push((row, tokio::spawn(async move { queue.submit(wish).await })));
            }
            Ok(_) => {
                row.wrong = vec![taken(w, &row.number).words];
                left.push(row);
            }
            Err(refusal) => {
                row.wrong = form::errors(w, &refusal).into_iter().map(|e| e.words).collect();
                left.push(row);
            }
        }
    }
    let mut recorded = Vec::new();
    for (mut row, answer) in sent {
        match answer.await.map_err(|e| PageError::Unexpected(e.to_string()))?? {
            Ok(done) => recorded.push(Recorded {
                number: row.number,
                target: row.target,
                href: format!("/inspections/{}", done.stream),
                alerts: done.alerts.len(),
            }),
            Err(refusal) => {
                row.wrong = form::errors(w, &refusal).into_iter().map(|e| e.words).collect();
                left.push(row);
            }
        }
    }
    Ok((left, recorded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_spreadsheet_is_a_row() {
        let typed = Typed {
            pasted: "甲店\t\t解放路1号\t不合格\t缺灭火器\n\n乙店\n".to_owned(),
            row_target: vec![String::new(), " 丙店 ".to_owned()],
            row_result: vec!["pass".to_owned()],
            ..Typed::default()
        };
        let rows = typed.rows();
        let told: Vec<_> = rows.iter().map(|r| (r.target.as_str(), r.result.as_str())).collect();
        assert_eq!(told, [("", "pass"), ("丙店", ""), ("甲店", "fail"), ("乙店", "")]);
        let typed = Typed {
            pasted: "甲店\t\t解放路1号\t合格\n乙店\t\t〃\t同上\n\"\t\t\"\t\"".to_owned(),
            ..Typed::default()
        };
        let below = typed.rows();
        let told: Vec<_> = below.iter().map(|r| [r.target.as_str(), &r.place, &r.result]).collect();
        let told_by_hand =
            [["甲店", "解放路1号", "pass"], ["乙店", "解放路1号", "pass"], ["乙店", "解放路1号", "pass"]];
        assert_eq!(told, told_by_hand);
        assert_eq!((rows[2].place.as_str(), rows[2].notes.as_str()), ("解放路1号", "缺灭火器"));
    }
}
