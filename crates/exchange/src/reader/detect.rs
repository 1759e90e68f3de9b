//! What kind of file it is, told from its content.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{DecoderResult, GB18030};

use super::bounds::Bounds;
use super::error::OpenError;
use super::{TextEncoding, unreadable};

/// The kind of a file, before its header is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Delimited(TextEncoding),
    Workbook,
    JsonArray,
    JsonLines,
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const GB18030_MARK: &[u8] = b"\x84\x31\x95\x33";
const UTF16_MARKS: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];
const ZIP_START: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP_START: &[u8] = b"PK\x05\x06";
const COMPOUND_FILE_START: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const CHUNK: usize = 64 << 10;

/// So many whole characters of several bytes before the first broken one mean a damaged UTF-8 file: text in GB18030
/// does not look like UTF-8 by chance that often.
const SURELY_UTF8: usize = 8;

/// The kind of the file at `path`, which must not be larger than the bounds allow.
pub(super) fn detect(path: &Path, bounds: &Bounds) -> Result<Kind, OpenError> {
    let mut file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    if bytes > bounds.file_bytes {
        return Err(OpenError::TooLarge { bytes, allowed: bounds.file_bytes });
    }
    let mut start = Vec::with_capacity(CHUNK);
    Read::by_ref(&mut file).take(CHUNK as u64).read_to_end(&mut start).map_err(unreadable)?;
    if start.starts_with(ZIP_START) || start.starts_with(EMPTY_ZIP_START) {
        return Ok(Kind::Workbook);
    }
    if start.starts_with(COMPOUND_FILE_START) {
        return Err(OpenError::OldOrLocked);
    }
    if UTF16_MARKS.iter().any(|mark| start.starts_with(mark)) {
        return Err(OpenError::Encoding { offset: 0 });
    }
    let unmarked = start.strip_prefix(UTF8_MARK).unwrap_or(&start);
    match unmarked.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None if bytes <= CHUNK as u64 => return Err(OpenError::Empty),
        Some(b'[') if !is_bracketed_title(unmarked) => return Ok(Kind::JsonArray),
        Some(b'{') => return Ok(Kind::JsonLines),
        _ => {}
    }
    if start.contains(&0) {
        return Err(OpenError::UnknownFormat);
    }
    encoding(&mut file, &start).map(Kind::Delimited)
}

/// `[id],[name]` is how some databases write the titles of a csv file; in a list of json an object follows.
fn is_bracketed_title(start: &[u8]) -> bool {
    let mut visible = start.iter().filter(|byte| !byte.is_ascii_whitespace());
    visible.nth(1).is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
}

/// The encoding of the whole file. A file with a mark is read through as well: characters must not get lost unseen.
fn encoding(file: &mut File, start: &[u8]) -> Result<TextEncoding, OpenError> {
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    if start.starts_with(GB18030_MARK) {
        let sound = is_gb18030(file).map_err(unreadable)?;
        return if sound {
            Ok(TextEncoding::Gb18030 { mark: true })
        } else {
            Err(OpenError::Encoding { offset: 4 })
        };
    }
    let mark = start.starts_with(UTF8_MARK);
    let broken = match first_broken_utf8(file).map_err(unreadable)? {
        None => return Ok(TextEncoding::Utf8 { mark }),
        Some(broken) => broken,
    };
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    if !mark && broken.whole_characters < SURELY_UTF8 && is_gb18030(file).map_err(unreadable)? {
        return Ok(TextEncoding::Gb18030 { mark: false });
    }
    Err(OpenError::Encoding { offset: broken.offset })
}

/// Where UTF-8 breaks off, and how many characters of several bytes came before.
struct Broken {
    offset: u64,
    whole_characters: usize,
}

fn first_broken_utf8(file: &mut File) -> io::Result<Option<Broken>> {
    let mut chunk = vec![0; CHUNK];
    let mut kept = 0;
    let mut broken = Broken { offset: 0, whole_characters: 0 };
    loop {
        let read = file.read(chunk.get_mut(kept..).unwrap_or_default())?;
        let text = chunk.get(..kept + read).unwrap_or_default();
        let (valid, incomplete) = match std::str::from_utf8(text) {
            Ok(_) => (text.len(), true),
            Err(error) => (error.valid_up_to(), error.error_len().is_none()),
        };
        broken.offset += valid as u64;
        if broken.whole_characters < SURELY_UTF8 {
            broken.whole_characters += text.iter().take(valid).filter(|byte| **byte >= 0xC0).count();
        }
        let rest = text.len() - valid;
        if read == 0 {
            return Ok((rest > 0).then_some(broken));
        }
        if !incomplete {
            return Ok(Some(broken));
        }
        chunk.copy_within(valid..valid + rest, 0);
        kept = rest;
    }
}

fn is_gb18030(file: &mut File) -> io::Result<bool> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut chunk = vec![0; CHUNK];
    let mut text = vec![0; CHUNK * 3];
    loop {
        let read = file.read(&mut chunk)?;
        let mut input = chunk.get(..read).unwrap_or_default();
        loop {
            let (result, used, _) = decoder.decode_to_utf8_without_replacement(input, &mut text, read == 0);
            input = input.get(used..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(false),
            }
        }
        if read == 0 {
            return Ok(true);
        }
    }
}
