//! The city as it is made up from the files and the seed: its offices, its powers to inspect, its agencies.

use decree::agency::{Agency, Handlers};
use decree::authority::Role;
use decree::office::{Office, OfficeKind};
use decree::territory::TerritoryKind;
use jiff::civil::Date;

use super::behaviour::fill;
use super::data::{Data, TerritoryRow};
use super::people::{Officer, Staff};
use super::period::Period;
use super::scale::Scale;

/// Key of the city office.
pub const CITY_OFFICE: i32 = 1;
/// Key of the operator.
pub const OPERATOR: i32 = 2;
/// Keys of the powers to inspect begin behind this one; those to punish below.
const INSPECTION_POWERS: i32 = 100_000;

/// How an agency enters its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By phone, on the spot.
    Phone,
    /// At the desk, the same day or the next.
    Desk,
    /// From paper, twice a week.
    TwiceWeekly,
    /// From paper, once a week.
    Weekly,
    /// Everything in the last days of the month.
    MonthEnd,
    /// Numbers made up at the desk.
    MadeUp,
}

/// How an agency handles its alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diligence {
    /// Nearly always in time.
    Careful,
    /// Mostly.
    Slow,
    /// Seldom.
    Lazy,
}

/// A power to inspect.
#[derive(Clone, Debug)]
pub struct Matter {
    pub key: i32,
    pub code: String,
    pub name: String,
    /// Key of the line.
    pub line: i32,
}

/// An agency as it is simulated.
pub struct Bureau {
    pub agency: Agency,
    pub handlers: Handlers,
    /// Its body and, if it has one of its own, its legal unit.
    pub offices: Vec<Office>,
    pub staff: Vec<Staff>,
    pub officers: Vec<Officer>,
    /// Keys of the powers it holds, ascending.
    pub powers: Vec<i32>,
    /// Whether its list of powers is approved as complete.
    pub listed: bool,
    /// The powers under which it inspects.
    pub inspects: Vec<Matter>,
    /// A power that it does not hold.
    pub foreign: Matter,
    /// Codes of the territories in which it acts.
    pub territories: Vec<String>,
    /// Six digits of the division it lies in.
    pub division: String,
    /// Name of the district it lies in, or of the city.
    pub around: String,
    pub way: Way,
    /// Whether a system of its own pushes what it collects, without the field `form`.
    pub pushes: bool,
    pub diligence: Diligence,
    /// The days of its inspections, ascending.
    pub inspections: Vec<Date>,
    pub patrols: u32,
    pub educations: u32,
}

/// The city.
pub struct City {
    pub data: Data,
    pub seed: [u8; 32],
    pub period: Period,
    /// City office, operator, district offices.
    pub offices: Vec<Office>,
    /// Who works in them.
    pub staff: Vec<Staff>,
    pub matters: Vec<Matter>,
    pub bureaus: Vec<Bureau>,
}

impl City {
    /// Makes the city up.
    pub fn new(data: Data, seed: [u8; 32], months: u32, scale: f64) -> Self {
        let period = Period::of(&data.behaviour, months);
        let scale = Scale::of(scale);
        let matters = matters(&data);
        let mut city =
            Self { data, seed, period, offices: Vec::new(), staff: Vec::new(), matters, bureaus: Vec::new() };
        city.offices = city.supervising_offices();
        city.staff = city.office_staff();
        let plans = city.plans(&scale);
        let bureaus = (1..).zip(&plans).map(|(key, plan)| city.bureau(key, plan, &scale)).collect();
        city.bureaus = bureaus;
        city.special_cases();
        city
    }

    /// The present version of each territory of some kinds.
    pub fn territories(&self, kinds: &[TerritoryKind]) -> impl Iterator<Item = &TerritoryRow> {
        self.data.territories.iter().filter(move |t| kinds.contains(&t.kind) && t.until.is_none())
    }

    pub fn district(&self, key: Option<i32>) -> Option<&TerritoryRow> {
        self.territories(&[TerritoryKind::District]).find(|d| Some(d.key) == key)
    }

    fn supervising_offices(&self) -> Vec<Office> {
        let names = &self.data.behaviour.names;
        let from = self.data.behaviour.in_force_from;
        let office = |key, kind, name: String, district| Office {
            district,
            from,
            key,
            kind,
            name,
            ..Office::default()
        };
        let mut offices = vec![
            office(CITY_OFFICE, OfficeKind::CityOffice, names.city_office.clone(), 0),
            office(OPERATOR, OfficeKind::Operator, names.operator.clone(), 0),
        ];
        for district in self.territories(&[TerritoryKind::District]) {
            let name = fill(&names.district_office, &[("", &district.name)]);
            offices.push(office(
                district_office(district.key),
                OfficeKind::DistrictOffice,
                name,
                district.key,
            ));
        }
        offices
    }
}

impl Bureau {
    /// Its member of staff with a role, the `n`th.
    pub fn member(&self, role: Role, n: usize) -> Option<&Staff> {
        self.staff.iter().filter(|s| s.role == role).nth(n)
    }
}

/// Key of a district's office.
pub fn district_office(district: i32) -> i32 {
    10 + district
}

/// Every power to inspect.
fn matters(data: &Data) -> Vec<Matter> {
    let names = &data.behaviour.names;
    let of_line = |line: &super::data::LineRow| {
        let matters = (1..).zip(&line.matters).map(|(n, matter)| Matter {
            key: INSPECTION_POWERS + line.key * 10 + n,
            code: fill(&names.inspection_code, &[("line", &line.code), ("n", &format!("{n:02}"))]),
            name: fill(&names.inspection_power, &[("", matter)]),
            line: line.key,
        });
        matters.collect::<Vec<_>>()
    };
    data.lines.iter().flat_map(of_line).collect()
}
