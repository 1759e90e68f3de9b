//! Recording an inspection by hand: on the spot, on a phone, once (Arts 13, 15). What happened is never refused for what it
//! was; what the rules will say of it can be seen before it is submitted.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use calendar::city_date;
use decree::context::Ending;
use decree::identity::uuid_of;
use decree::inspection::{self, InspectionState, SEPARATOR, Source, TargetKind};
use decree::when::When;
use jiff::Timestamp;
use platform::{Command, Wish};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;

use super::officer::{self, WITH_PAGE};
use super::rule::Rule;
use super::{field, loaded};

/// Under which name drafts of this form lie on the desk.
const DRAFT: &str = "inspection";
/// What was submitted last, to be copied from.
const LAST: &str = "inspection-last";

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    /// Which draft: the same one sent twice is the same wish.
    pub draft: String,
    /// When a device caught it.
    pub captured_at: String,
    /// What is to be done: `check`, `save` or `submit`.
    #[serde(skip_serializing)]
    pub then: String,
    pub own_number: String,
    pub target_kind: String,
    pub target_name: String,
    pub target_code: String,
    pub target_id_number: String,
    pub place: String,
    pub started_at: String,
    pub finished_at: String,
    pub officers: String,
    pub officers_2: String,
    pub officers_3: String,
    pub unit: String,
    pub power: String,
    pub form: String,
    pub plan: String,
    pub reason: String,
    pub result: String,
    pub items: String,
    pub notes: String,
    pub correction_matter: String,
    pub correction_basis: String,
    pub correction_due: String,
    pub collection: String,
    pub deferral_reason: String,
    pub deferral_note: String,
}

impl Typed {
    /// An empty form: today, now, in real time, with a number that nobody else is given.
    fn fresh(draft: Uuid, now: Timestamp) -> Self {
        Self {
            draft: draft.to_string(),
            own_number: number(draft, now),
            finished_at: local(now),
            target_kind: "organisation".to_owned(),
            form: "daily".to_owned(),
            collection: "real_time".to_owned(),
            ..Self::default()
        }
    }

    /// Takes over what is alike from one inspection of a round to the next.
    fn like(self, of: Self) -> Self {
        Self {
            target_kind: of.target_kind,
            officers: of.officers,
            officers_2: of.officers_2,
            officers_3: of.officers_3,
            unit: of.unit,
            power: of.power,
            form: of.form,
            plan: of.plan,
            reason: of.reason,
            ..self
        }
    }

    /// What may lie on the desk: a natural person's name and number lie nowhere but in the vault.
    fn without_person(&self) -> Self {
        let mut kept = Self { target_id_number: String::new(), ..self.clone() };
        if self.target_kind == TargetKind::Person.code() {
            kept.target_name.clear();
        }
        // A number has digits; what has none is an officer's name that nobody was found for.
        for officer in [&mut kept.officers, &mut kept.officers_2, &mut kept.officers_3] {
            if !officer.contains(|c: char| c.is_ascii_digit()) {
                officer.clear();
            }
        }
        kept
    }

    fn draft(&self) -> Option<Uuid> {
        Uuid::try_parse(&self.draft).ok()
    }

    /// The fields of the data standard that the form has, empty ones too: what it has and leaves empty is missing.
    fn fields(&self, app: &App, agency: i32) -> Vec<(&'static str, String)> {
        let power = officer::power_code(&app.platform.base(), agency, app.platform.now(), &self.power);
        let officers: Vec<&str> = [&self.officers, &self.officers_2, &self.officers_3]
            .into_iter()
            .filter_map(|typed| typed.split_whitespace().next())
            .collect();
        let plain = [
            ("own_number", &self.own_number),
            ("target_kind", &self.target_kind),
            ("target_name", &self.target_name),
            ("target_code", &self.target_code),
            ("target_id_number", &self.target_id_number),
            ("place", &self.place),
            ("started_at", &self.started_at),
            ("finished_at", &self.finished_at),
            ("unit", &self.unit),
            ("form", &self.form),
            ("plan", &self.plan),
            ("reason", &self.reason),
            ("result", &self.result),
            ("items", &self.items),
            ("notes", &self.notes),
            ("correction_matter", &self.correction_matter),
            ("correction_basis", &self.correction_basis),
            ("correction_due", &self.correction_due),
            ("collection", &self.collection),
            ("deferral_reason", &self.deferral_reason),
            ("deferral_note", &self.deferral_note),
        ];
        let mut fields: Vec<(&'static str, String)> =
            plain.into_iter().map(|(name, typed)| (name, field::to_standard(name, typed))).collect();
        fields.push(("power", power));
        fields.push(("officers", officers.join(&SEPARATOR.to_string())));
        fields
    }

    /// The wish that the form is.
    fn wish(&self, app: &App, who: &Staff) -> Wish {
        let actor = who.actor().clone();
        let fields = self.fields(app, actor.agency);
        // A device whose clock is wrong says so by what it says: it is kept, and the record's page shows it.
        let said = self.captured_at.parse::<Timestamp>().ok();
        let captured_at = said.filter(|at| *at >= Timestamp::UNIX_EPOCH);
        wish(&actor, &fields, captured_at, &[b"inspection form", self.draft.as_bytes()])
    }
}

/// A wish to collect what was typed on a page. The cause is of the form, so that the same form sent twice is the same wish.
pub fn wish(
    actor: &decree::authority::Actor,
    fields: &[(&'static str, String)],
    captured_at: Option<Timestamp>,
    of: &[&[u8]],
) -> Wish {
    let texts: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut problems = Vec::new();
    let mut wish = inspection::read(&texts, &mut problems);
    (wish.agency, wish.source, wish.captured_at) = (actor.agency, Some(Source::Entry), captured_at);
    let cause = uuid_of(&[of, &[actor.person.as_bytes().as_slice()]].concat());
    let command = Command::Collect { wish: Box::new(wish), problems };
    Wish { actor: actor.clone(), cause, at: None, command }
}

/// A number that is offered where the agency gives none of its own: the day, and what nobody else's draft has.
pub fn number(draft: Uuid, now: Timestamp) -> String {
    let id = draft.simple().to_string().to_uppercase();
    let tail = id.get(id.len() - 6..).unwrap_or_default();
    format!("JC{}-{tail}", city_date(now).strftime("%Y%m%d"))
}

/// A moment as a browser's own field for it takes it, to the minute.
pub fn local(at: Timestamp) -> String {
    let typed = telling::typed(When::At(at));
    typed.get(..16).unwrap_or(&typed).replace(' ', "T")
}

/// Which form is opened.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    draft: String,
    like: String,
}

struct Preview {
    rules: Vec<Rule>,
    clean: bool,
    words: String,
}

#[derive(Template)]
#[template(path = "inspection_entry.html")]
struct Entry {
    w: W,
    page: Page,
    typed: Typed,
    problems: Vec<FieldError>,
    preview: Option<Preview>,
    saved: bool,
    /// Whose drafts on a device they are.
    person: Uuid,
    /// The time of the server.
    now: String,
    /// The same in a simulated city, nothing in a real one.
    simulated: String,
    has_last: bool,
    drafts: Vec<(String, String)>,
    /// How long a draft is kept, in words.
    kept: String,
    worth: Vec<(String, String)>,
    target_kinds: Vec<Choice>,
    forms: Vec<Choice>,
    results: Vec<Choice>,
    collections: Vec<Choice>,
    deferrals: Vec<Choice>,
    powers: Vec<Choice>,
    officers: Vec<Choice>,
}

impl Entry {
    fn wrong(&self, field: &str) -> String {
        form::at(&self.problems, field)
    }

    fn called(&self, field: &str) -> String {
        field::called(self.w, field)
    }

    /// What the certificate that was typed is worth today.
    fn worth(&self, typed: &str) -> String {
        officer::worth_of(&self.worth, typed)
    }

    /// Whether something was ordered, or said wrongly.
    fn orders(&self) -> bool {
        let typed = &self.typed;
        let said = [&typed.correction_matter, &typed.correction_basis, &typed.correction_due];
        said.iter().any(|text| !text.is_empty())
    }

    /// Whether one of the fields that are seldom needed says something.
    fn more(&self) -> bool {
        let typed = &self.typed;
        let said = [&typed.officers_3, &typed.plan, &typed.reason, &typed.unit];
        said.iter().any(|text| !text.is_empty())
    }
}

/// `GET /inspections/new`: an empty form, a draft, or one like another.
///
/// # Errors
/// Who asks acts for no agency, there is no such inspection to copy from, or the database is away.
pub async fn form(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let id = Uuid::try_parse(&asked.draft).ok();
    let kept = match id {
        Some(id) => draft(&app, &who, id, DRAFT).await?,
        None => None,
    };
    let (typed, saved) = match kept {
        Some(typed) => (typed, true),
        None => {
            let fresh = id.unwrap_or_else(|| app.platform.fresh_draft());
            let fresh = Typed::fresh(fresh, app.platform.now());
            (copied(&app, &reader, &who, &asked.like, fresh).await?, false)
        }
    };
    shown(&app, &reader, &who, typed, Shown { saved, ..Shown::default() }).await
}

async fn copied(
    app: &App,
    reader: &Reader,
    who: &Staff,
    like: &str,
    fresh: Typed,
) -> Result<Typed, PageError> {
    if like == "last" {
        let last = draft(app, who, last(who), LAST).await?;
        return Ok(last.map_or(fresh.clone(), |last| fresh.like(last)));
    }
    match Uuid::try_parse(like) {
        Ok(other) => {
            let (state, _) = loaded(app, who, other).await?;
            Ok(fresh.like(of_state(app, reader.w, &state)))
        }
        Err(_) => Ok(fresh),
    }
}

/// What a recorded inspection says, as it would have been typed.
fn of_state(app: &App, w: W, state: &InspectionState) -> Typed {
    let fields = inspection::fields(&state.parts);
    let get = |name: &str| {
        let value = fields.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
        field::to_typed(w, name, value)
    };
    let officers = get("officers");
    let mut officers = officers.lines().map(str::to_owned);
    let now = app.platform.now();
    Typed {
        target_kind: get("target_kind"),
        officers: officers.next().unwrap_or_default(),
        officers_2: officers.next().unwrap_or_default(),
        officers_3: officers.next().unwrap_or_default(),
        unit: get("unit"),
        power: officer::power_shown(&app.platform.base(), &get("power"), city_date(now), now),
        form: get("form"),
        plan: get("plan"),
        reason: get("reason"),
        ..Typed::default()
    }
}

/// Where a person's last one lies.
fn last(who: &Staff) -> Uuid {
    let actor = who.actor();
    uuid_of(&[b"last inspection", actor.person.as_bytes(), &actor.office.to_be_bytes()])
}

async fn draft(app: &App, who: &Staff, id: Uuid, of: &str) -> Result<Option<Typed>, PageError> {
    let found = app.platform.store().draft(id, who.actor().person).await?;
    let body = found.filter(|(form, _)| form == of).map(|(_, body)| body);
    // A draft of an older form that can no longer be read is an empty form.
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

async fn keep(app: &App, who: &Staff, id: Uuid, of: &str, typed: &Typed) -> Result<(), PageError> {
    let body =
        serde_json::to_string(&typed.without_person()).map_err(|e| PageError::Unexpected(e.to_string()))?;
    let (actor, now) = (who.actor(), app.platform.now());
    let kept = app.platform.store().put_draft(id, actor.person, actor.office, of, &body, now).await?;
    if kept { Ok(()) } else { Err(PageError::NotFound) }
}

/// The drafts of this form that lie on the desk, but for the one that is open.
async fn drafts(app: &App, w: W, who: &Staff, open: &str) -> Result<Vec<(String, String)>, PageError> {
    let actor = who.actor();
    let lying = app.platform.store().drafts_of(actor.person, actor.office).await?;
    let told = |d: store::DraftListed| {
        let words = w.tell("web-inspection-draft-of", &[("at", telling::moment(d.changed_at))]);
        (format!("/inspections/new?draft={}", d.id), words)
    };
    Ok(lying.into_iter().filter(|d| d.form == DRAFT && d.id.to_string() != open).map(told).collect())
}

#[derive(Default)]
struct Shown {
    problems: Vec<FieldError>,
    preview: Option<Preview>,
    saved: bool,
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    typed: Typed,
    what: Shown,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (base, now, agency) = (app.platform.base(), app.platform.now(), who.actor().agency);
    if agency == 0 {
        return Err(PageError::NotFound);
    }
    let way = [("web-menu-inspections", "/inspections")];
    let names = officer::names(app, agency).await?;
    html(&Entry {
        w,
        page: reader.staff(app, who, w.say("web-menu-inspection-new"), &way),
        problems: what.problems,
        preview: what.preview,
        saved: what.saved,
        person: who.actor().person,
        now: now.to_string(),
        simulated: if app.platform.is_simulated() { now.to_string() } else { String::new() },
        has_last: draft(app, who, last(who), LAST).await?.is_some(),
        drafts: drafts(app, w, who, &typed.draft).await?,
        kept: w.count("web-inspection-draft-saved-says", app.platform.session_rules().draft_days),
        worth: officer::worth(
            w,
            &base,
            now,
            &[&typed.officers, &typed.officers_2, &typed.officers_3],
            &names,
        ),
        target_kinds: field::among(w, "target_kind", &typed.target_kind),
        forms: field::among(w, "form", &typed.form),
        results: field::among(w, "result", &typed.result),
        collections: field::among(w, "collection", &typed.collection),
        deferrals: field::among(w, "deferral_reason", &typed.deferral_reason),
        powers: officer::powers(&base, agency, now, "", WITH_PAGE),
        officers: officer::officers(w, &base, agency, now, "", WITH_PAGE, &names),
        typed,
    })
}

/// `POST /inspections/new`: checks, keeps or submits what was typed.
///
/// # Errors
/// Who asks acts for no agency, the form is none of ours, or the database is away.
pub async fn enter(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Form(mut typed): Form<Typed>,
) -> Result<Response, PageError> {
    let names = officer::names(&app, who.actor().agency).await?;
    for typed in [&mut typed.officers, &mut typed.officers_2, &mut typed.officers_3] {
        *typed = officer::certificate(&app.platform.base(), &names, typed);
    }
    let id = typed.draft().ok_or(PageError::NotFound)?;
    if typed.then == "save" {
        keep(&app, &who, id, DRAFT, &typed).await?;
        return Ok(Redirect::to(&format!("/inspections/new?draft={id}")).into_response());
    }
    let w = reader.w;
    let wish = typed.wish(&app, &who);
    let Some(first) = app.platform.rehearse(vec![wish.clone()]).await?.pop() else {
        return Err(PageError::Away);
    };
    let done = match first {
        Err(refusal) => {
            let problems = form::errors(w, &refusal);
            return shown(&app, &reader, &who, typed, Shown { problems, ..Shown::default() }).await;
        }
        // This very form arrived before and its answer was lost on the way: what was recorded then stands.
        Ok(done) if done.ending == Ending::Changed && came(&app, &who, done.stream, wish.cause).await? => {
            app.platform.store().drop_draft(id, who.actor().person).await?;
            return Ok(Redirect::to(&format!("/inspections/{}?done=first", done.stream)).into_response());
        }
        // Whoever types means a record of its own: another one is never altered by an equal number.
        Ok(done) if done.ending == Ending::Changed => {
            let problems = vec![taken(w, &typed.own_number)];
            return shown(&app, &reader, &who, typed, Shown { problems, ..Shown::default() }).await;
        }
        Ok(done) => done,
    };
    if typed.then == "check" {
        let rules = Rule::said(w, &app.platform.base(), &done);
        let preview = Some(preview(w, rules, done.alerts.len()));
        return shown(&app, &reader, &who, typed, Shown { preview, ..Shown::default() }).await;
    }
    match app.queue.submit(wish).await? {
        Ok(done) => {
            let alike = Typed::default().like(typed);
            keep(&app, &who, last(&who), LAST, &alike).await?;
            app.platform.store().drop_draft(id, who.actor().person).await?;
            let how = if done.ending == Ending::Known { "known" } else { "recorded" };
            Ok(Redirect::to(&format!("/inspections/{}?done={how}", done.stream)).into_response())
        }
        Err(refusal) => {
            let problems = form::errors(w, &refusal);
            shown(&app, &reader, &who, typed, Shown { problems, ..Shown::default() }).await
        }
    }
}

/// Whether a record was made by this very form.
async fn came(app: &App, who: &Staff, record: Uuid, form: Uuid) -> Result<bool, PageError> {
    let facts = app.platform.show(who.actor(), record).await?;
    Ok(facts.first().is_some_and(|fact| fact.envelope.cause == form))
}

fn preview(w: W, rules: Vec<Rule>, alerts: usize) -> Preview {
    let words = match alerts {
        0 => w.say("web-inspection-preview-none"),
        n => w.count("web-inspection-preview-some", n),
    };
    Preview { rules, clean: alerts == 0, words }
}

/// Another record of the agency has the number.
pub fn taken(w: W, number: &str) -> FieldError {
    FieldError {
        name: "own_number".to_owned(),
        words: w.with("web-inspection-number-taken", "number", number),
        remedy: w.with("web-basis-of", "article", w.word("article", "decree17-14")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_names_no_natural_person() {
        let typed = |kind: &str| Typed {
            target_kind: kind.to_owned(),
            target_name: "王芳".to_owned(),
            target_id_number: "11010519491231002X".to_owned(),
            place: "解放路1号".to_owned(),
            ..Typed::default()
        };
        let kept = |kind: &str| serde_json::to_string(&typed(kind).without_person()).unwrap();
        let person = kept("person");
        assert!(!person.contains("王芳") && !person.contains("11010519491231002X"), "{person}");
        assert!(person.contains("解放路1号"));
        assert!(kept("organisation").contains("王芳"), "the name of a shop is no secret");
        let named =
            Typed { officers: "王芳".to_owned(), officers_2: "02000690000".to_owned(), ..Typed::default() };
        let kept = named.without_person();
        assert_eq!((&*kept.officers, &*kept.officers_2), ("", "02000690000"));
    }

    #[test]
    fn what_is_taken_over_from_the_last_one_is_not_what_was_found() {
        let last = Typed {
            officers: "02000690000".to_owned(),
            plan: "计划".to_owned(),
            target_name: "甲店".to_owned(),
            result: "fail".to_owned(),
            own_number: "JC1".to_owned(),
            ..Typed::default()
        };
        let next = Typed { own_number: "JC2".to_owned(), ..Typed::default() }.like(last);
        assert_eq!((next.officers.as_str(), next.plan.as_str()), ("02000690000", "计划"));
        assert_eq!(
            (next.target_name.as_str(), next.result.as_str(), next.own_number.as_str()),
            ("", "", "JC2")
        );
    }

    #[test]
    fn a_moment_stands_in_the_browsers_own_field() {
        assert_eq!(local("2026-11-24T01:30:59Z".parse().unwrap()), "2026-11-24T09:30");
    }
}
