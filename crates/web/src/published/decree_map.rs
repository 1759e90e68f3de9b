//! What this is, and what each article of the decree becomes here (`docs/decree.md` says how far it is).

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::kept;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::parts::Page;
use crate::words::W;

/// The map that the tests hold against the program.
const MAP: &str = include_str!("../../../../docs/decree.md");

/// An article that asks something of the platform.
struct Article {
    number: String,
    says: String,
    kind: &'static str,
    state: String,
    /// Where the public sees it; empty for none.
    href: &'static str,
}

#[derive(Template)]
#[template(path = "public_about.html")]
struct About {
    w: W,
    page: Page,
    paragraphs: Vec<String>,
    articles: Vec<Article>,
}

/// The numbers of the articles with how far each is: `there`, `part` or `later`.
fn states() -> impl Iterator<Item = (u32, &'static str)> {
    MAP.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let number = cells.next()?.parse().ok()?;
        let state = cells.nth(1)?;
        matches!(state, "there" | "part" | "later").then_some((number, state))
    })
}

/// Where the public sees an article at work.
const fn place(article: u32) -> &'static str {
    match article {
        11 | 36 => "/subjects",
        20 => "/decisions",
        33 => "/look-up",
        _ => "",
    }
}

/// `GET /about`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn page(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let w = reader.w;
    let article = |(number, state): (u32, &'static str)| Article {
        number: w.count("web-decree-article", number),
        says: w.say(&format!("web-decree-{number}")),
        kind: match state {
            "there" => "good",
            "part" => "active",
            _ => "plain",
        },
        state: w.word("web-decree-state", state),
        href: place(number),
    };
    kept(html(&About {
        w,
        page: reader.public(&app, w.say("web-public-about")),
        paragraphs: ["what", "who", "code", "fair"].map(|part| w.say(&format!("web-about-{part}"))).into(),
        articles: states().map(article).collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 37 articles, of which the first two ask nothing of a program.
    #[test]
    fn every_article_that_asks_for_something_is_on_the_map() {
        let numbers: Vec<u32> = states().map(|(n, _)| n).collect();
        assert_eq!(numbers, (3..=37).collect::<Vec<_>>());
    }
}
