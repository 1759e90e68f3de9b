//! A law in words: its versions, an article's penalties.

use std::process::ExitCode;

use decree::law::{Citation, LawText};
use exchange::{Arg, Language};
use telling::law::{Library, penalties};

use crate::cli::Failure;
use crate::listing::title;
use crate::report::{self, Table};

/// `xiezhi laws show`.
///
/// # Errors
/// The law is not in the library, or has no such article.
pub fn show(
    library: &Library<'_>,
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
