//! A profile bound to the header of a file: turning its rows into our fields.

use std::sync::Arc;

use super::LIST_SEPARATOR;
use super::problem::CellProblem;
use super::rule::Rule;
use crate::message::quote;
use crate::reader::Record;

/// Where a text comes from. `C` is how a column is named: by its titles in a profile, by its index once bound.
#[derive(Clone, Debug)]
pub(super) enum Source<C> {
    Column(C),
    Constant(String),
    Joined { pieces: Vec<Piece<C>>, join: String, keep_empty: bool },
}

/// A source with what is done with its text.
#[derive(Clone, Debug)]
pub(super) struct Piece<C> {
    pub(super) source: Source<C>,
    pub(super) rule: Arc<Rule>,
    /// The rows that it is filled from.
    pub(super) when: Option<Condition<C>>,
}

/// One of our fields with what fills it.
#[derive(Clone, Debug)]
pub(super) struct Target<C> {
    pub(super) field: Arc<str>,
    pub(super) piece: Piece<C>,
    /// A row without it is refused.
    pub(super) required: bool,
    /// A file without its columns is taken all the same.
    pub(super) optional: bool,
}

/// What must hold of the value in a column.
#[derive(Clone, Debug)]
pub(super) struct Condition<C> {
    pub(super) column: C,
    pub(super) equals: Vec<String>,
    pub(super) differs_from: Vec<String>,
}

impl Piece<Index> {
    /// Whether the file has anything that this is made of.
    fn is_there(&self) -> bool {
        match &self.source {
            Source::Column(column) => column.is_some(),
            Source::Constant(_) => true,
            Source::Joined { pieces, .. } => pieces.iter().any(Self::is_there),
        }
    }
}

/// A condition under which a row is left out.
#[derive(Clone, Debug)]
pub(super) struct Skip<C> {
    pub(super) condition: Condition<C>,
    pub(super) reason: Arc<str>,
}

/// A column of the file that is read; `None` when an optional one is not there.
pub(super) type Index = Option<usize>;

/// A profile bound to the header of one file.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub(super) header: Arc<[String]>,
    pub(super) fields: Arc<[Arc<str>]>,
    pub(super) targets: Vec<Target<Index>>,
    pub(super) skips: Vec<Skip<Index>>,
}

/// The fields of one row. It may be filled again and again without new memory.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    fields: Arc<[Arc<str>]>,
    values: Vec<String>,
    skipped: Option<Arc<str>>,
}

impl Mapped {
    /// The fields that hold something, with their values: days as `2014-09-08`, times as
    /// `2014-09-08T14:30:00+08:00`, the items of a list with [`LIST_SEPARATOR`] between them.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.fields.iter().zip(&self.values);
        pairs.filter(|(_, value)| !value.is_empty()).map(|(field, value)| (field.as_ref(), value.as_str()))
    }

    /// The value of a field; `None` when it is empty or the profile does not fill it.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.fields().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// The value at a place of [`Mapping::fields`], which saves the search; empty when there is none.
    pub fn at(&self, place: usize) -> &str {
        self.values.get(place).map_or("", String::as_str)
    }

    /// The items of a field that holds a list.
    pub fn items(&self, field: &str) -> impl Iterator<Item = &str> {
        self.get(field).into_iter().flat_map(|value| value.split(LIST_SEPARATOR))
    }

    /// Why the profile leaves this row out; then no field holds anything.
    pub fn skipped(&self) -> Option<&str> {
        self.skipped.as_deref()
    }
}

impl Mapping {
    /// The fields that may hold something, in the order of [`Mapped::at`].
    pub fn fields(&self) -> &[Arc<str>] {
        &self.fields
    }

    /// The fields that the file has at all: from a column that is there, or from a constant of the profile.
    pub fn present(&self) -> impl Iterator<Item = &str> {
        self.targets.iter().filter(|target| target.piece.is_there()).map(|target| &*target.field)
    }

    /// The fields of a row.
    ///
    /// # Errors
    ///
    /// Every value that cannot be taken.
    pub fn apply(&self, record: &Record) -> Result<Mapped, Vec<CellProblem>> {
        let mut mapped = Mapped::default();
        self.apply_into(record, &mut mapped)?;
        Ok(mapped)
    }

    /// The same as [`Mapping::apply`], into memory that is used again.
    ///
    /// # Errors
    ///
    /// Every value that cannot be taken.
    pub fn apply_into(&self, record: &Record, mapped: &mut Mapped) -> Result<(), Vec<CellProblem>> {
        if !Arc::ptr_eq(&mapped.fields, &self.fields) {
            mapped.fields = Arc::clone(&self.fields);
        }
        mapped.values.resize_with(self.targets.len(), String::new);
        mapped.values.iter_mut().for_each(String::clear);
        mapped.skipped = self
            .skips
            .iter()
            .find(|skip| skip.condition.holds_for(record))
            .map(|skip| Arc::clone(&skip.reason));
        if mapped.skipped.is_some() {
            return Ok(());
        }
        let mut problems = Vec::new();
        for (target, value) in self.targets.iter().zip(&mut mapped.values) {
            let call = Call { record, header: &self.header, field: &target.field };
            let sound = target.piece.write(&call, value, &mut problems);
            if sound && target.required && value.is_empty() {
                problems.push(call.problem(
                    &target.piece,
                    String::new(),
                    "exchange-cell-empty",
                    target.example(),
                ));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

impl Target<Index> {
    fn example(&self) -> String {
        let rule = &self.piece.rule;
        let of_values = || rule.values.as_ref().map(|map| map.known.clone());
        let of_times = || rule.times.as_ref().map(super::times::Times::example);
        rule.example.clone().or_else(of_values).or_else(of_times).unwrap_or_else(|| "…".to_owned())
    }
}

impl Condition<Index> {
    fn holds_for(&self, record: &Record) -> bool {
        let value = cell(record, self.column);
        self.equals.iter().any(|other| other == value)
            || !self.differs_from.is_empty() && self.differs_from.iter().all(|other| other != value)
    }
}

/// The row and the field that are worked on.
struct Call<'a> {
    record: &'a Record,
    header: &'a [String],
    field: &'a Arc<str>,
}

impl Call<'_> {
    fn problem(
        &self,
        piece: &Piece<Index>,
        value: String,
        rule: &'static str,
        example: String,
    ) -> CellProblem {
        let mut titles = Vec::new();
        piece.titles(self.header, &mut titles);
        let column = titles.join(" + ");
        CellProblem { column, field: Arc::clone(self.field), value, rule, args: Vec::new(), example }
    }
}

impl Piece<Index> {
    /// Adds the text of this piece; false when a problem was noted.
    fn write(&self, call: &Call<'_>, out: &mut String, problems: &mut Vec<CellProblem>) -> bool {
        if self.when.as_ref().is_some_and(|when| !when.holds_for(call.record)) {
            return true;
        }
        let joined;
        let raw = match &self.source {
            Source::Column(index) => cell(call.record, *index),
            Source::Constant(constant) => constant,
            Source::Joined { pieces, join, keep_empty } => {
                let mut text = String::new();
                if !write_joined(pieces, join, *keep_empty, call, &mut text, problems) {
                    return false;
                }
                joined = text;
                &joined
            }
        };
        match self.rule.write(raw, out) {
            Ok(()) => true,
            Err(refused) => {
                problems.push(call.problem(self, quote(raw), refused.rule, refused.example));
                false
            }
        }
    }

    /// The titles of the columns that this piece reads.
    fn titles<'a>(&self, header: &'a [String], into: &mut Vec<&'a str>) {
        match &self.source {
            Source::Column(index) => {
                into.extend(index.and_then(|index| header.get(index)).map(String::as_str));
            }
            Source::Constant(_) => {}
            Source::Joined { pieces, .. } => pieces.iter().for_each(|piece| piece.titles(header, into)),
        }
    }
}

fn write_joined(
    pieces: &[Piece<Index>],
    join: &str,
    keep_empty: bool,
    call: &Call<'_>,
    out: &mut String,
    problems: &mut Vec<CellProblem>,
) -> bool {
    let mut sound = true;
    let mut any = false;
    for (place, piece) in pieces.iter().enumerate() {
        let before = out.len();
        if if keep_empty { place > 0 } else { any } {
            out.push_str(join);
        }
        let start = out.len();
        sound &= piece.write(call, out, problems);
        if out.len() > start {
            any = true;
        } else if !keep_empty {
            out.truncate(before);
        }
    }
    if !any {
        // Only marks between nothings: there is no value.
        out.clear();
    }
    sound
}

fn cell(record: &Record, index: Index) -> &str {
    index.and_then(|index| record.cells.get(index)).map_or("", String::as_str)
}
