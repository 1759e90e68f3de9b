//! A second look (rulings 5, 6, 8): a holiday notice, an outage, an approved change or an amendment may take the ground of
//! an alert away, or give one. Alerts are cleared or raised by facts, never deleted.

use std::collections::HashSet;

use decree::alert::{AlertFact, AlertState, AlertStatus, Clearing};
use decree::authority::{Actor, Place, Sweep, authorise};
use decree::context::{Context, Decision, Ending, Work};
use decree::fact::ThingKind;
use decree::identity::{rng_for, uuid_of};
use decree::point::Condition;
use decree::thing::Thing;
use jiff::civil::Date;
use store::{Outcome, StoreError};
use uuid::Uuid;

use crate::subject::Subject;
use crate::{Platform, PlatformError};

/// The conditions that a change of days may touch.
const CLOCKS: [Condition; 14] = [
    Condition::LateCollection,
    Condition::LateStage,
    Condition::CodeNotTold,
    Condition::DecisionLate,
    Condition::DecisionBeforeHearing,
    Condition::ServiceLate,
    Condition::NotDisclosed,
    Condition::ExecutionAtNight,
    Condition::EvidenceNotHandled,
    Condition::MeasureTooLong,
    Condition::HearingNoticeShort,
    Condition::CashNotHandedIn,
    Condition::AcceptanceLate,
    Condition::ReInspectionOverdue,
];

/// What a second look did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Open deadlines whose rows were written anew.
    pub renewed: u64,
    /// Records looked at.
    pub records: u64,
    /// Alerts cleared.
    pub cleared: u64,
    /// Alerts raised.
    pub raised: u64,
}

impl Platform {
    /// Looks a second time at what a notice may move: open deadlines that began on or after its first changed day get
    /// their rows anew; alerts of lateness and inspections finished around the changed days are judged again.
    ///
    /// # Errors
    /// The database is away.
    pub async fn after_notice(&self, first: Date, last: Date) -> Result<Looked, PlatformError> {
        let renewed = self.store().renew_deadlines(first).await?;
        let from = calendar::start_of(self.first_day_concerned(first));
        let to = calendar::end_of(last);
        let mut subjects = self.open_subjects(&CLOCKS).await?;
        let mut after = Uuid::nil();
        loop {
            let page = self.store().finished_between(from, to, after, 1000).await?;
            let Some(end) = page.last() else { break };
            after = *end;
            subjects.extend(page);
        }
        after = Uuid::nil();
        loop {
            let page = self.store().cases_between(from, to, after, 1000).await?;
            let Some(end) = page.last() else { break };
            after = *end;
            subjects.extend(page);
        }
        let looked = self.look_again(subjects.into_iter().collect(), "notice").await?;
        Ok(Looked { renewed, ..looked })
    }

    /// The first day from which a clock of collection reaches a changed day: what ends before it ends so under both calendars.
    fn first_day_concerned(&self, changed: Date) -> Date {
        let base = self.base();
        let limit = base.point(Condition::LateCollection, changed, self.now()).and_then(|p| p.limit);
        let Some(limit) = limit else { return changed };
        let calendar = base.calendar();
        let reaches = |day| {
            calendar::deadline(&calendar, calendar::start_of(day), limit.into(), &[], &[]).last_day >= changed
        };
        let mut day = changed;
        while reaches(day)
            && let Ok(before) = day.yesterday()
        {
            day = before;
        }
        day
    }

    /// Looks a second time at open alerts of some conditions: after an outage was confirmed, after certificates or power
    /// lists were approved.
    ///
    /// # Errors
    /// The database is away.
    pub async fn after_change(
        &self,
        conditions: &[Condition],
        ground: &str,
    ) -> Result<Looked, PlatformError> {
        let subjects = self.open_subjects(conditions).await?;
        self.look_again(subjects.into_iter().collect(), ground).await
    }

    async fn open_subjects(&self, conditions: &[Condition]) -> Result<HashSet<Uuid>, PlatformError> {
        let base = self.refresh().await?;
        let points: Vec<i32> = base.points_of(conditions);
        let mut subjects = HashSet::new();
        let mut after = Uuid::nil();
        loop {
            let page = self.store().open_alerts(&points, after, 1000).await?;
            let Some((end, _)) = page.last() else { return Ok(subjects) };
            after = *end;
            subjects.extend(page.into_iter().map(|(_, subject)| subject));
        }
    }

    /// Judges records again with everything known now.
    ///
    /// # Errors
    /// The database is away.
    pub async fn look_again(&self, mut subjects: Vec<Uuid>, ground: &str) -> Result<Looked, PlatformError> {
        subjects.sort_unstable();
        let mut looked = Looked::default();
        for page in subjects.chunks(500) {
            let mut left = page.to_vec();
            for _ in 0..20 {
                left = self.look_page(&left, ground, &mut looked).await?;
                if left.is_empty() {
                    break;
                }
            }
        }
        looked.records = subjects.len() as u64;
        Ok(looked)
    }

    async fn look_page(
        &self,
        subjects: &[Uuid],
        ground: &str,
        looked: &mut Looked,
    ) -> Result<Vec<Uuid>, PlatformError> {
        let base = self.refresh().await?;
        let mut ids = self.store().alerts_about(subjects).await?;
        ids.extend(subjects);
        let loaded = self.store().load(&ids).await?;
        let clock = Actor::clock();
        let permit = authorise::<Sweep, Looked>(&clock, Place::default())?;
        let now = self.now();
        let mut work = Vec::new();
        for stream in subjects {
            let Some(found) = loaded.get(stream) else { continue };
            let Some(subject) = Subject::of(&found.thing) else { continue };
            let mut alerts: Vec<(Uuid, i32, &AlertState)> = loaded
                .iter()
                .filter_map(|(id, l)| match &l.thing {
                    Thing::Alert(alert) if alert.raised.subject == *stream => {
                        Some((*id, l.version, &**alert))
                    }
                    _ => None,
                })
                .collect();
            // In a fixed order: what each fact draws from the generator depends on it.
            alerts.sort_unstable_by_key(|(id, ..)| *id);
            let cause = uuid_of(&[b"second look", stream.as_bytes(), &now.as_microsecond().to_be_bytes()]);
            let codes = self.store().keys().look_up_keys();
            let mut rng = rng_for(&self.seed, cause);
            let mut context = Context {
                base: &base,
                now,
                actor: &clock,
                rng: &mut rng,
                digest_key: self.store().keys().digest_key(),
                node: self.store().node(),
                codes: &codes,
            };
            let done = look(*stream, subject, found.version, &alerts, ground, &mut context);
            if !done.is_empty() {
                work.push((
                    permit.clone().into(),
                    Decision { ending: Ending::Accepted, stream: *stream, work: done },
                    cause,
                ));
            }
        }
        if work.is_empty() {
            return Ok(Vec::new());
        }
        let counts: Vec<(Uuid, u64, u64)> =
            work.iter().map(|(_, d, _)| (d.stream, cleared(d), raised(d))).collect();
        match self.append_own(work, Some(&loaded)).await {
            Ok(outcomes) => {
                let mut left = Vec::new();
                for ((stream, cleared, raised), outcome) in counts.into_iter().zip(outcomes) {
                    if outcome == Outcome::Done {
                        looked.cleared += cleared;
                        looked.raised += raised;
                    } else {
                        left.push(stream);
                    }
                }
                Ok(left)
            }
            Err(PlatformError::Store(StoreError::BaseMoved | StoreError::Doubled)) => Ok(subjects.to_vec()),
            Err(error) => Err(error),
        }
    }
}

fn raised(decision: &Decision) -> u64 {
    decision.work.iter().filter(|w| w.kind == ThingKind::Alert && w.expected == 0).count() as u64
}

fn cleared(decision: &Decision) -> u64 {
    decision.work.iter().filter(|w| w.kind == ThingKind::Alert && w.expected > 0).count() as u64
}

fn look(
    stream: Uuid,
    subject: Subject<'_>,
    version: i32,
    alerts: &[(Uuid, i32, &AlertState)],
    ground: &str,
    context: &mut Context<'_>,
) -> Vec<Work> {
    let breaches = subject.breaches(context.base, context.now);
    let mut work = Vec::new();
    for (id, alert_version, alert) in alerts {
        if alert.status != AlertStatus::Closed
            && !subject.still_stands(alert, &breaches, context.base, context.now)
        {
            let body = Clearing { by: vec![stream], ground: ground.to_owned() };
            let fact = AlertFact::Cleared { internal: Box::new(body) }.at(context.now);
            work.push(Work {
                stream: *id,
                kind: ThingKind::Alert,
                place: alert.place,
                expected: *alert_version,
                facts: vec![fact],
            });
        }
    }
    let mut version = version;
    for finding in breaches {
        if alerts.iter().any(|(_, _, a)| a.raised.finding.key() == finding.key()) {
            continue;
        }
        let mut more = subject.alerted(stream, version, finding, context);
        // Several new alerts of one record: their notes go into one piece of work of its stream.
        let position = work.iter().position(|w: &Work| w.stream == stream);
        if let (Some(position), false) = (position, more.is_empty()) {
            let mut note = more.remove(0);
            work[position].facts.append(&mut note.facts);
        }
        work.append(&mut more);
        version += 1;
    }
    for one in work.iter_mut().filter(|w| w.stream == stream) {
        one.expected = version - i32::try_from(one.facts.len()).unwrap_or(0);
    }
    work
}
