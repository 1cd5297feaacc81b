//! Orders: from quote to sale, who may commit the group, what is printed, what the hosting cooperative gets.

use crate::harness::{Answer, Visitor, World, changed};
use uuid::Uuid;

const ORDERS: &str = "/cohorts/ours/orders";

async fn step(visitor: &Visitor<'_>, world: &World, state: &str) -> Answer {
    let form = [("cohort", "ours"), ("order", world.id("order")), ("state", state), ("paid_by", "other")];
    visitor.call("/api/orders/step", &form).await
}

/// The fixture's order, on its way to being paid.
async fn delivered(world: &World) {
    for state in ["confirmed", "in_production", "delivered"] {
        step(&world.owner(), world, state).await.is(200);
    }
}

async fn host(world: &World, ends_on: &str, commitment: &str) {
    let form = [
        ("cohort", "ours"),
        ("name", "Coop d’essai"),
        ("seat", "1 rue du Fil, Paris"),
        ("number", "123 456 789"),
        ("contract_ends_on", ends_on),
        ("commitment", commitment),
    ];
    world.facilitator().call("/api/orders/save-hosting", &form).await.is(200);
}

#[tokio::test]
async fn an_order_becomes_one_sale_when_it_is_paid() {
    let world = World::new().await;
    let page = format!("{ORDERS}/{}", world.id("order"));
    delivered(&world).await;
    world.colleague().get(&page).await.says("Le client a payé").says("40,00");
    let form = [("cohort", "ours"), ("order", world.id("order")), ("state", "paid"), ("paid_by", "cash")];
    let (owner, colleague) = (world.owner(), world.colleague());
    let both = tokio::join!(owner.call("/api/orders/step", &form), colleague.call("/api/orders/step", &form));
    assert_ne!(both.0.status, both.1.status, "one of two at once");
    let sales = "select count(*) from sale where channel = 'order' and total_cents = 4000 and clientele = 'new'";
    assert_eq!(world.count(sales).await, 1);
    let entered = "select cast(sum(j.amount_cents) as bigint) from journal j join sale s on s.id = j.source where s.channel = 'order'";
    assert_eq!(world.count(entered).await, 4_000);
    world.owner().get(&page).await.says("Payée").never_says("C’est payé");
}

#[tokio::test]
async fn a_payment_taken_back_waits_for_its_money_again() {
    let world = World::new().await;
    delivered(&world).await;
    step(&world.owner(), &world, "paid").await.is(200);
    let page = world.owner().get("/cohorts/ours/sales").await;
    page.says("Commande").says("40,00");
    let id = sale_of_order(&world).await;
    world.owner().call("/api/sales/take-back", &[("cohort", "ours"), ("sale", &id)]).await.is(200);
    let state = "select count(*) from customer_order where state = 'delivered' and number = 1";
    assert_eq!(world.count(state).await, 1);
    step(&world.owner(), &world, "paid").await.is(200);
    assert_eq!(world.count("select count(*) from sale where channel = 'order' and taken_back_at is null").await, 1);
}

/// The id of the sale that the fixture's order became.
async fn sale_of_order(world: &World) -> String {
    let rows: Vec<(Uuid,)> =
        sqlx::query_as("select id from sale where channel = 'order'").fetch_all(world.state.db.read()).await.unwrap();
    rows[0].0.to_string()
}

#[tokio::test]
async fn who_took_it_or_accompanies_commits_the_group_and_any_member_works() {
    let world = World::new().await;
    let page = format!("{ORDERS}/{}", world.id("order"));
    world.colleague().get(&page).await.is(200).never_says("Le client confirme").says("la confirme");
    step(&world.colleague(), &world, "confirmed").await.is(403);
    step(&world.owner(), &world, "paid").await.is(409).says("state_not_next");
    step(&world.facilitator(), &world, "confirmed").await.is(200);
    step(&world.colleague(), &world, "cancelled").await.is(403);
    step(&world.colleague(), &world, "delivered").await.is(200);
    step(&world.owner(), &world, "cancelled").await.is(409).says("state_not_next");
    step(&world.owner(), &world, "unknown").await.is(422);
}

#[tokio::test]
async fn an_order_is_taken_down_once_and_refused_at_its_fields() {
    let world = World::new().await;
    let (quantity, price) = (format!("quantity[{}]", world.id("product")), format!("price[{}]", world.id("product")));
    let from = format!("{ORDERS}/new");
    let key = Uuid::now_v7().to_string();
    let form = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![("cohort", "ours"), ("key", &*key), ("kind", "household"), ("clientele", "new")];
        fields.extend([("customer", "Madame Untel"), (&*quantity, "3"), (&*price, "10")]);
        changed(&fields, more)
    };
    let day: [(&str, &str); 1] = [("deliver_on", "2026-12-05")];
    for _ in 0..2 {
        let page = world.owner().tell(&from, "/api/orders/create", &form(&day)).await;
        page.is(200).says("Commande 2").says("Madame Untel").says("30,00").says("samedi 5 décembre");
    }
    assert_eq!(world.count("select count(*) from customer_order where number = 2").await, 1);
    for (more, words) in [
        (("deliver_on", "2026-11-01"), "déjà passé"),
        (("deliver_on", "2027-06-01"), "entre le"),
        (("deposit", "31"), "30,00"),
        (("deposit", "1,240"), "Est-ce mille ou un"),
        (("customer", ""), "customer-error"),
        (("kind", "prince"), "Choisissez une réponse"),
    ] {
        world.owner().tell(&from, "/api/orders/create", &form(&[more])).await.says(words).says("value=\"3\"");
    }
    assert_eq!(world.count("select count(*) from customer_order").await, 3);
}

#[tokio::test]
async fn papers_name_who_hosts_and_are_no_invoice() {
    let world = World::new().await;
    let quote = format!("{ORDERS}/{}/quote", world.id("order"));
    // Without the mentions there is no paper: whoever can is asked to write them.
    world.owner().get(&quote).await.is(200).says("Il manque le nom de la CAE").never_says("Bon pour accord");
    host(&world, "2027-02-21", "").await;
    for paper in [quote, format!("{ORDERS}/{}/delivery", world.id("order"))] {
        let page = world.owner().get(&paper).await;
        page.is(200).says("Notre cliente").says("CAPE").says("Coop d’essai").says("1 rue du Fil").says("123 456 789");
        page.says("21 février 2027").says("Ce document n’est pas une facture.");
    }
    let page = world.owner().get(&format!("{ORDERS}/{}/delivery", world.id("order"))).await;
    page.never_says("40,00");
}

#[tokio::test]
async fn an_order_beyond_the_contract_is_talked_about() {
    let world = World::new().await;
    let page = format!("{ORDERS}/{}", world.id("order"));
    host(&world, "2027-02-21", "100").await;
    world.owner().get(&page).await.never_says("Parlez-en");
    host(&world, "2026-11-24", "39,99").await;
    world.owner().get(&page).await.says("après la fin du contrat CAPE").says("dépasse l’engagement");
}

#[tokio::test]
async fn the_month_for_who_invoices_names_no_household() {
    let world = World::new().await;
    delivered(&world).await;
    let file = format!("{ORDERS}/month.csv?month=2026-11");
    let page = world.facilitator().get(&file).await;
    page.is(200).says("Livré, à payer").says("Notre cliente").says("40,00").says("25,00").never_says("Aïcha");
    world.write("update customer_order set kind = 'household' where number = 1").await.unwrap();
    step(&world.owner(), &world, "paid").await.is(200);
    let page = world.facilitator().get(&file).await;
    page.says("Un particulier").never_says("Notre cliente").never_says("Livré, à payer").says("Payé");
    let before = world.facilitator().get(&format!("{ORDERS}/month.csv?month=2026-10")).await;
    before.is(200).never_says("40,00");
    world.facilitator().get(&format!("{ORDERS}/month.csv?month=novembre")).await.is(404);
    world.facilitator().get(&format!("{ORDERS}/month.xlsx")).await.is(200);
}

#[tokio::test]
async fn a_customer_is_forgotten_once_nothing_is_due() {
    let world = World::new().await;
    let form = [("cohort", "ours"), ("order", world.id("order"))];
    world.owner().call("/api/orders/forget-customer", &form).await.is(409).says("state_not_next");
    step(&world.owner(), &world, "cancelled").await.is(200);
    world.colleague().call("/api/orders/forget-customer", &form).await.is(403);
    // Also when the group is over: somebody may ask at any time.
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.unwrap();
    step(&world.owner(), &world, "confirmed").await.is(409).says("cohort_closed");
    world.owner().call("/api/orders/forget-customer", &form).await.is(200);
    let page = world.owner().get(&format!("{ORDERS}/{}", world.id("order"))).await;
    page.says("client effacé").never_says("Notre cliente").never_says("01 23 45 67 89").says("40,00");
}

#[tokio::test]
async fn tasks_say_who_does_what() {
    let world = World::new().await;
    let page = format!("{ORDERS}/{}", world.id("order"));
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", &*key),
        ("order", world.id("order")),
        ("what", "Emballer les tabliers"),
        ("person", world.id("owner")),
        ("due_on", "2026-11-25"),
    ];
    for _ in 0..2 {
        world.colleague().tell(&page, "/api/orders/add-task", &form).await.says("Emballer les tabliers").says("demain");
    }
    assert_eq!(world.count("select count(*) from order_task where what like 'Emballer%'").await, 1);
    let ticked = [("cohort", "ours"), ("task", &*key), ("done", "yes")];
    world.owner().tell(&page, "/api/orders/tick-task", &ticked).await.says("Remettre à faire");
    let foreign = [("cohort", "ours"), ("task", world.foreign["task"].as_str())];
    world.owner().call("/api/orders/remove-task", &foreign).await.is(404);
    world.owner().call("/api/orders/remove-task", &ticked[..2]).await.is(200);
}

#[tokio::test]
async fn a_promised_delivery_is_said_today_and_moves_with_its_phase() {
    let world = World::new().await;
    world.owner().get("/cohorts/ours").await.never_says("Livrer la commande");
    step(&world.owner(), &world, "confirmed").await.is(200);
    world.colleague().get("/cohorts/ours").await.says("Livrer la commande 1").says("demain");
    // The day hangs on its phase: the preview names it, and that the customer has to agree.
    let preview = format!("/cohorts/ours/plan/move/{}?first=2026-10-27&last=2027-02-08&policy=push", world.id("phase"));
    world.facilitator().get(&preview).await.is(200).says("Livraison de la commande n° 1, à convenir");
    let alone = format!("/cohorts/ours/plan/move/{}", world.id("order"));
    world.facilitator().get(&alone).await.is(200).says("Livraison de la commande n° 1, à convenir");
}
