//! What a file is, by its content and not by its name.

/// A kind of content. The name of a file may claim one; its content has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Jpeg,
    Png,
    Pdf,
    /// An archive, or an office document whose first members do not say which.
    Zip,
    Docx,
    Xlsx,
    /// 版式文檔 (GB/T 33190).
    Ofd,
    /// The older office documents: doc, xls, wps.
    Ole,
    Heic,
    Mp4,
    Mov,
    Avi,
    Mp3,
    Wav,
    Html,
    Text,
    Other,
}

impl Media {
    /// The media type (IANA).
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ofd => "application/ofd",
            Self::Ole => "application/x-ole-storage",
            Self::Heic => "image/heic",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::Avi => "video/x-msvideo",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Other => "application/octet-stream",
        }
    }

    /// What the beginning of a content says. No content is an empty text.
    pub(super) fn of(beginning: &[u8]) -> Self {
        if beginning.starts_with(b"\xff\xd8\xff") {
            Self::Jpeg
        } else if beginning.starts_with(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if beginning.starts_with(b"%PDF-") {
            Self::Pdf
        } else if beginning.starts_with(b"PK\x03\x04") || beginning.starts_with(b"PK\x05\x06") {
            archive(beginning)
        } else if beginning.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            Self::Ole
        } else if beginning.get(4..8) == Some(b"ftyp") {
            box_of(beginning.get(8..12).unwrap_or_default())
        } else if beginning.starts_with(b"RIFF") {
            match beginning.get(8..12) {
                Some(b"WAVE") => Self::Wav,
                Some(b"AVI ") => Self::Avi,
                _ => Self::Other,
            }
        } else if beginning.starts_with(b"ID3") || matches!(beginning, [0xff, 0xf2..=0xf3 | 0xfa..=0xfb, ..])
        {
            Self::Mp3
        } else if is_text(beginning) {
            if is_page(beginning) { Self::Html } else { Self::Text }
        } else {
            Self::Other
        }
    }
}

/// The kinds that an extension promises; `None` for an extension that promises none of those known here.
fn promised(extension: &str) -> Option<&'static [Media]> {
    Some(match extension {
        "jpg" | "jpeg" => &[Media::Jpeg],
        "png" => &[Media::Png],
        "pdf" => &[Media::Pdf],
        "zip" => &[Media::Zip, Media::Docx, Media::Xlsx],
        "docx" => &[Media::Docx, Media::Zip],
        "xlsx" => &[Media::Xlsx, Media::Zip],
        "ofd" => &[Media::Ofd],
        "doc" | "xls" | "ppt" | "wps" | "et" => &[Media::Ole],
        "heic" | "heif" => &[Media::Heic],
        "mp4" | "m4v" => &[Media::Mp4],
        "mov" => &[Media::Mov],
        "avi" => &[Media::Avi],
        "mp3" => &[Media::Mp3],
        "wav" => &[Media::Wav],
        "htm" | "html" => &[Media::Html],
        "txt" | "csv" | "json" | "xml" => &[Media::Text],
        _ => return None,
    })
}

/// The longest ending that is looked at.
const LONGEST: usize = 8;

/// The ending of a name, if it has one: all that is ever looked at of it, however long it is and whatever path it says.
pub(super) fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if ending.len() <= LONGEST && ending.bytes().all(|b| b.is_ascii_alphanumeric()) {
        ending
    } else {
        String::new()
    }
}

/// Whether the ending of a name promises another kind than the content has.
pub(super) fn lies(ending: &str, found: Media) -> bool {
    promised(ending).is_some_and(|kinds| !kinds.contains(&found))
}

/// The names of an archive's first members tell an office document.
fn archive(beginning: &[u8]) -> Media {
    const HEADER: usize = 30;
    let mut found = Media::Zip;
    for at in places_of(beginning, b"PK\x03\x04") {
        let member = beginning.get(at + HEADER..).unwrap_or_default();
        if member.starts_with(b"word/") {
            found = Media::Docx;
        } else if member.starts_with(b"xl/") {
            found = Media::Xlsx;
        } else if member.starts_with(b"OFD.xml") {
            found = Media::Ofd;
        }
    }
    found
}

/// Where a mark occurs.
fn places_of<'a>(bytes: &'a [u8], mark: &'static [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(mark.len()).enumerate().filter(move |(_, w)| *w == mark).map(|(at, _)| at)
}

/// What the brand of a container of boxes says. Sound and moving pictures of other kinds are not told apart.
fn box_of(brand: &[u8]) -> Media {
    const PICTURES: [&[u8]; 4] = [b"hei", b"hev", b"mif", b"msf"];
    const OTHERS: [&[u8]; 2] = [b"avi", b"M4A"];
    let is = |brands: &[&[u8]]| brands.iter().any(|b| brand.starts_with(b));
    if is(&PICTURES) {
        Media::Heic
    } else if brand.starts_with(b"qt") {
        Media::Mov
    } else if is(&OTHERS) {
        Media::Other
    } else {
        Media::Mp4
    }
}

/// Whether a text is a web page: what a browser would run, not show.
fn is_page(beginning: &[u8]) -> bool {
    const MARKS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<script", b"<body"];
    let begins = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    let begins: Vec<u8> = begins.iter().take(1024).map(u8::to_ascii_lowercase).collect();
    MARKS.iter().any(|mark| begins.starts_with(mark)) || begins.windows(7).any(|w| w == b"<script")
}

/// No control characters but those of a text. High bytes are allowed: texts come in GB 18030 as well as in UTF-8.
fn is_text(beginning: &[u8]) -> bool {
    beginning.iter().all(|b| *b >= b' ' && *b != 0x7f || matches!(b, b'\t' | b'\n' | b'\r' | 0x0c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend([0; 26]);
        bytes.extend(name.as_bytes());
        bytes
    }

    #[test]
    fn content_says_what_it_is() {
        for (beginning, media) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], Media::Jpeg),
            (b"\x89PNG\r\n\x1a\n\0\0", Media::Png),
            (b"%PDF-1.7\n", Media::Pdf),
            (b"PK\x05\x06\0\0", Media::Zip),
            (b"\0\0\0\x20ftypisom\0\0", Media::Mp4),
            (b"\0\0\0\x20ftypheic\0\0", Media::Heic),
            (b"\0\0\0\x20ftypqt  \0\0", Media::Mov),
            (b"\0\0\0\x20ftypM4A \0\0", Media::Other),
            (b"RIFF\0\0\0\0WAVEfmt ", Media::Wav),
            (b"RIFF\0\0\0\0AVI LIST", Media::Avi),
            (b"RIFF\0\0\0\0WEBPVP8 ", Media::Other),
            (b"ID3\x04\0\0", Media::Mp3),
            (b"\xff\xfb\x90\x64", Media::Mp3),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Media::Ole),
            (b"\xef\xbb\xbf \n<!DOCTYPE HTML><p>", Media::Html),
            (b"<?xml version='1.0'?><svg><SCRIPT>1</SCRIPT></svg>", Media::Html),
            (b"<?xml version='1.0'?><case/>", Media::Text),
            ("检查记录\r\n".as_bytes(), Media::Text),
            (b"", Media::Text),
            (b"MZ\x90\0\x03", Media::Other),
        ] {
            assert_eq!(Media::of(beginning), media, "{beginning:?}");
        }
        let office = |folder: &str| [member("[Content_Types].xml"), member(folder)].concat();
        assert_eq!(Media::of(&office("word/document.xml")), Media::Docx);
        assert_eq!(Media::of(&office("xl/workbook.xml")), Media::Xlsx);
        assert_eq!(Media::of(&office("OFD.xml")), Media::Ofd);
        assert_eq!(Media::of(&office("photo.jpg")), Media::Zip);
    }

    #[test]
    fn only_a_promise_can_lie() {
        let lies = |name: &str, found| lies(&ending(name), found);
        assert!(lies("photo.JPG", Media::Png));
        assert!(lies("report.pdf", Media::Text));
        assert!(lies("report.pdf", Media::Html));
        assert!(lies("report.pdf", Media::Zip));
        assert!(lies("report.pdf", Media::Other));
        assert!(lies("sheet.xlsx", Media::Docx));
        assert!(!lies("report.pdf", Media::Pdf));
        assert!(!lies("large.docx", Media::Zip));
        assert!(!lies("scan.bin", Media::Other));
        assert!(!lies("no extension", Media::Pdf));
    }

    /// The rest of a name may hold a person's name or a path: it is never looked at.
    #[test]
    fn of_a_name_only_a_plain_ending_is_taken() {
        for (name, wanted) in [
            ("../../etc/passwd.PDF", "pdf"),
            ("C:\\temp\\张三.身份证.jpeg", "jpeg"),
            ("a.pdf/../b", ""),
            ("a.\u{202e}fdp", ""),
            ("a.", ""),
            ("", ""),
        ] {
            assert_eq!(ending(name), wanted, "{name}");
        }
        assert_eq!(ending(&"x.".repeat(2_000)), "");
        assert_eq!(ending(&format!("{}.png", "长".repeat(4_000))), "png");
        assert_eq!(ending(&format!("a.{}", "b".repeat(4_000))), "");
    }
}
