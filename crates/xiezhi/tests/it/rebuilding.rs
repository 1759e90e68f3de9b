//! `view` is what the facts say; commitments are what the vault's salts make of the sections.

use decree::fact::{Section, ThingKind, commit_envelope, commit_person, commit_section, leaf, uncovered};
use serde_json::Value;
use store::Difference;
use uuid::Uuid;

use crate::history;
use crate::server::Db;

async fn differences(db: &Db) -> Vec<Difference> {
    db.store().check(100).await.unwrap().differences
}

async fn clean(db: &Db) {
    let checked = db.store().check(100).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
    assert_eq!(i64::try_from(checked.facts).unwrap(), db.number("select count(*) from journal.fact").await);
    assert_eq!(
        i64::try_from(checked.streams).unwrap(),
        db.number("select count(*) from journal.stream").await
    );
}

#[tokio::test]
async fn view_equals_the_facts_after_a_mixed_history() {
    let db = Db::city().await;
    history::happen(&db).await;
    clean(&db).await;
    assert_eq!(db.platform.check_alerts(100).await.unwrap().mismatches, []);
    let tables: Vec<String> =
        ["inspection", "known", "finding", "deadline", "alert", "amendment", "visit", "outage", "journal"]
            .map(|t| format!("select count(*) from view.{t}"))
            .to_vec();
    for query in tables {
        assert!(db.number(&query).await > 0, "{query}");
    }
}

#[tokio::test]
async fn every_edited_lost_or_foreign_row_is_named_and_rebuilt() {
    let db = Db::city().await;
    history::happen(&db).await;
    let streams = db.text("select stream from view.inspection order by stream limit 3").await;
    let [edited, lost, copied] = [&streams[0], &streams[1], &streams[2]];
    let deadline = db.text("select stream from view.deadline order by 1 limit 1").await.remove(0);
    db.tamper(&format!(
        "update view.inspection set result = 9 where stream = '{edited}';
         delete from view.inspection where stream = '{lost}';
         insert into view.visit select md5('foreign')::uuid, 21, 1, 1, 1, 1, now(), now(), 'nowhere', 0;
         update view.known set digest = 'x' where stream = '{copied}';
         update view.deadline set office = 4711 where stream = '{deadline}'"
    ))
    .await;
    let found = differences(&db).await;
    let mut named: Vec<(String, String, bool, bool)> = found
        .iter()
        .map(|d| (d.table.clone(), d.stream.to_string(), d.facts.is_some(), d.view.is_some()))
        .collect();
    named.sort();
    let foreign = db.text("select md5('foreign')::uuid").await.remove(0);
    let mut wanted = vec![
        ("view.inspection".to_owned(), edited.clone(), true, true),
        ("view.inspection".to_owned(), lost.clone(), true, false),
        ("view.visit".to_owned(), foreign, false, true),
        ("view.known".to_owned(), copied.clone(), true, true),
        ("view.deadline".to_owned(), deadline, true, true),
    ];
    wanted.sort();
    assert_eq!(named, wanted);
    assert_eq!(db.store().check(2).await.unwrap().differences.len(), 2, "no more are named than asked for");
    let rebuilt = db.store().rebuild().await.unwrap();
    assert!(rebuilt.differences.is_empty());
    clean(&db).await;
}

#[tokio::test]
async fn a_rebuild_makes_the_very_same_rows() {
    let db = Db::city().await;
    history::happen(&db).await;
    let client = db.client(store::Role::Super).await;
    let mut before = Vec::new();
    for table in decree::view::TABLES {
        before.push(crate::tables::rows(&client, &format!("view.{}", table.name)).await);
    }
    db.tamper("truncate view.inspection, view.agency, view.alert, view.calendar_day").await;
    db.store().rebuild().await.unwrap();
    for (table, before) in decree::view::TABLES.iter().zip(before) {
        assert_eq!(
            crate::tables::rows(&client, &format!("view.{}", table.name)).await,
            before,
            "view.{}",
            table.name
        );
    }
    // What was made anew goes on as before.
    crate::city::Record::new(1, "after", "2026-03-27 07:00").collect(&db.platform).await;
    clean(&db).await;
}

/// What was done to the journal behind the platform's back is named by its stream.
#[tokio::test]
async fn tampering_with_the_journal_is_named() {
    let db = Db::city().await;
    history::happen(&db).await;
    let mut untouched = db
        .text("select stream from view.inspection where facts = 1 and result = 1 order by stream limit 5")
        .await;
    untouched
        .extend(db.text("select stream from view.amendment where state = 5 order by stream limit 1").await);
    let mut next = untouched.into_iter();
    let mut next = || next.next().unwrap();
    let (seq, version, content, vanished, unowned, shortened) =
        (next(), next(), next(), next(), next(), next());
    let attempts = [
        (&seq, format!("update journal.fact set seq = 2 where stream = '{seq}'")),
        (&version, format!("update journal.stream set version = 2 where id = '{version}'")),
        // A fact says another thing, as if it had always said so.
        (
            &content,
            format!(
                "update journal.fact set public = convert_to(replace(convert_from(public, 'utf8'), '\"pass\"', '\"fail\"'), 'utf8')
                 where stream = '{content}'"
            ),
        ),
        // All facts of a thing are gone, with all its rows.
        (
            &vanished,
            format!(
                "delete from journal.fact where stream = '{vanished}'; delete from view.inspection where stream = '{vanished}';
                 delete from view.known where stream = '{vanished}'; delete from view.finding where stream = '{vanished}';
                 delete from view.deadline where stream = '{vanished}'"
            ),
        ),
        // The token of a thing is gone: nobody could append to it any more.
        (&unowned, format!("delete from journal.stream where id = '{unowned}'")),
        // The last fact of a thing is gone.
        (&shortened, format!("delete from journal.fact where stream = '{shortened}' and seq = 3")),
    ];
    for (stream, statement) in attempts {
        let before: Vec<Uuid> = differences(&db).await.iter().map(|d| d.stream).collect();
        let stream: Uuid = stream.parse().unwrap();
        assert!(!before.contains(&stream), "{statement}");
        db.tamper(&statement).await;
        let after: Vec<Uuid> = differences(&db).await.iter().map(|d| d.stream).collect();
        assert!(after.contains(&stream), "not noticed: {statement}");
    }
}

/// The log's leaf is a function of the stored row alone; each commitment opens with the vault's salt, each person's with
/// the person's own.
#[tokio::test]
async fn every_commitment_opens_with_the_salts_of_the_vault() {
    let db = Db::city().await;
    let history = history::happen(&db).await;
    let (mut facts, mut sections, mut persons) = (0, 0, 0);
    let mut leaves = std::collections::BTreeSet::new();
    for stream in db.text("select id from journal.stream").await {
        for fact in db.store().facts(stream.parse().unwrap()).await.unwrap() {
            facts += 1;
            let id = fact.envelope.id;
            leaves.insert(leaf(&fact.envelope, &fact.commits).unwrap());
            let salts = db.store().salts(&[id]).await.unwrap().remove(0).1;
            let mut expected = Vec::new();
            let mut chunks = salts.chunks_exact(33);
            for (section, bytes) in fact.sections.present() {
                let chunk = chunks.next().unwrap();
                assert_eq!(chunk[0], section as u8);
                let salt: [u8; 32] = chunk[1..].try_into().unwrap();
                expected.push(section as u8);
                expected.extend(commit_section(&salt, section, bytes));
                sections += 1;
            }
            let envelope = chunks.next().unwrap();
            assert!(envelope[0] == 5 && chunks.next().is_none() && salts.len().is_multiple_of(33));
            // A message commits to its text and to its sender, each an entry of the vault.
            let in_vault: Vec<Uuid> = match fact.envelope.kind {
                60 | 80 => person_in(fact.sections.internal.as_deref()).into_iter().collect(),
                120 => ["text", "contact"]
                    .into_iter()
                    .filter_map(|key| uuid_in(fact.sections.internal.as_deref(), key))
                    .collect(),
                _ => Vec::new(),
            };
            for person in in_vault {
                let (value, salt) = db.store().person(person).await.unwrap().unwrap();
                expected.push(4);
                expected.extend(commit_person(&salt, id, &value));
                persons += 1;
            }
            expected.push(5);
            expected.extend(commit_envelope(envelope[1..].try_into().unwrap(), &fact.envelope));
            assert_eq!(uncovered(&fact, &salts), Ok(None));
            assert_eq!(fact.commits, expected, "fact {id} of kind {}", fact.envelope.kind);
        }
    }
    assert_eq!(facts, db.number("select count(*) from journal.fact").await);
    assert_eq!(leaves.len(), usize::try_from(facts).unwrap(), "no two facts have one leaf");
    let written = db.number("select count(*) from journal.fact where kind = 120").await;
    assert!(sections > facts && persons == 1 + 2 * written, "{sections} sections, {persons} persons");
    // Another byte opens nothing.
    let fact = db.store().facts(history.natural).await.unwrap().remove(0);
    let salts = db.store().salts(&[fact.envelope.id]).await.unwrap().remove(0).1;
    let salt: [u8; 32] = salts[1..33].try_into().unwrap();
    assert_ne!(commit_section(&salt, Section::Public, b"{}").as_slice(), &fact.commits[1..33]);
    // The person's name stands in no fact.
    let name = history::NAME;
    let clear = format!(
        "select count(*) from journal.fact where position(convert_to('{name}', 'utf8') in
           coalesce(public, '') || coalesce(party, '') || coalesce(internal, '')) > 0"
    );
    assert_eq!(db.number(&clear).await, 0);
    let thing = db.store().load(&[history.natural]).await.unwrap().remove(&history.natural).unwrap();
    assert_eq!(thing.kind, ThingKind::Inspection);
}

fn person_in(internal: Option<&[u8]>) -> Option<Uuid> {
    uuid_in(internal, "person")
}

fn uuid_in(internal: Option<&[u8]>, key: &str) -> Option<Uuid> {
    let value: Value = serde_json::from_slice(internal?).unwrap();
    value.get(key)?.as_str()?.parse().ok()
}
