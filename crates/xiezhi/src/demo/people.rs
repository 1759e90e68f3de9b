//! People of the city: those who act on the platform, and officers with their certificates. Names go to the vault.

use calendar::city_date;
use decree::agency::Agency;
use decree::authority::{Actor, Role};
use decree::fact::Person;
use decree::identity::uuid_of;
use decree::office::{Office, OfficeKind};
use jiff::{Span, Timestamp, civil::Date};
use uuid::Uuid;

use super::chance::Chance;
use super::city::City;
use super::numbers;

/// Somebody who acts on the platform.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The person's stream.
    pub stream: Uuid,
    /// The officer that the person is: both have one name in the vault.
    pub officer: Option<Uuid>,
    pub role: Role,
    pub office: i32,
    pub agency: i32,
    pub district: i32,
}

impl Staff {
    /// Who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            person: self.stream,
            role: self.role,
            office: self.office,
            agency: self.agency,
            district: self.district,
            line: 0,
            on_behalf: None,
        }
    }
}

/// What becomes of a certificate within the simulated time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Keeps,
    /// It is renewed before it expires.
    Renewed(Timestamp),
    /// It expires; a renewal is asked for and, perhaps, granted.
    Asked(Timestamp, Option<Timestamp>),
    /// It expires and is not renewed.
    Lapses,
    /// The officer leaves the post.
    Leaves(Timestamp),
}

/// An officer, or an auxiliary with a working card.
#[derive(Clone, Debug)]
pub struct Officer {
    pub stream: Uuid,
    pub number: String,
    pub auxiliary: bool,
    pub from: Date,
    pub until: Date,
    pub fate: Fate,
}

impl Officer {
    /// Whether anybody in the agency would say on that day that the certificate is in order.
    pub fn in_order(&self, day: Date) -> bool {
        let renewed = match self.fate {
            Fate::Keeps => true,
            Fate::Renewed(_) => true,
            Fate::Asked(_, granted) => granted.is_some_and(|at| city_date(at) <= day),
            Fate::Lapses => false,
            Fate::Leaves(at) => return day < city_date(at),
        };
        day < self.until || renewed
    }

    /// First day no longer valid, after a renewal.
    pub fn renewed_until(&self, years: i16) -> Date {
        self.until.saturating_add(Span::new().years(years))
    }
}

/// The key under which a person's name lies in the vault.
pub fn vault_key(stream: Uuid) -> Uuid {
    uuid_of(&[b"vault", stream.as_bytes()])
}

impl City {
    /// A person's name on its way to the vault.
    pub fn person(&self, stream: Uuid) -> Person {
        let mut chance = Chance::of(&self.seed, &[b"name", stream.as_bytes()]);
        let mut rng = decree::identity::rng_for(&self.seed, uuid_of(&[b"name salt", stream.as_bytes()]));
        let name = self.name(&mut chance);
        let value = serde_json::json!({ "name": name }).to_string().into_bytes();
        let salt = decree::identity::salt(&mut rng);
        Person { id: vault_key(stream), value, salt, equal_by: String::new() }
    }

    /// A natural person's name.
    pub fn name(&self, chance: &mut Chance) -> String {
        let surnames = &self.data.surnames;
        let all: u32 = surnames.iter().map(|(_, count)| count).sum();
        let mut left = chance.below(all);
        let surname = surnames.iter().find(|(_, count)| {
            let found = left < *count;
            left = left.saturating_sub(*count);
            found
        });
        let given = &self.data.behaviour.words.given;
        let mut name = surname.map_or_else(String::new, |(name, _)| name.clone());
        name.push_str(chance.word(given));
        if chance.often(700) {
            name.push_str(chance.word(given));
        }
        name
    }

    fn staff_of(office: &Office, role: Role, n: usize) -> Staff {
        let stream =
            uuid_of(&[b"person", &office.key.to_be_bytes(), role.code().as_bytes(), &n.to_be_bytes()]);
        Staff {
            stream,
            officer: None,
            role,
            office: office.key,
            agency: office.agency,
            district: office.district,
        }
    }

    /// Who works in the city office, the district offices and at the operator: there its log administrator too, who runs nothing.
    pub fn office_staff(&self) -> Vec<Staff> {
        let mut staff = Vec::new();
        for office in &self.offices {
            let roles: &[(Role, usize)] = match office.kind {
                OfficeKind::CityOffice => &[(Role::CityOffice, 3)],
                OfficeKind::DistrictOffice => &[(Role::DistrictOffice, 2)],
                _ => &[(Role::CityOperator, 1), (Role::LogAdministrator, 1)],
            };
            for (role, people) in roles {
                staff.extend((0..*people).map(|n| Self::staff_of(office, *role, n)));
            }
        }
        staff
    }

    /// Who works in an agency: head, clerk, officers with a phone, its legal unit; and its officers.
    pub fn people_of(
        &self,
        agency: &Agency,
        offices: &[Office],
        officers: u32,
    ) -> (Vec<Staff>, Vec<Officer>) {
        let mut staff = Vec::new();
        for office in offices {
            let roles: &[(Role, usize)] = match office.kind {
                OfficeKind::AgencyBody => &[(Role::AgencyHead, 1), (Role::Clerk, 1)],
                _ => &[(Role::LegalUnit, 2)],
            };
            for (role, people) in roles {
                staff.extend((0..*people).map(|n| Self::staff_of(office, *role, n)));
            }
        }
        let officers: Vec<Officer> = (0..officers as usize).map(|n| self.officer(agency.key, n)).collect();
        if let Some(body) = offices.first() {
            let phones = officers.len().div_ceil(25).min(4);
            staff.extend(officers.iter().take(phones).enumerate().map(|(n, officer)| Staff {
                officer: Some(officer.stream),
                ..Self::staff_of(body, Role::Officer, n)
            }));
        }
        (staff, officers)
    }

    /// The first four of an agency are plain officers, so that there is always somebody who may act.
    fn officer(&self, agency: i32, n: usize) -> Officer {
        let people = &self.data.behaviour.people;
        let mut chance = Chance::of(&self.seed, &[b"officer", &agency.to_be_bytes(), &n.to_be_bytes()]);
        let auxiliary = n >= 4 && chance.often(people.auxiliaries);
        let number = numbers::certificate(agency, n, auxiliary);
        let days = u32::try_from(self.period.days.len()).unwrap_or(1);
        let term = u32::try_from(people.certificate_years).unwrap_or(1) * 365;
        let expires = !auxiliary && n >= 4 && chance.often(people.expiring);
        let left = if expires { chance.below(days) } else { chance.within([days + 1, term.max(days + 2)]) };
        let until = self.period.first().saturating_add(Span::new().days(i64::from(left)));
        let from = until.saturating_sub(Span::new().years(people.certificate_years));
        let leaves = !expires && n >= 4 && chance.often(people.leaving);
        let fate = if expires {
            self.fate(until, &mut chance)
        } else if leaves {
            chance.pick(&self.period.certificate_moments).map_or(Fate::Keeps, |at| Fate::Leaves(*at))
        } else {
            Fate::Keeps
        };
        Officer { stream: uuid_of(&[b"officer", number.as_bytes()]), number, auxiliary, from, until, fate }
    }

    fn fate(&self, until: Date, chance: &mut Chance) -> Fate {
        let people = &self.data.behaviour.people;
        let (before, after) = self.period.certificates_around(until);
        let later = after.and_then(|at| {
            self.period.certificates_around(city_date(at).saturating_add(Span::new().days(1))).1
        });
        match (chance.share(&[people.renewed_in_time, people.pending, people.retroactive]), before, after) {
            (0, Some(before), _) => Fate::Renewed(before),
            // Too early in the simulated time to be renewed within it: it was renewed before.
            (0, None, Some(after)) => Fate::Asked(after, Some(after)),
            (1, Some(before), _) => Fate::Asked(before, later),
            (2, _, Some(after)) => Fate::Asked(after, later),
            _ => Fate::Lapses,
        }
    }
}
