//! Every message id that the source uses has words in every language, and no words are left over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use decree::alert::{AlertOutcome, AlertStatus, OfficeAct};
use decree::amendment::AmendmentStatus;
use decree::authority::{Action, Role};
use decree::message::{MessageKind, MessageStatus};
use decree::point::{Grade, SHIPPED, parse};
use decree::problem::{Problem, Refusal};
use exchange::{Language, Words};

/// The files of words that belong to this program's commands and pages.
const FILES: [&str; 19] = [
    "api",
    "problems",
    "points",
    "alerts",
    "amendments",
    "calendar",
    "cli",
    "articles",
    "web",
    "messages",
    "pages",
    "import_pages",
    "case_pages",
    "inspection_pages",
    "naming",
    "phone",
    "record_pages",
    "seal",
    "seal_pages",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The source of a crate without its tests.
fn source(name: &str) -> String {
    let mut text = String::new();
    let mut folders = vec![root().join("crates").join(name).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("report/tests.rs") {
                let source = std::fs::read_to_string(path).unwrap();
                text.push_str(source.split("#[cfg(test)]\nmod tests {").next().unwrap());
            }
        }
    }
    text
}

/// The plain string literals of a source, comments left out.
fn literals(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in source.lines().filter(|l| !l.trim_start().starts_with("//")) {
        for (i, piece) in line.split('"').enumerate() {
            if i % 2 == 1 {
                found.insert(piece.to_owned());
            }
        }
    }
    found
}

/// Whatever stands between two quotation marks in the templates of pages: words of theirs stand inside attributes, too.
fn templates() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root().join("crates/web/templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            found.extend(text.split('"').filter(|piece| !piece.contains('\n')).map(str::to_owned));
        }
    }
    found
}

/// The arguments of every call of a function, as written.
fn calls(source: &str, name: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(name) {
        let (mut depth, mut quoted, mut args, mut arg) = (0, false, Vec::new(), String::new());
        for c in source[at + name.len()..].chars() {
            match c {
                '"' => quoted = !quoted,
                '(' | '[' | '{' if !quoted => depth += 1,
                ')' | ']' | '}' if !quoted => depth -= 1,
                _ => {}
            }
            if depth < 0 {
                break;
            }
            if c == ',' && depth == 0 && !quoted {
                args.push(std::mem::take(&mut arg));
            } else {
                arg.push(c);
            }
        }
        args.push(arg);
        found.push(args);
    }
    found
}

fn is_id(text: &str) -> bool {
    text.contains('-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

fn exists(id: &str) -> bool {
    Language::ALL.iter().all(|language| Words::of(*language).variables(id).is_some())
}

fn missing(ids: impl IntoIterator<Item = String>, because: &str) -> Vec<String> {
    ids.into_iter().filter(|id| !exists(id)).map(|id| format!("{id} ({because})")).collect()
}

/// The rules and articles of every problem in a source.
fn problems(source: &str) -> (BTreeSet<String>, BTreeSet<String>, BTreeSet<String>) {
    let (mut rules, mut articles, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for args in calls(source, "Problem::new(") {
        let literal = |i: usize| args.get(i).and_then(|a| a.trim().strip_prefix('"')?.strip_suffix('"'));
        fields.extend(literal(0).filter(|f| !f.is_empty()).map(str::to_owned));
        rules.extend(literal(2).map(str::to_owned));
        articles.extend(literal(3).map(str::to_owned));
    }
    (rules, articles, fields)
}

#[test]
fn every_problem_has_words() {
    let mut absent = Vec::new();
    for name in ["decree", "platform", "telling", "intake", "xiezhi"] {
        let source = source(name);
        let (rules, articles, fields) = problems(&source);
        absent.extend(missing(rules.iter().map(|r| format!("problem-{r}")), "rule"));
        absent.extend(missing(articles.iter().map(|a| format!("article-{a}")), "article"));
        absent.extend(missing(fields.iter().map(|f| format!("field-{f}")), "field"));
        if matches!(name, "xiezhi" | "telling" | "intake") {
            continue;
        }
        // A rule that comes by way of a variable, a mismatch, an article: whatever is written like an id is one of them.
        for id in literals(&source).iter().filter(|l| is_id(l)) {
            let families = ["problem", "mismatch", "article", "major"];
            if !exists(id) && !families.iter().any(|family| exists(&format!("{family}-{id}"))) {
                absent.push(format!("{id} (in {name})"));
            }
        }
    }
    assert!(absent.is_empty(), "no words: {absent:#?}");
}

#[test]
fn every_point_and_article_has_words() {
    let points = parse(SHIPPED).unwrap();
    let mut absent = missing(points.iter().map(|p| format!("point-{}", p.code)), "point");
    absent.extend(missing(points.iter().map(|p| format!("point-{}-explanation", p.code)), "point"));
    absent.extend(missing(points.iter().map(|p| format!("article-{}", p.article)), "article"));
    let articles: BTreeSet<String> = Words::of(Language::English)
        .ids()
        .filter(|id| id.starts_with("article-"))
        .map(str::to_owned)
        .collect();
    let names = articles.iter().filter(|id| !id.ends_with("-says"));
    absent.extend(missing(names.map(|id| format!("{id}-says")), "gist of an article"));
    let judge: String = ["mod", "case", "basis"]
        .map(|name| {
            std::fs::read_to_string(root().join(format!("crates/decree/src/judge/{name}.rs"))).unwrap()
        })
        .concat();
    let seen = judge.match_indices("(\"").filter_map(|(at, _)| judge[at + 2..].split_once("\","));
    let seen = seen
        .map(|(name, _)| name)
        .filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    absent.extend(missing(seen.map(|name| format!("alert-seen-{name}")), "data that a finding keeps"));
    assert!(absent.is_empty(), "no words: {absent:#?}");
}

#[test]
fn every_member_of_a_code_list_has_words() {
    fn of<T: Copy>(family: &str, all: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
        missing(all.iter().map(|m| format!("{family}-{}", code(*m))), "code list")
    }
    let mut absent = of("role", Role::ALL, Role::code);
    absent.extend(of("action", Action::ALL, Action::code));
    absent.extend(of("alert-status", AlertStatus::ALL, AlertStatus::code));
    absent.extend(of("alert-outcome", AlertOutcome::ALL, AlertOutcome::code));
    absent.extend(of("alert-act", OfficeAct::ALL, OfficeAct::code));
    absent.extend(of("amendment-status", AmendmentStatus::ALL, AmendmentStatus::code));
    absent.extend(of("grade", Grade::ALL, Grade::code));
    absent.extend(of("message-kind", MessageKind::ALL, MessageKind::code));
    absent.extend(of("message-status", MessageStatus::ALL, MessageStatus::code));
    absent.extend(of("due-message", &[MessageStatus::Received, MessageStatus::TakenUp], MessageStatus::code));
    let levels = decree::agency::AdministrativeLevel::ALL;
    absent.extend(of("administrative-level", levels, decree::agency::AdministrativeLevel::code));
    let types = decree::file::shipped().types.iter().map(|t| format!("media-{}", t.code));
    absent.extend(missing(types, "type of file"));
    assert!(absent.is_empty(), "no words: {absent:#?}");
}

#[test]
fn every_message_that_a_command_says_exists() {
    let source = ["xiezhi", "telling", "intake", "dispatch"].map(source).concat();
    let mut absent = BTreeSet::new();
    for call in ["say(", "tell(", "print(", "quoted(", "named("] {
        for args in calls(&source, call) {
            // The id comes first, or after the language.
            let first = usize::from(args[0].trim().ends_with("language"));
            let ids = args.get(first).map(|arg| literals(arg)).unwrap_or_default();
            absent.extend(ids.into_iter().filter(|id| is_id(id) && !exists(id)));
        }
    }
    assert!(absent.is_empty(), "no words: {absent:#?}");
}

#[test]
fn every_message_that_a_page_says_exists() {
    let mut ids = templates();
    ids.extend(literals(&source("web")));
    let told = ids.into_iter().filter(|id| is_id(id) && id.starts_with("web-"));
    // What is put together of a family and a code begins like one of the words.
    let ids: Vec<&str> = Words::of(Language::English).ids().collect();
    let family = |id: &str| ids.iter().any(|word| word.strip_prefix(id).is_some_and(|r| r.starts_with('-')));
    let absent = missing(told.filter(|id| !family(id)), "page");
    assert!(absent.is_empty(), "no words: {absent:#?}");
}

/// Used is an id that stands in a source, or that is put together of a family named there and of a member named anywhere.
#[test]
fn no_words_are_left_over() {
    let mut own =
        literals(&(["xiezhi", "telling", "exchange", "intake", "dispatch", "web"].map(source).concat()));
    own.extend(templates());
    let mut members = own.clone();
    for name in ["decree", "platform", "calendar", "store"] {
        members.extend(literals(&source(name)));
    }
    members.extend(parse(SHIPPED).unwrap().into_iter().flat_map(|p| [p.code, p.article]));
    members.extend((1..=12).map(|weekday_or_month| weekday_or_month.to_string()));
    let families: Vec<(String, String)> = own
        .iter()
        .map(|literal| match literal.split_once('{') {
            Some((before, rest)) => {
                (before.to_owned(), rest.split_once('}').map_or("", |(_, r)| r).to_owned())
            }
            None => (format!("{literal}-"), String::new()),
        })
        .filter(|(before, _)| before.len() > 1 && before.ends_with('-'))
        .collect();
    let member = |id: &str| {
        families.iter().any(|(before, after)| {
            let middle = id.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str()));
            middle.is_some_and(|middle| members.contains(middle))
        })
    };
    let mut left = Vec::new();
    for file in FILES {
        let text = std::fs::read_to_string(root().join(format!("locales/en/{file}.ftl"))).unwrap();
        let ids = text.lines().filter_map(|l| l.split_once(" =")).map(|(id, _)| id).filter(|id| is_id(id));
        // The articles are a work of reference: it may know one before a rule rests on it.
        left.extend(
            ids.filter(|id| file != "articles" && !own.contains(*id) && !member(id)).map(str::to_owned),
        );
    }
    assert!(left.is_empty(), "nobody says: {left:#?}");
}

#[test]
fn a_refusal_says_what_is_wrong_and_what_to_do() {
    let problems = vec![
        Problem::new("finished_at", "2030-01-01T00:00:00Z", "in-the-future", "decree17-18"),
        Problem::new("form", "weekly", "unknown-code", "decree17-18"),
        Problem::new("target_id_number", "", "number-check", "gb11643-1999").example("X"),
        Problem::new("", "answer_alert", "not-allowed", "decree17-21"),
        Problem::new("", "standing", "alert-closed", "decree17-27"),
    ];
    let refusal = Refusal { problems };
    assert_eq!(
        super::refusal(Language::Chinese, &refusal),
        [
            "- “结束时间”的值“2030年1月1日 08:00”晚于现在。请核对年份和时间，已经发生的才能归集。（依据：天津市政府令第17号第十八条）",
            "- “检查方式”的值“weekly”不在允许的范围内。允许的值：日常检查、专项检查。（依据：天津市政府令第17号第十八条）",
            "- “身份证件号码”的校验位不对。请对照证件核对每一位。（依据：GB 11643-1999）",
            "- 没有“答复预警”的权限：角色、管辖范围或者承办机构不符。请由有权的人员办理，或者向政府法制机构申请。（依据：天津市政府令第17号第二十一条）",
            "- 这条预警的状态是“逾期未处理（红色）”，不用再处理。（依据：天津市政府令第17号第二十七条）",
        ]
    );
    let english = super::refusal(Language::English, &refusal).join("\n");
    assert!(english.contains("1 January 2030, 08:00") && !english.contains('<'), "{english}");
}
