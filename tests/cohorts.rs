//! Cohorts as people live them: founded from a template, planned, begun, closed; and what they are told on the way.

use crate::harness::{Answer, World};
use uuid::Uuid;

const CREATE: &str = "/api/cohorts/create";
const CHANGE: &str = "/api/cohorts/change";
const NEW: &str = "/cohorts/new";
const SETTINGS: &str = "/cohorts/ours/settings";
const PLAN: &str = "/cohorts/ours/plan";

type Form<'f> = Vec<(&'f str, &'f str)>;

/// `form` with some of its fields changed, added, or with an empty name left out.
fn but<'f>(form: &[(&'f str, &'f str)], changed: &[(&'f str, &'f str)]) -> Form<'f> {
    let mut all: Form =
        form.iter().filter(|(name, _)| changed.iter().all(|(other, _)| name != other)).copied().collect();
    all.extend(changed.iter().filter(|(_, value)| *value != "-"));
    all
}

fn textile(key: &str) -> Form<'_> {
    vec![
        ("key", key),
        ("template", "textile"),
        ("name", "Atelier Cœur d’été"),
        ("brand", "Wax"),
        ("starts_on", "2026-08-31"),
    ]
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// The whole state of a cohort's tables, as counts.
async fn rows(world: &World) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "cohort",
        "membership",
        "phase",
        "event",
        "pole",
        "mission",
        "product",
        "space",
        "space_cohort",
        "machine",
        "opening",
    ] {
        counts.push(world.count(&format!("select count(*) from {table}")).await);
    }
    counts
}

#[tokio::test]
async fn a_cohort_is_founded_from_a_template() {
    let world = World::new().await;
    world.write("update space set name = 'Ailleurs'").await.expect("renamed");
    let sophie = world.facilitator();
    sophie.get(NEW).await.is(200).says("Quel métier").says("Textile");
    let before = rows(&world).await;
    let key = key();
    let seen = sophie.tell(NEW, CREATE, &textile(&key)).await;
    seen.is(200).says("Le groupe est créé.").says("Atelier Cœur d’été").says("septembre").says("Prospection et vente");
    let after = rows(&world).await;
    let made: Vec<i64> = after.iter().zip(&before).map(|(after, before)| after - before).collect();
    assert_eq!(made, [1, 1, 8, 14, 6, 18, 5, 1, 1, 4, 6]);
    let count = |sql: &'static str| world.count(sql);
    assert_eq!(
        count(
            "select count(*) from cohort where slug = 'atelier-coeur-d-ete' and state = 'draft' and brand_colour = 1"
        )
        .await,
        1
    );
    assert_eq!(count("select count(*) from cohort where starts_on = '2026-08-31' and ends_on = '2027-01-31'").await, 1);
    let id = World::literal(&key);
    assert_eq!(
        world.count(&format!("select count(*) from membership where cohort = {id} and role = 'facilitator'")).await,
        1
    );
    assert_eq!(world.count(&format!("select count(*) from pole where cohort = {id} and name = 'Gestion'")).await, 1);

    let again = sophie.submit(NEW, CREATE, &textile(&key)).await;
    assert_eq!(again.location().split('?').next(), Some("/cohorts/atelier-coeur-d-ete/plan"));
    assert_eq!(rows(&world).await, after, "sent twice, made once");
    let other = but(&textile(&key), &[("name", "Un autre")]);
    sophie.tell(NEW, CREATE, &other).await.says("Vous avez déjà envoyé").says("Un autre");
    assert_eq!(rows(&world).await, after);
}

#[tokio::test]
async fn the_next_cohort_works_in_the_same_workshop() {
    let world = World::new().await;
    world.write("update space set name = 'Ailleurs'").await.expect("renamed");
    let sophie = world.facilitator();
    let (first, second, third) = (key(), key(), key());
    sophie.submit(NEW, CREATE, &textile(&first)).await;
    let before = rows(&world).await;
    let answer = sophie.submit(NEW, CREATE, &textile(&second)).await;
    assert!(answer.location().starts_with("/cohorts/atelier-coeur-d-ete-2/plan"), "{}", answer.location());
    let after = rows(&world).await;
    assert_eq!((after[7], after[8]), (before[7], before[8] + 1), "linked, not copied");
    let answer = sophie.submit(NEW, CREATE, &textile(&third)).await;
    assert!(answer.location().starts_with("/cohorts/atelier-coeur-d-ete-3/plan"), "{}", answer.location());
    // Somebody else's workshop is not hers, whatever it is called.
    world.visitor("neighbour").submit(NEW, CREATE, &textile(&key())).await;
    assert_eq!(rows(&world).await[7], after[7] + 1);
}

#[tokio::test]
async fn a_cohort_speaks_the_language_of_its_founder() {
    let world = World::new().await;
    world.facilitator().submit("/me", "/language", &[("language", "en")]).await;
    let form = but(&textile("-"), &[("template", "culinary"), ("months", "6"), ("brand_colour", "3"), ("name", "New")]);
    let key = key();
    let form = but(&form, &[("key", &key)]);
    world
        .facilitator()
        .tell(NEW, CREATE, &form)
        .await
        .is(200)
        .says("The plan of the group New")
        .says("Finding clients and selling");
    assert_eq!(
        world
            .count("select count(*) from cohort where slug = 'new-1' and ends_on = '2027-02-28' and brand_colour = 3")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from space where name = 'Dining room'").await, 1);
}

#[tokio::test]
async fn what_is_typed_wrongly_founds_nothing() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let before = rows(&world).await;
    let key = key();
    let form = textile(&key);
    let long = "é".repeat(10_000);
    for (name, value, words) in [
        ("template", "circus", "Choisissez une réponse"),
        ("template", "", "Répondez à cette question"),
        ("name", " ", "Répondez à cette question"),
        ("name", &long, "10000 caractères"),
        ("name", "a\u{202e}b", "ne se lisent pas"),
        ("brand", "", "Répondez à cette question"),
        ("brand_colour", "9", "Choisissez une réponse"),
        ("starts_on", "2026-02-30", "Ce jour n’existe pas"),
        ("starts_on", "31/08/2026", "Ce jour n’existe pas"),
        ("starts_on", "", "Répondez à cette question"),
        ("months", "0", "Le plus petit nombre possible est 1"),
        ("months", "13", "Le plus grand nombre possible est 12"),
        ("months", "cinq", "Écrivez un nombre"),
    ] {
        let form = but(&form, &[(name, value)]);
        sophie.call(CREATE, &form).await.is(422);
        let seen = sophie.tell(NEW, CREATE, &form).await;
        seen.is(200).says(words).says("error-summary").says("2026");
    }
    sophie.call(CREATE, &but(&form, &[("role", "facilitator")])).await.is(400);
    sophie.call(CREATE, &but(&form, &[("key", "1")])).await.is(400);
    sophie.call(CREATE, &but(&form, &[("key", "-")])).await.is(400);
    assert_eq!(rows(&world).await, before);
    let parts = [("starts_on", "-"), ("starts_on[day]", "31"), ("starts_on[month]", "août"), ("starts_on[year]", "26")];
    sophie.call(CREATE, &but(&form, &parts)).await.is(200);
}

#[tokio::test]
async fn everybody_finds_her_cohorts() {
    let world = World::new().await;
    world
        .owner()
        .get("/cohorts")
        .await
        .is(200)
        .says("Semaine 10 sur 22")
        .says("Vous êtes membre")
        .never_says("Créer un groupe");
    world.partner().get("/cohorts").await.is(200).says("Vous financez ce groupe").says("Lire les notes");
    world.facilitator().get("/cohorts").await.is(200).says("Créer un groupe").says("En cours");
    world.write("update cohort set state = 'archived'").await.expect("archived");
    world.owner().get("/cohorts").await.says("Terminés").says("Archivé");
    world.write("update membership set until_on = '2026-11-01'").await.expect("ended");
    world.owner().get("/cohorts").await.is(200).says("Ici viendront vos groupes").says("carte d’invitation");
    world.facilitator().get("/cohorts").await.is(200).says("le plan se fait tout seul");
}

#[tokio::test]
async fn the_day_shows_what_comes_and_what_waits() {
    let world = World::new().await;
    world.write("delete from attendance_code").await.expect("deleted");
    let day = || async { world.owner().get("/cohorts/ours").await };
    let seen = day().await;
    seen.is(200)
        .says("Aujourd’hui, mardi 24 novembre")
        .says("Grande réunion")
        .says("Ma réservation")
        .says("Compter le stock");
    seen.says("À faire")
        .says("demain · 10\u{202f}h – 12\u{202f}h")
        .says("/cohorts/ours/production/new")
        .never_says("Inviter");
    world.write("update mission set due_on = '2026-11-23'").await.expect("late");
    world.write("update booking set state = 'displaced'").await.expect("displaced");
    day().await.says("Date passée").says("n’a plus de place").never_says("Ma réservation");
    // A vote is open to her; once it is over, nothing waits.
    world.colleague().get("/cohorts/ours").await.says("Voter").never_says("Rien ne vous attend");
    world.write("update decision set closes_on = '2026-11-23'").await.expect("over");
    world.colleague().get("/cohorts/ours").await.says("Rien ne vous attend").never_says("n’a plus de place");

    let seen = world.facilitator().get("/cohorts/ours").await;
    seen.says("n’a plus de place")
        .says("1 pôle n’a pas de personne référente")
        .says("Pôle matières")
        .says("Inviter une personne");
    seen.says("1 personne n’a pas de pôle").says("Binta");
    world.write("update cohort set state = 'draft'").await.expect("draft");
    world
        .facilitator()
        .get("/cohorts/ours")
        .await
        .says("Le groupe est en préparation")
        .never_says("Noter ma production");
    world.write("update cohort set state = 'running', ends_on = '2026-11-24'").await.expect("over");
    world.facilitator().get("/cohorts/ours").await.says("Le groupe est arrivé à son dernier jour");
    world.write("delete from event").await.expect("deleted");
    world.colleague().get("/cohorts/ours").await.is(200).says("Rien de prévu");
}

#[tokio::test]
async fn the_plan_is_a_drawing_and_a_list() {
    let world = World::new().await;
    let seen = world.owner().get(PLAN).await;
    seen.is(200).says("Le plan du groupe Atelier ours").says("<title id=\"plan-t\">").says("plan-today").says("ph-5");
    seen.says(
        "Phase production : du lundi 26 octobre 2026 au dimanche 7 février 2027.".replace(" :", "\u{202f}:").as_str(),
    );
    seen.says("cette semaine")
        .says("Semaine 22")
        .says("Grande réunion")
        .never_says("Ajouter une phase")
        .never_says("Modifier");
    world.facilitator().get(PLAN).await.says("Ajouter une phase").says("Ajouter un rendez-vous").says("Modifier");
    world.write("delete from phase").await.expect("deleted");
    world.write("delete from event").await.expect("deleted");
    world.owner().get(PLAN).await.is(200).says("Ici viendra le plan");
}

/// What the list of the plan says of one week.
fn week(seen: &Answer, name: &str) -> String {
    let mut weeks = seen.body.split("<h3>").filter(|week| week.starts_with(name));
    weeks.next().expect("the week").to_owned()
}

#[tokio::test]
async fn the_plan_shows_what_is_due_and_how_much_is_booked() {
    let world = World::new().await;
    let seen = world.owner().get(PLAN).await;
    seen.is(200)
        .says("Compter le stock, mission à finir, vendredi 27 novembre")
        .says("Heures réservées chaque semaine");
    seen.says("2\u{202f}h en tout").never_says(crate::harness::CANARY);
    let tenth = week(&seen, "Semaine 10");
    assert!(tenth.contains("Compter le stock") && tenth.contains("Atelier réservé\u{202f}: 2\u{202f}h"), "{tenth}");
    assert!(!week(&seen, "Semaine 11").contains("Atelier réservé"));

    // Sunday noon here is Monday where the space is: a booking counts on the space's own day.
    world.write("update space set time_zone = 'Pacific/Auckland'").await.expect("moved");
    let sql = "update booking set starts_at = '2026-11-29T12:00:00+00:00', ends_at = '2026-11-29T15:00:00+00:00'";
    world.write(sql).await.expect("moved");
    let seen = world.owner().get(PLAN).await;
    assert!(week(&seen, "Semaine 11").contains("Atelier réservé\u{202f}: 3\u{202f}h"));
    assert!(!week(&seen, "Semaine 10").contains("Atelier réservé"));

    world.write("update booking set state = 'cancelled'").await.expect("cancelled");
    world.write("update mission set state = 'done'").await.expect("done");
    let seen = world.owner().get(PLAN).await;
    seen.never_says("Heures réservées").never_says("Atelier réservé").never_says("Compter le stock");
}

/// Rows with ids of their own, in one statement.
async fn many(world: &World, into: &str, count: usize, values: impl Fn(usize) -> String) {
    let row = |index| format!("({}, {})", World::literal(&key()), values(index));
    let rows: Vec<String> = (0..count).map(row).collect();
    world.write(&format!("insert into {into} values {}", rows.join(", "))).await.expect("many rows");
}

/// 200 events, 100 missions and 300 bookings: what the issue calls a full cohort.
#[tokio::test]
async fn the_plan_of_a_full_cohort_stays_light() {
    let world = World::new().await;
    let [cohort, pole, space, owner] = ["cohort", "pole", "space", "owner"].map(|name| World::literal(world.id(name)));
    let day = |index: usize| chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap() + chrono::Days::new(index as u64);
    let at = |day, hour| format!("'{day}T{hour:02}:00:00+00:00'");
    many(&world, "event (id, cohort, kind, title, starts_at, ends_at)", 200, |index| {
        let day = day(index * 150 / 200);
        format!("{cohort}, 'meeting', 'Réunion numéro {index}', {}, {}", at(day, 8), at(day, 10))
    })
    .await;
    many(&world, "mission (id, cohort, pole, title, due_on, state, created_at)", 100, |index| {
        let due = day(index * 3 / 2);
        format!("{cohort}, {pole}, 'Mission numéro {index}', '{due}', 'to_do', {}", at(due, 8))
    })
    .await;
    many(&world, "booking (id, space, cohort, person, starts_at, ends_at, people, created_at)", 300, |index| {
        let (day, hour) = (day(index / 2), 12 + index % 2 * 4);
        let (from, to) = (at(day, hour), at(day, hour + 2));
        format!("{space}, {cohort}, {owner}, {from}, {to}, 1, {from}")
    })
    .await;
    let seen = world.facilitator().get(PLAN).await;
    seen.is(200).says("Mission numéro 99").says("Réunion numéro 199").says("602\u{202f}h en tout");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, seen.body.as_bytes()).expect("packed");
    let bytes = packed.finish().expect("packed").len();
    assert!(bytes < 60 * 1024, "{bytes} bytes");
}

#[tokio::test]
async fn three_things_to_do_at_most_and_all_of_today_and_tomorrow() {
    let world = World::new().await;
    let big = |seen: &Answer| seen.body.matches("class=\"button big").count();
    for state in ["draft", "running", "closed", "archived"] {
        world.write(&format!("update cohort set state = '{state}'")).await.expect("a state");
        for who in [world.owner(), world.facilitator()] {
            assert_eq!(big(&who.get("/cohorts/ours").await), 3, "{state}");
        }
    }
    let cohort = World::literal(world.id("cohort"));
    many(&world, "event (id, cohort, kind, title, starts_at, ends_at)", 4, |index| {
        let day = 24 + index;
        format!("{cohort}, 'meeting', 'Le {day}', '2026-11-{day}T13:00:00+00:00', '2026-11-{day}T14:00:00+00:00'")
    })
    .await;
    let seen = world.owner().get("/cohorts/ours").await;
    seen.says("Ma réservation").says("Le 24").says("Le 25").never_says("Le 26");
    seen.says("Voir mes missions");
}

fn sales<'f>(starts_on: &'f str, ends_on: &'f str, key: &'f str) -> Form<'f> {
    vec![
        ("cohort", "ours"),
        ("key", key),
        ("kind", "sales"),
        ("name", "Marchés"),
        ("starts_on", starts_on),
        ("ends_on", ends_on),
    ]
}

#[tokio::test]
async fn phases_are_added_moved_and_removed() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let (page, add, change) = ("/cohorts/ours/plan/phases/new", "/api/cohorts/add-phase", "/api/cohorts/change-phase");
    let key = key();
    sophie.get(page).await.is(200).says("Quelle sorte de phase");
    let form = sales("2026-12-01", "2026-12-24", &key);
    for _ in 0..2 {
        sophie.tell(page, add, &form).await.is(200).says("La phase est enregistrée").says("Marchés");
    }
    assert_eq!(world.count("select count(*) from phase where name = 'Marchés'").await, 1);

    let (one, two) = (self::key(), self::key());
    for (starts_on, ends_on, words) in [
        ("2026-09-20", "2026-12-24", "entre le lundi 21 septembre 2026 et le dimanche 21 février 2027"),
        ("2026-12-01", "2027-02-22", "entre le lundi 21 septembre 2026 et le dimanche 21 février 2027"),
        ("2026-12-24", "2026-12-01", "La fin vient avant le début"),
        ("2026-12-32", "2026-12-24", "Ce jour n’existe pas"),
    ] {
        sophie.call(add, &sales(starts_on, ends_on, &one)).await.is(422);
        sophie.tell(page, add, &sales(starts_on, ends_on, &one)).await.says(words).says("Marchés");
    }
    let after = but(&sales("2027-02-25", "2027-04-21", &one), &[("kind", "capitalisation")]);
    sophie.call(add, &after).await.is(200);
    sophie.call(add, &but(&after, &[("ends_on", "2027-04-22"), ("key", &two)])).await.is(422);
    sophie.get(PLAN).await.says("Après la fin");

    let at = format!("/cohorts/ours/plan/phases/{key}");
    sophie.get(&at).await.is(200).says("value=\"Marchés\"");
    let moved = but(&form, &[("key", "-"), ("phase", &key), ("name", "Ventes"), ("starts_on", "2026-11-30")]);
    sophie.tell(&at, change, &moved).await.says("La phase est enregistrée").says("Ventes");
    assert_eq!(world.count("select count(*) from phase where name = 'Ventes' and starts_on = '2026-11-30'").await, 1);

    let phase = world.id("phase").to_owned();
    let removed = [("cohort", "ours"), ("phase", phase.as_str())];
    sophie.tell(PLAN, "/api/cohorts/remove-phase", &removed).await.says("La phase est retirée");
    let said = World::literal(world.id("contribution"));
    let kept = format!("select count(*) from contribution where id = {said} and phase is null and text <> ''");
    assert_eq!(world.count(&kept).await, 1);
    sophie.call("/api/cohorts/remove-phase", &removed).await.is(404);
}

fn visit<'f>(on: &'f str, from: &'f str, to: &'f str, key: &'f str) -> Form<'f> {
    let form = [
        ("cohort", "ours"),
        ("key", key),
        ("kind", "visit"),
        ("title", "Fablab"),
        ("on", on),
        ("from", from),
        ("to", to),
    ];
    form.to_vec()
}

#[tokio::test]
async fn events_stand_on_the_clock_of_their_cohort() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let (page, add, change) = ("/cohorts/ours/plan/events/new", "/api/cohorts/add-event", "/api/cohorts/change-event");
    sophie.get(page).await.is(200).says("Quelle sorte de rendez-vous");
    let key = key();
    let form = but(
        &visit("2026-12-03", "14 h 30", "24:00", &key),
        &[("place", "<b>Liège"), ("details", "Apportez\n<script>un tissu")],
    );
    for _ in 0..2 {
        sophie.tell(page, add, &form).await.is(200).says("Le rendez-vous est dans le plan").says("Fablab");
    }
    let id = World::literal(&key);
    assert_eq!(world.count(&format!("select count(*) from event where id = {id}")).await, 1);
    let at = format!("/cohorts/ours/plan/events/{key}");
    let seen = world.owner().get(&at).await;
    seen.is(200)
        .says("Visite")
        .says("14\u{202f}h\u{202f}30 – 24\u{202f}h")
        .says("&lt;b&gt;Liège")
        .says("&lt;script&gt;un tissu");
    seen.never_says("<form class=\"form").never_says("Retirer");
    sophie.get(&at).await.is(200).says("value=\"24:00\"").says("Enregistrer le rendez-vous");

    let other = self::key();
    for (on, from, to, words) in [
        ("2026-12-03", "16:00", "16:00", "La fin vient avant le début"),
        ("2026-12-03", "midi", "16:00", "Écrivez une heure"),
        ("2026-12-03", "", "16:00", "Répondez à cette question"),
        ("2026-10-25", "02:30", "04:00", "Cette heure arrive deux fois"),
        ("2026-09-20", "14:00", "16:00", "entre le lundi 21 septembre 2026"),
        ("2027-02-22", "14:00", "16:00", "entre le lundi 21 septembre 2026"),
    ] {
        sophie.call(add, &visit(on, from, to, &other)).await.is(422);
        sophie.tell(page, add, &visit(on, from, to, &other)).await.says(words).says("Fablab");
    }
    world.write("update cohort set ends_on = '2027-04-21'").await.expect("longer");
    let gap = visit("2027-03-28", "02:30", "04:00", &other);
    sophie.tell(page, add, &gap).await.says("Cette heure n’existe pas ce jour-là").says("3\u{202f}h");
    world.write("update cohort set ends_on = '2027-02-21'").await.expect("shorter");
    let last = but(&visit("2027-04-21", "9h", "17h", &other), &[("kind", "capitalisation_day")]);
    sophie.call(add, &last).await.is(200);

    let changed =
        but(&form, &[("key", "-"), ("event", &key), ("title", "Visite du fablab"), ("from", "9h"), ("to", "12h")]);
    sophie.tell(&at, change, &changed).await.says("Visite du fablab").says("9\u{202f}h – 12\u{202f}h");
    let removed = [("cohort", "ours"), ("event", key.as_str())];
    sophie.tell(&at, "/api/cohorts/remove-event", &removed).await.says("Le rendez-vous est retiré");
    sophie.get(&at).await.is(404);
}

fn settings<'f>() -> Form<'f> {
    vec![
        ("cohort", "ours"),
        ("name", "Atelier Bleu"),
        ("brand", "Bleu"),
        ("brand_colour", "5"),
        ("starts_on", "2026-09-21"),
        ("ends_on", "2027-03-21"),
        ("time_zone", "Europe/Paris"),
        ("help_name", "Rosa"),
        ("help_phone", "06 12 34 56 78"),
    ]
}

#[tokio::test]
async fn settings_keep_the_plan_inside_the_cohort() {
    let world = World::new().await;
    let sophie = world.facilitator();
    let tell = |changed: Form<'static>| {
        let form = but(&settings(), &changed);
        let sophie = sophie.clone();
        async move { sophie.tell(SETTINGS, CHANGE, &form).await }
    };
    sophie.get(SETTINGS).await.is(200).says("Atelier ours").never_says("Supprimer");
    tell(vec![]).await.is(200).says("C’est enregistré").says("Atelier Bleu").says("brand-5").says("06 12 34 56 78");
    for (changed, words) in [
        (
            ("ends_on", "2027-01-31"),
            "«\u{a0}Phase production\u{a0}» va du lundi 26 octobre 2026 au dimanche 7 février 2027",
        ),
        (("starts_on", "2026-11-27"), "«\u{a0}Grande réunion\u{a0}»"),
        (("ends_on", "2026-10-20"), "à partir du mercredi 21 octobre 2026"),
        (("ends_on", "2027-09-22"), "jusqu’au mardi 21 septembre 2027"),
        (("ends_on", "2026-09-01"), "La fin vient avant le début"),
        (("time_zone", "Mars/Phobos"), "Choisissez une réponse"),
        (("time_zone", "Asia/Tokyo"), "Choisissez une réponse"),
        (("help_phone", "sur place"), "numéro de téléphone"),
        (("help_name", "a\u{202e}b"), "ne se lisent pas"),
        (("brand_colour", ""), "Répondez à cette question"),
    ] {
        tell(vec![changed]).await.says(words);
    }
    assert_eq!(world.count("select count(*) from cohort where slug = 'ours' and ends_on = '2027-03-21'").await, 1);

    // Another clock: what was at ten in the morning stays at ten in the morning.
    tell(vec![("time_zone", "America/Martinique")]).await.says("C’est enregistré");
    world.owner().get(PLAN).await.says("10\u{202f}h – 11\u{202f}h");
    let at = if cfg!(feature = "postgres") { "2026-11-26T14:00:00Z" } else { "2026-11-26T14:00:00+00:00" };
    assert_eq!(world.count(&format!("select count(*) from event where starts_at = '{at}'")).await, 1);
}

async fn step(world: &World, state: &str) -> Answer {
    world.facilitator().call("/api/cohorts/step", &[("cohort", "ours"), ("state", state)]).await
}

#[tokio::test]
async fn states_change_one_by_one_and_archived_is_the_last() {
    let world = World::new().await;
    for state in ["draft", "running", "archived"] {
        step(&world, state).await.is(409);
    }
    step(&world, "deleted").await.is(422);
    for state in ["closed", "running", "closed"] {
        step(&world, state).await.is(200);
        world.facilitator().get(SETTINGS).await.is(200);
    }
    let (one, two) = (key(), key());
    let sophie = world.facilitator();
    sophie.call("/api/cohorts/add-phase", &sales("2026-12-01", "2026-12-24", &one)).await.is(200);
    sophie.get("/cohorts/ours").await.says("À retenir").never_says("Noter ma production");
    step(&world, "archived").await.is(200);
    for state in ["draft", "running", "closed"] {
        step(&world, state).await.is(409);
    }
    sophie.call("/api/cohorts/add-phase", &sales("2026-12-01", "2026-12-24", &two)).await.is(409);
    sophie.call("/api/cohorts/add-event", &visit("2026-12-01", "9:00", "10:00", &two)).await.is(409);
    sophie.call(CHANGE, &settings()).await.is(409);
    sophie.get(SETTINGS).await.is(200).says("Ce groupe est archivé").never_says("Enregistrer les réglages");
    sophie.get(PLAN).await.is(200).never_says("Ajouter une phase");
    sophie.tell(SETTINGS, "/api/cohorts/step", &[("cohort", "ours"), ("state", "running")]).await.is(200);
}

#[tokio::test]
async fn a_draft_can_be_deleted_with_what_only_it_uses() {
    let world = World::new().await;
    world.write("update space set name = 'Ailleurs'").await.expect("renamed");
    let sophie = world.facilitator();
    let before = rows(&world).await;
    let (first, second) = (key(), key());
    sophie.submit(NEW, CREATE, &textile(&first)).await;
    sophie.submit(NEW, CREATE, &textile(&second)).await;
    let (at, two) = ("/cohorts/atelier-coeur-d-ete/settings", "/cohorts/atelier-coeur-d-ete-2/settings");
    sophie.get(at).await.is(200).says("Oui, supprimer Atelier Cœur d’été");
    let unsure = [("cohort", "atelier-coeur-d-ete")];
    sophie.call("/api/cohorts/delete", &unsure).await.is(422);
    sophie.tell(at, "/api/cohorts/delete", &unsure).await.says("Répondez à cette question");
    let sure = [("cohort", "atelier-coeur-d-ete"), ("sure", "yes")];
    sophie.tell(at, "/api/cohorts/delete", &sure).await.says("Le groupe est supprimé");
    assert_eq!(rows(&world).await[7], before[7] + 1, "the other cohort still works there");
    sophie.get(at).await.is(404);
    let sure = [("cohort", "atelier-coeur-d-ete-2"), ("sure", "yes")];
    sophie.tell(two, "/api/cohorts/delete", &sure).await.says("Le groupe est supprimé");
    assert_eq!(rows(&world).await, before);
    // The form that founded it comes once more: what it made is gone.
    sophie.call(CREATE, &textile(&first)).await.is(404);
}
