//! MP3: frames, one after the other. Only frames are kept, so that what tags of whatever kind say stays behind.

use super::{
    Found,
    bytes::{be32, milliseconds},
};

/// Kilobits a second of layer III by index: MPEG 1, then MPEG 2 and 2.5.
const RATES: [[u32; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
/// Samples a second of MPEG 1 by index; the others have half, and a quarter.
const SAMPLES: [u32; 3] = [44_100, 48_000, 32_000];
/// Fewer are chance.
const FEWEST: usize = 3;

struct Frame {
    bytes: usize,
    samples: u64,
    a_second: u64,
}

pub(super) fn read(file: &[u8]) -> Found {
    let mut rest = file.get(tag(file)..)?;
    let start = rest.len();
    let (mut kept, mut frames, mut milliseconds_of) = (Vec::with_capacity(start), 0_usize, (0_u64, 0_u64));
    while let Some(frame) = frame(rest) {
        // The last one may be cut short.
        let Some((bytes, after)) = rest.split_at_checked(frame.bytes) else { break };
        kept.extend_from_slice(bytes);
        if milliseconds_of.1 != 0 && milliseconds_of.1 != frame.a_second {
            return None;
        }
        milliseconds_of = (milliseconds_of.0 + frame.samples, frame.a_second);
        (frames, rest) = (frames + 1, after);
    }
    // What follows the frames is tags, and never as much as the sound.
    let enough = frames >= FEWEST && kept.len() >= start / 2;
    let (samples, a_second) = milliseconds_of;
    Some((kept, milliseconds(samples, a_second)?)).filter(|_| enough)
}

/// How many bytes a tag takes before the first frame.
fn tag(file: &[u8]) -> usize {
    let Some(head) = file.get(..10).filter(|head| head.starts_with(b"ID3")) else { return 0 };
    let size = head.iter().skip(6).fold(0, |size, byte| (size << 7) | usize::from(byte & 0x7f));
    let footer = if head.get(5).is_some_and(|flags| flags & 0x10 != 0) { 10 } else { 0 };
    10 + size + footer
}

fn frame(bytes: &[u8]) -> Option<Frame> {
    let head = be32(bytes, 0).filter(|head| head >> 21 == 0x7ff)?;
    let field = |shift: u32, mask: u32| usize::try_from((head >> shift) & mask).unwrap_or(0);
    // Version: 0 is 2.5, 2 is 2, 3 is 1; layer: 1 is III.
    let version = field(19, 3);
    if version == 1 || field(17, 3) != 1 {
        return None;
    }
    let is_first = version == 3;
    let rate = *RATES[usize::from(!is_first)].get(field(12, 15)).filter(|rate| **rate > 0)? * 1000;
    let a_second = SAMPLES.get(field(10, 3))? / [4, 1, 2, 1][version];
    let samples = if is_first { 1152 } else { 576 };
    let padding = u32::try_from(field(9, 1)).unwrap_or(0);
    let length = samples / 8 * rate / a_second + padding;
    Some(Frame { bytes: usize::try_from(length).ok()?, samples: u64::from(samples), a_second: u64::from(a_second) })
}
