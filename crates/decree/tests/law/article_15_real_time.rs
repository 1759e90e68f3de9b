//! Arts 15, 16: real time, or within three working days where objective conditions prevent it; outages (rulings 6) and
//! holiday notices (rulings 5).

use decree::judge::{Answer, Finding};
use decree::point::Condition::{DeferredWithoutReason, LateCollection};

use crate::city::{City, Record, at, day, said};

fn late(findings: &[Finding]) -> Option<&Finding> {
    findings.iter().find(|f| f.condition == LateCollection)
}

/// Finished on Monday, 2 March 2026: Tuesday, Wednesday and Thursday are the three working days.
#[test]
fn late_after_three_working_days() {
    let mut city = City::new();
    let record = Record::complete().set("deferral_reason", "paper");
    assert_eq!(city.answer(LateCollection, &record, "2026-03-05 23:59"), None);
    let findings = city.findings(&record, "2026-03-06 00:00");
    let found = late(&findings).unwrap();
    assert_eq!((found.answer, found.due), (Answer::Breach, Some(day("2026-03-05"))));
    assert_eq!(city.article(found), "decree17-15");
    assert_eq!(said(&findings, DeferredWithoutReason), None, "late says it already");
}

#[test]
fn a_weekend_is_not_counted() {
    let mut city = City::new();
    let friday = Record::complete().on("2026-03-06");
    assert_eq!(city.answer(LateCollection, &friday, "2026-03-11 23:00"), None);
    assert_eq!(city.answer(LateCollection, &friday, "2026-03-12 00:00"), Some(Answer::Breach));
}

/// A day is enough to start the clock; the end of the day is the same.
#[test]
fn a_record_that_knows_only_the_day() {
    let mut city = City::new();
    let record = Record::complete().set("finished_at", "2026-03-02").set("started_at", "");
    assert_eq!(city.answer(LateCollection, &record, "2026-03-05 23:59"), None);
    assert_eq!(city.answer(LateCollection, &record, "2026-03-06 00:00"), Some(Answer::Breach));
}

#[test]
fn deferred_without_a_reason_is_a_hint() {
    let mut city = City::new();
    let next_day = "2026-03-03 09:00";
    let findings = city.findings(&Record::complete(), next_day);
    let found = findings.iter().find(|f| f.condition == DeferredWithoutReason).unwrap();
    assert_eq!((found.answer, city.article(found)), (Answer::Hint, "decree17-15"));
    let with_reason = Record::complete().set("deferral_reason", "no_network");
    assert_eq!(city.answer(DeferredWithoutReason, &with_reason, next_day), None);
    assert_eq!(
        city.answer(DeferredWithoutReason, &Record::complete(), "2026-03-02 23:00"),
        None,
        "the same day"
    );
    // A source that cannot say why is not accused.
    let mute = Record::complete().without("deferral_reason");
    assert_eq!(city.answer(DeferredWithoutReason, &mute, next_day), Some(Answer::CannotJudge));
}

/// Rulings 6: a clock that ran out inside a confirmed outage ends with the next working day.
#[test]
fn an_outage_that_covers_the_end_of_the_clock() {
    let mut city = City::new();
    city.report("outage", "2026-03-05 20:00", "2026-03-06 08:00", at("2026-03-06 09:00"));
    let record = Record::complete();
    let monday = "2026-03-09 23:00";
    assert_eq!(said(&city.findings(&record, monday), LateCollection), Some(Answer::Breach), "only reported");
    city.confirm("outage", at("2026-03-06 10:00"));
    assert_eq!(said(&city.findings(&record, monday), LateCollection), None);
    let findings = city.findings(&record, "2026-03-10 00:00");
    assert_eq!(late(&findings).unwrap().due, Some(day("2026-03-09")), "and the extension is visible");
    // Judged with what was known before the confirmation it was late.
    let before = city.findings_known(&record, monday, "2026-03-06 09:30");
    assert_eq!(said(&before, LateCollection), Some(Answer::Breach));
}

#[test]
fn an_outage_that_was_over_before_the_end_changes_nothing() {
    let mut city = City::new();
    city.report("outage", "2026-03-05 09:00", "2026-03-05 18:00", at("2026-03-05 19:00"));
    city.confirm("outage", at("2026-03-05 20:00"));
    let findings = city.findings(&Record::complete(), "2026-03-06 09:00");
    assert_eq!(late(&findings).unwrap().due, Some(day("2026-03-05")));
}

/// A second outage may cover the end that the first one gave: whichever was reported first.
#[test]
fn outages_follow_one_another_in_time() {
    for names in [["a", "b"], ["b", "a"], ["c", "d"], ["d", "c"]] {
        let mut city = City::new();
        city.report(names[0], "2026-03-09 20:00", "2026-03-10 08:00", at("2026-03-10 09:00"));
        city.report(names[1], "2026-03-05 20:00", "2026-03-06 08:00", at("2026-03-10 09:00"));
        city.confirm(names[0], at("2026-03-10 10:00"));
        city.confirm(names[1], at("2026-03-10 10:00"));
        let record = Record::complete();
        assert_eq!(city.answer(LateCollection, &record, "2026-03-11 23:00"), None, "{names:?}");
        let findings = city.findings(&record, "2026-03-12 00:00");
        assert_eq!(late(&findings).unwrap().due, Some(day("2026-03-11")), "{names:?}");
    }
}

/// The notice of 2020-01-26 made the Spring Festival longer after it had begun (rulings 5). An inspection of 23 January
/// had until 3 February under the first notice and until 5 February under the second: recorded on 4 February it was late
/// as long as the second was not known here, and is not since.
#[test]
fn the_notice_of_january_2020_takes_the_ground_of_a_late_alert_away() {
    let known_here = at("2020-02-06 09:00");
    let mut city = City::with_notices(|id| (id == "2020-2").then_some(known_here));
    let record = Record::complete().on("2020-01-23").set("deferral_reason", "other");
    let recorded = "2020-02-04 12:00";
    let findings = city.findings(&record, recorded);
    assert_eq!(late(&findings).unwrap().due, Some(day("2020-02-03")));
    assert_eq!(
        said(&city.findings_known(&record, recorded, "2020-02-06 08:59"), LateCollection),
        Some(Answer::Breach)
    );
    assert_eq!(said(&city.findings_known(&record, recorded, "2020-02-06 09:00"), LateCollection), None);
    // What is recorded after the longer clock too stays late, with another last day.
    let findings = city.findings_known(&record, "2020-02-06 00:00", "2020-02-06 09:00");
    assert_eq!(late(&findings).unwrap().due, Some(day("2020-02-05")));
}
