//! Where the cluster and its socket live, and who may enter there.

use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::PgError;
use crate::account::{Account, is_no_switch};

/// Home of clusters whose data folder the server's account cannot reach (root's home is closed on most systems).
const REACHABLE: &str = "/var/lib/xiezhi";

/// A socket address holds 107 bytes, of which PostgreSQL takes these.
const SOCKET_NAME: &str = "/.s.PGSQL.5432";
const SOCKET_LIMIT: usize = 107;

/// The folders of one private server.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) data: PathBuf,
    pub(crate) cluster: PathBuf,
    pub(crate) socket_dir: PathBuf,
    pub(crate) account: Account,
}

impl Place {
    pub(crate) fn is_new(&self) -> bool {
        !self.cluster.join("PG_VERSION").exists()
    }

    /// The major version that made the cluster; `None` when there is none yet.
    pub(crate) fn cluster_version(&self) -> Result<Option<(&Path, u32)>, PgError> {
        let path = self.cluster.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => match text.trim().parse() {
                Ok(version) => Ok(Some((self.cluster.as_path(), version))),
                Err(_) => Err(PgError::foreign(&self.cluster, format!("PG_VERSION says {:?}", text.trim()))),
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(PgError::io("read", &path, e)),
        }
    }

    pub(crate) fn socket(&self) -> PathBuf {
        socket_in(&self.socket_dir)
    }

    /// What the server says before its own log opens.
    pub(crate) fn start_log(&self) -> PathBuf {
        self.data.join("pg-start.log")
    }
}

pub(crate) fn socket_in(dir: &Path) -> PathBuf {
    dir.join(&SOCKET_NAME[1..])
}

/// Makes the data folder when it is absent, and gives its one true path.
pub(crate) fn open_data(data: &Path) -> Result<PathBuf, PgError> {
    // The folders above it are nothing of ours: they get the usual mode.
    let above = data.parent().filter(|p| !p.as_os_str().is_empty()).map_or(Ok(()), fs::create_dir_all);
    let made = above.and_then(|()| DirBuilder::new().recursive(true).mode(0o700).create(data));
    made.map_err(|e| PgError::io("make the data folder", data, e))?;
    fs::canonicalize(data).map_err(|e| PgError::io("open the data folder", data, e))
}

/// Decides where cluster and socket live, and makes the way to them passable for the server's account.
pub(crate) fn settle(data: &Path) -> Result<Place, PgError> {
    let home = pointed(data)?;
    let cluster = home.as_deref().unwrap_or(data).join("pg");
    let existing = existing_cluster(&cluster)?;
    let account = Account::for_server(&cluster, existing.as_ref())?;
    let home = match home {
        Some(home) => home,
        None if account.needs_switch() => reachable_home(data, &account, existing.is_some())?,
        None => data.to_owned(),
    };
    sweep(&home);
    let socket_dir = socket_folder(&home, &account)?;
    Ok(Place { data: data.to_owned(), cluster: home.join("pg"), socket_dir, account })
}

/// The folder that `pg.path` names, when the cluster lives elsewhere.
fn pointed(data: &Path) -> Result<Option<PathBuf>, PgError> {
    let pointer = data.join("pg.path");
    match fs::read_to_string(&pointer) {
        Ok(text) => {
            let home = PathBuf::from(text.trim_end_matches('\n'));
            if home.join("pg/PG_VERSION").exists() || !home.join("pg").exists() && home.is_dir() {
                return Ok(Some(home));
            }
            let reason = format!("it points to {}, where there is no database (any more)", home.display());
            Err(PgError::foreign(&pointer, reason))
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(PgError::io("read", &pointer, e)),
    }
}

/// The cluster's folder if it holds a cluster; something else in its place is an error.
fn existing_cluster(cluster: &Path) -> Result<Option<Metadata>, PgError> {
    let found = match fs::symlink_metadata(cluster) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found.map_err(|e| PgError::io("look at", cluster, e))?,
    };
    if !found.is_dir() {
        return Err(PgError::foreign(cluster, "it is not a folder"));
    }
    if cluster.join("PG_VERSION").exists() {
        return Ok(Some(found));
    }
    // An empty folder is in nobody's way; set-up renames the finished cluster over it.
    let empty = fs::read_dir(cluster).map_err(|e| PgError::io("look into", cluster, e))?.next().is_none();
    if empty {
        Ok(None)
    } else {
        Err(PgError::foreign(cluster, "it is not empty and holds no PostgreSQL cluster"))
    }
}

/// The data folder itself where the server's account can get there, else a folder of its own elsewhere.
fn reachable_home(data: &Path, account: &Account, exists: bool) -> Result<PathBuf, PgError> {
    let meta = |path: &Path| fs::metadata(path).map_err(|e| PgError::io("look at", path, e));
    for parent in data.ancestors().skip(1) {
        if !account.can_pass(&meta(parent)?) {
            if exists {
                let reason = format!("user {} cannot pass {}", account.name, parent.display());
                return Err(PgError::foreign(&data.join("pg"), reason));
            }
            return home_elsewhere(data, account);
        }
    }
    if !account.can_pass(&meta(data)?) {
        open_to_group(data, account)?;
    }
    Ok(data.to_owned())
}

/// Lets one group pass through a folder of ours; what else lies in it stays out of sight.
fn open_to_group(folder: &Path, account: &Account) -> Result<(), PgError> {
    std::os::unix::fs::chown(folder, None, Some(account.gid))
        .and_then(|()| fs::set_permissions(folder, Permissions::from_mode(0o710)))
        .map_err(|e| match e.raw_os_error() {
            Some(code) if is_no_switch(code) => PgError::CannotSwitchUser,
            _ => PgError::io("open for the database server", folder, e),
        })
}

/// Claims a folder under [`REACHABLE`] and leaves a pointer to it in the data folder.
///
/// A folder of the same name may be left from a data folder that somebody deleted. Its content is data all the same: it
/// is neither used nor removed here, and a new name is taken.
fn home_elsewhere(data: &Path, account: &Account) -> Result<PathBuf, PgError> {
    let base = Path::new(REACHABLE);
    let failed = |path: &Path, e| PgError::io("make the folder", path, e);
    DirBuilder::new().recursive(true).mode(0o755).create(base).map_err(|e| failed(base, e))?;
    let name = hash_of(data);
    let mut home = base.join(&name);
    let mut count = 1;
    while let Err(e) = DirBuilder::new().mode(0o700).create(&home) {
        if e.kind() != io::ErrorKind::AlreadyExists {
            return Err(failed(&home, e));
        }
        count += 1;
        home = base.join(format!("{name}-{count}"));
    }
    let origin = home.join("data.path");
    fs::write(&origin, format!("{}\n", data.display())).map_err(|e| PgError::io("write", &origin, e))?;
    open_to_group(&home, account)?;
    let pointer = data.join("pg.path");
    fs::write(&pointer, format!("{}\n", home.display())).map_err(|e| PgError::io("write", &pointer, e))?;
    Ok(home)
}

/// Removes half-made clusters of set-ups that were killed. What cannot be removed now is tried again at the next start.
fn sweep(home: &Path) {
    for entry in fs::read_dir(home).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("pg.new-") {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The folder of the socket: beside the cluster when the path fits into a socket address, else a short one.
fn socket_folder(home: &Path, account: &Account) -> Result<PathBuf, PgError> {
    let beside = home.join("run");
    // The server takes a list of folders, so signs that mean something in a list must not occur.
    let plain = beside.to_str().is_some_and(|p| !p.contains([',', '"', '\'', '\\', ' ', '\t', '\n']));
    let fits = beside.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_LIMIT;
    let dir =
        if plain && fits { beside } else { Path::new("/tmp").join(format!("xiezhi-{}", hash_of(home))) };
    match DirBuilder::new().mode(0o700).create(&dir) {
        Ok(()) => account.take(&dir)?,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => guarded(&dir, account)?,
        Err(e) => return Err(PgError::io("make the folder of the socket", &dir, e)),
    }
    Ok(dir)
}

/// An existing socket folder must be one that nobody else can put a socket into: `/tmp` is open to all.
fn guarded(dir: &Path, account: &Account) -> Result<(), PgError> {
    let found = fs::symlink_metadata(dir).map_err(|e| PgError::io("look at", dir, e))?;
    if !found.is_dir() || found.mode() & 0o077 != 0 {
        return Err(PgError::foreign(dir, "it is not a folder with mode 0700"));
    }
    match found.uid() {
        owner if owner == account.uid => Ok(()),
        // Left by a start that was killed between making it and handing it over.
        0 => account.take(dir),
        owner => {
            Err(PgError::foreign(dir, format!("it belongs to user id {owner}, not to {}", account.name)))
        }
    }
}

/// A short name for a path.
fn hash_of(path: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
