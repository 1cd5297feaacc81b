//! Mail, where a mail server is named. An address is kept sealed under a key that stands in a file of its own: a stolen copy
//! of the database has no address in it.

use super::{config, token::random_bytes};
use crate::domain::problem::Problem;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::extension::ClientId,
};
use std::{io::Write, path::Path, time::Duration};
use uuid::Uuid;

/// How long a mail server may take for one mail.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longer addresses are not delivered anywhere.
const LONGEST: usize = 254;
const NONCE: usize = 24;

/// Why mail cannot be sent, in words for the terminal and the log.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("--smtp-url, --mail-from and --mail-key go together")]
    Incomplete,
    #[error("--mail-from is no address: {0}")]
    From(lettre::address::AddressError),
    #[error("the mail server: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
    #[error("the mail could not be written: {0}")]
    Written(#[from] lettre::error::Error),
    #[error("the file of --mail-key: {0}")]
    Key(#[from] std::io::Error),
    #[error("an address was sealed with another key")]
    Sealed,
}

/// What sends mail, and seals the addresses that it is sent to.
pub struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    seal: XChaCha20Poly1305,
}

impl Post {
    /// What the settings name, or nothing.
    pub fn start(settings: &config::Mail) -> Result<Option<Self>, MailError> {
        let (url, from, key) = match (&settings.smtp_url, &settings.mail_from, &settings.mail_key) {
            (None, _, _) => return Ok(None),
            (Some(url), Some(from), Some(key)) => (url, from, key),
            _ => return Err(MailError::Incomplete),
        };
        let from: Mailbox = from.parse().map_err(MailError::From)?;
        let hello = ClientId::Domain(from.email.domain().to_owned());
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(PATIENCE)).hello_name(hello);
        let seal = XChaCha20Poly1305::new(&key_in(key)?.into());
        Ok(Some(Self { server: server.build(), from, seal }))
    }

    /// An address as the database keeps it: of use only beside the key, and only for this person.
    pub fn seal(&self, person: Uuid, address: &str) -> Result<Vec<u8>, MailError> {
        let nonce = random_bytes::<NONCE>();
        let inside = Payload { msg: address.as_bytes(), aad: person.as_bytes() };
        let sealed = self.seal.encrypt(&XNonce::from(nonce), inside).map_err(|_| MailError::Sealed)?;
        Ok([nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// The address again.
    pub fn open(&self, person: Uuid, sealed: &[u8]) -> Result<String, MailError> {
        let (nonce, inside) = sealed.split_first_chunk::<NONCE>().ok_or(MailError::Sealed)?;
        let inside = Payload { msg: inside, aad: person.as_bytes() };
        let address = self.seal.decrypt(&XNonce::from(*nonce), inside).map_err(|_| MailError::Sealed)?;
        String::from_utf8(address).map_err(|_| MailError::Sealed)
    }

    /// Sends a text. It waits for the mail server, so no request may wait for it.
    pub async fn send(&self, to: &str, subject: &str, text: String) -> Result<(), MailError> {
        let to: Address = to.parse().map_err(|_| MailError::Sealed)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        self.server.send(message).await?;
        Ok(())
    }
}

/// Reads an address that somebody typed.
pub fn parse_address(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    match text.parse::<Address>() {
        Ok(address) if text.len() <= LONGEST && address.domain().contains('.') => Ok(text.to_owned()),
        _ => Err(Problem::NotAnAddress),
    }
}

/// The key in a file, which only its owner reads; made when there is none.
fn key_in(path: &Path) -> Result<[u8; 32], std::io::Error> {
    use std::os::unix::fs::OpenOptionsExt;
    match std::fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| std::io::Error::other("a key has 32 bytes")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = random_bytes::<32>();
            let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            file.write_all(&key)?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(folder: &Path) -> Post {
        let settings = config::Mail {
            smtp_url: Some("smtp://127.0.0.1:9".to_owned()),
            mail_from: Some("Atelier <atelier@example.org>".to_owned()),
            mail_key: Some(folder.join("key")),
        };
        Post::start(&settings).unwrap().unwrap()
    }

    #[test]
    fn an_address_opens_with_its_key_for_its_person_only() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (person, address) = (Uuid::from_u128(1), "rosa@asso.example");
        let sealed = post(folder.path()).seal(person, address).unwrap();
        assert!(!sealed.windows(4).any(|part| part == b"rosa"));
        assert_eq!(post(folder.path()).open(person, &sealed).unwrap(), address, "the key is kept");
        assert!(post(folder.path()).open(Uuid::from_u128(2), &sealed).is_err());
        assert!(post(other.path()).open(person, &sealed).is_err());
        let mut changed = sealed.clone();
        changed[30] ^= 1;
        assert!(post(folder.path()).open(person, &changed).is_err());
        assert!(post(folder.path()).open(person, b"short").is_err());
        assert_ne!(sealed, post(folder.path()).seal(person, address).unwrap(), "alike never looks alike");
    }

    #[test]
    fn half_a_setting_is_refused_and_none_is_no_mail() {
        assert!(Post::start(&config::Mail::default()).unwrap().is_none());
        let half = config::Mail { smtp_url: Some("smtp://127.0.0.1".to_owned()), ..config::Mail::default() };
        assert!(matches!(Post::start(&half), Err(MailError::Incomplete)));
    }

    #[test]
    fn addresses_are_read_as_mail_servers_do() {
        assert_eq!(parse_address(" rosa@asso.example "), Ok("rosa@asso.example".to_owned()));
        let long = format!("{}@asso.example", "a".repeat(260));
        for text in ["rosa", "rosa@", "@asso.example", "rosa@asso", "a b@asso.example", "x@y.z\r\nBcc: all@y.z", &long]
        {
            assert_eq!(parse_address(text), Err(Problem::NotAnAddress), "{text}");
        }
    }
}
