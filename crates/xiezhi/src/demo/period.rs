//! The time of a simulation: its days with their weights, and the moments at which something is done in the city as a whole.

use calendar::{Calendar, city_date, start_of};
use jiff::{SignedDuration, Span, Timestamp, civil::Date, civil::Weekday};

use super::behaviour::{Behaviour, Season};
use super::chance::Chance;

/// The time of a simulation.
pub struct Period {
    /// Its days, in order.
    pub days: Vec<Date>,
    /// The official calendar.
    pub calendar: Calendar,
    /// When the registers are founded: the day before the first.
    pub founding: Timestamp,
    /// When it is over.
    pub end: Timestamp,
    /// When certificates are issued and renewals taken in: every other Friday.
    pub certificate_moments: Vec<Timestamp>,
    /// Running sums of the days' weights.
    sums: Vec<f64>,
}

/// A moment of a day.
pub fn at(day: Date, seconds: u32) -> Timestamp {
    start_of(day) + SignedDuration::from_secs(i64::from(seconds))
}

/// A moment of a day at which the city as a whole does something. Half a second off, so that no act falls on it.
fn between_acts(day: Date, hour: u32, minute: u32) -> Timestamp {
    at(day, hour * 3600 + minute * 60) + SignedDuration::from_millis(500)
}

impl Period {
    /// So many months up to the last day of the simulation.
    pub fn of(behaviour: &Behaviour, months: u32) -> Self {
        let last = behaviour.last_day;
        let after = last.saturating_add(Span::new().days(1));
        let first = after.saturating_sub(Span::new().months(i64::from(months.clamp(1, 120))));
        let days: Vec<Date> = first.series(Span::new().days(1)).take_while(|day| *day <= last).collect();
        let calendar = Calendar::shipped();
        let mut sum = 0.0;
        let sums = days
            .iter()
            .map(|day| {
                sum += weight(&behaviour.season, &calendar, *day);
                sum
            })
            .collect();
        let fridays = days.iter().filter(|d| d.weekday() == Weekday::Friday);
        let certificate_moments = fridays.step_by(2).map(|day| between_acts(*day, 17, 45)).collect();
        let founding = at(first.saturating_sub(Span::new().days(1)), 9 * 3600);
        Self { days, calendar, founding, end: at(after, 0), certificate_moments, sums }
    }

    /// The first day.
    pub fn first(&self) -> Date {
        self.days.first().copied().unwrap_or(Date::ZERO)
    }

    /// The last day.
    pub fn last(&self) -> Date {
        self.days.last().copied().unwrap_or(Date::ZERO)
    }

    /// How many years it takes: what yearly figures are multiplied by.
    pub fn years(&self) -> f64 {
        f64::from(u32::try_from(self.days.len()).unwrap_or(0)) / 365.0
    }

    /// A day, drawn by weight.
    pub fn draw_day(&self, chance: &mut Chance) -> Date {
        let drawn = chance.fraction() * self.sums.last().copied().unwrap_or(0.0);
        let position = self.sums.partition_point(|sum| *sum < drawn);
        self.days.get(position).copied().unwrap_or_else(|| self.last())
    }

    /// The moment at which the clock's duties of a day begin.
    pub fn sweep(day: Date) -> Timestamp {
        between_acts(day, 0, 30)
    }

    /// The moment at which everything is done: the sweep of the night behind the last day.
    pub fn finish(&self) -> Timestamp {
        Self::sweep(city_date(self.end))
    }

    /// Noon, for cutting a day in two.
    pub fn noon(day: Date) -> Timestamp {
        between_acts(day, 12, 30)
    }

    /// The working day so many working days after a day.
    pub fn working_day_after(&self, day: Date, n: i32) -> Date {
        self.calendar.date_of_ordinal(self.calendar.ordinal(day) + n)
    }

    /// The first moment of certificates at or after a day, and the last before it.
    pub fn certificates_around(&self, day: Date) -> (Option<Timestamp>, Option<Timestamp>) {
        let position = self.certificate_moments.partition_point(|at| city_date(*at) < day);
        let before = position.checked_sub(1).and_then(|p| self.certificate_moments.get(p));
        (before.copied(), self.certificate_moments.get(position).copied())
    }
}

fn weight(season: &Season, calendar: &Calendar, day: Date) -> f64 {
    let month = usize::try_from(day.month() - 1).unwrap_or(0);
    let mut weight = season.months.get(month).copied().unwrap_or(1.0);
    if (day.month() - 1) % 3 == 0 && day.day() <= season.quarter_days {
        weight *= season.quarter;
    }
    if day.month() == 12 {
        let way = f64::from(day.day()) / f64::from(season.peak_day);
        let climbed = if way <= 1.0 { way } else { (2.0 - way) * 0.6 };
        weight *= 1.0 + (season.peak - 1.0) * climbed;
    }
    if calendar.is_working(day) { weight } else { weight * season.idle }
}

#[cfg(test)]
mod tests {
    use super::super::data::Data;
    use super::*;

    #[test]
    fn a_period_ends_in_the_december_peak_and_rests_on_holidays() {
        let data = Data::shipped().unwrap();
        let period = Period::of(&data.behaviour, 3);
        assert_eq!(period.first().to_string(), "2025-10-01");
        assert_eq!(period.days.len(), 92);
        let season = &data.behaviour.season;
        let weight = |day: &str| weight(season, &period.calendar, day.parse().unwrap());
        assert!(weight("2025-12-25") > 1.8 * weight("2025-11-25"));
        assert!(weight("2025-10-03") < 0.1, "a holiday");
        assert!(weight("2025-10-11") > 0.9, "a Saturday made up for");
    }
}
