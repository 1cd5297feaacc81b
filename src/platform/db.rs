//! The engine, its connections, and the codes by which it refuses. The only place that knows which engine it is.

use crate::platform::error::AppError;
use chrono::{DateTime, Utc};
use sqlx::{Pool, Transaction, pool::PoolOptions};
use std::time::Duration;

#[cfg(all(feature = "sqlite", feature = "postgres"))]
compile_error!("choose one engine: `sqlite` or `postgres`");

#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "sqlite")]
pub use sqlite::*;

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "postgres")]
pub use postgres::*;

/// A write in progress. Dropped, it leaves no trace.
pub type Tx = Transaction<'static, Engine>;
/// One connection, for those that put several questions: of a pool or of a write in progress.
pub type Connection = <Engine as sqlx::Database>::Connection;
/// What store functions take: a pool to read from, or a transaction.
pub trait Executor<'c>: sqlx::Executor<'c, Database = Engine> {}
impl<'c, T: sqlx::Executor<'c, Database = Engine>> Executor<'c> for T {}

/// One writer queue and many readers. On SQLite the writer is a single connection, so writers wait instead of failing.
#[derive(Clone)]
pub struct Db {
    writer: Pool<Engine>,
    reader: Pool<Engine>,
}

/// Why a database did not open, in words for the terminal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("this build cannot open {0}: it wants an address that begins with {SCHEME}")]
    Scheme(String),
    #[error("another server of this program has the database open")]
    InUse,
    #[error("this is no sound copy: {0}")]
    Damaged(String),
    #[error("PostgreSQL has its own tool for that: {0}")]
    OtherTool(&'static str),
    #[error("a file could not be read or written: {0}")]
    Copy(std::io::Error),
    #[error("the database cannot be opened: {0}")]
    Sqlx(#[from] sqlx::Error),
    #[error("the database was written by another version of this program: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// A rule of the database that a write would have broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    CapacityPeople,
    CapacityMachine,
    /// A booking in a time that the space's host or a facilitator has taken.
    CapacityBlocked,
    MachineElsewhere,
    /// A booking and the event that made it, at two times or in two cohorts.
    EventApart,
    Unique,
    ForeignKey,
}

/// Which rule `error` is about, when it is about one. The only place that reads what an engine says.
pub fn violation(error: &sqlx::Error) -> Option<Violation> {
    let error = error.as_database_error()?;
    match error.message() {
        "capacity:people" => Some(Violation::CapacityPeople),
        "capacity:machine" => Some(Violation::CapacityMachine),
        "capacity:blocked" => Some(Violation::CapacityBlocked),
        "machine:elsewhere" => Some(Violation::MachineElsewhere),
        "event:apart" => Some(Violation::EventApart),
        _ if error.is_unique_violation() => Some(Violation::Unique),
        _ if error.is_foreign_key_violation() => Some(Violation::ForeignKey),
        _ => None,
    }
}

/// What a write by id found. Nothing: it is not there, or another cohort's, which is the same.
pub fn there(rows: u64) -> Result<(), AppError> {
    if rows == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// What was written is all that was meant.
///
/// Errors: [`AppError::NotFound`] when some of it is not there.
pub fn all_there(rows: u64, wanted: usize) -> Result<(), AppError> {
    if usize::try_from(rows) == Ok(wanted) { Ok(()) } else { Err(AppError::NotFound) }
}

/// Whether PostgreSQL ended this transaction because two waited for each other: nothing is written, and the next try has its
/// turn. SQLite has one writer.
pub fn is_deadlock(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "40P01")
}

/// What was free a statement ago is not: only a write that went around the space's lock can have taken it.
pub fn taken_meanwhile(error: sqlx::Error) -> AppError {
    match violation(&error) {
        Some(_) => AppError::ChangedMeanwhile,
        None => error.into(),
    }
}

impl Db {
    /// For reads outside a transaction.
    pub fn read(&self) -> &Pool<Engine> {
        &self.reader
    }

    /// Begins a write. It waits for its turn at most as long as the pool allows.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        begin_write(&self.writer).await
    }

    /// Whether `cooperade demo` filled this database.
    pub async fn is_demonstration(&self) -> Result<bool, sqlx::Error> {
        let found: Option<(String,)> = sqlx::query_as("select value from instance where name = 'demonstration'")
            .fetch_optional(&self.reader)
            .await?;
        Ok(found.is_some())
    }

    /// Forgets what has had its time: drafts after a day, ended sessions, used-up limits, keys and links after a month.
    pub async fn tidy(&self, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let mut tx = self.begin().await?;
        let (day, month) = (now - chrono::Duration::hours(24), now - chrono::Duration::days(30));
        sqlx::query("delete from draft where created_at < $1").bind(day).execute(&mut *tx).await?;
        sqlx::query("delete from session where expires_at < $1").bind(day).execute(&mut *tx).await?;
        sqlx::query("delete from throttle where used_until < $1").bind(day).execute(&mut *tx).await?;
        sqlx::query("delete from used_key where used_at < $1").bind(month).execute(&mut *tx).await?;
        sqlx::query("delete from invitation where expires_at < $1").bind(month).execute(&mut *tx).await?;
        sqlx::query("delete from password_reset where expires_at < $1").bind(month).execute(&mut *tx).await?;
        sqlx::query("delete from attendance_code where expires_at < $1").bind(now).execute(&mut *tx).await?;
        sqlx::query("delete from refusal_count where minute < $1").bind(month).execute(&mut *tx).await?;
        tx.commit().await
    }

    /// Closes every connection; what was committed is on the disk.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

fn pool(connections: u32, wait: Duration) -> PoolOptions<Engine> {
    PoolOptions::new().max_connections(connections).acquire_timeout(wait).test_before_acquire(false)
}
