//! What people write by the public pages (rulings 4, 11): a complaint about a case, an error, a request for a copy. The public
//! appends to this inbox and reads nothing of it but, by its receipt, where its own message stands.
//!
//! Whoever a message is about never learns who wrote it. What names people lies in the vault: the text under one key, the
//! sender's name and telephone number under another. A complaint is with an office and never with the agency that it is about,
//! and its facts do not belong to that agency, so that row-level security keeps it away.

mod decide;
mod standard;

pub use decide::{MessageWish, NewMessage, Recipient, act_upon, place_with, receive};
pub use standard::{MessageLimit, MessageStandard, SHIPPED, parse, shipped};

use calendar::{Due, city_date, deadline};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::deadline::{self as due, DeadlineKind, RowContext};
use crate::fact::{Fact, ReadError, ThingKind, unhex};
use crate::point::LimitBody;
use crate::view::{MESSAGE, PUBLIC_MESSAGE, Row, Value};

crate::codes! {
    /// What a message is.
    MessageKind {
        /// 投訴: somebody complains about how the law was enforced.
        Complaint = 1 "complaint",
        /// 報錯: something that is published or shown is wrong.
        Error = 2 "error",
        /// A party asks for a copy of a paper.
        Copy = 3 "copy",
    }
}

crate::codes! {
    /// Where a message stands.
    MessageStatus {
        /// Received; nobody has taken it up where it is now.
        Received = 1 "received",
        /// Somebody is at it.
        TakenUp = 2 "taken_up",
        /// Answered.
        Answered = 3 "answered",
    }
}

/// The number that a sender gets: four groups of four; 13 random characters of 29 are 63 bits.
pub type Receipt = crate::query_code::Code<16>;

/// A message with whom it is. Each time it goes to somebody else it is said as a whole: whoever has it now may not see what was
/// said where it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Key of the agency that it is about; 0 where the sender named none that is known.
    pub about: i32,
    /// Name of the body that has it.
    pub body: String,
    /// The case that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Vault key of the sender's name and telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Uuid>,
    /// Key of the district of the body that has it; 0 for the city's.
    pub district: i32,
    /// What it is.
    pub kind: MessageKind,
    /// Within which time somebody must take it up, from being received here.
    pub limit: LimitBody,
    /// What its receipt is found under, hexadecimal.
    pub look_up: String,
    /// Key of the office that has it; 0: the agency that it is about.
    pub office: i32,
    /// Address of the public page on which something is wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Vault key of the text.
    pub text: Uuid,
}

impl Default for Letter {
    fn default() -> Self {
        Self {
            about: 0,
            body: String::new(),
            case: None,
            contact: None,
            district: 0,
            kind: MessageKind::Error,
            limit: LimitBody { n: 0, roll_forward: false, unit: calendar::Unit::Working },
            look_up: String::new(),
            office: 0,
            page: String::new(),
            sent_at: Timestamp::UNIX_EPOCH,
            text: Uuid::nil(),
        }
    }
}

/// Somebody takes it up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakingUp {
    /// Within which time it must be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitBody>,
}

/// It goes to somebody else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passing {
    /// The message as it is there.
    pub letter: Letter,
    /// Why, in the words of whoever passed it on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// The answer, as the sender reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The words.
    pub words: String,
}

crate::facts! {
    /// What is said about a message.
    MessageFact {
        /// Received.
        Received = 120 v 1 { internal: Letter }
        /// Taken up.
        TakenUp = 121 v 1 { internal: TakingUp }
        /// Passed on to another body.
        PassedOn = 122 v 1 { internal: Passing }
        /// An office found that it is a complaint: it is handled as one, and no longer by the agency.
        MarkedComplaint = 123 v 1 { internal: Passing }
        /// Answered.
        Answered = 124 v 1 { party: Reply }
    }
}

/// What somebody wrote, as the vault keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The organ, as the sender calls it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organ: String,
    /// The text.
    pub text: String,
}

/// Who wrote it, as the vault keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
}

impl Written {
    /// Reads a value of the vault.
    pub fn of(value: &[u8]) -> Option<Self> {
        serde_json::from_slice(value).ok()
    }
}

impl Contact {
    /// Reads a value of the vault.
    pub fn of(value: &[u8]) -> Option<Self> {
        serde_json::from_slice(value).ok()
    }
}

/// What a receipt opens: where the message stands, and the answer; nothing of what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// Name of the body that has it.
    pub body: String,
    /// What it is.
    pub kind: MessageKind,
    /// The time for what comes next, if one runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitBody>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Since when it stands so.
    pub since: Timestamp,
    /// Where it stands.
    pub status: MessageStatus,
}

impl Default for Standing {
    fn default() -> Self {
        MessageState::default().standing()
    }
}

/// A message as it stands.
#[derive(Clone, Debug)]
pub struct MessageState {
    /// The message, with whom it is.
    pub letter: Letter,
    /// Where it belongs.
    pub place: Place,
    /// Where it stands.
    pub status: MessageStatus,
    /// Since when it stands so.
    pub since: Timestamp,
    /// The time for what comes next.
    pub limit: Option<LimitBody>,
    /// The answer.
    pub answer: String,
    /// When it changed last.
    pub changed_at: Timestamp,
    /// The position of its last fact.
    pub version: i32,
}

impl Default for MessageState {
    fn default() -> Self {
        Self {
            letter: Letter::default(),
            place: Place::default(),
            status: MessageStatus::Received,
            since: Timestamp::UNIX_EPOCH,
            limit: None,
            answer: String::new(),
            changed_at: Timestamp::UNIX_EPOCH,
            version: 0,
        }
    }
}

impl MessageState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let at = fact.envelope.recorded_at;
        (self.changed_at, self.since, self.version) = (at, at, fact.envelope.seq);
        match MessageFact::read(fact)? {
            MessageFact::Received { internal } => self.arrives(fact, *internal),
            MessageFact::PassedOn { internal } | MessageFact::MarkedComplaint { internal } => {
                self.arrives(fact, internal.letter);
            }
            MessageFact::TakenUp { internal } => {
                (self.status, self.limit) = (MessageStatus::TakenUp, internal.limit);
            }
            MessageFact::Answered { party } => {
                (self.status, self.limit) = (MessageStatus::Answered, None);
                self.answer = party.words;
            }
        }
        Ok(())
    }

    fn arrives(&mut self, fact: &Fact, letter: Letter) {
        self.place = Place {
            agency: fact.envelope.agency,
            line: fact.envelope.line,
            territory: fact.envelope.territory,
            district: letter.district,
            office: letter.office,
        };
        (self.status, self.limit) = (MessageStatus::Received, Some(letter.limit));
        self.letter = letter;
    }

    /// The last day for what comes next, if a time runs.
    pub fn clock(&self, calendar: &calendar::Calendar) -> Option<Due> {
        Some(deadline(calendar, self.since, self.limit?.into(), &[], &[]).due)
    }

    /// What its receipt opens.
    pub fn standing(&self) -> Standing {
        let answered = self.status == MessageStatus::Answered;
        Standing {
            answer: self.answer.clone(),
            answered_at: answered.then_some(self.since),
            body: self.letter.body.clone(),
            kind: self.letter.kind,
            limit: self.limit,
            sent_at: self.letter.sent_at,
            since: self.since,
            status: self.status,
        }
    }

    /// Its rows in `view`.
    pub fn rows(&self, stream: Uuid, context: &RowContext<'_>) -> Vec<Row> {
        let (place, letter) = (self.place, &self.letter);
        let mut rows = vec![Row {
            table: &MESSAGE,
            values: vec![
                stream.into(),
                letter.about.into(),
                place.agency.into(),
                place.line.into(),
                place.territory.into(),
                place.district.into(),
                place.office.into(),
                letter.kind.number().into(),
                self.status.number().into(),
                letter.case.into(),
                letter.sent_at.into(),
                self.changed_at.into(),
            ],
        }];
        if let Some(key) = unhex(&letter.look_up) {
            let packet = Value::Bytes(crate::canonical::to_bytes(&self.standing()));
            rows.push(Row { table: &PUBLIC_MESSAGE, values: vec![key.into(), stream.into(), packet] });
        }
        if let Some(due) = self.clock(context.calendar) {
            rows.push(due::row(&due::Open {
                stream,
                n: self.status.number().into(),
                kind: DeadlineKind::Work,
                thing: ThingKind::Message,
                place: (place.agency, place.line, place.territory, place.district),
                office: place.office,
                start_day: city_date(self.since),
                due,
                code: self.status.code().to_owned(),
            }));
        }
        rows
    }
}
