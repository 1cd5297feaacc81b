//! Sales: the till in two pages, what is read and what is refused, who sees what, counting, and the journal beside it all.

use crate::harness::{Visitor, World, changed};
use uuid::Uuid;

const SALES: &str = "/cohorts/ours/sales";
const PAY: &str = "/cohorts/ours/sales/till/pay";
const COUNT: &str = "/cohorts/ours/sales/count";

/// What the journal has of sales.
async fn journal(world: &World) -> i64 {
    let sql = "select cast(coalesce(sum(amount_cents), 0) as bigint) from journal j
               join cohort c on c.id = j.cohort where c.slug = 'ours' and j.account = 'sales'";
    world.count(sql).await
}

/// A sale of the fixture's product.
async fn sell(visitor: &Visitor<'_>, world: &World, key: &str, more: &[(&str, &str)]) -> crate::harness::Answer {
    let quantity = format!("quantity[{}]", world.id("product"));
    let mut fields = vec![("cohort", "ours"), ("key", key), ("channel", "market"), ("paid_by", "cash")];
    fields.extend([("clientele", "new"), (quantity.as_str(), "2")]);
    visitor.call("/api/sales/record", &changed(&fields, more)).await
}

#[tokio::test]
async fn a_sale_is_three_taps_and_one_form_without_a_script() {
    let world = World::new().await;
    let (product, owner) = (world.id("product"), world.owner());
    let page = owner.get(&format!("{SALES}/till?plus={product}")).await;
    page.is(200).says("Notre tablier").says("Encaisser 12,50").never_says("<script");
    // What was taken is carried in the address, and the page says the sum.
    let page = owner.get(&format!("{SALES}/till?q[{product}]=2&plus={product}")).await;
    page.says("37,50").says(&format!("name=\"q[{product}]\" value=\"3\""));
    let page = owner.get(&format!("{SALES}/till?q[{product}]=1&minus={product}")).await;
    page.says("0,00").never_says(&format!("name=\"q[{product}]\""));
    let from = format!("{PAY}?q[{product}]=2");
    owner.get(&from).await.is(200).says("25,00").says("value=\"12,50\"");
    let (key, quantity) = (Uuid::now_v7().to_string(), format!("quantity[{product}]"));
    let price = format!("price[{product}]");
    let form = [
        ("cohort", "ours"),
        ("key", &key),
        ("channel", "market"),
        ("clientele", "new"),
        ("paid_by", "cash"),
        (&quantity, "2"),
        (&price, "11"),
    ];
    let before = journal(&world).await;
    for _ in 0..2 {
        let page = owner.tell(&from, "/api/sales/record", &form).await;
        page.is(200).says("C’est encaissé").says("2 × Notre tablier").says("22,00").says("Annuler cette vente");
    }
    assert_eq!(journal(&world).await - before, 2_200, "two taps are one sale");
    let page = owner.tell(SALES, "/api/sales/take-back", &[("cohort", "ours"), ("sale", &key)]).await;
    page.says("La vente est annulée.");
    assert_eq!(journal(&world).await, before);
    let id = World::literal(&key);
    let sales = world.count(&format!("select count(*) from sale where id = {id} and taken_back_at is not null")).await;
    let entries = world.count(&format!("select count(*) from journal where source = {id}")).await;
    assert_eq!((sales, entries), (1, 2), "nothing is deleted");
}

#[tokio::test]
async fn amounts_are_read_as_people_type_them() {
    let world = World::new().await;
    let price = format!("price[{}]", world.id("product"));
    for (typed, cents) in [("1 240,50 €", 248_100), ("1240.50", 248_100), ("12,5", 2_500), ("", 2_500)] {
        let before = journal(&world).await;
        sell(&world.owner(), &world, &Uuid::now_v7().to_string(), &[(&price, typed)]).await.is(200);
        assert_eq!(journal(&world).await - before, cents, "{typed}");
    }
}

#[tokio::test]
async fn bad_input_is_answered_and_nothing_is_written() {
    let world = World::new().await;
    let owner = world.owner();
    let (price, quantity) = (format!("price[{}]", world.id("product")), format!("quantity[{}]", world.id("product")));
    let foreign = format!("quantity[{}]", world.foreign["product"]);
    let before = journal(&world).await;
    let cases: [(&[(&str, &str)], &str); 13] = [
        (&[(&price, "1,240")], "amount_ambiguous"),
        (&[(&price, "-3")], "amount_negative"),
        (&[(&price, "99999999999999")], "amount"),
        (&[(&price, "9000000"), (&quantity, "900")], "amount_too_large"),
        (&[(&price, "0")], "not_more_than_zero"),
        (&[(&quantity, "1,240")], "amount_ambiguous"),
        (&[(&quantity, "-1")], "not_more_than_zero"),
        (&[(&quantity, "")], "not_more_than_zero"),
        (&[("sold_on", "2026-11-25")], "in_future"),
        (&[("sold_on", "2026-09-20")], "outside_cohort"),
        (&[("channel", "order")], "not_a_choice"),
        (&[("extra_price_1", "3")], "required"),
        (&[(&foreign, "1")], "not_a_choice"),
    ];
    for (more, problem) in cases {
        sell(&owner, &world, &Uuid::now_v7().to_string(), more).await.is(422).says(problem);
    }
    sell(&owner, &world, &Uuid::now_v7().to_string(), &[("colour", "red")]).await.is(400);
    assert_eq!(journal(&world).await, before);
    assert_eq!(world.count("select count(*) from sale").await, 2);
    // What was typed is still there.
    let from = format!("{PAY}?q[{}]=2", world.id("product"));
    let form = [
        ("cohort", "ours"),
        ("key", "x"),
        ("channel", "market"),
        ("clientele", "new"),
        ("paid_by", "cash"),
        (&quantity, "2"),
        (&price, "1,240"),
        ("note", "sous la pluie"),
    ];
    let page = owner.tell(&from, "/api/sales/record", &form).await;
    page.says("Est-ce mille ou un").says("value=\"1,240\"").says("sous la pluie");
}

#[tokio::test]
async fn a_lunch_is_covers_and_a_price() {
    let world = World::new().await;
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", &*key),
        ("channel", "lunch"),
        ("clientele", "unknown"),
        ("paid_by", "other"),
        ("extra_1", "Mafé"),
        ("extra_quantity_1", "24"),
        ("extra_price_1", "11,50"),
    ];
    let from = format!("{SALES}/lunch");
    world.owner().get(&from).await.is(200).says("Quel menu");
    world.owner().tell(&from, "/api/sales/record", &form).await.says("24 × Mafé").says("276,00");
}

#[tokio::test]
async fn a_sale_is_its_sellers_and_totals_are_everybodys() {
    let world = World::new().await;
    let form = [("cohort", "ours"), ("sale", world.id("sale"))];
    world.owner().get(SALES).await.says("Mes ventes d’aujourd’hui").says("Annuler cette vente");
    let page = world.colleague().get(SALES).await;
    page.is(200).says("Par lieu de vente").says("25,00").never_says("Annuler cette vente").never_says("Aïcha");
    // Who accompanies sees the day's sales, and not who sold.
    world.facilitator().get(SALES).await.says("Les ventes d’aujourd’hui").never_says("Aïcha");
    world.colleague().get(&format!("{SALES}?sale={}", world.id("sale"))).await.never_says("C’est encaissé");
    world.colleague().call("/api/sales/take-back", &form).await.is(404);
    world.facilitator().call("/api/sales/take-back", &form).await.is(200);
    world.facilitator().call("/api/sales/take-back", &form).await.is(409).says("changed");
}

#[tokio::test]
async fn two_who_take_back_at_once_take_back_once() {
    let world = World::new().await;
    let form = [("cohort", "ours"), ("sale", world.id("sale"))];
    let (owner, facilitator) = (world.owner(), world.facilitator());
    tokio::join!(owner.call("/api/sales/take-back", &form), facilitator.call("/api/sales/take-back", &form));
    assert_eq!(journal(&world).await, 0);
    assert_eq!(world.count("select count(*) from journal where reverses is not null").await, 1);
}

#[tokio::test]
async fn a_sale_of_yesterday_stays() {
    let world = World::new().await;
    world.clock.advance(chrono::Duration::days(1));
    let form = [("cohort", "ours"), ("sale", world.id("sale"))];
    let answer = world.facilitator().call("/api/sales/take-back", &form).await;
    assert!(answer.status.is_client_error());
    assert_eq!(journal(&world).await, 2_500);
}

#[tokio::test]
async fn what_comes_from_beyond_is_one_number_with_its_rule() {
    let world = World::new().await;
    for clientele in ["community", "unknown"] {
        let key = Uuid::now_v7().to_string();
        sell(&world.owner(), &world, &key, &[("clientele", clientele)]).await.is(200);
    }
    // 25 of 50 known, 25 not known.
    let page = world.colleague().get(SALES).await;
    page.says("50\u{202f}%").says("on ne sait pas").says("divisées par les ventes dont on sait");
}

#[tokio::test]
async fn a_till_is_counted_and_counted_again() {
    let world = World::new().await;
    let owner = world.owner();
    owner.get(COUNT).await.is(200).says("25,00");
    let count = async |float: &str, out: &str, counted: &str| {
        let key = Uuid::now_v7().to_string();
        let form = [
            ("cohort", "ours"),
            ("key", &*key),
            ("till", "market"),
            ("counted_on", "2026-11-24"),
            ("float", float),
            ("taken_out", out),
            ("counted", counted),
        ];
        owner.tell(COUNT, "/api/sales/count", &form).await
    };
    count("50", "", "72,50").await.says("Il manque \u{2068}2,50").says("Cela arrive").says("75,00");
    count("50", "10", "65").await.says("Le compte est juste.").says("comptée 1 fois");
    assert_eq!(world.count("select count(*) from cash_count").await, 1);
    assert_eq!(world.count("select counted_cents from cash_count_trace").await, 7_250);
    count("50", "1,240", "-3").await.says("Est-ce mille ou un").says("id=\"counted-error\"");
    assert_eq!(world.count("select count(*) from cash_count_trace").await, 1);
    // A sale that is taken back leaves the till's sum too.
    owner.call("/api/sales/take-back", &[("cohort", "ours"), ("sale", world.id("sale"))]).await.is(200);
    owner.get(&format!("{COUNT}?till=market&on=2026-11-24")).await.says("Il y a \u{2068}25,00");
}

#[tokio::test]
async fn a_group_that_is_over_sells_nothing() {
    let world = World::new().await;
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    sell(&world.owner(), &world, &Uuid::now_v7().to_string(), &[]).await.is(409).says("cohort_closed");
    let form = [("cohort", "ours"), ("sale", world.id("sale"))];
    world.owner().call("/api/sales/take-back", &form).await.is(409).says("cohort_closed");
    world.owner().get(&format!("{SALES}/till")).await.is(200).says("On ne peut rien encaisser");
    world.owner().get(SALES).await.is(200).says("Par lieu de vente");
}

#[tokio::test]
async fn erasing_a_seller_keeps_the_sale_and_not_her_words() {
    let world = World::new().await;
    world.owner().get("/me/data").await.says("Notre vente").says("Commande 1");
    world.colleague().get("/me/data").await.never_says("Notre vente").says("Notre tâche");
}

#[tokio::test]
async fn a_sale_names_its_lot_and_the_lot_says_where_it_went() {
    let world = World::new().await;
    let (owner, product, lot) = (world.owner(), world.id("product"), world.id("lot"));
    // Before a lot has brought something to the shelf nothing leaves it.
    sell(&owner, &world, &Uuid::now_v7().to_string(), &[]).await.is(200);
    assert_eq!(world.count("select count(*) from movement where kind = 'sold'").await, 0);
    let made = format!(
        "insert into movement (id, cohort, product, kind, quantity, on_day, source, entered_at)
         select {}, cohort, product, 'made', quantity, made_on, id, entered_at from lot where id = {}",
        World::literal(&Uuid::now_v7().to_string()),
        World::literal(lot)
    );
    world.write(&made).await.expect("a movement");
    world.write(&format!("update lot set quantity = 3000 where id = {}", World::literal(lot))).await.expect("a lot");
    let page = owner.get(&format!("{PAY}?q[{product}]=2")).await;
    page.says("De quel lot").says("Lot 1, reste 3\u{a0}pièces");
    let (named, key) = (format!("lot[{product}]"), Uuid::now_v7().to_string());
    sell(&owner, &world, &key, &[(&named, lot)]).await.is(200);
    let gone = "select cast(sum(quantity) as bigint) from movement where kind = 'sold'";
    assert_eq!(world.count(gone).await, -2_000);
    let page = world.colleague().get(&format!("/cohorts/ours/stock/lots/{lot}")).await;
    page.says("Où a-t-il été vendu").says("mardi 24 novembre").says("2\u{a0}pièces").never_says("Aïcha</b>");
    owner.get(&format!("{PAY}?q[{product}]=2")).await.says("Lot 1, reste 1\u{a0}pièce");
    // Another's lot, a lot of nothing, and what is no id.
    for value in [world.foreign["lot"].as_str(), &key, "1"] {
        sell(&owner, &world, &Uuid::now_v7().to_string(), &[(&named, value)]).await.is(422).says("not_a_choice");
    }
    owner.call("/api/sales/take-back", &[("cohort", "ours"), ("sale", &key)]).await.is(200);
    assert_eq!(
        world.count("select cast(sum(quantity) as bigint) from movement where reverses is not null").await,
        2_000
    );
    world.owner().get(&format!("/cohorts/ours/stock/lots/{lot}")).await.says("Aucune vente ne nomme ce lot.");
}

#[tokio::test]
async fn a_day_that_is_shared_takes_no_more_money() {
    let world = World::new().await;
    let before = journal(&world).await;
    // The fixture's frozen sharing ends on 30 September.
    let day = [("sold_on", "2026-09-30")];
    sell(&world.owner(), &world, &Uuid::now_v7().to_string(), &day).await.is(422).says("\"sold_on\"").says("shared");
    sell(&world.owner(), &world, &Uuid::now_v7().to_string(), &[("sold_on", "2026-10-01")]).await.is(200);
    assert_eq!(journal(&world).await, before + 2_500);
    // Nor does a sale of such a day go away.
    let sale = World::literal(world.id("sale"));
    world.write(&format!("update sale set sold_on = '2026-09-30' where id = {sale}")).await.unwrap();
    let form = [("cohort", "ours"), ("sale", world.id("sale"))];
    world.owner().call("/api/sales/take-back", &form).await.is(422).says("shared");
    let key = Uuid::now_v7().to_string();
    let purchase = [
        ("cohort", "ours"),
        ("key", &*key),
        ("what", "shared"),
        ("supplier", "Loueur"),
        ("bought_on", "2026-09-29"),
        ("total", "60"),
        ("vat", "20"),
    ];
    world.owner().call("/api/stock/buy", &purchase).await.is(422).says("shared");
    assert_eq!(world.count("select count(*) from purchase where supplier = 'Loueur'").await, 0);
}
