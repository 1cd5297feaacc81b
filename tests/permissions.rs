//! Who may do what: every server function and every route of the running program against every kind of visitor. The table
//! is `permissions.toml`; a row that is missing or too many is a failure.

use crate::harness::{CANARY, World};
use cooperade::{app, platform::assets};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    method: String,
    path: String,
    #[allow(dead_code)]
    purpose: String,
    #[serde(default)]
    form: BTreeMap<String, String>,
    #[serde(default)]
    ids: Vec<String>,
    anonymous: u16,
    lapsed: u16,
    partner: u16,
    owner: u16,
    colleague: u16,
    facilitator: u16,
    stranger: u16,
    neighbour: u16,
}

impl Row {
    fn cells(&self) -> [(&'static str, u16); 8] {
        [
            ("anonymous", self.anonymous),
            ("lapsed", self.lapsed),
            ("partner", self.partner),
            ("owner", self.owner),
            ("colleague", self.colleague),
            ("facilitator", self.facilitator),
            ("stranger", self.stranger),
            ("neighbour", self.neighbour),
        ]
    }

    fn shape(&self) -> (String, String) {
        (self.method.clone(), shape(&self.path))
    }
}

fn table() -> Vec<Row> {
    toml::from_str::<Table>(include_str!("permissions.toml")).expect("permissions.toml").row
}

/// A path with its parameters nameless: `/cohorts/{}/plan`.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let nameless = |part: &str| if part.starts_with([':', '{', '*']) { "{}".to_owned() } else { part.to_owned() };
    path.split('/').map(nameless).collect::<Vec<_>>().join("/")
}

/// What the running program answers to.
fn program() -> BTreeSet<(String, String)> {
    let actions = leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method.to_string(), shape(path)));
    let pages = leptos_axum::generate_route_list(app::App);
    let pages = pages.iter().map(|route| ("GET".to_owned(), shape(route.path())));
    let plain = app::plain::ROUTES.iter().map(|(method, path)| ((*method).to_owned(), shape(path)));
    actions.chain(pages).chain(plain).collect()
}

#[tokio::test]
async fn the_table_and_the_program_are_the_same() {
    let _world = World::new().await;
    let rows: BTreeSet<_> = table().iter().map(Row::shape).collect();
    let program = program();
    let missing: Vec<_> = program.difference(&rows).collect();
    let idle: Vec<_> = rows.difference(&program).collect();
    assert!(missing.is_empty() && idle.is_empty(), "not in the table: {missing:#?}\nnot in the program: {idle:#?}");
}

#[tokio::test]
async fn files_are_the_same_for_everybody() {
    let world = World::new().await;
    for path in assets::FILES {
        let anonymous = world.anonymous().get(path).await;
        for role in ["partner", "owner", "facilitator", "neighbour"] {
            let answer = world.visitor(role).get(path).await;
            assert_eq!((answer.status, &answer.body), (anonymous.status, &anonymous.body), "{path} as {role}");
        }
    }
}

#[tokio::test]
async fn a_read_is_a_get_and_a_write_is_not() {
    for row in table() {
        assert_eq!(
            row.path.starts_with("/api/"),
            row.method == "POST" && !row.path.starts_with("/language") && !row.path.starts_with("/exit"),
            "{}",
            row.path
        );
    }
}

#[tokio::test]
async fn every_visitor_gets_what_the_table_says() {
    let mut wrong = Vec::new();
    let mut world = World::new().await;
    let mut before = fingerprint(&world).await;
    for row in table() {
        for (role, status) in row.cells() {
            let (got, changed, mut faults) = ask(&world, &row, role, &before).await;
            if changed && (row.method == "GET" || got >= 400) {
                faults.push("it changed the database");
            }
            if got != status || !faults.is_empty() {
                wrong.push(format!("{} {} as {role}: {got} instead of {status} {faults:?}", row.method, row.path));
            }
            // What was done must not help the next.
            if changed || row.method == "POST" && got < 400 {
                world = World::new().await;
                before = fingerprint(&world).await;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The status that `role` gets, whether the database is another than `before`, and what is wrong with the answer besides.
async fn ask(world: &World, row: &Row, role: &str, before: &str) -> (u16, bool, Vec<&'static str>) {
    let visitor = world.visitor(role);
    let path = world.fill_in(&row.path, &world.ids);
    let form: Vec<(String, String)> =
        row.form.iter().map(|(name, value)| (name.clone(), world.fill_in(value, &world.ids))).collect();
    let form: Vec<(String, String)> =
        form.into_iter().map(|(name, value)| (world.fill_in(&name, &world.ids), value)).collect();
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let audit = world.count("select count(*) from audit").await;
    let answer = if row.method == "GET" { visitor.get(&path).await } else { visitor.call(&path, &fields).await };
    let status = answer.status.as_u16();
    let mut faults = Vec::new();
    if !matches!(role, "stranger" | "neighbour") && (answer.body.contains(CANARY) || answer.location().contains(CANARY))
    {
        faults.push("it tells of the other cohort");
    }
    if answer.status.is_server_error() {
        faults.push("it breaks");
    }
    let refused = row.method == "POST" && status >= 400;
    // At the door nobody is known.
    let known =
        !matches!(role, "anonymous" | "lapsed") && row.path.starts_with("/api/") && !row.path.starts_with("/api/door/");
    if refused && known && world.count("select count(*) from audit").await != audit + 1 {
        faults.push("the refusal left no audit row");
    }
    (status, fingerprint(world).await != before, faults)
}

#[tokio::test]
async fn foreign_and_missing_look_the_same() {
    let mut wrong = Vec::new();
    for row in table().iter().filter(|row| !row.ids.is_empty()) {
        let world = World::new().await;
        for id in &row.ids {
            let foreign = probe(&world, row, id, &world.foreign[id.as_str()].clone()).await;
            let missing = if id == "slug" { "no-such-slug".to_owned() } else { Uuid::now_v7().to_string() };
            let missing = probe(&world, row, id, &missing).await;
            if foreign != missing || foreign.0 < 400 && row.method == "POST" {
                wrong.push(format!("{} {} {id}: {foreign:?} and {missing:?}", row.method, row.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a facilitator of ours is answered when `name` is `value`: the status, and the body without anything that was sent.
async fn probe(world: &World, row: &Row, name: &str, value: &str) -> (u16, String) {
    let role = if row.facilitator < 400 { "facilitator" } else { "owner" };
    let mut ids = world.ids.clone();
    let key: &'static str = world.ids.keys().find(|key| **key == name).copied().unwrap_or_else(|| panic!("no {name}"));
    ids.insert(key, value.to_owned());
    let path = world.fill_in(&row.path, &ids);
    let form: Vec<(String, String)> =
        row.form.iter().map(|(name, text)| (world.fill_in(name, &ids), world.fill_in(text, &ids))).collect();
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let visitor = world.visitor(role);
    let answer = if row.method == "GET" { visitor.get(&path).await } else { visitor.call(&path, &fields).await };
    (answer.status.as_u16(), if row.method == "GET" { String::new() } else { answer.body.replace(value, "") })
}

/// Tables that a refusal or a reading may write to: who came, what was refused, what was typed.
const FOOTPRINTS: &str =
    "'audit', 'audit_head', 'audit_name', 'session', 'throttle', 'refusal_count', 'draft', '_sqlx_migrations'";

/// Everything that the features wrote, as one text: equal before and after what must change nothing.
async fn fingerprint(world: &World) -> String {
    static STATEMENT: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
    let statement = STATEMENT.get_or_init(|| whole_content(world)).await;
    text(world, statement.clone()).await
}

async fn text(world: &World, sql: String) -> String {
    let (text,): (String,) =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_one(world.state.db.read()).await.expect("a text");
    text
}

/// The statement that reads all rows of all tables as one text.
#[cfg(feature = "sqlite")]
async fn whole_content(world: &World) -> String {
    let tables = format!(
        "select group_concat(part, ' || ') from (
             select '(select coalesce(group_concat(line), '''') from (select '
                    || group_concat('quote(' || c.name || ')', ' || ') || ' as line from ' || m.name || ' order by 1))' as part
             from sqlite_master m join pragma_table_info(m.name) c
             where m.type = 'table' and m.name not like 'sqlite%' and m.name not in ({FOOTPRINTS})
             group by m.name order by m.name)"
    );
    format!("select {}", text(world, tables).await)
}

#[cfg(feature = "postgres")]
async fn whole_content(world: &World) -> String {
    let tables = format!(
        "select string_agg('(select coalesce(string_agg(t::text, '','' order by t::text), '''') from ' || tablename || ' t)', ' || ')
         from pg_tables where schemaname = 'public' and tablename not in ({FOOTPRINTS})"
    );
    format!("select {}", text(world, tables).await)
}
