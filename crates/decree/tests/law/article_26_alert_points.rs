//! Art. 26: points are data with versions; an event is judged by the version in force on its day (DESIGN section 7).

use decree::fact::ThingKind;
use decree::judge::Answer;
use decree::point::Condition::{IncompleteRecord, LateCollection, TooFewOfficers};
use decree::point::{self, AlertPoint, AlertPointFact, Condition};

use crate::city::{City, Record, at, day, said};

#[test]
fn every_condition_ships_a_point_in_force_since_the_decree() {
    let points = point::parse(point::SHIPPED).unwrap();
    // What only the Penalty Law of 2021 orders is judged from its day on.
    let of_2021 =
        [Condition::MeasuresBeforeFiling, Condition::SurchargeDuringRemedy, Condition::ReviewerUnqualified];
    for condition in Condition::ALL {
        let first = points.iter().filter(|p| p.condition == *condition).map(|p| p.from).min();
        let since = if of_2021.contains(condition) { "2021-07-15" } else { "2015-06-01" };
        assert_eq!(first, Some(day(since)), "{condition:?}");
    }
    for point in &points {
        let same = points.iter().filter(|p| (p.key, p.version) == (point.key, point.version)).count();
        assert_eq!(same, 1, "{} {}", point.code, point.version);
    }
}

/// The decree has been in force since 1 June 2015: no event before is judged by its points. Completeness is a duty of
/// whoever records, so there the day of recording counts.
#[test]
fn nothing_before_the_decree_is_judged() {
    let mut city = City::new();
    let record = |day| Record::complete().on(day).set("officers", "T-001").set("place", "");
    let before = city.findings(&record("2015-05-29"), "2015-07-01 09:00");
    assert_eq!(said(&before, LateCollection), None);
    assert_eq!(said(&before, TooFewOfficers), None);
    assert_eq!(said(&before, IncompleteRecord), Some(Answer::Breach));
    let after = city.findings(&record("2015-06-01"), "2015-07-01 09:00");
    assert_eq!(said(&after, LateCollection), Some(Answer::Breach));
    assert_eq!(said(&after, TooFewOfficers), Some(Answer::Breach));
    assert_eq!(
        city.findings(&record("2015-05-29"), "2015-05-29 18:00"),
        [],
        "nor is what was recorded before"
    );
}

/// The Penalty Law of 2021 has been in force since 15 July 2021; the act's day decides, not the day of recording.
#[test]
fn the_version_switches_with_the_statute() {
    let mut city = City::new();
    let record = |day| Record::complete().on(day).set("officers", "T-001");
    for (day, version, article) in
        [("2021-07-14", 1, "penalty-1996-37"), ("2021-07-15", 2, "penalty-2021-42")]
    {
        let findings = city.findings(&record(day), "2021-07-16 09:00");
        let found = findings.iter().find(|f| f.condition == TooFewOfficers).unwrap();
        assert_eq!((found.version, city.article(found)), (version, article), "{day}");
    }
}

/// A point put later than the act, in force from a day before it, is a matter of what was known.
#[test]
fn a_version_counts_from_when_it_is_known() {
    let mut city = City::new();
    let put = at("2026-03-10 09:00");
    let old = city.base.point(TooFewOfficers, day("2026-03-02"), put).unwrap().clone();
    let stricter = AlertPoint { version: 3, count: Some(3), from: day("2026-03-01"), ..old };
    city.say(
        ThingKind::AlertPoint,
        "too_few_officers",
        &AlertPointFact::Put { public: Box::new(stricter) }.at(put),
        put,
    );
    let two = Record::complete();
    let now = "2026-03-02 18:00";
    assert_eq!(said(&city.findings_known(&two, now, now), TooFewOfficers), None);
    assert_eq!(
        said(&city.findings_known(&two, now, "2026-03-10 09:00"), TooFewOfficers),
        Some(Answer::Breach)
    );
}

/// A point that only hints raises nothing.
#[test]
fn a_hint_raises_no_alert() {
    let mut city = City::new();
    let hinted = city.collect(&Record::complete().set("result", "fail"), "2026-03-02 18:00").unwrap();
    assert_eq!(hinted.work.len(), 1);
    let breach = city.collect(&Record::complete().set("officers", "T-001"), "2026-03-02 18:00").unwrap();
    assert_eq!(breach.work.len(), 2);
    assert_eq!(breach.work[1].kind, ThingKind::Alert);
}
