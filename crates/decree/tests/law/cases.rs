//! A case as a list of what happened, entered step by step, for tests that change one thing in a sound one.

use decree::case::{self, Around, CaseState};
use decree::judge::{Answer, Finding};
use decree::point::Condition;
use decree::problem::Problem;

use crate::city::{CLERK, City, STREET, at, fact};

/// One thing that happens: the event, its moment, when it is entered, its fields.
#[derive(Clone, Debug)]
pub struct Step {
    pub event: &'static str,
    pub at: &'static str,
    pub entered: &'static str,
    pub fields: Vec<(&'static str, String)>,
}

pub fn step(event: &'static str, at: &'static str, fields: &[(&'static str, &str)]) -> Step {
    Step { event, at, entered: "", fields: fields.iter().map(|(n, v)| (*n, (*v).to_owned())).collect() }
}

/// Steps of a case with the fields of its opening.
#[derive(Clone, Debug)]
pub struct Case {
    pub opening: Vec<(&'static str, String)>,
    pub steps: Vec<Step>,
    /// Whether the source is a file of published decisions, which has no steps.
    pub published: bool,
}

/// A sound penalty case in ordinary procedure, in March 2026: nothing is found in it.
pub fn ordinary() -> Case {
    let opening = [
        ("own_number", "1"),
        ("act_kind", "penalty"),
        ("procedure", "ordinary"),
        ("title", "某案"),
        ("power", "P-MARKET"),
        ("party_kind", "organisation"),
        ("party_name", "某公司"),
        ("party_code", "11120000MB1660879L"),
        ("act_from", "2026-01-05"),
        ("act_until", "2026-02-02"),
    ];
    let two = "T-001\u{1f}T-002";
    let steps = vec![
        step("filing", "2026-03-02 09:00", &[("documents", "立案审批表"), ("officers", two)]),
        step("investigation", "2026-03-03 09:00", &[("officers", two)]),
        step(
            "notice",
            "2026-03-04 09:00",
            &[("fine", "6000000"), ("sanctions", "fine"), ("hearing_offered", "no")],
        ),
        step("approval", "2026-03-09 09:00", &[("agreed", "yes")]),
        step(
            "decision",
            "2026-03-09 10:00",
            &[
                ("decision_number", "罚〔2026〕1号"),
                ("facts", "某事实"),
                ("basis", "中华人民共和国固体废物污染环境防治法/第一百零六条"),
                ("outcome", "penalty"),
                ("sanctions", "fine"),
                ("fine", "6000000"),
                ("documents", "行政处罚决定书"),
            ],
        ),
        step("service", "2026-03-10 09:00", &[("mode", "direct"), ("documents", "送达回证")]),
    ];
    let opening = opening.map(|(n, v)| (n, v.to_owned())).to_vec();
    Case { opening, steps, published: false }
}

impl Case {
    /// With another value of a field of an event.
    pub fn with(mut self, event: &str, field: &'static str, value: &str) -> Self {
        let step = self.steps.iter_mut().find(|s| s.event == event).unwrap();
        match field {
            "at" => step.at = Box::leak(value.to_owned().into_boxed_str()),
            "entered" => step.entered = Box::leak(value.to_owned().into_boxed_str()),
            _ => {
                step.fields.retain(|(n, _)| *n != field);
                step.fields.push((field, value.to_owned()));
            }
        }
        self
    }

    /// With another value of a field of the opening.
    pub fn opened(mut self, field: &'static str, value: &str) -> Self {
        self.opening.retain(|(n, _)| *n != field);
        self.opening.push((field, value.to_owned()));
        self
    }

    /// Without an event.
    pub fn without(mut self, event: &str) -> Self {
        self.steps.retain(|s| s.event != event);
        self
    }

    /// With a further event before another one, or at the end.
    pub fn before(mut self, event: &str, new: Step) -> Self {
        let position = self.steps.iter().position(|s| s.event == event).unwrap_or(self.steps.len());
        self.steps.insert(position, new);
        self
    }

    /// With a further event at the end.
    pub fn then(self, new: Step) -> Self {
        self.before("", new)
    }

    /// Enters it, each step an hour after it happened where nothing else is said.
    pub fn enter(&self, city: &mut City) -> CaseState {
        let mut state = CaseState::default();
        let mut stream = uuid::Uuid::nil();
        for (n, step) in self.steps.iter().enumerate() {
            let happened = if step.at.is_empty() { None } else { Some(step.at) };
            let entered = match (step.entered, happened) {
                ("", Some(day)) if day.len() == 10 => at(&format!("{day} 18:00")),
                ("", Some(at_)) => at(at_) + jiff::SignedDuration::from_hours(1),
                ("", None) => at("2026-03-20 10:00"),
                (entered, _) => at(entered),
            };
            let mut fields: Vec<(&str, String)> =
                vec![("own_number", "1".to_owned()), ("event", step.event.to_owned())];
            if n == 0 {
                fields.extend(self.opening.iter().filter(|(n, _)| *n != "own_number").cloned());
            }
            if let Some(at_) = happened {
                fields.push(("at", if at_.len() > 10 { at(at_).to_string() } else { at_.to_owned() }));
            }
            fields.extend(step.fields.iter().cloned());
            let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let mut problems: Vec<Problem> = Vec::new();
            let mut wish = case::read(&texts, None, &mut problems);
            wish.agency = STREET;
            let all = (1u64 << case::COMMON_FIELDS.len()) - 1;
            if self.published {
                wish.source = Some(decree::inspection::Source::File);
            }
            wish.steps.iter_mut().for_each(|s| s.has = if self.published { 0 } else { all });
            let known = (n > 0).then(|| (stream, state.clone(), state.facts));
            let decision = city.act(CLERK, entered, |context| {
                let around = Around {
                    known: known.as_ref().map(|(s, state, v)| (*s, state, *v)),
                    ..Around::default()
                };
                case::collect(wish, problems, &around, context)
            });
            let decision = decision.unwrap_or_else(|r| panic!("{}: {r}", step.event));
            stream = decision.stream;
            let work = decision.work.into_iter().find(|w| w.stream == stream).unwrap();
            for (seq, new) in (work.expected + 1..).zip(&work.facts) {
                state.fold(&fact(stream, seq, work.place, new, CLERK, entered)).unwrap();
            }
        }
        state
    }

    /// What is said about one condition in all.
    pub fn says(&self, condition: Condition) -> Option<Answer> {
        self.finding(condition).map(|f| f.answer)
    }

    /// The first finding about a condition.
    pub fn finding(&self, condition: Condition) -> Option<Finding> {
        let mut city = City::new().with_library();
        let state = self.enter(&mut city);
        state.findings().find(|f| f.condition == condition).cloned()
    }
}
