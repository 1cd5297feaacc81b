//! The figures of a group: their rules, their rows, what leaves the group of them, and what does not.

use crate::harness::{CANARY, World};

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
