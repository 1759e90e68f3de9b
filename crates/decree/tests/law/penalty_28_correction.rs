//! Penalty Law 28, rulings 12: a correction order is re-inspected by its day; a failed inspection has one.

use decree::inspection::{Outcome, ReInspection, re_inspect};
use decree::judge::{self, Answer};
use decree::point::Condition::{FailedWithoutCorrection, ReInspectionOverdue};
use decree::when::When;

use crate::city::{CLERK, City, Kept, Record, at, day};

const NOW: &str = "2026-03-02 18:00";

fn ordered(due: &str) -> Record {
    Record::complete()
        .set("result", "fail")
        .set("correction_matter", "清理占道物品")
        .set("correction_due", due)
}

fn overdue(city: &City, kept: &Kept, now: &str) -> Option<decree::judge::Finding> {
    judge::re_inspection(&kept.state, &city.base, at(now))
}

#[test]
fn the_day_passed_without_re_inspection() {
    let mut city = City::new();
    let kept = city.keep(&ordered("2026-03-12"), NOW);
    assert_eq!(overdue(&city, &kept, "2026-03-12 23:59"), None);
    let found = overdue(&city, &kept, "2026-03-13 00:00").unwrap();
    assert_eq!((found.condition, found.answer), (ReInspectionOverdue, Answer::Breach));
    assert_eq!((found.due, city.article(&found)), (Some(day("2026-03-12")), "penalty-2021-28"));
}

#[test]
fn a_day_off_rolls_to_the_next_working_day() {
    let mut city = City::new();
    let kept = city.keep(&ordered("2026-03-14"), NOW);
    assert_eq!(overdue(&city, &kept, "2026-03-16 23:00"), None, "Saturday rolls to Monday");
    assert_eq!(overdue(&city, &kept, "2026-03-17 00:00").unwrap().due, Some(day("2026-03-16")));
    // Beyond the years that any notice can reach the day is what it is.
    let far = city.keep(&ordered("2150-03-12"), NOW);
    assert_eq!(overdue(&city, &far, "2101-01-01 00:00"), None);
}

#[test]
fn re_inspected_in_time_is_silent() {
    let mut city = City::new();
    let mut kept = city.keep(&ordered("2026-03-12"), NOW);
    let now = at("2026-03-10 16:00");
    let done = ReInspection { at: When::At(at("2026-03-10 15:00")), result: Outcome::Pass };
    let decision = city.act(CLERK, now, |c| re_inspect(kept.stream, &kept.state, 1, done, c)).unwrap();
    kept.take(&decision, now);
    assert_eq!(overdue(&city, &kept, "2026-04-01 00:00"), None);
    let again = city.act(CLERK, now, |c| re_inspect(kept.stream, &kept.state, 2, done, c)).unwrap_err();
    assert_eq!(again.problems[0].rule, "already-re-inspected");
}

#[test]
fn without_a_day_or_an_order_there_is_no_clock() {
    let mut city = City::new();
    let no_day = city.keep(&ordered(""), NOW);
    assert_eq!(overdue(&city, &no_day, "2030-01-01 00:00"), None);
    let no_order = city.keep(&Record::complete(), NOW);
    assert_eq!(overdue(&city, &no_order, "2030-01-01 00:00"), None);
    let done = ReInspection { at: When::At(at(NOW)), result: Outcome::Pass };
    let refused =
        city.act(CLERK, at(NOW), |c| re_inspect(no_order.stream, &no_order.state, 1, done, c)).unwrap_err();
    assert_eq!(refused.problems[0].rule, "no-correction-order");
}

#[test]
fn a_failed_inspection_without_an_order_is_a_hint() {
    let mut city = City::new();
    let failed = Record::complete().set("result", "fail");
    let findings = city.findings(&failed, NOW);
    let found = findings.iter().find(|f| f.condition == FailedWithoutCorrection).unwrap();
    assert_eq!((found.answer, city.article(found)), (Answer::Hint, "penalty-2021-28"));
    assert_eq!(city.answer(FailedWithoutCorrection, &ordered("2026-03-12"), NOW), None);
    assert_eq!(city.answer(FailedWithoutCorrection, &Record::complete(), NOW), None);
    // A source that has no field for orders says nothing about them.
    let mute = failed.without("correction_matter").without("correction_due");
    assert_eq!(city.answer(FailedWithoutCorrection, &mute, NOW), None);
}
