//! The seal against published vectors, worked values and properties.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in what it shares too")]

mod draws;
mod notes;
mod trees;
mod witnesses;
