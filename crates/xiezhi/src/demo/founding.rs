//! The registers of the city as wishes at the door: one entry for each thing.

use decree::agency::AgencyFact;
use decree::authority::{Actor, Place, Role};
use decree::fact::{NewFact, ThingKind};
use decree::identity::uuid_of;
use decree::line::{Line, LineFact};
use decree::office::OfficeFact;
use decree::officer::{Certificate, OfficerFact, Registration};
use decree::person::{PersonFact, Post, Registration as Known};
use decree::power::{Power, PowerFact, PowerKind, PowerList, PowerListFact, Provision};
use decree::territory::{Territory, TerritoryFact};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::{Command, Entry, Wish};
use uuid::Uuid;

use super::behaviour::fill;
use super::city::{Bureau, City};
use super::people::{Officer, Staff, vault_key};

/// The registers are recorded this long after the journal was opened.
const AFTER_OPENING: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// A register's stream.
pub fn register_stream(kind: &str, key: i32) -> Uuid {
    uuid_of(&[kind.as_bytes(), &key.to_be_bytes()])
}

impl City {
    /// The moment at which the registers are recorded.
    pub fn founded_at(&self) -> Timestamp {
        self.period.founding + AFTER_OPENING
    }

    /// Somebody of the city office, who keeps the registers.
    pub fn city_officer(&self) -> Actor {
        self.staff.iter().find(|s| s.role == Role::CityOffice).map_or_else(Actor::clock, Staff::actor)
    }

    /// The operator.
    pub fn operator(&self) -> Actor {
        self.staff.iter().find(|s| s.role == Role::CityOperator).map_or_else(Actor::clock, Staff::actor)
    }

    /// An entry of a register as a wish.
    pub fn entry(
        &self,
        at: Timestamp,
        kind: ThingKind,
        stream: Uuid,
        place: Place,
        facts: Vec<NewFact>,
    ) -> Wish {
        let cause = uuid_of(&[b"entry", stream.as_bytes(), &at.as_microsecond().to_be_bytes()]);
        let command = Command::Register(Box::new(Entry { kind, stream, place, facts }));
        Wish { actor: self.city_officer(), cause, at: Some(at), command }
    }

    /// Every register.
    pub fn founding(&self) -> Vec<Wish> {
        let at = self.founded_at();
        let mut wishes = self.territory_entries(at);
        wishes.extend(self.line_entries(at));
        wishes.extend(self.power_entries(at));
        wishes.extend(self.bureaus.iter().flat_map(|b| self.agency_entries(b, at)));
        let offices = self.offices.iter().chain(self.bureaus.iter().flat_map(|b| &b.offices));
        wishes.extend(offices.map(|office| {
            let place = Place { agency: office.agency, district: office.district, ..Place::default() };
            let fact = OfficeFact::Described { public: Box::new(office.clone()) }.at(at);
            self.entry(at, ThingKind::Office, register_stream("office", office.key), place, vec![fact])
        }));
        let staff = self.staff.iter().chain(self.bureaus.iter().flat_map(|b| &b.staff));
        wishes.extend(staff.map(|staff| self.staff_entry(staff, at)));
        let officers = self.bureaus.iter().flat_map(|b| b.officers.iter().map(move |o| (b, o)));
        wishes.extend(officers.map(|(bureau, officer)| self.officer_entry(bureau, officer, at)));
        wishes
    }

    fn territory_entries(&self, at: Timestamp) -> Vec<Wish> {
        let mut wishes: Vec<Wish> = Vec::new();
        let mut last = None;
        for row in &self.data.territories {
            let territory = Territory {
                code: row.code.clone(),
                from: row.from,
                key: row.key,
                kind: row.kind,
                name: row.name.clone(),
                parent: row.parent,
                second_code: row.second_code.clone(),
                until: row.until,
            };
            let fact = TerritoryFact::Described { public: Box::new(territory) }.at(at);
            // Versions of one territory stand one behind the other, and are one entry.
            if let (true, Some(Wish { command: Command::Register(entry), .. })) =
                (last == Some(row.key), wishes.last_mut())
            {
                entry.facts.push(fact);
                continue;
            }
            last = Some(row.key);
            let place = Place { territory: row.key, ..Place::default() };
            let stream = register_stream("territory", row.key);
            wishes.push(self.entry(at, ThingKind::Territory, stream, place, vec![fact]));
        }
        wishes
    }

    fn line_entries(&self, at: Timestamp) -> Vec<Wish> {
        let lines = self.data.lines.iter().map(|row| {
            let from = self.data.behaviour.in_force_from;
            let line =
                Line { code: row.code.clone(), from, key: row.key, name: row.name.clone(), until: None };
            let fact = LineFact::Described { public: Box::new(line) }.at(at);
            let place = Place { line: row.key, ..Place::default() };
            self.entry(at, ThingKind::Line, register_stream("line", row.key), place, vec![fact])
        });
        lines.collect()
    }

    fn power_entries(&self, at: Timestamp) -> Vec<Wish> {
        let names = &self.data.behaviour.names;
        let from = self.data.behaviour.in_force_from;
        let to_punish = (1..).zip(&self.data.powers).map(|(key, row)| Power {
            basis: vec![Provision {
                article: row.article.clone(),
                law: row.law.clone(),
                paragraph: row.paragraph.clone(),
                version: row.version.clone(),
            }],
            code: row.code.clone(),
            from: row.version.parse::<Date>().unwrap_or(from).max(from),
            key,
            kind: PowerKind::Penalty,
            line: self.data.line(&row.line).map_or(0, |l| l.key),
            name: fill(&names.power, &[("law", &row.law), ("article", &row.article)]),
            until: None,
        });
        let to_inspect = self.matters.iter().map(|matter| Power {
            basis: Vec::new(),
            code: matter.code.clone(),
            from,
            key: matter.key,
            kind: PowerKind::Inspection,
            line: matter.line,
            name: matter.name.clone(),
            until: None,
        });
        let entry = |power: Power| {
            let place = Place { line: power.line, ..Place::default() };
            let stream = register_stream("power", power.key);
            let fact = PowerFact::Described { public: Box::new(power) }.at(at);
            self.entry(at, ThingKind::Power, stream, place, vec![fact])
        };
        to_punish.chain(to_inspect).map(entry).collect()
    }

    fn agency_entries(&self, bureau: &Bureau, at: Timestamp) -> Vec<Wish> {
        let agency = &bureau.agency;
        let place = place_of(bureau);
        let facts = vec![
            AgencyFact::Described { public: Box::new(agency.clone()) }.at(at),
            AgencyFact::HandlersNamed { public: Box::new(bureau.handlers.clone()) }.at(at),
        ];
        let list = PowerList {
            agency: agency.key,
            approved_by: if bureau.listed { bureau.handlers.same_level_office } else { 0 },
            complete: bureau.listed,
            from: agency.from,
            powers: bureau.powers.clone(),
            until: None,
        };
        let list = PowerListFact::Approved { public: Box::new(list) }.at(at);
        vec![
            self.entry(at, ThingKind::Agency, register_stream("agency", agency.key), place, facts),
            self.entry(
                at,
                ThingKind::PowerList,
                register_stream("power list", agency.key),
                place,
                vec![list],
            ),
        ]
    }

    fn staff_entry(&self, staff: &Staff, at: Timestamp) -> Wish {
        let person = Box::new(Known { person: vault_key(staff.officer.unwrap_or(staff.stream)) });
        let post = Post {
            deputy_for: None,
            from: self.data.behaviour.in_force_from,
            office: staff.office,
            role: staff.role,
            until: None,
        };
        let mut registered = PersonFact::Registered { internal: person }.at(at);
        // An officer's name comes with the officer's own entry.
        registered.persons =
            if staff.officer.is_some() { Vec::new() } else { vec![self.person(staff.stream)] };
        let facts = vec![registered, PersonFact::Appointed { internal: Box::new(post) }.at(at)];
        let place = Place { agency: staff.agency, district: staff.district, ..Place::default() };
        self.entry(at, ThingKind::Person, staff.stream, place, facts)
    }

    fn officer_entry(&self, bureau: &Bureau, officer: &Officer, at: Timestamp) -> Wish {
        let names = &self.data.behaviour.names;
        let registration = Registration {
            agency: bureau.agency.key,
            auxiliary: officer.auxiliary,
            person: vault_key(officer.stream),
        };
        let certificate = Certificate {
            from: officer.from,
            issuer: if officer.auxiliary { &names.auxiliary_issuer } else { &names.issuer }.clone(),
            number: officer.number.clone(),
            until: officer.until,
        };
        let mut registered = OfficerFact::Registered { internal: Box::new(registration) }.at(at);
        registered.persons = vec![self.person(officer.stream)];
        let facts = vec![registered, OfficerFact::Certified { public: Box::new(certificate) }.at(at)];
        self.entry(at, ThingKind::Officer, officer.stream, place_of(bureau), facts)
    }
}

/// Where an agency's entries belong.
pub fn place_of(bureau: &Bureau) -> Place {
    let agency = &bureau.agency;
    Place {
        agency: agency.key,
        line: agency.line,
        territory: agency.territory,
        district: agency.district,
        office: 0,
    }
}
