//! Counts what the parts of a workbook would cost in memory, while they are inflated into nothing.
//!
//! The reader of sheets is streamed, but before it the reader of the workbook keeps every shared string and every
//! style, reserves as many strings as the file claims, and copies texts of one element into others. A file of a few
//! megabytes can so ask for many gigabytes, and memory that is refused ends the whole program. Each limit here is
//! far above what sheet programs write.

use std::io::{self, Read};

/// Elements of the shared strings; a string takes three or four.
const MOST_STRING_TAGS: u64 = 12_000_000;
/// Strings that the part of shared strings may claim to have.
const MOST_STRINGS_CLAIMED: u64 = 12_000_000;
/// Elements of the styles, the theme or one list of relations.
const MOST_SMALL_TAGS: u64 = 1_000_000;
/// A style copies the texts of others: elements × longest text.
const MOST_COPIED_BYTES: u64 = 512 << 20;
/// Longest text of a relation; it is copied once for each sheet.
const MOST_RELATION_BYTES: u64 = 8 << 10;
const MOST_SHEETS: u64 = 10_000;
const MOST_DEFINED_NAMES: u64 = 200_000;

const CHUNK: usize = 64 << 10;
/// Bytes after the place looked at that must be at hand.
const LOOK_AHEAD: usize = 64;
/// A longer name of an element is nothing that sheet programs write.
const MOST_NAME: usize = 40;

/// What a part is, as far as its cost goes. The workbook's reader finds these by their names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartKind {
    SharedStrings,
    Styles,
    Relations,
    Other,
}

impl PartKind {
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        match last {
            "sharedstrings.xml" => Self::SharedStrings,
            "styles.xml" | "theme1.xml" => Self::Styles,
            _ if last.ends_with(".rels") => Self::Relations,
            _ => Self::Other,
        }
    }
}

/// Counts over all parts of one workbook.
#[derive(Default)]
pub(super) struct Census {
    sheets: u64,
    defined_names: u64,
}

/// Counts over one part.
struct Part {
    kind: PartKind,
    offset: u64,
    tags: u64,
    /// The longest run without a quotation mark: no text of an attribute is longer.
    longest: u64,
    run: u64,
    excess: Option<&'static str>,
}

impl Census {
    /// Reads a part to its end. Answers with its size, or with what it has too much of.
    pub(super) fn take(&mut self, name: &str, mut part: impl Read) -> io::Result<Result<u64, &'static str>> {
        let kind = PartKind::of(name);
        let mut counts = Part { kind, offset: 0, tags: 0, longest: 0, run: 0, excess: None };
        let mut chunk = vec![0; CHUNK];
        let mut kept = 0;
        loop {
            let read = part.read(chunk.get_mut(kept..).unwrap_or_default())?;
            let filled = kept + read;
            let text = chunk.get(..filled).unwrap_or_default();
            let done = if read == 0 { filled } else { filled.saturating_sub(LOOK_AHEAD) };
            for at in 0..done {
                counts.look(text.get(at..).unwrap_or_default(), self);
            }
            if let Some(excess) = counts.excess.or_else(|| self.excess()) {
                return Ok(Err(excess));
            }
            if read == 0 {
                return Ok(Ok(counts.offset));
            }
            chunk.copy_within(done..filled, 0);
            kept = filled - done;
        }
    }

    fn excess(&self) -> Option<&'static str> {
        (self.sheets > MOST_SHEETS || self.defined_names > MOST_DEFINED_NAMES).then_some("sheet, definedName")
    }
}

impl Part {
    /// Looks at the byte at the beginning of `rest`.
    fn look(&mut self, rest: &[u8], census: &mut Census) {
        self.offset += 1;
        let Some(byte) = rest.first() else { return };
        match byte {
            b'<' => self.tag(rest, census),
            // Text in UTF-16 would pass unseen; sheet programs write UTF-8.
            0 if self.kind != PartKind::Other => self.excess = Some("NUL"),
            b'u' if self.kind == PartKind::SharedStrings && claims_too_much(rest) => {
                self.excess = Some("uniqueCount");
            }
            b'=' if self.kind != PartKind::Other && self.offset > LOOK_AHEAD as u64 => {
                // Between single quotes a text may hold double ones, and its length would not be seen.
                let next = rest.iter().skip(1).find(|byte| !byte.is_ascii_whitespace());
                if self.kind != PartKind::SharedStrings && next == Some(&b'\'') {
                    self.excess = Some("'");
                }
            }
            _ => {}
        }
        self.run = if *byte == b'"' { 0 } else { self.run + 1 };
        self.longest = self.longest.max(self.run);
    }

    fn tag(&mut self, rest: &[u8], census: &mut Census) {
        self.tags += 1;
        let within = match self.kind {
            PartKind::SharedStrings => self.tags <= MOST_STRING_TAGS,
            PartKind::Styles => {
                self.tags <= MOST_SMALL_TAGS && self.tags.saturating_mul(self.longest) <= MOST_COPIED_BYTES
            }
            PartKind::Relations => self.tags <= MOST_SMALL_TAGS && self.longest <= MOST_RELATION_BYTES,
            PartKind::Other => true,
        };
        if !within {
            self.excess = Some("<");
        }
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        let name = rest.get(1..).unwrap_or_default();
        let Some(length) = name.iter().take(MOST_NAME).position(ends_name) else {
            // Also the closing tag, whose name is empty, ends above; this name is too long to be told apart.
            census.sheets += 1;
            return;
        };
        let name = name.get(..length).unwrap_or_default();
        match name.rsplit(|byte| *byte == b':').next() {
            Some(b"sheet") => census.sheets += 1,
            Some(b"definedName") => census.defined_names += 1,
            _ => {}
        }
    }
}

/// True when a number of unique strings is claimed that is too large, or written so that it cannot be told.
fn claims_too_much(rest: &[u8]) -> bool {
    let near = rest.get(..LOOK_AHEAD).unwrap_or(rest);
    let Some(after) = near.strip_prefix(b"uniqueCount") else { return false };
    let after = after.trim_ascii_start();
    let Some(value) = after.strip_prefix(b"=") else { return after.is_empty() };
    let value = value.trim_ascii_start().get(1..).unwrap_or_default();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    let claimed =
        digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    claimed > MOST_STRINGS_CLAIMED || value.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(name: &str, text: &str) -> Result<u64, &'static str> {
        Census::default().take(name, text.as_bytes()).unwrap()
    }

    #[test]
    fn ordinary_parts_pass() {
        let strings = "<?xml version='1.0'?><sst uniqueCount=\"2\"><si><t>a</t></si></sst>";
        assert_eq!(take("xl/sharedStrings.xml", strings), Ok(strings.len() as u64));
        let long = "<c>".repeat(100_000);
        assert_eq!(take("xl/worksheets/sheet1.xml", &long), Ok(300_000));
    }

    #[test]
    fn claims_and_copies_are_refused() {
        let spaces = " ".repeat(99);
        for claim in
            ["=\"99999999999\"", " = '20000000'", &format!("={spaces}\"1\""), &format!("{spaces}=\"1\"")]
        {
            let strings = format!("<sst uniqueCount{claim}></sst>");
            assert_eq!(take("xl/sharedStrings.xml", &strings), Err("uniqueCount"), "{claim}");
        }
        let format = "x".repeat(1 << 20);
        let styles = format!("<numFmt formatCode=\"{format}\"/>{}", "<xf/>".repeat(1_000));
        assert_eq!(take("XL/Styles.xml", &styles), Err("<"));
        assert_eq!(take("xl/_rels/w.rels", &format!("<a b=\"{}\"/><b/>", "y".repeat(9_000))), Err("<"));
        assert_eq!(take("styles.xml", &format!("{}<a b = 'x'/>", " ".repeat(99))), Err("'"));
        assert_eq!(take("styles.xml", "a\0"), Err("NUL"));
        assert!(take("xl/any.xml", &"<x:sheet/>".repeat(10_001)).is_err());
        assert!(take("xl/any.xml", &format!("<{}:sheet/>", "p".repeat(99)).repeat(10_001)).is_err());
    }
}
