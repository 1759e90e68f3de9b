//! Something that must be done in time, in words.

use decree::case;
use decree::deadline::DeadlineKind;
use decree::thing::Thing;
use exchange::Language;

use crate::say;

/// What must be done, and the number of the record in which; an alert has none. `n` says which of the thing's deadlines.
pub fn due(thing: &Thing, n: i32, kind: DeadlineKind, language: Language) -> (String, String) {
    let told = |id: &str| say(language, id, &[]);
    match thing {
        Thing::Case(state) => {
            let (seq, place) = (n / 16, usize::try_from(n % 16).unwrap_or(0));
            let clocks = case::open_clocks(state).into_iter().filter(|(s, _)| *s == seq);
            let clock = clocks.map(|(_, c)| c.code.clone()).nth(place).unwrap_or_default();
            (told(&format!("clock-{clock}")), state.opening().own_number.clone())
        }
        Thing::Inspection(state) => (told("clock-correction"), state.parts.party.own_number.clone()),
        Thing::Alert(_) => (told("due-alert"), String::new()),
        _ => (
            told(if kind == DeadlineKind::Handling { "due-alert" } else { "clock-correction" }),
            String::new(),
        ),
    }
}
