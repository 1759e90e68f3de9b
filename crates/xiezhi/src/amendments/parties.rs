//! Drafting an application about the parties of a case: corrected, added, withdrawn.

use std::process::ExitCode;

use clap::Args;
use decree::authority::Action;
use decree::case::{PartiesWish, PartyEdit, PartyWish, place_of_state};
use decree::inspection::TargetKind;
use exchange::{Arg, Language};
use platform::{Command, Platform};
use uuid::Uuid;

use crate::cli::Failure;
use crate::codes::loaded;
use crate::{acting, report};

/// What may be said of a party.
const FIELDS: [&str; 6] = ["kind", "name", "code", "id_number", "legal_representative", "address"];

/// `xiezhi amendments parties`.
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("edit").required(true).multiple(true).args(["correct", "add", "withdraw"])))]
pub struct PartiesOptions {
    /// The case: id, or its first eight characters or more
    case: String,
    /// Who drafts: key of the person
    #[arg(long = "as", value_name = "PERSON")]
    who: Uuid,
    /// A party, counted from 1, with what is right, for example "2:name=某某公司;code=91120000..."; what is personal (number,
    /// legal representative, address, a natural person's name) is given as a whole
    #[arg(long, value_name = "N:FIELD=VALUE;...")]
    correct: Vec<String>,
    /// A party that is missing, for example "kind=organisation;name=某某公司"
    #[arg(long, value_name = "FIELD=VALUE;...")]
    add: Vec<String>,
    /// A party, counted from 1, that is none
    #[arg(long, value_name = "N")]
    withdraw: Vec<u32>,
    /// Reason
    #[arg(long)]
    reason: String,
}

/// Drafts, and says what comes next.
///
/// # Errors
/// There is no such case or person, a value is not one, or the database is away.
pub async fn draft(
    platform: &Platform,
    wanted: PartiesOptions,
    language: Language,
) -> Result<ExitCode, Failure> {
    let (stream, state) = loaded(platform, &wanted.case, language).await?;
    let mut edits = Vec::new();
    for one in &wanted.correct {
        let split = one.split_once(':').and_then(|(n, rest)| Some((n.trim().parse().ok()?, rest)));
        let (party, rest) = split.ok_or_else(|| wrong(one, language))?;
        let (kind, to) = read(rest, language)?;
        edits.push(PartyEdit::Correct { party, kind, to });
    }
    for one in &wanted.add {
        edits.push(PartyEdit::Add(read(one, language)?.1));
    }
    edits.extend(wanted.withdraw.iter().map(|n| PartyEdit::Withdraw(*n)));
    let actor =
        acting::person(platform, wanted.who, Action::DraftAmendment, place_of_state(&state), language)?;
    let wish = PartiesWish { edits, reason: wanted.reason };
    let done = acting::submit(platform, actor, Command::DraftParties { stream, wish }, language).await?;
    let Some(done) = done else { return Ok(ExitCode::FAILURE) };
    report::print(report::tell(language, "amendment-drafted", &[("id", Arg::text(done.stream.to_string()))]));
    Ok(ExitCode::SUCCESS)
}

fn wrong(given: &str, language: Language) -> Failure {
    let args = [("given", given), ("fields", &*FIELDS.join(", "))];
    report::say(language, "amendment-no-such-field", &args).into()
}

/// `field=value` pairs of one party.
fn read(text: &str, language: Language) -> Result<(Option<TargetKind>, PartyWish), Failure> {
    let mut kind = None;
    let mut party = PartyWish {
        kind: TargetKind::Organisation,
        name: String::new(),
        code: String::new(),
        id_number: String::new(),
        legal_representative: String::new(),
        address: String::new(),
    };
    for pair in text.split([';', '；']).map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or_else(|| wrong(pair, language))?;
        let value = value.trim();
        let slot = match name.trim() {
            "kind" => {
                let known: TargetKind = value.parse().map_err(|()| wrong(pair, language))?;
                (kind, party.kind) = (Some(known), known);
                continue;
            }
            "name" => &mut party.name,
            "code" => &mut party.code,
            "id_number" => &mut party.id_number,
            "legal_representative" => &mut party.legal_representative,
            "address" => &mut party.address,
            _ => return Err(wrong(pair, language)),
        };
        value.clone_into(slot);
    }
    Ok((kind, party))
}
