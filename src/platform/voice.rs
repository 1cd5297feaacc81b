//! Voices: what a phone recorded, read to the end before it is kept. The file itself says what it is, not its name; it holds one
//! track of sound and nothing to look at; what it says of place, day, title or device is taken out. Nothing is decoded.

mod bytes;
mod mp3;
mod mp4;
mod ogg;
mod wav;
mod webm;

use crate::domain::problem::Problem;

/// The largest file that is taken, in bytes.
pub const LARGEST: usize = 2 << 20;
/// The longest recording.
pub const LONGEST_MINUTES: i64 = 3;

/// How a voice is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Webm,
    Ogg,
    Mp4,
    Mp3,
    Wav,
}

impl Kind {
    /// As the database and browsers know it.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Webm => "audio/webm",
            Self::Ogg => "audio/ogg",
            Self::Mp4 => "audio/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
        }
    }
}

/// A voice as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    pub kind: Kind,
    pub bytes: Vec<u8>,
    pub seconds: i64,
}

/// What a reader finds: the file without what it says of anything else, and how long it lasts in milliseconds.
type Found = Option<(Vec<u8>, u64)>;

/// Reads the whole file.
///
/// Errors: [`Problem::FileTooLarge`], [`Problem::NotAVoice`], [`Problem::VoiceTooLong`].
pub fn of(file: &[u8]) -> Result<Voice, Problem> {
    if file.len() > LARGEST {
        return Err(Problem::FileTooLarge { kilobytes: LARGEST / 1024 });
    }
    let (kind, read) = reader(file).ok_or(Problem::NotAVoice)?;
    let (bytes, milliseconds) = read(file).filter(|found| found.1 > 0).ok_or(Problem::NotAVoice)?;
    let seconds = i64::try_from(milliseconds.div_ceil(1000)).unwrap_or(i64::MAX);
    if seconds > LONGEST_MINUTES * 60 {
        return Err(Problem::VoiceTooLong { minutes: LONGEST_MINUTES });
    }
    Ok(Voice { kind, bytes, seconds })
}

/// By how the file begins.
fn reader(file: &[u8]) -> Option<(Kind, fn(&[u8]) -> Found)> {
    let at = |from: usize, sign: &[u8]| file.get(from..).is_some_and(|rest| rest.starts_with(sign));
    if at(0, b"\x1a\x45\xdf\xa3") {
        Some((Kind::Webm, webm::read))
    } else if at(0, b"OggS") {
        Some((Kind::Ogg, ogg::read))
    } else if at(4, b"ftyp") {
        Some((Kind::Mp4, mp4::read))
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Some((Kind::Wav, wav::read))
    } else if at(0, b"ID3") || file.first() == Some(&0xff) {
        Some((Kind::Mp3, mp3::read))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
