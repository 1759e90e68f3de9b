//! Two databases: what came from another node is projected by the same code, once, and belongs to its node.

use decree::view::TABLES;
use platform::PlatformError;
use store::Role;

use crate::city::{Record, supplement};
use crate::history;
use crate::server::{Db, at};
use crate::tables;

/// Carries streams and facts over, as they are.
async fn carry(from: &Db, to: &Db) {
    let target = to.client(Role::Super).await;
    let streams = from.text("select t::text from journal.stream t").await;
    target
        .execute(
            "insert into journal.stream select (r::journal.stream).* from unnest($1::text[]) r
             on conflict (id) do update set version = excluded.version",
            &[&streams],
        )
        .await
        .unwrap();
    let facts = from.text("select t::text from journal.fact t order by recorded_at, stream, seq").await;
    target
        .execute(
            "insert into journal.fact select f.* from unnest($1::text[]) r cross join lateral (select (r::journal.fact).*) f
             where not exists (select from journal.fact o where o.id = f.id)",
            &[&facts],
        )
        .await
        .unwrap();
}

async fn same_views(one: &Db, other: &Db) {
    let (a, b) = (one.client(Role::Super).await, other.client(Role::Super).await);
    for table in TABLES {
        let name = format!("view.{}", table.name);
        assert_eq!(tables::rows(&a, &name).await, tables::rows(&b, &name).await, "{name}");
    }
}

#[tokio::test]
async fn facts_of_another_node_are_projected_once_and_only_those_that_moved() {
    let one = Db::city().await;
    history::happen(&one).await;
    let empty = Db::empty().await;
    let two = Db::open(empty.access.clone(), empty.keys.clone(), 2, at("2026-03-27 08:00")).await;
    carry(&one, &two).await;
    assert_eq!(two.number("select count(*) from view.inspection").await, 0);
    let streams = one.number("select count(*) from journal.stream").await;
    assert_eq!(i64::try_from(two.store().follow().await.unwrap()).unwrap(), streams);
    same_views(&one, &two).await;
    assert_eq!(two.store().follow().await.unwrap(), 0, "a second time nothing moves");
    // More of the old and something new: two streams move, one of them for the first time.
    one.moves_to("2026-03-27 08:30");
    two.clock.advance_to(at("2026-03-27 08:30"));
    let stream =
        one.text("select stream from view.inspection where agency = 1 and facts = 1 order by 1").await[0]
            .parse()
            .unwrap();
    one.platform.submit(supplement(1, stream, "later", "plan", "计划")).await.unwrap().unwrap();
    Record::new(2, "later", "2026-03-27 08:00").collect(&one.platform).await;
    carry(&one, &two).await;
    let row =
        format!("select xmin::text from view.inspection where stream <> '{stream}' order by stream limit 1");
    let before = two.text(&row).await;
    assert_eq!(two.store().follow().await.unwrap(), 2);
    assert_eq!(two.text(&row).await, before, "no other row was written");
    same_views(&one, &two).await;
    // Rows that go: the alerts' deadlines are over in both.
    one.moves_to("2026-06-01 00:00");
    assert!(one.platform.sweep(None).await.unwrap().found > 0);
    carry(&one, &two).await;
    assert!(two.store().follow().await.unwrap() > 0);
    same_views(&one, &two).await;
    // A stream belongs to its node: another appends nothing to it.
    let facts = two.number("select count(*) from journal.fact").await;
    two.platform.refresh().await.unwrap();
    let refused = two.platform.submit(supplement(1, stream, "stranger", "notes", "x")).await;
    assert!(matches!(refused, Err(PlatformError::Contended)), "{refused:?}");
    assert_eq!(two.number("select count(*) from journal.fact").await, facts);
    let checked = two.store().check(10).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
}
