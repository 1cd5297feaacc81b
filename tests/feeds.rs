//! Feeds when the clocks change, read by two outside parsers; and what the feed of a space tells besides bookings.

use crate::{
    calendar::{Spans, follow, read_by_ical, read_by_icalendar},
    harness::World,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// A held booking of the owner's in our space.
async fn booked(world: &World, from: &str, to: &str) {
    let mut tx = world.state.db.begin().await.expect("a transaction");
    sqlx::query(
        "insert into booking (id, space, cohort, person, starts_at, ends_at, people, purpose, state, created_at)
         values ($1, $2, $3, $4, $5, $6, 1, '', 'held', $7)",
    )
    .bind(Uuid::now_v7())
    .bind(world.id("space").parse::<Uuid>().expect("an id"))
    .bind(world.id("cohort").parse::<Uuid>().expect("an id"))
    .bind(world.id("owner").parse::<Uuid>().expect("an id"))
    .bind(at(from))
    .bind(at(to))
    .bind(at("2026-10-01T08:00:00Z"))
    .execute(&mut *tx)
    .await
    .expect("booked");
    tx.commit().await.expect("committed");
}

/// What is booked on the clock of Paris, its instants, and how long it really lasts.
const CHANGES: [(&str, &str, &str, i64); 8] = [
    ("across the night to winter: 20 h to 10 h", "2026-10-24T18:00:00Z", "2026-10-25T09:00:00Z", 15 * 60),
    ("in the first of the two hours: 2 h to 2 h 30", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", 30),
    ("in the second of them", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", 30),
    ("from the first to the second: 2 h 30 to 2 h 30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", 60),
    ("the day of 25 hours", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25 * 60),
    ("across the night to summer: 20 h to 10 h", "2027-03-27T19:00:00Z", "2027-03-28T08:00:00Z", 13 * 60),
    ("over the hour that does not exist: 1 h to 4 h", "2027-03-28T00:00:00Z", "2027-03-28T02:00:00Z", 2 * 60),
    ("the day of 23 hours", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z", 23 * 60),
];

fn minutes(spans: &Spans, from: &str) -> Vec<i64> {
    let from = at(from).to_rfc3339();
    let found = spans.iter().filter(|(starts, _)| *starts == from);
    found.map(|(starts, ends)| (at(ends) - at(starts)).num_minutes()).collect()
}

#[tokio::test]
async fn bookings_last_as_long_as_they_last_when_clocks_change() {
    let world = World::new().await;
    for (_, from, to, _) in CHANGES {
        booked(&world, from, to).await;
    }
    let space = world.id("space").to_owned();
    let page = format!("/spaces/{space}/calendar");
    let of_space =
        follow(&world.facilitator(), &page, "/api/calendar/follow-space", &[("space", space.as_str())]).await;
    for address in ["/calendar/feed-ours.ics", of_space.as_str()] {
        let feed = world.anonymous().get(address).await;
        feed.is(200).never_says("CANARY");
        let (one, other) = (read_by_icalendar(&feed.body), read_by_ical(&feed.body));
        assert_eq!(one, other, "both read the same instants");
        for (what, from, to, lasts) in CHANGES {
            assert!(one.1.contains(&(at(from).to_rfc3339(), at(to).to_rfc3339())), "{what}");
            assert!(minutes(&one.1, from).contains(&lasts), "{what}");
        }
    }
    // The report counts the same hours: 15 + 0.5 + 0.5 + 1 + 25 of October are over.
    let report = world.facilitator().get(&format!("/spaces/{space}/report?months=3")).await;
    report.is(200).says("42\u{202f}h");
}

#[tokio::test]
async fn the_feed_of_a_space_tells_when_it_is_blocked_or_closed_and_not_why() {
    let world = World::new().await;
    let space = world.id("space").to_owned();
    let mut tx = world.state.db.begin().await.expect("a transaction");
    for (from, to) in
        [("2026-12-01T17:00:00Z", "2026-12-01T22:00:00Z"), ("2026-09-01T17:00:00Z", "2026-09-01T22:00:00Z")]
    {
        sqlx::query("insert into block (id, space, starts_at, ends_at, reason, uid) values ($1, $2, $3, $4, 'Anniversaire de Zoé', '')")
            .bind(Uuid::now_v7())
            .bind(space.parse::<Uuid>().expect("an id"))
            .bind(at(from))
            .bind(at(to))
            .execute(&mut *tx)
            .await
            .expect("blocked");
    }
    tx.commit().await.expect("committed");
    let page = format!("/spaces/{space}/calendar");
    let address = follow(&world.facilitator(), &page, "/api/calendar/follow-space", &[("space", space.as_str())]).await;
    let feed = world.anonymous().get(&address).await;
    feed.is(200).says("SUMMARY:Occupé").says("SUMMARY:Fermé").says("SUMMARY:Réservé");
    feed.never_says("Zoé").never_says("ménage").never_says("Aïcha").never_says("Pôle");
    let (one, other) = (read_by_icalendar(&feed.body), read_by_ical(&feed.body));
    assert_eq!(one, other);
    assert_eq!(one.0, 4, "the booking, the blocks that are not over, the day on which it is closed");
    let block = ("2026-12-01T17:00:00+00:00".to_owned(), "2026-12-01T22:00:00+00:00".to_owned());
    assert!(
        one.1.contains(&block) && one.1.contains(&("2026-12-14".to_owned(), "2026-12-15".to_owned())),
        "{:?}",
        one.1
    );
    // A member's own feed says nothing of it.
    world.anonymous().get("/calendar/feed-ours.ics").await.never_says("Occupé");
    // What lost its place is nobody's time.
    world.write("update booking set state = 'displaced'").await.expect("displaced");
    world.anonymous().get(&address).await.never_says("SUMMARY:Réservé");
}
