//! A host's calendar: what it would take is shown with what that costs, taken at one button, replaced by a newer file; and
//! whatever is sent instead gets a clear answer and leaves nothing.

use crate::harness::{Answer, Visitor, World};
use axum::body::Body;
use uuid::Uuid;

const READ: &str = "/api/spaces/read-calendar";
const TAKE: &str = "/api/spaces/take-calendar";

fn key() -> String {
    Uuid::now_v7().to_string()
}

fn page(world: &World) -> String {
    format!("/spaces/{}/import", world.id("space"))
}

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Hôte//FR\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
}

/// An evening of the host's, every week.
fn evenings(rule: &str) -> String {
    format!(
        "BEGIN:VEVENT\nUID:soir@hote\nSUMMARY:Dîner de Zoé\nDTSTART;TZID=Europe/Paris:20261125T100000\n\
         DTEND;TZID=Europe/Paris:20261125T130000\n{rule}END:VEVENT\n"
    )
}

/// Sends a file as browsers do, from the page that asks for it.
async fn upload(world: &World, by: &Visitor<'_>, content: &[u8], more: &[(&str, &str)]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in [("space", world.id("space")), ("reason", "Service du soir")].iter().chain(more) {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"agenda.ics\"\r\nContent-Type: text/calendar\r\n\r\n");
    body.extend(content);
    body.extend(b"\r\n--edge--\r\n");
    let request = by
        .request("POST", READ)
        .header("accept", "text/html")
        .header("referer", format!("http://coop.test{}", page(world)))
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("content-length", body.len());
    by.send(request.body(Body::from(body)).unwrap()).await
}

/// The page that shows a file, and the id that it waits under.
async fn preview(world: &World, by: &Visitor<'_>, text: &str, more: &[(&str, &str)]) -> (Answer, String) {
    let answer = upload(world, by, text.as_bytes(), more).await;
    let to = answer.location().trim_start_matches("http://coop.test").to_owned();
    let id = to.split_once("file=").unwrap_or_else(|| panic!("the file is refused: {to}")).1.to_owned();
    let shown = by.get(&to).await;
    shown.is(200);
    (shown, id)
}

/// What the page says of a file that cannot be read.
async fn refused(world: &World, content: &[u8]) -> Answer {
    let by = world.facilitator();
    let answer = upload(world, &by, content, &[]).await;
    answer.is(302);
    let to = answer.location().trim_start_matches("http://coop.test").to_owned();
    assert!(to.contains("draft=") && !to.contains("file="), "{to}");
    by.get(&to).await
}

/// Taps the button of the page that shows a file.
async fn take(world: &World, by: &Visitor<'_>, id: &str, key: &str, whole: bool) -> Answer {
    let shown = by.get(&format!("{}?file={id}", page(world))).await;
    let agreed = shown.body.split("name=\"agreed\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    take_as(world, by, id, key, whole, agreed.unwrap_or_default()).await
}

async fn take_as(world: &World, by: &Visitor<'_>, id: &str, key: &str, whole: bool, agreed: &str) -> Answer {
    let mut form = vec![("space", world.id("space")), ("file", id), ("key", key), ("agreed", agreed)];
    form.extend(whole.then_some(("whole[]", "yes")));
    by.tell(&format!("{}?file={id}", page(world)), TAKE, &form).await
}

async fn blocks(world: &World) -> i64 {
    world.count("select count(*) from block where uid <> ''").await
}

#[tokio::test]
async fn a_calendar_is_shown_with_what_it_costs_then_taken_once() {
    let world = World::new().await;
    let rosa = world.facilitator();
    rosa.get(&format!("/spaces/{}", world.id("space"))).await.says(&page(&world));
    world.owner().get(&format!("/spaces/{}", world.id("space"))).await.is(200).never_says(&page(&world));
    rosa.get(&page(&world)).await.is(200).says("multipart/form-data").says("1024 Ko").says("Occupé par l’hôte");
    let text = file(&evenings("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Paris:20261202T100000\n"));
    let (shown, id) = preview(&world, &rosa, &text, &[]).await;
    shown.says("2 moments à bloquer.").says("mercredi 25 novembre").says("mercredi 9 décembre");
    shown.never_says("mercredi 2 décembre").says("Service du soir").never_says("Zoé");
    shown.says("1 réservation perdrait sa place").says("Bloquer ces 2 moments");
    assert_eq!(blocks(&world).await, 0, "nothing is taken before the button");
    let held = "select count(*) from booking b join space s on s.id = b.space where b.state = 'held' and s.name = 'Atelier de couture'";
    assert_eq!(world.count(held).await, 1);
    // One who agreed to nothing is asked again, and nothing is taken.
    take_as(&world, &rosa, &id, &key(), false, "").await.is(200).says("1 réservation perdrait sa place");
    assert_eq!((blocks(&world).await, world.count(held).await), (0, 1));
    let once = key();
    let agreed = shown.body.split("name=\"agreed\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    take_as(&world, &rosa, &id, &once, false, agreed).await.is(200).says("Des réservations n’ont plus de place");
    assert_eq!((blocks(&world).await, world.count(held).await), (2, 0));
    assert_eq!(world.count("select count(*) from booking where state = 'displaced'").await, 1);
    // The same tap again; the same file again: what it brought is replaced, not doubled.
    take_as(&world, &rosa, &id, &once, false, agreed).await.is(200);
    assert_eq!(blocks(&world).await, 2);
    let (again, id) = preview(&world, &rosa, &text, &[]).await;
    again.says("2 moments d’un fichier d’avant sont remplacés").never_says("perdrait");
    take(&world, &rosa, &id, &key(), false).await.says("Ces moments ne sont plus libres");
    assert_eq!(blocks(&world).await, 2);
    let audit = "select count(*) from audit where action = 'spaces/take-calendar' and outcome = 'done'";
    assert!(world.count(audit).await >= 2);
    world.owner().get("/cohorts/ours/bookings").await.is(200).says("n’a plus de place").never_says("Zoé");
}

#[tokio::test]
async fn a_newer_file_replaces_what_its_entries_brought() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let other =
        "BEGIN:VEVENT\nUID:autre\nSUMMARY:Réunion\nDTSTART:20261215T090000Z\nDTEND:20261215T100000Z\nEND:VEVENT\n";
    let first = file(&format!("{}{other}", evenings("RRULE:FREQ=WEEKLY;COUNT=3\n")));
    let (_, id) = preview(&world, &rosa, &first, &[("titles[]", "yes")]).await;
    take(&world, &rosa, &id, &key(), false).await.is(200);
    assert_eq!(blocks(&world).await, 4);
    assert_eq!(world.count("select count(*) from block where reason = 'Réunion'").await, 1, "titles, when asked for");
    // Called off one by one, and the other entry left out.
    let newer = file(&evenings("SEQUENCE:2\nRRULE:FREQ=WEEKLY;COUNT=2\n"));
    let (shown, id) = preview(&world, &rosa, &newer, &[]).await;
    shown.says("3 moments d’un fichier d’avant sont remplacés").says("Retirer aussi 1 moment d’un fichier d’avant");
    take(&world, &rosa, &id, &key(), false).await.is(200);
    assert_eq!(blocks(&world).await, 3, "two evenings, and what the file does not name stays");
    let (_, id) = preview(&world, &rosa, &newer, &[]).await;
    take(&world, &rosa, &id, &key(), true).await.is(200);
    assert_eq!(blocks(&world).await, 2, "unless it is the whole calendar");
    let off = file(&evenings("STATUS:CANCELLED\nRRULE:FREQ=WEEKLY;COUNT=2\n"));
    let (shown, id) = preview(&world, &rosa, &off, &[]).await;
    shown.says("0 moment à bloquer");
    take(&world, &rosa, &id, &key(), false).await.is(200);
    assert_eq!(blocks(&world).await, 0);
    let (shown, _) = preview(&world, &rosa, &off, &[]).await;
    shown.says("Il n’y a rien à bloquer").never_says(TAKE);
}

#[tokio::test]
async fn what_is_no_calendar_gets_a_clear_answer_and_leaves_nothing() {
    let world = World::new().await;
    refused(&world, b"").await.says("Choisissez un fichier");
    refused(&world, b"nom;prix\nSac;12").await.says("Ce fichier n’est pas un agenda.").says("Service du soir");
    refused(&world, b"PK\x03\x04\0\0").await.says("Ce fichier n’est pas un agenda.");
    preview(&world, &world.facilitator(), &file(""), &[]).await.0.says("Il n’y a rien à bloquer").never_says(TAKE);
    let padded = |bytes: usize| file(&format!("{}X-A:{}\n", evenings(""), "x".repeat(bytes)));
    for bytes in [1 << 20, 10 << 20] {
        refused(&world, padded(bytes).as_bytes()).await.says("trop gros").says("1024 Ko");
    }
    // Three bytes of ten are written as three characters on their way: a file that is just small enough arrives.
    let (shown, _) = preview(&world, &world.facilitator(), &padded((1 << 20) - 1000).replace('x', ";"), &[]).await;
    shown.says("1 moment à bloquer.");
    let form = [("space", world.id("space")), ("file", "BEGIN:VCALENDAR"), ("reason", "")];
    world.facilitator().call(READ, &form).await.is(422);
    assert_eq!(blocks(&world).await, 0);
    let gone = [("space", world.id("space")), ("file", "nowhere"), ("key", &key())];
    world.facilitator().call(TAKE, &gone).await.is(422);
    world.facilitator().get(&format!("{}?file=nowhere", page(&world))).await.is(200).says("role=\"alert\"");
}

#[tokio::test]
async fn faults_are_told_line_by_line_and_bombs_are_bounded() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let odd = "BEGIN:VEVENT\nUID:b\nDTSTART;TZID=Lune/Mer:20261201T100000\nDURATION:PT1H\nEND:VEVENT\n\
               BEGIN:VEVENT\nUID:c\nDTSTART:20261201T110000Z\nDTEND:20261201T100000Z\nEND:VEVENT\n\
               BEGIN:VEVENT\nUID:d\nDTSTART:20261201T110000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n";
    let (shown, _) = preview(&world, &rosa, &file(&format!("{odd}{}", evenings(""))), &[]).await;
    shown.says("1 moment à bloquer.").says("3 lignes laissées de côté");
    shown.says("Ligne 6\u{202f}: On ne connaît pas le fuseau horaire «\u{a0}Lune/Mer\u{a0}»");
    shown
        .says("Ligne 12\u{202f}: La fin vient avant le début")
        .says("Ligne 18\u{202f}: Cette répétition revient plusieurs fois par heure");
    let all_day = |n: usize| {
        format!(
            "BEGIN:VEVENT\nUID:{n}\nDTSTART:20000101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7\nEND:VEVENT\n"
        )
    };
    let bomb = file(&(0..3).map(all_day).collect::<String>());
    let (shown, id) = preview(&world, &rosa, &bomb, &[]).await;
    shown.says("2000 moments à bloquer.").says("Ce fichier a plus de 2000 moments.");
    take(&world, &rosa, &id, &key(), false).await.is(200);
    assert_eq!(blocks(&world).await, 2000);
    // A calendar written where nobody knows UTF-8.
    let latin: Vec<u8> =
        file(&evenings("").replace("Zoé", "Zoé, été")).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let answer = upload(&world, &rosa, &latin, &[("titles[]", "yes")]).await;
    rosa.get(answer.location().trim_start_matches("http://coop.test")).await.is(200).says("Dîner de Zoé, été");
}

#[tokio::test]
async fn hosts_may_and_others_may_not() {
    let world = World::new().await;
    world.write("update membership set role = 'host' where role = 'funder'").await.unwrap();
    let host = world.partner();
    host.get(&format!("/spaces/{}", world.id("space"))).await.is(200).says(&page(&world));
    let (shown, id) = preview(&world, &host, &file(&evenings("")), &[]).await;
    shown.says("1 réservation perdrait sa place").never_says("Aïcha").never_says("Pôle");
    // What waits is its sender's.
    world.facilitator().get(&format!("{}?file={id}", page(&world))).await.says("role=\"alert\"");
    let form = [("space", world.id("space")), ("file", id.as_str()), ("key", &key())];
    world.facilitator().call(TAKE, &form).await.is(422);
    world.owner().call(TAKE, &form).await.is(403);
    assert_eq!(blocks(&world).await, 0);
    take(&world, &host, &id, &key(), false).await.is(200);
    assert_eq!(blocks(&world).await, 1);
    // Neither for another space, nor for a cohort in the archive.
    let foreign = &world.foreign["space"];
    host.call(READ, &[("space", foreign), ("file", "x"), ("reason", "x")]).await.is(404);
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    world.facilitator().call(READ, &[("space", world.id("space")), ("file", "x"), ("reason", "x")]).await.is(409);
}
