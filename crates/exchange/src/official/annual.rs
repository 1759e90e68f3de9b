//! The yearly statistics (行政执法统计年报) as tables: a row an agency, a column a kind, totals below. What is counted, and how,
//! is decided elsewhere by the same file (`data/official/annual.toml`); here is what the tables look like.

use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{wan_yuan, yuan};
use crate::message::{Message, error_from_message};
use crate::writer::{OutputFormat, TableWriter, WriteError};

const SHIPPED: &str = include_str!("../../../../data/official/annual.toml");

#[derive(Deserialize)]
struct Labelled {
    label: String,
}

/// The words of the tables; a `Rules` of what is counted reads the rest of the same file.
#[derive(Deserialize)]
struct File {
    penalty: Vec<Labelled>,
    measure: Vec<Labelled>,
    execution: Vec<Labelled>,
    court: Labelled,
    licence: Vec<Labelled>,
    act: Vec<Labelled>,
    layout: Layout,
}

#[derive(Deserialize)]
struct Layout {
    agency: String,
    total: String,
    penalty: String,
    compulsion: String,
    licence: String,
    act: String,
    penalty_amount: String,
    act_amount: String,
    unit: Unit,
}

/// The unit of the amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Unit {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    TenThousandYuan,
}

/// One table.
#[derive(Clone, Debug)]
pub struct TableLayout {
    /// `A` penalties, `B` compulsion, `C` licences, `D` other acts.
    pub code: char,
    /// What it is called.
    pub title: String,
    /// The labels of the counts, in their order.
    pub counts: Vec<String>,
    /// Whether a column with the sum of the counts follows.
    pub has_sum: bool,
    /// The label of the amount at the end, without its unit.
    pub amount: Option<String>,
    unit: Unit,
    agency: String,
    total: String,
}

/// One agency's row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The agency's name.
    pub agency: String,
    /// As many counts as the table has.
    pub counts: Vec<u64>,
    /// In fen; nothing where the table has no amount.
    pub amount: Option<i64>,
}

/// Why a table could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnnualError {
    /// A row has other counts than the table, or an amount where there is none.
    Uneven {
        /// Counts of the row.
        found: usize,
        /// Counts of the table.
        expected: usize,
    },
    /// A total is larger than any that can be.
    TooMuch,
    /// The file cannot be written.
    Write(WriteError),
}

impl AnnualError {
    /// What is said to the person who asked for the table.
    pub fn message(&self) -> Message {
        match self {
            Self::Uneven { found, expected } => {
                Message::new("exchange-annual-uneven").count("found", *found).count("expected", *expected)
            }
            Self::TooMuch => Message::new("exchange-annual-too-much"),
            Self::Write(error) => error.message(),
        }
    }
}

error_from_message!(AnnualError);

impl From<WriteError> for AnnualError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

static TABLES: LazyLock<Vec<TableLayout>> =
    LazyLock::new(|| toml::from_str::<File>(SHIPPED).map(File::tables).unwrap_or_default());

/// The tables that ship with the product, A to D.
pub fn tables() -> &'static [TableLayout] {
    &TABLES
}

impl File {
    fn tables(self) -> Vec<TableLayout> {
        let layout = self.layout;
        let labels = |columns: Vec<Labelled>| columns.into_iter().map(|column| column.label).collect();
        let table = |code, title: String, counts, has_sum, amount| {
            let (agency, total) = (layout.agency.clone(), layout.total.clone());
            TableLayout { code, title, counts, has_sum, amount, unit: layout.unit, agency, total }
        };
        let compulsion = self.measure.into_iter().chain(self.execution).chain([self.court]).collect();
        vec![
            table(
                'A',
                layout.penalty.clone(),
                labels(self.penalty),
                true,
                Some(layout.penalty_amount.clone()),
            ),
            table('B', layout.compulsion.clone(), labels(compulsion), true, None),
            // An application that is accepted and granted stands in three columns: a sum would say nothing.
            table('C', layout.licence.clone(), labels(self.licence), false, None),
            table('D', layout.act.clone(), labels(self.act), false, Some(layout.act_amount.clone())),
        ]
    }
}

impl TableLayout {
    /// The titles of the columns.
    pub fn header(&self) -> Vec<String> {
        let unit = match self.unit {
            Unit::Yuan => "元",
            Unit::TenThousandYuan => "万元",
        };
        let amount = self.amount.as_ref().map(|label| format!("{label}（{unit}）"));
        let sum = self.has_sum.then(|| self.total.clone());
        let counts = self.counts.iter().cloned();
        std::iter::once(self.agency.clone()).chain(counts).chain(sum).chain(amount).collect()
    }

    /// Writes the table: its header, a row an agency, and the total.
    ///
    /// # Errors
    ///
    /// When a row does not fit the table, a total cannot be told, or the disk refuses.
    pub fn write(&self, path: &Path, format: &OutputFormat, rows: &[Row]) -> Result<(), AnnualError> {
        let mut total = Row {
            agency: self.total.clone(),
            counts: vec![0; self.counts.len()],
            amount: self.amount.as_ref().map(|_| 0),
        };
        let mut table = TableWriter::create(path, format, &self.header())?;
        for row in rows {
            self.add(&mut total, row)?;
            table.push(&self.cells(row)?)?;
        }
        table.push(&self.cells(&total)?)?;
        Ok(table.finish()?)
    }

    fn add(&self, total: &mut Row, row: &Row) -> Result<(), AnnualError> {
        if row.counts.len() != self.counts.len() || row.amount.is_some() != self.amount.is_some() {
            return Err(AnnualError::Uneven { found: row.counts.len(), expected: self.counts.len() });
        }
        for (sum, count) in total.counts.iter_mut().zip(&row.counts) {
            *sum = sum.checked_add(*count).ok_or(AnnualError::TooMuch)?;
        }
        if let (Some(sum), Some(amount)) = (&mut total.amount, row.amount) {
            *sum = sum.checked_add(amount).ok_or(AnnualError::TooMuch)?;
        }
        Ok(())
    }

    fn cells(&self, row: &Row) -> Result<Vec<String>, AnnualError> {
        let mut cells = vec![row.agency.clone()];
        cells.extend(row.counts.iter().map(u64::to_string));
        if self.has_sum {
            let sum = row.counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
            cells.push(sum.ok_or(AnnualError::TooMuch)?.to_string());
        }
        cells.extend(row.amount.map(|fen| match self.unit {
            Unit::Yuan => yuan(fen),
            Unit::TenThousandYuan => wan_yuan(fen),
        }));
        Ok(cells)
    }
}
