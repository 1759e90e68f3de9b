//! What the city looks like in numbers: counted from the database, as one line of JSON or in words.

use std::collections::BTreeMap;

use decree::alert::AlertStatus;
use decree::base::Base;
use decree::fact::ThingKind;
use exchange::{Arg, Language, Words};
use serde::Serialize;
use store::Counts;

use super::Made;
use crate::report;

/// The highest level.
const LEVELS: std::ops::RangeInclusive<i16> = 1..=3;

/// The numbers, as they are printed with `--json`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    agencies: i64,
    officers: i64,
    inspections: i64,
    cases: i64,
    /// Query codes made, and cases that were disclosed.
    codes: i64,
    disclosed: i64,
    facts: i64,
    /// Alerts by the level they reached.
    alerts: BTreeMap<String, i64>,
    /// Alerts by the code of their point.
    points: BTreeMap<String, i64>,
    /// What was collected late, by kind of record.
    late: BTreeMap<&'static str, i64>,
}

impl Summary {
    /// The numbers out of what was counted.
    pub fn of(counts: &Counts, base: &Base) -> Self {
        let level =
            |level: i16| counts.alerts.iter().filter(|(l, _, _)| *l == level).map(|(_, _, n)| n).sum();
        Self {
            agencies: counts.of(ThingKind::Agency),
            officers: counts.of(ThingKind::Officer),
            inspections: counts.inspections,
            cases: counts.cases,
            codes: counts.codes,
            disclosed: counts.disclosed,
            facts: counts.facts,
            alerts: LEVELS.map(|l| (l.to_string(), level(l))).collect(),
            points: counts.points.iter().map(|(key, n)| (base.point_code(*key).to_owned(), *n)).collect(),
            late: BTreeMap::from([("inspection", counts.late), ("stage", counts.late_stages)]),
        }
    }
}

/// Says the numbers in words, and how to go on.
pub fn tell(summary: &Summary, counts: &Counts, made: &Made, language: Language) {
    let words = Words::of(language);
    let say = |id: &str, args: &[(&str, Arg)]| report::print(words.say(id, args));
    let args = [
        ("agencies", Arg::count(summary.agencies)),
        ("officers", Arg::count(summary.officers)),
        ("inspections", Arg::count(summary.inspections)),
        ("cases", Arg::count(summary.cases)),
        ("late", Arg::count(counts.late)),
        ("facts", Arg::count(summary.facts)),
        ("months", Arg::count(made.months)),
        ("seed", Arg::text(made.seed.to_string())),
    ];
    say("demo-city", &args);
    for level in LEVELS {
        let standing: Vec<Arg> = counts
            .alerts
            .iter()
            .filter(|(l, _, _)| *l == level)
            .map(|(_, status, n)| Arg::text(status_text(words, *status, *n)))
            .collect();
        let count = summary.alerts.get(&level.to_string()).copied().unwrap_or(0);
        if count > 0 {
            let args = [
                ("level", Arg::count(level)),
                ("count", Arg::count(count)),
                ("standing", Arg::List(standing)),
            ];
            say("demo-level", &args);
        }
    }
    say("demo-points", &[]);
    for (code, count) in &summary.points {
        let name = words.find(&format!("point-{code}")).unwrap_or_else(|| code.clone());
        say("demo-point", &[("point", Arg::text(name)), ("count", Arg::count(*count))]);
    }
}

fn status_text(words: &Words, status: i16, count: i64) -> String {
    let code = AlertStatus::from_number(status).map_or("", AlertStatus::code);
    let status = words.find(&format!("alert-status-{code}")).unwrap_or_else(|| code.to_owned());
    words.say("demo-standing", &[("status", Arg::text(status)), ("count", Arg::count(count))])
}
