//! Real files that nobody here wrote. Where the folder is absent the tests say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use exchange::{Bounds, Mapped, Profile, Record, open};

/// A file of the shared data; `None`, with a message, when there is none.
pub fn real_file(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// Reads the whole file with the profile that fits it; calls `each` with every row that is not left out.
pub fn map_file(
    path: &std::path::Path,
    profile: &str,
    mut each: impl FnMut(&Mapped),
) -> (u64, BTreeMap<String, u64>) {
    let mut table = open(path, Bounds::default()).unwrap();
    assert_eq!(Profile::guess(&table.header), Some(profile));
    let mapping = Profile::builtin(profile).unwrap().bind(&table.header).unwrap();
    let (mut record, mut mapped) = (Record::default(), Mapped::default());
    let (mut rows, mut skipped) = (0, BTreeMap::new());
    while let Some(read) = table.read_into(&mut record) {
        read.unwrap();
        mapping.apply_into(&record, &mut mapped).unwrap();
        rows += 1;
        match mapped.skipped() {
            Some(reason) => *skipped.entry(reason.to_owned()).or_default() += 1,
            None => each(&mapped),
        }
    }
    (rows, skipped)
}

/// Counts computed apart from this program, with Python: `csv.DictReader` over the file and `collections.Counter`
/// over `Results` and over `criticalCount != "0"` (likewise serious and minor); `min`, `max` and the number of
/// different values of `Inspection_Date`; `sum(len(name.strip()))` over `DBA_Name`.
#[test]
fn chicago_inspections() {
    let Some(path) = real_file("chicago_food/inspections_3000.csv") else { return };
    let mut results: BTreeMap<String, u64> = BTreeMap::new();
    let mut items: BTreeMap<String, u64> = BTreeMap::new();
    let (mut numbers, mut days, mut places) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut name_characters = 0;
    let (rows, skipped) = map_file(&path, "chicago_food", |mapped| {
        *results.entry(mapped.get("result").unwrap().to_owned()).or_default() += 1;
        mapped.items("items").for_each(|item| *items.entry(item.to_owned()).or_default() += 1);
        numbers.insert(mapped.get("own_number").unwrap().to_owned());
        days.insert(mapped.get("finished_at").unwrap().to_owned());
        places.insert(mapped.get("place").unwrap().to_owned());
        name_characters += mapped.get("target_name").unwrap().chars().count();
        assert_eq!(mapped.get("form"), Some("daily"));
        assert_eq!(mapped.get("target_code"), None);
    });
    let counts =
        |pairs: &[(&str, u64)]| pairs.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect();
    assert_eq!((rows, skipped.len(), numbers.len(), name_characters), (3_000, 0, 3_000, 55_022));
    assert_eq!(results, counts(&[("corrected_on_site", 396), ("fail", 610), ("pass", 1_994)]));
    let expected = counts(&[
        ("critical violations=fail", 397),
        ("critical violations=pass", 2_603),
        ("minor violations=fail", 2_903),
        ("minor violations=pass", 97),
        ("serious violations=fail", 799),
        ("serious violations=pass", 2_201),
    ]);
    assert_eq!(items, expected);
    assert_eq!(
        (days.len(), days.first().unwrap().as_str(), days.last().unwrap().as_str()),
        (768, "2011-09-02", "2014-12-23")
    );
    assert!(places.contains("4619 S KEDZIE AVE CHICAGO IL 60632"));
}

/// Counts computed apart from this program, with Python: `csv.DictReader` over the file, `collections.Counter` over
/// `Inspector_Assigned` and `Inspection_Purpose`;
/// the number of the first row is `hashlib.sha256("|".join(v.strip() for v in row.values())).hexdigest()[:32]`.
#[test]
fn chicago_inspections_by_team() {
    let Some(path) = real_file("chicago_food/inspections_by_inspector_5000.csv") else { return };
    let (mut units, mut forms): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
    let mut numbers = Vec::new();
    let (rows, skipped) = map_file(&path, "chicago_food_inspectors", |mapped| {
        *units.entry(mapped.get("unit").unwrap().to_owned()).or_default() += 1;
        *forms.entry(mapped.get("form").unwrap().to_owned()).or_default() += 1;
        numbers.push(mapped.get("own_number").unwrap().to_owned());
        assert_eq!((mapped.get("officers"), mapped.get("officer_names")), (None, None));
    });
    assert_eq!((rows, skipped.values().sum::<u64>()), (5_000, 0));
    let expected = [
        ("blue team", 1_047),
        ("brown team", 530),
        ("green team", 1_266),
        ("orange team", 1_220),
        ("purple team", 425),
        ("yellow team", 512),
    ];
    assert_eq!(units, expected.map(|(unit, count)| (unit.to_owned(), count)).into());
    assert_eq!(forms, [("daily".to_owned(), 3_110), ("special".to_owned(), 1_890)].into());
    assert_eq!(numbers[0], "CFI-11a9c323060c793264ef4ba0a1a03300");
    assert_eq!(numbers[4_999], "CFI-6faecf7a518b872e2b413b3e8220af5e");
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), 5_000);
}

/// The sheet claims 65,203 rows. Counted with Python: `<row>` elements with a `<v>` in them: 496 with the header, and
/// the values of the last column.
#[test]
fn complaints_in_a_sheet_that_claims_too_much() {
    let Some(path) = real_file("complaints/messages_495.xlsx") else { return };
    let mut table = open(&path, Bounds::default()).unwrap();
    assert_eq!(table.header.len(), 6);
    let (mut rows, mut categories): (u64, BTreeMap<String, u64>) = Default::default();
    let mut record = Record::default();
    while let Some(read) = table.read_into(&mut record) {
        read.unwrap();
        rows += 1;
        *categories.entry(record.cells[5].clone()).or_default() += 1;
        assert_eq!(record.number, rows + 1);
    }
    assert_eq!(rows, 495);
    assert_eq!(categories.values().copied().collect::<BTreeSet<_>>(), [33, 48, 55, 58, 96, 101, 104].into());
    assert!(peak_mebibytes().is_none_or(|peak| peak < 200), "peak {:?} MiB", peak_mebibytes());
}

/// The most memory that this process ever had, where the system tells.
pub fn peak_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kibibytes| kibibytes >> 10)
}
