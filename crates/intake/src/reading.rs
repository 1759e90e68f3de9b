//! Reading and mapping rows, in a thread of their own.

use decree::authority::Actor;
use decree::case;
use decree::identity::uuid_of;
use decree::inspection::{self, Source};
use exchange::{CellProblem, Mapped, Mapping, Record, Table};
use platform::{Command, Wish};
use uuid::Uuid;

use crate::Kind;

/// Rows that go through the door together.
const BATCH: usize = 2000;

/// A row on its way: what the file said, and the wish it makes.
pub struct Row {
    /// What the file said.
    pub record: Record,
    /// What the mapping could not take.
    pub cells: Vec<CellProblem>,
    /// What it wishes; taken out when it goes to the door.
    pub wish: Option<Wish>,
    /// The case's own number and the fine that the row records, in fen.
    pub case: Option<(String, i64)>,
}

/// A batch of rows, rows that could not even be read, and rows left out.
#[derive(Default)]
pub struct Batch {
    /// Rows that could be read.
    pub rows: Vec<Row>,
    /// Rows that could not, with the reason.
    pub broken: Vec<(Vec<String>, exchange::Message)>,
    /// How many the profile leaves out.
    pub skipped: u64,
}

/// Reads, maps and reads again as typed fields; in a thread of its own.
pub fn read(
    mut table: Table,
    mapping: &Mapping,
    kind: Kind,
    agency: i32,
    actor: &Actor,
    run: Uuid,
    sender: &tokio::sync::mpsc::Sender<Batch>,
) -> Result<(), exchange::Message> {
    let mut mapped = Mapped::default();
    let mut batch = Batch::default();
    let mut row_number: u64 = 0;
    let has = columns(mapping, kind);
    while let Some(next) = table.next() {
        match next {
            Err(error) => {
                let ends = error.ends_reading();
                let message = error.message();
                if ends {
                    let _receiver_gone = sender.blocking_send(std::mem::take(&mut batch));
                    return Err(message);
                }
                batch.broken.push((error.cells, message));
            }
            Ok(record) => {
                let cells = mapping.apply_into(&record, &mut mapped).err().unwrap_or_default();
                if mapped.skipped().is_some() {
                    batch.skipped += 1;
                } else {
                    row_number += 1;
                    let cause = uuid_of(&[b"import", run.as_bytes(), &row_number.to_be_bytes()]);
                    let (wish, case) = wish(&mapped, kind, has, agency, actor, cause);
                    batch.rows.push(Row { record, cells, wish: Some(wish), case });
                }
            }
        }
        if batch.rows.len() + batch.broken.len() >= BATCH
            && sender.blocking_send(std::mem::take(&mut batch)).is_err()
        {
            return Ok(());
        }
    }
    let _receiver_gone = sender.blocking_send(batch);
    Ok(())
}

/// The fields that the file has at all, whether a row fills them or not (rulings 7).
fn columns(mapping: &Mapping, kind: Kind) -> u64 {
    let position = |field: &str| match kind {
        Kind::Inspections => inspection::position(field),
        _ => case::positions(field),
    };
    mapping.present().filter_map(position).fold(0, |set, p| set | 1 << p)
}

/// The wish that a row makes; for a row of a case its number and its fine too.
fn wish(
    mapped: &Mapped,
    kind: Kind,
    has: u64,
    agency: i32,
    actor: &Actor,
    cause: Uuid,
) -> (Wish, Option<(String, i64)>) {
    let fields: Vec<(&str, &str)> = mapped.fields().collect();
    let mut problems = Vec::new();
    let (command, of_case) = if kind == Kind::Inspections {
        let mut collect = inspection::read(&fields, &mut problems);
        collect.agency = agency;
        collect.has |= has;
        collect.source = Some(Source::File);
        (Command::Collect { wish: Box::new(collect), problems }, None)
    } else {
        let mut collect = case::read(&fields, kind.event(), &mut problems);
        collect.agency = agency;
        collect.source = Some(Source::File);
        collect.steps.iter_mut().for_each(|step| step.has |= has);
        let fine = case::fine_of(&collect).map_or(0, |f| f.0);
        let of_case = (collect.opening.own_number.clone(), fine);
        (Command::CollectCase { wish: Box::new(collect), problems }, Some(of_case))
    };
    (Wish { actor: actor.clone(), cause, at: None, command }, of_case)
}
