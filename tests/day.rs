//! The day of looking back: its steps from the plan to the reading, interrupted and gone on with, forty voices at once, what is
//! said in the room and by whom it is heard, and a number that tells of something new.

use crate::harness::{Answer, CANARY, PASSWORD, Visitor, World, changed};
use uuid::Uuid;

const DAY: &str = "/cohorts/ours/capitalisation/day";

fn key() -> String {
    Uuid::now_v7().to_string()
}

fn step(name: &str) -> String {
    format!("{DAY}/steps/{name}")
}

/// Writes as a script does.
async fn write(who: &Visitor<'_>, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("cohort", "ours")];
    all.extend_from_slice(fields);
    who.call(&format!("/api/day/{verb}"), &all).await
}

async fn say(who: &Visitor<'_>, text: &str, more: &[(&str, &str)]) -> Answer {
    let key = key();
    let card = changed(&[("kind", "worked"), ("text", text)], more);
    write(who, "say", &[&[("key", key.as_str())], &card[..]].concat()).await
}

#[tokio::test]
async fn a_day_from_the_plan_to_the_reading() {
    let world = World::new().await;
    let (facilitator, owner, colleague) = (world.facilitator(), world.owner(), world.colleague());
    world.write("delete from review_day where place like 'Notre%'").await.unwrap();
    // Before: members read that there is none yet, and whoever accompanies is proposed a day in the week after the end.
    owner.get(DAY).await.is(200).says("Ici viendra votre journée").never_says("Préparer la journée");
    for page in ["room", "mine", "steps/cards"] {
        owner.get(&format!("{DAY}/{page}")).await.is(404);
    }
    let plan = facilitator.get(&format!("{DAY}/plan")).await;
    plan.is(200).says("value=\"23\"").says("value=\"2\"").says("value=\"2027\"");
    let when =
        [("held_on", "2027-02-23"), ("place", "La grande salle"), ("led_by", "Sophie"), ("from_outside[]", "yes")];
    write(&facilitator, "plan", &[&when[..], &[("guest_funder", "2"), ("guest_host", "")]].concat()).await.is(200);
    let day = owner.get(DAY).await;
    day.is(200)
        .says("mardi 23 février 2027")
        .says("La grande salle")
        .says("Sophie (de l’extérieur)")
        .says("Financeurs");
    day.says("Étape 9 sur 9").never_says(CANARY);

    // 1 The rules are read, the round is made: each for herself, whoever leads for who has no phone.
    owner.get(&step("rules")).await.is(200).says("Ce qui est dit ici reste dans cette pièce.");
    let (me, other) = (world.id("owner").to_owned(), world.id("colleague").to_owned());
    write(&owner, "presence", &[("person", &me), ("presence", "agreed")]).await.is(200);
    write(&owner, "presence", &[("person", &other), ("presence", "agreed")]).await.is(403);
    write(&facilitator, "presence", &[("person", &other), ("presence", "present")]).await.is(200);
    owner.get(DAY).await.says("2 présents, 1 d’accord");

    // 2 The timeline: the records beside what the group says.
    let timeline = owner.get(&step("timeline")).await;
    timeline.is(200).says("Phase production").says("1 productions notées, sur 1 jours").says("1 ventes, 25,00");
    let phase = world.id("phase").to_owned();
    colleague.get(&format!("{DAY}/phases/{phase}")).await.is(200).says("Grande réunion").says("Notre partage");
    let moment =
        [("phase", phase.as_str()), ("planned", "Cent tabliers"), ("not_reached", "Vingt de moins"), ("version", "0")];
    write(&colleague, "tell-moment", &moment).await.is(200);
    owner.get(&step("timeline")).await.says("Cent tabliers").says("Vingt de moins");

    // 3 Stories, two by two: the colleague types what the owner tells.
    let k = key();
    let story = [
        ("key", k.as_str()),
        ("before", "Je restais seule.\n\nTous les jours."),
        ("after", "Je vends."),
        ("why", "J’ose."),
    ];
    write(&colleague, "tell-story", &[&story[..], &[("speaker", &me)]].concat()).await.is(200);
    let typed = "select count(*) from contribution where kind = 'story' and typed_by is not null and consented_on is null and scope = 'room'";
    assert_eq!(world.count(typed).await, 1);
    let told = owner.get(&step("stories")).await;
    told.is(200)
        .says("Tous les jours.")
        .says("Écrit par une autre personne")
        .says("C’est à moi")
        .never_says("Quelle histoire");
    let chosen = world.id("story").to_owned();
    write(&owner, "choose-story", &[("story", &chosen), ("reason", "Elle parle de tous.")]).await.is(403);
    write(&facilitator, "choose-story", &[("story", &chosen), ("reason", "Elle parle de tous.")]).await.is(200);
    colleague.get(&step("stories")).await.says("Choisie par le groupe").says("Elle parle de tous.");

    // 4 Cards, then heaps.
    say(&owner, "Le planning au mur", &[("phase", &phase)]).await.is(200);
    say(&colleague, "Trop de réunions", &[("kind", "did_not_work"), ("language", "fa")]).await.is(200);
    let cards = facilitator.get(&step("cards")).await;
    cards.is(200).says("Le planning au mur").says("lang=\"fa\"").says("À ranger");
    let ids = card_ids(&cards);
    let k = key();
    let mut fields = vec![("key", k.as_str()), ("name", "S’organiser")];
    fields.extend(ids.iter().map(|id| ("cards[]", id.as_str())));
    write(&owner, "put-together", &fields).await.is(200);
    owner.get(&step("cards")).await.says("S’organiser").never_says("À ranger").never_says("Notre tas");

    // 5 to 8.
    let k = key();
    let row =
        [("key", k.as_str()), ("criterion", "Les rôles"), ("negative", "Flous"), ("negative_why", "Rien d’écrit")];
    write(&owner, "analyse", &row).await.is(200);
    owner.get(&step("analysis")).await.says("Les rôles").says("Rien d’écrit");
    let lesson = learnt(&facilitator).await;
    owner.get(&step("lessons")).await.is(200).says("écrire les rôles").says("La personne qui accompagne écrit");
    let hands = [("lesson", lesson.as_str()), ("in_favour", "3"), ("against", "2"), ("abstained", "")];
    write(&facilitator, "count-hands", &hands).await.is(422).says("required");
    write(&facilitator, "count-hands", &[&hands[..], &[("dissent", "Écrire enferme.")]].concat()).await.is(200);
    let agreement = colleague.get(&step("agreement")).await;
    agreement.says("Écrire enferme.").says("Pour\u{202f}: 3 · contre\u{202f}: 2").says("Le groupe n’est pas d’accord.");
    let k = key();
    let asked = [
        ("key", k.as_str()),
        ("addressee", "city"),
        ("action", "Prêter la halle"),
        ("follower", &other),
        ("due_on", "2027-04-01"),
    ];
    write(&owner, "recommend", &asked).await.is(200);
    owner
        .get(&step("recommendations"))
        .await
        .says("Prêter la halle")
        .says("suivie par Binta")
        .says("jeudi 1er avril 2027");

    // 9 Read back; the card of the group comes from the records until somebody writes it.
    let reading = owner.get(&step("reading")).await;
    for words in
        ["Textile", "Atelier de couture", "Le planning au mur", "Rien d’écrit", "écrire les rôles", "Prêter la halle"]
    {
        reading.says(words);
    }
    reading.never_says(CANARY);
}

/// The cards that can be ticked on a page.
fn card_ids(page: &Answer) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.body);
    let boxes = scraper::Selector::parse("input[name='cards[]']").unwrap();
    html.select(&boxes).filter_map(|one| one.value().attr("value")).map(str::to_owned).collect()
}

async fn learnt(facilitator: &Visitor<'_>) -> String {
    let k = key();
    let lesson = [
        ("key", k.as_str()),
        ("outcome", "failed"),
        ("condition", "on est plus de dix"),
        ("action", "écrire les rôles"),
        ("reason", "sinon chacun attend"),
        ("does_not_apply_when", "On est trois."),
    ];
    write(facilitator, "learn", &lesson).await.is(200);
    k
}

#[tokio::test]
async fn what_is_said_in_the_room_stays_there() {
    let world = World::new().await;
    say(&world.owner(), "Bobine secrète", &[]).await.is(200);
    for page in [step("cards"), step("reading")] {
        world.colleague().get(&page).await.is(200).says("Bobine secrète").never_says("C’est à moi");
    }
    world.facilitator().get("/cohorts/ours/capitalisation").await.is(200).never_says("Bobine secrète");
    world.colleague().get("/cohorts/ours/search?q=bobine").await.is(200).never_says("Bobine secrète");
    world.owner().get("/cohorts/ours/capitalisation").await.says("Bobine secrète");
    world.owner().get("/me/data").await.is(200).says("Bobine secrète");
    for page in ["", "/room", "/mine", "/steps/cards", "/since", "/card", "/steps/reading?part=list"] {
        let answer = world.partner().get(&format!("{DAY}{page}")).await;
        answer.is(404).never_says("Bobine");
        world.visitor("neighbour").get(&format!("{DAY}{page}")).await.is(404).never_says("Bobine");
    }
    world.partner().get("/notes").await.never_says("Bobine secrète");
    world.facilitator().get("/cohorts/ours/export/all.json").await.is(200).never_says("Bobine secrète");
}

#[tokio::test]
async fn words_are_their_speakers_to_correct_and_to_take_back() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let story = world.id("story").to_owned();
    let page = format!("{DAY}/words/{story}");
    owner.get(&page).await.is(200).says("Notre avant").says("Un après");
    colleague.get(&page).await.is(404);
    let parts = [("words", story.as_str()), ("before", "Mieux dit"), ("after", "Après"), ("why", "Raison")];
    write(&colleague, "correct", &parts).await.is(404);
    write(&owner, "correct", &parts).await.is(200);
    write(&owner, "correct", &[("words", &story), ("before", "Seulement avant")]).await.is(422);
    colleague.get(&step("stories")).await.says("Mieux dit").never_says("Notre avant");
    write(&world.facilitator(), "choose-story", &[("story", &story), ("reason", "Pour elle.")]).await.is(200);
    // Taken back: the words, the choice and the reason go; the heap without a card goes too.
    write(&owner, "take-back", &[("words", &story)]).await.is(200);
    assert_eq!(world.count("select count(*) from contribution where text like '%Mieux%'").await, 0);
    assert_eq!(world.count("select count(*) from review_day where story is not null or story_reason <> ''").await, 0);
    owner.get(&page).await.is(404);
    let card = world.id("contribution").to_owned();
    write(&owner, "take-back", &[("words", &card)]).await.is(200);
    assert_eq!(world.count("select count(*) from heap where name like 'Notre%'").await, 0);
    write(&owner, "correct", &[("words", &card), ("text", "Encore")]).await.is(404);
    // For another cohort's words there is nothing there.
    let foreign = world.foreign["story"].clone();
    write(&owner, "correct", &[("words", &foreign), ("text", "Volé")]).await.is(404);
    write(&owner, "take-back", &[("words", &foreign)]).await.is(404);
}

#[tokio::test]
async fn nobodys_words_are_lost() {
    let world = World::new().await;
    let owner = world.owner();
    let before = world.count("select count(*) from contribution").await;
    // Refused: what was typed is still there, and nothing is written.
    let k = key();
    let empty = [("cohort", "ours"), ("key", k.as_str()), ("kind", "perhaps"), ("text", "Mes mots tapés")];
    owner.tell(&step("cards"), "/api/day/say", &empty).await.is(200).says("Mes mots tapés");
    let long = "é".repeat(10_001);
    let too_long = [("cohort", "ours"), ("key", k.as_str()), ("kind", "worked"), ("text", long.as_str())];
    owner.tell(&format!("{DAY}/mine"), "/api/day/say", &too_long).await.is(200).says("10001");
    assert_eq!(world.count("select count(*) from contribution").await, before);
    // A second tap is the same card.
    let card = [("key", k.as_str()), ("kind", "surprise"), ("text", "Une fois")];
    for _ in 0..2 {
        write(&owner, "say", &card).await.is(200);
    }
    assert_eq!(world.count("select count(*) from contribution where text = 'Une fois'").await, 1);
    // Somebody was faster: both texts are on the page, and neither is lost.
    let phase = world.id("phase").to_owned();
    let first = [("phase", phase.as_str()), ("planned", "Le premier"), ("version", "0")];
    write(&world.colleague(), "tell-moment", &first).await.is(200);
    let second = [("cohort", "ours"), ("phase", phase.as_str()), ("planned", "Le second"), ("version", "0")];
    let back = owner.tell(&format!("{DAY}/phases/{phase}"), "/api/day/tell-moment", &second).await;
    back.is(200).says("Le second").says("Le premier");
    assert_eq!(world.count("select count(*) from moment where planned = 'Le premier'").await, 1);
    let again = [("phase", phase.as_str()), ("planned", "Les deux"), ("version", "1")];
    write(&owner, "tell-moment", &again).await.is(200);
    assert_eq!(world.count("select count(*) from moment where planned = 'Les deux' and version = 2").await, 1);
    // Signed out while typing: it waits for her.
    let lapsed = world.visitor("lapsed");
    let k = key();
    let card = [("cohort", "ours"), ("key", k.as_str()), ("kind", "worked"), ("text", "Pendant la pause")];
    let sent = lapsed.submit(&step("cards"), "/api/day/say", &card).await;
    assert!(sent.location().starts_with("/sign-in"), "{}", sent.location());
    assert_eq!(world.count("select count(*) from draft where fields like '%Pendant la pause%'").await, 1);
}

#[tokio::test]
async fn forty_at_once_all_land() {
    let world = World::new().await;
    let (owner, colleague) = (world.owner(), world.colleague());
    let texts: Vec<String> = (0..40).map(|number| format!("Voix {number:02}")).collect();
    let voices = texts.iter().enumerate().map(|(number, text)| {
        let who = if number % 2 == 0 { &owner } else { &colleague };
        say(who, text, &[])
    });
    for answer in futures(voices).await {
        answer.is(200);
    }
    assert_eq!(world.count("select count(*) from contribution where text like 'Voix %'").await, 40);
    let page = colleague.get(&step("cards")).await;
    for text in &texts {
        page.says(text);
    }
    // On the phone the latest lie on top, sixty at most.
    for number in 0..30 {
        say(&owner, &format!("Encore {number:02}"), &[]).await.is(200);
    }
    write(&world.facilitator(), "show", &[("step", "cards")]).await.is(200);
    let mine = colleague.get(&format!("{DAY}/mine")).await;
    mine.is(200).says("Encore 29").says("Encore 00");
    assert_eq!(mine.body.matches("class=\"contribution ").count(), 60);
}

/// All of them at the same time.
async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        let mut pending = false;
        for (future, done) in waiting.iter_mut().filter(|(_, done)| done.is_none()) {
            match future.as_mut().poll(context) {
                std::task::Poll::Ready(output) => *done = Some(output),
                std::task::Poll::Pending => pending = true,
            }
        }
        if pending { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    waiting.into_iter().filter_map(|(_, done)| done).collect()
}

#[tokio::test]
async fn a_number_tells_of_something_new() {
    let world = World::new().await;
    let colleague = world.colleague();
    let since = format!("{DAY}/since");
    let first = colleague.get(&since).await;
    let before: i64 = first.is(200).body.parse().unwrap();
    let same = colleague.get(&format!("{since}?v={before}")).await;
    same.is(304);
    assert!(same.body.is_empty());
    colleague.get(&step("cards")).await.says(&format!("data-version=\"{before}\""));
    say(&world.owner(), "Du nouveau", &[]).await.is(200);
    let moved = colleague.get(&format!("{since}?v={before}")).await;
    let after: i64 = moved.is(200).body.parse().unwrap();
    assert!(after > before);
    // The part that is read again, and nothing around it.
    let part = colleague.get(&format!("{}?part=list", step("cards"))).await;
    part.is(200).says("Du nouveau").says(&format!("data-version=\"{after}\"")).never_says("<footer class=\"foot\"");
    part.never_says("<textarea");
    // What is refused, or happens in another cohort, moves nothing; somebody who goes moves all.
    say(&world.owner(), " ", &[]).await.is(422);
    let theirs = [("cohort", "theirs"), ("key", &*key()), ("kind", "worked"), ("text", "Chez eux")]
        .map(|(a, b)| (a, b.to_owned()));
    let theirs: Vec<(&str, &str)> = theirs.iter().map(|(a, b)| (*a, b.as_str())).collect();
    world.visitor("stranger").call("/api/day/say", &theirs).await.is(200);
    colleague.get(&format!("{since}?v={after}")).await.is(304);
    world.owner().submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await;
    colleague.get(&format!("{since}?v={after}")).await.is(200);
    colleague.get(&step("cards")).await.never_says("Du nouveau");
}

#[tokio::test]
async fn everybody_is_shown_the_same_step() {
    let world = World::new().await;
    let (facilitator, owner) = (world.facilitator(), world.owner());
    owner.get(&format!("{DAY}/mine")).await.is(200).says("Nos règles").says("Voir ce qui est nouveau");
    write(&owner, "show", &[("step", "stories")]).await.is(403);
    write(&facilitator, "show", &[("step", "lunch")]).await.is(422);
    write(&facilitator, "show", &[("step", "stories")]).await.is(200);
    owner.get(&format!("{DAY}/mine")).await.says("Qu’est-ce qui a changé pour vous").says("Garder cette histoire");
    let room = owner.get(&format!("{DAY}/room")).await;
    room.is(200)
        .says("Qu’est-ce qui a changé pour vous")
        .says("Un après")
        .never_says("<textarea")
        .never_says("Étape suivante");
    assert_eq!(room.header("refresh"), "15");
    facilitator.get(&format!("{DAY}/room")).await.says("Étape suivante");
    // Who writes on the phone that follows stays there.
    let (k, mine) = (key(), format!("{DAY}/mine"));
    let story = [("cohort", "ours"), ("key", k.as_str()), ("before", "a"), ("after", "b"), ("why", "c")];
    assert!(owner.submit(&mine, "/api/day/tell-story", &story).await.location().starts_with(&mine));
    world.write("delete from contribution where text like 'a%'").await.unwrap();
    // Nothing was kept but what was said: the next one who leads goes on from there.
    facilitator.get(DAY).await.says("En ce moment").says("1 histoire");
}

#[tokio::test]
async fn cards_lie_in_one_heap_and_empty_heaps_go() {
    let world = World::new().await;
    let owner = world.owner();
    for text in ["Une", "Deux", "Trois"] {
        say(&owner, text, &[]).await.is(200);
    }
    let ids = card_ids(&owner.get(&step("cards")).await);
    let put = async |name: &str, cards: &[&String]| {
        let k = key();
        let mut fields = vec![("key", k.as_str()), ("name", name)];
        fields.extend(cards.iter().map(|id| ("cards[]", id.as_str())));
        write(&owner, "put-together", &fields).await
    };
    put("", &[&ids[0]]).await.is(422);
    put("Vide", &[]).await.is(422);
    put("Matières", &[&ids[0], &ids[1]]).await.is(200);
    // The same name is the same heap.
    put(" matieres ", &[&ids[2]]).await.is(200);
    assert_eq!(world.count("select count(*) from heap where name like 'Mati%'").await, 1);
    put("Ailleurs", &[&ids[0], &ids[1], &ids[2]]).await.is(200);
    assert_eq!(world.count("select count(*) from heap where name like 'Mati%'").await, 0);
    write(&owner, "take-apart", &[("card", &ids[1])]).await.is(200);
    write(&owner, "take-apart", &[("card", &ids[1])]).await.is(404);
    owner.get(&step("cards")).await.says("Ailleurs").says("À ranger");
    // Neither cards nor heaps of another cohort.
    let (card, heap) = (world.foreign["contribution"].clone(), world.foreign["heap"].clone());
    put("Volées", &[&card]).await.is(404);
    let k = key();
    write(&owner, "put-together", &[("key", &k), ("heap", &heap), ("cards[]", &ids[0])]).await.is(404);
    assert_eq!(world.count("select count(*) from heap where name = 'Volées'").await, 0);
}

#[tokio::test]
async fn hands_decide_and_dissent_is_heard() {
    let world = World::new().await;
    let (facilitator, lesson) = (world.facilitator(), world.id("lesson").to_owned());
    let count = async |hands: [&str; 3], dissent: &str| {
        let fields = [
            ("lesson", lesson.as_str()),
            ("in_favour", hands[0]),
            ("against", hands[1]),
            ("abstained", hands[2]),
            ("dissent", dissent),
        ];
        write(&facilitator, "count-hands", &fields).await
    };
    count(["0", "", "0"], "").await.is(422).says("not_more_than_zero");
    count(["x", "", ""], "").await.is(422).says("not_a_number");
    count(["501", "", ""], "").await.is(422);
    count(["1", "2", "0"], "").await.is(422).says("required");
    count(["3", "0", "0"], "Si, si.").await.is(422).says("nobody_dissents");
    for (hands, dissent, agreement) in [
        (["5", "0", "0"], "", "all"),
        (["4", "1", "1"], "Pas moi.", "most"),
        (["2", "2", ""], "Trop tôt.", "contested"),
    ] {
        count(hands, dissent).await.is(200);
        let stands = format!("select count(*) from lesson where agreement = '{agreement}' and dissent = '{dissent}'");
        assert_eq!(world.count(&stands).await, 1, "{agreement}");
    }
    assert_eq!(world.count("select count(*) from lesson_hands").await, 1);
    facilitator.get(&format!("{DAY}/lessons/{lesson}")).await.is(200).says("value=\"2\"").says("Trop tôt.");
}

#[tokio::test]
async fn who_goes_takes_her_words_along() {
    let world = World::new().await;
    let owner = world.owner();
    let me = world.id("owner").to_owned();
    write(&owner, "presence", &[("person", &me), ("presence", "agreed")]).await.is(200);
    let k = key();
    let asked = [("key", k.as_str()), ("addressee", "us"), ("action", "Se revoir"), ("follower", &me)];
    write(&owner, "recommend", &asked).await.is(200);
    let data = owner.get("/me/data").await;
    data.is(200).says("et d’accord avec les règles").says("vous suivez\u{202f}: Se revoir").says("Notre avant");
    world.colleague().get("/me/data").await.never_says("Se revoir");
    owner.submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await;
    assert_eq!(world.count("select count(*) from review_presence where presence = 'agreed'").await, 0);
    assert_eq!(world.count("select count(*) from recommendation where follower is not null").await, 0);
    assert_eq!(world.count("select count(*) from contribution where text like 'Notre avant%'").await, 0);
    world.colleague().get(&step("recommendations")).await.is(200).says("Se revoir").never_says("suivie par");
}

#[tokio::test]
async fn an_archived_day_is_only_read() {
    let world = World::new().await;
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    say(&world.owner(), "Trop tard", &[]).await.is(409);
    write(&world.facilitator(), "show", &[("step", "cards")]).await.is(409);
    for name in
        ["rules", "timeline", "stories", "cards", "analysis", "lessons", "agreement", "recommendations", "reading"]
    {
        world.owner().get(&step(name)).await.is(200).never_says("<textarea");
    }
    // Taking back stays possible.
    write(&world.owner(), "take-back", &[("words", world.id("story"))]).await.is(200);
}

#[tokio::test]
async fn the_card_of_the_group_is_written_once_by_one() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let page = format!("{DAY}/card");
    facilitator
        .get(&page)
        .await
        .is(200)
        .says("Textile")
        .says("Atelier de couture")
        .says("1 000,00".replace(' ', "\u{202f}").as_str());
    write(&facilitator, "card", &[("trade", "Couture"), ("cae", "La coopérative"), ("version", "0")]).await.is(200);
    world.owner().get(&page).await.is(200).says("La coopérative").never_says("<textarea");
    let late = [("cohort", "ours"), ("trade", "Autre métier"), ("version", "0")];
    facilitator.tell(&page, "/api/day/card", &late).await.is(200).says("Autre métier");
    assert_eq!(world.count("select count(*) from cohort_card where trade = 'Couture' and version = 1").await, 1);
}
