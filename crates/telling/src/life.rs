//! The life of an alert, fact by fact: when, what, by which role.

use calendar::city_date;
use decree::alert::AlertFact;
use decree::authority::{Action, Role, may};
use decree::base::Base;
use decree::fact::{Fact, ReadError};
use exchange::{Arg, Language};

use crate::{Names, moment, plain, word};

/// A line a fact.
///
/// # Errors
/// A fact cannot be read.
pub fn lines(
    facts: &[Fact],
    base: &Base,
    names: &Names,
    language: Language,
) -> Result<Vec<String>, ReadError> {
    facts.iter().map(|fact| line(fact, base, names, language)).collect()
}

fn line(fact: &Fact, base: &Base, names: &Names, language: Language) -> Result<String, ReadError> {
    let (what, action) = said(fact, base, names, language)?;
    let mut by = plain(language, &word("role", by(fact, base, action).code()));
    let name = names.bare(fact.envelope.actor);
    if action.is_some() && !name.is_empty() {
        let args = [("role", Arg::text(by)), ("name", Arg::text(name))];
        by = crate::tell(language, "alert-life-by", &args);
    }
    let at = moment(fact.envelope.recorded_at);
    Ok(crate::tell(
        language,
        "alert-life-line",
        &[("at", at), ("what", Arg::text(what)), ("by", Arg::text(by))],
    ))
}

/// What a fact says, and the action that it was; none where the platform's clock says it.
fn said(
    fact: &Fact,
    base: &Base,
    names: &Names,
    language: Language,
) -> Result<(String, Option<Action>), ReadError> {
    let tell = |id: &str, args: &[(&str, Arg)]| crate::tell(language, id, args);
    let office = |key: i32| match base.office(key) {
        Some(office) => Arg::text(office.name.as_str()),
        None => word("alert", "handling-head"),
    };
    let quoted = |id: &str, words: &str| {
        let told = tell(id, &[]);
        if words.is_empty() {
            told
        } else {
            tell("alert-life-words", &[("what", Arg::text(told)), ("words", Arg::text(words))])
        }
    };
    Ok(match AlertFact::read(fact)? {
        AlertFact::Raised { internal } => {
            (tell("alert-life-raised", &[("office", office(internal.office))]), None)
        }
        AlertFact::Assigned { internal } => {
            let to = Arg::text(names.of(internal.to));
            (tell("alert-life-assigned", &[("person", to)]), Some(Action::AssignAlert))
        }
        AlertFact::Answered { internal } => {
            let id = format!("alert-outcome-{}", internal.outcome.code());
            (quoted(&id, &internal.words), Some(Action::AnswerAlert))
        }
        AlertFact::Confirmed { internal } => {
            (quoted("alert-life-confirmed", &internal.words), Some(Action::ConfirmAlert))
        }
        AlertFact::SentBack { internal } => {
            (quoted("alert-life-sent-back", &internal.words), Some(Action::ConfirmAlert))
        }
        AlertFact::Escalated { internal } => {
            let args = [("level", Arg::Int(internal.level.into())), ("office", office(internal.office))];
            (tell("alert-life-escalated", &args), None)
        }
        AlertFact::Stood { .. } => (tell("alert-life-stood", &[]), None),
        AlertFact::OfficeActed { internal } => {
            let mut told = quoted(&format!("alert-act-{}", internal.act.code()), &internal.words);
            if let Some(day) = internal.until {
                told = tell("alert-life-until", &[("what", Arg::text(told)), ("day", Arg::Date(day))]);
            }
            (told, Some(Action::ActOnAlert))
        }
        AlertFact::Cleared { internal } => {
            (tell("alert-life-cleared", &[("ground", word("ground", &internal.ground))]), None)
        }
    })
}

/// The role in which it was done: a post that the person held on that day and that allows it.
fn by(fact: &Fact, base: &Base, action: Option<Action>) -> Role {
    let at = fact.envelope.recorded_at;
    let Some(action) = action else { return Role::Clock };
    let person = base.people().find(|(id, _)| **id == fact.envelope.actor).map(|(_, person)| person);
    let post = person.and_then(|p| p.posts_on(city_date(at)).find(|p| may(p.role, action)));
    post.map_or(Role::CityOffice, |p| p.role)
}
