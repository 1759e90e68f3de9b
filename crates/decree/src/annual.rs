//! 行政執法統計年報: tables A to D of one agency (domain 4.3), counted from its cases and inspections by rules that are data.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{CaseState, Event, ExecutionKind, MeasureKind, Sanction, StepState, Verdict};
use crate::inspection::InspectionState;
use crate::procedure::ActKind;
use crate::record::Code;

/// A column with the kinds that it counts.
#[derive(Clone, Debug, Deserialize)]
pub struct Column {
    /// What it is called.
    pub label: String,
    /// Codes of the kinds.
    pub kinds: Vec<String>,
}

/// How the tables count.
#[derive(Clone, Debug, Deserialize)]
pub struct Rules {
    /// Whether decisions that were revoked later are counted.
    pub count_revoked: bool,
    /// Kinds of penalty, lightest first: a decision is counted in the heaviest of its kinds.
    pub severity: Vec<Sanction>,
    /// Columns of table A.
    pub penalty: Vec<Column>,
    /// Columns of table B, measures.
    pub measure: Vec<Column>,
    /// Columns of table B, executions.
    pub execution: Vec<Column>,
}

/// The rules that ship with the product: `data/official/annual.toml`.
pub const SHIPPED: &str = include_str!("../../../data/official/annual.toml");

/// Reads rules.
///
/// # Errors
/// The text is none.
pub fn parse(text: &str) -> Result<Rules, toml::de::Error> {
    toml::from_str(text)
}

/// The four tables of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tables {
    /// A: decisions by column, in the columns' order.
    pub penalties: Vec<u64>,
    /// A: fines and what was confiscated and can be told in money, in fen.
    pub amount: i64,
    /// B: measures by column.
    pub measures: Vec<u64>,
    /// B: executions by column.
    pub executions: Vec<u64>,
    /// B: applications to courts.
    pub court_applications: u64,
    /// C: applications, acceptances, granted, refused, revoked.
    pub licences: [u64; 5],
    /// D: levies, requisitions, inspections, adjudications, confirmations, rewards, payments.
    pub others: [u64; 7],
    /// D: levied, in fen.
    pub levied: i64,
}

/// Counts a year of one agency.
pub struct Counter<'a> {
    rules: &'a Rules,
    year: i16,
    /// What was counted so far.
    pub tables: Tables,
    /// Inspections that led to a case: counted there (the rule of the inspections' count).
    led_on: HashSet<String>,
}

impl<'a> Counter<'a> {
    /// Begins a year.
    pub fn new(rules: &'a Rules, year: i16) -> Self {
        let tables = Tables {
            penalties: vec![0; rules.penalty.len()],
            measures: vec![0; rules.measure.len()],
            executions: vec![0; rules.execution.len()],
            ..Tables::default()
        };
        Self { rules, year, tables, led_on: HashSet::new() }
    }

    /// Counts a case. Cases come before inspections.
    pub fn case(&mut self, state: &CaseState) {
        if state.withdrawn {
            return;
        }
        let inspection = &state.opening().inspection_number;
        if !inspection.is_empty() {
            self.led_on.insert(inspection.clone());
        }
        for step in &state.steps {
            self.step(state, step);
        }
    }

    fn in_year(&self, day: Option<Date>) -> bool {
        day.is_some_and(|d| d.year() == self.year)
    }

    fn step(&mut self, state: &CaseState, step: &StepState) {
        if !self.in_year(step.day()) {
            return;
        }
        match step.event() {
            Some(Event::Decision(_)) => self.decision(state),
            Some(Event::Measure(measure)) => {
                let kind = measure.measure_kind.unwrap_or(MeasureKind::Other);
                tick(&mut self.tables.measures, &self.rules.measure, kind.to_code());
            }
            Some(Event::Enforcement(done)) => {
                let kind = done.execution_kind.unwrap_or(ExecutionKind::Other);
                tick(&mut self.tables.executions, &self.rules.execution, kind.to_code());
            }
            Some(Event::CourtApplication(_)) => self.tables.court_applications += 1,
            Some(Event::Application(_)) if state.act_kind() == ActKind::Licence => {
                self.tables.licences[0] += 1
            }
            Some(Event::Acceptance(a))
                if state.act_kind() == ActKind::Licence && a.accepted != Some(false) =>
            {
                self.tables.licences[1] += 1;
            }
            Some(Event::DecisionRevoked(_)) if state.act_kind() == ActKind::Licence => {
                self.tables.licences[4] += 1
            }
            _ => {}
        }
    }

    fn decision(&mut self, state: &CaseState) {
        let Some(decided) = state.decided() else { return };
        let outcome = decided.decision.outcome;
        match state.act_kind() {
            ActKind::Penalty => self.penalty(state),
            ActKind::Licence if outcome == Some(Verdict::Refused) => self.tables.licences[3] += 1,
            ActKind::Licence => self.tables.licences[2] += 1,
            ActKind::Levy => {
                self.tables.others[0] += 1;
                self.tables.levied += decided.decision.amount.map_or(0, |f| f.0);
            }
            ActKind::Requisition => self.tables.others[1] += 1,
            ActKind::Adjudication => self.tables.others[3] += 1,
            ActKind::Confirmation => self.tables.others[4] += 1,
            ActKind::Reward => self.tables.others[5] += 1,
            ActKind::Payment => self.tables.others[6] += 1,
            ActKind::Measure | ActKind::Execution => {}
        }
    }

    /// Several kinds in one decision are one case, counted in the heaviest; a named kind and "other" in the named one.
    fn penalty(&mut self, state: &CaseState) {
        let counted = state.penalises() && (self.rules.count_revoked || !state.is_revoked());
        let Some(decided) = state.decided().filter(|_| counted) else { return };
        let rank = |kind: &Sanction| self.rules.severity.iter().position(|s| s == kind);
        let heaviest =
            decided.decision.sanctions.iter().max_by_key(|s| rank(s)).copied().unwrap_or(Sanction::Other);
        tick(&mut self.tables.penalties, &self.rules.penalty, heaviest.to_code());
        let sums = [decided.decision.fine, decided.decision.confiscated];
        self.tables.amount += sums.into_iter().flatten().map(|f| f.0).sum::<i64>();
    }

    /// Counts an inspection: one target and one complete record are one; one that led to a case is counted there.
    pub fn inspection(&mut self, state: &InspectionState) {
        let complete = !state.parts.public.target.is_empty() || state.parts.internal.person.is_some();
        let led_on = self.led_on.contains(&state.parts.party.own_number);
        if !state.withdrawn && complete && !led_on && self.in_year(state.finished_day()) {
            self.tables.others[2] += 1;
        }
    }
}

fn tick(counts: &mut [u64], columns: &[Column], code: &str) {
    let found = columns.iter().position(|c| c.kinds.iter().any(|k| k == code));
    if let Some(count) = found.and_then(|i| counts.get_mut(i)) {
        *count += 1;
    }
}

impl Tables {
    /// Table A's total.
    pub fn penalised(&self) -> u64 {
        self.penalties.iter().sum()
    }
}
