//! Running the server programs: set-up, start, readiness, stop.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::account::{Account, is_no_switch};
use crate::place::{self, Place};
use crate::{PgError, Programs, SUPERUSER};

/// Recovery after a crash reads the log since the last checkpoint: up to 4 GB on a slow disk.
const READY_SECONDS: u64 = 600;
/// A fast shutdown writes a checkpoint.
const STOP_SECONDS: u64 = 60;
/// After an immediate shutdown the server's processes end within about five seconds.
const LEFTOVER_SECONDS: u64 = 30;

/// A point in time until which something is awaited.
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn seconds(seconds: u64) -> Self {
        Self(Instant::now() + Duration::from_secs(seconds))
    }

    pub(crate) fn passed(&self) -> bool {
        Instant::now() >= self.0
    }
}

/// The step of every wait here.
pub(crate) fn pause() {
    thread::sleep(Duration::from_millis(20));
}

/// The server's process, and the thread that keeps it alive.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    /// The server dies with the *thread* that started it, so one thread waits until this end is dropped.
    _parent: Sender<()>,
    stopped: bool,
}

/// Makes the cluster beside its final place and moves it there when it is complete.
pub(crate) fn set_up(
    place: &Place,
    programs: &Programs,
    settings: &[(String, String)],
) -> Result<(), PgError> {
    let fresh = place.cluster.with_file_name(format!("pg.new-{}", std::process::id()));
    let mut builder = DirBuilder::new();
    builder.mode(0o700).create(&fresh).map_err(|e| PgError::io("make the folder", &fresh, e))?;
    let made = fill(&fresh, place, programs, settings).and_then(|()| {
        fs::rename(&fresh, &place.cluster).map_err(|e| PgError::io("move into place", &fresh, e))
    });
    if made.is_err() {
        // The error that matters is the first one; what stays is removed at the next start.
        let _ = fs::remove_dir_all(&fresh);
    }
    made
}

fn fill(
    fresh: &Path,
    place: &Place,
    programs: &Programs,
    settings: &[(String, String)],
) -> Result<(), PgError> {
    place.account.take(fresh)?;
    let mut command = Command::new(&programs.initdb);
    command.arg("-D").arg(fresh).arg("-U").arg(SUPERUSER);
    command.args(["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions"]);
    command.args(["--auth-local=peer", "--auth-host=reject"]);
    if settings.iter().any(|(name, value)| name == "fsync" && value == "off") {
        command.arg("--no-sync");
    }
    command.current_dir(fresh).stdin(Stdio::null());
    bind(&mut command, &place.account, Signal::SIGKILL);
    let output = command.output().map_err(|e| refused(&programs.initdb, &place.account, e))?;
    if output.status.success() {
        return Ok(());
    }
    let said = last_lines(&String::from_utf8_lossy(&output.stderr));
    Err(PgError::SetUp { cluster: place.cluster.clone(), status: output.status.to_string(), said })
}

/// Makes a command run as the server's account, away from our terminal and environment, and die with this thread.
fn bind(command: &mut Command, account: &Account, at_our_death: Signal) {
    // PGPORT, PGDATA and the like of whoever started us must not reach the server.
    command.env_clear().env("PATH", "/usr/bin:/bin");
    if let Some(libraries) = std::env::var_os("LD_LIBRARY_PATH") {
        command.env("LD_LIBRARY_PATH", libraries);
    }
    // Ctrl-C on the terminal is for us; we then stop the server when our clients are through.
    command.process_group(0);
    if account.needs_switch() {
        command.uid(account.uid).gid(account.gid);
    }
    die_with_us(command, at_our_death);
}

/// Has the operating system end the command when the thread that starts it ends, even by `kill -9`.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "the death signal must be asked for in the child, after its change of user (which clears it)"
)]
fn die_with_us(command: &mut Command, signal: Signal) {
    let us = nix::unistd::getpid();
    // SAFETY: between fork and exec only two system calls are made, nothing is allocated, no lock is taken.
    unsafe {
        command.pre_exec(move || {
            nix::sys::prctl::set_pdeathsig(signal)?;
            // We may have died before the request was made; then nobody would ever send the signal.
            if nix::unistd::getppid() == us { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
        });
    }
}

/// Other systems have no such request: after `kill -9` the server lives on, and the next start says so.
#[cfg(not(target_os = "linux"))]
fn die_with_us(_: &mut Command, _: Signal) {}

fn refused(program: &Path, account: &Account, error: io::Error) -> PgError {
    match error.raw_os_error() {
        Some(code) if account.needs_switch() && is_no_switch(code) => PgError::CannotSwitchUser,
        _ if error.kind() == io::ErrorKind::PermissionDenied => {
            PgError::NotRunnable { program: program.to_owned(), user: account.name.clone() }
        }
        _ => PgError::io("run", program, error),
    }
}

/// Starts the server and waits until it takes clients.
pub(crate) fn start(place: &Place, programs: &Programs) -> Result<Running, PgError> {
    let mut running = spawn(place, programs)?;
    let deadline = Deadline::seconds(READY_SECONDS);
    while !(says_ready(place, running.pid()) && answers(&place.socket_dir)) {
        running.alive(place)?;
        if deadline.passed() {
            let _ = running.stop(place);
            let log = logs(place);
            return Err(PgError::NotReady { cluster: place.cluster.clone(), seconds: READY_SECONDS, log });
        }
        pause();
    }
    Ok(running)
}

fn spawn(place: &Place, programs: &Programs) -> Result<Running, PgError> {
    let log = place.start_log();
    let output = File::create(&log).map_err(|e| PgError::io("write", &log, e))?;
    let stderr = output.try_clone().map_err(|e| PgError::io("write", &log, e))?;
    let mut command = Command::new(&programs.postgres);
    command.arg("-D").arg(&place.cluster).arg("-k").arg(&place.socket_dir).args(["-p", "5432"]);
    // On the command line, where no configuration file can change them.
    command.args(["-c", "listen_addresses=", "-c", "config_file=postgresql.conf"]);
    command.args(["-c", "hba_file=pg_hba.conf", "-c", "ident_file=pg_ident.conf"]);
    command.current_dir(&place.cluster).stdin(Stdio::null()).stdout(output).stderr(stderr);
    bind(&mut command, &place.account, Signal::SIGQUIT);

    let (parent, until_dropped) = mpsc::channel::<()>();
    let (send, receive) = mpsc::channel();
    let life = move || {
        if send.send(command.spawn()).is_ok() {
            // Ends with an error when the other end is dropped: that is the signal to go.
            let _ = until_dropped.recv();
        }
    };
    let thread = thread::Builder::new().name("postgres-parent".to_owned()).spawn(life);
    thread.map_err(|e| PgError::io("start a thread for", &programs.postgres, e))?;
    match receive.recv() {
        Ok(Ok(child)) => Ok(Running { child, _parent: parent, stopped: false }),
        Ok(Err(e)) => Err(refused(&programs.postgres, &place.account, e)),
        Err(_) => Err(PgError::io("run", &programs.postgres, io::ErrorKind::BrokenPipe.into())),
    }
}

/// Whether the server's own status line says that recovery is over.
fn says_ready(place: &Place, pid: u32) -> bool {
    let text = fs::read_to_string(place.cluster.join("postmaster.pid")).unwrap_or_default();
    let mut lines = text.lines();
    lines.next().is_some_and(|first| first.trim() == pid.to_string())
        && lines.nth(6).is_some_and(|status| status.trim() == "ready")
}

/// Whether a server answers at the socket: asked for encryption, it says yes or no.
pub(crate) fn answers(socket_dir: &Path) -> bool {
    /// The protocol's SSLRequest: its length, then the code 80877103.
    const REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];
    let ask = || -> io::Result<u8> {
        let mut stream = UnixStream::connect(place::socket_in(socket_dir))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(&REQUEST)?;
        let mut reply = [0];
        stream.read_exact(&mut reply)?;
        Ok(reply[0])
    };
    matches!(ask(), Ok(b'N' | b'S'))
}

impl Running {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn alive(&mut self, place: &Place) -> Result<(), PgError> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(died(place, &status.to_string())),
            Err(e) => Err(PgError::io("ask after the database server on", &place.cluster, e)),
        }
    }

    /// Stops the server once; later calls do nothing.
    pub(crate) fn stop(&mut self, place: &Place) -> Result<(), PgError> {
        if std::mem::replace(&mut self.stopped, true) {
            return Ok(());
        }
        self.alive(place)?;
        if self.ended_after(Signal::SIGINT, STOP_SECONDS) {
            return Ok(());
        }
        if !self.ended_after(Signal::SIGQUIT, LEFTOVER_SECONDS) {
            let killed = self.child.kill().and_then(|()| self.child.wait());
            killed.map_err(|e| PgError::io("end the database server on", &place.cluster, e))?;
        }
        Err(PgError::HardStop { cluster: place.cluster.clone(), seconds: STOP_SECONDS })
    }

    fn ended_after(&mut self, signal: Signal, seconds: u64) -> bool {
        // The process is ours and not waited for yet, so its number cannot belong to another.
        let Ok(pid) = i32::try_from(self.pid()) else { return false };
        let _ = kill(Pid::from_raw(pid), signal);
        let deadline = Deadline::seconds(seconds);
        while !deadline.passed() {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return true;
            }
            pause();
        }
        false
    }
}

/// Waits for the processes of an earlier server that was killed, then clears away what it left.
///
/// Processes are told by their working folder, which is the cluster for every process of a server. The server's own check
/// goes by the number in `postmaster.pid`, which after a restart of a container often belongs to something else.
pub(crate) fn wait_for_leftovers(place: &Place) -> Result<(), PgError> {
    let stale = [
        place.cluster.join("postmaster.pid"),
        place.socket().with_file_name(".s.PGSQL.5432.lock"),
        place.socket(),
    ];
    if !cfg!(target_os = "linux") || !stale.iter().any(|path| path.exists()) {
        return Ok(());
    }
    let deadline = Deadline::seconds(LEFTOVER_SECONDS);
    loop {
        let pids = processes_in(&place.cluster)?;
        if pids.is_empty() {
            break;
        }
        if deadline.passed() {
            let (cluster, pids) = (place.cluster.clone(), pids.join(", "));
            return Err(PgError::StillRunning { cluster, seconds: LEFTOVER_SECONDS, pids });
        }
        pause();
    }
    for path in stale {
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(PgError::io("remove", &path, e)),
            _ => {}
        }
    }
    Ok(())
}

fn processes_in(cluster: &Path) -> Result<Vec<String>, PgError> {
    let all = Path::new("/proc");
    let entries = fs::read_dir(all).map_err(|e| PgError::io("list the processes in", all, e))?;
    let inside =
        entries.flatten().filter(|entry| fs::read_link(entry.path().join("cwd")).is_ok_and(|c| c == cluster));
    let names = inside.map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| name.bytes().all(|b| b.is_ascii_digit())).collect())
}

fn logs(place: &Place) -> PathBuf {
    place.cluster.join("log")
}

/// The error for a server that is gone: with what it said before its log opened, else with the end of its newest log.
fn died(place: &Place, status: &str) -> PgError {
    let read = |path: &Path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let early = read(&place.start_log()).unwrap_or_default();
    let early: Vec<&str> =
        early.lines().filter(|l| !l.contains("logging collector") && !l.contains("HINT:")).collect();
    let newest = fs::read_dir(logs(place))
        .into_iter()
        .flatten()
        .flatten()
        .max_by_key(|entry| entry.metadata().and_then(|m| m.modified()).ok())
        .map(|entry| entry.path());
    let (log, said) = match newest {
        Some(log) if early.is_empty() => {
            let text = read(&log).unwrap_or_default();
            (log, last_lines(&text))
        }
        _ => (place.start_log(), last_lines(&early.join("\n"))),
    };
    PgError::Died { cluster: place.cluster.clone(), status: status.to_owned(), log, said }
}

/// The end of a log, on one line.
fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines[lines.len().saturating_sub(6)..].join(" | ")
}
