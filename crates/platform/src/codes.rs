//! Clear query codes for those who tell them (Art. 33; rulings 4): kept encrypted until telling is recorded, read under the
//! scope, and every reading recorded before the code is shown.

use decree::authority::{Actor, Supplement, authorise};
use decree::case::{CaseState, place_of_state};
use decree::fact::ThingKind;
use decree::problem::{Problem, Refusal};
use decree::thing::Thing;
use store::StoreError;
use uuid::Uuid;

use crate::{Platform, PlatformError};

impl Platform {
    /// The clear codes of a case that its parties were not told yet, each with its party, counted from 1. Only whoever may
    /// record that they were told sees them.
    ///
    /// # Errors
    /// There is no such case in scope, the actor may not tell its codes, or the database is away.
    pub async fn clear_codes(
        &self,
        actor: &Actor,
        stream: Uuid,
    ) -> Result<Vec<(u32, String)>, PlatformError> {
        let facts = self.show_for(actor, stream, "codes").await?;
        let mut thing = Thing::new(ThingKind::Case);
        for fact in &facts {
            thing.fold(fact).map_err(StoreError::from)?;
        }
        let Thing::Case(state) = thing else { return Ok(Vec::new()) };
        if state.facts == 0 {
            return Err(Refusal::one(Problem::new("", "", "not-found", "decree17-22")).into());
        }
        authorise::<Supplement, CaseState>(actor, place_of_state(&state))?;
        let untold: Vec<(u32, Uuid)> =
            state.codes.iter().filter(|c| c.is_open()).map(|c| (c.issued.party, c.issued.clear)).collect();
        let ids: Vec<Uuid> = untold.iter().map(|(_, id)| *id).collect();
        let mut clear = self.store().clear_codes(&ids).await?;
        Ok(untold.into_iter().filter_map(|(party, id)| Some((party, clear.remove(&id)?))).collect())
    }
}
