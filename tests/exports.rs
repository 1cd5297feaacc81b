//! Taking everything away: what is in the files, what never is, that the dictionary names it all, and that LibreOffice opens it.

use crate::harness::{Answer, CANARY, World};
use cooperade::{
    app::exports::table::TABLES,
    platform::sheet::{decoded, rows},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    process::Command,
};
use uuid::Uuid;

const EXPORT: &str = "/cohorts/ours/export";

async fn file(world: &World, name: &str) -> Answer {
    let answer = world.facilitator().get(&format!("{EXPORT}/{name}")).await;
    answer.is(200);
    answer
}

/// The rows of a table, headings first.
async fn table(world: &World, code: &str) -> Vec<Vec<String>> {
    let text = file(world, &format!("{code}.csv")).await.body;
    rows(&decoded(text.as_bytes())).into_iter().map(|row| row.cells).collect()
}

async fn json(world: &World) -> serde_json::Value {
    serde_json::from_str(&file(world, "all.json").await.body).unwrap()
}

/// A product whose name a spreadsheet could take for a formula.
async fn odd_product(world: &World) {
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("name", "=2+3 brodé"),
        ("unit", "pièce"),
        ("price", "1240,50"),
        ("material", "3"),
        ("pictogram", "box"),
    ];
    world.facilitator().call("/api/production/add-product", &form).await.is(200);
}

#[tokio::test]
async fn the_page_says_what_is_in_it_and_what_is_not() {
    let world = World::new().await;
    let page = world.facilitator().get(EXPORT).await;
    page.is(200).says("Que voulez-vous télécharger").says("Ce qui n’y est pas, et pourquoi").says("Qui a vendu");
    for table in TABLES {
        page.says(&format!("{EXPORT}/{}.csv", table.code));
    }
    world.facilitator().get("/cohorts/ours/settings").await.says(EXPORT);
}

#[tokio::test]
async fn every_column_of_every_file_is_in_the_dictionary_and_the_other_way_round() {
    let world = World::new().await;
    for language in ["fr", "en"] {
        let person = World::literal(world.id("facilitator"));
        world.write(&format!("update person set language = '{language}' where id = {person}")).await.unwrap();
        let dictionary = table(&world, "dictionary").await;
        let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in &dictionary[1..] {
            assert!(row.iter().take(5).all(|cell| !cell.is_empty()), "a word is missing: {row:?}");
            let code = row[2].split_once('.').unwrap().0.to_owned();
            told.entry(code).or_default().push(row[1].clone());
        }
        let files: BTreeSet<String> = TABLES.iter().map(|table| table.code.to_owned()).collect();
        assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), files);
        for one in TABLES {
            let head = table(&world, one.code).await.remove(0);
            assert_eq!(head, told[one.code], "{language} {}", one.code);
            let different: BTreeSet<_> = head.iter().collect();
            assert_eq!(different.len(), head.len(), "two columns are called alike: {head:?}");
        }
        let titles: BTreeSet<&String> = dictionary[1..].iter().map(|row| &row[0]).collect();
        assert_eq!(titles.len(), TABLES.len(), "each tab has a name of its own");
        assert!(titles.iter().all(|title| title.chars().count() <= 31));
    }
}

#[tokio::test]
async fn the_json_holds_whole_numbers_and_its_own_dictionary() {
    let world = World::new().await;
    odd_product(&world).await;
    let whole = json(&world).await;
    assert_eq!((&whole["format"], &whole["version"]), (&"cooperade-export".into(), &1.into()));
    assert_eq!(whole["made_at"], "2026-11-24T09:00:00Z");
    let mut told: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for entry in whole["dictionary"].as_array().unwrap() {
        assert!(!entry["unit"].as_str().unwrap().is_empty() && !entry["meaning"].as_str().unwrap().is_empty());
        told.entry(entry["table"].as_str().unwrap()).or_default().insert(entry["column"].as_str().unwrap());
    }
    let tables = whole["tables"].as_object().unwrap();
    assert_eq!(tables.keys().map(String::as_str).collect::<BTreeSet<_>>(), told.keys().copied().collect());
    for (name, rows) in tables {
        for row in rows.as_array().unwrap() {
            let columns: BTreeSet<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(columns, told[name.as_str()], "{name}");
        }
    }
    let products = tables["products"].as_array().unwrap();
    let odd = products.iter().find(|product| product["name"] == "=2+3 brodé").expect("the name as it is");
    assert_eq!((&odd["price"], &odd["archived"]), (&124_050.into(), &false.into()));
    assert_eq!(tables["sales"][0]["channel"], "market");
    assert_eq!(tables["sales"][0]["sold_on"].as_str().unwrap().len(), "2026-11-24".len());
}

#[tokio::test]
async fn csv_is_as_the_reader_writes_numbers() {
    let world = World::new().await;
    odd_product(&world).await;
    let products = file(&world, "products.csv").await;
    assert_eq!(products.header("content-disposition"), "attachment; filename=\"ours-products.csv\"");
    assert_eq!(products.header("cache-control"), "no-store");
    products.says("'=2+3 brodé;pièce;1240,50;3,00;non");
    let person = World::literal(world.id("facilitator"));
    world.write(&format!("update person set language = 'en' where id = {person}")).await.unwrap();
    file(&world, "products.csv").await.says("'=2+3 brodé,pièce,1240.50,3.00,no");
    file(&world, "sales.csv").await.says("Sale,Day,Where,Clientele");
}

/// What the database holds and no file may.
async fn hide_canaries(world: &World) -> Vec<&'static str> {
    let cohort = "(select id from cohort where slug = 'ours')";
    let product = World::literal(world.id("product"));
    let owner = World::literal(world.id("owner"));
    for sql in [
        format!(
            "update customer_order set customer = 'SECRET-CUSTOMER', contact = 'SECRET-CONTACT', place = 'SECRET-PLACE', details = 'SECRET-DETAILS' where cohort = {cohort}"
        ),
        "update person set login = 'secret-login-' || login where login is not null".to_owned(),
        "update person set password_hash = 'SECRET-HASH' where password_hash is not null".to_owned(),
        format!("update sale set note = 'SECRET-SALE' where cohort = {cohort}"),
        format!("update record set note = 'SECRET-RECORD' where cohort = {cohort}"),
        format!("update contribution set text = 'SECRET-WORDS' where cohort = {cohort} and withdrawn_on is null"),
        format!("update skill set name = 'SECRET-SKILL' where cohort = {cohort}"),
        format!("update advance set amount_cents = 98765432 where cohort = {cohort}"),
        format!("update pole_hours set note = 'SECRET-HOURS' where person = {owner}"),
        format!("update product set name = 'Tablier vu' where id = {product}"),
    ] {
        world.write(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    vec![CANARY, "SECRET", "secret-login", "98765432", "987654,32", "987654.32"]
}

#[tokio::test]
async fn no_file_tells_what_is_not_its_to_tell() {
    let world = World::new().await;
    let canaries = hide_canaries(&world).await;
    let names = TABLES.iter().map(|table| format!("{}.csv", table.code));
    let names: Vec<String> = names.chain(["all.json".to_owned(), "dictionary.csv".to_owned()]).collect();
    for name in &names {
        let answer = file(&world, name).await;
        for canary in &canaries {
            assert!(!answer.body.contains(canary), "{name} tells {canary}");
        }
    }
    file(&world, "products.csv").await.says("Tablier vu");
    // People are named where everybody sees them, and nowhere else.
    for name in ["sales", "records", "pole_hours", "journal", "decisions", "lessons", "orders", "cash_counts", "lots"] {
        file(&world, &format!("{name}.csv")).await.never_says("Aïcha").never_says("Binta").never_says("Rosa");
    }
    file(&world, "bookings.csv").await.says("Aïcha");
}

#[tokio::test]
async fn files_are_for_those_who_accompany_and_each_leaves_a_trace() {
    let world = World::new().await;
    let traces =
        "select count(*) from audit where action = 'exports/download' and outcome = 'done' and actor is not null";
    assert_eq!(world.count(traces).await, 0);
    for name in ["all.xlsx", "all.json", "sales.csv", "dictionary.csv"] {
        file(&world, name).await;
        let path = format!("{EXPORT}/{name}");
        world.owner().get(&path).await.is(403);
        world.partner().get(&path).await.is(404);
        let door = world.anonymous().get(&path).await;
        assert_eq!(door.location(), format!("/sign-in?next={path}"));
    }
    assert_eq!(world.count(traces).await, 4);
    for name in ["person.csv", "session.csv", "sales.xlsx", "sales", "all.csv", "..csv", "Sales.csv"] {
        world.facilitator().get(&format!("{EXPORT}/{name}")).await.is(404);
    }
    world.facilitator().get("/cohorts/theirs/export/all.json").await.is(404).never_says(CANARY);
    assert_eq!(world.count(traces).await, 4);
}

/// Where LibreOffice is. In CI it has to be: there nothing is skipped.
fn soffice() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("soffice")).find(|file| file.exists());
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "CI needs LibreOffice: see .ci/run");
    found
}

/// Opens a file in LibreOffice and writes each of its sheets as CSV, cells as they are shown.
fn convert(soffice: &Path, folder: &Path, file: &str, reading: Option<&str>) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new(soffice);
    command.arg(profile).args(["--headless", "--norestore"]);
    command.args(reading.map(|filter| format!("--infilter={filter}")));
    command.args(["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"]);
    command.args(["--outdir".as_ref(), folder.join("out").as_os_str(), folder.join(file).as_os_str()]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn libreoffice_opens_the_workbook_and_the_csv() {
    let Some(soffice) = soffice() else { return };
    let world = World::new().await;
    odd_product(&world).await;
    let canaries = hide_canaries(&world).await;
    let folder = tempfile::tempdir().unwrap();
    for name in ["all.xlsx", "products.csv"] {
        std::fs::write(folder.path().join(name), world.facilitator().fetch(&format!("{EXPORT}/{name}")).await).unwrap();
    }
    convert(&soffice, folder.path(), "all.xlsx", None);
    let mut sheets: BTreeMap<String, String> = BTreeMap::new();
    for entry in std::fs::read_dir(folder.path().join("out")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().trim_start_matches("all-").to_owned();
        sheets.insert(name, std::fs::read_to_string(&path).unwrap());
    }
    assert_eq!(sheets.len(), TABLES.len() + 1, "a dictionary and each table: {:?}", sheets.keys());
    assert!(sheets["Dictionnaire"].contains("Produits,Prix,products.price,"));
    let products = &sheets["Produits"];
    assert!(products.contains("=2+3 brodé,pièce,1240.50,3.00,non"), "not computed, an amount, an accent: {products}");
    assert!(sheets["Ventes"].contains("2026-11-2"), "days are days: {}", sheets["Ventes"]);
    for (name, text) in &sheets {
        for canary in &canaries {
            assert!(!text.contains(canary), "{name} tells {canary}");
        }
    }
    convert(&soffice, folder.path(), "products.csv", Some("Text - txt - csv (StarCalc):59,34,76,1,,1036"));
    let out = std::fs::read_dir(folder.path().join("out")).unwrap().map(|entry| entry.unwrap().path());
    let csv = out.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with("products")).unwrap();
    let csv = std::fs::read_to_string(csv).unwrap();
    assert!(csv.contains("=2+3 brodé,pièce") && csv.contains("1240"), "{csv}");
}
