//! What a cohort begins with: kept, taken away as a file, brought back, carried over; and never anybody's name.

use crate::harness::{Answer, PASSWORD, Visitor, World, start, with_form};
use axum::body::Body;
use chrono::Duration;
use cooperade::{
    app::{
        demo,
        templates::{file, files::SCHEMA},
    },
    domain::{
        problem::Problem,
        template::{Model, TemplateKind},
    },
    platform::{
        password::Hasher,
        session::{self, Kind},
        upload::LARGEST,
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

const NEW: &str = "/cohorts/new";
const CREATE: &str = "/api/cohorts/create";
const SAVE: &str = "/api/templates/save";
const IMPORT: &str = "/api/templates/import";
const REMOVE: &str = "/api/templates/remove";
const LIST: &str = "/templates";

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// The textile trade as a file.
fn whole() -> Value {
    let model = Model::built_in(TemplateKind::Textile, &|key| format!("Mot {key}"));
    serde_json::from_str(&file::write("Couture", &model)).unwrap()
}

/// Founds a cohort and gives its slug.
async fn found(by: &Visitor<'_>, name: &str, fields: &[(&str, &str)]) -> String {
    let key = key();
    let mut form = vec![("key", key.as_str()), ("name", name), ("brand", "Wax")];
    let usual = [("starts_on", "2026-09-21"), ("months", "5")];
    form.extend(usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name)));
    form.extend(fields);
    let answer = by.submit(NEW, CREATE, &form).await;
    let path = answer.location().to_owned();
    assert!(path.contains("notice=cohort_created"), "{path}");
    path.split('/').nth(2).unwrap().to_owned()
}

async fn file_of(by: &Visitor<'_>, slug: &str) -> Value {
    let answer = by.get(&format!("/cohorts/{slug}/template.json")).await;
    answer.is(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.header("content-disposition").contains(&format!("{slug}-template.json")));
    serde_json::from_str(&answer.body).unwrap()
}

/// The same but for its name.
fn nameless(mut file: Value) -> Value {
    file["name"] = json!("");
    file
}

fn obeys_schema(file: &Value) -> bool {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::draft202012::new(&schema).unwrap().is_valid(file)
}

async fn templates(world: &World) -> i64 {
    world.count("select count(*) from template").await
}

#[tokio::test]
async fn a_cohort_is_kept_and_another_begins_with_it() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let settings = "/cohorts/ours/settings";
    sophie.get(settings).await.is(200).says("Garder comme modèle").says("/cohorts/ours/template.json");
    let weekly = [
        ("key", &*key()),
        ("cohort", "ours"),
        ("kind", "meeting"),
        ("title", "Assemblée"),
        ("on", "2026-11-30"),
        ("from", "9:30"),
        ("to", "11:00"),
        ("materials", "Un tableau"),
        ("repeat", "week"),
        ("until", "2027-01-25"),
        ("except", "2026-12-21"),
    ];
    sophie.call("/api/cohorts/add-event", &weekly).await.is(200);
    let ours = file_of(&sophie, "ours").await;
    assert!(obeys_schema(&ours));
    let assembly = ours["events"].as_array().unwrap().iter().find(|event| event["title"] == "Assemblée").unwrap();
    assert_eq!(assembly["again"], json!({ "every": "week", "until_day": 127 }));
    assert_eq!((&assembly["day"], &assembly["weekday"]), (&json!(71), &json!("Mon")));

    let before = templates(&world).await;
    let key = key();
    let form = [("key", &*key), ("cohort", "ours"), ("called", "Couture, cinq mois")];
    sophie.tell(settings, SAVE, &form).await.is(200).says("Le modèle est gardé.").says("Couture, cinq mois");
    sophie.call(SAVE, &form).await.is(200);
    assert_eq!(templates(&world).await, before + 1, "sent twice, kept once");
    assert_eq!(sophie.get(&format!("{LIST}/{key}/template.json")).await.is(200).says("Assemblée").status, 200);
    let page = sophie.get(&format!("{NEW}?template={key}")).await;
    page.says("Couture, cinq mois").says(&format!("value=\"{key}\" checked"));

    let slug = found(&sophie, "Suite", &[("template", &key)]).await;
    let same = file_of(&sophie, &slug).await;
    assert_eq!(nameless(same.clone()), nameless(ours), "the same days, the same everything");
    assert_eq!(world.count("select count(*) from event where title = 'Assemblée'").await, 8 + 9);
    // Another first day, twice as long a winter: still on Mondays, still inside.
    let later = [("template", &*key), ("starts_on", "2027-03-03"), ("months", "7")];
    let slug = found(&sophie, "Plus tard", &later).await;
    sophie.get(&format!("/cohorts/{slug}/plan")).await.is(200).says("Assemblée").says("lundi");

    sophie.tell(LIST, REMOVE, &[("template", &key)]).await.says("n’est plus dans votre liste");
    assert_eq!(templates(&world).await, before);
    sophie.get(&format!("/cohorts/{slug}")).await.is(200);
}

#[tokio::test]
async fn a_file_names_nobody() {
    let world = World::new().await;
    world.write("update person set display_name = 'Zénobie-Quartz', login = 'zenobie-quartz-' || login").await.unwrap();
    world.write("update cohort set help_name = 'Zénobie-Quartz', help_phone = '06 98 76 54 32'").await.unwrap();
    world.write("update event set leads = 'Zénobie-Quartz', details = 'Chaises en cercle'").await.unwrap();
    world.write("update space set details = 'Code de la porte 4711'").await.unwrap();
    world.write("update contribution set text = 'Zénobie-Quartz a cousu'").await.unwrap();
    let referent = "update pole set referent = (select m.person from pole_member m where m.pole = pole.id)";
    world.write(referent).await.unwrap();
    let text = file_of(&world.facilitator(), "ours").await.to_string();
    assert!(text.contains("Chaises en cercle") && text.contains("Compter le stock") && text.contains("Pôle matières"));
    for secret in
        ["nobie", "98 76", "4711", "Bilan du financeur", "Notre question", world.id("owner"), world.id("pole")]
    {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn what_is_carried_over_is_chosen() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let page = sophie.get(&format!("{NEW}?from=ours")).await;
    page.is(200).says("Que reprend-on de").says("Phases et étapes").says("checked");
    sophie.get(NEW).await.says("Partir d’une coopérative précédente").says("/cohorts/new?from=ours");
    world
        .write("update deadline set kind = 'milestone', title = 'On fait le point' where title like 'Bilan%'")
        .await
        .unwrap();
    let spaces = world.count("select count(*) from space").await;

    let all: Vec<_> =
        ["plan", "events", "poles", "missions", "spaces", "products"].map(|what| ("carry[]", what)).to_vec();
    let slug = found(&sophie, "Tout", &[&[("from", "ours")], &all[..]].concat()).await;
    let (whole, ours) = (file_of(&sophie, &slug).await, file_of(&sophie, "ours").await);
    assert_eq!(nameless(whole.clone()), nameless(ours));
    assert_eq!(whole["milestones"], json!([{ "title": "On fait le point", "day": 143 }]));
    assert_eq!(world.count("select count(*) from space").await, spaces, "the same room, not a copy");
    let done = format!("select count(*) from mission m join cohort c on c.id = m.cohort where c.slug = '{slug}'");
    assert_eq!(world.count(&format!("{done} and m.state = 'to_do' and m.person is null")).await, 1);

    let some = [("from", "ours"), ("carry[]", "missions"), ("carry[]", "products")];
    let slug = found(&sophie, "Peu", &some).await;
    let little = file_of(&sophie, &slug).await;
    let count = |list: &str| little[list].as_array().unwrap().len();
    assert_eq!(["phases", "events", "milestones", "spaces"].map(count), [0; 4]);
    assert_eq!(["poles", "products"].map(count), [1, 1], "missions bring their pôles");
    let slug = found(&sophie, "Rien", &[("from", "ours")]).await;
    assert_eq!(file_of(&sophie, &slug).await["poles"], json!([]));
    sophie.get(&format!("/cohorts/{slug}/plan")).await.is(200);
}

#[tokio::test]
async fn published_lessons_are_read_by_those_who_follow_until_they_are_taken_back() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let slug = found(&sophie, "Suite", &[("from", "ours"), ("carry[]", "lessons")]).await;
    let without = found(&sophie, "Sans", &[("from", "ours"), ("carry[]", "plan")]).await;
    let notebook = format!("/cohorts/{slug}/capitalisation");
    let heading = "Appris par la coopérative précédente";
    sophie.get(&notebook).await.is(200).never_says(heading).never_says("Notre condition");
    let note = World::literal(world.id("note"));
    let edition = format!(
        "insert into published_note (note, edition, title, summary, body, published_at, published_by)
         select id, 1, title, summary, body, edited_at, edited_by from note where id = {note}"
    );
    world.write(&edition).await.unwrap();
    let lesson = format!(
        "insert into published_lesson (note, edition, position, outcome, condition, action, reason)
         values ({note}, 1, 1, 'worked', 'Notre condition', 'couper ensemble', 'on perd moins')"
    );
    world.write(&lesson).await.unwrap();
    world
        .write(&format!("update note set state = 'published', published_at = edited_at where id = {note}"))
        .await
        .unwrap();
    sophie.get(&notebook).await.says(heading).says("Notre condition").says("couper ensemble");
    sophie.get(&format!("/cohorts/{without}/capitalisation")).await.never_says("couper ensemble");
    world.write(&format!("update note set state = 'withdrawn', published_at = null where id = {note}")).await.unwrap();
    sophie.get(&notebook).await.never_says("couper ensemble");
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_there() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let theirs = world.foreign["template"].clone();
    let before = (templates(&world).await, world.count("select count(*) from cohort").await);
    sophie.get(LIST).await.says("Notre modèle").never_says("CANARY");
    sophie.get(&format!("{NEW}?from=theirs")).await.is(404);
    sophie.call(REMOVE, &[("template", &theirs)]).await.is(404);
    for origin in [("template", theirs.as_str()), ("template", &*key()), ("from", "theirs"), ("from", "nowhere")] {
        let key = key();
        let form = [("key", &*key), origin, ("name", "Vol"), ("brand", "Vol"), ("starts_on", "2026-09-21")];
        sophie.call(CREATE, &form).await.is(404);
    }
    // Hers to sew in, not hers to copy.
    let form = [("key", &*key()), ("from", "ours"), ("name", "Vol"), ("brand", "Vol"), ("starts_on", "2026-09-21")];
    world.owner().call(CREATE, &form).await.is(403);
    world.owner().get("/cohorts/ours/template.json").await.is(403);
    let bad = [("key", &*key()), ("template", "bakery"), ("name", "A"), ("brand", "B"), ("starts_on", "2026-09-21")];
    sophie.call(CREATE, &bad).await.is(422);
    let bad = [
        ("key", &*key()),
        ("from", "ours"),
        ("carry[]", "people"),
        ("name", "A"),
        ("brand", "B"),
        ("starts_on", "2026-09-21"),
    ];
    sophie.call(CREATE, &bad).await.is(422);
    assert_eq!((templates(&world).await, world.count("select count(*) from cohort").await), before);
    // Whoever may not found cohorts takes the file away, and keeps nothing here.
    world.write("update person set may_create_cohorts = false").await.unwrap();
    sophie.get("/cohorts/ours/settings").await.is(200).never_says("Garder comme modèle").says("Télécharger le modèle");
    sophie.call(SAVE, &[("key", &key()), ("cohort", "ours"), ("called", "Modèle")]).await.is(403);
    assert_eq!(templates(&world).await, before.0);
}

#[tokio::test]
async fn her_templates_are_told_to_her_and_go_with_her() {
    let world = World::new().await;
    let sophie = world.facilitator();
    sophie.get("/me/data").await.says("Notre modèle").never_says("CANARY");
    world.write("update cohort set state = 'draft'").await.unwrap();
    let before = templates(&world).await;
    sophie.call("/api/people/erase", &[("current_password", PASSWORD)]).await.is(200);
    assert_eq!(templates(&world).await, before - 1);
}

/// Changes the value at `path`; `null` takes the field away.
fn with(path: &str, value: Value) -> Value {
    let mut file = whole();
    let (parent, last) = path.rsplit_once('/').unwrap();
    let place = file.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    match (place, value) {
        (Value::Object(fields), Value::Null) => drop(fields.remove(last)),
        (Value::Object(fields), value) => drop(fields.insert(last.to_owned(), value)),
        (Value::Array(items), value) => items[last.parse::<usize>().unwrap()] = value,
        _ => panic!("{parent} holds nothing"),
    }
    file
}

/// Path in the file, what is put there, the path of the problem, and whether the schema knows it too.
fn bad_files() -> Vec<(&'static str, Value, &'static str, bool)> {
    let many = |count: usize, item: Value| Value::Array(vec![item; count]);
    let hours = json!([{ "weekday": "Mon", "from": "09:00", "to": "12:00" }, { "weekday": "Mon", "from": "09:00", "to": "19:00" }]);
    vec![
        ("/poles/2/missions/0/title", json!("x".repeat(201)), "poles[2].missions[0].title", true),
        ("/poles/2/missions/0/title", json!(" "), "poles[2].missions[0].title", true),
        ("/poles/2/missions/0/title", json!(7), "poles[2].missions[0].title", true),
        ("/poles/2/missions/0/steps", json!(["Couper", 3]), "poles[2].missions[0].steps[1]", true),
        ("/poles/2/missions/0/due_day", json!(155), "poles[2].missions[0].due_day", false),
        ("/poles/0/missions", json!({}), "poles[0].missions", true),
        ("/poles/0/missions", many(201, json!({ "title": "A", "steps": [] })), "poles[0].missions", true),
        ("/poles/0/pictogram", json!("unicorn"), "poles[0].pictogram", false),
        ("/poles/0/pictogram", json!("\" onload"), "poles[0].pictogram", true),
        ("/poles/0/referent", json!("Aïcha"), "poles[0].referent", true),
        ("/poles/0", json!("pôle"), "poles[0]", true),
        ("/poles", Value::Null, "poles", true),
        ("/name", Value::Null, "name", true),
        ("/name", json!("a\nb"), "name", true),
        ("/trade", json!("bakery"), "trade", true),
        ("/days", json!(0), "days", true),
        ("/days", json!(12.5), "days", true),
        ("/people", json!([]), "people", true),
        ("/phases/1/last_day", json!(1), "phases[1].last_day", false),
        ("/phases/1/last_day", json!(170), "phases[1].last_day", false),
        ("/phases/1/first_day", json!("2026-09-21"), "phases[1].first_day", true),
        ("/phases/7/weekday", json!("jeudi"), "phases[7].weekday", true),
        ("/events/3/to", json!("09:00"), "events[3].to", false),
        ("/events/3/from", json!("9 h"), "events[3].from", true),
        ("/events/3/from", json!("25:00"), "events[3].from", true),
        ("/events/3/leads", json!("Aïcha"), "events[3].leads", true),
        ("/events/3/details", json!("x".repeat(10_001)), "events[3].details", true),
        ("/events/3/again", json!({ "every": "never", "until_day": 9 }), "events[3].again.every", true),
        ("/events/3/again", json!({ "every": "week", "until_day": 9 }), "events[3].again.until_day", false),
        ("/spaces/0/people", json!(0), "spaces[0].people", true),
        ("/spaces/0/machines/1/count", json!(501), "spaces[0].machines[1].count", true),
        ("/spaces/0/hours", hours, "spaces[0].hours[1]", false),
        ("/products/4/price_cents", json!(-1), "products[4].price_cents", true),
        ("/products/4/unit", Value::Null, "products[4].unit", true),
    ]
}

#[tokio::test]
async fn a_bad_file_is_told_where_and_stays_to_be_mended() {
    let world = World::new().await;
    let sophie = world.facilitator();
    assert!(obeys_schema(&whole()) && file::read(&whole().to_string()).is_ok());
    for (place, value, path, in_schema) in bad_files() {
        let bad = with(place, value);
        let found = file::read(&bad.to_string()).expect_err(place);
        assert!(matches!(&found, Problem::InFile { path: at, .. } if at == path), "{place}: {found:?}");
        assert_eq!(obeys_schema(&bad), !in_schema, "{place}");
    }
    let before = templates(&world).await;
    let bad = with("/poles/2/missions/0/title", json!("x".repeat(201))).to_string();
    let page = sophie.tell(LIST, IMPORT, &[("key", &key()), ("file", &bad), ("text", "")]).await;
    page.says("poles[2].missions[0].title\u{202f}: Ce texte a 201 caractères. Il en faut 200 au plus.");
    page.says("<textarea").says("cooperade-template").says("à corriger ici");
    assert_eq!(templates(&world).await, before);
    // Mended in the page, it goes in; twice, it is one.
    let (key, good) = (key(), whole().to_string());
    let form = [("key", &*key), ("file", ""), ("text", &*good)];
    sophie.tell(LIST, IMPORT, &form).await.says("Le modèle est dans votre liste.").says("Couture");
    sophie.call(IMPORT, &form).await.is(200);
    assert_eq!(templates(&world).await, before + 1);
    sophie.submit("/me", "/language", &[("language", "en")]).await;
    sophie.tell(LIST, IMPORT, &[("key", &self::key()), ("file", &bad)]).await.says("In the file, at poles[2]");
}

#[tokio::test]
async fn what_is_no_template_or_a_newer_one_is_refused_and_nothing_lost() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let before = templates(&world).await;
    let newer = with("/version", json!(2)).to_string().replace("\"poles\"", "\"guilds\"");
    let other = with("/format", json!("other")).to_string();
    let large = with("/poles/0/purpose", json!("x".repeat(LARGEST))).to_string();
    let marked = "\u{feff}{";
    for (text, words) in [
        ("{ \"format\": ", "à partir de la ligne 1, caractère 12"),
        (marked, "à partir de la ligne 1"),
        ("[1]", "n’est pas un modèle de groupe"),
        ("{}", "n’est pas un modèle de groupe"),
        (&*other, "n’est pas un modèle de groupe"),
        (&*newer, "vient d’une version plus récente (2)"),
        (&*large, "Il peut avoir 256 Ko au plus."),
        (" ", "Choisissez un fichier."),
    ] {
        let page = sophie.tell(LIST, IMPORT, &[("key", &key()), ("file", text)]).await;
        page.is(200).says(words).says("Notre modèle");
        sophie.call(IMPORT, &[("key", &key()), ("file", text)]).await.is(422);
    }
    assert_eq!(file::read(&newer), Err(Problem::NewerVersion { version: 2, known: 1 }));
    let page = sophie.tell(LIST, IMPORT, &[("key", &key()), ("file", &newer)]).await;
    page.says("guilds").says("à corriger ici");
    let page = sophie.tell(LIST, IMPORT, &[("key", &key()), ("file", &large)]).await;
    page.never_says("xxxx").never_says("à corriger ici");
    assert_eq!(templates(&world).await, before);
    sophie.call(IMPORT, &[("key", &key()), ("file", &whole().to_string()), ("owner", "x")]).await.is(400);
}

/// A form with a file, as browsers send one.
async fn upload(by: &Visitor<'_>, path: &str, key: &str, content: &[u8]) -> Answer {
    let mut body =
        format!("--grenze\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n--grenze\r\n").into_bytes();
    body.extend(b"Content-Disposition: form-data; name=\"file\"; filename=\"\xc3\xa9t\xc3\xa9.json\"\r\nContent-Type: application/json\r\n\r\n");
    body.extend(content);
    body.extend(b"\r\n--grenze--\r\n");
    let request = by
        .request("POST", path)
        .header("accept", "text/html")
        .header("referer", "http://coop.test/templates")
        .header("content-type", "multipart/form-data; boundary=grenze")
        .header("content-length", body.len());
    by.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_file_comes_as_browsers_send_it() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let page = sophie.get(LIST).await;
    page.is(200).says("multipart/form-data").says("/schemas/template-1.json");
    let before = templates(&world).await;
    let key = key();
    let sent = format!("\u{feff}{}", serde_json::to_string_pretty(&whole()).unwrap());
    let answer = upload(&sophie, IMPORT, &key, sent.as_bytes()).await;
    assert!(answer.location().contains("notice=template_imported"), "{}", answer.location());
    upload(&sophie, IMPORT, &key, sent.as_bytes()).await;
    assert_eq!(templates(&world).await, before + 1);
    let kept: Value = serde_json::from_str(&sophie.get(&format!("{LIST}/{key}/template.json")).await.body).unwrap();
    assert_eq!(kept, whole());
    // Larger than may be, not a text, not even a form: refused in words or by a status, and never an error of ours.
    let large = upload(&sophie, IMPORT, &self::key(), &vec![b'x'; LARGEST * 2]).await;
    assert!(large.location().contains("draft="), "{}", large.location());
    let binary = upload(&sophie, IMPORT, &self::key(), &[0xff, 0xfe, 0, 1]).await;
    assert!(binary.location().contains("draft="));
    upload(&sophie, IMPORT, &self::key(), &vec![b'x'; 2 << 20]).await.is(413);
    upload(&sophie, "/api/poles/create", &self::key(), &vec![b'x'; LARGEST * 2]).await.is(413);
    let request = sophie.request("POST", IMPORT).header("content-type", "multipart/form-data");
    sophie.send(with_form(request, &[("key", "x")])).await.is(400);
    // The language switch keeps what stands in the form, file and all.
    let switched = upload(&sophie, "/language?form=templates/import", &self::key(), b"{}").await;
    assert!(switched.status.is_client_error(), "no language was asked for");
    assert_eq!(templates(&world).await, before + 1);
}

#[tokio::test]
async fn every_cohort_of_the_demonstration_is_a_template() {
    let world = World::empty().await;
    demo::fill(&world.state.db, start(), &Hasher::new()).await.expect("filled");
    let seats: Vec<(Uuid, String)> = sqlx::query_as(
        "select m.person, c.slug from membership m join cohort c on c.id = m.cohort where m.role = 'facilitator'",
    )
    .fetch_all(world.state.db.read())
    .await
    .unwrap();
    assert!(seats.len() >= 3);
    for (person, slug) in seats {
        let mut tx = world.state.db.begin().await.unwrap();
        let soon = Kind::Shared { idle_minutes: 60 };
        let cookie = session::open(&mut tx, person, soon, start() - Duration::minutes(1)).await.unwrap();
        tx.commit().await.unwrap();
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let file = file_of(&world.with_cookie(&cookie), &slug).await;
        assert!(obeys_schema(&file), "{slug}");
        let (name, model) = file::read(&file.to_string()).expect(&slug);
        assert_eq!(serde_json::from_str::<Value>(&file::write(&name, &model)).unwrap(), file, "{slug}");
        assert!(!model.poles.is_empty() && !model.events.is_empty() && !model.spaces.is_empty(), "{slug}");
    }
}

#[tokio::test]
async fn the_schema_is_published() {
    let world = World::new().await;
    let answer = world.anonymous().get("/schemas/template-1.json").await;
    answer.is(200).says("2020-12");
    assert_eq!(answer.header("content-type"), "application/schema+json");
    for kind in TemplateKind::ALL {
        let model = Model::built_in(*kind, &|key| key.to_owned());
        let file: Value = serde_json::from_str(&file::write("Modèle", &model)).unwrap();
        assert!(obeys_schema(&file));
        assert_eq!(file::read(&file.to_string()), Ok(("Modèle".to_owned(), model)));
    }
}
