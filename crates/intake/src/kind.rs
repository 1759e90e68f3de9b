//! What the rows of a file are.

/// What a file's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One row, one inspection.
    Inspections,
    /// One row, one published decision.
    Penalties,
    /// One row, one thing that happened in a case.
    Events,
    /// One row, the opening of a case.
    Cases,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Inspections, Self::Penalties, Self::Events, Self::Cases];

    /// A kind by its name, one or many.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim_end_matches('s') {
            "inspection" => Some(Self::Inspections),
            "penaltie" | "penalty" => Some(Self::Penalties),
            "event" => Some(Self::Events),
            "case" => Some(Self::Cases),
            _ => None,
        }
    }

    /// The kind as profiles name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inspections => "inspection",
            Self::Penalties => "penalty",
            Self::Events => "event",
            Self::Cases => "case",
        }
    }

    /// The fields that it has.
    pub fn fields(self) -> &'static [exchange::FieldSpec] {
        exchange::fields_of(self.name()).unwrap_or_default()
    }

    /// What a row without a column `event` says happened.
    pub fn event(self) -> Option<decree::case::EventKind> {
        (self == Self::Penalties).then_some(decree::case::EventKind::Decision)
    }
}
