//! Art. 20; rulings 10; Penalty Law 48: which decisions are disclosed, in which time, for how long; what a published text never
//! says; what takes it down.

use decree::case::{
    self, CaseState, DisclosedAs, DisclosureStanding, DisclosureWish, PublishedText, end_of_clock,
};
use decree::context::Decision;
use decree::deadline::RowContext;
use decree::disclosure::{Check, DisclosureFact, PreApproval, Reason, Rule, Withdrawn, parse};
use decree::fact::ThingKind;
use decree::point::Condition;
use decree::problem::Refusal;
use decree::procedure::ActKind;
use decree::view::{DISCLOSURE, PUBLIC_DECISION, PUBLIC_WITHHELD, Value};
use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

use crate::cases::{Case, ordinary, step};
use crate::city::{CLERK, City, STREET, at, day, fact, thing};

const CASE: &str = "the case";

fn wished(
    city: &mut City,
    state: &CaseState,
    when: &str,
    wish: DisclosureWish,
    vault: &[(Uuid, Vec<u8>)],
) -> Result<Decision, Refusal> {
    city.act(CLERK, at(when), |context| case::disclose(thing(CASE), state, state.facts, wish, vault, context))
}

fn all() -> DisclosureWish {
    DisclosureWish::Publish { checks: Check::ALL.to_vec(), mask: Vec::new() }
}

/// Takes the facts of a decision about disclosure into the case.
fn taken(state: &mut CaseState, decision: Decision, when: &str) {
    for work in decision.work {
        for (seq, new) in (work.expected + 1..).zip(&work.facts) {
            state.fold(&fact(work.stream, seq, work.place, new, CLERK, at(when))).unwrap();
        }
    }
}

fn publish(city: &mut City, state: &mut CaseState, when: &str) -> PublishedText {
    let decision = wished(city, state, when, all(), &[]).unwrap();
    taken(state, decision, when);
    state.published().unwrap().clone()
}

fn rules(refusal: Refusal) -> Vec<&'static str> {
    let mut rules: Vec<_> = refusal.problems.iter().map(|p| p.rule).collect();
    rules.dedup();
    rules
}

/// What a case is proposed: whether it is published, and until when if it is on 12 March 2026.
fn proposed(case: &Case) -> Option<Option<Date>> {
    let mut city = City::new();
    let mut state = case.enter(&mut city);
    let publish_it = city.base.proposal(&state, at("2026-03-12 10:00")).unwrap().clause.publish;
    publish_it.then(|| publish(&mut city, &mut state, "2026-03-12 10:00").shown_until)
}

#[test]
fn the_shipped_rules_are_read() {
    let rules: Vec<Rule> = parse(decree::disclosure::SHIPPED).unwrap();
    assert_eq!(rules.len(), 6);
    assert!(rules.iter().all(|r| !r.article.is_empty() && r.clause.iter().all(|c| !c.article.is_empty())));
    assert!(rules.iter().all(|r| r.clause.last().is_some_and(|c| c.any.is_empty() && c.only.is_empty())));
}

/// Rulings 10; order 45 arts 2, 13: ordinary procedure only, a small fine three months, anything else three years, a ban as long
/// as it lasts; what is not a penalty is not published as one.
#[test]
fn what_is_published_and_for_how_long() {
    let fined = |fine: &str| ordinary().with("decision", "fine", fine);
    // 3,000 yuan is what a summary decision may impose on an organisation; three months from 12 March are over on 12 June.
    assert_eq!(proposed(&fined("300000")), Some(Some(day("2026-06-12"))));
    assert_eq!(proposed(&fined("300001")), Some(Some(day("2029-03-12"))));
    let confiscated = ordinary().with("decision", "sanctions", "fine\u{1f}confiscation_gains");
    assert_eq!(proposed(&confiscated.with("decision", "fine", "100000")), Some(Some(day("2029-03-12"))));
    let banned = ordinary().with("decision", "sanctions", "career_restricted").with(
        "decision",
        "ban_until",
        "2031-03-09",
    );
    assert_eq!(proposed(&banned), Some(Some(day("2031-03-09"))));
    let short = ordinary().with("decision", "sanctions", "career_restricted").with(
        "decision",
        "ban_until",
        "2027-03-09",
    );
    assert_eq!(proposed(&short), Some(Some(day("2029-03-12"))), "never shorter than three years");
    assert_eq!(proposed(&ordinary().with("decision", "outcome", "no_penalty")), None);
    let summary = ordinary().opened("procedure", "summary");
    assert_eq!(proposed(&summary), None);
}

/// Licence Law 40: what is granted is shown as long as it is valid, what is refused is not.
#[test]
fn a_licence_is_shown_as_long_as_it_is_valid() {
    let licence = |outcome: &str, valid: &str| {
        let mut case = ordinary().opened("act_kind", "licence").opened("procedure", "standard");
        case.steps.retain(|s| s.event == "decision");
        let decision = case.steps.first_mut().unwrap();
        decision.fields.retain(|(n, _)| matches!(*n, "decision_number" | "basis"));
        decision.fields.push(("outcome", outcome.to_owned()));
        if !valid.is_empty() {
            decision.fields.push(("valid_until", valid.to_owned()));
        }
        case
    };
    assert_eq!(proposed(&licence("granted", "2031-03-08")), Some(Some(day("2031-03-08"))));
    assert_eq!(proposed(&licence("granted", "")), Some(None), "for good");
    assert_eq!(proposed(&licence("refused", "")), None);
}

/// Seven working days after Monday, 9 March 2026: 10, 11, 12, 13, 16, 17, 18.
#[test]
fn the_time_to_disclose_comes_from_the_rule() {
    let mut city = City::new();
    let mut state = ordinary().enter(&mut city);
    let (_, clock) = state.disclosure_clock().unwrap();
    assert_eq!(end_of_clock(&state, clock, &city.base.calendar()).last_day, day("2026-03-18"));
    assert_eq!(state.disclosure(), Some(DisclosureStanding::ToCheck));
    assert!(case::open_clocks(&state).iter().any(|(_, c)| c.condition == Some(Condition::NotDisclosed)));
    publish(&mut city, &mut state, "2026-03-12 10:00");
    assert!(!case::open_clocks(&state).iter().any(|(_, c)| c.condition == Some(Condition::NotDisclosed)));
    let summary = ordinary().opened("procedure", "summary").enter(&mut City::new());
    assert_eq!((summary.disclosure_clock().is_none(), summary.disclosure()), (true, None));
}

/// Rulings 7: withheld with its basis, the point is silent; published late, it is not.
#[test]
fn withheld_with_its_basis_is_silent_and_late_is_not() {
    let said = |when: &str, wish: DisclosureWish| {
        let mut city = City::new();
        let mut state = ordinary().enter(&mut city);
        let decision = wished(&mut city, &state, when, wish, &[]).unwrap();
        taken(&mut state, decision, when);
        let found = decree::judge::case(&state, &city.base, at("2026-04-01 10:00"), &[]);
        (found.iter().any(|f| f.condition == Condition::NotDisclosed), state)
    };
    let withhold = || DisclosureWish::Withhold {
        reason: Reason::TradeSecret,
        basis: "《政府信息公开条例》第十五条".into(),
        words: String::new(),
    };
    let (breach, state) = said("2026-03-18 23:00", withhold());
    assert_eq!((breach, state.disclosure()), (false, Some(DisclosureStanding::Withheld)));
    assert_eq!(state.withheld_for(), Some((Reason::TradeSecret, day("2026-03-18"))));
    assert!(!said("2026-03-18 23:00", all()).0);
    assert!(said("2026-03-19 00:01", all()).0);
    assert!(said("2026-03-19 00:01", withhold()).0);
}

/// What another system says of disclosure is the same mechanism: elsewhere, or withheld.
#[test]
fn what_another_system_says_counts() {
    let elsewhere = ordinary().then(step("disclosed", "2026-03-12 09:00", &[("place", "官网")]));
    let state = elsewhere.enter(&mut City::new());
    assert_eq!(state.disclosure(), Some(DisclosureStanding::Elsewhere));
    let withheld = ordinary().then(step("disclosed", "2026-03-12 09:00", &[("withheld", "第十五条")]));
    let state = withheld.enter(&mut City::new());
    assert_eq!(state.withheld_for(), Some((Reason::Other, day("2026-03-12"))));
    // Art. 20 asks for it on this platform: what was published elsewhere can be published here.
    let mut city = City::new();
    let mut state = elsewhere.enter(&mut city);
    publish(&mut city, &mut state, "2026-03-13 09:00");
    assert_eq!(state.disclosure(), Some(DisclosureStanding::Published));
}

#[test]
fn a_check_is_asked_for_in_full_unless_the_agency_approved_the_kind() {
    let mut city = City::new();
    let state = ordinary().enter(&mut city);
    let some = |checks: &[Check]| DisclosureWish::Publish { checks: checks.to_vec(), mask: Vec::new() };
    let refusal = wished(&mut city, &state, "2026-03-12 10:00", some(&[Check::Minor]), &[]).unwrap_err();
    assert_eq!((refusal.problems.len(), rules(refusal)), (4, vec!["not-checked"]));
    assert!(wished(&mut city, &state, "2026-03-12 10:00", some(&[]), &[]).is_err());
    let approval = PreApproval { agency: STREET, kinds: vec![ActKind::Penalty] };
    let approved = DisclosureFact::PreApproved { public: Box::new(approval) }.at(at("2026-03-11 09:00"));
    city.say(ThingKind::Disclosure, "approval", &approved, at("2026-03-11 09:00"));
    assert!(wished(&mut city, &state, "2026-03-12 10:00", some(&[]), &[]).is_ok());
    // Whoever ticks one point ticks them all; a natural person is looked at each time.
    assert!(wished(&mut city, &state, "2026-03-12 10:00", some(&[Check::Minor]), &[]).is_err());
    let person = ordinary().opened("party_kind", "person").opened("party_code", "");
    let person = person.enter(&mut city);
    assert!(wished(&mut city, &person, "2026-03-12 10:00", some(&[]), &[]).is_err());
}

#[test]
fn what_cannot_be_published_is_refused_with_every_reason() {
    let mut city = City::new();
    let undecided = ordinary().without("decision").without("service").enter(&mut city);
    assert_eq!(
        rules(wished(&mut city, &undecided, "2026-03-12 10:00", all(), &[]).unwrap_err()),
        ["nothing-decided"]
    );
    let summary = ordinary().opened("procedure", "summary").enter(&mut city);
    assert_eq!(
        rules(wished(&mut city, &summary, "2026-03-12 10:00", all(), &[]).unwrap_err()),
        ["not-by-rule"]
    );
    let mut state = ordinary().enter(&mut city);
    publish(&mut city, &mut state, "2026-03-12 10:00");
    assert_eq!(
        rules(wished(&mut city, &state, "2026-03-12 11:00", all(), &[]).unwrap_err()),
        ["published-already"]
    );
    let empty = DisclosureWish::Withhold { reason: Reason::Other, basis: " ".into(), words: String::new() };
    let fresh = ordinary().enter(&mut city);
    assert_eq!(rules(wished(&mut city, &fresh, "2026-03-12 10:00", empty, &[]).unwrap_err()), ["missing"]);
    let down = DisclosureWish::TakeDown { why: Withdrawn::Mistake, words: String::new() };
    assert_eq!(
        rules(wished(&mut city, &fresh, "2026-03-12 10:00", down, &[]).unwrap_err()),
        ["not-published"]
    );
}

/// Penalty Law 48 II: changed or revoked, it is gone at once; its address stays and says why, with nothing of it left. Published
/// again, it has the same address.
#[test]
fn what_is_changed_or_revoked_goes_down_by_itself() {
    let row = |state: &CaseState| {
        let calendar = City::new().base.calendar();
        let rows = state.rows(thing(CASE), &RowContext { calendar: &calendar });
        let found = rows.into_iter().find(|r| std::ptr::eq(r.table, &PUBLIC_DECISION)).unwrap();
        (found.values[8].clone(), found.values[9].clone(), found.values[10].clone())
    };
    for (event, why) in [("decision_revoked", Withdrawn::Revoked), ("decision_changed", Withdrawn::Changed)] {
        let mut city = City::new();
        let mut state = ordinary().enter(&mut city);
        let text = publish(&mut city, &mut state, "2026-03-12 10:00");
        assert_eq!(row(&state).0, Value::Small(0));
        let changed =
            ordinary().then(step(event, "2026-03-20 09:00", &[("ground", "x")])).enter(&mut City::new());
        let mut later = changed.steps.last().unwrap().clone();
        later.seq = state.facts + 1;
        state.steps.push(later);
        state.facts += 1;
        assert_eq!(
            (state.taken_down(), state.disclosure()),
            (Some(why), Some(DisclosureStanding::TakenDown))
        );
        assert_eq!(
            row(&state),
            (Value::Small(why.number()), Value::Text(String::new()), Value::Bytes(Vec::new()))
        );
        if why == Withdrawn::Changed {
            assert_eq!(publish(&mut city, &mut state, "2026-03-21 10:00").address, text.address);
            assert_eq!(row(&state).0, Value::Small(0));
        } else {
            assert_eq!(
                rules(wished(&mut city, &state, "2026-03-21 10:00", all(), &[]).unwrap_err()),
                ["decision-was-revoked"]
            );
        }
    }
    let mut city = City::new();
    let mut state = ordinary().enter(&mut city);
    publish(&mut city, &mut state, "2026-03-12 10:00");
    let down = DisclosureWish::TakeDown { why: Withdrawn::Court, words: "x".into() };
    let decision = wished(&mut city, &state, "2026-03-14 10:00", down, &[]).unwrap();
    taken(&mut state, decision, "2026-03-14 10:00");
    assert_eq!(row(&state).0, Value::Small(Withdrawn::Court.number()));
    assert!(matches!(state.disclosures.last().unwrap().what, DisclosedAs::TakenDown(Withdrawn::Court)));
}

/// What is withheld is counted by agency and reason; nothing else of it is where the public reads.
#[test]
fn what_is_withheld_is_counted_and_not_told() {
    let mut city = City::new();
    let mut state = ordinary().enter(&mut city);
    let wish =
        DisclosureWish::Withhold { reason: Reason::Privacy, basis: "第十五条".into(), words: "w".into() };
    let decision = wished(&mut city, &state, "2026-03-12 10:00", wish, &[]).unwrap();
    taken(&mut state, decision, "2026-03-12 10:00");
    let calendar = city.base.calendar();
    let rows = state.rows(thing(CASE), &RowContext { calendar: &calendar });
    assert!(!rows.iter().any(|r| std::ptr::eq(r.table, &PUBLIC_DECISION)));
    let counted = rows.iter().find(|r| std::ptr::eq(r.table, &PUBLIC_WITHHELD)).unwrap();
    let expected: [Value; 5] = [
        thing(CASE).into(),
        STREET.into(),
        ActKind::Penalty.number().into(),
        Reason::Privacy.number().into(),
        day("2026-03-12").into(),
    ];
    assert_eq!(counted.values, expected);
    assert!(rows.iter().any(|r| std::ptr::eq(r.table, &DISCLOSURE)));
}

/// The vault's key of the first party.
const KEY: Uuid = Uuid::from_u128(0xAB);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Rulings 10; PIPL: no name, identity number, phone or address of the vault is in a published text, nor in any row that the
    /// public reads, wherever it stood in what was recorded.
    #[test]
    fn nothing_personal_is_published(
        name in "[赵钱孙李周吴郑王冯陈][一-龥]{1,3}",
        boss in "[蒋沈韩杨朱秦尤许何吕][一-龥]{1,2}",
        number in "120103(19[5-9][0-9]|200[0-7])(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}[0-9X]",
        street in "[一-龥]{2,4}路[1-9][0-9]{0,2}号[1-9]门[1-9]0[1-9]",
        phone in "1[3-9][0-9]{9}",
        filler in "[一-龥，。（）]{0,12}",
        firm in any::<bool>(),
    ) {
        let vault = format!(r#"{{"address":"{street}","id_number":"{number}","legal_representative":"{boss}","name":"{name}"}}"#);
        let text = format!("{filler}{name}{filler}（{number}）住{street}，电话{phone}，{boss}{filler}");
        let mut city = City::new();
        let mut case = ordinary().opened("title", &text);
        for field in ["facts", "content", "violation", "violated"] {
            case = case.with("decision", field, &text);
        }
        if !firm {
            case = case.opened("party_kind", "person").opened("party_code", "").opened("party_name", &name);
        }
        let mut state = case.enter(&mut city);
        state.part.parties[0].person = Some(KEY);
        let entries = [(KEY, vault.into_bytes())];
        let decision = wished(&mut city, &state, "2026-03-12 10:00", all(), &entries).unwrap();
        taken(&mut state, decision, "2026-03-12 10:00");
        let calendar = city.base.calendar();
        let rows = state.rows(thing(CASE), &RowContext { calendar: &calendar });
        let public = rows.iter().filter(|r| r.table.name.starts_with("public_decision"));
        let mut read = String::from_utf8(decree::canonical::to_bytes(state.published().unwrap())).unwrap();
        for value in public.flat_map(|r| &r.values) {
            match value {
                Value::Text(text) => read.push_str(text),
                Value::Bytes(bytes) => read.push_str(std::str::from_utf8(bytes).unwrap()),
                _ => {}
            }
        }
        for secret in [&name, &boss, &number, &street, &phone] {
            prop_assert!(!read.contains(secret.as_str()), "{secret} in {read}");
        }
    }
}
