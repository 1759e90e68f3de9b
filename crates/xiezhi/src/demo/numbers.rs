//! Numbers with valid check characters: 統一社會信用代碼 and 公民身份號碼.

use decree::checksum::{citizen_check, credit_check, organ_check};

use super::chance::Chance;

/// The code of a public body: registration by 機構編制, kind organ, the district's code, and a number of its own.
pub fn agency_code(district: &str, key: i32) -> String {
    credit_code("11", district, &format!("MB{key:06}"))
}

/// The code of a firm: registration by market supervision, kind enterprise.
pub fn company_code(district: &str, chance: &mut Chance) -> String {
    credit_code("91", district, &format!("MA{:06}", chance.below(1_000_000)))
}

/// The code of a self-employed person's business.
pub fn shop_code(district: &str, chance: &mut Chance) -> String {
    credit_code("92", district, &format!("MA{:06}", chance.below(1_000_000)))
}

fn credit_code(kind: &str, district: &str, organ: &str) -> String {
    let mut code = format!("{kind}{district}{organ}{}", char::from(organ_check(organ.as_bytes())));
    // Digits and the letters M, A, B, X all lie in the alphabet of the standard: there is always a check character.
    let check = credit_check(code.as_bytes()).unwrap_or(b'0');
    code.push(char::from(check));
    code
}

/// The identity number of somebody of age.
pub fn citizen_number(district: &str, chance: &mut Chance) -> String {
    let (year, month, day) = (chance.within([1950, 2004]), chance.within([1, 12]), chance.within([1, 28]));
    let mut number = format!("{district}{year}{month:02}{day:02}{:03}", chance.below(1000));
    let check = citizen_check(number.as_bytes());
    number.push(char::from(check));
    number
}

/// The number of an officer's certificate, or of an auxiliary's working card.
pub fn certificate(agency: i32, n: usize, auxiliary: bool) -> String {
    let kind = if auxiliary { "09" } else { "02" };
    format!("{kind}{agency:05}{n:04}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use decree::checksum;

    #[test]
    fn every_number_passes_its_own_check() {
        let mut chance = Chance::of(&[7; 32], &[b"numbers"]);
        for key in 1..2000 {
            assert_eq!(checksum::credit_code(&agency_code("120116", key)), Ok(()));
            assert_eq!(checksum::credit_code(&company_code("120101", &mut chance)), Ok(()));
            assert_eq!(checksum::credit_code(&shop_code("120119", &mut chance)), Ok(()));
            assert_eq!(checksum::citizen_number(&citizen_number("120103", &mut chance)), Ok(()));
        }
    }
}
