//! The route table: every page with what one needs to see it, and the handler. There is no other way in; the authorisation
//! oracle goes through it row by row.

use axum::Router;
use axum::http::Method;
use decree::authority::Action;

use crate::app::App;
use crate::{account, alert, asset, case, gallery, public, settings, sign_in, workbench};

/// What one needs for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Anyone,
    /// To be signed in, in whatever role.
    SignedIn,
    /// A role that may do this; where it may is asked at the door.
    May(Action),
}

/// On which listener a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The public's.
    Public,
    /// The staff's.
    Staff,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// Its listener.
    pub side: Side,
    /// `get` or `post`.
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// What one needs.
    pub needs: Needs,
}

macro_rules! routes {
    ($( $side:ident $router:ident { $( $method:ident $path:literal ($needs:expr) => $handler:path ; )+ } )+) => {
        /// Every page.
        pub const TABLE: &[Route] = &[$($(
            Route { side: Side::$side, method: stringify!($method), path: $path, needs: $needs },
        )+)+];

        $(
            /// The handlers of a listener.
            pub(crate) fn $router() -> Router<App> {
                Router::new()$(.route($path, axum::routing::$method($handler)))+
            }
        )+
    };
}

use Action::*;
use Needs::*;

routes! {
    Public public_router {
        get "/" (Anyone) => public::home;
        get "/look-up" (Anyone) => public::look_up_form;
        post "/look-up" (Anyone) => public::look_up;
        get "/about" (Anyone) => public::about;
        get "/accessibility" (Anyone) => public::accessibility;
        post "/preferences" (Anyone) => settings::change;
        get "/assets/{name}" (Anyone) => asset::get;
    }
    Staff staff_router {
        get "/" (SignedIn) => workbench::page;
        get "/sign-in" (Anyone) => sign_in::page;
        post "/sign-in" (Anyone) => sign_in::enter;
        post "/sign-in/demo" (Anyone) => sign_in::enter_demo;
        post "/sign-out" (Anyone) => sign_in::leave;
        get "/account" (SignedIn) => account::page;
        post "/account/password" (SignedIn) => account::change_password;
        post "/account/sessions" (SignedIn) => account::end_others;
        post "/post" (SignedIn) => account::take_post;
        post "/preferences" (Anyone) => settings::change;
        get "/alerts" (May(Read)) => alert::list;
        get "/alerts.xlsx" (May(Read)) => alert::export;
        get "/alerts/{id}" (May(Read)) => alert::page;
        post "/alerts/{id}/assign" (May(AssignAlert)) => alert::assign;
        post "/alerts/{id}/answer" (May(AnswerAlert)) => alert::answer;
        post "/alerts/{id}/confirm" (May(ConfirmAlert)) => alert::confirm;
        post "/alerts/{id}/send-back" (May(ConfirmAlert)) => alert::send_back;
        post "/alerts/{id}/act" (May(ActOnAlert)) => alert::act;
        get "/cases" (May(Read)) => case::list::page;
        get "/cases.xlsx" (May(Read)) => case::list::export;
        get "/cases/new" (May(Collect)) => case::open::page;
        post "/cases/new" (May(Collect)) => case::open::open;
        get "/cases/{id}" (May(Read)) => case::page::page;
        get "/cases/{id}/file" (May(Read)) => case::print::page;
        get "/cases/{id}/slips" (May(Supplement)) => case::code::slips;
        post "/cases/{id}/codes/tell" (May(Supplement)) => case::code::tell;
        post "/cases/{id}/codes/reissue" (May(Supplement)) => case::code::reissue;
        post "/cases/{id}/files" (May(Supplement)) => case::file::add;
        get "/cases/{id}/files/{n}" (May(Read)) => case::file::fetch;
        get "/cases/{id}/step" (May(Collect)) => case::step::choose;
        get "/cases/{id}/step/{event}" (May(Collect)) => case::step::page;
        post "/cases/{id}/step/{event}" (May(Collect)) => case::step::record;
        get "/accessibility" (Anyone) => public::accessibility;
        get "/gallery/{name}" (Anyone) => gallery::page;
        get "/assets/{name}" (Anyone) => asset::get;
    }
}

/// Whether staff have a page: nothing leads to one that is not there.
pub fn there(path: &str) -> bool {
    needs(Side::Staff, &Method::GET, path).is_some()
}

/// What a page of a listener needs; `None` where there is none.
pub fn needs(side: Side, method: &Method, path: &str) -> Option<Needs> {
    // A question for a page's headers is one for the page.
    let asked = if *method == Method::HEAD { "get".to_owned() } else { method.as_str().to_ascii_lowercase() };
    let fits = |route: &&Route| route.side == side && route.path == path && route.method == asked;
    TABLE.iter().find(fits).map(|route| route.needs)
}
