//! A plan as crowded as the promises name it: 200 events, 300 bookings and 100 missions more, in a cohort that runs.

use crate::{
    Load, PLAIN,
    client::{self, Form, Visit},
};
use sqlx::{Connection, SqliteConnection};
use std::{
    path::Path,
    time::{Duration, Instant},
};

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

/// Moves the phase of sales and all that follows, again and again: how long the looks took, and the moves.
pub fn moving(visit: &Visit, slug: &str) -> (Load, Load) {
    const MOVE: &str = "/api/planning/move";
    let mut client = visit.client();
    let plan = client.get(&format!("/cohorts/{slug}/plan"), PLAIN).text();
    let phases = client::links(&plan, "/plan/phases/");
    let page = phases
        .iter()
        .find(|path| client.get(path, PLAIN).text().contains("value=\"Prospection"))
        .expect("a phase of sales");
    let address = client::links(&client.get(page, PLAIN).text(), "/plan/move/").pop().expect("a page to move it");
    let day = |form: &Form, name: &str| {
        let part = |part: &str| form.value(&format!("{name}[{part}]")).parse().unwrap();
        chrono::NaiveDate::from_ymd_opt(part("year") as i32, part("month"), part("day")).unwrap()
    };
    let (mut looks, mut moves) = (Vec::new(), Vec::new());
    for turn in 0..20 {
        let form = Form::find(&client.get(&address, PLAIN).text(), "name=\"policy\"").expect("a question");
        let by = chrono::TimeDelta::days(if turn % 2 == 0 { -1 } else { 1 });
        let (first, last) = (day(&form, "first") + by, day(&form, "last") + by);
        let from = Instant::now();
        let seen = client.get(&format!("{address}?first={first}&last={last}&policy=keep"), PLAIN).text();
        looks.push(from.elapsed());
        let body = Form::find(&seen, MOVE).expect("something to agree to").body();
        let from = Instant::now();
        let answer = client.post(MOVE, &body);
        moves.push(from.elapsed());
        assert!(answer.header("location").unwrap_or_default().contains("notice="), "{:?}", answer.header("location"));
    }
    (Load::of(looks, Duration::from_secs(1)), Load::of(moves, Duration::from_secs(1)))
}

/// Reads one's own feed again and again, whole each time.
pub fn feed(visit: &Visit) -> Load {
    let mut client = visit.client();
    let made = client.post("/api/calendar/follow-mine", "");
    // The one moment at which the address is known: the cookie that hands it over.
    let token = made.header("set-cookie").and_then(|cookie| cookie.split(['=', ';']).nth(1)).expect("an address");
    let address = format!("/calendar/{token}.ics");
    let mut times = Vec::new();
    for _ in 0..50 {
        let from = Instant::now();
        let answer = client.get(&address, PLAIN);
        times.push(from.elapsed());
        assert!(answer.text().matches("BEGIN:VEVENT").count() > 200, "all of the crowd's events");
    }
    Load::of(times, Duration::from_secs(1))
}
