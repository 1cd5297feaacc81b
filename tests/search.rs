//! Search: as people type it, in what the reader may read and nothing else, and no longer in what was taken back.

use crate::harness::{Answer, CANARY, PASSWORD, Visitor, World};
use cooperade::app::search::{index, store};
use uuid::Uuid;

const SEARCH: &str = "/cohorts/ours/search";

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// A world whose texts can be found: the fixture goes around the actions.
async fn world() -> World {
    let world = World::new().await;
    index::settle_all(&world.state.db).await.unwrap();
    world
}

/// Says `text` and returns the contribution's id.
async fn say(who: &Visitor<'_>, text: &str) -> String {
    let key = key();
    let fields = [("cohort", "ours"), ("key", key.as_str()), ("kind", "worked"), ("text", text), ("scope", "partners")];
    who.call("/api/capitalisation/contribute", &fields).await.is(200);
    key
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What `who` finds in our cohort.
async fn find(who: &Visitor<'_>, words: &str) -> Answer {
    let page = who.get(&format!("{SEARCH}?q={}", escaped(words))).await;
    page.is(200);
    page
}

/// What a reader of notes finds.
async fn find_in_notes(who: &Visitor<'_>, words: &str) -> Answer {
    let page = who.get(&format!("/search?q={}", escaped(words))).await;
    page.is(200);
    page
}

/// Publishes the note of `slug` with one lesson, around the actions.
async fn publish(world: &World, slug: &str, lesson: &str) {
    let ids = if slug == "ours" { &world.ids } else { &world.foreign };
    let [note, person, id] = ["note", "facilitator", "lesson"].map(|name| World::literal(&ids[name]));
    let at = "'2026-11-20T10:00:00+00:00'";
    for sql in [
        format!("update note set published_at = {at} where id = {note}"),
        format!(
            "insert into published_note (note, edition, title, summary, body, published_at, published_by)
             select id, 1, 'Note de {slug}', 'Un résumé court', 'Du texte {{{{figure:people}}}}', {at}, {person} from note where id = {note}"
        ),
        format!(
            "insert into published_lesson (note, edition, position, outcome, condition, action, reason, lesson, phase_kind)
             values ({note}, 1, 1, 'worked', 'on publie', '{lesson}', 'on apprend', {id}, 'production')"
        ),
    ] {
        world.write(&sql).await.unwrap();
    }
    index::settle_all(&world.state.db).await.unwrap();
}

#[tokio::test]
async fn words_are_found_as_people_type_them() {
    let world = world().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    owner.get(SEARCH).await.is(200).says("Que cherchez-vous").never_says("résultat").never_says("error-summary");
    say(&owner, "À l’atelier, les couturières mettent en œuvre trois événements.").await;
    for words in
        ["evenement", "ÉVÉNEMENTS", "oeuvre", "œuvres", "l'atelier", "ateliers", "couturier", "oeuvre événement"]
    {
        find(&colleague, words).await.says("<mark>").says("couturières");
    }
    // The words that were asked for, and no others, are marked; the language is the speaker's.
    let page = find(&colleague, "couturier oeuvre").await;
    page.says("<mark>couturières</mark>").says("<mark>œuvre</mark>").never_says("<mark>événements").says("lang=\"fr\"");
    page.says("/cohorts/ours/capitalisation?kind=worked");
    // Every word has to be there.
    find(&colleague, "couturier fromage").await.says("Rien ne contient").says("couturier fromage").never_says("<mark>");
}

#[tokio::test]
async fn everything_of_the_group_is_found_and_leads_there() {
    let world = world().await;
    let owner = world.owner();
    for (words, kind, object) in [
        ("grandes réunions", "plan/events", "event"),
        ("compter stock", "missions", "mission"),
        ("question open", "decisions", "decision"),
        ("CA", "minutes", "minutes"),
        ("couper ensemble", "capitalisation/lessons", "lesson"),
        ("fiche", "practices", "practice"),
        ("tabliers", "production/products", "product"),
        ("cliente", "orders", "order"),
        ("postes", "lessons", "published"),
    ] {
        let path = format!("/cohorts/ours/{kind}/{}", world.id(object));
        find(&owner, words).await.says(&format!("href=\"{path}\""));
        owner.get(&path).await.is(200);
    }
    // A step of a mission, a line of an order.
    find(&owner, "étapes").await.says(world.id("mission"));
    find(&owner, "tablier").await.says(world.id("order")).says(world.id("product")).says("Commandes");
    publish(&world, "ours", "couper ensemble").await;
    find(&owner, "résumé").await.says("href=\"/notes/ours\"").says("Note de ours");
    // The group's lesson is found once: as its own, not as it is published.
    let page = find(&owner, "couper ensemble").await;
    page.says("1 résultat").never_says("Leçon publiée");
}

#[tokio::test]
async fn what_is_asked_in_vain_is_answered_clearly() {
    let world = world().await;
    let owner = world.owner();
    for words in ["🧵🪡", "\"\"", "*", "()", "-", "«»"] {
        find(&owner, words).await.says("Écrivez au moins un mot").says("error-summary").says("aria-invalid=\"true\"");
    }
    for words in ["le", "de l'", "\"de\" * (la)"] {
        find(&owner, words).await.says("Ces petits mots sont dans tous les textes");
    }
    find(&owner, &"é".repeat(500)).await.says("500 caractères").says(&"é".repeat(500));
    find(&owner, "   ").await.never_says("résultat").never_says("error-summary");
    for words in [
        "NEAR(tablier coupe)",
        "tablier OR coupe NOT",
        "words:tablier",
        "tablier*",
        "^tablier -coupe",
        "'); drop table sought; --",
        "tablier & ! | <-> :*",
        "\u{0}\u{1}tablier\u{7}zzz",
        "<script>alert(1)</script>",
        "¶tablier zzz",
        "%_\\",
    ] {
        let page = owner.get(&format!("{SEARCH}?q={}", escaped(words))).await;
        assert!(page.status.as_u16() == 200 || page.status.as_u16() == 400, "{words:?}: {}", page.status);
        page.never_says("<script>alert");
    }
    for query in ["q=tablier&kind=nonsense", "q=tablier&page=-3", "q=tablier&page=x", "q=a&q=b", "kind=order"] {
        owner.get(&format!("{SEARCH}?{query}")).await.is(200);
    }
    // A page after the last one leads back.
    owner.get(&format!("{SEARCH}?q=tablier&page=9000")).await.is(200).says("rel=\"prev\"");
    // Nothing of what somebody wrote becomes markup.
    say(&owner, "<script>alert(1)</script> brodeuse <mark>x</mark>").await;
    find(&owner, "brodeuses").await.says("<mark>brodeuse</mark>").never_says("<script>alert").never_says("<mark>x");
}

#[tokio::test]
async fn what_is_taken_back_is_gone_at_once() {
    let world = world().await;
    let owner = world.owner();
    let said = say(&owner, "Le quetzalcoatlus brodé").await;
    find(&owner, "quetzalcoatlus").await.says("1 résultat");
    let mine = [("cohort", "ours"), ("contribution", said.as_str())];
    owner.call("/api/capitalisation/withdraw-contribution", &mine).await.is(200);
    find(&owner, "quetzalcoatlus").await.says("Rien ne contient");
    assert_eq!(
        world.count("select count(*) from sought where words like '%quetzal%' or text like '%quetzal%'").await,
        0
    );
    gone_from_the_file(&world).await;
    // What is corrected is found by its new words only.
    let order = World::literal(world.id("order"));
    world
        .write(&format!(
            "update customer_order set customer = '', contact = '', place = '', details = '' where id = {order}"
        ))
        .await
        .unwrap();
    find(&owner, "cliente").await.says("Rien ne contient");
    index::settle_all(&world.state.db).await.unwrap();
    find(&owner, "cliente").await.says("Rien ne contient");
    find(&owner, "n° 1 tablier").await.says(world.id("order"));
    // Erased with the person who said it.
    say(&owner, "Une parole mirifique").await;
    owner.submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await;
    find(&world.colleague(), "mirifique").await.says("Rien ne contient");
    assert_eq!(world.count("select count(*) from sought where words like '%mirifi%' or text like '%mirifi%'").await, 0);
}

/// Neither the words nor their root are left in the file or its log.
#[cfg(feature = "sqlite")]
async fn gone_from_the_file(world: &World) {
    world.state.db.forget().await.unwrap();
    let path = world.state.settings.database.trim_start_matches("sqlite:").to_owned();
    for file in [path.clone(), format!("{path}-wal")] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        assert!(!bytes.windows(8).any(|window| window == b"quetzalc"), "in {file}");
    }
}

#[cfg(feature = "postgres")]
async fn gone_from_the_file(_: &World) {}

#[tokio::test]
async fn members_find_nothing_of_other_groups_but_what_these_published() {
    let world = world().await;
    for who in [world.owner(), world.colleague(), world.facilitator()] {
        for words in ["CANARY", "CANARY réunion", "canary tablier", "CANARY parole"] {
            find(&who, words)
                .await
                .says("Rien ne contient")
                .never_says("CANARY-")
                .never_says("/theirs")
                .never_says("<mark>");
        }
        // Counts tell no more: one product and one order of ours hold the word.
        find(&who, "tablier").await.says("2 résultats").never_says(CANARY);
    }
    // The other group finds its own: the words are there.
    world.visitor("neighbour").get("/cohorts/theirs/search?q=canary").await.is(200).says("<mark>CANARY</mark> réunion");
    publish(&world, "theirs", "dire aussi les échecs").await;
    let lesson = world.foreign["lesson"].clone();
    let page = find(&world.owner(), "échec").await;
    page.says("1 résultat")
        .says(&format!("/cohorts/ours/lessons/{lesson}"))
        .says("CANARY theirs")
        .never_says("CANARY-");
    // Its practice crosses with the note; nothing else does, the note itself neither.
    find(&world.owner(), "CANARY")
        .await
        .says("1 résultat")
        .says("<mark>CANARY</mark> fiche")
        .never_says("</mark> parole");
    find(&world.owner(), "résumé").await.says("Rien ne contient");
    world.write("update note set published_at = null where title = 'CANARY note'").await.unwrap();
    find(&world.owner(), "échec").await.says("Rien ne contient");
    find(&world.owner(), "CANARY").await.says("Rien ne contient");
}

#[tokio::test]
async fn partners_find_published_notes_of_their_groups_only() {
    let world = world().await;
    let partner = world.partner();
    partner.get(&format!("{SEARCH}?q=tablier")).await.is(404);
    say(&world.owner(), "Une parole irisée pour les partenaires").await;
    for words in ["tablier", "irisée", "couper", "CANARY", "postes", "réunion", "résumé"] {
        find_in_notes(&partner, words).await.says("Rien ne contient").never_says("<mark>");
    }
    publish(&world, "ours", "numéroter les coupons").await;
    publish(&world, "theirs", "CANARY échec").await;
    let page = find_in_notes(&partner, "coupons").await;
    page.says("1 résultat").says("href=\"/notes/ours\"").says("Leçon publiée");
    find_in_notes(&partner, "résumés").await.says("1 résultat").says("Note de ours").never_says(CANARY);
    for words in ["CANARY", "échec", "postes", "tablier", "irisée", "people"] {
        find_in_notes(&partner, words).await.says("Rien ne contient").never_says("CANARY-");
    }
    // As long as it is published, and as long as she is a partner.
    world.write("update note set published_at = null where title = 'Notre note'").await.unwrap();
    find_in_notes(&partner, "coupons").await.says("Rien ne contient");
    world.write("update note set published_at = '2026-11-21T10:00:00+00:00' where title = 'Notre note'").await.unwrap();
    index::settle_all(&world.state.db).await.unwrap();
    find_in_notes(&partner, "coupons").await.says("1 résultat");
    let left =
        format!("update membership set until_on = '2026-11-22' where person = {}", World::literal(world.id("partner")));
    world.write(&left).await.unwrap();
    find_in_notes(&partner, "coupons").await.says("Rien ne contient");
}

#[tokio::test]
async fn results_are_in_one_order_by_kind_and_by_page() {
    let world = world().await;
    let owner = world.owner();
    for n in 0..25 {
        say(&owner, &format!("Broderie numéro {n}.")).await;
    }
    let key = key();
    let practice = [("cohort", "ours"), ("key", key.as_str()), ("title", "La broderie"), ("steps", "Broder")];
    owner.call("/api/lessons/write-practice", &practice).await.is(200);
    say(&owner, "Broderie, la dernière.").await;
    // First what is called so, then the newest.
    let page = find(&owner, "broderies").await;
    page.says("27 résultats").says("(27)").says("(26)").says("Page 1 sur 2");
    let place = |words: &str| page.body.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(place("La <mark>broderie</mark>") < place("la dernière") && place("la dernière") < place("numéro 24."));
    assert!(place("numéro 24.") < place("numéro 23."));
    page.never_says("numéro 5.");
    let second = owner.get(&format!("{SEARCH}?q=broderie&page=2")).await;
    second.is(200).says("numéro 5.").says("numéro 0.").never_says("numéro 24.");
    let some = owner.get(&format!("{SEARCH}?q=broderie&kind=practice")).await;
    some.is(200).says("1 résultat").says("La <mark>broderie</mark>").never_says("la dernière").says("(26)");
    owner.get(&format!("{SEARCH}?q=broderie&kind=order")).await.is(200).says("Rien ne contient");
}

#[tokio::test]
async fn the_index_is_whole_and_can_be_made_again() {
    let world = world().await;
    publish(&world, "ours", "numéroter les coupons").await;
    let standing = store::index::standing(world.state.db.read()).await.unwrap();
    assert_eq!((standing.due, standing.apart), (0, 0));
    // What something else took out is noticed, and comes back.
    world.write("delete from sought where kind in ('event', 'published')").await.unwrap();
    find(&world.owner(), "réunion").await.says("Rien ne contient");
    assert!(store::index::standing(world.state.db.read()).await.unwrap().apart > 0);
    assert_eq!(index::again(&world.state.db).await.unwrap(), standing.texts);
    find(&world.owner(), "réunion").await.says("1 résultat");
    // A cohort that is removed takes its texts with it.
    let texts = "select count(*) from sought where cohort in (select id from cohort where slug = 'past')";
    assert!(world.count(texts).await > 0);
    world
        .write("delete from published_lesson where note in (select id from note where title = 'La note des Anciens')")
        .await
        .unwrap();
    world.write("delete from note where title = 'La note des Anciens'").await.unwrap();
    assert_eq!(world.count(texts).await, 0);
    assert_eq!(store::index::standing(world.state.db.read()).await.unwrap().apart, 0);
}

#[tokio::test]
async fn what_is_refused_leaves_no_trace_in_the_index() {
    let world = world().await;
    let owner = world.owner();
    let k = key();
    let fields = [("cohort", "ours"), ("key", k.as_str()), ("kind", "other"), ("text", "Refusée"), ("scope", "cohort")];
    owner.call("/api/capitalisation/contribute", &fields).await.is(422);
    // Sent twice, found once; changed, found by what it says now.
    let k = key();
    let fields = [("cohort", "ours"), ("key", k.as_str()), ("title", "Ganser les bords"), ("steps", "Ganser")];
    for _ in 0..2 {
        owner.call("/api/lessons/write-practice", &fields).await.is(200);
    }
    find(&owner, "refusée").await.says("Rien ne contient");
    find(&owner, "ganser").await.says("1 résultat");
    let change = [
        ("cohort", "ours"),
        ("practice", k.as_str()),
        ("version", "1"),
        ("title", "Border à la main"),
        ("steps", "Border"),
    ];
    owner.call("/api/lessons/change-practice", &change).await.is(200);
    find(&owner, "ganser").await.says("Rien ne contient");
    find(&owner, "border").await.says("1 résultat");
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    find(&owner, "border").await.says("1 résultat");
}
