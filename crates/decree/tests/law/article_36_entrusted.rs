//! Art. 36; rulings 1: an entrusted body acts within its mandate and term, never by a compulsory measure (Penalty Law 20;
//! Compulsion Law 17), and decides on licences only if it is an administrative organ itself (Licence Law 24).

use decree::agency::{Agency, AgencyFact, AgencyKind, Entrustment, Standing};
use decree::fact::ThingKind;
use decree::judge::Answer::{self, Breach, CannotJudge};
use decree::point::Condition::{EntrustedOutside, PowerNotHeld};

use crate::cases::{Case, ordinary, step};
use crate::city::{City, DEPARTMENT, STREET, at, day};

/// The street as a body that its department entrusted with some powers.
fn entrusted(kind: AgencyKind, mandate: Option<(&[&str], &str)>) -> City {
    let mut city = City::new().with_library();
    let start = at("2015-05-20 09:00");
    let street = city.base.agency(STREET, day("2026-03-02"), start).unwrap().clone();
    let entrustment = mandate.map(|(codes, term)| Entrustment {
        mandate: codes.iter().map(|c| (*c).to_owned()).collect(),
        principal: DEPARTMENT,
        term: Some(day(term)),
    });
    let body = Agency { standing: Standing::Entrusted, kind, entrustment, ..street };
    city.say(
        ThingKind::Agency,
        "agency 1",
        &AgencyFact::Described { public: Box::new(body) }.at(start),
        start,
    );
    city
}

fn says(case: &Case, mut city: City) -> Option<Answer> {
    let state = case.enter(&mut city);
    state.findings().find(|f| f.condition == EntrustedOutside).map(|f| f.answer)
}

const KIND: AgencyKind = AgencyKind::Institution;

/// The sound case is decided on the 9th of March 2026, under P-MARKET.
#[test]
fn within_mandate_and_term() {
    let with = |mandate: &[&str], term: &str| says(&ordinary(), entrusted(KIND, Some((mandate, term))));
    assert_eq!(with(&["P-MARKET"], "2026-03-09"), None, "on the last day");
    assert_eq!(with(&["P-MARKET"], "2026-03-08"), Some(Breach), "the term is over");
    assert_eq!(with(&["P-LOOK"], "2026-12-31"), Some(Breach), "another power");
    assert_eq!(says(&ordinary(), entrusted(KIND, None)), Some(CannotJudge), "its mandate is not known");
    assert_eq!(says(&ordinary(), City::new().with_library()), None, "no entrusted body");
}

/// The mandate is what counts for it, not a list of powers of its own.
#[test]
fn a_list_of_its_own_gives_no_mandate() {
    let mut city = entrusted(KIND, Some((&["P-OTHER"], "2026-12-31")));
    let state = ordinary().opened("power", "P-OTHER").enter(&mut city);
    assert!(!state.findings().any(|f| matches!(f.condition, EntrustedOutside | PowerNotHeld)));
}

#[test]
fn never_by_a_compulsory_measure() {
    let measured = || {
        let fields = [("officers", "T-001\u{1f}T-002"), ("measure_kind", "sealing")];
        ordinary().before("notice", step("measure", "2026-03-03 10:00", &fields))
    };
    let mandate: (&[&str], &str) = (&["P-MARKET"], "2026-12-31");
    assert_eq!(says(&measured(), entrusted(AgencyKind::Street, Some(mandate))), Some(Breach));
    assert_eq!(says(&measured(), City::new().with_library()), None, "an organ of its own right");
    let unsaid = measured().with("measure", "at", "");
    assert_eq!(says(&unsaid, entrusted(KIND, Some(mandate))), Some(Breach), "whatever its day");
}

#[test]
fn licences_only_by_an_administrative_organ() {
    let licence = || {
        let mut case = ordinary().opened("act_kind", "licence").opened("procedure", "standard");
        case.steps = vec![
            step("application", "2026-03-02 09:00", &[]),
            step("acceptance", "2026-03-04 09:00", &[("accepted", "yes")]),
            step("decision", "2026-03-09 09:00", &[("outcome", "granted")]),
        ];
        case
    };
    let mandate: (&[&str], &str) = (&["P-MARKET"], "2026-12-31");
    assert_eq!(says(&licence(), entrusted(AgencyKind::Institution, Some(mandate))), Some(Breach));
    assert_eq!(says(&licence(), entrusted(AgencyKind::Department, Some(mandate))), None);
    assert_eq!(says(&ordinary(), entrusted(AgencyKind::Institution, Some(mandate))), None, "a penalty");
    assert_eq!(says(&licence(), entrusted(AgencyKind::Department, None)), Some(CannotJudge));
}
