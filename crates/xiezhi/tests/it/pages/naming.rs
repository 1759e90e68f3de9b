//! Officers named in a record by somebody else see it on their workbench and confirm or object; the legal unit sees the
//! objection and says what came of it (rulings 12).

use axum::Router;
use axum::http::StatusCode;
use calendar::start_of;
use decree::authority::{Place, Role};
use decree::fact::{Person, ThingKind};
use decree::identity::uuid_of;
use decree::officer::{Certificate, OfficerFact, Registration};
use decree::person::{PersonFact, Post, Registration as Known};
use jiff::civil::date;
use platform::Entry;
use uuid::Uuid;
use web::Side;

use super::{Page, appointed, ask, pages, signed_in};
use crate::city::register_wish;
use crate::server::Db;

/// An officer of the street with a certificate who signs in, too: both name one entry of the vault.
pub async fn officer(db: &Db, certificate: &str, called: &str) -> Uuid {
    let name = certificate.as_bytes();
    let (person, vault) = (uuid_of(&[b"signs in", name]), uuid_of(&[b"vault", name]));
    let place = Place { agency: 3, ..Place::default() };
    let from = start_of(date(2020, 1, 1));
    let post = Post { from: date(2020, 1, 1), office: 1003, role: Role::Officer, ..Post::default() };
    let people = vec![
        PersonFact::Registered { internal: Box::new(Known { person: vault }) }.at(from),
        PersonFact::Appointed { internal: Box::new(post) }.at(from),
    ];
    let registration = Registration { agency: 3, person: vault, ..Registration::default() };
    let held = Certificate {
        from: date(2023, 1, 1),
        issuer: "天津市人民政府".to_owned(),
        number: certificate.to_owned(),
        until: date(2028, 1, 1),
    };
    let mut registered = OfficerFact::Registered { internal: Box::new(registration) }.at(from);
    let value = format!("{{\"name\":\"{called}\"}}").into_bytes();
    registered.persons = vec![Person { id: vault, value, salt: [7; 32], equal_by: String::new() }];
    let certified = vec![registered, OfficerFact::Certified { public: Box::new(held) }.at(from)];
    for (kind, stream, facts) in [
        (ThingKind::Person, person, people),
        (ThingKind::Officer, uuid_of(&[b"is officer", name]), certified),
    ] {
        db.platform.submit(register_wish(Entry { kind, stream, place, facts })).await.unwrap().unwrap();
    }
    person
}

/// Records an inspection by the form; answers its address.
async fn recorded(router: &Router, cookie: &str, number: &str, officers: [&str; 2]) -> String {
    let form = format!(
        "draft={}&then=submit&own_number={number}&target_kind=organisation&target_name=Shop&place=Street+1\
         &finished_at=2026-03-02T08:00&form=daily&result=pass&power=P1&collection=real_time&officers={}&officers_2={}",
        Uuid::from_u128(number.len() as u128),
        officers[0],
        officers[1]
    );
    let page = ask(router, "post", "/inspections/new", cookie, Some(&form)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location.split('?').next().unwrap().to_owned()
}

fn answer(page: &Page, word: &str) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{word}: {}", page.body);
}

#[tokio::test]
async fn officers_named_confirm_or_object_and_the_legal_unit_says_what_came_of_it() {
    let db = Db::city().await;
    let (first, second) = (officer(&db, "C1", "王芳").await, officer(&db, "C2", "李敏").await);
    let clerk = appointed(&db, Role::Clerk, 1003, 3).await;
    let unit = appointed(&db, Role::LegalUnit, 1003, 3).await;
    let people =
        [(first, Role::Officer), (second, Role::Officer), (clerk, Role::Clerk), (unit, Role::LegalUnit)];
    let router = pages(&db, Side::Staff, &people);
    db.moves_to("2026-03-02 09:00");
    let mut cookies = Vec::new();
    for (person, _) in people {
        cookies.push(signed_in(&router, person).await);
    }
    let [first, second, clerk, unit] = &cookies[..] else { panic!() };
    let workbench = async |cookie: &str| ask(&router, "get", "/", cookie, None).await.body;

    let record = recorded(&router, clerk, "N1", ["C1", "C2"]).await;
    for officer in [first, second] {
        let here = workbench(officer).await;
        assert!(here.contains("Records that name you") && here.contains("N1"), "{here}");
    }
    assert!(!workbench(unit).await.contains("N1"), "nothing waits for the legal unit yet");

    // One tap on the workbench; twice is once.
    let tap = "step=1&certificate=C1&version=1&word=confirmed&back=/";
    for _ in 0..2 {
        answer(&ask(&router, "post", &format!("{record}/naming"), first, Some(tap)).await, "confirm");
    }
    assert!(!workbench(first).await.contains("Records that name you"));
    assert!(ask(&router, "get", &record, clerk, None).await.body.contains("Confirmed"));

    // Nobody speaks for another, an objection needs a reason, and a page that is no longer true is shown anew.
    let say = async |cookie: &str, form: &str| {
        ask(&router, "post", &format!("{record}/naming"), cookie, Some(form)).await
    };
    let page = say(first, "step=1&certificate=C2&version=2&word=objected&reason-1-C2=x").await;
    assert!(page.body.contains("does not name you"), "{}", page.body);
    let page = say(second, "step=1&certificate=C2&version=2&word=objected&reason-1-C2=").await;
    assert!(page.status == StatusCode::OK && page.body.contains("f-reason-1-C2-error"), "{}", page.body);
    let page = say(second, "step=1&certificate=C2&version=1&word=objected&reason-1-C2=not+there").await;
    assert!(page.status == StatusCode::OK && page.body.contains("not there"), "what was typed is kept");
    answer(
        &say(second, "step=1&certificate=C2&version=2&word=objected&reason-1-C2=not+there").await,
        "object",
    );

    // The legal unit sees it; who recorded it or objected does not settle it.
    assert!(workbench(unit).await.contains("not there"));
    let settle = async |cookie: &str, words: &str| {
        let form = format!("step=1&certificate=C2&version=3&words-1-C2={words}");
        ask(&router, "post", &format!("{record}/objection"), cookie, Some(&form)).await
    };
    for other in [clerk, second] {
        assert_eq!(settle(other, "x").await.status, StatusCode::NOT_FOUND);
    }
    answer(&settle(unit, "amendment+applied+for").await, "settle");
    assert!(!workbench(unit).await.contains("not there"));
    let page = ask(&router, "get", &record, second, None).await.body;
    assert!(page.contains("not there") && page.contains("amendment applied for"), "{page}");

    // Who recorded it said enough by it.
    let own = recorded(&router, first, "N22", ["C1", "C2"]).await;
    assert!(!workbench(first).await.contains("N22"));
    assert!(workbench(second).await.contains("N22"));
    assert!(ask(&router, "get", &own, second, None).await.body.contains("Recorded it"));
    let checked = db.store().check(10).await.unwrap();
    assert!(checked.differences.is_empty(), "{:?}", checked.differences);
}
