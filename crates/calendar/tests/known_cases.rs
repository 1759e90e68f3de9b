//! Deadlines that anyone can check against the published notices.

use calendar::{Calendar, Due, Limit, Notice, NoticeDay, city_date, deadline, end_of, start_of};
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// Three in the afternoon on the city's clock.
fn afternoon(day: Date) -> Timestamp {
    start_of(day) + jiff::SignedDuration::from_hours(15)
}

fn last_day(calendar: &Calendar, start: Date, n: u32) -> Date {
    deadline(calendar, afternoon(start), Limit::working(n), &[], &[]).last_day
}

#[test]
fn pinned_cases() {
    let calendar = Calendar::shipped();
    assert_eq!(last_day(&calendar, date(2026, 2, 13), 3), date(2026, 2, 25));
    assert_eq!(last_day(&calendar, date(2026, 2, 14), 1), date(2026, 2, 24), "a working Saturday");
    assert_eq!(last_day(&calendar, date(2026, 9, 30), 1), date(2026, 10, 8));
    assert_eq!(last_day(&calendar, date(2025, 9, 30), 3), date(2025, 10, 11));
    assert_eq!(last_day(&calendar, date(2024, 2, 9), 1), date(2024, 2, 18), "a working Sunday");
}

#[test]
fn the_notice_of_january_2020_moves_dates_and_no_ordinal() {
    let after = Calendar::shipped();
    let before = after.as_known(date(2020, 1, 25));
    assert!(before.is_working(date(2020, 1, 31)) && before.is_working(date(2020, 2, 1)));
    assert!(!after.is_working(date(2020, 1, 31)) && !after.is_working(date(2020, 2, 1)));
    assert!(!before.is_working(date(2020, 2, 2)) && !after.is_working(date(2020, 2, 2)));
    assert!(before.is_working(date(2020, 2, 3)) && after.is_working(date(2020, 2, 3)));
    assert_eq!(after.as_known(date(2020, 1, 26)).notices().last().unwrap().id, "2020-2");

    let start = date(2020, 1, 23);
    let stored = deadline(&before, afternoon(start), Limit::working(3), &[], &[]);
    assert_eq!(stored.last_day, date(2020, 2, 3));
    let moved = stored.under(&after);
    assert_eq!(moved.last_day, date(2020, 2, 5));
    assert_eq!(stored.due, moved.due, "the ordinal is the same");
    assert_eq!(stored.due.last_day(&after), moved.last_day);
    assert_eq!(stored.due.ends_at(&after), end_of(date(2020, 2, 5)));

    for start in before.days(date(2019, 12, 1), date(2020, 1, 30)) {
        for n in 1..60 {
            let known = deadline(&before, afternoon(start.date), Limit::working(n), &[], &[]);
            assert_eq!(known.due, known.under(&after).due);
        }
    }
}

#[test]
fn papers_that_changed_a_year_are_told_apart() {
    let calendar = Calendar::shipped();
    let early = calendar.as_known(date(2019, 3, 21));
    assert!(!early.is_working(date(2019, 5, 1)) && early.is_working(date(2019, 5, 2)));
    assert!(!early.is_working(date(2019, 4, 28)) && !early.is_working(date(2019, 5, 5)));
    let late = calendar.as_known(date(2019, 3, 22));
    assert!(!late.is_working(date(2019, 5, 2)) && late.is_working(date(2019, 4, 28)));
    assert_eq!(late.day(date(2019, 5, 1)).notice, Some("2019-2"));

    let early = calendar.as_known(date(2015, 5, 12));
    assert!(early.is_working(date(2015, 9, 3)) && !early.is_working(date(2015, 9, 6)));
    assert!(!calendar.is_working(date(2015, 9, 3)) && calendar.is_working(date(2015, 9, 6)));
}

#[test]
fn what_is_known_about_a_day() {
    let calendar = Calendar::shipped();
    let extended = calendar.day(date(2020, 1, 31));
    assert_eq!((extended.working, extended.notice, extended.name), (false, Some("2020-2"), Some("春节")));
    let ordinary = calendar.day(date(2020, 3, 4));
    assert_eq!((ordinary.working, ordinary.notice, ordinary.name), (true, Some("2020"), None));
    assert!(!ordinary.provisional);
    let unknown = calendar.day(date(2027, 1, 1));
    assert_eq!((unknown.working, unknown.provisional, unknown.notice), (true, true, None));
    assert!(calendar.day(date(2006, 12, 29)).provisional);
    assert!(!calendar.day(date(2006, 12, 30)).provisional, "the first notice names it");
    assert_eq!(calendar.announced_from(), date(2007, 1, 1));
    assert_eq!(calendar.announced_until(), date(2026, 12, 31));
    assert_eq!(calendar.as_known(date(2025, 11, 3)).announced_until(), date(2025, 12, 31));
    assert_eq!(calendar.days(date(2026, 2, 1), date(2026, 2, 28)).filter(|day| day.working).count(), 16);
    assert_eq!(calendar.days(date(2026, 2, 2), date(2026, 2, 1)).count(), 0);
}

#[test]
fn a_calendar_without_notices_is_plain_and_provisional() {
    let plain = Calendar::from_notices([]);
    assert!(plain.announced_until() < plain.announced_from());
    assert!(plain.day(date(2020, 1, 1)).provisional && plain.is_working(date(2020, 1, 1)));
    assert_eq!(plain.ordinal(date(2000, 1, 2)), 0);
    assert_eq!(plain.ordinal(date(2000, 1, 3)), 1);
    assert_eq!(plain.date_of_ordinal(1), date(2000, 1, 3));
}

#[test]
fn deadlines_into_a_year_not_announced_say_so() {
    let calendar = Calendar::shipped();
    let inside = deadline(&calendar, afternoon(date(2026, 12, 28)), Limit::working(3), &[], &[]);
    assert_eq!((inside.last_day, inside.provisional), (date(2026, 12, 31), false));
    let beyond = deadline(&calendar, afternoon(date(2026, 12, 28)), Limit::working(4), &[], &[]);
    assert_eq!((beyond.last_day, beyond.provisional), (date(2027, 1, 1), true));
    assert!(!deadline(&calendar, afternoon(date(2026, 12, 28)), Limit::natural(90), &[], &[]).provisional);
    assert!(
        deadline(&calendar, afternoon(date(2026, 12, 28)), Limit::natural(90).rolling(), &[], &[])
            .provisional
    );

    let announced = Notice {
        id: "2027".into(),
        published: date(2026, 11, 5),
        source: String::new(),
        year: 2027,
        days: vec![NoticeDay { date: date(2027, 1, 1), working: false, name: "元旦".into() }],
    };
    let later = calendar.with(announced);
    let moved = beyond.under(&later);
    assert_eq!((moved.last_day, moved.provisional), (date(2027, 1, 4), false));
    assert_eq!(moved.due, beyond.due);
}

#[test]
fn of_two_notices_the_later_published_wins_then_the_later_in_the_list() {
    let notice = |id: &str, published: Date, working: bool| Notice {
        id: id.into(),
        published,
        source: String::new(),
        year: 2030,
        days: vec![NoticeDay { date: date(2030, 5, 1), working, name: id.into() }],
    };
    let (early, late) = (date(2029, 11, 1), date(2029, 12, 1));
    let by_date = Calendar::from_notices([notice("late", late, true), notice("early", early, false)]);
    assert_eq!(by_date.day(date(2030, 5, 1)).notice, Some("late"));
    let by_place = Calendar::from_notices([notice("first", late, true), notice("second", late, false)]);
    assert_eq!(by_place.day(date(2030, 5, 1)).notice, Some("second"));
    assert!(!by_place.is_working(date(2030, 5, 1)));
}

#[test]
fn ordinals_are_held_at_the_ends_of_the_table() {
    let calendar = Calendar::shipped();
    assert_eq!(calendar.ordinal(date(1999, 12, 31)), 0);
    assert_eq!(calendar.ordinal(Date::MIN), 0);
    assert_eq!(calendar.ordinal(Date::MAX), calendar.ordinal(date(2099, 12, 31)));
    assert_eq!(calendar.date_of_ordinal(i32::MAX), date(2099, 12, 31));
    assert_eq!(calendar.date_of_ordinal(i32::MIN), date(2000, 1, 3));
    let far = deadline(&calendar, afternoon(date(2099, 12, 30)), Limit::working(u32::MAX), &[], &[]);
    assert_eq!(far.last_day, date(2099, 12, 31));
    assert_eq!(far.due, Due::Ordinal(calendar.ordinal(date(2099, 12, 31))));
    let later = deadline(&calendar, afternoon(date(2150, 1, 1)), Limit::working(5), &[], &[]);
    assert_eq!(later.last_day, date(2150, 1, 1), "never before the start");
}

#[test]
fn a_stored_due_is_over_when_its_deadline_is() {
    let calendar = Calendar::shipped();
    let friday = date(2026, 3, 6);
    let found = deadline(&calendar, afternoon(date(2026, 3, 5)), Limit::working(1), &[], &[]);
    assert_eq!(found.last_day, friday);
    let last_moment = end_of(friday) - jiff::SignedDuration::from_nanos(1);
    assert_eq!(city_date(last_moment), friday);
    assert!(!found.passed(last_moment) && !found.due.passed(&calendar, last_moment));
    assert!(found.passed(end_of(friday)) && found.due.passed(&calendar, end_of(friday)), "from Saturday on");
}

#[test]
fn the_next_working_day_is_found_inside_and_outside_the_table() {
    let calendar = Calendar::shipped();
    assert_eq!(calendar.working_on_or_after(date(2026, 2, 15)), date(2026, 2, 24));
    assert_eq!(calendar.working_on_or_after(date(2026, 2, 14)), date(2026, 2, 14));
    assert_eq!(calendar.working_on_or_after(date(1999, 12, 31)), date(1999, 12, 31));
    assert_eq!(calendar.working_on_or_after(date(2000, 1, 1)), date(2000, 1, 3));
    assert_eq!(calendar.working_on_or_after(date(2150, 1, 3)), date(2150, 1, 5), "a Saturday");
    assert_eq!(calendar.working_on_or_after(Date::MAX), Date::MAX);
    assert!(!calendar.is_working(date(2150, 1, 3)) && calendar.is_working(date(1999, 12, 31)));
    assert!(calendar.is_working(date(2099, 12, 31)) && !calendar.is_working(date(2000, 1, 1)));
}
