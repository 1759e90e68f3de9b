//! Agencies as they are made up: which there are, what each holds and does, who handles its alerts.

use decree::agency::{AdministrativeLevel, Agency, AgencyKind, Entrustment, Handlers, Standing};
use decree::office::{Office, OfficeKind};
use decree::territory::TerritoryKind;
use jiff::civil::Date;

use super::behaviour::{Sizes, fill};
use super::chance::Chance;
use super::city::{Bureau, CITY_OFFICE, City, Diligence, Matter, Way, district_office};
use super::data::{DepartmentRow, TerritoryRow};
use super::numbers;
use super::scale::{Scale, rounded};

/// What an agency is made from.
pub struct Plan<'a> {
    name: String,
    kind: AgencyKind,
    standing: Standing,
    level: AdministrativeLevel,
    territory: &'a TerritoryRow,
    district: Option<&'a TerritoryRow>,
    /// Codes of the lines it inspects under; the first is its own.
    lines: Vec<&'a str>,
    officers: u32,
    yearly: u32,
    patrols: u32,
    educations: u32,
}

impl City {
    /// Which agencies there are at a scale.
    pub fn plans(&self, scale: &Scale) -> Vec<Plan<'_>> {
        let mut plans = Vec::new();
        let city = self.territories(&[TerritoryKind::City]).next();
        for row in scale.thinned(self.data.departments.iter().filter(|d| d.city)) {
            plans.extend(city.map(|city| self.department(row, city, None)));
        }
        let districts: Vec<&TerritoryRow> = self.territories(&[TerritoryKind::District]).collect();
        plans.extend(districts.iter().map(|d| self.local(d, &self.data.behaviour.government)));
        let everywhere = districts
            .iter()
            .flat_map(|d| self.data.departments.iter().filter(|row| !row.city).map(move |row| (row, *d)));
        for (row, district) in scale.thinned(everywhere) {
            plans.push(self.department(row, district, Some(district)));
        }
        for street in scale.thinned(self.territories(&[TerritoryKind::Street, TerritoryKind::Town])) {
            plans.push(self.local(street, &self.data.behaviour.street));
        }
        for zone in scale.thinned(self.territories(&[TerritoryKind::Zone])) {
            plans.push(self.local(zone, &self.data.behaviour.zone));
        }
        plans
    }

    fn department<'a>(
        &'a self,
        row: &'a DepartmentRow,
        territory: &'a TerritoryRow,
        district: Option<&'a TerritoryRow>,
    ) -> Plan<'a> {
        Plan {
            name: fill(&row.name, &[("", &territory.name)]),
            kind: row.kind,
            standing: row.standing,
            level: if row.city { AdministrativeLevel::Municipal } else { AdministrativeLevel::District },
            territory,
            district,
            lines: vec![&row.line],
            officers: row.officers,
            yearly: row.yearly,
            patrols: 0,
            educations: 0,
        }
    }

    /// A street, town, zone, or a district's government.
    fn local<'a>(&'a self, territory: &'a TerritoryRow, sizes: &Sizes) -> Plan<'a> {
        let behaviour = &self.data.behaviour;
        let mut chance = Chance::of(&self.seed, &[b"size", territory.code.as_bytes()]);
        let (kind, pattern, lines) = match territory.kind {
            TerritoryKind::Street => (AgencyKind::Street, &behaviour.names.street, &behaviour.lines.street),
            TerritoryKind::Town => (AgencyKind::Street, &behaviour.names.town, &behaviour.lines.street),
            TerritoryKind::Zone => (AgencyKind::Zone, &behaviour.names.zone, &behaviour.lines.zone),
            _ => (AgencyKind::Government, &behaviour.names.government, &behaviour.lines.government),
        };
        let own = kind == AgencyKind::Government;
        let district = if own { self.district(Some(territory.key)) } else { self.district(territory.parent) };
        let before = district.map_or("", |d| d.name.as_str());
        // A zone's own name often says where it lies.
        let place = if own || territory.name.contains(before) || kind == AgencyKind::Zone {
            territory.name.clone()
        } else {
            format!("{before}{}", territory.name)
        };
        // Neighbours differ by more than an order of magnitude: drawn evenly by magnitude, not by number.
        let [low, high] = sizes.inspections.map(f64::from);
        let yearly = low * (high / low).powf(chance.fraction());
        Plan {
            name: fill(pattern, &[("", &place)]),
            kind,
            standing: Standing::Statutory,
            level: if own { AdministrativeLevel::District } else { AdministrativeLevel::Subdistrict },
            territory,
            district,
            lines: lines.iter().map(String::as_str).collect(),
            officers: chance.within(sizes.officers),
            yearly: rounded(yearly),
            patrols: chance.within(sizes.patrols),
            educations: chance.within(sizes.educations),
        }
    }

    /// An agency as planned, with everything drawn for it.
    pub fn bureau(&self, key: i32, plan: &Plan<'_>, scale: &Scale) -> Bureau {
        let behaviour = &self.data.behaviour;
        let mut chance = Chance::of(&self.seed, &[b"agency", &key.to_be_bytes()]);
        let line_key = |code: &&str| self.data.line(code).map_or(0, |l| l.key);
        let division = plan.district.map_or("120000", |d| d.code.as_str());
        let agency = Agency {
            code: numbers::agency_code(division, key),
            district: plan.district.map_or(0, |d| d.key),
            entrustment: None,
            from: behaviour.in_force_from,
            key,
            kind: plan.kind,
            level: plan.level,
            line: plan.lines.first().map_or(0, line_key),
            name: plan.name.clone(),
            standing: plan.standing,
            territory: plan.territory.key,
            units: Vec::new(),
            until: None,
        };
        let offices = self.own_offices(&agency, &mut chance);
        let handlers = handlers(&agency, &offices);
        let (staff, officers) = self.people_of(&agency, &offices, scale.officers(plan.officers));
        let inspects: Vec<Matter> = self.matters_of(plan);
        let held: Vec<i32> = plan.lines.iter().map(line_key).collect();
        let others: Vec<&Matter> = self.matters.iter().filter(|m| !held.contains(&m.line)).collect();
        let foreign = chance.pick(&others).map_or_else(|| self.matters[0].clone(), |m| (*m).clone());
        let powers = self.powers_of(plan, &inspects, &mut chance);
        let street = plan.kind == AgencyKind::Street;
        let ways = if street { &behaviour.entry.street } else { &behaviour.entry.department };
        let way = [Way::Phone, Way::Desk, Way::TwiceWeekly, Way::Weekly][chance.share(ways).min(3)];
        let days = scale.acts(plan.yearly, self.period.years());
        let mut inspections: Vec<Date> = (0..days).map(|_| self.period.draw_day(&mut chance)).collect();
        inspections.sort_unstable();
        Bureau {
            pushes: plan.kind == AgencyKind::Department && chance.often(behaviour.entry.pushing),
            listed: !chance.often(behaviour.people.without_list),
            diligence: match chance.share(&[behaviour.alerts.careful, behaviour.alerts.slow]) {
                0 => Diligence::Careful,
                1 => Diligence::Slow,
                _ => Diligence::Lazy,
            },
            territories: self.acts_in(plan),
            division: division.to_owned(),
            around: plan.district.unwrap_or(plan.territory).name.clone(),
            patrols: scale.acts(plan.patrols, self.period.years()),
            educations: scale.acts(plan.educations, self.period.years()),
            agency,
            handlers,
            offices,
            staff,
            officers,
            powers,
            inspects,
            foreign,
            way,
            inspections,
        }
    }

    /// Six powers to inspect for a street, one a line; all five of its line for a department.
    fn matters_of(&self, plan: &Plan<'_>) -> Vec<Matter> {
        let mut matters = Vec::new();
        for code in &plan.lines {
            let Some(line) = self.data.line(code) else { continue };
            let of_line = self.matters.iter().filter(|m| m.line == line.key);
            matters.extend(of_line.take(if plan.lines.len() == 1 { usize::MAX } else { 1 }).cloned());
        }
        matters
    }

    fn powers_of(&self, plan: &Plan<'_>, inspects: &[Matter], chance: &mut Chance) -> Vec<i32> {
        let mut of_lines: Vec<i32> = (1..)
            .zip(&self.data.powers)
            .filter(|(_, p)| plan.lines.contains(&p.line.as_str()))
            .map(|(key, _)| key)
            .collect();
        let most = match plan.kind {
            AgencyKind::Street => chance.within(self.data.behaviour.people.powers_of_street),
            AgencyKind::Government => 30,
            _ => u32::MAX,
        };
        while of_lines.len() > most as usize {
            let left = u32::try_from(of_lines.len()).unwrap_or(u32::MAX);
            of_lines.swap_remove(chance.below(left) as usize);
        }
        of_lines.extend(inspects.iter().map(|m| m.key));
        of_lines.sort_unstable();
        of_lines
    }

    /// Codes of the streets and towns in which an agency acts.
    fn acts_in(&self, plan: &Plan<'_>) -> Vec<String> {
        if plan.level == AdministrativeLevel::Subdistrict {
            return vec![plan.territory.code.clone()];
        }
        let district = plan.district.map(|d| d.key);
        let streets = self.territories(&[TerritoryKind::Street, TerritoryKind::Town]);
        streets.filter(|s| district.is_none() || s.parent == district).map(|s| s.code.clone()).collect()
    }

    fn own_offices(&self, agency: &Agency, chance: &mut Chance) -> Vec<Office> {
        let behaviour = &self.data.behaviour;
        let office = |n: i32, kind, name: String| Office {
            agency: agency.key,
            district: agency.district,
            from: behaviour.in_force_from,
            key: 1000 + agency.key * 10 + n,
            kind,
            name,
            until: None,
        };
        let mut offices = vec![office(0, OfficeKind::AgencyBody, agency.name.clone())];
        let street = agency.kind == AgencyKind::Street;
        let missing = chance.often(behaviour.people.without_legal_unit);
        if !missing && agency.kind != AgencyKind::Government {
            let justice = street && chance.often(behaviour.people.justice_office);
            let (kind, pattern) = if justice {
                (OfficeKind::JusticeOffice, &behaviour.names.justice_office)
            } else {
                (OfficeKind::LegalUnit, &behaviour.names.legal_unit)
            };
            offices.push(office(1, kind, fill(pattern, &[("", &agency.name)])));
        }
        offices
    }

    /// One street makes its numbers up, one enters everything at the month's end; an entrusted body acts for its principal.
    pub fn special_cases(&mut self) {
        let entry = &self.data.behaviour.entry;
        let officers = entry.number_maker_officers;
        let streets: Vec<usize> = (0..self.bureaus.len())
            .filter(|i| self.bureaus[*i].agency.kind == AgencyKind::Street)
            .filter(|i| self.bureaus[*i].handlers.level1_unit.is_some())
            .collect();
        if let Some(maker) = streets.get(1).and_then(|i| self.bureaus.get_mut(*i)) {
            maker.way = Way::MadeUp;
            maker.officers.truncate(officers as usize);
            let yearly = f64::from(officers * entry.number_maker_per_officer);
            let mut chance = Chance::of(&self.seed, &[b"number maker"]);
            let made = rounded(yearly * self.period.years());
            maker.inspections = (0..made).map(|_| self.period.draw_day(&mut chance)).collect();
            maker.inspections.sort_unstable();
        }
        if let Some(late) = streets.get(2).and_then(|i| self.bureaus.get_mut(*i)) {
            late.way = Way::MonthEnd;
        }
        let principals: Vec<(i32, i32)> = self
            .bureaus
            .iter()
            .filter(|b| {
                b.agency.level == AdministrativeLevel::Municipal && b.agency.standing == Standing::Statutory
            })
            .map(|b| (b.agency.line, b.agency.key))
            .collect();
        for bureau in self.bureaus.iter_mut().filter(|b| b.agency.standing == Standing::Entrusted) {
            let principal = principals.iter().find(|(line, _)| *line == bureau.agency.line);
            let mandate = bureau.inspects.iter().map(|m| m.code.clone()).collect();
            match principal {
                Some((_, principal)) => {
                    bureau.agency.entrustment =
                        Some(Entrustment { mandate, principal: *principal, term: None });
                }
                // In a thinned city its principal may be missing: then it acts in its own right.
                None => bureau.agency.standing = Standing::Authorised,
            }
        }
    }
}

/// Who handles the alerts of an agency (rulings 2).
fn handlers(agency: &Agency, offices: &[Office]) -> Handlers {
    let own = offices.iter().find(|o| o.kind != OfficeKind::AgencyBody).map(|o| o.key);
    let district = (agency.district != 0).then(|| district_office(agency.district));
    let government = agency.kind == AgencyKind::Government;
    let level2_office = if government { CITY_OFFICE } else { district.unwrap_or(CITY_OFFICE) };
    Handlers {
        agency: agency.key,
        from: agency.from,
        level1_unit: if government { district } else { own },
        level2_office,
        level3_office: (level2_office != CITY_OFFICE).then_some(CITY_OFFICE),
        same_level_office: level2_office,
        until: None,
    }
}
