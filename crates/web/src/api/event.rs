//! What happened next in a case (Arts 13, 16): the same wishes as the form of a step makes, one or several in their order.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use decree::fact::ThingKind;
use intake::{Kind, Push};
use serde_json::{Map, Value};

use super::act::{batch, single, told};
use super::caller::Caller;
use super::kept::{Once, answer};
use super::problem::{Fault, Trouble};
use super::record::numbered;
use super::{BODY, bounds, json_body};
use crate::app::App;
use crate::frame::Reader;

/// `POST /api/v1/cases/{number}/events`: one event as an object, or several as a list.
///
/// # Errors
/// There is no such case, the event is refused, or the database is away.
pub async fn push(
    State(app): State<App>,
    uri: Uri,
    Path(number): Path<String>,
    reader: Reader,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    let case = numbered(&app, &caller, ThingKind::Case, &number).await?;
    let text = json_body(&headers, given, BODY).await?;
    let (events, several) = events(&text, &number)?;
    let once = Once::of(&app, &caller, &headers, &format!("POST {uri}"), &text)?;
    let run = once.run;
    let work = async {
        let push = Push {
            platform: &app.platform,
            queue: &app.queue,
            kind: Kind::Events,
            profile: None,
            actor: caller.actor(),
            run,
            dry_run: false,
            case: Some(case),
            language: reader.w.0,
        };
        let rows = push.objects(events, false, bounds()).await?;
        if several {
            let rows = told(&app, reader.w, true, false, rows).await?;
            return Ok(answer(StatusCode::OK, &batch(rows)));
        }
        single(&app, reader.w, true, rows).await
    };
    once.answer(&app, work).await
}

/// The events with the number of their case, and whether they came as a list. An event that names another case is none of it.
fn events(text: &[u8], number: &str) -> Result<(Vec<u8>, bool), Fault> {
    let broken = || Fault::bad(vec![Trouble::own("", "", "web-api-list-of-objects")]);
    let (mut events, several) = match serde_json::from_slice::<Value>(text).map_err(|_| broken())? {
        Value::Object(one) => (vec![one], false),
        Value::Array(all) => {
            let object = |value| match value {
                Value::Object(one) => Some(one),
                _ => None,
            };
            (all.into_iter().map(object).collect::<Option<Vec<Map<_, _>>>>().ok_or_else(broken)?, true)
        }
        _ => return Err(broken()),
    };
    for event in &mut events {
        let named = event.entry("own_number").or_insert_with(|| number.into());
        if named != number {
            let text = named.as_str().unwrap_or_default().to_owned();
            return Err(Fault::bad(vec![Trouble::own("own_number", &text, "web-api-other-case")]));
        }
    }
    let text = serde_json::to_vec(&events).map_err(|_| broken())?;
    if events.is_empty() { Err(broken()) } else { Ok((text, several)) }
}
