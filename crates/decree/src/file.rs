//! 執法文書 and 證據材料 with their files (Arts 13, 15, 16): what a file may be, by the data standard, and what a fact says of
//! one. The content lies in the object store; a fact holds its id, size, type and a salted commitment to it.

use std::sync::LazyLock;

use jiff::SignedDuration;
use serde::Deserialize;
use uuid::Uuid;

use crate::authority::Role;
use crate::case::Secrecy;
use crate::problem::Problem;

/// The article behind the rules about what a file may be.
const STANDARD: &str = "decree17-18";

/// In what a limit of files is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Bytes of content.
    Byte,
    /// Characters of a text.
    Character,
    /// Days of 24 hours.
    Natural,
}

/// A limit with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many.
    pub n: u64,
    /// Of what.
    pub unit: Unit,
}

/// A type that a file may have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileType {
    /// Short name, for words.
    pub code: String,
    /// Media type by content.
    pub media: String,
}

/// Who opens a file with a mark.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Roles within the scope of the record.
    pub roles: Vec<Role>,
    /// The mark.
    pub secrecy: Secrecy,
}

/// What the data standard says of files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileStandard {
    /// Who opens what carries a mark.
    pub mark: Vec<Mark>,
    /// The largest size, in bytes.
    pub size: Limit,
    /// The longest title, in characters.
    pub title: Limit,
    /// What a file may be.
    pub types: Vec<FileType>,
    /// How long a file is kept that no fact names, in days.
    pub unnamed: Limit,
}

/// The shipped standard as text: `data/files.toml`.
pub const SHIPPED: &str = include_str!("../../../data/files.toml");

/// The standard of a text.
///
/// # Errors
/// The text is no such standard.
pub fn parse(text: &str) -> Result<FileStandard, toml::de::Error> {
    let standard: FileStandard = toml::from_str(text)?;
    let units = [
        (standard.size.unit, Unit::Byte),
        (standard.title.unit, Unit::Character),
        (standard.unnamed.unit, Unit::Natural),
    ];
    if units.iter().any(|(unit, wanted)| unit != wanted) {
        return Err(serde::de::Error::custom(
            "a limit of files stands in another unit than it is counted in",
        ));
    }
    Ok(standard)
}

/// The shipped standard. A text that is none would take no file in (a test reads it).
pub fn shipped() -> &'static FileStandard {
    static STANDARD: LazyLock<FileStandard> = LazyLock::new(|| {
        let none = |unit| Limit { n: 0, unit };
        parse(SHIPPED).unwrap_or_else(|_| FileStandard {
            mark: Vec::new(),
            size: none(Unit::Byte),
            title: none(Unit::Character),
            types: Vec::new(),
            unnamed: none(Unit::Natural),
        })
    });
    &STANDARD
}

impl FileStandard {
    /// The media types that a file may have.
    pub fn media(&self) -> Vec<&str> {
        self.types.iter().map(|t| &*t.media).collect()
    }

    /// Short name of a media type; empty where the standard has none.
    pub fn code_of(&self, media: &str) -> &str {
        self.types.iter().find(|t| t.media == media).map_or("", |t| &t.code)
    }

    /// Whether a role may open a file with a mark, in a record that lies within its scope (rulings 10).
    pub fn may_open(&self, role: Role, secrecy: Option<Secrecy>) -> bool {
        let mark = self.mark.iter().find(|m| Some(m.secrecy) == secrecy);
        mark.is_none_or(|m| m.roles.contains(&role))
    }

    /// How long a file is kept that no fact names.
    pub fn kept_unnamed(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::try_from(self.unnamed.n).unwrap_or(i64::MAX / 24))
    }

    /// Notes what is wrong with the title of a document that comes with its file. The name that the file has on somebody's
    /// disk is another thing: it may name a person, and is never kept.
    pub fn check_title(&self, title: &str, problems: &mut Vec<Problem>) {
        if title.trim().is_empty() {
            problems.push(Problem::new("documents", "", "missing", STANDARD));
        }
        let most = usize::try_from(self.title.n).unwrap_or(usize::MAX);
        if title.chars().count() > most {
            let shown: String = title.chars().take(20).collect();
            problems.push(Problem::new("documents", shown, "too-long", STANDARD).example(most.to_string()));
        }
        if title.chars().any(is_no_title) {
            problems.push(Problem::new("documents", "", "title-not-plain", STANDARD));
        }
    }
}

/// What a title cannot hold: signs that divide paths or lists, and characters that nobody sees but that turn the text round.
fn is_no_title(c: char) -> bool {
    matches!(c, '/' | '\\' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || c.is_control()
}

/// A file that lies in the object store, as the door took it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredFile {
    /// Salted commitment to the content, hexadecimal.
    pub commitment: String,
    /// Its id.
    pub id: Uuid,
    /// Media type by content.
    pub media: String,
    /// Size in bytes.
    pub size: u64,
}

/// Which document a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// One that is there: as it was shown, so that nothing that moved meanwhile gets the file.
    There {
        /// Whether it stands among the evidence.
        evidence: bool,
        /// Its place among the documents, or the evidence, of its step, from 0.
        position: u32,
        /// Position of the step's fact in the stream.
        step: i32,
        /// Its title.
        title: String,
    },
    /// A new one.
    New {
        /// Whether it is evidence.
        evidence: bool,
        /// Position of the step's fact in the stream; the last step if none.
        step: Option<i32>,
        /// Its title.
        title: String,
    },
}

/// The wish to add a file to a document (rulings 3): a supplement, which replaces nothing and needs no approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileWish {
    /// The file.
    pub file: StoredFile,
    /// Secrecy mark that comes with it.
    pub secrecy: Option<Secrecy>,
    /// The document.
    pub which: Which,
}

/// A file that facts of a stream named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The file.
    pub file: Uuid,
    /// When the platform had the fact that named it.
    pub recorded_at: jiff::Timestamp,
}

/// Notes a file that a fact named; one that was named before stays as it was.
pub(crate) fn name(
    names: &mut Vec<Named>,
    files: impl IntoIterator<Item = Uuid>,
    recorded_at: jiff::Timestamp,
) {
    for file in files {
        if !names.iter().any(|n| n.file == file) {
            names.push(Named { file, recorded_at });
        }
    }
}

/// The rows by which the sweep knows that a file is named. They stay when an amendment takes the document away: the fact
/// still names it.
pub(crate) fn rows(names: &[Named], stream: Uuid) -> impl Iterator<Item = crate::view::Row> {
    let row = move |n: &Named| crate::view::Row {
        table: &crate::view::FILE,
        values: vec![n.file.into(), stream.into()],
    };
    names.iter().map(row)
}
