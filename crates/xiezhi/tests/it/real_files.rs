//! Real records: food inspections of Chicago (`../shared/data`, open data). Skipped with a message where they are not.

use std::path::PathBuf;

use serde_json::json;

use crate::binary::{city_folder, last_json, sound};

fn file(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/chicago_food").join(name);
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
