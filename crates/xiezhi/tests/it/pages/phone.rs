//! What a device keeps without network and sends later: once, with its own time (Art. 15; rulings 6).

use axum::http::StatusCode;
use decree::authority::Role;
use uuid::Uuid;
use web::Side;

use super::{appointed, ask, pages, signed_in};
use crate::server::Db;

fn form(draft: u128, caught: &str, collection: &str, place: &str) -> String {
    format!(
        "draft={}&captured_at={caught}&then=submit&own_number=N{draft}&target_kind=organisation&target_name=Shop\
         &place={place}&finished_at=2026-03-02T08:00&form=daily&result=pass&power=P1&officers=02003001\
         &officers_2=02003002&collection={collection}",
        Uuid::from_u128(draft)
    )
}

#[tokio::test]
async fn a_form_that_arrives_again_is_recorded_once_and_a_wrong_clock_is_kept_and_shown() {
    let db = Db::city().await;
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let router = pages(&db, Side::Staff, &[(clerk, Role::Clerk)]);
    db.moves_to("2026-03-02 09:00");
    let cookie = signed_in(&router, clerk).await;
    let send = async |form: &str| {
        let page = ask(&router, "post", "/inspections/new", &cookie, Some(form)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        page.location
    };
    let late = "collection=deferred&deferral_reason=no_network";
    let first = send(&form(1, "2026-03-02T00:10:00Z", "real_time", "Street")).await;
    assert!(first.ends_with("?done=recorded"), "{first}");
    let record = first.split('?').next().unwrap().to_owned();
    // The answer was lost: the device sends it again, now as one that comes later.
    let again = form(1, "2026-03-02T00:10:00Z", "real_time", "Street");
    assert_eq!(send(&again).await, format!("{record}?done=known"));
    db.moves_to("2026-03-02 09:05");
    let later = again.replace("collection=real_time", late);
    assert_eq!(send(&later).await, format!("{record}?done=first"));
    assert_eq!(db.number("select count(*) from view.inspection").await, 1);
    assert_eq!(db.number("select count(*) from view.amendment").await, 0, "nothing is applied for by itself");
    // Another form with the same number is another record, and refused.
    let other = again
        .replace(&Uuid::from_u128(1).to_string(), &Uuid::from_u128(9).to_string())
        .replace("Street", "X");
    let page = ask(&router, "post", "/inspections/new", &cookie, Some(&other)).await;
    assert!(page.status == StatusCode::OK && page.body.contains("f-own_number-error"), "{}", page.body);

    let shown = async |path: &str| ask(&router, "get", path, &cookie, None).await.body;
    let page = shown(&first).await;
    assert!(page.contains("data-recorded=\"N1\"") && !page.contains("clock was"), "{page}");
    let fast = send(&form(2, "2027-03-02T00:10:00Z", "real_time", "Street")).await;
    assert!(shown(&fast).await.contains("The device’s clock was 365 days fast"));
    let slow = send(&form(3, "2025-03-02T00:10:00Z", "real_time", "Street")).await;
    assert!(shown(&slow).await.contains("The device’s clock was 365 days slow"));
    let caught = "select count(captured_at) from journal.fact where kind = 60";
    assert_eq!(db.number(caught).await, 3, "what a device said is kept");

    let worker = ask(&router, "get", "/assets/phone-worker.js", "", None).await;
    assert_eq!(worker.status, StatusCode::OK);
}
