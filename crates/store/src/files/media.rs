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
    Mp4,
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
            Self::Mp4 => "video/mp4",
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
        } else if beginning.get(4..8) == Some(b"ftyp") && is_video(beginning.get(8..12).unwrap_or_default()) {
            Self::Mp4
        } else if is_text(beginning) {
            Self::Text
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
        "mp4" | "m4v" => &[Media::Mp4],
        "txt" | "csv" | "json" | "xml" => &[Media::Text],
        _ => return None,
    })
}

/// Whether the name promises another kind than the content has.
pub(super) fn lies(name: &str, found: Media) -> bool {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    promised(&extension).is_some_and(|kinds| !kinds.contains(&found))
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
        }
    }
    found
}

/// Where a mark occurs.
fn places_of<'a>(bytes: &'a [u8], mark: &'static [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(mark.len()).enumerate().filter(move |(_, w)| *w == mark).map(|(at, _)| at)
}

/// Brands of the same container that are no MP4 video: QuickTime, still pictures, sound.
fn is_video(brand: &[u8]) -> bool {
    const OTHERS: [&[u8]; 7] = [b"qt", b"hei", b"hev", b"mif", b"msf", b"avi", b"M4A"];
    !OTHERS.iter().any(|other| brand.starts_with(other))
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
            (b"\0\0\0\x20ftypheic\0\0", Media::Other),
            ("检查记录\r\n".as_bytes(), Media::Text),
            (b"", Media::Text),
            (b"MZ\x90\0\x03", Media::Other),
        ] {
            assert_eq!(Media::of(beginning), media, "{beginning:?}");
        }
        let office = |folder: &str| [member("[Content_Types].xml"), member(folder)].concat();
        assert_eq!(Media::of(&office("word/document.xml")), Media::Docx);
        assert_eq!(Media::of(&office("xl/workbook.xml")), Media::Xlsx);
        assert_eq!(Media::of(&office("photo.jpg")), Media::Zip);
    }

    #[test]
    fn only_a_promise_can_lie() {
        assert!(lies("photo.JPG", Media::Png));
        assert!(lies("report.pdf", Media::Text));
        assert!(lies("sheet.xlsx", Media::Docx));
        assert!(!lies("report.pdf", Media::Pdf));
        assert!(!lies("large.docx", Media::Zip));
        assert!(!lies("scan.wps", Media::Other));
        assert!(!lies("no extension", Media::Pdf));
    }
}
