//! Pages (DESIGN section 9): two listeners, public and staff, rendered on the server, usable without JavaScript. A request
//! passes the route table ([`route::TABLE`]) before any handler sees it: who may, and as whom.

mod access;
mod account;
mod alert;
mod app;
mod asset;
mod case;
mod clock;
mod error;
mod form;
mod frame;
mod gallery;
mod list;
mod parts;
mod public;
mod qr;
pub mod route;
mod serve;
mod settings;
mod sign_in;
mod words;
mod workbench;

use words::W as Words;

pub use app::{App, DemoAccount};
pub use route::Side;
pub use serve::{Listener, router, serve};
