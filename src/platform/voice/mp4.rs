//! MP4 with AAC, as telephones record it (m4a): whole, or in fragments. Places, titles, days and whatever is private are covered
//! in place, so that no address in the file changes.

use super::{
    Found,
    bytes::{be32, be64, milliseconds},
};

/// Boxes that hold others and are looked into.
const HOLDERS: [&[u8]; 9] = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts"];
/// Boxes whose content says more than the voice: they become empty places.
const TAKEN_OUT: [&[u8]; 6] = [b"udta", b"meta", b"uuid", b"skip", b"free", b"wide"];
/// How deep boxes may lie in each other.
const DEEPEST: usize = 8;

/// What the walk has learnt.
#[derive(Default)]
struct Told {
    tracks: usize,
    sound: bool,
    aac: bool,
    data: bool,
    /// Units a second of the track.
    scale: u64,
    /// Lengths in milliseconds: as the whole says, as the track says.
    said: u64,
    /// In units of the track, what fragments add up to, and how long a sample is where it is not said.
    fragments: u64,
    usual: u64,
}

pub(super) fn read(file: &[u8]) -> Found {
    let mut kept = file.to_vec();
    let mut told = Told::default();
    told.walk(file, &mut kept, 0)?;
    let is_voice = told.tracks == 1 && told.sound && told.aac && told.data;
    let fragments = if told.scale == 0 { 0 } else { milliseconds(told.fragments, told.scale)? };
    Some((kept, told.said.max(fragments))).filter(|_| is_voice)
}

impl Told {
    /// Walks the boxes of `file`, covering in `kept`, which is as long.
    fn walk(&mut self, file: &[u8], kept: &mut [u8], depth: usize) -> Option<()> {
        let mut at = 0;
        while at < file.len() {
            let (name, head, length) = header(file, at)?;
            let end = at.checked_add(length)?;
            let content = file.get(at + head..end)?;
            let kept = kept.get_mut(at..end)?;
            if TAKEN_OUT.contains(&name) {
                kept.get_mut(4..8)?.copy_from_slice(b"free");
                kept.get_mut(head..)?.fill(0);
            } else if HOLDERS.contains(&name) {
                self.tracks += usize::from(name == b"trak");
                if depth < DEEPEST {
                    self.walk(content, kept.get_mut(head..)?, depth + 1)?;
                }
            } else {
                self.hear(name, content, kept.get_mut(head..)?)?;
            }
            at = end;
        }
        Some(())
    }

    fn hear(&mut self, name: &[u8], content: &[u8], kept: &mut [u8]) -> Option<()> {
        match name {
            b"mvhd" => self.said = self.said.max(head(content, kept)?.1),
            b"mdhd" => {
                let (scale, length) = head(content, kept)?;
                (self.scale, self.said) = (scale, self.said.max(length));
            }
            b"tkhd" => days(content, kept)?,
            b"hdlr" => self.sound |= content.get(8..12)? == b"soun",
            b"stsd" => self.aac = be32(content, 4)? == 1 && content.get(12..16)? == b"mp4a",
            b"mdat" => self.data |= !content.is_empty(),
            b"trex" => self.usual = u64::from(be32(content, 12)?),
            b"tfhd" => self.usual = usual(content)?.unwrap_or(self.usual),
            b"trun" => self.fragments = self.fragments.checked_add(run(content, self.usual)?)?,
            _ => {}
        }
        Some(())
    }
}

/// Name, length of the header and of all of a box. One of length zero goes to the end.
fn header(file: &[u8], at: usize) -> Option<(&[u8], usize, usize)> {
    let name = file.get(at + 4..at + 8)?;
    let (head, length) = match be32(file, at)? {
        0 => (8, file.len() - at),
        1 => (16, usize::try_from(be64(file, at + 8)?).ok()?),
        length => (8, usize::try_from(length).ok()?),
    };
    (length >= head).then_some((name, head, length))
}

/// Covers the days on which it was made and changed.
fn days(content: &[u8], kept: &mut [u8]) -> Option<()> {
    let long = *content.first()? == 1;
    kept.get_mut(4..if long { 20 } else { 12 })?.fill(0);
    Some(())
}

/// Units a second, and the length in milliseconds; what is unknown is zero.
fn head(content: &[u8], kept: &mut [u8]) -> Option<(u64, u64)> {
    days(content, kept)?;
    let long = *content.first()? == 1;
    let scale = u64::from(be32(content, if long { 20 } else { 12 })?);
    let units = if long { be64(content, 24)? } else { u64::from(be32(content, 16)?) };
    let unknown = units == u64::MAX || (!long && units == u64::from(u32::MAX));
    Some((scale, if unknown || scale == 0 { 0 } else { milliseconds(units, scale)? }))
}

/// How long a sample of this fragment is, where it says so.
fn usual(content: &[u8]) -> Option<Option<u64>> {
    let flags = be32(content, 0)?;
    let before = [(0x1, 8), (0x2, 4)].into_iter().filter(|(flag, _)| flags & flag != 0).map(|(_, bytes)| bytes);
    let at = 8 + before.sum::<usize>();
    if flags & 0x8 == 0 { Some(None) } else { Some(Some(u64::from(be32(content, at)?))) }
}

/// How long the samples of a run are together.
fn run(content: &[u8], usual: u64) -> Option<u64> {
    let flags = be32(content, 0)?;
    let count = be32(content, 4)?;
    if flags & 0x100 == 0 {
        return usual.checked_mul(u64::from(count));
    }
    let before = [0x1, 0x4].into_iter().filter(|flag| flags & flag != 0).count();
    let each = [0x100, 0x200, 0x400, 0x800].into_iter().filter(|flag| flags & flag != 0).count() * 4;
    let mut samples = content.get(8 + 4 * before..)?.chunks_exact(each);
    let count = usize::try_from(count).ok().filter(|count| *count <= samples.len())?;
    samples.by_ref().take(count).try_fold(0_u64, |sum, sample| sum.checked_add(u64::from(be32(sample, 0)?)))
}
