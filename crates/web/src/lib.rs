//! Pages (DESIGN section 9): two listeners, public and staff, rendered on the server, usable without JavaScript. A request
//! passes the route table ([`route::TABLE`]) before any handler sees it: who may, and as whom.

mod access;
mod account;
mod agency;
mod alert;
mod amendment;
mod api;
mod app;
mod asset;
mod body;
mod case;
mod clock;
mod columns;
mod disclosure;
mod error;
mod export;
mod finding;
mod form;
mod frame;
mod gallery;
mod import;
mod inspection;
mod law;
mod list;
mod log;
mod message;
mod naming;
mod outage;
mod parts;
mod point;
mod public;
mod public_message;
mod published;
mod qr;
mod read_log;
mod record;
pub mod route;
mod serve;
mod settings;
mod sign_in;
mod token;
mod visit;
mod words;
mod workbench;
mod year;

use words::W as Words;

pub use app::{App, DemoAccount};
pub use route::Side;
pub use serve::{Listener, router, serve};
