//! Offices: supervision offices of the governments, legal units of the agencies, and the others that act or read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{OFFICE, Row};

crate::codes! {
    /// What kind of office.
    OfficeKind {
        /// 市政府法制機構
        CityOffice = 1 "city_office",
        /// 區縣政府法制機構
        DistrictOffice = 2 "district_office",
        /// 機關法制機構
        LegalUnit = 3 "legal_unit",
        /// 司法所: may be the legal unit of a street.
        JusticeOffice = 4 "justice_office",
        /// The part of an agency that acts: officers, clerks, head.
        AgencyBody = 5 "agency_body",
        /// 監察機關
        DisciplineOrgan = 6 "discipline_organ",
        /// 任免機關
        AppointingOrgan = 7 "appointing_organ",
        /// Operator of the platform (Art. 7).
        Operator = 8 "operator",
        /// A government's leaders.
        Leadership = 9 "leadership",
    }
}

/// One version of an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Key of the agency it belongs to; 0 for none.
    pub agency: i32,
    /// Key of its district; 0 for the city's.
    pub district: i32,
    /// First day in force.
    pub from: Date,
    /// Register key.
    pub key: i32,
    /// Kind.
    pub kind: OfficeKind,
    /// Name.
    pub name: String,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Default for Office {
    fn default() -> Self {
        Self {
            agency: 0,
            district: 0,
            from: Date::ZERO,
            key: 0,
            kind: OfficeKind::AgencyBody,
            name: String::new(),
            until: None,
        }
    }
}

crate::facts! {
    /// What is said about an office.
    OfficeFact {
        /// The office is so, from a day on.
        Described = 25 v 1 { public: Office }
    }
}

/// An office with all its versions.
#[derive(Clone, Debug, Default)]
pub struct OfficeState {
    /// Its versions.
    pub versions: Dated<Office>,
}

impl OfficeState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let OfficeFact::Described { public } = OfficeFact::read(fact)?;
        self.versions.push(version(*public, fact, |o| (o.from, o.until)));
        Ok(())
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: uuid::Uuid) -> Vec<Row> {
        (1..)
            .zip(self.versions.all())
            .map(|(n, v)| Row {
                table: &OFFICE,
                values: vec![
                    v.value.key.into(),
                    i32::into(n),
                    stream.into(),
                    v.value.kind.number().into(),
                    v.value.name.as_str().into(),
                    v.value.agency.into(),
                    v.value.district.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
