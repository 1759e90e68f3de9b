//! A holiday notice comes in: one fact, and a second look at what it moves (DESIGN section 6, rulings 5).

use std::path::PathBuf;
use std::process::ExitCode;

use calendar::{Calendar, Notice, NoticeProblem};
use clap::Args;
use exchange::{Arg, Language};
use jiff::civil::Date;
use platform::{Command, Platform};

use crate::cli::Failure;
use crate::open::Where;
use crate::{acting, report};

/// `xiezhi calendar import`.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// File of notices, in our own form or in that of the holiday-cn project
    file: PathBuf,
    /// Day of publication, where the file does not say it
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<Date>,
}

/// Records the notices of a file that are new, and says what moved.
///
/// # Errors
/// The file cannot be read or is no file of notices; the data cannot be opened.
pub async fn import(place: &Where, options: ImportOptions, language: Language) -> Result<ExitCode, Failure> {
    let notices = read(&options, language)?;
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let recorded = platform.base().calendar();
    // What the file's notices move is looked at even if they are on record: the last import may have been cut short.
    let named = |id: &str| notices.iter().any(|n| n.id == id);
    let before = Calendar::from_notices(recorded.notices().iter().filter(|n| !named(&n.id)).cloned());
    if let Some(taken) =
        notices.iter().find(|n| recorded.notices().iter().any(|known| known.id == n.id && known != *n))
    {
        return Err(report::say(language, "calendar-id-taken", &[("notice", &taken.id)]).into());
    }
    for notice in notices {
        if recorded.notices().contains(&notice) {
            report::print(report::say(language, "calendar-known", &[("notice", &notice.id)]));
            continue;
        }
        let args = [("notice", Arg::text(notice.id.as_str())), ("days", Arg::count(notice.days.len()))];
        let actor = acting::city_office(platform);
        let Some(_) = acting::submit(platform, actor, Command::Publish(notice), language).await? else {
            return Ok(ExitCode::FAILURE);
        };
        report::print(report::tell(language, "calendar-published", &args));
    }
    moved(platform, &before, language).await?;
    Ok(ExitCode::SUCCESS)
}

fn read(options: &ImportOptions, language: Language) -> Result<Vec<Notice>, Failure> {
    let file = options.file.display().to_string();
    let text = std::fs::read_to_string(&options.file).map_err(|error| {
        report::say(language, "calendar-unreadable", &[("file", &file), ("detail", &error.to_string())])
    })?;
    // A day that no notice can have been published on stands for one that is not known.
    let notices = Notice::parse(&text, options.published.unwrap_or(Date::MIN)).map_err(|error| {
        let lines: Vec<String> = error.problems.iter().map(|p| problem(p, language)).collect();
        report::say(language, "calendar-refused", &[("file", &file), ("problems", &lines.join("\n"))])
    })?;
    match notices.iter().find(|n| n.published == Date::MIN) {
        Some(notice) => {
            Err(report::say(language, "calendar-published-needed", &[("notice", &notice.id)]).into())
        }
        None => Ok(notices),
    }
}

/// The second look: from the first to the last day of which the notices made something else.
async fn moved(platform: &Platform, before: &Calendar, language: Language) -> Result<(), Failure> {
    let after = platform.refresh().await?.calendar();
    let mut changed: Vec<Date> = after
        .notices()
        .iter()
        .filter(|n| !before.notices().contains(n))
        .flat_map(|n| n.days.iter().map(|d| d.date))
        .filter(|day| before.is_working(*day) != after.is_working(*day))
        .collect();
    changed.sort_unstable();
    changed.dedup();
    let (Some(first), Some(last)) = (changed.first(), changed.last()) else {
        report::print(report::say(language, "calendar-nothing-moved", &[]));
        return Ok(());
    };
    let looked = platform.after_notice(*first, *last).await?;
    let args = [
        ("n", Arg::count(changed.len())),
        ("first", Arg::Date(*first)),
        ("last", Arg::Date(*last)),
        ("renewed", Arg::count(looked.renewed)),
        ("records", Arg::count(looked.records)),
        ("cleared", Arg::count(looked.cleared)),
        ("raised", Arg::count(looked.raised)),
    ];
    report::print(report::tell(language, "calendar-moved", &args));
    Ok(())
}

/// What is wrong with a file of notices.
fn problem(problem: &NoticeProblem, language: Language) -> String {
    use NoticeProblem as P;
    let tell = |id: &str, args: &[(&str, Arg)]| report::tell(language, id, args);
    let of = |notice: &str| ("notice", Arg::text(notice));
    let nth = |entry: &usize| ("entry", Arg::count(*entry));
    match problem {
        P::NotJson { line, column } => {
            tell("calendar-notice-not-json", &[("line", Arg::count(*line)), ("column", Arg::count(*column))])
        }
        P::NotANotice { notice, detail } => {
            tell("calendar-notice-not-a-notice", &[of(notice), ("detail", Arg::text(detail.as_str()))])
        }
        P::NoNotice => tell("calendar-notice-none", &[]),
        P::IdTwice { notice } => tell("calendar-notice-id-twice", &[of(notice)]),
        P::YearOutOfRange { notice, year, first, last } => {
            let range = [("first", Arg::text(first.to_string())), ("last", Arg::text(last.to_string()))];
            let [first, last] = range;
            tell("calendar-notice-year", &[of(notice), ("year", Arg::text(year.to_string())), first, last])
        }
        P::BadPublished { notice, value } => {
            tell("calendar-notice-published", &[of(notice), ("value", Arg::text(value.as_str()))])
        }
        P::NoDays { notice } => tell("calendar-notice-no-days", &[of(notice)]),
        P::BadDate { notice, entry, value } => {
            tell("calendar-notice-date", &[of(notice), nth(entry), ("value", Arg::text(value.as_str()))])
        }
        P::WorkedOrNot { notice, entry } => tell("calendar-notice-worked", &[of(notice), nth(entry)]),
        P::ListedTwice { notice, date } => {
            tell("calendar-notice-listed-twice", &[of(notice), ("day", Arg::Date(*date))])
        }
        P::OutsideYear { notice, date, year } => tell(
            "calendar-notice-outside",
            &[of(notice), ("day", Arg::Date(*date)), ("year", Arg::text(year.to_string()))],
        ),
    }
}
