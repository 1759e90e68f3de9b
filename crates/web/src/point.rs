//! The alert points (Art. 26): what each says, by which article in which version, within what time it is handled, and how
//! its alerts ended.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use calendar::{city_date, start_of};
use decree::alert::{AlertOutcome, AlertStatus};
use decree::dated::Version;
use decree::point::AlertPoint;
use exchange::Arg;
use jiff::civil::Date;
use store::AlertCount;

use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::parts::{Page, Tile};
use crate::words::W;

/// A point in the list.
struct Row {
    code: String,
    name: String,
    grade: String,
    does: String,
    article: String,
    since: String,
    raised: String,
    open: String,
}

#[derive(Template)]
#[template(path = "points.html")]
struct Board {
    w: W,
    page: Page,
    rows: Vec<Row>,
    since: String,
}

/// The first day on which counted alerts were raised: a year ago.
fn counted_since(today: Date) -> Date {
    today.checked_sub(jiff::Span::new().years(1)).unwrap_or(today)
}

/// `GET /points`.
///
/// # Errors
/// The database is away.
pub async fn list(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let since = counted_since(today);
    let counts = app.platform.alert_counts(who.actor(), start_of(since)).await?;
    let row = |(key, versions): (i32, &[Version<AlertPoint>])| {
        let point = &in_force(versions, today)?.value;
        let of_point = || counts.iter().filter(|c| c.point == key);
        let raised: i64 = of_point().map(|c| c.count).sum();
        let open: i64 = of_point().filter(|c| c.state != AlertStatus::Closed.number()).map(|c| c.count).sum();
        Some(Row {
            name: w.word("point", &point.code),
            grade: w.word("grade", point.grade.code()),
            does: w.say(if point.hint { "web-point-hints" } else { "web-point-raises" }),
            article: w.word("article", &point.article),
            since: w.day(point.from),
            raised: raised.to_string(),
            open: open.to_string(),
            code: point.code.clone(),
        })
    };
    html(&Board {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-points"), &[]),
        rows: base.points().filter_map(row).collect(),
        since: w.day(since),
    })
}

/// The version that is in force on a day; that recorded last where none is.
fn in_force(versions: &[Version<AlertPoint>], day: Date) -> Option<&Version<AlertPoint>> {
    versions.iter().rev().find(|v| v.covers(day)).or_else(|| versions.last())
}

/// A version of a point.
struct Put {
    number: String,
    from: String,
    until: String,
    article: String,
    says: String,
    grade: String,
    here: bool,
}

/// A level at which its alerts are handled.
struct Level {
    n: u8,
    handled: String,
    within: String,
}

#[derive(Template)]
#[template(path = "point.html")]
struct Shown {
    w: W,
    page: Page,
    explanation: String,
    article: String,
    says: String,
    pairs: Vec<(String, String)>,
    levels: Vec<Level>,
    versions: Vec<Put>,
    tiles: Vec<Tile>,
    since: String,
    silent: Vec<String>,
    findings: String,
}

/// `GET /points/{code}`.
///
/// # Errors
/// There is no such point, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let is_it =
        |(_, versions): &(i32, &[Version<AlertPoint>])| versions.last().is_some_and(|v| v.value.code == code);
    let (key, versions) = base.points().find(is_it).ok_or(PageError::NotFound)?;
    let now = in_force(versions, today).ok_or(PageError::NotFound)?;
    let since = counted_since(today);
    let counts = app.platform.alert_counts(who.actor(), start_of(since)).await?;
    let counts: Vec<AlertCount> = counts.into_iter().filter(|c| c.point == key).collect();
    let point = &now.value;
    let level = |n: u8| Level {
        n,
        handled: w.say(&format!("web-point-level-{n}")),
        within: limit(w, point.limit_at(n.into())),
    };
    html(&Shown {
        w,
        page: reader.staff(&app, &who, w.word("point", &code), &[("web-menu-points", "/points")]),
        explanation: w.say(&format!("point-{code}-explanation")),
        article: w.word("article", &point.article),
        says: w.say(&format!("article-{}-says", point.article)),
        pairs: parameters(w, point),
        levels: [1, 2, 3].map(level).into(),
        versions: versions.iter().map(|v| put(w, v, v.fact == now.fact)).collect(),
        tiles: tiles(w, key, &counts),
        since: w.day(since),
        silent: silent(w, versions, today),
        findings: format!("/findings?point={key}"),
    })
}

fn limit(w: W, limit: calendar::Limit) -> String {
    telling::plain(w.0, &telling::limit(w.0, limit))
}

/// What the point is set to.
fn parameters(w: W, point: &AlertPoint) -> Vec<(String, String)> {
    let mut pairs = vec![
        (w.say("web-point-grade"), w.word("grade", point.grade.code())),
        (w.say("web-point-does"), w.say(if point.hint { "web-point-hints" } else { "web-point-raises" })),
    ];
    if let Some(body) = point.limit {
        pairs.push((w.say("web-point-limit"), limit(w, body.into())));
    }
    if let Some(count) = point.count {
        pairs.push((w.say("web-point-count"), count.to_string()));
    }
    if let Some((from, until)) = point.night {
        let args = [("from", Arg::Int(from.into())), ("until", Arg::Int(until.into()))];
        pairs.push((w.say("web-point-night"), w.tell("web-point-night-hours", &args)));
    }
    pairs
}

fn put(w: W, version: &Version<AlertPoint>, here: bool) -> Put {
    let point = &version.value;
    Put {
        number: point.version.to_string(),
        from: w.day(version.from),
        until: version.until.map_or_else(|| w.say("web-open-end"), |day| w.day(day)),
        article: w.word("article", &point.article),
        says: w.say(&format!("article-{}-says", point.article)),
        grade: w.word("grade", point.grade.code()),
        here,
    }
}

/// How many alerts there are, and how they ended.
fn tiles(w: W, key: i32, counts: &[AlertCount]) -> Vec<Tile> {
    let sum = |fits: &dyn Fn(&AlertCount) -> bool| -> i64 {
        counts.iter().filter(|c| fits(c)).map(|c| c.count).sum()
    };
    let closed = AlertStatus::Closed.number();
    let standing = AlertStatus::Standing.number();
    let tile = |title: String, number: i64, kind: &'static str, state: &str| Tile {
        title,
        number: number.to_string(),
        kind: if number == 0 { "plain" } else { kind },
        href: format!("/alerts?point={key}&state={state}"),
        ..Tile::default()
    };
    let mut tiles = vec![
        tile(w.say("web-point-raised"), sum(&|_| true), "plain", "all"),
        tile(w.say("web-alerts-open"), sum(&|c| c.state != closed && c.state != standing), "warn", "open"),
        tile(w.say("web-alerts-red"), sum(&|c| c.state == standing), "bad", "red"),
    ];
    let ended = AlertOutcome::ALL.iter().map(|outcome| {
        let number = sum(&|c| c.state == closed && c.outcome == outcome.number());
        tile(w.word("alert-outcome", outcome.code()), number, "good", "closed")
    });
    tiles.extend(ended);
    tiles
}

/// Where the point says nothing, and why: an alert that is not there must not be taken for a clean bill.
fn silent(w: W, versions: &[Version<AlertPoint>], today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    let mut sorted: Vec<&Version<AlertPoint>> = versions.iter().collect();
    sorted.sort_by_key(|v| v.from);
    if let Some(first) = sorted.first() {
        lines.push(w.tell("web-silent-before", &[("day", Arg::Date(first.from))]));
    }
    for pair in sorted.windows(2) {
        if let [earlier, later] = pair
            && let Some(end) = earlier.until.filter(|end| *end < later.from)
        {
            let args = [("from", Arg::Date(end)), ("until", Arg::Date(later.from))];
            lines.push(w.tell("web-silent-between", &args));
        }
    }
    if let Some(end) = sorted.last().and_then(|v| v.until) {
        let id = if end <= today { "web-silent-since" } else { "web-silent-from" };
        lines.push(w.tell(id, &[("day", Arg::Date(end))]));
    }
    if in_force(versions, today).is_some_and(|v| v.value.hint) {
        lines.push(w.say("web-silent-hint"));
    }
    lines.push(w.say("web-silent-incomplete"));
    lines
}
