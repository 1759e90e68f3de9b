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
    let way = Way { kind, has: columns(mapping, kind), agency, actor, source: Source::File, case: None };
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
                    let (wish, case) = way.wish(&mapped, cause);
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
    set_of(mapping.present(), kind)
}

/// Fields of a kind as a set.
pub fn set_of<'a>(fields: impl Iterator<Item = &'a str>, kind: Kind) -> u64 {
    let position = |field: &str| match kind {
        Kind::Inspections => inspection::position(field),
        _ => case::positions(field),
    };
    fields.filter_map(position).fold(0, |set, p| set | 1 << p)
}

/// By which way rows come, and for whom.
pub struct Way<'a> {
    /// What they are.
    pub kind: Kind,
    /// The fields that their source has at all.
    pub has: u64,
    /// Key of the agency.
    pub agency: i32,
    /// Who sends them.
    pub actor: &'a Actor,
    /// By which way.
    pub source: Source,
    /// The case that they go on with, where that is chosen and not named by its number.
    pub case: Option<Uuid>,
}

impl Way<'_> {
    /// The wish that a row makes; for a row of a case its number and its fine too.
    pub fn wish(&self, mapped: &Mapped, cause: Uuid) -> (Wish, Option<(String, i64)>) {
        let fields: Vec<(&str, &str)> = mapped.fields().collect();
        let mut problems = Vec::new();
        let (command, of_case) = if self.kind == Kind::Inspections {
            let mut collect = inspection::read(&fields, &mut problems);
            collect.agency = self.agency;
            collect.has |= self.has;
            collect.source = Some(self.source);
            (Command::Collect { wish: Box::new(collect), problems }, None)
        } else {
            let mut collect = case::read(&fields, self.kind.event(), &mut problems);
            (collect.agency, collect.case) = (self.agency, self.case);
            collect.source = Some(self.source);
            collect.steps.iter_mut().for_each(|step| step.has |= self.has);
            let fine = case::fine_of(&collect).map_or(0, |f| f.0);
            let of_case = (collect.opening.own_number.clone(), fine);
            (Command::CollectCase { wish: Box::new(collect), problems }, Some(of_case))
        };
        (Wish { actor: self.actor.clone(), cause, at: None, command }, of_case)
    }
}
