//! The basis of a decision (rulings 7): is an article cited, more than the general law, a law in force, and can the fine be
//! what the cited clause allows? What the library does not know is not judged.

use jiff::civil::Date;

use super::{Answer, Judge};
use crate::case::{CaseState, Decided, Discretion};
use crate::law::{self, Bases, Citation, Exists, FineAnswer, LawText, Range};
use crate::point::Condition;
use crate::procedure::ActKind;
use crate::record::Fen;

/// The general law that alone is no basis of a penalty.
const GENERAL: &str = "中华人民共和国行政处罚法";

impl Judge<'_> {
    /// Everything about the cited basis.
    pub(super) fn basis(&mut self, state: &CaseState, decided: Decided<'_>) {
        let decision = decided.decision;
        if decision.basis.is_empty() || state.act_kind() != ActKind::Penalty {
            return;
        }
        // What cannot be read as a citation is left to whoever reads the record: it accuses nobody.
        let cited: Vec<Citation> = law::parse(&decision.basis).into_iter().flatten().collect();
        let day = decided.step.day().unwrap_or_else(|| calendar::city_date(decided.step.recorded_at));
        let seq = decided.step.seq;
        let without: Vec<String> =
            cited.iter().filter(|c| c.article.is_none()).map(ToString::to_string).collect();
        if !without.is_empty() {
            let args = [("cited", without.join("; "))];
            self.basis_says(Condition::CitationWithoutArticle, Answer::Breach, day, seq, &args);
        }
        let general = |c: &Citation| law::name_key(&c.law) == law::name_key(GENERAL);
        if state.penalises() && !cited.is_empty() && cited.iter().all(general) {
            let args = [("cited", texts(&cited))];
            self.basis_says(Condition::OnlyGeneralLaw, Answer::Breach, day, seq, &args);
        }
        for (n, citation) in (0..).zip(&cited) {
            self.version(state, citation, day, seq * 64 + n);
        }
        if state.penalises()
            && let Some(Fen(fine)) = decision.fine
        {
            self.fine(decided, &cited, fine, day);
        }
    }

    fn basis_says(
        &mut self,
        condition: Condition,
        answer: Answer,
        day: Date,
        ordinal: i32,
        args: &[(&str, String)],
    ) {
        if let Some(point) = self.point(condition, day) {
            self.say(point, answer, ordinal, None, args);
        }
    }

    /// The law at the time of the act applies, the newer only if it is lighter: a breach only if the law, or the version that
    /// is cited, was in force neither when the act ended nor at the decision.
    fn version(&mut self, state: &CaseState, citation: &Citation, day: Date, ordinal: i32) {
        let args = [("cited", citation.to_string())];
        let act = super::act_of(state).map_or(day, |(_, until)| until);
        let applied = self.base.law(&citation.law, self.known).map(|law| applies(law, citation, &[act, day]));
        match applied.flatten() {
            Some(true) => {}
            Some(false) => {
                self.basis_says(Condition::CitedVersionWrong, Answer::Breach, day, ordinal, &args);
            }
            None => self.basis_says(Condition::CitedVersionWrong, Answer::CannotJudge, day, ordinal, &args),
        }
    }

    /// Against the least and the most that any branch of the cited clauses can give.
    fn fine(&mut self, decided: Decided<'_>, cited: &[Citation], fine: i64, day: Date) {
        let decision = decided.decision;
        let (mut branches, mut unknown) = (Vec::new(), false);
        for citation in cited {
            match self.base.law(&citation.law, self.known).and_then(|law| law.range(citation)) {
                Some(range) => branches.extend(range.branches),
                None => unknown = true,
            }
        }
        let fen = |sum: Option<Fen>| sum.map(|f| f.0);
        let bases = Bases {
            goods_value: fen(decision.goods_value),
            illegal_gains: fen(decision.illegal_gains),
            fee: fen(decision.amount),
            amount: fen(decision.amount),
        };
        let args = |edge: Option<i64>| {
            let mut args = vec![("fine", fine.to_string()), ("cited", texts(cited))];
            args.extend(edge.map(|e| ("edge", e.to_string())));
            args
        };
        // A published record says neither all sums nor all reasons: only what no branch can reach is a breach there.
        let full = super::tells_steps(decided.step);
        let mitigated = decision.discretion == Some(Discretion::Mitigated);
        let (answer, edge) = match (Range { branches }).check(fine, &bases) {
            FineAnswer::Within => return,
            // Between two branches one of them could have been meant; without a branch the clause is another kind of text.
            FineAnswer::CannotJudge { .. } | FineAnswer::NoBranchReaches => (Answer::CannotJudge, None),
            _ if unknown => (Answer::CannotJudge, None),
            FineAnswer::Below { least } if mitigated || !full => (Answer::Hint, Some(least)),
            FineAnswer::Below { least } => (Answer::Breach, Some(least)),
            FineAnswer::Above { most } => (Answer::Breach, Some(most)),
        };
        self.basis_says(Condition::FineOutOfRange, answer, day, decided.step.seq, &args(edge));
    }
}

/// Whether a cited law, in the version that is cited, applied on any of some days; none where that is not known.
fn applies(law: &LawText, citation: &Citation, days: &[Date]) -> Option<bool> {
    let version = citation.law_version.map(|year| law.version_of(year));
    let on = |day: &Date| {
        let in_force = law.in_force(*day);
        match version {
            // A version that the library does not know.
            Some(None) => None,
            Some(Some(n)) => in_force.is(n),
            None => in_force.at_all(),
        }
    };
    let answers: Vec<Option<bool>> = days.iter().map(on).collect();
    if answers.iter().all(|a| *a == Some(false)) {
        return Some(false);
    }
    if !answers.contains(&Some(true)) {
        return None;
    }
    // Only the newest text is at hand: of an older one nobody can say that an article was not there.
    let gone = law.versions.len() == 1 && law.exists(citation) == Exists::No;
    Some(!gone)
}

fn texts(cited: &[Citation]) -> String {
    cited.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
