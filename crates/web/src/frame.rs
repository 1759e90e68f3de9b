//! Who reads a page and in which words; and the frame around every page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use calendar::city_date;
use decree::authority::{Action, Actor, Role, may};
use decree::base::Base;
use exchange::Language;
use jiff::Timestamp;

use askama::Template;

use crate::access::Staff;
use crate::app::App;
use crate::asset;
use crate::error::PageError;
use crate::parts::{Choice, Crumb, Me, MenuGroup, MenuItem, Page};
use crate::route::Side;
use crate::words::W;

/// Who reads: language, size of the text, which side, and who is signed in.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The words.
    pub w: W,
    /// Whether the text is large (適老化).
    pub large: bool,
    /// Which listener.
    pub side: Side,
    /// Where the request went, with its query: preferences lead back there.
    pub here: String,
    /// Which columns of lists are left out, by the cookies of those who chose it.
    pub columns: Vec<(String, String)>,
}

impl FromRequestParts<App> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let jar = CookieJar::from_headers(&parts.headers);
        let chosen = jar.get("lang").and_then(|c| Language::from_tag(c.value()));
        let accepted = || {
            let header = parts.headers.get("accept-language")?.to_str().ok()?;
            header.split(',').find_map(|tag| Language::from_tag(tag.trim()))
        };
        Ok(Self {
            w: W(chosen.or_else(accepted).unwrap_or(app.language)),
            large: jar.get("text").is_some_and(|c| c.value() == "large"),
            side: parts.extensions.get().copied().unwrap_or(Side::Staff),
            columns: jar
                .iter()
                .filter(|c| c.name().starts_with("columns-"))
                .map(|c| (c.name().to_owned(), c.value().to_owned()))
                .collect(),
            here: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
        })
    }
}

/// An entry of the staff menu: title, address, and what one must be allowed to see it.
type Entry = (&'static str, &'static str, Option<Action>);

/// The menu of staff, as people of the field know it.
const MENU: &[(&str, &[Entry])] = &[
    ("web-menu-work", &[("web-menu-todo", "/", None)]),
    (
        "web-menu-collect",
        &[
            ("web-menu-inspection-new", "/inspections/new", Some(Action::Collect)),
            ("web-menu-grid", "/inspections/grid", Some(Action::Collect)),
            ("web-menu-patrol", "/patrols/new", Some(Action::Collect)),
            ("web-menu-imports", "/imports", Some(Action::Collect)),
            ("web-menu-inspections", "/inspections", Some(Action::Read)),
            ("web-menu-cases", "/cases", Some(Action::Read)),
            ("web-menu-disclosures", "/disclosures", Some(Action::Read)),
        ],
    ),
    (
        "web-menu-supervise",
        &[
            ("web-menu-alerts", "/alerts", Some(Action::Read)),
            ("web-menu-findings", "/findings", Some(Action::Read)),
            ("web-menu-amendments", "/amendments", Some(Action::Read)),
            ("web-menu-messages", "/messages", Some(Action::Read)),
            ("web-menu-points", "/points", Some(Action::Read)),
            ("web-menu-exports", "/exports", Some(Action::Read)),
        ],
    ),
    (
        "web-menu-manage",
        &[
            ("web-menu-agencies", "/agencies", None),
            ("web-menu-laws", "/laws", None),
            ("web-menu-calendar", "/calendar", None),
            ("web-menu-outages", "/outages", None),
            ("web-menu-tokens", "/tokens", Some(Action::KeepTokens)),
            ("web-menu-reads", "/reads", Some(Action::ReadLog)),
            ("web-menu-account", "/account", None),
        ],
    ),
];

/// The menu of the public.
const PUBLIC_MENU: &[(&str, &str)] = &[
    ("web-public-home", "/"),
    ("web-public-look-up", "/look-up"),
    ("web-public-decisions", "/decisions"),
    ("web-public-subjects", "/subjects"),
    ("web-message", "/message"),
    ("web-log", "/log"),
    ("web-public-about", "/about"),
];

impl Reader {
    /// The frame of a page for staff. `way` leads to it: message ids and addresses.
    pub fn staff(&self, app: &App, who: &Staff, title: impl Into<String>, way: &[(&str, &str)]) -> Page {
        let title = title.into();
        let base = app.platform.base();
        let mut page = self.frame(app, title.clone());
        page.crumbs = way
            .iter()
            .map(|(id, href)| Crumb { title: self.w.say(id), href: (*href).to_owned() })
            .chain([Crumb { title, href: String::new() }])
            .collect();
        let name = if who.0.name.is_empty() { &who.0.account } else { &who.0.name };
        page.me = Some(self.me(&base, who.actor(), name, app.platform.now()));
        page.menu = MENU
            .iter()
            .map(|(group, entries)| MenuGroup {
                title: self.w.say(group),
                items: entries
                    .iter()
                    .filter(|(_, _, needs)| needs.is_none_or(|action| may(who.actor().role, action)))
                    .map(|(id, href, _)| self.entry(id, href))
                    .collect(),
            })
            .filter(|group: &MenuGroup| !group.items.is_empty())
            .collect();
        only_nearest(&mut page.menu);
        page
    }

    /// The frame of a page for the public, or of one before anybody is signed in.
    pub fn public(&self, app: &App, title: impl Into<String>) -> Page {
        let mut page = self.frame(app, title.into());
        let entries = match self.side {
            Side::Public => PUBLIC_MENU.iter().map(|(id, href)| self.entry(id, href)).collect(),
            Side::Staff => Vec::new(),
        };
        page.menu = vec![MenuGroup { title: String::new(), items: entries }];
        page
    }

    fn frame(&self, app: &App, title: String) -> Page {
        let base = app.platform.base();
        let office = base.offices().into_iter().find(|o| o.kind == decree::office::OfficeKind::CityOffice);
        Page {
            lang: self.w.tag(),
            large_text: self.large,
            title,
            city: self.w.say("web-city"),
            path: self.here.clone(),
            // Only the public's listener has a page to report an error with.
            address: match self.side {
                Side::Public => self.here.split('?').next().unwrap_or_default().to_owned(),
                Side::Staff => String::new(),
            },
            assets: asset::DIGEST.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_as_of: self.w.moment(app.platform.now()),
            organ: office.map(|o| o.name.clone()).unwrap_or_default(),
            contact: self.w.say("web-contact"),
            ..Page::default()
        }
    }

    fn entry(&self, id: &str, href: &str) -> MenuItem {
        let path = self.here.split('?').next().unwrap_or_default();
        let below = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let here = if href == "/" { path == "/" } else { below };
        MenuItem { title: self.w.say(id), href: href.to_owned(), here, count: String::new() }
    }

    /// The post, and the others that the person may go on in.
    fn me(&self, base: &Base, actor: &Actor, name: &str, now: Timestamp) -> Me {
        let office = |key: i32| base.office(key).map(|o| o.name.clone()).unwrap_or_default();
        let role = |role: Role| self.w.word("role", role.code());
        let posts = base.person(actor.person).into_iter().flat_map(|p| p.posts_on(city_date(now)));
        Me {
            person: actor.person.to_string(),
            name: name.to_owned(),
            post: role(actor.role),
            agency: office(actor.office),
            posts: posts
                .map(|post| Choice {
                    value: format!("{}.{}", post.role.code(), post.office),
                    title: format!("{} {}", office(post.office), role(post.role)),
                    on: post.role == actor.role && post.office == actor.office,
                })
                .collect(),
        }
    }
}

/// One is at one entry only: where several lead to a page or above it, at the nearest.
fn only_nearest(menu: &mut [MenuGroup]) {
    let here = menu.iter().flat_map(|group| &group.items).filter(|item| item.here);
    let nearest = here.map(|item| item.href.len()).max().unwrap_or_default();
    for item in menu.iter_mut().flat_map(|group| &mut group.items) {
        item.here &= item.href.len() == nearest;
    }
}

/// A template as an answer.
///
/// # Errors
/// The template cannot be rendered.
pub fn html(template: &impl Template) -> Result<Response, PageError> {
    Ok(Html(template.render()?).into_response())
}

/// A page that stands alone: an error, whatever went wrong before a frame could be had.
#[derive(Template)]
#[template(path = "bare.html")]
pub struct Bare<'a> {
    /// Who reads.
    pub reader: &'a Reader,
    /// The title.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
    /// Problems.
    pub lines: Vec<String>,
    /// Where one was.
    pub back: String,
}

impl Bare<'_> {
    /// The page.
    pub fn into_html(self) -> Html<String> {
        // Where even this cannot be rendered, its words are better than nothing.
        let plain = format!("{}\n{}", self.title, self.text);
        Html(self.render().unwrap_or(plain))
    }

    fn assets(&self) -> &str {
        &asset::DIGEST
    }
}

/// Where a form leads back to: a path of our own, never another site.
pub fn own_path(back: &str) -> &str {
    let own = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\n', '\r']);
    if own { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_at_the_nearest_entry_of_the_menu() {
        let item = |href: &str, here| MenuItem { href: href.to_owned(), here, ..MenuItem::default() };
        let group = |items| MenuGroup { items, ..MenuGroup::default() };
        let mut menu =
            [group(vec![item("/a", true), item("/a/new", true)]), group(vec![item("/other/x", false)])];
        only_nearest(&mut menu);
        let here: Vec<bool> = menu.iter().flat_map(|g| &g.items).map(|i| i.here).collect();
        assert_eq!(here, [false, true, false]);
    }
}
