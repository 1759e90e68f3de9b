//! Reference lists, so that a system names things as the platform does: each with a validator, so that what did not change is not
//! sent again.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::city_date;
use decree::base::Base;
use exchange::{FieldKind, FieldSpec, Language};
use intake::Kind;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::caller::Caller;
use super::problem::{Fault, Trouble};
use super::unless_known;
use crate::app::App;

/// The names of the lists.
pub const LISTS: [&str; 9] =
    ["powers", "agencies", "units", "certificates", "points", "codes", "calendar", "forms", "profiles"];

/// Which year is asked for, of the calendar.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
}

/// `GET /api/v1/reference/{list}`.
///
/// # Errors
/// There is no such list.
pub async fn list(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let base = app.platform.base();
    let now = app.platform.now();
    let today = city_date(now);
    let agency = caller.actor().agency;
    let items = match &*name {
        "powers" => powers(&base, agency, today, now),
        "agencies" => agencies(&base),
        "units" => units(&base, agency, today, now),
        "certificates" => certificates(&base, agency),
        "points" => points(&base, today),
        "codes" => codes(),
        "calendar" => calendar_days(&base, today, &asked.year)?,
        "forms" => forms(&base, today),
        "profiles" => profiles(),
        _ => return Err(Fault::not_found()),
    };
    Ok(unless_known(&headers, &json!({ "list": name, "items": items })))
}

/// The powers that the agency’s approved list holds.
fn powers(base: &Base, agency: i32, today: Date, now: Timestamp) -> Vec<Value> {
    let held = base.power_list(agency, today, now).map(|list| list.powers.clone());
    let keys = held.unwrap_or_default();
    let power = |key: &i32| {
        let power = base.power_by_key(*key)?;
        Some(json!({
            "code": power.code,
            "name": power.name,
            "kind": power.kind.code(),
            "line": base.line(power.line).map(|l| l.code.clone()),
            "from": power.from.to_string(),
            "until": power.until.map(|d| d.to_string()),
        }))
    };
    keys.iter().filter_map(power).collect()
}

fn agencies(base: &Base) -> Vec<Value> {
    let agency = |agency: &decree::agency::Agency| {
        json!({
            "code": agency.code,
            "name": agency.name,
            "level": agency.level.code(),
            "kind": agency.kind.code(),
            "territory": base.territory(agency.territory).map(|t| t.code.clone()),
        })
    };
    base.agencies().into_iter().map(agency).collect()
}

fn units(base: &Base, agency: i32, today: Date, now: Timestamp) -> Vec<Value> {
    let units = base.agency(agency, today, now).map(|a| a.units.clone()).unwrap_or_default();
    units.iter().map(|unit| json!({ "code": unit.code, "name": unit.name })).collect()
}

/// The certificates of the agency's officers: numbers and days, no names.
fn certificates(base: &Base, agency: i32) -> Vec<Value> {
    let own = base.officers().filter(|(_, o)| o.registration.agency == agency && !o.registration.auxiliary);
    let mut all: Vec<_> =
        own.flat_map(|(_, officer)| &officer.certificates).map(|h| &h.certificate).collect();
    all.sort_by(|a, b| a.number.cmp(&b.number));
    let certificate = |c: &&decree::officer::Certificate| {
        json!({
            "number": c.number,
            "issuer": c.issuer,
            "from": c.from.to_string(),
            "until": c.until.to_string(),
        })
    };
    all.iter().map(certificate).collect()
}

/// The versions of the alert points that are in force.
fn points(base: &Base, today: Date) -> Vec<Value> {
    let versions = base.points().filter_map(|(_, versions)| {
        let mut current = versions.iter().map(|v| &v.value);
        current.rfind(|p| p.from <= today && p.until.is_none_or(|until| today < until))
    });
    let name = |code: &str, language: Language| telling::point_name(language, code);
    let point = |p: &decree::point::AlertPoint| {
        json!({
            "code": p.code,
            "version": p.version,
            "article": p.article,
            "grade": p.grade.code(),
            "hint": p.hint,
            "from": p.from.to_string(),
            "name": { "zh-CN": name(&p.code, Language::Chinese), "en": name(&p.code, Language::English) },
        })
    };
    let mut points: Vec<Value> = versions.map(point).collect();
    points.sort_by_key(|p| p["code"].as_str().unwrap_or_default().to_owned());
    points
}

/// The fields of each kind of row, with the values that they may have.
fn codes() -> Vec<Value> {
    let labels = |say: &dyn Fn(Language) -> String| {
        let pair = |l: &Language| (l.tag().to_owned(), Value::from(say(*l)));
        Value::Object(Language::ALL.iter().map(pair).collect::<Map<_, _>>())
    };
    let field = |kind: Kind, f: &FieldSpec| {
        let choices: Vec<Value> = f
            .choices()
            .iter()
            .map(|code| {
                let label = |l: Language| f.choice_label(code, l).unwrap_or_else(|| (*code).to_owned());
                json!({ "code": code, "label": labels(&label) })
            })
            .collect();
        json!({
            "kind": kind.name(),
            "field": f.name,
            "holds": holds(f.kind),
            "required": f.required,
            "label": labels(&|l| f.label(l)),
            "codes": choices,
        })
    };
    Kind::ALL.into_iter().flat_map(|kind| kind.fields().iter().map(move |f| field(kind, f))).collect()
}

/// What a field holds, in a word.
pub const fn holds(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Time => "day or time",
        FieldKind::List { .. } => "texts",
        FieldKind::Money => "yuan",
        FieldKind::Choices { .. } => "codes",
        FieldKind::Choice { .. } => "code",
        FieldKind::Items { .. } => "name=code",
    }
}

fn calendar_days(base: &Base, today: Date, year: &str) -> Result<Vec<Value>, Fault> {
    let calendar = base.calendar();
    let wrong = || Fault::bad(vec![Trouble::own("year", year, "web-api-year-wrong")]);
    let year: i16 = if year.is_empty() { today.year() } else { year.parse().map_err(|_| wrong())? };
    if !(2007..=2099).contains(&year) {
        return Err(wrong());
    }
    let announced = calendar.announced_until();
    let day = |day: Date| json!({ "day": day.to_string(), "working": calendar.is_working(day), "provisional": day > announced });
    Ok(calendar.days(date(year, 1, 1), date(year, 12, 31)).map(|d| day(d.date)).collect())
}

/// The forms of enforcement documents whose edition is in force.
fn forms(base: &Base, today: Date) -> Vec<Value> {
    let current = base.catalogues().filter(|c| c.from <= today && c.until.is_none_or(|until| today < until));
    let form = |c: &decree::form::Catalogue, f: &decree::form::Form| {
        json!({
            "line": c.line,
            "edition": c.version,
            "code": f.code,
            "title": f.title,
            "event": f.event.map(|e| e.code()),
        })
    };
    current.flat_map(|c| c.form.iter().map(move |f| form(c, f))).collect()
}

/// The mapping profiles that ship: what they take, and the fields that they give.
fn profiles() -> Vec<Value> {
    let all = exchange::Profile::builtin_names().filter_map(exchange::Profile::builtin);
    all.map(|p| json!({ "name": p.name(), "kind": p.kind(), "fields": p.fields().collect::<Vec<_>>() }))
        .collect()
}
