//! Laws as collections of texts hold them, and what the library keeps of them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::clause::Clause;
use super::library::{Article, LawText};
use super::numeral::{half_width, whole};
use super::range::Branch;
use super::title::short;
use super::version::{LawVersion, Step, versions};

/// A law with its text, as a line of a collection says it.
#[derive(Clone, Debug, Deserialize)]
pub struct SourceLaw {
    /// Name.
    pub title: String,
    /// Day of the version whose text this is.
    #[serde(default)]
    pub version: Option<Date>,
    /// Sentences: when it was adopted, revised, amended.
    #[serde(default)]
    pub history: Vec<String>,
    /// The articles.
    pub articles: Vec<SourceArticle>,
}

/// An article with its text.
#[derive(Clone, Debug, Deserialize)]
pub struct SourceArticle {
    /// Number.
    pub no: u16,
    /// 之一; 0 for the article itself.
    #[serde(default)]
    pub sub: u16,
    /// Part, chapter, section, as headed.
    #[serde(default)]
    pub path: Vec<String>,
    /// Paragraphs and items, each a line.
    pub paras: Vec<String>,
}

/// A penalty clause on its own, as a table of them says it.
#[derive(Clone, Debug)]
pub struct SourceClause {
    /// Name of the law.
    pub law: String,
    /// Day of the version.
    pub version: Option<Date>,
    /// Article.
    pub article: u16,
    /// Line within the article, from 1; items count.
    pub line: u16,
    /// Its text.
    pub text: String,
}

impl SourceLaw {
    /// What the library keeps.
    pub fn text(&self) -> LawText {
        let mut articles: Vec<Article> = Vec::with_capacity(self.articles.len());
        let mut clauses = Vec::new();
        for article in &self.articles {
            let paragraphs = paragraphs(&article.paras);
            let count = u16::try_from(paragraphs.len()).unwrap_or(u16::MAX);
            articles.push(Article { no: article.no, sub: article.sub, paragraphs: count });
            for (n, text) in (1..).zip(&paragraphs) {
                let clause = Clause::read(article.no, article.sub, n, text);
                if is_penalty(&clause, &article.path) {
                    clauses.push(clause);
                }
            }
        }
        articles.sort_by_key(|a| (a.no, a.sub));
        articles.dedup_by_key(|a| (a.no, a.sub));
        let last = self.articles.iter().rev().flat_map(|a| a.paras.iter().rev()).take(12);
        let last = last.into_iter().find(|p| p.contains("起施行")).map_or("", String::as_str);
        LawText {
            aliases: short(&self.title).map(str::to_owned).into_iter().collect(),
            articles,
            clauses,
            complete: true,
            title: self.title.clone(),
            versions: versions(&self.history, self.version, last),
        }
    }
}

/// The paragraphs of an article: what begins with `(一)` is an item of the one before.
fn paragraphs(lines: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in lines {
        match all.last_mut() {
            Some(paragraph) if item(line).is_some() => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            _ => all.push(line.clone()),
        }
    }
    all
}

/// The number of the item that a line is: `（三）…`, `3．…`.
fn item(line: &str) -> Option<u16> {
    let chars: Vec<char> = line.chars().take(8).map(half_width).collect();
    let bracket = usize::from(chars.first() == Some(&'('));
    let (number, length) = whole(&chars[bracket..])?;
    let closed = match chars.get(bracket + length) {
        Some(')') => bracket == 1,
        Some('.') => bracket == 0,
        _ => false,
    };
    u16::try_from(number).ok().filter(|_| closed)
}

/// A clause that fixes a fine, or stands among the penalties.
fn is_penalty(clause: &Clause, path: &[String]) -> bool {
    let among = path.iter().any(|p| p.contains("责任") || p.contains("罚则") || p.ends_with("处罚"));
    clause.fine.branches.iter().any(|b| *b != Branch::OPEN)
        || among && !(clause.kinds.is_empty() && clause.fine.is_empty())
}

/// What the library can keep of laws of which only penalty clauses are at hand: one text a law and version, oldest
/// first. Neither articles nor history are complete.
pub fn from_clauses(clauses: &[SourceClause]) -> Vec<LawText> {
    let mut laws: BTreeMap<&str, BTreeMap<Option<Date>, Vec<Clause>>> = BTreeMap::new();
    for clause in clauses {
        // An item that counts from the first line is of the first paragraph; another line may be of any.
        let paragraph = match (clause.line, item(&clause.text)) {
            (line, Some(item)) if line == item + 1 => 1,
            (1, None) => 1,
            _ => 0,
        };
        let read = Clause::read(clause.article, 0, paragraph, &clause.text);
        laws.entry(&clause.law).or_default().entry(clause.version).or_default().push(read);
    }
    let mut texts = Vec::new();
    for (title, by_day) in laws {
        let mut known = Vec::new();
        for (day, mut clauses) in by_day {
            known.extend(day.map(|adopted| LawVersion { adopted, in_force: None, step: Step::Recorded }));
            clauses.sort_by_key(|c| (c.article, c.paragraph));
            texts.push(LawText {
                aliases: short(title).map(str::to_owned).into_iter().collect(),
                articles: Vec::new(),
                clauses,
                complete: false,
                title: title.to_owned(),
                versions: known.clone(),
            });
        }
    }
    texts
}
