//! 執法依據: the library of the law. What is cited, which version of it was in force, which penalties it allows.
//! Structure only (numbers of articles, days, ranges of fines): no sentence of a law is kept.

pub mod citation;
pub mod clause;
mod fine;
pub mod library;
mod numeral;
mod quantity;
pub mod range;
mod reading;
pub mod source;
mod title;
mod units;
pub mod version;

pub use citation::{Citation, CitationProblem};
pub use clause::{Clause, PenaltyKind};
pub use library::{Exists, LawFact, LawState, LawText, law_stream, shipped};
pub use range::{Base, Bases, Branch, FineAnswer, Range};
pub use reading::parse;
pub use title::name_key;
pub use version::{InForce, LawVersion, Step, in_force};
