//! The note in depth: looked at before it is saved, its earlier texts, how far it goes, who agrees, what was corrected, and its
//! files with the same words.

use crate::harness::{Answer, Visitor, World};
use chrono::Duration;
use uuid::Uuid;

const NOTE: &str = "/cohorts/ours/capitalisation/note";
const ANNOUNCED: &str = "/cohorts/ours/capitalisation/announced";
const VERSIONS: &str = "/cohorts/ours/capitalisation/note/versions";

async fn say(who: &Visitor<'_>, text: &str, scope: &str) -> String {
    let key = Uuid::now_v7().to_string();
    let fields = [("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", text), ("scope", scope)];
    who.call("/api/capitalisation/contribute", &fields).await.is(200);
    key
}

fn text<'t>(version: &'t str, body: &'t str) -> [(&'t str, &'t str); 5] {
    [("cohort", "ours"), ("title", "Notre note"), ("summary", "En bref."), ("body", body), ("version", version)]
}

async fn save(who: &Visitor<'_>, version: &str, body: &str) {
    who.call("/api/capitalisation/save-note", &text(version, body)).await.is(200);
}

async fn announce(who: &Visitor<'_>, version: &str, scope: &str) -> Answer {
    let fields = [("cohort", "ours"), ("version", version), ("scope", scope)];
    who.call("/api/capitalisation/announce-note", &fields).await
}

async fn publish(who: &Visitor<'_>, version: &str, correction: &str) -> Answer {
    let fields = [("cohort", "ours"), ("version", version), ("correction", correction)];
    who.call("/api/capitalisation/publish-note", &fields).await
}

/// Sessions last as long as the test, and a day goes by.
async fn a_day_later(world: &World) {
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
    world.clock.advance(Duration::hours(24));
}

/// A note with this body, published for partners.
async fn published(world: &World, body: &str) {
    save(&world.facilitator(), "1", body).await;
    announce(&world.facilitator(), "2", "partners").await.is(200);
    a_day_later(world).await;
    publish(&world.facilitator(), "2", "").await.is(200);
}

#[tokio::test]
async fn a_text_is_looked_at_before_it_is_saved() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let seen =
        facilitator.tell(NOTE, "/api/capitalisation/preview-note", &text("1", "## Pas encore\n\nÀ **voir**.")).await;
    seen.says("Rien n’est encore enregistré").says("<h2>Pas encore</h2>").says("<strong>voir</strong>");
    // What was typed is still in the form, and nowhere else.
    seen.says("## Pas encore");
    assert_eq!(world.count("select count(*) from note where body like '%Pas encore%'").await, 0);
    facilitator.get(NOTE).await.never_says("Pas encore");
    let wrong = facilitator.tell(NOTE, "/api/capitalisation/preview-note", &text("1", "{{figure:nothing}}")).await;
    wrong.says("ne correspond à aucune parole");
}

#[tokio::test]
async fn each_text_stays_until_somebody_wants_it_gone() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    save(&facilitator, "1", "Le groupe a cousu des sacs.").await;
    save(&facilitator, "2", "Le groupe a vendu des sacs.").await;
    facilitator.get(NOTE).await.says("Textes d’avant");
    facilitator.get(VERSIONS).await.is(200).says("Texte 3").says("Texte 2").says("Le texte actuel");
    let changed = facilitator.get(&format!("{VERSIONS}/3")).await;
    changed.is(200).says("<del>").says("cousu").says("<ins>").says("vendu").says("Rien n’a changé ici.");
    facilitator.get(&format!("{VERSIONS}/9")).await.is(404);
    facilitator.get(&format!("{VERSIONS}/x")).await.is(404);
    // Going on from an earlier text is saving it again: nothing is lost.
    facilitator
        .get(&format!("{NOTE}?from=2"))
        .await
        .is(200)
        .says("a cousu des sacs")
        .says("name=\"version\" value=\"3\"");
    let gone = facilitator.tell(VERSIONS, "/api/capitalisation/forget-versions", &[("cohort", "ours")]).await;
    gone.says("Les textes d’avant sont effacés").never_says("Texte 2");
    assert_eq!(world.count("select count(*) from note_version where body like '%cousu%'").await, 0);
    assert_eq!(world.count("select count(*) from note_version where version = 3 and body like '%vendu%'").await, 1);
}

#[tokio::test]
async fn a_note_goes_no_further_than_each_voice_in_it() {
    let world = World::new().await;
    let (facilitator, owner) = (world.facilitator(), world.owner());
    let near = say(&owner, "Pour les partenaires seulement", "partners").await;
    let body = format!("Dit :\n\n{{{{quote:{near}}}}}");
    save(&facilitator, "1", &body).await;
    announce(&facilitator, "2", "cohort").await.is(422);
    let refused = [("cohort", "ours"), ("version", "2"), ("scope", "public")];
    let page = facilitator.tell(NOTE, "/api/capitalisation/announce-note", &refused).await;
    page.says("Une parole citée ne va pas aussi loin");
    announce(&facilitator, "2", "public").await.is(422).says("not_all_said_public");
    announce(&facilitator, "2", "partners").await.is(200);
    owner
        .get(ANNOUNCED)
        .await
        .is(200)
        .says("Le groupe et ses partenaires liront")
        .says("Pour les partenaires seulement");
    // Her choice goes further, the note too, and the day begins anew; then she thinks better of it.
    let consent = |scope| [("cohort", "ours"), ("contribution", near.as_str()), ("scope", scope)];
    owner.call("/api/capitalisation/change-contribution", &consent("public")).await.is(200);
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
    world.clock.advance(Duration::hours(12));
    announce(&facilitator, "2", "public").await.is(200);
    owner.get(ANNOUNCED).await.says("sans compte");
    world.clock.advance(Duration::hours(13));
    publish(&facilitator, "2", "").await.is(422).says("not_before");
    world.clock.advance(Duration::hours(11));
    owner.call("/api/capitalisation/change-contribution", &consent("partners")).await.is(200);
    publish(&facilitator, "2", "").await.is(422).says("not_all_said_public");
    owner.call("/api/capitalisation/change-contribution", &consent("public")).await.is(200);
    publish(&facilitator, "2", "").await.is(200);
    assert_eq!(world.count("select count(*) from published_note where scope = 'public'").await, 1);
}

#[tokio::test]
async fn members_say_that_they_agree_and_are_counted_not_named() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    save(&facilitator, "1", "Un texte.").await;
    announce(&facilitator, "2", "partners").await.is(200);
    let agree = [("cohort", "ours"), ("version", "2")];
    let owner = world.owner();
    owner.get(ANNOUNCED).await.says("Êtes-vous d’accord");
    for _ in 0..2 {
        owner.tell(ANNOUNCED, "/api/capitalisation/agree-note", &agree).await.says("Vous avez dit votre accord");
    }
    owner.call("/api/capitalisation/agree-note", &[("cohort", "ours"), ("version", "1")]).await.is(409);
    assert_eq!(world.count("select count(*) from note_agreed").await, 1);
    owner.get("/me/data").await.says("Notes dont j’ai dit mon accord");
    a_day_later(&world).await;
    publish(&facilitator, "2", "").await.is(200);
    // One is too few to be counted aloud.
    let page = world.partner().get("/notes/ours").await;
    page.is(200).says("des membres ont dit leur accord").never_says("1 membres").says("Édition 1");
    owner.call("/api/capitalisation/agree-note", &agree).await.is(409);
}

#[tokio::test]
async fn a_correction_leaves_a_trace() {
    let world = World::new().await;
    published(&world, "Le prix était de 12 €.").await;
    let facilitator = world.facilitator();
    save(&facilitator, "2", "Le prix était de 15 €.").await;
    announce(&facilitator, "3", "partners").await.is(200);
    world.clock.advance(Duration::hours(24));
    publish(&facilitator, "3", "").await.is(422).says("correction");
    let fields = [("cohort", "ours"), ("version", "3"), ("correction", "Le prix du sac.")];
    facilitator.tell(NOTE, "/api/capitalisation/publish-note", &fields).await.says("La note est publiée");
    world.partner().get("/notes/ours").await.says("15 €").never_says("12 €").says("Édition 2").says("Le prix du sac.");
}

/// The headings of a page's article, with their levels.
fn headings(page: &str) -> Vec<(u8, String)> {
    let page = scraper::Html::parse_document(page);
    let every = scraper::Selector::parse("article.note :is(h1, h2, h3, h4)").unwrap();
    let level = |name: &str| name[1..].parse().unwrap();
    page.select(&every)
        .map(|found| (level(found.value().name()), found.text().collect::<String>().trim().to_owned()))
        .collect()
}

#[tokio::test]
async fn every_file_says_what_the_page_says() {
    let world = World::new().await;
    let owner = world.owner();
    let quote = say(&owner, "J’ai appris à couper *droit*.", "partners").await;
    let body = format!(
        "## Ce qui a marché\n\n{{{{quote:{quote}}}}}\n\n### Et puis\n\n- un\n- {{{{figure:lessons}}}} leçon\n\n[site](https://example.org) [non](/me)"
    );
    published(&world, &body).await;
    let partner = world.partner();
    let page = partner.get("/notes/ours").await;
    let markdown = partner.get("/notes/ours/note.md").await;
    markdown.is(200).says("# Notre note").says("## Ce qui a marché").says("> J’ai appris à couper \\*droit\\*.");
    markdown.says("- 1 leçon").says("[site](<https://example.org>) non").never_says("{{");
    let json = partner.get("/notes/ours/note.json").await;
    let note: serde_json::Value = serde_json::from_str(&json.is(200).body).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(&world.anonymous().get("/schemas/note-1.json").await.is(200).body).unwrap();
    jsonschema::validate(&schema, &note).unwrap();
    let document: cooperade::domain::document::Document = serde_json::from_value(note).unwrap();
    assert_eq!(headings(&page.body), document.headings());
    partner.get("/notes/ours/note.exe").await.is(404);
    partner.get("/notes/theirs/note.json").await.is(404);
    world.anonymous().get("/notes/ours/note.json").await.is(302);
    assert_eq!(world.count("select count(*) from audit where action = 'notes/download'").await, 2);
}

#[tokio::test]
async fn words_taken_back_are_in_no_file() {
    let world = World::new().await;
    let owner = world.owner();
    let quote = say(&owner, "Mots-à-reprendre", "partners").await;
    published(&world, &format!("{{{{quote:{quote}}}}}")).await;
    for file in ["note.md", "note.json"] {
        world.partner().get(&format!("/notes/ours/{file}")).await.is(200).says("Mots-à-reprendre");
    }
    let back = [("cohort", "ours"), ("contribution", quote.as_str())];
    owner.call("/api/capitalisation/withdraw-contribution", &back).await.is(200);
    for file in ["note.md", "note.json"] {
        let read = world.partner().get(&format!("/notes/ours/{file}")).await;
        read.is(200).never_says("Mots-à-reprendre").says("Cette parole a été retirée");
    }
    world.facilitator().call("/api/capitalisation/withdraw-note", &[("cohort", "ours")]).await.is(200);
    world.partner().get("/notes/ours/note.md").await.is(404);
}

#[tokio::test]
async fn the_writer_is_told_of_signs_that_no_file_can_write() {
    let world = World::new().await;
    let quote = say(&world.owner(), "Bravo 👍", "partners").await;
    save(&world.facilitator(), "1", &format!("{{{{quote:{quote}}}}}")).await;
    world.facilitator().get(NOTE).await.says("ne savent pas les écrire").says("👍");
    save(&world.facilitator(), "2", "Sans image").await;
    world.facilitator().get(NOTE).await.never_says("ne savent pas les écrire");
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    #[tokio::test]
    async fn the_same_note_is_a_tagged_pdf() {
        let world = World::new().await;
        let quote = say(&world.owner(), "Bravo 👍 تعلمنا", "partners").await;
        published(&world, &format!("## Ce qui a marché\n\n{{{{quote:{quote}}}}}")).await;
        let page = world.partner().get("/notes/ours").await;
        page.says("note.pdf").says("PDF, environ");
        let file = world.partner().get("/notes/ours/note.pdf").await;
        assert!(file.is(200).body.starts_with("%PDF-1.7"));
        file.says("/StructTreeRoot").says("/MarkInfo").says("/Lang");
    }

    #[test]
    fn pages_know_which_signs_files_can_write() {
        for (first, last) in cooperade::domain::script::WRITTEN {
            for sign in *first..=*last {
                assert!(cooperade_pdf::is_written(sign), "{sign:?}");
            }
        }
    }
}
