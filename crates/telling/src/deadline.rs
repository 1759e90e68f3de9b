//! A deadline in words: a line a day, counted or not and why.

use calendar::{EndRule, Explanation, Limit, Reason, Step, Unit};
use exchange::{Arg, Language};

use crate::{moment, word};

/// A limit in words: "3 working days".
pub fn limit(language: Language, limit: Limit) -> Arg {
    let args = [("n", Arg::Int(limit.n.into()))];
    let told = crate::tell(language, &format!("calendar-limit-{}", limit.unit), &args);
    match limit.end {
        EndRule::AsIs => Arg::text(told),
        EndRule::RollForward => {
            Arg::text(crate::tell(language, "calendar-limit-rolling", &[("limit", Arg::text(told))]))
        }
    }
}

/// An explanation in words: the start and the limit, each step, the end.
pub fn explained(explanation: &Explanation, language: Language) -> Vec<String> {
    let mut lines = Vec::with_capacity(explanation.steps.len() + 4);
    let args = [("limit", limit(language, explanation.limit)), ("start", moment(explanation.start))];
    lines.push(crate::tell(language, "calendar-explain-start", &args));
    lines.extend(explanation.steps.iter().map(|s| step(s, language)));
    if explanation.omitted > 0 {
        let args = [("n", Arg::Int(explanation.omitted.into()))];
        lines.push(crate::tell(language, "calendar-explain-omitted", &args));
    }
    let day = ("day", Arg::Date(explanation.last_day));
    lines.push(match explanation.limit.unit {
        Unit::Hour => {
            crate::tell(language, "calendar-explain-moment", &[("at", moment(explanation.ends_at))])
        }
        _ => crate::tell(language, "calendar-explain-end", &[day]),
    });
    if explanation.provisional {
        lines.push(crate::tell(language, "calendar-ends-provisional", &[]));
    }
    lines
}

fn step(step: &Step, language: Language) -> String {
    let weekday = step.date.weekday().to_monday_one_offset().to_string();
    let mut args = vec![
        ("day", Arg::text(step.date.to_string())),
        ("weekday", word("calendar-weekday", &weekday)),
        ("why", Arg::text(why(&step.reason, language))),
    ];
    let id = match step.counted {
        Some(n) => {
            // Two columns, so that what is counted stands in line.
            args.push(("n", Arg::text(format!("{n:>2}"))));
            "calendar-step-counted"
        }
        None => "calendar-step",
    };
    let line = crate::tell(language, id, &args);
    if step.provisional {
        crate::tell(language, "calendar-step-provisional", &[("step", Arg::text(line))])
    } else {
        line
    }
}

/// Why a day counts, or does not.
pub fn why(reason: &Reason, language: Language) -> String {
    let tell = |id: &str, args: &[(&str, Arg)]| crate::tell(language, id, args);
    let named = |id: &str, name: &str, notice: &str| {
        tell(id, &[("name", Arg::text(name)), ("notice", Arg::text(notice))])
    };
    match reason {
        Reason::StartDay => tell("calendar-why-start-day", &[]),
        Reason::StartMoment { at } => tell("calendar-why-start-moment", &[("at", moment(*at))]),
        Reason::Counted => tell("calendar-why-counted", &[]),
        Reason::Weekend => tell("calendar-why-weekend", &[]),
        Reason::Holiday { name, notice } => named("calendar-why-holiday", name, notice),
        Reason::MakeUpWorkingDay { name, notice } => named("calendar-why-make-up", name, notice),
        Reason::Excluded { reason } => {
            tell("calendar-why-excluded", &[("reason", Arg::text(reason.as_str()))])
        }
        Reason::PeriodEnd { n, unit } => {
            tell("calendar-why-period-end", &[("limit", limit(language, Limit::new(*n, *unit)))])
        }
        Reason::AddedForExcluded => tell("calendar-why-added", &[]),
        Reason::Extended { n, unit, approved_by, article } => tell(
            "calendar-why-extended",
            &[
                ("limit", limit(language, Limit::new(*n, *unit))),
                ("by", Arg::text(approved_by.as_str())),
                ("article", Arg::text(article.as_str())),
            ],
        ),
        Reason::EndMoment { at } => tell("calendar-why-end-moment", &[("at", moment(*at))]),
        Reason::RolledForward { from } => tell("calendar-why-rolled", &[("day", Arg::Date(*from))]),
    }
}
