//! The registers as the platform knows them: base information in force and as known (rulings 8), folded from facts.

use std::collections::{BTreeMap, HashMap};

use calendar::{Calendar, city_date};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::agency::{Agency, AgencyFact, AgencyState, Handlers};
use crate::authority::{Actor, Role};
use crate::dated::Version;
use crate::disclosure::{DisclosureFact, DisclosureState, PreApproval, Rule};
use crate::fact::{Fact, ReadError, ThingKind};
use crate::form::{Catalogue, FormFact, FormState};
use crate::law::{LawFact, LawState, LawText, name_key};
use crate::line::{Line, LineFact, LineState};
use crate::office::{Office, OfficeFact, OfficeState};
use crate::officer::{OfficerFact, OfficerState};
use crate::official_calendar::CalendarState;
use crate::outage::OutageState;
use crate::person::{PersonFact, PersonState};
use crate::point::{AlertPoint, AlertPointFact, AlertPointState, Condition};
use crate::power::{Power, PowerFact, PowerList, PowerListFact, PowerListState, PowerState};
use crate::procedure::{ActKind, ProcedureFact, ProcedureKind, ProcedureState, Standard};
use crate::territory::{Territory, TerritoryFact, TerritoryState};

/// All registers.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// The registers' own version: how many changes have been recorded.
    pub epoch: i64,
    calendars: Vec<(Timestamp, Calendar)>,
    notices: CalendarState,
    territories: HashMap<i32, TerritoryState>,
    territory_by_code: HashMap<String, i32>,
    lines: HashMap<i32, LineState>,
    line_by_code: HashMap<String, i32>,
    agencies: HashMap<i32, AgencyState>,
    agency_by_code: HashMap<String, i32>,
    offices: HashMap<i32, OfficeState>,
    people: HashMap<Uuid, PersonState>,
    person_by_vault: HashMap<Uuid, Uuid>,
    powers: HashMap<i32, PowerState>,
    power_by_code: HashMap<String, i32>,
    lists: HashMap<i32, PowerListState>,
    officers: HashMap<Uuid, OfficerState>,
    officer_by_certificate: HashMap<String, Uuid>,
    points: BTreeMap<i32, AlertPointState>,
    outages: BTreeMap<Uuid, OutageState>,
    procedures: BTreeMap<i32, ProcedureState>,
    forms: BTreeMap<i32, FormState>,
    disclosure: BTreeMap<Uuid, DisclosureState>,
    approvals: HashMap<i32, Uuid>,
    laws: HashMap<Uuid, LawState>,
    law_by_name: HashMap<String, Uuid>,
}

impl Base {
    /// Takes a register's fact in. Facts of one stream must come in order.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, kind: ThingKind, fact: &Fact) -> Result<(), ReadError> {
        let stream = fact.envelope.stream;
        match kind {
            ThingKind::Calendar => {
                self.notices.fold(fact)?;
                self.calendars.clear();
            }
            ThingKind::Territory => {
                let TerritoryFact::Described { public } = TerritoryFact::read(fact)?;
                self.territory_by_code.insert(public.code.clone(), public.key);
                self.territories.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::Line => {
                let LineFact::Described { public } = LineFact::read(fact)?;
                self.line_by_code.insert(public.code.clone(), public.key);
                self.lines.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::Agency => {
                let key = match AgencyFact::read(fact)? {
                    AgencyFact::Described { public } => {
                        self.agency_by_code.insert(public.code.clone(), public.key);
                        public.key
                    }
                    AgencyFact::HandlersNamed { public } => public.agency,
                };
                self.agencies.entry(key).or_default().fold(fact)?;
            }
            ThingKind::Office => {
                let OfficeFact::Described { public } = OfficeFact::read(fact)?;
                self.offices.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::Person => {
                if let PersonFact::Registered { internal } = PersonFact::read(fact)? {
                    self.person_by_vault.insert(internal.person, stream);
                }
                self.people.entry(stream).or_default().fold(fact)?;
            }
            ThingKind::Power => {
                let PowerFact::Described { public } = PowerFact::read(fact)?;
                self.power_by_code.insert(public.code.clone(), public.key);
                self.powers.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::PowerList => {
                let PowerListFact::Approved { public } = PowerListFact::read(fact)?;
                self.lists.entry(public.agency).or_default().fold(fact)?;
            }
            ThingKind::Officer => {
                if let OfficerFact::Certified { public } = OfficerFact::read(fact)? {
                    self.officer_by_certificate.insert(public.number.clone(), stream);
                }
                self.officers.entry(stream).or_default().fold(fact)?;
            }
            ThingKind::AlertPoint => {
                let AlertPointFact::Put { public } = AlertPointFact::read(fact)?;
                self.points.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::Law => {
                let LawFact::Entered { public } = LawFact::read(fact)?;
                for name in public.aliases.iter().chain([&public.title]).filter(|name| !name.is_empty()) {
                    self.law_by_name.insert(name_key(name), stream);
                }
                self.laws.entry(stream).or_default().fold(fact)?;
            }
            ThingKind::Procedure => {
                let ProcedureFact::Put { public } = ProcedureFact::read(fact)?;
                self.procedures.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::Forms => {
                let FormFact::Put { public } = FormFact::read(fact)?;
                self.forms.entry(public.key).or_default().fold(fact)?;
            }
            ThingKind::Disclosure => {
                if let DisclosureFact::PreApproved { public } = DisclosureFact::read(fact)? {
                    self.approvals.insert(public.agency, stream);
                }
                self.disclosure.entry(stream).or_default().fold(fact)?;
            }
            ThingKind::Outage => self.outages.entry(stream).or_default().fold(fact)?,
            _ => {}
        }
        Ok(())
    }

    /// Makes the calendars as known at each moment at which one changed: to be called after the last fact is folded.
    pub fn settle(&mut self) {
        let mut moments: Vec<Timestamp> = self.notices.changes().collect();
        moments.sort_unstable();
        moments.dedup();
        self.calendars = moments.into_iter().map(|at| (at, self.notices.known(at))).collect();
    }

    /// The calendar with every notice recorded; the shipped one while none is.
    pub fn calendar(&self) -> Calendar {
        self.calendars.last().map_or_else(Calendar::shipped, |(_, c)| c.clone())
    }

    /// The calendar as known at a moment.
    pub fn calendar_known(&self, at: Timestamp) -> Calendar {
        let found = self.calendars.iter().rev().find(|(t, _)| *t <= at);
        found.or(self.calendars.first()).map_or_else(Calendar::shipped, |(_, c)| c.clone())
    }

    /// An agency as in force on a day and known at a moment.
    pub fn agency(&self, key: i32, day: Date, known: Timestamp) -> Option<&Agency> {
        self.agencies.get(&key)?.versions.as_of(day, known).map(|v| &v.value)
    }

    /// An agency, as recorded last.
    pub fn agency_as_last(&self, key: i32) -> Option<&Agency> {
        self.agencies.get(&key)?.versions.latest().map(|v| &v.value)
    }

    /// Everything that was recorded of an agency, by its official code.
    pub fn agency_state(&self, code: &str) -> Option<&AgencyState> {
        self.agencies.get(self.agency_by_code.get(code)?)
    }

    /// The key of the agency with an official code.
    pub fn agency_key(&self, code: &str) -> Option<i32> {
        self.agency_by_code.get(code).copied()
    }

    /// Every agency, as recorded last, by key.
    pub fn agencies(&self) -> Vec<&Agency> {
        let mut all: Vec<_> =
            self.agencies.values().filter_map(|s| s.versions.latest().map(|v| &v.value)).collect();
        all.sort_by_key(|a| a.key);
        all
    }

    /// Who handles an agency's alerts (Art. 27).
    pub fn handlers(&self, agency: i32, day: Date, known: Timestamp) -> Option<&Handlers> {
        self.agencies.get(&agency)?.handlers.as_of(day, known).map(|v| &v.value)
    }

    /// An office, as recorded last.
    pub fn office(&self, key: i32) -> Option<&Office> {
        self.offices.get(&key)?.versions.latest().map(|v| &v.value)
    }

    /// Every office, as recorded last, by key.
    pub fn offices(&self) -> Vec<&Office> {
        let mut all: Vec<_> =
            self.offices.values().filter_map(|s| s.versions.latest().map(|v| &v.value)).collect();
        all.sort_by_key(|o| o.key);
        all
    }

    /// A territory, as recorded last.
    pub fn territory(&self, key: i32) -> Option<&Territory> {
        self.territories.get(&key)?.versions.latest().map(|v| &v.value)
    }

    /// The key of the territory with an official code, past or present.
    pub fn territory_key(&self, code: &str) -> Option<i32> {
        self.territory_by_code.get(code).copied()
    }

    /// The keys of a district and of everything in it.
    pub fn territories_of(&self, district: i32) -> Vec<i32> {
        let inside =
            |s: &TerritoryState| s.versions.latest().is_some_and(|v| v.value.parent == Some(district));
        let mut keys: Vec<i32> =
            self.territories.iter().filter(|(_, s)| inside(s)).map(|(k, _)| *k).collect();
        keys.push(district);
        keys.sort_unstable();
        keys
    }

    /// The key of the line with a code.
    pub fn line_key(&self, code: &str) -> Option<i32> {
        self.line_by_code.get(code).copied()
    }

    /// A line, as recorded last.
    pub fn line(&self, key: i32) -> Option<&Line> {
        self.lines.get(&key)?.versions.latest().map(|v| &v.value)
    }

    /// Every line, as recorded last, by key.
    pub fn lines(&self) -> Vec<&Line> {
        let mut all: Vec<_> =
            self.lines.values().filter_map(|s| s.versions.latest().map(|v| &v.value)).collect();
        all.sort_by_key(|l| l.key);
        all
    }

    /// A power by its code, as in force on a day and known at a moment.
    pub fn power(&self, code: &str, day: Date, known: Timestamp) -> Option<&Power> {
        self.powers.get(self.power_by_code.get(code)?)?.versions.as_of(day, known).map(|v| &v.value)
    }

    /// An agency's approved list of powers, as in force on a day and known at a moment.
    pub fn power_list(&self, agency: i32, day: Date, known: Timestamp) -> Option<&PowerList> {
        self.lists.get(&agency)?.versions.as_of(day, known).map(|v| &v.value)
    }

    /// The powers of a list, with codes.
    pub fn power_by_key(&self, key: i32) -> Option<&Power> {
        self.powers.get(&key)?.versions.latest().map(|v| &v.value)
    }

    /// The officer who holds a certificate.
    pub fn officer(&self, certificate: &str) -> Option<(Uuid, &OfficerState)> {
        let stream = *self.officer_by_certificate.get(certificate)?;
        self.officers.get(&stream).map(|state| (stream, state))
    }

    /// The person on the platform who is an officer: both name the same entry of the vault.
    pub fn person_of_officer(&self, officer: Uuid) -> Option<Uuid> {
        self.person_by_vault.get(&self.officers.get(&officer)?.registration.person).copied()
    }

    /// The certificates that a person on the platform holds as an officer.
    pub fn certificates_of(&self, person: Uuid) -> Vec<String> {
        let Some(entry) = self.people.get(&person).and_then(|p| p.person) else { return Vec::new() };
        let own = self.officers.values().filter(|o| o.registration.person == entry);
        own.flat_map(|o| &o.certificates).map(|held| held.certificate.number.clone()).collect()
    }

    /// One officer.
    pub fn officer_of(&self, stream: Uuid) -> Option<&OfficerState> {
        self.officers.get(&stream)
    }

    /// Every officer with the stream.
    pub fn officers(&self) -> impl Iterator<Item = (&Uuid, &OfficerState)> {
        self.officers.iter()
    }

    /// The version of the point for a condition that was in force on a day, as known at a moment.
    pub fn point(&self, condition: Condition, day: Date, known: Timestamp) -> Option<&AlertPoint> {
        self.points
            .values()
            .filter_map(|s| s.versions.as_of(day, known).map(|v| &v.value))
            .find(|p| p.condition == condition)
    }

    /// The procedure standard for a kind of act and a procedure that was in force on a day, as known at a moment: the line's
    /// own, or the general one.
    pub fn procedure(
        &self,
        act: ActKind,
        procedure: ProcedureKind,
        line: &str,
        day: Date,
        known: Timestamp,
    ) -> Option<&Standard> {
        let fits = |s: &&Standard| s.act_kind == act && s.procedure == procedure;
        let in_force =
            self.procedures.values().filter_map(|p| p.versions.as_of(day, known).map(|v| &v.value));
        let mut found: Vec<&Standard> =
            in_force.filter(fits).filter(|s| s.line.is_empty() || s.line == line).collect();
        found.sort_by_key(|s| s.line.is_empty());
        found.first().copied()
    }

    /// The edition of a line's forms that was in force on a day, as known at a moment.
    pub fn forms(&self, line: &str, day: Date, known: Timestamp) -> Option<&Catalogue> {
        let in_force = self.forms.values().filter_map(|f| f.versions.as_of(day, known).map(|v| &v.value));
        in_force.into_iter().find(|c| c.line == line)
    }

    /// Whether a line has a catalogue of forms at all, as known at a moment, in whatever edition.
    pub fn has_forms(&self, line: &str, known: Timestamp) -> bool {
        let editions = self.forms.values().flat_map(|f| f.versions.all());
        editions.into_iter().any(|v| v.value.line == line && v.recorded_at <= known)
    }

    /// Every edition of forms on record.
    pub fn catalogues(&self) -> impl Iterator<Item = &Catalogue> {
        self.forms.values().flat_map(|f| f.versions.all()).map(|v| &v.value)
    }

    /// The rule of disclosure for a kind of act and a procedure that was in force on a day, as known at a moment: of several the
    /// one that says most.
    pub fn disclosure_rule(
        &self,
        act: ActKind,
        procedure: ProcedureKind,
        line: &str,
        day: Date,
        known: Timestamp,
    ) -> Option<&Rule> {
        let in_force =
            self.disclosure.values().filter_map(|d| d.versions.as_of(day, known).map(|v| &v.value));
        in_force.filter(|r| r.is_about(act, procedure, line)).max_by_key(|r| (r.says(), r.key))
    }

    /// The rules of disclosure in force on a day, as known at a moment, by key.
    pub fn disclosure_rules(&self, day: Date, known: Timestamp) -> Vec<&Rule> {
        let in_force =
            self.disclosure.values().filter_map(|d| d.versions.as_of(day, known).map(|v| &v.value));
        let mut rules: Vec<&Rule> = in_force.collect();
        rules.sort_by_key(|r| r.key);
        rules
    }

    /// A rule of disclosure by key and number of its version.
    pub fn disclosure_version(&self, key: i32, version: i32) -> Option<&Rule> {
        let all = self.disclosure.values().flat_map(|d| d.versions.all()).map(|v| &v.value);
        all.into_iter().find(|r| r.key == key && r.version == version)
    }

    /// What an agency lets its people publish with one click.
    pub fn pre_approved(&self, agency: i32) -> Option<&PreApproval> {
        self.disclosure.get(self.approvals.get(&agency)?)?.approved.as_ref()
    }

    /// A law by its title or another name, with or without 中华人民共和国, as known at a moment.
    pub fn law(&self, name: &str, known: Timestamp) -> Option<&LawText> {
        self.law_state(name)?.known(known)
    }

    /// A law by its title or another name, with everything that was entered of it.
    pub fn law_state(&self, name: &str) -> Option<&LawState> {
        self.laws.get(self.law_by_name.get(&name_key(name))?)
    }

    /// Every law of the library.
    pub fn laws(&self) -> impl Iterator<Item = (&Uuid, &LawState)> {
        self.laws.iter()
    }

    /// A procedure standard's version by key and number.
    pub fn procedure_version(&self, key: i32, version: i32) -> Option<&Standard> {
        let all = self.procedures.get(&key)?.versions.all();
        all.iter().rev().map(|v| &v.value).find(|s| s.version == version)
    }

    /// The procedure standard that a case began under.
    pub fn standard_of(&self, state: &crate::case::CaseState) -> Option<&Standard> {
        let (key, version) = state.note.standard?;
        self.procedure_version(key, version)
    }

    /// A point's version by key and number.
    pub fn point_version(&self, key: i32, version: i32) -> Option<&AlertPoint> {
        self.points.get(&key)?.versions.all().iter().map(|v| &v.value).find(|p| p.version == version)
    }

    /// The code of a point.
    pub fn point_code(&self, key: i32) -> &str {
        self.points.get(&key).and_then(|s| s.versions.latest()).map_or("", |v| &v.value.code)
    }

    /// Every alert point with its versions, by key.
    pub fn points(&self) -> impl Iterator<Item = (i32, &[Version<AlertPoint>])> {
        self.points.iter().map(|(key, state)| (*key, state.versions.all()))
    }

    /// The keys of the points with some conditions, whatever their version.
    pub fn points_of(&self, conditions: &[Condition]) -> Vec<i32> {
        let has =
            |s: &AlertPointState| s.versions.all().iter().any(|v| conditions.contains(&v.value.condition));
        self.points.iter().filter(|(_, s)| has(s)).map(|(key, _)| *key).collect()
    }

    /// The confirmed outages known at a moment.
    pub fn outages(&self, known: Timestamp) -> impl Iterator<Item = &OutageState> {
        self.outages.values().filter(move |o| o.confirmed_at.is_some_and(|at| at <= known))
    }

    /// Every outage that was reported, confirmed or not, with its stream.
    pub fn reported_outages(&self) -> impl Iterator<Item = (&Uuid, &OutageState)> {
        self.outages.iter()
    }

    /// One outage.
    pub fn outage(&self, stream: Uuid) -> Option<&OutageState> {
        self.outages.get(&stream)
    }

    /// The actor that a person is by a post in force now: the one with the role asked for, or the first.
    pub fn actor(&self, person: Uuid, role: Option<Role>, now: Timestamp) -> Option<Actor> {
        let state = self.people.get(&person)?;
        let post = state.posts_on(city_date(now)).find(|p| role.is_none_or(|r| r == p.role))?;
        self.actor_by(person, post, now)
    }

    /// The actor that a person is by a post of this role in this office, if it is in force now.
    pub fn actor_in(&self, person: Uuid, role: Role, office: i32, now: Timestamp) -> Option<Actor> {
        let state = self.people.get(&person)?;
        let post = state.posts_on(city_date(now)).find(|p| p.role == role && p.office == office)?;
        self.actor_by(person, post, now)
    }

    fn actor_by(&self, person: Uuid, post: &crate::person::Post, now: Timestamp) -> Option<Actor> {
        let office = self.office(post.office)?;
        let agency = self.agency(office.agency, city_date(now), now);
        let line = if post.role == Role::LineLegalUnit { agency.map_or(0, |a| a.line) } else { 0 };
        Some(Actor {
            person,
            role: post.role,
            office: office.key,
            agency: office.agency,
            district: office.district,
            line,
            on_behalf: post.deputy_for,
        })
    }

    /// One person.
    pub fn person(&self, id: Uuid) -> Option<&PersonState> {
        self.people.get(&id)
    }

    /// The people who hold a role in an office on a day.
    pub fn holders(&self, office: i32, role: Role, day: Date) -> Vec<Uuid> {
        let holds = |s: &PersonState| s.posts_on(day).any(|p| p.office == office && p.role == role);
        let mut people: Vec<Uuid> = self.people.iter().filter(|(_, s)| holds(s)).map(|(id, _)| *id).collect();
        people.sort_unstable();
        people
    }

    /// Every person with the stream.
    pub fn people(&self) -> impl Iterator<Item = (&Uuid, &PersonState)> {
        self.people.iter()
    }
}
