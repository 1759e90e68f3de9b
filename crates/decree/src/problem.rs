//! Problems: what is wrong, where, by which article, and what to do. Message ids with arguments, never sentences.

use std::fmt;

/// One thing that is wrong with a wish. Put into words at the edge from `locales/` by `rule`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The field concerned, by its name in the data standard; empty for the whole record.
    pub field: &'static str,
    /// The value as it was given (never a personal one).
    pub value: String,
    /// The rule broken: a message id.
    pub rule: &'static str,
    /// The article behind the rule.
    pub article: &'static str,
    /// An example of a right value, or what is known about the right one.
    pub example: String,
}

impl Problem {
    /// A problem with one field.
    pub fn new(
        field: &'static str,
        value: impl Into<String>,
        rule: &'static str,
        article: &'static str,
    ) -> Self {
        Self { field, value: value.into(), rule, article, example: String::new() }
    }

    /// With an example of a right value.
    #[must_use]
    pub fn example(mut self, example: impl Into<String>) -> Self {
        self.example = example.into();
        self
    }
}

/// A refused wish: every problem at once.
#[derive(Default, Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refusal {
    /// At least one.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// A refusal for one problem.
    pub fn one(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules: Vec<_> = self.problems.iter().map(|p| format!("{}: {}", p.field, p.rule)).collect();
        f.write_str(&rules.join("; "))
    }
}

impl std::error::Error for Refusal {}
