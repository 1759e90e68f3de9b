//! Any thing: its state as the fold of its stream, and its rows. The one `apply` (DESIGN section 1).

use uuid::Uuid;

use crate::agency::AgencyState;
use crate::alert::AlertState;
use crate::amendment::AmendmentState;
use crate::case::CaseState;
use crate::claim::ClaimState;
use crate::deadline::RowContext;
use crate::disclosure::DisclosureState;
use crate::fact::{Fact, ReadError, ThingKind};
use crate::form::FormState;
use crate::inspection::InspectionState;
use crate::journal::JournalState;
use crate::law::LawState;
use crate::line::LineState;
use crate::message::MessageState;
use crate::number::NumberState;
use crate::office::OfficeState;
use crate::officer::OfficerState;
use crate::official_calendar::CalendarState;
use crate::outage::OutageState;
use crate::party::PartyState;
use crate::person::PersonState;
use crate::point::AlertPointState;
use crate::power::{PowerListState, PowerState};
use crate::procedure::ProcedureState;
use crate::territory::TerritoryState;
use crate::view::Row;
use crate::visit::VisitState;

macro_rules! things {
    ($( $kind:ident => $state:ty, $rows:ident; )+) => {
        /// The state of a thing of any kind.
        #[derive(Clone, Debug)]
        pub enum Thing {
            $( #[doc = concat!("See [`ThingKind::", stringify!($kind), "`].")] $kind(Box<$state>) ),+
        }

        impl Thing {
            /// A thing of which nothing is known yet.
            pub fn new(kind: ThingKind) -> Self {
                match kind { $( ThingKind::$kind => Self::$kind(Box::default()) ),+ }
            }

            /// Takes a fact of its stream in.
            ///
            /// # Errors
            /// The fact cannot be read.
            pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
                match self { $( Self::$kind(state) => state.fold(fact) ),+ }
            }

            /// Its rows in `view`, as its facts say.
            pub fn rows(&self, stream: Uuid, context: &RowContext<'_>) -> Vec<Row> {
                match self { $( Self::$kind(state) => things!(@$rows state, stream, context) ),+ }
            }
        }
    };
    (@plain $state:ident, $stream:ident, $context:ident) => { $state.rows($stream) };
    (@timed $state:ident, $stream:ident, $context:ident) => { $state.rows($stream, $context) };
}

things! {
    Journal => JournalState, plain;
    Calendar => CalendarState, plain;
    Territory => TerritoryState, plain;
    Line => LineState, plain;
    Agency => AgencyState, plain;
    Office => OfficeState, plain;
    Person => PersonState, plain;
    Power => PowerState, plain;
    PowerList => PowerListState, plain;
    Officer => OfficerState, plain;
    Party => PartyState, plain;
    AlertPoint => AlertPointState, plain;
    Outage => OutageState, plain;
    Law => LawState, plain;
    Procedure => ProcedureState, plain;
    Forms => FormState, plain;
    Disclosure => DisclosureState, plain;
    Inspection => InspectionState, timed;
    Patrol => VisitState, plain;
    Education => VisitState, plain;
    Case => CaseState, timed;
    ClaimForms => ClaimState, plain;
    VoidNumber => NumberState, plain;
    Amendment => AmendmentState, plain;
    Alert => AlertState, timed;
    Message => MessageState, timed;
}
