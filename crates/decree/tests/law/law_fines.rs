//! Fine out of range (rulings 7): the branches of a fine, and whether a given one lies within them. What is expected was
//! worked out by hand from the texts of the laws.

use decree::law::{Base, Bases, Branch, Clause, Exists, FineAnswer, PenaltyKind, shipped};
use proptest::prelude::*;

use crate::law_library::{law, one, rows};

fn yuan(yuan: i64) -> i64 {
    yuan * 100
}

fn flat(min: i64, max: i64) -> Branch {
    Branch::Flat { max: Some(yuan(max)), min: Some(yuan(min)) }
}

fn times(of: Base, min: i64, max: i64) -> Branch {
    Branch::Multiple { base_floor: 0, max_milli: Some(max * 1000), min_milli: Some(min * 1000), of }
}

/// Food Safety Law 124 I: goods below 10,000 yuan 50,000 to 100,000 yuan, else ten to twenty times their value.
#[test]
fn food_safety_law_124() {
    let laws = shipped();
    let law = law(laws, "中华人民共和国食品安全法");
    let citation = one("食品安全法第一百二十四条第一款");
    let range = law.range(&citation).unwrap();
    assert_eq!(range.branches, [flat(50_000, 100_000), times(Base::GoodsValue, 10, 20)]);
    let kinds = &law.clauses(&citation).next().unwrap().kinds;
    use PenaltyKind::{ConfiscationOfGains, ConfiscationOfGoods, Fine, Revocation};
    assert_eq!(kinds, &[Fine, ConfiscationOfGains, ConfiscationOfGoods, Revocation]);
    let unknown = Bases::default();
    let goods = |value: i64| Bases { goods_value: Some(yuan(value)), ..Bases::default() };
    assert_eq!(range.check(yuan(60_000), &unknown), FineAnswer::Within);
    assert_eq!(range.check(yuan(500), &unknown), FineAnswer::CannotJudge { missing: vec![Base::GoodsValue] });
    assert_eq!(range.check(yuan(300_000), &goods(20_000)), FineAnswer::Within);
    assert_eq!(range.check(yuan(500_000), &goods(20_000)), FineAnswer::Above { most: yuan(400_000) });
    assert_eq!(range.check(yuan(49_999), &goods(20_000)), FineAnswer::Below { least: yuan(50_000) });
    assert_eq!(range.check(yuan(150_000), &goods(20_000)), FineAnswer::NoBranchReaches);
    // 124 II refers to 124 I: how much cannot be told from it alone.
    let second = law.range(&one("食品安全法第一百二十四条第二款")).unwrap();
    assert_eq!(second.branches, [Branch::OPEN]);
    assert_eq!(law.exists(&one("食品安全法第一百二十四条第三款")), Exists::Yes);
    assert_eq!(law.exists(&one("食品安全法第一百二十四条第四款")), Exists::No);
}

/// Advertising Law 55 I: three to five times the fee, without one 200,000 to 1,000,000 yuan; grave: five to ten times,
/// 1,000,000 to 2,000,000 yuan.
#[test]
fn advertising_law_55() {
    let laws = shipped();
    let range = law(laws, "中华人民共和国广告法").range(&one("广告法第五十五条第一款")).unwrap();
    let branches = [
        times(Base::Fee, 3, 5),
        flat(200_000, 1_000_000),
        times(Base::Fee, 5, 10),
        flat(1_000_000, 2_000_000),
    ];
    assert_eq!(range.branches, branches);
    // A fine of 300 yuan for a fee of 100.
    let fee = |fee: i64| Bases { fee: Some(yuan(fee)), ..Bases::default() };
    assert_eq!(range.check(yuan(300), &fee(100)), FineAnswer::Within);
    assert_eq!(range.check(yuan(200), &fee(100)), FineAnswer::Below { least: yuan(300) });
    assert_eq!(
        range.check(yuan(300), &Bases::default()),
        FineAnswer::CannotJudge { missing: vec![Base::Fee] }
    );
}

/// Solid Waste Law 106: 10,000 to 100,000 yuan, whatever the base.
#[test]
fn solid_waste_law_106() {
    let laws = shipped();
    let range = law(laws, "中华人民共和国固体废物污染环境防治法")
        .range(&one("固体废物污染环境防治法第106条"))
        .unwrap();
    assert_eq!(range.branches, [flat(10_000, 100_000)]);
    assert_eq!(range.check(yuan(90_000), &Bases::default()), FineAnswer::Within);
    assert_eq!(range.check(yuan(100_001), &Bases::default()), FineAnswer::Above { most: yuan(100_000) });
    assert_eq!(range.check(yuan(9_999), &Bases::default()), FineAnswer::Below { least: yuan(10_000) });
}

/// Tianjin 2018: 600 yuan for a turnover of 2,051.94 yuan, of which 20 to 50 percent are 410.388 to 1,025.97 yuan.
#[test]
fn tobacco_regulation_57() {
    let laws = shipped();
    let range = law(laws, "中华人民共和国烟草专卖法实施条例")
        .range(&one("《中华人民共和国烟草专卖法实施条例》第五十七条"))
        .unwrap();
    let percent =
        Branch::Multiple { base_floor: 0, max_milli: Some(500), min_milli: Some(200), of: Base::Amount };
    assert_eq!(range.branches, [percent]);
    let turnover = Bases { amount: Some(205_194), ..Bases::default() };
    assert_eq!(range.check(yuan(600), &turnover), FineAnswer::Within);
    assert_eq!(range.check(41_038, &turnover), FineAnswer::Within);
    assert_eq!(range.check(41_037, &turnover), FineAnswer::Below { least: 41_038 });
    assert_eq!(range.check(102_597, &turnover), FineAnswer::Within);
    assert_eq!(range.check(102_598, &turnover), FineAnswer::Above { most: 102_597 });
}

fn branches(text: &str) -> Vec<Branch> {
    Clause::read(1, 0, 1, text).fine.branches
}

#[test]
fn the_words_of_a_fine() {
    let most = |max: i64| Branch::Flat { max: Some(yuan(max)), min: None };
    let multiple = |of, min, max| Branch::Multiple { base_floor: 0, max_milli: max, min_milli: min, of };
    assert_eq!(branches("处五千元以上五万元以下罚款"), [flat(5_000, 50_000)]);
    assert_eq!(branches("可以并处三万元以下的罚款"), [most(30_000)]);
    assert_eq!(branches("处５万元以上25万元以下的罚款"), [flat(50_000, 250_000)]);
    assert_eq!(branches("可以并处一百元至一千元罚款"), [flat(100, 1_000)]);
    assert_eq!(branches("处三至五万元罚款"), [flat(30_000, 50_000)]);
    assert_eq!(branches("处以警告或者二百元以下罚款"), [most(200)]);
    assert_eq!(branches("处二百元罚款"), [flat(200, 200)]);
    assert_eq!(branches("并处以违法划拨款项二倍的罚款"), [multiple(Base::Amount, Some(2000), Some(2000))]);
    assert_eq!(branches("可以并处违法所得一倍以下的罚款"), [multiple(Base::IllegalGains, None, Some(1000))]);
    assert_eq!(
        branches("并处违法生产、销售产品货值金额百分之五十以上三倍以下的罚款"),
        [multiple(Base::GoodsValue, Some(500), Some(3000))]
    );
    assert_eq!(
        branches("并处违法生产产品货值金额等值以上三倍以下的罚款"),
        [multiple(Base::GoodsValue, Some(1000), Some(3000))]
    );
    assert_eq!(
        branches("处违法所得一倍以上三倍以下或者五万元以下的罚款"),
        [multiple(Base::IllegalGains, Some(1000), Some(3000)), most(50_000)]
    );
    assert_eq!(
        branches("并处五千万元以下或者上一年度营业额百分之五以下罚款"),
        [most(50_000_000), multiple(Base::Amount, None, Some(50))]
    );
    assert_eq!(branches("处五万元以上的罚款"), [Branch::Flat { max: None, min: Some(yuan(50_000)) }]);
    assert_eq!(branches("可以处以罚款"), [Branch::OPEN]);
    assert_eq!(branches("每吨处一百元以上五百元以下的罚款"), [Branch::OPEN]);
    assert_eq!(branches("依照前款规定给予处罚"), [Branch::OPEN]);
    // No fines: a condition, a fine of criminal law, a surcharge, one that is only spoken of.
    assert_eq!(branches("货值金额一万元以上的，责令停产"), []);
    assert_eq!(branches("处五万元以下罚金"), []);
    assert_eq!(branches("每日按罚款数额的百分之三加处罚款"), []);
    assert_eq!(branches("当场收缴的罚款应当交至行政机关"), []);
}

/// 违法所得不足一万元的，按一万元计算: five to twenty times 10,000 yuan at least, whatever was gained.
#[test]
fn a_base_counts_for_at_least_so_much() {
    let range =
        Clause::read(99, 0, 1, "并处违法所得五倍以上二十倍以下的罚款，违法所得不足一万元的，按一万元计算。")
            .fine;
    let gains = |gains: i64| Bases { illegal_gains: Some(yuan(gains)), ..Bases::default() };
    assert_eq!(range.check(yuan(100_000), &gains(500)), FineAnswer::Within);
    assert_eq!(range.check(yuan(49_999), &gains(500)), FineAnswer::Below { least: yuan(50_000) });
    assert_eq!(range.check(yuan(400_001), &gains(20_000)), FineAnswer::Above { most: yuan(400_000) });
}

/// A column of the table against what the words of its row are read to. The table was cut by machine and has faults of
/// its own: it reads 5万元以上25万元以下 as "0-10000". Those with Arabic numbers before 万 are counted apart.
#[test]
fn the_tables_own_columns_agree() {
    let Some(rows) = rows("penalty_items/penalty_clauses.csv") else { return };
    let pairs = |text: &str| -> Vec<(i64, i64)> {
        let pair = |p: &str| p.split_once('-').map(|(a, b)| (number(a), number(b)));
        text.split(';').filter(|p| !p.is_empty()).map(|p| pair(p).unwrap()).collect()
    };
    let (mut compared, mut differing, mut apart) = (0, Vec::new(), 0);
    for row in &rows {
        let text = &row["text"];
        let found = branches(text);
        let sums = |b: &Branch| match *b {
            Branch::Flat { max: Some(max), min } => Some((min.unwrap_or(0) * 10, max * 10)),
            _ => None,
        };
        let multiples = |b: &Branch| match *b {
            Branch::Multiple { max_milli: Some(max), min_milli: Some(min), .. } => Some((min, max)),
            _ => None,
        };
        let flat: Vec<_> = found.iter().filter_map(sums).collect();
        let times: Vec<_> = found.iter().filter_map(multiples).collect();
        let columns =
            [("fine_range_yuan", &flat), ("fine_upper_only_yuan", &flat), ("multiple_range", &times)];
        for (column, mine) in columns {
            for pair in pairs(&row[column]) {
                if arabic_wan(text) && column != "multiple_range" {
                    apart += 1;
                    continue;
                }
                compared += 1;
                if !mine.contains(&pair) {
                    differing.push(format!(
                        "{} {} {column} {pair:?} {found:?} {text}",
                        row["law"], row["article"]
                    ));
                }
            }
        }
    }
    let rate = differing.len() * 1000 / compared;
    eprintln!("{compared} values compared, {} differ ({rate} of a thousand), {apart} apart", differing.len());
    for line in differing.iter().take(std::env::var_os("XIEZHI_SHOW").map_or(3, |_| 1000)) {
        eprintln!("  {}", line.chars().take(700).collect::<String>());
    }
    assert!(compared > 1500 && rate <= 20, "{rate} of a thousand");
}

/// A number of the table, with up to three places, in thousandths.
fn number(text: &str) -> i64 {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    whole.parse::<i64>().unwrap() * 1000 + format!("{rest:0<3}").parse::<i64>().unwrap()
}

fn arabic_wan(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    chars.windows(2).any(|w| digit(w[0]) && matches!(w[1], '万' | '千' | '百'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Any words of a law are read, and no branch is turned round.
    #[test]
    fn any_words_of_a_fine_are_read(parts in prop::collection::vec(prop::sample::select(&[
        "处", "并处", "五", "十", "万", "亿", "3", ".", "5", ",", "元", "倍", "%", "百分之", "以上", "以下", "的", "罚款", "至",
        "货值金额", "违法所得", "每", "不足", "按", "计算", "，", "；", "或者", "等值", "依照", "规定", "处罚", "9999999999",
    ][..]), 0..40), fine in any::<i64>(), base in any::<i64>()) {
        let clause = Clause::read(1, 0, 1, &parts.concat());
        let bases = Bases { goods_value: Some(base), illegal_gains: Some(base), fee: Some(base), amount: Some(base) };
        let _answer = clause.fine.check(fine, &bases);
        for branch in &clause.fine.branches {
            if let Branch::Flat { max: Some(max), min: Some(min) } = branch {
                prop_assert!(*max >= 0 && *min >= 0);
            }
        }
    }
}
