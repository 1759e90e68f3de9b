//! The branches of a fine, out of the words of one paragraph of a law.

use super::numeral::half_width;
use super::quantity::{Span, Unit, ends, spans};
use super::range::{Base, Branch};

/// Words that name the base of a multiple; the last one before it counts.
const BASES: [(&str, Base); 25] = [
    ("货值", Base::GoodsValue),
    ("货款", Base::GoodsValue),
    ("产品价值", Base::GoodsValue),
    ("商品价值", Base::GoodsValue),
    ("违法所得", Base::IllegalGains),
    ("非法所得", Base::IllegalGains),
    ("违法收入", Base::IllegalGains),
    ("非法收入", Base::IllegalGains),
    ("非法获利", Base::IllegalGains),
    ("费用", Base::Fee),
    ("费", Base::Fee),
    ("佣金", Base::Fee),
    ("经营总额", Base::Amount),
    ("经营额", Base::Amount),
    ("营业额", Base::Amount),
    ("销售额", Base::Amount),
    ("总额", Base::Amount),
    ("金额", Base::Amount),
    ("价款", Base::Amount),
    ("款项", Base::Amount),
    ("税款", Base::Amount),
    ("投资", Base::Amount),
    ("收入", Base::Amount),
    ("价值", Base::Amount),
    ("损失", Base::Amount),
];

/// The branches of the fine that a paragraph allows; none if it allows no fine. A branch that the words leave open
/// (处以罚款, 依照前款规定给予处罚, an amount a ton or a day) can give any fine.
pub(super) fn branches(text: &str) -> Vec<Branch> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let spans = spans(&chars);
    let fines = words(&chars, "罚款");
    let mut taken = vec![false; fines.len()];
    let mut is_fine = vec![false; spans.len()];
    for i in (0..spans.len()).rev() {
        let span = &spans[i];
        let mut claim = |position: Option<usize>| {
            let found = position.and_then(|p| fines.binary_search(&p).ok());
            found.is_some_and(|n| {
                taken[n] = true;
                true
            })
        };
        let direct = claim(fine_behind(&chars, span.end)) || claim(fine_before(&chars, span.start));
        // 三倍以下或者五万元以下的罚款: the first is a fine as the second is.
        let chained =
            spans.get(i + 1).is_some_and(|next| is_fine[i + 1] && connects(&chars[span.end..next.start]));
        is_fine[i] = direct || chained && span.max.is_some();
    }
    let mut branches = Vec::new();
    for (span, _) in spans.iter().zip(&is_fine).filter(|(_, fine)| **fine) {
        add(&mut branches, branch(&chars, span));
    }
    for (position, _) in fines.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        if is_open(&chars[..*position]) {
            add(&mut branches, Branch::OPEN);
        }
    }
    if refers(&chars) || !words(&chars, "按日连续").is_empty() {
        add(&mut branches, Branch::OPEN);
    }
    for (base, floor) in floors(&chars, &spans) {
        branches.iter_mut().for_each(|b| b.raise_base(base, floor));
    }
    branches
}

fn add(branches: &mut Vec<Branch>, branch: Branch) {
    if !branches.contains(&branch) {
        branches.push(branch);
    }
}

fn words(chars: &[char], word: &str) -> Vec<usize> {
    let length = word.chars().count();
    (0..chars.len())
        .filter(|i| chars.len() - i >= length && word.chars().eq(chars[*i..i + length].iter().copied()))
        .collect()
}

/// Where 罚款 stands behind a range, with nothing but small words between.
fn fine_behind(chars: &[char], end: usize) -> Option<usize> {
    let small = |c: &&char| {
        matches!(
            c,
            '的' | '以'
                | '人'
                | '民'
                | '币'
                | '额'
                | '定'
                | '一'
                | '次'
                | '性'
                | '行'
                | '政'
                | '计'
                | '算'
                | ' '
        )
    };
    let at = end + chars[end..].iter().take(8).take_while(small).count();
    chars[at..].starts_with(&['罚', '款']).then_some(at)
}

/// Where 罚款 stands before a range: 罚款额为五百元.
fn fine_before(chars: &[char], start: usize) -> Option<usize> {
    let small = |c: &&char| matches!(c, '为' | '人' | '民' | '币' | '额' | '数' | '金' | ' ' | '以' | '处');
    let back = chars[..start].iter().rev().take(8).take_while(small).count();
    let before = &chars[..start - back];
    (ends(before, "罚款")).then(|| before.len() - 2)
}

/// Whether what stands between two ranges makes one fine of them: 五千万元以下或者上一年度营业额百分之五以下罚款.
fn connects(between: &[char]) -> bool {
    let near = between.len() <= 20 && !between.iter().any(|c| matches!(c, ',' | ';' | '。' | ':'));
    near && ["或", "、", "和", "以及", "并处"]
        .iter()
        .any(|w| between.iter().collect::<String>().starts_with(w))
}

/// What stands before a place in the same part of the sentence.
fn part(chars: &[char], start: usize) -> &[char] {
    let from = chars[..start].iter().rposition(|c| matches!(c, ',' | ';' | '。' | ':')).map_or(0, |p| p + 1);
    &chars[from..start]
}

fn branch(chars: &[char], span: &Span) -> Branch {
    let part = part(chars, span.start);
    // So much a ton, a day, a head: what it comes to depends on what is counted.
    if part.contains(&'每') || !words(part, "按日").is_empty() {
        return Branch::OPEN;
    }
    match span.unit {
        Unit::Fen => Branch::Flat { max: span.max, min: span.min },
        Unit::Milli => {
            Branch::Multiple { base_floor: 0, max_milli: span.max, min_milli: span.min, of: base(part) }
        }
    }
}

/// The base named last.
fn base(part: &[char]) -> Base {
    let text: String = part.iter().collect();
    let found = BASES
        .iter()
        .filter_map(|(word, base)| text.rfind(word).map(|at| (at + word.len(), word.len(), *base)));
    let last =
        found.max_by_key(|(end, length, _)| (*end, *length)).map_or(Base::Unknown, |(_, _, base)| base);
    // 货值金额 ends with 金额 and is the value of goods.
    if last == Base::Amount && (text.ends_with("货值金额") || text.ends_with("货值总额")) {
        return Base::GoodsValue;
    }
    last
}

/// Whether 罚款 without a range allows any fine: 可以处以罚款, 警告、罚款.
fn is_open(before: &[char]) -> bool {
    const VERBS: [&str; 9] = ["处以", "处", "给予", "科以", "课以", "、", "或者", "依法给予", "以"];
    !ends(before, "加处") && VERBS.iter().any(|v| ends(before, v))
}

/// Whether another provision says how much: 依照前款规定给予处罚.
fn refers(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    text.split([';', '。', ':']).any(|part| {
        let from = ["依照", "按照", "依据", "比照"].iter().filter_map(|w| part.find(w)).min();
        from.is_some_and(|at| {
            let rest = &part[at..];
            let other = rest.contains("规定") || rest.contains('条') || rest.contains('款');
            other && ["处罚", "罚款", "予以处罚"].iter().any(|w| rest.contains(w)) && !has_range(rest)
        })
    })
}

/// 依照本条例规定处五百元罚款 says itself how much.
fn has_range(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    spans(&chars).iter().any(|s| fine_behind(&chars, s.end).is_some())
}

/// 违法所得不足一万元的，按一万元计算: the least that a base counts for.
fn floors(chars: &[char], spans: &[Span]) -> Vec<(Base, i64)> {
    let counted = |s: &&Span| {
        s.unit == Unit::Fen
            && s.min == s.max
            && ends(&chars[..s.start], "按")
            && chars[s.end..].starts_with(&['计', '算'])
    };
    let mut floors = Vec::new();
    for span in spans.iter().filter(counted) {
        // The base stands before 不足, at most two parts back.
        let before = &chars[..span.start];
        let short = words(before, "不足").last().copied().unwrap_or(0);
        let named = base(part(chars, short));
        floors.push((named, span.max.unwrap_or(0)));
    }
    floors
}
