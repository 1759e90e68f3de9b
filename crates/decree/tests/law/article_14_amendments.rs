//! Art. 14, rulings 3: an application is drafted, signed by the agency, then agreed to, returned or refused by the office.

use decree::amendment::{
    AmendmentState, AmendmentStatus, AmendmentWish, Decision, Draft, Signature, decide, draft,
};
use decree::authority::{Action, Place, Role, may};
use decree::fact::ThingKind;
use decree::problem::Refusal;

use crate::city::{BUREAU, CITY_OFFICE, CLERK, City, DISTRICT_OFFICE, STREET, at, fact, thing};

struct Application {
    state: AmendmentState,
    length: i32,
}

impl Application {
    fn new() -> Self {
        let mut city = City::new();
        let place = Place { agency: STREET, line: 1, territory: 11, district: 10, office: 0 };
        let work = city.act(CLERK, at("2026-03-03 09:00"), |c| {
            draft(thing("record"), ThingKind::Inspection, place, Draft::default(), Vec::new(), c)
        });
        let mut application = Self { state: AmendmentState::default(), length: 0 };
        application.take(&work.facts[0], place);
        application
    }

    fn take(&mut self, new: &decree::fact::NewFact, place: Place) {
        self.length += 1;
        let at = at("2026-03-03 09:00");
        self.state.fold(&fact(thing("application"), self.length, place, new, CLERK, at)).unwrap();
    }

    fn wish(&mut self, wish: AmendmentWish) -> Result<AmendmentStatus, Refusal> {
        let new = decide(&self.state, wish)?.at(at("2026-03-03 09:00"));
        self.take(&new, Place::default());
        Ok(self.state.status)
    }
}

fn sign() -> AmendmentWish {
    AmendmentWish::Sign(Signature { number: "津街改〔2026〕1号".into(), reason: "录入错误".into() })
}

fn words() -> Decision {
    Decision { words: "请补充证明".into() }
}

#[test]
fn from_draft_to_agreed() {
    let mut application = Application::new();
    assert_eq!(application.state.status, AmendmentStatus::Draft);
    assert_eq!(application.wish(sign()).unwrap(), AmendmentStatus::Signed);
    assert_eq!(application.state.number, "津街改〔2026〕1号");
    assert_eq!(application.wish(AmendmentWish::Agree(Decision::default())).unwrap(), AmendmentStatus::Agreed);
}

#[test]
fn returned_for_more_and_signed_again() {
    let mut application = Application::new();
    application.wish(sign()).unwrap();
    assert_eq!(application.wish(AmendmentWish::Return(words())).unwrap(), AmendmentStatus::Returned);
    assert_eq!(application.wish(sign()).unwrap(), AmendmentStatus::Signed);
    assert_eq!(application.wish(AmendmentWish::Refuse(words())).unwrap(), AmendmentStatus::Refused);
}

#[test]
fn the_agency_may_give_up_before_it_signs_and_after_a_return() {
    let mut application = Application::new();
    assert_eq!(application.wish(AmendmentWish::Drop(Decision::default())).unwrap(), AmendmentStatus::Dropped);
    let mut application = Application::new();
    application.wish(sign()).unwrap();
    assert!(application.wish(AmendmentWish::Drop(Decision::default())).is_err());
    application.wish(AmendmentWish::Return(words())).unwrap();
    assert_eq!(application.wish(AmendmentWish::Drop(Decision::default())).unwrap(), AmendmentStatus::Dropped);
}

/// A wish by its name.
type Named = (&'static str, fn() -> AmendmentWish);

/// Every wish in every state: only these pass.
#[test]
fn each_state_allows_what_it_allows() {
    use AmendmentStatus as S;
    let wishes: [Named; 5] = [
        ("sign", sign),
        ("drop", || AmendmentWish::Drop(Decision::default())),
        ("agree", || AmendmentWish::Agree(Decision::default())),
        ("return", || AmendmentWish::Return(words())),
        ("refuse", || AmendmentWish::Refuse(words())),
    ];
    for status in AmendmentStatus::ALL {
        let state = AmendmentState { status: *status, ..AmendmentState::default() };
        let allowed: Vec<_> =
            wishes.iter().filter(|(_, wish)| decide(&state, wish()).is_ok()).map(|(name, _)| *name).collect();
        let expected: &[&str] = match status {
            S::Draft | S::Returned => &["sign", "drop"],
            S::Signed => &["agree", "return", "refuse"],
            S::Agreed | S::Refused | S::Dropped => &[],
        };
        assert_eq!(allowed, expected, "{status:?}");
    }
}

#[test]
fn a_refusal_lists_every_problem() {
    let mut application = Application::new();
    let empty = AmendmentWish::Sign(Signature { number: " ".into(), reason: String::new() });
    let refusal = application.wish(empty.clone()).unwrap_err();
    let found: Vec<_> = refusal.problems.iter().map(|p| (p.field, p.rule, p.article)).collect();
    assert_eq!(
        found,
        [("number", "missing", "decree17-14"), ("application_reason", "missing", "decree17-14")]
    );
    application.wish(sign()).unwrap();
    let refusal = application.wish(empty).unwrap_err();
    let rules: Vec<_> = refusal.problems.iter().map(|p| p.rule).collect();
    assert_eq!(rules, ["amendment-state", "missing", "missing"]);
    // Without words nothing is returned or refused.
    let refusal = application.wish(AmendmentWish::Refuse(Decision::default())).unwrap_err();
    assert_eq!((refusal.problems[0].field, refusal.problems[0].rule), ("words", "missing"));
}

/// The office of the same level decides (rulings 2): a district's for a street, the city's for a bureau.
#[test]
fn the_office_of_the_same_level_decides() {
    let mut city = City::new();
    for (agency, office) in [(STREET, DISTRICT_OFFICE), (BUREAU, CITY_OFFICE)] {
        let place = Place { agency, ..Place::default() };
        let work = city.act(CLERK, at("2026-03-03 09:00"), |c| {
            draft(thing("record"), ThingKind::Inspection, place, Draft::default(), Vec::new(), c)
        });
        let mut state = AmendmentState::default();
        state.fold(&fact(work.stream, 1, place, &work.facts[0], CLERK, at("2026-03-03 09:00"))).unwrap();
        assert_eq!(state.draft.office, office);
    }
    for role in [Role::Officer, Role::Clerk, Role::AgencyHead, Role::LegalUnit] {
        assert!(!may(role, Action::DecideAmendment), "{role:?}");
    }
}
