//! What a decision may know besides the thing's state, and what it answers.

use jiff::Timestamp;
use uuid::Uuid;

use crate::authority::{Actor, Place};
use crate::base::Base;
use crate::fact::{NewFact, ThingKind};
use crate::identity::CommandRng;

/// What a decision may know (DESIGN section 1): actor, clock, registers as known, randomness of its own.
pub struct Context<'a> {
    /// The registers.
    pub base: &'a Base,
    /// The moment of recording.
    pub now: Timestamp,
    /// Who wishes.
    pub actor: &'a Actor,
    /// Randomness of this command alone.
    pub rng: &'a mut CommandRng,
    /// Key of digests that must not be guessable from what they digest.
    pub digest_key: &'a [u8; 32],
    /// This node.
    pub node: i16,
    /// Keys of query codes.
    pub codes: &'a crate::query_code::LookUpKeys,
}

/// New facts of one stream.
#[derive(Clone, Debug)]
pub struct Work {
    /// The stream.
    pub stream: Uuid,
    /// What it is about.
    pub kind: ThingKind,
    /// Where it belongs.
    pub place: Place,
    /// The version it must still have; 0 for a new stream.
    pub expected: i32,
    /// The facts, in order.
    pub facts: Vec<NewFact>,
}

/// How a wish to collect ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is recorded.
    Accepted,
    /// It was recorded before, with the same content: nothing happened.
    Known,
    /// It was recorded before with other content: a supplement, or an amendment drafted (rulings 3).
    Changed,
}

/// What a decision answers when it does not refuse.
#[derive(Clone, Debug)]
pub struct Decision {
    /// How it ended.
    pub ending: Ending,
    /// The thing concerned.
    pub stream: Uuid,
    /// Facts by stream; empty when nothing happened.
    pub work: Vec<Work>,
}
