//! Files made to do harm: each is refused, or read, within the bounds. The properties are the fuzz targets.

use std::io::{Cursor, Write};

use exchange::{Bounds, Mapped, OpenError, Profile, Record, open};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::files::{Folder, archive, read_all, sheet, text_cell, workbook};

#[test]
fn a_zip_bomb_is_refused_by_its_ratio_and_by_its_size() {
    let bomb = workbook(&sheet("A1", &" ".repeat(64 << 20)));
    assert!(bomb.len() < 1 << 20);
    let folder = Folder::new();
    let path = folder.file(&bomb);
    let error = open(&path, Bounds::default()).err().unwrap();
    assert!(matches!(error, OpenError::InflatesTooMuch { allowed: 400, .. }), "{error:?}");
    let small = Bounds { inflated_bytes: 1 << 20, ..Bounds::default() };
    assert_eq!(open(&path, small).err().unwrap(), OpenError::Inflates { allowed: 1 << 20 });
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_refused() {
    let mut bomb = workbook(&sheet("A1", &" ".repeat(8 << 20)));
    let size = u32::try_from(sheet("A1", &" ".repeat(8 << 20)).len()).unwrap().to_le_bytes();
    let lie = 1_000_u32.to_le_bytes();
    let mut lies = 0;
    for at in 0..bomb.len() - 4 {
        if bomb[at..at + 4] == size {
            bomb[at..at + 4].copy_from_slice(&lie);
            lies += 1;
        }
    }
    assert_eq!(lies, 2, "the size stands before the part and in the directory");
    let small = Bounds { inflated_bytes: 1 << 20, ..Bounds::default() };
    let error = open(&Folder::new().file(&bomb), small).err().unwrap();
    assert!(matches!(error, OpenError::Inflates { .. } | OpenError::Damaged { .. }), "{error:?}");
}

#[test]
fn a_claim_of_very_many_strings_reserves_nothing() {
    let folder = Folder::new();
    let strings = "<sst uniqueCount=\"99999999999999\"></sst>";
    let bytes = archive(&[("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", strings)]);
    let error = open(&folder.file(&bytes), Bounds::default()).err().unwrap();
    assert_eq!(error, OpenError::Damaged { detail: "xl/sharedStrings.xml: uniqueCount".to_owned() });
}

#[test]
fn very_many_parts_are_refused_before_they_are_listed() {
    let mut bytes = archive(&[("xl/workbook.xml", "<workbook/>")]);
    bytes.extend(b"PK\x01\x02".repeat(10_001));
    let error = open(&Folder::new().file(&bytes), Bounds::default()).err().unwrap();
    assert!(matches!(error, OpenError::Damaged { detail } if detail.contains("parts")));
}

#[test]
fn an_archive_that_is_no_workbook_is_named() {
    let folder = Folder::new();
    let error = open(&folder.file(&archive(&[("a.csv", "a,b")])), Bounds::default()).err().unwrap();
    assert_eq!(error, OpenError::NotAWorkbook);
}

/// The name of a column of a sheet: A, B, …, Z, AA, …
fn column_name(mut place: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(place % 26).unwrap()));
        match (place / 26).checked_sub(1) {
            Some(rest) => place = rest,
            None => return name,
        }
    }
}

#[test]
fn a_hundred_thousand_columns_are_refused() {
    let folder = Folder::new();
    let titles: Vec<String> = (0..100_000).map(|place| format!("c{place}")).collect();
    let csv = titles.join(",");
    let error = open(&folder.file(csv.as_bytes()), Bounds::default()).err().unwrap();
    assert_eq!(error, OpenError::TooManyColumns { found: 100_000, allowed: 512 });

    let cells: String = titles
        .iter()
        .enumerate()
        .map(|(at, title)| text_cell(&format!("{}1", column_name(at)), title))
        .collect();
    let xlsx = workbook(&sheet("A1:EQXD1", &format!("<row r=\"1\">{cells}</row>")));
    let error = open(&folder.file(&xlsx), Bounds::default()).err().unwrap();
    assert_eq!(error, OpenError::TooManyColumns { found: 100_000, allowed: 512 });

    let pairs: Vec<String> = titles.iter().map(|title| format!("\"{title}\":1")).collect();
    let json = format!("[{{{}}}]", pairs.join(","));
    let error = open(&folder.file(json.as_bytes()), Bounds::default()).err().unwrap();
    assert!(
        matches!(error, OpenError::TooManyColumns { allowed: 512, .. } | OpenError::Title { .. }),
        "{error:?}"
    );
}

#[test]
fn a_claim_of_a_million_rows_costs_nothing() {
    let folder = Folder::new();
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        text_cell("A1", "a"),
        text_cell("A1048576", "x")
    );
    let mut table = folder.table(&workbook(&sheet("A1:XFD1048576", &rows)));
    let (records, errors) = read_all(&mut table);
    assert_eq!(errors, []);
    assert_eq!(records, [Record { number: 1_048_576, cells: vec!["x".to_owned()] }]);
}

#[test]
fn a_sheet_that_breaks_off_is_told_after_its_good_rows() {
    let folder = Folder::new();
    let mut xml = sheet(
        "A1",
        &format!("<row r=\"1\">{}</row><row r=\"2\">{}</row>", text_cell("A1", "a"), text_cell("A2", "x")),
    );
    xml.truncate(xml.len() - "</sheetData></worksheet>".len());
    let (records, errors) = read_all(&mut folder.table(&workbook(&xml)));
    assert_eq!((records.len(), errors.len()), (1, 1));
    assert!(errors[0].ends_reading());
}

#[test]
fn a_table_dropped_early_ends_its_thread() {
    let folder = Folder::new();
    let rows: String = (1..5_000)
        .map(|row| format!("<row r=\"{row}\">{}</row>", text_cell(&format!("A{row}"), "x")))
        .collect();
    let mut table = folder.table(&workbook(&sheet("A1", &rows)));
    assert!(table.next().is_some());
    drop(table);
}

/// Reads a file of any content to its end; what matters is that there is an end.
fn survive(content: &[u8]) {
    let bounds = Bounds {
        inflated_bytes: 4 << 20,
        rows: 1_000,
        columns: 16,
        cell_bytes: 64,
        record_bytes: 256,
        seconds: 20,
        ..Bounds::default()
    };
    let folder = Folder::new();
    let Ok(mut table) = open(&folder.file(content), bounds) else { return };
    let mut rows = 0;
    while let Some(read) = table.next() {
        rows += 1;
        if let Ok(record) = read {
            assert!(record.cells.len() <= 16 && record.cells.len() <= table.header.len());
            assert!(record.cells.iter().all(|cell| cell.len() <= 64 && !cell.contains('\0')));
        }
    }
    assert!(rows <= content.len() + 1);
}

/// Bytes that look a little like a csv file, so that more than the first lines of the reader are reached.
fn csv_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b",".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just("天".as_bytes().to_vec()),
        Just(b"\xCC\xEC".to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
        "[a-z]{0,90}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn json_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just(",".to_owned()),
        Just(":".to_owned()),
        Just("\n".to_owned()),
        Just("\"a\"".to_owned()),
        Just("{\"a\":1,\"b\":\"x\"}".to_owned()),
        Just("\\u12".to_owned()),
        ".{0,3}",
    ];
    let start = prop_oneof![Just("["), Just("{"), Just("[{\"a\":1},"), Just("{\"a\":1}\n")];
    (start, prop::collection::vec(piece, 0..40))
        .prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()).into_bytes())
}

/// The xml of a sheet with pieces missing, doubled or wrong.
fn sheet_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<row r=\"2\">".to_owned()),
        Just("<row>".to_owned()),
        Just("</row>".to_owned()),
        Just("<c r=\"B2\"><v>1</v></c>".to_owned()),
        Just("<c><v>1e999</v></c>".to_owned()),
        Just("<c t=\"s\"><v>9</v></c>".to_owned()),
        Just("<c t=\"e\"><v>#REF!</v></c>".to_owned()),
        Just("<c s=\"1\"><v>-5</v></c>".to_owned()),
        Just("<c s=\"2\"><v>1e15</v></c>".to_owned()),
        Just("<c r=\"ZZZZZZZ9\"><v>1</v></c>".to_owned()),
        Just("<c r=\"A99999999999\"><v>1</v></c>".to_owned()),
        Just("<c><f>A1</f>".to_owned()),
        Just(text_cell("A1", "x")),
        Just(text_cell("A3", &"y".repeat(99))),
        "[<>/&a-z\" ]{0,12}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| sheet("A1:C3", &pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end(content in prop::collection::vec(any::<u8>(), 0..400)) {
        survive(&content);
    }

    #[test]
    fn any_csv_ends(content in csv_like()) {
        survive(&content);
    }

    #[test]
    fn any_json_ends(content in json_like()) {
        survive(&content);
    }

    #[test]
    fn any_sheet_ends(xml in sheet_like()) {
        survive(&workbook(&xml));
    }

    #[test]
    fn any_damage_to_a_workbook_ends(at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut content = stored_workbook();
        let place = at.index(content.len());
        content[place] = with;
        survive(&content);
        content.truncate(cut.index(content.len()));
        survive(&content);
    }

    #[test]
    fn any_text_is_a_profile_or_not(text in "(\\PC|\n){0,200}") {
        let _ = Profile::parse(&text);
    }

    #[test]
    fn any_profile_maps_any_row(text in profile_like(), header in prop::collection::vec("[a-d]", 0..5), cells in prop::collection::vec(any_cell(), 0..6)) {
        let Ok(profile) = Profile::parse(&text) else { return Ok(()) };
        let Ok(mapping) = profile.bind(&header) else { return Ok(()) };
        let mut mapped = Mapped::default();
        match mapping.apply_into(&Record { number: 2, cells }, &mut mapped) {
            Ok(()) => prop_assert!(mapped.fields().count() <= mapping.fields().len()),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

/// A workbook whose parts are not compressed, so that damage reaches the xml.
fn stored_workbook() -> Vec<u8> {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>41890</v></c></row>",
        text_cell("A1", "a")
    );
    let made = workbook(&sheet("A1:A2", &rows));
    let mut source = zip::ZipArchive::new(Cursor::new(made)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..source.len() {
        let mut part = source.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, options).unwrap();
        std::io::copy(&mut part, &mut writer).unwrap();
    }
    writer.flush().unwrap();
    writer.finish().unwrap().into_inner()
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        "[0-9.,-]{0,12}",
        "[0-9]{1,40}",
        "[0-9]{0,3}[年〇二][0-9十五]{0,2}月?[0-9初廿]{0,2}日?",
        "[壹贰叁拾佰仟万亿元角分整零]{1,30}",
        Just("2014-09-08".to_owned()),
        Just("99/99/9999".to_owned()),
        Just("x=合格;y".to_owned()),
        Just(String::new()),
    ]
}

fn profile_like() -> impl Strategy<Value = String> {
    let rule = prop_oneof![
        Just("column = \"a\""),
        Just("columns = [\"a\", \"b\"]\nkeep_empty = true"),
        Just("parts = [{ column = \"b\", split = \";\" }, { constant = \"x\" }]\nlist = true"),
        Just("constant = \"1\""),
        Just("column = \"c\"\nmultiply = \"1000000\""),
        Just("column = \"c\"\nmultiply = \"0.00000000000000000001\"\nstrip_decimal = true"),
        Just("column = \"a\"\nformats = [\"%m/%d/%Y\", \"%s\", \"%H\", \"%j\"]"),
        Just("column = \"d\"\nvalues = { \"x\" = \"\" }\nkeep_others = true\nvalues_after = \"=\""),
        Just("column = \"d\"\nhash = true\nprefix = \"p\"\nrequired = true"),
        Just("optional = true"),
        Just("column = \"a\"\nmoney = \"万元\"\nwhen = { column = \"b\", differs_from = [\"\"] }"),
        Just("parts = [{ column = \"a\", money = \"元\" }, { column = \"b\" }]\njoin = \"\""),
        Just("column = \"b\"\nday = true\nformats = [\"%Y%m%d\", \"%Y-%m-%dT%H:%M\"]"),
    ];
    let field =
        prop_oneof![Just("own_number"), Just("decided_at"), Just("fine"), Just("sanctions"), Just("notes")];
    prop::collection::vec((field, rule), 1..4).prop_map(|fields| {
        let mut text = "kind = \"penalty\"\nname = \"p\"\n".to_owned();
        for (field, rule) in fields {
            text.push_str(&format!("[fields.{field}]\n{rule}\n"));
        }
        text
    })
}
