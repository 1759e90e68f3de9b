//! `xiezhi calendar`: the official working days, deadlines with their arithmetic, and new holiday notices.

mod importing;

use std::process::ExitCode;

use calendar::{Calendar, Limit, Unit, deadline};
use clap::Subcommand;
use exchange::Language;
use jiff::civil::Date;
use telling::explained;

use crate::acting;
use crate::cli::Failure;
use crate::listing::title;
use crate::open::Where;
use crate::report::{self, Table, read_moment};

/// `xiezhi calendar`.
#[derive(Subcommand, Debug)]
pub enum CalendarCommand {
    /// Every day with whether it is worked; from the notices that ship with the program
    Days {
        /// First day
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Date,
        /// Last day
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: Date,
        /// As csv: date,working,provisional,notice with 1 for yes
        #[arg(long)]
        csv: bool,
        /// With the notices recorded in the data folder instead
        #[arg(long)]
        recorded: bool,
    },
    /// The last day of a period that begins with an event (of hours the moment)
    Add {
        /// Day of the event, or its moment ("2026-11-24 09:30")
        date: String,
        /// How many
        n: u32,
        /// Of what
        #[arg(long, value_parser = unit, value_name = "hour|working|natural|month|year")]
        unit: Unit,
        /// An end on a day off moves to the next working day
        #[arg(long)]
        roll_forward: bool,
        /// Every day: counted, or not and why
        #[arg(long)]
        explain: bool,
        /// With the notices recorded in the data folder instead
        #[arg(long)]
        recorded: bool,
    },
    /// Publish a holiday notice: open deadlines move, alerts of lateness are judged again
    Import(importing::ImportOptions),
    /// The notices, oldest first; those that ship with the program
    Notices {
        /// Those recorded in the data folder instead
        #[arg(long)]
        recorded: bool,
    },
}

fn unit(text: &str) -> Result<Unit, calendar::UnknownName> {
    text.parse()
}

/// Runs the command.
///
/// # Errors
/// A day is not one, a file cannot be read, or the data cannot be opened.
pub async fn command(
    place: &Where,
    command: CalendarCommand,
    language: Language,
) -> Result<ExitCode, Failure> {
    match command {
        CalendarCommand::Days { from, to, csv, recorded } => {
            let calendar = calendar(place, recorded, language).await?;
            if to < from {
                let (from, to) = (from.to_string(), to.to_string());
                return Err(
                    report::say(language, "calendar-days-order", &[("from", &from), ("to", &to)]).into()
                );
            }
            if csv { days_csv(&calendar, from, to) } else { days(&calendar, from, to, language) }
        }
        CalendarCommand::Add { date, n, unit, roll_forward, explain, recorded } => {
            let calendar = calendar(place, recorded, language).await?;
            let limit = Limit::new(n, unit);
            add(&calendar, &date, if roll_forward { limit.rolling() } else { limit }, explain, language)?;
        }
        CalendarCommand::Import(options) => return importing::import(place, options, language).await,
        CalendarCommand::Notices { recorded } => {
            notices(&calendar(place, recorded, language).await?, language)
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The calendar that ships with the program, or the one recorded.
async fn calendar(place: &Where, recorded: bool, language: Language) -> Result<Calendar, Failure> {
    if !recorded {
        return Ok(Calendar::shipped());
    }
    Ok(acting::opened(place, language).await?.platform.base().calendar())
}

fn days_csv(calendar: &Calendar, from: Date, to: Date) {
    report::print("date,working,provisional,notice");
    for day in calendar.days(from, to) {
        let (working, provisional) = (u8::from(day.working), u8::from(day.provisional));
        report::print(format!("{},{working},{provisional},{}", day.date, day.notice.unwrap_or_default()));
    }
}

fn days(calendar: &Calendar, from: Date, to: Date, language: Language) {
    let mut table =
        Table::new(["day", "weekday", "working", "holiday", "notice"].map(|c| title(language, c)).to_vec());
    for day in calendar.days(from, to) {
        let weekday = format!("calendar-weekday-{}", day.date.weekday().to_monday_one_offset());
        let working = if day.working { "calendar-working" } else { "calendar-off" };
        let notice = match (day.notice, day.provisional) {
            (_, true) => report::say(language, "calendar-provisional", &[]),
            (notice, false) => notice.unwrap_or_default().to_owned(),
        };
        table.row(vec![
            day.date.to_string(),
            report::say(language, &weekday, &[]),
            report::say(language, working, &[]),
            day.name.unwrap_or_default().to_owned(),
            notice,
        ]);
    }
    table.lines().iter().for_each(report::print);
}

fn add(
    calendar: &Calendar,
    start: &str,
    limit: Limit,
    explain: bool,
    language: Language,
) -> Result<(), Failure> {
    let start =
        read_moment(start).ok_or_else(|| report::say(language, "calendar-not-a-day", &[("given", start)]))?;
    let end = deadline(calendar, start.moment(), limit, &[], &[]);
    report::print(match limit.unit {
        Unit::Hour => zoned(end.ends_at),
        _ => end.last_day.to_string(),
    });
    if explain {
        explained(&end.explain(calendar), language).iter().for_each(report::print);
    } else if end.provisional {
        report::note(report::say(language, "calendar-ends-provisional", &[]));
    }
    Ok(())
}

/// A moment with the city's offset, for programs.
fn zoned(at: jiff::Timestamp) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    format!("{}+08:00", zone.to_datetime(at))
}

fn notices(calendar: &Calendar, language: Language) {
    let mut table =
        Table::new(["notice", "published", "year", "days", "source"].map(|c| title(language, c)).to_vec());
    for notice in calendar.notices() {
        table.row(vec![
            notice.id.clone(),
            notice.published.to_string(),
            notice.year.to_string(),
            notice.days.len().to_string(),
            notice.source.clone(),
        ]);
    }
    table.lines().iter().for_each(report::print);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_printed_with_the_citys_offset() {
        let start = read_moment("2026-11-24 09:30").map(decree::when::When::moment).unwrap();
        let end = deadline(&Calendar::shipped(), start, Limit::hours(24), &[], &[]);
        assert_eq!(zoned(end.ends_at), "2026-11-25T09:30:00+08:00");
    }
}
