//! PostgreSQL, for those who run one already.

use super::{Db, OpenError, Tx, pool};
use sqlx::{Pool, postgres::PgConnectOptions};
use std::{path::Path, str::FromStr, time::Duration};

/// The engine of this build.
pub type Engine = sqlx::Postgres;
/// How addresses of this engine begin.
pub const SCHEME: &str = "postgres://";
/// What `/health` calls it.
pub const ENGINE: &str = "postgres";
static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

impl Db {
    /// Connects and migrates; sqlx holds an advisory lock while it does.
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        if !address.starts_with(SCHEME) {
            return Err(OpenError::Scheme(address.to_owned()));
        }
        let options = PgConnectOptions::from_str(address)?;
        let writer = pool(8, Duration::from_secs(5)).connect_with(options.clone()).await?;
        MIGRATIONS.run(&writer).await?;
        let reader = pool(8, Duration::from_secs(3))
            .connect_with(options.options([("default_transaction_read_only", "on")]))
            .await?;
        Ok(Self { writer, reader })
    }

    /// The engine's own version.
    pub async fn engine_version(&self) -> Result<String, sqlx::Error> {
        let (version,): (String,) = sqlx::query_as("show server_version").fetch_one(&self.reader).await?;
        Ok(version)
    }

    /// PostgreSQL rewrites its pages by itself: nothing to do.
    pub async fn forget(&self) -> Result<(), sqlx::Error> {
        Ok(())
    }

    /// PostgreSQL checks its constraints as it goes; what is asked here is whether it answers.
    pub async fn integrity(&self) -> Result<Vec<String>, sqlx::Error> {
        sqlx::query("select 1").execute(&self.reader).await?;
        Ok(Vec::new())
    }

    /// A server's own tools make better copies: see the README.
    pub async fn backup(&self, _target: &Path) -> Result<(), OpenError> {
        Err(OpenError::OtherTool("pg_dump"))
    }
}

/// The rows of `sought` that hold what a parameter asks for, as [`asked_for`] writes it: a table, in SQL.
macro_rules! holding {
    ($asked:literal) => {
        concat!("(select s.* from sought s where s.lexemes @@ cast(", $asked, " as tsquery))")
    };
}
pub(crate) use holding;

/// All of these words, which are letters and digits only, in the language of this engine's index.
pub fn asked_for(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    words.map(|word| format!("'{}'", word.as_ref())).collect::<Vec<_>>().join(" & ")
}

pub(super) async fn begin_write(writer: &Pool<Engine>) -> Result<Tx, sqlx::Error> {
    writer.begin().await
}

/// PostgreSQL lets several servers share a database: nothing is claimed.
pub struct Claim;

/// See `Claim`.
pub fn claim(_address: &str) -> Result<Claim, OpenError> {
    Ok(Claim)
}

/// A server's own tools make better copies: see the README.
pub async fn restore(_from: &Path, _address: &str) -> Result<std::path::PathBuf, OpenError> {
    Err(OpenError::OtherTool("pg_restore"))
}
