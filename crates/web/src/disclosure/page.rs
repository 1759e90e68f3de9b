//! One decision to be checked: the text exactly as everybody will read it, and publishing, withholding or taking it down.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use calendar::city_date;
use decree::authority::{Action, may};
use decree::case::{BY_HAND, DisclosureStanding, DisclosureWish};
use decree::disclosure::{Check, Reason, Withdrawn};
use platform::{Command, ToDisclose, Wish};
use serde::Deserialize;
use uuid::Uuid;

use super::kind;
use super::text::{clock_of, life, marks, rows_of, rule};
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, Deadline, FieldError, Page};
use crate::words::W;

/// What was typed into one of the forms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    checks: Vec<String>,
    mask: String,
    preview: String,
    reason: String,
    basis: String,
    words: String,
    why: String,
    /// How many facts the case had when the form was shown.
    version: i32,
}

impl Typed {
    /// Words to be masked besides, one a line.
    fn masked(&self) -> Vec<String> {
        self.mask.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }
}

#[derive(Template)]
#[template(path = "disclosure.html")]
struct Checked {
    w: W,
    page: Page,
    case: Uuid,
    kind: &'static str,
    standing: String,
    rule: Vec<(String, String)>,
    clock: Option<Deadline>,
    text: Vec<(String, String)>,
    marks: Vec<String>,
    address: String,
    life: Vec<(String, String)>,
    may_publish: bool,
    may_withhold: bool,
    may_take_down: bool,
    one_click: bool,
    checks: Vec<Choice>,
    reasons: Vec<Choice>,
    whys: Vec<Choice>,
    typed: Typed,
    errors: Vec<FieldError>,
    version: i32,
}

impl Checked {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// `GET /disclosures/{id}`.
///
/// # Errors
/// There is no such case for this reader, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    shown(&app, &reader, &who, id, Typed::default(), Vec::new()).await
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let found = app.platform.to_disclose(who.actor(), id, &typed.masked()).await?;
    let Some(ToDisclose { state, version, text, approved }) = found else { return Err(PageError::NotFound) };
    let base = app.platform.base();
    let standing = state.disclosure();
    let own = may(who.actor().role, Action::Publish) && who.actor().agency == state.agency;
    let published = standing == Some(DisclosureStanding::Published);
    let open = own && !published && text.is_some();
    // Who may publish sees what would be published; others what was.
    let text = if published { state.published().cloned() } else { text };
    let number = state.decided().map(|d| d.decision.decision_number.clone()).unwrap_or_default();
    let heading = if number.is_empty() { state.opening().own_number.clone() } else { number };
    let choice = |family: &str, code: &str, on: bool| Choice {
        value: code.to_owned(),
        title: w.word(family, code),
        on,
    };
    let check = |c: &Check| choice("disclosure-check", c.code(), typed.checks.iter().any(|t| t == c.code()));
    html(&Checked {
        w,
        page: reader.staff(
            app,
            who,
            w.with("web-disclosure-title", "number", &heading),
            &[("web-menu-disclosures", "/disclosures")],
        ),
        case: id,
        kind: standing.map_or("plain", kind),
        standing: standing.map_or_else(|| w.say("disclosure-none"), |s| w.word("disclosure", s.code())),
        rule: rule(w, &base, &state, app.platform.now()),
        clock: clock_of(w, &base, &state, city_date(app.platform.now())),
        text: text.as_ref().map(|t| rows_of(w, &base, t)).unwrap_or_default(),
        marks: marks(w, &state),
        address: state.published().map(|t| format!("/decisions/{}", t.address.simple())).unwrap_or_default(),
        life: life(app, w, &state).await?,
        may_publish: open,
        may_withhold: own
            && !published
            && standing.is_some()
            && standing != Some(DisclosureStanding::Withheld),
        may_take_down: own && published,
        one_click: open && approved,
        checks: Check::ALL.iter().map(check).collect(),
        reasons: Reason::ALL
            .iter()
            .map(|r| choice("disclosure-reason", r.code(), typed.reason == r.code()))
            .collect(),
        whys: BY_HAND.iter().map(|y| choice("disclosure-down", y.code(), typed.why == y.code())).collect(),
        typed,
        errors,
        version,
    })
}

/// `POST /disclosures/{id}/publish`: with `preview`, the text is shown again with further words masked, and nothing is done.
///
/// # Errors
/// As [`page`].
pub async fn publish(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    if !typed.preview.is_empty() {
        return shown(&app, &reader, &who, id, typed, Vec::new()).await;
    }
    let checks = typed.checks.iter().filter_map(|c| c.parse().ok()).collect();
    let wish = DisclosureWish::Publish { checks, mask: typed.masked() };
    done(&app, &reader, &who, id, typed, Ok(wish)).await
}

/// `POST /disclosures/{id}/withhold`.
///
/// # Errors
/// As [`page`].
pub async fn withhold(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (basis, words) = (typed.basis.clone(), typed.words.clone());
    let reason = typed.reason.parse::<Reason>().map_err(|()| "reason");
    let wish = reason.map(|reason| DisclosureWish::Withhold { reason, basis, words });
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /disclosures/{id}/take-down`.
///
/// # Errors
/// As [`page`].
pub async fn take_down(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let words = typed.words.clone();
    let wish =
        typed.why.parse::<Withdrawn>().map_err(|()| "why").map(|why| DisclosureWish::TakeDown { why, words });
    done(&app, &reader, &who, id, typed, wish).await
}

async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    wish: Result<DisclosureWish, &'static str>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let found = app.platform.to_disclose(who.actor(), id, &[]).await?;
    let Some(ToDisclose { version, .. }) = found else { return Err(PageError::NotFound) };
    let wrong = |name: &str, words: String| vec![form::wrong(name, words)];
    if typed.version != 0 && typed.version != version {
        let errors = wrong("", w.say("web-somebody-was-faster"));
        return shown(app, reader, who, id, typed, errors).await;
    }
    let wish = match wish {
        Ok(wish) => wish,
        Err(name) => {
            let errors = wrong(name, w.say("web-choose-one"));
            return shown(app, reader, who, id, typed, errors).await;
        }
    };
    let cause = form::cause("disclosure form", id, who, version, &[]);
    let command = Command::Disclose { stream: id, wish };
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) => Ok(Redirect::to(&format!("/disclosures/{id}")).into_response()),
        Err(refusal) => {
            let errors = form::errors(w, &refusal);
            shown(app, reader, who, id, typed, errors).await
        }
    }
}
