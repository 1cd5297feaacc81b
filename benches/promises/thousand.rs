//! Makes a thousand cohorts out of three: every row is copied with its ids changed in the same way, so that each copy is a
//! whole cohort with its own people, spaces, bookings and words, and none refers to another.

use sqlx::{Connection, Executor, Row, SqliteConnection};
use std::path::Path;

const COPIES: u32 = 333;
/// What belongs to the instance, to a browser or to nobody.
const LEFT_OUT: [&str; 13] = [
    "_sqlx_migrations",
    "audit",
    "audit_head",
    "audit_name",
    "draft",
    "feed",
    "instance",
    "invitation",
    "password_reset",
    "refusal_count",
    "session",
    // The index of searches numbers its rows, and its own tables are nobody's to write.
    "sought",
    "throttle",
];

/// Returns how many cohorts the file holds afterwards.
pub fn multiply(file: &Path) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
        db.execute("pragma foreign_keys = off").await.unwrap();
        let triggers = rows(&mut db, "select name, sql from sqlite_master where type = 'trigger'").await;
        let tables = rows(&mut db, "select name, '' from sqlite_master where type = 'table'").await;
        let mut tx = db.begin_with("begin immediate").await.unwrap();
        // Each copy obeys the rules as its original did: checking them again would only cost time.
        for (name, _) in &triggers {
            run(&mut tx, &format!("drop trigger {name}")).await;
        }
        for (table, _) in tables.iter().filter(|(name, _)| {
            !LEFT_OUT.contains(&name.as_str()) && !name.starts_with("sqlite_") && !name.starts_with("sought_")
        }) {
            let columns = rows(&mut tx, &format!("select name, type from pragma_table_info('{table}')")).await;
            let (names, values): (Vec<String>, Vec<String>) =
                columns.iter().map(|(name, kind)| (name.clone(), copied(name, kind))).unzip();
            run(
                &mut tx,
                &format!(
                    "with recursive copy(k) as (select 1 union all select k + 1 from copy where k < {COPIES})
                     insert into {table} ({}) select {} from copy, {table}",
                    names.join(", "),
                    values.join(", ")
                ),
            )
            .await;
        }
        for (_, sql) in &triggers {
            run(&mut tx, sql).await;
        }
        tx.commit().await.unwrap();
        db.execute("analyze").await.unwrap();
        let wrong = rows(&mut db, "select \"table\", '' from pragma_foreign_key_check").await;
        assert!(wrong.is_empty(), "a copy refers to nothing: {wrong:?}");
        db.execute("pragma wal_checkpoint(truncate)").await.unwrap();
        db.fetch_one("select count(*) from cohort").await.unwrap().get(0)
    })
}

/// How a column's value is copied. Ids begin with their time, so another beginning is still an id of its own.
fn copied(name: &str, kind: &str) -> String {
    match (name, kind.to_ascii_lowercase().as_str()) {
        ("login" | "slug", _) => format!("{name} || '-' || k"),
        (_, "blob") => {
            format!("iif(length({name}) = 16, cast(unhex(printf('%08x', k)) || substr({name}, 5) as blob), {name})")
        }
        _ => name.to_owned(),
    }
}

async fn rows(db: &mut SqliteConnection, sql: &str) -> Vec<(String, String)> {
    let found = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_all(db).await.unwrap();
    found.iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn run(db: &mut SqliteConnection, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(db).await.unwrap();
}
