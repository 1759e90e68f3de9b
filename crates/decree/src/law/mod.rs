//! The library of the law (執法依據; Art. 11(3)): which laws there are, in which versions, with which articles and what fines.
//! Structure only; whoever wants to read a law reads it where it is published.

pub mod citation;
pub mod clause;
pub mod numeral;
pub mod version;

use serde::{Deserialize, Serialize};

pub use citation::Citation;
pub use clause::{Base, Bases, Branch, FineAnswer, compare};
pub use version::{InForce, LawVersion, in_force};

use crate::dated::{Dated, Version};
use crate::fact::{Fact, ReadError};
use crate::view::{LAW, Row};

/// What every law of the people's republic begins with, and many citations leave out.
const STATE: &str = "中华人民共和国";

/// The penal clauses of an article: what fines its paragraphs allow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Article.
    pub article: u16,
    /// Branches of its fines.
    pub branches: Vec<Branch>,
    /// Paragraph, from 1.
    pub paragraph: u16,
    /// 第十条之一: 1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sub: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u16) -> bool {
    *n == 0
}

/// A law as the library holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// The highest article number.
    pub articles: u16,
    /// Penal clauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
    /// Title.
    pub title: String,
    /// Versions, oldest first; the clauses are the newest one's.
    pub versions: Vec<LawVersion>,
}

impl Law {
    /// Branches of the fines of a cited provision: of its paragraph, or of the whole article.
    pub fn branches(&self, cited: &Citation) -> Vec<Branch> {
        let fits = |c: &&Clause| {
            Some(c.article) == cited.article
                && c.sub == cited.sub
                && cited.paragraph.is_none_or(|p| p == c.paragraph)
        };
        self.clauses.iter().filter(fits).flat_map(|c| c.branches.clone()).collect()
    }
}

/// The title as it is looked up: without the state's name, marks and blanks.
pub fn key_of(title: &str) -> String {
    let bare: String = title.chars().filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》')).collect();
    bare.strip_prefix(STATE).map_or(bare.clone(), str::to_owned)
}

/// The laws that ship with the product: facts of 311 national laws (`data/laws`), one a line.
pub const SHIPPED: &str = include_str!("../../../../data/laws/laws.jsonl");

/// Reads the shipped form.
///
/// # Errors
/// A line is no law.
pub fn parse(text: &str) -> Result<Vec<Law>, serde_json::Error> {
    text.lines().filter(|l| !l.is_empty()).map(serde_json::from_str).collect()
}

crate::facts! {
    /// What is said about a law.
    LawFact {
        /// It is so, as far as the library knows.
        Entered = 35 v 1 { public: Law }
    }
}

/// A law with everything that was entered about it.
#[derive(Clone, Debug, Default)]
pub struct LawState {
    /// As entered, one after the other.
    pub entered: Dated<Law>,
}

impl LawState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let LawFact::Entered { public } = LawFact::read(fact)?;
        let from = public.versions.first().map_or(jiff::civil::Date::ZERO, |v| v.adopted);
        self.entered.push(Version {
            value: *public,
            from,
            until: None,
            recorded_at: fact.envelope.recorded_at,
            fact: fact.envelope.id,
        });
        Ok(())
    }

    /// Its row in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        let Some(latest) = self.entered.latest().map(|v| &v.value) else { return Vec::new() };
        vec![Row {
            table: &LAW,
            values: vec![
                stream.into(),
                latest.title.as_str().into(),
                i16::try_from(latest.versions.len()).unwrap_or(i16::MAX).into(),
                i32::from(latest.articles).into(),
                latest.versions.last().map(|v| v.adopted).into(),
            ],
        }]
    }
}
