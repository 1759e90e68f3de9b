//! Keys and their names: what signs a note, and what checks it.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature as Ed25519, Signer};
use sha2::{Digest, Sha256};

/// What a key's signatures say (the type byte of signed-note).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyKind {
    /// Ed25519 over the text: the log's own signature.
    Log = 0x01,
    /// Ed25519 cosignature v1: "as of this time the largest tree I have seen has this root".
    Cosigner = 0x04,
}

/// Why a key cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyBroken {
    /// Not name, number and key with `+` between.
    #[error("a key is written NAME+NUMBER+KEY")]
    Form,
    /// A name may hold neither space nor `+` and is not empty.
    #[error("the name of a key may hold neither space nor plus sign: {0:?}")]
    Name(String),
    /// The number is not what name and key give.
    #[error("the number of the key is not that of its name and key")]
    Number,
    /// Another algorithm, or not a key of it.
    #[error("only Ed25519 keys for signatures (1) and cosignatures (4) are known")]
    Kind,
}

/// The public half of a key, with its name.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    kind: KeyKind,
    key: ed25519_dalek::VerifyingKey,
}

/// The secret half of a key, with its name. It is written only to its own file and shown nowhere.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    kind: KeyKind,
    key: ed25519_dalek::SigningKey,
}

impl VerifyingKey {
    /// Reads a `vkey`: `NAME+NUMBER+KEY`, as signed-note writes it.
    ///
    /// # Errors
    /// It is not one, or of another algorithm.
    pub fn parse(text: &str) -> Result<Self, KeyBroken> {
        let (name, number, kind, bytes) = split(text)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| KeyBroken::Kind)?;
        let key = Self { name, kind, key };
        if hex(&key.id()) == number { Ok(key) } else { Err(KeyBroken::Number) }
    }

    /// Whose key it is; of a log this is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures say.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The key's number: the first four bytes of `SHA-256(name ‖ LF ‖ type ‖ key)`.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', self.kind as u8]);
        let hash: [u8; 32] = hash.chain_update(self.key.as_bytes()).finalize().into();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Whether the signature is this key's over these very bytes. Strict: a signature has one form.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(message, &Ed25519::from_bytes(signature)).is_ok()
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind as u8], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, hex(&self.id()), STANDARD.encode(key))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl SigningKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// The name is none.
    pub fn new(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, KeyBroken> {
        let name = named(name)?;
        Ok(Self { name, kind, key: ed25519_dalek::SigningKey::from_bytes(seed) })
    }

    /// Reads what [`Self::secret_text`] wrote.
    ///
    /// # Errors
    /// It is not a secret key.
    pub fn parse_secret(text: &str) -> Result<Self, KeyBroken> {
        let (name, number, kind, seed) = split(text.strip_prefix(SECRET).ok_or(KeyBroken::Form)?)?;
        let key = Self { name, kind, key: ed25519_dalek::SigningKey::from_bytes(&seed) };
        if hex(&key.verifying().id()) == number { Ok(key) } else { Err(KeyBroken::Number) }
    }

    /// The key as its file holds it, in the form of `note`'s keys in Go.
    pub fn secret_text(&self) -> String {
        let key = [&[self.kind as u8], self.key.as_bytes().as_slice()].concat();
        format!("{SECRET}{}+{}+{}", self.name, hex(&self.verifying().id()), STANDARD.encode(key))
    }

    /// The public half.
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey { name: self.name.clone(), kind: self.kind, key: self.key.verifying_key() }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

const SECRET: &str = "PRIVATE+KEY+";

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "secret of {}", self.verifying())
    }
}

/// Name, number, kind and 32 bytes of a key's text.
fn split(text: &str) -> Result<(String, String, KeyKind, [u8; 32]), KeyBroken> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(number), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyBroken::Form);
    };
    let bytes = STANDARD.decode(key).map_err(|_| KeyBroken::Form)?;
    let (kind, key) = bytes.split_first().ok_or(KeyBroken::Form)?;
    let kind = match kind {
        0x01 => KeyKind::Log,
        0x04 => KeyKind::Cosigner,
        _ => return Err(KeyBroken::Kind),
    };
    Ok((named(name)?, number.to_owned(), kind, key.try_into().map_err(|_| KeyBroken::Kind)?))
}

fn named(name: &str) -> Result<String, KeyBroken> {
    let good = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+');
    if good { Ok(name.to_owned()) } else { Err(KeyBroken::Name(name.to_owned())) }
}

fn hex(bytes: &[u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(*bytes))
}
