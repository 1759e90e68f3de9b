//! What is shown: the tables of the schema `view`, as rows that are a function of one stream's facts.
//!
//! Every view row belongs to exactly one stream. So `apply` is: fold the stream's facts, say its rows; what changed
//! is the difference to the rows before. Appending, `rebuild` and the follower all call the same code, and a rebuild
//! can go through the streams in any order, in as many parts as it likes.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// The type of a column. Only types whose comparisons are leakproof, so that row-level security does not hide an
/// index (DESIGN section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// boolean
    Bool,
    /// smallint
    Small,
    /// int
    Int,
    /// bigint
    Big,
    /// uuid
    Uuid,
    /// text
    Text,
    /// bytea
    Bytes,
    /// timestamptz
    Time,
    /// date
    Date,
}

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// Absent.
    Null,
    /// boolean
    Bool(bool),
    /// smallint
    Small(i16),
    /// int
    Int(i32),
    /// bigint
    Big(i64),
    /// uuid
    Uuid(Uuid),
    /// text
    Text(String),
    /// bytea
    Bytes(Vec<u8>),
    /// timestamptz, to the microsecond
    Time(Timestamp),
    /// date
    Date(Date),
}

macro_rules! value_from {
    ($($from:ty => $variant:ident),+) => { $(
        impl From<$from> for Value { fn from(v: $from) -> Self { Self::$variant(v) } }
        impl From<Option<$from>> for Value {
            fn from(v: Option<$from>) -> Self { v.map_or(Self::Null, Self::$variant) }
        }
    )+ };
}
value_from!(bool => Bool, i16 => Small, i32 => Int, i64 => Big, Uuid => Uuid, String => Text, Vec<u8> => Bytes,
    Timestamp => Time, Date => Date);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A table of the schema `view`.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Name without schema.
    pub name: &'static str,
    /// Columns in order; the first `key` ones are the primary key.
    pub columns: &'static [(&'static str, Type)],
    /// How many leading columns are the primary key.
    pub key: usize,
    /// Position of the column that holds the stream the row belongs to.
    pub stream: usize,
}

/// One row of a view table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its table.
    pub table: &'static Table,
    /// Its values, one a column.
    pub values: Vec<Value>,
}

impl Row {
    /// The primary key.
    pub fn key(&self) -> &[Value] {
        &self.values[..self.table.key]
    }
}

/// What has to change in `view` for a stream whose rows were `before` and are now `after`.
#[derive(Debug, Default)]
pub struct Changes {
    /// Rows to write, new or changed.
    pub write: Vec<Row>,
    /// Rows to delete.
    pub delete: Vec<Row>,
}

/// The difference between two sets of rows of one stream.
pub fn changes(before: Vec<Row>, after: Vec<Row>) -> Changes {
    if before.is_empty() {
        return Changes { write: after, delete: Vec::new() };
    }
    let mut there: HashMap<(&str, Vec<Value>), Row> =
        before.into_iter().map(|row| ((row.table.name, row.key().to_vec()), row)).collect();
    let mut write = Vec::new();
    for row in after {
        if there.remove(&(row.table.name, row.key().to_vec())).is_none_or(|old| old != row) {
            write.push(row);
        }
    }
    Changes { write, delete: there.into_values().collect() }
}

macro_rules! tables {
    ($( $(#[$meta:meta])* $konst:ident = $name:literal key $key:literal stream $stream:literal { $($column:ident $ty:ident),+ $(,)? } )+) => {
        $( $(#[$meta])* pub static $konst: Table = Table {
            name: $name, columns: &[$((stringify!($column), Type::$ty)),+], key: $key, stream: $stream,
        }; )+
        /// Every table of `view`.
        pub static TABLES: &[&Table] = &[$(&$konst),+];
    };
}

tables! {
    /// One inspection, as it stands now.
    INSPECTION = "inspection" key 1 stream 0 {
        stream Uuid, agency Int, line Int, territory Int, district Int, occurred_at Time, recorded_at Time,
        own_number Text, form Small, result Small, target_kind Small, target Text, person Uuid, place Text,
        officers Small, collection Small, source Small, late Bool, breaches Small, hints Small,
        correction_due Date, re_inspected_on Date, state Small, facts Int,
    }
    /// Which record of which source is which stream, and with what content (rulings 3).
    KNOWN = "known" key 4 stream 4 { agency Int, source Small, kind Small, own_number Text, stream Uuid, digest Bytes }
    /// Which stream's facts name a file of the object store: what no stream names is swept away.
    FILE = "file" key 1 stream 1 { file Uuid, stream Uuid }
    /// Hints, incomplete and not judgeable findings: shown, never counted as alerts (rulings 7).
    FINDING = "finding" key 2 stream 0 {
        stream Uuid, n Small, point Int, version Int, answer Small, agency Int, line Int, territory Int, district Int,
        occurred_at Time,
    }
    /// Officers named in a record who have not said whether it is right, and objections of which nothing was made yet
    /// (rulings 12): a row goes when it is said.
    NAMED = "named" key 3 stream 0 {
        stream Uuid, step Int, certificate Text, thing Small, agency Int, line Int, territory Int, district Int,
        objected Bool, recorder Uuid, recorded_at Time,
    }
    /// Open deadlines: a row goes when its deadline is met or has been acted upon, so a sweep costs what is due.
    DEADLINE = "deadline" key 2 stream 0 {
        stream Uuid, n Int, kind Small, thing Small, agency Int, line Int, territory Int, district Int,
        office Int, start_day Date, due_ordinal Int, due_day Date, due_at Time, code Text,
    }
    /// 預警 with its level and life.
    ALERT = "alert" key 1 stream 0 {
        stream Uuid, subject Uuid, subject_kind Small, agency Int, line Int, territory Int, district Int, point Int,
        version Int, grade Small, level Small, state Small, office Int, due_on Date, raised_at Time, changed_at Time,
        assignee Uuid, outcome Small,
    }
    /// 修改申請.
    AMENDMENT = "amendment" key 1 stream 0 {
        stream Uuid, subject Uuid, subject_kind Small, agency Int, line Int, territory Int, district Int, number Text,
        state Small, withdrawal Bool, office Int, drafted_at Time, changed_at Time,
    }
    /// Patrols and education: four fields, never counted as inspections (rulings 12).
    VISIT = "visit" key 1 stream 0 {
        stream Uuid, kind Small, agency Int, line Int, territory Int, district Int, occurred_at Time, recorded_at Time,
        place Text, people Int,
    }
    /// One case, as it stands now: a row for each line under whose powers it is (rulings 1), the first numbered 0.
    CASE = "case" key 2 stream 0 {
        stream Uuid, n Small, agency Int, line Int, territory Int, district Int, occurred_at Time, recorded_at Time,
        own_number Text, act_kind Small, procedure Small, stage Small, state Small, title Text, party Text, person Uuid,
        parties Int, source Small, decided_on Date, decision_number Text, outcome Small, heaviest Small, fine Big,
        breaches Small, hints Small, inspection_number Text, facts Int,
    }
    /// Parties of cases: by what equal parties are found, and whether a fine is in force under which power.
    CASE_PARTY = "case_party" key 2 stream 0 {
        stream Uuid, n Int, kind Small, name Text, code Text, person Uuid, equal Text, power Text, fined Bool,
        agency Int, line Int, territory Int, district Int,
    }
    /// 文號: one decision each, or void for ever; in series by year.
    DECISION_NUMBER = "decision_number" key 1 stream 1 {
        number Text, stream Uuid, agency Int, series Text, year Small, serial Int, voided Bool,
    }
    /// 重大案件 (Arts 25, 28): a notice to the legal unit and, as information, to the office.
    MAJOR_CASE = "major_case" key 1 stream 0 {
        stream Uuid, agency Int, line Int, territory Int, district Int, criteria Text, since Date, reviewed_on Date,
    }
    /// Decisions that the rule of disclosure proposes to publish, and what became of them (Art. 20).
    DISCLOSURE = "disclosure" key 2 stream 0 {
        stream Uuid, n Small, agency Int, line Int, territory Int, district Int, occurred_at Time, standing Small,
        act_kind Small, decision_number Text, title Text, sanction Small, fine Big, reason Small, address Uuid,
        shown_until Date, changed_at Time,
    }
    /// What everybody may read: published decisions by their permanent address.
    PUBLIC_DECISION = "public_decision" key 1 stream 1 {
        address Uuid, stream Uuid, agency Int, line Int, act_kind Small, decided Date, published Date, shown_until Date,
        down Small, words Text, packet Bytes,
    }
    /// What was withheld, as it is counted publicly: by agency and reason.
    PUBLIC_WITHHELD = "public_withheld" key 1 stream 0 {
        stream Uuid, agency Int, act_kind Small, reason Small, day Date,
    }
    /// Rules of disclosure by version.
    DISCLOSURE_RULE = "disclosure_rule" key 2 stream 2 {
        key Int, n Int, stream Uuid, act_kind Small, procedure Small, line Text, version Int, valid_from Date,
        valid_until Date,
    }
    /// What a query code opens (Art. 33): status, organ, days, rights.
    PUBLIC_CASE = "public_case" key 1 stream 1 { look_up Bytes, stream Uuid, packet Bytes }
    /// What a code opens together with the second element: papers and names.
    PUBLIC_DETAIL = "public_detail" key 1 stream 1 { look_up Bytes, stream Uuid, packet Bytes }
    /// Forms of summary decisions, by what the numbers printed on them are found under.
    CLAIM_FORM = "claim_form" key 1 stream 1 { look_up Bytes, stream Uuid, agency Int, n Int }
    /// Which form a case was decided on: one case each.
    CLAIMED = "claimed" key 1 stream 1 { look_up Bytes, stream Uuid }
    /// What people wrote by the public pages: `about` is the agency that it is about, `agency` and `office` who has it.
    MESSAGE = "message" key 1 stream 0 {
        stream Uuid, about Int, agency Int, line Int, territory Int, district Int, office Int, kind Small, state Small,
        subject Uuid, sent_at Time, changed_at Time,
    }
    /// What a receipt opens: where a message stands, and the answer.
    PUBLIC_MESSAGE = "public_message" key 1 stream 1 { look_up Bytes, stream Uuid, packet Bytes }
    /// Laws of the library: what was entered last of each; `valid_from` of its newest version, if that is known.
    LAW = "law" key 1 stream 0 { stream Uuid, title Text, versions Int, articles Int, clauses Int, valid_from Date }
    /// Procedure standards by version.
    PROCEDURE = "procedure" key 2 stream 2 {
        key Int, n Int, stream Uuid, act_kind Small, procedure Small, line Text, version Int, valid_from Date,
        valid_until Date,
    }
    /// Forms of enforcement documents, by edition.
    FORM = "form" key 3 stream 3 {
        key Int, n Int, no Int, stream Uuid, line Text, code Text, title Text, stage Small, event Small, prefix Text,
        fields Int, version Int, valid_from Date, valid_until Date,
    }
    /// Territories by version.
    TERRITORY = "territory" key 2 stream 2 {
        key Int, n Int, stream Uuid, code Text, second_code Text, name Text, kind Small, parent Int, valid_from Date,
        valid_until Date,
    }
    /// Lines by version.
    LINE = "line" key 2 stream 2 { key Int, n Int, stream Uuid, code Text, name Text, valid_from Date, valid_until Date }
    /// Agencies by version.
    AGENCY = "agency" key 2 stream 2 {
        key Int, n Int, stream Uuid, code Text, name Text, level Small, standing Small, line Int, territory Int,
        district Int, valid_from Date, valid_until Date,
    }
    /// Who handles the alerts of an agency and approves its applications, by version (rulings 2).
    HANDLERS = "handlers" key 2 stream 2 {
        agency Int, n Int, stream Uuid, level1_unit Int, level2_office Int, level3_office Int, same_level_office Int,
        valid_from Date, valid_until Date,
    }
    /// Offices and legal units by version.
    OFFICE = "office" key 2 stream 2 {
        key Int, n Int, stream Uuid, kind Small, name Text, agency Int, district Int, valid_from Date, valid_until Date,
    }
    /// Who holds which role in which office.
    POST = "post" key 2 stream 0 {
        person Uuid, n Int, office Int, role Text, deputy_for Uuid, valid_from Date, valid_until Date,
    }
    /// Powers by version.
    POWER = "power" key 2 stream 2 {
        key Int, n Int, stream Uuid, code Text, name Text, kind Small, line Int, valid_from Date, valid_until Date,
    }
    /// Approved lists of powers.
    POWER_LIST = "power_list" key 2 stream 2 {
        agency Int, n Int, stream Uuid, powers Int, complete Bool, valid_from Date, valid_until Date,
    }
    /// Certificates of officers, as they stand now.
    CERTIFICATE = "certificate" key 2 stream 0 {
        officer Uuid, n Int, number Text, agency Int, auxiliary Bool, person Uuid, issuer Text, valid_from Date,
        valid_until Date, ended_on Date,
    }
    /// Parties.
    PARTY = "party" key 1 stream 0 { stream Uuid, kind Small, code Text, name Text, person Uuid }
    /// Alert points by version.
    ALERT_POINT = "alert_point" key 2 stream 2 {
        key Int, version Int, stream Uuid, code Text, condition Text, article Text, grade Small, valid_from Date,
        valid_until Date,
    }
    /// Outages.
    OUTAGE = "outage" key 1 stream 0 { stream Uuid, starts_at Time, ends_at Time, confirmed Bool }
    /// Every day the notices speak of, with its working-day ordinal.
    CALENDAR_DAY = "calendar_day" key 1 stream 1 { day Date, stream Uuid, working Bool, provisional Bool, ordinal Int }
    /// What the journal says about itself.
    JOURNAL = "journal" key 1 stream 0 { stream Uuid, simulated Bool, sweeps Int, last_sweep Time }
}
