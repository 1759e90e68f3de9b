//! One hand-written value of every kind of fact, with every field filled.

use decree::agency::{
    AdministrativeLevel, Agency, AgencyFact, AgencyKind, EnforcementUnit, Entrustment, Handlers, Standing,
};
use decree::alert::{
    AlertFact, AlertOutcome, AnswerBody, Assignment, Clearing, Escalation, OfficeAct, OfficeActBody, Raised,
    Remark,
};
use decree::amendment::{AmendmentFact, Change, Decision, Draft, PartyDraft, Signature};
use decree::authority::Role;
use decree::case::{AgeBand, CaseFact, CaseParty, PartyChange};
use decree::claim::ClaimFact;
use decree::disclosure::DisclosureFact;
use decree::fact::{NewFact, ThingKind};
use decree::form::FormFact;
use decree::inspection::{
    AddedDocument, Addition, AlertNote, AmendmentNote, Collection, CorrectionOrder, DeferralReason, Document,
    Form, InspectionFact, InternalPart, Item, ItemResult, Named, Outcome, PartyPart, PublicPart,
    ReInspection, Source, TargetKind, Withdrawal,
};
use decree::journal::{
    AuditFinding, Auditing, Erasure, FileErasure, JournalFact, Opening, Reading, Sweeping,
};
use decree::judge::{Answer, Finding};
use decree::law::library::Article;
use decree::law::version::Step;
use decree::law::{Base, Branch, Clause, LawFact, LawText, LawVersion, PenaltyKind, Range};
use decree::line::{Line, LineFact};
use decree::message::{Letter, MessageFact, MessageKind, Passing, Reply, TakingUp};
use decree::naming::{NamingSaid, NamingSettled, NamingWord};
use decree::number::{NumberFact, Voided};
use decree::office::{Office, OfficeFact, OfficeKind};
use decree::officer::{Certificate, Ending, OfficerFact, Registration, Renewal};
use decree::official_calendar::{CalendarFact, DayBody, NoticeBody};
use decree::outage::{Confirmation, OutageFact, Report};
use decree::party::{Party, PartyFact};
use decree::person::{PersonFact, Post, Registration as PersonRegistration};
use decree::point::{AlertPoint, AlertPointFact, Condition, Grade, LimitBody};
use decree::power::{Power, PowerFact, PowerKind, PowerList, PowerListFact, Provision};
use decree::procedure::ProcedureFact;
use decree::territory::{Territory, TerritoryFact, TerritoryKind};
use decree::visit::{Visit, VisitFact};
use decree::when::When;
use uuid::Uuid;

use crate::city::{at, day};

/// Stored number, version and name of a kind of fact.
type Kind = (i16, i16, &'static str);

/// The kinds of the facts of one thing, by the file of their golden samples.
pub const KINDS: &[(&str, &[Kind])] = &[
    ("journal", JournalFact::KINDS),
    ("calendar", CalendarFact::KINDS),
    ("territory", TerritoryFact::KINDS),
    ("line", LineFact::KINDS),
    ("agency", AgencyFact::KINDS),
    ("office", OfficeFact::KINDS),
    ("person", PersonFact::KINDS),
    ("power", PowerFact::KINDS),
    ("power_list", PowerListFact::KINDS),
    ("officer", OfficerFact::KINDS),
    ("party", PartyFact::KINDS),
    ("alert_point", AlertPointFact::KINDS),
    ("outage", OutageFact::KINDS),
    ("law", LawFact::KINDS),
    ("procedure", ProcedureFact::KINDS),
    ("form", FormFact::KINDS),
    ("disclosure", DisclosureFact::KINDS),
    ("inspection", InspectionFact::KINDS),
    ("visit", VisitFact::KINDS),
    ("case", CaseFact::KINDS),
    ("claim_forms", ClaimFact::KINDS),
    ("number", NumberFact::KINDS),
    ("amendment", AmendmentFact::KINDS),
    ("alert", AlertFact::KINDS),
    ("message", MessageFact::KINDS),
];

/// A fact of a thing, in its golden file.
pub struct Sample {
    pub file: &'static str,
    pub thing: ThingKind,
    pub new: NewFact,
}

/// All of them, those of one thing in the order of its life.
pub fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |file, thing, facts: Vec<NewFact>| {
        samples.extend(facts.into_iter().map(|new| Sample { file, thing, new }));
    };
    add("journal", ThingKind::Journal, journal());
    add("calendar", ThingKind::Calendar, calendar());
    add("territory", ThingKind::Territory, territory());
    add("line", ThingKind::Line, line());
    add("agency", ThingKind::Agency, agency());
    add("office", ThingKind::Office, office());
    add("person", ThingKind::Person, person());
    add("power", ThingKind::Power, power());
    add("power_list", ThingKind::PowerList, power_list());
    add("officer", ThingKind::Officer, officer());
    add("party", ThingKind::Party, party());
    add("alert_point", ThingKind::AlertPoint, alert_point());
    add("outage", ThingKind::Outage, outage());
    add("law", ThingKind::Law, law());
    add("procedure", ThingKind::Procedure, crate::samples_case::procedure());
    add("form", ThingKind::Forms, crate::samples_case::forms());
    add("disclosure", ThingKind::Disclosure, crate::samples_case::disclosure());
    add("case", ThingKind::Case, crate::samples_case::case());
    add("claim_forms", ThingKind::ClaimForms, crate::samples_case::claim_forms());
    add("number", ThingKind::VoidNumber, number());
    add("inspection", ThingKind::Inspection, inspection());
    let mut visits = visit();
    let education = visits.split_off(1);
    add("visit", ThingKind::Patrol, visits);
    add("visit", ThingKind::Education, education);
    add("amendment", ThingKind::Amendment, amendment());
    add("alert", ThingKind::Alert, alert());
    add("message", ThingKind::Message, message());
    samples
}

macro_rules! facts {
    ($($kind:ident :: $variant:ident { $($section:ident : $body:expr),+ }),+ $(,)?) => {
        vec![$( $kind::$variant { $($section: Box::new($body)),+ }.at(moment()) ),+]
    };
}

fn moment() -> jiff::Timestamp {
    at("2026-03-02 10:00")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x019a_2b3c_4d5e_7f60_8123_0000_0000_0000 + n)
}

fn journal() -> Vec<NewFact> {
    facts![
        JournalFact::Opened { public: Opening { simulated: true } },
        JournalFact::Swept { public: Sweeping { at: moment(), complete: true, found: 42 } },
        JournalFact::Erased {
            internal: Erasure {
                basis: "个人信息保护法47".into(),
                persons: vec![id(1)],
                sections: vec![(id(2), 3)]
            }
        },
        JournalFact::ReadsDigested {
            public: Reading { digest: "ab12".into(), hour: at("2026-03-02 09:00"), reads: 317 }
        },
        JournalFact::FilesErased {
            internal: FileErasure { basis: "个人信息保护法47".into(), files: vec![id(3)] }
        },
        JournalFact::LogAudited {
            public: Auditing {
                entries: 1_200,
                findings: vec![
                    AuditFinding { fact: Some(id(4)), place: 17, what: "leaf-differs".into() },
                    AuditFinding { fact: None, place: 3, what: "tile-differs".into() },
                ],
                found: 2,
            }
        },
    ]
}

fn calendar() -> Vec<NewFact> {
    let holiday = |date, working| DayBody { date: day(date), name: "国庆节".into(), working };
    facts![CalendarFact::NoticePublished {
        public: NoticeBody {
            days: vec![holiday("2026-10-01", false), holiday("2026-10-10", true)],
            id: "2026".into(),
            published: day("2025-11-04"),
            source: "https://www.gov.cn/".into(),
            year: 2026,
        }
    }]
}

fn territory() -> Vec<NewFact> {
    facts![TerritoryFact::Described {
        public: Territory {
            code: "120221".into(),
            from: day("2001-01-01"),
            key: 15,
            kind: TerritoryKind::County,
            name: "宁河县".into(),
            parent: Some(1),
            second_code: Some("120221000000".into()),
            until: Some(day("2015-07-23")),
        }
    }]
}

fn line() -> Vec<NewFact> {
    facts![LineFact::Described {
        public: Line {
            code: "market".into(),
            from: day("2015-06-01"),
            key: 3,
            name: "市场监管".into(),
            until: Some(day("2030-01-01")),
        }
    }]
}

fn agency() -> Vec<NewFact> {
    facts![
        AgencyFact::Described {
            public: Agency {
                code: "11120000MB1660879L".into(),
                district: 10,
                entrustment: Some(Entrustment {
                    mandate: vec!["P-1".into(), "P-2".into()],
                    principal: 7,
                    term: Some(day("2027-12-31")),
                }),
                from: day("2019-01-01"),
                key: 8,
                kind: AgencyKind::Street,
                level: AdministrativeLevel::Subdistrict,
                line: 2,
                name: "某某街道综合执法大队".into(),
                standing: Standing::Entrusted,
                territory: 11,
                units: vec![EnforcementUnit { code: "01".into(), name: "一中队".into() }],
                until: Some(day("2028-01-01")),
            }
        },
        AgencyFact::HandlersNamed {
            public: Handlers {
                agency: 8,
                from: day("2019-01-01"),
                level1_unit: Some(101),
                level2_office: 110,
                level3_office: Some(100),
                same_level_office: 110,
                until: Some(day("2028-01-01")),
            }
        },
    ]
}

fn office() -> Vec<NewFact> {
    facts![OfficeFact::Described {
        public: Office {
            agency: 8,
            district: 10,
            from: day("2019-01-01"),
            key: 101,
            kind: OfficeKind::JusticeOffice,
            name: "某某司法所".into(),
            until: Some(day("2028-01-01")),
        }
    }]
}

fn person() -> Vec<NewFact> {
    facts![
        PersonFact::Registered { internal: PersonRegistration { person: id(1) } },
        PersonFact::Appointed {
            internal: Post {
                deputy_for: Some(id(2)),
                from: day("2026-01-01"),
                office: 101,
                role: Role::LegalUnit,
                until: Some(day("2026-07-01")),
            }
        },
    ]
}

fn power() -> Vec<NewFact> {
    facts![PowerFact::Described {
        public: Power {
            basis: vec![Provision {
                article: "33".into(),
                law: "食品安全法".into(),
                paragraph: "1".into(),
                version: "2021-04-29".into(),
            }],
            code: "0200-C-00100-120000".into(),
            from: day("2021-04-29"),
            key: 5,
            kind: PowerKind::Inspection,
            line: 3,
            name: "对食品经营的检查".into(),
            until: Some(day("2030-01-01")),
        }
    }]
}

fn power_list() -> Vec<NewFact> {
    facts![PowerListFact::Approved {
        public: PowerList {
            agency: 8,
            approved_by: 110,
            complete: true,
            from: day("2021-05-01"),
            powers: vec![5, 6],
            until: Some(day("2030-01-01")),
        }
    }]
}

fn officer() -> Vec<NewFact> {
    facts![
        OfficerFact::Registered { internal: Registration { agency: 8, auxiliary: false, person: id(1) } },
        OfficerFact::Certified {
            public: Certificate {
                from: day("2021-01-01"),
                issuer: "天津市人民政府".into(),
                number: "12010108001".into(),
                until: day("2026-01-01"),
            }
        },
        OfficerFact::CertificateEnded {
            public: Ending { day: day("2025-06-01"), ground: "left".into(), number: "12010108001".into() }
        },
        OfficerFact::RenewalRequested {
            internal: Renewal { day: day("2025-05-01"), number: "12010108001".into() }
        },
    ]
}

fn party() -> Vec<NewFact> {
    facts![PartyFact::Registered {
        party: Party {
            code: "91120000MA05TEST0X".into(),
            kind: TargetKind::SelfEmployed,
            name: "某某小吃店".into(),
            person: Some(id(1)),
        }
    }]
}

fn alert_point() -> Vec<NewFact> {
    let limit = |n, unit| LimitBody { n, roll_forward: false, unit };
    facts![AlertPointFact::Put {
        public: AlertPoint {
            article: "decree17-15".into(),
            code: "late_inspection".into(),
            condition: Condition::LateCollection,
            count: Some(2),
            from: day("2015-06-01"),
            grade: Grade::Heavy,
            hint: true,
            key: 1,
            limit: Some(LimitBody { n: 3, roll_forward: true, unit: ::calendar::Unit::Natural }),
            limit1: limit(5, ::calendar::Unit::Working),
            limit2: limit(1, ::calendar::Unit::Month),
            limit3: limit(48, ::calendar::Unit::Hour),
            night: None,
            until: Some(day("2030-01-01")),
            version: 2,
        }
    }]
}

fn law() -> Vec<NewFact> {
    let multiple = Branch::Multiple {
        base_floor: 1_000_000,
        max_milli: Some(20_000),
        min_milli: Some(10_000),
        of: Base::GoodsValue,
    };
    facts![LawFact::Entered {
        public: LawText {
            aliases: vec!["食品安全法".into()],
            articles: vec![
                Article { no: 1, sub: 0, paragraphs: 1 },
                Article { no: 124, sub: 1, paragraphs: 3 }
            ],
            clauses: vec![Clause {
                article: 124,
                fine: Range {
                    branches: vec![Branch::Flat { max: Some(10_000_000), min: Some(5_000_000) }, multiple]
                },
                kinds: vec![PenaltyKind::Fine, PenaltyKind::Revocation],
                paragraph: 1,
                sub: 1,
            }],
            complete: true,
            title: "中华人民共和国食品安全法".into(),
            versions: vec![LawVersion {
                adopted: day("2015-04-24"),
                in_force: Some(day("2015-10-01")),
                step: Step::Revised,
            }],
        }
    }]
}

fn outage() -> Vec<NewFact> {
    facts![
        OutageFact::Reported {
            public: Report {
                from: at("2026-03-05 20:00"),
                until: at("2026-03-06 08:00"),
                what: "power".into()
            }
        },
        OutageFact::Confirmed { public: Confirmation { office: 100 } },
    ]
}

fn finding() -> Finding {
    Finding {
        answer: Answer::Breach,
        args: [("named".to_owned(), "1".to_owned()), ("needed".to_owned(), "2".to_owned())].into(),
        condition: Condition::TooFewOfficers,
        due: Some(day("2026-03-05")),
        ordinal: 1,
        point: 3,
        version: 2,
    }
}

fn public_part() -> PublicPart {
    PublicPart {
        form: Some(Form::Special),
        power: "0200-C-00100-120000".into(),
        power_key: Some(5),
        result: Some(Outcome::CorrectedOnSite),
        target: "某某餐厅 \"甲\"\n".into(),
        target_code: "11120000MB1660879L".into(),
    }
}

fn party_part() -> PartyPart {
    PartyPart {
        correction: Some(CorrectionOrder {
            basis: "食品安全法126".into(),
            due: Some(day("2026-03-12")),
            matter: "清理占道物品".into(),
        }),
        documents: vec![
            Document {
                commitment: "00ff".into(),
                file: Some(id(9)),
                name: "照片1.jpg".into(),
                size: Some(3_145_728),
                r#type: "image/jpeg".into(),
            },
            Document { name: "回执.pdf".into(), ..Document::default() },
        ],
        finished: Some(When::At(moment())),
        items: vec![Item { name: "健康证".into(), result: ItemResult::NotApplicable }],
        own_number: "2026-001".into(),
        place: "长江道1号".into(),
        re_inspection: Some(ReInspection { at: When::Day(day("2026-03-11")), result: Outcome::Pass }),
        reason: "投诉".into(),
        started: Some(When::Day(day("2026-03-02"))),
    }
}

fn internal_part() -> InternalPart {
    InternalPart {
        collection: Collection::Deferred,
        deferral: Some(DeferralReason::NoNetwork),
        deferral_note: "地下室".into(),
        digest: "0123456789abcdef0123456789abcdef".into(),
        district: 10,
        findings: vec![finding()],
        has: 536_870_911,
        notes: "备注".into(),
        officers: vec![
            Named { certificate: "12010108001".into(), officer: Some(id(3)) },
            Named { certificate: "12010108002".into(), officer: None },
        ],
        person: Some(id(1)),
        person_digest: "fedcba9876543210fedcba9876543210".into(),
        plan: "2026-Q1".into(),
        source: Source::Push,
        target_kind: TargetKind::Premises,
        unit: "一中队".into(),
        unregistered: 1,
    }
}

fn inspection() -> Vec<NewFact> {
    facts![
        InspectionFact::Collected { public: public_part(), party: party_part(), internal: internal_part() },
        InspectionFact::Supplemented {
            party: Addition { digest: "0011".into(), fields: vec![("notes".into(), "补充".into())] }
        },
        InspectionFact::ReInspected {
            party: ReInspection { at: When::At(at("2026-03-11 15:00")), result: Outcome::Fail }
        },
        InspectionFact::Amended {
            public: public_part(),
            party: party_part(),
            internal: AmendmentNote { amendment: id(4), after: internal_part() }
        },
        InspectionFact::Withdrawn { internal: Withdrawal { amendment: id(5) } },
        InspectionFact::Alerted { internal: AlertNote { alert: id(6), finding: finding() } },
        InspectionFact::FileAdded {
            party: AddedDocument {
                document: Document {
                    commitment: "01ef".into(),
                    file: Some(id(10)),
                    name: "回执.pdf".into(),
                    size: Some(70_000),
                    r#type: "application/pdf".into(),
                },
                position: 1,
            }
        },
        InspectionFact::NamingSaid { internal: objection(1) },
        InspectionFact::NamingSettled { internal: settlement(1) },
    ]
}

/// An officer's objection to a step.
pub fn objection(step: i32) -> NamingSaid {
    let certificate = "12010108001".into();
    NamingSaid { certificate, reason: "当日未到场".into(), step, word: NamingWord::Objected }
}

/// What came of it.
pub fn settlement(step: i32) -> NamingSettled {
    NamingSettled { certificate: "12010108001".into(), step, words: "已申请修改".into() }
}

fn visit() -> Vec<NewFact> {
    let visit = |people| Visit {
        district: 10,
        matter: "占道经营".into(),
        people,
        place: "长江道".into(),
        when: When::At(moment()),
    };
    facts![VisitFact::Patrolled { internal: visit(0) }, VisitFact::Educated { internal: visit(3) }]
}

fn natural(n: u128) -> CaseParty {
    CaseParty { code: String::new(), kind: TargetKind::Person, name: String::new(), person: Some(id(n)) }
}

fn amendment() -> Vec<NewFact> {
    let decision = || Decision { words: "同意".into() };
    facts![
        AmendmentFact::Drafted {
            internal: Draft {
                changes: vec![Change { field: "result".into(), new: "fail".into(), old: "pass".into() }],
                digest: "0011".into(),
                district: 10,
                office: 110,
                person: Some(id(1)),
                reason: "录入错误".into(),
                subject: id(7),
                subject_kind: ThingKind::Inspection,
                withdrawal: true,
            }
        },
        AmendmentFact::Signed {
            internal: Signature { number: "津街改〔2026〕1号".into(), reason: "录入错误".into() }
        },
        AmendmentFact::Agreed { internal: decision() },
        AmendmentFact::Returned { internal: decision() },
        AmendmentFact::Refused { internal: decision() },
        AmendmentFact::Dropped { internal: decision() },
        AmendmentFact::PartiesDrafted {
            internal: PartyDraft {
                draft: Draft { reason: "当事人名称有误".into(), subject: id(7), ..Draft::default() },
                parties: vec![PartyChange {
                    age: Some(AgeBand::Under18),
                    equal: "05".into(),
                    new: Some(natural(4)),
                    old: Some(natural(5)),
                    party: 2,
                    second: "002X".into(),
                }],
            }
        },
    ]
}

fn alert() -> Vec<NewFact> {
    let limit = LimitBody { n: 3, roll_forward: false, unit: ::calendar::Unit::Working };
    facts![
        AlertFact::Raised {
            internal: Raised {
                barred: vec![id(1), id(3)],
                district: 10,
                finding: finding(),
                grade: Grade::Medium,
                level: 1,
                limit,
                office: 101,
                subject: id(7),
                subject_kind: ThingKind::Inspection,
                trigger: 1,
            }
        },
        AlertFact::Assigned { internal: Assignment { to: id(8) } },
        AlertFact::Answered {
            internal: AnswerBody { outcome: AlertOutcome::Corrected, words: "已补记".into() }
        },
        AlertFact::Confirmed { internal: Remark { words: "可以".into() } },
        AlertFact::SentBack { internal: Remark { words: "请附证明".into() } },
        AlertFact::Escalated { internal: Escalation { level: 2, limit, office: 110 } },
        AlertFact::Stood { internal: Remark::default() },
        AlertFact::OfficeActed {
            internal: OfficeActBody {
                act: OfficeAct::Urge,
                until: Some(day("2026-03-20")),
                words: "限期办理".into(),
            }
        },
        AlertFact::Cleared { internal: Clearing { by: vec![id(9)], ground: "notice".into() } },
    ]
}

fn number() -> Vec<NewFact> {
    facts![NumberFact::Voided {
        internal: Voided { number: "津罚〔2026〕2号".into(), reason: "文书作废".into() }
    }]
}

fn message() -> Vec<NewFact> {
    let limit = LimitBody { n: 2, roll_forward: false, unit: ::calendar::Unit::Working };
    let letter = Letter {
        about: 1,
        body: "某街道办事处".into(),
        case: Some(id(7)),
        contact: Some(id(2)),
        district: 10,
        kind: MessageKind::Error,
        limit,
        look_up: "00ff".into(),
        office: 110,
        page: "/about".into(),
        sent_at: moment(),
        text: id(1),
    };
    let complaint = Letter { kind: MessageKind::Complaint, ..letter.clone() };
    facts![
        MessageFact::Received { internal: letter.clone() },
        MessageFact::TakenUp { internal: TakingUp { limit: Some(limit) } },
        MessageFact::PassedOn { internal: Passing { letter, words: "属贵机关职责".into() } },
        MessageFact::MarkedComplaint {
            internal: Passing { letter: complaint, words: "实为投诉".into() }
        },
        MessageFact::Answered { party: Reply { words: "已更正".into() } },
    ]
}
