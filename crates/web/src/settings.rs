//! Language and size of the text: a cookie each, no account needed.

use axum::response::Redirect;
use axum_extra::extract::cookie::{Cookie, SameSite};
use axum_extra::extract::{CookieJar, Form};
use exchange::Language;
use serde::Deserialize;

use crate::frame::own_path;

/// What is chosen.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    language: Option<String>,
    text: Option<String>,
    #[serde(default)]
    back: String,
}

/// `POST /preferences`.
pub async fn change(mut jar: CookieJar, Form(chosen): Form<Chosen>) -> (CookieJar, Redirect) {
    if let Some(language) = chosen.language.as_deref().and_then(Language::from_tag) {
        jar = jar.add(kept("lang", language.tag()));
    }
    if let Some(text) = chosen.text.filter(|text| matches!(text.as_str(), "large" | "normal")) {
        jar = jar.add(kept("text", if text == "large" { "large" } else { "normal" }));
    }
    (jar, Redirect::to(own_path(&chosen.back)))
}

/// A cookie that browsers keep as long as they keep any.
fn kept(name: &'static str, value: &'static str) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_http_only(true);
    cookie.make_permanent();
    cookie
}
