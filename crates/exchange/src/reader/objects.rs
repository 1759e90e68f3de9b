//! Rows of a json file: a list of flat objects, or one object a line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::bounds::Bounds;
use super::error::{OpenError, RecordProblem};
use super::row::{Row, RowFault};
use super::text::{Found, clean};
use super::unreadable;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Keys and raw values in the order of the text, repeated keys included.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("{…}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    pairs.push((pair.0.0, pair.1));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

/// A key, borrowed from the text when it needs no unescaping.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Whether the objects stand in a list or on lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Array,
    Lines,
}

/// What the scanner found next.
enum Scanned {
    /// The text of one value, without what stands around it.
    Value,
    TooLong,
    End,
    /// The structure around the values is broken; nothing more can be read.
    Broken(&'static str),
}

/// A json file being read.
pub(super) struct Objects {
    input: BufReader<Box<dyn Read + Send>>,
    layout: Layout,
    /// The line (lines) or the place in the list (array) of the last value, from 1.
    number: u64,
    text: Vec<u8>,
    columns: HashMap<String, usize>,
    /// For each column the last value that named it, to find keys that stand twice.
    named_by: Vec<u64>,
    values: u64,
}

impl Objects {
    pub(super) fn open(path: &Path, layout: Layout) -> Result<Self, OpenError> {
        Self::of(Box::new(File::open(path).map_err(unreadable)?), layout)
    }

    /// Objects of any source: a file, or what was pushed.
    pub(super) fn of(source: Box<dyn Read + Send>, layout: Layout) -> Result<Self, OpenError> {
        let mut input = BufReader::with_capacity(64 << 10, source);
        if input.fill_buf().map_err(unreadable)?.starts_with(UTF8_MARK) {
            input.consume(UTF8_MARK.len());
        }
        let (text, columns, named_by) = (Vec::new(), HashMap::new(), Vec::new());
        Ok(Self { input, layout, number: 0, text, columns, named_by, values: 0 })
    }

    /// Reads the next object into `cells`; `None` at the end. Keys not met before are added to `header`.
    pub(super) fn next(
        &mut self,
        cells: &mut Vec<String>,
        header: &mut Vec<String>,
        bounds: &Bounds,
    ) -> Option<(u64, Option<RowFault>)> {
        let mut row = Row::new(cells, header.len(), bounds);
        let scanned = match self.layout {
            Layout::Array => self.scan_item(bounds),
            Layout::Lines => self.scan_line(bounds),
        };
        let damaged = |detail: String| RowFault::Whole(RecordProblem::Damaged { detail });
        match scanned {
            Ok(Scanned::End) => return None,
            Ok(Scanned::Value) => self.read_object(&mut row, header, bounds),
            Ok(Scanned::TooLong) => {
                row.fail(RowFault::Whole(RecordProblem::RecordTooLong { allowed: bounds.record_bytes }));
            }
            Ok(Scanned::Broken(expected)) => row.fail(damaged(format!("? {expected}"))),
            Err(error) => row.fail(damaged(error.to_string())),
        }
        Some((self.number, row.finish()))
    }

    fn read_object(&mut self, row: &mut Row<'_>, header: &mut Vec<String>, bounds: &Bounds) {
        self.values += 1;
        let pairs = match serde_json::from_slice::<Pairs<'_>>(&self.text) {
            Ok(Pairs(pairs)) => pairs,
            Err(error) => {
                row.fail(RowFault::Whole(RecordProblem::NotAnObject { detail: error.to_string() }));
                return;
            }
        };
        for (key, value) in pairs {
            let column = match self.columns.get(key.as_ref()) {
                Some(column) => *column,
                None if header.len() >= bounds.columns || !is_title(&key, bounds) => {
                    row.fail(RowFault::Whole(RecordProblem::TooManyColumns { allowed: bounds.columns }));
                    return;
                }
                None => {
                    header.push(clean(&key).0.into_owned());
                    self.named_by.push(0);
                    self.columns.insert(key.as_ref().to_owned(), header.len() - 1);
                    header.len() - 1
                }
            };
            let named_by = self.named_by.get_mut(column).map(|last| std::mem::replace(last, self.values));
            if named_by == Some(self.values) {
                row.fail(RowFault::Whole(RecordProblem::DuplicateKey { key: key.into_owned() }));
                return;
            }
            match plain_text(value.get()) {
                Ok(text) => row.set(column, &text),
                Err(detail) => row.fail(RowFault::Whole(RecordProblem::NotAnObject { detail })),
            }
        }
    }

    /// The next line that is not blank.
    fn scan_line(&mut self, bounds: &Bounds) -> io::Result<Scanned> {
        loop {
            self.text.clear();
            let most = bounds.record_bytes as u64 + 2;
            let read = self.input.by_ref().take(most).read_until(b'\n', &mut self.text)?;
            if read == 0 {
                return Ok(Scanned::End);
            }
            self.number += 1;
            if !self.text.ends_with(b"\n") && read as u64 == most {
                self.input.skip_until(b'\n')?;
                return Ok(Scanned::TooLong);
            }
            if !self.text.trim_ascii().is_empty() {
                return Ok(Scanned::Value);
            }
        }
    }

    /// The next value of the list.
    fn scan_item(&mut self, bounds: &Bounds) -> io::Result<Scanned> {
        let first = self.number == 0;
        let mut start = self.skip_space()?;
        if first && start == Some(b'[') || !first && start == Some(b',') {
            self.input.consume(1);
            start = self.skip_space()?;
            if start == Some(b']') && first {
                return self.end_of_list();
            }
        } else if !first && start == Some(b']') {
            return self.end_of_list();
        } else {
            self.number += 1;
            return Ok(Scanned::Broken(if first { "[" } else { ", ]" }));
        }
        self.number += 1;
        self.scan_value(bounds)
    }

    fn end_of_list(&mut self) -> io::Result<Scanned> {
        self.input.consume(1);
        match self.skip_space()? {
            None => Ok(Scanned::End),
            Some(_) => Ok(Scanned::Broken("EOF")),
        }
    }

    fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let space = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = buffer.get(space).copied();
            self.input.consume(space);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Takes one value into `text`: up to the end of its brackets, or for a bare value up to the comma or bracket.
    fn scan_value(&mut self, bounds: &Bounds) -> io::Result<Scanned> {
        self.text.clear();
        let mut nesting = Nesting::default();
        let mut too_long = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(Scanned::Broken("}"));
            }
            let (taken, whole) = nesting.take(buffer);
            if self.text.len() + taken > bounds.record_bytes {
                too_long = true;
                self.text.clear();
            }
            if !too_long {
                self.text.extend(buffer.iter().take(taken));
            }
            self.input.consume(taken);
            if whole {
                return Ok(if too_long { Scanned::TooLong } else { Scanned::Value });
            }
        }
    }
}

/// Where a scan stands within brackets and strings.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// How many bytes of `buffer` belong to the value, and whether it ends there.
    fn take(&mut self, buffer: &[u8]) -> (usize, bool) {
        for (at, byte) in buffer.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 1 => self.depth -= 1,
                b'}' | b']' if self.depth == 1 => return (at + 1, true),
                b']' | b',' if self.depth == 0 => return (at, true),
                _ => {}
            }
        }
        (buffer.len(), false)
    }
}

fn is_title(key: &str, bounds: &Bounds) -> bool {
    key.len() <= bounds.cell_bytes && clean(key).1 == Found::Text
}

/// A text without its quotes, nothing for null, a list of texts with a line for each, anything else as it stands in the file.
fn plain_text(raw: &str) -> Result<Cow<'_, str>, String> {
    if raw.starts_with('[')
        && let Ok(texts) = serde_json::from_str::<Vec<String>>(raw)
    {
        return Ok(Cow::Owned(texts.join("\n")));
    }
    if raw.starts_with('"') {
        return serde_json::from_str(raw)
            .map(|text: String| Cow::Owned(text))
            .map_err(|error| error.to_string());
    }
    Ok(Cow::Borrowed(if raw == "null" { "" } else { raw }))
}
