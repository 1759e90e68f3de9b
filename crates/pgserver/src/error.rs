//! What can go wrong with the private server, said so that somebody can act on it.

use std::io;
use std::path::{Path, PathBuf};

/// Why the private server does not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PgError {
    /// No server programs on this machine.
    #[error(
        "no PostgreSQL server programs (initdb, postgres) found in {looked}; install PostgreSQL {oldest} or newer \
         (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install \
         postgresql), name their folder in XIEZHI_PG_BIN, or give --database-url",
        oldest = crate::OLDEST
    )]
    NotFound {
        /// Where was looked.
        looked: String,
    },
    /// The folder that was named does not hold usable programs.
    #[error(
        "{folder} does not hold usable PostgreSQL server programs: {reason}; name the folder that has both initdb and \
         postgres, or give --database-url"
    )]
    Unusable {
        /// The folder that the flag or `XIEZHI_PG_BIN` names.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Only programs older than we support.
    #[error(
        "PostgreSQL {version} in {folder} is too old, {oldest} or newer is needed; install a newer one (Debian, Ubuntu: \
         apt-get install postgresql), name its folder in XIEZHI_PG_BIN, or give --database-url",
        oldest = crate::OLDEST
    )]
    TooOld {
        /// Where they are.
        folder: PathBuf,
        /// Their major version.
        version: u32,
    },
    /// The cluster was made by another major version than the programs.
    #[error(
        "the data in {cluster} was made by PostgreSQL {cluster_version}, the programs found are version {found}; install \
         PostgreSQL {cluster_version} and name the folder of its programs in XIEZHI_PG_BIN (to move to version {found}, \
         dump with the old programs and load with the new)"
    )]
    OtherVersion {
        /// The cluster.
        cluster: PathBuf,
        /// Its major version.
        cluster_version: u32,
        /// The major versions found on the machine.
        found: String,
    },
    /// Another program has the data folder.
    #[error(
        "{data} is in use by process {pid} (xiezhi {role}); wait until it ends, stop it, or give another --data"
    )]
    Held {
        /// The data folder.
        data: PathBuf,
        /// The process that holds it; 0 when it has not said so yet.
        pid: u32,
        /// What it is: `serve`, `command`, or `starting`.
        role: String,
    },
    /// Something else stands where our folder should be.
    #[error("{folder} is not ours: {reason}; give another --data, or move it away")]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// This process may not become another user (a container or namespace with only user 0).
    #[error("cannot switch to an unprivileged user; start as a normal user or give --database-url")]
    CannotSwitchUser,
    /// PostgreSQL and peer authentication need a name for the account.
    #[error(
        "user id {uid} has no name in the password database, which PostgreSQL needs; start as a user with a name, or give \
         --database-url"
    )]
    NamelessUser {
        /// The account's number.
        uid: u32,
    },
    /// No account to drop to.
    #[error(
        "started as root, and neither of the users postgres and nobody exists; start as a normal user or give --database-url"
    )]
    NoUnprivilegedUser,
    /// The account that must run the programs cannot.
    #[error(
        "user {user} may not run {program}; install PostgreSQL where every user can reach it, or start xiezhi as the user \
         who owns it"
    )]
    NotRunnable {
        /// The program.
        program: PathBuf,
        /// The account the server runs as.
        user: String,
    },
    /// A setting that no configuration file can hold.
    #[error("{name:?} is not the name of a PostgreSQL setting (letters, digits, dots and underscores)")]
    BadSetting {
        /// The name given.
        name: String,
    },
    /// `initdb` failed.
    #[error("setting up the database in {cluster} failed ({status}): {said}")]
    SetUp {
        /// Where.
        cluster: PathBuf,
        /// How it ended.
        status: String,
        /// What it said last.
        said: String,
    },
    /// The server is gone, or never came up.
    #[error("the database server on {cluster} ended ({status}); the end of its log ({log}): {said}")]
    Died {
        /// The cluster.
        cluster: PathBuf,
        /// How it ended.
        status: String,
        /// The log file.
        log: PathBuf,
        /// The last lines of the log.
        said: String,
    },
    /// The server runs but does not become ready.
    #[error("the database server on {cluster} was not ready after {seconds} s; look at {log}")]
    NotReady {
        /// The cluster.
        cluster: PathBuf,
        /// How long was waited.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },
    /// Processes of an earlier server are still at work in the cluster.
    #[error(
        "an earlier database server is still at work on {cluster} after {seconds} s (processes {pids}); wait until it has \
         ended, or end it, then start again"
    )]
    StillRunning {
        /// The cluster.
        cluster: PathBuf,
        /// How long was waited.
        seconds: u64,
        /// Its processes.
        pids: String,
    },
    /// The server did not stop when asked and had to be forced.
    #[error(
        "the database server on {cluster} did not stop within {seconds} s and was forced; the next start recovers it"
    )]
    HardStop {
        /// The cluster.
        cluster: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// The operating system refused something.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl PgError {
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }

    pub(crate) fn foreign(folder: &Path, reason: impl Into<String>) -> Self {
        Self::Foreign { folder: folder.to_owned(), reason: reason.into() }
    }
}
