//! A mixed history: something of every kind, in every agency, for tests that want much to be there.

use decree::alert::{AlertOutcome, AlertWish, AnswerBody, OfficeAct, OfficeActBody, Remark};
use decree::amendment::{AmendmentWish, Decision, Draft, Signature};
use decree::case::DisclosureWish;
use decree::context::Ending;
use decree::disclosure::{Check, Reason};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::inspection::{Outcome, ReInspection};
use decree::message::{MessageKind, MessageWish, NewMessage};
use decree::outage::Report;
use decree::visit::Visit;
use decree::when::When;
use platform::Command;
use uuid::Uuid;

use crate::city::{
    Record, case, city_office, clerk, district_office, legal_unit, operator, penalty, supplement, system,
    wish,
};
use crate::server::{Db, at};

/// A natural person's name that stands nowhere else.
pub const NAME: &str = "欧阳无双甲";
/// The identity number of that person: made up, with the right check digit.
pub const NUMBER: &str = "120101199003071091";

/// What the tests ask about afterwards.
pub struct History {
    /// An inspection of a natural person.
    pub natural: Uuid,
}

/// Every agency with each of its powers: agency, power, line, district.
pub const GROUNDS: [(i32, i32, i32, i32); 13] = [
    (1, 1, 1, 1),
    (1, 2, 1, 1),
    (2, 1, 1, 2),
    (2, 2, 1, 2),
    (3, 1, 1, 1),
    (3, 3, 2, 1),
    (3, 5, 3, 1),
    (3, 6, 3, 1),
    (4, 3, 2, 0),
    (4, 4, 2, 0),
    (5, 1, 1, 2),
    (5, 5, 3, 2),
    (5, 6, 3, 2),
];

/// A case is decided; every other agency publishes it or withholds it, the others leave it to be checked.
async fn decide_case(db: &Db, agency: i32, number: &str) {
    let document = format!("津{agency}罚〔2026〕{number}");
    let fields = [
        ("event", "decision"),
        ("at", "2026-03-10 08:45"),
        ("decision_number", &*document),
        ("facts", "占用道路摆卖"),
        ("basis", "中华人民共和国广告法/第五十九条/第一款"),
        ("outcome", "penalty"),
        ("sanctions", "fine"),
        ("fine", "60000"),
        ("documents", "行政处罚决定书"),
    ];
    let stream = db.platform.submit(case(agency, number, &fields)).await.unwrap().unwrap().stream;
    let wished = match agency {
        1 => DisclosureWish::Publish { checks: Check::ALL.to_vec(), mask: Vec::new() },
        3 => DisclosureWish::Withhold {
            reason: Reason::Privacy,
            basis: "政府信息公开条例/第十五条".to_owned(),
            words: String::new(),
        },
        _ => return,
    };
    let command = Command::Disclose { stream, wish: wished };
    db.platform
        .submit(wish(legal_unit(agency), &format!("disclose {number}"), command))
        .await
        .unwrap()
        .unwrap();
}

/// Lets it happen, in March 2026.
pub async fn happen(db: &Db) -> History {
    let platform = &db.platform;
    db.moves_to("2026-03-10 09:00");
    for (agency, power, ..) in GROUNDS {
        let power = format!("P{power}");
        let record = |n: &str, finished: &str| {
            Record::new(agency, &format!("{power}-{n}"), finished).with("power", &power)
        };
        for n in 0..2 {
            let mut fields = penalty(agency);
            fields.extend([
                ("power", &*power),
                ("event", "filing"),
                ("at", "2026-03-10 08:30"),
                ("ground", "检查发现"),
            ]);
            let filed =
                platform.submit(case(agency, &format!("{power}-case-{n}"), &fields)).await.unwrap().unwrap();
            assert_eq!(filed.ending, Ending::Accepted);
            if n == 0 {
                decide_case(db, agency, &format!("{power}-case-{n}")).await;
                write(db, filed.stream, agency).await;
            }
        }
        // In time; with hints and gaps; late; with a correction order that is not looked after.
        record("in time", "2026-03-10 08:00").collect(platform).await;
        let gaps = record("gaps", "2026-03-09 08:00")
            .without("deferral_reason")
            .without("place")
            .with("result", "fail");
        gaps.with("correction_matter", "").collect(platform).await;
        record("late", "2026-03-02 08:00").collect(platform).await;
        record("correct", "2026-03-10 08:30").with_correction("2026-03-13").collect(platform).await;
    }
    let natural = Record::new(3, "natural", "2026-03-10 08:00")
        .with("target_kind", "person")
        .with("target_name", NAME)
        .with("target_id_number", NUMBER)
        .collect(platform)
        .await
        .stream;
    answer(db).await;
    // Drafted by what came again with other content, and left lying.
    for agency in 1..=4 {
        let record = Record::new(agency, "to be drafted", "2026-03-10 08:00");
        record.collect(platform).await;
        record.with("place", "和平路2号").collect(platform).await;
    }
    amend(db).await;
    for (kind, name) in [(ThingKind::Patrol, "patrol"), (ThingKind::Education, "education")] {
        let visit = Visit {
            matter: "占道".to_owned(),
            people: 2,
            place: "路口".to_owned(),
            when: When::At(at("2026-03-10 08:00")),
            ..Visit::default()
        };
        let command = Command::Visit { kind, visit, agency: 3 };
        platform.submit(wish(clerk(3), name, command)).await.unwrap().unwrap();
    }
    db.moves_to("2026-03-18 00:30");
    assert!(platform.sweep(None).await.unwrap().found > 0);
    let urged =
        db.text("select stream from view.alert where agency = 2 and level = 2 order by 1 limit 1").await[0]
            .parse()
            .unwrap();
    let urge = OfficeActBody {
        act: OfficeAct::Urge,
        until: Some("2026-03-20".parse().unwrap()),
        words: String::new(),
    };
    let command = Command::Alert { stream: urged, wish: AlertWish::Office(urge) };
    platform.submit(wish(district_office(2), "urge", command)).await.unwrap().unwrap();
    let report =
        Report { from: at("2026-03-12 09:00"), until: at("2026-03-12 10:00"), what: "network".to_owned() };
    let outage = platform
        .submit(wish(operator(), "outage", Command::ReportOutage(report)))
        .await
        .unwrap()
        .unwrap()
        .stream;
    platform
        .submit(wish(city_office(), "outage confirmed", Command::ConfirmOutage(outage)))
        .await
        .unwrap()
        .unwrap();
    db.moves_to("2026-03-27 08:00");
    platform.sweep(None).await.unwrap();
    History { natural }
}

/// What people write about a case: an error, a request and a complaint. The agency answers one, the office marks one.
async fn write(db: &Db, case: Uuid, agency: i32) {
    let mut streams = Vec::new();
    for (n, kind) in
        (0u8..).zip([MessageKind::Error, MessageKind::Copy, MessageKind::Complaint, MessageKind::Error])
    {
        let text = "金额不对".to_owned();
        let new = NewMessage {
            kind: Some(kind),
            case: Some(case),
            text,
            name: "某甲".to_owned(),
            ..NewMessage::default()
        };
        let cause = uuid_of(&[b"message", case.as_bytes(), &[n]]);
        let (wish, _) = db.platform.message_wish(new, cause, None).unwrap();
        streams.push(db.platform.submit(wish).await.unwrap().unwrap().stream);
    }
    let office =
        if agency == 4 { city_office() } else { district_office(if agency % 3 == 2 { 2 } else { 1 }) };
    let mark = MessageWish::MarkComplaint { words: "实为投诉".to_owned() };
    let acts = [
        (clerk(agency), streams[1], MessageWish::TakeUp),
        (clerk(agency), streams[1], MessageWish::Answer("请到窗口领取".to_owned())),
        (office, streams[3], mark),
    ];
    for (n, (actor, stream, act)) in (0u8..).zip(acts) {
        let name = format!("message act {stream} {n}");
        db.platform
            .submit(wish(actor, &name, Command::Message { stream, wish: act }))
            .await
            .unwrap()
            .unwrap();
    }
}

/// A late inspection of agency 1: assigned, answered, sent back, answered, confirmed.
async fn answer(db: &Db) {
    let late = Record::new(1, "to be answered", "2026-03-02 08:00").collect(&db.platform).await;
    assert_eq!(late.alerts, [1]);
    let alert: Uuid =
        db.text(&format!("select stream from view.alert where subject = '{}'", late.stream)).await[0]
            .parse()
            .unwrap();
    let body = || AnswerBody { outcome: AlertOutcome::Corrected, words: "已改正".to_owned() };
    let steps = [
        AlertWish::Assign(clerk(1).person),
        AlertWish::Answer(body()),
        AlertWish::SendBack(Remark { words: "不清楚".to_owned() }),
        AlertWish::Answer(body()),
        AlertWish::Confirm(Remark::default()),
    ];
    for (n, step) in steps.into_iter().enumerate() {
        let command = Command::Alert { stream: alert, wish: step };
        db.platform.submit(wish(legal_unit(1), &format!("alert {n}"), command)).await.unwrap().unwrap();
    }
}

/// A supplement, an amendment agreed to, one refused, a withdrawal agreed to, a re-inspection.
async fn amend(db: &Db) {
    let platform = &db.platform;
    let record = Record::new(5, "to be amended", "2026-03-10 08:00").with_correction("2026-03-16");
    let stream = record.collect(platform).await.stream;
    platform.submit(supplement(5, stream, "notes", "notes", "补充说明")).await.unwrap().unwrap();
    let done = ReInspection { at: When::At(at("2026-03-10 08:50")), result: Outcome::Pass };
    platform
        .submit(wish(clerk(5), "re-inspect", Command::ReInspect { stream, done }))
        .await
        .unwrap()
        .unwrap();
    for (n, agreed) in [(1, true), (2, false)] {
        let changed =
            record.clone().with("place", &format!("解放路{n}0号")).with("officers", "02005001\u{1f}02005003");
        let done = platform.submit(changed.wish_of(system(5))).await.unwrap().unwrap();
        assert_eq!(done.ending, Ending::Changed);
        let drafted =
            format!("select stream from view.amendment where subject = '{}' and state = 1", done.stream);
        let amendment = db.text(&drafted).await[0].parse().unwrap();
        decide(db, amendment, &format!("amendment {n}"), agreed).await;
    }
    let wrong = Record::new(5, "to be withdrawn", "2026-03-02 08:00").collect(platform).await.stream;
    let draft = Draft { withdrawal: true, reason: "重复录入".to_owned(), ..Draft::default() };
    let command = Command::DraftAmendment { stream: wrong, draft };
    let drafted = platform.submit(wish(clerk(5), "withdrawal", command)).await.unwrap().unwrap().stream;
    let amendment = db.text(&format!("select stream from view.amendment where subject = '{wrong}'")).await[0]
        .parse()
        .unwrap();
    assert_eq!(drafted, amendment);
    decide(db, amendment, "withdrawal", true).await;
    platform.look_again(vec![wrong], "amendment").await.unwrap();
}

async fn decide(db: &Db, stream: Uuid, name: &str, agreed: bool) {
    let words = Decision { words: "理由".to_owned() };
    let sign = AmendmentWish::Sign(Signature { number: name.to_owned(), reason: "录入错误".to_owned() });
    let answer = if agreed { AmendmentWish::Agree(words) } else { AmendmentWish::Refuse(words) };
    for (actor, step, wished) in [(legal_unit(5), "sign", sign), (district_office(2), "decide", answer)] {
        let command = Command::Amendment { stream, wish: wished };
        db.platform.submit(wish(actor, &format!("{step} {name}"), command)).await.unwrap().unwrap();
    }
}
