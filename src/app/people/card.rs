//! A link that is shown once, to who made it. The database has only the token's hash, an address would put the token into the
//! browser's history and into the logs of proxies, and a draft would put it on the disk. So the answer to the form that made
//! the link carries the token in a cookie of ten minutes, which scripts cannot read and other sites cannot cause to be sent;
//! the page reached reads the cookie and looks the hash up among the links that this very person made. It then shows the
//! card, also when it is read again in the other language; a little later, or in another session, nothing.

use crate::platform::{
    session::cookie,
    token::{self, Token},
};
use axum::http::{HeaderMap, HeaderValue};
use qrcode::{Color, EcLevel, QrCode};

const NAME: &str = "__Host-card";

/// The cookie that takes a link's token to the page that shows it.
pub fn hand_over(token: &Token) -> HeaderValue {
    let text = format!("{NAME}={}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=600", token.text());
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// A cookie that takes the link away: nobody who uses this browser next finds it.
pub fn taken_back() -> HeaderValue {
    HeaderValue::from_static("__Host-card=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// The token that the browser was handed, and its hash to look it up by.
pub fn handed(headers: &HeaderMap) -> Option<(String, [u8; 32])> {
    cookie(headers, NAME).map(|token| (token.to_owned(), token::hash(token)))
}

/// A QR code as the path of an SVG and the side of its square, the quiet zone included. Nothing when the text is too long.
pub fn qr(text: &str) -> Option<(String, usize)> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let path = code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == Color::Dark)
        .map(|(index, _)| format!("M{} {}h1v1h-1z", index % width + QUIET, index / width + QUIET))
        .collect();
    Some((path, width + 2 * QUIET))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_its_three_corners() {
        let (path, side) = qr("https://atelier.example.org/join/abc").unwrap();
        for corner in [(4, 4), (side - 5, 4), (4, side - 5)] {
            assert!(path.contains(&format!("M{} {}h", corner.0, corner.1)));
        }
        assert!(!path.contains(&format!("M{} {}h", side - 4, 4)), "the quiet zone is empty");
        assert!(qr(&"x".repeat(5000)).is_none());
    }

    #[test]
    fn the_cookie_comes_back_as_its_hash() {
        let token = Token::random();
        let set = hand_over(&token);
        let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert("cookie", pair.parse().unwrap());
        assert_eq!(handed(&headers), Some((token.text().to_owned(), token.hash())));
    }
}
