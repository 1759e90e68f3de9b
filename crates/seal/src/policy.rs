//! Policies: which log, which witnesses, and how many of whom are enough (<https://c2sp.org/tlog-policy>).

use std::collections::HashMap;

use crate::key::{KeyKind, VerifyingKey};

/// A policy that was read.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The logs, with their addresses where given.
    pub logs: Vec<(VerifyingKey, Option<String>)>,
    /// The witnesses by the name that the policy gives them, with their addresses where given.
    pub witnesses: Vec<(String, VerifyingKey, Option<String>)>,
    groups: HashMap<String, (usize, Vec<String>)>,
    quorum: Option<String>,
}

/// A line that is not one of a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the policy is not understood: {text}")]
pub struct PolicyBroken {
    /// From 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// A line is not of the language, names something that no line above defines, or defines a name again.
    pub fn parse(text: &str) -> Result<Self, PolicyBroken> {
        let mut policy = Self::default();
        for (number, line) in text.lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let comment = words.first().is_none_or(|word| word.starts_with('#'));
            if !comment && policy.line(&words).is_none() {
                return Err(PolicyBroken { line: number + 1, text: line.to_owned() });
            }
        }
        Ok(policy)
    }

    fn line(&mut self, words: &[&str]) -> Option<()> {
        match words {
            ["log", key, rest @ ..] if rest.len() < 2 => {
                let key = VerifyingKey::parse(key).ok().filter(|key| key.kind() == KeyKind::Log)?;
                self.logs.push((key, rest.first().map(|url| (*url).to_owned())));
            }
            ["witness", name, key, rest @ ..] if rest.len() < 2 && self.is_new(name) => {
                let key = VerifyingKey::parse(key).ok().filter(|key| key.kind() == KeyKind::Cosigner)?;
                self.witnesses.push(((*name).to_owned(), key, rest.first().map(|url| (*url).to_owned())));
            }
            ["group", name, number, members @ ..] if self.is_new(name) && !members.is_empty() => {
                let wanted = match *number {
                    "any" => 1,
                    "all" => members.len(),
                    number => number.parse().ok().filter(|n| (1..=members.len()).contains(n))?,
                };
                if members.iter().any(|member| self.is_new(member)) {
                    return None;
                }
                self.groups
                    .insert((*name).to_owned(), (wanted, members.iter().map(|m| (*m).to_owned()).collect()));
            }
            ["quorum", name] if self.quorum.is_none() && (*name == "none" || !self.is_new(name)) => {
                self.quorum = Some((*name).to_owned());
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether no line so far defines the name.
    fn is_new(&self, name: &str) -> bool {
        !self.groups.contains_key(name) && self.witnesses.iter().all(|(known, ..)| known != name)
    }

    /// Whether those who signed are enough. A policy without a quorum asks for nobody.
    pub fn is_met(&self, signers: &[&VerifyingKey]) -> bool {
        match self.quorum.as_deref() {
            None | Some("none") => true,
            Some(name) => self.counts(name, signers),
        }
    }

    /// Whether a witness signed, or enough of a group. Groups name only what stands above them: this ends.
    fn counts(&self, name: &str, signers: &[&VerifyingKey]) -> bool {
        if let Some((wanted, members)) = self.groups.get(name) {
            return members.iter().filter(|member| self.counts(member, signers)).count() >= *wanted;
        }
        self.witnesses.iter().any(|(known, key, _)| known == name && signers.contains(&key))
    }
}
