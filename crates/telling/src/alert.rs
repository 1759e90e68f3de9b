//! One alert as people must see it (DESIGN section 7): the rule, the data it saw, the clock's arithmetic, who must act until
//! when and what happens otherwise, and its life so far.

use calendar::{Due, city_date, deadline};
use decree::alert::{self, AlertFact, AlertState, AlertStatus};
use decree::authority::{Action, Role, may};
use decree::base::Base;
use decree::case::CaseState;
use decree::fact::{Fact, ReadError};
use decree::inspection::{InspectionState, TargetKind};
use decree::judge::{Finding, collection_clock};
use decree::point::Condition;
use decree::thing::Thing;
use decree::when::When;
use exchange::{Arg, Language};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{Line, Names, Section, explained, life, limit, moment, plain, tell, when, word};

/// An alert with what is needed to tell of it.
pub struct Told<'a> {
    /// The registers.
    pub base: &'a Base,
    /// Now.
    pub now: Timestamp,
    /// The alert.
    pub state: &'a AlertState,
    /// What people are called.
    pub names: &'a Names,
    /// In which language.
    pub language: Language,
}

/// The people who could do something on a day: by post in an office, or in the agency where no office is named.
pub fn able(base: &Base, action: Action, office: i32, agency: i32, day: Date) -> Vec<(Uuid, Role)> {
    let there = |key: i32| {
        if office == 0 { base.office(key).is_some_and(|o| o.agency == agency) } else { key == office }
    };
    let mut able: Vec<(Uuid, Role)> = Vec::new();
    for (id, person) in base.people() {
        let post = person.posts_on(day).find(|p| may(p.role, action) && there(p.office));
        able.extend(post.map(|p| (*id, p.role)));
    }
    able.sort_unstable();
    able
}

/// Everybody whom an alert's telling names: who could act, who did, and whom it was given to.
///
/// # Errors
/// A fact cannot be read.
pub fn people(
    base: &Base,
    state: &AlertState,
    facts: &[Fact],
    now: Timestamp,
) -> Result<Vec<Uuid>, ReadError> {
    let action = if state.level == 1 { Action::AnswerAlert } else { Action::ActOnAlert };
    let able = able(base, action, state.office, state.place.agency, city_date(now));
    let mut people: Vec<Uuid> = able.into_iter().map(|(person, _)| person).collect();
    people.extend(state.assignee);
    for fact in facts {
        people.push(fact.envelope.actor);
        if let AlertFact::Assigned { internal } = AlertFact::read(fact)? {
            people.push(internal.to);
        }
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

impl Told<'_> {
    fn say(&self, id: &str, args: &[(&str, Arg)]) -> Line {
        Line::Text(tell(self.language, id, args))
    }

    fn pair(&self, name: Arg, value: Arg) -> Line {
        Line::Pair(plain(self.language, &name), plain(self.language, &value))
    }

    fn section(&self, heading: &str, lines: Vec<Line>) -> Section {
        Section { heading: tell(self.language, heading, &[]), lines }
    }

    fn finding(&self) -> &Finding {
        &self.state.raised.finding
    }

    /// The rule: the point, what it says, its article and version.
    pub fn rule(&self) -> Section {
        let code = self.base.point_code(self.finding().point);
        let grade = self.state.raised.grade.code();
        let explanation = tell(self.language, &format!("point-{code}-explanation"), &[]);
        let mut lines = vec![
            self.say("alert-rule-name", &[("point", word("point", code)), ("grade", word("grade", grade))]),
            Line::Text(format!("  {explanation}")),
        ];
        if let Some(point) = self.base.point_version(self.finding().point, self.finding().version) {
            let article = point.article.as_str();
            let says = word("article", &format!("{article}-says"));
            let version = Arg::Int(point.version.into());
            lines.push(
                self.say("alert-rule-article", &[("article", word("article", article)), ("says", says)]),
            );
            lines.push(
                self.say("alert-rule-version", &[("version", version), ("from", Arg::Date(point.from))]),
            );
        }
        self.section("alert-rule", lines)
    }

    /// The data the judgement saw, as the finding keeps them.
    pub fn seen(&self) -> Section {
        let lines = crate::finding::seen(self.finding(), self.language);
        self.section("alert-seen", lines)
    }

    /// The record that the alert is about.
    pub fn about(&self, subject: &Thing) -> Option<Section> {
        match subject {
            Thing::Inspection(inspection) => Some(self.about_inspection(inspection)),
            Thing::Case(case) => Some(self.about_case(case)),
            _ => None,
        }
    }

    fn about_case(&self, case: &CaseState) -> Section {
        let mut lines = vec![
            self.pair(word("field-case", "own_number"), Arg::text(case.opening().own_number.as_str())),
            self.pair(word("field", "title"), Arg::text(case.opening().title.as_str())),
            self.pair(word("alert-about", "agency"), Arg::text(case.opening().organ.as_str())),
        ];
        for (_, party) in case.standing().take(5) {
            let personal = party.name.is_empty();
            let name = if personal { word("alert", "about-person") } else { Arg::text(party.name.as_str()) };
            lines.push(self.pair(word("alert-about", "target"), name));
        }
        lines
            .push(self.pair(word("alert-about", "record"), Arg::text(self.state.raised.subject.to_string())));
        if case.withdrawn {
            lines.push(self.say("alert-about-withdrawn", &[]));
        }
        self.section("alert-about", lines)
    }

    fn about_inspection(&self, subject: &InspectionState) -> Section {
        let parts = &subject.parts;
        let agency = self.base.agencies().into_iter().find(|a| a.key == self.state.place.agency);
        let target = if parts.internal.target_kind == TargetKind::Person {
            // The name lies in the vault; unmasking is an act of its own.
            word("alert", "about-person")
        } else {
            Arg::text(parts.public.target.as_str())
        };
        let line = |id: &str, value: Arg| self.pair(word("alert-about", id), value);
        let mut lines = vec![
            line("number", Arg::text(parts.party.own_number.as_str())),
            line("target", target),
            line("agency", Arg::text(agency.map(|a| a.name.as_str()).unwrap_or_default())),
        ];
        if let Some(finished) = parts.party.finished {
            lines.push(line("finished", when(finished)));
        }
        lines.push(line("recorded", moment(subject.recorded_at)));
        lines.push(line("record", Arg::text(self.state.raised.subject.to_string())));
        if subject.withdrawn {
            lines.push(self.say("alert-about-withdrawn", &[]));
        }
        self.section("alert-about", lines)
    }

    /// The law's own clock, day by day.
    pub fn law(&self) -> Section {
        let finding = self.finding();
        let known = self.state.raised_at;
        let calendar = self.base.calendar_known(known);
        let point = self.base.point_version(finding.point, finding.version);
        let finished = finding.args.get("finished").and_then(|f| f.parse::<When>().ok());
        let mut lines = Vec::new();
        if let (Condition::LateCollection, Some(point), Some(finished)) = (finding.condition, point, finished)
            && let Some(clock) = collection_clock(point, &calendar, self.base, known, finished)
        {
            let explanation = clock.explain(&calendar);
            lines.extend(explained(&explanation, self.language).into_iter().map(Line::Text));
            if explanation.stored_last_day != explanation.last_day {
                lines.push(self.say("alert-law-outage", &[("day", Arg::Date(explanation.stored_last_day))]));
            }
            let now = clock.explain(&self.base.calendar());
            if now.last_day != explanation.last_day {
                lines.push(self.say("alert-law-moved", &[("day", Arg::Date(now.last_day))]));
            }
        } else if let Some(due) = finding.due {
            // A day set for the party that is a day off ends on the next working day.
            let set = finding.args.get("due").and_then(|d| d.parse::<Date>().ok()).unwrap_or(due);
            let id = if set == due { "alert-law-due" } else { "alert-law-rolled" };
            lines.push(self.say(id, &[("day", Arg::Date(due)), ("set", Arg::Date(set))]));
        } else {
            lines.push(self.say("alert-law-none", &[]));
        }
        self.section("alert-law", lines)
    }

    /// The clock that runs now: who must act, until when, what happens otherwise.
    pub fn handling(&self) -> Section {
        let state = self.state;
        let mut lines = Vec::new();
        if let (AlertStatus::Closed, Some(outcome)) = (state.status, state.outcome) {
            let args = [("outcome", word("alert-outcome", outcome.code())), ("at", moment(state.changed_at))];
            lines.push(self.say("alert-handling-closed", &args));
            return self.section("alert-handling", lines);
        }
        lines.push(self.say(
            "alert-handling-state",
            &[("level", Arg::Int(state.level.into())), ("status", word("alert-status", state.status.code()))],
        ));
        self.who(&mut lines);
        let calendar = self.base.calendar();
        match (state.clock(&calendar), state.over_at(&calendar)) {
            (Some(due), Some(over)) => self.until(due, over, &mut lines),
            _ => lines.push(self.say("alert-handling-no-clock", &[])),
        }
        self.section("alert-handling", lines)
    }

    fn who(&self, lines: &mut Vec<Line>) {
        let state = self.state;
        let action = if state.level == 1 { Action::AnswerAlert } else { Action::ActOnAlert };
        let office = self.base.office(state.office).map(|o| Arg::text(o.name.as_str()));
        lines.push(self.say(
            "alert-handling-who",
            &[("office", office.unwrap_or_else(|| word("alert", "handling-head")))],
        ));
        let able = able(self.base, action, state.office, state.place.agency, city_date(self.now));
        for (person, role) in able.into_iter().filter(|(person, _)| !state.raised.barred.contains(person)) {
            let args = [("person", Arg::text(self.names.of(person))), ("role", word("role", role.code()))];
            lines.push(self.say("alert-handling-person", &args));
        }
        if let Some(assignee) = state.assignee.filter(|_| state.level == 1) {
            lines
                .push(self.say("alert-handling-assignee", &[("person", Arg::text(self.names.of(assignee)))]));
        }
    }

    fn until(&self, due: Due, over: Timestamp, lines: &mut Vec<Line>) {
        let state = self.state;
        let calendar = self.base.calendar();
        let (today, last) = (city_date(self.now), due.last_day(&calendar));
        if state.until.is_none() {
            let clock = deadline(&calendar, state.level_since, state.limit.into(), &[], &[]);
            lines.push(self.say("alert-handling-limit", &[("limit", limit(self.language, clock.limit))]));
            lines.extend(explained(&clock.explain(&calendar), self.language).into_iter().map(Line::Text));
        }
        let id = if over <= self.now { "alert-handling-over" } else { "alert-handling-until" };
        // Today is counted if it is a working day that has not ended.
        let yesterday = today.yesterday().unwrap_or(today);
        let left = (calendar.ordinal(last) - calendar.ordinal(yesterday)).max(0);
        lines.push(self.say(id, &[("until", Arg::Date(last)), ("left", Arg::Int(left.into()))]));
        lines.push(match alert::overdue(state, self.base, over.max(self.now)) {
            AlertFact::Escalated { internal } => {
                let office = self.base.office(internal.office).map(|o| o.name.clone()).unwrap_or_default();
                let level = Arg::Int(internal.level.into());
                self.say("alert-otherwise-next", &[("level", level), ("office", Arg::text(office))])
            }
            _ => self.say("alert-otherwise-stands", &[]),
        });
    }

    /// Its life so far.
    ///
    /// # Errors
    /// A fact cannot be read.
    pub fn life(&self, facts: &[Fact]) -> Result<Section, ReadError> {
        let lines = life::lines(facts, self.base, self.names, self.language)?;
        Ok(self.section("alert-life", lines.into_iter().map(Line::Text).collect()))
    }
}
