//! The workbench: what one must do, soonest first in remaining working time.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use calendar::city_date;
use decree::authority::{Action, may};
use decree::case::DISCLOSURE_CLOCK;
use decree::deadline::soon;
use decree::fact::ThingKind;

use crate::access::Staff;
use crate::alert::left;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::naming::{self, Waiting};
use crate::parts::{Page, Tile};
use crate::words::W;

/// How many items the workbench shows; the lists behind the tiles show the rest.
const SHOWN: usize = 100;
/// How many records that name one it shows: as they are answered the next come up.
const NAMED: i64 = 10;

struct Item {
    left_kind: &'static str,
    left: String,
    until: String,
    what: String,
    record: String,
    href: String,
}

#[derive(Template)]
#[template(path = "workbench.html")]
struct Workbench {
    w: W,
    page: Page,
    reads: bool,
    /// Whether drafts of a phone may wait to be sent.
    collects: bool,
    today: String,
    note: String,
    tiles: Vec<Tile>,
    items: Vec<Item>,
    more: bool,
    /// Records that wait for the reader's word as an officer.
    asked: Vec<Waiting>,
    /// Objections of officers that wait for the reader.
    objected: Vec<Waiting>,
}

/// `GET /`.
///
/// # Errors
/// The database is away.
pub async fn page(State(app): State<App>, reader: Reader, who: Staff) -> Result<Response, PageError> {
    let w = reader.w;
    let reads = may(who.actor().role, Action::Read);
    let items = if reads { items(&app, w, &who).await? } else { Vec::new() };
    let (asked, objected) =
        if reads { naming::waiting(&app, w, &who, NAMED).await? } else { (Vec::new(), Vec::new()) };
    let counted = |kinds: &[&str]| items.iter().filter(|i| kinds.contains(&i.left_kind)).count();
    let tile = |id: &str, number: usize, kind: &'static str, href: &str| Tile {
        title: w.count(id, soon()),
        number: number.to_string(),
        kind: if number == 0 { "plain" } else { kind },
        href: href.to_owned(),
        ..Tile::default()
    };
    let tiles = vec![
        tile("web-tile-over", counted(&["over"]), "bad", "#todo"),
        tile("web-tile-today", counted(&["today"]), "warn", "#todo"),
        tile("web-tile-soon", counted(&["soon"]), "warn", "#todo"),
        tile("web-tile-all", items.len().min(SHOWN), "plain", "#todo"),
    ];
    let (today, note) = day_note(&app, w);
    let more = items.len() > SHOWN;
    html(&Workbench {
        w,
        page: reader.staff(&app, &who, w.say("web-menu-todo"), &[]),
        reads,
        collects: may(who.actor().role, Action::Collect),
        today,
        note,
        tiles,
        items: items.into_iter().take(SHOWN).collect(),
        more,
        asked,
        objected,
    })
}

/// Today, and what kind of day it is: a working day, or off and why.
fn day_note(app: &App, w: W) -> (String, String) {
    let today = city_date(app.platform.now());
    let calendar = app.platform.base().calendar();
    let working = calendar.is_working(today);
    let next = calendar.working_on_or_after(today.tomorrow().unwrap_or(today));
    let id = if working { "web-day-working" } else { "web-day-off" };
    (w.day(today), w.tell(id, &[("next", exchange::Arg::Date(next))]))
}

/// Cost: one query of what is due, recorded once, in terms of what is shown.
async fn items(app: &App, w: W, who: &Staff) -> Result<Vec<Item>, PageError> {
    let due = app.platform.own_due_items(who.actor(), i64::try_from(SHOWN).unwrap_or(100) + 1).await?;
    let base = app.platform.base();
    let today = city_date(app.platform.now());
    let item = |item: &store::DueItem| {
        let (left_kind, left) = match item.due {
            Some(day) => left(w, &base, today, day),
            None => ("paused", w.say("web-no-clock")),
        };
        let folder = match item.thing {
            ThingKind::Alert => "alerts",
            // The disclosure of a decision has a page of its own.
            ThingKind::Case if item.code == DISCLOSURE_CLOCK => "disclosures",
            ThingKind::Case => "cases",
            ThingKind::Message => "messages",
            _ => "inspections",
        };
        Item {
            left_kind,
            left,
            until: w.some_day(item.due),
            what: telling::due(item.thing, &item.code, base.point_code(item.point), w.0),
            record: item.number.clone(),
            href: format!("/{folder}/{}", item.stream),
        }
    };
    Ok(due.iter().map(item).collect())
}
