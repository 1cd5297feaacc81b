//! Stories of bookings that come again: shown first, booked at once or not at all, changed and cancelled one by one or
//! together; rules that are too long or never end; the clocks that change.

use crate::{
    bookings::{BOOK, form, key, pairs},
    harness::{Answer, Visitor, World},
    rebooking::{CHANGE, filled, later, version, with},
};
use chrono::{DateTime, Duration, Utc};
use cooperade::app::bookings::store;

pub const SERIES: &str = "/api/bookings/book-series";
const CANCEL: &str = "/api/bookings/cancel";
const NEW: &str = "/cohorts/ours/bookings/new";

/// The form of four Thursdays, with `changes`.
fn weekly<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let rule = [("repeat", "week"), ("until", "2026-12-17")];
    let kept = rule.into_iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    let all: Vec<_> = kept.chain(changes.iter().copied()).collect();
    form(world, key, &all)
}

/// The page that shows the dates of a form.
async fn shown(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> Answer {
    let key = key();
    visitor.tell(NEW, BOOK, &weekly(world, &key, changes)).await
}

/// Books what the page proposes, with other choices.
async fn book(visitor: &Visitor<'_>, page: &Answer, choices: &[(&str, &str)]) -> Answer {
    let fields = filled(page, "form#form");
    visitor.tell("/cohorts/ours/bookings/series", SERIES, &with(&fields, choices)).await
}

async fn held(world: &World) -> i64 {
    world.count("select count(*) from booking where state = 'held' and series is not null").await
}

async fn at(world: &World, start: &str) -> bool {
    let sql = format!(
        "select count(*) from booking where starts_at = '{start}+00:00' and state = 'held' and series is not null"
    );
    world.count(&sql).await == 1
}

async fn id_at(world: &World, start: &str) -> String {
    let start: DateTime<Utc> = format!("{start}Z").parse().expect("an instant");
    let (id,): (uuid::Uuid,) =
        sqlx::query_as("select id from booking where starts_at = $1 and series is not null and state = 'held'")
            .bind(start)
            .fetch_one(world.state.db.read())
            .await
            .expect("it");
    id.to_string()
}

async fn skipped(world: &World) -> Vec<String> {
    let rows: Vec<(String,)> = sqlx::query_as("select skipped from booking_series order by first_on, created_at, id")
        .fetch_all(world.state.db.read())
        .await
        .expect("them");
    rows.into_iter().map(|row| row.0).collect()
}

async fn sound(world: &World) {
    let mut db = world.state.db.read().acquire().await.expect("a connection");
    assert_eq!(store::counts::overbooked(&mut db).await.expect("checked"), []);
}

#[tokio::test]
async fn dates_are_shown_and_then_booked_at_once() {
    let world = World::new().await;
    let owner = world.owner();
    let machine = format!("machines[{}]", world.id("machine"));
    let page = shown(&world, &owner, &[(&machine, "1"), ("for", world.id("pole"))]).await;
    page.is(200)
        .says("Regardez les dates")
        .says("4 dates, toutes libres")
        .says("jeudi 17 décembre")
        .says("Chaque jeudi");
    assert_eq!(world.count("select count(*) from booking").await, 2, "nothing is booked by looking");
    let fields = filled(&page, "form#form");
    let from = "/cohorts/ours/bookings/series";
    let done = owner.tell(from, SERIES, &pairs(&fields)).await;
    done.is(200).says("toutes les dates choisies").says("Les 4 dates").says("Chaque jeudi jusqu’au");
    assert_eq!(held(&world).await, 4);
    assert_eq!(world.count("select count(*) from booking_machine").await, 4);
    assert_eq!(world.count("select count(*) from booking where pole is not null and series is not null").await, 4);
    // Sent again, it is the same series.
    owner.tell(from, SERIES, &pairs(&fields)).await.is(200).says("Les 4 dates");
    assert_eq!((held(&world).await, world.count("select count(*) from booking_series").await), (4, 1));
    owner.call(SERIES, &with(&fields, &[("people", "2")])).await.is(422).says("already_sent");
    owner.get("/me/data").await.says("Réservations qui se répètent").says("Chaque jeudi");
    sound(&world).await;
}

#[tokio::test]
async fn each_conflict_has_its_way_out() {
    let world = World::new().await;
    // 3 December has one place left; 10 December is full; 17 December is closed; 24 December is after the end.
    let (owner, colleague) = (world.owner(), world.colleague());
    for (on, people) in [("2026-12-03", "3"), ("2026-12-10", "4")] {
        let key = key();
        colleague.call(BOOK, &form(&world, &key, &[("on", on), ("people", people)])).await.is(200);
    }
    let (space, closing) = (World::literal(world.id("space")), World::literal(&key()));
    let closure = format!(
        "insert into closure (id, space, first_on, last_on, reason) values ({closing}, {space}, '2026-12-17', '2026-12-17', 'travaux')"
    );
    world.write(&closure).await.expect("written");
    world.write("update cohort set ends_on = '2026-12-20' where slug = 'ours'").await.expect("written");
    let page = shown(&world, &owner, &[("people", "2"), ("until", "2026-12-24")]).await;
    page.says("Il y a 4 dates à regarder").says("Dates libres\u{202f}: 1").says("travaux");
    page.says("Avec 1 personne")
        .says("Plutôt jeudi 3 décembre, 16\u{202f}h – 18\u{202f}h")
        .says("Choisissez un jour entre le");
    // What is proposed by itself: the free date, and nothing for the others.
    let fields = filled(&page, "form#form");
    let chosen = |day: &str| fields.iter().find(|(name, _)| *name == format!("dates[{day}]")).expect("it").1.clone();
    assert_eq!([chosen("2026-11-26"), chosen("2026-12-03"), chosen("2026-12-24")], ["take", "skip", "skip"]);
    // One with fewer people, one at another moment, two left out.
    let choices = [("dates[2026-12-03]", "fewer:1"), ("dates[2026-12-10]", "at:2026-12-10T15:00:00Z")];
    book(&owner, &page, &choices).await.is(200).says("toutes les dates choisies");
    assert_eq!(held(&world).await, 3);
    assert!(at(&world, "2026-12-10T15:00:00").await && at(&world, "2026-12-03T13:00:00").await);
    assert_eq!(
        world
            .count("select people from booking where starts_at = '2026-12-03T13:00:00+00:00' and series is not null")
            .await,
        1
    );
    assert_eq!(skipped(&world).await, ["2026-12-10 2026-12-17 2026-12-24"], "what is not as the rule says");
    sound(&world).await;
}

#[tokio::test]
async fn all_or_nothing_when_somebody_is_faster() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let page = shown(&world, &owner, &[("people", "2")]).await;
    let taken = key();
    colleague.call(BOOK, &form(&world, &taken, &[("on", "2026-12-10"), ("people", "3")])).await.is(200);
    let back = book(&owner, &page, &[("dates[2026-12-03]", "skip")]).await;
    back.is(200).says("error-summary").says("Il y a 1 date à regarder");
    assert_eq!((held(&world).await, world.count("select count(*) from booking_series").await), (0, 0));
    // The choices that still can be are kept; the one that cannot says what could be instead.
    let fields = filled(&back, "form#form");
    let chosen = |day: &str| fields.iter().find(|(name, _)| *name == format!("dates[{day}]")).expect("it").1.clone();
    assert_eq!([chosen("2026-12-03"), chosen("2026-12-10"), chosen("2026-11-26")], ["skip", "skip", "take"]);
    book(&owner, &back, &[("dates[2026-12-10]", "fewer:1")]).await.says("toutes les dates choisies");
    assert_eq!(held(&world).await, 3);
    sound(&world).await;
}

#[tokio::test]
async fn rules_that_are_too_long_or_never_end_are_refused() {
    let world = World::new().await;
    let owner = world.owner();
    let daily =
        [("weekdays[]", "1"), ("weekdays[]", "2"), ("weekdays[]", "3"), ("weekdays[]", "4"), ("weekdays[]", "5")];
    let key = key();
    let sent = |more: &[(&'static str, &'static str)]| {
        let (world, owner, key) = (&world, &owner, key.as_str());
        let fields: Vec<(String, String)> =
            weekly(world, key, more).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        async move { owner.call(BOOK, &pairs(&fields)).await }
    };
    sent(&[("until", "")]).await.is(422).says("series_without_end").says("2027-02-21");
    sent(&[("until", "2028-10-20")]).await.is(422).says("too_many_days").says("60");
    sent(&[("until", "2099-12-31")]).await.is(422).says("too_many_days");
    sent(&[&daily[..], &[("until", "2028-10-24")]].concat()).await.is(422).says("too_many_days").says("60");
    sent(&[("until", "2026-11-25")]).await.is(422).says("end_before_start");
    sent(&[("until", "2026-02-30")]).await.is(422).says("not_a_day").never_says("series_without_end");
    sent(&[("repeat", "hourly")]).await.is(422).says("not_a_choice");
    sent(&[("weekdays[]", "8")]).await.is(422).says("not_a_choice");
    sent(&[("repeat", "month"), ("weekdays[]", "2")]).await.is(422).says("not_a_choice");
    sent(&[("people", "5")]).await.is(422).says("more_than_space");
    sent(&[("to", "13:00")]).await.is(422).says("end_before_start");
    // What was typed is there again, and the rule stays open.
    let told = owner.tell(NEW, BOOK, &weekly(&world, &key, &[("until", ""), ("purpose", "robes")])).await;
    told.is(200).says("Dites jusqu’à quel jour").says("value=\"robes\"").says("value=\"week\" selected");
    assert_eq!(world.count("select count(*) from booking").await, 2);
    // Past the page, the same rules hold.
    let dates = [("dates[2026-11-26]", "take")];
    owner.call(SERIES, &weekly(&world, &key, &dates)).await.is(422).says("required").says("dates[2026-12-03]");
    let until = [("until", "2028-10-20"), ("dates[2026-11-26]", "take")];
    owner.call(SERIES, &weekly(&world, &key, &until)).await.is(422).says("too_many_days");
    for choice in ["fewer:0", "at:noon", "all"] {
        let dates = [("until", "2026-11-26"), ("dates[2026-11-26]", choice)];
        owner.call(SERIES, &weekly(&world, &key, &dates)).await.is(422).says("not_a_choice");
    }
    let none = [("until", "2026-11-26"), ("dates[2026-11-26]", "skip")];
    owner.call(SERIES, &weekly(&world, &key, &none)).await.is(422).says("no_day_in_series");
    let outside = [("until", "2026-11-26"), ("dates[2026-11-26]", "at:2027-11-26T14:00:00Z")];
    owner.call(SERIES, &weekly(&world, &key, &outside)).await.is(422).says("outside_cohort");
    let foreign = [("space", world.foreign["space"].as_str()), ("dates[2026-11-26]", "take")];
    owner.call(SERIES, &weekly(&world, &key, &foreign)).await.is(404);
    assert_eq!(world.count("select count(*) from booking_series").await, 0, "nothing half-done");
}

#[tokio::test]
async fn sixty_dates_are_one_transaction() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("written");
    world.write("delete from closure").await.expect("written");
    let week = [
        ("weekdays[]", "1"),
        ("weekdays[]", "2"),
        ("weekdays[]", "3"),
        ("weekdays[]", "4"),
        ("weekdays[]", "5"),
        ("weekdays[]", "6"),
    ];
    let page =
        shown(&world, &world.owner(), &[&week[..], &[("on", "2026-11-30"), ("until", "2027-02-06")]].concat()).await;
    page.says("60 dates, toutes libres");
    let began = std::time::Instant::now();
    book(&world.owner(), &page, &[]).await.is(200).says("Les 60 dates");
    // Generous, for an unoptimised build on a busy machine; the page that follows included.
    assert!(began.elapsed().as_millis() < 2_000, "{:?}", began.elapsed());
    assert_eq!(held(&world).await, 60);
    sound(&world).await;
}

#[tokio::test]
async fn one_this_and_following_or_all() {
    let world = World::new().await;
    let owner = world.owner();
    let page = shown(&world, &owner, &[("until", "2026-12-31")]).await;
    book(&owner, &page, &[]).await;
    assert_eq!(held(&world).await, 6);
    // Only this one: it leaves its series, which says so.
    let third = id_at(&world, "2026-12-10T13:00:00").await;
    let change = |id: String, which: &'static str, changes: Vec<(&'static str, &'static str)>| {
        let world = &world;
        async move {
            let seen = version(world, &id).await;
            let all =
                [&[("booking", id.as_str()), ("seen", &seen), ("which", which), ("key", "")], &changes[..]].concat();
            world.owner().call(CHANGE, &form(world, "", &all)).await
        }
    };
    change(third, "one", vec![("on", "2026-12-11")]).await.is(200);
    assert_eq!((held(&world).await, skipped(&world).await), (5, vec!["2026-12-10".to_owned()]));
    // This one and those that follow: an hour later and a day later, as another series.
    let fourth = id_at(&world, "2026-12-17T13:00:00").await;
    change(fourth, "following", vec![("on", "2026-12-18"), ("from", "15:00"), ("to", "17:00")]).await.is(200);
    for start in [
        "2026-11-26T13:00:00",
        "2026-12-03T13:00:00",
        "2026-12-18T14:00:00",
        "2026-12-25T14:00:00",
        "2027-01-01T14:00:00",
    ] {
        assert!(at(&world, start).await, "{start}");
    }
    assert_eq!(world.count("select count(*) from booking_series").await, 2);
    // All: of its series, those to come.
    later(&world, Duration::days(3)).await;
    let second = id_at(&world, "2026-12-03T13:00:00").await;
    change(second, "all", vec![("on", "2026-12-03"), ("people", "2")]).await.is(200);
    assert!(at(&world, "2026-11-26T13:00:00").await, "what has been stays");
    assert_eq!(world.count("select count(*) from booking where people = 2").await, 1);
    // When one of them has no room, none changes, and the days are named.
    let key = key();
    world
        .colleague()
        .call(BOOK, &form(&world, &key, &[("on", "2026-12-25"), ("from", "9:00"), ("to", "11:00"), ("people", "4")]))
        .await
        .is(200);
    let first = id_at(&world, "2026-12-18T14:00:00").await;
    let full = change(first.clone(), "following", vec![("on", "2026-12-18"), ("from", "9:00"), ("to", "11:00")]).await;
    full.is(409).says("no_room_on").says("2026-12-25").never_says("2027-01-01");
    assert!(at(&world, "2026-12-18T14:00:00").await && at(&world, "2027-01-01T14:00:00").await);
    // Cancelled from one on: what was before stays.
    let middle = id_at(&world, "2026-12-25T14:00:00").await;
    owner.get(&format!("/cohorts/ours/bookings/{middle}")).await.says("Cette date et les suivantes");
    let fields = [("cohort", "ours"), ("booking", middle.as_str()), ("which", "following")];
    owner.call(CANCEL, &fields).await.is(200);
    assert!(at(&world, "2026-12-18T14:00:00").await && !at(&world, "2027-01-01T14:00:00").await);
    let fields = [("cohort", "ours"), ("booking", first.as_str()), ("which", "one")];
    owner.call(CANCEL, &fields).await.is(200);
    assert!(skipped(&world).await.iter().any(|days| days.contains("2026-12-18")));
    sound(&world).await;
}

#[tokio::test]
async fn days_follow_each_other_without_meeting() {
    let world = World::new().await;
    world.write("update space set people = 1").await.expect("written");
    world.write("update booking set state = 'cancelled'").await.expect("written");
    let owner = world.owner();
    // Every day of a week, the whole place: an hour later for all, each takes what it gives back itself.
    let days =
        [("weekdays[]", "1"), ("weekdays[]", "2"), ("weekdays[]", "3"), ("weekdays[]", "4"), ("weekdays[]", "5")];
    let page = shown(&world, &owner, &[&days[..], &[("on", "2026-11-30"), ("until", "2026-12-04")]].concat()).await;
    book(&owner, &page, &[]).await.says("Les 5 dates");
    let first = id_at(&world, "2026-11-30T13:00:00").await;
    let seen = version(&world, &first).await;
    let fields = [
        ("booking", first.as_str()),
        ("seen", &seen),
        ("which", "all"),
        ("key", ""),
        ("on", "2026-11-30"),
        ("from", "15:00"),
        ("to", "17:00"),
    ];
    owner.call(CHANGE, &form(&world, "", &fields)).await.is(200);
    for day in ["11-30", "12-01", "12-02", "12-03", "12-04"] {
        assert!(at(&world, &format!("2026-{day}T14:00:00")).await, "{day}");
    }
    // Several weekdays stay on theirs.
    let seen = version(&world, &first).await;
    let fields = [("booking", first.as_str()), ("seen", &seen), ("which", "all"), ("key", ""), ("on", "2026-12-01")];
    owner.call(CHANGE, &form(&world, "", &fields)).await.is(422).says("day_of_series");
    // Who is no member of it cannot touch it.
    world.colleague().call(CANCEL, &[("cohort", "ours"), ("booking", &first), ("which", "all")]).await.is(403);
    assert_eq!(held(&world).await, 5);
    sound(&world).await;
}

#[tokio::test]
async fn late_for_one_of_them_asks_why() {
    let world = World::new().await;
    world.write("update space set cancel_minutes = 2880").await.expect("written");
    let owner = world.owner();
    book(&owner, &shown(&world, &owner, &[]).await, &[]).await;
    later(&world, Duration::hours(30)).await;
    let later = id_at(&world, "2026-12-10T13:00:00").await;
    let all = [("cohort", "ours"), ("booking", later.as_str()), ("which", "all")];
    owner.call(CANCEL, &all).await.is(422).says("reason");
    owner.call(CANCEL, &[&all[..2], &[("which", "following")]].concat()).await.is(200);
    assert_eq!(held(&world).await, 2);
}

#[tokio::test]
async fn the_clock_stays_where_the_clocks_change() {
    let world = World::new().await;
    world.clock.advance(Duration::days(-40));
    let space = World::literal(world.id("space"));
    world
        .write(&format!("insert into opening (space, weekday, opens, closes) values ({space}, 7, 0, 1440)"))
        .await
        .expect("written");
    world.write("update cohort set ends_on = '2027-04-30'").await.expect("written");
    let owner = world.owner();
    // Sundays over both changes: 2:15 does not exist on 28 March 2027 and happens twice on 25 October 2026.
    let autumn = [("on", "2026-10-18"), ("from", "2:15"), ("to", "4:00"), ("until", "2026-11-01")];
    book(&owner, &shown(&world, &owner, &autumn).await, &[]).await.says("Les 3 dates");
    let spring = [("on", "2027-03-21"), ("from", "2:15"), ("to", "4:00"), ("until", "2027-04-04")];
    let page = shown(&world, &owner, &spring).await;
    page.says("à la première heure qui existe").says("3\u{202f}h – 4\u{202f}h");
    book(&owner, &page, &[]).await.says("Les 3 dates");
    let table = [
        ("2026-10-18T00:15:00", 105),
        ("2026-10-25T00:15:00", 165),
        ("2026-11-01T01:15:00", 105),
        ("2027-03-21T01:15:00", 105),
        ("2027-03-28T01:00:00", 60),
        ("2027-04-04T00:15:00", 105),
    ];
    for (start, minutes) in table {
        let id = id_at(&world, start).await;
        let (from, to): (DateTime<Utc>, DateTime<Utc>) =
            sqlx::query_as("select starts_at, ends_at from booking where id = $1")
                .bind(uuid::Uuid::parse_str(&id).expect("an id"))
                .fetch_one(world.state.db.read())
                .await
                .expect("it");
        assert_eq!((to - from).num_minutes(), minutes, "{start}");
    }
    sound(&world).await;
}

#[tokio::test]
async fn a_page_without_its_form_leads_back() {
    let world = World::new().await;
    let answer = world.owner().get("/cohorts/ours/bookings/series").await;
    assert_eq!(answer.location(), "/cohorts/ours/bookings");
    let page = shown(&world, &world.owner(), &[]).await;
    page.is(200);
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    let key = key();
    world
        .owner()
        .call(SERIES, &weekly(&world, &key, &[("dates[2026-11-26]", "take")]))
        .await
        .is(409)
        .says("cohort_closed");
}
