//! Pages over HTTP on the loopback, as people ask for them: time and weight of each kind of page, against a page that holds nothing
//! but words; and what knowing who asks costs.

use std::net::SocketAddr;
use std::time::Instant;

use decree::authority::{Actor, Place, Role};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::person::{PersonFact, Post};
use exchange::Language;
use jiff::civil::date;
use platform::{BulkDoor, Command, Entry, Wish};
use store::Role as DatabaseRole;
use tokio::net::TcpListener;
use uuid::Uuid;
use web::{App, DemoAccount, Listener, Side};

use super::ground::Ground;
use super::http::Visitor;
use super::{Kind, Line, median};
use crate::cli::Failure;
use crate::report;

/// Pages of each kind, by one visitor.
const EACH: usize = 200;
/// Pages of the list, by many.
const LOAD: usize = 6_000;
/// An agency's page is asked for by its legal unit, the city's by the city office.
const AGENCY: i32 = 5;

/// Measures.
pub async fn run(ground: &Ground, rows: u64, clients: usize, quiet: bool) -> Result<Line, Failure> {
    let code = fill(ground, rows, quiet).await?;
    let people = [
        appoint(ground, Role::CityOffice, 1, 0).await?,
        appoint(ground, Role::LegalUnit, 1000 + AGENCY, AGENCY).await?,
    ];
    let (staff, public) = serve(ground, &people).await?;
    let mut line = Line { name: "pages", rows, unit: "ms", ..Line::default() };
    let cookies = [sign_in(staff, people[0]).await?, sign_in(staff, people[1]).await?];

    let mut visitor = Visitor::connect(staff, &cookies[0]).await?;
    let (first, one) = links(&mut visitor).await?;
    let pages = [
        (["workbench_ms", "workbench_kb"], "/".to_owned()),
        (["alerts_ms", "alerts_kb"], "/alerts".to_owned()),
        (["inspections_ms", "inspections_kb"], "/inspections".to_owned()),
        (["inspection_ms", "inspection_kb"], first),
        (["cases_ms", "cases_kb"], "/cases".to_owned()),
        (["case_ms", "case_kb"], one),
        (["words_ms", "words_kb"], "/accessibility".to_owned()),
    ];
    for (names, path) in &pages {
        let (ms, kb) = timed(&mut visitor, path, None).await?;
        line.more.extend([(names[0], ms), (names[1], kb)]);
    }
    let mut own = Visitor::connect(staff, &cookies[1]).await?;
    line.more.insert("agency_inspections_ms", timed(&mut own, "/inspections", None).await?.0);
    let mut party = Visitor::connect(public, "").await?;
    let (ms, kb) = timed(&mut party, "/look-up", Some(&format!("code={code}"))).await?;
    line.more.extend([("look_up_ms", ms), ("look_up_kb", kb)]);
    line.more.insert("home_kb", timed(&mut party, "/", None).await?.1);
    line.more.insert("session_us", session(ground, &cookies[0]).await?);

    line.ours = loaded(staff, &cookies[0], "/inspections", clients).await?;
    line.raw = loaded(staff, &cookies[0], "/accessibility", clients).await?;
    line.ratio = line.ours / line.raw;
    line.unit = "pages/s";
    line.more.insert("clients", clients as f64);
    Ok(line)
}

/// Inspections, a tenth as many cases; the code of one of them.
async fn fill(ground: &Ground, rows: u64, quiet: bool) -> Result<String, Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let progress = report::bar(rows, !quiet);
    let mut code = None;
    for (kind, rows) in [(Kind::Case, rows / 10), (Kind::Inspection, rows)] {
        for begin in (0..rows).step_by(4000) {
            let answers = door.submit(ground.acts(kind, begin, (begin + 4000).min(rows))).await?;
            let made = answers.iter().flatten().flat_map(|done| done.codes.iter().map(|(_, id)| *id));
            code = code.or_else(|| made.into_iter().next());
            progress.set_position(begin);
        }
    }
    progress.finish_and_clear();
    ground.access.connect(DatabaseRole::Owner).await?.batch_execute("vacuum analyze").await?;
    let codes = ground.platform.store().clear_codes(&Vec::from_iter(code)).await?;
    codes.into_values().next().ok_or_else(|| "no code was made".into())
}

async fn appoint(ground: &Ground, role: Role, office: i32, agency: i32) -> Result<Uuid, Failure> {
    let person = uuid_of(&[b"bench person", role.code().as_bytes()]);
    let post = Post { from: date(2020, 1, 1), office, role, ..Post::default() };
    let fact = PersonFact::Appointed { internal: Box::new(post) }.at(ground.platform.now());
    let place = Place { agency, ..Place::default() };
    let entry = Entry { kind: ThingKind::Person, stream: person, place, facts: vec![fact] };
    let actor = Actor { role: Role::CityOffice, ..Actor::clock() };
    let command = Command::Register(Box::new(entry));
    ground.platform.submit(Wish { actor, cause: person, at: None, command }).await??;
    Ok(person)
}

/// Both listeners, on ports that are free.
async fn serve(ground: &Ground, people: &[Uuid]) -> Result<(SocketAddr, SocketAddr), Failure> {
    let demo = people.iter().map(|p| DemoAccount { person: *p, role: "clerk", office: String::new() });
    let app = App::new(ground.platform.clone(), demo.collect(), Language::Chinese);
    let mut addresses = Vec::new();
    for side in [Side::Staff, Side::Public] {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        addresses.push(listener.local_addr()?);
        tokio::spawn(web::serve(app.clone(), Listener { side, listener }, std::future::pending()));
    }
    Ok((addresses[0], addresses[1]))
}

async fn sign_in(staff: SocketAddr, person: Uuid) -> Result<String, Failure> {
    let mut visitor = Visitor::connect(staff, "").await?;
    let answer = visitor.ask("/sign-in/demo", Some(&format!("person={person}"))).await?;
    answer.cookie.ok_or_else(|| format!("not signed in: {}", answer.status).into())
}

/// The first inspection and the first case that the lists lead to.
async fn links(visitor: &mut Visitor) -> Result<(String, String), Failure> {
    let mut found = Vec::new();
    for list in ["/inspections", "/cases"] {
        let page = visitor.ask(list, None).await?;
        let begin = format!("href=\"{list}/0");
        let at = page.body.find(&begin).ok_or_else(|| format!("{list} leads nowhere"))?;
        found.push(page.body[at + 6..].split('"').next().unwrap_or_default().to_owned());
    }
    let case = found.pop().unwrap_or_default();
    Ok((found.pop().unwrap_or_default(), case))
}

/// The middle time of a page, and its weight.
async fn timed(visitor: &mut Visitor, path: &str, form: Option<&str>) -> Result<(f64, f64), Failure> {
    let (mut times, mut bytes) = (Vec::with_capacity(EACH), 0);
    for _ in 0..EACH {
        let begun = Instant::now();
        let answer = visitor.ask(path, form).await?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        if answer.status != 200 {
            return Err(format!("{path}: {}", answer.status).into());
        }
        bytes = answer.bytes;
    }
    Ok((median(&mut times), bytes as f64 / 1024.0))
}

/// Microseconds in which it is known who asks.
async fn session(ground: &Ground, cookie: &str) -> Result<f64, Failure> {
    let token = cookie.split('=').nth(1).unwrap_or_default();
    let mut times = Vec::new();
    for _ in 0..EACH * 5 {
        let begun = Instant::now();
        if ground.platform.signed_in(token).await?.is_none() {
            return Err("the session is gone".into());
        }
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    Ok(median(&mut times))
}

/// Pages a second by many visitors, each on a connection of its own.
async fn loaded(staff: SocketAddr, cookie: &str, path: &str, clients: usize) -> Result<f64, Failure> {
    let mut visitors = Vec::new();
    for _ in 0..clients {
        visitors.push(Visitor::connect(staff, cookie).await?);
    }
    let each = LOAD.div_ceil(clients.max(1));
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for mut visitor in visitors {
        let path = path.to_owned();
        tasks.push(tokio::spawn(async move {
            for _ in 0..each {
                if visitor.ask(&path, None).await?.status != 200 {
                    return Err(Failure::from("a page failed"));
                }
            }
            Ok::<(), Failure>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok((each * clients) as f64 / begun.elapsed().as_secs_f64())
}
