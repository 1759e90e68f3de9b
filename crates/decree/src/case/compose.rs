//! What a wish about a case becomes in its facts: what is public, the party's, internal, and what lies in the vault.

use calendar::city_date;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{Timestamp, civil::Date};
use sha2::Sha256;

use super::read::is_withheld;
use super::wish::first_day;
use super::{
    AgeBand, CaseParty, CaseWish, Opening, OpeningNote, OpeningPart, Paper, PartyWish, StepNote, StepPart,
    StepWish,
};
use crate::authority::Place;
use crate::base::Base;
use crate::context::Context;
use crate::fact::{Person, hex};
use crate::identity;
use crate::inspection::{Collection, Named, Source, TargetKind};

pub(super) fn compose_opening(
    wish: &CaseWish,
    place: &Place,
    persons: &mut Vec<Person>,
    context: &mut Context<'_>,
) -> (OpeningPart, OpeningNote) {
    let mut opening = wish.opening.clone();
    let day = first_day(wish).unwrap_or_else(|| city_date(context.now));
    let base = context.base;
    opening.organ = base.agency(place.agency, day, context.now).map(|a| a.name.clone()).unwrap_or_default();
    let act_day = opening.act_until.or(opening.act_from).unwrap_or(day);
    let mut note = OpeningNote {
        case_source: wish.case_source,
        digest: keyed(context.digest_key, wish.content.as_bytes()),
        district: place.district,
        lines: further_lines(&opening, place.line, base, day, context.now),
        notes: wish.notes.clone(),
        secrecy: wish.secrecy,
        source: wish.source.unwrap_or(Source::Entry),
        ..OpeningNote::default()
    };
    let mut parties = Vec::with_capacity(wish.parties.len());
    for (n, party) in (0u32..).zip(&wish.parties) {
        note.equal.push(equal_by(party, context.digest_key));
        note.seconds.push(second_element(party));
        if let Some(age) = age_band(&party.id_number, act_day) {
            note.ages.push((n, age));
        }
        parties.push(compose_party(party, persons, context));
    }
    (OpeningPart { opening, parties }, note)
}

fn further_lines(opening: &Opening, first: i32, base: &Base, day: Date, now: Timestamp) -> Vec<i32> {
    let lines = opening.power.iter().filter_map(|code| base.power(code, day, now)).map(|p| p.line);
    let mut lines: Vec<i32> = lines.filter(|l| *l != first).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

#[derive(serde::Serialize)]
struct Personal<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    address: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    id_number: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    legal_representative: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
}

pub(super) fn compose_party(
    party: &PartyWish,
    persons: &mut Vec<Person>,
    context: &mut Context<'_>,
) -> CaseParty {
    let natural = party.kind == TargetKind::Person;
    let personal = Personal {
        address: &party.address,
        id_number: &party.id_number,
        legal_representative: &party.legal_representative,
        name: if natural { &party.name } else { "" },
    };
    let mut person = None;
    if !(personal.id_number.is_empty()
        && personal.address.is_empty()
        && personal.name.is_empty()
        && personal.legal_representative.is_empty())
    {
        let id = identity::uuid_v7(context.now, context.rng);
        let salt = identity::salt(context.rng);
        let value = crate::canonical::to_bytes(&personal);
        persons.push(Person { id, value, salt, equal_by: party.id_number.clone() });
        person = Some(id);
    }
    CaseParty {
        code: party.code.clone(),
        kind: party.kind,
        name: if natural { String::new() } else { party.name.clone() },
        person,
    }
}

/// By what equal parties are found: the number that identifies them, or the name where there is none; keyed.
pub(super) fn equal_by(party: &PartyWish, key: &[u8; 32]) -> String {
    keyed(key, format!("party\u{1f}{}", party.identifier()).as_bytes())
}

/// The last four of the number that identifies a party: what it knows and a finder of its code does not.
pub(super) fn second_element(party: &PartyWish) -> String {
    let number = if party.kind == TargetKind::Person { &party.id_number } else { &party.code };
    let from = number.char_indices().rev().nth(3).map_or(0, |(i, _)| i);
    number[from..].to_owned()
}

/// How old a natural person was on a day, by the birth date in the identity number (GB 11643).
pub(super) fn age_band(id_number: &str, day: Date) -> Option<AgeBand> {
    let digits = id_number.get(6..14)?;
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, date) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let born = Date::new(year, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()?;
    let before = (day.month(), day.day()) < (born.month(), born.day());
    Some(match day.year() - born.year() - i16::from(before) {
        ..14 => AgeBand::Under14,
        14..18 => AgeBand::Under18,
        _ => AgeBand::Adult,
    })
}

pub(super) fn named(certificates: &[String], base: Option<&Base>) -> Vec<Named> {
    let officer = |c: &String| base.and_then(|b| b.officer(c)).map(|(stream, _)| stream);
    certificates.iter().map(|c| Named { certificate: c.clone(), officer: officer(c) }).collect()
}

#[derive(serde::Serialize)]
struct Handlers<'a> {
    officers: &'a [String],
}

pub(super) fn compose_step(
    wish: StepWish,
    source: Option<Source>,
    persons: &mut Vec<Person>,
    context: &mut Context<'_>,
) -> (StepPart, StepNote) {
    let mut person = None;
    if !wish.officer_names.is_empty() {
        let id = identity::uuid_v7(context.now, context.rng);
        let salt = identity::salt(context.rng);
        let value = crate::canonical::to_bytes(&Handlers { officers: &wish.officer_names });
        persons.push(Person { id, value, salt, equal_by: String::new() });
        person = Some(id);
    }
    let internal = wish.event.as_ref().is_some_and(|e| e.kind().is_internal());
    let (seen, hidden) = if internal { (None, wish.event) } else { (wish.event, None) };
    // A paper with a secrecy mark is no matter of the party: it stands in the internal section, and is named as withheld.
    let (secret, documents): (Vec<Paper>, Vec<Paper>) =
        wish.documents.into_iter().partition(|p| is_withheld(p.secrecy));
    let mut evidence = wish.evidence;
    evidence.extend(secret);
    let note = StepNote {
        approver: wish.approver,
        collection: wish.collection.unwrap_or(Collection::RealTime),
        deferral: wish.deferral,
        deferral_note: wish.deferral_note,
        digest: keyed(context.digest_key, wish.content.as_bytes()),
        event: hidden,
        evidence,
        has: wish.has,
        notes: wish.notes,
        officers: named(&wish.officers, Some(context.base)),
        person,
        reviewer: wish.reviewer,
        source: source.unwrap_or(Source::Entry),
        step_number: wish.step_number,
        unregistered: u32::try_from(wish.officer_names.len()).unwrap_or(u32::MAX),
        ..StepNote::default()
    };
    (StepPart { at: wish.at, documents, event: seen }, note)
}

pub(super) fn keyed(key: &[u8; 32], bytes: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(bytes);
    hex(&mac.finalize().into_bytes()[..16])
}
