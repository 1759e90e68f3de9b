//! 文號 that will never be used (Penalty Law 59): numbers of decisions run without gaps, so one that is spoilt or skipped is
//! declared void by the agency, by whom and why, and is never used.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::case::series_of;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{Fact, ReadError, ThingKind};
use crate::identity;
use crate::problem::{Problem, Refusal};
use crate::view::{DECISION_NUMBER, Row};

const ARTICLE: &str = "penalty-2021-59";

/// Who has a number already: a decision, or a declaration that it is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The case, or the declaration.
    pub stream: Uuid,
    /// Key of the agency.
    pub agency: i32,
    /// Whether the number is void.
    pub voided: bool,
}

impl Holder {
    /// Why an agency may not use the number, where it is not the stream's own.
    pub fn bars(&self, number: &str, agency: i32, own: Option<Uuid>) -> Option<Problem> {
        if own == Some(self.stream) {
            return None;
        }
        let rule = match (self.agency == agency, self.voided) {
            (false, _) => "number-of-another-agency",
            (true, true) => "number-voided",
            (true, false) => "number-taken",
        };
        Some(Problem::new("decision_number", number, rule, ARTICLE))
    }
}

/// What is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// The number.
    pub number: String,
    /// Why it will never be used.
    pub reason: String,
}

crate::facts! {
    /// What is said about a number.
    NumberFact {
        /// It is void.
        Voided = 75 v 1 { internal: Voided }
    }
}

/// A number that is void.
#[derive(Clone, Debug)]
pub struct NumberState {
    /// What was declared.
    pub voided: Voided,
    /// Key of the agency.
    pub agency: i32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Uuid,
}

impl Default for NumberState {
    fn default() -> Self {
        Self { voided: Voided::default(), agency: 0, at: Timestamp::UNIX_EPOCH, by: Uuid::nil() }
    }
}

impl NumberState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let NumberFact::Voided { internal } = NumberFact::read(fact)?;
        let envelope = &fact.envelope;
        *self =
            Self { voided: *internal, agency: envelope.agency, at: envelope.recorded_at, by: envelope.actor };
        Ok(())
    }

    /// Its row in `view`: where the numbers of decisions stand, so that nothing can be both.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        if self.voided.number.is_empty() {
            return Vec::new();
        }
        let (series, year, serial) = series_of(&self.voided.number);
        vec![Row {
            table: &DECISION_NUMBER,
            values: vec![
                self.voided.number.as_str().into(),
                stream.into(),
                self.agency.into(),
                series.into(),
                year.into(),
                serial.into(),
                true.into(),
            ],
        }]
    }
}

/// The stream of a declaration: one a number in the whole city.
pub fn void_stream(number: &str) -> Uuid {
    identity::uuid_of(&[b"void number", number.as_bytes()])
}

/// Decides to declare a number void.
///
/// # Errors
/// Number or reason is missing, or the number has a holder.
pub fn void(
    place: Place,
    wish: Voided,
    holder: Option<Holder>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    for (field, value) in [("decision_number", &wish.number), ("reason", &wish.reason)] {
        if value.trim().is_empty() {
            problems.push(Problem::new(field, "", "missing", ARTICLE));
        }
    }
    problems.extend(holder.and_then(|h| h.bars(&wish.number, place.agency, None)));
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let stream = void_stream(&wish.number);
    let facts = vec![NumberFact::Voided { internal: Box::new(wish) }.at(context.now)];
    let work = Work { stream, kind: ThingKind::VoidNumber, place, expected: 0, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}
