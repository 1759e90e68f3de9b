//! A case as a timeline: stages, what happened in each, with the three times and by how much it was late (Art. 16).

use calendar::city_date;
use decree::base::Base;
use decree::case::{CaseState, PaperAt, Stage, StepState, papers};
use decree::file::shipped;
use decree::point::Condition;
use exchange::Arg;
use telling::Line;
use uuid::Uuid;

use crate::access::Staff;
use crate::parts::{self, Document, Event, EventAlert, Officer};
use crate::words::W;

/// An alert about the case, with what ties it to an event.
pub(super) struct About {
    /// Key of its point.
    pub point: i32,
    /// When it was raised.
    pub raised_at: jiff::Timestamp,
    /// As it is shown.
    pub shown: EventAlert,
}

/// What a timeline is told of.
pub(super) struct Timeline<'a> {
    /// The words.
    pub w: W,
    /// The registers.
    pub base: &'a Base,
    /// Who reads.
    pub who: &'a Staff,
    /// The case.
    pub id: Uuid,
    /// As it stands.
    pub state: &'a CaseState,
    /// The alerts about it.
    pub alerts: &'a [About],
}

impl Timeline<'_> {
    /// The stages in the order of the law, each with what happened in it in the order of time.
    pub fn stages(&self) -> Vec<parts::Stage> {
        let last = self.state.steps.iter().filter_map(|s| s.kind()).map(|k| k.stage()).max();
        let stage = |stage: &Stage| {
            let mut steps: Vec<&StepState> =
                self.state.steps.iter().filter(|s| s.kind().map(|k| k.stage()) == Some(*stage)).collect();
            steps.sort_by_key(|s| (s.part.at.map_or(s.recorded_at, decree::when::When::moment), s.seq));
            let over = self.state.is_closed() || last.is_some_and(|l| *stage < l);
            let (state, kind, words) = match (steps.is_empty(), over) {
                (false, true) => ("done", "good", "web-case-stage-done"),
                (false, false) => ("here", "active", "web-case-stage-here"),
                (true, true) => ("todo", "plain", "web-case-stage-none"),
                (true, false) => ("todo", "plain", "web-case-stage-todo"),
            };
            parts::Stage {
                title: self.w.word("stage", stage.code()),
                state,
                kind,
                words: self.w.say(words),
                events: steps.into_iter().map(|s| self.event(s)).collect(),
            }
        };
        Stage::ALL.iter().map(stage).collect()
    }

    fn event(&self, step: &StepState) -> Event {
        let (w, note) = (self.w, &step.note);
        let mut officers: Vec<Officer> = note
            .officers
            .iter()
            .map(|o| Officer { name: w.say("web-case-certificate"), certificate: o.certificate.clone() })
            .collect();
        if note.unregistered > 0 {
            let name = w.count("web-case-unregistered", note.unregistered);
            officers.push(Officer { name, certificate: String::new() });
        }
        let steps = papers(self.state).into_iter().filter(|p| p.step.seq == step.seq);
        let documents = steps.map(|p| self.document(&p)).collect();
        Event {
            title: w.word("event", step.kind().map_or("other", |k| k.code())),
            happened: step.part.at.map_or_else(|| w.say("web-case-day-unknown"), |at| w.when(at)),
            caught: step.captured_at.map(|at| w.moment(at)).unwrap_or_default(),
            recorded: w.moment(step.recorded_at),
            late: self.late(step),
            words: String::new(),
            fields: self.fields(step),
            officers,
            documents,
            alerts: self.alerts_of(step),
        }
    }

    /// Art. 16: by how much a stage was collected late, as the finding about it says.
    fn late(&self, step: &StepState) -> String {
        let late = |f: &&decree::judge::Finding| {
            f.condition == Condition::LateStage && f.ordinal == step.seq && f.answer.is_breach()
        };
        let Some(due) = self.state.findings().find(late).and_then(|f| f.due) else { return String::new() };
        let days = (due.duration_until(city_date(step.recorded_at)).as_hours() / 24).max(1);
        self.w.tell("web-case-late", &[("day", Arg::Date(due)), ("n", Arg::Int(days))])
    }

    fn fields(&self, step: &StepState) -> Vec<(String, String)> {
        let w = self.w;
        let told = telling::case::Told { base: self.base, state: self.state, language: w.0 };
        let said = told.said(step).into_iter().filter_map(|line| match line {
            Line::Pair(term, text) => Some((term, text)),
            Line::Text(_) => None,
        });
        let note = &step.note;
        let deferral = note.deferral.map(|d| w.word("choice-deferral_reason", d.code())).unwrap_or_default();
        let more = [
            ("reviewer", note.reviewer.clone()),
            ("approver", note.approver.clone()),
            ("deferral_reason", deferral),
            ("deferral_note", note.deferral_note.clone()),
            ("step_notes", note.notes.clone()),
        ];
        let more = more.into_iter().filter(|(_, text)| !text.is_empty());
        // The number itself is kept nowhere (rulings 4).
        let claimed =
            note.claim.as_ref().map(|_| (w.word("field", "claim_number"), w.say("web-case-claimed")));
        said.chain(claimed).chain(more.map(|(field, text)| (w.word("field", field), text))).collect()
    }

    /// A document with its file, if it has one and its mark lets the reader open it (rulings 10).
    fn document(&self, paper: &PaperAt<'_>) -> Document {
        let w = self.w;
        let mark = paper.paper.secrecy.filter(|m| m.code() != "none");
        let marks = [paper.paper.secrecy, self.state.note.secrecy];
        let open = marks.iter().flatten().all(|m| shipped().may_open(self.who.actor().role, Some(*m)));
        let mut note = Vec::new();
        if let (Some(size), Some(_)) = (paper.paper.size, paper.paper.file) {
            note.push(exchange::Words::of(w.0).plain(&telling::case::media(&paper.paper.r#type)));
            note.push(telling::case::size_of(size, w.0));
        } else {
            note.push(w.say("web-case-no-file"));
        }
        if paper.evidence {
            note.push(w.word("field", "evidence"));
        }
        note.extend(mark.map(|m| w.word("secrecy", m.code())));
        let there = paper.paper.file.is_some() && open;
        Document {
            unopened: !there,
            title: paper.paper.name.clone(),
            href: if there { format!("/cases/{}/files/{}", self.id, paper.number) } else { String::new() },
            note: note.join(" · "),
        }
    }

    /// The alerts that were raised with a step: of its breaches, in the moment in which it was recorded.
    fn alerts_of(&self, step: &StepState) -> Vec<EventAlert> {
        let breach = |point: i32| step.note.findings.iter().any(|f| f.answer.is_breach() && f.point == point);
        let its = self.alerts.iter().filter(|a| a.raised_at == step.recorded_at && breach(a.point));
        its.map(|a| a.shown.clone()).collect()
    }
}
