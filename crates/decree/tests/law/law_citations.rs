//! Citations as agencies write them (rulings 7, citation without article): what they are read to, by hand from their words.

use std::time::Instant;

use decree::law::citation::{MAX_BYTES, MAX_CITATIONS};
use decree::law::{Citation, CitationProblem, parse};
use proptest::prelude::*;

use crate::law_library::{cited, one, rows};

fn expected(row: usize) -> Vec<Citation> {
    let advertising = |article| cited("中华人民共和国广告法", "第五章法律责任", article, 1);
    let products = |article| cited("深圳经济特区产品质量管理条例", "第五章法律责任", article, 0);
    let food = |article| cited("中华人民共和国食品安全法", "第九章法律责任", article, 1);
    match row {
        1 | 3 | 7 | 14 | 16 => vec![advertising(55)],
        2 => vec![products(60)],
        4 => vec![advertising(55), advertising(58)],
        5 => vec![products(58), products(57)],
        6 => vec![food(124)],
        8 | 9 | 11 | 18 | 20 => vec![products(57)],
        10 => vec![cited("中华人民共和国固体废物污染环境防治法", "第八章法律责任", 106, 0)],
        12 => vec![products(58)],
        13 => vec![food(122)],
        15 => vec![Citation {
            law_version: Some(2019),
            ..cited("深圳经济特区计量条例", "第八章罚则", 42, 0)
        }],
        17 => vec![
            cited("化妆品监督管理条例", "第五章法律责任", 61, 1),
            Citation {
                also: "违反本条例第二十八条".into(),
                ..cited("广东省化妆品安全条例", "第五章法律责任", 57, 0)
            },
            cited("化妆品监督管理条例", "第五章法律责任", 62, 1),
            cited("中华人民共和国市场主体登记管理条例", "第五章法律责任", 46, 0),
        ],
        _ => vec![food(125)],
    }
}

#[test]
fn twenty_published_decisions_cite_what_they_cite() {
    let Some(rows) = rows("shenzhen_penalties/penalties_20.csv") else { return };
    assert_eq!(rows.len(), 20);
    for (n, row) in (1..).zip(&rows) {
        let found: Vec<Citation> = parse(&row["cf_yj"]).into_iter().map(Result::unwrap).collect();
        assert_eq!(found, expected(n), "row {n}: {}", row["cf_yj"]);
    }
}

#[test]
fn citations_in_prose() {
    let food = "中华人民共和国食品安全法";
    let item = |item| Citation { item: Some(item), ..cited(food, "", 124, 1) };
    assert_eq!(one("依据《中华人民共和国食品安全法》第一百二十四条第一款第(五)项的规定"), item(5));
    assert_eq!(one("食品安全法第124条第１款第（五）项"), Citation { law: "食品安全法".into(), ..item(5) });
    let listed: Vec<_> =
        parse("《中华人民共和国食品安全法》第一百二十四条第一款第（五）项、第（六）项和第一百二十六条")
            .into_iter()
            .map(Result::unwrap)
            .collect();
    assert_eq!(listed, [item(5), item(6), cited(food, "", 126, 0)]);
    let two: Vec<_> = parse("《行政处罚法》第三条、第五条第二款").into_iter().map(Result::unwrap).collect();
    assert_eq!(two, [cited("行政处罚法", "", 3, 0), cited("行政处罚法", "", 5, 2)]);
    let through: Vec<_> = parse("《行政处罚法》第三条至第五条").into_iter().map(Result::unwrap).collect();
    assert_eq!(through, [3, 4, 5].map(|n| cited("行政处罚法", "", n, 0)));
    let sub = one("《中华人民共和国刑法》第一百二十条之一");
    assert_eq!((sub.article, sub.sub), (Some(120), 1));
    let none = one("《中华人民共和国行政处罚法》");
    assert_eq!((none.law.as_str(), none.article), ("中华人民共和国行政处罚法", None));
    assert_eq!(one("中华人民共和国行政处罚法").article, None);
    assert_eq!(one("《安徽省食品安全条例(2021年修订)》第五条").law_version, Some(2021));
    let nested = one("《关于批准《暂行办法》的决议》第二条");
    assert_eq!((nested.law.as_str(), nested.article), ("关于批准《暂行办法》的决议", Some(2)));
}

/// The decision of a district of Tianjin of 2018: what it quotes of the law's words cites nothing.
#[test]
fn the_words_of_a_decision() {
    let text = "当事人的上述行为违反了《中华人民共和国烟草专卖法实施条例》第六条“必须依照《烟草专卖法》和本条例的规定，\
                申请领取烟草专卖许可证。”的规定，构成了违法行为。依据《中华人民共和国烟草专卖法实施条例》第五十七条的规定，\
                责令停止，罚款600元整。";
    let found: Vec<_> = parse(text).into_iter().map(Result::unwrap).collect();
    let tobacco = |n| cited("中华人民共和国烟草专卖法实施条例", "", n, 0);
    assert_eq!(found, [tobacco(6), tobacco(57)]);
}

#[test]
fn what_is_no_citation_says_why() {
    let code = |text: &str| parse(text).into_iter().find_map(Result::err).map(|p| p.code());
    assert_eq!(parse(""), []);
    assert_eq!(code("第五条"), Some("no_law"));
    assert_eq!(code("本条例第五条"), Some("no_law"));
    assert_eq!(code("罚款三百元"), Some("not_a_citation"));
    assert_eq!(code("《广告法》第零条"), Some("number_out_of_range"));
    assert_eq!(code("《广告法》第99999条"), Some("number_out_of_range"));
    assert_eq!(code("《广告法第五条"), Some("unclosed"));
    assert_eq!(parse(&"法".repeat(MAX_BYTES)), [Err(CitationProblem::TooLong { bytes: MAX_BYTES * 3 })]);
    let many = parse(&format!("《广告法》{}", "第五条、".repeat(500)));
    assert_eq!((many.len(), many.last()), (MAX_CITATIONS + 1, Some(&Err(CitationProblem::TooMany))));
}

/// Texts of the length that is read at most, made to be hard.
#[test]
fn hard_texts_take_no_time() {
    let start = Instant::now();
    for seed in [
        "《",
        "《》",
        "第",
        "第一",
        "“",
        "”“",
        "(",
        "第一条",
        "第五章",
        "/",
        "、",
        "第一一一一一",
        "违反",
        "法第五章",
    ] {
        let text = seed.repeat(MAX_BYTES / seed.len());
        assert!(parse(&text).len() <= MAX_CITATIONS + 1, "{seed}");
    }
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

fn likely() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "《",
        "》",
        "“",
        "”",
        "第",
        "五",
        "十",
        "百",
        "零",
        "9999",
        "１２",
        "条",
        "款",
        "项",
        "目",
        "之一",
        "章",
        "法律责任",
        "中华人民共和国",
        "广告法",
        "条例",
        "(2019修正)",
        "（五）",
        "(",
        ")",
        "/",
        "、",
        "，",
        ";",
        "。",
        "和",
        "至",
        "违反",
        "本条例",
        "依据",
        "的规定",
        " ",
        "\n",
        "第五十五条",
        "第一款",
        "x",
    ];
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PARTS), 0..24).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => "\\PC{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Any text is read; whatever was read is written so that it is read again, and its facts are canonical.
    #[test]
    fn any_text_is_read_and_read_back(text in likely()) {
        let found = parse(&text);
        prop_assert!(found.len() <= MAX_CITATIONS + 1);
        for citation in found.into_iter().filter_map(Result::ok) {
            let written = citation.to_string();
            prop_assert_eq!(parse(&written), vec![Ok(citation.clone())], "{}", written);
            let bytes = decree::canonical::to_bytes(&citation);
            prop_assert_eq!(decree::canonical::check(&bytes), Ok(()));
            prop_assert_eq!(serde_json::from_slice::<Citation>(&bytes).unwrap(), citation);
        }
    }

    #[test]
    fn every_place_is_written_and_read(
        article in 1..=9999u16, sub in 0..20u16, paragraph in prop::option::of(1..=9999u16),
        item in prop::option::of(1..=99u16), subitem in prop::option::of(1..=99u16), year in prop::option::of(1950..2100i16),
    ) {
        let citation = Citation {
            article: Some(article), item, law: "某市某条例".into(), law_version: year, paragraph, sub, subitem,
            ..Citation::default()
        };
        prop_assert_eq!(one(&citation.to_string()), citation);
    }
}
