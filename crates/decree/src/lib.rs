//! Decree 17 as code: things, commands, facts, `decide`, `apply`; the data standard; alert points; scopes and roles.
//! No I/O, no async, no clock: whatever a decision needs to know is given to it.

pub mod agency;
pub mod alert;
pub mod amendment;
pub mod authority;
pub mod base;
pub mod canonical;
pub mod case;
pub mod checksum;
mod code;
pub mod context;
pub mod dated;
pub mod deadline;
pub mod fact;
pub mod identity;
pub mod inspection;
pub mod journal;
pub mod judge;
pub mod law;
pub mod line;
pub mod office;
pub mod officer;
pub mod official_calendar;
pub mod outage;
pub mod party;
pub mod person;
pub mod point;
pub mod power;
pub mod problem;
pub mod procedure;
pub mod query_code;
pub mod record;
pub mod territory;
pub mod thing;
pub mod view;
pub mod visit;
pub mod when;
