//! The rows of a case in `view`.

use calendar::city_date;
use uuid::Uuid;

use super::clock::{end_of_clock, open_clocks, start_day};
use super::packet::{Detail, Packet};
use super::{CaseState, DisclosedAs, DisclosureStanding, EventKind};
use crate::canonical;
use crate::deadline::{self, DeadlineKind, RowContext};
use crate::fact::{ThingKind, unhex};
use crate::judge::Finding;
use crate::procedure::ActKind;
use crate::view::{
    CASE, CASE_PARTY, CLAIMED, DECISION_NUMBER, DISCLOSURE, FINDING, KNOWN, MAJOR_CASE, PUBLIC_CASE,
    PUBLIC_DECISION, PUBLIC_DETAIL, PUBLIC_WITHHELD, Row, Value,
};
use crate::when::When;

/// The first deadline row of the codes: those of clocks are numbered by step, far below.
const CODES_FROM: i32 = 1_000_000;

impl CaseState {
    /// Its rows in `view`.
    pub fn rows(&self, stream: Uuid, context: &RowContext<'_>) -> Vec<Row> {
        let mut rows = vec![self.row(stream, 0, self.line), self.known_row(stream)];
        rows.extend((1..).zip(&self.note.lines).map(|(n, line)| self.row(stream, n, *line)));
        rows.extend(self.party_rows(stream));
        let others = self.findings().filter(|f| !f.answer.is_breach());
        rows.extend((1i16..).zip(others).map(|(n, f)| self.finding_row(stream, n, f)));
        rows.extend(self.deadline_rows(stream, context));
        rows.extend(self.naming_rows(stream));
        rows.extend(self.number_row(stream));
        rows.extend(self.claimed_row(stream));
        rows.extend(self.major_row(stream));
        rows.extend(self.public_rows(stream));
        rows.extend(self.disclosure_rows(stream));
        rows.extend(self.published_row(stream));
        rows.extend(self.withheld_row(stream));
        rows.extend(crate::file::rows(&self.files, stream));
        rows
    }

    fn row(&self, stream: Uuid, n: i16, line: i32) -> Row {
        let count = |n: usize| Value::Small(i16::try_from(n).unwrap_or(i16::MAX));
        let breaches = self.findings().filter(|f| f.answer.is_breach()).count();
        let others = self.findings().count() - breaches;
        let decided = self.decided();
        let last = self.steps.iter().filter_map(|s| s.kind()).map(EventKind::stage).max();
        let party = self.first_party();
        let happened = self.steps.iter().filter_map(|s| s.part.at).map(When::moment).max();
        let state = if self.withdrawn {
            3
        } else if self.is_closed() {
            2
        } else {
            i16::from(decided.is_some())
        };
        Row {
            table: &CASE,
            values: vec![
                stream.into(),
                n.into(),
                self.agency.into(),
                line.into(),
                self.territory.into(),
                self.note.district.into(),
                happened.unwrap_or(self.recorded_at).into(),
                self.recorded_at.into(),
                self.opening().own_number.as_str().into(),
                self.act_kind().number().into(),
                self.procedure().number().into(),
                last.map(super::Stage::number).into(),
                state.into(),
                self.opening().title.as_str().into(),
                party.map_or("", |p| p.name.as_str()).into(),
                party.and_then(|p| p.person).into(),
                i32::try_from(self.standing().count()).unwrap_or(i32::MAX).into(),
                self.note.source.number().into(),
                decided.and_then(|d| d.step.day()).into(),
                decided.map(|d| d.decision.decision_number.clone()).into(),
                decided.and_then(|d| d.decision.outcome).map(super::Verdict::number).into(),
                self.sanctions().iter().max().map(|s| s.number()).into(),
                self.fine().map(|f| f.0).into(),
                count(breaches),
                count(others),
                self.opening().inspection_number.as_str().into(),
                self.facts.into(),
            ],
        }
    }

    fn known_row(&self, stream: Uuid) -> Row {
        Row {
            table: &KNOWN,
            values: vec![
                self.agency.into(),
                self.note.source.number().into(),
                ThingKind::Case.number().into(),
                self.opening().own_number.as_str().into(),
                stream.into(),
                self.note.digest.clone().into_bytes().into(),
            ],
        }
    }

    /// One a party: by what equal parties are found, and what was imposed under which power.
    fn party_rows(&self, stream: Uuid) -> impl Iterator<Item = Row> {
        let fined = self.fine().is_some_and(|f| f.0 > 0) && !self.is_revoked() && !self.withdrawn;
        let power = self.opening().power.first().cloned().unwrap_or_default();
        self.standing().map(move |(n, party)| Row {
            table: &CASE_PARTY,
            values: vec![
                stream.into(),
                i32::try_from(n).unwrap_or(i32::MAX).into(),
                party.kind.number().into(),
                party.name.as_str().into(),
                party.code.as_str().into(),
                party.person.into(),
                self.note.equal.get(usize::try_from(n - 1).unwrap_or(0)).cloned().into(),
                power.as_str().into(),
                fined.into(),
                self.agency.into(),
                self.line.into(),
                self.territory.into(),
                self.note.district.into(),
            ],
        })
    }

    fn finding_row(&self, stream: Uuid, n: i16, finding: &Finding) -> Row {
        let happened = self.steps.iter().find(|s| s.seq == finding.ordinal).and_then(|s| s.part.at);
        Row {
            table: &FINDING,
            values: vec![
                stream.into(),
                n.into(),
                finding.point.into(),
                finding.version.into(),
                finding.answer.number().into(),
                self.agency.into(),
                self.line.into(),
                self.territory.into(),
                self.note.district.into(),
                happened.map_or(self.recorded_at, When::moment).into(),
            ],
        }
    }

    /// Open clocks: breaches that wait to be found, and work that must be done in time.
    fn deadline_rows(&self, stream: Uuid, context: &RowContext<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut of_step = (0, 0);
        for (seq, clock) in open_clocks(self) {
            of_step = if of_step.0 == seq { (seq, of_step.1 + 1) } else { (seq, 0) };
            let kind = if clock.condition.is_some() { DeadlineKind::CaseClock } else { DeadlineKind::Work };
            rows.push(deadline::row(&deadline::Open {
                stream,
                n: seq * 16 + of_step.1,
                kind,
                thing: ThingKind::Case,
                place: (self.agency, self.line, self.territory, self.note.district),
                office: 0,
                start_day: start_day(clock),
                due: end_of_clock(self, clock, context.calendar).due,
                code: clock.code.clone(),
            }));
        }
        debug_assert!(rows.iter().all(|r| !matches!(r.values[1], Value::Int(n) if n >= CODES_FROM)));
        rows
    }

    fn number_row(&self, stream: Uuid) -> Option<Row> {
        let decided = self.decided()?;
        let number = &decided.decision.decision_number;
        if number.is_empty() || self.withdrawn {
            return None;
        }
        let (series, year, serial) = series_of(number);
        Some(Row {
            table: &DECISION_NUMBER,
            values: vec![
                number.as_str().into(),
                stream.into(),
                self.agency.into(),
                series.into(),
                year.into(),
                serial.into(),
                false.into(),
            ],
        })
    }

    /// The form on which it was decided: nobody else decides on it again.
    fn claimed_row(&self, stream: Uuid) -> Option<Row> {
        let claim = self.claim().filter(|_| !self.withdrawn)?;
        Some(Row { table: &CLAIMED, values: vec![unhex(&claim.look_up)?.into(), stream.into()] })
    }

    /// 重大案件 (Arts 25, 28; rulings 9): a notice of its own, no breach.
    fn major_row(&self, stream: Uuid) -> Option<Row> {
        let (day, criteria) = crate::judge::major(self)?;
        let reviewed = crate::judge::reviewed_on(self);
        Some(Row {
            table: &MAJOR_CASE,
            values: vec![
                stream.into(),
                self.agency.into(),
                self.line.into(),
                self.territory.into(),
                self.note.district.into(),
                criteria.join(",").into(),
                day.into(),
                reviewed.into(),
            ],
        })
    }

    /// Where its disclosure stands, a row for each line (Art. 20).
    fn disclosure_rows(&self, stream: Uuid) -> Vec<Row> {
        let Some(standing) = self.disclosure() else { return Vec::new() };
        let decided = self.decided();
        let at = decided.and_then(|d| d.step.part.at).map_or(self.recorded_at, When::moment);
        let reason = match standing {
            DisclosureStanding::Withheld => self.withheld_for().map(|(reason, _)| reason.number()),
            DisclosureStanding::TakenDown => self.taken_down().map(|why| why.number()),
            _ => None,
        };
        let published = self.published();
        let changed = self.disclosures.last().map_or(self.recorded_at, |d| d.at);
        let lines = [self.line].into_iter().chain(self.note.lines.iter().copied());
        let row = |(n, line): (i16, i32)| Row {
            table: &DISCLOSURE,
            values: vec![
                stream.into(),
                n.into(),
                self.agency.into(),
                line.into(),
                self.territory.into(),
                self.note.district.into(),
                at.into(),
                standing.number().into(),
                self.act_kind().number().into(),
                decided.map_or("", |d| d.decision.decision_number.as_str()).into(),
                self.opening().title.as_str().into(),
                self.sanctions().iter().max().map(|s| s.number()).into(),
                self.fine().map(|f| f.0).into(),
                reason.into(),
                published.map(|t| t.address).into(),
                published.and_then(|t| t.shown_until).into(),
                changed.into(),
            ],
        };
        (0..).zip(lines).map(row).collect()
    }

    /// What everybody reads at its address: the published text, or that it is not shown any more, and why.
    fn published_row(&self, stream: Uuid) -> Option<Row> {
        let text = self.published()?;
        let published =
            self.disclosures.iter().rev().find(|d| matches!(d.what, DisclosedAs::Published(_)))?;
        let down = self.taken_down();
        let shown = down.is_none();
        Some(Row {
            table: &PUBLIC_DECISION,
            values: vec![
                text.address.into(),
                stream.into(),
                self.agency.into(),
                self.line.into(),
                text.act_kind.map_or(0, ActKind::number).into(),
                text.decided.unwrap_or_else(|| city_date(published.at)).into(),
                city_date(published.at).into(),
                text.shown_until.into(),
                down.map_or(0, |why| why.number()).into(),
                if shown { text.words() } else { String::new() }.into(),
                if shown { canonical::to_bytes(text) } else { Vec::new() }.into(),
            ],
        })
    }

    fn withheld_row(&self, stream: Uuid) -> Option<Row> {
        let (reason, day) = self.withheld_for()?;
        Some(Row {
            table: &PUBLIC_WITHHELD,
            values: vec![
                stream.into(),
                self.agency.into(),
                self.act_kind().number().into(),
                reason.number().into(),
                day.into(),
            ],
        })
    }

    fn public_rows(&self, stream: Uuid) -> Vec<Row> {
        if self.withdrawn || self.is_stub() {
            return Vec::new();
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for code in self.codes.iter().filter(|c| c.revoked.is_none()) {
            let party = code.issued.party;
            let mut say = |table, key: &str, packet: &dyn Fn() -> Vec<u8>| {
                if let Some(key) = unhex(key).filter(|_| seen.insert(key.to_owned())) {
                    rows.push(Row { table, values: vec![key.into(), stream.into(), packet().into()] });
                }
            };
            let packet = || canonical::to_bytes(&Packet::of(self, party));
            let detail = || canonical::to_bytes(&Detail::of(self, party));
            say(&PUBLIC_CASE, &code.issued.look_up, &packet);
            say(&PUBLIC_DETAIL, &code.issued.detail, &detail);
            // The number on the form leads to the code that was made with the decision, and no further than that.
            if let Some(claim) = self.claim().filter(|_| self.claimed_with(code)) {
                say(&PUBLIC_CASE, &claim.look_up, &packet);
                say(&PUBLIC_DETAIL, &claim.detail, &detail);
            }
        }
        rows
    }
}

/// A 文號 in its parts: what stands before the year, the year, and the serial number; 0 where it has another form.
pub(crate) fn series_of(number: &str) -> (String, i16, i32) {
    let other = || (number.to_owned(), 0, 0);
    let Some((series, rest)) = number.split_once(['〔', '［', '[', '(', '（', '【']) else {
        return other();
    };
    let Some((year, rest)) = rest.split_once(['〕', '］', ']', ')', '）', '】']) else { return other() };
    let serial = rest.trim_start_matches('第').trim_end_matches('号').trim_end_matches('號').trim();
    match (year.trim().parse(), serial.parse()) {
        (Ok(year), Ok(serial)) => (series.trim().to_owned(), year, serial),
        _ => other(),
    }
}
