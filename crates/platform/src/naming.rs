//! Officers named in records (rulings 12): what waits for one's word, and which objections wait for somebody entitled.

use decree::authority::{Action, Actor, Place, Read, authorise, may};
use decree::deadline::asked_days;
use jiff::SignedDuration;
use store::NamedIn;

use crate::{Platform, PlatformError};

impl Platform {
    /// The certificates that an actor holds as an officer: both name the same entry of the vault.
    pub fn own_certificates(&self, actor: &Actor) -> Vec<String> {
        self.base().certificates_of(actor.person)
    }

    /// Records that name the actor as an officer, that somebody else recorded, and that wait for its word, newest first.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn naming_asked(&self, actor: &Actor, limit: i64) -> Result<Vec<NamedIn>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, NamedIn>(actor, place)?;
        let certificates = self.own_certificates(actor);
        if certificates.is_empty() || !may(actor.role, Action::AnswerNaming) {
            return Ok(Vec::new());
        }
        let asked = SignedDuration::from_hours(24 * i64::from(asked_days()));
        let since = self.now().saturating_sub(asked).unwrap_or(jiff::Timestamp::MIN);
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().naming_asked(&reader, &certificates, since, limit).await?)
    }

    /// Objections of the officers of the actor's agency of which nothing was made yet, oldest first: for who may settle them.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn naming_objected(&self, actor: &Actor, limit: i64) -> Result<Vec<NamedIn>, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, NamedIn>(actor, place)?;
        if actor.agency == 0 || !may(actor.role, Action::SettleObjection) {
            return Ok(Vec::new());
        }
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().naming_objected(&reader, actor.agency, limit).await?)
    }
}
