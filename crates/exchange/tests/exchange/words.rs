//! Every message exists in every language with the same variables, and says what it is given.

use std::collections::BTreeSet;

use exchange::profile::{MappingProblem, ProfileProblem};
use exchange::reader::RecordProblem;
use exchange::{Arg, CellProblem, Language, Message, OpenError, RecordError, Words, WriteError};
use jiff::civil::date;

const KINDS: [&str; 4] = ["inspection", "penalty", "event", "case"];

#[test]
fn files_are_sound_and_equal_in_ids_and_variables() {
    let chinese = Words::of(Language::Chinese);
    let english = Words::of(Language::English);
    assert!(
        chinese.flaws().is_empty() && english.flaws().is_empty(),
        "{:?} {:?}",
        chinese.flaws(),
        english.flaws()
    );
    assert_eq!(chinese.ids().collect::<BTreeSet<_>>(), english.ids().collect::<BTreeSet<_>>());
    for id in chinese.ids() {
        assert_eq!(chinese.variables(id), english.variables(id), "{id}");
    }
}

#[test]
fn every_field_and_choice_has_its_label() {
    for kind in KINDS {
        for field in exchange::fields_of(kind).unwrap() {
            for language in Language::ALL {
                let name = field.name;
                assert!(Words::of(language).find(&format!("field-{name}")).is_some(), "{kind} {name}");
                for choice in field.choices() {
                    assert!(field.choice_label(choice, language).is_some(), "{kind} {name} {choice}");
                }
            }
        }
    }
}

/// A file of the template names its columns by their labels: two of the same could not be told apart.
#[test]
fn no_two_fields_of_a_kind_and_no_two_values_of_a_field_have_one_label() {
    for (kind, language) in KINDS.iter().flat_map(|kind| Language::ALL.map(|language| (kind, language))) {
        let fields = exchange::fields_of(kind).unwrap();
        let labels: BTreeSet<String> = fields.iter().map(|field| field.label(language)).collect();
        let twice = || fields.iter().map(|field| field.label(language)).collect::<Vec<_>>();
        assert_eq!(labels.len(), fields.len(), "{kind} {language:?} {:?}", twice());
        for field in fields {
            let labels: BTreeSet<_> =
                field.choices().iter().map(|choice| field.choice_label(choice, language)).collect();
            assert_eq!(labels.len(), field.choices().len(), "{kind} {} {language:?}", field.name);
        }
    }
}

#[test]
fn arguments_in_words() {
    let (chinese, english) = (Words::of(Language::Chinese), Words::of(Language::English));
    let day = Arg::Date(date(2014, 9, 8));
    let moment = Arg::Moment(date(2014, 9, 8).at(9, 5, 0, 0));
    let list = Arg::texts(["a", "b"]);
    let say = |words: &Words, arg: Arg| words.say("exchange-open-unreadable", &[("detail", arg)]);
    assert!(say(chinese, day.clone()).contains("2014年9月8日"));
    assert!(say(english, day).contains("8 September 2014"));
    assert!(say(chinese, moment).contains("2014年9月8日 09:05"));
    assert!(say(chinese, list.clone()).contains("a、b"));
    assert!(say(english, list).contains("a, b"));
    assert!(say(english, Arg::Word("field-result".into())).contains("Result"));
    assert!(say(english, Arg::Int(1_048_576)).contains("1048576"));
    assert_eq!(chinese.say("no-such-message", &[]), "<no-such-message>");
    assert_eq!(
        english.tell_all(&[Message::new("field-notes"), Message::new("field-unit")]),
        "Notes Enforcement unit"
    );
}

#[test]
fn no_invisible_marks_in_messages() {
    let message = RecordError {
        number: 4,
        problem: RecordProblem::TooManyCells { found: 3, expected: 2 },
        cells: Vec::new(),
    };
    let told = Words::of(Language::Chinese).tell(&message.message());
    assert_eq!(told, "第 4 行有 3 个单元格，列名只有 2 个。请检查含有逗号的内容是否加了引号。");
}

fn text() -> String {
    "x".to_owned()
}

fn record_problems() -> Vec<RecordProblem> {
    use RecordProblem::*;
    vec![
        Control { column: text(), code: 7 },
        CellTooLong { column: text(), allowed: 1 },
        RecordTooLong { allowed: 1 },
        TooManyCells { found: 2, expected: 1 },
        TooFewCells { found: 1, expected: 2 },
        Formula { column: text(), value: text() },
        LongNumber { column: text(), value: text() },
        NotAnObject { detail: text() },
        DuplicateKey { key: text() },
        TooManyColumns { allowed: 1 },
        TooManyRows { allowed: 1 },
        TooSlow { seconds: 1 },
        Damaged { detail: text() },
    ]
}

fn open_errors() -> Vec<OpenError> {
    use OpenError::*;
    vec![
        Unreadable { detail: text() },
        TooLarge { bytes: 2, allowed: 1 },
        Empty,
        OldOrLocked,
        UnknownFormat,
        NotAWorkbook,
        Damaged { detail: text() },
        NoSheet { name: text(), present: vec![text()] },
        Inflates { allowed: 1 },
        InflatesTooMuch { part: text(), ratio: 2, allowed: 1 },
        Encoding { offset: 1 },
        TooManyColumns { found: 2, allowed: 1 },
        Title { position: 1, title: text() },
        Json { detail: text() },
        TooSlow { seconds: 1 },
    ]
}

fn profile_problems() -> Vec<ProfileProblem> {
    use ProfileProblem::*;
    let field = text();
    vec![
        Syntax { line: 1, detail: text() },
        TooLong { allowed: 1 },
        UnknownKind { kind: text() },
        UnknownField { field: field.clone(), nearest: None },
        Nothing,
        Sources { field: field.clone() },
        FieldTwice { field: field.clone() },
        NestedParts { field: field.clone() },
        Zone { zone: text() },
        TimeFormat { field: field.clone(), format: text() },
        Factor { field: field.clone(), factor: text() },
        MoneyUnit { field: field.clone(), unit: text() },
        Rules { field },
    ]
}

/// A record with every fault that a record can have, and tables that cannot be written.
fn official_messages() -> Vec<Message> {
    use exchange::official::{AnnualError, form};
    let form = form("regulation_penalty").unwrap();
    let days = [("filing_date", "2026/11/02"), ("close_date", "2026/11/01"), ("decision_date", "x")];
    let values = [
        ("cd_operation", "x"),
        ("cd_batch", "1"),
        ("fine_amount", "x"),
        ("punish_result", &*"名".repeat(1001)),
    ];
    let mut messages = form.check(&form.row(&[days.as_slice(), &values].concat()));
    let form = exchange::official::form("penalty_2018").unwrap();
    messages.extend(form.check(&form.row(&[("CF_XDR_LB", "自然人"), ("CF_XDR_SHXYM", "1")])));
    let form = exchange::official::form("regulation_inspection").unwrap();
    messages.extend(form.check(&form.row(&[("check_personnel_code", "02001")])));
    messages.push(AnnualError::Uneven { found: 1, expected: 2 }.message());
    messages.push(AnnualError::TooMuch.message());
    messages
}

/// Every message of this crate once.
fn all_messages() -> Vec<Message> {
    let record = |problem| RecordError { number: 2, problem, cells: Vec::new() }.message();
    let mapping = [
        MappingProblem::MissingColumn { column: text(), field: text(), nearest: None },
        MappingProblem::MissingColumn { column: text(), field: text(), nearest: Some(text()) },
        MappingProblem::AmbiguousColumn { column: text(), positions: vec![1, 2] },
    ];
    let cell = [
        "exchange-cell-value",
        "exchange-cell-time",
        "exchange-cell-number",
        "exchange-cell-fraction",
        "exchange-cell-empty",
        "exchange-cell-amount",
        "exchange-cell-negative",
        "exchange-cell-too-much",
        "exchange-cell-lunar",
        "exchange-cell-short-year",
        "exchange-cell-currency",
    ]
    .map(|rule| CellProblem {
        column: text(),
        field: "x".into(),
        value: text(),
        rule,
        args: Vec::new(),
        example: text(),
    });
    let write = [
        WriteError::Unwritable { detail: text() },
        WriteError::SheetFull,
        WriteError::TooManyCells { found: 2, expected: 1 },
    ];
    let mut messages: Vec<Message> = open_errors().iter().map(OpenError::message).collect();
    messages.extend(record_problems().into_iter().map(record));
    messages.extend(profile_problems().iter().map(ProfileProblem::message));
    messages.extend(mapping.iter().map(MappingProblem::message));
    messages.extend(cell.iter().map(CellProblem::message));
    messages.extend(write.iter().map(WriteError::message));
    messages.extend(official_messages());
    messages
}

#[test]
fn every_message_of_this_crate_is_worded_with_exactly_its_arguments_and_none_is_left_over() {
    let words = Words::of(Language::Chinese);
    let mut used = BTreeSet::from(["exchange-column-errors".to_owned()]);
    for message in all_messages() {
        let given: BTreeSet<String> = message.args.iter().map(|(name, _)| name.to_string()).collect();
        assert_eq!(words.variables(&message.id), Some(&given), "{}", message.id);
        used.insert(message.id.into_owned());
    }
    let present: BTreeSet<String> =
        words.ids().filter(|id| id.starts_with("exchange-")).map(str::to_owned).collect();
    assert_eq!(used, present);
}
