//! Refused rows come back in the same kind of file, and tables are written in each format.

use encoding_rs::GB18030;
use exchange::{
    Bounds, Format, Language, Record, RejectedWriter, Table, TableWriter, TextEncoding, WriteError, open,
};
use proptest::prelude::*;

use super::files::{Folder, cells, read_all};

const FORMATS: [Format; 6] = [
    Format::Csv { encoding: TextEncoding::Utf8 { mark: false }, delimiter: b',' },
    Format::Csv { encoding: TextEncoding::Utf8 { mark: true }, delimiter: b';' },
    Format::Csv { encoding: TextEncoding::Gb18030 { mark: false }, delimiter: b'\t' },
    Format::Csv { encoding: TextEncoding::Gb18030 { mark: true }, delimiter: b',' },
    Format::JsonArray,
    Format::JsonLines,
];

fn formats() -> impl Iterator<Item = Format> {
    FORMATS.into_iter().chain([Format::xlsx("检查")])
}

/// Writes the rows in this format and reads them back.
fn through(folder: &Folder, format: &Format, header: &[String], rows: &[Vec<String>]) -> Table {
    let path = folder.path("table");
    let _absent_at_first = std::fs::remove_file(&path);
    let mut writer = TableWriter::create(&path, format, header).unwrap();
    for row in rows {
        writer.push(row).unwrap();
    }
    assert!(!path.exists(), "nothing stands there before the end");
    writer.finish().unwrap();
    open(&path, Bounds::default()).unwrap()
}

#[test]
fn refused_rows_come_back_in_the_same_kind_of_file() {
    for format in formats() {
        let folder = Folder::new();
        let header = ["编号", "名称"].map(String::from);
        let rows = [["1", "=SUM(A1)"], ["2", "天津,\"和平\"\n区;\t𠮷"], ["3", "+1"]]
            .map(|row| row.map(String::from).to_vec());
        let mut source = through(&folder, &format, &header, &rows);
        assert_eq!(source.format, format);
        let path = folder.path("rejected");
        let mut writer = RejectedWriter::create(&path, &source, Language::Chinese).unwrap();
        let (records, errors) = read_all(&mut source);
        assert_eq!(errors, []);
        for record in records.iter().take(2) {
            writer.push(record, "错在这里").unwrap();
        }
        assert_eq!(writer.rows(), 2);
        writer.finish().unwrap();
        let mut back = open(&path, Bounds::default()).unwrap();
        assert_eq!(back.format, format);
        assert_eq!(back.header, ["编号", "名称", "错误"]);
        assert_eq!(
            cells(&mut back),
            [["1", "=SUM(A1)", "错在这里"], ["2", "天津,\"和平\"\n区;\t𠮷", "错在这里"]]
        );
    }
}

#[test]
fn a_column_of_errors_that_is_there_is_replaced() {
    let folder = Folder::new();
    let mut source = folder.table("错误,编号\nold,1\n".as_bytes());
    let path = folder.path("rejected");
    let mut writer = RejectedWriter::create(&path, &source, Language::English).unwrap();
    writer.push(&source.next().unwrap().unwrap(), "new").unwrap();
    writer.finish().unwrap();
    let mut back = open(&path, Bounds::default()).unwrap();
    assert_eq!(back.header, ["编号", "Errors"]);
    assert_eq!(cells(&mut back), [["1", "new"]]);
}

#[test]
fn later_keys_of_json_are_taken_over() {
    let folder = Folder::new();
    let mut source = folder.table(b"{\"a\":1}\n{\"b\":2}\n");
    let path = folder.path("rejected");
    let mut writer = RejectedWriter::create(&path, &source, Language::English).unwrap();
    let (records, _) = read_all(&mut source);
    assert_eq!(writer.push(&records[1], "e"), Err(WriteError::TooManyCells { found: 2, expected: 1 }));
    writer.widen(&source);
    writer.push(&records[1], "e").unwrap();
    writer.finish().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"a\":\"\",\"b\":\"2\",\"Errors\":\"e\"}\n");
}

#[test]
fn a_writer_that_is_dropped_leaves_the_earlier_file() {
    let folder = Folder::new();
    let path = folder.path("table");
    std::fs::write(&path, "earlier").unwrap();
    let mut writer = TableWriter::create(&path, &Format::csv(), &["a".to_owned()]).unwrap();
    writer.push(&["1"]).unwrap();
    drop(writer);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "earlier");
}

#[test]
fn exports_guard_against_formulas() {
    let folder = Folder::new();
    let path = folder.path("table");
    let mut writer = TableWriter::create(&path, &Format::csv(), &["a".to_owned(), "b".to_owned()])
        .unwrap()
        .guarding_formulas();
    writer.push(&["=1+1", "-3.5"]).unwrap();
    writer.push(&["@x", "a=b"]).unwrap();
    writer.finish().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "\u{FEFF}a,b\n'=1+1,-3.5\n'@x,a=b\n");
}

#[test]
fn an_empty_list_is_still_json() {
    let folder = Folder::new();
    let path = folder.path("table");
    TableWriter::create(&path, &Format::JsonArray, &["a".to_owned()]).unwrap().finish().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "[]\n");
}

#[test]
fn gb18030_stays_gb18030() {
    let folder = Folder::new();
    let source = folder.table(&GB18030.encode("编号\n甲\n").0);
    let path = folder.path("rejected");
    let mut writer = RejectedWriter::create(&path, &source, Language::Chinese).unwrap();
    writer.push(&Record { number: 2, cells: vec!["甲".to_owned()] }, "错").unwrap();
    writer.finish().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), GB18030.encode("编号,错误\n甲,错\n").0.as_ref());
}

/// A cell as the reader would give it, which is what the writer gets.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,12}", "[=+@,;\"' a-z\n\t-]{0,8}", "_x00[0-9A-F]{2}_", "(天|津|㐀|𠮷|e\u{301}){0,5}"]
        .prop_map(|text| {
            use unicode_normalization::UnicodeNormalization;
            let margin = |c: char| {
                c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
            };
            text.nfc().collect::<String>().trim_matches(margin).to_owned()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_gives_back_what_was_written(rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..6)) {
        let folder = Folder::new();
        // Text in ASCII alone would be read as UTF-8, which it is as well.
        let header = ["编号", "b", "c"].map(String::from);
        let kept: Vec<Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).cloned().collect();
        prop_assume!(!kept.is_empty());
        for format in formats() {
            let mut table = through(&folder, &format, &header, &rows);
            prop_assert_eq!(&table.format, &format);
            prop_assert_eq!(cells(&mut table), kept.clone(), "{:?}", format);
        }
    }
}
