//! Measures what the README promises and writes BENCHMARKS.md: `make bench`.
//!
//! The release program runs as a child on a temporary demonstration database, on loopback, and is asked as a browser asks:
//! signed in by the real form, one cookie, real forms with a fresh key each. The load generator shares the machine's
//! cores, so each figure is a lower bound. Everything here is blocking and made of the standard library: sixteen threads
//! that wait cost less than a second runtime.

#![allow(clippy::unwrap_used)]

mod client;
mod crowd;
mod found;
mod many;
mod report;
mod thousand;
mod workbook;
mod workshop;

use client::{Client, Form, Visit};
use report::{Machine, Report};
use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

const CONNECTIONS: usize = 16;
const WARM: Duration = Duration::from_millis(700);
const LOAD: Duration = Duration::from_secs(4);
const WRITES: usize = 200;
/// As browsers ask.
const COMPRESSED: &str = "gzip, deflate, br, zstd";
const PLAIN: &str = "identity";

/// The program, serving one database.
struct Server {
    child: Child,
    addr: String,
    started_in: Duration,
}

impl Server {
    fn start(program: &Path, database: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let addr = format!("127.0.0.1:{port}");
        let begun = Instant::now();
        let child = Command::new(program)
            .args(["serve", "--addr", &addr, "--database", database, "--log", "error"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, addr, started_in: Duration::ZERO };
        while Client::connect(&server.addr).is_none_or(|mut client| client.get("/health", PLAIN).status != 200) {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not answer");
            assert!(server.child.try_wait().unwrap().is_none(), "the server ended");
            thread::sleep(Duration::from_millis(2));
        }
        server.started_in = begun.elapsed();
        server
    }

    /// Resident memory in MB: now (`VmRSS`) or at most so far (`VmHWM`). Linux only.
    fn memory(&self, field: &str) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with(field))?;
        Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Answers a second and how long they took.
pub struct Load {
    pub rate: f64,
    pub times: Vec<Duration>,
}

impl Load {
    fn of(mut times: Vec<Duration>, over: Duration) -> Self {
        times.sort_unstable();
        Self { rate: times.len() as f64 / over.as_secs_f64(), times }
    }

    pub fn percentile(&self, of_hundred: usize) -> f64 {
        let at = (self.times.len() * of_hundred / 100).min(self.times.len() - 1);
        self.times[at].as_secs_f64() * 1000.0
    }
}

/// Asks for one page over and over on so many connections.
fn load(visit: &Visit, path: &str, accept: &str, connections: usize, how_long: Duration) -> Load {
    let stop = AtomicBool::new(false);
    let counting = AtomicBool::new(false);
    let times = thread::scope(|scope| {
        let ask = || {
            let mut client = visit.client();
            let mut times = Vec::with_capacity(100_000);
            while !stop.load(Ordering::Relaxed) {
                let counted = counting.load(Ordering::Relaxed);
                let from = Instant::now();
                let answer = client.get(path, accept);
                assert_eq!(answer.status, 200, "{path}");
                if counted {
                    times.push(from.elapsed());
                }
            }
            times
        };
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(ask)).collect();
        thread::sleep(WARM);
        counting.store(true, Ordering::Relaxed);
        thread::sleep(how_long);
        stop.store(true, Ordering::Relaxed);
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    Load::of(times, how_long)
}

/// Sends forms one after the other on each of so many connections; `make` says the n-th form.
fn post(visit: &Visit, action: &str, connections: usize, each: usize, make: impl Fn(usize) -> String + Sync) -> Load {
    let begun = Instant::now();
    let times = thread::scope(|scope| {
        let send = |thread: usize| {
            let mut client = visit.client();
            let make = &make;
            move || {
                let mut times = Vec::with_capacity(each);
                for n in 0..each {
                    let body = make(thread * each + n);
                    let from = Instant::now();
                    let answer = client.post(action, &body);
                    times.push(from.elapsed());
                    let to = answer.header("location").unwrap_or_default();
                    assert!(
                        (300..400).contains(&answer.status) && !to.contains("draft=") && !to.contains("refused="),
                        "{body}: {} {to}",
                        answer.status
                    );
                }
                times
            }
        };
        let threads: Vec<_> = (0..connections).map(|thread| scope.spawn(send(thread))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    Load::of(times, begun.elapsed())
}

/// What a durable write costs here without any program: 4 KB appended and synchronised.
fn disk(folder: &Path) -> Load {
    use std::io::Write;
    let mut file = std::fs::File::create(folder.join("disk")).unwrap();
    let begun = Instant::now();
    let one = |_| {
        let from = Instant::now();
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        from.elapsed()
    };
    let times = (0..WRITES).map(one).collect();
    Load::of(times, begun.elapsed())
}

/// Bytes over the wire of a page and all that it asks for, as a browser without a cache fetches them; and whether it has an island.
fn first_load(visit: &Visit, path: &str) -> (usize, bool) {
    let mut client = visit.client();
    let page = client.get(path, COMPRESSED);
    let html = client.get(path, PLAIN).text();
    let island = html.contains("<leptos-island");
    let mut wanted: Vec<String> = Vec::new();
    for tag in
        html.split('<').filter(|tag| ["link ", "script ", "img ", "use "].iter().any(|name| tag.starts_with(name)))
    {
        for name in [" href=\"", " src=\""] {
            let Some(rest) = tag.split_once(name).map(|(_, rest)| rest) else { continue };
            let address = rest.split(['"', '#']).next().unwrap_or_default().to_owned();
            if address.starts_with('/') && !wanted.contains(&address) {
                wanted.push(address);
            }
        }
    }
    let rest: usize = wanted.iter().map(|address| client.get(address, COMPRESSED).wire).sum();
    (page.wire + rest, island)
}

/// The addresses that are measured, and the forms as their pages show them.
struct Places {
    plan: String,
    week: String,
    production: String,
    /// What was made, by pictures; and all questions on the page that a phone keeps.
    pictures: String,
    phone: String,
    record: Form,
    book: Form,
    /// Free quarters of an hour: day, from, to.
    free: Vec<[String; 3]>,
}

impl Places {
    fn find(visit: &Visit, slug: &str) -> Self {
        let mut client = visit.client();
        let mut page = |path: &str| client.get(path, PLAIN).text();
        let cohort = format!("/cohorts/{slug}");
        let today = chrono::Utc::now().date_naive();
        let mut week = page(&format!("{cohort}/bookings"));
        let mut free: Vec<[String; 3]> = Vec::new();
        let mut book = None;
        let mut address = None;
        while free.len() < 3 * WRITES {
            for moment in client::links(&week, "from=") {
                let [on, from, to] = ["on", "from", "to"].map(|name| client::value(&moment, name).unwrap_or_default());
                // Today's next quarter may be over when its turn comes.
                if on == today.to_string() {
                    continue;
                }
                free.extend(quarters(&from, &to).map(|[from, to]| [on.clone(), from, to]));
                address = address.or(client::value(&moment, "space"));
                book = book.or_else(|| Form::find(&page(&moment), client::BOOK));
            }
            // The table and the phone's list name the same moments.
            free.sort();
            free.dedup();
            // The last of the links to other weeks is the next one.
            let Some(next) = client::links(&week, "week=").pop() else { break };
            let after = page(&next);
            if after == week {
                break;
            }
            week = after;
        }
        let space = address.expect("a free moment in the workshop");
        Self {
            plan: format!("{cohort}/plan"),
            week: format!("{cohort}/bookings?space={space}&week={}", today.format("%G-W%V")),
            production: format!("{cohort}/production"),
            pictures: format!("{cohort}/production/new"),
            phone: format!("{cohort}/production/phone"),
            record: questions(&mut page, &format!("{cohort}/production/new")),
            book: book.expect("a form to book"),
            free,
        }
    }

    fn booking(&self, n: usize) -> String {
        let [on, from, to] = &self.free[n];
        let form = self.book.clone().with("on", on).with("from", from).with("to", to).with("people", "1");
        form.with("key", &uuid::Uuid::now_v7().to_string()).body()
    }

    fn record(&self, _: usize) -> String {
        self.record.clone().with("key", &uuid::Uuid::now_v7().to_string()).body()
    }
}

/// Walks through the questions of a record, one a page, to the form that the last one shows.
fn questions(page: &mut impl FnMut(&str) -> String, first: &str) -> Form {
    let product = client::links(&page(first), "product=").into_iter().next().expect("a product to record");
    let mut asked = page(&product);
    for _ in 0..6 {
        if let Some(last) = Form::find(&asked, client::RECORD) {
            return last;
        }
        let form = Form::find(&asked, "name=\"after\"").expect("a question");
        let form = if asked.contains("name=\"minutes\"") { form.with("minutes", "90") } else { form };
        asked = page(&format!("{}?{}", form.action, form.body()));
    }
    panic!("the questions do not end");
}

/// `10:00` to `11:00` as four times a quarter of an hour.
fn quarters(from: &str, to: &str) -> impl Iterator<Item = [String; 2]> + use<> {
    let minutes =
        |text: &str| text.split_once(':').and_then(|(h, m)| Some(h.parse::<u32>().ok()? * 60 + m.parse::<u32>().ok()?));
    let text = |at: u32| format!("{:02}:{:02}", at / 60, at % 60);
    let (from, to) = (minutes(from).unwrap_or(0), minutes(to).unwrap_or(0));
    (from..to).step_by(15).map(move |at| [text(at), text(at + 15)])
}

fn main() {
    // `cargo test --benches` and the like only want to know that this compiles.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let program = root.join("target/release/cooperade");
    assert!(program.exists(), "build the program first: make bench");
    // Beside the build and not in the system's temporary folder, which may be memory.
    let folder = tempfile::tempdir_in(root.join("target")).unwrap();
    let small = format!("sqlite:{}", folder.path().join("small.db").display());
    let demo = Command::new(&program).args(["demo", "--database", &small, "--json"]).output().unwrap();
    assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
    let demo: serde_json::Value = serde_json::from_slice(&demo.stdout).unwrap();
    let (slug, facilitator, entrepreneur) = client::people(&demo);
    for copy in ["beside.db", "large.db", "crowded.db", "many.db", "sold.db", "year.db", "decade.db", "learnt.db"] {
        std::fs::copy(folder.path().join("small.db"), folder.path().join(copy)).unwrap();
    }

    let mut report = Report::new(Machine::look());
    let starts: Vec<Duration> = (0..5).map(|_| Server::start(&program, &small).started_in).collect();
    let server = Server::start(&program, &small);
    thread::sleep(Duration::from_secs(2));
    report.start(&Load::of(starts, Duration::from_secs(1)));
    report.memory("Resident memory, idle", 64.0, server.memory("VmRSS"));

    let member = Visit::sign_in(&server.addr, &entrepreneur);
    let lead = Visit::sign_in(&server.addr, &facilitator);
    let places = Places::find(&member, &slug);
    for (what, path) in [("A file (the pictograms)", "/icons.svg"), ("`/health`", "/health")] {
        report.ceiling(what, &load(&member, path, PLAIN, CONNECTIONS, LOAD / 2));
    }
    report.disk(&disk(folder.path()));

    let pages = [
        ("Plan, facilitator", &lead, &places.plan),
        ("Week of bookings", &member, &places.week),
        ("Production", &member, &places.production),
    ];
    for (what, visit, path) in pages {
        let plain = load(visit, path, PLAIN, CONNECTIONS, LOAD);
        let compressed = load(visit, path, COMPRESSED, CONNECTIONS, LOAD / 2);
        let alone = load(visit, path, PLAIN, 1, LOAD / 4);
        report.page(what, &plain, &compressed, &alone);
    }
    report.memory("Resident memory, at most under that load", 128.0, server.memory("VmHWM"));

    let sent = post(&member, client::RECORD, 1, WRITES, |n| places.record(n));
    report.write("Production record, one client", &sent);
    let sent = post(&member, client::RECORD, 8, WRITES / 4, |n| places.record(n));
    report.together("Production records, 8 clients", 500.0, &sent);
    // By who accompanies: no weekly quota holds her.
    let sent = post(&lead, client::BOOK, 1, WRITES, |n| places.booking(n));
    report.write("Booking, one client", &sent);
    let sent = post(&lead, client::BOOK, 8, WRITES / 4, |n| places.booking(WRITES + n));
    report.together("Bookings of different moments, 8 clients", 1000.0, &sent);

    let welcome = Visit::stranger(&server.addr);
    let first =
        [("Sign-in", &welcome, "/sign-in"), ("Plan", &lead, &places.plan), ("Week of bookings", &member, &places.week)];
    for (what, visit, path) in first.into_iter().chain([("Production", &member, places.production.as_str())]) {
        let (bytes, island) = first_load(visit, path);
        report.first_load(what, bytes, island, 120.0);
    }
    // What a phone loads before its first record; on one of one's own it keeps what it needs without network.
    for page in [&places.pictures, &places.phone] {
        let (bytes, island) = first_load(&member, page);
        report.first_load("Record", bytes, island, 150.0);
    }

    // A crowded plan: what would move is worked out, then done, a day earlier and a day later in turn.
    drop(server);
    let crowded = format!("sqlite:{}", folder.path().join("crowded.db").display());
    crowd::fill(&folder.path().join("crowded.db"), &slug);
    let server = Server::start(&program, &crowded);
    let lead_there = Visit::sign_in(&server.addr, &facilitator);
    let (looks, moves) = crowd::moving(&lead_there, &slug);
    report.quick("A move of 600 items, looked at", 20.0, &looks);
    report.quick("A move of 600 items, done, durable", 50.0, &moves);
    report.quick("A calendar feed of five months", 10.0, &crowd::feed(&lead_there));

    drop(server);
    many::fill(&folder.path().join("many.db"), &slug);
    let server = Server::start(&program, &format!("sqlite:{}", folder.path().join("many.db").display()));
    let lead_there = Visit::sign_in(&server.addr, &facilitator);
    report.quick("Production with 5,000 records, facilitator", 15.0, &many::page(&lead_there, &places.production));
    report.quick("A sharing among 20 members", 2.0, &many::sharing());

    drop(server);
    found::fill(&program, &folder.path().join("learnt.db"), &slug);
    let server = Server::start(&program, &format!("sqlite:{}", folder.path().join("learnt.db").display()));
    let member_there = Visit::sign_in(&server.addr, &entrepreneur);
    for (what, words) in [("two words", "ourlets+machine"), ("a word of a tenth of them", "patrons")] {
        let path = format!("/cohorts/{slug}/search?q={words}");
        report.quick(&format!("Search over 10,000 lessons, {what}"), 10.0, &many::page(&member_there, &path));
    }

    // Ten thousand lines of sales as a workbook, by a program that has done nothing else.
    drop(server);
    workbook::fill(&folder.path().join("sold.db"), &slug);
    let server = Server::start(&program, &format!("sqlite:{}", folder.path().join("sold.db").display()));
    let lead_there = Visit::sign_in(&server.addr, &facilitator);
    let before = server.memory("VmHWM");
    report.quick("XLSX of 10,000 rows", 1000.0, &workbook::fetched(&lead_there, &slug));
    let after = server.memory("VmHWM");
    let taken = after.zip(before).map(|(after, before)| after - before);
    report.memory("Resident memory that it takes", 64.0, taken);
    report.memory("Resident memory, at most with that XLSX", 128.0, after);

    drop(server);
    workshop::measure(&mut report, &program, folder.path(), &slug, &entrepreneur);

    // The same three pages of untouched files with three and a thousand cohorts, in turn, the best of three of each.
    let cohorts = thousand::multiply(&folder.path().join("large.db"));
    let [beside, large] = ["beside.db", "large.db"]
        .map(|file| Server::start(&program, &format!("sqlite:{}", folder.path().join(file).display())));
    let visits =
        [&beside, &large].map(|server| [&facilitator, &entrepreneur].map(|who| Visit::sign_in(&server.addr, who)));
    for (what, visit, path) in pages {
        let who = usize::from(!std::ptr::eq(visit, &lead));
        let mut best = [f64::MAX; 2];
        for _ in 0..3 {
            for (best, visits) in best.iter_mut().zip(&visits) {
                *best = best.min(load(&visits[who], path, PLAIN, 1, LOAD / 4).percentile(50));
            }
        }
        report.growth(what, cohorts, best[0], best[1]);
    }
    report.finish(&root.join("BENCHMARKS.md"));
}
