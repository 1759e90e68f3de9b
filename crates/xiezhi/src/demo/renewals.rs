//! Certificates within the simulated time: renewed, asked for, granted late, ended.

use calendar::city_date;
use decree::fact::{NewFact, ThingKind};
use decree::officer::{Certificate, Ending, OfficerFact, Renewal};
use jiff::Timestamp;
use platform::Wish;

use super::city::City;
use super::founding::place_of;
use super::people::{Fate, Officer};

impl City {
    /// What is recorded about certificates at a moment.
    pub fn certificate_entries(&self, at: Timestamp) -> Vec<Wish> {
        let mut wishes = Vec::new();
        for bureau in &self.bureaus {
            for officer in &bureau.officers {
                let facts = self.at_moment(officer, at);
                if !facts.is_empty() {
                    wishes.push(self.entry(at, ThingKind::Officer, officer.stream, place_of(bureau), facts));
                }
            }
        }
        wishes
    }

    fn at_moment(&self, officer: &Officer, at: Timestamp) -> Vec<NewFact> {
        let number = officer.number.clone();
        let day = city_date(at);
        let mut facts = Vec::new();
        match officer.fate {
            Fate::Renewed(granted) if granted == at => facts.push(self.renewed(officer, at)),
            Fate::Asked(asked, granted) => {
                if asked == at {
                    let body = Renewal { day, number };
                    facts.push(OfficerFact::RenewalRequested { internal: Box::new(body) }.at(at));
                }
                if granted == Some(at) {
                    facts.push(self.renewed(officer, at));
                }
            }
            Fate::Leaves(left) if left == at => {
                let body = Ending { day, ground: "left_post".to_owned(), number };
                facts.push(OfficerFact::CertificateEnded { public: Box::new(body) }.at(at));
            }
            _ => {}
        }
        facts
    }

    /// Valid from the day on which the old term ends, which may lie behind the approval (rulings 8).
    fn renewed(&self, officer: &Officer, at: Timestamp) -> NewFact {
        let certificate = Certificate {
            from: officer.until,
            issuer: self.data.behaviour.names.issuer.clone(),
            number: officer.number.clone(),
            until: officer.renewed_until(self.data.behaviour.people.certificate_years),
        };
        OfficerFact::Certified { public: Box::new(certificate) }.at(at)
    }
}
