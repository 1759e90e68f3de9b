//! Several alerts given to one handler in one go (Art. 27): each is decided on its own and has a result of its own.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Form;
use calendar::city_date;
use decree::alert::AlertWish;
use decree::authority::{Action, may};
use decree::identity::uuid_of;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::{Command, Wish};
use telling::Names;
use telling::alert::able;
use uuid::Uuid;

use super::{Asked, board};
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::Reader;
use crate::parts::Choice;
use crate::words::W;

/// Most alerts that are given at a time: those of a page.
const MOST: usize = crate::list::PAGE;

/// What became of one alert.
pub(super) struct Given {
    /// Its address; nothing for one that is not the reader's.
    pub href: String,
    /// Its point.
    pub point: String,
    /// The kind of mark.
    pub mark: &'static str,
    /// What happened.
    pub words: String,
}

/// What became of all.
#[derive(Default)]
pub(super) struct Outcome {
    /// One by one.
    pub results: Vec<Given>,
    /// To whom they were to be given.
    pub to: String,
    /// What was wrong with the form.
    pub wrong: String,
}

/// What stands in the box of an alert: somebody else may be faster.
pub(super) fn mark(alert: Uuid, changed_at: Timestamp) -> String {
    format!("{alert}.{}", changed_at.as_microsecond())
}

fn read_mark(text: &str) -> Option<(Uuid, i64)> {
    let (alert, at) = text.split_once('.')?;
    Some((Uuid::try_parse(alert).ok()?, at.parse().ok()?))
}

/// To whom somebody of an agency may give its alerts.
///
/// # Errors
/// The database is away.
pub(super) async fn handlers(
    app: &App,
    w: W,
    who: &Staff,
    today: Date,
    chosen: &str,
) -> Result<Vec<Choice>, PageError> {
    let actor = who.actor();
    if actor.agency == 0 || !may(actor.role, Action::AssignAlert) {
        return Ok(Vec::new());
    }
    let people = able(&app.platform.base(), Action::AnswerAlert, 0, actor.agency, today);
    let ids: Vec<Uuid> = people.iter().map(|(person, _)| *person).collect();
    let names = Names::new(app.platform.names(&ids).await?);
    let choice = |(person, role): (Uuid, decree::authority::Role)| Choice {
        value: person.to_string(),
        title: format!("{} {}", w.word("role", role.code()), names.of(person)),
        on: person.to_string() == chosen,
    };
    Ok(people.into_iter().map(choice).collect())
}

/// `POST /alerts/assign`: gives what was chosen on the board to one handler.
///
/// # Errors
/// The database is away.
pub async fn assign_chosen(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let all = |name: &str| sent.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect::<Vec<_>>();
    let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
    let asked = Asked {
        level: one("level"),
        state: one("state"),
        point: one("point"),
        agency: one("agency"),
        after: one("after"),
    };
    let mut chosen: Vec<(Uuid, i64)> = all("chosen").iter().filter_map(|text| read_mark(text)).collect();
    chosen.dedup_by_key(|(alert, _)| *alert);
    chosen.truncate(MOST);
    let mut outcome = Outcome { to: one("to"), ..Outcome::default() };
    let to = outcome.to.parse::<Uuid>().ok();
    let known = handlers(&app, w, &who, city_date(app.platform.now()), "").await?;
    match to.filter(|_| known.iter().any(|c| c.value == outcome.to)) {
        _ if chosen.is_empty() => outcome.wrong = w.say("web-chosen-none"),
        None => outcome.wrong = w.say("web-chosen-nobody"),
        Some(to) => outcome.results = given(&app, w, &who, &chosen, to).await?,
    }
    board(&app, &reader, &who, asked, outcome).await
}

/// One read of all, one group of wishes, a result each.
async fn given(
    app: &App,
    w: W,
    who: &Staff,
    chosen: &[(Uuid, i64)],
    to: Uuid,
) -> Result<Vec<Given>, PageError> {
    let base = app.platform.base();
    let ids: Vec<Uuid> = chosen.iter().map(|(alert, _)| *alert).collect();
    let there = app.platform.alerts_there(who.actor(), &ids).await?;
    let there: HashMap<Uuid, (i64, i32)> = there
        .cells()
        .map(|row| (row.uuid("stream"), (row.time("changed_at").as_microsecond(), row.int("point"))))
        .collect();
    let fresh = |(alert, at): &(Uuid, i64)| there.get(alert).is_some_and(|(now, _)| now == at);
    let actor = who.actor();
    let wish = |(alert, at): &(Uuid, i64)| Wish {
        actor: actor.clone(),
        // The same page sent twice is the same wish.
        cause: uuid_of(&[b"alerts chosen", alert.as_bytes(), actor.person.as_bytes(), &at.to_be_bytes()]),
        at: None,
        command: Command::Alert { stream: *alert, wish: AlertWish::Assign(to) },
    };
    let wishes: Vec<Wish> = chosen.iter().filter(|c| fresh(c)).map(wish).collect();
    let mut answers = app.platform.submit_all(wishes).await?.into_iter();
    let result = |c: &(Uuid, i64)| {
        let Some((_, point)) = there.get(&c.0) else {
            return Given {
                href: String::new(),
                point: String::new(),
                mark: "bad",
                words: w.say("web-not-found"),
            };
        };
        let (mark, words) = if fresh(c) {
            match answers.next() {
                Some(Ok(_)) => ("good", w.say("web-chosen-given")),
                Some(Err(refusal)) => {
                    let problems = form::errors(w, &refusal).into_iter().map(|e| e.words);
                    ("bad", problems.collect::<Vec<_>>().join(" "))
                }
                None => ("bad", w.say("web-away")),
            }
        } else {
            ("waiting", w.say("web-chosen-stale"))
        };
        let point = w.word("point", base.point_code(*point));
        Given { href: format!("/alerts/{}", c.0), point, mark, words }
    };
    Ok(chosen.iter().map(result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_box_comes_back_and_anything_else_chooses_nothing() {
        let at = "2026-03-02T01:00:00.000001Z".parse().unwrap();
        assert_eq!(
            read_mark(&mark(Uuid::from_u128(7), at)),
            Some((Uuid::from_u128(7), 1_772_413_200_000_001))
        );
        for text in
            ["", ".", "x.1", "00000000-0000-0000-0000-000000000007", "00000000-0000-0000-0000-000000000007.x"]
        {
            assert_eq!(read_mark(text), None, "{text}");
        }
    }
}
