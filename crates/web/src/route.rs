//! The route table: every page with what one needs to see it, and the handler. There is no other way in; the authorisation
//! oracle goes through it row by row.

use axum::Router;
use axum::http::Method;
use decree::authority::Action;

use crate::app::App;
use crate::{
    account, agency, alert, amendment, api, asset, case, columns, disclosure, export, finding, gallery,
    import, inspection, law, log, message, naming, outage, point, public, public_message, published,
    read_log, settings, sign_in, token, visit, workbench, year,
};

/// What one needs for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Anyone,
    /// To be signed in, in whatever role.
    SignedIn,
    /// A role that may do this; where it may is asked at the door.
    May(Action),
    /// A token of an agency's own system that may do this.
    System(Action),
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
        get "/about" (Anyone) => published::decree_map::page;
        get "/decisions" (Anyone) => published::decision::list;
        get "/decisions/{key}" (Anyone) => published::decision::page;
        get "/subjects" (Anyone) => published::subject::list;
        get "/subjects/{code}" (Anyone) => published::subject::page;
        get "/subjects/{code}/powers" (Anyone) => published::subject::powers_page;
        get "/subjects/{code}/officers" (Anyone) => published::subject::officers_page;
        get "/message" (Anyone) => public_message::form;
        post "/message" (Anyone) => public_message::send;
        post "/message/about" (Anyone) => public_message::about;
        get "/message/state" (Anyone) => public_message::state_form;
        post "/message/state" (Anyone) => public_message::state;
        get "/accessibility" (Anyone) => public::accessibility;
        post "/look-up/receipt" (Anyone) => log::receipt;
        get "/log" (Anyone) => log::page;
        get "/log/checkpoint" (Anyone) => log::checkpoint;
        get "/log/tile/{*path}" (Anyone) => log::tile;
        get "/verify" (Anyone) => log::verify_form;
        post "/verify" (Anyone) => log::verify;
        get "/verify/offline" (Anyone) => log::offline;
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
        post "/columns" (SignedIn) => columns::choose;
        post "/preferences" (Anyone) => settings::change;
        get "/alerts" (May(Read)) => alert::list;
        get "/alerts.xlsx" (May(Read)) => alert::export;
        get "/alerts/{id}" (May(Read)) => alert::page;
        post "/alerts/assign" (May(AssignAlert)) => alert::assign_chosen;
        post "/alerts/{id}/assign" (May(AssignAlert)) => alert::assign;
        post "/alerts/{id}/answer" (May(AnswerAlert)) => alert::answer;
        post "/alerts/{id}/confirm" (May(ConfirmAlert)) => alert::confirm;
        post "/alerts/{id}/send-back" (May(ConfirmAlert)) => alert::send_back;
        post "/alerts/{id}/act" (May(ActOnAlert)) => alert::act;
        get "/imports" (May(Collect)) => import::list;
        post "/imports" (May(Collect)) => import::send;
        get "/imports/template/{kind}" (May(Collect)) => import::template;
        get "/imports/{import}" (May(Collect)) => import::page;
        post "/imports/{import}" (May(Collect)) => import::record;
        get "/imports/{import}/rejected" (May(Collect)) => import::rejected;
        get "/imports/{import}/codes" (May(Collect)) => import::codes;
        get "/amendments" (May(Read)) => amendment::list;
        get "/amendments.xlsx" (May(Read)) => amendment::export;
        get "/amendments/{id}" (May(Read)) => amendment::page;
        get "/amendments/{id}/paper" (May(Read)) => amendment::paper;
        post "/amendments/{id}/sign" (May(SignAmendment)) => amendment::sign;
        post "/amendments/{id}/drop" (May(SignAmendment)) => amendment::give_up;
        post "/amendments/{id}/agree" (May(DecideAmendment)) => amendment::agree;
        post "/amendments/{id}/return" (May(DecideAmendment)) => amendment::give_back;
        post "/amendments/{id}/refuse" (May(DecideAmendment)) => amendment::refuse;
        get "/disclosures" (May(Read)) => disclosure::list;
        get "/disclosures.xlsx" (May(Read)) => disclosure::export;
        post "/disclosures/approve" (May(PreApprove)) => disclosure::approve;
        get "/disclosures/{id}" (May(Read)) => disclosure::page;
        post "/disclosures/{id}/publish" (May(Publish)) => disclosure::publish;
        post "/disclosures/{id}/withhold" (May(Publish)) => disclosure::withhold;
        post "/disclosures/{id}/take-down" (May(Publish)) => disclosure::take_down;
        get "/messages" (May(Read)) => message::list;
        get "/messages.xlsx" (May(Read)) => message::export;
        get "/messages/{id}" (May(Read)) => message::page;
        post "/messages/{id}/take-up" (May(HandleMessage)) => message::take_up;
        post "/messages/{id}/pass-on" (May(HandleMessage)) => message::pass_on;
        post "/messages/{id}/answer" (May(HandleMessage)) => message::answer;
        post "/messages/{id}/complaint" (May(MarkComplaint)) => message::mark;
        post "/messages/{id}/sender" (May(MarkComplaint)) => message::sender;
        get "/findings" (May(Read)) => finding::list;
        get "/findings.xlsx" (May(Read)) => finding::export;
        get "/points" (May(Read)) => point::list;
        get "/points/{code}" (May(Read)) => point::page;
        get "/calendar" (SignedIn) => year::this;
        get "/calendar/{year}" (SignedIn) => year::page;
        get "/laws" (SignedIn) => law::list;
        get "/laws.xlsx" (SignedIn) => law::export;
        get "/laws/{title}" (SignedIn) => law::page;
        get "/citations" (SignedIn) => law::citations;
        get "/citations.xlsx" (SignedIn) => law::export_citations;
        get "/agencies" (SignedIn) => agency::list;
        get "/agencies.xlsx" (SignedIn) => agency::export;
        get "/outages" (SignedIn) => outage::list;
        post "/outages" (May(ReportOutage)) => outage::report;
        post "/outages/{outage}/confirm" (May(ConfirmOutage)) => outage::confirm;
        get "/reads" (May(ReadLog)) => read_log::list;
        get "/reads.xlsx" (May(ReadLog)) => read_log::export;
        get "/inspections" (May(Read)) => inspection::list;
        get "/inspections.xlsx" (May(Read)) => inspection::export;
        get "/inspections/new" (May(Collect)) => inspection::form;
        post "/inspections/new" (May(Collect)) => inspection::enter;
        get "/inspections/grid" (May(Collect)) => inspection::grid_form;
        post "/inspections/grid" (May(Collect)) => inspection::grid;
        get "/inspections/{id}" (May(Read)) => inspection::page;
        post "/inspections/{id}/supplement" (May(Supplement)) => inspection::supplement;
        post "/inspections/{id}/re-inspection" (May(Supplement)) => inspection::re_inspect;
        post "/inspections/{id}/naming" (May(AnswerNaming)) => naming::say_of_inspection;
        post "/inspections/{id}/objection" (May(SettleObjection)) => naming::settle_of_inspection;
        get "/inspections/{id}/amend" (May(DraftAmendment)) => inspection::amend_form;
        post "/inspections/{id}/amend" (May(DraftAmendment)) => inspection::amend;
        get "/patrols/new" (May(Collect)) => visit::form;
        post "/patrols/new" (May(Collect)) => visit::enter;
        get "/suggest/powers" (May(Collect)) => inspection::suggest_powers;
        get "/suggest/officers" (May(Collect)) => inspection::suggest_officers;
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
        post "/cases/{id}/naming" (May(AnswerNaming)) => naming::say_of_case;
        post "/cases/{id}/objection" (May(SettleObjection)) => naming::settle_of_case;
        get "/cases/{id}/files/{n}" (May(Read)) => case::file::fetch;
        get "/cases/{id}/step" (May(Collect)) => case::step::choose;
        get "/cases/{id}/step/{event}" (May(Collect)) => case::step::page;
        post "/cases/{id}/step/{event}" (May(Collect)) => case::step::record;
        get "/exports" (May(Read)) => export::page;
        get "/exports/{form}" (May(Read)) => export::workbook;
        get "/tokens" (May(KeepTokens)) => token::list;
        post "/tokens" (May(KeepTokens)) => token::make;
        get "/tokens/{token}/revoke" (May(KeepTokens)) => token::confirm;
        post "/tokens/{token}/revoke" (May(KeepTokens)) => token::revoke;
        get "/api" (SignedIn) => api::viewer::page;
        get "/accessibility" (Anyone) => public::accessibility;
        get "/gallery/{name}" (Anyone) => gallery::page;
        get "/assets/{name}" (Anyone) => asset::get;
    }
    Staff api_router {
        post "/api/v1/acts" (System(Collect)) => api::act::push;
        post "/api/v1/inspections" (System(Collect)) => api::act::inspection;
        post "/api/v1/cases" (System(Collect)) => api::act::case;
        get "/api/v1/inspections/{number}" (System(Read)) => api::record::inspection;
        get "/api/v1/cases/{number}" (System(Read)) => api::record::case;
        post "/api/v1/cases/{number}/events" (System(Collect)) => api::event::push;
        get "/api/v1/cases/{number}/codes" (System(Supplement)) => api::record::codes;
        post "/api/v1/cases/{number}/codes/told" (System(Supplement)) => api::record::told;
        get "/api/v1/alerts" (System(Read)) => api::list::alerts;
        post "/api/v1/uploads" (System(Supplement)) => api::upload::begin;
        get "/api/v1/uploads/{upload}" (System(Supplement)) => api::upload::state;
        patch "/api/v1/uploads/{upload}" (System(Supplement)) => api::upload::part;
        delete "/api/v1/uploads/{upload}" (System(Supplement)) => api::upload::give_up;
        post "/api/v1/uploads/{upload}/complete" (System(Supplement)) => api::upload::complete;
        get "/api/v1/exports/{form}" (System(Read)) => api::export::workbook;
        get "/api/v1/openapi.json" (Anyone) => api::openapi::document;
        get "/api/v1/reference/{list}" (System(Read)) => api::reference::list;
    }
}

/// What a page of a listener needs; `None` where there is none.
pub fn needs(side: Side, method: &Method, path: &str) -> Option<Needs> {
    // A question for a page's headers is one for the page.
    let asked = if *method == Method::HEAD { "get".to_owned() } else { method.as_str().to_ascii_lowercase() };
    let fits = |route: &&Route| route.side == side && route.path == path && route.method == asked;
    TABLE.iter().find(fits).map(|route| route.needs)
}
