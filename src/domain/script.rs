//! The scripts that our files can write. Pages show whatever the reader's own device can; a file carries its letters with it,
//! and carries these: Latin, Greek, Cyrillic, Arabic (Dari, Persian and Pashto too), Ethiopic, Bengali, Tamil.

/// What stands in a file for a sign that it cannot write.
pub const UNWRITTEN: char = '\u{fffd}';

/// Every range of signs that the fonts of the files hold, first and last, in order. The crate that makes the files tests it.
pub const WRITTEN: &[(char, char)] = &[
    ('\u{20}', '\u{7e}'),
    ('\u{a0}', '\u{377}'),
    ('\u{37a}', '\u{37f}'),
    ('\u{384}', '\u{38a}'),
    ('\u{38c}', '\u{38c}'),
    ('\u{38e}', '\u{3a1}'),
    ('\u{3a3}', '\u{3e1}'),
    ('\u{3f0}', '\u{52f}'),
    ('\u{600}', '\u{604}'),
    ('\u{606}', '\u{61b}'),
    ('\u{61e}', '\u{6ff}'),
    ('\u{750}', '\u{77f}'),
    ('\u{8a0}', '\u{8a0}'),
    ('\u{8a2}', '\u{8ac}'),
    ('\u{8e4}', '\u{8fe}'),
    ('\u{951}', '\u{952}'),
    ('\u{964}', '\u{965}'),
    ('\u{980}', '\u{983}'),
    ('\u{985}', '\u{98c}'),
    ('\u{98f}', '\u{990}'),
    ('\u{993}', '\u{9a8}'),
    ('\u{9aa}', '\u{9b0}'),
    ('\u{9b2}', '\u{9b2}'),
    ('\u{9b6}', '\u{9b9}'),
    ('\u{9bc}', '\u{9c4}'),
    ('\u{9c7}', '\u{9c8}'),
    ('\u{9cb}', '\u{9ce}'),
    ('\u{9d7}', '\u{9d7}'),
    ('\u{9dc}', '\u{9dd}'),
    ('\u{9df}', '\u{9e3}'),
    ('\u{9e6}', '\u{9fe}'),
    ('\u{b82}', '\u{b83}'),
    ('\u{b85}', '\u{b8a}'),
    ('\u{b8e}', '\u{b90}'),
    ('\u{b92}', '\u{b95}'),
    ('\u{b99}', '\u{b9a}'),
    ('\u{b9c}', '\u{b9c}'),
    ('\u{b9e}', '\u{b9f}'),
    ('\u{ba3}', '\u{ba4}'),
    ('\u{ba8}', '\u{baa}'),
    ('\u{bae}', '\u{bb9}'),
    ('\u{bbe}', '\u{bc2}'),
    ('\u{bc6}', '\u{bc8}'),
    ('\u{bca}', '\u{bcd}'),
    ('\u{bd0}', '\u{bd0}'),
    ('\u{bd7}', '\u{bd7}'),
    ('\u{be6}', '\u{bfa}'),
    ('\u{1200}', '\u{1248}'),
    ('\u{124a}', '\u{124d}'),
    ('\u{1250}', '\u{1256}'),
    ('\u{1258}', '\u{1258}'),
    ('\u{125a}', '\u{125d}'),
    ('\u{1260}', '\u{1288}'),
    ('\u{128a}', '\u{128d}'),
    ('\u{1290}', '\u{12b0}'),
    ('\u{12b2}', '\u{12b5}'),
    ('\u{12b8}', '\u{12be}'),
    ('\u{12c0}', '\u{12c0}'),
    ('\u{12c2}', '\u{12c5}'),
    ('\u{12c8}', '\u{12d6}'),
    ('\u{12d8}', '\u{1310}'),
    ('\u{1312}', '\u{1315}'),
    ('\u{1318}', '\u{135a}'),
    ('\u{135d}', '\u{137c}'),
    ('\u{1380}', '\u{1399}'),
    ('\u{1cd0}', '\u{1cd0}'),
    ('\u{1cd2}', '\u{1cd2}'),
    ('\u{1cd5}', '\u{1cd6}'),
    ('\u{1cd8}', '\u{1cd8}'),
    ('\u{1cda}', '\u{1cda}'),
    ('\u{1ce1}', '\u{1ce1}'),
    ('\u{1cea}', '\u{1cea}'),
    ('\u{1ced}', '\u{1ced}'),
    ('\u{1cf2}', '\u{1cf2}'),
    ('\u{1cf5}', '\u{1cf7}'),
    ('\u{1e00}', '\u{1eff}'),
    ('\u{2000}', '\u{2064}'),
    ('\u{2066}', '\u{2071}'),
    ('\u{2074}', '\u{208e}'),
    ('\u{2090}', '\u{209c}'),
    ('\u{20a0}', '\u{20bf}'),
    ('\u{2100}', '\u{215f}'),
    ('\u{2184}', '\u{2184}'),
    ('\u{2189}', '\u{2189}'),
    ('\u{2212}', '\u{2212}'),
    ('\u{22ee}', '\u{22ee}'),
    ('\u{25cc}', '\u{25cc}'),
    ('\u{2c60}', '\u{2c7f}'),
    ('\u{2d80}', '\u{2d96}'),
    ('\u{2da0}', '\u{2da6}'),
    ('\u{2da8}', '\u{2dae}'),
    ('\u{2db0}', '\u{2db6}'),
    ('\u{2db8}', '\u{2dbe}'),
    ('\u{2dc0}', '\u{2dc6}'),
    ('\u{2dc8}', '\u{2dce}'),
    ('\u{2dd0}', '\u{2dd6}'),
    ('\u{2dd8}', '\u{2dde}'),
    ('\u{2e41}', '\u{2e41}'),
    ('\u{a720}', '\u{a7bf}'),
    ('\u{a7c2}', '\u{a7ca}'),
    ('\u{a7f5}', '\u{a7ff}'),
    ('\u{a8f1}', '\u{a8f1}'),
    ('\u{a8f3}', '\u{a8f3}'),
    ('\u{ab01}', '\u{ab06}'),
    ('\u{ab09}', '\u{ab0e}'),
    ('\u{ab11}', '\u{ab16}'),
    ('\u{ab20}', '\u{ab26}'),
    ('\u{ab28}', '\u{ab2e}'),
    ('\u{fb00}', '\u{fb06}'),
    ('\u{fb50}', '\u{fbc1}'),
    ('\u{fbd3}', '\u{fd3f}'),
    ('\u{fd50}', '\u{fd8f}'),
    ('\u{fd92}', '\u{fdc7}'),
    ('\u{fdf0}', '\u{fdfd}'),
    ('\u{fe70}', '\u{fe74}'),
    ('\u{fe76}', '\u{fefc}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fffd}', '\u{fffd}'),
    ('\u{11301}', '\u{11301}'),
    ('\u{11303}', '\u{11303}'),
    ('\u{1133b}', '\u{1133c}'),
];

/// Whether files can write `sign`.
pub fn is_written(sign: char) -> bool {
    sign.is_whitespace() || is_shapeless(sign) || WRITTEN.iter().any(|(first, last)| (*first..=*last).contains(&sign))
}

/// Joiners and directions, which have no shape of their own.
fn is_shapeless(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The signs of `text` that files cannot write, each once, in order.
pub fn unwritten(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for sign in text.chars().filter(|sign| !is_written(*sign)) {
        if !found.contains(&sign) {
            found.push(sign);
        }
    }
    found
}

/// `text` with what files cannot write replaced, so that a reader sees that something stands there.
pub fn writable(text: &mut String) {
    if !unwritten(text).is_empty() {
        *text = text.chars().map(|sign| if is_written(sign) { sign } else { UNWRITTEN }).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_in_order() {
        assert!(WRITTEN.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(WRITTEN.iter().all(|(first, last)| first <= last));
        assert!(is_written(UNWRITTEN));
    }

    #[test]
    fn signs_without_a_letter_of_ours_are_found_once() {
        assert_eq!(unwritten("Bravo 👍 👍 漢"), ['👍', '漢']);
        assert!(unwritten("ŋɓɗƴ «\u{a0}œuvre\u{a0}»\u{202f}: 12,50\u{a0}€ پښتو አማርኛ বাংলা தமிழ்\u{200d}").is_empty());
        let mut text = "Bravo 👍".to_owned();
        writable(&mut text);
        assert_eq!(text, "Bravo \u{fffd}");
    }
}
