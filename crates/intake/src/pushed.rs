//! Rows that an agency's system pushes (Art. 13): the same mapping, the same wishes and the same door as a file's rows, each
//! with an answer of its own. Exchange operations never alter anything (rulings 3): `u` is collecting, and what differs is
//! drafted; `d` drafts a withdrawal.

use decree::amendment::{AmendmentStatus, Draft};
use decree::authority::Actor;
use decree::context::Ending;
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::inspection::Source;
use decree::problem::Problem;
use exchange::{Bounds, CellProblem, Language, Mapped, Mapping, Message, Profile, Record, Table, Words};
use platform::{Answer, Command, Done, Platform, PlatformError, Queue, Wish};
use uuid::Uuid;

use crate::reading::{Way, set_of};
use crate::{IntakeError, Kind, bind};

/// The column of exchange batches that says what is to be done with a row.
const OPERATION: &str = "cd_operation";
/// How the columns of an exchange's envelope begin: they are about the exchange, not about the act.
const ENVELOPE: &str = "cd_";
const STANDARD: &str = "decree17-18";

/// What is to be done with pushed rows.
pub struct Push<'a> {
    /// The platform.
    pub platform: &'a Platform,
    /// The queue in front of its door: one row alone is committed together with others'.
    pub queue: &'a Queue,
    /// What the rows are.
    pub kind: Kind,
    /// How their fields are called, if not as in the data standard.
    pub profile: Option<&'a Profile>,
    /// Who pushes, for its own agency.
    pub actor: &'a Actor,
    /// What nobody else's push has: part of each row's cause.
    pub run: Uuid,
    /// Decide everything, record nothing.
    pub dry_run: bool,
    /// The case that the rows go on with, where that is chosen and not named by its number.
    pub case: Option<Uuid>,
    /// The language of what cannot be said row by row.
    pub language: Language,
}

/// What is wrong with a row.
#[derive(Clone, Debug)]
pub enum RowProblem {
    /// It could not be read at all.
    Row(Message),
    /// A value that the mapping could not take.
    Cell(CellProblem),
    /// What the door refused.
    Door(Problem),
}

/// How a row ended.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Its place among the rows, from 1.
    pub number: u64,
    /// The agency's own number of the act; empty where it gave none.
    pub own_number: String,
    /// What became of it, or everything that is wrong with it.
    pub ended: Result<Done, Vec<RowProblem>>,
}

/// What is to be done with a row.
enum Step {
    /// It cannot be read.
    Broken(RowProblem),
    /// Collect it; with problems it is only decided, so that every problem is known.
    Collect(Box<Wish>, Vec<RowProblem>),
    /// Apply for the withdrawal of what has its number.
    Withdraw(Vec<RowProblem>),
    /// The profile leaves it out.
    Skip,
}

/// Rows as they were pushed, with the columns that all of them have together.
struct Rows {
    header: Vec<String>,
    read: Vec<(u64, Result<Record, Message>)>,
}

impl Push<'_> {
    /// Decides pushed objects: a json list, or with `lines` one object a line.
    ///
    /// # Errors
    /// The text is no such list or larger than `bounds`; then nothing was recorded. Or the database is away: what was recorded
    /// stands, and the same push again knows it.
    pub async fn objects(
        &self,
        text: Vec<u8>,
        lines: bool,
        bounds: Bounds,
    ) -> Result<Vec<Settled>, IntakeError> {
        let words = Words::of(self.language);
        let table = exchange::open_objects(text, lines, bounds)
            .map_err(|e| IntakeError::Said(words.tell(&e.message())))?;
        let rows = read_all(table).map_err(|message| IntakeError::Said(words.tell(&message)))?;
        if rows.read.is_empty() {
            return Err(IntakeError::Said(words.say("import-no-rows", &[])));
        }
        let mapping = bind(&rows.header, self.kind, self.profile, self.language)?;
        let steps = self.steps(&rows, &mapping);
        self.settle(steps).await
    }

    fn steps(&self, rows: &Rows, mapping: &Mapping) -> Vec<(u64, String, Step)> {
        // Our own fields are all there to be filled: what is left out is missing. Another system has what its columns say.
        let has = match self.profile {
            None => set_of(self.kind.fields().iter().map(|f| f.name), self.kind),
            Some(_) => set_of(mapping.present(), self.kind),
        };
        let actor = self.actor;
        let way =
            Way { kind: self.kind, has, agency: actor.agency, actor, source: Source::Push, case: self.case };
        let operation = rows.header.iter().position(|title| title.eq_ignore_ascii_case(OPERATION));
        let foreign = self.foreign(&rows.header);
        let mut mapped = Mapped::default();
        let step = |(number, record): &(u64, Result<Record, Message>)| {
            let record = match record {
                Ok(record) => record,
                Err(message) => {
                    return (*number, String::new(), Step::Broken(RowProblem::Row(message.clone())));
                }
            };
            let cells = mapping.apply_into(record, &mut mapped).err().unwrap_or_default();
            if mapped.skipped().is_some() {
                return (*number, String::new(), Step::Skip);
            }
            let cell = |column: usize| record.cells.get(column).map_or("", String::as_str);
            let own_number = mapped.get("own_number").unwrap_or_default().to_owned();
            let unknown = foreign.iter().filter(|(column, _)| !cell(*column).is_empty());
            let mut problems: Vec<RowProblem> = cells.into_iter().map(RowProblem::Cell).collect();
            problems.extend(
                unknown.map(|(_, name)| RowProblem::Door(Problem::new("", name, "unknown-field", STANDARD))),
            );
            let step = match operation.map_or("", cell) {
                "d" | "D" => Step::Withdraw(problems),
                "" | "i" | "I" | "u" | "U" => {
                    let cause = uuid_of(&[b"push", self.run.as_bytes(), &number.to_be_bytes()]);
                    Step::Collect(Box::new(way.wish(&mapped, cause).0), problems)
                }
                other => {
                    let problem =
                        Problem::new(OPERATION, other, "unknown-code", STANDARD).example("i / u / d");
                    Step::Broken(RowProblem::Door(problem))
                }
            };
            (*number, own_number, step)
        };
        rows.read.iter().map(step).collect()
    }

    /// Columns that no field of ours has, where the rows are in our own fields: a mistyped name must not lose a value.
    fn foreign(&self, header: &[String]) -> Vec<(usize, String)> {
        if self.profile.is_some() {
            return Vec::new();
        }
        let fields = self.kind.fields();
        let ours = |title: &str| {
            fields.iter().any(|f| f.name == title || Language::ALL.iter().any(|l| f.label(*l) == title))
        };
        let foreign = header.iter().enumerate().filter(|(_, title)| !ours(title));
        let foreign = foreign.filter(|(_, title)| !title.to_ascii_lowercase().starts_with(ENVELOPE));
        foreign.map(|(column, title)| (column, title.clone())).collect()
    }

    /// Goes through the rows in their order: what is collected in groups, a withdrawal when everything before it is settled.
    async fn settle(&self, steps: Vec<(u64, String, Step)>) -> Result<Vec<Settled>, IntakeError> {
        let mut settled = Vec::with_capacity(steps.len());
        let mut group = Group::default();
        for (number, own_number, step) in steps {
            match step {
                Step::Skip => {}
                Step::Broken(problem) => {
                    settled.push(Settled { number, own_number, ended: Err(vec![problem]) });
                }
                Step::Collect(wish, problems) => group.push(number, own_number, *wish, problems),
                Step::Withdraw(problems) => {
                    settled.extend(self.collect(std::mem::take(&mut group)).await?);
                    let ended = self.withdraw(number, &own_number, problems).await?;
                    settled.push(Settled { number, own_number, ended });
                }
            }
        }
        settled.extend(self.collect(group).await?);
        settled.sort_by_key(|row| row.number);
        Ok(settled)
    }

    async fn collect(&self, group: Group) -> Result<Vec<Settled>, IntakeError> {
        let (mut sound, mut doubtful) = (Vec::new(), Vec::new());
        for row in group.rows {
            if self.dry_run || !row.problems.is_empty() { doubtful.push(row) } else { sound.push(row) }
        }
        let mut settled = Vec::with_capacity(sound.len() + doubtful.len());
        let mut wishes: Vec<Wish> = sound.iter_mut().filter_map(|row| row.wish.take()).collect();
        let answers = match (wishes.len(), wishes.pop()) {
            (1, Some(wish)) => vec![self.queue.submit(wish).await?],
            (_, last) => {
                wishes.extend(last);
                self.platform.submit_all(wishes).await?
            }
        };
        settled.extend(sound.into_iter().zip(answers).map(|(row, answer)| row.settled(answer)));
        let wishes = doubtful.iter_mut().filter_map(|row| row.wish.take()).collect();
        let answers = self.platform.rehearse(wishes).await?;
        settled.extend(doubtful.into_iter().zip(answers).map(|(row, answer)| row.settled(answer)));
        Ok(settled)
    }

    /// Drafts the withdrawal of what has the number: an office decides (Art. 14). Asked for twice, it is drafted once.
    async fn withdraw(
        &self,
        number: u64,
        own_number: &str,
        mut problems: Vec<RowProblem>,
    ) -> Result<Result<Done, Vec<RowProblem>>, IntakeError> {
        let kind = if self.kind == Kind::Inspections { ThingKind::Inspection } else { ThingKind::Case };
        let found = self
            .platform
            .records_numbered(self.actor, kind, self.actor.agency, own_number)
            .await?
            .first()
            .copied();
        let Some(stream) = found.filter(|_| problems.is_empty()) else {
            if found.is_none() {
                let unknown = Problem::new("own_number", own_number, "not-found", "decree17-22");
                problems.push(RowProblem::Door(unknown));
            }
            return Ok(Err(problems));
        };
        if let Some(drafted) = self.drafted(stream).await? {
            let done = Done { amendment: Some(drafted), ..Done::of(Ending::Known, stream) };
            return Ok(Ok(done));
        }
        let reason = Words::of(Language::Chinese).say("import-withdrawal-reason", &[]);
        let draft = Draft { reason, withdrawal: true, ..Draft::default() };
        let cause = uuid_of(&[b"push", self.run.as_bytes(), &number.to_be_bytes(), b"withdrawal"]);
        let command = Command::DraftAmendment { stream, draft };
        let wish = Wish { actor: self.actor.clone(), cause, at: None, command };
        let answer = if self.dry_run {
            self.platform.rehearse(vec![wish]).await?.pop().ok_or(PlatformError::Contended)?
        } else {
            self.platform.submit(wish).await?
        };
        // The application is what was made; the row is about the record.
        Ok(answer
            .map(|done| Done { ending: Ending::Changed, stream, amendment: Some(done.stream), ..done })
            .map_err(|refusal| refusal.problems.into_iter().map(RowProblem::Door).collect()))
    }

    /// The application to withdraw a record that is open, or was agreed to.
    async fn drafted(&self, stream: Uuid) -> Result<Option<Uuid>, PlatformError> {
        let (_, amendments) = self.platform.about(self.actor, stream).await?;
        let open = |code: i16| {
            !matches!(
                AmendmentStatus::from_number(code),
                Some(AmendmentStatus::Refused | AmendmentStatus::Dropped)
            )
        };
        let found = amendments.cells().find(|row| row.yes("withdrawal") && open(row.code("state")));
        Ok(found.map(|row| row.uuid("stream")))
    }
}

/// Rows that are collected together.
#[derive(Default)]
struct Group {
    rows: Vec<Collected>,
}

struct Collected {
    number: u64,
    own_number: String,
    wish: Option<Wish>,
    problems: Vec<RowProblem>,
}

impl Group {
    fn push(&mut self, number: u64, own_number: String, wish: Wish, problems: Vec<RowProblem>) {
        self.rows.push(Collected { number, own_number, wish: Some(wish), problems });
    }
}

impl Collected {
    /// The row with its answer: what the mapping could not take, and what the door refused about other fields.
    fn settled(self, answer: Answer) -> Settled {
        let mut problems = self.problems;
        let ended = match answer {
            Ok(done) if problems.is_empty() => Ok(done),
            Ok(_) => Err(problems),
            Err(refusal) => {
                let told = |field: &str| {
                    problems.iter().any(|p| matches!(p, RowProblem::Cell(cell) if &*cell.field == field))
                };
                let others: Vec<Problem> = refusal.problems.into_iter().filter(|p| !told(p.field)).collect();
                problems.extend(others.into_iter().map(RowProblem::Door));
                Err(problems)
            }
        };
        Settled { number: self.number, own_number: self.own_number, ended }
    }
}

/// Every row, before any is decided: a text that breaks off records nothing.
fn read_all(mut table: Table) -> Result<Rows, Message> {
    let mut read = Vec::new();
    while let Some(next) = table.next() {
        match next {
            Ok(record) => read.push((record.number, Ok(record))),
            Err(error) if error.ends_reading() => return Err(error.message()),
            Err(error) => read.push((error.number, Err(error.message()))),
        }
    }
    Ok(Rows { header: table.header, read })
}
