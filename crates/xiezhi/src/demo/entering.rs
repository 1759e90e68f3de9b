//! When and how an inspection is entered: on the spot, at the desk, from paper days later, in the last days of the month.

use calendar::city_date;
use decree::inspection::{Collection, DeferralReason};
use jiff::{SignedDuration, Span, Timestamp, civil::Date};

use super::chance::Chance;
use super::city::{Bureau, City, Way};
use super::period::at;

/// How a record is entered.
#[derive(Clone, Copy, Debug)]
pub struct Entering {
    /// When the platform gets it.
    pub recorded: Timestamp,
    /// When a phone caught it.
    pub captured: Option<Timestamp>,
    pub collection: Collection,
    pub deferral: Option<DeferralReason>,
    /// Entered by an officer with a phone rather than by the clerk.
    pub on_the_spot: bool,
}

impl City {
    /// How the `n`th inspection of an agency, finished at a moment, is entered.
    pub fn entering(&self, bureau: &Bureau, n: u32, finished: Timestamp, chance: &mut Chance) -> Entering {
        let day = city_date(finished);
        let entry = &self.data.behaviour.entry;
        let entering = match bureau.way {
            Way::Phone => self.by_phone(finished, chance),
            Way::Desk => self.at_the_desk(finished, chance),
            Way::TwiceWeekly => self.on_paper_days(day, &entry.twice_weekly, chance),
            Way::Weekly => self.on_paper_days(day, &entry.weekly, chance),
            Way::MonthEnd => self.at_the_months_end(day, chance),
            Way::MadeUp => made_up(day, n),
        };
        self.past_outages(entering, chance)
    }

    fn by_phone(&self, finished: Timestamp, chance: &mut Chance) -> Entering {
        let entry = &self.data.behaviour.entry;
        let captured = Some(finished + SignedDuration::from_secs(i64::from(chance.within([20, 240]))));
        let soon = finished + SignedDuration::from_secs(i64::from(chance.within([300, 1500])));
        let next = |days| self.period.working_day_after(city_date(finished), days);
        match chance.share(&[entry.offline, entry.forgotten]) {
            0 => Entering {
                recorded: at(next(1), 8 * 3600 + 1800 + chance.below(5400)),
                captured,
                collection: Collection::Deferred,
                deferral: Some(DeferralReason::NoNetwork),
                on_the_spot: true,
            },
            1 => {
                let days = 1 + i32::try_from(chance.below(6)).unwrap_or(0);
                Entering {
                    recorded: at(next(days), 9 * 3600 + chance.below(20_000)),
                    captured: None,
                    collection: Collection::Deferred,
                    deferral: None,
                    on_the_spot: true,
                }
            }
            _ => Entering {
                recorded: soon,
                captured,
                collection: Collection::RealTime,
                deferral: None,
                on_the_spot: true,
            },
        }
    }

    fn at_the_desk(&self, finished: Timestamp, chance: &mut Chance) -> Entering {
        let day = city_date(finished);
        let evening = at(day, 16 * 3600 + chance.below(3 * 3600));
        let backlog = self.backlog(day, chance);
        if backlog == 0 && evening > finished && self.period.calendar.is_working(day) {
            return clerk(evening, Collection::RealTime);
        }
        let next = self.period.working_day_after(day, 1 + backlog);
        clerk(at(next, 8 * 3600 + 1800 + chance.below(9000)), Collection::Deferred)
    }

    /// From paper, on the next of some weekdays that is worked.
    fn on_paper_days(&self, day: Date, weekdays: &[i8], chance: &mut Chance) -> Entering {
        let fits = |d: &Date| {
            weekdays.contains(&d.weekday().to_monday_one_offset()) && self.period.calendar.is_working(*d)
        };
        let found = day.series(Span::new().days(1)).take(21).find(fits).unwrap_or(day);
        let found = match self.backlog(day, chance) {
            0 => found,
            days => self.period.working_day_after(found, days),
        };
        let collection = if found == day { Collection::RealTime } else { Collection::Deferred };
        // Behind the day's work.
        clerk(at(found, 17 * 3600 + 1800 + chance.below(3 * 3600)), collection)
    }

    fn at_the_months_end(&self, day: Date, chance: &mut Chance) -> Entering {
        let last = day.last_of_month();
        let first = day.max(last.saturating_sub(Span::new().days(3)));
        let span = u32::try_from(last.day() - first.day()).unwrap_or(0);
        let found = first.saturating_add(Span::new().days(i64::from(chance.below(span + 1))));
        let collection = if found == day { Collection::RealTime } else { Collection::Deferred };
        clerk(at(found, 18 * 3600 + 1800 + chance.below(4 * 3600)), collection)
    }

    /// Days by which the year's end delays a clerk.
    fn backlog(&self, day: Date, chance: &mut Chance) -> i32 {
        let behind =
            day.month() == 12 && day.day() > 10 && chance.often(self.data.behaviour.entry.december_backlog);
        if behind { 1 + i32::try_from(chance.below(4)).unwrap_or(0) } else { 0 }
    }

    /// What would have been entered while the platform was away is entered on the next working morning.
    fn past_outages(&self, entering: Entering, chance: &mut Chance) -> Entering {
        let during =
            |o: &&super::behaviour::Outage| o.from <= entering.recorded && entering.recorded < o.until;
        let Some(outage) = self.data.behaviour.outage.iter().find(during) else { return entering };
        let morning = self.period.calendar.working_on_or_after(city_date(outage.until));
        Entering {
            recorded: at(morning, 8 * 3600 + 2400 + chance.below(5400)),
            collection: Collection::Deferred,
            deferral: entering.deferral.or(Some(DeferralReason::NoNetwork)),
            ..entering
        }
    }
}

fn clerk(recorded: Timestamp, collection: Collection) -> Entering {
    let deferral = (collection == Collection::Deferred).then_some(DeferralReason::Paper);
    Entering { recorded, captured: None, collection, deferral, on_the_spot: false }
}

/// One evening, one minute each.
fn made_up(day: Date, n: u32) -> Entering {
    clerk(at(day, 20 * 3600 + (n % 120) * 60), Collection::RealTime)
}
