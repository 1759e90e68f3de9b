//! Something that must be done in time, in words.

use decree::fact::ThingKind;
use exchange::Language;

use crate::say;

/// What must be done about a thing of a kind; `code` is that of its deadline, `point` the code of the alert point, if it is an
/// alert.
pub fn due(thing: ThingKind, code: &str, point: &str, language: Language) -> String {
    match thing {
        ThingKind::Alert if !point.is_empty() => crate::point_name(language, point),
        ThingKind::Alert => say(language, "due-alert", &[]),
        ThingKind::Message => say(language, &format!("due-message-{code}"), &[]),
        _ => say(language, &format!("clock-{code}"), &[]),
    }
}
