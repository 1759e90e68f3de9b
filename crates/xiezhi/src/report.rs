//! What the commands print: problems, moments, tables, JSON, progress; each in the reader's language.

mod moment;
mod problem;
mod progress;
mod table;
#[cfg(test)]
mod tests;

pub use moment::{moment, read_moment, when};
pub use problem::{problem_message, refusal};
pub use progress::{bar, counter, spinner};
pub use table::Table;

use std::io::Write;

use exchange::{Arg, Language, Words};
use serde::Serialize;

/// A message with text arguments.
pub fn say(language: Language, id: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<(&str, Arg)> = args.iter().map(|(name, text)| (*name, Arg::text(*text))).collect();
    Words::of(language).say(id, &args)
}

/// A message with arguments of any kind.
pub fn tell(language: Language, id: &str, args: &[(&str, Arg)]) -> String {
    Words::of(language).say(id, args)
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

/// Prints a line. Whoever reads no further (`… | head`) ends the reading, not the command.
pub fn print(line: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _closed = writeln!(out, "{}", line.as_ref());
}

/// Prints a remark beside the answer, where a program that reads the answer does not see it.
pub fn note(line: impl AsRef<str>) {
    let mut out = std::io::stderr().lock();
    let _closed = writeln!(out, "{}", line.as_ref());
}

/// Prints a value as one line of JSON.
///
/// # Errors
/// The value is none that JSON can hold.
pub fn json(value: &impl Serialize) -> Result<(), serde_json::Error> {
    print(serde_json::to_string(value)?);
    Ok(())
}
