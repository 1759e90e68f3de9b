//! Rows as a workbook of one sheet. Every cell is a text, so nothing in it is ever a formula.

use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::WriteError;

/// UTF-16 units that a cell of a sheet can hold.
const MOST_UNITS: usize = 32_767;

/// Writes a workbook; the rows wait in a temporary file, not in memory.
pub(super) struct SheetWriter {
    workbook: Workbook,
    row: u32,
}

impl SheetWriter {
    pub(super) fn new(name: &str, header: &[String], folder: &Path) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(sheet_error)?;
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(sheet_error)?;
        // A name that no sheet may have comes only from a forged file; then the default name is good enough.
        let _named_or_default = sheet.set_name(name);
        sheet.set_freeze_panes(1, 0).map_err(sheet_error)?;
        let bold = Format::new().set_bold();
        for (column, title) in (0..).zip(header) {
            sheet.write_string_with_format(0, column, within_cell(title), &bold).map_err(sheet_error)?;
        }
        Ok(Self { workbook, row: 1 })
    }

    pub(super) fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), WriteError> {
        let row = self.row;
        let sheet: &mut Worksheet = self.workbook.worksheet_from_index(0).map_err(sheet_error)?;
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, within_cell(cell)).map_err(sheet_error)?;
        }
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self, out: impl Write + Send) -> Result<(), WriteError> {
        self.workbook.save_to_writer(out).map_err(sheet_error)
    }
}

/// The beginning of a text that a cell can hold.
fn within_cell(text: &str) -> &str {
    if text.len() <= MOST_UNITS {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > MOST_UNITS
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn sheet_error(error: XlsxError) -> WriteError {
    match error {
        XlsxError::RowColumnLimitError => WriteError::SheetFull,
        other => WriteError::Unwritable { detail: other.to_string() },
    }
}
