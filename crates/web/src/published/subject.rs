//! 執法主體 (Art. 20(1)-(5)): who may enforce what, by which law, in which procedure, and with which officers.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::city_date;
use decree::agency::{Agency, Standing};
use decree::base::Base;
use decree::officer::Validity;
use decree::procedure::{ActKind, Standard};
use exchange::Arg;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::{PAGE, kept};
use crate::access::encoded;
use crate::app::App;
use crate::disclosure::limit;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::list::{Pager, in_use};
use crate::parts::{Choice, Page};
use crate::words::W;

/// Conditions of the lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    district: String,
    after: String,
}

/// An agency in the list.
struct Row {
    href: String,
    name: String,
    level: String,
    standing: String,
    territory: String,
    powers: String,
}

#[derive(Template)]
#[template(path = "public_subjects.html")]
struct Found {
    w: W,
    page: Page,
    asked: Asked,
    rows: Vec<Row>,
    pager: Pager,
    districts: Vec<Choice>,
    in_use: String,
}

/// How many powers an agency holds today.
fn powers(base: &Base, agency: &Agency, today: Date) -> Vec<i32> {
    base.power_list(agency.key, today, Timestamp::MAX).map(|l| l.powers.clone()).unwrap_or_default()
}

/// Whether an agency is there today.
fn stands(agency: &Agency, today: Date) -> bool {
    agency.from <= today && agency.until.is_none_or(|until| today < until)
}

fn territory(base: &Base, w: W, agency: &Agency) -> String {
    if agency.district == 0 {
        return w.say("web-subjects-city");
    }
    base.territory(agency.district).map(|t| t.name.clone()).unwrap_or_default()
}

/// By what right it acts; an entrusted body in whose name.
fn standing(base: &Base, w: W, agency: &Agency) -> String {
    let standing = w.word("web-standing", agency.standing.code());
    let principal = agency.entrustment.as_ref().and_then(|e| base.agency_as_last(e.principal));
    match principal.filter(|_| agency.standing == Standing::Entrusted) {
        Some(principal) => {
            format!("{standing} · {}", w.with("web-subjects-in-name-of", "name", &principal.name))
        }
        None => standing,
    }
}

/// `GET /subjects`.
///
/// # Errors
/// The page cannot be rendered.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let q = asked.q.trim();
    let district = |a: &Agency| match asked.district.as_str() {
        "" => true,
        "city" => a.district == 0,
        code => base.territory_key(code) == Some(a.district),
    };
    let after: i32 = asked.after.parse().unwrap_or(i32::MIN);
    let all = base.agencies();
    let fits =
        |a: &&&Agency| stands(a, today) && (q.is_empty() || a.name.contains(q) || a.code == q) && district(a);
    let total = all.iter().filter(fits).count();
    let mut found: Vec<&Agency> = all.iter().filter(fits).filter(|a| a.key > after).copied().collect();
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|a| a.key.to_string());
    let row = |a: &&Agency| Row {
        href: format!("/subjects/{}", encoded(&a.code)),
        name: a.name.clone(),
        level: w.word("administrative-level", a.level.code()),
        standing: standing(&base, w, a),
        territory: territory(&base, w, a),
        powers: powers(&base, a, today).len().to_string(),
    };
    let rows = found.iter().map(row).collect();
    let mut keys: Vec<i32> = all.iter().map(|a| a.district).filter(|d| *d != 0).collect();
    keys.sort_unstable();
    keys.dedup();
    let choice =
        |value: &str, title: String| Choice { value: value.to_owned(), title, on: asked.district == value };
    let districts = [choice("city", w.say("web-subjects-city"))].into_iter();
    let districts = districts
        .chain(keys.into_iter().filter_map(|k| base.territory(k)).map(|t| choice(&t.code, t.name.clone())));
    let conditions = [("q", q), ("district", asked.district.as_str())];
    let mut pager = Pager::keyed(w, found.len(), "/subjects", &conditions, &asked.after, last);
    pager.count = w.count("web-subjects-count", total);
    kept(html(&Found {
        w,
        page: reader.public(&app, w.say("web-public-subjects")),
        rows,
        pager,
        districts: districts.collect(),
        in_use: in_use(&conditions),
        asked: asked.clone(),
    }))
}

/// A procedure: its stages and its limits, each with its article.
struct Procedure {
    title: String,
    stages: String,
    limits: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "public_subject.html")]
struct Shown {
    w: W,
    page: Page,
    details: Vec<(String, String)>,
    units: Vec<String>,
    numbers: Vec<(String, String)>,
    powers: String,
    officers: String,
    here: String,
    decisions: String,
    procedures: Vec<Procedure>,
}

/// The agency at an address, if it is there today.
fn at<'a>(base: &'a Base, code: &str, today: Date) -> Result<&'a Agency, PageError> {
    let found = base.agency_key(code).and_then(|key| base.agency(key, today, Timestamp::MAX));
    found.filter(|a| a.code == code).ok_or(PageError::NotFound)
}

/// `GET /subjects/{code}`.
///
/// # Errors
/// There is no such agency today, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let now = app.platform.now();
    let today = city_date(now);
    let agency = at(&base, &code, today)?;
    let line = base.line(agency.line);
    let details = [
        (w.say("web-column-code"), agency.code.clone()),
        (w.say("web-column-administrative_level"), w.word("administrative-level", agency.level.code())),
        (w.say("web-column-standing"), standing(&base, w, agency)),
        (w.say("web-subjects-where"), territory(&base, w, agency)),
        (w.say("web-subjects-field"), line.map(|l| l.name.clone()).unwrap_or_default()),
    ];
    let since = today.saturating_sub(jiff::Span::new().years(1));
    let numbers = app.platform.public_numbers(agency.key, since, today).await?;
    let number = |n: &store::PublicNumber| {
        let act = ActKind::from_number(n.act_kind).map_or_else(String::new, |a| w.word("act", a.code()));
        let reason = decree::disclosure::Reason::from_number(n.reason);
        let what = match reason {
            None => w.with("web-subjects-published", "kind", act),
            Some(reason) => {
                let reason = w.word("disclosure-reason", reason.code());
                w.tell("web-subjects-withheld", &[("kind", Arg::text(act)), ("reason", Arg::text(reason))])
            }
        };
        (what, n.count.to_string())
    };
    let officers = officers(&base, agency, today, now).len();
    let here = format!("/subjects/{}", encoded(&agency.code));
    kept(html(&Shown {
        w,
        page: reader.public(&app, agency.name.clone()),
        details: details.into_iter().filter(|(_, said)| !said.is_empty()).collect(),
        units: agency.units.iter().map(|u| u.name.clone()).collect(),
        numbers: numbers.iter().map(number).collect(),
        powers: w.count("web-subjects-powers", powers(&base, agency, today).len()),
        officers: w.count("web-subjects-officers", officers),
        decisions: format!("/decisions?organ={}", encoded(&agency.name)),
        procedures: procedures(&base, w, line.map_or("", |l| &l.code), today, now),
        here,
    }))
}

/// The procedures in force today for a line: its own, and the general ones.
fn procedures(base: &Base, w: W, line: &str, today: Date, now: Timestamp) -> Vec<Procedure> {
    let kinds = ActKind::ALL.iter().flat_map(|a| {
        decree::procedure::ProcedureKind::ALL.iter().filter_map(|p| base.procedure(*a, *p, line, today, now))
    });
    kinds.map(|standard| procedure(base, w, standard, line, today, now)).collect()
}

fn procedure(base: &Base, w: W, standard: &Standard, line: &str, today: Date, now: Timestamp) -> Procedure {
    let kind = w.word("act", standard.act_kind.code());
    let limits = standard
        .clocks
        .iter()
        .filter(|c| !c.named)
        .map(|c| (w.word("clock", &c.code), limit(w, c.limit), w.word("article", &c.article)));
    let disclosed = base.disclosure_rule(standard.act_kind, standard.procedure, line, today, now);
    let disclosed = disclosed.filter(|r| r.clause.iter().any(|c| c.publish)).map(|r| {
        (w.word("clock", decree::case::DISCLOSURE_CLOCK), limit(w, r.within), w.word("article", &r.article))
    });
    let stages: Vec<String> = standard.order.iter().map(|e| w.word("event", e.code())).collect();
    Procedure {
        title: format!("{kind} · {}", w.word("procedure", standard.procedure.code())),
        stages: stages.join(" → "),
        limits: limits.chain(disclosed).collect(),
    }
}

/// Officers in post with a certificate that is valid today: number, issuer, last day. Who leaves is gone that day.
fn officers(base: &Base, agency: &Agency, today: Date, now: Timestamp) -> Vec<(String, String, Date)> {
    let here = base.officers().map(|(_, o)| o).filter(|o| {
        o.registration.agency == agency.key
            && !o.is_auxiliary(now)
            && o.validity(today, now) == Validity::Valid
    });
    let held = here.flat_map(|o| &o.certificates).filter(|h| {
        let end = h.ended(now).map_or(h.certificate.until, |d| d.min(h.certificate.until));
        h.certificate.from <= today && today < end
    });
    let mut all: Vec<(String, String, Date)> = held
        .map(|h| (h.certificate.number.clone(), h.certificate.issuer.clone(), h.certificate.until))
        .collect();
    all.sort();
    all
}

/// A table of an agency: its powers, or its officers.
#[derive(Template)]
#[template(path = "public_subject_list.html")]
struct Listed {
    w: W,
    page: Page,
    lead: String,
    agency: String,
    here: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    pager: Pager,
}

/// Rows of a table of powers or officers.
const LISTED: usize = 50;

/// A page of rows in the order of their keys, behind a key: the keys must ascend.
fn paged<T>(all: Vec<T>, after: &str, key: impl Fn(&T) -> String) -> (Vec<T>, usize, Option<String>) {
    let total = all.len();
    let from =
        if after.is_empty() { 0 } else { all.iter().position(|r| key(r) == after).map_or(0, |at| at + 1) };
    let mut rows: Vec<T> = all.into_iter().skip(from).collect();
    let more = rows.len() > LISTED;
    rows.truncate(LISTED);
    let last = rows.last().filter(|_| more).map(key);
    (rows, total, last)
}

/// `GET /subjects/{code}/powers`: each power with the law it rests on.
///
/// # Errors
/// There is no such agency today.
pub async fn powers_page(
    State(app): State<App>,
    reader: Reader,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let agency = at(&base, &code, today)?;
    let held: Vec<_> =
        powers(&base, agency, today).into_iter().filter_map(|k| base.power_by_key(k)).collect();
    let (held, total, last) = paged(held, &asked.after, |p| p.code.clone());
    let basis = |p: &decree::power::Provision| {
        let paragraph = if p.paragraph.is_empty() {
            String::new()
        } else {
            w.with("web-subjects-paragraph", "n", &p.paragraph)
        };
        let article = w.with("web-subjects-article", "n", &p.article);
        format!("《{}》{article}{paragraph}", p.law)
    };
    let row = |p: &&decree::power::Power| {
        let laws: Vec<String> = p.basis.iter().map(basis).collect();
        vec![p.name.clone(), w.word("web-power", p.kind.code()), laws.join(" · "), p.code.clone()]
    };
    let here = format!("/subjects/{}", encoded(&agency.code));
    let mut pager = Pager::keyed(w, held.len(), &format!("{here}/powers"), &[], &asked.after, last);
    pager.count = w.count("web-subjects-powers", total);
    let columns = ["power", "kind", "basis", "code"].map(|c| w.say(&format!("web-subjects-column-{c}")));
    kept(html(&Listed {
        w,
        page: reader.public(&app, w.say("web-subjects-powers-title")),
        lead: w.say("web-subjects-powers-says"),
        agency: agency.name.clone(),
        here,
        columns: columns.into(),
        rows: held.iter().map(row).collect(),
        pager,
    }))
}

/// `GET /subjects/{code}/officers`: certificates of the officers in post today.
///
/// # Errors
/// There is no such agency today.
pub async fn officers_page(
    State(app): State<App>,
    reader: Reader,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let now = app.platform.now();
    let today = city_date(now);
    let agency = at(&base, &code, today)?;
    let (held, total, last) = paged(officers(&base, agency, today, now), &asked.after, |(n, ..)| n.clone());
    let here = format!("/subjects/{}", encoded(&agency.code));
    let mut pager = Pager::keyed(w, held.len(), &format!("{here}/officers"), &[], &asked.after, last);
    pager.count = w.count("web-subjects-officers", total);
    let columns = ["certificate", "issuer", "until"].map(|c| w.say(&format!("web-subjects-column-{c}")));
    // What is valid until a day is valid for the last time on the day before.
    let until = |day: Date| w.day(day.yesterday().unwrap_or(day));
    kept(html(&Listed {
        w,
        page: reader.public(&app, w.say("web-subjects-officers-title")),
        lead: w.say("web-subjects-officers-says"),
        agency: agency.name.clone(),
        here,
        columns: columns.into(),
        rows: held.into_iter().map(|(number, issuer, day)| vec![number, issuer, until(day)]).collect(),
        pager,
    }))
}
