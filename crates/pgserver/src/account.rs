//! Which account runs the server.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use nix::errno::Errno;
use nix::unistd::{Uid, User, geteuid};

use crate::PgError;

/// An account of the operating system.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

impl Account {
    /// The account this process runs as.
    pub(crate) fn own() -> Result<Self, PgError> {
        Self::of(geteuid().as_raw())
    }

    fn of(uid: u32) -> Result<Self, PgError> {
        match User::from_uid(Uid::from_raw(uid)) {
            Ok(Some(user)) => Ok(user.into()),
            // The C library says "no such entry" in several ways; either way there is no name.
            Ok(None) | Err(_) => Err(PgError::NamelessUser { uid }),
        }
    }

    /// The account that runs the server of a cluster (`None`: not made yet).
    pub(crate) fn for_server(cluster: &Path, existing: Option<&Metadata>) -> Result<Self, PgError> {
        let own = Self::own()?;
        match (own.is_root(), existing.map(MetadataExt::uid)) {
            (false, None) => Ok(own),
            (false, Some(owner)) if owner == own.uid => Ok(own),
            (false, Some(owner)) => {
                let theirs = Self::of(owner).map_or_else(|_| owner.to_string(), |a| a.name);
                Err(PgError::foreign(
                    cluster,
                    format!("it belongs to user {theirs}, this is user {}", own.name),
                ))
            }
            (true, Some(0)) => Err(PgError::foreign(
                cluster,
                "it belongs to root, and the server never runs as root (chown -R it to the user that made it)",
            )),
            (true, Some(owner)) => Self::of(owner),
            (true, None) => Self::unprivileged(),
        }
    }

    fn unprivileged() -> Result<Self, PgError> {
        let named = |name| User::from_name(name).ok().flatten();
        let user = named("postgres").or_else(|| named("nobody")).ok_or(PgError::NoUnprivilegedUser)?;
        Ok(user.into())
    }

    pub(crate) fn is_root(&self) -> bool {
        self.uid == 0
    }

    /// Whether the server's account differs from ours, so that we have to switch.
    pub(crate) fn needs_switch(&self) -> bool {
        geteuid().as_raw() != self.uid
    }

    /// Whether this account can pass through a folder, by its mode bits (finer access lists are not looked at).
    pub(crate) fn can_pass(&self, folder: &Metadata) -> bool {
        let bit = match folder {
            f if f.uid() == self.uid => 0o100,
            f if f.gid() == self.gid => 0o010,
            _ => 0o001,
        };
        self.is_root() || folder.mode() & bit != 0
    }

    /// Gives a file or folder to this account when it is not ours already.
    pub(crate) fn take(&self, path: &Path) -> Result<(), PgError> {
        if !self.needs_switch() {
            return Ok(());
        }
        std::os::unix::fs::lchown(path, Some(self.uid), Some(self.gid)).map_err(|e| match e.raw_os_error() {
            Some(code) if is_no_switch(code) => PgError::CannotSwitchUser,
            _ => PgError::io("hand over to the database server", path, e),
        })
    }
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() }
    }
}

/// Where only user 0 exists (an unprivileged container), the change of user fails with "invalid", its groups with "not permitted".
pub(crate) fn is_no_switch(code: i32) -> bool {
    matches!(Errno::from_raw(code), Errno::EINVAL | Errno::EPERM)
}
