//! What is sent to other platforms (2018 publication records, exchange records, yearly tables A to D), made from what was collected
//! once: a workbook a form, of one agency.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use calendar::city_date;
use decree::authority::{Actor, Scope};
use dispatch::{DispatchError, What};
use exchange::Format;
use serde::Deserialize;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::parts::{Choice, Page};
use crate::words::W;

/// Years that are offered, this one among them.
const YEARS: i16 = 5;

/// Of which agency and year, from the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    agency: String,
    year: String,
}

/// A form that can be had.
struct Offered {
    name: &'static str,
    title: String,
    says: String,
    href: String,
}

#[derive(Template)]
#[template(path = "exports.html")]
struct Board {
    w: W,
    page: Page,
    agencies: Vec<Choice>,
    years: Vec<Choice>,
    forms: Vec<Offered>,
    chosen: String,
}

impl From<DispatchError> for PageError {
    fn from(error: DispatchError) -> Self {
        match error {
            DispatchError::Platform(error) => error.into(),
            other => Self::Unexpected(other.to_string()),
        }
    }
}

/// Whose records the reader may send: its own agency's; the city's office those of the agency that it names.
fn agency_of(app: &App, actor: &Actor, asked: &Asked) -> Option<i32> {
    match actor.scope() {
        Scope::Agency(key) => Some(key),
        Scope::City => {
            let key = asked.agency.parse().ok()?;
            app.platform.base().agency_as_last(key).map(|agency| agency.key)
        }
        _ => None,
    }
}

/// `GET /exports`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let this = city_date(app.platform.now()).year();
    let year = year_of(&asked.year).unwrap_or(this);
    let agency = agency_of(&app, who.actor(), &asked);
    let all = matches!(who.actor().scope(), Scope::City);
    let choice = |a: &&decree::agency::Agency| Choice {
        value: a.key.to_string(),
        title: a.name.clone(),
        on: Some(a.key) == agency,
    };
    let agencies = if all { base.agencies().iter().map(choice).collect() } else { Vec::new() };
    let year_choice = |y: i16| Choice { value: y.to_string(), title: y.to_string(), on: y == year };
    let offered = |name: &'static str| {
        let whose = if all { format!("&agency={}", agency.unwrap_or_default()) } else { String::new() };
        Offered {
            name,
            title: w.word("web-export-form", name),
            says: w.say(&format!("web-export-form-{name}-says")),
            href: format!("/exports/{name}?year={year}{whose}"),
        }
    };
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-exports"), &[]),
        agencies,
        years: (0..YEARS).map(|back| year_choice(this - back)).collect(),
        forms: if agency.is_some() { What::names().map(offered).collect() } else { Vec::new() },
        chosen: agency.map(|key| crate::record::agency_name(&base, key)).unwrap_or_default(),
    })
}

/// A year as it is asked for.
pub fn year_of(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| (2007..=2099).contains(year))
}

/// `GET /exports/{form}`.
///
/// # Errors
/// There is no such form, the reader sends no agency's records, or the database is away.
pub async fn workbook(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let what = What::named(&form).ok_or(PageError::NotFound)?;
    let agency = agency_of(&app, who.actor(), &asked).ok_or(PageError::NotFound)?;
    Ok(made(&app, who.actor(), reader.w, agency, (what, &form), year_of(&asked.year)).await?)
}

/// The workbook of a form. The yearly tables are this year's where none is named.
///
/// # Errors
/// The actor does not see the agency, there is no room for the file, or the database is away.
pub async fn made(
    app: &App,
    actor: &Actor,
    w: W,
    agency: i32,
    (what, name): (What, &str),
    year: Option<i16>,
) -> Result<Response, DispatchError> {
    let platform = &app.platform;
    let table = match what {
        What::Records(form) => dispatch::records(platform, actor, agency, form, year, false).await?,
        What::Annual => {
            let year = year.unwrap_or_else(|| city_date(platform.now()).year());
            dispatch::annual_tables(platform, actor, agency, year, w.0).await?.1
        }
    };
    let (sheet, language) = (name.to_owned(), w.0);
    let written = tokio::task::spawn_blocking(move || {
        let said = |e: std::io::Error| DispatchError::Said(e.to_string());
        let folder = tempfile::tempdir().map_err(said)?;
        let path = folder.path().join("export.xlsx");
        table.write(&path, &Format::xlsx(&sheet), language)?;
        std::fs::read(&path).map_err(said)
    });
    let bytes = written.await.map_err(|e| DispatchError::Said(e.to_string()))??;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    let place = format!("attachment; filename=\"{name}.xlsx\"");
    Ok(([(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, place)], bytes).into_response())
}
