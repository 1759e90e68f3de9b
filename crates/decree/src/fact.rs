//! The fact: envelope, sections by disclosure class, commitments, and the leaf that the log publishes.

use std::any::Any;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::canonical;
use crate::identity::{self, CommandRng};

/// What a stream is about. The number is stored; it is never used again for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum ThingKind {
    /// The journal itself: opened, simulated, sweeps.
    Journal = 1,
    /// The official calendar: all holiday notices.
    Calendar = 2,
    /// 轄區: one territory.
    Territory = 3,
    /// 條: one field of administration.
    Line = 4,
    /// 行政執法機關 (Art. 36).
    Agency = 5,
    /// An office or legal unit that supervises.
    Office = 6,
    /// A person who acts on the platform.
    Person = 7,
    /// 執法事項: one power.
    Power = 8,
    /// An agency's approved list of powers.
    PowerList = 9,
    /// 執法人員 with certificates.
    Officer = 10,
    /// 行政相對人.
    Party = 11,
    /// 預警點.
    AlertPoint = 12,
    /// An outage of the platform (Art. 15: objective conditions).
    Outage = 13,
    /// 執法依據: one law of the library (Art. 11(3)).
    Law = 14,
    /// 流程和標準 (Art. 11(4)).
    Procedure = 15,
    /// 執法文書格式: the forms of a field, by edition.
    Forms = 16,
    /// 公示規則, and what an agency approved beforehand (Art. 20).
    Disclosure = 17,
    /// 行政檢查.
    Inspection = 20,
    /// Patrol, never counted as an inspection.
    Patrol = 21,
    /// 勸阻教育, never counted as an inspection.
    Education = 22,
    /// 案件: an act of any kind with its stages.
    Case = 23,
    /// 認領號: forms of summary decisions with the numbers printed on them (Art. 33).
    ClaimForms = 24,
    /// 文號 that will never be used.
    VoidNumber = 25,
    /// 修改申請 (Art. 14).
    Amendment = 30,
    /// 預警 (Art. 27).
    Alert = 31,
    /// What somebody wrote by the public pages (Arts 32, 33; rulings 11).
    Message = 35,
}

impl ThingKind {
    /// Every kind, in stored order.
    pub const ALL: [Self; 26] = [
        Self::Journal,
        Self::Calendar,
        Self::Territory,
        Self::Line,
        Self::Agency,
        Self::Office,
        Self::Person,
        Self::Power,
        Self::PowerList,
        Self::Officer,
        Self::Party,
        Self::AlertPoint,
        Self::Outage,
        Self::Law,
        Self::Procedure,
        Self::Forms,
        Self::Disclosure,
        Self::Inspection,
        Self::Patrol,
        Self::Education,
        Self::Case,
        Self::ClaimForms,
        Self::VoidNumber,
        Self::Amendment,
        Self::Alert,
        Self::Message,
    ];

    /// The stored number.
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// The kind of a stored number.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.number() == number)
    }

    /// Whether the thing is base information or a rule that other decisions are judged by: a change of it takes the
    /// register lock, so that every act knows exactly the registers as they were when it was recorded.
    pub const fn is_register(self) -> bool {
        (self as i16) < 20 && !matches!(self, Self::Journal | Self::Party)
    }
}

/// The disclosure class of a section of a fact (Arts 20, 22, 33).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Section {
    /// What the public may see once disclosure is decided.
    Public = 1,
    /// What the party may see with its query code.
    Party = 2,
    /// What only supervisors and the agency see.
    Internal = 3,
}

/// Tag of a person's commitment in `commits`, beside the tags of [`Section`].
const PERSON: u8 = 4;
/// Tag of the commitment to what the envelope says besides the log's entry, and of its salt.
const ENVELOPE: u8 = 5;

impl Section {
    /// Its name in the log's entry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Party => "party",
            Self::Internal => "internal",
        }
    }
}

/// The canonical bytes of a fact by disclosure class; absent or erased sections are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    /// See [`Section::Public`].
    pub public: Option<Vec<u8>>,
    /// See [`Section::Party`].
    pub party: Option<Vec<u8>>,
    /// See [`Section::Internal`].
    pub internal: Option<Vec<u8>>,
}

impl Sections {
    /// The sections that are there, in stored order.
    pub fn present(&self) -> impl Iterator<Item = (Section, &[u8])> {
        [(Section::Public, &self.public), (Section::Party, &self.party), (Section::Internal, &self.internal)]
            .into_iter()
            .filter_map(|(section, bytes)| bytes.as_deref().map(|b| (section, b)))
    }
}

/// Who, what, when, under which agency, line and territory (DESIGN: the fact row without its sections).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The fact's own key (UUIDv7).
    pub id: Uuid,
    /// The node that owns the stream.
    pub node: i16,
    /// The thing the fact is about.
    pub stream: Uuid,
    /// Position within the stream, from 1.
    pub seq: i32,
    /// Number of the kind of fact.
    pub kind: i16,
    /// Version of the kind's body.
    pub version: i16,
    /// Register key of the agency in whose name the act was done; 0 for none.
    pub agency: i32,
    /// Register key of the line of the power; 0 for none.
    pub line: i32,
    /// Register key of the territory; 0 for none.
    pub territory: i32,
    /// When it happened in the world.
    pub occurred_at: Timestamp,
    /// When a device caught it, if one did.
    pub captured_at: Option<Timestamp>,
    /// When the platform had it.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: Uuid,
    /// For whom, if the actor stood in.
    pub on_behalf: Option<Uuid>,
    /// The command that caused it.
    pub cause: Uuid,
}

/// A fact as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Who, what, when.
    pub envelope: Envelope,
    /// What it says.
    pub sections: Sections,
    /// Tagged salted commitments: one a section, one a person.
    pub commits: Vec<u8>,
    /// What the sections were written from, while the fact is still in the hands that made it.
    pub said: Said,
}

/// What a fact's sections were written from. A fact that has just been made is folded from this; one that was read is
/// folded from its bytes. It is no part of the fact: two facts are equal if their stored columns are.
#[derive(Clone, Default)]
pub struct Said(Option<Arc<dyn Any + Send + Sync>>);

impl Said {
    /// Remembers what was said.
    pub fn of<T: Any + Send + Sync>(said: T) -> Self {
        Self(Some(Arc::new(said)))
    }

    /// What was said, if it is of this type and still remembered.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.as_ref()?.downcast_ref()
    }
}

impl PartialEq for Said {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Said {}

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "said" } else { "stored" })
    }
}

/// What a `decide` wants to be a fact: everything but the position, the commitments and the moment of recording.
#[derive(Clone, Debug)]
pub struct NewFact {
    /// Number of the kind of fact.
    pub kind: i16,
    /// Version of the kind's body.
    pub version: i16,
    /// When it happened in the world.
    pub occurred_at: Timestamp,
    /// When a device caught it.
    pub captured_at: Option<Timestamp>,
    /// What it says.
    pub sections: Sections,
    /// Persons the fact refers to: each gets a commitment of its own.
    pub persons: Vec<Person>,
    /// What the sections were written from.
    pub said: Said,
    /// Clear query codes that go to the vault with the fact.
    pub codes: Vec<crate::query_code::ClearCode>,
    /// Clear query codes that are destroyed with it.
    pub told: Vec<Uuid>,
}

/// A personal value on its way to the vault: a fact refers to it by id and commits to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Key in the vault.
    pub id: Uuid,
    /// Canonical bytes of the personal data.
    pub value: Vec<u8>,
    /// The salt that the vault keeps beside the value and that dies with it.
    pub salt: [u8; 32],
    /// The value by which equal persons are found (identity number), or empty.
    pub equal_by: String,
}

/// A fact with the salts that must go to the vault.
pub struct Sealed {
    /// The fact.
    pub fact: Fact,
    /// Tagged salts of the sections: 33 bytes each.
    pub salts: Vec<u8>,
}

/// Salted commitment to a section: `SHA-256(salt ‖ tag ‖ bytes)`.
pub fn commit_section(salt: &[u8; 32], section: Section, bytes: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update([section as u8]);
    hash.update(bytes);
    hash.finalize().into()
}

/// Salted commitment to a person in one fact. The salt differs in every fact, so that two facts about one person
/// cannot be linked by what the log publishes; destroying the person's salt destroys them all.
pub fn commit_person(salt: &[u8; 32], fact: Uuid, value: &[u8]) -> [u8; 32] {
    let mut of_fact = Sha256::new();
    of_fact.update(salt);
    of_fact.update(fact.as_bytes());
    let mut hash = Sha256::new();
    hash.update(of_fact.finalize());
    hash.update([PERSON]);
    hash.update(value);
    hash.finalize().into()
}

/// What the log's entry does not say of an envelope, as its commitment covers it.
#[derive(Serialize)]
struct Covered {
    actor: Uuid,
    agency: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    captured_at: Option<Timestamp>,
    cause: Uuid,
    id: Uuid,
    line: i32,
    occurred_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf: Option<Uuid>,
    territory: i32,
}

/// Salted commitment to what the envelope says besides the log's entry: who did it, when, and the agency, line and territory
/// that scopes are compared with. Changed by hand, the fact would be seen by others, and its sections would still open.
pub fn commit_envelope(salt: &[u8; 32], envelope: &Envelope) -> [u8; 32] {
    let covered = canonical::to_bytes(&Covered {
        actor: envelope.actor,
        agency: envelope.agency,
        captured_at: envelope.captured_at,
        cause: envelope.cause,
        id: envelope.id,
        line: envelope.line,
        occurred_at: envelope.occurred_at,
        on_behalf: envelope.on_behalf,
        territory: envelope.territory,
    });
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update([ENVELOPE]);
    hash.update(covered);
    hash.finalize().into()
}

/// What of a stored fact its commitments do not cover: the envelope, or the code of a section. Without the salt that went with an
/// erased value nothing can be said of it, and nothing is. Persons are opened one by one, with the vault.
///
/// # Errors
/// Commitments or salts are not tagged 32-byte values.
pub fn uncovered(fact: &Fact, salts: &[u8]) -> Result<Option<&'static str>, CommitsBroken> {
    let salts = tagged(salts)?;
    let salt = |tag: u8| salts.clone().find(|(t, _)| *t == tag).map(|(_, salt)| salt);
    for (tag, commit) in tagged(&fact.commits)? {
        let (section, bytes) = match tag {
            1 => (Section::Public, &fact.sections.public),
            2 => (Section::Party, &fact.sections.party),
            3 => (Section::Internal, &fact.sections.internal),
            ENVELOPE if salt(tag).is_none_or(|s| commit_envelope(s, &fact.envelope) != *commit) => {
                return Ok(Some("envelope"));
            }
            _ => continue,
        };
        match (bytes, salt(tag)) {
            (Some(bytes), Some(salt)) if commit_section(salt, section, bytes) == *commit => {}
            (None, None) => {}
            _ => return Ok(Some(section.code())),
        }
    }
    let committed = |tag: u8| tagged(&fact.commits).is_ok_and(|mut all| all.any(|(t, _)| t == tag));
    let bare = fact.sections.present().find(|(section, _)| !committed(*section as u8));
    Ok(bare.map(|(section, _)| section.code()).or((!committed(ENVELOPE)).then_some("envelope")))
}

/// Tag and value of each of some commitments or salts.
fn tagged(bytes: &[u8]) -> Result<impl Iterator<Item = (u8, &[u8; 32])> + Clone, CommitsBroken> {
    let (chunks, rest) = bytes.as_chunks::<33>();
    if !rest.is_empty() {
        return Err(CommitsBroken);
    }
    Ok(chunks.iter().map(|[tag, value @ ..]| (*tag, value)))
}

/// Gives a new fact its place and its commitments.
pub fn seal(new: NewFact, envelope: Envelope, rng: &mut CommandRng) -> Sealed {
    let mut commits = Vec::with_capacity(33 * 4);
    let mut salts = Vec::with_capacity(33 * 4);
    for (section, bytes) in new.sections.present() {
        let salt = identity::salt(rng);
        salts.push(section as u8);
        salts.extend_from_slice(&salt);
        commits.push(section as u8);
        commits.extend_from_slice(&commit_section(&salt, section, bytes));
    }
    for person in &new.persons {
        commits.push(PERSON);
        commits.extend_from_slice(&commit_person(&person.salt, envelope.id, &person.value));
    }
    let salt = identity::salt(rng);
    salts.push(ENVELOPE);
    salts.extend_from_slice(&salt);
    commits.push(ENVELOPE);
    commits.extend_from_slice(&commit_envelope(&salt, &envelope));
    Sealed { fact: Fact { envelope, sections: new.sections, commits, said: new.said }, salts }
}

/// The commitments as the log publishes them.
#[derive(Serialize)]
struct Commits {
    #[serde(skip_serializing_if = "Option::is_none")]
    envelope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    internal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    persons: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public: Option<String>,
}

#[derive(Serialize)]
struct Entry {
    commits: Commits,
    kind: i16,
    node: i16,
    recorded_at: Timestamp,
    sequence: i32,
    stream: Uuid,
    version: i16,
}

/// The log's entry for a fact: canonical bytes of its envelope and commitments, no content and no personal data.
/// It is a function of the stored columns alone.
///
/// # Errors
/// `commits` is not a sequence of tagged 32-byte values.
pub fn entry(envelope: &Envelope, commits: &[u8]) -> Result<Vec<u8>, CommitsBroken> {
    let mut out = Commits { envelope: None, internal: None, party: None, persons: Vec::new(), public: None };
    for (tag, value) in tagged(commits)? {
        let text = hex(value);
        match tag {
            1 => out.public = Some(text),
            2 => out.party = Some(text),
            3 => out.internal = Some(text),
            PERSON => out.persons.push(text),
            ENVELOPE => out.envelope = Some(text),
            _ => return Err(CommitsBroken),
        }
    }
    Ok(canonical::to_bytes(&Entry {
        commits: out,
        kind: envelope.kind,
        node: envelope.node,
        recorded_at: envelope.recorded_at,
        sequence: envelope.seq,
        stream: envelope.stream,
        version: envelope.version,
    }))
}

/// The leaf of a fact in the log: RFC 6962 leaf hash of its [`entry`].
///
/// # Errors
/// As [`entry`].
pub fn leaf(envelope: &Envelope, commits: &[u8]) -> Result<[u8; 32], CommitsBroken> {
    let mut hash = Sha256::new();
    hash.update([0u8]);
    hash.update(entry(envelope, commits)?);
    Ok(hash.finalize().into())
}

/// The stored commitments do not have the form they are written in.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the commitments of a fact are not tagged 32-byte values")]
pub struct CommitsBroken;

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

/// The bytes that hexadecimal text stands for; none where it is empty or something else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes().chunks_exact(2);
    bytes
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect::<Option<Vec<u8>>>()
        .filter(|b| !b.is_empty())
}

/// A fact that cannot be read: its kind is unknown to this program, or its bytes are not what the kind says.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Written by a newer program.
    #[error(
        "fact kind {kind} version {version} is not known to this program: use the newer program that wrote it"
    )]
    UnknownKind {
        /// Stored kind.
        kind: i16,
        /// Stored version.
        version: i16,
    },
    /// The bytes do not fit.
    #[error("fact {id} of kind {kind} cannot be read: {source}")]
    Body {
        /// The fact.
        id: Uuid,
        /// Stored kind.
        kind: i16,
        /// What the reader found.
        source: serde_json::Error,
    },
}

/// Declares the facts of one thing: each variant with its stored number, its version and its sections. The macro
/// writes `number`, `sections` and `read`; a section that is erased reads as its empty value.
#[macro_export]
macro_rules! facts {
    ($(#[$meta:meta])* $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $kind:literal v $version:literal { $($section:ident : $body:ty),+ } )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub enum $name {
            $( $(#[$vmeta])* $variant {
                $( #[doc = concat!("The ", stringify!($section), " section.")] $section: Box<$body> ),+
            } ),+
        }

        impl $name {
            /// Stored numbers and versions of these facts, with their names.
            pub const KINDS: &'static [(i16, i16, &'static str)] = &[$(($kind, $version, stringify!($variant))),+];

            /// Stored number and version of this fact.
            pub const fn number(&self) -> (i16, i16) {
                match self { $( Self::$variant { .. } => ($kind, $version) ),+ }
            }

            /// Canonical bytes by disclosure class.
            pub fn sections(&self) -> $crate::fact::Sections {
                match self {
                    $( Self::$variant { $($section),+ } => {
                        let mut all = $crate::fact::Sections::default();
                        $( all.$section = Some($crate::canonical::to_bytes($section)); )+
                        all
                    } ),+
                }
            }

            /// Reads a stored fact.
            ///
            /// # Errors
            /// The kind is unknown or its bytes do not fit.
            pub fn read(fact: &$crate::fact::Fact) -> Result<Self, $crate::fact::ReadError> {
                if let Some(said) = fact.said.get::<Self>() {
                    return Ok(said.clone());
                }
                match (fact.envelope.kind, fact.envelope.version) {
                    $( ($kind, $version) => Ok(Self::$variant {
                        $( $section: Box::new($crate::canonical::from_bytes(fact.sections.$section.as_deref())
                            .map_err(|source| $crate::fact::ReadError::Body {
                                id: fact.envelope.id, kind: $kind, source })?) ),+
                    }), )+
                    (kind, version) => Err($crate::fact::ReadError::UnknownKind { kind, version }),
                }
            }

            /// The new fact that says this, as having happened at `occurred_at`.
            pub fn at(self, occurred_at: jiff::Timestamp) -> $crate::fact::NewFact {
                let (kind, version) = self.number();
                $crate::fact::NewFact {
                    kind, version,
                    occurred_at: $crate::identity::to_micros(occurred_at),
                    captured_at: None, sections: self.sections(), persons: Vec::new(),
                    said: $crate::fact::Said::of(self),
                    codes: Vec::new(), told: Vec::new(),
                }
            }
        }
    };
}
