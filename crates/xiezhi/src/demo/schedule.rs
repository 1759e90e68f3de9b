//! What happens when: every act of the simulation in the order of time, and the steps of the city's clock between them.

use decree::fact::ThingKind;
use jiff::Timestamp;

use super::cases::STEPS;
use super::chance::Chance;
use super::city::City;
use super::period::{Period, at};

/// What kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Collect,
    Patrol,
    Educate,
    ReInspect,
    Supplement,
    Draft,
    Sign,
    Decide,
    /// A step of a case: `n` holds the case and the step.
    CaseStep,
}

/// An act of an agency, by the number of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    pub at: Timestamp,
    /// Position of the agency.
    pub bureau: usize,
    pub n: u32,
    pub kind: Kind,
}

/// What the city as a whole does at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Deadlines are swept.
    Sweep,
    /// Nothing: the day is cut so that batches stay small.
    Noon,
    /// Certificates are issued and renewals taken in.
    Certificates,
    /// An outage is reported, by its position.
    OutageReported(usize),
    /// An outage is confirmed, by its position.
    OutageConfirmed(usize),
}

/// A moment at which the city as a whole does something; the acts before it come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    pub at: Timestamp,
    pub duty: Duty,
}

impl City {
    /// Every act within the simulated time, in order.
    pub fn acts(&self) -> Vec<Act> {
        let mut acts = Vec::new();
        for bureau in 0..self.bureaus.len() {
            self.inspections_of(bureau, &mut acts);
            self.visits_of(bureau, &mut acts);
            self.cases_of(bureau, &mut acts);
        }
        acts.retain(|act| act.at < self.period.end);
        acts.sort_unstable();
        acts
    }

    fn inspections_of(&self, position: usize, acts: &mut Vec<Act>) {
        let Some(bureau) = self.bureaus.get(position) else { return };
        let count = u32::try_from(bureau.inspections.len()).unwrap_or(u32::MAX);
        for n in 0..count {
            let happening = self.happening(bureau, n);
            let mut act = |at: Option<Timestamp>, kind| {
                acts.extend(at.map(|at| Act { at, bureau: position, n, kind }));
            };
            act(Some(happening.entering.recorded), Kind::Collect);
            act(happening.re_inspected, Kind::ReInspect);
            act(happening.supplemented, Kind::Supplement);
            act(happening.amendment.map(|a| a.drafted), Kind::Draft);
            act(happening.amendment.map(|a| a.signed), Kind::Sign);
            act(happening.amendment.map(|a| a.decided), Kind::Decide);
        }
    }

    fn cases_of(&self, position: usize, acts: &mut Vec<Act>) {
        let Some(bureau) = self.bureaus.get(position) else { return };
        for case in 0..self.case_count(bureau) {
            let steps = (0u32..).zip(self.case_steps(bureau, case));
            acts.extend(steps.map(|(step, entered)| Act {
                at: entered.recorded,
                bureau: position,
                n: case * STEPS + step,
                kind: Kind::CaseStep,
            }));
        }
    }

    fn visits_of(&self, position: usize, acts: &mut Vec<Act>) {
        let Some(bureau) = self.bureaus.get(position) else { return };
        for (kind, thing, count) in [
            (Kind::Patrol, ThingKind::Patrol, bureau.patrols),
            (Kind::Educate, ThingKind::Education, bureau.educations),
        ] {
            let number = thing.number().to_be_bytes();
            let mut chance = Chance::of(&self.seed, &[b"visits", &bureau.agency.key.to_be_bytes(), &number]);
            acts.extend((0..count).map(|n| {
                let day = self.period.draw_day(&mut chance);
                Act { at: at(day, 8 * 3600 + chance.below(36_000)), bureau: position, n, kind }
            }));
        }
    }

    /// The steps of the city's clock, in order: a sweep each night, the last one behind the last day.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for day in &self.period.days {
            steps.push(Step { at: Period::sweep(*day), duty: Duty::Sweep });
            steps.push(Step { at: Period::noon(*day), duty: Duty::Noon });
        }
        steps.push(Step { at: self.period.finish(), duty: Duty::Sweep });
        steps.extend(
            self.period.certificate_moments.iter().map(|at| Step { at: *at, duty: Duty::Certificates }),
        );
        for (i, outage) in self.data.behaviour.outage.iter().enumerate() {
            // Half a second off, so that no act falls on it.
            let off = |at: Timestamp| at + jiff::SignedDuration::from_millis(500);
            steps.push(Step { at: off(outage.reported), duty: Duty::OutageReported(i) });
            steps.push(Step { at: off(outage.confirmed), duty: Duty::OutageConfirmed(i) });
        }
        steps.retain(|step| step.at > self.founded_at());
        steps.sort_unstable();
        steps
    }
}
