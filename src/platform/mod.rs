//! What any server of this kind needs: settings, database, who is asking, limits, answers. It knows nothing of cohorts.

pub mod assets;
pub mod audit;
pub mod clock;
pub mod config;
pub mod db;
pub mod drafts;
pub mod error;
pub mod form;
pub mod http;
pub mod idempotency;
pub mod mail;
pub mod password;
pub mod pdf;
pub mod photo;
pub mod pulse;
pub mod serve;
pub mod session;
pub mod sheet;
pub mod telemetry;
pub mod throttle;
pub mod token;
pub mod upload;
pub mod voice;

use std::sync::Arc;

/// Everything a request may need, made once at start.
pub struct Platform {
    pub db: db::Db,
    pub clock: clock::Clock,
    pub settings: config::Serve,
    pub hasher: password::Hasher,
    pub addresses: throttle::Addresses,
    pub assets: assets::Assets,
    /// What has changed since a page was read, by cohort.
    pub pulses: pulse::Pulses,
    /// What sends mail, where a mail server is named.
    pub post: Option<mail::Post>,
    /// A database filled by `cooperade demo` says so on every page.
    pub demonstration: bool,
}

/// Why the program does not start, in words for the terminal.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Database(#[from] db::OpenError),
    #[error("the database cannot be read: {0}")]
    Read(#[from] sqlx::Error),
    #[error(transparent)]
    Mail(#[from] mail::MailError),
}

/// Shared by every request.
pub type State = Arc<Platform>;

impl Platform {
    /// Opens what `settings` name. Fails when the database cannot be opened or migrated, or mail is half set up.
    pub async fn start(settings: config::Serve, clock: clock::Clock) -> Result<State, StartError> {
        let post = mail::Post::start(&settings.mail)?;
        let db = db::Db::open(&settings.database).await?;
        let demonstration = db.is_demonstration().await?;
        Ok(Arc::new(Self {
            db,
            clock,
            hasher: password::Hasher::new(),
            addresses: throttle::Addresses::new(),
            assets: assets::Assets::find(),
            pulses: pulse::Pulses::default(),
            settings,
            post,
            demonstration,
        }))
    }
}
