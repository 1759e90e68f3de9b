//! One program at a time holds a data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::{PgError, launch};

/// Who gets the data folder.
pub(crate) enum Claim {
    /// We do, as long as the file is open.
    Ours(File),
    /// Somebody else has it.
    Theirs(Holder),
}

/// What the lock file says about the program that holds it.
pub(crate) struct Holder {
    pub(crate) pid: u32,
    pub(crate) role: String,
    /// Set once the server accepts clients.
    pub(crate) socket_dir: Option<PathBuf>,
}

pub(crate) fn path(data: &Path) -> PathBuf {
    data.join("lock")
}

/// Tries to take the data folder. The lock belongs to the open file, so nothing stale stays behind a killed program.
pub(crate) fn claim(data: &Path) -> Result<Claim, PgError> {
    let path = path(data);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    let mut file = options.open(&path).map_err(|e| PgError::io("open the lock file", &path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(Claim::Ours(file)),
        Err(TryLockError::WouldBlock) => {
            let text = read_settled(&mut file).map_err(|e| PgError::io("read the lock file", &path, e))?;
            Ok(Claim::Theirs(Holder::parse(&text)))
        }
        Err(TryLockError::Error(e)) => Err(PgError::io("lock", &path, e)),
    }
}

/// Reads the lock file; waits a moment for a holder that has taken the lock and not yet written its name.
fn read_settled(file: &mut File) -> io::Result<String> {
    let mut text = String::new();
    for _ in 0..20 {
        file.rewind()?;
        file.read_to_string(&mut text)?;
        if !text.is_empty() {
            break;
        }
        launch::pause();
    }
    Ok(text)
}

impl Holder {
    fn parse(text: &str) -> Self {
        let field = |name: &str| {
            text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).filter(|v| !v.is_empty())
        };
        Self {
            pid: field("pid").and_then(|v| v.parse().ok()).unwrap_or(0),
            // A holder that has not written yet may turn out to be one that can be joined.
            role: field("role").unwrap_or(crate::SERVE).to_owned(),
            socket_dir: field("socket").map(PathBuf::from),
        }
    }

    /// Writes who holds the folder.
    pub(crate) fn write(&self, mut file: &File, data: &Path) -> Result<(), PgError> {
        let socket = self.socket_dir.as_deref().map(Path::to_string_lossy).unwrap_or_default();
        let text = format!("pid={}\nrole={}\nsocket={socket}\n", self.pid, self.role);
        let written = file
            .rewind()
            .and_then(|()| file.write_all(text.as_bytes()))
            .and_then(|()| file.set_len(text.len() as u64));
        written.map_err(|e| PgError::io("write", &path(data), e))
    }

    pub(crate) fn refusal(&self, data: &Path) -> PgError {
        PgError::Held { data: data.to_owned(), pid: self.pid, role: self.role.clone() }
    }
}
