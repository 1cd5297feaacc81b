//! What people say of anything of the group's: in words, aloud, in pictures; for whom; typed by another; taken back for good.

use crate::harness::{Answer, CANARY, Visitor, World};
use axum::body::Body;
use uuid::Uuid;

const NOTEBOOK: &str = "/cohorts/ours/capitalisation";
const NEW: &str = "/cohorts/ours/capitalisation/new?kind=worked";
const CONTRIBUTE: &str = "/api/capitalisation/contribute";
const CHANGE: &str = "/api/capitalisation/change-contribution";
const REWORD: &str = "/api/capitalisation/reword";
const WITHDRAW: &str = "/api/capitalisation/withdraw-contribution";

fn page(id: &str) -> String {
    format!("{NOTEBOOK}/contributions/{id}")
}

/// Says something and returns the contribution's id.
async fn say(who: &Visitor<'_>, fields: &[(&str, &str)]) -> String {
    let key = Uuid::now_v7().to_string();
    let mut all = vec![("cohort", "ours"), ("key", key.as_str())];
    all.extend_from_slice(fields);
    if !fields.iter().any(|field| field.0 == "kind") {
        all.push(("kind", "worked"));
    }
    who.call(CONTRIBUTE, &all).await.is(200);
    key
}

/// Sends a form with a file as a phone's browser does, and looks at the page that follows.
async fn send(who: &Visitor<'_>, medium: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
    let mut body = Vec::new();
    let always = [("cohort", "ours"), ("kind", "story"), ("medium", medium)];
    for (name, value) in always.iter().chain(fields) {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: audio/webm\r\n\r\n";
    body.extend(head.bytes());
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    let request = who
        .request("POST", CONTRIBUTE)
        .header("accept", "text/html")
        .header("referer", format!("http://coop.test{NEW}&medium={medium}"))
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("content-length", body.len());
    let answer = who.send(request.body(Body::from(body)).unwrap()).await;
    answer.is(302);
    who.get(answer.location().trim_start_matches("http://coop.test")).await
}

/// Samples of a voice, so many seconds, in a file that says where it was made.
fn wav(seconds: usize, mark: &[u8]) -> Vec<u8> {
    let format = [1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0];
    let chunk =
        |name: &[u8], content: &[u8]| [name, &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat();
    let samples = mark.iter().copied().cycle().take(8000 * seconds).collect::<Vec<u8>>();
    let place = chunk(b"LIST", b"GPS-48.89-2.34..");
    chunk(b"RIFF", &[b"WAVE".to_vec(), chunk(b"fmt ", &format), place, chunk(b"data", &samples)].concat())
}

#[tokio::test]
async fn words_are_safe_before_anybody_may_read_them() {
    let world = World::new().await;
    let owner = world.owner();
    owner.get(NEW).await.is(200).says("Qui le dit").never_says("Qui peut le lire");
    let key = Uuid::now_v7().to_string();
    let fields = [("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", "CANARI-DE-LA-PIECE")];
    for _ in 0..2 {
        let asked = owner.tell(NEW, CONTRIBUTE, &fields).await;
        asked.is(200).says("Votre parole est gardée").says("Qui peut le lire").says("La pièce");
    }
    let waiting = "select count(*) from contribution where consented_on is null and scope = 'room'";
    assert_eq!(world.count(waiting).await, 1);
    owner.get("/cohorts/ours").await.says("Qui peut lire vos mots");
    owner.get(NOTEBOOK).await.says("CANARI-DE-LA-PIECE").says("Rien que pour vous");
    let readers = format!("{}/readers", page(&key));
    owner.tell(&readers, CHANGE, &[("cohort", "ours"), ("contribution", &key)]).await.says("Répondez à cette question");
    let chosen = [("cohort", "ours"), ("contribution", key.as_str()), ("scope", "cohort")];
    owner.tell(&readers, CHANGE, &chosen).await.is(200).says("C’est changé").says("Le groupe");
    world.colleague().get(NOTEBOOK).await.says("CANARI-DE-LA-PIECE");
    owner.get("/cohorts/ours").await.never_says("Qui peut lire vos mots");
}

#[tokio::test]
async fn what_is_for_the_room_reaches_nobody_else() {
    let world = World::new().await;
    let (owner, event) = (world.owner(), world.id("event").to_owned());
    let about = format!("event:{event}");
    let id = say(&owner, &[("text", "Boutonnière secrète"), ("scope", "room"), ("about", &about)]).await;
    let event = format!("/cohorts/ours/plan/events/{event}");
    let search = "/cohorts/ours/search?q=boutonni%C3%A8re";
    for path in [NOTEBOOK, event.as_str(), page(&id).as_str()] {
        owner.get(path).await.is(200).says("Boutonnière secrète");
        world.colleague().get(path).await.never_says("Boutonnière secrète");
        world.facilitator().get(path).await.never_says("Boutonnière secrète");
    }
    world.facilitator().get(&page(&id)).await.is(404);
    world.facilitator().get(&format!("{NOTEBOOK}/note")).await.never_says("Boutonnière secrète");
    for who in [&owner, &world.colleague(), &world.facilitator()] {
        who.get(search).await.never_says("secrète");
    }
    for path in ["/notes", "/figures", "/search?q=boutonni%C3%A8re"] {
        world.partner().get(path).await.never_says("secrète");
    }
    assert_eq!(world.count("select count(*) from sought where text like '%secrète%'").await, 0);
    world.colleague().call(CHANGE, &[("cohort", "ours"), ("contribution", &id), ("scope", "public")]).await.is(403);
}

#[tokio::test]
async fn everything_of_the_groups_takes_words() {
    let world = World::new().await;
    let owner = world.owner();
    for (kind, path) in [
        ("event", "/cohorts/ours/plan/events/{}"),
        ("order", "/cohorts/ours/orders/{}"),
        ("booking", "/cohorts/ours/bookings/{}"),
        ("mission", "/cohorts/ours/missions/{}"),
        ("decision", "/cohorts/ours/decisions/{}"),
    ] {
        let about = format!("{kind}:{}", world.id(kind));
        let path = path.replace("{}", world.id(kind));
        let start = format!("/cohorts/ours/capitalisation/new?about={about}");
        owner.get(&path).await.is(200).says("À retenir").says(&start).never_says("Ce que nous en retenons");
        owner.get(&start).await.is(200).says("À propos de");
        let words = format!("Ce que {kind} nous apprend.");
        let id = say(&owner, &[("text", &words), ("scope", "cohort"), ("about", &about)]).await;
        world.facilitator().get(&path).await.is(200).says(&words).says("Ce que nous en retenons");
        owner.get(&page(&id)).await.says(&path);
        let foreign = format!("{kind}:{}", world.foreign[kind]);
        owner.get(&format!("/cohorts/ours/capitalisation/new?about={foreign}")).await.is(404).never_says(CANARY);
        let key = Uuid::now_v7().to_string();
        let stolen = [("cohort", "ours"), ("key", &key), ("kind", "worked"), ("text", "x"), ("about", &foreign)];
        owner.call(CONTRIBUTE, &stolen).await.is(404);
    }
    // Words stay when what they are about goes.
    let key = Uuid::now_v7().to_string();
    let gone = format!("update contribution set about = {} where about is not null", World::literal(&key));
    world.write(&gone).await.unwrap();
    owner.get(NOTEBOOK).await.is(200).says("Ce que event nous apprend.");
}

#[tokio::test]
async fn words_typed_for_somebody_are_hers() {
    let world = World::new().await;
    let (speaker, helper) = (world.owner(), world.colleague());
    let person = world.id("owner").to_owned();
    let key = Uuid::now_v7().to_string();
    // Whatever the helper asks for, the words stay with the speaker until she has chosen.
    let fields = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("kind", "story"),
        ("text", "Dit à voix basse"),
        ("language", "prs"),
        ("speaker", person.as_str()),
        ("scope", "public"),
    ];
    helper.tell(NEW, CONTRIBUTE, &fields).await.says("La personne choisit qui peut lire").never_says("voix basse");
    helper.get(&page(&key)).await.is(404);
    speaker.get("/cohorts/ours").await.says("Qui peut lire vos mots").says("Binta");
    let hers = speaker.get(&page(&key)).await;
    hers.is(200).says("écrit par Binta").says("lang=\"prs\" dir=\"rtl\"").says("a écrit ces mots pour vous");
    helper.call(CHANGE, &[("cohort", "ours"), ("contribution", &key), ("scope", "public")]).await.is(403);
    let signed = [
        ("cohort", "ours"),
        ("contribution", key.as_str()),
        ("scope", "partners"),
        ("signed_as", "pseudonym"),
        ("pseudonym", "La Fourmi"),
    ];
    speaker.call(CHANGE, &signed[..4]).await.is(422);
    speaker.call(CHANGE, &signed).await.is(200);
    helper.get(NOTEBOOK).await.says("Dit par La Fourmi, écrit par Binta").says("voix basse");
    helper.get("/me/data").await.says("1 parole écrite pour une autre personne").never_says("voix basse");
    speaker.get("/me/data").await.says("voix basse").says("La Fourmi");
    for stranger in [world.foreign["owner"].as_str(), world.id("partner")] {
        let key = Uuid::now_v7().to_string();
        let stolen = [("cohort", "ours"), ("key", &key), ("kind", "story"), ("text", "x"), ("speaker", stranger)];
        helper.call(CONTRIBUTE, &stolen).await.is(404);
    }
}

#[tokio::test]
async fn a_voice_is_kept_heard_and_written_down() {
    let world = World::new().await;
    let owner = world.owner();
    let key = Uuid::now_v7().to_string();
    let voice = wav(75, b"CANARI-VOIX");
    for _ in 0..2 {
        send(&owner, "voice", &[("key", &key)], &voice).await.is(200).says("Qui peut le lire");
    }
    let media = format!("{}/media", page(&key));
    world.colleague().get(&media).await.is(404);
    let heard = owner.get(&media).await;
    heard.is(200).says("CANARI-VOIX").never_says("GPS-48");
    assert_eq!(heard.header("content-type"), "audio/wav");
    assert!(heard.header("content-disposition").starts_with("inline") && heard.header("accept-ranges") == "none");
    assert!(heard.header("content-security-policy").contains("sandbox") && heard.header("cache-control") == "no-store");
    owner.get(&page(&key)).await.says("<audio").says("1\u{202f}min 15\u{202f}s");
    owner.get("/me/data").await.says("Une voix");
    owner.call(CHANGE, &[("cohort", "ours"), ("contribution", &key), ("scope", "cohort")]).await.is(200);
    world.colleague().get(&media).await.is(200);
    world.visitor("stranger").get(&media).await.is(404);
    world.partner().get(&media).await.is(404);
    // Somebody who hears it writes it down, once; then it is the speaker's to change.
    let helper = world.colleague();
    helper.get(&page(&key)).await.is(200).says("Écrire ce que dit la voix");
    let written = |text| [("cohort", "ours"), ("contribution", key.as_str()), ("text", text)];
    helper.call(REWORD, &written(" ")).await.is(422);
    helper.call(REWORD, &written("Nous avons ri.")).await.is(200);
    world.facilitator().call(REWORD, &written("Autre chose.")).await.is(409);
    helper.get(NOTEBOOK).await.says("Nous avons ri.").says("écrit par Binta");
    owner.call(REWORD, &written("Nous avons bien ri.")).await.is(200);
    helper.get(NOTEBOOK).await.says("Nous avons bien ri.").never_says("écrit par Binta");
}

#[tokio::test]
async fn what_is_no_voice_or_too_much_of_it_is_said_and_words_stay() {
    let world = World::new().await;
    let owner = world.owner();
    let before = world.count("select count(*) from contribution").await;
    for (file, said) in [
        (b"<script>alert(1)</script>".to_vec(), "n’est pas une voix que l’on sait lire"),
        (Vec::new(), "Choisissez un fichier"),
        (wav(181, b"a"), "3 minutes au plus"),
        (wav(300, b"a"), "2048"),
        (vec![0xff; 5000], "n’est pas une voix que l’on sait lire"),
    ] {
        let key = Uuid::now_v7().to_string();
        let back = send(&owner, "voice", &[("key", &key), ("text", "Mes mots tapés")], &file).await;
        back.is(200).says(said).says("Mes mots tapés");
    }
    let key = Uuid::now_v7().to_string();
    send(&owner, "photo", &[("key", &key)], b"GIF89a").await.says("n’est pas une photo");
    assert_eq!(world.count("select count(*) from contribution").await, before);
    assert_eq!(world.count("select count(*) from contribution_media").await, 2, "the fixtures'");
}

#[tokio::test]
async fn a_drawing_is_shown_with_what_it_shows() {
    let world = World::new().await;
    let owner = world.owner();
    let key = Uuid::now_v7().to_string();
    let drawing = crate::stock::png(900, 600);
    send(&owner, "drawing", &[("key", &key), ("alt", "Trois mains")], &drawing).await.says("Qui peut le lire");
    owner.get(&page(&key)).await.says("alt=\"Trois mains\"");
    let answer = owner.get(&format!("{}/media", page(&key))).await;
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(world.count("select count(*) from contribution_media where length(bytes) > 61440").await, 0);
}

#[tokio::test]
async fn only_where_one_speaks_is_there_a_microphone() {
    let world = World::new().await;
    let owner = world.owner();
    let speaks = owner.get(&format!("{NEW}&medium=voice")).await;
    speaks.is(200).says("multipart/form-data").says("accept=\"audio/*\"").says("capture=\"user\"");
    assert!(speaks.header("permissions-policy").contains("microphone=(self)"));
    for path in
        [NEW, "/cohorts/ours/capitalisation/new?kind=worked&medium=photo", NOTEBOOK, "/cohorts/ours", "/sign-in"]
    {
        let policy = owner.get(path).await.header("permissions-policy").to_owned();
        assert!(policy.contains("microphone=()") && policy.contains("camera=()"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_with_its_voice() {
    let world = World::new().await;
    let owner = world.owner();
    let key = Uuid::now_v7().to_string();
    send(&owner, "voice", &[("key", &key), ("text", "Le secret de la voix")], &wav(2, b"CANARI-VOIX")).await.is(200);
    let mine = [("cohort", "ours"), ("contribution", key.as_str())];
    let signed = [mine[0], mine[1], ("scope", "public"), ("signed_as", "pseudonym"), ("pseudonym", "Le Grillon")];
    owner.call(CHANGE, &signed).await.is(200);
    owner.call(REWORD, &[mine[0], mine[1], ("text", &"trop ".repeat(2_001))]).await.is(422);
    owner.submit(&page(&key), REWORD, &[mine[0], mine[1], ("text", &"Le secret ".repeat(1_001))]).await;
    owner.call(WITHDRAW, &mine).await.is(200);
    owner.get(&format!("{}/media", page(&key))).await.is(404);
    owner.get(&page(&key)).await.is(404);
    assert_eq!(world.count("select count(*) from contribution_media").await, 2, "the fixtures'");
    let left = "select count(*) from contribution where text <> '' and withdrawn_on is not null or pseudonym <> ''";
    assert_eq!(world.count(left).await, 0);
    assert_eq!(world.count("select count(*) from draft where fields like '%secret%'").await, 0);
    gone_from_the_file(&world);
}

/// Neither in the file nor in its log.
#[cfg(feature = "sqlite")]
fn gone_from_the_file(world: &World) {
    let path = world.state.settings.database.trim_start_matches("sqlite:").to_owned();
    for file in [path.clone(), format!("{path}-wal")] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for text in ["Le secret", "CANARI-VOIX", "Le Grillon"] {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text} is still in {file}");
        }
    }
}

#[cfg(feature = "postgres")]
fn gone_from_the_file(_: &World) {}

#[tokio::test]
async fn who_leaves_takes_her_voice_and_leaves_others_their_words() {
    let world = World::new().await;
    let person = world.id("colleague").to_owned();
    let for_her = say(&world.owner(), &[("text", "Pour Binta"), ("speaker", &person)]).await;
    let password = [("current_password", crate::harness::PASSWORD)];
    world.owner().submit("/me/erase", "/api/people/erase", &password).await.is(302);
    // The fixture's voice was hers, the typed words are not.
    assert_eq!(world.count("select count(*) from contribution_media").await, 1);
    let kept = format!(
        "select count(*) from contribution where id = {} and text <> '' and typed_by is null",
        World::literal(&for_her)
    );
    assert_eq!(world.count(&kept).await, 1);
}

#[tokio::test]
async fn one_more_word_costs_a_page_no_more_questions() {
    let world = World::new().await;
    let about = format!("event:{}", world.id("event"));
    let path = format!("/cohorts/ours/plan/events/{}", world.id("event"));
    for n in 0..25 {
        say(&world.owner(), &[("text", &format!("Mot {n}.")), ("scope", "cohort"), ("about", &about)]).await;
    }
    // The newest twenty, in one list.
    world.colleague().get(&path).await.says("Mot 24.").says("Mot 5.").never_says("Mot 4.");
}
