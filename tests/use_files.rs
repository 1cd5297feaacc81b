//! How a space was used, as files and as a report: hours and groups, no names; and every file that is taken away leaves a trace.

use crate::harness::{Answer, Visitor, World};
use chrono::{DateTime, Duration, Utc};
use cooperade::platform::sheet::{decoded, rows};
use uuid::Uuid;

async fn table(by: &Visitor<'_>, path: &str) -> Vec<Vec<String>> {
    let answer = by.get(path).await;
    answer.is(200);
    assert!(answer.header("content-disposition").starts_with("attachment"));
    rows(&decoded(answer.body.as_bytes())).into_iter().map(|row| row.cells).collect()
}

fn use_of(world: &World, ending: &str) -> String {
    format!("/spaces/{}/use.{ending}", world.id("space"))
}

async fn traces(world: &World) -> i64 {
    world
        .count("select count(*) from audit where action like '%/download' and outcome = 'done' and actor is not null")
        .await
}

/// A held booking of `person` of one of the two cohorts in our space, with a machine or none.
async fn booked(world: &World, cohort: &str, person: &str, from: &str, hours: i64, people: i64, machine: bool) {
    let from: DateTime<Utc> = from.parse().unwrap();
    let id = |text: &str| text.parse::<Uuid>().unwrap();
    let booking = Uuid::now_v7();
    let mut tx = world.state.db.begin().await.unwrap();
    sqlx::query(
        "insert into booking (id, space, cohort, person, starts_at, ends_at, people, purpose, state, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'SECRET-PURPOSE', 'held', $5)",
    )
    .bind(booking)
    .bind(id(world.id("space")))
    .bind(id(cohort))
    .bind(id(person))
    .bind(from)
    .bind(from + Duration::hours(hours))
    .bind(people)
    .execute(&mut *tx)
    .await
    .unwrap();
    if machine {
        sqlx::query("insert into booking_machine (booking, machine, count) values ($1, $2, 1)")
            .bind(booking)
            .bind(id(world.id("machine")))
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Two bookings of ours on one day, one of the other cohort, one that is not over.
async fn busy() -> World {
    let world = World::new().await;
    let space = World::literal(world.id("space"));
    let theirs = world.foreign["cohort"].clone();
    world
        .write(&format!("insert into space_cohort (space, cohort) values ({space}, {})", World::literal(&theirs)))
        .await
        .unwrap();
    let (ours, owner, colleague) = (world.id("cohort"), world.id("owner"), world.id("colleague"));
    booked(&world, ours, owner, "2026-11-19T08:00:00Z", 2, 2, true).await;
    booked(&world, ours, colleague, "2026-11-19T12:00:00Z", 1, 1, false).await;
    booked(&world, &theirs, &world.foreign["owner"], "2026-11-19T08:00:00Z", 3, 1, false).await;
    booked(&world, ours, owner, "2026-11-24T08:00:00Z", 4, 1, false).await;
    world
}

#[tokio::test]
async fn by_day_and_group_hours_and_no_names() {
    let world = busy().await;
    let text = world.facilitator().get(&use_of(&world, "csv")).await;
    for never in ["Aïcha", "Binta", "Rosa", "CANARY", "SECRET", "Pôle"] {
        text.never_says(never);
    }
    let lines = table(&world.facilitator(), &use_of(&world, "csv")).await;
    assert_eq!(
        lines[0],
        [
            "Jour",
            "Groupe",
            "Réservations",
            "Heures",
            "Heures-personnes",
            "Heures-machines",
            "Heures d’ouverture",
            "Part utilisée (%)"
        ]
    );
    // Open from 9 to 19 h for four: 40 place-hours.
    assert_eq!(lines[1], ["2026-11-19", "Atelier ours", "2", "3,00", "5,00", "2,00", "10,00", "12,50"]);
    assert_eq!(lines[2], ["2026-11-19", "Autres groupes", "1", "3,00", "3,00", "0,00", "10,00", "7,50"]);
    assert_eq!(lines.len(), 3, "what is not over is no use yet: {lines:?}");
    assert!(world.facilitator().fetch(&use_of(&world, "xlsx")).await.starts_with(b"PK"));
    // Who pays reads what her own cohort did; who lends, all of it.
    let funder = table(&world.partner(), &use_of(&world, "csv")).await;
    assert_eq!(funder[1][1], "Atelier ours");
    assert_eq!(funder.len(), 2);
    world.partner().get("/figures").await.is(200).says(&use_of(&world, "csv"));
    world.partner().get(&format!("/spaces/{}/report", world.id("space"))).await.is(404);
    world.write("update membership set role = 'host' where role = 'funder'").await.unwrap();
    assert_eq!(table(&world.partner(), &use_of(&world, "csv")).await.len(), 3);
    world.write("update membership set role = 'prescriber' where role = 'host'").await.unwrap();
    world.partner().get(&use_of(&world, "csv")).await.is(404);
    for odd in ["?months=0", "?months=9999999999", "?months=x", "?months=60"] {
        world.facilitator().get(&format!("{}{odd}", use_of(&world, "csv"))).await.is(200);
    }
}

#[tokio::test]
async fn the_report_sets_hours_beside_what_was_made() {
    let world = busy().await;
    let path = format!("/spaces/{}/report", world.id("space"));
    let (booking, product) = (world.id("booking").to_owned(), World::literal(world.id("product")));
    world
        .write(&format!("update record set booking = {} where product = {product}", World::literal(&booking)))
        .await
        .unwrap();
    let page = world.facilitator().get(&path).await;
    page.is(200)
        .says("À quoi a servi")
        .says("<svg")
        .says("3 réservations, 6\u{202f}h de présence et 8\u{202f}h comptées par personne");
    page.says("Atelier ours").says("Autres groupes").says("Sans pôle").says("novembre 2026").says("use.xlsx");
    // Made by one person alone: told of nobody.
    page.says("Pas de nombre pour\u{202f}: Notre tablier").never_says("3\u{a0}pièces");
    for never in ["Aïcha", "Binta", "CANARY", "SECRET"] {
        page.never_says(never);
    }
    for person in ["facilitator", "colleague"] {
        let sql = format!(
            "insert into record_maker (record, person, minutes) values ({}, {}, 30)",
            World::literal(world.id("record")),
            World::literal(world.id(person))
        );
        world.write(&sql).await.unwrap();
    }
    world.facilitator().get(&path).await.says("3\u{a0}pièces").never_says("Pas de nombre");
    // A host reads hours and groups, and nothing of what was made.
    world.write("update membership set role = 'host' where role = 'funder'").await.unwrap();
    let host = world.partner().get(&path).await;
    host.is(200).says("Autres groupes").never_says("tablier").never_says("Sans pôle").never_says("3\u{a0}pièces");
    world.owner().get(&path).await.is(403);
    world.write("delete from booking where event is null").await.unwrap();
    world.facilitator().get(&path).await.is(200).says("Ici viendront les heures de ce lieu.");
}

#[tokio::test]
async fn every_file_that_is_taken_away_leaves_a_trace() {
    let world = World::new().await;
    let (csv, xlsx) = (use_of(&world, "csv"), use_of(&world, "xlsx"));
    let template = format!("/templates/{}/template.json", world.id("template"));
    let files = [
        "/cohorts/ours/attendance/table.csv",
        "/cohorts/ours/attendance/table.xlsx",
        "/cohorts/ours/orders/month.csv",
        "/cohorts/ours/orders/month.xlsx",
        "/cohorts/ours/export/all.json",
        "/cohorts/ours/template.json",
        template.as_str(),
        csv.as_str(),
        xlsx.as_str(),
    ];
    for (index, path) in files.into_iter().enumerate() {
        let answer: Answer = world.facilitator().get(path).await;
        answer.is(200);
        let is_text = path.ends_with("csv");
        assert_eq!(answer.header("content-type").starts_with("text/csv"), is_text, "{path}");
        assert_eq!(path.ends_with("xlsx"), answer.body.starts_with("PK"), "{path}");
        assert_eq!(traces(&world).await, i64::try_from(index).unwrap() + 1, "{path}");
        world.owner().get(path).await;
        world.anonymous().get(path).await;
    }
    assert_eq!(traces(&world).await, 9, "refusals take nothing away");
    for action in
        ["attendance/download", "orders/download", "exports/download", "templates/download", "spaces/download"]
    {
        assert!(world.count(&format!("select count(*) from audit where action = '{action}'")).await > 0, "{action}");
    }
    // A sample holds nothing of anybody.
    world.facilitator().get("/cohorts/ours/sales/import/sample.csv").await.is(200);
    assert_eq!(traces(&world).await, 9);
}
