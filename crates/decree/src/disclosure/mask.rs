//! 隱名: what a published text must not say. Natural persons' names keep the family name only, a minor's nothing; numbers that
//! identify a person, phones, accounts and addresses are left out; firms are named.

use std::sync::LazyLock;

use serde::Deserialize;

/// What stands for something that is left out.
const LEFT_OUT: &str = "***";

/// What is known of names: `data/masking.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Family names of two characters: the others have one.
    double: Vec<String>,
    /// Words behind which, after a colon, a person's name stands in an enforcement document.
    labels: Vec<String>,
}

/// As it ships; nothing is known where the text cannot be read (a test reads it).
static KNOWN: LazyLock<Known> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../data/masking.toml")).unwrap_or_default());

/// A person's name as it is published: 张某某. A name that is not written in Chinese characters keeps its first letter.
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    let count = name.chars().count();
    if !name.chars().all(is_han) {
        return name.chars().next().map_or_else(|| LEFT_OUT.to_owned(), |c| format!("{c}{LEFT_OUT}"));
    }
    let kept = if count > 2 && KNOWN.double.iter().any(|d| name.starts_with(d.as_str())) { 2 } else { 1 };
    let mut masked: String = name.chars().take(kept).collect();
    let rest = count.saturating_sub(kept).max(1);
    // A given name may itself be 某.
    let with = if name.chars().skip(kept).all(|c| c == '某') { "×" } else { "某" };
    masked.push_str(&with.repeat(rest));
    masked
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '·')
}

/// What the vault says of the people of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Personal {
    /// Names.
    pub names: Vec<String>,
    /// Names of which nothing is kept: minors'.
    pub minors: Vec<String>,
    /// Numbers and addresses.
    pub values: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    address: String,
    id_number: String,
    legal_representative: String,
    name: String,
    officers: Vec<String>,
    phone: String,
}

impl Personal {
    /// Takes an entry of the vault in; a minor's name is left out whole.
    pub fn take(&mut self, value: &[u8], minor: bool) {
        let Ok(entry) = serde_json::from_slice::<Entry>(value) else { return };
        let mut say = |name: String, list: fn(&mut Self) -> &mut Vec<String>| {
            // A name of one character cannot be told from the character.
            if name.chars().count() > 1 && !list(self).contains(&name) {
                list(self).push(name);
            }
        };
        say(entry.name, if minor { |p| &mut p.minors } else { |p| &mut p.names });
        say(entry.legal_representative, |p| &mut p.names);
        entry.officers.into_iter().for_each(|name| say(name, |p| &mut p.names));
        [entry.address, entry.id_number, entry.phone].into_iter().for_each(|v| say(v, |p| &mut p.values));
    }

    /// The name in an entry of the vault.
    pub fn name_in(value: &[u8]) -> String {
        serde_json::from_slice::<Entry>(value).map(|e| e.name).unwrap_or_default()
    }
}

/// What is masked in the texts of one decision.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// What is looked for, longest first, with what stands for it.
    hidden: Vec<(String, String)>,
    /// Names of firms, longest first: they are named, even where a person's name is part of them.
    firms: Vec<String>,
    /// Codes of firms.
    codes: Vec<String>,
}

impl Mask {
    /// A mask for what the vault says, and for further words that the person who checks named.
    pub fn new(personal: &Personal, further: &[String], firms: &[String], codes: &[String]) -> Self {
        let words = further.iter().map(|w| w.trim()).filter(|w| !w.is_empty());
        let word = |w: &str| {
            let short = w.chars().count() <= 4 && w.chars().all(is_han);
            (w.to_owned(), if short { mask_name(w) } else { LEFT_OUT.to_owned() })
        };
        let whole = personal.minors.iter().chain(&personal.values);
        let mut hidden: Vec<(String, String)> = whole.map(|v| (v.clone(), LEFT_OUT.to_owned())).collect();
        hidden.extend(personal.names.iter().map(|n| (n.clone(), mask_name(n))));
        hidden.extend(words.map(word));
        hidden.retain(|(w, _)| w.chars().count() > 1);
        hidden.sort_by_key(|(w, _)| std::cmp::Reverse(w.chars().count()));
        hidden.dedup_by(|a, b| a.0 == b.0);
        let mut firms: Vec<String> = firms.iter().filter(|f| is_firm(f)).cloned().collect();
        firms.sort_by_key(|f| std::cmp::Reverse(f.chars().count()));
        Self { hidden, firms, codes: codes.to_vec() }
    }

    /// A text as it is published.
    pub fn text(&self, text: &str) -> String {
        let mut rest = text;
        let mut out = String::with_capacity(text.len());
        while !rest.is_empty() {
            let next =
                self.firms.iter().filter_map(|f| Some((rest.find(f.as_str())?, f))).min_by_key(|(at, _)| *at);
            let (before, firm) = next.map_or((rest, ""), |(at, firm)| (&rest[..at], firm.as_str()));
            out.push_str(&self.piece(before));
            out.push_str(firm);
            rest = &rest[before.len() + firm.len()..];
        }
        out
    }

    /// Whether anything in a text would be masked.
    pub fn touches(&self, text: &str) -> bool {
        self.text(text) != text
    }

    fn piece(&self, text: &str) -> String {
        let mut out = self.numbers(text);
        for (word, with) in &self.hidden {
            out = out.replace(word.as_str(), with);
        }
        out = labelled(&out);
        // What a replacement put together again is left out whole.
        for _ in 0..4 {
            let Some((word, _)) = self.hidden.iter().find(|(w, with)| out.contains(w.as_str()) && w != with)
            else {
                break;
            };
            out = out.replace(word.as_str(), LEFT_OUT);
        }
        out
    }

    /// Identity numbers, phones and accounts, whoever's they are.
    fn numbers(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut run = String::new();
        for c in text.chars().chain(['\n']) {
            let c = plain_digit(c);
            if c.is_ascii_alphanumeric()
                || (c == '-' && run.bytes().all(|b| b.is_ascii_digit()) && !run.is_empty())
            {
                run.push(c);
                continue;
            }
            out.push_str(if self.is_number(&run) { LEFT_OUT } else { &run });
            run.clear();
            out.push(c);
        }
        out.pop();
        out
    }

    fn is_number(&self, run: &str) -> bool {
        if run.len() < 11 || self.codes.iter().any(|code| code == run) {
            return false;
        }
        let digits = run.bytes().all(|b| b.is_ascii_digit());
        let body = run.get(..run.len() - 1).unwrap_or_default();
        let identity = run.len() == 18
            && body.bytes().all(|b| b.is_ascii_digit())
            && run.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x'))
            && run.get(6..14).is_some_and(is_day);
        let old = digits && run.len() == 15 && run.get(6..12).is_some_and(|d| is_day(&format!("19{d}")));
        let mobile = digits && run.len() == 11 && run.starts_with('1') && !run.starts_with("10");
        let account = digits && (16..=19).contains(&run.len());
        let phone = run.split_once('-').is_some_and(|(area, number)| {
            area.starts_with('0') && matches!(area.len(), 3 | 4) && matches!(number.len(), 7 | 8)
        });
        identity || old || mobile || account || phone
    }
}

/// Whether a name is that of a firm, and not of a person who trades under the own name.
pub fn is_firm(name: &str) -> bool {
    name.chars().count() > 4 || !name.chars().all(is_han)
}

const fn plain_digit(c: char) -> char {
    match c {
        '０'..='９' => (b'0' + (c as u32 - '０' as u32) as u8) as char,
        _ => c,
    }
}

fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else {
        return false;
    };
    let part = |n: i16| i8::try_from(n).unwrap_or(0);
    (1900..2100).contains(&year) && jiff::civil::Date::new(year, part(month), part(day)).is_ok()
}

/// Masks names behind the words that announce one.
fn labelled(text: &str) -> String {
    let mut out = text.to_owned();
    for label in &KNOWN.labels {
        let mut from = 0;
        while let Some(at) = out.get(from..).and_then(|rest| rest.find(label.as_str())) {
            let start = from + at + label.len();
            from = start;
            let Some(rest) = out.get(start..).and_then(|r| r.strip_prefix(['：', ':'])) else { continue };
            let name: String = rest.chars().take_while(|c| is_han(*c)).collect();
            if (2..=4).contains(&name.chars().count()) && !name.contains(['某', '×']) {
                let begin = out.len() - rest.len();
                out.replace_range(begin..begin + name.len(), &mask_name(&name));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_names_can_be_read() {
        assert!(KNOWN.double.iter().any(|name| name == "欧阳"), "{KNOWN:?}");
        assert!(KNOWN.labels.iter().any(|label| label == "举报人"), "{KNOWN:?}");
    }

    #[test]
    fn a_name_keeps_its_family_name() {
        for (name, masked) in [
            ("张三", "张某"),
            ("张三丰", "张某某"),
            ("欧阳修", "欧阳某"),
            ("欧阳", "欧某"),
            ("张某", "张×"),
            ("Smith", "S***"),
            ("阿依古丽", "阿某某某"),
        ] {
            assert_eq!(mask_name(name), masked, "{name}");
        }
    }

    #[test]
    fn what_identifies_a_person_is_left_out_and_what_does_not_stays() {
        let mut personal = Personal::default();
        let entry = r#"{"name":"李建国","id_number":"120103197805120011","address":"河西区友谊路12号3门201","legal_representative":"王芳"}"#;
        personal.take(entry.as_bytes(), false);
        let firms = ["天津市王芳商贸有限公司".to_owned()];
        let codes = ["91120103MA05L1234X".to_owned(), "911201031985010112".to_owned()];
        let mask = Mask::new(&personal, &["赵六".to_owned()], &firms, &codes);
        for (text, masked) in [
            ("当事人李建国（120103197805120011）", "当事人李某某（***）"),
            ("住河西区友谊路12号3门201，电话13800138000", "住***，电话***"),
            ("天津市王芳商贸有限公司（法定代表人王芳）", "天津市王芳商贸有限公司（法定代表人王某）"),
            ("证人：赵六、钱七八", "证人：赵某、钱七八"),
            ("举报人：钱七八。", "举报人：钱某某。"),
            (
                "代码911201031985010112，代码91120103MA05L1234X",
                "代码911201031985010112，代码91120103MA05L1234X",
            ),
            ("账号6222020200112233445", "账号***"),
            ("津执0054罚〔2025〕1号，罚款13000元", "津执0054罚〔2025〕1号，罚款13000元"),
            ("电话022-23456789", "电话***"),
            ("身份证１２０１０３１９７８０５１２００１１", "身份证***"),
        ] {
            assert_eq!(mask.text(text), masked);
        }
    }

    #[test]
    fn nothing_is_kept_of_a_minors_name() {
        let mut personal = Personal::default();
        personal.take(r#"{"name":"李小明"}"#.as_bytes(), true);
        let mask = Mask::new(&personal, &[], &[], &[]);
        assert_eq!(mask.text("李小明在店内"), "***在店内");
    }
}
