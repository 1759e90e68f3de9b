//! `Patrol` and `Education` (rulings 12): four fields, never counted as inspections.

use calendar::city_date;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{Fact, ReadError, ThingKind};
use crate::identity;
use crate::problem::{Problem, Refusal};
use crate::view::{Row, VISIT};
use crate::when::When;

/// A patrol or an education, as recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Key of the district.
    pub district: i32,
    /// What was seen or said.
    pub matter: String,
    /// How many people were spoken to; 0 for a patrol.
    pub people: i32,
    /// Where.
    pub place: String,
    /// When.
    pub when: When,
}

crate::facts! {
    /// What is said about a patrol or an education.
    VisitFact {
        /// A patrol took place.
        Patrolled = 70 v 1 { internal: Visit }
        /// Somebody was educated or talked out of something (勸阻教育).
        Educated = 71 v 1 { internal: Visit }
    }
}

/// A patrol or an education.
#[derive(Clone, Debug)]
pub struct VisitState {
    visit: Visit,
    kind: ThingKind,
    place: Place,
    recorded_at: Timestamp,
}

impl Default for VisitState {
    fn default() -> Self {
        Self {
            visit: Visit::default(),
            kind: ThingKind::Patrol,
            place: Place::default(),
            recorded_at: Timestamp::UNIX_EPOCH,
        }
    }
}

impl VisitState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let (kind, visit) = match VisitFact::read(fact)? {
            VisitFact::Patrolled { internal } => (ThingKind::Patrol, *internal),
            VisitFact::Educated { internal } => (ThingKind::Education, *internal),
        };
        let envelope = &fact.envelope;
        self.place = Place {
            agency: envelope.agency,
            line: envelope.line,
            territory: envelope.territory,
            district: visit.district,
            office: 0,
        };
        (self.kind, self.visit, self.recorded_at) = (kind, visit, envelope.recorded_at);
        Ok(())
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        vec![Row {
            table: &VISIT,
            values: vec![
                stream.into(),
                self.kind.number().into(),
                self.place.agency.into(),
                self.place.line.into(),
                self.place.territory.into(),
                self.place.district.into(),
                self.visit.when.moment().into(),
                self.recorded_at.into(),
                self.visit.place.as_str().into(),
                self.visit.people.into(),
            ],
        }]
    }
}

/// Decides to record a patrol or an education.
///
/// # Errors
/// A field is missing or lies in the future.
pub fn record(
    kind: ThingKind,
    visit: Visit,
    place: Place,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    for (field, value) in [("place", &visit.place), ("matter", &visit.matter)] {
        if value.trim().is_empty() {
            problems.push(Problem::new(field, "", "missing", "decree17-13"));
        }
    }
    if visit.when.day() > city_date(context.now) {
        problems.push(Problem::new("when", visit.when.to_string(), "in-the-future", "decree17-13"));
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let stream = identity::uuid_v7(context.now, context.rng);
    let moment = visit.when.moment();
    let internal = Box::new(Visit { district: place.district, ..visit });
    let fact = match kind {
        ThingKind::Education => VisitFact::Educated { internal },
        _ => VisitFact::Patrolled { internal },
    };
    let work = Work { stream, kind, place, expected: 0, facts: vec![fact.at(moment)] };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}
