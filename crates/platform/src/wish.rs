//! What may be wished at the door.

use calendar::Notice;
use decree::alert::AlertWish;
use decree::amendment::{AmendmentWish, Draft};
use decree::authority::{Actor, Place};
use decree::case::{CaseAddition, CaseWish, Telling};
use decree::context::Ending;
use decree::fact::{NewFact, ThingKind};
use decree::file::FileWish;
use decree::inspection::{Collect, ReInspection};
use decree::message::{MessageWish, NewMessage};
use decree::naming::NamingWish;
use decree::outage::Report;
use decree::problem::Problem;
use decree::visit::Visit;
use jiff::Timestamp;
use uuid::Uuid;

/// A wish: who, what, and under which id it is known for ever as the cause of facts.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Who wishes.
    pub actor: Actor,
    /// Its own id: the same wish again is the same.
    pub cause: Uuid,
    /// The moment, in a simulated journal only; elsewhere the clock says it.
    pub at: Option<Timestamp>,
    /// What.
    pub command: Command,
}

/// What is wished.
#[derive(Clone, Debug)]
pub enum Command {
    /// Collect an inspection; problems found while reading its fields come with it.
    Collect {
        /// The wish.
        wish: Box<Collect>,
        /// What could not be read.
        problems: Vec<Problem>,
    },
    /// Collect a case, or what happened in it; problems found while reading its fields come with it.
    CollectCase {
        /// The wish.
        wish: Box<CaseWish>,
        /// What could not be read.
        problems: Vec<Problem>,
    },
    /// Add what is missing to a case.
    SupplementCase {
        /// The case.
        stream: Uuid,
        /// What.
        addition: CaseAddition,
    },
    /// Add a file to a document of a case or an inspection.
    AddFile {
        /// The case or inspection.
        stream: Uuid,
        /// What.
        wish: Box<FileWish>,
    },
    /// Publish a case's decision, withhold it or take it down.
    Disclose {
        /// The case.
        stream: Uuid,
        /// What.
        wish: decree::case::DisclosureWish,
    },
    /// Say which kinds an agency publishes with one click.
    PreApprove(decree::disclosure::PreApproval),
    /// Record that query codes were told.
    TellCodes {
        /// The case.
        stream: Uuid,
        /// Which, when, how.
        telling: Telling,
    },
    /// Make query codes again.
    ReissueCodes {
        /// The case.
        stream: Uuid,
        /// Of which parties, counted from 1.
        parties: Vec<u32>,
        /// Why.
        ground: String,
    },
    /// Record a block of forms with claim numbers.
    PrintClaims {
        /// Key of the agency.
        agency: i32,
        /// What the numbers are found under.
        numbers: Vec<[u8; 32]>,
    },
    /// Draft an amendment application about the parties of a case.
    DraftParties {
        /// The case.
        stream: Uuid,
        /// What is applied for.
        wish: decree::case::PartiesWish,
    },
    /// Declare a number of a decision void.
    VoidNumber {
        /// Key of the agency.
        agency: i32,
        /// Which, and why.
        voided: decree::number::Voided,
    },
    /// Add what is missing to an inspection.
    Supplement {
        /// The inspection.
        stream: Uuid,
        /// Fields with values.
        fields: Vec<(String, String)>,
    },
    /// Record the re-inspection of a correction order.
    ReInspect {
        /// The inspection.
        stream: Uuid,
        /// When and with what result.
        done: ReInspection,
    },
    /// Record a patrol or an education.
    Visit {
        /// Which of them.
        kind: ThingKind,
        /// What.
        visit: Visit,
        /// Key of the agency.
        agency: i32,
    },
    /// Something about an alert.
    Alert {
        /// The alert.
        stream: Uuid,
        /// What.
        wish: AlertWish,
    },
    /// Take in what somebody wrote by the public pages.
    SendMessage {
        /// Its stream: a function of the form that was sent.
        stream: Uuid,
        /// What.
        message: Box<NewMessage>,
    },
    /// Something about a message.
    Message {
        /// The message.
        stream: Uuid,
        /// What.
        wish: MessageWish,
    },
    /// Something about officers whom a record names.
    Naming {
        /// The case or inspection.
        stream: Uuid,
        /// What.
        wish: NamingWish,
    },
    /// Draft an amendment application about a record.
    DraftAmendment {
        /// The record.
        stream: Uuid,
        /// What is applied for.
        draft: Draft,
    },
    /// Something about an amendment application.
    Amendment {
        /// The application.
        stream: Uuid,
        /// What.
        wish: AmendmentWish,
    },
    /// Report an outage.
    ReportOutage(Report),
    /// Confirm an outage.
    ConfirmOutage(Uuid),
    /// Publish a holiday notice.
    Publish(Notice),
    /// Put a version of an alert point in force.
    PutPoint(decree::point::AlertPoint),
    /// Put a version of a procedure standard in force.
    PutProcedure(Box<decree::procedure::Standard>),
    /// Put a version of a rule of disclosure in force.
    PutDisclosure(Box<decree::disclosure::Rule>),
    /// Put an edition of a field's forms in force.
    PutForms(Box<decree::form::Catalogue>),
    /// Record base information.
    Register(Box<Entry>),
}

/// An entry of a register: base information as approved (its change requests come with the base-information pages).
#[derive(Clone, Debug)]
pub struct Entry {
    /// The register.
    pub kind: ThingKind,
    /// The entry's stream.
    pub stream: Uuid,
    /// Where it belongs.
    pub place: Place,
    /// What is said.
    pub facts: Vec<NewFact>,
}

/// What became of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// How it ended.
    pub ending: Ending,
    /// The thing concerned.
    pub stream: Uuid,
    /// The amendment application that it drafted.
    pub amendment: Option<Uuid>,
    /// Points of the alerts raised with it.
    pub alerts: Vec<i32>,
    /// What else the points said: key of the point and answer.
    pub findings: Vec<(i32, decree::judge::Answer)>,
    /// What the points said of a case, with the data that they saw: in a rehearsal only.
    pub said: Vec<decree::judge::Finding>,
    /// Query codes that it made: the party, counted from 1, and the key of the clear code in the vault.
    pub codes: Vec<(u32, Uuid)>,
    /// How many facts it made.
    pub facts: usize,
}

impl Done {
    /// What ended so, and made nothing.
    pub const fn of(ending: Ending, stream: Uuid) -> Self {
        Self {
            ending,
            stream,
            amendment: None,
            alerts: Vec::new(),
            findings: Vec::new(),
            said: Vec::new(),
            codes: Vec::new(),
            facts: 0,
        }
    }
}
