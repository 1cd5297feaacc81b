//! What people say, what was learnt, the note: kept, changed, taken back, published, and never a program.

use crate::harness::{Answer, Visitor, World};
use chrono::Duration;
use uuid::Uuid;

const NOTEBOOK: &str = "/cohorts/ours/capitalisation";
const NEW: &str = "/cohorts/ours/capitalisation/new?kind=worked";
const NOTE: &str = "/cohorts/ours/capitalisation/note";

/// Says `text` and returns the contribution's id.
async fn say(who: &Visitor<'_>, text: &str, scope: &str, more: &[(&str, &str)]) -> String {
    let key = Uuid::now_v7().to_string();
    let mut fields = vec![("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", text), ("scope", scope)];
    fields.extend_from_slice(more);
    who.call("/api/capitalisation/contribute", &fields).await.is(200);
    key
}

async fn save(who: &Visitor<'_>, version: &str, body: &str) -> Answer {
    let fields =
        [("cohort", "ours"), ("title", "Notre note"), ("summary", "En bref."), ("body", body), ("version", version)];
    who.call("/api/capitalisation/save-note", &fields).await
}

/// One of the two steps to the readers; a later edition says what is different.
async fn step(who: &Visitor<'_>, verb: &str, version: &str) -> Answer {
    let more = if verb == "announce-note" { ("scope", "partners") } else { ("correction", "Une faute de moins.") };
    who.call(&format!("/api/capitalisation/{verb}"), &[("cohort", "ours"), ("version", version), more]).await
}

/// The lone facilitator publishes `body` as it takes: told, a day, done.
async fn publish(world: &World, version: &str, body: &str) {
    let facilitator = world.facilitator();
    save(&facilitator, version, body).await.is(200);
    let version = world.count("select version from note where title = 'Notre note'").await.to_string();
    step(&facilitator, "announce-note", &version).await.is(200);
    world.clock.advance(Duration::hours(24));
    // Sessions of a shared device end within the day: somebody signs in again.
    sign_in(world).await;
    let again = session(world, "facilitator").await;
    step(&world.with_cookie(&again), "publish-note", &version).await.is(200);
}

/// Gives everybody's session as long as a test needs.
async fn sign_in(world: &World) {
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
}

async fn session(world: &World, who: &str) -> String {
    let mut tx = world.state.db.begin().await.unwrap();
    let person: Uuid = world.id(who).parse().unwrap();
    let kind = cooperade::platform::session::Kind::Shared { idle_minutes: 60 };
    let cookie = cooperade::platform::session::open(&mut tx, person, kind, world.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    cookie.to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// A second facilitator of ours.
async fn second_facilitator(world: &World) -> String {
    let theirs = World::literal(&world.foreign["facilitator"]);
    let (id, cohort) = (World::literal(&Uuid::now_v7().to_string()), World::literal(world.id("cohort")));
    let sql = format!(
        "insert into membership (id, person, cohort, role, from_on) values ({id}, {theirs}, {cohort}, 'facilitator', '2026-09-21')"
    );
    world.write(&sql).await.unwrap();
    let mut tx = world.state.db.begin().await.unwrap();
    let kind = cooperade::platform::session::Kind::Shared { idle_minutes: 60 };
    let person: Uuid = world.foreign["facilitator"].parse().unwrap();
    let cookie = cooperade::platform::session::open(&mut tx, person, kind, world.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    cookie.to_str().unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_question_a_page_leads_to_words_kept() {
    let world = World::new().await;
    let owner = world.owner();
    let new = "/cohorts/ours/capitalisation/new";
    owner.get(new).await.is(200).says("Que voulez-vous retenir").says("?kind=did_not_work");
    owner.get(NEW).await.says("Qu’est-ce qui a bien marché").says("Je ne sais pas").says("Phase production");
    // An answer that was never offered leads back to its question.
    owner.get(&format!("{new}?kind=nothing")).await.says("Que voulez-vous retenir");
    let key = Uuid::now_v7().to_string();
    let fields = [
        ("cohort", "ours"),
        ("key", &key),
        ("kind", "worked"),
        ("phase", "unknown"),
        ("text", "La coupe à deux"),
        ("scope", "cohort"),
    ];
    for _ in 0..2 {
        let page = owner.tell(NEW, "/api/capitalisation/contribute", &fields).await;
        page.says("Votre parole est gardée").says("La coupe à deux").says("Membre du groupe");
    }
    assert_eq!(world.count("select count(*) from contribution where text = 'La coupe à deux' and language = 'fr' and signed_as = 'role' and phase is null").await, 1);
    let other = [("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", "Autre chose"), ("scope", "cohort")];
    owner.tell(NEW, "/api/capitalisation/contribute", &other).await.says("Autre chose").says("déjà envoyé");
}

#[tokio::test]
async fn a_long_text_is_taken_or_given_back() {
    let world = World::new().await;
    let owner = world.owner();
    say(&owner, &"é".repeat(10_000), "cohort", &[]).await;
    let key = Uuid::now_v7().to_string();
    let long = format!("{}fin", "é".repeat(9_998));
    let fields = [
        ("cohort", "ours"),
        ("key", &key),
        ("kind", "worked"),
        ("text", &long),
        ("scope", "cohort"),
        ("phase", "unknown"),
    ];
    owner.call("/api/capitalisation/contribute", &fields).await.is(422);
    owner.tell(NEW, "/api/capitalisation/contribute", &fields).await.says("10001 caractères").says(&long);
    assert_eq!(world.count("select count(*) from contribution where text like '%fin'").await, 0);
}

#[tokio::test]
async fn what_is_not_offered_is_refused() {
    let world = World::new().await;
    let owner = world.owner();
    let bad = [
        ("kind", "other", 422),
        ("scope", "world", 422),
        ("signed_as", "alias", 422),
        ("language", "tlh", 422),
        ("phase", "yesterday", 422),
        ("text", " ", 422),
        ("person", "me", 400),
        ("withdrawn_on", "2026-01-01", 400),
    ];
    let before = world.count("select count(*) from contribution").await;
    for (name, value, status) in bad {
        let key = Uuid::now_v7().to_string();
        let good =
            [("cohort", "ours"), ("key", key.as_str()), ("kind", "worked"), ("text", "Mot"), ("scope", "cohort")];
        let mut fields: Vec<_> = good.into_iter().filter(|field| field.0 != name).collect();
        fields.push((name, value));
        let answer = owner.call("/api/capitalisation/contribute", &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{name}={value}: {}", answer.body);
    }
    assert_eq!(world.count("select count(*) from contribution").await, before);
}

#[tokio::test]
async fn words_go_on_until_archived_and_can_be_taken_back_after() {
    let world = World::new().await;
    let owner = world.owner();
    world.write("update cohort set state = 'closed'").await.unwrap();
    say(&owner, "Après la fin", "cohort", &[]).await;
    world.write("update cohort set state = 'archived'").await.unwrap();
    let key = Uuid::now_v7().to_string();
    let fields = [("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", "Trop tard"), ("scope", "cohort")];
    owner.call("/api/capitalisation/contribute", &fields).await.is(409);
    save(&world.facilitator(), "1", "Texte").await.is(409);
    owner.get(NOTEBOOK).await.is(200).says("Notre parole").never_says("À retenir");
    let mine = [("cohort", "ours"), ("contribution", world.id("contribution"))];
    owner.call("/api/capitalisation/withdraw-contribution", &mine).await.is(200);
    owner.get(NOTEBOOK).await.never_says("Notre parole");
}

#[tokio::test]
async fn filters_live_in_the_address() {
    let world = World::new().await;
    let owner = world.owner();
    say(&owner, "Sans phase aucune", "cohort", &[]).await;
    let page = owner.get(&format!("{NOTEBOOK}?phase={}", world.id("phase"))).await;
    page.says("Notre parole").never_says("Sans phase aucune");
    owner.get(&format!("{NOTEBOOK}?kind=surprise")).await.never_says("Notre parole").says("Rien ici pour ce choix");
    for n in 0..35 {
        say(&owner, &format!("Parole numéro {n}."), "cohort", &[]).await;
    }
    owner.get(NOTEBOOK).await.says("Page 1 sur 2").never_says("Parole numéro 0.");
    owner.get(&format!("{NOTEBOOK}?page=2&kind=worked")).await.says("Page 2 sur 2").says("Parole numéro 0.");
}

#[tokio::test]
async fn a_speaker_decides_who_reads_and_how_it_is_signed() {
    let world = World::new().await;
    let owner = world.owner();
    let id = say(&owner, "Signée", "cohort", &[("signed_as", "name")]).await;
    world.colleague().get(NOTEBOOK).await.says("Signée").says("Aïcha");
    let page = format!("{NOTEBOOK}/contributions/{id}");
    owner.get(&page).await.says("Retirer pour toujours");
    let fields = [("cohort", "ours"), ("contribution", id.as_str()), ("scope", "partners")];
    owner.tell(&page, "/api/capitalisation/change-contribution", &fields).await.says("C’est changé");
    assert_eq!(
        world.count("select count(*) from contribution where scope = 'partners' and signed_as = 'role'").await,
        1
    );
    let gone = [("cohort", "ours"), ("contribution", id.as_str())];
    for _ in 0..2 {
        owner.tell(&page, "/api/capitalisation/withdraw-contribution", &gone).await.says("retirée de partout");
    }
    owner.get(&page).await.is(404);
    owner.call("/api/capitalisation/change-contribution", &fields).await.is(404);
}

#[tokio::test]
async fn words_taken_back_leave_every_output() {
    let world = World::new().await;
    let (owner, facilitator) = (world.owner(), world.facilitator());
    let secret = "Le secret de la couture";
    let id = say(&owner, secret, "public", &[]).await;
    // A refused form of hers holds the words too.
    let again = [("cohort", "ours"), ("kind", "worked"), ("text", secret), ("scope", "nobody")];
    owner.submit(NEW, "/api/capitalisation/contribute", &again).await;
    publish(&world, "1", &format!("Elle dit :\n\n{{{{quote:{id}}}}}\n\nEt {{{{quote:{id}}}}} encore.")).await;
    let cookies =
        [session(&world, "owner").await, session(&world, "facilitator").await, session(&world, "partner").await];
    let [owner, facilitator_now, partner] = [0, 1, 2].map(|index: usize| world.with_cookie(&cookies[index]));
    drop(facilitator);
    for who in [&owner, &partner] {
        who.get("/notes/ours").await.is(200).says(secret).says("<blockquote class=\"quote\" lang=\"fr\"");
    }
    facilitator_now.get(NOTE).await.says(secret);
    let gone = [("cohort", "ours"), ("contribution", id.as_str())];
    owner.call("/api/capitalisation/withdraw-contribution", &gone).await.is(200);
    for page in [NOTEBOOK, "/notes/ours", "/notes", "/cohorts/ours"] {
        owner.get(page).await.never_says(secret);
    }
    facilitator_now.get(NOTE).await.is(200).never_says(secret).says("Cette parole a été retirée.");
    partner.get("/notes/ours").await.is(200).never_says(secret).says("Cette parole a été retirée.");
    assert_eq!(world.count(&format!("select count(*) from contribution where text = '{secret}'")).await, 0);
    assert_eq!(world.count(&format!("select count(*) from draft where fields like '%{secret}%'")).await, 0);
    assert_eq!(world.count("select count(*) from contribution where withdrawn_on is not null").await, 1);
}

#[tokio::test]
async fn words_meant_for_the_group_are_never_quoted() {
    let world = World::new().await;
    let id = say(&world.owner(), "Entre nous seulement", "partners", &[]).await;
    publish(&world, "1", &format!("{{{{quote:{id}}}}}")).await;
    let cookies = [session(&world, "owner").await, session(&world, "partner").await];
    let [owner, partner] = [0, 1].map(|index: usize| world.with_cookie(&cookies[index]));
    partner.get("/notes/ours").await.says("Entre nous seulement");
    let fields = [("cohort", "ours"), ("contribution", id.as_str()), ("scope", "cohort")];
    owner.call("/api/capitalisation/change-contribution", &fields).await.is(200);
    partner.get("/notes/ours").await.never_says("Entre nous seulement").says("Cette parole a été retirée.");
    owner.get(NOTEBOOK).await.says("Entre nous seulement");
}

#[tokio::test]
async fn words_that_may_harm_are_said_back() {
    let world = World::new().await;
    let key = Uuid::now_v7().to_string();
    let fields =
        [("cohort", "ours"), ("key", &key), ("kind", "story"), ("text", "À la préfecture"), ("scope", "public")];
    world
        .owner()
        .tell(NEW, "/api/capitalisation/contribute", &fields)
        .await
        .says("Relisez ces mots")
        .says("préfecture");
    save(&world.facilitator(), "1", "Son adresse").await.is(200);
    world.facilitator().get(NOTE).await.says("Relisez ces mots").says("adresse");
    save(&world.facilitator(), "2", "Son atelier").await.is(200);
    world.facilitator().get(NOTE).await.never_says("Relisez ces mots");
}

#[tokio::test]
async fn a_lesson_is_written_read_changed_removed() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let new = "/cohorts/ours/capitalisation/lessons/new";
    let key = Uuid::now_v7().to_string();
    let phase = world.id("phase").to_owned();
    let mut fields = vec![
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("outcome", "failed"),
        ("condition", "les fêtes approchent"),
        ("action", "accepter moins de commandes"),
        ("reason", "l’atelier est plein"),
        ("applies_when", "dans un petit atelier"),
        ("phase", phase.as_str()),
    ];
    facilitator
        .tell(new, "/api/capitalisation/write-lesson", &fields)
        .await
        .says("La leçon est enregistrée")
        .says("accepter moins de commandes");
    facilitator.tell(new, "/api/capitalisation/write-lesson", &fields).await;
    assert_eq!(world.count("select count(*) from lesson where outcome = 'failed'").await, 1);
    let page = format!("{NOTEBOOK}/lessons/{key}");
    world.colleague().get(&page).await.is(200).says("l’atelier est plein").never_says("Retirer cette leçon");
    facilitator.get(&page).await.says("dans un petit atelier").says("Retirer cette leçon");
    fields.retain(|field| !["key", "phase", "reason"].contains(&field.0));
    fields.push(("lesson", &key));
    let back = facilitator.tell(&page, "/api/capitalisation/change-lesson", &fields).await;
    back.says("Répondez à cette question").says("accepter moins de commandes");
    fields.push(("reason", "on se fatigue"));
    facilitator.tell(&page, "/api/capitalisation/change-lesson", &fields).await.says("on se fatigue");
    let remove = [("cohort", "ours"), ("lesson", key.as_str())];
    facilitator
        .tell(&page, "/api/capitalisation/remove-lesson", &remove)
        .await
        .says("La leçon est retirée")
        .never_says("on se fatigue");
    facilitator.call("/api/capitalisation/remove-lesson", &remove).await.is(404);
}

#[tokio::test]
async fn a_note_takes_a_hundred_thousand_characters_and_no_more() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let body = "é🧵 ".repeat(33_333) + "x";
    assert_eq!(body.chars().count(), 100_000);
    save(&facilitator, "1", &body).await.is(200);
    facilitator.get(NOTE).await.is(200).says(&body);
    save(&facilitator, "2", &format!("{body}y")).await.is(422);
    let fields = [("cohort", "ours"), ("title", "T"), ("summary", ""), ("body", &format!("{body}y")), ("version", "2")];
    facilitator
        .tell(NOTE, "/api/capitalisation/save-note", &fields)
        .await
        .says("100001 caractères")
        .says(&format!("{body}y"));
    let lesson = [("cohort", "ours"), ("condition", body.as_str())];
    facilitator.call("/api/capitalisation/write-lesson", &lesson).await.is(413);
}

#[tokio::test]
async fn two_writers_find_out() {
    let world = World::new().await;
    let other = second_facilitator(&world).await;
    let (one, two) = (world.facilitator(), world.with_cookie(&other));
    save(&one, "1", "Le texte de Rosa").await.is(200);
    // Sent twice by a double tap: the same answer.
    save(&one, "1", "Le texte de Rosa").await.is(200);
    save(&two, "1", "Le texte de l’autre").await.is(409);
    let fields = [
        ("cohort", "ours"),
        ("title", "Notre note"),
        ("summary", "Bref."),
        ("body", "Le texte de l’autre"),
        ("version", "1"),
    ];
    let back = two.tell(NOTE, "/api/capitalisation/save-note", &fields).await;
    back.says("Le texte de l’autre").says("Le texte de Rosa").says("entre-temps").says("name=\"version\" value=\"2\"");
    assert_eq!(world.count("select count(*) from note where body = 'Le texte de Rosa' and version = 2").await, 1);
    save(&two, "2", "Les deux").await.is(200);
}

#[tokio::test]
async fn a_first_note_is_begun_once_from_the_records() {
    let world = World::new().await;
    world.write("delete from note").await.unwrap();
    let facilitator = world.facilitator();
    let quoted = say(&world.owner(), "Ensemble", "partners", &[]).await;
    facilitator.get(NOTE).await.is(200).says("Proposer un début");
    let start = facilitator.get(&format!("{NOTE}?start=1")).await;
    start.says("## Ce qui a marché").says(&format!("{{{{quote:{quoted}}}}}")).says("- couper ensemble");
    assert_eq!(world.count("select count(*) from note where title like 'Notre%'").await, 0);
    let key = Uuid::now_v7().to_string();
    let fields = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("title", "Notre note"),
        ("summary", ""),
        ("body", "x"),
        ("version", "0"),
    ];
    for _ in 0..2 {
        facilitator.tell(NOTE, "/api/capitalisation/save-note", &fields).await.says("La note est enregistrée");
    }
    save(&facilitator, "0", "Un autre début").await.is(409);
    step(&facilitator, "announce-note", "1").await.is(422);
    assert_eq!(world.count("select count(*) from note where body = 'x'").await, 1);
}

#[tokio::test]
async fn markers_and_summaries_are_checked_at_their_field() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let foreign = format!("{{{{quote:{}}}}}", world.foreign["contribution"]);
    for body in ["{{figure:nothing}}", "{{quote:1}}", "{{ouvert", &foreign] {
        let fields = [("cohort", "ours"), ("title", "N"), ("summary", ""), ("body", body), ("version", "1")];
        facilitator
            .tell(NOTE, "/api/capitalisation/save-note", &fields)
            .await
            .says("ne correspond à aucune parole")
            .says(body);
    }
    let fields = |summary: &'static str| {
        [("cohort", "ours"), ("title", "N"), ("summary", summary), ("body", "x"), ("version", "1")]
    };
    let long: &'static str = "mot ".repeat(121).leak();
    facilitator.tell(NOTE, "/api/capitalisation/save-note", &fields(long)).await.says("121 mots");
    facilitator.call("/api/capitalisation/save-note", &fields(&long[..480])).await.is(200);
}

#[tokio::test]
async fn a_lone_facilitator_publishes_a_day_after_telling() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    save(&facilitator, "1", "Un texte.").await.is(200);
    step(&facilitator, "publish-note", "2").await.is(422).says("needs_notice");
    world.owner().get(&format!("{NOTEBOOK}/announced")).await.is(404);
    step(&facilitator, "announce-note", "1").await.is(409);
    step(&facilitator, "announce-note", "2").await.is(200);
    world.owner().get(NOTEBOOK).await.says("va être publiée");
    world.owner().get(&format!("{NOTEBOOK}/announced")).await.is(200).says("Un texte.");
    world.partner().get("/notes/ours").await.is(404);
    step(&facilitator, "publish-note", "2").await.is(422).says("not_before");
    sign_in(&world).await;
    world.clock.advance(Duration::hours(24) - Duration::seconds(1));
    // Telling again does not start the day anew.
    step(&facilitator, "announce-note", "2").await.is(200);
    step(&facilitator, "publish-note", "2").await.is(422).says("not_before");
    world.clock.advance(Duration::seconds(1));
    step(&facilitator, "publish-note", "2").await.is(200);
    step(&facilitator, "publish-note", "2").await.is(200);
    assert_eq!(world.count("select count(*) from published_note where title = 'Notre note'").await, 1);
    world.owner().get("/notes/ours").await.is(200).says("Un texte.");
    // Another text is not what the members were told of; readers keep what was published.
    save(&facilitator, "2", "Un autre texte.").await.is(200);
    step(&facilitator, "publish-note", "3").await.is(422).says("needs_notice");
    world.partner().get("/notes/ours").await.says("Un texte.").never_says("Un autre texte.");
    step(&facilitator, "announce-note", "3").await.is(200);
    world.clock.advance(Duration::hours(24));
    step(&facilitator, "publish-note", "3").await.is(200);
    world.partner().get("/notes/ours").await.says("Un autre texte.");
    facilitator.call("/api/capitalisation/withdraw-note", &[("cohort", "ours")]).await.is(200);
    world.partner().get("/notes/ours").await.is(404);
    world.partner().get("/notes").await.is(200).never_says("Notre note");
    facilitator.get(NOTE).await.says("N’est plus publiée");
}

#[tokio::test]
async fn where_there_are_two_the_other_publishes() {
    let world = World::new().await;
    let other = second_facilitator(&world).await;
    let (one, two) = (world.facilitator(), world.with_cookie(&other));
    sign_in(&world).await;
    step(&two, "publish-note", "1").await.is(422).says("needs_second");
    step(&one, "announce-note", "1").await.is(200);
    world.clock.advance(Duration::hours(48));
    step(&one, "publish-note", "1").await.is(422).says("needs_second");
    one.get(NOTE).await.says("Une autre personne qui accompagne doit publier");
    two.get(NOTE).await.says("Publier la note");
    // Changing the text first would publish what the first has not read.
    save(&two, "1", "Texte de la seconde").await.is(200);
    step(&two, "publish-note", "2").await.is(422).says("needs_second");
    step(&two, "announce-note", "2").await.is(200);
    step(&one, "publish-note", "2").await.is(200);
}

#[tokio::test]
async fn figures_and_lessons_are_those_of_the_day() {
    let world = World::new().await;
    publish(&world, "1", "Il y a {{figure:lessons}} leçon et {{figure:poles}} pôle, {{figure:people}} personnes.")
        .await;
    let cookies = [session(&world, "facilitator").await, session(&world, "partner").await];
    let [facilitator, partner] = [0, 1].map(|index: usize| world.with_cookie(&cookies[index]));
    let page = partner.get("/notes/ours").await;
    page.says("Il y a 1 leçon et 1 pôle, moins de cinq personnes.").says("couper ensemble");
    assert_eq!(world.count("select count(*) from published_figure where code = 'people' and value is null").await, 1);
    assert_eq!(world.count("select value from published_figure where code = 'weeks'").await, 22);
    let key = Uuid::now_v7().to_string();
    let fields = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("outcome", "worked"),
        ("condition", "a"),
        ("action", "nouvelle action"),
        ("reason", "c"),
    ];
    facilitator.call("/api/capitalisation/write-lesson", &fields).await.is(200);
    partner.get("/notes/ours").await.says("Il y a 1 leçon").never_says("nouvelle action");
    facilitator.get(NOTE).await.says("Il y a 2 leçon").says("nouvelle action");
}

#[tokio::test]
async fn no_field_becomes_a_program() {
    let world = World::new().await;
    let (owner, facilitator) = (world.owner(), world.facilitator());
    let attacks = [
        "</textarea><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "'><iframe srcdoc='<script>alert(1)</script>'>",
        "</title><script>alert(1)</script>",
    ];
    let mut version = 1;
    for attack in attacks {
        let id = say(&owner, attack, "public", &[]).await;
        let key = Uuid::now_v7().to_string();
        let mut lesson = vec![("cohort", "ours"), ("key", key.as_str()), ("outcome", "mixed")];
        lesson.extend(["condition", "action", "reason", "applies_when", "evidence"].map(|name| (name, attack)));
        facilitator.call("/api/capitalisation/write-lesson", &lesson).await.is(200);
        let (body, now) = (format!("{attack}\n\n{{{{quote:{id}}}}}\n\n[x](javascript:alert(1))"), version.to_string());
        let fields = [("cohort", "ours"), ("title", attack), ("summary", attack), ("body", &body), ("version", &now)];
        facilitator.call("/api/capitalisation/save-note", &fields).await.is(200);
        version += 1;
        step(&facilitator, "announce-note", &version.to_string()).await.is(200);
        let pages = [
            NOTEBOOK.to_owned(),
            NOTE.to_owned(),
            format!("{NOTEBOOK}/announced"),
            format!("{NOTEBOOK}/lessons/{key}"),
        ];
        for page in &pages {
            is_quiet(&facilitator.get(page).await, page);
        }
        is_quiet(&owner.get(&format!("{NOTEBOOK}/contributions/{id}")).await, "one's own words");
        // Given back in the form and in the address.
        let fields =
            [("cohort", "ours"), ("kind", "worked"), ("text", attack), ("scope", "nobody"), ("phase", "unknown")];
        is_quiet(&owner.tell(NEW, "/api/capitalisation/contribute", &fields).await, "given back");
        let address = attack.replace('<', "%3C").replace('>', "%3E").replace(['"', '\'', ' '], "%22");
        is_quiet(&owner.get(&format!("{NOTEBOOK}?kind={address}&phase={address}")).await, "in the address");
    }
}

#[track_caller]
fn is_quiet(answer: &Answer, page: &str) {
    answer.is(200);
    let document = scraper::Html::parse_document(&answer.body);
    let every = scraper::Selector::parse("main *, title *").unwrap();
    for element in document.select(&every) {
        let element = element.value();
        assert!(!["script", "img", "iframe"].contains(&element.name()), "{page} holds a {}", element.name());
        assert!(
            element.attrs().all(|(name, _)| !name.starts_with("on") && name != "srcdoc" && name != "style"),
            "{page}"
        );
        let href = element.attr("href").unwrap_or_default();
        assert!(!href.to_lowercase().starts_with("javascript"), "{page}: {href}");
    }
    for loud in ["<script>alert", "<img src=x", "<svg onload"] {
        assert!(!answer.body.contains(loud), "{page} holds {loud}");
    }
}
