//! The private PostgreSQL server: found on the machine, set up under the data folder, started with the program,
//! stopped with it, killed with it, recovered at the next start.
//!
//! * It listens on a UNIX socket only; peer authentication with a stated map says which account may take which role.
//! * It never runs as root: started by root it drops to an unprivileged account.
//! * One program at a time holds a data folder; see [`start_or_attach`] for how a second one gets in as a client.
//!
//! ```text
//! data/              0700 (as root 0710 with the group of the server's account)
//!   lock             held by the one program; says who holds it and where the socket is
//!   pg/              the cluster
//!   run/             the socket
//!   pg-start.log     what the server said before its own log opened (pg/log/)
//!   pg.path          only when the server's account cannot reach data/: the folder that holds pg/ and run/ instead
//! ```

mod account;
mod config;
mod error;
mod launch;
mod lock;
mod place;
mod programs;

use std::fs::File;
use std::path::{Path, PathBuf};

pub use error::PgError;
pub use programs::{OLDEST, Programs, find};

use launch::Running;
use lock::{Claim, Holder};
use place::Place;

/// The superuser of the cluster; for setting up databases and roles only.
pub const SUPERUSER: &str = "xiezhi_super";

/// Every database role that the local accounts may take.
pub const ROLES: [&str; 5] = [SUPERUSER, "xiezhi_owner", "xiezhi_writer", "xiezhi_reader", "xiezhi_public"];

/// The role of a holder that others may join as clients.
pub const SERVE: &str = "serve";

/// How to start the private server.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data folder; made when absent. The cluster lives in its subfolder `pg`.
    pub data: PathBuf,
    /// The folder with `initdb` and `postgres`; `None` looks for them (see [`find`]).
    pub programs: Option<PathBuf>,
    /// More `postgresql.conf` settings; they win over ours (`fsync` = `off` also makes the set-up skip its syncs).
    pub settings: Vec<(String, String)>,
    /// What this program is, for others who want the same data folder: `"serve"` (may be joined) or `"command"`.
    pub role: &'static str,
}

/// A running private server. Dropping it stops the server.
#[derive(Debug)]
pub struct PrivateServer {
    running: Running,
    place: Place,
    version: u32,
    /// The operating system keeps the lock as long as this file is open, so it ends with the process, however that ends.
    lock: File,
}

impl PrivateServer {
    /// Starts the server of a data folder; sets the cluster up at the first start and recovers it after a crash.
    ///
    /// # Errors
    /// [`PgError::Held`] when another program has the data folder; otherwise what is missing or wrong, and what to do.
    pub fn start(options: &Options) -> Result<Self, PgError> {
        let data = place::open_data(&options.data)?;
        match lock::claim(&data)? {
            Claim::Ours(lock) => Self::start_holding(options, &data, lock),
            Claim::Theirs(holder) => Err(holder.refusal(&data)),
        }
    }

    fn start_holding(options: &Options, data: &Path, lock: File) -> Result<Self, PgError> {
        let mut holder = Holder { pid: std::process::id(), role: options.role.to_owned(), socket_dir: None };
        holder.write(&lock, data)?;
        let place = place::settle(data)?;
        let programs = programs::matching(options.programs.as_deref(), place.cluster_version()?)?;
        if place.is_new() {
            launch::set_up(&place, &programs, &options.settings)?;
        }
        config::write(&place, &options.settings)?;
        launch::wait_for_leftovers(&place)?;
        let running = launch::start(&place, &programs)?;
        holder.socket_dir = Some(place.socket_dir.clone());
        holder.write(&lock, data)?;
        Ok(Self { running, place, version: programs.version, lock })
    }

    /// The folder of the UNIX socket: what a client gives as the host. The port is 5432.
    pub fn socket_dir(&self) -> &Path {
        &self.place.socket_dir
    }

    /// The folder of the cluster itself, for backups and for showing where the data is.
    pub fn cluster_dir(&self) -> &Path {
        &self.place.cluster
    }

    /// The major version of the server.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The process id of the server.
    pub fn pid(&self) -> u32 {
        self.running.pid()
    }

    /// Says whether the server still runs.
    ///
    /// # Errors
    /// [`PgError::Died`] with the end of its log.
    pub fn alive(&mut self) -> Result<(), PgError> {
        self.running.alive(&self.place)
    }

    /// Stops the server: clients are cut off, what they committed is on disk.
    ///
    /// # Errors
    /// [`PgError::HardStop`] when it had to be forced (the next start recovers), [`PgError::Died`] when it was gone.
    pub fn stop(mut self) -> Result<(), PgError> {
        self.halt()
    }

    fn halt(&mut self) -> Result<(), PgError> {
        let ended = self.running.stop(&self.place);
        // An empty lock file says that nobody is there even to a reader who comes before the lock itself is let go.
        let emptied = self.lock.set_len(0);
        ended.and(emptied.map_err(|e| PgError::io("empty the lock file in", &self.place.data, e)))
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        // Nobody is left to tell; whatever went wrong here, the next start recovers from it.
        let _ = self.halt();
    }
}

/// How this program came by its server.
#[derive(Debug)]
pub enum Attach {
    /// It started the server, and stops it.
    Started(PrivateServer),
    /// Another program (process `pid`) serves this data folder; be a client at its socket.
    Running {
        /// The folder of the UNIX socket.
        socket_dir: PathBuf,
        /// The process that holds the server (the program, not the server itself).
        pid: u32,
    },
}

/// Starts the server, or joins the one of a program that is serving the same data folder.
///
/// # Errors
/// [`PgError::Held`] when the holder is a command, or when it serves and its socket does not answer within a minute.
pub fn start_or_attach(options: &Options) -> Result<Attach, PgError> {
    let data = place::open_data(&options.data)?;
    let deadline = launch::Deadline::seconds(60);
    loop {
        let holder = match lock::claim(&data)? {
            Claim::Ours(lock) => {
                return PrivateServer::start_holding(options, &data, lock).map(Attach::Started);
            }
            Claim::Theirs(holder) => holder,
        };
        match &holder.socket_dir {
            _ if holder.role != SERVE => return Err(holder.refusal(&data)),
            Some(socket_dir) if launch::answers(socket_dir) => {
                return Ok(Attach::Running { socket_dir: socket_dir.clone(), pid: holder.pid });
            }
            // It is starting or stopping: either it answers soon, or the lock becomes ours.
            _ if deadline.passed() => return Err(holder.refusal(&data)),
            _ => launch::pause(),
        }
    }
}
