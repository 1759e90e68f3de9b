//! `xiezhi import`: records from a file through the one door, a batch at a time, in bounded memory.
//!
//! Rows are read and mapped in a thread of their own while the batch before is being appended. Rejected rows come back as
//! the same kind of file with a column that says everything that is wrong with each. A killed import is simply run again:
//! what was recorded is known.

pub mod codes;

use codes::CodesFile;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use decree::authority::{Actor, Role};
use decree::case;
use decree::context::Ending;
use decree::identity::uuid_of;
use decree::inspection::{self, Source};
use decree::judge::Answer as Said;
use decree::problem::Problem;
use exchange::{
    Bounds, CellProblem, Format, Language, Mapped, Mapping, Profile, Record, RejectedWriter, Table,
    TableWriter, Words,
};
use platform::{Answer, BulkDoor, Command, Platform, Wish};
use serde::Serialize;
use uuid::Uuid;

use crate::cli::Failure;
use crate::open::{How, Where, open};
use crate::report;

/// Options of `xiezhi import`.
#[derive(Args, Debug)]
pub struct Options {
    /// Kind of record: inspections, penalties, events or cases
    pub kind: String,
    /// The file: xlsx, csv, or json (a list or lines)
    pub file: PathBuf,
    /// Official code of the agency whose records these are
    #[arg(long, value_name = "CODE")]
    pub agency: String,
    /// Mapping profile: a shipped one by name, or a TOML file; guessed from the columns if not given
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    /// Write rejected rows to this file, with a column that says what is wrong
    #[arg(long, value_name = "OUT")]
    pub errors: Option<PathBuf>,
    /// Write the query codes that were made to this file (csv or xlsx): the only time they are written out
    #[arg(long, value_name = "OUT")]
    pub codes: Option<PathBuf>,
    /// Judge and count everything, record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// One last line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Rows that go through the door together.
const BATCH: usize = 2000;

/// The last line.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
pub struct Counts {
    rows: u64,
    accepted: u64,
    known: u64,
    changed: u64,
    rejected: u64,
    /// Rows that the profile leaves out, with its reason.
    #[serde(skip_serializing_if = "is_zero")]
    skipped: u64,
    alerts: BTreeMap<String, u64>,
    hints: BTreeMap<String, u64>,
    cannot_judge: BTreeMap<String, u64>,
    incomplete: BTreeMap<String, u64>,
    /// The sum of the fines of accepted rows, in fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    fines_fen: Option<i64>,
}

/// What a file's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Inspections,
    /// One row, one published decision.
    Penalties,
    /// One row, one thing that happened in a case.
    Events,
    /// One row, the opening of a case.
    Cases,
}

impl Kind {
    fn parse(text: &str) -> Option<Self> {
        match text.trim_end_matches('s') {
            "inspection" => Some(Self::Inspections),
            "penaltie" | "penalty" => Some(Self::Penalties),
            "event" => Some(Self::Events),
            "case" => Some(Self::Cases),
            _ => None,
        }
    }

    /// The kind as profiles name it.
    const fn name(self) -> &'static str {
        match self {
            Self::Inspections => "inspection",
            Self::Penalties => "penalty",
            Self::Events => "event",
            Self::Cases => "case",
        }
    }

    fn fields(self) -> &'static [exchange::FieldSpec] {
        exchange::fields_of(self.name()).unwrap_or_default()
    }

    /// What a row without a column `event` says happened.
    fn event(self) -> Option<decree::case::EventKind> {
        (self == Self::Penalties).then_some(decree::case::EventKind::Decision)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// A row on its way: what the file said, and the wish it makes.
struct Row {
    record: Record,
    /// What the mapping could not take.
    cells: Vec<CellProblem>,
    wish: Option<Wish>,
    /// The case's own number and the fine that the row records, in fen.
    case: Option<(String, i64)>,
}

/// A batch of rows, rows that could not even be read, and rows left out.
#[derive(Default)]
struct Batch {
    rows: Vec<Row>,
    broken: Vec<(Vec<String>, exchange::Message)>,
    skipped: u64,
}

/// Runs `xiezhi import`.
///
/// # Errors
/// The file, the profile, the agency or the database cannot be had. Rejected rows are no error: they are counted.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    let Some(kind) = Kind::parse(&options.kind) else {
        return Err(report::say(language, "import-unknown-kind", &[("kind", options.kind.as_str())]).into());
    };
    let words = Words::of(language);
    let table = exchange::open(&options.file, Bounds::default())
        .map_err(|e| format!("{}: {}", options.file.display(), words.tell(&e.message())))?;
    let mapping = bind(&table, kind, options.profile.as_deref(), language)?;
    let opened = open(place, How::default()).await?;
    let platform = &opened.platform;
    let agency = platform.base().agency_key(&options.agency).ok_or_else(|| {
        report::say(language, "import-unknown-agency", &[("code", options.agency.as_str())])
    })?;
    let mut rejected = match &options.errors {
        Some(path) => {
            Some(RejectedWriter::create(path, &table, language).map_err(|e| words.tell(&e.message()))?)
        }
        None => None,
    };
    let progress = report::counter(report::say(language, "import-progress", &[]), !options.json);
    let (sender, mut batches) = tokio::sync::mpsc::channel(2);
    let actor = actor_of(agency, platform);
    let run = Uuid::from_bytes(crate::machine::entropy()?[..16].try_into().unwrap_or_default());
    let reading = std::thread::spawn(move || read(table, &mapping, kind, agency, &actor, run, &sender));
    let mut door = BulkDoor::open(platform).await?;
    let mut desk = Desk {
        platform,
        options: &options,
        counts: Counts::default(),
        rejected: rejected.as_mut(),
        made: Vec::new(),
        words,
    };
    let mut codes = match &options.codes {
        Some(path) if kind != Kind::Inspections => {
            Some(CodesFile::create(path, &["codes-case", "codes-party", "codes-code"], language)?)
        }
        _ => None,
    };
    if kind != Kind::Inspections {
        desk.counts.fines_fen = Some(0);
    }
    let mut waiting: Option<Waiting> = None;
    while let Some(batch) = batches.recv().await {
        // The batch is decided while the one before is being appended; the answers that come back are that one's.
        let (next, answers) = desk.feed(batch, &mut door).await?;
        if let Some(before) = waiting.replace(next) {
            desk.settle(before, answers)?;
            codes::write(&mut desk.made, codes.as_mut(), platform, words).await?;
        }
        progress.set_position(desk.counts.rows);
    }
    if let Some(last) = waiting {
        let answers = door.rest().await?;
        desk.settle(last, answers)?;
        codes::write(&mut desk.made, codes.as_mut(), platform, words).await?;
    }
    if let Some(file) = codes {
        file.finish(words)?;
    }
    let counts = desk.counts;
    progress.finish_and_clear();
    // Closed first: a reader that waits to send would otherwise be waited for in vain.
    drop(batches);
    reading
        .join()
        .map_err(|_| report::say(language, "import-reader-failed", &[]))?
        .map_err(|m| words.tell(&m))?;
    if let Some(writer) = rejected {
        writer.finish().map_err(|e| words.tell(&e.message()))?;
    }
    print(&counts, &options, language)?;
    Ok(ExitCode::SUCCESS)
}

/// An agency's own system acts for it: its id is a function of the agency, so that facts of different runs agree.
fn actor_of(agency: i32, platform: &Platform) -> Actor {
    let base = platform.base();
    let found = base.agencies().into_iter().find(|a| a.key == agency);
    Actor {
        person: uuid_of(&[b"agency system", &agency.to_be_bytes()]),
        role: Role::AgencySystem,
        office: 0,
        agency,
        district: found.map_or(0, |a| a.district),
        line: 0,
        on_behalf: None,
    }
}

/// The mapping of the file's columns: by the profile given, a shipped one that fits, or the template's own columns.
fn bind(table: &Table, kind: Kind, profile: Option<&str>, language: Language) -> Result<Mapping, Failure> {
    let words = Words::of(language);
    let own;
    let found = match profile {
        Some(name) => match Profile::builtin(name) {
            Some(found) => found,
            None => {
                let text = std::fs::read_to_string(name).map_err(|e| {
                    let known = Profile::builtin_names().collect::<Vec<_>>().join(", ");
                    let args = [("name", name), ("error", &e.to_string()), ("known", &known)];
                    report::say(language, "import-no-profile", &args)
                })?;
                own = Profile::parse(&text).map_err(|problems| {
                    problems.iter().map(|p| words.tell(&p.message())).collect::<Vec<_>>().join("\n")
                })?;
                &own
            }
        },
        None => {
            match Profile::guess(&table.header).and_then(Profile::builtin).filter(|p| p.kind() == kind.name())
            {
                Some(found) => found,
                None => {
                    own = Profile::template(kind.name(), kind.fields()).map_err(|problems| {
                        problems.iter().map(|p| words.tell(&p.message())).collect::<Vec<_>>().join("\n")
                    })?;
                    &own
                }
            }
        }
    };
    if found.kind() != kind.name() {
        let args = [("kind", kind.name()), ("profile", found.kind())];
        return Err(report::say(language, "import-profile-of-another-kind", &args).into());
    }
    found.bind(&table.header).map_err(|problems| {
        problems.iter().map(|p| words.tell(&p.message())).collect::<Vec<_>>().join("\n").into()
    })
}

/// Reads, maps and reads again as typed fields; in a thread of its own.
fn read(
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
    mapping.fields().iter().filter_map(|f| position(f)).fold(0, |set, p| set | 1 << p)
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

/// A batch on its way: its rows, which of them were fed, and what is answered already.
struct Waiting {
    rows: Vec<Row>,
    /// Positions of the rows that were fed.
    fed: Vec<usize>,
    /// Answers that are there already: rehearsed rows, by position.
    answered: Vec<(usize, Answer)>,
}

/// Where the answers are counted and the rejected rows written.
struct Desk<'a> {
    platform: &'a Platform,
    options: &'a Options,
    counts: Counts,
    rejected: Option<&'a mut RejectedWriter>,
    /// Query codes made by the rows settled last, not written out yet: case number, party, key of the clear code.
    made: Vec<(String, u32, Uuid)>,
    words: &'a Words,
}

impl Desk<'_> {
    /// Feeds a batch to the door. Answers with what the door says of the batch before.
    async fn feed(&mut self, batch: Batch, door: &mut BulkDoor) -> Result<(Waiting, Vec<Answer>), Failure> {
        self.counts.skipped += batch.skipped;
        self.counts.rows += batch.skipped + batch.rows.len() as u64;
        for (cells, message) in batch.broken {
            self.counts.rows += 1;
            self.counts.rejected += 1;
            if let Some(writer) = self.rejected.as_deref_mut() {
                writer
                    .push_cells(&cells, &self.words.tell(&message))
                    .map_err(|e| self.words.tell(&e.message()))?;
            }
        }
        let mut rows = batch.rows;
        // A row that the mapping could not take is decided all the same, without recording, so that every problem is known.
        let (rehearse, fed): (Vec<usize>, Vec<usize>) =
            (0..rows.len()).partition(|i| self.options.dry_run || !rows[*i].cells.is_empty());
        let mut wishes = |of: &[usize]| of.iter().filter_map(|i| rows[*i].wish.take()).collect::<Vec<_>>();
        let (rehearsed, sound) = (wishes(&rehearse), wishes(&fed));
        let answers = door.feed(sound).await?;
        let answered = rehearse.into_iter().zip(self.platform.rehearse(rehearsed).await?).collect();
        Ok((Waiting { rows, fed, answered }, answers))
    }

    /// Counts the answers of a batch and writes its rejected rows, in their order.
    fn settle(&mut self, batch: Waiting, answers: Vec<Answer>) -> Result<(), Failure> {
        let base = self.platform.base();
        let mut answered = batch.answered;
        answered.extend(batch.fed.into_iter().zip(answers));
        answered.sort_by_key(|(index, _)| *index);
        for (index, answer) in answered {
            let row = &batch.rows[index];
            match (&answer, row.cells.is_empty()) {
                (Ok(done), true) => {
                    count(done, &base, &mut self.counts);
                    if let Some((number, fine)) = &row.case {
                        if done.ending == Ending::Accepted {
                            *self.counts.fines_fen.get_or_insert(0) += fine;
                        }
                        self.made.extend(done.codes.iter().map(|(party, id)| (number.clone(), *party, *id)));
                    }
                }
                _ => {
                    self.counts.rejected += 1;
                    if let Some(writer) = self.rejected.as_deref_mut() {
                        let text = problems(row, &answer, self.words);
                        writer.push(&row.record, &text).map_err(|e| self.words.tell(&e.message()))?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn count(done: &platform::Done, base: &decree::base::Base, counts: &mut Counts) {
    match done.ending {
        Ending::Accepted => counts.accepted += 1,
        Ending::Known => counts.known += 1,
        Ending::Changed => counts.changed += 1,
    }
    for point in &done.alerts {
        *counts.alerts.entry(base.point_code(*point).to_owned()).or_default() += 1;
    }
    for (point, said) in &done.findings {
        let list = match said {
            Said::Hint => &mut counts.hints,
            Said::CannotJudge => &mut counts.cannot_judge,
            Said::Incomplete => &mut counts.incomplete,
            Said::Breach => continue,
        };
        *list.entry(base.point_code(*point).to_owned()).or_default() += 1;
    }
}

/// Every problem of a row in words: what the mapping could not take, and what the door refused about other fields.
fn problems(row: &Row, answer: &Answer, words: &Words) -> String {
    let mut texts: Vec<String> = row.cells.iter().map(|c| words.tell(&c.message())).collect();
    if let Err(refusal) = answer {
        let other = |p: &&Problem| !row.cells.iter().any(|c| &*c.field == p.field);
        texts.extend(refusal.problems.iter().filter(other).map(|p| words.tell(&report::problem_message(p))));
    }
    texts.join("\n")
}

fn print(counts: &Counts, options: &Options, language: Language) -> Result<(), Failure> {
    if options.json {
        println!("{}", serde_json::to_string(counts)?);
        return Ok(());
    }
    let number = |n: u64| n.to_string();
    let args = [
        ("rows", &*number(counts.rows)),
        ("accepted", &*number(counts.accepted)),
        ("known", &*number(counts.known)),
        ("changed", &*number(counts.changed)),
        ("rejected", &*number(counts.rejected)),
    ];
    println!(
        "{}",
        report::say(language, if options.dry_run { "import-rehearsed" } else { "import-done" }, &args)
    );
    let lists = [
        ("import-alerts", &counts.alerts),
        ("import-hints", &counts.hints),
        ("import-incomplete", &counts.incomplete),
        ("import-cannot-judge", &counts.cannot_judge),
    ];
    for (title, list) in lists.into_iter().filter(|(_, l)| !l.is_empty()) {
        println!("{}", report::say(language, title, &[]));
        for (point, n) in list {
            println!("  {:>8}  {}", n, report::point_name(language, point));
        }
    }
    if let Some(fen) = counts.fines_fen.filter(|f| *f > 0) {
        println!("{}", report::say(language, "import-fines", &[("fines", &report::yuan(fen))]));
    }
    if counts.rejected > 0 && options.errors.is_none() {
        println!("{}", report::say(language, "import-errors-hint", &[]));
    }
    Ok(())
}

/// Runs `xiezhi template`: an empty file with the columns of a kind.
///
/// # Errors
/// The kind is unknown or the file cannot be written.
pub fn template(kind: &str, file: &Path, language: Language) -> Result<ExitCode, Failure> {
    let words = Words::of(language);
    let Some(fields) = exchange::fields_of(kind.trim_end_matches('s')) else {
        return Err(report::say(language, "import-unknown-kind", &[("kind", kind)]).into());
    };
    let header: Vec<String> = fields.iter().map(|f| f.label(language)).collect();
    let format =
        if file.extension().is_some_and(|e| e == "xlsx") { Format::xlsx(kind) } else { Format::csv() };
    let writer = TableWriter::create(file, &format, &header).map_err(|e| words.tell(&e.message()))?;
    writer.finish().map_err(|e| words.tell(&e.message()))?;
    Ok(ExitCode::SUCCESS)
}
