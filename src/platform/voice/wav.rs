//! RIFF/WAVE: plain samples. Only the format and the samples are kept; lists, notes and broadcast headers stay behind.

use super::{
    Found,
    bytes::{le16, le32, milliseconds},
};

/// PCM, floats, and the long form of either.
const FORMATS: [u16; 3] = [1, 3, 0xfffe];

pub(super) fn read(file: &[u8]) -> Found {
    let (mut format, mut samples) = (None, None);
    let mut at = 12;
    while let (Some(name), Some(length)) = (file.get(at..at + 4), le32(file, at + 4)) {
        let length = usize::try_from(length).ok()?;
        let rest = file.get(at + 8..)?;
        match name {
            b"fmt " if format.is_none() => format = Some(rest.get(..length)?),
            // Some recorders were cut short before they could write how much it is.
            b"data" if samples.is_none() => samples = Some(rest.get(..length.min(rest.len()))?),
            _ => {}
        }
        at = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
    }
    let (format, samples) = (format?, samples?);
    let a_second = le32(format, 8)?;
    let is_sound = FORMATS.contains(&le16(format, 0)?) && (1..=8).contains(&le16(format, 2)?);
    if !is_sound || !(16..=64).contains(&format.len()) || a_second < 1000 {
        return None;
    }
    Some((written(format, samples)?, milliseconds(u64::try_from(samples.len()).ok()?, u64::from(a_second))?))
}

fn written(format: &[u8], samples: &[u8]) -> Option<Vec<u8>> {
    let chunk = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).ok()?.to_le_bytes();
        Some([name, &length, content, if content.len() % 2 == 1 { b"\0" } else { b"" }].concat())
    };
    let content = [b"WAVE".to_vec(), chunk(b"fmt ", format)?, chunk(b"data", samples)?].concat();
    chunk(b"RIFF", &content)
}
