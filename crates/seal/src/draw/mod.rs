//! Draws that anyone can compute again (Arts 29 to 31): `draw-v1`.
//!
//! The list is frozen and sealed before the first public value exists; from its root, the plan, the checkpoint that covers it and
//! the public values comes a seed, and from the seed the places that are drawn. Nobody in the room chooses anything.

mod allocation;
mod sample;
mod source;

pub use allocation::allocate;
pub use sample::{Chance, Seed};
pub use source::{Source, SourceBroken, key_of};
