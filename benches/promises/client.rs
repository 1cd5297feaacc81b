//! A visitor over one kept connection: HTTP/1.1 as far as this server speaks it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

pub const RECORD: &str = "/api/production/record";
pub const BOOK: &str = "/api/bookings/book";
pub const SERIES: &str = "/api/bookings/book-series";

pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Bytes received, headers included.
    pub wire: usize,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub struct Client {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

impl Client {
    pub fn connect(addr: &str) -> Option<Self> {
        let stream = TcpStream::connect(addr).ok()?;
        stream.set_nodelay(true).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        Some(Self { stream: BufReader::with_capacity(64 * 1024, stream), host: addr.to_owned(), cookie: String::new() })
    }

    pub fn get(&mut self, path: &str, accept: &str) -> Answer {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Language: fr\r\nAccept-Encoding: {accept}\r\nCookie: {}\r\n\r\n",
            self.host, self.cookie
        ))
    }

    pub fn post(&mut self, path: &str, form: &str) -> Answer {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nReferer: http://{host}/\r\nSec-Fetch-Site: same-origin\r\n\
             Accept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nCookie: {}\r\n\r\n{form}",
            form.len(),
            self.cookie,
            host = self.host
        ))
    }

    fn send(&mut self, request: &str) -> Answer {
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut answer = self.head();
        if answer.header("transfer-encoding") == Some("chunked") {
            self.chunks(&mut answer);
        } else {
            let length = answer.header("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
            answer.body.resize(length, 0);
            self.stream.read_exact(&mut answer.body).unwrap();
            answer.wire += length;
        }
        answer
    }

    fn line(&mut self, wire: &mut usize) -> String {
        let mut line = String::new();
        *wire += self.stream.read_line(&mut line).unwrap();
        line.truncate(line.trim_end().len());
        line
    }

    fn head(&mut self) -> Answer {
        let mut wire = 0;
        let first = self.line(&mut wire);
        let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let mut headers = Vec::with_capacity(24);
        loop {
            let line = self.line(&mut wire);
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        Answer { status, headers, body: Vec::new(), wire }
    }

    fn chunks(&mut self, answer: &mut Answer) {
        loop {
            let length = usize::from_str_radix(&self.line(&mut answer.wire), 16).unwrap();
            let start = answer.body.len();
            answer.body.resize(start + length, 0);
            self.stream.read_exact(&mut answer.body[start..]).unwrap();
            answer.wire += length;
            self.line(&mut answer.wire);
            if length == 0 {
                return;
            }
        }
    }
}

/// Somebody's session: opens as many connections as are wanted.
pub struct Visit {
    addr: String,
    cookie: String,
}

impl Visit {
    pub fn stranger(addr: &str) -> Self {
        Self { addr: addr.to_owned(), cookie: String::new() }
    }

    /// Signs in by the form that the page shows.
    pub fn sign_in(addr: &str, (login, password): &(String, String)) -> Self {
        let mut client = Client::connect(addr).unwrap();
        let page = client.get("/sign-in", "identity").text();
        let form = Form::find(&page, "name=\"password\"").expect("a form to sign in");
        let body = form.clone().with("login", login).with("password", password).body();
        let answer = client.post(&form.action, &body);
        let given = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
        let cookies: Vec<&str> = given.filter_map(|(_, value)| value.split(';').next()).collect();
        assert!(!cookies.is_empty(), "{login} cannot sign in: {} {:?}", answer.status, answer.header("location"));
        Self { addr: addr.to_owned(), cookie: cookies.join("; ") }
    }

    pub fn client(&self) -> Client {
        let mut client = Client::connect(&self.addr).unwrap();
        client.cookie.clone_from(&self.cookie);
        client
    }
}

/// The running cohort of the demonstration, a facilitator and an entrepreneur of it: (slug, (login, password), …).
pub fn people(demo: &serde_json::Value) -> (String, (String, String), (String, String)) {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let past = |cohort: &&serde_json::Value| ["2019", "2020", "2021"].iter().any(|y| cohort.to_string().contains(y));
    let cohorts = demo["cohorts"].as_array().unwrap();
    let slug = text(&cohorts.iter().find(|cohort| !past(cohort)).or(cohorts.last()).unwrap()["slug"]);
    let first = |role: &str| {
        let found =
            demo["logins"].as_array().unwrap().iter().find(|l| text(&l["role"]) == role && text(&l["cohort"]) == slug);
        let found = found.unwrap_or_else(|| panic!("no {role} in {slug}"));
        (text(&found["login"]), text(&found["password"]))
    };
    let (facilitator, entrepreneur) = (first("facilitator"), first("entrepreneur"));
    (slug, facilitator, entrepreneur)
}

/// A form of a page, filled as it arrives.
#[derive(Clone)]
pub struct Form {
    pub action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The first form that holds these characters.
    pub fn find(html: &str, holding: &str) -> Option<Self> {
        let forms = html.split("<form ").skip(1).filter_map(|form| form.split_once("</form>").map(|(form, _)| form));
        let form = forms.into_iter().find(|form| form.contains(holding))?;
        let mut fields = Vec::new();
        for part in form.split('<').skip(1) {
            let Some(name) = attribute(part, "name") else { continue };
            let kind = attribute(part, "type").unwrap_or("text".to_owned());
            let value = attribute(part, "value").unwrap_or_default();
            let idle = ["radio", "checkbox"].contains(&kind.as_str()) && !part.contains(" checked");
            if part.starts_with("input") && !idle {
                fields.push((name, value));
            } else if part.starts_with("select") {
                let options =
                    form.split_once(part).map_or("", |(_, rest)| rest).split("</select>").next().unwrap_or("");
                let chosen = options.split("<option").skip(1);
                let chosen = chosen.clone().find(|option| option.contains(" selected")).or(chosen.clone().next());
                fields.push((name, chosen.and_then(|option| attribute(option, "value")).unwrap_or_default()));
            } else if part.starts_with("textarea") {
                fields.push((name, String::new()));
            }
        }
        let head = form.split('>').next().unwrap_or_default();
        Some(Self { action: attribute(&format!(" {head}"), "action")?, fields })
    }

    /// Another value for a field; a day that is asked for in three is given in one.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let parts = ["day", "month", "year"].map(|part| format!("{name}[{part}]"));
        self.fields.retain(|(known, _)| known != name && !parts.contains(known));
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub fn body(&self) -> String {
        let pairs: Vec<String> = self.fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        pairs.join("&")
    }
}

/// The addresses on a page that hold these characters.
pub fn links(html: &str, holding: &str) -> Vec<String> {
    let found = html.split("<a ").skip(1).filter_map(|tag| attribute(&format!(" {}", tag.split('>').next()?), "href"));
    found.filter(|href| href.contains(holding)).collect()
}

/// The value of a name in an address.
pub fn value(address: &str, name: &str) -> Option<String> {
    let query = address.split_once('?')?.1;
    let pair = query.split('&').find_map(|pair| pair.split_once('=').filter(|(known, _)| *known == name))?;
    Some(pair.1.replace("%3A", ":").replace("%3a", ":"))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!(" {name}=\""))?.1;
    rest.split('"').next().map(|value| value.replace("&amp;", "&"))
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
