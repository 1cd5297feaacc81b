//! Who was there: the roll of a half-day, the code of the day, sheets, totals, files, the certificate.

use crate::harness::{Answer, Visitor, World, start};
use chrono::Duration;

const SIGN: &str = "/cohorts/ours/sign";
const OWN: &str = "/cohorts/ours/attendance";

fn at(world: &World, more: &str) -> String {
    format!("/cohorts/ours/plan/events/{}/attendance{more}", world.id("session"))
}

/// Sends the roll of this morning's session as a browser does, and looks at the page that follows.
async fn note(visitor: &Visitor<'_>, world: &World, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("cohort", "ours"), ("event", world.id("session")), ("half", "2026-11-24-morning")];
    if more.iter().all(|(name, _)| *name != "signed_by") {
        fields.push(("signed_by", "facilitator"));
    }
    fields.extend_from_slice(more);
    visitor.tell(&at(world, ""), "/api/attendance/note", &fields).await
}

fn presence(person: &str) -> String {
    format!("presence[{person}]")
}

fn seen(person: &str) -> String {
    format!("seen[{person}]")
}

async fn marks(world: &World, and: &str) -> i64 {
    world.count(&format!("select count(*) from attendance where {and}")).await
}

/// Time goes by, and everybody stays signed in.
async fn later(world: &World, by: Duration) {
    world.clock.advance(by);
    let kept = "update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000";
    world.write(kept).await.expect("written");
}

/// Types a code as a person does.
async fn sign(visitor: &Visitor<'_>, code: &str) -> Answer {
    visitor.tell(SIGN, "/api/attendance/sign", &[("cohort", "ours"), ("code", code)]).await
}

#[tokio::test]
async fn everybody_is_here_then_the_exception() {
    let world = World::new().await;
    let (rosa, colleague) = (world.facilitator(), world.id("colleague"));
    let page = rosa.get(&at(&world, "")).await;
    page.is(200)
        .says("Qui est là")
        .says("Tout le monde est là")
        .says("Aïcha")
        .says("Binta")
        .never_says("Rosa</legend>");
    let page = note(&rosa, &world, &[("everybody", "yes")]).await;
    page.says("Les présences sont enregistrées").never_says("Tout le monde est là");
    assert_eq!(marks(&world, "presence = 'present' and signed_by = 'facilitator'").await, 2);
    let exception = [(presence(colleague), "absent"), (seen(colleague), "present")];
    let exception: Vec<_> = exception.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let page = note(&rosa, &world, &exception).await;
    page.says("Corrections").says("Binta\u{202f}: «\u{a0}Présence\u{a0}» avant. Changé par Rosa");
    assert_eq!(marks(&world, "presence = 'present'").await, 1);
    // Sent twice, it says the same and leaves no second trace.
    note(&rosa, &world, &exception).await.is(200);
    assert_eq!(world.count("select count(*) from attendance_trace where before = 'present'").await, 1);
    assert_eq!(marks(&world, "presence = 'absent'").await, 1);
}

#[tokio::test]
async fn exceptions_and_everybody_in_one_go() {
    let world = World::new().await;
    let colleague = presence(world.id("colleague"));
    let page = note(&world.facilitator(), &world, &[(&colleague, "excused"), ("everybody", "yes")]).await;
    page.says("Les présences sont enregistrées");
    assert_eq!(marks(&world, "presence = 'present'").await, 1);
    assert_eq!(marks(&world, "presence = 'excused'").await, 1);
    // Who was away is not made present by the button for the others.
    note(&world.facilitator(), &world, &[("everybody", "yes")]).await.is(200);
    assert_eq!(marks(&world, "presence = 'excused'").await, 1);
    assert_eq!(world.count("select count(*) from attendance_trace").await, 0);
}

#[tokio::test]
async fn what_two_people_note_at_once_is_asked_about() {
    let world = World::new().await;
    let owner = world.id("owner");
    let (presence, seen) = (presence(owner), seen(owner));
    note(&world.facilitator(), &world, &[(&presence, "excused")]).await.is(200);
    let page = note(&world.facilitator(), &world, &[(&presence, "present"), (&seen, "absent")]).await;
    page.says("Une autre personne a changé ceci entre-temps");
    assert_eq!(marks(&world, "presence = 'excused'").await, 1);
    assert_eq!(world.count("select count(*) from attendance_trace").await, 0);
}

#[tokio::test]
async fn a_day_to_come_is_refused_in_words() {
    let world = World::new().await;
    let event = world.id("event");
    let page = format!("/cohorts/ours/plan/events/{event}/attendance");
    world.facilitator().get(&page).await.is(200).says("Ce jour n’est pas encore arrivé").never_says("Tout le monde");
    let form = [
        ("cohort", "ours"),
        ("event", event),
        ("half", "2026-11-26-morning"),
        ("signed_by", "facilitator"),
        ("everybody", "yes"),
    ];
    let told = world.facilitator().tell(&page, "/api/attendance/note", &form).await;
    told.says("role=\"alert\"").says("Ce jour n’est pas encore arrivé.");
    world.facilitator().call("/api/attendance/note", &form).await.is(422).says("in_future");
    world.facilitator().call("/api/attendance/show-code", &form[..3]).await.is(422).says("in_future");
    assert_eq!(marks(&world, "1 = 1").await, 0);
    later(&world, Duration::days(2)).await;
    world.facilitator().call("/api/attendance/note", &form).await.is(200);
    assert_eq!(marks(&world, "1 = 1").await, 2);
}

#[tokio::test]
async fn bad_rolls_write_nothing() {
    let world = World::new().await;
    let (rosa, session) = (world.facilitator(), world.id("session"));
    let owner = presence(world.id("owner"));
    let base = [("cohort", "ours"), ("event", session), ("half", "2026-11-24-morning"), ("signed_by", "facilitator")];
    let with = |more: (&'static str, String)| {
        let mut form: Vec<(String, String)> = base.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        form.retain(|(name, _)| name != more.0);
        form.push((more.0.to_owned(), more.1));
        form
    };
    let foreign = world.foreign["owner"].clone();
    for (form, status) in [
        // A half-day that the event has not, or none at all.
        (with(("half", "2026-11-24-afternoon".into())), 404),
        (with(("half", "2026-11-23-morning".into())), 404),
        (with(("half", "hier".into())), 404),
        (with(("event", world.foreign["session"].clone())), 404),
        (with(("signed_by", "code".into())), 422),
        (with(("everyone", "yes".into())), 400),
    ] {
        let fields: Vec<_> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        rosa.call("/api/attendance/note", &fields).await.is(status);
    }
    for (field, value) in [(owner.as_str(), "expected"), (&owner, "late"), (&presence(&foreign), "present")] {
        let mut fields = base.to_vec();
        fields.push((field, value));
        rosa.call("/api/attendance/note", &fields).await.is(422).says("not_a_choice");
    }
    assert_eq!(marks(&world, "1 = 1").await, 0);
}

#[tokio::test]
async fn who_was_not_in_the_group_that_day_is_not_expected() {
    let world = World::new().await;
    let colleague = World::literal(world.id("colleague"));
    world
        .write(&format!("update membership set from_on = '2026-11-25' where person = {colleague}"))
        .await
        .expect("written");
    let page = world.facilitator().get(&at(&world, "")).await;
    page.says("Binta").says("pas attendue ce jour-là");
    note(&world.facilitator(), &world, &[("everybody", "yes")]).await.is(200);
    assert_eq!(marks(&world, "1 = 1").await, 1);
    // All the same she may have been there before she had her card.
    let name = presence(world.id("colleague"));
    note(&world.facilitator(), &world, &[(&name, "present"), ("signed_by", "paper")]).await.is(200);
    assert_eq!(marks(&world, "signed_by = 'paper'").await, 1);
}

#[tokio::test]
async fn what_is_noted_can_be_taken_back_and_leaves_a_trace() {
    let world = World::new().await;
    let rosa = world.facilitator();
    note(&rosa, &world, &[("everybody", "yes")]).await.says("Effacer ce qui est noté ici");
    let event = [("cohort", "ours"), ("event", world.id("session"))];
    let from = format!("/cohorts/ours/plan/events/{}", world.id("session"));
    let kept = rosa.tell(&from, "/api/cohorts/remove-event", &event).await;
    kept.says("Des présences sont notées pour ce rendez-vous");
    rosa.call("/api/cohorts/remove-event", &event).await.is(409).says("has_attendance");
    let mut form = event.to_vec();
    form.push(("half", "2026-11-24-morning"));
    let page = rosa.tell(&at(&world, ""), "/api/attendance/clear", &form).await;
    page.says("Ce qui était noté est effacé").says("Tout le monde est là").says("Corrections");
    assert_eq!(marks(&world, "1 = 1").await, 0);
    assert_eq!(world.count("select count(*) from attendance_trace where before = 'present'").await, 2);
    rosa.call("/api/cohorts/remove-event", &event).await.is(200);
}

#[tokio::test]
async fn an_event_that_moved_keeps_what_was_signed() {
    let world = World::new().await;
    let rosa = world.facilitator();
    note(&rosa, &world, &[("everybody", "yes")]).await.is(200);
    world.write("update event set starts_at = '2026-11-23T14:00:00+00:00', ends_at = '2026-11-23T16:00:00+00:00' where kind = 'training'").await.expect("moved");
    let page = rosa.get(&at(&world, "?half=2026-11-24-morning")).await;
    page.is(200).says("Ce moment n’est plus dans le rendez-vous").says("Effacer ce qui est noté ici");
    page.says("?half=2026-11-23-afternoon");
    rosa.get(&at(&world, "?half=2026-11-22-morning")).await.is(404);
}

#[tokio::test]
async fn the_room_signs_with_the_code_of_the_day() {
    let world = World::new().await;
    let (rosa, aicha) = (world.facilitator(), world.owner());
    let page = rosa.get(&at(&world, "/code")).await;
    page.is(200)
        .says("Le code du jour")
        .says("048\u{a0}213")
        .says("Présences notées\u{202f}: 0 sur 2")
        .says("https://coop.test");
    aicha.get("/cohorts/ours").await.says("Signer ma présence").says("Petite séance");
    aicha.get(SIGN).await.is(200).says("Quel est le code du jour").says("one-time-code");
    let page = sign(&aicha, " 048 213 ").await;
    page.says("Votre présence est signée").says("1\u{202f}h\u{202f}30").says("signé avec le code du jour");
    sign(&aicha, "048213").await.says("Votre présence est signée");
    assert_eq!(marks(&world, "signed_by = 'code' and presence = 'present'").await, 1);
    aicha.get("/cohorts/ours").await.never_says("Signer ma présence");
    world.colleague().get("/cohorts/ours").await.says("Signer ma présence");
    rosa.get(&at(&world, "/code")).await.says("Présences notées\u{202f}: 1 sur 2");
    rosa.get(&at(&world, "")).await.says("signé avec le code du jour").says("L’autre personne est là");
    // Nobody else's presence is on her page.
    world.colleague().get(OWN).await.is(200).never_says("Aïcha").says("À noter");
}

#[tokio::test]
async fn a_code_that_is_wrong_foreign_or_over_is_refused_kindly() {
    let world = World::new().await;
    let aicha = world.owner();
    sign(&aicha, "12 34").await.says("Écrivez les six chiffres").says("12 34");
    sign(&aicha, "").await.says("Répondez à cette question");
    sign(&aicha, "123456").await.says("Ce code ne marche pas aujourd’hui").says("value=\"123456\"");
    sign(&aicha, &world.foreign["code"]).await.says("Ce code ne marche pas aujourd’hui");
    later(&world, Duration::hours(14)).await;
    sign(&aicha, world.id("code")).await.says("Ce code ne marche pas aujourd’hui");
    assert_eq!(marks(&world, "1 = 1").await, 0);
    world.facilitator().call("/api/attendance/sign", &[("cohort", "ours"), ("code", "123456")]).await.is(403);
}

#[tokio::test]
async fn guessing_is_slowed_down_for_each_person() {
    let world = World::new().await;
    let aicha = world.owner();
    // What is no code is no guess.
    for _ in 0..8 {
        sign(&aicha, "pas un code").await.says("Écrivez les six chiffres");
    }
    for guess in 0..5 {
        sign(&aicha, &format!("11111{guess}")).await.says("Ce code ne marche pas");
    }
    sign(&aicha, world.id("code")).await.says("Trop d’essais. Attendez 60 secondes");
    aicha.call("/api/attendance/sign", &[("cohort", "ours"), ("code", world.id("code"))]).await.is(429);
    assert_eq!(marks(&world, "1 = 1").await, 0);
    sign(&world.colleague(), world.id("code")).await.says("Votre présence est signée");
    later(&world, Duration::seconds(61)).await;
    sign(&aicha, world.id("code")).await.says("Votre présence est signée");
}

#[tokio::test]
async fn a_code_does_not_undo_what_was_noted_and_waits_for_its_half_day() {
    let world = World::new().await;
    let owner = presence(world.id("owner"));
    note(&world.facilitator(), &world, &[(&owner, "absent")]).await.is(200);
    sign(&world.owner(), world.id("code")).await.says("La personne qui accompagne a déjà noté une absence");
    assert_eq!(marks(&world, "presence = 'absent'").await, 1);
    world.write("update attendance_code set half = 'afternoon'").await.expect("written");
    sign(&world.colleague(), world.id("code")).await.says("Ce moment n’a pas encore commencé");
    later(&world, Duration::hours(3)).await;
    sign(&world.colleague(), world.id("code")).await.says("Votre présence est signée");
}

#[tokio::test]
async fn a_code_is_shown_again_changed_and_only_today() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let form = [("cohort", "ours"), ("event", world.id("session")), ("half", "2026-11-24-morning"), ("again", "no")];
    // One that is there stays, however often one asks.
    rosa.tell(&at(&world, "/code"), "/api/attendance/show-code", &form).await.says("048\u{a0}213");
    let again = [form[0], form[1], form[2], ("again", "yes")];
    rosa.tell(&at(&world, "/code"), "/api/attendance/show-code", &again).await.never_says("048\u{a0}213");
    assert_eq!(world.count("select count(*) from attendance_code").await, 2);
    sign(&world.owner(), world.id("code")).await.says("Ce code ne marche pas");
    later(&world, Duration::days(1)).await;
    rosa.get(&at(&world, "/code")).await.is(200).says("Le code se montre le jour même");
    rosa.call("/api/attendance/show-code", &again).await.is(422).says("in_past");
    world.state.db.tidy(start() + Duration::days(1)).await.expect("tidied");
    assert_eq!(world.count("select count(*) from attendance_code").await, 0);
}

#[tokio::test]
async fn an_archived_group_is_read_and_not_signed() {
    let world = World::new().await;
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    note(&world.facilitator(), &world, &[("everybody", "yes")]).await.says("Les présences sont enregistrées");
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("written");
    let page = world.facilitator().get(&at(&world, "")).await;
    page.is(200).says("Présence").never_says("Enregistrer les présences").never_says("Effacer");
    let form = [
        ("cohort", "ours"),
        ("event", world.id("session")),
        ("half", "2026-11-24-morning"),
        ("signed_by", "facilitator"),
    ];
    world.facilitator().call("/api/attendance/note", &form).await.is(409).says("cohort_closed");
    world.facilitator().call("/api/attendance/clear", &form[..3]).await.is(409);
    world.facilitator().call("/api/attendance/show-code", &form[..3]).await.is(409);
    let code = [("cohort", "ours"), ("code", world.id("code"))];
    world.owner().call("/api/attendance/sign", &code).await.is(409).says("cohort_closed");
    assert_eq!(marks(&world, "1 = 1").await, 2);
}

#[tokio::test]
async fn sheets_of_an_event_and_of_a_week() {
    let world = World::new().await;
    let colleague = presence(world.id("colleague"));
    let rosa = world.facilitator();
    let page = rosa.get(&at(&world, "/sheet")).await;
    page.is(200)
        .says("Feuille d’émargement")
        .says("Petite séance")
        .says("Aïcha")
        .says("8\u{202f}h\u{202f}30 – 10\u{202f}h");
    page.says("Qui anime").says("<td></td>");
    note(&rosa, &world, &[(&colleague, "absent"), ("everybody", "yes")]).await.is(200);
    rosa.get(&at(&world, "/sheet")).await.says("Absence").says("Présence").never_says("<td></td><td></td>");
    let page = rosa.get("/cohorts/ours/attendance?week=2026-W48").await;
    page.is(200).says("Petite séance").says("Grande réunion").says("Semaine 48").says("?week=2026-W49");
    page.says("<b>Petite séance</b>");
    rosa.get("/cohorts/ours/attendance?week=2026-W30").await.is(200).says("Aucun rendez-vous");
    rosa.get("/cohorts/ours/attendance?week=2026-W60").await.is(404);
}

#[tokio::test]
async fn totals_count_what_was_noted_and_say_what_was_not() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let page = rosa.get(OWN).await;
    page.is(200).says("Reste à noter").says("Petite séance").says("Rien n’est noté").never_says("Grande réunion");
    let colleague = presence(world.id("colleague"));
    note(&rosa, &world, &[(&colleague, "absent"), ("everybody", "yes")]).await.is(200);
    let page = rosa.get(OWN).await;
    page.says("1 sur 2")
        .never_says("Reste à noter")
        .says("<th scope=\"row\">Aïcha</th><td class=\"num\">1\u{202f}h\u{202f}30</td>");
    page.says("XLSX, ").says("CSV, 1\u{202f}Ko");
    world.owner().get(OWN).await.says("1\u{202f}h\u{202f}30 sur 1\u{202f}h\u{202f}30").never_says("Binta");
    world.colleague().get(OWN).await.says("0\u{202f}min sur 1\u{202f}h\u{202f}30").says("Absence");
}

#[tokio::test]
async fn files_hold_every_line_and_no_formula() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let owner = World::literal(world.id("owner"));
    world.write(&format!("update person set display_name = '=1+1' where id = {owner}")).await.expect("written");
    note(&rosa, &world, &[("everybody", "yes")]).await.is(200);
    let csv = rosa.get("/cohorts/ours/attendance/table.csv").await;
    assert_eq!(csv.is(200).header("content-disposition"), "attachment; filename=\"ours-presences.csv\"");
    csv.says("\u{feff}Nom;Rendez-vous;")
        .says("'=1+1;Petite séance;")
        .says("Binta;Petite séance;")
        .says(";1,50;Présence;");
    csv.never_says("CANARY").never_says("\n=1+1");
    let xlsx = rosa.get("/cohorts/ours/attendance/table.xlsx").await;
    assert!(xlsx.is(200).body.starts_with("PK"), "a workbook is a zip");
    assert_eq!(xlsx.header("content-disposition"), "attachment; filename=\"ours-presences.xlsx\"");
    let door = world.anonymous().get("/cohorts/ours/attendance/table.csv").await;
    assert_eq!(door.location(), "/sign-in?next=/cohorts/ours/attendance/table.csv");
    world.owner().get("/cohorts/ours/attendance/table.csv").await.is(403).never_says("Binta");
}

#[tokio::test]
async fn a_certificate_says_when_she_was_there_and_nothing_else() {
    let world = World::new().await;
    let page = "/cohorts/ours/attendance/certificate";
    world.owner().get(page).await.is(200).says("Ici viendra votre attestation");
    let colleague = presence(world.id("colleague"));
    note(&world.facilitator(), &world, &[(&colleague, "absent"), ("everybody", "yes")]).await.is(200);
    let paper = world.owner().get(page).await;
    paper
        .says("Aïcha")
        .says("Atelier ours")
        .says("Petite séance")
        .says("mardi 24 novembre 2026")
        .says("1\u{202f}h\u{202f}30");
    paper.never_says("Binta").never_says("Absence");
    world.colleague().get(page).await.says("Ici viendra votre attestation").never_says("Petite séance");
}

#[tokio::test]
async fn her_data_names_it_and_erasure_keeps_the_count_without_the_name() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let owner = world.id("owner");
    let (said, before) = (presence(owner), seen(owner));
    note(&rosa, &world, &[(&said, "absent")]).await.is(200);
    note(&rosa, &world, &[(&said, "present"), (&before, "absent")]).await.is(200);
    let page = world.owner().get("/me/data").await;
    page.says("Petite séance — mardi 24 novembre, matin\u{202f}: Présence").says("1 correction de présence");
    rosa.get("/me/data").await.says("2 présences ou codes du jour, notés par vous");
    sign(&world.owner(), "123456").await.is(200);
    let password = [("current_password", crate::harness::PASSWORD)];
    world.owner().submit("/me/erase", "/api/people/erase", &password).await.is(302);
    assert_eq!(marks(&world, "presence = 'present'").await, 1);
    assert_eq!(world.count("select count(*) from attendance_trace").await, 0);
    assert_eq!(world.count("select count(*) from throttle").await, 0);
    rosa.get(OWN).await.is(200).says("Personne partie").never_says("Aïcha");
    rosa.get(&at(&world, "")).await.is(200).says("Personne partie");
}

#[tokio::test]
async fn the_way_there() {
    let world = World::new().await;
    let event = format!("/cohorts/ours/plan/events/{}", world.id("session"));
    let page = world.facilitator().get(&event).await;
    page.says(&at(&world, "\"")).says(&at(&world, "/sheet"));
    world.owner().get(&event).await.is(200).never_says("/attendance/sheet");
    world.owner().get("/me").await.says("Mes présences");
    world.facilitator().get("/me").await.never_says("Mes présences");
    world.owner().get("/cohorts/ours/plan").await.says("href=\"/cohorts/ours/attendance\"");
}
