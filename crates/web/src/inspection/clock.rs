//! The clock of collection (Art. 15), day by day.

use calendar::{Explanation, city_date};
use decree::base::Base;
use decree::inspection::InspectionState;
use decree::judge::collection_clock;
use decree::point::Condition;
use exchange::Arg;
use jiff::Timestamp;

use crate::parts::{Day, Deadline};
use crate::words::W;

/// Until when an inspection had to be collected, as known when it was, and whether it was; nothing where no point asks.
pub fn of_collection(w: W, base: &Base, state: &InspectionState) -> Option<Deadline> {
    let finished = state.parts.party.finished?;
    let known = state.recorded_at;
    let point = base.point(Condition::LateCollection, finished.day(), known)?;
    let calendar = base.calendar_known(known);
    let clock = collection_clock(point, &calendar, base, known, finished)?;
    let explanation = clock.explain(&calendar);
    let article = w.word("article", &point.article);
    let late = known >= clock.ends_at;
    let (kind, left) = if late {
        ("over", w.say("web-inspection-too-late"))
    } else {
        ("done", w.say("web-inspection-in-time"))
    };
    let sum = w.tell(
        "web-inspection-clock-sum",
        &[
            ("start", telling::when(finished)),
            ("limit", telling::limit(w.0, explanation.limit)),
            ("until", Arg::Date(explanation.last_day)),
            ("recorded", telling::moment(known)),
        ],
    );
    Some(Deadline {
        title: w.say("web-inspection-clock"),
        kind,
        left,
        until: w.day(explanation.stored_last_day),
        sum,
        basis: w.with("web-basis-of", "article", article),
        note: note(w, &explanation, known),
        days: days(w, &explanation),
    })
}

/// What an outage or a notice that is still to come does to it.
fn note(w: W, explanation: &Explanation, known: Timestamp) -> String {
    if explanation.stored_last_day != explanation.last_day {
        return w.tell("alert-law-outage", &[("day", Arg::Date(explanation.stored_last_day))]);
    }
    if explanation.provisional && city_date(known) <= explanation.last_day {
        return w.say("calendar-ends-provisional");
    }
    String::new()
}

fn days(w: W, explanation: &Explanation) -> Vec<Day> {
    let day = |step: &calendar::Step| Day {
        date: w.day(step.date),
        weekday: w.word("calendar-weekday", &step.date.weekday().to_monday_one_offset().to_string()),
        counted: step.counted.map(|n| n.to_string()).unwrap_or_default(),
        why: telling::why(&step.reason, w.0),
    };
    explanation.steps.iter().map(day).collect()
}
