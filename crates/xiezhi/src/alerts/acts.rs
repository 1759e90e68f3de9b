//! What people do with an alert (Art. 27; rulings 2), from the command line.

use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use decree::alert::{AlertOutcome, AlertStatus, AlertWish, AnswerBody, OfficeAct, OfficeActBody, Remark};
use decree::authority::{Action, Place};
use exchange::{Arg, Language};
use jiff::civil::Date;
use platform::{Command, Platform};
use store::List;
use uuid::Uuid;

use super::show::state_of;
use crate::cli::Failure;
use crate::listing::find;
use crate::{acting, report};

/// An act on an alert.
#[derive(Subcommand, Debug)]
pub enum ActCommand {
    /// Level 1: the legal unit assigns an alert to whoever shall answer it
    Assign {
        /// Id, or its first eight characters or more
        id: String,
        /// To whom: key of the person
        #[arg(long, value_name = "PERSON")]
        to: Uuid,
        /// Who acts: key of the person
        #[arg(long = "as", value_name = "PERSON")]
        who: Uuid,
    },
    /// Level 1: answer, having put it right or with an explanation
    Answer {
        /// Id, or its first eight characters or more
        id: String,
        /// Who acts: key of the person
        #[arg(long = "as", value_name = "PERSON")]
        who: Uuid,
        /// Put right, or explained
        #[arg(long, value_enum)]
        outcome: Outcome,
        /// What was done, or why it was right
        #[arg(long)]
        words: String,
    },
    /// Level 1: the legal unit confirms the answer, which closes the alert
    Confirm {
        /// Id, or its first eight characters or more
        id: String,
        /// Who acts: key of the person
        #[arg(long = "as", value_name = "PERSON")]
        who: Uuid,
        /// Remark
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Level 1: the legal unit sends the answer back; the clock runs on
    SendBack {
        /// Id, or its first eight characters or more
        id: String,
        /// Who acts: key of the person
        #[arg(long = "as", value_name = "PERSON")]
        who: Uuid,
        /// What is missing
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Level 2 or 3: what the supervision office does
    Act {
        /// Id, or its first eight characters or more
        id: String,
        /// Who acts: key of the person
        #[arg(long = "as", value_name = "PERSON")]
        who: Uuid,
        /// What is done
        #[arg(long, value_enum)]
        act: Act,
        /// Day set for it
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<Date>,
        /// Number of the document, or reasons
        #[arg(long, default_value = "")]
        words: String,
    },
}

/// How an alert is answered.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Outcome {
    /// The breach was put right
    Corrected,
    /// It was right, with proof
    Explained,
}

/// What an office does.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Act {
    /// Urge, with a day
    Urge,
    /// Issue a supervision document
    Document,
    /// Close: it was no breach
    NotABreach,
    /// Take the matter over
    TakeOver,
    /// Close: what was urged, documented or taken over is settled
    Settle,
}

impl From<Act> for OfficeAct {
    fn from(act: Act) -> Self {
        match act {
            Act::Urge => Self::Urge,
            Act::Document => Self::Document,
            Act::NotABreach => Self::NotABreach,
            Act::TakeOver => Self::TakeOver,
            Act::Settle => Self::Settle,
        }
    }
}

impl ActCommand {
    /// Which alert, who acts, which action that is, and the wish.
    fn parts(self) -> (String, Uuid, Action, AlertWish) {
        match self {
            Self::Assign { id, to, who } => (id, who, Action::AssignAlert, AlertWish::Assign(to)),
            Self::Answer { id, who, outcome, words } => {
                let outcome = match outcome {
                    Outcome::Corrected => AlertOutcome::Corrected,
                    Outcome::Explained => AlertOutcome::Explained,
                };
                (id, who, Action::AnswerAlert, AlertWish::Answer(AnswerBody { outcome, words }))
            }
            Self::Confirm { id, who, words } => {
                (id, who, Action::ConfirmAlert, AlertWish::Confirm(Remark { words }))
            }
            Self::SendBack { id, who, words } => {
                (id, who, Action::ConfirmAlert, AlertWish::SendBack(Remark { words }))
            }
            Self::Act { id, who, act, until, words } => {
                let body = OfficeActBody { act: act.into(), until, words };
                (id, who, Action::ActOnAlert, AlertWish::Office(body))
            }
        }
    }
}

/// Does it, and says where the alert stands then.
///
/// # Errors
/// There is no such alert or person, or the database is away.
pub async fn act(platform: &Platform, act: ActCommand, language: Language) -> Result<ExitCode, Failure> {
    let (id, who, action, wish) = act.parts();
    let stream = find(platform, List::Alerts, &id, language).await?;
    let before = state_of(platform, stream, language).await?.0;
    let place = Place { office: before.office, ..before.place };
    let actor = acting::person(platform, who, action, place, language)?;
    let Some(_) = acting::submit(platform, actor, Command::Alert { stream, wish }, language).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let state = state_of(platform, stream, language).await?.0;
    let closed = state.outcome.filter(|_| state.status == AlertStatus::Closed);
    let status = closed.map_or_else(
        || report::word("alert-status", state.status.code()),
        |outcome| report::word("alert-outcome", outcome.code()),
    );
    let args = [("id", Arg::text(stream.to_string())), ("status", status)];
    report::print(report::tell(
        language,
        if closed.is_some() { "alert-now-closed" } else { "alert-now" },
        &args,
    ));
    Ok(ExitCode::SUCCESS)
}
