//! 行政檢查 (Arts 13 to 15): the list, one inspection with all that is about it, recording one by hand or many in a grid,
//! adding what is missing, re-inspecting, and applying for an amendment.

mod amend;
mod change;
mod clock;
mod entry;
mod field;
mod grid;
mod list;
mod officer;
mod page;
mod rule;

pub use amend::{amend, amend_form};
pub use change::{re_inspect, supplement};
pub use entry::{enter, form, local};
pub use grid::{grid, grid_form};
pub use list::{export, list};
pub use officer::{suggest_officers, suggest_powers};
pub use page::{page, with_naming};

use decree::fact::Fact;
use decree::inspection::{InspectionFact, InspectionState};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;

/// An inspection as the reader may see it, with its facts; what one may not see does not exist.
async fn loaded(app: &App, who: &Staff, id: Uuid) -> Result<(InspectionState, Vec<Fact>), PageError> {
    let facts = app.platform.show(who.actor(), id).await?;
    let known = |kind: i16| InspectionFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(PageError::NotFound);
    }
    let mut state = InspectionState::default();
    for fact in &facts {
        state.fold(fact)?;
    }
    Ok((state, facts))
}
