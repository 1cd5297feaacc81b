//! Moving the plan: seen before it is done, done whole or not at all, and taken back.

use crate::harness::{Answer, World};
use uuid::Uuid;

const MOVE: &str = "/api/planning/move";
const RESTORE: &str = "/api/planning/restore";

fn key() -> String {
    Uuid::now_v7().to_string()
}

fn page(world: &World, name: &str) -> String {
    format!("/cohorts/ours/plan/move/{}", world.id(name))
}

/// The fingerprint that the preview's form carries.
fn seen(answer: &Answer) -> String {
    hidden(answer, "seen")
}

fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = answer.body.split_once(&mark).map(|(_, rest)| rest).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Looks at a move and does what was seen.
async fn look_and_move(world: &World, first: &str, last: &str, policy: &str) -> Answer {
    let by = world.facilitator();
    let from = format!("{}?first={first}&last={last}&policy={policy}", page(world, "phase"));
    let preview = by.get(&from).await;
    preview.is(200);
    move_phase(world, &from, [first, last, policy], &seen(&preview)).await
}

/// Asks for a move of the fixture's phase: first day, last day, policy, and the fingerprint of what was seen.
async fn move_phase(world: &World, from: &str, [first, last, policy]: [&str; 3], seen: &str) -> Answer {
    let (item, key) = (world.id("phase"), key());
    let asked = [("item", item), ("first", first), ("last", last), ("policy", policy)];
    let form = [("cohort", "ours"), ("key", key.as_str()), ("seen", seen)];
    world.facilitator().tell(from, MOVE, &[&form[..], &asked[..]].concat()).await
}

/// A second phase after the fixture's: 8 to 20 February.
async fn closing(world: &World) {
    let sql = format!(
        "insert into phase (id, cohort, kind, name, starts_on, ends_on)
         select {}, id, 'closing', 'Clôture', '2027-02-08', '2027-02-20' from cohort where slug = 'ours'",
        World::literal(&key())
    );
    world.write(&sql).await.expect("a phase");
}

#[tokio::test]
async fn what_moves_is_seen_first_then_done_then_taken_back() {
    let world = World::new().await;
    closing(&world).await;
    let by = world.facilitator();
    let from = format!("{}?first=2026-10-27&last=2027-02-08&policy=push", page(&world, "phase"));
    let preview = by.get(&from).await;
    preview.is(200).says("Ce qui va changer").says("Clôture").says("du mardi 27 octobre au lundi 8 février");
    assert_eq!(
        world.count("select count(*) from phase where starts_on = '2026-10-26'").await,
        2,
        "looking changes nothing"
    );

    let done = look_and_move(&world, "2026-10-27", "2027-02-08", "push").await;
    done.is(200).says("Le plan est déplacé.");
    let moved = "select count(*) from phase where (starts_on = '2026-10-27' and ends_on = '2027-02-08')
                 or (starts_on = '2027-02-09' and ends_on = '2027-02-21')";
    assert_eq!(world.count(moved).await, 2);
    // Meeting and mission hang on the phase and follow it by a day; their hours stay.
    assert_eq!(world.count("select count(*) from mission where due_on = '2026-11-28'").await, 1);

    let versions = by.get("/cohorts/ours/plan/versions").await;
    versions.is(200).says("Avant de déplacer");
    let link =
        versions.body.split("/plan/versions/").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    let version = by.get(&format!("/cohorts/ours/plan/versions/{link}")).await;
    version.is(200).says("Pour revenir à ce plan").says("Clôture");
    let (key, seen) = (key(), hidden(&version, "seen"));
    let form = [("cohort", "ours"), ("key", key.as_str()), ("version", link), ("seen", seen.as_str())];
    by.tell("/cohorts/ours/plan/versions", RESTORE, &form).await.is(200).says("Le plan est revenu comme avant.");
    let before = "select count(*) from phase where (starts_on = '2026-10-26' and ends_on = '2027-02-07')
                  or (starts_on = '2027-02-08' and ends_on = '2027-02-20')";
    assert_eq!(world.count(before).await, 3, "both of ours, one of theirs");
    assert_eq!(world.count("select count(*) from mission where due_on = '2026-11-27'").await, 2);
}

/// A mission that names a phase follows that one, not what goes on when it is due.
#[tokio::test]
async fn a_mission_hangs_on_the_phase_that_it_names() {
    let world = World::new().await;
    closing(&world).await;
    let named = "update mission set phase = (select id from phase where kind = 'closing')";
    world.write(named).await.expect("a phase");
    look_and_move(&world, "2026-10-20", "2027-02-01", "push").await.is(200);
    let ours = format!("select count(*) from mission where cohort = {} and", World::literal(world.id("cohort")));
    assert_eq!(world.count(&format!("{ours} due_on = '2026-11-27'")).await, 1, "its phase did not move");

    world.write("delete from phase where kind = 'closing'").await.expect("gone");
    assert_eq!(world.count(&format!("{ours} phase is null")).await, 1, "a phase that goes frees its missions");
    look_and_move(&world, "2026-10-27", "2027-02-08", "push").await.is(200);
    assert_eq!(world.count(&format!("{ours} due_on = '2026-12-04'")).await, 1, "now it follows what goes on");
}

#[tokio::test]
async fn events_and_bookings_keep_their_hours_and_a_full_day_keeps_its_booking() {
    let world = World::new().await;
    let booked = "select count(*) from booking where state = 'held'";
    let held = world.count(booked).await;
    look_and_move(&world, "2026-10-27", "2027-02-08", "keep").await.is(200);
    // Nothing but what began on the old first day or later moves: the booking of the fixture does, a day later.
    assert_eq!(world.count(booked).await, held, "no booking is lost");
    let events: i64 = world.count("select count(*) from event where title like 'Grande%'").await;
    assert_eq!(events, 1);
    let sound = cooperade::app::check::run(&world.state.db).await.expect("a check");
    assert!(sound.iter().all(|finding| finding.sound), "nothing beyond capacity");
}

#[tokio::test]
async fn what_cannot_work_says_why_and_changes_nothing() {
    let world = World::new().await;
    let by = world.facilitator();
    let outside = by.get(&format!("{}?first=2026-10-26&last=2027-03-01&policy=alone", page(&world, "phase"))).await;
    outside.says("sortirait de ses jours possibles").never_says("Déplacer cet élément");
    let backwards = by.get(&format!("{}?first=2026-12-01&last=2026-11-01&policy=alone", page(&world, "phase"))).await;
    backwards.says("La fin").never_says("Déplacer cet élément");
    let nonsense = by.get(&format!("{}?first=2026-02-30&last=x&policy=all", page(&world, "phase"))).await;
    nonsense.is(422).says("réponses à revoir");
    let deadline = by.get(&page(&world, "deadline")).await;
    deadline.is(200).says("fixée par d’autres");
    assert_eq!(world.count("select count(*) from plan_version").await, 2, "only those of the fixture");
}

#[tokio::test]
async fn what_is_pinned_stays() {
    let world = World::new().await;
    let by = world.facilitator();
    let from = page(&world, "phase");
    let pin = [("cohort", "ours"), ("item", world.id("phase")), ("pinned", "yes")];
    by.tell(&from, "/api/planning/pin", &pin).await.is(200).says("rien ne le déplacera").says("Libérer");
    let told = move_phase(&world, &from, ["2026-10-27", "2027-02-07", "alone"], "").await;
    told.is(200).says("est fixé et ne bouge pas");
    assert_eq!(world.count("select count(*) from phase where starts_on = '2026-10-26'").await, 2, "ours and theirs");
}

#[tokio::test]
async fn the_second_of_two_sees_what_changed() {
    let world = World::new().await;
    let from = format!("{}?first=2026-10-27&last=2027-02-07&policy=push", page(&world, "phase"));
    let seen = seen(&world.facilitator().get(&from).await);
    // Meanwhile somebody else moves it.
    look_and_move(&world, "2026-10-28", "2027-02-07", "alone").await.is(200);
    let told = move_phase(&world, &from, ["2026-10-27", "2027-02-07", "push"], &seen).await;
    told.is(200).says("mercredi 28 octobre").says("Ce qui va changer");
    assert_eq!(world.count("select count(*) from phase where starts_on = '2026-10-28'").await, 1, "the first one's");
}

#[tokio::test]
async fn a_move_sent_twice_moves_once_and_ten_versions_are_kept() {
    let world = World::new().await;
    for day in 1..=12 {
        let first = format!("2026-10-{:02}", 10 + day);
        look_and_move(&world, &first, "2027-02-07", "alone").await.is(200).says("Le plan est déplacé.");
    }
    let ours = "select count(*) from plan_version v join cohort c on c.id = v.cohort where c.slug = 'ours'";
    assert_eq!(world.count(ours).await, 10);
}

#[tokio::test]
async fn deadlines_are_marked_and_warn_when_crossed() {
    let world = World::new().await;
    let by = world.facilitator();
    let from = "/cohorts/ours/plan/deadlines";
    let key = key();
    let late = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("kind", "milestone"),
        ("title", "Trop tard"),
        ("falls_on", "2027-02-22"),
    ];
    by.tell(from, "/api/planning/add-deadline", &late).await.says("Trop tard");
    assert_eq!(world.count("select count(*) from deadline").await, 2, "outside the cohort");
    let lease = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("kind", "lease"),
        ("title", "Bail du local"),
        ("falls_on", "2027-02-07"),
    ];
    for _ in 0..2 {
        by.tell(from, "/api/planning/add-deadline", &lease).await.is(200).says("Bail du local");
    }
    assert_eq!(world.count("select count(*) from deadline").await, 3, "sent twice, kept once");
    by.get("/cohorts/ours/plan").await.says("Bail du local");
    let crossed = by.get(&format!("{}?first=2026-10-26&last=2027-02-09&policy=alone", page(&world, "phase"))).await;
    crossed.is(200).says("Après « Bail du local »");
}

#[tokio::test]
async fn another_cohorts_plan_is_not_there_and_an_archived_one_is_closed() {
    let world = World::new().await;
    let by = world.facilitator();
    by.get(&format!("/cohorts/ours/plan/move/{}", world.foreign["phase"])).await.is(404);
    by.get(&format!("/cohorts/ours/plan/versions/{}", world.foreign["version"])).await.is(404);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("archived");
    by.get(&page(&world, "phase")).await.is(409);
    let item = world.id("phase").to_owned();
    let pin = [("cohort", "ours"), ("item", item.as_str()), ("pinned", "yes")];
    assert_eq!(by.call("/api/planning/pin", &pin).await.status.as_u16(), 409);
}
