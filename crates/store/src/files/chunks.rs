//! An encrypted file as it lies in the object store: a head, then chunks of 64 KiB, each sealed with its position and
//! with whether it is the last (the STREAM construction): a chunk that is changed, moved, left out or cut off is noticed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use uuid::Uuid;

/// What every object begins with; the last byte is the format's version.
pub(super) const HEAD: [u8; 8] = *b"XZFILE\0\x01";
/// Bytes of content in every chunk but the last.
pub(super) const CHUNK: usize = 65_536;
/// Bytes of a full chunk when sealed.
pub(super) const SEALED: usize = CHUNK + 16;

/// Seals or opens the chunks of one file, in order.
pub(super) struct Chunks {
    cipher: ChaCha20Poly1305,
    file: Uuid,
    next: u32,
}

impl Chunks {
    pub(super) fn new(key: &[u8; 32], file: Uuid) -> Self {
        Self { cipher: ChaCha20Poly1305::new(&Key::from(*key)), file, next: 0 }
    }

    /// The next chunk, sealed; `None` after 2^32 of them.
    pub(super) fn seal(&mut self, content: &[u8], last: bool) -> Option<Vec<u8>> {
        let nonce = self.nonce(last)?;
        self.cipher.encrypt(&nonce, Payload { msg: content, aad: self.file.as_bytes() }).ok()
    }

    /// The next chunk's content; `None` when it is not what was sealed at this place of this file.
    pub(super) fn open(&mut self, sealed: &[u8], last: bool) -> Option<Vec<u8>> {
        let nonce = self.nonce(last)?;
        self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: self.file.as_bytes() }).ok()
    }

    /// Position and end mark. The key belongs to this one file, so no nonce can occur twice.
    fn nonce(&mut self, last: bool) -> Option<Nonce> {
        let mut nonce = [0u8; 12];
        nonce[7..11].copy_from_slice(&self.next.to_be_bytes());
        nonce[11] = u8::from(last);
        self.next = self.next.checked_add(1)?;
        Some(Nonce::from(nonce))
    }
}
