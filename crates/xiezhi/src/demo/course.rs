//! The course of the simulation: step by step through the one door, under the simulated clock. Every wish has a cause that
//! the journal knows for ever, so a simulation that was killed goes on where it stood: steps that lie behind are skipped,
//! and of the step it stood in only what is not in the journal yet is wished again.

use std::collections::HashSet;
use std::sync::Arc;

use decree::alert::AlertState;
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::point::Condition;
use decree::thing::Thing;
use jiff::{SignedDuration, Timestamp};
use platform::{BulkDoor, Command, Platform, PlatformError, SimulatedClock, Wish};
use uuid::Uuid;

use super::cases::STEPS;
use super::city::City;
use super::handling::Handling;
use super::inspecting::AmendmentEnding;
use super::progress::Progress;
use super::schedule::{Act, Duty, Kind, Step};

/// Wishes in one batch.
const BATCH: usize = 2000;
/// Entries of registers in one batch: the registers are read again after each.
const ENTRIES: usize = 20_000;

/// The shortest time that the journal tells apart.
const MOMENT: SignedDuration = SignedDuration::from_micros(1);

/// A simulation under way.
pub struct Course<'a> {
    city: &'a City,
    platform: Platform,
    clock: Arc<SimulatedClock>,
    door: BulkDoor,
    handling: Handling,
    /// Causes that the journal has already.
    known: HashSet<Uuid>,
    /// Wishes refused: alerts that were cleared before they were handled, and nothing else.
    pub refused: u64,
}

impl<'a> Course<'a> {
    /// Prepares a simulation.
    ///
    /// # Errors
    /// The database is away.
    pub async fn new(
        city: &'a City,
        platform: &Platform,
        clock: Arc<SimulatedClock>,
    ) -> Result<Self, PlatformError> {
        let door = BulkDoor::open(platform).await?;
        let (handling, known) = (Handling::default(), HashSet::new());
        Ok(Self { city, platform: platform.clone(), clock, door, handling, known, refused: 0 })
    }

    /// Runs it to its end, from wherever it stands.
    ///
    /// # Errors
    /// The database is away, or the city's own founding is refused.
    pub async fn run(&mut self, progress: &Progress) -> Result<(), PlatformError> {
        let acts = self.city.acts();
        let steps = self.city.steps();
        progress.expect(acts.len() as u64);
        let stands = self.platform.store().last_recorded(self.city.period.finish()).await?;
        let mut from = self.city.founded_at();
        self.found(stands).await?;
        let reached = stands.map_or(0, |stands| steps.partition_point(|step| step.at < stands));
        if let Some(last) = reached.checked_sub(1).and_then(|i| steps.get(i)) {
            from = last.at;
            self.clock.advance_to(from);
            self.take_up(from).await?;
        }
        for step in steps.into_iter().skip(reached) {
            let range = acts.partition_point(|a| a.at <= from)..acts.partition_point(|a| a.at <= step.at);
            self.step(from, step, &acts[range.clone()]).await?;
            progress.reach(range.end as u64);
            self.known.clear();
            from = step.at;
        }
        super::messages::write(self.city, &self.platform).await
    }

    /// Opens the journal and records the registers, or what is missing of them.
    async fn found(&mut self, stands: Option<Timestamp>) -> Result<(), PlatformError> {
        let at = self.city.founded_at();
        self.clock.advance_to(self.city.period.founding);
        self.platform.found(true).await?;
        self.clock.advance_to(at);
        if stands.is_some_and(|stands| stands > at) {
            return Ok(());
        }
        if stands.is_some() {
            self.known = self.platform.store().causes_since(Timestamp::UNIX_EPOCH).await?;
        }
        let keys = self.platform.store().keys().look_up_keys();
        let mut wishes = self.city.founding();
        wishes.extend(self.city.forms(at, &keys));
        wishes.extend(self.city.approvals(at));
        wishes.retain(|wish| !self.known.contains(&wish.cause));
        while !wishes.is_empty() {
            let rest = wishes.split_off(wishes.len().min(ENTRIES));
            for answer in self.platform.submit_all(wishes).await? {
                answer?;
            }
            wishes = rest;
        }
        Ok(())
    }

    /// Goes on behind a step: what is open, and what has been done since.
    async fn take_up(&mut self, from: Timestamp) -> Result<(), PlatformError> {
        self.known = self.platform.store().causes_since(from).await?;
        let base = self.platform.refresh().await?;
        let points = base.points_of(Condition::ALL);
        let mut after = Uuid::nil();
        loop {
            let page = self.platform.store().open_alerts(&points, after, 1000).await?;
            let Some((end, _)) = page.last() else { return Ok(()) };
            after = *end;
            self.look_at(page.into_iter().map(|(alert, _)| alert).collect(), from).await?;
        }
    }

    /// Reads alerts and plans what is done about them.
    async fn look_at(&mut self, alerts: Vec<Uuid>, done: Timestamp) -> Result<(), PlatformError> {
        for page in alerts.chunks(BATCH) {
            for (stream, loaded) in self.platform.store().load(page).await? {
                if let Thing::Alert(state) = &loaded.thing {
                    let state: &AlertState = state;
                    self.handling.take(self.city, stream, state, done);
                }
            }
        }
        Ok(())
    }

    /// One step: the acts up to it, what is done about alerts, and its duty.
    async fn step(&mut self, from: Timestamp, step: Step, acts: &[Act]) -> Result<(), PlatformError> {
        self.clock.advance_to(step.at);
        let (new, later): (Vec<Act>, Vec<Act>) =
            acts.iter().partition(|a| matches!(a.kind, Kind::Collect | Kind::Patrol | Kind::Educate));
        let (city, platform) = (self.city, self.platform.clone());
        let (cases, later): (Vec<Act>, Vec<Act>) = later.into_iter().partition(|a| a.kind == Kind::CaseStep);
        // What is new, what concerns earlier records, and cases never touch the same record within one step.
        let (collected, followed, handled) = tokio::join!(
            collect(city, &mut self.door, &self.known, &new),
            follow(city, &platform, &self.known, &later),
            go_on_with_cases(city, &platform, &self.known, &cases)
        );
        self.refused += collected? + followed? + handled?;
        self.handle(step.at).await?;
        let raised = self.platform.store().alerts_raised(from, step.at).await?;
        self.look_at(raised, from).await?;
        self.after_amendments(&later).await?;
        match step.duty {
            Duty::Noon => {}
            Duty::Sweep => self.sweep(step.at).await?,
            Duty::Certificates => self.certificates(step.at).await?,
            Duty::OutageReported(i) => self.report_outage(step.at, i).await?,
            Duty::OutageConfirmed(i) => self.confirm_outage(step.at, i).await?,
        }
        // What the duty itself raised.
        let raised = self.platform.store().alerts_raised(step.at - MOMENT, step.at).await?;
        self.look_at(raised, from).await
    }

    async fn handle(&mut self, until: Timestamp) -> Result<(), PlatformError> {
        let mut due = self.handling.due(self.city, until);
        for (doing, _) in due.iter().filter(|(_, wish)| self.known.contains(&wish.cause)) {
            self.handling.done(doing);
        }
        due.retain(|(_, wish)| !self.known.contains(&wish.cause));
        for page in due.chunks(BATCH) {
            let wishes = page.iter().map(|(_, wish)| wish.clone()).collect();
            for ((doing, _), answer) in page.iter().zip(self.platform.submit_all(wishes).await?) {
                match answer {
                    Ok(_) => self.handling.done(doing),
                    Err(_) => self.refused += 1,
                }
            }
        }
        Ok(())
    }

    async fn sweep(&mut self, at: Timestamp) -> Result<(), PlatformError> {
        self.platform.sweep(Some(at)).await?;
        let moved = self.handling.over(at);
        self.look_at(moved, at).await
    }

    /// Records whose amendment was agreed to are judged again.
    async fn after_amendments(&mut self, acts: &[Act]) -> Result<(), PlatformError> {
        let agreed: Vec<Act> = acts
            .iter()
            .filter(|a| a.kind == Kind::Decide)
            .filter(|a| {
                let bureau = self.city.bureaus.get(a.bureau);
                let amendment = bureau.and_then(|b| self.city.happening(b, a.n).amendment);
                amendment.is_some_and(|a| a.ending == AmendmentEnding::Agreed)
            })
            .copied()
            .collect();
        if agreed.is_empty() {
            return Ok(());
        }
        let subjects = streams(self.city, &self.platform, &agreed).await?.into_iter().flatten().collect();
        self.platform.look_again(subjects, "amendment").await?;
        Ok(())
    }

    /// Certificates issued, renewals taken in, officers who left: a second look at what rested on them.
    async fn certificates(&mut self, at: Timestamp) -> Result<(), PlatformError> {
        let mut wishes = self.city.certificate_entries(at);
        wishes.retain(|wish| !self.known.contains(&wish.cause));
        for answer in self.platform.submit_all(wishes).await? {
            answer?;
        }
        self.platform.after_change(&[Condition::OfficerWithoutCertificate], "certificate").await?;
        Ok(())
    }

    async fn report_outage(&mut self, at: Timestamp, i: usize) -> Result<(), PlatformError> {
        let Some(outage) = self.city.data.behaviour.outage.get(i) else { return Ok(()) };
        let (from, until, what) = (outage.from, outage.until, outage.what.clone());
        let command = Command::ReportOutage(decree::outage::Report { from, until, what });
        self.submit_one(Wish {
            actor: self.city.operator(),
            cause: cause("outage", i),
            at: Some(at),
            command,
        })
        .await
    }

    async fn confirm_outage(&mut self, at: Timestamp, i: usize) -> Result<(), PlatformError> {
        let Some(outage) = self.city.data.behaviour.outage.get(i) else { return Ok(()) };
        let base = self.platform.refresh().await?;
        let reported =
            base.reported_outages().find(|(_, o)| o.report.from == outage.from).map(|(stream, _)| *stream);
        if let Some(stream) = reported {
            let command = Command::ConfirmOutage(stream);
            let actor = self.city.city_officer();
            let wish = Wish { actor, cause: cause("outage confirmed", i), at: Some(at), command };
            self.submit_one(wish).await?;
        }
        self.platform.after_change(&[Condition::LateCollection], "outage").await?;
        Ok(())
    }

    async fn submit_one(&mut self, wish: Wish) -> Result<(), PlatformError> {
        if !self.known.contains(&wish.cause) {
            self.platform.submit(wish).await??;
        }
        Ok(())
    }
}

fn cause(what: &str, i: usize) -> Uuid {
    uuid_of(&[what.as_bytes(), &i.to_be_bytes()])
}

/// Collects inspections, patrols and educations by the bulk door. Answers how many were refused.
async fn collect(
    city: &City,
    door: &mut BulkDoor,
    known: &HashSet<Uuid>,
    acts: &[Act],
) -> Result<u64, PlatformError> {
    let mut refused = 0;
    for page in acts.chunks(BATCH) {
        let mut wishes: Vec<Wish> = page.iter().filter_map(|act| new_wish(city, act)).collect();
        wishes.retain(|wish| !known.contains(&wish.cause));
        if !wishes.is_empty() {
            refused += door.submit(wishes).await?.iter().filter(|answer| answer.is_err()).count() as u64;
        }
    }
    Ok(refused)
}

fn new_wish(city: &City, act: &Act) -> Option<Wish> {
    let bureau = city.bureaus.get(act.bureau)?;
    Some(match act.kind {
        Kind::Patrol => city.visit(bureau, ThingKind::Patrol, act.n, act.at),
        Kind::Educate => city.visit(bureau, ThingKind::Education, act.n, act.at),
        _ => city.collect(bureau, act.n),
    })
}

/// Acts upon earlier records. Answers how many were refused.
async fn follow(
    city: &City,
    platform: &Platform,
    known: &HashSet<Uuid>,
    acts: &[Act],
) -> Result<u64, PlatformError> {
    let mut refused = 0;
    for page in acts.chunks(BATCH) {
        let subjects = streams(city, platform, page).await?;
        let about: Vec<Uuid> = subjects.iter().flatten().copied().collect();
        let applications = platform.store().amendments_about(&about).await?;
        let mut wishes = Vec::with_capacity(page.len());
        for (act, subject) in page.iter().zip(subjects) {
            let (Some(bureau), Some(subject)) = (city.bureaus.get(act.bureau), subject) else { continue };
            let application =
                applications.iter().find(|(about, _)| *about == subject).map(|(_, stream)| *stream);
            wishes.extend(match act.kind {
                Kind::ReInspect => Some(city.re_inspect(bureau, act.n, act.at, subject)),
                Kind::Supplement => Some(city.supplement(bureau, act.n, act.at, subject)),
                Kind::Draft => Some(city.draft(bureau, act.n, act.at, subject)),
                Kind::Sign => application.map(|stream| city.sign(bureau, act.n, act.at, stream)),
                Kind::Decide => application.map(|stream| city.decide(bureau, act.n, act.at, stream)),
                Kind::CaseStep | Kind::Collect | Kind::Patrol | Kind::Educate => None,
            });
        }
        wishes.retain(|wish| !known.contains(&wish.cause));
        refused += platform.submit_all(wishes).await?.iter().filter(|answer| answer.is_err()).count() as u64;
    }
    Ok(refused)
}

/// Enters what happened in cases, in its order. Answers how many were refused.
async fn go_on_with_cases(
    city: &City,
    platform: &Platform,
    known: &HashSet<Uuid>,
    acts: &[Act],
) -> Result<u64, PlatformError> {
    let mut refused = 0;
    let keys = platform.store().keys().look_up_keys();
    for page in acts.chunks(BATCH) {
        let (mut wishes, mut tellings) = (Vec::with_capacity(page.len()), Vec::new());
        for act in page {
            let Some(bureau) = city.bureaus.get(act.bureau) else { continue };
            let (n, step) = (act.n / STEPS, act.n % STEPS);
            match city.case_wish(bureau, n, step, None, &keys) {
                Some(wish) => wishes.push(wish),
                None => tellings.push((bureau, n, step)),
            }
        }
        wishes.retain(|wish| !known.contains(&wish.cause));
        refused += platform.submit_all(wishes).await?.iter().filter(|answer| answer.is_err()).count() as u64;
        // Codes are told, and decisions disclosed, once they are there: by the agencies' own numbers their cases are found.
        let numbers: Vec<(i32, i16, String)> = tellings
            .iter()
            .map(|(b, n, _)| (b.agency.key, City::source(b).number(), city.case_number(b, *n)))
            .collect();
        let asked: Vec<(i32, i16, ThingKind, &str)> = numbers
            .iter()
            .map(|(agency, source, own)| (*agency, *source, ThingKind::Case, own.as_str()))
            .collect();
        let streams = if asked.is_empty() { Vec::new() } else { platform.store().known(&asked).await? };
        let told = tellings.iter().zip(streams);
        let mut wishes: Vec<Wish> = told
            .filter_map(|((bureau, n, step), stream)| city.case_wish(bureau, *n, *step, stream, &keys))
            .collect();
        wishes.retain(|wish| !known.contains(&wish.cause));
        refused += platform.submit_all(wishes).await?.iter().filter(|answer| answer.is_err()).count() as u64;
    }
    Ok(refused)
}

/// The streams of the inspections that acts are about, found by the agencies' own numbers.
async fn streams(city: &City, platform: &Platform, acts: &[Act]) -> Result<Vec<Option<Uuid>>, PlatformError> {
    let numbers: Vec<(i32, i16, String)> = acts
        .iter()
        .filter_map(|act| {
            let bureau = city.bureaus.get(act.bureau)?;
            Some((bureau.agency.key, City::source(bureau).number(), city.own_number(bureau, act.n)))
        })
        .collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<(i32, i16, ThingKind, &str)> = numbers
        .iter()
        .map(|(agency, source, own)| (*agency, *source, ThingKind::Inspection, own.as_str()))
        .collect();
    Ok(platform.store().known(&asked).await?)
}
