//! The whole case file for print (案卷): a cover, the contents with their sheets, a sheet for each stage, and the list of
//! papers. Printing it is a read of its own in the read log.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use calendar::city_date;
use decree::case::{CaseState, papers};
use exchange::Words;
use uuid::Uuid;

use super::folded;
use super::found::{alerts, life};
use super::page::details;
use super::timeline::Timeline;
use crate::access::Staff;
use crate::app::App;
use crate::error::PageError;
use crate::frame::{Reader, html};
use crate::parts::{Entry, Event, Page};
use crate::words::W;

/// A stage in the file.
struct Sheet {
    anchor: String,
    heading: String,
    events: Vec<Event>,
}

/// A paper in the list of papers.
struct Listed {
    number: u32,
    title: String,
    event: String,
    file: String,
    came: String,
}

#[derive(Template)]
#[template(path = "case_file.html")]
struct File {
    w: W,
    page: Page,
    organ: String,
    number: String,
    details: Vec<(String, String)>,
    entries: Vec<Entry>,
    sheets: Vec<Sheet>,
    papers: Vec<Listed>,
    papers_heading: String,
    life: Vec<(String, String)>,
    life_heading: String,
    date: String,
}

/// `GET /cases/{id}/file`.
///
/// # Errors
/// There is no such case for this reader, or the database is away.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let w = reader.w;
    let facts = app.platform.show_for(who.actor(), id, "case-file").await?;
    let state = folded(&facts)?;
    let base = app.platform.base();
    let (about, _) = app.platform.about(who.actor(), id).await?;
    let alerts = alerts(w, &base, &about);
    let timeline = Timeline { w, base: &base, who: &who, id, state: &state, alerts: &alerts };
    let stages = timeline.stages().into_iter().filter(|s| !s.events.is_empty());
    let mut entries = Vec::new();
    let mut sheet = 1;
    // The cover with the contents is the first sheet; each stage begins a new one.
    let mut entry = |anchor: &str, title: String, number: String, date: String| {
        sheet += 1;
        let heading = w.tell(
            "web-case-sheet",
            &[("n", exchange::Arg::Int(sheet)), ("title", exchange::Arg::text(title.as_str()))],
        );
        entries.push(Entry { id: anchor.to_owned(), title, number, date, sheet: sheet.to_string() });
        heading
    };
    let mut sheets = Vec::new();
    for (n, stage) in (1..).zip(stages) {
        let anchor = format!("stage-{n}");
        let first = stage.events.first().map(|e| e.happened.clone()).unwrap_or_default();
        let heading = entry(&anchor, stage.title, String::new(), first);
        sheets.push(Sheet { anchor, heading, events: stage.events });
    }
    let papers_heading = entry("papers", w.say("web-case-papers-listed"), String::new(), String::new());
    let life_heading = entry("life", w.say("web-case-life"), String::new(), String::new());
    let mut page = reader.staff(&app, &who, w.say("web-case-file-title"), &[]);
    page.path = format!("/cases/{id}");
    html(&File {
        w,
        page,
        organ: state.opening().organ.clone(),
        number: state.decided().map(|d| d.decision.decision_number.clone()).unwrap_or_default(),
        details: details(w, &base, &state),
        entries,
        sheets,
        papers: listed(w, &state),
        papers_heading,
        life: life(w, &state, &facts)?,
        life_heading,
        date: w.day(city_date(app.platform.now())),
    })
}

fn listed(w: W, state: &CaseState) -> Vec<Listed> {
    let paper = |p: decree::case::PaperAt<'_>| Listed {
        number: p.number,
        title: p.paper.name.clone(),
        event: w.word("event", p.step.kind().map_or("other", |k| k.code())),
        file: match (p.paper.file, p.paper.size) {
            (Some(_), Some(size)) => {
                let media = Words::of(w.0).plain(&telling::case::media(&p.paper.r#type));
                format!("{media} {}", telling::case::size_of(size, w.0))
            }
            _ => w.say("web-case-no-file"),
        },
        came: p.came.map(|at| w.moment(at)).unwrap_or_default(),
    };
    papers(state).into_iter().map(paper).collect()
}
