//! `xiezhi bench`: the platform against what the same machine does raw, in one run (DESIGN section 11).

mod collect;
mod flat;
mod ground;
mod http;
mod list;
mod lookup;
mod pages;
mod pushed;
mod seal;
mod submit;
mod sweep;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::Failure;
use crate::open::Where;

/// Options of `xiezhi bench`.
#[derive(Args, Debug)]
pub struct Options {
    /// What is measured
    #[arg(value_enum)]
    pub name: Name,
    /// How many acts
    #[arg(long, default_value_t = 200_000)]
    pub rows: u64,
    /// What kind of act is collected
    #[arg(long, value_enum, default_value_t = Kind::Inspection)]
    pub kind: Kind,
    /// Clients at a time (submit, list, lookup, pages)
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
    /// Acts one by one over HTTP, as agencies' systems push them (submit)
    #[arg(long)]
    pub http: bool,
    /// Only the last line, as JSON
    #[arg(long)]
    pub json: bool,
}

/// What is measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Name {
    /// Bulk collection with every check
    Collect,
    /// Acts one by one, durable
    Submit,
    /// Query codes looked up as the role `public`
    Lookup,
    /// Pages of lists, in every scope
    List,
    /// Pages over HTTP
    Pages,
    /// The log: sealing, publishing, auditing
    Seal,
    /// The overdue sweep
    Sweep,
}

/// A kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Inspections: one or two facts
    Inspection,
    /// Ordinary penalty cases: six facts
    Case,
}

/// The last line.
#[derive(Debug, Default, Serialize)]
pub struct Line {
    name: &'static str,
    rows: u64,
    /// Ours, in `unit`.
    ours: f64,
    /// The same raw, in the same run.
    raw: f64,
    /// Ours to raw: more is better for rates, less for times.
    ratio: f64,
    unit: &'static str,
    #[serde(flatten)]
    more: std::collections::BTreeMap<&'static str, f64>,
}

impl Line {
    fn print(&mut self) -> Result<(), Failure> {
        for value in
            [&mut self.ours, &mut self.raw, &mut self.ratio].into_iter().chain(self.more.values_mut())
        {
            *value = (*value * 1000.0).round() / 1000.0;
        }
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// Runs a measurement in a database of its own, which is dropped afterwards.
///
/// # Errors
/// The database cannot be had or the measurement fails.
pub async fn command(place: &Where, options: Options) -> Result<ExitCode, Failure> {
    let ground = ground::Ground::make(place).await?;
    let measured = match options.name {
        Name::Collect => collect::run(&ground, options.kind, options.rows, options.json).await,
        Name::Lookup => lookup::run(&ground, options.rows, options.clients, options.json).await,
        Name::Submit if options.http => pushed::run(&ground, options.rows, options.clients).await,
        Name::Submit => submit::run(&ground, options.rows, options.clients).await,
        Name::List => list::run(&ground, options.rows, options.clients, options.json).await,
        Name::Pages => pages::run(&ground, options.rows, options.clients, options.json).await,
        Name::Seal => seal::run(&ground, options.kind, options.rows, options.json).await,
        Name::Sweep => sweep::run(&ground, options.rows, options.json).await,
    };
    let line = match measured {
        Ok(line) => line,
        Err(error) => {
            ground.drop().await?;
            return Err(error);
        }
    };
    ground.drop().await?;
    let mut line = line;
    line.print()?;
    Ok(ExitCode::SUCCESS)
}

/// The middle of some values.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
