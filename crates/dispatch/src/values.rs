//! What of ours stands in the columns of official records, by name.

use std::collections::HashMap;

use calendar::city_date;
use decree::base::Base;
use decree::case::{CaseState, Event, EventKind, StepState, Verdict};
use decree::inspection::{InspectionState, TargetKind};
use decree::judge;
use decree::procedure::{ActKind, ProcedureKind};
use decree::thing::Thing;
use exchange::official::wan_yuan;
use exchange::{Language, Words};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// One record, by the names of its values.
pub type Record = HashMap<&'static str, String>;

/// Who sends: what is the same in all records of an agency.
pub struct Sender<'a> {
    base: &'a Base,
    key: i32,
    now: Timestamp,
    sent: u32,
}

/// 2026/11/24, as the records have days.
fn slashes(day: Date) -> String {
    format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day())
}

fn yes(is: bool) -> String {
    if is { "1" } else { "0" }.to_owned()
}

fn chinese(id: &str) -> String {
    Words::of(Language::Chinese).say(id, &[])
}

impl<'a> Sender<'a> {
    /// Begins to send.
    pub fn new(base: &'a Base, key: i32, now: Timestamp) -> Self {
        Self { base, key, now, sent: 0 }
    }

    /// The records that a thing makes in a form: one a party, or none.
    pub fn records(&mut self, form: &str, stream: Uuid, thing: &Thing, year: Option<i16>) -> Vec<Record> {
        match (form, thing) {
            ("regulation_inspection", Thing::Inspection(state)) => self.inspection(stream, state, year),
            ("permit_2018", Thing::Case(state)) if state.act_kind() == ActKind::Licence => {
                self.case(stream, state, year)
            }
            ("penalty_2018", Thing::Case(state)) if state.penalises() => self.case(stream, state, year),
            ("regulation_penalty", Thing::Case(state)) if state.act_kind() == ActKind::Penalty => {
                self.case(stream, state, year)
            }
            _ => Vec::new(),
        }
    }

    /// The envelope and the organ.
    fn begin(&mut self, stream: Uuid) -> Record {
        self.sent += 1;
        let today = city_date(self.now);
        let agency = self.base.agency(self.key, today, self.now);
        let area =
            agency.and_then(|a| self.base.territory(a.territory)).map(|t| t.code.chars().take(6).collect());
        let mut record = Record::new();
        record.insert("id", stream.simple().to_string());
        record.insert("now", slashes(today));
        record.insert(
            "batch",
            format!("{:04}{:02}{:02}{:05}", today.year(), today.month(), today.day(), self.sent),
        );
        record.insert("insert", "i".to_owned());
        record.insert("organ", agency.map(|a| a.name.clone()).unwrap_or_default());
        record.insert("organ_code", agency.map(|a| a.code.clone()).unwrap_or_default());
        record.insert("area", area.unwrap_or_default());
        record
    }

    fn case(&mut self, stream: Uuid, state: &CaseState, year: Option<i16>) -> Vec<Record> {
        let Some(decided) = state.decided() else { return Vec::new() };
        let day = decided.step.day();
        if state.withdrawn || year.is_some_and(|y| day.is_none_or(|d| d.year() != y)) {
            return Vec::new();
        }
        let decision = decided.decision;
        let kinds: Vec<String> =
            state.sanctions().iter().map(|s| chinese(&format!("sanction-{}", s.code()))).collect();
        let mut records = Vec::new();
        for (_, party) in state.standing() {
            let mut record = self.begin(stream);
            let mut say = |name: &'static str, value: String| record.insert(name, value);
            // A natural person's name lies in the vault; sending it takes an unmasking of its own.
            say("party_name", party.name.clone());
            say("party_class", class(party.kind).to_owned());
            say("party_nature", nature(party.kind).to_owned());
            say("party_code", party.code.clone());
            say("decision_number", decision.decision_number.clone());
            say("violation", or(&decision.violation, &state.opening().title));
            say("facts", decision.facts.clone());
            say("basis", decision.basis.clone());
            say("sanctions", kinds.join(";"));
            say("content", or(&decision.content, &kinds.join(";")));
            let fine = state.fine().map(|f| f.0);
            say("fine_wan", fine.map(wan_yuan).unwrap_or_default());
            say("fine_yuan", fine.map(|f| telling::yuan(f).replace(',', "")).unwrap_or_default());
            say("confiscated_wan", decision.confiscated.map(|f| wan_yuan(f.0)).unwrap_or_default());
            say("decided", day.map(slashes).unwrap_or_default());
            say("valid_until", decision.valid_until.map(slashes).unwrap_or_default());
            let shown = state.published().and_then(|text| text.shown_until);
            say("shown_until", shown.map(slashes).unwrap_or_default());
            say("title", state.opening().title.clone());
            say("own_number", state.opening().own_number.clone());
            say("inspection_number", state.opening().inspection_number.clone());
            say("power", state.opening().power.join(";"));
            let source = state.note.case_source.map(|s| chinese(&format!("source-{}", s.code())));
            say("case_source", source.unwrap_or_default());
            let summary = state.procedure() == ProcedureKind::Summary;
            say("procedure_word", chinese(if summary { "procedure-summary" } else { "procedure-ordinary" }));
            say("heard", yes(state.of(EventKind::HearingHeld).next().is_some()));
            say("filed", state.first_day(EventKind::Filing).map(slashes).unwrap_or_default());
            say("major", yes(judge::major(state).is_some()));
            say("reviewed", yes(judge::reviewed_on(state).is_some()));
            say("reconsidered", yes(state.of(EventKind::Reconsideration).next().is_some()));
            say("sued", yes(state.of(EventKind::Suit).next().is_some()));
            say("paid_yuan", paid(state));
            say("closed", state.first_day(EventKind::Closing).map(slashes).unwrap_or_default());
            say("state", yes(state.is_revoked()));
            if decision.outcome == Some(Verdict::Refused) {
                say("content", chinese("verdict-refused"));
            }
            records.push(record);
        }
        records
    }

    fn inspection(&mut self, stream: Uuid, state: &InspectionState, year: Option<i16>) -> Vec<Record> {
        let day = state.finished_day();
        if state.withdrawn || year.is_some_and(|y| day.is_none_or(|d| d.year() != y)) {
            return Vec::new();
        }
        let (public, party, internal) = (&state.parts.public, &state.parts.party, &state.parts.internal);
        let mut record = self.begin(stream);
        let mut say = |name: &'static str, value: String| record.insert(name, value);
        say("power", public.power.clone());
        say("party_name", public.target.clone());
        say("party_nature", nature(internal.target_kind).to_owned());
        say("party_code", public.target_code.clone());
        let title = or(&party.reason, &internal.plan);
        say("title", or(&title, &party.own_number));
        say("own_number", party.own_number.clone());
        say("form", public.form.map(|f| f.number().to_string()).unwrap_or_default());
        let result = public.result.map(|r| chinese(&format!("choice-result-{}", r.code())));
        say("result", result.unwrap_or_default());
        say("finished", day.map(slashes).unwrap_or_default());
        let officers: Vec<&str> = internal.officers.iter().map(|o| o.certificate.as_str()).collect();
        say("officers", officers.join(";"));
        say("plan", internal.plan.clone());
        vec![record]
    }
}

fn or(first: &str, second: &str) -> String {
    if first.is_empty() { second } else { first }.to_owned()
}

fn paid(state: &CaseState) -> String {
    let sums = state.of(EventKind::Payment).filter_map(|s: &StepState| match s.event() {
        Some(Event::Payment(p)) => p.amount.map(|f| f.0),
        _ => None,
    });
    telling::yuan(sums.sum()).replace(',', "")
}

/// 行政相對人類別, as the publication records have it.
const fn class(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Person => "自然人",
        TargetKind::SelfEmployed => "个体工商户",
        TargetKind::Organisation | TargetKind::Premises => "法人及非法人组织",
    }
}

/// 相对人性质: 1 citizen, 2 legal person, 3 other organisation.
const fn nature(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Person => "1",
        TargetKind::Organisation => "2",
        TargetKind::SelfEmployed | TargetKind::Premises => "3",
    }
}
