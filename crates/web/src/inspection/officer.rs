//! Officers and powers of an agency, to choose from while one types: the server says what there is, and what a
//! certificate is worth that day (Arts 11, 12).

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use calendar::city_date;
use decree::base::Base;
use decree::officer::{OfficerState, Validity};
use decree::power::{Power, PowerKind};
use exchange::Arg;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::Reader;
use crate::parts::Choice;
use crate::words::W;

/// How many suggestions there are at a time.
const SUGGESTED: usize = 20;
/// How many come with a page, for who has no script: the powers of a street, or all officers of most agencies.
pub const WITH_PAGE: usize = 250;

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

#[derive(Serialize)]
struct Suggested {
    value: String,
    title: String,
}

fn answer(choices: Vec<Choice>) -> Result<Response, PageError> {
    let list: Vec<Suggested> =
        choices.into_iter().map(|c| Suggested { value: c.value, title: c.title }).collect();
    let text = serde_json::to_string(&list).map_err(|e| PageError::Unexpected(e.to_string()))?;
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// Whether every word that was typed stands somewhere in a text.
fn holds(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// `GET /suggest/powers`: of the approved list of one's own agency (Art. 12).
///
/// # Errors
/// The answer cannot be written.
pub async fn suggest_powers(
    State(app): State<App>,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let now = app.platform.now();
    answer(powers(&app.platform.base(), who.actor().agency, now, &asked.q, SUGGESTED))
}

/// `GET /suggest/officers`: of one's own agency, with what the certificate is worth today.
///
/// # Errors
/// The answer cannot be written.
pub async fn suggest_officers(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (now, agency) = (app.platform.now(), who.actor().agency);
    let names = names(&app, agency).await?;
    answer(officers(reader.w, &app.platform.base(), agency, now, &asked.q, SUGGESTED, &names))
}

/// Powers of an agency's list under which one inspects.
fn listed(base: &Base, agency: i32, now: Timestamp) -> Vec<&Power> {
    let list = base.power_list(agency, city_date(now), now);
    list.into_iter()
        .flat_map(|l| &l.powers)
        .filter_map(|key| base.power_by_key(*key))
        .filter(|power| matches!(power.kind, PowerKind::Inspection | PowerKind::Other))
        .collect()
}

/// Powers of an agency's list by words of their name or code: the code, then the name, so that one reads what one chose.
pub fn powers(base: &Base, agency: i32, now: Timestamp, words: &str, most: usize) -> Vec<Choice> {
    let shown = |power: &Power| format!("{} {}", power.code, power.name);
    let fits = listed(base, agency, now).into_iter().map(shown).filter(|text| holds(text, words));
    fits.take(most).map(|value| Choice { title: String::new(), value, on: false }).collect()
}

/// The code of the power that was meant: a code, a code with its name, or a name that only one power of the list has.
pub fn power_code(base: &Base, agency: i32, now: Timestamp, typed: &str) -> String {
    let typed = typed.trim();
    let list = listed(base, agency, now);
    let exact = |p: &&&Power| p.code == typed || typed == format!("{} {}", p.code, p.name);
    if let Some(power) = list.iter().find(exact) {
        return power.code.clone();
    }
    let named: Vec<_> = list.iter().filter(|p| p.name == typed).collect();
    match named.as_slice() {
        [one] => one.code.clone(),
        _ => typed.to_owned(),
    }
}

/// A power as it is shown where it was chosen; what is not in the register as it was typed.
pub fn power_shown(base: &Base, code: &str, day: Date, now: Timestamp) -> String {
    base.power(code, day, now).map_or_else(|| code.to_owned(), |p| format!("{} {}", p.code, p.name))
}

/// What the officers of an agency are called, by the ids of their streams. An agency's own are few, so they are read whole
/// and compared here; nothing outside the agency is read.
///
/// # Errors
/// The database is away.
pub async fn names(app: &App, agency: i32) -> Result<HashMap<Uuid, String>, PageError> {
    let base = app.platform.base();
    let own = base.officers().filter(|(_, o)| o.registration.agency == agency && agency != 0);
    let ids: Vec<Uuid> = own.map(|(id, _)| *id).collect();
    Ok(app.platform.names(&ids).await?)
}

/// The certificate of the officer who was meant: a name that only one officer of the agency has stands for it.
pub fn certificate(base: &Base, names: &HashMap<Uuid, String>, typed: &str) -> String {
    let typed = typed.trim();
    if base.officer(typed).is_some() {
        return typed.to_owned();
    }
    let mut meant = names.iter().filter(|(_, name)| name.as_str() == typed).map(|(id, _)| id);
    let held = |id: &Uuid| Some(base.officer_of(*id)?.certificates.last()?.certificate.number.clone());
    match (meant.next(), meant.next()) {
        (Some(id), None) => held(id).unwrap_or_else(|| typed.to_owned()),
        _ => typed.to_owned(),
    }
}

/// Officers of an agency by their certificate or name, those with a valid certificate first.
pub fn officers(
    w: W,
    base: &Base,
    agency: i32,
    now: Timestamp,
    words: &str,
    most: usize,
    names: &HashMap<Uuid, String>,
) -> Vec<Choice> {
    let day = city_date(now);
    let mut found = Vec::new();
    for (id, officer) in base.officers().filter(|(_, o)| o.registration.agency == agency) {
        let Some(held) = officer.certificates.last() else { continue };
        let number = &held.certificate.number;
        let name = names.get(id).map(String::as_str).unwrap_or_default();
        if holds(&format!("{number} {name}"), words) {
            let (mark, worth) = state(w, Some(officer), number, day, now);
            found.push((mark != "good", number.clone(), format!("{name} {worth}").trim().to_owned()));
        }
    }
    found.sort();
    found.into_iter().take(most).map(|(_, value, title)| Choice { value, title, on: false }).collect()
}

/// What certificates that were typed are worth today.
pub fn worth(
    w: W,
    base: &Base,
    now: Timestamp,
    typed: &[&str],
    names: &HashMap<Uuid, String>,
) -> Vec<(String, String)> {
    let day = city_date(now);
    let numbers = typed.iter().filter_map(|typed| typed.split_whitespace().next());
    let told = |number: &str| {
        let found = base.officer(number);
        let name = found.and_then(|(id, _)| names.get(&id)).map(String::as_str).unwrap_or_default();
        let worth = state(w, found.map(|(_, officer)| officer), number, day, now).1;
        (number.to_owned(), format!("{name} {worth}").trim().to_owned())
    };
    numbers.map(told).collect()
}

/// What one of them is worth; nothing where nothing was typed.
pub fn worth_of(all: &[(String, String)], typed: &str) -> String {
    let number = typed.split_whitespace().next().unwrap_or_default();
    all.iter().find(|(n, _)| n == number).map(|(_, words)| words.clone()).unwrap_or_default()
}

/// What a certificate is worth on a day: its mark and words.
pub fn state(
    w: W,
    officer: Option<&OfficerState>,
    number: &str,
    day: Date,
    known: Timestamp,
) -> (&'static str, String) {
    let Some(officer) = officer else { return ("waiting", w.say("web-certificate-unknown")) };
    if officer.is_auxiliary(known) {
        return ("bad", w.say("web-certificate-auxiliary"));
    }
    let held = officer.certificates.iter().rev().find(|h| h.certificate.number == number);
    let until = held.map(|h| h.ended(known).map_or(h.certificate.until, |d| d.min(h.certificate.until)));
    let until = ("until", until.map_or_else(|| Arg::text(""), Arg::Date));
    match officer.validity(day, known) {
        Validity::Valid => ("good", w.tell("web-certificate-valid", &[until])),
        Validity::Invalid => ("bad", w.tell("web-certificate-invalid", &[until])),
        Validity::Pending => ("waiting", w.say("web-certificate-pending")),
        Validity::Unknown => ("waiting", w.say("web-certificate-unknown")),
    }
}
