//! One hand-written value of every kind of fact about cases and procedure standards.

use decree::case::{
    AddedFile, AgeBand, CaseAddition, CaseAlert, CaseAmendment, CaseFact, CaseParty, CaseSource,
    CaseWithdrawal, CheckNote, Claim, Clock, Decision, Event, EventKind, ExclusionGround, FileNote, FilePart,
    IssuedCode, Opening, OpeningNote, OpeningPart, Paper, PartiesNote, PartiesPart, PartyKnown, PartyNow,
    PublishedParty, PublishedText, Reissue, Sanction, Secrecy, Stage, StepNote, StepPart, TakenDownNote,
    TakenDownPart, TellingMode, Told, Verdict, WithheldNote, WithheldPart,
};
use decree::claim::{Block, ClaimFact};
use decree::disclosure::{AsLongAs, Check, Clause, DisclosureFact, PreApproval, Reason, Rule, Withdrawn};
use decree::fact::NewFact;
use decree::form::{Catalogue, Form, FormFact, FormField};
use decree::inspection::{Collection, DeferralReason, Named, Source, TargetKind};
use decree::judge::{Answer, Finding};
use decree::point::{Condition, LimitBody};
use decree::procedure::{
    ActKind, ClockRule, HearingThreshold, ProcedureFact, ProcedureKind, Requirement, Standard, SummaryLimit,
    When as Under,
};
use decree::record::Fen;
use decree::when::When;
use uuid::Uuid;

use crate::city::{at, day};
use crate::samples::{objection, settlement};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn paper(name: &str) -> Paper {
    Paper {
        commitment: "ab".into(),
        file: Some(id(9)),
        name: name.into(),
        secrecy: Some(Secrecy::Privacy),
        size: Some(12),
        r#type: "application/pdf".into(),
    }
}

fn limit(n: u32, unit: ::calendar::Unit) -> LimitBody {
    LimitBody { n, roll_forward: false, unit }
}

fn finding() -> Finding {
    Finding {
        answer: Answer::Breach,
        condition: Condition::ServiceLate,
        due: Some(day("2026-03-20")),
        ordinal: 2,
        point: 19,
        version: 2,
        ..Finding::default()
    }
}

fn opening() -> (OpeningPart, OpeningNote) {
    let party = OpeningPart {
        opening: Opening {
            act_from: Some(day("2026-01-01")),
            act_kind: Some(ActKind::Penalty),
            act_until: Some(day("2026-02-01")),
            in_name_of: "11120000MB1660879L".into(),
            inspection_number: "检-1".into(),
            organ: "某街道办事处".into(),
            own_number: "案-1".into(),
            power: vec!["C1".into()],
            procedure: Some(ProcedureKind::Ordinary),
            title: "占道经营".into(),
            unit: "一中队".into(),
        },
        parties: vec![CaseParty {
            code: "11120000MB1660879L".into(),
            kind: TargetKind::Organisation,
            name: "某公司".into(),
            person: Some(id(3)),
        }],
    };
    let internal = OpeningNote {
        ages: vec![(0, AgeBand::Adult)],
        case_source: Some(CaseSource::Inspection),
        digest: "cd".into(),
        district: 2,
        equal: vec!["ef".into()],
        lines: vec![7],
        notes: "n".into(),
        seconds: vec!["879L".into()],
        secrecy: Some(Secrecy::TradeSecret),
        source: Source::Push,
        standard: Some((1, 2)),
    };
    (party, internal)
}

fn step() -> (StepPart, StepNote) {
    let decision = Decision {
        basis: "某条例/第五条".into(),
        decision_number: "津罚〔2026〕1号".into(),
        fine: Some(Fen(60_000)),
        outcome: Some(Verdict::Penalty),
        sanctions: vec![Sanction::Warning, Sanction::Fine],
        ..Decision::default()
    };
    let party = StepPart {
        at: Some(When::Day(day("2026-03-10"))),
        documents: vec![paper("行政处罚决定书")],
        event: Some(Event::Decision(decision)),
    };
    let clock = Clock {
        code: "service".into(),
        condition: Some(Condition::ServiceLate),
        exclude: vec![ExclusionGround::Hearing],
        extended_by: Some(EventKind::Extension),
        limit: limit(7, ::calendar::Unit::Working),
        start: When::Day(day("2026-03-10")),
        stop: vec![EventKind::Service],
    };
    let internal = StepNote {
        approver: "A".into(),
        claim: Some(Claim { detail: "06".into(), look_up: "05".into() }),
        clocks: vec![clock],
        codes: vec![IssuedCode { clear: id(5), detail: "02".into(), look_up: "01".into(), party: 1 }],
        collection: Collection::Deferred,
        deferral: Some(DeferralReason::Paper),
        deferral_note: "p".into(),
        digest: "0a".into(),
        event: None,
        evidence: vec![paper("现场照片")],
        findings: vec![finding()],
        has: 7,
        major: vec!["sum".into()],
        notes: "n".into(),
        officers: vec![Named { certificate: "0201".into(), officer: Some(id(6)) }],
        person: Some(id(7)),
        reviewer: "R".into(),
        source: Source::File,
        step_number: "s1".into(),
        unregistered: 1,
    };
    (party, internal)
}

/// The facts of a case, in the order of its life.
pub fn case() -> Vec<NewFact> {
    let (party, internal) = opening();
    let opened = CaseFact::Opened { party: Box::new(party), internal: Box::new(internal) };
    let (party, internal) = step();
    let stepped = CaseFact::Stepped { party: Box::new(party), internal: Box::new(internal) };
    let addition = CaseAddition { digest: "0b".into(), fields: vec![("facts".into(), "f".into())], step: 2 };
    let amended = CaseAmendment { amendment: id(8), fields: vec![("basis".into(), "b".into())], step: 2 };
    let told = Told {
        at: When::Day(day("2026-03-11")),
        mode: TellingMode::Slip,
        parties: vec![1],
        proof: "签收".into(),
    };
    let again = Clock {
        code: "code".into(),
        condition: Some(Condition::CodeNotTold),
        limit: limit(1, ::calendar::Unit::Working),
        start: When::Day(day("2026-03-10")),
        ..Clock::default()
    };
    let reissue = Reissue {
        clocks: vec![again],
        codes: vec![IssuedCode { clear: id(10), detail: "04".into(), look_up: "03".into(), party: 1 }],
        ground: "lost".into(),
    };
    let corrected = CaseParty {
        code: "11120000MB1660879L".into(),
        kind: TargetKind::Organisation,
        name: "某某公司".into(),
        person: Some(id(12)),
    };
    let now = PartiesPart {
        parties: vec![PartyNow { n: 1, party: Some(corrected) }, PartyNow { n: 2, party: None }],
    };
    let known = PartyKnown { age: Some(AgeBand::Adult), equal: "05".into(), n: 1, second: "879L".into() };
    let note = PartiesNote {
        amendment: id(8),
        codes: vec![IssuedCode { clear: id(13), detail: "06".into(), look_up: "07".into(), party: 1 }],
        known: vec![known],
    };
    [
        opened,
        stepped,
        CaseFact::Supplemented { party: Box::new(addition) },
        CaseFact::Amended { internal: Box::new(amended) },
        CaseFact::Withdrawn { internal: Box::new(CaseWithdrawal { amendment: id(8) }) },
        CaseFact::Alerted { internal: Box::new(CaseAlert { alert: id(11), finding: finding() }) },
        CaseFact::CodesTold { internal: Box::new(told) },
        CaseFact::CodesReissued { internal: Box::new(reissue) },
        CaseFact::FileAdded {
            party: Box::new(FilePart { added: Some(added(false, "送达回证", None)) }),
            internal: Box::new(FileNote { added: Some(added(true, "举报信", Some(Secrecy::Informant))) }),
        },
        CaseFact::PartiesAmended { party: Box::new(now), internal: Box::new(note) },
        CaseFact::Published {
            public: Box::new(published()),
            internal: Box::new(CheckNote { checks: Check::ALL.to_vec(), hidden: 2 }),
        },
        CaseFact::Withheld {
            public: Box::new(WithheldPart { reason: Reason::Privacy }),
            internal: Box::new(WithheldNote {
                basis: "《政府信息公开条例》第十五条".into(),
                words: "w".into(),
            }),
        },
        CaseFact::TakenDown {
            public: Box::new(TakenDownPart { why: Withdrawn::Court }),
            internal: Box::new(TakenDownNote { words: "w".into() }),
        },
        CaseFact::NamingSaid { internal: Box::new(objection(2)) },
        CaseFact::NamingSettled { internal: Box::new(settlement(2)) },
    ]
    .into_iter()
    .map(|fact| fact.at(at("2026-03-10 10:00")))
    .collect()
}

fn added(evidence: bool, name: &str, secrecy: Option<Secrecy>) -> AddedFile {
    let paper = Paper { file: Some(id(if evidence { 12 } else { 13 })), secrecy, ..paper(name) };
    AddedFile { evidence, paper, position: 1, step: 2 }
}

/// A block of forms.
pub fn claim_forms() -> Vec<NewFact> {
    let block = Block { numbers: vec!["05".into(), "07".into()] };
    vec![ClaimFact::Printed { internal: Box::new(block) }.at(at("2026-03-10 10:00"))]
}

/// A procedure standard with every field filled.
pub fn procedure() -> Vec<NewFact> {
    let threshold = HearingThreshold { least: 1_000_000, party: TargetKind::Person };
    let public = Standard {
        act_kind: ActKind::Penalty,
        clocks: vec![ClockRule {
            article: "penalty-2021-61".into(),
            code: "service".into(),
            condition: Some(Condition::ServiceLate),
            exclude: vec![ExclusionGround::Testing],
            extended_by: Some(EventKind::Extension),
            limit: limit(7, ::calendar::Unit::Working),
            named: true,
            start: EventKind::Decision,
            stop: vec![EventKind::Service],
            when: Some(Under::PenaltyImposed),
            work: true,
        }],
        from: day("2021-07-15"),
        hearing_sanctions: vec![Sanction::LicenceRevoked],
        hearing_thresholds: vec![threshold.clone()],
        impossible: vec![[EventKind::Decision, EventKind::Filing]],
        key: 1,
        line: "L".into(),
        major_sanctions: vec![Sanction::Closed],
        major_thresholds: vec![threshold],
        order: vec![EventKind::Filing, EventKind::Decision],
        procedure: ProcedureKind::Ordinary,
        require: vec![Requirement {
            documents: vec!["立案审批表".into()],
            event: EventKind::Filing,
            fields: vec!["ground".into()],
            when: Some(Under::Major),
        }],
        summary_limits: vec![SummaryLimit { most: 20_000, party: TargetKind::Person }],
        summary_sanctions: vec![Sanction::Warning],
        two_officers: vec![EventKind::Investigation],
        until: Some(day("2030-01-01")),
        version: 2,
    };
    vec![ProcedureFact::Put { public: Box::new(public) }.at(at("2026-03-10 10:00"))]
}

fn published() -> PublishedText {
    PublishedText {
        act_kind: Some(ActKind::Penalty),
        address: id(14),
        basis: "某条例/第五条".into(),
        content: "c".into(),
        decided: Some(day("2026-03-10")),
        decision_number: "津罚〔2026〕1号".into(),
        facts: "f".into(),
        fine: Some(Fen(60_000)),
        organ: "某局".into(),
        outcome: Some(Verdict::Penalty),
        parties: vec![PublishedParty {
            code: "11120000MB1660879L".into(),
            kind: TargetKind::Organisation,
            name: "某某公司".into(),
        }],
        power: vec!["P1".into()],
        procedure: Some(ProcedureKind::Ordinary),
        rule: (1, 1),
        sanctions: vec![Sanction::Fine],
        shown_until: Some(day("2029-03-12")),
        title: "某案".into(),
        valid_until: Some(day("2030-03-10")),
        violated: "某条例/第四条".into(),
        violation: "v".into(),
    }
}

/// A rule of disclosure with every field filled, and what an agency approved beforehand.
pub fn disclosure() -> Vec<NewFact> {
    let clause = Clause {
        any: vec![Sanction::BusinessRestricted],
        article: "penalty-2021-48".into(),
        as_long_as: Some(AsLongAs::Ban),
        fine_up_to: Some(300_000),
        only: vec![Sanction::Fine],
        outcome: vec![Verdict::Penalty],
        publish: false,
        shown: Some(limit(3, ::calendar::Unit::Month)),
    };
    let rule = Rule {
        act_kind: Some(ActKind::Penalty),
        article: "decree17-20".into(),
        clause: vec![clause],
        from: day("2015-06-01"),
        key: 1,
        line: "01".into(),
        procedure: Some(ProcedureKind::Ordinary),
        until: Some(day("2030-01-01")),
        version: 2,
        within: limit(7, ::calendar::Unit::Working),
    };
    let approval = PreApproval { agency: 3, kinds: vec![ActKind::Licence] };
    [
        DisclosureFact::Put { public: Box::new(rule) },
        DisclosureFact::PreApproved { public: Box::new(approval) },
    ]
    .into_iter()
    .map(|fact| fact.at(at("2026-03-10 10:00")))
    .collect()
}

/// A catalogue of forms with every field filled.
pub fn forms() -> Vec<NewFact> {
    let form = Form {
        code: "seizure_list".into(),
        event: Some(EventKind::Measure),
        fields: vec![
            FormField::Line("案件名称".into()),
            FormField::Table {
                columns: vec!["编号".into(), "名称".into()],
                label: "查封扣押".into(),
                rows: 10,
            },
            FormField::Boxes { choices: vec!["当场缴纳".into(), "期限缴纳".into()] },
        ],
        prefix: "安监查扣".into(),
        stage: Some(Stage::Investigation),
        title: "查封扣押（场所、设施、财物）清单".into(),
    };
    let public = Catalogue {
        day_known: true,
        field: "安全生产".into(),
        form: vec![form],
        from: day("2014-01-01"),
        key: 1,
        line: "06".into(),
        source: "安全生产执法文书（2014年版）".into(),
        until: Some(day("2017-01-01")),
        version: 1,
    };
    vec![FormFact::Put { public: Box::new(public) }.at(at("2026-03-10 10:00"))]
}
