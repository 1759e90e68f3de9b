//! One inspection with all that is about it: what it says, its three times and the law's clock, officers, findings, alerts,
//! the correction order, amendments, documents; and what may still be done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::city_date;
use decree::amendment::AmendmentState;
use decree::authority::{Action, may};
use decree::base::Base;
use decree::fact::Fact;
use decree::inspection::{self, FIELDS, InspectionState, TargetKind};
use exchange::Arg;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Staff;
use crate::alert::{beside, left};
use crate::amendment::kind_of;
use crate::app::App;
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::naming;
use crate::parts::{Choice, Deadline, EventAlert, FieldError, Page};
use crate::words::W;

use super::change::{GROWING, Typed, typed_in};
use super::field::Input;
use super::rule::Rule;
use super::{clock, field, loaded, officer};

/// Which form about which inspection, and how many facts it had.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// The inspection.
    pub id: Uuid,
    /// How many facts it has.
    pub facts: usize,
    /// The form that was sent, or nothing.
    pub form: &'static str,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

struct Named {
    agency: String,
    mark: &'static str,
    worth: String,
    officer: naming::Officer,
}

struct Order {
    matter: String,
    rests_on: String,
    due: String,
    left_kind: &'static str,
    left: String,
    done_at: String,
    done_with: String,
}

struct Application {
    href: String,
    number: String,
    mark: &'static str,
    status: String,
    what: String,
    drafted: String,
}

struct Paper {
    called: String,
    note: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "inspection.html")]
struct Shown {
    w: W,
    page: Page,
    inspection: Uuid,
    /// Its address.
    to: String,
    version: usize,
    /// What was just done, in words.
    done: String,
    /// The number of what was recorded just now: a device that waited for it forgets its draft.
    just: String,
    rows: Vec<(String, String)>,
    withdrawn: bool,
    late: bool,
    result: String,
    happened: String,
    caught: String,
    /// By how much the clock of the device was wrong, in words, or nothing.
    off: String,
    recorded: String,
    clock: Option<Deadline>,
    officers: Vec<Named>,
    /// How many officers without a certificate there were, in words, or empty.
    unregistered: String,
    rules: Vec<Rule>,
    alerts: Vec<EventAlert>,
    order: Option<Order>,
    results: Vec<Choice>,
    re_inspected_at: String,
    may_supplement: bool,
    may_amend: bool,
    may_collect: bool,
    missing: Vec<Input>,
    open_missing: bool,
    open_again: bool,
    applications: Vec<Application>,
    papers: Vec<Paper>,
    problems: Vec<FieldError>,
}

impl Shown {
    fn wrong(&self, field: &str) -> String {
        form::at(&self.problems, field)
    }
}

/// `GET /inspections/{id}`.
///
/// # Errors
/// There is no such inspection for this reader, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (state, facts) = loaded(&app, &who, id).await?;
    let around = Around { id, facts: facts.len(), form: "" };
    whole(&app, &reader, &who, around, &state, Given { done: asked.done, ..Given::default() }).await
}

/// The page after a form on it was refused.
///
/// # Errors
/// As [`page`].
pub async fn shown(
    app: &App,
    reader: &Reader,
    who: &Staff,
    around: Around,
    typed: Typed,
    problems: Vec<FieldError>,
) -> Result<Response, PageError> {
    let (state, facts) = loaded(app, who, around.id).await?;
    let around = Around { facts: facts.len(), ..around };
    whole(app, reader, who, around, &state, Given { typed, problems, ..Given::default() }).await
}

/// The page after a form about an officer's name on it was refused.
///
/// # Errors
/// As [`page`].
pub async fn with_naming(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    named: naming::Typed,
    problems: Vec<FieldError>,
) -> Result<Response, PageError> {
    let (state, facts) = loaded(app, who, id).await?;
    let around = Around { id, facts: facts.len(), form: "" };
    whole(app, reader, who, around, &state, Given { named, problems, ..Given::default() }).await
}

#[derive(Default)]
struct Given {
    typed: Typed,
    named: naming::Typed,
    problems: Vec<FieldError>,
    done: String,
}

async fn whole(
    app: &App,
    reader: &Reader,
    who: &Staff,
    around: Around,
    state: &InspectionState,
    given: Given,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let Around { id, facts, form } = around;
    let parts = &state.parts;
    let own = who.actor().agency == state.agency && !state.withdrawn;
    let allowed = |action| own && may(who.actor().role, action);
    let known = ["recorded", "known", "first", "supplement", "re-inspection", "amendment"];
    let done = known.iter().find(|d| **d == given.done);
    let (alerts, amendments) = app.platform.about(who.actor(), id).await?;
    html(&Shown {
        w,
        page: reader.staff(app, who, &*parts.party.own_number, &[("web-menu-inspections", "/inspections")]),
        inspection: id,
        to: format!("/inspections/{id}"),
        version: facts,
        done: done.map(|d| w.say(&format!("web-inspection-done-{d}"))).unwrap_or_default(),
        just: match given.done.as_str() {
            "recorded" | "known" | "first" => parts.party.own_number.clone(),
            _ => String::new(),
        },
        rows: rows(w, &base, state),
        withdrawn: state.withdrawn,
        late: state.findings().any(|f| f.answer.is_breach() && f.is_late()),
        result: parts.public.result.map(|r| field::said(w, "result", r.code())).unwrap_or_default(),
        happened: parts.party.finished.map(|at| telling::plain(w.0, &telling::when(at))).unwrap_or_default(),
        caught: state.captured_at.map(|at| w.moment(at)).unwrap_or_default(),
        off: clock_off(w, state),
        recorded: w.moment(state.recorded_at),
        clock: clock::of_collection(w, &base, state),
        officers: officers(app, w, who, state, &given).await?,
        unregistered: match parts.internal.unregistered {
            0 => String::new(),
            n => w.count("web-inspection-unregistered", n),
        },
        rules: state.findings().map(|f| Rule::found(w, &base, f)).collect(),
        alerts: alerts.cells().map(|row| beside(w, &base, &row)).collect(),
        order: order(app, w, state),
        results: field::among(w, "re_inspection_result", typed_in(&given.typed, "re_inspection_result")),
        re_inspected_at: typed_in(&given.typed, "re_inspected_at").to_owned(),
        may_supplement: allowed(Action::Supplement),
        may_amend: allowed(Action::DraftAmendment),
        may_collect: may(who.actor().role, Action::Collect),
        missing: missing(w, state, &given),
        open_missing: form == "supplement",
        open_again: form == "re-inspection",
        applications: applications(app, w, who, &amendments).await?,
        papers: papers(w, state),
        problems: given.problems,
    })
}

/// Every field with a value, in the order of the data standard; personal ones lie in the vault.
fn rows(w: W, base: &Base, state: &InspectionState) -> Vec<(String, String)> {
    let fields = inspection::fields(&state.parts);
    let day = state.finished_day().unwrap_or_else(|| city_date(state.recorded_at));
    let value = |name: &str| fields.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
    let line = base.line(state.line).map(|l| l.name.clone());
    let territory = base.territory(state.territory).map(|t| t.name.clone());
    let agency = base.agency(state.agency, day, Timestamp::MAX).map(|a| a.name.clone());
    let person = state.parts.internal.target_kind == TargetKind::Person;
    let mut rows = vec![(w.say("web-column-agency"), agency.unwrap_or_default())];
    for name in FIELDS.iter().map(|f| f.name) {
        let said = match name {
            // These stand in parts of the page of their own.
            "officers" | "documents" => None,
            "line" => line.clone(),
            "territory" => territory.clone(),
            "target_name" if person => Some(w.say("web-inspection-person")),
            "power" => value(name).map(|code| officer::power_shown(base, code, day, state.recorded_at)),
            _ => value(name).map(|v| field::said(w, name, v)),
        };
        rows.extend(said.map(|said| (field::called(w, name), said)));
    }
    rows
}

/// A device that caught what it says a good while after it was recorded, or a day before it happened, has a wrong clock: its
/// time is kept and shown with that.
fn clock_off(w: W, state: &InspectionState) -> String {
    let Some(caught) = state.captured_at else { return String::new() };
    let finished = state.parts.party.finished.map(|at| at.day());
    let ahead = caught.duration_since(state.recorded_at);
    let behind = finished.map(|day| calendar::start_of(day).duration_since(caught));
    let days = |hours: i64| (hours + 12) / 24;
    if ahead > jiff::SignedDuration::from_mins(10) {
        w.count("web-phone-clock-ahead", days(ahead.as_hours()))
    } else if let Some(behind) = behind.filter(|b| *b > jiff::SignedDuration::from_hours(24)) {
        w.count("web-phone-clock-behind", days(behind.as_hours()))
    } else {
        String::new()
    }
}

async fn officers(
    app: &App,
    w: W,
    who: &Staff,
    state: &InspectionState,
    given: &Given,
) -> Result<Vec<Named>, PageError> {
    let base = app.platform.base();
    let step = state.step();
    let names = naming::names(app, step.officers.iter().map(|o| o.certificate.as_str())).await?;
    let around = naming::Around {
        w,
        base: &base,
        who,
        agency: state.agency,
        naming: &state.naming,
        withdrawn: state.withdrawn,
        names: &names,
        typed: &given.named,
        errors: &given.problems,
    };
    let day = state.finished_day().unwrap_or_else(|| city_date(state.recorded_at));
    let named = |named: naming::Officer| {
        let found = base.officer(&named.certificate).map(|(_, officer)| officer);
        let (mark, worth) = officer::state(w, found, &named.certificate, day, state.recorded_at);
        let agency = found.and_then(|o| base.agency(o.registration.agency, day, Timestamp::MAX));
        let agency = agency.map(|a| a.name.clone()).unwrap_or_default();
        Named { agency, mark, worth, officer: named }
    };
    Ok(around.officers(&step, "").into_iter().map(named).collect())
}

fn fold(
    facts: &[Fact],
    mut take: impl FnMut(&Fact) -> Result<(), decree::fact::ReadError>,
) -> Result<(), PageError> {
    for fact in facts {
        take(fact)?;
    }
    Ok(())
}

fn order(app: &App, w: W, state: &InspectionState) -> Option<Order> {
    let order = state.parts.party.correction.as_ref()?;
    let (base, today) = (app.platform.base(), city_date(app.platform.now()));
    let again = state.parts.party.re_inspection;
    let (left_kind, left) = match (again, order.due) {
        (Some(_), _) => ("done", w.say("web-inspection-re-inspected")),
        (None, Some(due)) => left(w, &base, today, decree::deadline::roll_forward(&base.calendar(), due)),
        (None, None) => ("paused", w.say("web-no-clock")),
    };
    Some(Order {
        matter: order.matter.clone(),
        rests_on: order.basis.clone(),
        due: w.some_day(order.due),
        left_kind,
        left,
        done_at: again.map(|r| telling::plain(w.0, &telling::when(r.at))).unwrap_or_default(),
        done_with: again.map(|r| field::said(w, "result", r.result.code())).unwrap_or_default(),
    })
}

/// Fields that a supplement may fill: those that are empty, and lists, which may grow.
fn missing(w: W, state: &InspectionState, given: &Given) -> Vec<Input> {
    const NOT_HERE: [&str; 4] = ["line", "territory", "re_inspected_at", "re_inspection_result"];
    let present = inspection::fields(&state.parts);
    let open = |name: &str| GROWING.contains(&name) || !present.iter().any(|(n, _)| *n == name);
    FIELDS
        .iter()
        .filter(|f| !f.needed && !f.personal && !NOT_HERE.contains(&f.name) && open(f.name))
        .map(|f| {
            let wrong = form::at(&given.problems, f.name);
            let input = field::input(w, f.name, typed_in(&given.typed, f.name), wrong);
            let hint =
                if f.name == "documents" { w.say("web-inspection-supplement-more") } else { input.hint };
            Input { hint, ..input }
        })
        .collect()
}

/// The applications about it that this reader may see.
async fn applications(
    app: &App,
    w: W,
    who: &Staff,
    shown: &store::Shown,
) -> Result<Vec<Application>, PageError> {
    let mut seen = Vec::new();
    let streams: Vec<Uuid> = shown.cells().map(|row| row.uuid("stream")).collect();
    for amendment in streams {
        let facts = app.platform.show(who.actor(), amendment).await?;
        let mut state = AmendmentState::default();
        fold(&facts, |fact| state.fold(fact))?;
        let changed = state.draft.changes.iter().map(|c| Arg::text(field::called(w, &c.field))).collect();
        seen.push(Application {
            number: state.number.clone(),
            href: format!("/amendments/{amendment}"),
            mark: kind_of(state.status),
            status: w.word("amendment-status", state.status.code()),
            what: if state.draft.withdrawal {
                w.say("amendment-withdraws")
            } else {
                telling::plain(w.0, &Arg::List(changed))
            },
            drafted: w.moment(state.drafted_at),
        });
    }
    Ok(seen)
}

fn papers(w: W, state: &InspectionState) -> Vec<Paper> {
    let paper = |document: &inspection::Document| {
        let size = document.size.map(|bytes| telling::case::size_of(bytes, w.0));
        let note = match (document.file, size) {
            (Some(_), Some(size)) => {
                format!("{} {size}", telling::plain(w.0, &telling::case::media(&document.r#type)))
            }
            _ => w.say("web-inspection-paper-elsewhere"),
        };
        Paper { called: document.name.clone(), note, here: document.file.is_some() }
    };
    state.parts.party.documents.iter().map(paper).collect()
}
