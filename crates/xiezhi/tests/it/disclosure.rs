//! Art. 20; rulings 10, 11: from a decision to the page that everybody reads, and nothing that is not meant for it.

use axum::http::StatusCode;
use decree::case::DisclosureWish;
use decree::disclosure::{Check, Reason, Withdrawn};
use jiff::civil::{Date, date};
use platform::{Answer, Command};
use serde_json::Value;
use store::{PublicAsked, Role};
use uuid::Uuid;
use web::Side;

use crate::cases::{decision, done, filing, sound, step, try_it};
use crate::city::{case, city_office, legal_unit, wish};
use crate::pages::{ask, pages};
use crate::server::{Db, text};

const NAME: &str = "欧阳无双甲";
const NUMBER: &str = "120101199003071091";

async fn disclose(db: &Db, agency: i32, name: &str, stream: Uuid, wish_: DisclosureWish) -> Answer {
    try_it(db, wish(legal_unit(agency), name, Command::Disclose { stream, wish: wish_ })).await
}

fn publish() -> DisclosureWish {
    DisclosureWish::Publish { checks: Check::ALL.to_vec(), mask: Vec::new() }
}

fn asked(words: &str) -> PublicAsked {
    PublicAsked {
        agency: 0,
        act_kind: 0,
        line: 0,
        from: Date::MIN.max(date(1949, 10, 1)),
        after: (date(9998, 12, 31), Uuid::nil()),
        today: date(2026, 3, 12),
        words: words.to_owned(),
        limit: 21,
    }
}

/// A case against a natural person, decided: its texts say everything that they should not.
async fn against_a_person(db: &Db) -> Uuid {
    let said = format!("当事人{NAME}（{NUMBER}），电话13820001234");
    let fields = [
        ("act_kind", "penalty"),
        ("procedure", "ordinary"),
        ("title", "占道经营"),
        ("power", "P1"),
        ("party_kind", "person"),
        ("party_name", NAME),
        ("party_id_number", NUMBER),
        ("event", "filing"),
        ("at", "2026-03-02 09:00"),
        ("ground", "检查发现"),
        ("documents", "立案审批表"),
    ];
    let stream = done(db, case(3, "person", &fields)).await.stream;
    let decided =
        decision("person", "2026-03-09 09:00", "津罚〔2026〕7号", &[("facts", &said), ("content", &said)]);
    done(db, decided).await;
    stream
}

#[tokio::test]
async fn a_decision_goes_from_the_check_to_the_page_that_everybody_reads() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 10:00");
    let person = against_a_person(&db).await;
    let firm = done(&db, filing("firm", "2026-03-09 09:00")).await.stream;
    done(&db, decision("firm", "2026-03-10 09:00", "津罚〔2026〕8号", &[])).await;
    // Art. 34(7): nobody publishes another unit's.
    let foreign = disclose(&db, 1, "foreign", person, publish()).await.unwrap_err();
    assert_eq!(foreign.problems[0].rule, "not-allowed");
    let by_office = Command::Disclose { stream: person, wish: publish() };
    assert!(try_it(&db, wish(city_office(), "office", by_office)).await.is_err());
    db.moves_to("2026-03-12 10:00");
    disclose(&db, 3, "person", person, publish()).await.unwrap();
    disclose(&db, 3, "firm", firm, publish()).await.unwrap();
    // What everybody may read holds nothing of the vault, in whatever column.
    let rows =
        db.text("select words || convert_from(packet, 'utf8') from view.public_decision").await.join("\n");
    for secret in [NAME, NUMBER, "13820001234"] {
        assert!(!rows.contains(secret), "{secret}: {rows}");
    }
    assert!(rows.contains("欧阳某某某") && rows.contains("天津市某某商贸有限公司"), "{rows}");
    let facts = "select count(*) from journal.fact where kind = 111 and position(convert_to('欧阳无双甲', 'utf8') in public) > 0";
    assert_eq!(db.number(facts).await, 0);

    // A word of one character, of two, of more; of a name that is masked none.
    let numbers = async |words: &str| {
        let (_, found) = db.platform.public_decisions(asked(words)).await.unwrap();
        found.into_iter().map(|p| p.text.unwrap().decision_number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("").await, ["津罚〔2026〕8号", "津罚〔2026〕7号"]);
    assert_eq!(numbers("占").await.len(), 2);
    assert_eq!(numbers("商贸").await, ["津罚〔2026〕8号"]);
    assert_eq!(numbers("欧阳某").await, ["津罚〔2026〕7号"]);
    assert_eq!(
        numbers("〔2026〕 7").await,
        ["津罚〔2026〕7号"],
        "blanks and the form of brackets do not matter"
    );
    for nothing in
        ["无双", "欧阳无", "1201", "贸商", "'; drop table view.public_decision; --", "%", "\u{0}龘"]
    {
        assert_eq!(numbers(nothing).await, Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(numbers(&"占".repeat(500)).await, Vec::<String>::new());

    let site = pages(&db, Side::Public, &[]);
    let list = ask(&site, "get", "/decisions?q=%E8%B4%B8", "", None).await;
    assert!(
        list.status == StatusCode::OK && list.body.contains("津罚〔2026〕8号") && !list.body.contains("7号")
    );
    assert!(list.body.len() < 100_000, "{}", list.body.len());
    let address = |stream: Uuid| {
        format!("select replace(address::text, '-', '') from view.public_decision where stream = '{stream}'")
    };
    let of_person = format!("/decisions/{}", db.text(&address(person)).await[0]);
    let of_firm = format!("/decisions/{}", db.text(&address(firm)).await[0]);
    let shown = ask(&site, "get", &of_person, "", None).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(
        shown.body.contains("欧阳某某某") && !shown.body.contains("无双") && !shown.body.contains(NUMBER)
    );
    assert!(!shown.body.contains(&person.to_string()), "the stream is nobody's business");

    // Revoked, and taken down by hand: both addresses stay, and say why, with nothing left of the text.
    done(&db, step("person", "decision_revoked", "2026-03-12 09:30", &[("ground", "复议")])).await;
    let down = DisclosureWish::TakeDown { why: Withdrawn::Mistake, words: "w".to_owned() };
    disclose(&db, 3, "down", firm, down).await.unwrap();
    for (page, why) in [(of_person, "revoked"), (of_firm, "should not have been published")] {
        let gone = ask(&site, "get", &page, "", None).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.body.contains(why) && !gone.body.contains("津罚"), "{}", gone.body);
    }
    assert_eq!(numbers("").await, Vec::<String>::new());
    assert_eq!(ask(&site, "get", "/decisions/no-key", "", None).await.status, StatusCode::NOT_FOUND);
    let nobodys = format!("/decisions/{}", Uuid::nil().simple());
    assert_eq!(ask(&site, "get", &nobodys, "", None).await.status, StatusCode::NOT_FOUND);
    sound(&db).await;
}

/// Withheld with its basis the point is silent; it is counted publicly by its reason, and what was published is shown no longer
/// than its time: a fine of 600 yuan three months from 12 March.
#[tokio::test]
async fn withheld_is_counted_and_what_is_over_is_not_shown() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 10:00");
    let withheld = done(&db, filing("1", "2026-03-09 09:00")).await.stream;
    done(&db, decision("1", "2026-03-10 09:00", "津罚〔2026〕1号", &[])).await;
    let shown = done(&db, filing("2", "2026-03-09 09:00")).await.stream;
    done(&db, decision("2", "2026-03-10 09:05", "津罚〔2026〕2号", &[])).await;
    db.moves_to("2026-03-12 10:00");
    let withhold = DisclosureWish::Withhold {
        reason: Reason::TradeSecret,
        basis: "政府信息公开条例/第十五条".to_owned(),
        words: "w".to_owned(),
    };
    disclose(&db, 3, "withhold", withheld, withhold).await.unwrap();
    disclose(&db, 3, "publish", shown, publish()).await.unwrap();
    db.moves_to("2026-04-01 00:30");
    db.platform.sweep(None).await.unwrap();
    let about = "select count(*) from view.alert a join view.alert_point p on p.key = a.point where p.code = 'not_disclosed'";
    assert_eq!(db.number(about).await, 0);
    let numbers = db.platform.public_numbers(3, date(2026, 1, 1), date(2026, 4, 1)).await.unwrap();
    let counted: Vec<(i16, i64)> = numbers.iter().map(|n| (n.reason, n.count)).collect();
    assert_eq!(counted, [(0, 1), (Reason::TradeSecret.number(), 1)]);
    let on = async |today: Date| {
        let asked = PublicAsked { today, ..asked("") };
        db.platform.public_decisions(asked).await.unwrap().1.len()
    };
    assert_eq!((on(date(2026, 6, 12)).await, on(date(2026, 6, 13)).await), (1, 0));
    sound(&db).await;
}

/// The role of the public reads the columns that pages need, and nothing else at all.
#[tokio::test]
async fn the_public_role_reads_what_is_published_and_nothing_else() {
    let db = Db::city().await;
    let public = db.client(Role::Public).await;
    public.simple_query("select address, agency, words, packet from view.public_decision").await.unwrap();
    public.simple_query("select agency, reason, day from view.public_withheld").await.unwrap();
    for column in ["stream"] {
        for table in ["public_decision", "public_withheld", "disclosure", "public_case"] {
            assert!(
                public.simple_query(&format!("select {column} from view.{table}")).await.is_err(),
                "{table}"
            );
        }
    }
    assert!(public.simple_query("select standing from view.disclosure").await.is_err());
    let granted = "select distinct table_name from information_schema.role_column_grants where grantee = 'xiezhi_public'
                   and table_schema <> 'log' order by 1";
    let tables = ["public_case", "public_decision", "public_detail", "public_message", "public_withheld"];
    assert_eq!(db.text(granted).await, tables);
}

fn read(plan: &Value) -> f64 {
    let number = |name: &str| plan[name].as_f64().unwrap_or(0.0);
    let scan = plan["Node Type"]
        .as_str()
        .is_some_and(|t| t.ends_with("Scan") && t != "CTE Scan" && t != "Subquery Scan");
    let own = if scan && plan["Node Type"] != "Bitmap Index Scan" {
        let removed = number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        (number("Actual Rows") + removed) * number("Actual Loops")
    } else {
        0.0
    };
    own + plan["Plans"].as_array().map_or(0.0, |below| below.iter().map(read).sum())
}

/// A search reads at most 2,000 rows of decisions, besides those that it shows: whatever is asked, however many there are.
#[tokio::test]
async fn no_search_reads_more_than_two_thousand_rows() {
    let rows = std::env::var("XIEZHI_EXPLAIN_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(30_000);
    let db = Db::empty().await;
    let writer = db.client(Role::Writer).await;
    let fill = format!(
        "insert into view.public_decision select md5(i::text)::uuid, md5(i::text)::uuid, 1 + i % 128, 1 + i % 16, 1 + i % 3,
           date '2026-03-01' - i / 50, date '2026-03-01' - i / 50, case when i % 5 = 0 then date '2020-01-01' end, 0,
           '津罚[2026]' || i || '号天津市第' || i % 977 || '商贸有限公司占道经营' || case when i = 17 then '龘龘' else '' end,
           convert_to('{{}}', 'utf8') from generate_series(1, {rows}) i"
    );
    writer.batch_execute(&fill).await.unwrap();
    db.tamper("analyze view.public_decision").await;
    let client = db.client(Role::Public).await;
    client.batch_execute("set enable_seqscan = off").await.unwrap();
    let mut wrong = Vec::new();
    for plan in ["force_custom_plan", "force_generic_plan"] {
        client.batch_execute(&format!("set plan_cache_mode = {plan}")).await.unwrap();
        for (name, filter) in [
            ("all", "0, 0, 0"),
            ("agency", "77, 0, 0"),
            ("kind", "0, 2, 0"),
            ("line", "0, 0, 5"),
            ("worded", "0, 0, 0"),
        ] {
            let query = &store::statements()[format!("public_decisions_{name}").as_str()].text;
            client.batch_execute(&format!("prepare page as {query}")).await.unwrap();
            for words in ["", "占", "商贸", "龘", "没有这样的文字", "龘龘"] {
                if name == "worded" && words.is_empty() {
                    continue;
                }
                let explained = format!(
                    "explain (analyze, format json) execute page({filter}, '1949-10-01', '9998-12-31',
                     '00000000-0000-0000-0000-000000000000', '2026-03-01', '{words}', 21)"
                );
                let plan_text = text(&client, &explained).await.join("\n");
                let parsed: Value = serde_json::from_str(&plan_text).unwrap();
                let n = read(&parsed[0]["Plan"]);
                // Those that it shows are read once more for their text.
                if n > 2_000.0 + 42.0 {
                    wrong.push(format!("{name} {words} {plan}: {n} rows\n{plan_text}"));
                }
            }
            client.batch_execute("deallocate page").await.unwrap();
        }
        let count = &store::statements()["public_decisions_worded_count"].text;
        client.batch_execute(&format!("prepare few as {count}")).await.unwrap();
        for words in ["占", "商贸", "龘", "没有这样的文字"] {
            let explained = format!("explain (analyze, format json) execute few('{words}')");
            let plan_text = text(&client, &explained).await.join("\n");
            let parsed: Value = serde_json::from_str(&plan_text).unwrap();
            let n = read(&parsed[0]["Plan"]);
            if n > 2_001.0 {
                wrong.push(format!("count {words} {plan}: {n} rows\n{plan_text}"));
            }
        }
        client.batch_execute("deallocate few").await.unwrap();
    }
    assert!(wrong.is_empty(), "{} of the plans:\n{}", wrong.len(), wrong[..wrong.len().min(3)].join("\n"));
    // A word that one decision has is found, however far back it lies.
    let (_, found) = db.found_in_view("龘").await;
    assert_eq!(found, 1);
    println!(
        "bytes of the index of words a decision: {}",
        db.number("select pg_relation_size('view.public_decision_words')").await / i64::from(rows)
    );
}

impl Db {
    /// How many rows a search looked at, and how many it found.
    async fn found_in_view(&self, words: &str) -> (i64, i64) {
        let mut asked = asked(words);
        asked.today = date(2026, 3, 1);
        let found = self.store().public_decisions(&asked).await.unwrap();
        (found.looked, found.found)
    }
}

/// Art. 20(1)-(5): who may do what, by which law, in which procedure, with which officers.
#[tokio::test]
async fn everybody_reads_who_may_do_what() {
    let db = Db::city().await;
    db.moves_to("2026-03-10 10:00");
    let site = pages(&db, Side::Public, &[]);
    let base = db.platform.base();
    let agency = base.agency_as_last(3).unwrap();
    let list = ask(&site, "get", "/subjects", "", None).await;
    assert!(list.status == StatusCode::OK && list.body.contains(&agency.name) && list.body.len() < 100_000);
    let here = format!("/subjects/{}", agency.code);
    for (page, says) in
        [("", "Procedures, stages and limits"), ("/powers", "Basis"), ("/officers", "02003001")]
    {
        let shown = ask(&site, "get", &format!("{here}{page}"), "", None).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}");
        assert!(shown.body.contains(says) && shown.body.len() < 100_000, "{page}: {}", shown.body);
    }
    assert_eq!(ask(&site, "get", "/subjects/NOBODY", "", None).await.status, StatusCode::NOT_FOUND);
    let about = ask(&site, "get", "/about", "", None).await;
    assert!(about.body.contains("Art. 20") && about.body.len() < 100_000);
    assert!(ask(&site, "get", "/decisions", "", None).await.body.contains("No published decision"));
}
