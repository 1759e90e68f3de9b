//! Cosignatures v1: what a witness adds to a checkpoint (<https://c2sp.org/tlog-cosignature>).

use crate::key::{SigningKey, VerifyingKey};
use crate::note::Signature;

/// The witness's line for a checkpoint's text, as of a time in seconds since 1970.
pub fn cosign(key: &SigningKey, text: &str, at: u64) -> Signature {
    let signature = key.sign(message(text, at).as_bytes());
    let verifying = key.verifying();
    let bytes = [at.to_be_bytes().as_slice(), signature.as_slice()].concat();
    Signature { name: verifying.name().to_owned(), id: verifying.id(), bytes }
}

/// When a witness signed, in seconds since 1970; none where the line is no cosignature.
pub fn cosigned_at(signature: &Signature) -> Option<u64> {
    let (time, rest) = signature.bytes.split_first_chunk::<8>()?;
    (rest.len() == 64).then(|| u64::from_be_bytes(*time))
}

/// Whether the bytes are the key's cosignature of the text.
pub(crate) fn good(key: &VerifyingKey, text: &str, bytes: &[u8]) -> bool {
    let Some((time, rest)) = bytes.split_first_chunk::<8>() else { return false };
    let Ok(signature) = rest.try_into() else { return false };
    key.signed(message(text, u64::from_be_bytes(*time)).as_bytes(), signature)
}

fn message(text: &str, at: u64) -> String {
    format!("cosignature/v1\ntime {at}\n{text}")
}
