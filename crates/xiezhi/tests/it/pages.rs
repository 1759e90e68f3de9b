//! The pages over their router: who is signed in, and who sees what (Arts 21, 22).

mod api;
mod choosing;
mod hostile;
mod importing;
mod messages;
mod naming;
mod oracle;
mod phone;
mod signing_in;
mod suggesting;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use decree::authority::{Place, Role};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::person::{PersonFact, Post};
use exchange::Language;
use jiff::civil::date;
use platform::Entry;
use tower::ServiceExt;
use uuid::Uuid;
use web::{App, DemoAccount, Side};

use crate::city::register_wish;
use crate::server::{Db, at};

/// What came back.
pub struct Page {
    /// How it ended.
    pub status: StatusCode,
    /// Where it leads, if it does.
    pub location: String,
    /// The cookie that it sets, as a browser would send it back.
    pub cookie: String,
    /// What it says.
    pub body: String,
}

/// The pages of a side, with people who can sign in by one click.
pub fn pages(db: &Db, side: Side, people: &[(Uuid, Role)]) -> Router {
    let one_click = people
        .iter()
        .map(|(person, role)| DemoAccount { person: *person, role: role.code(), office: String::new() })
        .collect();
    web::router(App::new(db.platform.clone(), one_click, Language::English), side)
}

/// Asks for a page, or sends a form.
pub async fn ask(router: &Router, method: &str, path: &str, cookie: &str, form: Option<&str>) -> Page {
    let mut request =
        Request::builder().method(&*method.to_ascii_uppercase()).uri(path).header(header::COOKIE, cookie);
    if form.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let request = request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap();
    page_of(router.clone().oneshot(request).await.unwrap()).await
}

/// Asks as a system with a token: with a body and its media type, if it sends one.
pub async fn call(
    router: &Router,
    method: &str,
    path: &str,
    token: &str,
    body: Option<(&str, &str)>,
) -> Page {
    let mut request = Request::builder().method(&*method.to_ascii_uppercase()).uri(path);
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if let Some((media, _)) = body {
        request = request.header(header::CONTENT_TYPE, media);
    }
    let request = request.body(Body::from(body.map_or("", |(_, text)| text).to_owned())).unwrap();
    page_of(router.clone().oneshot(request).await.unwrap()).await
}

/// A token of an agency's system that may do everything a system may.
pub async fn token(db: &Db, agency: i32) -> String {
    let head = decree::authority::Actor {
        person: uuid_of(&[b"head", &agency.to_be_bytes()]),
        role: Role::AgencyHead,
        agency,
        ..decree::authority::Actor::clock()
    };
    let wish =
        platform::TokenWish { name: "业务系统".to_owned(), may: platform::system_actions(), days: 30 };
    db.platform.make_token(&head, agency, &wish).await.unwrap().unwrap().text
}

/// An answer as a browser would take it.
pub async fn page_of(response: Response) -> Page {
    let text = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (location, cookie) = (text(header::LOCATION).to_owned(), text(header::SET_COOKIE).to_owned());
    let status = response.status();
    let body = to_bytes(response.into_body(), 64 << 20).await.unwrap();
    Page {
        status,
        location,
        cookie: cookie.split(';').next().unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

/// Signs a person in by one click: the cookie.
pub async fn signed_in(router: &Router, person: Uuid) -> String {
    let page = ask(router, "post", "/sign-in/demo", "", Some(&format!("person={person}"))).await;
    assert_eq!((page.status, &*page.location), (StatusCode::SEE_OTHER, "/"), "{}", page.body);
    page.cookie
}

/// Gives somebody a post.
pub async fn appointed(db: &Db, role: Role, office: i32, agency: i32) -> Uuid {
    let person = uuid_of(&[b"holder", role.code().as_bytes(), &office.to_be_bytes()]);
    let post = Post { from: date(2020, 1, 1), office, role, ..Post::default() };
    let fact = PersonFact::Appointed { internal: Box::new(post) }.at(at("2026-03-02 00:00"));
    let place = Place { agency, ..Place::default() };
    let entry = Entry { kind: ThingKind::Person, stream: person, place, facts: vec![fact] };
    db.platform.submit(register_wish(entry)).await.unwrap().unwrap();
    person
}
