//! Every unit, end rule, excluded period and extension, and what their explanations say.

#![expect(clippy::unwrap_used, reason = "what tests share may fail like the tests themselves")]

use calendar::{
    Calendar, Deadline, Due, Excluded, Extension, Limit, Reason, Unit, deadline, end_of, start_of,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

fn at(text: &str) -> Timestamp {
    format!("{text}+08:00").parse().unwrap()
}

fn noon(day: Date) -> Timestamp {
    start_of(day) + jiff::SignedDuration::from_hours(12)
}

fn plain(start: Date, limit: Limit) -> Deadline {
    deadline(&Calendar::shipped(), noon(start), limit, &[], &[])
}

fn excluded(from: Date, until: Date) -> Excluded {
    Excluded { reason: "鉴定".into(), from, until }
}

fn extension(n: u32, unit: Unit) -> Extension {
    Extension { n, unit, approved_by: "负责人".into(), article: "57".into() }
}

/// Running numbers and the short name of each reason, for comparing whole explanations.
fn outline(found: &Deadline) -> Vec<(String, Option<u32>, String)> {
    let explanation = found.explain(&Calendar::shipped());
    let steps = explanation.steps.iter();
    steps
        .map(|step| {
            let kind = serde_json::to_value(&step.reason).unwrap()["kind"].as_str().unwrap().to_owned();
            (step.date.strftime("%m-%d").to_string(), step.counted, kind)
        })
        .collect()
}

fn entry(day: &str, counted: Option<u32>, kind: &str) -> (String, Option<u32>, String) {
    (day.into(), counted, kind.into())
}

#[test]
fn months_and_years_end_on_the_same_day_or_the_last_of_the_month() {
    assert_eq!(plain(date(2025, 8, 31), Limit::months(6)).last_day, date(2026, 2, 28));
    assert_eq!(plain(date(2023, 8, 31), Limit::months(6)).last_day, date(2024, 2, 29));
    assert_eq!(plain(date(2024, 2, 29), Limit::years(2)).last_day, date(2026, 2, 28));
    assert_eq!(plain(date(2024, 5, 17), Limit::years(2)).due, Due::Day(date(2026, 5, 17)));
}

#[test]
fn natural_days_roll_forward_only_where_the_rule_says_so() {
    // Fifteen days from 16 September 2026 end on 1 October, the first of seven days off.
    let as_is = plain(date(2026, 9, 16), Limit::natural(15));
    assert_eq!((as_is.last_day, as_is.ends_at), (date(2026, 10, 1), end_of(date(2026, 10, 1))));
    let rolled = plain(date(2026, 9, 16), Limit::natural(15).rolling());
    assert_eq!((rolled.last_day, rolled.due), (date(2026, 10, 8), Due::Day(date(2026, 10, 8))));
    let steps = outline(&rolled);
    assert_eq!(steps[15], entry("10-01", Some(15), "counted"));
    assert_eq!(steps[16], entry("10-01", None, "holiday"));
    assert_eq!(steps.last(), Some(&entry("10-08", None, "rolled_forward")));
    assert_eq!(steps.len(), 24);
    // A make-up working Sunday is a working day: nothing rolls.
    assert_eq!(plain(date(2026, 9, 19), Limit::natural(1).rolling()).last_day, date(2026, 9, 20));
    // Working days cannot end on a day off.
    assert_eq!(
        plain(date(2026, 9, 16), Limit::working(3).rolling()).last_day,
        plain(date(2026, 9, 16), Limit::working(3)).last_day
    );
}

#[test]
fn the_explanation_names_the_notice() {
    let found = plain(date(2024, 2, 8), Limit::working(2));
    assert_eq!(found.last_day, date(2024, 2, 18));
    let explanation = found.explain(&Calendar::shipped());
    let last = explanation.steps.last().unwrap();
    assert_eq!(last.counted, Some(2));
    assert_eq!(last.reason, Reason::MakeUpWorkingDay { name: "春节".into(), notice: "2024".into() });
    assert_eq!(explanation.steps[2].reason, Reason::Holiday { name: "春节".into(), notice: "2024".into() });
    let json = serde_json::to_string(&explanation).unwrap();
    assert_eq!(serde_json::from_str::<calendar::Explanation>(&json).unwrap(), explanation);
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Deadline>(&json).unwrap(), found);
}

#[test]
fn excluded_days_are_passed_over() {
    let calendar = Calendar::shipped();
    // Monday 2 March 2026; Wednesday to the next Monday do not count.
    let stop = [excluded(date(2026, 3, 4), date(2026, 3, 9))];
    let found = deadline(&calendar, noon(date(2026, 3, 2)), Limit::working(3), &stop, &[]);
    assert_eq!(found.last_day, date(2026, 3, 11));
    assert_eq!(found.due, Due::Ordinal(calendar.ordinal(date(2026, 3, 11))));
    assert_eq!(
        outline(&found),
        [
            entry("03-02", None, "start_day"),
            entry("03-03", Some(1), "counted"),
            entry("03-04", None, "excluded"),
            entry("03-05", None, "excluded"),
            entry("03-06", None, "excluded"),
            entry("03-07", None, "excluded"),
            entry("03-08", None, "excluded"),
            entry("03-09", None, "excluded"),
            entry("03-10", Some(2), "counted"),
            entry("03-11", Some(3), "counted"),
        ]
    );
    let natural = deadline(&calendar, noon(date(2026, 3, 2)), Limit::natural(3), &stop, &[]);
    assert_eq!(natural.last_day, date(2026, 3, 11));
    // A period that covers the start, one that touches the end, and one after it.
    let stops = [
        excluded(date(2026, 2, 20), date(2026, 3, 3)),
        excluded(date(2026, 3, 7), date(2026, 3, 7)),
        excluded(date(2026, 3, 9), date(2026, 3, 30)),
    ];
    let natural = deadline(&calendar, noon(date(2026, 3, 2)), Limit::natural(4), &stops, &[]);
    assert_eq!(natural.last_day, date(2026, 3, 8));
}

#[test]
fn excluded_days_are_added_to_months() {
    let calendar = Calendar::shipped();
    let stops =
        [excluded(date(2026, 1, 10), date(2026, 1, 12)), excluded(date(2026, 2, 14), date(2026, 2, 16))];
    let found = deadline(&calendar, noon(date(2026, 1, 15)), Limit::months(1), &stops[..1], &[]);
    assert_eq!(found.last_day, date(2026, 2, 15), "what lies before the start changes nothing");
    let found = deadline(&calendar, noon(date(2026, 1, 15)), Limit::months(1), &stops, &[]);
    assert_eq!(found.last_day, date(2026, 2, 18));
    assert_eq!(
        outline(&found),
        [
            entry("01-15", None, "start_day"),
            entry("02-14", None, "excluded"),
            entry("02-15", None, "period_end"),
            entry("02-15", None, "excluded"),
            entry("02-16", None, "excluded"),
            entry("02-17", None, "added_for_excluded"),
            entry("02-18", None, "added_for_excluded"),
        ]
    );
}

#[test]
fn extensions_follow_one_another() {
    let calendar = Calendar::shipped();
    let start = noon(date(2026, 3, 2));
    let more = [extension(2, Unit::Working), extension(0, Unit::Year), extension(1, Unit::Working)];
    let found = deadline(&calendar, start, Limit::working(3), &[], &more);
    assert_eq!(found.last_day, plain(date(2026, 3, 2), Limit::working(6)).last_day);
    let steps = outline(&found);
    assert_eq!(steps[4], entry("03-05", None, "extended"));
    assert_eq!(steps[5], entry("03-06", Some(4), "counted"));
    assert_eq!(steps.last(), Some(&entry("03-10", Some(6), "counted")));

    // Ninety days end on Sunday 31 May; thirty more run from there, not from Monday; Tuesday 30 June is
    // worked.
    let more = [extension(30, Unit::Natural)];
    let found = deadline(&calendar, start, Limit::natural(90).rolling(), &[], &more);
    assert_eq!(found.last_day, date(2026, 6, 30));
    // An extension in another unit decides what is stored.
    let found = deadline(&calendar, start, Limit::working(3), &[], &[extension(1, Unit::Month)]);
    assert_eq!(found.due, Due::Day(date(2026, 4, 5)));
    let found = deadline(&calendar, start, Limit::months(1), &[], &[extension(1, Unit::Working)]);
    assert_eq!(found.due, Due::Ordinal(calendar.ordinal(date(2026, 4, 3))));
    // An excluded period inside the extension counts too.
    let stop = [excluded(date(2026, 3, 6), date(2026, 3, 9))];
    let found = deadline(&calendar, start, Limit::working(3), &stop, &[extension(1, Unit::Working)]);
    assert_eq!(found.last_day, date(2026, 3, 10));
}

#[test]
fn hours_run_from_the_moment_across_midnight() {
    let calendar = Calendar::shipped();
    let found = deadline(&calendar, at("2026-03-06T22:30:15.5"), Limit::hours(24), &[], &[]);
    assert_eq!(found.due, Due::At(at("2026-03-07T22:30:15.5")));
    assert_eq!((found.start_day, found.last_day), (date(2026, 3, 6), date(2026, 3, 7)));
    assert!(!found.passed(at("2026-03-07T22:30:15.4")) && found.passed(at("2026-03-07T22:30:15.5")));
    assert_eq!(outline(&found), [entry("03-06", None, "start_moment"), entry("03-07", None, "end_moment")]);
    // 24:00 belongs to the day that ends.
    let found = deadline(&calendar, at("2026-03-06T22:00:00"), Limit::hours(2), &[], &[]);
    assert_eq!((found.last_day, found.ends_at), (date(2026, 3, 6), end_of(date(2026, 3, 6))));
    assert_eq!(found.due.last_day(&calendar), date(2026, 3, 6));
    // Time stands still on excluded days.
    let stop = [excluded(date(2026, 3, 7), date(2026, 3, 8))];
    let found = deadline(&calendar, at("2026-03-06T22:00:00"), Limit::hours(3), &stop, &[]);
    assert_eq!(found.ends_at, at("2026-03-09T01:00:00"));
    let found = deadline(&calendar, at("2026-03-07T10:00:00"), Limit::hours(3), &stop, &[]);
    assert_eq!(found.ends_at, at("2026-03-09T03:00:00"));
    // Days after hours are counted from the day on which the hours end; hours after days from 24:00.
    let start = at("2026-03-06T22:00:00");
    let found = deadline(&calendar, start, Limit::hours(3), &[], &[extension(1, Unit::Working)]);
    assert_eq!(found.last_day, date(2026, 3, 9));
    let found = deadline(&calendar, start, Limit::working(1), &[], &[extension(3, Unit::Hour)]);
    assert_eq!(found.due, Due::At(at("2026-03-10T03:00:00")));
}

#[test]
fn zero_means_the_same_day() {
    let saturday = date(2026, 3, 7);
    assert_eq!(plain(saturday, Limit::natural(0)).last_day, saturday);
    assert_eq!(plain(date(2026, 3, 6), Limit::working(0)).last_day, date(2026, 3, 6));
    let found = plain(saturday, Limit::working(0));
    assert_eq!(found.last_day, date(2026, 3, 9));
    assert!(!found.due.passed(&Calendar::shipped(), noon(saturday)));
    assert_eq!(
        outline(&found),
        [
            entry("03-07", None, "start_day"),
            entry("03-07", None, "weekend"),
            entry("03-08", None, "weekend"),
            entry("03-09", None, "rolled_forward"),
        ]
    );
    assert_eq!(plain(saturday, Limit::natural(0).rolling()).last_day, date(2026, 3, 9));
    assert_eq!(plain(saturday, Limit::hours(0)).ends_at, noon(saturday));
}

#[test]
fn a_list_too_long_to_read_is_cut_before_its_end() {
    let found = plain(date(2026, 3, 2), Limit::natural(10_000));
    let explanation = found.explain(&Calendar::shipped());
    let last = explanation.steps.last().unwrap();
    assert_eq!((last.date, last.counted), (found.last_day, Some(10_000)));
    assert_eq!(explanation.steps.len() + explanation.omitted as usize, 10_001);
}

#[test]
fn the_ends_of_time_do_not_panic() {
    let calendar = Calendar::shipped();
    for start in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
        for unit in [Unit::Hour, Unit::Working, Unit::Natural, Unit::Month, Unit::Year] {
            for n in [0, 1, u32::MAX] {
                let found = deadline(&calendar, start, Limit::new(n, unit).rolling(), &[], &[]);
                assert!(found.last_day >= found.start_day);
            }
        }
    }
}
