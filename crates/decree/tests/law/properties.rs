//! What holds for anything: facts in any order and half erased, any fields, any rows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calendar::Calendar;
use decree::deadline::RowContext;
use decree::fact::{Fact, NewFact, ThingKind};
use decree::inspection::{self, FIELDS, difference};
use decree::thing::Thing;
use decree::view::{self, Row, TABLES, Table, Type, Value};
use proptest::prelude::*;

use crate::city::{CLERK, City, Record, at, fact, thing};
use crate::samples::all;

/// A column as the database has it: name, type and whether it may be null.
type Column = (String, String, bool);

/// What the database says of the columns of `view`.
static COLUMNS: LazyLock<BTreeMap<String, Vec<Column>>> = LazyLock::new(|| {
    let sql = include_str!("../../../store/migrations/0001_spine.sql");
    let mut tables = BTreeMap::new();
    for part in sql.split("create table view.").skip(1) {
        let (name, rest) = part.split_once(" (").unwrap();
        let body = rest.split_once("\n);").unwrap().0;
        let columns = body.lines().map(|l| l.trim().trim_end_matches(',')).filter(|l| !l.is_empty());
        let columns = columns.filter(|l| !l.starts_with("primary key")).map(|l| {
            let mut words = l.split_whitespace();
            let (column, sql_type) = (words.next().unwrap(), words.next().unwrap());
            (column.to_owned(), sql_type.to_owned(), !l.contains("not null"))
        });
        tables.insert(name.to_owned(), columns.collect());
    }
    tables
});

const fn sql_name(of: Type) -> &'static str {
    match of {
        Type::Bool => "boolean",
        Type::Small => "smallint",
        Type::Int => "int",
        Type::Big => "bigint",
        Type::Uuid => "uuid",
        Type::Text => "text",
        Type::Bytes => "bytea",
        Type::Time => "timestamptz",
        Type::Date => "date",
    }
}

const fn type_of(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Type::Bool,
        Value::Small(_) => Type::Small,
        Value::Int(_) => Type::Int,
        Value::Big(_) => Type::Big,
        Value::Uuid(_) => Type::Uuid,
        Value::Text(_) => Type::Text,
        Value::Bytes(_) => Type::Bytes,
        Value::Time(_) => Type::Time,
        Value::Date(_) => Type::Date,
    })
}

/// A row has one value a column, of its type; null only where the database allows it; and belongs to its stream.
fn check_row(row: &Row, stream: uuid::Uuid) {
    let Table { name, columns, stream: position, .. } = row.table;
    assert_eq!(row.values.len(), columns.len(), "{name}");
    for ((value, (column, of)), (_, _, nullable)) in row.values.iter().zip(*columns).zip(&COLUMNS[*name]) {
        match type_of(value) {
            Some(found) => assert_eq!(found, *of, "{name}.{column}"),
            None => assert!(*nullable, "{name}.{column} is null"),
        }
    }
    assert_eq!(row.values[*position], Value::Uuid(stream), "{name}");
}

type Shown = BTreeMap<(&'static str, Vec<Value>), Vec<Value>>;

/// Rows by table and primary key; no key occurs twice.
fn shown(rows: &[Row]) -> Shown {
    let mut shown = Shown::new();
    for row in rows {
        let twice = shown.insert((row.table.name, row.key().to_vec()), row.values.clone());
        assert!(twice.is_none(), "{} {:?} occurs twice", row.table.name, row.key());
    }
    shown
}

#[test]
fn tables_are_those_of_the_database() {
    assert_eq!(TABLES.len(), COLUMNS.len());
    for table in TABLES {
        let here: Vec<_> =
            table.columns.iter().map(|(c, t)| ((*c).to_owned(), sql_name(*t).to_owned())).collect();
        let there: Vec<_> = COLUMNS[table.name].iter().map(|(c, t, _)| (c.clone(), t.clone())).collect();
        assert_eq!(here, there, "{}", table.name);
        assert_eq!(table.columns[table.stream].1, Type::Uuid, "{}", table.name);
    }
}

/// One step of a disordered stream: which sample, which sections are erased, and whose sections stand in it.
type Step = (prop::sample::Index, u8, Option<prop::sample::Index>);

fn disordered(kind: ThingKind, steps: &[Step]) -> Vec<Fact> {
    let pool: Vec<NewFact> = all().into_iter().filter(|s| s.thing == kind).map(|s| s.new).collect();
    let of_step = |(seq, (which, erased, other)): (i32, &Step)| {
        let mut new = which.get(&pool).clone();
        if let Some(other) = other {
            new.sections = other.get(&pool).sections.clone();
        }
        let sections = &mut new.sections;
        for (bit, section) in
            [&mut sections.public, &mut sections.party, &mut sections.internal].into_iter().enumerate()
        {
            if erased & (1 << bit) != 0 {
                *section = None;
            }
        }
        fact(thing("any"), seq, Default::default(), &new, CLERK, at("2026-03-02 18:00"))
    };
    (1..).zip(steps).map(of_step).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Facts in any order, with sections erased or of another kind: folding reads or refuses, and never panics; what is
    /// shown has the columns and types of its table; and what changes in `view` makes of the rows before those after.
    #[test]
    fn any_stream_folds_to_rows_of_its_tables(
        kind in prop::sample::select(&ThingKind::ALL[..]),
        steps in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(&[0u8, 0, 0, 1, 2, 4, 7][..]), prop::option::weighted(0.1, any::<prop::sample::Index>())),
            1..12,
        ),
    ) {
        let calendar = Calendar::shipped();
        let context = RowContext { calendar: &calendar };
        let stream = thing("any");
        let mut state = Thing::new(kind);
        let mut there = Shown::new();
        let mut before = Vec::new();
        for fact in disordered(kind, &steps) {
            if state.fold(&fact).is_err() {
                continue;
            }
            let after = state.rows(stream, &context);
            after.iter().for_each(|row| check_row(row, stream));
            let changes = view::changes(before, after.clone());
            for row in &changes.delete {
                prop_assert!(there.remove(&(row.table.name, row.key().to_vec())).is_some());
            }
            for row in &changes.write {
                there.insert((row.table.name, row.key().to_vec()), row.values.clone());
            }
            prop_assert_eq!(&there, &shown(&after));
            before = after;
        }
        let nothing = view::changes(before.clone(), before);
        prop_assert!(nothing.write.is_empty() && nothing.delete.is_empty());
    }

    /// Any fields are read into a wish or into problems; what is personal never stands in a problem.
    #[test]
    fn any_fields_are_read(fields in prop::collection::vec((field(), value()), 0..12)) {
        let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let mut problems = Vec::new();
        let wish = inspection::read(&texts, &mut problems);
        prop_assert!(wish.has < 1 << FIELDS.len());
        for problem in problems.iter().filter(|p| FIELDS.iter().any(|f| f.personal && f.name == p.field)) {
            prop_assert_eq!(&problem.value, "");
        }
    }

    /// Whatever can be collected equals itself, and the same record again is known.
    #[test]
    fn equal_records_do_not_differ(fields in prop::collection::vec((field(), value()), 0..8)) {
        let mut city = City::new();
        let mut record = Record::complete();
        for (name, value) in &fields {
            if let Some(known) = FIELDS.iter().find(|f| f.name == name) {
                record = record.set(known.name, value);
            }
        }
        if let Ok(decision) = city.collect(&record, "2026-03-02 18:00") {
            let mut kept = city.keep(&record, "2026-03-02 18:00");
            prop_assert_eq!(difference(&kept.state.parts, &kept.state.parts.clone()), vec![]);
            prop_assert_eq!(decision.work[0].facts[0].sections.public.clone(), kept.facts[0].sections.public.clone());
            // Folded from what was said, as at its collection, or from its bytes, as ever after: the same.
            let stored = &kept.facts[0];
            let made = Fact { said: decision.work[0].facts[0].said.clone(), ..stored.clone() };
            let [from_said, from_bytes] = [&made, &Fact { sections: decision.work[0].facts[0].sections.clone(), ..stored.clone() }]
                .map(|fact| {
                    let mut thing = Thing::new(ThingKind::Inspection);
                    thing.fold(fact).unwrap();
                    format!("{thing:?}")
                });
            prop_assert_eq!(from_said, from_bytes);
            let again = city.collect_again(&record, Some(&kept), "2026-03-03 09:00").unwrap();
            prop_assert!(again.work.is_empty());
            let canonical = kept.facts[0].sections.present().all(|(_, b)| decree::canonical::check(b).is_ok());
            prop_assert!(canonical);
            // Erased, it is still a record with rows.
            kept.facts[0].sections = Default::default();
            let mut erased = Thing::new(ThingKind::Inspection);
            erased.fold(&kept.facts[0]).unwrap();
            let calendar = Calendar::shipped();
            erased.rows(kept.stream, &RowContext { calendar: &calendar }).iter().for_each(|r| check_row(r, kept.stream));
        }
    }
}

fn field() -> impl Strategy<Value = String> {
    let known: Vec<String> = FIELDS.iter().map(|f| f.name.to_owned()).collect();
    prop_oneof![9 => prop::sample::select(known), 1 => "\\PC{0,10}"]
}

fn value() -> impl Strategy<Value = String> {
    const LIKELY: &[&str] = &[
        "",
        "2026-03-02",
        "2026-03-02T10:00:00+08:00",
        "pass",
        "fail",
        "daily",
        "deferred",
        "paper",
        "person",
        "T-001",
        "T-001\u{1f}T-002",
        "卫生=pass\u{1f}消防=fail",
        "11120000MB1660879L",
        "11010519491231002X",
        "P-MARKET",
        "market",
    ];
    prop_oneof![
        3 => prop::sample::select(LIKELY).prop_map(str::to_owned),
        1 => "\\PC{0,30}",
        1 => any::<String>(),
    ]
}
