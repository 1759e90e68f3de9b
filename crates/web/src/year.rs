//! The official working days (rulings 5): a year at a glance with the notice behind each day that is not as its weekday
//! says, and a deadline worked out day by day.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Query;
use calendar::{Calendar, Limit, Unit, city_date};
use exchange::Arg;
use jiff::civil::Date;
use serde::Deserialize;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{self, Choice, Deadline, FieldError, Page};
use crate::words::W;

/// The years that a calendar covers.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;
/// No period of a statute has more days, and no page shows more.
const MOST: u32 = 2000;

/// A month: its name, and weeks of seven places.
struct Month {
    name: String,
    weeks: Vec<Vec<Place>>,
}

/// A place in a week: empty before the first and behind the last day.
#[derive(Clone, Default)]
struct Place {
    day: String,
    /// `work`, `off`, `holiday` or `made-up`.
    kind: &'static str,
    /// A sign for those who see no colour.
    sign: String,
    words: String,
    today: bool,
}

/// Days that are not as their weekday says: the first, and through which if there are several.
struct Named {
    day: String,
    until: String,
    weekday: String,
    kind: &'static str,
    what: String,
    holiday: String,
    notice: String,
    published: String,
    href: String,
}

/// What is asked of the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    n: String,
    unit: String,
}

#[derive(Template)]
#[template(path = "year.html")]
struct Year {
    w: W,
    page: Page,
    year: i16,
    before: String,
    after: String,
    provisional: bool,
    sum: String,
    weekdays: Vec<String>,
    months: Vec<Month>,
    named: Vec<Named>,
    asked: Asked,
    units: Vec<Choice>,
    deadline: Option<Deadline>,
    errors: Vec<FieldError>,
}

impl Year {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /calendar`: this year.
pub async fn this(State(app): State<App>) -> Response {
    let year = city_date(app.platform.now()).year();
    Redirect::to(&format!("/calendar/{year}")).into_response()
}

/// `GET /calendar/{year}`.
///
/// # Errors
/// There is no calendar of that year.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(year): Path<i16>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    if !YEARS.contains(&year) {
        return Err(PageError::NotFound);
    }
    let calendar = app.platform.base().calendar();
    let today = city_date(app.platform.now());
    let (first, last) = (first_of(year, 1), Date::new(year, 12, 31).unwrap_or(Date::MAX));
    let days = || calendar.days(first, last);
    let working = days().filter(|d| d.working).count();
    let args = [("n", Arg::count(working)), ("all", Arg::count(days().count()))];
    let (deadline, errors) = reckoned(w, &calendar, today, &asked);
    let near = |other: i16| if YEARS.contains(&other) { format!("/calendar/{other}") } else { String::new() };
    let chosen = if asked.unit.is_empty() { "working" } else { &asked.unit };
    let unit = |unit: &str| Choice {
        value: unit.to_owned(),
        title: w.say(&format!("web-unit-{unit}")),
        on: unit == chosen,
    };
    html(&Year {
        w,
        page: reader.staff(&app, &who, w.with("web-calendar-of", "year", year), &[]),
        year,
        before: near(year - 1),
        after: near(year + 1),
        provisional: days().any(|d| d.provisional),
        sum: w.tell("web-calendar-sum", &args),
        weekdays: (1..=7).map(|n| w.say(&format!("web-weekday-{n}"))).collect(),
        months: (1..=12).map(|month| of_month(w, &calendar, year, month, today)).collect(),
        named: named(w, &calendar, days()),
        units: ["working", "natural"].map(unit).into(),
        asked: Asked {
            from: if asked.from.is_empty() { today.to_string() } else { asked.from.clone() },
            ..asked
        },
        deadline,
        errors,
    })
}

fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(Date::MIN)
}

fn of_month(w: W, calendar: &Calendar, year: i16, month: i8, today: Date) -> Month {
    let first = first_of(year, month);
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or(0);
    let mut places = vec![Place::default(); before];
    for day in calendar.days(first, first.last_of_month()) {
        let kind = kind_of(&day);
        places.push(Place {
            day: day.date.day().to_string(),
            kind,
            // Weekends stand in columns of their own.
            sign: match kind {
                "holiday" | "made-up" => w.say(&format!("web-day-sign-{kind}")),
                _ => String::new(),
            },
            words: day.name.unwrap_or_default().to_owned(),
            today: day.date == today,
        });
    }
    places.resize(places.len().div_ceil(7) * 7, Place::default());
    Month {
        name: w.say(&format!("web-month-{month}")),
        weeks: places.chunks(7).map(<[Place]>::to_vec).collect(),
    }
}

fn kind_of(day: &calendar::Day<'_>) -> &'static str {
    let weekend = day.date.weekday().to_monday_one_offset() > 5;
    match (day.working, day.name.is_some()) {
        (true, true) if weekend => "made-up",
        (true, _) => "work",
        (false, true) => "holiday",
        (false, false) => "off",
    }
}

/// The days that are not as their weekday says, those that follow each other for one reason together.
fn named<'a>(w: W, calendar: &Calendar, days: impl Iterator<Item = calendar::Day<'a>>) -> Vec<Named> {
    let mut runs: Vec<(calendar::Day<'a>, i64)> = Vec::new();
    for day in days.filter(|day| day.name.is_some()) {
        match runs.last_mut() {
            Some((first, length)) if follows(first, *length, &day) => *length += 1,
            _ => runs.push((day, 1)),
        }
    }
    runs.iter().filter_map(|(first, length)| run(w, calendar, first, *length)).collect()
}

/// Whether a day goes on with a run.
fn follows(first: &calendar::Day<'_>, length: i64, day: &calendar::Day<'_>) -> bool {
    let next = first.date.checked_add(jiff::Span::new().days(length)).ok();
    next == Some(day.date) && (first.working, first.name, first.notice) == (day.working, day.name, day.notice)
}

fn run(w: W, calendar: &Calendar, first: &calendar::Day<'_>, length: i64) -> Option<Named> {
    let (name, notice) = (first.name?, first.notice?);
    let source = calendar.notices().iter().find(|n| n.id == notice);
    let published = source.map(|n| w.tell("web-calendar-published", &[("day", Arg::Date(n.published))]));
    let last = first.date.checked_add(jiff::Span::new().days(length - 1)).ok().filter(|_| length > 1);
    let through =
        last.map(|day| w.tell("web-calendar-through", &[("day", Arg::Date(day)), ("n", Arg::Int(length))]));
    Some(Named {
        day: w.day(first.date),
        until: through.unwrap_or_default(),
        weekday: weekday(w, first.date),
        kind: if first.working { "active" } else { "closed" },
        what: w.say(if first.working { "web-day-made-up" } else { "web-day-holiday" }),
        holiday: name.to_owned(),
        notice: w.with("web-calendar-notice", "id", notice),
        published: published.unwrap_or_default(),
        // The first of the addresses at which it can be read.
        href: source.and_then(|n| n.source.split(' ').next()).unwrap_or_default().to_owned(),
    })
}

fn weekday(w: W, day: Date) -> String {
    w.say(&format!("calendar-weekday-{}", day.weekday().to_monday_one_offset()))
}

/// The deadline that is asked for, or what is wrong with the question; neither where nothing is asked.
fn reckoned(w: W, calendar: &Calendar, today: Date, asked: &Asked) -> (Option<Deadline>, Vec<FieldError>) {
    if asked.n.is_empty() && asked.from.is_empty() {
        return (None, Vec::new());
    }
    let mut errors = Vec::new();
    let mut wrong = |name: &str, words: String| {
        errors.push(form::wrong(name, words));
    };
    let from = asked.from.parse::<Date>().ok().filter(|day| YEARS.contains(&day.year()));
    if from.is_none() {
        wrong("from", w.with("calendar-not-a-day", "given", &asked.from));
    }
    let n = asked.n.trim().parse::<u32>().ok().filter(|n| *n <= MOST);
    if n.is_none() {
        wrong("n", w.count("web-calendar-most", MOST));
    }
    let unit = if asked.unit == "natural" { Unit::Natural } else { Unit::Working };
    let deadline = from.zip(n).map(|(from, n)| explained(w, calendar, today, from, Limit::new(n, unit)));
    (deadline, errors)
}

fn explained(w: W, calendar: &Calendar, today: Date, from: Date, limit: Limit) -> Deadline {
    let explanation =
        calendar::deadline(calendar, calendar::start_of(from), limit, &[], &[]).explain(calendar);
    let last = explanation.last_day;
    let (kind, left) = match last < today {
        true => ("done", w.say("web-calendar-past")),
        false => ("plenty", w.count("web-days-left", calendar.ordinal(last) - calendar.ordinal(today))),
    };
    let told = telling::plain(w.0, &telling::limit(w.0, limit));
    let args = [("from", Arg::Date(from)), ("limit", Arg::text(told.as_str())), ("until", Arg::Date(last))];
    let day = |step: &calendar::Step| parts::Day {
        date: w.day(step.date),
        weekday: weekday(w, step.date),
        counted: step.counted.map(|n| n.to_string()).unwrap_or_default(),
        why: telling::why(&step.reason, w.0),
    };
    Deadline {
        title: told.clone(),
        kind,
        left,
        until: w.day(last),
        sum: w.tell("web-calendar-ends", &args),
        basis: w.tell("web-calendar-basis", &args),
        days: explanation.steps.iter().map(day).collect(),
        note: if explanation.provisional {
            w.say("calendar-ends-provisional").trim().to_owned()
        } else {
            String::new()
        },
    }
}

#[cfg(test)]
mod tests {
    use exchange::Language;
    use jiff::civil::date;

    use super::*;

    /// The notice of 2026: New Year's Day is a Thursday, off to Saturday, and Sunday is worked.
    #[test]
    fn january_begins_on_its_weekday_with_its_days_off() {
        let january = of_month(W(Language::English), &Calendar::shipped(), 2026, 1, date(2026, 1, 4));
        let first: Vec<(&str, &str)> = january.weeks[0].iter().map(|p| (p.day.as_str(), p.kind)).collect();
        let wanted = [
            ("", ""),
            ("", ""),
            ("", ""),
            ("1", "holiday"),
            ("2", "holiday"),
            ("3", "holiday"),
            ("4", "made-up"),
        ];
        assert_eq!(first, wanted);
        assert!(january.weeks[0][6].today);
        assert_eq!(january.weeks[1][5].kind, "off");
        assert_eq!(january.weeks.len(), 5);
        assert!(january.weeks.iter().all(|week| week.len() == 7));
    }

    #[test]
    fn days_of_one_reason_are_told_together() {
        let calendar = Calendar::shipped();
        let days = calendar.days(date(2026, 1, 1), date(2026, 2, 28));
        let told = named(W(Language::Chinese), &calendar, days);
        let runs: Vec<String> = told.iter().map(|n| format!("{}{} {}", n.day, n.until, n.what)).collect();
        let wanted = [
            "2026年1月1日至2026年1月3日，共 3 天 放假",
            "2026年1月4日 调休上班",
            "2026年2月14日 调休上班",
            "2026年2月15日至2026年2月23日，共 9 天 放假",
            "2026年2月28日 调休上班",
        ];
        assert_eq!(runs, wanted);
    }

    #[test]
    fn everything_wrong_with_a_question_is_said_at_once() {
        let calendar = Calendar::shipped();
        let ask = |from: &str, n: &str| {
            let asked = Asked { from: from.to_owned(), n: n.to_owned(), unit: String::new() };
            let (deadline, errors) = reckoned(W(Language::Chinese), &calendar, date(2026, 1, 1), &asked);
            let names: Vec<String> = errors.into_iter().map(|e| e.name).collect();
            (deadline.map(|d| d.until), names.join(" "))
        };
        assert_eq!(ask("", ""), (None, String::new()));
        assert_eq!(ask("soon", "-1"), (None, "from n".to_owned()));
        // 30 September, then the make-up Saturday 10 October: 8, 9 and 10 October are the 3rd to the 5th day.
        assert_eq!(ask("2026-09-28", "5").0.as_deref(), Some("2026年10月10日"));
    }
}
