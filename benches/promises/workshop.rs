//! A workshop that is used a lot: 300 bookings in a week of one hall; ten years of them; the nearest free moments over half a year.

use crate::{
    COMPRESSED, CONNECTIONS, LOAD, Load, PLAIN, Server,
    client::{SERIES, Visit},
    load, post,
    report::Report,
};
use chrono::{DateTime, Duration as Span, NaiveDate, Utc, Weekday};
use cooperade::domain::{
    capacity::{Hours, Place, Space, Usage, nearest},
    cohort::Dates,
    time::TimeOfDay,
};
use sqlx::{Connection, SqliteConnection};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// What a year of a full hall comes to.
const A_YEAR: i64 = 5_000;
/// Ten of them.
const TEN_YEARS: i64 = 50_000;

const SCRIPT: [&str; 5] = [
    "insert into space (id, name, people, time_zone) values (cast('sixteen bytes id' as blob), 'Halle', 500, 'UTC')",
    "insert into space_cohort (space, cohort) values (cast('sixteen bytes id' as blob), {cohort})",
    "with recursive day(n) as (select 1 union all select n + 1 from day where n < 7)
     insert into opening (space, weekday, opens, closes) select cast('sixteen bytes id' as blob), n, 480, 1200 from day",
    // This week: from Monday to Sunday, on every hour from 8 to 19.
    "with recursive k(n) as (select 0 union all select n + 1 from k where n < 299)
     insert into booking (id, space, cohort, person, starts_at, ends_at, people, purpose, created_at)
     select randomblob(16), cast('sixteen bytes id' as blob), {cohort},
            (select person from (select person, row_number() over (order by person) as place from membership
             where cohort = {cohort} and role = 'entrepreneur') where place = 1 + n % 5),
            strftime('%Y-%m-%dT%H:00:00+00:00', 'now', 'weekday 0', '-6 days', 'start of day', (n % 7) || ' days', (8 + n % 11) || ' hours'),
            strftime('%Y-%m-%dT%H:00:00+00:00', 'now', 'weekday 0', '-6 days', 'start of day', (n % 7) || ' days', (9 + n % 11) || ' hours'),
            1, '', strftime('%Y-%m-%dT10:00:00+00:00', 'now') from k",
    // Fourteen a day before that.
    "with recursive k(n) as (select 1 union all select n + 1 from k where n < {past})
     insert into booking (id, space, cohort, person, starts_at, ends_at, people, purpose, created_at)
     select randomblob(16), cast('sixteen bytes id' as blob), {cohort},
            (select person from membership where cohort = {cohort} limit 1),
            strftime('%Y-%m-%dT%H:00:00+00:00', 'now', 'start of day', (-14 - n / 14) || ' days', (8 + n % 11) || ' hours'),
            strftime('%Y-%m-%dT%H:00:00+00:00', 'now', 'start of day', (-14 - n / 14) || ' days', (9 + n % 11) || ' hours'),
            1, '', strftime('%Y-%m-%dT10:00:00+00:00', 'now') from k",
];

/// A week of 300 bookings in one hall, after one year of bookings and after ten, in turn, the best of three of each; and a
/// search for free moments, and series of 60.
pub fn measure(report: &mut Report, program: &Path, folder: &Path, slug: &str, who: &(String, String)) {
    let hall = [("year.db", A_YEAR), ("decade.db", TEN_YEARS)]
        .map(|(file, past)| (fill(&folder.join(file), slug, past), format!("sqlite:{}", folder.join(file).display())));
    let servers = [0, 1].map(|n| Server::start(program, &hall[n].1));
    let visits = [0, 1].map(|n| Visit::sign_in(&servers[n].addr, who));
    let week = &hall[0].0;
    let plain = load(&visits[0], week, PLAIN, CONNECTIONS, LOAD);
    let compressed = load(&visits[0], week, COMPRESSED, CONNECTIONS, LOAD / 2);
    report.page("Week of 300 bookings", &plain, &compressed, &load(&visits[0], week, PLAIN, 1, LOAD / 4));
    let mut best = [f64::MAX; 2];
    for _ in 0..3 {
        for (best, visit) in best.iter_mut().zip(&visits) {
            *best = best.min(load(visit, week, PLAIN, 1, LOAD / 4).percentile(50));
        }
    }
    report.beside("Week of 300 bookings, after ten years beside one", best[0], best[1]);
    report.quick("The three nearest free moments over six months", 5.0, &nearest_of_six_months());
    report.quick("A series of 60 bookings, durable", 60.0, &series_of_sixty(&visits[0], slug));
}

/// Gives the cohort called `slug` a hall with 300 bookings this week and so many before; where its week is seen.
fn fill(file: &Path, slug: &str, past: i64) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
        for sql in SCRIPT {
            let sql = sql.replace("{cohort}", &format!("(select id from cohort where slug = '{slug}')"));
            let sql = sql.replace("{past}", &past.to_string());
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut db).await.unwrap();
        }
        let (here,): (i64,) =
            sqlx::query_as("select count(*) from booking where space = cast('sixteen bytes id' as blob)")
                .fetch_one(&mut db)
                .await
                .unwrap();
        assert_eq!(here, past + 300);
        // As the running program does each day.
        sqlx::raw_sql("analyze").execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    });
    let space = Uuid::from_bytes(*b"sixteen bytes id");
    format!("/cohorts/{slug}/bookings?space={space}&week={}", Utc::now().format("%G-W%V"))
}

/// Sixty days from tomorrow on, booked at once; each series at another hour.
fn series_of_sixty(visit: &Visit, slug: &str) -> Load {
    let space = Uuid::from_bytes(*b"sixteen bytes id");
    let first = Utc::now().date_naive().succ_opt().unwrap();
    let days: Vec<NaiveDate> = first.iter_days().take(60).collect();
    let chosen: String = days.iter().map(|day| format!("&dates[{day}]=take")).collect();
    let weekdays: String = (1..=7).map(|day| format!("&weekdays[]={day}")).collect();
    let until = days[59];
    let form = |n: usize| {
        let (key, hour) = (Uuid::now_v7(), 8 + n % 11);
        let when = format!("on={first}&from={hour:02}:00&to={:02}:00", hour + 1);
        format!(
            "cohort={slug}&key={key}&space={space}&{when}&people=1&for=me&purpose=&fold=&repeat=week&until={until}{weekdays}{chosen}"
        )
    };
    post(visit, SERIES, 1, 30, form)
}

/// The three nearest free moments over six months that are full but for their last days.
fn nearest_of_six_months() -> Load {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let week = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let (opens, closes) = (TimeOfDay::new(9, 0).unwrap(), TimeOfDay::new(18, 0).unwrap());
    let place = Place {
        space: Space { people: 4, ..Space::default() },
        hours: week.map(|weekday| Hours { weekday, from: opens, to: closes }).to_vec(),
        ..Place::always_shut(chrono_tz::Europe::Paris)
    };
    let begin: DateTime<Utc> = "2026-07-01T07:00:00Z".parse().unwrap();
    // Every hour of 178 days, four by one person each.
    let usage = |n: i64| {
        let start = begin + Span::hours(n / 4);
        Usage { start, end: start + Span::hours(1), people: 1, machines: Vec::new() }
    };
    let taken: Vec<Usage> = (0..4 * 24 * 178).map(usage).collect();
    let cohort = Dates { starts_on: day("2026-07-01"), ends_on: day("2026-12-31") };
    let one = |_| {
        let wanted = usage(0);
        let from = Instant::now();
        let found = nearest(&place, std::hint::black_box(&taken), &wanted, &cohort, begin, 3);
        let time = from.elapsed();
        assert_eq!(found.len(), 3);
        time
    };
    Load::of((0..200).map(one).collect(), Duration::from_secs(1))
}
