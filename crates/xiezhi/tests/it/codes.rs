//! Query codes and claim numbers (Art. 33; rulings 4): forms printed, used once, leading to the code; codes made again with a clock
//! of their own; keys rotated; what is told leaves the vault. March 2026 has no holidays, the 2nd is a Monday.

use std::net::{IpAddr, Ipv4Addr};

use decree::case::{CaseAddition, Telling, TellingMode};
use decree::context::Ending;
use decree::identity::{rng_for, uuid_of};
use decree::query_code::{ClaimNumber, QueryCode, issue};
use decree::when::When;
use jiff::ToSpan;
use platform::{Answer, Command, Done, NotOpened, Printed, Wish};
use store::{Keys, Outcome, Role, Store, StoreError};
use uuid::Uuid;

use crate::city::{case, clerk, district_office, penalty, rules, wish};
use crate::server::{Db, at};

async fn sound(db: &Db) {
    let checked = db.platform.check_alerts(20).await.unwrap();
    assert!(checked.mismatches.is_empty(), "{:#?}", checked.mismatches);
    let checked = db.store().check(20).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
}

async fn try_it(db: &Db, wish: Wish) -> Answer {
    db.platform.submit(wish).await.unwrap()
}

async fn done(db: &Db, wish: Wish) -> Done {
    try_it(db, wish).await.unwrap()
}

async fn printed(db: &Db, agency: i32, count: u32) -> Printed {
    let cause = uuid_of(&[b"forms", &agency.to_be_bytes()]);
    db.platform.print_claims(clerk(agency), cause, agency, count, None).await.unwrap().unwrap()
}

/// A decision on the spot against a company, with its own number and 文號.
fn summary(agency: i32, n: &str, more: &[(&'static str, &str)]) -> Wish {
    let document = format!("津当罚〔2026〕{agency}{n}号");
    let mut fields = penalty(agency);
    fields.extend([
        ("event", "decision"),
        ("at", "2026-03-02 09:30"),
        ("outcome", "penalty"),
        ("sanctions", "warning"),
        ("facts", "占用道路摆卖"),
        ("basis", "中华人民共和国广告法/第五十九条/第一款"),
        ("documents", "当场处罚决定书"),
    ]);
    let mut all: Vec<(&str, &str)> = fields.into_iter().filter(|(name, _)| *name != "procedure").collect();
    if !more.iter().any(|(name, _)| *name == "procedure") {
        all.push(("procedure", "summary"));
    }
    all.push(("decision_number", &document));
    all.extend(more);
    case(agency, n, &all)
}

fn on_form(agency: i32, n: &str, number: &str) -> Wish {
    summary(agency, n, &[("claim_number", number)])
}

fn from(host: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(203, 0, 113, host))
}

/// What looking up answers: the 文號 and whether names are open, or why nothing is.
async fn opens(db: &Db, text: &str, second: Option<&str>) -> Result<(String, bool), NotOpened> {
    let answer = db.platform.look_up(text, second, from(7)).await.unwrap();
    answer.map(|found| (found.packet.decision_number, found.detail.is_some()))
}

async fn clear(db: &Db, made: &Done) -> String {
    let id = made.codes[0].1;
    db.store().clear_codes(&[id]).await.unwrap().remove(&id).unwrap()
}

/// A case that is decided: its code, and the second element of its one party.
pub async fn decided(db: &Db) -> (String, &'static str) {
    db.moves_to("2026-03-02 10:00");
    let made = done(db, summary(3, "1", &[])).await;
    (clear(db, &made).await, "879L")
}

fn telling(stream: Uuid, moment: &str) -> Command {
    let telling =
        Telling { at: When::At(at(moment)), mode: TellingMode::Slip, parties: vec![1], proof: String::new() };
    Command::TellCodes { stream, telling }
}

fn again(stream: Uuid) -> Command {
    Command::ReissueCodes { stream, parties: vec![1], ground: "遗失".to_owned() }
}

async fn alerts(db: &Db) -> Vec<String> {
    db.text("select level, state, due_on from view.alert where point = 13 order by raised_at").await
}

/// Before the decision a number of a form and one that was never printed are answered alike; after it the number opens what the
/// code opens.
#[tokio::test]
async fn a_claim_number_leads_to_the_code_once_the_decision_is_there() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let forms = printed(&db, 3, 3).await;
    let numbers: Vec<String> = forms.numbers.iter().map(ToString::to_string).collect();
    assert_eq!(db.text("select agency, n from view.claim_form order by n").await, ["3|1", "3|2", "3|3"]);
    let never: ClaimNumber = issue(&mut rng_for(&[9; 32], Uuid::nil()), &db.store().keys().look_up_keys());
    assert_eq!(opens(&db, &numbers[0], None).await, Err(NotOpened::NotCollected));
    assert_eq!(opens(&db, &never.to_string(), None).await, Err(NotOpened::NotCollected));
    let decided = done(&db, on_form(3, "1", &numbers[0].to_lowercase())).await;
    let code = clear(&db, &decided).await;
    for text in [&code, &numbers[0]] {
        assert_eq!(opens(&db, text, None).await, Ok(("津当罚〔2026〕31号".to_owned(), false)));
        assert_eq!(opens(&db, text, Some("879l")).await, Ok(("津当罚〔2026〕31号".to_owned(), true)));
        assert_eq!(opens(&db, text, Some("8790")).await, Err(NotOpened::SecondWrong));
    }
    assert_eq!(opens(&db, &numbers[1], None).await, Err(NotOpened::NotCollected));
    // The same record again is the same.
    assert_eq!(done(&db, on_form(3, "1", &numbers[0].to_lowercase())).await.ending, Ending::Known);
    let tables = db
        .text(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
             where schemaname in ('journal', 'vault', 'log', 'desk', 'view')",
        )
        .await;
    for table in tables {
        for text in [&numbers[0], &numbers[0].replace('-', ""), &code] {
            for said in [text.clone(), text.to_lowercase()] {
                let hex = decree::fact::hex(said.as_bytes());
                let query =
                    format!("select count(*) from {table} t where t::text ~ '{said}' or t::text ~ '{hex}'");
                assert_eq!(db.number(&query).await, 0, "{table}");
            }
        }
    }
    let public = db.client(Role::Public).await;
    assert!(public.simple_query("select look_up from view.claim_form").await.is_err());
    sound(&db).await;
}

/// One form, one summary decision of its agency against one party; every refusal at once and in words of the field.
#[tokio::test]
async fn a_decision_on_a_wrong_form_is_refused() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let forms = printed(&db, 3, 2).await;
    let number = forms.numbers[0].to_string();
    let foreign = printed(&db, 5, 1).await.numbers[0].to_string();
    let never: ClaimNumber = issue(&mut rng_for(&[9; 32], Uuid::nil()), &db.store().keys().look_up_keys());
    let mut swapped: Vec<char> = number.chars().collect();
    let place = (0..4).find(|i| swapped[*i] != swapped[i + 1]).unwrap();
    swapped.swap(place, place + 1);
    let swapped: String = swapped.into_iter().collect();
    for (typed, rule) in [
        (&*never.to_string(), "claim-unknown"),
        (&*foreign, "claim-unknown"),
        (&*swapped, "claim-wrong-check"),
        (&number[1..], "claim-wrong-length"),
        ("第12份", "claim-wrong-character"),
    ] {
        assert_eq!(rules(&try_it(&db, on_form(3, "1", typed)).await), [rule], "{typed}");
    }
    let ordinary = summary(3, "1", &[("procedure", "ordinary"), ("claim_number", &number)]);
    assert_eq!(rules(&try_it(&db, ordinary).await), ["claim-not-summary"]);
    let service = case(3, "1", &[("act_kind", "penalty"), ("event", "service"), ("claim_number", &number)]);
    assert_eq!(
        rules(&try_it(&db, service).await),
        ["claim-without-decision", "claim-not-summary", "claim-one-party"]
    );
    let first = done(&db, on_form(3, "1", &number)).await;
    assert_eq!(rules(&try_it(&db, on_form(3, "2", &number)).await), ["claim-used"]);
    // What is decided keeps its form, or has none; and no number gets into a fact in clear.
    let plain = done(&db, summary(3, "2", &[])).await.stream;
    let unused = forms.numbers[1].to_string();
    assert_eq!(rules(&try_it(&db, on_form(3, "2", &unused)).await), ["claim-settled"]);
    let addition =
        CaseAddition { digest: String::new(), fields: vec![("claim_number".into(), number)], step: 2 };
    let add = |stream| Command::SupplementCase { stream, addition: addition.clone() };
    for stream in [first.stream, plain] {
        assert_eq!(rules(&try_it(&db, wish(clerk(3), "add", add(stream))).await), ["claim-settled"]);
    }
    let many = db.platform.print_claims(clerk(3), Uuid::nil(), 3, 5001, None).await.unwrap();
    assert_eq!(many.unwrap_err().problems[0].rule, "claim-count");
    let other = db.platform.print_claims(clerk(5), Uuid::nil(), 3, 1, None).await.unwrap();
    assert!(other.is_err(), "another agency's clerk");
    sound(&db).await;
}

/// Two cases that name one form at the same moment: in one group, and of two processes with cases that are there already.
#[tokio::test]
async fn of_two_cases_on_one_form_one_is_refused() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let numbers: Vec<String> = printed(&db, 3, 2).await.numbers.iter().map(ToString::to_string).collect();
    let group = vec![on_form(3, "1", &numbers[0]), on_form(3, "2", &numbers[0].replace('-', ""))];
    let answers = db.platform.submit_all(group).await.unwrap();
    assert_eq!(answers.iter().map(rules).collect::<Vec<_>>(), [vec![], vec!["claim-used"]]);
    for n in ["3", "4"] {
        let mut fields = penalty(3);
        fields.retain(|(name, _)| *name != "procedure");
        fields.extend([("procedure", "summary"), ("event", "investigation"), ("at", "2026-03-02 09:00")]);
        done(&db, case(3, n, &fields)).await;
    }
    let decide = |n: &'static str| db.platform.decide_only(vec![on_form(3, n, &numbers[1])]);
    let ((third, epoch), (fourth, _)) = (decide("3").await.unwrap(), decide("4").await.unwrap());
    assert_eq!(db.store().append(&third, epoch).await.unwrap(), [Outcome::Done]);
    assert!(matches!(db.store().append(&fourth, epoch).await, Err(StoreError::Doubled)));
    assert_eq!(rules(&try_it(&db, on_form(3, "4", &numbers[1])).await), ["claim-used"]);
    sound(&db).await;
}

/// The key before still opens codes and claim numbers; a decision may still be written on a form printed under it. Two
/// rotations later neither.
#[tokio::test]
async fn a_rotated_key_opens_until_the_next_rotation() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let numbers: Vec<String> = printed(&db, 3, 3).await.numbers.iter().map(ToString::to_string).collect();
    let old = clear(&db, &done(&db, on_form(3, "1", &numbers[0])).await).await;
    Keys::rotate_look_up(&db.keys, &mut rng_for(&[1; 32], Uuid::from_u128(1))).unwrap();
    db.store().keys().read_look_up_again().unwrap();
    let new = clear(&db, &done(&db, on_form(3, "2", &numbers[1])).await).await;
    assert_ne!(old[..1], new[..1]);
    for text in [&old, &numbers[0], &new, &numbers[1]] {
        assert!(opens(&db, text, None).await.is_ok());
    }
    // A process that rotated elsewhere: the unknown key is read when a code names it.
    let second = Db::open(db.access.clone(), db.keys.clone(), 1, at("2026-03-02 10:00")).await;
    Keys::rotate_look_up(&db.keys, &mut rng_for(&[1; 32], Uuid::from_u128(2))).unwrap();
    db.store().keys().read_look_up_again().unwrap();
    let last = clear(&db, &done(&db, summary(3, "3", &[])).await).await;
    assert!(opens(&second, &last, None).await.is_ok());
    for text in [&old, &numbers[0], &numbers[1]] {
        assert_eq!(opens(&second, text, None).await, Err(NotOpened::Expired));
    }
    assert!(opens(&db, &new, None).await.is_ok());
    assert_eq!(rules(&try_it(&db, on_form(3, "4", &numbers[2])).await), ["claim-key-gone"]);
    sound(&db).await;
}

/// Made on Monday the 2nd, to be told by Tuesday the 3rd; made again on the 3rd, by Wednesday the 4th: the old clock ended, the
/// new one runs out once.
#[tokio::test]
async fn a_code_made_again_has_a_clock_of_its_own() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let number = printed(&db, 3, 1).await.numbers[0].to_string();
    let decided = done(&db, on_form(3, "1", &number)).await;
    let old = clear(&db, &decided).await;
    let stream = decided.stream;
    let clocks =
        format!("select n / 16, start_day from view.deadline where stream = '{stream}' and n / 16 <> 2");
    assert_eq!(db.text(&clocks).await, Vec::<String>::new());
    db.moves_to("2026-03-03 10:00");
    let reissued = done(&db, wish(clerk(3), "again", again(stream))).await;
    let new = clear(&db, &reissued).await;
    assert_eq!(db.text(&clocks).await, ["3|2026-03-03"]);
    // Revoked it says no more than a wrong one; the number of the form led to it.
    assert_eq!(opens(&db, &old, None).await, Err(NotOpened::NotFound));
    assert_eq!(opens(&db, &number, None).await, Err(NotOpened::NotCollected));
    assert!(opens(&db, &new, None).await.is_ok());
    assert_eq!(rules(&try_it(&db, on_form(3, "2", &number)).await), ["claim-used"]);
    db.moves_to("2026-03-04 23:59");
    db.platform.sweep(None).await.unwrap();
    assert_eq!(alerts(&db).await, Vec::<String>::new());
    sound(&db).await;
    db.moves_to("2026-03-05 00:00");
    db.platform.sweep(None).await.unwrap();
    assert_eq!(alerts(&db).await.len(), 1);
    // Late it is told, and made again once more: the alert had its ground and keeps it.
    db.moves_to("2026-03-05 10:00");
    done(&db, wish(clerk(3), "told", telling(stream, "2026-03-05 09:50"))).await;
    done(&db, wish(clerk(3), "again 2", again(stream))).await;
    db.platform.look_again(vec![stream], "again").await.unwrap();
    db.moves_to("2026-03-05 12:00");
    done(&db, wish(clerk(3), "told 2", telling(stream, "2026-03-05 11:50"))).await;
    db.moves_to("2026-03-09 00:00");
    db.platform.sweep(None).await.unwrap();
    assert_eq!(alerts(&db).await.len(), 1);
    assert_eq!(db.number("select count(*) from view.alert where point = 13 and outcome = 4").await, 0);
    sound(&db).await;
}

/// The clear code is for those who tell it, while it is not told; every reading is recorded.
#[tokio::test]
async fn clear_codes_are_for_those_who_tell_them() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let decided = done(&db, summary(3, "1", &[])).await;
    let stream = decided.stream;
    let own = db.platform.clear_codes(&clerk(3), stream).await.unwrap();
    assert_eq!(own, [(1, clear(&db, &decided).await)]);
    for other in [clerk(1), district_office(1)] {
        assert!(db.platform.clear_codes(&other, stream).await.is_err());
    }
    done(&db, wish(clerk(3), "told", telling(stream, "2026-03-02 09:50"))).await;
    assert_eq!(db.platform.clear_codes(&clerk(3), stream).await.unwrap(), []);
    assert_eq!(db.number("select count(*) from desk.read_log where what = 'codes'").await, 4);
}

/// Made again only after the day had passed: the first clock had run out, the alert is raised and stands.
#[tokio::test]
async fn made_again_too_late_is_still_not_told_in_time() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let stream = done(&db, summary(3, "1", &[])).await.stream;
    db.moves_to("2026-03-04 09:00");
    db.platform.sweep(None).await.unwrap();
    assert_eq!(alerts(&db).await.len(), 1);
    let before = alerts(&db).await;
    let twice = Command::ReissueCodes { stream, parties: vec![1, 1, 2], ground: String::new() };
    assert_eq!(rules(&try_it(&db, wish(clerk(3), "twice", twice)).await), ["no-code", "party-twice"]);
    done(&db, wish(clerk(3), "again", again(stream))).await;
    done(&db, wish(clerk(3), "told", telling(stream, "2026-03-04 09:00"))).await;
    db.platform.look_again(vec![stream], "again").await.unwrap();
    assert_eq!(alerts(&db).await, before);
    sound(&db).await;
}

/// Ten tries of the last four, then one an hour, from whatever address; a right one in between costs nothing.
#[tokio::test]
async fn the_second_element_cannot_be_tried_out() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let code = clear(&db, &done(&db, summary(3, "1", &[])).await).await;
    for n in 0..10 {
        let answer = db.platform.look_up(&code, Some(&format!("000{n}")), from(n)).await.unwrap();
        assert!(matches!(answer, Err(NotOpened::SecondWrong)), "{n}");
    }
    let wait = at("2026-03-02 10:00").checked_add(1.hours()).unwrap();
    let answer = db.platform.look_up(&code, Some("879L"), from(99)).await.unwrap();
    assert_eq!(answer.err(), Some(NotOpened::Wait(wait)));
    assert!(db.platform.look_up(&code, None, from(99)).await.unwrap().is_ok(), "without it nothing is tried");
    db.moves_to("2026-03-02 11:00");
    assert!(db.platform.look_up(&code, Some("879L"), from(99)).await.unwrap().is_ok());
    assert!(db.platform.look_up(&code, Some("879L"), from(99)).await.unwrap().is_ok());
}

/// Ten wrong numbers from one address; an honest one from another is not concerned.
#[tokio::test]
async fn guessing_claim_numbers_is_slowed() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let number = printed(&db, 3, 1).await.numbers[0].to_string();
    done(&db, on_form(3, "1", &number)).await;
    let keys = db.store().keys().look_up_keys();
    let mut rng = rng_for(&[9; 32], Uuid::nil());
    for _ in 0..10 {
        let guess: ClaimNumber = issue(&mut rng, &keys);
        assert_eq!(opens(&db, &guess.to_string(), None).await, Err(NotOpened::NotCollected));
    }
    assert!(matches!(opens(&db, &number, None).await, Err(NotOpened::Wait(_))));
    assert!(db.platform.look_up(&number, None, from(8)).await.unwrap().is_ok());
}

/// Told, a code is gone from the vault, and what is left of it from the table's file.
#[tokio::test]
async fn a_told_code_leaves_the_vault_and_its_file() {
    let db = Db::city().await;
    db.moves_to("2026-03-02 10:00");
    let decided = done(&db, summary(3, "1", &[])).await;
    let id = decided.codes[0].1;
    let text = clear(&db, &decided).await;
    assert!(text.parse::<QueryCode>().is_ok());
    done(&db, wish(clerk(3), "told", telling(decided.stream, "2026-03-02 09:50"))).await;
    assert!(db.store().clear_codes(&[id]).await.unwrap().is_empty());
    assert_eq!(db.number("select count(*) from vault.code").await, 0);
    // A connection that another test is opening may still see the row for a moment.
    for _ in 0..100 {
        db.store().rewrite_codes().await.unwrap();
        if db.number("select pg_relation_size('vault.code')").await == 0 {
            break;
        }
    }
    assert_eq!(db.number("select pg_relation_size('vault.code')").await, 0);
    assert!(opens(&db, &text, None).await.is_ok(), "it opens as before");
    sound(&db).await;
}

#[tokio::test]
async fn a_process_reads_codes_of_a_year_that_another_began() {
    let db = Db::city().await;
    db.moves_to("2026-12-31 09:00");
    let one = done(&db, summary(3, "1", &[])).await;
    let second = Db::open(db.access.clone(), db.keys.clone(), 1, at("2026-12-31 09:00")).await;
    assert_eq!(clear(&second, &one).await, clear(&db, &one).await);
    db.moves_to("2027-01-01 00:00");
    let other = done(&db, summary(3, "2", &[])).await;
    assert_eq!(clear(&second, &other).await, clear(&db, &other).await);
}

#[tokio::test]
async fn another_key_folder_is_refused_and_the_right_one_opens() {
    let db = Db::city().await;
    db.store().tie_keys().await.unwrap();
    let other = tempfile::tempdir().unwrap();
    let keys = Keys::open(other.path(), &mut rng_for(&[77; 32], Uuid::nil())).unwrap();
    let store = Store::open(db.access.clone(), keys, 1, [2; 32]).unwrap();
    let refused = store.tie_keys().await.unwrap_err();
    assert!(
        matches!(&refused, StoreError::OtherKeys(folder) if *folder == other.path().display().to_string())
    );
    db.store().tie_keys().await.unwrap();
    // What the database remembers is no key.
    let remembered = db.text("select value from desk.meta where key = 'key_folder'").await;
    assert_eq!(remembered, [db.store().keys().fingerprint()]);
}
