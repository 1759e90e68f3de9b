//! Appending: stream tokens, the registers' epoch, numbers that arrive twice, groups; and the doors by which a record that
//! is there comes again.

use std::time::Duration;

use decree::authority::Role as Office;
use decree::context::Ending;
use decree::inspection::{Outcome, ReInspection};
use decree::when::When;
use jiff::civil::date;
use platform::{Answer, BulkDoor, Command, Platform, PlatformError, Queue};
use store::Role;
use tokio::task::JoinHandle;
use tokio_postgres::Client;
use uuid::Uuid;

use crate::city::{
    Record, city_office, clerk, district_office, legal_unit, power_list, register_wish, rules, supplement,
    system, wish,
};
use crate::server::{Db, at};

/// A connection that keeps all others from appending, so that they decide first and append later.
struct Brake(Client);

impl Brake {
    async fn on(db: &Db, statement: &str) -> Self {
        let client = db.client(Role::Writer).await;
        client.batch_execute(&format!("begin; {statement}")).await.unwrap();
        Self(client)
    }

    /// Waits until so many others stand in the queue.
    async fn until(&self, db: &Db, waiting: i64) {
        let name = db.access.name();
        for _ in 0..500 {
            let query = format!(
                "select count(*) from pg_stat_activity where datname = '{name}' and wait_event_type = 'Lock'"
            );
            if db.number(&query).await == waiting {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("nobody waits");
    }

    async fn off(self) {
        self.0.batch_execute("rollback").await.unwrap();
    }
}

const REGISTERS: &str = "select pg_advisory_xact_lock(2015061)";

type Submitting = JoinHandle<Result<Vec<Answer>, PlatformError>>;

fn submitting(platform: &Platform, wishes: Vec<platform::Wish>) -> Submitting {
    let platform = platform.clone();
    tokio::spawn(async move { platform.submit_all(wishes).await })
}

async fn facts_are_contiguous(db: &Db) {
    let gaps = "select count(*) from (select f.stream from journal.fact f group by f.stream
                having min(seq) <> 1 or max(seq) <> count(*) or count(distinct seq) <> count(*)) gaps";
    assert_eq!(db.number(gaps).await, 0);
    let tokens = "select count(*) from journal.stream s
                  where version <> (select count(*) from journal.fact f where f.stream = s.id)";
    assert_eq!(db.number(tokens).await, 0);
    let once = "select count(*) - count(distinct fact) + (select count(*) from journal.fact) - count(*) from log.pending";
    assert_eq!(db.number(once).await, 0, "each fact waits for the sealer once");
    let checked = db.store().check(10).await.unwrap();
    assert!(checked.differences.is_empty(), "{:?}", checked.differences);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_loses_a_stream_decides_again_and_the_rest_of_its_batch_commits() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let stream = Record::new(1, "contended", "2026-03-10 08:00").collect(&db.platform).await.stream;
    let other = Platform::open(db.store().clone(), db.clock.clone(), [4; 32]).await.unwrap();
    let brake =
        Brake::on(&db, &format!("select 1 from journal.stream where id = '{stream}' for update")).await;
    // Both decide with the stream at version 1. The second finds it at version 2 and decides again.
    let batch = |who: &str, field: &str| {
        vec![
            Record::new(2, &format!("{who} before"), "2026-03-10 08:00").wish(),
            supplement(1, stream, who, field, who),
            Record::new(3, &format!("{who} after"), "2026-03-10 08:00").wish(),
        ]
    };
    let one = submitting(&db.platform, batch("one", "plan"));
    let two = submitting(&other, batch("two", "unit"));
    brake.until(&db, 2).await;
    brake.off().await;
    for answers in [one.await.unwrap().unwrap(), two.await.unwrap().unwrap()] {
        let endings: Vec<Ending> = answers.into_iter().map(|a| a.unwrap().ending).collect();
        assert_eq!(endings, [Ending::Accepted, Ending::Changed, Ending::Accepted]);
    }
    assert_eq!(db.number(&format!("select version from journal.stream where id = '{stream}'")).await, 3);
    assert_eq!(db.number(&format!("select facts from view.inspection where stream = '{stream}'")).await, 3);
    assert_eq!(db.number("select count(*) from view.inspection").await, 5);
    facts_are_contiguous(&db).await;
}

/// The same field by two: whoever comes second would replace a value, and is refused after deciding again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_right_alone_is_refused_when_another_came_first() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let stream = Record::new(1, "contended", "2026-03-10 08:00").collect(&db.platform).await.stream;
    let brake =
        Brake::on(&db, &format!("select 1 from journal.stream where id = '{stream}' for update")).await;
    let tasks =
        ["one", "two"].map(|who| submitting(&db.platform, vec![supplement(1, stream, who, "notes", who)]));
    brake.until(&db, 2).await;
    brake.off().await;
    let mut refused = Vec::new();
    for task in tasks {
        refused.extend(task.await.unwrap().unwrap().iter().map(rules));
    }
    refused.sort();
    assert_eq!(refused, [vec![], vec!["supplement-replaces"]]);
    assert_eq!(db.number(&format!("select version from journal.stream where id = '{stream}'")).await, 2);
    facts_are_contiguous(&db).await;
}

/// Agency 1 loses power 2 while an act under it is already decided: the act is judged with the new list.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_is_judged_by_the_registers_as_they_are_when_it_is_recorded() {
    for bulk in [false, true] {
        let db = Db::city().await;
        db.moves_to("2026-03-10 09:00");
        let brake = Brake::on(&db, REGISTERS).await;
        let shorter = register_wish(power_list(1, &[1], date(2026, 3, 1)));
        let registering = submitting(&db.platform, vec![shorter]);
        brake.until(&db, 1).await;
        let record = Record::new(1, "under a lost power", "2026-03-10 08:00").with("power", "P2");
        let acting = if bulk {
            let platform = db.platform.clone();
            tokio::spawn(async move { BulkDoor::open(&platform).await?.submit(vec![record.wish()]).await })
        } else {
            submitting(&db.platform, vec![record.wish()])
        };
        brake.until(&db, 2).await;
        brake.off().await;
        registering.await.unwrap().unwrap().remove(0).unwrap();
        let done = acting.await.unwrap().unwrap().remove(0).unwrap();
        assert_eq!((done.ending, done.alerts), (Ending::Accepted, vec![6]), "point 6: power not held");
        assert_eq!(db.platform.check_alerts(10).await.unwrap().mismatches, []);
        facts_are_contiguous(&db).await;
    }
}

/// Registers and acts in one group: an act behind a register is judged by it.
#[tokio::test]
async fn in_one_group_an_act_behind_a_register_is_judged_by_it() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let act = |n: &str| Record::new(1, n, "2026-03-10 08:00").with("power", "P2").wish();
    let shorter = register_wish(power_list(1, &[1], date(2026, 3, 1)));
    let answers = db.platform.submit_all(vec![act("before"), shorter, act("behind")]).await.unwrap();
    let alerts: Vec<Vec<i32>> = answers.into_iter().map(|a| a.unwrap().alerts).collect();
    assert_eq!(alerts, [vec![], vec![], vec![6]]);
    facts_are_contiguous(&db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_number_twice_is_recorded_once() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let record = |n: &str| Record::new(1, n, "2026-03-10 08:00");
    // In one group, and in one file.
    let answers = db
        .platform
        .submit_all(vec![record("group").wish(), record("group").wish_of(clerk(1))])
        .await
        .unwrap();
    check_once(answers);
    let mut door = BulkDoor::open(&db.platform).await.unwrap();
    check_once(door.submit(vec![record("file").wish(), record("file").wish_of(clerk(1))]).await.unwrap());
    // From two at the same moment: both have decided before either is recorded.
    let brake = Brake::on(&db, REGISTERS).await;
    let two =
        [system(1), clerk(1)].map(|actor| submitting(&db.platform, vec![record("both").wish_of(actor)]));
    brake.until(&db, 2).await;
    brake.off().await;
    let mut answers = Vec::new();
    for task in two {
        answers.extend(task.await.unwrap().unwrap());
    }
    check_once(answers);
    assert_eq!(db.number("select count(*) from view.inspection").await, 3);
    facts_are_contiguous(&db).await;
}

fn check_once(answers: Vec<Answer>) {
    let mut done: Vec<(Ending, Uuid)> =
        answers.into_iter().map(|a| a.unwrap()).map(|d| (d.ending, d.stream)).collect();
    done.sort_by_key(|(ending, _)| *ending != Ending::Accepted);
    assert_eq!([done[0].0, done[1].0], [Ending::Accepted, Ending::Known]);
    assert_eq!(done[0].1, done[1].1, "the one that is known is the one accepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_at_once_are_all_answered() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let mut streams = Vec::new();
    for n in 0..8 {
        streams.push(
            Record::new(1, &format!("base {n}"), "2026-03-10 08:00").collect(&db.platform).await.stream,
        );
    }
    let queue = Queue::start(&db.platform, 2, 256);
    let fields = ["plan", "unit", "reason", "notes"];
    let mut tasks = Vec::new();
    // Four writers on each of eight streams; thirty-two new records, of which every fourth number comes twice.
    for n in 0..64_usize {
        let wished = if n < 32 {
            supplement(1, streams[n % 8], &format!("queued {n}"), fields[n / 8], "增")
        } else {
            let number = if n % 4 == 1 { n - 1 } else { n };
            Record::new(2, &format!("new {number}"), "2026-03-10 08:00").wish()
        };
        let queue = queue.clone();
        tasks.push(tokio::spawn(async move { queue.submit(wished).await }));
    }
    let mut endings = [0, 0, 0];
    for task in tasks {
        let done = task.await.unwrap().unwrap().unwrap();
        endings[done.ending as usize] += 1;
    }
    assert_eq!(endings.iter().sum::<i32>(), 64);
    assert_eq!(db.number("select count(*) from view.inspection where agency = 1 and facts = 5").await, 8);
    assert_eq!(db.number("select count(*) from view.inspection where agency = 2").await, 24);
    facts_are_contiguous(&db).await;
}

/// Rulings 3: the same again is known; what only adds is a supplement; anything else is a drafted amendment, and the
/// record stays as it was.
#[tokio::test]
async fn a_record_that_comes_again_goes_through_one_of_three_doors() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let record = Record::new(1, "again", "2026-03-10 08:00");
    let first = record.collect(&db.platform).await;
    assert_eq!((first.ending, first.facts), (Ending::Accepted, 1));
    let again = db.platform.submit(record.wish_of(clerk(1))).await.unwrap().unwrap();
    assert_eq!((again.ending, again.stream, again.facts), (Ending::Known, first.stream, 0));
    let more = db.platform.submit(record.clone().with("notes", "补充").wish()).await.unwrap().unwrap();
    assert_eq!((more.ending, more.stream, more.facts), (Ending::Changed, first.stream, 1));
    // The fuller record is now what is known.
    let fuller =
        db.platform.submit(record.clone().with("notes", "补充").wish_of(clerk(1))).await.unwrap().unwrap();
    assert_eq!((fuller.ending, fuller.facts), (Ending::Known, 0));
    let other = db.platform.submit(record.clone().with("place", "和平路2号").wish()).await.unwrap().unwrap();
    assert_eq!(other.ending, Ending::Changed);
    assert_eq!(other.stream, first.stream, "it is about the record");
    let amendment = db.text("select subject, state, office from view.amendment").await;
    assert_eq!(amendment, [format!("{}|1|101", first.stream)]);
    assert_eq!(db.text("select place from view.inspection").await, ["解放路1号"]);
    // Another source's same number is another record.
    let entered = db.platform.submit(wish_by_hand(&record)).await.unwrap().unwrap();
    assert_eq!(entered.ending, Ending::Accepted);
    facts_are_contiguous(&db).await;
}

fn wish_by_hand(record: &Record) -> platform::Wish {
    let mut wished = record.wish_of(clerk(1));
    wished.cause = decree::identity::uuid_of(&[b"by hand"]);
    if let Command::Collect { wish, .. } = &mut wished.command {
        wish.source = Some(decree::inspection::Source::Entry);
    }
    wished
}

/// Art. 21: who may not is told the rule and nothing else, and nothing is appended.
#[tokio::test]
async fn who_may_not_is_refused_and_nothing_is_appended() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let record = Record::new(1, "mine", "2026-03-10 08:00");
    let stream = record.collect(&db.platform).await.stream;
    let facts = db.number("select count(*) from journal.fact").await;
    let shorter = Command::Register(Box::new(power_list(1, &[1], date(2026, 3, 1))));
    let done = ReInspection { at: When::At(at("2026-03-10 08:30")), result: Outcome::Pass };
    let notice = calendar::shipped_notices()[0].clone();
    let wishes = vec![
        record.clone().with("notes", "x").wish_of(clerk(2)),
        Record::new(1, "new", "2026-03-10 08:00").wish_of(clerk(2)),
        Record::new(1, "new", "2026-03-10 08:00").wish_of(legal_unit(1)),
        Record::new(1, "new", "2026-03-10 08:00").wish_of(city_office()),
        supplement(2, stream, "stranger", "notes", "x"),
        wish(clerk(2), "re-inspect", Command::ReInspect { stream, done }),
        wish(clerk(1), "notice", Command::Publish(notice.clone())),
        wish(district_office(1), "notice by district", Command::Publish(notice)),
        wish(district_office(2), "register", shorter.clone()),
        wish(legal_unit(1), "register by unit", shorter),
        wish(city_office(), "outage", Command::ReportOutage(decree::outage::Report::default())),
    ];
    for answer in db.platform.submit_all(wishes).await.unwrap() {
        assert_eq!(rules(&answer), ["not-allowed"], "{answer:?}");
        let problem = &answer.unwrap_err().problems[0];
        assert_eq!((problem.field, problem.article), ("", "decree17-21"));
    }
    assert_eq!(db.number("select count(*) from journal.fact").await, facts);
    assert_eq!(
        db.number("select count(*) from journal.stream").await,
        db.number("select count(distinct stream) from journal.fact").await
    );
    assert_eq!(Office::ALL.len(), 19);
}

/// A wish for a stream that is not there, or is something else, is told nothing of it.
#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let not_there = Uuid::from_u128(7);
    let agency: Uuid = db.text("select stream from view.agency where key = 1").await[0].parse().unwrap();
    for (n, stream) in [not_there, agency].into_iter().enumerate() {
        let answer =
            db.platform.submit(supplement(1, stream, &format!("nowhere {n}"), "notes", "x")).await.unwrap();
        assert_eq!(rules(&answer), ["not-found"]);
    }
}

/// What the door refuses comes with every problem at once; nothing of its group is lost by it.
#[tokio::test]
async fn one_refusal_in_a_group_names_every_problem_and_hurts_no_other() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 09:00");
    let sound = |n: &str| Record::new(1, n, "2026-03-10 08:00").wish();
    let broken = Record::new(1, "broken", "2026-03-10 08:00")
        .with("target_name", "")
        .with("finished_at", "2026-03-11T00:00:00Z")
        .with("result", "perhaps")
        .with("target_code", "11120000MB1660879M");
    let answers = db.platform.submit_all(vec![sound("one"), broken.wish(), sound("two")]).await.unwrap();
    assert_eq!([answers[0].is_ok(), answers[1].is_ok(), answers[2].is_ok()], [true, false, true]);
    let mut named = rules(&answers[1]);
    named.sort_unstable();
    assert_eq!(named, ["in-the-future", "missing", "number-check", "unknown-code"]);
    assert_eq!(db.number("select count(*) from view.inspection").await, 2);
}
