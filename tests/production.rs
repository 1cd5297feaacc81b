//! Stories of production: noting, once; being told what is wrong; correcting and withdrawing with a trace; totals that
//! show no person's line.

use crate::harness::{Visitor, World, changed, readable};
use cooperade::{
    app::{access, production::store},
    domain::{cohort::Dates, minutes::Minutes, quantity::Quantity, week::IsoWeek},
    platform::session,
};
use uuid::Uuid;

const NEW: &str = "/cohorts/ours/production/new";
const RECORD: &str = "/api/production/record";
const CORRECT: &str = "/api/production/correct";
const WITHDRAW: &str = "/api/production/withdraw";
const RECORDS: &str = "select count(*) from record";

/// A form that is all right, with some fields changed; an empty value leaves the field out.
fn form<'a>(world: &'a World, key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("cohort", "ours"),
        ("key", key),
        ("product", world.id("product")),
        ("quantity", "3"),
        ("minutes", "90"),
        ("made_on", world.id("today")),
        ("makers[]", world.id("owner")),
    ];
    changed(&fields, changes)
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// The status and the answer of a script that posts the form with `changes`.
async fn posted(world: &World, visitor: &Visitor<'_>, changes: &[(&str, &str)]) -> (u16, String) {
    let key = key();
    let answer = visitor.call(RECORD, &form(world, &key, changes)).await;
    (answer.status.as_u16(), answer.body)
}

async fn member(world: &World, role: &str) -> access::Member {
    let cookie_owner = Uuid::parse_str(world.id(role)).expect("an id");
    let signed = session::Signed {
        person: cookie_owner,
        session: Uuid::nil(),
        login: String::new(),
        display_name: role.to_owned(),
        language: "fr".to_owned(),
        may_create_cohorts: false,
        own_phone: false,
    };
    let seat = access::seat(world.state.db.read(), &signed, "ours").await.expect("a seat");
    seat.member().expect("a member")
}

#[tokio::test]
async fn what_is_noted_is_said_and_listed() {
    let world = World::new().await;
    let (owner, key) = (world.owner(), key());
    let fields = form(&world, &key, &[("note", "fil <b>rouge</b>"), ("booking", world.id("booking"))]);
    let page = owner.tell(NEW, RECORD, &fields).await;
    page.is(200).says("C’est noté").says("3\u{a0}pièces, aujourd’hui.").says("Annuler").says("fil &lt;b&gt;rouge");
    owner.get(&format!("/cohorts/ours/production/records/{key}")).await.is(200).says("1\u{202f}h\u{202f}30");
    // Somebody else with the same address is told nothing.
    let other = world.colleague().get(&format!("/cohorts/ours/production?record={key}")).await;
    other.is(200).never_says("C’est noté").never_says("rouge");
    world.colleague().get(&format!("/cohorts/ours/production/records/{key}")).await.is(404);
}

#[tokio::test]
async fn a_form_sent_twice_leaves_one_record() {
    let world = World::new().await;
    let (owner, key) = (world.owner(), key());
    let before = world.count(RECORDS).await;
    let first = owner.call(RECORD, &form(&world, &key, &[])).await;
    let again = owner.call(RECORD, &form(&world, &key, &[])).await;
    assert_eq!((first.status, first.location()), (again.status, again.location()));
    assert_eq!(world.count(RECORDS).await, before + 1);
    let other = owner.call(RECORD, &form(&world, &key, &[("quantity", "4")])).await;
    other.is(422).says("already_sent");
    let page = owner.tell(NEW, RECORD, &form(&world, &key, &[("quantity", "4")])).await;
    page.says("Vous avez déjà envoyé ce formulaire").says("4\u{a0}pièces").never_says(&key);
    assert_eq!(world.count(RECORDS).await, before + 1);
    // Another person's key is as if it were new.
    world.colleague().call(RECORD, &form(&world, &key, &[("makers[]", world.id("colleague"))])).await.is(200);
    assert_eq!(world.count(RECORDS).await, before + 2);
}

#[tokio::test]
async fn what_cannot_be_is_told_at_its_field() {
    let world = World::new().await;
    let owner = world.owner();
    let (fits, long) = ("é".repeat(10_000), "é".repeat(10_001));
    let before = world.count(RECORDS).await;
    for (name, value, code) in [
        ("quantity", "0", "not_more_than_zero"),
        ("quantity", "-1", "not_more_than_zero"),
        ("quantity", "1e9", "not_a_number"),
        ("quantity", "1000000000", "number_too_large"),
        ("quantity", "1,240", "amount_ambiguous"),
        ("quantity", "1.240", "amount_ambiguous"),
        ("quantity", "", "required"),
        ("minutes", "-5", "not_a_duration"),
        ("minutes", "25 h", "number_too_large"),
        ("minutes", "other", "required"),
        ("minutes", "", "required"),
        ("made_on", "2026-11-25", "in_future"),
        ("made_on", "2026-09-20", "outside_cohort"),
        ("made_on", "2027-02-22", "outside_cohort"),
        ("made_on", "2026-02-30", "not_a_day"),
        ("made_on", "", "required"),
        ("note", &long, "too_long"),
        ("makers[]", "", "required"),
        ("makers[]", "moi", "not_a_choice"),
        ("product", "tablier", "not_a_choice"),
        ("product", "", "required"),
        ("booking", "x", "not_a_choice"),
    ] {
        let (status, body) = posted(&world, &owner, &[(name, value)]).await;
        assert_eq!(status, 422, "{name} {}: {body}", &value[..value.len().min(20)]);
        assert!(body.contains(&format!("\"code\":\"{code}\"")), "{name}: {body}");
        assert!(body.contains(name.trim_end_matches("[]")), "{name}: {body}");
    }
    assert_eq!(posted(&world, &owner, &[("author", world.id("colleague"))]).await.0, 400);
    assert_eq!(world.count(RECORDS).await, before);
    for (name, value) in [
        ("quantity", "0,125"),
        ("quantity", "1\u{202f}240"),
        ("minutes", "0"),
        ("minutes", "2 h 30"),
        ("made_on", "2026-09-21"),
        ("note", &fits),
    ] {
        let (status, body) = posted(&world, &owner, &[(name, value)]).await;
        assert_eq!(status, 200, "{name} {}: {body}", &value[..value.len().min(20)]);
    }
    assert_eq!(world.count(RECORDS).await, before + 6);
}

#[tokio::test]
async fn what_is_elsewhere_is_not_there() {
    let world = World::new().await;
    let owner = world.owner();
    for (name, kind) in [("product", "product"), ("booking", "booking"), ("makers[]", "owner")] {
        let foreign = posted(&world, &owner, &[(name, &world.foreign[kind])]).await;
        let missing = posted(&world, &owner, &[(name, &key())]).await;
        assert_eq!((foreign.0, &foreign), (404, &missing), "{name}");
    }
    // A partner of the cohort makes nothing, and a booking of somebody who did not take part is not this work's.
    assert_eq!(posted(&world, &owner, &[("makers[]", world.id("partner"))]).await.0, 404);
    let colleague = world.colleague();
    let theirs = [("booking", world.id("booking")), ("makers[]", world.id("colleague"))];
    assert_eq!(posted(&world, &colleague, &theirs).await.0, 422);
    // A product that is offered no more is not chosen any more.
    let fields = [("cohort", "ours"), ("product", world.id("product")), ("archived", "yes")];
    world.facilitator().call("/api/production/archive-product", &fields).await.is(200);
    assert_eq!(posted(&world, &owner, &[]).await.0, 422);
    owner.get(NEW).await.is(200).never_says("Notre tablier");
    world
        .facilitator()
        .call(
            "/api/production/archive-product",
            &[("cohort", "ours"), ("product", world.id("product")), ("archived", "no")],
        )
        .await
        .is(200);
    assert_eq!(posted(&world, &owner, &[]).await.0, 200);
}

#[tokio::test]
async fn a_cohort_that_does_not_run_takes_no_production() {
    for state in ["draft", "closed", "archived"] {
        let world = World::new().await;
        world.write(&format!("update cohort set state = '{state}' where slug = 'ours'")).await.expect("written");
        let owner = world.owner();
        let record = [("cohort", "ours"), ("record", world.id("record"))];
        assert_eq!(posted(&world, &owner, &[]).await.0, 409, "{state}");
        owner.call(WITHDRAW, &record).await.is(409);
        owner.get(NEW).await.is(200).says("On ne peut rien noter maintenant");
        // What was typed while it closed is there.
        let fields = form(&world, "0192f000-0000-7000-8000-000000000000", &[("note", "un mot")]);
        owner.tell(NEW, RECORD, &fields).await.is(200).says("un mot");
    }
}

#[tokio::test]
async fn questions_follow_one_another_in_the_address() {
    let world = World::new().await;
    let owner = world.owner();
    let product = format!("product={}", world.id("product"));
    let me = format!("makers%5B%5D={}", world.id("owner"));
    owner.get(NEW).await.is(200).says("Qu’avez-vous fabriqué").says(&format!("?at=quantity&amp;{product}"));
    let many = owner.get(&format!("{NEW}?at=quantity&{product}")).await;
    many.is(200).says("combien de pièces").says("name=\"step\"").says("Qui l’a fait").says("(moi)");
    many.says(&format!("value=\"{}\" checked", world.id("owner")));
    let more = owner.get(&format!("{NEW}?after=quantity&{product}&quantity=2,5&step=1")).await;
    more.says("combien de pièces").says("value=\"3,5\"");
    let least = owner.get(&format!("{NEW}?after=quantity&{product}&quantity=1&step=-1")).await;
    least.says("value=\"1\"");
    let asked = owner.get(&format!("{NEW}?after=quantity&{product}&quantity=1,240&{me}")).await;
    asked.is(200).says("combien de pièces").says("Est-ce mille ou un").says("error-summary").says("value=\"1,240\"");
    let nobody = owner.get(&format!("{NEW}?after=quantity&{product}&quantity=3")).await;
    nobody.says("Qui l’a fait").says("Répondez").says("value=\"3\"");
    // The third page is answered already: today, for a time that nobody guesses. One touch is enough.
    let last = owner.get(&format!("{NEW}?after=quantity&{product}&quantity=3&{me}")).await;
    last.is(200).says("Quel jour, et combien de temps").says("name=\"key\"").says("Notre tablier, 3\u{a0}pièces");
    last.says(&format!("value=\"{}\" checked", world.id("today"))).says("value=\"0\" checked").says("C’est fait");
    last.says("Le matin, ou l’après-midi").says("Toute la journée");
    // Back: the answers are there.
    let back = owner.get(&format!("{NEW}?at=made_on&{product}&quantity=3&{me}&minutes=420")).await;
    back.says("value=\"420\" checked");
    let back = owner.get(&format!("{NEW}?at=quantity&{product}&quantity=7&{me}&minutes=420")).await;
    back.says("value=\"7\"").says("name=\"minutes\" value=\"420\"");
    // A product of others is asked for again, and a page that nobody linked to does not break.
    owner.get(&format!("{NEW}?at=quantity&product={}", world.foreign["product"])).await.is(200).says("Qu’avez-vous");
    owner.get(&format!("{NEW}?at=made_on&quantity=x&makers%5B%5D=y&step=z&%ff=1")).await.is(200);
    // A refused form comes back at the page that it is about.
    let refused = owner.tell(NEW, RECORD, &form(&world, &key(), &[("quantity", "0")])).await;
    refused.says("combien de pièces").says("plus grand que zéro");
    let refused = owner.tell(NEW, RECORD, &form(&world, &key(), &[("made_on", "2026-12-01"), ("note", "gardé")])).await;
    refused.says("n’est pas encore arrivé").says("gardé");
}

/// What a phone keeps: the form as it is sent, under a key that the phone made.
fn kept(world: &World, number: usize) -> Vec<(String, String)> {
    let (key, quantity) = (key(), (number + 1).to_string());
    let fields = form(world, &key, &[("quantity", &quantity), ("by", world.id("owner"))]);
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

async fn sent(visitor: &Visitor<'_>, kept: &[(String, String)]) -> crate::harness::Answer {
    let fields: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.call(RECORD, &fields).await
}

#[tokio::test]
async fn fifty_kept_records_in_any_order_and_twice_are_fifty() {
    let world = World::new().await;
    let owner = world.owner();
    let before = world.count(RECORDS).await;
    let all: Vec<_> = (0..50).map(|number| kept(&world, number)).collect();
    // 7 and 50 share no factor, so each order meets every record once, far from its neighbours; both run at the same time.
    let there = (0..50).map(|n| &all[n * 7 % 50]);
    let back = (0..50).map(|n| &all[n * 43 % 50]);
    let (there, back) = tokio::join!(
        async {
            for record in there {
                sent(&owner, record).await.is(200);
            }
        },
        async {
            for record in back {
                sent(&owner, record).await.is(200);
            }
        },
    );
    assert_eq!((there, back), ((), ()));
    assert_eq!(world.count(RECORDS).await, before + 50);
    for record in &all {
        let id = &record.iter().find(|(name, _)| name == "key").expect("a key").1;
        let quantity = &record.iter().find(|(name, _)| name == "quantity").expect("a quantity").1;
        let row = format!("select quantity from record where id = {}", World::literal(id));
        assert_eq!(world.count(&row).await, quantity.parse::<i64>().expect("a number") * 1000);
    }
}

#[tokio::test]
async fn a_phone_is_told_why_what_it_kept_is_not_taken() {
    let world = World::new().await;
    let (owner, before) = (world.owner(), world.count(RECORDS).await);
    let (arrived, late, gone) = (kept(&world, 1), kept(&world, 2), kept(&world, 3));
    sent(&owner, &arrived).await.is(200);
    // Somebody else signed in on this phone: it is not sent in her name, and it is not lost.
    sent(&world.colleague(), &late).await.is(403);
    let archive = |archived| [("cohort", "ours"), ("product", world.id("product")), ("archived", archived)];
    world.facilitator().call("/api/production/archive-product", &archive("yes")).await.is(200);
    sent(&owner, &late).await.is(422).says("\"code\":\"not_a_choice\"");
    // What arrived before is answered as then, though the product is gone, and then the group.
    sent(&owner, &arrived).await.is(200);
    world.facilitator().call("/api/production/archive-product", &archive("no")).await.is(200);
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    sent(&owner, &late).await.is(409).says("\"code\":\"cohort_closed\"");
    sent(&owner, &arrived).await.is(200);
    world.write("update cohort set state = 'running' where slug = 'ours'").await.expect("written");
    // A refusal used nothing up: once the reason is gone, the same record arrives.
    sent(&owner, &late).await.is(200);
    let leave =
        format!("update membership set until_on = '2026-11-01' where person = {}", World::literal(world.id("owner")));
    world.write(&leave).await.expect("written");
    sent(&owner, &gone).await.is(404).says("\"error\":\"not_found\"");
    world.anonymous().call(RECORD, &[("cohort", "ours"), ("key", &key())]).await.is(401);
    assert_eq!(world.count(RECORDS).await, before + 2);
}

#[tokio::test]
async fn only_ones_own_phone_keeps_anything() {
    let world = World::new().await;
    let own = |body: &str| body.replace("&quot;", "\"").contains("\"own_phone\":true");
    let last =
        format!("{NEW}?at=made_on&product={}&quantity=3&makers%5B%5D={}", world.id("product"), world.id("owner"));
    let (phone, production) = ("/cohorts/ours/production/phone", "/cohorts/ours/production");
    let shared = world.owner();
    for page in [NEW, production] {
        shared.get(page).await.is(200).never_says("<leptos-island");
    }
    for page in [&last, phone] {
        assert!(!own(&shared.get(page).await.is(200).body), "{page}");
    }
    shared.get("/sign-out").await.is(200).never_says("<leptos-island");
    world.write("update session set kind = 'phone'").await.expect("written");
    for page in [NEW, production, &last, phone] {
        assert!(own(&shared.get(page).await.is(200).body), "{page}");
    }
    shared.get("/sign-out").await.is(200).says("ne sont pas envoyées");
    // The page that is kept: the people to choose among by first name, and nothing else of the group.
    let page = shared.get(phone).await;
    page.says("Notre tablier").says(world.id("colleague")).says("name=\"by\"");
    page.never_says("Notre remarque").never_says("37,50").never_says("name=\"booking\"").never_says("class=\"strip");
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.expect("written");
    shared.get(phone).await.is(200).says("On ne peut rien noter maintenant");
}

#[tokio::test]
async fn the_service_worker_fetches_from_us_alone() {
    let world = World::new().await;
    let script = world.anonymous().get("/sw.js").await;
    // A program built without the browsers' part has no worker, and pages work without.
    if script.status != 404 {
        assert_eq!(script.header("content-security-policy"), "default-src 'none'; connect-src 'self'");
        assert_eq!(script.header("cache-control"), "no-cache");
        assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    }
}

#[tokio::test]
async fn a_correction_keeps_its_trace() {
    let world = World::new().await;
    let owner = world.owner();
    let (record, colleague) = (world.id("record").to_owned(), world.id("colleague").to_owned());
    let page = format!("/cohorts/ours/production/records/{record}");
    let mut fields = form(&world, "", &[("quantity", "5"), ("note", "mieux"), ("record", &record)]);
    fields.push(("makers[]", &colleague));
    let own = format!("minutes[{}]", world.id("owner"));
    fields.retain(|(name, _)| *name != "minutes");
    fields.push((&own, "2 h"));
    owner
        .tell(&page, CORRECT, &fields)
        .await
        .is(200)
        .says("5\u{a0}pièces")
        .says("a corrigé")
        .says("3\u{a0}pièces")
        .says("mieux");
    assert_eq!(world.count("select count(*) from record_trace where what = 'corrected'").await, 1);
    assert_eq!(world.count("select count(*) from record_trace where before like '%remarque%'").await, 0);
    let hers = format!(
        "select minutes from record_maker where person = {} and record = {}",
        World::literal(world.id("owner")),
        World::literal(&record)
    );
    assert_eq!(world.count(&hers).await, 120);
    // The same again changes nothing; the colleague is a maker now, and may correct as well.
    owner.call(CORRECT, &fields).await.is(200);
    assert_eq!(world.count("select count(*) from record_trace").await, 1);
    let lowered = form(&world, "", &[("quantity", "4"), ("record", &record)]);
    world.colleague().call(CORRECT, &lowered).await.is(200);
    assert_eq!(world.count("select count(*) from record_trace").await, 2);
    // She took herself off: it is not hers any more.
    world.colleague().get(&page).await.is(404);
    owner.call(CORRECT, &form(&world, "", &[("quantity", "0"), ("record", &record)])).await.is(422);
}

#[tokio::test]
async fn what_is_withdrawn_leaves_every_total() {
    let world = World::new().await;
    let owner = world.owner();
    let record = world.id("record").to_owned();
    let fields = [("cohort", "ours"), ("record", record.as_str())];
    owner.get("/cohorts/ours/production").await.says("Notre remarque");
    owner
        .tell("/cohorts/ours/production", WITHDRAW, &fields)
        .await
        .is(200)
        .says("retiré des totaux")
        .never_says("Notre remarque");
    owner.call(WITHDRAW, &fields).await.is(200);
    assert_eq!(world.count("select count(*) from record_trace where what = 'withdrawn'").await, 1);
    let (member, db) = (member(&world, "owner").await, world.state.db.read());
    let made = store::made(db, &member).await.expect("totals");
    assert_eq!((made.by_product(member.cohort.dates), made.minutes()), (vec![], Minutes(0)));
    assert!(made.by_week(None).is_empty());
    assert!(store::minutes_by_pole(db, &member, member.cohort.dates, None).await.expect("pôles").is_empty());
    assert!(store::own_weeks(db, &member).await.expect("weeks").is_empty());
    // It stays to be seen by who was on it, and is corrected no more.
    owner.get(&format!("/cohorts/ours/production/records/{record}")).await.is(200).says("a été retiré");
    owner.call(CORRECT, &form(&world, "", &[("record", &record)])).await.is(409);
}

#[tokio::test]
async fn totals_add_up() {
    let world = World::new().await;
    let owner = world.owner();
    let key = key();
    let mut fields = form(&world, &key, &[("quantity", "2,5"), ("minutes", "1 h")]);
    fields.push(("makers[]", world.id("colleague")));
    owner.call(RECORD, &fields).await.is(200);
    let (member, db) = (member(&world, "owner").await, world.state.db.read());
    let product = Uuid::parse_str(world.id("product")).expect("an id");
    let all = member.cohort.dates;
    let made = store::made(db, &member).await.expect("totals");
    let [total] = made.by_product(all)[..] else { panic!("one product") };
    // 3 and 2,5 pieces; 90 minutes of one, then 60 of each of two: the quantity is not divided.
    assert_eq!(
        (total.product, total.quantity(), total.minutes(), total.records),
        (product, Quantity(5500), Minutes(210), 2)
    );
    assert_eq!(made.by_week(Some(product)), [(IsoWeek::of(crate::harness::today()), Minutes(210))].into());
    assert!(made.by_week(Some(Uuid::nil())).is_empty());
    let poles = store::minutes_by_pole(db, &member, all, Some(product)).await.expect("pôles");
    assert_eq!(poles.iter().map(|pole| pole.minutes()).collect::<Vec<_>>(), [Minutes(150)]);
    let before = Dates { starts_on: all.starts_on, ends_on: all.starts_on };
    assert_eq!((made.by_product(before), made.minutes()), (vec![], Minutes(210)));
    let own = store::own_weeks(db, &member).await.expect("weeks");
    assert_eq!(own.values().map(|week| week.minutes).sum::<Minutes>(), Minutes(150));
}

#[tokio::test]
async fn who_accompanies_sees_totals_and_no_line() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let page = facilitator.get("/cohorts/ours/production").await;
    page.is(200)
        .says("<bdi>37,50\u{a0}€</bdi>")
        .says("<bdi>12,00\u{a0}€</bdi>")
        .says("1\u{202f}h\u{202f}30")
        .says("Pôle matières");
    page.never_says("Aïcha").never_says("Notre remarque");
    facilitator.get(&format!("/cohorts/ours/production/records/{}", world.id("record"))).await.is(404);
    let product = world.id("product");
    facilitator.get(&format!("/cohorts/ours/production?week=2026-W48&product={product}")).await.is(200).says("37,50");
    facilitator.get("/cohorts/ours/production?week=2026-W40&product=").await.is(200).never_says("37,50");
    facilitator.get("/cohorts/ours/production?week=W40").await.is(400);
    let foreign = &world.foreign["product"];
    facilitator.get(&format!("/cohorts/ours/production?product={foreign}")).await.is(404);
    // Members see what the group made, and neither its value nor anybody else's line.
    let colleague = world.colleague().get("/cohorts/ours/production").await;
    colleague.is(200).says("3\u{a0}pièces").never_says("37,50").never_says("Aïcha").never_says("1\u{202f}h\u{202f}30");
    // What she notes herself is her own line.
    let noted = form(&world, "0192f000-0000-7000-8000-000000000001", &[("makers[]", world.id("facilitator"))]);
    facilitator.tell(NEW, RECORD, &noted).await.is(200).says("C’est noté").says("Ce que j’ai noté");
}

#[tokio::test]
async fn lists_are_cut_and_go_on() {
    let world = World::new().await;
    let owner = world.owner();
    for _ in 0..12 {
        assert_eq!(posted(&world, &owner, &[]).await.0, 200);
    }
    let page = owner.get("/cohorts/ours/production").await;
    page.says("?page=2").never_says("Notre remarque");
    owner.get("/cohorts/ours/production?page=2").await.is(200).says("Notre remarque").says("?page=1");
    for page in ["0", "x", "-1", "99999999999999999999"] {
        owner.get(&format!("/cohorts/ours/production?page={page}")).await.is(404);
    }
}

#[tokio::test]
async fn products_are_written_by_who_accompanies() {
    let world = World::new().await;
    let facilitator = world.facilitator();
    let (key, add, edit) = (key(), "/api/production/add-product", "/api/production/edit-product");
    let product = |name: &'static str, price: &'static str| {
        vec![
            ("cohort", "ours"),
            ("name", name),
            ("unit", "bocal"),
            ("price", price),
            ("material", "0"),
            ("pictogram", "jar"),
        ]
    };
    let mut fields = product("Confiture", "6,50");
    fields.push(("key", &key));
    facilitator
        .tell("/cohorts/ours/production/products/new", add, &fields)
        .await
        .is(200)
        .says("Confiture")
        .says("6,50");
    facilitator.call(add, &fields).await.is(200);
    assert_eq!(world.count("select count(*) from product where name = 'Confiture'").await, 1);
    world
        .owner()
        .get("/cohorts/ours/production/products")
        .await
        .is(200)
        .says("Confiture")
        .says("<bdi>6,50\u{a0}€</bdi>");
    fields = product("Confiture de figues", "7");
    fields.push(("product", &key));
    facilitator
        .tell(&format!("/cohorts/ours/production/products/{key}/edit"), edit, &fields)
        .await
        .says("figues")
        .says("7,00");
    for (name, value, code) in [
        ("price", "1,240", "amount_ambiguous"),
        ("price", "-1", "amount_negative"),
        ("price", "", "required"),
        ("material", "1e3", "not_an_amount"),
        ("unit", "poignée", "not_a_choice"),
        ("pictogram", "../x", "not_a_choice"),
        ("name", "", "required"),
    ] {
        let mut wrong = product("Confiture", "6,50");
        wrong.retain(|(known, _)| *known != name);
        wrong.extend([(name, value), ("product", key.as_str())]);
        facilitator.call(edit, &wrong).await.is(422).says(code);
    }
    let archive = [("cohort", "ours"), ("product", key.as_str()), ("archived", "yes")];
    facilitator
        .tell("/cohorts/ours/production/products", "/api/production/archive-product", &archive)
        .await
        .says("Plus proposés");
    world.owner().get("/cohorts/ours/production/products").await.never_says("figues");
    let page = facilitator.get("/cohorts/ours/production/products").await;
    assert!(readable(&page.body).contains("Confiture de figues"));
}

#[tokio::test]
async fn a_product_has_models_allergens_and_a_free_price() {
    let world = World::new().await;
    let (facilitator, key) = (world.facilitator(), key());
    let mut fields = vec![
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("name", "Houmous"),
        ("unit", "portion"),
        ("price", "4"),
        ("material", "1,10"),
        ("pictogram", "pot"),
        ("options[]", "free_price"),
        ("options[]", "food"),
        ("variants", "Petit\nGrand\n\nPetit"),
        ("allergens[]", "sesame"),
        ("keeps_days", "3"),
    ];
    facilitator.call("/api/production/add-product", &fields).await.is(200);
    let page = format!("/cohorts/ours/production/products/{key}");
    world.owner().get(&page).await.says("Petit, Grand").says("Sésame").says("3 jours").says("Prix libre");
    assert_eq!(world.count("select count(*) from product_variant").await, 2);
    fields.retain(|(name, _)| !matches!(*name, "key" | "variants" | "allergens[]"));
    fields.extend([
        ("product", key.as_str()),
        ("variants", "Grand"),
        ("allergens[]", "milk"),
        ("allergens[]", "sesame"),
    ]);
    facilitator.call("/api/production/edit-product", &fields).await.is(200);
    world.owner().get(&page).await.says("Lait, Sésame").never_says("Petit, Grand");
    let kept = "select count(*) from product_variant where name = 'Petit'";
    assert_eq!(world.count(kept).await, 1, "a lot or a sale may name it");
    for (name, value, code) in [
        ("allergens[]", "dust", "not_a_choice"),
        ("keeps_days", "-1", "number_too_small"),
        ("keeps_days", "99999999999", "number_too_large"),
        ("unit", "poignée", "not_a_choice"),
        ("options[]", "gold", "not_a_choice"),
    ] {
        let mut wrong = fields.clone();
        wrong.retain(|(known, _)| *known != name);
        wrong.push((name, value));
        facilitator.call("/api/production/edit-product", &wrong).await.is(422).says(code);
    }
}
