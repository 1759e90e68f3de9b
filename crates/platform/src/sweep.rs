//! The sweep: what is due is a query. Pages of due deadlines, each page in one transaction with the fact that says so;
//! an outage of a week is repaired by the next sweep.

use std::collections::{HashMap, HashSet};

use decree::alert;
use decree::authority::{Actor, Place, Sweep, authorise};
use decree::case::{self, CaseState};
use decree::context::{Context, Decision, Ending, Work};
use decree::fact::ThingKind;
use decree::identity::{rng_for, uuid_of};
use decree::inspection;
use decree::journal::{JournalFact, Sweeping, sweeps_stream};
use decree::judge;
use decree::thing::Thing;
use jiff::Timestamp;
use store::{Due, Loaded, Outcome, StoreError};
use uuid::Uuid;

use crate::{Platform, PlatformError};

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Deadlines that had passed.
    pub found: u64,
    /// Alerts raised.
    pub raised: u64,
    /// Alerts that went a level up.
    pub escalated: u64,
    /// Alerts that stand at the highest level.
    pub standing: u64,
}

/// How many due deadlines go into one transaction.
const PAGE: usize = 1000;

impl Platform {
    /// Acts upon everything that is due at `at` (now, if not given; a moment to come is refused by taking now).
    ///
    /// # Errors
    /// The database is away, or others kept winning.
    pub async fn sweep(&self, at: Option<Timestamp>) -> Result<Swept, PlatformError> {
        let at = at.map_or_else(|| self.now(), |at| at.min(self.now()));
        let mut swept = Swept::default();
        let mut lost = 0;
        // Deadlines from which nothing follows (no point was in force at the event) stay where they are: passed over, so that
        // what is behind them is reached.
        let mut idle: HashSet<(Uuid, i32)> = HashSet::new();
        loop {
            let base = self.refresh().await?;
            let mut due = self.store().due(&base.calendar(), at, PAGE + idle.len()).await?;
            let all = due.len() < PAGE + idle.len();
            due.retain(|d| !idle.contains(&(d.stream, d.n)));
            if due.is_empty() && swept.found == 0 {
                return Ok(swept);
            }
            match self.sweep_page(at, &due, all, &mut swept, &mut idle).await {
                Ok(()) if all => return Ok(swept),
                Ok(()) => lost = 0,
                Err(PlatformError::Store(StoreError::BaseMoved | StoreError::Doubled))
                | Err(PlatformError::Contended)
                    if lost < 20 =>
                {
                    lost += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn sweep_page(
        &self,
        at: Timestamp,
        due: &[Due],
        last: bool,
        swept: &mut Swept,
        idle: &mut HashSet<(Uuid, i32)>,
    ) -> Result<(), PlatformError> {
        let day = calendar::city_date(at);
        let book = sweeps_stream(self.store().node(), day);
        let mut ids: Vec<Uuid> = due.iter().map(|d| d.stream).collect();
        ids.push(book);
        let loaded = self.store().load(&ids).await?;
        let clock = Actor::clock();
        let permit = authorise::<Sweep, Due>(&clock, Place::default())?;
        let mut work = Vec::new();
        let mut page = Swept::default();
        // Every clock of a case that is over is found with the first of them.
        let mut cases: HashSet<Uuid> = HashSet::new();
        for one in due {
            if one.thing == ThingKind::Case && !cases.insert(one.stream) {
                continue;
            }
            let cause = uuid_of(&[
                b"sweep",
                &at.as_microsecond().to_be_bytes(),
                one.stream.as_bytes(),
                &one.n.to_be_bytes(),
            ]);
            let found = self.overdue(one, &loaded, at, &clock, cause, &mut page);
            if found.is_empty() {
                let of_it = due.iter().filter(|d| d.stream == one.stream);
                idle.extend(of_it.map(|d| (d.stream, d.n)));
            } else {
                let decision = Decision { ending: Ending::Accepted, stream: one.stream, work: found };
                work.push((permit.clone().into(), decision, cause));
            }
        }
        page.found = work.len() as u64;
        if work.is_empty() && (swept.found == 0 || !last) {
            return Ok(());
        }
        let body = Sweeping { at, complete: last, found: i64::try_from(work.len()).unwrap_or(i64::MAX) };
        let expected = loaded.get(&book).map_or(0, |l| l.version);
        let fact = JournalFact::Swept { public: Box::new(body) }.at(at);
        let decision = crate::decide::one(ThingKind::Journal, book, Place::default(), expected, fact);
        let cause = uuid_of(&[b"swept", &at.as_microsecond().to_be_bytes(), &expected.to_be_bytes()]);
        work.push((permit.into(), decision, cause));
        let outcomes = self.append_own(work, Some(&loaded)).await?;
        if outcomes.contains(&Outcome::Lost) {
            // What others moved meanwhile is looked at again; what was appended is no longer due.
            return Err(PlatformError::Contended);
        }
        swept.found += page.found;
        swept.raised += page.raised;
        swept.escalated += page.escalated;
        swept.standing += page.standing;
        Ok(())
    }

    /// What follows from one deadline that has passed.
    fn overdue(
        &self,
        due: &Due,
        loaded: &HashMap<Uuid, Loaded>,
        at: Timestamp,
        clock: &Actor,
        cause: Uuid,
        page: &mut Swept,
    ) -> Vec<Work> {
        let base = self.base();
        let Some(found) = loaded.get(&due.stream) else { return Vec::new() };
        let codes = self.store().keys().look_up_keys();
        let mut rng = rng_for(&self.seed, cause);
        let mut context = Context {
            base: &base,
            now: at,
            actor: clock,
            rng: &mut rng,
            digest_key: self.store().keys().digest_key(),
            node: self.store().node(),
            codes: &codes,
        };
        match &found.thing {
            Thing::Inspection(state) => {
                let Some(finding) = judge::re_inspection(state, &base, at) else { return Vec::new() };
                page.raised += 1;
                inspection::alerted(due.stream, state, found.version, finding, &mut context)
            }
            Thing::Case(state) => {
                let work = overdue_clocks(due.stream, state, found.version, &mut context);
                page.raised += work.iter().filter(|w| w.kind == ThingKind::Alert).count() as u64;
                work
            }
            Thing::Alert(state) => {
                if state.over_at(&base.calendar()).is_none_or(|over| over > at) {
                    return Vec::new();
                }
                let fact = alert::overdue(state, &base, at);
                match &fact {
                    alert::AlertFact::Escalated { .. } => page.escalated += 1,
                    _ => page.standing += 1,
                }
                let place = state.place;
                vec![Work {
                    stream: due.stream,
                    kind: ThingKind::Alert,
                    place,
                    expected: found.version,
                    facts: vec![fact.at(at)],
                }]
            }
            _ => Vec::new(),
        }
    }
}

/// What follows from the clocks of a case that are over: notes in its stream, in one piece of work, and the alerts.
fn overdue_clocks(stream: Uuid, state: &CaseState, version: i32, context: &mut Context<'_>) -> Vec<Work> {
    let (base, at) = (context.base, context.now);
    let over = case::open_clocks(state)
        .into_iter()
        .filter_map(|(seq, clock)| judge::clock_finding(state, seq, clock, base, at))
        .filter(|f| f.answer.is_breach());
    let mut notes: Option<Work> = None;
    let mut alerts = Vec::new();
    for (n, finding) in (0..).zip(over.collect::<Vec<_>>()) {
        let mut made = case::alerted(stream, state, version + n, finding, context);
        let mut note = made.remove(0);
        match &mut notes {
            Some(notes) => notes.facts.append(&mut note.facts),
            None => notes = Some(note),
        }
        alerts.append(&mut made);
    }
    notes.into_iter().chain(alerts).collect()
}
