//! Stories of the workshop: booking once, being told what is full and what is free near it, giving a place back; spaces that
//! change; two cohorts in one space. That nobody is ever double-booked has its own file, `races.rs`.

use crate::harness::{Answer, CANARY, Visitor, World, changed, start};
use chrono::{Duration, NaiveDate};
use cooperade::{
    app::{
        access::{self, Member},
        bookings::store,
    },
    platform::session,
};
use uuid::Uuid;

pub const BOOK: &str = "/api/bookings/book";
const CANCEL: &str = "/api/bookings/cancel";
const NEW: &str = "/cohorts/ours/bookings/new";
const BOOKINGS: &str = "select count(*) from booking";

/// A form that is all right, with some fields changed; an empty value leaves the field out.
pub fn form<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("cohort", "ours"),
        ("key", key),
        ("space", world.id("space")),
        ("on", "2026-11-26"),
        ("from", "14:00"),
        ("to", "16:00"),
        ("people", "1"),
        ("for", "me"),
        ("purpose", "tabliers"),
    ];
    changed(&fields, changes)
}

pub fn key() -> String {
    Uuid::now_v7().to_string()
}

/// Sends the form as a script does, with `changes`.
pub async fn posted(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> Answer {
    let key = key();
    visitor.call(BOOK, &form(world, &key, changes)).await
}

/// Sends the form as a browser does and reads the page that follows.
pub async fn told(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> Answer {
    let key = key();
    visitor.tell(NEW, BOOK, &form(world, &key, changes)).await
}

async fn member(world: &World, role: &str) -> Member {
    let signed = session::Signed {
        person: Uuid::parse_str(world.id(role)).expect("an id"),
        session: Uuid::nil(),
        login: String::new(),
        display_name: role.to_owned(),
        language: "fr".to_owned(),
        may_create_cohorts: false,
        own_phone: false,
    };
    access::seat(world.state.db.read(), &signed, "ours").await.expect("a seat").member().expect("a member")
}

fn selector(text: &str) -> scraper::Selector {
    scraper::Selector::parse(text).expect("a selector")
}

/// The hidden fields of each of the forms that offer another moment.
pub fn offers(page: &Answer) -> Vec<Vec<(String, String)>> {
    let document = scraper::Html::parse_document(&page.body);
    let field = |input: scraper::ElementRef<'_>| {
        Some((input.value().attr("name")?.to_owned(), input.value().attr("value")?.to_owned()))
    };
    document
        .select(&selector(".nearest form"))
        .map(|form| form.select(&selector("input")).filter_map(field).collect())
        .collect()
}

pub fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a_booking_is_made_once_and_shown() {
    let world = World::new().await;
    let (owner, key) = (world.owner(), key());
    let machine = format!("machines[{}]", world.id("machine"));
    let fields = form(&world, &key, &[(machine.as_str(), "1"), ("for", world.id("pole")), ("to", "16:00")]);
    let first = owner.submit(NEW, BOOK, &fields).await;
    assert!(first.location().ends_with(&format!("/cohorts/ours/bookings/{key}?notice=booked")), "{}", first.location());
    let again = owner.submit(NEW, BOOK, &fields).await;
    assert_eq!(first.location(), again.location(), "the same answer");
    assert_eq!(world.count(BOOKINGS).await, 2 + 1);
    assert_eq!(world.count("select count(*) from booking_machine").await, 1);
    let other = owner.call(BOOK, &form(&world, &key, &[("people", "2")])).await;
    other.is(422).says("already_sent");
    assert_eq!(world.count(BOOKINGS).await, 2 + 1);

    let page = owner.get(&format!("/cohorts/ours/bookings/{key}")).await;
    page.is(200).says("Pôle matières").says("1 surjeteuse").says("tabliers").says("14\u{202f}h – 16\u{202f}h");
    let week = owner.get(&format!("/cohorts/ours/bookings?space={}&week=2026-W48", world.id("space"))).await;
    week.is(200).says("vous").says("sans surjeteuse").says("3 places");
    let others = world.colleague().get("/cohorts/ours/bookings?week=2026-W48").await;
    others.says("Pôle matières").never_says("<b>vous");
    // A retry after the moment has come is still answered as before.
    world.clock.advance(Duration::days(3));
    let late = owner.submit(NEW, BOOK, &fields).await;
    assert!(!late.location().contains("draft="), "{}", late.location());
}

#[tokio::test]
async fn the_same_key_of_somebody_else_counts_as_unused() {
    let world = World::new().await;
    let key = key();
    world.owner().call(BOOK, &form(&world, &key, &[])).await.is(200);
    world.colleague().call(BOOK, &form(&world, &key, &[])).await.is(200);
    assert_eq!(world.count(BOOKINGS).await, 2 + 2);
}

#[tokio::test]
async fn what_cannot_be_taken_is_named_at_its_field() {
    let world = World::new().await;
    let machine = format!("machines[{}]", world.id("machine"));
    let foreign = format!("machines[{}]", world.foreign["machine"]);
    let long = "x".repeat(10_000);
    let table: &[(&str, &str, &str, u16, &str)] = &[
        ("on", "", "on", 422, "required"),
        ("on", "2026-02-30", "on", 422, "not_a_day"),
        ("on", "demain", "on", 422, "not_a_day"),
        ("on", "2026-09-01", "on", 422, "outside_cohort"),
        ("on", "2027-02-22", "on", 422, "outside_cohort"),
        ("on", "2026-11-23", "on", 422, "in_past"),
        ("on", "2026-11-29", "on", 422, "not_open_that_day"),
        ("on", "2026-12-14", "on", 422, "closed"),
        ("from", "", "from", 422, "required"),
        ("from", "9h07", "from", 422, "not_a_quarter"),
        ("from", "25:00", "from", 422, "not_a_time"),
        ("from", "8:00", "from", 422, "outside_hours"),
        ("to", "19:15", "from", 422, "outside_hours"),
        ("to", "24:00", "from", 422, "outside_hours"),
        ("to", "14:00", "to", 422, "end_before_start"),
        ("to", "13:00", "to", 422, "end_before_start"),
        ("to", "midi", "to", 422, "not_a_time"),
        ("people", "", "people", 422, "required"),
        ("people", "0", "people", 422, "number_too_small"),
        ("people", "-1", "people", 422, "number_too_small"),
        ("people", "deux", "people", 422, "not_a_number"),
        ("people", "5", "people", 422, "more_than_space"),
        ("people", "999999", "people", 422, "number_too_large"),
        (&machine, "2", &machine, 422, "more_than_machines"),
        (&machine, "x", &machine, 422, "not_a_number"),
        (&foreign, "1", &foreign, 422, "not_a_choice"),
        ("machines[x]", "1", "machines[x]", 422, "not_a_choice"),
        ("for", "", "for", 422, "required"),
        ("for", "everybody", "for", 422, "not_a_choice"),
        ("for", world.foreign["pole"].as_str(), "for", 422, "not_a_choice"),
        ("purpose", &long, "purpose", 422, "too_long"),
        ("purpose", "a\u{0}b", "purpose", 422, "control_characters"),
        ("fold", "third", "fold", 422, "not_a_choice"),
        ("space", "here", "space", 422, "not_a_choice"),
        ("space", world.foreign["space"].as_str(), "", 404, "not_found"),
        ("cohort", "theirs", "", 404, "not_found"),
        ("colour", "red", "", 400, "bad_request"),
        ("key", "mine", "", 400, "bad_request"),
    ];
    for (name, value, field, status, code) in table {
        let answer = posted(&world, &world.owner(), &[(name, value)]).await;
        assert_eq!(answer.status.as_u16(), *status, "{name}={value:.20}: {}", answer.body);
        answer.says(code);
        assert!(field.is_empty() || answer.body.contains(&format!("\"field\":\"{field}\"")), "{name}: {}", answer.body);
    }
    assert_eq!(world.count(BOOKINGS).await, 2);
    // A pôle of one's own cohort to which one does not belong; a facilitator books for any.
    posted(&world, &world.colleague(), &[("for", world.id("pole"))]).await.is(422).says("not_a_choice");
    posted(&world, &world.facilitator(), &[("for", world.id("pole"))]).await.is(200);
    // All problems at once, and what was typed is still there.
    let page = told(&world, &world.owner(), &[("people", "9"), ("on", "2026-09-01"), ("purpose", "ourlet")]).await;
    page.is(200)
        .says("Il reste 2 réponses")
        .says("value=\"ourlet\"")
        .says("value=\"9\"")
        .says("Il y a 4 places en tout");
}

#[tokio::test]
async fn a_cohort_that_does_not_run_books_nothing() {
    let world = World::new().await;
    for state in ["draft", "closed", "archived"] {
        world.write(&format!("update cohort set state = '{state}' where slug = 'ours'")).await.expect("written");
        posted(&world, &world.owner(), &[]).await.is(409).says("cohort_closed");
        world.owner().get("/cohorts/ours/bookings").await.is(200).never_says("bookings/new");
        assert!(world.owner().get(NEW).await.status.is_client_error());
    }
    assert_eq!(world.count(BOOKINGS).await, 2);
}

#[tokio::test]
async fn a_full_moment_offers_three_others_in_one_tap() {
    let world = World::new().await;
    let machine = format!("machines[{}]", world.id("machine"));
    posted(&world, &world.colleague(), &[("people", "4")]).await.is(200);
    posted(&world, &world.owner(), &[]).await.is(409).says("full_people").says("\"left\":0");
    let page = told(&world, &world.owner(), &[("from", "15:00"), ("to", "17:00"), ("purpose", "sacs & <b>")]).await;
    page.is(200).says("jeudi 26 novembre à 15\u{202f}h").says("class=\"refusal\"");
    let found = offers(&page);
    assert_eq!(found.len(), 3, "three moments");
    let starts: Vec<&str> =
        found.iter().map(|form| pairs(form).iter().find(|(name, _)| *name == "from").unwrap().1).collect();
    assert_eq!(starts, ["16:00", "16:15", "16:30"]);
    let done = world.owner().tell(NEW, BOOK, &pairs(&found[0])).await;
    done.is(200).says("C’est réservé").says("16\u{202f}h – 18\u{202f}h").says("sacs &amp; &lt;b&gt;");

    posted(&world, &world.colleague(), &[("on", "2026-11-27"), (&machine, "1")]).await.is(200);
    let answer = posted(&world, &world.owner(), &[("on", "2026-11-27"), (&machine, "1")]).await;
    answer.is(409).says("full_machine").says("surjeteuse");
    let page = told(&world, &world.owner(), &[("on", "2026-11-27"), (&machine, "1")]).await;
    page.says("« surjeteuse »".replace(' ', "\u{a0}").as_str());
    let found = offers(&page);
    assert_eq!(found.len(), 3);
    assert!(
        found.iter().all(|form| form.iter().any(|(name, value)| *name == machine && value == "1")),
        "the same need"
    );
    // Without the machine there is room.
    posted(&world, &world.owner(), &[("on", "2026-11-27")]).await.is(200);
}

#[tokio::test]
async fn a_refusal_speaks_the_time_of_the_space() {
    let world = World::new().await;
    world.write("update space set time_zone = 'America/Cayenne'").await.expect("written");
    posted(&world, &world.colleague(), &[("people", "4")]).await.is(200);
    assert_eq!(world.count("select count(*) from booking where starts_at = '2026-11-26T17:00:00+00:00'").await, 1);
    let page = told(&world, &world.owner(), &[]).await;
    page.says("jeudi 26 novembre à 14\u{202f}h");
    let found = offers(&page);
    assert_eq!(found.len(), 3);
    world.owner().tell(NEW, BOOK, &pairs(&found[0])).await.says("jeudi 26 novembre").says("12\u{202f}h – 14\u{202f}h");
}

#[tokio::test]
async fn an_hour_that_is_missing_is_refused_and_one_that_comes_twice_is_asked_about() {
    let world = World::new().await;
    world.clock.advance(Duration::days(-40));
    let space = World::literal(world.id("space"));
    world
        .write(&format!("insert into opening (space, weekday, opens, closes) values ({space}, 7, 0, 1440)"))
        .await
        .expect("written");
    world.write("update cohort set ends_on = '2027-04-30'").await.expect("written");
    let spring = [("on", "2027-03-28"), ("from", "2:15"), ("to", "5:00")];
    posted(&world, &world.owner(), &spring).await.is(422).says("hour_missing").says("03:00");
    told(&world, &world.owner(), &spring).await.says("La suivante est 3\u{202f}h");

    let autumn = [("on", "2026-10-25"), ("from", "2:00"), ("to", "4:00")];
    posted(&world, &world.owner(), &autumn).await.is(422).says("hour_twice").says("\"field\":\"fold\"");
    let page = told(&world, &world.owner(), &autumn).await;
    page.says("name=\"fold\"").says("La deuxième, après le changement");
    world.owner().get(NEW).await.never_says("name=\"fold\"");
    for (fold, at) in [("first", "2026-10-25T00:00:00+00:00"), ("second", "2026-10-25T01:00:00+00:00")] {
        posted(&world, &world.owner(), &[&autumn[..], &[("fold", fold)]].concat()).await.is(200);
        assert_eq!(world.count(&format!("select count(*) from booking where starts_at = '{at}'")).await, 1, "{fold}");
    }
    // Four hours on the clock, five in truth.
    posted(&world, &world.owner(), &[("on", "2026-10-25"), ("from", "0:00"), ("to", "4:00")]).await.is(200);
    world.owner().get("/cohorts/ours/bookings?week=2026-W43").await.is(200);
}

#[tokio::test]
async fn places_are_given_back_by_those_who_may() {
    let world = World::new().await;
    let cancel = |who: &'static str, id: String| {
        let world = &world;
        async move { world.visitor(who).call(CANCEL, &[("cohort", "ours"), ("booking", &id)]).await.status.as_u16() }
    };
    let held = "select count(*) from booking where state = 'held'";
    let fixture = world.id("booking").to_owned();
    assert_eq!(cancel("colleague", fixture.clone()).await, 403, "not hers, not her pôle's");
    assert_eq!(cancel("stranger", fixture.clone()).await, 404);
    assert_eq!(world.count(held).await, 2);
    // For a pôle: whoever is in it.
    let mine = key();
    world.facilitator().call(BOOK, &form(&world, &mine, &[("for", world.id("pole"))])).await.is(200);
    assert_eq!(cancel("owner", mine.clone()).await, 200, "of the pôle");
    assert_eq!(cancel("owner", mine.clone()).await, 200, "twice is once");
    let week = world.owner().get("/cohorts/ours/bookings").await;
    week.says("Mes réservations").says(&format!("value=\"{fixture}\""));
    // Once begun, facilitators only.
    let begun =
        "update booking set starts_at = '2026-11-24T08:00:00+00:00', ends_at = '2026-11-24T10:00:00+00:00' where id = ";
    world.write(&format!("{begun}{}", World::literal(&fixture))).await.expect("written");
    assert_eq!(cancel("owner", fixture.clone()).await, 422);
    let page = world.owner().get(&format!("/cohorts/ours/bookings/{fixture}")).await;
    page.is(200).never_says("Annuler cette réservation");
    assert_eq!(cancel("facilitator", fixture.clone()).await, 200);
    assert_eq!(world.count(held).await, 1);
    world.owner().get(&format!("/cohorts/ours/bookings/{fixture}")).await.says("Annulé");
}

#[tokio::test]
async fn two_cohorts_share_a_space_and_learn_no_names() {
    let world = World::new().await;
    let (space, theirs) = (World::literal(world.id("space")), World::literal(&world.foreign["cohort"]));
    world
        .write(&format!("insert into space_cohort (space, cohort) values ({space}, {theirs})"))
        .await
        .expect("written");
    let key = key();
    let fields = form(&world, &key, &[("cohort", "theirs"), ("people", "3"), ("purpose", "CANARY-purpose")]);
    world.visitor("stranger").call(BOOK, &fields).await.is(200);
    let ours = world.owner();
    ours.get("/cohorts/ours/bookings?week=2026-W48").await.is(200).says("1 place").never_says(CANARY);
    let page = told(&world, &ours, &[("people", "2")]).await;
    page.says("class=\"refusal\"").never_says(CANARY);
    posted(&world, &ours, &[("people", "2")]).await.is(409).says("\"left\":1").never_says(CANARY);
    ours.get(&format!("/cohorts/ours/bookings/{key}")).await.is(404);
    ours.call(CANCEL, &[("cohort", "ours"), ("booking", &key)]).await.is(404);
    // Its own page knows the space by the cohorts of the reader only.
    let page = world.facilitator().get(&format!("/spaces/{}", world.id("space"))).await;
    page.is(200).never_says(CANARY);
    world.visitor("neighbour").get(&format!("/spaces/{}", world.id("space"))).await.is(200).says("Atelier de couture");
}

/// What a facilitator sends to change the space.
async fn change(world: &World, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let page = format!("/spaces/{}", world.id("space"));
    let fields = [&[("cohort", "ours"), ("space", world.id("space"))], fields].concat();
    agreed(&world.facilitator(), &page, &format!("/api/spaces/{verb}"), &fields).await
}

/// Sends a change of a space, and agrees when it is asked whether bookings may lose their place.
pub async fn agreed(visitor: &Visitor<'_>, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = visitor.submit(page, path, fields).await;
    if !answer.location().contains("draft=") {
        return answer;
    }
    let asked = visitor.get(answer.location().trim_start_matches("http://coop.test")).await;
    let document = scraper::Html::parse_document(&asked.body);
    let hidden = selector(".agree form input");
    let inputs = document.select(&hidden);
    let fields: Vec<(String, String)> = inputs
        .filter_map(|input| Some((input.value().attr("name")?.to_owned(), input.value().attr("value")?.to_owned())))
        .collect();
    assert!(fields.iter().any(|(name, _)| name == "agreed"), "it asks: {}", crate::harness::readable(&asked.body));
    visitor.submit(page, path, &pairs(&fields)).await
}

pub async fn states(world: &World, ids: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for id in ids {
        let id = Uuid::parse_str(id).expect("an id");
        let (state,): (String,) = sqlx::query_as("select state from booking where id = $1")
            .bind(id)
            .fetch_one(world.state.db.read())
            .await
            .expect("it");
        found.push(state);
    }
    found
}

pub async fn overbooked(world: &World) -> Vec<store::counts::Overbooked> {
    let mut db = world.state.db.read().acquire().await.expect("a connection");
    store::counts::overbooked(&mut db).await.expect("checked")
}

#[tokio::test]
async fn when_a_space_shrinks_who_booked_last_is_told() {
    let world = World::new().await;
    let machine = format!("machines[{}]", world.id("machine"));
    let about = [("name", "Atelier"), ("details", ""), ("time_zone", "Europe/Paris")];
    // Full in the past: that is history, not an obstacle.
    let past = format!(
        "insert into booking (id, space, cohort, person, starts_at, ends_at, people, created_at)
         values ({}, {}, {}, {}, '2026-11-20T09:00:00+00:00', '2026-11-20T10:00:00+00:00', 4, '2026-11-19T09:00:00+00:00')",
        World::literal(&key()),
        World::literal(world.id("space")),
        World::literal(world.id("cohort")),
        World::literal(world.id("owner")),
    );
    world.write(&past).await.expect("written");
    let (first, second, apart) = (key(), key(), key());
    world.owner().call(BOOK, &form(&world, &first, &[("people", "2"), (&machine, "1")])).await.is(200);
    world.clock.advance(Duration::minutes(1));
    world.colleague().call(BOOK, &form(&world, &second, &[("people", "2")])).await.is(200);
    world.clock.advance(Duration::minutes(1));
    world.colleague().call(BOOK, &form(&world, &apart, &[("on", "2026-11-27"), ("people", "2")])).await.is(200);
    let all = [first.as_str(), &second, &apart];

    let answer = change(&world, "save", &[&about[..], &[("people", "3")]].concat()).await;
    assert!(answer.location().ends_with("notice=space_saved_displaced"), "{}", answer.location());
    assert_eq!(states(&world, &all).await, ["held", "displaced", "held"]);
    world.owner().get("/cohorts/ours/bookings").await.says("1 réservation n’a plus de place");
    world.facilitator().get(&format!("/spaces/{}", world.id("space"))).await.says("1 réservation n’a plus de place");
    world.colleague().get(&format!("/cohorts/ours/bookings/{second}")).await.says("Plus de place");
    let listed =
        store::displaced(world.state.db.read(), &member(&world, "owner").await, world.clock.now()).await.expect("read");
    assert_eq!(listed.iter().map(|booking| booking.id.to_string()).collect::<Vec<_>>(), std::slice::from_ref(&second));
    let (next, lost) =
        store::ahead(world.state.db.read(), &member(&world, "owner").await, world.clock.now(), 9).await.expect("read");
    assert_eq!(lost.iter().map(|booking| booking.id.to_string()).collect::<Vec<_>>(), std::slice::from_ref(&second));
    assert!(next.iter().all(|booking| booking.state == store::BookingState::Held), "{next:?}");

    let answer = change(&world, "save", &[&about[..], &[("people", "3")]].concat()).await;
    assert!(answer.location().ends_with("notice=space_saved"), "nothing more to displace: {}", answer.location());
    let id = world.id("machine").to_owned();
    change(&world, "save-machine", &[("machine", &id), ("name", "surjeteuse"), ("count", "0")]).await;
    assert_eq!(states(&world, &all).await, ["displaced", "displaced", "held"]);
    let closed = [("key", apart.as_str()), ("reason", "travaux"), ("first", "2026-11-27"), ("last", "2026-11-28")];
    change(&world, "close", &closed).await;
    assert_eq!(states(&world, &all).await, ["displaced"; 3]);
    assert_eq!(states(&world, &[world.id("booking")]).await, ["held"], "Wednesday stays");
    change(&world, "save-hours", &[("opens[3]", "14:00"), ("closes[3]", "18:00")]).await;
    assert_eq!(states(&world, &[world.id("booking")]).await, ["displaced"]);
    assert_eq!(world.count("select count(*) from opening where opens = 840").await, 1);
    assert_eq!(overbooked(&world).await, []);
    // A displaced booking can be put away.
    world.colleague().call(CANCEL, &[("cohort", "ours"), ("booking", &second)]).await.is(200);
    world.owner().get("/cohorts/ours/bookings?week=2026-W48").await.is(200).says("travaux");
}

#[tokio::test]
async fn spaces_are_made_changed_and_shared_by_facilitators() {
    let world = World::new().await;
    let lead = world.facilitator();
    let new = key();
    let fields = [
        ("cohort", "ours"),
        ("key", new.as_str()),
        ("name", "Cuisine <partagée>"),
        ("details", "Code 12"),
        ("people", "6"),
        ("time_zone", "Europe/Paris"),
    ];
    lead.get("/spaces/new").await.is(200);
    lead.tell("/spaces/new", "/api/spaces/create", &fields)
        .await
        .is(200)
        .says("Cuisine &lt;partagée&gt;")
        .says("6 places");
    lead.call("/api/spaces/create", &fields).await.is(200);
    assert_eq!(world.count("select count(*) from space").await, 3, "once");
    world.owner().get("/spaces").await.is(200).says("Cuisine").says("Atelier de couture").never_says(CANARY);
    world.owner().get(&format!("/spaces/{new}")).await.is(200).says("Code 12").never_says("/api/spaces");
    world.owner().get("/cohorts/ours/bookings").await.says("Cuisine &lt;partagée&gt;");

    let page = format!("/spaces/{new}");
    let send = |verb: &'static str, fields: Vec<(&'static str, String)>| {
        let (world, page, new) = (&world, &page, &new);
        async move {
            let mut all = vec![("cohort", "ours"), ("space", new.as_str())];
            all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
            world.facilitator().tell(page, &format!("/api/spaces/{verb}"), &all).await
        }
    };
    let leave = |fields: Vec<(&'static str, String)>| {
        let (world, page, new) = (&world, &page, &new);
        async move {
            let mut all = vec![("cohort", "ours"), ("space", new.as_str())];
            all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
            agreed(&world.facilitator(), page, "/api/spaces/unlink", &all).await
        }
    };
    let text = str::to_owned;
    send("save-machine", vec![("key", key()), ("machine", text("")), ("name", text("Four")), ("count", text("2"))])
        .await
        .says("2 × four");
    send("save-machine", vec![("key", key()), ("machine", text("")), ("name", text("")), ("count", text("x"))])
        .await
        .says("Écrivez un nombre");
    send("save-hours", vec![("opens[1]", text("9:00")), ("closes[1]", text("8:00"))]).await.says("La fin vient avant");
    send(
        "save-hours",
        vec![
            ("opens[1]", text("9:00")),
            ("closes[1]", text("12:00")),
            ("opens_again[1]", text("11:00")),
            ("closes_again[1]", text("13:00")),
        ],
    )
    .await
    .says("La fin vient avant");
    assert_eq!(world.count("select count(*) from opening where opens = 540 and closes = 1080").await, 5, "as before");
    send(
        "close",
        vec![("key", key()), ("reason", text("férié")), ("first", text("2026-12-25")), ("last", text("2026-12-24"))],
    )
    .await
    .says("La fin vient avant");
    send(
        "close",
        vec![("key", key()), ("reason", text("férié")), ("first", text("2026-12-25")), ("last", text("2026-12-25"))],
    )
    .await
    .says("férié");
    send(
        "save",
        vec![("name", text("")), ("details", text("")), ("people", text("0")), ("time_zone", text("Mars/Base"))],
    )
    .await
    .says("Il reste 3 réponses");

    // The last cohort stays; another one of the same facilitator may come and go.
    send("unlink", vec![("other", text("ours"))]).await.says("au moins à un groupe");
    send("link", vec![("other", text("theirs"))]).await;
    assert_eq!(world.count("select count(*) from space_cohort").await, 3, "not hers to add");
    let seat = format!(
        "insert into membership (id, person, cohort, role, from_on) values ({}, {}, {}, 'facilitator', '2026-11-01')",
        World::literal(&key()),
        World::literal(world.id("facilitator")),
        World::literal(&world.foreign["cohort"]),
    );
    world.write(&seat).await.expect("written");
    send("link", vec![("other", text("theirs"))]).await.is(200);
    assert_eq!(world.count("select count(*) from space_cohort").await, 4);
    let booked = key();
    world.owner().call(BOOK, &form(&world, &booked, &[("space", &new)])).await.is(200);
    send("unlink", vec![("other", text("ours"))]).await.says("Rien n’est changé");
    assert_eq!(states(&world, &[&booked]).await, ["held"], "asked first");
    leave(vec![("other", text("ours"))]).await;
    assert_eq!(states(&world, &[&booked]).await, ["displaced"], "a cohort that leaves takes its places along");
    world.owner().get(&page).await.is(404);
}

#[tokio::test]
async fn hosts_see_when_a_space_is_used_and_by_nobody() {
    let world = World::new().await;
    posted(&world, &world.owner(), &[("people", "2")]).await.is(200);
    let space = format!("/spaces/{}", world.id("space"));
    world.partner().get(&space).await.is(404);
    world.write("update membership set role = 'host' where role = 'funder'").await.expect("written");
    let page = world.partner().get(&space).await;
    page.is(200).says("jeudi 26 novembre").says("2 places");
    page.never_says("Aïcha").never_says("tabliers").never_says("matières").never_says("/cohorts/ours/bookings");
    world.partner().get("/spaces").await.is(200).says("Atelier de couture").never_says(CANARY);
    world.partner().get("/cohorts/ours/bookings").await.is(404);
}

#[tokio::test]
async fn the_week_says_what_is_closed_and_refuses_strange_addresses() {
    let world = World::new().await;
    let owner = world.owner();
    owner.get("/cohorts/ours/bookings?week=2026-W51").await.is(200).says("ménage").says("fermé");
    for (address, status) in [
        ("week=2026-W60", 400),
        ("week=demain", 400),
        ("week=9999-W01", 400),
        ("space=nowhere", 404),
        ("week=1990-W01", 200),
        ("week=2199-W52", 200),
    ] {
        owner.get(&format!("/cohorts/ours/bookings?{address}")).await.is(status);
    }
    owner.get(&format!("/cohorts/ours/bookings?space={}", world.foreign["space"])).await.is(404);
    owner.get(&format!("{NEW}?space={}", world.foreign["space"])).await.is(404);
    for query in ["on=x&from=99&to=-1", "on=2026-11-26&from=9:00&to=12:00", "draft=nothing"] {
        owner.get(&format!("{NEW}?{query}")).await.is(200);
    }
    // Before and after the cohort's time the week is its first or its last.
    world.clock.advance(Duration::days(-100));
    owner.get("/cohorts/ours/bookings").await.is(200).says("Semaine 39");
}

#[tokio::test]
async fn other_features_read_what_is_next_and_what_was_used() {
    let world = World::new().await;
    posted(&world, &world.owner(), &[("people", "3")]).await.is(200);
    posted(&world, &world.facilitator(), &[("for", world.id("pole")), ("on", "2026-11-27")]).await.is(200);
    let owner = member(&world, "owner").await;
    let (next, _) = store::ahead(world.state.db.read(), &owner, start(), 2).await.expect("read");
    let days: Vec<NaiveDate> = next.iter().map(|booking| booking.start.date_naive()).collect();
    assert_eq!(days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-11-25", "2026-11-26"]);
    let (all, _) = store::ahead(world.state.db.read(), &owner, start(), 9).await.expect("read");
    assert_eq!(all.len(), 3, "her pôle's too");
    let colleague = member(&world, "colleague").await;
    assert_eq!(store::ahead(world.state.db.read(), &colleague, start(), 9).await.expect("read").0.len(), 0);
    let used = |days| {
        let (world, owner) = (&world, &owner);
        async move {
            store::counts::workshop_minutes(world.state.db.read(), owner, start() + Duration::days(days))
                .await
                .expect("read")
        }
    };
    assert_eq!(used(0).await, store::counts::Used::default());
    assert_eq!(used(2).await, store::counts::Used { bookings: 1, minutes: 120, person_minutes: 120 });
    assert_eq!(used(3).await, store::counts::Used { bookings: 2, minutes: 240, person_minutes: 480 });
}
