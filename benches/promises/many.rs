//! A cohort that worked a lot: 5,000 records; and a sharing among twenty members over five months.

use crate::{Load, PLAIN, client::Visit};
use cooperade::domain::{
    money::Cents,
    sharing::{Key, Part, Rule, share},
};
use sqlx::{Connection, SqliteConnection};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

const RECORDS: &str = "
    insert into record (id, cohort, product, made_on, quantity, author, created_at)
    select cast(substr('record ' || printf('%09d', k.n), 1, 16) as blob), c.id,
           p.id, date(c.starts_on, (k.n % 60) || ' days'), 1000, m.person, c.starts_on || 'T10:00:00+00:00'
    from (with recursive k(n) as (select 1 union all select n + 1 from k where n < 5000) select n from k) k
    join cohort c on c.slug = '{slug}'
    join (select id, row_number() over (order by id) - 1 as nth from product
          where cohort = (select id from cohort where slug = '{slug}')) p on p.nth = k.n % 3
    join (select cohort, person, row_number() over (order by person) - 1 as nth from membership
          where role = 'entrepreneur' and cohort = (select id from cohort where slug = '{slug}')) m on m.nth = k.n % 8;
    insert into record_maker (record, person, minutes)
    select id, author, 45 from record where cast(id as text) like 'record %'";

/// Notes 5,000 records in the cohort called `slug`.
pub fn fill(file: &Path, slug: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(RECORDS.replace("{slug}", slug))).execute(&mut db).await.unwrap();
        let (made,): (i64,) =
            sqlx::query_as("select count(*) from record_maker where cast(record as text) like 'record %'")
                .fetch_one(&mut db)
                .await
                .unwrap();
        assert_eq!(made, 5000);
        db.close().await.unwrap();
    });
}

/// How long a page takes, asked for one after the other.
pub fn page(visit: &Visit, path: &str) -> Load {
    let mut client = visit.client();
    let ask = |_| {
        let from = Instant::now();
        assert_eq!(client.get(path, PLAIN).status, 200, "{path}");
        from.elapsed()
    };
    let times = (0..200).map(ask).skip(20).collect();
    Load::of(times, Duration::from_secs(1))
}

/// Shares among twenty by four keys, with a floor and a cap: the rule alone, without the reading of its records.
pub fn sharing() -> Load {
    let part = |n: i64| Part {
        member: Uuid::from_u128(n as u128 + 1),
        counts: [
            (Key::Production, 9_000 + n * 371),
            (Key::Poles, n * 97),
            (Key::Presence, 80 + n),
            (Key::Sales, n * 4_217),
        ]
        .into(),
        left_out: None,
        advance: Cents(n * 100),
    };
    let parts: Vec<Part> = (0..20).map(part).collect();
    let weights =
        [(Key::Equal, 20), (Key::Production, 40), (Key::Poles, 15), (Key::Presence, 15), (Key::Sales, 10)].into();
    let rule = Rule { weights, floor: Some(Cents(6_000)), cap: Some(Cents(120_000)), ..Rule::default() };
    let one = |n: i64| {
        let pool = Cents(1_234_567 + n);
        let from = Instant::now();
        let shared = share(pool, std::hint::black_box(&parts), &rule).unwrap();
        let time = from.elapsed();
        assert_eq!(shared.shares.len(), 20);
        time
    };
    Load::of((0..500).map(one).collect(), Duration::from_secs(1))
}
