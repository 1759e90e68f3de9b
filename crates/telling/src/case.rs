//! A case in words: its opening, its steps, what was found, which clocks run.

use calendar::Calendar;
use decree::base::Base;
use decree::case::{self, CaseState, PaperAt, StepState};
use decree::file;
use decree::record::ValueKind;
use exchange::{Arg, Language};

use crate::{Line, Section, moment, money, plain, tell, when, word};

/// A case with what is needed to tell of it.
pub struct Told<'a> {
    /// The registers.
    pub base: &'a Base,
    /// The case.
    pub state: &'a CaseState,
    /// In which language.
    pub language: Language,
}

impl Told<'_> {
    fn pair(&self, name: Arg, value: Arg) -> Line {
        Line::Pair(plain(self.language, &name), plain(self.language, &value))
    }

    /// What was said when it was opened; a natural person's name lies in the vault, and unmasking is an act of its own.
    pub fn opening(&self) -> Vec<Line> {
        let opening = self.state.opening();
        let mut lines = vec![
            self.pair(word("field", "act_kind"), word("act", self.state.act_kind().code())),
            self.pair(word("field", "procedure"), word("procedure", self.state.procedure().code())),
        ];
        let texts = [
            ("own_number", &opening.own_number),
            ("title", &opening.title),
            ("organ", &opening.organ),
            ("inspection_number", &opening.inspection_number),
        ];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        lines.extend(texts.map(|(name, text)| self.pair(field(name), Arg::text(text.as_str()))));
        for (_, party) in self.state.standing() {
            let name = if party.name.is_empty() {
                word("alert", "about-person")
            } else {
                Arg::text(party.name.as_str())
            };
            lines.push(self.pair(word("field", "party_name"), name));
        }
        if self.state.withdrawn {
            lines.push(Line::Text(tell(self.language, "alert-about-withdrawn", &[])));
        }
        lines
    }

    /// A step: its heading says what happened, when, and when it was collected.
    pub fn step(&self, step: &StepState) -> Section {
        let at = step.part.at.map_or_else(|| Arg::text("-"), when);
        let kind = step.kind().map_or("other", |k| k.code());
        let args = [("event", word("event", kind)), ("at", at), ("recorded", moment(step.recorded_at))];
        let mut section =
            Section { heading: tell(self.language, "cases-step", &args), lines: self.said(step) };
        let papers = case::papers(self.state).into_iter().filter(|p| p.step.seq == step.seq);
        section.lines.extend(papers.map(|p| Line::Text(paper(&p, self.language))));
        section
    }

    /// What is said in a step, field by field.
    pub fn said(&self, step: &StepState) -> Vec<Line> {
        let Some(event) = step.event() else { return Vec::new() };
        let kinds = event.kind().fields();
        let value = |name: &str, text: &str| match kinds.iter().find(|f| f.name == name).map(|f| f.kind) {
            Some(ValueKind::Money) => money(self.language, text),
            Some(ValueKind::Flag) => word("flag", text),
            Some(ValueKind::Choice | ValueKind::Choices) => {
                Arg::List(text.split('\u{1f}').map(|c| word(&format!("choice-{name}"), c)).collect())
            }
            _ => Arg::text(text.replace('\u{1f}', "; ")),
        };
        event.texts().iter().map(|(name, text)| self.pair(field(name), value(name, text))).collect()
    }

    /// What the points said about it.
    pub fn found(&self) -> Option<Section> {
        let found = |finding: &decree::judge::Finding| {
            let point = word("point", self.base.point_code(finding.point));
            let args = [("answer", word("answer", finding.answer.code())), ("point", point)];
            Line::Text(tell(self.language, "cases-finding", &args))
        };
        let lines: Vec<Line> = self.state.findings().map(found).collect();
        let heading = tell(self.language, "cases-findings", &[]);
        (!lines.is_empty()).then_some(Section { heading, lines })
    }

    /// The clocks that run.
    pub fn running(&self, calendar: &Calendar) -> Option<Section> {
        let clock = |clock: &case::Clock| {
            let end = case::end_of_clock(self.state, clock, calendar);
            let args = [("clock", word("clock", &clock.code)), ("until", Arg::Date(end.last_day))];
            Line::Text(tell(self.language, "cases-clock", &args))
        };
        let open = case::open_clocks(self.state);
        let lines: Vec<Line> = open.into_iter().map(|(_, c)| clock(c)).collect();
        let heading = tell(self.language, "cases-clocks", &[]);
        (!lines.is_empty()).then_some(Section { heading, lines })
    }
}

/// Six fields of cases have another label than the same name has elsewhere.
pub fn field(name: &str) -> Arg {
    match name {
        "own_number" | "number" | "items" | "place" | "result" | "outcome" => word("field-case", name),
        _ => word("field", name),
    }
}

/// A document of a shown case: its number and title; of its file type, size, and when it came.
pub fn paper(paper: &PaperAt<'_>, language: Language) -> String {
    let (number, title) = (Arg::Int(paper.number.into()), Arg::text(paper.paper.name.as_str()));
    let mark = paper.paper.secrecy.map_or("none", |m| m.code());
    let mut args = vec![("number", number), ("title", title), ("mark", word("secrecy", mark))];
    let (Some(size), Some(came)) = (paper.paper.size, paper.came) else {
        let id = if mark == "none" { "cases-paper" } else { "cases-paper-marked" };
        return tell(language, id, &args);
    };
    let size = Arg::text(size_of(size, language));
    args.extend([("type", media(&paper.paper.r#type)), ("size", size), ("came", moment(came))]);
    let id = if mark == "none" { "cases-paper-file" } else { "cases-paper-file-marked" };
    tell(language, id, &args)
}

/// The word for a media type; the type itself where the data standard has no word.
pub fn media(media: &str) -> Arg {
    match file::shipped().code_of(media) {
        "" => Arg::text(media),
        code => word("media", code),
    }
}

/// A size in whole thousands of bytes: a file is never shown as nothing.
pub fn size_of(bytes: u64, language: Language) -> String {
    let args = [("size", Arg::count(bytes.div_ceil(1000)))];
    tell(language, "cases-file-kilobytes", &args)
}
