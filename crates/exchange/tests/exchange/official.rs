//! Official records: their columns, their files, and the way back through the profile that reads them.

use std::path::Path;
use std::process::Command;

use exchange::official::{AnnualError, Audience, Form, OfficialWriter, Titles, annual, form, wan_yuan};
use exchange::{Bounds, Format, Mapped, Profile, open};

use crate::files::{Folder, cells};
use crate::real_files::peak_mebibytes;

const LABELS: &str = "行政相对人名称,行政相对人类别,行政相对人代码_1(统一社会信用代码),行政相对人代码_2(工商注册号),行政相对人代码_3(组织机构代码),行政相对人代码_4(税务登记号),行政相对人代码_5(事业单位证书号),行政相对人代码_6(社会组织登记证号),法定代表人,法定代表人证件类型,法定代表人证件号码,自然人证件类型,自然人证件号码,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,罚款金额（万元）,没收违法所得、没收非法财物的金额（万元）,暂扣或吊销证照名称及编号,处罚决定日期,处罚有效期,公示截止期,处罚机关,处罚机关统一社会信用代码,数据来源单位,数据来源单位统一社会信用代码,备注";
const PERMIT_CODES: &str = "XK_XDR_MC,XK_XDR_LB,XK_XDR_SHXYM,XK_XDR_GSZC,XK_XDR_ZZJG,XK_XDR_SWDJ,XK_XDR_SYDW,XK_XDR_SHZZ,XK_FRDB,XK_FR_ZJLX,XK_FR_ZJHM,XK_XDR_ZJLX,XK_XDR_ZJHM,XK_XKWS,XK_WSH,XK_XKLB,XK_XKZS,XK_XKBH,XK_NR,XK_JDRQ,XK_YXQZ,XK_YXQZI,XK_XKJG,XK_XKJGDM,XK_ZT,XK_LYDW,XK_LYDWDM,BZ";

fn penalty() -> &'static Form {
    form("penalty_2018").unwrap()
}

/// A decision on an organisation, and one on a person.
fn decisions() -> [Vec<String>; 2] {
    let both = [
        ("CF_SY", "事实"),
        ("CF_YJ", "中华人民共和国价格法/第四十二条"),
        ("CF_JDRQ", "2026/11/24"),
        ("CF_CFJG", "津南区市场监督管理局"),
        ("CF_CFJGDM", "11120112MB1660879L"),
        ("CF_SJLY", "津南区市场监督管理局"),
        ("CF_SJLYDM", "11120112MB1660879L"),
        ("CF_WFXW", "未按规定明码标价"),
    ];
    let (fine, gains) = (wan_yuan(6_750), wan_yuan(500));
    let organisation = [
        ("CF_XDR_MC", "某某商店, \"南\""),
        ("CF_XDR_LB", "法人及非法人组织"),
        ("CF_XDR_SHXYM", "91120101MA44475197"),
        ("CF_XDR_GSZC", "120101000012345"),
        ("CF_FRDB", "张某"),
        ("CF_FR_ZJLX", "身份证"),
        ("CF_FR_ZJHM", "11010519491231002X"),
        ("CF_WSH", "津南市监罚〔2026〕12号"),
        ("CF_CFLB", "警告;罚款;没收违法所得;其他行政处罚"),
        ("CF_NR", "罚款67.5元"),
        ("CF_NR_FK", &fine),
        ("CF_NR_WFFF", &gains),
        ("BZ", "备注一"),
    ];
    let person = [
        ("CF_XDR_MC", "李某"),
        ("CF_XDR_LB", "自然人"),
        ("CF_XDR_SHXYM", "11010519491231002X"),
        ("CF_XDR_ZJLX", "身份证"),
        ("CF_XDR_ZJHM", "11010519491231002X"),
        ("CF_WSH", "津南市监当罚〔2026〕3号"),
        ("CF_CFLB", "警告"),
        ("CF_NR", "警告"),
    ];
    [
        penalty().row(&[both.as_slice(), &organisation].concat()),
        penalty().row(&[both.as_slice(), &person].concat()),
    ]
}

fn write(path: &Path, format: &Format, titles: Titles, audience: Audience) {
    let mut writer = OfficialWriter::create(path, penalty(), format, titles, audience).unwrap();
    decisions().iter().for_each(|cells| writer.push(cells).unwrap());
    writer.finish().unwrap();
}

#[test]
fn the_columns_are_those_of_the_standard_in_its_order() {
    let folder = Folder::new();
    let path = folder.path("out");
    write(&path, &Format::csv(), Titles::Labels, Audience::Receiver);
    assert_eq!(open(&path, Bounds::default()).unwrap().header.join(","), LABELS);
    let permit = form("permit_2018").unwrap();
    let format = Format::xlsx("许可");
    let writer = OfficialWriter::create(&path, permit, &format, Titles::Codes, Audience::Receiver).unwrap();
    writer.finish().unwrap();
    assert_eq!(open(&path, Bounds::default()).unwrap().header.join(","), PERMIT_CODES);
}

#[test]
fn what_is_written_comes_back_through_the_profile_in_every_format() {
    let folder = Folder::new();
    let path = folder.path("out");
    for format in [Format::csv(), Format::xlsx("处罚"), Format::JsonLines] {
        for titles in [Titles::Labels, Titles::Codes] {
            write(&path, &format, titles, Audience::Receiver);
            let mut table = open(&path, Bounds::default()).unwrap();
            assert_eq!(Profile::guess(&table.header), Some("shuanggongshi_penalty"));
            let mapping = Profile::builtin("shuanggongshi_penalty").unwrap().bind(&table.header).unwrap();
            let mut next = || mapping.apply(&table.next().unwrap().unwrap()).unwrap();
            organisation_is_the_same(&next());
            person_is_the_same(&next());
            assert!(table.next().is_none());
        }
    }
}

fn organisation_is_the_same(mapped: &Mapped) {
    assert_eq!(
        mapped.fields().collect::<Vec<_>>(),
        [
            ("act_kind", "penalty"),
            ("basis", "中华人民共和国价格法/第四十二条"),
            ("confiscated", "500"),
            ("content", "罚款67.5元"),
            ("decided_at", "2026-11-24"),
            ("decision_number", "津南市监罚〔2026〕12号"),
            ("facts", "事实"),
            ("fine", "6750"),
            ("legal_representative", "张某"),
            (
                "notes",
                "备注一; 工商注册号: 120101000012345; 处罚机关: 津南区市场监督管理局; 处罚机关代码: 11120112MB1660879L; \
                 数据来源单位: 津南区市场监督管理局; 数据来源单位代码: 11120112MB1660879L"
            ),
            ("outcome", "penalty"),
            ("own_number", "津南市监罚〔2026〕12号"),
            ("party_code", "91120101MA44475197"),
            ("party_kind", "organisation"),
            ("party_name", "某某商店, \"南\""),
            ("sanctions", "warning\u{1f}fine\u{1f}confiscation_gains\u{1f}other"),
            ("violation", "未按规定明码标价"),
        ]
    );
}

fn person_is_the_same(mapped: &Mapped) {
    assert_eq!((mapped.get("party_kind"), mapped.get("party_name")), (Some("person"), Some("李某")));
    assert_eq!(mapped.get("party_id_number"), Some("11010519491231002X"));
    assert_eq!((mapped.get("fine"), mapped.get("party_code")), (None, None));
}

#[test]
fn the_public_gets_no_identity_number_in_any_column() {
    let folder = Folder::new();
    let path = folder.path("out");
    write(&path, &Format::csv(), Titles::Labels, Audience::Public);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("11010519491231002X") && !text.contains("证件"), "{text}");
    assert!(text.contains("91120101MA44475197") && text.contains("李某"));
    write(&path, &Format::csv(), Titles::Codes, Audience::Receiver);
    let rows = cells(&mut open(&path, Bounds::default()).unwrap());
    let holds = |row: &[String]| row.iter().position(|cell| cell == "11010519491231002X");
    let codes: Vec<&str> = penalty().columns.iter().map(|column| column.code.as_str()).collect();
    assert_eq!(holds(&rows[0]).map(|place| codes[place]), Some("CF_FR_ZJHM"));
    assert_eq!(holds(&rows[1]).map(|place| codes[place]), Some("CF_XDR_ZJHM"));
}

#[test]
fn a_hundred_thousand_records_stream_in_bounded_memory() {
    let program = std::env::current_exe().unwrap();
    let alone = ["official::a_hundred_thousand_records_alone", "--exact", "--ignored", "--nocapture"];
    let run = Command::new(program).args(alone).output().unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success() && told.contains("1 passed"),
        "{told}{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
#[ignore = "measures the memory of its process: run alone by the test above"]
fn a_hundred_thousand_records_alone() {
    let folder = Folder::new();
    for format in [Format::csv(), Format::xlsx("处罚")] {
        let path = folder.path("out");
        let mut writer =
            OfficialWriter::create(&path, penalty(), &format, Titles::Labels, Audience::Receiver).unwrap();
        let [organisation, person] = decisions();
        for _ in 0..50_000 {
            writer.push(&organisation).unwrap();
            writer.push(&person).unwrap();
        }
        writer.finish().unwrap();
        let peak = peak_mebibytes();
        assert!(peak.is_none_or(|peak| peak < 64), "{format:?} {peak:?} MiB");
        assert!(std::fs::metadata(&path).unwrap().len() > 1 << 20);
    }
    println!("peak {:?} MiB", peak_mebibytes());
}

fn row(agency: &str, counts: &[u64], amount: Option<i64>) -> annual::Row {
    annual::Row { agency: agency.to_owned(), counts: counts.to_vec(), amount }
}

#[test]
fn yearly_tables_have_their_columns_sums_and_total() {
    let tables = annual::tables();
    let headers: Vec<(char, String)> =
        tables.iter().map(|table| (table.code, table.header().join(","))).collect();
    let golden = [
        (
            'A',
            "行政执法机关,警告,通报批评,罚款,没收违法所得、没收非法财物,暂扣许可证件,降低资质等级,限制开展生产经营活动,责令停产停业,责令关闭、限制从业,吊销许可证件,行政拘留,其他行政处罚,合计,罚没金额（元）",
        ),
        (
            'B',
            "行政执法机关,限制公民人身自由,查封场所、设施或者财物,扣押财物,冻结存款、汇款,其他强制措施,加处罚款或者滞纳金,划拨存款、汇款,拍卖或者依法处理,排除妨碍、恢复原状,代履行,其他强制执行,申请人民法院强制执行,合计",
        ),
        ('C', "行政执法机关,申请,受理,许可,不予许可,撤销许可"),
        ('D', "行政执法机关,行政征收,行政征用,行政检查,行政裁决,行政确认,行政奖励,行政给付,征收金额（元）"),
    ];
    assert_eq!(headers, golden.map(|(code, header)| (code, header.to_owned())));
    let folder = Folder::new();
    let path = folder.path("out");
    let rows = [
        row("甲局", &[1, 0, 12, 3, 0, 0, 0, 0, 0, 0, 0, 2], Some(123_456_789)),
        row("乙局", &[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Some(50)),
    ];
    for format in [Format::csv(), Format::xlsx("A")] {
        tables[0].write(&path, &format, &rows).unwrap();
        let read = cells(&mut open(&path, Bounds::default()).unwrap());
        let lines: Vec<String> = read.iter().map(|row| row.join(",")).collect();
        assert_eq!(
            lines,
            [
                "甲局,1,0,12,3,0,0,0,0,0,0,0,2,18,1234567.89",
                "乙局,0,1,0,0,0,0,0,0,0,0,0,0,1,0.5",
                "合计,1,1,12,3,0,0,0,0,0,0,0,2,19,1234568.39",
            ]
        );
    }
}

#[test]
fn a_yearly_row_that_does_not_fit_is_refused_and_leaves_no_file() {
    let folder = Folder::new();
    let path = folder.path("out");
    let licences = &annual::tables()[2];
    let write =
        |counts: &[u64], amount| licences.write(&path, &Format::csv(), &[row("甲局", counts, amount)]);
    assert_eq!(write(&[1], None), Err(AnnualError::Uneven { found: 1, expected: 5 }));
    assert_eq!(write(&[1, 1, 1, 0, 0], Some(1)), Err(AnnualError::Uneven { found: 5, expected: 5 }));
    assert!(!path.exists());
    assert_eq!(write(&[1, 1, 1, 0, 0], None), Ok(()));
    let twice = [row("甲局", &[u64::MAX, 0, 0, 0, 0], None), row("乙局", &[1, 0, 0, 0, 0], None)];
    assert_eq!(licences.write(&path, &Format::csv(), &twice), Err(AnnualError::TooMuch));
}
