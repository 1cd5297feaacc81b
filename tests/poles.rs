//! Pôles and missions: who answers for what, and who may change it.

use crate::harness::{Visitor, World};
use uuid::Uuid;

const POLES: &str = "/cohorts/ours/poles";

/// Makes the owner référent of the pôle, as a facilitator does.
async fn owner_answers(world: &World) {
    let owner = world.id("owner");
    let fields = [("members[]", owner), ("referent", owner)];
    save(&world.facilitator(), world, &fields).await.is(200);
}

async fn save(visitor: &Visitor<'_>, world: &World, more: &[(&str, &str)]) -> crate::harness::Answer {
    let pole = world.id("pole");
    let mut fields = vec![("cohort", "ours"), ("pole", pole), ("name", "Tissus"), ("pictogram", "fabric")];
    fields.extend_from_slice(more);
    visitor.call("/api/poles/save", &fields).await
}

#[tokio::test]
async fn a_form_posted_twice_makes_one_pole() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let key = Uuid::now_v7().to_string();
    let form = [("cohort", "ours"), ("key", &key), ("name", "Vente"), ("purpose", "Vendre."), ("pictogram", "coins")];
    for _ in 0..2 {
        let page = facilitator.tell("/cohorts/ours/poles/new", "/api/poles/create", &form).await;
        page.is(200).says("Le pôle est enregistré.").says("Vendre.");
    }
    assert_eq!(world.count("select count(*) from pole where name = 'Vente'").await, 1);
    let other = [("cohort", "ours"), ("key", &key), ("name", "Achats"), ("pictogram", "basket")];
    facilitator.tell("/cohorts/ours/poles/new", "/api/poles/create", &other).await.says("déjà envoyé").says("Achats");
}

#[tokio::test]
async fn a_pole_is_refused_at_its_fields() {
    let world = World::new().await;
    let long = "x".repeat(10_001);
    let form = [("cohort", "ours"), ("key", "nothing"), ("name", ""), ("purpose", &long), ("pictogram", "dragon")];
    let page = world.facilitator().tell("/cohorts/ours/poles/new", "/api/poles/create", &form).await;
    page.says("id=\"name-error\"").says("id=\"purpose-error\"").says("id=\"pictogram-error\"").says(&long);
    let unknown = [("cohort", "ours"), ("key", "x"), ("name", "Vente"), ("pictogram", "pot"), ("referent", "x")];
    world.facilitator().call("/api/poles/create", &unknown).await.is(400);
    assert_eq!(world.count("select count(*) from pole").await, 2);
}

#[tokio::test]
async fn who_answers_for_a_pole_is_in_it_and_not_twice() {
    let world = World::new().await;
    let (owner, colleague) = (world.id("owner"), world.id("colleague"));
    let facilitator = world.facilitator();
    save(&facilitator, &world, &[("members[]", owner), ("referent", colleague)]).await.is(422).says("not_in_pole");
    let twice = [("members[]", owner), ("referent", owner), ("deputy", owner)];
    save(&facilitator, &world, &twice).await.is(422).says("same_person");
    save(&facilitator, &world, &[("members[]", &world.foreign["owner"])]).await.is(422).says("not_a_choice");
    let both = [("members[]", owner), ("members[]", colleague), ("referent", owner), ("deputy", colleague)];
    save(&facilitator, &world, &both).await.is(200);
    let page = world.colleague().get(POLES).await;
    page.is(200).never_says("Il manque").never_says("Sans pôle");
}

#[tokio::test]
async fn referent_and_deputy_change_their_pole_and_others_do_not() {
    let world = World::new().await;
    let (owner, colleague) = (world.id("owner"), world.id("colleague"));
    save(&world.owner(), &world, &[("members[]", owner)]).await.is(403);
    owner_answers(&world).await;
    let edit = format!("{POLES}/{}/edit", world.id("pole"));
    world.owner().get(&edit).await.is(200).says("Aïcha").says("Binta");
    world.colleague().get(&edit).await.is(403);
    let both = [("members[]", owner), ("members[]", colleague), ("referent", owner), ("deputy", colleague)];
    save(&world.owner(), &world, &both).await.is(200);
    world.colleague().get(&edit).await.is(200);
    save(&world.colleague(), &world, &[("members[]", colleague), ("deputy", colleague)]).await.is(200);
    save(&world.owner(), &world, &both).await.is(403);
}

#[tokio::test]
async fn members_come_and_go_and_the_page_says_what_is_missing() {
    let world = World::new().await;
    let pole = world.id("pole");
    let form = [("cohort", "ours"), ("pole", pole)];
    let page = world.colleague().get(POLES).await;
    page.is(200)
        .says("Sans pôle pour l’instant")
        .says("Sans personne référente")
        .says("Il manque une personne référente");
    page.says("Rejoindre").never_says("/poles/new");
    world.colleague().tell(POLES, "/api/poles/join", &form).await.says("Vous êtes dans ce pôle.").says("Quitter");
    world.colleague().call("/api/poles/join", &form).await.is(200);
    assert_eq!(world.count("select count(*) from pole_member").await, 3);
    owner_answers(&world).await;
    world.owner().tell(POLES, "/api/poles/leave", &form).await.says("Vous n’êtes plus dans ce pôle.");
    assert_eq!(world.count("select count(*) from pole where referent is not null").await, 0);
}

#[tokio::test]
async fn a_referent_gives_missions_and_their_people_move_them() {
    let world = World::new().await;
    owner_answers(&world).await;
    let (pole, colleague) = (world.id("pole"), world.id("colleague"));
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("pole", pole),
        ("title", "Laver les tissus"),
        ("person", colleague),
        ("due_on[day]", "30"),
        ("due_on[month]", "nov"),
        ("due_on[year]", "2026"),
    ];
    let from = format!("{POLES}/{pole}/missions/new");
    world.owner().tell(&from, "/api/poles/add-mission", &form).await.says("Laver les tissus").says("lundi 30 novembre");
    world.colleague().get(POLES).await.says("Mes missions").says("Laver les tissus");
    let page = format!("/cohorts/ours/missions/{key}");
    world.colleague().get(&page).await.is(200).says("Dire où j’en suis").never_says("Retirer");
    let moved = [("cohort", "ours"), ("mission", key.as_str()), ("state", "done")];
    world.colleague().tell(&page, "/api/poles/move-mission", &moved).await.says("Faite");
    let whole = [("cohort", "ours"), ("mission", key.as_str()), ("title", "Autre"), ("state", "done")];
    world.colleague().call("/api/poles/save-mission", &whole).await.is(403);
    world.owner().call("/api/poles/save-mission", &whole).await.is(200);
    assert_eq!(world.count("select count(*) from mission where title = 'Autre' and person is null").await, 1);
    world.colleague().call("/api/poles/move-mission", &moved).await.is(403);
    world.owner().call("/api/poles/remove-mission", &moved[..2]).await.is(200);
}

#[tokio::test]
async fn a_mission_is_refused_at_its_fields() {
    let world = World::new().await;
    let pole = world.id("pole");
    let from = format!("{POLES}/{pole}/missions/new");
    for (person, due, words) in [
        (world.foreign["owner"].as_str(), "", "Choisissez une réponse"),
        ("nobody", "", "Choisissez une réponse"),
        ("", "2026-02-30", "Ce jour n’existe pas"),
        ("", "2027-02-22", "entre le"),
    ] {
        let form =
            [("cohort", "ours"), ("key", "x"), ("pole", pole), ("title", "Trier"), ("person", person), ("due_on", due)];
        world.facilitator().tell(&from, "/api/poles/add-mission", &form).await.says(words).says("Trier");
    }
    assert_eq!(world.count("select count(*) from mission").await, 2);
}

#[tokio::test]
async fn a_mission_belongs_to_a_phase_and_the_board_shows_one_phase() {
    let world = World::new().await;
    let (mission, phase) = (world.id("mission"), world.id("phase"));
    let page = format!("/cohorts/ours/missions/{mission}");
    let whole = |phase| [("cohort", "ours"), ("mission", mission), ("title", "Compter le stock"), ("phase", phase)];
    world.facilitator().get(&page).await.says("À quelle phase").says("Aucune phase");
    let foreign = world.foreign["phase"].as_str();
    let refused = world.facilitator().tell(&page, "/api/poles/save-mission", &whole(foreign)).await;
    refused.says("Choisissez une réponse");
    assert_eq!(world.count("select count(*) from mission where phase is not null").await, 0);
    world.facilitator().tell(&page, "/api/poles/save-mission", &whole(phase)).await.is(200);
    assert_eq!(world.count("select count(*) from mission where phase is not null").await, 1);
    world.owner().get(&page).await.says("Phase production");
    world.owner().get("/cohorts/ours/missions").await.says("Pôle matières · Phase production");

    let sql = format!(
        "insert into phase (id, cohort, kind, name, starts_on, ends_on)
         values ({}, {}, 'closing', 'Clôture', '2027-02-08', '2027-02-20')",
        World::literal(foreign.replace('0', "1").as_str()),
        World::literal(world.id("cohort"))
    );
    world.write(&sql).await.expect("another phase");
    let board = |phase: &str| format!("/cohorts/ours/missions?phase={phase}");
    world.owner().get(&board(phase)).await.says("Compter le stock");
    let other = world.owner().get(&board(&foreign.replace('0', "1"))).await;
    other.is(200).says("pas de mission dans cette phase").never_says("Compter le stock");
    // A phase of another cohort is not there, so it hides nothing.
    world.owner().get(&board(foreign)).await.is(200).says("Compter le stock");
}

#[tokio::test]
async fn what_was_moved_on_the_board_can_be_moved_back() {
    let world = World::new().await;
    let (mission, board, phase) = (world.id("mission"), "/cohorts/ours/missions", world.id("phase"));
    let seen = world.owner().get(board).await;
    seen.says("data-column=\"blocked\"").says("Déplacer «\u{a0}Compter le stock\u{a0}»").never_says("Remettre dans");
    let to = |state| [("cohort", "ours"), ("mission", mission), ("state", state), ("back", "all")];
    let moved = world.owner().tell(board, "/api/poles/move-mission", &to("blocked")).await;
    moved.says("est maintenant dans «\u{a0}Bloquée\u{a0}»").says("Remettre dans «\u{a0}À faire\u{a0}»");
    world.owner().tell(board, "/api/poles/move-mission", &to("to_do")).await.is(200);
    assert_eq!(world.count("select count(*) from mission where state = 'to_do'").await, 2);

    // Who looks at one phase still does after a move.
    world
        .write(&format!("update mission set phase = {} where title like 'Compter%'", World::literal(phase)))
        .await
        .unwrap();
    let shown = [&to("doing")[..], &[("shown", phase)]].concat();
    let address = format!("{board}?phase={phase}");
    world.owner().tell(&address, "/api/poles/move-mission", &shown).await.says("name=\"shown\"");
    // To others the address offers nothing.
    let address = format!("{board}?moved={mission}&from=to_do");
    world.colleague().get(&address).await.is(200).never_says("Remettre dans").never_says("Déplacer «");
    world.write("update cohort set state = 'closed'").await.unwrap();
    world.owner().get(&address).await.is(200).never_says("Remettre dans").never_says("Déplacer «");
}

#[tokio::test]
async fn a_late_mission_is_said_kindly() {
    let world = World::new().await;
    let page = format!("/cohorts/ours/missions/{}", world.id("mission"));
    world.owner().get(&page).await.is(200).says("À faire").never_says("Date passée");
    world.write("update mission set due_on = '2026-11-20'").await.expect("written");
    world.owner().get(&page).await.says("Date passée").says("Où en êtes-vous");
}

#[tokio::test]
async fn a_closed_cohort_takes_no_missions_and_an_archived_one_nothing() {
    let world = World::new().await;
    let (pole, mission) = (world.id("pole"), world.id("mission"));
    let moved = [("cohort", "ours"), ("mission", mission), ("state", "done")];
    let added = [("cohort", "ours"), ("key", "x"), ("pole", pole), ("title", "Trier")];
    let joined = [("cohort", "ours"), ("pole", pole)];
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    world.owner().call("/api/poles/move-mission", &moved).await.is(409).says("cohort_closed");
    world.facilitator().call("/api/poles/add-mission", &added).await.is(409);
    let page = format!("/cohorts/ours/missions/{mission}");
    world.owner().get(&page).await.is(200).never_says("Dire où j’en suis");
    world.colleague().call("/api/poles/join", &joined).await.is(200);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("written");
    world.colleague().call("/api/poles/leave", &joined).await.is(409);
    world.colleague().get(POLES).await.is(200).never_says("Rejoindre");
    save(&world.facilitator(), &world, &[]).await.is(409);
    world.facilitator().call("/api/poles/remove", &joined).await.is(409);
}

#[tokio::test]
async fn a_pole_goes_when_it_has_no_mission() {
    let world = World::new().await;
    let pole = world.id("pole");
    let form = [("cohort", "ours"), ("pole", pole)];
    let edit = format!("{POLES}/{pole}/edit");
    world.facilitator().get(&edit).await.is(200).never_says("Retirer ce pôle");
    world.facilitator().call("/api/poles/remove", &form).await.is(409);
    let mission = [("cohort", "ours"), ("mission", world.id("mission"))];
    world.facilitator().call("/api/poles/remove-mission", &mission).await.is(200);
    world.facilitator().get(&edit).await.says("Retirer ce pôle");
    world.facilitator().tell(&edit, "/api/poles/remove", &form).await.says("Ici viendront les pôles");
    assert_eq!(world.count("select count(*) from booking where pole is null").await, 1);
}

#[tokio::test]
async fn texts_of_people_are_never_markup() {
    let world = World::new().await;
    let evil = "</textarea><script>alert(1)</script>\" onload=x '";
    let fields = [("members[]", world.id("owner")), ("purpose", evil)];
    save(&world.facilitator(), &world, &fields).await.is(200);
    for path in
        [POLES.to_owned(), format!("{POLES}/{}", world.id("pole")), format!("{POLES}/{}/edit", world.id("pole"))]
    {
        world.facilitator().get(&path).await.is(200).never_says("<script>alert").says("alert(1)");
    }
}
