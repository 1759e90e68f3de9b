//! The shapes of what is sent and answered, for the description of the interface.

use decree::alert::AlertStatus;
use decree::case::TellingMode;
use exchange::{FieldKind, FieldSpec, fields_of};
use intake::Kind;
use serde_json::{Map, Value, json};

use super::openapi::Takes;
use super::problem::MEDIA;
use super::reference::{LISTS, holds};
use crate::visit::VISITS;
use crate::words::W;

fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn some_text() -> Value {
    json!({ "type": ["string", "null"] })
}

fn number() -> Value {
    json!({ "type": "integer" })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// An object with its members; those named in `required` are always there.
fn object(members: &[(&str, Value)], required: &[&str]) -> Value {
    let properties: Map<String, Value> =
        members.iter().map(|(name, shape)| ((*name).to_owned(), shape.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// A parameter of an address.
pub fn parameter(w: W, name: &str, place: &str) -> Value {
    let choices = |all: &[&str]| json!({ "type": "string", "enum": all });
    let schema = match name {
        "kind" => {
            let acts = Kind::ALL.iter().map(|k| k.name()).chain(VISITS);
            choices(&acts.collect::<Vec<_>>())
        }
        "dry_run" => json!({ "type": "string", "enum": ["true", "false"], "default": "false" }),
        "state" => json!({ "type": "string", "enum": ["open", "closed", "all"], "default": "open" }),
        "level" => json!({ "type": "integer", "minimum": 1, "maximum": 3 }),
        "limit" => json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }),
        "year" => json!({ "type": "integer", "minimum": 2007, "maximum": 2099 }),
        "lang" => choices(&["zh-CN", "en"]),
        "list" => choices(&LISTS),
        "form" => choices(&dispatch::What::names().collect::<Vec<_>>()),
        "profile" => choices(&exchange::Profile::builtin_names().collect::<Vec<_>>()),
        "upload" => json!({ "type": "string", "format": "uuid" }),
        "Upload-Offset" => json!({ "type": "integer", "minimum": 0 }),
        "Idempotency-Key" => json!({ "type": "string", "pattern": "^[!-~]{1,128}$" }),
        "number" => json!({ "type": "string", "minLength": 1 }),
        _ => text(),
    };
    let required = place == "path" || matches!(name, "kind" | "Upload-Offset");
    let word = match name {
        "Upload-Offset" => "upload_offset",
        "Idempotency-Key" => "idempotency_key",
        "If-None-Match" => "if_none_match",
        name => name,
    };
    let description = w.say(&format!("web-api-parameter-{word}"));
    json!({ "name": name, "in": place, "required": required, "description": description, "schema": schema })
}

/// What a status means here.
pub fn status(w: W, status: u16) -> String {
    let word = match status {
        200 => "200",
        201 => "201",
        204 => "204",
        304 => "304",
        401 => "401",
        404 => "404",
        409 => "409",
        413 => "413",
        415 => "415",
        422 => "422",
        429 => "429",
        500 => "500",
        503 => "503",
        _ => "400",
    };
    w.say(&format!("web-api-status-{word}"))
}

/// What an address takes.
pub fn body(takes: Takes) -> Option<Value> {
    let content = match takes {
        Takes::Nothing => return None,
        Takes::Json(name) => json!({ "application/json": { "schema": of(name) } }),
        Takes::Rows => json!({
            "application/json": { "schema": of("Rows") },
            "application/x-ndjson": { "schema": { "type": "string" } },
        }),
        Takes::Bytes => {
            json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
        }
    };
    Some(json!({ "required": true, "content": content }))
}

/// An answer.
pub fn answer(w: W, status: u16, name: &str) -> Value {
    let mut value = json!({ "description": self::status(w, status) });
    if let Some(map) = value.as_object_mut() {
        match name {
            "" => {}
            "Workbook" => {
                let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                let schema = json!({ "schema": { "type": "string", "format": "binary" } });
                map.insert("content".to_owned(), json!({ media: schema }));
            }
            name => {
                map.insert("content".to_owned(), json!({ "application/json": { "schema": of(name) } }));
            }
        }
    }
    value
}

/// A problem.
pub fn fault(w: W, status: u16) -> Value {
    let mut value = json!({
        "description": self::status(w, status),
        "content": { MEDIA: { "schema": of("Problem") } },
    });
    let header = match status {
        401 => "WWW-Authenticate",
        429 => "Retry-After",
        _ => return value,
    };
    if let Some(map) = value.as_object_mut() {
        map.insert("headers".to_owned(), json!({ header: { "required": true, "schema": text() } }));
    }
    value
}

/// A field of the data standard, as it is pushed.
fn field(w: W, spec: &FieldSpec) -> Value {
    let description = spec.label(w.0);
    let mut shape = match spec.kind {
        FieldKind::Text | FieldKind::Time => json!({ "type": ["string", "null"] }),
        FieldKind::Money => json!({ "type": ["string", "number", "null"] }),
        FieldKind::Choice { .. } => json!({ "type": ["string", "null"] }),
        FieldKind::List { .. } | FieldKind::Choices { .. } | FieldKind::Items { .. } => {
            json!({ "type": ["string", "array", "null"], "items": { "type": "string" } })
        }
    };
    if let Some(map) = shape.as_object_mut() {
        map.insert("description".to_owned(), description.into());
        map.insert("x-holds".to_owned(), holds(spec.kind).into());
        if !spec.choices().is_empty() {
            map.insert("x-codes".to_owned(), spec.choices().into());
        }
    }
    shape
}

/// A row in the fields of the data standard.
fn row(w: W, kind: &str, left_out: &[&str]) -> Value {
    let specs = fields_of(kind).unwrap_or_default();
    let specs = || specs.iter().filter(|f| !left_out.contains(&f.name));
    let members: Vec<(&str, Value)> = specs().map(|f| (f.name, field(w, f))).collect();
    let required: Vec<&str> = specs().filter(|f| f.required).map(|f| f.name).collect();
    object(&members, &required)
}

/// Every shape that has a name.
pub fn all(w: W) -> Value {
    let mut shapes = Map::new();
    let mut put = |name: &str, shape: Value| shapes.insert(name.to_owned(), shape);
    put("Inspection", row(w, "inspection", &[]));
    put("Case", row(w, "case", &[]));
    put("Penalty", row(w, "penalty", &[]));
    put("Event", row(w, "event", &["own_number"]));
    put("Visit", visit(w));
    let event = json!({ "anyOf": [of("Event"), list(of("Event"))] });
    put("Events", event);
    let kinds = ["Inspection", "Case", "Penalty", "Event", "Visit"].map(of);
    let rows = json!({ "anyOf": kinds });
    put("Rows", list(rows));
    put("Problem", problem());
    put("Trouble", trouble());
    put("Settled", settled());
    put("Batch", batch());
    put("SettledOrBatch", json!({ "anyOf": [of("Settled"), of("Batch")] }));
    put("Finding", object(&[("point", text()), ("answer", text())], &["point", "answer"]));
    put("Code", object(&[("party", number()), ("code", text())], &["party", "code"]));
    let codes = [("own_number", text()), ("codes", list(of("Code")))];
    put("Codes", object(&codes, &["own_number", "codes"]));
    put("Telling", telling(w));
    let told = [("own_number", text()), ("told", json!({ "type": "boolean" }))];
    put("Told", object(&told, &["own_number", "told"]));
    put("AlertAbout", alert_about());
    put("AmendmentAbout", amendment_about());
    put("InspectionRecord", inspection_record());
    put("CaseRecord", case_record());
    put("Alert", alert());
    put("Alerts", object(&[("alerts", list(of("Alert"))), ("next", some_text())], &["alerts", "next"]));
    let items = list(json!({ "type": "object" }));
    put("Reference", object(&[("list", text()), ("items", items)], &["list", "items"]));
    put("Announced", announced());
    let upload = [("upload", text()), ("offset", number()), ("size", number())];
    put("Upload", object(&upload, &["upload", "offset", "size"]));
    put("Completed", completed());
    let attached = [("own_number", text()), ("id", text()), ("title", text())];
    put("Attached", object(&attached, &["own_number", "id", "title"]));
    put("Description", json!({ "type": "object", "required": ["openapi", "info", "paths"] }));
    Value::Object(shapes)
}

fn visit(w: W) -> Value {
    let member = |name: &'static str, label: &str, kind: &str| {
        (name, json!({ "type": [kind, "null"], "description": w.say(label), "x-holds": kind }))
    };
    let members = [
        member("when", "field-when", "string"),
        member("place", "field-visit-place", "string"),
        member("matter", "field-matter", "string"),
        (
            "people",
            json!({ "type": ["integer", "string", "null"], "description": w.say("field-visit-people") }),
        ),
    ];
    object(&members, &["when", "place", "matter"])
}

fn problem() -> Value {
    object(
        &[
            ("type", json!({ "type": "string", "format": "uri-reference" })),
            ("title", text()),
            ("detail", text()),
            ("status", number()),
            ("instance", json!({ "type": "string", "format": "uri-reference" })),
            ("operation", text()),
            ("problems", list(of("Trouble"))),
        ],
        &["type", "title", "detail", "status", "instance", "problems"],
    )
}

fn trouble() -> Value {
    let article = object(&[("id", text()), ("title", text())], &["id", "title"]);
    object(
        &[
            ("place", text()),
            ("value", text()),
            ("rule", text()),
            ("reason", text()),
            ("article", article),
            ("remedy", text()),
        ],
        &["place", "rule", "reason", "remedy"],
    )
}

fn settled() -> Value {
    object(
        &[
            ("row", number()),
            ("own_number", text()),
            ("result", json!({ "enum": ["accepted", "known", "changed", "rejected"] })),
            ("change", json!({ "enum": ["supplement", "amendment"] })),
            ("id", json!({ "type": "string", "format": "uuid" })),
            ("amendment", json!({ "type": "string", "format": "uuid" })),
            ("alerts", list(text())),
            ("findings", list(of("Finding"))),
            ("codes", list(of("Code"))),
            ("problems", list(of("Trouble"))),
        ],
        &["row", "result"],
    )
}

fn batch() -> Value {
    let counts = ["accepted", "known", "changed", "rejected"];
    let mut members: Vec<(&str, Value)> = counts.iter().map(|name| (*name, number())).collect();
    members.push(("rows", list(of("Settled"))));
    object(&members, &["accepted", "known", "changed", "rejected", "rows"])
}

fn telling(w: W) -> Value {
    let modes: Vec<&str> = TellingMode::ALL.iter().map(|m| m.code()).collect();
    let members = [
        (
            "parties",
            json!({ "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": 1, "maximum": 4_294_967_295u32 } }),
        ),
        ("at", json!({ "type": "string", "description": w.say("web-api-telling-at") })),
        ("mode", json!({ "type": "string", "enum": modes })),
        ("proof", text()),
    ];
    closed(object(&members, &["parties", "at", "mode"]))
}

/// No member but those that are named.
fn closed(mut shape: Value) -> Value {
    if let Some(map) = shape.as_object_mut() {
        map.insert("additionalProperties".to_owned(), false.into());
    }
    shape
}

fn announced() -> Value {
    let most = decree::file::shipped().size.n;
    let members = [
        ("name", text()),
        ("size", json!({ "type": "integer", "minimum": 1, "maximum": most })),
        ("sha256", json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })),
    ];
    closed(object(&members, &["name", "size", "sha256"]))
}

fn completed() -> Value {
    let place = json!({ "type": ["integer", "null"], "minimum": 0, "maximum": i32::MAX });
    let members = [
        ("case", some_text()),
        ("inspection", some_text()),
        ("title", text()),
        ("evidence", json!({ "type": "boolean" })),
        ("step", place.clone()),
        ("position", place),
        ("secrecy", some_text()),
    ];
    closed(object(&members, &["title"]))
}

fn alert_about() -> Value {
    object(
        &[
            ("id", text()),
            ("point", text()),
            ("level", number()),
            ("status", statuses()),
            ("raised_at", text()),
        ],
        &["id", "point", "level", "status", "raised_at"],
    )
}

fn statuses() -> Value {
    json!({ "type": "string", "enum": AlertStatus::ALL.iter().map(|s| s.code()).collect::<Vec<_>>() })
}

fn amendment_about() -> Value {
    object(
        &[
            ("id", text()),
            ("number", text()),
            ("status", text()),
            ("withdrawal", json!({ "type": "boolean" })),
            ("drafted_at", text()),
        ],
        &["id", "status", "withdrawal", "drafted_at"],
    )
}

/// What every record has.
fn record(more: Vec<(&str, Value)>) -> Value {
    let mut members = vec![
        ("id", json!({ "type": "string", "format": "uuid" })),
        ("kind", text()),
        ("own_number", text()),
        ("state", text()),
        ("version", number()),
        ("recorded_at", text()),
        ("fields", json!({ "type": "object" })),
        ("findings", list(of("Finding"))),
        ("alerts", list(of("AlertAbout"))),
        ("amendments", list(of("AmendmentAbout"))),
    ];
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    members.extend(more);
    object(&members, &required)
}

fn inspection_record() -> Value {
    record(Vec::new())
}

fn case_record() -> Value {
    let party = object(
        &[("party", number()), ("kind", text()), ("name", text()), ("code", text())],
        &["party", "kind"],
    );
    let event = object(
        &[
            ("event", some_text()),
            ("stage", some_text()),
            ("at", some_text()),
            ("captured_at", some_text()),
            ("recorded_at", text()),
            ("fields", json!({ "type": "object" })),
        ],
        &["event", "recorded_at", "fields"],
    );
    let deadline = object(
        &[
            ("clock", text()),
            ("start_day", text()),
            ("last_day", text()),
            ("provisional", json!({ "type": "boolean" })),
        ],
        &["clock", "start_day", "last_day", "provisional"],
    );
    let code = object(
        &[
            ("party", number()),
            ("made_at", text()),
            ("status", json!({ "enum": ["untold", "told", "revoked"] })),
        ],
        &["party", "made_at", "status"],
    );
    record(vec![
        ("act_kind", text()),
        ("procedure", text()),
        ("stage", some_text()),
        ("decision_number", some_text()),
        ("parties", list(party)),
        ("events", list(event)),
        ("deadlines", list(deadline)),
        ("codes", list(code)),
    ])
}

fn alert() -> Value {
    object(
        &[
            ("id", json!({ "type": "string", "format": "uuid" })),
            ("subject", json!({ "type": "string", "format": "uuid" })),
            ("point", text()),
            ("level", number()),
            ("status", statuses()),
            ("due_on", some_text()),
            ("raised_at", text()),
        ],
        &["id", "subject", "point", "level", "status", "raised_at"],
    )
}
