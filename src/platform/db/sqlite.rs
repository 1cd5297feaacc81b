//! SQLite: one file, one writer connection, read-only readers.

use super::{Db, OpenError, Tx, pool};
use sqlx::{
    Pool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

/// The engine of this build.
pub type Engine = sqlx::Sqlite;
/// How addresses of this engine begin.
pub const SCHEME: &str = "sqlite:";
/// What `/health` calls it.
pub const ENGINE: &str = "sqlite";
static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

impl Db {
    /// Opens or makes the file, copies it aside when a migration is due, migrates.
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        let path = file_of(address)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(OpenError::Copy)?;
        }
        // sqlx takes no lock while it migrates SQLite, so two starts at once would meet.
        let _one_at_a_time = migration_lock(&path)?;
        let options = options(&path);
        let writer = pool(1, Duration::from_secs(5)).connect_with(options.clone().create_if_missing(true)).await?;
        if migration_is_due(&writer).await? {
            copy_aside(&writer, &path).await?;
        }
        MIGRATIONS.run(&writer).await?;
        let reader = pool(6, Duration::from_secs(3)).connect_with(options.read_only(true)).await?;
        Ok(Self { writer, reader })
    }

    /// The engine's own version.
    pub async fn engine_version(&self) -> Result<String, sqlx::Error> {
        let (version,): (String,) = sqlx::query_as("select sqlite_version()").fetch_one(&self.reader).await?;
        Ok(version)
    }

    /// Writes what is in the log into the file and empties the log, so that what was deleted is gone from both.
    pub async fn forget(&self) -> Result<(), sqlx::Error> {
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&self.writer).await?;
        Ok(())
    }

    /// What the engine finds wrong with the file: nothing, when it is sound.
    pub async fn integrity(&self) -> Result<Vec<String>, sqlx::Error> {
        let lines: Vec<(String,)> = sqlx::query_as("pragma integrity_check").fetch_all(&self.reader).await?;
        let broken: Vec<(String,)> =
            sqlx::query_as("select \"table\" from pragma_foreign_key_check").fetch_all(&self.reader).await?;
        let mut found: Vec<String> = lines.into_iter().map(|line| line.0).filter(|line| line != "ok").collect();
        found.extend(broken.into_iter().map(|row| format!("{} refers to a row that is not there", row.0)));
        Ok(found)
    }

    /// Writes a clean copy of the database to `target`: a temporary name, on the disk, then renamed.
    pub async fn backup(&self, target: &Path) -> Result<(), OpenError> {
        vacuum_into(&self.writer, target).await
    }
}

/// The rows of `sought` that hold what a parameter asks for, as [`asked_for`] writes it: a table, in SQL. The index comes first,
/// whatever else is asked of the rows.
macro_rules! holding {
    ($asked:literal) => {
        concat!(
            "(select s.* from sought_words f cross join sought s on s.id = f.rowid where f.sought_words match ",
            $asked,
            ")"
        )
    };
}
pub(crate) use holding;

/// All of these words, which are letters and digits only, in the language of this engine's index.
pub fn asked_for(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    words.map(|word| format!("\"{}\"", word.as_ref())).collect::<Vec<_>>().join(" AND ")
}

pub(super) async fn begin_write(writer: &Pool<Engine>) -> Result<Tx, sqlx::Error> {
    // `begin` alone would start as a read and fail when it turns into a write.
    writer.begin_with("begin immediate").await
}

/// The file that `address` names.
pub fn file_of(address: &str) -> Result<PathBuf, OpenError> {
    let path = address.strip_prefix(SCHEME).ok_or_else(|| OpenError::Scheme(address.to_owned()))?;
    Ok(PathBuf::from(path.trim_start_matches("//")))
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::from_str("sqlite:")
        .unwrap_or_default()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        // A page that asks for many rows gets them in one go: each hand-over between the threads costs more than the row.
        .row_buffer_size(512)
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
        .pragma("mmap_size", "0")
        .pragma("cache_size", "-4000")
}

fn migration_lock(path: &Path) -> Result<File, OpenError> {
    let lock = path.with_added_extension("lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(lock).map_err(OpenError::Copy)?;
    match file.lock() {
        Ok(()) => Ok(file),
        Err(fault) => Err(OpenError::Copy(fault)),
    }
}

async fn migration_is_due(writer: &Pool<Engine>) -> Result<bool, sqlx::Error> {
    let (tables,): (i64,) =
        sqlx::query_as("select count(*) from sqlite_schema where name = '_sqlx_migrations'").fetch_one(writer).await?;
    if tables == 0 {
        return Ok(false);
    }
    let (done,): (i64,) = sqlx::query_as("select count(*) from _sqlx_migrations").fetch_one(writer).await?;
    Ok((done as usize) < MIGRATIONS.iter().count())
}

async fn copy_aside(writer: &Pool<Engine>, path: &Path) -> Result<(), OpenError> {
    let copy = path.with_added_extension(format!("before-{}", env!("CARGO_PKG_VERSION")));
    vacuum_into(writer, &copy).await
}

async fn vacuum_into(from: &Pool<Engine>, target: &Path) -> Result<(), OpenError> {
    let unfinished = target.with_added_extension("unfinished");
    let _ = std::fs::remove_file(&unfinished);
    sqlx::query("vacuum into $1").bind(unfinished.to_string_lossy().into_owned()).execute(from).await?;
    rename_durably(&unfinished, target).map_err(OpenError::Copy)
}

/// Puts a finished file in its place so that a power cut leaves the old one or the new one.
pub fn rename_durably(from: &Path, to: &Path) -> std::io::Result<()> {
    File::open(from)?.sync_all()?;
    std::fs::rename(from, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Held by a server for as long as it runs, so that two servers or a restore do not meet on one file.
pub struct Claim(#[allow(dead_code)] File);

/// Claims the database at `address` for a server. Errors: another one has it.
pub fn claim(address: &str) -> Result<Claim, OpenError> {
    let path = file_of(address)?.with_added_extension("serving");
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(OpenError::Copy)?;
    }
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(OpenError::Copy)?;
    match file.try_lock() {
        Ok(()) => Ok(Claim(file)),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse),
        Err(TryLockError::Error(fault)) => Err(OpenError::Copy(fault)),
    }
}

/// Puts the copy `from` in the place of the database at `address`; what was there stays beside it. Refuses a copy that
/// cannot be opened and checked, and a database that a server has.
pub async fn restore(from: &Path, address: &str) -> Result<PathBuf, OpenError> {
    let _claim = claim(address)?;
    let target = file_of(address)?;
    let unfinished = target.with_added_extension("unfinished");
    std::fs::copy(from, &unfinished).map_err(OpenError::Copy)?;
    let checked = examine(&unfinished).await;
    if let Err(error) = checked {
        let _ = std::fs::remove_file(&unfinished);
        return Err(error);
    }
    let before = target.with_added_extension("before-restore");
    if target.exists() {
        fold_log_in(&target).await?;
        std::fs::rename(&target, &before).map_err(OpenError::Copy)?;
    }
    rename_durably(&unfinished, &target).map_err(OpenError::Copy)?;
    Ok(before)
}

/// Opens a copy, checks it whole, and that this program (this version or an older one) wrote it.
async fn examine(copy: &Path) -> Result<(), OpenError> {
    let pool =
        pool(1, Duration::from_secs(5)).connect_with(options(copy).journal_mode(SqliteJournalMode::Delete)).await?;
    let found: Vec<(String,)> = sqlx::query_as("pragma integrity_check").fetch_all(&pool).await?;
    let versions: Vec<(i64,)> =
        sqlx::query_as("select version from _sqlx_migrations order by version").fetch_all(&pool).await?;
    pool.close().await;
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    if let Some((line,)) = found.iter().find(|(line,)| line != "ok") {
        return Err(OpenError::Damaged(line.clone()));
    }
    match versions.last() {
        Some((version,)) if *version <= newest => Ok(()),
        _ => Err(OpenError::Damaged("it was written by a newer version of this program".to_owned())),
    }
}

/// Empties the write-ahead log of a file that nobody has open, and takes its companions away.
async fn fold_log_in(path: &Path) -> Result<(), OpenError> {
    let pool = pool(1, Duration::from_secs(5)).connect_with(options(path)).await?;
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&pool).await?;
    pool.close().await;
    for companion in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(companion);
        let _ = std::fs::remove_file(name);
    }
    Ok(())
}
