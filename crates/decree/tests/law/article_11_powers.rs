//! Arts 11(3), 12: an agency does what stands on its approved list (rulings 7, 8).

use decree::judge::Answer;
use decree::point::Condition::PowerNotHeld;

use crate::city::{BUREAU, City, Record, STREET, at, said};

const NOW: &str = "2026-03-02 18:00";

fn under(power: &str) -> Record {
    Record::complete().set("power", power)
}

#[test]
fn a_power_that_is_not_on_the_list() {
    let mut city = City::new();
    let findings = city.findings(&under("P-OTHER"), NOW);
    let found = findings.iter().find(|f| f.condition == PowerNotHeld).unwrap();
    assert_eq!((found.answer, city.article(found)), (Answer::Breach, "decree17-11-3"));
    assert_eq!(found.args["power"], "P-OTHER");
}

#[test]
fn powers_on_the_list_are_held() {
    let mut city = City::new();
    assert_eq!(city.answer(PowerNotHeld, &under("P-MARKET"), NOW), None);
    assert_eq!(city.answer(PowerNotHeld, &under("P-LOOK"), NOW), None);
}

#[test]
fn a_power_that_nobody_registered_cannot_be_judged() {
    let mut city = City::new();
    assert_eq!(city.answer(PowerNotHeld, &under("P-UNHEARD-OF"), NOW), Some(Answer::CannotJudge));
}

/// Rulings 7: a point whose base information is missing for an agency is silent for it.
#[test]
fn without_an_approved_complete_list_the_point_is_silent() {
    let mut city = City::new();
    assert_eq!(city.answer(PowerNotHeld, &under("P-OTHER").of(BUREAU), NOW), None, "no list");
    city.approve(BUREAU, &[1], false, "2020-01-01", at("2020-01-06 09:00"));
    assert_eq!(city.answer(PowerNotHeld, &under("P-OTHER").of(BUREAU), NOW), None, "not complete");
    city.approve(BUREAU, &[1], true, "2020-01-01", at("2020-01-07 09:00"));
    assert_eq!(city.answer(PowerNotHeld, &under("P-OTHER").of(BUREAU), NOW), Some(Answer::Breach));
    assert_eq!(
        city.answer(PowerNotHeld, &under("").of(BUREAU), NOW),
        None,
        "no power given: incomplete instead"
    );
}

/// Rulings 8: the list approved later than the act, in force on its day.
#[test]
fn a_list_approved_later_than_the_act() {
    let mut city = City::new();
    city.approve(STREET, &[1, 2, 3], true, "2026-02-01", at("2026-03-10 09:00"));
    let record = under("P-OTHER");
    assert_eq!(
        said(&city.findings_known(&record, NOW, NOW), PowerNotHeld),
        Some(Answer::Breach),
        "not known yet"
    );
    assert_eq!(said(&city.findings_known(&record, NOW, "2026-03-10 09:00"), PowerNotHeld), None, "known now");
    // An act before the day from which the list is in force stays a breach, whatever is known.
    let before = record.on("2026-01-30");
    let findings = city.findings_known(&before, "2026-01-30 18:00", "2026-03-10 09:00");
    assert_eq!(said(&findings, PowerNotHeld), Some(Answer::Breach));
}
