//! Deadlines on pages: how they were counted, day by day.

use calendar::Deadline as Counted;
use decree::base::Base;
use jiff::civil::Date;

use crate::alert::left;
use crate::parts::{Day, Deadline};
use crate::words::W;

/// The days of a deadline, with how it was counted in one sentence.
pub fn counted(w: W, base: &Base, end: &Counted) -> Deadline {
    let explanation = end.explain(&base.calendar());
    let lines = telling::explained(&explanation, w.0);
    let weekday = |day: Date| w.word("calendar-weekday", &day.weekday().to_monday_one_offset().to_string());
    let days = explanation.steps.iter().map(|step| Day {
        date: w.day(step.date),
        weekday: weekday(step.date),
        counted: step.counted.map(|n| n.to_string()).unwrap_or_default(),
        why: telling::why(&step.reason, w.0),
    });
    let mut notes = Vec::new();
    if explanation.omitted > 0 {
        notes.push(w.count("calendar-explain-omitted", explanation.omitted).trim().to_owned());
    }
    if explanation.provisional {
        notes.push(w.say("calendar-ends-provisional"));
    }
    Deadline {
        sum: lines
            .first()
            .map(|line| line.trim().trim_end_matches(['：', ':']).to_owned())
            .unwrap_or_default(),
        days: days.collect(),
        note: notes.join(" "),
        ..Deadline::default()
    }
}

/// A deadline that runs: what is left of it today.
pub fn running(w: W, base: &Base, today: Date, title: String, basis: String, end: &Counted) -> Deadline {
    let last = end.explain(&base.calendar()).last_day;
    let (kind, left) = left(w, base, today, last);
    Deadline { title, kind, left, until: w.day(last), basis, ..counted(w, base, end) }
}
