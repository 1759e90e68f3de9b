//! Rows on their way into a table: encoded once into PostgreSQL's binary form, sent by `COPY` when there are many and
//! as arrays through `unnest` when there are few. Both carry the very same bytes of each value.

use std::error::Error;

use bytes::{BufMut, Bytes, BytesMut};
use decree::view::{Table, Type, Value};
use jiff::{Timestamp, civil::Date};

use tokio_postgres::types::{Format, IsNull, ToSql, Type as PgType};
use uuid::Uuid;

/// Microseconds between 1970-01-01 and 2000-01-01, PostgreSQL's epoch.
const EPOCH_MICROS: i64 = 946_684_800_000_000;
/// The day on which it begins.
const EPOCH_DAY: Date = Date::constant(2000, 1, 1);

/// Rows of one table.
#[derive(Clone, Debug)]
pub struct Rows {
    columns: usize,
    data: Vec<u8>,
    /// End of each field in `data`; a row begins with a two-byte count of its fields.
    ends: Vec<u32>,
}

impl Rows {
    /// No rows yet.
    pub fn new(columns: usize) -> Self {
        Self { columns, data: Vec::new(), ends: Vec::new() }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.ends.len() / self.columns
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Begins a row: as many fields must follow as there are columns.
    pub fn begin(&mut self) {
        let count = i16::try_from(self.columns).unwrap_or(i16::MAX);
        self.data.extend_from_slice(&count.to_be_bytes());
    }

    fn field(&mut self, bytes: &[u8]) {
        let len = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
        self.data.extend_from_slice(&len.to_be_bytes());
        self.data.extend_from_slice(bytes);
        self.end();
    }

    fn end(&mut self) {
        self.ends.push(u32::try_from(self.data.len()).unwrap_or(u32::MAX));
    }

    /// A null.
    pub fn null(&mut self) {
        self.data.extend_from_slice(&(-1i32).to_be_bytes());
        self.end();
    }

    /// A smallint.
    pub fn small(&mut self, v: i16) {
        self.field(&v.to_be_bytes());
    }

    /// An int.
    pub fn int(&mut self, v: i32) {
        self.field(&v.to_be_bytes());
    }

    /// A uuid.
    pub fn uuid(&mut self, v: Uuid) {
        self.field(v.as_bytes());
    }

    /// A timestamptz.
    pub fn time(&mut self, v: Timestamp) {
        self.field(&(v.as_microsecond() - EPOCH_MICROS).to_be_bytes());
    }

    /// A timestamptz or null.
    pub fn time_or_null(&mut self, v: Option<Timestamp>) {
        match v {
            Some(v) => self.time(v),
            None => self.null(),
        }
    }

    /// A bytea.
    pub fn bytes(&mut self, v: &[u8]) {
        self.field(v);
    }

    /// A bytea or null.
    pub fn bytes_or_null(&mut self, v: Option<&[u8]>) {
        match v {
            Some(v) => self.field(v),
            None => self.null(),
        }
    }

    /// A view value.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.null(),
            Value::Bool(v) => self.field(&[u8::from(*v)]),
            Value::Small(v) => self.small(*v),
            Value::Int(v) => self.int(*v),
            Value::Big(v) => self.field(&v.to_be_bytes()),
            Value::Uuid(v) => self.uuid(*v),
            Value::Text(v) => self.field(v.as_bytes()),
            Value::Bytes(v) => self.field(v),
            Value::Time(v) => self.time(*v),
            Value::Date(v) => self.field(&days(*v).to_be_bytes()),
        }
    }

    /// A view row.
    pub fn row(&mut self, values: &[Value]) {
        self.begin();
        for value in values {
            self.value(value);
        }
    }

    /// The bytes of a single fixed-size field, without its length.
    pub(crate) fn raw_field(&self) -> [u8; 8] {
        let mut out = [0u8; 8];
        if let Some(bytes) = self.data.get(self.data.len().saturating_sub(8)..) {
            out.copy_from_slice(bytes);
        }
        out
    }

    /// The rows as a binary `COPY` stream.
    pub fn copy(self) -> Bytes {
        let mut out = BytesMut::with_capacity(self.data.len() + 32);
        out.put_slice(b"PGCOPY\n\xff\r\n\0");
        out.put_i32(0);
        out.put_i32(0);
        out.put_slice(&self.data);
        out.put_i16(-1);
        out.freeze()
    }

    /// Size in bytes.
    pub fn bytes_len(&self) -> usize {
        self.data.len()
    }

    /// One column as an array parameter.
    pub fn column(&self, column: usize, ty: Type) -> Column {
        let rows = self.len();
        let mut body = BytesMut::with_capacity(20 + rows * 12);
        let mut has_null = false;
        for row in 0..rows {
            let index = row * self.columns + column;
            let begin = if index == 0 { 0 } else { self.ends[index - 1] as usize };
            // The row's own count of fields stands before its first field.
            let begin = if column == 0 { begin + 2 } else { begin };
            let field = &self.data[begin..self.ends[index] as usize];
            has_null |= field[0] == 0xff;
            body.put_slice(field);
        }
        Column { element: pg_type(ty), rows, has_null, body: body.freeze() }
    }
}

/// Days since 2000-01-01.
pub fn days(date: Date) -> i32 {
    calendar::day_number(date) - calendar::day_number(EPOCH_DAY)
}

/// The date so many days after 2000-01-01.
pub fn date_of(days: i32) -> Date {
    calendar::date_at(i64::from(days) + i64::from(calendar::day_number(EPOCH_DAY)))
}

/// The moment so many microseconds after 2000-01-01.
pub fn time_of(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros.saturating_add(EPOCH_MICROS)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An array parameter whose elements are already encoded.
#[derive(Debug)]
pub struct Column {
    element: PgType,
    rows: usize,
    has_null: bool,
    body: Bytes,
}

impl ToSql for Column {
    fn to_sql(&self, _: &PgType, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let dimensions = i32::from(self.rows > 0);
        out.put_i32(dimensions);
        out.put_i32(i32::from(self.has_null));
        out.put_u32(self.element.oid());
        if self.rows > 0 {
            out.put_i32(i32::try_from(self.rows)?);
            out.put_i32(1);
            out.put_slice(&self.body);
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &PgType) -> bool {
        true
    }

    fn encode_format(&self, _: &PgType) -> Format {
        Format::Binary
    }

    fn to_sql_checked(
        &self,
        ty: &PgType,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.to_sql(ty, out)
    }
}

/// The PostgreSQL type of a column.
pub fn pg_type(ty: Type) -> PgType {
    match ty {
        Type::Bool => PgType::BOOL,
        Type::Small => PgType::INT2,
        Type::Int => PgType::INT4,
        Type::Big => PgType::INT8,
        Type::Uuid => PgType::UUID,
        Type::Text => PgType::TEXT,
        Type::Bytes => PgType::BYTEA,
        Type::Time => PgType::TIMESTAMPTZ,
        Type::Date => PgType::DATE,
    }
}

/// A table as rows are written to it.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Schema.
    pub schema: &'static str,
    /// Table.
    pub table: &'static Table,
}

impl Target {
    /// A table of `view`.
    pub const fn view(table: &'static Table) -> Self {
        Self { schema: "view", table }
    }

    fn names(&self) -> String {
        self.table.columns.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(", ")
    }

    /// The `COPY` statement.
    pub fn copy_sql(&self) -> String {
        format!("copy {}.{} ({}) from stdin (format binary)", self.schema, self.table.name, self.names())
    }

    fn unnest(&self, columns: usize) -> String {
        let types = &self.table.columns[..columns];
        let arrays: Vec<_> =
            (1..).zip(types).map(|(i, (_, ty))| format!("${i}::{}[]", pg_type(*ty).name())).collect();
        format!("unnest({})", arrays.join(", "))
    }

    /// The `INSERT` of arrays; with `upsert`, rows whose key is there are replaced, if they belong to the same stream: where the
    /// key is a number that only one may have, another stream's row stays, and fewer rows than given are affected.
    pub fn insert_sql(&self, upsert: bool) -> String {
        let all = self.table.columns.len();
        let mut sql = format!(
            "insert into {}.{} ({}) select * from {}",
            self.schema,
            self.table.name,
            self.names(),
            self.unnest(all)
        );
        if upsert {
            let key: Vec<_> = self.table.columns[..self.table.key].iter().map(|(n, _)| *n).collect();
            let set: Vec<_> = self.table.columns[self.table.key..]
                .iter()
                .map(|(n, _)| format!("{n} = excluded.{n}"))
                .collect();
            sql.push_str(&format!(" on conflict ({}) do update set {}", key.join(", "), set.join(", ")));
            let (stream, _) = self.table.columns[self.table.stream];
            if self.table.stream >= self.table.key {
                sql.push_str(&format!(" where {}.{stream} = excluded.{stream}", self.table.name));
            }
        }
        sql
    }

    /// The `DELETE` of rows by key arrays.
    pub fn delete_sql(&self) -> String {
        let key: Vec<_> = self.table.columns[..self.table.key].iter().map(|(n, _)| *n).collect();
        format!(
            "delete from {}.{} where ({}) in (select * from {})",
            self.schema,
            self.table.name,
            key.join(", "),
            self.unnest(self.table.key)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back() {
        for (text, days_since_2000) in [("2000-01-01", 0), ("2026-11-24", 9824), ("1999-12-31", -1)] {
            let date: Date = text.parse().unwrap();
            assert_eq!(days(date), days_since_2000, "{text}");
            assert_eq!(date_of(days_since_2000), date);
        }
    }
}
