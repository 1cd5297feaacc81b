//! The public library: what everybody said that everybody may read, and nothing else.

use crate::harness::{Visitor, World};
use chrono::Duration;
use uuid::Uuid;

async fn say(who: &Visitor<'_>, text: &str, scope: &str) -> String {
    let key = Uuid::now_v7().to_string();
    let fields = [("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", text), ("scope", scope)];
    who.call("/api/capitalisation/contribute", &fields).await.is(200);
    key
}

/// Publishes a note of ours with this body, as far as `scope`, from the version that is there.
async fn published(world: &World, version: u32, body: &str, scope: &str) {
    world.write("update session set expires_at = '2030-01-01T00:00:00+00:00', idle_minutes = 100000").await.unwrap();
    let facilitator = world.facilitator();
    let (now, next) = (version.to_string(), (version + 1).to_string());
    let text =
        [("cohort", "ours"), ("title", "Notre <note>"), ("summary", "En bref."), ("body", body), ("version", &now)];
    facilitator.call("/api/capitalisation/save-note", &text).await.is(200);
    let step = |more| [("cohort", "ours"), ("version", next.as_str()), more];
    facilitator.call("/api/capitalisation/announce-note", &step(("scope", scope))).await.is(200);
    world.clock.advance(Duration::hours(24));
    facilitator.call("/api/capitalisation/publish-note", &step(("correction", "Relu."))).await.is(200);
}

const PLACES: [&str; 5] =
    ["/library", "/library/ours", "/library/feed.xml", "/library/ours/note.json", "/library/ours/note.md"];

#[tokio::test]
async fn a_note_for_partners_is_not_there() {
    let world = World::new().await;
    published(&world, 1, "CANARI-PARTENAIRES", "partners").await;
    for place in PLACES {
        for visitor in [world.anonymous(), world.partner(), world.visitor("stranger")] {
            let answer = visitor.get(place).await;
            assert!([200, 404].contains(&answer.status.as_u16()), "{place}: {}", answer.status);
            answer.never_says("CANARI").never_says("Notre");
        }
    }
    world.anonymous().get("/library").await.is(200).says("Ici viendront les notes");
}

#[tokio::test]
async fn a_public_note_is_read_by_everybody_until_it_is_taken_back() {
    let world = World::new().await;
    let quote = say(&world.owner(), "Paroles pour tout le monde", "public").await;
    published(&world, 1, &format!("{{{{quote:{quote}}}}}"), "public").await;
    let nobody = world.anonymous();
    let list = nobody.get("/library").await;
    list.is(200).says("Notre &lt;note&gt;").says("/library/ours").says("application/atom+xml");
    assert_eq!(list.header("x-robots-tag"), "", "search engines may come");
    nobody.get("/library?trade=culinary").await.is(200).never_says("/library/ours");
    nobody.get("/library?trade=textile").await.is(200).says("/library/ours");
    nobody.get("/library?page=99").await.is(200);
    nobody.get("/library/ours").await.is(200).says("Paroles pour tout le monde").never_says("<script");
    nobody.get("/library/ours/note.md").await.is(200).says("Paroles pour tout le monde");
    nobody.get("/library/theirs").await.is(404);
    let feed = nobody.get("/library/feed.xml").await;
    feed.is(200).says("<title>Notre &lt;note&gt;</title>").says("/library/ours").never_says("Paroles pour");
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    // Her words go no further from now on; the note stays, without them.
    let less = [("cohort", "ours"), ("contribution", quote.as_str()), ("scope", "partners")];
    world.owner().call("/api/capitalisation/change-contribution", &less).await.is(200);
    for place in ["/library/ours", "/library/ours/note.md", "/library/ours/note.json"] {
        nobody.get(place).await.is(200).never_says("Paroles pour").says("Cette parole a été retirée");
    }
    world.partner().get("/notes/ours").await.says("Paroles pour tout le monde");
    // The next edition is for partners: the public one is gone, also as a file and from the feed.
    published(&world, 2, "Plus court.", "partners").await;
    for place in PLACES {
        nobody.get(place).await.never_says("Notre").never_says("Plus court");
    }
    world.partner().get("/notes/ours").await.is(200).says("Plus court.");
}
