//! One inspection as it happens: a function of the city, the agency and its number, so that it need not be kept.

use calendar::city_date;
use decree::inspection::Outcome;
use jiff::{SignedDuration, Span, Timestamp, civil::Date};

use super::chance::Chance;
use super::city::{Bureau, City, Way};
use super::entering::Entering;
use super::period::at;

/// An inspection, with everything that follows from it.
#[derive(Clone, Debug)]
pub struct Happening {
    pub started: Timestamp,
    pub finished: Timestamp,
    /// Code of the power.
    pub power: String,
    /// Which of the agency's targets.
    pub target: u32,
    /// Positions of the officers.
    pub officers: Vec<usize>,
    pub result: Outcome,
    /// The due day of the correction order.
    pub due: Option<Date>,
    pub re_inspected: Option<Timestamp>,
    /// Which required field the clerk forgot.
    pub forgotten: Option<&'static str>,
    pub entering: Entering,
    pub supplemented: Option<Timestamp>,
    pub amendment: Option<Amending>,
}

/// An amendment application in its time.
#[derive(Clone, Copy, Debug)]
pub struct Amending {
    pub drafted: Timestamp,
    pub signed: Timestamp,
    pub decided: Timestamp,
    pub withdraws: bool,
    pub ending: AmendmentEnding,
}

/// How the office decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmendmentEnding {
    Agreed,
    Returned,
    Refused,
}

/// Required fields that a clerk may leave empty.
const FORGETTABLE: [&str; 3] = ["place", "form", "officers"];

impl City {
    /// The `n`th inspection of an agency.
    pub fn happening(&self, bureau: &Bureau, n: u32) -> Happening {
        let chance =
            &mut Chance::of(&self.seed, &[b"inspection", &bureau.agency.key.to_be_bytes(), &n.to_be_bytes()]);
        let behaviour = &self.data.behaviour.inspection;
        let made_up = bureau.way == Way::MadeUp;
        let day = bureau.inspections.get(n as usize).copied().unwrap_or_else(|| self.period.last());
        let (started, finished) = hours(day, n, made_up, chance);
        let foreign = !made_up && chance.often(behaviour.foreign_power);
        let power = if foreign { Some(&bureau.foreign) } else { chance.pick(&bureau.inspects) };
        let officers = self.named(bureau, day, made_up, chance);
        let entering = self.entering(bureau, n, finished, chance);
        let entered = city_date(entering.recorded);
        let (result, due) = self.outcome(day, made_up, chance);
        let (clean, entry) = (!made_up, !entering.on_the_spot);
        let forgotten = clean && entry && chance.often(behaviour.field_missing * 2);
        let amended = clean && chance.often(behaviour.amended);
        let supplemented = clean && !amended && chance.often(behaviour.supplemented);
        let later = |days: u32, chance: &mut Chance| self.working_moment(entered, days, chance);
        Happening {
            started,
            finished,
            power: power.map_or_else(String::new, |m| m.code.clone()),
            target: chance.below(behaviour.targets_per_agency),
            officers,
            result,
            re_inspected: due.and_then(|due| self.re_inspected(entered, due, chance)),
            due,
            forgotten: if forgotten { chance.pick(&FORGETTABLE).copied() } else { None },
            entering,
            supplemented: if supplemented {
                let days = chance.within([1, 9]);
                Some(later(days, chance))
            } else {
                None
            },
            amendment: amended.then(|| self.amending(entered, chance)),
        }
    }

    fn outcome(&self, day: Date, made_up: bool, chance: &mut Chance) -> (Outcome, Option<Date>) {
        let behaviour = &self.data.behaviour.inspection;
        if made_up {
            return (Outcome::Pass, None);
        }
        match chance.share(&[behaviour.failed, behaviour.corrected_on_site, behaviour.not_found]) {
            0 if chance.often(behaviour.without_order) => (Outcome::Fail, None),
            0 => {
                let days = i64::from(chance.within(behaviour.order_days));
                (Outcome::Fail, Some(day.saturating_add(Span::new().days(days))))
            }
            1 => (Outcome::CorrectedOnSite, None),
            2 => (Outcome::NotFound, None),
            _ => (Outcome::Pass, None),
        }
    }

    /// Two officers, seldom one, very seldom one whose certificate is not in order, or an auxiliary.
    fn named(&self, bureau: &Bureau, day: Date, made_up: bool, chance: &mut Chance) -> Vec<usize> {
        let behaviour = &self.data.behaviour.inspection;
        if made_up {
            return vec![0, 1];
        }
        let wanted = if chance.often(behaviour.one_officer) { 1 } else { 2 };
        let all = u32::try_from(bureau.officers.len()).unwrap_or(1);
        let mut named: Vec<usize> = Vec::with_capacity(2);
        for _ in 0..40 {
            let position = chance.below(all) as usize;
            let Some(officer) = bureau.officers.get(position) else { break };
            let fits = if officer.auxiliary {
                chance.often(behaviour.auxiliary_named)
            } else {
                officer.in_order(day) || chance.often(behaviour.expired_named)
            };
            if fits && !named.contains(&position) {
                named.push(position);
            }
            if named.len() == wanted {
                break;
            }
        }
        named
    }

    /// When a correction order is looked at again, if ever within the simulation.
    fn re_inspected(&self, entered: Date, due: Date, chance: &mut Chance) -> Option<Timestamp> {
        let behaviour = &self.data.behaviour.inspection;
        let day = match chance.share(&[behaviour.re_inspected_in_time, behaviour.re_inspected_late]) {
            0 => self
                .period
                .calendar
                .working_on_or_after(due)
                .saturating_sub(Span::new().days(i64::from(chance.below(3)))),
            1 => due.saturating_add(Span::new().days(i64::from(chance.within([1, 8])))),
            _ => return None,
        };
        let earliest = self.period.working_day_after(entered, 1);
        let day = self.period.calendar.working_on_or_after(day.max(earliest));
        Some(at(day, 9 * 3600 + chance.below(7 * 3600)))
    }

    fn amending(&self, entered: Date, chance: &mut Chance) -> Amending {
        let behaviour = &self.data.behaviour.inspection;
        let drafted = self.working_moment(entered, chance.within([1, 5]), chance);
        let signed = self.working_moment(city_date(drafted), 1, chance);
        let decided = self.working_moment(city_date(signed), chance.within([1, 2]), chance);
        let ending = match chance.share(&[behaviour.amendment_agreed, behaviour.amendment_returned]) {
            0 => AmendmentEnding::Agreed,
            1 => AmendmentEnding::Returned,
            _ => AmendmentEnding::Refused,
        };
        Amending { drafted, signed, decided, withdraws: chance.often(behaviour.amendment_withdraws), ending }
    }

    /// A moment in working hours, so many working days after a day.
    pub fn working_moment(&self, day: Date, days: u32, chance: &mut Chance) -> Timestamp {
        let day = self.period.working_day_after(day, i32::try_from(days).unwrap_or(1));
        at(day, 9 * 3600 + chance.below(8 * 3600))
    }
}

/// Beginning and end. Made-up ones follow each other by minutes, and all take equally long.
fn hours(day: Date, n: u32, made_up: bool, chance: &mut Chance) -> (Timestamp, Timestamp) {
    let (start, minutes) = if made_up {
        (9 * 3600 + (n % 60) * 120, 2)
    } else {
        (8 * 3600 + chance.below(32_400), chance.within([12, 95]))
    };
    let started = at(day, start);
    (started, started + SignedDuration::from_mins(i64::from(minutes)))
}
