//! DESIGN section 4: no list reads more than 2,000 rows for a page, in any scope, on any page, whatever plan is chosen.

use decree::authority::Scope;
use serde_json::Value;
use store::{List, Role};
use tokio_postgres::Client;

use crate::server::{Db, text};

const MOST: f64 = 2_000.0;

/// Many rows over 128 agencies, 16 districts and 16 lines, as the field has them: lines cut across districts.
async fn fill(db: &Db, rows: u64) {
    let writer = db.client(Role::Writer).await;
    let spread = "1 + i % 128, 1 + (i * 7 / 128) % 16, 1 + i % 300, 1 + (i % 128) % 16";
    let moment = "timestamptz '2026-03-01' - i * interval '37 seconds'";
    let key = "md5(i::text)::uuid";
    for statement in [
        format!(
            "insert into view.inspection select {key}, {spread}, {moment}, {moment}, 'N' || i, 1, 1, 1, '某公司', null, '某路',
               2, 1, 2, false, 0, 0, null, null, 1, 1 from generate_series(1, {rows}) i"
        ),
        format!(
            "insert into view.case select {key}, 0, {spread}, {moment}, {moment}, 'N' || i, 1, 2, 4, 1, '某案', '某公司', null,
               1, 1, '2026-01-01', null, 1, 3, 60000, 0, 0, '', 3 from generate_series(1, {rows}) i"
        ),
        format!(
            "insert into view.alert select {key}, {key}, 20, {spread}, 1, 1, 1, 1, case when i % 9 = 0 then 1 else 8 end, 1001,
               null, {moment}, {moment}, null, null from generate_series(1, {rows}) i"
        ),
        format!(
            "insert into view.finding select {key}, 0, 2, 1, 2, {spread}, {moment} from generate_series(1, {rows}) i"
        ),
        format!(
            "insert into view.amendment select {key}, {key}, 20, {spread}, 'N' || i, 2, false, 101, {moment}, {moment}
               from generate_series(1, {rows}) i"
        ),
        format!(
            "insert into view.disclosure select {key}, 0, {spread}, {moment}, 1, 1, 'N' || i, '某案', 3, 60000, null, null, null,
               {moment} from generate_series(1, {rows}) i"
        ),
        format!(
            "insert into view.message select {key}, 1 + i % 128, {spread}, 0, 2, 1, null, {moment}, {moment}
               from generate_series(1, {rows}) i"
        ),
    ] {
        writer.batch_execute(&statement).await.unwrap();
    }
    db.tamper(
        "analyze view.inspection, view.case, view.alert, view.finding, view.amendment, view.disclosure, view.message",
    )
    .await;
}

fn statement(list: List, scope: Scope) -> (String, i32, i32) {
    let (suffix, key, district) = match scope {
        Scope::Nothing => ("agency", 0, 0),
        Scope::City => ("city", 0, 0),
        Scope::District(d) => ("district", d, 0),
        Scope::Agency(a) | Scope::Grant(a) => ("agency", a, 0),
        Scope::Line { line, district: 0 } => ("line", line, 0),
        Scope::Line { line, district } => ("line_district", line, district),
    };
    (format!("{}_{suffix}", list.name()), key, district)
}

async fn set(client: &Client, scope: Scope) {
    let values = match scope {
        Scope::Nothing => [""; 5].map(str::to_owned),
        Scope::City => ["city", "", "", "", ""].map(str::to_owned),
        Scope::District(d) => {
            ["district".to_owned(), d.to_string(), String::new(), String::new(), String::new()]
        }
        Scope::Agency(a) => ["agency".to_owned(), String::new(), a.to_string(), String::new(), String::new()],
        Scope::Grant(a) => ["grant".to_owned(), String::new(), a.to_string(), String::new(), String::new()],
        Scope::Line { line, district } => {
            ["line".to_owned(), String::new(), String::new(), line.to_string(), district.to_string()]
        }
    };
    for (name, value) in ["scope", "district", "agency", "line", "line_district"].iter().zip(values) {
        client.batch_execute(&format!("set xiezhi.{name} = '{value}'")).await.unwrap();
    }
}

/// Rows that the scans of a plan read, whether they kept them or not.
fn read(plan: &Value) -> f64 {
    let number = |name: &str| plan[name].as_f64().unwrap_or(0.0);
    let own = if plan["Node Type"].as_str().is_some_and(|t| t.ends_with("Scan")) {
        let removed = number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        (number("Actual Rows") + removed) * number("Actual Loops")
    } else {
        0.0
    };
    own + plan["Plans"].as_array().map_or(0.0, |below| below.iter().map(read).sum())
}

/// Settings by which the server plans for the values at hand, or for any.
const PLANS: [&str; 2] = ["force_custom_plan", "force_generic_plan"];

#[tokio::test]
async fn no_list_reads_more_than_two_thousand_rows_in_any_scope() {
    let rows = std::env::var("XIEZHI_EXPLAIN_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let db = Db::empty().await;
    fill(&db, rows).await;
    let client = db.client(Role::Reader).await;
    let writer = db.client(Role::Writer).await;
    let mut wrong = Vec::new();
    let mut most: f64 = 0.0;
    let scopes = [
        Scope::City,
        Scope::District(3),
        Scope::Agency(77),
        Scope::Grant(12),
        Scope::Line { line: 5, district: 0 },
        Scope::Line { line: 5, district: 9 },
        // A scope in which nothing is: the page is empty, and looking for it must not read everything.
        Scope::Agency(999),
        Scope::District(99),
        Scope::Line { line: 99, district: 0 },
        Scope::Line { line: 5, district: 99 },
        Scope::Nothing,
    ];
    let deep =
        text(&writer, &format!("select timestamptz '2026-03-01' - {rows} * interval '37 seconds' / 2"))
            .await
            .remove(0);
    for list in List::ALL {
        for scope in scopes {
            let (name, key, district) = statement(list, scope);
            let query = &store::statements()[name.as_str()].text;
            set(&client, scope).await;
            for plan in PLANS {
                client
                    .batch_execute(&format!("set plan_cache_mode = {plan}; prepare page as {query}"))
                    .await
                    .unwrap();
                for page in ["3000-01-01", &deep] {
                    let explained = format!(
                        "explain (analyze, format json) execute page({key}, {district}, '{page}',
                         'ffffffff-ffff-ffff-ffff-ffffffffffff', 50)"
                    );
                    let plan_text = text(&client, &explained).await.join("\n");
                    let parsed: Value = serde_json::from_str(&plan_text).unwrap();
                    let n = read(&parsed[0]["Plan"]);
                    most = most.max(n);
                    if n > MOST {
                        wrong.push(format!("{name} {scope:?} after {page} {plan}: {n} rows\n{plan_text}"));
                    }
                }
                client.batch_execute("deallocate page").await.unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{} of the plans:\n{}", wrong.len(), wrong[..wrong.len().min(3)].join("\n"));
    assert!(most >= 50.0, "the pages are full");
    println!("most rows read for a page, of {rows}: {most}");
}
