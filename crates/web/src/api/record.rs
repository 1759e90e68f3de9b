//! How a record stands, by the agency's own number; and the query codes of a case until they are told (Art. 33; rulings 4).

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use decree::alert::AlertStatus;
use decree::amendment::AmendmentStatus;
use decree::base::Base;
use decree::case::{CaseState, StepState, Telling, TellingMode, end_of_clock, open_clocks, step_texts};
use decree::fact::{Fact, ThingKind};
use decree::inspection::{self, InspectionState};
use decree::judge::Finding;
use decree::record::SEPARATOR;
use decree::thing::Thing;
use decree::when::When;
use exchange::{FieldKind, FieldSpec, fields_of};
use intake::Kind;
use platform::{Command, Wish};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::Shown;
use uuid::Uuid;

use super::caller::Caller;
use super::kept::{Once, answer};
use super::problem::{Fault, Trouble};
use super::{json_body, unless_known};
use crate::app::App;

/// Bytes that a small request may have.
const SMALL: usize = 64 << 10;

/// The record that the caller's agency knows by a number.
pub(super) async fn numbered(
    app: &App,
    caller: &Caller,
    kind: ThingKind,
    number: &str,
) -> Result<Uuid, Fault> {
    let found = app.platform.records_numbered(caller.actor(), kind, caller.actor().agency, number).await?;
    found.first().copied().ok_or_else(Fault::not_found)
}

async fn shown(app: &App, caller: &Caller, kind: ThingKind, id: Uuid) -> Result<(Thing, Vec<Fact>), Fault> {
    let facts = app.platform.show(caller.actor(), id).await?;
    if facts.is_empty() {
        return Err(Fault::not_found());
    }
    let mut thing = Thing::new(kind);
    for fact in &facts {
        thing.fold(fact)?;
    }
    Ok((thing, facts))
}

/// `GET /api/v1/inspections/{number}`.
///
/// # Errors
/// The agency knows none by this number, or the database is away.
pub async fn inspection(
    State(app): State<App>,
    Path(number): Path<String>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let id = numbered(&app, &caller, ThingKind::Inspection, &number).await?;
    let (thing, facts) = shown(&app, &caller, ThingKind::Inspection, id).await?;
    let Thing::Inspection(state) = thing else { return Err(Fault::not_found()) };
    let about = app.platform.about(caller.actor(), id).await?;
    let base = app.platform.base();
    let mut value = json!({
        "id": id.to_string(),
        "kind": "inspection",
        "own_number": number,
        "state": if state.withdrawn { "withdrawn" } else { "recorded" },
        "version": facts.len(),
        "recorded_at": state.recorded_at.to_string(),
        "fields": inspection_fields(&state),
        "findings": findings(&base, state.findings()),
    });
    with_about(&mut value, &base, &about);
    Ok(unless_known(&headers, &value))
}

/// Personal values lie in the vault; the system has them itself.
fn inspection_fields(state: &InspectionState) -> Value {
    let texts = inspection::fields(&state.parts);
    let own = texts.into_iter().filter(|(name, _)| *name != "person");
    fields_json(own, Kind::Inspections.fields())
}

/// `GET /api/v1/cases/{number}`.
///
/// # Errors
/// As [`inspection`].
pub async fn case(
    State(app): State<App>,
    Path(number): Path<String>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let id = numbered(&app, &caller, ThingKind::Case, &number).await?;
    let (thing, facts) = shown(&app, &caller, ThingKind::Case, id).await?;
    let Thing::Case(state) = thing else { return Err(Fault::not_found()) };
    let about = app.platform.about(caller.actor(), id).await?;
    let base = app.platform.base();
    let specs = fields_of("case").unwrap_or_default();
    let opening = specs.iter().map(|f| (f.name, state.opening_text(f.name)));
    let stage = state.steps.iter().filter_map(StepState::kind).map(decree::case::EventKind::stage).max();
    let mut value = json!({
        "id": id.to_string(),
        "kind": "case",
        "own_number": number,
        "state": case_state(&state),
        "version": facts.len(),
        "recorded_at": state.recorded_at.to_string(),
        "act_kind": state.act_kind().code(),
        "procedure": state.procedure().code(),
        "stage": stage.map(|s| s.code()),
        "decision_number": state.decided().map(|d| d.decision.decision_number.clone()),
        "fields": fields_json(opening.filter(|(_, text)| !text.is_empty()), specs),
        "parties": parties(&state),
        "events": events(&state),
        "deadlines": deadlines(&base, &state),
        "codes": codes_of(&state),
        "findings": findings(&base, state.findings()),
    });
    with_about(&mut value, &base, &about);
    Ok(unless_known(&headers, &value))
}

fn case_state(state: &CaseState) -> &'static str {
    if state.withdrawn {
        "withdrawn"
    } else if state.is_closed() {
        "closed"
    } else if state.decided().is_some() {
        "decided"
    } else {
        "open"
    }
}

fn parties(state: &CaseState) -> Value {
    let party = |(n, party): (u32, &decree::case::CaseParty)| {
        // A natural person's name lies in the vault.
        json!({ "party": n, "kind": party.kind.code(), "name": party.name, "code": party.code })
    };
    state.standing().map(party).collect()
}

fn events(state: &CaseState) -> Value {
    let specs = fields_of("event").unwrap_or_default();
    let event = |step: &StepState| {
        let texts = step_texts(step).into_iter().filter(|(name, _)| *name != "at");
        json!({
            "event": step.kind().map(|k| k.code()),
            "stage": step.kind().map(|k| k.stage().code()),
            "at": step.part.at.map(|at| at.to_string()),
            "captured_at": step.captured_at.map(|at| at.to_string()),
            "recorded_at": step.recorded_at.to_string(),
            "fields": fields_json(texts, specs),
        })
    };
    state.steps.iter().map(event).collect()
}

/// The clocks that run, soonest first.
fn deadlines(base: &Base, state: &CaseState) -> Value {
    let calendar = base.calendar();
    let mut open: Vec<_> =
        open_clocks(state).into_iter().map(|(_, c)| (end_of_clock(state, c, &calendar), c)).collect();
    open.sort_by_key(|(end, _)| end.ends_at);
    let told = |(end, clock): &(calendar::Deadline, &decree::case::Clock)| {
        json!({
            "clock": clock.code,
            "start_day": end.start_day.to_string(),
            "last_day": end.last_day.to_string(),
            "provisional": end.provisional,
        })
    };
    open.iter().map(told).collect()
}

/// What became of each code; the codes themselves are asked for at an address of their own.
fn codes_of(state: &CaseState) -> Value {
    let code = |code: &decree::case::CodeState| {
        let status = match (code.revoked, code.told) {
            (Some(_), _) => "revoked",
            (None, Some(_)) => "told",
            (None, None) => "untold",
        };
        json!({ "party": code.issued.party, "made_at": code.at.to_string(), "status": status })
    };
    state.codes.iter().map(code).collect()
}

fn findings<'a>(base: &Base, findings: impl Iterator<Item = &'a Finding>) -> Value {
    let others = findings.filter(|f| !f.answer.is_breach());
    others.map(|f| json!({ "point": base.point_code(f.point), "answer": f.answer.code() })).collect()
}

/// The alerts about a record, and the applications to amend it.
fn with_about(value: &mut Value, base: &Base, (alerts, amendments): &(Shown, Shown)) {
    let alert = |row: store::Cells<'_>| {
        let status = AlertStatus::from_number(row.code("state")).unwrap_or(AlertStatus::Open);
        json!({
            "id": row.uuid("stream").to_string(),
            "point": base.point_code(row.int("point")),
            "level": row.code("level"),
            "status": status.code(),
            "raised_at": row.time("raised_at").to_string(),
        })
    };
    let amendment = |row: store::Cells<'_>| {
        let status = AmendmentStatus::from_number(row.code("state")).unwrap_or(AmendmentStatus::Draft);
        json!({
            "id": row.uuid("stream").to_string(),
            "number": row.text("number"),
            "status": status.code(),
            "withdrawal": row.yes("withdrawal"),
            "drafted_at": row.time("drafted_at").to_string(),
        })
    };
    let alerts: Value = alerts.cells().map(alert).collect();
    let amendments: Value = amendments.cells().map(amendment).collect();
    if let Some(map) = value.as_object_mut() {
        map.insert("alerts".to_owned(), alerts);
        map.insert("amendments".to_owned(), amendments);
    }
}

/// Fields as a push writes them: lists as lists, money in yuan.
fn fields_json(texts: impl Iterator<Item = (&'static str, String)>, specs: &[FieldSpec]) -> Value {
    let mut fields = Map::new();
    for (name, text) in texts {
        let kind = specs.iter().find(|f| f.name == name).map(|f| f.kind);
        let value = match kind {
            Some(FieldKind::Money) => match text.parse() {
                Ok(fen) => Value::from(telling::yuan(fen).replace(',', "")),
                Err(_) => Value::from(text),
            },
            Some(FieldKind::List { .. } | FieldKind::Choices { .. } | FieldKind::Items { .. }) => {
                text.split(SEPARATOR).collect()
            }
            _ if text.contains(SEPARATOR) => text.split(SEPARATOR).collect(),
            _ => Value::from(text),
        };
        fields.insert(name.to_owned(), value);
    }
    Value::Object(fields)
}

/// `GET /api/v1/cases/{number}/codes`: the clear codes that were not told yet. Reading them is recorded.
///
/// # Errors
/// As [`inspection`].
pub async fn codes(
    State(app): State<App>,
    Path(number): Path<String>,
    caller: Caller,
) -> Result<Response, Fault> {
    let id = numbered(&app, &caller, ThingKind::Case, &number).await?;
    let clear = app.platform.clear_codes(caller.actor(), id).await?;
    let codes: Vec<Value> =
        clear.into_iter().map(|(party, code)| json!({ "party": party, "code": code })).collect();
    Ok(super::json(StatusCode::OK, &json!({ "own_number": number, "codes": codes })))
}

/// That codes were told: to whom, when, how, with what proof.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    parties: Vec<u32>,
    at: String,
    mode: String,
    #[serde(default)]
    proof: String,
}

/// `POST /api/v1/cases/{number}/codes/told`.
///
/// # Errors
/// As [`inspection`], or what is said is refused.
pub async fn told(
    State(app): State<App>,
    uri: Uri,
    Path(number): Path<String>,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    let id = numbered(&app, &caller, ThingKind::Case, &number).await?;
    let text = json_body(&headers, given, SMALL).await?;
    let once = Once::of(&app, &caller, &headers, &format!("POST {uri}"), &text)?;
    let telling = telling_of(&text)?;
    let run = once.run;
    let work = async {
        let command = Command::TellCodes { stream: id, telling };
        let cause = decree::identity::uuid_of(&[b"told", run.as_bytes()]);
        let wish = Wish { actor: caller.actor().clone(), cause, at: None, command };
        match app.queue.submit(wish).await? {
            Ok(_) => Ok(answer(StatusCode::OK, &json!({ "own_number": number, "told": true }))),
            Err(refusal) => Err(Fault::refusal(&refusal, true)),
        }
    };
    once.answer(&app, work).await
}

fn telling_of(text: &[u8]) -> Result<Telling, Fault> {
    let told: Told = serde_json::from_slice(text)
        .map_err(|_| Fault::bad(vec![Trouble::own("", "", "web-api-told-shape")]))?;
    let mut troubles = Vec::new();
    let at: Option<When> = telling::read_moment(&told.at);
    if at.is_none() {
        troubles.push(Trouble::own("at", &told.at, "web-api-no-moment"));
    }
    let mode = told.mode.parse::<TellingMode>().ok();
    if mode.is_none() {
        let known: Vec<&str> = TellingMode::ALL.iter().map(|m| m.code()).collect();
        troubles.push(Trouble::own("mode", &told.mode, "web-api-mode-unknown").example(&known.join(" / ")));
    }
    match (at, mode) {
        (Some(at), Some(mode)) => Ok(Telling { at, mode, parties: told.parties, proof: told.proof }),
        _ => Err(Fault::bad(troubles)),
    }
}
