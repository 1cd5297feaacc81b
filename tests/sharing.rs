//! Sharing: rules side by side, a vote, a result that never changes, a statement that is its member's, to the cent.

use crate::harness::{Answer, World, today};
use chrono::{Duration, NaiveDate};
use cooperade::{app::check, platform::db::Engine};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

const SHARING: &str = "/cohorts/ours/sharing";

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// A call by the facilitator in our cohort.
async fn call(world: &World, verb: &str, form: &[(&str, &str)]) -> Answer {
    let mut all = vec![("cohort", "ours")];
    all.extend_from_slice(form);
    world.facilitator().call(&format!("/api/sharing/{verb}"), &all).await
}

/// Ids as the database has them.
fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap()
}

fn november(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// Runs one statement with an id, an id, a number and a day: all that the records below need.
async fn put(world: &World, sql: &'static str, ids: [Uuid; 3], number: i64, on: NaiveDate) {
    let mut tx = world.state.db.begin().await.unwrap();
    let [a, b, c] = ids;
    sqlx::query::<Engine>(sql).bind(a).bind(b).bind(c).bind(number).bind(on).execute(&mut *tx).await.expect(sql);
    tx.commit().await.unwrap();
}

/// One who joins the cohort in September.
async fn joins(world: &World, name: &str) -> Uuid {
    let person = Uuid::now_v7();
    let mut tx = world.state.db.begin().await.unwrap();
    sqlx::query::<Engine>(
        "insert into person (id, login, display_name, password_hash, language, may_create_cohorts, created_on, seen_on)
         values ($1, $2, $2, 'x', 'fr', $3, $4, $4)",
    )
    .bind(person)
    .bind(name)
    .bind(false)
    .bind(today())
    .execute(&mut *tx)
    .await
    .unwrap();
    sqlx::query::<Engine>(
        "insert into membership (id, person, cohort, role, from_on) values ($1, $2, $3, 'entrepreneur', $4)",
    )
    .bind(Uuid::now_v7())
    .bind(person)
    .bind(id(world.id("cohort")))
    .bind(today() - Duration::days(60))
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    person
}

/// Four members with known work from 2 to 15 November. Production 10, 20 and 10 h; pôles 6 and 4 h; and 1000.00 € of a grant.
async fn four(world: &World) -> [Uuid; 4] {
    let (chloe, dina) = (joins(world, "chloe").await, joins(world, "dina").await);
    let people = [id(world.id("owner")), id(world.id("colleague")), chloe, dina];
    let (record, pole) = (id(world.id("record")), id(world.id("pole")));
    // The fixture's own hours lie outside the period.
    for (person, minutes) in [(people[0], 600), (people[1], 1200), (chloe, 600)] {
        let made = Uuid::now_v7();
        put(
            world,
            "insert into record (id, cohort, product, made_on, quantity, author, created_at)
             select $1, cohort, product, $5, $4, $3, created_at from record where id = $2",
            [made, record, person],
            1000,
            november(10),
        )
        .await;
        put(
            world,
            "insert into record_maker (record, person, minutes)
             select $1, $2, $4 from record where id = $3 and made_on <= $5",
            [made, person, record],
            minutes,
            today(),
        )
        .await;
    }
    for (person, minutes) in [(people[0], 360), (dina, 240)] {
        put(
            world,
            "insert into pole_hours (id, pole, person, worked_on, minutes) values ($1, $2, $3, $5, $4)",
            [Uuid::now_v7(), pole, person],
            minutes,
            november(12),
        )
        .await;
    }
    people
}

/// A sharing of 2 to 15 November, 20 % of the result kept.
async fn prepared(world: &World) -> String {
    let key = key();
    let form = [
        ("key", key.as_str()),
        ("name", "Novembre"),
        ("first_on", "2026-11-02"),
        ("last_on", "2026-11-15"),
        ("contribution", "10"),
        ("reserve", "12,5"),
        ("carried", "7,5"),
        ("lines", "own"),
    ];
    call(world, "prepare", &form).await.is(200);
    key
}

async fn ruled(world: &World, sharing: &str, name: &str, weights: &[(&str, &str)]) -> String {
    let key = key();
    let mut form = vec![("key", key.as_str()), ("sharing", sharing), ("name", name), ("losses", "no")];
    form.extend_from_slice(weights);
    call(world, "add-rule", &form).await.is(200);
    key
}

const HOURS: &[(&str, &str)] = &[("weight_equal", "25"), ("weight_production", "50"), ("weight_poles", "25")];

/// Puts the rules to the vote; the owner and her colleague prefer the one called `name`.
async fn voted(world: &World, sharing: &str, name: &str) -> String {
    let key = key();
    let form = [
        ("key", key.as_str()),
        ("sharing", sharing),
        ("secrecy", "open"),
        ("electorate", "entrepreneurs"),
        ("needed", "2"),
    ];
    call(world, "vote", &form).await.is(200);
    let sql = format!("select id from decision_option where decision = {} and title = '{name}'", World::literal(&key));
    let (option,): (Uuid,) =
        sqlx::query_as(AssertSqlSafe(sql)).fetch_one(world.state.db.read()).await.expect("an option");
    let rank = format!("rank[{option}]");
    for visitor in [world.owner(), world.colleague()] {
        let ballot = [("cohort", "ours"), ("decision", key.as_str()), (rank.as_str(), "1")];
        visitor.call("/api/decisions/vote", &ballot).await.is(200);
    }
    key
}

async fn closed(world: &World, decision: &str) {
    let form = [("cohort", "ours"), ("decision", decision)];
    world.facilitator().call("/api/decisions/close", &form).await.is(200);
}

/// A sharing that was prepared, voted on and frozen.
async fn frozen(world: &World) -> String {
    let sharing = prepared(world).await;
    ruled(world, &sharing, "Heures", HOURS).await;
    ruled(world, &sharing, "Égal", &[("weight_equal", "1")]).await;
    let decision = voted(world, &sharing, "Heures").await;
    closed(world, &decision).await;
    call(world, "freeze", &[("sharing", &sharing)]).await.is(200);
    sharing
}

async fn is_sound(world: &World) -> bool {
    check::run(&world.state.db).await.expect("checked").iter().all(|finding| finding.sound)
}

#[tokio::test]
async fn four_members_and_their_shares_to_the_cent() {
    let world = World::new().await;
    let [owner, colleague, ..] = four(&world).await;
    let advance = key();
    let form = [("key", advance.as_str()), ("person", world.id("owner")), ("amount", "85"), ("on", "2026-11-13")];
    call(&world, "advance", &form).await.is(200);
    let sharing = frozen(&world).await;
    // 1000.00 of a grant, no sales: 125.00 to the reserve, 75.00 to the next cohort, 800.00 to share.
    // Equal 200.00 by four; production 400.00 by 10, 20, 10 and 0 h of 40; pôles 200.00 by 6 and 4 h of 10.
    let page = world.owner().get(&format!("{SHARING}/{sharing}/members/{owner}")).await;
    page.is(200).says("125,00\u{a0}€").says("75,00\u{a0}€").says("800,00\u{a0}€");
    // 50.00 + 100.00 + 120.00, less the advances of 85.00 and of the fixture's 15.00.
    page.says("120,00\u{a0}€").says("10\u{202f}h").says("40\u{202f}h").says("270,00\u{a0}€").says("170,00\u{a0}€");
    let page = world.colleague().get(&format!("{SHARING}/{sharing}/members/{colleague}")).await;
    page.is(200).says("200,00\u{a0}€").says("250,00\u{a0}€").never_says("270,00");
    // 270 + 250 + 150 + 130 less 100 of advances, in one entry that names nobody; what is kept stands beside it.
    let of = |account: &str| {
        format!(
            "select cast(sum(amount_cents) as bigint) from journal where account = '{account}' and source = {}",
            World::literal(&sharing)
        )
    };
    assert_eq!(world.count(&of("shares")).await, -70_000);
    assert_eq!((world.count(&of("reserve")).await, world.count(&of("carried")).await), (-12_500, -7_500));
    let pays = world.facilitator().get(&format!("{SHARING}/{sharing}")).await;
    for amount in ["270,00", "250,00", "150,00", "130,00", "170,00", "700,00"] {
        pays.says(&format!("{amount}\u{a0}€"));
    }
    assert!(is_sound(&world).await);
}

#[tokio::test]
async fn a_frozen_sharing_is_never_worked_out_again() {
    let world = World::new().await;
    let [owner, ..] = four(&world).await;
    let sharing = frozen(&world).await;
    let page = format!("{SHARING}/{sharing}/members/{owner}");
    let before = world.owner().get(&page).await.body.matches("270,00").count();
    assert!(before > 0);
    world.write("update record_maker set minutes = 1").await.unwrap();
    world.write("delete from pole_hours").await.unwrap();
    assert_eq!(world.owner().get(&page).await.body.matches("270,00").count(), before);
    // Whoever writes, and however.
    let of = World::literal(&sharing);
    for sql in [
        format!("update sharing set frozen = '{{}}' where id = {of}"),
        format!("update sharing set frozen = null, frozen_on = null where id = {of}"),
        format!("delete from sharing where id = {of}"),
    ] {
        assert!(world.write(&sql).await.is_err_and(|error| error.to_string().contains("sharing_stays")), "{sql}");
    }
    let (named, rule) = (sharing.as_str(), key());
    call(&world, "freeze", &[("sharing", named)]).await.is(409).says("sharing_fixed");
    call(&world, "remove", &[("sharing", named)]).await.is(409);
    let more = [("sharing", named), ("key", rule.as_str()), ("name", "X"), ("weight_equal", "1"), ("losses", "no")];
    call(&world, "add-rule", &more).await.is(409);
    // A correction is a new line: in the statement, in the journal, and in what is to pay.
    let correction = key();
    let form = [
        ("key", correction.as_str()),
        ("sharing", named),
        ("person", world.id("owner")),
        ("direction", "less"),
        ("amount", "20"),
        ("reason", "Deux heures notées deux fois"),
    ];
    for _ in 0..2 {
        call(&world, "correct", &form).await.is(200);
    }
    world.owner().get(&page).await.says("Deux heures notées deux fois").says("270,00").says("235,00\u{a0}€");
    world.colleague().get(&format!("{SHARING}/{sharing}")).await.never_says("Deux heures notées");
    assert_eq!(world.count("select count(*) from sharing_correction").await, 1);
    assert!(is_sound(&world).await);
}

#[tokio::test]
async fn lines_are_their_members_unless_the_group_says_otherwise() {
    let world = World::new().await;
    let [owner, colleague, ..] = four(&world).await;
    let sharing = prepared(&world).await;
    ruled(&world, &sharing, "Heures", HOURS).await;
    let page = format!("{SHARING}/{sharing}");
    // Her own and the totals; not even who accompanies the group sees more before there is something to pay.
    world.owner().get(&page).await.says("270,00").says("800,00").never_says("250,00").never_says("Binta");
    world.facilitator().get(&page).await.says("800,00").never_says("270,00").never_says("250,00");
    let form = [
        ("sharing", sharing.as_str()),
        ("name", "Novembre"),
        ("first_on", "2026-11-02"),
        ("last_on", "2026-11-15"),
        ("contribution", "10"),
        ("reserve", "12,5"),
        ("carried", "7,5"),
        ("lines", "all"),
    ];
    call(&world, "change", &form).await.is(200);
    world.owner().get(&page).await.says("270,00").says("250,00").says("Binta");
    // A statement stays its member's.
    call(&world, "change", &[&form[..7], &[("lines", "own")]].concat()).await.is(200);
    let other = ruled(&world, &sharing, "Égal", &[("weight_equal", "1")]).await;
    let form = [("sharing", sharing.as_str()), ("rule", other.as_str()), ("decision", world.id("decided"))];
    call(&world, "freeze", &form).await.is(200);
    for (visitor, person) in [(world.owner(), colleague), (world.facilitator(), colleague), (world.colleague(), owner)]
    {
        visitor.get(&format!("{page}/members/{person}")).await.is(404);
    }
    world.partner().get(&page).await.is(404);
    world.colleague().get(&page).await.says("200,00").never_says("Aïcha");
}

#[tokio::test]
async fn the_group_votes_and_nothing_changes_meanwhile() {
    let world = World::new().await;
    four(&world).await;
    let sharing = prepared(&world).await;
    let named = [("sharing", sharing.as_str())];
    let nothing = key();
    let ask =
        [("key", nothing.as_str()), named[0], ("secrecy", "open"), ("electorate", "entrepreneurs"), ("needed", "2")];
    call(&world, "vote", &ask).await.is(422).says("missing_first");
    let rule = ruled(&world, &sharing, "Heures", HOURS).await;
    ruled(&world, &sharing, "Égal", &[("weight_equal", "1")]).await;
    let wrong = world
        .facilitator()
        .tell(
            &format!("{SHARING}/{sharing}/vote"),
            "/api/sharing/vote",
            &[&[("cohort", "ours")], &ask[..4], &[("needed", "99")]].concat(),
        )
        .await;
    wrong.says("id=\"needed-error\"");
    let decision = voted(&world, &sharing, "Égal").await;
    world.owner().get(&format!("/cohorts/ours/decisions/{decision}")).await.says("Heures").says("25");
    world.owner().get(&format!("{SHARING}/{sharing}")).await.says("Le groupe vote.");
    call(&world, "freeze", &named).await.is(409).says("not_decided");
    call(&world, "remove-rule", &[named[0], ("rule", &rule)]).await.is(409).says("sharing_fixed");
    call(&world, "leave-out", &named).await.is(409);
    closed(&world, &decision).await;
    world.facilitator().get(&format!("{SHARING}/{sharing}/freeze")).await.says("Le groupe a choisi\u{202f}: Égal.");
    // The group's choice, whatever rule the form names.
    call(&world, "freeze", &[named[0], ("rule", &rule)]).await.is(200);
    world.owner().get(&format!("{SHARING}/{sharing}")).await.says("La règle\u{202f}: Égal").says("200,00\u{a0}€");
}

#[tokio::test]
async fn a_vote_that_decides_nothing_gives_the_rules_back() {
    let world = World::new().await;
    four(&world).await;
    let sharing = prepared(&world).await;
    ruled(&world, &sharing, "Heures", HOURS).await;
    let decision = key();
    let form = [
        ("key", decision.as_str()),
        ("sharing", sharing.as_str()),
        ("secrecy", "open"),
        ("electorate", "entrepreneurs"),
        ("needed", "2"),
    ];
    call(&world, "vote", &form).await.is(200);
    // One rule is for or against. One vote is fewer than two.
    let ballot = [("cohort", "ours"), ("decision", decision.as_str()), ("ballot", "for")];
    world.owner().call("/api/decisions/vote", &ballot).await.is(200);
    closed(&world, &decision).await;
    ruled(&world, &sharing, "Égal", &[("weight_equal", "1")]).await;
    let decision = voted(&world, &sharing, "Heures").await;
    closed(&world, &decision).await;
    call(&world, "freeze", &[("sharing", &sharing)]).await.is(200);
}

#[tokio::test]
async fn who_is_left_out_reads_why_and_what_cannot_be_shared_says_so() {
    let world = World::new().await;
    four(&world).await;
    let sharing = prepared(&world).await;
    let rule = ruled(&world, &sharing, "Ventes", &[("weight_sales", "1")]).await;
    let page = format!("{SHARING}/{sharing}");
    world.owner().get(&page).await.says("rien n’est noté pour «\u{a0}Ses propres ventes\u{a0}»");
    let named = ("sharing", sharing.as_str());
    let decided = [named, ("rule", &rule), ("decision", world.id("decided"))];
    call(&world, "freeze", &decided).await.is(422).says("cannot_share");
    call(&world, "freeze", &[named, ("rule", &rule), ("decision", world.id("decision"))]).await.is(409);
    let reason = format!("reason[{}]", world.id("colleague"));
    call(&world, "leave-out", &[named, (reason.as_str(), "Elle a choisi un salaire ailleurs")]).await.is(200);
    let equal = ruled(&world, &sharing, "Égal", &[("weight_equal", "1")]).await;
    world.colleague().get(&page).await.says("un salaire ailleurs").says("hors du partage");
    world.owner().get(&page).await.never_says("un salaire ailleurs").says("266,67\u{a0}€");
    call(&world, "freeze", &[named, ("rule", &equal), decided[2]]).await.is(200);
    let kept = "select count(*) from sharing where frozen like '%ailleurs%'";
    assert_eq!(world.count(kept).await, 0, "a reason is no part of what is frozen");
    world.colleague().get(&page).await.says("Vous n’étiez pas dans ce partage.").never_says("Voir mon relevé");
}

#[tokio::test]
async fn forms_are_refused_at_their_fields_and_keep_what_was_typed() {
    let (world, key, other) = (World::new().await, key(), key());
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("name", ""),
        ("first_on", "2026-09-21"),
        ("last_on", "2026-09-30"),
        ("contribution", "dix"),
        ("reserve", "60"),
        ("carried", "50"),
        ("lines", "own"),
    ];
    let page = world.facilitator().tell(&format!("{SHARING}/new"), "/api/sharing/prepare", &form).await;
    for field in ["name", "first_on", "contribution", "carried"] {
        page.says(&format!("id=\"{field}-error\""));
    }
    page.says("value=\"dix\"").says("est déjà partagé");
    let sharing = prepared(&world).await;
    let rule = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("sharing", sharing.as_str()),
        ("name", "Rien"),
        ("weight_equal", "0"),
        ("weight_poles", "beaucoup"),
        ("floor", "50"),
        ("cap", "40"),
        ("losses", "no"),
    ];
    let page =
        world.facilitator().tell(&format!("{SHARING}/{sharing}/rules/new"), "/api/sharing/add-rule", &rule).await;
    for field in ["weight_equal", "weight_poles", "cap"] {
        page.says(&format!("id=\"{field}-error\""));
    }
    ruled(&world, &sharing, "Égal", &[("weight_equal", "1")]).await;
    let twice = [("key", other.as_str()), rule[2], ("name", "ÉGAL"), ("weight_equal", "1"), ("losses", "no")];
    call(&world, "add-rule", &twice).await.is(409).says("taken");
    assert_eq!(world.count("select count(*) from sharing_rule where name = 'Rien'").await, 0);
    // Until its last day is over a sharing is not frozen.
    let late = world.id("sharing");
    world.write("update sharing set last_on = '2026-11-24' where frozen is null").await.unwrap();
    let form = [("sharing", late), ("rule", world.id("rule")), ("decision", world.id("decided"))];
    call(&world, "freeze", &form).await.is(422).says("period_not_over");
}

#[tokio::test]
async fn an_advance_is_deducted_once_or_taken_back() {
    let world = World::new().await;
    four(&world).await;
    let advances = format!("{SHARING}/advances");
    let (one, two) = (key(), key());
    for (key, amount) in [(&one, "40"), (&two, "60")] {
        let form = [("key", key.as_str()), ("person", world.id("owner")), ("amount", amount), ("on", "2026-11-14")];
        for _ in 0..2 {
            call(&world, "advance", &form).await.is(200);
        }
    }
    world.owner().get(&advances).await.says("40,00").says("60,00");
    world.colleague().get(&advances).await.never_says("40,00").says("Pas d’avance");
    world.facilitator().get(&advances).await.says("Aïcha").says("Reprendre");
    call(&world, "withdraw-advance", &[("advance", &two)]).await.is(200);
    call(&world, "withdraw-advance", &[("advance", &two)]).await.is(409).says("taken_back");
    let sum = "select cast(sum(amount_cents) as bigint) from journal where account = 'shares'";
    assert_eq!(world.count(sum).await, -4_000);
    frozen(&world).await;
    call(&world, "withdraw-advance", &[("advance", &one)]).await.is(409);
    assert_eq!(world.count("select count(*) from advance where sharing is not null").await, 2, "the fixture's too");
    world.owner().get("/me/data").await.says("40,00\u{a0}€").says("Novembre\u{202f}: \u{2068}270,00\u{a0}€\u{2069}.");
}

#[tokio::test]
async fn erasing_somebody_leaves_amounts_to_nobody() {
    let world = World::new().await;
    let [owner, ..] = four(&world).await;
    let sharing = frozen(&world).await;
    let form = [
        ("key", &key()[..]),
        ("sharing", &sharing),
        ("person", world.id("owner")),
        ("direction", "more"),
        ("amount", "1"),
        ("reason", "Mot sur elle"),
    ];
    call(&world, "correct", &form).await.is(200);
    let erased = [("current_password", crate::harness::PASSWORD)];
    world.owner().call("/api/people/erase", &erased).await.is(200);
    assert_eq!(world.count("select count(*) from sharing_correction where reason <> ''").await, 0);
    let page = world.facilitator().get(&format!("{SHARING}/{sharing}")).await;
    page.is(200).says("270,00").never_says("Aïcha");
    assert!(world.count("select count(*) from sharing where frozen is not null").await > 1, "{owner}");
    assert!(is_sound(&world).await);
}

#[tokio::test]
async fn an_archive_is_read_and_not_shared() {
    let world = World::new().await;
    world.write("update cohort set state = 'archived'").await.unwrap();
    let sharing = world.id("sharing");
    let named = ("sharing", sharing);
    call(&world, "remove", &[named]).await.is(409).says("cohort_closed");
    let form = [named, ("rule", world.id("rule")), ("decision", world.id("decided"))];
    call(&world, "freeze", &form).await.is(409);
    call(&world, "withdraw-advance", &[("advance", world.id("advance"))]).await.is(409);
    world.facilitator().get(&format!("{SHARING}/{sharing}/edit")).await.is(409);
    world.owner().get(&format!("{SHARING}/{sharing}")).await.is(200).says("Notre règle");
}

#[tokio::test]
async fn what_each_sold_is_a_key_and_what_was_taken_back_is_not() {
    let world = World::new().await;
    four(&world).await;
    let quantity = format!("quantity[{}]", world.id("product"));
    for (visitor, count, taken_back) in
        [(world.owner(), "2", false), (world.colleague(), "6", false), (world.colleague(), "40", true)]
    {
        let sale = key();
        let form = [
            ("cohort", "ours"),
            ("key", sale.as_str()),
            ("channel", "market"),
            ("clientele", "new"),
            ("paid_by", "cash"),
            ("sold_on", "2026-11-10"),
            (quantity.as_str(), count),
        ];
        visitor.call("/api/sales/record", &form).await.is(200);
        if taken_back {
            visitor.call("/api/sales/take-back", &[("cohort", "ours"), ("sale", sale.as_str())]).await.is(200);
        }
    }
    let sharing = prepared(&world).await;
    ruled(&world, &sharing, "Ventes", &[("weight_sales", "1")]).await;
    // Of 1000.00 of a grant and 100.00 of sales 872.00 are shared: a quarter and three quarters.
    let page = format!("{SHARING}/{sharing}");
    world.owner().get(&page).await.says("218,00\u{a0}€").never_says("654,00");
    world.colleague().get(&page).await.says("654,00\u{a0}€").never_says("218,00");
}
