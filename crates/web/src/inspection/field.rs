//! A field of the data standard as people read it, and as they type it.

use decree::inspection::SEPARATOR;
use exchange::{Arg, FieldKind, FieldSpec, INSPECTION_FIELDS, Language};

use crate::parts::Choice;
use crate::words::W;

/// What stands between members of a list that fits on a line.
const BETWEEN: [char; 6] = ['\n', ',', '，', '、', ';', '；'];

/// A field that can be typed into.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Its name.
    pub field: String,
    /// What it is called.
    pub called: String,
    /// `text`, `day`, `moment`, `lines` or `choice`.
    pub shape: &'static str,
    /// What may be chosen.
    pub among: Vec<Choice>,
    /// What helps to fill it.
    pub hint: String,
    /// What stands in it.
    pub typed: String,
    /// What is wrong with it, or empty.
    pub wrong: String,
}

fn spec(name: &str) -> Option<&'static FieldSpec> {
    INSPECTION_FIELDS.iter().find(|f| f.name == name)
}

/// The name of a field.
pub fn called(w: W, name: &str) -> String {
    w.word("field", name)
}

/// The values of a field that has a few, one of them chosen.
pub fn among(w: W, name: &str, chosen: &str) -> Vec<Choice> {
    let choices = spec(name).map_or(&[][..], FieldSpec::choices);
    let choice = |code: &&str| Choice {
        value: (*code).to_owned(),
        title: w.word(&format!("choice-{name}"), code),
        on: *code == chosen,
    };
    choices.iter().map(choice).collect()
}

/// A field to type into, with what stands in it.
pub fn input(w: W, name: &str, typed: &str, wrong: String) -> Input {
    let shape = match spec(name).map(|s| s.kind) {
        Some(FieldKind::Time) if name == "correction_due" => "day",
        Some(FieldKind::Time) => "moment",
        Some(FieldKind::Choice { .. }) => "choice",
        Some(FieldKind::List { .. } | FieldKind::Items { .. }) => "lines",
        _ => "text",
    };
    let hint = match shape {
        "moment" => w.say("web-inspection-moment-hint"),
        "lines" if name == "items" => w.say("web-inspection-items-hint"),
        "lines" => w.say("web-inspection-one-line-each"),
        _ => String::new(),
    };
    Input {
        hint,
        field: name.to_owned(),
        called: called(w, name),
        shape,
        among: if shape == "choice" { among(w, name, typed) } else { Vec::new() },
        typed: typed.to_owned(),
        wrong,
    }
}

/// What was typed, in the data standard's form. What cannot be read stays as it is: it is refused where it is decided.
pub fn to_standard(name: &str, typed: &str) -> String {
    let typed = typed.trim();
    let join = |members: Vec<String>| members.join(&SEPARATOR.to_string());
    let split = |between: &[char]| -> Vec<String> {
        typed.split(between).map(str::trim).filter(|m| !m.is_empty()).map(str::to_owned).collect()
    };
    match spec(name).map(|s| s.kind) {
        Some(FieldKind::Time) if name != "correction_due" => {
            telling::read_moment(typed).map_or_else(|| typed.to_owned(), |at| at.to_string())
        }
        // The titles of documents may hold any sign but the end of a line.
        Some(FieldKind::List { .. }) if name == "documents" => join(split(&['\n'])),
        Some(FieldKind::List { .. }) => join(split(&BETWEEN)),
        Some(FieldKind::Items { choices }) => {
            join(split(&['\n']).iter().map(|line| item(name, choices, line)).collect())
        }
        _ => typed.to_owned(),
    }
}

/// A line of a checklist: what was checked, a sign of equality or a colon, the result as a word or a code.
fn item(name: &str, choices: &[&str], line: &str) -> String {
    let Some((what, result)) = line.rsplit_once(['=', '＝', ':', '：', '\t']) else {
        return line.to_owned();
    };
    let said = |code: &&&str| {
        let label = |language: &Language| spec(name)?.choice_label(code, *language);
        **code == result.trim() || Language::ALL.iter().any(|l| label(l).as_deref() == Some(result.trim()))
    };
    let code = choices.iter().find(said).copied().unwrap_or(result.trim());
    format!("{}={code}", what.trim())
}

/// A value of the data standard as it is typed.
pub fn to_typed(w: W, name: &str, value: &str) -> String {
    match spec(name).map(|s| s.kind) {
        Some(FieldKind::Time) => telling::read_moment(value).map_or_else(|| value.to_owned(), telling::typed),
        Some(FieldKind::Items { .. }) => members(w, name, value).join("\n"),
        _ => value.replace(SEPARATOR, "\n"),
    }
}

/// A value of the data standard in words.
pub fn said(w: W, name: &str, value: &str) -> String {
    match spec(name).map(|s| s.kind) {
        Some(FieldKind::Time) => telling::read_moment(value)
            .map_or_else(|| value.to_owned(), |at| telling::plain(w.0, &telling::when(at))),
        Some(FieldKind::Choice { .. }) => {
            // A re-inspection ends as an inspection does.
            let family = if name == "re_inspection_result" { "result" } else { name };
            w.word(&format!("choice-{family}"), value)
        }
        Some(FieldKind::List { .. } | FieldKind::Items { .. }) => {
            let all = members(w, name, value).into_iter().map(Arg::text).collect();
            telling::plain(w.0, &Arg::List(all))
        }
        _ => value.to_owned(),
    }
}

fn members(w: W, name: &str, value: &str) -> Vec<String> {
    let one = |member: &str| match (spec(name).map(|s| s.kind), member.rsplit_once('=')) {
        (Some(FieldKind::Items { .. }), Some((what, result))) => {
            format!("{what}={}", w.word(&format!("choice-{name}"), result))
        }
        _ => member.to_owned(),
    };
    value.split(SEPARATOR).filter(|m| !m.is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_what_the_standard_says() {
        assert_eq!(to_standard("finished_at", "2026-11-24T09:30"), "2026-11-24T01:30:00Z");
        assert_eq!(to_standard("finished_at", "2026-11-24"), "2026-11-24");
        assert_eq!(to_standard("finished_at", "soon"), "soon", "refused later, not lost here");
        assert_eq!(to_standard("officers", "020010001、020010002"), "020010001\u{1f}020010002");
        assert_eq!(to_standard("documents", "照片,一\n笔录\n"), "照片,一\u{1f}笔录");
        assert_eq!(to_standard("items", "灭火器=合格\n通道：fail"), "灭火器=pass\u{1f}通道=fail");
        assert_eq!(to_standard("items", "灭火器"), "灭火器");
    }

    #[test]
    fn a_value_comes_back_from_its_own_form() {
        let w = W(Language::Chinese);
        for (name, value) in [
            ("finished_at", "2026-11-24T01:30:00Z"),
            ("started_at", "2026-11-24"),
            ("items", "灭火器=pass\u{1f}通道=not_applicable"),
            ("documents", "照片\u{1f}笔录"),
            ("correction_due", "2026-12-01"),
        ] {
            assert_eq!(to_standard(name, &to_typed(w, name, value)), value, "{name}");
        }
    }
}
