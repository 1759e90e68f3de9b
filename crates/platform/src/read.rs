//! Reading for people: under their scope, recorded (DESIGN section 5).

use std::collections::HashMap;

use decree::authority::{Action, Actor, Place, Read, ReadLog, Scope, authorise};
use decree::fact::{Fact, ThingKind};
use decree::person::name_of;
use decree::problem::{Problem, Refusal};
use jiff::Timestamp;
use store::{Cells, Cursor, List, Reader, Shown};
use uuid::Uuid;

use crate::{Platform, PlatformError};

/// How many rows of a list one search looks through before it says how far it came.
pub const LOOKED_THROUGH: i64 = 2000;
/// How many of them are read at a time.
const WINDOW: i64 = 500;

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// The rows that fit.
    pub shown: Shown,
    /// Where the search goes on, if it does.
    pub next: Option<Cursor>,
    /// How far back it came, if it was broken off before the page was full.
    pub broken_off: Option<Timestamp>,
}

impl Platform {
    /// Where an actor sits: what reading is authorised for; what is shown is the scope's affair.
    pub(crate) fn own_place(actor: &Actor) -> Place {
        Place { agency: actor.agency, district: actor.district, ..Place::default() }
    }

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

    /// A page of those rows of a list that fit, looking through at most [`LOOKED_THROUGH`] of them; of one agency only, if
    /// one is named. What is shown lies in the actor's scope, whatever is asked for.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn search(
        &self,
        actor: &Actor,
        agency: Option<i32>,
        list: List,
        mut after: Cursor,
        limit: usize,
        fits: impl Fn(&Cells<'_>) -> bool,
    ) -> Result<Found, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, List>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        let scope = agency.map_or(reader.scope, Scope::Agency);
        let mut found = Found::default();
        for window in 0..LOOKED_THROUGH / WINDOW {
            // Where everything fits, the first look is enough.
            let read = if window == 0 { i64::try_from(limit).unwrap_or(WINDOW) + 1 } else { WINDOW };
            let shown = self.store().list_in(&reader, scope, list, after, read).await?;
            let whole = shown.rows.len() < usize::try_from(read).unwrap_or(0);
            let mut taken = Vec::new();
            for (row, cells) in shown.cells().enumerate() {
                if found.shown.rows.len() + taken.len() == limit {
                    found.next = Some(after);
                    break;
                }
                after = list.cursor(&cells);
                if fits(&cells) {
                    taken.push(row);
                }
            }
            found.shown.columns = if shown.columns.is_empty() { found.shown.columns } else { shown.columns };
            let mut rows: Vec<Option<_>> = shown.rows.into_iter().map(Some).collect();
            found.shown.rows.extend(taken.into_iter().filter_map(|i| rows.get_mut(i)?.take()));
            if whole || found.next.is_some() {
                return Ok(found);
            }
        }
        found.next = Some(after);
        found.broken_off = Some(after.at);
        Ok(found)
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

    /// What the actor's own office or agency must have done in time, soonest first: an agency's people see everything that
    /// their agency must do, an office of a government what it must handle.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn own_due_items(
        &self,
        actor: &Actor,
        limit: i64,
    ) -> Result<Vec<store::DueItem>, PlatformError> {
        if actor.agency != 0 {
            return self.due_items(actor, actor.agency, limit).await;
        }
        let place = Place { district: actor.district, ..Place::default() };
        authorise::<Read, store::DueItem>(actor, place)?;
        Ok(self.store().due_of_office(&self.reader(actor, actor.scope()), actor.office, limit).await?)
    }

    /// How the alerts raised since a moment stand or ended, by point, in the actor's scope.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn alert_counts(
        &self,
        actor: &Actor,
        since: Timestamp,
    ) -> Result<Vec<store::AlertCount>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, store::AlertCount>(actor, place)?;
        Ok(self.store().alert_counts(&self.reader(actor, actor.scope()), since).await?)
    }

    /// Of some alerts those that lie in the actor's scope, as they stand.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn alerts_there(&self, actor: &Actor, alerts: &[Uuid]) -> Result<Shown, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, List>(actor, place)?;
        Ok(self.store().alerts_there(&self.reader(actor, actor.scope()), alerts).await?)
    }

    /// A page of the read log (Art. 34(4)): for who may read the log and for nobody else, whatever else they see.
    ///
    /// # Errors
    /// The role does not read the log, or the database is away.
    pub async fn reads(
        &self,
        actor: &Actor,
        wanted: &store::Reads,
    ) -> Result<Vec<store::ReadEntry>, PlatformError> {
        let authorised = authorise::<ReadLog, store::ReadEntry>(actor, Place::default())?;
        Ok(self.store().reads(&authorised, wanted).await?)
    }

    /// The records that an id or a number names, for whoever may read the log and wants what was read of one: ids, and nothing
    /// of what they are.
    ///
    /// # Errors
    /// The role does not read the log, or the database is away.
    pub async fn records_named(&self, actor: &Actor, text: &str) -> Result<Vec<Uuid>, PlatformError> {
        authorise::<ReadLog, store::ReadEntry>(actor, Place::default())?;
        if let Ok(id) = text.parse() {
            return Ok(vec![id]);
        }
        let agencies: Vec<i32> = self.base().agencies().iter().map(|a| a.key).collect();
        Ok(self.store().streams_numbered(&agencies, text).await?)
    }

    /// What people and officers are called, by the ids of their streams; those without a name in the vault are left out.
    ///
    /// # Errors
    /// The database is away.
    pub async fn names(&self, people: &[Uuid]) -> Result<HashMap<Uuid, String>, PlatformError> {
        let base = self.base();
        let entry = |id: &Uuid| {
            let person = base.person(*id).and_then(|person| person.person);
            person.or_else(|| base.officer_of(*id).map(|officer| officer.registration.person))
        };
        let entries: Vec<(Uuid, Uuid)> = people.iter().filter_map(|id| Some((*id, entry(id)?))).collect();
        if entries.is_empty() {
            return Ok(HashMap::new());
        }
        let keys: Vec<Uuid> = entries.iter().map(|(_, key)| *key).collect();
        let name = |(key, value): (Uuid, Vec<u8>)| Some((key, name_of(&value)?));
        let named: HashMap<Uuid, String> =
            self.store().persons(&keys).await?.into_iter().filter_map(name).collect();
        Ok(entries.into_iter().filter_map(|(id, key)| Some((id, named.get(&key)?.clone()))).collect())
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

    /// As [`Platform::show`], for a use of the thing that the read log must tell from looking at it: its printing, say.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn show_for(
        &self,
        actor: &Actor,
        stream: Uuid,
        what: &str,
    ) -> Result<Vec<Fact>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        let authorised = authorise::<Read, Fact>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().show_for(&authorised, &reader, stream, what).await?)
    }

    /// The alerts about a record and the applications to amend it, oldest first, in the actor's scope.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn about(&self, actor: &Actor, subject: Uuid) -> Result<(Shown, Shown), PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, Shown>(actor, place)?;
        Ok(self.store().about(&self.reader(actor, actor.scope()), subject).await?)
    }

    /// The inspections or cases that an agency knows by a number, in the actor's scope: those that its systems pushed first.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn records_numbered(
        &self,
        actor: &Actor,
        kind: ThingKind,
        agency: i32,
        number: &str,
    ) -> Result<Vec<Uuid>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, Fact>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().records_numbered(&reader, kind, agency, number).await?)
    }
}
