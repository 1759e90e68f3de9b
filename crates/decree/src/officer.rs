//! 執法人員 and their certificates (Arts 10, 11(6)). Several certificates a person, ministries' too; an auxiliary is
//! none of the two officers an act needs. Names lie in the vault.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::{Fact, ReadError};
use crate::view::{CERTIFICATE, Row};

/// Who the officer is and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Key of the agency.
    pub agency: i32,
    /// 輔助人員: holds no certificate and never counts.
    pub auxiliary: bool,
    /// Key in the vault.
    pub person: Uuid,
}

/// A certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// First day valid.
    pub from: Date,
    /// Who issued it.
    pub issuer: String,
    /// Number.
    pub number: String,
    /// First day no longer valid.
    pub until: Date,
}

/// The end of a certificate before its time: suspension, revocation, leaving the post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// First day no longer valid.
    pub day: Date,
    /// Ground: a code.
    pub ground: String,
    /// Number of the certificate.
    pub number: String,
}

/// A renewal that is applied for: until it is decided the certificate is neither valid nor invalid (rulings 8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Day of the application.
    pub day: Date,
    /// Number of the certificate.
    pub number: String,
}

crate::facts! {
    /// What is said about an officer.
    OfficerFact {
        /// The officer serves in an agency.
        Registered = 45 v 1 { internal: Registration }
        /// A certificate was issued, or renewed to a later end.
        Certified = 46 v 1 { public: Certificate }
        /// A certificate ended before its time.
        CertificateEnded = 47 v 1 { public: Ending }
        /// A renewal was applied for.
        RenewalRequested = 48 v 1 { internal: Renewal }
    }
}

/// One certificate with what happened to it, each with the moment from which it is known.
#[derive(Clone, Debug)]
pub struct Held {
    /// The certificate.
    pub certificate: Certificate,
    /// Known from.
    pub recorded_at: Timestamp,
    /// Its ends before time, each with the moment since when it is known.
    pub ended: Vec<(Date, Timestamp)>,
    /// The days on which a renewal was asked for, each with the moment since when it is known.
    pub renewals: Vec<(Date, Timestamp)>,
}

impl Held {
    /// First day no longer valid, if it ended before its time, as known at `known`.
    pub fn ended(&self, known: Timestamp) -> Option<Date> {
        self.ended.iter().rev().find(|(_, at)| *at <= known).map(|(day, _)| *day)
    }

    /// Whether a renewal had been asked for by a day, as known at `known`.
    pub fn renewal_asked(&self, day: Date, known: Timestamp) -> bool {
        self.renewals.iter().any(|(asked, at)| *at <= known && *asked <= day)
    }
}

/// What a certificate says about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Valid that day.
    Valid,
    /// Not valid that day: not yet, expired or ended.
    Invalid,
    /// Expired, but a renewal was pending as known: not judged until it is decided (rulings 8).
    Pending,
    /// Nothing is known of it.
    Unknown,
}

/// An officer with certificates.
#[derive(Clone, Debug, Default)]
pub struct OfficerState {
    /// Agency, auxiliary, person, as said last.
    pub registration: Registration,
    /// Since when it is known that the person is an auxiliary, or none.
    auxiliary: Vec<(Timestamp, bool)>,
    /// Certificates in the order of issue.
    pub certificates: Vec<Held>,
}

impl OfficerState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let at = fact.envelope.recorded_at;
        match OfficerFact::read(fact)? {
            OfficerFact::Registered { internal } => {
                self.auxiliary.push((at, internal.auxiliary));
                self.registration = *internal;
            }
            OfficerFact::Certified { public } => {
                let (ended, renewals) = (Vec::new(), Vec::new());
                self.certificates.push(Held { certificate: *public, recorded_at: at, ended, renewals });
            }
            OfficerFact::CertificateEnded { public } => {
                for held in self.certificates.iter_mut().filter(|h| h.certificate.number == public.number) {
                    held.ended.push((public.day, at));
                }
            }
            OfficerFact::RenewalRequested { internal } => {
                for held in self.certificates.iter_mut().filter(|h| h.certificate.number == internal.number) {
                    held.renewals.push((internal.day, at));
                }
            }
        }
        Ok(())
    }

    /// Whether the person was known at `known` to be an auxiliary.
    pub fn is_auxiliary(&self, known: Timestamp) -> bool {
        self.auxiliary.iter().rev().find(|(at, _)| *at <= known).is_some_and(|(_, auxiliary)| *auxiliary)
    }

    /// What was known at `known` of the officer's certificates on `day`: any valid one suffices.
    pub fn validity(&self, day: Date, known: Timestamp) -> Validity {
        let mut answer = Validity::Unknown;
        for held in self.certificates.iter().filter(|h| h.recorded_at <= known) {
            let ended = held.ended(known);
            let end = ended.map_or(held.certificate.until, |d| d.min(held.certificate.until));
            if held.certificate.from <= day && day < end {
                return Validity::Valid;
            }
            let pending = ended.is_none() && held.renewal_asked(day, known);
            answer = if pending {
                Validity::Pending
            } else if answer == Validity::Pending {
                answer
            } else {
                Validity::Invalid
            };
        }
        answer
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        (1..)
            .zip(&self.certificates)
            .map(|(n, held)| Row {
                table: &CERTIFICATE,
                values: vec![
                    stream.into(),
                    i32::into(n),
                    held.certificate.number.as_str().into(),
                    self.registration.agency.into(),
                    self.registration.auxiliary.into(),
                    self.registration.person.into(),
                    held.certificate.issuer.as_str().into(),
                    held.certificate.from.into(),
                    held.certificate.until.into(),
                    held.ended.last().map(|(day, _)| *day).into(),
                ],
            })
            .collect()
    }
}
