//! The row that is being read: cells are cleaned and measured as they come.

use super::bounds::Bounds;
use super::error::RecordProblem;
use super::text::{Found, clean};

/// What is wrong with one cell, before the column has its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellFault {
    Control(u32),
    TooLong,
    Formula(String),
    LongNumber(String),
}

/// What is wrong with the row as its source sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowFault {
    Cell(usize, CellFault),
    Whole(RecordProblem),
}

impl RowFault {
    /// The problem, now that the columns have names.
    pub(super) fn named(self, header: &[String], bounds: &Bounds) -> RecordProblem {
        let (column, fault) = match self {
            Self::Whole(problem) => return problem,
            Self::Cell(column, fault) => (column, fault),
        };
        let column = match header.get(column) {
            Some(title) if !title.is_empty() => title.clone(),
            _ => format!("#{}", column + 1),
        };
        match fault {
            CellFault::Control(code) => RecordProblem::Control { column, code },
            CellFault::TooLong => RecordProblem::CellTooLong { column, allowed: bounds.cell_bytes },
            CellFault::Formula(value) => RecordProblem::Formula { column, value },
            CellFault::LongNumber(value) => RecordProblem::LongNumber { column, value },
        }
    }
}

/// A row under construction over a reused vector of cells.
pub(super) struct Row<'a> {
    cells: &'a mut Vec<String>,
    bounds: &'a Bounds,
    bytes: usize,
    fault: Option<RowFault>,
}

impl<'a> Row<'a> {
    /// An empty row of `width` cells; more are added when a source sets them.
    pub(super) fn new(cells: &'a mut Vec<String>, width: usize, bounds: &'a Bounds) -> Self {
        cells.resize_with(width, String::new);
        cells.iter_mut().for_each(String::clear);
        Self { cells, bounds, bytes: 0, fault: None }
    }

    /// Puts the cleaned text into the cell.
    pub(super) fn set(&mut self, column: usize, raw: &str) {
        let (text, found) = clean(raw);
        if let Found::Control(code) = found {
            self.fail(RowFault::Cell(column, CellFault::Control(code)));
        }
        let kept = cut(&text, self.bounds.cell_bytes);
        if kept.len() < text.len() {
            self.fail(RowFault::Cell(column, CellFault::TooLong));
        }
        self.bytes += kept.len();
        if self.bytes > self.bounds.record_bytes {
            self.fail(RowFault::Whole(RecordProblem::RecordTooLong { allowed: self.bounds.record_bytes }));
            return;
        }
        if column >= self.cells.len() {
            self.cells.resize_with(column + 1, String::new);
        }
        if let Some(cell) = self.cells.get_mut(column) {
            cell.clear();
            cell.push_str(kept);
        }
    }

    /// Notes what is wrong; the first fault of a row is the one that is told.
    pub(super) fn fail(&mut self, fault: RowFault) {
        self.fault.get_or_insert(fault);
    }

    /// What was found wrong.
    pub(super) fn finish(self) -> Option<RowFault> {
        self.fault
    }
}

/// The beginning of `text` within `bytes`, cut between characters.
pub(super) fn cut(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    text.get(..text.floor_char_boundary(bytes)).unwrap_or_default()
}
