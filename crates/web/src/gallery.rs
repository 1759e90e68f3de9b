//! Every component with invented content, in both languages: what one looks at when the look changes, and what the browser
//! tests walk over. The sentences here are samples and no words of the product, so they do not stand in `locales/`.

use askama::Template;

use crate::Words;
use crate::parts::{
    Bar, Card, Choice, Crumb, Day, Deadline, Difference, Document, Entry, Event, EventAlert, FieldError, Me,
    MenuGroup, MenuItem, Officer, Page, Slip, Stage, Step, Tile,
};

/// Puts a sample into the language of the gallery.
#[derive(Clone, Copy, Debug)]
struct Tongue {
    chinese: bool,
}

impl Tongue {
    fn both(self, chinese: &str, english: &str) -> String {
        if self.chinese { chinese } else { english }.to_owned()
    }
}

/// The components in the frame for staff.
#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery<'a> {
    w: &'a Words,
    page: Page,
    s: Tongue,
    tabs: Vec<MenuItem>,
    tiles: Vec<Tile>,
    errors: Vec<FieldError>,
    agencies: Vec<Choice>,
    collection: Vec<Choice>,
    documents: Vec<Choice>,
    rows: Vec<Row>,
    stages: Vec<Stage>,
    deadline: Deadline,
    differences: Vec<Difference>,
    bars: Vec<Bar>,
}

/// The components in the frame for the public.
#[derive(Template)]
#[template(path = "gallery_public.html")]
struct Public<'a> {
    w: &'a Words,
    page: Page,
    s: Tongue,
    cards: Vec<Card>,
    steps: Vec<Step>,
    matters: Vec<Choice>,
    stages: Vec<Stage>,
}

/// A case file.
#[derive(Template)]
#[template(path = "gallery_paper.html")]
struct Paper<'a> {
    w: &'a Words,
    page: Page,
    s: Tongue,
    entries: Vec<Entry>,
}

/// Slips.
#[derive(Template)]
#[template(path = "gallery_slips.html")]
struct Slips<'a> {
    w: &'a Words,
    page: Page,
    slips: Vec<Slip>,
}

/// A row of the sample list.
struct Row {
    number: &'static str,
    party: String,
    agency: String,
    level: u8,
    point: String,
    kind: &'static str,
    status: String,
    left_kind: &'static str,
    left: String,
    until: &'static str,
}

/// The pages of the gallery: a name and a document each.
pub fn pages(
    w: &Words,
    lang: &'static str,
    large_text: bool,
) -> Result<Vec<(&'static str, String)>, askama::Error> {
    let s = Tongue { chinese: lang != "en" };
    let page = |title: String| frame(s, lang, large_text, title);
    Ok(vec![
        ("staff", staff(w, page(s.both("部件一览", "Components")), s).render()?),
        (
            "public",
            public(
                w,
                Page {
                    me: None, menu: public_menu(s), ..page(s.both("查询执法决定", "Find a decision"))
                },
                s,
            )
            .render()?,
        ),
        (
            "paper",
            Paper {
                w, page: page(s.both("行政处罚案卷", "Penalty case file")), s, entries: entries(s)
            }
            .render()?,
        ),
        ("slips", Slips { w, page: page(s.both("查询码单", "Query code slips")), slips: slips(s) }.render()?),
    ])
}

fn frame(s: Tongue, lang: &'static str, large_text: bool, title: String) -> Page {
    let post = |value: &str, title: String, on| Choice { value: value.to_owned(), title, on };
    let legal = s.both("机关法制机构", "Legal unit");
    Page {
        lang,
        large_text,
        city: s.both("津沽市", "Jingu"),
        path: "/gallery".to_owned(),
        address: String::new(),
        assets: crate::asset::DIGEST.clone(),
        version: "0.1.0".to_owned(),
        data_as_of: "2026-11-24 09:30".to_owned(),
        me: Some(Me {
            person: String::new(),
            name: s.both("周文清", "Zhou Wenqing"),
            post: legal.clone(),
            agency: s.both("和平区市场监督管理局", "Heping District Market Supervision Bureau"),
            posts: vec![post("legal", legal, true), post("officer", s.both("执法人员", "Officer"), false)],
        }),
        menu: staff_menu(s),
        crumbs: vec![
            Crumb { title: s.both("监督", "Supervise"), href: "/supervise".to_owned() },
            Crumb { title: s.both("预警", "Alerts"), href: "/supervise/alerts".to_owned() },
            Crumb { title: title.clone(), href: String::new() },
        ],
        organ: s.both("津沽市司法局", "Jingu Bureau of Justice"),
        contact: s.both(
            "解放路1号，022-0000 0000，工作日 9:00–17:00",
            "1 Jiefang Road, 022-0000 0000, working days 9:00–17:00",
        ),
        title,
    }
}

fn item(title: String, href: &str, here: bool, count: &str) -> MenuItem {
    MenuItem { title, href: href.to_owned(), here, count: count.to_owned() }
}

fn staff_menu(s: Tongue) -> Vec<MenuGroup> {
    let group = |title: String, items: Vec<MenuItem>| MenuGroup { title, items };
    vec![
        group(
            s.both("工作台", "Workbench"),
            vec![
                item(s.both("待办", "To do"), "/work", false, "12"),
                item(s.both("已办", "Done"), "/work/done", false, ""),
            ],
        ),
        group(
            s.both("归集", "Collect"),
            vec![
                item(s.both("检查记录", "Inspections"), "/collect/inspections", false, ""),
                item(s.both("案件", "Cases"), "/collect/cases", false, ""),
                item(s.both("修改申请", "Amendments"), "/collect/amendments", false, "3"),
                item(s.both("批量导入", "Import"), "/collect/import", false, ""),
            ],
        ),
        group(
            s.both("监督", "Supervise"),
            vec![
                item(s.both("预警", "Alerts"), "/supervise/alerts", true, "214"),
                item(s.both("投诉", "Complaints"), "/supervise/complaints", false, "5"),
            ],
        ),
        group(
            s.both("统计", "Analyse"),
            vec![
                item(s.both("报表", "Reports"), "/analyse/reports", false, ""),
                item(s.both("归集时效", "Timeliness"), "/analyse/lag", false, ""),
            ],
        ),
        group(
            s.both("管理", "Manage"),
            vec![
                item(s.both("执法人员", "Officers"), "/manage/officers", false, ""),
                item(s.both("预警点", "Alert points"), "/manage/points", false, ""),
            ],
        ),
    ]
}

fn public_menu(s: Tongue) -> Vec<MenuGroup> {
    let items = vec![
        item(s.both("首页", "Home"), "/", false, ""),
        item(s.both("查执法决定", "Find a decision"), "/query", true, ""),
        item(s.both("执法公示", "Disclosure"), "/disclosure", false, ""),
        item(s.both("投诉举报", "Complain"), "/complaint", false, ""),
        item(s.both("统计", "Figures"), "/figures", false, ""),
    ];
    vec![MenuGroup { title: String::new(), items }]
}

fn staff<'a>(w: &'a Words, page: Page, s: Tongue) -> Gallery<'a> {
    let choice = |value: &str, title: String, on| Choice { value: value.to_owned(), title, on };
    let error =
        |name: &str, words: String, remedy: String| FieldError { name: name.to_owned(), words, remedy };
    Gallery {
        w,
        page,
        s,
        tabs: vec![
            item(s.both("待办", "To do"), "/work", true, "12"),
            item(s.both("已办", "Done"), "/work/done", false, ""),
            item(s.both("我发起", "Started by me"), "/work/mine", false, "4"),
            item(s.both("抄送", "Copies"), "/work/copies", false, ""),
        ],
        tiles: tiles(s),
        errors: vec![
            error(
                "power",
                s.both("“执法事项”未填", "“Power” is empty"),
                s.both(
                    "从事项清单中选择，如：食品经营检查",
                    "Choose one of the list, such as: food trade inspection",
                ),
            ),
            error(
                "done",
                s.both("“完成时间”晚于归集时间", "“Completed” is after the recording"),
                s.both("正确示例：2026-11-23 16:20", "Right would be: 2026-11-23 16:20"),
            ),
        ],
        agencies: vec![
            choice("1201", s.both("和平区市场监督管理局", "Heping Market Supervision"), true),
            choice("1202", s.both("河东区城市管理委员会", "Hedong Urban Management"), false),
        ],
        collection: vec![
            choice("real", s.both("实时归集", "In real time"), true),
            choice("late", s.both("事后归集（须说明客观条件）", "Later (say which conditions)"), false),
        ],
        documents: vec![
            choice("record", s.both("现场检查笔录", "Record of the inspection"), true),
            choice("photos", s.both("照片", "Photographs"), true),
            choice("video", s.both("执法记录仪录像", "Body camera video"), false),
        ],
        rows: rows(s),
        stages: stages(s),
        deadline: deadline(s),
        differences: differences(s),
        bars: bars(s),
    }
}

fn tiles(s: Tongue) -> Vec<Tile> {
    let tile = |title: String, number: &str, note: String, kind| Tile {
        title,
        number: number.to_owned(),
        unit: s.both("件", ""),
        note,
        href: "/work".to_owned(),
        kind,
    };
    vec![
        tile(
            s.both("今日到期", "Due today"),
            "3",
            s.both("预警答复 2，修改申请 1", "2 answers, 1 amendment"),
            "warn",
        ),
        tile(s.both("已逾期", "Overdue"), "1", s.both("逾期3天", "3 days late"), "bad"),
        tile(
            s.both("待处理预警", "Open alerts"),
            "214",
            s.both("一级 198，二级 14，三级 2", "198, 14 and 2 by level"),
            "plain",
        ),
        tile(
            s.both("本月归集", "Recorded this month"),
            "1,286",
            s.both("98.2% 按时", "98.2 % in time"),
            "good",
        ),
    ]
}

fn rows(s: Tongue) -> Vec<Row> {
    let market = s.both("和平区市场监督管理局", "Heping Market Supervision");
    let urban = s.both("河东区城市管理委员会", "Hedong Urban Management");
    vec![
        Row {
            number: "YJ-2026-003512",
            party: s.both("津沽市和平区福顺来餐饮服务有限公司", "Fushunlai Catering Services Ltd."),
            agency: market.clone(),
            level: 1,
            point: s
                .both("检查完成后超过3个工作日归集", "Recorded more than 3 working days after completion"),
            kind: "waiting",
            status: s.both("待处理", "Open"),
            left_kind: "soon",
            left: s.both("余2个工作日", "2 working days left"),
            until: "11-26",
        },
        Row {
            number: "YJ-2026-003498",
            party: s.both("李**", "Li **"),
            agency: urban.clone(),
            level: 2,
            point: s.both("执法人员少于两人", "Fewer than two officers"),
            kind: "active",
            status: s.both("已督办", "Urged"),
            left_kind: "today",
            left: s.both("今日到期", "Due today"),
            until: "11-24",
        },
        Row {
            number: "YJ-2026-003377",
            party: s.both("津沽宏达建材经营部", "Hongda Building Materials"),
            agency: urban,
            level: 3,
            point: s.both("重大决定未经法制审核", "Major decision without legal review"),
            kind: "bad",
            status: s.both("逾期未处理", "Overdue"),
            left_kind: "over",
            left: s.both("逾期3天", "3 days late"),
            until: "11-19",
        },
        Row {
            number: "YJ-2026-003301",
            party: s.both("津沽市第二百货商场股份有限公司", "No. 2 Department Store Co."),
            agency: market.clone(),
            level: 1,
            point: s.both("缺少必备文书：责令改正通知书", "Required document missing: order to correct"),
            kind: "plain",
            status: s.both("已答复待确认", "Answered, to be confirmed"),
            left_kind: "plenty",
            left: s.both("余8个工作日", "8 working days left"),
            until: "12-04",
        },
        Row {
            number: "YJ-2026-003290",
            party: s.both("王**", "Wang **"),
            agency: market,
            level: 1,
            point: s.both("执法证件已过有效期", "Certificate had expired"),
            kind: "good",
            status: s.both("已改正", "Corrected"),
            left_kind: "done",
            left: s.both("已办结", "Closed"),
            until: "",
        },
    ]
}

fn stages(s: Tongue) -> Vec<Stage> {
    let officers = || {
        vec![
            Officer { name: s.both("陈立", "Chen Li"), certificate: "12010126001".to_owned() },
            Officer { name: s.both("赵敏", "Zhao Min"), certificate: "12010126034".to_owned() },
        ]
    };
    let document = |title: String, href: &str, note: String| Document {
        title,
        href: href.to_owned(),
        note,
        ..Document::default()
    };
    vec![
        Stage {
            title: s.both("立案", "Filing"),
            state: "done",
            kind: "good",
            words: s.both("已完成", "Completed"),
            events: vec![Event {
                title: s.both("立案", "Case filed"),
                happened: "2026-11-09 10:15".to_owned(),
                recorded: "2026-11-09 10:52".to_owned(),
                officers: officers(),
                documents: vec![document(
                    s.both("立案审批表", "Approval of filing"),
                    "/d/1",
                    s.both("津和市监立〔2026〕118号", "No. 118 of 2026"),
                )],
                ..Event::default()
            }],
        },
        Stage {
            title: s.both("调查", "Investigation"),
            state: "here",
            kind: "active",
            words: s.both("进行中", "Under way"),
            events: vec![Event {
                title: s.both("现场检查", "On-site inspection"),
                happened: "2026-11-12 14:00".to_owned(),
                caught: "2026-11-12 14:06".to_owned(),
                recorded: "2026-11-18 09:11".to_owned(),
                late: s.both("迟归集3个工作日", "Recorded 3 working days late"),
                words: s.both(
                    "后厨冷藏柜内发现超过保质期的食品原料12件。",
                    "Twelve ingredients past their date were found in the cold store.",
                ),
                officers: officers(),
                documents: vec![
                    document(
                        s.both("现场检查笔录", "Record of the inspection"),
                        "/d/2",
                        "PDF 214 KB".to_owned(),
                    ),
                    document(s.both("询问笔录", "Record of questioning"), "", s.both("缺少", "missing")),
                ],
                alerts: vec![EventAlert {
                    level: 1,
                    title: s.both(
                        "环节完成后超过1个工作日归集",
                        "Recorded more than 1 working day after the stage",
                    ),
                    href: "/alert/1".to_owned(),
                    kind: "waiting",
                    words: s.both("待处理", "Open"),
                }],
                fields: vec![
                    (s.both("调查结论", "Conclusion"), s.both("违法事实清楚", "The facts are clear")),
                    (s.both("开始时间", "Began"), "2026-11-12".to_owned()),
                ],
            }],
        },
        Stage {
            title: s.both("审核", "Examination"),
            state: "todo",
            kind: "closed",
            words: s.both("未开始", "Not begun"),
            ..Stage::default()
        },
        Stage {
            title: s.both("决定", "Decision"),
            state: "todo",
            kind: "closed",
            words: s.both("未开始", "Not begun"),
            ..Stage::default()
        },
    ]
}

fn deadline(s: Tongue) -> Deadline {
    let day = |date: &str, weekday: String, counted: &str, why: String| Day {
        date: date.to_owned(),
        weekday,
        counted: counted.to_owned(),
        why,
    };
    let working = s.both("工作日", "Working day");
    Deadline {
        title: s.both("归集检查信息", "Record the inspection"),
        kind: "soon",
        left: s.both("余2个工作日", "2 working days left"),
        until: s.both("至11月25日24:00", "until 25 November, 24:00"),
        sum: s.both(
            "检查于11月20日完成，3个工作日，中间遇双休日。",
            "Completed on 20 November; 3 working days, with a weekend between.",
        ),
        basis: s.both(
            "市政府令第17号第十五条：完成检查后3个工作日内",
            "Decree 17, Article 15: within 3 working days of completion",
        ),
        days: vec![
            day(
                "2026-11-20",
                s.both("星期五", "Friday"),
                "",
                s.both("事件当日，不计入", "Day of the event, not counted"),
            ),
            day("2026-11-21", s.both("星期六", "Saturday"), "", s.both("双休日", "Weekend")),
            day("2026-11-22", s.both("星期日", "Sunday"), "", s.both("双休日", "Weekend")),
            day("2026-11-23", s.both("星期一", "Monday"), "1", working.clone()),
            day("2026-11-24", s.both("星期二", "Tuesday"), "2", working.clone()),
            day("2026-11-25", s.both("星期三", "Wednesday"), "3", working),
        ],
        note: s.both(
            "节假日安排依据国务院办公厅2025年11月4日的通知。",
            "Days off by the notice of the General Office of the State Council.",
        ),
    }
}

fn differences(s: Tongue) -> Vec<Difference> {
    vec![
        Difference {
            field: s.both("完成时间", "Completed"),
            old: "2026-11-12 14:00".to_owned(),
            new: "2026-11-12 16:40".to_owned(),
            changed: true,
        },
        Difference {
            field: s.both("当事人", "Party"),
            old: s.both("福顺来餐饮服务有限公司", "Fushunlai Catering"),
            new: s.both("福顺来餐饮服务有限公司", "Fushunlai Catering"),
            changed: false,
        },
        Difference {
            field: s.both("检查结果", "Result"),
            old: s.both("未发现问题", "Nothing found"),
            new: s.both("责令改正", "Ordered to correct"),
            changed: true,
        },
    ]
}

fn bars(s: Tongue) -> Vec<Bar> {
    let bar = |title: String, value: &str, percent, kind| Bar {
        title,
        value: value.to_owned(),
        percent,
        href: "/list".to_owned(),
        kind,
    };
    vec![
        bar(s.both("和平区", "Heping"), "1,204", 100, "plain"),
        bar(s.both("河东区", "Hedong"), "987", 82, "plain"),
        bar(s.both("滨海新区", "Binhai"), "846", 70, "bad"),
        bar(s.both("宝坻区", "Baodi"), "312", 26, "plain"),
    ]
}

fn public<'a>(w: &'a Words, page: Page, s: Tongue) -> Public<'a> {
    let card = |title: String, words: String| Card { title, words, href: "/disclosure".to_owned() };
    let step = |title: String, state| Step { title, state };
    Public {
        w,
        page,
        s,
        cards: vec![
            card(s.both("执法主体", "Agencies"), s.both("谁有权执法，管什么", "Who may enforce, and what")),
            card(
                s.both("执法人员", "Officers"),
                s.both("查验执法证件是否有效", "Check whether a certificate is valid"),
            ),
            card(s.both("执法程序", "Procedures"), s.both("每一步怎么走、多少天", "Each step and its time")),
            card(
                s.both("执法结果", "Results"),
                s.both("处罚、许可等决定", "Penalties, licences and other decisions"),
            ),
        ],
        steps: vec![
            step(s.both("填写事由", "The matter"), "done"),
            step(s.both("联系方式", "How to reach you"), "here"),
            step(s.both("确认提交", "Check and send"), "todo"),
        ],
        matters: vec![
            Choice {
                value: "a".to_owned(),
                title: s.both("没有出示执法证件", "No certificate was shown"),
                on: false,
            },
            Choice {
                value: "b".to_owned(),
                title: s.both("没有说明理由或者依据", "No reason or basis was given"),
                on: true,
            },
            Choice { value: "c".to_owned(), title: s.both("其他", "Other"), on: false },
        ],
        stages: stages(s).into_iter().map(|stage| Stage { events: Vec::new(), ..stage }).collect(),
    }
}

fn entries(s: Tongue) -> Vec<Entry> {
    let entry = |id: &str, title: String, number: String, date: &str, sheet: &str| Entry {
        id: id.to_owned(),
        title,
        number,
        date: date.to_owned(),
        sheet: sheet.to_owned(),
    };
    vec![
        entry(
            "decision",
            s.both("行政处罚决定书", "Penalty decision"),
            s.both("津和市监罚〔2026〕96号", "No. 96 of 2026"),
            "2026-11-20",
            "2",
        ),
        entry(
            "filing",
            s.both("立案审批表", "Approval of filing"),
            s.both("津和市监立〔2026〕118号", "No. 118 of 2026"),
            "2026-11-09",
            "3",
        ),
        entry(
            "record",
            s.both("现场检查笔录", "Record of the inspection"),
            "—".to_owned(),
            "2026-11-12",
            "4",
        ),
    ]
}

fn slips(s: Tongue) -> Vec<Slip> {
    let slip = Slip {
        qr: String::new(),
        subject: s.both("津和市监罚〔2026〕96号", "Penalty decision No. 96 of 2026"),
        code: "7K2M 9XQ4 HD3T 5WVP 8RNC".to_owned(),
        url: "zfjd.example.gov.cn/query".to_owned(),
        organ: s.both("和平区市场监督管理局", "Heping Market Supervision"),
        date: "2026-11-20".to_owned(),
        log: s.both(
            "日志 demo.example/log：316,722 条，根 uaM2q0dX1+4k…",
            "Log demo.example/log: 316,722 entries, root uaM2q0dX1+4k…",
        ),
    };
    vec![slip; 8]
}

/// `GET /gallery/{name}`: in a simulated city only.
///
/// # Errors
/// There is no such page, or the city is a real one.
pub async fn page(
    axum::extract::State(app): axum::extract::State<crate::app::App>,
    reader: crate::frame::Reader,
    axum::extract::Path(name): axum::extract::Path<String>,
) -> Result<axum::response::Html<String>, crate::error::PageError> {
    if !app.platform.is_simulated() {
        return Err(crate::error::PageError::NotFound);
    }
    let found = pages(&reader.w, reader.w.tag(), reader.large)?.into_iter().find(|(page, _)| *page == name);
    found.map(|(_, html)| axum::response::Html(html)).ok_or(crate::error::PageError::NotFound)
}
