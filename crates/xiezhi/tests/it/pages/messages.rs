//! The party's inbox over its pages (Arts 32, 33; rulings 4, 11): a party writes and reads the answer; the office answers; the
//! agency that it is about never learns who wrote.

use axum::Router;
use axum::http::StatusCode;
use decree::authority::Role;
use decree::identity::uuid_of;
use uuid::Uuid;
use web::Side;

use super::{Page, appointed, ask, pages, signed_in};
use crate::city::{case, penalty};
use crate::server::Db;

const NAME: &str = "赵无双";
const PHONE: &str = "13911112222";
const TEXT: &str = "罚款金额与决定书不符";

/// Text as a form sends it.
fn form(pairs: &[(&str, &str)]) -> String {
    let encoded = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a Page, name: &str) -> &'a str {
    let begin = format!("name=\"{name}\" value=\"");
    let at = page.body.find(&begin).unwrap_or_else(|| panic!("{name}: {}", page.body)) + begin.len();
    page.body[at..].split('"').next().unwrap()
}

fn receipt(page: &Page) -> String {
    let begin = "receipt-number\">";
    let at = page.body.find(begin).unwrap_or_else(|| panic!("{}", page.body)) + begin.len();
    page.body[at..].split('<').next().unwrap().to_owned()
}

/// A case of agency 3, decided, with the code of its party.
async fn decided(db: &Db) -> (Uuid, String) {
    let mut fields = penalty(3);
    fields.retain(|(name, _)| *name != "procedure");
    fields.extend([
        ("procedure", "summary"),
        ("event", "decision"),
        ("at", "2026-03-02 09:30"),
        ("outcome", "penalty"),
        ("sanctions", "warning"),
        ("facts", "占用道路摆卖"),
        ("basis", "中华人民共和国广告法/第五十九条/第一款"),
        ("documents", "当场处罚决定书"),
        ("decision_number", "津当罚〔2026〕1号"),
    ]);
    let done = db.platform.submit(case(3, "1", &fields)).await.unwrap().unwrap();
    let id = done.codes[0].1;
    (done.stream, db.store().clear_codes(&[id]).await.unwrap().remove(&id).unwrap())
}

/// The people of agency 3, its office and another's.
async fn staff(db: &Db) -> (Router, [String; 4]) {
    let people = [
        (appointed(db, Role::Clerk, 1003, 3).await, Role::Clerk),
        (appointed(db, Role::DistrictOffice, 101, 0).await, Role::DistrictOffice),
        (appointed(db, Role::DistrictOffice, 102, 0).await, Role::DistrictOffice),
        (appointed(db, Role::CityOffice, 1, 0).await, Role::CityOffice),
    ];
    let router = pages(db, Side::Staff, &people);
    let mut cookies = Vec::new();
    for (person, _) in people {
        cookies.push(signed_in(&router, person).await);
    }
    (router, cookies.try_into().unwrap())
}

/// Writes about the case that a code opens, as a browser does.
async fn written(public: &Router, code: &str, kind: &str) -> Page {
    let opened = ask(public, "post", "/look-up", "", Some(&form(&[("code", code)]))).await;
    assert!(opened.body.contains("/message/about"), "{}", opened.body);
    let about = form(&[("code", code), ("message_kind", kind)]);
    let asked = ask(public, "post", "/message/about", "", Some(&about)).await;
    let mark = hidden(&asked, "mark").to_owned();
    let typed = [
        ("mark", &*mark),
        ("code", code),
        ("message_kind", kind),
        ("message_text", TEXT),
        ("sender_name", NAME),
        ("sender_phone", PHONE),
    ];
    let sent = ask(public, "post", "/message", "", Some(&form(&typed))).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    // Sent once more, as a browser does when a page is loaded again: the same message.
    let again = ask(public, "post", "/message", "", Some(&form(&typed))).await;
    assert_eq!(receipt(&again), receipt(&sent));
    sent
}

async fn stands(public: &Router, receipt: &str) -> Page {
    ask(public, "post", "/message/state", "", Some(&form(&[("receipt", receipt)]))).await
}

async fn only_message(db: &Db) -> String {
    let all = db.text("select stream from view.message").await;
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

/// A complaint goes to the district's office; the agency sees nothing of it; the answer is read with the receipt.
#[tokio::test]
async fn a_party_complains_and_reads_the_answer() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let (_, code) = decided(&db).await;
    let public = pages(&db, Side::Public, &[]);
    let sent = written(&public, &code, "complaint").await;
    assert!(sent.body.contains("机构101"), "{}", sent.body);
    let receipt = receipt(&sent);
    let message = only_message(&db).await;
    let here = format!("/messages/{message}");

    let (router, [clerk, office, other, city]) = staff(&db).await;
    let list = ask(&router, "get", "/messages", &clerk, None).await;
    assert!(!list.body.contains(&message), "{}", list.body);
    for cookie in [&clerk, &other] {
        assert_eq!(ask(&router, "get", &here, cookie, None).await.status, StatusCode::NOT_FOUND);
        for act in ["take-up", "answer", "pass-on", "complaint", "sender"] {
            let page = ask(&router, "post", &format!("{here}/{act}"), cookie, Some("message_words=x")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}");
        }
    }
    // It stands on the office's workbench with its last day, and the city's office sees it too.
    let todo = ask(&router, "get", "/", &office, None).await;
    assert!(todo.body.contains(&here), "{}", todo.body);
    assert_eq!(ask(&router, "get", &here, &city, None).await.status, StatusCode::OK);
    let page = ask(&router, "get", &here, &office, None).await;
    assert!(page.body.contains(TEXT) && !page.body.contains(NAME), "{}", page.body);

    let version = form(&[("version", hidden(&page, "version"))]);
    let taken = ask(&router, "post", &format!("{here}/take-up"), &office, Some(&version)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert!(stands(&public, &receipt).await.body.contains("taken up"));
    // Somebody who still has the page of before is told.
    let stale = form(&[("version", "1"), ("message_words", "晚了一步")]);
    let late = ask(&router, "post", &format!("{here}/answer"), &office, Some(&stale)).await;
    assert!(late.body.contains("somebody else") && late.body.contains("晚了一步"), "{}", late.body);
    let answer = form(&[("version", "2"), ("message_words", "经核查\n已责令改正")]);
    let answered = ask(&router, "post", &format!("{here}/answer"), &office, Some(&answer)).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);

    let read = stands(&public, &receipt.to_lowercase().replace('-', " ")).await;
    assert!(read.body.contains("经核查\n已责令改正"), "{}", read.body);
    for kept in [TEXT, NAME, PHONE] {
        assert!(!read.body.contains(kept), "the receipt opens nothing of what was written");
    }
}

/// The agency sees what is wrong, and not who says so; who says so is told to an office that says why, and recorded.
#[tokio::test]
async fn an_agency_never_learns_who_reported_an_error() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let (_, code) = decided(&db).await;
    let public = pages(&db, Side::Public, &[]);
    let receipt = receipt(&written(&public, &code, "error").await);
    let here = format!("/messages/{}", only_message(&db).await);
    let (router, [clerk, office, ..]) = staff(&db).await;
    let page = ask(&router, "get", &here, &clerk, None).await;
    assert!(page.body.contains(TEXT), "{}", page.body);
    let sheet = ask(&router, "get", "/messages.xlsx", &clerk, None).await;
    for page in [&page, &sheet] {
        assert!(!page.body.contains(NAME) && !page.body.contains(PHONE));
    }
    let sender = format!("{here}/sender");
    assert!(!page.body.contains(&sender));
    let asked = ask(&router, "post", &sender, &clerk, Some(&form(&[("message_reason", "好奇")]))).await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND);
    // The office must say why.
    let silent = ask(&router, "post", &sender, &office, Some("message_reason=")).await;
    assert!(silent.body.contains("error-summary") && !silent.body.contains(NAME), "{}", silent.body);
    let told = ask(&router, "post", &sender, &office, Some(&form(&[("message_reason", "需要核实")]))).await;
    assert!(told.body.contains(NAME) && told.body.contains(PHONE), "{}", told.body);
    let read = db.text("select what, query from desk.read_log where what = 'sender'").await;
    assert_eq!(read, ["sender|需要核实"]);
    // The agency passes it to the office over it, and sees it no more; the office marks it, and it is a complaint.
    let on = form(&[("version", "1"), ("message_to", "office.101"), ("message_words", "请贵办处理")]);
    let passed = ask(&router, "post", &format!("{here}/pass-on"), &clerk, Some(&on)).await;
    assert_eq!((passed.status, &*passed.location), (StatusCode::SEE_OTHER, "/messages"), "{}", passed.body);
    assert_eq!(ask(&router, "get", &here, &clerk, None).await.status, StatusCode::NOT_FOUND);
    let mark = form(&[("version", "2"), ("message_words", "实为投诉")]);
    let marked = ask(&router, "post", &format!("{here}/complaint"), &office, Some(&mark)).await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.body);
    let read = stands(&public, &receipt).await;
    assert!(read.body.contains("Complaint") && read.body.contains("机构101"), "{}", read.body);
}

/// Without a code: everything that is wrong at once, everything typed kept, then on its way to the city's office.
#[tokio::test]
async fn an_error_on_a_page_is_reported_without_a_code() {
    let db = Db::city().await;
    let public = pages(&db, Side::Public, &[]);
    let about = ask(&public, "get", "/about", "", None).await;
    assert!(about.body.contains("/message?page=/about"), "{}", about.body);
    // What somebody looked for is not carried along.
    let looked = ask(&public, "get", "/look-up?code=7KQX-2MNA", "", None).await;
    assert!(looked.body.contains("\"/message?page=/look-up\""), "{}", looked.body);
    let asked = ask(&public, "get", "/message?page=/about", "", None).await;
    let mark = hidden(&asked, "mark").to_owned();
    let bad =
        form(&[("mark", &mark), ("page", "/about"), ("organ", "某某局"), ("sender_name", &"长".repeat(201))]);
    let refused = ask(&public, "post", "/message", "", Some(&bad)).await;
    assert!(refused.body.contains("error-summary") && refused.body.contains("某某局"), "{}", refused.body);
    for field in ["#f-message_kind", "#f-message_text", "#f-sender_name"] {
        assert!(refused.body.contains(field), "{field}");
    }
    let good = form(&[
        ("mark", &mark),
        ("page", "/about"),
        ("organ", "某某局"),
        ("message_kind", "error"),
        ("message_text", TEXT),
    ]);
    let sent = ask(&public, "post", "/message", "", Some(&good)).await;
    assert!(sent.body.contains("机构1<"), "{}", sent.body);
    assert_eq!(receipt(&sent).len(), 19);
    // A copy belongs to a case.
    let copy = form(&[("mark", &mark), ("message_kind", "copy"), ("message_text", TEXT)]);
    assert!(ask(&public, "post", "/message", "", Some(&copy)).await.body.contains("error-summary"));
    assert_eq!(db.number("select count(*) from view.message").await, 1);
}

/// Five messages, then one in ten minutes; what was typed is still there. Wrong receipts are counted as wrong codes are.
#[tokio::test]
async fn whoever_writes_much_or_guesses_waits() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let public = pages(&db, Side::Public, &[]);
    let send = async |n: u8| {
        let mark = uuid_of(&[b"mark", &[n]]).to_string();
        let typed = form(&[("mark", &mark), ("message_kind", "error"), ("message_text", TEXT)]);
        ask(&public, "post", "/message", "", Some(&typed)).await
    };
    for n in 0..5 {
        assert_eq!(send(n).await.status, StatusCode::OK);
    }
    let more = send(5).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(more.body.contains(TEXT), "{}", more.body);
    db.moves_to("2026-03-02 10:10");
    assert_eq!(send(5).await.status, StatusCode::OK);
    assert_eq!(send(6).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(db.number("select count(*) from view.message").await, 6);

    let keys = db.store().keys().look_up_keys();
    let mut guess = 0u128;
    let mut wrong = async || {
        guess += 1;
        let mut rng = decree::identity::rng_for(&[9; 32], Uuid::from_u128(guess));
        let receipt: decree::message::Receipt = decree::query_code::issue(&mut rng, &keys);
        stands(&public, &receipt.to_string()).await.status
    };
    for _ in 0..10 {
        assert_eq!(wrong().await, StatusCode::NOT_FOUND);
    }
    assert_eq!(wrong().await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stands(&public, "7KQX").await.status, StatusCode::BAD_REQUEST);
}

/// The role of the public reads, of the whole inbox, what is found under a hash that it must have.
#[tokio::test]
async fn the_public_role_reads_nothing_of_the_inbox() {
    let db = Db::city().await;
    let client = db.client(store::Role::Public).await;
    assert!(client.simple_query("select look_up, packet from view.public_message").await.is_ok());
    for refused in [
        "select stream from view.public_message",
        "select * from view.message",
        "insert into view.message select * from view.message",
        "delete from view.public_message",
        "select * from vault.person",
    ] {
        assert!(client.simple_query(refused).await.is_err(), "{refused}");
    }
}
