//! Mapping profiles: how the columns of another system's file become our fields, written as TOML data.
//!
//! ```toml
//! kind = "inspection"
//! name = "their_system"
//! zone = "Asia/Shanghai"        # of times without an offset; this is the default
//! missing = ["NULL", "/"]       # values that mean nothing
//!
//! [columns]                     # their column = our field, or several
//! "Case No." = "own_number"
//! "Type" = ["form", "reason"]
//!
//! [fields.form]                 # what is done with the value of a field
//! values = { "Routine" = "daily", "Campaign" = "special" }
//!
//! [fields.place]                # or where it comes from, and what is done
//! columns = ["Street", "Town"]
//! join = ", "
//!
//! [[skip]]
//! column = "State"
//! equals = ["draft"]
//! reason = "not finished in the other system"
//! ```
//!
//! `when = { column = "Activity", equals = ["Fine"] }` beside any source, or one of `parts`, fills it only from rows for which
//! that holds (`differs_from` likewise): one column of a file may mean different things in different rows.
//!
//! A source is one of: `column` (a title, or several of which the first present counts), `columns`, `parts` (a list
//! of sources with rules of their own), `constant`. `columns` and `parts` are joined with `join` (a space when it is
//! not given), or as a list with `list = true`; empty ones are left out unless `keep_empty = true`.
//!
//! The rules, in the order in which they work: `strip_decimal` (60632.0 is 60632), `split` (every character of it
//! separates two items of a list), `values` with `default`, `keep_others` or refusal of other values, and
//! `values_after` (only what follows the last of these marks is looked up), then one of `multiply` (an exact factor;
//! with a factor other than 1 the result must be whole), `money` (the unit of an amount that names none: 元 or 万元; fields
//! of money are read in yuan without it; the result is fen), `formats` (of days and times, strptime; with `day = true`
//! only the day of a time, in the zone of the profile) and `hash`; at last `prefix` and `suffix`. `required` refuses a row
//! without the field, `optional` takes a file without its columns, `example` is shown beside a refused value. Fields of
//! days and times are read with the usual formats where none is given. In `parts` each part has only the rules that it
//! names itself.

mod bind;
mod builtin;
mod compile;
mod days;
mod decimal;
mod file;
mod mapping;
mod money;
mod numeral;
mod problem;
mod rule;
mod template;
mod times;

use std::sync::Arc;

pub use mapping::{Mapped, Mapping};
pub use problem::{CellProblem, MappingProblem, ProfileProblem};

use file::ProfileFile;
use mapping::{Skip, Target};

use crate::fields::fields_of;

/// Stands between the items of a list in a mapped value.
pub const LIST_SEPARATOR: char = '\u{1f}';

/// Bytes that the text of a profile may have.
const MOST_BYTES: usize = 1 << 20;

/// The titles by which a column may be found.
type Names = Arc<[String]>;

/// A mapping profile.
#[derive(Clone, Debug)]
pub struct Profile {
    kind: String,
    name: String,
    notes: String,
    targets: Vec<Target<Names>>,
    skips: Vec<Skip<Names>>,
}

impl Profile {
    /// Reads a profile and checks its fields against those of its kind.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<ProfileProblem>> {
        let profile = Self::parse_unchecked(text)?;
        let Some(fields) = fields_of(&profile.kind) else {
            return Err(vec![ProfileProblem::UnknownKind { kind: profile.kind }]);
        };
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        profile.checked(&names)
    }

    /// Reads a profile and checks its fields against a list of names, for kinds that this crate does not know.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn parse_for(text: &str, fields: &[&str]) -> Result<Self, Vec<ProfileProblem>> {
        Self::parse_unchecked(text)?.checked(fields)
    }

    fn parse_unchecked(text: &str) -> Result<Self, Vec<ProfileProblem>> {
        if text.len() > MOST_BYTES {
            return Err(vec![ProfileProblem::TooLong { allowed: MOST_BYTES }]);
        }
        let file: ProfileFile = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(0, |before| before.matches('\n').count() + 1);
            vec![ProfileProblem::Syntax { line, detail: error.message().to_owned() }]
        })?;
        compile::compile(file)
    }

    fn checked(self, fields: &[&str]) -> Result<Self, Vec<ProfileProblem>> {
        let known: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        let unknown = self.fields().filter(|field| !fields.contains(field));
        let problems: Vec<ProfileProblem> = unknown
            .map(|field| ProfileProblem::UnknownField {
                field: field.to_owned(),
                nearest: bind::nearest(&[field.to_owned()], &known),
            })
            .collect();
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// The kind of record that it makes, such as `inspection`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its author says about it.
    pub fn notes(&self) -> &str {
        &self.notes
    }

    /// Our fields that it fills.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.targets.iter().map(|target| target.field.as_ref())
    }
}
