//! Art. 22: what the role `reader` sees in each scope is exactly what a naive filter over all rows gives; and every read
//! is recorded.

use std::collections::{BTreeMap, BTreeSet};

use decree::authority::{Actor, Place, Read, Role as Office, Scope, authorise};
use decree::fact::Fact;
use jiff::Timestamp;
use store::{Cursor, List, Reads, Role, Shown, Value};
use tokio_postgres::Client;
use uuid::Uuid;

use crate::city::{Record, city_office, clerk, district_office, legal_unit, line_unit, operator};
use crate::history;
use crate::server::{Db, text};
use crate::tables;

const LINES: [Scope; 9] = [
    Scope::Line { line: 1, district: 0 },
    Scope::Line { line: 2, district: 0 },
    Scope::Line { line: 3, district: 0 },
    Scope::Line { line: 1, district: 1 },
    Scope::Line { line: 2, district: 1 },
    Scope::Line { line: 3, district: 1 },
    Scope::Line { line: 1, district: 2 },
    Scope::Line { line: 2, district: 2 },
    Scope::Line { line: 3, district: 2 },
];

fn scopes() -> Vec<Scope> {
    let mut all =
        vec![Scope::Nothing, Scope::City, Scope::District(1), Scope::District(2), Scope::District(7)];
    all.extend((1..=6).map(Scope::Agency));
    all.extend((1..=6).map(Scope::Grant));
    all.extend(LINES);
    all
}

/// Art. 22 again, in the plainest words.
fn sees(scope: Scope, agency: i32, line: i32, district: i32) -> bool {
    match scope {
        Scope::Nothing => false,
        Scope::City => true,
        Scope::District(d) => d == district,
        Scope::Agency(a) | Scope::Grant(a) => a == agency,
        Scope::Line { line: l, district: 0 } => l == line,
        Scope::Line { line: l, district: d } => l == line && d == district,
    }
}

/// The territories of a district, as the city's table says.
fn territories(district: i32) -> &'static [i32] {
    match district {
        1 => &[1, 11],
        2 => &[2, 21],
        _ => &[],
    }
}

fn table(list: List) -> &'static str {
    match list {
        List::Inspections => "inspection",
        List::Cases => "case",
        List::Alerts => "alert",
        List::Amendments => "amendment",
        List::Findings => "finding",
        List::Disclosures => "disclosure",
        List::Messages => "message",
    }
}

fn uuid(value: &Value) -> Uuid {
    let Value::Uuid(id) = value else { panic!("{value:?}") };
    *id
}

fn column(shown: &Shown, name: &str) -> usize {
    shown.columns.iter().position(|c| c == name).unwrap()
}

/// A whole list, a small page at a time: stream and, for findings, number.
async fn whole(db: &Db, list: List, scope: Scope) -> Vec<(Uuid, i16)> {
    let reader = db.platform.reader(&city_office(), scope);
    let (mut after, mut all) = (Cursor::start(), Vec::new());
    let mut last: Option<(Timestamp, Uuid)> = None;
    loop {
        let shown = db.store().list(&reader, list, after, 4).await.unwrap();
        if shown.rows.is_empty() {
            return all;
        }
        let time = ["occurred_at", "raised_at", "drafted_at", "sent_at"]
            .into_iter()
            .find(|n| shown.columns.iter().any(|c| c == n))
            .unwrap();
        let (stream, time) = (column(&shown, "stream"), column(&shown, time));
        for row in &shown.rows {
            let Value::Time(at) = row[time] else { panic!("{row:?}") };
            let here = (at, uuid(&row[stream]));
            assert!(last.is_none_or(|last| here <= last), "{list:?} {scope:?}: newest first");
            last = Some(here);
            let n = if list == List::Findings { &row[column(&shown, "n")] } else { &Value::Small(0) };
            let Value::Small(n) = n else { panic!("{n:?}") };
            all.push((here.1, *n));
        }
        let (at, stream) = last.unwrap();
        after = Cursor { at, stream };
    }
}

#[tokio::test]
async fn each_scope_shows_exactly_what_art_22_gives() {
    let db = Db::city().await;
    history::happen(&db).await;
    for list in List::ALL {
        let n = if list == List::Findings { "n" } else { "0" };
        let rows =
            db.text(&format!("select stream, {n}, agency, line, district from view.{}", table(list))).await;
        assert!(rows.len() > 3, "{list:?}");
        let mut shown_somewhere = 0;
        for scope in scopes() {
            let mut wanted = BTreeSet::new();
            for row in &rows {
                let cells: Vec<&str> = row.split('|').collect();
                let int = |i: usize| cells[i].parse::<i32>().unwrap();
                if sees(scope, int(2), int(3), int(4)) {
                    wanted.insert((cells[0].parse::<Uuid>().unwrap(), cells[1].parse::<i16>().unwrap()));
                }
            }
            let found = whole(&db, list, scope).await;
            let set: BTreeSet<_> = found.iter().copied().collect();
            assert_eq!(set.len(), found.len(), "{list:?} {scope:?}: nothing twice");
            assert_eq!(set, wanted, "{list:?} {scope:?}");
            shown_somewhere += usize::from(!wanted.is_empty());
        }
        assert!(shown_somewhere >= 8, "{list:?}: the scopes are put to a real test");
    }
}

/// The numbers of alerts by point keep to the scope as their list does, and so do their clocks.
#[tokio::test]
async fn numbers_and_clocks_of_alerts_keep_to_the_scope() {
    let db = Db::city().await;
    history::happen(&db).await;
    let rows = db
        .text("select point, state, coalesce(outcome, 0), agency, line, district, stream from view.alert")
        .await;
    let clocks: BTreeSet<Uuid> = db
        .text("select stream from view.deadline where kind = 2")
        .await
        .iter()
        .map(|stream| stream.parse().unwrap())
        .collect();
    let mut running = 0;
    for scope in scopes() {
        let (mut wanted, mut seen) = (BTreeMap::new(), Vec::new());
        for row in &rows {
            let cells: Vec<&str> = row.split('|').collect();
            let int = |i: usize| cells[i].parse::<i32>().unwrap();
            if sees(scope, int(3), int(4), int(5)) {
                *wanted.entry((int(0), int(1), int(2))).or_insert(0) += 1;
                seen.push(cells[6].parse::<Uuid>().unwrap());
            }
        }
        let reader = db.platform.reader(&city_office(), scope);
        let counts = db.store().alert_counts(&reader, Timestamp::UNIX_EPOCH).await.unwrap();
        let found: BTreeMap<_, _> =
            counts.iter().map(|c| ((c.point, c.state.into(), c.outcome.into()), c.count)).collect();
        assert_eq!(found, wanted, "{scope:?}");
        let shown = db.store().list(&reader, List::Alerts, Cursor::start(), 1000).await.unwrap();
        let handled: BTreeSet<Uuid> = shown
            .cells()
            .filter(|row| row.date("handle_by").is_some())
            .map(|row| row.uuid("stream"))
            .collect();
        let due: BTreeSet<Uuid> = seen.into_iter().filter(|stream| clocks.contains(stream)).collect();
        assert_eq!(handled, due, "{scope:?}");
        running += due.len();
    }
    assert!(running > 0, "the clocks are put to a real test");
}

/// An actor's own scope, through the platform: as the role says.
#[tokio::test]
async fn people_see_what_their_role_sees() {
    let db = Db::city().await;
    history::happen(&db).await;
    let count =
        async |filter: &str| db.number(&format!("select count(*) from view.inspection where {filter}")).await;
    for (actor, filter) in [
        (city_office(), "true"),
        (district_office(2), "district = 2"),
        (legal_unit(4), "agency = 4"),
        (clerk(3), "agency = 3"),
        (line_unit(2, 0), "line = 2"),
        (line_unit(1, 2), "line = 1 and district = 2"),
    ] {
        let shown = db.platform.list(&actor, List::Inspections, Cursor::start(), 1000).await.unwrap();
        assert_eq!(i64::try_from(shown.rows.len()).unwrap(), count(filter).await, "{actor:?}");
    }
    // The operator runs the platform and reads no case (Art. 7).
    let refused = db.platform.list(&operator(), List::Inspections, Cursor::start(), 10).await;
    assert!(matches!(refused, Err(platform::PlatformError::Refused(_))));
    // Nobody but the city looks through another's eyes.
    let beyond = db
        .platform
        .list_within(&district_office(1), Scope::City, List::Inspections, Cursor::start(), 10)
        .await;
    assert!(matches!(beyond, Err(platform::PlatformError::Refused(_))));
}

async fn set(client: &Client, scope: Scope) {
    let keys = |d: i32| territories(d).iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let mut values = [const { String::new() }; 7];
    match scope {
        Scope::Nothing => {}
        Scope::City => values[0] = "city".to_owned(),
        Scope::District(d) => {
            (values[0], values[1], values[5]) = ("district".to_owned(), d.to_string(), keys(d))
        }
        Scope::Agency(a) => (values[0], values[2]) = ("agency".to_owned(), a.to_string()),
        Scope::Grant(a) => (values[0], values[2]) = ("grant".to_owned(), a.to_string()),
        Scope::Line { line, district } => {
            (values[0], values[3], values[4]) = ("line".to_owned(), line.to_string(), district.to_string());
            values[6] = keys(district);
        }
    }
    let names = ["scope", "district", "agency", "line", "line_district", "territories", "line_territories"];
    for (name, value) in names.iter().zip(values) {
        client.batch_execute(&format!("set xiezhi.{name} = '{value}'")).await.unwrap();
    }
}

/// Tables that no reader may so much as ask for.
fn closed(table: &str) -> bool {
    table.starts_with("vault.")
        || table.starts_with("log.")
        || table.starts_with("desk.")
        || [
            "journal.epoch",
            "journal.fact_all",
            "view.known",
            "view.file",
            "view.decision_number",
            "view.public_case",
            "view.public_detail",
            "view.public_decision",
            "view.public_withheld",
            "view.public_message",
            "view.claim_form",
            "view.claimed",
        ]
        .contains(&table)
}

#[tokio::test]
async fn without_a_scope_the_reader_sees_nothing_at_all() {
    let db = Db::city().await;
    history::happen(&db).await;
    let (writer, reader) = (db.client(Role::Writer).await, db.client(Role::Reader).await);
    let public = db.client(Role::Public).await;
    let mut filled = 0;
    for table in tables::all(&db.client(Role::Super).await).await {
        filled += usize::from(db.number(&format!("select count(*) from {table}")).await > 0);
        let asked = reader.simple_query(&format!("select * from {table}")).await;
        assert_eq!(asked.is_err(), closed(&table), "{table}");
        if asked.is_ok() {
            assert_eq!(tables::rows(&reader, &table).await, Vec::<String>::new(), "{table}");
        }
        // The log is public; what its entries are made of is not.
        let open = ["log.tile", "log.head", "log.checkpoint"].contains(&&*table);
        let asked = public.simple_query(&format!("select * from {table}")).await;
        assert_eq!(asked.is_ok(), open, "{table}: the public role");
    }
    assert!(filled > 20, "there is something to be hidden: {filled} tables");
    assert!(!tables::rows(&writer, "view.inspection").await.is_empty());
    // Settings that are there but empty are none.
    set(&reader, Scope::Nothing).await;
    for table in [
        "view.inspection",
        "view.alert",
        "view.agency",
        "view.calendar_day",
        "journal.fact",
        "journal.stream",
    ] {
        assert_eq!(tables::rows(&reader, table).await, Vec::<String>::new(), "{table}");
    }
    // A scope's word without its key shows registers, no act.
    for word in ["district", "agency", "line", "grant"] {
        reader.batch_execute(&format!("set xiezhi.scope = '{word}'")).await.unwrap();
        for table in
            ["view.inspection", "view.alert", "view.finding", "view.visit", "view.deadline", "journal.fact"]
        {
            assert_eq!(tables::rows(&reader, table).await, Vec::<String>::new(), "{word} {table}");
        }
    }
}

#[tokio::test]
async fn facts_are_shown_by_scope_too() {
    let db = Db::city().await;
    history::happen(&db).await;
    let reader = db.client(Role::Reader).await;
    let all = db.text("select id, agency, line, territory from journal.fact").await;
    for scope in scopes() {
        set(&reader, scope).await;
        let inside = |territory: i32, district: i32| territories(district).contains(&territory);
        let mut wanted: Vec<String> = Vec::new();
        for row in &all {
            let cells: Vec<&str> = row.split('|').collect();
            let int = |i: usize| cells[i].parse::<i32>().unwrap();
            let seen = match scope {
                Scope::Nothing => false,
                Scope::City => true,
                Scope::District(d) => inside(int(3), d),
                Scope::Agency(a) | Scope::Grant(a) => a == int(1),
                Scope::Line { line, district: 0 } => line == int(2),
                Scope::Line { line, district } => line == int(2) && inside(int(3), district),
            };
            if seen {
                wanted.push(cells[0].to_owned());
            }
        }
        wanted.sort();
        assert_eq!(text(&reader, "select id from journal.fact order by id::text").await, wanted, "{scope:?}");
    }
}

/// What a list shows can be opened, and what it does not show cannot.
#[tokio::test]
async fn a_thing_can_be_opened_where_its_list_shows_it() {
    let db = Db::city().await;
    history::happen(&db).await;
    let authorised = authorise::<Read, Fact>(&city_office(), Place::default()).unwrap();
    let streams = db.text("select stream, agency, line, district from view.inspection").await;
    for scope in scopes() {
        let reader = db.platform.reader(&city_office(), scope);
        for row in streams.iter().step_by(7) {
            let cells: Vec<&str> = row.split('|').collect();
            let int = |i: usize| cells[i].parse::<i32>().unwrap();
            let facts = db.store().show(&authorised, &reader, cells[0].parse().unwrap()).await.unwrap();
            assert_eq!(!facts.is_empty(), sees(scope, int(1), int(2), int(3)), "{scope:?} {row}");
        }
    }
}

#[tokio::test]
async fn nobody_alters_a_fact_and_each_role_keeps_to_its_own() {
    let db = Db::city().await;
    history::happen(&db).await;
    let (writer, reader, public) =
        (db.client(Role::Writer).await, db.client(Role::Reader).await, db.client(Role::Public).await);
    let refused = async |client: &Client, statement: &str| {
        let error = client.batch_execute(statement).await.unwrap_err();
        assert_eq!(error.code().map(|c| c.code()), Some("42501"), "{statement}: {error:?}");
    };
    for table in ["journal.fact", "journal.fact_all"] {
        refused(&writer, &format!("update {table} set actor = actor")).await;
        refused(&writer, &format!("update {table} set public = null")).await;
        refused(&writer, &format!("delete from {table}")).await;
        refused(&writer, &format!("truncate {table}")).await;
    }
    refused(&writer, "delete from journal.stream").await;
    refused(&writer, "update journal.stream set node = 2").await;
    refused(&writer, "update vault.person set value = null").await;
    refused(&writer, "delete from vault.salt").await;
    refused(&writer, "create table view.another (a int)").await;
    for statement in [
        "select * from vault.person",
        "select * from vault.salt",
        "select * from vault.data_key",
        "select * from vault.file",
        "select * from view.known",
        "select * from log.pending",
        "select * from desk.read_log",
        "insert into view.inspection select * from view.inspection",
        "update view.alert set level = 1",
        "delete from journal.fact",
        "set role xiezhi_writer",
    ] {
        refused(&reader, statement).await;
    }
    for statement in [
        "select * from view.inspection",
        "select * from view.agency",
        "select * from journal.fact",
        "set role xiezhi_reader",
    ] {
        refused(&public, statement).await;
    }
}

#[tokio::test]
async fn every_read_is_recorded_with_it_and_a_failed_one_not() {
    let db = Db::city().await;
    let history = history::happen(&db).await;
    let log = async || {
        db.text("select reader, role, office, what, query <> '', stream from desk.read_log order by id").await
    };
    assert_eq!(log().await, Vec::<String>::new());
    let actor = district_office(1);
    db.platform.list(&actor, List::Alerts, Cursor::start(), 5).await.unwrap();
    db.platform.list(&actor, List::Findings, Cursor::start(), 5).await.unwrap();
    let seen = db.platform.show(&actor, history.natural).await.unwrap();
    assert_eq!(seen.len(), 1);
    // What lies outside is asked for in the log too.
    assert!(db.platform.show(&district_office(2), history.natural).await.unwrap().is_empty());
    let (one, two) = (actor.person, district_office(2).person);
    let wanted = [
        format!("{one}|district_office|101|alerts|t|"),
        format!("{one}|district_office|101|findings|t|"),
        format!("{one}|district_office|101|thing|f|{}", history.natural),
        format!("{two}|district_office|102|thing|f|{}", history.natural),
    ];
    assert_eq!(log().await, wanted);
    // Refused before anything is asked: nothing was read.
    assert_eq!(operator().role, Office::CityOperator);
    db.platform.list(&operator(), List::Alerts, Cursor::start(), 5).await.unwrap_err();
    assert_eq!(log().await, wanted);
    // The query itself fails (a negative limit): its entry goes with its transaction.
    let reader = db.platform.reader(&actor, actor.scope());
    db.store().list(&reader, List::Alerts, Cursor::start(), -1).await.unwrap_err();
    assert_eq!(log().await, wanted);
    // And the other way about: no entry, no answer.
    db.tamper("revoke insert on desk.read_log from xiezhi_reader").await;
    db.platform.list(&actor, List::Alerts, Cursor::start(), 5).await.unwrap_err();
    db.tamper("grant insert on desk.read_log to xiezhi_reader").await;
    assert_eq!(log().await, wanted);
    // After a failure the next reader starts with a clean slate.
    assert!(!db.platform.list(&actor, List::Alerts, Cursor::start(), 5).await.unwrap().rows.is_empty());
}

/// Art. 34(4): the log is read by its administrator and by nobody who reads records, and that stands in it too.
#[tokio::test]
async fn the_read_log_is_its_administrators_alone() {
    let db = Db::city().await;
    let reader = district_office(1);
    db.platform.list(&reader, List::Alerts, Cursor::start(), 5).await.unwrap();
    db.platform.list(&city_office(), List::Cases, Cursor::start(), 5).await.unwrap();
    let administrator = Actor { role: Office::LogAdministrator, person: Uuid::from_u128(15), ..operator() };
    let until = Cursor::start().at;
    let all = Reads {
        before: i64::MAX,
        reader: None,
        from: Timestamp::UNIX_EPOCH,
        until,
        limit: 10,
        records: None,
    };
    let told = async |wanted: &Reads| {
        let entries = db.platform.reads(&administrator, wanted).await.unwrap();
        entries.iter().map(|e| format!("{} {}", e.what, e.role)).collect::<Vec<_>>()
    };
    let (own, cases, alerts) = ("reads log_administrator", "cases city_office", "alerts district_office");
    assert_eq!(told(&all).await, [own, cases, alerts]);
    assert_eq!(told(&Reads { reader: Some(reader.person), ..all.clone() }).await, [alerts]);
    assert_eq!(told(&Reads { until: Timestamp::UNIX_EPOCH, ..all.clone() }).await, Vec::<String>::new());
    let newest = db.platform.reads(&administrator, &Reads { limit: 1, ..all.clone() }).await.unwrap();
    let behind = Reads { before: newest[0].id, limit: 2, ..all.clone() };
    assert_eq!(told(&behind).await, [own, own], "the two questions before that one");
    // What was read of one record, by its id or by a number; of one that there is not, nothing.
    db.moves_to("2026-03-02 10:00");
    let record = Record::new(3, "to be looked for", "2026-03-02 08:00").collect(&db.platform).await.stream;
    db.platform.show(&clerk(3), record).await.unwrap();
    for name in [record.to_string(), "to be looked for".to_owned()] {
        let records = db.platform.records_named(&administrator, &name).await.unwrap();
        assert_eq!(records, [record], "{name}");
        let of_one = Reads { records: Some(records), ..all.clone() };
        assert_eq!(told(&of_one).await, ["thing clerk"]);
        assert_eq!(told(&Reads { reader: Some(city_office().person), ..of_one }).await, Vec::<String>::new());
    }
    let none = db.platform.records_named(&administrator, "no such number").await.unwrap();
    assert_eq!(told(&Reads { records: Some(none), ..all.clone() }).await, Vec::<String>::new());
    assert!(db.platform.records_named(&city_office(), "to be looked for").await.is_err());
    for other in [city_office(), reader, operator(), legal_unit(4)] {
        let refused = db.platform.reads(&other, &all).await;
        assert!(matches!(refused, Err(platform::PlatformError::Refused(_))), "{other:?}");
    }
    // Who reads the log reads no record.
    let refused = db.platform.list(&administrator, List::Alerts, Cursor::start(), 5).await;
    assert!(matches!(refused, Err(platform::PlatformError::Refused(_))));
}
