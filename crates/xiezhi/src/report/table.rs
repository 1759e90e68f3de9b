//! A table in fixed columns, where a Chinese character is two columns wide.

use unicode_width::UnicodeWidthStr;

/// How many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    text.width()
}

/// Rows of texts under titles.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with titles.
    pub fn new(titles: Vec<String>) -> Self {
        Self { rows: vec![titles] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, the titles first. Columns are as wide as their widest cell; the last one is not filled up.
    pub fn lines(&self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            self.rows.iter().filter_map(|r| r.get(column)).map(|c| width(c)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        self.rows.iter().map(|row| line(row, &widths)).collect()
    }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, wide) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', wide.saturating_sub(width(cell)) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_keep_the_columns() {
        let mut table = Table::new(vec!["名称".to_owned(), "n".to_owned()]);
        table.row(vec!["ab".to_owned(), "1".to_owned()]);
        assert_eq!(table.lines(), ["名称  n", "ab    1"]);
    }
}
