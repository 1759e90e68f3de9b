//! Art. 11(4), 26; rulings 2, 7: the forms of a field's enforcement documents, by edition; a required document is one of them.

use decree::case::Stage;
use decree::fact::ThingKind;
use decree::form::{Catalogue, FormFact, FormField, SHIPPED, parse};
use decree::judge::Answer::{self, Breach, CannotJudge};
use decree::point::Condition::DocumentMissing;

use crate::cases::{Case, ordinary};
use crate::city::{City, at, day};

fn edition(version: i32) -> Catalogue {
    parse(SHIPPED).unwrap().into_iter().find(|c| c.version == version).unwrap()
}

#[test]
fn two_editions_ship_with_every_form() {
    let count = |version| edition(version).form.len();
    assert_eq!((count(1), count(2)), (37, 49));
    for version in [1, 2] {
        let forms = edition(version).form;
        for form in &forms {
            assert_eq!(forms.iter().filter(|f| f.code == form.code).count(), 1, "{}", form.code);
            assert!(!form.fields.is_empty(), "{}", form.code);
            if let Some(event) = form.event {
                assert_eq!(form.stage, Some(event.stage()), "{}", form.code);
            }
        }
    }
    let decision = edition(2).form("penalty_decision_unit").cloned().unwrap();
    assert_eq!((&*decision.title, &*decision.prefix), ("行政处罚决定书（单位）", "安监罚"));
    assert_eq!((decision.stage, decision.fields.len()), (Some(Stage::Decision), 16));
    assert_eq!(decision.fields[0], FormField::Line("被处罚单位".into()));
    assert_eq!(decision.fields[15], FormField::Line("出表日期".into()));
    let list = edition(2).form("seizure_list").cloned().unwrap();
    let columns =
        ["编号", "名称", "规格型号或者地址", "单位", "数量或者面积", "备注"].map(str::to_owned).to_vec();
    assert_eq!(list.fields[0], FormField::Table { columns, label: "查封扣押".into(), rows: 10 });
}

#[test]
fn the_edition_in_force_on_a_day() {
    let city = City::new();
    let version = |on: &str| city.base.forms("06", day(on), at("2026-03-02 10:00")).map(|c| c.version);
    assert_eq!(version("2013-12-31"), None);
    assert_eq!(version("2014-01-01"), Some(1));
    assert_eq!(version("2016-12-31"), Some(1));
    assert_eq!(version("2017-01-01"), Some(2));
    assert_eq!(city.base.forms("market", day("2026-03-02"), at("2026-03-02 10:00")), None);
    assert_eq!(city.base.forms("06", day("2026-03-02"), at("2015-01-01 10:00")), None, "not known yet");
}

#[test]
fn a_paper_names_a_form_with_small_variations() {
    let forms = edition(2);
    let named = |paper: &str| forms.named_by(paper).map(|f| f.code.clone()).unwrap_or_default();
    for (paper, code) in [
        ("行政处罚决定书（单位）", "penalty_decision_unit"),
        ("行政处罚决定书(个人).pdf", "penalty_decision_person"),
        ("《立案审批表》", "filing_approval"),
        ("某局 立案审批表-1.docx", "filing_approval"),
        ("行政处罚听证告知书", "hearing_offer"),
        ("查封扣押清单", "seizure_list"),
        ("立案审批表的说明", ""),
        ("送达回证", ""),
        ("", ""),
    ] {
        assert_eq!(named(paper), code, "{paper}");
    }
    assert!(forms.satisfies("行政（当场）处罚决定书（单位）", "行政处罚决定书"));
    assert!(forms.satisfies("行政（当场）处罚决定书", "当场处罚决定书"));
    assert!(!forms.satisfies("行政处罚决定书（单位）", "当场处罚决定书"));
    assert!(forms.satisfies("文书送达回执", "送达回执"));
    assert!(forms.satisfies("送达回证", "送达回证"), "no form of the catalogue, but the very title");
    assert!(!forms.satisfies("行政处罚告知书", "行政处罚决定书"));
    assert!(forms.satisfies("强制执行申请书", "court_application"), "a form may be required by its code");
}

fn safety() -> Case {
    ordinary().opened("power", "P-SAFETY")
}

fn says(case: &Case, city: &mut City) -> Option<Answer> {
    let state = case.enter(city);
    state.findings().find(|f| f.condition == DocumentMissing).map(|f| f.answer)
}

fn check(what: &str, case: &Case, expected: Option<Answer>) {
    assert_eq!(says(case, &mut City::new().with_library()), expected, "{what}");
}

/// In a line with a catalogue the forms in force are meant; elsewhere the title alone.
#[test]
fn a_required_document_is_a_form_of_the_catalogue() {
    check("the general titles", &safety(), None);
    let unit = safety().with("decision", "documents", "行政处罚决定书（单位）.pdf");
    check("a form", &unit.with("service", "documents", "文书送达回执"), None);
    check("another form", &safety().with("decision", "documents", "行政处罚告知书"), Some(Breach));
    let about = "立案审批表的说明";
    check("a paper about the form", &safety().with("filing", "documents", about), Some(Breach));
    check("in another line its title is enough", &ordinary().with("filing", "documents", about), None);
}

/// A line whose forms of that day are not known: the paper may have had another title.
#[test]
fn forms_of_an_unknown_edition_cannot_be_judged() {
    let mut city = City::new().with_library();
    let later = Catalogue { key: 9, line: "market".into(), from: day("2027-01-01"), ..edition(2) };
    let start = at("2015-05-20 09:00");
    city.say(ThingKind::Forms, "later", &FormFact::Put { public: Box::new(later) }.at(start), start);
    let without = ordinary().with("filing", "documents", "立案呈批表");
    assert_eq!(says(&without, &mut city), Some(CannotJudge));
    assert_eq!(says(&ordinary(), &mut city), None, "the general title is there");
}
