//! Lists: the alerts about the agency's acts, newest first, a page at a time.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use decree::alert::AlertStatus;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Cells, List};

use super::caller::Caller;
use super::problem::{Fault, Trouble};
use crate::app::App;
use crate::list::{cursor, place};

/// Alerts of a page, at most.
const MOST: usize = 200;

/// What is asked for, from the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    level: String,
    after: String,
    limit: String,
}

impl Asked {
    fn limit(&self) -> Result<usize, Trouble> {
        if self.limit.is_empty() {
            return Ok(50);
        }
        let number = self.limit.parse().ok().filter(|n| (1..=MOST).contains(n));
        number.ok_or_else(|| Trouble::own("limit", &self.limit, "web-api-limit-wrong"))
    }

    fn level(&self) -> Result<Option<i16>, Trouble> {
        if self.level.is_empty() {
            return Ok(None);
        }
        let level = self.level.parse().ok().filter(|n| (1..=3).contains(n));
        level.map(Some).ok_or_else(|| Trouble::own("level", &self.level, "web-api-level-wrong"))
    }

    /// Whether closed ones are wanted, open ones, or both.
    fn closed(&self) -> Result<Option<bool>, Trouble> {
        match &*self.state {
            "" | "open" => Ok(Some(false)),
            "closed" => Ok(Some(true)),
            "all" => Ok(None),
            other => Err(Trouble::own("state", other, "web-api-state-wrong")),
        }
    }
}

/// `GET /api/v1/alerts`.
///
/// # Errors
/// What is asked for cannot be understood, or the database is away.
pub async fn alerts(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    caller: Caller,
) -> Result<Response, Fault> {
    let mut troubles = Vec::new();
    let limit = asked.limit().map_err(|t| troubles.push(t)).unwrap_or_default();
    let level = asked.level().map_err(|t| troubles.push(t)).unwrap_or_default();
    let closed = asked.closed().map_err(|t| troubles.push(t)).unwrap_or_default();
    if !troubles.is_empty() {
        return Err(Fault::bad(troubles));
    }
    let fits = |row: &Cells<'_>| {
        let is_closed = row.code("state") == AlertStatus::Closed.number();
        closed.is_none_or(|closed| closed == is_closed) && level.is_none_or(|l| l == row.code("level"))
    };
    let actor = caller.actor();
    let found = app
        .platform
        .search(actor, Some(actor.agency), List::Alerts, cursor(&asked.after), limit, fits)
        .await?;
    let base = app.platform.base();
    let alert = |row: Cells<'_>| {
        let status = AlertStatus::from_number(row.code("state")).unwrap_or(AlertStatus::Open);
        json!({
            "id": row.uuid("stream").to_string(),
            "subject": row.uuid("subject").to_string(),
            "point": base.point_code(row.int("point")),
            "level": row.code("level"),
            "status": status.code(),
            "due_on": row.date("due_on").map(|day| day.to_string()),
            "raised_at": row.time("raised_at").to_string(),
        })
    };
    let alerts: Value = found.shown.cells().map(alert).collect();
    Ok(super::json(StatusCode::OK, &json!({ "alerts": alerts, "next": found.next.map(place) })))
}
