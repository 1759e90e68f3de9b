//! Officers named in a record (rulings 12): they see it the same day and confirm with one tap, or object with a reason; the
//! agency's legal unit sees an objection and says what came of it. Nothing of this changes the record.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use decree::authority::{Action, may};
use decree::base::Base;
use decree::case::CaseFact;
use decree::fact::ThingKind;
use decree::inspection::InspectionFact;
use decree::naming::{Naming, NamingSaid, NamingSettled, NamingWish, NamingWord, Step, Word};
use decree::thing::Thing;
use exchange::Arg;
use platform::{Command, Wish};
use store::NamedIn;
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, own_path};
use crate::parts::FieldError;
use crate::record;
use crate::words::W;
use crate::{case, inspection};

/// What was sent with one of the forms here, name by name: several of them stand on one page, so the names of their texts
/// end with the step and the certificate.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    fn one(&self, name: &str) -> &str {
        let fits =
            |n: &str| n.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        self.0.iter().find(|(n, _)| fits(n)).map_or("", |(_, text)| text.trim())
    }

    /// What was typed into a field of one officer's form.
    fn at(&self, field: &str) -> &str {
        self.0.iter().find(|(n, _)| n == field).map_or("", |(_, text)| text)
    }

    fn step(&self) -> i32 {
        self.one("step").parse().unwrap_or(0)
    }
}

/// An officer whom a record names, with what it said, as one reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Officer {
    /// In which step.
    pub step: i32,
    /// What the step was; nothing for an inspection.
    pub what: String,
    /// The certificate.
    pub certificate: String,
    /// The name, where one is kept.
    pub called: String,
    /// The kind of mark for its word.
    pub mark: &'static str,
    /// Its word.
    pub said: String,
    /// Why it objects.
    pub reason: String,
    /// What came of the objection.
    pub settled: String,
    /// Whether the reader is this officer and may still say something else.
    pub may_confirm: bool,
    /// As above, for an objection.
    pub may_object: bool,
    /// Whether the reader may say what came of the objection.
    pub may_settle: bool,
    /// What was typed, and what is wrong with it.
    pub typed: String,
    /// See `typed`.
    pub wrong: String,
}

impl Officer {
    /// The name of the field for a reason.
    pub fn reason_field(&self) -> String {
        field("reason", self.step, &self.certificate)
    }

    /// The name of the field for what came of an objection.
    pub fn words_field(&self) -> String {
        field("words", self.step, &self.certificate)
    }

    /// Whether there is something to be said of it: somebody spoke, or the reader may.
    pub fn is_said(&self) -> bool {
        self.may_confirm || self.may_object || !self.reason.is_empty() || self.mark != "plain"
    }
}

fn field(name: &str, step: i32, certificate: &str) -> String {
    format!("{name}-{step}-{certificate}")
}

/// A record's officers to be shown.
pub struct Around<'a> {
    /// The words.
    pub w: W,
    /// The registers.
    pub base: &'a Base,
    /// Who reads.
    pub who: &'a Staff,
    /// Key of the record's agency.
    pub agency: i32,
    /// What was said.
    pub naming: &'a Naming,
    /// Whether the record is withdrawn.
    pub withdrawn: bool,
    /// Names by certificate.
    pub names: &'a HashMap<String, String>,
    /// What was sent, and what was wrong with it.
    pub typed: &'a Typed,
    /// See `typed`.
    pub errors: &'a [FieldError],
}

impl Around<'_> {
    /// The officers of a step; `what` says which step it is.
    pub fn officers(&self, step: &Step<'_>, what: &str) -> Vec<Officer> {
        step.officers.iter().map(|named| self.officer(step, what, &named.certificate)).collect()
    }

    fn officer(&self, step: &Step<'_>, what: &str, certificate: &str) -> Officer {
        let (w, actor) = (self.w, self.who.actor());
        let officer = self.base.officer(certificate).map(|(id, _)| id);
        let person = officer.and_then(|id| self.base.person_of_officer(id));
        let me = person == Some(actor.person);
        let word = self.naming.of(step.seq, certificate);
        let own = actor.agency != 0 && actor.agency == self.agency && !self.withdrawn;
        let mine = me && own && may(actor.role, Action::AnswerNaming);
        let at = |id: &str, at| w.tell(id, &[("at", telling::moment(at))]);
        let (mark, said) = match word {
            Some(Word { said, at: when, .. }) if said.word == NamingWord::Confirmed => {
                ("good", at("web-naming-confirmed", *when))
            }
            Some(word) => (if word.is_open() { "bad" } else { "closed" }, at("web-naming-objected", word.at)),
            None if person == Some(step.recorder) => ("plain", w.say("web-naming-recorded")),
            None => ("plain", w.say("web-naming-silent")),
        };
        let settled = word.and_then(|w| w.settled.as_ref());
        let (reason, words) = (field("reason", step.seq, certificate), field("words", step.seq, certificate));
        let is = |wanted| word.is_some_and(|w| w.said.word == wanted);
        Officer {
            step: step.seq,
            what: what.to_owned(),
            certificate: certificate.to_owned(),
            called: self.names.get(certificate).cloned().unwrap_or_default(),
            mark,
            said,
            reason: word.map(|w| w.said.reason.clone()).unwrap_or_default(),
            settled: settled
                .map(|(settled, when, _)| {
                    let args = [("at", telling::moment(*when)), ("words", Arg::text(settled.words.as_str()))];
                    w.tell("web-naming-settled", &args)
                })
                .unwrap_or_default(),
            may_confirm: mine && !is(NamingWord::Confirmed) && person != Some(step.recorder),
            may_object: mine && !word.is_some_and(Word::is_open),
            may_settle: own
                && !me
                && word.is_some_and(Word::is_open)
                && step.recorder != actor.person
                && may(actor.role, Action::SettleObjection),
            typed: format!("{}{}", self.typed.at(&reason), self.typed.at(&words)),
            wrong: format!("{}{}", form::at(self.errors, &reason), form::at(self.errors, &words)),
        }
    }
}

/// What officers are called, by certificate.
///
/// # Errors
/// The database is away.
pub async fn names<'a>(
    app: &App,
    certificates: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, String>, PageError> {
    let base = app.platform.base();
    let known: Vec<(String, Uuid)> =
        certificates.filter_map(|c| Some((c.to_owned(), base.officer(c)?.0))).collect();
    let ids: Vec<Uuid> = known.iter().map(|(_, id)| *id).collect();
    let names = app.platform.names(&ids).await?;
    Ok(known.into_iter().filter_map(|(c, id)| Some((c, names.get(&id)?.clone()))).collect())
}

/// A record on the workbench that waits for an officer's word, or for somebody who settles an objection.
pub struct Waiting {
    /// Where its forms go, and where it is.
    pub href: String,
    /// The step and the certificate.
    pub step: i32,
    /// See `step`.
    pub certificate: String,
    /// How many facts the record has.
    pub version: i32,
    /// What it is.
    pub what: String,
    /// Its number.
    pub number: String,
    /// Against whom.
    pub target: String,
    /// When it happened.
    pub happened: String,
    /// When it was recorded.
    pub recorded: String,
    /// Why an officer objects.
    pub reason: String,
}

/// Records that wait for the reader's word, newest first, and objections that wait for the reader, oldest first.
///
/// # Errors
/// The database is away.
pub async fn waiting(
    app: &App,
    w: W,
    who: &Staff,
    most: i64,
) -> Result<(Vec<Waiting>, Vec<Waiting>), PageError> {
    let asked = app.platform.naming_asked(who.actor(), most).await?;
    let objected = app.platform.naming_objected(who.actor(), most).await?;
    // Both were shown to the reader in its scope; what they are is read once.
    let streams: Vec<Uuid> = asked.iter().chain(&objected).map(|named| named.stream).collect();
    if streams.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let things = app.platform.store().load(&streams).await?;
    let row = |named: &NamedIn| {
        let found = things.get(&named.stream)?;
        Some(waits(w, named, &found.thing, found.version))
    };
    Ok((asked.iter().filter_map(row).collect(), objected.iter().filter_map(row).collect()))
}

fn waits(w: W, named: &NamedIn, thing: &Thing, version: i32) -> Waiting {
    let (what, target, happened, word) = match thing {
        Thing::Case(state) => {
            let step = state.steps.iter().find(|s| s.seq == named.step);
            let party = state.standing().next().map(|(_, party)| party.name.clone());
            (
                w.word("event", step.and_then(|s| s.kind()).map_or("other", |k| k.code())),
                party.unwrap_or_default(),
                step.and_then(|s| s.part.at),
                state.naming.of(named.step, &named.certificate),
            )
        }
        Thing::Inspection(state) => (
            w.say("web-naming-inspection"),
            state.parts.public.target.clone(),
            state.parts.party.finished,
            state.naming.of(1, &named.certificate),
        ),
        _ => (String::new(), String::new(), None, None),
    };
    // A natural person's name lies in the vault.
    let target = if target.is_empty() { w.say("alert-about-person") } else { target };
    Waiting {
        href: record::address(named.thing, named.stream),
        step: named.step,
        certificate: named.certificate.clone(),
        version,
        what,
        number: record::number(thing),
        target,
        happened: happened.map(|at| w.when(at)).unwrap_or_default(),
        recorded: w.moment(named.recorded_at),
        reason: word.map(|w| w.said.reason.clone()).unwrap_or_default(),
    }
}

/// `POST /inspections/{id}/naming`: an officer confirms or objects.
///
/// # Errors
/// There is no such record for this reader, or the database is away.
pub async fn say_of_inspection(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    done(&app, &reader, &who, (ThingKind::Inspection, id), Typed(sent), said).await
}

/// `POST /cases/{id}/naming`.
///
/// # Errors
/// As [`say_of_inspection`].
pub async fn say_of_case(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    done(&app, &reader, &who, (ThingKind::Case, id), Typed(sent), said).await
}

/// `POST /inspections/{id}/objection`: somebody entitled says what came of an objection.
///
/// # Errors
/// As [`say_of_inspection`].
pub async fn settle_of_inspection(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    done(&app, &reader, &who, (ThingKind::Inspection, id), Typed(sent), settled).await
}

/// `POST /cases/{id}/objection`.
///
/// # Errors
/// As [`say_of_inspection`].
pub async fn settle_of_case(
    app: State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    done(&app, &reader, &who, (ThingKind::Case, id), Typed(sent), settled).await
}

fn said(typed: &Typed) -> Option<NamingWish> {
    let word = typed.one("word").parse().ok()?;
    let reason = if word == NamingWord::Objected { typed.one("reason") } else { "" };
    let certificate = typed.one("certificate").to_owned();
    Some(NamingWish::Say(NamingSaid { certificate, reason: reason.to_owned(), step: typed.step(), word }))
}

fn settled(typed: &Typed) -> Option<NamingWish> {
    let (certificate, words) = (typed.one("certificate").to_owned(), typed.one("words").to_owned());
    Some(NamingWish::Settle(NamingSettled { certificate, step: typed.step(), words }))
}

/// Submits what was wished; what was typed is shown again with what is wrong with it, or with what is new.
async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    (kind, id): (ThingKind, Uuid),
    typed: Typed,
    wish: fn(&Typed) -> Option<NamingWish>,
) -> Result<Response, PageError> {
    let shown = app.platform.show(who.actor(), id).await?;
    // An address of one kind with a record of the other leads nowhere.
    let kinds = if kind == ThingKind::Case { CaseFact::KINDS } else { InspectionFact::KINDS };
    if shown.is_empty() || !shown.iter().all(|f| kinds.iter().any(|(k, ..)| *k == f.envelope.kind)) {
        return Err(PageError::NotFound);
    }
    let mut thing = Thing::new(kind);
    shown.iter().try_for_each(|fact| thing.fold(fact))?;
    let facts = shown.len();
    let naming = match &thing {
        Thing::Inspection(state) => &state.naming,
        Thing::Case(state) => &state.naming,
        _ => return Err(PageError::NotFound),
    };
    let wish = wish(&typed).ok_or(PageError::NotFound)?;
    let of = (typed.one("certificate").to_owned(), typed.step());
    let back = || match typed.one("back") {
        "" => format!("{}#officers", record::address(kind, id)),
        back => own_path(back).to_owned(),
    };
    let mut errors = Vec::new();
    let same =
        matches!(&wish, NamingWish::Say(say) if naming.of(of.1, &of.0).is_some_and(|w| w.said == *say));
    if same {
        // A second tap says nothing new.
        return Ok(Redirect::to(&back()).into_response());
    } else if typed.one("version") != facts.to_string() {
        errors.push(form::wrong("", reader.w.say("web-somebody-was-faster")));
    } else {
        let cause = form::cause("naming", id, who, facts, &[of.0.as_bytes()]);
        let command = Command::Naming { stream: id, wish };
        let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
        match app.queue.submit(wish).await? {
            Ok(_) => return Ok(Redirect::to(&back()).into_response()),
            Err(refusal) => errors.extend(form::errors(reader.w, &refusal)),
        }
    }
    for error in errors.iter_mut().filter(|e| !e.name.is_empty()) {
        error.name = field(&error.name, of.1, &of.0);
    }
    match kind {
        ThingKind::Case => case::page::with_naming(app, reader, who, id, typed, errors).await,
        _ => inspection::with_naming(app, reader, who, id, typed, errors).await,
    }
}
