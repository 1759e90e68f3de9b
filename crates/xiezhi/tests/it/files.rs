//! Files of documents and evidence (Arts 13, 15, 16; rulings 3, 10) through the whole: kept encrypted, named by facts, read
//! in scope, refused for what they are, swept when nothing names them, erased with every proof intact.

use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use decree::authority::{Actor, Place};
use decree::case::{EventKind, Paper, Secrecy, StepWish, papers};
use decree::fact::ThingKind;
use decree::file::{FileWish, StoredFile, Which};
use decree::identity::{rng_for, uuid_of};
use decree::person::{PersonFact, Post};
use decree::thing::Thing;
use futures_util::TryStreamExt;
use jiff::civil::date;
use pgserver::{Options, PrivateServer};
use platform::{Answer, Command, Entry, PlatformError};
use serde_json::{Value, json};
use store::{Access, FileError, FileStore, Keys, Role};
use tokio::io::{AsyncRead, ReadBuf};
use uuid::Uuid;

use crate::binary::{self, bad, city_folder, good};
use crate::city::{
    Record, case, city_office, clerk, district_office, legal_unit, line_unit, operator, penalty,
    register_wish, rules,
};
use crate::server::{self, Db, at, settings};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0 and a picture";

/// A city with a folder for files beside its keys.
async fn city() -> Db {
    let mut db = Db::city().await;
    let files = FileStore::folder(&folder(&db), db.store().keys().clone()).unwrap();
    db.platform = db.platform.clone().with_files(files);
    db.moves_to("2026-03-02 10:00");
    db
}

fn folder(db: &Db) -> PathBuf {
    db.keys.parent().unwrap().join("files")
}

/// Every file below the folder of files.
fn objects(db: &Db) -> Vec<PathBuf> {
    let inside = |p: PathBuf| std::fs::read_dir(p).unwrap().map(|e| e.unwrap().path());
    inside(folder(db)).flat_map(inside).collect()
}

/// A case of agency 3 with a filing that names two documents.
async fn filed(db: &Db, number: &str) -> Uuid {
    let mut fields = penalty(3);
    fields.extend([
        ("event", "filing"),
        ("at", "2026-03-02 09:00"),
        ("ground", "检查发现"),
        ("documents", "立案审批表\u{1f}现场照片"),
        ("officers", "02003001\u{1f}02003002"),
    ]);
    db.platform.submit(case(3, number, &fields)).await.unwrap().unwrap().stream
}

fn new(title: &str) -> Which {
    Which::New { evidence: false, step: None, title: title.to_owned() }
}

fn there(position: u32, title: &str) -> Which {
    Which::There { evidence: false, position, step: 2, title: title.to_owned() }
}

async fn attach_as(
    db: &Db,
    actor: Actor,
    stream: Uuid,
    (which, secrecy): (Which, Option<Secrecy>),
    name: &str,
    content: impl AsyncRead + Unpin,
) -> Answer {
    let cause = uuid_of(&[format!("{which:?}{secrecy:?}{name}").as_bytes()]);
    let wish = FileWish { file: StoredFile::default(), secrecy, which };
    db.platform.attach(&actor, stream, wish, name, content, cause).await.unwrap()
}

async fn attach(db: &Db, stream: Uuid, which: Which, name: &str, content: &[u8]) -> Answer {
    attach_as(db, clerk(3), stream, (which, None), name, content).await
}

/// The documents of a case: title, type, size, file.
async fn documents(db: &Db, stream: Uuid) -> Vec<(String, String, Option<u64>, Option<Uuid>)> {
    let loaded = db.store().load(&[stream]).await.unwrap();
    let Thing::Case(state) = &loaded[&stream].thing else { panic!("a case") };
    let of = |p: &Paper| (p.name.clone(), p.r#type.clone(), p.size, p.file);
    papers(state).into_iter().map(|p| of(p.paper)).collect()
}

async fn file_of(db: &Db, stream: Uuid, title: &str) -> Uuid {
    let all = documents(db, stream).await;
    all.into_iter().find(|(name, _, _, file)| name == title && file.is_some()).unwrap().3.unwrap()
}

async fn read(db: &Db, actor: &Actor, stream: Uuid, file: Uuid) -> Result<Vec<u8>, PlatformError> {
    let opened = db.platform.open_file(actor, stream, file).await?;
    let parts: Vec<bytes::Bytes> = opened.content.try_collect().await?;
    Ok(parts.concat())
}

/// The rule by which a read was refused.
fn refusal(read: Result<Vec<u8>, PlatformError>) -> &'static str {
    match read {
        Err(PlatformError::Refused(refusal)) => refusal.problems[0].rule,
        other => panic!("{other:?}"),
    }
}

async fn sound(db: &Db) {
    let checked = db.store().check(20).await.unwrap();
    assert!(checked.differences.is_empty(), "{:#?}", checked.differences);
}

#[tokio::test]
async fn a_file_added_to_a_document_is_read_back_by_who_sees_the_case_and_by_nobody_else() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    let done = attach(&db, stream, there(1, "现场照片"), "IMG_0001.JPG", JPEG).await.unwrap();
    assert_eq!((done.stream, done.facts), (stream, 1));
    let size = u64::try_from(JPEG.len()).unwrap();
    let all = documents(&db, stream).await;
    assert_eq!(all[0], ("立案审批表".to_owned(), String::new(), None, None));
    assert_eq!((&*all[1].0, &*all[1].1, all[1].2), ("现场照片", "image/jpeg", Some(size)));
    let file = all[1].3.unwrap();
    assert_eq!(file.get_version_num(), 7);
    // What lies on the disk is not the content, and no fact says what the file was called.
    let raw = std::fs::read(&objects(&db)[0]).unwrap();
    assert!(!raw.windows(4).any(|w| w == b"JFIF"));
    let said = "select count(*) from journal.fact where position('IMG_0001'::bytea in coalesce(party, internal)) > 0";
    assert_eq!(db.number(said).await, 0);
    for actor in [clerk(3), legal_unit(3), district_office(1), city_office(), line_unit(1, 0)] {
        assert_eq!(read(&db, &actor, stream, file).await.unwrap(), JPEG, "{:?}", actor.role);
    }
    for actor in [clerk(1), legal_unit(5), district_office(2), line_unit(2, 0)] {
        assert_eq!(refusal(read(&db, &actor, stream, file).await), "not-found", "{:?}", actor.role);
    }
    assert_eq!(refusal(read(&db, &operator(), stream, file).await), "not-allowed");
    assert_eq!(refusal(read(&db, &clerk(3), stream, uuid_of(&[b"another"])).await), "not-found");
    sound(&db).await;
}

#[tokio::test]
async fn a_read_is_recorded_before_its_first_byte() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    attach(&db, stream, there(1, "现场照片"), "a.jpg", JPEG).await.unwrap();
    let file = file_of(&db, stream, "现场照片").await;
    let opened = db.platform.open_file(&clerk(3), stream, file).await.unwrap();
    let log = "select role, query, stream from desk.read_log where what = 'file'";
    assert_eq!(db.text(log).await, [format!("clerk|{file}|{stream}")]);
    drop(opened);
}

/// Rulings 3: a supplement never replaces; two photos of one title are two files; what moved meanwhile gets nothing.
#[tokio::test]
async fn a_file_never_takes_the_place_of_another() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    attach(&db, stream, there(1, "现场照片"), "a.jpg", JPEG).await.unwrap();
    let again = attach(&db, stream, there(1, "现场照片"), "b.jpg", JPEG).await;
    assert_eq!(rules(&again), ["file-there"]);
    assert_eq!(rules(&attach(&db, stream, there(0, "现场照片"), "b.jpg", JPEG).await), ["no-such-document"]);
    assert_eq!(objects(&db).len(), 1, "decided before a byte was read");
    attach(&db, stream, new("现场照片"), "b.jpg", JPEG).await.unwrap();
    let titles: Vec<String> = documents(&db, stream).await.into_iter().map(|d| d.0).collect();
    assert_eq!(titles, ["立案审批表", "现场照片", "现场照片"]);
    // A record that came again and names one more takes nothing away, and brings no file that would be lost.
    let decided = |documents: &str, file| {
        let fields = [
            ("event", "decision"),
            ("at", "2026-03-02 09:30"),
            ("outcome", "no_penalty"),
            ("documents", documents),
        ];
        let mut wish = case(3, "1", &fields);
        if let Command::CollectCase { wish, .. } = &mut wish.command {
            wish.steps[0].documents[0].file = file;
        }
        wish
    };
    db.platform.submit(decided("决定书", None)).await.unwrap().unwrap();
    attach(&db, stream, new("附图"), "c.jpg", JPEG).await.unwrap();
    let lost = db.platform.submit(decided("决定书\u{1f}说明", Some(uuid_of(&[b"lost"])))).await.unwrap();
    assert_eq!(rules(&lost), ["file-with-known-step"]);
    db.platform.submit(decided("决定书\u{1f}说明", None)).await.unwrap().unwrap();
    assert_eq!(db.number("select count(*) from view.amendment").await, 0, "nothing would go");
    let titles: Vec<String> = documents(&db, stream).await.into_iter().skip(3).map(|d| d.0).collect();
    assert_eq!(titles, ["决定书", "附图", "说明"]);
    sound(&db).await;
}

/// Art. 16: a file that comes with its step stands in the step's own fact.
#[tokio::test]
async fn a_file_can_come_with_its_step() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    let refused = db.platform.receive(&clerk(1), 3, "a.pdf", PDF).await.unwrap().unwrap_err();
    assert_eq!(refused.problems[0].rule, "not-allowed");
    let stored = db.platform.receive(&clerk(3), 3, "a.pdf", PDF).await.unwrap().unwrap();
    let paper = Paper {
        commitment: stored.commitment.clone(),
        file: Some(stored.id),
        name: "调查询问笔录".to_owned(),
        size: Some(stored.size),
        r#type: stored.media.clone(),
        ..Paper::default()
    };
    let step = StepWish {
        event: Some(EventKind::Investigation.blank()),
        documents: vec![paper],
        content: "investigation".to_owned(),
        ..StepWish::default()
    };
    let mut wish = case(3, "1", &[]);
    if let Command::CollectCase { wish, .. } = &mut wish.command {
        wish.steps = vec![step];
    }
    let done = db.platform.submit(wish).await.unwrap().unwrap();
    assert_eq!((done.stream, done.facts), (stream, 1));
    assert_eq!(read(&db, &clerk(3), stream, stored.id).await.unwrap(), PDF);
    assert_eq!(db.text("select file, stream from view.file").await, [format!("{}|{stream}", stored.id)]);
    sound(&db).await;
}

/// Art. 15: the same with an inspection, but without marks.
#[tokio::test]
async fn an_inspections_photo() {
    let db = city().await;
    let stream = Record::new(3, "1", "2026-03-02 09:00").collect(&db.platform).await.stream;
    attach(&db, stream, new("现场照片"), "a.jpg", JPEG).await.unwrap();
    let marked = (new("投诉信"), Some(Secrecy::Informant));
    assert_eq!(rules(&attach_as(&db, clerk(3), stream, marked, "a.pdf", PDF).await), ["mark-of-a-case"]);
    let again = Which::There { evidence: false, position: 0, step: 1, title: "现场照片".to_owned() };
    assert_eq!(rules(&attach(&db, stream, again, "a.jpg", JPEG).await), ["file-there"]);
    let file: Uuid = db.text("select file from view.file").await[0].parse().unwrap();
    assert_eq!(read(&db, &legal_unit(3), stream, file).await.unwrap(), JPEG);
    assert_eq!(refusal(read(&db, &legal_unit(1), stream, file).await), "not-found");
    sound(&db).await;
}

/// Whatever is wrong with a file is said by its rule, and nothing of it stays.
#[tokio::test]
async fn what_is_no_such_file_is_refused_and_leaves_nothing() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    let zip = b"PK\x03\x04 and members";
    let program = b"MZ\x90\0\x03\0\0\0\x04";
    let page = b"<!DOCTYPE html><script>1</script>";
    let cases: [(&str, &[u8], &str); 9] = [
        ("a.pdf", b"", "file-empty"),
        ("a.pdf", program, "file-name-lies"),
        ("a.pdf", zip, "file-name-lies"),
        ("a.pdf", page, "file-name-lies"),
        ("../../../a.pdf", JPEG, "file-name-lies"),
        ("a.exe", program, "file-type-not-allowed"),
        ("a", zip, "file-type-not-allowed"),
        ("a.html", page, "file-type-not-allowed"),
        ("a.txt", page, "file-name-lies"),
    ];
    for (name, content, rule) in cases {
        assert_eq!(rules(&attach(&db, stream, new("材料"), name, content).await), [rule], "{name}");
    }
    for (title, wanted) in [
        ("", "missing"),
        ("../../etc/passwd", "title-not-plain"),
        ("a\\b", "title-not-plain"),
        ("材料\u{202e}fdp", "title-not-plain"),
        ("长".repeat(4_000).as_str(), "too-long"),
    ] {
        assert_eq!(rules(&attach(&db, stream, new(title), "a.pdf", PDF).await), [wanted], "{title}");
    }
    assert_eq!(
        rules(&attach_as(&db, clerk(1), stream, (new("x"), None), "a.pdf", PDF).await),
        ["not-allowed"]
    );
    assert!(objects(&db).is_empty());
    assert_eq!(db.number("select count(*) from vault.file").await, 0);
    // The name on somebody's disk is only looked at for its ending: however long it is, it is kept nowhere.
    let long = format!("{}/../{}.pdf", "长".repeat(4_000), "..".repeat(100));
    attach(&db, stream, new("材料"), &long, PDF).await.unwrap();
    assert_eq!(objects(&db).len(), 1);
    sound(&db).await;
}

/// A source that makes bytes up, and counts them.
struct Made<'a> {
    left: u64,
    taken: &'a mut u64,
}

impl AsyncRead for Made<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let part = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.remaining());
        let start = *self.taken;
        let room = into.initialize_unfilled_to(part);
        room.fill(b' ');
        if start == 0 && part >= 5 {
            room[..5].copy_from_slice(b"%PDF-");
        }
        into.advance(part);
        self.left -= part as u64;
        *self.taken += part as u64;
        Poll::Ready(Ok(()))
    }
}

/// The most memory that this process ever held, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// 200 MB and one byte: read to the bound and no further, in bounded memory, and nothing stays.
#[tokio::test]
async fn one_byte_too_many_is_noticed_in_bounded_memory() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    let (mut taken, before) = (0, peak());
    let source = Made { left: 1_000_000_000, taken: &mut taken };
    let refused = attach_as(&db, clerk(3), stream, (new("录像"), None), "a.pdf", source).await;
    assert_eq!(rules(&refused), ["file-too-large"]);
    assert!((200_000_001..200_200_000).contains(&taken), "{taken}");
    // Other tests run beside this one in the process: far below the file all the same.
    assert!(peak() - before < 120_000_000, "{} more", peak() - before);
    let mut exact = 0;
    let source = Made { left: 200_000_001, taken: &mut exact };
    let refused = attach_as(&db, clerk(3), stream, (new("录像"), None), "b.pdf", source).await;
    assert_eq!((rules(&refused), exact), (vec!["file-too-large"], 200_000_001));
    assert!(objects(&db).is_empty());
    assert_eq!(db.number("select count(*) from vault.file").await, 0);
}

/// Rulings 10 and Art. 33: who reported is known to the agency alone, a work secret to it and the offices, privacy to whoever
/// sees the case; the party is told that something is withheld. State secrets are not on this platform.
#[tokio::test]
async fn marks_keep_files_from_readers() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    let all = [clerk(3), legal_unit(3), district_office(1), city_office(), line_unit(1, 0)];
    for (title, mark, who) in [
        ("举报信", Secrecy::Informant, [false, true, false, false, false]),
        ("会议纪要", Secrecy::WorkSecret, [true, true, true, true, false]),
        ("身份证", Secrecy::Privacy, [true; 5]),
    ] {
        attach_as(&db, clerk(3), stream, (new(title), Some(mark)), "a.pdf", PDF).await.unwrap();
        let file = file_of(&db, stream, title).await;
        for (actor, may) in all.iter().zip(who) {
            let read = read(&db, actor, stream, file).await;
            if may {
                assert_eq!(read.unwrap(), PDF, "{title} {:?}", actor.role);
            } else {
                assert_eq!(refusal(read), "mark-beyond", "{title} {:?}", actor.role);
            }
        }
        let party =
            format!("select count(*) from journal.fact where position('{title}'::bytea in party) > 0");
        assert_eq!(db.number(&party).await, 0, "no matter of the party");
    }
    let before = objects(&db).len();
    let secret = (new("电报"), Some(Secrecy::StateSecret));
    let mut taken = 0;
    let source = Made { left: 10, taken: &mut taken };
    assert_eq!(
        rules(&attach_as(&db, clerk(3), stream, secret, "a.pdf", source).await),
        ["file-state-secret"]
    );
    assert_eq!((taken, objects(&db).len()), (0, before), "not a byte was read");
    // A mark may come with the file where there was none: the party no longer finds the document by its title.
    let marked = (there(0, "立案审批表"), Some(Secrecy::WorkSecret));
    attach_as(&db, clerk(3), stream, marked, "a.pdf", PDF).await.unwrap();
    sound(&db).await;
}

/// The file is durable first: a fact that could not be recorded leaves an object that nothing names, which goes after seven
/// days; what is named stays, and so does what only the facts name while the view is being made anew.
#[tokio::test]
async fn a_failed_fact_leaves_nothing_half_and_is_swept_after_seven_days() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    attach(&db, stream, there(1, "现场照片"), "a.jpg", JPEG).await.unwrap();
    let kept = file_of(&db, stream, "现场照片").await;
    db.tamper("create function journal.no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
        create trigger no before insert on journal.fact for each row execute function journal.no()").await;
    let command = FileWish { file: StoredFile::default(), secrecy: None, which: new("送达回证") };
    let failed = db.platform.attach(&clerk(3), stream, command, "b.pdf", PDF, uuid_of(&[b"failed"])).await;
    assert!(matches!(failed, Err(PlatformError::Store(_))), "{failed:?}");
    db.tamper("drop trigger no on journal.fact").await;
    assert_eq!((objects(&db).len(), documents(&db, stream).await.len()), (2, 2));
    sound(&db).await;
    db.moves_to("2026-03-09 10:00");
    assert_eq!(db.platform.sweep_files().await.unwrap(), 0, "seven days are not over");
    db.moves_to("2026-03-09 10:01");
    db.tamper("delete from view.file").await;
    assert_eq!(db.platform.sweep_files().await.unwrap(), 1);
    assert_eq!(read(&db, &clerk(3), stream, kept).await.unwrap(), JPEG);
    assert_eq!(db.text("select id from vault.file").await, [kept.to_string()]);
    assert_eq!(db.platform.sweep_files().await.unwrap(), 0);
    // The same wish again goes through.
    db.store().rebuild().await.unwrap();
    attach(&db, stream, new("送达回证"), "b.pdf", PDF).await.unwrap();
    sound(&db).await;
}

#[tokio::test]
async fn another_object_another_commitment_or_another_key_folder_is_noticed() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    attach(&db, stream, there(1, "现场照片"), "a.jpg", JPEG).await.unwrap();
    let file = file_of(&db, stream, "现场照片").await;
    let object = objects(&db).remove(0);
    let whole = std::fs::read(&object).unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    std::fs::write(&object, flipped).unwrap();
    let altered = |read| matches!(read, Err(PlatformError::File(FileError::Altered(id))) if id == file);
    assert!(altered(read(&db, &clerk(3), stream, file).await));
    std::fs::write(&object, whole).unwrap();
    assert_eq!(read(&db, &clerk(3), stream, file).await.unwrap(), JPEG);
    // Whoever could write the vault and the store still cannot make another content fit the fact.
    let salt = db.text("select encode(salt, 'hex') from vault.file").await.remove(0);
    db.tamper("update vault.file set salt = decode(repeat('00', 32), 'hex')").await;
    assert!(altered(read(&db, &clerk(3), stream, file).await));
    db.tamper(&format!("update vault.file set salt = decode('{salt}', 'hex')")).await;
    // Without the key folder the database and the objects say nothing.
    let other = db.keys.parent().unwrap().join("other-keys");
    let keys = Keys::open(&other, &mut rng_for(&[9; 32], Uuid::nil())).unwrap();
    let stranger = Db::open(db.access.clone(), other, 1, at("2026-03-02 10:00")).await;
    let files = FileStore::folder(&folder(&db), keys).unwrap();
    let platform = stranger.platform.clone().with_files(files);
    let read = platform.open_file(&clerk(3), stream, file).await;
    assert!(
        matches!(read, Err(PlatformError::Store(_) | PlatformError::File(FileError::Key(_)))),
        "{read:?}"
    );
}

#[tokio::test]
async fn an_erased_file_is_gone_and_every_proof_holds() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    attach(&db, stream, there(1, "现场照片"), "a.jpg", JPEG).await.unwrap();
    attach(&db, stream, new("送达回证"), "b.pdf", PDF).await.unwrap();
    let (erased, kept) = (file_of(&db, stream, "现场照片").await, file_of(&db, stream, "送达回证").await);
    for (actor, basis) in [(clerk(3), "个人信息保护法第四十七条"), (city_office(), " ")] {
        assert!(matches!(
            db.platform.erase_file(&actor, erased, basis).await,
            Err(PlatformError::Refused(_))
        ));
    }
    assert_eq!(objects(&db).len(), 2);
    db.platform.erase_file(&city_office(), erased, "个人信息保护法第四十七条").await.unwrap();
    let gone = format!(
        "select count(*) from vault.file where id = '{erased}' and coalesce(key, salt) is null and data_key is null"
    );
    assert_eq!((db.number(&gone).await, objects(&db).len()), (1, 1));
    assert!(matches!(
        read(&db, &clerk(3), stream, erased).await,
        Err(PlatformError::File(FileError::Gone(id))) if id == erased
    ));
    assert_eq!(read(&db, &clerk(3), stream, kept).await.unwrap(), PDF);
    assert_eq!(db.number("select count(*) from journal.fact where kind = 5").await, 1, "a fact says so");
    assert_eq!(documents(&db, stream).await[1].3, Some(erased), "the fact that named it stands");
    sound(&db).await;
    assert!(db.store().rebuild().await.unwrap().differences.is_empty());
}

/// The role of the public and the role of readers have no way to keys, salts or names of files.
#[tokio::test]
async fn no_role_of_readers_sees_keys_of_files() {
    let db = city().await;
    for role in [Role::Reader, Role::Public] {
        let client = db.client(role).await;
        for table in ["vault.file", "view.file"] {
            assert!(client.query(&format!("select * from {table}"), &[]).await.is_err(), "{role:?} {table}");
        }
    }
}

/// A late supplement is a fact of its own time; the case is judged by its titles as before.
#[tokio::test]
async fn a_document_without_its_file_is_no_breach() {
    let db = city().await;
    let stream = filed(&db, "1").await;
    assert_eq!(db.number("select count(*) from view.alert").await, 0);
    db.moves_to("2026-03-20 10:00");
    let done = attach(&db, stream, there(0, "立案审批表"), "a.pdf", PDF).await.unwrap();
    assert_eq!((done.alerts, done.findings), (vec![], vec![]));
    sound(&db).await;
}

/// A file outside the data folder.
fn city_file(name: &str) -> PathBuf {
    server::folder(&format!("files-{name}"))
}

/// A data folder with the small city, a case of agency 3 and a clerk of its own.
fn with_a_case(name: &str) -> (PathBuf, Uuid, Uuid) {
    let data = city_folder(name);
    let made = data.clone();
    let person = uuid_of(&[b"a clerk of agency 3"]);
    let stream = std::thread::spawn(move || {
        let options = Options { data: made.clone(), programs: None, settings: settings(), role: "command" };
        let server = PrivateServer::start(&options).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let access = Access::private(server.socket_dir(), "xiezhi");
        let stream = runtime.block_on(async {
            let db = Db::open(access, made.join("keys"), 1, at("2026-03-02 10:00")).await;
            let post = Post { from: date(2020, 1, 1), office: 1003, ..Post::default() };
            let fact = PersonFact::Appointed { internal: Box::new(post) }.at(at("2026-03-02 08:00"));
            let (kind, place) = (ThingKind::Person, Place { agency: 3, ..Place::default() });
            let entry = Entry { kind, stream: person, place, facts: vec![fact] };
            db.platform.submit(register_wish(entry)).await.unwrap().unwrap();
            filed(&db, "1").await
        });
        drop(runtime);
        server.stop().unwrap();
        stream
    });
    (data, stream.join().unwrap(), person)
}

#[test]
fn at_the_command_line() {
    let (data, case, person) = with_a_case("files");
    let (case, person) = (case.to_string(), person.to_string());
    let (photo, fake, out) = (city_file("photo.jpg"), city_file("fake.pdf"), city_file("out.jpg"));
    std::fs::write(&photo, JPEG).unwrap();
    std::fs::write(&fake, b"MZ\x90\0\x03").unwrap();
    let path = |p: &PathBuf| p.to_str().unwrap().to_owned();
    let attach = |file: &PathBuf, more: &[&str]| {
        let file = path(file);
        let mut all = vec!["cases", "attach", &case, &file, "--as", &person];
        all.extend(more);
        all.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>()
    };
    let call = |all: Vec<String>, ok: bool| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        if ok { good(&data, &all) } else { bad(&data, &all) }
    };
    call(attach(&photo, &["--document", "2"]), true);
    assert!(call(attach(&fake, &["--title", "委托书"]), false).contains(".pdf"));
    assert!(call(attach(&photo, &["--document", "2"]), false).contains("has its file already"));
    assert!(call(attach(&photo, &["--document", "9"]), false).contains("no document 9"));
    assert!(call(attach(&photo, &["--title", "x", "--secrecy", "secret"]), false).contains("work_secret"));
    call(attach(&photo, &["--title", "举报信附图", "--secrecy", "informant"]), true);
    let listed = good(&data, &["cases", "files", &case, "--json"]);
    let listed: Vec<Value> = listed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let of = |n: usize, field: &str| listed[n][field].clone();
    assert_eq!(listed.len(), 3);
    assert_eq!(
        (of(0, "file"), of(1, "size"), of(1, "type")),
        (Value::Null, json!(JPEG.len()), json!("image/jpeg"))
    );
    assert_eq!((of(2, "secrecy"), of(2, "evidence")), (json!("informant"), json!(true)));
    let shown = good(&data, &["cases", "show", &case]);
    assert!(
        shown.contains("· 1. 立案审批表\n") && shown.contains("· 2. 现场照片: JPEG picture, 1 kB, came "),
        "{shown}"
    );
    assert!(good(&data, &["cases", "files", &case]).contains("JPEG picture"));
    let to = path(&out);
    good(&data, &["cases", "fetch", &case, "2", "--out", &to]);
    assert_eq!(std::fs::read(&out).unwrap(), JPEG);
    assert!(bad(&data, &["cases", "fetch", &case, "2", "--out", &to]).contains("is there already"));
    let other = path(&city_file("other.jpg"));
    assert!(bad(&data, &["cases", "fetch", &case, "3", "--out", &other]).contains("informant"));
    assert!(bad(&data, &["cases", "fetch", &case, "1", "--out", &other]).contains("has no file"));
    let id = of(1, "file").as_str().unwrap().to_owned();
    good(&data, &["erase", "--file", &id, "--basis", "PIPL 47(1)"]);
    assert!(bad(&data, &["cases", "fetch", &case, "2", "--out", &other]).contains("erased"));
    assert!(!city_file("other.jpg").exists());
    binary::sound(&data);
}
