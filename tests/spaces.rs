//! Stories of spaces in depth: what a space asks of who books it, single days, times that its host takes, machines that break,
//! rules of the house; and who loses a place by each of these is asked about first and listed after.

use crate::{
    bookings::{BOOK, agreed, form, key, offers, overbooked, posted, states, told},
    harness::{Answer, CANARY, Visitor, World},
    stock::{png, send_to},
};
use chrono::Duration;
use cooperade::app::{
    bookings::{actions::agreement, store::counts::outside},
    check,
};

const BLOCK: &str = "/api/spaces/block";
const REPORT: &str = "/api/spaces/report-outage";
const TERMS: [(&str, &str); 8] = [
    ("lead", "0"),
    ("horizon", ""),
    ("buffer", "0"),
    ("cancel", "0"),
    ("hold", "120"),
    ("grace", ""),
    ("quota", ""),
    ("names", "no"),
];

fn page(world: &World, part: &str) -> String {
    format!("/spaces/{}{part}", world.id("space"))
}

/// The terms of the fixture's space, some of them changed: sent as a browser does, and agreed to when that is asked.
async fn terms(world: &World, changes: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("cohort", "ours"), ("space", world.id("space"))];
    let changed = |name: &str| changes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    fields.extend(TERMS.iter().map(|(name, value)| (*name, changed(name).unwrap_or(value))));
    agreed(&world.facilitator(), &page(world, "/terms"), "/api/spaces/save-terms", &fields).await
}

/// A block of the fixture's space, on the afternoon of the day that the fixture's booking form asks for.
fn block<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("space", world.id("space")),
        ("key", key),
        ("on", "2026-11-26"),
        ("from", "15:00"),
        ("to", "18:00"),
        ("reason", "Répétition <b>"),
    ];
    crate::harness::changed(&fields, changes)
}

fn outage<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("space", world.id("space")),
        ("key", key),
        ("machine", world.id("machine")),
        ("count", "1"),
        ("what", "l’aiguille casse"),
    ];
    crate::harness::changed(&fields, changes)
}

async fn is_sound(world: &World) -> bool {
    check::run(&world.state.db).await.expect("checked").iter().all(|finding| finding.sound)
}

/// Makes the committee's member a host.
async fn host(world: &World) -> Visitor<'_> {
    world.write("update membership set role = 'host' where role = 'funder'").await.expect("written");
    world.partner()
}

#[tokio::test]
async fn what_a_space_asks_is_said_in_words_and_kept() {
    let world = World::new().await;
    let answer = terms(&world, &[("lead", "120"), ("horizon", "30"), ("quota", "7 h 30"), ("names", "yes")]).await;
    assert!(answer.location().ends_with("/terms?notice=space_saved"), "{}", answer.location());
    let kept = "select count(*) from space where lead_minutes = 120 and horizon_days = 30 and quota_minutes = 450";
    assert_eq!(world.count(kept).await, 1);
    let shown = world.facilitator().get(&page(&world, "/terms")).await;
    shown.is(200).says("value=\"120\" selected").says("value=\"30\"").says("Règles de réservation");
    let table: &[(&str, &str, &str)] = &[
        ("lead", "", "required"),
        ("lead", "-1", "number_too_small"),
        ("lead", "20161", "number_too_large"),
        ("horizon", "0", "number_too_small"),
        ("horizon", "367", "number_too_large"),
        ("horizon", "bientôt", "not_a_number"),
        ("buffer", "5 h", "number_too_large"),
        ("buffer", "un peu", "not_a_duration"),
        ("cancel", "x", "not_a_number"),
        ("hold", "5", "number_too_small"),
        ("hold", "2881", "number_too_large"),
        ("grace", "2", "number_too_small"),
        ("grace", "241", "number_too_large"),
        ("quota", "169", "number_too_large"),
        ("quota", "10 min", "number_too_small"),
        ("names", "maybe", "not_a_choice"),
    ];
    for (name, value, code) in table {
        let mut fields = vec![("cohort", "ours"), ("space", world.id("space"))];
        fields.extend(TERMS.iter().map(|(other, usual)| (*other, if other == name { *value } else { *usual })));
        let answer = world.facilitator().call("/api/spaces/save-terms", &fields).await;
        answer.is(422).says(code).says(&format!("\"field\":\"{name}\""));
    }
    assert_eq!(world.count(kept).await, 1, "nothing was written");
    let mut fields = vec![("cohort", "ours"), ("space", world.id("space"))];
    fields.extend(TERMS.iter().map(|(name, usual)| (*name, if *name == "buffer" { "5 h" } else { *usual })));
    let back = world.facilitator().tell(&page(&world, "/terms"), "/api/spaces/save-terms", &fields).await;
    back.is(200).says("value=\"5 h\"").says("Le plus grand nombre possible est 240");
}

#[tokio::test]
async fn too_soon_and_too_far_are_told_what_is_possible() {
    let world = World::new().await;
    terms(&world, &[("lead", "2880"), ("horizon", "10")]).await;
    // It is Tuesday, 10 in the morning there: Thursday at 10 is the first moment, the 4th of December the last day.
    let early = [("from", "9:00"), ("to", "10:00")];
    posted(&world, &world.owner(), &early).await.is(422).says("too_soon").says("\"at\":\"10:00\"");
    let back = told(&world, &world.owner(), &early).await;
    back.says("Le premier moment possible est jeudi 26 novembre à 10\u{202f}h");
    assert_eq!(offers(&back).len(), 3, "and offers what is possible");
    let first = offers(&back)[0].iter().find(|(name, _)| name == "from").map(|(_, value)| value.clone());
    assert_eq!(first.as_deref(), Some("10:00"));
    posted(&world, &world.owner(), &[("from", "10:00"), ("to", "11:00")]).await.is(200);
    posted(&world, &world.owner(), &[("on", "2026-12-05")]).await.is(422).says("too_far").says("2026-12-04");
    told(&world, &world.owner(), &[("on", "2026-12-05")]).await.says("vendredi 4 décembre 2026");
    posted(&world, &world.owner(), &[("on", "2026-12-04")]).await.is(200);
    // The week offers neither.
    let week = |week: &'static str| {
        let world = &world;
        async move { world.owner().get(&format!("/cohorts/ours/bookings?week={week}")).await }
    };
    week("2026-W48").await.is(200).never_says("on=2026-11-25").says("on=2026-11-27");
    week("2026-W49").await.says("on=2026-12-04").never_says("on=2026-12-05");
    // What the group plans is not bound by it.
    let (space, id) = (world.id("space").to_owned(), key());
    let event = [
        ("cohort", "ours"),
        ("key", id.as_str()),
        ("kind", "training"),
        ("title", "Patronage"),
        ("on", "2027-01-12"),
        ("from", "14:00"),
        ("to", "16:00"),
        ("space", space.as_str()),
        ("details", ""),
    ];
    world.facilitator().call("/api/cohorts/add-event", &event).await.is(200);
}

#[tokio::test]
async fn a_place_is_cleaned_before_the_next() {
    let world = World::new().await;
    terms(&world, &[("buffer", "30")]).await;
    posted(&world, &world.colleague(), &[("people", "4")]).await.is(200);
    let after = |from: &'static str, to: &'static str| [("from", from), ("to", to)];
    posted(&world, &world.owner(), &after("16:00", "17:00")).await.is(409).says("full_people");
    posted(&world, &world.owner(), &after("16:30", "17:00")).await.is(200);
    posted(&world, &world.owner(), &after("13:00", "14:00")).await.is(409).says("full_people");
    posted(&world, &world.owner(), &after("12:30", "13:30")).await.is(200);
    // Cleaning need not lie in the opening hours.
    posted(&world, &world.owner(), &[("people", "4"), ("from", "18:00"), ("to", "19:00")]).await.is(200);
    assert_eq!(world.count("select count(*) from booking where frees_at = '2026-11-26T15:30:00+00:00'").await, 1);
    let page = told(&world, &world.owner(), &after("16:00", "16:15")).await;
    let starts: Vec<String> = offers(&page)
        .iter()
        .filter_map(|form| form.iter().find(|(name, _)| name == "from").map(|(_, at)| at.clone()))
        .collect();
    assert_eq!(starts, ["16:30", "16:45", "17:00"]);
    assert!(overbooked(&world).await.is_empty() && is_sound(&world).await);
}

#[tokio::test]
async fn a_longer_buffer_asks_before_it_costs_a_place() {
    let world = World::new().await;
    let (first, second) = (key(), key());
    world.colleague().call(BOOK, &form(&world, &first, &[("people", "4")])).await.is(200);
    world.clock.advance(Duration::minutes(1));
    world.owner().call(BOOK, &form(&world, &second, &[("from", "16:00"), ("to", "17:00")])).await.is(200);
    let mut fields = vec![("cohort", "ours"), ("space", world.id("space"))];
    fields.extend(TERMS.iter().map(|(name, usual)| (*name, if *name == "buffer" { "15" } else { *usual })));
    world.facilitator().call("/api/spaces/save-terms", &fields).await.is(409).says("would_displace").says(&second);
    let asked = world.facilitator().tell(&page(&world, "/terms"), "/api/spaces/save-terms", &fields).await;
    asked.is(200).says("Cette réservation perdrait sa place").says("16\u{202f}h – 17\u{202f}h").says("Aïcha");
    asked.says("value=\"15\"").says("Rien n’est changé");
    assert_eq!(states(&world, &[&first, &second]).await, ["held", "held"], "nothing yet");
    assert_eq!(world.count("select count(*) from space where buffer_minutes > 0").await, 0);
    // Somebody agreed to another list: asked again.
    let stale = [&fields[..], &[("agreed", "0123456789abcdef")]].concat();
    world.facilitator().call("/api/spaces/save-terms", &stale).await.is(409).says("would_displace");
    let done = terms(&world, &[("buffer", "15")]).await;
    assert!(done.location().ends_with("notice=space_saved_displaced"), "{}", done.location());
    assert_eq!(states(&world, &[&first, &second]).await, ["held", "displaced"]);
    world.facilitator().get(&page(&world, "/terms")).await.says("1 réservation n’a plus de place").says("Aïcha");
    world.owner().get("/cohorts/ours/bookings").await.says("1 réservation n’a plus de place");
    assert!(overbooked(&world).await.is_empty() && is_sound(&world).await);
}

#[tokio::test]
async fn a_day_at_other_hours_is_open_then_and_asks_who_would_lose() {
    let world = World::new().await;
    let (morning, afternoon) = (key(), key());
    world.owner().call(BOOK, &form(&world, &morning, &[("from", "10:00"), ("to", "11:00")])).await.is(200);
    world.owner().call(BOOK, &form(&world, &afternoon, &[])).await.is(200);
    let day = [("cohort", "ours"), ("space", world.id("space")), ("opens[day]", "9:00"), ("closes[day]", "12:00")];
    let on = |on: &'static str| [&day[..], &[("on", on)]].concat();
    let lead = world.facilitator();
    let save = "/api/spaces/save-day";
    lead.call(save, &on("2026-11-23")).await.is(422).says("in_past");
    lead.call(save, &on("2026-12-14")).await.is(422).says("closed").says("ménage");
    let none = [("cohort", "ours"), ("space", world.id("space")), ("on", "2026-11-26")];
    lead.call(save, &none).await.is(422).says("required");
    let upside_down = [&none[..], &[("opens[day]", "12:00"), ("closes[day]", "9:00")]].concat();
    lead.call(save, &upside_down).await.is(422).says("end_before_start");
    lead.call(save, &on("2026-11-26")).await.is(409).says("would_displace");
    agreed(&lead, &page(&world, ""), save, &on("2026-11-26")).await;
    assert_eq!(states(&world, &[&morning, &afternoon]).await, ["held", "displaced"]);
    posted(&world, &world.owner(), &[("from", "14:00"), ("to", "15:00")])
        .await
        .is(422)
        .says("outside_hours")
        .says("12:00");
    world.owner().get(&page(&world, "")).await.says("jeudi 26 novembre").says("9\u{202f}h – 12\u{202f}h");
    // A Sunday on which it never opens.
    agreed(&lead, &page(&world, ""), save, &on("2026-12-06")).await;
    posted(&world, &world.owner(), &[("on", "2026-12-06"), ("from", "9:00"), ("to", "12:00")]).await.is(200);
    world.owner().get("/cohorts/ours/bookings?week=2026-W49").await.is(200).says("2026-12-06");
    let removal = [("cohort", "ours"), ("space", world.id("space")), ("on", "2026-12-06")];
    lead.call("/api/spaces/remove-day", &removal).await.is(409).says("would_displace");
    agreed(&lead, &page(&world, ""), "/api/spaces/remove-day", &removal).await;
    assert_eq!(world.count("select count(*) from special_day where on_day = '2026-12-06'").await, 0);
    assert!(is_sound(&world).await);
}

#[tokio::test]
async fn a_host_takes_a_time_and_others_read_what_for() {
    let world = World::new().await;
    let (booked, taken) = (key(), key());
    world.owner().call(BOOK, &form(&world, &booked, &[])).await.is(200);
    let host = host(&world).await;
    let times = page(&world, "/times");
    let asked = host.tell(&times, BLOCK, &block(&world, &taken, &[])).await;
    asked.is(200).says("Cette réservation perdrait sa place").says("14\u{202f}h – 16\u{202f}h").says("Un autre groupe");
    asked.never_says("Aïcha").never_says("tabliers").never_says("matières").says("value=\"Répétition &lt;b&gt;\"");
    assert_eq!(world.count("select count(*) from block where reason like 'R%'").await, 0, "nothing yet");
    let done = agreed(&host, &times, BLOCK, &block(&world, &taken, &[])).await;
    assert!(done.location().ends_with("/times?notice=space_saved_displaced"), "{}", done.location());
    assert_eq!(states(&world, &[&booked]).await, ["displaced"]);
    host.get(&times).await.says("1 réservation n’a plus de place").never_says("Aïcha");
    // The same form once more changes nothing.
    let agreement = agreement(&[booked.parse().expect("an id")]);
    let again = block(&world, &taken, &[("agreed", &agreement)]);
    assert!(host.submit(&times, BLOCK, &again).await.location().ends_with("notice=space_saved"));
    assert_eq!(world.count("select count(*) from block where reason like 'R%'").await, 1);
    // Who books is told by whom the time is taken, and what is free.
    posted(&world, &world.owner(), &[]).await.is(409).says("blocked").says("Répétition");
    let refused = told(&world, &world.owner(), &[]).await;
    refused.says("jeudi 26 novembre, 15\u{202f}h – 18\u{202f}h").says("Répétition &lt;b&gt;");
    assert_eq!(offers(&refused).len(), 3);
    posted(&world, &world.owner(), &[("from", "13:00"), ("to", "15:00")]).await.is(200);
    world.owner().get("/cohorts/ours/bookings?week=2026-W48").await.says("occupé").says("Répétition &lt;b&gt;");
    world.owner().get(&times).await.is(200).says("Répétition").never_says("/api/spaces/block").never_says("unblock");
    // Events find no room there either.
    let (space, event) = (world.id("space").to_owned(), key());
    let event = [
        ("cohort", "ours"),
        ("key", event.as_str()),
        ("kind", "training"),
        ("title", "Col"),
        ("on", "2026-11-26"),
        ("from", "16:00"),
        ("to", "17:00"),
        ("space", space.as_str()),
        ("details", ""),
    ];
    world.facilitator().call("/api/cohorts/add-event", &event).await.is(409).says("blocked").says("Répétition");
    assert!(overbooked(&world).await.is_empty() && is_sound(&world).await);
    // The facilitator may give it back too.
    world
        .facilitator()
        .call("/api/spaces/unblock", &[("space", space.as_str()), ("block", taken.as_str())])
        .await
        .is(200);
    posted(&world, &world.owner(), &[("from", "16:00"), ("to", "17:00")]).await.is(200);
    // A host of an archived cohort has nothing more to say.
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("written");
    let other = key();
    host.call(BLOCK, &block(&world, &other, &[])).await.is(409).says("cohort_closed");
    world.facilitator().call(BLOCK, &block(&world, &other, &[])).await.is(409).says("cohort_closed");
}

#[tokio::test]
async fn a_time_that_makes_no_sense_is_not_taken() {
    let world = World::new().await;
    let table: &[(&[(&str, &str)], &str, &str)] = &[
        (&[("on", "")], "on", "required"),
        (&[("on", "2026-11-23")], "on", "in_past"),
        (&[("on", "2026-11-24"), ("from", "8:00"), ("to", "9:00")], "to", "in_past"),
        (&[("to", "15:00")], "to", "end_before_start"),
        (&[("to", "14:00")], "to", "end_before_start"),
        (&[("last", "2026-11-25")], "last", "end_before_start"),
        (&[("last", "2028-11-25")], "last", "day_after"),
        (&[("from", "15:07")], "from", "not_a_quarter"),
        (&[("to", "")], "to", "required"),
        (&[("reason", "")], "reason", "required"),
        // An hour that the clocks skip.
        (&[("on", "2027-03-28"), ("from", "2:00"), ("to", "3:00")], "to", "end_before_start"),
    ];
    for (changes, field, code) in table {
        let key = key();
        let answer = world.facilitator().call(BLOCK, &block(&world, &key, changes)).await;
        answer.is(422).says(code).says(&format!("\"field\":\"{field}\""));
    }
    assert_eq!(world.count("select count(*) from block").await, 2, "those of the fixture");
    // Over a change of clocks: from Saturday evening to Sunday noon, an hour less than the clock says.
    let key = key();
    let night = [("on", "2027-03-27"), ("from", "20:00"), ("last", "2027-03-28"), ("to", "12:00")];
    world.facilitator().call(BLOCK, &block(&world, &key, &night)).await.is(200);
    let kept = "select count(*) from block where starts_at = '2027-03-27T19:00:00+00:00' and ends_at = '2027-03-28T10:00:00+00:00'";
    assert_eq!(world.count(kept).await, 1);
    let shown = world.facilitator().get(&page(&world, "/times")).await;
    shown.says("De samedi 27 mars à 20\u{202f}h à dimanche 28 mars à 12\u{202f}h");
}

#[tokio::test]
async fn a_broken_machine_is_noted_by_whoever_works_there() {
    let world = World::new().await;
    let machine = format!("machines[{}]", world.id("machine"));
    let (today, tomorrow, without, broken) = (key(), key(), key(), key());
    let at = |on: &'static str| [("on", on), ("from", "14:00"), ("to", "15:00")];
    let with = |on| [&at(on)[..], &[(machine.as_str(), "1")]].concat();
    world.colleague().call(BOOK, &form(&world, &today, &with("2026-11-24"))).await.is(200);
    world.colleague().call(BOOK, &form(&world, &tomorrow, &with("2026-11-26"))).await.is(200);
    world.colleague().call(BOOK, &form(&world, &without, &at("2026-11-24"))).await.is(200);
    let (times, owner) = (page(&world, "/times"), world.owner());
    owner.get(&times).await.is(200).says("jusqu’à ce soir").never_says("first[day]");
    owner.call(REPORT, &outage(&world, &broken, &[("until", "2027-01-31")])).await.is(400);
    owner
        .tell(&times, REPORT, &outage(&world, &broken, &[]))
        .await
        .says("Cette réservation perdrait sa place")
        .says("Binta");
    agreed(&owner, &times, REPORT, &outage(&world, &broken, &[])).await;
    assert_eq!(
        states(&world, &[&today, &tomorrow, &without]).await,
        ["displaced", "held", "held"],
        "until this evening"
    );
    owner.get(&times).await.says("1 surjeteuse").says("l’aiguille casse");
    owner.get("/cohorts/ours/bookings").await.says("En panne : 1 surjeteuse".replace(" :", "\u{202f}:").as_str());
    posted(&world, &owner, &with("2026-11-24")).await.is(409).says("full_machine");
    // There are no more to break.
    let again = key();
    owner.call(REPORT, &outage(&world, &again, &[])).await.is(422).says("more_out_than_there").says("\"max\":0");
    // The facilitator ends it, and knows that it will take longer.
    let lead = world.facilitator();
    let end = [("cohort", "ours"), ("space", world.id("space")), ("outage", broken.as_str())];
    lead.call("/api/spaces/end-outage", &end).await.is(200);
    lead.call("/api/spaces/end-outage", &end).await.is(404);
    posted(&world, &owner, &with("2026-11-24")).await.is(200);
    let longer = outage(&world, &again, &[("first", "2026-11-25")]);
    agreed(&lead, &times, REPORT, &longer).await;
    assert_eq!(states(&world, &[&tomorrow]).await, ["displaced"]);
    lead.get(&times).await.says("jusqu’à la réparation").says("Réparé");
    posted(&world, &owner, &with("2027-02-10")).await.is(409).says("full_machine");
    assert!(overbooked(&world).await.is_empty() && is_sound(&world).await);
    let table: &[(&[(&str, &str)], &str, &str)] = &[
        (&[("count", "2")], "count", "more_out_than_there"),
        (&[("count", "0")], "count", "number_too_small"),
        (&[("count", "")], "count", "required"),
        (&[("machine", "")], "machine", "required"),
        (&[("first", "2026-11-20")], "first", "in_past"),
        (&[("first", "2026-11-27"), ("until", "2026-11-26")], "until", "end_before_start"),
        (&[("until", "2028-11-26")], "until", "day_after"),
    ];
    for (changes, field, code) in table {
        let key = key();
        let answer = lead.call(REPORT, &outage(&world, &key, changes)).await;
        answer.is(422).says(code).says(&format!("\"field\":\"{field}\""));
    }
    // Who only lends the space does not say what works in it; a cohort that is closed works nowhere.
    let key = key();
    host(&world).await.call(REPORT, &outage(&world, &key, &[])).await.is(403);
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    owner.call(REPORT, &outage(&world, &key, &[])).await.is(409).says("cohort_closed");
}

#[tokio::test]
async fn what_has_begun_goes_on() {
    let world = World::new().await;
    let machine = format!("machines[{}]", world.id("machine"));
    let (now, later, broken, taken) = (key(), key(), key(), key());
    let today = [("on", "2026-11-24"), (machine.as_str(), "1")];
    world
        .owner()
        .call(BOOK, &form(&world, &now, &[&today[..], &[("from", "10:00"), ("to", "12:00")]].concat()))
        .await
        .is(200);
    world
        .owner()
        .call(BOOK, &form(&world, &later, &[&today[..], &[("from", "12:00"), ("to", "13:00")]].concat()))
        .await
        .is(200);
    world.clock.advance(Duration::minutes(30));
    let (lead, times) = (world.facilitator(), page(&world, "/times"));
    agreed(&lead, &times, REPORT, &outage(&world, &broken, &[])).await;
    assert_eq!(states(&world, &[&now, &later]).await, ["held", "displaced"]);
    let today = [("on", "2026-11-24"), ("from", "10:00"), ("to", "14:00")];
    agreed(&lead, &times, BLOCK, &block(&world, &taken, &today)).await;
    assert_eq!(states(&world, &[&now]).await, ["held"], "nobody is put out of the door");
    assert!(overbooked(&world).await.is_empty() && is_sound(&world).await);
    // Its row may be written again, and does not move into what is taken.
    let id = World::literal(&now);
    world.write(&format!("update booking set people = 2 where id = {id}")).await.expect("still there");
    assert!(
        world
            .write(&format!("update booking set starts_at = '2026-11-24T09:45:00+00:00' where id = {id}"))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn the_rules_of_the_house_are_shown_to_who_books() {
    let world = World::new().await;
    let lead = world.facilitator();
    let terms = page(&world, "/terms");
    let text = [("cohort", "ours"), ("space", world.id("space")), ("text", "On range.\nOn éteint <b>.")];
    lead.tell(&terms, "/api/spaces/save-rules", &text).await.is(200).says("On éteint &lt;b&gt;.");
    let long = "x".repeat(10_001);
    let too_long = [("cohort", "ours"), ("space", world.id("space")), ("text", long.as_str())];
    lead.call("/api/spaces/save-rules", &too_long).await.is(422).says("too_long");
    let shown = key();
    let fields = [("cohort", "ours"), ("key", shown.as_str()), ("space", world.id("space"))];
    for _ in 0..2 {
        let answer = send_to("/api/spaces/add-photo", &lead, &fields, "plan.png", &png(1_000, 500)).await;
        assert!(answer.location().contains("notice=photo_saved"), "{}", answer.location());
    }
    let bad = [("cohort", "ours"), ("key", "01939fd2-0000-7000-8000-000000000000"), ("space", world.id("space"))];
    let answer = send_to("/api/spaces/add-photo", &lead, &bad, "plan.png", b"<svg/>").await;
    lead.get(answer.location().trim_start_matches("http://coop.test")).await.says("image");
    let address = format!("{}/photo/{shown}", page(&world, ""));
    for path in [
        page(&world, ""),
        format!("/cohorts/ours/bookings/{}", world.id("booking")),
        "/cohorts/ours/bookings/new".to_owned(),
    ] {
        world.owner().get(&path).await.is(200).says("On range.").says("On éteint &lt;b&gt;.").says(&address);
    }
    let photo = world.owner().get(&address).await;
    assert_eq!(photo.headers["content-type"], "image/jpeg");
    assert!(photo.headers["content-security-policy"].to_str().expect("text").contains("sandbox"));
    world.owner().get(&format!("{}/photo/{}", page(&world, ""), world.id("picture"))).await.is(404);
    world.visitor("stranger").get(&address).await.is(404);
    let remove = [("cohort", "ours"), ("space", world.id("space"))];
    lead.call("/api/spaces/remove-photo", &remove).await.is(200);
    world.owner().get(&address).await.is(404);
    assert_eq!(world.count("select count(*) from house_rules where bytes is null").await, 1, "nothing of it stays");
    host(&world).await.get(&page(&world, "")).await.is(200).says("On range.").never_says(CANARY);
}

#[tokio::test]
async fn the_check_adds_up_by_itself() {
    let world = World::new().await;
    // What somebody could do who took the rule away.
    let drop: &[&str] = if cfg!(feature = "postgres") {
        &[
            "drop trigger booking_insert on booking",
            "drop trigger booking_machine_rule on booking_machine",
            "drop trigger block_rule on block",
            "drop trigger outage_rule on outage",
        ]
    } else {
        &[
            "drop trigger booking_insert",
            "drop trigger booking_machine_insert",
            "drop trigger block_insert",
            "drop trigger outage_insert",
        ]
    };
    for sql in drop {
        world.write(sql).await.expect("dropped");
    }
    let (space, machine) = (World::literal(world.id("space")), World::literal(world.id("machine")));
    let (cohort, person) = (World::literal(world.id("cohort")), World::literal(world.id("owner")));
    let book = |id: &str, from: &str, to: &str, people: i64| {
        let id = World::literal(id);
        format!(
            "insert into booking (id, space, cohort, person, starts_at, ends_at, people, created_at)
             values ({id}, {space}, {cohort}, {person}, '2027-01-05T{from}:00+00:00', '2027-01-05T{to}:00+00:00', {people},
                     '2026-11-24T09:00:00+00:00')"
        )
    };
    assert!(is_sound(&world).await);
    let (a, b) = (key(), key());
    // The last four hours of the day, so that the two touch and the buffer between them is missing.
    world.write("update space set buffer_minutes = 15").await.expect("written");
    world.write(&book(&a, "10:00", "11:00", 4)).await.expect("written");
    world.write(&book(&b, "11:00", "12:00", 1)).await.expect("written");
    let found = overbooked(&world).await;
    assert_eq!(found.iter().map(|one| (one.used, one.has)).collect::<Vec<_>>(), [(5, 4)], "no time to clean");
    world.write(&format!("delete from booking where id = {}", World::literal(&b))).await.expect("written");
    assert!(is_sound(&world).await);
    let block = format!(
        "insert into block (id, space, starts_at, ends_at, reason) values ({}, {space}, '2027-01-05T11:05:00+00:00', '2027-01-05T12:00:00+00:00', 'x')",
        World::literal(&key())
    );
    world.write(&block).await.expect("written");
    assert_eq!(
        overbooked(&world).await.iter().map(|one| one.has).collect::<Vec<_>>(),
        [0],
        "cleaned in the host's time"
    );
    world.write("delete from block where reason = 'x'").await.expect("written");
    world
        .write(&format!(
            "insert into booking_machine (booking, machine, count) values ({}, {machine}, 1)",
            World::literal(&a)
        ))
        .await
        .expect("written");
    assert!(is_sound(&world).await);
    let outage = format!(
        "insert into outage (id, machine, count, starts_at) values ({}, {machine}, 1, '2027-01-05T10:30:00+00:00')",
        World::literal(&key())
    );
    world.write(&outage).await.expect("written");
    let found = overbooked(&world).await;
    assert_eq!(
        found.iter().map(|one| (one.machine.as_deref(), one.used, one.has)).collect::<Vec<_>>(),
        [(Some("surjeteuse"), 2, 1)]
    );
    // Hours, single days and closures.
    let outside = || async {
        outside(&mut world.state.db.read().acquire().await.expect("a connection")).await.expect("read").len()
    };
    assert_eq!(outside().await, 0);
    let special =
        format!("insert into special_day (space, on_day, opens, closes) values ({space}, '2027-01-05', 540, 600)");
    world.write(&special).await.expect("written");
    assert_eq!(outside().await, 1);
    world.write("delete from special_day").await.expect("written");
    let closure = format!(
        "insert into closure (id, space, first_on, last_on, reason) values ({}, {space}, '2027-01-05', '2027-01-05', 'y')",
        World::literal(&key())
    );
    world.write(&closure).await.expect("written");
    assert_eq!(outside().await, 1);
}
