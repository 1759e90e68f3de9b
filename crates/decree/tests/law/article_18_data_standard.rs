//! Art. 18: what the data standard requires, of sources that have it (rulings 7); hints.

use decree::judge::Answer;
use decree::point::Condition::{IncompleteRecord, TimesOutOfOrder};

use crate::city::{City, Record};

const NOW: &str = "2026-03-02 18:00";

#[test]
fn a_record_without_fault_is_silent() {
    let mut city = City::new();
    assert_eq!(city.findings(&Record::complete(), NOW), []);
}

#[test]
fn one_item_a_record_names_every_missing_field() {
    let mut city = City::new();
    let findings = city.findings(&Record::complete().set("place", "").set("form", ""), NOW);
    let [only] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((only.condition, only.answer), (IncompleteRecord, Answer::Breach));
    assert_eq!(only.args["fields"], "place,form");
    assert_eq!(city.article(only), "decree17-18");
}

/// What the source does not have at all lowers the quality score and raises nothing.
#[test]
fn a_source_without_the_field_is_incomplete() {
    let mut city = City::new();
    let record = Record::complete().without("place");
    assert_eq!(city.answer(IncompleteRecord, &record, NOW), Some(Answer::Incomplete));
    let both = record.set("form", "");
    let findings = city.findings(&both, NOW);
    assert_eq!((findings[0].answer, findings[0].args["fields"].as_str()), (Answer::Breach, "place,form"));
}

/// What cannot be recorded at all is refused, every problem at once.
#[test]
fn a_refusal_names_every_problem() {
    let mut city = City::new();
    let record = Record::complete()
        .set("own_number", "")
        .set("form", "weekly")
        .set("finished_at", "2026-03-03T10:00:00+08:00")
        .set("target_code", "11120000MB16608790");
    let refusal = city.collect(&record, NOW).unwrap_err();
    let mut rules: Vec<_> = refusal.problems.iter().map(|p| (p.field, p.rule)).collect();
    rules.sort_unstable();
    assert_eq!(
        rules,
        [
            ("finished_at", "in-the-future"),
            ("form", "unknown-code"),
            ("own_number", "missing"),
            ("target_code", "number-check"),
        ]
    );
}

/// The number of a natural person is never repeated in a problem.
#[test]
fn a_wrong_identity_number_is_not_shown() {
    let mut city = City::new();
    let record =
        Record::complete().set("target_kind", "person").set("target_id_number", "110105194912310021");
    let refusal = city.collect(&record, NOW).unwrap_err();
    assert_eq!((refusal.problems[0].field, refusal.problems[0].value.as_str()), ("target_id_number", ""));
    assert!(!format!("{refusal:?}").contains("1101051949"));
}

#[test]
fn begun_after_it_ended_is_a_hint() {
    let mut city = City::new();
    let record = Record::complete().set("started_at", "2026-03-02T10:00:01+08:00");
    let findings = city.findings(&record, NOW);
    let found = findings.iter().find(|f| f.condition == TimesOutOfOrder).unwrap();
    assert_eq!((found.answer, city.article(found)), (Answer::Hint, "decree17-18"));
    let same = Record::complete().set("started_at", "2026-03-02T10:00:00+08:00");
    assert_eq!(city.answer(TimesOutOfOrder, &same, NOW), None);
    // Of a day and a moment of that day nothing can be said.
    let day = Record::complete().set("started_at", "2026-03-02");
    assert_eq!(city.answer(TimesOutOfOrder, &day, NOW), None);
    let day_before = Record::complete().set("finished_at", "2026-03-01");
    assert_eq!(city.answer(TimesOutOfOrder, &day_before, NOW), Some(Answer::Hint));
}

/// What a file may be stands in the data standard, with units; what is no such standard takes nothing in.
#[test]
fn what_a_file_may_be_is_data() {
    use decree::authority::Role;
    use decree::case::Secrecy;
    use decree::file::{Limit, SHIPPED, Unit, parse, shipped};
    let standard = parse(SHIPPED).unwrap();
    assert_eq!(&standard, shipped());
    assert_eq!(standard.size, Limit { n: 200_000_000, unit: Unit::Byte });
    assert_eq!(standard.kept_unnamed(), jiff::SignedDuration::from_hours(168));
    assert_eq!(standard.code_of("application/pdf"), "pdf");
    for refused in ["application/zip", "text/html", "application/octet-stream"] {
        assert!(!standard.media().contains(&refused), "{refused}");
    }
    assert!(parse(&SHIPPED.replace("unit = \"byte\"", "unit = \"character\"")).is_err());
    assert!(standard.may_open(Role::LegalUnit, Some(Secrecy::Informant)));
    assert!(!standard.may_open(Role::CityOffice, Some(Secrecy::Informant)));
    assert!(!standard.may_open(Role::LegalUnit, Some(Secrecy::StateSecret)));
    assert!(standard.may_open(Role::LineLegalUnit, None));
}
