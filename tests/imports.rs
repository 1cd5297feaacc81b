//! Products and past sales from a file: what is read and what is refused, row by row; nothing before the button, nothing twice.

use crate::harness::{Answer, Visitor, World};
use axum::body::Body;
use uuid::Uuid;

const PRODUCTS: &str = "/cohorts/ours/production/products/import";
const SALES: &str = "/cohorts/ours/sales/import";
const HEAD: &str = "jour;quoi;quantité;prix;où;clientèle;payé";

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// Sends a file as browsers do, from the page that asks for it.
async fn upload(by: &Visitor<'_>, page: &str, content: &[u8]) -> Answer {
    let action = if page == PRODUCTS { "/api/imports/read-products" } else { "/api/imports/read-sales" };
    let mut body = b"--edge\r\nContent-Disposition: form-data; name=\"cohort\"\r\n\r\nours\r\n--edge\r\n".to_vec();
    body.extend(
        b"Content-Disposition: form-data; name=\"file\"; filename=\"ventes.csv\"\r\nContent-Type: text/csv\r\n\r\n",
    );
    body.extend(content);
    body.extend(b"\r\n--edge--\r\n");
    let request = by
        .request("POST", action)
        .header("accept", "text/html")
        .header("referer", format!("http://coop.test{page}"))
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("content-length", body.len());
    by.send(request.body(Body::from(body)).unwrap()).await
}

/// Where the answer leads.
fn led_to(answer: &Answer) -> String {
    answer.location().trim_start_matches("http://coop.test").to_owned()
}

/// The page that shows a file, and the id that it waits under.
async fn preview(by: &Visitor<'_>, page: &str, content: &[u8]) -> (Answer, String) {
    let to = led_to(&upload(by, page, content).await);
    let id = to.split_once("file=").unwrap_or_else(|| panic!("the file is refused: {to}")).1.to_owned();
    let shown = by.get(&to).await;
    shown.is(200);
    (shown, id)
}

/// What the page says of a file that cannot be read.
async fn refused(by: &Visitor<'_>, page: &str, content: &[u8]) -> Answer {
    let to = led_to(&upload(by, page, content).await);
    assert!(to.contains("draft=") && !to.contains("file="), "{to}");
    by.get(&to).await
}

/// Takes over the file that waits under `id`.
async fn add(by: &Visitor<'_>, page: &str, id: &str, key: &str) -> Answer {
    let action = if page == PRODUCTS { "/api/imports/add-products" } else { "/api/imports/add-sales" };
    let from = format!("{page}?file={id}");
    by.tell(&from, action, &[("cohort", "ours"), ("key", key), ("file", id)]).await
}

async fn products(world: &World) -> i64 {
    world.count("select count(*) from product p join cohort c on c.id = p.cohort where c.slug = 'ours'").await
}

/// How many sales there are, and what the journal has of them.
async fn sold(world: &World) -> (i64, i64) {
    let sales = "select count(*) from sale s join cohort c on c.id = s.cohort where c.slug = 'ours'";
    let journal = "select cast(coalesce(sum(amount_cents), 0) as bigint) from journal j
                   join cohort c on c.id = j.cohort where c.slug = 'ours' and j.account = 'sales'";
    (world.count(sales).await, world.count(journal).await)
}

#[tokio::test]
async fn a_list_of_products_is_shown_then_added_once() {
    let world = World::new().await;
    let rosa = world.facilitator();
    rosa.get("/cohorts/ours/production/products").await.says(PRODUCTS);
    world.owner().get("/cohorts/ours/production/products").await.is(200).never_says(PRODUCTS);
    rosa.get(PRODUCTS).await.is(200).says("multipart/form-data").says(&format!("{PRODUCTS}/sample.csv"));
    let before = products(&world).await;
    let file = "Prix (€);Nom;Couleur;Unité\n\"1 240,50 €\";Nappe d’été;rouge;pièces\n12,5;notre TABLIER;bleu;pièce\n\
                1240.50;Robe;;kilo\n1,240;Robe;;pièce\n-3;;;pièce\n99999999999;Drap;;pièce\n5;Nappe d’Été;;pièce\n";
    let (page, id) = preview(&rosa, PRODUCTS, file.as_bytes()).await;
    page.says("À ajouter\u{202f}: 1. Déjà là\u{202f}: 1. À corriger\u{202f}: 5.");
    page.says("Colonnes laissées de côté\u{202f}: Couleur.").says("Nappe d’été");
    // Row and column by name, and what is known.
    page.says("On ne connaît pas «\u{a0}kilo\u{a0}»")
        .says("pièce, portion, kg")
        .says("Prix\u{202f}:")
        .says("Unité\u{202f}:");
    page.says("Ce nom est déjà plus haut dans le fichier.").never_says("<script");
    assert_eq!(products(&world).await, before, "nothing is written before the button");
    let once = key();
    add(&rosa, PRODUCTS, &id, &once).await.is(200).says("Les produits sont ajoutés.").says("Nappe d’été");
    assert_eq!(products(&world).await, before + 1);
    let new = "select count(*) from product where name like 'Nappe%' and price_cents = 124050 and unit = 'pièce' and material_cents = 0";
    assert_eq!(world.count(new).await, 1);
    // The same tap again, the same file again: known.
    add(&rosa, PRODUCTS, &id, &once).await.is(200);
    add(&rosa, PRODUCTS, &id, &key()).await.says("Tout y était déjà.");
    let (page, _) = preview(&rosa, PRODUCTS, file.as_bytes()).await;
    page.says("À ajouter\u{202f}: 0. Déjà là\u{202f}: 3. À corriger\u{202f}: 4.").says("Il n’y a rien à ajouter");
    page.never_says("/api/imports/add-products");
    assert_eq!(products(&world).await, before + 1);
}

#[tokio::test]
async fn past_sales_go_into_the_books_once() {
    let world = World::new().await;
    let rosa = world.facilitator();
    rosa.get("/cohorts/ours/sales").await.says(SALES);
    world.owner().get("/cohorts/ours/sales").await.is(200).never_says(SALES);
    let (sales, amount) = sold(&world).await;
    let file = format!(
        "{HEAD}\n24/11/2026;Notre tablier;2;12,50;Marché;nouvelle;espèces\n2026-11-23;Soupe;1,5;4;Service du midi;;carte\n\
         2026-11-23;Soupe;1,5;4;Service du midi;;carte\n"
    );
    let (page, id) = preview(&rosa, SALES, file.as_bytes()).await;
    page.says("À ajouter\u{202f}: 3.").says("Ces ventes entrent dans le journal.");
    assert_eq!(sold(&world).await, (sales, amount), "nothing is written before the button");
    let once = key();
    for key in [once.clone(), once, key()] {
        add(&rosa, SALES, &id, &key).await.is(200);
        // Two rows that say the same are two sales; the file once more is none.
        assert_eq!(sold(&world).await, (sales + 3, amount + 2_500 + 600 + 600));
    }
    let (page, _) = preview(&rosa, SALES, format!("{file}2026-11-22;Soupe;1;4;Marché;;cb\n").as_bytes()).await;
    page.says("À ajouter\u{202f}: 1. Déjà là\u{202f}: 3. À corriger\u{202f}: 0.");
    let product = World::literal(world.id("product"));
    let linked = format!(
        "select count(*) from sale_line l join sale s on s.id = l.sale where l.product = {product} and l.quantity = 2000 and s.clientele = 'new' and s.paid_by = 'cash'"
    );
    assert!(world.count(&linked).await >= 1, "a name of the catalogue is the product");
    let (all, apart) = cooperade::app::sales::store::apart(world.state.db.read()).await.unwrap();
    assert!(all >= sales + 3 && apart == 0, "sales, lines and journal agree");
    // Nobody's own sales: only who imported has them, and she has no share.
    let rosas = World::literal(world.id("facilitator"));
    let own = world.count(&format!("select count(*) from sale where seller = {rosas}")).await;
    assert!(own >= 3);
}

#[tokio::test]
async fn rows_of_sales_are_refused_one_by_one_with_a_sentence_each() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let cases = [
        ("25/11/2026;Sac;1;5;Marché;;cash", "problems", "pas encore"),
        ("2020-01-05;Sac;1;5;Marché;;cash", "outside", ""),
        ("hier;Sac;1;5;Marché;;cash", "day", "Jour\u{202f}:"),
        (";Sac;1;5;Marché;;cash", "no day", "Jour\u{202f}:"),
        ("24/11/2026;;1;5;Marché;;cash", "no words", "Quoi\u{202f}:"),
        ("24/11/2026;Sac;-1;5;Marché;;cash", "negative", "Quantité\u{202f}:"),
        ("24/11/2026;Sac;1,240;5;Marché;;cash", "ambiguous", "Quantité\u{202f}:"),
        ("24/11/2026;Sac;1;-5;Marché;;cash", "negative", "Prix\u{202f}:"),
        ("24/11/2026;Sac;1;0;Marché;;cash", "nothing", "Prix\u{202f}:"),
        ("24/11/2026;Sac;900000;9000000;Marché;;cash", "huge", "Prix\u{202f}:"),
        ("24/11/2026;Sac;1;5;La Lune;;cash", "channel", "On ne connaît pas «\u{a0}La Lune\u{a0}»"),
        (
            "24/11/2026;Sac;1;5;Commande;;cash",
            "an order says itself that it is paid",
            "On ne connaît pas «\u{a0}Commande\u{a0}»",
        ),
        ("24/11/2026;Sac;1;5;Marché;Claude;cash", "clientele", "On ne connaît pas «\u{a0}Claude\u{a0}»"),
        ("24/11/2026;Sac;1;5;Marché;;sel", "paid", "On ne connaît pas «\u{a0}sel\u{a0}»"),
        ("24/11/2026;Sac;1;5;Marché;;cash;50", "cells", "plus de cases que de colonnes"),
    ];
    let before = sold(&world).await;
    for (row, what, sentence) in cases {
        let (page, id) = preview(&rosa, SALES, format!("{HEAD}\n{row}\n").as_bytes()).await;
        page.says("À ajouter\u{202f}: 0. Déjà là\u{202f}: 0. À corriger\u{202f}: 1.").says(sentence);
        add(&rosa, SALES, &id, &key()).await.says("Tout y était déjà.");
        assert_eq!(sold(&world).await, before, "{what}");
    }
    // The number is that of the line in the file.
    let (page, _) = preview(&rosa, SALES, format!("{HEAD}\n\n24/11/2026;Sac;1;5;Marché;;cash\n\nx\n").as_bytes()).await;
    page.says("<th scope=\"row\" class=\"num\">3</th>").says("<th scope=\"row\" class=\"num\">5</th>");
}

#[tokio::test]
async fn files_come_as_programs_write_them() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let text = "nom,unité,prix\r\n\"Écharpe, brodée\",pièce,\"12,50\"\r\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let tabs = "nom\tunité\tprix\nÉcharpe, brodée\tpièce\t12,50\n".as_bytes().to_vec();
    for file in [text.as_bytes().to_vec(), marked, utf16, latin, tabs] {
        let (page, _) = preview(&rosa, PRODUCTS, &file).await;
        page.says("À ajouter\u{202f}: 1.").says("Écharpe, brodée");
    }
    // English headings, for who reads French too.
    preview(&rosa, PRODUCTS, b"Product,Unit,Price,Material cost\nBag,piece,15,3.80")
        .await
        .0
        .says("À ajouter\u{202f}: 1.");
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_words() {
    let world = World::new().await;
    let rosa = world.facilitator();
    refused(&rosa, PRODUCTS, b"").await.says("Choisissez un fichier.");
    refused(&rosa, PRODUCTS, b"PK\x03\x04\x14\0\x06").await.says("n’est pas un tableau CSV");
    refused(&rosa, PRODUCTS, "nom;couleur\nSac;bleu".as_bytes())
        .await
        .says("Il manque ces colonnes")
        .says("Unité, Prix");
    refused(&rosa, SALES, b"jour;jour\n1;2").await.says("Deux colonnes veulent dire la même chose");
    refused(&rosa, SALES, HEAD.as_bytes()).await.says("que les noms des colonnes");
    refused(&rosa, PRODUCTS, &vec![b'x'; 300 * 1024]).await.says("Ce fichier est trop gros").says("256");
    let many = format!("nom;unité;prix{}", "\nA;kg;1".repeat(2_001));
    refused(&rosa, PRODUCTS, many.as_bytes()).await.says("trop de lignes").says("2000");
    upload(&rosa, PRODUCTS, &vec![b'x'; 2 << 20]).await.is(413);
}

#[tokio::test]
async fn a_file_that_waits_is_its_senders_and_of_its_kind() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let before = products(&world).await;
    let (_, id) = preview(&rosa, PRODUCTS, "nom;unité;prix\nSac;pièce;15".as_bytes()).await;
    // Another facilitator of the cohort has not sent it, and neither is it past sales.
    let colleague = World::literal(world.id("colleague"));
    world.write(&format!("update membership set role = 'facilitator' where person = {colleague}")).await.unwrap();
    let binta = world.colleague();
    binta.get(&format!("{PRODUCTS}?file={id}")).await.is(200).never_says("Sac").says("Ce fichier n’est plus là.");
    let form = [("cohort", "ours"), ("file", id.as_str())];
    let keyed = |key: &str| {
        form.iter().copied().chain([("key", key)]).map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>()
    };
    for (who, action) in [(&binta, "/api/imports/add-products"), (&rosa, "/api/imports/add-sales")] {
        let fields = keyed(&key());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        who.call(action, &fields).await.is(422).says("file_gone");
    }
    rosa.get(&format!("{SALES}?file={id}")).await.is(200).never_says("Sac");
    assert_eq!(products(&world).await, before);
    add(&rosa, PRODUCTS, &id, &key()).await.says("Les produits sont ajoutés.");
}

#[tokio::test]
async fn the_samples_import_as_they_are() {
    for language in ["fr", "en"] {
        let world = World::new().await;
        let person = World::literal(world.id("facilitator"));
        world.write(&format!("update person set language = '{language}' where id = {person}")).await.unwrap();
        let rosa = world.facilitator();
        for (page, good) in [(PRODUCTS, "2"), (SALES, "2")] {
            let sample = rosa.fetch(&format!("{page}/sample.csv")).await;
            let (shown, id) = preview(&rosa, page, &sample).await;
            let words =
                if language == "fr" { format!("À ajouter\u{202f}: {good}. ") } else { format!("To add: {good}. ") };
            shown.says(&words).never_says("badge stop");
            add(&rosa, page, &id, &key()).await.is(200).says(if language == "fr" { "ajouté" } else { "added" });
        }
    }
}

#[tokio::test]
async fn what_was_shared_or_closed_takes_nothing_more() {
    let world = World::new().await;
    let rosa = world.facilitator();
    let cohort = "(select id from cohort where slug = 'ours')";
    let sql = format!("select count(*) from sharing where cohort = {cohort} and frozen_on is not null");
    assert!(world.count(&sql).await > 0, "the fixture has shared");
    let (day,): (chrono::NaiveDate,) =
        sqlx::query_as("select first_on from sharing s join cohort c on c.id = s.cohort where c.slug = 'ours' and frozen_on is not null")
            .fetch_one(world.state.db.read())
            .await
            .unwrap();
    let (page, _) = preview(&rosa, SALES, format!("{HEAD}\n{day};Sac;1;5;Marché;;cash").as_bytes()).await;
    page.says("À corriger\u{202f}: 1.").says("Jour\u{202f}:");
    let before = sold(&world).await;
    let (_, id) = preview(&rosa, SALES, format!("{HEAD}\n2026-11-24;Sac;1;5;Marché;;cash").as_bytes()).await;
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.unwrap();
    add(&rosa, SALES, &id, &key()).await.is(200);
    rosa.get(SALES).await.is(200).never_says("multipart/form-data");
    assert_eq!(sold(&world).await, before);
}
