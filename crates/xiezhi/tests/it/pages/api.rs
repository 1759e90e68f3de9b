//! Agencies' own systems over HTTP (Arts 13, 17): rows with their answers, keys, tokens, scopes, validators, rates.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use decree::authority::{Action, Actor, Role};
use platform::{Limits, Rate, TokenRules, TokenWish};
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;
use web::Side;

use super::{Page, appointed, ask, call, page_of, pages, signed_in, token};
use crate::city::certificate;
use crate::server::Db;

const JSON: &str = "application/json";

fn body(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("{}", page.body))
}

/// A sound inspection of agency 3, as its system pushes it.
fn inspection(number: &str) -> Value {
    json!({
        "own_number": number,
        "power": "P1",
        "target_kind": "organisation",
        "target_name": "天津市某某商贸有限公司",
        "place": "解放路1号",
        "finished_at": "2026-03-02 09:00",
        "form": "daily",
        "result": "pass",
        "officers": [certificate(3, 1), certificate(3, 2)],
        "collection": "deferred",
        "deferral_reason": "paper",
    })
}

fn with(mut row: Value, name: &str, value: Value) -> Value {
    row[name] = value;
    row
}

async fn city() -> (Db, Router, String) {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let router = pages(&db, Side::Staff, &[]);
    let token = token(&db, 3).await;
    (db, router, token)
}

async fn push(router: &Router, token: &str, rows: &Value) -> Page {
    call(router, "post", "/api/v1/acts?kind=inspection", token, Some((JSON, &rows.to_string()))).await
}

async fn keyed(router: &Router, token: &str, path: &str, key: &str, text: &str) -> Response {
    let request = Request::post(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, JSON)
        .header("idempotency-key", key);
    router.clone().oneshot(request.body(Body::from(text.to_owned())).unwrap()).await.unwrap()
}

fn results(answer: &Value) -> Vec<&str> {
    answer["rows"].as_array().unwrap().iter().map(|row| row["result"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_row_has_its_own_answer_and_nothing_is_ever_altered() {
    let (db, router, token) = city().await;
    let bad = with(with(inspection("A3"), "finished_at", json!("2030-01-01")), "form", json!("weekly"));
    let rows = json!([inspection("A1"), inspection("A2"), bad, with(inspection("A4"), "plaice", json!("x"))]);
    let page = push(&router, &token, &rows).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let answer = body(&page);
    assert_eq!(results(&answer), ["accepted", "accepted", "rejected", "rejected"]);
    let problems = answer["rows"][2]["problems"].as_array().unwrap();
    let places: Vec<&str> = problems.iter().map(|p| p["place"].as_str().unwrap()).collect();
    assert!(places.contains(&"finished_at") && places.contains(&"form"), "{problems:?}");
    assert!(problems.iter().all(|p| !p["reason"].as_str().unwrap().is_empty() && p["remedy"].is_string()));
    assert_eq!(problems[0]["article"]["id"], "decree17-18");
    assert_eq!(answer["rows"][3]["problems"][0]["rule"], "unknown-field");
    assert_eq!(db.number("select count(*) from view.inspection where agency = 3").await, 2);

    // The same again is known; more is a supplement; other is an application, and the record stays as it is.
    let more = with(inspection("A1"), "notes", json!("补充说明"));
    let other = with(inspection("A2"), "place", json!("解放路2号"));
    let page = push(&router, &token, &json!([inspection("A1")])).await;
    assert_eq!(results(&body(&page)), ["known"], "{}", page.body);
    let answer = body(&push(&router, &token, &json!([more, other])).await);
    assert_eq!(results(&answer), ["changed", "changed"]);
    assert_eq!(
        (&answer["rows"][0]["change"], &answer["rows"][1]["change"]),
        (&json!("supplement"), &json!("amendment"))
    );
    let page = call(&router, "get", "/api/v1/inspections/A2", &token, None).await;
    let record = body(&page);
    assert_eq!(record["fields"]["place"], "解放路1号");
    assert_eq!(record["amendments"][0]["id"], answer["rows"][1]["amendment"]);
    assert_eq!(record["amendments"][0]["withdrawal"], false);

    // Lines instead of a list; nothing is recorded in a rehearsal.
    let lines = format!("{}\n\n{}\n", inspection("L1"), inspection("L2"));
    let path = "/api/v1/acts?kind=inspection&dry_run=true";
    let page = call(&router, "post", path, &token, Some(("application/x-ndjson", &lines))).await;
    assert_eq!(results(&body(&page)), ["accepted", "accepted"]);
    assert_eq!(db.number("select count(*) from view.inspection where agency = 3").await, 2);
}

#[tokio::test]
async fn a_request_under_a_key_is_answered_once_and_then_byte_for_byte() {
    let (db, router, token) = city().await;
    let path = "/api/v1/acts?kind=inspection";
    let text = json!([inspection("K1")]).to_string();
    // Two at the same moment: one works, the other comes again.
    let (one, two) =
        tokio::join!(keyed(&router, &token, path, "k-1", &text), keyed(&router, &token, path, "k-1", &text));
    let (one, two) = (page_of(one).await, page_of(two).await);
    let done = [&one, &two].into_iter().find(|p| p.status == StatusCode::OK).expect("one of them works");
    for page in [&one, &two].into_iter().filter(|p| p.status != StatusCode::OK) {
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
        assert_eq!(body(page)["type"], "/api#key-in-use");
    }
    assert_eq!(results(&body(done)), ["accepted"]);
    let again = keyed(&router, &token, path, "k-1", &text).await;
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(page_of(again).await.body, done.body);
    assert_eq!(db.number("select count(*) from view.inspection where own_number = 'K1'").await, 1);

    let other =
        page_of(keyed(&router, &token, path, "k-1", &json!([inspection("K2")]).to_string()).await).await;
    assert_eq!(
        (other.status, &body(&other)["type"]),
        (StatusCode::CONFLICT, &json!("/api#key-other-request"))
    );
    // Another agency's key is another.
    let fifth = super::token(&db, 5).await;
    let theirs = page_of(keyed(&router, &fifth, path, "k-1", &text).await).await;
    assert_eq!(theirs.status, StatusCode::OK, "{}", theirs.body);
    // What was refused as a whole may be put right under its key.
    let broken = page_of(keyed(&router, &token, path, "k-2", "[{]").await).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let right = page_of(keyed(&router, &token, path, "k-2", &text).await).await;
    assert_eq!(results(&body(&right)), ["known"]);
    let wrong = page_of(keyed(&router, &token, path, "two words", &text).await).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    // Nothing of what was answered lies in clear on the desk, and after a week nothing at all.
    assert_eq!(db.number("select count(*) from desk.answer where body is not null").await, 3);
    assert_eq!(
        db.number("select count(*) from desk.answer where encode(body, 'escape') like '%K1%'").await,
        0
    );
    db.moves_to("2026-03-09 10:01");
    db.platform.clear_desk().await.unwrap();
    assert_eq!(db.number("select count(*) from desk.answer").await, 0);
}

/// Rulings 3: an exchange's `d` never deletes, and asked for twice it is drafted once.
#[tokio::test]
async fn a_deletion_of_an_exchange_batch_drafts_a_withdrawal() {
    let (db, router, token) = city().await;
    let row = |operation: &str, number: &str| {
        json!({
            "cd_id": "1", "cd_operation": operation, "cd_batch": "2026030200001",
            "check_action_code": number, "supervise_item_implement_code": "P1",
            "supervise_object": "天津市某某商贸有限公司", "administrative_cp_na": "2",
            "check_form": "1", "check_result": "合格", "check_date": "2026/03/02",
            "check_personnel_code": [certificate(3, 1), certificate(3, 2)],
        })
    };
    let path = "/api/v1/acts?kind=inspection&profile=regulation_inspection";
    let rows = json!([row("i", "E1"), row("d", "E1"), row("d", "E9"), row("x", "E8")]);
    let page = call(&router, "post", path, &token, Some((JSON, &rows.to_string()))).await;
    let answer = body(&page);
    assert_eq!(results(&answer), ["accepted", "changed", "rejected", "rejected"], "{}", page.body);
    assert_eq!(answer["rows"][2]["problems"][0]["rule"], "not-found");
    assert_eq!(answer["rows"][3]["problems"][0]["place"], "cd_operation");
    let rows = json!([row("d", "E1")]).to_string();
    let again = body(&call(&router, "post", path, &token, Some((JSON, &rows))).await);
    assert_eq!(results(&again), ["known"]);
    assert_eq!(again["rows"][0]["amendment"], answer["rows"][1]["amendment"]);
    let record = body(&call(&router, "get", "/api/v1/inspections/E1", &token, None).await);
    assert_eq!(
        (&record["state"], &record["amendments"][0]["withdrawal"]),
        (&json!("recorded"), &json!(true))
    );
    assert_eq!(record["fields"]["officers"].as_array().unwrap().len(), 2);
    assert_eq!(db.number("select count(*) from view.amendment where withdrawal").await, 1);
}

#[tokio::test]
async fn a_case_goes_from_its_opening_to_the_code_that_was_told() {
    let (db, router, token) = city().await;
    let send = async |path: &str, value: Value| {
        call(&router, "post", path, &token, Some((JSON, &value.to_string()))).await
    };
    let opening = json!({
        "own_number": "津/1号", "act_kind": "penalty", "procedure": "summary", "title": "占道经营",
        "power": ["P1"], "party_kind": ["organisation"], "party_name": ["天津市某某商贸有限公司"],
        "party_code": ["11120000MB1660879L"],
    });
    let page = send("/api/v1/cases", opening).await;
    assert_eq!(page.status, StatusCode::CREATED, "{}", page.body);
    let at = "/api/v1/cases/%E6%B4%A5%2F1%E5%8F%B7";
    let decision = json!({
        "event": "decision", "at": "2026-03-02", "outcome": "penalty", "sanctions": ["fine"], "fine": 50,
        "decision_number": "津三街罚〔2026〕1号", "facts": "占道经营", "basis": "《城市管理条例》第十条",
        "officers": [certificate(3, 1), certificate(3, 2)],
    });
    let page = send(&format!("{at}/events"), decision.clone()).await;
    assert_eq!(page.status, StatusCode::CREATED, "{}", page.body);
    let code = body(&page)["codes"][0]["code"].as_str().unwrap().to_owned();
    assert_eq!(code.len(), 24);
    // The same again is known, and makes no second code; something else of another case is none of it.
    assert_eq!(send(&format!("{at}/events"), decision).await.status, StatusCode::OK);
    let strange = send(&format!("{at}/events"), json!([{ "event": "payment", "own_number": "other" }])).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
    let refused = send(&format!("{at}/events"), json!({ "event": "no such", "at": "2030-01-01" })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);

    let record = body(&call(&router, "get", at, &token, None).await);
    assert_eq!(
        (&record["state"], &record["decision_number"]),
        (&json!("decided"), &json!("津三街罚〔2026〕1号"))
    );
    assert_eq!(record["codes"][0]["status"], "untold");
    assert!(!record.to_string().contains(&code), "the code is asked for at its own address");
    let codes = body(&call(&router, "get", &format!("{at}/codes"), &token, None).await);
    assert_eq!(codes["codes"], json!([{ "party": 1, "code": code }]));
    let told = json!({ "parties": [1], "at": "2026-03-02 09:30", "mode": "slip" });
    let page = send(&format!("{at}/codes/told"), told).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let codes = body(&call(&router, "get", &format!("{at}/codes"), &token, None).await);
    assert_eq!(codes["codes"], json!([]));
    let reads =
        db.number("select count(*) from desk.read_log where role = 'agency_system' and what = 'codes'").await;
    assert_eq!(reads, 2);
}

#[tokio::test]
async fn another_agencys_records_are_not_there() {
    let (db, router, third) = city().await;
    let fifth = token(&db, 5).await;
    push(&router, &third, &json!([inspection("S1")])).await;
    for path in ["/api/v1/inspections/S1", "/api/v1/cases/S1", "/api/v1/cases/S1/codes"] {
        let page = call(&router, "get", path, &fifth, None).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(body(&page)["type"], "/api#not-found");
    }
    assert_eq!(call(&router, "get", "/api/v1/inspections/S1", &third, None).await.status, StatusCode::OK);
    let event = Some((JSON, "{\"event\":\"filing\"}"));
    let page = call(&router, "post", "/api/v1/cases/S1/events", &fifth, event).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    // A late inspection raises an alert, which the agency's system sees and no other's.
    let late = with(inspection("S2"), "finished_at", json!("2026-02-02 09:00"));
    let answer = body(&push(&router, &third, &json!([late])).await);
    assert_eq!(answer["rows"][0]["alerts"], json!(["late_inspection"]));
    let alerts = async |token: &str, query: &str| {
        body(&call(&router, "get", &format!("/api/v1/alerts{query}"), token, None).await)
    };
    let own = alerts(&third, "?limit=1").await;
    assert_eq!(own["alerts"][0]["subject"], answer["rows"][0]["id"]);
    assert_eq!(alerts(&fifth, "").await["alerts"], json!([]));
    let page = call(&router, "get", "/api/v1/alerts?limit=0&state=x&level=9", &third, None).await;
    assert_eq!(
        (page.status, body(&page)["problems"].as_array().unwrap().len()),
        (StatusCode::BAD_REQUEST, 3)
    );
}

fn head(agency: i32) -> Actor {
    Actor { person: Uuid::from_u128(7), role: Role::AgencyHead, agency, ..Actor::clock() }
}

#[tokio::test]
async fn a_token_opens_what_it_may_until_it_ends() {
    let (db, router, token) = city().await;
    let get = async |token: &str| call(&router, "get", "/api/v1/alerts", token, None).await.status;
    assert_eq!(get(&token).await, StatusCode::OK);
    for none in ["", "xiezhi_", "x", &token.replace("xiezhi_", "xiezhj_")] {
        let page = call(&router, "get", "/api/v1/alerts", none, None).await;
        assert_eq!(
            (page.status, &body(&page)["type"]),
            (StatusCode::UNAUTHORIZED, &json!("/api#unauthorised"))
        );
    }
    // A session is no token, and a token no session.
    let person = appointed(&db, Role::AgencyHead, 1003, 3).await;
    let staff = pages(&db, Side::Staff, &[(person, Role::AgencyHead)]);
    let cookie = signed_in(&staff, person).await;
    let page = ask(&staff, "get", "/api/v1/alerts", &cookie, None).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(call(&router, "get", "/alerts", &token, None).await.status, StatusCode::SEE_OTHER);

    // What it may not do is not there, whatever its role may.
    let wish = TokenWish { name: "只读".to_owned(), may: vec![Action::Read], days: 1 };
    let made = db.platform.make_token(&head(3), 3, &wish).await.unwrap().unwrap();
    assert_eq!(get(&made.text).await, StatusCode::OK);
    let page = push(&router, &made.text, &json!([inspection("T1")])).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    // Nobody makes tokens for another agency, nor more than a system may, nor for ever.
    assert!(db.platform.make_token(&head(3), 5, &wish).await.is_err());
    let wish = TokenWish { name: " ".to_owned(), may: vec![Action::Erase], days: 400 };
    let refusal = db.platform.make_token(&head(3), 3, &wish).await.unwrap().unwrap_err();
    assert_eq!(refusal.problems.len(), 3);

    assert!(!db.platform.revoke_token(&head(5), 5, made.id).await.unwrap(), "another agency's");
    assert!(db.platform.revoke_token(&head(3), 3, made.id).await.unwrap());
    assert!(!db.platform.revoke_token(&head(3), 3, made.id).await.unwrap());
    assert_eq!(get(&made.text).await, StatusCode::UNAUTHORIZED);
    db.moves_to("2026-04-02 10:00");
    assert_eq!(get(&token).await, StatusCode::UNAUTHORIZED, "thirty days are over");
    assert_eq!(db.number("select count(*) from desk.token where length(token) = 32").await, 2);
}

#[tokio::test]
async fn the_head_of_an_agency_makes_a_token_on_a_page_and_revokes_it() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let person = appointed(&db, Role::AgencyHead, 1003, 3).await;
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let router = pages(&db, Side::Staff, &[(person, Role::AgencyHead), (clerk, Role::Clerk)]);
    let (cookie, other) = (signed_in(&router, person).await, signed_in(&router, clerk).await);
    assert_eq!(ask(&router, "get", "/tokens", &other, None).await.status, StatusCode::NOT_FOUND);
    let wrong = ask(&router, "post", "/tokens", &cookie, Some("token_name=&token_days=x")).await;
    assert!(wrong.body.contains("error-summary"), "{}", wrong.body);
    let form = "token_name=%E6%A1%88%E4%BB%B6&token_days=90&token_may=collect&token_may=read";
    let page = ask(&router, "post", "/tokens", &cookie, Some(form)).await;
    let from = page.body.find("xiezhi_").unwrap();
    let token = &page.body[from..from + 71];
    assert_eq!(call(&router, "get", "/api/v1/alerts", token, None).await.status, StatusCode::OK);
    let page = ask(&router, "get", "/tokens", &cookie, None).await;
    assert!(!page.body.contains("xiezhi_"), "it is shown once");
    let link = page.body.split("href=\"").find(|p| p.starts_with("/tokens/")).unwrap();
    let link = link.split('"').next().unwrap();
    assert_eq!(ask(&router, "get", link, &cookie, None).await.status, StatusCode::OK);
    assert_eq!(ask(&router, "post", link, &cookie, Some("")).await.location, "/tokens?revoked=yes");
    assert_eq!(call(&router, "get", "/api/v1/alerts", token, None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&router, "post", link, &cookie, Some("")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let (_db, router, token) = city().await;
    for list in
        ["powers", "agencies", "units", "certificates", "points", "codes", "calendar", "forms", "profiles"]
    {
        let ask = async |known: &str| {
            let request = Request::get(format!("/api/v1/reference/{list}"))
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::IF_NONE_MATCH, known);
            router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
        };
        let first = ask("\"other\"").await;
        assert_eq!(first.status(), StatusCode::OK, "{list}");
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        let page = page_of(first).await;
        assert_eq!(body(&page)["list"], list);
        let again = ask(&format!("W/{tag}, \"x\"")).await;
        assert_eq!(
            (again.status(), again.headers()[header::ETAG].to_str().unwrap()),
            (StatusCode::NOT_MODIFIED, &*tag)
        );
        assert_eq!(page_of(again).await.body, "");
    }
    let powers = body(&call(&router, "get", "/api/v1/reference/powers", &token, None).await);
    let codes: Vec<&str> =
        powers["items"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["P1", "P3", "P5", "P6"], "agency 3's list");
    let none = call(&router, "get", "/api/v1/reference/nothing", &token, None).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    // The description needs no token.
    let description = call(&router, "get", "/api/v1/openapi.json?lang=en", "", None).await;
    assert_eq!((description.status, &body(&description)["openapi"]), (StatusCode::OK, &json!("3.1.0")));
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let mut db = Db::city().await;
    let limits = Limits {
        source: Rate { burst: 3, every_micros: 2_000_000 },
        global: Rate { burst: 100, every_micros: 1_000 },
        sources: 10,
    };
    db.platform = db.platform.clone().with_token_rules(TokenRules { limits, ..TokenRules::default() });
    db.moves_to("2026-03-02 10:00");
    let router = pages(&db, Side::Staff, &[]);
    let (third, fifth) = (token(&db, 3).await, token(&db, 5).await);
    let get = async |token: &str| {
        let request = Request::get("/api/v1/alerts").header(header::AUTHORIZATION, format!("Bearer {token}"));
        router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    };
    for _ in 0..3 {
        assert_eq!(get(&third).await.status(), StatusCode::OK);
    }
    let refused = get(&third).await;
    assert_eq!(
        (refused.status(), &refused.headers()[header::RETRY_AFTER]),
        (StatusCode::TOO_MANY_REQUESTS, &"2".parse().unwrap())
    );
    assert_eq!(body(&page_of(refused).await)["type"], "/api#too-many");
    assert_eq!(get(&fifth).await.status(), StatusCode::OK, "another system is not concerned");
    db.clock.advance_to(crate::server::at("2026-03-02 10:00") + jiff::SignedDuration::from_secs(2));
    assert_eq!(get(&third).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_cannot_be_understood_is_said_in_the_callers_language() {
    let (db, router, token) = city().await;
    let deep = format!("[{{\"own_number\": {}1{}}}]", "[".repeat(5000), "]".repeat(5000));
    let many = Value::Array((0..2001).map(|n| inspection(&format!("N{n}"))).collect()).to_string();
    for (path, media, text, status) in [
        ("/api/v1/acts?kind=inspection", "text/csv", "a,b", 415),
        ("/api/v1/acts?kind=weekly", JSON, "[]", 400),
        ("/api/v1/acts?kind=inspection&profile=none&dry_run=maybe", JSON, "[]", 400),
        ("/api/v1/acts?kind=inspection", JSON, "", 400),
        ("/api/v1/acts?kind=inspection", JSON, "[]", 400),
        ("/api/v1/acts?kind=inspection", JSON, "{}", 400),
        ("/api/v1/acts?kind=inspection", JSON, "[{\"own_number\":\"x\"}", 400),
        ("/api/v1/acts?kind=inspection", JSON, &many, 400),
        ("/api/v1/acts?kind=inspection", JSON, &deep, 200),
        ("/api/v1/acts?kind=patrol", JSON, "[{}]", 400),
        ("/api/v1/inspections", JSON, "[{}]", 400),
        ("/api/v1/inspections", JSON, "{}{}", 400),
        ("/api/v1/inspections", JSON, "{\"own_number\":\"x\"}", 422),
        ("/api/v1/nothing", JSON, "{}", 404),
        ("/api/v1/alerts", JSON, "{}", 405),
    ] {
        let page = call(&router, "post", path, &token, Some((media, text))).await;
        assert_eq!(page.status.as_u16(), status, "{path} {}: {}", &text[..text.len().min(40)], page.body);
        if status != 200 {
            assert_eq!(body(&page)["status"], status);
        }
    }
    assert_eq!(db.number("select count(*) from view.inspection").await, 0);
    let large = format!("[{}]", " ".repeat(17 << 20));
    let page = call(&router, "post", "/api/v1/acts?kind=inspection", &token, Some((JSON, &large))).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);

    let request = Request::post("/api/v1/inspections")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, JSON)
        .header(header::ACCEPT_LANGUAGE, "zh-CN,zh;q=0.9");
    let response =
        router.clone().oneshot(request.body(Body::from("{\"own_number\":\"x\"}")).unwrap()).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(response.headers()[header::CONTENT_LANGUAGE], "zh-CN");
    let problem = body(&page_of(response).await);
    assert_eq!(problem["title"], "未被接受");
    let places: Vec<&str> =
        problem["problems"].as_array().unwrap().iter().map(|p| p["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["target_name", "finished_at"]);
}

#[tokio::test]
async fn patrols_are_known_by_the_key_of_their_request() {
    let (db, router, token) = city().await;
    let path = "/api/v1/acts?kind=patrol";
    let rows = json!([
        { "when": "2026-03-02 09:00", "place": "滨江道", "matter": "巡查", "people": 0 },
        { "when": "soon", "place": "", "matter": "巡查", "weather": "fine" },
    ]);
    for _ in 0..2 {
        let page = page_of(keyed(&router, &token, path, "p-1", &rows.to_string()).await).await;
        let answer = body(&page);
        assert_eq!(results(&answer), ["accepted", "rejected"], "{}", page.body);
        assert_eq!(answer["rows"][1]["problems"].as_array().unwrap().len(), 3);
    }
    assert_eq!(db.number("select count(*) from view.visit").await, 1);
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n";

/// Sends a part of a file, as its stream of chunks brings it: an error breaks the connection.
async fn part(
    router: &Router,
    token: &str,
    upload: &str,
    from: usize,
    chunks: Vec<Result<&'static [u8], std::io::Error>>,
) -> Response {
    let request = Request::patch(format!("/api/v1/uploads/{upload}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header("upload-offset", from);
    let body = Body::from_stream(futures_util::stream::iter(chunks));
    router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
}

fn broken() -> std::io::Error {
    std::io::Error::other("the line went dead")
}

#[tokio::test]
async fn a_file_goes_on_where_the_connection_broke_and_is_checked_as_a_whole() {
    let mut db = Db::city().await;
    let folder = db.keys.parent().unwrap().join("files");
    let files = store::FileStore::folder(&folder, db.store().keys().clone()).unwrap();
    db.platform = db.platform.clone().with_files(files);
    db.moves_to("2026-03-02 10:00");
    let router = pages(&db, Side::Staff, &[]);
    let (third, fifth) = (token(&db, 3).await, token(&db, 5).await);
    push(&router, &third, &json!([inspection("F1")])).await;
    // As `sha256sum` says.
    let digest = "57b806c6f52ebac250aa1812c4ae3768da7673f5f17e6cc9092e4aa013a1c3d4";
    let begin = async |name: &str, sha256: &str| {
        let text = json!({ "name": name, "size": PDF.len(), "sha256": sha256 }).to_string();
        let page = call(&router, "post", "/api/v1/uploads", &third, Some((JSON, &text))).await;
        assert_eq!(page.status, StatusCode::CREATED, "{}", page.body);
        body(&page)["upload"].as_str().unwrap().to_owned()
    };
    let complete = async |upload: &str, value: Value| {
        let path = format!("/api/v1/uploads/{upload}/complete");
        call(&router, "post", &path, &third, Some((JSON, &value.to_string()))).await
    };
    let upload = begin("照片.pdf", digest).await;
    let first = part(&router, &third, &upload, 0, vec![Ok(&PDF[..5]), Ok(&PDF[5..9]), Err(broken())]).await;
    assert_eq!(first.status(), StatusCode::BAD_REQUEST);
    let at = format!("/api/v1/uploads/{upload}");
    assert_eq!(body(&call(&router, "get", &at, &third, None).await)["offset"], 9);
    assert_eq!(call(&router, "get", &at, &fifth, None).await.status, StatusCode::NOT_FOUND);
    // A part that begins elsewhere is told where the file ends; a whole that is not there is none.
    let wrong = part(&router, &third, &upload, 5, vec![Ok(&PDF[5..])]).await;
    assert_eq!(
        (wrong.status(), &wrong.headers()["upload-offset"]),
        (StatusCode::CONFLICT, &"9".parse().unwrap())
    );
    let to = json!({ "inspection": "F1", "title": "现场照片" });
    assert_eq!(complete(&upload, to.clone()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rest = part(&router, &third, &upload, 9, vec![Ok(&PDF[9..])]).await;
    assert_eq!(rest.status(), StatusCode::NO_CONTENT);
    let more = part(&router, &third, &upload, PDF.len(), vec![Ok(b"more")]).await;
    assert_eq!(more.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let nowhere = complete(&upload, json!({ "title": "现场照片" })).await;
    assert_eq!(nowhere.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        complete(&upload, json!({ "inspection": "F9", "title": "x" })).await.status,
        StatusCode::NOT_FOUND
    );
    let page = complete(&upload, to.clone()).await;
    assert_eq!(page.status, StatusCode::CREATED, "{}", page.body);
    assert_eq!(call(&router, "get", &at, &third, None).await.status, StatusCode::NOT_FOUND);
    let record = body(&call(&router, "get", "/api/v1/inspections/F1", &third, None).await);
    assert_eq!(record["fields"]["documents"], json!(["现场照片"]));

    // Another content than announced, and another type than its name says.
    let upload = begin("照片.pdf", &"0".repeat(64)).await;
    part(&router, &third, &upload, 0, vec![Ok(PDF)]).await;
    let page = complete(&upload, to.clone()).await;
    assert_eq!(body(&page)["problems"][0]["rule"], "upload-digest", "{}", page.body);
    let upload = begin("照片.jpg", digest).await;
    part(&router, &third, &upload, 0, vec![Ok(PDF)]).await;
    let page = complete(&upload, json!({ "inspection": "F1", "title": "第二张" })).await;
    assert_eq!(body(&page)["problems"][0]["rule"], "file-name-lies", "{}", page.body);
    let gone = call(&router, "delete", &format!("/api/v1/uploads/{upload}"), &third, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let large = json!({ "name": "x.pdf", "size": 1u64 << 40, "sha256": digest }).to_string();
    let page = call(&router, "post", "/api/v1/uploads", &third, Some((JSON, &large))).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_agencys_records_come_as_workbooks_on_the_page_and_by_the_interface() {
    let (db, _, token) = city().await;
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let district = appointed(&db, Role::DistrictOffice, 101, 0).await;
    let router = pages(&db, Side::Staff, &[(clerk, Role::Clerk), (district, Role::DistrictOffice)]);
    push(&router, &token, &json!([inspection("X1")])).await;
    let (cookie, other) = (signed_in(&router, clerk).await, signed_in(&router, district).await);
    let page = ask(&router, "get", "/exports", &cookie, None).await;
    for form in ["penalty_2018", "permit_2018", "regulation_penalty", "regulation_inspection", "annual"] {
        assert!(page.body.contains(&format!("/exports/{form}?year=2026")), "{form}");
        let path = format!("/exports/{form}?year=2026");
        let own = ask(&router, "get", &path, &cookie, None).await;
        assert_eq!((own.status, &own.body[..2]), (StatusCode::OK, "PK"), "{form}");
        assert_eq!(ask(&router, "get", &path, &other, None).await.status, StatusCode::NOT_FOUND);
        let pushed = call(&router, "get", &format!("/api/v1/exports/{form}?year=2026"), &token, None).await;
        assert_eq!((pushed.status, &pushed.body[..2]), (StatusCode::OK, "PK"), "{form}");
    }
    assert_eq!(
        call(&router, "get", "/api/v1/exports/annual?year=x", &token, None).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        call(&router, "get", "/api/v1/exports/weekly", &token, None).await.status,
        StatusCode::NOT_FOUND
    );
}
