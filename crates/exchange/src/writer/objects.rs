//! Rows as json objects, in a list or one a line. Every value is a text; reading them gives the same texts back.

use std::io::{self, Write};

use super::WriteError;

/// Writes json.
pub(super) struct ObjectsWriter<W: Write> {
    out: W,
    in_list: bool,
    any: bool,
}

impl<W: Write> ObjectsWriter<W> {
    pub(super) const fn array(out: W) -> Self {
        Self { out, in_list: true, any: false }
    }

    pub(super) const fn lines(out: W) -> Self {
        Self { out, in_list: false, any: false }
    }

    pub(super) fn push<'a>(
        &mut self,
        header: &[String],
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<(), WriteError> {
        let before: &[u8] = match (self.in_list, self.any) {
            (false, _) => b"{",
            (true, false) => b"[\n{",
            (true, true) => b",\n{",
        };
        self.out.write_all(before)?;
        self.any = true;
        for (place, (title, cell)) in header.iter().zip(cells).enumerate() {
            if place > 0 {
                self.out.write_all(b",")?;
            }
            self.text(title)?;
            self.out.write_all(b":")?;
            self.text(cell)?;
        }
        self.out.write_all(if self.in_list { b"}" } else { b"}\n" })?;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), WriteError> {
        serde_json::to_writer(&mut self.out, text).map_err(|error| WriteError::from(io::Error::from(error)))
    }

    pub(super) fn finish(mut self) -> Result<W, WriteError> {
        if self.in_list {
            self.out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        }
        Ok(self.out)
    }
}
