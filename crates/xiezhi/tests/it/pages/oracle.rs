//! The authorisation oracle (DESIGN section 5): people × pages × things drawn at random, each answer compared with a second
//! reading of Arts 21 and 22 in the plainest words. It goes by the route table, so that a page cannot be left out.

use std::collections::HashMap;

use axum::Router;
use axum::http::StatusCode;
use decree::authority::{Role, may};
use decree::identity::rng_for;
use futures_util::{StreamExt, stream};
use platform::{Limits, Rate, TokenRules};
use rand_core::Rng;
use uuid::Uuid;
use web::Side;
use web::route::{Needs, Route, TABLE};

use super::{Page, appointed, ask, call, pages, signed_in, token};
use crate::history;
use crate::server::Db;

/// How many questions are drawn in all.
const DRAWS: usize = 10_000;

/// Somebody, or nobody in particular.
#[derive(Clone, Debug)]
struct User {
    person: Option<Uuid>,
    role: Role,
    agency: i32,
    district: i32,
    line: i32,
    /// The token of an agency's own system, which has no session.
    token: String,
}

impl User {
    /// A person in a post, or nobody.
    fn person(person: Option<Uuid>, role: Role, (agency, district, line): (i32, i32, i32)) -> Self {
        Self { person, role, agency, district, line, token: String::new() }
    }
}

/// A record with what decides who may see it.
#[derive(Clone, Debug)]
struct Thing {
    stream: String,
    own_number: String,
    agency: i32,
    line: i32,
    district: i32,
}

/// Art. 22 in the plainest words, read a second time.
fn sees(user: &User, thing: &Thing) -> bool {
    match user.role {
        // The city's office and the city's leaders: everything.
        Role::CityOffice => true,
        Role::GovernmentLeader if user.district == 0 => true,
        // A district's office and leaders: what is enforced in the district.
        Role::DistrictOffice | Role::GovernmentLeader => thing.district == user.district,
        // A department's legal unit over its line: what is enforced under the line's powers, in its own territory.
        Role::LineLegalUnit => {
            thing.line == user.line && (user.district == 0 || thing.district == user.district)
        }
        // An agency's people: its own.
        Role::Officer | Role::Clerk | Role::AgencyHead | Role::LegalUnit | Role::AgencySystem => {
            thing.agency == user.agency
        }
        // Who runs the platform reads no record (Art. 7).
        _ => false,
    }
}

/// Everybody: each role in each office that could have it.
async fn everybody(db: &Db) -> Vec<User> {
    let mut all = vec![User::person(None, Role::Clock, (0, 0, 0))];
    let governments = [(1, 0), (101, 1), (102, 2)];
    for (office, district) in governments {
        let own = if district == 0 { Role::CityOffice } else { Role::DistrictOffice };
        let operator = if district == 0 { Role::CityOperator } else { Role::DistrictOperator };
        let mut roles = vec![own, operator, Role::GovernmentLeader, Role::DisciplineOrgan];
        if district == 0 {
            roles.extend([Role::LogAdministrator, Role::SystemAdministrator, Role::SecurityAdministrator]);
        }
        for role in roles {
            let person = appointed(db, role, office, 0).await;
            all.push(User::person(Some(person), role, (0, district, 0)));
        }
    }
    for (agency, line, district) in [(1, 1, 1), (2, 1, 2), (3, 3, 1), (4, 2, 0), (5, 3, 2)] {
        let mut roles = vec![Role::Officer, Role::Clerk, Role::AgencyHead, Role::LegalUnit];
        if matches!(agency, 1 | 2 | 4) {
            roles.push(Role::LineLegalUnit);
        }
        for role in roles {
            let person = appointed(db, role, 1000 + agency, agency).await;
            all.push(User::person(Some(person), role, (agency, district, line)));
        }
        let system = User::person(None, Role::AgencySystem, (agency, district, line));
        all.push(User { token: token(db, agency).await, ..system });
    }
    all
}

/// The kinds of records that pages are about, by the first word of their address.
const KINDS: [(&str, &str); 6] = [
    ("alerts", "alert"),
    ("inspections", "inspection"),
    ("cases", "case"),
    ("amendments", "amendment"),
    ("disclosures", "disclosure"),
    ("messages", "message"),
];

/// Pages of a part of a record that it need not have.
const PARTS: [&str; 3] = [
    "/cases/{id}/files/{n}",
    "/exports/{form}",
    // A record that was withdrawn has nothing left to amend.
    "/inspections/{id}/amend",
];

async fn things(db: &Db) -> HashMap<&'static str, Vec<Thing>> {
    let mut all = HashMap::new();
    for (address, table) in KINDS {
        // What a system asks for by the agency's own number.
        let number = if matches!(table, "inspection" | "case") { "own_number" } else { "''" };
        let rows =
            db.text(&format!("select stream, agency, line, district, {number} from view.{table}")).await;
        let thing = |row: &String| {
            let cells: Vec<&str> = row.split('|').collect();
            let int = |i: usize| cells[i].parse().unwrap();
            let (stream, own_number) = (cells[0].to_owned(), cells[4].to_owned());
            Thing { stream, own_number, agency: int(1), line: int(2), district: int(3) }
        };
        assert!(!rows.is_empty(), "{table}");
        all.insert(address, rows.iter().map(thing).collect::<Vec<_>>());
    }
    all
}

/// What stands for the other parameters of addresses: a value that is there, or none. A parameter that is not known here
/// fails the test: say what stands there, and who may see it.
fn other(path: &str, name: &str) -> &'static str {
    match (path, name) {
        ("/assets/{name}", _) => "xiezhi.css",
        ("/gallery/{name}", _) => "staff",
        ("/imports/template/{kind}", _) => "inspection",
        ("/points/{code}", _) => "late_inspection",
        ("/calendar/{year}", _) => "2026",
        ("/laws/{title}", _) => "%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A%E6%B3%95",
        ("/api/v1/reference/{list}", _) => "codes",
        // Offices send no records of agencies.
        ("/exports/{form}" | "/api/v1/exports/{form}", _) => "annual",
        // Somebody else's file, or none: the same.
        (_, "import" | "outage" | "token" | "upload") => NOBODYS,
        // Who records what happened in a case may see the form for each event.
        ("/cases/{id}/step/{event}", _) => "filing",
        // Who sees a case sees its files, if it has any.
        ("/cases/{id}/files/{n}", _) => "1",
        _ => panic!("{path}: what is {name}?"),
    }
}

/// The id of what is nobody's: whoever asks is told that it is not there.
const NOBODYS: &str = "00000000-0000-0000-0000-000000000000";

/// An address of a page, with the thing that it is about.
fn address<'a>(
    route: &Route,
    all: &'a HashMap<&'static str, Vec<Thing>>,
    draw: &mut impl Rng,
) -> (String, Option<&'a Thing>) {
    let kind = route.path.split('/').nth(1).unwrap_or_default();
    let (mut address, mut about) = (String::new(), None);
    for (n, piece) in route.path.split('/').enumerate() {
        if n > 0 {
            address.push('/');
        }
        match piece.strip_prefix('{').and_then(|p| p.split_once('}')) {
            Some(("id", rest)) => {
                let things = &all[kind];
                let thing = &things[usize::try_from(draw.next_u32()).unwrap() % things.len()];
                about = Some(thing);
                address.push_str(&thing.stream);
                address.push_str(rest);
            }
            Some(("number", rest)) => {
                let kind = route.path.split('/').nth(3).unwrap_or_default();
                let things = &all[kind];
                let thing = &things[usize::try_from(draw.next_u32()).unwrap() % things.len()];
                about = Some(thing);
                for byte in thing.own_number.bytes() {
                    address.push_str(&format!("%{byte:02X}"));
                }
                address.push_str(rest);
            }
            Some((name, rest)) => {
                address.push_str(other(route.path, name));
                address.push_str(rest);
            }
            None => address.push_str(piece),
        }
    }
    (address, about)
}

/// What is wrong with an answer to a system, or to somebody who is none. A number is the agency's own: another agency's record is
/// not there, even where it has the same.
fn fault_of_system(
    user: &User,
    route: &Route,
    about: Option<&Thing>,
    page: &Page,
    all: &HashMap<&'static str, Vec<Thing>>,
) -> Option<&'static str> {
    if page.status.is_server_error() {
        return Some("it broke");
    }
    if user.token.is_empty() {
        return (page.status != StatusCode::UNAUTHORIZED).then_some("it asks nobody for a token");
    }
    let kind = route.path.split('/').nth(3).unwrap_or_default();
    let own =
        |thing: &Thing| all[kind].iter().any(|t| t.own_number == thing.own_number && t.agency == user.agency);
    if about.is_some_and(|thing| !own(thing)) {
        return (page.status != StatusCode::NOT_FOUND).then_some("it shows that there is something");
    }
    if route.method == "get" && page.status != StatusCode::OK && !route.path.contains("{upload}") {
        return Some("it is not shown to who may see it");
    }
    let strange = all.values().flatten().any(|t| !sees(user, t) && page.body.contains(&t.stream));
    strange.then_some("it names what one may not see")
}

/// What is wrong with an answer, if anything.
fn fault(
    user: &User,
    route: &Route,
    (address, about): (&str, Option<&Thing>),
    page: &super::Page,
    all: &HashMap<&'static str, Vec<Thing>>,
) -> Option<&'static str> {
    if matches!(route.needs, Needs::System(_)) {
        return fault_of_system(user, route, about, page, all);
    }
    let signed = user.person.is_some();
    let to_sign_in = page.status == StatusCode::SEE_OTHER && page.location.starts_with("/sign-in");
    let role_may = match route.needs {
        Needs::Anyone => true,
        Needs::SignedIn => signed,
        Needs::May(action) => signed && may(user.role, action),
        Needs::System(_) => false,
    };
    if page.status.is_server_error() {
        return Some("it broke");
    }
    if !signed && route.needs != Needs::Anyone {
        return (!to_sign_in).then_some("it asks nobody to sign in");
    }
    let nobodys = address.contains(NOBODYS);
    if !role_may || nobodys || about.is_some_and(|thing| !sees(user, thing)) {
        return (page.status != StatusCode::NOT_FOUND).then_some("it shows that there is something");
    }
    let part = PARTS.contains(&route.path) && page.status == StatusCode::NOT_FOUND;
    // A page may lead on to another, as the calendar to this year's.
    let shown = page.status == StatusCode::OK || (page.status == StatusCode::SEE_OTHER && !to_sign_in);
    if route.method == "get" && !shown && !part {
        return Some("it is not shown to who may see it");
    }
    leaked(user, page, all).then_some("it leads to what one may not see")
}

/// Whether a page names a record that its reader may not see.
fn leaked(user: &User, page: &super::Page, all: &HashMap<&'static str, Vec<Thing>>) -> bool {
    KINDS.iter().any(|(address, _)| {
        let begin = format!("/{address}/");
        page.body.match_indices(&begin).any(|(at, _)| {
            let stream = page.body.get(at + begin.len()..at + begin.len() + 36).unwrap_or_default();
            all[address].iter().any(|thing| thing.stream == stream && !sees(user, thing))
        })
    })
}

/// The questions of one person.
async fn questions(
    router: Router,
    user: User,
    n: usize,
    all: &HashMap<&'static str, Vec<Thing>>,
) -> Vec<String> {
    let routes: Vec<&Route> = TABLE.iter().filter(|r| r.side == Side::Staff).collect();
    let mut draw =
        rng_for(&[7; 32], user.person.unwrap_or(Uuid::from_u128(u128::try_from(user.agency).unwrap())));
    let mut cookie = match user.person {
        Some(person) => signed_in(&router, person).await,
        None => String::new(),
    };
    let mut faults = Vec::new();
    for at in 0..n {
        // Every page of the table comes up for everybody, and then as it falls.
        let pick = if at < routes.len() { at } else { usize::try_from(draw.next_u32()).unwrap() };
        let route = routes[pick % routes.len()];
        let (address, about) = address(route, all, &mut draw);
        let form = (route.method == "post").then_some("");
        let page = if user.token.is_empty() {
            ask(&router, route.method, &address, &cookie, form).await
        } else {
            let body = form.map(|text| ("application/json", text));
            call(&router, route.method, &address, &user.token, body).await
        };
        if let Some(what) = fault(&user, route, (&address, about), &page, all) {
            faults.push(format!(
                "{what}: {user:?} {} {address} ({about:?}): {}",
                route.method,
                page.status.as_u16()
            ));
        }
        if let (Some(person), "/sign-out") = (user.person, route.path) {
            cookie = signed_in(&router, person).await;
        }
    }
    faults
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sees_what_they_may_not() {
    let mut db = Db::city().await;
    // The clock stands still, and everybody asks hundreds of times.
    let often = Rate { burst: 100_000, every_micros: 1 };
    let limits = Limits { source: often, global: often, sources: 100 };
    db.platform = db.platform.clone().with_token_rules(TokenRules { limits, ..TokenRules::default() });
    let users = everybody(&db).await;
    history::happen(&db).await;
    let all = things(&db).await;
    let people: Vec<(Uuid, Role)> = users.iter().filter_map(|u| Some((u.person?, u.role))).collect();
    let router = pages(&db, Side::Staff, &people);
    let each = DRAWS.div_ceil(users.len());
    let asked =
        stream::iter(users).map(|user| questions(router.clone(), user, each, &all)).buffer_unordered(4);
    let faults: Vec<String> = asked.collect::<Vec<_>>().await.concat();
    assert!(faults.is_empty(), "{} of {DRAWS}: {:#?}", faults.len(), &faults[..faults.len().min(20)]);
}

/// Nobody is signed in on the public side: whatever cookie comes, nothing of the staff's is there.
#[tokio::test]
async fn the_public_side_knows_no_staff() {
    let db = Db::city().await;
    let person = appointed(&db, Role::CityOffice, 1, 0).await;
    let staff = pages(&db, Side::Staff, &[(person, Role::CityOffice)]);
    let public = pages(&db, Side::Public, &[]);
    let cookie = signed_in(&staff, person).await;
    let there = |method: &str, path: &str| {
        TABLE.iter().any(|r| r.side == Side::Public && r.path == path && r.method == method)
    };
    for route in TABLE.iter().filter(|r| r.side == Side::Staff && !there(r.method, r.path)) {
        let path = route.path.replace("{id}", &Uuid::nil().to_string()).replace("{name}", "staff");
        let page = ask(&public, route.method, &path, &cookie, (route.method == "post").then_some("")).await;
        let none = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
        assert!(none.contains(&page.status), "{} {path}: {}", route.method, page.status);
    }
}
