//! Nobody is ever double-booked: twenty at once for the last place, writes past the program, and the same with the rule
//! taken away, which must break it. `COOPERADE_ROUNDS` says how many rounds (15; `make soak` asks for 100).

use crate::{
    bookings::{BOOK, form, key},
    harness::{Answer, Visitor, World, today},
    rebooking::CHANGE,
    repeating::SERIES,
    rooms, waiting,
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use cooperade::{
    app::bookings::{
        actions::agreement,
        store::{self, counts::overbooked},
    },
    domain::{
        capacity::{Away, Block, Held, Hours, Outage, Place, Space, Usage, displaced, fits, peak},
        time::TimeOfDay,
    },
    platform::db::{Violation, violation},
};
use uuid::Uuid;

const CLIENTS: usize = 20;

fn rounds() -> usize {
    let usual = if std::env::var("COOPERADE_SOAK").is_ok() { 100 } else { 15 };
    std::env::var("COOPERADE_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Days on which the fixture's space is open and free.
fn open_days() -> impl Iterator<Item = NaiveDate> {
    let closed = [today() + Duration::days(1), today() + Duration::days(20)];
    (today() + Duration::days(2)).iter_days().filter(move |day| day.weekday() != Weekday::Sun && !closed.contains(day))
}

/// Everybody at once for the same thing. `wanted` says what the n-th changes in the form.
fn race(world: &World, wanted: impl Fn(usize) -> Vec<(String, String)> + Sync) -> Vec<u16> {
    race_with(world, |visitor, key, n| {
        let changes = wanted(n);
        async move {
            let changes: Vec<(&str, &str)> =
                changes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            visitor.call(BOOK, &form(world, &key, &changes)).await
        }
    })
}

/// Everybody at once. `ask` is what the n-th does, with a key of her own: the statuses.
fn race_with<'w, F>(world: &'w World, ask: impl Fn(Visitor<'w>, String, usize) -> F + Sync) -> Vec<u16>
where
    F: Future<Output = Answer>,
{
    let runtime = tokio::runtime::Handle::current();
    let start = std::sync::Barrier::new(CLIENTS);
    let client = |n: usize| {
        let asked = ask(world.visitor(["owner", "colleague", "facilitator"][n % 3]), key(), n);
        start.wait();
        runtime.block_on(asked).status.as_u16()
    };
    std::thread::scope(|scope| {
        let client = &client;
        let clients: Vec<_> = (0..CLIENTS).map(|n| scope.spawn(move || client(n))).collect();
        clients.into_iter().map(|client| client.join().expect("an answer")).collect()
    })
}

fn changes(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What is fought for.
#[derive(Clone, Copy)]
enum Prize {
    /// Somebody has three of the four places; the twenty ask for the last.
    LastPlace,
    /// One machine, room for four.
    LastMachine,
    /// All places, on hours that overlap and are not equal.
    Overlapping,
    /// All places, on hours that only the cleaning between them makes overlap.
    Cleaned,
}

/// One round on its own day: the statuses of the twenty.
async fn round(world: &World, prize: Prize, day: NaiveDate) -> Vec<u16> {
    let day = day.to_string();
    let machine = format!("machines[{}]", world.id("machine"));
    if let Prize::LastPlace = prize {
        let key = key();
        let taken = form(world, &key, &[("on", &day), ("people", "3"), ("from", "13:00"), ("to", "18:00")]);
        world.facilitator().call(BOOK, &taken).await.is(200);
    }
    race(world, |n| match prize {
        Prize::LastPlace => changes(&[("on", &day)]),
        Prize::LastMachine => changes(&[("on", &day), (&machine, "1")]),
        Prize::Overlapping => {
            let (from, to) = (format!("10:{:02}", 15 * (n % 4)), format!("{}:{:02}", 12 + n % 3, 15 * (n % 4)));
            changes(&[("on", &day), ("from", &from), ("to", &to), ("people", if n % 2 == 0 { "4" } else { "3" })])
        }
        Prize::Cleaned => {
            let (from, to) = [("10:00", "11:00"), ("11:00", "12:15"), ("10:15", "11:00")][n % 3];
            changes(&[("on", &day), ("from", from), ("to", to), ("people", if n % 2 == 0 { "4" } else { "3" })])
        }
    })
}

async fn is_overbooked(world: &World) -> bool {
    let mut db = world.state.db.read().acquire().await.expect("a connection");
    !overbooked(&mut db).await.expect("checked").is_empty()
}

async fn one_wins(prize: Prize) {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    for day in open_days().take(rounds()) {
        let mut statuses = round(&world, prize, day).await;
        statuses.sort_unstable();
        let expected: Vec<u16> = std::iter::once(200).chain(std::iter::repeat_n(409, CLIENTS - 1)).collect();
        assert_eq!(statuses, expected, "{day}");
    }
    assert!(!is_overbooked(&world).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_for_the_last_place_leave_one_booking() {
    one_wins(Prize::LastPlace).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_for_the_last_machine_leave_one_booking() {
    one_wins(Prize::LastMachine).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_for_hours_that_overlap_leave_one_booking() {
    one_wins(Prize::Overlapping).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_for_hours_with_no_time_to_clean_between_leave_one_booking() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    world.write("update space set buffer_minutes = 30").await.expect("written");
    for day in open_days().take(rounds()) {
        let statuses = round(&world, Prize::Cleaned, day).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{day} {statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{day} {statuses:?}");
    }
    assert!(!is_overbooked(&world).await);
}

/// Sends a change of a space, and agrees to what it costs until nobody has been faster.
async fn insist(visitor: &Visitor<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut answer = visitor.call(path, fields).await;
    while answer.status.as_u16() == 409 && answer.body.contains("would_displace") {
        let body: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        let ids = ids_in(&body);
        assert!(!ids.is_empty(), "{}", answer.body);
        answer = visitor.call(path, &[fields, &[("agreed", agreement(&ids).as_str())]].concat()).await;
    }
    answer
}

fn ids_in(value: &serde_json::Value) -> Vec<Uuid> {
    match value {
        serde_json::Value::String(text) => Uuid::parse_str(text).into_iter().collect(),
        serde_json::Value::Array(items) => items.iter().flat_map(ids_in).collect(),
        serde_json::Value::Object(items) => items.values().flat_map(ids_in).collect(),
        _ => Vec::new(),
    }
}

/// What comes while everybody books.
#[derive(Clone, Copy, Debug)]
enum Change {
    Block,
    Outage,
    FewerPlaces,
    /// The same three past the program: the database takes them or refuses them, and nothing in between.
    Behind,
}

async fn change(world: &World, change: Change, key: &str, day: &str, n: usize) -> u16 {
    let (lead, space) = (world.facilitator(), world.id("space"));
    let answer = match change {
        Change::Block => {
            let block =
                [("space", space), ("key", key), ("on", day), ("from", "11:00"), ("to", "17:00"), ("reason", "fête")];
            insist(&lead, "/api/spaces/block", &block).await
        }
        Change::Outage => {
            let outage = [
                ("space", space),
                ("key", key),
                ("machine", world.id("machine")),
                ("count", "1"),
                ("what", ""),
                ("first", day),
                ("until", day),
            ];
            insist(&lead, "/api/spaces/report-outage", &outage).await
        }
        Change::FewerPlaces => {
            let about = [
                ("cohort", "ours"),
                ("space", space),
                ("name", "Atelier"),
                ("details", ""),
                ("people", "1"),
                ("time_zone", "Europe/Paris"),
            ];
            insist(&lead, "/api/spaces/save", &about).await
        }
        Change::Behind => return behind(world, key, day, n).await,
    };
    answer.status.as_u16()
}

async fn behind(world: &World, key: &str, day: &str, n: usize) -> u16 {
    let (id, space) = (World::literal(key), World::literal(world.id("space")));
    let machine = World::literal(world.id("machine"));
    let span = format!("'{day}T11:00:00+00:00', '{day}T12:00:00+00:00'");
    let sql = match n % 3 {
        0 => format!("insert into block (id, space, starts_at, ends_at, reason) values ({id}, {space}, {span}, 'x')"),
        1 => format!("insert into outage (id, machine, starts_at, ends_at, count) values ({id}, {machine}, {span}, 1)"),
        _ => format!("update space set people = 2 where id = {space}"),
    };
    match world.write(&sql).await {
        Ok(_) => 200,
        Err(error) if violation(&error).is_some() => 409,
        Err(error) => panic!("{error}: {sql}"),
    }
}

/// Rounds in which three of the twenty change the space while the others book: no fault, nobody beyond what there is.
async fn changes_while_booking(what: Change) {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    let machine = format!("machines[{}]", world.id("machine"));
    for day in open_days().take(rounds()) {
        world.write("update space set people = 4").await.expect("as large as before");
        let day = day.to_string();
        let statuses = race_with(&world, |visitor, key, n| {
            let (world, day, machine) = (&world, day.as_str(), machine.as_str());
            async move {
                if n % 7 == 3 {
                    let status = change(world, what, &key, day, n / 7).await;
                    return Answer { status: status.try_into().expect("a status"), ..empty() };
                }
                let (from, to) = (format!("{}:{:02}", 10 + n % 5, 15 * (n % 4)), format!("{}:00", 12 + n % 6));
                let wanted = [
                    ("on", day),
                    ("from", &from),
                    ("to", &to),
                    ("people", "1"),
                    (machine, if n % 2 == 0 { "1" } else { "" }),
                ];
                visitor.call(BOOK, &form(world, &key, &wanted)).await
            }
        });
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409 | 422)), "{what:?} {day}: {statuses:?}");
        assert!(!is_overbooked(&world).await, "{what:?} {day}");
    }
    let changed = "select (select count(*) from block) + (select count(*) from outage) + (select count(*) from space where people < 4)";
    assert!(world.count(changed).await > 4, "some of them came through");
    assert!(world.count("select count(*) from booking").await > 4, "and so did who booked");
}

fn empty() -> Answer {
    Answer { status: Default::default(), headers: Default::default(), body: String::new() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_block_comes_while_twenty_book() {
    changes_while_booking(Change::Block).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_machine_breaks_while_twenty_book() {
    changes_while_booking(Change::Outage).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn places_become_fewer_while_twenty_book() {
    changes_while_booking(Change::FewerPlaces).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn somebody_writes_past_the_program_while_twenty_book() {
    changes_while_booking(Change::Behind).await;
}

/// Events and bookings at once for a place that only one can have.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_events_and_bookings_for_one_room_leave_one() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    for day in open_days().take(rounds()) {
        let day = day.to_string();
        let mut statuses = race_with(&world, |visitor, key, n| {
            let (world, day) = (&world, day.as_str());
            async move {
                let wanted = [("on", day), ("people", "3")];
                match n % 2 {
                    0 => world.facilitator().call(rooms::ADD, &rooms::form(world, &key, &wanted)).await,
                    _ => visitor.call(BOOK, &form(world, &key, &wanted)).await,
                }
            }
        });
        statuses.sort_unstable();
        let expected: Vec<u16> = std::iter::once(200).chain(std::iter::repeat_n(409, CLIENTS - 1)).collect();
        assert_eq!(statuses, expected, "{day}");
    }
    assert!(!is_overbooked(&world).await);
    let (events, apart) = store::events::apart(world.state.db.read()).await.expect("checked");
    let written = world.count("select count(*) from event where title = 'Poser un col'").await;
    assert_eq!((events, apart), (written, 0), "no event without its room");
}

/// Twenty series of three weeks at once, that can all be booked but for one day: whoever wins has all of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_series_for_one_place_leave_one_and_no_half() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    world.write("delete from closure").await.expect("always open");
    for (index, day) in open_days().step_by(3).take(rounds()).enumerate() {
        let hour = 9 + index % 5 * 2;
        let (from, to) = (format!("{hour}:00"), format!("{}:00", hour + 2));
        let statuses = race_with(&world, |visitor, key, n| {
            let (world, from, to) = (&world, from.as_str(), to.as_str());
            // Rules that meet on one day and are not equal.
            let first = day + Duration::weeks((n % 2) as i64);
            let dates: Vec<NaiveDate> = first.iter_weeks().take(3).collect();
            async move {
                let (on, until) = (dates[0].to_string(), dates[2].to_string());
                let chosen: Vec<String> = dates.iter().map(|day| format!("dates[{day}]")).collect();
                let mut wanted = vec![("on", on.as_str()), ("from", from), ("to", to), ("people", "3")];
                wanted.extend([("repeat", "week"), ("until", until.as_str())]);
                wanted.extend(chosen.iter().map(|name| (name.as_str(), "take")));
                visitor.call(SERIES, &form(world, &key, &wanted)).await
            }
        });
        let won = statuses.iter().filter(|status| **status == 200).count();
        assert!(won <= 1 && statuses.iter().all(|status| matches!(status, 200 | 409)), "{day}: {statuses:?}");
        assert!(index > 0 || won == 1, "the first round is free: {statuses:?}");
    }
    let series = world.count("select count(*) from booking_series").await;
    let bookings = world.count("select count(*) from booking where series is not null").await;
    assert_eq!(bookings, 3 * series, "no half series");
    assert!(!is_overbooked(&world).await);
}

/// Twenty bookings that all want to move to the same place at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_that_move_to_one_place_leave_one_there() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    world.write("update space set people = 100").await.expect("room for all of them");
    let machine = format!("machines[{}]", world.id("machine"));
    for day in open_days().take(rounds()) {
        let day = day.to_string();
        let keys: Vec<String> = (0..CLIENTS).map(|_| key()).collect();
        for (n, key) in keys.iter().enumerate() {
            let who = world.visitor(["owner", "colleague", "facilitator"][n % 3]);
            who.call(BOOK, &form(&world, key, &[("on", &day), ("from", "9:00"), ("to", "10:00")])).await.is(200);
        }
        let mut statuses = race_with(&world, |visitor, _, n| {
            let (world, day, machine, booking) = (&world, day.as_str(), machine.as_str(), keys[n].as_str());
            async move {
                let changes = [("booking", booking), ("seen", "0"), ("key", ""), ("on", day), (machine, "1")];
                visitor.call(CHANGE, &form(world, "", &changes)).await
            }
        });
        statuses.sort_unstable();
        let expected: Vec<u16> = std::iter::once(200).chain(std::iter::repeat_n(409, CLIENTS - 1)).collect();
        assert_eq!(statuses, expected, "{day}");
    }
    let displaced = world.count("select count(*) from booking where state = 'displaced'").await;
    assert_eq!(displaced, 0, "who did not get there is where she was");
    assert!(!is_overbooked(&world).await);
}

/// Twenty changes of the same booking at once, all of what was seen before.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_tabs_change_one_booking_once() {
    let world = World::new().await;
    for day in open_days().take(rounds().min(10)) {
        let (day, id) = (day.to_string(), key());
        world.facilitator().call(BOOK, &form(&world, &id, &[("on", &day)])).await.is(200);
        let mut statuses = race_with(&world, |_, _, n| {
            let (world, day, id) = (&world, day.as_str(), id.as_str());
            async move {
                let people = (1 + n % 4).to_string();
                let changes = [("booking", id), ("seen", "0"), ("key", ""), ("on", day), ("people", &people)];
                world.facilitator().call(CHANGE, &form(world, "", &changes)).await
            }
        });
        statuses.sort_unstable();
        let expected: Vec<u16> = std::iter::once(200).chain(std::iter::repeat_n(409, CLIENTS - 1)).collect();
        assert_eq!(statuses, expected, "{day}");
    }
}

/// Everybody at once says yes and no to the offers of three who wait for one place, and books past them: each place has one
/// holder at every moment, and no offer is taken and given on at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_who_answer_offers_at_once_hold_one_place() {
    let world = World::new().await;
    world.write("update cohort set ends_on = '2027-09-20' where slug = 'ours'").await.expect("room for many rounds");
    for (round, day) in open_days().take(rounds()).enumerate() {
        let day = day.to_string();
        let (three, one) = (key(), key());
        for (key, people) in [(&three, "3"), (&one, "1")] {
            let wanted = form(&world, key, &[("on", &day), ("people", people), ("for", "me")]);
            world.facilitator().call(BOOK, &wanted).await.is(200);
        }
        let mut waits = Vec::new();
        for role in ["owner", "colleague", "facilitator"] {
            waits.push(waiting::wait(&world, &world.visitor(role), &[("on", &day)]).await);
        }
        let gone = [("cohort", "ours"), ("booking", one.as_str())];
        world.facilitator().call("/api/bookings/cancel", &gone).await.is(200);
        let statuses = race_with(&world, |visitor, key, n| {
            let (world, day, wait) = (&world, day.as_str(), waits[n % 3].as_str());
            async move {
                let answer = [("cohort", "ours"), ("wait", wait)];
                match n % 4 {
                    0 => visitor.call(BOOK, &form(world, &key, &[("on", day)])).await,
                    // In every second round the no comes in between.
                    1 if round % 2 == 0 => visitor.call(waiting::LEAVE, &answer).await,
                    _ => visitor.call(waiting::TAKE, &answer).await,
                }
            }
        });
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{day}: {statuses:?}");
        assert!(!is_overbooked(&world).await, "{day}");
        let twice = "select count(*) from wait w join booking b on b.id = w.booking
                     where (w.state = 'taken' and (b.state <> 'held' or b.hold_until is not null))
                        or (w.state = 'offered' and (b.state <> 'held' or b.hold_until is null))
                        or (w.state in ('left', 'lapsed') and b.state = 'held')";
        assert_eq!(world.count(twice).await, 0, "{day}: what a place in line says is what became of its booking");
        let held = format!(
            "select cast(sum(people) as bigint) from booking where state = 'held' and starts_at >= '{day}' and starts_at < '{day}T23:59:59+00:00'"
        );
        assert!(world.count(&held).await <= 4, "{day}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_rule_the_same_rounds_double_book() {
    let world = World::new().await;
    let triggers: &[&str] = if cfg!(feature = "postgres") {
        &["drop trigger booking_insert on booking", "drop trigger booking_machine_rule on booking_machine"]
    } else {
        &["drop trigger booking_insert", "drop trigger booking_machine_insert"]
    };
    for trigger in triggers {
        world.write(trigger).await.expect("dropped");
    }
    let mut days = open_days();
    for prize in [Prize::LastPlace, Prize::LastMachine, Prize::Overlapping] {
        let statuses = round(&world, prize, days.next().expect("a day")).await;
        assert!(statuses.iter().filter(|status| **status == 200).count() > 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    }
    assert!(is_overbooked(&world).await, "and the check sees it");
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// What `sql` is refused for, if it is.
async fn refused(world: &World, sql: &str) -> Option<Violation> {
    world.write(sql).await.err().map(|error| violation(&error).unwrap_or_else(|| panic!("{error}: {sql}")))
}

fn some_usage(dice: &mut Dice, machine: Uuid) -> Usage {
    let start = "2027-01-04T08:00:00Z".parse::<DateTime<Utc>>().expect("an instant");
    let start = start + Duration::minutes(15 * dice.below(40) as i64);
    let end = start + Duration::minutes(15 * (1 + dice.below(12) as i64));
    let machines = if dice.below(3) == 0 { vec![(machine, 1)] } else { Vec::new() };
    Usage { start, end, people: 1 + dice.below(3) as u32, machines }
}

fn insert(world: &World, id: Uuid, usage: &Usage) -> String {
    let id = World::literal(&id.to_string());
    let mut sql = format!(
        "insert into booking (id, space, cohort, person, starts_at, ends_at, people, created_at)
         values ({id}, {}, {}, {}, '{}', '{}', {}, '2026-11-24T09:00:00+00:00')",
        World::literal(world.id("space")),
        World::literal(world.id("cohort")),
        World::literal(world.id("owner")),
        text(usage.start),
        text(usage.end),
        usage.people,
    );
    for (machine, count) in &usage.machines {
        let machine = World::literal(&machine.to_string());
        sql.push_str(&format!(
            "; insert into booking_machine (booking, machine, count) values ({id}, {machine}, {count})"
        ));
    }
    sql
}

/// Always open, with what the fixture's space has and a time to clean.
fn place(machine: Uuid, buffer_minutes: u32) -> Place {
    let always = |weekday| Hours { weekday, from: TimeOfDay::START, to: TimeOfDay::END };
    Place {
        space: Space { people: 4, machines: vec![(machine, 1)], buffer_minutes },
        hours: (0..7).filter_map(|day| Weekday::try_from(day).ok()).map(always).collect(),
        ..Place::always_shut(chrono_tz::UTC)
    }
}

/// A block or an outage of about an hour, known since ever, and the statement that writes it.
fn some_away(world: &World, dice: &mut Dice, machine: Uuid) -> (Away, String) {
    let (start, since) = (some_usage(dice, machine).start, DateTime::UNIX_EPOCH);
    let end = start + Duration::minutes(15 * (1 + dice.below(6) as i64));
    let (id, span) = (World::literal(&Uuid::now_v7().to_string()), format!("'{}', '{}'", text(start), text(end)));
    if dice.below(2) == 0 {
        let space = World::literal(world.id("space"));
        let sql =
            format!("insert into block (id, space, starts_at, ends_at, reason) values ({id}, {space}, {span}, 'x')");
        return (Block { start, end, since, reason: String::new() }.away(), sql);
    }
    let literal = World::literal(&machine.to_string());
    let sql =
        format!("insert into outage (id, machine, starts_at, ends_at, count) values ({id}, {literal}, {span}, 1)");
    (Outage { machine, count: 1, start, end, since, reason: String::new() }.away(), sql)
}

#[tokio::test]
async fn the_database_refuses_exactly_what_the_domain_refuses() {
    for (seed, buffer) in [(7, 0), (11, 20)] {
        same_as_the_domain(Dice(seed), buffer).await;
    }
}

async fn same_as_the_domain(mut dice: Dice, buffer: u32) {
    let world = World::new().await;
    world.write(&format!("update space set buffer_minutes = {buffer}")).await.expect("written");
    let machine = Uuid::parse_str(world.id("machine")).expect("an id");
    let place = place(machine, buffer);
    let (mut held, mut away): (Vec<(Uuid, Usage)>, Vec<Away>) = (Vec::new(), Vec::new());
    let (mut taken, mut refusals) = (0, 0);
    for step in 0..300 {
        if step % 10 == 9 {
            // Something comes that is no booking: taken, when nobody loses a place by it.
            let (one, sql) = some_away(&world, &mut dice, machine);
            let all: Vec<Away> = away.iter().chain([&one]).cloned().collect();
            let lose = displaced(&place, &as_held(&held), &all, DateTime::UNIX_EPOCH);
            let violated = refused(&world, &sql).await;
            assert_eq!(violated.is_none(), lose.is_empty(), "step {step}: {one:?} {violated:?}");
            match violated {
                None => (taken, away) = (taken + 1, all),
                Some(_) => refusals += 1,
            }
            continue;
        }
        let usage = some_usage(&mut dice, machine);
        // Every third write moves a booking, as a series or somebody at the database's prompt would.
        let moved = (step % 3 == 2 && !held.is_empty()).then(|| dice.below(held.len() as u64) as usize);
        let others = held.iter().enumerate().filter(|(n, _)| Some(*n) != moved);
        let usages: Vec<Usage> = others
            .map(|(_, (_, usage))| place.space.cleaned(usage.clone()))
            .chain(away.iter().map(|away| away.usage.clone()))
            .collect();
        let (id, usage, sql) = match moved {
            Some(n) => {
                let (id, old) = held[n].clone();
                let new = Usage { machines: old.machines, ..usage };
                let (from, to) = (text(new.start), text(new.end));
                let literal = World::literal(&id.to_string());
                let set = format!("starts_at = '{from}', ends_at = '{to}', people = {}", new.people);
                (id, new, format!("update booking set {set} where id = {literal}"))
            }
            None => {
                let id = Uuid::now_v7();
                let sql = insert(&world, id, &usage);
                (id, usage, sql)
            }
        };
        let expected = fits(&place.space, &usages, &usage).is_ok();
        let violated = refused(&world, &sql).await;
        assert_eq!(violated.is_none(), expected, "step {step}: {usage:?} {violated:?}");
        if expected {
            held.retain(|(known, _)| *known != id);
            held.push((id, usage));
        }
    }
    let all: Vec<Usage> = held.into_iter().map(|(_, usage)| usage).collect();
    assert!(all.len() > 8 && taken > 0 && refusals > 0, "some fit: {} {taken} {refusals}", all.len());
    let (from, to) = (all.iter().map(|u| u.start).min().expect("one"), all.iter().map(|u| u.end).max().expect("one"));
    let peak = peak(&all, from, to);
    assert!(peak.people <= 4 && peak.machines.iter().all(|(_, most)| *most <= 1), "{peak:?}");
    assert!(!is_overbooked(&world).await);
}

fn as_held(held: &[(Uuid, Usage)]) -> Vec<Held> {
    held.iter().map(|(id, usage)| Held { id: *id, made_at: DateTime::UNIX_EPOCH, usage: usage.clone() }).collect()
}

fn block(space: &str, from: &str, to: &str) -> String {
    let id = World::literal(&key());
    format!(
        "insert into block (id, space, starts_at, ends_at, reason)
         values ({id}, {space}, '2027-01-05T{from}:00+00:00', '2027-01-05T{to}:00+00:00', 'x')"
    )
}

fn outage(machine: &str, from: &str, to: &str) -> String {
    let id = World::literal(&key());
    format!(
        "insert into outage (id, machine, count, starts_at, ends_at, reason)
         values ({id}, {machine}, 1, '2027-01-05T{from}:00+00:00', '2027-01-05T{to}:00+00:00', 'x')"
    )
}

#[tokio::test]
async fn no_write_gets_past_the_rule() {
    let world = World::new().await;
    let machine = Uuid::parse_str(world.id("machine")).expect("an id");
    let at = |hour: u32| format!("2027-01-05T{hour:02}:00:00Z").parse::<DateTime<Utc>>().expect("an instant");
    let usage = |from, to, people, machines: u32| Usage {
        start: at(from),
        end: at(to),
        people,
        machines: if machines > 0 { vec![(machine, machines)] } else { Vec::new() },
    };
    let [a, b, c] = [Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7()];
    let name = |id: Uuid| World::literal(&id.to_string());
    for (id, usage) in [(a, usage(9, 11, 3, 1)), (b, usage(11, 13, 3, 1)), (c, usage(9, 13, 1, 0))] {
        assert_eq!(refused(&world, &insert(&world, id, &usage)).await, None);
    }
    let (space, theirs) = (World::literal(world.id("space")), World::literal(&world.foreign["space"]));
    let foreign = World::literal(&world.foreign["machine"]);
    let own = World::literal(world.id("machine"));
    use Violation::{CapacityBlocked, CapacityMachine, CapacityPeople, MachineElsewhere};
    for (sql, rule) in [
        (format!("update booking set people = 2 where id = {}", name(c)), CapacityPeople),
        (format!("update booking set starts_at = '2027-01-05T10:00:00+00:00' where id = {}", name(b)), CapacityPeople),
        (
            format!("update booking set starts_at = '2027-01-05T10:00:00+00:00', people = 1 where id = {}", name(b)),
            CapacityPeople,
        ),
        // A whole series at once.
        ("update booking set people = people + 1 where starts_at > '2027-01-05'".to_owned(), CapacityPeople),
        (format!("update booking set space = {theirs} where id = {}", name(a)), MachineElsewhere),
        (format!("update booking_machine set count = 2 where booking = {}", name(a)), CapacityMachine),
        (
            format!("insert into booking_machine (booking, machine, count) values ({}, {own}, 1)", name(c)),
            CapacityMachine,
        ),
        (
            format!("insert into booking_machine (booking, machine, count) values ({}, {foreign}, 1)", name(c)),
            MachineElsewhere,
        ),
        (format!("update space set people = 3 where id = {space}"), CapacityPeople),
        (format!("update machine set count = 0 where id = {own}"), CapacityMachine),
        (format!("update machine set space = {theirs} where id = {own}"), MachineElsewhere),
        (format!("update space set buffer_minutes = 15 where id = {space}"), CapacityPeople),
        (block(&space, "10:00", "10:30"), CapacityBlocked),
        (block(&space, "12:30", "18:00"), CapacityBlocked),
        (outage(&own, "12:00", "14:00"), CapacityMachine),
        (outage(&own, "08:00", "09:15"), CapacityMachine),
    ] {
        assert_eq!(refused(&world, &sql).await, Some(rule), "{sql}");
    }
    // What is taken where nobody is stays where it is, and nobody comes into it.
    assert_eq!(refused(&world, &block(&space, "13:00", "14:00")).await, None);
    assert_eq!(refused(&world, &outage(&own, "15:00", "16:00")).await, None);
    let e = Uuid::now_v7();
    for (sql, rule) in [
        ("update block set starts_at = '2027-01-05T12:45:00+00:00' where reason = 'x'".to_owned(), CapacityBlocked),
        ("update outage set starts_at = '2027-01-05T12:45:00+00:00' where reason = 'x'".to_owned(), CapacityMachine),
        (insert(&world, e, &usage(13, 14, 1, 0)), CapacityBlocked),
        (insert(&world, e, &usage(12, 15, 1, 0)), CapacityBlocked),
        (insert(&world, e, &usage(15, 16, 1, 1)), CapacityMachine),
        (insert(&world, e, &usage(14, 17, 1, 1)), CapacityMachine),
        (
            format!(
                "update booking set starts_at = '2027-01-05T13:30:00+00:00', ends_at = '2027-01-05T14:30:00+00:00' where id = {}",
                name(b)
            ),
            CapacityBlocked,
        ),
        (
            format!(
                "update booking set starts_at = '2027-01-05T14:30:00+00:00', ends_at = '2027-01-05T15:30:00+00:00' where id = {}",
                name(b)
            ),
            CapacityMachine,
        ),
        (format!("update space set buffer_minutes = 240 where id = {space}"), CapacityBlocked),
    ] {
        assert_eq!(refused(&world, &sql).await, Some(rule), "{sql}");
    }
    // A buffer that fits is kept by whoever writes, events that move included.
    assert_eq!(refused(&world, &insert(&world, e, &usage(17, 18, 1, 0))).await, None);
    world.write("update space set people = 40, buffer_minutes = 0").await.expect("larger");
    world.write("delete from block where reason = 'x'").await.expect("given back");
    world.write("delete from outage where reason = 'x'").await.expect("repaired");
    world.write("update machine set count = 9").await.expect("more");
    assert_eq!(refused(&world, "update space set buffer_minutes = 15").await, None);
    let kept = "select count(*) from booking where starts_at = '2027-01-05T17:00:00+00:00' and frees_at = '2027-01-05T18:15:00+00:00'";
    assert_eq!(world.count(kept).await, 1);
    world.write("update space set buffer_minutes = 0").await.expect("no buffer");
    world.write("update machine set count = 1").await.expect("as before");
    world.write("update space set people = 4").await.expect("as before");
    // What is cancelled counts for nothing, and does not come back when its place is gone.
    let cancel = |id| format!("update booking set state = 'cancelled' where id = {}", name(id));
    assert_eq!(refused(&world, &cancel(a)).await, None);
    let d = Uuid::now_v7();
    assert_eq!(refused(&world, &insert(&world, d, &usage(9, 10, 3, 1))).await, None);
    let back = format!("update booking set state = 'held' where id = {}", name(a));
    assert_eq!(refused(&world, &back).await, Some(CapacityPeople));
    assert!(!is_overbooked(&world).await);
}
