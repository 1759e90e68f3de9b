//! Acts of other kinds (rulings 12): a minimal record each, from two files to decision, service and query code.

use std::path::Path;

use serde_json::{Value, json};

use crate::binary::{city_folder, last_json, sound};

fn write(path: &Path, rows: &[String]) {
    std::fs::write(path, rows.join("\n") + "\n").unwrap();
}

fn import(data: &Path, kind: &str, file: &Path, codes: Option<&Path>) -> Value {
    let mut arguments = vec!["import", kind, file.to_str().unwrap(), "--agency", "A1", "--json"];
    if let Some(codes) = codes {
        arguments.extend(["--codes", codes.to_str().unwrap()]);
    }
    last_json(data, &arguments)
}

/// Opens a case of a kind, then records what happened in it; the party's code opens what was decided and when it was served.
fn from_file_to_code(data: &Path, kind: &str, further: &[&str]) {
    let (cases, events, codes) = (
        data.join(format!("{kind}.csv")),
        data.join(format!("{kind}-events.csv")),
        data.join(format!("{kind}-codes.csv")),
    );
    let head = "own_number,act_kind,title,party_kind,party_name,party_code";
    let party = "organisation,天津市某某商贸有限公司,11120000MB1660879L";
    write(&cases, &[head.to_owned(), format!("{kind}-1,{kind},某事项,{party}")]);
    let opened = import(data, "cases", &cases, None);
    assert_eq!((&opened["accepted"], &opened["rejected"]), (&json!(1), &json!(0)), "{kind}: {opened}");
    let mut rows = vec!["own_number,event,at,decision_number,outcome,mode,amount".to_owned()];
    let mut say = |rest: &str| rows.push(format!("{kind}-1,{rest}"));
    say(&format!("decision,2026-03-02,津决〔2026〕{kind}号,other,,"));
    say("service,2026-03-03,,,direct,");
    further.iter().for_each(|rest| say(rest));
    write(&events, &rows);
    let recorded = import(data, "events", &events, Some(&codes));
    let wanted = json!(2 + further.len());
    assert_eq!((&recorded["accepted"], &recorded["rejected"]), (&wanted, &json!(0)), "{kind}: {recorded}");
    assert_eq!(recorded["alerts"].get("impossible_order"), None, "{kind}: {recorded}");
    assert_eq!(recorded["incomplete"], json!({}), "{kind}: {recorded}");
    let written = std::fs::read_to_string(&codes).unwrap();
    let lines: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(lines.len(), 1, "{kind}");
    let code = lines[0].rsplit(',').next().unwrap();
    let packet = last_json(data, &["code", "look-up", code, "--json"])["packet"].clone();
    assert_eq!(packet["act_kind"], json!(kind));
    assert_eq!((&packet["decided"], &packet["outcome"]), (&json!("2026-03-02"), &json!("other")), "{kind}");
    assert_eq!(packet["served"], json!({ "day": "2026-03-03", "mode": "direct" }), "{kind}");
    let again = import(data, "events", &events, None);
    assert_eq!((&again["accepted"], &again["known"]), (&json!(0), &wanted), "{kind}: {again}");
    sound(data);
}

#[test]
fn a_levy_from_file_to_code() {
    from_file_to_code(&city_folder("levy"), "levy", &["payment,2026-03-04,,,,600"]);
}

#[test]
fn a_payment_from_file_to_code() {
    from_file_to_code(&city_folder("payment"), "payment", &["payment,2026-03-04,,,,600"]);
}

#[test]
fn a_confirmation_from_file_to_code() {
    from_file_to_code(&city_folder("confirmation"), "confirmation", &[]);
}

#[test]
fn an_adjudication_from_file_to_code() {
    from_file_to_code(&city_folder("adjudication"), "adjudication", &[]);
}

#[test]
fn a_reward_from_file_to_code() {
    from_file_to_code(&city_folder("reward"), "reward", &["payment,2026-03-04,,,,600"]);
}

#[test]
fn a_requisition_from_file_to_code() {
    from_file_to_code(&city_folder("requisition"), "requisition", &["closing,2026-03-04,,,,"]);
}
