//! Published decisions: the search, and each at its permanent address.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use calendar::city_date;
use decree::base::Base;
use decree::case::PublishedText;
use decree::disclosure::Withdrawn;
use decree::procedure::ActKind;
use exchange::{Arg, Words};
use jiff::civil::Date;
use platform::PublicPage;
use serde::Deserialize;
use store::{PUBLIC_LOOKED, PublicAsked, PublicFound};
use uuid::Uuid;

use super::{PAGE, kept};
use crate::app::App;
use crate::disclosure::{how_long, limit, rows_of};
use crate::error::PageError;
use crate::form;
use crate::frame::{Reader, html};
use crate::list::{address, in_use};
use crate::parts::{Choice, FieldError, Page};
use crate::words::W;

/// Most characters of a search.
const LONGEST: usize = 60;

/// Conditions of the search, as they stand in its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    organ: String,
    kind: String,
    field: String,
    from: String,
    until: String,
    after: String,
}

impl Asked {
    fn conditions(&self) -> [(&str, &str); 6] {
        [
            ("q", self.q.trim()),
            ("organ", self.organ.trim()),
            ("kind", &self.kind),
            ("field", &self.field),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }
}

/// A decision in the list.
struct Row {
    href: String,
    number: String,
    party: String,
    subject: String,
    organ: String,
    result: String,
    decided: String,
}

impl Row {
    fn of(w: W, page: &PublicPage, text: &PublishedText) -> Self {
        let mut result: Vec<String> = text.sanctions.iter().map(|s| w.word("sanction", s.code())).collect();
        if result.is_empty() {
            result.extend(text.outcome.map(|o| w.word("verdict", o.code())));
        }
        let fine = text.fine.filter(|f| f.0 > 0);
        result.extend(fine.map(|f| Words::of(w.0).plain(&telling::money(w.0, &f.0.to_string()))));
        let named = |n: &String| if n.is_empty() { w.say("web-decisions-unnumbered") } else { n.clone() };
        let parties: Vec<&str> = text.parties.iter().map(|p| p.name.as_str()).take(3).collect();
        Self {
            href: format!("/decisions/{}", page.row.address.simple()),
            number: named(&text.decision_number),
            party: parties.join(" · "),
            subject: text.title.clone(),
            organ: text.organ.clone(),
            result: result.join(" · "),
            decided: w.some_day(text.decided),
        }
    }
}

/// What a rule of disclosure says, for the public.
struct Rule {
    about: String,
    says: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "public_decisions.html")]
struct Found {
    w: W,
    page: Page,
    asked: Asked,
    rows: Vec<Row>,
    count: String,
    older: String,
    newer: String,
    kinds: Vec<Choice>,
    fields: Vec<Choice>,
    organs: Vec<(String, String)>,
    rules: Vec<Rule>,
    in_use: String,
    errors: Vec<FieldError>,
}

impl Found {
    fn error(&self, name: &str) -> String {
        form::at(&self.errors, name)
    }
}

/// What was asked, with keys in place of names; and what of it cannot be understood.
fn understood(
    w: W,
    base: &Base,
    asked: &Asked,
    today: Date,
) -> (PublicAsked, Vec<(String, String)>, Vec<FieldError>) {
    let mut errors = Vec::new();
    let mut wrong = |name: &str, id: &str| {
        errors.push(form::wrong(name, w.say(id)));
    };
    let mut day = |name: &str, text: &str, otherwise: Date| {
        if text.is_empty() {
            return otherwise;
        }
        text.parse().unwrap_or_else(|_| {
            wrong(name, "web-decisions-no-day");
            otherwise
        })
    };
    let from = day("from", &asked.from, jiff::civil::date(1949, 10, 1));
    let until = day("until", &asked.until, jiff::civil::date(9998, 12, 30));
    // Everything of the last day comes before the day after.
    let start = (until.tomorrow().unwrap_or(until), Uuid::nil());
    let after = asked
        .after
        .split_once('.')
        .and_then(|(day, address)| Some((day.parse().ok()?, Uuid::try_parse(address).ok()?)));
    let organ = asked.organ.trim();
    let named: Vec<_> = if organ.is_empty() {
        Vec::new()
    } else {
        base.agencies().into_iter().filter(|a| a.code == organ || a.name.contains(organ)).collect()
    };
    let exact = named
        .iter()
        .find(|a| a.code == organ || a.name == organ)
        .or(named.first().filter(|_| named.len() == 1));
    let mut organs = Vec::new();
    if let (None, false) = (exact, organ.is_empty()) {
        wrong("organ", if named.is_empty() { "web-decisions-no-organ" } else { "web-decisions-which-organ" });
        organs.extend(named.iter().take(12).map(|a| {
            let mut narrowed = asked.clone();
            narrowed.organ.clone_from(&a.name);
            (a.name.clone(), address("/decisions", &narrowed.conditions()))
        }));
    }
    let words: String = asked.q.trim().chars().take(LONGEST).collect();
    let kind = asked.kind.parse::<ActKind>().ok();
    let found = PublicAsked {
        // No agency has the key -1: an organ that is not known has no decisions.
        agency: if organ.is_empty() { 0 } else { exact.map_or(-1, |a| a.key) },
        act_kind: kind.map_or(0, ActKind::number),
        line: base.line_key(&asked.field).unwrap_or(0),
        from,
        after: after.unwrap_or(start),
        today,
        words,
        limit: i64::try_from(PAGE).unwrap_or(20) + 1,
    };
    (found, organs, errors)
}

/// `GET /decisions`.
///
/// # Errors
/// The database is away.
pub async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let now = app.platform.now();
    let (wanted, organs, errors) = understood(w, &base, &asked, city_date(now));
    let (found, mut pages) = app.platform.public_decisions(wanted).await?;
    let more = pages.len() > PAGE;
    pages.truncate(PAGE);
    let behind = match pages.last().filter(|_| more) {
        Some(last) => last.row.decided.map(|day| (day, last.row.address)),
        // Fewer than a page fit, and more rows lie behind those that were looked at.
        None => found.last.filter(|_| found.looked >= PUBLIC_LOOKED),
    };
    let older = behind.map_or_else(String::new, |(day, key)| {
        let place = format!("{day}.{}", key.simple());
        address("/decisions", &[&asked.conditions()[..], &[("after", &place)]].concat())
    });
    let newer =
        if asked.after.is_empty() { String::new() } else { address("/decisions", &asked.conditions()) };
    let rows: Vec<Row> = pages.iter().filter_map(|p| Some(Row::of(w, p, p.text.as_ref()?))).collect();
    let kinds = ActKind::ALL.iter().map(|a| Choice {
        value: a.code().to_owned(),
        title: w.word("act", a.code()),
        on: asked.kind == a.code(),
    });
    let fields = base.lines().into_iter().map(|line| Choice {
        value: line.code.clone(),
        title: line.name.clone(),
        on: asked.field == line.code,
    });
    kept(html(&Found {
        w,
        page: reader.public(&app, w.say("web-public-decisions")),
        count: counted(w, &found, rows.len(), more),
        rows,
        older,
        newer,
        kinds: kinds.collect(),
        fields: fields.collect(),
        organs,
        rules: rules(w, &base, now),
        in_use: in_use(&asked.conditions()),
        errors,
        asked,
    }))
}

/// How many there are, as far as it was looked.
fn counted(w: W, found: &PublicFound, shown: usize, more: bool) -> String {
    let whole = found.looked < PUBLIC_LOOKED;
    if whole {
        return w.count("web-decisions-all", found.found);
    }
    let shown = w.count("web-decisions-shown", shown);
    match found.last.filter(|_| !more) {
        Some((day, _)) => format!("{shown} {}", w.tell("web-decisions-looked", &[("day", Arg::Date(day))])),
        None => shown,
    }
}

fn rules(w: W, base: &Base, now: jiff::Timestamp) -> Vec<Rule> {
    let about = |rule: &decree::disclosure::Rule| {
        let kind =
            rule.act_kind.map_or_else(|| w.say("web-decisions-other-kinds"), |a| w.word("act", a.code()));
        let procedure = rule.procedure.map(|p| w.word("procedure", p.code())).unwrap_or_default();
        let line =
            base.line_key(&rule.line).and_then(|k| base.line(k)).map(|l| l.name.clone()).unwrap_or_default();
        [kind, procedure, line].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let clause = |rule: &decree::disclosure::Rule, clause: &decree::disclosure::Clause| {
        let mut said: Vec<String> = clause.outcome.iter().map(|o| w.word("verdict", o.code())).collect();
        let kinds = |list: &[decree::case::Sanction]| {
            list.iter().map(|s| w.word("sanction", s.code())).collect::<Vec<_>>().join(" · ")
        };
        if !clause.only.is_empty() {
            said.push(w.with("web-decisions-only", "kinds", kinds(&clause.only)));
        }
        if !clause.any.is_empty() {
            said.push(kinds(&clause.any));
        }
        if let Some(most) = clause.fine_up_to {
            said.push(w.with(
                "web-decisions-fine-up-to",
                "sum",
                Words::of(w.0).plain(&telling::money(w.0, &most.to_string())),
            ));
        }
        let about = if said.is_empty() { w.say("web-decisions-others") } else { said.join(" · ") };
        let what = if clause.publish {
            let time = how_long(w, clause.shown, clause.as_long_as);
            w.tell(
                "web-decisions-published-for",
                &[("within", Arg::text(limit(w, rule.within))), ("time", Arg::text(time))],
            )
        } else {
            w.say("web-disclosure-not")
        };
        (about, format!("{what} · {}", w.word("article", &clause.article)))
    };
    let rules = base.disclosure_rules(city_date(now), now);
    let rule = |rule: &&decree::disclosure::Rule| Rule {
        about: about(rule),
        says: rule.clause.iter().map(|c| clause(rule, c)).collect(),
    };
    rules.iter().map(rule).collect()
}

#[derive(Template)]
#[template(path = "public_decision.html")]
struct Shown {
    w: W,
    page: Page,
    organ: String,
    rows: Vec<(String, String)>,
    published: String,
    /// Why it is not shown any more; empty where it is.
    down: String,
}

/// `GET /decisions/{key}`: what stands at a permanent address, or that it is not shown any more, and why.
///
/// # Errors
/// There was never anything, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let key = Uuid::try_parse(&key).map_err(|_| PageError::NotFound)?;
    let Some(found) = app.platform.public_decision(key, today).await? else {
        return Err(PageError::NotFound);
    };
    let organ = base.agency_as_last(found.row.agency).map(|a| a.name.clone()).unwrap_or_default();
    let published = w.some_day(found.row.published);
    let Some(text) = found.text else {
        let why = Withdrawn::from_number(found.row.down).unwrap_or(Withdrawn::Expired);
        let down = w.word("disclosure-down", why.code());
        let page = reader.public(&app, w.say("web-decision-gone"));
        let gone = kept(html(&Shown { w, page, organ, rows: Vec::new(), published, down }))?;
        return Ok((StatusCode::GONE, gone).into_response());
    };
    let title = if text.decision_number.is_empty() {
        w.say("web-decisions-unnumbered")
    } else {
        text.decision_number.clone()
    };
    let rows = rows_of(w, &base, &text);
    let page = reader.public(&app, title);
    kept(html(&Shown { w, page, organ: text.organ.clone(), rows, published, down: String::new() }))
}
