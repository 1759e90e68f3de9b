//! What is done with one value on its way from a cell into a field.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::LIST_SEPARATOR;
use super::decimal::Decimal;
use super::money;
use super::times::Times;

/// What happens to a value that the list of values does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Others {
    Reject,
    Keep,
    Become(String),
}

/// A list of values with what they become.
#[derive(Clone, Debug)]
pub(super) struct ValueMap {
    pub(super) values: HashMap<String, String>,
    pub(super) others: Others,
    /// When set, the list holds for what comes after the last of these characters.
    pub(super) after: Option<Vec<char>>,
    /// Some of the values, for messages.
    pub(super) known: String,
}

/// What is done with a value, in this order.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    pub(super) missing: Vec<String>,
    pub(super) strip_decimal: bool,
    pub(super) split: Vec<char>,
    pub(super) values: Option<ValueMap>,
    pub(super) factor: Option<Decimal>,
    pub(super) money: Option<money::Unit>,
    pub(super) times: Option<Times>,
    pub(super) hash: bool,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) example: Option<String>,
}

/// A value that a rule refuses: the id of the message and an example of a right value.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) rule: &'static str,
    pub(super) example: String,
}

/// Half a SHA-256 in hexadecimal digits: enough that no two rows ever share a number.
const HASH_BYTES: usize = 16;

impl Rule {
    /// Adds the value as the rule makes it; nothing for a value that is empty or missing.
    pub(super) fn write(&self, raw: &str, out: &mut String) -> Result<(), Refused> {
        let raw = if self.missing.iter().any(|mark| mark == raw) { "" } else { raw };
        if self.split.is_empty() {
            return self.write_one(raw, out);
        }
        let start = out.len();
        for item in raw.split(|character| self.split.contains(&character)).map(str::trim) {
            let before = out.len();
            if before > start {
                out.push(LIST_SEPARATOR);
            }
            let after_mark = out.len();
            self.write_one(item, out)?;
            if out.len() == after_mark {
                out.truncate(before);
            }
        }
        Ok(())
    }

    fn write_one(&self, raw: &str, out: &mut String) -> Result<(), Refused> {
        let value = if self.strip_decimal { without_zero_fraction(raw) } else { raw };
        let start = out.len();
        out.push_str(&self.prefix);
        let value_start = out.len();
        self.write_bare(value, out)?;
        if out.len() == value_start {
            out.truncate(start);
        } else {
            out.push_str(&self.suffix);
        }
        Ok(())
    }

    fn write_bare(&self, value: &str, out: &mut String) -> Result<(), Refused> {
        let Some(map) = &self.values else {
            return self.write_computed(value, out);
        };
        let (head, key) = map.cut(value);
        match (map.values.get(key), &map.others) {
            (Some(known), _) => {
                map.write_head(head, out);
                self.write_computed(known, out)
            }
            (None, _) if value.is_empty() => Ok(()),
            (None, Others::Become(other)) => {
                map.write_head(head, out);
                self.write_computed(other, out)
            }
            (None, Others::Keep) => self.write_computed(value, out),
            (None, Others::Reject) => Err(self.refuse("exchange-cell-value", || map.known.clone())),
        }
    }

    fn write_computed(&self, value: &str, out: &mut String) -> Result<(), Refused> {
        if value.is_empty() {
            return Ok(());
        }
        if let Some(unit) = self.money {
            let fen =
                money::read(value, unit).map_err(|rule| self.refuse(rule, || unit.example().to_owned()))?;
            // Writing to a text cannot fail.
            let _always_ok = write!(out, "{fen}");
            return Ok(());
        }
        if let Some(factor) = self.factor {
            return self.write_number(value, factor, out);
        }
        if let Some(times) = &self.times {
            return times.write(value, out).map_err(|rule| self.refuse(rule, || times.example()));
        }
        if self.hash {
            for byte in Sha256::digest(value.as_bytes()).iter().take(HASH_BYTES) {
                // Writing to a text cannot fail.
                let _always_ok = write!(out, "{byte:02x}");
            }
            return Ok(());
        }
        out.push_str(value);
        Ok(())
    }

    fn write_number(&self, value: &str, factor: Decimal, out: &mut String) -> Result<(), Refused> {
        let example = || "1234".to_owned();
        let number = Decimal::parse(value).ok_or_else(|| self.refuse("exchange-cell-number", example))?;
        let product = number.times(factor).ok_or_else(|| self.refuse("exchange-cell-number", example))?;
        let one = Decimal::parse("1");
        if Some(factor) != one && !product.is_whole() {
            // The target of a factor is the smallest unit there is (fen): it has no fractions.
            return Err(self.refuse("exchange-cell-fraction", example));
        }
        product.write(out);
        Ok(())
    }

    fn refuse(&self, rule: &'static str, example: impl Fn() -> String) -> Refused {
        Refused { rule, example: self.example.clone().unwrap_or_else(example) }
    }
}

impl ValueMap {
    /// The part before the mark, with the mark, and the part that the list holds for.
    fn cut<'a>(&self, value: &'a str) -> (Option<&'a str>, &'a str) {
        let Some(marks) = &self.after else { return (None, value) };
        match value.rsplit_once(|character| marks.contains(&character)) {
            Some((head, key)) => (Some(head.trim()), key.trim()),
            None => (None, value),
        }
    }

    fn write_head(&self, head: Option<&str>, out: &mut String) {
        let mark = self.after.as_ref().and_then(|marks| marks.first());
        if let Some((head, mark)) = head.zip(mark) {
            out.push_str(head);
            out.push(*mark);
        }
    }
}

/// `60632.0` is how a column of whole numbers with gaps comes out of many programs.
fn without_zero_fraction(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros))
            if !whole.is_empty()
                && !zeros.is_empty()
                && zeros.bytes().all(|byte| byte == b'0')
                && whole.strip_prefix('-').unwrap_or(whole).bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            whole
        }
        _ => text,
    }
}
