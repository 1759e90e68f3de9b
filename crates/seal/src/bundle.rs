//! Bundles of entries: what a tile of level 0 hashes, each entry with its length before it.

/// An entry is longer than a bundle can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry of {0} bytes is longer than 65535")]
pub struct EntryTooLong(pub usize);

/// The bytes are not entries with their lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bundle breaks off inside an entry")]
pub struct BundleBroken;

/// A bundle being written: at most 256 entries, each with a big-endian 16-bit length before it.
#[derive(Clone, Debug, Default)]
pub struct Bundle(Vec<u8>);

impl Bundle {
    /// Adds an entry.
    ///
    /// # Errors
    /// It is longer than 65,535 bytes.
    pub fn push(&mut self, entry: &[u8]) -> Result<(), EntryTooLong> {
        let length = u16::try_from(entry.len()).map_err(|_| EntryTooLong(entry.len()))?;
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(entry);
        Ok(())
    }

    /// Its bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The entries of a bundle.
    ///
    /// # Errors
    /// The bytes end inside an entry.
    pub fn entries(mut bytes: &[u8]) -> Result<Vec<&[u8]>, BundleBroken> {
        let mut entries = Vec::new();
        while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
            let (entry, rest) =
                rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(BundleBroken)?;
            entries.push(entry);
            bytes = rest;
        }
        if bytes.is_empty() { Ok(entries) } else { Err(BundleBroken) }
    }
}
