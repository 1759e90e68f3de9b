//! Integration tests: the whole below the pages against a real PostgreSQL, one database a test; and the binary itself.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a step that fails is a test that fails")]

mod appending;
mod binary;
mod cases;
mod catalogue;
mod city;
mod codes;
mod command_line;
mod disclosure;
mod erasing;
mod explain;
mod files;
mod following;
mod history;
mod minimal_records;
mod numbers;
mod outage;
mod pages;
mod parties;
mod processes;
mod real_files;
mod rebuilding;
mod row_security;
mod sealing;
mod server;
mod sweeping;
mod tables;
