//! The server programs on this machine.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::PgError;

/// The oldest major version of PostgreSQL that is supported.
pub const OLDEST: u32 = 15;

/// Folders where distributions put each version into a folder of its own: what stands before and after the version.
const VERSIONED: [(&str, &str, &str); 4] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
];

const PLAIN: [&str; 2] = ["/opt/homebrew/opt/postgresql/bin", "/usr/local/pgsql/bin"];

/// The programs of one PostgreSQL installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// Makes a cluster.
    pub initdb: PathBuf,
    /// The server.
    pub postgres: PathBuf,
    /// Their major version.
    pub version: u32,
}

/// Finds the server programs: the folder given, else the one in `XIEZHI_PG_BIN`, else the first of `PATH` and the folders
/// where distributions put them (highest version first) that holds version [`OLDEST`] or newer.
///
/// # Errors
/// None found, too old, or the folder that was named does not hold them.
pub fn find(explicit: Option<&Path>) -> Result<Programs, PgError> {
    matching(explicit, None)
}

/// Like [`find`], for an existing cluster: only its own major version can open it.
pub(crate) fn matching(explicit: Option<&Path>, cluster: Option<(&Path, u32)>) -> Result<Programs, PgError> {
    let named = explicit
        .map(Path::to_owned)
        .or_else(|| env::var_os("XIEZHI_PG_BIN").filter(|v| !v.is_empty()).map(PathBuf::from));
    let found = match named {
        Some(folder) => match in_folder(&folder) {
            Ok(programs) => vec![programs],
            Err(reason) => return Err(PgError::Unusable { folder, reason }),
        },
        None => {
            let mut seen = BTreeSet::new();
            let folders = candidates().into_iter().filter(|f| seen.insert(fs::canonicalize(f).ok()));
            folders.filter_map(|folder| in_folder(&folder).ok()).collect()
        }
    };
    choose(found, cluster)
}

fn choose(found: Vec<Programs>, cluster: Option<(&Path, u32)>) -> Result<Programs, PgError> {
    let too_old = found.first().map(|old| {
        let folder = old.postgres.parent().unwrap_or(&old.postgres).to_owned();
        PgError::TooOld { folder, version: old.version }
    });
    let usable: Vec<Programs> = found.into_iter().filter(|p| p.version >= OLDEST).collect();
    let versions: BTreeSet<String> = usable.iter().map(|p| p.version.to_string()).collect();
    match (usable.into_iter().find(|p| cluster.is_none_or(|(_, major)| p.version == major)), cluster) {
        (Some(programs), _) => Ok(programs),
        (None, Some((cluster, cluster_version))) if !versions.is_empty() => Err(PgError::OtherVersion {
            cluster: cluster.to_owned(),
            cluster_version,
            found: Vec::from_iter(versions).join(", "),
        }),
        (None, _) => Err(too_old.unwrap_or_else(|| PgError::NotFound { looked: looked() })),
    }
}

fn looked() -> String {
    let versioned = VERSIONED.iter().map(|(base, before, after)| format!("{base}/{before}*/{after}"));
    let places = versioned.chain(PLAIN.iter().map(|&p| p.to_owned()));
    format!("PATH, {}", Vec::from_iter(places).join(", "))
}

/// Every folder worth a look, best first.
fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).filter(|f| f.is_absolute()).collect();
    for (base, before, after) in VERSIONED {
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(base)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let version = entry.file_name().to_str()?.strip_prefix(before)?.parse().ok()?;
                Some((version, entry.path().join(after)))
            })
            .collect();
        versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
        folders.extend(versions.into_iter().map(|(_, folder)| folder));
    }
    folders.extend(PLAIN.map(PathBuf::from));
    folders
}

/// The programs of one folder. A link is followed to the installation it belongs to, where the server finds its own files.
fn in_folder(folder: &Path) -> Result<Programs, String> {
    let real = |program: &str| {
        let path = folder.join(program);
        let path = fs::canonicalize(&path).map_err(|e| format!("{program}: {e}"))?;
        let mut start = [0; 2];
        let read = File::open(&path).and_then(|mut file| file.read_exact(&mut start));
        // Signals sent to a script would not reach the server it starts.
        match read.map(|()| start) {
            Ok([b'#', b'!']) => Err(format!("{} is a script, not the program itself", path.display())),
            Ok(_) => Ok(path),
            Err(e) => Err(format!("{}: {e}", path.display())),
        }
    };
    let (initdb, postgres) = (real("initdb")?, real("postgres")?);
    let output = Command::new(&postgres)
        .arg("--version")
        .current_dir("/")
        .output()
        .map_err(|e| format!("{}: {e}", postgres.display()))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let version =
        major(&said).ok_or_else(|| format!("{} --version says {:?}", postgres.display(), said.trim()))?;
    Ok(Programs { initdb, postgres, version })
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15, `postgres (PostgreSQL) 19beta1` is 19.
fn major(said: &str) -> Option<u32> {
    let number = said.split_once("(PostgreSQL) ")?.1;
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(version: u32) -> Programs {
        Programs { initdb: "/x/initdb".into(), postgres: "/x/postgres".into(), version }
    }

    #[test]
    fn versions_as_the_programs_say_them() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major("mysqld 8\n"), None);
    }

    #[test]
    fn the_cluster_decides_among_several() {
        let found = || vec![programs(14), programs(18), programs(16)];
        assert_eq!(choose(found(), None).unwrap().version, 18);
        assert_eq!(choose(found(), Some((Path::new("/d/pg"), 16))).unwrap().version, 16);
        let other = choose(found(), Some((Path::new("/d/pg"), 17))).unwrap_err();
        assert!(
            matches!(&other, PgError::OtherVersion { cluster_version: 17, found, .. } if found == "16, 18"),
            "{other}"
        );
        assert!(matches!(choose(vec![programs(14)], None), Err(PgError::TooOld { version: 14, .. })));
        assert!(matches!(choose(vec![], None), Err(PgError::NotFound { .. })));
    }
}
