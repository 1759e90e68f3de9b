//! 認領號 (rulings 4): the numbers printed on an agency's forms of summary decisions. The numbers themselves are printed once and
//! kept nowhere; what is kept of each is the keyed hash by which its case will be found.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{Fact, ReadError, ThingKind, hex, unhex};
use crate::identity;
use crate::problem::{Problem, Refusal};
use crate::query_code::{ClaimNumber, LookUpKeys, NoCode};
use crate::view::{CLAIM_FORM, Row};

const ART33: &str = "decree17-33";

/// Most forms of one block.
pub const MOST_FORMS: u32 = 5000;

/// A block of forms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Look-up keys of the numbers, hexadecimal, in the order of the forms.
    pub numbers: Vec<String>,
}

crate::facts! {
    /// What is said about forms with claim numbers.
    ClaimFact {
        /// An agency has them printed.
        Printed = 110 v 1 { internal: Block }
    }
}

/// A block of forms as it stands.
#[derive(Clone, Debug, Default)]
pub struct ClaimState {
    agency: i32,
    block: Block,
}

impl ClaimState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let ClaimFact::Printed { internal } = ClaimFact::read(fact)?;
        (self.agency, self.block) = (fact.envelope.agency, *internal);
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        let forms = (1i32..).zip(&self.block.numbers).filter_map(|(n, key)| Some((n, unhex(key)?)));
        forms
            .map(|(n, key)| Row {
                table: &CLAIM_FORM,
                values: vec![key.into(), stream.into(), self.agency.into(), n.into()],
            })
            .collect()
    }
}

/// Whether so many forms may be one block.
///
/// # Errors
/// None, or too many.
pub fn check_count(count: u32) -> Result<(), Refusal> {
    if (1..=MOST_FORMS).contains(&count) {
        return Ok(());
    }
    let problem = Problem::new("", count.to_string(), "claim-count", ART33);
    Err(Refusal::one(problem.example(MOST_FORMS.to_string())))
}

/// Decides to have forms printed. Only what the numbers are found under comes here.
///
/// # Errors
/// None, or too many.
pub fn print(numbers: &[[u8; 32]], place: Place, context: &mut Context<'_>) -> Result<Decision, Refusal> {
    check_count(u32::try_from(numbers.len()).unwrap_or(u32::MAX))?;
    let stream = identity::uuid_v7(context.now, context.rng);
    let block = Block { numbers: numbers.iter().map(|key| hex(key)).collect() };
    let facts = vec![ClaimFact::Printed { internal: Box::new(block) }.at(context.now)];
    let work = Work { stream, kind: ThingKind::ClaimForms, place, expected: 0, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}

/// What is known of a form whose number a decision names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The agency that had it printed.
    pub agency: i32,
    /// The case that was decided on it.
    pub used_by: Option<Uuid>,
}

/// A claim number as a decision names it: what it will be found under.
///
/// # Errors
/// It is no claim number, or its key is gone. The problem never says what was typed: most of it may be right.
pub fn look_up(text: &str, keys: &LookUpKeys) -> Result<(ClaimNumber, [u8; 32]), Problem> {
    let wrong = |rule| Problem::new("claim_number", "", rule, ART33);
    let number: ClaimNumber = text.parse().map_err(|no| match no {
        NoCode::Length => wrong("claim-wrong-length"),
        NoCode::Character(place) => wrong("claim-wrong-character").example(place.to_string()),
        NoCode::Check => wrong("claim-wrong-check"),
    })?;
    let key = keys.look_up(&number).ok_or_else(|| wrong("claim-key-gone"))?;
    Ok((number, key))
}

/// Whether the forms allow a decision of an agency in a case. One form is used once; another agency's is not known.
///
/// # Errors
/// It is not one of the agency's, or another case has it.
pub fn check_form(form: Option<Form>, agency: i32, case: Option<Uuid>) -> Result<(), Problem> {
    let wrong = |rule| Err(Problem::new("claim_number", "", rule, ART33));
    match form.filter(|f| f.agency == agency) {
        None => wrong("claim-unknown"),
        Some(Form { used_by: Some(other), .. }) if Some(other) != case => wrong("claim-used"),
        Some(_) => Ok(()),
    }
}
