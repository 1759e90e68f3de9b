//! Which columns of a list are shown: chosen by each person for each list, kept in a cookie of that person's browser. An export
//! always has every column.

use axum::response::Redirect;
use axum_extra::extract::cookie::{Cookie, SameSite};
use axum_extra::extract::{CookieJar, Form};
use uuid::Uuid;

use crate::access::Staff;
use crate::error::PageError;
use crate::frame::{Reader, own_path};
use crate::parts::Choice;
use crate::words::W;

/// Columns that may be left out, by list: their names and the ids of their words. The first column of a list leads to the
/// record and always stands.
const LISTS: [(&str, &[(&str, &str)]); 3] = [
    (
        "alerts",
        &[
            ("level", "web-column-level"),
            ("agency", "web-column-agency"),
            ("status", "web-column-status"),
            ("left", "web-column-left"),
            ("raised_at", "web-column-raised_at"),
        ],
    ),
    (
        "inspections",
        &[
            ("target_name", "field-target_name"),
            ("finished_at", "field-finished_at"),
            ("result", "field-result"),
            ("breaches", "web-inspection-breaches"),
            ("hints", "web-inspection-hints"),
            ("recorded", "web-recorded"),
            ("agency", "web-column-agency"),
        ],
    ),
    (
        "cases",
        &[
            ("title", "field-title"),
            ("party_name", "field-party_name"),
            ("act_kind", "field-act_kind"),
            ("stage", "web-case-stage"),
            ("decided", "web-case-decided"),
            ("fine", "web-case-fine"),
            ("found", "web-case-found"),
            ("agency", "web-column-agency"),
        ],
    ),
];

/// The columns of a list, as its reader wants them.
pub struct Columns {
    list: &'static str,
    all: &'static [(&'static str, &'static str)],
    left_out: Vec<&'static str>,
}

impl Columns {
    /// Of one list.
    pub fn of(reader: &Reader, who: &Staff, list: &str) -> Self {
        let found = LISTS.iter().find(|(name, _)| *name == list);
        let (list, all) = found.map_or(("", &[][..]), |(name, all)| (*name, *all));
        let kept = reader.columns.iter().find(|(name, _)| *name == cookie_of(who.actor().person));
        let said = kept.map_or("", |(_, said)| said.as_str());
        let of_list =
            said.split('_').find_map(|part| part.strip_prefix(list)?.strip_prefix('.')).unwrap_or_default();
        // Positions, so that a cookie names nothing; what is no column any more says nothing.
        let out = of_list.split('.').filter_map(|n| n.parse::<usize>().ok()).filter_map(|n| all.get(n));
        Self { list, all, left_out: out.map(|(name, _)| *name).collect() }
    }

    /// Whether a column is shown.
    pub fn has(&self, name: &str) -> bool {
        !self.left_out.contains(&name)
    }

    /// Which list.
    pub const fn list(&self) -> &str {
        self.list
    }

    /// How many are left out, in words; nothing for none.
    pub fn fewer(&self) -> String {
        if self.left_out.is_empty() { String::new() } else { self.left_out.len().to_string() }
    }

    /// All of them, to choose among.
    pub fn choices(&self, w: &W) -> Vec<Choice> {
        let choice = |(name, word): &(&str, &str)| Choice {
            value: (*name).to_owned(),
            title: w.say(word),
            on: self.has(name),
        };
        self.all.iter().map(choice).collect()
    }

    /// As the cookie says it: the positions of those that are left out.
    fn said(&self) -> String {
        let out = |(n, (name, _)): (usize, &(&str, &str))| (!self.has(name)).then(|| format!(".{n}"));
        let positions: String = self.all.iter().enumerate().filter_map(out).collect();
        if positions.is_empty() { positions } else { format!("{}{positions}", self.list) }
    }
}

/// The cookie of a person: several may use one browser.
pub fn cookie_of(person: Uuid) -> String {
    let id = person.simple().to_string();
    format!("columns-{}", id.get(id.len() - 12..).unwrap_or_default())
}

/// `POST /columns`: shows the columns of a list that are ticked.
///
/// # Errors
/// There is no such list.
pub async fn choose(
    reader: Reader,
    who: Staff,
    jar: CookieJar,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<(CookieJar, Redirect), PageError> {
    let one = |name: &str| sent.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str());
    let chosen = |column: &str| sent.iter().any(|(n, v)| n == "column" && v == column);
    let mut all: Vec<Columns> = LISTS.iter().map(|(list, _)| Columns::of(&reader, &who, list)).collect();
    let list = all.iter_mut().find(|c| c.list == one("list")).ok_or(PageError::NotFound)?;
    list.left_out = list.all.iter().map(|(name, _)| *name).filter(|name| !chosen(name)).collect();
    let said: Vec<String> = all.iter().map(Columns::said).filter(|s| !s.is_empty()).collect();
    let mut cookie = Cookie::new(cookie_of(who.actor().person), said.join("_"));
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_http_only(true);
    cookie.make_permanent();
    Ok((jar.add(cookie), Redirect::to(own_path(one("back")))))
}
