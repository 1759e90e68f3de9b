//! What every list has: a query bar that stands in the address, keyset paging, an export of everything that it shows.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use decree::base::Base;
use jiff::Timestamp;
use platform::Found;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use store::{Cells, Cursor, List, Shown};
use uuid::Uuid;

use crate::access::{Staff, encoded};
use crate::app::App;
use crate::error::PageError;
use crate::parts::Choice;
use crate::words::W;

/// Rows of a page.
pub const PAGE: usize = 50;
/// Rows that an export holds at most; where there are more it says so in its first lines.
pub const EXPORTED: usize = 50_000;

/// Where a page begins, from its address; at the top if it says nothing that we wrote.
pub fn cursor(text: &str) -> Cursor {
    let read = || {
        let (at, stream) = text.split_once('.')?;
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some(Cursor { at, stream: Uuid::try_parse(stream).ok()? })
    };
    read().unwrap_or_else(Cursor::start)
}

/// A place in a list as it stands in an address.
pub fn place(cursor: Cursor) -> String {
    format!("{}.{}", cursor.at.as_microsecond(), cursor.stream.simple())
}

/// The address of a list with its conditions; those that say nothing are left out.
pub fn address(path: &str, conditions: &[(&str, &str)]) -> String {
    let said: Vec<String> = conditions
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
}

/// How many conditions are set, in words; nothing for none.
pub fn in_use(conditions: &[(&str, &str)]) -> String {
    match conditions.iter().filter(|(_, value)| !value.is_empty()).count() {
        0 => String::new(),
        set => set.to_string(),
    }
}

/// What is asked of a list: conditions as they stand in its address.
pub trait Asked {
    /// Which list.
    const LIST: List;

    /// Key of the agency whose rows are wanted; empty for all.
    fn agency(&self) -> &str;

    /// Behind which row the page begins; empty for the first page.
    fn after(&self) -> &str;

    /// Whether a row fits.
    fn fits(&self, row: &Cells<'_>) -> bool;

    /// Where to begin.
    fn start(&self) -> Cursor {
        cursor(self.after())
    }

    /// What was found, when it is known better than by the list whether there is more.
    fn ended(&self, found: Found) -> Found {
        found
    }

    /// The agency that is asked for.
    fn agency_key(&self) -> Option<i32> {
        self.agency().parse().ok()
    }
}

/// Rows of a list that fit, behind a place.
async fn looked<A: Asked>(
    app: &App,
    who: &Staff,
    asked: &A,
    after: Cursor,
    most: usize,
) -> Result<Found, PageError> {
    let fits = |row: &Cells<'_>| asked.fits(row);
    let found = app.platform.search(who.actor(), asked.agency_key(), A::LIST, after, most, fits).await?;
    Ok(asked.ended(found))
}

/// The page of a list that is asked for.
///
/// # Errors
/// The role reads nothing, or the database is away.
pub async fn page<A: Asked>(app: &App, who: &Staff, asked: &A) -> Result<Found, PageError> {
    looked(app, who, asked, asked.start(), PAGE).await
}

/// Everything that a list shows, a part at a time, for its export.
pub struct Everything<'a, A> {
    app: &'a App,
    who: &'a Staff,
    asked: &'a A,
    next: Option<Cursor>,
    rows: usize,
}

impl<'a, A: Asked> Everything<'a, A> {
    /// Rows that are read at a time: every time is an entry of the read log.
    const PART: usize = 500;

    /// From the beginning.
    pub fn of(app: &'a App, who: &'a Staff, asked: &'a A) -> Self {
        Self { app, who, asked, next: Some(asked.start()), rows: 0 }
    }

    /// The next part; `None` at the end, or when an export is full.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn next(&mut self) -> Result<Option<Shown>, PageError> {
        let Some(after) = self.next.filter(|_| self.rows < EXPORTED) else { return Ok(None) };
        let found = looked(self.app, self.who, self.asked, after, Self::PART).await?;
        self.next = found.next;
        self.rows += found.shown.rows.len();
        Ok(Some(found.shown))
    }

    /// Whether the end was reached.
    pub const fn whole(&self) -> bool {
        self.next.is_none()
    }
}

/// The links below a list, and what is said of how many there are.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// How many are shown, and how far the search came.
    pub count: String,
    /// The top of the list; empty on its first page.
    pub newer: String,
    /// The next page; empty behind the last.
    pub older: String,
}

impl Pager {
    /// The links of a page of a list.
    pub fn of(w: W, found: &Found, path: &str, conditions: &[(&str, &str)], after: &str) -> Self {
        let shown = w.count("web-list-shown", found.shown.rows.len());
        let count = match found.broken_off {
            Some(at) => {
                let far = w.tell("web-list-looked", &[("at", telling::moment(at))]);
                format!("{shown} {far}")
            }
            None => shown,
        };
        let older = found.next.map_or_else(String::new, |next| {
            let next = place(next);
            address(path, &[conditions, &[("after", &next)]].concat())
        });
        let newer = if after.is_empty() { String::new() } else { address(path, conditions) };
        Self { count, newer, older }
    }

    /// The links of a page of something else than records, where `last` is the key of its last row if more come behind it.
    pub fn keyed(
        w: W,
        shown: usize,
        path: &str,
        conditions: &[(&str, &str)],
        after: &str,
        last: Option<String>,
    ) -> Self {
        let older =
            last.map_or_else(String::new, |last| address(path, &[conditions, &[("after", &last)]].concat()));
        let newer = if after.is_empty() { String::new() } else { address(path, conditions) };
        Self { count: w.count("web-list-shown", shown), newer, older }
    }
}

/// The agencies that a reader may choose among: none to choose for who sees only one.
pub fn agencies(base: &Base, who: &Staff, chosen: i32) -> Vec<Choice> {
    let actor = who.actor();
    if actor.agency != 0 {
        return Vec::new();
    }
    let seen = base.agencies().into_iter().filter(|a| actor.district == 0 || a.district == actor.district);
    seen.map(|a| Choice { value: a.key.to_string(), title: a.name.clone(), on: a.key == chosen }).collect()
}

/// A sheet on its way to a reader: who wrote it when from which query stands above the rows.
pub struct Sheet {
    book: Workbook,
    row: u32,
}

impl Sheet {
    /// Begins a sheet.
    ///
    /// # Errors
    /// The sheet cannot be made.
    pub fn new(
        app: &App,
        w: W,
        who: &Staff,
        title: &str,
        query: &str,
        columns: &[String],
    ) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.write_string_with_format(0, 0, title, &bold)?;
        let by = w.tell(
            "web-export-by",
            &[
                ("account", exchange::Arg::text(who.0.account.as_str())),
                ("at", telling::moment(app.platform.now())),
                ("query", exchange::Arg::text(query)),
            ],
        );
        sheet.write_string(1, 0, by)?;
        for (i, column) in (0..).zip(columns) {
            sheet.write_string_with_format(3, i, column, &bold)?;
        }
        Ok(Self { book, row: 4 })
    }

    /// Adds a row. What begins like a formula stays text.
    ///
    /// # Errors
    /// The sheet is full.
    pub fn push(&mut self, cells: &[String]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (i, cell) in (0..).zip(cells) {
            sheet.write_string(self.row, i, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The file as an answer; says below the rows if they are not all.
    ///
    /// # Errors
    /// The sheet cannot be written.
    pub fn finish(mut self, w: W, name: &str, whole: bool) -> Result<Response, XlsxError> {
        if !whole {
            self.push(&[w.count("web-export-cut", EXPORTED)])?;
        }
        let bytes = self.book.save_to_buffer()?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let disposition = format!("attachment; filename=\"{name}.xlsx\"");
        let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
        Ok((headers, bytes).into_response())
    }
}

impl From<XlsxError> for PageError {
    fn from(error: XlsxError) -> Self {
        Self::Unexpected(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_list_comes_back_and_anything_else_is_the_top() {
        let at = "2025-12-31T08:00:00.123456Z".parse().unwrap();
        let here = Cursor { at, stream: Uuid::from_u128(7) };
        assert_eq!(cursor(&place(here)), here);
        for text in
            ["", "x", "12", "12.x", "99999999999999999999.0", "1.00000000-0000-0000-0000-00000000000g"]
        {
            assert_eq!(cursor(text), Cursor::start(), "{text}");
        }
    }

    #[test]
    fn an_address_holds_what_is_asked_and_no_more() {
        assert_eq!(address("/alerts", &[("level", ""), ("state", "")]), "/alerts");
        assert_eq!(address("/alerts", &[("level", "2"), ("q", "a&b")]), "/alerts?level=2&q=a%26b");
    }
}
