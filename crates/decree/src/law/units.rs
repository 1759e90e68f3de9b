//! Articles, paragraphs, items: `第一百二十四条之一第二款第(五)项第3目`.

use super::numeral::whole;

/// A place within a law, as far as it was named. 0 stands for nothing named, for the article's own `之` too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    pub article: u16,
    pub sub: u16,
    pub paragraph: u16,
    pub item: u16,
    pub subitem: u16,
}

/// A number that no law has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OutOfRange;

impl Units {
    pub(super) const NONE: Self = Self { article: 0, sub: 0, paragraph: 0, item: 0, subitem: 0 };

    /// What follows in one list: `第三项` after `第五条第一款第二项` is of the same article and paragraph.
    pub(super) const fn after(self, before: Self) -> Self {
        let mut all = self;
        if self.article != 0 {
            return all;
        }
        all.article = before.article;
        all.sub = before.sub;
        if self.paragraph == 0 {
            all.paragraph = before.paragraph;
            if self.item == 0 {
                all.item = before.item;
            }
        }
        all
    }
}

/// The units at the start and how many characters they take; none at all takes none. Slashes and blanks between them
/// are passed over.
pub(super) fn read(chars: &[char]) -> Result<(Units, usize), OutOfRange> {
    let mut units = Units::NONE;
    let mut rank = 0;
    let mut at = 0;
    loop {
        let start = at + chars[at..].iter().take_while(|c| matches!(c, '/' | ' ')).count();
        let Some((number, kind, length)) = one(&chars[start..]) else { break };
        let next = match kind {
            '条' => 1,
            '款' => 2,
            '项' => 3,
            _ => 4,
        };
        // 第三条第二条 are two places.
        if next <= rank {
            break;
        }
        let number = u16::try_from(number).ok().filter(|n| (1..=9999).contains(n)).ok_or(OutOfRange)?;
        at = start + length;
        match kind {
            '条' => {
                units.article = number;
                let (sub, length) = sub_article(&chars[at..])?;
                units.sub = sub;
                at += length;
            }
            '款' => units.paragraph = number,
            '项' => units.item = number,
            _ => units.subitem = number,
        }
        rank = next;
    }
    Ok((units, at))
}

/// `之一` behind an article.
fn sub_article(chars: &[char]) -> Result<(u16, usize), OutOfRange> {
    let Some(('之', rest)) = chars.split_first().map(|(c, rest)| (*c, rest)) else { return Ok((0, 0)) };
    match whole(rest) {
        Some((n, length)) => {
            let n = u16::try_from(n).ok().filter(|n| (1..=9999).contains(n)).ok_or(OutOfRange)?;
            Ok((n, length + 1))
        }
        None => Ok((0, 0)),
    }
}

/// One unit: `第五条`, `第(五)项`, `(五)项`, `五条` is none.
fn one(chars: &[char]) -> Option<(u64, char, usize)> {
    let mut at = usize::from(chars.first() == Some(&'第'));
    let bracket = chars.get(at) == Some(&'(');
    if at == 0 && !bracket {
        return None;
    }
    at += usize::from(bracket);
    let (number, length) = whole(&chars[at..])?;
    at += length;
    if bracket {
        if chars.get(at) != Some(&')') {
            return None;
        }
        at += 1;
    }
    let kind = *chars.get(at)?;
    matches!(kind, '条' | '款' | '项' | '目').then_some((number, kind, at + 1))
}

/// Where the next unit begins.
pub(super) fn find(chars: &[char]) -> Option<usize> {
    // A unit begins with 第; a bracket alone may be part of a name.
    (0..chars.len()).find(|i| chars[*i] == '第' && one(&chars[*i..]).is_some())
}

/// Whether a chapter, section or part begins here: `第五章法律责任`.
pub(super) fn is_chapter(chars: &[char]) -> bool {
    if chars.first() != Some(&'第') {
        return false;
    }
    whole(&chars[1..]).is_some_and(|(_, length)| {
        let rest = &chars[1 + length..];
        matches!(rest.first(), Some('章' | '节' | '编')) || rest.starts_with(&['分', '编'])
    })
}
