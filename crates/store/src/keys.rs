//! The key folder, outside the database and its backup: yearly keys that wrap the vault's data keys, and keys of digests.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use decree::identity::CommandRng;
use decree::query_code::LookUpKeys;
use hmac::{Hmac, Mac};
use rand_core::Rng;
use sha2::Sha256;

use crate::error::StoreError;

/// The keys of a node. Cheap to clone.
#[derive(Clone)]
pub struct Keys {
    folder: PathBuf,
    digest: [u8; 32],
    equality: [u8; 32],
    data: Arc<RwLock<HashMap<i32, [u8; 32]>>>,
    look_up: Arc<LookUpKeys>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Keys {
    /// Opens the key folder, making it and its keys at the first start.
    ///
    /// # Errors
    /// The folder cannot be read or written.
    pub fn open(folder: &Path, rng: &mut CommandRng) -> Result<Self, StoreError> {
        let broken = |source| StoreError::KeyFolder { folder: folder.display().to_string(), source };
        std::fs::create_dir_all(folder).map_err(broken)?;
        private(folder, 0o700).map_err(broken)?;
        let digest = key_file(&folder.join("digest.key"), rng).map_err(broken)?;
        let equality = key_file(&folder.join("equality.key"), rng).map_err(broken)?;
        let look_up = Arc::new(look_up_keys(folder, rng).map_err(broken)?);
        Ok(Self { folder: folder.to_owned(), digest, equality, data: Arc::default(), look_up })
    }

    /// Where they lie.
    pub fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    /// Keys of query codes.
    pub fn look_up_keys(&self) -> &LookUpKeys {
        &self.look_up
    }

    /// Makes a new key for query codes and keeps the one before: codes under still older ones open nothing any more, and
    /// are made again by their agencies. Programs that run use it from their next start on.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn rotate_look_up(folder: &Path, rng: &mut CommandRng) -> Result<u32, StoreError> {
        let broken = |source| StoreError::KeyFolder { folder: folder.display().to_string(), source };
        let numbers = look_up_numbers(folder).map_err(broken)?;
        let next = numbers.first().map_or(0, |n| n + 1);
        key_file(&look_up_path(folder, next), rng).map_err(broken)?;
        for old in numbers.iter().skip(1) {
            std::fs::remove_file(look_up_path(folder, *old)).map_err(broken)?;
        }
        Ok(next)
    }

    /// A fingerprint of the folder that tells nothing of its keys: a database is opened with the folder it was made with.
    pub fn fingerprint(&self) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.digest) else { return String::new() };
        mac.update(b"key folder\0");
        decree::fact::hex(&mac.finalize().into_bytes()[..16])
    }

    /// Key of digests that must not be guessable from what they digest.
    pub const fn digest_key(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Blind index by which equal personal values are found without being readable.
    pub fn equal_by(&self, value: &str) -> Vec<u8> {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.equality) else { return Vec::new() };
        mac.update(value.as_bytes());
        mac.finalize().into_bytes()[..16].to_vec()
    }

    /// A new data key for a year, wrapped by the year's key: what the database keeps.
    ///
    /// # Errors
    /// The year's key cannot be read or written.
    pub fn new_data_key(&self, id: i32, year: i16, rng: &mut CommandRng) -> Result<Vec<u8>, StoreError> {
        let mut key = [0u8; 32];
        rng.fill_bytes(&mut key);
        let yearly = self.yearly(year, rng)?;
        let wrapped = seal(&yearly, &key, rng).ok_or_else(|| self.lost(year))?;
        self.remember(id, key);
        Ok(wrapped)
    }

    /// Opens a data key that the database keeps.
    ///
    /// # Errors
    /// The year's key is missing or another.
    pub fn open_data_key(&self, id: i32, year: i16, wrapped: &[u8]) -> Result<(), StoreError> {
        let path = self.folder.join(format!("year-{year}.key"));
        let yearly = std::fs::read(&path).ok().and_then(|b| <[u8; 32]>::try_from(b).ok());
        let opened = yearly.and_then(|k| open(&k, wrapped)).and_then(|b| <[u8; 32]>::try_from(b).ok());
        self.remember(id, opened.ok_or_else(|| self.lost(year))?);
        Ok(())
    }

    /// Encrypts a personal value under a data key.
    pub fn encrypt(&self, id: i32, value: &[u8], rng: &mut CommandRng) -> Option<Vec<u8>> {
        let key = *self.data.read().ok()?.get(&id)?;
        seal(&key, value, rng)
    }

    /// Decrypts a personal value.
    pub fn decrypt(&self, id: i32, value: &[u8]) -> Option<Vec<u8>> {
        let key = *self.data.read().ok()?.get(&id)?;
        open(&key, value)
    }

    /// Wraps a file's own key by a data key.
    pub fn wrap_key(&self, id: i32, key: &[u8; 32], rng: &mut CommandRng) -> Option<Vec<u8>> {
        self.encrypt(id, key, rng)
    }

    /// Unwraps a file's own key.
    pub fn unwrap_key(&self, id: i32, wrapped: &[u8]) -> Option<[u8; 32]> {
        self.decrypt(id, wrapped)?.try_into().ok()
    }

    fn yearly(&self, year: i16, rng: &mut CommandRng) -> Result<[u8; 32], StoreError> {
        let path = self.folder.join(format!("year-{year}.key"));
        key_file(&path, rng)
            .map_err(|source| StoreError::KeyFolder { folder: self.folder.display().to_string(), source })
    }

    fn remember(&self, id: i32, key: [u8; 32]) {
        if let Ok(mut data) = self.data.write() {
            data.insert(id, key);
        }
    }

    fn lost(&self, year: i16) -> StoreError {
        StoreError::Key { year, folder: self.folder.display().to_string() }
    }
}

fn seal(key: &[u8; 32], value: &[u8], rng: &mut CommandRng) -> Option<Vec<u8>> {
    let mut nonce = [0u8; 12];
    rng.fill_bytes(&mut nonce);
    let cipher = ChaCha20Poly1305::new(&Key::from(*key));
    let mut out = nonce.to_vec();
    out.extend(cipher.encrypt(&Nonce::from(nonce), value).ok()?);
    Some(out)
}

fn open(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_at_checked(12)?;
    let nonce: [u8; 12] = nonce.try_into().ok()?;
    ChaCha20Poly1305::new(&Key::from(*key)).decrypt(&Nonce::from(nonce), body).ok()
}

fn look_up_path(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("look-up-{number}.key"))
}

/// The numbers of the look-up keys that are there, newest first.
fn look_up_numbers(folder: &Path) -> std::io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number: Option<u32> =
            name.to_str().and_then(|n| n.strip_prefix("look-up-")?.strip_suffix(".key")?.parse().ok());
        numbers.extend(number);
    }
    numbers.sort_unstable_by(|a: &u32, b| b.cmp(a));
    Ok(numbers)
}

fn look_up_keys(folder: &Path, rng: &mut CommandRng) -> std::io::Result<LookUpKeys> {
    let mut numbers = look_up_numbers(folder)?;
    if numbers.is_empty() {
        numbers.push(0);
    }
    let mut keys = Vec::new();
    for number in numbers.into_iter().take(2) {
        keys.push((number, key_file(&look_up_path(folder, number), rng)?));
    }
    Ok(LookUpKeys::new(keys))
}

/// Reads a key file, making it when it is missing. It is written whole or not at all.
fn key_file(path: &Path, rng: &mut CommandRng) -> std::io::Result<[u8; 32]> {
    if let Ok(bytes) = std::fs::read(path) {
        let wrong = |_| std::io::Error::other(format!("{} is not a key of 32 bytes", path.display()));
        return bytes.try_into().map_err(wrong);
    }
    let mut key = [0u8; 32];
    rng.fill_bytes(&mut key);
    let fresh = path.with_extension("new");
    let mut file = std::fs::File::create(&fresh)?;
    private(&fresh, 0o600)?;
    file.write_all(&key)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)?;
    Ok(key)
}

fn private(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}
