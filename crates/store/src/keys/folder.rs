//! The files of the key folder: each written whole or not at all, and none made anew in the place of one that is lost.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

use decree::identity::CommandRng;
use decree::query_code::LookUpKeys;
use rand_core::Rng;
use seal::{KeyKind, SigningKey};

use super::private;

/// What every program opens at its start.
pub(super) struct First {
    pub(super) digest: [u8; 32],
    pub(super) equality: [u8; 32],
    pub(super) look_up: LookUpKeys,
}

/// Reads the keys, making them at the first start. `digest.key` is made last: once it is there all are, and a first start that
/// was cut off is run again.
pub(super) fn prepare(folder: &Path, rng: &mut CommandRng) -> Result<First> {
    let digest = folder.join("digest.key");
    let equality = folder.join("equality.key");
    if read_key(&digest)?.is_none() {
        if look_up_numbers(folder)?.is_empty() {
            key_file(&look_up_path(folder, 0), rng)?;
        }
        key_file(&equality, rng)?;
        key_file(&digest, rng)?;
    }
    let there = |path: &Path| read_key(path)?.ok_or_else(|| missing(&path.display().to_string()));
    Ok(First { digest: there(&digest)?, equality: there(&equality)?, look_up: look_up_keys(folder)? })
}

fn missing(what: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("{what} is missing: restore it"))
}

fn look_up_path(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("look-up-{number}.key"))
}

/// The numbers of the look-up keys that are there, newest first.
fn look_up_numbers(folder: &Path) -> Result<Vec<u32>> {
    let mut numbers: Vec<u32> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        numbers.extend(
            name.to_str().and_then(|n| n.strip_prefix("look-up-")?.strip_suffix(".key")?.parse::<u32>().ok()),
        );
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    Ok(numbers)
}

/// The two newest look-up keys.
pub(super) fn look_up_keys(folder: &Path) -> Result<LookUpKeys> {
    let mut keys = Vec::new();
    for number in look_up_numbers(folder)?.into_iter().take(2) {
        let path = look_up_path(folder, number);
        keys.push((number, read_key(&path)?.ok_or_else(|| missing(&path.display().to_string()))?));
    }
    if keys.is_empty() { Err(missing("look-up-*.key")) } else { Ok(LookUpKeys::new(keys)) }
}

/// Makes a new look-up key, keeps the one before it, and removes the older ones. Cut off anywhere, it leaves the keys as they
/// were or the new one.
pub(super) fn rotate_look_up(folder: &Path, rng: &mut CommandRng) -> Result<u32> {
    let numbers = look_up_numbers(folder)?;
    let next = numbers.first().ok_or_else(|| missing("look-up-*.key"))? + 1;
    key_file(&look_up_path(folder, next), rng)?;
    for old in numbers.iter().skip(1) {
        std::fs::remove_file(look_up_path(folder, *old))?;
    }
    Ok(next)
}

/// Reads a key file, making it when there is none.
pub(super) fn key_file(path: &Path, rng: &mut CommandRng) -> Result<[u8; 32]> {
    if let Some(key) = read_key(path)? {
        return Ok(key);
    }
    let mut key = [0u8; 32];
    rng.fill_bytes(&mut key);
    write_whole(path, &key)?;
    Ok(key)
}

/// Reads a key file, if there is one. One that cannot be read is an error: a new key in its place would lose what the old one
/// opens.
fn read_key(path: &Path) -> Result<Option<[u8; 32]>> {
    let bytes = match std::fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let wrong = |_| Error::other(format!("{} is not a key of 32 bytes", path.display()));
    bytes.try_into().map(Some).map_err(wrong)
}

/// The name of the file of the log's key.
const LOG_KEY: &str = "log.key";

/// The key that signs the log, if it was made.
pub(super) fn log_key(folder: &Path) -> Result<Option<SigningKey>> {
    match std::fs::read_to_string(folder.join(LOG_KEY)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        text => SigningKey::parse_secret(text?.trim()).map(Some).map_err(Error::other),
    }
}

/// Makes the key that signs the log, under the log's name.
pub(super) fn new_log_key(folder: &Path, origin: &str, rng: &mut CommandRng) -> Result<SigningKey> {
    let mut seed = [0u8; 32];
    rng.fill_bytes(&mut seed);
    let key = SigningKey::new(origin, KeyKind::Log, &seed).map_err(Error::other)?;
    write_whole(&folder.join(LOG_KEY), format!("{}\n", key.secret_text()).as_bytes())?;
    Ok(key)
}

/// Writes a file whole or not at all: what is there under its name is the old content or the new, also after a power cut.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let fresh = path.with_extension("new");
    let mut file = File::create(&fresh)?;
    private(&fresh, 0o600)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)?;
    let folder = path.parent().map(File::open).transpose()?;
    folder.map_or(Ok(()), |folder| folder.sync_all())
}

/// Keeps other processes out of the folder as long as it is held; it goes with the process.
pub(super) fn lock(folder: &Path) -> Result<File> {
    let path = folder.join("folder.lock");
    let file = OpenOptions::new().create(true).append(true).open(&path)?;
    private(&path, 0o600)?;
    file.lock()?;
    Ok(file)
}
