//! The documents against the tree: whatever they name is there, and the tables made of code say what the code says.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use clap::CommandFactory;
    use decree::authority::{Role, TABLE};
    use exchange::Language;

    use crate::cli::Cli;
    use crate::report;

    /// Where a path in a document begins, if it is one.
    const ROOTS: [&str; 7] = ["crates/", "data/", "docs/", "locales/", "scripts/", ".ci/", "target/"];
    /// The schemas whose tables documents name.
    const SCHEMAS: [&str; 5] = ["journal", "vault", "log", "desk", "view"];

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    fn read(path: &str) -> String {
        std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Every document, by its path.
    fn documents() -> Vec<(String, String)> {
        let mut paths: Vec<String> =
            ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"].map(str::to_owned).to_vec();
        for entry in std::fs::read_dir(root().join("docs")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                paths.push(format!("docs/{name}"));
            }
        }
        paths.sort();
        paths.into_iter().map(|path| (path.clone(), read(&path))).collect()
    }

    /// The text outside fences, and the lines inside.
    fn parted(text: &str) -> (String, Vec<String>) {
        let (mut outside, mut inside, mut fenced) = (String::new(), Vec::new(), false);
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if fenced {
                inside.push(line.to_owned());
            } else {
                outside.push_str(line);
                outside.push('\n');
            }
        }
        (outside, inside)
    }

    /// What stands between backticks.
    fn spans(outside: &str) -> Vec<&str> {
        outside.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
    }

    fn links(outside: &str) -> Vec<&str> {
        outside
            .match_indices("](")
            .filter_map(|(at, _)| {
                let rest = &outside[at + 2..];
                Some(&rest[..rest.find(')')?])
            })
            .collect()
    }

    /// The anchors of a document's headings, as they are made of their words.
    fn anchors(text: &str) -> BTreeSet<String> {
        let (outside, _) = parted(text);
        let headings =
            outside.lines().filter(|l| l.starts_with('#')).map(|l| l.trim_start_matches('#').trim());
        headings
            .map(|heading| {
                let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                kept.collect::<String>().to_lowercase().replace(' ', "-")
            })
            .collect()
    }

    /// What is wrong with a path, `path::name` among them: the file is gone, or nothing in it has that name.
    fn fault(span: &str) -> Option<String> {
        let (path, name) = span.split_once("::").map_or((span, None), |(p, n)| (p, Some(n)));
        let plain = path.trim_end_matches('/');
        if path.contains(['*', '<', ' ', '{']) || plain.starts_with("target") {
            return None;
        }
        if !root().join(plain).exists() {
            return Some(format!("`{span}`: there is no such file"));
        }
        let name = name?;
        let text = std::fs::read_to_string(root().join(plain)).unwrap_or_default();
        let item = |word: &str| text.contains(&format!("{word} {name}")) && is_whole(&text, word, name);
        let found = ["fn", "struct", "enum", "const", "static", "mod", "trait", "type"].iter().any(|w| item(w))
                // A code list is named without a keyword in `codes!`, a statement in a file of SQL by its mark.
                || text.contains(&format!("    {name} {{\n"))
                || text.contains(&format!(":name {name} "));
        (!found).then(|| format!("`{span}`: nothing there has that name"))
    }

    fn is_whole(text: &str, word: &str, name: &str) -> bool {
        let begin = format!("{word} {name}");
        text.match_indices(&begin).any(|(at, _)| {
            let next = text[at + begin.len()..].chars().next();
            !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    }

    /// The words of a call; what is quoted is one of them.
    fn words(call: &str) -> Vec<String> {
        let mut words = Vec::new();
        for (i, piece) in call.split('"').enumerate() {
            if i % 2 == 1 {
                words.push(piece.to_owned());
            } else {
                words.extend(piece.split_whitespace().map(str::to_owned));
            }
        }
        words
    }

    /// What is wrong with a call of the program, as far as its words are known: commands and flags.
    fn misuse(call: &str) -> Option<String> {
        let mut command = Cli::command();
        command.build();
        let known = |c: &clap::Command, flag: &str| {
            flag == "help" || flag == "version" || c.get_arguments().any(|a| a.get_long() == Some(flag))
        };
        let mut current = &command;
        let mut value = false;
        for word in words(call).iter().skip(1).map(String::as_str) {
            if matches!(word, "|" | "&&" | ">" | "#") {
                break;
            }
            if let Some(flag) = word.strip_prefix("--") {
                let flag = flag.split('=').next().unwrap_or(flag).trim_end_matches([',', '.']);
                if !known(current, flag) {
                    return Some(format!("`{call}`: no flag --{flag}"));
                }
                let takes = current.get_arguments().find(|a| a.get_long() == Some(flag));
                value = takes.is_some_and(|a| a.get_action().takes_values()) && !word.contains('=');
            } else if std::mem::take(&mut value) {
            } else if let Some(next) = current.find_subcommand(word) {
                current = next;
            } else if current.has_subcommands() && !word.starts_with(['[', '…', '<']) {
                return Some(format!("`{call}`: no command {word}"));
            }
        }
        None
    }

    #[test]
    fn whatever_a_document_names_is_there() {
        let files = ["migrations/0001_spine.sql", "migrations/0002_desk.sql", "src/migrate.rs"];
        let tables: String = files.map(|file| read(&format!("crates/store/{file}"))).concat();
        let mut faults = Vec::new();
        for (document, text) in documents() {
            let (outside, inside) = parted(&text);
            let mut say = |fault: Option<String>| faults.extend(fault.map(|f| format!("{document}: {f}")));
            for span in spans(&outside) {
                if ROOTS.iter().any(|root| span.starts_with(root)) {
                    say(fault(span));
                } else if span.starts_with("xiezhi ") {
                    say(misuse(span));
                } else if let Some((schema, table)) = span.split_once('.')
                    && SCHEMAS.contains(&schema)
                    && table.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                {
                    let made =
                        [format!("table {span} "), format!("table {span}\n"), format!("exists {span}\n")];
                    say((!made.iter().any(|m| tables.contains(m)))
                        .then(|| format!("`{span}`: there is no such table")));
                }
            }
            for line in inside.iter().map(|l| l.trim().trim_start_matches("$ ")) {
                if line.starts_with("xiezhi ") || line.starts_with("target/release/xiezhi ") {
                    say(misuse(line));
                }
            }
            let folder = Path::new(&document).parent().unwrap().to_owned();
            for link in links(&outside).into_iter().filter(|l| !l.contains("://")) {
                let (path, anchor) = link.split_once('#').map_or((link, None), |(p, a)| (p, Some(a)));
                let target = if path.is_empty() { PathBuf::from(&document) } else { folder.join(path) };
                if !root().join(&target).exists() {
                    say(Some(format!("({link}): there is no such file")));
                } else if let Some(anchor) = anchor
                    && !anchors(&read(target.to_str().unwrap())).contains(anchor)
                {
                    say(Some(format!("({link}): there is no such heading")));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    /// One row an article, each with what it asks, where it stands in the program, and how that is tested.
    #[test]
    fn the_map_of_the_decree_has_every_article_once() {
        let text = read("docs/decree.md");
        let rows: Vec<Vec<&str>> = text
            .lines()
            .filter(|l| l.starts_with("| ") && l[2..].starts_with(|c: char| c.is_ascii_digit()))
            .map(|l| l.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        let articles: Vec<u32> = rows.iter().map(|r| r[0].parse().unwrap()).collect();
        assert_eq!(articles, (1..=37).collect::<Vec<u32>>());
        for row in rows {
            assert_eq!(row.len(), 6, "Art. {}: {row:?}", row[0]);
            assert!(matches!(row[2], "there" | "part" | "later" | "–"), "Art. {}: state {}", row[0], row[2]);
            let tested = row[5].contains("::");
            assert!(tested || row[2] != "there", "Art. {}: nothing proves that it is there", row[0]);
            assert!(row.iter().all(|cell| !cell.is_empty()), "Art. {}: an empty cell", row[0]);
        }
    }

    /// No file of the law's tests is left out of the map.
    #[test]
    fn every_test_of_the_law_stands_in_the_map() {
        let text = read("docs/decree.md");
        let folder = "crates/decree/tests/law";
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.starts_with("article_") || name.starts_with("penalty_") {
                assert!(text.contains(&format!("{folder}/{name}")), "{name} proves no article");
            }
        }
    }

    fn table() -> String {
        let mut text = String::from("| Role | 角色 | Code | May |\n|---|---|---|---|\n");
        for role in Role::ALL {
            let actions =
                TABLE.iter().find(|(r, _)| r == role).map(|(_, actions)| *actions).unwrap_or_default();
            let may: Vec<String> = actions.iter().map(|a| format!("`{}`", a.code())).collect();
            let id = format!("role-{}", role.code());
            let names =
                [Language::English, Language::Chinese].map(|language| report::say(language, &id, &[]));
            let may = if may.is_empty() { "–".to_owned() } else { may.join(", ") };
            text.push_str(&format!("| {} | {} | `{}` | {may} |\n", names[0], names[1], role.code()));
        }
        text
    }

    #[test]
    fn permissions_are_those_of_the_program() {
        let text = read("docs/permissions.md");
        let (_, rest) = text.split_once("<!-- table -->\n").unwrap();
        let (written, _) = rest.split_once("<!-- end -->").unwrap();
        assert!(written == table(), "docs/permissions.md should say:\n{}", table());
    }
}
