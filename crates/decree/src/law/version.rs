//! Versions of a law: when each was adopted, when it came into force, and which was in force on a day (Penalty Law 37).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::numeral::half_width;

crate::codes! {
    /// How a version came about.
    Step {
        /// 通過
        Adopted = 1 "adopted",
        /// 修訂: the whole text anew
        Revised = 2 "revised",
        /// 修正: single articles by a decision
        Amended = 3 "amended",
        /// Known to exist, not how it came about
        Recorded = 9 "recorded",
    }
}

/// One version of a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawVersion {
    /// Day of adoption.
    pub adopted: Date,
    /// First day in force, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// How it came about.
    pub step: Step,
}

/// Which version was in force. The numbers are positions among the law's versions, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InForce {
    /// This version, certainly.
    Yes(usize),
    /// None: the law did not exist yet.
    No,
    /// Its day of coming into force is not known.
    Unknown {
        /// The newest that was certainly in force by then; none if perhaps none was.
        from: Option<usize>,
        /// The newest that may have been; none if no version is known at all.
        to: Option<usize>,
    },
}

impl InForce {
    /// Whether a version may have been in force: `None` if that is not known.
    pub fn is(self, version: usize) -> Option<bool> {
        match self {
            Self::Yes(n) => Some(n == version),
            Self::No => Some(false),
            Self::Unknown { from, to } => {
                let outside = from.is_some_and(|n| version < n) || to.is_some_and(|n| version > n);
                if outside { Some(false) } else { None }
            }
        }
    }

    /// Whether the law was in force at all, in whatever version: `None` if that is not known.
    pub const fn at_all(self) -> Option<bool> {
        match self {
            Self::Yes(_) | Self::Unknown { from: Some(_), .. } => Some(true),
            Self::No => Some(false),
            Self::Unknown { from: None, .. } => None,
        }
    }
}

/// Which of the versions, oldest first, was in force on a day. A version whose day is not known came into force between
/// its adoption and that of the next. `complete`: there is none before the first.
pub fn in_force(versions: &[LawVersion], complete: bool, day: Date) -> InForce {
    let (mut from, mut to) = (None, None);
    for (i, version) in versions.iter().enumerate().take_while(|(_, v)| v.adopted <= day) {
        let certain = match version.in_force {
            Some(first) => first <= day,
            None => versions.get(i + 1).is_some_and(|next| next.adopted <= day),
        };
        if certain {
            (from, to) = (Some(i), Some(i));
        } else if version.in_force.is_none() {
            to = Some(i);
        }
    }
    match (from, to) {
        (Some(a), Some(b)) if a == b => InForce::Yes(a),
        (None, None) if complete && !versions.is_empty() => InForce::No,
        _ => InForce::Unknown { from, to },
    }
}

/// The versions that the sentences of a law's history tell of, oldest first, with the days of coming into force that
/// they and its last article say. `newest` is the day of the version whose text is at hand.
pub fn versions(history: &[String], newest: Option<Date>, last_article: &str) -> Vec<LawVersion> {
    let mut all: Vec<LawVersion> = history.iter().filter_map(|sentence| from_sentence(sentence)).collect();
    if let Some(day) = newest.filter(|day| all.iter().all(|v| v.adopted < *day)) {
        all.push(LawVersion { adopted: day, in_force: None, step: Step::Recorded });
    }
    all.sort_by_key(|v| v.adopted);
    all.dedup_by_key(|v| v.adopted);
    let decision = history.iter().rev().map(String::as_str).find(|h| h.contains("起施行"));
    for text in [decision.unwrap_or_default(), last_article] {
        match coming_into_force(text) {
            Some(Coming::On(day)) => set_day(&mut all, day),
            Some(Coming::WhenPublished) => set_published(&mut all),
            None => {}
        }
    }
    all
}

fn from_sentence(sentence: &str) -> Option<LawVersion> {
    // Longer ones are articles of a decision that has no numbered articles.
    if sentence.chars().count() > 200 {
        return None;
    }
    let chars: Vec<char> = sentence.chars().map(half_width).collect();
    let adopted = dates(&chars).next()?;
    // What stands in 《》 names other laws and says nothing of this one.
    let plain: String = outside_names(&chars);
    let step = if plain.contains("修订") {
        Step::Revised
    } else if plain.contains("修正") {
        Step::Amended
    } else if plain.contains("通过") {
        Step::Adopted
    } else {
        return None;
    };
    let at_once = plain.contains("公布施行");
    let published = dates(&chars).last().filter(|_| at_once);
    Some(LawVersion { adopted, in_force: published, step })
}

fn outside_names(chars: &[char]) -> String {
    let mut depth = 0usize;
    let outside = chars.iter().filter(|c| {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

enum Coming {
    On(Date),
    WhenPublished,
}

/// `自2021年7月15日起施行`, `自公布之日起施行`.
fn coming_into_force(text: &str) -> Option<Coming> {
    let before = text.split("起施行").next().filter(|before| before.len() < text.len())?;
    let clause = before.rsplit(['。', '；', '，']).next()?;
    let (_, when) = clause.rsplit_once('自')?;
    if when.contains("公布之日") {
        return Some(Coming::WhenPublished);
    }
    first_day(when).map(Coming::On)
}

fn first_day(text: &str) -> Option<Date> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    dates(&chars).next()
}

/// How long after its adoption a law may wait to come into force: beyond, the day belongs to another version.
const LONGEST_WAIT_DAYS: i32 = 1100;

/// The day that the text at hand names belongs to the version that last wrote the whole text; an amendment leaves the
/// sentence as it was, unless the day lies after the amendment itself.
fn set_day(all: &mut [LawVersion], day: Date) {
    let whole = |v: &LawVersion| v.step != Step::Amended && v.adopted <= day;
    let Some(newest) = all.last() else { return };
    let last_whole = all.iter().rposition(whole);
    let near = |i: usize| days_between(all[i].adopted, day) <= LONGEST_WAIT_DAYS;
    let owner = if newest.adopted <= day {
        let newest = all.len() - 1;
        // Amended before it came into force at all: whose day it is cannot be told.
        let doubtful = last_whole.is_some_and(|i| i != newest && near(i));
        (!doubtful).then_some(newest)
    } else {
        last_whole
    };
    if let Some(i) = owner.filter(|i| near(*i)) {
        all[i].in_force = Some(day);
    }
}

/// What comes into force when it is published does so on the day of its adoption: the President signs it that day.
fn set_published(all: &mut [LawVersion]) {
    let whole = |v: &&mut LawVersion| matches!(v.step, Step::Adopted | Step::Revised);
    if let Some(version) = all.iter_mut().rev().find(whole) {
        version.in_force = version.in_force.or(Some(version.adopted));
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days()
}

/// The days that a text names.
fn dates(chars: &[char]) -> impl Iterator<Item = Date> {
    (0..chars.len()).filter_map(|i| {
        let (year, at) = digits(chars, i, 4)?;
        let (month, at) = digits(chars, (chars.get(at) == Some(&'年')).then_some(at + 1)?, 2)?;
        let (day, at) = digits(chars, (chars.get(at) == Some(&'月')).then_some(at + 1)?, 2)?;
        let whole =
            chars.get(at) == Some(&'日') && i.checked_sub(1).is_none_or(|p| !chars[p].is_ascii_digit());
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        (whole && year >= 1900).then_some(date)
    })
}

/// A number of at most `most` digits at a place, and where it ends.
fn digits(chars: &[char], from: usize, most: usize) -> Option<(i16, usize)> {
    let count = chars.get(from..)?.iter().take(most).take_while(|c| c.is_ascii_digit()).count();
    let text: String = chars[from..from + count].iter().collect();
    text.parse().ok().map(|n| (n, from + count))
}
