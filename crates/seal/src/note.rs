//! Signed notes: a text and who signed it (<https://c2sp.org/signed-note>).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::cosignature;
use crate::key::{KeyKind, SigningKey, VerifyingKey};

/// Largest note that is read: a checkpoint with its witnesses takes some kilobytes.
const LONGEST: usize = 64 * 1024;
/// Most signatures that are read; the format wants at least 16.
const MOST: usize = 64;

/// A line of signature: whose, of which key, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The key's name.
    pub name: String,
    /// The key's number.
    pub id: [u8; 4],
    /// What the key's kind says: 64 bytes, or a time and 64 bytes.
    pub bytes: Vec<u8>,
}

/// A text with its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is signed; it ends with a line feed.
    pub text: String,
    /// In the order of the lines.
    pub signatures: Vec<Signature>,
}

/// Why a note is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteBroken {
    /// Not text, blank line and signature lines; or too long.
    #[error("this is not a signed note")]
    Form,
    /// A key that is known did not make the signature that bears its name and number.
    #[error("the signature of {0} does not fit the text")]
    Forged(String),
    /// None of the known keys signed.
    #[error("none of the known keys has signed")]
    Unsigned,
}

impl Note {
    /// A text signed by one key.
    pub fn sign(text: String, key: &SigningKey) -> Self {
        let verifying = key.verifying();
        let bytes = key.sign(text.as_bytes()).to_vec();
        let signature = Signature { name: verifying.name().to_owned(), id: verifying.id(), bytes };
        Self { text, signatures: vec![signature] }
    }

    /// Reads a note. Nothing is verified yet.
    ///
    /// # Errors
    /// It does not have the form of one.
    pub fn parse(note: &str) -> Result<Self, NoteBroken> {
        if note.len() > LONGEST || note.contains(|c: char| c.is_control() && c != '\n') {
            return Err(NoteBroken::Form);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteBroken::Form)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteBroken::Form)?;
        let signatures: Vec<_> = lines
            .split('\n')
            .take(MOST + 1)
            .map(Signature::parse)
            .collect::<Option<_>>()
            .ok_or(NoteBroken::Form)?;
        if signatures.len() > MOST {
            return Err(NoteBroken::Form);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// Which of the keys signed this very text. Signatures of unknown keys are passed over.
    ///
    /// # Errors
    /// None did, or what bears a known key's name and number is not its signature.
    pub fn verify<'k>(&self, keys: &'k [VerifyingKey]) -> Result<Vec<&'k VerifyingKey>, NoteBroken> {
        let mut signers: Vec<&VerifyingKey> = Vec::new();
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| key.name() == signature.name && key.id() == signature.id)
            else {
                continue;
            };
            let good = match key.kind() {
                KeyKind::Log => {
                    let bytes = signature.bytes.as_slice().try_into();
                    bytes.is_ok_and(|bytes| key.signed(self.text.as_bytes(), bytes))
                }
                KeyKind::Cosigner => cosignature::good(key, &self.text, &signature.bytes),
            };
            if !good {
                return Err(NoteBroken::Forged(key.name().to_owned()));
            }
            if !signers.contains(&key) {
                signers.push(key);
            }
        }
        if signers.is_empty() { Err(NoteBroken::Unsigned) } else { Ok(signers) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl Signature {
    /// Reads a line `— NAME BASE64`.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let blob = STANDARD.decode(blob).ok()?;
        let (id, bytes) = blob.split_first_chunk::<4>()?;
        let named = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+');
        (named && !bytes.is_empty()).then(|| Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [self.id.as_slice(), self.bytes.as_slice()].concat();
        write!(f, "\u{2014} {} {}", self.name, STANDARD.encode(blob))
    }
}
