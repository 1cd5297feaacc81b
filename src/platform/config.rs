//! Settings: flags, each also an environment variable. `--help` lists them all.

use clap::Args;
use std::net::SocketAddr;

/// Where the data lives.
#[derive(Args, Clone, Debug)]
pub struct Database {
    /// `sqlite:data/cooperade.db`, or `postgres://…` in a build with the feature `postgres`
    #[arg(long, env = "COOPERADE_DATABASE", default_value = "sqlite:data/cooperade.db")]
    pub database: String,
}

/// How the server listens and what it believes about the way to it.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Address and port to listen on
    #[arg(long, env = "COOPERADE_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Where the data lives
    #[arg(long, env = "COOPERADE_DATABASE", default_value = "sqlite:data/cooperade.db")]
    pub database: String,
    /// The address that people type, as `https://atelier.example.org`: links and QR codes are made from it
    #[arg(long, env = "COOPERADE_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The reverse proxy's address: only from there is `X-Forwarded-For` believed
    #[arg(long, env = "COOPERADE_TRUSTED_PROXY")]
    pub trusted_proxy: Option<std::net::IpAddr>,
    /// Serve a demonstration database beyond this machine: its passwords are known to everybody
    #[arg(long, env = "COOPERADE_ALLOW_DEMO")]
    pub allow_demo: bool,
    #[command(flatten)]
    pub mail: Mail,
    /// What to log: error, warn, info, debug
    #[arg(long, env = "COOPERADE_LOG", default_value = "info")]
    pub log: String,
}

/// Mail: all of it or nothing. Without a mail server nobody is asked for an address.
#[derive(Args, Clone, Default)]
pub struct Mail {
    /// The mail server, as `smtps://user:password@mail.example.org`; without one no mail is sent
    #[arg(long, env = "COOPERADE_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// From whom mail comes, as `Atelier <atelier@example.org>`
    #[arg(long, env = "COOPERADE_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// The file with the key that addresses are sealed with, made when there is none: keep it apart from the database's copies
    #[arg(long, env = "COOPERADE_MAIL_KEY")]
    pub mail_key: Option<std::path::PathBuf>,
}

/// The mail server's address holds a password: it stands in no log.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("from", &self.mail_from).finish_non_exhaustive()
    }
}

impl Serve {
    /// The address that links and QR codes begin with, without a final slash.
    pub fn base_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.addr),
        }
    }
}
