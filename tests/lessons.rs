//! What was learnt reaches the next cohort: lessons with their dissent, the library, answers and results.

use crate::harness::{CANARY, PASSWORD, Visitor, World, changed};
use chrono::Duration;
use uuid::Uuid;

const LIBRARY: &str = "/cohorts/ours/lessons";
const PRACTICES: &str = "/cohorts/ours/practices";
const LESSON: [(&str, &str); 6] = [
    ("cohort", "ours"),
    ("outcome", "worked"),
    ("condition", "on coupe"),
    ("action", "plier en deux"),
    ("reason", "on gagne du temps"),
    ("phase", ""),
];

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// Writes a lesson and returns its id.
async fn write(who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    let key = key();
    let mut fields = changed(&LESSON, more);
    fields.push(("key", &key));
    who.call("/api/capitalisation/write-lesson", &fields).await.is(200);
    key
}

async fn answer(world: &World, lesson: &str, more: &[(&str, &str)]) -> crate::harness::Answer {
    let key = key();
    let mut fields = vec![("cohort", "ours"), ("lesson", lesson), ("key", key.as_str())];
    fields.extend_from_slice(more);
    world.facilitator().call("/api/lessons/answer", &fields).await
}

#[tokio::test]
async fn a_lesson_says_who_agrees_and_what_others_say() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let more = [
        ("does_not_apply_when", "Le tissu glisse."),
        ("agreement", "contested"),
        ("dissent", "Plier fait des marques."),
        ("review_on", "2026-11-01"),
    ];
    let id = write(&facilitator, &more).await;
    let page = world.owner().get(&format!("/cohorts/ours/capitalisation/lessons/{id}")).await;
    page.is(200).says("Le tissu glisse.").says("Le groupe n’est pas d’accord.").says("Plier fait des marques.");
    page.says("À relire depuis le");
    let edit = facilitator.get(&format!("/cohorts/ours/capitalisation/lessons/{id}")).await;
    edit.says("Que disent les personnes qui ne sont pas d’accord");
    world.owner().get(LIBRARY).await.is(200).says("plier en deux").says("À relire depuis le");
}

#[tokio::test]
async fn dissent_and_agreement_hold_together() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let before = world.count("select count(*) from lesson").await;
    let page = "/cohorts/ours/capitalisation/lessons/new";
    let silent = changed(&LESSON, &[("agreement", "contested"), ("condition", "Mes mots tapés")]);
    let k = key();
    let mut fields = silent.clone();
    fields.push(("key", &k));
    facilitator
        .tell(page, "/api/capitalisation/write-lesson", &fields)
        .await
        .is(200)
        .says("Mes mots tapés")
        .says("Que disent les personnes");
    for more in [[("agreement", "all"), ("dissent", "Si, si.")], [("agreement", ""), ("dissent", "Si, si.")]] {
        let k = key();
        let mut fields = changed(&LESSON, &more);
        fields.push(("key", &k));
        facilitator.call("/api/capitalisation/write-lesson", &fields).await.is(422).says("nobody_dissents");
    }
    assert_eq!(world.count("select count(*) from lesson").await, before);
}

#[tokio::test]
async fn lessons_replace_each_other_but_never_in_a_circle() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let new = write(&facilitator, &[("action", "plier en trois")]).await;
    let old = write(&facilitator, &[("superseded_by", &new)]).await;
    let page = world.owner().get(&format!("/cohorts/ours/capitalisation/lessons/{old}")).await;
    page.says("Remplacée par").says("plier en trois");
    let mut circle = changed(&LESSON, &[("superseded_by", old.as_str())]);
    circle.push(("lesson", &new));
    facilitator.call("/api/capitalisation/change-lesson", &circle).await.is(422).says("replaced_in_circle");
    let mut itself = changed(&LESSON, &[("superseded_by", new.as_str())]);
    itself.push(("lesson", &new));
    facilitator.call("/api/capitalisation/change-lesson", &itself).await.is(422).says("replaced_in_circle");
    // Another cohort's lesson is not there.
    let (k, foreign) = (key(), world.foreign["lesson"].clone());
    let mut stolen = changed(&LESSON, &[("superseded_by", foreign.as_str())]);
    stolen.push(("key", &k));
    facilitator.call("/api/capitalisation/write-lesson", &stolen).await.is(404);
}

/// Publishes the note of `theirs` as it stands, with its lessons, as the program does.
async fn theirs_published(world: &World) {
    let note = World::literal(&world.foreign["note"]);
    let person = World::literal(&world.foreign["facilitator"]);
    let at = "'2026-11-20T10:00:00+00:00'";
    let statements = [
        format!("update note set published_at = {at} where id = {note}"),
        format!(
            "insert into published_note (note, edition, title, summary, body, published_at, published_by)
             select id, 1, title, summary, body, {at}, {person} from note where id = {note}"
        ),
        format!(
            "insert into published_lesson (note, edition, position, outcome, condition, action, reason, lesson, phase_kind, agreement, dissent)
             select {note}, 1, 1, outcome, 'on publie', 'dire aussi les échecs', reason, id, 'production', 'most', 'Pas tous.'
             from lesson where id = {}",
            World::literal(&world.foreign["lesson"])
        ),
    ];
    for sql in statements {
        world.write(&sql).await.unwrap();
    }
}

#[tokio::test]
async fn the_library_holds_what_is_published_and_nothing_else() {
    let world = World::new().await;
    let owner = world.owner();
    owner.get(LIBRARY).await.is(200).says("numéroter les postes").says("Les Anciens").never_says(CANARY);
    theirs_published(&world).await;
    let page = owner.get(LIBRARY).await;
    // The published words of the other cohort, with its name, and not what its notebook says.
    page.is(200)
        .says("dire aussi les échecs")
        .says("Pas tous.")
        .never_says("CANARY condition")
        .never_says("CANARY parole");
    page.never_says("CANARY-");
    let theirs = format!("{LIBRARY}/{}", world.foreign["lesson"]);
    owner.get(&theirs).await.is(200).says("La plupart sont d’accord.");
    // Taken back with the note.
    world.write("update note set published_at = null where title = 'CANARY note'").await.unwrap();
    owner.get(LIBRARY).await.is(200).never_says("dire aussi les échecs");
    owner.get(&theirs).await.is(404);
    answer(&world, &world.foreign["lesson"].clone(), &[("answer", "adopted")]).await.is(404);
}

#[tokio::test]
async fn the_library_is_asked_by_trade_phase_size_and_season() {
    let world = World::new().await;
    let owner = world.owner();
    let found = ["", "?trade=textile", "?phase=production", "?size=small", "?season=spring", "?trade=nonsense&page=-3"];
    for query in found {
        owner.get(&format!("{LIBRARY}{query}")).await.is(200).says("numéroter les postes");
    }
    for query in ["?trade=culinary", "?phase=sales", "?size=large", "?season=winter", "?page=2"] {
        owner
            .get(&format!("{LIBRARY}{query}"))
            .await
            .is(200)
            .never_says("numéroter les postes")
            .says("Aucune leçon pour ce choix");
    }
}

#[tokio::test]
async fn the_library_has_pages_of_twenty() {
    let world = World::new().await;
    let note = "(select note from published_lesson limit 1)";
    for position in 2..=21 {
        let id = World::literal(&key());
        let sql = format!(
            "insert into published_lesson (note, edition, position, outcome, condition, action, reason, lesson, phase_kind)
             values ({note}, 1, {position}, 'worked', 'si', 'geste {position}.', 'car', {id}, 'sales')"
        );
        world.write(&sql).await.unwrap();
    }
    let first = world.owner().get(LIBRARY).await;
    first.says("geste 20.").never_says("geste 21.").says("page=2");
    let second = world.owner().get(&format!("{LIBRARY}?page=2")).await;
    second.says("geste 21.").never_says("geste 20.").never_says("page=3");
}

#[tokio::test]
async fn a_lesson_comes_in_its_phase_and_is_answered() {
    let world = World::new().await;
    let published = world.id("published").to_owned();
    for page in ["/cohorts/ours", "/cohorts/ours/plan"] {
        world.owner().get(page).await.is(200).says("numéroter les postes").never_says("À répondre");
        world.facilitator().get(page).await.is(200).says("numéroter les postes").says("À répondre");
    }
    world
        .owner()
        .get(&format!("{LIBRARY}/{published}"))
        .await
        .is(200)
        .says("La personne qui accompagne note la réponse");
    answer(&world, &published, &[("answer", "adapted"), ("words", "Avec des dessins.")]).await.is(200);
    world.owner().get("/cohorts/ours").await.says("Nous l’adaptons");
    let page = world.owner().get(&format!("{LIBRARY}/{published}")).await;
    page.says("Avec des dessins.").says("1 groupe l’a reprise.").says("Elle a aidé 0 groupe.");
    let told = [
        ("cohort", "ours"),
        ("lesson", published.as_str()),
        ("result", "helped"),
        ("result_words", "On va plus vite."),
    ];
    world.facilitator().call("/api/lessons/tell-result", &told).await.is(200);
    world.owner().get(&format!("{LIBRARY}/{published}")).await.says("Elle a aidé 1 groupe.").says("On va plus vite.");
    // What has shown its effect makes room for others.
    world.owner().get("/cohorts/ours").await.never_says("numéroter les postes");
    // Not for us, after all: then nothing came of it either.
    answer(&world, &published, &[("answer", "not_for_us"), ("words", "Trop petit.")]).await.is(200);
    assert_eq!(
        world.count("select count(*) from lesson_answer where result is null and words = 'Trop petit.'").await,
        1
    );
    world.facilitator().call("/api/lessons/tell-result", &told).await.is(404);
    // What another cohort says of it stays its own: it reads counts.
    let neighbour = world.visitor("neighbour").get(&format!("/cohorts/theirs/lessons/{published}")).await;
    neighbour.is(200).never_says("Trop petit.").says("Aucun groupe ne l’a encore reprise.");
}

#[tokio::test]
async fn at_most_three_come_at_once_and_only_in_their_phase() {
    let world = World::new().await;
    let note = "(select note from published_lesson limit 1)";
    for (position, kind) in [(2, "production"), (3, "production"), (4, "production"), (5, "closing")] {
        let id = World::literal(&key());
        let sql = format!(
            "insert into published_lesson (note, edition, position, outcome, condition, action, reason, lesson, phase_kind)
             values ({note}, 1, {position}, 'worked', 'si', 'geste {position}.', 'car', {id}, '{kind}')"
        );
        world.write(&sql).await.unwrap();
    }
    let page = world.owner().get("/cohorts/ours").await;
    page.says("numéroter les postes").says("geste 2.").says("geste 3.").never_says("geste 4.").never_says("geste 5.");
    answer(&world, world.id("published"), &[("answer", "adopted")]).await.is(200);
    // Those without an answer first.
    let page = world.owner().get("/cohorts/ours").await;
    page.says("geste 2.").says("geste 3.").says("geste 4.").never_says("numéroter les postes");
    // What was replaced is not proposed any more.
    let newer = World::literal(world.id("published"));
    world.write(&format!("update published_lesson set superseded_by = {newer} where position = 2")).await.unwrap();
    world.owner().get("/cohorts/ours").await.never_says("geste 2.").says("numéroter les postes");
}

#[tokio::test]
async fn an_answer_is_the_facilitators_and_one_a_lesson() {
    let world = World::new().await;
    let published = world.id("published").to_owned();
    let page = format!("{LIBRARY}/{published}");
    // How and why have to be said; what was typed is kept, nothing is written.
    let k = key();
    let fields = [("cohort", "ours"), ("key", k.as_str()), ("lesson", published.as_str()), ("answer", "not_for_us")];
    world.facilitator().tell(&page, "/api/lessons/answer", &fields).await.is(200).says("Répondez");
    for answered in ["", "maybe"] {
        answer(&world, &published, &[("answer", answered)]).await.is(422);
    }
    assert_eq!(world.count("select count(*) from lesson_answer").await, 0);
    // Twice the same, and twice another: one answer stands.
    let k = key();
    let fields = [("cohort", "ours"), ("key", k.as_str()), ("lesson", published.as_str()), ("answer", "adopted")];
    for _ in 0..2 {
        world.facilitator().call("/api/lessons/answer", &fields).await.is(200);
    }
    answer(&world, &published, &[("answer", "adapted"), ("words", "Autrement.")]).await.is(200);
    assert_eq!(world.count("select count(*) from lesson_answer where answer = 'adapted'").await, 1);
    assert_eq!(world.count("select count(*) from lesson_answer").await, 1);
    world.owner().call("/api/lessons/answer", &fields).await.is(403);
    world.partner().call("/api/lessons/answer", &fields).await.is(404);
    // An own lesson is not answered.
    answer(&world, world.id("lesson"), &[("answer", "adopted")]).await.is(404);
    let before = world.count("select count(*) from lesson_answer").await;
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    answer(&world, &published, &[("answer", "adopted")]).await.is(409);
    assert_eq!(world.count("select count(*) from lesson_answer").await, before);
    world.owner().get(LIBRARY).await.is(200).says("numéroter les postes");
    world.owner().get("/cohorts/ours").await.never_says("numéroter les postes");
}

#[tokio::test]
async fn publishing_keeps_the_identity_of_lessons() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let new = write(&facilitator, &[("action", "plier en trois")]).await;
    write(&facilitator, &[("superseded_by", &new), ("agreement", "most"), ("dissent", "Pas moi.")]).await;
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
    for edition in 1..=2 {
        let body = format!("Texte {edition}");
        let version = edition.to_string();
        let text = [
            ("cohort", "ours"),
            ("title", "Notre note"),
            ("summary", "En bref."),
            ("body", &body),
            ("version", &version),
        ];
        facilitator.call("/api/capitalisation/save-note", &text).await.is(200);
        let version = (edition + 1).to_string();
        let step = |more| [("cohort", "ours"), ("version", version.as_str()), more];
        facilitator.call("/api/capitalisation/announce-note", &step(("scope", "partners"))).await.is(200);
        world.clock.advance(Duration::hours(25));
        facilitator.call("/api/capitalisation/publish-note", &step(("correction", "Plus court."))).await.is(200);
    }
    let ours = "from published_lesson where note in (select id from note where title = 'Notre note')";
    assert_eq!(world.count(&format!("select count(*) {ours}")).await, 6);
    assert_eq!(world.count(&format!("select count(distinct lesson) {ours}")).await, 3);
    assert_eq!(world.count(&format!("select count(*) {ours} and phase_kind = 'production'")).await, 2);
    let note = world.partner().get("/notes/ours").await;
    note.is(200).says("Pas moi.").says("Remplacée par").says("La plupart sont d’accord.");
    // The neighbours find it, whatever the edition, once.
    let library = world.visitor("neighbour").get("/cohorts/theirs/lessons").await;
    assert_eq!(library.body.matches("Pas moi.").count(), 1);
}

#[tokio::test]
async fn partners_read_lessons_in_notes_only() {
    let world = World::new().await;
    for page in [LIBRARY, PRACTICES, "/cohorts/past/lessons"] {
        world.partner().get(page).await.is(404);
    }
    world.partner().get(&format!("{LIBRARY}/{}", world.id("published"))).await.is(404);
    world.partner().get("/notes").await.is(200).never_says("numéroter les postes");
}

#[tokio::test]
async fn her_words_are_hers_to_read_and_to_take_along() {
    let world = World::new().await;
    let published = world.id("published").to_owned();
    answer(&world, &published, &[("answer", "adapted"), ("words", "Avec des dessins.")]).await.is(200);
    let told =
        [("cohort", "ours"), ("lesson", published.as_str()), ("result", "too_early"), ("result_words", "On verra.")];
    world.facilitator().call("/api/lessons/tell-result", &told).await.is(200);
    world.facilitator().get("/me/data").await.is(200).says("Avec des dessins.").says("On verra.");
    world.owner().get("/me/data").await.is(200).says("Notre fiche").never_says("Avec des dessins.");
    let file = world.facilitator().get("/cohorts/ours/export/all.json").await;
    file.is(200).says("Avec des dessins.").says("Notre fiche").says("numéroter les postes").never_says(CANARY);
    // Who erases herself takes her words away; that the group answered stays counted.
    let owner = World::literal(world.id("owner"));
    world.write(&format!("update lesson_answer set answered_by = {owner}, result_by = {owner}")).await.unwrap();
    world.owner().submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await;
    let left = "select count(*) from lesson_answer where result = 'too_early' and words = '' and result_words = ''";
    assert_eq!(world.count(left).await, 1);
    assert_eq!(world.count("select count(*) from practice where title = 'Notre fiche'").await, 1);
}
