//! Files that people sent, for as long as they look at what came of them: on disk, a few at a time, gone with the program.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use intake::{Counts, Kind};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

/// How many are held at a time, and for how many minutes.
const MOST: usize = 32;
const MINUTES: i64 = 60;

/// How far a file has come.
#[derive(Clone, Debug)]
pub enum Stage {
    /// It is being read.
    Running,
    /// It has been read to its end.
    Done(Counts),
    /// It broke off; what was recorded stands.
    Failed(String),
}

/// A file with what came of it.
#[derive(Debug)]
pub struct Held {
    /// Its id.
    pub id: Uuid,
    /// Who sent it.
    pub person: Uuid,
    /// Its name, as it was sent.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// When it came.
    pub at: Timestamp,
    /// Its columns, and the fields that they give.
    pub columns: Vec<String>,
    /// The fields that they give.
    pub fields: Vec<String>,
    /// Rows that were looked at so far.
    pub rows: AtomicU64,
    folder: TempDir,
    extension: &'static str,
    stage: Mutex<(bool, Stage)>,
}

impl Held {
    /// A file that has just come, in a folder of its own.
    ///
    /// # Errors
    /// There is no room for it.
    pub fn new((id, person): (Uuid, Uuid), name: String, kind: Kind, at: Timestamp) -> std::io::Result<Self> {
        let known = ["xlsx", "csv", "json", "jsonl"];
        let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        Ok(Self {
            id,
            person,
            kind,
            at,
            columns: Vec::new(),
            fields: Vec::new(),
            rows: AtomicU64::new(0),
            folder: TempDir::new()?,
            extension: known.into_iter().find(|known| *known == extension).unwrap_or("csv"),
            stage: Mutex::new((true, Stage::Running)),
            name,
        })
    }

    /// Where it lies. The name that it was sent with is no part of it.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("file").with_extension(self.extension)
    }

    /// Where its rejected rows lie.
    pub fn errors(&self) -> PathBuf {
        self.folder.path().join("rejected").with_extension(self.extension)
    }

    /// Where the query codes lie that it made.
    pub fn codes(&self) -> PathBuf {
        self.folder.path().join("codes.xlsx")
    }

    /// Its ending, for the names of files that are sent back.
    pub const fn extension(&self) -> &'static str {
        self.extension
    }

    /// Whether it is only tried, and how far it has come.
    pub fn stage(&self) -> (bool, Stage) {
        locked(&self.stage).clone()
    }

    /// Begins to record what was tried. `false` if that was begun already, or the trial is not at its end.
    pub fn begin_to_record(&self) -> bool {
        let mut stage = locked(&self.stage);
        let ready = matches!(*stage, (true, Stage::Done(_)));
        if ready {
            *stage = (false, Stage::Running);
            self.rows.store(0, Ordering::Relaxed);
        }
        ready
    }

    /// Says how it ended.
    pub fn ended(&self, with: Stage) {
        locked(&self.stage).1 = with;
    }
}

/// The files of everybody.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<Mutex<Vec<Arc<Held>>>>);

impl Files {
    /// Keeps a file. Those that have been there for long go, and where there are too many the oldest that is not being read.
    pub fn keep(&self, held: Held, now: Timestamp) -> Arc<Held> {
        let held = Arc::new(held);
        let mut all = locked(&self.0);
        let running = |held: &Held| matches!(held.stage().1, Stage::Running);
        let old = SignedDuration::from_mins(MINUTES);
        all.retain(|h| running(h) || now.duration_since(h.at) < old);
        if all.len() >= MOST
            && let Some(oldest) = all.iter().position(|h| !running(h))
        {
            all.remove(oldest);
        }
        all.push(held.clone());
        held
    }

    /// A person's file.
    pub fn of(&self, id: Uuid, person: Uuid) -> Option<Arc<Held>> {
        locked(&self.0).iter().find(|h| h.id == id && h.person == person).cloned()
    }

    /// A person's files, the newest first.
    pub fn all_of(&self, person: Uuid) -> Vec<Arc<Held>> {
        locked(&self.0).iter().rev().filter(|h| h.person == person).cloned().collect()
    }
}

/// What is behind a lock, also after somebody broke while holding it: each change above is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(n: u128, person: u128, minute: i64) -> Held {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute);
        let ids = (Uuid::from_u128(n), Uuid::from_u128(person));
        Held::new(ids, "../../etc/表.XLSX".to_owned(), Kind::Inspections, at).unwrap()
    }

    #[test]
    fn a_name_is_no_path() {
        let held = held(1, 1, 0);
        assert!(held.file().ends_with("file.xlsx") && held.file().starts_with(held.folder.path()));
    }

    #[test]
    fn a_file_is_its_senders_and_goes_after_an_hour() {
        let files = Files::default();
        let at = |minute: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute);
        files.keep(held(1, 7, 0), at(0)).ended(Stage::Done(Counts::default()));
        assert!(files.of(Uuid::from_u128(1), Uuid::from_u128(7)).is_some());
        assert!(files.of(Uuid::from_u128(1), Uuid::from_u128(8)).is_none());
        files.keep(held(2, 7, 59), at(59));
        assert_eq!(files.all_of(Uuid::from_u128(7)).len(), 2);
        files.keep(held(3, 7, 60), at(60));
        let left: Vec<Uuid> = files.all_of(Uuid::from_u128(7)).iter().map(|h| h.id).collect();
        assert_eq!(left, [Uuid::from_u128(3), Uuid::from_u128(2)]);
    }

    #[test]
    fn it_is_recorded_once_and_only_after_it_was_tried() {
        let held = held(1, 1, 0);
        assert!(!held.begin_to_record(), "it is still being tried");
        held.ended(Stage::Done(Counts::default()));
        assert!(held.begin_to_record());
        assert!(!held.begin_to_record(), "the second click");
        held.ended(Stage::Done(Counts::default()));
        assert!(!held.begin_to_record(), "it is recorded");
    }
}
