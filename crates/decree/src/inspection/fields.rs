//! The data standard's fields of an inspection (Art. 18), and a record as a list of them: how forms, files and
//! amendments speak of it.

use super::{Document, Item, Parts};

/// A field of the data standard.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in files, forms and amendments.
    pub name: &'static str,
    /// Whether a record without it is incomplete, where the source has the field at all.
    pub required: bool,
    /// Whether nothing can be recorded without it.
    pub needed: bool,
    /// Whether its value is personal and lies in the vault.
    pub personal: bool,
}

const fn field(name: &'static str) -> Field {
    Field { name, required: false, needed: false, personal: false }
}
const fn required(name: &'static str) -> Field {
    Field { name, required: true, needed: false, personal: false }
}
const fn needed(name: &'static str) -> Field {
    Field { name, required: true, needed: true, personal: false }
}
const fn personal(name: &'static str) -> Field {
    Field { name, required: false, needed: false, personal: true }
}

/// Every field, in the order of forms and templates.
pub const FIELDS: &[Field] = &[
    needed("own_number"),
    required("power"),
    field("line"),
    field("territory"),
    field("target_kind"),
    needed("target_name"),
    field("target_code"),
    personal("target_id_number"),
    required("place"),
    field("started_at"),
    needed("finished_at"),
    field("plan"),
    field("reason"),
    required("form"),
    field("items"),
    required("result"),
    required("officers"),
    personal("officer_names"),
    field("unit"),
    field("collection"),
    field("deferral_reason"),
    field("deferral_note"),
    field("correction_matter"),
    field("correction_basis"),
    field("correction_due"),
    field("re_inspected_at"),
    field("re_inspection_result"),
    field("documents"),
    field("notes"),
];

/// What separates the members of a list in a field's text.
pub const SEPARATOR: char = '\u{1f}';

/// Position of a field, for sets of fields.
pub fn position(name: &str) -> Option<u32> {
    FIELDS.iter().position(|f| f.name == name).and_then(|p| u32::try_from(p).ok())
}

fn join<'a>(members: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for member in members {
        if !text.is_empty() {
            text.push(SEPARATOR);
        }
        text.push_str(member);
    }
    text
}

/// The record as texts by field, without empty ones and without personal values: for those the vault key stands.
pub fn fields(parts: &Parts) -> Vec<(&'static str, String)> {
    let Parts { public, party, internal } = parts;
    let correction = party.correction.clone().unwrap_or_default();
    let text = |value: Option<String>| value.unwrap_or_default();
    let items: Vec<String> = party.items.iter().map(item_text).collect();
    let all = [
        ("own_number", party.own_number.clone()),
        ("power", public.power.clone()),
        ("target_kind", internal.target_kind.code().to_owned()),
        ("target_name", public.target.clone()),
        ("target_code", public.target_code.clone()),
        ("place", party.place.clone()),
        ("started_at", text(party.started.map(|w| w.to_string()))),
        ("finished_at", text(party.finished.map(|w| w.to_string()))),
        ("plan", internal.plan.clone()),
        ("reason", party.reason.clone()),
        ("form", text(public.form.map(|f| f.code().to_owned()))),
        ("items", join(items.iter().map(String::as_str))),
        ("result", text(public.result.map(|r| r.code().to_owned()))),
        ("officers", join(internal.officers.iter().map(|o| o.certificate.as_str()))),
        ("person", internal.person_digest.clone()),
        ("unit", internal.unit.clone()),
        ("collection", internal.collection.code().to_owned()),
        ("deferral_reason", text(internal.deferral.map(|d| d.code().to_owned()))),
        ("deferral_note", internal.deferral_note.clone()),
        ("correction_matter", correction.matter),
        ("correction_basis", correction.basis),
        ("correction_due", text(correction.due.map(|d| d.to_string()))),
        ("re_inspected_at", text(party.re_inspection.map(|r| r.at.to_string()))),
        ("re_inspection_result", text(party.re_inspection.map(|r| r.result.code().to_owned()))),
        ("documents", join(party.documents.iter().map(|d| d.name.as_str()))),
        ("notes", internal.notes.clone()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Whether a record says anything in a required field. Officers and targets that are personal lie in the vault.
pub fn has_value(parts: &Parts, name: &str) -> bool {
    let Parts { public, party, internal } = parts;
    match name {
        "own_number" => !party.own_number.is_empty(),
        "power" => !public.power.is_empty(),
        "target_name" => !public.target.is_empty() || internal.person.is_some(),
        "place" => !party.place.is_empty(),
        "finished_at" => party.finished.is_some(),
        "form" => public.form.is_some(),
        "result" => public.result.is_some(),
        "officers" => !internal.officers.is_empty() || internal.unregistered > 0,
        _ => fields(parts).iter().any(|(n, _)| *n == name),
    }
}

/// `name=result`, as a checklist's item stands in a file.
pub(super) fn item_text(item: &Item) -> String {
    format!("{}={}", item.name, item.result.code())
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub field: &'static str,
    /// What stands there now.
    pub old: String,
    /// What the new record says.
    pub new: String,
}

impl Difference {
    /// Whether the new value only adds: the field was empty, or a list grew.
    pub fn adds(&self) -> bool {
        let list = matches!(self.field, "documents" | "items");
        self.old.is_empty()
            || (list && self.old.split(SEPARATOR).all(|m| self.new.split(SEPARATOR).any(|n| n == m)))
    }
}

/// The fields in which two records differ. A field that the new record's source does not have says nothing.
pub fn difference(old: &Parts, new: &Parts) -> Vec<Difference> {
    let (before, after) = (fields(old), fields(new));
    let value = |list: &[(&'static str, String)], name: &str| {
        list.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone()).unwrap_or_default()
    };
    let mut out = Vec::new();
    for name in FIELDS.iter().map(|f| f.name).chain(["person"]) {
        let known = position(name).is_none_or(|p| new.internal.has & (1 << p) != 0);
        let (old, new) = (value(&before, name), value(&after, name));
        if known && old != new {
            out.push(Difference { field: name, old, new });
        }
    }
    out
}

/// Adds values to a record: empty fields are filled, lists grow. What is not empty stays (rulings 3: a supplement
/// never replaces a value).
pub(super) fn add(parts: &mut Parts, fields: &[(String, String)]) {
    let mut problems = Vec::new();
    let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let read = super::read::read(&texts, &mut problems);
    let Parts { public, party, internal } = parts;
    let fill = |slot: &mut String, value: String| {
        if slot.is_empty() {
            *slot = value;
        }
    };
    fill(&mut public.power, read.power);
    fill(&mut public.target_code, read.target_code);
    fill(&mut party.place, read.place);
    fill(&mut party.reason, read.reason);
    fill(&mut internal.plan, read.plan);
    fill(&mut internal.unit, read.unit);
    fill(&mut internal.notes, read.notes);
    fill(&mut internal.deferral_note, read.deferral_note);
    public.form = public.form.or(read.form);
    public.result = public.result.or(read.result);
    party.started = party.started.or(read.started);
    party.finished = party.finished.or(read.finished);
    internal.deferral = internal.deferral.or(read.deferral);
    if let Some(order) = read.correction {
        let there = party.correction.get_or_insert_default();
        fill(&mut there.matter, order.matter);
        fill(&mut there.basis, order.basis);
        there.due = there.due.or(order.due);
    }
    party.re_inspection = party.re_inspection.or(read.re_inspection);
    if internal.officers.is_empty() {
        internal.officers = read
            .officers
            .into_iter()
            .map(|certificate| super::Named { certificate, officer: None })
            .collect();
    }
    for item in read.items {
        if !party.items.contains(&item) {
            party.items.push(item);
        }
    }
    for name in read.documents {
        if !party.documents.iter().any(|d| d.name == name) {
            party.documents.push(Document { name, ..Document::default() });
        }
    }
}
