//! A database of a test's own, gone with the test: hundreds of them would fill a disk.

use cooperade::platform::db::Db;
use tokio::sync::OnceCell;

/// Where a test's database is; dropped, it is removed.
pub struct Place {
    address: String,
    #[cfg(feature = "sqlite")]
    folder: tempfile::TempDir,
}

/// An empty database with this program's tables, made once; every test's own begins as its copy.
#[cfg(feature = "sqlite")]
static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();

#[cfg(feature = "sqlite")]
impl Place {
    /// Nothing, not even tables.
    pub async fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { address: format!("sqlite:{}/test.db", folder.path().display()), folder }
    }

    /// Tables, and nothing in them.
    pub async fn fresh() -> Self {
        let file = FILE.get_or_init(|| async {
            let place = Self::bare().await;
            Db::open(&place.address).await.expect("a database").close().await;
            std::fs::read(place.folder.path().join("test.db")).expect("its file")
        });
        let (file, place) = (file.await, Self::bare().await);
        std::fs::write(place.folder.path().join("test.db"), file).expect("a copy");
        place
    }

    /// A folder that is removed with the database.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

#[cfg(feature = "postgres")]
static NAME: OnceCell<String> = OnceCell::const_new();

#[cfg(feature = "postgres")]
impl Place {
    /// Nothing, not even tables.
    pub async fn bare() -> Self {
        Self { address: address(&create("template1").await) }
    }

    /// Tables, and nothing in them.
    pub async fn fresh() -> Self {
        let template = NAME.get_or_init(|| async {
            let name = create("template1").await;
            Db::open(&address(&name)).await.expect("a database").close().await;
            name
        });
        Self { address: address(&create(template.await).await) }
    }
}

/// The server that the tests were given.
#[cfg(feature = "postgres")]
fn server() -> String {
    std::env::var("COOPERADE_TEST_POSTGRES").expect("COOPERADE_TEST_POSTGRES names a server to test on")
}

#[cfg(feature = "postgres")]
fn address(name: &str) -> String {
    let server = server();
    // Everything before the database's name, or all of an address that names none.
    let base =
        server.rsplit_once('/').filter(|(head, _)| !head.ends_with('/')).map_or(server.as_str(), |(head, _)| head);
    format!("{base}/{name}")
}

#[cfg(feature = "postgres")]
async fn create(template: &str) -> String {
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    tell(&format!("create database {name} template {template}")).await.expect("a database");
    name
}

#[cfg(feature = "postgres")]
async fn tell(sql: &str) -> Result<(), sqlx::Error> {
    use sqlx::{Connection, Executor, PgConnection};
    let mut connection = PgConnection::connect(&server()).await?;
    connection.execute(sqlx::AssertSqlSafe(sql)).await?;
    connection.close().await
}

#[cfg(feature = "postgres")]
impl Drop for Place {
    fn drop(&mut self) {
        let name = self.address.rsplit('/').next().unwrap_or_default();
        let sql = format!("drop database {name} with (force)");
        // A test that failed leaves its database behind rather than fail twice.
        on_a_thread(async move { tell(&sql).await.ok() });
    }
}

impl Place {
    pub fn address(&self) -> &str {
        &self.address
    }

    /// [`Place::bare`] for a test without a runtime.
    pub fn bare_now() -> Self {
        on_a_thread(Self::bare())
    }
}

fn on_a_thread<T: Send + 'static>(run: impl Future<Output = T> + Send + 'static) -> T {
    let run = std::thread::spawn(|| tokio::runtime::Runtime::new().expect("a runtime").block_on(run));
    run.join().expect("an end")
}
