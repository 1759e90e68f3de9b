//! The description of the interface as a page: addresses, fields, and examples to copy. Everything on it is ours; nothing is loaded
//! from elsewhere.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use exchange::fields_of;
use serde_json::{Value, json};

use super::openapi::{OPERATIONS, Operation, Takes};
use super::reference::holds;
use super::{BODY, ROOT, ROWS, shape};
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::parts::Page;
use crate::words::W;

/// Kinds of problems, in the order of their statuses.
const KINDS: [&str; 14] = [
    "bad-request",
    "unauthorised",
    "not-found",
    "method",
    "conflict",
    "key-other-request",
    "key-in-use",
    "offset",
    "too-large",
    "media-type",
    "refused",
    "too-many",
    "unexpected",
    "away",
];

/// A name with what it means.
struct Told {
    term: String,
    words: String,
    needed: bool,
}

/// An address.
struct Shown {
    id: &'static str,
    method: String,
    path: String,
    summary: String,
    needs: String,
    parameters: Vec<Told>,
    answers: Vec<Told>,
    example: String,
}

/// The fields of a kind of row.
struct Fields {
    id: String,
    caption: String,
    rows: Vec<FieldRow>,
}

struct FieldRow {
    field: &'static str,
    caption: String,
    holds: &'static str,
    codes: String,
}

#[derive(Template)]
#[template(path = "api.html")]
struct Description {
    w: W,
    page: Page,
    about: String,
    addresses: Vec<Shown>,
    kinds: Vec<Fields>,
    problems: Vec<Told>,
}

/// `GET /api`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn page(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    let w = reader.w;
    let about = [("rows", exchange::Arg::count(ROWS)), ("size", exchange::Arg::count(BODY >> 20))];
    let problem = |kind: &&str| Told {
        term: (*kind).to_owned(),
        words: w.with(&format!("web-api-{kind}-says"), "number", "…"),
        needed: false,
    };
    html(&Description {
        w,
        page: reader.staff(&app, &who, w.say("web-api-title"), &[]),
        about: w.tell("web-api-about", &about),
        addresses: OPERATIONS.iter().map(|o| shown(w, o)).collect(),
        kinds: ["inspection", "case", "event", "penalty"].map(|kind| fields(w, kind)).into(),
        problems: KINDS.iter().map(problem).collect(),
    })
}

fn shown(w: W, operation: &Operation) -> Shown {
    let of = |name: &str, place: &str| {
        let parameter = shape::parameter(w, name, place);
        Told {
            term: name.to_owned(),
            words: parameter["description"].as_str().unwrap_or_default().to_owned(),
            needed: parameter["required"] == true,
        }
    };
    let mut parameters: Vec<Told> = operation.path_parameters().map(|name| of(name, "path")).collect();
    parameters.extend(operation.query.iter().map(|name| of(name, "query")));
    if operation.keyed {
        parameters.push(of("Idempotency-Key", "header"));
    }
    if operation.takes == Takes::Bytes {
        parameters.push(of("Upload-Offset", "header"));
    }
    let statuses = operation.answers.iter().map(|(status, _)| *status).chain(operation.all_faults());
    let status =
        |status: u16| Told { term: status.to_string(), words: shape::status(w, status), needed: false };
    Shown {
        id: operation.name,
        method: operation.method.to_uppercase(),
        path: format!("{ROOT}{}", operation.path),
        summary: operation.summary(w),
        needs: operation.action().map(|a| w.word("action", a.code())).unwrap_or_default(),
        parameters,
        answers: statuses.map(status).collect(),
        example: example(operation),
    }
}

fn fields(w: W, kind: &'static str) -> Fields {
    let row = |f: &exchange::FieldSpec| FieldRow {
        field: f.name,
        caption: f.label(w.0),
        holds: holds(f.kind),
        codes: f.choices().join(", "),
    };
    Fields {
        id: format!("fields-{kind}"),
        caption: w.with("web-api-fields", "kind", kind),
        rows: fields_of(kind).unwrap_or_default().iter().map(row).collect(),
    }
}

/// A call to copy: `$ADDRESS` and `$TOKEN` are the reader's own.
fn example(operation: &Operation) -> String {
    let path = operation
        .path
        .replace("{number}", "JC-2026-0001")
        .replace("{list}", "codes")
        .replace("{form}", "penalty_2018")
        .replace("{upload}", "$UPLOAD");
    let query = match operation.name {
        "push_acts" => "?kind=inspection",
        "list_alerts" => "?state=open&limit=50",
        _ => "",
    };
    let mut call = vec!["curl".to_owned()];
    if operation.method != "get" {
        call.push(format!("-X {}", operation.method.to_uppercase()));
    }
    if operation.action().is_some() {
        call.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    if operation.keyed {
        call.push("-H \"Idempotency-Key: 2026-11-24-0001\"".to_owned());
    }
    match operation.takes {
        Takes::Nothing => {}
        Takes::Bytes => {
            call.push("-H \"Content-Type: application/octet-stream\" -H \"Upload-Offset: 0\"".to_owned());
            call.push("--data-binary @decision.pdf".to_owned());
        }
        Takes::Rows | Takes::Json(_) => {
            call.push("-H \"Content-Type: application/json\"".to_owned());
            call.push(format!("-d '{:#}'", sent(operation.name)));
        }
    }
    call.push(format!("\"$ADDRESS{ROOT}{path}{query}\""));
    call.join(" \\\n  ")
}

/// What an example sends.
fn sent(name: &str) -> Value {
    let inspection = json!({
        "own_number": "JC-2026-0001",
        "power": "P00001",
        "target_kind": "organisation",
        "target_name": "天津市示例商贸有限公司",
        "finished_at": "2026-11-24 10:30",
        "officers": ["津A000001", "津A000002"],
        "items": ["证照齐全=pass"],
        "result": "pass",
    });
    match name {
        "push_acts" => json!([inspection]),
        "push_inspection" => inspection,
        "push_case" => json!({
            "own_number": "JC-2026-0001",
            "act_kind": "penalty",
            "procedure": "ordinary",
            "title": "未按规定公示收费标准案",
            "party_kind": ["organisation"],
            "party_name": ["天津市示例商贸有限公司"],
        }),
        "push_events" => {
            json!({ "event": "filing", "at": "2026-11-24", "officers": ["津A000001", "津A000002"] })
        }
        "codes_told" => json!({ "parties": [1], "at": "2026-11-24 15:00", "mode": "slip" }),
        "begin_upload" => json!({ "name": "decision.pdf", "size": 48213, "sha256": "…" }),
        "complete_upload" => json!({ "case": "JC-2026-0001", "title": "行政处罚决定书" }),
        _ => json!({}),
    }
}
