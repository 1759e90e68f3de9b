//! Art. 27, rulings 2: the life of an alert through its levels, and who may act at each.

use decree::alert::{
    self, About, AlertFact, AlertOutcome, AlertState, AlertStatus, AlertWish, AnswerBody, Clearing,
    OfficeAct, OfficeActBody, Remark, decide, key, overdue,
};
use decree::authority::Place;
use decree::context::Work;
use decree::fact::ThingKind;
use decree::judge::Finding;
use decree::point::{Condition, Grade};
use jiff::Timestamp;
use uuid::Uuid;

use crate::city::{
    BUREAU, BUREAU_UNIT, CITY_OFFICE, CLERK, City, DEPARTMENT, DEPARTMENT_UNIT, DISTRICT_OFFICE, GOVERNMENT,
    ORPHAN, Record, STREET, STREET_UNIT, at, day, fact, thing,
};

const NOW: &str = "2026-03-02 18:00";
/// Somebody who had no part in the act.
const LAWYER: Uuid = Uuid::from_u128(0x1A);

struct Life {
    city: City,
    stream: Uuid,
    state: AlertState,
    length: i32,
}

impl Life {
    /// An alert of an agency: a lone officer, found at collection.
    fn of(agency: i32) -> Self {
        let mut city = City::new();
        let record = Record::complete().of(agency).set("officers", "T-001");
        let decision = city.collect(&record, NOW).unwrap();
        Self::raised(city, &decision.work[1])
    }

    fn raised(city: City, work: &Work) -> Self {
        assert_eq!(work.kind, ThingKind::Alert);
        let mut life = Self { city, stream: work.stream, state: AlertState::default(), length: 0 };
        life.take(&work.facts[0], work.place, at(NOW));
        life
    }

    fn take(&mut self, new: &decree::fact::NewFact, place: Place, recorded: Timestamp) {
        self.length += 1;
        self.state.fold(&fact(self.stream, self.length, place, new, CLERK, recorded)).unwrap();
    }

    /// A wish of somebody at a moment: the rule that refuses it, or nothing.
    fn wish(&mut self, who: Uuid, wish: AlertWish, now: &str) -> Result<(), &'static str> {
        let state = &self.state;
        let decided = self.city.act(who, at(now), |context| decide(state, wish, context));
        let new = decided.map_err(|refusal| refusal.problems[0].rule)?;
        self.take(&new.at(at(now)), Place::default(), at(now));
        Ok(())
    }

    /// The moment at which the clock that runs now is over.
    fn over(&self) -> Option<Timestamp> {
        self.state.over_at(&self.city.base.calendar())
    }

    /// The clock runs out; answers where the alert stands then.
    fn pass(&mut self) -> (i16, i32, AlertStatus) {
        let now = self.over().unwrap();
        let new = overdue(&self.state, &self.city.base, now);
        self.take(&new.at(now), Place::default(), now);
        (self.state.level, self.state.office, self.state.status)
    }
}

fn answer(words: &str) -> AlertWish {
    AlertWish::Answer(AnswerBody { outcome: AlertOutcome::Corrected, words: words.into() })
}

fn remark() -> Remark {
    Remark { words: "可以".into() }
}

fn office(act: OfficeAct, until: Option<&str>, words: &str) -> AlertWish {
    AlertWish::Office(OfficeActBody { act, until: until.map(day), words: words.into() })
}

#[test]
fn it_begins_at_level_1_with_the_legal_unit() {
    let life = Life::of(STREET);
    let state = &life.state;
    assert_eq!((state.level, state.office, state.status), (1, STREET_UNIT, AlertStatus::Open));
    assert_eq!((state.raised.grade, state.raised_at), (Grade::Medium, at(NOW)));
    assert_eq!(state.raised.subject_kind, ThingKind::Inspection);
    // Three working days from when its handler could first see it: Tuesday to Thursday.
    assert_eq!(life.over(), Some(at("2026-03-06 00:00")));
}

/// Art. 27: agency, district office, city office.
#[test]
fn a_streets_alert_goes_through_three_levels_and_then_stands() {
    let mut life = Life::of(STREET);
    assert_eq!(life.pass(), (2, DISTRICT_OFFICE, AlertStatus::Open));
    assert_eq!(life.state.level_since, at("2026-03-06 00:00"));
    // Level 2 has three working days of its own: Friday's event is not counted, so Monday to Wednesday.
    assert_eq!(life.over(), Some(at("2026-03-12 00:00")));
    assert_eq!(life.pass(), (3, CITY_OFFICE, AlertStatus::Open));
    assert_eq!(life.pass(), (3, CITY_OFFICE, AlertStatus::Standing));
    assert_eq!(life.over(), None, "nothing is higher");
    assert_eq!(
        life.wish(LAWYER, office(OfficeAct::Urge, Some("2026-04-10"), ""), "2026-04-01 09:00"),
        Ok(())
    );
    assert_eq!(life.state.status, AlertStatus::Urged, "it can still be acted upon");
}

#[test]
fn a_district_departments_alert_goes_the_same_way() {
    let mut life = Life::of(DEPARTMENT);
    assert_eq!(life.state.office, DEPARTMENT_UNIT);
    assert_eq!(life.pass(), (2, DISTRICT_OFFICE, AlertStatus::Open));
    assert_eq!(life.pass(), (3, CITY_OFFICE, AlertStatus::Open));
}

/// Art. 27 III speaks of district offices that did not handle in time: a city department's alert, at the city office
/// already, has no level 3.
#[test]
fn a_city_departments_alert_has_no_level_3() {
    let mut life = Life::of(BUREAU);
    assert_eq!(life.state.office, BUREAU_UNIT);
    assert_eq!(life.pass(), (2, CITY_OFFICE, AlertStatus::Open));
    assert_eq!(life.pass(), (2, CITY_OFFICE, AlertStatus::Standing));
}

/// A district government's own acts: level 1 district office, level 2 city office, no level 3.
#[test]
fn a_district_governments_own_acts() {
    let mut life = Life::of(GOVERNMENT);
    assert_eq!((life.state.level, life.state.office), (1, DISTRICT_OFFICE));
    assert_eq!(life.pass(), (2, CITY_OFFICE, AlertStatus::Open));
    assert_eq!(life.pass(), (2, CITY_OFFICE, AlertStatus::Standing));
}

/// With nobody named level 1 is the head's, and the gap is seen (office 0).
#[test]
fn with_no_legal_unit_named_the_gap_is_seen() {
    let mut life = Life::of(ORPHAN);
    assert_eq!(life.state.office, 0);
    assert_eq!(life.pass(), (2, DISTRICT_OFFICE, AlertStatus::Open));
}

#[test]
fn assigned_answered_confirmed() {
    let mut life = Life::of(STREET);
    life.wish(LAWYER, AlertWish::Assign(LAWYER), "2026-03-03 09:00").unwrap();
    assert_eq!((life.state.status, life.state.assignee), (AlertStatus::Assigned, Some(LAWYER)));
    assert_eq!(
        life.wish(LAWYER, AlertWish::Confirm(remark()), "2026-03-03 09:01"),
        Err("alert-not-answered")
    );
    life.wish(LAWYER, answer("已补记第二名执法人员"), "2026-03-03 10:00").unwrap();
    assert_eq!(life.state.status, AlertStatus::Answered);
    life.wish(LAWYER, AlertWish::Confirm(remark()), "2026-03-03 11:00").unwrap();
    assert_eq!((life.state.status, life.state.outcome), (AlertStatus::Closed, Some(AlertOutcome::Corrected)));
    assert_eq!(life.over(), None);
}

/// Inside level 1 there is one clock: to send back does not stop it, nor does an answer that waits.
#[test]
fn sent_back_on_the_same_clock() {
    let mut life = Life::of(STREET);
    let over = life.over();
    life.wish(LAWYER, AlertWish::Assign(LAWYER), "2026-03-03 09:00").unwrap();
    life.wish(LAWYER, answer("说明"), "2026-03-03 10:00").unwrap();
    assert_eq!(life.over(), over);
    life.wish(LAWYER, AlertWish::SendBack(remark()), "2026-03-04 10:00").unwrap();
    assert_eq!((life.state.status, life.state.answer, life.over()), (AlertStatus::Assigned, None, over));
    assert_eq!(
        life.wish(LAWYER, AlertWish::SendBack(remark()), "2026-03-04 10:01"),
        Err("alert-not-answered")
    );
    life.wish(LAWYER, answer("说明"), "2026-03-04 11:00").unwrap();
    assert_eq!(
        life.pass(),
        (2, DISTRICT_OFFICE, AlertStatus::Open),
        "an answer nobody confirmed is not in time"
    );
}

#[test]
fn an_answer_needs_words_and_an_outcome_of_its_own() {
    let mut life = Life::of(STREET);
    assert_eq!(life.wish(LAWYER, answer("  "), "2026-03-03 09:00"), Err("missing"));
    let body = AnswerBody { outcome: AlertOutcome::NotABreach, words: "不是".into() };
    assert_eq!(life.wish(LAWYER, AlertWish::Answer(body), "2026-03-03 09:00"), Err("unknown-code"));
}

/// Rulings 2: whoever handled the case may not answer its alert; nor confirm the answer.
#[test]
fn whoever_handled_the_act_may_not_answer() {
    let mut city = City::new();
    let officer = city.user("T-001", at("2026-01-05 09:00"));
    let bystander = city.user("T-003", at("2026-01-05 09:00"));
    let decision = city.collect(&Record::complete().set("officers", "T-001"), NOW).unwrap();
    let mut life = Life::raised(city, &decision.work[1]);
    for who in [CLERK, officer] {
        assert_eq!(life.wish(who, answer("说明"), "2026-03-03 09:00"), Err("alert-own-act"), "{who}");
    }
    life.wish(bystander, answer("说明"), "2026-03-03 09:00").unwrap();
    assert_eq!(life.wish(CLERK, AlertWish::Confirm(remark()), "2026-03-03 10:00"), Err("alert-own-act"));
    assert_eq!(life.wish(LAWYER, AlertWish::Confirm(remark()), "2026-03-03 10:00"), Ok(()));
}

#[test]
fn each_level_has_its_own_acts() {
    let mut life = Life::of(STREET);
    let take_over = || office(OfficeAct::TakeOver, None, "");
    assert_eq!(life.wish(LAWYER, take_over(), "2026-03-03 09:00"), Err("alert-at-level-1"));
    life.pass();
    assert_eq!(life.wish(LAWYER, answer("说明"), "2026-03-09 09:00"), Err("alert-past-level-1"));
    assert_eq!(life.wish(LAWYER, AlertWish::Assign(LAWYER), "2026-03-09 09:00"), Err("alert-past-level-1"));
    life.wish(LAWYER, take_over(), "2026-03-09 09:00").unwrap();
    assert_eq!((life.state.status, life.over()), (AlertStatus::TakenOver, None));
    life.wish(LAWYER, office(OfficeAct::Settle, None, "已处理"), "2026-03-10 09:00").unwrap();
    assert_eq!(life.state.outcome, Some(AlertOutcome::Settled));
}

#[test]
fn urged_with_a_day_that_passes() {
    let mut life = Life::of(STREET);
    life.pass();
    let now = "2026-03-09 09:00";
    assert_eq!(life.wish(LAWYER, office(OfficeAct::Urge, None, ""), now), Err("day-needed"));
    assert_eq!(life.wish(LAWYER, office(OfficeAct::Urge, Some("2026-03-08"), ""), now), Err("day-needed"));
    life.wish(LAWYER, office(OfficeAct::Urge, Some("2026-03-20"), ""), now).unwrap();
    assert_eq!(life.over(), Some(at("2026-03-21 00:00")), "the day set is the clock now");
    assert_eq!(life.pass(), (3, CITY_OFFICE, AlertStatus::Open));
    assert_eq!(life.state.until, None);
    life.wish(LAWYER, office(OfficeAct::Urge, Some("2026-04-01"), ""), "2026-03-23 09:00").unwrap();
    assert_eq!(life.pass(), (3, CITY_OFFICE, AlertStatus::Standing));
}

#[test]
fn not_a_breach_needs_reasons() {
    let mut life = Life::of(STREET);
    life.pass();
    let now = "2026-03-09 09:00";
    assert_eq!(life.wish(LAWYER, office(OfficeAct::NotABreach, None, " "), now), Err("missing"));
    life.wish(LAWYER, office(OfficeAct::NotABreach, None, "两名人员均在场"), now).unwrap();
    assert_eq!(life.state.outcome, Some(AlertOutcome::NotABreach));
}

/// Never un-raised: cleared by a fact that names what took its ground away; then nothing more is said about it.
#[test]
fn after_closing_every_wish_is_refused() {
    let mut life = Life::of(STREET);
    let clearing = Clearing { by: vec![thing("notice")], ground: "notice".into() };
    let now = at("2026-03-04 09:00");
    life.take(&AlertFact::Cleared { internal: Box::new(clearing) }.at(now), Place::default(), now);
    assert_eq!((life.state.status, life.state.outcome), (AlertStatus::Closed, Some(AlertOutcome::Cleared)));
    assert_eq!(life.state.level, 1, "it was at level 1 and stays on record there");
    for wish in [
        AlertWish::Assign(LAWYER),
        answer("说明"),
        AlertWish::Confirm(remark()),
        AlertWish::SendBack(remark()),
        office(OfficeAct::Settle, None, "已处理"),
    ] {
        assert_eq!(life.wish(LAWYER, wish.clone(), "2026-03-05 09:00"), Err("alert-closed"), "{wish:?}");
    }
}

/// The same breach, found twice, is the same alert; another point, thing, fact or officer is another.
#[test]
fn one_breach_has_one_key() {
    let about = |trigger| About {
        subject: thing("record"),
        kind: ThingKind::Inspection,
        place: Place::default(),
        trigger,
    };
    let finding = |point, ordinal| Finding {
        point,
        ordinal,
        condition: Condition::TooFewOfficers,
        ..Finding::default()
    };
    let one = key(1, &about(1), &finding(3, 0));
    let elsewhere =
        About { place: Place { agency: 7, line: 7, territory: 7, district: 7, office: 7 }, ..about(1) };
    let worded = Finding { version: 2, due: Some(day("2026-03-05")), ..finding(3, 0) };
    assert_eq!(key(1, &elsewhere, &worded), one, "version and place are not part of it");
    let others = [
        key(2, &about(1), &finding(3, 0)),
        key(1, &about(2), &finding(3, 0)),
        key(1, &about(1), &finding(4, 0)),
        key(1, &about(1), &finding(3, 1)),
        key(1, &About { subject: thing("other"), ..about(1) }, &finding(3, 0)),
    ];
    assert!(others.iter().all(|other| *other != one));
    // And so the same record, judged again, raises the same.
    let mut city = City::new();
    let kept = city.keep(&Record::complete().set("officers", "T-001"), NOW);
    let found = kept.state.parts.internal.findings[0].clone();
    let about =
        About { subject: kept.stream, kind: ThingKind::Inspection, place: Place::default(), trigger: 1 };
    let raise = |city: &mut City, now| {
        city.act(CLERK, at(now), |c| alert::raise(&about, found.clone(), vec![], c).stream)
    };
    assert_eq!(raise(&mut city, NOW), raise(&mut city, "2026-05-04 09:00"));
}
