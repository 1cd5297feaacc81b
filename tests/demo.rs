//! The demonstration: complete, alike on every engine, refused where somebody already is, and true to its own rules.

use crate::place::Place;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use cooperade::{
    app::{
        access,
        demo::{Filled, fill},
        exports::{table::TABLES, whole},
    },
    domain::{
        capacity::{Need, Space, Usage, fits, peak},
        capitalisation::{FigureCode, Marker, Segment, markers},
        cohort::Dates,
        phase::{Phase, PhaseKind, validate},
        text::{Login, fold},
    },
    platform::{
        db::Db,
        error::AppError,
        password::{self, Hasher},
        session::Signed,
        token,
    },
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A filled database.
struct Demo {
    db: Db,
    filled: Filled,
    _place: Place,
}

fn now() -> DateTime<Utc> {
    "2026-11-24T09:00:00Z".parse().expect("an instant")
}

impl Demo {
    async fn at(now: DateTime<Utc>) -> Self {
        let place = Place::fresh().await;
        let db = Db::open(place.address()).await.expect("a database");
        let filled = fill(&db, now, &Hasher::new()).await.expect("filled");
        Self { db, filled, _place: place }
    }

    async fn count(&self, what: &str) -> i64 {
        let sql = format!("select count(*) from {what}");
        let (count,): (i64,) =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_one(self.db.read()).await.expect("a count");
        count
    }

    /// How many rows of a kind each cohort has, by slug.
    async fn by_cohort(&self, what: &str) -> HashMap<String, i64> {
        let sql = format!("select c.slug, count(*) from {what} x join cohort c on c.id = x.cohort group by c.slug");
        let rows: Vec<(String, i64)> =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(self.db.read()).await.expect("rows");
        rows.into_iter().collect()
    }

    /// Every held booking of every space, with what the space has.
    async fn workshop(&self) -> Vec<(String, Space, Vec<Usage>)> {
        let read = self.db.read();
        let spaces: Vec<(Uuid, String, i64)> =
            sqlx::query_as("select id, name, people from space").fetch_all(read).await.expect("spaces");
        let machines: Vec<(Uuid, Uuid, i64)> =
            sqlx::query_as("select space, id, count from machine").fetch_all(read).await.expect("machines");
        let used: Vec<(Uuid, Uuid, i64)> =
            sqlx::query_as("select booking, machine, count from booking_machine").fetch_all(read).await.expect("used");
        let bookings: Vec<(Uuid, Uuid, DateTime<Utc>, DateTime<Utc>, i64)> =
            sqlx::query_as("select id, space, starts_at, ends_at, people from booking where state = 'held'")
                .fetch_all(read)
                .await
                .expect("bookings");
        let of = |rows: &[(Uuid, Uuid, i64)], owner: Uuid| {
            rows.iter().filter(|row| row.0 == owner).map(|row| (row.1, number(row.2))).collect()
        };
        let usage = |(id, _, start, end, people): &(Uuid, Uuid, DateTime<Utc>, DateTime<Utc>, i64)| {
            Usage::new(*start, *end, Need { people: number(*people), machines: of(&used, *id) })
        };
        spaces
            .into_iter()
            .map(|(id, name, people)| {
                let here = bookings.iter().filter(|booking| booking.1 == id).map(usage).collect();
                (name, Space { people: number(people), machines: of(&machines, id), buffer_minutes: 0 }, here)
            })
            .collect()
    }
}

fn number(number: i64) -> u32 {
    u32::try_from(number).expect("a small number")
}

#[tokio::test]
async fn it_is_filled_once_and_as_full_as_life() {
    let demo = Demo::at(now()).await;
    let slugs: Vec<_> = demo.filled.cohorts.iter().map(|cohort| cohort.slug).collect();
    assert_eq!(slugs, ["cuisine-2019", "textile-2020", "retouche-accessoires"]);
    assert!(demo.db.is_demonstration().await.expect("an answer"));
    let mut wrong = Vec::new();
    for (what, past, running) in [
        ("membership where role in ('facilitator', 'entrepreneur')", 15..=15, 14..=15),
        ("booking", 120..=200, 70..=130),
        ("record", 115..=200, 75..=130),
        ("event", 22..=32, 20..=40),
        ("contribution", 26..=34, 12..=20),
        ("lesson", 7..=10, 3..=5),
        ("mission", 14..=22, 14..=22),
    ] {
        let (table, condition) = what.split_once(" where ").unwrap_or((what, "true"));
        let counts = demo.by_cohort(&format!("(select cohort from {table} where {condition})")).await;
        for (slug, expected) in [("cuisine-2019", &past), ("textile-2020", &past), ("retouche-accessoires", &running)] {
            if !expected.contains(&counts[slug]) {
                wrong.push(format!("{slug}: {} {what}", counts[slug]));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(demo.count("note where state = 'published' and published_at is not null").await, 2);
    assert_eq!(demo.count("published_note").await, 2);
    let before = demo.count("record").await;
    assert_eq!(fill(&demo.db, now(), &Hasher::new()).await.err(), Some(AppError::Forbidden));
    assert_eq!(demo.count("record").await, before);
}

#[tokio::test]
async fn nobody_is_double_booked_and_some_mornings_are_full() {
    let demo = Demo::at(now()).await;
    let workshop = demo.workshop().await;
    for (name, space, usages) in &workshop {
        assert!(!usages.is_empty(), "{name}");
        for (index, usage) in usages.iter().enumerate() {
            let others: Vec<Usage> = usages
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, usage)| usage.clone())
                .collect();
            assert_eq!(fits(space, &others, usage), Ok(()), "{name}, {}", usage.start);
        }
    }
    let (_, space, usages) = workshop.iter().find(|(name, ..)| name == "Atelier de couture").expect("the workshop");
    for week in 0..3 {
        let monday = now() - Duration::days(1) + Duration::weeks(week);
        let busiest = peak(usages, monday, monday + Duration::days(6));
        assert_eq!(busiest.people, i64::from(space.people), "week {week}");
    }
}

#[tokio::test]
async fn nobody_worked_longer_than_the_workshop_was_booked() {
    let demo = Demo::at(now()).await;
    let lines: Vec<(Uuid, Uuid, i64, DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select b.id, k.person, cast(sum(k.minutes) as bigint), b.starts_at, b.ends_at
         from record r join record_maker k on k.record = r.id join booking b on b.id = r.booking
         group by b.id, k.person, b.starts_at, b.ends_at",
    )
    .fetch_all(demo.db.read())
    .await
    .expect("lines");
    assert!(lines.len() > 500);
    for (_, person, minutes, starts_at, ends_at) in lines {
        assert!((30..=(ends_at - starts_at).num_minutes()).contains(&minutes), "{person}: {minutes}, {starts_at}");
    }
    assert_eq!(
        demo.count(
            "record r where not exists (select 1 from record_maker k where k.record = r.id and k.person = r.author)"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn every_plan_stays_in_its_cohort() {
    let demo = Demo::at(now()).await;
    let phases: Vec<(Uuid, String, NaiveDate, NaiveDate, NaiveDate, NaiveDate)> = sqlx::query_as(
        "select p.id, p.kind, p.starts_on, p.ends_on, c.starts_on, c.ends_on from phase p join cohort c on c.id = p.cohort",
    )
    .fetch_all(demo.db.read())
    .await
    .expect("phases");
    assert_eq!(phases.len(), 3 * PhaseKind::ALL.len());
    for (id, kind, starts_on, ends_on, first, last) in phases {
        let phase = Phase { id, kind: PhaseKind::from_code(&kind).expect("a kind"), starts_on, ends_on };
        assert_eq!(validate(&phase, &Dates { starts_on: first, ends_on: last }), Ok(()), "{kind}");
    }
    let states: Vec<(String,)> = sqlx::query_as(
        "select distinct m.state from mission m join cohort c on c.id = m.cohort where c.state = 'running'",
    )
    .fetch_all(demo.db.read())
    .await
    .expect("missions");
    assert_eq!(states.len(), 4, "missions in every state");
}

#[tokio::test]
async fn everybody_can_sign_in() {
    let demo = Demo::at(now()).await;
    let people: Vec<(String, String, String)> = sqlx::query_as("select login, display_name, password_hash from person")
        .fetch_all(demo.db.read())
        .await
        .expect("people");
    let hashes: HashSet<_> = people.iter().map(|person| &person.2).collect();
    assert_eq!(hashes.len(), 1, "one password for all");
    let password = demo.filled.logins[0].password;
    assert_eq!(password::check(password, 15, &["sophie", "Sophie"]), Ok(()));
    assert_eq!(Hasher::new().verify(password, Some(people[0].2.clone())).await, Ok(true));
    for (login, name, _) in &people {
        assert_eq!(Login::parse(name).map(String::from), Ok(login.clone()), "the login is the name");
    }
    let known: HashSet<_> = people.iter().map(|person| person.0.as_str()).collect();
    for login in &demo.filled.logins {
        assert!(known.contains(login.login) && login.password == password);
    }
    for (role, cohort, least) in [
        ("facilitator", "retouche-accessoires", 2),
        ("entrepreneur", "retouche-accessoires", 3),
        ("entrepreneur", "textile-2020", 1),
        ("partner", "retouche-accessoires", 4),
    ] {
        let found = demo.filled.logins.iter().filter(|login| login.role == role && login.cohort == cohort).count();
        assert!(found >= least, "{role} of {cohort}");
    }
    assert_eq!(demo.count("person where may_create_cohorts = true and login = 'sophie'").await, 1);
}

#[tokio::test]
async fn every_marker_of_every_note_names_something() {
    let demo = Demo::at(now()).await;
    let notes: Vec<(Uuid, Uuid, String, String, String)> =
        sqlx::query_as("select id, cohort, state, summary, body from note")
            .fetch_all(demo.db.read())
            .await
            .expect("notes");
    let quotable: Vec<(Uuid, Uuid)> = sqlx::query_as("select id, cohort from contribution where scope <> 'cohort'")
        .fetch_all(demo.db.read())
        .await
        .expect("contributions");
    let frozen: Vec<(Uuid, String)> =
        sqlx::query_as("select note, code from published_figure").fetch_all(demo.db.read()).await.expect("figures");
    assert_eq!(notes.len(), 3);
    for (note, cohort, state, summary, body) in notes {
        assert!(summary.split_whitespace().count() <= 80, "{summary}");
        let mut quotes = 0;
        for segment in markers(&body) {
            match segment {
                Segment::Text(_) => {}
                Segment::Unknown(text) => panic!("{text}"),
                Segment::Marker(Marker::Quote(id)) => {
                    quotes += 1;
                    assert!(quotable.contains(&(id, cohort)), "{id}");
                }
                Segment::Marker(Marker::Figure(code)) => {
                    assert!(state == "draft" || frozen.contains(&(note, code.code().to_owned())), "{}", code.code());
                }
            }
        }
        assert!(quotes >= 4);
        let figures = frozen.iter().filter(|figure| figure.0 == note).count();
        // What has no data is not frozen.
        let some = if state == "published" { 20..=FigureCode::ALL.len() } else { 0..=0 };
        assert!(some.contains(&figures), "{figures}");
    }
}

/// The first digits of the SHA-256 of names that the source text has and that the demonstration must not take.
const NAMES_OF_THE_SOURCE: &[&str] = &[
    "1c846727129e",
    "1cada132c2cf",
    "1e9bc7186db4",
    "2238739894da",
    "287782ef4235",
    "2bed7dfed277",
    "2ebba2b55c6a",
    "2ed7b6e0e78d",
    "3942b1df93ba",
    "43283f0f4fbd",
    "48507ea77fd4",
    "519c511975be",
    "55579b557896",
    "5e608d7beca7",
    "61305ff33f40",
    "6271b557109e",
    "67dd482680e5",
    "69d075724aed",
    "6ca0cb9a1304",
    "7f5db89e3d52",
    "84da8a252f5b",
    "85f5e10431f6",
    "8cab2decf0c5",
    "8d25d8470416",
    "94e0c556daca",
    "9b3ad4344c35",
    "a21db1fe07bd",
    "a261d1bfa1eb",
    "a57ece0b8e93",
    "a5ed602ee512",
    "a9a7c7f768a6",
    "adf02f57a69c",
    "ae06995ac4f8",
    "b08ef9fb36a0",
    "b258f8614815",
    "b55edc592d3d",
    "b8579373ed89",
    "ba27444a56b4",
    "bd129e2f86fb",
    "bfa97d8a435a",
    "c6d17a3613b9",
    "cb95ecd4e97c",
    "cef981db8736",
    "cfb4dc597033",
    "d1525b556eb9",
    "d233633d9524",
    "db26ce04fc0e",
    "de1c89e4e04f",
    "f4d776c2a0a1",
    "f84daedd17ae",
    "fe301eaaac49",
];

#[tokio::test]
async fn no_name_of_the_source_and_no_careless_typography() {
    let demo = Demo::at(now()).await;
    let mut texts = 0;
    for (table, columns) in [
        ("person", "login, display_name"),
        ("cohort", "name, brand, help_name"),
        ("space", "name, details"),
        ("closure", "reason"),
        ("block", "reason"),
        ("outage", "reason"),
        ("house_rules", "text"),
        ("event", "title, place, details"),
        ("mission", "title"),
        ("booking", "purpose"),
        ("record", "note"),
        ("contribution", "text"),
        ("lesson", "condition, action, reason, applies_when, evidence"),
        ("note", "title, summary, body"),
    ] {
        for column in columns.split(", ") {
            let sql = format!("select {column} from {table}");
            let rows: Vec<(String,)> =
                sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(demo.db.read()).await.expect("texts");
            for (text,) in rows {
                texts += 1;
                assert!(!text.contains(['\'', '\u{b7}']), "{text}");
                assert!([" :", " ;", " !", " ?", "« ", " »"].iter().all(|plain| !text.contains(plain)), "{text}");
                for word in fold(&text).split(|c: char| !c.is_alphanumeric()) {
                    let hash: String = token::hash(word).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
                    assert!(!NAMES_OF_THE_SOURCE.contains(&hash.as_str()), "{word}");
                }
            }
        }
    }
    assert!(texts > 500);
}

#[tokio::test]
async fn two_fillings_on_one_day_are_alike_and_every_day_works() {
    let (one, two) = (Demo::at(now()).await, Demo::at(now()).await);
    for what in ["booking", "record", "contribution", "note", "event", "membership"] {
        let sql = format!("select id from {what} order by id");
        let ids = async |demo: &Demo| -> Vec<(Uuid,)> {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.clone())).fetch_all(demo.db.read()).await.expect("ids")
        };
        assert_eq!(ids(&one).await, ids(&two).await, "{what}");
    }
    for day in ["2026-01-01T23:30:00Z", "2026-03-29T00:30:00Z", "2027-08-15T12:00:00Z", "2028-02-29T05:00:00Z"] {
        let now: DateTime<Utc> = day.parse().expect("an instant");
        let demo = Demo::at(now).await;
        let late =
            "select count(*) from booking where created_at > $1 or (cancelled_at is not null and cancelled_at > $1)";
        let (late,): (i64,) = sqlx::query_as(late).bind(now).fetch_one(demo.db.read()).await.expect("a count");
        let ahead = "select count(*) from record where created_at > $1";
        let (ahead,): (i64,) = sqlx::query_as(ahead).bind(now).fetch_one(demo.db.read()).await.expect("a count");
        let noted = "select count(*) from attendance where marked_at > $1";
        let (noted,): (i64,) = sqlx::query_as(noted).bind(now).fetch_one(demo.db.read()).await.expect("a count");
        assert_eq!((late, ahead, noted), (0, 0, 0), "{day}");
        assert!(demo.by_cohort("attendance").await.values().filter(|count| **count > 50).count() == 3, "{day}");
    }
}

/// Each statement selects as many values as its table has columns, and the demonstration has something for nearly every table.
#[tokio::test]
async fn the_demonstration_fills_every_table_of_the_files() {
    let demo = Demo::at(now()).await;
    // The cohorts of the demonstration name no allergens.
    let mut tx = demo.db.begin().await.expect("a transaction");
    sqlx::query("insert into product_allergen (product, allergen) values ((select id from product limit 1), 'milk')")
        .execute(&mut *tx)
        .await
        .expect("an allergen");
    tx.commit().await.expect("committed");
    let mut filled: HashSet<&str> = HashSet::new();
    for cohort in &demo.filled.cohorts {
        let who: (Uuid, String, String) = sqlx::query_as(
            "select p.id, p.login, p.display_name from person p join membership m on m.person = p.id
             join cohort c on c.id = m.cohort
             where c.slug = $1 and m.role = 'facilitator' and m.until_on is null and p.login is not null",
        )
        .bind(cohort.slug)
        .fetch_one(demo.db.read())
        .await
        .expect("who accompanies");
        let (person, login, display_name) = who;
        let (session, language) = (Uuid::now_v7(), "fr".to_owned());
        let signed =
            Signed { person, session, login, display_name, language, may_create_cohorts: false, own_phone: false };
        let seat = access::seat(demo.db.read(), &signed, cohort.slug).await.expect("a seat");
        let by = seat.member().and_then(access::Member::facilitator).expect("a facilitator");
        let mut db = demo.db.read().acquire().await.expect("a connection");
        for one in whole::read_all(&mut db, &by, now()).await.expect("every table") {
            let wide = one.table.columns.len();
            assert!(one.rows.iter().all(|row| row.len() == wide), "{} {}", cohort.slug, one.table.code);
            filled.extend((!one.rows.is_empty()).then_some(one.table.code));
        }
    }
    let empty: Vec<&str> = TABLES.iter().map(|table| table.code).filter(|code| !filled.contains(code)).collect();
    assert!(empty.is_empty(), "nothing shows {empty:?}");
}

#[tokio::test]
async fn the_running_cohort_is_shown_lessons_of_the_one_before() {
    let demo = Demo::at(now()).await;
    let ours = "lesson_answer where cohort = (select id from cohort where slug = 'retouche-accessoires')";
    assert_eq!(demo.count(ours).await, 3);
    assert_eq!(demo.count(&format!("{ours} and answer = 'adapted' and result is null")).await, 1);
    // Each is a lesson that somebody can read, published by another cohort.
    let unread = "lesson_answer a where not exists
        (select 1 from published_lesson l join note n on n.id = l.note
         where l.lesson = a.lesson and n.published_at is not null and n.cohort <> a.cohort)";
    assert_eq!(demo.count(unread).await, 0);
    assert_eq!(demo.count("published_lesson where lesson is null or phase_kind is null").await, 0);
    assert_eq!(demo.count("practice").await, 3);
}
