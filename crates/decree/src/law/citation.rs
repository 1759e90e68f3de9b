//! Citations of provisions as decisions write them (執法依據): 法名/章/条/款 joined by separators, or prose with 《》.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::numeral::numeral;

/// Longest text that is looked at, in characters.
const LONGEST: usize = 8000;
/// Most citations of one text.
const MOST: usize = 100;

/// A provision that is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The law's name, without a mark of its version.
    pub law: String,
    /// The year of a version named with it: 条例(2019修正).
    pub year: Option<i16>,
    /// Article; none where only the law is cited.
    pub article: Option<u16>,
    /// 第十条之一: 1.
    pub sub: u16,
    /// 款
    pub paragraph: Option<u16>,
    /// 项
    pub item: Option<u16>,
}

static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const N: &str = "([零〇一二三四五六七八九十百千0-9]+)";
    Regex::new(&format!("第{N}条(?:之{N})?(?:[/、\\s]*第{N}款)?(?:[/、\\s]*第[（(]?{N}[)）]?项)?")).ok()
});
static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("[（(\\[〔]\\s*([12][0-9]{3})[^）)\\]〕]{0,20}[）)\\]〕]").ok());

/// Every citation of a text, in order.
pub fn parse(text: &str) -> Vec<Citation> {
    let text: String = text.chars().take(LONGEST).map(narrow).collect();
    let mut all = Vec::new();
    for piece in text.split(['；', ';', '。', ',', '，', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        if piece.contains('《') {
            for part in piece.split('《').skip(1) {
                let (name, rest) = part.split_once('》').unwrap_or((part, ""));
                cite(name, rest, &mut all);
            }
        } else if let Some((name, rest)) = piece.split_once('/') {
            cite(name, rest, &mut all);
        } else {
            let (name, rest) = piece.split_at(piece.find('第').unwrap_or(piece.len()));
            // A piece that begins with an article goes on with the law before it.
            let last = all.last().map_or_else(String::new, |c: &Citation| c.law.clone());
            let name = if name.trim().is_empty() { &last } else { name };
            if is_name(name) {
                cite(name, rest, &mut all);
            }
        }
    }
    all.truncate(MOST);
    all
}

/// Whether words without marks around them are a law's name, and not a part of the sentence.
fn is_name(text: &str) -> bool {
    const ENDINGS: [&str; 9] = ["法", "条例", "规定", "办法", "规则", "细则", "决定", "解释", "标准"];
    let (bare, _) = named(text);
    ENDINGS.iter().any(|ending| bare.ends_with(ending)) && !bare.contains("依法")
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '／' => '/',
        c => c,
    }
}

fn cite(name: &str, rest: &str, all: &mut Vec<Citation>) {
    let (law, year) = named(name);
    if law.is_empty() || all.len() >= MOST {
        return;
    }
    let bare = Citation { law, year, ..Citation::default() };
    // What comes behind 违反 is the rule that was broken, not the basis.
    let basis = rest.split("违反").next().unwrap_or_default();
    let Some(pattern) = PLACE.as_ref() else { return all.push(bare) };
    let before = all.len();
    for found in pattern.captures_iter(basis).take(MOST) {
        let number =
            |i: usize| found.get(i).and_then(|m| numeral(m.as_str())).and_then(|n| u16::try_from(n).ok());
        let Some(article) = number(1) else { continue };
        all.push(Citation {
            article: Some(article),
            sub: number(2).unwrap_or(0),
            paragraph: number(3),
            item: number(4),
            ..bare.clone()
        });
    }
    if all.len() == before {
        all.push(bare);
    }
}

/// A law's name without the mark of its version, and that mark's year.
fn named(name: &str) -> (String, Option<i16>) {
    let name = name.trim().trim_start_matches(['依', '据', '根', '按', '照', ':', '：']).trim();
    let year = YEAR.as_ref().and_then(|y| y.captures(name)).and_then(|c| c.get(1)?.as_str().parse().ok());
    let bare =
        if year.is_some() { name.split(['（', '(', '[', '〔']).next().unwrap_or(name) } else { name };
    (bare.trim().to_owned(), year)
}

impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.law)?;
        if let Some(year) = self.year {
            write!(f, "({year})")?;
        }
        if let Some(article) = self.article {
            write!(f, "/第{article}条")?;
        }
        if self.sub > 0 {
            write!(f, "之{}", self.sub)?;
        }
        if let Some(paragraph) = self.paragraph {
            write!(f, "/第{paragraph}款")?;
        }
        if let Some(item) = self.item {
            write!(f, "/第{item}项")?;
        }
        Ok(())
    }
}
