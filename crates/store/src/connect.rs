//! Four database roles, each with its own connections (DESIGN section 4).

use std::path::Path;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::{Client, Config, NoTls};

use crate::error::StoreError;

/// A database role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Creates roles and databases; only where the program runs its own server.
    Super,
    /// Owns the schemas: migrations and erasures only.
    Owner,
    /// Loads for decisions and appends; bypasses row-level security.
    Writer,
    /// Everything shown to staff, under row-level security.
    Reader,
    /// What the public may see.
    Public,
}

impl Role {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Super => "xiezhi_super",
            Self::Owner => "xiezhi_owner",
            Self::Writer => "xiezhi_writer",
            Self::Reader => "xiezhi_reader",
            Self::Public => "xiezhi_public",
        }
    }
}

/// How a database is reached.
#[derive(Clone, Debug)]
pub struct Access {
    config: Config,
    /// Whether each role logs in under its own name (private server, peer authentication), or the one login given
    /// takes the role on.
    own_logins: bool,
}

impl Access {
    /// A database of a private server, by its socket folder.
    pub fn private(socket: &Path, database: &str) -> Self {
        let mut config = Config::new();
        config.host_path(socket).port(5432).dbname(database);
        Self { config, own_logins: true }
    }

    /// A database by address: the login must be a member of the four roles.
    ///
    /// # Errors
    /// The address cannot be read.
    pub fn url(url: &str) -> Result<Self, StoreError> {
        let config = url.parse::<Config>().map_err(StoreError::Database)?;
        Ok(Self { config, own_logins: false })
    }

    /// The same server, another database.
    #[must_use]
    pub fn database(&self, name: &str) -> Self {
        let mut other = self.clone();
        other.config.dbname(name);
        other
    }

    /// The name of the database.
    pub fn name(&self) -> &str {
        self.config.get_dbname().unwrap_or("xiezhi")
    }

    fn config(&self, role: Role) -> Config {
        let mut config = self.config.clone();
        config.application_name("xiezhi");
        config.connect_timeout(std::time::Duration::from_secs(10));
        // Every statement is written for one plan: planning it anew for its values costs more than it can save.
        let mut options = String::from(
            "-c timezone=UTC -c client_min_messages=warning -c plan_cache_mode=force_generic_plan",
        );
        if self.own_logins {
            config.user(role.name());
        } else if role != Role::Super {
            options.push_str(" -c role=");
            options.push_str(role.name());
        }
        config.options(&options);
        config
    }

    /// One connection of its own.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn connect(&self, role: Role) -> Result<Client, StoreError> {
        let (client, connection) = self.config(role).connect(NoTls).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection closed");
            }
        });
        Ok(client)
    }

    /// A pool of connections.
    pub(crate) fn pool(&self, role: Role, size: usize) -> Result<Pool, StoreError> {
        let recycling_method = RecyclingMethod::Fast;
        let mut config = self.config(role);
        // A plan is kept as it was made, perhaps while a table was still empty. Every statement of a pool is written for an
        // index: reading whole tables is for the passes of rebuild and replay, which have connections of their own.
        let options = format!("{} -c enable_seqscan=off", config.get_options().unwrap_or_default());
        config.options(&options);
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method });
        Pool::builder(manager)
            .max_size(size)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(std::time::Duration::from_secs(30)))
            .create_timeout(Some(std::time::Duration::from_secs(10)))
            .build()
            .map_err(|e| StoreError::Away(e.to_string()))
    }

    /// Creates the roles and the database where they are missing. On a server that is not ours the login needs the
    /// right to create them, or an administrator has made them before (`docs/operation.md`).
    ///
    /// # Errors
    /// The database cannot be reached or the login may not create what is missing.
    pub async fn prepare(&self) -> Result<(), StoreError> {
        if !self.own_logins {
            return self.prepare_roles(&self.connect(Role::Super).await?).await;
        }
        let admin = self.database("postgres").connect(Role::Super).await?;
        self.prepare_roles(&admin).await?;
        let name = self.name();
        if admin.query_opt("select 1 from pg_database where datname = $1", &[&name]).await?.is_none() {
            admin.batch_execute(&format!("create database {} owner xiezhi_owner", quote(name))).await?;
        }
        Ok(())
    }

    async fn prepare_roles(&self, admin: &Client) -> Result<(), StoreError> {
        let login = if self.own_logins { "login" } else { "nologin" };
        for role in [Role::Owner, Role::Writer, Role::Reader, Role::Public] {
            let name = role.name();
            if admin.query_opt("select 1 from pg_roles where rolname = $1", &[&name]).await?.is_none() {
                let more = if role == Role::Writer { " bypassrls" } else { "" };
                admin.batch_execute(&format!("create role {name} {login}{more}")).await?;
            }
        }
        Ok(())
    }
}

/// An identifier, quoted.
pub(crate) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
