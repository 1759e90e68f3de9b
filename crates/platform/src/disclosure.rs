//! 公示 (Art. 20; rulings 10): what staff check before it is published, and what everybody may read.

use decree::authority::{Actor, Place, Publish, Read, authorise};
use decree::case::{CaseState, Proposal, PublishedText, folded, published_text};
use decree::fact::ThingKind;
use decree::thing::Thing;
use jiff::civil::Date;
use store::{Cursor, PublicAsked, PublicDecision, PublicFound, PublicNumber, Shown, StoreError};
use uuid::Uuid;

use crate::{Platform, PlatformError};

/// A case whose disclosure is looked at, with the text as it would be published now.
pub struct ToDisclose {
    /// The case.
    pub state: CaseState,
    /// How many facts it has.
    pub version: i32,
    /// The text; none where the rule proposes nothing.
    pub text: Option<PublishedText>,
    /// Whether the agency lets it be published with one click.
    pub approved: bool,
}

/// A published decision as everybody reads it.
pub struct PublicPage {
    /// Its row.
    pub row: PublicDecision,
    /// The text; none where it is not shown any more.
    pub text: Option<PublishedText>,
}

impl Platform {
    /// What an agency's people must check before it is published, the longest decided first.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn disclosures_to_check(
        &self,
        actor: &Actor,
        after: Cursor,
        limit: i64,
    ) -> Result<Shown, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        authorise::<Read, CaseState>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        Ok(self.store().disclosures_to_check(&reader, actor.agency, after, limit).await?)
    }

    /// A case that the actor sees, with the text of its decision as it would be published, further words masked. What the vault
    /// says is compared with for who may publish; others see only what was published.
    ///
    /// # Errors
    /// There is no such case for the actor, or the database is away.
    pub async fn to_disclose(
        &self,
        actor: &Actor,
        stream: Uuid,
        mask: &[String],
    ) -> Result<Option<ToDisclose>, PlatformError> {
        // The read is recorded, and what one may not see is not there.
        let facts = self.show(actor, stream).await?;
        let known = |kind: i16| decree::case::CaseFact::KINDS.iter().any(|(k, ..)| *k == kind);
        if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
            return Ok(None);
        }
        let mut thing = Thing::new(ThingKind::Case);
        for fact in &facts {
            thing.fold(fact).map_err(StoreError::from)?;
        }
        let Thing::Case(state) = thing else { return Ok(None) };
        let base = self.base();
        let place = decree::case::place_of_state(&state);
        let proposal: Option<Proposal<'_>> = base.proposal(&state, self.now()).filter(|p| p.clause.publish);
        let mut text = None;
        if let Some(proposal) = proposal.filter(|_| authorise::<Publish, CaseState>(actor, place).is_ok()) {
            let personal = self.store().persons(&state.persons()).await?;
            text = Some(published_text(&state, &proposal, &personal, mask, &base, self.now()));
        }
        let approved = text.as_ref().is_some_and(|text| base.is_approved(&state, text));
        let version = state.facts;
        Ok(Some(ToDisclose { state: *state, version, text, approved }))
    }

    /// A page of the published decisions, as everybody may read them.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_decisions(
        &self,
        mut asked: PublicAsked,
    ) -> Result<(PublicFound, Vec<PublicPage>), PlatformError> {
        asked.words = folded(&asked.words);
        let mut found = self.store().public_decisions(&asked).await?;
        let rows = std::mem::take(&mut found.rows);
        Ok((found, rows.into_iter().map(|row| page(row, asked.today)).collect::<Result<_, _>>()?))
    }

    /// What stands at a permanent address, as everybody may read it today.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_decision(
        &self,
        address: Uuid,
        today: Date,
    ) -> Result<Option<PublicPage>, PlatformError> {
        let row = self.store().public_decision(address).await?;
        row.map(|row| page(row, today)).transpose()
    }

    /// How many decisions of an agency are shown, and how many withheld by reason, since a day.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_numbers(
        &self,
        agency: i32,
        since: Date,
        today: Date,
    ) -> Result<Vec<PublicNumber>, PlatformError> {
        Ok(self.store().public_numbers(agency, since, today).await?)
    }
}

/// A row with its text, unless it is not shown any more.
fn page(mut row: PublicDecision, today: Date) -> Result<PublicPage, PlatformError> {
    if row.down != 0 || row.shown_until.is_some_and(|until| until < today) {
        row.packet.clear();
        return Ok(PublicPage { row, text: None });
    }
    let text = decree::canonical::from_bytes(Some(&row.packet))
        .map_err(|_| StoreError::Value("view.public_decision.packet"))?;
    Ok(PublicPage { row, text: Some(text) })
}
