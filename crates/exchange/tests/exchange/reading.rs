//! What a file of each kind is read as.

use encoding_rs::GB18030;
use exchange::reader::RecordProblem;
use exchange::{Bounds, Format, OpenError, TextEncoding, open};

use super::files::{Folder, cells, read_all, sheet, text_cell, workbook};

fn csv(mark: bool) -> Format {
    Format::Csv { encoding: TextEncoding::Utf8 { mark }, delimiter: b',' }
}

#[test]
fn csv_with_and_without_mark() {
    let folder = Folder::new();
    for (content, mark) in [("编号,名称\n1,甲\n", false), ("\u{FEFF}编号,名称\r\n1,甲\r\n", true)] {
        let mut table = folder.table(content.as_bytes());
        assert_eq!(
            (&table.format, table.header.as_slice()),
            (&csv(mark), ["编号", "名称"].map(String::from).as_slice())
        );
        assert_eq!(cells(&mut table), [["1", "甲"]]);
    }
}

#[test]
fn gb18030_with_and_without_mark_and_every_delimiter() {
    let folder = Folder::new();
    for (delimiter, mark) in [(',', false), (';', true), ('\t', false)] {
        let text = format!("编号{delimiter}名称\n1{delimiter}天津市和平区㐀𠮷\n");
        let mut bytes = if mark { b"\x84\x31\x95\x33".to_vec() } else { Vec::new() };
        bytes.extend_from_slice(&GB18030.encode(&text).0);
        let mut table = folder.table(&bytes);
        let encoding = TextEncoding::Gb18030 { mark };
        assert_eq!(table.format, Format::Csv { encoding, delimiter: delimiter as u8 });
        assert_eq!(table.header, ["编号", "名称"]);
        assert_eq!(cells(&mut table), [["1", "天津市和平区㐀𠮷"]]);
    }
}

#[test]
fn long_gb18030_file_is_read_across_chunks() {
    let folder = Folder::new();
    let rows: String = (0..20_000).map(|row| format!("{row},天津市第{row}号\n")).collect();
    let mut table = folder.table(&GB18030.encode(&format!("编号,名称\n{rows}")).0);
    let read = cells(&mut table);
    assert_eq!(read.len(), 20_000);
    assert_eq!(read[19_999], ["19999", "天津市第19999号"]);
}

#[test]
fn damaged_utf8_is_not_taken_for_gb18030() {
    let folder = Folder::new();
    let mut bytes = "编号,名称\n1,天津市和平区\n".as_bytes().to_vec();
    let offset = bytes.len() as u64;
    bytes.extend_from_slice(b"2,\xE5\xA4\n");
    let error = open(&folder.file(&bytes), Bounds::default()).err().unwrap();
    assert_eq!(error, OpenError::Encoding { offset: offset + 2 });
}

#[test]
fn a_mark_does_not_hide_damage() {
    let folder = Folder::new();
    for content in [&b"\xEF\xBB\xBFa\n\xFF\n"[..], b"\x84\x31\x95\x33a\n\xFF\xFF\n"] {
        assert!(matches!(
            open(&folder.file(content), Bounds::default()),
            Err(OpenError::Encoding { offset: 4.. })
        ));
    }
}

#[test]
fn bracketed_titles_are_csv() {
    let folder = Folder::new();
    assert_eq!(folder.table(b"[id],[name]\n1,x\n").header, ["[id]", "[name]"]);
}

#[test]
fn rows_of_csv_are_counted_as_excel_counts_them() {
    let folder = Folder::new();
    let mut table = folder.table("\r\na,b\r\n\r\n1,\"x\r\ny\"\r\n,\r\n2,z\r\n\n3,w".as_bytes());
    let (records, errors) = read_all(&mut table);
    assert_eq!(errors, []);
    let numbers: Vec<u64> = records.iter().map(|record| record.number).collect();
    assert_eq!(numbers, [4, 6, 8]);
    assert_eq!(records[0].cells, ["1", "x\ny"]);
}

#[test]
fn text_is_composed_and_trimmed() {
    let folder = Folder::new();
    let mut table = folder.table("a\u{3000},b\n\u{3000}天津\u{3000},e\u{301}\n".as_bytes());
    assert_eq!(table.header, ["a", "b"]);
    assert_eq!(cells(&mut table), [["天津", "\u{e9}"]]);
}

#[test]
fn faulty_rows_are_told_and_reading_goes_on() {
    let folder = Folder::new();
    let mut table = folder.table(b"a,b\n1,x\x07y\n1,2,3\n1\n1,2,\nok,ok\n");
    let (records, errors) = read_all(&mut table);
    assert_eq!(records.iter().map(|record| record.number).collect::<Vec<_>>(), [5, 6]);
    let problems: Vec<_> = errors.iter().map(|error| (error.number, error.problem.clone())).collect();
    assert_eq!(
        problems,
        [
            (2, RecordProblem::Control { column: "b".to_owned(), code: 7 }),
            (3, RecordProblem::TooManyCells { found: 3, expected: 2 }),
            (4, RecordProblem::TooFewCells { found: 1, expected: 2 }),
        ]
    );
    assert_eq!(errors[0].cells, ["1", "x\u{FFFD}y"]);
    assert_eq!(errors[1].cells, ["1", "2"]);
}

#[test]
fn too_long_cells_and_rows_are_refused_and_reading_goes_on() {
    let folder = Folder::new();
    let bounds = Bounds { cell_bytes: 10, record_bytes: 30, ..Bounds::default() };
    let long = "x".repeat(5_000);
    let content =
        format!("a,b,c,d\n12345678901,,,\n{long},,,\n1234567890,1234567890,1234567890,1\n1,2,3,4\n");
    let mut table = open(&folder.file(content.as_bytes()), bounds).unwrap();
    let (records, errors) = read_all(&mut table);
    assert_eq!(records.len(), 1);
    let numbers: Vec<u64> = errors.iter().map(|error| error.number).collect();
    assert_eq!(numbers, [2, 3, 4]);
    assert_eq!(errors[0].problem, RecordProblem::CellTooLong { column: "a".to_owned(), allowed: 10 });
    assert_eq!(errors[1].problem, RecordProblem::RecordTooLong { allowed: 30 });
    assert_eq!(errors[2].problem, RecordProblem::RecordTooLong { allowed: 30 });
}

#[test]
fn an_unclosed_quote_takes_one_row_of_bounded_length() {
    let folder = Folder::new();
    let rest = "1,2\n".repeat(600_000);
    let mut table = folder.table(format!("a,b\n\"x,2\n{rest}").as_bytes());
    let (records, errors) = read_all(&mut table);
    assert_eq!((records.len(), errors.len()), (0, 1));
    assert_eq!(errors[0].problem, RecordProblem::RecordTooLong { allowed: 1 << 20 });
    assert_eq!(errors[0].number, 2);
}

#[test]
fn rows_beyond_the_bound_end_the_reading() {
    let folder = Folder::new();
    let bounds = Bounds { rows: 2, ..Bounds::default() };
    let mut table = open(&folder.file(b"a\n1\n2\n3\n4\n"), bounds).unwrap();
    let (records, errors) = read_all(&mut table);
    assert_eq!((records.len(), errors.len()), (2, 1));
    assert!(errors[0].ends_reading());
}

#[test]
fn no_time_left_ends_the_reading() {
    let folder = Folder::new();
    let bounds = Bounds { seconds: 0, ..Bounds::default() };
    let error = open(&folder.file(b"a\n1\n2\n"), bounds).err().unwrap();
    assert_eq!(error, OpenError::TooSlow { seconds: 0 });
}

#[test]
fn files_that_are_no_table_are_named() {
    let folder = Folder::new();
    let refused = |content: &[u8]| open(&folder.file(content), Bounds::default()).err().unwrap();
    assert_eq!(refused(b""), OpenError::Empty);
    assert_eq!(refused(b" \n\r\n"), OpenError::Empty);
    assert_eq!(refused(b",,\n,\n"), OpenError::Empty);
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), OpenError::OldOrLocked);
    assert_eq!(refused(b"\x7FELF\0\0"), OpenError::UnknownFormat);
    assert_eq!(refused(b"\xFF\xFEa\0"), OpenError::Encoding { offset: 0 });
    assert_eq!(refused(b"[]"), OpenError::Empty);
    assert!(matches!(refused(b"[1]"), OpenError::Json { .. }));
    assert!(matches!(refused(b"{\"a\":"), OpenError::Json { .. }));
    assert_eq!(refused(b"a\x01,b\n"), OpenError::Title { position: 1, title: "a\u{FFFD}".to_owned() });
    let small = Bounds { file_bytes: 3, ..Bounds::default() };
    let error = open(&folder.file(b"abcd"), small).err().unwrap();
    assert_eq!(error, OpenError::TooLarge { bytes: 4, allowed: 3 });
    assert!(matches!(open(&folder.path("none"), Bounds::default()), Err(OpenError::Unreadable { .. })));
}

#[test]
fn a_sheet_with_days_numbers_and_faults() {
    let folder = Folder::new();
    let header: String = [("A3", "号"), ("B3", "日"), ("C3", "时"), ("D3", "数"), ("E3", "是")]
        .map(|(at, text)| text_cell(at, text))
        .concat();
    let rows = format!(
        r#"<row r="3">{header}</row>
        <row r="5">{}<c r="B5" s="1"><v>41890</v></c><c r="C5" s="2"><v>41890.604166666664</v></c><c r="D5"><v>12</v></c><c r="E5" t="b"><v>1</v></c></row>
        <row r="6"><c r="A6"><v>1.1000000000000001</v></c><c r="C6" s="3"><v>0.5</v></c><c r="D6" t="e"><v>#N/A</v></c></row>
        <row r="7"><c r="A7"><v>1.2010119900101123E+17</v></c></row>
        <row r="9">{}</row>"#,
        text_cell("A5", " 甲 "),
        text_cell("G9", "out"),
    );
    let mut table = folder.table(&workbook(&sheet("A1:E9", &rows)));
    assert_eq!(table.format, Format::Xlsx { sheet: "Sheet1".to_owned() });
    assert_eq!(table.header, ["号", "日", "时", "数", "是"]);
    let (records, errors) = read_all(&mut table);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].number, 5);
    assert_eq!(records[0].cells, ["甲", "2014-09-08", "2014-09-08T14:30:00", "12", "true"]);
    assert_eq!(errors[0].number, 6);
    assert_eq!(errors[0].cells, ["1.1", "", "12:00:00", "#N/A", ""]);
    assert_eq!(
        errors[0].problem,
        RecordProblem::Formula { column: "数".to_owned(), value: "#N/A".to_owned() }
    );
    assert!(matches!(errors[1].problem, RecordProblem::LongNumber { .. }));
    assert_eq!(errors[2].problem, RecordProblem::TooManyCells { found: 7, expected: 5 });
}

#[test]
fn a_sheet_by_its_name() {
    let folder = Folder::new();
    let path = folder.file(&workbook(&sheet("A1", &format!("<row r=\"1\">{}</row>", text_cell("A1", "a")))));
    assert_eq!(exchange::open_sheet(&path, Some("Sheet1"), Bounds::default()).unwrap().header, ["a"]);
    let error = exchange::open_sheet(&path, Some("Sheet2"), Bounds::default()).err().unwrap();
    assert_eq!(error, OpenError::NoSheet { name: "Sheet2".to_owned(), present: vec!["Sheet1".to_owned()] });
}

#[test]
fn json_lists_and_lines() {
    let folder = Folder::new();
    let list = br#" [ {"a": "x", "b": 1.50, "c": null}, {"b": true, "d": {"k": [1, "}"]}} , 7, {"a":"1","a":"2"}, {"a": "last"} ] "#;
    let mut table = folder.table(list);
    assert_eq!((&table.format, table.header.len()), (&Format::JsonArray, 3));
    let (records, errors) = read_all(&mut table);
    assert_eq!(table.header, ["a", "b", "c", "d"]);
    assert_eq!(records[0].cells, ["x", "1.50", ""]);
    assert_eq!(records[1].cells, ["", "true", "", r#"{"k": [1, "}"]}"#]);
    assert_eq!((records[2].number, records[2].cells[0].as_str()), (5, "last"));
    assert_eq!(errors.iter().map(|error| error.number).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(errors[1].problem, RecordProblem::DuplicateKey { key: "a".to_owned() });

    let lines = b"\xEF\xBB\xBF{\"a\":\"x\\u3000\"}\n\n{bad}\n{\"a\":\"y\"}";
    let mut table = folder.table(lines);
    assert_eq!(table.format, Format::JsonLines);
    let (records, errors) = read_all(&mut table);
    assert_eq!(
        records.iter().map(|record| (record.number, record.cells[0].as_str())).collect::<Vec<_>>(),
        [(1, "x"), (4, "y")]
    );
    assert_eq!(errors[0].number, 3);
}

#[test]
fn a_json_list_that_breaks_off_is_told() {
    let folder = Folder::new();
    for content in
        [&b"[{\"a\":1}, {\"a\":2}"[..], b"[{\"a\":1} {\"a\":2}]", b"[{\"a\":1}, {\"a\"", b"[{\"a\":1}] x"]
    {
        let (_, errors) = read_all(&mut folder.table(content));
        assert_eq!(errors.len(), 1, "{}", String::from_utf8_lossy(content));
        assert!(errors[0].ends_reading());
    }
}
