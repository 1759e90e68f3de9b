//! 修改申請 (Art. 14; rulings 3): drafted, signed by the agency as a numbered application, agreed to, returned or
//! refused by the office of the same level; only then is the record changed, by a fact that keeps what was there.

use calendar::city_date;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::case::PartyChange;
use crate::context::{Context, Work};
use crate::fact::{Fact, Person, ReadError, ThingKind};
use crate::identity;
use crate::inspection::Difference;
use crate::problem::{Problem, Refusal};
use crate::view::{AMENDMENT, Row};

const ART14: &str = "decree17-14";

crate::codes! {
    /// Where an application stands.
    AmendmentStatus {
        /// Drafted, free to change.
        Draft = 1 "draft",
        /// Signed by the agency, before the office.
        Signed = 2 "signed",
        /// Agreed: the record is changed.
        Agreed = 3 "agreed",
        /// Returned for more.
        Returned = 4 "returned",
        /// Refused.
        Refused = 5 "refused",
        /// Given up by the agency.
        Dropped = 6 "dropped",
    }
}

/// One field that is to change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub field: String,
    /// What it should say.
    pub new: String,
    /// What it says.
    pub old: String,
}

impl From<Difference> for Change {
    fn from(d: Difference) -> Self {
        Self { field: d.field.to_owned(), new: d.new, old: d.old }
    }
}

/// What is applied for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Fields to change.
    pub changes: Vec<Change>,
    /// Digest of the record that asked for it, if it came by a file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Key of the district.
    pub district: i32,
    /// Key of the office that decides.
    pub office: i32,
    /// Vault key of personal values that change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// The reason, in the applicant's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The record.
    pub subject: Uuid,
    /// Its kind.
    pub subject_kind: ThingKind,
    /// Whether the record is to be withdrawn as a whole.
    #[serde(default)]
    pub withdrawal: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            changes: Vec::new(),
            digest: String::new(),
            district: 0,
            office: 0,
            person: None,
            reason: String::new(),
            subject: Uuid::nil(),
            subject_kind: ThingKind::Inspection,
            withdrawal: false,
        }
    }
}

/// What is applied for where parties of a case are to be others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyDraft {
    /// The rest of the application.
    pub draft: Draft,
    /// Parties, as they are and as they should be.
    pub parties: Vec<PartyChange>,
}

/// The agency's signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Number of the written application.
    pub number: String,
    /// The reason.
    pub reason: String,
}

/// The office's decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// In the office's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

crate::facts! {
    /// What is said about an application.
    AmendmentFact {
        /// Drafted.
        Drafted = 80 v 1 { internal: Draft }
        /// Signed.
        Signed = 81 v 1 { internal: Signature }
        /// Agreed.
        Agreed = 82 v 1 { internal: Decision }
        /// Returned.
        Returned = 83 v 1 { internal: Decision }
        /// Refused.
        Refused = 84 v 1 { internal: Decision }
        /// Given up.
        Dropped = 85 v 1 { internal: Decision }
        /// Drafted, with parties of a case that are to be others.
        PartiesDrafted = 86 v 1 { internal: PartyDraft }
    }
}

/// An application as it stands.
#[derive(Clone, Debug)]
pub struct AmendmentState {
    /// What is applied for.
    pub draft: Draft,
    /// Parties that are to be others.
    pub parties: Vec<PartyChange>,
    /// Where it belongs.
    pub place: Place,
    /// Number.
    pub number: String,
    /// Where it stands.
    pub status: AmendmentStatus,
    /// When it was drafted.
    pub drafted_at: Timestamp,
    /// When it changed last.
    pub changed_at: Timestamp,
}

impl Default for AmendmentState {
    fn default() -> Self {
        Self {
            draft: Draft::default(),
            parties: Vec::new(),
            place: Place::default(),
            number: String::new(),
            status: AmendmentStatus::Draft,
            drafted_at: Timestamp::UNIX_EPOCH,
            changed_at: Timestamp::UNIX_EPOCH,
        }
    }
}

impl AmendmentState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let envelope = &fact.envelope;
        self.changed_at = envelope.recorded_at;
        match AmendmentFact::read(fact)? {
            AmendmentFact::Drafted { internal } => self.drafted(fact, *internal),
            AmendmentFact::PartiesDrafted { internal } => {
                self.parties = internal.parties;
                self.drafted(fact, internal.draft);
            }
            AmendmentFact::Signed { internal } => {
                self.status = AmendmentStatus::Signed;
                self.number = internal.number;
            }
            AmendmentFact::Agreed { .. } => self.status = AmendmentStatus::Agreed,
            AmendmentFact::Returned { .. } => self.status = AmendmentStatus::Returned,
            AmendmentFact::Refused { .. } => self.status = AmendmentStatus::Refused,
            AmendmentFact::Dropped { .. } => self.status = AmendmentStatus::Dropped,
        }
        Ok(())
    }

    fn drafted(&mut self, fact: &Fact, draft: Draft) {
        let envelope = &fact.envelope;
        self.place = Place {
            agency: envelope.agency,
            line: envelope.line,
            territory: envelope.territory,
            district: draft.district,
            office: draft.office,
        };
        self.drafted_at = envelope.recorded_at;
        self.draft = draft;
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        let place = self.place;
        vec![Row {
            table: &AMENDMENT,
            values: vec![
                stream.into(),
                self.draft.subject.into(),
                self.draft.subject_kind.number().into(),
                place.agency.into(),
                place.line.into(),
                place.territory.into(),
                place.district.into(),
                self.number.as_str().into(),
                self.status.number().into(),
                self.draft.withdrawal.into(),
                self.draft.office.into(),
                self.drafted_at.into(),
                self.changed_at.into(),
            ],
        }]
    }
}

/// Drafts an application about a record.
pub fn draft(
    subject: Uuid,
    kind: ThingKind,
    place: Place,
    draft: Draft,
    persons: Vec<Person>,
    context: &mut Context<'_>,
) -> Work {
    let body = addressed(subject, kind, place, draft, context);
    begun(AmendmentFact::Drafted { internal: Box::new(body) }, place, persons, context)
}

/// Drafts an application about the parties of a case.
pub fn draft_parties(
    subject: Uuid,
    place: Place,
    body: PartyDraft,
    persons: Vec<Person>,
    context: &mut Context<'_>,
) -> Work {
    let draft = addressed(subject, ThingKind::Case, place, body.draft, context);
    let body = PartyDraft { draft, parties: body.parties };
    begun(AmendmentFact::PartiesDrafted { internal: Box::new(body) }, place, persons, context)
}

/// An application about a record, before the office of the same level.
fn addressed(subject: Uuid, kind: ThingKind, place: Place, draft: Draft, context: &Context<'_>) -> Draft {
    let handlers = context.base.handlers(place.agency, city_date(context.now), context.now);
    let office = handlers.map_or(0, |h| h.same_level_office);
    Draft { subject, subject_kind: kind, district: place.district, office, ..draft }
}

fn begun(body: AmendmentFact, place: Place, persons: Vec<Person>, context: &mut Context<'_>) -> Work {
    let mut fact = body.at(context.now);
    fact.persons = persons;
    let stream = identity::uuid_v7(context.now, context.rng);
    Work { stream, kind: ThingKind::Amendment, place, expected: 0, facts: vec![fact] }
}

/// What people wish of an application.
#[derive(Clone, Debug)]
pub enum AmendmentWish {
    /// The agency signs it.
    Sign(Signature),
    /// The agency gives it up.
    Drop(Decision),
    /// The office agrees.
    Agree(Decision),
    /// The office returns it.
    Return(Decision),
    /// The office refuses it.
    Refuse(Decision),
}

/// Decides a wish about an application.
///
/// # Errors
/// It is not in the state for it, or the reason is missing.
pub fn decide(state: &AmendmentState, wish: AmendmentWish) -> Result<AmendmentFact, Refusal> {
    use AmendmentStatus as S;
    let fit = match &wish {
        AmendmentWish::Sign(_) | AmendmentWish::Drop(_) => matches!(state.status, S::Draft | S::Returned),
        AmendmentWish::Agree(_) | AmendmentWish::Return(_) | AmendmentWish::Refuse(_) => {
            state.status == S::Signed
        }
    };
    let mut problems = Vec::new();
    if !fit {
        problems.push(Problem::new("", state.status.code(), "amendment-state", ART14));
    }
    match &wish {
        AmendmentWish::Sign(signature) => {
            for (field, value) in [("number", &signature.number), ("application_reason", &signature.reason)] {
                if value.trim().is_empty() {
                    problems.push(Problem::new(field, "", "missing", ART14));
                }
            }
        }
        AmendmentWish::Return(d) | AmendmentWish::Refuse(d) if d.words.trim().is_empty() => {
            problems.push(Problem::new("words", "", "missing", ART14));
        }
        _ => {}
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    Ok(match wish {
        AmendmentWish::Sign(s) => AmendmentFact::Signed { internal: Box::new(s) },
        AmendmentWish::Drop(d) => AmendmentFact::Dropped { internal: Box::new(d) },
        AmendmentWish::Agree(d) => AmendmentFact::Agreed { internal: Box::new(d) },
        AmendmentWish::Return(d) => AmendmentFact::Returned { internal: Box::new(d) },
        AmendmentWish::Refuse(d) => AmendmentFact::Refused { internal: Box::new(d) },
    })
}
