//! What partners answer to a note: remarks, and the way of a report over a funder's desk. Between her and who accompanies.

use crate::harness::{Answer, Visitor, World};
use chrono::Duration;
use uuid::Uuid;

const NOTE: &str = "/notes/ours";
const DESK: &str = "/cohorts/ours/partners";

async fn published(world: &World) {
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
    let facilitator = world.facilitator();
    let text =
        [("cohort", "ours"), ("title", "Notre note"), ("summary", "En bref."), ("body", "Texte."), ("version", "1")];
    facilitator.call("/api/capitalisation/save-note", &text).await.is(200);
    let told = [("cohort", "ours"), ("version", "2"), ("scope", "partners")];
    facilitator.call("/api/capitalisation/announce-note", &told).await.is(200);
    world.clock.advance(Duration::hours(24));
    facilitator.call("/api/capitalisation/publish-note", &told[..2]).await.is(200);
}

async fn send(who: &Visitor<'_>, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let key = Uuid::now_v7().to_string();
    let mut all = vec![("cohort", "ours")];
    if ["remark", "ask", "submit-report"].contains(&verb) {
        all.push(("key", &key));
    }
    all.extend_from_slice(fields);
    who.call(&format!("/api/partners/{verb}"), &all).await
}

/// The id in the only row of a table.
async fn only(world: &World, table: &str) -> String {
    let sql: &'static str = match table {
        "remark" => "select id from remark",
        "report" => "select id from report",
        _ => "select id from report_question",
    };
    let (id,): (Uuid,) = sqlx::query_as(sql).fetch_one(world.state.db.read()).await.unwrap();
    id.to_string()
}

#[tokio::test]
async fn a_remark_is_between_its_partner_and_who_accompanies() {
    let world = World::new().await;
    published(&world).await;
    let (partner, facilitator) = (world.partner(), world.facilitator());
    send(&partner, "remark", &[("text", "REMARQUE-SECRÈTE")]).await.is(200);
    send(&partner, "remark", &[("text", "")]).await.is(422);
    let remark = only(&world, "remark").await;
    facilitator.get(DESK).await.is(200).says("REMARQUE-SECRÈTE");
    send(&facilitator, "answer-remark", &[("remark", &remark), ("answer", "Merci, nous le notons.")]).await.is(200);
    partner.get(NOTE).await.says("REMARQUE-SECRÈTE").says("Merci, nous le notons.");
    // Members of the group read the note, not what partners say of it.
    world.owner().get(NOTE).await.is(200).never_says("REMARQUE-SECRÈTE").never_says("Vos remarques");
    world.owner().get(DESK).await.is(403);
    world.visitor("stranger").get(DESK).await.is(404);
    partner.get("/me/data").await.says("REMARQUE-SECRÈTE");
    send(&partner, "withdraw-remark", &[("remark", &remark)]).await.is(200);
    assert_eq!(world.count("select count(*) from remark where text <> '' or answer <> ''").await, 0);
    send(&facilitator, "answer-remark", &[("remark", &remark), ("answer", "Trop tard")]).await.is(404);
}

#[tokio::test]
async fn a_report_goes_over_a_funders_desk() {
    let world = World::new().await;
    published(&world).await;
    let (partner, facilitator) = (world.partner(), world.facilitator());
    let funder = world.id("partner").to_owned();
    facilitator.get(DESK).await.says("Remettre la note à");
    let stranger = world.foreign["owner"].clone();
    send(&facilitator, "submit-report", &[("funder", &stranger)]).await.is(404);
    send(&facilitator, "submit-report", &[("funder", &funder)]).await.is(200);
    // Once an edition.
    send(&facilitator, "submit-report", &[("funder", &funder)]).await.is(404);
    facilitator.get(DESK).await.never_says("Remettre la note à").says("Remise, rien n’est en attente");
    let report = only(&world, "report").await;
    partner.get(NOTE).await.says("Votre dossier").says("Accepter ce dossier");
    send(&partner, "ask", &[("report", &report), ("question", "Combien de ventes ?")]).await.is(200);
    let question = only(&world, "question").await;
    facilitator.get(DESK).await.says("Une question attend une réponse").says("Combien de ventes ?");
    send(&partner, "answer-question", &[("question", &question), ("answer", "x")]).await.is(404);
    let back = [("cohort", "ours"), ("question", question.as_str()), ("answer", "")];
    facilitator.tell(DESK, "/api/partners/answer-question", &back).await.says("Répondez à cette question");
    send(&facilitator, "answer-question", &[("question", &question), ("answer", "Dix ventes.")]).await.is(200);
    partner.get(NOTE).await.says("Dix ventes.").says("Remise, rien n’est en attente");
    for _ in 0..2 {
        send(&partner, "accept-report", &[("report", &report)]).await.is(200);
    }
    partner.get(NOTE).await.says("Acceptée le").never_says("Accepter ce dossier");
    send(&partner, "ask", &[("report", &report), ("question", "Encore ?")]).await.is(404);
    send(&facilitator, "answer-question", &[("question", &question), ("answer", "Onze.")]).await.is(404);
    assert_eq!(world.count("select count(*) from report_question where answer = 'Dix ventes.'").await, 1);
}
