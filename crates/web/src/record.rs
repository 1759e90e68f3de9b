//! The record that something else is about, an alert, an application or a finding: what it is called and where it is.

use decree::base::Base;
use decree::fact::ThingKind;
use decree::thing::Thing;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;

/// A record, if the reader may see it.
///
/// # Errors
/// The database is away, or a fact cannot be read.
pub async fn shown(app: &App, who: &Staff, kind: ThingKind, id: Uuid) -> Result<Option<Thing>, PageError> {
    let facts = app.platform.show(who.actor(), id).await?;
    if facts.is_empty() {
        return Ok(None);
    }
    let mut thing = Thing::new(kind);
    for fact in &facts {
        thing.fold(fact)?;
    }
    Ok(Some(thing))
}

/// The address of a record's page; empty for what has none.
pub fn address(kind: ThingKind, id: Uuid) -> String {
    match kind {
        ThingKind::Inspection => format!("/inspections/{id}"),
        ThingKind::Case => format!("/cases/{id}"),
        _ => String::new(),
    }
}

/// The number by which an agency knows a record.
pub fn number(thing: &Thing) -> String {
    match thing {
        Thing::Inspection(state) => state.parts.party.own_number.clone(),
        Thing::Case(state) => state.opening().own_number.clone(),
        _ => String::new(),
    }
}

/// The name of an agency, as recorded last.
pub fn agency_name(base: &Base, key: i32) -> String {
    base.agency_as_last(key).map(|a| a.name.clone()).unwrap_or_default()
}
