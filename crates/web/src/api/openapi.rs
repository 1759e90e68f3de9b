//! The description of the interface as OpenAPI 3.1, made from the route table, from the data standard's fields and from the shapes
//! of the answers ([`super::shape`]). An address without a description fails a test, and so does a description without an address.

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use decree::authority::Action;
use exchange::Language;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{BODY, ROOT, ROWS, shape, unless_known};
use crate::frame::Reader;
use crate::route::{Needs, Route, TABLE};
use crate::words::W;

/// What an address takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing but its address.
    Nothing,
    /// JSON of a shape.
    Json(&'static str),
    /// JSON of a shape, or one object a line.
    Rows,
    /// Bytes.
    Bytes,
}

/// What is to be said of an address beyond what the route table says.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// `get`, `post`, ….
    pub method: &'static str,
    /// The path below [`ROOT`].
    pub path: &'static str,
    /// Its name: also the end of the message `web-api-op-…`.
    pub name: &'static str,
    /// Parameters of the query.
    pub query: &'static [&'static str],
    /// What it takes.
    pub takes: Takes,
    /// With what it answers: status, and shape of the body ("" for none).
    pub answers: &'static [(u16, &'static str)],
    /// With what it answers when it does not.
    pub faults: &'static [u16],
    /// Whether it takes an idempotency key.
    pub keyed: bool,
}

const fn get(
    path: &'static str,
    name: &'static str,
    query: &'static [&'static str],
    answers: &'static [(u16, &'static str)],
) -> Operation {
    let (takes, faults) = (Takes::Nothing, &[400, 404]);
    Operation { method: "get", path, name, query, takes, answers, faults, keyed: false }
}

const fn post(
    path: &'static str,
    name: &'static str,
    takes: Takes,
    answers: &'static [(u16, &'static str)],
) -> Operation {
    let faults = &[400, 404, 409, 413, 415, 422];
    Operation { method: "post", path, name, query: &[], takes, answers, faults, keyed: true }
}

/// Every address, in the order in which one gets to know them.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        query: &["kind", "profile", "dry_run"],
        ..post("/acts", "push_acts", Takes::Rows, &[(200, "Batch")])
    },
    post("/inspections", "push_inspection", Takes::Json("Inspection"), &[(201, "Settled"), (200, "Settled")]),
    post("/cases", "push_case", Takes::Json("Case"), &[(201, "Settled"), (200, "Settled")]),
    post(
        "/cases/{number}/events",
        "push_events",
        Takes::Json("Events"),
        &[(201, "Settled"), (200, "SettledOrBatch")],
    ),
    get("/inspections/{number}", "get_inspection", &[], &[(200, "InspectionRecord"), (304, "")]),
    get("/cases/{number}", "get_case", &[], &[(200, "CaseRecord"), (304, "")]),
    get("/cases/{number}/codes", "get_codes", &[], &[(200, "Codes")]),
    post("/cases/{number}/codes/told", "codes_told", Takes::Json("Telling"), &[(200, "Told")]),
    get("/alerts", "list_alerts", &["state", "level", "after", "limit"], &[(200, "Alerts")]),
    get("/reference/{list}", "get_reference", &["year"], &[(200, "Reference"), (304, "")]),
    post("/uploads", "begin_upload", Takes::Json("Announced"), &[(201, "Upload")]),
    get("/uploads/{upload}", "upload_state", &[], &[(200, "Upload")]),
    Operation {
        method: "patch",
        keyed: false,
        faults: &[400, 404, 409, 413, 415],
        ..post("/uploads/{upload}", "upload_part", Takes::Bytes, &[(204, "")])
    },
    post("/uploads/{upload}/complete", "complete_upload", Takes::Json("Completed"), &[(201, "Attached")]),
    Operation { method: "delete", ..get("/uploads/{upload}", "drop_upload", &[], &[(204, "")]) },
    get("/exports/{form}", "export", &["year"], &[(200, "Workbook")]),
    get("/openapi.json", "get_description", &["lang"], &[(200, "Description"), (304, "")]),
];

/// In which language the description is wanted, if not in the caller's.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    lang: String,
}

/// `GET /api/v1/openapi.json`.
pub async fn document(reader: Reader, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let language = Language::from_tag(&asked.lang).unwrap_or(reader.w.0);
    unless_known(&headers, &described(language))
}

/// The whole description in a language.
pub fn described(language: Language) -> Value {
    let w = W(language);
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let entry = paths.entry(format!("{ROOT}{}", operation.path)).or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            methods.insert(operation.method.to_owned(), operation.json(w));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": w.say("web-api-title"),
            "version": "1",
            "description": w.tell("web-api-about", &[
                ("rows", exchange::Arg::count(ROWS)),
                ("size", exchange::Arg::count(BODY >> 20)),
            ]),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": w.say("web-api-token") },
            },
            "schemas": shape::all(w),
        },
    })
}

impl Operation {
    /// Its row of the route table.
    pub fn route(&self) -> Option<&'static Route> {
        let own = |route: &&Route| {
            route.method == self.method && route.path.strip_prefix(ROOT).is_some_and(|path| path == self.path)
        };
        TABLE.iter().find(own)
    }

    /// What a token must allow; nothing where none is needed.
    pub fn action(&self) -> Option<Action> {
        match self.route()?.needs {
            Needs::System(action) => Some(action),
            _ => None,
        }
    }

    /// What it is for.
    pub fn summary(&self, w: W) -> String {
        w.say(&format!("web-api-op-{}", self.name))
    }

    /// Statuses with which it answers when it does not: its own, and those of every address with a token.
    pub fn all_faults(&self) -> Vec<u16> {
        let mut faults = self.faults.to_vec();
        if self.action().is_some() {
            faults.extend([401, 429]);
        }
        faults.extend([500, 503]);
        faults.sort_unstable();
        faults
    }

    /// The names of the parts of its path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|piece| piece.strip_prefix('{')?.strip_suffix('}'))
    }

    fn json(&self, w: W) -> Value {
        let mut parameters: Vec<Value> =
            self.path_parameters().map(|n| shape::parameter(w, n, "path")).collect();
        parameters.extend(self.query.iter().map(|name| shape::parameter(w, name, "query")));
        if self.keyed {
            parameters.push(shape::parameter(w, "Idempotency-Key", "header"));
        }
        if self.takes == Takes::Bytes {
            parameters.push(shape::parameter(w, "Upload-Offset", "header"));
        }
        if self.answers.iter().any(|(status, _)| *status == 304) {
            parameters.push(shape::parameter(w, "If-None-Match", "header"));
        }
        let mut responses = Map::new();
        for (status, name) in self.answers {
            responses.insert(status.to_string(), shape::answer(w, *status, name));
        }
        for status in self.all_faults() {
            responses.insert(status.to_string(), shape::fault(w, status));
        }
        let mut value = json!({
            "operationId": self.name,
            "summary": self.summary(w),
            "parameters": parameters,
            "responses": responses,
        });
        if let Some(map) = value.as_object_mut() {
            match self.action() {
                Some(action) => {
                    map.insert("x-needs".to_owned(), action.code().into());
                }
                None => {
                    map.insert("security".to_owned(), json!([]));
                }
            }
            if let Some(body) = shape::body(self.takes) {
                map.insert("requestBody".to_owned(), body);
            }
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::api::is_api;

    /// Addresses of the route table that stand in no description, and the other way about.
    fn undescribed() -> Vec<String> {
        let named = |method: &str, path: &str| format!("{method} {path}");
        let there = TABLE.iter().filter(|route| is_api(route.path)).map(|r| named(r.method, r.path));
        let told: Vec<String> =
            OPERATIONS.iter().map(|o| named(o.method, &format!("{ROOT}{}", o.path))).collect();
        let there: Vec<String> = there.collect();
        let missing = there.iter().filter(|route| !told.contains(route));
        missing.chain(told.iter().filter(|name| !there.contains(name))).cloned().collect()
    }

    #[test]
    fn every_address_is_described() {
        assert_eq!(undescribed(), Vec::<String>::new());
    }

    /// Every reference leads somewhere, and every shape is used.
    #[test]
    fn every_reference_leads_somewhere() {
        let text = described(Language::English).to_string();
        let schemas = shape::all(W(Language::English));
        for name in schemas.as_object().unwrap().keys() {
            assert!(text.contains(&format!("#/components/schemas/{name}\"")), "{name} is used nowhere");
        }
        for (at, _) in text.match_indices("#/components/schemas/") {
            let name = text[at + 21..].split('"').next().unwrap();
            assert!(schemas.get(name).is_some(), "{name}");
        }
    }

    /// `docs/openapi.json` is what is served: `XIEZHI_WRITE_OPENAPI=1 cargo test -p web openapi` writes it.
    #[test]
    fn the_document_in_docs_is_the_one_that_is_served() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
        let now = format!("{:#}\n", described(Language::English));
        if std::env::var_os("XIEZHI_WRITE_OPENAPI").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        assert!(std::fs::read_to_string(&path).is_ok_and(|kept| kept == now), "write docs/openapi.json anew");
    }
}
