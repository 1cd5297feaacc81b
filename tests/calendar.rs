//! Calendars: what a month and a week show, series of events, and the feeds that phones follow.

use crate::harness::{Answer, Visitor, World, start};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use cooperade::{
    app::demo::fill,
    platform::{
        password::Hasher,
        session::{self, Kind},
    },
};
use icalendar::{CalendarComponent, CalendarDateTime, Component, DatePerhapsTime};
use std::collections::BTreeSet;
use uuid::Uuid;

const CALENDAR: &str = "/cohorts/ours/calendar";
const NEW: &str = "/cohorts/ours/plan/events/new";
const ADD: &str = "/api/cohorts/add-event";

type Form<'f> = Vec<(&'f str, &'f str)>;

/// Every Monday at half past nine, from 19 October on.
fn mondays<'f>(key: &'f str, until: &'f str) -> Form<'f> {
    vec![
        ("cohort", "ours"),
        ("key", key),
        ("kind", "meeting"),
        ("title", "Assemblée"),
        ("on", "2026-10-19"),
        ("from", "9:30"),
        ("to", "11:00"),
        ("repeat", "week"),
        ("until", until),
    ]
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// The starts of the events called `title`, in order, in UTC.
async fn starts(world: &World, title: &str) -> Vec<String> {
    let sql = format!("select starts_at from event where title = '{title}' order by starts_at");
    let rows: Vec<(DateTime<Utc>,)> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(world.state.db.read()).await.expect("rows");
    rows.into_iter().map(|row| row.0.format("%m-%d %H:%M").to_string()).collect()
}

/// The id of the event that begins at this instant.
async fn event_at(world: &World, at: &str) -> String {
    let (id,): (Uuid,) = sqlx::query_as("select id from event where starts_at = $1")
        .bind(at.parse::<DateTime<Utc>>().expect("an instant"))
        .fetch_one(world.state.db.read())
        .await
        .expect("an event");
    id.to_string()
}

#[tokio::test]
async fn a_series_is_written_once_and_keeps_its_clock() {
    let world = World::new().await;
    let (rosa, key) = (world.facilitator(), key());
    rosa.get(NEW).await.is(200).says("Se répète").says("Sauf quels jours").says("Qui anime");
    let mut form = mondays(&key, "2026-11-30");
    form.extend([("except", "9/11, 16 novembre"), ("leads", "Rosa"), ("materials", "Le cahier")]);
    for _ in 0..2 {
        rosa.tell(NEW, ADD, &form).await.is(200).says("Le rendez-vous est dans le plan").says("Assemblée");
    }
    // 7:30 in summer is 8:30 in winter: half past nine on the clock.
    assert_eq!(
        starts(&world, "Assemblée").await,
        ["10-19 07:30", "10-26 08:30", "11-02 08:30", "11-23 08:30", "11-30 08:30"]
    );
    assert_eq!(world.count("select count(*) from series").await, 1);
    let page = world.owner().get(&format!("/cohorts/ours/plan/events/{key}")).await;
    page.is(200).says("Chaque lundi jusqu’au lundi 30 novembre 2026, sauf").says("9 novembre, 16 novembre");
    page.says("Le cahier").says("Rosa").never_says("Seulement ce rendez-vous");
}

#[tokio::test]
async fn every_second_week_and_once_a_month() {
    let world = World::new().await;
    for (repeat, title, days) in [
        ("two_weeks", "Quinzaine", vec!["10-19 07:30", "11-02 08:30", "11-16 08:30", "11-30 08:30"]),
        ("month", "Mensuel", vec!["10-19 07:30", "11-16 08:30"]),
        ("never", "Unique", vec!["10-19 07:30"]),
    ] {
        let key = key();
        let mut form = mondays(&key, "2026-12-07");
        (form[3].1, form[7].1) = (title, repeat);
        world.facilitator().call(ADD, &form).await.is(200);
        assert_eq!(starts(&world, title).await, days, "{repeat}");
        let page = world.owner().get(&format!("/cohorts/ours/plan/events/{key}")).await;
        let words = ["Le lundi, toutes les 2 semaines,", "Le troisième lundi du mois"];
        assert_eq!(words.iter().any(|words| page.body.contains(words)), repeat != "never");
    }
}

/// Whatever else moves events one by one; the series then says more than there is, and nothing breaks.
#[tokio::test]
async fn events_moved_one_by_one_can_still_be_changed_together() {
    let world = World::new().await;
    world.facilitator().call(ADD, &mondays(&key(), "2026-11-02")).await.is(200);
    let id = event_at(&world, "2026-10-26T08:30:00Z").await;
    let earlier = if cfg!(feature = "postgres") {
        ["2026-10-12T07:30:00Z", "2026-10-12T09:00:00Z"]
    } else {
        ["2026-10-12T07:30:00+00:00", "2026-10-12T09:00:00+00:00"]
    };
    let sql = format!(
        "update event set starts_at = '{}', ends_at = '{}' where id = {}",
        earlier[0],
        earlier[1],
        World::literal(&id)
    );
    world.write(&sql).await.expect("moved");
    change(&world, "2026-10-19T07:30:00Z", "following", "Après", "2026-10-20").await.is(200);
    assert_eq!(starts(&world, "Après").await, ["10-20 12:00", "11-03 13:00"]);
    assert_eq!(starts(&world, "Assemblée").await, ["10-12 07:30"]);
    for at in ["2026-10-12T07:30:00Z", "2026-10-20T12:00:00Z"] {
        let page = format!("/cohorts/ours/plan/events/{}", event_at(&world, at).await);
        world.owner().get(&page).await.is(200);
    }
}

#[tokio::test]
async fn a_series_is_refused_at_its_fields_and_nothing_is_written() {
    let world = World::new().await;
    let rosa = world.facilitator();
    for (until, except, words) in [
        ("", "", "id=\"until-error\""),
        ("2026-10-18", "", "La fin vient avant le début"),
        ("2046-10-19", "", "400"),
        ("2027-03-01", "", "entre le lundi 21 septembre 2026"),
        ("2026-11-30", "demain", "id=\"except-error\""),
        ("2026-11-30", "10 novembre", "mardi 10 novembre 2026"),
        ("2026-10-19", "19 octobre", "id=\"except-error\""),
    ] {
        let key = key();
        let mut form = mondays(&key, until);
        form.push(("except", except));
        rosa.call(ADD, &form).await.is(422);
        rosa.tell(NEW, ADD, &form).await.says(words).says("Assemblée").says("value=\"9:30\"");
    }
    let mut odd = mondays("x", "2026-11-30");
    odd[7].1 = "often";
    rosa.tell(NEW, ADD, &odd).await.says("id=\"repeat-error\"");
    assert_eq!(world.count("select count(*) from event").await, 4);
    assert_eq!(world.count("select count(*) from series").await, 0);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("archived");
    rosa.call(ADD, &mondays(&key(), "2026-11-30")).await.is(409);
}

/// A change of the event at `at`: title, day and hours are new, for `which`.
async fn change(world: &World, at: &str, which: &str, title: &str, on: &str) -> Answer {
    let id = event_at(world, at).await;
    let form = [
        ("cohort", "ours"),
        ("event", id.as_str()),
        ("which", which),
        ("kind", "meeting"),
        ("title", title),
        ("on", on),
        ("from", "14:00"),
        ("to", "15:00"),
    ];
    world.facilitator().call("/api/cohorts/change-event", &form).await
}

#[tokio::test]
async fn one_of_a_series_changes_alone_and_keeps_its_id() {
    let world = World::new().await;
    let key = key();
    world.facilitator().call(ADD, &mondays(&key, "2026-11-16")).await.is(200);
    let page = world.facilitator().get(&format!("/cohorts/ours/plan/events/{key}")).await;
    page.is(200).says("Seulement ce rendez-vous").says("Celui-ci et les suivants").says("Que faut-il retirer");
    let before = event_at(&world, "2026-10-26T08:30:00Z").await;
    change(&world, "2026-10-26T08:30:00Z", "one", "Déplacée", "2026-10-27").await.is(200);
    assert_eq!(event_at(&world, "2026-10-27T13:00:00Z").await, before);
    assert_eq!(starts(&world, "Assemblée").await, ["10-19 07:30", "11-02 08:30", "11-09 08:30", "11-16 08:30"]);
    let page = world.owner().get(&format!("/cohorts/ours/plan/events/{before}")).await;
    page.is(200).never_says("Chaque lundi");
    let first = world.owner().get(&format!("/cohorts/ours/plan/events/{key}")).await;
    first.says("sauf").says("26 octobre");
    // By itself now: what is said of all of them no longer reaches it.
    change(&world, "2026-11-02T08:30:00Z", "all", "Toutes", "2026-11-02").await.is(200);
    assert_eq!(starts(&world, "Toutes").await, ["10-19 12:00", "11-02 13:00", "11-09 13:00", "11-16 13:00"]);
    assert_eq!(starts(&world, "Déplacée").await.len(), 1);
}

#[tokio::test]
async fn this_one_and_the_following_move_to_another_weekday() {
    let world = World::new().await;
    let key = key();
    world.facilitator().call(ADD, &mondays(&key, "2026-11-16")).await.is(200);
    let last = event_at(&world, "2026-11-16T08:30:00Z").await;
    change(&world, "2026-11-02T08:30:00Z", "following", "Mardi", "2026-11-03").await.is(200);
    assert_eq!(starts(&world, "Assemblée").await, ["10-19 07:30", "10-26 08:30"]);
    assert_eq!(starts(&world, "Mardi").await, ["11-03 13:00", "11-10 13:00", "11-17 13:00"]);
    assert_eq!(event_at(&world, "2026-11-17T13:00:00Z").await, last, "ids stay");
    assert_eq!(world.count("select count(*) from series").await, 2);
    let page = |id: String| format!("/cohorts/ours/plan/events/{id}");
    world.owner().get(&page(last)).await.says("Chaque mardi jusqu’au mardi 17 novembre 2026");
    world.owner().get(&page(key)).await.says("Chaque lundi jusqu’au dimanche 1er novembre 2026");
    // Where the cohort has ended nothing goes, and nothing changes.
    change(&world, "2026-11-03T13:00:00Z", "all", "Trop tard", "2027-02-20").await.is(422).says("outside_cohort");
    change(&world, "2026-11-03T13:00:00Z", "some", "Autre", "2026-11-03").await.is(422).says("not_a_choice");
    assert_eq!(starts(&world, "Mardi").await.len(), 3);
}

#[tokio::test]
async fn removing_asks_how_much() {
    let world = World::new().await;
    world.facilitator().call(ADD, &mondays(&key(), "2026-11-16")).await.is(200);
    let remove = |at: &'static str, which: &'static str| {
        let world = &world;
        async move {
            let id = event_at(world, at).await;
            let mut form = vec![("cohort", "ours"), ("event", id.as_str())];
            form.extend((!which.is_empty()).then_some(("removed", which)));
            world.facilitator().call("/api/cohorts/remove-event", &form).await.is(200);
        }
    };
    remove("2026-10-26T08:30:00Z", "").await;
    assert_eq!(starts(&world, "Assemblée").await, ["10-19 07:30", "11-02 08:30", "11-09 08:30", "11-16 08:30"]);
    remove("2026-11-09T08:30:00Z", "following").await;
    assert_eq!(starts(&world, "Assemblée").await, ["10-19 07:30", "11-02 08:30"]);
    remove("2026-11-02T08:30:00Z", "all").await;
    assert_eq!(starts(&world, "Assemblée").await, [""; 0]);
    assert_eq!(world.count("select count(*) from series").await, 0);
    assert_eq!(world.count("select count(*) from event").await, 4, "the others stay");
}

#[tokio::test]
async fn days_off_are_said_and_not_refused() {
    let world = World::new().await;
    let (rosa, key) = (world.facilitator(), key());
    let settings = [
        ("cohort", "ours"),
        ("name", "Atelier ours"),
        ("brand", "Atelier"),
        ("brand_colour", "1"),
        ("starts_on", "2026-09-21"),
        ("ends_on", "2027-02-21"),
        ("time_zone", "Europe/Paris"),
        ("school_zone", "c"),
    ];
    rosa.get("/cohorts/ours/settings").await.says("Zone C");
    rosa.tell("/cohorts/ours/settings", "/api/cohorts/change", &settings).await.says("C’est enregistré");
    let mut other = settings;
    other[7].1 = "d";
    rosa.call("/api/cohorts/change", &other).await.is(422).says("not_a_choice");
    let mut form = mondays(&key, "2026-12-28");
    form[4].1 = "2026-12-14";
    let page = rosa.tell(NEW, ADD, &form).await;
    page.is(200)
        .says("jour férié ou de vacances scolaires")
        .says("lundi 21 décembre 2026")
        .says("vacances de Noël, zone C");
    let month = world.owner().get(&format!("{CALENDAR}?on=2026-12-10")).await;
    month
        .is(200)
        .says("Calendrier\u{202f}: décembre 2026")
        .says("Jour férié le vendredi 25 décembre 2026")
        .says("Vacances scolaires C");
    month.says("Zone C, vacances de Noël\u{202f}: du samedi 19 décembre 2026 au dimanche 3 janvier 2027");
}

#[tokio::test]
async fn the_calendar_shows_what_is_on_in_four_ways() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let month = owner.get(CALENDAR).await;
    month
        .is(200)
        .says("Calendrier\u{202f}: novembre 2026")
        .says("Grande réunion")
        .says("À finir\u{202f}: Compter le stock");
    month.says("Ma réservation\u{202f}: Atelier de couture").says("aujourd’hui").says("?view=month&amp;on=2026-12-01");
    month.says("jour férié\u{202f}: armistice de 1918").says("Début\u{202f}: Phase production");
    colleague.get(CALENDAR).await.is(200).says("Compter le stock").never_says("Ma réservation");
    let week = format!("{CALENDAR}?view=week&on=2026-11-23");
    owner
        .get(&week)
        .await
        .says("Semaine du lundi 23 novembre 2026")
        .says("10\u{202f}h – 11\u{202f}h")
        .says("on=2026-11-16");
    let mine = format!("{CALENDAR}?view=mine&on=2026-11-23");
    owner.get(&mine).await.says("Ma semaine du").says("Compter le stock").says("pour moi").says("Rien de prévu");
    colleague.get(&mine).await.says("Grande réunion").never_says("Compter le stock");
    owner.get(&format!("{CALENDAR}?view=agenda&on=2026-11-24")).await.says("Ce qui vient").says("on=2026-12-22");
    let empty = format!("{CALENDAR}?view=agenda&on=2028-01-03");
    owner.get(&empty).await.is(200).says("Rien n’est prévu").never_says("Ajouter un rendez-vous");
    world.facilitator().get(&empty).await.says("/plan/events/new");
    for odd in
        ["view=year", "on=demain", "on=9999-99-99", "on=1900-01-01", "on=2199-12-31", "view=agenda&on=2199-12-31"]
    {
        owner.get(&format!("{CALENDAR}?{odd}")).await.is(200);
    }
}

// ---------------------------------------------------------------- feeds

/// What a feed holds: the beginning and the end of each entry, as text of UTC or as days.
pub type Spans = BTreeSet<(String, String)>;

/// As the crate `icalendar` reads it.
pub fn read_by_icalendar(text: &str) -> (usize, Spans) {
    let calendar: icalendar::Calendar = text.parse().expect("a calendar");
    let event = |component: &CalendarComponent| match component {
        CalendarComponent::Event(event) => Some(event.clone()),
        _ => None,
    };
    let events: Vec<_> = calendar.components.iter().filter_map(event).collect();
    let spans = events.iter().map(|event| {
        let _ = event.get_summary().expect("a summary");
        (said(event.get_start().expect("a start")), said(event.get_end().expect("an end")))
    });
    (events.len(), spans.collect())
}

fn said(at: DatePerhapsTime) -> String {
    match at {
        DatePerhapsTime::Date(day) => day.to_string(),
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => at.to_rfc3339(),
        DatePerhapsTime::DateTime(other) => panic!("not in UTC: {other:?}"),
    }
}

/// As the crate `ical` reads it.
pub fn read_by_ical(text: &str) -> (usize, Spans) {
    let mut all: Vec<_> = ical::IcalParser::new(text.as_bytes()).map(|one| one.expect("a calendar")).collect();
    assert_eq!(all.len(), 1);
    let events = all.remove(0).events;
    let spans = events.iter().map(|event| {
        let value = |name: &str| {
            let found = event.properties.iter().find(|property| property.name == name);
            found.and_then(|property| property.value.clone()).unwrap_or_else(|| panic!("no {name}"))
        };
        assert!(["UID", "DTSTAMP", "SEQUENCE", "SUMMARY"].iter().all(|name| !value(name).is_empty()));
        (parsed(&value("DTSTART")), parsed(&value("DTEND")))
    });
    (events.len(), spans.collect())
}

fn parsed(text: &str) -> String {
    match text.strip_suffix('Z') {
        Some(at) => {
            let at = chrono::NaiveDateTime::parse_from_str(at, "%Y%m%dT%H%M%S").expect("an instant");
            Utc.from_utc_datetime(&at).to_rfc3339()
        }
        None => NaiveDate::parse_from_str(text, "%Y%m%d").expect("a day").to_string(),
    }
}

/// Makes an address and reads it off the page, as its owner does.
pub async fn follow(visitor: &Visitor<'_>, page: &str, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = visitor.submit(page, path, fields).await;
    answer.is(302);
    let card = answer.cookie_named("__Host-card").expect("a cookie");
    format!("/calendar/{}.ics", card.split_once('=').expect("a token").1)
}

#[tokio::test]
async fn two_outside_parsers_read_the_feed_of_the_demonstration() {
    let world = World::empty().await;
    fill(&world.state.db, start(), &Hasher::new()).await.expect("filled");
    let (aicha,): (Uuid,) = sqlx::query_as("select id from person where login = 'aicha'")
        .fetch_one(world.state.db.read())
        .await
        .expect("Aïcha");
    let mut tx = world.state.db.begin().await.expect("a transaction");
    let cookie = session::open(&mut tx, aicha, Kind::Shared { idle_minutes: 60 }, start()).await.expect("a session");
    tx.commit().await.expect("committed");
    let visitor = world.with_cookie(cookie.to_str().expect("text").split(';').next().expect("a pair"));
    let address = follow(&visitor, "/me/calendar", "/api/calendar/follow-mine", &[]).await;
    let feed = world.anonymous().get(&address).await;
    feed.is(200);
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");

    let id = World::literal(&aicha.to_string());
    let mine =
        "cohort in (select cohort from membership where until_on is null and role = 'entrepreneur' and person = ";
    let events = world.count(&format!("select count(*) from event where {mine}{id})")).await;
    let bookings = world
        .count(&format!("select count(*) from booking where state = 'held' and event is null and person = {id}"))
        .await;
    let due = world
        .count(&format!("select count(*) from mission where state <> 'done' and due_on is not null and person = {id}"))
        .await;
    assert!(events > 25 && bookings > 3 && due > 0, "{events} {bookings} {due}");
    let (one, other) = (read_by_icalendar(&feed.body), read_by_ical(&feed.body));
    let marks = world.count(&format!("select count(*) from deadline where {mine}{id})")).await;
    assert!(marks > 0, "milestones and deadlines");
    assert_eq!(i64::try_from(one.0).expect("few"), events + bookings + due + marks);
    assert_eq!(one, other, "both read the same instants");
    let sql = format!("select starts_at, ends_at from event where {mine}{id})");
    let rows: Vec<(DateTime<Utc>, DateTime<Utc>)> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(world.state.db.read()).await.expect("rows");
    for (starts_at, ends_at) in rows {
        assert!(one.1.contains(&(starts_at.to_rfc3339(), ends_at.to_rfc3339())), "{starts_at}");
    }
    let names: Vec<(String,)> =
        sqlx::query_as("select display_name from person").fetch_all(world.state.db.read()).await.expect("names");
    let words: BTreeSet<_> = feed.body.split(|c: char| !c.is_alphanumeric()).collect();
    for (name,) in names {
        assert!(!words.contains(name.as_str()), "{name}");
    }
}

#[tokio::test]
async fn instants_are_right_across_both_changes_of_clocks() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-04-21' where slug = 'ours'").await.expect("longer");
    world.facilitator().call(ADD, &mondays(&key(), "2027-03-29")).await.is(200);
    let feed = world.anonymous().get("/calendar/feed-ours.ics").await;
    for read in [read_by_icalendar(&feed.body), read_by_ical(&feed.body)] {
        // 24 Mondays; and the two meetings, the booking, the mission and the deadline of the fixture.
        assert_eq!(read.0, 24 + 5);
        for (starts, ends) in [
            ("2026-10-19T07:30:00+00:00", "2026-10-19T09:00:00+00:00"),
            ("2026-10-26T08:30:00+00:00", "2026-10-26T10:00:00+00:00"),
            ("2027-03-22T08:30:00+00:00", "2027-03-22T10:00:00+00:00"),
            ("2027-03-29T07:30:00+00:00", "2027-03-29T09:00:00+00:00"),
            ("2026-11-27", "2026-11-28"),
        ] {
            assert!(read.1.contains(&(starts.to_owned(), ends.to_owned())), "{starts}");
        }
    }
}

#[tokio::test]
async fn an_address_is_shown_once_and_kept_as_its_hash() {
    let world = World::new().await;
    let colleague = world.colleague();
    colleague.get("/me").await.says("Mon agenda dans mon téléphone");
    colleague.get("/me/calendar").await.is(200).says("Créer une adresse").never_says("Arrêter cette adresse");
    let answer = colleague.submit("/me/calendar", "/api/calendar/follow-mine", &[]).await;
    let card = answer.cookie_named("__Host-card").expect("a cookie");
    let token = card.split_once('=').expect("a token").1.to_owned();
    assert!(!answer.location().contains(&token), "not in an address");
    let request = colleague.request("GET", "/me/calendar").header("cookie", &card);
    let page = colleague.send(request.body(axum::body::Body::empty()).expect("a request")).await;
    page.is(200).says(&format!("https://coop.test/calendar/{token}.ics")).says("webcal://coop.test/calendar/");
    colleague.get("/me/calendar").await.never_says(&token).says("Arrêter cette adresse").says("déjà été montrée");
    colleague.get("/me/data").await.says("sous une forme illisible");
    let hash: Vec<(Vec<u8>,)> =
        sqlx::query_as("select token_hash from feed").fetch_all(world.state.db.read()).await.expect("hashes");
    assert!(hash.iter().any(|(hash,)| *hash == cooperade::platform::token::hash(&token)));
    assert_eq!(world.count(&format!("select count(*) from draft where fields like '%{token}%'")).await, 0);
}

#[tokio::test]
async fn a_stopped_address_is_like_one_that_never_was() {
    let world = World::new().await;
    let colleague = world.colleague();
    let follow = || follow(&colleague, "/me/calendar", "/api/calendar/follow-mine", &[]);
    let never = world.anonymous().get("/calendar/nobody.ics").await;
    never.is(404);
    let first = follow().await;
    world.anonymous().get(&first).await.is(200);
    let second = follow().await;
    assert_eq!(world.count("select count(*) from feed").await, 3, "the fixture's two and one");
    let gone = world.anonymous().get(&first).await;
    assert_eq!((gone.status, &gone.body), (never.status, &never.body));
    world.anonymous().get(&second).await.is(200);
    world.anonymous().get(second.trim_end_matches(".ics")).await.is(404);
    colleague.tell("/me/calendar", "/api/calendar/stop-mine", &[]).await.says("ne montre plus rien");
    colleague.call("/api/calendar/stop-mine", &[]).await.is(200);
    world.anonymous().get(&second).await.is(404);
    colleague.call("/api/calendar/follow-mine", &[("person", "x")]).await.is(400);
}

#[tokio::test]
async fn a_feed_names_nobody_else_and_says_when_it_changed() {
    let world = World::new().await;
    let event = world.id("event");
    world
        .write(&format!(
            "update event set leads = 'Binta', details = 'avec Binta', materials = 'Ciseaux' where id = {}",
            World::literal(event)
        ))
        .await
        .expect("led");
    let read = |tag: Option<String>| {
        let anonymous = world.anonymous();
        async move {
            let mut request = anonymous.request("GET", "/calendar/feed-ours.ics");
            if let Some(tag) = tag {
                request = request.header("if-none-match", tag);
            }
            anonymous.send(request.body(axum::body::Body::empty()).expect("a request")).await
        }
    };
    let feed = read(None).await;
    feed.is(200).says("SUMMARY:Grande réunion").says("Ciseaux").says("Réservation\u{202f}: Atelier de couture");
    feed.says("À finir\u{202f}: Compter le stock").never_says("Binta").never_says("Rosa").never_says("CANARY");
    assert!(feed.header("cache-control").starts_with("private"));
    let tag = feed.header("etag").to_owned();
    read(Some(tag.clone())).await.is(304);
    let sequence = |feed: &Answer| {
        let entry = feed.body.split("BEGIN:VEVENT").find(|entry| entry.contains(event)).expect("the event").to_owned();
        entry.split("SEQUENCE:").nth(1).and_then(|rest| rest.lines().next()?.parse::<u32>().ok()).expect("a number")
    };
    let before = sequence(&feed);
    // Whoever writes, and however: the database counts.
    world
        .write(&format!("update event set title = 'Petite réunion' where id = {}", World::literal(event)))
        .await
        .expect("renamed");
    let after = read(Some(tag)).await;
    after.is(200).says("Petite réunion");
    assert_eq!(sequence(&after), before + 1);
    // She left: what is planned there is no longer hers to know.
    world
        .write(&format!(
            "update membership set until_on = '2026-11-24' where person = {}",
            World::literal(world.id("owner"))
        ))
        .await
        .expect("left");
    read(None).await.is(200).never_says("BEGIN:VEVENT");
}

#[tokio::test]
async fn erasing_somebody_stops_her_feed() {
    let world = World::new().await;
    world.anonymous().get("/calendar/feed-ours.ics").await.is(200);
    world.owner().call("/api/people/erase", &[("current_password", crate::harness::PASSWORD)]).await.is(200);
    world.anonymous().get("/calendar/feed-ours.ics").await.is(404);
    assert_eq!(world.count("select count(*) from feed").await, 1, "the other cohort's");
}

#[tokio::test]
async fn the_feed_of_a_space_tells_times_only() {
    let world = World::new().await;
    let space = world.id("space");
    let page = format!("/spaces/{space}/calendar");
    world.owner().get(&format!("/spaces/{space}")).await.never_says(&page);
    world.facilitator().get(&format!("/spaces/{space}")).await.says(&page);
    world.facilitator().get(&page).await.is(200).says("seulement quand le lieu est réservé, occupé ou fermé");
    world.write("update booking set purpose = 'Essayer la surjeteuse'").await.expect("a purpose");
    let form = [("space", space)];
    let first = follow(&world.facilitator(), &page, "/api/calendar/follow-space", &form).await;
    let feed = world.anonymous().get(&first).await;
    feed.is(200).says("SUMMARY:Réservé").never_says("Aïcha").never_says("surjeteuse").never_says("DESCRIPTION");
    assert_eq!(read_by_ical(&feed.body).0, 3, "the booking, a block, and a day on which it is closed");

    // A host is a partner: she may see when, and hand that on.
    world.write("update membership set role = 'host' where role = 'funder'").await.expect("a host");
    world.partner().get(&format!("/spaces/{space}")).await.is(200).says(&page);
    let second = follow(&world.partner(), &page, "/api/calendar/follow-space", &form).await;
    world.anonymous().get(&first).await.is(404);
    world.facilitator().call("/api/calendar/stop-space", &form).await.is(200);
    world.anonymous().get(&second).await.is(404);
}
