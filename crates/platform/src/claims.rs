//! Claim numbers (rulings 4): made, printed once, and kept as what they are found under.

use decree::authority::Actor;
use decree::claim;
use decree::identity::rng_for;
use decree::problem::Refusal;
use decree::query_code::{ClaimNumber, issue};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Command, Platform, PlatformError, Wish};

/// A block of forms.
#[derive(Debug)]
pub struct Printed {
    /// Its stream.
    pub stream: Uuid,
    /// The numbers, in the order of the forms. They are here and nowhere else.
    pub numbers: Vec<ClaimNumber>,
}

impl Platform {
    /// Makes a block of claim numbers for an agency's forms. `cause` is the wish's own id, `at` its moment in a simulation.
    ///
    /// # Errors
    /// The database is away; or the wish is refused.
    pub async fn print_claims(
        &self,
        actor: Actor,
        cause: Uuid,
        agency: i32,
        count: u32,
        at: Option<Timestamp>,
    ) -> Result<Result<Printed, Refusal>, PlatformError> {
        if let Err(refusal) = claim::check_count(count) {
            return Ok(Err(refusal));
        }
        self.store().keys().read_look_up_again()?;
        let keys = self.store().keys().look_up_keys();
        let mut rng = rng_for(&self.seed, cause);
        let numbers: Vec<ClaimNumber> = (0..count).map(|_| issue(&mut rng, &keys)).collect();
        let found = numbers.iter().filter_map(|number| keys.look_up(number)).collect();
        let command = Command::PrintClaims { agency, numbers: found };
        let answer = self.submit(Wish { actor, cause, at, command }).await?;
        Ok(answer.map(|done| Printed { stream: done.stream, numbers }))
    }
}
