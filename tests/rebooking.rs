//! Stories of bookings that change: moved, shortened, given back early and late, for an order or a mission, handed over and
//! swapped; two tabs, and what was asked about something that has changed since.

use crate::{
    bookings::{BOOK, form, key, offers, pairs},
    harness::{Answer, Visitor, World},
};
use chrono::Duration;
use cooperade::app::bookings::store;

pub const CHANGE: &str = "/api/bookings/change";
const CANCEL: &str = "/api/bookings/cancel";
const FINISH: &str = "/api/bookings/finish";
const ASK: &str = "/api/bookings/ask-exchange";
const ANSWER: &str = "/api/bookings/answer-exchange";
const WITHDRAW: &str = "/api/bookings/withdraw-exchange";

/// A booking of a visitor's on Thursday from 14 to 16, with `changes`: its id.
async fn booked(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> String {
    let key = key();
    visitor.call(BOOK, &form(world, &key, changes)).await.is(200);
    key
}

pub async fn version(world: &World, booking: &str) -> String {
    let sql = format!("select version from booking where id = {}", World::literal(booking));
    world.count(&sql).await.to_string()
}

/// Sends the form of a change as a script does, for the version `seen`.
async fn change(world: &World, visitor: &Visitor<'_>, booking: &str, seen: &str, changes: &[(&str, &str)]) -> Answer {
    let all = [&[("booking", booking), ("seen", seen), ("key", "")], changes].concat();
    visitor.call(CHANGE, &form(world, "", &all)).await
}

fn page(booking: &str) -> String {
    format!("/cohorts/ours/bookings/{booking}")
}

async fn is_at(world: &World, booking: &str, from: &str, to: &str) -> bool {
    let sql = format!(
        "select count(*) from booking where id = {} and starts_at = '{from}+00:00' and ends_at = '{to}+00:00' and state = 'held'",
        World::literal(booking)
    );
    world.count(&sql).await == 1
}

async fn holder(world: &World, booking: &str, person: &str) -> bool {
    let (booking, person) = (World::literal(booking), World::literal(world.id(person)));
    world.count(&format!("select count(*) from booking where id = {booking} and person = {person}")).await == 1
}

/// Some hours later; who was signed in still is.
pub async fn later(world: &World, by: Duration) {
    world.clock.advance(by);
    let at = world.clock.now().format("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    let expires = (world.clock.now() + Duration::hours(1)).format("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    world.write(&format!("update session set seen_at = '{at}', expires_at = '{expires}'")).await.expect("written");
}

async fn deadline(world: &World, minutes: i64) {
    world.write(&format!("update space set cancel_minutes = {minutes}")).await.expect("written");
}

async fn sound(world: &World) {
    let mut db = world.state.db.read().acquire().await.expect("a connection");
    assert_eq!(store::counts::overbooked(&mut db).await.expect("checked"), []);
}

#[tokio::test]
async fn two_taps_from_a_free_slot() {
    let world = World::new().await;
    let owner = world.owner();
    let week = owner.get("/cohorts/ours/bookings?week=2026-W48").await;
    // The first tap: the row of Friday, its first two hours.
    let found = scraper::Html::parse_document(&week.body);
    let row = scraper::Selector::parse(".days a.button[href*='on=2026-11-27']").expect("a selector");
    let href = found.select(&row).next().and_then(|link| link.value().attr("href")).expect("a free row").to_owned();
    assert!(href.contains("from=09:00") && href.contains("to=11:00"), "{href}");
    let form = owner.get(&href).await;
    // The second: the form as it stands.
    let fields = filled(&form, "form#form");
    assert!(fields.contains(&("people".to_owned(), "1".to_owned())), "{fields:?}");
    assert!(fields.contains(&("for".to_owned(), "me".to_owned())), "{fields:?}");
    let done = owner.tell(&href, BOOK, &pairs(&fields)).await;
    done.is(200).says("C’est réservé").says("vendredi 27 novembre, 9\u{202f}h – 11\u{202f}h");
}

/// What a browser would send of a form that nobody has touched.
pub fn filled(page: &Answer, form: &str) -> Vec<(String, String)> {
    let document = scraper::Html::parse_document(&page.body);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let form = document.select(&selector(form)).next().expect("the form");
    let mut fields = Vec::new();
    for input in form.select(&selector("input")) {
        let attr = |name: &str| input.value().attr(name).map(str::to_owned);
        let unticked = matches!(input.value().attr("type"), Some("radio" | "checkbox")) && attr("checked").is_none();
        if let (Some(name), false) = (attr("name"), unticked) {
            fields.push((name, attr("value").unwrap_or_default()));
        }
    }
    for select in form.select(&selector("select")) {
        let options: Vec<_> = select.select(&selector("option")).collect();
        let chosen = options.iter().find(|option| option.value().attr("selected").is_some()).or(options.first());
        if let (Some(name), Some(option)) = (select.value().attr("name"), chosen) {
            fields.push((name.to_owned(), option.value().attr("value").unwrap_or_default().to_owned()));
        }
    }
    fields
}

/// The same with some answers changed.
pub fn with<'a>(fields: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = pairs(fields).into_iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.chain(changes.iter().copied()).collect()
}

#[tokio::test]
async fn a_booking_moves_shortens_and_changes_its_people() {
    let world = World::new().await;
    let (owner, machine) = (world.owner(), format!("machines[{}]", world.id("machine")));
    let id = booked(&world, &owner, &[(&machine, "1")]).await;
    owner.get(&page(&id)).await.says("/change").says("Donner ou échanger");
    let shown = owner.get(&format!("{}/change", page(&id))).await;
    shown.is(200).says("Changer la réservation");
    let fields = filled(&shown, "form#form");
    // As it stands, the form changes nothing.
    owner.tell(&format!("{}/change", page(&id)), CHANGE, &pairs(&fields)).await.is(200).says("C’est changé");
    assert!(is_at(&world, &id, "2026-11-26T13:00:00", "2026-11-26T15:00:00").await);
    assert_eq!(world.count("select count(*) from booking_machine").await, 1);
    let seen = version(&world, &id).await;
    let to = [("on", "2026-11-27"), ("from", "9:00"), ("to", "9:30"), ("people", "3"), ("purpose", "sacs")];
    change(&world, &owner, &id, &seen, &to).await.is(200);
    assert!(is_at(&world, &id, "2026-11-27T08:00:00", "2026-11-27T08:30:00").await);
    assert_eq!(world.count("select count(*) from booking_machine").await, 0, "the machine is given back");
    assert_eq!(world.count("select people from booking where purpose = 'sacs'").await, 3);
    assert_eq!(world.count("select count(*) from booking").await, 2 + 1, "no second one");
    sound(&world).await;
}

#[tokio::test]
async fn a_change_is_held_to_the_rules_of_a_booking() {
    let world = World::new().await;
    let owner = world.owner();
    let id = booked(&world, &owner, &[]).await;
    booked(&world, &world.colleague(), &[("on", "2026-11-27"), ("people", "3")]).await;
    let foreign = world.foreign["machine"].clone();
    let foreign = format!("machines[{foreign}]");
    let table: &[(&str, &str, u16, &str)] = &[
        ("on", "2026-11-29", 422, "not_open_that_day"),
        ("on", "2026-12-14", 422, "closed"),
        ("on", "2027-02-22", 422, "outside_cohort"),
        ("on", "2026-11-23", 422, "in_past"),
        ("from", "8:00", 422, "outside_hours"),
        ("from", "9h07", 422, "not_a_quarter"),
        ("to", "14:00", 422, "end_before_start"),
        ("people", "5", 422, "more_than_space"),
        ("for", &world.foreign["order"], 422, "not_a_choice"),
        (&foreign, "1", 422, "not_a_choice"),
        ("space", &world.foreign["space"], 404, "not_found"),
        ("seen", "x", 400, "bad_request"),
        ("which", "some", 422, "not_a_choice"),
        ("colour", "red", 400, "bad_request"),
    ];
    for (name, value, status, code) in table {
        let answer = change(&world, &owner, &id, "0", &[(name, value)]).await;
        assert_eq!(answer.status.as_u16(), *status, "{name}={value}: {}", answer.body);
        answer.says(code);
    }
    // Full: its own place is no obstacle, somebody else's is; and three moments are offered in one tap.
    change(&world, &owner, &id, "0", &[("people", "4"), ("on", "2026-11-26")]).await.is(200);
    let seen = version(&world, &id).await;
    let full = [("on", "2026-11-27"), ("people", "2")];
    change(&world, &owner, &id, &seen, &full).await.is(409).says("full_people").says("\"left\":1");
    assert_eq!(version(&world, &id).await, seen, "nothing half-done");
    let from = format!("{}/change", page(&id));
    let all = [&[("booking", id.as_str()), ("seen", &seen), ("key", "")], &full[..]].concat();
    let refused = owner.tell(&from, CHANGE, &form(&world, "", &all)).await;
    refused.is(200).says("class=\"refusal\"");
    let found = offers(&refused);
    assert_eq!(found.len(), 3);
    owner.tell(&from, CHANGE, &pairs(&found[0])).await.is(200).says("C’est changé").says("12\u{202f}h – 14\u{202f}h");
    sound(&world).await;
}

#[tokio::test]
async fn two_tabs_that_change_the_same_booking_are_told() {
    let world = World::new().await;
    let owner = world.owner();
    let id = booked(&world, &owner, &[]).await;
    let from = format!("{}/change", page(&id));
    let (one, two) = (owner.get(&from).await, owner.get(&from).await);
    let (one, two) = (filled(&one, "form#form"), filled(&two, "form#form"));
    owner.tell(&from, CHANGE, &with(&one, &[("from", "15:00")])).await.says("C’est changé");
    let told = owner.tell(&from, CHANGE, &with(&two, &[("people", "2"), ("purpose", "housses")])).await;
    // What it is now stands above the form, what was typed is still there, and the next try is for what was shown.
    told.is(200).says("15\u{202f}h – 16\u{202f}h").says("value=\"housses\"");
    assert!(is_at(&world, &id, "2026-11-26T14:00:00", "2026-11-26T15:00:00").await, "the first counts");
    let again = filled(&told, "form#form");
    owner.tell(&from, CHANGE, &pairs(&again)).await.says("C’est changé").says("housses");
    // A script is told with a status.
    change(&world, &owner, &id, "0", &[]).await.is(409).says("changed");
}

#[tokio::test]
async fn what_goes_on_ends_earlier_or_later_and_stays_where_it_is() {
    let world = World::new().await;
    let owner = world.owner();
    let id = booked(&world, &owner, &[("on", "2026-11-24"), ("from", "10:15"), ("to", "12:00")]).await;
    owner.call(FINISH, &[("cohort", "ours"), ("booking", &id), ("seen", "0")]).await.is(422);
    // 10:37 in Paris.
    world.clock.advance(Duration::minutes(37));
    let today = [("on", "2026-11-24"), ("from", "10:15")];
    let at = |more: &[(&'static str, &'static str)]| {
        let kept = today.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        kept.chain(more).copied().collect::<Vec<_>>()
    };
    change(&world, &owner, &id, "0", &at(&[("from", "11:00"), ("to", "12:00")])).await.is(422).says("booking_begun");
    change(&world, &owner, &id, "0", &at(&[("to", "10:30")])).await.is(422).says("in_past");
    change(&world, &owner, &id, "0", &at(&[("to", "13:00")])).await.is(200);
    let shown = owner.get(&page(&id)).await;
    shown.says("J’ai fini, libérer la place").never_says("Annuler cette réservation");
    let seen = version(&world, &id).await;
    owner.call(FINISH, &[("cohort", "ours"), ("booking", &id), ("seen", "0")]).await.is(409).says("changed");
    owner.call(FINISH, &[("cohort", "ours"), ("booking", &id), ("seen", &seen)]).await.is(200);
    assert!(is_at(&world, &id, "2026-11-24T09:15:00", "2026-11-24T09:45:00").await, "until the next quarter");
    world.clock.advance(Duration::minutes(10));
    let seen = version(&world, &id).await;
    change(&world, &owner, &id, &seen, &at(&[("to", "13:00")])).await.is(422).says("in_past");
    owner.get(&format!("{}/change", page(&id))).await.is(400);
}

#[tokio::test]
async fn who_may_change_is_who_may_cancel() {
    let world = World::new().await;
    let id = world.id("booking").to_owned();
    let to = [("on", "2026-11-25"), ("from", "15:00"), ("to", "16:00"), ("for", world.id("pole"))];
    change(&world, &world.colleague(), &id, "0", &to).await.is(403);
    change(&world, &world.visitor("stranger"), &id, "0", &to).await.is(404);
    change(&world, &world.facilitator(), &id, "0", &to).await.is(200);
    // What is cancelled does not come back; a cohort that has closed books nothing more.
    world.owner().call(CANCEL, &[("cohort", "ours"), ("booking", &id)]).await.is(200);
    let seen = version(&world, &id).await;
    change(&world, &world.owner(), &id, &seen, &to).await.is(409).says("booking_gone");
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    change(&world, &world.owner(), &id, &seen, &to).await.is(409).says("cohort_closed");
}

#[tokio::test]
async fn what_lost_its_place_finds_another() {
    let world = World::new().await;
    let id = booked(&world, &world.owner(), &[]).await;
    let sql = format!("update booking set state = 'displaced' where id = {}", World::literal(&id));
    world.write(&sql).await.expect("written");
    booked(&world, &world.colleague(), &[("people", "4")]).await;
    let seen = version(&world, &id).await;
    change(&world, &world.owner(), &id, &seen, &[]).await.is(409).says("full_people");
    change(&world, &world.owner(), &id, &seen, &[("from", "16:00"), ("to", "18:00")]).await.is(200);
    assert!(is_at(&world, &id, "2026-11-26T15:00:00", "2026-11-26T17:00:00").await);
    sound(&world).await;
}

#[tokio::test]
async fn cancelling_is_free_until_the_deadline_and_asks_why_after() {
    let world = World::new().await;
    deadline(&world, 24 * 60).await;
    let owner = world.owner();
    let id = booked(&world, &owner, &[]).await;
    // Two days before: the page says until when.
    let shown = owner.get(&page(&id)).await;
    shown.says("librement jusqu’à mercredi 25 novembre à 14\u{202f}h").never_says("name=\"reason\"");
    later(&world, Duration::hours(30)).await;
    let shown = owner.get(&page(&id)).await;
    shown.says("dites pourquoi").says("name=\"reason\"").never_says("librement");
    // The list leads to the form that asks.
    owner.get("/cohorts/ours/bookings").await.says(&format!("{id}#cancel"));
    let cancel = |reason: &'static str| {
        let (owner, id) = (&owner, &id);
        async move {
            let fields = [("cohort", "ours"), ("booking", id.as_str()), ("reason", reason)];
            owner.tell(&page(id), CANCEL, &fields).await
        }
    };
    cancel("").await.says("error-summary");
    cancel("a\u{0}b").await.says("error-summary");
    assert_eq!(world.count("select count(*) from booking where state = 'cancelled'").await, 0);
    cancel("Mon fils a <b>école</b>").await.is(200);
    assert_eq!(world.count("select count(*) from booking where state = 'cancelled'").await, 1);
    // Its booker and who accompanies read it, the others of the cohort do not.
    owner.get(&page(&id)).await.says("Mon fils a &lt;b&gt;école&lt;/b&gt;");
    world.facilitator().get(&page(&id)).await.says("Mon fils a");
    world.colleague().get(&page(&id)).await.is(200).never_says("Mon fils a");
    owner.get("/me/data").await.says("Mon fils a");
}

#[tokio::test]
async fn in_time_no_word_is_kept() {
    let world = World::new().await;
    deadline(&world, 60).await;
    let id = booked(&world, &world.owner(), &[]).await;
    let fields = [("cohort", "ours"), ("booking", id.as_str()), ("reason", "pour rien")];
    world.owner().call(CANCEL, &fields).await.is(200);
    assert_eq!(world.count("select count(*) from booking where cancel_reason <> ''").await, 0);
}

#[tokio::test]
async fn a_booking_is_for_an_order_or_a_mission() {
    let world = World::new().await;
    let owner = world.owner();
    let (order, mission) = (format!("order:{}", world.id("order")), format!("mission:{}", world.id("mission")));
    for (path, code, words) in [
        (format!("/cohorts/ours/orders/{}", world.id("order")), &order, "Commande n°\u{a0}1"),
        (format!("/cohorts/ours/missions/{}", world.id("mission")), &mission, "Compter le stock"),
    ] {
        let book = format!("/cohorts/ours/bookings/new?for={code}");
        owner.get(&path).await.is(200).says("Réserver l’atelier").says(&book).says("Pas encore de réservation");
        let fields = filled(&owner.get(&book).await, "form#form");
        assert!(fields.contains(&("for".to_owned(), code.clone())), "{fields:?}");
        let changes = [("on", "2026-11-27"), ("on[day]", "27"), ("from", "9:00"), ("to", "10:00")];
        let kept: Vec<_> = with(&fields, &changes)
            .into_iter()
            .filter(|(name, _)| *name != "on[day]" && *name != "on[month]" && *name != "on[year]")
            .collect();
        owner.tell(&book, BOOK, &kept).await.is(200).says(words);
        owner
            .get(&path)
            .await
            .says("vendredi 27 novembre, 9\u{202f}h – 10\u{202f}h")
            .never_says("Pas encore de réservation");
    }
    // Foreign, unknown, and no longer open: not offered.
    let foreign = [format!("order:{}", world.foreign["order"]), format!("mission:{}", world.foreign["mission"])];
    for code in foreign.iter().map(String::as_str).chain(["order:x", "order:", "task:1"]) {
        let key = key();
        owner.call(BOOK, &form(&world, &key, &[("for", code)])).await.is(422).says("not_a_choice");
    }
    world.write("update mission set state = 'done'").await.expect("written");
    world.write("update customer_order set state = 'delivered'").await.expect("written");
    for code in [&order, &mission] {
        let key = key();
        owner.call(BOOK, &form(&world, &key, &[("for", code)])).await.is(422).says("not_a_choice");
    }
    owner.get(&format!("/cohorts/ours/missions/{}", world.id("mission"))).await.never_says("Réserver l’atelier");
    // A booking that is there stays for it, also when it changes.
    let sql = "select count(*) from booking where mission is not null and people = 2";
    let id = format!("select count(*) from booking where mission = {}", World::literal(world.id("mission")));
    assert_eq!(world.count(&id).await, 1);
    world.write("update booking set purpose = 'tri' where mission is not null").await.expect("written");
    let week = owner.get("/cohorts/ours/bookings?week=2026-W48").await;
    week.is(200);
    assert_eq!(world.count(sql).await, 0);
}

/// Asks, and the id of the question.
async fn asked(world: &World, visitor: &Visitor<'_>, booking: &str, field: &str, value: &str) -> String {
    let key = key();
    visitor.call(ASK, &[("cohort", "ours"), ("key", &key), ("booking", booking), (field, value)]).await.is(200);
    assert_eq!(world.count(&format!("select count(*) from exchange where id = {}", World::literal(&key))).await, 1);
    key
}

async fn answered(visitor: &Visitor<'_>, exchange: &str, answer: &str) -> Answer {
    visitor.call(ANSWER, &[("cohort", "ours"), ("exchange", exchange), ("answer", answer)]).await
}

#[tokio::test]
async fn a_place_is_handed_over_when_the_other_agrees() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let id = booked(&world, &owner, &[]).await;
    let pass = format!("{}/pass", page(&id));
    owner.get(&pass).await.is(200).says("Binta").says("Donner votre place");
    let fields = [("cohort", "ours"), ("key", &key()), ("booking", &id), ("person", world.id("colleague"))];
    owner.tell(&pass, ASK, &fields).await.is(200).says("Rien ne change avant la réponse").says("Retirer ma demande");
    owner.tell(&pass, ASK, &fields).await.is(200);
    assert_eq!(world.count("select count(*) from exchange").await, 2 + 1, "asked once");
    // It waits on her page of today and on the booking, and nowhere else.
    let waits = "Aïcha vous donne sa place\u{202f}: jeudi 26 novembre";
    colleague.get("/cohorts/ours").await.says("Quelqu’un vous propose sa place").says(waits);
    world.facilitator().get("/cohorts/ours").await.never_says(waits);
    let shown = colleague.get(&page(&id)).await;
    shown.says(waits).says("Oui, d’accord");
    world.facilitator().get(&page(&id)).await.never_says("Oui, d’accord");
    let exchange = fields[1].1.to_owned();
    answered(&world.facilitator(), &exchange, "yes").await.is(404);
    answered(&owner, &exchange, "yes").await.is(403);
    answered(&colleague, &exchange, "maybe").await.is(422);
    assert!(holder(&world, &id, "owner").await, "nothing before she has said yes");
    answered(&colleague, &exchange, "yes").await.is(200);
    assert!(holder(&world, &id, "colleague").await);
    assert!(is_at(&world, &id, "2026-11-26T13:00:00", "2026-11-26T15:00:00").await);
    answered(&colleague, &exchange, "yes").await.is(404);
    colleague.get("/cohorts/ours").await.never_says(waits);
    owner.call(CANCEL, &[("cohort", "ours"), ("booking", &id)]).await.is(403);
}

#[tokio::test]
async fn two_places_are_swapped_and_nothing_is_fuller() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let mine = booked(&world, &owner, &[("people", "3"), ("purpose", "sacs"), ("for", world.id("pole"))]).await;
    let hers = booked(&world, &colleague, &[("on", "2026-11-27"), ("purpose", "robes")]).await;
    // Both days are full beside them: a swap needs no room.
    booked(&world, &world.facilitator(), &[("people", "1")]).await;
    booked(&world, &world.facilitator(), &[("on", "2026-11-27"), ("people", "3")]).await;
    owner.get(&format!("{}/pass", page(&mine))).await.says(&format!("value=\"{hers}\""));
    let exchange = asked(&world, &owner, &mine, "taken", &hers).await;
    colleague.get(&page(&hers)).await.says("Aïcha échange avec vous");
    answered(&colleague, &exchange, "yes").await.is(200);
    assert!(holder(&world, &mine, "colleague").await && holder(&world, &hers, "owner").await);
    let (first, second) = (World::literal(&mine), World::literal(&hers));
    let is = |sql: String| {
        let world = &world;
        async move { world.count(&sql).await == 1 }
    };
    assert!(
        is(format!(
            "select count(*) from booking where id = {first} and people = 3 and purpose = 'robes' and pole is null"
        ))
        .await
    );
    assert!(
        is(format!(
            "select count(*) from booking where id = {second} and people = 1 and purpose = 'sacs' and pole is not null"
        ))
        .await
    );
    sound(&world).await;
}

#[tokio::test]
async fn a_swap_is_void_when_something_has_changed() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let over = "exchange_over";
    // Cancelled, changed, begun: the other one, or her own.
    for what in ["cancel", "change", "begin", "mine"] {
        let world = World::new().await;
        let (owner, colleague) = (world.owner(), world.colleague());
        let mine = booked(&world, &owner, &[]).await;
        let hers = booked(&world, &colleague, &[("on", "2026-11-27")]).await;
        let exchange = asked(&world, &owner, &mine, "taken", &hers).await;
        match what {
            "cancel" => drop(colleague.call(CANCEL, &[("cohort", "ours"), ("booking", &hers)]).await.is(200)),
            "change" => {
                change(&world, &colleague, &hers, "0", &[("on", "2026-11-28")]).await.is(200);
            }
            "begin" => {
                later(&world, Duration::hours(53)).await;
            }
            _ => drop(owner.call(CANCEL, &[("cohort", "ours"), ("booking", &mine)]).await.is(200)),
        }
        colleague.get(&page(&hers)).await.says("Ce n’est plus possible");
        answered(&colleague, &exchange, "yes").await.is(409).says(over);
        assert!(holder(&world, &mine, "owner").await && holder(&world, &hers, "colleague").await, "{what}");
        colleague.get("/cohorts/ours").await.never_says("échange avec vous");
        // She can put it away, and nothing happens.
        answered(&colleague, &exchange, "no").await.is(200);
        sound(&world).await;
    }
    // Asking again takes the first question back; withdrawn is withdrawn.
    let mine = booked(&world, &owner, &[]).await;
    let hers = booked(&world, &colleague, &[("on", "2026-11-27")]).await;
    let first = asked(&world, &owner, &mine, "taken", &hers).await;
    let second = asked(&world, &owner, &mine, "person", world.id("facilitator")).await;
    answered(&colleague, &first, "yes").await.is(404);
    world.owner().call(WITHDRAW, &[("cohort", "ours"), ("exchange", &second)]).await.is(200);
    answered(&world.facilitator(), &second, "yes").await.is(404);
    assert!(holder(&world, &mine, "owner").await);
}

#[tokio::test]
async fn only_ones_own_place_to_come_is_passed_on() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let mine = booked(&world, &owner, &[]).await;
    let hers = booked(&world, &colleague, &[("on", "2026-11-27")]).await;
    let ask = |who: &'static str, booking: String, field: &'static str, value: String| {
        let world = &world;
        async move {
            let key = key();
            let fields = [("cohort", "ours"), ("key", key.as_str()), ("booking", &booking), (field, &value)];
            world.visitor(who).call(ASK, &fields).await.status.as_u16()
        }
    };
    let person = |name: &str| world.id(name).to_owned();
    assert_eq!(ask("facilitator", mine.clone(), "person", person("colleague")).await, 403, "in nobody's name");
    assert_eq!(ask("owner", mine.clone(), "person", person("owner")).await, 422, "to herself");
    assert_eq!(ask("owner", mine.clone(), "person", person("partner")).await, 422, "partners book nothing");
    assert_eq!(ask("owner", mine.clone(), "person", world.foreign["owner"].clone()).await, 422);
    assert_eq!(ask("owner", mine.clone(), "taken", world.foreign["booking"].clone()).await, 404);
    assert_eq!(ask("owner", mine.clone(), "taken", mine.clone()).await, 422, "against itself");
    let neither = [("cohort", "ours"), ("key", &key()), ("booking", &mine)];
    owner.call(ASK, &neither).await.is(422);
    colleague.call(CANCEL, &[("cohort", "ours"), ("booking", &hers)]).await.is(200);
    assert_eq!(ask("owner", mine.clone(), "taken", hers).await, 409, "cancelled meanwhile");
    later(&world, Duration::hours(53)).await;
    assert_eq!(ask("owner", mine, "person", person("colleague")).await, 422, "begun");
    assert_eq!(world.count("select count(*) from exchange").await, 2, "nothing written");
}

#[tokio::test]
async fn the_minutes_of_a_booking_are_those_that_pass() {
    let world = World::new().await;
    world.clock.advance(Duration::days(-40));
    let space = World::literal(world.id("space"));
    let sql = format!("insert into opening (space, weekday, opens, closes) values ({space}, 7, 0, 1440)");
    world.write(&sql).await.expect("written");
    world.write("update cohort set ends_on = '2027-04-30'").await.expect("written");
    let table = [
        // day, from, to, which of two hours, minutes
        ("2026-10-24", "9:00", "12:00", "", 180),
        ("2026-10-25", "1:00", "4:00", "", 240),
        ("2026-10-25", "2:00", "4:00", "first", 180),
        ("2026-10-25", "2:00", "4:00", "second", 120),
        ("2026-10-25", "0:00", "24:00", "", 25 * 60),
        ("2027-03-27", "9:00", "12:00", "", 180),
        ("2027-03-28", "1:00", "4:00", "", 120),
        ("2027-03-28", "0:00", "24:00", "", 23 * 60),
    ];
    for (on, from, to, fold, minutes) in table {
        let world = &world;
        let id = booked(world, &world.owner(), &[("on", on), ("from", from), ("to", to), ("fold", fold)]).await;
        let span: (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>) =
            sqlx::query_as("select starts_at, ends_at from booking where id = $1")
                .bind(uuid::Uuid::parse_str(&id).expect("an id"))
                .fetch_one(world.state.db.read())
                .await
                .expect("it");
        assert_eq!((span.1 - span.0).num_minutes(), minutes, "{on} {from} {to} {fold}");
        // Opened and sent again as it stands, it stays where it is.
        let change_page = format!("{}/change", page(&id));
        let fields = filled(&world.owner().get(&change_page).await, "form#form");
        world.owner().tell(&change_page, CHANGE, &pairs(&fields)).await.says("C’est changé");
        let kept = format!(
            "select count(*) from booking where id = {} and starts_at = '{}' and ends_at = '{}'",
            World::literal(&id),
            span.0.format("%Y-%m-%dT%H:%M:%S+00:00"),
            span.1.format("%Y-%m-%dT%H:%M:%S+00:00"),
        );
        assert_eq!(world.count(&kept).await, 1, "{on} {from} {to} {fold}");
        world.owner().call(CANCEL, &[("cohort", "ours"), ("booking", &id)]).await.is(200);
    }
}

#[tokio::test]
async fn what_she_wrote_goes_with_her() {
    let world = World::new().await;
    deadline(&world, 20160).await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let given = booked(&world, &owner, &[("purpose", "mes mots")]).await;
    let exchange = asked(&world, &owner, &given, "person", world.id("colleague")).await;
    answered(&colleague, &exchange, "yes").await.is(200);
    let late = booked(&world, &owner, &[("on", "2026-11-27")]).await;
    let fields = [("cohort", "ours"), ("booking", late.as_str()), ("reason", "raison intime")];
    owner.call(CANCEL, &fields).await.is(200);
    let data = owner.get("/me/data").await;
    data.says("raison intime").says("Places données ou échangées").says("Atelier de couture");
    let password = crate::harness::PASSWORD;
    owner.submit("/me/erase", "/api/people/erase", &[("current_password", password)]).await;
    let left = world.count("select count(*) from person where erased_on is not null").await;
    assert_eq!(left, 1, "erased");
    assert_eq!(world.count("select count(*) from booking where purpose = 'mes mots' or cancel_reason <> ''").await, 0);
    let sql = format!("select count(*) from exchange where asked_by = {}", World::literal(world.id("owner")));
    assert_eq!(world.count(&sql).await, 0);
}
