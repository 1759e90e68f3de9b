//! Deciding about messages: taking one in, and what is done about it.

use calendar::city_date;
use serde::Serialize;
use uuid::Uuid;

use super::{
    Contact, Letter, MessageFact, MessageKind, MessageState, MessageStatus, Passing, Reply, TakingUp,
    Written, shipped,
};
use crate::authority::Place;
use crate::base::Base;
use crate::canonical;
use crate::case::CaseState;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{NewFact, Person, ThingKind, hex};
use crate::identity;
use crate::office::{Office, OfficeKind};
use crate::point::LimitBody;
use crate::problem::{Problem, Refusal};

const ART32: &str = "decree17-32";
const ART33: &str = "decree17-33";

/// What somebody sends. Lines and texts are as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// What it is.
    pub kind: Option<MessageKind>,
    /// The case that a code opened.
    pub case: Option<Uuid>,
    /// The organ that it is about, as the sender calls it, where no case says it.
    pub organ: String,
    /// The page on which something is wrong.
    pub page: String,
    /// What is wrong, or what is wanted.
    pub text: String,
    /// The sender's name; may be empty.
    pub name: String,
    /// The sender's telephone number; may be empty.
    pub phone: String,
    /// What the receipt is found under.
    pub look_up: [u8; 32],
}

/// To whom a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// An agency, by its key.
    Agency(i32),
    /// A supervision office, by its key.
    Office(i32),
}

/// What is wished of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageWish {
    /// Take it up.
    TakeUp,
    /// Pass it on.
    PassOn {
        /// To whom.
        to: Recipient,
        /// Why.
        words: String,
    },
    /// Mark it as a complaint.
    MarkComplaint {
        /// Why.
        words: String,
    },
    /// Answer it; the sender reads the words.
    Answer(String),
}

/// Every problem of what somebody sends. What was typed is never repeated: it may name people.
fn problems_of(new: &NewMessage) -> Vec<Problem> {
    let standard = shipped();
    let mut problems = Vec::new();
    if new.kind.is_none() || (new.kind == Some(MessageKind::Copy) && new.case.is_none()) {
        problems.push(Problem::new("message_kind", "", "missing", ART33));
    }
    if new.text.trim().is_empty() {
        problems.push(Problem::new("message_text", "", "missing", ART33));
    }
    let lengths = [
        ("message_text", &new.text, standard.longest_text()),
        ("organ", &new.organ, standard.longest_line()),
        ("page", &new.page, standard.longest_line()),
        ("sender_name", &new.name, standard.longest_line()),
        ("sender_phone", &new.phone, standard.longest_line()),
    ];
    for (field, text, most) in lengths {
        let found = text.chars().count();
        if found > most {
            let long = Problem::new(field, found.to_string(), "message-too-long", ART33);
            problems.push(long.example(most.to_string()));
        }
    }
    problems
}

/// Takes a message in. The same form sent twice is one message: `known` says that its stream is there.
///
/// # Errors
/// Every problem at once.
pub fn receive(
    stream: Uuid,
    known: bool,
    new: &NewMessage,
    case: Option<&CaseState>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let problems = problems_of(new);
    let Some(kind) = new.kind.filter(|_| problems.is_empty()) else { return Err(Refusal { problems }) };
    if known {
        return Ok(Decision { ending: Ending::Known, stream, work: Vec::new() });
    }
    let named = new.organ.trim();
    let about = case.map(|c| c.agency).or_else(|| named_agency(context.base, named)).unwrap_or(0);
    let to = first_with(context, kind, about)?;
    let (text, text_person) =
        kept(&Written { organ: named.to_owned(), text: new.text.trim().to_owned() }, context);
    let sender = Contact { name: new.name.trim().to_owned(), phone: new.phone.trim().to_owned() };
    let contact = (sender != Contact::default()).then(|| kept(&sender, context));
    let letter = Letter {
        about,
        case: new.case,
        contact: contact.as_ref().map(|(id, _)| *id),
        kind,
        limit: take_up_limit(kind, context),
        look_up: hex(&new.look_up),
        page: new.page.trim().to_owned(),
        sent_at: identity::to_micros(context.now),
        text,
        ..Letter::default()
    };
    let (letter, place) = addressed(letter, to, context)?;
    let mut fact = MessageFact::Received { internal: Box::new(letter) }.at(context.now);
    fact.persons = std::iter::once(text_person).chain(contact.map(|(_, person)| person)).collect();
    let work = Work { stream, kind: ThingKind::Message, place, expected: 0, facts: vec![fact] };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}

/// A value on its way to the vault.
fn kept(value: &impl Serialize, context: &mut Context<'_>) -> (Uuid, Person) {
    let salt = identity::salt(context.rng);
    let id = identity::uuid_v7(context.now, context.rng);
    (id, Person { id, value: canonical::to_bytes(value), salt, equal_by: String::new() })
}

/// The agency of exactly this name.
fn named_agency(base: &Base, name: &str) -> Option<i32> {
    base.agencies().into_iter().find(|a| !name.is_empty() && a.name == name).map(|a| a.key)
}

fn take_up_limit(kind: MessageKind, context: &Context<'_>) -> LimitBody {
    let limit = shipped().limit_of(kind, city_date(context.now));
    limit.map_or(Letter::default().limit, |l| l.take_up)
}

/// Whether an office supervises: only such a one has messages.
const fn supervises(office: &Office) -> bool {
    matches!(office.kind, OfficeKind::CityOffice | OfficeKind::DistrictOffice)
}

/// Who has a new message first: the agency that it is about, a complaint the office of the same level, and what is about nobody
/// known the city's office.
fn first_with(context: &Context<'_>, kind: MessageKind, about: i32) -> Result<Recipient, Refusal> {
    if kind != MessageKind::Complaint && about != 0 {
        return Ok(Recipient::Agency(about));
    }
    Ok(Recipient::Office(office_over(context, about).ok_or_else(no_such_body)?))
}

/// The office of the same level as an agency; the city's for none.
fn office_over(context: &Context<'_>, agency: i32) -> Option<i32> {
    let handlers = context.base.handlers(agency, city_date(context.now), context.now);
    let same = handlers.map(|h| h.same_level_office).filter(|key| context.base.office(*key).is_some());
    let city =
        || context.base.offices().into_iter().find(|o| o.kind == OfficeKind::CityOffice).map(|o| o.key);
    same.or_else(city)
}

fn no_such_body() -> Refusal {
    Refusal::one(Problem::new("message_to", "", "message-no-such-body", ART33))
}

/// Where a message belongs that is with somebody. With an office it does not belong to the agency that it is about, so that the
/// agency does not see it.
pub fn place_with(to: Recipient, base: &Base) -> Option<(Place, String)> {
    match to {
        Recipient::Agency(key) => {
            let agency = base.agency_as_last(key)?;
            let place = Place {
                agency: agency.key,
                line: 0,
                territory: agency.territory,
                district: agency.district,
                office: 0,
            };
            Some((place, agency.name.clone()))
        }
        Recipient::Office(key) => {
            let office = base.office(key).filter(|o| supervises(o))?;
            let place = Place {
                agency: 0,
                line: 0,
                territory: office.district,
                district: office.district,
                office: office.key,
            };
            Some((place, office.name.clone()))
        }
    }
}

fn addressed(letter: Letter, to: Recipient, context: &Context<'_>) -> Result<(Letter, Place), Refusal> {
    let (place, body) = place_with(to, context.base).ok_or_else(no_such_body)?;
    let about = match to {
        Recipient::Agency(key) => key,
        Recipient::Office(_) => letter.about,
    };
    Ok((Letter { about, body, district: place.district, office: place.office, ..letter }, place))
}

/// Decides what is done about a message: the fact, and where it belongs from then on.
///
/// # Errors
/// It is not in the state for it, words are missing or too long, or there is nobody to pass it on to.
pub fn act_upon(
    state: &MessageState,
    wish: MessageWish,
    context: &Context<'_>,
) -> Result<(NewFact, Place), Refusal> {
    let mut problems = Vec::new();
    let mut wrong = |field, rule| problems.push(Problem::new(field, "", rule, ART33));
    if state.status == MessageStatus::Answered {
        wrong("", "message-answered");
    }
    match &wish {
        MessageWish::TakeUp if state.status == MessageStatus::TakenUp => wrong("", "message-taken-up"),
        MessageWish::PassOn { to: Recipient::Agency(_), .. } if is_complaint(state) => {
            wrong("message_to", "message-complaint-to-agency");
        }
        MessageWish::PassOn { to, .. } if has(state, *to) => wrong("message_to", "message-has-it"),
        MessageWish::MarkComplaint { .. } if is_complaint(state) => wrong("", "message-is-complaint"),
        _ => {}
    }
    if let MessageWish::PassOn { words, .. }
    | MessageWish::MarkComplaint { words }
    | MessageWish::Answer(words) = &wish
    {
        let (found, most) = (words.chars().count(), shipped().longest_text());
        if words.trim().is_empty() {
            problems.push(Problem::new("message_words", "", "missing", ART33));
        } else if found > most {
            let long = Problem::new("message_words", found.to_string(), "message-too-long", ART33);
            problems.push(long.example(most.to_string()));
        }
    }
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let passed = |letter: Letter, to, words: String| {
        let limit = take_up_limit(letter.kind, context);
        let (letter, place) = addressed(Letter { limit, ..letter }, to, context)?;
        Ok::<_, Refusal>((Box::new(Passing { letter, words: words.trim().to_owned() }), place))
    };
    let letter = state.letter.clone();
    let (fact, place) = match wish {
        MessageWish::TakeUp => {
            let limit = shipped().limit_of(letter.kind, city_date(context.now)).and_then(|l| l.answer);
            (MessageFact::TakenUp { internal: Box::new(TakingUp { limit }) }, state.place)
        }
        MessageWish::Answer(words) => {
            let words = words.trim().to_owned();
            (MessageFact::Answered { party: Box::new(Reply { words }) }, state.place)
        }
        MessageWish::PassOn { to, words } => {
            let (internal, place) = passed(letter, to, words)?;
            (MessageFact::PassedOn { internal }, place)
        }
        MessageWish::MarkComplaint { words } => {
            let none = || Refusal::one(Problem::new("", "", "message-no-such-body", ART32));
            let office = office_over(context, letter.about).ok_or_else(none)?;
            let letter = Letter { kind: MessageKind::Complaint, ..letter };
            let (internal, place) = passed(letter, Recipient::Office(office), words)?;
            (MessageFact::MarkedComplaint { internal }, place)
        }
    };
    Ok((fact.at(context.now), place))
}

fn is_complaint(state: &MessageState) -> bool {
    state.letter.kind == MessageKind::Complaint
}

fn has(state: &MessageState, to: Recipient) -> bool {
    match to {
        Recipient::Agency(key) => state.place.agency == key,
        Recipient::Office(key) => state.place.office == key,
    }
}
