//! SQL in files by subject: each statement has a name and the role that runs it. A test prepares every one as its role.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A statement.
#[derive(Debug)]
pub struct Statement {
    /// Its text.
    pub text: String,
    /// The role that runs it.
    pub role: &'static str,
    /// Whether it cannot be prepared (it runs outside transactions).
    pub alone: bool,
}

const FILES: [&str; 13] = [
    include_str!("../sql/accounts.sql"),
    include_str!("../sql/tokens.sql"),
    include_str!("../sql/journal.sql"),
    include_str!("../sql/vault.sql"),
    include_str!("../sql/cases.sql"),
    include_str!("../sql/files.sql"),
    include_str!("../sql/due.sql"),
    include_str!("../sql/lists.sql"),
    include_str!("../sql/log.sql"),
    include_str!("../sql/public.sql"),
    include_str!("../sql/messages.sql"),
    include_str!("../sql/naming.sql"),
    include_str!("../sql/report.sql"),
];

static ALL: LazyLock<HashMap<&'static str, Statement>> =
    LazyLock::new(|| FILES.iter().flat_map(|f| parse(f)).collect());

fn parse(file: &'static str) -> Vec<(&'static str, Statement)> {
    let mut out = Vec::new();
    for part in file.split("-- :name ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let mut words = head.split_whitespace();
        let name = words.next().unwrap_or("");
        let role = head.split(":role ").nth(1).and_then(|r| r.split_whitespace().next()).unwrap_or("");
        let lines: Vec<&str> = body.lines().filter(|l| !l.starts_with("--")).collect();
        // The name stands in front, so that it shows in pg_stat_activity and in the server's log.
        let text = format!("/* {name} */ {}", lines.join("\n").trim());
        out.push((name, Statement { text, role, alone: head.contains(":alone") }));
    }
    out
}

/// Every statement by name.
pub fn all() -> &'static HashMap<&'static str, Statement> {
    &ALL
}

/// The text of a statement. An unknown name yields a text that the database refuses with that name.
pub fn sql(name: &str) -> &'static str {
    ALL.get(name).map_or("/* unknown statement */ select no_such_statement", |s| s.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of two statements with the same name would be lost, and the other run in its place.
    #[test]
    fn every_statement_has_a_name_of_its_own() {
        let names: Vec<&str> = FILES.iter().flat_map(|f| parse(f)).map(|(name, _)| name).collect();
        let twice: Vec<&&str> =
            names.iter().filter(|name| names.iter().filter(|n| n == name).count() > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
