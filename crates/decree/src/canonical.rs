//! The narrow JCS profile (RFC 8785) in which sections of facts are written, once and never again.
//!
//! Strings, booleans, null, arrays, objects and integers below 2^53; no floats. Keys sort by UTF-16 unit: every
//! body of a fact declares its fields in that order, so that serde writes canonical bytes directly, and a test
//! over the golden samples proves it for every kind.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Canonical bytes of a body whose fields are declared in canonical order.
pub fn to_bytes<T: Serialize>(body: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    // Bodies are plain data with string keys: serialising them into memory has no way to fail.
    let written = serde_json::to_writer(&mut bytes, body);
    debug_assert!(written.is_ok(), "a fact body must be plain data: {written:?}");
    bytes
}

/// Reads a section back. A section that was erased (`None`) reads as the body's empty value.
///
/// # Errors
/// The bytes are not what the kind and version of the fact say.
pub fn from_bytes<T: DeserializeOwned + Default>(bytes: Option<&[u8]>) -> Result<T, serde_json::Error> {
    bytes.map_or_else(|| Ok(T::default()), serde_json::from_slice)
}

/// Why bytes are not canonical.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// Not JSON at all, or with duplicate keys that a parser would drop.
    #[error("not JSON: {0}")]
    Json(String),
    /// A number that is not an integer below 2^53 in size.
    #[error("number outside the profile: {0}")]
    Number(String),
    /// Valid JSON, but not these very bytes.
    #[error("other bytes than the canonical ones")]
    Bytes,
}

/// Checks that bytes are in the profile, by reading them and writing them again with sorted keys.
///
/// # Errors
/// See [`NotCanonical`].
pub fn check(bytes: &[u8]) -> Result<(), NotCanonical> {
    let value: Value = serde_json::from_slice(bytes).map_err(|e| NotCanonical::Json(e.to_string()))?;
    numbers(&value)?;
    let mut again = Vec::with_capacity(bytes.len());
    write_sorted(&value, &mut again);
    if again == bytes { Ok(()) } else { Err(NotCanonical::Bytes) }
}

fn numbers(value: &Value) -> Result<(), NotCanonical> {
    const LIMIT: i64 = 1 << 53;
    match value {
        Value::Number(n) => match n.as_i64() {
            Some(i) if i.abs() < LIMIT => Ok(()),
            _ => Err(NotCanonical::Number(n.to_string())),
        },
        Value::Array(items) => items.iter().try_for_each(numbers),
        Value::Object(map) => map.values().try_for_each(numbers),
        _ => Ok(()),
    }
}

fn write_sorted(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write_sorted(item, out);
            }
            out.push(b']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
            out.push(b'{');
            for (i, (key, item)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                out.extend_from_slice(&to_bytes(key));
                out.push(b':');
                write_sorted(item, out);
            }
            out.push(b'}');
        }
        other => out.extend_from_slice(&to_bytes(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8785 section 3.2.3 without its floats, and the UTF-16 order of integrity tests: U+1F600 before U+FB33.
    #[test]
    fn keys_sort_by_utf16_unit() {
        let text =
            "{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"\u{f6}\":4,\"\u{20ac}\":5,\"\u{1f600}\":6,\"\u{fb33}\":7}";
        assert_eq!(check(text.as_bytes()), Ok(()));
        let swapped = "{\"\u{fb33}\":7,\"\u{1f600}\":6}";
        assert_eq!(check(swapped.as_bytes()), Err(NotCanonical::Bytes));
    }

    #[test]
    fn floats_and_large_numbers_are_refused() {
        assert!(matches!(check(b"{\"a\":1.5}"), Err(NotCanonical::Number(_))));
        assert!(matches!(check(b"{\"a\":9007199254740993}"), Err(NotCanonical::Number(_))));
        assert_eq!(check(b"{\"a\":9007199254740991}"), Ok(()));
    }
}
