//! The shipped calendar against facts worked out by independent programs (`data/make_oracles.py`).

use calendar::{Calendar, Limit, deadline, start_of};
use jiff::civil::{Date, date};

#[test]
fn every_day_2007_to_2026_is_as_chinesecalendar_says() {
    let calendar = Calendar::shipped();
    let mut days = 0;
    for line in include_str!("data/working_days.txt").lines() {
        let (year, digits) = line.split_once(' ').unwrap();
        let mut day = date(year.parse().unwrap(), 1, 1);
        for digit in digits.chars() {
            assert_eq!(calendar.is_working(day), digit == '1', "{day}");
            assert!(!calendar.day(day).provisional, "{day}");
            day = day.tomorrow().unwrap();
            days += 1;
        }
        assert_eq!((day.month(), day.day()), (1, 1), "{year} is complete");
    }
    assert_eq!(days, 7305);
}

#[test]
fn two_thousand_deadlines_are_as_numpy_says() {
    let calendar = Calendar::shipped();
    let mut cases = 0;
    for line in include_str!("data/deadlines.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let start: Date = fields[0].parse().unwrap();
        let due: Date = fields[2].parse().unwrap();
        let found =
            deadline(&calendar, start_of(start), Limit::working(fields[1].parse().unwrap()), &[], &[]);
        assert_eq!(found.last_day, due, "{line}");
        assert!(!found.provisional, "{line}");
        cases += 1;
    }
    assert_eq!(cases, 2000);
}
