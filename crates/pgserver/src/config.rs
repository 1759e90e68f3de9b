//! The server's configuration, written anew at each start.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::account::Account;
use crate::place::Place;
use crate::{PgError, ROLES};

/// Our settings. They win over `postgresql.conf`, which includes this file last; the caller's win over ours.
const SETTINGS: &[(&str, &str)] = &[
    ("max_connections", "60"),
    ("shared_buffers", "512MB"),
    ("work_mem", "16MB"),
    ("maintenance_work_mem", "256MB"),
    ("random_page_cost", "1.1"),
    // Our statements are short: compiling one costs more than running it.
    ("jit", "off"),
    // Bulk load: checkpoints by time rather than by volume. Nothing that is committed may be lost.
    ("max_wal_size", "8GB"),
    ("min_wal_size", "256MB"),
    ("checkpoint_timeout", "15min"),
    ("checkpoint_completion_target", "0.9"),
    ("wal_buffers", "64MB"),
    ("full_page_writes", "on"),
    ("synchronous_commit", "on"),
    ("fsync", "on"),
    ("timezone", "UTC"),
    ("log_timezone", "Asia/Shanghai"),
    // One file a weekday, begun anew after a week.
    ("logging_collector", "on"),
    ("log_directory", "log"),
    ("log_filename", "postgresql-%a.log"),
    ("log_rotation_age", "1d"),
    ("log_rotation_size", "0"),
    ("log_truncate_on_rotation", "on"),
    // Statements, their values and the details of an error can hold personal data, which must not reach a log.
    ("log_min_error_statement", "panic"),
    ("log_parameter_max_length", "0"),
    ("log_parameter_max_length_on_error", "0"),
    ("log_error_verbosity", "terse"),
    // Root and the server's account meet at this socket; its folder lets in nobody else.
    ("unix_socket_permissions", "0777"),
];

const NAME: &str = "xiezhi.conf";

/// Writes settings, access rules and the map of accounts to roles.
pub(crate) fn write(place: &Place, extra: &[(String, String)]) -> Result<(), PgError> {
    let put = |name: &str, text: &str| {
        let path = place.cluster.join(name);
        replace(&path, text, &place.account).map_err(|e| PgError::io("write", &path, e))
    };
    put(NAME, &settings(extra)?)?;
    put("pg_hba.conf", "# Written at each start.\nlocal all all peer map=xiezhi\n")?;
    put("pg_ident.conf", &idents(&Account::own()?, &place.account))?;

    let main = place.cluster.join("postgresql.conf");
    let text = fs::read_to_string(&main).map_err(|e| PgError::io("read", &main, e))?;
    let include = format!("include '{NAME}'");
    if text.lines().any(|line| line == include) {
        return Ok(());
    }
    put("postgresql.conf", &format!("{text}\n{include}\n"))
}

fn settings(extra: &[(String, String)]) -> Result<String, PgError> {
    let mut text = String::from("# Written at each start; the last line of a name counts.\n");
    let ours = SETTINGS.iter().copied();
    for (name, value) in ours.chain(extra.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_') {
            return Err(PgError::BadSetting { name: name.to_owned() });
        }
        let value = value.replace('\\', "\\\\").replace('\'', "''").replace('\n', "\\n");
        text.push_str(&format!("{name} = '{value}'\n"));
    }
    Ok(text)
}

/// The account that runs this program and the one that runs the server may take each of our roles.
fn idents(own: &Account, server: &Account) -> String {
    let mut accounts = vec![own.name.as_str()];
    if server.name != own.name {
        accounts.push(&server.name);
    }
    let lines = accounts
        .iter()
        .flat_map(|account| ROLES.iter().map(move |role| format!("xiezhi \"{account}\" {role}\n")));
    format!("# Written at each start.\n{}", lines.collect::<String>())
}

/// Replaces a file as a whole: a crash leaves the old one, and a link in its place is not followed (we may be root here,
/// in a folder of a lesser account).
fn replace(path: &Path, text: &str, account: &Account) -> io::Result<()> {
    let fresh = path.with_extension("conf.new");
    match fs::remove_file(&fresh) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(text.as_bytes())?;
    if account.needs_switch() {
        std::os::unix::fs::fchown(&file, Some(account.uid), Some(account.gid))?;
    }
    file.sync_all()?;
    fs::rename(&fresh, path)
}
