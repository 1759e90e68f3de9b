//! Golden samples: what is written once is read for ever. For every kind of fact, in its version, the very bytes of its
//! sections stand in `golden/`. A change of them is a new version with a reader for the old one, never another sample.

use std::collections::BTreeMap;
use std::path::PathBuf;

use decree::canonical;
use decree::deadline::RowContext;
use decree::fact::{Fact, NewFact, Said, Sections};
use decree::thing::Thing;
use serde::Deserialize;

use crate::city::{CLERK, at, fact, thing};
use crate::samples::{KINDS, Sample, all};

/// One sample as it stands in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    kind: i16,
    version: i16,
    name: String,
    public: Option<String>,
    party: Option<String>,
    internal: Option<String>,
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "law", "golden"].iter().collect()
}

fn golden(file: &str) -> Vec<Golden> {
    let path = folder().join(format!("{file}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn name_of(file: &str, kind: i16, version: i16) -> &'static str {
    let (_, kinds) = KINDS.iter().find(|(f, _)| *f == file).unwrap();
    kinds.iter().find(|(k, v, _)| (*k, *v) == (kind, version)).map_or("unknown", |(_, _, name)| name)
}

fn written(sample: &Sample) -> Golden {
    let text = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|b| String::from_utf8(b.clone()).unwrap());
    let NewFact { kind, version, sections, .. } = &sample.new;
    Golden {
        kind: *kind,
        version: *version,
        name: name_of(sample.file, *kind, *version).to_owned(),
        public: text(&sections.public),
        party: text(&sections.party),
        internal: text(&sections.internal),
    }
}

/// The samples of one thing, written: what its golden file must say.
fn by_file() -> BTreeMap<&'static str, Vec<Golden>> {
    let mut files: BTreeMap<&str, Vec<Golden>> = BTreeMap::new();
    for sample in all() {
        files.entry(sample.file).or_default().push(written(&sample));
    }
    files
}

#[test]
fn every_value_is_written_in_these_very_bytes() {
    for (file, samples) in by_file() {
        let golden = golden(file);
        for sample in samples {
            let stored = golden.iter().find(|g| (g.kind, g.version) == (sample.kind, sample.version));
            assert_eq!(
                Some(&sample),
                stored,
                "{file}: another body than in golden/{file}.json is another version"
            );
        }
    }
}

#[test]
fn the_bytes_are_canonical() {
    for (file, _) in KINDS {
        for sample in golden(file) {
            for text in [&sample.public, &sample.party, &sample.internal].into_iter().flatten() {
                let checked = canonical::check(text.as_bytes());
                assert_eq!(
                    checked,
                    Ok(()),
                    "{file} {}: fields are declared in the order of their names: {text}",
                    sample.name
                );
            }
        }
    }
}

#[test]
fn no_kind_is_without_a_sample() {
    for (file, kinds) in KINDS {
        let golden = golden(file);
        for (kind, version, name) in *kinds {
            let found = golden.iter().find(|g| (g.kind, g.version) == (*kind, *version));
            assert_eq!(
                found.map(|g| g.name.as_str()),
                Some(*name),
                "golden/{file}.json, kind {kind} version {version}"
            );
        }
    }
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(KINDS.iter().any(|(file, _)| format!("{file}.json") == name), "{name} belongs to no thing");
    }
}

/// Every `facts!` of the source is among those compared here.
#[test]
fn no_facts_are_left_out() {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        entries
            .map(|path| match path.extension() {
                _ if path.is_dir() => count(&path),
                Some(e) if e == "rs" => {
                    let text = std::fs::read_to_string(&path).unwrap();
                    text.lines().filter(|l| l.starts_with("crate::facts! {")).count()
                }
                _ => 0,
            })
            .sum()
    }
    let source: PathBuf = [env!("CARGO_MANIFEST_DIR"), "src"].iter().collect();
    assert_eq!(count(&source), KINDS.len());
}

#[test]
fn no_two_kinds_share_a_number() {
    let mut seen = BTreeMap::new();
    for (file, kinds) in KINDS {
        for (kind, version, name) in *kinds {
            if let Some(other) = seen.insert((*kind, *version), (file, name)) {
                panic!("{file} {name} and {other:?} are both kind {kind} version {version}");
            }
            let same_thing = seen.range((*kind, 0)..(*kind + 1, 0)).all(|(_, (f, _))| *f == file);
            assert!(same_thing, "kind {kind} is used by two things");
        }
    }
}

fn stored(sample: &Golden, seq: i32) -> Fact {
    let bytes = |text: &Option<String>| text.as_ref().map(|t| t.clone().into_bytes());
    let new = NewFact {
        kind: sample.kind,
        version: sample.version,
        occurred_at: at("2026-03-02 10:00"),
        captured_at: None,
        sections: Sections {
            public: bytes(&sample.public),
            party: bytes(&sample.party),
            internal: bytes(&sample.internal),
        },
        persons: Vec::new(),
        said: Said::default(),
        codes: Vec::new(),
        told: Vec::new(),
    };
    fact(thing("golden"), seq, Default::default(), &new, CLERK, at("2026-03-02 18:00"))
}

/// The stored bytes, not those that this program would write, are read and folded, and say what the values say.
#[test]
fn stored_bytes_are_read_back() {
    let calendar = calendar::Calendar::shipped();
    let context = RowContext { calendar: &calendar };
    let samples = all();
    for kind in decree::fact::ThingKind::ALL {
        let (mut from_bytes, mut from_values) = (Thing::new(kind), Thing::new(kind));
        for (seq, sample) in (1..).zip(samples.iter().filter(|s| s.thing == kind)) {
            let golden = golden(sample.file);
            let found =
                golden.iter().find(|g| (g.kind, g.version) == (sample.new.kind, sample.new.version)).unwrap();
            from_bytes.fold(&stored(found, seq)).unwrap();
            from_values.fold(&stored(&written(sample), seq)).unwrap();
        }
        assert_eq!(format!("{from_bytes:?}"), format!("{from_values:?}"), "{kind:?}");
        assert!(!from_bytes.rows(thing("golden"), &context).is_empty(), "{kind:?} shows something");
    }
}

/// A fact that was just made is folded from what was said, a stored one from its bytes: both are the same.
#[test]
fn what_was_said_is_what_is_read() {
    let samples = all();
    for kind in decree::fact::ThingKind::ALL {
        let (mut made, mut read) = (Thing::new(kind), Thing::new(kind));
        for (seq, sample) in (1..).zip(samples.iter().filter(|s| s.thing == kind)) {
            let stored =
                fact(thing("said"), seq, Default::default(), &sample.new, CLERK, at("2026-03-02 18:00"));
            made.fold(&Fact { said: sample.new.said.clone(), ..stored.clone() }).unwrap();
            read.fold(&stored).unwrap();
        }
        assert_eq!(format!("{made:?}"), format!("{read:?}"), "{kind:?}");
    }
}

/// Another program's kinds are an error that says what to do, not a guess.
#[test]
fn unknown_kinds_and_versions_are_refused() {
    let known = golden("line").remove(0);
    for unknown in [Golden { kind: 9999, ..known.clone() }, Golden { version: 9, ..known }] {
        let error = Thing::new(decree::fact::ThingKind::Line).fold(&stored(&unknown, 1)).unwrap_err();
        assert!(error.to_string().contains("newer program"), "{error}");
    }
}
