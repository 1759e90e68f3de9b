//! Arts 10, 11(6) and Penalty Law 37 (1996), 42 (2021): two officers, each certified that day; base information has two
//! times (rulings 7, 8).

use decree::judge::Answer;
use decree::point::Condition::{AuxiliaryAsOfficer, OfficerWithoutCertificate, TooFewOfficers};

use crate::city::{City, Record, at, said};

const NOW: &str = "2026-03-02 18:00";

fn by(officers: &str) -> Record {
    Record::complete().set("officers", officers)
}

#[test]
fn one_officer_is_too_few() {
    let mut city = City::new();
    let findings = city.findings(&by("T-001"), NOW);
    let found = findings.iter().find(|f| f.condition == TooFewOfficers).unwrap();
    assert_eq!(found.answer, Answer::Breach);
    assert_eq!(city.article(found), "penalty-2021-42");
    assert_eq!(found.args["named"], "1");
    assert_eq!(found.args["needed"], "2");
}

#[test]
fn two_officers_are_enough() {
    let mut city = City::new();
    assert_eq!(city.answer(TooFewOfficers, &by("T-001\u{1f}T-002"), NOW), None);
    // One with, one named without a certificate number: two people were there.
    let half = by("T-001").set("officer_names", "张三");
    assert_eq!(city.answer(TooFewOfficers, &half, NOW), None);
    // The same officer twice is one.
    assert_eq!(city.answer(TooFewOfficers, &by("T-001\u{1f}T-001"), NOW), Some(Answer::Breach));
}

/// Rulings 7: a source without officers makes the record incomplete; it accuses nobody.
#[test]
fn a_source_without_officers_is_incomplete_and_no_breach() {
    let mut city = City::new();
    let silent = Record::complete().without("officers").without("officer_names");
    let findings = city.findings(&silent, NOW);
    assert_eq!(said(&findings, TooFewOfficers), None);
    assert_eq!(said(&findings, OfficerWithoutCertificate), None);
    let [only] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((only.answer, only.args["fields"].as_str()), (Answer::Incomplete, "officers"));
}

#[test]
fn a_certificate_counts_on_its_days_only() {
    let mut city = City::new();
    city.officer("new", false, at("2026-01-05 09:00"));
    city.certify("new", "T-100", "2026-03-02", "2026-03-12", at("2026-01-05 09:00"));
    let found = |city: &mut City, day: &str| {
        city.answer(OfficerWithoutCertificate, &by("T-001\u{1f}T-100").on(day), &format!("{day} 18:00"))
    };
    assert_eq!(found(&mut city, "2026-02-27"), Some(Answer::Breach), "not yet valid");
    assert_eq!(found(&mut city, "2026-03-02"), None, "first day");
    assert_eq!(found(&mut city, "2026-03-11"), None, "last day");
    assert_eq!(found(&mut city, "2026-03-12"), Some(Answer::Breach), "expired");
    let findings = city.findings(&by("T-001\u{1f}T-100").on("2026-03-12"), "2026-03-12 18:00");
    let finding = findings.iter().find(|f| f.condition == OfficerWithoutCertificate).unwrap();
    assert_eq!(city.article(finding), "decree17-10");
    assert_eq!(finding.ordinal, 1, "the second officer named");
    assert_eq!(finding.args["certificate"], "T-100");
}

#[test]
fn a_certificate_that_ended_bites_from_its_day_on() {
    let mut city = City::new();
    city.end("T-002", "T-002", "2026-03-02", at("2026-03-02 08:00"));
    assert_eq!(city.answer(OfficerWithoutCertificate, &by("T-001\u{1f}T-002"), NOW), Some(Answer::Breach));
    let before = by("T-001\u{1f}T-002").on("2026-02-27");
    assert_eq!(city.answer(OfficerWithoutCertificate, &before, "2026-02-27 18:00"), None);
}

/// Rulings 8: pending answers pending, here and until it is decided.
#[test]
fn a_pending_renewal_cannot_be_judged() {
    let mut city = City::new();
    let start = at("2021-03-01 09:00");
    city.officer("old", false, start);
    city.certify("old", "T-200", "2021-03-01", "2026-03-01", start);
    let record = by("T-001\u{1f}T-200");
    assert_eq!(city.answer(OfficerWithoutCertificate, &record, NOW), Some(Answer::Breach), "nobody asked");
    city.renew("old", "T-200", "2026-02-25", at("2026-02-25 09:00"));
    assert_eq!(
        city.answer(OfficerWithoutCertificate, &record, NOW),
        Some(Answer::CannotJudge),
        "asked in time"
    );
    // Approved later, in force from the end of the old one: the same record is without fault then, and what was known
    // at its collection stays what it was.
    city.certify("old", "T-200", "2026-03-01", "2031-03-01", at("2026-03-20 09:00"));
    let as_known =
        |city: &mut City, known| said(&city.findings_known(&record, NOW, known), OfficerWithoutCertificate);
    assert_eq!(as_known(&mut city, NOW), Some(Answer::CannotJudge));
    assert_eq!(as_known(&mut city, "2026-03-20 10:00"), None);
    // The next renewal, five years on, does not change what was pending in 2026.
    city.renew("old", "T-200", "2031-02-20", at("2031-02-20 09:00"));
    assert_eq!(as_known(&mut city, NOW), Some(Answer::CannotJudge));
}

#[test]
fn an_unknown_number_cannot_be_judged() {
    let mut city = City::new();
    let record = by("T-001\u{1f}T-999");
    assert_eq!(city.answer(OfficerWithoutCertificate, &record, NOW), Some(Answer::CannotJudge));
    assert_eq!(city.answer(TooFewOfficers, &record, NOW), None, "two people were named");
}

/// Rulings 8: approved, a certificate takes effect from its day in the world, before the approval.
#[test]
fn approved_later_but_in_force_earlier() {
    let mut city = City::new();
    let approved = at("2026-03-10 09:00");
    city.officer("late", false, approved);
    city.certify("late", "T-300", "2026-01-01", "2031-01-01", approved);
    let record = by("T-001\u{1f}T-300");
    let as_known =
        |city: &mut City, known| said(&city.findings_known(&record, NOW, known), OfficerWithoutCertificate);
    assert_eq!(as_known(&mut city, "2026-03-09 09:00"), Some(Answer::CannotJudge), "not known yet");
    assert_eq!(as_known(&mut city, "2026-03-10 09:00"), None, "known, and in force that day");
}

/// Any certificate registered for the officer suffices (rulings 7: ministries' too).
#[test]
fn any_valid_certificate_suffices() {
    let mut city = City::new();
    let start = at("2020-01-06 09:00");
    city.officer("two", false, start);
    city.certify("two", "M-1", "2020-01-01", "2030-01-01", start);
    city.certify("two", "T-400", "2020-01-01", "2025-01-01", start);
    assert_eq!(city.answer(OfficerWithoutCertificate, &by("T-001\u{1f}T-400"), NOW), None);
}

#[test]
fn an_auxiliary_is_no_officer() {
    let mut city = City::new();
    let start = at("2020-01-06 09:00");
    city.officer("helper", true, start);
    city.certify("helper", "F-1", "2020-01-01", "2030-01-01", start);
    let findings = city.findings(&by("T-001\u{1f}F-1"), NOW);
    let found = findings.iter().find(|f| f.condition == AuxiliaryAsOfficer).unwrap();
    assert_eq!((found.answer, city.article(found)), (Answer::Breach, "decree17-10"));
    assert_eq!(said(&findings, TooFewOfficers), Some(Answer::Breach), "and does not count");
    assert_eq!(said(&findings, OfficerWithoutCertificate), None, "one finding, not two");
    assert_eq!(city.answer(AuxiliaryAsOfficer, &by("T-001\u{1f}T-002"), NOW), None);
    assert_eq!(
        city.answer(AuxiliaryAsOfficer, &by("T-001\u{1f}T-999"), NOW),
        None,
        "unknown is not auxiliary"
    );
}

/// What is said later about an officer does not change what was known when an act was judged.
#[test]
fn an_officer_who_became_an_auxiliary_was_none_before() {
    let mut city = City::new();
    city.officer("T-002", true, at("2026-03-20 09:00"));
    let record = by("T-001\u{1f}T-002");
    assert_eq!(said(&city.findings_known(&record, NOW, NOW), AuxiliaryAsOfficer), None);
    let later = city.findings_known(&record, NOW, "2026-03-20 10:00");
    assert_eq!(said(&later, AuxiliaryAsOfficer), Some(Answer::Breach));
}
