//! Opening a case by form: kind of act, procedure, powers of the agency's list, parties. What happened in it comes next.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use calendar::city_date;
use decree::authority::Actor;
use decree::base::Base;
use decree::case::{self, CaseSource, EventKind};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::inspection::{Source, TargetKind};
use decree::problem::Problem;
use decree::procedure::{ActKind, ProcedureKind};
use decree::record::SEPARATOR;
use platform::{Command, Wish};

use super::{Given, choices};
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;

/// How many parties the form has room for; more come by file.
const PARTIES: usize = 3;

/// The fields of the opening that are asked for one by one.
const FIELDS: [&str; 9] = [
    "own_number",
    "title",
    "act_kind",
    "procedure",
    "act_from",
    "act_until",
    "inspection_number",
    "case_source",
    "notes",
];

/// The columns about parties.
const COLUMNS: [&str; 5] =
    ["party_kind", "party_name", "party_code", "party_id_number", "legal_representative"];

/// A party of the form.
struct Party {
    heading: String,
    /// Field names with the party's number, in the order of [`COLUMNS`].
    names: Vec<String>,
    kinds: Vec<Choice>,
    typed: Vec<String>,
}

#[derive(Template)]
#[template(path = "case_open.html")]
struct Asked {
    w: W,
    page: Page,
    typed: Vec<(&'static str, String)>,
    acts: Vec<Choice>,
    procedures: Vec<Choice>,
    sources: Vec<Choice>,
    powers: Vec<Choice>,
    power: String,
    parties: Vec<Party>,
    /// Whether more than the first party was filled in.
    more_open: bool,
    errors: Vec<FieldError>,
}

impl Asked {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }

    fn text(&self, name: &str) -> &str {
        self.typed.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text)
    }
}

/// `GET /cases/new`.
///
/// # Errors
/// The reader has no agency.
pub async fn page(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    asked(&app, &reader, &who, &Given::default(), Vec::new())
}

/// `POST /cases/new`.
///
/// # Errors
/// As [`page`], or the database is away.
pub async fn open(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let given = Given::of(pairs);
    let agency = who.actor().agency;
    let number = given.one("own_number");
    let key = (agency, Source::Entry.number(), ThingKind::Case, number);
    let known = app.platform.store().known(&[key]).await?.into_iter().flatten().next();
    if known.is_some() && !number.is_empty() {
        // A number that is there names that case: this form would add to it instead of opening one.
        let errors = vec![form::wrong("own_number", w.with("web-open-known", "number", number))];
        return asked(&app, &reader, &who, &given, errors);
    }
    let (wish, act) = wish(who.actor(), &given);
    match app.queue.submit(wish).await? {
        Ok(done) => {
            let first = first(act);
            Ok(Redirect::to(&format!("/cases/{}/step/{}", done.stream, first.code())).into_response())
        }
        Err(refusal) => {
            let at_form = |mut error: FieldError| {
                // Problems of parties are shown at the first.
                if COLUMNS.contains(&&*error.name) {
                    error.name.push_str("_1");
                }
                error
            };
            let errors = form::case_errors(w, &refusal).into_iter().map(at_form).collect();
            asked(&app, &reader, &who, &given, errors)
        }
    }
}

/// With what a case of a kind usually begins.
const fn first(act: Option<(ActKind, ProcedureKind)>) -> EventKind {
    match act {
        Some((ActKind::Penalty, ProcedureKind::Summary)) => EventKind::Decision,
        Some((ActKind::Penalty, _)) | None => EventKind::Filing,
        Some((ActKind::Measure, _)) => EventKind::Measure,
        Some(_) => EventKind::Application,
    }
}

/// The parties of which anything was typed; a kind alone is none.
fn filled(given: &Given) -> Vec<usize> {
    let any = |n: &usize| COLUMNS.iter().skip(1).any(|name| !given.one(&format!("{name}_{n}")).is_empty());
    (1..=PARTIES).filter(any).collect()
}

/// The wish to open a case, and its kind. The same form sent twice is the same wish.
fn wish(actor: &Actor, given: &Given) -> (Wish, Option<(ActKind, ProcedureKind)>) {
    let mut texts: Vec<(&str, String)> =
        FIELDS.iter().map(|name| (*name, given.one(name).to_owned())).collect();
    let separator = SEPARATOR.to_string();
    // People type a code, or take a suggestion: code and name divided by a blank.
    let code = |line: &String| line.split_whitespace().next().unwrap_or_default().to_owned();
    let powers: Vec<String> = given.all("power").iter().map(code).collect();
    texts.push(("power", powers.join(&separator)));
    let column = |name: &str, n: usize| given.one(&format!("{name}_{n}")).to_owned();
    let filled = filled(given);
    for name in COLUMNS {
        let members: Vec<String> = filled.iter().map(|n| column(name, *n)).collect();
        if members.iter().any(|m| !m.is_empty()) {
            texts.push((name, members.join(&separator)));
        }
    }
    texts.retain(|(_, text)| !text.is_empty());
    let fields: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, &**text)).collect();
    let mut problems: Vec<Problem> = Vec::new();
    let mut wish = case::read(&fields, None, &mut problems);
    (wish.agency, wish.source) = (actor.agency, Some(Source::Entry));
    let procedure = wish.opening.procedure.unwrap_or(ProcedureKind::Ordinary);
    let act = wish.opening.act_kind.map(|act| (act, procedure));
    let cause = uuid_of(&[b"opening form", actor.person.as_bytes(), format!("{fields:?}").as_bytes()]);
    let command = Command::CollectCase { wish: Box::new(wish), problems };
    (Wish { actor: actor.clone(), cause, at: None, command }, act)
}

fn asked(
    app: &App,
    reader: &Reader,
    who: &Staff,
    given: &Given,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    if who.actor().agency == 0 {
        return Err(PageError::NotFound);
    }
    let base = app.platform.base();
    let codes =
        |family: &str, all: Vec<&'static str>, field: &str| choices(w, family, &all, &given.all(field));
    let party = |n: usize| Party {
        heading: w.count("web-open-party", n),
        names: COLUMNS.iter().map(|name| format!("{name}_{n}")).collect(),
        kinds: codes(
            "choice-party_kind",
            TargetKind::ALL.iter().map(|k| k.code()).collect(),
            &format!("party_kind_{n}"),
        ),
        typed: COLUMNS.iter().map(|name| given.one(&format!("{name}_{n}")).to_owned()).collect(),
    };
    html(&Asked {
        w,
        page: reader.staff(app, who, w.say("web-open-title"), &[("web-menu-cases", "/cases")]),
        typed: FIELDS.iter().map(|name| (*name, given.one(name).to_owned())).collect(),
        acts: codes("act", ActKind::ALL.iter().map(|k| k.code()).collect(), "act_kind"),
        procedures: codes("procedure", ProcedureKind::ALL.iter().map(|k| k.code()).collect(), "procedure"),
        sources: codes("source", CaseSource::ALL.iter().map(|s| s.code()).collect(), "case_source"),
        powers: powers(&base, who.actor(), app.platform.now()),
        power: given.one("power").to_owned(),
        parties: (1..=PARTIES).map(party).collect(),
        more_open: filled(given).iter().any(|n| *n > 1),
        errors,
    })
}

/// The powers of the agency's list in force today.
fn powers(base: &Base, actor: &Actor, now: jiff::Timestamp) -> Vec<Choice> {
    let Some(list) = base.power_list(actor.agency, city_date(now), now) else { return Vec::new() };
    let powers = list.powers.iter().filter_map(|key| base.power_by_key(*key));
    powers.map(|p| Choice { value: p.code.clone(), title: p.name.clone(), on: false }).collect()
}
