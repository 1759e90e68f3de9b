//! Reading holiday notices from files, listing every problem at once.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::notice::{Notice, NoticeDay};
use crate::ordinal_table;

/// Why a file of notices was refused: every problem found in it, at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct NoticeError {
    /// What must be put right, in the order of the file.
    pub problems: Vec<NoticeProblem>,
}

impl fmt::Display for NoticeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("; "))
    }
}

/// One problem in a file of notices. `notice` is the notice's id, or its place in the file ("#1") where it
/// has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum NoticeProblem {
    /// The text is not JSON.
    #[error("line {line}, column {column}: not JSON")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A notice has fields of the wrong kind, or lacks some.
    #[error("notice {notice}: not a notice ({detail})")]
    NotANotice {
        /// Which notice.
        notice: String,
        /// What the reader stumbled over, in English, for the one who wrote the file.
        detail: String,
    },
    /// The file holds no notice.
    #[error("the file holds no notice")]
    NoNotice,
    /// Two notices of the file have one id.
    #[error("notice {notice}: this id occurs twice")]
    IdTwice {
        /// The id.
        notice: String,
    },
    /// The year lies outside the years the calendar covers.
    #[error("notice {notice}: year {year} is not between {first} and {last}")]
    YearOutOfRange {
        /// Which notice.
        notice: String,
        /// The year given.
        year: i64,
        /// First year covered.
        first: i16,
        /// Last year covered.
        last: i16,
    },
    /// The day of publication is not a date.
    #[error("notice {notice}: published \"{value}\" is not a date (YYYY-MM-DD)")]
    BadPublished {
        /// Which notice.
        notice: String,
        /// What stands there.
        value: String,
    },
    /// The notice names no day.
    #[error("notice {notice}: it names no day")]
    NoDays {
        /// Which notice.
        notice: String,
    },
    /// An entry's date is not a date.
    #[error("notice {notice}, day {entry}: \"{value}\" is not a date (YYYY-MM-DD)")]
    BadDate {
        /// Which notice.
        notice: String,
        /// Place in the list of days, from 1.
        entry: usize,
        /// What stands there.
        value: String,
    },
    /// An entry does not say, or says in two ways that differ, whether the day is worked.
    #[error("notice {notice}, day {entry}: give one of \"working\" and \"isOffDay\"")]
    WorkedOrNot {
        /// Which notice.
        notice: String,
        /// Place in the list of days, from 1.
        entry: usize,
    },
    /// A day occurs twice in one notice.
    #[error("notice {notice}: {date} is listed twice")]
    ListedTwice {
        /// Which notice.
        notice: String,
        /// The day.
        date: Date,
    },
    /// A day lies more than a year away from the year of its notice.
    #[error("notice {notice}: {date} is too far from {year}")]
    OutsideYear {
        /// Which notice.
        notice: String,
        /// The day.
        date: Date,
        /// The notice's year.
        year: i16,
    },
}

/// A notice as written in either form: ours, or that of the holiday-cn project.
#[derive(Deserialize)]
struct Written {
    id: Option<String>,
    published: Option<String>,
    source: Option<Addresses>,
    papers: Option<Addresses>,
    year: i64,
    days: Vec<WrittenDay>,
}

#[derive(Deserialize)]
struct WrittenDay {
    date: String,
    name: String,
    working: Option<bool>,
    #[serde(rename = "isOffDay")]
    is_off_day: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Addresses {
    One(String),
    Several(Vec<String>),
}

impl Notice {
    /// Reads one notice or a list of them, in our own form (as [`Notice`] is written) or in that of the
    /// holiday-cn project (`{"year", "papers", "days": [{"name", "date", "isOffDay"}]}`). `published` is used
    /// where the text itself does not say when the notice was published; an id that is missing is the year.
    ///
    /// # Errors
    /// Every problem of the text, see [`NoticeProblem`]; then nothing of it may be used.
    pub fn parse(json: &str, published: Date) -> Result<Vec<Notice>, NoticeError> {
        let entries = match serde_json::from_str(json) {
            Ok(Value::Array(entries)) => entries,
            Ok(entry) => vec![entry],
            Err(error) => {
                let problem = NoticeProblem::NotJson { line: error.line(), column: error.column() };
                return Err(NoticeError { problems: vec![problem] });
            }
        };
        let mut problems = Vec::new();
        if entries.is_empty() {
            problems.push(NoticeProblem::NoNotice);
        }
        let mut notices: Vec<Notice> = Vec::with_capacity(entries.len());
        for (place, entry) in entries.into_iter().enumerate() {
            let Some(notice) = read_notice(place, entry, published, &mut problems) else { continue };
            if notices.iter().any(|earlier| earlier.id == notice.id) {
                problems.push(NoticeProblem::IdTwice { notice: notice.id.clone() });
            }
            notices.push(notice);
        }
        if problems.is_empty() { Ok(notices) } else { Err(NoticeError { problems }) }
    }
}

/// One notice, or `None` where a problem leaves nothing to go on with; what is returned may have added
/// problems too.
fn read_notice(
    place: usize,
    entry: Value,
    published: Date,
    problems: &mut Vec<NoticeProblem>,
) -> Option<Notice> {
    let written: Written = match serde_json::from_value(entry) {
        Ok(written) => written,
        Err(error) => {
            let notice = format!("#{}", place + 1);
            problems.push(NoticeProblem::NotANotice { notice, detail: error.to_string() });
            return None;
        }
    };
    let id = written.id.unwrap_or_else(|| written.year.to_string());
    let published = match written.published {
        None => published,
        Some(value) => read_date(&value).unwrap_or_else(|| {
            problems.push(NoticeProblem::BadPublished { notice: id.clone(), value });
            published
        }),
    };
    let (first, last) = ordinal_table::YEARS;
    let Some(year) = i16::try_from(written.year).ok().filter(|year| (first..=last).contains(year)) else {
        problems.push(NoticeProblem::YearOutOfRange { notice: id, year: written.year, first, last });
        return None;
    };
    let days = read_days(&id, year, written.days, problems);
    let source = match written.source.or(written.papers) {
        None => String::new(),
        Some(Addresses::One(address)) => address,
        Some(Addresses::Several(addresses)) => addresses.join(" "),
    };
    Some(Notice { id, published, source, year, days })
}

/// The days of one notice that are in order; the others become problems.
fn read_days(
    id: &str,
    year: i16,
    written: Vec<WrittenDay>,
    problems: &mut Vec<NoticeProblem>,
) -> Vec<NoticeDay> {
    let notice = || id.to_owned();
    if written.is_empty() {
        problems.push(NoticeProblem::NoDays { notice: notice() });
    }
    let mut listed = BTreeSet::new();
    let mut days = Vec::with_capacity(written.len());
    for (place, day) in written.into_iter().enumerate() {
        let entry = place + 1;
        let working = match (day.working, day.is_off_day) {
            (Some(working), None) => Some(working),
            (None, Some(off)) => Some(!off),
            (Some(working), Some(off)) if working != off => Some(working),
            _ => None,
        };
        if working.is_none() {
            problems.push(NoticeProblem::WorkedOrNot { notice: notice(), entry });
        }
        let Some(date) = read_date(&day.date) else {
            problems.push(NoticeProblem::BadDate { notice: notice(), entry, value: day.date });
            continue;
        };
        if (date.year() - year).abs() > 1 {
            problems.push(NoticeProblem::OutsideYear { notice: notice(), date, year });
        }
        if !listed.insert(date) {
            problems.push(NoticeProblem::ListedTwice { notice: notice(), date });
        }
        if let Some(working) = working {
            days.push(NoticeDay { date, working, name: day.name });
        }
    }
    days
}

/// A date written YYYY-MM-DD and in no other way, so that a file means the same to every program.
fn read_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if shape { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_the_holiday_cn_form() {
        let json = r#"{"$schema": "x", "year": 2027, "papers": ["https://a", "https://b"], "days": [
            {"name": "元旦", "date": "2026-12-31", "isOffDay": false},
            {"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#;
        let notices = Notice::parse(json, date(2026, 11, 5)).unwrap();
        assert_eq!(notices.len(), 1);
        assert_eq!((notices[0].id.as_str(), notices[0].year), ("2027", 2027));
        assert_eq!(notices[0].published, date(2026, 11, 5));
        assert_eq!(notices[0].source, "https://a https://b");
        assert!(notices[0].days[0].working && !notices[0].days[1].working);
    }

    #[test]
    fn a_year_not_yet_announced_is_refused() {
        let json = r#"{"year": 2027, "papers": [], "days": []}"#;
        let error = Notice::parse(json, Date::MIN).unwrap_err();
        assert_eq!(error.problems, [NoticeProblem::NoDays { notice: "2027".into() }]);
    }

    #[test]
    fn every_problem_is_listed() {
        let json = r#"[{"id": "a", "published": "soon", "year": 2027, "days": [
            {"name": "x", "date": "2027-02-30", "working": false},
            {"name": "x", "date": "20270101", "working": false},
            {"name": "x", "date": "2027-01-01"},
            {"name": "x", "date": "2027-01-02", "working": true, "isOffDay": true},
            {"name": "x", "date": "2027-01-01", "working": true},
            {"name": "x", "date": "2029-01-01", "working": true}]},
            {"id": "a", "year": 2027, "days": [{"name": "x", "date": "2027-01-01", "working": true}]},
            {"year": 1066, "days": []}, {"days": 3}, 7]"#;
        let problems = Notice::parse(json, Date::MIN).unwrap_err().problems;
        let words: Vec<String> = problems
            .iter()
            .map(|problem| serde_json::to_value(problem).unwrap()["problem"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            words,
            [
                "bad_published",
                "bad_date",
                "bad_date",
                "worked_or_not",
                "worked_or_not",
                "listed_twice",
                "outside_year",
                "id_twice",
                "year_out_of_range",
                "not_a_notice",
                "not_a_notice"
            ]
        );
    }

    #[test]
    fn broken_text_names_its_place() {
        let error = Notice::parse("[\n{", Date::MIN).unwrap_err();
        assert_eq!(error.problems, [NoticeProblem::NotJson { line: 2, column: 1 }]);
        assert!(error.to_string().contains("line 2"));
        assert_eq!(Notice::parse("[]", Date::MIN).unwrap_err().problems, [NoticeProblem::NoNotice]);
    }
}
