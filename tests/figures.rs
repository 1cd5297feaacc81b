//! The figures of a group: their rules, their rows, what leaves the group of them, and what does not.

use crate::harness::{CANARY, PASSWORD, World};
use chrono::Duration;
use cooperade::app::figures::releasing;
use uuid::Uuid;

const FIGURES: &str = "/cohorts/ours/capitalisation/figures";

#[tokio::test]
async fn each_figure_has_its_rule_its_rows_and_its_sign() {
    let world = World::new().await;
    let page = world.facilitator().get(FIGURES).await;
    page.is(200).says("Période\u{202f}: du 21 septembre 2026 au 21 février 2027.").never_says(CANARY);
    for words in ["Heures de production", "Autofinancement", "Usage du lieu", "Ventes au-delà de la communauté"] {
        page.says(words);
    }
    page.says("Les matières achetées, par rapport aux ventes.").says("{{figure:self_financing}}");
    for rows in ["/attendance", "/production", "/poles/hours", "/members", "/bookings/use"] {
        page.says(&format!("href=\"/cohorts/ours{rows}\""));
    }
    // 1 000 € of a grant and 25 € of sales; nobody was noted at an event.
    page.says("2\u{202f}%").says("1\u{202f}025\u{a0}€").says("pas de données").says("Marché");
    // One person's hours stay in the group.
    page.says("Hors du groupe\u{202f}: non montré.");
}

#[tokio::test]
async fn a_rate_counts_half_days_of_those_who_were_expected() {
    let world = World::new().await;
    let (event, cohort) = (World::literal(world.id("session")), World::literal(world.id("cohort")));
    for (person, presence) in [("owner", "present"), ("colleague", "absent")] {
        let (person, by) = (World::literal(world.id(person)), World::literal(world.id("facilitator")));
        let sql = format!(
            "insert into attendance (cohort, event, day, half, person, presence, signed_by, marked_by, marked_at)
             values ({cohort}, {event}, '2026-11-24', 'morning', {person}, '{presence}', 'facilitator', {by}, '2026-11-24T09:00:00+00:00')"
        );
        world.write(&sql).await.unwrap();
    }
    let page = world.facilitator().get(FIGURES).await;
    // One of two; an hour and a half of training for one person.
    page.is(200).says("<bdi>50\u{202f}%</bdi>").says("<span>Heures de formation</span><bdi>2</bdi>");
    world.partner().get("/figures").await.never_says("50\u{202f}%");
}

#[tokio::test]
async fn a_group_that_has_not_begun_has_no_figures() {
    let world = World::new().await;
    world
        .write("update cohort set starts_on = '2027-01-04', ends_on = '2027-06-04' where slug = 'ours'")
        .await
        .unwrap();
    world.write("delete from record_maker").await.unwrap();
    let page = world.facilitator().get(FIGURES).await;
    page.is(200).says("Le groupe n’a pas encore commencé.").says("pas de données");
}

#[tokio::test]
async fn a_note_says_what_has_no_data() {
    let world = World::new().await;
    let body = "Présence {{figure:attendance_rate}}, pôles {{figure:pole_hours}}.";
    let text = [("cohort", "ours"), ("title", "Note"), ("summary", "Bref."), ("body", body), ("version", "1")];
    world.facilitator().call("/api/capitalisation/save-note", &text).await.is(200);
    let note = world.facilitator().get("/cohorts/ours/capitalisation/note").await;
    note.is(200).says("Présence pas de données, pôles non montré.");
}

const TELL: &str = "/api/figures/tell-afterwards";

/// Goes on to a day after the end of the cohort, 21 February.
async fn after(world: &World, days: i64) {
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 1000000").await.unwrap();
    world.clock.advance(Duration::days(days));
}

/// Days from the start of the tests to the day after the end.
const ENDED: i64 = 90;

#[tokio::test]
async fn who_likes_says_what_she_does_afterwards_and_takes_it_back() {
    let world = World::new().await;
    let (owner, page) = (world.owner(), "/cohorts/ours/afterwards");
    owner.get(page).await.is(200).says("Cette question n’est pas posée en ce moment.");
    owner.get("/cohorts/ours").await.never_says("Que faites-vous maintenant");
    after(&world, ENDED).await;
    owner.get("/cohorts/ours").await.says("Que faites-vous maintenant").says(page);
    world.facilitator().get("/cohorts/ours").await.never_says("Que faites-vous maintenant");
    let said = owner.tell(page, TELL, &[("cohort", "ours"), ("situation", "training")]).await;
    said.is(200).says("Votre réponse est gardée.").says("Retirer ma réponse");
    owner.get("/cohorts/ours").await.never_says("Que faites-vous maintenant");
    owner.get("/me/data").await.says("Une formation");
    // Another answer takes its place; nobody else reads it.
    owner.call(TELL, &[("cohort", "ours"), ("situation", "business")]).await.is(200);
    assert_eq!(world.count("select count(*) from afterwards").await, 1);
    for who in ["facilitator", "colleague", "partner"] {
        for path in ["/cohorts/ours/capitalisation/figures", "/figures", "/me/data"] {
            world.visitor(who).get(path).await.never_says("Ma propre activité");
        }
    }
    for wrong in ["", "refugee"] {
        owner.call(TELL, &[("cohort", "ours"), ("situation", wrong)]).await.is(422);
    }
    let back = owner.tell(page, "/api/figures/withdraw-afterwards", &[("cohort", "ours")]).await;
    back.is(200).says("Il n’en reste rien.");
    assert_eq!(world.count("select count(*) from afterwards").await, 0);
    // Erasing oneself takes the answer along.
    owner.call(TELL, &[("cohort", "ours"), ("situation", "looking")]).await.is(200);
    owner.submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await;
    assert_eq!(world.count("select count(*) from afterwards").await, 0);
}

#[tokio::test]
async fn answers_are_counted_once_and_small_ones_stay_hidden() {
    let world = World::new().await;
    after(&world, ENDED).await;
    let cohort = World::literal(world.id("cohort"));
    for n in 0..14 {
        let person = World::literal(&Uuid::now_v7().to_string());
        let sql = format!(
            "insert into person (id, login, display_name, language, created_on, seen_on) values ({person}, 'a{n}', 'Canari', 'fr', '2026-09-21', '2026-09-21')"
        );
        world.write(&sql).await.unwrap();
        let situation = if n < 6 {
            "employment"
        } else if n < 12 {
            "training"
        } else {
            "looking"
        };
        let sql = format!(
            "insert into afterwards (cohort, person, moment, situation, answered_on) values ({cohort}, {person}, 'end', '{situation}', '2027-02-22')"
        );
        world.write(&sql).await.unwrap();
    }
    releasing::settle_all(&world.state).await.unwrap();
    world.partner().get("/figures").await.is(200).never_says("À la fin du groupe");
    after(&world, 58).await;
    releasing::settle_all(&world.state).await.unwrap();
    let page = world.partner().get("/figures").await;
    page.says("À la fin du groupe").says(">14<").says(">6<").never_says("Canari");
    page.says("Je cherche</th><td class=\"num\">non montré<");
    // One who takes her answer back later changes nothing that was told: two readings tell nothing of her.
    world.write("delete from afterwards where situation = 'employment'").await.unwrap();
    releasing::settle_all(&world.state).await.unwrap();
    let later = world.partner().get("/figures").await;
    assert_eq!(later.body.matches(">6<").count(), page.body.matches(">6<").count());
    world.facilitator().get("/cohorts/ours/capitalisation/figures").await.says("À la fin du groupe").says(">14<");
}
