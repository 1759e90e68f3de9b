//! A small city, registered through the door, and wishes of its people.
//!
//! | agency | what | line | district | level 1, 2, 3 |
//! |---|---|---|---|---|
//! | 1 | market bureau of district 1 | 1 | 1 | 1001, 101, 1 |
//! | 2 | market bureau of district 2 | 1 | 2 | 1002, 102, 1 |
//! | 3 | street in district 1, with powers of lines 1, 2 and 3 | 3 | 1 | 1003, 101, 1 |
//! | 4 | department of the city | 2 | 0 | 1004, 1, none |
//! | 5 | street in district 2, with powers of lines 1 and 3 | 3 | 2 | 1005, 102, 1 |

use calendar::start_of;
use decree::agency::{AdministrativeLevel, Agency, AgencyFact, AgencyKind, Handlers, Standing};
use decree::authority::{Actor, Place, Role};
use decree::fact::{NewFact, ThingKind};
use decree::identity::uuid_of;
use decree::inspection::{self, Source};
use decree::line::{Line, LineFact};
use decree::office::{Office, OfficeFact, OfficeKind};
use decree::officer::{Certificate, OfficerFact, Registration};
use decree::power::{Power, PowerFact, PowerKind, PowerList, PowerListFact};
use decree::territory::{Territory, TerritoryFact, TerritoryKind};
use jiff::civil::{Date, date};
use platform::{Answer, Command, Done, Entry, Platform, Wish};
use uuid::Uuid;

const FROM: Date = date(2015, 6, 1);

/// Agency, district, territory, line, powers by key, level 3.
type Described = (i32, i32, i32, i32, &'static [i32], Option<i32>);
const AGENCIES: [Described; 5] = [
    (1, 1, 1, 1, &[1, 2], Some(1)),
    (2, 2, 2, 1, &[1, 2], Some(1)),
    (3, 1, 11, 3, &[1, 3, 5, 6], Some(1)),
    (4, 0, 9, 2, &[3, 4], None),
    (5, 2, 21, 3, &[1, 5, 6], Some(1)),
];

/// Registers it.
pub async fn register(platform: &Platform) {
    let mut entries: Vec<Entry> = (1..=3).map(line).collect();
    entries.extend([(9, 0), (1, 9), (2, 9), (11, 1), (21, 2)].map(|(key, parent)| territory(key, parent)));
    entries.push(office(1, OfficeKind::CityOffice, 0, 0));
    entries.extend([1, 2].map(|d| office(100 + d, OfficeKind::DistrictOffice, 0, d)));
    entries.extend((1..=6).map(power));
    for row in AGENCIES {
        entries.push(office(1000 + row.0, OfficeKind::LegalUnit, row.0, row.1));
        entries.push(agency(row));
        entries.push(power_list(row.0, row.4, FROM));
        entries.extend((1..=3).map(|n| officer(row.0, n)));
    }
    let mut wishes = Vec::new();
    for (n, entry) in (0i32..).zip(entries) {
        wishes.push(Wish { cause: uuid_of(&[b"city", &n.to_be_bytes()]), ..register_wish(entry) });
    }
    for answer in platform.submit_all(wishes).await.unwrap() {
        answer.unwrap();
    }
}

/// The wish to record a register's entry.
pub fn register_wish(entry: Entry) -> Wish {
    let cause = uuid_of(&[b"entry", entry.stream.as_bytes()]);
    Wish { actor: city_office(), cause, at: None, command: Command::Register(Box::new(entry)) }
}

fn entry(kind: ThingKind, name: &str, key: i32, place: Place, facts: Vec<NewFact>) -> Entry {
    Entry { kind, stream: uuid_of(&[name.as_bytes(), &key.to_be_bytes()]), place, facts }
}

fn place(agency: i32) -> Place {
    let (_, district, territory, line, ..) = AGENCIES[usize::try_from(agency - 1).unwrap()];
    Place { agency, line, territory, district, office: 0 }
}

fn line(key: i32) -> Entry {
    let body = Line { code: format!("L{key}"), from: FROM, key, name: format!("条线{key}"), until: None };
    let fact = LineFact::Described { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::Line, "line", key, Place::default(), vec![fact])
}

fn territory(key: i32, parent: i32) -> Entry {
    let kind = match (key, parent) {
        (9, _) => TerritoryKind::City,
        (_, 9) => TerritoryKind::District,
        _ => TerritoryKind::Street,
    };
    let parent = (parent > 0).then_some(parent);
    let body = Territory {
        code: format!("12{key:04}"),
        from: FROM,
        key,
        kind,
        name: format!("地{key}"),
        parent,
        ..Territory::default()
    };
    let fact = TerritoryFact::Described { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::Territory, "territory", key, Place::default(), vec![fact])
}

fn office(key: i32, kind: OfficeKind, agency: i32, district: i32) -> Entry {
    let body = Office { agency, district, from: FROM, key, kind, name: format!("机构{key}"), until: None };
    let fact = OfficeFact::Described { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::Office, "office", key, Place::default(), vec![fact])
}

/// Powers 1 and 2 belong to line 1, 3 and 4 to line 2, 5 and 6 to line 3.
pub fn power(key: i32) -> Entry {
    let body = Power {
        code: format!("P{key}"),
        from: FROM,
        key,
        kind: PowerKind::Inspection,
        line: (key + 1) / 2,
        name: format!("检查事项{key}"),
        ..Power::default()
    };
    let fact = PowerFact::Described { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::Power, "power", key, Place::default(), vec![fact])
}

fn agency((key, district, territory, line, _, level3): (i32, i32, i32, i32, &[i32], Option<i32>)) -> Entry {
    let (kind, level) = match key {
        3 | 5 => (AgencyKind::Street, AdministrativeLevel::Subdistrict),
        4 => (AgencyKind::Department, AdministrativeLevel::Municipal),
        _ => (AgencyKind::Department, AdministrativeLevel::District),
    };
    let body = Agency {
        code: format!("A{key}"),
        district,
        from: FROM,
        key,
        kind,
        level,
        line,
        name: format!("第{key}执法机关"),
        standing: Standing::Statutory,
        territory,
        ..Agency::default()
    };
    let office = if district == 0 { 1 } else { 100 + district };
    let handlers = Handlers {
        agency: key,
        from: FROM,
        level1_unit: Some(1000 + key),
        level2_office: office,
        level3_office: level3,
        same_level_office: office,
        until: None,
    };
    let facts = vec![
        AgencyFact::Described { public: Box::new(body) }.at(start_of(FROM)),
        AgencyFact::HandlersNamed { public: Box::new(handlers) }.at(start_of(FROM)),
    ];
    entry(ThingKind::Agency, "agency", key, place(key), facts)
}

/// A list of powers of an agency, approved as complete from a day on.
pub fn power_list(agency: i32, powers: &[i32], from: Date) -> Entry {
    let body =
        PowerList { agency, approved_by: 1, complete: true, from, powers: powers.to_vec(), until: None };
    let fact = PowerListFact::Approved { public: Box::new(body) }.at(start_of(from));
    entry(ThingKind::PowerList, "power list", agency, place(agency), vec![fact])
}

fn officer(agency: i32, n: i32) -> Entry {
    let certificate = Certificate {
        from: date(2023, 1, 1),
        issuer: "天津市人民政府".to_owned(),
        number: certificate(agency, n),
        until: date(2028, 1, 1),
    };
    let facts = vec![
        OfficerFact::Registered { internal: Box::new(Registration { agency, ..Registration::default() }) }
            .at(start_of(FROM)),
        OfficerFact::Certified { public: Box::new(certificate) }.at(start_of(FROM)),
    ];
    entry(ThingKind::Officer, "officer", agency * 100 + n, place(agency), facts)
}

/// The number of an officer’s certificate.
pub fn certificate(agency: i32, n: i32) -> String {
    format!("0200{agency}00{n}")
}

fn actor(role: Role, office: i32, agency: i32, district: i32) -> Actor {
    let person = uuid_of(&[b"person", role.code().as_bytes(), &office.to_be_bytes(), &agency.to_be_bytes()]);
    Actor { person, role, office, agency, district, line: 0, on_behalf: None }
}

/// The city office.
pub fn city_office() -> Actor {
    actor(Role::CityOffice, 1, 0, 0)
}

/// The office of a district.
pub fn district_office(district: i32) -> Actor {
    actor(Role::DistrictOffice, 100 + district, 0, district)
}

/// The legal unit of an agency.
pub fn legal_unit(agency: i32) -> Actor {
    actor(Role::LegalUnit, 1000 + agency, agency, place(agency).district)
}

/// A clerk of an agency.
pub fn clerk(agency: i32) -> Actor {
    actor(Role::Clerk, 0, agency, place(agency).district)
}

/// An agency's own system.
pub fn system(agency: i32) -> Actor {
    actor(Role::AgencySystem, 0, agency, place(agency).district)
}

/// The legal unit of a line's department; district 0 watches the whole city.
pub fn line_unit(line: i32, district: i32) -> Actor {
    Actor { line, district, ..actor(Role::LineLegalUnit, 0, if line == 2 { 4 } else { 1 }, district) }
}

/// The operator.
pub fn operator() -> Actor {
    actor(Role::CityOperator, 0, 0, 0)
}

/// An inspection as its fields, sound in every way; finished at a moment by the city's clock.
#[derive(Clone, Debug)]
pub struct Record {
    /// The agency.
    pub agency: i32,
    fields: Vec<(&'static str, String)>,
}

impl Record {
    /// A sound one.
    pub fn new(agency: i32, own_number: &str, finished: &str) -> Self {
        let first_power = AGENCIES[usize::try_from(agency - 1).unwrap()].4[0];
        let fields = vec![
            ("own_number", own_number.to_owned()),
            ("power", format!("P{first_power}")),
            ("target_name", "天津市某某商贸有限公司".to_owned()),
            ("place", "解放路1号".to_owned()),
            ("finished_at", crate::server::at(finished).to_string()),
            ("form", "daily".to_owned()),
            ("result", "pass".to_owned()),
            ("officers", format!("{}\u{1f}{}", certificate(agency, 1), certificate(agency, 2))),
            ("collection", "deferred".to_owned()),
            ("deferral_reason", "paper".to_owned()),
        ];
        Self { agency, fields }
    }

    /// With another value of a field, or a further field.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.fields.retain(|(n, _)| *n != name);
        self.fields.push((name, value.to_owned()));
        self
    }

    /// Without a field.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(n, _)| *n != name);
        self
    }

    /// With a correction order due on a day.
    pub fn with_correction(self, due: &str) -> Self {
        self.with("result", "fail").with("correction_matter", "物品摆放").with("correction_due", due)
    }

    /// The wish to collect it, as the agency's own system.
    pub fn wish(&self) -> Wish {
        self.wish_of(system(self.agency))
    }

    /// The wish of somebody to collect it.
    pub fn wish_of(&self, actor: Actor) -> Wish {
        let texts: Vec<(&str, &str)> = self.fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut problems = Vec::new();
        let mut collect = inspection::read(&texts, &mut problems);
        collect.agency = self.agency;
        collect.source = Some(Source::Push);
        let cause = uuid_of(&[
            b"collect",
            &self.agency.to_be_bytes(),
            collect.content.as_bytes(),
            actor.person.as_bytes(),
        ]);
        Wish { actor, cause, at: None, command: Command::Collect { wish: Box::new(collect), problems } }
    }

    /// Collects it.
    pub async fn collect(&self, platform: &Platform) -> Done {
        platform.submit(self.wish()).await.unwrap().unwrap()
    }
}

/// The wish of an agency's system to collect a case, or what happened in it: fields of the data standard, besides the case's
/// own number and kind. The moment of a step is told by the city's clock.
pub fn case(agency: i32, own_number: &str, fields: &[(&str, &str)]) -> Wish {
    let mut texts: Vec<(&str, String)> = vec![("own_number", own_number.to_owned())];
    for (name, value) in fields {
        let moment = *name == "at" && value.len() > 10;
        texts.push((name, if moment { crate::server::at(value).to_string() } else { (*value).to_owned() }));
    }
    let texts: Vec<(&str, &str)> = texts.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let mut problems = Vec::new();
    let mut collect = decree::case::read(&texts, None, &mut problems);
    collect.agency = agency;
    collect.source = Some(Source::Push);
    // A system that pushes has every field of the standard.
    collect.steps.iter_mut().for_each(|s| s.has = (1 << decree::case::COMMON_FIELDS.len()) - 1);
    let cause = uuid_of(&[b"case", &agency.to_be_bytes(), format!("{texts:?}").as_bytes()]);
    let command = Command::CollectCase { wish: Box::new(collect), problems };
    Wish { actor: system(agency), cause, at: None, command }
}

/// The opening of a penalty case against a company, under the agency's first power.
pub fn penalty(agency: i32) -> Vec<(&'static str, &'static str)> {
    let power = ["P1", "P2", "P3", "P4", "P5", "P6"]
        [AGENCIES[usize::try_from(agency - 1).unwrap()].4[0] as usize - 1];
    vec![
        ("act_kind", "penalty"),
        ("procedure", "ordinary"),
        ("title", "占道经营"),
        ("power", power),
        ("party_kind", "organisation"),
        ("party_name", "天津市某某商贸有限公司"),
        ("party_code", "11120000MB1660879L"),
    ]
}

/// A wish with a cause made of a name.
pub fn wish(actor: Actor, name: &str, command: Command) -> Wish {
    Wish { actor, cause: uuid_of(&[b"wish", name.as_bytes()]), at: None, command }
}

/// The wish to add to an inspection.
pub fn supplement(agency: i32, stream: Uuid, name: &str, field: &str, value: &str) -> Wish {
    let fields = vec![(field.to_owned(), value.to_owned())];
    wish(clerk(agency), name, Command::Supplement { stream, fields })
}

/// The rules that a refusal names.
pub fn rules(answer: &Answer) -> Vec<&'static str> {
    answer.as_ref().map_or_else(|r| r.problems.iter().map(|p| p.rule).collect(), |_| Vec::new())
}
