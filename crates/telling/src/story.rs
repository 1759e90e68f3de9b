//! A looked-up case in words: the story, what the party may do and until when, explained day by day.

use calendar::Unit;
use decree::base::Base;
use decree::case::{Remedy, StoryLine};
use exchange::{Arg, Language};
use platform::LookedUp;

use crate::{explained, tell as say, word, yuan};

/// All lines.
pub fn story(found: &LookedUp, base: &Base, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = found.story.iter().map(|line| of_story(line, language)).collect();
    for remedy in &found.remedies {
        lines.push(String::new());
        lines.extend(of_remedy(remedy, found, base, language));
    }
    if !found.packet.withheld.is_empty() {
        lines.push(say(language, "code-withheld-basis", &[]));
    }
    lines.push(String::new());
    match &found.detail {
        None => lines.push(say(language, "code-second-element", &[])),
        Some(detail) => {
            let all = [
                ("party_name", &detail.name),
                ("title", &detail.title),
                ("facts", &detail.facts),
                ("basis", &detail.basis),
                ("content", &detail.content),
            ];
            for (field, text) in all.into_iter().filter(|(_, text)| !text.is_empty()) {
                let args = [("name", word("field", field)), ("value", Arg::text(text.as_str()))];
                lines.push(say(language, "alert-seen-line", &args));
            }
            lines.extend(detail.documents.iter().map(|(day, name)| format!("  {day}  {name}")));
        }
    }
    lines
}

/// A line of the story.
pub fn of_story(line: &StoryLine, language: Language) -> String {
    let args: Vec<(&str, Arg)> = line.args.iter().map(|(name, text)| (*name, value(name, text))).collect();
    say(language, line.id, &args)
}

/// An argument as words need it: days as days, money in yuan, an empty one as `none`.
fn value(name: &str, text: &str) -> Arg {
    match name {
        "day" => text.parse().map_or_else(|_| Arg::text(text), Arg::Date),
        "fine" | "paid" | "left" => text.parse().map_or_else(|_| Arg::text(text), |fen| Arg::text(yuan(fen))),
        "count" => text.parse().map_or_else(|_| Arg::text(text), Arg::Int),
        "sanctions" if !text.is_empty() => {
            Arg::List(text.split(',').map(|code| word("sanction", code)).collect())
        }
        _ if text.is_empty() => Arg::text("none"),
        _ => Arg::text(text),
    }
}

/// What may or must be done: until when and where, or the rule in words; with the days counted.
pub fn of_remedy(remedy: &Remedy, found: &LookedUp, base: &Base, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let served = found.packet.served.as_ref();
    match (&remedy.until, served) {
        (Some(until), Some(service)) => {
            let mode = service.mode.map_or("none", |m| m.code());
            let args = [
                ("last", Arg::Date(until.last_day)),
                ("served", Arg::Date(service.day)),
                ("mode", Arg::text(mode)),
            ];
            lines.push(say(language, &format!("remedy-{}-until", remedy.code), &args));
            lines.extend(
                explained(&until.explain(&base.calendar()), language).into_iter().map(|l| format!("    {l}")),
            );
        }
        _ => {
            let args = [("n", Arg::Int(remedy.limit.n.into())), ("unit", Arg::text(unit(remedy.limit.unit)))];
            lines.push(say(language, &format!("remedy-{}-rule", remedy.code), &args));
        }
    }
    if remedy.code != "payment" {
        let district =
            base.territory(found.packet.district).map_or_else(|| "none".to_owned(), |t| t.name.clone());
        lines.push(say(
            language,
            &format!("remedy-{}-where", remedy.code),
            &[("district", Arg::text(district))],
        ));
    }
    lines
}

const fn unit(unit: Unit) -> &'static str {
    unit.as_str()
}
