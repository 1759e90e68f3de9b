//! Profiles: what they say, what they refuse, and what they make of a row.

use exchange::profile::{MappingProblem, ProfileProblem};
use exchange::{INSPECTION_FIELDS, Mapped, Profile, Record};

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(String::from).to_vec()
}

fn profile(text: &str) -> Profile {
    Profile::parse(&format!("kind = \"inspection\"\nname = \"test\"\n{text}")).unwrap()
}

fn problems(text: &str) -> Vec<ProfileProblem> {
    Profile::parse(&format!("kind = \"inspection\"\nname = \"test\"\n{text}")).unwrap_err()
}

fn record(cells: &[&str]) -> Record {
    Record { number: 2, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

fn map<const N: usize>(text: &str, header: [&str; N], cells: [&str; N]) -> Mapped {
    profile(text).bind(&texts(header)).unwrap().apply(&record(&cells)).unwrap()
}

#[test]
fn every_builtin_profile_is_sound_and_guessed_by_its_own_columns() {
    assert_eq!(Profile::builtin_names().count(), 8);
    for name in Profile::builtin_names() {
        let profile = Profile::builtin(name).unwrap_or_else(|| panic!("{name} is sound"));
        assert_eq!(profile.name(), name);
        assert!(exchange::fields_of(profile.kind()).is_some(), "{name}");
        assert!(!profile.notes().is_empty());
    }
    assert_eq!(Profile::guess(&texts(["a", "b"])), None);
}

#[test]
fn publication_records_of_before_2018_by_code_and_by_the_titles_met_in_the_field() {
    let read = |header: &str, row: &str| {
        let split = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(Profile::guess(&split(header)), Some("shuanggongshi_penalty_2016"));
        let mapping = Profile::builtin("shuanggongshi_penalty_2016").unwrap().bind(&split(header)).unwrap();
        mapping.apply(&Record { number: 2, cells: split(row) }).unwrap()
    };
    let codes = "CF_WSH,CF_CFMC,CF_CFLB1,CF_CFLB2,CF_SY,CF_YJ,CF_XDR_MC,CF_XDR_SHXYM,CF_XDR_ZDM,CF_XDR_GSDJ,CF_XDR_SWDJ,CF_XDR_SFZ,CF_FR,CF_JG,CF_JDRQ,CF_XZJG,CF_ZT,DFBM,SJC,BZ";
    let row = "津罚〔2016〕1号,无照经营案,罚款、没收非法财物,警告,事由,依据,李某,/,,,,11010519491231002X,,罚款300元,2016/03/01,某局,1,120112,2016-03-02,--";
    let mapped = read(codes, row);
    assert_eq!(mapped.items("sanctions").collect::<Vec<_>>(), ["fine", "confiscation_goods", "warning"]);
    assert_eq!((mapped.get("party_kind"), mapped.get("party_code")), (Some("person"), None));
    assert_eq!((mapped.get("decided_at"), mapped.get("fine")), (Some("2016-03-01"), None));
    assert_eq!(
        mapped.get("notes"),
        Some("当前状态: 撤销; 处罚机关: 某局; 地方编码: 120112; 数据更新时间: 2016-03-02")
    );
    let titles = "行政处罚决定文书号,处罚名称,处罚类别,处罚事由,处罚依据,行政相对人名称,处罚结果,处罚决定日期,处罚机关";
    let mapped = read(titles, "津罚〔2016〕2号,案,警告,事由,依据,某公司,警告,20160301,某局");
    assert_eq!((mapped.get("party_kind"), mapped.get("own_number")), (None, Some("津罚〔2016〕2号")));
    assert_eq!((mapped.get("sanctions"), mapped.get("notes")), (Some("warning"), Some("处罚机关: 某局")));
}

#[test]
fn one_column_fills_several_fields_and_several_columns_one() {
    let mapped = map(
        "missing = [\"NULL\", \"/\"]\n[columns]\n\"t\" = [\"reason\", \"notes\"]\n[fields.place]\ncolumns = [\"s\", \"c\"]\njoin = \", \"",
        ["t", "s", "c"],
        ["x", "NULL", "Tianjin"],
    );
    assert_eq!(mapped.fields().collect::<Vec<_>>(), [("notes", "x"), ("place", "Tianjin"), ("reason", "x")]);
}

#[test]
fn a_constant_and_a_composed_number() {
    let text = "[fields.target_kind]\nconstant = \"person\"\n[fields.own_number]\ncolumns = [\"a\", \"b\", \"c\"]\njoin = \"|\"\nkeep_empty = true";
    let mapped = map(text, ["a", "b", "c"], ["1", "", "3"]);
    assert_eq!((mapped.get("own_number"), mapped.get("target_kind")), (Some("1||3"), Some("person")));
    assert_eq!(map(text, ["a", "b", "c"], ["", "", ""]).get("own_number"), None);
}

#[test]
fn values_default_others_and_refusal() {
    let header = ["r"];
    let text = "[fields.result]\ncolumn = \"r\"\nvalues = { \"OK\" = \"pass\", \"\" = \"not_found\" }";
    assert_eq!(map(text, header, ["OK"]).get("result"), Some("pass"));
    assert_eq!(map(text, header, [""]).get("result"), Some("not_found"));
    assert_eq!(map(&format!("{text}\ndefault = \"fail\""), header, ["bad"]).get("result"), Some("fail"));
    assert_eq!(map(&format!("{text}\nkeep_others = true"), header, ["fail"]).get("result"), Some("fail"));
    let mapping = profile(text).bind(&texts(header)).unwrap();
    let refused = mapping.apply(&record(&["bad"])).unwrap_err();
    assert_eq!((refused[0].column.as_str(), refused[0].value.as_str()), ("r", "bad"));
    assert_eq!((refused[0].rule, refused[0].example.as_str()), ("exchange-cell-value", "OK"));
}

#[test]
fn lists_are_split_and_their_items_mapped() {
    let text = "[fields.officers]\ncolumn = \"o\"\nsplit = \"、,\"\nprefix = \"Z\"";
    let mapped = map(text, ["o"], ["1、 2 ,,3、"]);
    assert_eq!(mapped.items("officers").collect::<Vec<_>>(), ["Z1", "Z2", "Z3"]);
    assert_eq!(map(text, ["o"], ["、,"]).get("officers"), None);
}

#[test]
fn units_are_exact_and_fractions_of_a_fen_refused() {
    let text = "[fields.notes]\ncolumn = \"万元\"\nmultiply = \"1000000\"";
    assert_eq!(map(text, ["万元"], ["1.1"]).get("notes"), Some("1100000"));
    let mapping = profile(text).bind(&texts(["万元"])).unwrap();
    let rule = |value: &str| mapping.apply(&record(&[value])).unwrap_err()[0].rule;
    assert_eq!(rule("0.0000001"), "exchange-cell-fraction");
    assert_eq!(rule("many"), "exchange-cell-number");
}

#[test]
fn money_is_fen_whether_its_unit_stands_in_the_cell_the_column_or_a_part() {
    let header = ["a", "b"];
    let penalty = |text: &str| {
        let profile =
            Profile::parse(&format!("kind = \"penalty\"\nname = \"test\"\n[fields.fine]\n{text}")).unwrap();
        profile.bind(&texts(header)).unwrap()
    };
    let fine = |text: &str, cells: [&str; 2]| {
        penalty(text).apply(&record(&cells)).unwrap().get("fine").map(str::to_owned)
    };
    assert_eq!(fine("column = \"a\"", ["叁佰元整", ""]).as_deref(), Some("30000"));
    assert_eq!(fine("column = \"a\"\nmoney = \"万元\"", ["0.00675", ""]).as_deref(), Some("6750"));
    assert_eq!(fine("column = \"a\"\nmultiply = \"100\"", ["3.5", ""]).as_deref(), Some("350"));
    assert_eq!(fine("columns = [\"a\", \"b\"]\njoin = \"\"", ["", "35.0"]).as_deref(), Some("3500"));
    let parts =
        "parts = [{ column = \"a\", money = \"万元\" }, { column = \"b\", money = \"元\" }]\njoin = \"\"";
    assert_eq!(fine(parts, ["0.03", ""]).as_deref(), Some("30000"));
    assert_eq!(fine(parts, ["", "300"]).as_deref(), Some("30000"));
    let refused = penalty("column = \"a\"").apply(&record(&["300美元", ""])).unwrap_err();
    assert_eq!((refused[0].rule, refused[0].example.as_str()), ("exchange-cell-currency", "300.50"));
    let wrong = |text: &str| {
        Profile::parse(&format!("kind = \"penalty\"\nname = \"t\"\n[fields.fine]\ncolumn = \"a\"\n{text}"))
            .unwrap_err()
    };
    let unit = ProfileProblem::MoneyUnit { field: "fine".to_owned(), unit: "千元".to_owned() };
    assert_eq!(wrong("money = \"千元\""), [unit]);
    assert_eq!(
        wrong("money = \"元\"\nmultiply = \"2\""),
        [ProfileProblem::Rules { field: "fine".to_owned() }]
    );
}

#[test]
fn a_field_is_filled_only_from_rows_of_which_its_condition_holds() {
    let text = "[fields.reason]\ncolumn = \"a\"\nwhen = { column = \"k\", equals = [\"x\", \"y\"] }\n[fields.notes]\njoin = \";\"\nparts = [{ column = \"a\", prefix = \"a \", when = { column = \"k\", differs_from = [\"x\"] } }, { column = \"k\" }]";
    let header = ["k", "a"];
    let row = map(text, header, ["x", "1"]);
    assert_eq!((row.get("reason"), row.get("notes")), (Some("1"), Some("x")));
    let row = map(text, header, ["z", "1"]);
    assert_eq!((row.get("reason"), row.get("notes")), (None, Some("a 1;z")));
    let missing = profile(text).bind(&texts(["a"])).unwrap_err();
    assert!(matches!(missing.as_slice(), [MappingProblem::MissingColumn { column, .. }] if column == "k"));
    let found = problems("[fields.reason]\ncolumn = \"a\"\nwhen = { column = \"k\" }");
    assert_eq!(found, [ProfileProblem::Rules { field: "reason".to_owned() }]);
}

#[test]
fn days_stay_days_and_times_get_their_zone() {
    let text = "[columns]\n\"d\" = \"finished_at\"";
    assert_eq!(map(text, ["d"], ["2014年9月8日"]).get("finished_at"), Some("2014-09-08"));
    assert_eq!(map(text, ["d"], ["2014-09-08 14:30"]).get("finished_at"), Some("2014-09-08T14:30:00+08:00"));
    let joined =
        "[fields.finished_at]\ncolumns = [\"d\", \"t\"]\nformats = [\"%m/%d/%Y %H:%M\", \"%m/%d/%Y\"]";
    assert_eq!(
        map(joined, ["d", "t"], ["09/08/2014", "14:30"]).get("finished_at"),
        Some("2014-09-08T14:30:00+08:00")
    );
    assert_eq!(map(joined, ["d", "t"], ["09/08/2014", ""]).get("finished_at"), Some("2014-09-08"));
    let mapping = profile(joined).bind(&texts(["d", "t"])).unwrap();
    let refused = mapping.apply(&record(&["08.09.2014", "1"])).unwrap_err();
    assert_eq!((refused[0].column.as_str(), refused[0].rule), ("d + t", "exchange-cell-time"));
    assert_eq!(refused[0].example, "09/08/2014 14:30");
    let chicago = format!("zone = \"America/Chicago\"\n{joined}");
    assert_eq!(
        map(&chicago, ["d", "t"], ["09/08/2014", "14:30"]).get("finished_at"),
        Some("2014-09-08T14:30:00-05:00")
    );
}

#[test]
fn rows_are_left_out_with_their_reason() {
    let text = "[columns]\n\"a\" = \"own_number\"\n[[skip]]\ncolumn = \"s\"\nequals = [\"draft\"]\nreason = \"a draft\"\n[[skip]]\ncolumn = \"s\"\ndiffers_from = [\"done\", \"closed\"]\nreason = \"not done\"";
    assert_eq!(map(text, ["a", "s"], ["1", "draft"]).skipped(), Some("a draft"));
    assert_eq!(map(text, ["a", "s"], ["1", "open"]).skipped(), Some("not done"));
    let mapped = map(text, ["a", "s"], ["1", "done"]);
    assert_eq!((mapped.skipped(), mapped.get("own_number")), (None, Some("1")));
}

#[test]
fn memory_used_again_holds_nothing_of_the_last_row() {
    let mapping =
        profile("[columns]\n\"a\" = \"own_number\"\n\"b\" = \"notes\"").bind(&texts(["a", "b"])).unwrap();
    let mut mapped = Mapped::default();
    mapping.apply_into(&record(&["1", "x"]), &mut mapped).unwrap();
    mapping.apply_into(&record(&["2"]), &mut mapped).unwrap();
    assert_eq!(mapped.fields().collect::<Vec<_>>(), [("own_number", "2")]);
    let place = mapping.fields().iter().position(|field| field.as_ref() == "own_number").unwrap();
    assert_eq!(mapped.at(place), "2");
}

/// What a source has no column for is not there, however many fields our own columns could give (rulings 7).
#[test]
fn only_fields_with_a_column_are_there() {
    let template = Profile::template("inspection", exchange::INSPECTION_FIELDS).unwrap();
    let header =
        texts(["own_number", "power", "target_name", "place", "finished_at", "form", "result", "officers"]);
    let mapping = template.bind(&header).unwrap();
    let mut present: Vec<&str> = mapping.present().collect();
    present.sort_unstable();
    let mut wanted: Vec<&str> = header.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    assert_eq!(present, wanted);
}

#[test]
fn every_missing_column_is_told_at_once_with_the_nearest_title() {
    let profile =
        profile("[columns]\n\"Inspection No\" = \"own_number\"\n\"Result\" = \"result\"\n\"x\" = \"notes\"");
    let found = profile.bind(&texts(["inspection no.", "RESULT *", "y", "y"])).unwrap_err();
    assert_eq!(
        found,
        [
            MappingProblem::MissingColumn {
                column: "x".to_owned(),
                field: "notes".to_owned(),
                nearest: None
            },
            MappingProblem::MissingColumn {
                column: "Inspection No".to_owned(),
                field: "own_number".to_owned(),
                nearest: Some("inspection no.".to_owned()),
            },
        ]
    );
    let twice = profile.bind(&texts(["Inspection No", "Result", "x", "X"])).unwrap_err();
    assert_eq!(twice, [MappingProblem::AmbiguousColumn { column: "x".to_owned(), positions: vec![3, 4] }]);
}

#[test]
fn mistakes_in_a_profile_are_told_at_once() {
    let text = "zone = \"Mars/Base\"\n[columns]\n\"a\" = \"notes\"\n\"b\" = \"notes\"\n[fields.place]\n[fields.plan]\ncolumn = \"c\"\nmultiply = \"x\"\n[fields.reason]\ncolumn = \"d\"\nformats = [\"day\"]";
    let found = problems(text);
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.contains(&ProfileProblem::Zone { zone: "Mars/Base".to_owned() }));
    assert!(found.contains(&ProfileProblem::FieldTwice { field: "notes".to_owned() }));
    assert!(found.contains(&ProfileProblem::Sources { field: "place".to_owned() }));
    let unknown = problems("[columns]\n\"a\" = \"own_numbers\"");
    let nearest = Some("own_number".to_owned());
    assert_eq!(unknown, [ProfileProblem::UnknownField { field: "own_numbers".to_owned(), nearest }]);
    assert!(matches!(problems("colums = 1").as_slice(), [ProfileProblem::Syntax { line: 3, .. }]));
    assert_eq!(problems(""), [ProfileProblem::Nothing]);
    let kind = Profile::parse("kind = \"x\"\nname = \"y\"\n[columns]\n\"a\" = \"b\"").unwrap_err();
    assert_eq!(kind, [ProfileProblem::UnknownKind { kind: "x".to_owned() }]);
    assert!(Profile::parse_for("kind = \"x\"\nname = \"y\"\n[columns]\n\"a\" = \"b\"", &["b"]).is_ok());
}

#[test]
fn the_template_takes_names_and_labels_of_both_languages() {
    let template = Profile::template("inspection", INSPECTION_FIELDS).unwrap();
    let header = texts(["检查编号*", "检查结果", "Form of inspection", "items", "执法证号", "结束时间"]);
    let cells =
        record(&["1", "不合格", "Special", "消防通道=合格；灭火器：不合格", "1201、1202", "2014/9/8 14:30"]);
    let mapped = template.bind(&header).unwrap().apply(&cells).unwrap();
    assert_eq!(mapped.get("result"), Some("fail"));
    assert_eq!(mapped.get("form"), Some("special"));
    assert_eq!(mapped.items("items").collect::<Vec<_>>(), ["消防通道=pass", "灭火器=fail"]);
    assert_eq!(mapped.items("officers").collect::<Vec<_>>(), ["1201", "1202"]);
    assert_eq!(mapped.get("finished_at"), Some("2014-09-08T14:30:00+08:00"));
    assert_eq!(template.bind(&texts(["检查结果"])).unwrap_err().len(), 1);
    let empty = template.bind(&header).unwrap().apply(&record(&["", "坏"])).unwrap_err();
    assert_eq!(
        empty.iter().map(|problem| problem.rule).collect::<Vec<_>>(),
        ["exchange-cell-empty", "exchange-cell-value"]
    );
}

#[test]
fn the_template_of_decisions_takes_lists_of_kinds_and_money_in_words() {
    use exchange::Language::{Chinese, English};
    let fields = exchange::fields_of("penalty").unwrap();
    let template = Profile::template("penalty", fields).unwrap();
    let label =
        |name: &str, language| fields.iter().find(|field| field.name == name).unwrap().label(language);
    let header = vec![
        "own_number".to_owned(),
        label("sanctions", Chinese),
        label("fine", English),
        label("party_kind", Chinese),
        label("decided_at", Chinese),
        label("party_name", Chinese),
    ];
    let mapping = template.bind(&header).unwrap();
    let cells =
        record(&["1", "罚款;没收违法所得、警告", "叁佰元整", "自然人", "民国111年5月16日", "张三；李四"]);
    let mapped = mapping.apply(&cells).unwrap();
    assert_eq!(mapped.items("sanctions").collect::<Vec<_>>(), ["fine", "confiscation_gains", "warning"]);
    assert_eq!((mapped.get("fine"), mapped.get("decided_at")), (Some("30000"), Some("2022-05-16")));
    assert_eq!(mapped.get("party_kind"), Some("person"));
    assert_eq!(mapped.items("party_name").collect::<Vec<_>>(), ["张三", "李四"]);
    let refused = mapping.apply(&record(&["1", "罚款;罚金", "-3", "", "农历四月十六", ""])).unwrap_err();
    let rules: Vec<&str> = refused.iter().map(|problem| problem.rule).collect();
    assert_eq!(rules, ["exchange-cell-lunar", "exchange-cell-negative", "exchange-cell-value"]);
}
