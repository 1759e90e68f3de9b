//! The key folder, outside the database and its backup: yearly keys that wrap the vault's data keys, keys of digests, and the
//! look-up keys of query codes.

mod folder;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
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
    look_up: Arc<RwLock<Arc<LookUpKeys>>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Keys {
    /// Opens the key folder, making it and its keys at the first start. Later a key that is missing is an error: another in its
    /// place would lose what the old one opens.
    ///
    /// # Errors
    /// The folder cannot be read or written, or a key is missing.
    pub fn open(folder: &Path, rng: &mut CommandRng) -> Result<Self, StoreError> {
        let broken = |source| StoreError::KeyFolder { folder: folder.display().to_string(), source };
        std::fs::create_dir_all(folder).map_err(broken)?;
        private(folder, 0o700).map_err(broken)?;
        let _alone = folder::lock(folder).map_err(broken)?;
        let first = folder::prepare(folder, rng).map_err(broken)?;
        let look_up = Arc::new(RwLock::new(Arc::new(first.look_up)));
        let (digest, equality) = (first.digest, first.equality);
        Ok(Self { folder: folder.to_owned(), digest, equality, data: Arc::default(), look_up })
    }

    /// Where they lie.
    pub fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    /// Keys of query codes, as this process knows them.
    pub fn look_up_keys(&self) -> Arc<LookUpKeys> {
        self.look_up.read().map_or_else(|poisoned| poisoned.into_inner().clone(), |keys| keys.clone())
    }

    /// Reads the keys of query codes again: another process may have made a new one.
    ///
    /// # Errors
    /// The folder cannot be read. Then they stay as they were known.
    pub fn read_look_up_again(&self) -> Result<(), StoreError> {
        let broken = |source| StoreError::KeyFolder { folder: self.folder(), source };
        let keys = folder::lock(&self.folder).and_then(|_alone| folder::look_up_keys(&self.folder));
        *self.look_up.write().unwrap_or_else(std::sync::PoisonError::into_inner) =
            Arc::new(keys.map_err(broken)?);
        Ok(())
    }

    /// Makes a new key for query codes and keeps the one before: codes under still older ones open nothing any more, and
    /// are made again by their agencies. Programs that run read it within a minute.
    ///
    /// # Errors
    /// The folder cannot be written. Then the keys are as they were, or the new one is there.
    pub fn rotate_look_up(folder: &Path, rng: &mut CommandRng) -> Result<u32, StoreError> {
        let broken = |source| StoreError::KeyFolder { folder: folder.display().to_string(), source };
        folder::lock(folder).and_then(|_alone| folder::rotate_look_up(folder, rng)).map_err(broken)
    }

    /// A fingerprint of the folder that tells nothing of its keys: a database is opened with the folder it was made with.
    pub fn fingerprint(&self) -> String {
        let of = |key: &[u8; 32], text: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
            mac.update(text);
            Some(mac.finalize().into_bytes())
        };
        let both = of(&self.equality, b"key folder\0").and_then(|inner| of(&self.digest, &inner));
        both.map_or_else(String::new, |both| decree::fact::hex(&both[..16]))
    }

    /// The key that signs the log, made at the log's first start under its name. `begun` is the key that the log was begun with, if
    /// it was: then none is made in its place.
    ///
    /// # Errors
    /// The folder cannot be used, or the key of a log that was begun is not there.
    pub fn log_key(
        &self,
        origin: &str,
        begun: Option<&str>,
        rng: &mut CommandRng,
    ) -> Result<seal::SigningKey, crate::LogError> {
        let broken = |source| StoreError::KeyFolder { folder: self.folder(), source };
        let _alone = folder::lock(&self.folder).map_err(broken)?;
        match (folder::log_key(&self.folder).map_err(broken)?, begun) {
            (Some(key), _) => Ok(key),
            (None, Some(begun)) => Err(crate::Refused::KeyMissing(begun.to_owned()).into()),
            (None, None) => Ok(folder::new_log_key(&self.folder, origin, rng).map_err(broken)?),
        }
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

    /// Whether a data key is open.
    pub(crate) fn has_data_key(&self, id: i32) -> bool {
        self.data.read().is_ok_and(|data| data.contains_key(&id))
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
        folder::key_file(&path, rng)
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

fn private(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}
