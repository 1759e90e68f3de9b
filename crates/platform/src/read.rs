//! Reading for people: under their scope, recorded (DESIGN section 5).

use decree::authority::{Action, Actor, Place, Read, Scope, authorise};
use decree::fact::Fact;
use decree::problem::{Problem, Refusal};
use store::{Cursor, List, Reader, Shown};
use uuid::Uuid;

use crate::{Platform, PlatformError};

impl Platform {
    /// The reader that an actor is in a scope of its own.
    pub fn reader(&self, actor: &Actor, scope: Scope) -> Reader {
        let base = self.base();
        let district = match scope {
            Scope::District(key) => key,
            Scope::Line { district, .. } => district,
            _ => 0,
        };
        let territories = if district == 0 { Vec::new() } else { base.territories_of(district) };
        Reader { actor: actor.clone(), scope, territories }
    }

    /// A page of a list, in the actor's scope.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn list(
        &self,
        actor: &Actor,
        list: List,
        after: Cursor,
        limit: i64,
    ) -> Result<Shown, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, List>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().list(&reader, list, after, limit).await?)
    }

    /// A page of a list in a narrower scope than the actor's own: one agency or district of the city.
    ///
    /// # Errors
    /// The role reads nothing, the actor does not see the whole city, or the database is away.
    pub async fn list_within(
        &self,
        actor: &Actor,
        scope: Scope,
        list: List,
        after: Cursor,
        limit: i64,
    ) -> Result<Shown, PlatformError> {
        if actor.scope() != Scope::City && actor.scope() != scope {
            return Err(
                Refusal::one(Problem::new("", Action::Read.code(), "not-allowed", "decree17-22")).into()
            );
        }
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, List>(actor, place)?;
        Ok(self.store().list(&self.reader(actor, scope), list, after, limit).await?)
    }

    /// What an agency must have done in time, soonest first, as the actor may see it.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn due_items(
        &self,
        actor: &Actor,
        agency: i32,
        limit: i64,
    ) -> Result<Vec<store::DueItem>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, store::DueItem>(actor, place)?;
        Ok(self.store().due_items(&self.reader(actor, actor.scope()), agency, limit).await?)
    }

    /// The facts of one thing, in the actor's scope: none if it lies outside, as if it did not exist.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn show(&self, actor: &Actor, stream: Uuid) -> Result<Vec<Fact>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        let authorised = authorise::<Read, Fact>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().show(&authorised, &reader, stream).await?)
    }
}
