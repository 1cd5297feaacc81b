//! Stories of fair parts: what each uses beside an equal part, and the quota of a week that a facilitator lifts.

use crate::{
    bookings::{BOOK, form, key},
    harness::{Answer, Visitor, World, changed},
    waiting::{TAKE, fill, wait},
};
use chrono::Duration;

const LIFT: &str = "/api/bookings/lift";
const USE: &str = "/cohorts/ours/bookings/use";
const LIFTS: &str = "select count(*) from quota_lift";

/// The space asks for at most two hours a week.
async fn with_quota() -> World {
    let world = World::new().await;
    world.write("update space set quota_minutes = 120").await.expect("a quota");
    world
}

async fn booked(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> Answer {
    let key = key();
    visitor.call(BOOK, &form(world, &key, changes)).await
}

async fn lifted(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> Answer {
    let key = key();
    visitor.call(LIFT, &lift_form(world, &key, changes)).await
}

fn lift_form<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("cohort", "ours"),
        ("key", key),
        ("space", world.id("space")),
        ("person", world.id("owner")),
        ("first", "2026-11-23"),
        ("last", "2026-11-29"),
        ("reason", "Commande des tabliers"),
    ];
    changed(&fields, changes)
}

#[tokio::test]
async fn a_week_has_two_hours_and_not_a_quarter_more() {
    let world = with_quota().await;
    let owner = world.owner();
    // The fixture's two hours are for a pôle: they are the group's.
    booked(&world, &owner, &[("to", "15:30")]).await.is(200);
    let key = key();
    let refused = owner
        .tell("/cohorts/ours/bookings/new", BOOK, &form(&world, &key, &[("on", "2026-11-27"), ("to", "14:45")]))
        .await;
    refused.says("Pour la semaine du 23 novembre, il vous reste 30\u{202f}min.").says("parlez avec Rosa");
    refused.says("value=\"tabliers\"");
    booked(&world, &owner, &[("on", "2026-11-27"), ("to", "14:45")]).await.is(422).says("over_quota");
    booked(&world, &owner, &[("on", "2026-11-27"), ("to", "14:30")]).await.is(200);
    booked(&world, &owner, &[("on", "2026-11-28"), ("to", "14:15")]).await.is(422).says("over_quota");
    // Neither the week after, nor others, nor a pôle, nor who accompanies.
    booked(&world, &owner, &[("on", "2026-11-30")]).await.is(200);
    booked(&world, &world.colleague(), &[("on", "2026-11-28")]).await.is(200);
    booked(&world, &owner, &[("on", "2026-11-28"), ("for", world.id("pole")), ("to", "18:00")]).await.is(200);
    booked(&world, &world.facilitator(), &[("on", "2026-11-28"), ("to", "18:00")]).await.is(200);
}

#[tokio::test]
async fn what_is_cancelled_or_only_offered_leaves_the_quota_alone() {
    let world = with_quota().await;
    let owner = world.owner();
    let first = key();
    owner.call(BOOK, &form(&world, &first, &[("from", "9:00"), ("to", "11:00")])).await.is(200);
    owner.call("/api/bookings/cancel", &[("cohort", "ours"), ("booking", &first)]).await.is(200);
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &owner, &[]).await;
    world.facilitator().call("/api/bookings/cancel", &[("cohort", "ours"), ("booking", &one)]).await.is(200);
    // The offer counts for nothing yet; what is booked meanwhile may leave it no room.
    booked(&world, &owner, &[("on", "2026-11-27"), ("to", "15:00")]).await.is(200);
    let fields = [("cohort", "ours"), ("wait", waiting.as_str())];
    owner.call(TAKE, &fields).await.is(422).says("over_quota");
    let again = key();
    owner
        .call("/api/bookings/wait", &form(&world, &again, &[("on", "2026-11-27"), ("from", "16:00"), ("to", "18:00")]))
        .await
        .is(422);
    lifted(&world, &world.facilitator(), &[]).await.is(200);
    owner.call(TAKE, &fields).await.is(200);
}

#[tokio::test]
async fn a_facilitator_lifts_it_for_a_person_for_some_days_with_a_reason() {
    let world = with_quota().await;
    let (owner, facilitator) = (world.owner(), world.facilitator());
    booked(&world, &owner, &[]).await.is(200);
    booked(&world, &owner, &[("on", "2026-11-27")]).await.is(422);
    let before = world.count(LIFTS).await;
    for (changes, says) in [
        (vec![("reason", "")], "required"),
        (vec![("last", "2026-11-22")], "end_before_start"),
        (vec![("first", "31/02/2026")], "not_a_day"),
        (vec![("person", "")], "required"),
    ] {
        lifted(&world, &facilitator, &changes).await.is(422).says(says);
    }
    let page = facilitator.tell(USE, LIFT, &lift_form(&world, &key(), &[("last", "2026-11-22")])).await;
    page.says("value=\"Commande des tabliers\"");
    for person in [world.foreign["owner"].as_str(), world.id("partner"), world.id("facilitator")] {
        lifted(&world, &facilitator, &[("person", person)]).await.is(404);
    }
    lifted(&world, &facilitator, &[("space", world.foreign["space"].as_str())]).await.is(404);
    lifted(&world, &world.colleague(), &[]).await.is(403);
    assert_eq!(world.count(LIFTS).await, before);

    let once = key();
    let fields = lift_form(&world, &once, &[("last", "2026-11-27")]);
    facilitator.tell(USE, LIFT, &fields).await.says("La limite est levée.").says("Commande des tabliers").says("Aïcha");
    facilitator.submit(USE, LIFT, &fields).await;
    assert_eq!(world.count(LIFTS).await, before + 1, "sent twice, lifted once");
    booked(&world, &owner, &[("on", "2026-11-27")]).await.is(200);
    booked(&world, &owner, &[("on", "2026-11-28")]).await.is(422);
    booked(&world, &world.colleague(), &[("to", "17:00")]).await.is(422);
    owner.get("/me/data").await.says("Limites levées").says("Commande des tabliers");
    world.colleague().get("/me/data").await.never_says("Commande des tabliers");

    facilitator
        .tell(USE, "/api/bookings/unlift", &[("cohort", "ours"), ("lift", &once)])
        .await
        .says("La limite compte de nouveau.");
    booked(&world, &owner, &[("on", "2026-11-27"), ("from", "9:00"), ("to", "9:30")]).await.is(422);
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("closed");
    lifted(&world, &facilitator, &[]).await.is(409).says("cohort_closed");
}

#[tokio::test]
async fn two_tabs_do_not_get_past_it() {
    let world = with_quota().await;
    let owner = world.owner();
    let (one, two) = (key(), key());
    let (first, second) = (form(&world, &one, &[]), form(&world, &two, &[("on", "2026-11-27")]));
    let (a, b) = tokio::join!(owner.call(BOOK, &first), owner.call(BOOK, &second));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
}

/// The night of Sunday 25 October 2026 has 25 hours: two to three o'clock on the clock can be two hours, and count as two.
#[tokio::test]
async fn hours_are_real_on_the_day_when_clocks_change() {
    let world = with_quota().await;
    world.write("update space set quota_minutes = 60").await.expect("a quota");
    world
        .write("insert into opening (space, weekday, opens, closes) select id, 7, 0, 1440 from space")
        .await
        .expect("open");
    world.clock.advance(-Duration::days(40));
    let owner = world.owner();
    let night = [("on", "2026-10-25"), ("from", "2:00"), ("to", "3:00")];
    let long = changed(&night, &[("fold", "first")]);
    booked(&world, &owner, &long).await.is(422).says("over_quota");
    let short = changed(&night, &[("fold", "second")]);
    booked(&world, &owner, &short).await.is(200);
    // Monday is another week.
    booked(&world, &owner, &[("on", "2026-10-26"), ("to", "15:00")]).await.is(200);
}

#[tokio::test]
async fn each_sees_parts_and_only_her_own_hours() {
    let world = World::for_days().await;
    // The fixture's two hours are the pôle's; the colleague takes two places for an hour that is over, and one to come.
    booked(&world, &world.colleague(), &[("people", "2"), ("to", "15:00")]).await.is(200);
    booked(&world, &world.colleague(), &[("on", "2026-12-03"), ("to", "15:00")]).await.is(200);
    world.clock.advance(Duration::days(4));
    let own = world.colleague().get(USE).await;
    own.is(200).says("Comment se partage Atelier de couture").says("Pôle matières").says("Une part égale");
    own.says("Vous avez utilisé 2\u{202f}h pour vous, et réservé 1\u{202f}h.").never_says("Aïcha").never_says("CANARY");
    // 105 days from 26 October to 7 February, 15 Sundays, one closed Monday: 89 days of 10 hours, for four.
    own.says("3560\u{202f}h");
    let owner = world.owner().get(USE).await;
    owner.says("Vous avez utilisé 0\u{202f}min pour vous").never_says("Binta");
    // Nobody lifts anything where there is no quota, so nobody is listed.
    let facilitator = world.facilitator().get(USE).await;
    facilitator.never_says("Binta").never_says("Lever la limite");
    world.write("update space set quota_minutes = 120").await.expect("a quota");
    let facilitator = world.facilitator().get(USE).await;
    facilitator.says("Lever la limite");
    let (first, second) = (facilitator.body.find(">Aïcha<"), facilitator.body.find(">Binta<"));
    assert!(first.is_some() && first < second, "by name, though Binta used more");
    world
        .colleague()
        .get(USE)
        .await
        .says("Cette semaine, vous pouvez encore réserver")
        .never_says("Aïcha")
        .never_says("Lever");
    // Another period, and what is not there.
    world.colleague().get(&format!("{USE}?phase=all")).await.is(200).says("Toute la durée du groupe");
    world.colleague().get(&format!("{USE}?phase={}", world.foreign["phase"])).await.is(404);
    world.colleague().get(&format!("{USE}?space={}", world.foreign["space"])).await.is(404);
}

#[tokio::test]
async fn two_groups_share_in_halves_and_do_not_see_each_other() {
    let world = World::new().await;
    let both = format!(
        "insert into space_cohort (space, cohort) values ({}, {})",
        World::literal(world.id("space")),
        World::literal(&world.foreign["cohort"])
    );
    world.write(&both).await.expect("shared");
    let page = world.owner().get(USE).await;
    page.says("Autres groupes").says("1780\u{202f}h").never_says("CANARY");
}
