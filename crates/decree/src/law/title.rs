//! Names of laws: as they are cited and as they are found.

use super::numeral::half_width;

const STATE: &str = "中华人民共和国";

/// The key by which a law is found: without 中华人民共和国, blanks and marks, whatever the width of its characters.
pub fn name_key(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>'))
        .collect();
    match plain.strip_prefix(STATE) {
        Some(short) if !short.is_empty() => short.to_owned(),
        _ => plain,
    }
}

/// The short name of a law: without 中华人民共和国, if it has that.
pub(super) fn short(title: &str) -> Option<&str> {
    title.strip_prefix(STATE).filter(|rest| !rest.is_empty())
}

/// A name and the year of the version named behind it: `…条例(2019修正)`, `…法（2021年修订）`, `…办法(2020)`.
pub(super) fn with_version(name: &str) -> (&str, Option<i16>) {
    let none = (name, None);
    let Some((before, inside)) = name.strip_suffix(')').and_then(|n| n.rsplit_once('(')) else { return none };
    let digits = inside.chars().take_while(char::is_ascii_digit).count();
    let rest = inside[digits..].trim_start_matches('年');
    let known = [
        "",
        "修正",
        "修订",
        "版",
        "修改",
        "修正本",
        "修订本",
        "修正版",
        "修订版",
        "第一次修正",
        "第二次修正",
    ];
    match inside[..digits].parse::<i16>() {
        Ok(year) if (1900..2200).contains(&year) && known.contains(&rest) && !before.is_empty() => {
            (before, Some(year))
        }
        _ => none,
    }
}

/// Whether a name is one that a law, a regulation or a rule can have.
pub(super) fn is_title(name: &str) -> bool {
    const ENDS: [&str; 14] = [
        "法", "条例", "规定", "办法", "决定", "规则", "细则", "法典", "决议", "解释", "标准", "规范", "通知",
        "意见",
    ];
    let stem = name.strip_suffix("(试行)").or_else(|| name.strip_suffix("(暂行)")).unwrap_or(name);
    let length = name.chars().count();
    (2..=100).contains(&length) && ENDS.iter().any(|end| stem.ends_with(end))
}

/// A name without the verb in front of it: 依据…, 违反了….
pub(super) fn without_verb(name: &str) -> &str {
    const VERBS: [&str; 10] =
        ["依据了", "违反了", "根据", "依据", "依照", "按照", "违反", "适用", "参照", "和"];
    let mut rest = name.trim();
    while let Some(next) = VERBS.iter().find_map(|v| rest.strip_prefix(v)) {
        rest = next.trim_start();
    }
    rest
}

/// Words that stand for the law that is spoken of, and name none.
pub(super) fn is_reference(name: &str) -> bool {
    ["本法", "本条例", "本办法", "本规定", "本细则", "该法", "该条例"].contains(&name)
}
