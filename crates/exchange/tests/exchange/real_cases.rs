//! Real decisions and stage events that nobody here wrote. The counts were computed apart from this program, with Python:
//! `csv.DictReader` over the file, `collections.Counter` and sums of `decimal.Decimal`.

use std::collections::{BTreeMap, BTreeSet};

use exchange::Mapped;

use crate::real_files::{map_file, real_file};

/// How often each value of a field occurs; rows without it are counted under nothing.
#[derive(Default)]
struct Counts(BTreeMap<String, u64>);

impl Counts {
    fn add(&mut self, value: Option<&str>) {
        *self.0.entry(value.unwrap_or_default().to_owned()).or_default() += 1;
    }

    fn are(&self, expected: &[(&str, u64)]) {
        let expected: BTreeMap<String, u64> =
            expected.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect();
        assert_eq!(self.0, expected);
    }
}

fn fen(mapped: &Mapped, field: &str) -> i64 {
    mapped.get(field).map_or(0, |text| text.parse().unwrap())
}

/// Fines: `sum(Decimal(cf_nr_fk_wanyuan)) * 10**6`; gains likewise, and the rows in which they are not 0.
#[test]
fn decisions_of_a_market_supervision_bureau() {
    let Some(path) = real_file("shenzhen_penalties/penalties_20.csv") else { return };
    let (mut sanctions, mut parties, mut days) = (Counts::default(), Counts::default(), Counts::default());
    let (mut fines, mut gains, mut with_gains, mut basis) = (0, 0, 0, 0);
    let mut numbers = BTreeSet::new();
    let (rows, skipped) = map_file(&path, "shenzhen_penalties", |mapped| {
        mapped.items("sanctions").for_each(|kind| sanctions.add(Some(kind)));
        parties.add(mapped.get("party_kind"));
        days.add(mapped.get("decided_at"));
        numbers.insert(mapped.get("own_number").unwrap().to_owned());
        fines += fen(mapped, "fine");
        gains += fen(mapped, "illegal_gains");
        with_gains += u32::from(mapped.get("illegal_gains").is_some());
        basis += mapped.get("basis").unwrap().chars().count();
        assert_eq!(mapped.get("illegal_gains"), mapped.get("confiscated"));
        assert_eq!((mapped.get("act_kind"), mapped.get("outcome")), (Some("penalty"), Some("penalty")));
        // The content says the fine again, in yuan: 罚款67.5元.
        let content = mapped.get("content").unwrap();
        let said = content.split("罚款").nth(1).and_then(|rest| rest.split('元').next()).unwrap();
        let (yuan, rest) = said.split_once('.').unwrap_or((said, ""));
        let said = format!("{yuan}{rest:0<2}");
        assert_eq!(mapped.get("fine"), Some(said.as_str()), "{content}");
    });
    assert_eq!((rows, skipped.len(), numbers.len(), basis), (20, 0, 20, 730));
    assert_eq!((fines, gains, with_gains), (29_180_365, 1_663_663, 9));
    sanctions.are(&[("fine", 20), ("confiscation_gains", 9), ("confiscation_goods", 4), ("warning", 2)]);
    parties.are(&[("organisation", 10), ("self_employed", 10)]);
    days.are(&[("2022-05-13", 13), ("2022-05-16", 7)]);
    assert!(numbers.contains("SZ-1-20220516"));
}

/// Fines: `sum(Decimal(amount)) * 100` over the rows of `Create Fine`; a part of the notes is there as often as its column
/// holds anything but `NIL`.
#[test]
fn stage_events_of_a_municipal_police() {
    let Some(path) = real_file("traffic_fines/events.csv") else { return };
    let mut events = Counts::default();
    let (mut cases, mut steps, mut days) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut fines = 0;
    const PARTS: [(&str, usize); 12] = [
        ("lifecycle: ", 3_053),
        ("resource: ", 883),
        ("amount due: ", 408),
        ("payment as written: ", 464),
        ("article: ", 881),
        ("dismissal: ", 7),
        ("expense: ", 565),
        ("last sent: ", 408),
        ("matricola: ", 2),
        ("points: ", 881),
        ("paid in all: ", 1_345),
        ("vehicle class: ", 881),
    ];
    let mut parts = [0; PARTS.len()];
    let (rows, skipped) = map_file(&path, "traffic_fines", |mapped| {
        let event = mapped.get("event").unwrap();
        events.add(Some(event));
        cases.insert(mapped.get("own_number").unwrap().to_owned());
        steps.insert(mapped.get("step_number").unwrap().to_owned());
        days.insert(mapped.get("at").unwrap().to_owned());
        fines += fen(mapped, "fine");
        assert_eq!(mapped.get("fine").is_some(), event == "decision");
        assert_eq!(mapped.get("sanctions").is_some(), event == "decision");
        assert_eq!(mapped.get("mode").is_some(), event == "service");
        assert_eq!(mapped.get("amount"), None, "no amount of the other events is known");
        let notes = mapped.get("step_notes").unwrap();
        PARTS.iter().zip(&mut parts).for_each(|((part, _), n)| *n += usize::from(notes.contains(part)));
    });
    assert_eq!((rows, skipped.len(), cases.len(), steps.len()), (3_053, 0, 881, 3_053));
    events.are(&[
        ("decision", 881),
        ("service", 565),
        ("payment", 464),
        ("surcharge", 408),
        ("court_application", 289),
        ("other", 408 + 15 + 3 + 3),
        ("reconsideration", 15),
        ("suit", 2),
    ]);
    assert_eq!(fines, 3_058_600);
    assert_eq!(parts, PARTS.map(|(_, n)| n));
    assert_eq!(
        (days.len(), days.first().unwrap().as_str(), days.last().unwrap().as_str()),
        (588, "2006-07-24", "2011-12-25")
    );
}

/// Moments and days in `ZoneInfo("Europe/Amsterdam")`; 852 of the moments lie in summer time.
#[test]
fn stage_events_of_permit_applications() {
    let Some(path) = real_file("permit_receipt/events.csv") else { return };
    let mut events = Counts::default();
    let (mut cases, mut steps, mut moments) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut promised, mut summer, mut enddates, mut groups) = (Vec::new(), 0, 0, 0);
    let (rows, skipped) = map_file(&path, "permit_receipt", |mapped| {
        let event = mapped.get("event").unwrap();
        events.add(Some(event));
        cases.insert(mapped.get("own_number").unwrap().to_owned());
        steps.insert(mapped.get("step_number").unwrap().to_owned());
        let at = mapped.get("at").unwrap();
        moments.insert(at.to_owned());
        summer += u32::from(at.ends_with("+02:00"));
        assert_eq!(mapped.get("until").is_some(), event == "acceptance");
        promised.extend(mapped.get("until").map(str::to_owned));
        let notes = mapped.get("step_notes").unwrap();
        assert!(notes.contains("promised: ") && notes.contains("responsible: "));
        enddates += u32::from(notes.contains("ended: "));
        groups += u32::from(notes.contains("; group: "));
        assert_eq!(mapped.get("act_kind"), Some("licence"));
        assert!(event != "other" || mapped.get("note").is_some(), "what it was is said");
    });
    assert_eq!((rows, skipped.len(), cases.len(), steps.len()), (1_717, 0, 291, 1_717));
    events.are(&[("acceptance", 291), ("examination", 547), ("service", 260), ("other", 619)]);
    assert_eq!((moments.len(), summer, enddates, groups), (1_717, 852, 1_590, 1_326));
    assert!(
        moments.contains("2010-10-05T08:32:48.565+02:00")
            && moments.contains("2012-01-23T15:42:54.644+01:00")
    );
    promised.sort();
    let different: BTreeSet<&String> = promised.iter().collect();
    assert_eq!((promised.len(), different.len()), (291, 203));
    assert_eq!((promised[0].as_str(), promised[290].as_str()), ("2010-11-29", "2012-03-09"));
}
