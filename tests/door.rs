//! Stories of the door: saying that one has come, by one's own phone or by a code at the tablet; places that nobody came
//! for; the week on paper; the page for the tablet, which knows nobody.

use crate::{
    bookings::{BOOK, form, key},
    harness::{Answer, CANARY, World},
};
use chrono::{DateTime, Duration, Utc};
use cooperade::{
    app::bookings::{door::code, settling, store},
    domain::dial,
    platform::token,
};

use uuid::Uuid;

const CHECK_IN: &str = "/api/bookings/check-in";
const BY_CODE: &str = "/api/door/check-in";
const DOOR: &str = "/door/door-ours";
const MISSED: &str = "select count(*) from booking where missed_at is not null";
const HERE: &str = "Je suis là";

/// The fixture's booking of the owner and her pôle begins a day after the clock's start, and lasts two hours.
async fn at_minute(minute: i64) -> World {
    let world = World::new().await;
    let kept = "update session set idle_minutes = 40000, expires_at = '2027-06-01T00:00:00+00:00'";
    world.write(kept).await.expect("written");
    world.clock.advance(Duration::days(1) + Duration::minutes(minute));
    world
}

async fn with_grace(minute: i64, grace: i64) -> World {
    let world = at_minute(minute).await;
    world.write(&format!("update space set grace_minutes = {grace}")).await.expect("written");
    world
}

fn literal(world: &World, name: &str) -> String {
    World::literal(world.id(name))
}

/// What is typed for the booking at the door.
fn door_code(booking: &str) -> String {
    let code = code(&[7; 32], Uuid::parse_str(booking).expect("an id")).expect("a code");
    code.as_str().to_owned()
}

async fn came(world: &World, role: &str) -> Answer {
    world.visitor(role).call(CHECK_IN, &[("cohort", "ours"), ("booking", world.id("booking"))]).await
}

async fn has_come(world: &World) -> i64 {
    world.count("select count(*) from booking where checked_in_at is not null").await
}

/// Another booking of the same hours, made yesterday: its id.
async fn booked(world: &World, ids: (&str, &str), people: i64) -> String {
    let id = key();
    let sql = format!(
        "insert into booking (id, space, cohort, person, starts_at, ends_at, people, purpose, state, created_at)
         select {}, space, {}, {}, starts_at, ends_at, {people}, '', 'held', created_at from booking where id = {}",
        World::literal(&id),
        World::literal(ids.0),
        World::literal(ids.1),
        literal(world, "booking"),
    );
    world.write(&sql).await.expect("booked");
    id
}

#[tokio::test]
async fn one_tap_says_that_one_is_here() {
    let world = at_minute(-16).await;
    let page = format!("/cohorts/ours/bookings/{}", world.id("booking"));
    world.owner().get("/cohorts/ours").await.never_says(HERE);
    came(&world, "owner").await.is(422).says("too_early_to_come");
    world.clock.advance(Duration::minutes(1));
    world.owner().get("/cohorts/ours").await.says(HERE);
    world.colleague().get("/cohorts/ours").await.never_says(HERE);
    world.owner().get(&page).await.says(HERE).says(&door_code(world.id("booking")));
    world.colleague().get(&page).await.never_says(HERE).never_says(&door_code(world.id("booking")));
    came(&world, "colleague").await.is(403);
    came(&world, "stranger").await.is(404);
    let foreign = [("cohort", "ours"), ("booking", world.foreign["booking"].as_str())];
    world.owner().call(CHECK_IN, &foreign).await.is(404);
    assert_eq!(has_come(&world).await, 0);

    let fields = [("cohort", "ours"), ("booking", world.id("booking"))];
    world.owner().tell("/cohorts/ours", CHECK_IN, &fields).await.says("C’est noté").says("9\u{202f}h\u{202f}45");
    world.clock.advance(Duration::minutes(3));
    world.owner().tell("/cohorts/ours", CHECK_IN, &fields).await.says("déjà noté").says("9\u{202f}h\u{202f}45");
    assert_eq!(has_come(&world).await, 1);
    world.owner().get("/cohorts/ours").await.never_says(&format!("{HERE}</span>")).says("vous êtes là");
    world.owner().get("/me/data").await.says("Présence notée à 9\u{202f}h\u{202f}45");
}

#[tokio::test]
async fn who_comes_late_is_noted_by_a_facilitator_while_there_is_room() {
    let world = with_grace(29, 30).await;
    world.clock.advance(Duration::minutes(1));
    came(&world, "owner").await.is(409).says("nobody_came");
    world.owner().get("/cohorts/ours").await.says("personne n’est venu");
    let page = format!("/cohorts/ours/bookings/{}", world.id("booking"));
    world.owner().get(&page).await.says("Personne n’est venu à temps").never_says(HERE);
    world.facilitator().get(&page).await.says("Noter sa présence");
    came(&world, "facilitator").await.is(200);
    assert_eq!(world.count("select count(*) from booking where state = 'held'").await, 2, "it was given back to her");

    // Somebody else has taken the place: then there is none to give back.
    let world = with_grace(30, 30).await;
    let (key, fields) = (key(), [("on", "2026-11-25"), ("from", "10:30"), ("to", "12:00"), ("people", "4")]);
    world.colleague().call(BOOK, &form(&world, &key, &fields)).await.is(200);
    came(&world, "facilitator").await.is(409).says("place_gone");
    assert_eq!(has_come(&world).await, 0);
    // What was cancelled before is no matter of the door.
    let world = at_minute(0).await;
    world.write("update booking set state = 'cancelled'").await.expect("written");
    came(&world, "owner").await.is(409).says("changed");
    // Nor is a closed cohort.
    world.write("update cohort set state = 'closed'").await.expect("written");
    came(&world, "facilitator").await.is(409).says("cohort_closed");
}

#[tokio::test]
async fn a_place_that_nobody_came_for_is_shown_free_and_can_be_booked() {
    let world = with_grace(29, 30).await;
    let booking = literal(&world, "booking");
    world.write(&format!("update booking set people = 4 where id = {booking}")).await.expect("written");
    let wanted = [("on", "2026-11-25"), ("from", "10:30"), ("to", "12:00"), ("people", "4")];
    let first = key();
    world.colleague().call(BOOK, &form(&world, &first, &wanted)).await.is(409).says("full_people");
    let week = format!("/cohorts/ours/bookings?space={}&week=2026-W48", world.id("space"));
    world.colleague().get(&week).await.never_says("personne n’est venu").never_says("Personne n’est venu");
    world.clock.advance(Duration::minutes(1));
    world.anonymous().get(DOOR).await.says("Personne en ce moment").says("4 places");
    settling::settle_all(&world.state).await.expect("settled");
    world.colleague().get(&week).await.says("Personne n’est venu (10\u{202f}h – 12\u{202f}h)");
    world.colleague().call(BOOK, &form(&world, &first, &wanted)).await.is(200);
    assert_eq!(
        world.count("select count(*) from booking where missed_at = cancelled_at and state = 'cancelled'").await,
        2,
        "one in each space"
    );
    world.owner().get(&format!("/cohorts/ours/bookings/{}", world.id("booking"))).await.says("la place est libre");
    world.owner().get("/me/data").await.says("La place a été rendue");
}

#[tokio::test]
async fn without_a_time_or_for_an_event_nothing_is_given_back() {
    let world = at_minute(90).await;
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!(world.count(MISSED).await, 0, "no time was set");
    world.write("update space set grace_minutes = 30").await.expect("written");
    // A room of an event: the same hours, and nobody checks in.
    let (space, cohort) = (literal(&world, "space"), literal(&world, "cohort"));
    world
        .write(&format!(
            "update event set starts_at = (select min(starts_at) from booking), ends_at = (select min(ends_at) from booking)
             where id = {}",
            literal(&world, "event")
        ))
        .await
        .expect("moved");
    world
        .write(&format!(
            "insert into booking (id, space, cohort, person, event, starts_at, ends_at, people, created_at)
             select {}, {space}, {cohort}, {}, id, starts_at, ends_at, 1, starts_at from event where id = {}",
            World::literal(&key()),
            literal(&world, "facilitator"),
            literal(&world, "event")
        ))
        .await
        .expect("booked");
    for _ in 0..2 {
        settling::settle_all(&world.state).await.expect("settled");
        assert_eq!(world.count(MISSED).await, 2, "one in each space");
    }
    assert_eq!(world.count("select count(*) from booking where state = 'held' and event is not null").await, 1);
    // What is over is left alone.
    let world = with_grace(120, 30).await;
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!(world.count(MISSED).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_once_for_a_place_that_nobody_came_for_leave_one() {
    let world = with_grace(45, 30).await;
    let booking = literal(&world, "booking");
    world.write(&format!("update booking set people = 4 where id = {booking}")).await.expect("written");
    let wanted = [("on", "2026-11-25"), ("from", "10:45"), ("to", "12:00"), ("people", "3")];
    let (one, two) = (key(), key());
    let (owner, colleague) = (world.owner(), world.colleague());
    let (one, two) = (form(&world, &one, &wanted), form(&world, &two, &wanted));
    let late = [("cohort", "ours"), ("booking", world.id("booking"))];
    let facilitator = world.facilitator();
    let (a, b, c) = tokio::join!(owner.call(BOOK, &one), colleague.call(BOOK, &two), facilitator.call(CHECK_IN, &late));
    let mut statuses = [a, b, c].map(|answer| answer.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409], "whoever was first");
    let mut db = world.state.db.read().acquire().await.expect("a connection");
    assert!(store::counts::overbooked(&mut db).await.expect("checked").is_empty());
}

#[tokio::test]
async fn a_code_at_the_door_checks_in_and_is_not_guessed() {
    let world = at_minute(-10).await;
    let right = door_code(world.id("booking"));
    let form = |code: &str| [("token", "door-ours".to_owned()), ("code", code.to_owned())];
    let typed = async |code: &str| {
        let fields = form(code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.anonymous().call(BY_CODE, &fields).await
    };
    typed("48").await.is(422).says("not_four_digits");
    let told =
        world.anonymous().tell(&format!("{DOOR}/code"), BY_CODE, &[("token", "door-ours"), ("code", "12")]).await;
    told.is(200).says("Écrivez les quatre chiffres").never_says("Binta").never_says("Rosa");
    let wrong: Vec<String> = (0..20).map(|n| format!("{n:04}")).filter(|code| *code != right).collect();
    let mut statuses = Vec::new();
    for code in &wrong {
        let answer = typed(code).await;
        answer.never_says("Pôle").never_says("Aïcha");
        statuses.push(answer.status.as_u16());
    }
    assert!(statuses[..10].iter().all(|status| *status == 422), "{statuses:?}");
    assert!(statuses[10..].iter().all(|status| *status == 429), "{statuses:?}");
    typed(&right).await.is(429);
    assert_eq!(has_come(&world).await, 0);
    world.clock.advance(Duration::minutes(1));
    let fields = form(&right);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = world.anonymous().tell(&format!("{DOOR}/code"), BY_CODE, &fields).await;
    told.is(200).says("C’est noté").never_says("Aïcha");
    assert_eq!(has_come(&world).await, 1);
    // Who is right takes nothing away from the next: a whole group arrives together.
    for _ in 0..15 {
        typed(&right).await.is(200);
    }
    assert_eq!(
        world.count("select count(*) from draft where fields like '%door-ours%'").await,
        0,
        "no address is kept"
    );
    world.clock.advance(Duration::hours(3));
    typed(&right).await.is(422).says("not_the_code");
    world.anonymous().call(BY_CODE, &[("token", "door-other"), ("code", "1234")]).await.is(404);
}

#[tokio::test]
async fn the_door_tells_names_only_where_the_group_says_so() {
    let world = at_minute(5).await;
    let theirs = (world.foreign["cohort"].clone(), world.foreign["owner"].clone());
    world
        .write(&format!(
            "insert into space_cohort (space, cohort) values ({}, {})",
            literal(&world, "space"),
            World::literal(&theirs.0)
        ))
        .await
        .expect("shared");
    let other = booked(&world, (&theirs.0, &theirs.1), 1).await;
    let sheet = format!("/spaces/{}/sheet?week=2026-W48", world.id("space"));
    let page = world.anonymous().get(DOOR).await;
    page.is(200).says("Pôle matières").says("Occupé").never_says("Aïcha").never_says(CANARY).says("2 places");
    world.owner().get(&sheet).await.is(200).says("Pôle matières").says("Occupé").never_says(CANARY);
    assert_eq!(page.header("refresh"), format!("60; url={DOOR}"));
    assert!(page.header("x-robots-tag").contains("noindex"));
    assert_eq!((page.header("set-cookie"), page.header("cache-control")), ("", "no-store"));
    for foreign in ["/cohorts/", "/sign-in", "<script", "/me"] {
        page.never_says(foreign);
    }
    assert_eq!(world.anonymous().get(&format!("{DOOR}/code")).await.header("refresh"), "", "nobody is interrupted");

    world.write("update space set names_at_door = true").await.expect("written");
    world.anonymous().get(DOOR).await.says("Aïcha · Pôle matières").says("CANARY-O");
    world.owner().get(&sheet).await.says("Aïcha · Pôle matières").says("CANARY-O");
    // The code of another cohort works at the same door.
    let code = door_code(&other);
    world.anonymous().call(BY_CODE, &[("token", "door-ours"), ("code", &code)]).await.is(200);
    let came =
        format!("select count(*) from booking where checked_in_at is not null and id = {}", World::literal(&other));
    assert_eq!(world.count(&came).await, 1);
    world.partner().get(&sheet).await.is(404);
}

#[tokio::test]
async fn an_address_is_seen_once_renewed_and_stopped() {
    let world = World::new().await;
    let (space, facilitator) = (world.id("space"), world.facilitator());
    let page = format!("/spaces/{space}/door");
    let made = facilitator.submit(&page, "/api/spaces/make-door", &[("space", space)]).await;
    let card = made.cookie_named("__Host-card").expect("the address, in a cookie");
    let token = card.split_once('=').expect("a pair").1.to_owned();
    assert_eq!(world.count("select count(*) from door").await, 2);
    world.anonymous().get(DOOR).await.is(404);
    world.anonymous().get(&format!("{DOOR}/code")).await.is(404);
    world.anonymous().get(&format!("/door/{token}")).await.is(200);
    facilitator.get(&page).await.never_says(&token);
    let code = door_code(world.id("booking"));
    world.owner().get(&format!("/cohorts/ours/bookings/{}", world.id("booking"))).await.says(&code);

    // A tablet that somebody left signed in neither gets a cookie nor keeps the session alive.
    let seen = "select count(*) from session where seen_at > '2026-11-24T09:00:00+00:00'";
    world.clock.advance(Duration::minutes(30));
    let answer = facilitator.get(&format!("/door/{token}")).await;
    assert_eq!((answer.header("set-cookie"), world.count(seen).await), ("", 0));
    facilitator.get("/me").await.is(200);
    assert_eq!(world.count(seen).await, 1, "elsewhere it does");

    facilitator.call("/api/spaces/stop-door", &[("space", space)]).await.is(200);
    world.anonymous().get(&format!("/door/{token}")).await.is(404);
    world.owner().get(&format!("/cohorts/ours/bookings/{}", world.id("booking"))).await.never_says("Votre code");
    assert_ne!(token::hash(&token), token::hash("door-ours"));
}

/// The rows of the week's table: their headings, in order.
fn row_heads(page: &Answer, table: &str) -> Vec<String> {
    let document = scraper::Html::parse_document(&page.body);
    let rows = scraper::Selector::parse(&format!("{table} tbody th")).expect("a selector");
    document.select(&rows).map(|row| row.text().collect()).collect()
}

#[tokio::test]
async fn weeks_with_a_change_of_the_clocks_have_the_hours_that_they_have() {
    let world = World::new().await;
    let space = world.id("space");
    let sql =
        format!("insert into opening (space, weekday, opens, closes) values ({}, 7, 0, 1440)", World::literal(space));
    world.write(&sql).await.expect("written");
    world.write("update cohort set ends_on = '2027-04-30'").await.expect("written");
    let now: DateTime<Utc> = "2026-10-20T09:00:00Z".parse().expect("an instant");
    world.clock.advance(now - world.clock.now());
    let pages = [
        (".week-table", format!("/cohorts/ours/bookings?space={space}&week=")),
        (".week-sheet", format!("/spaces/{space}/sheet?week=")),
    ];
    let missing = "cette heure n’existe pas";
    for (table, address) in pages {
        // Week, rows, named twice, missing.
        for (week, rows, twice, gone) in [("2026-W43", 25, 2, 0), ("2027-W12", 24, 0, 1), ("2026-W48", 24, 0, 0)] {
            let page = world.owner().get(&format!("{address}{week}")).await;
            let heads = row_heads(&page, table);
            assert_eq!(heads.len(), rows, "{table} {week} {heads:?}");
            assert_eq!(heads.iter().filter(|head| head.starts_with("2\u{202f}h,")).count(), twice, "{heads:?}");
            assert_eq!(page.body.matches(missing).count(), gone, "{table} {week}");
        }
    }
    // The island is told the same: an hour without a beginning, or one that is marked.
    let autumn = world.owner().get(&format!("/cohorts/ours/bookings?space={space}&week=2026-W43")).await;
    autumn.is(200).says("0 60 120 120 180").says("0 0 1 2 0");
    let spring = dial::hours("2027-03-28".parse().expect("a day"), (0, 24), chrono_tz::Europe::Paris);
    assert_eq!(spring.len(), 23);
    // A moment of the second hour comes to the form with its answer.
    let asked = format!("/cohorts/ours/bookings/new?space={space}&on=2026-10-25&from=02:00&to=03:00&fold=second");
    world.owner().get(&asked).await.says("La deuxième, après le changement").says("value=\"second\" checked");
}

#[tokio::test]
async fn the_week_tells_its_island_no_names() {
    let world = World::new().await;
    let page = world.colleague().get("/cohorts/ours/bookings?week=2026-W48").await;
    let document = scraper::Html::parse_document(&page.body);
    let island = scraper::Selector::parse("leptos-island[data-component^=\"WeekGrid\"]").expect("a selector");
    let props =
        document.select(&island).next().expect("an island").value().attr("data-props").expect("props").to_owned();
    assert!(props.contains("3480 3600 1 0"), "{props}");
    assert!(!props.contains("Pôle") && !props.contains("Aïcha") && !props.contains("/change"), "{props}");
    let own = world.owner().get("/cohorts/ours/bookings?week=2026-W48").await;
    own.says(&format!("/cohorts/ours/bookings/{}/change", world.id("booking"))).says("data-pick=\"1\"");
    // Without scripts the buttons are not there; the list of free moments is.
    let tools = scraper::Selector::parse(".week-tools[hidden]").expect("a selector");
    assert!(scraper::Html::parse_document(&own.body).select(&tools).next().is_some());
    own.says("bookings/new?space=");
    // Nothing to drag where nothing can be booked.
    world.write("update cohort set state = 'closed'").await.expect("written");
    world.owner().get("/cohorts/ours/bookings?week=2026-W48").await.never_says("leptos-island");
}

#[tokio::test]
async fn who_erases_herself_leaves_no_trace_of_having_come_or_not() {
    let world = at_minute(-5).await;
    came(&world, "owner").await.is(200);
    let fields = [("current_password", crate::harness::PASSWORD)];
    let answer = world.owner().call("/api/people/erase", &fields).await;
    answer.is(200);
    assert_eq!(has_come(&world).await, 0);
}
