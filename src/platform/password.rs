//! Passwords: argon2id, few at a time, and the same work for a login that nobody has.

use super::error::AppError;
use crate::domain::problem::Problem;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use std::sync::{Arc, OnceLock};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// The longest password taken, in characters.
pub const MAX: usize = 128;
/// 19 MiB, two passes, one lane: OWASP ASVS 11.4.2.
const MEMORY_KIB: u32 = 19 * 1024;

/// Hashes on as many threads as there are cores, so that a crowd at the door does not stop the workshop.
#[derive(Clone)]
pub struct Hasher(Arc<Semaphore>);

impl Hasher {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self(Arc::new(Semaphore::new(cores)))
    }

    /// The hash to keep, in PHC form with its own salt.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await?.ok_or(AppError::Internal)
    }

    /// Whether `password` is the one that was hashed. Without a hash the same time passes and the answer is no.
    pub async fn verify(&self, password: &str, kept: Option<String>) -> Result<bool, AppError> {
        let password = password.to_owned();
        self.run(move || match kept {
            Some(kept) => argon2().verify_password(password.as_bytes(), kept.as_str()).is_ok(),
            None => {
                let _ = argon2().verify_password(password.as_bytes(), dummy());
                false
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let _turn = self.0.acquire().await.map_err(|_| AppError::Busy)?;
        spawn_blocking(work).await.map_err(|_| AppError::Internal)
    }
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY_KIB, 2, 1, Some(32)).unwrap_or_default())
}

fn hash(password: &str) -> Option<String> {
    argon2().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

fn dummy() -> &'static str {
    static DUMMY: OnceLock<String> = OnceLock::new();
    DUMMY.get_or_init(|| hash("nobody has this one").unwrap_or_default())
}

/// Whether `password` may be chosen by somebody called `known` (her login and name, which it must not lean on).
pub fn check(password: &str, least: usize, known: &[&str]) -> Result<(), Problem> {
    let length = password.chars().count();
    if length < least || length > MAX {
        return Err(Problem::PasswordLength { min: least, max: MAX });
    }
    match zxcvbn::zxcvbn(password, known).score() {
        zxcvbn::Score::Three | zxcvbn::Score::Four => Ok(()),
        _ => Err(Problem::TooWeak),
    }
}
