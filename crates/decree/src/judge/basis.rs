//! The basis of a decision (rulings 7): is an article cited, more than the general law, a law in force, and can the fine be
//! what the cited clause allows? What the library does not know is not judged.

use jiff::civil::Date;

use super::{Answer, Judge};
use crate::case::{CaseState, Decided, Discretion};
use crate::law::{self, Bases, Citation, FineAnswer, InForce};
use crate::point::Condition;
use crate::procedure::ActKind;
use crate::record::Fen;

/// The general law that alone is no basis of a penalty.
const GENERAL: &str = "行政处罚法";

impl Judge<'_> {
    /// Everything about the cited basis.
    pub(super) fn basis(&mut self, state: &CaseState, decided: Decided<'_>) {
        let decision = decided.decision;
        if decision.basis.is_empty() || state.act_kind() != ActKind::Penalty {
            return;
        }
        let cited = law::citation::parse(&decision.basis);
        let day = decided.step.day().unwrap_or_else(|| calendar::city_date(decided.step.recorded_at));
        let seq = decided.step.seq;
        let without: Vec<String> =
            cited.iter().filter(|c| c.article.is_none()).map(ToString::to_string).collect();
        if !without.is_empty() {
            self.basis_says(
                Condition::CitationWithoutArticle,
                Answer::Breach,
                day,
                seq,
                &[("cited", without.join("; "))],
            );
        }
        if state.penalises() && !cited.is_empty() && cited.iter().all(|c| law::key_of(&c.law) == GENERAL) {
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

    /// The law at the time of the act applies, the newer only if it is lighter: a breach only if it was in force neither then
    /// nor at the decision.
    fn version(&mut self, state: &CaseState, citation: &Citation, day: Date, ordinal: i32) {
        let args = [("cited", citation.to_string())];
        let Some(law) = self.base.law(&citation.law, self.known) else {
            return self.basis_says(Condition::CitedVersionWrong, Answer::CannotJudge, day, ordinal, &args);
        };
        let act = super::act_of(state).map_or(day, |(_, until)| until);
        let answers = [law::in_force(&law.versions, act), law::in_force(&law.versions, day)];
        let known_year =
            citation.year.is_none_or(|year| law.versions.iter().any(|v| v.adopted.year() == year));
        // Only where the library knows the articles, and no older version may have had more.
        let counted = law.articles > 0 && law.versions.len() == 1;
        let missing = counted && citation.article.is_some_and(|a| a > law.articles);
        if answers.iter().all(|a| *a == InForce::No) || missing {
            self.basis_says(Condition::CitedVersionWrong, Answer::Breach, day, ordinal, &args);
        } else if !known_year || answers.contains(&InForce::Unknown) {
            self.basis_says(Condition::CitedVersionWrong, Answer::CannotJudge, day, ordinal, &args);
        }
    }

    /// Against the least and the most that any branch of the cited clauses can give.
    fn fine(&mut self, decided: Decided<'_>, cited: &[Citation], fine: i64, day: Date) {
        let decision = decided.decision;
        let (mut branches, mut unknown) = (Vec::new(), false);
        for citation in cited {
            match self.base.law(&citation.law, self.known) {
                Some(law) => branches.extend(law.branches(citation)),
                None => unknown = true,
            }
        }
        let bases = Bases {
            goods_value: decision.goods_value.map(|f| f.0),
            illegal_gains: decision.illegal_gains.map(|f| f.0),
            amount: decision.amount.map(|f| f.0),
        };
        let answer = law::compare(fine, &branches, &bases);
        let args = |edge: Option<i64>| {
            let mut args = vec![("fine", fine.to_string()), ("cited", texts(cited))];
            args.extend(edge.map(|e| ("edge", e.to_string())));
            args
        };
        // A published record says neither all sums nor all reasons: only what no branch can reach is a breach there.
        let full = super::tells_steps(decided.step);
        let mitigated = decision.discretion == Some(Discretion::Mitigated);
        let (answer, edge) = match answer {
            FineAnswer::Within => return,
            FineAnswer::CannotJudge => (Answer::CannotJudge, None),
            _ if unknown => (Answer::CannotJudge, None),
            FineAnswer::Below(least) if mitigated || !full => (Answer::Hint, Some(least)),
            FineAnswer::Below(least) => (Answer::Breach, Some(least)),
            FineAnswer::Above(most) => (Answer::Breach, Some(most)),
        };
        self.basis_says(Condition::FineOutOfRange, answer, day, decided.step.seq, &args(edge));
    }
}

fn texts(cited: &[Citation]) -> String {
    cited.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
