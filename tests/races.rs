//! Nobody is ever double-booked: twenty at once for the last place, writes past the program, and the same with the rule
//! taken away, which must break it. `COOPERADE_ROUNDS` says how many rounds (15; `make soak` asks for 100).

use crate::{
    bookings::{BOOK, form, key},
    harness::{Answer, Visitor, World, today},
    rooms,
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use cooperade::{
    app::bookings::store::{self, counts::overbooked},
    domain::capacity::{Space, Usage, fits, peak},
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

#[tokio::test]
async fn the_database_refuses_exactly_what_the_domain_refuses() {
    let world = World::new().await;
    let machine = Uuid::parse_str(world.id("machine")).expect("an id");
    let space = Space { people: 4, machines: vec![(machine, 1)], buffer_minutes: 0 };
    let (mut dice, mut held): (Dice, Vec<(Uuid, Usage)>) = (Dice(7), Vec::new());
    for step in 0..300 {
        let usage = some_usage(&mut dice, machine);
        // Every third write moves a booking, as a series or somebody at the database's prompt would.
        let moved = (step % 3 == 2 && !held.is_empty()).then(|| dice.below(held.len() as u64) as usize);
        let usages: Vec<Usage> =
            held.iter().enumerate().filter(|(n, _)| Some(*n) != moved).map(|(_, (_, usage))| usage.clone()).collect();
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
        let expected = fits(&space, &usages, &usage).is_ok();
        let violated = refused(&world, &sql).await;
        assert_eq!(violated.is_none(), expected, "step {step}: {usage:?} {violated:?}");
        if expected {
            held.retain(|(known, _)| *known != id);
            held.push((id, usage));
        }
    }
    let all: Vec<Usage> = held.into_iter().map(|(_, usage)| usage).collect();
    assert!(all.len() > 10, "some fit");
    let (from, to) = (all.iter().map(|u| u.start).min().expect("one"), all.iter().map(|u| u.end).max().expect("one"));
    let peak = peak(&all, from, to);
    assert!(peak.people <= 4 && peak.machines.iter().all(|(_, most)| *most <= 1), "{peak:?}");
    assert!(!is_overbooked(&world).await);
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
    use Violation::{CapacityMachine, CapacityPeople, MachineElsewhere};
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
    ] {
        assert_eq!(refused(&world, &sql).await, Some(rule), "{sql}");
    }
    // What is cancelled counts for nothing, and does not come back when its place is gone.
    let cancel = |id| format!("update booking set state = 'cancelled' where id = {}", name(id));
    assert_eq!(refused(&world, &cancel(a)).await, None);
    let d = Uuid::now_v7();
    assert_eq!(refused(&world, &insert(&world, d, &usage(9, 10, 3, 1))).await, None);
    let back = format!("update booking set state = 'held' where id = {}", name(a));
    assert_eq!(refused(&world, &back).await, Some(CapacityPeople));
    assert!(!is_overbooked(&world).await);
}
