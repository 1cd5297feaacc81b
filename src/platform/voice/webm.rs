//! WebM with Opus, as Chromium and Firefox record it: often without a length anywhere, so that its blocks tell. Tags, titles,
//! days and the names of programs are covered in place, so that nothing moves.

use super::Found;

const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;
const CLUSTER: u32 = 0x1f43_b675;
const GROUP: u32 = 0xa0;
/// What holds others and is looked into.
const HOLDERS: [u32; 6] = [SEGMENT, INFO, TRACKS, TRACK, CLUSTER, GROUP];

const EBML: u32 = 0x1a45_dfa3;
const SCALE: u32 = 0x2a_d7b1;
const TRACK_TYPE: u32 = 0x83;
const CODEC: u32 = 0x86;
const TIME: u32 = 0xe7;
const SIMPLE_BLOCK: u32 = 0xa3;
const BLOCK: u32 = 0xa1;

/// Becomes an empty place: tags, attachments, chapters, title, day, file names, the track's name and language.
const TAKEN_OUT: [u32; 9] =
    [0x1254_c367, 0x1941_a469, 0x1043_a770, 0x7ba9, 0x4461, 0x7384, 0x3c_b923, 0x536e, 0x22_b59c];
/// Must be there, and becomes blank: the programs that wrote it.
const BLANKED: [u32; 2] = [0x4d80, 0x5741];
const VOID: u8 = 0xec;

struct Element {
    id: u32,
    /// Where its content begins.
    content: usize,
    /// Of the content; nothing where the recorder could not know.
    length: Option<usize>,
}

/// What the walk has learnt.
#[derive(Default)]
struct Told {
    tracks: usize,
    opus: bool,
    other: bool,
    /// Nanoseconds of a tick.
    scale: Option<u64>,
    cluster: u64,
    last: u64,
}

pub(super) fn read(file: &[u8]) -> Found {
    let mut kept = file.to_vec();
    let mut told = Told::default();
    let mut at = 0;
    while at < file.len() {
        // A tab that was closed leaves half a block.
        let Some(element) = element(file, at) else { break };
        if HOLDERS.contains(&element.id) {
            told.tracks += usize::from(element.id == TRACK);
            at = element.content;
            continue;
        }
        let end = element.content.checked_add(element.length?)?;
        let Some(content) = file.get(element.content..end) else { break };
        told.hear(&element, content)?;
        cover(&element, kept.get_mut(at..end)?, element.content - at)?;
        at = end;
    }
    kept.truncate(at);
    let milliseconds = u64::try_from(u128::from(told.last) * u128::from(told.scale.unwrap_or(1_000_000)) / 1_000_000);
    // A frame lasts twenty milliseconds; the last one is played too.
    let sound = told.tracks == 1 && told.opus && !told.other;
    Some((kept, milliseconds.ok()?.checked_add(20)?)).filter(|_| sound && told.last > 0)
}

impl Told {
    fn hear(&mut self, element: &Element, content: &[u8]) -> Option<()> {
        match element.id {
            EBML if !content.windows(4).any(|word| word == b"webm") => return None,
            TRACK_TYPE => self.other |= content != [2],
            CODEC if content == b"A_OPUS" => self.opus = true,
            CODEC => self.other = true,
            SCALE => self.scale = number(content),
            TIME => {
                self.cluster = number(content)?;
                self.last = self.last.max(self.cluster);
            }
            SIMPLE_BLOCK | BLOCK => {
                let (_, width) = varying(content, 0)?;
                let after = i16::from_be_bytes(content.get(width..)?.first_chunk().copied()?);
                self.last = self.last.max(self.cluster.saturating_add_signed(i64::from(after)));
            }
            _ => {}
        }
        Some(())
    }
}

/// Takes out what says more than the voice: `whole` is the element, of which `head` bytes are name and length.
fn cover(element: &Element, whole: &mut [u8], head: usize) -> Option<()> {
    if BLANKED.contains(&element.id) {
        whole.get_mut(head..)?.fill(b' ');
    }
    if !TAKEN_OUT.contains(&element.id) {
        return Some(());
    }
    // The name of an empty place is one byte; its length takes what the other's name and length took.
    let width = head - 1;
    let length = u64::try_from(whole.len() - head).ok()?;
    whole.fill(0);
    *whole.first_mut()? = VOID;
    if width <= 8 {
        let marked = length | (1_u64.checked_shl(u32::try_from(7 * width).ok()?)?);
        whole.get_mut(1..=width)?.copy_from_slice(marked.to_be_bytes().get(8 - width..)?);
        return Some(());
    }
    let longer = u64::try_from(whole.len() - 9).ok()? | (1 << 56);
    whole.get_mut(1..9)?.copy_from_slice(&longer.to_be_bytes());
    Some(())
}

fn element(file: &[u8], at: usize) -> Option<Element> {
    let first = *file.get(at)?;
    let width = usize::try_from(first.leading_zeros()).ok()? + 1;
    let id = file.get(at..at + width).filter(|_| width <= 4)?.iter().fold(0, |id, byte| (id << 8) | u32::from(*byte));
    let (length, taken) = varying(file, at + width)?;
    let unknown = length == (1 << (7 * taken)) - 1;
    let length = if unknown { None } else { Some(usize::try_from(length).ok()?) };
    Some(Element { id, content: at + width + taken, length })
}

/// A number that says itself how many bytes it takes, and how many.
fn varying(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let width = usize::try_from(bytes.get(at)?.leading_zeros()).ok()? + 1;
    let marked = bytes.get(at..at + width).filter(|_| width <= 8)?.iter();
    let marked = marked.fold(0, |value, byte| (value << 8) | u64::from(*byte));
    Some((marked ^ (1 << (7 * width)), width))
}

fn number(content: &[u8]) -> Option<u64> {
    (content.len() <= 8).then(|| content.iter().fold(0, |value, byte| (value << 8) | u64::from(*byte)))
}
