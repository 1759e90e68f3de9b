//! Art. 14, rulings 3: a record that comes again is known, supplements, or asks for an amendment; it never alters.

use decree::amendment::{AmendmentState, Draft};
use decree::authority::Place;
use decree::context::{Decision, Ending};
use decree::fact::ThingKind;
use decree::inspection::{self, amend, supplement};
use decree::problem::Refusal;

use crate::city::{CLERK, City, DISTRICT_OFFICE, Kept, Record, STREET, at, fact, thing};

const NOW: &str = "2026-03-02 18:00";
const LATER: &str = "2026-03-03 09:00";

/// The draft that a changed record made.
fn drafted(decision: &Decision) -> Draft {
    let [work] = &decision.work[..] else { panic!("{decision:?}") };
    assert_eq!((work.kind, work.expected), (ThingKind::Amendment, 0));
    let mut state = AmendmentState::default();
    state.fold(&fact(work.stream, 1, work.place, &work.facts[0], CLERK, at(LATER))).unwrap();
    state.draft
}

fn changes(draft: &Draft) -> Vec<(&str, &str, &str)> {
    draft.changes.iter().map(|c| (c.field.as_str(), c.old.as_str(), c.new.as_str())).collect()
}

#[test]
fn the_same_record_again_is_known() {
    let mut city = City::new();
    let record = Record::complete();
    let kept = city.keep(&record, NOW);
    let again = city.collect_again(&record, Some(&kept), LATER).unwrap();
    assert_eq!((again.ending, again.stream, again.work.len()), (Ending::Known, kept.stream, 0));
}

/// The digest is one of the record as it came: base information that changed meanwhile makes no old file look changed.
#[test]
fn the_same_record_is_known_after_base_information_changed() {
    let mut city = City::new();
    let record = Record::complete().set("power", "P-UNHEARD-OF");
    let kept = city.keep(&record, NOW);
    city.approve(STREET, &[1], true, "2026-01-01", at(LATER));
    assert_eq!(city.collect_again(&record, Some(&kept), LATER).unwrap().ending, Ending::Known);
}

#[test]
fn only_additions_are_a_supplement() {
    let mut city = City::new();
    let record = Record::complete().set("documents", "照片1.jpg").set("place", "");
    let mut kept = city.keep(&record, NOW);
    let more =
        record.set("documents", "照片1.jpg\u{1f}回执.pdf").set("place", "长江道1号").set("notes", "补充");
    let decision = city.collect_again(&more, Some(&kept), LATER).unwrap();
    assert_eq!(decision.ending, Ending::Changed);
    let [work] = &decision.work[..] else { panic!("{decision:?}") };
    assert_eq!((work.stream, work.kind, work.expected), (kept.stream, ThingKind::Inspection, 1));
    kept.take(&decision, at(LATER));
    assert_eq!(kept.field("documents"), "照片1.jpg\u{1f}回执.pdf");
    assert_eq!((kept.field("place").as_str(), kept.field("notes").as_str()), ("长江道1号", "补充"));
    assert_eq!(
        city.collect_again(&more, Some(&kept), LATER).unwrap().ending,
        Ending::Known,
        "and is known then"
    );
}

/// A correction order that lacked its day gets it by a supplement, and its clock with it.
#[test]
fn a_supplement_completes_a_correction_order() {
    let mut city = City::new();
    let record = Record::complete().set("result", "fail").set("correction_matter", "清理占道物品");
    let mut kept = city.keep(&record, NOW);
    let decision =
        city.collect_again(&record.set("correction_due", "2026-03-12"), Some(&kept), LATER).unwrap();
    assert_eq!(decision.work[0].kind, ThingKind::Inspection);
    kept.take(&decision, at(LATER));
    assert_eq!(kept.field("correction_matter"), "清理占道物品");
    assert_eq!(kept.field("correction_due"), "2026-03-12");
}

#[test]
fn a_changed_value_drafts_an_amendment_and_alters_nothing() {
    let mut city = City::new();
    let record = Record::complete();
    let kept = city.keep(&record, NOW);
    let changed = record.set("result", "fail").set("notes", "补充");
    let decision = city.collect_again(&changed, Some(&kept), LATER).unwrap();
    assert_eq!(decision.ending, Ending::Changed);
    let draft = drafted(&decision);
    assert_eq!(changes(&draft), [("result", "pass", "fail"), ("notes", "", "补充")]);
    assert_eq!((draft.subject, draft.office, draft.withdrawal), (kept.stream, DISTRICT_OFFICE, false));
    assert!(decision.work.iter().all(|w| w.stream != kept.stream));
}

/// A list that lost a member is a change, not an addition.
#[test]
fn what_is_taken_away_is_a_change() {
    let mut city = City::new();
    let record = Record::complete().set("documents", "a.jpg\u{1f}b.jpg");
    let kept = city.keep(&record, NOW);
    let fewer = city.collect_again(&record.set("documents", "a.jpg"), Some(&kept), LATER).unwrap();
    assert_eq!(changes(&drafted(&fewer)), [("documents", "a.jpg\u{1f}b.jpg", "a.jpg")]);
}

/// A field that the second source does not have says nothing.
#[test]
fn a_source_that_lacks_a_field_does_not_empty_it() {
    let mut city = City::new();
    let record = Record::complete();
    let kept = city.keep(&record, NOW);
    let poorer = city.collect_again(&record.without("place").without("notes"), Some(&kept), LATER).unwrap();
    assert_eq!((poorer.ending, poorer.work.len()), (Ending::Known, 0));
}

fn person(name: &str) -> Record {
    Record::complete().set("target_kind", "person").set("target_name", name)
}

#[test]
fn a_natural_persons_name_lies_in_the_vault_only() {
    let mut city = City::new();
    let kept = city.keep(&person("王小明"), NOW);
    for (_, bytes) in kept.facts[0].sections.present() {
        assert!(!String::from_utf8(bytes.to_vec()).unwrap().contains("王小明"));
    }
    assert_eq!(kept.field("target_name"), "");
    assert!(kept.state.parts.internal.person.is_some());
}

/// Another name is noticed without being written down; agreed to, it is what later records are compared with.
#[test]
fn a_changed_person_is_noticed_and_then_known() {
    let mut city = City::new();
    let mut kept = city.keep(&person("王小明"), NOW);
    let decision = city.collect_again(&person("王晓明"), Some(&kept), LATER).unwrap();
    let draft = drafted(&decision);
    assert_eq!(draft.changes.len(), 1);
    assert_eq!(draft.changes[0].field, "person");
    assert!(!format!("{:?}", draft.changes).contains('明'));
    assert_eq!(decision.work[0].facts[0].persons.len(), 1, "the new name is on its way to the vault");
    let agreed = agree(&mut city, &mut kept, &draft);
    assert!(agreed.is_ok());
    assert_eq!(kept.state.parts.internal.person, draft.person);
    let other_notes = person("王晓明").set("notes", "补充");
    let more = city.collect_again(&other_notes, Some(&kept), LATER).unwrap();
    assert_eq!(more.work[0].kind, ThingKind::Inspection, "the person is no change any more: {more:?}");
}

/// An agreed amendment as it changes the record.
fn agree(city: &mut City, kept: &mut Kept, draft: &Draft) -> Result<(), Refusal> {
    let new = city.act(CLERK, at(LATER), |c| amend(&kept.state, draft, thing("amendment"), c))?;
    let place =
        Place { agency: STREET, line: kept.state.line, territory: kept.state.territory, ..Place::default() };
    kept.add(&new, place, at(LATER));
    Ok(())
}

#[test]
fn an_agreed_amendment_changes_the_record_and_nothing_else() {
    let mut city = City::new();
    let record = Record::complete();
    let mut kept = city.keep(&record, NOW);
    let changed = record.set("result", "corrected_on_site").set("place", "长江道2号");
    let draft = drafted(&city.collect_again(&changed, Some(&kept), LATER).unwrap());
    let before = kept.state.clone();
    agree(&mut city, &mut kept, &draft).unwrap();
    let differences = inspection::difference(&before.parts, &kept.state.parts);
    let fields: Vec<_> = differences.iter().map(|d| (d.field, d.new.as_str())).collect();
    assert_eq!(fields, [("place", "长江道2号"), ("result", "corrected_on_site")]);
    assert_eq!(kept.state.parts.internal.findings, before.parts.internal.findings);
    assert_eq!((kept.state.recorded_at, kept.state.collected), (before.recorded_at, before.collected));
    assert_eq!(city.collect_again(&changed, Some(&kept), LATER).unwrap().ending, Ending::Known);
}

#[test]
fn what_changed_meanwhile_is_refused() {
    let mut city = City::new();
    let record = Record::complete().set("notes", "");
    let mut kept = city.keep(&record, NOW);
    let one =
        drafted(&city.collect_again(&record.clone().set("result", "fail"), Some(&kept), LATER).unwrap());
    let two = drafted(&city.collect_again(&record.set("result", "not_found"), Some(&kept), LATER).unwrap());
    agree(&mut city, &mut kept, &one).unwrap();
    let refusal = agree(&mut city, &mut kept, &two).unwrap_err();
    let problem = &refusal.problems[0];
    assert_eq!(
        (problem.field, problem.rule, problem.value.as_str()),
        ("result", "changed-meanwhile", "fail")
    );
    assert_eq!(problem.article, "decree17-14");
}

/// An amendment cannot take away what nothing can be recorded without.
#[test]
fn an_amendment_cannot_empty_a_needed_field() {
    let mut city = City::new();
    let mut kept = city.keep(&Record::complete(), NOW);
    let old = kept.field("finished_at");
    let change = decree::amendment::Change { field: "finished_at".into(), old, new: String::new() };
    let draft = Draft { changes: vec![change], ..Draft::default() };
    let refusal = agree(&mut city, &mut kept, &draft).unwrap_err();
    assert_eq!((refusal.problems[0].field, refusal.problems[0].rule), ("finished_at", "missing"));
}

#[test]
fn a_supplement_never_replaces() {
    let mut city = City::new();
    let kept = city.keep(&Record::complete().set("documents", "a.jpg"), NOW);
    let mut with = |fields: &[(&str, &str)]| {
        let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        city.act(CLERK, at(LATER), |c| supplement(kept.stream, &kept.state, 1, fields, c))
    };
    assert!(with(&[("notes", "补充"), ("documents", "a.jpg\u{1f}b.jpg")]).is_ok());
    let refusal = with(&[
        ("place", "别处"),
        ("documents", "b.jpg"),
        ("target_id_number", "11010519491231002X"),
        ("territory", "120101"),
        ("result", "unheard of"),
    ])
    .unwrap_err();
    let mut found: Vec<_> = refusal.problems.iter().map(|p| (p.field, p.rule)).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("documents", "supplement-replaces"),
            ("place", "supplement-replaces"),
            ("result", "supplement-replaces"),
            ("result", "unknown-code"),
            ("target_id_number", "supplement-replaces"),
            ("territory", "supplement-replaces"),
        ]
    );
}

/// A void record is withdrawn and stays readable; nothing more is added to it.
#[test]
fn a_withdrawn_record_stays_readable_and_closed() {
    let mut city = City::new();
    let record = Record::complete();
    let mut kept = city.keep(&record, NOW);
    kept.add(&inspection::withdraw(thing("amendment"), at(LATER)), Place::default(), at(LATER));
    assert!(kept.state.withdrawn);
    assert_eq!(kept.field("place"), "长江道1号");
    let changed = city.collect_again(&record.set("result", "fail"), Some(&kept), LATER).unwrap_err();
    assert_eq!(changed.problems[0].rule, "withdrawn");
    let fields = vec![("notes".to_owned(), "补充".to_owned())];
    let more =
        city.act(CLERK, at(LATER), |c| supplement(kept.stream, &kept.state, 2, fields, c)).unwrap_err();
    assert_eq!(more.problems[0].rule, "withdrawn");
}
