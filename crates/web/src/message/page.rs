//! One message: what was written, where it stands, its life, and what may be done about it by who looks at it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use calendar::city_date;
use decree::authority::Action;
use decree::base::Base;
use decree::fact::{Fact, ThingKind};
use decree::message::{
    Contact, MessageFact, MessageKind, MessageState, MessageStatus, MessageWish, Recipient,
};
use decree::office::OfficeKind;
use exchange::Arg;
use platform::{Command, Platform, PlatformError, Wish};
use serde::Deserialize;
use telling::{Line, Names};
use uuid::Uuid;

use super::{about, status_kind};
use crate::access::Staff;
use crate::alert::left;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::record;
use crate::words::W;

/// What was typed into one of the forms about a message.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    message_to: String,
    message_words: String,
    message_reason: String,
    /// Which of the forms it was: words are asked for in several.
    form: String,
    /// How far the message was when the form was shown: somebody else may have been faster.
    version: i32,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Shown {
    w: W,
    page: Page,
    message: Uuid,
    mark: &'static str,
    status: String,
    left_kind: &'static str,
    left: String,
    until: String,
    record: String,
    lines: Vec<Line>,
    text: String,
    life: Vec<Line>,
    takes_up: bool,
    handles: bool,
    is_markable: bool,
    asks: bool,
    has_sender: bool,
    sender: Vec<Line>,
    bodies: Vec<Choice>,
    typed: Typed,
    errors: Vec<FieldError>,
    version: i32,
}

impl Shown {
    fn error(&self, form: &str, name: &str) -> String {
        if self.typed.form == form { form::at(&self.errors, name) } else { String::new() }
    }

    fn words(&self, form: &str) -> &str {
        if self.typed.form == form { &self.typed.message_words } else { "" }
    }
}

/// `GET /messages/{id}`.
///
/// # Errors
/// There is no such message for this reader, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    shown(&app, &reader, &who, id, Typed::default(), Vec::new(), None).await
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    mut errors: Vec<FieldError>,
    sender: Option<Vec<Line>>,
) -> Result<Response, PageError> {
    let w = reader.w;
    // Each form has words of its own: the summary leads to those that are meant.
    if matches!(typed.form.as_str(), "pass-on" | "complaint") {
        for error in errors.iter_mut().filter(|e| e.name == "message_words") {
            error.name = format!("words-{}", typed.form);
        }
    }
    let (state, facts) = app.platform.message(who.actor(), id).await?.ok_or(PageError::NotFound)?;
    let base = app.platform.base();
    let written = app.platform.written(&state).await?;
    let calendar = base.calendar();
    let due = state.clock(&calendar).map(|due| due.last_day(&calendar));
    let (left_kind, left) = match due {
        _ if state.status == MessageStatus::Answered => {
            ("done", w.word("message-status", state.status.code()))
        }
        Some(due) => left(w, &base, city_date(app.platform.now()), due),
        None => ("paused", w.say("web-no-clock")),
    };
    let case = match state.letter.case {
        Some(case) => record::shown(app, who, ThingKind::Case, case).await?.map(|thing| (case, thing)),
        None => None,
    };
    let may = |action| Platform::may_about(who.actor(), action, &state);
    let open = state.status != MessageStatus::Answered;
    let office = may(Action::MarkComplaint);
    let mut lines = vec![
        pair(w.say("web-column-sent"), w.moment(state.letter.sent_at)),
        pair(w.say("web-column-about"), about(w, &base, state.letter.about)),
        pair(w.say("web-column-with"), state.letter.body.clone()),
    ];
    let organ = written.as_ref().map(|said| said.organ.clone()).filter(|organ| !organ.is_empty());
    lines.extend(organ.map(|organ| pair(w.say("web-message-organ-said"), organ)));
    let address = Some(state.letter.page.clone()).filter(|page| !page.is_empty());
    lines.extend(address.map(|page| pair(w.word("field", "page"), page)));
    lines.extend(case.as_ref().map(|(_, thing)| pair(w.say("web-column-record"), record::number(thing))));
    html(&Shown {
        w,
        page: reader.staff(
            app,
            who,
            w.word("message-kind", state.letter.kind.code()),
            &[("web-menu-messages", "/messages")],
        ),
        message: id,
        mark: status_kind(state.status),
        status: w.word("message-status", state.status.code()),
        left_kind,
        left,
        until: w.some_day(due),
        record: case.map(|(case, _)| record::address(ThingKind::Case, case)).unwrap_or_default(),
        lines,
        text: written.map_or_else(|| w.say("web-message-erased"), |said| said.text),
        life: life(app, w, &facts).await?,
        takes_up: open && may(Action::HandleMessage) && state.status == MessageStatus::Received,
        handles: open && may(Action::HandleMessage),
        is_markable: open && office && state.letter.kind != MessageKind::Complaint,
        asks: office,
        has_sender: state.letter.contact.is_some(),
        sender: sender.unwrap_or_default(),
        bodies: bodies(&base, &state, &typed.message_to),
        version: state.version,
        typed,
        errors,
    })
}

const fn pair(term: String, text: String) -> Line {
    Line::Pair(term, text)
}

/// The life of a message, fact by fact: when, what, by whom.
async fn life(app: &App, w: W, facts: &[Fact]) -> Result<Vec<Line>, PageError> {
    let people: Vec<Uuid> = facts.iter().map(|f| f.envelope.actor).collect();
    let names = Names::new(app.platform.names(&people).await?);
    let mut lines = Vec::new();
    for fact in facts {
        let (what, words) = match MessageFact::read(fact)? {
            MessageFact::Received { .. } => (w.say("web-message-life-received"), String::new()),
            MessageFact::TakenUp { .. } => (w.say("web-message-life-taken_up"), String::new()),
            MessageFact::PassedOn { internal } => {
                (w.with("web-message-life-passed_on", "body", &internal.letter.body), internal.words)
            }
            MessageFact::MarkedComplaint { internal } => {
                (w.with("web-message-life-marked", "body", &internal.letter.body), internal.words)
            }
            MessageFact::Answered { party } => (w.say("web-message-life-answered"), party.words),
        };
        let by = if fact.envelope.actor == decree::authority::Actor::public().person {
            w.say("web-message-by-sender")
        } else {
            names.of(fact.envelope.actor)
        };
        let args = [
            ("at", telling::moment(fact.envelope.recorded_at)),
            ("what", Arg::text(what)),
            ("by", Arg::text(by)),
        ];
        lines.push(Line::Text(w.tell("web-message-life-line", &args)));
        lines.extend((!words.is_empty()).then_some(Line::Text(words)));
    }
    Ok(lines)
}

/// To whom a message can be passed: offices, and agencies unless it is a complaint; not to who has it.
fn bodies(base: &Base, state: &MessageState, chosen: &str) -> Vec<Choice> {
    let choice = |value: String, name: &str| Choice { on: value == chosen, value, title: name.to_owned() };
    let supervises = |kind| matches!(kind, OfficeKind::CityOffice | OfficeKind::DistrictOffice);
    let offices = base.offices().into_iter().filter(|o| supervises(o.kind) && o.key != state.place.office);
    let mut all: Vec<Choice> = offices.map(|o| choice(format!("office.{}", o.key), &o.name)).collect();
    if state.letter.kind != MessageKind::Complaint {
        let agencies = base.agencies().into_iter().filter(|a| a.key != state.place.agency);
        all.extend(agencies.map(|a| choice(format!("agency.{}", a.key), &a.name)));
    }
    all
}

/// Whom a value of the choice stands for.
fn recipient(text: &str) -> Option<Recipient> {
    let (kind, key) = text.split_once('.')?;
    let key = key.parse().ok()?;
    match kind {
        "office" => Some(Recipient::Office(key)),
        "agency" => Some(Recipient::Agency(key)),
        _ => None,
    }
}

/// `POST /messages/{id}/take-up`.
///
/// # Errors
/// As [`page`].
pub async fn take_up(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    done(&app, &reader, &who, id, Typed { form: "take-up".into(), ..typed }, MessageWish::TakeUp).await
}

/// `POST /messages/{id}/pass-on`.
///
/// # Errors
/// As [`page`].
pub async fn pass_on(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let typed = Typed { form: "pass-on".into(), ..typed };
    let Some(to) = recipient(&typed.message_to) else {
        let error = form::wrong("message_to", reader.w.say("web-choose-one"));
        return shown(&app, &reader, &who, id, typed, vec![error], None).await;
    };
    let wish = MessageWish::PassOn { to, words: plain(&typed.message_words) };
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /messages/{id}/complaint`.
///
/// # Errors
/// As [`page`].
pub async fn mark(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let typed = Typed { form: "complaint".into(), ..typed };
    let wish = MessageWish::MarkComplaint { words: plain(&typed.message_words) };
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /messages/{id}/answer`.
///
/// # Errors
/// As [`page`].
pub async fn answer(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let typed = Typed { form: "answer".into(), ..typed };
    let wish = MessageWish::Answer(plain(&typed.message_words));
    done(&app, &reader, &who, id, typed, wish).await
}

/// `POST /messages/{id}/sender`: who wrote it, shown once; asking is recorded with its reason.
///
/// # Errors
/// As [`page`].
pub async fn sender(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let typed = Typed { form: "sender".into(), ..typed };
    let w = reader.w;
    match app.platform.sender_of(who.actor(), id, &typed.message_reason).await {
        Ok(found) => {
            let lines = found.map_or_else(
                || vec![Line::Text(w.say("web-message-sender-none"))],
                |contact| sender_lines(w, contact),
            );
            shown(&app, &reader, &who, id, typed, Vec::new(), Some(lines)).await
        }
        Err(PlatformError::Refused(refusal)) if refusal.problems.iter().all(|p| !p.field.is_empty()) => {
            shown(&app, &reader, &who, id, typed, form::errors(w, &refusal), None).await
        }
        // There is no such message here, or it is not this reader's to ask: the same answer.
        Err(PlatformError::Refused(_)) => Err(PageError::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn sender_lines(w: W, contact: Contact) -> Vec<Line> {
    [("sender_name", contact.name), ("sender_phone", contact.phone)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| pair(w.word("field", field), text))
        .collect()
}

/// Browsers send two characters for the end of a line.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Submits what was wished. What was typed is shown again with what is wrong with it; if somebody was faster, with what is
/// new. Where the message goes out of the reader's sight, to the list.
async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    wish: MessageWish,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, _) = app.platform.message(who.actor(), id).await?.ok_or(PageError::NotFound)?;
    if typed.version != 0 && typed.version != state.version {
        let error = form::wrong("", w.say("web-somebody-was-faster"));
        return shown(app, reader, who, id, typed, vec![error], None).await;
    }
    let cause = form::cause("message act", id, who, state.version, &[]);
    let command = Command::Message { stream: id, wish };
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) if app.platform.message(who.actor(), id).await?.is_none() => {
            Ok(Redirect::to("/messages").into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/messages/{id}")).into_response()),
        Err(refusal) => {
            let errors = form::errors(w, &refusal);
            shown(app, reader, who, id, typed, errors, None).await
        }
    }
}
