//! `kill -9` of the whole program at random moments: run again to the end, everything is there once and every check is clean.

use std::path::Path;
use std::time::{Duration, Instant};

use decree::identity::{rng_for, uuid_of};
use rand_core::Rng;
use serde_json::json;

use crate::binary::{city_folder, csv, last_json, sound, start};
use crate::server::folder;

/// How many kills in all; three of five hit an import.
fn kills() -> u64 {
    std::env::var("XIEZHI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

/// Starts a run and kills it after a while: one in four wherever it is, the others so long after their database is up.
/// Answers whether it was killed, and not ended before.
fn kill_after(data: &Path, arguments: &[&str], n: u64, wait: Duration) -> bool {
    let mut child = start(data, arguments);
    let up = format!("{}", child.id());
    let begun = Instant::now();
    while !n.is_multiple_of(4) && begun.elapsed() < Duration::from_secs(60) {
        let held = std::fs::read_to_string(data.join("lock")).unwrap_or_default();
        if held.contains(&up) && held.contains('/') {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(wait);
    if child.try_wait().unwrap().is_some() {
        return false;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

/// Waits of the nth kill: between two bounds, the same in every run.
fn wait(what: &str, n: u64, from: u64, to: u64) -> Duration {
    let mut rng = rng_for(&[5; 32], uuid_of(&[what.as_bytes(), &n.to_be_bytes()]));
    Duration::from_millis(from + rng.next_u64() % (to - from))
}

#[test]
fn an_import_killed_again_and_again_is_complete_in_the_end() {
    const ROWS: usize = 20_000;
    let data = city_folder("killed-import");
    let file = folder("killed.csv");
    let rows: Vec<String> = (0..ROWS)
        .map(|n| {
            // Every twentieth is late, in the same file.
            let day = if n % 20 == 0 { "2026-03-02" } else { "2026-03-03" };
            format!("K{n},P1,第{n}商户,解放路{n}号,{day} 10:00,daily,pass,02001001；02001002")
        })
        .collect();
    csv(&file, &rows);
    let arguments = ["import", "inspections", file.to_str().unwrap(), "--agency", "A1", "--json"];
    let mut killed = 0;
    for n in 0..kills() * 3 / 5 {
        killed += u64::from(kill_after(&data, &arguments, n, wait("import", n, 50, 1_200)));
    }
    let counted = last_json(&data, &arguments);
    assert_eq!(counted["rows"], json!(ROWS));
    assert_eq!(
        counted["accepted"].as_u64().unwrap() + counted["known"].as_u64().unwrap(),
        ROWS as u64,
        "{counted}"
    );
    assert_eq!((&counted["changed"], &counted["rejected"]), (&json!(0), &json!(0)));
    println!("{killed} imports killed; the last one found {} of {ROWS} known", counted["known"]);
    let again = last_json(&data, &arguments);
    assert_eq!((&again["accepted"], &again["known"]), (&json!(0), &json!(ROWS)));
    let checked = last_json(&data, &["rebuild", "--check", "--json"]);
    assert_eq!(checked["differences"], json!([]));
    let alerts = last_json(&data, &["alerts", "--check", "--json"]);
    // Each record once, each with its alert: by the machine's clock all of them are late.
    assert_eq!((&alerts["records"], &alerts["alerts"]), (&json!(ROWS), &json!(ROWS)));
    sound(&data);
}

#[test]
fn a_demo_city_killed_again_and_again_is_complete_in_the_end() {
    let arguments = ["demo", "--scale", "0.02", "--months", "1", "--no-serve", "--json", "--seed", "3"];
    let data = folder("killed-demo");
    let mut killed = 0;
    for n in 0..kills() * 2 / 5 {
        killed += u64::from(kill_after(&data, &arguments, n, wait("demo", n, 50, 900)));
    }
    let summary = last_json(&data, &arguments);
    println!("{killed} demo cities killed; in the end {summary}");
    sound(&data);
    // What is complete is known, and not made a second time.
    assert_eq!(last_json(&data, &arguments), summary);
    // The same city, never killed.
    let undisturbed = folder("undisturbed-demo");
    assert_eq!(last_json(&undisturbed, &arguments), summary);
}
