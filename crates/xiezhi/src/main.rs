//! The binary: command line, private PostgreSQL, the simulated city, measurements. The only place that reads the machine's
//! clock and its randomness.

mod acting;
mod alerts;
mod amendments;
mod bench;
mod calendar_commands;
mod cases;
mod cli;
mod codes;
mod demo;
#[cfg(test)]
mod documents;
mod exporting;
mod forms;
mod importing;
mod laws;
mod listing;
mod machine;
mod open;
mod pages;
mod report;
mod tokens;
mod upkeep;
mod users;
mod verifying;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("xiezhi: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(cli::run(cli));
    // Nothing that is still waiting for the database may hold the program up.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    outcome
}
