//! Files of laws: lines of JSON, plain or packed, and tables of penalty clauses; read in bounded memory and time.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use decree::law::LawText;
use decree::law::source::{SourceClause, SourceLaw, from_clauses};
use flate2::bufread::MultiGzDecoder;
use serde::Deserialize;

/// The longest line, in bytes.
const LINE: u64 = 4 << 20;
/// The largest file, unpacked, in bytes.
const TOTAL: u64 = 200 << 20;

/// Why a file holds no laws that can be used.
#[derive(Debug)]
pub enum FileProblem {
    /// It cannot be read.
    Unreadable(String),
    /// A line is longer than allowed.
    LineTooLong {
        /// Which, from 1.
        line: usize,
    },
    /// It is larger than allowed, unpacked.
    TooLarge,
    /// A line is not a law, a row not a clause.
    NotALaw {
        /// Which, from 1.
        line: usize,
        /// What the reader found.
        detail: String,
    },
}

/// What the limits are, in MB, for messages.
pub const LIMITS: (u64, u64) = (LINE >> 20, TOTAL >> 20);

/// A law as a collection of texts says it, or as the library writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Source(SourceLaw),
    Text(LawText),
}

fn unreadable(error: &std::io::Error) -> FileProblem {
    FileProblem::Unreadable(error.to_string())
}

/// The laws of a file, a line each.
///
/// # Errors
/// See [`FileProblem`].
pub fn laws(path: &Path) -> Result<Vec<LawText>, FileProblem> {
    let mut file = BufReader::new(File::open(path).map_err(|e| unreadable(&e))?);
    // Packed files are known by how they begin, whatever their name.
    let packed = file.fill_buf().map_err(|e| unreadable(&e))?.starts_with(&[0x1f, 0x8b]);
    let plain: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = BufReader::new(plain.take(TOTAL + 1));
    let (mut texts, mut line, mut total) = (Vec::new(), Vec::new(), 0u64);
    for number in 1.. {
        line.clear();
        let read = (&mut reader).take(LINE + 1).read_until(b'\n', &mut line).map_err(|e| unreadable(&e))?;
        total += read as u64;
        match read as u64 {
            0 => break,
            _ if total > TOTAL => return Err(FileProblem::TooLarge),
            n if n > LINE => return Err(FileProblem::LineTooLong { line: number }),
            _ if line.trim_ascii().is_empty() => {}
            _ => texts.push(law(&line, number)?),
        }
    }
    Ok(texts)
}

fn law(line: &[u8], number: usize) -> Result<LawText, FileProblem> {
    let wrong = |detail: String| FileProblem::NotALaw { line: number, detail };
    let text = match serde_json::from_slice(line).map_err(|e| wrong(e.to_string()))? {
        Line::Source(source) => source.text(),
        Line::Text(text) => text,
    };
    let length = text.title.chars().count();
    if (2..=200).contains(&length) { Ok(text) } else { Err(wrong(String::from("title"))) }
}

/// A row of a table of penalty clauses.
#[derive(Deserialize)]
struct Row {
    law: String,
    version: String,
    article: u16,
    paragraph: u16,
    text: String,
}

/// Laws of which a table holds penalty clauses only, but those that are known whole.
///
/// # Errors
/// See [`FileProblem`].
pub fn clauses(path: &Path, known: impl Fn(&str) -> bool) -> Result<Vec<LawText>, FileProblem> {
    let file = File::open(path).map_err(|e| unreadable(&e))?;
    if file.metadata().map_err(|e| unreadable(&e))?.len() > TOTAL {
        return Err(FileProblem::TooLarge);
    }
    // What programs for tables put in front of UTF-8 belongs to no name of a column.
    let mut file = BufReader::new(file);
    if file.fill_buf().map_err(|e| unreadable(&e))?.starts_with("\u{feff}".as_bytes()) {
        file.consume(3);
    }
    let mut rows = Vec::new();
    for (row, line) in csv::Reader::from_reader(file.take(TOTAL)).into_deserialize::<Row>().zip(2..) {
        let row = row.map_err(|e| FileProblem::NotALaw { line, detail: e.to_string() })?;
        if !known(&row.law) {
            let version = row.version.parse().ok();
            let Row { law, article, paragraph, text, .. } = row;
            rows.push(SourceClause { law, version, article, line: paragraph, text });
        }
    }
    Ok(from_clauses(&rows))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const LINE_OF_TEXT: &str = r#"{"title":"某某法","version":"2020-01-01","history":["2020年1月1日通过"],"articles":[{"no":1,"sub":0,"path":[],"paras":["处五百元以下罚款。"]}]}"#;

    fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn plain_and_packed_files_say_the_same() {
        let text = format!("{LINE_OF_TEXT}\n\n{LINE_OF_TEXT}");
        let plain = laws(written(text.as_bytes()).path()).unwrap();
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        assert_eq!(laws(written(&packer.finish().unwrap()).path()).unwrap(), plain);
        assert_eq!((plain.len(), plain[0].clauses.len()), (2, 1));
        // What the library writes is read again.
        let own = serde_json::to_vec(&plain[0]).unwrap();
        assert_eq!(laws(written(&own).path()).unwrap(), plain[..1]);
    }

    #[test]
    fn a_line_or_a_file_without_end_is_refused() {
        let long = laws(written(&vec![b'x'; (LINE + 2) as usize]).path());
        assert!(matches!(long, Err(FileProblem::LineTooLong { line: 1 })), "{long:?}");
        // 300 MB of nothing packed into 300 KB.
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let lines = "\n".repeat(1 << 20);
        (0..300).for_each(|_| packer.write_all(lines.as_bytes()).unwrap());
        let bomb = laws(written(&packer.finish().unwrap()).path());
        assert!(matches!(bomb, Err(FileProblem::TooLarge)), "{bomb:?}");
        let broken = laws(written(b"{}\n").path());
        assert!(matches!(broken, Err(FileProblem::NotALaw { line: 1, .. })), "{broken:?}");
    }
}
