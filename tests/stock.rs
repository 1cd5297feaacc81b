//! Materials, purchases, lots and photos: what comes and goes, what it costs, and what must not get in.

use crate::harness::{Answer, Visitor, World, readable};
use axum::body::Body;
use std::io::Cursor;
use uuid::Uuid;

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// A purchase of two lines at 20 %: 24 € of the cotton and 6 € of something else, 25 € without VAT.
fn purchase<'f>(key: &'f str, cotton: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("cohort", "ours"),
        ("key", key),
        ("what", "materials"),
        ("supplier", "Tissus du canal"),
        ("bought_on", "2026-11-23"),
        ("material[1]", cotton),
        ("quantity[1]", "6"),
        ("amount[1]", "24,00 €"),
        ("material[2]", cotton),
        ("quantity[2]", "1,5"),
        ("amount[2]", "6"),
        ("vat", "20"),
    ]
}

/// `fields` with one of them saying something else.
fn but<'f>(fields: &[(&'f str, &'f str)], name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(known, _)| *known != name).collect();
    fields.push((name, value));
    fields
}

async fn left(world: &World) -> i64 {
    let cotton = World::literal(&world.ids["material"]);
    world
        .count(&format!("select cast(coalesce(sum(quantity), 0) as bigint) from movement where material = {cotton}"))
        .await
}

async fn journal(world: &World, account: &str) -> i64 {
    let sum = "select cast(coalesce(sum(amount_cents), 0) as bigint) from journal where account =";
    world.count(&format!("{sum} '{account}'")).await
}

#[tokio::test]
async fn a_purchase_brings_cloth_and_costs_what_is_left_without_vat() {
    let world = World::new().await;
    let (owner, cotton, key) = (world.owner(), world.ids["material"].clone(), key());
    let form = purchase(&key, &cotton);
    owner
        .tell("/cohorts/ours/stock/purchases/new?what=materials", "/api/stock/buy", &form)
        .await
        .is(200)
        .says("L’achat est noté")
        .says("Tissus du canal")
        .says("<bdi>25,00\u{a0}€</bdi>")
        .says("<bdi>5,00\u{a0}€</bdi>");
    owner.call("/api/stock/buy", &form).await.is(200);
    assert_eq!(world.count("select count(*) from purchase where supplier = 'Tissus du canal'").await, 1);
    assert_eq!((left(&world).await, journal(&world, "materials").await), (11_500, -2_500));
    let page = format!("/cohorts/ours/stock/materials/{cotton}");
    // 25 € for 7,5 m; what was given does not make it cheaper.
    owner.get(&page).await.says("11,5\u{a0}m").says("<bdi>3,33\u{a0}€</bdi>").says("Voir l’achat");
    let back = [("cohort", "ours"), ("purchase", key.as_str())];
    for _ in 0..2 {
        world.colleague().call("/api/stock/take-back-purchase", &back).await.is(200);
    }
    assert_eq!((left(&world).await, journal(&world, "materials").await), (4_000, 0));
    owner.get("/cohorts/ours/stock/purchases").await.says("annulé").says("<bdi>5,00\u{a0}€</bdi>");
}

#[tokio::test]
async fn an_expense_for_everybody_is_a_shared_cost() {
    let world = World::new().await;
    let key = key();
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("what", "shared"),
        ("supplier", "Camionnette"),
        ("bought_on", "2026-11-24"),
        ("total", "1 240,50 €"),
        ("vat", "0"),
        ("vat_amount", "240,50"),
    ];
    world.owner().call("/api/stock/buy", &form).await.is(200);
    assert_eq!(journal(&world, "shared_costs").await, -100_000);
    assert_eq!(left(&world).await, 4_000);
}

#[tokio::test]
async fn a_purchase_that_cannot_be_is_asked_about_and_writes_nothing() {
    let world = World::new().await;
    let (owner, cotton, key) = (world.owner(), world.ids["material"].clone(), key());
    let form = purchase(&key, &cotton);
    for (name, value, code) in [
        ("amount[1]", "1,240", "amount_ambiguous"),
        ("amount[1]", "-24", "amount_negative"),
        ("amount[1]", "99999999999999", "amount_too_large"),
        ("amount[1]", "", "required"),
        ("amount[1]", "0", "not_more_than_zero"),
        ("quantity[1]", "1,240", "amount_ambiguous"),
        ("quantity[1]", "-2", "not_more_than_zero"),
        ("quantity[1]", "1e9", "not_a_number"),
        ("quantity[1]", "9999999999", "number_too_large"),
        ("material[2]", "", "required"),
        ("material[1]", "coton", "not_a_choice"),
        ("bought_on", "2026-11-25", "in_future"),
        ("bought_on", "2020-01-01", "outside_cohort"),
        ("supplier", "", "required"),
        ("vat", "19.6", "not_a_choice"),
        ("vat_amount", "30,01", "amount_too_large"),
        ("what", "gold", "not_a_choice"),
    ] {
        let answer = owner.call("/api/stock/buy", &but(&form, name, value)).await;
        assert_eq!(answer.status.as_u16(), 422, "{name} {value}: {}", answer.body);
        answer.says(code);
    }
    let typed = but(&form, "quantity[1]", "beaucoup");
    owner
        .tell("/cohorts/ours/stock/purchases/new?what=materials", "/api/stock/buy", &typed)
        .await
        .says("value=\"beaucoup\"")
        .says("value=\"Tissus du canal\"")
        .says("id=\"quantity-1-error\"");
    assert_eq!((left(&world).await, journal(&world, "materials").await), (4_000, 0));
    world.write("update cohort set state = 'closed' where slug = 'ours'").await.unwrap();
    owner.call("/api/stock/buy", &form).await.is(409).says("cohort_closed");
}

#[tokio::test]
async fn what_is_given_is_weighed_and_a_mistake_is_taken_back_once() {
    let world = World::new().await;
    let (owner, cotton, key) = (world.owner(), world.ids["material"].clone(), key());
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("material", cotton.as_str()),
        ("kind", "reused"),
        ("quantity", "2,5"),
        ("weight", "0,8"),
        ("moved_on", "2026-11-24"),
        ("note", "Rideaux du théâtre"),
    ];
    let page = format!("/cohorts/ours/stock/materials/{cotton}/move");
    owner.tell(&page, "/api/stock/move", &form).await.says("6,5\u{a0}m").says("Rideaux du théâtre").says("récupéré");
    owner.call("/api/stock/move", &form).await.is(200);
    owner.get("/cohorts/ours/stock").await.says("0,8\u{a0}kg");
    for (name, value, code) in [
        ("kind", "bought", "not_a_choice"),
        ("kind", "made", "not_a_choice"),
        ("quantity", "0", "not_more_than_zero"),
        ("moved_on", "2026-12-24", "in_future"),
        ("weight", "lourd", "not_a_number"),
    ] {
        owner.call("/api/stock/move", &but(&form, name, value)).await.is(422).says(code);
    }
    let back = [("cohort", "ours"), ("movement", key.as_str())];
    for _ in 0..2 {
        owner.call("/api/stock/take-back", &back).await.is(200);
    }
    assert_eq!((left(&world).await, world.count("select count(*) from movement").await), (4_000, 4));
    owner.get("/cohorts/ours/stock").await.never_says("0,8\u{a0}kg");
    let taken = World::literal(&key);
    assert!(world.write(&format!("update movement set quantity = 1 where id = {taken}")).await.is_err());
    assert!(world.write("delete from movement").await.is_err());
}

#[tokio::test]
async fn a_count_says_why_it_differs() {
    let world = World::new().await;
    let (owner, cotton, key) = (world.owner(), world.ids["material"].clone(), key());
    let [counted, reason, seen] = ["counted", "reason", "seen"].map(|name| format!("{name}[{cotton}]"));
    let form = [("cohort", "ours"), ("key", key.as_str()), (counted.as_str(), "3,2"), (seen.as_str(), "4000")];
    owner.call("/api/stock/count", &form).await.is(422).says("no_reason");
    owner
        .tell("/cohorts/ours/stock/count", "/api/stock/count", &form)
        .await
        .says("Choisissez pourquoi")
        .says("value=\"3,2\"");
    let with = |why| but(&form, reason.as_str(), why);
    owner.call("/api/stock/count", &with("magic")).await.is(422).says("not_a_choice");
    owner.call("/api/stock/count", &but(&with("damaged"), &seen, "5000")).await.is(409).says("changed");
    owner.call("/api/stock/count", &with("damaged")).await.is(200);
    owner.call("/api/stock/count", &with("damaged")).await.is(200);
    assert_eq!(left(&world).await, 3_200);
    owner
        .get(&format!("/cohorts/ours/stock/materials/{cotton}"))
        .await
        .says("\u{2212}0,8\u{a0}m")
        .says("perdu ou abîmé");
    let another = self::key();
    let empty = [("cohort", "ours"), ("key", another.as_str()), (counted.as_str(), ""), (seen.as_str(), "3200")];
    owner.call("/api/stock/count", &empty).await.is(422).says("required");
    let bare = [
        ("cohort", "ours"),
        ("key", another.as_str()),
        (counted.as_str(), "0"),
        (seen.as_str(), "3200"),
        (reason.as_str(), "unknown"),
    ];
    owner.call("/api/stock/count", &bare).await.is(200);
    assert_eq!(left(&world).await, 0, "an empty shelf is an answer");
}

#[tokio::test]
async fn a_recipe_gives_the_cost_and_the_margin() {
    let world = World::new().await;
    let (owner, cotton, key) = (world.owner(), world.ids["material"].clone(), key());
    let product = world.ids["product"].clone();
    let page = format!("/cohorts/ours/production/products/{product}");
    owner.get(&page).await.says("<bdi>4,00\u{a0}€</bdi>").says("Pas encore de recette");
    owner.call("/api/stock/buy", &purchase(&key, &cotton)).await.is(200);
    let quantity = format!("quantity[{cotton}]");
    let form = [("cohort", "ours"), ("product", product.as_str()), (quantity.as_str(), "0,75")];
    // 0,75 m at 25 € for 7,5 m; the apron sells for 12,50 €.
    owner
        .tell(&format!("{page}/recipe"), "/api/production/save-recipe", &form)
        .await
        .says("<bdi>2,50\u{a0}€</bdi>")
        .says("<bdi>10,00\u{a0}€</bdi>")
        .says("80\u{a0}%");
    owner.get("/cohorts/ours/production/products").await.says("<bdi>2,50\u{a0}€</bdi>");
    owner.call("/api/production/save-recipe", &but(&form, &quantity, "-1")).await.is(422).says("not_more_than_zero");
    owner.get(&format!("{page}/recipe")).await.says("value=\"0,75\"");
}

#[tokio::test]
async fn a_lot_leads_back_to_its_materials_and_forward_from_them() {
    let world = World::new().await;
    let (owner, cotton, bought, key) = (world.owner(), world.ids["material"].clone(), key(), key());
    let (product, person) = (world.ids["product"].clone(), world.ids["owner"].clone());
    owner.call("/api/stock/buy", &purchase(&bought, &cotton)).await.is(200);
    let quantity = format!("quantity[{cotton}]");
    let recipe = [("cohort", "ours"), ("product", product.as_str()), (quantity.as_str(), "0,375")];
    owner.call("/api/production/save-recipe", &recipe).await.is(200);
    world.write("update product set food = true, keeps_days = 5 where name = 'Notre tablier'").await.unwrap();
    let ask = format!("/cohorts/ours/stock/lots/new?product={product}");
    owner.get("/cohorts/ours/stock/lots/new").await.says("Notre tablier");
    owner.get(&ask).await.says("combien de pièces");
    owner.get(&format!("{ask}&quantity=beaucoup")).await.says("quantity-error");
    owner.get(&format!("{ask}&quantity=3")).await.says("value=\"1,13\"").says("dimanche 29 novembre");
    let used = format!("used[{cotton}]");
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("product", product.as_str()),
        ("quantity", "3"),
        ("made_on", "2026-11-24"),
        ("makers[]", person.as_str()),
        (used.as_str(), "1,13"),
    ];
    owner
        .tell(&format!("{ask}&quantity=3"), "/api/stock/make-lot", &form)
        .await
        .says("Lot 2 · Notre tablier")
        .says("Aïcha")
        .says("29 novembre 2026")
        .says("1,13\u{a0}m")
        .says("Tissus du canal");
    owner.call("/api/stock/make-lot", &form).await.is(200);
    assert_eq!((left(&world).await, world.count("select count(*) from lot where number > 1").await), (10_370, 1));
    owner.get(&format!("/cohorts/ours/stock/materials/{cotton}")).await.says("Lot 2 · Notre tablier");
    owner.get("/cohorts/ours/stock").await.says("3\u{a0}pièces");
    owner.get("/me/data").await.says("Lot 2, Notre tablier");
    for (name, value, code) in [
        ("makers[]", "", "not_a_choice"),
        ("quantity", "1,240", "amount_ambiguous"),
        ("made_on", "2026-11-25", "in_future"),
        ("use_by", "2026-11-01", "day_before"),
        (used.as_str(), "-1", "not_more_than_zero"),
    ] {
        owner.call("/api/stock/make-lot", &but(&form, name, value)).await.is(422).says(code);
    }
    let back = [("cohort", "ours"), ("lot", key.as_str())];
    for _ in 0..2 {
        owner.call("/api/stock/take-back-lot", &back).await.is(200);
    }
    assert_eq!(left(&world).await, 11_500);
    owner.get(&format!("/cohorts/ours/stock/materials/{cotton}")).await.never_says("Lot 2 · Notre tablier");
}

#[tokio::test]
async fn materials_have_names_of_their_own() {
    let world = World::new().await;
    let (owner, cotton, key) = (world.owner(), world.ids["material"].clone(), key());
    let form = [("cohort", "ours"), ("key", key.as_str()), ("name", "Lin"), ("unit", "metre"), ("minimum", "5")];
    owner
        .tell("/cohorts/ours/stock/materials/new", "/api/stock/add-material", &form)
        .await
        .says("Lin")
        .says("il en reste peu");
    for (name, value, code) in
        [("unit", "poignée", "not_a_choice"), ("minimum", "-1", "not_more_than_zero"), ("name", "", "required")]
    {
        owner.call("/api/stock/add-material", &but(&form, name, value)).await.is(422).says(code);
    }
    let other = self::key();
    owner.call("/api/stock/add-material", &but(&form, "key", &other)).await.is(409).says("taken");
    let save = [
        ("cohort", "ours"),
        ("material", cotton.as_str()),
        ("name", "Coton bio"),
        ("archived", "yes"),
        ("minimum", ""),
    ];
    owner.call("/api/stock/save-material", &save).await.is(200);
    owner.get("/cohorts/ours/stock/count").await.never_says("Coton bio").says("Lin");
    owner.get("/cohorts/ours/stock").await.says("Matières plus utilisées");
}

/// A PNG of this size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn send(visitor: &Visitor<'_>, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
    send_to("/api/photos/add", visitor, fields, name, file).await
}

/// Sends a photo as a phone's browser does.
pub async fn send_to(path: &str, visitor: &Visitor<'_>, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
    );
    body.extend(head.bytes());
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    let request = visitor
        .request("POST", path)
        .header("accept", "text/html")
        .header("referer", "http://coop.test/cohorts/ours/stock")
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("content-length", body.len())
        .body(Body::from(body))
        .unwrap();
    visitor.send(request).await
}

#[tokio::test]
async fn a_photo_is_made_small_and_seen_by_members_only() {
    let world = World::new().await;
    let (owner, product, key) = (world.owner(), world.ids["product"].clone(), key());
    let fields = [("cohort", "ours"), ("key", key.as_str()), ("about", "product"), ("of", product.as_str())];
    let file = png(1_600, 1_200);
    for _ in 0..2 {
        let answer = send(&owner, &fields, "tablier.png", &file).await;
        assert!(answer.location().contains("notice=photo_saved"), "{}", answer.location());
    }
    assert_eq!(world.count("select count(*) from photo").await, 2, "ours is replaced, theirs stays");
    let page = owner.get(&format!("/cohorts/ours/production/products/{product}")).await;
    page.says(&format!("/cohorts/ours/photos/{key}"))
        .says("width=\"800\"")
        .says("height=\"600\"")
        .says("alt=\"Notre tablier\"");
    let address = format!("/cohorts/ours/photos/{key}");
    let photo = owner.get(&address).await;
    assert_eq!(photo.headers["content-type"], "image/jpeg");
    assert_eq!(photo.headers["cache-control"], "private, max-age=31536000, immutable");
    assert!(photo.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    assert!(world.count("select cast(max(length(bytes)) as bigint) from photo").await <= 61_440);
    world.visitor("partner").get(&address).await.is(404);
    world.visitor("stranger").get(&address).await.is(404);
    world.anonymous().get(&address).await.is(302);
    let remove = [("cohort", "ours"), ("about", "product"), ("of", product.as_str())];
    owner.call("/api/photos/remove", &remove).await.is(200);
    assert_eq!(world.count("select count(*) from photo").await, 1);
    owner.get(&address).await.is(404);
}

#[tokio::test]
async fn a_receipt_belongs_to_its_purchase() {
    let world = World::new().await;
    let (owner, purchase, key) = (world.owner(), world.ids["purchase"].clone(), key());
    let fields = [("cohort", "ours"), ("key", key.as_str()), ("about", "purchase"), ("of", purchase.as_str())];
    send(&owner, &fields, "ticket.jpg", &png(40, 90)).await;
    owner
        .get(&format!("/cohorts/ours/stock/purchases/{purchase}"))
        .await
        .says(&format!("photos/{key}"))
        .says("alt=\"Ticket de caisse\u{202f}: Notre magasin\"");
    let foreign =
        [("cohort", "ours"), ("key", key.as_str()), ("about", "purchase"), ("of", world.foreign["purchase"].as_str())];
    assert!(send(&owner, &foreign, "ticket.jpg", &png(4, 9)).await.location().contains("refused=not_found"));
    let stranger = world.visitor("stranger");
    assert!(send(&stranger, &fields, "ticket.jpg", &png(4, 9)).await.location().contains("refused=not_found"));
}

#[tokio::test]
async fn what_is_no_photo_is_refused_with_a_sentence() {
    let world = World::new().await;
    let (owner, product, key) = (world.owner(), world.ids["product"].clone(), key());
    let fields = [("cohort", "ours"), ("key", key.as_str()), ("about", "product"), ("of", product.as_str())];
    let huge = [
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0\xc4\xcd\xaa\x9d".as_slice(),
        b"\0\0\0\x0cIDAT\x78\x9c\x63\x60\x60\x60\0\0\0\x04\0\x01\xf6\x17\x38\x55",
    ]
    .concat();
    let page = format!("/cohorts/ours/production/products/{product}");
    for (name, file, sentence) in [
        ("photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "pas une photo"),
        ("photo.png", huge, "trop grande"),
        ("photo.jpg", vec![0xff; (8 << 20) + 1], "8192"),
        ("photo.jpg", Vec::new(), "fichier"),
    ] {
        let answer = send(&owner, &fields, name, &file).await;
        let draft = answer.location().split("draft=").nth(1).unwrap_or_default().to_owned();
        let shown = owner.get(&format!("{page}?draft={draft}")).await;
        assert!(readable(&shown.body).contains(sentence), "{sentence}: {}", readable(&shown.body));
    }
    assert!(
        world.count("select cast(max(length(fields)) as bigint) from draft").await < 1_000,
        "a draft holds no picture"
    );
    assert_eq!(world.count("select count(*) from photo").await, 2);
    let answer = send(&owner, &fields, "photo.jpg", &vec![0; 13 << 20]).await;
    assert_eq!(answer.status.as_u16(), 413);
    assert!(send(&world.anonymous(), &fields, "photo.png", &png(4, 4)).await.location().contains("sign-in"));
}
