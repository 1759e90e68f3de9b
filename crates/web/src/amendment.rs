//! Amendment applications (Art. 14): the list, one application with what would change, and what is done about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use calendar::city_date;
use decree::amendment::{AmendmentFact, AmendmentState, AmendmentStatus, AmendmentWish, Decision, Signature};
use decree::authority::{DecideAmendment, Place, SignAmendment, authorise};
use decree::base::Base;
use decree::fact::Fact;
use platform::{Command, Wish};
use serde::Deserialize;
use store::{Cells, List};
use telling::amendment::Told;
use telling::{Line, Names};
use uuid::Uuid;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::list::{self, Asked as _, Everything, Pager, Sheet};
use crate::parts::{Choice, Difference, FieldError, Page};
use crate::record;
use crate::words::W;

/// Conditions of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    wanted: String,
    agency: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 3] {
        [("state", &self.state), ("wanted", &self.wanted), ("agency", &self.agency)]
    }
}

impl list::Asked for Asked {
    const LIST: List = List::Amendments;

    fn agency(&self) -> &str {
        &self.agency
    }

    fn after(&self) -> &str {
        &self.after
    }

    fn fits(&self, row: &Cells<'_>) -> bool {
        let status = AmendmentStatus::from_number(row.code("state")).map_or("", AmendmentStatus::code);
        let wanted = if row.yes("withdrawal") { "withdraws" } else { "changes" };
        (self.state.is_empty() || self.state == status) && (self.wanted.is_empty() || self.wanted == wanted)
    }
}

struct Row {
    id: String,
    number: String,
    kind: &'static str,
    status: String,
    wanted: String,
    agency: String,
    drafted: String,
    office: String,
}

impl Row {
    fn of(w: W, base: &Base, row: &Cells<'_>) -> Self {
        let status = AmendmentStatus::from_number(row.code("state")).unwrap_or(AmendmentStatus::Draft);
        let number = row.text("number");
        Self {
            id: row.uuid("stream").to_string(),
            number: if number.is_empty() { w.say("web-amendment-unnumbered") } else { number.to_owned() },
            kind: kind_of(status),
            status: w.word("amendment-status", status.code()),
            wanted: w.word("amendment", if row.yes("withdrawal") { "withdraws" } else { "changes" }),
            agency: record::agency_name(base, row.int("agency")),
            drafted: w.moment(row.time("drafted_at")),
            office: base.office(row.int("office")).map(|o| o.name.clone()).unwrap_or_default(),
        }
    }
}

/// The kind of mark for where an application stands.
pub const fn kind_of(status: AmendmentStatus) -> &'static str {
    match status {
        AmendmentStatus::Draft => "plain",
        AmendmentStatus::Signed => "waiting",
        AmendmentStatus::Agreed => "good",
        AmendmentStatus::Returned => "active",
        AmendmentStatus::Refused => "bad",
        AmendmentStatus::Dropped => "closed",
    }
}

#[derive(Template)]
#[template(path = "amendments.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    states: Vec<Choice>,
    wanted: Vec<Choice>,
    agencies: Vec<Choice>,
    in_use: String,
    export: String,
}

/// `GET /amendments`.
///
/// # Errors
/// The database is away.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let found = list::page(&app, &who, &asked).await?;
    let choice = |value: &str, title: String, chosen: &str| Choice {
        value: value.to_owned(),
        title,
        on: value == chosen,
    };
    let states = AmendmentStatus::ALL
        .iter()
        .map(|s| choice(s.code(), w.word("amendment-status", s.code()), &asked.state));
    let wanted = ["changes", "withdraws"].map(|c| choice(c, w.word("amendment", c), &asked.wanted));
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-amendments"), &[]),
        rows: found.shown.cells().map(|row| Row::of(w, &base, &row)).collect(),
        pager: Pager::of(w, &found, "/amendments", &asked.conditions(), &asked.after),
        states: states.collect(),
        wanted: wanted.into(),
        agencies: list::agencies(&base, &who, asked.agency_key().unwrap_or(0)),
        in_use: list::in_use(&asked.conditions()),
        export: list::address("/amendments.xlsx", &asked.conditions()),
    })
}

/// `GET /amendments.xlsx`: everything that the list shows.
///
/// # Errors
/// The database is away.
pub async fn export(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let columns = ["id", "number", "wanted", "status", "agency", "drafted", "office"]
        .map(|c| w.say(&format!("web-column-{c}")));
    let mut sheet = Sheet::new(&app, w, &who, &w.say("web-menu-amendments"), &reader.here, &columns)?;
    let mut all = Everything::of(&app, &who, &asked);
    while let Some(shown) = all.next().await? {
        for cells in shown.cells() {
            let row = Row::of(w, &base, &cells);
            sheet.push(&[row.id, row.number, row.wanted, row.status, row.agency, row.drafted, row.office])?;
        }
    }
    Ok(sheet.finish(w, "amendments", all.whole())?)
}

/// What was typed into one of the forms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    number: String,
    application_reason: String,
    words: String,
    /// Which of the forms it was: reasons are asked for in several.
    form: String,
    version: usize,
}

#[derive(Template)]
#[template(path = "amendment.html")]
struct Shown {
    w: W,
    page: Page,
    application: Uuid,
    kind: &'static str,
    status: String,
    lines: Vec<Line>,
    differences: Vec<Difference>,
    withdrawal: bool,
    life: Vec<Line>,
    record: String,
    signs: bool,
    decides: bool,
    typed: Typed,
    errors: Vec<FieldError>,
    version: usize,
}

impl Shown {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// The written form of an application (Art. 14: 書面).
#[derive(Template)]
#[template(path = "amendment_paper.html")]
struct Paper {
    w: W,
    page: Page,
    agency: String,
    number: String,
    office: String,
    lines: Vec<Line>,
    differences: Vec<Difference>,
    life: Vec<Line>,
    day: String,
}

/// An application as the reader may see it, with its facts; what one may not see does not exist.
async fn loaded(app: &App, who: &Staff, id: Uuid) -> Result<(AmendmentState, Vec<Fact>), PageError> {
    let facts = app.platform.show(who.actor(), id).await?;
    let known = |kind: i16| AmendmentFact::KINDS.iter().any(|(k, ..)| *k == kind);
    if facts.is_empty() || !facts.iter().all(|f| known(f.envelope.kind)) {
        return Err(PageError::NotFound);
    }
    let mut state = AmendmentState::default();
    for fact in &facts {
        state.fold(fact)?;
    }
    Ok((state, facts))
}

/// What is told of an application: lines, differences, life, and where its record is.
struct Telling {
    lines: Vec<Line>,
    differences: Vec<Difference>,
    life: Vec<Line>,
    record: String,
}

async fn told(
    app: &App,
    w: W,
    who: &Staff,
    state: &AmendmentState,
    facts: &[Fact],
) -> Result<Telling, PageError> {
    let base = app.platform.base();
    let people: Vec<Uuid> = facts.iter().map(|f| f.envelope.actor).collect();
    let names = Names::new(app.platform.names(&people).await?);
    let subject = record::shown(app, who, state.draft.subject_kind, state.draft.subject).await?;
    let (number, href) = match subject {
        Some(thing) => {
            (record::number(&thing), record::address(state.draft.subject_kind, state.draft.subject))
        }
        None => (state.draft.subject.to_string(), String::new()),
    };
    let told = Told { base: &base, state, names: &names, language: w.0 };
    let difference = |c: telling::amendment::Changed| Difference {
        changed: c.old != c.new,
        field: c.field,
        old: c.old,
        new: c.new,
    };
    Ok(Telling {
        lines: told.lines(&number),
        differences: told.changes().into_iter().map(difference).collect(),
        life: told.life(facts)?,
        record: href,
    })
}

/// `GET /amendments/{id}`.
///
/// # Errors
/// There is no such application for this reader, or the database is away.
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
    mut typed: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, facts) = loaded(app, who, id).await?;
    if typed.form.is_empty() {
        // The draft's reason is a beginning for the one that the agency signs.
        typed.application_reason.clone_from(&state.draft.reason);
    }
    let told = told(app, w, who, &state, &facts).await?;
    let (signs, decides) = doable(&state, who);
    let title = match state.number.as_str() {
        "" => w.say("web-amendment"),
        number => w.with("web-amendment-of", "number", number),
    };
    html(&Shown {
        w,
        page: reader.staff(app, who, title, &[("web-menu-amendments", "/amendments")]),
        application: id,
        kind: kind_of(state.status),
        status: w.word("amendment-status", state.status.code()),
        lines: told.lines,
        differences: told.differences,
        withdrawal: state.draft.withdrawal,
        life: told.life,
        record: told.record,
        signs,
        decides,
        typed,
        errors,
        version: facts.len(),
    })
}

/// Whether the reader may sign or drop it now, and whether they may decide on it: as the door asks (Art. 14).
fn doable(state: &AmendmentState, who: &Staff) -> (bool, bool) {
    use AmendmentStatus as S;
    let place = Place { office: state.draft.office, ..state.place };
    let signs = authorise::<SignAmendment, AmendmentState>(who.actor(), place).is_ok();
    let decides = authorise::<DecideAmendment, AmendmentState>(who.actor(), place).is_ok();
    (signs && matches!(state.status, S::Draft | S::Returned), decides && state.status == S::Signed)
}

/// `GET /amendments/{id}/paper`: the written application.
///
/// # Errors
/// As [`page`].
pub async fn paper(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, facts) = loaded(&app, &who, id).await?;
    let told = told(&app, w, &who, &state, &facts).await?;
    let base = app.platform.base();
    let mut page = reader.staff(&app, &who, w.say("web-amendment-paper-title"), &[]);
    page.path = format!("/amendments/{id}");
    html(&Paper {
        w,
        page,
        agency: record::agency_name(&base, state.place.agency),
        number: state.number.clone(),
        office: base.office(state.draft.office).map(|o| o.name.clone()).unwrap_or_default(),
        lines: told.lines,
        differences: told.differences,
        life: told.life,
        day: w.day(city_date(state.changed_at)),
    })
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident |$typed:ident| $wish:expr;)+) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// As [`page`].
        pub async fn $name(
            app: State<App>,
            reader: Reader,
            who: Staff,
            Path(id): Path<Uuid>,
            Form($typed): Form<Typed>,
        ) -> Result<Response, PageError> {
            let wish = $wish;
            done(&app, &reader, &who, id, Typed { form: stringify!($name).to_owned(), ..$typed }, wish).await
        }
    )+ };
}

fn decision(typed: &Typed) -> Decision {
    Decision { words: typed.words.trim().to_owned() }
}

steps! {
    /// `POST /amendments/{id}/sign`.
    sign |typed| AmendmentWish::Sign(Signature {
        number: typed.number.trim().to_owned(),
        reason: typed.application_reason.trim().to_owned(),
    });
    /// `POST /amendments/{id}/drop`.
    give_up |typed| AmendmentWish::Drop(decision(&typed));
    /// `POST /amendments/{id}/agree`.
    agree |typed| AmendmentWish::Agree(decision(&typed));
    /// `POST /amendments/{id}/return`.
    give_back |typed| AmendmentWish::Return(decision(&typed));
    /// `POST /amendments/{id}/refuse`.
    refuse |typed| AmendmentWish::Refuse(decision(&typed));
}

async fn done(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: Typed,
    wish: AmendmentWish,
) -> Result<Response, PageError> {
    let w = reader.w;
    let (state, facts) = loaded(app, who, id).await?;
    if typed.version != 0 && typed.version != facts.len() {
        let words = w.say("web-somebody-was-faster");
        let errors = vec![form::wrong("", words)];
        return shown(app, reader, who, id, typed, errors).await;
    }
    let agrees = matches!(wish, AmendmentWish::Agree(_));
    let cause = form::cause("amendment form", id, who, facts.len(), &[typed.form.as_bytes()]);
    let command = Command::Amendment { stream: id, wish };
    let wish = Wish { actor: who.actor().clone(), cause, at: None, command };
    match app.queue.submit(wish).await? {
        Ok(_) => {
            if agrees {
                // What the record says now may take the ground of an alert away, or give one.
                app.platform.look_again(vec![state.draft.subject], "amendment").await?;
            }
            Ok(Redirect::to(&format!("/amendments/{id}")).into_response())
        }
        Err(refusal) => shown(app, reader, who, id, typed, form::errors(w, &refusal)).await,
    }
}
