//! A record's fields as text, read into a typed wish: every problem at once, nothing half-read.

use jiff::civil::Date;

use super::decide::Collect;
use super::fields::{SEPARATOR, position};
use super::{CorrectionOrder, Item, ItemResult, ReInspection, TargetKind};
use crate::checksum;
use crate::problem::Problem;
use crate::when::When;

const STANDARD: &str = "decree17-18";

/// Reads the fields of an inspection. What cannot be read is a problem of its field, and the field stays empty.
/// Texts are in the data standard's form: days `2026-11-24`, moments with their offset, lists joined by U+001F.
pub fn read(fields: &[(&str, &str)], problems: &mut Vec<Problem>) -> Collect {
    let mut wish = Collect::default();
    let mut order = CorrectionOrder::default();
    let (mut re_at, mut re_result) = (None, None);
    wish.content = content(fields);
    for &(name, value) in fields {
        if let Some(p) = position(name) {
            wish.has |= 1 << p;
        }
        if value.is_empty() {
            continue;
        }
        match name {
            "own_number" => wish.own_number = text(name_of(name), value, 100, problems),
            "power" => wish.power = text("power", value, 200, problems),
            "line" => value.clone_into(&mut wish.line),
            "territory" => value.clone_into(&mut wish.territory),
            "target_kind" => wish.target_kind = code(name_of(name), value, problems),
            "target_name" => wish.target_name = text("target_name", value, 200, problems),
            "target_code" => wish.target_code = credit_code(value, problems),
            "target_id_number" => wish.target_id_number = citizen_number(value, problems),
            "place" => wish.place = text("place", value, 400, problems),
            "started_at" => wish.started = when("started_at", value, problems),
            "finished_at" => wish.finished = when("finished_at", value, problems),
            "plan" => wish.plan = text("plan", value, 200, problems),
            "reason" => wish.reason = text("reason", value, 500, problems),
            "form" => wish.form = code("form", value, problems),
            "items" => wish.items = items(value, problems),
            "result" => wish.result = code("result", value, problems),
            "officers" => wish.officers = list(value),
            "officer_names" => wish.officer_names = list(value),
            "unit" => wish.unit = text("unit", value, 100, problems),
            "collection" => wish.collection = code("collection", value, problems),
            "deferral_reason" => wish.deferral = code("deferral_reason", value, problems),
            "deferral_note" => wish.deferral_note = text("deferral_note", value, 500, problems),
            "correction_matter" => order.matter = text("correction_matter", value, 1000, problems),
            "correction_basis" => order.basis = text("correction_basis", value, 500, problems),
            "correction_due" => order.due = day("correction_due", value, problems),
            "re_inspected_at" => re_at = when("re_inspected_at", value, problems),
            "re_inspection_result" => re_result = code("re_inspection_result", value, problems),
            "documents" => wish.documents = list(value),
            "notes" => wish.notes = text("notes", value, 2000, problems),
            _ => problems.push(Problem::new("", name, "unknown-field", STANDARD)),
        }
    }
    if order != CorrectionOrder::default() {
        wish.correction = Some(order);
    }
    if let (Some(at), Some(result)) = (re_at, re_result) {
        wish.re_inspection = Some(ReInspection { at, result });
    }
    if wish.target_kind.is_none() && !wish.target_id_number.is_empty() {
        wish.target_kind = Some(TargetKind::Person);
    }
    wish
}

/// The record as it came, in the order of the data standard.
fn content(fields: &[(&str, &str)]) -> String {
    let mut given: Vec<_> = fields.iter().filter(|(_, v)| !v.is_empty()).collect();
    given.sort_by_key(|(name, _)| position(name));
    let mut text = String::with_capacity(given.iter().map(|(n, v)| n.len() + v.len() + 2).sum());
    for (name, value) in given {
        text.push_str(name);
        text.push('\u{1e}');
        text.push_str(value);
        text.push('\u{1d}');
    }
    text
}

/// The static name of a field that is known to be one.
fn name_of(name: &str) -> &'static str {
    super::FIELDS.iter().find(|f| f.name == name).map_or("", |f| f.name)
}

fn text(field: &'static str, value: &str, longest: usize, problems: &mut Vec<Problem>) -> String {
    if value.chars().count() > longest {
        let shown: String = value.chars().take(20).chain("…".chars()).collect();
        problems.push(Problem::new(field, shown, "too-long", STANDARD).example(longest.to_string()));
    }
    value.to_owned()
}

fn code<T: std::str::FromStr>(field: &'static str, value: &str, problems: &mut Vec<Problem>) -> Option<T> {
    value.parse().map_err(|_| problems.push(Problem::new(field, value, "unknown-code", STANDARD))).ok()
}

fn when(field: &'static str, value: &str, problems: &mut Vec<Problem>) -> Option<When> {
    let wrong =
        |_| problems.push(Problem::new(field, value, "not-a-time", STANDARD).example("2026-11-24 09:30"));
    value.parse().map_err(wrong).ok()
}

fn day(field: &'static str, value: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    let wrong = |_| problems.push(Problem::new(field, value, "not-a-day", STANDARD).example("2026-11-24"));
    value.parse().map_err(wrong).ok()
}

fn list(value: &str) -> Vec<String> {
    let mut members: Vec<String> = Vec::new();
    for member in value.split(SEPARATOR).map(str::trim).filter(|m| !m.is_empty()) {
        if !members.iter().any(|m| m == member) {
            members.push(member.to_owned());
        }
    }
    members
}

fn items(value: &str, problems: &mut Vec<Problem>) -> Vec<Item> {
    let mut items = Vec::new();
    for member in value.split(SEPARATOR).filter(|m| !m.is_empty()) {
        let read = member.rsplit_once('=').and_then(|(name, result)| {
            Some(Item { name: name.trim().to_owned(), result: result.trim().parse::<ItemResult>().ok()? })
        });
        match read {
            Some(item) => items.push(item),
            None => {
                problems.push(Problem::new("items", member, "not-an-item", STANDARD).example("name=pass"));
            }
        }
    }
    items
}

fn credit_code(value: &str, problems: &mut Vec<Problem>) -> String {
    let value = value.to_ascii_uppercase();
    if let Err(bad) = checksum::credit_code(&value) {
        problems.push(
            Problem::new("target_code", &*value, rule_of(bad), "gb32100-2015").example(example_of(bad)),
        );
    }
    value
}

/// The value of an identity number is never repeated in a problem.
fn citizen_number(value: &str, problems: &mut Vec<Problem>) -> String {
    let value = value.to_ascii_uppercase();
    if let Err(bad) = checksum::citizen_number(&value) {
        problems.push(Problem::new("target_id_number", "", rule_of(bad), "gb11643-1999"));
    }
    value
}

/// The rule that a number breaks, and an example or what is known about the right one.
pub fn number_rule(bad: checksum::BadNumber) -> (&'static str, String) {
    (rule_of(bad), example_of(bad))
}

const fn rule_of(bad: checksum::BadNumber) -> &'static str {
    match bad {
        checksum::BadNumber::Length => "number-length",
        checksum::BadNumber::Character(_) => "number-character",
        checksum::BadNumber::Check(_) => "number-check",
        checksum::BadNumber::BirthDate => "number-birth-date",
    }
}

fn example_of(bad: checksum::BadNumber) -> String {
    match bad {
        checksum::BadNumber::Check(c) => c.to_string(),
        checksum::BadNumber::Character(p) => p.to_string(),
        _ => "11120000MB1660879L".to_owned(),
    }
}
