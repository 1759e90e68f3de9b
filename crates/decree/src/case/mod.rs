//! 案件 (Arts 13, 16; rulings 12): acts of every kind with their stages, as facts of one stream. Opened, then one fact for
//! each thing that happened; what a record must hold and by when is data (`crate::procedure`).

mod clock;
mod code;
mod compose;
mod decide;
mod differences;
mod disclosure;
mod events;
mod file;
mod naming;
mod packet;
mod parties;
mod read;
mod rows;
mod state;
mod story;
mod wish;

pub use clock::{Clock, end_of_clock, holds, is_open, open_clocks, runs, started, stopped, stopped_at};
pub use code::{Telling, reissue, tell};
pub use decide::{
    Around, alerted, amend, collect, new_number, number_of, place_of, place_of_state, supplement, withdraw,
};
pub use disclosure::{
    BY_HAND, CLOCK as DISCLOSURE_CLOCK, CheckNote, Disclosed as DisclosedAs, DisclosureStanding,
    DisclosureStep, DisclosureWish, Proposal, PublishedParty, PublishedText, TakenDownNote, TakenDownPart,
    WithheldNote, WithheldPart, disclose, folded, published_text,
};
pub use events::*;
pub use file::{AddedFile, FileNote, FilePart, PaperAt, add_file, papers};
pub use naming::said_of_naming;
pub use packet::{Detail, Packet, PacketService};
pub use parties::{
    PartiesNote, PartiesPart, PartiesWish, PartyChange, PartyEdit, PartyKnown, PartyNow, amend_parties,
    draft_parties,
};
pub use read::{COMMON_FIELDS, has_positions, positions, read, step_texts};
pub(crate) use rows::series_of;
pub use state::{CaseState, CodeState, Decided, StepState};
pub use story::{Line as StoryLine, Remedy, story};
pub use wish::{CaseWish, PartyWish, StepWish, claim_number, decision_number, fine_keys, fine_of, fines};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::inspection::{Collection, DeferralReason, Named, Source, TargetKind};
use crate::judge::Finding;
use crate::naming::{NamingSaid, NamingSettled};
use crate::procedure::{ActKind, ProcedureKind};
use crate::record;
use crate::record::blank;
use crate::when::When;

crate::codes! {
    /// 案件來源 (domain 4.7)
    CaseSource {
        /// 現場檢查
        Inspection = 1 "inspection",
        /// 投訴
        Complaint = 2 "complaint",
        /// 舉報
        Report = 3 "report",
        /// 上級交辦
        Assigned = 4 "assigned",
        /// 其他機關移送
        Transferred = 5 "transferred",
        /// 媒體曝光
        Media = 6 "media",
        /// 依申請
        Application = 7 "application",
        /// 其他
        Other = 9 "other",
    }
}

crate::codes! {
    /// 保密標記 (rulings 10).
    Secrecy {
        /// None.
        Open = 0 "none",
        /// 個人隱私
        Privacy = 1 "privacy",
        /// 商業秘密
        TradeSecret = 2 "trade_secret",
        /// 舉報人
        Informant = 3 "informant",
        /// 工作秘密
        WorkSecret = 4 "work_secret",
        /// 國家秘密: not on this platform; only a stub is kept.
        StateSecret = 5 "state_secret",
    }
}

record! {
    /// What a case is about (section `party`).
    Opening {
        /// When the unlawful act began, or the day of it.
        act_from: Option<Date>,
        /// Kind of act.
        act_kind: Option<ActKind>,
        /// When the unlawful act ended.
        act_until: Option<Date>,
        /// Credit code or official code of the subject in whose name the act is done, where another made it.
        in_name_of: String,
        /// Own number of the inspection from which it comes (domain 4.4).
        inspection_number: String,
        /// The agency's name on that day.
        organ: String,
        /// 案號
        own_number: String,
        /// Codes of the powers.
        power: Vec<String>,
        /// Procedure.
        procedure: Option<ProcedureKind>,
        /// 案由
        title: String,
        /// Enforcement unit.
        unit: String,
    }
}

/// One party of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseParty {
    /// 統一社會信用代碼.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Kind.
    pub kind: TargetKind,
    /// Name, unless it is a natural person's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Vault key of what is personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
}

/// Section `party` of an opened case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningPart {
    /// What it is about.
    pub opening: Opening,
    /// Against whom, or for whom.
    pub parties: Vec<CaseParty>,
}

crate::codes! {
    /// How old a natural person was when acting (Penalty Law 30): all that judging needs of a birth date.
    AgeBand {
        /// Under fourteen.
        Under14 = 1 "under_14",
        /// Fourteen to seventeen.
        Under18 = 2 "under_18",
        /// Of age.
        Adult = 3 "adult",
    }
}

/// Section `internal` of an opened case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningNote {
    /// How old the natural persons among the parties were, by position from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ages: Vec<(u32, AgeBand)>,
    /// Where the case comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_source: Option<CaseSource>,
    /// Keyed digest of the opening as it came.
    pub digest: String,
    /// Key of the district.
    pub district: i32,
    /// Keyed digests by which equal parties are found, one a party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equal: Vec<String>,
    /// Keys of further lines: a case under powers of two lines is seen by both (rulings 1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<i32>,
    /// Notes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What each party knows beside its code: the last four of the number that identifies it (rulings 4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seconds: Vec<String>,
    /// Secrecy mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<Secrecy>,
    /// By which way it came.
    pub source: Source,
    /// Version of the procedure standard that applies: key and version; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<(i32, i32)>,
}

impl Default for OpeningNote {
    fn default() -> Self {
        Self {
            ages: Vec::new(),
            case_source: None,
            digest: String::new(),
            district: 0,
            equal: Vec::new(),
            lines: Vec::new(),
            notes: String::new(),
            seconds: Vec::new(),
            secrecy: None,
            source: Source::Entry,
            standard: None,
        }
    }
}

/// A document or piece of evidence of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Salted commitment to the content, hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub commitment: String,
    /// Key of the file in the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Uuid>,
    /// Name in the form catalogue, or title.
    pub name: String,
    /// Secrecy mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<Secrecy>,
    /// Size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Media type by content.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub r#type: String,
}

/// Section `party` of a step: what happened. An internal event stands in the internal section instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPart {
    /// When it was finished, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    /// 文書
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Paper>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
}

/// A query code that was made for a party (Art. 33).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCode {
    /// Key of the clear code in the vault, until it is told.
    pub clear: Uuid,
    /// Look-up key of the row that a second element opens; empty where the party has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Look-up key, hexadecimal: a keyed hash of the code.
    pub look_up: String,
    /// Which party, counted from 1.
    pub party: u32,
}

/// The form on which a summary decision was written, by the claim number printed on it (rulings 4): what it is found under, and
/// never the number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Look-up key of the row that a second element opens; empty where the party has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Look-up key, hexadecimal.
    pub look_up: String,
}

/// Section `internal` of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepNote {
    /// Who approved, by certificate or staff number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// The form it was written on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// Clocks that started with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<Clock>,
    /// Query codes that were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<IssuedCode>,
    /// Real time or deferred.
    pub collection: Collection,
    /// Reason for deferral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferral: Option<DeferralReason>,
    /// Note on the deferral.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deferral_note: String,
    /// Keyed digest of the step as it came.
    pub digest: String,
    /// An event that only supervisors and the agency see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// 證據材料
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Paper>,
    /// Findings that this step brought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Which of the common fields the source has at all, as a set of positions in [`COMMON_FIELDS`].
    pub has: u64,
    /// Criteria by which the case is a major one from now on (Art. 28; Penalty Law 58).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub major: Vec<String>,
    /// Notes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Handlers by certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub officers: Vec<Named>,
    /// Vault key of the names of handlers without a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Who reviewed, by certificate or staff number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reviewer: String,
    /// By which way it came.
    pub source: Source,
    /// The source's own number of the step.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub step_number: String,
    /// How many handlers were named without a certificate.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unregistered: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Default for StepNote {
    fn default() -> Self {
        Self {
            approver: String::new(),
            claim: None,
            clocks: Vec::new(),
            codes: Vec::new(),
            collection: Collection::RealTime,
            deferral: None,
            deferral_note: String::new(),
            digest: String::new(),
            event: None,
            evidence: Vec::new(),
            findings: Vec::new(),
            has: 0,
            major: Vec::new(),
            notes: String::new(),
            officers: Vec::new(),
            person: None,
            reviewer: String::new(),
            source: Source::Entry,
            step_number: String::new(),
            unregistered: 0,
        }
    }
}

/// Something missing was added to a step or to the opening (rulings 3): it never replaces a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAddition {
    /// Digest of the record that brought it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Fields that were empty, with their values; lists with what is new.
    pub fields: Vec<(String, String)>,
    /// Which step, by the position of its fact; 1 for the opening.
    pub step: i32,
}

/// An agreed amendment of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAmendment {
    /// The amendment's stream.
    pub amendment: Uuid,
    /// Fields as they are now.
    pub fields: Vec<(String, String)>,
    /// Which step, by the position of its fact; 1 for the opening.
    pub step: i32,
}

/// The withdrawal of a case that should not exist: it stays readable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseWithdrawal {
    /// The amendment's stream.
    pub amendment: Uuid,
}

/// A later look raised an alert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAlert {
    /// The alert's stream.
    pub alert: Uuid,
    /// The finding.
    pub finding: Finding,
}

crate::codes! {
    /// How a code was told (Art. 33; rulings 4).
    TellingMode {
        /// Printed on the document.
        OnDocument = 1 "on_document",
        /// A slip.
        Slip = 2 "slip",
        /// A message.
        Sms = 3 "sms",
        /// By post.
        Post = 4 "post",
        /// Together with service.
        WithService = 5 "with_service",
    }
}

/// The party was told its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When.
    pub at: When,
    /// How.
    pub mode: TellingMode,
    /// Which parties, counted from 1.
    pub parties: Vec<u32>,
    /// Proof, in words or the name of a paper.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof: String,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            at: When::default(),
            mode: TellingMode::WithService,
            parties: Vec::new(),
            proof: String::new(),
        }
    }
}

/// Codes were made again: those there were are revoked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reissue {
    /// The clock within which the new ones must be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<Clock>,
    /// The new ones.
    pub codes: Vec<IssuedCode>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ground: String,
}

crate::facts! {
    /// What is said about a case.
    CaseFact {
        /// It was opened.
        Opened = 100 v 1 { party: OpeningPart, internal: OpeningNote }
        /// Something happened in it.
        Stepped = 101 v 1 { party: StepPart, internal: StepNote }
        /// Something missing was added.
        Supplemented = 102 v 1 { party: CaseAddition }
        /// An amendment took effect.
        Amended = 103 v 1 { internal: CaseAmendment }
        /// It was withdrawn.
        Withdrawn = 104 v 1 { internal: CaseWithdrawal }
        /// A later look at it raised an alert.
        Alerted = 105 v 1 { internal: CaseAlert }
        /// Query codes were told.
        CodesTold = 106 v 1 { internal: Told }
        /// Query codes were made again.
        CodesReissued = 107 v 1 { internal: Reissue }
        /// A file was added to a document.
        FileAdded = 108 v 1 { party: FilePart, internal: FileNote }
        /// An agreed application changed its parties.
        PartiesAmended = 109 v 1 { party: PartiesPart, internal: PartiesNote }
        /// Its decision was published: the masked text (Art. 20).
        Published = 111 v 1 { public: PublishedText, internal: CheckNote }
        /// Its decision was withheld from the public.
        Withheld = 112 v 1 { public: WithheldPart, internal: WithheldNote }
        /// What was published was taken down.
        TakenDown = 113 v 1 { public: TakenDownPart, internal: TakenDownNote }
        /// An officer named in a step said whether it is right.
        NamingSaid = 118 v 1 { internal: NamingSaid }
        /// What was made of an officer's objection.
        NamingSettled = 119 v 1 { internal: NamingSettled }
    }
}
