//! One private PostgreSQL for the whole test process, and a database of its own for each test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, mpsc};

use calendar::start_of;
use decree::identity::rng_for;
use jiff::Timestamp;
use jiff::civil::date;
use pgserver::{Options, PrivateServer};
use platform::{Platform, SimulatedClock};
use store::{Access, Keys, Role, Store};
use tempfile::TempDir;
use tokio_postgres::Client;
use uuid::Uuid;

use crate::city;

/// A database that is migrated and empty.
const EMPTY: &str = "empty";
/// A database with the small city of [`city`].
const FOUNDED: &str = "founded";

/// Where every simulated clock begins: a Monday. March 2026 has no holidays.
pub fn beginning() -> Timestamp {
    start_of(date(2026, 3, 2))
}

/// A moment by the city's clock: `2026-03-02 09:30`.
pub fn at(text: &str) -> Timestamp {
    format!("{}:00+08:00", text.replace(' ', "T")).parse().unwrap()
}

/// The settings of a server whose data nobody needs after a power cut.
pub fn settings() -> Vec<(String, String)> {
    [
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("synchronous_commit", "off"),
        ("shared_buffers", "128MB"),
        ("max_connections", "200"),
        ("max_wal_size", "1GB"),
        ("min_wal_size", "64MB"),
        ("autovacuum", "off"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// A folder of this test process. It is passable for the server's account; folders of processes that are gone are removed.
pub fn folder(name: &str) -> PathBuf {
    static TOP: OnceLock<PathBuf> = OnceLock::new();
    let top = TOP.get_or_init(|| {
        for entry in std::fs::read_dir("/tmp").unwrap().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(pid) = name.strip_prefix("xiezhi-it-")
                && !Path::new("/proc").join(pid).exists()
            {
                let _others_may_remove_it_too = std::fs::remove_dir_all(entry.path());
            }
        }
        let top = PathBuf::from(format!("/tmp/xiezhi-it-{}", std::process::id()));
        std::fs::create_dir_all(&top).unwrap();
        passable(&top);
        top
    });
    top.join(name)
}

/// Lets the server's account through a folder.
pub fn passable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// The folder of the socket of the process's server. It lives in a thread of its own, and dies with the process.
fn socket() -> &'static Path {
    static SOCKET: OnceLock<PathBuf> = OnceLock::new();
    SOCKET.get_or_init(|| {
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let options =
                Options { data: folder("server"), programs: None, settings: settings(), role: "command" };
            let server = PrivateServer::start(&options).unwrap();
            let socket = server.socket_dir().to_owned();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(templates(&socket));
            drop(runtime);
            sender.send(socket).unwrap();
            loop {
                std::thread::park();
            }
        });
        receiver.recv().expect("the server starts")
    })
}

async fn templates(socket: &Path) {
    let empty = Access::private(socket, EMPTY);
    empty.prepare().await.unwrap();
    store::migrate(&empty).await.unwrap();
    let admin = empty.database("postgres").connect(Role::Super).await.unwrap();
    copy(&admin, EMPTY, FOUNDED).await;
    let db = Db::open(empty.database(FOUNDED), folder("keys"), 1, beginning()).await;
    db.platform.found(true).await.unwrap();
    city::register(&db.platform).await;
}

async fn copy(admin: &Client, from: &str, to: &str) {
    // Connections to the template may be on their way out.
    for _ in 0..20 {
        let made =
            admin.batch_execute(&format!("create database {to} template {from} owner xiezhi_owner")).await;
        if made.is_ok() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    panic!("{from} stays in use");
}

/// A database of a test, with the platform on it.
pub struct Db {
    /// How it is reached.
    pub access: Access,
    /// The platform.
    pub platform: Platform,
    /// Its clock.
    pub clock: Arc<SimulatedClock>,
    /// The folder of its keys.
    pub keys: PathBuf,
    _folder: Option<TempDir>,
}

impl Db {
    /// An empty, migrated database.
    pub async fn empty() -> Self {
        Self::of(EMPTY).await
    }

    /// The small city.
    pub async fn city() -> Self {
        Self::of(FOUNDED).await
    }

    async fn of(template: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let socket = tokio::task::spawn_blocking(socket).await.unwrap();
        let name = format!("t_{}", NEXT.fetch_add(1, Ordering::SeqCst));
        let access = Access::private(socket, &name);
        let admin = access.database("postgres").connect(Role::Super).await.unwrap();
        copy(&admin, template, &name).await;
        let own = tempfile::tempdir().unwrap();
        let keys = own.path().join("keys");
        std::fs::create_dir(&keys).unwrap();
        if template == FOUNDED {
            for file in std::fs::read_dir(folder("keys")).unwrap().flatten() {
                std::fs::copy(file.path(), keys.join(file.file_name())).unwrap();
            }
        }
        let mut db = Self::open(access, keys, 1, beginning()).await;
        db._folder = Some(own);
        db
    }

    /// The platform on a migrated database. The seed is always the same: equal wishes make equal facts.
    pub async fn open(access: Access, keys: PathBuf, node: i16, begins: Timestamp) -> Self {
        let clock = Arc::new(SimulatedClock::new(begins));
        let opened = Keys::open(&keys, &mut rng_for(&[1; 32], Uuid::nil())).unwrap();
        let store = Store::open(access.clone(), opened, node, [2; 32]).unwrap();
        let platform = Platform::open(store, clock.clone(), [3; 32]).await.unwrap();
        Self { access, platform, clock, keys, _folder: None }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        self.platform.store()
    }

    /// Moves the clock.
    pub fn moves_to(&self, moment: &str) {
        self.clock.advance_to(at(moment));
    }

    /// A connection as a role.
    pub async fn client(&self, role: Role) -> Client {
        self.access.connect(role).await.unwrap()
    }

    /// Rows as text, one string a row, as the superuser.
    pub async fn text(&self, query: &str) -> Vec<String> {
        text(&self.client(Role::Super).await, query).await
    }

    /// One number, as the superuser.
    pub async fn number(&self, query: &str) -> i64 {
        self.text(query).await[0].parse().unwrap()
    }

    /// Runs statements as the superuser: what nobody may.
    pub async fn tamper(&self, statements: &str) {
        self.client(Role::Super).await.batch_execute(statements).await.unwrap();
    }
}

/// Rows as text, one string a row, columns divided by `|`.
pub async fn text(client: &Client, query: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for message in client.simple_query(query).await.unwrap_or_else(|e| panic!("{query}: {e:?}")) {
        if let tokio_postgres::SimpleQueryMessage::Row(row) = message {
            let cells: Vec<&str> = (0..row.len()).map(|i| row.get(i).unwrap_or("")).collect();
            rows.push(cells.join("|"));
        }
    }
    rows
}
