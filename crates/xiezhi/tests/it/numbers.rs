//! 文號 (Penalty Law 59): without gaps by agency, each used once or declared void; never both, whoever comes first.

use platform::{Answer, Command, Wish};

use crate::cases::{decision, done, filing, sound, step, try_it};
use crate::city::{clerk, district_office, legal_unit, rules, wish};
use crate::server::Db;

fn void(agency: i32, number: &str, reason: &str) -> Wish {
    let voided = decree::number::Voided { number: number.to_owned(), reason: reason.to_owned() };
    wish(legal_unit(agency), &format!("void {number}"), Command::VoidNumber { agency, voided })
}

async fn gaps(db: &Db) -> Vec<i32> {
    db.store().number_gaps(3, 100).await.unwrap().iter().map(|g| g.serial).collect()
}

async fn city() -> Db {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    for number in ["1", "2", "3"] {
        done(&db, filing(number, "2026-03-02 09:00")).await;
    }
    db
}

#[tokio::test]
async fn a_void_number_is_no_gap_and_is_never_used() {
    let db = city().await;
    let at = "2026-03-02 09:30";
    done(&db, decision("1", at, "津罚〔2026〕1号", &[])).await;
    done(&db, decision("2", at, "津罚〔2026〕5号", &[])).await;
    assert_eq!(gaps(&db).await, [2, 3, 4]);
    let voided = done(&db, void(3, "津罚〔2026〕3号", "文书打印错误")).await;
    assert_eq!(gaps(&db).await, [2, 4]);
    assert_eq!(db.store().void_numbers(3, 10).await.unwrap(), [voided.stream]);
    // One above the highest that is used makes no gaps below itself.
    done(&db, void(3, "津罚〔2026〕9号", "预留")).await;
    assert_eq!(gaps(&db).await, [2, 4]);
    let used = |number: &'static str| try_it(&db, decision("3", at, number, &[]));
    assert_eq!(rules(&used("津罚〔2026〕3号").await), ["number-voided"]);
    assert_eq!(rules(&try_it(&db, void(3, "津罚〔2026〕3号", "再次")).await), ["number-voided"]);
    assert_eq!(rules(&try_it(&db, void(3, "津罚〔2026〕1号", "x")).await), ["number-taken"]);
    assert_eq!(rules(&try_it(&db, void(5, "津罚〔2026〕1号", "x")).await), ["number-of-another-agency"]);
    assert_eq!(rules(&try_it(&db, void(3, "", " ")).await), ["missing", "missing"]);
    let clerk = Wish { actor: clerk(3), ..void(3, "津罚〔2026〕4号", "x") };
    assert_eq!(rules(&try_it(&db, clerk).await), ["not-allowed"]);
    done(&db, decision("3", at, "津罚〔2026〕2号", &[])).await;
    assert_eq!(gaps(&db).await, [4]);
    sound(&db).await;
}

/// Neither a supplement nor an agreed application gives a decision a number that is void or another's.
#[tokio::test]
async fn no_way_leads_to_a_number_that_is_not_free() {
    use decree::amendment::{AmendmentWish, Change, Decision, Draft, Signature};
    let db = city().await;
    done(&db, void(3, "津罚〔2026〕3号", "文书打印错误")).await;
    let stream = done(&db, decision("1", "2026-03-02 09:30", "津罚〔2026〕1号", &[])).await.stream;
    let number = |field: &str| Change {
        field: field.to_owned(),
        new: "津罚〔2026〕3号".to_owned(),
        old: "津罚〔2026〕1号".to_owned(),
    };
    let draft = Draft { changes: vec![number("3.decision_number")], ..Draft::default() };
    let draft = Command::DraftAmendment { stream, draft };
    let amendment = done(&db, wish(clerk(3), "draft", draft)).await.stream;
    let signature = Signature { number: "申1".to_owned(), reason: "录入错误".to_owned() };
    let sign = Command::Amendment { stream: amendment, wish: AmendmentWish::Sign(signature) };
    done(&db, wish(legal_unit(3), "sign", sign)).await;
    let agree = Command::Amendment { stream: amendment, wish: AmendmentWish::Agree(Decision::default()) };
    assert_eq!(rules(&try_it(&db, wish(district_office(1), "agree", agree)).await), ["number-voided"]);
    let unnumbered = done(&db, decision("2", "2026-03-02 09:30", "", &[])).await.stream;
    let fields = vec![("decision_number".to_owned(), "津罚〔2026〕1号".to_owned())];
    let addition = decree::case::CaseAddition { fields, step: 3, ..decree::case::CaseAddition::default() };
    let adds = Command::SupplementCase { stream: unnumbered, addition };
    assert_eq!(rules(&try_it(&db, wish(clerk(3), "add", adds)).await), ["number-taken"]);
    sound(&db).await;
}

/// Both at the same moment: one wins, the other is told why. The cases are there already, as they are in an office.
#[tokio::test]
async fn a_number_is_used_or_void_never_both() {
    let db = city().await;
    for (case, number) in
        ["1", "2", "3"].into_iter().zip(["津罚〔2026〕1号", "津罚〔2026〕2号", "津罚〔2026〕3号"])
    {
        let (used, voided): (Answer, Answer) = tokio::join!(
            try_it(&db, decision(case, "2026-03-02 09:30", number, &[])),
            try_it(&db, void(3, number, "作废"))
        );
        assert_ne!(used.is_ok(), voided.is_ok(), "{number}: {used:?} {voided:?}");
        let told = if used.is_ok() { rules(&voided) } else { rules(&used) };
        assert_eq!(told, [if used.is_ok() { "number-taken" } else { "number-voided" }]);
    }
    // Two cases that decide under one number at the same moment.
    done(&db, filing("4", "2026-03-02 09:00")).await;
    done(&db, filing("5", "2026-03-02 09:00")).await;
    let decide = |case: &str| decision(case, "2026-03-02 09:40", "津罚〔2026〕9号", &[]);
    let (one, other) = tokio::join!(try_it(&db, decide("4")), try_it(&db, decide("5")));
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    done(&db, step("1", "closing", "2026-03-02 09:50", &[])).await;
    sound(&db).await;
}
