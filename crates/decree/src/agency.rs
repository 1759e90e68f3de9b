//! 行政執法機關 (Art. 36): statutory, authorised or entrusted; its enforcement units; and the dated fields that say
//! who handles its alerts at each level (Art. 27) and who approves its applications (Arts 12, 14), rulings 1 and 2.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{AGENCY, HANDLERS, Row};

crate::codes! {
    /// 市 / 區縣 / 街鎮.
    AdministrativeLevel {
        /// 市
        Municipal = 1 "municipal",
        /// 區縣
        District = 2 "district",
        /// 街道、鄉鎮
        Subdistrict = 3 "subdistrict",
    }
}

crate::codes! {
    /// By what right the agency acts. Only the first two are subjects (執法主體).
    Standing {
        /// 行政機關
        Statutory = 1 "statutory",
        /// 法律法規授權的組織
        Authorised = 2 "authorised",
        /// 受委託的組織: acts in its principal's name (Penalty Law 20).
        Entrusted = 3 "entrusted",
    }
}

crate::codes! {
    /// What kind of body.
    AgencyKind {
        /// A government itself decides too (Art. 3).
        Government = 1 "government",
        /// 工作部門
        Department = 2 "department",
        /// 街鎮綜合執法
        Street = 3 "street",
        /// 功能區管委會
        Zone = 4 "zone",
        /// 垂直管理系統的派出機構
        Dispatched = 5 "dispatched",
        /// 事業單位、社會組織: no administrative organ.
        Institution = 6 "institution",
    }
}

impl AgencyKind {
    /// Whether it is an administrative organ (Licence Law 24).
    pub fn is_organ(self) -> bool {
        self != Self::Institution
    }
}

/// 執法機構: a brigade, station or section of an agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnforcementUnit {
    /// Code within the agency.
    pub code: String,
    /// Name.
    pub name: String,
}

/// The mandate of an entrusted body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrustment {
    /// What it may do: codes of powers.
    pub mandate: Vec<String>,
    /// Key of the agency in whose name it acts.
    pub principal: i32,
    /// Last day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Date>,
}

/// One version of an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Official code: its 統一社會信用代碼.
    pub code: String,
    /// Key of the district it lies in; 0 for the city's own.
    pub district: i32,
    /// Mandate, if entrusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrustment: Option<Entrustment>,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Kind.
    pub kind: AgencyKind,
    /// Level.
    pub level: AdministrativeLevel,
    /// Key of its own line: only the default for its acts.
    pub line: i32,
    /// Name.
    pub name: String,
    /// Standing.
    pub standing: Standing,
    /// Key of its territory.
    pub territory: i32,
    /// Enforcement units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<EnforcementUnit>,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Default for Agency {
    fn default() -> Self {
        Self {
            code: String::new(),
            district: 0,
            entrustment: None,
            from: Date::ZERO,
            key: 0,
            kind: AgencyKind::Department,
            level: AdministrativeLevel::District,
            line: 0,
            name: String::new(),
            standing: Standing::Statutory,
            territory: 0,
            units: Vec::new(),
            until: None,
        }
    }
}

/// Who handles the alerts of an agency and approves its applications: offices by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handlers {
    /// Key of the agency.
    pub agency: i32,
    /// First day in force.
    pub from: Date,
    /// The agency's legal unit; none: its head, and the office sees the gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level1_unit: Option<i32>,
    /// The city or district office.
    pub level2_office: i32,
    /// The city office, where level 2 is a district's (Art. 27 III); none where it is the city's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level3_office: Option<i32>,
    /// 同級政府法制機構: approves base information and amendments (Arts 12, 14).
    pub same_level_office: i32,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

crate::facts! {
    /// What is said about an agency.
    AgencyFact {
        /// The agency is so, from a day on.
        Described = 20 v 1 { public: Agency }
        /// These handle its alerts and applications, from a day on.
        HandlersNamed = 21 v 1 { public: Handlers }
    }
}

/// An agency with all its versions.
#[derive(Clone, Debug, Default)]
pub struct AgencyState {
    /// The agency.
    pub versions: Dated<Agency>,
    /// Its handlers.
    pub handlers: Dated<Handlers>,
}

impl AgencyState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        match AgencyFact::read(fact)? {
            AgencyFact::Described { public } => {
                self.versions.push(version(*public, fact, |a| (a.from, a.until)));
            }
            AgencyFact::HandlersNamed { public } => {
                self.handlers.push(version(*public, fact, |h| (h.from, h.until)));
            }
        }
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        let agencies = (1..).zip(self.versions.all()).map(|(n, v)| Row {
            table: &AGENCY,
            values: vec![
                v.value.key.into(),
                i32::into(n),
                stream.into(),
                v.value.code.as_str().into(),
                v.value.name.as_str().into(),
                v.value.level.number().into(),
                v.value.standing.number().into(),
                v.value.line.into(),
                v.value.territory.into(),
                v.value.district.into(),
                v.value.from.into(),
                v.value.until.into(),
            ],
        });
        let handlers = (1..).zip(self.handlers.all()).map(|(n, v)| Row {
            table: &HANDLERS,
            values: vec![
                v.value.agency.into(),
                i32::into(n),
                stream.into(),
                v.value.level1_unit.into(),
                v.value.level2_office.into(),
                v.value.level3_office.into(),
                v.value.same_level_office.into(),
                v.value.from.into(),
                v.value.until.into(),
            ],
        });
        agencies.chain(handlers).collect()
    }
}
