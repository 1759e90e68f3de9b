//! The seal against published vectors, worked values and properties.

mod draws;
mod notes;
mod trees;
mod witnesses;
