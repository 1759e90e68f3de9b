//! Officers by name: whoever types part of one finds those of the own agency, and nobody else's (DESIGN section 4). The name at
//! the top of the page is the person's own.

use axum::http::StatusCode;
use decree::authority::Role;
use uuid::Uuid;
use web::Side;

use super::naming::officer;
use super::{appointed, ask, pages, signed_in};
use crate::server::Db;

#[tokio::test]
async fn officers_are_found_by_name_in_the_own_agency_only() {
    let db = Db::city().await;
    let (first, second) = (officer(&db, "C1", "王芳").await, officer(&db, "C2", "王敏").await);
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let other = appointed(&db, Role::Clerk, 1001, 1).await;
    let people =
        [(first, Role::Officer), (second, Role::Officer), (clerk, Role::Clerk), (other, Role::Clerk)];
    let router = pages(&db, Side::Staff, &people);
    db.moves_to("2026-03-02 09:00");
    let (own, other) = (signed_in(&router, clerk).await, signed_in(&router, other).await);
    let found = async |cookie: &str, words: &str| {
        ask(&router, "get", &format!("/suggest/officers?q={words}"), cookie, None).await.body
    };
    let (wang, fang) = ("%E7%8E%8B", "%E7%8E%8B%E8%8A%B3");
    let both = found(&own, wang).await;
    assert!(
        both.contains("\"C1\"") && both.contains("\"C2\"") && both.contains("Certificate valid"),
        "{both}"
    );
    let one = found(&own, fang).await;
    assert!(one.contains("\"C1\"") && !one.contains("\"C2\""), "{one}");
    assert!(found(&own, "02003001").await.contains("02003001"), "by number as before");
    assert_eq!(found(&other, wang).await, "[]");

    // Without the script a whole name that one officer has stands for the certificate; it is kept nowhere in clear.
    let form = |officers: &str, then: &str| {
        format!(
            "draft={}&then={then}&own_number=N1&target_kind=organisation&target_name=Shop&place=Street\
             &finished_at=2026-03-02T08:00&form=daily&result=pass&power=P1&officers={officers}&officers_2=02003002\
             &collection=real_time",
            Uuid::from_u128(1)
        )
    };
    ask(&router, "post", "/inspections/new", &own, Some(&form(wang, "save"))).await;
    let kept = db.text("select body from desk.draft").await.concat();
    assert!(kept.contains("Shop") && !kept.contains('王'), "{kept}");
    let page = ask(&router, "post", "/inspections/new", &own, Some(&form(fang, "submit"))).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let record = ask(&router, "get", &page.location, &own, None).await.body;
    assert!(record.contains("C1") && record.contains("王芳"), "{record}");

    let cookie = signed_in(&router, first).await;
    for _ in 0..2 {
        let page = ask(&router, "get", "/account", &cookie, None).await.body;
        assert!(page.contains("<strong>王芳</strong>"), "{page}");
    }
    assert!(db.text("select t::text from desk.session t").await.iter().all(|row| !row.contains('王')));
}
