//! The register of laws: one stream a law, and what each fact of it says of the text then newest.

use std::sync::LazyLock;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::citation::Citation;
use super::clause::Clause;
use super::range::Range;
use super::version::{InForce, LawVersion, in_force};
use crate::fact::{Fact, ReadError};
use crate::identity::uuid_of;
use crate::view::{LAW, Row};

/// An article: its number, `之`, and how many paragraphs it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u16, u16, u16)", into = "(u16, u16, u16)")]
pub struct Article {
    /// Number.
    pub no: u16,
    /// 之一; 0 for the article itself.
    pub sub: u16,
    /// How many paragraphs; its items are none.
    pub paragraphs: u16,
}

impl From<(u16, u16, u16)> for Article {
    fn from((no, sub, paragraphs): (u16, u16, u16)) -> Self {
        Self { no, sub, paragraphs }
    }
}

impl From<Article> for (u16, u16, u16) {
    fn from(article: Article) -> Self {
        (article.no, article.sub, article.paragraphs)
    }
}

/// What the library knows of a law: its structure, no sentence of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawText {
    /// Other names by which it is cited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The articles of the newest version, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<Article>,
    /// The penalties of the newest version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
    /// Whether articles and history are all there; if not, what is not found may exist.
    pub complete: bool,
    /// Name.
    pub title: String,
    /// Its versions, oldest first.
    pub versions: Vec<LawVersion>,
}

/// Whether a place exists in a version of a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exists {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The text of that version is not known.
    Unknown,
}

impl LawText {
    /// Which version was in force on a day.
    pub fn in_force(&self, day: Date) -> InForce {
        in_force(&self.versions, self.complete, day)
    }

    /// The version that a year names, as in `(2019修正)`: the one adopted that year, the last if several were.
    pub fn version_of(&self, year: i16) -> Option<usize> {
        self.versions.iter().rposition(|v| v.adopted.year() == year)
    }

    /// Whether the newest version has the place that a citation names; its paragraph is looked at, its items are not.
    pub fn exists(&self, citation: &Citation) -> Exists {
        let Some(number) = citation.article else { return Exists::Yes };
        let found = self.articles.binary_search_by_key(&(number, citation.sub), |a| (a.no, a.sub));
        match (found, citation.paragraph) {
            (Ok(i), Some(paragraph)) if paragraph > self.articles[i].paragraphs => Exists::No,
            (Ok(_), _) => Exists::Yes,
            (Err(_), _) if self.complete && !self.articles.is_empty() => Exists::No,
            (Err(_), _) if self.clauses.iter().any(|c| (c.article, c.sub) == (number, citation.sub)) => {
                Exists::Yes
            }
            (Err(_), _) => Exists::Unknown,
        }
    }

    /// The penalties of the place that a citation names: of its paragraph, or of the whole article if it names none.
    pub fn clauses<'a>(&'a self, citation: &Citation) -> impl Iterator<Item = &'a Clause> {
        let (article, sub, paragraph) = (citation.article, citation.sub, citation.paragraph);
        let meant = move |c: &&Clause| {
            Some(c.article) == article
                && c.sub == sub
                && (c.paragraph == 0 || paragraph.is_none_or(|p| p == c.paragraph))
        };
        self.clauses.iter().filter(meant)
    }

    /// Every branch of the fine that the place allows; `None` if the library knows no penalty there.
    pub fn range(&self, citation: &Citation) -> Option<Range> {
        let mut clauses = self.clauses(citation).peekable();
        clauses.peek()?;
        Some(Range { branches: clauses.flat_map(|c| c.fine.branches.iter().copied()).collect() })
    }
}

crate::facts! {
    /// What is said about a law.
    LawFact {
        /// The law is entered in the library, or a newer version of it.
        Entered = 35 v 1 { public: LawText }
    }
}

/// The stream of a law.
pub fn law_stream(title: &str) -> Uuid {
    uuid_of(&[b"law", title.as_bytes()])
}

/// What was entered, and when it became known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When the platform learned it.
    pub recorded_at: Timestamp,
    /// The fact that said so.
    pub fact: Uuid,
    /// What it said.
    pub text: LawText,
}

/// A law with everything that was entered of it, in the order in which it was recorded.
#[derive(Clone, Debug, Default)]
pub struct LawState {
    entries: Vec<Entry>,
}

impl LawState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let LawFact::Entered { public } = LawFact::read(fact)?;
        // An entry whose section is erased says nothing.
        if fact.sections.public.is_some() {
            self.enter(*public, fact.envelope.recorded_at, fact.envelope.id);
        }
        Ok(())
    }

    /// Takes a text in.
    pub fn enter(&mut self, text: LawText, recorded_at: Timestamp, fact: Uuid) {
        self.entries.push(Entry { recorded_at, fact, text });
    }

    /// What was known at a moment: of the texts entered by then the one of the newest version, as it was entered last.
    pub fn known(&self, at: Timestamp) -> Option<&LawText> {
        let by_then = self.entries.iter().filter(|e| e.recorded_at <= at).map(|e| &e.text);
        by_then.max_by_key(|text| text.versions.last().map(|v| v.adopted))
    }

    /// What is known by now.
    pub fn latest(&self) -> Option<&LawText> {
        self.known(Timestamp::MAX)
    }

    /// Everything that was entered.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The text of a version of the law, named by its position among the versions entered last: only if that version
    /// was once entered as the newest.
    pub fn text_of(&self, version: usize) -> Option<&LawText> {
        let adopted = self.latest()?.versions.get(version)?.adopted;
        let is_it = |e: &&Entry| e.text.versions.last().is_some_and(|v| v.adopted == adopted);
        self.entries.iter().rev().find(is_it).map(|e| &e.text)
    }

    /// Whether a version has the place that a citation names.
    pub fn article_exists(&self, version: usize, citation: &Citation) -> Exists {
        self.text_of(version).map_or(Exists::Unknown, |text| text.exists(citation))
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        self.latest()
            .map(|text| Row {
                table: &LAW,
                values: vec![
                    stream.into(),
                    text.title.as_str().into(),
                    count(text.versions.len()).into(),
                    count(text.articles.len()).into(),
                    count(text.clauses.len()).into(),
                    text.versions.last().and_then(|v| v.in_force).into(),
                ],
            })
            .into_iter()
            .collect()
    }
}

/// The laws that ship with the product, in order of their titles; two texts of one law stand oldest first.
pub fn shipped() -> &'static [LawText] {
    static SHIPPED: LazyLock<Vec<LawText>> = LazyLock::new(|| {
        let lines = include_str!("../../../../data/laws/laws.jsonl").lines();
        lines.map(serde_json::from_str).collect::<Result<_, _>>().unwrap_or_else(|error| {
            // The text is part of the program and tested: going on without it would judge no citation.
            panic!("the shipped laws cannot be read: {error}")
        })
    });
    &SHIPPED
}
