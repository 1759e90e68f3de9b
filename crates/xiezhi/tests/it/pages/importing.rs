//! A clerk imports a file by page: tried first, then recorded once; refused rows come back; nobody else sees the file.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use decree::authority::Role;
use tower::ServiceExt;
use web::Side;

use super::{appointed, ask, pages, signed_in};
use crate::server::Db;

/// A file of inspections: one sound, one of a power that is none and with an end that lies in the future.
fn file() -> String {
    let row = |number: &str, power: &str, finished: &str| {
        format!("{number},{power},天津市某某商贸有限公司,解放路1号,{finished},daily,pass,02003001；02003002")
    };
    let head = "own_number,power,target_name,place,finished_at,form,result,officers";
    [head, &row("1", "P1", "2026-03-02 08:00"), &row("2", "P77", "2026-09-02 08:00")].join("\n")
}

async fn send(router: &Router, cookie: &str, kind: &str, name: &str, content: &str) -> super::Page {
    let body = format!(
        "--B\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--B\r\ncontent-disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--B--\r\n"
    );
    let request = Request::post("/imports")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=B")
        .body(Body::from(body))
        .unwrap();
    super::page_of(router.clone().oneshot(request).await.unwrap()).await
}

/// Looks until the file has been read to its end.
async fn ended(router: &Router, cookie: &str, path: &str) -> super::Page {
    for _ in 0..200 {
        let page = ask(router, "get", path, cookie, None).await;
        assert_eq!(page.status, StatusCode::OK);
        if !page.body.contains("http-equiv=\"refresh\"") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} does not end");
}

#[tokio::test]
async fn a_file_is_tried_then_recorded_once() {
    let db = Db::city().await;
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let officer = appointed(&db, Role::Officer, 1003, 3).await;
    let router = pages(&db, Side::Staff, &[(clerk, Role::Clerk), (officer, Role::Officer)]);
    db.moves_to("2026-03-02 09:00");
    let (cookie, other) = (signed_in(&router, clerk).await, signed_in(&router, officer).await);
    let inspections = async || db.number("select count(*) from view.inspection").await;

    let sent = send(&router, &cookie, "inspection", "检查.csv", &file()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let here = sent.location;
    let tried = ended(&router, &cookie, &here).await;
    assert!(
        tried.body.contains("1 could be collected") && tried.body.contains("1 would be rejected"),
        "{}",
        tried.body
    );
    assert!(tried.body.contains("检查.csv"));
    assert_eq!(inspections().await, 0, "nothing is recorded by trying");

    let rejected = ask(&router, "get", &format!("{here}/rejected"), &cookie, None).await;
    assert!(rejected.body.contains("P77"), "{}", rejected.body);
    assert!(!rejected.body.contains(",P1,"), "only what was refused");
    for path in [here.clone(), format!("{here}/rejected"), format!("{here}/codes")] {
        assert_eq!(ask(&router, "get", &path, &other, None).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(ask(&router, "post", &here, &other, Some("")).await.status, StatusCode::NOT_FOUND);

    // Two clicks, one recording.
    for _ in 0..2 {
        assert_eq!(ask(&router, "post", &here, &cookie, Some("")).await.status, StatusCode::SEE_OTHER);
    }
    let done = ended(&router, &cookie, &here).await;
    assert!(done.body.contains("1 collected"), "{}", done.body);
    assert_eq!(inspections().await, 1);
    assert_eq!(db.number("select count(*) from view.inspection where agency = 3").await, 1);
}

#[tokio::test]
async fn what_is_no_such_file_is_said_at_the_form() {
    let db = Db::city().await;
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let router = pages(&db, Side::Staff, &[(clerk, Role::Clerk)]);
    let cookie = signed_in(&router, clerk).await;
    for (kind, name, content) in [
        ("", "a.csv", "x"),
        ("weekly", "a.csv", "x"),
        ("inspection", "", ""),
        ("inspection", "a.xlsx", "MZ no workbook"),
        ("inspection", "a.csv", "no,such,column\n1,2,3\n"),
    ] {
        let page = send(&router, &cookie, kind, name, content).await;
        assert_eq!(page.status, StatusCode::OK, "{kind} {name}");
        assert!(page.body.contains("error-summary"), "{kind} {name}: {}", page.body);
    }
    assert_eq!(db.number("select count(*) from view.inspection").await, 0);
    let template = ask(&router, "get", "/imports/template/case", &cookie, None).await;
    assert_eq!((template.status, &template.body[..2]), (StatusCode::OK, "PK"));
    assert_eq!(ask(&router, "get", "/imports/template/x", &cookie, None).await.status, StatusCode::NOT_FOUND);
}
