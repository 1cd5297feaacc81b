//! Everything that a cohort noted as a workbook, when it sold ten thousand times.

use crate::{Load, PLAIN, client::Visit};
use sqlx::{Connection, SqliteConnection};
use std::{
    path::Path,
    time::{Duration, Instant},
};

const SCRIPT: [&str; 2] = [
    "with recursive k(n) as (select 1 union all select n + 1 from k where n < 10000)
     insert into sale (id, cohort, channel, clientele, paid_by, sold_on, sold_at, seller, note, total_cents)
     select randomblob(16), {cohort}, 'market', 'new', 'cash', date('now', -(n % 60) || ' days'),
            strftime('%Y-%m-%dT10:00:00+00:00', 'now'),
            (select person from membership where cohort = {cohort} limit 1), 'bench', 1250 + n from k",
    "insert into sale_line (id, sale, position, what, quantity, price_cents, amount_cents)
     select randomblob(16), id, 0, 'Tablier brodé n° ' || total_cents, 1000, total_cents, total_cents
     from sale where note = 'bench'",
];

/// Ten thousand sales for the cohort called `slug`.
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

/// How long the workbook takes, from asking to its last byte.
pub fn fetched(visit: &Visit, slug: &str) -> Load {
    let (mut client, path) = (visit.client(), format!("/cohorts/{slug}/export/all.xlsx"));
    let one = |_| {
        let from = Instant::now();
        assert_eq!(client.get(&path, PLAIN).status, 200);
        from.elapsed()
    };
    Load::of((0..5).map(one).collect(), Duration::from_secs(1))
}
