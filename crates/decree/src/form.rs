//! 執法文書格式: the forms of a field's enforcement documents, by edition (Art. 11(4); rulings 2). A procedure standard names a
//! required document by its title; where the line has a catalogue, the forms of the edition in force are meant.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{EventKind, Stage};
use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{FORM, Row};

/// One field of a form, in the order in which they are printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FormField {
    /// A line to fill.
    Line(String),
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<String>,
        /// Its heading.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        label: String,
        /// How many lines are printed.
        rows: u32,
    },
    /// Boxes to tick.
    Boxes {
        /// What each says.
        choices: Vec<String>,
    },
}

/// One form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its code, the same in every edition.
    pub code: String,
    /// What happens with it, where an event fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventKind>,
    /// Its fields.
    pub fields: Vec<FormField>,
    /// What stands before the year in its number; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The stage it belongs to, where one fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Its title.
    pub title: String,
}

/// One edition of a field's forms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Whether `from` is the very day; otherwise the first of the edition's year.
    pub day_known: bool,
    /// The field, in words.
    pub field: String,
    /// Its forms.
    pub form: Vec<Form>,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Code of the line.
    pub line: String,
    /// Where it was published.
    pub source: String,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Version, from 1.
    pub version: i32,
}

impl Catalogue {
    /// The form with a code.
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.form.iter().find(|f| f.code == code)
    }

    /// The form that the name of a paper says: of several titles with which it ends, the one that says most of it.
    pub fn named_by(&self, paper: &str) -> Option<&Form> {
        let paper = Title::of(paper);
        let named = self.form.iter().filter_map(|f| Some((Title::of(&f.title).closes(&paper)?, f)));
        named.max_by_key(|(said, _)| *said).map(|(_, form)| form)
    }

    /// Whether a paper is a document that a standard requires: a form of this edition that the required title means, or,
    /// where the paper is no form of the catalogue, that very title.
    pub fn satisfies(&self, paper: &str, required: &str) -> bool {
        match self.named_by(paper) {
            Some(form) => form.is_meant_by(required),
            None => Title::of(required).closes(&Title::of(paper)).is_some(),
        }
    }
}

impl Form {
    /// Whether a required title means this form: 行政处罚决定书 means that for a unit and that for a person.
    pub fn is_meant_by(&self, required: &str) -> bool {
        self.code == required || Title::of(required).is_in(&Title::of(&self.title))
    }
}

/// A title in the ways in which it may be written down: without what its brackets say, without what the last of them says
/// (whom the form is for), whole.
struct Title {
    ways: [String; 3],
}

impl Title {
    fn of(text: &str) -> Self {
        let (mut whole, mut bare, mut depth) = (String::new(), String::new(), 0u32);
        let mut last = 0;
        for c in stem(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》')) {
            match c {
                '（' | '(' => (depth, last) = (depth + 1, whole.len()),
                '）' | ')' => depth = depth.saturating_sub(1),
                _ => {
                    whole.push(c);
                    if depth == 0 {
                        bare.push(c);
                        last = whole.len();
                    }
                }
            }
        }
        Self { ways: [bare, whole[..last].to_owned(), whole] }
    }

    fn ways(&self) -> impl Iterator<Item = (usize, &str)> {
        self.ways.iter().map(String::as_str).enumerate().filter(|(_, way)| !way.is_empty())
    }

    /// How much of another title this one says at its end: characters, and in which way.
    fn closes(&self, other: &Self) -> Option<(usize, usize)> {
        let fits = |way: &str| other.ways().any(|(_, name)| name.ends_with(way));
        self.ways().filter(|(_, way)| fits(way)).map(|(n, way)| (way.chars().count(), n)).max()
    }

    fn is_in(&self, other: &Self) -> bool {
        self.ways().any(|(_, way)| other.ways().any(|(_, name)| name.contains(way)))
    }
}

/// The name of a paper without the ending of its file and without a number behind it.
fn stem(name: &str) -> &str {
    let name = name.trim();
    let ending = |(_, end): &(&str, &str)| !end.is_empty() && end.len() <= 5 && end.is_ascii();
    let name = name.rsplit_once('.').filter(ending).map_or(name, |(stem, _)| stem);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | ' '))
}

#[derive(Deserialize)]
struct Shipped {
    catalogue: Vec<Catalogue>,
}

/// The catalogues of a text.
///
/// # Errors
/// The text is not a list of catalogues.
pub fn parse(text: &str) -> Result<Vec<Catalogue>, toml::de::Error> {
    toml::from_str::<Shipped>(text).map(|s| s.catalogue)
}

/// The shipped catalogues as text: `data/forms/work_safety.toml`.
pub const SHIPPED: &str = include_str!("../../../data/forms/work_safety.toml");

crate::facts! {
    /// What is said about a catalogue of forms.
    FormFact {
        /// An edition is put in force from a day on.
        Put = 37 v 1 { public: Catalogue }
    }
}

/// A catalogue with all its editions.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// Its editions.
    pub versions: Dated<Catalogue>,
}

impl FormState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let FormFact::Put { public } = FormFact::read(fact)?;
        self.versions.push(version(*public, fact, |c| (c.from, c.until)));
        Ok(())
    }

    /// Its rows in `view`: one a form and edition.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let editions = (1i32..).zip(self.versions.all());
        let forms = editions.flat_map(|(n, v)| (1i32..).zip(&v.value.form).map(move |(no, f)| (n, v, no, f)));
        forms
            .map(|(n, v, no, form)| Row {
                table: &FORM,
                values: vec![
                    v.value.key.into(),
                    n.into(),
                    no.into(),
                    stream.into(),
                    v.value.line.as_str().into(),
                    form.code.as_str().into(),
                    form.title.as_str().into(),
                    form.stage.map(Stage::number).into(),
                    form.event.map(EventKind::number).into(),
                    form.prefix.as_str().into(),
                    count(form.fields.len()).into(),
                    v.value.version.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
