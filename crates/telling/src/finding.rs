//! What a point said, in words: the data that it saw.

use decree::judge::Finding;
use decree::when::When;
use exchange::{Arg, Language};

use crate::{Line, money, plain, tell, when, word};

/// The data that a judgement saw, as the finding keeps them.
pub fn seen(finding: &Finding, language: Language) -> Vec<Line> {
    let pair = |name: Arg, value: Arg| Line::Pair(plain(language, &name), plain(language, &value));
    let args = finding.args.iter();
    args.map(|(name, text)| pair(word("alert-seen", name), value(name, text, language))).collect()
}

fn value(name: &str, value: &str, language: Language) -> Arg {
    match name {
        "fields" => Arg::List(value.split(',').map(|f| word("field", f)).collect()),
        "event" | "first" | "second" | "after" => word("event", value),
        "clock" => word("clock", value),
        // One of several is enough.
        "documents" => Arg::text(value.replace('|', " / ")),
        "sanctions" => Arg::List(value.split(',').map(|s| word("sanction", s)).collect()),
        "criteria" => Arg::List(value.split(',').map(|c| criterion(c, language)).collect()),
        "fine" | "edge" | "amount" | "most" | "surcharge" => money(language, value),
        "told" if value.bytes().all(|b| b.is_ascii_digit()) => money(language, value),
        _ => value.parse::<When>().map_or_else(|_| Arg::text(value), when),
    }
}

/// By what a case is a major one.
pub fn criterion(code: &str, language: Language) -> Arg {
    match code.strip_prefix("sanction-") {
        Some(sanction) => {
            let args = [("sanction", word("sanction", sanction))];
            Arg::text(tell(language, "major-sanction", &args))
        }
        None => word("major", code),
    }
}
