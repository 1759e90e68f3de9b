//! What tables there are, and what stands in them.

use tokio_postgres::Client;

use crate::server::text;

/// Every ordinary or partitioned table that is no system's, as `schema.table`, in order.
pub async fn all(client: &Client) -> Vec<String> {
    text(
        client,
        "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1",
    )
    .await
}

/// The rows of a table as text, in the order of that text.
pub async fn rows(client: &Client, table: &str) -> Vec<String> {
    text(client, &format!("select t::text from {table} t order by 1")).await
}
