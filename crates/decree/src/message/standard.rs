//! What a message may be and how soon it must be looked after: data with versions, `data/messages.toml`.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::MessageKind;
use crate::file::{Limit, Unit};
use crate::point::LimitBody;

/// How soon a message of a kind must be looked after.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageLimit {
    /// From being taken up until it is answered; `None` where a process of its own says it.
    #[serde(default)]
    pub answer: Option<LimitBody>,
    /// The article behind it.
    pub article: String,
    /// First day in force.
    pub from: Date,
    /// Of which kind of message.
    pub kind: MessageKind,
    /// From being received until somebody takes it up or passes it on.
    pub take_up: LimitBody,
    /// Counted from 1.
    pub version: u32,
}

/// What the data say of messages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageStandard {
    /// The longest line: a name, a number, an address.
    pub line: Limit,
    /// Limits of time by kind, in versions.
    pub limit: Vec<MessageLimit>,
    /// The longest text.
    pub text: Limit,
}

impl MessageStandard {
    /// The version of a kind's limits that is in force on a day.
    pub fn limit_of(&self, kind: MessageKind, day: Date) -> Option<&MessageLimit> {
        self.limit.iter().filter(|l| l.kind == kind && l.from <= day).max_by_key(|l| (l.from, l.version))
    }

    /// Characters of the longest text.
    pub fn longest_text(&self) -> usize {
        usize::try_from(self.text.n).unwrap_or(usize::MAX)
    }

    /// Characters of the longest line.
    pub fn longest_line(&self) -> usize {
        usize::try_from(self.line.n).unwrap_or(usize::MAX)
    }
}

/// The shipped standard as text: `data/messages.toml`.
pub const SHIPPED: &str = include_str!("../../../../data/messages.toml");

/// The standard of a text.
///
/// # Errors
/// The text is no such standard.
pub fn parse(text: &str) -> Result<MessageStandard, toml::de::Error> {
    let standard: MessageStandard = toml::from_str(text)?;
    if [standard.line.unit, standard.text.unit] != [Unit::Character; 2] {
        return Err(serde::de::Error::custom("the length of a message is counted in characters"));
    }
    Ok(standard)
}

/// The shipped standard. A text that is none would take no message in (a test reads it).
pub fn shipped() -> &'static MessageStandard {
    static STANDARD: LazyLock<MessageStandard> = LazyLock::new(|| {
        let none = Limit { n: 0, unit: Unit::Character };
        parse(SHIPPED).unwrap_or(MessageStandard { line: none, limit: Vec::new(), text: none })
    });
    &STANDARD
}
