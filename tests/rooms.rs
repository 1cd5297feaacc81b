//! Events in a space of ours: the room is booked with them, changes, moves and goes with them, and is refused like any
//! other booking, with all that was typed still there.

use crate::{
    bookings::{self, BOOK, key, offers, pairs},
    harness::{Answer, CANARY, World, changed},
};
use chrono::{DateTime, Utc};
use cooperade::{
    app::check,
    platform::db::{Violation, violation},
};
use uuid::Uuid;

const NEW: &str = "/cohorts/ours/plan/events/new";
pub const ADD: &str = "/api/cohorts/add-event";
const CHANGE: &str = "/api/cohorts/change-event";
const REPEAT: &str = "/api/cohorts/repeat-event";
const REMOVE: &str = "/api/cohorts/remove-event";

/// An event in the fixture's space on a Thursday afternoon, with some fields changed; an empty value leaves the field out.
pub fn form<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("cohort", "ours"),
        ("key", key),
        ("kind", "training"),
        ("title", "Poser un col"),
        ("on", "2026-11-26"),
        ("from", "14:00"),
        ("to", "16:00"),
        ("space", world.id("space")),
        ("details", "avec les restes & <b>"),
    ];
    changed(&fields, changes)
}

/// Mondays from 30 November to 21 December, the third of which is a day of closure.
const MONDAYS: [(&str, &str); 3] = [("on", "2026-11-30"), ("repeat", "week"), ("until", "2026-12-21")];

async fn add(world: &World, changes: &[(&str, &str)]) -> String {
    let key = key();
    world.facilitator().call(ADD, &form(world, &key, changes)).await.is(200);
    key
}

/// Changes the event `id`, asked as its form asks.
async fn change(world: &World, id: &str, changes: &[(&str, &str)]) -> Answer {
    let mut fields = form(world, id, changes);
    fields.retain(|(name, _)| *name != "key");
    fields.push(("event", id));
    world.facilitator().call(CHANGE, &fields).await
}

/// Somebody else has the whole space from 13 h to 19 h on `day`.
async fn fill(world: &World, day: &str) {
    let key = key();
    let form = bookings::form(world, &key, &[("on", day), ("from", "13:00"), ("to", "19:00"), ("people", "4")]);
    world.colleague().call(BOOK, &form).await.is(200);
}

/// The rooms of events, in order: begin, how many people, state.
async fn rooms(world: &World) -> Vec<String> {
    let rows: Vec<(DateTime<Utc>, i64, String)> =
        sqlx::query_as("select starts_at, people, state from booking where event is not null order by starts_at")
            .fetch_all(world.state.db.read())
            .await
            .expect("rows");
    rows.into_iter().map(|(at, people, state)| format!("{} {people} {state}", at.format("%m-%d %H:%M"))).collect()
}

async fn is_sound(world: &World) -> bool {
    check::run(&world.state.db).await.expect("checked").iter().all(|finding| finding.sound)
}

fn event(id: &str) -> String {
    format!("/cohorts/ours/plan/events/{id}")
}

#[tokio::test]
async fn an_event_books_its_room_changes_it_and_gives_it_back() {
    let world = World::new().await;
    let (rosa, key) = (world.facilitator(), key());
    rosa.get(NEW)
        .await
        .is(200)
        .says("Dans un de nos lieux")
        .says("Atelier de couture (4 places)")
        .says("Non, ailleurs");
    for _ in 0..2 {
        rosa.tell(NEW, ADD, &form(&world, &key, &[])).await.is(200).says("Le rendez-vous est dans le plan");
    }
    // Nobody said how many: the three who take part.
    assert_eq!(rooms(&world).await, ["11-26 13:00 3 held"]);
    world.owner().get(&event(&key)).await.is(200).says("Atelier de couture").says("3 places").says("2026-W48");

    change(&world, &key, &[("from", "15:00"), ("to", "17:00"), ("people", "2")]).await.is(200);
    assert_eq!(rooms(&world).await, ["11-26 14:00 2 held"]);
    assert_eq!(world.count("select count(*) from booking where event is not null and sequence = 1").await, 1);
    assert!(is_sound(&world).await);

    change(&world, &key, &[("space", ""), ("place", "Maison de quartier"), ("from", "9:20")]).await.is(200);
    assert_eq!(rooms(&world).await, [""; 0], "given back");
    world.owner().get(&event(&key)).await.says("Maison de quartier");

    change(&world, &key, &[]).await.is(200);
    assert_eq!(rooms(&world).await.len(), 1);
    rosa.call(REMOVE, &[("cohort", "ours"), ("event", &key)]).await.is(200);
    assert_eq!(world.count("select count(*) from booking").await, 2, "only the fixtures' are left");
}

#[tokio::test]
async fn no_room_writes_nothing_and_keeps_what_was_typed() {
    let world = World::new().await;
    fill(&world, "2026-11-26").await;
    let rosa = world.facilitator();
    for (changes, words) in [
        (vec![], "Il n’y a plus assez de places jeudi 26 novembre à 14"),
        (vec![("on", "2026-12-14")], "fermé ce jour-là\u{202f}: ménage"),
        (vec![("on", "2026-11-29")], "n’ouvre pas ce jour-là"),
        (vec![("to", "20:00"), ("on", "2026-11-27")], "Le lieu ouvre de 9"),
        (vec![("from", "13:10"), ("on", "2026-11-27")], "un quart ou une demie"),
        (vec![("people", "5"), ("on", "2026-11-27")], "Il y a 4 places en tout"),
        (vec![("people", "deux"), ("on", "2026-11-27")], "Écrivez un nombre"),
    ] {
        let key = key();
        let page = rosa.tell(NEW, ADD, &form(&world, &key, &changes)).await;
        page.is(200).says(words).says("Poser un col").says("avec les restes &amp; &lt;b&gt;");
    }
    assert_eq!(rooms(&world).await, [""; 0]);
    assert_eq!(world.count("select count(*) from event where title = 'Poser un col'").await, 0);

    // The refusal stands at the space, names nobody, and offers the next moments, each in one tap.
    let first = key();
    let page = rosa.tell(NEW, ADD, &form(&world, &first, &[])).await;
    page.says("id=\"space-error\"").never_says("Binta").never_says(CANARY);
    let found = offers(&page);
    assert_eq!(found.len(), 3);
    rosa.tell(NEW, ADD, &pairs(&found[0])).await.is(200).says("Le rendez-vous est dans le plan");
    assert_eq!(rooms(&world).await, ["11-26 10:00 3 held"]);
    let kept = "select count(*) from event where details = 'avec les restes & <b>' and title = 'Poser un col'";
    assert_eq!(world.count(kept).await, 1);

    // What it holds itself is no obstacle: half an hour later meets its own place.
    let (id,): (Uuid,) = sqlx::query_as("select event from booking where event is not null")
        .fetch_one(world.state.db.read())
        .await
        .expect("an event");
    change(&world, &id.to_string(), &[("from", "10:30"), ("to", "12:30")]).await.is(200);
    change(&world, &id.to_string(), &[("from", "12:00"), ("to", "14:00")]).await.is(409).says("full_people");
    assert_eq!(rooms(&world).await, ["11-26 09:30 3 held"]);
}

#[tokio::test]
async fn another_space_is_not_there_and_a_cohort_that_is_over_books_nothing() {
    let world = World::new().await;
    let (rosa, k) = (world.facilitator(), key());
    let foreign = world.foreign["space"].clone();
    rosa.call(ADD, &form(&world, &k, &[("space", &foreign)])).await.is(404);
    rosa.call(ADD, &form(&world, &k, &[("space", &key())])).await.is(404);
    rosa.call(ADD, &form(&world, &k, &[("space", "atelier")])).await.is(422).says("not_a_choice");
    let id = add(&world, &[]).await;
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("closed");
    rosa.call(ADD, &form(&world, &k, &[])).await.is(409).says("cohort_closed");
    change(&world, &id, &[("title", "Poser deux cols")]).await.is(200);
    assert_eq!(rooms(&world).await.len(), 1, "what is booked stays");
    change(&world, &id, &[("from", "15:00")]).await.is(409);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("archived");
    rosa.call(ADD, &form(&world, &k, &[])).await.is(409);
    change(&world, &id, &[("space", "")]).await.is(409);
    world.partner().get(&event(&id)).await.is(404);
    world.partner().get("/cohorts/ours/bookings").await.is(404);
}

#[tokio::test]
async fn a_series_finds_all_its_rooms_or_none() {
    let world = World::new().await;
    fill(&world, "2026-12-07").await;
    let (rosa, k) = (world.facilitator(), key());
    let page = rosa.tell(NEW, ADD, &form(&world, &k, &MONDAYS)).await;
    page.is(200).says("Il n’y a pas de place ces jours-là").says("lundi 7 décembre 2026, lundi 14 décembre 2026");
    page.says("ménage").says("Garder la série sans ces 2 jours");
    assert_eq!(world.count("select count(*) from series").await, 0);
    assert_eq!(rooms(&world).await, [""; 0]);
    let found = offers(&page);
    assert_eq!(found.len(), 1);
    rosa.tell(NEW, ADD, &pairs(&found[0])).await.is(200).says("Poser un col");
    assert_eq!(rooms(&world).await, ["11-30 13:00 3 held", "12-21 13:00 3 held"]);
    assert_eq!(world.count("select count(*) from event where title = 'Poser un col'").await, 2);
    assert_eq!(world.count("select count(*) from series where skipped = '2026-12-07 2026-12-14'").await, 1);
}

#[tokio::test]
async fn what_is_changed_of_a_series_carries_its_rooms_along() {
    let world = World::new().await;
    let id = add(&world, &[MONDAYS[0], MONDAYS[1], ("until", "2026-12-07")]).await;
    // Two Mondays become the next two: each lands where another was, three of four places each time.
    change(&world, &id, &[("on", "2026-12-07"), ("which", "all")]).await.is(409).says("no_room_on").says("2026-12-14");
    assert_eq!(rooms(&world).await, ["11-30 13:00 3 held", "12-07 13:00 3 held"]);
    change(&world, &id, &[("on", "2026-11-23"), ("which", "all")]).await.is(200);
    assert_eq!(rooms(&world).await, ["11-23 13:00 3 held", "11-30 13:00 3 held"]);
    let (second,): (Uuid,) =
        sqlx::query_as("select event from booking where event is not null order by starts_at desc")
            .fetch_one(world.state.db.read())
            .await
            .expect("an event");
    let second = second.to_string();
    change(&world, &second, &[("on", "2026-12-01"), ("which", "following"), ("people", "1")]).await.is(200);
    assert_eq!(rooms(&world).await, ["11-23 13:00 3 held", "12-01 13:00 1 held"]);
    change(&world, &second, &[("on", "2026-12-01"), ("which", "one"), ("space", "")]).await.is(200);
    assert_eq!(rooms(&world).await, ["11-23 13:00 3 held"]);
    let remove = [("cohort", "ours"), ("event", id.as_str()), ("removed", "all")];
    world.facilitator().call(REMOVE, &remove).await.is(200);
    assert_eq!(rooms(&world).await, [""; 0]);
    assert!(is_sound(&world).await);
}

#[tokio::test]
async fn an_event_that_happens_once_becomes_the_first_of_a_series() {
    let world = World::new().await;
    let (rosa, id, k) = (world.facilitator(), add(&world, &[]).await, key());
    rosa.get(&event(&id)).await.is(200).says("Répéter ce rendez-vous");
    let mut asked =
        vec![("cohort", "ours"), ("key", &*k), ("event", &*id), ("repeat", "week"), ("until", "2026-12-17")];
    for (field, value, words) in [
        ("repeat", "never", "Répondez à cette question"),
        ("until", "2026-11-01", "La fin vient avant le début"),
        ("until", "2026-12-02", "Aucun jour ne tombe"),
        ("until", "2027-04-01", "entre le lundi 21 septembre 2026"),
        ("except", "26 novembre 2026", "à partir du vendredi 27 novembre 2026"),
        ("except", "demain", "id=\"except-error\""),
    ] {
        let mut form: Vec<_> = asked.iter().filter(|(name, _)| *name != field).copied().collect();
        form.push((field, value));
        rosa.tell(&event(&id), REPEAT, &form).await.is(200).says(words);
    }
    assert_eq!(world.count("select count(*) from series").await, 0);
    fill(&world, "2026-12-10").await;
    let page = rosa.tell(&event(&id), REPEAT, &asked).await;
    page.says("jeudi 10 décembre 2026").says("Garder la série sans ce jour");
    assert_eq!(rooms(&world).await.len(), 1, "all or nothing");
    let found = offers(&page);
    rosa.tell(&event(&id), REPEAT, &pairs(&found[0])).await.is(200).says("se répète maintenant").says("Chaque jeudi");
    assert_eq!(rooms(&world).await, ["11-26 13:00 3 held", "12-03 13:00 3 held", "12-17 13:00 3 held"]);
    let first = format!("select count(*) from event where series is not null and id = {}", World::literal(&id));
    assert_eq!(world.count(&first).await, 1, "it keeps its id");
    let same = "select count(*) from event where details = 'avec les restes & <b>' and place = 'Atelier de couture'";
    assert_eq!(world.count(same).await, 3);
    // It repeats already; sent again with another key it changes nothing.
    let again = key();
    asked[1].1 = &again;
    rosa.call(REPEAT, &asked).await.is(409);
    assert_eq!(rooms(&world).await.len(), 3);
    world.owner().call(REPEAT, &asked).await.is(403);
}

#[tokio::test]
async fn a_form_sent_twice_repeats_once() {
    let world = World::new().await;
    let (rosa, id, k) = (world.facilitator(), world.id("event"), key());
    let asked = [("cohort", "ours"), ("key", &*k), ("event", id), ("repeat", "month"), ("until", "2027-01-31")];
    for _ in 0..2 {
        rosa.call(REPEAT, &asked).await.is(200);
    }
    assert_eq!(world.count("select count(*) from event where title = 'Grande réunion'").await, 3);
    assert_eq!(world.count("select count(*) from series").await, 1);
}

/// Looks at moving the event `id` and does what was seen.
async fn move_to(world: &World, id: &str, day: &str) -> (Answer, Answer) {
    let from = format!("/cohorts/ours/plan/move/{id}?first={day}&policy=alone");
    let preview = world.facilitator().get(&from).await;
    let seen =
        preview.body.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
    let k = key();
    let form = [
        ("cohort", "ours"),
        ("key", &*k),
        ("item", id),
        ("first", day),
        ("last", day),
        ("policy", "alone"),
        ("seen", seen),
    ];
    let done = world.facilitator().call("/api/planning/move", &form).await;
    (preview, done)
}

#[tokio::test]
async fn a_move_takes_an_event_and_its_room_together_or_neither() {
    let world = World::new().await;
    let id = add(&world, &[]).await;
    let (preview, done) = move_to(&world, &id, "2026-11-27").await;
    preview.is(200).says("Ce qui va changer").never_says("Réservation\u{202f}: Atelier de couture");
    done.is(200);
    assert_eq!(rooms(&world).await, ["11-27 13:00 3 held"]);
    fill(&world, "2026-11-28").await;
    let (preview, _) = move_to(&world, &id, "2026-11-28").await;
    preview.is(200).says("Rien ne change");
    // With its phase it would move too; where there is no room it stays and is named.
    let from = format!("/cohorts/ours/plan/move/{}?first=2026-10-27&last=2027-02-08&policy=keep", world.id("phase"));
    let page = world.facilitator().get(&from).await;
    page.is(200).says("Ce qui reste à sa place").says("Poser un col").says("le lieu est complet le nouveau jour");
    assert_eq!(rooms(&world).await, ["11-27 13:00 3 held"]);
    let booking: (Uuid,) = sqlx::query_as("select id from booking where event is not null")
        .fetch_one(world.state.db.read())
        .await
        .expect("a booking");
    world.facilitator().get(&format!("/cohorts/ours/plan/move/{}", booking.0)).await.is(404);
    assert!(is_sound(&world).await);
}

#[tokio::test]
async fn the_week_shows_the_event_and_its_booking_is_changed_there() {
    let world = World::new().await;
    let (space, theirs) = (World::literal(world.id("space")), World::literal(&world.foreign["cohort"]));
    let link = format!("insert into space_cohort (space, cohort) values ({space}, {theirs})");
    world.write(&link).await.expect("shared");
    let id = add(&world, &[("people", "4")]).await;
    let week = "/cohorts/ours/bookings?week=2026-W48";
    world.owner().get(week).await.is(200).says("Poser un col").says(&event(&id));
    let shared = format!("/cohorts/theirs/bookings?week=2026-W48&space={}", world.id("space"));
    world.visitor("stranger").get(&shared).await.is(200).says("complet").never_says("Poser un col");
    let booking: (Uuid,) = sqlx::query_as("select id from booking where event is not null")
        .fetch_one(world.state.db.read())
        .await
        .expect("a booking");
    let booking = booking.0.to_string();
    let page = world.facilitator().get(&format!("/cohorts/ours/bookings/{booking}")).await;
    page.is(200).says("Poser un col").says("Voir le rendez-vous").never_says("Annuler cette réservation");
    let cancel = [("cohort", "ours"), ("booking", booking.as_str())];
    world.facilitator().call("/api/bookings/cancel", &cancel).await.is(409).says("of_event");
    assert_eq!(rooms(&world).await, ["11-26 13:00 4 held"]);
    // It is the group's: whoever wrote it down does not find it among her own bookings.
    world
        .facilitator()
        .get("/cohorts/ours/bookings?week=2026-W49")
        .await
        .says("Vous n’avez pas de réservation à venir");
}

#[tokio::test]
async fn a_space_that_shrinks_tells_its_events_and_they_can_be_booked_again() {
    let world = World::new().await;
    let id = add(&world, &[]).await;
    world.write("update booking set state = 'displaced' where event is not null").await.expect("lost");
    world.owner().get(&event(&id)).await.says("Plus de place");
    world.facilitator().get("/cohorts/ours").await.says("Atelier de couture");
    change(&world, &id, &[]).await.is(200);
    assert_eq!(rooms(&world).await, ["11-26 13:00 3 held"]);
    world.owner().get(&event(&id)).await.never_says("Plus de place");
}

#[tokio::test]
async fn another_clock_keeps_rooms_with_their_events() {
    let world = World::new().await;
    add(&world, &[]).await;
    let settings = |zone: &'static str| {
        let rosa = world.facilitator();
        async move {
            let form = [
                ("cohort", "ours"),
                ("name", "Atelier ours"),
                ("brand", "Bleu"),
                ("brand_colour", "1"),
                ("starts_on", "2026-09-21"),
                ("ends_on", "2027-02-21"),
                ("time_zone", zone),
            ];
            rosa.call("/api/cohorts/change", &form).await
        }
    };
    // Two in the afternoon in Réunion is eleven in the morning where the space is.
    settings("Indian/Reunion").await.is(200);
    assert_eq!(rooms(&world).await, ["11-26 10:00 3 held"]);
    settings("Europe/Paris").await.is(200);
    settings("America/Guadeloupe").await.is(409).says("no_room_on").says("time_zone");
    assert_eq!(rooms(&world).await, ["11-26 13:00 3 held"]);
    assert!(is_sound(&world).await);
}

/// Which rule `sql` breaks, if it breaks one.
async fn broken(world: &World, sql: &str) -> Option<Violation> {
    world.write(sql).await.err().map(|error| violation(&error).unwrap_or_else(|| panic!("{error}: {sql}")))
}

#[tokio::test]
async fn the_database_keeps_an_event_and_its_booking_together() {
    let world = World::new().await;
    let id = add(&world, &[]).await;
    let name = World::literal(&id);
    let of_event = format!("where event = {name}");
    let at = |time: &str| format!("2026-11-26T{time}:00+00:00");
    for set in [
        format!("starts_at = '{}'", at("12:00")),
        format!("ends_at = '{}'", at("16:00")),
        format!("cohort = {}", World::literal(&world.foreign["cohort"])),
        "state = 'cancelled'".to_owned(),
    ] {
        let sql = format!("update booking set {set} {of_event}");
        assert_eq!(broken(&world, &sql).await, Some(Violation::EventApart), "{sql}");
    }
    let adopted = format!("update booking set event = {} {of_event}", World::literal(world.id("session")));
    assert_eq!(broken(&world, &adopted).await, Some(Violation::EventApart));
    let twice = format!(
        "insert into booking (id, space, cohort, person, event, starts_at, ends_at, people, created_at)
         select {}, space, cohort, person, event, starts_at, ends_at, 1, created_at from booking {of_event}",
        World::literal(&key())
    );
    assert_eq!(broken(&world, &twice).await, Some(Violation::Unique));
    // Whoever moves the event moves the booking, and the workshop is asked.
    let moved = |from: &str, to: &str| {
        format!("update event set starts_at = '{}', ends_at = '{}' where id = {name}", at(from), at(to))
    };
    assert_eq!(broken(&world, &moved("08:00", "10:00")).await, None);
    assert_eq!(rooms(&world).await, ["11-26 08:00 3 held"]);
    fill(&world, "2026-11-26").await;
    assert_eq!(broken(&world, &moved("13:00", "15:00")).await, Some(Violation::CapacityPeople));
    assert_eq!(
        broken(&world, &format!("update space set name = 'Ruche' where id = {}", World::literal(world.id("space"))))
            .await,
        None
    );
    let named = format!("select count(*) from event where place = 'Ruche' and sequence = 2 and id = {name}");
    assert_eq!(world.count(&named).await, 1, "readers of calendars see it");
    assert!(is_sound(&world).await);
    // With the rule taken away, the check still sees it.
    let drop =
        if cfg!(feature = "postgres") { "drop trigger event_moves on event" } else { "drop trigger event_moves" };
    world.write(drop).await.expect("dropped");
    world.write(&moved("07:00", "09:00")).await.expect("moved alone");
    assert!(!is_sound(&world).await);
}

#[tokio::test]
async fn a_feed_says_the_room_and_the_deadlines() {
    let world = World::new().await;
    let id = add(&world, &[]).await;
    let space = World::literal(world.id("space"));
    world.write(&format!("update space set name = 'Ruche; 2, quai' where id = {space}")).await.expect("renamed");
    let feed = world.anonymous().get("/calendar/feed-ours.ics").await;
    let entry = |text: &str| {
        let found = feed.body.split("BEGIN:VEVENT").find(|entry| entry.contains(text));
        found.unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    assert!(entry(&id).contains("LOCATION:Ruche\\; 2\\, quai\r\n"), "{}", entry(&id));
    let deadline = entry(world.id("deadline"));
    assert!(deadline.contains("DTSTART;VALUE=DATE:20270210") && deadline.contains("DTEND;VALUE=DATE:20270211"));
    assert!(deadline.contains("SUMMARY:Bilan du financeur") && deadline.contains("SEQUENCE:0"));
    assert_eq!(feed.body.matches("Ruche").count(), 3, "once as an event, and her own booking with its place");
    let later =
        format!("update deadline set falls_on = '2027-02-11' where id = {}", World::literal(world.id("deadline")));
    world.write(&later).await.expect("moved");
    world.anonymous().get("/calendar/feed-ours.ics").await.says("20270211").says("SEQUENCE:1").never_says(CANARY);
}
