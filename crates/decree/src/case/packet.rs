//! What a code opens (Art. 33; rulings 4, 11): a packet made of the case's facts, and nothing that is not in it. The first
//! packet holds status, organ, days and rights; the second, for who also knows the second element, papers and names.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clock::is_decision_served;
use super::read::is_withheld;
use super::{CaseState, ClosingState, Event, EventKind, Sanction, ServiceMode, Verdict};
use crate::procedure::{ActKind, ProcedureKind};
use crate::record::Fen;

/// A recorded service of the decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketService {
    /// Day.
    pub day: Date,
    /// Mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ServiceMode>,
}

/// What the code alone opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    /// Kind of act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_kind: Option<ActKind>,
    /// State of closing, once closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClosingState>,
    /// Day of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Date>,
    /// 文號
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision_number: String,
    /// Key of the district whose government and court take remedies; 0 for the city's.
    pub district: i32,
    /// Day of filing or acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Date>,
    /// Fine in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<Fen>,
    /// Day of a hearing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Date>,
    /// Day of the pre-decision notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<Date>,
    /// The organ.
    pub organ: String,
    /// How it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Verdict>,
    /// Paid so far, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Fen>,
    /// Which of the parties, counted from 1.
    pub party: u32,
    /// Procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureKind>,
    /// Whether the decision was revoked.
    #[serde(default)]
    pub revoked: bool,
    /// Kinds of penalty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sanctions: Vec<Sanction>,
    /// Service of the decision to this party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<PacketService>,
    /// How many papers are withheld, by the code of the mark.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<(String, u32)>,
}

/// What the code with the second element opens besides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// 依據
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// 決定內容
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Names of the papers, with the day of their step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<(String, String)>,
    /// 違法事實
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub facts: String,
    /// Name of the party, unless it is a natural person's, which lies in the vault.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 案由
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Packet {
    /// The packet of one party.
    pub fn of(state: &CaseState, party: u32) -> Self {
        let decided = state.decided();
        let filed = [EventKind::Filing, EventKind::Acceptance, EventKind::Application];
        let paid = state.of(EventKind::Payment).filter_map(|s| match s.event() {
            Some(Event::Payment(p)) => p.amount,
            _ => None,
        });
        let paid: Vec<i64> = paid.map(|f| f.0).collect();
        let closed = state.steps.iter().find_map(|s| match s.event() {
            Some(Event::Closing(c)) => Some(c.closing_state.unwrap_or(ClosingState::Normal)),
            _ => None,
        });
        Self {
            act_kind: Some(state.act_kind()),
            closed,
            decided: decided.and_then(|d| d.step.day()),
            decision_number: decided.map(|d| d.decision.decision_number.clone()).unwrap_or_default(),
            district: state.note.district,
            filed: filed.iter().find_map(|kind| state.first_day(*kind)),
            fine: state.fine(),
            heard: state.first_day(EventKind::HearingHeld),
            noticed: state.first_day(EventKind::Notice),
            organ: state.opening().organ.clone(),
            outcome: decided.and_then(|d| d.decision.outcome),
            paid: (!paid.is_empty()).then(|| Fen(paid.iter().sum())),
            party,
            procedure: Some(state.procedure()),
            revoked: state.is_revoked(),
            sanctions: state.sanctions().to_vec(),
            served: served(state, party),
            withheld: withheld(state),
        }
    }
}

/// The first recorded service of the decision to a party, where its day is known.
fn served(state: &CaseState, party: u32) -> Option<PacketService> {
    let services =
        state.steps.iter().filter(|s| is_decision_served(s)).filter_map(|step| match step.event() {
            Some(Event::Service(service)) if service.to.is_none_or(|to| to == party) => {
                Some(PacketService { day: step.day()?, mode: service.mode })
            }
            _ => None,
        });
    services.min_by_key(|s| s.day)
}

fn withheld(state: &CaseState) -> Vec<(String, u32)> {
    let mut counts: Vec<(String, u32)> = Vec::new();
    let papers = state.steps.iter().flat_map(|s| s.part.documents.iter().chain(&s.note.evidence));
    for mark in papers.filter(|p| is_withheld(p.secrecy)).filter_map(|p| p.secrecy) {
        match counts.iter_mut().find(|(code, _)| code == mark.code()) {
            Some((_, n)) => *n += 1,
            None => counts.push((mark.code().to_owned(), 1)),
        }
    }
    counts
}

impl Detail {
    /// The detail of one party.
    pub fn of(state: &CaseState, party: u32) -> Self {
        let decision = state.decided().map(|d| d.decision.clone()).unwrap_or_default();
        let index = usize::try_from(party).unwrap_or(0).saturating_sub(1);
        let papers = state.steps.iter().flat_map(|s| {
            let day = s.day().map(|d| d.to_string()).unwrap_or_default();
            let shown = s.part.documents.iter().filter(|p| !is_withheld(p.secrecy));
            shown.map(move |p| (day.clone(), p.name.clone()))
        });
        Self {
            content: decision.content,
            documents: papers.collect(),
            facts: decision.facts,
            basis: decision.basis,
            name: state.part.parties.get(index).map(|p| p.name.clone()).unwrap_or_default(),
            title: state.opening().title.clone(),
        }
    }
}
