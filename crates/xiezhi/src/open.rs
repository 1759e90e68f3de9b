//! Opening the platform: a private PostgreSQL under the data folder, or the server given.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use pgserver::{Attach, Options, PrivateServer, SERVE};
use platform::{Clock, Platform};
use store::{Access, FileStore, Keys, Log, Store};

use crate::machine::{MachineClock, entropy};

/// Where the data are.
#[derive(Args, Clone, Debug)]
pub struct Where {
    /// Folder of the data; a private PostgreSQL runs in it
    #[arg(long, env = "XIEZHI_DATA", default_value = "demo-data", global = true)]
    pub data: PathBuf,
    /// Use this PostgreSQL server instead of a private one
    #[arg(long, env = "XIEZHI_DATABASE_URL", value_name = "URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Folder of the keys, kept outside database and backup [default: DATA/keys]
    #[arg(long, env = "XIEZHI_KEY_DIR", value_name = "DIR", global = true)]
    pub key_dir: Option<PathBuf>,
    /// Folder of the encrypted files [default: DATA/files]
    #[arg(long, env = "XIEZHI_FILES", value_name = "DIR", global = true)]
    pub files: Option<PathBuf>,
    /// Folder of the log's published files [default: DATA/log]
    #[arg(long, env = "XIEZHI_LOG_DIR", value_name = "DIR", global = true)]
    pub log_dir: Option<PathBuf>,
    /// Name of the log, taken once, when its key is made: an address without scheme
    #[arg(
        long,
        env = "XIEZHI_LOG_ORIGIN",
        value_name = "NAME",
        default_value = "xiezhi.local/log",
        global = true
    )]
    pub log_origin: String,
    /// Folder with the PostgreSQL programs initdb and postgres
    #[arg(long, env = "XIEZHI_PG_BIN", value_name = "DIR", global = true)]
    pub pg_bin: Option<PathBuf>,
    /// Number of this node
    #[arg(long, default_value_t = 1, global = true, hide = true)]
    pub node: i16,
}

/// An error at the command line, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The private server.
    #[error(transparent)]
    Server(#[from] pgserver::PgError),
    /// The store.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The folder of the files.
    #[error(transparent)]
    Files(#[from] store::FileError),
    /// The log.
    #[error(transparent)]
    Log(#[from] store::LogError),
    /// The platform.
    #[error(transparent)]
    Platform(#[from] platform::PlatformError),
    /// The machine.
    #[error("the machine gives no randomness: {0}")]
    Entropy(#[from] std::io::Error),
}

/// The platform opened, with the server that runs for it.
pub struct Opened {
    /// The platform.
    pub platform: Platform,
    /// The private server, if this process runs it. Dropped last.
    pub server: Option<PrivateServer>,
}

/// How to open.
pub struct How {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Seed of all randomness; from the machine if not given.
    pub seed: Option<[u8; 32]>,
    /// Whether this process serves: others may then attach.
    pub serve: bool,
    /// Further settings of the private server.
    pub settings: Vec<(String, String)>,
}

impl Default for How {
    fn default() -> Self {
        Self { clock: Arc::new(MachineClock), seed: None, serve: false, settings: Vec::new() }
    }
}

/// Starts or attaches to the private server, or takes the one given.
///
/// # Errors
/// No server can be had.
pub fn access(place: &Where, how: &How) -> Result<(Access, Option<PrivateServer>), OpenError> {
    if let Some(url) = &place.database_url {
        return Ok((Access::url(url)?, None));
    }
    let role = if how.serve { SERVE } else { "command" };
    let options = Options {
        data: place.data.clone(),
        programs: place.pg_bin.clone(),
        settings: how.settings.clone(),
        role,
    };
    if how.serve {
        let server = PrivateServer::start(&options)?;
        return Ok((Access::private(server.socket_dir(), "xiezhi"), Some(server)));
    }
    Ok(match pgserver::start_or_attach(&options)? {
        Attach::Started(server) => (Access::private(server.socket_dir(), "xiezhi"), Some(server)),
        Attach::Running { socket_dir, .. } => (Access::private(&socket_dir, "xiezhi"), None),
    })
}

/// Opens the platform, migrated.
///
/// # Errors
/// The server, the database or the keys cannot be had.
pub async fn open(place: &Where, how: How) -> Result<Opened, OpenError> {
    let (access, server) = access(place, &how)?;
    access.prepare().await?;
    store::migrate(&access).await?;
    let platform = platform_on(access, &key_dir(place), place.node, how).await?;
    let folder = place.files.clone().unwrap_or_else(|| place.data.join("files"));
    let files = FileStore::folder(&folder, platform.store().keys().clone())?;
    Ok(Opened { platform: platform.with_files(files), server })
}

/// The platform on a migrated database.
///
/// # Errors
/// The database or the keys cannot be had.
pub async fn platform_on(access: Access, keys: &Path, node: i16, how: How) -> Result<Platform, OpenError> {
    let seed = match how.seed {
        Some(seed) => seed,
        None => entropy()?,
    };
    let mut rng = decree::identity::rng_for(&seed, uuid::Uuid::nil());
    let keys = Keys::open(keys, &mut rng)?;
    // What encrypts must never repeat, whatever seed a simulation has.
    let store = Store::open(access, keys, node, entropy()?)?;
    store.tie_keys().await?;
    Ok(Platform::open(store, how.clock, seed).await?)
}

/// The key folder.
pub fn key_dir(place: &Where) -> PathBuf {
    place.key_dir.clone().unwrap_or_else(|| place.data.join("keys"))
}

/// The platform with its log. The log's key is made at its first start, under the log's name.
///
/// # Errors
/// The key cannot be had, or the database is away.
pub async fn sealing(place: &Where, platform: Platform) -> Result<Platform, OpenError> {
    let begun = platform.store().log_head().await?.map(|head| head.key);
    let mut rng = decree::identity::rng_for(&entropy()?, uuid::Uuid::nil());
    let key = platform.store().keys().log_key(&place.log_origin, begun.as_deref(), &mut rng)?;
    let folder = place.log_dir.clone().unwrap_or_else(|| place.data.join("log"));
    Ok(platform.with_log(Log::new(key, folder)))
}
