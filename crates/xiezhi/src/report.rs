//! What the commands print: problems, moments, tables, JSON, progress; each in the reader's language.

mod progress;
mod table;
#[cfg(test)]
mod tests;

pub use progress::{bar, counter, spinner};
pub use table::Table;
pub use telling::{moment, point_name, read_moment, refusal, say, tell, word, yuan};

use std::io::Write;

use exchange::Language;
use serde::Serialize;
use telling::{Line, Section};

/// Prints a part of what is told about a thing, after an empty line.
pub fn section(section: &Section, language: Language) {
    print("");
    print(&section.heading);
    section.lines.iter().for_each(|l| line(l, language));
}

/// Prints a line of it.
pub fn line(line: &Line, language: Language) {
    match line {
        Line::Pair(name, value) => {
            print(say(language, "alert-seen-line", &[("name", name), ("value", value)]))
        }
        Line::Text(text) => print(text),
    }
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
