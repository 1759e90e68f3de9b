//! Arts 32, 33; rulings 4, 11: the party's inbox. Who has a message, who answers it until when, and that the agency that it is
//! about never learns who wrote.

use decree::authority::Place;
use decree::context::{Ending, Work};
use decree::fact::{NewFact, ThingKind};
use decree::message::{
    Contact, MessageFact, MessageKind, MessageState, MessageStatus, MessageWish, NewMessage, Recipient,
    Written, act_upon, receive, shipped,
};
use decree::office::{Office, OfficeFact, OfficeKind};
use decree::problem::Refusal;
use jiff::Timestamp;

use crate::city::{
    BUREAU, CITY_OFFICE, CLERK, City, DISTRICT, DISTRICT_OFFICE, STREET, at, day, fact, thing,
};

/// The city with its supervision offices.
fn city() -> City {
    let mut city = City::new();
    let start = at("2015-05-20 09:00");
    for (key, kind, district) in
        [(CITY_OFFICE, OfficeKind::CityOffice, 0), (DISTRICT_OFFICE, OfficeKind::DistrictOffice, DISTRICT)]
    {
        let name = format!("office {key}");
        let public =
            Office { key, kind, district, name: name.clone(), from: day("2007-01-01"), ..Office::default() };
        city.say(
            ThingKind::Office,
            &name,
            &OfficeFact::Described { public: Box::new(public) }.at(start),
            start,
        );
    }
    city
}

fn sent(kind: MessageKind, organ: &str) -> NewMessage {
    NewMessage {
        kind: Some(kind),
        organ: organ.into(),
        text: "罚款金额与决定书不符".into(),
        name: "王五".into(),
        phone: "13900000000".into(),
        look_up: [7; 32],
        ..NewMessage::default()
    }
}

/// A message as it goes through the city.
struct Life {
    city: City,
    state: MessageState,
    length: i32,
}

impl Life {
    fn new(kind: MessageKind, organ: &str, when: &str) -> Self {
        let mut city = city();
        let decision = city
            .act(CLERK, at(when), |c| receive(thing("message"), false, &sent(kind, organ), None, c))
            .unwrap();
        let Work { place, facts, .. } = decision.work.into_iter().next().unwrap();
        let mut life = Self { city, state: MessageState::default(), length: 0 };
        life.take(&facts[0], place, at(when));
        life
    }

    fn take(&mut self, new: &NewFact, place: Place, when: Timestamp) {
        self.length += 1;
        self.state.fold(&fact(thing("message"), self.length, place, new, CLERK, when)).unwrap();
    }

    fn wish(&mut self, wish: MessageWish, when: &str) -> Result<MessageStatus, Refusal> {
        let state = self.state.clone();
        let (new, place) = self.city.act(CLERK, at(when), |c| act_upon(&state, wish, c))?;
        self.take(&new, place, at(when));
        Ok(self.state.status)
    }

    /// The last day for what comes next.
    fn last_day(&self) -> Option<String> {
        let calendar = self.city.base.calendar();
        self.state.clock(&calendar).map(|due| due.last_day(&calendar).to_string())
    }
}

/// An error goes to the agency that it names, and is taken up within two working days: 2026-03-06 is a Friday.
#[test]
fn an_error_is_with_its_agency_within_two_working_days() {
    let mut life = Life::new(MessageKind::Error, "agency 1", "2026-03-06 10:00");
    assert_eq!((life.state.place.agency, life.state.place.office), (STREET, 0));
    assert_eq!(life.state.letter.body, "agency 1");
    assert_eq!(life.last_day().as_deref(), Some("2026-03-10"));
    // Ten working days for the answer, from being taken up on Monday the 9th.
    life.wish(MessageWish::TakeUp, "2026-03-09 09:00").unwrap();
    assert_eq!(life.last_day().as_deref(), Some("2026-03-23"));
    assert_eq!(
        life.wish(MessageWish::Answer("已更正".into()), "2026-03-11 09:00"),
        Ok(MessageStatus::Answered)
    );
    assert_eq!(life.last_day(), None);
    let standing = life.state.standing();
    assert_eq!((standing.answer.as_str(), standing.answered_at), ("已更正", Some(at("2026-03-11 09:00"))));
}

/// Art. 32: a complaint goes to the office of the same level and belongs to no agency, so that none sees it.
#[test]
fn a_complaint_is_with_the_office_and_never_with_the_agency() {
    for (organ, about, office, district) in
        [("agency 1", STREET, DISTRICT_OFFICE, DISTRICT), ("agency 3", BUREAU, CITY_OFFICE, 0)]
    {
        let mut life = Life::new(MessageKind::Complaint, organ, "2026-03-06 10:00");
        assert_eq!(life.state.letter.about, about);
        let place = Place { agency: 0, line: 0, territory: district, district, office };
        assert_eq!(life.state.place, place, "{organ}");
        let back = MessageWish::PassOn { to: Recipient::Agency(about), words: "请办理".into() };
        let refusal = life.wish(back, "2026-03-06 11:00").unwrap_err();
        assert_eq!(refusal.problems[0].rule, "message-complaint-to-agency");
        // What follows has limits of its own: no clock of this inbox runs.
        life.wish(MessageWish::TakeUp, "2026-03-06 11:00").unwrap();
        assert_eq!(life.last_day(), None);
    }
}

/// What names nobody known is with the city's office, which passes it on; the two days begin again there.
#[test]
fn what_is_about_nobody_known_is_routed_by_the_citys_office() {
    let mut life = Life::new(MessageKind::Error, "某某局", "2026-03-06 10:00");
    assert_eq!((life.state.letter.about, life.state.place.office), (0, CITY_OFFICE));
    let on = MessageWish::PassOn { to: Recipient::Agency(STREET), words: "属贵街道".into() };
    assert_eq!(life.wish(on.clone(), "2026-03-09 10:00"), Ok(MessageStatus::Received));
    assert_eq!((life.state.letter.about, life.state.place.agency), (STREET, STREET));
    assert_eq!(life.last_day().as_deref(), Some("2026-03-11"));
    assert_eq!(life.state.letter.sent_at, at("2026-03-06 10:00"));
    assert_eq!(life.wish(on, "2026-03-09 11:00").unwrap_err().problems[0].rule, "message-has-it");
    let nobody = MessageWish::PassOn { to: Recipient::Agency(99), words: "x".into() };
    assert_eq!(life.wish(nobody, "2026-03-09 11:00").unwrap_err().problems[0].rule, "message-no-such-body");
}

/// An error that is a complaint leaves the agency with the office's mark.
#[test]
fn a_message_that_is_a_complaint_is_taken_from_the_agency() {
    let mut life = Life::new(MessageKind::Error, "agency 1", "2026-03-06 10:00");
    let mark = || MessageWish::MarkComplaint { words: "实为投诉".into() };
    life.wish(mark(), "2026-03-06 11:00").unwrap();
    assert_eq!(life.state.letter.kind, MessageKind::Complaint);
    assert_eq!((life.state.place.agency, life.state.place.office), (0, DISTRICT_OFFICE));
    assert_eq!(life.wish(mark(), "2026-03-06 12:00").unwrap_err().problems[0].rule, "message-is-complaint");
}

/// What names people lies in the vault and stands in no fact.
#[test]
fn text_and_sender_are_in_the_vault_alone() {
    let mut city = city();
    let new = sent(MessageKind::Error, "agency 1");
    let decision =
        city.act(CLERK, at("2026-03-06 10:00"), |c| receive(thing("m"), false, &new, None, c)).unwrap();
    let fact = &decision.work[0].facts[0];
    let bytes = String::from_utf8(fact.sections.internal.clone().unwrap()).unwrap();
    for personal in ["王五", "13900000000", "罚款金额"] {
        assert!(!bytes.contains(personal), "{personal}");
    }
    assert_eq!((fact.sections.public.is_none(), fact.sections.party.is_none()), (true, true));
    let MessageFact::Received { internal } = MessageFact::read(&crate::city::fact(
        thing("m"),
        1,
        decision.work[0].place,
        fact,
        CLERK,
        at("2026-03-06 10:00"),
    ))
    .unwrap() else {
        panic!()
    };
    let value = |id| fact.persons.iter().find(|p| p.id == id).map(|p| p.value.clone()).unwrap();
    let written = Written { organ: "agency 1".into(), text: "罚款金额与决定书不符".into() };
    assert_eq!(Written::of(&value(internal.text)), Some(written));
    let sender = Contact { name: "王五".into(), phone: "13900000000".into() };
    assert_eq!(Contact::of(&value(internal.contact.unwrap())), Some(sender));
}

/// The same form sent twice is one message.
#[test]
fn the_same_form_again_is_known() {
    let mut city = city();
    let new = sent(MessageKind::Error, "agency 1");
    let again =
        city.act(CLERK, at("2026-03-06 10:00"), |c| receive(thing("m"), true, &new, None, c)).unwrap();
    assert_eq!((again.ending, again.work.len()), (Ending::Known, 0));
}

#[test]
fn a_refusal_names_every_problem_and_repeats_nothing() {
    let mut city = city();
    let long = "长".repeat(2001);
    let new = NewMessage {
        kind: Some(MessageKind::Copy),
        text: long.clone(),
        name: long.clone(),
        page: long,
        ..NewMessage::default()
    };
    let refusal =
        city.act(CLERK, at("2026-03-06 10:00"), |c| receive(thing("m"), false, &new, None, c)).unwrap_err();
    let found: Vec<_> =
        refusal.problems.iter().map(|p| (p.field, p.rule, p.value.as_str(), p.example.as_str())).collect();
    assert_eq!(
        found,
        [
            // A copy of what? A case belongs to it.
            ("message_kind", "missing", "", ""),
            ("message_text", "message-too-long", "2001", "2000"),
            ("page", "message-too-long", "2001", "200"),
            ("sender_name", "message-too-long", "2001", "200"),
        ]
    );
    let new = NewMessage { kind: None, text: " ".into(), ..NewMessage::default() };
    let refusal =
        city.act(CLERK, at("2026-03-06 10:00"), |c| receive(thing("m"), false, &new, None, c)).unwrap_err();
    let found: Vec<_> = refusal.problems.iter().map(|p| (p.field, p.rule)).collect();
    assert_eq!(found, [("message_kind", "missing"), ("message_text", "missing")]);
}

/// Every wish in every state: only these pass.
#[test]
fn each_state_allows_what_it_allows() {
    use MessageStatus as S;
    let wishes = || {
        [
            ("take up", MessageWish::TakeUp),
            ("pass on", MessageWish::PassOn { to: Recipient::Office(DISTRICT_OFFICE), words: "x".into() }),
            ("mark", MessageWish::MarkComplaint { words: "x".into() }),
            ("answer", MessageWish::Answer("x".into())),
        ]
    };
    for status in MessageStatus::ALL {
        let mut life = Life::new(MessageKind::Error, "agency 1", "2026-03-06 10:00");
        life.state.status = *status;
        let state = life.state.clone();
        let allowed: Vec<_> = wishes()
            .into_iter()
            .filter(|(_, wish)| {
                life.city.act(CLERK, at("2026-03-06 11:00"), |c| act_upon(&state, wish.clone(), c)).is_ok()
            })
            .map(|(name, _)| name)
            .collect();
        let expected: &[&str] = match status {
            S::Received => &["take up", "pass on", "mark", "answer"],
            S::TakenUp => &["pass on", "mark", "answer"],
            S::Answered => &[],
        };
        assert_eq!(allowed, expected, "{status:?}");
    }
    let mut life = Life::new(MessageKind::Error, "agency 1", "2026-03-06 10:00");
    let silent = life.wish(MessageWish::Answer(" ".into()), "2026-03-06 11:00").unwrap_err();
    assert_eq!((silent.problems[0].field, silent.problems[0].rule), ("message_words", "missing"));
}

/// The limits are data: a version for every kind of message since the decree.
#[test]
fn every_kind_has_its_limits_in_the_data() {
    let standard = decree::message::parse(decree::message::SHIPPED).unwrap();
    assert_eq!(&standard, shipped());
    for kind in MessageKind::ALL {
        let limit = standard.limit_of(*kind, day("2015-06-01")).unwrap();
        assert_eq!((limit.take_up.n, limit.take_up.unit), (2, calendar::Unit::Working), "{kind:?}");
        assert!(standard.limit_of(*kind, day("2015-05-31")).is_none());
    }
}
