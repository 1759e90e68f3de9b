//! The schema: statements, migrations, which table stands where, and that every column of `view` is written by an apply.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use decree::view::{TABLES, Type};
use store::{MIGRATIONS, Role, StoreError};
use tokio_postgres::Client;

use crate::server::{Db, text};
use crate::tables;

#[tokio::test]
async fn every_statement_prepares_as_its_role() {
    let db = Db::empty().await;
    let roles = [Role::Owner, Role::Writer, Role::Reader, Role::Public];
    let mut clients = BTreeMap::new();
    for role in roles {
        let name = role.name().strip_prefix("xiezhi_").unwrap();
        clients.insert(name, db.client(role).await);
    }
    let mut wrong = Vec::new();
    for (name, statement) in store::statements() {
        match clients.get(statement.role) {
            None => wrong.push(format!("{name}: no role {:?}", statement.role)),
            Some(_) if statement.alone => {}
            Some(client) => {
                if let Err(error) = client.prepare(&statement.text).await {
                    wrong.push(format!("{name} as {}: {error:?}", statement.role));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(store::statements().len() > 50);
}

/// What a list says of the schema, one line a thing, in an order that does not depend on when it was made.
async fn schema(client: &Client) -> String {
    const QUESTIONS: [&str; 7] = [
        "select 'schema ' || nspname from pg_namespace where nspname in ('journal', 'vault', 'log', 'desk', 'view') order by 1",
        "select 'table ' || n.nspname || '.' || c.relname || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
            || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), '')
            || case when c.relrowsecurity then ' row level security' else '' end || E'\\n'
            || (select string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                  || case when a.attnotnull then ' not null' else '' end
                  || case a.attidentity when '' then '' else ' generated as identity' end
                  || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E'\\n' order by a.attnum)
                from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and n.nspname in ('journal', 'vault', 'log', 'desk', 'view') order by 1",
        "select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
         where connamespace::regnamespace::text in ('journal', 'vault', 'log', 'desk', 'view') and contype <> 'n' order by 1",
        "select 'index ' || indexdef from pg_indexes
         where schemaname in ('journal', 'vault', 'log', 'desk', 'view') order by schemaname, indexname",
        "select 'policy ' || schemaname || '.' || tablename || ' ' || policyname || ' for ' || cmd || ' to ' || roles::text
            || coalesce(' using ' || md5(qual), '') || coalesce(' check ' || with_check, '')
         from pg_policies order by schemaname, tablename, policyname",
        "select 'grant ' || grantee || ' ' || table_schema || '.' || table_name || ' '
            || string_agg(privilege_type, ', ' order by privilege_type)
         from information_schema.role_table_grants
         where grantee in ('xiezhi_writer', 'xiezhi_reader', 'xiezhi_public', 'PUBLIC')
           and table_schema in ('journal', 'vault', 'log', 'desk', 'view')
         group by grantee, table_schema, table_name order by grantee, table_schema, table_name",
        "select 'grant ' || grantee || ' ' || table_schema || '.' || table_name || ' update (' || column_name || ')'
         from information_schema.role_column_grants c
         where grantee in ('xiezhi_writer', 'xiezhi_reader', 'xiezhi_public') and privilege_type = 'UPDATE'
           and not exists (select from information_schema.role_table_grants t where t.grantee = c.grantee
             and t.table_schema = c.table_schema and t.table_name = c.table_name and t.privilege_type = 'UPDATE')
         order by 1",
    ];
    let mut lines = Vec::new();
    for question in QUESTIONS {
        lines.extend(text(client, question).await);
    }
    lines.join("\n") + "\n"
}

#[tokio::test]
async fn migrating_from_nothing_gives_the_schema_kept_in_the_repository() {
    let db = Db::empty().await;
    let found = schema(&db.client(Role::Super).await).await;
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/schema.sql");
    let header = "-- What the migrations make of nothing, one line a thing: compared by a test with a database just made.\n\
                  -- Written anew with XIEZHI_WRITE_SCHEMA=1 cargo test -p xiezhi --test it schema. Policies stand as their MD5.\n";
    let found = format!("{header}{found}");
    if std::env::var_os("XIEZHI_WRITE_SCHEMA").is_some() {
        std::fs::write(&kept, &found).unwrap();
    }
    let text = std::fs::read_to_string(&kept).unwrap_or_default();
    let differs = found.lines().zip(text.lines()).find(|(a, b)| a != b);
    assert!(
        text == found,
        "crates/store/schema.sql differs, first here: {differs:?}; see its head for how to write it anew"
    );
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    let db = Db::city().await;
    let client = db.client(Role::Super).await;
    let before = schema(&client).await;
    let facts = db.number("select count(*) from journal.fact").await;
    store::migrate(&db.access).await.unwrap();
    assert_eq!(schema(&client).await, before);
    assert_eq!(db.number("select count(*) from journal.fact").await, facts);
}

#[tokio::test]
async fn a_database_newer_than_the_program_is_refused() {
    let db = Db::empty().await;
    db.tamper("insert into desk.migration (number, digest) values (999, 'x')").await;
    let known = MIGRATIONS.last().unwrap().0;
    let error = store::migrate(&db.access).await.unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 999, known: k } if k == known), "{error}");
}

#[tokio::test]
async fn an_applied_migration_that_was_edited_is_refused() {
    let db = Db::empty().await;
    db.tamper("update desk.migration set digest = repeat('0', 64) where number = 1").await;
    let error = store::migrate(&db.access).await.unwrap_err();
    assert!(matches!(error, StoreError::Edited(1)), "{error}");
}

#[tokio::test]
async fn policies_are_written_anew_when_their_text_changed() {
    let db = Db::empty().await;
    let client = db.client(Role::Super).await;
    let before = schema(&client).await;
    db.tamper("drop policy scope on view.alert; update desk.meta set value = 'older' where key = 'policies'")
        .await;
    assert_ne!(schema(&client).await, before);
    store::migrate(&db.access).await.unwrap();
    assert_eq!(schema(&client).await, before);
}

#[tokio::test]
async fn every_table_stands_in_one_of_the_five_schemas() {
    let db = Db::empty().await;
    let outside: Vec<String> = tables::all(&db.client(Role::Super).await)
        .await
        .into_iter()
        .filter(|t| !["journal.", "vault.", "log.", "desk.", "view."].iter().any(|s| t.starts_with(s)))
        .collect();
    assert_eq!(outside, Vec::<String>::new());
}

/// A column that no `apply` writes would not be in `TABLES`, and one that is not there could not be written.
#[tokio::test]
async fn every_column_of_view_is_written_by_an_apply() {
    let db = Db::empty().await;
    let mut there: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let query = "select table_name, column_name || ' ' || udt_name from information_schema.columns
                 where table_schema = 'view' order by table_name, ordinal_position";
    for line in db.text(query).await {
        let (table, column) = line.split_once('|').unwrap();
        there.entry(table.to_owned()).or_default().push(column.to_owned());
    }
    let type_of = |ty: Type| match ty {
        Type::Bool => "bool",
        Type::Small => "int2",
        Type::Int => "int4",
        Type::Big => "int8",
        Type::Uuid => "uuid",
        Type::Text => "text",
        Type::Bytes => "bytea",
        Type::Time => "timestamptz",
        Type::Date => "date",
    };
    let mut written = BTreeMap::new();
    for table in TABLES {
        let columns: Vec<String> =
            table.columns.iter().map(|(n, ty)| format!("{n} {}", type_of(*ty))).collect();
        written.insert(table.name.to_owned(), columns);
    }
    assert_eq!(there, written);
}

#[tokio::test]
async fn the_primary_key_of_a_view_table_is_its_leading_columns() {
    let db = Db::empty().await;
    let found: BTreeSet<String> = db
        .text(
            "select replace(conrelid::regclass::text, '\"', '') || ' ' || pg_get_constraintdef(oid) from pg_constraint
               where contype = 'p' and connamespace = 'view'::regnamespace",
        )
        .await
        .into_iter()
        .collect();
    let wanted: BTreeSet<String> = TABLES
        .iter()
        .map(|t| {
            let key: Vec<&str> = t.columns[..t.key].iter().map(|(n, _)| *n).collect();
            format!("view.{} PRIMARY KEY ({})", t.name, key.join(", "))
        })
        .collect();
    assert_eq!(found, wanted);
}

/// DESIGN section 4: a filtered or sorted column of a type whose operators are not leakproof would cost a list its index.
#[tokio::test]
async fn columns_of_view_have_leakproof_types_only() {
    let db = Db::empty().await;
    let allowed = ["int4", "int8", "text", "uuid", "date", "timestamptz", "bool", "int2", "bytea"];
    let types =
        db.text("select distinct udt_name from information_schema.columns where table_schema = 'view'").await;
    assert_eq!(types.iter().filter(|t| !allowed.contains(&t.as_str())).count(), 0, "{types:?}");
}

/// DESIGN section 4: partitioned from the first migration, two indexes, and no foreign key points at a fact.
#[tokio::test]
async fn the_fact_table_has_two_indexes_and_nothing_points_at_it() {
    let db = Db::empty().await;
    let indexes = db
        .text(
            "select indexname from pg_indexes where schemaname = 'journal' and tablename = 'fact' order by 1",
        )
        .await;
    assert_eq!(indexes, ["fact_id", "fact_stream"]);
    assert_eq!(db.number("select count(*) from pg_constraint where contype = 'f'").await, 0);
    assert_eq!(db.text("select relkind from pg_class where oid = 'journal.fact'::regclass").await, ["p"]);
}
