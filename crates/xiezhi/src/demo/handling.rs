//! How alerts are handled: a plan for each alert and level, made when the level begins, from the alert and the seed alone.

use std::collections::{BTreeMap, HashMap};

use calendar::{city_date, end_of};
use decree::alert::{
    AlertOutcome, AlertState, AlertStatus, AlertWish, AnswerBody, OfficeAct, OfficeActBody, Remark,
};
use decree::authority::{Actor, Role};
use decree::identity::uuid_of;
use jiff::{Timestamp, civil::Date};
use platform::{Command, Wish};
use uuid::Uuid;

use super::chance::Chance;
use super::city::{Bureau, City, Diligence};
use super::people::Staff;
use super::period::at;

/// One thing that somebody will do about an alert.
#[derive(Clone, Debug)]
pub struct Doing {
    pub alert: Uuid,
    /// The level at which it makes sense.
    level: i16,
    actor: Actor,
    wish: AlertWish,
}

/// What is known of an open alert.
struct Watched {
    level: i16,
    /// When its clock is over, if one runs.
    over: Option<Timestamp>,
}

/// Everything planned about open alerts.
#[derive(Default)]
pub struct Handling {
    planned: BTreeMap<(Timestamp, Uuid), Doing>,
    watched: HashMap<Uuid, Watched>,
}

impl Handling {
    /// Plans for an alert as it stands: what lies at or before `done` has been done.
    pub fn take(&mut self, city: &City, alert: Uuid, state: &AlertState, done: Timestamp) {
        if state.status == AlertStatus::Closed {
            self.watched.remove(&alert);
            return;
        }
        let over = state.over_at(&city.period.calendar);
        self.watched.insert(alert, Watched { level: state.level, over });
        for (at, doing) in city.plan(alert, state).into_iter().filter(|(at, _)| *at > done) {
            self.planned.insert((at, alert), doing);
        }
    }

    /// What is to be done up to a moment, in order.
    pub fn due(&mut self, city: &City, until: Timestamp) -> Vec<(Doing, Wish)> {
        let later = self.planned.split_off(&(until, Uuid::max()));
        let due = std::mem::replace(&mut self.planned, later);
        due.into_iter()
            .filter(|((_, alert), doing)| self.watched.get(alert).is_some_and(|w| w.level == doing.level))
            .map(|((at, alert), doing)| {
                let cause =
                    uuid_of(&[b"handling", &city.seed, alert.as_bytes(), &at.as_microsecond().to_be_bytes()]);
                let command = Command::Alert { stream: alert, wish: doing.wish.clone() };
                let wish = Wish { actor: doing.actor.clone(), cause, at: Some(at), command };
                (doing, wish)
            })
            .collect()
    }

    /// Notes that something was done.
    pub fn done(&mut self, doing: &Doing) {
        let over = match &doing.wish {
            AlertWish::Confirm(_) => None,
            AlertWish::Office(body) => match body.act {
                OfficeAct::Urge | OfficeAct::Document => body.until.map(end_of),
                OfficeAct::TakeOver | OfficeAct::NotABreach | OfficeAct::Settle => None,
            },
            _ => return,
        };
        if let Some(watched) = self.watched.get_mut(&doing.alert) {
            watched.over = over;
        }
    }

    /// The alerts whose clock was over at a sweep.
    pub fn over(&self, at: Timestamp) -> Vec<Uuid> {
        let mut over: Vec<Uuid> = self
            .watched
            .iter()
            .filter(|(_, w)| w.over.is_some_and(|over| over <= at))
            .map(|(id, _)| *id)
            .collect();
        over.sort_unstable();
        over
    }
}

impl City {
    fn plan(&self, alert: Uuid, state: &AlertState) -> Vec<(Timestamp, Doing)> {
        let bureau = usize::try_from(state.place.agency - 1).ok().and_then(|i| self.bureaus.get(i));
        let Some(bureau) = bureau else { return Vec::new() };
        let level = state.level.to_be_bytes();
        let plan = Plan {
            city: self,
            began: city_date(state.level_since),
            days: state.limit.n,
            chance: Chance::of(&self.seed, &[b"alert", alert.as_bytes(), &level]),
            doings: Vec::new(),
        };
        let planned = match state.level {
            1 => plan.at_level_1(bureau),
            2 => plan.at_level_2(self.office_actor(state.office)),
            _ => plan.at_level_3(self.office_actor(state.office)),
        };
        let level = state.level;
        planned.into_iter().map(|(at, actor, wish)| (at, Doing { alert, level, actor, wish })).collect()
    }
}

/// A plan in the making.
struct Plan<'a> {
    city: &'a City,
    began: Date,
    /// Working days within which the level must be handled.
    days: u32,
    chance: Chance,
    doings: Vec<(Timestamp, Actor, AlertWish)>,
}

impl Plan<'_> {
    /// A moment from an hour on, within the hour and a half that follow, so many working days after the level began.
    fn moment(&mut self, days: u32, hour: u32) -> Timestamp {
        let day = self.city.period.working_day_after(self.began, i32::try_from(days).unwrap_or(1));
        at(day, hour * 3600 + self.chance.below(5400))
    }

    fn day(&self, days: u32) -> Date {
        self.city.period.working_day_after(self.began, i32::try_from(days).unwrap_or(1))
    }

    fn say(&mut self, at: Timestamp, actor: &Actor, wish: AlertWish) {
        self.doings.push((at, actor.clone(), wish));
    }

    fn act(&mut self, at: Timestamp, actor: &Actor, act: OfficeAct, until: Option<Date>, words: &[String]) {
        let words = self.chance.word(words).to_owned();
        self.say(at, actor, AlertWish::Office(OfficeActBody { act, until, words }));
    }

    /// The legal unit: one of its two may answer, the other confirms. Where there is none it is the agency's head.
    fn at_level_1(mut self, bureau: &Bureau) -> Vec<(Timestamp, Actor, AlertWish)> {
        let alerts = &self.city.data.behaviour.alerts;
        let words = &self.city.data.behaviour.words;
        let head = bureau.member(Role::AgencyHead, 0);
        let confirms = bureau.member(Role::LegalUnit, 0).or(head).map(Staff::actor);
        let answers = bureau.member(Role::LegalUnit, 1).or(head).map(Staff::actor);
        let (Some(confirms), Some(answers)) = (confirms, answers) else { return self.doings };
        let handled = match bureau.diligence {
            Diligence::Careful => alerts.handled_by_careful,
            Diligence::Slow => alerts.handled_by_slow,
            Diligence::Lazy => alerts.handled_by_lazy,
        };
        if self.chance.often(alerts.assigned) {
            let at = self.moment(1, 9);
            self.say(at, &confirms, AlertWish::Assign(answers.person));
        }
        if !self.chance.often(handled) {
            return self.doings;
        }
        let answered = self.chance.within([1, self.days.saturating_sub(1).max(1)]);
        let confirmed = self.chance.within([answered, self.days.max(answered)]);
        if self.chance.often(alerts.sent_back) {
            let (first, back) = (self.moment(answered, 11), self.moment(answered, 13));
            let body = self.answer();
            self.say(first, &answers, AlertWish::Answer(body));
            let remark = Remark { words: self.chance.word(&words.sent_back).to_owned() };
            self.say(back, &confirms, AlertWish::SendBack(remark));
        }
        let (answer, confirm) = (self.moment(answered, 15), self.moment(confirmed, 17));
        let body = self.answer();
        self.say(answer, &answers, AlertWish::Answer(body));
        self.say(confirm, &confirms, AlertWish::Confirm(Remark::default()));
        self.doings
    }

    fn answer(&mut self) -> AnswerBody {
        let words = &self.city.data.behaviour.words;
        let (outcome, words) = if self.chance.often(600) {
            (AlertOutcome::Corrected, &words.answers_corrected)
        } else {
            (AlertOutcome::Explained, &words.answers_explained)
        };
        AnswerBody { outcome, words: self.chance.word(words).to_owned() }
    }

    fn at_level_2(mut self, office: Actor) -> Vec<(Timestamp, Actor, AlertWish)> {
        let alerts = &self.city.data.behaviour.alerts;
        let words = &self.city.data.behaviour.words;
        let first = self.chance.within([1, self.days.saturating_sub(1).max(1)]);
        let began = self.moment(first, 9);
        let later = first + self.chance.within([1, 3]);
        match self.chance.share(&[alerts.urged, alerts.taken_over, alerts.no_breach, alerts.documented]) {
            pressed @ (0 | 3) => {
                let (act, said) = if pressed == 0 {
                    (OfficeAct::Urge, &words.urgings)
                } else {
                    (OfficeAct::Document, &words.documents_issued)
                };
                let until = self.day(first + 3);
                self.act(began, &office, act, Some(until), said);
                if self.chance.often(alerts.settled_in_time) {
                    let settled = self.moment(later, 14);
                    self.act(settled, &office, OfficeAct::Settle, None, &words.settlings);
                }
            }
            1 => {
                self.act(began, &office, OfficeAct::TakeOver, None, &words.urgings);
                let settled = self.moment(later, 14);
                self.act(settled, &office, OfficeAct::Settle, None, &words.settlings);
            }
            2 => self.act(began, &office, OfficeAct::NotABreach, None, &words.no_breaches),
            _ => {}
        }
        self.doings
    }

    fn at_level_3(mut self, office: Actor) -> Vec<(Timestamp, Actor, AlertWish)> {
        let words = &self.city.data.behaviour.words;
        if self.chance.often(self.city.data.behaviour.alerts.taken_over_at_last) {
            let first = self.chance.within([1, self.days.max(1)]);
            let (taken, settled) = (self.moment(first, 10), self.moment(first + 2, 14));
            self.act(taken, &office, OfficeAct::TakeOver, None, &words.urgings);
            self.act(settled, &office, OfficeAct::Settle, None, &words.settlings);
        }
        self.doings
    }
}
