//! The library of the law (Art. 11(3)): citations, versions, and what fines a clause allows. Expected values are worked out
//! from the laws' own texts.

use decree::law::version::versions;
use decree::law::{
    Base, Bases, Branch, Citation, FineAnswer, InForce, citation, clause, compare, in_force, numeral,
};
use proptest::prelude::*;

use crate::city::day;

fn cited(text: &str) -> Vec<String> {
    citation::parse(text).iter().map(ToString::to_string).collect()
}

/// The forms in which the published decisions cite.
#[test]
fn citations_as_decisions_write_them() {
    assert_eq!(
        cited("中华人民共和国广告法/第五章法律责任/第五十五条/第一款"),
        ["中华人民共和国广告法/第55条/第1款"]
    );
    let two = "中华人民共和国广告法/第五章法律责任/第五十五条/第一款；中华人民共和国广告法/第五章法律责任/第五十八条/第一款";
    assert_eq!(cited(two), ["中华人民共和国广告法/第55条/第1款", "中华人民共和国广告法/第58条/第1款"]);
    let stop = "深圳经济特区产品质量管理条例/第五章法律责任/第五十八条。深圳经济特区产品质量管理条例/第五章法律责任/第五十七条";
    assert_eq!(cited(stop), ["深圳经济特区产品质量管理条例/第58条", "深圳经济特区产品质量管理条例/第57条"]);
    let broken = "广东省化妆品安全条例/第五章法律责任/第五十七条违反本条例第二十八条";
    assert_eq!(cited(broken), ["广东省化妆品安全条例/第57条"], "the rule that was broken is no basis");
    let year = citation::parse("深圳经济特区计量条例(2019修正)/第八章罚则/第四十二条").remove(0);
    assert_eq!((year.law.as_str(), year.year, year.article), ("深圳经济特区计量条例", Some(2019), Some(42)));
}

#[test]
fn citations_in_prose() {
    let text = "依据《中华人民共和国烟草专卖法实施条例》第五十七条“无烟草专卖零售许可证……”的规定，责令当事人停止经营。";
    assert_eq!(cited(text), ["中华人民共和国烟草专卖法实施条例/第57条"]);
    assert_eq!(
        cited("《安全生产法》第三条、第五条第二款第（三）项"),
        ["安全生产法/第3条", "安全生产法/第5条/第2款/第3项"]
    );
    assert_eq!(cited("《刑法》第一百三十四条之一"), ["刑法/第134条之1"]);
    assert_eq!(cited("根据食品安全法第一百二十四条"), ["食品安全法/第124条"]);
    assert_eq!(citation::parse("《广告法》")[0].article, None);
    assert!(cited("责令改正，依法处理").is_empty());
}

/// 行政处罚法: made in 1996, amended in 2009 and 2017, new in 2021 and in force from 15 July.
#[test]
fn versions_by_their_history() {
    let history = [
        "1996年3月17日第八届全国人民代表大会第四次会议通过",
        "根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第一次修正",
        "2021年1月22日第十三届全国人民代表大会常务委员会第二十五次会议修订",
    ]
    .map(str::to_owned);
    let all = versions(&history, "本法自2021年7月15日起施行。");
    let days: Vec<String> = all.iter().map(|v| v.adopted.to_string()).collect();
    assert_eq!(days, ["1996-03-17", "2009-08-27", "2021-01-22"]);
    assert_eq!(all[2].in_force, Some(day("2021-07-15")));
    assert_eq!(in_force(&all, day("1996-03-16")), InForce::No);
    assert_eq!(in_force(&all, day("1996-12-01")), InForce::Unknown);
    assert_eq!(in_force(&all, day("2015-01-01")), InForce::Yes);
    let one = versions(&history[2..], "自2021年7月15日起施行");
    assert_eq!(in_force(&one, day("2021-07-14")), InForce::No);
    assert_eq!(in_force(&one, day("2021-07-15")), InForce::Yes);
    assert_eq!(in_force(&[], day("2021-07-15")), InForce::Unknown);
}

fn flat(least: i64, most: i64) -> Branch {
    Branch { base: None, least: least * 100, most: Some(most * 100) }
}

/// Food Safety Law 124 I; Advertising Law 55 I; the tobacco regulation's 57; in yuan, and in thousandths of the base.
#[test]
fn branches_by_the_text() {
    let food = "货值金额不足一万元的，并处五万元以上十万元以下罚款；货值金额一万元以上的，并处货值金额十倍以上二十倍以下罚款；";
    let times = |base, least, most| Branch { base: Some(base), least, most: Some(most) };
    assert_eq!(clause::branches(food), [flat(50_000, 100_000), times(Base::GoodsValue, 10_000, 20_000)]);
    let advert =
        "处广告费用三倍以上五倍以下的罚款，广告费用无法计算或者明显偏低的，处二十万元以上一百万元以下的罚款";
    assert_eq!(clause::branches(advert), [times(Base::Fee, 3_000, 5_000), flat(200_000, 1_000_000)]);
    let tobacco = "没收违法所得，处以违法经营总额20％以上50％以下的罚款";
    assert_eq!(clause::branches(tobacco), [times(Base::Amount, 200, 500)]);
    assert_eq!(clause::branches("可以并处二千元以下罚款"), [flat(0, 2_000)]);
    assert_eq!(
        clause::branches("处违法所得百分之十以上百分之三十以下的罚款"),
        [times(Base::IllegalGains, 100, 300)]
    );
    assert_eq!(clause::branches("处以违法划拨款项二倍的罚款"), [times(Base::Amount, 2_000, 2_000)]);
    assert_eq!(clause::branches("给予警告，责令改正"), []);
}

/// The real decision of 2018: 20 % to 50 % of 2,051.94 yuan are 410.38 to 1,025.97; 600 lie between.
#[test]
fn a_real_fine_within_its_clause() {
    let branches = clause::branches("处以违法经营总额20％以上50％以下的罚款");
    let bases = Bases { amount: Some(205_194), ..Bases::default() };
    assert_eq!(compare(60_000, &branches, &bases), FineAnswer::Within);
    assert_eq!(compare(41_037, &branches, &bases), FineAnswer::Below(41_038));
    assert_eq!(compare(102_598, &branches, &bases), FineAnswer::Above(102_597));
    assert_eq!(compare(60_000, &branches, &Bases::default()), FineAnswer::CannotJudge);
    assert_eq!(compare(60_000, &[], &bases), FineAnswer::CannotJudge);
}

#[test]
fn the_shipped_library_is_sound() {
    let laws = decree::law::parse(decree::law::SHIPPED).unwrap();
    assert_eq!(laws.len(), 310);
    assert!(laws.iter().all(|l| l.versions.is_sorted_by_key(|v| v.adopted)));
    let penal: usize = laws.iter().map(|l| l.clauses.len()).sum();
    assert!(penal > 1_200, "{penal}");
}

proptest! {
    #[test]
    fn nothing_panics(text in "[《》第条款项之一二十百/，。；a-z0-9（）]{0,300}") {
        let parsed = citation::parse(&text);
        prop_assert!(parsed.len() <= 100);
        let _any = clause::branches(&text);
        let _number = numeral::numeral(&text);
    }

    #[test]
    fn a_citation_comes_back(article in 1u16..999, paragraph in proptest::option::of(1u16..20)) {
        let cited = Citation { law: "某法".into(), article: Some(article), paragraph, ..Citation::default() };
        prop_assert_eq!(citation::parse(&cited.to_string()), [cited]);
    }

    /// What lies within one branch is never called outside; what is below or above all never within.
    #[test]
    fn a_fine_within_a_branch_is_within(least in 0i64..1000, more in 0i64..1000, fine in 0i64..3000, sum in 1i64..1000) {
        let branches = [
            Branch { base: None, least, most: Some(least + more) },
            Branch { base: Some(Base::GoodsValue), least: 1000, most: Some(2000) },
        ];
        let bases = Bases { goods_value: Some(sum), ..Bases::default() };
        let inside = (least..=least + more).contains(&fine) || (sum..=2 * sum).contains(&fine);
        prop_assert_eq!(compare(fine, &branches, &bases) == FineAnswer::Within, inside);
    }
}
