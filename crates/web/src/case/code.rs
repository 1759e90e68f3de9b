//! Query codes of a case (Art. 33; rulings 4): what became of each, recording that they were told, making them again, and the
//! slips on which they are handed over.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use calendar::city_date;
use decree::authority::Action;
use decree::case::{CaseFact, CaseState, Telling, TellingMode};
use decree::fact::Fact;
use decree::when::When;
use exchange::Arg;
use platform::{Command, Wish};
use uuid::Uuid;

use super::page::{Typed, shown};
use super::{Given, called, loaded, may_in, moment, numbered};
use crate::access::{Staff, encoded};
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::parts::{FieldError, Page, Slip};
use crate::qr;
use crate::words::W;

/// How much of the root a slip prints: 72 bits, more than can be met by trying.
const SLIP_ROOT: usize = 12;

/// A code of a party with what became of it.
pub(super) struct CodeRow {
    pub party: String,
    pub made: String,
    pub kind: &'static str,
    pub status: String,
    /// How it was told, with proof.
    pub how: String,
    /// The clear code, while it is untold and for those who tell it.
    pub clear: String,
}

/// Every code, oldest first.
pub(super) fn codes(
    w: W,
    state: &CaseState,
    facts: &[Fact],
    clear: &[(u32, String)],
) -> Result<Vec<CodeRow>, PageError> {
    let mut tellings = Vec::new();
    for fact in facts {
        if let CaseFact::CodesTold { internal } = CaseFact::read(fact)? {
            tellings.push((fact.envelope.recorded_at, *internal));
        }
    }
    let row = |code: &decree::case::CodeState| {
        let n = code.issued.party;
        let (kind, status) = match (code.revoked, code.told) {
            (Some(_), _) => ("closed", w.say("web-code-revoked")),
            (None, Some((at, _))) => ("good", w.tell("web-code-told", &[("at", telling::when(at))])),
            (None, None) => ("waiting", w.say("web-code-untold")),
        };
        let its = code.told.and_then(|(_, recorded)| {
            tellings.iter().find(|(at, told)| *at == recorded && told.parties.contains(&n))
        });
        let how = its.map(|(at, told)| {
            let mode = w.word("telling", told.mode.code());
            let proof = if told.proof.is_empty() { "none" } else { &told.proof };
            let args = [("mode", Arg::text(mode)), ("proof", Arg::text(proof)), ("at", telling::moment(*at))];
            w.tell("web-code-how", &args)
        });
        let clear =
            clear.iter().find(|(party, _)| code.is_open() && *party == n).map(|(_, text)| text.clone());
        CodeRow {
            party: numbered(w, state, n),
            made: w.moment(code.at),
            kind,
            status,
            how: how.unwrap_or_default(),
            clear: clear.unwrap_or_default(),
        }
    };
    Ok(state.codes.iter().map(row).collect())
}

/// `POST /cases/{id}/codes/tell`.
///
/// # Errors
/// There is no such case for this reader, or the database is away.
pub async fn tell(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let given = Given::of(pairs);
    let typed = Typed {
        party: given.all("party"),
        mode: given.one("mode").to_owned(),
        at: given.one("at").to_owned(),
        at_time: given.one("at_time").to_owned(),
        proof: given.one("proof").to_owned(),
        ..Typed::default()
    };
    let mut errors = Vec::new();
    let at = moment(&typed.at, &typed.at_time).ok().and_then(|text| text.parse::<When>().ok());
    if at.is_none() {
        errors.push(form::wrong("at", w.say("web-case-when-needed")));
    }
    let mode = typed.mode.parse::<TellingMode>().ok();
    if mode.is_none() {
        errors.push(form::wrong("mode", w.say("web-choose-one")));
    }
    let (Some(at), Some(mode)) = (at, mode) else {
        return shown(&app, &reader, &who, id, typed, errors).await;
    };
    let telling = Telling { at, mode, parties: numbers(&typed.party), proof: typed.proof.clone() };
    done(&app, &reader, &who, id, (typed, given.one("version")), Command::TellCodes { stream: id, telling })
        .await
}

/// `POST /cases/{id}/codes/reissue`.
///
/// # Errors
/// As [`tell`].
pub async fn reissue(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let given = Given::of(pairs);
    let typed = Typed { lost: given.all("lost"), ground: given.one("ground").to_owned(), ..Typed::default() };
    if typed.ground.is_empty() {
        let errors = vec![form::wrong("ground", reader.w.say("web-code-ground-needed"))];
        return shown(&app, &reader, &who, id, typed, errors).await;
    }
    let command =
        Command::ReissueCodes { stream: id, parties: numbers(&typed.lost), ground: typed.ground.clone() };
    done(&app, &reader, &who, id, (typed, given.one("version")), command).await
}

fn numbers(texts: &[String]) -> Vec<u32> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

/// Submits what was wished about the codes; what was typed is shown again with what is wrong with it.
async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    (typed, version): (Typed, &str),
    command: Command,
) -> Result<Response, PageError> {
    let (_, facts) = loaded(app, who, id).await?;
    if version.parse::<usize>().is_ok_and(|v| v != 0 && v != facts.len()) {
        let errors = vec![form::wrong("", reader.w.say("web-somebody-was-faster"))];
        return shown(app, reader, who, id, typed, errors).await;
    }
    let cause = form::cause("codes form", id, who, facts.len(), &[format!("{typed:?}").as_bytes()]);
    let reissues = matches!(command, Command::ReissueCodes { .. });
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{id}#codes")).into_response()),
        Err(refusal) => {
            let at_form = |mut error: FieldError| {
                // Two forms of the page ask for parties.
                if reissues && error.name == "party" {
                    error.name = "lost".to_owned();
                }
                error
            };
            let errors = form::case_errors(reader.w, &refusal).into_iter().map(at_form).collect();
            shown(app, reader, who, id, typed, errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "case_slips.html")]
struct Slips {
    w: W,
    page: Page,
    slips: Vec<Slip>,
}

/// `GET /cases/{id}/slips`: the codes that were not told yet, each on a slip with its QR code.
///
/// # Errors
/// There is no such case for this reader, somebody else tells its codes, or the database is away.
pub async fn slips(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, _) = loaded(&app, &who, id).await?;
    if !may_in(&who, &state, Action::Supplement) {
        return Err(PageError::NotFound);
    }
    let clear = app.platform.clear_codes(who.actor(), id).await?;
    let url = format!("{}/look-up", app.public_address);
    let number = state.decided().map(|d| d.decision.decision_number.clone()).unwrap_or_default();
    let subject = if number.is_empty() { called(w, &state) } else { number };
    let cited = app.platform.cited().await?;
    let log = cited.map(|cited| {
        let root: String = cited.root.to_base64().chars().take(SLIP_ROOT).collect();
        let args = [
            ("origin", Arg::text(cited.origin)),
            ("size", Arg::count(cited.size)),
            ("root", Arg::text(root)),
        ];
        w.tell("web-slip-log", &args)
    });
    let slip = |(party, code): (u32, String)| Slip {
        qr: qr::svg(&format!("{url}?code={}", encoded(&code)), &w.say("web-slip-qr")),
        subject: if state.part.parties.len() > 1 {
            w.tell("web-code-of-party", &[("subject", Arg::text(subject.as_str())), ("n", Arg::count(party))])
        } else {
            subject.clone()
        },
        code: code.replace('-', " "),
        url: url.clone(),
        organ: state.opening().organ.clone(),
        date: w.day(city_date(app.platform.now())),
        log: log.clone().unwrap_or_default(),
    };
    let mut page = reader.staff(&app, &who, w.say("web-code-slips"), &[]);
    page.path = format!("/cases/{id}");
    html(&Slips { w, page, slips: clear.into_iter().map(slip).collect() })
}
