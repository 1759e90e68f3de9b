//! An amendment application in words (Art. 14): what it is about, what would change, and its life so far.

use decree::amendment::{AmendmentFact, AmendmentState, Change};
use decree::base::Base;
use decree::case::{CaseParty, PartyChange};
use decree::fact::{Fact, ReadError};
use decree::inspection::SEPARATOR;
use exchange::{Arg, FieldKind, FieldSpec, Language};

use crate::{Line, Names, moment, plain, read_moment, tell, when, word};

/// An application with what is needed to tell of it.
pub struct Told<'a> {
    /// The registers.
    pub base: &'a Base,
    /// The application.
    pub state: &'a AmendmentState,
    /// What people are called.
    pub names: &'a Names,
    /// In which language.
    pub language: Language,
}

/// A field with what it says and what it would say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The field.
    pub field: String,
    /// What it says.
    pub old: String,
    /// What it would say.
    pub new: String,
}

impl Told<'_> {
    fn pair(&self, name: &str, value: Arg) -> Line {
        Line::Pair(plain(self.language, &word("amendment", name)), plain(self.language, &value))
    }

    /// Who applies for what about which record, and who decides. `subject` is what people call the record.
    pub fn lines(&self, subject: &str) -> Vec<Line> {
        let (state, draft) = (self.state, &self.state.draft);
        let agency = self.base.agencies().into_iter().find(|a| a.key == state.place.agency);
        let office = self.base.office(draft.office).map(|o| o.name.as_str()).unwrap_or_default();
        let mut lines = vec![
            self.pair("agency", Arg::text(agency.map(|a| a.name.as_str()).unwrap_or_default())),
            self.pair("subject", Arg::text(subject)),
            self.pair("office", Arg::text(office)),
            self.pair("status", word("amendment-status", state.status.code())),
        ];
        for (name, text) in [("number", &state.number), ("reason", &draft.reason)] {
            if !text.is_empty() {
                lines.push(self.pair(name, Arg::text(text.as_str())));
            }
        }
        let wanted = if draft.withdrawal { "withdraws" } else { "changes" };
        lines.push(self.pair("wanted", word("amendment", wanted)));
        lines
    }

    /// What would change.
    pub fn changes(&self) -> Vec<Changed> {
        let changed = |change: &Change| {
            // A personal value is known to the application by its digest only.
            let value = |text: &str| {
                if change.field == "person" {
                    word("amendment", "hidden")
                } else {
                    value(&change.field, text)
                }
            };
            Changed {
                field: plain(self.language, &word("field", &change.field)),
                old: plain(self.language, &value(&change.old)),
                new: plain(self.language, &value(&change.new)),
            }
        };
        let fields = self.state.draft.changes.iter().map(changed);
        fields.chain(self.state.parties.iter().flat_map(|change| self.party(change))).collect()
    }

    /// A party that would be another; what is personal of it is known by its digest only, and gets a line of its own.
    fn party(&self, change: &PartyChange) -> Vec<Changed> {
        let number = if change.party == 0 {
            word("amendment", "party-new")
        } else {
            Arg::text(change.party.to_string())
        };
        let field = |id| tell(self.language, id, &[("n", number.clone())]);
        let hidden = || plain(self.language, &word("amendment", "hidden"));
        let named = |party: Option<&CaseParty>, none| match party {
            None => plain(self.language, &word("amendment", none)),
            Some(party) if party.name.is_empty() => hidden(),
            Some(party) => format!("{} {}", party.name, party.code).trim_end().to_owned(),
        };
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        let held = |party: Option<&CaseParty>| party.and_then(|p| p.person);
        let mut lines = vec![Changed {
            field: field("amendment-party"),
            old: named(old, "empty"),
            new: named(new, "party-none"),
        }];
        if new.is_some() && held(old) != held(new) {
            lines.push(Changed { field: field("amendment-party-personal"), old: hidden(), new: hidden() });
        }
        lines
    }

    /// Its life so far, a line a fact.
    ///
    /// # Errors
    /// A fact cannot be read.
    pub fn life(&self, facts: &[Fact]) -> Result<Vec<Line>, ReadError> {
        facts.iter().map(|fact| self.happened(fact)).collect()
    }

    fn happened(&self, fact: &Fact) -> Result<Line, ReadError> {
        let (what, words) = match AmendmentFact::read(fact)? {
            AmendmentFact::Drafted { .. } | AmendmentFact::PartiesDrafted { .. } => ("draft", String::new()),
            AmendmentFact::Signed { internal } => ("signed", internal.reason),
            AmendmentFact::Agreed { internal } => ("agreed", internal.words),
            AmendmentFact::Returned { internal } => ("returned", internal.words),
            AmendmentFact::Refused { internal } => ("refused", internal.words),
            AmendmentFact::Dropped { internal } => ("dropped", internal.words),
        };
        let name = self.names.bare(fact.envelope.actor);
        let mut said = plain(self.language, &word("amendment-status", what));
        if !name.is_empty() {
            let args = [("what", Arg::text(said)), ("name", Arg::text(name))];
            said = tell(self.language, "amendment-by", &args);
        }
        let args = [
            ("at", moment(fact.envelope.recorded_at)),
            ("what", Arg::text(said)),
            ("words", Arg::text(words.as_str())),
        ];
        let id = if words.is_empty() { "amendment-life" } else { "amendment-life-words" };
        Ok(Line::Text(tell(self.language, id, &args)))
    }
}

/// A field of the data standard, of whatever kind of record.
fn spec(field: &str) -> Option<&'static FieldSpec> {
    let kinds = ["inspection", "case", "event", "penalty"].into_iter();
    kinds.filter_map(exchange::fields_of).flatten().find(|f| f.name == field)
}

/// A field's value for people.
fn value(field: &str, text: &str) -> Arg {
    if text.is_empty() {
        return word("amendment", "empty");
    }
    match spec(field).map(|f| f.kind) {
        Some(FieldKind::Time) => read_moment(text).map_or_else(|| Arg::text(text), when),
        Some(FieldKind::Choice { choices }) if choices.contains(&text) => {
            word("choice", &format!("{field}-{text}"))
        }
        _ => Arg::texts(text.split(SEPARATOR)),
    }
}
