//! Parties of a case, changed (Art. 14): corrected, added, withdrawn by an application that the office agrees to. What is personal
//! lies in the vault; codes follow the parties (Art. 33).

use decree::amendment::{AmendmentWish, Decision, Signature};
use decree::case::{CaseState, PartiesWish, PartyEdit, PartyWish};
use decree::context::Ending;
use decree::inspection::TargetKind;
use decree::thing::Thing;
use platform::{Command, Done, Wish};
use uuid::Uuid;

use crate::cases::{decision, done, filing, sound, try_it};
use crate::city::{case, clerk, district_office, legal_unit, penalty, rules, wish};
use crate::server::Db;

fn party(kind: TargetKind, name: &str, code: &str, id_number: &str) -> PartyWish {
    PartyWish {
        kind,
        name: name.to_owned(),
        code: code.to_owned(),
        id_number: id_number.to_owned(),
        legal_representative: String::new(),
        address: String::new(),
    }
}

fn organisation(name: &str, code: &str) -> PartyWish {
    party(TargetKind::Organisation, name, code, "")
}

fn correct(n: u32, to: PartyWish) -> PartyEdit {
    PartyEdit::Correct { party: n, kind: None, to }
}

fn apply(stream: Uuid, name: &str, edits: Vec<PartyEdit>) -> Wish {
    let wished = PartiesWish { edits, reason: "当事人有误".to_owned() };
    wish(clerk(3), name, Command::DraftParties { stream, wish: wished })
}

/// Signs an application and agrees to it.
async fn agree(db: &Db, amendment: Uuid) -> Done {
    let signature = Signature { number: "申1".to_owned(), reason: "当事人有误".to_owned() };
    let sign = Command::Amendment { stream: amendment, wish: AmendmentWish::Sign(signature) };
    done(db, wish(legal_unit(3), &format!("sign {amendment}"), sign)).await;
    let agree = Command::Amendment { stream: amendment, wish: AmendmentWish::Agree(Decision::default()) };
    done(db, wish(district_office(1), &format!("agree {amendment}"), agree)).await
}

async fn state(db: &Db, stream: Uuid) -> CaseState {
    match db.store().load(&[stream]).await.unwrap().remove(&stream).unwrap().thing {
        Thing::Case(state) => *state,
        _ => panic!("a case"),
    }
}

async fn shown(db: &Db) -> Vec<String> {
    db.text("select n, kind, name, code from view.case_party order by n").await
}

#[tokio::test]
async fn corrected_added_and_withdrawn_with_their_codes() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let stream = done(&db, filing("1", "2026-03-02 09:00")).await.stream;
    done(&db, decision("1", "2026-03-02 09:30", "津罚〔2026〕1号", &[])).await;
    let name = organisation("天津市某某贸易有限公司", "");
    let new = PartyWish {
        address: "某路1号".to_owned(),
        ..party(TargetKind::Person, "王小明", "", "11010519491231002X")
    };
    let drafted = done(&db, apply(stream, "draft", vec![correct(1, name), PartyEdit::Add(new)])).await.stream;
    assert_eq!(shown(&db).await, ["1|1|天津市某某商贸有限公司|11120000MB1660879L"], "nothing is altered yet");
    let agreed = agree(&db, drafted).await;
    assert_eq!(agreed.codes.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [2], "the new party's");
    let kind = TargetKind::Person.number();
    let wanted = ["1|1|天津市某某贸易有限公司|11120000MB1660879L".to_owned(), format!("2|{kind}||")];
    assert_eq!(shown(&db).await, wanted);
    assert_eq!(db.number("select count(*) from view.public_case").await, 2);
    // Nothing personal stands in a fact; the vault has it once.
    for word in ["王小明", "11010519491231002X", "某路1号"] {
        let found = format!(
            "select count(*) from journal.fact where position('{word}'::bytea in coalesce(internal, '') || coalesce(party, '')) > 0"
        );
        assert_eq!(db.number(&found).await, 0, "{word}");
    }
    assert_eq!(db.number("select count(*) from vault.person").await, 1);
    // The new party's second element opens its detail, by its own code alone.
    let id = agreed.codes[0].1;
    let code: decree::query_code::QueryCode =
        db.store().clear_codes(&[id]).await.unwrap().remove(&id).unwrap().parse().unwrap();
    let keys = db.store().keys().look_up_keys();
    assert!(db.store().public_detail(&keys.detail(&code, "002X").unwrap()).await.unwrap().is_some());
    // Withdrawn: its code opens nothing, its clear code is gone, its number is nobody's.
    let drafted = done(&db, apply(stream, "withdraw", vec![PartyEdit::Withdraw(2)])).await.stream;
    assert_eq!(agree(&db, drafted).await.codes, []);
    assert_eq!(db.store().public_case(&keys.look_up(&code).unwrap()).await.unwrap(), None);
    assert!(db.store().clear_codes(&[id]).await.unwrap().is_empty());
    assert_eq!(shown(&db).await.len(), 1);
    let drafted =
        done(&db, apply(stream, "again", vec![PartyEdit::Add(organisation("第三方公司", ""))])).await.stream;
    assert_eq!(agree(&db, drafted).await.codes[0].0, 3, "a number is never given twice");
    assert_eq!(db.text("select parties from view.case").await, ["2"]);
    let lost = Command::ReissueCodes { stream, parties: vec![2], ground: "遗失".to_owned() };
    assert_eq!(rules(&try_it(&db, wish(clerk(3), "reissue", lost)).await), ["no-code"]);
    sound(&db).await;
}

/// Its number was wrong: the code that the old number opened gives way to one that the right number opens.
#[tokio::test]
async fn another_number_gives_another_code() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let stream = done(&db, filing("1", "2026-03-02 09:00")).await.stream;
    let old = done(&db, decision("1", "2026-03-02 09:30", "津罚〔2026〕1号", &[])).await.codes[0].1;
    let right = correct(1, organisation("", "91350100M000100Y43"));
    let drafted = done(&db, apply(stream, "draft", vec![right])).await.stream;
    let new = agree(&db, drafted).await.codes[0].1;
    assert_eq!(db.store().clear_codes(&[old, new]).await.unwrap().len(), 1, "the old one is destroyed");
    assert_eq!(db.number("select count(*) from view.public_case").await, 1);
    assert_eq!(shown(&db).await, ["1|1|天津市某某商贸有限公司|91350100M000100Y43"]);
    sound(&db).await;
}

#[tokio::test]
async fn what_may_not_be_applied_for_is_refused() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let stream = done(&db, filing("1", "2026-03-02 09:00")).await.stream;
    let asks = |name: &'static str, edits: Vec<PartyEdit>| try_it(&db, apply(stream, name, edits));
    assert_eq!(rules(&asks("a", vec![]).await), ["changes-nothing"]);
    assert_eq!(rules(&asks("b", vec![correct(1, organisation("", ""))]).await), ["changes-nothing"]);
    assert_eq!(rules(&asks("c", vec![PartyEdit::Withdraw(2)]).await), ["no-such-party"]);
    let wrong = vec![PartyEdit::Add(organisation("", "11120000MB1660879X")), PartyEdit::Withdraw(7)];
    assert_eq!(rules(&asks("d", wrong).await), ["missing", "number-check", "no-such-party"]);
    // Two applications about one party: the second finds it changed meanwhile.
    let draft = |name: &'static str, to: &'static str| {
        let edits = vec![correct(1, organisation(to, ""))];
        let wish = apply(stream, name, edits);
        async { done(&db, wish).await.stream }
    };
    let (one, other) = (draft("e", "甲公司").await, draft("f", "乙公司").await);
    agree(&db, one).await;
    let signature = Signature { number: "申2".to_owned(), reason: "x".to_owned() };
    let sign = Command::Amendment { stream: other, wish: AmendmentWish::Sign(signature) };
    done(&db, wish(legal_unit(3), "sign other", sign)).await;
    let late = Command::Amendment { stream: other, wish: AmendmentWish::Agree(Decision::default()) };
    assert_eq!(rules(&try_it(&db, wish(district_office(1), "late", late)).await), ["changed-meanwhile"]);
    sound(&db).await;
}

/// Rulings 3: a record of a known case with other parties is a drafted application; nothing is altered.
#[tokio::test]
async fn a_record_with_other_parties_drafts_an_application() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let stream = done(&db, filing("1", "2026-03-02 09:00")).await.stream;
    let record = |parties: &'static [(&'static str, &'static str)]| {
        let mut fields = penalty(3);
        fields.retain(|(n, _)| !n.starts_with("party_"));
        fields.extend(parties);
        case(3, "1", &fields)
    };
    let known = [
        ("party_kind", "organisation\u{1f}organisation"),
        ("party_name", "天津市某某商贸有限公司\u{1f}另一家公司"),
        ("party_code", "11120000MB1660879L\u{1f}"),
    ];
    let known: &'static [(&'static str, &'static str)] = Box::leak(Box::new(known));
    let changed = done(&db, record(known)).await;
    assert_eq!((changed.ending, changed.stream), (Ending::Changed, stream));
    assert_eq!(shown(&db).await.len(), 1);
    let drafted: Uuid = db.text("select stream from view.amendment").await[0].parse().unwrap();
    agree(&db, drafted).await;
    assert_eq!(shown(&db).await[1], "2|1|另一家公司|");
    assert_eq!(state(&db, stream).await.codes.len(), 0, "nothing is decided, so there are no codes");
    assert_eq!(done(&db, record(known)).await.ending, Ending::Known);
    sound(&db).await;
}

/// One of two thousand parties is withdrawn and one added: two thousand codes open something.
#[tokio::test]
async fn one_of_two_thousand_parties_is_withdrawn() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let names = (0..2000).map(|i| format!("第{i}号业主")).collect::<Vec<_>>().join("\u{1f}");
    let fields = [
        ("act_kind", "penalty"),
        ("power", "P1"),
        ("party_name", &*names),
        ("event", "decision"),
        ("at", "2026-03-02 09:30"),
        ("outcome", "penalty"),
        ("sanctions", "warning"),
    ];
    let stream = done(&db, case(3, "1", &fields)).await.stream;
    let edits = vec![PartyEdit::Withdraw(7), PartyEdit::Add(organisation("第2000号业主", ""))];
    let drafted = done(&db, apply(stream, "draft", edits)).await.stream;
    assert_eq!(agree(&db, drafted).await.codes[0].0, 2001);
    assert_eq!(db.number("select count(*) from view.public_case").await, 2000);
    assert_eq!(db.text("select parties from view.case").await, ["2000"]);
    sound(&db).await;
}
