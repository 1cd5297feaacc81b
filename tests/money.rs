//! The group's money: what is entered stays, what was wrong is taken back once, and each figure leads to its rows.

use crate::harness::{Answer, World};
use uuid::Uuid;

const MONEY: &str = "/cohorts/ours/money";
const NEW: &str = "/cohorts/ours/money/entries/new";
const ENTER: &str = "/api/money/enter";
const BACK: &str = "/api/money/take-back";

fn key() -> String {
    Uuid::now_v7().to_string()
}

async fn entries(world: &World) -> i64 {
    world.count("select count(*) from journal j join cohort c on c.id = j.cohort where c.slug = 'ours'").await
}

async fn left(world: &World) -> i64 {
    let sql = "select cast(sum(j.amount_cents) as bigint) from journal j join cohort c on c.id = j.cohort
               where c.slug = 'ours'";
    world.count(sql).await
}

/// A facilitator's form from its page, and the page that follows.
async fn typed(world: &World, key: &str, changes: &[(&str, &str)]) -> Answer {
    let mut form = vec![
        ("cohort", "ours"),
        ("key", key),
        ("account", "shared_costs"),
        ("amount", "1 240,50 €"),
        ("on[day]", "20"),
        ("on[month]", "novembre"),
        ("on[year]", "2026"),
        ("what", "Loyer & assurance"),
    ];
    for (name, value) in changes {
        form.retain(|(known, _)| known != name);
        form.push((name, value));
    }
    world.facilitator().tell(NEW, ENTER, &form).await
}

#[tokio::test]
async fn an_amount_is_entered_once_and_opens_to_its_rule_and_its_rows() {
    let world = World::new().await;
    let (once, before) = (key(), entries(&world).await);
    for _ in 0..2 {
        typed(&world, &once, &[]).await.is(200).says("Le montant est noté.").says("novembre 2026");
    }
    assert_eq!(entries(&world).await, before + 1);
    let page = world.owner().get(&format!("{MONEY}?month=2026-11-01")).await;
    // 1000.00 of a grant and 25.00 of sales less 1240.50 of rent.
    page.is(200)
        .says("1\u{202f}240,50\u{a0}€")
        .says("\u{2212}215,50\u{a0}€")
        .says("Ce qui est entré moins ce qui est dépensé.");
    page.says("/cohorts/ours/money/journal?from=2026-11-01&amp;to=2026-11-30");
    // On a phone that others use, amounts wait for a tap.
    page.says("class=\"covered\"><summary>").never_says("class=\"covered\" open");
    let journal =
        world.owner().get(&format!("{MONEY}/journal?from=2026-11-01&to=2026-11-30&account=shared_costs")).await;
    journal.is(200).says("Loyer &amp; assurance").never_says("Notre subvention").never_says("Reprendre");
    world.owner().get(&format!("{MONEY}/journal")).await.says("Notre subvention");
    world.owner().get(&format!("{MONEY}?month=autre")).await.is(200);
}

#[tokio::test]
async fn bad_amounts_and_days_are_told_at_their_fields_and_nothing_is_written() {
    let world = World::new().await;
    let before = entries(&world).await;
    for (field, value, words) in [
        ("amount", "1,240", "Est-ce mille ou un"),
        ("amount", "-5", "amount-error"),
        ("amount", "0", "amount-error"),
        ("amount", "99999999999", "10\u{202f}000\u{202f}000,00"),
        ("amount", "douze", "amount-error"),
        ("on[day]", "25", "on-error"),
        ("on[month]", "8", "lundi 21 septembre 2026"),
        ("account", "sales", "account-error"),
        ("what", "", "what-error"),
    ] {
        let page = typed(&world, &key(), &[(field, value)]).await;
        page.is(200).says(words);
        if field == "amount" {
            page.says(&format!("value=\"{value}\"")).says("Loyer &amp; assurance");
        }
    }
    assert_eq!(entries(&world).await, before);
    // What was earned on these days is shared already: the fixture's frozen sharing is of 21 September.
    let page = typed(&world, &key(), &[("on[day]", "21"), ("on[month]", "9")]).await;
    page.says("est déjà partagé");
    assert_eq!(entries(&world).await, before);
}

#[tokio::test]
async fn an_entry_is_taken_back_by_its_opposite_and_once() {
    let world = World::new().await;
    let (entry, before) = (world.id("entry"), left(&world).await);
    let page = format!("{MONEY}/entries/{entry}");
    world.owner().get(&page).await.is(200).never_says("Reprendre cette ligne");
    world.facilitator().get(&page).await.says("Reprendre cette ligne");
    let once = key();
    let form = [("cohort", "ours"), ("key", once.as_str()), ("entry", entry)];
    for _ in 0..2 {
        world.facilitator().tell(&page, BACK, &form).await.says("La ligne est reprise.").says("par la ligne contraire");
    }
    let again = key();
    let second = [("cohort", "ours"), ("key", again.as_str()), ("entry", entry)];
    world.facilitator().call(BACK, &second).await.is(409).says("taken_back");
    assert_eq!(left(&world).await, before - 100_000);
    // What takes back is not taken back.
    let third = key();
    let opposite = [("cohort", "ours"), ("key", third.as_str()), ("entry", once.as_str())];
    world.facilitator().call(BACK, &opposite).await.is(409);
    world.owner().get(&format!("{MONEY}/journal")).await.says("Repris").says("Reprise\u{202f}: Notre subvention");
    let page = world.owner().get(&format!("{MONEY}/entries/{once}")).await;
    page.is(200).says("Voir la ligne qui est reprise").says("mardi 24 novembre 2026");
}

#[tokio::test]
async fn two_who_take_it_back_at_once_leave_one_opposite() {
    let world = World::new().await;
    let entry = world.id("entry");
    let facilitator = world.facilitator();
    let keys: Vec<String> = (0..8).map(|_| key()).collect();
    let forms: Vec<_> = keys.iter().map(|key| [("cohort", "ours"), ("key", key.as_str()), ("entry", entry)]).collect();
    let (one, two, three, four) = tokio::join!(
        facilitator.call(BACK, &forms[0]),
        facilitator.call(BACK, &forms[1]),
        facilitator.call(BACK, &forms[2]),
        facilitator.call(BACK, &forms[3]),
    );
    let done = [one, two, three, four].iter().filter(|answer| answer.status.as_u16() == 200).count();
    assert_eq!((done, world.count("select count(*) from journal where reverses is not null").await), (1, 1));
}

#[tokio::test]
async fn what_a_source_entered_is_taken_back_there() {
    let world = World::new().await;
    let advance = key();
    let form = [
        ("cohort", "ours"),
        ("key", advance.as_str()),
        ("person", world.id("owner")),
        ("amount", "30"),
        ("on", "2026-11-20"),
    ];
    world.facilitator().call("/api/sharing/advance", &form).await.is(200);
    let (entry,): (Uuid,) = sqlx::query_as("select id from journal where source is not null")
        .fetch_one(world.state.db.read())
        .await
        .unwrap();
    let (entry, once) = (entry.to_string(), key());
    let back = [("cohort", "ours"), ("key", once.as_str()), ("entry", entry.as_str())];
    world.facilitator().call(BACK, &back).await.is(409).says("of_source");
    world
        .facilitator()
        .get(&format!("{MONEY}/entries/{entry}"))
        .await
        .says("se reprend là-bas")
        .never_says("Reprendre cette ligne");
}

#[tokio::test]
async fn the_journal_only_grows_whoever_writes() {
    let world = World::new().await;
    for sql in [
        "update journal set amount_cents = 1",
        "update journal set what = 'autre'",
        "delete from journal",
        "delete from cohort where slug = 'ours'",
    ] {
        let refused = world.write(sql).await.expect_err(sql);
        assert!(refused.to_string().contains("journal_stays") || sql.contains("cohort"), "{refused}");
    }
    assert_eq!(world.count("select count(*) from journal where amount_cents = 100000").await, 2);
}

#[tokio::test]
async fn a_draft_has_no_books_and_an_archive_keeps_its_own() {
    let world = World::new().await;
    let entry = world.id("entry");
    for state in ["draft", "archived"] {
        world.write(&format!("update cohort set state = '{state}'")).await.unwrap();
        let once = key();
        let form = [
            ("cohort", "ours"),
            ("key", once.as_str()),
            ("account", "grant"),
            ("amount", "5"),
            ("on", "2026-11-20"),
            ("what", "Don"),
        ];
        world.facilitator().call(ENTER, &form).await.is(409).says("cohort_closed");
        let back = [("cohort", "ours"), ("key", once.as_str()), ("entry", entry)];
        world.facilitator().call(BACK, &back).await.is(409);
        world.facilitator().get(NEW).await.is(409);
        world.owner().get(MONEY).await.is(200);
    }
    // Closed, money still comes and goes.
    world.write("update cohort set state = 'closed'").await.unwrap();
    typed(&world, &key(), &[]).await.says("Le montant est noté.");
}
