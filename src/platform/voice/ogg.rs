//! Ogg with Opus: a head, comments, then sound. The comments are written anew with nothing in them, so the pages are numbered and
//! summed again.

use super::{
    Found,
    bytes::{le16, le32, le64, milliseconds},
};

/// Opus counts its granules so many a second, whatever was recorded.
const A_SECOND: u64 = 48_000;
/// Comments without a maker and without an entry.
const NO_COMMENTS: &[u8] = b"OpusTags\0\0\0\0\0\0\0\0";
/// The granule of a page on which nothing ends.
const NOTHING_ENDS: u64 = u64::MAX;

struct Page<'f> {
    /// As in the file; number and sum are written anew.
    head: &'f [u8],
    /// The lengths of its segments.
    lacing: &'f [u8],
    body: &'f [u8],
}

impl<'f> Page<'f> {
    fn at(file: &'f [u8]) -> Option<(Self, &'f [u8])> {
        let is_one = file.starts_with(b"OggS\0");
        let segments = usize::from(*file.get(26).filter(|_| is_one)?);
        let lacing = file.get(27..27 + segments)?;
        let length: usize = lacing.iter().map(|length| usize::from(*length)).sum();
        let (body, rest) = file.get(27 + segments..)?.split_at_checked(length)?;
        Some((Self { head: file.get(..27)?, lacing, body }, rest))
    }

    fn granule(&self) -> Option<u64> {
        le64(self.head, 6)
    }

    fn stream(&self) -> Option<u32> {
        le32(self.head, 14)
    }

    /// Whether a packet ends on it.
    fn ends_one(&self) -> bool {
        self.lacing.iter().any(|length| *length < 255)
    }
}

pub(super) fn read(file: &[u8]) -> Found {
    let (head, mut rest) = Page::at(file)?;
    let pre_skip = u64::from(le16(head.body, 10).filter(|_| head.body.starts_with(b"OpusHead"))?);
    let mut comment;
    (comment, rest) = Page::at(rest).filter(|(page, _)| page.body.starts_with(b"OpusTags"))?;
    while !comment.ends_one() {
        (comment, rest) = Page::at(rest)?;
    }
    let mut written = Vec::with_capacity(file.len());
    write(&mut written, &head, 0)?;
    let comments = Page { head: comment.head, lacing: &[u8::try_from(NO_COMMENTS.len()).ok()?], body: NO_COMMENTS };
    write(&mut written, &comments, 1)?;
    let mut last = 0;
    for number in 2.. {
        // A phone that was switched off leaves half a page.
        let Some((page, after)) = Page::at(rest) else { break };
        if page.stream() != head.stream() {
            return None;
        }
        last = page.granule().filter(|granule| *granule != NOTHING_ENDS).map_or(last, |granule| last.max(granule));
        write(&mut written, &page, number)?;
        rest = after;
    }
    Some((written, milliseconds(last.saturating_sub(pre_skip), A_SECOND)?))
}

fn write(into: &mut Vec<u8>, page: &Page<'_>, number: u32) -> Option<()> {
    let start = into.len();
    into.extend_from_slice(page.head.get(..18)?);
    into.extend_from_slice(&number.to_le_bytes());
    into.extend_from_slice(&[0; 4]);
    into.push(u8::try_from(page.lacing.len()).ok()?);
    into.extend_from_slice(page.lacing);
    into.extend_from_slice(page.body);
    let sum = sum(into.get(start..)?).to_le_bytes();
    into.get_mut(start + 22..start + 26)?.copy_from_slice(&sum);
    Some(())
}

/// The sum over a page: CRC-32 with the polynomial of Ogg, nothing mirrored.
pub(super) fn sum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum: u32, byte| {
        let mixed = sum ^ (u32::from(*byte) << 24);
        (0..8).fold(mixed, |sum, _| if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04c1_1db7 })
    })
}
