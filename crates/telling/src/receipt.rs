//! What a receipt says, in plain words (Art. 33): for the command line and the page.

use exchange::{Arg, Language, Words};
use jiff::Timestamp;
use platform::{ReceiptProblem, Verified};

/// The sentences about one receipt that holds: what was there, what of it is opened, who has seen it.
pub fn of_receipt(one: &Verified, language: Language) -> Vec<String> {
    let words = Words::of(language);
    let args = [
        ("origin", Arg::text(one.checkpoint.origin.as_str())),
        ("size", Arg::count(one.checkpoint.size)),
        ("index", Arg::count(one.index)),
        ("kind", Arg::count(one.kind.unsigned_abs())),
        ("stream", Arg::text(one.stream.to_string())),
        ("sequence", Arg::count(one.sequence.unsigned_abs())),
        ("recorded", crate::moment(one.recorded_at)),
    ];
    let mut said = vec![words.say("receipt-good", &args).trim().to_owned()];
    said.extend(one.opened.iter().map(|(name, bytes)| {
        let section = words.say(&format!("receipt-opened-{name}"), &[]);
        words.say("receipt-opened", &[("section", Arg::text(section)), ("bytes", Arg::text(bytes.as_str()))])
    }));
    said.extend(one.witnesses.iter().map(|(name, at)| {
        let at =
            i64::try_from(*at).ok().and_then(|at| Timestamp::from_second(at).ok()).unwrap_or(Timestamp::MAX);
        words.say("receipt-witness", &[("witness", Arg::text(name.as_str())), ("at", crate::moment(at))])
    }));
    said
}

/// Why a receipt does not hold.
pub fn of_receipt_problem(problem: &ReceiptProblem, language: Language) -> String {
    let id = match problem {
        ReceiptProblem::Section(_) => "receipt-section",
        ReceiptProblem::Empty | ReceiptProblem::Extra => "receipt-none",
        ReceiptProblem::Proof(_) | ReceiptProblem::Witness(_) => "receipt-broken",
    };
    Words::of(language).say(id, &[("why", Arg::text(problem.to_string()))])
}
