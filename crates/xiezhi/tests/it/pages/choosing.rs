//! Several alerts given to one handler on the board: each has a result of its own (Art. 27).

use axum::http::StatusCode;
use decree::authority::Role;
use uuid::Uuid;
use web::Side;

use super::{appointed, ask, pages, signed_in};
use crate::city::Record;
use crate::server::Db;

/// What stands in the boxes of a page.
fn boxes(page: &str) -> Vec<String> {
    let found = page.match_indices("name=\"chosen\" value=\"");
    found.map(|(at, name)| page[at + name.len()..].split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn chosen_alerts_are_given_each_with_a_result_of_its_own() {
    let db = Db::city().await;
    let unit = appointed(&db, Role::LegalUnit, 1003, 3).await;
    let officer = appointed(&db, Role::Officer, 1003, 3).await;
    db.moves_to("2026-03-20 09:00");
    for (agency, number) in [(3, "late 1"), (3, "late 2"), (1, "another's")] {
        Record::new(agency, number, "2026-03-02 08:00").collect(&db.platform).await;
    }
    let router = pages(&db, Side::Staff, &[(unit, Role::LegalUnit), (officer, Role::Officer)]);
    let (cookie, other) = (signed_in(&router, unit).await, signed_in(&router, officer).await);
    let board = ask(&router, "get", "/alerts", &cookie, None).await;
    let chosen = boxes(&board.body);
    assert!(chosen.len() >= 2, "{}", board.body);
    assert!(
        boxes(&ask(&router, "get", "/alerts", &other, None).await.body).is_empty(),
        "who gives none has no boxes"
    );
    let give = async |cookie: &str, chosen: &[String], to: &str| {
        let marks: Vec<String> = chosen.iter().map(|c| format!("&chosen={c}")).collect();
        ask(&router, "post", "/alerts/assign", cookie, Some(&format!("to={to}{}", marks.concat()))).await
    };
    let assigned = async || db.number("select count(*) from view.alert where assignee is not null").await;

    assert_eq!(give(&other, &chosen, &officer.to_string()).await.status, StatusCode::NOT_FOUND);
    assert!(give(&cookie, &[], &officer.to_string()).await.body.contains("No alert is chosen"));
    assert!(give(&cookie, &chosen, &Uuid::nil().to_string()).await.body.contains("Choose to whom"));
    assert_eq!(assigned().await, 0);

    db.moves_to("2026-03-20 09:05");
    // Another agency's alert is as if it were not there; the rest goes on.
    let foreign = db.text("select stream from view.alert where agency = 1").await.remove(0);
    let with_foreign = [vec![format!("{foreign}.1")], chosen[..1].to_vec()].concat();
    let page = give(&cookie, &with_foreign, &officer.to_string()).await.body;
    assert_eq!((page.matches(">Assigned<").count() >= 1, page.contains(&foreign)), (true, false), "{page}");
    assert_eq!(assigned().await, 1);

    // One of these moved meanwhile.
    let page = give(&cookie, &chosen[..2], &officer.to_string()).await.body;
    assert!(page.contains("status-waiting\">Somebody dealt with it meanwhile"), "{page}");
    assert_eq!(assigned().await, 2);
}
