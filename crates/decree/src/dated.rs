//! Two times of base information (rulings 8): in force in the world, and known to the platform.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// One version of a register entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// What was in force.
    pub value: T,
    /// First day in force.
    pub from: Date,
    /// First day no longer in force, if it ends.
    pub until: Option<Date>,
    /// When the platform learned it.
    pub recorded_at: Timestamp,
    /// The fact that said so.
    pub fact: Uuid,
}

impl<T> Version<T> {
    /// Whether the version covers the day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// All versions of a register entry, in the order in which they were recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    versions: Vec<Version<T>>,
}

impl<T> Default for Dated<T> {
    fn default() -> Self {
        Self { versions: Vec::new() }
    }
}

impl<T> Dated<T> {
    /// Records a version.
    pub fn push(&mut self, version: Version<T>) {
        self.versions.push(version);
    }

    /// What was in force on `day`, as known at `known`: of the versions recorded by then that cover the day, the
    /// one recorded last.
    pub fn as_of(&self, day: Date, known: Timestamp) -> Option<&Version<T>> {
        self.versions.iter().rev().find(|v| v.recorded_at <= known && v.covers(day))
    }

    /// The version recorded last, whatever its days.
    pub fn latest(&self) -> Option<&Version<T>> {
        self.versions.last()
    }

    /// All versions.
    pub fn all(&self) -> &[Version<T>] {
        &self.versions
    }
}
