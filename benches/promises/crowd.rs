//! A plan as crowded as the promises name it: 200 events, 300 bookings and 100 missions more, in a cohort that runs.

use sqlx::{Connection, SqliteConnection};
use std::path::Path;

/// Fills the cohort called `slug` from tomorrow on. The bookings have a large hall of their own, open day and night.
pub fn fill(file: &Path, slug: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
        for sql in SCRIPT {
            let sql = sql.replace("{cohort}", &format!("(select id from cohort where slug = '{slug}')"));
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut db).await.unwrap();
        }
        db.close().await.unwrap();
    });
}

const SCRIPT: [&str; 6] = [
    "insert into space (id, name, people, time_zone) values (cast('sixteen bytes id' as blob), 'Halle', 500, 'UTC')",
    "insert into space_cohort (space, cohort) values (cast('sixteen bytes id' as blob), {cohort})",
    "with recursive day(n) as (select 1 union all select n + 1 from day where n < 7)
     insert into opening (space, weekday, opens, closes) select cast('sixteen bytes id' as blob), n, 0, 1440 from day",
    "with recursive k(n) as (select 1 union all select n + 1 from k where n < 200)
     insert into event (id, cohort, kind, title, starts_at, ends_at)
     select randomblob(16), {cohort}, 'meeting', 'Point ' || n,
            strftime('%Y-%m-%dT10:00:00+00:00', 'now', (1 + n % 60) || ' days'),
            strftime('%Y-%m-%dT11:00:00+00:00', 'now', (1 + n % 60) || ' days') from k",
    "with recursive k(n) as (select 1 union all select n + 1 from k where n < 100)
     insert into mission (id, cohort, pole, title, due_on, state, created_at)
     select randomblob(16), {cohort}, (select id from pole where cohort = {cohort} limit 1), 'Mission ' || n,
            date('now', (1 + n % 60) || ' days'), 'to_do', strftime('%Y-%m-%dT10:00:00+00:00', 'now') from k",
    "with recursive k(n) as (select 1 union all select n + 1 from k where n < 300)
     insert into booking (id, space, cohort, person, starts_at, ends_at, people, purpose, created_at)
     select randomblob(16), cast('sixteen bytes id' as blob), {cohort},
            (select person from membership where cohort = {cohort} limit 1),
            strftime('%Y-%m-%dT12:00:00+00:00', 'now', (1 + n % 60) || ' days'),
            strftime('%Y-%m-%dT13:00:00+00:00', 'now', (1 + n % 60) || ' days'), 1, '',
            strftime('%Y-%m-%dT10:00:00+00:00', 'now') from k",
];
