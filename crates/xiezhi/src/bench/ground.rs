//! The ground that measurements stand on: a small city in a database of its own, and acts of the field's mix.

use std::sync::Arc;

use calendar::{city_date, start_of};
use decree::agency::{AdministrativeLevel, Agency, AgencyFact, AgencyKind, Handlers, Standing};
use decree::authority::{Actor, Place, Role};
use decree::fact::{NewFact, ThingKind};
use decree::identity::{rng_for, uuid_of};
use decree::inspection::{self, Source};
use decree::line::{Line, LineFact};
use decree::office::{Office, OfficeFact, OfficeKind};
use decree::officer::{Certificate, OfficerFact, Registration};
use decree::power::{Power, PowerFact, PowerKind, PowerList, PowerListFact};
use decree::territory::{Territory, TerritoryFact, TerritoryKind};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use pgserver::PrivateServer;
use platform::{Command, Entry, Platform, SimulatedClock, Wish};
use rand_core::Rng;
use store::{Access, Role as DatabaseRole};
use uuid::Uuid;

use super::Kind;
use crate::cli::Failure;
use crate::open::{How, Where, access, key_dir, platform_on};

const DATABASE: &str = "xiezhi_bench";
const DISTRICTS: i32 = 16;
const AGENCIES: i32 = 128;
const LINES: i32 = 16;
const OFFICERS: i32 = 8;
const POWERS: i32 = 400;

/// A small city, and the clock that its measurements move.
pub struct Ground {
    /// The platform.
    pub platform: Platform,
    /// Its clock.
    pub clock: Arc<SimulatedClock>,
    /// How its database is reached.
    pub access: Access,
    home: Access,
    server: Option<PrivateServer>,
}

impl Ground {
    /// Makes the city.
    pub async fn make(place: &Where) -> Result<Self, Failure> {
        let clock = Arc::new(SimulatedClock::new(start_of(date(2026, 3, 2))));
        let how = || How { clock: clock.clone(), seed: Some([7; 32]), ..How::default() };
        let (home, server) = access(place, &how())?;
        home.prepare().await?;
        let admin = home.connect(DatabaseRole::Super).await?;
        admin.batch_execute(&format!("drop database if exists {DATABASE}")).await?;
        let bench = home.database(DATABASE);
        bench.prepare().await?;
        store::migrate(&bench).await?;
        let platform = platform_on(bench.clone(), &key_dir(place), 1, how()).await?;
        platform.found(true).await?;
        let ground = Self { platform, clock, access: bench, home, server };
        ground.register().await?;
        Ok(ground)
    }

    /// Drops the database.
    pub async fn drop(self) -> Result<(), Failure> {
        drop(self.platform);
        let admin = self.home.connect(DatabaseRole::Super).await?;
        admin.batch_execute(&format!("drop database if exists {DATABASE} with (force)")).await?;
        drop(self.server);
        Ok(())
    }

    async fn register(&self) -> Result<(), Failure> {
        let mut entries = Vec::new();
        entries.extend((1..=LINES).map(line));
        entries.extend((1..=DISTRICTS).map(territory));
        entries.push(office(1, OfficeKind::CityOffice, 0, 0));
        entries.extend((1..=DISTRICTS).map(|d| office(100 + d, OfficeKind::DistrictOffice, 0, d)));
        entries.extend((1..=AGENCIES).map(|a| office(1000 + a, OfficeKind::LegalUnit, a, district(a))));
        entries.extend((1..=POWERS).map(power));
        entries.extend((1..=AGENCIES).map(agency));
        entries.extend((1..=AGENCIES).map(power_list));
        for agency in 1..=AGENCIES {
            entries.extend((0..OFFICERS).map(|n| officer(agency, n)));
        }
        let city = Actor { role: Role::CityOffice, ..Actor::clock() };
        let mut wishes = Vec::with_capacity(entries.len());
        for (n, entry) in (0i32..).zip(entries) {
            let cause = uuid_of(&[b"bench", &n.to_be_bytes()]);
            let command = Command::Register(Box::new(entry));
            wishes.push(Wish { actor: city.clone(), cause, at: None, command });
        }
        for answer in self.platform.submit_all(wishes).await? {
            answer?;
        }
        Ok(())
    }

    /// Acts `from..to` of the field's mix, as wishes: parsed from their fields like rows of a file.
    pub fn wishes(&self, from: u64, to: u64) -> Vec<Wish> {
        let now = self.platform.now();
        (from..to).map(|n| wish(n, now, late(n))).collect()
    }

    /// The same acts as systems push them: key of the agency, and the row as JSON.
    pub fn rows(&self, from: u64, to: u64) -> Vec<(i32, String)> {
        let now = self.platform.now();
        let row = |n: u64| {
            let (agency, _, fields) = fields(n, now, late(n));
            let value = |text: String| match text.contains('\u{1f}') {
                true => text.split('\u{1f}').collect(),
                false => serde_json::Value::from(text),
            };
            let row: serde_json::Map<_, _> =
                fields.into_iter().map(|(name, text)| (name.to_owned(), value(text))).collect();
            (agency, serde_json::Value::Object(row).to_string())
        };
        (from..to).map(row).collect()
    }

    /// Acts `from..to` of a kind.
    pub fn acts(&self, kind: Kind, from: u64, to: u64) -> Vec<Wish> {
        let now = self.platform.now();
        match kind {
            Kind::Inspection => self.wishes(from, to),
            Kind::Case => (from..to).map(|n| case_wish(n, now)).collect(),
        }
    }

    /// Acts that are all late: each raises an alert.
    pub fn late_wishes(&self, from: u64, to: u64) -> Vec<Wish> {
        let now = self.platform.now();
        (from..to).map(|n| wish(n, now, true)).collect()
    }

    /// The actor of an agency's own system.
    pub fn actor(agency: i32) -> Actor {
        let person = uuid_of(&[b"bench actor", &agency.to_be_bytes()]);
        Actor {
            person,
            role: Role::AgencySystem,
            office: 0,
            agency,
            district: district(agency),
            line: 0,
            on_behalf: None,
        }
    }

    /// Numbers of the server that say how much was written.
    pub async fn written(&self) -> Result<Written, Failure> {
        let client = self.access.connect(DatabaseRole::Writer).await?;
        let row = client
            .query_one("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8, pg_database_size(current_database())::float8", &[])
            .await?;
        Ok(Written { wal: row.get(0), size: row.get(1) })
    }
}

/// Bytes of log and of the database.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    pub wal: f64,
    pub size: f64,
}

const fn late(n: u64) -> bool {
    n % 20 == 3
}

const fn district(agency: i32) -> i32 {
    1 + agency % DISTRICTS
}

const fn line_of(agency: i32) -> i32 {
    1 + (agency / DISTRICTS) % LINES
}

/// An act's agency, its cause, and its fields.
fn fields(n: u64, now: Timestamp, late: bool) -> (i32, Uuid, Vec<(&'static str, String)>) {
    let cause = uuid_of(&[b"act", &n.to_be_bytes()]);
    let mut rng = rng_for(&[9; 32], cause);
    let mut draw = |below: u64| rng.next_u64() % below;
    let agency = i32::try_from(draw(AGENCIES as u64)).unwrap_or(0) + 1;
    let days_ago = if late { 20 } else { draw(2) };
    let finished = now
        - jiff::SignedDuration::from_secs(
            i64::try_from(days_ago * 86_400 + 600 + draw(36_000)).unwrap_or(600),
        );
    let first = draw(OFFICERS as u64);
    let power = u64::try_from((line_of(agency) - 1) * 25).unwrap_or(0) + draw(25) + 1;
    let result =
        ["pass", "pass", "pass", "pass", "corrected_on_site", "fail"][usize::try_from(draw(6)).unwrap_or(0)];
    let mut fields: Vec<(&'static str, String)> = vec![
        ("own_number", format!("JC-{agency:04}-{n:09}")),
        ("power", format!("P{power:05}")),
        ("target_kind", "organisation".to_owned()),
        ("target_name", format!("天津市第{}商贸有限公司", draw(90_000))),
        ("place", format!("天津市{}区解放路{}号", district(agency), draw(900))),
        ("started_at", (finished - jiff::SignedDuration::from_mins(40)).to_string()),
        ("finished_at", finished.to_string()),
        ("plan", format!("2026-{}", draw(40))),
        ("form", if draw(3) == 0 { "special" } else { "daily" }.to_owned()),
        ("items", "证照是否齐全=pass\u{1f}台账是否完整=pass\u{1f}现场是否整洁=fail".to_owned()),
        ("result", result.to_owned()),
        (
            "officers",
            format!("{}\u{1f}{}", number(agency, first), number(agency, (first + 1) % OFFICERS as u64)),
        ),
        ("collection", "deferred".to_owned()),
        ("deferral_reason", "paper".to_owned()),
    ];
    if result == "fail" {
        fields.push(("correction_matter", "现场物品摆放不符合要求".to_owned()));
        fields
            .push(("correction_due", city_date(now).saturating_add(jiff::Span::new().days(15)).to_string()));
    }
    (agency, cause, fields)
}

fn wish(n: u64, now: Timestamp, late: bool) -> Wish {
    let (agency, cause, fields) = fields(n, now, late);
    let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let mut problems = Vec::new();
    let mut collect = inspection::read(&texts, &mut problems);
    collect.agency = agency;
    collect.source = Some(Source::Push);
    let command = Command::Collect { wish: Box::new(collect), problems };
    Wish { actor: Ground::actor(agency), cause, at: None, command }
}

fn number(agency: i32, n: u64) -> String {
    format!("02{agency:05}{n:04}")
}

const FROM: Date = date(2015, 6, 1);

fn entry(kind: ThingKind, name: &str, key: i32, place: Place, facts: Vec<NewFact>) -> Entry {
    Entry { kind, stream: uuid_of(&[name.as_bytes(), &key.to_be_bytes()]), place, facts }
}

fn place(agency: i32) -> Place {
    Place {
        agency,
        line: line_of(agency),
        territory: district(agency),
        district: district(agency),
        office: 0,
    }
}

fn line(key: i32) -> Entry {
    let body =
        Line { code: format!("L{key:02}"), from: FROM, key, name: format!("条线{key}"), until: None };
    let fact = LineFact::Described { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::Line, "line", key, Place::default(), vec![fact])
}

fn territory(key: i32) -> Entry {
    let body = Territory {
        code: format!("1201{key:02}"),
        from: FROM,
        key,
        kind: TerritoryKind::District,
        name: format!("第{key}区"),
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

fn power(key: i32) -> Entry {
    let body = Power {
        code: format!("P{key:05}"),
        from: FROM,
        key,
        kind: PowerKind::Inspection,
        line: 1 + (key - 1) / 25 % LINES,
        name: format!("检查事项{key}"),
        ..Power::default()
    };
    let fact = PowerFact::Described { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::Power, "power", key, Place::default(), vec![fact])
}

fn agency(key: i32) -> Entry {
    let body = Agency {
        code: format!("A{key:05}"),
        district: district(key),
        from: FROM,
        key,
        kind: AgencyKind::Department,
        level: AdministrativeLevel::District,
        line: line_of(key),
        name: format!("第{key}执法机关"),
        standing: Standing::Statutory,
        territory: district(key),
        ..Agency::default()
    };
    let handlers = Handlers {
        agency: key,
        from: FROM,
        level1_unit: Some(1000 + key),
        level2_office: 100 + district(key),
        level3_office: Some(1),
        same_level_office: 100 + district(key),
        until: None,
    };
    let facts = vec![
        AgencyFact::Described { public: Box::new(body) }.at(start_of(FROM)),
        AgencyFact::HandlersNamed { public: Box::new(handlers) }.at(start_of(FROM)),
    ];
    entry(ThingKind::Agency, "agency", key, place(key), facts)
}

fn power_list(agency: i32) -> Entry {
    let first = (line_of(agency) - 1) * 25;
    let body = PowerList {
        agency,
        approved_by: 100 + district(agency),
        complete: true,
        from: FROM,
        powers: (first + 1..=first + 25).collect(),
        until: None,
    };
    let fact = PowerListFact::Approved { public: Box::new(body) }.at(start_of(FROM));
    entry(ThingKind::PowerList, "power list", agency, place(agency), vec![fact])
}

fn officer(agency: i32, n: i32) -> Entry {
    let key = agency * 100 + n;
    let certificate = Certificate {
        from: date(2023, 1, 1),
        issuer: "天津市人民政府".to_owned(),
        number: number(agency, u64::try_from(n).unwrap_or(0)),
        until: date(2028, 1, 1),
    };
    let registration = Registration { agency, auxiliary: false, person: Uuid::nil() };
    let facts = vec![
        OfficerFact::Registered { internal: Box::new(registration) }.at(start_of(FROM)),
        OfficerFact::Certified { public: Box::new(certificate) }.at(start_of(FROM)),
    ];
    entry(ThingKind::Officer, "officer", key, place(agency), facts)
}

/// An event, how many hours ago it happened, and its fields.
type Happening = (&'static str, i64, Vec<(&'static str, String)>);

/// An ordinary penalty case that went through: opened, filed, investigated, noticed, decided, served; six facts.
fn case_wish(n: u64, now: Timestamp) -> Wish {
    let cause = uuid_of(&[b"case", &n.to_be_bytes()]);
    let mut rng = rng_for(&[8; 32], cause);
    let mut draw = |below: u64| rng.next_u64() % below;
    let agency = i32::try_from(draw(AGENCIES as u64)).unwrap_or(0) + 1;
    let first = draw(OFFICERS as u64);
    let officers =
        format!("{}\u{1f}{}", number(agency, first), number(agency, (first + 1) % OFFICERS as u64));
    let power = u64::try_from((line_of(agency) - 1) * 25).unwrap_or(0) + draw(25) + 1;
    let hours = |h: i64| (now - jiff::SignedDuration::from_hours(h)).to_string();
    let fine = (1 + draw(100)) * 10_000;
    let opening = vec![
        ("own_number", format!("AJ-{agency:04}-{n:09}")),
        ("act_kind", "penalty".to_owned()),
        ("procedure", "ordinary".to_owned()),
        ("title", "占道经营案".to_owned()),
        ("power", format!("P{power:05}")),
        ("party_kind", "organisation".to_owned()),
        ("party_name", format!("天津市第{n}商贸有限公司")),
        ("act_from", hours(900).chars().take(10).collect()),
    ];
    let steps: [Happening; 5] = [
        ("filing", 9, vec![("officers", officers.clone()), ("documents", "立案审批表".to_owned())]),
        ("investigation", 8, vec![("officers", officers)]),
        ("notice", 7, vec![("fine", fine.to_string()), ("sanctions", "fine".to_owned())]),
        (
            "decision",
            4,
            vec![
                ("decision_number", format!("津罚{agency:04}〔2026〕{n}号")),
                ("outcome", "penalty".to_owned()),
                ("sanctions", "fine".to_owned()),
                ("fine", fine.to_string()),
                ("basis", "中华人民共和国固体废物污染环境防治法/第一百零六条".to_owned()),
                ("facts", "占用道路经营".to_owned()),
                ("approver", "负责人".to_owned()),
                ("documents", "行政处罚决定书".to_owned()),
            ],
        ),
        ("service", 2, vec![("mode", "direct".to_owned()), ("documents", "送达回证".to_owned())]),
    ];
    let mut problems = Vec::new();
    let mut whole: Option<decree::case::CaseWish> = None;
    for (event, ago, more) in steps {
        let mut fields = vec![("event", event.to_owned()), ("at", hours(ago))];
        if whole.is_none() {
            fields.extend(opening.clone());
        }
        fields.extend(more);
        let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut read = decree::case::read(&texts, None, &mut problems);
        read.steps.iter_mut().for_each(|s| s.has = (1 << decree::case::COMMON_FIELDS.len()) - 1);
        match &mut whole {
            Some(whole) => whole.steps.append(&mut read.steps),
            None => whole = Some(read),
        }
    }
    let mut wish = whole.unwrap_or_default();
    wish.agency = agency;
    wish.source = Some(Source::Push);
    let command = Command::CollectCase { wish: Box::new(wish), problems };
    Wish { actor: Ground::actor(agency), cause, at: None, command }
}
