//! Rows as csv, in UTF-8 or GB18030.

use std::io::{self, Write};

use encoding_rs::{Encoder, EncoderResult, GB18030};

use super::WriteError;
use crate::reader::TextEncoding;

/// Sheet programs take a cell that begins so for a formula, and a formula can send data away or start programs.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];

/// Writes csv.
pub(super) struct DelimitedWriter<W: Write> {
    csv: csv::Writer<Encoding<W>>,
    guards_formulas: bool,
}

impl<W: Write> DelimitedWriter<W> {
    pub(super) fn new(
        mut out: W,
        encoding: TextEncoding,
        delimiter: u8,
        header: &[String],
    ) -> Result<Self, WriteError> {
        out.write_all(encoding.mark())?;
        let encoder = match encoding {
            TextEncoding::Utf8 { .. } => None,
            TextEncoding::Gb18030 { .. } => Some(GB18030.new_encoder()),
        };
        let out = Encoding { out, encoder, waiting: Vec::new() };
        let mut csv = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(out);
        csv.write_record(header).map_err(csv_error)?;
        Ok(Self { csv, guards_formulas: false })
    }

    pub(super) fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), WriteError> {
        if !self.guards_formulas {
            return self.csv.write_record(cells).map_err(csv_error);
        }
        for cell in cells {
            let written = if is_formula_like(cell) {
                self.csv.write_field(format!("'{cell}"))
            } else {
                self.csv.write_field(cell)
            };
            written.map_err(csv_error)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(csv_error)
    }

    pub(super) fn guard_formulas(&mut self) {
        self.guards_formulas = true;
    }

    pub(super) fn finish(self) -> Result<W, WriteError> {
        let encoding = self.csv.into_inner().map_err(|error| io::Error::from(error.error().kind()))?;
        Ok(encoding.out)
    }
}

fn csv_error(error: csv::Error) -> WriteError {
    WriteError::Unwritable { detail: error.to_string() }
}

/// Turns UTF-8 that is written in pieces of any size into the encoding of the file.
struct Encoding<W> {
    out: W,
    encoder: Option<Encoder>,
    /// The beginning of a character whose end is not written yet.
    waiting: Vec<u8>,
}

impl<W: Write> Write for Encoding<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(encoder) = &mut self.encoder else { return self.out.write(bytes) };
        self.waiting.extend_from_slice(bytes);
        let valid = match std::str::from_utf8(&self.waiting) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.waiting.split_off(valid);
        let text = std::mem::replace(&mut self.waiting, rest);
        encode(encoder, std::str::from_utf8(&text).unwrap_or_default(), &mut self.out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// GB18030 has a place for nearly every character; the few others become a question mark.
fn encode(encoder: &mut Encoder, mut text: &str, out: &mut impl Write) -> io::Result<()> {
    let mut buffer = [0; 4 << 10];
    loop {
        let (result, used, written) = encoder.encode_from_utf8_without_replacement(text, &mut buffer, false);
        out.write_all(buffer.get(..written).unwrap_or_default())?;
        text = text.get(used..).unwrap_or_default();
        match result {
            EncoderResult::InputEmpty => return Ok(()),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(_) => out.write_all(b"?")?,
        }
    }
}

/// True for text that a sheet program would compute; a plain number is only a number.
fn is_formula_like(text: &str) -> bool {
    let is_number = || text.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.starts_with(FORMULA_STARTS) && !(text.starts_with(['+', '-']) && is_number())
}
