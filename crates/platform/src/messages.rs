//! The party's inbox (Art. 33; rulings 4, 11): the public appends a message and gets a receipt; with it the public sees where the
//! message stands, and nothing else of the inbox. Staff read messages in their scope, who sent one only with a reason.

use std::net::IpAddr;

use decree::authority::{Action, Actor, MarkComplaint, Read, authorise};
use decree::fact::Fact;
use decree::identity::{rng_for, uuid_of};
use decree::message::{Contact, MessageFact, MessageState, NewMessage, Receipt, Standing, Written};
use decree::problem::{Problem, Refusal};
use decree::query_code::issue;
use jiff::Timestamp;
use store::StoreError;
use uuid::Uuid;

use crate::guessing::{Source, Verdict, counted};
use crate::{Command, NotOpened, Platform, PlatformError, Wish};

/// A message that was taken in.
#[derive(Debug)]
pub struct Sent {
    /// The number with which its sender looks at it. It is here and nowhere else.
    pub receipt: Receipt,
    /// Where it stands.
    pub standing: Standing,
}

/// Why a message was not taken in.
#[derive(Debug)]
pub enum NotSent {
    /// What is wrong with it.
    Refused(Refusal),
    /// The code that it names opens nothing.
    Code(NotOpened),
    /// Too many came from here: from when the next may.
    Wait(Timestamp),
}

impl Platform {
    /// A mark for a form that has not been sent yet: sent twice with it, one message is made.
    pub fn form_mark(&self) -> Uuid {
        let now = self.now().as_microsecond().to_be_bytes();
        uuid_of(&[b"form", &*self.seed, &now, &self.count().to_be_bytes()])
    }

    /// The wish that takes a message in, with the receipt under which its sender finds it. `cause` is the wish's own id.
    ///
    /// # Errors
    /// The keys cannot be read.
    pub fn message_wish(
        &self,
        new: NewMessage,
        cause: Uuid,
        at: Option<Timestamp>,
    ) -> Result<(Wish, Receipt), PlatformError> {
        self.store().keys().read_look_up_again()?;
        let keys = self.store().keys().look_up_keys();
        let mut rng = rng_for(&self.seed, uuid_of(&[b"receipt", cause.as_bytes()]));
        let receipt: Receipt = issue(&mut rng, &keys);
        let look_up = keys.look_up(&receipt).unwrap_or_default();
        let stream = uuid_of(&[b"message", cause.as_bytes()]);
        let command = Command::SendMessage { stream, message: Box::new(NewMessage { look_up, ..new }) };
        Ok((Wish { actor: Actor::public(), cause, at, command }, receipt))
    }

    /// Takes a message in, about the case that a code opens if one is given. Every message counts against its address.
    ///
    /// # Errors
    /// The database is away.
    pub async fn send_message(
        &self,
        mut new: NewMessage,
        code: Option<&str>,
        mark: Uuid,
        address: IpAddr,
    ) -> Result<Result<Sent, NotSent>, PlatformError> {
        let source = Source::of_address(address, &self.seed);
        if let Verdict::WaitUntil(until) = counted(&self.written).check(source, self.now()) {
            return Ok(Err(NotSent::Wait(until)));
        }
        if let Some(code) = code {
            match self.case_of(code, address).await? {
                Ok(case) => new.case = Some(case),
                Err(not) => {
                    counted(&self.written).right(source);
                    return Ok(Err(NotSent::Code(not)));
                }
            }
        }
        let kind = new.kind.map_or(0, decree::message::MessageKind::number).to_be_bytes();
        let case = new.case.unwrap_or_default();
        let typed = [&new.organ, &new.page, &new.text, &new.name, &new.phone].map(|t| t.as_bytes());
        let parts: [&[u8]; 4] = [b"message form", mark.as_bytes(), case.as_bytes(), &kind];
        let cause = uuid_of(&[&parts[..], &typed[..]].concat());
        let (wish, receipt) = self.message_wish(new, cause, None)?;
        let answer = self.submit(wish).await?;
        let done = match answer {
            Ok(done) => done,
            Err(refusal) => {
                // What was refused is not in the inbox: whoever corrects it pays once.
                counted(&self.written).right(source);
                return Ok(Err(NotSent::Refused(refusal)));
            }
        };
        if done.facts == 0 {
            counted(&self.written).right(source);
        }
        let standing = self.standing_of(&receipt).await?.map_err(|_| PlatformError::Contended)?;
        Ok(Ok(Sent { receipt, standing }))
    }

    /// Where a message stands, by its receipt. Every try that finds nothing counts against its address, as a wrong code does.
    ///
    /// # Errors
    /// The database is away.
    pub async fn look_at_message(
        &self,
        text: &str,
        address: IpAddr,
    ) -> Result<Result<Standing, NotOpened>, PlatformError> {
        let receipt: Receipt = match text.parse() {
            Ok(receipt) => receipt,
            Err(no) => return Ok(Err(NotOpened::NoCode(decree::query_code::NoCode::rule(no)))),
        };
        let source = Source::of_address(address, &self.seed);
        if let Verdict::WaitUntil(until) = counted(&self.guesses).check(source, self.now()) {
            return Ok(Err(NotOpened::Wait(until)));
        }
        let found = self.standing_of(&receipt).await?;
        if found.is_ok() {
            counted(&self.guesses).right(source);
        }
        Ok(found)
    }

    async fn standing_of(&self, receipt: &Receipt) -> Result<Result<Standing, NotOpened>, PlatformError> {
        let keys = self.store().keys();
        if keys.look_up_keys().look_up(receipt).is_none() {
            // Another process may have made a new key.
            keys.read_look_up_again()?;
        }
        let Some(look_up) = keys.look_up_keys().look_up(receipt) else { return Ok(Err(NotOpened::Expired)) };
        let Some(packet) = self.store().public_message(&look_up).await? else {
            return Ok(Err(NotOpened::NotFound));
        };
        let standing: Result<Standing, _> = decree::canonical::from_bytes(Some(&packet));
        Ok(Ok(standing.map_err(|_| StoreError::Value("view.public_message.packet"))?))
    }

    /// A message with its facts, as the actor may see it now; `None` outside the scope, as if it did not exist.
    ///
    /// # Errors
    /// The role reads nothing, or the database is away.
    pub async fn message(
        &self,
        actor: &Actor,
        stream: Uuid,
    ) -> Result<Option<(MessageState, Vec<Fact>)>, PlatformError> {
        self.message_for(actor, stream, "message", "").await
    }

    async fn message_for(
        &self,
        actor: &Actor,
        stream: Uuid,
        what: &str,
        query: &str,
    ) -> Result<Option<(MessageState, Vec<Fact>)>, PlatformError> {
        let authorised = authorise::<Read, Fact>(actor, Self::own_place(actor))?;
        let reader = self.reader(actor, actor.scope());
        let facts = self.store().message_facts(&authorised, &reader, stream, what, query).await?;
        // Whoever has it since it was passed on reads it from there.
        let arrives = |fact: &Fact| {
            matches!(
                MessageFact::read(fact),
                Ok(MessageFact::Received { .. }
                    | MessageFact::PassedOn { .. }
                    | MessageFact::MarkedComplaint { .. })
            )
        };
        let facts: Vec<Fact> = facts.into_iter().skip_while(|fact| !arrives(fact)).collect();
        if facts.is_empty() {
            return Ok(None);
        }
        let mut state = MessageState::default();
        for fact in &facts {
            state.fold(fact).map_err(StoreError::from)?;
        }
        Ok(Some((state, facts)))
    }

    /// What was written, of a message that was shown; `None` if it was erased.
    ///
    /// # Errors
    /// The database is away.
    pub async fn written(&self, shown: &MessageState) -> Result<Option<Written>, PlatformError> {
        let found = self.store().persons(&[shown.letter.text]).await?;
        Ok(found.first().and_then(|(_, value)| Written::of(value)))
    }

    /// Who sent a message, for an office that says why it asks; the reading and its reason stand in the read log before the
    /// answer. An agency is never told. `None` if nothing was given, or it was erased.
    ///
    /// # Errors
    /// There is no such message in scope, the actor is no office that handles it, the reason is missing, or the database is
    /// away.
    pub async fn sender_of(
        &self,
        actor: &Actor,
        stream: Uuid,
        reason: &str,
    ) -> Result<Option<Contact>, PlatformError> {
        let Some((state, _)) = self.message(actor, stream).await? else {
            return Err(Refusal::one(Problem::new("", "", "not-found", "decree17-22")).into());
        };
        authorise::<MarkComplaint, MessageState>(actor, state.place)?;
        let reason = reason.trim();
        let most = decree::message::shipped().longest_line();
        if reason.is_empty() || reason.chars().count() > most {
            let rule = if reason.is_empty() { "missing" } else { "message-too-long" };
            let problem =
                Problem::new("message_reason", reason.chars().count().to_string(), rule, "decree17-22");
            return Err(Refusal::one(problem.example(most.to_string())).into());
        }
        self.message_for(actor, stream, "sender", reason).await?;
        let Some(contact) = state.letter.contact else { return Ok(None) };
        let found = self.store().persons(&[contact]).await?;
        Ok(found.first().and_then(|(_, value)| Contact::of(value)))
    }

    /// Whether an actor may do something about a message as it stands.
    pub fn may_about(actor: &Actor, action: Action, state: &MessageState) -> bool {
        use decree::authority::HandleMessage;
        match action {
            Action::HandleMessage => authorise::<HandleMessage, MessageState>(actor, state.place).is_ok(),
            Action::MarkComplaint => authorise::<MarkComplaint, MessageState>(actor, state.place).is_ok(),
            _ => false,
        }
    }
}
