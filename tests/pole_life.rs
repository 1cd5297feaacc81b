//! What running the cooperative asks: the board of missions, small steps, turns, handover notes, hours, know-how.

use crate::harness::{PASSWORD, World};
use uuid::Uuid;

const BOARD: &str = "/cohorts/ours/missions";
const HOURS: &str = "/cohorts/ours/poles/hours";
const SKILLS: &str = "/cohorts/ours/poles/skills";

#[tokio::test]
async fn missions_move_over_the_board_by_buttons() {
    let world = World::new().await;
    let mission = world.id("mission");
    let page = world.owner().get(BOARD).await;
    page.is(200).says("Compter le stock").says("Étapes faites\u{202f}: 0 sur 1").says("Commencer");
    // Others see the board and have no button.
    world.colleague().get(BOARD).await.is(200).says("Compter le stock").never_says("Commencer");
    world
        .colleague()
        .get("/cohorts/ours/missions?mine=1")
        .await
        .says("Vous n’avez pas de mission")
        .never_says("Compter le");
    let moved = [("cohort", "ours"), ("mission", mission), ("state", "doing"), ("back", "mine")];
    let answer = world.owner().submit(BOARD, "/api/poles/move-mission", &moved).await;
    let back = format!("/cohorts/ours/missions?mine=1&moved={mission}&from=to_do&notice=mission_saved");
    assert_eq!(answer.location(), back, "where it was moved from is kept, to move it back");
    world.owner().get(BOARD).await.says("Dire que c’est bloqué").never_says("Commencer");
    world.write("update mission set due_on = '2026-11-20'").await.expect("written");
    world.owner().get("/cohorts/ours/missions?mine=1").await.says("Date passée").says("demander de l’aide");
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    world.owner().get(BOARD).await.is(200).never_says("/api/poles/move-mission");
}

#[tokio::test]
async fn several_people_share_a_mission() {
    let world = World::new().await;
    let (mission, owner, colleague) = (world.id("mission"), world.id("owner"), world.id("colleague"));
    let whole = [
        ("cohort", "ours"),
        ("mission", mission),
        ("title", "Compter"),
        ("person", owner),
        ("helpers[]", colleague),
        ("helpers[]", owner),
        ("state", "to_do"),
    ];
    world.facilitator().call("/api/poles/save-mission", &whole).await.is(200);
    // Who has it does not help herself.
    assert_eq!(world.count("select count(*) from mission_helper").await, 1);
    world.colleague().get("/cohorts/ours/missions?mine=1").await.says("Aïcha, Binta").says("Commencer");
    world.colleague().get("/cohorts/ours").await.says("Compter");
    world.colleague().get("/me/data").await.says("Vous aidez\u{202f}: Compter");
    world
        .colleague()
        .call("/api/poles/move-mission", &[("cohort", "ours"), ("mission", mission), ("state", "done")])
        .await
        .is(200);
    let foreign =
        [("cohort", "ours"), ("mission", mission), ("title", "Compter"), ("helpers[]", &world.foreign["owner"])];
    world.facilitator().call("/api/poles/save-mission", &foreign).await.is(422).says("helpers");
    let password = [("current_password", PASSWORD)];
    world.colleague().submit("/me/erase", "/api/people/erase", &password).await.is(302);
    assert_eq!(world.count("select count(*) from mission_helper").await, 0);
}

#[tokio::test]
async fn a_mission_is_cut_into_small_steps() {
    let world = World::new().await;
    let (mission, key) = (world.id("mission"), Uuid::now_v7().to_string());
    let page = format!("{BOARD}/{mission}");
    let form = [("cohort", "ours"), ("key", key.as_str()), ("mission", mission), ("text", "Peser <b>les</b> restes")];
    for _ in 0..2 {
        world.owner().tell(&page, "/api/poles/add-step", &form).await.says("&lt;b&gt;les").never_says("<b>les");
    }
    assert_eq!(world.count("select count(*) from mission_step").await, 3);
    let empty = [("cohort", "ours"), ("key", "x"), ("mission", mission), ("text", "")];
    world.owner().tell(&page, "/api/poles/add-step", &empty).await.says("id=\"text-error\"");
    let tick = [("cohort", "ours"), ("mission", mission), ("step", key.as_str()), ("done", "yes")];
    world.owner().call("/api/poles/tick-step", &tick).await.is(200);
    world.owner().get(BOARD).await.says("Étapes faites\u{202f}: 1 sur 2");
    world.colleague().get(&page).await.is(200).says("Notre étape").never_says("/api/poles/tick-step");
    // A step of another mission is not there, even for who moves this one.
    let foreign = [("cohort", "ours"), ("mission", mission), ("step", &world.foreign["step"])];
    world.owner().call("/api/poles/remove-step", &foreign).await.is(404);
    world.owner().call("/api/poles/remove-step", &tick[..3]).await.is(200);
    assert_eq!(world.count("select count(*) from mission_step").await, 2);
}

#[tokio::test]
async fn a_pole_changes_hands_as_planned_and_tells_the_next() {
    let world = World::new().await;
    let (pole, phase, owner) = (world.id("pole"), world.id("phase"), world.id("owner"));
    let page = format!("/cohorts/ours/poles/{pole}");
    let turn = format!("turn[{phase}]");
    let form = [("cohort", "ours"), ("pole", pole), (turn.as_str(), owner)];
    let saved = world.facilitator().tell(&format!("{page}/turns"), "/api/poles/save-turns", &form).await;
    saved.says("Tour de rôle").says("Phase production").says("en ce moment");
    world.facilitator().get(&format!("{page}/turns")).await.is(200).says("selected");
    let foreign = format!("turn[{}]", world.foreign["phase"]);
    world
        .facilitator()
        .call("/api/poles/save-turns", &[("cohort", "ours"), ("pole", pole), (&foreign, owner)])
        .await
        .is(422);
    assert_eq!(world.count("select count(*) from pole_turn").await, 1);
    let empty = [("cohort", "ours"), ("pole", pole)];
    world.facilitator().call("/api/poles/save-turns", &empty).await.is(200);
    assert_eq!(world.count("select count(*) from pole_turn").await, 0);
    let key = Uuid::now_v7().to_string();
    let note = [("cohort", "ours"), ("key", key.as_str()), ("pole", pole), ("text", "Le classeur est\nsous la table.")];
    for _ in 0..2 {
        world.owner().tell(&page, "/api/poles/hand-over", &note).await.says("sous la table.").says("Aïcha");
    }
    assert_eq!(world.count("select count(*) from pole_handover").await, 1);
    world.colleague().get(&page).await.says("sous la table.").never_says("/api/poles/hand-over");
    world.owner().get("/me/data").await.says("sous la table.");
    world.owner().submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await.is(302);
    assert_eq!(world.count("select count(*) from pole_handover").await, 0);
}

#[tokio::test]
async fn hours_for_a_pole_are_her_own_and_others_see_sums() {
    let world = World::new().await;
    let (pole, key) = (world.id("pole"), Uuid::now_v7().to_string());
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("pole", pole),
        ("worked_on", "2026-11-23"),
        ("long", "morning"),
        ("note", "Trier"),
    ];
    for _ in 0..2 {
        world
            .colleague()
            .tell(HOURS, "/api/poles/record-hours", &form)
            .await
            .says("Vos heures sont notées.")
            .says("Trier");
    }
    assert_eq!(world.count("select minutes from pole_hours where note = 'Trier'").await, 180);
    assert_eq!(world.count("select count(*) from pole_hours where note = 'Trier'").await, 1);
    // Management and production stand side by side: two sums, nobody's line.
    let sums = world.facilitator().get(HOURS).await;
    sums.says("Gestion de la coopérative\u{202f}: 4\u{202f}h\u{202f}35. Production\u{202f}: 1\u{202f}h\u{202f}30.")
        .never_says("Trier");
    world.owner().get(HOURS).await.says("Notre caisse").never_says("Trier").never_says("Production\u{202f}:");
    for (day, long, other, field) in [
        ("2026-11-25", "morning", "", "worked_on"),
        ("2026-01-01", "morning", "", "worked_on"),
        ("2026-11-23", "other", "bientôt", "long_other"),
        ("2026-11-23", "other", "0", "long_other"),
        ("2026-11-23", "", "", "long"),
    ] {
        let wrong = [
            ("cohort", "ours"),
            ("key", "x"),
            ("pole", pole),
            ("worked_on", day),
            ("long", long),
            ("long_other", other),
            ("note", "Gardé"),
        ];
        let page = world.colleague().tell(HOURS, "/api/poles/record-hours", &wrong).await;
        page.says(&format!("id=\"{field}-error\"")).says("Gardé");
    }
    let line = format!("{HOURS}/{key}");
    world.colleague().get(&line).await.is(200).says("value=\"3\u{202f}h\"");
    world.owner().get(&line).await.is(404);
    let fixed = [
        ("cohort", "ours"),
        ("hours", key.as_str()),
        ("pole", pole),
        ("worked_on", "2026-11-23"),
        ("long", "other"),
        ("long_other", "45 min"),
    ];
    world.owner().call("/api/poles/correct-hours", &fixed).await.is(404);
    world.colleague().tell(&line, "/api/poles/correct-hours", &fixed).await.says("45\u{202f}min");
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    world.colleague().call("/api/poles/correct-hours", &fixed).await.is(409);
    world.colleague().call("/api/poles/withdraw-hours", &fixed[..2]).await.is(409);
    world.colleague().get(HOURS).await.is(200).never_says("/api/poles/record-hours");
}

#[tokio::test]
async fn erasing_somebody_keeps_her_hours_and_none_of_her_words() {
    let world = World::new().await;
    world.owner().get("/me/data").await.says("1\u{202f}h\u{202f}35").says("Notre caisse");
    world.owner().submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await.is(302);
    assert_eq!(world.count("select count(*) from pole_hours where note = 'Notre caisse'").await, 0);
    world.facilitator().get(HOURS).await.says("Gestion de la coopérative\u{202f}: 1\u{202f}h\u{202f}35.");
}

#[tokio::test]
async fn the_chain_shows_what_hangs_on_one_person() {
    let world = World::new().await;
    let skill = world.id("skill");
    let key = Uuid::now_v7().to_string();
    let named = [("cohort", "ours"), ("key", key.as_str()), ("name", "Tenir la caisse")];
    for _ in 0..2 {
        world.colleague().tell(SKILLS, "/api/poles/add-skill", &named).await.says("Tenir la caisse");
    }
    assert_eq!(world.count("select count(*) from skill where name = 'Tenir la caisse'").await, 1);
    let again = [("cohort", "ours"), ("key", &Uuid::now_v7().to_string() as &str), ("name", "tenir la CAISSE")];
    world.owner().tell(SKILLS, "/api/poles/add-skill", &again).await.says("déjà dans la liste").says("tenir la CAISSE");
    let mine = format!("{SKILLS}/mine");
    let (one, two) = (format!("level[{skill}]"), format!("level[{key}]"));
    let says = [("cohort", "ours"), (one.as_str(), "passes_on"), (two.as_str(), "")];
    world
        .owner()
        .tell(&mine, "/api/poles/say-skills", &says)
        .await
        .says("Si Aïcha part, personne ne sait\u{202f}: Notre surjet.");
    let learns = [("cohort", "ours"), (one.as_str(), "learns"), (two.as_str(), "knows")];
    let page = world.colleague().tell(&mine, "/api/poles/say-skills", &learns).await;
    page.says("Apprend\u{202f}: Binta.").says("Si Binta part, personne ne sait\u{202f}: Tenir la caisse.");
    let knows = [("cohort", "ours"), (one.as_str(), "knows"), (two.as_str(), "knows")];
    world.colleague().call("/api/poles/say-skills", &knows).await.is(200);
    world.owner().call("/api/poles/say-skills", &knows).await.is(200);
    world.owner().get(SKILLS).await.says("au moins deux personnes").never_says("part, personne ne sait");
    world.owner().call("/api/poles/say-skills", &[("cohort", "ours"), (one.as_str(), "expert")]).await.is(422);
    // She takes it back, and the page knows nothing more of her.
    world.owner().get("/me/data").await.says("Notre surjet\u{202f}: Sait faire");
    world.owner().tell(&mine, "/api/poles/withdraw-skills", &[("cohort", "ours")]).await.says("Si Binta part");
    assert_eq!(world.count("select count(*) from skill_line").await, 2);
    world.colleague().submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await.is(302);
    assert_eq!(world.count("select count(*) from skill_line").await, 0);
    world.facilitator().call("/api/poles/remove-skill", &[("cohort", "ours"), ("skill", skill)]).await.is(200);
    world.owner().get(SKILLS).await.never_says("Notre surjet");
}
