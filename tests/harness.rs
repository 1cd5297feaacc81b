//! A small world with two cohorts and a visitor for each role, asked through the router as a browser would.

use crate::place::Place;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use cooperade::{
    app,
    platform::{
        Platform, State,
        clock::Clock,
        config::{Mail, Serve},
        db::{Engine, Tx},
        session::{self, Kind},
    },
};
use sqlx::Executor;
use std::collections::HashMap;
use tower::ServiceExt;
use uuid::Uuid;

/// A password that every person of the world has.
pub const PASSWORD: &str = "trois-bobines-et-un-soleil";
/// Every name of the other cohort begins so: it must never reach anybody of ours.
pub const CANARY: &str = "CANARY";

/// One program with a fresh database.
pub struct World {
    pub state: State,
    pub clock: Clock,
    /// Ids of our cohort's objects by the placeholders of `permissions.toml`.
    pub ids: HashMap<&'static str, String>,
    /// The same of the other cohort.
    pub foreign: HashMap<&'static str, String>,
    cookies: HashMap<&'static str, String>,
    router: Router,
    _place: Place,
    _secrets: tempfile::TempDir,
}

/// Somebody with a browser: a cookie or none.
#[derive(Clone)]
pub struct Visitor<'w> {
    world: &'w World,
    cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it sends, without our host.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The session's cookie that it sets, as a browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        self.cookie_named(session::COOKIE_NAME)
    }

    /// Another cookie that it sets.
    pub fn cookie_named(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
        lines.map(|line| line.split(';').next().unwrap_or_default().to_owned()).find(|pair| pair.starts_with(name))
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "{words:?} is not in {} {}", self.status, readable(&self.body));
        self
    }

    #[track_caller]
    pub fn never_says(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "{words:?} is in {}", readable(&self.body));
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{} {}", self.location(), readable(&self.body));
        self
    }
}

/// The text of a page without its tags, for messages of failed tests.
pub fn readable(html: &str) -> String {
    let text: String = scraper::Html::parse_document(html).root_element().text().collect::<Vec<_>>().join(" ");
    text.chars().take(1500).collect()
}

/// Tuesday morning, week 10 of our cohort.
pub fn start() -> DateTime<Utc> {
    "2026-11-24T09:00:00Z".parse().expect("an instant")
}

/// The day of `start`.
pub fn today() -> NaiveDate {
    start().date_naive()
}

impl World {
    /// A fresh database with both cohorts.
    pub async fn new() -> Self {
        let mut world = Self::empty().await;
        world.fill().await;
        world
    }

    /// A fresh database with both cohorts, and a mail server.
    pub async fn with_mail(smtp: &str) -> Self {
        let mut world = Self::on(Some(smtp)).await;
        world.fill().await;
        world
    }

    /// The same, for a story of days: nobody has to sign in again.
    pub async fn for_days() -> Self {
        let world = Self::new().await;
        let longer = "update session set idle_minutes = 100000, expires_at = '2027-12-31T00:00:00+00:00'";
        world.write(longer).await.expect("long sessions");
        world
    }

    /// The same where no mail server is named.
    pub async fn without_mail() -> Self {
        let mut world = Self::on(None).await;
        world.fill().await;
        world
    }

    /// A fresh database with nothing in it.
    pub async fn empty() -> Self {
        Self::on(Some("smtp://127.0.0.1:9")).await
    }

    async fn on(smtp: Option<&str>) -> Self {
        let place = Place::fresh().await;
        let secrets = tempfile::tempdir().expect("a folder");
        let clock = Clock::at(start());
        let settings = Serve {
            addr: "127.0.0.1:3000".parse().expect("an address"),
            database: place.address().to_owned(),
            public_url: Some("https://coop.test".to_owned()),
            trusted_proxy: None,
            allow_demo: false,
            mail: Mail {
                // Nobody listens there: a test that sends names a server of its own.
                smtp_url: smtp.map(str::to_owned),
                mail_from: Some("Atelier <atelier@coop.test>".to_owned()),
                mail_key: Some(secrets.path().join("mail.key")),
            },
            log: "error".to_owned(),
        };
        let state = Platform::start(settings, clock.clone()).await.expect("a database");
        Self {
            router: app::router(state.clone()),
            state,
            clock,
            ids: HashMap::new(),
            foreign: HashMap::new(),
            cookies: HashMap::new(),
            _place: place,
            _secrets: secrets,
        }
    }

    async fn fill(&mut self) {
        let mut tx = self.state.db.begin().await.expect("a transaction");
        let ours = fixture(&mut tx, "ours", ["Rosa", "Aïcha", "Binta", "Comité"]).await;
        let names = ["CANARY-F", "CANARY-O", "CANARY-C", "CANARY-P"];
        let theirs = fixture(&mut tx, "theirs", names).await;
        for (role, person) in [
            ("facilitator", ours["facilitator"]),
            ("owner", ours["owner"]),
            ("colleague", ours["colleague"]),
            ("partner", ours["partner"]),
            ("neighbour", theirs["facilitator"]),
            ("stranger", theirs["owner"]),
        ] {
            let cookie =
                session::open(&mut tx, person, Kind::Shared { idle_minutes: 60 }, start()).await.expect("a session");
            self.cookies.insert(role, pair(cookie.to_str().expect("text")));
        }
        let long_ago = start() - Duration::days(2);
        let lapsed = session::open(&mut tx, ours["owner"], Kind::Shared { idle_minutes: 60 }, long_ago)
            .await
            .expect("a session");
        self.cookies.insert("lapsed", pair(lapsed.to_str().expect("text")));
        past(&mut tx, ours["published"], ours["facilitator"]).await;
        tx.commit().await.expect("committed");
        let text =
            |ids: HashMap<&'static str, Uuid>| ids.into_iter().map(|(name, id)| (name, id.to_string())).collect();
        (self.ids, self.foreign) = (text(ours), text(theirs));
        self.ids.insert("slug", "ours".to_owned());
        self.foreign.insert("slug", "theirs".to_owned());
        self.ids.insert("feed", "feed-ours".to_owned());
        self.foreign.insert("feed", "feed-theirs".to_owned());
        self.ids.insert("door", "door-ours".to_owned());
        self.foreign.insert("door", "door-theirs".to_owned());
        self.ids.insert("token", "invitation-ours".to_owned());
        self.foreign.insert("token", "invitation-theirs".to_owned());
        self.ids.insert("code", day_code("ours").to_owned());
        self.foreign.insert("code", day_code("theirs").to_owned());
        for ids in [&mut self.ids, &mut self.foreign] {
            ids.insert("today", today().to_string());
            ids.insert("file", "all.json".to_owned());
            ids.insert("number", "1".to_owned());
            ids.insert("day_step", "cards".to_owned());
        }
    }

    /// Whoever has the session of `role`: facilitator, owner, colleague, partner, neighbour, stranger, lapsed; or anonymous.
    pub fn visitor(&self, role: &str) -> Visitor<'_> {
        let cookie = self.cookies.get(role).cloned();
        assert!(cookie.is_some() || role == "anonymous", "no visitor is called {role}");
        Visitor { world: self, cookie }
    }

    pub fn anonymous(&self) -> Visitor<'_> {
        self.visitor("anonymous")
    }

    pub fn owner(&self) -> Visitor<'_> {
        self.visitor("owner")
    }

    pub fn colleague(&self) -> Visitor<'_> {
        self.visitor("colleague")
    }

    pub fn facilitator(&self) -> Visitor<'_> {
        self.visitor("facilitator")
    }

    pub fn partner(&self) -> Visitor<'_> {
        self.visitor("partner")
    }

    /// Somebody with this session cookie.
    pub fn with_cookie(&self, cookie: &str) -> Visitor<'_> {
        Visitor { world: self, cookie: Some(cookie.to_owned()) }
    }

    /// An id of our cohort's objects.
    pub fn id(&self, name: &str) -> &str {
        self.ids.get(name).unwrap_or_else(|| panic!("no {name} in the fixture"))
    }

    /// `text` with its placeholders filled from `ids`; `{key}` is fresh each time.
    pub fn fill_in(&self, text: &str, ids: &HashMap<&'static str, String>) -> String {
        let mut filled = text.to_owned();
        for (name, id) in ids {
            filled = filled.replace(&format!("{{{name}}}"), id);
        }
        filled.replace("{key}", &Uuid::now_v7().to_string())
    }

    /// The single number that `sql` selects.
    pub async fn count(&self, sql: &str) -> i64 {
        let (number,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(self.state.db.read())
            .await
            .expect("a number");
        number
    }

    /// Runs `sql` as a writer of its own.
    pub async fn write(&self, sql: &str) -> Result<u64, sqlx::Error> {
        let mut tx = self.state.db.begin().await?;
        let done = (&mut *tx).execute(sqlx::AssertSqlSafe(sql.to_owned())).await?;
        tx.commit().await?;
        Ok(done.rows_affected())
    }

    /// Whether `sql` is an id as this engine writes one.
    pub fn literal(id: &str) -> String {
        if cfg!(feature = "postgres") { format!("'{id}'") } else { format!("x'{}'", id.replace('-', "")) }
    }
}

impl Visitor<'_> {
    /// Asks for a page as a browser does.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).header("accept", "text/html").body(Body::empty()).expect("a request")).await
    }

    /// Sends a form as a browser does from the page at `from`. The answer is not followed.
    pub async fn submit(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request("POST", path)
            .header("accept", "text/html")
            .header("referer", format!("http://coop.test{from}"));
        self.send(with_form(request, fields)).await
    }

    /// Sends a form and looks at the page that follows, as a person does.
    pub async fn tell(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.submit(from, path, fields).await;
        assert_eq!(answer.status, StatusCode::FOUND, "a form gets a 302: {}", readable(&answer.body));
        let path = answer.location().trim_start_matches("http://coop.test").to_owned();
        self.get(&path).await
    }

    /// Sends a form as a script does: the answer is a status.
    pub async fn call(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(with_form(self.request("POST", path).header("accept", "application/json"), fields)).await
    }

    /// A request of this visitor's.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request =
            Request::builder().method(method).uri(path).header("host", "coop.test").header("accept-language", "fr");
        let request = if method == "GET" { request } else { request.header("origin", "http://coop.test") };
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// The bytes of a file.
    pub async fn fetch(&self, path: &str) -> Vec<u8> {
        let request = self.request("GET", path).body(Body::empty()).expect("a request");
        let response = self.world.router.clone().oneshot(request).await.expect("an answer");
        to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec()
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.world.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// `request` with `fields` as its urlencoded body.
pub fn with_form(request: axum::http::request::Builder, fields: &[(&str, &str)]) -> Request<Body> {
    let body = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&");
    request
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, body.len())
        .body(Body::from(body))
        .expect("a request")
}

fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if keep(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn pair(cookie: &str) -> String {
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// The code that each cohort's session shows today.
fn day_code(slug: &str) -> &'static str {
    if slug == "ours" { "048213" } else { "771503" }
}

/// A cohort with one object of each kind. `names`: facilitator, owner, colleague, partner.
async fn fixture(tx: &mut Tx, slug: &str, names: [&str; 4]) -> HashMap<&'static str, Uuid> {
    let mut ids = HashMap::new();
    for name in [
        "cohort",
        "facilitator",
        "owner",
        "colleague",
        "partner",
        "phase",
        "event",
        "session",
        "pole",
        "mission",
        "product",
        "space",
        "machine",
        "booking",
        "record",
        "contribution",
        "lesson",
        "published",
        "practice",
        "note",
        "invitation",
        "closure",
        "deadline",
        "version",
        "decision",
        "proposal",
        "minutes",
        "step",
        "hours",
        "skill",
        "template",
        "photo",
        "material",
        "movement",
        "purchase",
        "lot",
        "sale",
        "order",
        "task",
        "entry",
        "advance",
        "sharing",
        "rule",
        "frozen",
        "decided",
        "exchange",
        "block",
        "outage",
        "picture",
        "wait",
        "lift",
        "story",
        "row",
        "recommendation",
        "heap",
    ] {
        ids.insert(name, Uuid::now_v7());
    }
    people(tx, slug, &ids, names).await;
    plan(tx, slug, &ids).await;
    workshop(tx, slug, &ids).await;
    waiting(tx, &ids).await;
    feed(tx, slug, &ids).await;
    words(tx, slug, &ids).await;
    practice(tx, slug, &ids).await;
    stock(tx, slug, &ids).await;
    assembly(tx, slug, &ids).await;
    template(tx, slug, &ids).await;
    trade(tx, slug, &ids).await;
    money(tx, slug, &ids).await;
    exchange(tx, &ids).await;
    day(tx, slug, &ids).await;
    ids
}

macro_rules! insert {
    ($tx:expr, $sql:literal $(, $value:expr)* $(,)?) => {
        sqlx::query::<Engine>($sql)$(.bind($value))*.execute(&mut **$tx).await.expect($sql)
    };
}

async fn people(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>, names: [&str; 4]) {
    insert!(
        tx,
        "insert into cohort (id, slug, name, brand, template, state, starts_on, ends_on, time_zone, help_name, help_phone, created_at)
         values ($1, $2, $3, $3, 'textile', 'running', $4, $5, 'Europe/Paris', '', '', $6)",
        ids["cohort"],
        slug,
        format!("{} {slug}", if slug == "ours" { "Atelier" } else { CANARY }),
        NaiveDate::from_ymd_opt(2026, 9, 21),
        NaiveDate::from_ymd_opt(2027, 2, 21),
        start(),
    );
    let roles = [
        ("facilitator", "facilitator"),
        ("owner", "entrepreneur"),
        ("colleague", "entrepreneur"),
        ("partner", "funder"),
    ];
    for ((name, role), display) in roles.into_iter().zip(names) {
        insert!(
            tx,
            "insert into person (id, login, display_name, password_hash, language, may_create_cohorts, created_on, seen_on)
             values ($1, $2, $3, $4, 'fr', $5, $6, $6)",
            ids[name],
            format!("{name}-{slug}"),
            display,
            hash(),
            role == "facilitator",
            today(),
        );
        insert!(
            tx,
            "insert into membership (id, person, cohort, role, from_on) values ($1, $2, $3, $4, $5)",
            Uuid::now_v7(),
            ids[name],
            ids["cohort"],
            role,
            today() - Duration::days(60),
        );
    }
    insert!(
        tx,
        "insert into invitation (id, token_hash, cohort, role, made_by, made_at, expires_at)
         values ($1, $2, $3, 'entrepreneur', $4, $5, $6)",
        ids["invitation"],
        cooperade::platform::token::hash(&format!("invitation-{slug}")).to_vec(),
        ids["cohort"],
        ids["facilitator"],
        start(),
        start() + Duration::hours(120),
    );
}

async fn plan(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    insert!(
        tx,
        "insert into phase (id, cohort, kind, name, starts_on, ends_on) values ($1, $2, 'production', $3, $4, $5)",
        ids["phase"],
        ids["cohort"],
        format!("{} production", if slug == "ours" { "Phase" } else { CANARY }),
        NaiveDate::from_ymd_opt(2026, 10, 26),
        NaiveDate::from_ymd_opt(2027, 2, 7),
    );
    insert!(
        tx,
        "insert into event (id, cohort, kind, title, place, starts_at, ends_at) values ($1, $2, 'meeting', $3, 'Atelier', $4, $5)",
        ids["event"],
        ids["cohort"],
        format!("{} réunion", if slug == "ours" { "Grande" } else { CANARY }),
        start() + Duration::days(2),
        start() + Duration::days(2) + Duration::hours(1),
    );
    // This morning's, just over: it can be noted and signed, and is no longer among what comes next.
    insert!(
        tx,
        "insert into event (id, cohort, kind, title, place, starts_at, ends_at) values ($1, $2, 'training', $3, '', $4, $5)",
        ids["session"],
        ids["cohort"],
        format!("{} séance", if slug == "ours" { "Petite" } else { CANARY }),
        start() - Duration::minutes(90),
        start(),
    );
    insert!(
        tx,
        "insert into attendance_code (cohort, event, day, half, code, made_by, expires_at) values ($1, $2, $3, 'morning', $4, $5, $6)",
        ids["cohort"],
        ids["session"],
        today(),
        day_code(slug),
        ids["facilitator"],
        start() + Duration::hours(14),
    );
    insert!(
        tx,
        "insert into deadline (id, cohort, kind, title, falls_on) values ($1, $2, 'funder', $3, $4)",
        ids["deadline"],
        ids["cohort"],
        format!("{} financeur", if slug == "ours" { "Bilan du" } else { CANARY }),
        NaiveDate::from_ymd_opt(2027, 2, 10),
    );
    let kept = r#"{"plan":{"cohort":{"starts_on":"2026-09-21","ends_on":"2027-02-21"},"items":[]},"titles":{}}"#;
    insert!(
        tx,
        "insert into plan_version (id, cohort, made_at, what, title, plan) values ($1, $2, $3, 'move', $4, $5)",
        ids["version"],
        ids["cohort"],
        start(),
        format!("{} phase", if slug == "ours" { "Une" } else { CANARY }),
        kept,
    );
    insert!(
        tx,
        "insert into pole (id, cohort, name, purpose, pictogram, position) values ($1, $2, $3, '', 'fabric', 1)",
        ids["pole"],
        ids["cohort"],
        format!("{} matières", if slug == "ours" { "Pôle" } else { CANARY }),
    );
    insert!(tx, "insert into pole_member (pole, person) values ($1, $2)", ids["pole"], ids["owner"]);
    insert!(
        tx,
        "insert into mission (id, cohort, pole, title, person, due_on, state, created_at) values ($1, $2, $3, $4, $5, $6, 'to_do', $7)",
        ids["mission"],
        ids["cohort"],
        ids["pole"],
        format!("{} stock", if slug == "ours" { "Compter le" } else { CANARY }),
        ids["owner"],
        today() + Duration::days(3),
        start(),
    );
}

/// A vote that is open, a proposal, minutes; a step of the mission, hours, a know-how.
async fn assembly(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    for (name, state) in [("decision", "open"), ("proposal", "proposed")] {
        insert!(
            tx,
            "insert into decision (id, cohort, title, method, secret, electorate, needed, state, proposed_by, proposed_on)
             values ($1, $2, $3, 'majority', $4, 'entrepreneurs', 1, $5, $6, $7)",
            ids[name],
            ids["cohort"],
            format!("{mark} question {state}"),
            false,
            state,
            ids["owner"],
            today(),
        );
    }
    insert!(
        tx,
        "insert into meeting_minutes (id, cohort, held_on, title, text, written_by, written_on) values ($1, $2, $3, $4, $4, $5, $3)",
        ids["minutes"],
        ids["cohort"],
        today(),
        format!("{mark} CA"),
        ids["owner"],
    );
    insert!(
        tx,
        "insert into mission_step (id, mission, position, text) values ($1, $2, 1, $3)",
        ids["step"],
        ids["mission"],
        format!("{mark} étape"),
    );
    insert!(
        tx,
        "insert into pole_hours (id, pole, person, worked_on, minutes, note) values ($1, $2, $3, $4, 95, $5)",
        ids["hours"],
        ids["pole"],
        ids["owner"],
        today(),
        format!("{mark} caisse"),
    );
    insert!(
        tx,
        "insert into skill (id, cohort, name) values ($1, $2, $3)",
        ids["skill"],
        ids["cohort"],
        format!("{mark} surjet"),
    );
}

async fn workshop(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let name = format!("{} de couture", if slug == "ours" { "Atelier" } else { CANARY });
    insert!(
        tx,
        "insert into space (id, name, people, time_zone) values ($1, $2, 4, 'Europe/Paris')",
        ids["space"],
        &name
    );
    insert!(tx, "insert into space_cohort (space, cohort) values ($1, $2)", ids["space"], ids["cohort"]);
    let machine = if slug == "ours" { "surjeteuse" } else { "CANARY-M" };
    insert!(
        tx,
        "insert into machine (id, space, name, pictogram, count) values ($1, $2, $3, 'workshop', 1)",
        ids["machine"],
        ids["space"],
        machine,
    );
    for weekday in 1..=6_i64 {
        insert!(
            tx,
            "insert into opening (space, weekday, opens, closes) values ($1, $2, 540, 1140)",
            ids["space"],
            weekday
        );
    }
    insert!(
        tx,
        "insert into closure (id, space, first_on, last_on, reason) values ($1, $2, $3, $3, 'ménage')",
        ids["closure"],
        ids["space"],
        today() + Duration::days(20),
    );
    away(tx, slug, ids).await;
    insert!(
        tx,
        "insert into booking (id, space, cohort, person, pole, starts_at, ends_at, people, purpose, state, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, 1, '', 'held', $8)",
        ids["booking"],
        ids["space"],
        ids["cohort"],
        ids["owner"],
        ids["pole"],
        start() + Duration::days(1),
        start() + Duration::days(1) + Duration::hours(2),
        start(),
    );
}

/// The owner offers her place to the colleague.
async fn exchange(tx: &mut Tx, ids: &HashMap<&'static str, Uuid>) {
    insert!(
        tx,
        "insert into exchange (id, cohort, given, given_version, asked_by, asked, created_at) values ($1, $2, $3, 0, $4, $5, $6)",
        ids["exchange"],
        ids["cohort"],
        ids["booking"],
        ids["owner"],
        ids["colleague"],
        start(),
    );
}

/// A Sunday that the host has, a machine that was out of order last Sunday, and the rules of the house.
async fn away(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Fête du quartier" } else { CANARY };
    insert!(
        tx,
        "insert into block (id, space, starts_at, ends_at, reason) values ($1, $2, $3, $4, $5)",
        ids["block"],
        ids["space"],
        start() + Duration::days(5),
        start() + Duration::days(5) + Duration::hours(2),
        mark,
    );
    insert!(
        tx,
        "insert into outage (id, machine, count, starts_at, ends_at, reason) values ($1, $2, 1, $3, $4, $5)",
        ids["outage"],
        ids["machine"],
        start() - Duration::days(2),
        start() - Duration::days(1),
        mark,
    );
    insert!(
        tx,
        "insert into house_rules (space, text, photo, width, height, bytes) values ($1, $2, $3, 4, 3, $4)",
        ids["space"],
        mark,
        ids["picture"],
        b"a picture".to_vec(),
    );
}

/// The owner waits for a Sunday, on which the space is closed: nothing is ever offered. Her quota is lifted for a day.
async fn waiting(tx: &mut Tx, ids: &HashMap<&'static str, Uuid>) {
    insert!(
        tx,
        "insert into wait (id, space, cohort, person, starts_at, ends_at, people, created_at) values ($1, $2, $3, $4, $5, $6, 1, $7)",
        ids["wait"],
        ids["space"],
        ids["cohort"],
        ids["owner"],
        start() + Duration::days(5),
        start() + Duration::days(5) + Duration::hours(2),
        start(),
    );
    insert!(
        tx,
        "insert into quota_lift (id, space, cohort, person, first_on, last_on, reason, by_person, created_at)
         values ($1, $2, $3, $4, $5, $5, 'commande', $6, $7)",
        ids["lift"],
        ids["space"],
        ids["cohort"],
        ids["owner"],
        today() + Duration::days(60),
        ids["facilitator"],
        start(),
    );
}

/// The owner follows her calendar, and a tablet hangs at the door.
async fn feed(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    insert!(
        tx,
        "insert into feed (id, token_hash, person, language, made_at) values ($1, $2, $3, 'fr', $4)",
        Uuid::now_v7(),
        cooperade::platform::token::hash(&format!("feed-{slug}")).to_vec(),
        ids["owner"],
        start(),
    );
    insert!(
        tx,
        "insert into door (space, token_hash, code_key, made_at) values ($1, $2, $3, $4)",
        ids["space"],
        cooperade::platform::token::hash(&format!("door-{slug}")).to_vec(),
        vec![7_u8; 32],
        start(),
    );
}

/// What the facilitator keeps for other cohorts.
async fn template(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    use cooperade::{app::templates::file, domain::template::*};
    let name = format!("{} modèle", if slug == "ours" { "Notre" } else { CANARY });
    insert!(
        tx,
        "insert into template (id, person, name, trade, body, created_at) values ($1, $2, $3, 'services', $4, $5)",
        ids["template"],
        ids["facilitator"],
        &name,
        file::write(&name, &Model::built_in(TemplateKind::Services, &|key| format!("{slug} {key}"))),
        start(),
    );
}

async fn words(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    insert!(
        tx,
        "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents) values ($1, $2, $3, 'apron', 'pièce', 1250, 400)",
        ids["product"],
        ids["cohort"],
        format!("{mark} tablier"),
    );
    insert!(
        tx,
        "insert into record (id, cohort, product, made_on, quantity, note, author, created_at) values ($1, $2, $3, $4, 3000, $5, $6, $7)",
        ids["record"],
        ids["cohort"],
        ids["product"],
        today() - Duration::days(1),
        format!("{mark} remarque"),
        ids["owner"],
        start(),
    );
    insert!(tx, "insert into record_maker (record, person, minutes) values ($1, $2, 90)", ids["record"], ids["owner"]);
    insert!(
        tx,
        "insert into contribution (id, cohort, person, kind, phase, text, language, scope, said_on, consented_on, medium)
         values ($1, $2, $3, 'worked', $4, $5, 'fr', 'cohort', $6, $6, 'voice')",
        ids["contribution"],
        ids["cohort"],
        ids["owner"],
        ids["phase"],
        format!("{mark} parole"),
        today(),
    );
    insert!(
        tx,
        "insert into contribution_media (contribution, content_type, bytes, seconds) values ($1, 'audio/wav', $2, 3)",
        ids["contribution"],
        format!("{mark} voix").into_bytes(),
    );
    insert!(
        tx,
        "insert into lesson (id, cohort, phase, outcome, condition, action, reason, written_by, written_on)
         values ($1, $2, $3, 'worked', $4, 'couper ensemble', 'on perd moins', $5, $6)",
        ids["lesson"],
        ids["cohort"],
        ids["phase"],
        format!("{mark} condition"),
        ids["facilitator"],
        today(),
    );
    insert!(
        tx,
        "insert into note (id, cohort, state, title, summary, body, edited_by, edited_at)
         values ($1, $2, 'draft', $3, 'En bref.', '## Début', $4, $5)",
        ids["note"],
        ids["cohort"],
        format!("{mark} note"),
        ids["facilitator"],
        start(),
    );
}

/// The day of the cohort: the owner is there; her card lies in a heap; a story, a row of the analysis, a recommendation.
async fn day(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    insert!(
        tx,
        "insert into review_day (cohort, held_on, place) values ($1, $2, $3)",
        ids["cohort"],
        NaiveDate::from_ymd_opt(2027, 2, 23),
        format!("{mark} salle"),
    );
    insert!(
        tx,
        "insert into review_presence (cohort, person, presence) values ($1, $2, 'present')",
        ids["cohort"],
        ids["owner"],
    );
    insert!(
        tx,
        "insert into contribution (id, cohort, person, kind, text, language, scope, said_on, consented_on)
         values ($1, $2, $3, 'story', $4, 'fr', 'room', $5, $5)",
        ids["story"],
        ids["cohort"],
        ids["owner"],
        format!("{mark} avant\n\nUn après\n\nUne raison"),
        today(),
    );
    insert!(
        tx,
        "insert into heap (id, cohort, name) values ($1, $2, $3)",
        ids["heap"],
        ids["cohort"],
        format!("{mark} tas"),
    );
    insert!(tx, "insert into heaped (contribution, heap) values ($1, $2)", ids["contribution"], ids["heap"]);
    insert!(
        tx,
        "insert into analysis_row (id, cohort, criterion, positive) values ($1, $2, $3, 'Bien')",
        ids["row"],
        ids["cohort"],
        format!("{mark} sujet"),
    );
    insert!(
        tx,
        "insert into recommendation (id, cohort, addressee, action, state) values ($1, $2, 'city', $3, 'open')",
        ids["recommendation"],
        ids["cohort"],
        format!("{mark} demande"),
    );
}

/// A practice of the cohort.
async fn practice(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    insert!(
        tx,
        "insert into practice (id, cohort, title, steps, proven, durable, gender_sensitive, feasible, participatory, replicable,
                               lowers_risk, written_by, written_on, edited_on)
         values ($1, $2, $3, 'Couper', 'yes', 'no', 'unknown', 'yes', 'yes', 'yes', 'yes', $4, $5, $5)",
        ids["practice"],
        ids["cohort"],
        format!("{mark} fiche"),
        ids["owner"],
        today(),
    );
}

/// A cohort of two years ago that nobody is in any more, its note, and the one lesson that it published.
async fn past(tx: &mut Tx, lesson: Uuid, person: Uuid) {
    let (cohort, note) = (Uuid::now_v7(), Uuid::now_v7());
    insert!(
        tx,
        "insert into cohort (id, slug, name, brand, template, state, starts_on, ends_on, time_zone, created_at)
         values ($1, 'past', 'Les Anciens', 'Les Anciens', 'textile', 'archived', $2, $3, 'Europe/Paris', $4)",
        cohort,
        NaiveDate::from_ymd_opt(2024, 4, 1),
        NaiveDate::from_ymd_opt(2024, 9, 1),
        start() - Duration::days(900),
    );
    insert!(
        tx,
        "insert into note (id, cohort, state, title, summary, body, edited_by, edited_at, published_at)
         values ($1, $2, 'published', 'La note des Anciens', 'En bref.', 'Texte', $3, $4, $4)",
        note,
        cohort,
        person,
        start() - Duration::days(400),
    );
    insert!(
        tx,
        "insert into published_note (note, edition, title, summary, body, published_at, published_by)
         values ($1, 1, 'La note des Anciens', 'En bref.', 'Texte', $2, $3)",
        note,
        start() - Duration::days(400),
        person,
    );
    insert!(
        tx,
        "insert into published_lesson (note, edition, position, outcome, condition, action, reason, lesson, phase_kind)
         values ($1, 1, 1, 'worked', 'on coud à plusieurs', 'numéroter les postes', 'on se repère', $2, 'production')",
        note,
        lesson,
    );
}

/// Four metres of cloth that were given, a purchase and a lot without lines, a photo of the product.
async fn stock(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    insert!(
        tx,
        "insert into photo (id, cohort, bytes, width, height) values ($1, $2, $3, 4, 3)",
        ids["photo"],
        ids["cohort"],
        b"a photo".to_vec(),
    );
    insert!(tx, "update product set photo = $1 where id = $2", ids["photo"], ids["product"]);
    insert!(
        tx,
        "insert into material (id, cohort, name, unit) values ($1, $2, $3, 'metre')",
        ids["material"],
        ids["cohort"],
        format!("{mark} coton"),
    );
    insert!(
        tx,
        "insert into movement (id, cohort, material, kind, quantity, on_day, entered_at) values ($1, $2, $3, 'donated', 4000, $4, $5)",
        ids["movement"],
        ids["cohort"],
        ids["material"],
        today(),
        start(),
    );
    insert!(
        tx,
        "insert into purchase (id, cohort, bought_on, what, supplier, total_cents, vat_cents, entered_at)
         values ($1, $2, $3, 'shared', $4, 600, 100, $5)",
        ids["purchase"],
        ids["cohort"],
        today(),
        format!("{mark} magasin"),
        start(),
    );
    insert!(
        tx,
        "insert into lot (id, cohort, number, product, made_on, quantity, entered_at) values ($1, $2, 1, $3, $4, 1000, $5)",
        ids["lot"],
        ids["cohort"],
        ids["product"],
        today(),
        start(),
    );
}

/// A sale of the owner's with its entry in the journal; an order that she took, with a task.
async fn trade(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    insert!(
        tx,
        "insert into sale (id, cohort, channel, clientele, paid_by, sold_on, sold_at, seller, note, total_cents)
         values ($1, $2, 'market', 'new', 'cash', $3, $4, $5, $6, 2500)",
        ids["sale"],
        ids["cohort"],
        today(),
        start(),
        ids["owner"],
        format!("{mark} vente"),
    );
    insert!(
        tx,
        "insert into sale_line (id, sale, position, product, what, quantity, price_cents, amount_cents)
         values ($1, $2, 0, $3, $4, 2000, 1250, 2500)",
        Uuid::now_v7(),
        ids["sale"],
        ids["product"],
        format!("{mark} tablier"),
    );
    insert!(
        tx,
        "insert into journal (id, cohort, on_day, account, amount_cents, what, source, entered_at)
         values ($1, $2, $3, 'sales', 2500, 'Vente', $4, $5)",
        Uuid::now_v7(),
        ids["cohort"],
        today(),
        ids["sale"],
        start(),
    );
    insert!(
        tx,
        "insert into customer_order (id, cohort, number, kind, clientele, customer, contact, deliver_on, state, taken_by, created_at)
         values ($1, $2, 1, 'association', 'new', $3, '01 23 45 67 89', $4, 'quote', $5, $6)",
        ids["order"],
        ids["cohort"],
        format!("{mark} cliente"),
        today() + Duration::days(1),
        ids["owner"],
        start(),
    );
    insert!(
        tx,
        "insert into order_line (id, customer_order, position, product, what, quantity, price_cents, amount_cents)
         values ($1, $2, 0, $3, 'Tablier', 4000, 1000, 4000)",
        Uuid::now_v7(),
        ids["order"],
        ids["product"],
    );
    insert!(
        tx,
        "insert into order_task (id, customer_order, person, what) values ($1, $2, $3, $4)",
        ids["task"],
        ids["order"],
        ids["colleague"],
        format!("{mark} tâche"),
    );
}

/// An entry, an advance, a sharing with one rule, one that is frozen, and the decision that chose its rule.
async fn money(tx: &mut Tx, slug: &str, ids: &HashMap<&'static str, Uuid>) {
    use cooperade::{app::sharing::whole::Frozen, domain::money::Cents, domain::sharing::*};
    let mark = if slug == "ours" { "Notre" } else { CANARY };
    let (started, day) = (NaiveDate::from_ymd_opt(2026, 9, 21), NaiveDate::from_ymd_opt(2026, 11, 2));
    insert!(
        tx,
        "insert into journal (id, cohort, on_day, account, amount_cents, what, entered_at) values ($1, $2, $3, 'grant', 100000, $4, $5)",
        ids["entry"],
        ids["cohort"],
        day,
        format!("{mark} subvention"),
        start(),
    );
    insert!(
        tx,
        "insert into decision (id, cohort, title, method, secret, electorate, needed, state, proposed_by, proposed_on, closed_on)
         values ($1, $2, $3, 'consent', $4, 'entrepreneurs', 1, 'closed', $5, $6, $6)",
        ids["decided"],
        ids["cohort"],
        format!("{mark} partage"),
        false,
        ids["owner"],
        today(),
    );
    insert!(
        tx,
        "insert into decision_ballot (decision, person, ballot) values ($1, $2, 'agree')",
        ids["decided"],
        ids["owner"],
    );
    let rule = Rule { weights: [(Key::Equal, 1)].into(), ..Rule::default() };
    let part = Part { member: ids["owner"], counts: Default::default(), left_out: None, advance: Cents(0) };
    let pool = Pool::of(Earned::default(), SetAside::default());
    let shared = share(Cents(0), std::slice::from_ref(&part), &rule).expect("shared");
    let frozen = Frozen {
        aside: SetAside::default(),
        pool,
        name: mark.to_owned(),
        rule: rule.clone(),
        parts: vec![part],
        shared,
    };
    for (name, last, decision, frozen) in [
        ("sharing", NaiveDate::from_ymd_opt(2026, 11, 22), None, None),
        (
            "frozen",
            NaiveDate::from_ymd_opt(2026, 9, 30),
            Some(ids["decided"]),
            Some(serde_json::to_string(&frozen).expect("json")),
        ),
    ] {
        insert!(
            tx,
            "insert into sharing (id, cohort, name, first_on, last_on, contribution, reserve, carried, open_lines, decision, frozen_on, frozen)
             values ($1, $2, $3, $4, $5, 0, 0, 0, $6, $7, $8, $9)",
            ids[name],
            ids["cohort"],
            format!("{mark} partage {name}"),
            if frozen.is_some() { started } else { NaiveDate::from_ymd_opt(2026, 10, 1) },
            last,
            false,
            decision,
            frozen.as_ref().map(|_| today()),
            frozen,
        );
    }
    insert!(
        tx,
        "insert into sharing_rule (id, sharing, name, rule) values ($1, $2, $3, $4)",
        ids["rule"],
        ids["sharing"],
        format!("{mark} règle"),
        serde_json::to_string(&rule).expect("json"),
    );
    insert!(
        tx,
        "insert into advance (id, cohort, person, amount_cents, on_day) values ($1, $2, $3, 1500, $4)",
        ids["advance"],
        ids["cohort"],
        ids["owner"],
        day,
    );
}

/// The hash of `PASSWORD`, made once: hashing is slow on purpose.
fn hash() -> String {
    use std::sync::OnceLock;
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let hasher = cooperade::platform::password::Hasher::new();
        let run = async move { hasher.hash(PASSWORD).await.expect("a hash") };
        std::thread::spawn(move || tokio::runtime::Runtime::new().expect("a runtime").block_on(run))
            .join()
            .expect("hashed")
    })
    .clone()
}

/// A form that is all right, with some fields changed; an empty value leaves the field out.
pub fn changed<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(known, _)| !changes.iter().any(|(name, _)| name == known));
    kept.chain(changes).copied().filter(|(_, value)| !value.is_empty()).collect()
}
