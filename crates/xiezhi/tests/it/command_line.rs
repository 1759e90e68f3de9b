//! The command line: what it prints for people and programs, and what it says when it cannot.

use std::time::{Duration, Instant};

use pgserver::{Options, PrivateServer};
use serde_json::{Value, json};

use crate::binary::{bad, city_folder, csv, good, last_json, run, sound, start, text, xiezhi};
use crate::server::{folder, settings};

#[test]
fn agencies_as_json() {
    let data = city_folder("agencies");
    let agencies = last_json(&data, &["agencies", "--json"]);
    let agencies = agencies.as_array().unwrap();
    assert_eq!(agencies.len(), 5);
    assert_eq!(
        agencies[0],
        json!({"code": "A1", "name": "第1执法机关", "level": "district", "territory": "120001", "line": "L1"})
    );
    let levels: Vec<&str> = agencies.iter().map(|a| a["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["district", "district", "subdistrict", "municipal", "subdistrict"]);
}

#[test]
fn where_nothing_is_there_are_no_agencies_and_no_server_is_made() {
    let data = folder("nothing");
    assert_eq!(last_json(&data, &["agencies", "--json"]), json!([]));
    assert!(!data.join("pg").exists());
    assert!(bad(&data, &["alerts", "list"]).contains(data.to_str().unwrap()));
}

/// The forms of work safety: those of 2014 until the end of 2016, those of 2017 since; the shipped ones where nothing is.
#[test]
fn forms_by_the_edition_in_force() {
    let nowhere = folder("forms");
    let listed = |on: &str| {
        let said = good(&nowhere, &["forms", "list", "--on", on, "--json"]);
        let editions: Value = serde_json::from_str(&said).unwrap();
        editions.as_array().unwrap().iter().map(|c| c["form"].as_array().unwrap().len()).collect::<Vec<_>>()
    };
    assert_eq!(
        (listed("2013-12-31"), listed("2016-12-31"), listed("2017-01-01")),
        (vec![], vec![37], vec![49])
    );
    let table = good(&nowhere, &["forms", "list", "--on", "2026-03-02"]);
    assert!(table.contains("seizure_list") && table.contains("安监查扣"), "{table}");
    let shown = good(&nowhere, &["--lang", "en", "forms", "show", "seizure_list", "--on", "2026-03-02"]);
    let wanted = "   1  查封扣押 (table of 10 lines: 编号, 名称, 规格型号或者地址, 单位, 数量或者面积, 备注)";
    assert!(shown.lines().any(|l| l == wanted), "{shown}");
    assert!(shown.contains("Stage: investigation"), "{shown}");
    assert!(bad(&nowhere, &["forms", "show", "surcharge_decision", "--on", "2016-12-31"]).contains("2016"));
    let data = city_folder("forms-on-record");
    let shown = last_json(&data, &["forms", "show", "penalty_decision_unit", "--on", "2026-03-02", "--json"]);
    assert_eq!((&shown[0]["prefix"], shown[0]["fields"].as_array().unwrap().len()), (&json!("安监罚"), 16));
}

/// 2026: the Spring Festival from the 15th to the 23rd of February; Saturday the 14th and Saturday the 28th are worked.
#[test]
fn calendar_days_as_csv() {
    let nowhere = folder("calendar");
    let said = good(&nowhere, &["calendar", "days", "--from", "2026-02-13", "--to", "2026-02-16", "--csv"]);
    let wanted = [
        "date,working,provisional,notice",
        "2026-02-13,1,0,2026",
        "2026-02-14,1,0,2026",
        "2026-02-15,0,0,2026",
        "2026-02-16,0,0,2026",
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), wanted);
    let said = good(&nowhere, &["calendar", "days", "--from", "2026-02-23", "--to", "2026-03-01", "--csv"]);
    let working: Vec<&str> = said.lines().skip(1).map(|l| l.split(',').nth(1).unwrap()).collect();
    assert_eq!(working, ["0", "1", "1", "1", "1", "1", "0"]);
    let far = good(&nowhere, &["calendar", "days", "--from", "2033-06-01", "--to", "2033-06-01", "--csv"]);
    assert_eq!(
        far.lines().nth(1),
        Some("2033-06-01,1,1,"),
        "a Wednesday that no notice speaks of is provisional"
    );
    assert!(!nowhere.exists(), "the calendar needs no data");
    bad(&nowhere, &["calendar", "days", "--from", "2026-02-16", "--to", "2026-02-13"]);
}

#[test]
fn calendar_add_counts_and_explains() {
    let nowhere = folder("calendar-add");
    let add = |arguments: &[&str]| {
        let mut all = vec!["calendar", "add"];
        all.extend(arguments);
        good(&nowhere, &all)
    };
    assert_eq!(add(&["2026-03-02", "3", "--unit", "working"]).trim(), "2026-03-05");
    // 13, then Saturday the 14th, worked; nine days off; 24.
    let explained = add(&["2026-02-12", "3", "--unit", "working", "--explain"]);
    let lines: Vec<&str> = explained.lines().collect();
    assert_eq!(lines[0], "2026-02-24");
    for day in 12..=24 {
        let day = format!("2026-02-{day}");
        assert!(lines[1..].iter().any(|l| l.contains(&day)), "{day} is explained in\n{explained}");
    }
    // Six days from the 1st end on Saturday the 7th, and roll to Monday the 9th.
    assert_eq!(add(&["2026-03-01", "6", "--unit", "natural"]).trim(), "2026-03-07");
    assert_eq!(add(&["2026-03-01", "6", "--unit", "natural", "--roll-forward"]).trim(), "2026-03-09");
    assert_eq!(add(&["2026-11-24 09:30", "48", "--unit", "hour"]).trim(), "2026-11-26T09:30:00+08:00");
    assert_eq!(add(&["2026-01-31", "1", "--unit", "month"]).trim(), "2026-02-28");
    assert_eq!(
        run(&nowhere, &["calendar", "add", "2026-03-02", "3", "--unit", "weeks"]).status.code(),
        Some(2)
    );
}

#[test]
fn the_last_line_of_an_import_counts_everything() {
    let data = city_folder("import");
    let file = folder("import.csv");
    let row = |number: &str, place: &str, result: &str| {
        format!(
            "{number},P1,天津市某某商贸有限公司,{place},2026-03-02 10:00,daily,{result},02001001；02001002"
        )
    };
    // Sound but late; the same again; late and without a place; no such result.
    csv(
        &file,
        &[
            row("1", "解放路1号", "pass"),
            row("1", "解放路1号", "pass"),
            row("2", "", "pass"),
            row("3", "解放路", "perhaps"),
        ],
    );
    let errors = folder("import-errors.csv");
    let arguments = [
        "import",
        "inspections",
        file.to_str().unwrap(),
        "--agency",
        "A1",
        "--errors",
        errors.to_str().unwrap(),
        "--json",
    ];
    let mut rehearsal = arguments.to_vec();
    rehearsal.push("--dry-run");
    let rehearsed = last_json(&data, &rehearsal);
    assert_eq!((&rehearsed["rows"], &rehearsed["rejected"]), (&json!(4), &json!(1)));
    let alerts = || last_json(&data, &["alerts", "list", "--json", "--limit", "1000"]);
    assert_eq!(alerts().as_array().map(Vec::len), Some(0), "a rehearsal records nothing");
    let counted = last_json(&data, &arguments);
    let wanted = json!({
        "rows": 4, "accepted": 2, "known": 1, "changed": 0, "rejected": 1,
        "alerts": {"late_inspection": 2, "incomplete_record": 1},
        "hints": {}, "cannot_judge": {}, "incomplete": {},
    });
    assert_eq!(counted, wanted);
    let rejected = std::fs::read_to_string(&errors).unwrap();
    assert_eq!(rejected.lines().filter(|l| l.contains("perhaps")).count(), 1);
    assert_eq!(alerts().as_array().map(Vec::len), Some(3));
    let again = last_json(&data, &arguments);
    assert_eq!((&again["accepted"], &again["known"], &again["alerts"]), (&json!(0), &json!(3), &json!({})));
    let swept = last_json(&data, &["sweep", "--json"]);
    let mut keys: Vec<&String> = swept.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["escalated", "found", "raised", "standing"]);
    sound(&data);
    // What cannot be done is said with what to do.
    let stranger = ["import", "inspections", file.to_str().unwrap(), "--agency", "A99"];
    assert!(bad(&data, &stranger).contains("A99"));
    assert!(
        bad(&data, &["import", "penguins", file.to_str().unwrap(), "--agency", "A1"]).contains("penguins")
    );
    let missing = ["import", "inspections", "/nowhere.csv", "--agency", "A1"];
    assert!(bad(&data, &missing).contains("/nowhere.csv"));
}

#[test]
fn a_check_that_fails_says_so_and_ends_with_one() {
    let data = city_folder("check");
    let file = folder("check.csv");
    csv(&file, &["1,P1,某公司,解放路1号,2026-03-02 10:00,daily,pass,02001001；02001002".to_owned()]);
    good(&data, &["import", "inspections", file.to_str().unwrap(), "--agency", "A1"]);
    sound(&data);
    {
        let options = Options { data: data.clone(), programs: None, settings: settings(), role: "command" };
        let server = PrivateServer::start(&options).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let client = store::Access::private(server.socket_dir(), "xiezhi")
                .connect(store::Role::Super)
                .await
                .unwrap();
            client
                .batch_execute(
                    "update view.inspection set place = '别处'; delete from journal.fact where kind = 90",
                )
                .await
                .unwrap();
        });
        server.stop().unwrap();
    }
    let output = run(&data, &["rebuild", "--check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let line: Value = serde_json::from_str(text(&output.stdout).lines().last().unwrap()).unwrap();
    assert!(
        line["differences"].as_array().unwrap().iter().any(|d| d["table"] == "view.inspection"),
        "{line}"
    );
    let output = run(&data, &["alerts", "--check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let line: Value = serde_json::from_str(text(&output.stdout).lines().last().unwrap()).unwrap();
    assert!(!line["mismatches"].as_array().unwrap().is_empty());
}

#[test]
fn a_second_instance_is_refused_with_a_message_or_let_in_as_a_client() {
    let data = city_folder("twice");
    {
        let options = Options { data: data.clone(), programs: None, settings: settings(), role: "command" };
        let server = PrivateServer::start(&options).unwrap();
        let said = bad(&data, &["agencies"]);
        assert!(said.contains(&format!("in use by process {}", std::process::id())), "{said}");
        assert!(said.contains("--data") && said.contains(data.to_str().unwrap()), "{said}");
        server.stop().unwrap();
    }
    let serve = ["serve", "--public", "127.0.0.1:0", "--staff", "127.0.0.1:0"];
    let mut serving = start(&data, &serve);
    let begun = Instant::now();
    // Whoever reads may join the one who serves; whoever wants to serve too may not.
    while begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(300));
        let held = std::fs::read_to_string(data.join("lock")).unwrap_or_default();
        if held.contains("serve") {
            break;
        }
    }
    assert_eq!(last_json(&data, &["agencies", "--json"]).as_array().map(Vec::len), Some(5));
    let said = bad(&data, &serve);
    assert!(said.contains(&format!("in use by process {} (xiezhi serve)", serving.id())), "{said}");
    let stopped = std::process::Command::new("sh")
        .args(["-c", &format!("kill -TERM {}", serving.id())])
        .status()
        .unwrap();
    assert!(stopped.success());
    assert!(serving.wait().unwrap().success(), "stopped when asked");
    sound(&data);
}

#[test]
fn without_postgresql_it_says_what_to_do() {
    let (data, empty) = (folder("no-postgresql"), folder("no-programs"));
    std::fs::create_dir_all(&empty).unwrap();
    let output = xiezhi(&data, &["migrate"]).env("XIEZHI_PG_BIN", &empty).output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for word in [empty.to_str().unwrap(), "initdb", "postgres", "--database-url"] {
        assert!(said.contains(word), "{word} in {said}");
    }
}
