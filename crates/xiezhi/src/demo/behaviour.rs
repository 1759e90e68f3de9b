//! How the city behaves, and its words: `data/city/simulation.toml`, where every figure is explained.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    pub last_day: Date,
    pub in_force_from: Date,
    pub street: Sizes,
    pub zone: Sizes,
    pub government: Sizes,
    pub lines: Lines,
    pub season: Season,
    pub people: People,
    pub entry: Entry,
    pub inspection: Inspection,
    pub cases: Cases,
    pub alerts: Alerts,
    pub messages: Messages,
    pub outage: Vec<Outage>,
    pub names: Names,
    pub words: Words,
}

impl Behaviour {
    /// Reads the file.
    ///
    /// # Errors
    /// A figure is missing or unknown.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    pub officers: [u32; 2],
    pub inspections: [u32; 2],
    pub patrols: [u32; 2],
    pub educations: [u32; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    pub street: Vec<String>,
    pub zone: Vec<String>,
    pub government: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    pub months: [f64; 12],
    pub idle: f64,
    pub quarter_days: i8,
    pub quarter: f64,
    pub peak_day: i8,
    pub peak: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub powers_of_street: [u32; 2],
    pub without_list: u32,
    pub without_legal_unit: u32,
    pub justice_office: u32,
    pub auxiliaries: u32,
    pub certificate_years: i16,
    pub expiring: u32,
    pub renewed_in_time: u32,
    pub pending: u32,
    pub retroactive: u32,
    pub leaving: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub department: [u32; 4],
    pub street: [u32; 4],
    pub pushing: u32,
    pub offline: u32,
    pub forgotten: u32,
    pub december_backlog: u32,
    pub twice_weekly: Vec<i8>,
    pub weekly: Vec<i8>,
    pub number_maker_per_officer: u32,
    pub number_maker_officers: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    pub one_officer: u32,
    pub auxiliary_named: u32,
    pub expired_named: u32,
    pub foreign_power: u32,
    pub field_missing: u32,
    pub failed: u32,
    pub corrected_on_site: u32,
    pub not_found: u32,
    pub without_order: u32,
    pub order_days: [u32; 2],
    pub re_inspected_in_time: u32,
    pub re_inspected_late: u32,
    pub supplemented: u32,
    pub amended: u32,
    pub amendment_withdraws: u32,
    pub amendment_agreed: u32,
    pub amendment_returned: u32,
    pub self_employed: u32,
    pub person: u32,
    pub targets_per_agency: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    pub per_thousand: u32,
    pub summary: u32,
    pub ordinary: u32,
    pub licence: u32,
    pub next_day: u32,
    pub late: u32,
    pub one_officer: u32,
    pub on_form: u32,
    pub heavy: u32,
    pub over_limit: u32,
    pub at_the_edge: u32,
    pub out_of_range: u32,
    pub decided_before_notice: u32,
    pub too_early: u32,
    pub review_missed: u32,
    pub served_late: u32,
    pub not_disclosed: u32,
    pub withheld: u32,
    pub withheld_basis: String,
    pub code_not_told: u32,
    pub licence_late: u32,
    pub own_number: String,
    pub document: String,
    pub basis: String,
    pub titles: Vec<String>,
    pub facts: Vec<String>,
    pub grounds: Vec<String>,
    pub licences: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alerts {
    pub careful: u32,
    pub slow: u32,
    pub handled_by_careful: u32,
    pub handled_by_slow: u32,
    pub handled_by_lazy: u32,
    pub assigned: u32,
    pub sent_back: u32,
    pub urged: u32,
    pub taken_over: u32,
    pub no_breach: u32,
    pub documented: u32,
    pub settled_in_time: u32,
    pub taken_over_at_last: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    pub days: u32,
    pub written: u32,
    pub most: u32,
    pub anonymous: u32,
    pub taken_up: u32,
    pub answered: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outage {
    pub what: String,
    pub from: Timestamp,
    pub until: Timestamp,
    pub reported: Timestamp,
    pub confirmed: Timestamp,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    pub city_office: String,
    pub district_office: String,
    pub operator: String,
    pub government: String,
    pub street: String,
    pub town: String,
    pub zone: String,
    pub legal_unit: String,
    pub justice_office: String,
    pub power: String,
    pub inspection_power: String,
    pub inspection_code: String,
    pub issuer: String,
    pub auxiliary_issuer: String,
    pub company: String,
    pub shop: String,
    pub own_number: String,
    pub amendment_number: String,
    pub plan: String,
    pub place: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub given: Vec<String>,
    pub roads: Vec<String>,
    pub company_trades: Vec<String>,
    pub shop_trades: Vec<String>,
    pub items: Vec<String>,
    pub reasons: Vec<String>,
    pub matters: Vec<String>,
    pub deferral_notes: Vec<String>,
    pub documents: Vec<String>,
    pub notes: Vec<String>,
    pub patrol_matters: Vec<String>,
    pub education_matters: Vec<String>,
    pub uniform_items: Vec<String>,
    pub uniform_reason: String,
    pub uniform_notes: String,
    pub answers_corrected: Vec<String>,
    pub answers_explained: Vec<String>,
    pub sent_back: Vec<String>,
    pub urgings: Vec<String>,
    pub no_breaches: Vec<String>,
    pub documents_issued: Vec<String>,
    pub settlings: Vec<String>,
    pub amendment_reasons: Vec<String>,
    pub agreed: Vec<String>,
    pub returned: Vec<String>,
    pub refused: Vec<String>,
    pub message_complaints: Vec<String>,
    pub message_errors: Vec<String>,
    pub message_copies: Vec<String>,
    pub message_answers: Vec<String>,
}

/// A pattern with its named places filled: `{name}`, or `{}` for the only one.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = pattern.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}
