//! The log's leaf is a function of the fact row alone: one worked example, computed by hand outside this program.

use decree::fact::{
    CommitsBroken, NewFact, Said, Section, Sections, commit_envelope, commit_person, commit_section, entry,
    hex, leaf, seal, uncovered,
};
use uuid::Uuid;

use crate::city::{City, Record};

fn envelope() -> decree::fact::Envelope {
    decree::fact::Envelope {
        id: "019a2b3c-4d5e-7f60-8123-456789abcdef".parse().unwrap(),
        node: 1,
        stream: "019a2b3c-4d5e-7f60-8123-000000000001".parse().unwrap(),
        seq: 2,
        kind: 61,
        version: 1,
        agency: 7,
        line: 8,
        territory: 9,
        occurred_at: "2026-03-02T02:00:00Z".parse().unwrap(),
        captured_at: None,
        recorded_at: "2026-03-02T02:00:00.000001Z".parse().unwrap(),
        actor: Uuid::nil(),
        on_behalf: None,
        cause: Uuid::nil(),
    }
}

fn commits() -> Vec<u8> {
    let mut commits = vec![2];
    commits.extend(commit_section(&[0x11; 32], Section::Party, b"{\"fields\":[]}"));
    commits.push(3);
    commits.extend(commit_section(&[0x22; 32], Section::Internal, b"{}"));
    commits.push(4);
    commits.extend(commit_person(&[0x33; 32], envelope().id, b"{\"name\":\"x\"}"));
    commits.push(5);
    commits.extend(commit_envelope(&[0x44; 32], &envelope()));
    commits
}

#[test]
fn the_worked_example() {
    let entry = String::from_utf8(entry(&envelope(), &commits()).unwrap()).unwrap();
    assert_eq!(entry, ENTRY);
    assert_eq!(decree::canonical::check(entry.as_bytes()), Ok(()));
    assert_eq!(hex(&leaf(&envelope(), &commits()).unwrap()), LEAF);
}

const ENTRY: &str = r#"{"commits":{"envelope":"ae2424bd22c5ffc4ec4867234f4130d3229d2184351152dca94fb96ea945761a","internal":"7599acae1847986f4ec979f851845e85ebd46fbc6eb71a33bc8fe7b26ed4b75e","party":"e2a91102961a7fd2760171f1543ebf7293e31e2bbdd00655b5a024b37ef6f19e","persons":["07f52d889d908605b003af423ea877dde1df9177c6e798049a1cba2561e7d27c"]},"kind":61,"node":1,"recorded_at":"2026-03-02T02:00:00.000001Z","sequence":2,"stream":"019a2b3c-4d5e-7f60-8123-000000000001","version":1}"#;
const LEAF: &str = "c2af57f987389564b48a9abeaf33bffd46819c4336aca4a83fef4794e2bb170a";

/// What the log does not publish does not move the leaf; what it does, does.
#[test]
fn nothing_but_the_entry_moves_it() {
    let one = leaf(&envelope(), &commits()).unwrap();
    let mut same = envelope();
    (same.agency, same.line, same.territory, same.actor) = (1, 2, 3, Uuid::max());
    assert_eq!(leaf(&same, &commits()).unwrap(), one);
    let mut other = envelope();
    other.seq = 3;
    assert_ne!(leaf(&other, &commits()).unwrap(), one);
    let mut flipped = commits();
    flipped[40] ^= 1;
    assert_ne!(leaf(&envelope(), &flipped).unwrap(), one);
}

#[test]
fn broken_commitments_are_no_leaf() {
    let mut cut = commits();
    cut.pop();
    assert_eq!(leaf(&envelope(), &cut), Err(CommitsBroken));
    let mut tagged = commits();
    tagged[0] = 9;
    assert_eq!(leaf(&envelope(), &tagged), Err(CommitsBroken));
}

/// Erasing a section leaves the leaf as it is: the commitment stays, content and salt go.
#[test]
fn erasure_moves_no_leaf() {
    let mut city = City::new();
    let mut fact = city.keep(&Record::complete(), "2026-03-02 18:00").facts.remove(0);
    fact.commits = commits();
    let before = leaf(&fact.envelope, &fact.commits).unwrap();
    fact.sections = Sections::default();
    assert_eq!(leaf(&fact.envelope, &fact.commits).unwrap(), before);
}

/// Whatever is changed in a stored row is found, by the salts that the vault keeps; what was erased with its salt says nothing.
#[test]
fn a_row_that_was_changed_is_found() {
    let sections =
        Sections { public: None, party: Some(b"{\"a\":1}".to_vec()), internal: Some(b"{\"b\":2}".to_vec()) };
    let new = NewFact {
        kind: 61,
        version: 1,
        occurred_at: envelope().occurred_at,
        captured_at: None,
        sections,
        persons: Vec::new(),
        said: Said::default(),
        codes: Vec::new(),
        told: Vec::new(),
    };
    let sealed = seal(new, envelope(), &mut decree::identity::rng_for(&[1; 32], Uuid::nil()));
    let (fact, salts) = (sealed.fact, sealed.salts);
    assert_eq!(uncovered(&fact, &salts), Ok(None));
    let found = |change: fn(&mut decree::fact::Fact)| {
        let mut changed = fact.clone();
        change(&mut changed);
        uncovered(&changed, &salts).unwrap()
    };
    assert_eq!(found(|f| f.envelope.agency += 1), Some("envelope"));
    assert_eq!(found(|f| f.envelope.line += 1), Some("envelope"));
    assert_eq!(found(|f| f.envelope.territory += 1), Some("envelope"));
    assert_eq!(found(|f| f.envelope.actor = Uuid::max()), Some("envelope"));
    assert_eq!(found(|f| f.envelope.occurred_at = "2026-03-01T02:00:00Z".parse().unwrap()), Some("envelope"));
    assert_eq!(found(|f| f.sections.internal = Some(b"{}".to_vec())), Some("internal"));
    assert_eq!(found(|f| f.sections.internal = None), Some("internal"), "taken away, its salt left");
    assert_eq!(
        found(|f| f.sections.public = Some(b"{}".to_vec())),
        Some("public"),
        "put in, and nothing commits to it"
    );
    assert_eq!(
        found(|f| f.commits.truncate(66)),
        Some("envelope"),
        "the envelope's commitment was taken away"
    );
    // Erased as the law wants it: bytes and salt together.
    let mut erased = fact.clone();
    erased.sections.internal = None;
    let left: Vec<u8> =
        salts.as_chunks::<33>().0.iter().filter(|salt| salt[0] != 3).flatten().copied().collect();
    assert_eq!(uncovered(&erased, &left), Ok(None));
}
