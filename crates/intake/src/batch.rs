//! Batches of rows at the door: fed, settled, counted; and what is wrong with a row, in words.

use std::collections::BTreeMap;

use decree::context::Ending;
use decree::judge::Answer as Said;
use decree::problem::Problem;
use exchange::{RejectedWriter, Words};
use platform::{Answer, BulkDoor};
use serde::Serialize;
use uuid::Uuid;

use crate::reading::{Batch, Row};
use crate::{Import, IntakeError, Kind};

/// How the rows of a file ended.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Counts {
    /// Rows in all.
    pub rows: u64,
    /// Rows that were collected.
    pub accepted: u64,
    /// Rows that were there already, just so.
    pub known: u64,
    /// Rows that differ from what is there: an application was drafted for them.
    pub changed: u64,
    /// Rows that were refused.
    pub rejected: u64,
    /// Rows that the profile leaves out, with its reason.
    #[serde(skip_serializing_if = "is_zero")]
    pub skipped: u64,
    /// Alerts that were raised, by point.
    pub alerts: BTreeMap<String, u64>,
    /// Hints, by point.
    pub hints: BTreeMap<String, u64>,
    /// What lacks base information to be judged, by point.
    pub cannot_judge: BTreeMap<String, u64>,
    /// What the source has no field for, by point.
    pub incomplete: BTreeMap<String, u64>,
    /// The sum of the fines of accepted rows, in fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fines_fen: Option<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// A batch on its way: its rows, which of them were fed, and what is answered already.
pub struct Waiting {
    rows: Vec<Row>,
    /// Positions of the rows that were fed.
    fed: Vec<usize>,
    /// Answers that are there already: rehearsed rows, by position.
    answered: Vec<(usize, Answer)>,
}

/// Where the answers are counted and the rejected rows written.
pub struct Desk<'a> {
    import: &'a Import<'a>,
    /// How the rows ended so far.
    pub counts: Counts,
    rejected: Option<&'a mut RejectedWriter>,
    /// Query codes made by the rows settled last, not written out yet: case number, party, key of the clear code.
    pub made: Vec<(String, u32, Uuid)>,
    words: &'a Words,
}

impl<'a> Desk<'a> {
    /// An empty desk.
    pub fn new(import: &'a Import<'a>, rejected: Option<&'a mut RejectedWriter>, kind: Kind) -> Self {
        let fines_fen = (kind != Kind::Inspections).then_some(0);
        let counts = Counts { fines_fen, ..Counts::default() };
        Self { import, counts, rejected, made: Vec::new(), words: Words::of(import.language) }
    }

    /// Feeds a batch to the door. Answers with what the door says of the batch before.
    pub async fn feed(
        &mut self,
        batch: Batch,
        door: &mut BulkDoor,
    ) -> Result<(Waiting, Vec<Answer>), IntakeError> {
        self.counts.skipped += batch.skipped;
        self.counts.rows += batch.skipped + batch.rows.len() as u64;
        for (cells, message) in batch.broken {
            self.counts.rows += 1;
            self.counts.rejected += 1;
            if let Some(writer) = self.rejected.as_deref_mut() {
                let text = self.words.tell(&message);
                writer
                    .push_cells(&cells, &text)
                    .map_err(|e| IntakeError::Said(self.words.tell(&e.message())))?;
            }
        }
        let mut rows = batch.rows;
        // A row that the mapping could not take is decided all the same, without recording, so that every problem is known.
        let (rehearse, fed): (Vec<usize>, Vec<usize>) =
            (0..rows.len()).partition(|i| self.import.dry_run || !rows[*i].cells.is_empty());
        let mut wishes = |of: &[usize]| of.iter().filter_map(|i| rows[*i].wish.take()).collect::<Vec<_>>();
        let (rehearsed, sound) = (wishes(&rehearse), wishes(&fed));
        let answers = door.feed(sound).await?;
        let answered = rehearse.into_iter().zip(self.import.platform.rehearse(rehearsed).await?).collect();
        Ok((Waiting { rows, fed, answered }, answers))
    }

    /// Counts the answers of a batch and writes its rejected rows, in their order.
    pub fn settle(&mut self, batch: Waiting, answers: Vec<Answer>) -> Result<(), IntakeError> {
        let base = self.import.platform.base();
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
                        writer
                            .push(&row.record, &text)
                            .map_err(|e| IntakeError::Said(self.words.tell(&e.message())))?;
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
        texts.extend(refusal.problems.iter().filter(other).map(|p| words.tell(&telling::problem_message(p))));
    }
    texts.join("\n")
}
