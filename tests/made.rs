//! From a booking to work: when it is over it asks what was made, until a record speaks of it or nothing is to be noted.

use crate::harness::World;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

const NOTHING: &str = "/api/bookings/nothing-made";
const TODAY: &str = "/cohorts/ours";

/// The fixture's booking, of the owner for her pôle, was on this day, from 9 to 11 on the clock of Paris.
async fn was_on(world: &World, day: &str) {
    let from: DateTime<Utc> = format!("{day}T08:00:00Z").parse().unwrap();
    let mut tx = world.state.db.begin().await.unwrap();
    sqlx::query("update booking set starts_at = $1, ends_at = $2 where id = $3")
        .bind(from)
        .bind(from + Duration::hours(2))
        .bind(world.id("booking").parse::<Uuid>().unwrap())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The address of the record that the page offers.
fn offered(page: &str) -> String {
    let address = page.split("href=\"").map(|rest| rest.split('"').next().unwrap_or_default());
    let found = address.into_iter().find(|href| href.contains("production/new?booking="));
    found.expect("a record is offered").replace("&amp;", "&")
}

#[tokio::test]
async fn a_booking_that_is_over_leads_to_a_record_that_knows_it() {
    let world = World::new().await;
    let owner = world.owner();
    owner.get(TODAY).await.is(200).never_says("Qu’avez-vous fait");
    was_on(&world, "2026-11-23").await;
    let today = owner.get(TODAY).await;
    today.says("Qu’avez-vous fait\u{202f}?").says("Rien à noter").says("Atelier de couture");
    let booking = format!("/cohorts/ours/bookings/{}", world.id("booking"));
    owner.get(&booking).await.is(200).says("Qu’avez-vous fait\u{202f}?").says("Noter ce qui a été fait");
    // Not the colleague's, nor the facilitator's question.
    world.colleague().get(TODAY).await.never_says("Qu’avez-vous fait");
    world.colleague().get(&booking).await.is(200).never_says("Qu’avez-vous fait");
    let address = offered(&today.body);
    for part in ["made_on=2026-11-23", "minutes=120", &format!("makers%5B%5D={}", world.id("owner"))] {
        assert!(address.contains(part), "{address} {part}");
    }
    // Three pages, each answered as far as the booking knows.
    owner.get(&address).await.is(200).says("Notre tablier").says(&format!("booking={}", world.id("booking")));
    let with_product = format!("{address}&product={}&quantity=3&after=quantity", world.id("product"));
    let last = owner.get(&with_product).await;
    last.is(200).says("value=\"120\" checked").says("value=\"2026-11-23\" checked");
    last.says(&format!("value=\"{}\" selected", world.id("booking")));
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("product", world.id("product")),
        ("quantity", "3"),
        ("makers[]", world.id("owner")),
        ("minutes", "120"),
        ("made_on", "2026-11-23"),
        ("booking", world.id("booking")),
    ];
    owner.call("/api/production/record", &form).await.is(200);
    let linked = format!("select count(*) from record where booking = {}", World::literal(world.id("booking")));
    assert_eq!(world.count(&linked).await, 1);
    owner.get(TODAY).await.never_says("Qu’avez-vous fait");
    owner.get(&booking).await.never_says("Qu’avez-vous fait");
    // A record that is withdrawn says nothing of it any more.
    owner.call("/api/production/withdraw", &[("cohort", "ours"), ("record", &key)]).await.is(200);
    owner.get(TODAY).await.says("Qu’avez-vous fait");
}

#[tokio::test]
async fn nothing_to_note_is_said_once_by_whose_it_is() {
    let world = World::new().await;
    let form = [("cohort", "ours"), ("booking", world.id("booking"))];
    world.owner().call(NOTHING, &form).await.is(422).says("in_future");
    was_on(&world, "2026-11-23").await;
    world.colleague().call(NOTHING, &form).await.is(403);
    world.owner().call(NOTHING, &[("cohort", "ours"), ("booking", &world.foreign["booking"])]).await.is(404);
    let said = format!(
        "select count(*) from booking where nothing_made = {}",
        if cfg!(feature = "postgres") { "true" } else { "1" }
    );
    assert_eq!(world.count(&said).await, 0);
    for _ in 0..2 {
        let page = world.owner().tell(TODAY, NOTHING, &form).await;
        page.is(200).says("il n’y a rien à noter").never_says("Qu’avez-vous fait");
    }
    assert_eq!(world.count(&said).await, 1);
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.unwrap();
    world.owner().call(NOTHING, &form).await.is(409);
}

#[tokio::test]
async fn a_pole_notes_what_another_booked_for_it_and_older_days_are_offered() {
    let world = World::new().await;
    let (pole, colleague) = (World::literal(world.id("pole")), World::literal(world.id("colleague")));
    world.write(&format!("insert into pole_member (pole, person) values ({pole}, {colleague})")).await.unwrap();
    world.write("update booking set people = 2").await.unwrap();
    was_on(&world, "2026-11-18").await;
    let page = world.colleague().get(TODAY).await;
    page.says("Qu’avez-vous fait\u{202f}?");
    let address = offered(&page.body);
    for person in ["owner", "colleague"] {
        assert!(address.contains(&format!("makers%5B%5D={}", world.id(person))), "as many as the pôle: {address}");
    }
    let last =
        world.colleague().get(&format!("{address}&product={}&quantity=1&after=quantity", world.id("product"))).await;
    last.says("value=\"2026-11-18\" checked").says("mercredi 18 novembre");
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("product", world.id("product")),
        ("quantity", "1"),
        ("makers[]", world.id("colleague")),
        ("minutes", "120"),
        ("made_on", "2026-11-18"),
        ("booking", world.id("booking")),
    ];
    world.colleague().call("/api/production/record", &form).await.is(200);
    world.owner().get(TODAY).await.never_says("Qu’avez-vous fait");
    // What is weeks ago is asked of nobody where one lands, and still where the booking is.
    world.write("update record set booking = null").await.unwrap();
    was_on(&world, "2026-10-20").await;
    world.owner().get(TODAY).await.never_says("Qu’avez-vous fait");
    world.owner().get(&format!("/cohorts/ours/bookings/{}", world.id("booking"))).await.says("Qu’avez-vous fait");
}
