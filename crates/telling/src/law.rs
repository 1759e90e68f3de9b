//! The law in words: the penalties of a clause, and what the citations of a text come to: whether the law is known, the
//! place exists, and the version was in force.

use std::collections::HashMap;
use std::sync::LazyLock;

use decree::base::Base;
use decree::law::{
    Branch, Citation, CitationProblem, Clause, Exists, InForce, LawState, LawText, name_key, parse, shipped,
};
use exchange::{Arg, Language};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{say, tell, word};

/// The laws on record, or those that ship with the program where none are.
pub struct Library<'a> {
    laws: Vec<(&'a LawState, &'a LawText)>,
    by_name: HashMap<String, usize>,
    shipped: bool,
}

impl<'a> Library<'a> {
    /// The library of the registers, in order of the titles.
    pub fn of(base: Option<&'a Base>) -> Self {
        let recorded: Vec<&LawState> = base.into_iter().flat_map(Base::laws).map(|(_, law)| law).collect();
        let shipped = recorded.is_empty();
        let states = if shipped { shipped_states().iter().collect() } else { recorded };
        let mut laws: Vec<_> =
            states.into_iter().filter_map(|law| law.latest().map(|text| (law, text))).collect();
        laws.sort_by(|a, b| a.1.title.cmp(&b.1.title));
        let mut by_name = HashMap::new();
        for (i, (_, text)) in laws.iter().enumerate() {
            by_name.extend(text.aliases.iter().chain([&text.title]).map(|name| (name_key(name), i)));
        }
        Self { laws, by_name, shipped }
    }

    /// Whether these are the laws that ship with the program.
    pub const fn is_shipped(&self) -> bool {
        self.shipped
    }

    /// Every law with its newest text.
    pub fn all(&self) -> &[(&'a LawState, &'a LawText)] {
        &self.laws
    }

    /// A law by its title or another name.
    pub fn find(&self, name: &str) -> Option<(&'a LawState, &'a LawText)> {
        self.by_name.get(&name_key(name)).and_then(|i| self.laws.get(*i)).copied()
    }
}

/// The shipped laws, those of one title together.
fn shipped_states() -> &'static [LawState] {
    static STATES: LazyLock<Vec<LawState>> = LazyLock::new(|| {
        let mut by_title: HashMap<&str, LawState> = HashMap::new();
        for text in shipped() {
            by_title.entry(&text.title).or_default().enter(text.clone(), Timestamp::MIN, Uuid::nil());
        }
        by_title.into_values().collect()
    });
    &STATES
}

/// What a citation comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The citation as it was understood; empty where it was not.
    pub citation: String,
    /// What is said of it.
    pub lines: Vec<String>,
    /// Whether nothing is certainly wrong with it.
    pub right: bool,
}

/// What each citation of a text comes to on a day.
pub fn cited(text: &str, day: Date, library: &Library<'_>, language: Language) -> Vec<Cited> {
    let told = |found: Result<Citation, CitationProblem>| match found {
        Ok(citation) => one(&citation, library.find(&citation.law), day, language),
        Err(problem) => Cited {
            citation: String::new(),
            lines: vec![say(
                language,
                &format!("laws-problem-{}", problem.code()),
                &[("text", problem.text())],
            )],
            right: false,
        },
    };
    parse(text).into_iter().map(told).collect()
}

fn one(citation: &Citation, law: Option<(&LawState, &LawText)>, day: Date, language: Language) -> Cited {
    let mut lines = Vec::new();
    let mut line = |id: &str, args: &[(&str, Arg)]| lines.push(tell(language, id, args));
    let Some((law, text)) = law else {
        line("laws-cited-unknown", &[]);
        return Cited { citation: citation.to_string(), lines, right: true };
    };
    let in_force = text.in_force(day);
    let exists = match in_force {
        InForce::Yes(version) => law.article_exists(version, citation),
        InForce::No | InForce::Unknown { .. } => Exists::Unknown,
    };
    line(said_of_force(in_force), &version_args(text, in_force, day));
    let place = match exists {
        Exists::Yes => "laws-cited-exists",
        Exists::No => "laws-cited-missing",
        Exists::Unknown if text.exists(citation) == Exists::No => "laws-cited-not-in-newest",
        Exists::Unknown if text.exists(citation) == Exists::Yes => "laws-cited-in-newest",
        Exists::Unknown => "laws-cited-cannot-judge",
    };
    // Of a law that is not there yet no article is missing.
    if in_force != InForce::No {
        line(place, &[]);
    }
    let named = named_version(citation, text, in_force);
    if let Some(id) = named.map(|right| if right { "laws-cited-version" } else { "laws-cited-version-wrong" })
    {
        let year = citation.law_version.unwrap_or_default().to_string();
        line(id, &[("year", Arg::text(year)), ("day", Arg::Date(day))]);
    }
    lines.extend(text.clauses(citation).flat_map(|clause| penalties(clause, language)));
    let right = in_force != InForce::No && exists != Exists::No && named != Some(false);
    Cited { citation: citation.to_string(), lines, right }
}

const fn said_of_force(in_force: InForce) -> &'static str {
    match in_force {
        InForce::Yes(_) => "laws-cited-in-force",
        InForce::No => "laws-cited-not-in-force",
        InForce::Unknown { from: Some(_), .. } => "laws-cited-some-version",
        InForce::Unknown { .. } => "laws-cited-force-unknown",
    }
}

fn version_args(text: &LawText, in_force: InForce, day: Date) -> Vec<(&'static str, Arg)> {
    let version = match in_force {
        InForce::Yes(n) => Some(n),
        InForce::Unknown { to, .. } => to,
        InForce::No => Some(0),
    };
    let adopted = version.and_then(|n| text.versions.get(n)).map_or(day, |v| v.adopted);
    vec![("day", Arg::Date(day)), ("adopted", Arg::Date(adopted))]
}

/// Whether the version that the citation names was in force; `None` if it names none or that is not known.
fn named_version(citation: &Citation, text: &LawText, in_force: InForce) -> Option<bool> {
    in_force.is(text.version_of(citation.law_version?)?)
}

/// The penalties of a clause: its kinds, and a line a branch of the fine.
pub fn penalties(clause: &Clause, language: Language) -> Vec<String> {
    let name = |code: &str| say(language, &format!("laws-penalty-{code}"), &[]);
    let kinds = Arg::texts(clause.kinds.iter().map(|k| name(k.code())));
    let paragraph = Arg::count(usize::from(clause.paragraph));
    let args = [("n", paragraph), ("kinds", kinds)];
    let id = if clause.paragraph == 0 { "laws-penalties-anywhere" } else { "laws-penalties" };
    let mut lines = vec![tell(language, id, &args)];
    lines.extend(clause.fine.branches.iter().map(|b| branch(b, language)));
    lines
}

fn branch(branch: &Branch, language: Language) -> String {
    let text = |name, value: Option<i64>, places: u32| (name, Arg::text(decimal(value.unwrap_or(0), places)));
    let (id, args) = match *branch {
        Branch::Flat { max, min } => {
            let id = match (min, max) {
                (Some(_), Some(_)) => "laws-sum-between",
                (None, Some(_)) => "laws-sum-up-to",
                _ => "laws-sum-from",
            };
            (id, vec![text("min", min, 2), text("max", max, 2)])
        }
        Branch::Multiple { max_milli, min_milli, of, .. } => {
            let id = match (min_milli, max_milli) {
                (Some(_), Some(_)) => "laws-times-between",
                (None, Some(_)) => "laws-times-up-to",
                (Some(_), None) => "laws-times-from",
                (None, None) => "laws-fine-open",
            };
            let base = ("base", word("laws-base", of.code()));
            (id, vec![text("min", min_milli, 3), text("max", max_milli, 3), base])
        }
    };
    tell(language, id, &args)
}

/// A number with some places, without those that say nothing.
fn decimal(value: i64, places: u32) -> String {
    let unit = 10i64.pow(places);
    let rest = format!("{:0width$}", value % unit, width = places as usize);
    let rest = rest.trim_end_matches('0');
    let whole = value / unit;
    if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn sums_and_multiples_are_exact() {
        assert_eq!(decimal(5_000_000, 2), "50000");
        assert_eq!(decimal(6_750, 2), "67.5");
        assert_eq!(decimal(205_194, 2), "2051.94");
        assert_eq!(decimal(20_000, 3), "20");
        assert_eq!(decimal(50, 3), "0.05");
    }
}
