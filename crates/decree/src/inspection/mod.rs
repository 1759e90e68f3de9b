//! 行政檢查 (Arts 13-15): what an inspection holds, its facts, its fold and its rows.

mod decide;
mod fields;
mod file;
mod read;

pub use self::file::add_file;
pub use decide::{
    Collect, alerted, amend, collect, place_of, place_with_power, re_inspect, said_of_naming, supplement,
    withdraw,
};
pub use fields::{Difference, FIELDS, Field, SEPARATOR, difference, fields, has_value, position};
pub use read::{number_rule, read};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::deadline::{self, DeadlineKind};
use crate::fact::{Fact, ReadError, ThingKind};
use crate::judge::Finding;
use crate::naming::{self, Naming, NamingSaid, NamingSettled};
use crate::view::{FINDING, INSPECTION, KNOWN, Row, Value};
use crate::when::When;

crate::codes! {
    /// Whom or what the inspection looked at.
    TargetKind {
        /// 法人、其他組織
        Organisation = 1 "organisation",
        /// 自然人
        Person = 2 "person",
        /// 個體工商戶
        SelfEmployed = 3 "self_employed",
        /// 場地場所
        Premises = 4 "place",
    }
}

crate::codes! {
    /// 檢查形式
    Form {
        /// 日常檢查
        Daily = 1 "daily",
        /// 專項檢查
        Special = 2 "special",
    }
}

crate::codes! {
    /// 檢查結果
    Outcome {
        /// 合格
        Pass = 1 "pass",
        /// 不合格
        Fail = 2 "fail",
        /// 當場改正
        CorrectedOnSite = 3 "corrected_on_site",
        /// 未查到對象
        NotFound = 4 "not_found",
    }
}

crate::codes! {
    /// Result of one item of a checklist (domain.md 4.4).
    ItemResult {
        /// 合格
        Pass = 1 "pass",
        /// 不合格
        Fail = 2 "fail",
        /// 未檢查
        Unchecked = 3 "unchecked",
        /// 合理缺項
        NotApplicable = 4 "not_applicable",
    }
}

crate::codes! {
    /// Real time or deferred (Art. 15, rulings 6).
    Collection {
        /// 實時歸集
        RealTime = 1 "real_time",
        /// 因客觀條件限制延後歸集
        Deferred = 2 "deferred",
    }
}

crate::codes! {
    /// Why collection was deferred.
    DeferralReason {
        /// No network on the spot.
        NoNetwork = 1 "no_network",
        /// Emergency.
        Emergency = 2 "emergency",
        /// Remote place.
        Remote = 3 "remote",
        /// Recorded on paper.
        Paper = 4 "paper",
        /// Another reason, in the note.
        Other = 9 "other",
    }
}

crate::codes! {
    /// By which way a record came.
    Source {
        /// Typed into the platform's own form.
        Entry = 1 "entry",
        /// Pushed by an agency's system.
        Push = 2 "push",
        /// Imported from a file.
        File = 3 "file",
    }
}

/// One checked item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What was checked.
    pub name: String,
    /// With what result.
    pub result: ItemResult,
}

/// A document or photo: a file of the store, or the name of one that the source keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Salted commitment to the content, hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub commitment: String,
    /// Key of the file in the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Uuid>,
    /// Name.
    pub name: String,
    /// Size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Media type by content.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub r#type: String,
}

/// 責令改正 (rulings 12; Penalty Law 28): no penalty, recorded on its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionOrder {
    /// Legal basis as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Day until which the matter must be put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The matter.
    pub matter: String,
}

/// The re-inspection of a correction order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReInspection {
    /// When.
    pub at: When,
    /// With what result.
    pub result: Outcome,
}

impl Default for ReInspection {
    fn default() -> Self {
        Self { at: When::default(), result: Outcome::NotFound }
    }
}

/// Section `public` of a collected inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPart {
    /// Form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Code of the power as given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub power: String,
    /// Register key of the power, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_key: Option<i32>,
    /// Result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// Name of the target, unless it is a natural person's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// 統一社會信用代碼 of the target.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target_code: String,
}

/// Section `party` of a collected inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPart {
    /// Correction order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionOrder>,
    /// Documents and photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<When>,
    /// Items checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// The agency's own number.
    pub own_number: String,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Re-inspection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub re_inspection: Option<ReInspection>,
    /// Reason, where no plan.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<When>,
}

/// An officer named in a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Number of the certificate, as given.
    pub certificate: String,
    /// The officer's stream, if the certificate is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<Uuid>,
}

/// Section `internal` of a collected inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternalPart {
    /// Real time or deferred.
    pub collection: Collection,
    /// Reason for deferral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferral: Option<DeferralReason>,
    /// Note on the deferral.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deferral_note: String,
    /// Keyed digest of the record as it came, by which the same record is known again.
    pub digest: String,
    /// Key of the district.
    pub district: i32,
    /// Findings at collection, breaches among them (which are alerts of their own too).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Which fields the source has at all, as a set of positions in [`FIELDS`].
    pub has: u64,
    /// Notes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Officers by certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub officers: Vec<Named>,
    /// Vault key of what is personal in the record: a natural person, officers named without a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Keyed digest of the personal values, by which a change of them is noticed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person_digest: String,
    /// Plan.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// By which way it came.
    pub source: Source,
    /// Kind of target.
    pub target_kind: TargetKind,
    /// Enforcement unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How many officers were named without a certificate.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unregistered: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Default for InternalPart {
    fn default() -> Self {
        Self {
            collection: Collection::RealTime,
            digest: String::new(),
            district: 0,
            deferral: None,
            deferral_note: String::new(),
            findings: Vec::new(),
            has: 0,
            notes: String::new(),
            officers: Vec::new(),
            person: None,
            person_digest: String::new(),
            plan: String::new(),
            source: Source::Entry,
            target_kind: TargetKind::Organisation,
            unit: String::new(),
            unregistered: 0,
        }
    }
}

/// The three sections together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Public.
    pub public: PublicPart,
    /// Party.
    pub party: PartyPart,
    /// Internal.
    pub internal: InternalPart,
}

/// What a supplement adds (rulings 3): it never replaces a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// Digest of the record that brought it, if it came by a file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Fields that were empty, with their values; lists with what is new.
    pub fields: Vec<(String, String)>,
}

/// A file that was added to a document or photo (rulings 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedDocument {
    /// The document with its file.
    pub document: Document,
    /// Its place among the documents, from 0.
    pub position: u32,
}

/// An amendment that was agreed to, as it changes the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentNote {
    /// The whole internal section as it is now.
    pub after: InternalPart,
    /// The amendment's stream.
    pub amendment: Uuid,
}

/// The withdrawal of a record that should not exist: it stays readable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The amendment's stream.
    pub amendment: Uuid,
}

/// The inspection raised alerts after its collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertNote {
    /// The alert's stream.
    pub alert: Uuid,
    /// The finding.
    pub finding: Finding,
}

crate::facts! {
    /// What is said about an inspection.
    InspectionFact {
        /// It was collected.
        Collected = 60 v 1 { public: PublicPart, party: PartyPart, internal: InternalPart }
        /// Something missing was added.
        Supplemented = 61 v 1 { party: Addition }
        /// The correction order was re-inspected.
        ReInspected = 62 v 1 { party: ReInspection }
        /// An amendment took effect.
        Amended = 63 v 1 { public: PublicPart, party: PartyPart, internal: AmendmentNote }
        /// It was withdrawn.
        Withdrawn = 64 v 1 { internal: Withdrawal }
        /// A later look at it raised an alert.
        Alerted = 65 v 1 { internal: AlertNote }
        /// A file was added to a document.
        FileAdded = 66 v 1 { party: AddedDocument }
        /// An officer named in it said whether it is right.
        NamingSaid = 68 v 1 { internal: NamingSaid }
        /// What was made of an officer's objection.
        NamingSettled = 69 v 1 { internal: NamingSettled }
    }
}

/// An inspection as it stands.
#[derive(Clone, Debug)]
pub struct InspectionState {
    /// What it holds.
    pub parts: Parts,
    /// Key of the agency.
    pub agency: i32,
    /// Key of the line.
    pub line: i32,
    /// Key of the territory.
    pub territory: i32,
    /// The fact that collected it.
    pub collected: Uuid,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When a device caught it.
    pub captured_at: Option<Timestamp>,
    /// Whether it is withdrawn.
    pub withdrawn: bool,
    /// Every file that a fact of the inspection ever named.
    pub files: Vec<crate::file::Named>,
    /// What the officers whom it names said of that.
    pub naming: Naming,
    /// Findings made later: by the sweep or by a second look.
    pub later: Vec<Finding>,
    /// Digest of the record as it came last.
    pub digest: String,
    /// How many facts there are.
    pub facts: i32,
}

impl Default for InspectionState {
    fn default() -> Self {
        Self {
            parts: Parts::default(),
            agency: 0,
            line: 0,
            territory: 0,
            collected: Uuid::nil(),
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: Uuid::nil(),
            captured_at: None,
            withdrawn: false,
            files: Vec::new(),
            naming: Naming::default(),
            later: Vec::new(),
            digest: String::new(),
            facts: 0,
        }
    }
}

impl InspectionState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        self.facts = fact.envelope.seq;
        match InspectionFact::read(fact)? {
            InspectionFact::Collected { public, party, internal } => {
                self.digest = internal.digest.clone();
                self.parts = Parts { public: *public, party: *party, internal: *internal };
                let envelope = &fact.envelope;
                (self.agency, self.line, self.territory) =
                    (envelope.agency, envelope.line, envelope.territory);
                (self.collected, self.recorded_at, self.recorded_by) =
                    (envelope.id, envelope.recorded_at, envelope.actor);
                self.captured_at = envelope.captured_at;
                let files = self.parts.party.documents.iter().filter_map(|d| d.file);
                crate::file::name(&mut self.files, files, envelope.recorded_at);
            }
            InspectionFact::FileAdded { party } => {
                crate::file::name(&mut self.files, party.document.file, fact.envelope.recorded_at);
                self.take_file(*party);
            }
            InspectionFact::Supplemented { party } => {
                fields::add(&mut self.parts, &party.fields);
                self.line = fact.envelope.line;
                if !party.digest.is_empty() {
                    self.digest = party.digest.clone();
                }
            }
            InspectionFact::ReInspected { party } => self.parts.party.re_inspection = Some(*party),
            InspectionFact::Amended { public, party, internal } => {
                self.digest = internal.after.digest.clone();
                self.line = fact.envelope.line;
                self.parts = Parts { public: *public, party: *party, internal: internal.after };
            }
            InspectionFact::Withdrawn { .. } => self.withdrawn = true,
            InspectionFact::Alerted { internal } => self.later.push(internal.finding),
            InspectionFact::NamingSaid { internal } => self.naming.say(*internal, &fact.envelope),
            InspectionFact::NamingSettled { internal } => self.naming.settle(*internal, &fact.envelope),
        }
        Ok(())
    }

    /// A document that an amendment took away meanwhile is not brought back: the file comes with a document of its own.
    fn take_file(&mut self, added: AddedDocument) {
        let list = &mut self.parts.party.documents;
        let at = usize::try_from(added.position).unwrap_or(usize::MAX);
        match list.get_mut(at).filter(|d| d.name == added.document.name && d.file.is_none()) {
            Some(document) => *document = added.document,
            None => list.push(added.document),
        }
    }

    /// The day on which it was over, if that is known.
    pub fn finished_day(&self) -> Option<Date> {
        self.parts.party.finished.map(When::day)
    }

    /// What it says of officers: it has one step only.
    pub fn step(&self) -> naming::Step<'_> {
        naming::Step {
            seq: 1,
            officers: &self.parts.internal.officers,
            source: self.parts.internal.source,
            recorder: self.recorded_by,
            recorded_at: self.recorded_at,
        }
    }

    /// Every finding, those at collection first.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.parts.internal.findings.iter().chain(&self.later)
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: Uuid, context: &deadline::RowContext<'_>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(3);
        rows.push(self.row(stream));
        rows.push(Row {
            table: &KNOWN,
            values: vec![
                self.agency.into(),
                self.parts.internal.source.number().into(),
                ThingKind::Inspection.number().into(),
                self.parts.party.own_number.as_str().into(),
                stream.into(),
                self.digest.clone().into_bytes().into(),
            ],
        });
        for (n, finding) in (1i16..).zip(self.findings().filter(|f| !f.answer.is_breach())) {
            rows.push(self.finding_row(stream, n, finding));
        }
        rows.extend(self.deadline_row(stream, context));
        if !self.withdrawn {
            let (kind, place) = (ThingKind::Inspection, decide::place_of_state(self));
            rows.extend(naming::rows(stream, kind, place, &self.naming, [self.step()].into_iter()));
        }
        rows.extend(crate::file::rows(&self.files, stream));
        rows
    }

    fn row(&self, stream: Uuid) -> Row {
        let Parts { public, party, internal } = &self.parts;
        let count = |n: usize| Value::Small(i16::try_from(n).unwrap_or(i16::MAX));
        let breaches = self.findings().filter(|f| f.answer.is_breach()).count();
        let others = self.findings().count() - breaches;
        let late = self.findings().any(|f| f.answer.is_breach() && f.is_late());
        Row {
            table: &INSPECTION,
            values: vec![
                stream.into(),
                self.agency.into(),
                self.line.into(),
                self.territory.into(),
                internal.district.into(),
                party.finished.map_or(self.recorded_at, When::moment).into(),
                self.recorded_at.into(),
                party.own_number.as_str().into(),
                public.form.map(Form::number).into(),
                public.result.map(Outcome::number).into(),
                internal.target_kind.number().into(),
                public.target.as_str().into(),
                internal.person.into(),
                party.place.as_str().into(),
                count(internal.officers.len()),
                internal.collection.number().into(),
                internal.source.number().into(),
                late.into(),
                count(breaches),
                count(others),
                party.correction.as_ref().and_then(|c| c.due).into(),
                party.re_inspection.map(|r| r.at.day()).into(),
                i16::from(self.withdrawn).into(),
                self.facts.into(),
            ],
        }
    }

    fn finding_row(&self, stream: Uuid, n: i16, finding: &Finding) -> Row {
        Row {
            table: &FINDING,
            values: vec![
                stream.into(),
                n.into(),
                finding.point.into(),
                finding.version.into(),
                finding.answer.number().into(),
                self.agency.into(),
                self.line.into(),
                self.territory.into(),
                self.parts.internal.district.into(),
                self.parts.party.finished.map_or(self.recorded_at, When::moment).into(),
            ],
        }
    }

    /// The open clock of a correction order: until it is re-inspected, withdrawn, or found overdue.
    fn deadline_row(&self, stream: Uuid, context: &deadline::RowContext<'_>) -> Option<Row> {
        let due = self.parts.party.correction.as_ref()?.due?;
        let found = self.later.iter().any(Finding::is_re_inspection);
        if self.withdrawn || found || self.parts.party.re_inspection.is_some() {
            return None;
        }
        let last = deadline::roll_forward(context.calendar, due);
        Some(deadline::row(&deadline::Open {
            stream,
            n: 1,
            kind: DeadlineKind::ReInspection,
            thing: ThingKind::Inspection,
            place: (self.agency, self.line, self.territory, self.parts.internal.district),
            office: 0,
            start_day: self.finished_day().unwrap_or(due),
            due: calendar::Due::Day(last),
            code: "correction".to_owned(),
        }))
    }
}
