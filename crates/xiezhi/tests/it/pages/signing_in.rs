//! Signing in: passwords, sessions that end, failures that are slowed, a password that somebody else made.

use axum::http::StatusCode;
use decree::authority::Role;
use web::Side;

use super::{appointed, ask, pages};
use crate::server::Db;

const PASSWORD: &str = "seven small horses";

async fn clerk(db: &Db, must_change: bool) -> uuid::Uuid {
    let person = appointed(db, Role::Clerk, 1003, 3).await;
    assert!(db.platform.put_account("chen", person, PASSWORD, must_change).await.unwrap());
    person
}

async fn enter(router: &axum::Router, name: &str, password: &str) -> super::Page {
    let form = format!("name={name}&password={}&back=/alerts", password.replace(' ', "+"));
    ask(router, "post", "/sign-in", "", Some(&form)).await
}

#[tokio::test]
async fn a_right_password_opens_a_session_until_it_is_idle_or_left() {
    let db = Db::city().await;
    clerk(&db, false).await;
    let router = pages(&db, Side::Staff, &[]);
    let page = enter(&router, "chen", PASSWORD).await;
    assert_eq!((page.status, &*page.location), (StatusCode::SEE_OTHER, "/alerts"));
    let cookie = page.cookie;
    assert!(
        !db.text("select token::text from desk.session").await[0].contains(&cookie[7..]),
        "kept as a hash"
    );
    assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::OK);
    // One who uses it every twenty minutes stays; half an hour without use ends it.
    db.moves_to("2026-03-02 00:20");
    assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::OK);
    db.moves_to("2026-03-02 00:40");
    assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::OK);
    db.moves_to("2026-03-02 01:11");
    let page = ask(&router, "get", "/alerts?level=2", &cookie, None).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location, "/sign-in?back=/alerts%3Flevel%3D2", "one comes back to where one was");
    // Leaving ends it at once.
    let cookie = enter(&router, "chen", PASSWORD).await.cookie;
    ask(&router, "post", "/sign-out", &cookie, Some("")).await;
    assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn twelve_hours_end_every_session() {
    let db = Db::city().await;
    clerk(&db, false).await;
    let router = pages(&db, Side::Staff, &[]);
    let cookie = enter(&router, "chen", PASSWORD).await.cookie;
    for quarter in 1..48 {
        db.moves_to(&format!("2026-03-02 {:02}:{:02}", quarter / 4, quarter % 4 * 15));
        assert_eq!(ask(&router, "get", "/account", &cookie, None).await.status, StatusCode::OK, "{quarter}");
    }
    db.moves_to("2026-03-02 12:00");
    assert_eq!(ask(&router, "get", "/account", &cookie, None).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_wrong_is_answered_alike_and_slowed() {
    let db = Db::city().await;
    clerk(&db, false).await;
    let router = pages(&db, Side::Staff, &[]);
    let (known, unknown) = (enter(&router, "chen", "wrong").await, enter(&router, "nobody", "wrong").await);
    assert_eq!((known.status, unknown.status), (StatusCode::OK, StatusCode::OK));
    let without_names = |page: &super::Page| page.body.replace("nobody", "chen");
    assert_eq!(without_names(&known), without_names(&unknown), "whether an account is there is not told");
    assert!(known.body.contains("value=\"chen\""), "the name typed is kept");
    assert!(known.cookie.is_empty());
    let mut slowed = 0;
    for _ in 0..40 {
        slowed += usize::from(enter(&router, "chen", "wrong").await.body.contains("Too many"));
    }
    assert!(slowed > 0, "guessing is slowed");
    assert!(enter(&router, "chen", PASSWORD).await.cookie.is_empty(), "even the right one waits now");
    db.moves_to("2026-03-03 09:00");
    assert!(!enter(&router, "chen", PASSWORD).await.cookie.is_empty(), "but not for ever");
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let db = Db::city().await;
    clerk(&db, false).await;
    let router = pages(&db, Side::Staff, &[]);
    let cookie = enter(&router, "chen", PASSWORD).await.cookie;
    assert!(db.store().disable_account("chen", db.platform.now()).await.unwrap());
    assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::SEE_OTHER);
    assert!(enter(&router, "chen", PASSWORD).await.cookie.is_empty());
}

#[tokio::test]
async fn a_password_that_somebody_else_made_opens_only_the_page_that_changes_it() {
    let db = Db::city().await;
    clerk(&db, true).await;
    let router = pages(&db, Side::Staff, &[]);
    let cookie = enter(&router, "chen", PASSWORD).await.cookie;
    let page = ask(&router, "get", "/alerts", &cookie, None).await;
    assert_eq!((page.status, &*page.location), (StatusCode::SEE_OTHER, "/account"));
    let change = |new: &str, again: &str| format!("old=seven+small+horses&new={new}&again={again}");
    for (new, again) in
        [("short", "short"), ("seven+small+horses", "seven+small+horses"), ("a+better+one", "another")]
    {
        let page = ask(&router, "post", "/account/password", &cookie, Some(&change(new, again))).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::SEE_OTHER, "{new}");
    }
    // Another session of the account ends with the change.
    let other = enter(&router, "chen", PASSWORD).await.cookie;
    let new = change("a+better+one", "a+better+one");
    assert_eq!(ask(&router, "post", "/account/password", &cookie, Some(&new)).await.status, StatusCode::OK);
    assert_eq!(ask(&router, "get", "/", &cookie, None).await.status, StatusCode::OK);
    assert_eq!(ask(&router, "get", "/", &other, None).await.status, StatusCode::SEE_OTHER);
    assert!(enter(&router, "chen", PASSWORD).await.cookie.is_empty(), "the old one is gone");
    assert!(!enter(&router, "chen", "a better one").await.cookie.is_empty());
}

/// A post that ended ends what it opened.
#[tokio::test]
async fn who_holds_no_post_is_told_so() {
    let db = Db::city().await;
    let nobody = uuid::Uuid::from_u128(77);
    assert!(db.platform.put_account("gone", nobody, PASSWORD, false).await.unwrap());
    let router = pages(&db, Side::Staff, &[]);
    let page = enter(&router, "gone", PASSWORD).await;
    assert!(page.cookie.is_empty() && page.body.contains("post"), "{}", page.body);
}

/// Whoever's session ended in the middle of typing signs in and goes on with it, with or without a script.
#[tokio::test]
async fn what_was_typed_when_the_session_had_ended_goes_through_the_sign_in_page() {
    let db = Db::city().await;
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let router = pages(&db, Side::Staff, &[(clerk, Role::Clerk)]);
    let typed = "draft=x&place=Street+%22A%22+%26+B&then=save";
    let page = ask(&router, "post", "/inspections/new", "", Some(typed)).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let kept = "name=\"kept\" value=\"draft=x&#38;place=Street+%22A%22+%26+B&#38;then=save\"";
    assert!(page.body.contains(kept) && page.body.contains("Your session has ended"), "{}", page.body);
    let form = format!(
        "person={clerk}&back=/inspections/new&kept=draft%3Dx%26place%3DStreet%2B%2522A%2522%2B%2526%2BB%26then%3Dsave"
    );
    let page = ask(&router, "post", "/sign-in/demo", "", Some(&form)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.cookie.is_empty());
    for field in [
        "name=\"draft\" value=\"x\"",
        "name=\"place\" value=\"Street &#34;A&#34; &#38; B\"",
        "action=\"/inspections/new\"",
    ] {
        assert!(page.body.contains(field), "{field}: {}", page.body);
    }
    // Passwords are typed again, and a page that needs nothing typed is only led back to.
    for (path, form) in [("/account/password", "old=secret"), ("/inspections/new", "")] {
        let page = ask(&router, "post", path, "", Some(form)).await;
        assert!(page.status == StatusCode::SEE_OTHER && !page.body.contains("secret"), "{path}");
    }
}
