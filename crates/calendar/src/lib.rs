//! The official Chinese working-day calendar and the arithmetic of statutory deadlines, with explanations.
//!
//! Which days are worked follows the yearly holiday notices of the State Council ([`Notice`]); a [`Calendar`]
//! is what a set of notices says, and [`Calendar::as_known`] is what was known on an earlier day. A
//! [`deadline`] is a value that can explain itself day by day ([`Deadline::explain`]).
//!
//! Nothing here reads a clock, a file or a network: the shipped notices are part of the program, and how long
//! a period lasts, in which unit and how it ends is always given by the caller as a [`Limit`], because the
//! law is data.

#![deny(missing_docs)]

mod calendar;
mod city;
mod day_number;
mod deadline;
mod due;
mod exclusion;
mod explanation;
mod limit;
mod notice;
mod notice_parse;
mod ordinal_table;
mod reckoning;

pub use calendar::{Calendar, Day};
pub use city::{CITY_ZONE, city_date, city_hour, end_of, start_of};
pub use day_number::{date_at, day_number};
pub use deadline::{Deadline, deadline};
pub use due::Due;
pub use exclusion::Excluded;
pub use explanation::{Explanation, Reason, Step};
pub use limit::{EndRule, Extension, Limit, Unit, UnknownName};
pub use notice::{Notice, NoticeDay, shipped_notices};
pub use notice_parse::{NoticeError, NoticeProblem};
