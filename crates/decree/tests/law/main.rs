//! The law, article by article: each test cites the article or ruling that it fixes. One binary.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in what it shares too")]

mod article_10_officers;
mod article_11_forms;
mod article_11_powers;
mod article_14_amendments;
mod article_14_three_doors;
mod article_15_real_time;
mod article_18_data_standard;
mod article_20_disclosure;
mod article_26_alert_points;
mod article_27_alerts;
mod article_33_messages;
mod article_36_entrusted;
mod cases;
mod city;
mod golden;
mod judged_cases;
mod law_citations;
mod law_fines;
mod law_library;
mod leaf;
mod penalty_28_correction;
mod properties;
mod query_codes;
mod samples;
mod samples_case;
