//! Rows of one sheet of a workbook.
//!
//! The cells come from a thread of their own: calamine's reader borrows the workbook, and a reader that hangs or
//! breaks over a hostile file then ends that thread, not the program. Few rows wait between the two.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};

use super::archive::inspect;
use super::bounds::Bounds;
use super::error::{OpenError, RecordProblem};
use super::row::{CellFault, Row, RowFault, cut};
use super::unreadable;

const BATCH_ROWS: usize = 256;
const BATCH_BYTES: usize = 256 << 10;
const BATCHES_WAITING: usize = 2;

/// Above 10¹⁵ a sheet no longer holds every digit of a number.
const EXACT: f64 = 1e15;

/// A row as the sheet holds it: only the cells that hold something.
#[derive(Default)]
struct SheetRow {
    /// The number of the row in the sheet, from 1.
    number: u64,
    cells: Vec<(usize, Content)>,
    bytes: usize,
    /// The number of columns up to the last cell that holds something.
    width: usize,
}

enum Content {
    Text(String),
    Fault(CellFault),
}

enum FromThread {
    Opened { sheet: String },
    Refused(OpenError),
    Rows(Vec<SheetRow>),
    Broken(String),
    Ended,
}

/// A sheet being read.
pub(super) struct Sheet {
    rows: Receiver<FromThread>,
    batch: std::vec::IntoIter<SheetRow>,
    last_number: u64,
}

impl Sheet {
    /// Opens the sheet of this name, or the first visible one, and tells its name.
    pub(super) fn open(
        path: &Path,
        name: Option<&str>,
        bounds: &Bounds,
        time: Duration,
    ) -> Result<(Self, String), OpenError> {
        let (sender, rows) = sync_channel(BATCHES_WAITING);
        let (path, name, for_thread) = (path.to_owned(), name.map(str::to_owned), bounds.clone());
        thread::Builder::new()
            .name("sheet".to_owned())
            .spawn(move || {
                if let Err(error) = read_sheet(&path, name.as_deref(), &for_thread, &sender) {
                    // Nobody is left to hear it when this fails.
                    let _unheard = sender.send(FromThread::Refused(error));
                }
            })
            .map_err(unreadable)?;
        match rows.recv_timeout(time) {
            Ok(FromThread::Opened { sheet }) => {
                Ok((Self { rows, batch: Vec::new().into_iter(), last_number: 0 }, sheet))
            }
            Ok(FromThread::Refused(error)) => Err(error),
            Err(RecvTimeoutError::Timeout) => Err(OpenError::TooSlow { seconds: bounds.seconds }),
            Ok(_) | Err(RecvTimeoutError::Disconnected) => {
                Err(OpenError::Damaged { detail: "xlsx".to_owned() })
            }
        }
    }

    /// Reads the next row into `cells`; `None` at the end.
    pub(super) fn next(
        &mut self,
        cells: &mut Vec<String>,
        width: usize,
        bounds: &Bounds,
        time: Duration,
    ) -> Option<(u64, Option<RowFault>)> {
        let sheet_row = match self.next_row(bounds, time) {
            Ok(row) => row?,
            Err(problem) => {
                Row::new(cells, width, bounds);
                return Some((self.last_number + 1, Some(RowFault::Whole(problem))));
            }
        };
        self.last_number = sheet_row.number;
        let mut row = Row::new(cells, width, bounds);
        let expected = if width == 0 { bounds.columns } else { width };
        if sheet_row.width > expected {
            row.fail(RowFault::Whole(RecordProblem::TooManyCells { found: sheet_row.width, expected }));
        }
        if sheet_row.bytes > bounds.record_bytes {
            row.fail(RowFault::Whole(RecordProblem::RecordTooLong { allowed: bounds.record_bytes }));
        }
        for (column, content) in sheet_row.cells.into_iter().filter(|(column, _)| *column < expected) {
            match content {
                Content::Text(text) => row.set(column, &text),
                Content::Fault(fault) => fail_cell(&mut row, column, fault),
            }
        }
        Some((sheet_row.number, row.finish()))
    }

    fn next_row(&mut self, bounds: &Bounds, time: Duration) -> Result<Option<SheetRow>, RecordProblem> {
        loop {
            if let Some(row) = self.batch.next() {
                return Ok(Some(row));
            }
            match self.rows.recv_timeout(time) {
                Ok(FromThread::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(FromThread::Ended) => return Ok(None),
                Ok(FromThread::Broken(detail)) => return Err(RecordProblem::Damaged { detail }),
                Ok(FromThread::Refused(error)) => {
                    return Err(RecordProblem::Damaged { detail: error.to_string() });
                }
                Err(RecvTimeoutError::Timeout) => {
                    return Err(RecordProblem::TooSlow { seconds: bounds.seconds });
                }
                Ok(FromThread::Opened { .. }) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(RecordProblem::Damaged { detail: "xlsx".to_owned() });
                }
            }
        }
    }
}

fn fail_cell(row: &mut Row<'_>, column: usize, fault: CellFault) {
    if let CellFault::Formula(value) | CellFault::LongNumber(value) = &fault {
        row.set(column, value);
    }
    row.fail(RowFault::Cell(column, fault));
}

/// Works in the thread; stops early when nobody listens any more.
fn read_sheet(
    path: &Path,
    name: Option<&str>,
    bounds: &Bounds,
    sender: &SyncSender<FromThread>,
) -> Result<(), OpenError> {
    inspect(File::open(path).map_err(unreadable)?, bounds)?;
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut workbook = Xlsx::new(file).map_err(damaged)?;
    let sheet = choose_sheet(&workbook, name)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(damaged)?;
    if sender.send(FromThread::Opened { sheet }).is_err() {
        return Ok(());
    }
    let mut batch = Batch { rows: Vec::new(), bytes: 0, sender };
    let mut row = SheetRow::default();
    let end = loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break FromThread::Ended,
            Err(error) => break FromThread::Broken(error.to_string()),
        };
        let (at, column) = cell.get_position();
        let number = u64::from(at) + 1;
        if number != row.number
            && !batch.push(std::mem::replace(&mut row, SheetRow { number, ..SheetRow::default() }))
        {
            return Ok(());
        }
        row.add(column as usize, cell.get_value(), bounds);
    };
    if batch.push(row) && batch.send() {
        // Nobody is left to hear it when this fails.
        let _unheard = sender.send(end);
    }
    Ok(())
}

fn choose_sheet(workbook: &Xlsx<BufReader<File>>, name: Option<&str>) -> Result<String, OpenError> {
    let sheets = || workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let found = match name {
        Some(name) => sheets().find(|sheet| sheet.name == name),
        None => sheets().find(|sheet| sheet.visible == SheetVisible::Visible),
    };
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| OpenError::NoSheet {
        name: name.unwrap_or_default().to_owned(),
        present: sheets().map(|sheet| sheet.name.clone()).collect(),
    })
}

/// Rows on their way to the reader.
struct Batch<'a> {
    rows: Vec<SheetRow>,
    bytes: usize,
    sender: &'a SyncSender<FromThread>,
}

impl Batch<'_> {
    /// Adds a row that holds something; false when nobody listens any more.
    fn push(&mut self, row: SheetRow) -> bool {
        if row.width == 0 {
            return true;
        }
        self.bytes += row.bytes;
        self.rows.push(row);
        (self.rows.len() < BATCH_ROWS && self.bytes < BATCH_BYTES) || self.send()
    }

    fn send(&mut self) -> bool {
        self.bytes = 0;
        self.sender.send(FromThread::Rows(std::mem::take(&mut self.rows))).is_ok()
    }
}

impl SheetRow {
    /// Adds what a cell holds, as long as the row stays within the bounds; beyond them it is only counted.
    fn add(&mut self, column: usize, value: &DataRef<'_>, bounds: &Bounds) {
        let Some(content) = content(value, bounds.cell_bytes) else { return };
        self.width = self.width.max(column + 1);
        // The overhead of a cell counts too: a row of very many short cells must not grow without bound.
        self.bytes += size_of::<(usize, Content)>();
        if let Content::Text(text) = &content {
            self.bytes += text.len();
        }
        let fits = self.bytes <= bounds.record_bytes && self.cells.len() < bounds.columns;
        if fits && column < bounds.columns {
            self.cells.push((column, content));
        }
    }
}

/// What a cell holds as text; `None` when it is blank.
fn content(value: &DataRef<'_>, cell_bytes: usize) -> Option<Content> {
    let text = |text: &str| {
        // One byte more than allowed is kept, so that the cell is still seen to be too long.
        let kept = cut(text, cell_bytes.saturating_add(4));
        (!kept.trim().is_empty()).then(|| Content::Text(kept.to_owned()))
    };
    match value {
        DataRef::Empty => None,
        DataRef::String(string) => text(string),
        DataRef::SharedString(string) => text(string),
        DataRef::DateTimeIso(string) | DataRef::DurationIso(string) => text(string),
        DataRef::Bool(yes) => Some(Content::Text(yes.to_string())),
        DataRef::Int(number) => Some(Content::Text(number.to_string())),
        DataRef::Float(number) if number.abs() >= EXACT => {
            Some(Content::Fault(CellFault::LongNumber(number.to_string())))
        }
        DataRef::Float(number) => Some(Content::Text(number.to_string())),
        DataRef::DateTime(moment) => Some(Content::Text(iso(moment))),
        DataRef::Error(error) => Some(Content::Fault(CellFault::Formula(error.to_string()))),
    }
}

/// ISO 8601 text: a day, a day with a time, a time of day, or hours and minutes that have passed.
fn iso(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() {
        let seconds = (moment.as_f64() * 86_400.0).round();
        let (hours, rest) = ((seconds / 3_600.0).floor(), seconds.rem_euclid(3_600.0));
        return format!("{hours:02}:{:02}:{:02}", (rest / 60.0).floor(), rest.rem_euclid(60.0));
    }
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if (0.0..1.0).contains(&moment.as_f64()) {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{time}") }
}

fn damaged(error: calamine::XlsxError) -> OpenError {
    OpenError::Damaged { detail: error.to_string() }
}
