//! What somebody wishes to record about a case, as typed (Arts 13, 16).

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::compose::equal_by;
use super::{CaseSource, Event, Opening, Paper, Secrecy};
use crate::inspection::{Collection, DeferralReason, Source, TargetKind};
use crate::record;
use crate::when::When;

/// A party, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyWish {
    /// Kind.
    pub kind: TargetKind,
    /// Name.
    pub name: String,
    /// 統一社會信用代碼.
    pub code: String,
    /// Identity number of a natural person.
    pub id_number: String,
    /// 法定代表人
    pub legal_representative: String,
    /// 地址; kept in the vault.
    pub address: String,
}

/// One thing that happened, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepWish {
    /// When it was finished.
    pub at: Option<When>,
    /// What.
    pub event: Option<Event>,
    /// 文書
    pub documents: Vec<Paper>,
    /// 證據材料
    pub evidence: Vec<Paper>,
    /// Certificates of the handlers.
    pub officers: Vec<String>,
    /// Names of handlers without a certificate number.
    pub officer_names: Vec<String>,
    /// Who reviewed.
    pub reviewer: String,
    /// Who approved.
    pub approver: String,
    /// Real time or deferred.
    pub collection: Option<Collection>,
    /// Why deferred.
    pub deferral: Option<DeferralReason>,
    /// Note on it.
    pub deferral_note: String,
    /// Notes.
    pub notes: String,
    /// The source's own number of it.
    pub step_number: String,
    /// The claim number printed on the form it was written on (rulings 4).
    pub claim_number: String,
    /// Which common fields the source has.
    pub has: u64,
    /// When a device caught it.
    pub captured_at: Option<Timestamp>,
    /// The record as it came.
    pub content: String,
}

/// The wish to collect a case or what happened in it, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseWish {
    /// Key of the agency that acted.
    pub agency: i32,
    /// The case that it goes on with, where that is chosen and not named by its number.
    pub case: Option<Uuid>,
    /// By which way it came.
    pub source: Option<Source>,
    /// What it is about.
    pub opening: Opening,
    /// Where it comes from.
    pub case_source: Option<CaseSource>,
    /// Secrecy mark.
    pub secrecy: Option<Secrecy>,
    /// Notes.
    pub notes: String,
    /// Code of the line, where no power says it.
    pub line: String,
    /// Code of the territory; the agency's own if empty.
    pub territory: String,
    /// Parties.
    pub parties: Vec<PartyWish>,
    /// What happened.
    pub steps: Vec<StepWish>,
    /// The opening as it came.
    pub content: String,
}

impl PartyWish {
    /// By what the party is known: its number, or its name where it has none.
    pub fn identifier(&self) -> &str {
        [&self.code, &self.id_number].into_iter().find(|v| !v.is_empty()).unwrap_or(&self.name)
    }
}

/// Whether a wish records a fine.
pub fn fines(wish: &CaseWish) -> bool {
    let fine = |s: &StepWish| matches!(&s.event, Some(Event::Decision(d)) if d.fine.is_some_and(|f| f.0 > 0));
    wish.steps.iter().any(fine)
}

/// The fine that a wish's decision imposes.
pub fn fine_of(wish: &CaseWish) -> Option<record::Fen> {
    wish.steps.iter().find_map(|s| match &s.event {
        Some(Event::Decision(d)) => d.fine,
        _ => None,
    })
}

/// By what other fines of a wish's parties under its powers are found; nothing where it records no fine.
pub fn fine_keys(wish: &CaseWish, key: &[u8; 32]) -> Vec<(String, String)> {
    if !fines(wish) {
        return Vec::new();
    }
    let powers = &wish.opening.power;
    let parties = wish.parties.iter().take(100).map(|p| equal_by(p, key));
    parties.flat_map(|party| powers.iter().map(move |power| (party.clone(), power.clone()))).collect()
}

/// The claim number that a wish's decision names, as typed.
pub fn claim_number(wish: &CaseWish) -> Option<&str> {
    wish.steps.iter().map(|s| &*s.claim_number).find(|number| !number.is_empty())
}

/// The 文號 that a wish's decision has.
pub fn decision_number(wish: &CaseWish) -> Option<&str> {
    wish.steps.iter().find_map(|s| match &s.event {
        Some(Event::Decision(d)) if !d.decision_number.is_empty() => Some(&*d.decision_number),
        _ => None,
    })
}

pub(super) fn first_day(wish: &CaseWish) -> Option<Date> {
    wish.steps.iter().filter_map(|s| s.at.map(When::day)).min()
}
