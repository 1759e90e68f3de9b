//! The files of the simulated city (`data/city`), read: territories, lines, powers, departments, names, behaviour.

use std::collections::HashMap;

use decree::agency::{AgencyKind, Standing};
use decree::law::{self, LawText};
use decree::territory::TerritoryKind;

use jiff::civil::Date;

use super::behaviour::Behaviour;

/// A row of a file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A row of a table.
    #[error("data/city/{file}, line {line}: {text}")]
    Row {
        /// The file.
        file: &'static str,
        /// Counted from 1.
        line: usize,
        /// The row.
        text: String,
    },
    /// The behaviour.
    #[error("data/city/simulation.toml: {0}")]
    Behaviour(#[from] toml::de::Error),
}

/// One version of a territory.
pub struct TerritoryRow {
    pub key: i32,
    pub code: String,
    pub second_code: Option<String>,
    pub name: String,
    pub kind: TerritoryKind,
    pub parent: Option<i32>,
    pub from: Date,
    pub until: Option<Date>,
}

/// A line with the matters that are inspected under it.
pub struct LineRow {
    pub key: i32,
    pub code: String,
    pub name: String,
    pub matters: Vec<String>,
}

/// A power to punish, by its provision.
pub struct PowerRow {
    pub code: String,
    pub line: String,
    pub law: String,
    pub version: String,
    pub article: String,
    pub paragraph: String,
}

/// A department of the city, or one that every district has (`{}` stands for the district).
pub struct DepartmentRow {
    pub city: bool,
    pub name: String,
    pub line: String,
    pub kind: AgencyKind,
    pub standing: Standing,
    pub officers: u32,
    /// Inspections a year.
    pub yearly: u32,
}

/// Everything.
pub struct Data {
    pub territories: Vec<TerritoryRow>,
    pub lines: Vec<LineRow>,
    pub powers: Vec<PowerRow>,
    /// Laws by their titles, for fines within what their clauses allow.
    pub laws: HashMap<String, &'static LawText>,
    pub departments: Vec<DepartmentRow>,
    /// Family names with how often they occur.
    pub surnames: Vec<(String, u32)>,
    pub companies: Vec<String>,
    pub behaviour: Behaviour,
}

/// Reads a table whose first line names its columns. No field holds a comma, so a comma always separates.
fn table<T>(file: &'static str, text: &str, read: impl Fn(&[&str]) -> Option<T>) -> Result<Vec<T>, Broken> {
    let rows = text.lines().enumerate().skip(1);
    rows.map(|(i, line)| {
        let fields: Vec<&str> = line.split(',').collect();
        read(&fields).ok_or_else(|| Broken::Row { file, line: i + 1, text: line.to_owned() })
    })
    .collect()
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn territory(fields: &[&str]) -> Option<TerritoryRow> {
    let [key, code, second, name, kind, parent, from, until] = fields else { return None };
    Some(TerritoryRow {
        key: key.parse().ok()?,
        code: (*code).to_owned(),
        second_code: filled(second),
        name: (*name).to_owned(),
        kind: kind.parse().ok()?,
        parent: if parent.is_empty() { None } else { Some(parent.parse().ok()?) },
        from: from.parse().ok()?,
        until: if until.is_empty() { None } else { Some(until.parse().ok()?) },
    })
}

fn line(fields: &[&str]) -> Option<LineRow> {
    let [code, name, matters, _authorities] = fields else { return None };
    Some(LineRow {
        key: code.parse().ok()?,
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        matters: matters.split(';').map(str::to_owned).collect(),
    })
}

fn power(fields: &[&str]) -> Option<PowerRow> {
    let [code, line, law, version, article, paragraph, _kinds] = fields else { return None };
    let own = |text: &str| text.to_owned();
    Some(PowerRow {
        code: own(code),
        line: own(line),
        law: own(law),
        version: own(version),
        article: own(article),
        paragraph: own(paragraph),
    })
}

fn department(fields: &[&str]) -> Option<DepartmentRow> {
    let [level, name, line, kind, standing, officers, yearly] = fields else { return None };
    Some(DepartmentRow {
        city: *level == "city",
        name: (*name).to_owned(),
        line: (*line).to_owned(),
        kind: kind.parse().ok()?,
        standing: standing.parse().ok()?,
        officers: officers.parse().ok()?,
        yearly: yearly.parse().ok()?,
    })
}

impl Data {
    /// Reads the shipped files.
    ///
    /// # Errors
    /// One of them is broken; a test says so before anybody else does.
    pub fn shipped() -> Result<Self, Broken> {
        let surname = |fields: &[&str]| {
            let [name, count] = fields else { return None };
            Some(((*name).to_owned(), count.parse().ok()?))
        };
        let surnames = concat!("name,count\n", include_str!("../../../../data/city/surnames.txt"));
        Ok(Self {
            territories: table(
                "territories.csv",
                include_str!("../../../../data/city/territories.csv"),
                territory,
            )?,
            lines: table("lines.csv", include_str!("../../../../data/city/lines.csv"), line)?,
            powers: table("powers.csv", include_str!("../../../../data/city/powers.csv"), power)?,
            departments: table(
                "departments.csv",
                include_str!("../../../../data/city/departments.csv"),
                department,
            )?,
            surnames: table("surnames.txt", surnames, surname)?,
            companies: include_str!("../../../../data/city/companies.txt")
                .lines()
                .map(str::to_owned)
                .collect(),
            laws: law::shipped().iter().map(|l| (law::name_key(&l.title), l)).collect(),
            behaviour: Behaviour::read(include_str!("../../../../data/city/simulation.toml"))?,
        })
    }

    /// A line by its code.
    pub fn line(&self, code: &str) -> Option<&LineRow> {
        self.lines.iter().find(|l| l.code == code)
    }
}
