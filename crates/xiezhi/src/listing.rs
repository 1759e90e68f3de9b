//! Lists: agencies, and the pages of whatever staff see.

use std::process::ExitCode;

use decree::authority::{Actor, Scope};
use decree::view::Value;
use exchange::{Language, Words};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::Platform;
use serde::Serialize;
use store::{Cursor, List};
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

/// One row of a list.
pub struct Cells<'a> {
    columns: &'a [String],
    values: &'a [Value],
}

impl Cells<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(self.columns.iter().position(|c| c == name)?)
    }

    /// A whole number; 0 for none.
    pub fn int(&self, name: &str) -> i32 {
        match self.get(name) {
            Some(Value::Int(n)) => *n,
            Some(Value::Small(n)) => i32::from(*n),
            _ => 0,
        }
    }

    /// A large number, such as an amount in fen.
    pub fn big(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(Value::Big(n)) => *n,
            _ => 0,
        }
    }

    /// A member of a code list, by its number.
    pub fn code(&self, name: &str) -> i16 {
        i16::try_from(self.int(name)).unwrap_or(0)
    }

    /// A key.
    pub fn uuid(&self, name: &str) -> Uuid {
        match self.get(name) {
            Some(Value::Uuid(id)) => *id,
            _ => Uuid::nil(),
        }
    }

    /// A moment.
    pub fn time(&self, name: &str) -> Timestamp {
        match self.get(name) {
            Some(Value::Time(at)) => *at,
            _ => Timestamp::UNIX_EPOCH,
        }
    }

    /// A day, if there is one.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.get(name) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Yes or no.
    pub fn yes(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Bool(true)))
    }
}

/// In which column the time stands by which a list is ordered.
const fn order(list: List) -> &'static str {
    match list {
        List::Alerts => "raised_at",
        List::Amendments => "drafted_at",
        List::Inspections | List::Cases | List::Findings => "occurred_at",
    }
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
        for values in &page.rows {
            let cells = Cells { columns: &page.columns, values };
            if !with(&cells) {
                return Ok(());
            }
            after = Cursor { at: cells.time(order(list)), stream: cells.uuid("stream") };
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
