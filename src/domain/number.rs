//! Reading numbers as people write them: no-break spaces, decimal commas, the digits of their keyboard.

/// Trimmed, with Arabic and Persian digits and separators as ASCII ones, and every kind of space as one plain space.
pub(super) fn plain(text: &str) -> String {
    let mapped: String = text.chars().map(plain_char).collect();
    mapped.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn plain_char(c: char) -> char {
    match c {
        '\u{660}'..='\u{669}' => ascii_digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => ascii_digit(c, 0x6f0),
        '\u{66b}' => ',',
        '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn ascii_digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// Digits only, at least one, as a number. `None` when something else stands there or there are too many.
pub(super) fn digits(text: &str) -> Option<i64> {
    let only = !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
    if only { text.parse().ok() } else { None }
}

/// A whole part that may be grouped by threes ("1 240", "12 400 000") with one separator.
pub(super) fn grouped(text: &str, separator: char) -> Option<i64> {
    let groups: Vec<&str> = text.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    if !rest.is_empty() && (first.len() > 3 || rest.iter().any(|group| group.len() != 3)) {
        return None;
    }
    digits(&groups.concat())
}

/// A fraction of at most `places` digits, in units of the last place: `fraction("5", 2)` is 50.
pub(super) fn fraction(text: &str, places: usize) -> Option<i64> {
    if text.len() > places {
        return None;
    }
    digits(&format!("{text:0<places$}"))
}

/// "1 240,5" or "1240.5" in units of the last of `places` decimals; at least one digit on each side of the separator.
pub(super) fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, part) = match text.split_once([',', '.']) {
        Some((whole, part)) if !part.is_empty() => (whole, fraction(part, places)?),
        Some(_) => return None,
        None => (text, 0),
    };
    let unit = 10_i64.pow(u32::try_from(places).ok()?);
    grouped(whole, ' ')?.checked_mul(unit)?.checked_add(part)
}
