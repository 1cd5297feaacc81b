//! What partners read, and all that they do not.

use crate::harness::{World, start, today};
use chrono::Duration;
use cooperade::app::figures::releasing;
use uuid::Uuid;

/// Adds an entrepreneur of ours and returns her id as the engine writes it.
async fn member(world: &World, name: &str, until: Option<&str>) -> String {
    let (id, seat) = (World::literal(&Uuid::now_v7().to_string()), World::literal(&Uuid::now_v7().to_string()));
    let cohort = World::literal(world.id("cohort"));
    let until = until.map_or("null".to_owned(), |day| format!("'{day}'"));
    let sql = format!(
        "insert into person (id, login, display_name, language, created_on, seen_on) values ({id}, '{name}', 'Nom-{name}', 'fr', '2026-09-21', '2026-09-21')"
    );
    world.write(&sql).await.unwrap();
    let sql = format!(
        "insert into membership (id, person, cohort, role, from_on, until_on) values ({seat}, {id}, {cohort}, 'entrepreneur', '2026-09-21', {until})"
    );
    world.write(&sql).await.unwrap();
    id
}

/// Notes that `person` worked `minutes` on `day`.
async fn work(world: &World, person: &str, day: &str, minutes: i64) {
    let id = World::literal(&Uuid::now_v7().to_string());
    let (cohort, product) = (World::literal(world.id("cohort")), World::literal(world.id("product")));
    let sql = format!(
        "insert into record (id, cohort, product, made_on, quantity, note, author, created_at)
         values ({id}, {cohort}, {product}, '{day}', 1000, 'CANARI-REMARQUE', {person}, '2026-11-20T10:00:00+00:00')"
    );
    world.write(&sql).await.unwrap();
    world
        .write(&format!("insert into record_maker (record, person, minutes) values ({id}, {person}, {minutes})"))
        .await
        .unwrap();
}

/// Publishes a note of ours with this body, without asking anybody.
async fn published(world: &World, body: &str) {
    let facilitator = world.facilitator();
    let fields = [("cohort", "ours"), ("title", "La note"), ("summary", "En bref."), ("body", body), ("version", "1")];
    facilitator.call("/api/capitalisation/save-note", &fields).await.is(200);
    let now = [("cohort", "ours"), ("version", "2")];
    let told = [("cohort", "ours"), ("version", "2"), ("scope", "partners")];
    facilitator.call("/api/capitalisation/announce-note", &told).await.is(200);
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
    world.clock.advance(Duration::hours(24));
    facilitator.call("/api/capitalisation/publish-note", &now).await.is(200);
}

/// Ten days into December: November is released.
async fn december(world: &World) {
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 1000000").await.unwrap();
    world.clock.advance(Duration::days(16));
    releasing::settle_all(&world.state).await.unwrap();
}

const PAGES: [&str; 4] = ["/notes", "/notes/ours", "/figures", "/cohorts"];

#[tokio::test]
async fn nothing_of_the_group_reaches_a_partner() {
    let world = World::new().await;
    for n in 0..6 {
        let person = member(&world, &format!("canari-{n}"), None).await;
        work(&world, &person, "2026-11-03", 60).await;
    }
    world.write("update contribution set text = 'CANARI-PAROLE'").await.unwrap();
    let owner = world.owner();
    let key = Uuid::now_v7().to_string();
    let fields = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("kind", "story"),
        ("text", "Parole pour tous"),
        ("scope", "public"),
    ];
    owner.call("/api/capitalisation/contribute", &fields).await.is(200);
    let hidden = world.id("contribution").to_owned();
    published(&world, &format!("{{{{quote:{key}}}}}\n\n{{{{quote:{hidden}}}}}\n\n{{{{figure:records}}}} fiches")).await;
    let partner = world.partner();
    for page in PAGES {
        let answer = partner.get(page).await;
        answer.is(200);
        for canary in ["CANARI", "Nom-canari", "Aïcha", "Binta", "Rosa", "Notre remarque", "CANARY"] {
            answer.never_says(canary);
        }
    }
    partner
        .get("/notes/ours")
        .await
        .says("Parole pour tous")
        .says("Membre du groupe")
        .says("Cette parole a été retirée.");
}

#[tokio::test]
async fn the_pages_of_a_cohort_are_not_there_for_a_partner() {
    let world = World::new().await;
    published(&world, "Texte").await;
    for page in ["", "/capitalisation", "/capitalisation/new", "/capitalisation/note", "/capitalisation/announced"] {
        world.partner().get(&format!("/cohorts/ours{page}")).await.is(404);
    }
}

#[tokio::test]
async fn a_note_is_read_by_its_own_cohort_and_partners_once_published() {
    let world = World::new().await;
    for role in ["partner", "owner", "facilitator"] {
        world.visitor(role).get("/notes").await.is(200).says("Ici viendront les notes publiées");
        world.visitor(role).get("/notes/ours").await.is(404);
    }
    published(&world, "# Texte\n\nLa suite").await;
    for role in ["partner", "owner", "colleague", "facilitator"] {
        world.visitor(role).get("/notes").await.says("La note").says("couper ensemble").says("/notes/ours");
        let note = world.visitor(role).get("/notes/ours").await;
        note.is(200).says("<h2>Texte</h2>").says("22").says("L’essentiel");
        assert_eq!(note.body.matches("<h1>").count(), 1);
    }
    for role in ["stranger", "neighbour"] {
        world.visitor(role).get("/notes/ours").await.is(404);
        world.visitor(role).get("/notes").await.never_says("La note");
    }
    world.write("update membership set until_on = '2026-11-01' where role = 'funder'").await.unwrap();
    world.partner().get("/notes/ours").await.is(404);
}

#[tokio::test]
async fn few_people_are_not_counted_and_one_person_is_not_measured() {
    let world = World::new().await;
    let partner = world.partner();
    partner
        .get("/figures")
        .await
        .is(200)
        .says("Le groupe compte moins de cinq personnes.")
        .says("Ce chiffre n’est pas montré");
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(member(&world, &format!("m{n}"), None).await);
    }
    for person in &people {
        work(&world, person, "2026-11-03", 120).await;
    }
    // A month that goes on is not told.
    partner.get("/figures").await.never_says("produisent pendant").says("pas encore montré");
    december(&world).await;
    let figures = partner.get("/figures").await;
    figures.says("Le groupe compte 8 personnes.").says("Ensemble, les membres produisent pendant 15 heures.");
    figures.says("novembre 2026").says("Toutes les personnes qui ont fait partie du groupe");
    // What was told stays, whatever is noted late: two readings are never subtracted.
    work(&world, &people[0], "2026-11-04", 1440).await;
    releasing::settle_all(&world.state).await.unwrap();
    partner.get("/figures").await.says("produisent pendant 15 heures");
}

#[tokio::test]
async fn what_one_person_mostly_did_is_not_told() {
    let world = World::new().await;
    for n in 0..6 {
        let person = member(&world, &format!("m{n}"), None).await;
        work(&world, &person, "2026-11-03", if n == 0 { 1440 } else { 60 }).await;
    }
    december(&world).await;
    let page = world.partner().get("/figures").await;
    page.is(200).never_says("produisent pendant").says("Le groupe compte 8 personnes.");
}

#[tokio::test]
async fn a_month_of_one_person_is_not_given_back_by_the_total() {
    let world = World::new().await;
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(member(&world, &format!("m{n}"), None).await);
    }
    work(&world, &people[0], "2026-09-22", 600).await;
    for person in &people {
        work(&world, person, "2026-10-06", 600).await;
        work(&world, person, "2026-11-03", 900).await;
    }
    december(&world).await;
    let page = world.partner().get("/figures").await;
    let cells = |month: &str| {
        let row = page
            .body
            .split("<tr>")
            .find(|row| row.starts_with(&format!("<th scope=\"row\">{month}")))
            .unwrap_or_default()
            .to_owned();
        row.split("<td").nth(1).unwrap_or_default().to_owned()
    };
    // September waits for October; both are one number.
    assert!(
        cells("septembre 2026").contains("avec octobre") && cells("octobre 2026").contains(">70<"),
        "{}",
        page.body
    );
    assert!(cells("novembre 2026").contains(">90<"), "{}", cells("novembre 2026"));
    assert!(cells("décembre 2026").contains("pas encore montré"), "{}", cells("décembre 2026"));
    page.says("produisent pendant 160 heures");
}

#[tokio::test]
async fn who_left_is_said_only_where_they_are_many() {
    let world = World::new().await;
    for n in 0..8 {
        member(&world, &format!("m{n}"), if n < 4 { Some("2026-10-01") } else { None }).await;
    }
    world.partner().get("/figures").await.says("compte 10 personnes").never_says("parties avant");
    member(&world, "m9", Some("2026-10-01")).await;
    world.partner().get("/figures").await.says("compte 11 personnes").says("parties avant");
}

#[tokio::test]
async fn who_partners_nobody_is_told_so() {
    let world = World::new().await;
    world.owner().get("/figures").await.is(200).says("Ici viendront les chiffres").never_says("Atelier ours</h2>");
    assert_eq!(today(), start().date_naive());
}
