//! One alert as people must see it (DESIGN section 7): the rule, the data it saw, the clock's arithmetic, who must act until
//! when and what happens otherwise, and its life so far.

use std::process::ExitCode;

use calendar::{Due, city_date, deadline};
use decree::alert::{self, AlertFact, AlertState, AlertStatus};
use decree::authority::Action;
use decree::base::Base;
use decree::case::CaseState;
use decree::fact::Fact;
use decree::inspection::{InspectionState, TargetKind};
use decree::judge::{Finding, collection_clock};
use decree::point::Condition;
use decree::thing::Thing;
use decree::when::When;
use exchange::{Arg, Language};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::Platform;
use store::List;
use uuid::Uuid;

use super::life;
use crate::acting;
use crate::calendar_commands::{explained, limit};
use crate::cli::Failure;
use crate::listing::find;
use crate::report::{self, moment, when, word};

/// `xiezhi alerts show`.
///
/// # Errors
/// There is no such alert, or the database is away.
pub async fn show(platform: &Platform, id: &str, language: Language) -> Result<ExitCode, Failure> {
    let stream = find(platform, List::Alerts, id, language).await?;
    let (state, facts) = state_of(platform, stream, language).await?;
    let record = platform.show(&acting::city_office(platform), state.raised.subject).await?;
    let mut subject = Thing::new(state.raised.subject_kind);
    for fact in &record {
        subject.fold(fact)?;
    }
    let page = Page { base: &platform.base(), now: platform.now(), state: &state, language };
    page.print("alert-title", &[("id", Arg::text(stream.to_string()))]);
    page.rule();
    page.seen();
    match &subject {
        Thing::Inspection(inspection) => page.about(inspection),
        Thing::Case(case) => page.about_case(case),
        _ => {}
    }
    page.law();
    page.handling();
    page.heading("alert-life");
    life::lines(&facts, page.base, language)?.iter().for_each(report::print);
    Ok(ExitCode::SUCCESS)
}

/// An alert folded from its facts as the city office may see them.
///
/// # Errors
/// There is no such alert, or the database is away.
pub async fn state_of(
    platform: &Platform,
    stream: Uuid,
    language: Language,
) -> Result<(AlertState, Vec<Fact>), Failure> {
    let facts = platform.show(&acting::city_office(platform), stream).await?;
    let known = |kind: i16| AlertFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(report::say(language, "cli-id-unknown", &[("id", &stream.to_string())]).into());
    }
    let mut state = AlertState::default();
    for fact in &facts {
        state.fold(fact)?;
    }
    Ok((state, facts))
}

struct Page<'a> {
    base: &'a Base,
    now: Timestamp,
    state: &'a AlertState,
    language: Language,
}

impl Page<'_> {
    fn print(&self, id: &str, args: &[(&str, Arg)]) {
        report::print(report::tell(self.language, id, args));
    }

    fn heading(&self, id: &str) {
        report::print("");
        self.print(id, &[]);
    }

    fn finding(&self) -> &Finding {
        &self.state.raised.finding
    }

    fn rule(&self) {
        let code = self.base.point_code(self.finding().point);
        let grade = self.state.raised.grade.code();
        self.heading("alert-rule");
        self.print("alert-rule-name", &[("point", word("point", code)), ("grade", word("grade", grade))]);
        report::print(format!(
            "  {}",
            report::tell(self.language, &format!("point-{code}-explanation"), &[])
        ));
        if let Some(point) = self.base.point_version(self.finding().point, self.finding().version) {
            let article = point.article.as_str();
            let says = word("article", &format!("{article}-says"));
            let version = Arg::Int(point.version.into());
            self.print("alert-rule-article", &[("article", word("article", article)), ("says", says)]);
            self.print("alert-rule-version", &[("version", version), ("from", Arg::Date(point.from))]);
        }
    }

    /// The data the judgement saw, as the finding keeps them.
    fn seen(&self) {
        self.heading("alert-seen");
        for (name, value) in &self.finding().args {
            let value = match name.as_str() {
                "fields" => Arg::List(value.split(',').map(|f| word("field", f)).collect()),
                "event" | "first" | "second" | "after" => word("event", value),
                "clock" => word("clock", value),
                "sanctions" => Arg::List(value.split(',').map(|s| word("sanction", s)).collect()),
                "criteria" => Arg::List(value.split(',').map(|c| self.criterion(c)).collect()),
                "fine" | "edge" | "amount" | "most" | "surcharge" => self.money(value),
                "told" if value.bytes().all(|b| b.is_ascii_digit()) => self.money(value),
                _ => value.parse::<When>().map_or_else(|_| Arg::text(value.as_str()), when),
            };
            self.print("alert-seen-line", &[("name", word("alert-seen", name)), ("value", value)]);
        }
    }

    fn money(&self, fen: &str) -> Arg {
        let yuan = fen.parse().map_or_else(|_| fen.to_owned(), report::yuan);
        Arg::text(report::tell(self.language, "money-yuan", &[("amount", Arg::text(yuan))]))
    }

    /// By what a case is a major one.
    fn criterion(&self, code: &str) -> Arg {
        match code.strip_prefix("sanction-") {
            Some(sanction) => {
                let args = [("sanction", word("sanction", sanction))];
                Arg::text(report::tell(self.language, "major-sanction", &args))
            }
            None => word("major", code),
        }
    }

    fn about_case(&self, case: &CaseState) {
        self.heading("alert-about");
        let line =
            |name: Arg, value: Arg| self.print("alert-about-line", &[("name", name), ("value", value)]);
        line(word("field-case", "own_number"), Arg::text(case.opening().own_number.as_str()));
        line(word("field", "title"), Arg::text(case.opening().title.as_str()));
        line(word("alert-about", "agency"), Arg::text(case.opening().organ.as_str()));
        for (_, party) in case.standing().take(5) {
            let personal = party.name.is_empty();
            let name = if personal { word("alert", "about-person") } else { Arg::text(party.name.as_str()) };
            line(word("alert-about", "target"), name);
        }
        line(word("alert-about", "record"), Arg::text(self.state.raised.subject.to_string()));
        if case.withdrawn {
            self.print("alert-about-withdrawn", &[]);
        }
    }

    fn about(&self, subject: &InspectionState) {
        let place = self.state.place;
        let parts = &subject.parts;
        let agency = self.base.agencies().into_iter().find(|a| a.key == place.agency);
        let target = if parts.internal.target_kind == TargetKind::Person {
            // The name lies in the vault; unmasking is an act of its own.
            word("alert", "about-person")
        } else {
            Arg::text(parts.public.target.as_str())
        };
        self.heading("alert-about");
        let line = |id: &str, value: Arg| {
            self.print("alert-about-line", &[("name", word("alert-about", id)), ("value", value)])
        };
        line("number", Arg::text(parts.party.own_number.as_str()));
        line("target", target);
        line("agency", Arg::text(agency.map(|a| a.name.as_str()).unwrap_or_default()));
        if let Some(finished) = parts.party.finished {
            line("finished", when(finished));
        }
        line("recorded", moment(subject.recorded_at));
        line("record", Arg::text(self.state.raised.subject.to_string()));
        if subject.withdrawn {
            self.print("alert-about-withdrawn", &[]);
        }
    }

    /// The law's own clock, day by day.
    fn law(&self) {
        self.heading("alert-law");
        let finding = self.finding();
        let known = self.state.raised_at;
        let calendar = self.base.calendar_known(known);
        let point = self.base.point_version(finding.point, finding.version);
        let finished = finding.args.get("finished").and_then(|f| f.parse::<When>().ok());
        if let (Condition::LateCollection, Some(point), Some(finished)) = (finding.condition, point, finished)
            && let Some(clock) = collection_clock(point, &calendar, self.base, known, finished)
        {
            let explanation = clock.explain(&calendar);
            explained(&explanation, self.language).iter().for_each(report::print);
            if explanation.stored_last_day != explanation.last_day {
                self.print("alert-law-outage", &[("day", Arg::Date(explanation.stored_last_day))]);
            }
            let now = clock.explain(&self.base.calendar());
            if now.last_day != explanation.last_day {
                self.print("alert-law-moved", &[("day", Arg::Date(now.last_day))]);
            }
        } else if let Some(due) = finding.due {
            // A day set for the party that is a day off ends on the next working day.
            let set = finding.args.get("due").and_then(|d| d.parse::<Date>().ok()).unwrap_or(due);
            let id = if set == due { "alert-law-due" } else { "alert-law-rolled" };
            self.print(id, &[("day", Arg::Date(due)), ("set", Arg::Date(set))]);
        } else {
            self.print("alert-law-none", &[]);
        }
    }

    /// The clock that runs now: who must act, until when, what happens otherwise.
    fn handling(&self) {
        let state = self.state;
        self.heading("alert-handling");
        if let (AlertStatus::Closed, Some(outcome)) = (state.status, state.outcome) {
            let args = [("outcome", word("alert-outcome", outcome.code())), ("at", moment(state.changed_at))];
            return self.print("alert-handling-closed", &args);
        }
        self.print(
            "alert-handling-state",
            &[("level", Arg::Int(state.level.into())), ("status", word("alert-status", state.status.code()))],
        );
        self.who();
        let calendar = self.base.calendar();
        match (state.clock(&calendar), state.over_at(&calendar)) {
            (Some(due), Some(over)) => self.until(due, over),
            _ => self.print("alert-handling-no-clock", &[]),
        }
    }

    fn who(&self) {
        let state = self.state;
        let action = if state.level == 1 { Action::AnswerAlert } else { Action::ActOnAlert };
        let office = self.base.office(state.office).map(|o| Arg::text(o.name.as_str()));
        self.print(
            "alert-handling-who",
            &[("office", office.unwrap_or_else(|| word("alert", "handling-head")))],
        );
        let able = acting::able(self.base, action, state.office, state.place.agency, city_date(self.now));
        for (person, role) in able.into_iter().filter(|(person, _)| !state.raised.barred.contains(person)) {
            let args = [("person", Arg::text(person.to_string())), ("role", word("role", role.code()))];
            self.print("alert-handling-person", &args);
        }
        if let Some(assignee) = state.assignee.filter(|_| state.level == 1) {
            self.print("alert-handling-assignee", &[("person", Arg::text(assignee.to_string()))]);
        }
    }

    fn until(&self, due: Due, over: Timestamp) {
        let state = self.state;
        let calendar = self.base.calendar();
        let (today, last) = (city_date(self.now), due.last_day(&calendar));
        if state.until.is_none() {
            let clock = deadline(&calendar, state.level_since, state.limit.into(), &[], &[]);
            self.print("alert-handling-limit", &[("limit", limit(self.language, clock.limit))]);
            explained(&clock.explain(&calendar), self.language).iter().for_each(report::print);
        }
        let id = if over <= self.now { "alert-handling-over" } else { "alert-handling-until" };
        // Today is counted if it is a working day that has not ended.
        let yesterday = today.yesterday().unwrap_or(today);
        let left = (calendar.ordinal(last) - calendar.ordinal(yesterday)).max(0);
        self.print(id, &[("until", Arg::Date(last)), ("left", Arg::Int(left.into()))]);
        match alert::overdue(state, self.base, over.max(self.now)) {
            AlertFact::Escalated { internal } => {
                let office = self.base.office(internal.office).map(|o| o.name.clone()).unwrap_or_default();
                let level = Arg::Int(internal.level.into());
                self.print("alert-otherwise-next", &[("level", level), ("office", Arg::text(office))]);
            }
            _ => self.print("alert-otherwise-stands", &[]),
        }
    }
}
