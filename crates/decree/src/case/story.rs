//! The case in plain words (Art. 33; rulings 4): message ids with arguments, in the order of time; what the party may do and
//! until when. A last day is said only where a service is recorded; otherwise the rule.

use calendar::{Calendar, Deadline, Limit, deadline};
use jiff::civil::Date;

use super::Packet;
use crate::procedure::{ActKind, Standard};
use crate::record::Fen;

/// One line of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Message id.
    pub id: &'static str,
    /// Arguments.
    pub args: Vec<(&'static str, String)>,
}

/// A remedy or a duty with its last day, where that can be said.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// Name of the clock: `payment`, `reconsideration`, `suit`.
    pub code: String,
    /// The article behind it.
    pub article: String,
    /// How long.
    pub limit: Limit,
    /// The last day with every day explained; none where no service is recorded.
    pub until: Option<Deadline>,
}

fn line(id: &'static str, args: &[(&'static str, String)]) -> Line {
    Line { id, args: args.to_vec() }
}

fn day(day: Date) -> String {
    day.to_string()
}

/// What happened, what it says, what the party may do.
pub fn story(packet: &Packet, standard: Option<&Standard>, calendar: &Calendar) -> (Vec<Line>, Vec<Remedy>) {
    let mut lines = Vec::new();
    let organ = packet.organ.clone();
    if let Some(filed) = packet.filed {
        let id = if packet.act_kind == Some(ActKind::Licence) { "story-accepted" } else { "story-filed" };
        lines.push(line(id, &[("organ", organ.clone()), ("day", day(filed))]));
    }
    if let Some(noticed) = packet.noticed {
        lines.push(line("story-noticed", &[("day", day(noticed))]));
    }
    if let Some(heard) = packet.heard {
        lines.push(line("story-heard", &[("day", day(heard))]));
    }
    lines.push(decided(packet, &organ));
    if let Some(Fen(fine)) = packet.fine.filter(|f| f.0 > 0) {
        let paid = packet.paid.map_or(0, |p| p.0);
        lines.push(line("story-fine", &[("fine", fine.to_string())]));
        if paid > 0 {
            let id = if paid >= fine { "story-paid" } else { "story-paid-part" };
            lines.push(line(id, &[("paid", paid.to_string()), ("left", (fine - paid).max(0).to_string())]));
        }
    }
    lines.push(match &packet.served {
        Some(service) => line(
            "story-served",
            &[("day", day(service.day)), ("mode", service.mode.map_or("", |m| m.code()).to_owned())],
        ),
        None => line("story-not-served", &[]),
    });
    if packet.revoked {
        lines.push(line("story-revoked", &[]));
    }
    if let Some(closed) = packet.closed {
        lines.push(line("story-closed", &[("state", closed.code().to_owned())]));
    }
    for (mark, n) in &packet.withheld {
        lines.push(line("story-withheld", &[("mark", mark.clone()), ("count", n.to_string())]));
    }
    (lines, remedies(packet, standard, calendar))
}

fn decided(packet: &Packet, organ: &str) -> Line {
    let Some(decided) = packet.decided else {
        return line("story-decided-day-unknown", &[("organ", organ.to_owned())]);
    };
    line(
        "story-decided",
        &[
            ("organ", organ.to_owned()),
            ("day", day(decided)),
            ("number", packet.decision_number.clone()),
            ("outcome", packet.outcome.map_or("other", |o| o.code()).to_owned()),
            ("sanctions", packet.sanctions.iter().map(|s| s.code()).collect::<Vec<_>>().join(",")),
        ],
    )
}

fn remedies(packet: &Packet, standard: Option<&Standard>, calendar: &Calendar) -> Vec<Remedy> {
    let Some(standard) = standard else { return Vec::new() };
    if packet.revoked {
        return Vec::new();
    }
    let unpaid = packet.fine.is_some_and(|f| f.0 > packet.paid.map_or(0, |p| p.0));
    let wanted = |code: &str| match code {
        "payment" => unpaid,
        "reconsideration" | "suit" => true,
        _ => false,
    };
    let rules = standard.clocks.iter().filter(|c| wanted(&c.code));
    rules
        .map(|rule| {
            let limit = rule.limit(0);
            let until = packet
                .served
                .as_ref()
                .map(|service| deadline(calendar, calendar::start_of(service.day), limit, &[], &[]));
            Remedy { code: rule.code.clone(), article: rule.article.clone(), limit, until }
        })
        .collect()
}
