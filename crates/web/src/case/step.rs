//! What happened next in a case, by form (Arts 13, 16): the fields of the event from the data standard. Before it is recorded
//! it can be looked at: which alerts it would raise, and why. What happened is never refused for what it would raise.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use calendar::city_date;
use decree::authority::Action;
use decree::base::Base;
use decree::case::{self, CaseState, EventKind, Stage};
use decree::identity::uuid_of;
use decree::inspection::{Collection, DeferralReason, Source};
use decree::problem::Problem;
use decree::procedure::ProcedureKind;
use decree::record::{FieldKind, SEPARATOR, ValueKind};
use exchange::Words;
use jiff::civil::Date;
use platform::{Command, Done, Wish};
use uuid::Uuid;

use super::found::Found;
use super::{Given, called, certificates, choices, fen, loaded, may_in, moment};
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, Crumb, FieldError, Page};
use crate::words::W;

/// How many officers are offered one by one; an agency with more types their numbers.
const OFFERED: usize = 24;

/// A field of the form, as it is asked for.
#[derive(Default)]
pub(super) struct Input {
    pub field: String,
    pub caption: String,
    /// `text`, `long`, `lines`, `date`, `number`, `money`, `one` or `several`.
    pub sort: &'static str,
    pub typed: String,
    pub options: Vec<Choice>,
    pub hint: String,
    pub wrong: String,
}

#[derive(Template)]
#[template(path = "case_step.html")]
struct Asked {
    w: W,
    page: Page,
    case: Uuid,
    event: String,
    lead: String,
    at: String,
    at_time: String,
    inputs: Vec<Input>,
    officers: Vec<Choice>,
    officer_lines: String,
    common: Vec<Input>,
    looked: bool,
    would: Vec<Found>,
    errors: Vec<FieldError>,
    version: usize,
}

impl Asked {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// The events of a stage.
struct OfStage {
    title: String,
    events: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "case_events.html")]
struct Events {
    w: W,
    page: Page,
    case: Uuid,
    lead: String,
    stages: Vec<OfStage>,
}

/// `GET /cases/{id}/step`: everything that can have happened, stage by stage.
///
/// # Errors
/// There is no such case for which this reader records, or the database is away.
pub async fn choose(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, _) = own(&app, &who, id).await?;
    let of = |stage: &Stage| {
        // Disclosure has a page of its own (Art. 20); other systems say it as an event.
        let here = |kind: &&EventKind| kind.stage() == *stage && **kind != EventKind::Disclosed;
        let events = EventKind::ALL.iter().filter(here);
        let codes: Vec<&str> = events.map(|kind| kind.code()).collect();
        OfStage { title: w.word("stage", stage.code()), events: choices(w, "event", &codes, &[]) }
    };
    let stages: Vec<OfStage> = Stage::ALL.iter().map(of).filter(|s| !s.events.is_empty()).collect();
    html(&Events {
        w,
        page: below(&app, &reader, &who, w.say("web-case-next"), id, &state),
        case: id,
        lead: state.opening().title.clone(),
        stages,
    })
}

/// The frame of a page below a case.
fn below(app: &App, reader: &Reader, who: &Staff, title: String, id: Uuid, state: &CaseState) -> Page {
    let mut page = reader.staff(app, who, title, &[("web-menu-cases", "/cases")]);
    let last = page.crumbs.len().saturating_sub(1);
    let case = Crumb { title: called(reader.w, state), href: format!("/cases/{id}") };
    page.crumbs.insert(last, case);
    page
}

/// `GET /cases/{id}/step/{event}`.
///
/// # Errors
/// There is no such event, or no such case for which this reader records, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path((id, event)): Path<(Uuid, String)>,
) -> Result<Response, PageError> {
    let kind: EventKind = event.parse().map_err(|()| PageError::NotFound)?;
    let (state, version) = own(&app, &who, id).await?;
    let form = StepForm { app: &app, reader: &reader, who: &who, id, kind, state: &state, version };
    form.shown(&Given::default(), Vec::new(), None)
}

/// A case of the reader's own agency, for which it records what happens.
async fn own(app: &App, who: &Staff, id: Uuid) -> Result<(CaseState, usize), PageError> {
    let (state, facts) = loaded(app, who, id).await?;
    if !may_in(who, &state, Action::Collect) {
        return Err(PageError::NotFound);
    }
    Ok((state, facts.len()))
}

/// `POST /cases/{id}/step/{event}`: looks at what would follow, or records it.
///
/// # Errors
/// As [`page`].
pub async fn record(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path((id, event)): Path<(Uuid, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let kind: EventKind = event.parse().map_err(|()| PageError::NotFound)?;
    let given = Given::of(pairs);
    let (state, version) = own(&app, &who, id).await?;
    let form = StepForm { app: &app, reader: &reader, who: &who, id, kind, state: &state, version };
    let records = given.one("act") != "look";
    if records && given.one("version").parse::<usize>().is_ok_and(|v| v != 0 && v != version) {
        let errors = vec![form::wrong("", reader.w.say("web-somebody-was-faster"))];
        return form.shown(&given, errors, None);
    }
    let (texts, errors) = texts(reader.w, kind, &given);
    if !errors.is_empty() {
        return form.shown(&given, errors, None);
    }
    let wish = form.wish(&texts);
    if !records {
        let answer = app.platform.rehearse(vec![wish]).await?.pop();
        return match answer {
            Some(Ok(done)) => form.shown(&given, Vec::new(), Some(&done)),
            Some(Err(refusal)) => form.shown(&given, form::case_errors(reader.w, &refusal), None),
            None => Err(PageError::Away),
        };
    }
    match app.queue.submit(wish).await? {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{id}#timeline")).into_response()),
        Err(refusal) => form.shown(&given, form::case_errors(reader.w, &refusal), None),
    }
}

/// The form of one event of one case.
struct StepForm<'a> {
    app: &'a App,
    reader: &'a Reader,
    who: &'a Staff,
    id: Uuid,
    kind: EventKind,
    state: &'a CaseState,
    version: usize,
}

impl StepForm<'_> {
    /// The wish to record what was typed. The same form sent twice is the same wish.
    fn wish(&self, texts: &[(String, String)]) -> Wish {
        let state = self.state;
        let mut fields = vec![("own_number", &*state.opening().own_number), ("event", self.kind.code())];
        fields.extend(texts.iter().map(|(name, text)| (&**name, &**text)));
        let mut problems: Vec<Problem> = Vec::new();
        let mut wish = case::read(&fields, None, &mut problems);
        (wish.agency, wish.case, wish.source) = (state.agency, Some(self.id), Some(Source::Entry));
        // The form asks for every field of the standard.
        wish.steps.iter_mut().for_each(|s| s.has = (1 << case::COMMON_FIELDS.len()) - 1);
        let (version, content) = (self.version.to_be_bytes(), format!("{fields:?}"));
        let person = self.who.actor().person;
        let cause =
            uuid_of(&[b"step form", self.id.as_bytes(), person.as_bytes(), &version, content.as_bytes()]);
        let command = Command::CollectCase { wish: Box::new(wish), problems };
        Wish { actor: self.who.actor().clone(), cause, at: None, command }
    }

    /// The form with what was typed, what is wrong with it, and what would follow from it.
    fn shown(
        &self,
        given: &Given,
        errors: Vec<FieldError>,
        looked: Option<&Done>,
    ) -> Result<Response, PageError> {
        let w = self.reader.w;
        let base = self.app.platform.base();
        let today = city_date(self.app.platform.now());
        let title = w.with("web-step-title", "event", w.word("event", self.kind.code()));
        let (officers, officer_lines) = self.officers(&base, today, given);
        html(&Asked {
            w,
            page: below(self.app, self.reader, self.who, title, self.id, self.state),
            case: self.id,
            event: self.kind.code().to_owned(),
            lead: self.state.opening().title.clone(),
            at: given.one("at").to_owned(),
            at_time: given.one("at_time").to_owned(),
            inputs: self.inputs(&base, given, &errors),
            officers,
            officer_lines,
            common: self.common(&base, given, &errors),
            looked: looked.is_some(),
            would: looked.map(|done| would(w, &base, done)).unwrap_or_default(),
            errors,
            version: self.version,
        })
    }

    /// What the standard that the case began under requires of the event.
    fn required(&self, base: &Base) -> (Vec<String>, Vec<String>) {
        let standard = base.standard_of(self.state);
        let rules = standard.map(|s| &s.require[..]).unwrap_or_default();
        let its = || rules.iter().filter(|r| r.event == self.kind);
        (its().flat_map(|r| r.fields.clone()).collect(), its().flat_map(|r| r.documents.clone()).collect())
    }

    /// The event's own fields, typed: what the standard requires comes first.
    fn inputs(&self, base: &Base, given: &Given, errors: &[FieldError]) -> Vec<Input> {
        let w = self.reader.w;
        let (required, _) = self.required(base);
        let input = |field: &FieldKind| Input {
            caption: Words::of(w.0).plain(&telling::case::field(field.name)),
            sort: sort(field),
            typed: given.0.get(field.name).map(|all| all.join("\n")).unwrap_or_default(),
            options: match field.kind {
                ValueKind::Flag => choices(w, "flag", field.codes, &given.all(field.name)),
                _ => choices(w, &format!("choice-{}", field.name), field.codes, &given.all(field.name)),
            },
            hint: if required.iter().any(|r| r == field.name) {
                w.say("web-step-required")
            } else {
                hint(w, field)
            },
            wrong: form::at(errors, field.name),
            field: field.name.to_owned(),
        };
        let mut fields: Vec<&FieldKind> = self.kind.fields().iter().collect();
        fields.sort_by_key(|field| !required.iter().any(|r| r == field.name));
        fields.into_iter().map(input).collect()
    }

    /// The agency's officers: to be ticked where they are few, else their numbers are typed.
    fn officers(&self, base: &Base, today: Date, given: &Given) -> (Vec<Choice>, String) {
        let chosen = given.all("officers");
        let known = certificates(base, self.state.agency, today);
        if known.is_empty() || known.len() > OFFERED {
            return (Vec::new(), chosen.join("\n"));
        }
        let choice = |n: &String| Choice { value: n.clone(), title: n.clone(), on: chosen.contains(n) };
        (known.iter().map(choice).collect(), String::new())
    }

    /// What every event has besides its own fields.
    fn common(&self, base: &Base, given: &Given, errors: &[FieldError]) -> Vec<Input> {
        let w = self.reader.w;
        let (_, papers) = self.required(base);
        let needed = papers.iter().map(|p| p.replace('|', " / ")).collect::<Vec<_>>().join("；");
        let documents = if needed.is_empty() {
            w.say("web-step-lines")
        } else {
            w.with("web-step-documents", "titles", needed)
        };
        let input = |field: &str, sort: &'static str, hint: String, options: Vec<Choice>| Input {
            caption: Words::of(w.0).plain(&telling::case::field(field)),
            sort,
            typed: given.0.get(field).map(|all| all.join("\n")).unwrap_or_default(),
            options,
            hint,
            wrong: form::at(errors, field),
            field: field.to_owned(),
        };
        let codes = |all: Vec<&'static str>, field: &str| {
            choices(w, &format!("choice-{field}"), &all, &given.all(field))
        };
        let collection = codes(Collection::ALL.iter().map(|c| c.code()).collect(), "collection");
        let reasons = codes(DeferralReason::ALL.iter().map(|r| r.code()).collect(), "deferral_reason");
        // Forms with a claim number are for a summary decision against one party (rulings 4).
        let on_form = self.kind == EventKind::Decision
            && self.state.procedure() == ProcedureKind::Summary
            && self.state.part.parties.len() == 1
            && self.state.decided().is_none();
        let claim = on_form.then(|| input("claim_number", "text", w.say("web-step-claim"), Vec::new()));
        let others = [
            input("documents", "lines", documents, Vec::new()),
            input("evidence", "lines", w.say("web-step-lines"), Vec::new()),
            input("reviewer", "text", w.say("web-step-person"), Vec::new()),
            input("approver", "text", w.say("web-step-person"), Vec::new()),
            input("collection", "one", w.say("web-step-collection"), collection),
            input("deferral_reason", "one", String::new(), reasons),
            input("deferral_note", "text", String::new(), Vec::new()),
            input("step_notes", "long", String::new(), Vec::new()),
        ];
        claim.into_iter().chain(others).collect()
    }
}

/// How a field is asked for.
fn sort(field: &FieldKind) -> &'static str {
    const LONG: [&str; 9] =
        ["facts", "basis", "content", "result", "opinion", "matter", "ground", "discretion_reason", "note"];
    match field.kind {
        ValueKind::Text if LONG.contains(&field.name) => "long",
        ValueKind::Text => "text",
        ValueKind::Texts => "lines",
        ValueKind::Day | ValueKind::When => "date",
        ValueKind::Money => "money",
        ValueKind::Number => "number",
        ValueKind::Flag | ValueKind::Choice => "one",
        ValueKind::Choices => "several",
    }
}

fn hint(w: W, field: &FieldKind) -> String {
    match field.kind {
        ValueKind::Money => w.say("web-step-yuan"),
        ValueKind::Texts => w.say("web-step-lines"),
        _ => String::new(),
    }
}

/// What was typed, in the data standard's form; what cannot be read is an error at its field.
fn texts(w: W, kind: EventKind, given: &Given) -> (Vec<(String, String)>, Vec<FieldError>) {
    let (mut texts, mut errors) = (Vec::new(), Vec::new());
    match moment(given.one("at"), given.one("at_time")) {
        Ok(text) => texts.push(("at".to_owned(), text)),
        Err(text) => errors.push(form::wrong("at", w.with("web-step-no-time", "text", text))),
    }
    for field in kind.fields() {
        let text = match field.kind {
            ValueKind::Texts | ValueKind::Choices => joined(given, field.name),
            ValueKind::Money if !given.one(field.name).is_empty() => {
                let typed = given.one(field.name);
                let Some(fen) = fen(typed) else {
                    errors.push(form::wrong(field.name, w.with("web-step-no-amount", "text", typed)));
                    continue;
                };
                fen.to_string()
            }
            // Browsers divide lines by a return, too.
            _ => given.one(field.name).replace("\r\n", "\n"),
        };
        texts.push((field.name.to_owned(), text));
    }
    for name in ["officers", "documents", "evidence"] {
        texts.push((name.to_owned(), joined(given, name)));
    }
    let common = [
        "claim_number",
        "reviewer",
        "approver",
        "collection",
        "deferral_reason",
        "deferral_note",
        "step_notes",
    ];
    for name in common {
        texts.push((name.to_owned(), given.one(name).replace("\r\n", "\n")));
    }
    texts.retain(|(_, text)| !text.is_empty());
    (texts, errors)
}

fn joined(given: &Given, name: &str) -> String {
    given.all(name).join(&SEPARATOR.to_string())
}

/// What the points would say: alerts first.
fn would(w: W, base: &Base, done: &Done) -> Vec<Found> {
    let (alerts, others): (Vec<_>, Vec<_>) = done.said.iter().partition(|f| f.answer.is_breach());
    alerts.into_iter().chain(others).map(|f| Found::of(w, base, f)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &[(&str, &str)]) -> Given {
        Given::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    /// 600 yuan are 60,000 fen; nine o'clock in the city is one o'clock of the world; lines and ticks are lists.
    #[test]
    fn what_is_typed_becomes_what_the_standard_says() {
        let typed = given(&[
            ("at", "2026-03-09"),
            ("at_time", "09:00"),
            ("fine", "600"),
            ("sanctions", "warning"),
            ("sanctions", "fine"),
            ("documents", "决定书\r\n 送达回证 \r\n"),
            ("officers", "1"),
            ("officers", "2"),
        ]);
        let (texts, errors) = texts(W(exchange::Language::English), EventKind::Decision, &typed);
        assert!(errors.is_empty());
        let expected = [
            ("at", "2026-03-09T01:00:00Z"),
            ("fine", "60000"),
            ("sanctions", "warning\u{1f}fine"),
            ("officers", "1\u{1f}2"),
            ("documents", "决定书\u{1f}送达回证"),
        ];
        assert_eq!(texts, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field() {
        let typed = given(&[("at", "2026-02-30"), ("fine", "lots")]);
        let (_, errors) = texts(W(exchange::Language::English), EventKind::Notice, &typed);
        assert_eq!(errors.iter().map(|e| &*e.name).collect::<Vec<_>>(), ["at", "fine"]);
    }
}
