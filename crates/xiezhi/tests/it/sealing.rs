//! The seal (Arts 14, 33, 34(3)): every fact gets one place, what is published can be checked with nothing of ours but the seal's
//! own arithmetic, and whatever is changed by hand is found and named.

use std::path::{Path, PathBuf};

use decree::identity::rng_for;
use platform::{Platform, PlatformError, verify_receipts};
use seal::{
    Bundle, Checkpoint, Coordinate, Hash, KeyKind, Note, SigningKey, Tiles, Wanted, consistency_proof,
    inclusion_proof, leaf_hash, root_at, verify_consistency, verify_inclusion, widths_of,
};
use store::{Flaw, Log, LogError, Refused};
use uuid::Uuid;

use crate::history;
use crate::server::Db;

const ORIGIN: &str = "tj.example/log";

fn key() -> SigningKey {
    SigningKey::new(ORIGIN, KeyKind::Log, &[7; 32]).unwrap()
}

/// A platform that seals into a folder.
struct Sealer {
    platform: Platform,
    folder: PathBuf,
    _own: tempfile::TempDir,
}

impl Sealer {
    fn of(db: &Db) -> Self {
        let own = tempfile::tempdir().unwrap();
        let folder = own.path().join("log");
        let platform = db.platform.clone().with_log(Log::new(key(), folder.clone()));
        Self { platform, folder, _own: own }
    }

    async fn seal(&self) -> u64 {
        self.platform.check_log().await.unwrap();
        self.platform.seal().await.unwrap().size
    }

    fn newest(&self) -> (Checkpoint, Note) {
        let note = Note::parse(&std::fs::read_to_string(self.folder.join("checkpoint")).unwrap()).unwrap();
        (Checkpoint::open(&note, &key().verifying()).unwrap(), note)
    }

    async fn flaws(&self) -> Vec<Flaw> {
        self.platform.audit_log().await.unwrap().flaws
    }

    async fn refusal(&self) -> Refused {
        match self.platform.check_log().await.unwrap_err() {
            PlatformError::Log(LogError::Refused(refused)) => refused,
            other => panic!("{other}"),
        }
    }
}

/// Tiles as anybody reads them: files under the log's address.
struct Files(PathBuf);

impl Tiles for Files {
    type Error = std::io::Error;

    fn tile(&mut self, tile: Coordinate) -> std::io::Result<Vec<Hash>> {
        Ok(Hash::many(&std::fs::read(self.0.join(tile.path()))?).unwrap())
    }
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(files(&entry.path()));
        } else {
            all.push((entry.path(), std::fs::read(entry.path()).unwrap()));
        }
    }
    all.sort();
    all
}

/// What anybody can check of a log's files: tiles of their size, entries that hash to their leaves, the root, no content.
fn check_files(folder: &Path, checkpoint: &Checkpoint) {
    let size = checkpoint.size;
    let mut tiles = Files(folder.to_owned());
    assert_eq!(root_at(&mut tiles, size).unwrap(), checkpoint.root);
    for tile in widths_of(size) {
        assert!(folder.join(tile.path()).exists(), "{tile:?}");
    }
    for index in 0..size.div_ceil(256) {
        let tile = Coordinate::in_tree(0, index, size).unwrap();
        let hashes = Hash::many(&std::fs::read(folder.join(tile.path())).unwrap()).unwrap();
        let bundle = std::fs::read(folder.join(tile.bundle_path())).unwrap();
        let entries = Bundle::entries(&bundle).unwrap();
        assert_eq!(entries.iter().map(|entry| leaf_hash(entry)).collect::<Vec<_>>(), hashes);
        for entry in entries {
            decree::canonical::check(entry).unwrap();
        }
    }
    for (path, bytes) in files(folder) {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        if let Some((tile, false)) = Coordinate::parse(&name) {
            assert_eq!(bytes.len(), usize::from(tile.width) * 32, "{name}");
        }
    }
}

#[tokio::test]
async fn every_fact_gets_one_place_and_anybody_can_check_it() {
    let db = Db::city().await;
    let sealer = Sealer::of(&db);
    let first = sealer.seal().await;
    assert_eq!(i64::try_from(first).unwrap(), db.number("select count(*) from journal.fact").await);
    let (before, _) = sealer.newest();
    check_files(&sealer.folder, &before);

    history::happen(&db).await;
    let second = sealer.seal().await;
    assert!(
        first > 0 && second > 512,
        "{first} then {second}: more than two tiles, or the test shows little"
    );
    assert_eq!(db.number("select count(*) from log.pending").await, 0);
    assert_eq!(db.number("select count(*) from journal.fact").await, i64::try_from(second).unwrap());
    let torn = "select count(*) from log.entry a join journal.fact f on f.id = a.fact
      join journal.fact g on g.stream = f.stream and g.seq = f.seq + 1 join log.entry b on b.fact = g.id where b.idx < a.idx";
    assert_eq!(db.number(torn).await, 0, "within a stream the order is its own");
    assert_eq!(db.number("select max(idx) + 1 - count(*) from log.entry").await, 0, "without a gap");

    let (after, _) = sealer.newest();
    check_files(&sealer.folder, &after);
    let mut tiles = Files(sealer.folder.clone());
    let proof = consistency_proof(&mut tiles, before.size, after.size).unwrap();
    verify_consistency((before.size, &before.root), (after.size, &after.root), &proof).unwrap();
    for index in [0, 1, 255, 256, after.size - 1] {
        let proof = inclusion_proof(&mut tiles, index, after.size).unwrap();
        let wanted = Wanted::of(|tiles| inclusion_proof(tiles, index, after.size));
        assert!(wanted.len() <= 6, "a proof reads few tiles: {wanted:?}");
        let tile = Coordinate::in_tree(0, index / 256, after.size).unwrap();
        let bundle = std::fs::read(sealer.folder.join(tile.bundle_path())).unwrap();
        let entry = Bundle::entries(&bundle).unwrap()[(index % 256) as usize].to_vec();
        verify_inclusion(&leaf_hash(&entry), index, after.size, &proof, &after.root).unwrap();
    }
    assert_eq!(sealer.flaws().await, []);
    // The audit is on record, and is sealed like everything else.
    assert_eq!(sealer.seal().await, second + 1);
    assert_eq!(sealer.flaws().await, []);
}

/// Nothing to do is nothing done: no second signature of one size, no file touched.
#[tokio::test]
async fn what_is_published_stays_as_it_is_and_can_be_written_anew() {
    let db = Db::city().await;
    let sealer = Sealer::of(&db);
    sealer.seal().await;
    history::happen(&db).await;
    sealer.seal().await;
    let published = files(&sealer.folder);
    assert_eq!(sealer.platform.seal().await.unwrap().published, None);
    assert_eq!(files(&sealer.folder), published);
    // A disk that was lost: the same bytes come out of the database. Tiles of older sizes that are full now need not come back.
    std::fs::remove_dir_all(&sealer.folder).unwrap();
    let (size, _) = (sealer.platform.seal().await.unwrap().published.unwrap(), ());
    let again = files(&sealer.folder);
    let of_now = |(path, _): &&(PathBuf, Vec<u8>)| {
        let name = path.strip_prefix(&sealer.folder).unwrap().to_string_lossy().into_owned();
        Coordinate::parse(&name)
            .is_none_or(|(tile, _)| Coordinate::in_tree(tile.level, tile.index, size) == Some(tile))
    };
    assert_eq!(again, published.iter().filter(of_now).cloned().collect::<Vec<_>>());
    // A file that was cut, or filled with something else, is put right with the next that is published.
    let tile = sealer.folder.join("tile/0/000");
    std::fs::write(&tile, b"short").unwrap();
    std::fs::remove_file(sealer.folder.join("checkpoint")).unwrap();
    sealer.platform.seal().await.unwrap();
    assert_eq!(files(&sealer.folder), again);
}

/// The edits of a hand that may do everything in the database: each is found and named.
#[tokio::test]
async fn every_edit_by_hand_is_found_and_named() {
    let db = Db::city().await;
    history::happen(&db).await;
    let sealer = Sealer::of(&db);
    let size = sealer.seal().await;
    assert_eq!(sealer.flaws().await, []);
    let fact = |place: u64| {
        let query = format!("select fact from log.entry where idx = {place}");
        let db = &db;
        async move { db.text(&query).await[0].parse::<Uuid>().unwrap() }
    };
    // A case's fact, which has a section for its parties.
    let place = db
        .number("select idx from log.entry e join journal.fact f on f.id = e.fact where f.kind = 101 limit 1")
        .await;
    let (one, at) = (fact(place.unsigned_abs()).await, place.unsigned_abs());
    let edits = [
        (
            format!("party = convert_to('{{}}', 'utf8') where id = '{one}'"),
            vec![Flaw::Uncovered { place: at, fact: one, part: "party" }],
        ),
        (
            format!("internal = null where id = '{one}'"),
            vec![Flaw::Uncovered { place: at, fact: one, part: "internal" }],
        ),
        (
            format!("agency = agency + 1 where id = '{one}'"),
            vec![Flaw::Uncovered { place: at, fact: one, part: "envelope" }],
        ),
        (
            format!("territory = 99 where id = '{one}'"),
            vec![Flaw::Uncovered { place: at, fact: one, part: "envelope" }],
        ),
        (
            format!("actor = stream where id = '{one}'"),
            vec![Flaw::Uncovered { place: at, fact: one, part: "envelope" }],
        ),
        (format!("kind_version = 2 where id = '{one}'"), vec![Flaw::LeafDiffers { place: at, fact: one }]),
        (format!("seq = seq + 100 where id = '{one}'"), vec![Flaw::LeafDiffers { place: at, fact: one }]),
        (
            format!("commits = overlay(commits placing '\\x00'::bytea from 9) where id = '{one}'"),
            vec![Flaw::LeafDiffers { place: at, fact: one }],
        ),
    ];
    for (edit, expected) in edits {
        db.tamper(&format!("create table kept as select * from journal.fact where id = '{one}'; update journal.fact set {edit}")).await;
        assert_eq!(sealer.flaws().await, expected, "{edit}");
        db.tamper(&format!("delete from journal.fact where id = '{one}'; insert into journal.fact select * from kept; drop table kept")).await;
        assert_eq!(sealer.flaws().await, [], "put back: {edit}");
    }
    // A fact taken away, a fact put in, a tile changed, the head moved: with what each leads to.
    let of =
        |table: &str, edit: &str, expected: fn(&Flaw) -> bool| (table.to_owned(), edit.to_owned(), expected);
    let edits = [
        of("journal.fact", &format!("delete from journal.fact where id = '{one}'"), |f| {
            matches!(f, Flaw::FactMissing { .. })
        }),
        of(
            "journal.fact",
            "insert into journal.fact select gen_random_uuid(), node, gen_random_uuid(), 1, kind, kind_version, agency, line, territory, occurred_at, captured_at, recorded_at, actor, on_behalf, cause, public, party, internal, commits from journal.fact limit 1",
            |f| matches!(f, Flaw::Unsealed { .. }),
        ),
        of(
            "log.tile",
            "update log.tile set hashes = overlay(hashes placing '\\x00'::bytea from 100) where level = 0 and idx = 0",
            |f| matches!(f, Flaw::TileDiffers { level: 0, index: 0 }),
        ),
        of("log.checkpoint", "update log.checkpoint set note = replace(note, '—', '-')", |f| {
            matches!(f, Flaw::Signature { .. })
        }),
        of("log.entry", "update log.entry set leaf = sha256('x') where idx = 3", |f| {
            matches!(
                f,
                Flaw::LeafDiffers { place: 3, .. }
                    | Flaw::TileDiffers { .. }
                    | Flaw::RootDiffers { .. }
                    | Flaw::HeadDiffers { .. }
            )
        }),
        of("log.entry", "delete from log.entry where idx = 3", |f| {
            matches!(
                f,
                Flaw::Gap { place: 3 }
                    | Flaw::Unsealed { .. }
                    | Flaw::TileDiffers { .. }
                    | Flaw::RootDiffers { .. }
                    | Flaw::HeadDiffers { .. }
            )
        }),
        of("log.head", "update log.head set size = size - 1", |f| matches!(f, Flaw::HeadDiffers { .. })),
    ];
    for (table, edit, expected) in edits {
        db.tamper(&format!("create table kept as select * from {table}; {edit}")).await;
        let found = sealer.flaws().await;
        assert!(!found.is_empty() && found.iter().all(expected), "{edit}: {found:?}");
        // Put back; the audits that were put on record meanwhile stay.
        let back = match table.as_str() {
            "journal.fact" => {
                "insert into journal.fact select * from kept where id not in (select id from journal.fact);
                delete from journal.fact where kind <> 6 and id not in (select id from kept)"
                    .to_owned()
            }
            _ => format!("delete from {table}; insert into {table} select * from kept"),
        };
        db.tamper(&format!("{back}; drop table kept")).await;
        assert_eq!(sealer.flaws().await, [], "put back: {edit}");
    }
    // All of it is on record: audits are facts, which wait for their own places.
    let audits = db.number("select count(*) from journal.fact where kind = 6").await;
    assert_eq!(i64::try_from(sealer.seal().await - size).unwrap(), audits);
}

/// Somebody who may do everything rewrites everything, and signs it anew with the log's own key: inside the database nothing is
/// wrong. Whoever kept an old checkpoint sees that the new log does not continue it.
#[tokio::test]
async fn a_consistent_rewrite_is_seen_by_whoever_kept_a_checkpoint() {
    let db = Db::city().await;
    history::happen(&db).await;
    let sealer = Sealer::of(&db);
    sealer.seal().await;
    let (kept, _) = sealer.newest();
    let last = db.text("select fact from log.entry order by idx desc limit 1").await.remove(0);
    db.tamper(&format!(
        "insert into log.pending select f.id, f.stream, f.seq, f.recorded_at, e.leaf
           from log.entry e join journal.fact f on f.id = e.fact where f.id <> '{last}';
         delete from journal.fact where id = '{last}';
         truncate log.entry, log.tile, log.head, log.checkpoint"
    ))
    .await;
    // The folder of the files remembers: nothing is sealed on.
    db.moves_to("2026-04-01 09:00");
    sealer.platform.seal().await.unwrap();
    let rewritten = Sealer::of(&db);
    rewritten.platform.seal().await.unwrap();
    assert_eq!(rewritten.flaws().await, [], "inside, nothing is wrong");
    let (now, _) = rewritten.newest();
    assert!(now.size < kept.size, "and yet a fact is gone");
    // A few facts more, and it is as long as it was.
    history_goes_on(&db).await;
    rewritten.platform.seal().await.unwrap();
    let (now, _) = rewritten.newest();
    assert!(now.size >= kept.size);
    let mut tiles = Files(rewritten.folder.clone());
    let proof = consistency_proof(&mut tiles, kept.size, now.size).unwrap();
    assert!(verify_consistency((kept.size, &kept.root), (now.size, &now.root), &proof).is_err());
}

/// Facts of the clock: an audit a moment.
async fn history_goes_on(db: &Db) {
    for minute in 10..14 {
        db.moves_to(&format!("2026-04-01 10:{minute}"));
        db.platform.audit_log().await.unwrap();
    }
}

#[tokio::test]
async fn a_log_that_does_not_fit_is_not_gone_on_with() {
    let db = Db::city().await;
    let sealer = Sealer::of(&db);
    db.moves_to("2026-03-03 09:00");
    let size = sealer.seal().await;

    // Another key under the same name.
    let other = SigningKey::new(ORIGIN, KeyKind::Log, &[8; 32]).unwrap();
    let stranger = db.platform.clone().with_log(Log::new(other, sealer.folder.clone()));
    let refused = stranger.seal().await.unwrap_err();
    assert!(matches!(refused, PlatformError::Log(LogError::Refused(Refused::Key { .. }))), "{refused}");

    // Its own key is gone from the folder: none is made in its place.
    let mut rng = rng_for(&[5; 32], Uuid::nil());
    let missing = db.store().keys().log_key(ORIGIN, Some("begun"), &mut rng).unwrap_err();
    assert!(matches!(missing, LogError::Refused(Refused::KeyMissing(_))), "{missing}");
    let made = db.store().keys().log_key(ORIGIN, None, &mut rng).unwrap();
    let again = db.store().keys().log_key("other.example/log", Some("begun"), &mut rng).unwrap();
    assert_eq!(made.verifying(), again.verifying(), "it is read, not made");
    assert_eq!(made.verifying().name(), ORIGIN);

    // A clock that went back.
    let back = Db::open(db.access.clone(), db.keys.clone(), 1, crate::server::beginning()).await;
    let back = back.platform.with_log(Log::new(key(), sealer.folder.clone()));
    let refused = back.check_log().await.unwrap_err();
    assert!(matches!(refused, PlatformError::Log(LogError::Refused(Refused::Clock { .. }))), "{refused}");

    // An older state of the database was put back: the published files know more.
    db.tamper("create schema backup; create table backup.entry as select * from log.entry;
        create table backup.tile as select * from log.tile; create table backup.head as select * from log.head;
        create table backup.checkpoint as select * from log.checkpoint").await;
    history::happen(&db).await;
    let later = sealer.seal().await;
    assert!(later > size);
    db.tamper("truncate log.entry, log.tile, log.head, log.checkpoint;
        insert into log.entry select * from backup.entry; insert into log.tile select * from backup.tile;
        insert into log.head select * from backup.head; insert into log.checkpoint select * from backup.checkpoint").await;
    assert_eq!(sealer.refusal().await, Refused::Behind { signed: later });

    // The head was changed and does not fit its edge.
    db.tamper("update log.head set root = sha256('x')").await;
    assert!(matches!(sealer.refusal().await, Refused::Head { .. }));
}

/// A row that was changed before it was published stops publishing there: nothing is signed that is not so.
#[tokio::test]
async fn what_was_changed_before_it_is_published_is_not_signed() {
    let db = Db::city().await;
    let sealer = Sealer::of(&db);
    db.store().seal_waiting(sealer.platform.log().unwrap(), db.platform.now()).await.unwrap();
    db.tamper(
        "update journal.fact set kind_version = 7 where id = (select fact from log.entry where idx = 5)",
    )
    .await;
    let refused = sealer.platform.seal().await.unwrap_err();
    assert!(
        matches!(refused, PlatformError::Log(LogError::Refused(Refused::Entry { place: 5 }))),
        "{refused}"
    );
    assert!(!sealer.folder.join("checkpoint").exists());
    assert_eq!(db.number("select count(*) from log.checkpoint").await, 0);
}

/// Two programs on one database: one order, one head, no size signed twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_never_sign_two_heads() {
    let db = Db::city().await;
    let own = tempfile::tempdir().unwrap();
    let folder = own.path().join("log");
    let sealers = [0, 1].map(|_| db.platform.clone().with_log(Log::new(key(), folder.clone())));
    let work = async {
        history::happen(&db).await;
    };
    let sealing = |platform: Platform| async move {
        for _ in 0..60 {
            match platform.seal().await {
                Ok(_) => {}
                // The clock of the test jumps; the log waits until it is past.
                Err(PlatformError::Log(LogError::Refused(Refused::Clock { .. }))) => {}
                Err(error) => panic!("{error}"),
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let [one, other] = sealers.clone();
    tokio::join!(work, sealing(one), sealing(other));
    sealers[0].seal().await.unwrap();
    assert_eq!(db.number("select count(*) from log.pending").await, 0);
    assert_eq!(db.number("select count(*) - count(distinct fact) from log.entry").await, 0);
    let audit = sealers[0].audit_log().await.unwrap();
    assert_eq!(audit.flaws, []);
    assert!(audit.checkpoints > 1, "{audit:?}");
}

/// What a party's code opens carries receipts that hold without the platform, and no other change of a byte does (Art. 33).
#[tokio::test]
async fn a_code_opens_receipts_that_hold_elsewhere() {
    let db = Db::city().await;
    let sealer = Sealer::of(&db);
    let (code, second) = crate::codes::decided(&db).await;
    let address = std::net::IpAddr::from([10, 0, 0, 1]);
    let open = |second: Option<&'static str>| {
        let (platform, code) = (sealer.platform.clone(), code.clone());
        async move {
            let Ok(opened) = platform.look_up(&code, second, address).await.unwrap() else {
                panic!("{code} opens")
            };
            platform.receipts_of(&opened).await.unwrap()
        }
    };
    assert_eq!(open(None).await, None, "nothing is published yet");
    sealer.seal().await;
    let log = key().verifying();

    let sealed = open(None).await.unwrap();
    let verified = verify_receipts(&sealed, &log, &[]).unwrap();
    assert!(verified.len() > 1, "the opening and the steps of the case");
    assert!(verified.iter().all(|one| one.opened.is_empty()), "the code alone opens no paper");

    let whole = open(Some(second)).await.unwrap();
    let verified = verify_receipts(&whole, &log, &[]).unwrap();
    let opened: Vec<&(String, String)> = verified.iter().flat_map(|one| &one.opened).collect();
    assert_eq!(opened.len(), 1, "the decision");
    assert_eq!(opened[0].0, "party");
    assert!(opened[0].1.contains("占用道路摆卖"), "{}", opened[0].1);
    assert_eq!(verified[0].checkpoint, sealer.newest().0);
    assert_eq!(verified[0].witnesses, []);

    // Nothing internal, and nobody who acted.
    for internal in ["officers", "approver", "look_up", "agency"] {
        assert!(!whole.contains(internal) && !opened[0].1.contains(internal), "{internal}");
    }
    // Another log's key, and every byte of the text turned once.
    let other = SigningKey::new(ORIGIN, KeyKind::Log, &[8; 32]).unwrap().verifying();
    assert!(verify_receipts(&whole, &other, &[]).is_err());
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1;
        if let Ok(text) = String::from_utf8(bytes) {
            let good = verify_receipts(&text, &log, &[]).is_ok_and(|again| again == verified);
            assert!(!good, "byte {at} of {}", whole.len());
        }
    }
}
