//! Citations out of a text: piece by piece, each with the law that it names or that was named before it.

use super::citation::{Citation, CitationProblem, MAX_BYTES, MAX_CITATIONS};
use super::numeral::half_width;
use super::title::{is_reference, is_title, with_version, without_verb};
use super::units::{self, OutOfRange, Units};

/// How many characters of a text stand in a problem.
const SHOWN: usize = 60;
/// The longest name that is taken for one where no 《》 mark it.
const LONGEST_NAME: usize = 100;

/// Reads every citation of a text, in its order. An empty text has none.
pub fn parse(text: &str) -> Vec<Result<Citation, CitationProblem>> {
    if text.len() > MAX_BYTES {
        return vec![Err(CitationProblem::TooLong { bytes: text.len() })];
    }
    let chars = without_quotes(&text.chars().map(half_width).collect::<Vec<_>>());
    let mut reader = Reader { prose: chars.contains(&'《'), found: Vec::new(), last: None };
    for piece in pieces(&chars) {
        reader.piece(piece);
        if reader.found.len() > MAX_CITATIONS {
            reader.found.truncate(MAX_CITATIONS);
            reader.found.push(Err(CitationProblem::TooMany));
            break;
        }
    }
    reader.found
}

/// What a decision quotes of the law's words between “ and ” cites nothing.
fn without_quotes(chars: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(chars.len());
    let last_close = chars.iter().rposition(|c| *c == '”').unwrap_or(0);
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '“' && at < last_close {
            at += chars[at..].iter().position(|c| *c == '”').unwrap_or(0);
        } else {
            kept.push(chars[at]);
        }
        at += 1;
    }
    kept
}

/// The pieces between `,` `;` `。` and ends of lines that do not stand in the name of a law.
fn pieces(chars: &[char]) -> impl Iterator<Item = &[char]> {
    let mut depth = 0usize;
    chars.split(move |c| {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';' | '。' | '\n' | '\r')
    })
}

fn shown(chars: &[char]) -> String {
    chars.iter().take(SHOWN).collect()
}

fn text_of(chars: &[char]) -> String {
    chars.iter().collect::<String>().trim().to_owned()
}

struct Reader {
    /// Whether names stand in 《》: then other words are prose and no mistakes.
    prose: bool,
    found: Vec<Result<Citation, CitationProblem>>,
    last: Option<(Citation, Units)>,
}

impl Reader {
    fn piece(&mut self, chars: &[char]) {
        let mut rest = chars;
        let Some(open) = rest.iter().position(|c| *c == '《') else { return self.plain(rest) };
        if units::find(&rest[..open]).is_some() {
            self.plain(&rest[..open]);
        }
        rest = &rest[open..];
        while !rest.is_empty() && self.found.len() <= MAX_CITATIONS {
            let Some(close) = closing(rest) else {
                return self.found.push(Err(CitationProblem::Unclosed { text: shown(rest) }));
            };
            let tail = &rest[close + 1..];
            let end = tail.iter().position(|c| *c == '《').unwrap_or(tail.len());
            self.named(&text_of(&rest[1..close]), &tail[..end]);
            rest = &tail[end..];
        }
    }

    /// A piece without 《》.
    fn plain(&mut self, chars: &[char]) {
        let blanks = chars.iter().take_while(|c| matches!(c, ' ' | '/' | '、')).count();
        let chars = &chars[blanks..];
        if chars.iter().all(|c| *c == ' ') {
            return;
        }
        let begins = units::read(chars).map(|(u, _)| u != Units::NONE).unwrap_or(true);
        if begins || units::is_chapter(chars) {
            return self.inherited(chars);
        }
        let slash = chars.iter().position(|c| *c == '/');
        let place = (0..chars.len()).find(|i| units::is_chapter(&chars[*i..])).into_iter();
        let end = place.chain(units::find(chars)).chain(slash).min();
        let name = text_of(&chars[..end.unwrap_or(chars.len())]);
        let name = after_verb(&name, slash.is_some());
        if is_reference(with_version(name).0) {
            return self.inherited(&chars[end.unwrap_or(chars.len())..]);
        }
        let known = is_title(with_version(name).0) || slash.is_some() && slash == end && !name.is_empty();
        if known && name.chars().count() <= LONGEST_NAME && !name.contains('》') {
            self.named(name, &chars[end.unwrap_or(chars.len())..]);
        } else if !self.prose {
            self.found.push(Err(CitationProblem::NotACitation { text: shown(chars) }));
        }
    }

    /// A place in the law that was named before.
    fn inherited(&mut self, chars: &[char]) {
        match self.last.clone() {
            Some((law, units)) => self.places(&law, units, chars),
            None => self.found.push(Err(CitationProblem::NoLaw { text: shown(chars) })),
        }
    }

    /// The places that follow the name of a law.
    fn named(&mut self, name: &str, tail: &[char]) {
        let (mut law, mut law_version) = (name, None);
        while let (shorter, Some(year)) = with_version(law) {
            (law, law_version) = (shorter.trim_end(), law_version.or(Some(year)));
        }
        let blanks = tail.iter().take_while(|c| **c == ' ').count();
        let mut tail = &tail[blanks..];
        if tail.first() == Some(&'(')
            && let Some(close) = tail.iter().take(12).position(|c| *c == ')')
            && let (_, Some(year)) = with_version(&format!("法{}", text_of(&tail[..=close])))
        {
            law_version = Some(year);
            tail = &tail[close + 1..];
        }
        if law.is_empty() {
            return self.found.push(Err(CitationProblem::NoLaw { text: shown(tail) }));
        }
        let law = Citation { law: law.to_owned(), law_version, ..Citation::default() };
        self.places(&law, Units::NONE, tail);
    }

    /// One citation a place: `第三条、第五条第二款`.
    fn places(&mut self, law: &Citation, before: Units, chars: &[char]) {
        let (chapter, mut at) = chapter(chars);
        let base =
            Citation { chapter, law: law.law.clone(), law_version: law.law_version, ..Citation::default() };
        let mut last = before;
        let mut any = false;
        loop {
            let (units, length) = match units::read(&chars[at..]) {
                Ok(read) => read,
                Err(OutOfRange) => {
                    let text = shown(&chars[at..]);
                    return self.found.push(Err(CitationProblem::NumberOutOfRange { text }));
                }
            };
            if units == Units::NONE || self.found.len() > MAX_CITATIONS {
                break;
            }
            at += length;
            last = units.after(last);
            self.found.push(Ok(placed(&base, last)));
            any = true;
            let Some((connector, through)) = connector(&chars[at..]) else { break };
            at += connector;
            if through {
                self.through(&base, last, &chars[at..]);
            }
        }
        if !any {
            self.found.push(Ok(base.clone()));
        }
        let also = also(&chars[at..]);
        if let Some(Ok(citation)) = self.found.last_mut() {
            citation.also = also;
        }
        self.last = Some((base, last));
    }

    /// `第三条至第五条`: what lies between the two.
    fn through(&mut self, base: &Citation, first: Units, chars: &[char]) {
        let Ok((last, _)) = units::read(chars) else { return };
        let only = |u: Units| Units { article: u.article, ..Units::NONE };
        if only(first) != first || only(last) != last {
            return;
        }
        for article in (first.article + 1..last.article).take(MAX_CITATIONS) {
            self.found.push(Ok(placed(base, Units { article, ..Units::NONE })));
        }
    }
}

/// Where the 《 at the start is closed.
fn closing(chars: &[char]) -> Option<usize> {
    let mut depth = 0usize;
    chars.iter().position(|c| {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// The name behind the last verb: 当事人违反了食品安全法 names 食品安全法. Before a slash stands a name alone.
fn after_verb(name: &str, slash: bool) -> &str {
    if slash {
        return without_verb(name);
    }
    let verbs = ["违反了", "违反", "依据", "根据", "依照", "按照"];
    let cut = verbs.iter().filter_map(|v| name.rfind(v).map(|at| at + v.len())).max();
    without_verb(&name[cut.unwrap_or(0)..])
}

fn placed(base: &Citation, units: Units) -> Citation {
    let some = |n: u16| (n != 0).then_some(n);
    Citation {
        article: some(units.article),
        sub: units.sub,
        paragraph: some(units.paragraph),
        item: some(units.item),
        subitem: some(units.subitem),
        ..base.clone()
    }
}

/// The chapter at the start, and where it ends.
fn chapter(chars: &[char]) -> (String, usize) {
    let mut all: Vec<String> = Vec::new();
    let mut at = 0;
    loop {
        at += chars[at..].iter().take_while(|c| matches!(c, '/' | ' ')).count();
        if !units::is_chapter(&chars[at..]) {
            return (all.join("/"), at);
        }
        let rest = &chars[at..];
        let end = rest.iter().position(|c| *c == '/').into_iter().chain(units::find(rest)).min();
        let end = end.unwrap_or(rest.len());
        all.push(text_of(&rest[..end]));
        at += end;
    }
}

/// What connects two places of one law: its length, and whether it means all between.
fn connector(chars: &[char]) -> Option<(usize, bool)> {
    const WORDS: [(&str, bool); 11] = [
        ("或者", false),
        ("以及", false),
        ("、", false),
        ("和", false),
        ("及", false),
        ("或", false),
        ("与", false),
        ("至", true),
        ("到", true),
        ("-", true),
        ("~", true),
    ];
    let (word, through) =
        WORDS.into_iter().find(|(w, _)| w.chars().eq(chars.iter().copied().take(w.chars().count())))?;
    let length = word.chars().count();
    let follows = units::read(&chars[length..]).map(|(u, _)| u != Units::NONE).unwrap_or(true);
    follows.then_some((length, through))
}

/// Words behind the place that say what was violated.
fn also(chars: &[char]) -> String {
    const VERBS: [&str; 4] = ["违反", "依照", "按照", "参照"];
    let text = text_of(chars);
    if VERBS.iter().any(|v| text.starts_with(v)) { text } else { String::new() }
}
