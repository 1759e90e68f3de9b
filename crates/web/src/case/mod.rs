//! Cases (Arts 13, 14, 16, 33; rulings 4, 10, 12) for staff: the list, one case as a timeline, its whole file for print, its
//! query codes, its files, and the form for what happened next.

pub mod code;
pub mod file;
mod found;
pub mod list;
pub mod open;
pub mod page;
pub mod print;
pub mod step;
mod timeline;

use std::collections::HashMap;

use decree::authority::{Action, may};
use decree::case::{CaseFact, CaseParty, CaseState};
use decree::fact::Fact;
use jiff::civil::Date;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::parts::Choice;
use crate::words::W;

/// A case as the reader may see it, with its facts; what one may not see does not exist.
async fn loaded(app: &App, who: &Staff, id: Uuid) -> Result<(CaseState, Vec<Fact>), PageError> {
    let facts = app.platform.show(who.actor(), id).await?;
    Ok((folded(&facts)?, facts))
}

/// The case that facts are about.
fn folded(facts: &[Fact]) -> Result<CaseState, PageError> {
    let known = |kind: i16| CaseFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(PageError::NotFound);
    }
    let mut state = CaseState::default();
    for fact in facts {
        state.fold(fact)?;
    }
    Ok(state)
}

/// Whether the reader's own agency holds the case and the role may do something about it.
fn may_in(who: &Staff, state: &CaseState, action: Action) -> bool {
    let actor = who.actor();
    actor.agency != 0 && actor.agency == state.agency && may(actor.role, action)
}

/// How a party is called: a natural person's name lies in the vault.
fn party(w: W, party: &CaseParty) -> String {
    if party.name.is_empty() { w.say("alert-about-person") } else { party.name.clone() }
}

/// A party with its number, which it keeps when it stands no more.
fn numbered(w: W, state: &CaseState, n: u32) -> String {
    let index = usize::try_from(n).unwrap_or(0).saturating_sub(1);
    let name = state.part.parties.get(index).map(|p| party(w, p)).unwrap_or_default();
    format!("{n}. {name}")
}

/// What people know the case by: its own number.
fn called(w: W, state: &CaseState) -> String {
    w.with("web-case-called", "number", &state.opening().own_number)
}

/// The members of a code list as choices.
fn choices(w: W, family: &str, codes: &[&str], chosen: &[String]) -> Vec<Choice> {
    let choice = |code: &&str| Choice {
        value: (*code).to_owned(),
        title: w.word(family, code),
        on: chosen.iter().any(|c| c == code),
    };
    codes.iter().map(choice).collect()
}

/// Everything that was typed into a form whose fields follow from data: a name may come several times.
#[derive(Clone, Debug, Default)]
struct Given(HashMap<String, Vec<String>>);

impl Given {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut given = HashMap::<String, Vec<String>>::new();
        for (name, text) in pairs {
            given.entry(name).or_default().push(text);
        }
        Self(given)
    }

    /// What was typed into a field.
    fn one(&self, name: &str) -> &str {
        self.0.get(name).and_then(|all| all.first()).map_or("", |text| text.trim())
    }

    /// Every value that a field has, or every line of it.
    fn all(&self, name: &str) -> Vec<String> {
        let lines = self.0.get(name).into_iter().flatten().flat_map(|text| text.lines());
        lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

/// A day, with the time on the city's clock where it is given, as the data standard writes it.
///
/// # Errors
/// It is neither; what was typed comes back.
fn moment(day: &str, time: &str) -> Result<String, String> {
    let text = if time.is_empty() { day.to_owned() } else { format!("{day} {time}") };
    if text.is_empty() {
        return Ok(text);
    }
    telling::read_moment(&text).map(|when| when.to_string()).ok_or(text)
}

/// An amount in yuan, as people type it, in fen.
fn fen(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (yuan, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if yuan.is_empty() || rest.len() > 2 || !digits(yuan) || !digits(rest) {
        return None;
    }
    let cents: i64 = format!("{rest:0<2}").parse().ok()?;
    yuan.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// The certificates of an agency's officers that are valid on a day.
fn certificates(base: &decree::base::Base, agency: i32, day: Date) -> Vec<String> {
    let own = base.officers().filter(|(_, o)| o.registration.agency == agency && !o.registration.auxiliary);
    let held = own.flat_map(|(_, officer)| &officer.certificates);
    let valid = held.filter(|h| h.certificate.from <= day && day < h.certificate.until);
    let mut numbers: Vec<String> = valid.map(|h| h.certificate.number.clone()).collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_become_fen_exactly_or_not_at_all() {
        let read = ["600", "1,234.5", "0.05", "3，000.00"].map(fen);
        assert_eq!(read, [Some(60_000), Some(123_450), Some(5), Some(300_000)]);
        for text in ["", "-1", "1.234", "12a", ".5", "１", "99999999999999999999"] {
            assert_eq!(fen(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_stays_a_day_and_a_time_is_the_citys() {
        assert_eq!(moment("2026-03-02", ""), Ok("2026-03-02".to_owned()));
        assert_eq!(moment("2026-03-02", "09:30"), Ok("2026-03-02T01:30:00Z".to_owned()));
        assert_eq!(moment("", ""), Ok(String::new()));
        assert_eq!(moment("2026-02-30", ""), Err("2026-02-30".to_owned()));
    }
}
