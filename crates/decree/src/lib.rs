//! decree
