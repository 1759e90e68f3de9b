//! Acts that a system pushes (Arts 13 to 16): in batches with an answer a row, or one alone. The rows are in the fields of the data
//! standard, or in another system's by a mapping profile; the rules are those of files and pages.

use std::collections::{BTreeMap, HashMap};

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use decree::base::Base;
use decree::context::Ending;
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::problem::Refusal;
use exchange::Profile;
use intake::{Kind, Push, Settled};
use platform::{Command, Done, Wish};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use store::KeptAnswer;
use uuid::Uuid;

use super::caller::Caller;
use super::kept::{Once, answer};
use super::problem::{Fault, Trouble};
use super::{BODY, ROWS, body, bounds, json_body, media};
use crate::app::App;
use crate::frame::Reader;
use crate::visit::{Typed, VISITS, read as visit_of};
use crate::words::W;

/// How a batch is to be taken, from its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    profile: String,
    dry_run: String,
}

impl Asked {
    /// Whether nothing is to be recorded.
    fn is_dry(&self) -> Result<bool, Trouble> {
        match &*self.dry_run {
            "" | "false" => Ok(false),
            "true" => Ok(true),
            other => Err(Trouble::own("dry_run", other, "web-api-true-or-false")),
        }
    }

    fn profile(&self) -> Result<Option<&'static Profile>, Trouble> {
        if self.profile.is_empty() {
            return Ok(None);
        }
        let unknown = || Trouble::own("profile", &self.profile, "web-api-profile-unknown");
        Profile::builtin(&self.profile).map(Some).ok_or_else(unknown)
    }
}

/// What the rows of a batch are.
enum Rows {
    Acts(Kind),
    Visits(&'static str),
}

impl Rows {
    fn parse(text: &str) -> Option<Self> {
        let visit = VISITS.into_iter().find(|visit| *visit == text);
        visit.map(Self::Visits).or_else(|| Kind::ALL.into_iter().find(|k| k.name() == text).map(Self::Acts))
    }
}

/// `POST /api/v1/acts`: a batch, with an answer a row.
///
/// # Errors
/// The body is no batch, or the database is away.
pub async fn push(
    State(app): State<App>,
    uri: Uri,
    Query(asked): Query<Asked>,
    reader: Reader,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    let lines = match &*media(&headers) {
        "application/json" => false,
        "application/x-ndjson" => true,
        _ => return Err(Fault::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
    };
    let mut troubles = Vec::new();
    let rows = Rows::parse(&asked.kind);
    if rows.is_none() {
        troubles.push(Trouble::own("kind", &asked.kind, "web-api-kind-unknown"));
    }
    let dry = asked.is_dry().map_err(|t| troubles.push(t)).unwrap_or_default();
    let profile = asked.profile().map_err(|t| troubles.push(t)).unwrap_or_default();
    let (Some(rows), true) = (rows, troubles.is_empty()) else { return Err(Fault::bad(troubles)) };
    let text = body(given, BODY).await?;
    let once = Once::of(&app, &caller, &headers, &format!("POST {uri}"), &text)?;
    if matches!(rows, Rows::Visits(_)) && !once.has_key() && !dry {
        // Nothing else would tell the same patrol from another.
        return Err(Fault::bad(vec![Trouble::own("Idempotency-Key", "", "web-api-key-needed")]));
    }
    let run = once.run;
    let work = async {
        let settled = match rows {
            Rows::Acts(kind) => {
                let push = Push {
                    platform: &app.platform,
                    queue: &app.queue,
                    kind,
                    profile,
                    actor: caller.actor(),
                    run,
                    dry_run: dry,
                    case: None,
                    language: reader.w.0,
                };
                let rows = push.objects(text.to_vec(), lines, bounds()).await?;
                told(&app, reader.w, kind != Kind::Inspections, dry, rows).await?
            }
            Rows::Visits(visit) => visits(&app, reader.w, &caller, (visit, run, dry), &text, lines).await?,
        };
        Ok(answer(StatusCode::OK, &batch(settled)))
    };
    once.answer(&app, work).await
}

/// `POST /api/v1/inspections`: one inspection.
///
/// # Errors
/// It is refused, with every problem, or the database is away.
pub async fn inspection(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    one(&app, &reader, &caller, &headers, given, Kind::Inspections).await
}

/// `POST /api/v1/cases`: the opening of one case.
///
/// # Errors
/// As [`inspection`].
pub async fn case(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    headers: HeaderMap,
    given: Body,
) -> Result<Response, Fault> {
    one(&app, &reader, &caller, &headers, given, Kind::Cases).await
}

async fn one(
    app: &App,
    reader: &Reader,
    caller: &Caller,
    headers: &HeaderMap,
    given: Body,
    kind: Kind,
) -> Result<Response, Fault> {
    let text = json_body(headers, given, BODY).await?;
    let text = listed(&text)?;
    let once = Once::of(app, caller, headers, &format!("POST {}", kind.name()), &text)?;
    let run = once.run;
    let work = async {
        let push = Push {
            platform: &app.platform,
            queue: &app.queue,
            kind,
            profile: None,
            actor: caller.actor(),
            run,
            dry_run: false,
            case: None,
            language: reader.w.0,
        };
        let rows = push.objects(text, false, bounds()).await?;
        single(app, reader.w, kind != Kind::Inspections, rows).await
    };
    once.answer(app, work).await
}

/// One object as a list of one, so that it is read like any other row.
pub(super) fn listed(text: &[u8]) -> Result<Vec<u8>, Fault> {
    let object = serde_json::from_slice::<&RawValue>(text).ok().filter(|raw| raw.get().starts_with('{'));
    let Some(object) = object else {
        return Err(Fault::bad(vec![Trouble::own("", "", "web-api-one-object")]));
    };
    Ok(format!("[{}]", object.get()).into_bytes())
}

/// The answer to one row: what became of it, or every problem.
pub(super) async fn single(
    app: &App,
    w: W,
    of_case: bool,
    mut rows: Vec<Settled>,
) -> Result<KeptAnswer, Fault> {
    if let Some(Err(problems)) = rows.first().map(|row| &row.ended) {
        return Err(Fault::refused(problems.iter().map(|p| Trouble::of_row(p, of_case)).collect()));
    }
    rows.truncate(1);
    let new = rows.first().is_some_and(|r| r.ended.as_ref().is_ok_and(|d| d.ending == Ending::Accepted));
    let told = told(app, w, of_case, false, rows).await?.pop().unwrap_or_default();
    Ok(answer(if new { StatusCode::CREATED } else { StatusCode::OK }, &told))
}

/// The rows with their counts.
pub(super) fn batch(rows: Vec<Value>) -> Value {
    let count = |result: &str| rows.iter().filter(|row| row["result"] == result).count();
    json!({
        "accepted": count("accepted"),
        "known": count("known"),
        "changed": count("changed"),
        "rejected": count("rejected"),
        "rows": rows,
    })
}

/// What became of each row. A query code that was made is told here for the first time.
pub(super) async fn told(
    app: &App,
    w: W,
    of_case: bool,
    dry: bool,
    rows: Vec<Settled>,
) -> Result<Vec<Value>, Fault> {
    let base = app.platform.base();
    let made = rows.iter().filter_map(|row| row.ended.as_ref().ok()).filter(|_| !dry);
    let made: Vec<Uuid> = made.flat_map(|done| &done.codes).map(|(_, id)| *id).collect();
    let clear = app.platform.store().clear_codes(&made).await?;
    let row = |row: &Settled| {
        let mut told = Map::new();
        told.insert("row".to_owned(), row.number.into());
        told.insert("own_number".to_owned(), row.own_number.as_str().into());
        match &row.ended {
            Ok(done) => done_in(&mut told, &base, done, dry, &clear),
            Err(problems) => {
                let problems: Vec<Value> =
                    problems.iter().map(|p| Trouble::of_row(p, of_case).json(w)).collect();
                told.insert("result".to_owned(), "rejected".into());
                told.insert("problems".to_owned(), problems.into());
            }
        }
        Value::Object(told)
    };
    Ok(rows.iter().map(row).collect())
}

fn done_in(
    told: &mut Map<String, Value>,
    base: &Base,
    done: &Done,
    dry: bool,
    clear: &HashMap<Uuid, String>,
) {
    let result = match done.ending {
        Ending::Accepted => "accepted",
        Ending::Known => "known",
        Ending::Changed => "changed",
    };
    told.insert("result".to_owned(), result.into());
    if dry {
        // What was not recorded has no id.
    } else if done.ending == Ending::Changed {
        let change = if done.amendment.is_some() { "amendment" } else { "supplement" };
        told.insert("change".to_owned(), change.into());
    }
    if !dry {
        told.insert("id".to_owned(), done.stream.to_string().into());
        if let Some(amendment) = done.amendment {
            told.insert("amendment".to_owned(), amendment.to_string().into());
        }
    }
    let alerts: Vec<&str> = done.alerts.iter().map(|point| base.point_code(*point)).collect();
    told.insert("alerts".to_owned(), alerts.into());
    let finding = |(point, said): &(i32, decree::judge::Answer)| json!({ "point": base.point_code(*point), "answer": said.code() });
    let others = done.findings.iter().filter(|(_, said)| !said.is_breach());
    told.insert("findings".to_owned(), others.map(finding).collect());
    let code = |(party, id): &(u32, Uuid)| Some(json!({ "party": party, "code": clear.get(id)? }));
    let codes: Vec<Value> = done.codes.iter().filter_map(code).collect();
    if !codes.is_empty() {
        told.insert("codes".to_owned(), codes.into());
    }
}

/// Patrols, or educations: four fields each.
async fn visits(
    app: &App,
    w: W,
    caller: &Caller,
    (visit, run, dry): (&'static str, Uuid, bool),
    text: &[u8],
    lines: bool,
) -> Result<Vec<Value>, Fault> {
    let rows = objects(text, lines)?;
    let kind = if visit == "education" { ThingKind::Education } else { ThingKind::Patrol };
    let mut told = Vec::with_capacity(rows.len());
    for (n, row) in (1u64..).zip(rows) {
        let (typed, unknown) = typed(row);
        let mut problems: Vec<Trouble> =
            unknown.iter().map(|name| Trouble::own("", name, "web-api-field-unknown")).collect();
        let ended = match visit_of(&typed) {
            Err(refusal) => Err(refusal),
            Ok(_) if !problems.is_empty() => Err(Refusal::default()),
            Ok(visit) => {
                let cause = uuid_of(&[b"push", run.as_bytes(), &n.to_be_bytes()]);
                let command = Command::Visit { kind, visit, agency: caller.actor().agency };
                let wish = Wish { actor: caller.actor().clone(), cause, at: None, command };
                if dry {
                    app.platform.rehearse(vec![wish]).await?.pop().unwrap_or_else(|| Err(Refusal::default()))
                } else {
                    app.queue.submit(wish).await?
                }
            }
        };
        told.push(match ended {
            Ok(done) if dry => json!({ "row": n, "result": "accepted", "facts": done.facts }),
            Ok(done) => json!({ "row": n, "result": "accepted", "id": done.stream.to_string() }),
            Err(refusal) => {
                let place = |p: &decree::problem::Problem| p.field.trim_start_matches("visit-").to_owned();
                problems.extend(refusal.problems.iter().map(|p| Trouble::of(p, false).at(&place(p))));
                let problems: Vec<Value> = problems.iter().map(|p| p.json(w)).collect();
                json!({ "row": n, "result": "rejected", "problems": problems })
            }
        });
    }
    Ok(told)
}

type Object = BTreeMap<String, Value>;

/// A list of objects, or an object a line.
fn objects(text: &[u8], lines: bool) -> Result<Vec<Object>, Fault> {
    let broken = || Fault::bad(vec![Trouble::own("", "", "web-api-list-of-objects")]);
    let rows: Vec<Object> = if lines {
        let lines = text.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty());
        lines.map(serde_json::from_slice).collect::<Result<_, _>>().map_err(|_| broken())?
    } else {
        serde_json::from_slice(text).map_err(|_| broken())?
    };
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    if rows.is_empty() || rows.len() > most { Err(broken()) } else { Ok(rows) }
}

/// A visit as it was pushed, and names that it has no field for.
fn typed(row: Object) -> (Typed, Vec<String>) {
    let (mut typed, mut unknown) = (Typed::default(), Vec::new());
    for (name, value) in row {
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        };
        match &*name {
            "when" => typed.when = text,
            "place" => typed.place = text,
            "matter" => typed.matter = text,
            "people" => typed.people = text,
            _ => unknown.push(name),
        }
    }
    (typed, unknown)
}
