//! Stories of those who wait: a fair order, an offer that is held and runs out, a process that dies in between, and the one
//! mail about it.

use crate::{
    bookings::{BOOK, agreed, form, key, offers, pairs},
    harness::{Answer, PASSWORD, Visitor, World, start},
};
use chrono::{DateTime, Duration, Utc};
use cooperade::{
    app::{
        bookings::{settling, store::counts::overbooked},
        chores, mail,
    },
    platform::{Platform, config},
};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::mpsc,
};

pub const WAIT: &str = "/api/bookings/wait";
pub const TAKE: &str = "/api/bookings/take";
pub const LEAVE: &str = "/api/bookings/leave";
const CANCEL: &str = "/api/bookings/cancel";
const NEW: &str = "/cohorts/ours/bookings/new";
const WEEK: &str = "/cohorts/ours/bookings?week=2026-W48";
const TODAY: &str = "/cohorts/ours";
/// What is really booked: an offer is not.
const BOOKED: &str = "select count(*) from booking where state = 'held' and hold_until is null";
const OFFERED: &str = "select count(*) from booking where state = 'held' and hold_until is not null";

/// Three of the four places on Thursday afternoon, and the fourth: the two bookings.
pub async fn fill(world: &World) -> (String, String) {
    let (three, one) = (key(), key());
    world.facilitator().call(BOOK, &form(world, &three, &[("people", "3")])).await.is(200);
    world.facilitator().call(BOOK, &form(world, &one, &[])).await.is(200);
    (three, one)
}

/// Gets in line for that afternoon; the place in line.
pub async fn wait(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> String {
    let key = key();
    visitor.call(WAIT, &form(world, &key, changes)).await.is(200);
    key
}

async fn cancel(world: &World, booking: &str) {
    world.facilitator().call(CANCEL, &[("cohort", "ours"), ("booking", booking)]).await.is(200);
}

async fn answer(visitor: &Visitor<'_>, verb: &str, wait: &str) -> Answer {
    visitor.call(verb, &[("cohort", "ours"), ("wait", wait)]).await
}

async fn state(world: &World, wait: &str) -> String {
    let id = uuid::Uuid::parse_str(wait).expect("an id");
    let (state,): (String,) = sqlx::query_as("select state from wait where id = $1")
        .bind(id)
        .fetch_one(world.state.db.read())
        .await
        .expect("a state");
    state
}

/// The booking that a place in line was offered.
pub async fn offer_of(world: &World, wait: &str) -> String {
    let id = uuid::Uuid::parse_str(wait).expect("an id");
    let (booking,): (uuid::Uuid,) = sqlx::query_as("select booking from wait where id = $1")
        .bind(id)
        .fetch_one(world.state.db.read())
        .await
        .expect("an offer");
    booking.to_string()
}

fn text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// What somebody has used of the space: so many hours, so many days ago, for herself.
async fn used(world: &World, role: &str, days: i64, hours: i64) {
    let from = start() - Duration::days(days);
    let sql = format!(
        "insert into booking (id, space, cohort, person, starts_at, ends_at, people, created_at)
         values ({}, {}, {}, {}, '{}', '{}', 1, '{}')",
        World::literal(&key()),
        World::literal(world.id("space")),
        World::literal(world.id("cohort")),
        World::literal(world.id(role)),
        text(from),
        text(from + Duration::hours(hours)),
        text(from),
    );
    world.write(&sql).await.expect("a use");
}

#[tokio::test]
async fn who_is_refused_waits_and_is_told_how_the_order_is_made() {
    let world = World::new().await;
    fill(&world).await;
    let key = key();
    let refused = world.owner().tell(NEW, BOOK, &form(&world, &key, &[("purpose", "des <b>sacs</b>")])).await;
    refused
        .says("M’avertir")
        .says("La place est proposée d’abord à qui a le moins utilisé l’atelier pendant cette phase.");
    assert_eq!(offers(&refused).len(), 3, "and the three nearest moments");
    let again: Vec<(String, String)> = {
        let document = scraper::Html::parse_document(&refused.body);
        let selector = scraper::Selector::parse(&format!("form[action=\"{WAIT}\"] input")).expect("a selector");
        let field = |input: scraper::ElementRef<'_>| {
            (
                input.value().attr("name").unwrap_or_default().to_owned(),
                input.value().attr("value").unwrap_or_default().to_owned(),
            )
        };
        document.select(&selector).map(field).collect()
    };
    let page = world.owner().tell(NEW, WAIT, &pairs(&again)).await;
    page.says("C’est noté.").says("Ce que vous attendez").says("14\u{202f}h – 16\u{202f}h").says("Quitter la liste");
    // The same form again, and the same moment once more.
    world.owner().submit(NEW, WAIT, &pairs(&again)).await;
    let live = "select count(*) from wait where state = 'waiting' and people = 1 and purpose = 'des <b>sacs</b>'";
    assert_eq!(world.count(live).await, 1);
    let twice = crate::bookings::key();
    world.owner().call(WAIT, &form(&world, &twice, &[])).await.is(422).says("listed_already");
    assert_eq!(world.count("select count(*) from booking").await, 2 + 2, "waiting books nothing");
    world.colleague().get(WEEK).await.never_says("Ce que vous attendez");
}

#[tokio::test]
async fn three_who_wait_are_served_by_what_they_used_and_then_by_time() {
    let world = World::for_days().await;
    // Of before this phase nothing counts; of now, the colleague used least, though she asked last.
    used(&world, "colleague", 40, 9).await;
    used(&world, "owner", 8, 2).await;
    used(&world, "colleague", 9, 1).await;
    used(&world, "facilitator", 10, 3).await;
    let (_, one) = fill(&world).await;
    let first = wait(&world, &world.facilitator(), &[]).await;
    let second = wait(&world, &world.owner(), &[]).await;
    let third = wait(&world, &world.colleague(), &[]).await;
    let before = world.count("select count(*) from audit where actor is null").await;
    cancel(&world, &one).await;
    assert_eq!(state(&world, &third).await, "offered");
    assert_eq!(
        [state(&world, &first).await, state(&world, &second).await],
        ["waiting", "waiting"],
        "one place, one offer"
    );
    assert_eq!(world.count("select count(*) from audit where actor is null").await, before + 1, "the system's own act");

    let colleague = world.colleague();
    for page in [TODAY, WEEK] {
        let shown = colleague.get(page).await;
        shown.says("Proposée jusqu’à 12\u{202f}h").says("Je la prends").says("Non merci");
    }
    let offer = offer_of(&world, &third).await;
    let page = colleague.get(&format!("/cohorts/ours/bookings/{offer}")).await;
    page.is(200).says("Cette place vous attend jusqu’à 12\u{202f}h").never_says("Annuler cette réservation");
    // To everybody else it is taken by nobody.
    for other in [world.owner(), world.facilitator()] {
        let week = other.get(WEEK).await;
        week.says("place proposée").never_says("Binta").never_says("Je la prends");
        other.get(&format!("/cohorts/ours/bookings/{offer}")).await.is(404);
        answer(&other, TAKE, &third).await.is(404);
        answer(&other, LEAVE, &third).await.is(404);
        other.call(CANCEL, &[("cohort", "ours"), ("booking", &offer)]).await.is(404);
    }
    let key = key();
    world.owner().call(BOOK, &form(&world, &key, &[])).await.is(409).says("full_people");

    // No; then no answer; then yes.
    let thanks = colleague.tell(TODAY, LEAVE, &[("cohort", "ours"), ("wait", &third)]).await;
    thanks.says("Vous n’attendez plus ce moment.");
    assert_eq!([state(&world, &third).await, state(&world, &second).await], ["left", "offered"]);
    world.clock.advance(Duration::minutes(119));
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!(state(&world, &second).await, "offered", "a minute is left");
    world.clock.advance(Duration::minutes(1));
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!([state(&world, &second).await, state(&world, &first).await], ["lapsed", "offered"]);
    answer(&world.owner(), TAKE, &second).await.is(409).says("offer_over");
    let booked = world.count(BOOKED).await;
    let taken = world.facilitator().tell(WEEK, TAKE, &[("cohort", "ours"), ("wait", &first)]).await;
    taken.says("Réservé").says("14\u{202f}h – 16\u{202f}h");
    answer(&world.facilitator(), TAKE, &first).await.is(200);
    assert_eq!((world.count(BOOKED).await, world.count(OFFERED).await), (booked + 1, 0));
    answer(&world.facilitator(), LEAVE, &first).await.is(409);
}

#[tokio::test]
async fn an_offer_is_no_use_of_the_space_anywhere() {
    let world = World::new().await;
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &world.owner(), &[("purpose", "essayage secret")]).await;
    let bookings = world.facilitator().get("/cohorts/ours/export/bookings.csv").await.body.lines().count();
    let feed = world.anonymous().get("/calendar/feed-ours.ics").await.body.matches("BEGIN:VEVENT").count();
    cancel(&world, &one).await;
    assert_eq!(state(&world, &waiting).await, "offered");
    let owner = world.owner();
    let export = world.facilitator().get("/cohorts/ours/export/bookings.csv").await;
    assert_eq!(export.body.lines().count(), bookings, "exported");
    assert_eq!(world.anonymous().get("/calendar/feed-ours.ics").await.body.matches("BEGIN:VEVENT").count(), feed);
    world.facilitator().get(WEEK).await.never_says("essayage secret");
    let data = owner.get("/me/data").await;
    data.says("Places attendues").says("place proposée").says("essayage secret");
    // Nothing is made on it, and it goes when the answer is no.
    let offer = offer_of(&world, &waiting).await;
    owner.call(CANCEL, &[("cohort", "ours"), ("booking", &offer)]).await.is(200);
    assert_eq!(state(&world, &waiting).await, "left", "cancelled like a booking, it is a no");
    let export = world.facilitator().get("/cohorts/ours/export/bookings.csv").await;
    assert_eq!(export.body.lines().count(), bookings, "it never was one");
    owner.get(&format!("/cohorts/ours/bookings/{offer}")).await.is(200).says("Cette proposition est terminée.");
}

#[tokio::test]
async fn what_ran_out_is_free_for_the_next_who_books() {
    let world = World::for_days().await;
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &world.owner(), &[]).await;
    cancel(&world, &one).await;
    let (early, late) = (key(), key());
    world.colleague().call(BOOK, &form(&world, &early, &[])).await.is(409);
    world.clock.advance(Duration::minutes(121));
    // Nobody ticked: the page knows it already, and booking settles first.
    world.owner().get(TODAY).await.never_says("Je la prends");
    world.owner().get(&format!("/cohorts/ours/bookings/{}", offer_of(&world, &waiting).await)).await.says("terminée");
    answer(&world.owner(), TAKE, &waiting).await.is(409);
    world.colleague().call(BOOK, &form(&world, &late, &[])).await.is(200);
    assert_eq!(state(&world, &waiting).await, "lapsed");
}

#[tokio::test]
async fn every_way_to_free_a_place_makes_offers() {
    let world = World::new().await;
    fill(&world).await;
    let space = world.id("space").to_owned();
    let grows = wait(&world, &world.owner(), &[]).await;
    let more = [
        ("cohort", "ours"),
        ("space", &space),
        ("name", "Atelier"),
        ("details", ""),
        ("people", "5"),
        ("time_zone", "Europe/Paris"),
    ];
    world.facilitator().call("/api/spaces/save", &more).await.is(200);
    assert_eq!(state(&world, &grows).await, "offered");
    // And less again: who was made an offer goes on waiting.
    world.facilitator().call("/api/spaces/save", &crate::harness::changed(&more, &[("people", "4")])).await.is(200);
    assert_eq!((state(&world, &grows).await.as_str(), world.count(OFFERED).await), ("waiting", 0));
    world.facilitator().call("/api/spaces/save", &more).await.is(200);
    assert_eq!(state(&world, &grows).await, "offered", "and is offered it once more");
    answer(&world.owner(), TAKE, &grows).await.is(200);

    // A closure that is taken back.
    let closed = wait(&world, &world.colleague(), &[]).await;
    let key = key();
    let closure = [
        ("cohort", "ours"),
        ("key", &key),
        ("space", &space),
        ("first", "2026-11-26"),
        ("last", "2026-11-26"),
        ("reason", "travaux"),
    ];
    let page = format!("/spaces/{space}");
    agreed(&world.facilitator(), &page, "/api/spaces/close", &closure).await.is(302);
    assert_eq!(state(&world, &closed).await, "waiting");
    world
        .facilitator()
        .call("/api/spaces/reopen", &[("cohort", "ours"), ("space", &space), ("closure", &key)])
        .await
        .is(200);
    assert_eq!(state(&world, &closed).await, "offered", "the bookings lost their place when it closed");
}

#[tokio::test]
async fn one_leaves_the_list_and_what_has_begun_is_over() {
    let world = World::for_days().await;
    fill(&world).await;
    let (left, stays) = (wait(&world, &world.owner(), &[]).await, wait(&world, &world.colleague(), &[]).await);
    answer(&world.owner(), LEAVE, &left).await.is(200);
    answer(&world.owner(), LEAVE, &left).await.is(200);
    assert_eq!(state(&world, &left).await, "left");
    let again = wait(&world, &world.owner(), &[]).await;
    assert_eq!(state(&world, &again).await, "waiting", "who left may come back");
    world.clock.advance(Duration::days(2) + Duration::hours(4));
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!([state(&world, &again).await, state(&world, &stays).await], ["over", "over"]);
    world.colleague().get(WEEK).await.never_says("Ce que vous attendez");
    answer(&world.colleague(), TAKE, &stays).await.is(409);
}

#[tokio::test]
async fn an_offer_never_lasts_beyond_its_beginning_and_waits_as_long_as_the_space_says() {
    let world = World::for_days().await;
    world.write("update space set hold_minutes = 2880").await.expect("written");
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &world.owner(), &[]).await;
    world.clock.advance(Duration::days(2));
    cancel(&world, &one).await;
    let hours = world.owner().get(TODAY).await;
    hours.says("Proposée jusqu’à 14\u{202f}h");
    world.clock.advance(Duration::hours(4));
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!((state(&world, &waiting).await.as_str(), world.count(OFFERED).await), ("lapsed", 0));
}

#[tokio::test]
async fn bad_input_changes_nothing() {
    let world = World::new().await;
    fill(&world).await;
    for (changes, says) in [
        (vec![("on", "2026-11-23")], "in_past"),
        (vec![("on", "2027-06-01")], "outside_cohort"),
        (vec![("people", "9")], "more_than_space"),
        (vec![("to", "13:00")], "end_before_start"),
        (vec![("from", "7:00")], "outside_hours"),
        (vec![("for", world.id("pole"))], "not_a_choice"),
        (vec![("people", "")], "required"),
    ] {
        let key = key();
        world.colleague().call(WAIT, &form(&world, &key, &changes)).await.is(422).says(says);
    }
    let typed = key();
    let page = world.colleague().tell(NEW, WAIT, &form(&world, &typed, &[("on", "2026-11-23")])).await;
    assert!(page.status.is_success());
    let foreign = world.foreign["space"].clone();
    let other = key();
    world.owner().call(WAIT, &form(&world, &other, &[("space", &foreign)])).await.is(404);
    for id in [world.foreign["wait"].clone(), key(), "nothing".to_owned()] {
        answer(&world.owner(), TAKE, &id).await.is(404);
        answer(&world.owner(), LEAVE, &id).await.is(404);
    }
    answer(&world.owner(), TAKE, world.id("wait")).await.is(409);
    assert_eq!(world.count("select count(*) from wait").await, 2, "the two of the fixture");
}

#[tokio::test]
async fn a_closed_group_takes_nothing_and_gives_back() {
    let world = World::new().await;
    let (_, one) = fill(&world).await;
    let (held, waits) = (wait(&world, &world.owner(), &[]).await, wait(&world, &world.colleague(), &[]).await);
    cancel(&world, &one).await;
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("closed");
    let key = key();
    world.owner().call(WAIT, &form(&world, &key, &[("from", "15:00")])).await.is(409).says("cohort_closed");
    answer(&world.owner(), TAKE, &held).await.is(409).says("cohort_closed");
    answer(&world.colleague(), LEAVE, &waits).await.is(200);
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!(state(&world, &held).await, "left", "who may not have it any more holds nothing");
    assert_eq!(world.count(OFFERED).await, 0);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("archived");
    answer(&world.owner(), LEAVE, &held).await.is(409);
}

#[tokio::test]
async fn who_goes_holds_nothing_and_leaves_no_trace_of_waiting() {
    let world = World::new().await;
    let (_, one) = fill(&world).await;
    let gone = wait(&world, &world.owner(), &[("purpose", "un secret")]).await;
    cancel(&world, &one).await;
    assert_eq!(state(&world, &gone).await, "offered");
    let next = wait(&world, &world.colleague(), &[]).await;
    assert_eq!(state(&world, &next).await, "waiting");
    world.owner().call("/api/people/erase", &[("current_password", PASSWORD)]).await.is(200);
    assert_eq!(world.count("select count(*) from wait where purpose = 'un secret'").await, 0);
    assert_eq!(world.count("select count(*) from booking where purpose = 'un secret'").await, 0);
    assert_eq!(
        world.count("select count(*) from quota_lift where reason = 'commande'").await,
        1,
        "of the other cohort"
    );
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!(state(&world, &next).await, "offered");
    // Who leaves the group loses what she was offered.
    world.colleague().call("/api/people/leave", &[("cohort", "ours")]).await.is(200);
    settling::settle_all(&world.state).await.expect("settled");
    assert_eq!((state(&world, &next).await.as_str(), world.count(OFFERED).await), ("left", 0));
}

/// A process was killed after the place was freed and before anybody was told: the next one goes on at once.
#[tokio::test]
async fn what_a_killed_process_left_is_settled_at_the_start() {
    let world = World::new().await;
    let (_, one) = fill(&world).await;
    let (first, second) = (wait(&world, &world.owner(), &[]).await, wait(&world, &world.colleague(), &[]).await);
    let cancel = |id: &str| format!("update booking set state = 'cancelled' where id = {}", World::literal(id));
    world.write(&cancel(&one)).await.expect("freed, and nothing else");
    begin(&world).await;
    assert_eq!([state(&world, &first).await, state(&world, &second).await], ["offered", "waiting"]);
    // And again, while the offer ran out.
    world.clock.advance(Duration::hours(3));
    begin(&world).await;
    assert_eq!([state(&world, &first).await, state(&world, &second).await], ["lapsed", "offered"]);
    let mut db = world.state.db.read().acquire().await.expect("a connection");
    assert!(overbooked(&mut db).await.expect("checked").is_empty());
}

/// The first moments of a process.
async fn begin(world: &World) {
    let chores = tokio::spawn(chores::run(world.state.clone()));
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    chores.abort();
}

/// The rule is the database's: an offer that did not count as taken would be booked by the next who comes.
#[tokio::test]
async fn without_the_hold_the_offered_place_is_lost() {
    let world = World::new().await;
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &world.owner(), &[]).await;
    cancel(&world, &one).await;
    world.write("update booking set state = 'cancelled' where hold_until is not null").await.expect("not held");
    let key = key();
    world.colleague().call(BOOK, &form(&world, &key, &[])).await.is(200);
    answer(&world.owner(), TAKE, &waiting).await.is(409);
}

/// A mail server that takes one mail.
fn mail_server() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("smtp://{}", listener.local_addr().expect("a port"));
    let (sent, mails) = mpsc::channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
        let mut mail = String::new();
        stream.write_all(b"220 coop.test\r\n").expect("a greeting");
        while let Some(line) = lines.next() {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            mail.push_str(&format!("{line}\n"));
            let answer: &[u8] = match verb.as_str() {
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").expect("an answer");
                    mail.extend(lines.by_ref().take_while(|line| line != ".").map(|line| format!("{line}\n")));
                    b"250 kept\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 ok\r\n",
            };
            stream.write_all(answer).expect("an answer");
            if verb == "QUIT" || verb == "DATA" {
                let _ = sent.send(mail.clone());
            }
        }
    });
    (address, mails)
}

const ADDRESS: &str = "/api/mail/save-address";

#[tokio::test]
async fn a_facilitator_is_told_by_mail_and_the_address_is_sealed() {
    let (address, mails) = mail_server();
    let world = World::with_mail(&address).await;
    let facilitator = world.facilitator();
    facilitator
        .tell("/me/address", ADDRESS, &[("work_address", "rosa@asso.example")])
        .await
        .says("Votre adresse est enregistrée.");
    facilitator.get("/me/address").await.says("rosa@asso.example");
    facilitator.get("/me/data").await.says("Adresse de travail\u{202f}: rosa@asso.example");
    let (sealed,): (Vec<u8>,) =
        sqlx::query_as("select sealed from mail_address").fetch_one(world.state.db.read()).await.expect("sealed");
    assert!(!sealed.windows(4).any(|part| part == b"rosa" || part == b"asso"), "the database does not have it");

    let (_, one) = fill(&world).await;
    let (waiting, quiet) = (wait(&world, &facilitator, &[]).await, wait(&world, &world.owner(), &[]).await);
    cancel(&world, &one).await;
    assert_eq!([state(&world, &waiting).await, state(&world, &quiet).await], ["offered", "waiting"]);
    assert_eq!(world.count("select count(*) from mail").await, 1, "in the same transaction, and nothing was sent yet");
    mail::deliver(&world.state).await.expect("sent");
    let mail = mails.recv_timeout(std::time::Duration::from_secs(10)).expect("a mail");
    assert!(mail.contains("RCPT TO:<rosa@asso.example>"), "{mail}");
    assert!(mail.contains("Subject: Une place vous est"), "{mail}");
    let link = format!("https://coop.test/cohorts/ours/bookings/{}", offer_of(&world, &waiting).await);
    let whole = mail.replace("=\n", "").replace("=3D", "=");
    assert!(whole.contains(&link), "{whole}");
    assert!(!whole.contains("tabliers"), "what she comes for is her business: {whole}");
    assert_eq!(world.count("select count(*) from mail").await, 0);
    // Entrepreneurs have no address: theirs is not asked for.
    answer(&facilitator, LEAVE, &waiting).await.is(200);
    assert_eq!((state(&world, &quiet).await.as_str(), world.count("select count(*) from mail").await), ("offered", 0));
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_asked_again_and_nobody_waits_for_it() {
    let world = World::for_days().await;
    world.write("update space set hold_minutes = 2880").await.expect("written");
    let facilitator = world.facilitator();
    facilitator.call(ADDRESS, &[("work_address", "rosa@asso.example")]).await.is(200);
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &facilitator, &[]).await;
    cancel(&world, &one).await;
    let tries = "select tries from mail";
    for (minutes, expected) in [(0, 1), (0, 1), (1, 2), (1, 2), (1, 3)] {
        world.clock.advance(Duration::minutes(minutes));
        mail::deliver(&world.state).await.expect("a refusal is no failure");
        assert_eq!(world.count(tries).await, expected, "after {minutes} minutes");
    }
    assert_eq!(state(&world, &waiting).await, "offered");
    world.clock.advance(Duration::days(1));
    mail::deliver(&world.state).await.expect("given up");
    assert_eq!(world.count("select count(*) from mail").await, 0);
}

#[tokio::test]
async fn an_address_is_given_by_who_accompanies_or_hosts_and_goes_with_them() {
    let world = World::new().await;
    let (facilitator, addresses) = (world.facilitator(), "select count(*) from mail_address");
    world.owner().get("/me").await.never_says("Adresse de travail");
    facilitator.get("/me").await.says("Adresse de travail");
    let refused = facilitator.tell("/me/address", ADDRESS, &[("work_address", "rosa chez asso")]).await;
    refused.says("Écrivez une adresse");
    assert_eq!(
        world.count("select count(*) from draft where fields like '%rosa%'").await,
        0,
        "no draft keeps an address"
    );
    assert_eq!(world.count(addresses).await, 0);
    facilitator.call(ADDRESS, &[("work_address", "rosa@asso.example")]).await.is(200);
    facilitator.call(ADDRESS, &[("work_address", "rosa@autre.example")]).await.is(200);
    assert_eq!(world.count(addresses).await, 1);
    facilitator.call(ADDRESS, &[("work_address", "")]).await.is(200);
    assert_eq!(world.count(addresses).await, 0);
    // A host may; and who is neither any more keeps none.
    world.write("update membership set role = 'host' where role = 'funder'").await.expect("a host");
    world.partner().get("/me/address").await.is(200);
    world.partner().call(ADDRESS, &[("work_address", "hote@asso.example")]).await.is(200);
    world.write("update membership set role = 'funder' where role = 'host'").await.expect("a funder");
    mail::deliver(&world.state).await.expect("tidied");
    assert_eq!(world.count(addresses).await, 0);
    // Erasing takes it away.
    world.write("update membership set role = 'facilitator' where role = 'entrepreneur'").await.expect("roles");
    world.owner().call(ADDRESS, &[("work_address", "aicha@asso.example")]).await.is(200);
    world.owner().call("/api/people/erase", &[("current_password", PASSWORD)]).await.is(200);
    assert_eq!(world.count(addresses).await, 0);
}

#[tokio::test]
async fn without_a_mail_server_no_address_is_asked_for() {
    let world = World::without_mail().await;
    world.facilitator().get("/me").await.is(200).never_says("Adresse de travail");
    world.facilitator().get("/me/address").await.is(404);
    world.facilitator().call(ADDRESS, &[("work_address", "rosa@asso.example")]).await.is(404);
    let (_, one) = fill(&world).await;
    let waiting = wait(&world, &world.facilitator(), &[]).await;
    cancel(&world, &one).await;
    assert_eq!(
        (state(&world, &waiting).await.as_str(), world.count("select count(*) from mail").await),
        ("offered", 0)
    );
    mail::deliver(&world.state).await.expect("nothing to do");
    let half = config::Mail { smtp_url: Some("smtp://127.0.0.1".to_owned()), ..config::Mail::default() };
    let settings = config::Serve { mail: half, ..world.state.settings.clone() };
    assert!(Platform::start(settings, world.clock.clone()).await.is_err(), "half a setting is refused");
}
