//! What is wrong with an official record before it is sent.

use jiff::civil::Date;

use super::{Column, Form, Kind, members};
use crate::message::{Message, quote};

/// Characters of an amount: those of the standard's N(14).
const AMOUNT_CHARS: usize = 14;
const DAY: &str = "%Y/%m/%d";

impl Form {
    /// What is wrong with a record before it is sent, its cells in the order of the columns: every problem at once.
    pub fn check(&self, cells: &[String]) -> Vec<Message> {
        let mut problems = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            let cell = cells.get(place).map_or("", String::as_str);
            let holds = |condition: &Option<super::Condition>| {
                condition.as_ref().is_some_and(|condition| self.holds(condition, cells))
            };
            if cell.is_empty() {
                if column.required || holds(&column.required_when) {
                    problems.push(column.problem("exchange-official-missing"));
                }
                continue;
            }
            if holds(&column.empty_when) {
                problems.push(column.problem("exchange-official-unexpected"));
            }
            column.check_length(cell, &mut problems);
            column.check_value(cell, &mut problems);
            problems.extend(self.out_of_order(column, cell, cells));
        }
        problems
    }

    fn out_of_order(&self, column: &Column, cell: &str, cells: &[String]) -> Option<Message> {
        let before = column.not_before.as_ref()?;
        let label = self.columns.iter().find(|other| other.code == *before).map(|other| &other.label)?;
        let (before, day) = (day(self.cell(cells, before))?, day(cell)?);
        (day < before).then(|| column.problem("exchange-official-order").text("before", label))
    }
}

impl Column {
    fn problem(&self, id: &'static str) -> Message {
        Message::new(id).text("column", quote(&self.label))
    }

    /// A problem with the value, which is not quoted where it is secret.
    fn wrong(&self, id: &'static str, value: &str, example: String) -> Message {
        let shown = if self.secret { "…".to_owned() } else { quote(value) };
        self.problem(id).text("value", shown).text("example", example)
    }

    fn check_length(&self, cell: &str, problems: &mut Vec<Message>) {
        let length = cell.chars().count();
        if let Some(most) = self.max.filter(|most| length > *most) {
            problems.push(self.problem("exchange-official-long").count("most", most).count("found", length));
        }
        let is_digits = || cell.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(digits) = self.digits.filter(|digits| length != *digits || !is_digits()) {
            problems.push(self.problem("exchange-official-digits").count("digits", digits));
        }
        let found = members(cell, self.split).count();
        if let Some(least) = self.least.filter(|least| found < *least) {
            problems.push(self.problem("exchange-official-few").count("least", least).count("found", found));
        }
    }

    fn check_value(&self, cell: &str, problems: &mut Vec<Message>) {
        let unknown = |member: &&str| !self.choices.is_empty() && !self.choices.iter().any(|c| c == member);
        for member in members(cell, self.split).filter(unknown) {
            problems.push(self.wrong("exchange-official-value", member, self.choices.join(" / ")));
        }
        let amount = |decimals, example: &str| {
            (!is_amount(cell, decimals))
                .then(|| self.wrong("exchange-official-amount", cell, example.to_owned()))
        };
        problems.extend(match self.kind {
            Kind::Text => None,
            Kind::Day => {
                let is_day = day(cell).is_some();
                (!is_day).then(|| self.wrong("exchange-official-day", cell, "2026/11/24".to_owned()))
            }
            Kind::TenThousandYuan => amount(6, "0.03005"),
            Kind::Yuan => amount(2, "300.50"),
        });
    }
}

/// A day with four, two and two digits.
fn day(text: &str) -> Option<Date> {
    Date::strptime(DAY, text).ok().filter(|_| text.len() == "2026/11/24".len())
}

/// Digits, and at most so many decimals after a point.
fn is_amount(text: &str, decimals: usize) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = match text.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction) && fraction.len() <= decimals,
        None => is_digits(text),
    };
    is_number && text.len() <= AMOUNT_CHARS
}

#[cfg(test)]
mod tests {
    use super::super::form;

    /// A sound record of a penalty on an organisation; the changes are by code.
    fn problems(name: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let sound: &[(&str, &str)] = match name {
            "penalty_2018" => &[
                ("CF_XDR_MC", "某某商贸有限公司"),
                ("CF_XDR_LB", "法人及非法人组织"),
                ("CF_XDR_SHXYM", "91120101MA44475197"),
                ("CF_FRDB", "某某"),
                ("CF_WSH", "津南市监罚〔2026〕12号"),
                ("CF_WFXW", "未按规定明码标价"),
                ("CF_SY", "某某"),
                ("CF_YJ", "中华人民共和国价格法/第四十二条"),
                ("CF_CFLB", "警告;罚款"),
                ("CF_NR", "警告;罚款300元"),
                ("CF_NR_FK", "0.03"),
                ("CF_JDRQ", "2026/11/24"),
                ("CF_CFJG", "津南区市场监督管理局"),
                ("CF_CFJGDM", "11120112MB1660879L"),
                ("CF_SJLY", "津南区市场监督管理局"),
                ("CF_SJLYDM", "11120112MB1660879L"),
            ],
            _ => &[],
        };
        let form = form(name).unwrap();
        let values: Vec<(&str, &str)> = changes.iter().chain(sound).copied().collect();
        let told = form.check(&form.row(&values)).into_iter().map(|message| {
            let label = match &message.args[0].1 {
                crate::Arg::Text(label) => label.clone(),
                other => panic!("{other:?}"),
            };
            let column = form.columns.iter().find(|column| column.label == label).unwrap();
            (column.code.clone(), message.id.trim_start_matches("exchange-official-").to_owned())
        });
        told.collect()
    }

    fn penalty(changes: &[(&str, &str)], expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(code, id)| ((*code).to_owned(), (*id).to_owned())).collect();
        assert_eq!(problems("penalty_2018", changes), expected, "{changes:?}");
    }

    #[test]
    fn a_sound_record_has_no_problem_and_each_fault_is_told() {
        penalty(&[], &[]);
        penalty(&[("CF_WSH", "")], &[("CF_WSH", "missing")]);
        penalty(&[("CF_XDR_MC", &"名".repeat(201))], &[("CF_XDR_MC", "long")]);
        penalty(&[("CF_XDR_LB", "公司")], &[("CF_XDR_LB", "value")]);
        penalty(&[("CF_CFLB", "警告;罚款;罚金")], &[("CF_CFLB", "value")]);
        for day in ["2026-11-24", "2026/2/3", "2026/02/30", "20261124"] {
            penalty(&[("CF_JDRQ", day)], &[("CF_JDRQ", "day")]);
        }
        for amount in ["-1", "1.", ".5", "0.0000001", "300元", "1,000", "1e3"] {
            penalty(&[("CF_NR_FK", amount)], &[("CF_NR_FK", "amount")]);
        }
        penalty(&[("CF_YXQ", "2026/11/23")], &[("CF_YXQ", "order")]);
        penalty(&[("CF_YXQ", "2026/11/24")], &[]);
        let all = problems("penalty_2018", &[("CF_WSH", ""), ("CF_JDRQ", "x"), ("CF_CFLB", "罚金")]);
        assert_eq!(all.len(), 3, "all at once: {all:?}");
    }

    #[test]
    fn what_a_column_needs_follows_from_the_others() {
        penalty(&[("CF_NR_FK", "")], &[("CF_NR_FK", "missing")]);
        penalty(&[("CF_NR_FK", ""), ("CF_CFLB", "警告")], &[]);
        penalty(&[("CF_CFLB", "罚款;吊销许可证件")], &[("CF_NR_ZKDX", "missing")]);
        penalty(&[("CF_XDR_SHXYM", ""), ("CF_XDR_LB", "个体工商户")], &[]);
        penalty(
            &[("CF_XDR_LB", "自然人")],
            &[
                ("CF_XDR_SHXYM", "unexpected"),
                ("CF_FRDB", "unexpected"),
                ("CF_XDR_ZJLX", "missing"),
                ("CF_XDR_ZJHM", "missing"),
            ],
        );
        let person = [("CF_XDR_LB", "自然人"), ("CF_XDR_SHXYM", ""), ("CF_FRDB", "")];
        let papers = [("CF_XDR_ZJLX", "身份证"), ("CF_XDR_ZJHM", "11010519491231002X")];
        penalty(&[person.as_slice(), &papers].concat(), &[]);
    }

    #[test]
    fn a_secret_value_is_never_quoted() {
        let form = form("penalty_2018").unwrap();
        let cells = form.row(&[("CF_XDR_ZJLX", "11010519491231002X"), ("CF_XDR_LB", "自然人")]);
        assert!(form.check(&cells).iter().all(|problem| !problem.to_string().contains("1949")));
    }

    #[test]
    fn the_regulation_records_are_checked_by_their_rules() {
        let has = |name: &str, changes: &[(&str, &str)], code: &str, id: &str| {
            let found = problems(name, changes);
            assert!(found.contains(&(code.to_owned(), id.to_owned())), "{code} {id} {found:?}");
        };
        let inspection = "regulation_inspection";
        has(inspection, &[("check_personnel_code", "02001")], "check_personnel_code", "few");
        has(
            inspection,
            &[("supervise_item_implement_code", "SC-1")],
            "supervise_item_implement_code",
            "digits",
        );
        has(inspection, &[("cd_operation", "x")], "cd_operation", "value");
        has(inspection, &[("cd_batch", "2019041100")], "cd_batch", "digits");
        has(inspection, &[("area_number", "12010")], "area_number", "digits");
        has(inspection, &[("check_date", "yesterday")], "check_date", "day");
        let penalty = "regulation_penalty";
        let days = [("filing_date", "2026/11/02"), ("close_date", "2026/11/01")];
        has(penalty, &days, "close_date", "order");
        has(penalty, &[("punish_type", "罚款")], "fine_amount", "missing");
        has(penalty, &[("fine_amount", "0.005")], "fine_amount", "amount");
        let sound =
            problems(inspection, &[("check_personnel_code", "02001;02002"), ("cd_batch", "2019041100002")]);
        assert!(!sound.iter().any(|(code, _)| code == "check_personnel_code" || code == "cd_batch"));
    }
}
