//! Rows of a csv file, one at a time, whatever stands in it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use csv_core::ReadRecordResult;
use encoding_rs::{Decoder, GB18030};

use super::TextEncoding;
use super::bounds::Bounds;
use super::error::{OpenError, RecordProblem};
use super::row::{Row, RowFault};
use super::unreadable;

const CHUNK: usize = 64 << 10;

/// The file as UTF-8, a chunk at a time.
struct Utf8Input {
    file: File,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    raw_range: (usize, usize),
    ended: bool,
    text: Vec<u8>,
    text_range: (usize, usize),
}

impl Utf8Input {
    fn open(path: &Path, encoding: TextEncoding) -> io::Result<Self> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(encoding.mark().len() as u64))?;
        let decoder = match encoding {
            TextEncoding::Utf8 { .. } => None,
            TextEncoding::Gb18030 { .. } => Some(GB18030.new_decoder_without_bom_handling()),
        };
        // GB18030 grows by at most one half in UTF-8; the decoder asks for a little room beyond.
        let text = vec![0; CHUNK * 2];
        Ok(Self {
            file,
            decoder,
            raw: vec![0; CHUNK],
            raw_range: (0, 0),
            ended: false,
            text,
            text_range: (0, 0),
        })
    }

    fn available(&self) -> &[u8] {
        self.text.get(self.text_range.0..self.text_range.1).unwrap_or_default()
    }

    fn consume(&mut self, bytes: usize) {
        self.text_range.0 += bytes;
    }

    /// Makes sure that something is available; false at the end of the file.
    fn fill(&mut self) -> io::Result<bool> {
        while self.text_range.0 >= self.text_range.1 {
            if self.ended {
                return Ok(false);
            }
            self.text_range = (0, self.next_chunk()?);
        }
        Ok(true)
    }

    fn next_chunk(&mut self) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            let read = self.file.read(&mut self.text)?;
            self.ended = read == 0;
            return Ok(read);
        };
        if self.raw_range.0 >= self.raw_range.1 {
            self.raw_range = (0, self.file.read(&mut self.raw)?);
        }
        let input = self.raw.get(self.raw_range.0..self.raw_range.1).unwrap_or_default();
        let last = input.is_empty();
        let (_, used, written, _) = decoder.decode_to_utf8(input, &mut self.text, last);
        self.raw_range.0 += used;
        self.ended = last;
        Ok(written)
    }
}

/// A csv file being read.
pub(super) struct Delimited {
    input: Utf8Input,
    parser: csv_core::Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    /// Rows so far as Excel counts them: blank lines count, line ends inside quotes do not.
    row: u64,
    after_carriage_return: bool,
}

/// How a row of the file ended.
enum Parsed {
    Row { cells: usize },
    TooLong { cells: usize, by_bytes: bool },
    End,
}

impl Delimited {
    /// Opens the file and tells its delimiter from its first line.
    pub(super) fn open(path: &Path, encoding: TextEncoding) -> Result<(Self, u8), OpenError> {
        let mut input = Utf8Input::open(path, encoding).map_err(unreadable)?;
        input.fill().map_err(unreadable)?;
        let delimiter = sniff_delimiter(input.available());
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (output, ends) = (vec![0; 4 << 10], vec![0; 64]);
        Ok((Self { input, parser, output, ends, row: 0, after_carriage_return: false }, delimiter))
    }

    /// Reads the next row into `cells`; `None` at the end. The number is that of the row in the file.
    pub(super) fn next(
        &mut self,
        cells: &mut Vec<String>,
        width: usize,
        bounds: &Bounds,
    ) -> Option<(u64, Option<RowFault>)> {
        let mut row = Row::new(cells, width, bounds);
        match self.parse(bounds) {
            Err(error) => {
                row.fail(RowFault::Whole(RecordProblem::Damaged { detail: error.to_string() }));
                self.row += 1;
            }
            Ok(Parsed::End) => return None,
            Ok(Parsed::TooLong { by_bytes: true, .. }) => {
                row.fail(RowFault::Whole(RecordProblem::RecordTooLong { allowed: bounds.record_bytes }));
            }
            Ok(Parsed::TooLong { cells, .. }) => {
                let expected = if width == 0 { bounds.columns } else { width };
                row.fail(RowFault::Whole(RecordProblem::TooManyCells { found: cells, expected }));
            }
            Ok(Parsed::Row { cells }) => self.fill_row(&mut row, cells, width),
        }
        Some((self.row, row.finish()))
    }

    fn fill_row(&self, row: &mut Row<'_>, cells: usize, width: usize) {
        let mut start = 0;
        let mut any_beyond = false;
        for (column, end) in self.ends.iter().take(cells).enumerate() {
            let text = String::from_utf8_lossy(self.output.get(start..*end).unwrap_or_default());
            start = *end;
            if width == 0 || column < width {
                row.set(column, &text);
            } else {
                any_beyond |= !text.trim().is_empty();
            }
        }
        // A row without any text is a blank row, however few delimiters it has.
        let blank = self.output.iter().take(start).all(u8::is_ascii_whitespace);
        if any_beyond {
            row.fail(RowFault::Whole(RecordProblem::TooManyCells { found: cells, expected: width }));
        } else if cells < width && !blank {
            row.fail(RowFault::Whole(RecordProblem::TooFewCells { found: cells, expected: width }));
        }
    }

    fn parse(&mut self, bounds: &Bounds) -> io::Result<Parsed> {
        self.skip_line_ends()?;
        let (mut written, mut cells) = (0, 0);
        let mut overflow = None;
        loop {
            let more = self.input.fill()?;
            let (result, used, bytes, ends) = self.parser.read_record(
                if more { self.input.available() } else { &[] },
                self.output.get_mut(if overflow.is_some() { 0 } else { written }..).unwrap_or_default(),
                self.ends.get_mut(if overflow.is_some() { 0 } else { cells }..).unwrap_or_default(),
            );
            let last = used.checked_sub(1).and_then(|at| self.input.available().get(at));
            self.after_carriage_return = last == Some(&b'\r');
            self.input.consume(used);
            written += bytes;
            cells += ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if overflow.is_none() => {
                    overflow = self.grow_output(bounds);
                }
                ReadRecordResult::OutputEndsFull if overflow.is_none() => {
                    overflow = self.grow_ends(bounds);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::End => return Ok(Parsed::End),
                ReadRecordResult::Record => {
                    self.row += 1;
                    return Ok(match overflow {
                        None => Parsed::Row { cells },
                        Some(by_bytes) => Parsed::TooLong { cells, by_bytes },
                    });
                }
            }
        }
    }

    /// More room for the text of a row; `Some(true)` when it is longer than a row may be.
    fn grow_output(&mut self, bounds: &Bounds) -> Option<bool> {
        let room = self.output.len();
        // Two quotation marks stand for one, white space is cut off: the raw row may be somewhat longer.
        let most = bounds.record_bytes.saturating_add(bounds.cell_bytes);
        if room >= most {
            return Some(true);
        }
        self.output.resize(room.saturating_mul(2).min(most), 0);
        None
    }

    /// More room for cells; `Some(false)` when there are more than there may be columns.
    fn grow_ends(&mut self, bounds: &Bounds) -> Option<bool> {
        let room = self.ends.len();
        if room > bounds.columns {
            return Some(false);
        }
        self.ends.resize(room * 2, 0);
        None
    }

    /// Steps over the end of the last row and over blank lines, which count as rows.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        while self.input.fill()? {
            match self.input.available().first() {
                Some(b'\n') if self.after_carriage_return => self.after_carriage_return = false,
                Some(byte @ (b'\n' | b'\r')) => {
                    self.after_carriage_return = *byte == b'\r';
                    self.row += 1;
                }
                _ => break,
            }
            self.input.consume(1);
        }
        self.after_carriage_return = false;
        Ok(())
    }
}

/// The delimiter that stands most often in the first line that is not blank, outside quotes; a comma when none does.
fn sniff_delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    let line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    for byte in start.iter().skip_while(|byte| line_end(byte)) {
        match byte {
            b'"' => quoted = !quoted,
            byte if !quoted && line_end(byte) => break,
            byte if !quoted => counts.iter_mut().filter(|(mark, _)| mark == byte).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    // `max_by_key` takes the last of equals: reversed, the comma wins a tie.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

#[cfg(test)]
mod tests {
    use super::sniff_delimiter;

    #[test]
    fn delimiter_of_the_header() {
        assert_eq!(sniff_delimiter(b"a;b;c\n1,2,3,4,5"), b';');
        assert_eq!(sniff_delimiter(b"\r\na\tb"), b'\t');
        assert_eq!(sniff_delimiter(b"\"a;b;c\",d"), b',');
        assert_eq!(sniff_delimiter(b"one"), b',');
    }
}
