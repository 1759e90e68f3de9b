//! Officers named in a record say whether it is right (rulings 12): each confirms or objects with a reason, and what the
//! agency made of an objection is said too. Nothing of it changes the record: that is what amendments are for (Art. 14).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Place;
use crate::context::Context;
use crate::fact::{Envelope, ThingKind};
use crate::inspection::{Named, Source};
use crate::problem::{Problem, Refusal};
use crate::view::{NAMED, Row};

/// The article behind every rule here: whoever collects answers for lawfulness, accuracy and truth.
const TRUTH: &str = "decree17-18";
/// Longest reason, in characters.
const LONGEST: usize = 2000;

crate::codes! {
    /// What an officer says of a record that names it.
    NamingWord {
        /// It is right.
        Confirmed = 1 "confirmed",
        /// It is not, or the officer was not there.
        Objected = 2 "objected",
    }
}

/// An officer's word about being named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamingSaid {
    /// Number of the certificate under which the record names the officer.
    pub certificate: String,
    /// Why it objects.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// In which step, by the position of its fact; 1 for an inspection.
    pub step: i32,
    /// Right or not.
    pub word: NamingWord,
}

impl Default for NamingSaid {
    fn default() -> Self {
        Self { certificate: String::new(), reason: String::new(), step: 1, word: NamingWord::Objected }
    }
}

/// What the agency's legal unit or head made of an objection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamingSettled {
    /// Whose objection, by the certificate.
    pub certificate: String,
    /// In which step.
    pub step: i32,
    /// What was found and done.
    pub words: String,
}

/// What may be wished about officers' names in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamingWish {
    /// An officer says whether it is right.
    Say(NamingSaid),
    /// Somebody entitled says what was made of an objection.
    Settle(NamingSettled),
}

/// An officer's word, with who said it when and what was made of it.
#[derive(Clone, Debug)]
pub struct Word {
    /// What was said.
    pub said: NamingSaid,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Uuid,
    /// What was made of it, when, by whom.
    pub settled: Option<(NamingSettled, Timestamp, Uuid)>,
}

impl Word {
    /// Whether it is an objection of which nothing was made yet.
    pub fn is_open(&self) -> bool {
        self.said.word == NamingWord::Objected && self.settled.is_none()
    }
}

/// The last word of each officer about each step that names it.
#[derive(Clone, Debug, Default)]
pub struct Naming(Vec<Word>);

impl Naming {
    /// Takes an officer's word in: it takes the place of an earlier one.
    pub fn say(&mut self, said: NamingSaid, envelope: &Envelope) {
        self.0.retain(|w| (w.said.step, &w.said.certificate) != (said.step, &said.certificate));
        self.0.push(Word { said, at: envelope.recorded_at, by: envelope.actor, settled: None });
    }

    /// Takes in what was made of an objection.
    pub fn settle(&mut self, settled: NamingSettled, envelope: &Envelope) {
        let of = |w: &&mut Word| (w.said.step, &w.said.certificate) == (settled.step, &settled.certificate);
        if let Some(word) = self.0.iter_mut().find(of) {
            word.settled = Some((settled, envelope.recorded_at, envelope.actor));
        }
    }

    /// The last word of an officer about a step.
    pub fn of(&self, step: i32, certificate: &str) -> Option<&Word> {
        self.0.iter().find(|w| w.said.step == step && w.said.certificate == certificate)
    }
}

/// A step of a record with the officers that it names.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Position of its fact.
    pub seq: i32,
    /// The officers.
    pub officers: &'a [Named],
    /// By which way it came.
    pub source: Source,
    /// Who recorded it.
    pub recorder: Uuid,
    /// When.
    pub recorded_at: Timestamp,
}

/// Decides whether something may be said. `false`: it was said before, and nothing happens.
///
/// # Errors
/// The step does not name the officer, it is somebody else, a reason is missing, or there is no open objection.
pub fn decide(
    wish: &NamingWish,
    step: Option<&Step<'_>>,
    naming: &Naming,
    withdrawn: bool,
    context: &Context<'_>,
) -> Result<bool, Refusal> {
    let refused = |rule| Err(Refusal::one(Problem::new("", "", rule, TRUTH)));
    let (seq, certificate) = match wish {
        NamingWish::Say(said) => (said.step, said.certificate.as_str()),
        NamingWish::Settle(settled) => (settled.step, settled.certificate.as_str()),
    };
    let named = step.filter(|s| s.seq == seq && s.officers.iter().any(|o| o.certificate == certificate));
    let Some(step) = named else { return refused("not-named") };
    if withdrawn {
        return refused("withdrawn");
    }
    let person = context.base.officer(certificate).and_then(|(id, _)| context.base.person_of_officer(id));
    let last = naming.of(seq, certificate);
    let me = person == Some(context.actor.person);
    match wish {
        // Nobody speaks for another, not even a deputy: it is about what one saw.
        NamingWish::Say(_) if !me => refused("not-named"),
        NamingWish::Say(said) => {
            let same = last.is_some_and(|w| w.said.word == said.word && w.said.reason == said.reason);
            if said.word == NamingWord::Objected {
                text("reason", &said.reason)?;
            }
            Ok(!same)
        }
        NamingWish::Settle(_) if !last.is_some_and(Word::is_open) => refused("no-open-objection"),
        // Neither who objected nor who wrote the record says what comes of it.
        NamingWish::Settle(_) if me || step.recorder == context.actor.person => refused("own-objection"),
        NamingWish::Settle(settled) => text("words", &settled.words).map(|()| true),
    }
}

fn text(field: &'static str, text: &str) -> Result<(), Refusal> {
    let problem = if text.trim().is_empty() {
        Problem::new(field, "", "missing", TRUTH)
    } else if text.chars().count() > LONGEST {
        Problem::new(field, "…", "too-long", TRUTH).example(LONGEST.to_string())
    } else {
        return Ok(());
    };
    Err(Refusal::one(problem))
}

/// What waits for somebody: officers who have not said anything of what was typed in, and objections of which nothing was
/// made. What came from an agency's own system or a file was put before its officers there, and asks nobody here: who is
/// named in it may speak all the same.
pub(crate) fn rows<'a>(
    stream: Uuid,
    thing: ThingKind,
    place: Place,
    naming: &'a Naming,
    steps: impl Iterator<Item = Step<'a>> + 'a,
) -> impl Iterator<Item = Row> + 'a {
    let row = move |step: Step<'a>, named: &'a Named| {
        let objected = match naming.of(step.seq, &named.certificate) {
            None if step.source == Source::Entry => false,
            Some(word) if word.is_open() => true,
            _ => return None,
        };
        let values = vec![
            stream.into(),
            step.seq.into(),
            named.certificate.as_str().into(),
            thing.number().into(),
            place.agency.into(),
            place.line.into(),
            place.territory.into(),
            place.district.into(),
            objected.into(),
            step.recorder.into(),
            step.recorded_at.into(),
        ];
        Some(Row { table: &NAMED, values })
    };
    let first = |step: &Step<'a>, n: usize| {
        let earlier = step.officers.get(..n).unwrap_or_default();
        step.officers.get(n).filter(|o| !earlier.iter().any(|e| e.certificate == o.certificate))
    };
    steps.flat_map(move |step| (0..step.officers.len()).filter_map(move |n| row(step, first(&step, n)?)))
}
