//! Erasure: the personal value and its salt leave the database's files; every proof stays valid.

use std::path::Path;

use decree::fact::{commit_person, leaf};
use pgserver::{Options, PrivateServer};
use platform::PlatformError;
use store::Access;
use uuid::Uuid;

use crate::city::{self, Record, city_office, legal_unit};
use crate::server::{Db, at, beginning, folder, settings};

/// Files of the tables that hold some bytes.
fn files_with(folder: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if std::fs::read(&path).unwrap_or_default().windows(needle.len()).any(|w| w == needle) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn bytes(hex: &str) -> Vec<u8> {
    let hex = hex.strip_prefix("\\x").unwrap();
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erased_person_is_gone_from_every_file_and_every_proof_holds() {
    let options = Options { data: folder("erasing"), programs: None, settings: settings(), role: "command" };
    let server = PrivateServer::start(&options).unwrap();
    let access = Access::private(server.socket_dir(), "xiezhi");
    access.prepare().await.unwrap();
    store::migrate(&access).await.unwrap();
    let db = Db::open(access, folder("erasing").join("keys"), 1, beginning()).await;
    db.platform.found(true).await.unwrap();
    city::register(&db.platform).await;
    db.moves_to("2026-03-10 09:00");
    let person = |n: &str, name: &str, number: &str| {
        Record::new(1, n, "2026-03-10 08:00")
            .with("target_kind", "person")
            .with("target_name", name)
            .with("target_id_number", number)
    };
    let (erased, kept) =
        (person("erased", "欧阳甲", "120101199003071091"), person("kept", "上官乙", "11010519491231002X"));
    let erased = erased.collect(&db.platform).await.stream;
    let kept = kept.collect(&db.platform).await.stream;
    let key = async |stream: Uuid| -> Uuid {
        db.text(&format!("select person from view.inspection where stream = '{stream}'")).await[0]
            .parse()
            .unwrap()
    };
    let (erased_key, kept_key) = (key(erased).await, key(kept).await);
    let row = db
        .text(&format!("select value, salt, equal_by from vault.person where id = '{erased_key}'"))
        .await
        .remove(0);
    let traces: Vec<Vec<u8>> = row.split('|').map(bytes).collect();
    let base = server.cluster_dir().join("base");
    db.tamper("checkpoint").await;
    for trace in &traces {
        assert!(!files_with(&base, trace).is_empty(), "it is in the table's file before");
    }
    let leaves = async || {
        let mut leaves = Vec::new();
        for stream in [erased, kept] {
            for fact in db.store().facts(stream).await.unwrap() {
                leaves.push(leaf(&fact.envelope, &fact.commits).unwrap());
            }
        }
        leaves
    };
    let before = leaves().await;
    let opens = async |stream: Uuid, person: Uuid| {
        let fact = db.store().facts(stream).await.unwrap().remove(0);
        let Some((value, salt)) = db.store().person(person).await.unwrap() else { return false };
        let wanted = commit_person(&salt, fact.envelope.id, &value);
        fact.commits.chunks_exact(33).any(|commit| commit[0] == 4 && commit[1..] == wanted)
    };
    assert!(opens(erased, erased_key).await && opens(kept, kept_key).await);
    assert_eq!(db.store().equal_person("120101199003071091").await.unwrap(), Some(erased_key));
    // Who may not, or gives no basis, erases nothing.
    for (actor, basis) in [(legal_unit(1), "个人信息保护法第四十七条"), (city_office(), " ")] {
        let refused = db.platform.erase_person(&actor, erased_key, basis).await;
        assert!(matches!(refused, Err(PlatformError::Refused(_))));
    }
    assert!(opens(erased, erased_key).await);
    assert!(db.platform.erase_person(&city_office(), erased_key, "个人信息保护法第四十七条").await.unwrap());
    for trace in &traces {
        assert_eq!(files_with(&base, trace), Vec::<String>::new(), "gone from every file of the database");
    }
    let left = format!(
        "select count(*) from vault.person where id = '{erased_key}' and coalesce(value, salt, equal_by) is null and key is null"
    );
    assert_eq!(db.number(&left).await, 1);
    assert!(!opens(erased, erased_key).await && opens(kept, kept_key).await);
    assert_eq!(db.store().equal_person("120101199003071091").await.unwrap(), None);
    assert_eq!(leaves().await, before);
    assert_eq!(db.number("select count(*) from journal.fact where kind = 3").await, 1, "a fact says so");
    let checked = db.store().check(10).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
    // Nothing is left to erase; somebody unknown never was.
    let again = db.platform.erase_person(&city_office(), erased_key, "个人信息保护法第四十七条").await;
    assert!(matches!(again, Err(PlatformError::Refused(_)) | Ok(false)), "{again:?}");
    db.clock.advance_to(at("2026-03-10 10:00"));
    assert!(db.store().rebuild().await.unwrap().differences.is_empty());
    drop(db);
    server.stop().unwrap();
}
