//! Real records (`../shared/data`): food inspections, published decisions, stage events. Skipped with a message where they are not.

use std::path::PathBuf;

use serde_json::json;

use crate::binary::{bad, city_folder, last_json, sound};

fn file(name: &str) -> Option<PathBuf> {
    shared("chicago_food", name)
}

fn shared(folder: &str, name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder).join(name);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn chicagos_food_inspections_come_in_once() {
    let (Some(by_number), Some(by_inspector)) =
        (file("inspections_3000.csv"), file("inspections_by_inspector_5000.csv"))
    else {
        return;
    };
    let data = city_folder("chicago");
    for (path, rows) in [(&by_number, 3000), (&by_inspector, 5000)] {
        let arguments = ["import", "inspections", path.to_str().unwrap(), "--agency", "A1", "--json"];
        let first = last_json(&data, &arguments);
        assert_eq!(
            (&first["rows"], &first["accepted"], &first["rejected"]),
            (&json!(rows), &json!(rows), &json!(0)),
            "{first}"
        );
        let again = last_json(&data, &arguments);
        assert_eq!(
            (&again["accepted"], &again["known"], &again["changed"]),
            (&json!(0), &json!(rows), &json!(0)),
            "{again}"
        );
    }
    sound(&data);
}

/// Twenty published decisions of a market-supervision bureau. What is said of them, and why:
///
/// - all are late: they were decided in 2022 and are collected today (Art. 16);
/// - all are incomplete: the file has neither 文號 nor facts; from a publication that is no breach;
/// - 14 citations in 10 of them cannot be judged: rules of a special zone (rows 2, 5 twice, 8, 9, 11, 12, 15, 18, 20) and of a
///   province (row 17) are not in the library, and of the three regulations of row 17 it does not know from when they were in force;
/// - the fines of rows 10 (solid waste, 10,000 to 100,000 yuan: 90,000), 13 (food, 50,000 to 100,000: 50,000) and 17
///   (cosmetics, 10,000 to 50,000: 48,153) lie within a flat branch; the other 17 rest on rules that are not held or on
///   multiples of sums that the file does not say.
#[test]
fn twenty_real_decisions_come_in_with_their_codes() {
    let Some(path) = shared("shenzhen_penalties", "penalties_20.csv") else { return };
    let data = city_folder("penalties");
    let codes = data.join("codes.csv");
    let arguments = [
        "import",
        "penalties",
        path.to_str().unwrap(),
        "--agency",
        "A1",
        "--json",
        "--codes",
        codes.to_str().unwrap(),
    ];
    let first = last_json(&data, &arguments);
    assert_eq!((&first["accepted"], &first["rejected"]), (&json!(20), &json!(0)), "{first}");
    // Counted by hand from the column of fines in 万元: 29.180365.
    assert_eq!(first["fines_fen"], json!(29_180_365));
    assert_eq!(first["alerts"], json!({ "late_stage": 20 }));
    assert_eq!(first["hints"], json!({}));
    assert_eq!(first["incomplete"], json!({ "incomplete_record": 20 }));
    assert_eq!(first["cannot_judge"], json!({ "cited_version_wrong": 14, "fine_out_of_range": 17 }));
    let written = std::fs::read_to_string(&codes).unwrap();
    let lines: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(lines.len(), 20);
    let code = lines[0].rsplit(',').next().unwrap();
    let opened = last_json(&data, &["code", "look-up", code, "--json"]);
    assert_eq!(opened["packet"]["decided"], json!("2022-05-16"));
    assert_eq!(opened["packet"]["fine"], json!(30_000));
    assert!(
        opened["remedies"].as_array().unwrap().iter().all(|r| r["until"].is_null()),
        "no service is recorded"
    );
    assert!(!bad(&data, &["code", "look-up", "7KQX-2MNB-7KQX-2MNB-7KQX"]).is_empty());
    let again = last_json(&data, &arguments[..6]);
    assert_eq!(
        (&again["accepted"], &again["known"], &again["fines_fen"]),
        (&json!(0), &json!(20), &json!(0))
    );
    sound(&data);
}

/// Stage events of a police and of a municipality: every event is kept, odd orders are hinted at. All of them lie before the
/// decree, so nothing is late by it. The counts of odd orders are those of an independent program (`odd_orders.py`).
#[test]
fn stage_events_are_kept_and_odd_orders_flagged() {
    let (Some(fines), Some(permits)) =
        (shared("traffic_fines", "events.csv"), shared("permit_receipt", "events.csv"))
    else {
        return;
    };
    let data = city_folder("events");
    for (path, rows, odd) in [(&fines, 3053, FINES_ODD), (&permits, 1717, PERMITS_ODD)] {
        let arguments = ["import", "events", path.to_str().unwrap(), "--agency", "A1", "--json"];
        let first = last_json(&data, &arguments);
        assert_eq!((&first["accepted"], &first["rejected"]), (&json!(rows), &json!(0)), "{first}");
        assert_eq!(first["alerts"], json!({}), "nothing is late by a decree of later years");
        assert_eq!(first["hints"]["odd_order"].as_u64().unwrap_or(0), odd, "{first}");
        let again = last_json(&data, &arguments);
        assert_eq!((&again["accepted"], &again["known"]), (&json!(0), &json!(rows)), "{again}");
    }
    sound(&data);
}

const FINES_ODD: u64 = 0;
const PERMITS_ODD: u64 = 91;
