//! Lists: agencies, and the pages of whatever staff see.

use std::process::ExitCode;

use decree::authority::{Actor, Scope};
use exchange::{Language, Words};
use platform::Platform;
use serde::Serialize;
use store::{Cells, Cursor, List};
use uuid::Uuid;

use crate::acting;
use crate::cli::Failure;
use crate::open::Where;
use crate::report::{self, Table};

/// How many rows a page has: enough that a long list costs few queries.
const PAGE: i64 = 500;
/// How much of an id must be given for it to be looked for.
const PREFIX: usize = 8;

#[derive(Serialize)]
struct Listed<'a> {
    code: &'a str,
    name: &'a str,
    level: &'static str,
    territory: &'a str,
    line: &'a str,
}

/// `xiezhi agencies`.
///
/// # Errors
/// The data cannot be opened.
pub async fn agencies(place: &Where, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened_if_there(place).await?;
    let base = opened.as_ref().map(|o| o.platform.base()).unwrap_or_default();
    let agencies: Vec<Listed<'_>> = base
        .agencies()
        .into_iter()
        .map(|agency| Listed {
            code: &agency.code,
            name: &agency.name,
            level: agency.level.code(),
            territory: base.territory(agency.territory).map_or("", |t| &t.code),
            line: base.line(agency.line).map_or("", |l| &l.code),
        })
        .collect();
    if json {
        report::json(&agencies)?;
    } else if agencies.is_empty() {
        report::print(acting::nothing(place, language));
    } else {
        let titles = ["code", "name", "level", "territory", "line"].map(|c| title(language, c));
        let mut table = Table::new(titles.to_vec());
        for agency in &agencies {
            let level = cell(language, "administrative-level", agency.level);
            let cells = [agency.code, agency.name, &level, agency.territory, agency.line];
            table.row(cells.map(str::to_owned).to_vec());
        }
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

/// The title of a column.
pub fn title(language: Language, column: &str) -> String {
    cell(language, "column", column)
}

/// Goes through a list, newest first, until `with` answers false.
///
/// # Errors
/// The scope is not the actor's to read, or the database is away.
pub async fn each(
    platform: &Platform,
    actor: &Actor,
    scope: Scope,
    list: List,
    mut with: impl FnMut(&Cells<'_>) -> bool,
) -> Result<(), Failure> {
    let mut after = Cursor::start();
    loop {
        let page = platform.list_within(actor, scope, list, after, PAGE).await?;
        for cells in page.cells() {
            if !with(&cells) {
                return Ok(());
            }
            after = list.cursor(&cells);
        }
        if page.rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// The thing of a list that an id names: in full, or by enough of its beginning that it is the only one.
///
/// # Errors
/// Nothing or several things have such an id.
pub async fn find(platform: &Platform, list: List, text: &str, language: Language) -> Result<Uuid, Failure> {
    if let Ok(id) = text.parse::<Uuid>() {
        return Ok(id);
    }
    let wanted = text.replace('-', "").to_ascii_lowercase();
    if wanted.len() < PREFIX || !wanted.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(report::say(language, "cli-id-short", &[("id", text)]).into());
    }
    let mut found: Vec<Uuid> = Vec::new();
    let actor = acting::city_office(platform);
    each(platform, &actor, Scope::City, list, |cells| {
        let id = cells.uuid("stream");
        if id.simple().to_string().starts_with(&wanted) {
            found.push(id);
        }
        found.len() < 10
    })
    .await?;
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(report::say(language, "cli-id-unknown", &[("id", text)]).into()),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(report::say(language, "cli-id-several", &[("id", text), ("ids", &ids.join("\n"))]).into())
        }
    }
}

/// As much of an id as a list shows: what [`find`] takes.
pub fn short(id: Uuid) -> String {
    id.simple().to_string().chars().take(12).collect()
}

/// A word of a code list, for a cell.
pub fn cell(language: Language, family: &str, code: &str) -> String {
    Words::of(language).say(&format!("{family}-{code}"), &[])
}
