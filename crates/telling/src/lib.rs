//! What pages and commands tell, in words: the same sentences on a screen and at the command line. Everything here takes
//! values and gives text; nothing is read and nothing is printed.

pub mod alert;
pub mod amendment;
pub mod case;
mod deadline;
mod due;
pub mod finding;
pub mod law;
mod life;
mod moment;
mod names;
mod problem;
mod receipt;
mod story;

pub use deadline::{explained, limit, why};
pub use due::due;
pub use moment::{moment, read_moment, typed, when};
pub use names::Names;
pub use problem::{case_problem_message, example as problem_example, problem_message, refusal};
pub use receipt::{of_receipt, of_receipt_problem};
pub use story::{of_remedy, of_story, story};

use exchange::{Arg, Language, Words};

/// A part of what is told about one thing: a heading, and lines below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A name and its value.
    Pair(String, String),
    /// A sentence.
    Text(String),
}

impl Line {
    /// Whether it is a name with its value.
    pub const fn is_pair(&self) -> bool {
        matches!(self, Self::Pair(..))
    }
}

/// A message with text arguments.
pub fn say(language: Language, id: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<(&str, Arg)> = args.iter().map(|(name, text)| (*name, Arg::text(*text))).collect();
    Words::of(language).say(id, &args)
}

/// A message with arguments of any kind.
pub fn tell(language: Language, id: &str, args: &[(&str, Arg)]) -> String {
    Words::of(language).say(id, args)
}

/// An argument in words.
pub fn plain(language: Language, arg: &Arg) -> String {
    Words::of(language).plain(arg)
}

/// The word for a member of a code list: `alert-status` and `open` make the id `alert-status-open`.
pub fn word(family: &str, code: &str) -> Arg {
    Arg::Word(format!("{family}-{code}").into())
}

/// The name of an alert point.
pub fn point_name(language: Language, code: &str) -> String {
    Words::of(language).say(&format!("point-{code}"), &[])
}

/// Money as people write it: fen as yuan, exactly.
pub fn yuan(fen: i64) -> String {
    let (yuan, rest) = (fen / 100, (fen % 100).abs());
    let mut digits = yuan.abs().to_string();
    let mut at = digits.len();
    while at > 3 {
        at -= 3;
        digits.insert(at, ',');
    }
    let sign = if fen < 0 { "-" } else { "" };
    if rest == 0 { format!("{sign}{digits}") } else { format!("{sign}{digits}.{rest:02}") }
}

/// A sum in fen, as text, with its unit.
pub fn money(language: Language, fen: &str) -> Arg {
    let yuan = fen.parse().map_or_else(|_| fen.to_owned(), yuan);
    Arg::text(tell(language, "money-yuan", &[("amount", Arg::text(yuan))]))
}
