//! Versions of a law: when it was made and changed, and from when it was in force (Penalty Law 37).

use std::sync::LazyLock;

use jiff::civil::Date;
use regex_lite::Regex;
use serde::{Deserialize, Serialize};

/// One version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawVersion {
    /// The day on which it was adopted.
    pub adopted: Date,
    /// The first day in force, where the text says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
}

/// Whether a law was in force on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InForce {
    /// It was, in some version.
    Yes,
    /// It was not: the first version came later.
    No,
    /// It was adopted, and from when it was in force is not known.
    Unknown,
}

static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日").ok());
static FROM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("自([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日起(?:施行|实施|生效)").ok());

fn day(captures: &regex_lite::Captures<'_>) -> Option<Date> {
    let number = |i: usize| captures.get(i).map(|m| m.as_str());
    Date::new(number(1)?.parse().ok()?, number(2)?.parse().ok()?, number(3)?.parse().ok()?).ok()
}

/// The versions by the sentences of a law's history; the newest with the day that its own text names.
pub fn versions(history: &[String], text: &str) -> Vec<LawVersion> {
    let mut all: Vec<LawVersion> = Vec::new();
    for sentence in history {
        let found = DAY.as_ref().and_then(|d| d.captures(sentence)).and_then(|c| day(&c));
        if let Some(adopted) = found
            && all.iter().all(|v| v.adopted != adopted)
        {
            all.push(LawVersion { adopted, in_force: None });
        }
    }
    all.sort_by_key(|v| v.adopted);
    let from = FROM.as_ref().and_then(|f| f.captures_iter(text).last()).and_then(|c| day(&c));
    if let (Some(from), Some(last)) =
        (from, all.iter_mut().rev().find(|v| from.is_some_and(|f| v.adopted <= f)))
    {
        last.in_force = Some(from);
    }
    all
}

/// Whether a law with these versions was in force on a day.
pub fn in_force(versions: &[LawVersion], on: Date) -> InForce {
    let Some(first) = versions.first() else { return InForce::Unknown };
    match first.in_force {
        Some(from) if from <= on => InForce::Yes,
        Some(_) => InForce::No,
        None if on < first.adopted => InForce::No,
        // A later version was in force, so some version was.
        None if versions.iter().skip(1).any(|v| v.in_force.is_some_and(|f| f <= on) || v.adopted <= on) => {
            InForce::Yes
        }
        // Adopted long before: laws come into force within two years.
        None if first.adopted.saturating_add(jiff::Span::new().years(2)) <= on => InForce::Yes,
        None => InForce::Unknown,
    }
}
