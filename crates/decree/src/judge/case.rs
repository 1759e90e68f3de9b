//! Judging a case (rulings 7): a pure function of everything there is about it, of base information as known at a moment, and
//! of the version of each point in force on the day concerned. Judged anew with each step; what is new stands in its fact.

use calendar::city_date;
use jiff::{Timestamp, civil::Date};

use super::{Answer, Finding, Judge, collection_clock};
use crate::agency::{AgencyKind, Standing};
use crate::base::Base;
use crate::case::{
    AgeBand, CaseState, Clock, Decided, Event, EventKind, StepState, Verdict, end_of_clock, runs, stopped_at,
};
use crate::form::Catalogue;
use crate::inspection::{Source, TargetKind};
use crate::officer::Validity;
use crate::point::Condition;
use crate::procedure::{ActKind, ProcedureKind, Standard};
use crate::record::Fen;
use crate::when::When;

/// A fine in force of the same party under the same power, of another case (Penalty Law 29).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherFine {
    /// The other case.
    pub stream: uuid::Uuid,
    /// The party, by its keyed digest.
    pub party: String,
    /// The power.
    pub power: String,
    /// When the act began and ended, if that is known.
    pub act: Option<(Date, Date)>,
}

/// Everything the points say about a case, with base information as known at `known`.
pub fn case(state: &CaseState, base: &Base, known: Timestamp, others: &[OtherFine]) -> Vec<Finding> {
    if state.withdrawn || state.is_stub() {
        return Vec::new();
    }
    let mut judge = Judge { base, known, calendar: base.calendar_known(known), findings: Vec::new() };
    let standard = base.standard_of(state);
    for step in &state.steps {
        judge.step(state, step, standard);
    }
    judge.clocks(state);
    if let Some(standard) = standard {
        judge.order(state, standard);
    }
    if let Some(decided) = state.decided() {
        judge.decision(state, decided, standard);
        judge.twice(state, decided, others);
        judge.basis(state, decided);
    }
    judge.money(state);
    judge.findings
}

/// The day by which a point's version is chosen for a step: its own, or that of recording.
fn day_of(step: &StepState) -> Date {
    step.day().unwrap_or_else(|| city_date(step.recorded_at))
}

/// Whether a record's source could have said more: a publication file cannot, so its silence accuses nobody.
pub(crate) fn tells_steps(step: &StepState) -> bool {
    step.note.source != Source::File || crate::case::has_positions(step.note.has, "event")
}

impl Judge<'_> {
    fn breach(&mut self, condition: Condition, day: Date, ordinal: i32, args: &[(&str, String)]) {
        self.tell(condition, Answer::Breach, day, ordinal, None, args);
    }

    fn tell(
        &mut self,
        condition: Condition,
        answer: Answer,
        day: Date,
        ordinal: i32,
        due: Option<Date>,
        args: &[(&str, String)],
    ) {
        if let Some(point) = self.point(condition, day) {
            self.say(point, answer, ordinal, due, args);
        }
    }

    /// What concerns one step alone.
    fn step(&mut self, state: &CaseState, step: &StepState, standard: Option<&Standard>) {
        self.late_stage(step);
        self.handlers(step, standard);
        if let Some(standard) = standard {
            self.required(state, step, standard);
        }
        let (day, seq) = (day_of(step), step.seq);
        match step.event() {
            Some(Event::HearingHeld(held)) => self.hearing(state, step, &held.host),
            Some(Event::HearingNotified(notice)) => {
                if let (Some(on), Some(told), Some(point)) =
                    (notice.hearing_on, step.day(), self.point(Condition::HearingNoticeShort, day))
                    && let Some(limit) = point.limit
                {
                    let last =
                        calendar::deadline(&self.calendar, calendar::start_of(told), limit.into(), &[], &[]);
                    if on < last.last_day {
                        let args = [("told", told.to_string()), ("hearing", on.to_string())];
                        self.say(point, Answer::Breach, seq, Some(last.last_day), &args);
                    }
                }
            }
            Some(Event::LegalReview(review))
                if review.first_time == Some(true) && review.qualified == Some(false) =>
            {
                self.breach(Condition::ReviewerUnqualified, day, seq, &[]);
            }
            Some(Event::Enforcement(done)) if done.urgent != Some(true) => self.at_night(step),
            Some(Event::Measure(_)) if self.is_entrusted(state, day) => {
                self.breach(Condition::EntrustedOutside, day, seq, &[("event", "measure".to_owned())]);
            }
            Some(Event::Payment(paid)) if paid.on_the_spot == Some(true) => {
                if let Some(point) = self.point(Condition::CashOnTheSpot, day)
                    && let (Some(most), Some(Fen(amount))) = (point.count, paid.amount)
                    && amount > i64::from(most)
                {
                    let args = [("amount", amount.to_string()), ("most", most.to_string())];
                    self.say(point, Answer::Breach, seq, None, &args);
                }
            }
            _ => {}
        }
    }

    fn is_entrusted(&self, state: &CaseState, day: Date) -> bool {
        let agency = self.base.agency(state.agency, day, self.known);
        agency.is_some_and(|a| a.standing == Standing::Entrusted)
    }

    /// Art. 16: real time, or 1 working day after the stage's completion; only where its own day is known.
    fn late_stage(&mut self, step: &StepState) {
        let Some(at) = step.part.at else { return };
        let day = at.day();
        if let Some(point) = self.point(Condition::LateStage, day)
            && let Some(clock) = collection_clock(point, &self.calendar, self.base, self.known, at)
            && step.recorded_at >= clock.ends_at
        {
            let kind = step.kind().map_or("", EventKind::code).to_owned();
            let args =
                [("event", kind), ("finished", at.to_string()), ("recorded", step.recorded_at.to_string())];
            return self.say(point, Answer::Breach, step.seq, Some(clock.last_day), &args);
        }
        if city_date(step.recorded_at) > day && step.note.deferral.is_none() && tells_steps(step) {
            let asked = crate::case::has_positions(step.note.has, "deferral_reason");
            let answer = if asked { Answer::Hint } else { Answer::CannotJudge };
            let args = [("finished", at.to_string())];
            self.tell(Condition::StageDeferredWithoutReason, answer, day, step.seq, None, &args);
        }
    }

    /// Two officers, certified that day, at what the standard asks two for; an auxiliary is none.
    fn handlers(&mut self, step: &StepState, standard: Option<&Standard>) {
        let day = day_of(step);
        let mut officers = step.note.unregistered;
        for (n, officer) in (0..).zip(&step.note.officers) {
            let state = self.base.officer(&officer.certificate).map(|(_, s)| s);
            let args = [("certificate", officer.certificate.clone()), ("day", day.to_string())];
            let ordinal = step.seq * 64 + n;
            if state.is_some_and(|s| s.is_auxiliary(self.known)) {
                self.breach(Condition::AuxiliaryAsOfficer, day, ordinal, &args);
                continue;
            }
            officers += 1;
            let answer = match state.map_or(Validity::Unknown, |s| s.validity(day, self.known)) {
                Validity::Valid => continue,
                Validity::Invalid => Answer::Breach,
                Validity::Pending | Validity::Unknown => Answer::CannotJudge,
            };
            self.tell(Condition::OfficerWithoutCertificate, answer, day, ordinal, None, &args);
        }
        let nobody = step.note.officers.is_empty() && step.note.unregistered == 0;
        let needs = standard.zip(step.kind()).is_some_and(|(s, kind)| s.two_officers.contains(&kind));
        if let Some(point) = self.point(Condition::TooFewOfficers, day)
            && needs
            && !nobody
            && point.count.is_some_and(|needed| officers < needed)
        {
            let needed = point.count.unwrap_or_default().to_string();
            self.say(
                point,
                Answer::Breach,
                step.seq,
                None,
                &[("named", officers.to_string()), ("needed", needed)],
            );
        }
    }

    /// What the standard requires of an event: documents and fields, under their conditions.
    fn required(&mut self, state: &CaseState, step: &StepState, standard: &Standard) {
        let Some(event) = step.event() else { return };
        let texts = event.texts();
        let rules = standard.require.iter().filter(|r| r.event == event.kind());
        let (mut fields, mut documents) = (Vec::new(), Vec::new());
        for rule in rules.filter(|r| crate::case::holds(r.when, state, step)) {
            let said = |f: &&String| !texts.iter().any(|(n, _)| n == f);
            fields.extend(rule.fields.iter().filter(said).cloned());
            let there = |names: &str| {
                let mut papers = step.part.documents.iter().chain(&step.note.evidence);
                papers.any(|paper| {
                    names.split('|').any(|name| self.is_document(state, step, &paper.name, name))
                })
            };
            documents.extend(rule.documents.iter().filter(|names| !there(names)).cloned());
        }
        let day = day_of(step);
        if !fields.is_empty() {
            let answer = if tells_steps(step) { Answer::Breach } else { Answer::Incomplete };
            let args = [("fields", fields.join(","))];
            self.tell(Condition::IncompleteRecord, answer, day, step.seq, None, &args);
        }
        if !documents.is_empty() && crate::case::has_positions(step.note.has, "documents") {
            // A line whose forms of that day are not known: the paper may have had another title.
            let unknown =
                self.base.has_forms(self.line_code(state), self.known) && self.forms(state, step).is_none();
            let answer = if unknown { Answer::CannotJudge } else { Answer::Breach };
            let args = [("documents", documents.join(","))];
            self.tell(Condition::DocumentMissing, answer, day, step.seq, None, &args);
        }
    }

    fn line_code(&self, state: &CaseState) -> &str {
        self.base.line(state.line).map_or("", |l| &l.code)
    }

    /// The edition of the line's forms in force on the day of a step.
    fn forms(&self, state: &CaseState, step: &StepState) -> Option<&Catalogue> {
        self.base.forms(self.line_code(state), day_of(step), self.known)
    }

    /// Whether a paper is a required document: a form of the line's catalogue that the title means, or, in a line without one,
    /// a paper that has the title in its name.
    fn is_document(&self, state: &CaseState, step: &StepState, paper: &str, required: &str) -> bool {
        match self.forms(state, step) {
            Some(forms) => forms.satisfies(paper, required),
            None => paper.contains(required),
        }
    }

    /// The host is no investigator of the case (Penalty Law 64(4)).
    fn hearing(&mut self, state: &CaseState, step: &StepState, host: &str) {
        let investigates = |s: &StepState| {
            s.kind().is_some_and(|k| k.stage() == crate::case::Stage::Investigation)
                && s.note.officers.iter().any(|o| o.certificate == host)
        };
        if !host.is_empty() && state.steps.iter().any(investigates) {
            self.breach(Condition::HostIsInvestigator, day_of(step), step.seq, &[("host", host.to_owned())]);
        }
    }

    /// Compulsory execution on a statutory holiday, or at night where the moment is known, without urgency (Compulsion Law 43).
    /// A weekend is none: only days off that a holiday notice names. The notices do not part the statutory days of a holiday from
    /// the weekend days that they join to it, so the holiday counts as arranged.
    fn at_night(&mut self, step: &StepState) {
        let Some(at) = step.part.at else { return };
        let Some(point) = self.point(Condition::ExecutionAtNight, at.day()) else { return };
        let hour = match at {
            When::At(moment) => Some(calendar::city_hour(moment)),
            When::Day(_) => None,
        };
        let (from, until) = point.night.unwrap_or((24, 0));
        let night = hour.is_some_and(|h| h >= from || h < until);
        let day = self.calendar.day(at.day());
        if night || (!day.working && day.name.is_some()) {
            self.say(point, Answer::Breach, step.seq, None, &[("at", at.to_string())]);
        }
    }

    /// Clocks that ran out: stopped too late, or not at all by now.
    fn clocks(&mut self, state: &CaseState) {
        let over = state.clocks().filter_map(|(seq, c)| clock_finding(state, seq, c, self.base, self.known));
        self.findings.extend(over);
    }

    /// Pairs that cannot be, and orders that are only odd.
    fn order(&mut self, state: &CaseState, standard: &Standard) {
        let mut impossible = Vec::new();
        for (n, [first, second]) in (0..).zip(&standard.impossible) {
            if let (Some(before), Some(after)) = (state.first_day(*first), state.first_day(*second))
                && before < after
            {
                let args = [
                    ("first", first.code().to_owned()),
                    ("on", before.to_string()),
                    ("second", second.code().to_owned()),
                    ("later", after.to_string()),
                ];
                impossible.push(*first);
                self.breach(Condition::ImpossibleOrder, before, n, &args);
            }
        }
        let rank = |s: &StepState| s.kind().and_then(|k| standard.order.iter().position(|o| *o == k));
        for step in &state.steps {
            let (Some(r), Some(day), Some(kind)) = (rank(step), step.day(), step.kind()) else { continue };
            let overtaken =
                |s: &&StepState| rank(s).is_some_and(|o| o > r) && s.day().is_some_and(|d| d < day);
            if let Some(other) = state.steps.iter().find(overtaken)
                && !other.kind().is_some_and(|k| impossible.contains(&k))
            {
                let args = [
                    ("event", kind.code().to_owned()),
                    ("after", other.kind().map_or("", EventKind::code).to_owned()),
                ];
                // A matter of the record's quality: the version in force on the day of recording counts.
                let recorded = city_date(step.recorded_at);
                self.tell(Condition::OddOrder, Answer::Hint, recorded, step.seq, None, &args);
            }
        }
        self.before_filing(state);
    }

    /// Investigation measures before filing (Penalty Law 54).
    fn before_filing(&mut self, state: &CaseState) {
        if state.act_kind() != ActKind::Penalty || state.procedure() != ProcedureKind::Ordinary {
            return;
        }
        let Some(filed) = state.first_day(EventKind::Filing) else { return };
        for kind in [EventKind::Measure, EventKind::EvidenceRegistered] {
            if let Some(step) = state.of(kind).find(|s| s.day().is_some_and(|d| d < filed)) {
                let args = [("event", kind.code().to_owned()), ("filed", filed.to_string())];
                self.breach(Condition::MeasuresBeforeFiling, day_of(step), step.seq, &args);
            }
        }
    }

    /// What concerns the decision.
    fn decision(&mut self, state: &CaseState, decided: Decided<'_>, standard: Option<&Standard>) {
        let (step, decision) = (decided.step, decided.decision);
        let (day, seq) = (day_of(step), step.seq);
        let penal = state.penalises();
        let ordinary = state.act_kind() == ActKind::Penalty && state.procedure() == ProcedureKind::Ordinary;
        self.powers(state, day, seq);
        if ordinary && penal {
            self.notice_and_hearing(state, decided, standard);
            self.deliberation(state, decided);
        }
        if ordinary && step.day().is_some_and(|d| !self.calendar.is_working(d)) {
            let args = [("day", day.to_string())];
            self.tell(Condition::DecidedOnDayOff, Answer::Hint, day, seq, None, &args);
        }
        if let Some(standard) = standard
            && penal
            && state.procedure() == ProcedureKind::Summary
        {
            self.summary(state, decided, standard);
        }
        if penal && state.note.ages.iter().any(|(_, age)| *age == AgeBand::Under14) {
            self.breach(Condition::PartyUnder14, day, seq, &[]);
        }
        if penal {
            self.limitation(state, day, seq);
        }
        let major = major(state);
        if let Some((_, criteria)) = major
            && decision.outcome != Some(Verdict::Transferred)
        {
            let passed = state.steps.iter().any(|s| {
                matches!(s.event(), Some(Event::LegalReview(r)) if r.passed == Some(true))
                    && s.day().zip(step.day()).is_none_or(|(reviewed, decided)| reviewed <= decided)
            });
            if !passed {
                self.breach(Condition::MajorWithoutReview, day, seq, &[("criteria", criteria.join(","))]);
            }
        }
    }

    /// A power on the agency's complete list on the decision's day; entrusted bodies within mandate and term only.
    fn powers(&mut self, state: &CaseState, day: Date, seq: i32) {
        let agency = self.base.agency(state.agency, day, self.known);
        let entrusted = agency.and_then(|a| a.entrustment.clone());
        if let Some(agency) = agency.filter(|a| a.standing == Standing::Entrusted) {
            self.licence_by_entrusted(state, agency.kind, day, seq);
            if entrusted.is_none() {
                // What it was entrusted with is not known.
                self.tell(Condition::EntrustedOutside, Answer::CannotJudge, day, seq * 64 + 63, None, &[]);
                return;
            }
        }
        for (n, code) in (0..).zip(&state.opening().power) {
            let args = [("power", code.clone()), ("day", day.to_string())];
            if let Some(mandate) = &entrusted {
                if mandate.term.is_some_and(|last| day > last) || !mandate.mandate.contains(code) {
                    self.breach(Condition::EntrustedOutside, day, seq * 64 + n, &args);
                }
                continue;
            }
            let Some(list) = self.base.power_list(state.agency, day, self.known) else { continue };
            if !list.complete {
                continue;
            }
            match self.base.power(code, day, self.known) {
                None => {
                    self.tell(Condition::PowerNotHeld, Answer::CannotJudge, day, seq * 64 + n, None, &args)
                }
                Some(power) if list.powers.binary_search(&power.key).is_err() => {
                    self.breach(Condition::PowerNotHeld, day, seq * 64 + n, &args);
                }
                Some(_) => {}
            }
        }
    }

    /// Licences may be entrusted to another administrative organ only (Licence Law 24).
    fn licence_by_entrusted(&mut self, state: &CaseState, kind: AgencyKind, day: Date, seq: i32) {
        if state.act_kind() == ActKind::Licence && !kind.is_organ() {
            let args = [("event", "decision".to_owned()), ("day", day.to_string())];
            self.breach(Condition::EntrustedOutside, day, seq * 64 + 62, &args);
        }
    }

    /// Notice before decision (44), no heavier after a defence (45), the hearing's period (63, 64).
    fn notice_and_hearing(&mut self, state: &CaseState, decided: Decided<'_>, standard: Option<&Standard>) {
        let (step, decision) = (decided.step, decided.decision);
        let (day, seq) = (day_of(step), step.seq);
        let noticed = state.first_day(EventKind::Notice);
        if let (Some(noticed), Some(on)) = (noticed, step.day())
            && on < noticed
        {
            let args = [("notice", noticed.to_string()), ("decision", on.to_string())];
            self.breach(Condition::DecisionBeforeNotice, day, seq, &args);
        }
        let defended = state
            .of(EventKind::Statement)
            .any(|s| matches!(s.event(), Some(Event::Statement(said)) if said.made == Some(true)));
        let told = state.of(EventKind::Notice).filter_map(|s| match s.event() {
            Some(Event::Notice(n)) => n.fine,
            _ => None,
        });
        if let (true, Some(Fen(told)), Some(Fen(fine))) = (defended, told.last(), decision.fine)
            && fine > told
        {
            let args = [("told", told.to_string()), ("fine", fine.to_string())];
            self.breach(Condition::HeavierAfterDefence, day, seq, &args);
        }
        let Some(standard) = standard else { return };
        if !owes_hearing(state, decided, standard) {
            return;
        }
        let heard = state.of(EventKind::HearingHeld).next().is_some();
        let waived = state
            .steps
            .iter()
            .any(|s| matches!(s.event(), Some(Event::HearingWaived(w)) if w.in_writing != Some(false)));
        if heard || waived {
            return;
        }
        let rule = standard.clocks.iter().find(|c| c.code == "hearing_request");
        match (noticed, step.day(), rule) {
            (Some(noticed), Some(on), Some(rule)) => {
                let end =
                    calendar::deadline(&self.calendar, calendar::start_of(noticed), rule.limit(0), &[], &[]);
                if on <= end.last_day {
                    let args = [("notice", noticed.to_string()), ("decision", on.to_string())];
                    self.tell(
                        Condition::DecisionBeforeHearing,
                        Answer::Breach,
                        day,
                        seq,
                        Some(end.last_day),
                        &args,
                    );
                }
            }
            (None, ..) => {
                self.tell(Condition::DecisionBeforeHearing, Answer::CannotJudge, day, seq, None, &[]);
            }
            _ => {}
        }
    }

    /// The head decides, or a collective discussion (57): only where the source could say so.
    fn deliberation(&mut self, state: &CaseState, decided: Decided<'_>) {
        let step = decided.step;
        let agreed = state.steps.iter().any(|s| {
            matches!(s.event(), Some(Event::Approval(a)) if a.agreed != Some(false))
                || matches!(s.event(), Some(Event::Discussion(_)))
        });
        if !agreed && step.note.approver.is_empty() && tells_steps(step) {
            self.breach(Condition::NobodyDecided, day_of(step), step.seq, &[]);
        }
    }

    /// Summary procedure for a kind or a sum that it does not allow, by version and class of party (51).
    fn summary(&mut self, state: &CaseState, decided: Decided<'_>, standard: &Standard) {
        let (day, seq) = (day_of(decided.step), decided.step.seq);
        if standard.summary_sanctions.is_empty() {
            return;
        }
        let wrong: Vec<&str> = decided
            .decision
            .sanctions
            .iter()
            .filter(|s| !standard.summary_sanctions.contains(s))
            .map(|s| s.code())
            .collect();
        if !wrong.is_empty() {
            let args = [("sanctions", wrong.join(","))];
            return self.breach(Condition::SummaryMisused, day, seq, &args);
        }
        let Some(Fen(fine)) = decided.decision.fine else { return };
        let Some(party) = state.first_party() else {
            return self.tell(Condition::SummaryMisused, Answer::CannotJudge, day, seq, None, &[]);
        };
        let limit = standard.summary_limits.iter().find(|l| l.party == party.kind);
        if let Some(limit) = limit
            && fine > limit.most
        {
            let args = [("fine", fine.to_string()), ("most", limit.most.to_string())];
            self.breach(Condition::SummaryMisused, day, seq, &args);
        }
    }

    /// No penalty when the act was found too late (36): within the short limit nothing, between the two nobody can say, beyond
    /// the long one a breach. The point holds both: its limit, and in `count` the long one.
    fn limitation(&mut self, state: &CaseState, day: Date, seq: i32) {
        let opening = state.opening();
        let (Some(ended), Some(found)) =
            (opening.act_until.or(opening.act_from), state.first_day(EventKind::Filing))
        else {
            return;
        };
        let Some(point) = self.point(Condition::Limitation, day) else { return };
        let (Some(short), Some(long)) = (point.limit, point.count) else { return };
        let reach = |n: u32| {
            let limit = calendar::Limit { n, ..short.into() };
            calendar::deadline(&self.calendar, calendar::start_of(ended), limit, &[], &[]).last_day
        };
        let args = [("ended", ended.to_string()), ("found", found.to_string())];
        if found > reach(long) {
            self.say(point, Answer::Breach, seq, Some(reach(long)), &args);
        } else if found > reach(short.n) {
            self.say(point, Answer::CannotJudge, seq, Some(reach(short.n)), &args);
        }
    }

    /// Two fines in force for one act (29): without the days of the acts, a hint.
    fn twice(&mut self, state: &CaseState, decided: Decided<'_>, others: &[OtherFine]) {
        let fined = state.fine().is_some_and(|f| f.0 > 0) && !state.is_revoked();
        if !fined {
            return;
        }
        let opening = state.opening();
        let act = act_of(state);
        let same = |o: &&OtherFine| opening.power.contains(&o.power) && state.note.equal.contains(&o.party);
        let seq = decided.step.seq;
        for (n, other) in (0..).zip(others.iter().filter(same).take(8)) {
            let answer = match (act, other.act) {
                (Some((from, until)), Some((other_from, other_until))) => {
                    if from > other_until || other_from > until {
                        continue;
                    }
                    Answer::Breach
                }
                _ => Answer::Hint,
            };
            let args = [("other", other.stream.to_string())];
            self.tell(Condition::Twice, answer, day_of(decided.step), seq * 64 + n, None, &args);
        }
    }

    /// Surcharges: never above the fine (72; Compulsion Law 45), none while reconsideration or a suit runs (73).
    fn money(&mut self, state: &CaseState) {
        let Some(Fen(fine)) = state.fine() else { return };
        let mut total = 0i64;
        for step in state.of(EventKind::Surcharge) {
            let Some(Event::Surcharge(more)) = step.event() else { continue };
            total = total.max(more.amount.map_or(0, |f| f.0));
            let day = day_of(step);
            if total > fine {
                let args = [("surcharge", total.to_string()), ("fine", fine.to_string())];
                self.breach(Condition::SurchargeAboveFine, day, step.seq, &args);
            }
            if remedy_runs(state, day) {
                self.breach(Condition::SurchargeDuringRemedy, day, step.seq, &[("day", day.to_string())]);
            }
        }
    }
}

/// The days of the act, as far as they are known.
pub fn act_of(state: &CaseState) -> Option<(Date, Date)> {
    let opening = state.opening();
    let from = opening.act_from.or(opening.act_until)?;
    Some((from, opening.act_until.unwrap_or(from)))
}

/// Whether reconsideration or a suit was running on a day.
fn remedy_runs(state: &CaseState, day: Date) -> bool {
    let mut open = false;
    for step in &state.steps {
        if step.day().is_none_or(|d| d > day) {
            continue;
        }
        match step.event() {
            Some(Event::Reconsideration(r)) => open = r.remedy_result.is_none(),
            Some(Event::Suit(s)) => open = s.remedy_result.is_none(),
            _ => {}
        }
    }
    open
}

/// Whether a hearing had to be offered (63): by kind, or by a sum where a threshold is in force.
fn owes_hearing(state: &CaseState, decided: Decided<'_>, standard: &Standard) -> bool {
    let decision = decided.decision;
    let class = state.first_party().map_or(TargetKind::Organisation, |p| p.kind);
    let sum = decision.fine.max(decision.confiscated).map_or(0, |f| f.0);
    decision.sanctions.iter().any(|s| standard.hearing_sanctions.contains(s))
        || standard.hearing_thresholds.iter().any(|t| t.party == class && sum >= t.least)
}

/// The criteria that a notice or a decision meets to make the case a major one (Art. 28; Penalty Law 58), by a standard.
pub fn criteria(state: &CaseState, step: &StepState, standard: &Standard) -> Vec<String> {
    let (sanctions, fine) = match step.event() {
        Some(Event::Notice(notice)) => (&notice.sanctions, notice.fine),
        Some(Event::Decision(decision)) => (&decision.sanctions, decision.fine),
        _ => return Vec::new(),
    };
    let class = state.first_party().map_or(TargetKind::Organisation, |p| p.kind);
    let mut met = Vec::new();
    let heavy = sanctions.iter().filter(|s| standard.major_sanctions.contains(s));
    met.extend(heavy.map(|s| format!("sanction-{}", s.code())));
    let sum = fine.map_or(0, |f| f.0);
    if standard.major_thresholds.iter().any(|t| t.party == class && sum >= t.least) {
        met.push("sum".to_owned());
    }
    if state.of(EventKind::HearingHeld).next().is_some() {
        met.push("after-hearing".to_owned());
    }
    met
}

/// Whether a case is a major one, since which day and by which criteria, as its steps have said.
pub fn major(state: &CaseState) -> Option<(Date, Vec<String>)> {
    let first = state.steps.iter().find(|s| !s.note.major.is_empty())?;
    let mut all: Vec<String> = state.steps.iter().flat_map(|s| s.note.major.clone()).collect();
    all.sort_unstable();
    all.dedup();
    Some((day_of(first), all))
}

/// The day on which the legal review of a case passed.
pub fn reviewed_on(state: &CaseState) -> Option<Date> {
    let passed = state
        .steps
        .iter()
        .filter(|s| matches!(s.event(), Some(Event::LegalReview(r)) if r.passed == Some(true)));
    passed.map(day_of).min()
}

/// What follows from a clock at a moment: nothing while it runs or was stopped in time; a breach once it is over.
pub fn clock_finding(
    state: &CaseState,
    seq: i32,
    clock: &Clock,
    base: &Base,
    known: Timestamp,
) -> Option<Finding> {
    let condition = clock.condition?;
    let point = base.point(condition, clock.start.day(), known)?;
    let end = end_of_clock(state, clock, &base.calendar_known(known));
    let stopped = stopped_at(state, clock, seq);
    let late = match stopped {
        Some(When::Day(day)) => day > end.last_day,
        Some(When::At(at)) => at >= end.ends_at,
        None => known >= end.ends_at && runs(state, clock, seq),
    };
    if !late {
        return None;
    }
    let mut args = std::collections::BTreeMap::new();
    args.insert("clock".to_owned(), clock.code.clone());
    args.insert("start".to_owned(), clock.start.to_string());
    if let Some(at) = stopped {
        args.insert("stopped".to_owned(), at.to_string());
    }
    Some(Finding {
        answer: if point.hint { Answer::Hint } else { Answer::Breach },
        args,
        condition,
        due: Some(end.last_day),
        ordinal: seq,
        point: point.key,
        version: point.version,
    })
}
