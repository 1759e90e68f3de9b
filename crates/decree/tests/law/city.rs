//! A small city, made of facts as the platform makes them: a street, a district's department, a bureau of the city, a
//! district government, their offices, lines, powers and officers, the shipped notices and alert points.

use std::collections::HashMap;

use calendar::shipped_notices;
use decree::agency::{AdministrativeLevel, Agency, AgencyFact, AgencyKind, Handlers};
use decree::authority::{Actor, Place, Role};
use decree::base::Base;
use decree::context::{Context, Decision};
use decree::fact::{Envelope, Fact, NewFact, Said, ThingKind};
use decree::identity::{CommandRng, rng_for, uuid_of};
use decree::inspection::{self, InspectionState};
use decree::judge::{self, Answer, Finding, Subject};
use decree::line::{Line, LineFact};
use decree::officer::{Certificate, Ending, OfficerFact, Registration, Renewal};
use decree::official_calendar::{CalendarFact, NoticeBody};
use decree::outage::{Confirmation, OutageFact, Report};
use decree::person::{PersonFact, Registration as PersonRegistration};
use decree::point::{self, AlertPointFact, Condition};
use decree::power::{Power, PowerFact, PowerKind, PowerList, PowerListFact};
use decree::problem::{Problem, Refusal};
use decree::procedure::{self, ProcedureFact};
use decree::query_code::LookUpKeys;
use decree::territory::{Territory, TerritoryFact, TerritoryKind};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

pub const STREET: i32 = 1;
pub const DEPARTMENT: i32 = 2;
pub const BUREAU: i32 = 3;
pub const GOVERNMENT: i32 = 4;
/// An agency for which nobody has been named to handle alerts.
pub const ORPHAN: i32 = 5;

pub const CITY_OFFICE: i32 = 100;
pub const STREET_UNIT: i32 = 101;
pub const DEPARTMENT_UNIT: i32 = 102;
pub const BUREAU_UNIT: i32 = 103;
pub const DISTRICT_OFFICE: i32 = 110;

pub const DISTRICT: i32 = 10;
pub const STREET_TERRITORY: i32 = 11;
pub const MARKET: i32 = 1;
pub const CITY_LOOK: i32 = 2;
pub const WORK_SAFETY: i32 = 3;

/// Who records, unless a test says otherwise.
pub const CLERK: Uuid = Uuid::from_u128(0xC1);
const DIGEST_KEY: [u8; 32] = [9; 32];

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A moment by the city's clock: `2026-03-02 10:00`.
pub fn at(text: &str) -> Timestamp {
    format!("{}:00+08:00", text.replace(' ', "T")).parse().unwrap()
}

/// A thing by its name.
pub fn thing(name: &str) -> Uuid {
    uuid_of(&[name.as_bytes()])
}

/// A fact of a stream, recorded at a moment.
pub fn fact(
    stream: Uuid,
    seq: i32,
    place: Place,
    new: &NewFact,
    actor: Uuid,
    recorded_at: Timestamp,
) -> Fact {
    let envelope = Envelope {
        id: uuid_of(&[b"fact", stream.as_bytes(), &seq.to_be_bytes()]),
        node: 1,
        stream,
        seq,
        kind: new.kind,
        version: new.version,
        agency: place.agency,
        line: place.line,
        territory: place.territory,
        occurred_at: new.occurred_at,
        captured_at: new.captured_at,
        recorded_at,
        actor,
        on_behalf: None,
        cause: thing("cause"),
    };
    // As it is stored: whoever folds it reads its bytes.
    Fact { envelope, sections: new.sections.clone(), commits: Vec::new(), said: Said::default() }
}

pub struct City {
    pub base: Base,
    lengths: HashMap<Uuid, i32>,
    commands: u128,
}

impl City {
    /// The city with every notice known on the day of its publication.
    pub fn new() -> Self {
        Self::with_notices(|_| None)
    }

    /// The city where some notices, by id, became known later than they were published.
    pub fn with_notices(known: impl Fn(&str) -> Option<Timestamp>) -> Self {
        let mut city = Self { base: Base::default(), lengths: HashMap::new(), commands: 0 };
        let mut notices: Vec<_> = shipped_notices()
            .iter()
            .map(|n| (known(&n.id).unwrap_or_else(|| calendar::start_of(n.published)), NoticeBody::from(n)))
            .collect();
        notices.sort_by_key(|(at, _)| *at);
        for (at, notice) in notices {
            let fact = CalendarFact::NoticePublished { public: Box::new(notice) };
            city.say(ThingKind::Calendar, "calendar", &fact.at(at), at);
        }
        city.base.settle();
        let start = at("2015-05-20 09:00");
        for point in point::parse(point::SHIPPED).unwrap() {
            let name = point.code.clone();
            city.say(
                ThingKind::AlertPoint,
                &name,
                &AlertPointFact::Put { public: Box::new(point) }.at(start),
                start,
            );
        }
        for standard in procedure::parse(procedure::SHIPPED).unwrap() {
            let name = format!("standard {}", standard.key);
            let fact = ProcedureFact::Put { public: Box::new(standard) }.at(start);
            city.say(ThingKind::Procedure, &name, &fact, start);
        }
        for rule in decree::disclosure::parse(decree::disclosure::SHIPPED).unwrap() {
            let name = format!("disclosure {}", rule.key);
            let fact = decree::disclosure::DisclosureFact::Put { public: Box::new(rule) }.at(start);
            city.say(ThingKind::Disclosure, &name, &fact, start);
        }
        for forms in decree::form::parse(decree::form::SHIPPED).unwrap() {
            let fact = decree::form::FormFact::Put { public: Box::new(forms) }.at(start);
            city.say(ThingKind::Forms, "forms", &fact, start);
        }
        city.found(start);
        city
    }

    /// The shipped library of the law, known since the city's founding.
    pub fn with_library(mut self) -> Self {
        let start = at("2015-05-20 09:00");
        for law in decree::law::shipped() {
            let fact = decree::law::LawFact::Entered { public: Box::new(law.clone()) }.at(start);
            self.say(ThingKind::Law, &law.title, &fact, start);
        }
        self
    }

    /// Says something about a thing of base information.
    pub fn say(&mut self, kind: ThingKind, name: &str, new: &NewFact, recorded_at: Timestamp) {
        let stream = thing(name);
        let length = self.lengths.entry(stream).or_default();
        *length += 1;
        let fact = fact(stream, *length, Place::default(), new, thing("keeper"), recorded_at);
        self.base.fold(kind, &fact).unwrap();
    }

    fn found(&mut self, start: Timestamp) {
        let from = day("2007-01-01");
        for (key, code, kind, parent) in [
            (DISTRICT, "120101", TerritoryKind::District, None),
            (STREET_TERRITORY, "120101001", TerritoryKind::Street, Some(DISTRICT)),
        ] {
            let public = Territory { key, code: code.into(), kind, parent, from, ..Territory::default() };
            let fact = TerritoryFact::Described { public: Box::new(public) };
            self.say(ThingKind::Territory, code, &fact.at(start), start);
        }
        for (key, code) in [(MARKET, "market"), (CITY_LOOK, "city_look"), (WORK_SAFETY, "06")] {
            let public = Line { key, code: code.into(), name: code.into(), from, until: None };
            self.say(
                ThingKind::Line,
                code,
                &LineFact::Described { public: Box::new(public) }.at(start),
                start,
            );
        }
        let powers = [
            (1, "P-MARKET", MARKET),
            (2, "P-LOOK", CITY_LOOK),
            (3, "P-OTHER", MARKET),
            (4, "P-SAFETY", WORK_SAFETY),
        ];
        for (key, code, line) in powers {
            let public =
                Power { key, code: code.into(), kind: PowerKind::Inspection, line, from, ..Power::default() };
            self.say(
                ThingKind::Power,
                code,
                &PowerFact::Described { public: Box::new(public) }.at(start),
                start,
            );
        }
        self.agencies(start);
        self.approve(STREET, &[1, 2, 4], true, "2007-01-01", start);
        for number in ["T-001", "T-002", "T-003"] {
            self.officer(number, false, start);
            self.certify(number, number, "2007-01-01", "2036-01-01", start);
        }
    }

    fn agencies(&mut self, start: Timestamp) {
        use AdministrativeLevel::{District, Municipal, Subdistrict};
        use AgencyKind::{Department, Government, Street};
        let district = (Some(CITY_OFFICE), DISTRICT_OFFICE);
        let city = (None, CITY_OFFICE);
        self.agency(STREET, Subdistrict, Street, Some(STREET_UNIT), district, start);
        self.agency(DEPARTMENT, District, Department, Some(DEPARTMENT_UNIT), district, start);
        self.agency(BUREAU, Municipal, Department, Some(BUREAU_UNIT), city, start);
        // A district government's own acts: level 1 is the district office, level 2 the city office (rulings 2).
        self.agency(GOVERNMENT, District, Government, Some(DISTRICT_OFFICE), city, start);
        self.agency(ORPHAN, District, Department, None, district, start);
    }

    fn agency(
        &mut self,
        key: i32,
        level: AdministrativeLevel,
        kind: AgencyKind,
        level1_unit: Option<i32>,
        (level3_office, level2_office): (Option<i32>, i32),
        start: Timestamp,
    ) {
        let from = day("2007-01-01");
        let name = format!("agency {key}");
        let district = if level == AdministrativeLevel::Municipal { 0 } else { DISTRICT };
        let public = Agency {
            key,
            code: name.clone(),
            name: name.clone(),
            level,
            kind,
            line: MARKET,
            district,
            territory: if key == STREET { STREET_TERRITORY } else { DISTRICT },
            from,
            ..Agency::default()
        };
        self.say(
            ThingKind::Agency,
            &name,
            &AgencyFact::Described { public: Box::new(public) }.at(start),
            start,
        );
        let same_level_office = level2_office;
        let public = Handlers {
            agency: key,
            from,
            level1_unit,
            level2_office,
            level3_office,
            same_level_office,
            until: None,
        };
        self.say(
            ThingKind::Agency,
            &name,
            &AgencyFact::HandlersNamed { public: Box::new(public) }.at(start),
            start,
        );
    }

    /// An agency's list of powers, approved at a moment and in force from a day on (Art. 12).
    pub fn approve(&mut self, agency: i32, powers: &[i32], complete: bool, from: &str, known: Timestamp) {
        let powers = powers.to_vec();
        let public = PowerList {
            agency,
            approved_by: DISTRICT_OFFICE,
            complete,
            from: day(from),
            powers,
            until: None,
        };
        let name = format!("list {agency}");
        self.say(
            ThingKind::PowerList,
            &name,
            &PowerListFact::Approved { public: Box::new(public) }.at(known),
            known,
        );
    }

    /// An officer, or an auxiliary, known by a name.
    pub fn officer(&mut self, name: &str, auxiliary: bool, known: Timestamp) {
        let internal = Registration { agency: STREET, auxiliary, person: thing(&format!("vault {name}")) };
        let fact = OfficerFact::Registered { internal: Box::new(internal) };
        self.say(ThingKind::Officer, name, &fact.at(known), known);
    }

    /// The officer as somebody who acts on the platform; answers who that is.
    pub fn user(&mut self, name: &str, known: Timestamp) -> Uuid {
        let user = format!("user {name}");
        let internal = PersonRegistration { person: thing(&format!("vault {name}")) };
        let fact = PersonFact::Registered { internal: Box::new(internal) };
        self.say(ThingKind::Person, &user, &fact.at(known), known);
        thing(&user)
    }

    /// A certificate of an officer.
    pub fn certify(&mut self, name: &str, number: &str, from: &str, until: &str, known: Timestamp) {
        let public = Certificate {
            number: number.into(),
            issuer: "市政府法制办".into(),
            from: day(from),
            until: day(until),
        };
        self.say(
            ThingKind::Officer,
            name,
            &OfficerFact::Certified { public: Box::new(public) }.at(known),
            known,
        );
    }

    /// The end of a certificate before its time.
    pub fn end(&mut self, name: &str, number: &str, on: &str, known: Timestamp) {
        let public = Ending { number: number.into(), day: day(on), ground: "left".into() };
        let fact = OfficerFact::CertificateEnded { public: Box::new(public) };
        self.say(ThingKind::Officer, name, &fact.at(known), known);
    }

    /// A renewal that is applied for.
    pub fn renew(&mut self, name: &str, number: &str, on: &str, known: Timestamp) {
        let internal = Renewal { number: number.into(), day: day(on) };
        let fact = OfficerFact::RenewalRequested { internal: Box::new(internal) };
        self.say(ThingKind::Officer, name, &fact.at(known), known);
    }

    /// An outage as the operator reports it.
    pub fn report(&mut self, name: &str, from: &str, until: &str, known: Timestamp) {
        let public = Report { from: at(from), until: at(until), what: "power".into() };
        self.say(
            ThingKind::Outage,
            name,
            &OutageFact::Reported { public: Box::new(public) }.at(known),
            known,
        );
    }

    /// The city office's confirmation of an outage.
    pub fn confirm(&mut self, name: &str, known: Timestamp) {
        let public = Confirmation { office: CITY_OFFICE };
        self.say(
            ThingKind::Outage,
            name,
            &OutageFact::Confirmed { public: Box::new(public) }.at(known),
            known,
        );
    }

    /// What a decision may know when somebody acts at a moment; each command draws from randomness of its own.
    pub fn act<T>(&mut self, actor: Uuid, now: Timestamp, decide: impl FnOnce(&mut Context<'_>) -> T) -> T {
        self.commands += 1;
        let mut rng: CommandRng = rng_for(&[1; 32], Uuid::from_u128(self.commands));
        let actor = Actor { person: actor, role: Role::Clerk, agency: STREET, ..Actor::clock() };
        let codes = LookUpKeys::new([(0, [7; 32])]);
        let mut context = Context {
            base: &self.base,
            now,
            actor: &actor,
            rng: &mut rng,
            digest_key: &DIGEST_KEY,
            node: 1,
            codes: &codes,
        };
        decide(&mut context)
    }

    /// Collects a record that the platform has not seen before.
    pub fn collect(&mut self, record: &Record, now: &str) -> Result<Decision, Refusal> {
        self.collect_again(record, None, now)
    }

    /// Collects a record whose number may be known already.
    pub fn collect_again(
        &mut self,
        record: &Record,
        known: Option<&Kept>,
        now: &str,
    ) -> Result<Decision, Refusal> {
        let mut problems: Vec<Problem> = Vec::new();
        let mut wish = inspection::read(&record.fields(), &mut problems);
        wish.agency = record.agency;
        let known = known.map(|k| (k.stream, &k.state, k.facts.len() as i32));
        self.act(CLERK, at(now), |context| inspection::collect(wish, problems, known, context))
    }

    /// Collects a record and keeps what was recorded.
    pub fn keep(&mut self, record: &Record, now: &str) -> Kept {
        let decision = self.collect(record, now).unwrap();
        let mut kept = Kept { stream: decision.stream, state: InspectionState::default(), facts: Vec::new() };
        kept.take(&decision, at(now));
        kept
    }

    /// What the points say about a record collected at a moment.
    pub fn findings(&mut self, record: &Record, recorded: &str) -> Vec<Finding> {
        self.findings_known(record, recorded, recorded)
    }

    /// What they say with base information as known at another moment.
    pub fn findings_known(&mut self, record: &Record, recorded: &str, known: &str) -> Vec<Finding> {
        let kept = self.keep(record, recorded);
        judge::inspection(&Subject::of(&kept.state), &self.base, at(known))
    }

    /// The answer of one condition about a record, with base information as known at its collection.
    pub fn answer(&mut self, condition: Condition, record: &Record, recorded: &str) -> Option<Answer> {
        said(&self.findings(record, recorded), condition)
    }

    /// The article behind a finding.
    pub fn article(&self, finding: &Finding) -> &str {
        &self.base.point_version(finding.point, finding.version).unwrap().article
    }
}

/// What a condition said, if it said anything.
pub fn said(findings: &[Finding], condition: Condition) -> Option<Answer> {
    findings.iter().find(|f| f.condition == condition).map(|f| f.answer)
}

/// An inspection in the journal.
pub struct Kept {
    pub stream: Uuid,
    pub state: InspectionState,
    pub facts: Vec<Fact>,
}

impl Kept {
    /// Takes in what a decision adds to it.
    pub fn take(&mut self, decision: &Decision, recorded: Timestamp) {
        let stream = self.stream;
        for work in decision.work.iter().filter(|w| w.stream == stream) {
            assert_eq!(work.expected, self.facts.len() as i32);
            for new in &work.facts {
                self.add(new, work.place, recorded);
            }
        }
    }

    /// Takes one more fact in.
    pub fn add(&mut self, new: &NewFact, place: Place, recorded: Timestamp) {
        let seq = self.facts.len() as i32 + 1;
        let fact = fact(self.stream, seq, place, new, CLERK, recorded);
        self.state.fold(&fact).unwrap();
        self.facts.push(fact);
    }

    /// What stands in a field.
    pub fn field(&self, name: &str) -> String {
        let fields = inspection::fields(&self.state.parts);
        fields.into_iter().find(|(n, _)| *n == name).map(|(_, v)| v).unwrap_or_default()
    }
}

/// A record as its source has it: the fields that the source knows, filled or empty.
#[derive(Clone)]
pub struct Record {
    pub agency: i32,
    fields: Vec<(&'static str, String)>,
}

impl Record {
    /// A record without fault: finished on Monday, 2 March 2026, by two certified officers, under a power that is held.
    pub fn complete() -> Self {
        let fields = [
            ("own_number", "2026-001"),
            ("power", "P-MARKET"),
            ("target_kind", "organisation"),
            ("target_name", "某某餐厅"),
            ("place", "长江道1号"),
            ("started_at", "2026-03-02T09:00:00+08:00"),
            ("finished_at", "2026-03-02T10:00:00+08:00"),
            ("form", "daily"),
            ("result", "pass"),
            ("officers", "T-001\u{1f}T-002"),
            ("officer_names", ""),
            ("deferral_reason", ""),
            ("correction_matter", ""),
            ("correction_due", ""),
            ("documents", ""),
            ("items", ""),
            ("notes", ""),
        ];
        Self { agency: STREET, fields: fields.map(|(n, v)| (n, v.to_owned())).to_vec() }
    }

    /// With another value.
    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(n, _)| *n == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name, value.to_owned())),
        }
        self
    }

    /// From a source that does not have the field at all.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(n, _)| *n != name);
        self
    }

    /// Begun and finished on another day, at ten o'clock.
    pub fn on(self, day: &str) -> Self {
        self.set("started_at", &format!("{day}T09:00:00+08:00"))
            .set("finished_at", &format!("{day}T10:00:00+08:00"))
    }

    /// Of another agency.
    pub fn of(mut self, agency: i32) -> Self {
        self.agency = agency;
        self
    }

    pub fn fields(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
    }
}
