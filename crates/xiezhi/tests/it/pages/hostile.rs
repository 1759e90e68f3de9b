//! Bad input over the pages: every form of the table with values that nobody means well, what is typed shown as text on every page
//! and in every export, uploads that are not what they say, a session that ended in the middle.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use decree::alert::{AlertOutcome, AlertWish, AnswerBody};
use decree::amendment::{Change, Draft};
use decree::authority::{Role, may};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::message::{MessageKind, NewMessage};
use decree::outage::Report;
use decree::visit::Visit;
use decree::when::When;
use futures_util::stream;
use platform::Command;
use store::FileStore;
use tower::ServiceExt;
use uuid::Uuid;
use web::Side;
use web::route::{Needs, Route, TABLE};

use super::{Page, appointed, ask, page_of, pages, signed_in};
use crate::city::{Record, case, clerk, legal_unit, operator, penalty, wish};
use crate::server::{Db, at};

/// Text that would be more than text, if it were not escaped.
const MARKUP: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
/// What of it must stand on no page as it is.
const RAW: [&str; 2] = ["<script>alert", "<img src=x"];
/// Text that would be a formula.
const FORMULAS: [&str; 4] = ["=1+1", "+1+1", "-1+1", "@SUM(1;1)"];

/// Bytes as a form sends them.
fn encoded(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("%{b:02X}")).collect()
}

fn values() -> Vec<String> {
    let long = "长".repeat(400);
    let texts = [
        MARKUP,
        FORMULAS[0],
        "../../../../etc/passwd",
        "C:\\con\\..\\x",
        "' or 1=1; --",
        "{{7*7}}${7*7}",
        "a\0b\u{7}\u{202e}c",
        "-1",
        "99999999999999999999",
        "9999-99-99",
        "9999-12-31T23:59",
        &long,
    ];
    let mut all: Vec<String> = texts.iter().map(|text| encoded(text.as_bytes())).collect();
    // No text at all in the encoding that forms have.
    all.push("%FF%FE%C0".to_owned());
    all.push("%".to_owned());
    all
}

/// People of every role that has pages, with their cookies.
struct People {
    router: Router,
    cookies: BTreeMap<&'static str, (Role, Uuid, String)>,
}

impl People {
    async fn of(db: &Db) -> Self {
        let mut people = Vec::new();
        for (role, office, agency) in [
            (Role::Officer, 1003, 3),
            (Role::Clerk, 1003, 3),
            (Role::AgencyHead, 1003, 3),
            (Role::LegalUnit, 1003, 3),
            (Role::DistrictOffice, 101, 0),
            (Role::CityOffice, 1, 0),
            (Role::CityOperator, 1, 0),
            (Role::LogAdministrator, 1, 0),
        ] {
            people.push((appointed(db, role, office, agency).await, role));
        }
        let router = pages(db, Side::Staff, &people);
        let mut cookies = BTreeMap::new();
        for (person, role) in people {
            cookies.insert(role.code(), (role, person, signed_in(&router, person).await));
        }
        Self { router, cookies }
    }

    /// Those who may open a page: one is enough where it needs nobody.
    fn who_may(&self, route: &Route) -> Vec<(Role, String)> {
        let all = self.cookies.values().map(|(role, _, cookie)| (*role, cookie.clone()));
        match route.needs {
            Needs::Anyone => vec![(Role::Clerk, String::new())],
            Needs::SignedIn => all.take(1).collect(),
            Needs::May(action) => all.filter(|(role, _)| may(*role, action)).collect(),
            // Systems have no session; what they send is tried in tests of their own.
            Needs::System(_) => Vec::new(),
        }
    }

    /// Signs in again whoever was signed out.
    async fn again(&mut self) {
        for (_, person, cookie) in self.cookies.values_mut() {
            if ask(&self.router, "get", "/account", cookie, None).await.status != StatusCode::OK {
                *cookie = signed_in(&self.router, *person).await;
            }
        }
    }
}

/// One of everything, made of hostile text wherever text is free.
async fn one_of_everything(db: &Db) -> BTreeMap<&'static str, Uuid> {
    let platform = &db.platform;
    db.moves_to("2026-03-10 09:00");
    let record = |n: &str, finished: &str| {
        Record::new(3, n, finished)
            .with("target_name", MARKUP)
            .with("place", FORMULAS[1])
            .with("notes", MARKUP)
            .with("reason", MARKUP)
    };
    let late = record(FORMULAS[0], "2026-03-02 08:00").collect(platform).await;
    assert_eq!(late.alerts.len(), 1);
    let alert: Uuid =
        db.text(&format!("select stream from view.alert where subject = '{}'", late.stream)).await[0]
            .parse()
            .unwrap();
    let body = AnswerBody { outcome: AlertOutcome::Explained, words: MARKUP.to_owned() };
    let answer = Command::Alert { stream: alert, wish: AlertWish::Answer(body) };
    platform.submit(wish(legal_unit(3), "answer", answer)).await.unwrap().unwrap();
    let change = Change { field: "place".to_owned(), old: FORMULAS[1].to_owned(), new: MARKUP.to_owned() };
    let draft = Draft { changes: vec![change], reason: MARKUP.to_owned(), ..Draft::default() };
    let draft = Command::DraftAmendment { stream: late.stream, draft };
    let amendment = platform.submit(wish(clerk(3), "draft", draft)).await.unwrap().unwrap().stream;
    let mut fields = penalty(3);
    fields.extend([
        ("event", "filing"),
        ("at", "2026-03-10 08:30"),
        ("ground", MARKUP),
        ("documents", MARKUP),
    ]);
    fields.retain(|(name, _)| !matches!(*name, "title" | "party_name"));
    fields.extend([("title", MARKUP), ("party_name", FORMULAS[3])]);
    let filed = platform.submit(case(3, FORMULAS[2], &fields)).await.unwrap().unwrap().stream;
    let new = NewMessage {
        kind: Some(MessageKind::Error),
        case: Some(filed),
        page: MARKUP.to_owned(),
        text: MARKUP.to_owned(),
        name: MARKUP.to_owned(),
        phone: FORMULAS[0].to_owned(),
        ..NewMessage::default()
    };
    let (sent, _) = platform.message_wish(new, uuid_of(&[b"hostile"]), None).unwrap();
    let message = platform.submit(sent).await.unwrap().unwrap().stream;
    let when = When::At(at("2026-03-10 08:00"));
    let visit = Visit { matter: MARKUP.to_owned(), place: FORMULAS[0].to_owned(), when, ..Visit::default() };
    let visit = Command::Visit { kind: ThingKind::Patrol, visit, agency: 3 };
    platform.submit(wish(clerk(3), "visit", visit)).await.unwrap().unwrap();
    let report =
        Report { from: at("2026-03-09 09:00"), until: at("2026-03-09 10:00"), what: MARKUP.to_owned() };
    platform.submit(wish(operator(), "outage", Command::ReportOutage(report))).await.unwrap().unwrap();
    [
        ("alerts", alert),
        ("inspections", late.stream),
        ("cases", filed),
        ("amendments", amendment),
        ("messages", message),
        ("disclosures", filed),
    ]
    .into()
}

/// An address of a route, about the records that are there.
fn address(route: &Route, things: &BTreeMap<&str, Uuid>) -> String {
    let kind = route.path.split('/').nth(1).unwrap_or_default();
    let piece = |piece: &str| match piece.strip_prefix('{').and_then(|p| p.split_once('}')) {
        Some(("id", rest)) => format!("{}{rest}", things.get(kind).copied().unwrap_or_default()),
        Some(("name", rest)) if kind == "assets" => format!("xiezhi.css{rest}"),
        Some(("name", rest)) => format!("staff{rest}"),
        Some(("kind", rest)) => format!("inspection{rest}"),
        Some(("code", rest)) => format!("late_inspection{rest}"),
        Some(("year", rest)) => format!("2026{rest}"),
        Some(("title", rest)) => format!("{}{rest}", encoded("行政处罚法".as_bytes())),
        Some(("event", rest)) => format!("investigation{rest}"),
        Some(("n", rest)) => format!("1{rest}"),
        Some((_, rest)) => format!("{}{rest}", Uuid::nil()),
        None => piece.to_owned(),
    };
    route.path.split('/').map(piece).collect::<Vec<_>>().join("/")
}

/// The names of the fields that a page has.
fn fields(page: &Page) -> BTreeSet<String> {
    let names = page.body.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    names.filter(|name| !name.is_empty() && !name.contains(['<', '&'])).map(str::to_owned).collect()
}

/// What is wrong with a page, if anything.
fn fault(page: &Page) -> Option<String> {
    if page.status.is_server_error() {
        return Some(format!("{}: {}", page.status, page.body.chars().take(300).collect::<String>()));
    }
    let raw = RAW.iter().find(|raw| page.body.contains(**raw))?;
    let at = page.body.find(raw).unwrap_or_default();
    let around: String =
        page.body[..at].chars().rev().take(120).collect::<Vec<_>>().into_iter().rev().collect();
    Some(format!("raw: {around}{raw}"))
}

/// A program is not a page: what a script asks for is data, and is never shown as it comes.
fn is_page(route: &Route) -> bool {
    !route.path.starts_with("/suggest") && !route.path.starts_with("/assets")
}

/// Every form route with every hostile value in every field that any page has; every page with the same in its address. Nothing
/// breaks, and nothing comes back as more than text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_of_the_table_takes_hostile_values_calmly() {
    let db = Db::city().await;
    let things = one_of_everything(&db).await;
    let mut people = People::of(&db).await;
    let public = pages(&db, Side::Public, &[]);
    let gets = || TABLE.iter().filter(|r| r.method == "get" && is_page(r));
    let mut names: BTreeSet<String> = BTreeSet::new();
    for route in gets() {
        let router = if route.side == Side::Public { &public } else { &people.router };
        for (_, cookie) in people.who_may(route) {
            names.extend(fields(&ask(router, "get", &address(route, &things), &cookie, None).await));
        }
    }
    assert!(names.len() > 60, "the fields of all forms: {names:?}");
    let mut faults = Vec::new();
    for value in values() {
        let body = names.iter().map(|name| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        for route in TABLE.iter().filter(|r| r.method == "post") {
            let router = if route.side == Side::Public { public.clone() } else { people.router.clone() };
            for (role, cookie) in people.who_may(route) {
                let page = ask(&router, "post", &address(route, &things), &cookie, Some(&body)).await;
                faults.extend(
                    fault(&page).map(|what| format!("post {} {role:?} {value:.40}: {what}", route.path)),
                );
            }
            people.again().await;
        }
        // In an address as much as a server takes of it.
        let query: String = names.iter().take(40).map(|name| format!("{name}={value:.300}&")).collect();
        for route in gets() {
            let router = if route.side == Side::Public { &public } else { &people.router };
            let asked = format!("{}?{}", address(route, &things), query.trim_end_matches('%'));
            for (role, cookie) in people.who_may(route).into_iter().take(1) {
                let page = ask(router, "get", &asked, &cookie, None).await;
                faults.extend(
                    fault(&page).map(|what| format!("get {} {role:?} {value:.40}: {what}", route.path)),
                );
            }
        }
    }
    assert!(faults.is_empty(), "{}: {:#?}", faults.len(), &faults[..faults.len().min(20)]);
}

/// The sheets of a workbook, as they stand in it.
fn sheets(page: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(page)).unwrap();
    let mut text = String::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.starts_with("xl/worksheets/") || name.ends_with("sharedStrings.xml") {
            file.read_to_string(&mut text).unwrap();
        }
    }
    text
}

/// What is recorded with hostile text is shown as text on every page, and stands as text in every cell of every export.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_recorded_is_shown_as_text_everywhere() {
    let db = Db::city().await;
    let things = one_of_everything(&db).await;
    let people = People::of(&db).await;
    let (mut shown, mut exported) = (0, BTreeSet::new());
    for route in TABLE.iter().filter(|r| r.method == "get" && r.side == Side::Staff && is_page(r)) {
        for (role, cookie) in people.who_may(route) {
            let path = address(route, &things);
            if route.path.ends_with(".xlsx") {
                // An export is bytes: asked for by hand.
                let asked = format!("{path}?state=all");
                let request =
                    Request::get(asked).header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
                let answer = people.router.clone().oneshot(request).await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{} {role:?}", route.path);
                let bytes = axum::body::to_bytes(answer.into_body(), 64 << 20).await.unwrap();
                let text = sheets(&bytes);
                assert!(!text.contains("<f>") && !text.contains("<f "), "{} {role:?}: a formula", route.path);
                assert!(RAW.iter().all(|raw| !text.contains(raw)), "{} {role:?}", route.path);
                if text.contains("&lt;script&gt;") || FORMULAS.iter().any(|f| text.contains(f)) {
                    exported.insert(route.path);
                }
                continue;
            }
            let page = ask(&people.router, "get", &path, &cookie, None).await;
            assert_eq!(fault(&page), None, "{} {role:?}", route.path);
            shown +=
                usize::from(page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;"));
        }
    }
    assert!(shown > 8, "the text is put to a real test: {shown} pages");
    // The other lists export names of registers, codes, numbers and times.
    let free = BTreeSet::from(["/cases.xlsx", "/inspections.xlsx"]);
    assert!(free.is_subset(&exported), "{exported:?}");
}

/// A city with a folder for files.
async fn with_files() -> Db {
    let mut db = Db::city().await;
    let folder = db.keys.parent().unwrap().join("files");
    let files = FileStore::folder(&folder, db.store().keys().clone()).unwrap();
    db.platform = db.platform.clone().with_files(files);
    db
}

/// Every file below the folder of files.
fn objects(db: &Db) -> Vec<String> {
    let inside = |p: std::path::PathBuf| std::fs::read_dir(p).unwrap().map(|e| e.unwrap().path());
    let folder = db.keys.parent().unwrap().join("files");
    inside(folder).flat_map(inside).map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

/// A part of a form.
fn part(name: &str, file: Option<&str>, content: &[u8]) -> Vec<u8> {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    let head = format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

async fn upload(router: &Router, path: &str, cookie: &str, body: Body) -> Page {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=B")
        .body(body)
        .unwrap();
    page_of(router.clone().oneshot(request).await.unwrap()).await
}

/// A file for a new document of the case.
fn file_form(file: &str, content: &[u8]) -> Body {
    let parts = [
        part("document", None, b""),
        part("new_title", None, "照片".as_bytes()),
        part("file", Some(file), content),
    ];
    Body::from([parts.concat(), b"--B--\r\n".to_vec()].concat())
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and a picture";

/// What a file is, its content says; what it is called is looked at for its ending and kept nowhere.
#[tokio::test]
async fn uploads_are_told_by_their_content_and_never_by_their_name() {
    let db = with_files().await;
    let things = one_of_everything(&db).await;
    let people = People::of(&db).await;
    let cookie = &people.cookies["clerk"].2;
    let files = format!("/cases/{}/files", things["cases"]);
    // A program under the name of a picture, a page under that of a paper: refused in words, nothing left.
    for (name, content) in [
        ("照片.png", &b"MZ\x90\0a program"[..]),
        ("文书.pdf", b"<html><script>alert(1)</script></html>"),
        ("表.xlsx", b"PK\x03\x04 no workbook"),
        ("照片.png", b""),
    ] {
        let page = upload(&people.router, &files, cookie, file_form(name, content)).await;
        assert!(page.body.contains("error-summary"), "{name}: {} {}", page.status, page.body);
        assert_eq!(fault(&page), None, "{name}");
    }
    assert_eq!(objects(&db), Vec::<String>::new());
    // Names that want to be elsewhere: the content is what counts.
    let long = format!("{}.png", "长".repeat(4_000));
    for (n, name) in [
        "../../../etc/passwd.png",
        "..\\..\\x.png",
        "/etc/cron.d/x.png",
        "a\0b.png",
        "%2e%2e%2fx.png",
        "照片",
        "照片.exe",
        &long,
    ]
    .into_iter()
    .enumerate()
    {
        let page = upload(&people.router, &files, cookie, file_form(name, PNG)).await;
        assert!(!page.status.is_server_error(), "{name:.40}: {}", page.body);
        assert!(objects(&db).len() <= n + 1);
    }
    let kept = objects(&db);
    assert!(kept.len() >= 4, "{kept:?}");
    for name in kept {
        let id: String = name.chars().take(36).collect();
        assert!(Uuid::try_parse(&id).is_ok(), "an object is called by its id: {name}");
    }
    let facts = db
        .text("select count(*) from journal.fact where convert_from(party, 'utf8') like '%etc/passwd%'")
        .await;
    assert_eq!(facts, ["0"]);
}

/// Memory of this process now, in bytes.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
}

/// A body that is made as it is read: so many mebibytes behind a beginning. Notes the most memory that was used meanwhile.
fn endless(begin: Vec<u8>, mebibytes: usize, most: std::sync::Arc<std::sync::atomic::AtomicUsize>) -> Body {
    let chunk = Bytes::from(vec![0u8; 1 << 20]);
    let first = std::iter::once(Bytes::from(begin));
    let parts = first.chain(std::iter::repeat_n(chunk, mebibytes)).map(move |part| {
        most.fetch_max(memory(), std::sync::atomic::Ordering::SeqCst);
        Ok::<_, std::io::Error>(part)
    });
    Body::from_stream(stream::iter(parts))
}

/// Larger than a file may be: refused while it comes, and never in memory, whichever field it stands in.
#[tokio::test]
async fn what_is_too_large_is_refused_while_it_comes() {
    let db = with_files().await;
    let things = one_of_everything(&db).await;
    let people = People::of(&db).await;
    let cookie = &people.cookies["clerk"].2;
    let files = format!("/cases/{}/files", things["cases"]);
    let before = memory();
    let file = [part("document", None, b""), part("new_title", None, b"x"), part("file", Some("x.png"), PNG)]
        .concat();
    let file = file[..file.len() - 2].to_vec();
    let field = |name: &str| {
        let part = part(name, None, b"");
        part[..part.len() - 2].to_vec()
    };
    let import = [part("kind", None, b"inspection"), part("file", Some("x.csv"), b"own_number\n")].concat();
    for (path, begin) in [
        (&*files, file),
        (&*files, field("new_title")),
        ("/imports", field("kind")),
        ("/imports", import[..import.len() - 2].to_vec()),
        ("/imports", field("something")),
    ] {
        let most = std::sync::Arc::default();
        let body = endless(begin, 220, std::sync::Arc::clone(&most));
        let page = upload(&people.router, path, cookie, body).await;
        let refused = page.status.is_client_error() || page.body.contains("error-summary");
        assert!(refused, "{path}: {} {:.300}", page.status, page.body);
        let grown = most.load(std::sync::atomic::Ordering::SeqCst).saturating_sub(before);
        assert!(grown < 150 << 20, "{path}: {grown} bytes of memory");
    }
    // And a form that is none: too long for one.
    let long = format!("words={}", "x".repeat(3 << 20));
    let page =
        ask(&people.router, "post", &format!("/alerts/{}/answer", things["alerts"]), cookie, Some(&long))
            .await;
    assert!(page.status.is_client_error(), "{}", page.status);
    assert_eq!(objects(&db), Vec::<String>::new());
}

/// Ten thousand files where one is wanted: one is taken, or none.
#[tokio::test]
async fn ten_thousand_files_are_no_more_than_one() {
    let db = with_files().await;
    let things = one_of_everything(&db).await;
    let people = People::of(&db).await;
    let cookie = &people.cookies["clerk"].2;
    let mut body = [part("document", None, b""), part("new_title", None, b"x")].concat();
    for n in 0..10_000 {
        body.extend(part("file", Some(&format!("{n}.png")), PNG));
    }
    body.extend_from_slice(b"--B--\r\n");
    let files = format!("/cases/{}/files", things["cases"]);
    let page = upload(&people.router, &files, cookie, Body::from(body.clone())).await;
    assert!(!page.status.is_server_error(), "{}", page.body);
    assert!(objects(&db).len() <= 1, "{}", objects(&db).len());
    let page = upload(&people.router, "/imports", cookie, Body::from(body)).await;
    assert!(!page.status.is_server_error(), "{}", page.body);
}

/// A session that ended in the middle: nothing is recorded, one is asked to sign in, and goes on.
#[tokio::test]
async fn a_session_that_ended_in_the_middle_records_nothing() {
    let db = Db::city().await;
    let things = one_of_everything(&db).await;
    let mut people = People::of(&db).await;
    let facts = db.number("select count(*) from journal.fact").await;
    db.tamper("delete from desk.session").await;
    let with_session =
        |r: &&Route| r.side == Side::Staff && !matches!(r.needs, Needs::Anyone | Needs::System(_));
    for route in TABLE.iter().filter(with_session) {
        let cookie = &people.cookies["clerk"].2;
        let form = (route.method == "post").then_some("version=1&words=x&message_words=x");
        let page = ask(&people.router, route.method, &address(route, &things), cookie, form).await;
        // What was typed is kept on the page where one signs in.
        let kept = page.status == StatusCode::UNAUTHORIZED && page.body.contains("action=\"/sign-in\"");
        let asked = page.status == StatusCode::SEE_OTHER && page.location.starts_with("/sign-in");
        assert!(asked || kept, "{} {}: {} {}", route.method, route.path, page.status, page.location);
    }
    assert_eq!(db.number("select count(*) from journal.fact").await, facts);
    people.again().await;
    let page = ask(&people.router, "get", "/cases", &people.cookies["clerk"].2, None).await;
    assert_eq!(page.status, StatusCode::OK);
}
