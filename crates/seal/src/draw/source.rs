//! The public values that a draw rests on, and the key text that they make (RFC 3797 section 4).

/// A public value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Numbers whose order says nothing, as lottery balls: written in ascending order.
    Numbers(Vec<u64>),
    /// Numbers in their order, as the digits of a lottery.
    Ordered(Vec<u64>),
    /// A name and a value, as the round of a beacon or the words that people in the room gave.
    Named(String, String),
}

/// A value that would make two different values look the same in the key text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceBroken {
    /// No number, or no text.
    #[error("a source without a value")]
    Empty,
    /// The characters that separate values inside a value.
    #[error("a value may hold neither slash nor control characters, its name no colon: {0:?}")]
    Separator(String),
}

/// The key text of the sources in the order of the plan: every number is followed by `.`, every source closed by `/`.
///
/// # Errors
/// A value is empty, or holds what separates values.
pub fn key_of(sources: &[Source]) -> Result<String, SourceBroken> {
    sources.iter().map(text).collect()
}

fn text(source: &Source) -> Result<String, SourceBroken> {
    match source {
        Source::Numbers(numbers) => {
            let mut sorted = numbers.clone();
            sorted.sort_unstable();
            numbered(&sorted)
        }
        Source::Ordered(numbers) => numbered(numbers),
        Source::Named(name, value) if name.is_empty() || value.is_empty() => Err(SourceBroken::Empty),
        Source::Named(name, value) => {
            let separates = |text: &str| text.contains(|c: char| c == '/' || c.is_control());
            if separates(name) || separates(value) || name.contains(':') {
                return Err(SourceBroken::Separator(format!("{name}:{value}")));
            }
            Ok(format!("{name}:{value}/"))
        }
    }
}

fn numbered(numbers: &[u64]) -> Result<String, SourceBroken> {
    if numbers.is_empty() {
        return Err(SourceBroken::Empty);
    }
    let numbers: String = numbers.iter().map(|number| format!("{number}.")).collect();
    Ok(format!("{numbers}/"))
}
