//! Deadlines, levels, second looks (Arts 15, 26, 27; rulings 2, 5, 6, 7, 8). All days are counted by hand: March 2026 has no
//! holidays, the 2nd is a Monday. Qingming is taken off from Saturday the 4th to Monday the 6th of April.

use std::collections::BTreeMap;

use calendar::{Notice, NoticeDay};
use decree::alert::{AlertOutcome, AlertWish, AnswerBody, Remark};
use decree::inspection::{Outcome, ReInspection};
use decree::outage::Report;
use decree::point::Condition;
use decree::when::When;
use jiff::civil::{Date, date};
use platform::{Command, Swept};
use uuid::Uuid;

use crate::city::{Record, city_office, clerk, legal_unit, operator, wish};
use crate::history;
use crate::server::{Db, at};

async fn sweep(db: &Db, moment: &str) -> Swept {
    db.moves_to(moment);
    db.platform.sweep(None).await.unwrap()
}

/// Level, state, office, the law's last day.
async fn alert(db: &Db, subject: Uuid) -> String {
    let query = format!("select level, state, office, due_on from view.alert where subject = '{subject}'");
    let mut rows = db.text(&query).await;
    assert_eq!(rows.len(), 1, "one alert");
    rows.remove(0)
}

async fn sound(db: &Db) {
    let checked = db.platform.check_alerts(20).await.unwrap();
    assert!(checked.mismatches.is_empty(), "{:#?}", checked.mismatches);
    let checked = db.store().check(20).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
}

const NOTHING: Swept = Swept { found: 0, raised: 0, escalated: 0, standing: 0 };
const UP: Swept = Swept { found: 1, raised: 0, escalated: 1, standing: 0 };
const STOOD: Swept = Swept { found: 1, raised: 0, escalated: 0, standing: 1 };

/// Finished on Monday the 2nd, so to be collected by the end of Thursday the 5th; collected on the 9th.
async fn late(db: &Db, agency: i32) -> Uuid {
    db.moves_to("2026-03-09 09:00");
    let done = Record::new(agency, "late", "2026-03-02 10:00").collect(&db.platform).await;
    assert_eq!(done.alerts, [1]);
    done.stream
}

#[tokio::test]
async fn an_alert_that_nobody_handles_goes_through_its_levels_and_stands() {
    let db = Db::city().await;
    let late = late(&db, 3).await;
    assert_eq!(alert(&db, late).await, "1|1|1003|2026-03-05");
    // Five working days from Monday the 9th: 10, 11, 12, 13, 16.
    assert_eq!(sweep(&db, "2026-03-16 23:59").await, NOTHING);
    assert_eq!(sweep(&db, "2026-03-17 00:00").await, UP);
    assert_eq!(sweep(&db, "2026-03-17 00:00").await, NOTHING);
    assert_eq!(alert(&db, late).await, "2|1|101|2026-03-05");
    // From the 17th: 18, 19, 20, 23, 24.
    assert_eq!(sweep(&db, "2026-03-24 23:59").await, NOTHING);
    assert_eq!(sweep(&db, "2026-03-25 00:00").await, UP);
    assert_eq!(alert(&db, late).await, "3|1|1|2026-03-05");
    // From the 25th: 26, 27, 30, 31, 1 April. A second sweep at the same moment doubles nothing.
    assert_eq!(sweep(&db, "2026-04-01 23:59").await, NOTHING);
    assert_eq!(sweep(&db, "2026-04-02 00:00").await, STOOD);
    assert_eq!(sweep(&db, "2026-04-02 00:00").await, NOTHING);
    assert_eq!(sweep(&db, "2026-04-30 00:00").await, NOTHING);
    assert_eq!(alert(&db, late).await, "3|7|1|2026-03-05");
    assert_eq!(db.number("select count(*) from view.deadline").await, 0);
    sound(&db).await;
}

#[tokio::test]
async fn a_department_of_the_city_has_no_third_level() {
    let db = Db::city().await;
    let late = late(&db, 4).await;
    assert_eq!(sweep(&db, "2026-03-17 00:00").await, UP);
    assert_eq!(alert(&db, late).await, "2|1|1|2026-03-05");
    assert_eq!(sweep(&db, "2026-03-25 00:00").await, STOOD);
    assert_eq!(alert(&db, late).await, "2|7|1|2026-03-05");
    assert_eq!(sweep(&db, "2026-04-30 00:00").await, NOTHING);
    sound(&db).await;
}

#[tokio::test]
async fn an_answer_confirmed_in_time_stops_the_clock_and_an_answer_alone_does_not() {
    let db = Db::city().await;
    let confirmed = late(&db, 1).await;
    let only_answered = late(&db, 2).await;
    for (agency, subject) in [(1, confirmed), (2, only_answered)] {
        let stream = db.text(&format!("select stream from view.alert where subject = '{subject}'")).await[0]
            .parse()
            .unwrap();
        let answer = AnswerBody { outcome: AlertOutcome::Explained, words: "网络中断".to_owned() };
        let command = Command::Alert { stream, wish: AlertWish::Answer(answer) };
        db.platform
            .submit(wish(legal_unit(agency), &format!("answer {agency}"), command))
            .await
            .unwrap()
            .unwrap();
        if agency == 1 {
            db.moves_to("2026-03-16 23:59");
            let command = Command::Alert { stream, wish: AlertWish::Confirm(Remark::default()) };
            db.platform.submit(wish(legal_unit(1), "confirm", command)).await.unwrap().unwrap();
        }
    }
    assert_eq!(sweep(&db, "2026-03-17 00:00").await, UP);
    assert_eq!(alert(&db, confirmed).await, "1|8|1001|2026-03-05");
    assert_eq!(alert(&db, only_answered).await, "2|1|102|2026-03-05");
    sound(&db).await;
}

/// Penalty Law 28: due on Saturday the 14th, which rolls to Monday the 16th.
#[tokio::test]
async fn a_correction_order_that_nobody_looked_after_raises_an_alert() {
    let db = Db::city().await;
    db.moves_to("2026-03-09 09:00");
    let order = |n: &str| Record::new(1, n, "2026-03-09 08:00").with_correction("2026-03-14");
    let neglected = order("neglected").collect(&db.platform).await.stream;
    let kept = order("kept").collect(&db.platform).await.stream;
    let afterwards = order("afterwards").collect(&db.platform).await.stream;
    db.moves_to("2026-03-16 10:00");
    re_inspect(&db, kept, "2026-03-16 09:00").await;
    assert_eq!(sweep(&db, "2026-03-16 23:59").await, NOTHING);
    assert_eq!(
        sweep(&db, "2026-03-17 00:00").await,
        Swept { found: 2, raised: 2, escalated: 0, standing: 0 }
    );
    assert_eq!(sweep(&db, "2026-03-17 00:00").await, NOTHING);
    assert_eq!(alert(&db, neglected).await, "1|1|1001|2026-03-16");
    assert_eq!(db.number(&format!("select count(*) from view.alert where subject = '{kept}'")).await, 0);
    // Re-inspected too late is put right, not without ground: the alert stays until somebody answers it.
    re_inspect(&db, afterwards, "2026-03-16 12:00").await;
    assert_eq!(alert(&db, afterwards).await, "1|1|1001|2026-03-16");
    // Three working days from the 17th: 18, 19, 20.
    assert_eq!(sweep(&db, "2026-03-20 23:59").await, NOTHING);
    assert_eq!(sweep(&db, "2026-03-21 00:00").await.escalated, 2);
    sound(&db).await;
}

async fn re_inspect(db: &Db, stream: Uuid, when: &str) {
    let done = ReInspection { at: When::At(at(when)), result: Outcome::Pass };
    let command = Command::ReInspect { stream, done };
    db.platform.submit(wish(clerk(1), &format!("re-inspect {stream}"), command)).await.unwrap().unwrap();
}

/// The platform was away for a week. What follows afterwards is the same as if it had swept every hour, but for the clocks
/// of those who handle: these run from when they could first see it.
#[tokio::test]
async fn a_sweep_after_a_week_of_outage_makes_up_for_all_that_were_missed() {
    let mut outcomes = Vec::new();
    for hourly in [true, false] {
        let db = Db::city().await;
        for agency in 1..=5 {
            late(&db, agency).await;
        }
        db.moves_to("2026-03-10 10:00");
        for (n, due) in [(1, "2026-03-17"), (2, "2026-03-19"), (3, "2026-03-20")] {
            Record::new(n, "correct", "2026-03-10 09:00").with_correction(due).collect(&db.platform).await;
        }
        // The alerts of the 9th are over on the 16th at 24:00; the orders on the 17th, 19th and 20th (and what they raise
        // on the 18th at the earliest is over on the 23rd).
        assert_eq!(sweep(&db, "2026-03-16 12:00").await, NOTHING);
        let mut moment = at("2026-03-16 13:00");
        while hourly && moment < at("2026-03-23 12:00") {
            db.clock.advance_to(moment);
            db.platform.sweep(None).await.unwrap();
            moment += jiff::SignedDuration::from_hours(1);
        }
        sweep(&db, "2026-03-23 12:00").await;
        sound(&db).await;
        let alerts = "select stream, subject, point, version, level, state, office, due_on from view.alert order by stream";
        let raised = "select raised_at from view.alert where point = 1 order by stream";
        outcomes.push((db.text(alerts).await, db.text(raised).await));
    }
    assert_eq!(outcomes[0].0.len(), 8);
    assert_eq!(outcomes[0], outcomes[1]);
    let at_level =
        |level: &str| outcomes[1].0.iter().filter(|row| row.split('|').nth(4) == Some(level)).count();
    assert_eq!([at_level("1"), at_level("2"), at_level("3")], [3, 5, 0]);
}

/// A sweep in the past does not find what became due later, and one in the future is one of now.
#[tokio::test]
async fn a_sweep_looks_at_its_own_moment() {
    let db = Db::city().await;
    let late = late(&db, 1).await;
    assert_eq!(db.platform.sweep(Some(at("2026-12-31 00:00"))).await.unwrap(), NOTHING);
    db.moves_to("2026-03-18 00:00");
    assert_eq!(db.platform.sweep(Some(at("2026-03-16 00:00"))).await.unwrap(), NOTHING);
    assert_eq!(alert(&db, late).await, "1|1|1001|2026-03-05");
    assert_eq!(sweep(&db, "2026-03-18 00:00").await, UP);
    sound(&db).await;
}

/// More than a page is due: each page is a fact, the last one says that all was acted upon.
#[tokio::test]
async fn a_sweep_of_several_pages_is_complete() {
    let db = Db::city().await;
    db.moves_to("2026-03-09 09:00");
    let wishes = (0..2100).map(|n| Record::new(1, &format!("late {n}"), "2026-03-02 10:00").wish()).collect();
    let mut door = platform::BulkDoor::open(&db.platform).await.unwrap();
    assert!(door.submit(wishes).await.unwrap().iter().all(Result::is_ok));
    let swept = sweep(&db, "2026-03-17 00:00").await;
    assert_eq!((swept.found, swept.escalated), (2100, 2100));
    let pages = "select convert_from(public, 'utf8') from journal.fact where kind = 2 order by stream, seq";
    let complete: Vec<(bool, i64)> = db
        .text(pages)
        .await
        .iter()
        .map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap())
        .map(|v| (v["complete"].as_bool().unwrap(), v["found"].as_i64().unwrap()))
        .collect();
    assert_eq!(complete, [(false, 1000), (false, 1000), (true, 100)]);
    assert_eq!(db.number("select count(*) from view.alert where level = 2").await, 2100);
    sound(&db).await;
}

#[tokio::test]
async fn an_alert_that_was_tampered_with_is_found() {
    let tampered = [
        // Escalated a day before its clock was over.
        "update journal.fact set occurred_at = occurred_at - interval '1 day' where kind = 95",
        // To another office.
        "update journal.fact set internal = convert_to(replace(convert_from(internal, 'utf8'), '101', '102'), 'utf8') where kind = 95",
        // The escalation never was.
        "delete from journal.fact where kind = 95",
        // The alert never was.
        "delete from journal.fact where kind in (90, 95)",
        // The sweep never was.
        "delete from journal.fact where kind = 2",
        // The inspection was finished later, so that there is no ground for the alert.
        "update journal.fact set party = convert_to(replace(convert_from(party, 'utf8'), '2026-03-02T', '2026-03-08T'), 'utf8') where kind = 60",
        // It was recorded earlier, so that it was not late.
        "update journal.fact set recorded_at = recorded_at - interval '5 days' where kind = 60",
    ];
    let db = Db::city().await;
    late(&db, 1).await;
    sweep(&db, "2026-03-18 10:00").await;
    sound(&db).await;
    let keep = "create table public.kept as select * from journal.fact";
    db.tamper(keep).await;
    for statement in tampered {
        db.tamper(statement).await;
        let found = db.platform.check_alerts(20).await.unwrap().mismatches;
        assert!(!found.is_empty(), "not noticed: {statement}");
        db.tamper("delete from journal.fact; insert into journal.fact select * from public.kept").await;
        let found = db.platform.check_alerts(20).await.unwrap().mismatches;
        assert!(found.is_empty(), "put back after {statement}: {found:?}");
    }
}

fn notice(id: &str, days: &[(Date, bool)]) -> Notice {
    let day = |(date, working): &(Date, bool)| NoticeDay {
        date: *date,
        working: *working,
        name: "临时放假".to_owned(),
    };
    Notice {
        id: id.to_owned(),
        published: date(2026, 3, 11),
        source: "https://www.gov.cn/".to_owned(),
        year: 2026,
        days: days.iter().map(day).collect(),
    }
}

/// One fact; no row whose clock began before the changed days is touched, and all is as a full recomputation says.
#[tokio::test]
async fn a_holiday_notice_is_one_fact_and_rewrites_no_deadline_that_began_before_it() {
    let db = Db::city().await;
    let before = late(&db, 1).await;
    db.moves_to("2026-03-10 09:00");
    let order = Record::new(2, "correct", "2026-03-10 08:00")
        .with_correction("2026-03-13")
        .collect(&db.platform)
        .await
        .stream;
    let facts = db.number("select count(*) from journal.fact").await;
    let stamps = "select stream, n, xmin, ctid, due_ordinal from view.deadline where start_day < '2026-03-12' and due_day is null order by 1, 2";
    let untouched = db.text(stamps).await;
    assert_eq!(untouched.len(), 1);
    // Thursday the 12th and Friday the 13th are taken off, Sunday the 15th is worked instead.
    let days = [(date(2026, 3, 12), false), (date(2026, 3, 13), false), (date(2026, 3, 15), true)];
    let published = wish(city_office(), "notice", Command::Publish(notice("2026-x", &days)));
    db.platform.submit(published).await.unwrap().unwrap();
    assert_eq!(db.number("select count(*) from journal.fact").await, facts + 1);
    assert_eq!(db.text(stamps).await, untouched);
    db.platform.after_notice(date(2026, 3, 12), date(2026, 3, 15)).await.unwrap();
    assert_eq!(db.text(stamps).await, untouched);
    sound(&db).await;
    // Five working days from the 9th are now 10, 11, 15, 16, 17; the order's day, a holiday, rolls to the 15th.
    assert_eq!(sweep(&db, "2026-03-15 23:59").await, NOTHING);
    assert_eq!(
        sweep(&db, "2026-03-16 00:00").await,
        Swept { found: 1, raised: 1, escalated: 0, standing: 0 }
    );
    assert_eq!(alert(&db, order).await, "1|1|1002|2026-03-15");
    assert_eq!(sweep(&db, "2026-03-17 23:59").await, NOTHING);
    assert_eq!(sweep(&db, "2026-03-18 00:00").await, UP);
    assert_eq!(alert(&db, before).await, "2|1|101|2026-03-05");
    sound(&db).await;
}

/// Finished on Monday the 2nd: late from the 6th on; but the 4th and 5th are taken off afterwards, so that the 8th was
/// still in time.
#[tokio::test]
async fn an_alert_whose_ground_a_notice_takes_away_is_cleared_by_a_fact() {
    let db = Db::city().await;
    db.moves_to("2026-03-08 09:00");
    let cleared = Record::new(1, "no longer late", "2026-03-02 10:00").collect(&db.platform).await;
    assert_eq!(cleared.alerts, [1]);
    let still = Record::new(2, "late all the same", "2026-02-25 10:00").collect(&db.platform).await;
    assert_eq!(still.alerts, [1]);
    db.moves_to("2026-03-11 09:00");
    let days = [(date(2026, 3, 4), false), (date(2026, 3, 5), false)];
    db.platform
        .submit(wish(city_office(), "notice", Command::Publish(notice("2026-x", &days))))
        .await
        .unwrap()
        .unwrap();
    let looked = db.platform.after_notice(date(2026, 3, 4), date(2026, 3, 5)).await.unwrap();
    assert_eq!((looked.cleared, looked.raised), (1, 0));
    let again = db.platform.after_notice(date(2026, 3, 4), date(2026, 3, 5)).await.unwrap();
    assert_eq!((again.cleared, again.raised), (0, 0));
    let query = format!("select state, outcome from view.alert where subject = '{}'", cleared.stream);
    assert_eq!(db.text(&query).await, ["8|4"]);
    let query = format!("select state, outcome from view.alert where subject = '{}'", still.stream);
    assert_eq!(db.text(&query).await, ["1|"]);
    sound(&db).await;
}

/// The other way about: a day off becomes a working day, and what was in time was late.
#[tokio::test]
async fn a_notice_that_gives_an_alert_its_ground_raises_it() {
    let db = Db::city().await;
    // Finished on Thursday the 5th: 6, 9, 10. Collected on the 10th.
    db.moves_to("2026-03-10 09:00");
    let done = Record::new(1, "in time", "2026-03-05 10:00").collect(&db.platform).await;
    assert_eq!(done.alerts, Vec::<i32>::new());
    db.moves_to("2026-03-11 09:00");
    let days = [(date(2026, 3, 7), true)];
    db.platform
        .submit(wish(city_office(), "notice", Command::Publish(notice("2026-x", &days))))
        .await
        .unwrap()
        .unwrap();
    let looked = db.platform.after_notice(date(2026, 3, 7), date(2026, 3, 7)).await.unwrap();
    assert_eq!((looked.cleared, looked.raised), (0, 1));
    assert_eq!(alert(&db, done.stream).await, "1|1|1001|2026-03-09");
    sound(&db).await;
}

/// Rulings 6: the clock ran out on the 5th at 24:00, inside an outage that ended on the 6th: until the end of the 9th.
#[tokio::test]
async fn a_confirmed_outage_clears_what_ran_out_inside_it() {
    let db = Db::city().await;
    late_on(&db, "2026-03-09 09:00").await;
    db.moves_to("2026-03-09 10:00");
    let report =
        Report { from: at("2026-03-05 18:00"), until: at("2026-03-06 08:00"), what: "network".to_owned() };
    let outage = db
        .platform
        .submit(wish(operator(), "outage", Command::ReportOutage(report)))
        .await
        .unwrap()
        .unwrap()
        .stream;
    let looked = db.platform.after_change(&[Condition::LateCollection], "outage").await.unwrap();
    assert_eq!(looked.cleared, 0, "reported is not confirmed");
    db.moves_to("2026-03-09 11:00");
    db.platform
        .submit(wish(city_office(), "confirm", Command::ConfirmOutage(outage)))
        .await
        .unwrap()
        .unwrap();
    let looked = db.platform.after_change(&[Condition::LateCollection], "outage").await.unwrap();
    assert_eq!(looked.cleared, 1);
    assert_eq!(db.text("select state, outcome from view.alert").await, ["8|4"]);
    assert_eq!(sweep(&db, "2026-04-30 00:00").await, NOTHING);
    sound(&db).await;
}

async fn late_on(db: &Db, moment: &str) {
    db.moves_to(moment);
    assert_eq!(Record::new(1, "late", "2026-03-02 10:00").collect(&db.platform).await.alerts, [1]);
}

/// Everything at once, swept day by day for a month: the replay comes to the same.
#[tokio::test]
async fn a_replay_of_a_mixed_month_comes_to_the_same_alerts() {
    let db = Db::city().await;
    history::happen(&db).await;
    for day in 28..=31 {
        sweep(&db, &format!("2026-03-{day} 06:00")).await;
    }
    for day in 1..=20 {
        sweep(&db, &format!("2026-04-{day:02} 06:00")).await;
    }
    sound(&db).await;
    let states: BTreeMap<String, i64> = db
        .text("select level || ' ' || state, count(*) from view.alert group by 1")
        .await
        .iter()
        .map(|row| row.split_once('|').map(|(k, n)| (k.to_owned(), n.parse().unwrap())).unwrap())
        .collect();
    assert!(states.keys().any(|k| k == "3 7") && states.keys().any(|k| k == "2 7"), "{states:?}");
}
