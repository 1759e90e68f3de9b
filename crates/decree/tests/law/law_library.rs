//! The library of the law: versions and the one in force (Penalty Law 37), articles, the shipped file. What is expected
//! was worked out by hand from the texts of the laws.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

use decree::base::Base as Registers;
use decree::fact::ThingKind;
use decree::law::source::{SourceClause, SourceLaw, from_clauses};
use decree::law::{Citation, Exists, InForce, LawFact, LawText, law_stream, parse, shipped};

use crate::city::{CLERK, at, day, fact};

/// A file of the real data, if it is there.
pub fn real(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = folder.join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

fn source_laws() -> Option<Vec<SourceLaw>> {
    let file = std::fs::File::open(real("laws/just_laws_2026.jsonl.gz")?).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

pub fn rows(path: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let text = std::fs::read_to_string(real(path)?).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    Some(reader.deserialize().map(|row| row.unwrap()).collect())
}

fn source_clauses() -> Option<Vec<SourceClause>> {
    let rows = rows("penalty_items/penalty_clauses.csv")?;
    let of = |row: &BTreeMap<String, String>| SourceClause {
        law: row["law"].clone(),
        version: row["version"].parse().ok(),
        article: row["article"].parse().unwrap(),
        line: row["paragraph"].parse().unwrap(),
        text: row["text"].clone(),
    };
    Some(rows.iter().map(of).collect())
}

/// What the shipped file holds: every law of the collection, and of the table those that the collection lacks.
fn made() -> Option<Vec<LawText>> {
    let (laws, clauses) = (source_laws()?, source_clauses()?);
    let mut texts: Vec<LawText> = laws.iter().map(SourceLaw::text).collect();
    let titles: Vec<&str> = laws.iter().map(|l| l.title.as_str()).collect();
    let others: Vec<_> = clauses.into_iter().filter(|c| !titles.contains(&c.law.as_str())).collect();
    texts.extend(from_clauses(&others));
    texts.sort_by(|a, b| {
        let key = |t: &LawText| (t.title.clone(), t.versions.last().map(|v| v.adopted));
        key(a).cmp(&key(b))
    });
    Some(texts)
}

/// Written anew by `data/laws/make_laws.py`.
#[test]
fn the_shipped_file_is_what_its_sources_say() {
    let Some(texts) = made() else { return };
    let text: String = texts.iter().map(|t| serde_json::to_string(t).unwrap() + "\n").collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/laws/laws.jsonl");
    if std::env::var_os("XIEZHI_WRITE_LAWS").is_some() {
        std::fs::write(path, text).unwrap();
        return;
    }
    assert!(text.len() < 1_500_000, "{} bytes", text.len());
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}

pub fn law<'a>(laws: &'a [LawText], title: &str) -> &'a LawText {
    laws.iter().rev().find(|l| l.title == title).unwrap_or_else(|| panic!("{title}"))
}

pub fn one(text: &str) -> Citation {
    let [Ok(only)] = &parse(text)[..] else { panic!("{text}: {:?}", parse(text)) };
    only.clone()
}

/// Law, version, chapter, article, paragraph, also: short for the expectations below.
pub fn cited(law: &str, chapter: &str, article: u16, paragraph: u16) -> Citation {
    Citation {
        law: law.into(),
        chapter: chapter.into(),
        article: Some(article),
        paragraph: (paragraph > 0).then_some(paragraph),
        ..Citation::default()
    }
}

#[test]
fn versions_of_the_penalty_law() {
    let laws = shipped();
    let law = law(laws, "中华人民共和国行政处罚法");
    let adopted: Vec<String> = law.versions.iter().map(|v| v.adopted.to_string()).collect();
    assert_eq!(adopted, ["1996-03-17", "2009-08-27", "2017-09-01", "2021-01-22"]);
    assert_eq!(law.versions[3].in_force, Some(day("2021-07-15")));
    assert_eq!(law.in_force(day("1996-03-16")), InForce::No);
    // It came into force on 1 October 1996, which the newest text does not say.
    assert_eq!(law.in_force(day("1996-12-01")), InForce::Unknown { from: None, to: Some(0) });
    assert_eq!(law.in_force(day("2015-06-01")), InForce::Unknown { from: Some(0), to: Some(1) });
    assert_eq!(law.in_force(day("2015-06-01")).at_all(), Some(true));
    assert_eq!(law.in_force(day("2015-06-01")).is(3), Some(false));
    // Adopted is not in force.
    assert_eq!(law.in_force(day("2021-07-14")), InForce::Yes(2));
    assert_eq!(law.in_force(day("2021-07-15")), InForce::Yes(3));
    assert_eq!(law.exists(&one("行政处罚法第八十六条")), Exists::Yes);
    assert_eq!(law.exists(&one("行政处罚法第八十七条")), Exists::No);
    // Article 5 has three paragraphs.
    assert_eq!(law.exists(&one("行政处罚法第五条第三款")), Exists::Yes);
    assert_eq!(law.exists(&one("行政处罚法第五条第四款")), Exists::No);
    assert_eq!(law.version_of(2017), Some(2));
}

/// Food Safety Law: revised on 24 April 2015, in force from 1 October 2015, amended three times since.
#[test]
fn an_amendment_leaves_the_day_of_the_revision() {
    let laws = shipped();
    let law = law(laws, "中华人民共和国食品安全法");
    assert_eq!(law.versions.len(), 5);
    let days: Vec<_> = law.versions.iter().map(|v| v.in_force).collect();
    assert_eq!(days, [None, Some(day("2015-10-01")), None, None, None]);
    assert_eq!(law.in_force(day("2015-09-30")), InForce::Yes(0));
    assert_eq!(law.in_force(day("2016-01-01")), InForce::Yes(1));
}

fn entered(text: &LawText, seq: i32) -> decree::fact::Fact {
    let new = LawFact::Entered { public: Box::new(text.clone()) }.at(at("2026-03-02 10:00"));
    fact(law_stream(&text.title), seq, Default::default(), &new, CLERK, at("2026-03-02 18:00"))
}

/// From their stored bytes, as at the start of every process.
#[test]
fn all_laws_are_folded_in_little_time() {
    let laws = shipped();
    let mut seen = BTreeMap::new();
    let facts: Vec<_> = laws
        .iter()
        .map(|text| {
            let seq = seen.entry(text.title.clone()).and_modify(|n| *n += 1).or_insert(1);
            entered(text, *seq)
        })
        .collect();
    let bytes: usize = facts.iter().map(|f| f.sections.public.as_ref().map_or(0, Vec::len)).sum();
    let start = Instant::now();
    let mut base = Registers::default();
    for fact in &facts {
        base.fold(ThingKind::Law, fact).unwrap();
    }
    let took = start.elapsed();
    eprintln!("{} laws, {bytes} bytes of facts, folded in {took:?}", laws.len());
    assert!(took.as_millis() < 400, "{took:?}: a fifth of that on a machine of one's own");
    let known = at("2026-03-02 18:00");
    for name in ["中华人民共和国广告法", "广告法", "《广告法》"] {
        assert_eq!(base.law(name, known).unwrap().title, "中华人民共和国广告法");
    }
    assert!(base.law("广告法", at("2026-03-02 17:59")).is_none());
    assert!(base.law("没有的法", known).is_none());
    // Two texts of the Trademark Law: of the older version too it is known which articles it had.
    let trademark = base.law_state("商标法").unwrap();
    assert_eq!(trademark.entries().len(), 2);
    let newest = trademark.latest().unwrap().versions.len() - 1;
    let article = one("商标法第八十七条");
    assert_eq!(trademark.article_exists(newest, &article), Exists::Yes);
    assert_eq!(trademark.article_exists(newest - 1, &article), Exists::No);
    assert_eq!(trademark.article_exists(0, &article), Exists::Unknown);
}
