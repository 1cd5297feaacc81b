//! Practices: every member writes and improves them; other groups read them while the note is published.

use crate::harness::{CANARY, Visitor, World, changed};
use uuid::Uuid;

const PRACTICES: &str = "/cohorts/ours/practices";
const PRACTICE: [(&str, &str); 3] =
    [("cohort", "ours"), ("title", "Coudre à cinq"), ("steps", "1. Couper le lot\n2. Poser les numéros")];

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// Writes a practice and returns its id.
async fn describe(who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    let key = key();
    let mut fields = changed(&PRACTICE, more);
    fields.push(("key", &key));
    who.call("/api/lessons/write-practice", &fields).await.is(200);
    key
}

#[tokio::test]
async fn a_practice_is_everybodys() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    owner.get(&format!("{PRACTICES}/new")).await.is(200).says("Comment faites-vous");
    let more = [
        ("cost", "Le fil."),
        ("who", "Cinq personnes."),
        ("proven", "yes"),
        ("durable", "no"),
        ("phase_kind", "production"),
    ];
    let id = describe(&owner, &more).await;
    let page = colleague.get(&format!("{PRACTICES}/{id}")).await;
    page.is(200)
        .says("<li dir=\"auto\">Couper le lot</li>")
        .says("Le fil.")
        .says("Cinq personnes.")
        .says("Elle dure dans le temps");
    page.never_says("Retirer cette fiche");
    colleague.get(PRACTICES).await.is(200).says("Coudre à cinq").says("1 critère sur 7");
    // Another member improves it; who had read the version before is told.
    let mut better = changed(&PRACTICE, &[("steps", "Couper\nCoudre")]);
    better.extend([("practice", id.as_str()), ("version", "1")]);
    colleague.call("/api/lessons/change-practice", &better).await.is(200);
    let edit = format!("{PRACTICES}/{id}/edit");
    let late = changed(&better, &[("steps", "Mes étapes tapées")]);
    owner
        .tell(&edit, "/api/lessons/change-practice", &late)
        .await
        .is(200)
        .says("Mes étapes tapées")
        .says("Coudre</li>");
    assert_eq!(world.count("select count(*) from practice where version = 2 and steps = 'Couper\nCoudre'").await, 1);
    let gone = [("cohort", "ours"), ("practice", id.as_str())];
    colleague.call("/api/lessons/remove-practice", &gone).await.is(403);
    owner.call("/api/lessons/remove-practice", &gone).await.is(200);
    colleague.get(&format!("{PRACTICES}/{id}")).await.is(404);
}

#[tokio::test]
async fn practices_refuse_what_they_cannot_keep() {
    let world = World::new().await;
    let owner = world.owner();
    let before = world.count("select count(*) from practice").await;
    let page = format!("{PRACTICES}/new");
    let bad: [&[(&str, &str)]; 5] = [
        &[("steps", "")],
        &[("steps", "1.\n - \n")],
        &[("title", "")],
        &[("proven", "perhaps")],
        &[("phase_kind", "holidays")],
    ];
    for more in bad {
        let k = key();
        let mut fields = changed(&PRACTICE, more);
        fields.extend([("key", k.as_str()), ("limits", "Mes limites tapées")]);
        owner.tell(&page, "/api/lessons/write-practice", &fields).await.is(200).says("Mes limites tapées");
    }
    assert_eq!(world.count("select count(*) from practice").await, before);
    // Sent twice: once.
    let k = key();
    let mut fields = PRACTICE.to_vec();
    fields.push(("key", &k));
    for _ in 0..2 {
        owner.call("/api/lessons/write-practice", &fields).await.is(200);
    }
    assert_eq!(world.count("select count(*) from practice").await, before + 1);
    // What somebody wrote is never markup.
    let id = describe(&owner, &[("steps", "<script>alert(1)</script>")]).await;
    owner.get(&format!("{PRACTICES}/{id}")).await.is(200).never_says("<script>alert(1)");
    owner.get(&format!("{PRACTICES}/{id}/edit")).await.is(200).never_says("<script>alert(1)");
    // Another cohort's is not there, neither as the one nor as what replaces it.
    let foreign = world.foreign["practice"].clone();
    owner.get(&format!("{PRACTICES}/{foreign}")).await.is(404);
    let mut stolen = changed(&PRACTICE, &[("superseded_by", foreign.as_str())]);
    let k = key();
    stolen.push(("key", &k));
    owner.call("/api/lessons/write-practice", &stolen).await.is(404);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    let k = key();
    fields.retain(|field| field.0 != "key");
    fields.push(("key", &k));
    owner.call("/api/lessons/write-practice", &fields).await.is(409);
    owner.get(PRACTICES).await.is(200).never_says("Écrire une fiche");
}

#[tokio::test]
async fn a_practice_says_what_replaced_it() {
    let world = World::new().await;
    let owner = world.owner();
    let new = describe(&owner, &[("title", "Coudre à sept")]).await;
    let old = describe(&owner, &[("superseded_by", &new)]).await;
    owner.get(&format!("{PRACTICES}/{old}")).await.says("Une autre fiche la remplace").says("Coudre à sept");
    owner.get(&format!("{PRACTICES}/{new}")).await.says("Elle remplace").says("Coudre à cinq");
    owner.get(PRACTICES).await.says("Remplacée");
    let mut circle = changed(&PRACTICE, &[("superseded_by", old.as_str())]);
    circle.extend([("practice", new.as_str()), ("version", "1")]);
    owner.call("/api/lessons/change-practice", &circle).await.is(422).says("replaced_in_circle");
}

#[tokio::test]
async fn practices_cross_with_the_note() {
    let world = World::new().await;
    let owner = world.owner();
    let theirs = format!("{PRACTICES}/{}", world.foreign["practice"]);
    owner.get(PRACTICES).await.is(200).never_says(CANARY).never_says("Fiches d’autres groupes");
    owner.get(&theirs).await.is(404);
    world
        .write("update note set published_at = '2026-11-20T10:00:00+00:00' where title = 'CANARY note'")
        .await
        .unwrap();
    // With the group's name and without anybody's.
    owner.get(PRACTICES).await.is(200).says("CANARY fiche").says("CANARY theirs").never_says("CANARY-");
    let page = owner.get(&theirs).await;
    page.is(200).says("Une fiche du groupe CANARY theirs").never_says("CANARY-").never_says("/edit\"");
    for query in ["?trade=textile", "?size=small", "?season=autumn", "?page=0"] {
        owner.get(&format!("{PRACTICES}{query}")).await.is(200).says("CANARY fiche");
    }
    for query in ["?trade=culinary", "?phase=sales", "?size=large", "?season=winter", "?page=2"] {
        owner
            .get(&format!("{PRACTICES}{query}"))
            .await
            .is(200)
            .never_says("CANARY fiche")
            .says("Aucune fiche pour ce choix");
    }
    // To read, not to change; and no partner's.
    owner.get(&format!("{theirs}/edit")).await.is(404);
    let fields = [("cohort", "ours"), ("practice", world.foreign["practice"].as_str())];
    owner.call("/api/lessons/remove-practice", &fields).await.is(404);
    world.partner().get(&theirs).await.is(404);
    // What was replaced stays away; what is taken back with the note too.
    let replaced = "update practice set superseded_by = id where title = 'CANARY fiche'";
    world.write(replaced).await.unwrap();
    owner.get(PRACTICES).await.is(200).never_says("CANARY fiche");
    world.write("update practice set superseded_by = null").await.unwrap();
    world.write("update note set published_at = null where title = 'CANARY note'").await.unwrap();
    owner.get(PRACTICES).await.is(200).never_says(CANARY);
    owner.get(&theirs).await.is(404);
}
