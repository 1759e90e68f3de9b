//! The agency's records in an official form, or its yearly tables, as a workbook: the same as the page gives.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use dispatch::What;
use serde::Deserialize;

use super::caller::Caller;
use super::problem::{Fault, Trouble};
use crate::app::App;
use crate::error::PageError;
use crate::export::{made, year_of};
use crate::frame::Reader;

/// Of which year.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
}

/// `GET /api/v1/exports/{form}`.
///
/// # Errors
/// There is no such form or year, or the database is away.
pub async fn workbook(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let what = What::named(&form).ok_or_else(Fault::not_found)?;
    let year = year_of(&asked.year);
    if year.is_none() && !asked.year.is_empty() {
        return Err(Fault::bad(vec![Trouble::own("year", &asked.year, "web-api-year-wrong")]));
    }
    let actor = caller.actor();
    let made = made(&app, actor, reader.w, actor.agency, (what, &form), year).await;
    made.map_err(|error| PageError::from(error).into())
}
