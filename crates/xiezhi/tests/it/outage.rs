//! The database is killed while people submit: a clear error, nothing acknowledged is lost, and the same platform goes on by
//! itself when the database is back.

use std::collections::BTreeSet;
use std::process::Command as Process;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use decree::context::Ending;
use pgserver::{Options, PrivateServer};
use platform::PlatformError;
use store::{Access, StoreError};

use crate::city::{self, Record};
use crate::server::{Db, beginning, folder, settings};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_goes_away_and_comes_back() {
    // What is acknowledged must be in the operating system's hands at least.
    let settings: Vec<_> = settings().into_iter().filter(|(name, _)| name != "synchronous_commit").collect();
    let options = Options { data: folder("outage"), programs: None, settings, role: "command" };
    let server = PrivateServer::start(&options).unwrap();
    let access = Access::private(server.socket_dir(), "xiezhi");
    access.prepare().await.unwrap();
    store::migrate(&access).await.unwrap();
    let db = Db::open(access, folder("outage").join("keys"), 1, beginning()).await;
    db.platform.found(true).await.unwrap();
    city::register(&db.platform).await;
    db.moves_to("2026-03-10 09:00");
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let mut tasks = Vec::new();
    for task in 0..4 {
        let (platform, acknowledged) = (db.platform.clone(), acknowledged.clone());
        tasks.push(tokio::spawn(async move {
            for n in 0.. {
                let number = format!("{task}-{n}");
                match platform.submit(Record::new(1, &number, "2026-03-10 08:00").wish()).await {
                    Ok(answer) => {
                        answer.unwrap();
                        acknowledged.lock().unwrap().insert(number);
                    }
                    Err(error) => return (number, error),
                }
            }
            unreachable!("the database goes away")
        }));
    }
    while acknowledged.lock().unwrap().len() < 150 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let killed = Process::new("sh").args(["-c", &format!("kill -9 {}", server.pid())]).status().unwrap();
    assert!(killed.success());
    let mut unanswered = Vec::new();
    for task in tasks {
        let (number, error) =
            tokio::time::timeout(Duration::from_secs(60), task).await.expect("an answer").unwrap();
        assert!(matches!(error, PlatformError::Store(StoreError::Away(_))), "{error:?}");
        assert!(error.to_string().contains("Nothing acknowledged is lost"), "{error}");
        unanswered.push(number);
    }
    // While it is away every wish is told so.
    let wish = Record::new(1, &unanswered[0], "2026-03-10 08:00").wish();
    let away = db.platform.submit(wish).await;
    assert!(matches!(away, Err(PlatformError::Store(StoreError::Away(_)))), "{away:?}");
    // Its end was no orderly one, and may be said so.
    let _died = server.stop();
    let server = PrivateServer::start(&options).unwrap();
    for number in &unanswered {
        // It is not known whether it was recorded: submitted again it is, once.
        let wish = Record::new(1, number, "2026-03-10 08:00").wish();
        let done = db.platform.submit(wish).await.unwrap().unwrap();
        assert!(matches!(done.ending, Ending::Accepted | Ending::Known));
    }
    let there: BTreeSet<String> =
        db.text("select own_number from view.inspection").await.into_iter().collect();
    let mut wanted = acknowledged.lock().unwrap().clone();
    wanted.extend(unanswered);
    assert_eq!(there, wanted);
    assert_eq!(db.number("select count(*) from view.inspection").await, i64::try_from(wanted.len()).unwrap());
    let checked = db.store().check(10).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
    drop(db);
    server.stop().unwrap();
}
