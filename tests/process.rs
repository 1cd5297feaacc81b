//! The program as a process: started, asked over a socket, stopped, killed, its database checked.

use crate::place::Place;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use uuid::Uuid;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cooperade");

/// A database of its own, on the engine of this build.
struct Data(Place);

impl Data {
    fn fresh() -> Self {
        Self(Place::bare_now())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(PROGRAM).args(arguments).args(["--database", self.0.address()]).output().expect("the program")
    }

    fn demo(&self) -> serde_json::Value {
        let output = self.run(&["demo", "--json"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

/// A running server, ended when dropped.
struct Server {
    child: Child,
    address: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(data: &Data, level: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port").port();
        let address = format!("127.0.0.1:{port}");
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--addr", &address, "--database", data.0.address(), "--log", level])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let log = Arc::new(Mutex::new(Vec::new()));
        let (lines, stderr) = (log.clone(), child.stderr.take().expect("a pipe"));
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                lines.lock().expect("the log").push(line);
            }
        });
        let server = Self { child, address, log };
        let since = Instant::now();
        while TcpStream::connect(&server.address).is_err() {
            assert!(since.elapsed() < Duration::from_secs(20), "it does not start: {:?}", server.log.lock());
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
    }

    /// How long it took to end.
    fn wait(&mut self) -> Duration {
        let since = Instant::now();
        self.child.wait().expect("it ends");
        since.elapsed()
    }

    fn statements(&self) -> usize {
        self.log
            .lock()
            .expect("the log")
            .iter()
            .filter(|line| line.contains("sqlx::query") && !line.contains("PRAGMA"))
            .count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own: status, head and body; nothing when the connection broke.
fn ask(address: &str, method: &str, path: &str, cookie: &str, body: &str) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let form = if method == "POST" { "content-type: application/x-www-form-urlencoded\r\n" } else { "" };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nreferer: http://{address}/\r\naccept: text/html\r\n\
         cookie: {cookie}\r\nconnection: close\r\n{form}content-length: {}\r\n\r\n{body}",
        body.len(),
    );
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, head.to_owned(), body.to_owned()))
}

/// Signs in by the real form and returns the cookie.
fn sign_in(address: &str, login: &serde_json::Value) -> String {
    let body = format!(
        "login={}&password={}&next=",
        login["login"].as_str().expect("text"),
        login["password"].as_str().expect("text")
    );
    let (status, head, body) = ask(address, "POST", "/api/people/sign-in", "", &body).expect("an answer");
    assert_eq!(status, 302, "{head}\n{body}");
    let line = head.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).expect("a cookie");
    line.split_once(": ").expect("a value").1.split(';').next().expect("a pair").to_owned()
}

fn login<'d>(demo: &'d serde_json::Value, role: &str) -> &'d serde_json::Value {
    let running = running(demo);
    let logins = demo["logins"].as_array().expect("logins");
    let mine = |login: &&serde_json::Value| login["role"] == role && login["cohort"] == running;
    logins.iter().find(mine).unwrap_or_else(|| panic!("no {role} of {running} in {logins:?}"))
}

/// The slug of the cohort that runs today: the last that the demonstration names.
fn running(demo: &serde_json::Value) -> &str {
    demo["cohorts"].as_array().and_then(|all| all.last()).and_then(|one| one["slug"].as_str()).expect("a cohort")
}

fn rounds(normal: usize, soak: usize) -> usize {
    if std::env::var("COOPERADE_SOAK").is_ok() { soak } else { normal }
}

#[test]
fn the_demonstration_fills_once_and_checks_sound() {
    let data = Data::fresh();
    let demo = data.demo();
    assert_eq!(demo["cohorts"].as_array().map(Vec::len), Some(3));
    assert!(!data.run(&["demo"]).status.success(), "a database that is not empty is refused");
    let check = data.run(&["check"]);
    assert!(
        check.status.success(),
        "{}{}",
        String::from_utf8_lossy(&check.stdout),
        String::from_utf8_lossy(&check.stderr)
    );
}

#[test]
fn it_stops_in_time_with_a_half_sent_head() {
    let data = Data::fresh();
    for _ in 0..rounds(1, 50) {
        let mut server = Server::start(&data, "error");
        let mut half = TcpStream::connect(&server.address).expect("a connection");
        half.write_all(b"GET / HTTP/1.1\r\nhost:").expect("half a head");
        assert_eq!(ask(&server.address, "GET", "/health", "", "").expect("an answer").0, 200);
        server.signal("TERM");
        assert!(server.wait() < Duration::from_secs(12));
    }
}

/// What was answered is there after the process was killed, and nothing is there by half.
#[test]
fn a_killed_process_loses_nothing_that_it_acknowledged() {
    let data = Data::fresh();
    let demo = data.demo();
    let slug = running(&demo).to_owned();
    let mut acknowledged = Vec::new();
    let mut cookie = String::new();
    for round in 0..rounds(4, 200) {
        let mut server = Server::start(&data, "error");
        if cookie.is_empty() {
            cookie = sign_in(&server.address, login(&demo, "entrepreneur"));
        }
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let (address, cookie, slug) = (server.address.clone(), cookie.clone(), slug.clone());
                std::thread::spawn(move || contribute_until_it_dies(&address, &cookie, &slug))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(150 + 37 * (round as u64 % 11)));
        server.signal("KILL");
        server.wait();
        acknowledged.extend(writers.into_iter().flat_map(|writer| writer.join().expect("a writer")));
    }
    assert!(acknowledged.len() > rounds(4, 200), "only {} writes were answered", acknowledged.len());
    let server = Server::start(&data, "error");
    for key in &acknowledged {
        let path = format!("/cohorts/{slug}/capitalisation/contributions/{key}");
        let (status, _, _) = ask(&server.address, "GET", &path, &cookie, "").expect("an answer");
        assert_eq!(status, 200, "{key} was acknowledged and is lost");
    }
    drop(server);
    assert!(data.run(&["check"]).status.success());
}

/// Sends contributions one after the other; the keys of those that were answered as done.
fn contribute_until_it_dies(address: &str, cookie: &str, slug: &str) -> Vec<String> {
    let mut done = Vec::new();
    for _ in 0..10_000 {
        let key = Uuid::now_v7().to_string();
        let body = format!("cohort={slug}&key={key}&kind=worked&text=tenir&scope=cohort");
        match ask(address, "POST", "/api/capitalisation/contribute", cookie, &body) {
            Some((302, head, _)) if head.contains("notice=contribution_kept") => done.push(key),
            Some((302, head, _)) => panic!("refused: {head}"),
            _ => break,
        }
    }
    done
}

#[cfg(feature = "sqlite")]
#[test]
fn a_backup_restores_and_a_damaged_one_is_refused() {
    let (data, other) = (Data::fresh(), Data::fresh());
    data.demo();
    let copy = data.0.folder().join("copy.db");
    let server = Server::start(&data, "error");
    let made = data.run(&["backup", "--to", &copy.display().to_string()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let busy = data.run(&["restore", "--from", &copy.display().to_string()]);
    assert!(!busy.status.success(), "a database that is served is not replaced");
    drop(server);
    let restored = other.run(&["restore", "--from", &copy.display().to_string()]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    assert!(other.run(&["check"]).status.success());
    refuse_damaged(&copy, &other);
}

#[cfg(feature = "sqlite")]
fn refuse_damaged(copy: &std::path::Path, other: &Data) {
    let bytes = std::fs::read(copy).expect("the copy");
    std::fs::write(copy, &bytes[..bytes.len() / 2]).expect("half the copy");
    let refused = other.run(&["restore", "--from", &copy.display().to_string()]);
    assert!(!refused.status.success(), "half a file is refused");
    assert!(other.run(&["check"]).status.success(), "and what was there stays");
    std::fs::write(copy, b"<html>not a database</html>").expect("written");
    assert!(!other.run(&["restore", "--from", &copy.display().to_string()]).status.success());
}

#[cfg(feature = "sqlite")]
#[test]
fn two_servers_do_not_share_a_file_and_a_demonstration_stays_on_this_machine() {
    let data = Data::fresh();
    data.demo();
    let server = Server::start(&data, "error");
    assert!(!data.run(&["serve", "--addr", "127.0.0.1:0"]).status.success(), "one server a file");
    drop(server);
    let open = data.run(&["serve", "--addr", "0.0.0.0:0"]);
    assert!(!open.status.success() && String::from_utf8_lossy(&open.stderr).contains("--allow-demo"));
}

/// A page asks the database a fixed number of times, however much there is.
#[test]
fn pages_ask_a_fixed_number_of_times() {
    let data = Data::fresh();
    let demo = data.demo();
    let server = Server::start(&data, "error,sqlx=debug");
    let cookie = sign_in(&server.address, login(&demo, "facilitator"));
    let slugs: Vec<&str> =
        demo["cohorts"].as_array().expect("cohorts").iter().filter_map(|one| one["slug"].as_str()).collect();
    let pages = [
        "",
        "/plan",
        "/poles",
        "/members",
        "/production",
        "/production/products/import",
        "/bookings",
        "/capitalisation",
        "/practices",
        "/search?q=tissu+coupe",
        "/export",
        "/export/sales.csv",
    ];
    // Who writes the note has every figure before her; all tables at once take one statement each, and the audit's.
    let larger = [("/capitalisation/note", 21), ("/export/all.json", 48)];
    for (page, limit) in pages.map(|page| (page, 17)).into_iter().chain(larger) {
        let counts: Vec<usize> =
            slugs.iter().map(|slug| statements(&server, &format!("/cohorts/{slug}{page}"), &cookie)).collect();
        let most = counts.iter().max().copied().unwrap_or_default();
        // A space that gives no place back is not asked which it gave.
        let spared = usize::from(page == "/bookings");
        assert!(
            counts.iter().all(|count| *count + spared >= most) && (1..=limit).contains(&most),
            "{page}: {counts:?}"
        );
    }
}

/// How many statements one more look at `path` takes.
fn statements(server: &Server, path: &str, cookie: &str) -> usize {
    ask(&server.address, "GET", path, cookie, "").expect("an answer");
    settle(server);
    let before = server.statements();
    let (status, _, _) = ask(&server.address, "GET", path, cookie, "").expect("an answer");
    assert_eq!(status, 200, "{path}");
    settle(server);
    server.statements() - before
}

/// Waits until the log says nothing new.
fn settle(server: &Server) {
    let mut last = usize::MAX;
    while last != server.statements() {
        last = server.statements();
        std::thread::sleep(Duration::from_millis(60));
    }
}
