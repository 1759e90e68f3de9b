//! A law in words: its versions, an article's penalties.

use std::process::ExitCode;

use decree::law::{Branch, Citation, Clause, LawText};
use exchange::{Arg, Language};

use super::Library;
use crate::cli::Failure;
use crate::listing::title;
use crate::report::{self, Table, word};

/// `xiezhi laws show`.
///
/// # Errors
/// The law is not in the library, or has no such article.
pub fn show(
    library: &Library,
    name: &str,
    article: Option<u16>,
    language: Language,
) -> Result<ExitCode, Failure> {
    let Some((_, law)) = library.find(name) else {
        return Err(report::say(language, "laws-none", &[("law", name)]).into());
    };
    let args = [
        ("law", Arg::text(law.title.as_str())),
        ("articles", Arg::count(law.articles.len())),
        ("clauses", Arg::count(law.clauses.len())),
    ];
    let head = if law.complete { "laws-head" } else { "laws-head-incomplete" };
    report::print(report::tell(language, head, &args));
    match article {
        None => versions(law, language),
        Some(number) => of_article(law, number, language)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn versions(law: &LawText, language: Language) {
    let mut table = Table::new(["adopted", "step", "in-force"].map(|c| title(language, c)).to_vec());
    for version in &law.versions {
        let unknown = || report::say(language, "laws-day-unknown", &[]);
        table.row(vec![
            version.adopted.to_string(),
            report::say(language, &format!("laws-step-{}", version.step.code()), &[]),
            version.in_force.map_or_else(unknown, |day| day.to_string()),
        ]);
    }
    table.lines().iter().for_each(report::print);
}

fn of_article(law: &LawText, number: u16, language: Language) -> Result<(), Failure> {
    let whole = Citation { article: Some(number), law: law.title.clone(), ..Citation::default() };
    let there = law.articles.iter().find(|a| a.no == number && a.sub == 0);
    let mut clauses = law.clauses(&whole).peekable();
    if there.is_none() && clauses.peek().is_none() {
        let article = whole.to_string();
        return Err(report::say(language, "laws-no-article", &[("article", &article)]).into());
    }
    let paragraphs = there.map_or(0, |a| usize::from(a.paragraphs));
    let args = [("article", Arg::text(whole.to_string())), ("paragraphs", Arg::count(paragraphs))];
    report::print(report::tell(language, "laws-article", &args));
    clauses.flat_map(|clause| penalties(clause, language)).for_each(report::print);
    Ok(())
}

/// The penalties of a clause: its kinds, and a line a branch of the fine.
pub fn penalties(clause: &Clause, language: Language) -> Vec<String> {
    let name = |code: &str| report::say(language, &format!("laws-penalty-{code}"), &[]);
    let kinds: Vec<String> = clause.kinds.iter().map(|k| name(k.code())).collect();
    let paragraph = Arg::count(usize::from(clause.paragraph));
    let args = [("n", paragraph), ("kinds", Arg::text(kinds.join(", ")))];
    let id = if clause.paragraph == 0 { "laws-penalties-anywhere" } else { "laws-penalties" };
    let mut lines = vec![report::tell(language, id, &args)];
    lines.extend(clause.fine.branches.iter().map(|b| branch(b, language)));
    lines
}

fn branch(branch: &Branch, language: Language) -> String {
    let text = |name, value: Option<i64>, places: u32| (name, Arg::text(decimal(value.unwrap_or(0), places)));
    let (id, args) = match *branch {
        Branch::Flat { max, min } => {
            let id = match (min, max) {
                (Some(_), Some(_)) => "laws-sum-between",
                (None, Some(_)) => "laws-sum-up-to",
                _ => "laws-sum-from",
            };
            (id, vec![text("min", min, 2), text("max", max, 2)])
        }
        Branch::Multiple { max_milli, min_milli, of, .. } => {
            let id = match (min_milli, max_milli) {
                (Some(_), Some(_)) => "laws-times-between",
                (None, Some(_)) => "laws-times-up-to",
                (Some(_), None) => "laws-times-from",
                (None, None) => "laws-fine-open",
            };
            let base = ("base", word("laws-base", of.code()));
            (id, vec![text("min", min_milli, 3), text("max", max_milli, 3), base])
        }
    };
    report::tell(language, id, &args)
}

/// A number with some places, without those that say nothing.
fn decimal(value: i64, places: u32) -> String {
    let unit = 10i64.pow(places);
    let rest = format!("{:0width$}", value % unit, width = places as usize);
    let rest = rest.trim_end_matches('0');
    let whole = value / unit;
    if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn sums_and_multiples_are_exact() {
        assert_eq!(decimal(5_000_000, 2), "50000");
        assert_eq!(decimal(6_750, 2), "67.5");
        assert_eq!(decimal(205_194, 2), "2051.94");
        assert_eq!(decimal(20_000, 3), "20");
        assert_eq!(decimal(50, 3), "0.05");
    }
}
