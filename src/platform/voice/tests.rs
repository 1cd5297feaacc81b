//! Each container by a small file of our own making: how long, what is left of what it said besides, and what is no voice.

use super::*;
use proptest::prelude::*;

const SECRET: &[u8] = b"GPS 48.89,2.34 Aicha";

fn has(file: &[u8], what: &[u8]) -> bool {
    file.windows(what.len()).any(|at| at == what)
}

fn wav(seconds: usize) -> Vec<u8> {
    let format = [1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0];
    let chunk =
        |name: &[u8], content: &[u8]| [name, &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat();
    let data = chunk(b"data", &vec![7; 8000 * seconds]);
    let inside = [b"WAVE".to_vec(), chunk(b"fmt ", &format), chunk(b"LIST", SECRET), data].concat();
    chunk(b"RIFF", &inside)
}

fn ogg_page(number: u32, granule: u64, body: &[u8]) -> Vec<u8> {
    let mut lacing = vec![255; body.len() / 255];
    lacing.push(u8::try_from(body.len() % 255).unwrap());
    let head = [b"OggS\0\0".as_slice(), &granule.to_le_bytes(), b"abcd", &number.to_le_bytes(), &[0; 4]].concat();
    [head, vec![u8::try_from(lacing.len()).unwrap()], lacing, body.to_vec()].concat()
}

fn ogg(seconds: u64) -> Vec<u8> {
    let head = [b"OpusHead\x01\x01".as_slice(), &312_u16.to_le_bytes(), &[0; 7]].concat();
    let comments = [b"OpusTags".as_slice(), SECRET].concat();
    let mut file = [ogg_page(0, 0, &head), ogg_page(1, 0, &comments)].concat();
    for second in 1..=seconds {
        file.extend(ogg_page(u32::try_from(second).unwrap() + 1, second * 48_000 + 312, &[9; 300]));
    }
    file
}

fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap() | 0x1000_0000;
    [id, &length.to_be_bytes(), content].concat()
}

/// As Chromium records it: a segment and clusters whose length nobody knew.
fn webm(seconds: u16) -> Vec<u8> {
    let unknown = [1, 255, 255, 255, 255, 255, 255, 255];
    let info = [
        element(&[0x2a, 0xd7, 0xb1], &[0x0f, 0x42, 0x40]),
        element(&[0x4d, 0x80], b"Chrome"),
        element(&[0x7b, 0xa9], SECRET),
    ];
    let track = [element(&[0x83], &[2]), element(&[0x86], b"A_OPUS"), element(&[0xe1], &[0; 4])].concat();
    let mut file = [
        element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm")),
        [&[0x18, 0x53, 0x80, 0x67], unknown.as_slice()].concat(),
        element(&[0x15, 0x49, 0xa9, 0x66], &info.concat()),
        element(&[0x16, 0x54, 0xae, 0x6b], &element(&[0xae], &track)),
        element(&[0x12, 0x54, 0xc3, 0x67], SECRET),
    ]
    .concat();
    for second in 0..seconds {
        file.extend([&[0x1f, 0x43, 0xb6, 0x75], unknown.as_slice()].concat());
        file.extend(element(&[0xe7], &(u32::from(second) * 1000).to_be_bytes()));
        file.extend(element(&[0xa3], &[0x81, 0, 0, 0x80, 1, 2, 3]));
        file.extend(element(&[0xa3], &[0x81, 0x03, 0xc0, 0x80, 1, 2, 3]));
    }
    file
}

fn boxed(name: &[u8], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes(), name, content].concat()
}

fn mp4(seconds: u32, fragments: bool) -> Vec<u8> {
    let (scale, length) = (1000_u32.to_be_bytes(), if fragments { 0 } else { seconds * 1000 }.to_be_bytes());
    let head = [[0; 4], *b"DAY1", *b"DAY2", scale, length].concat();
    let track = boxed(b"tkhd", &[[0; 4], *b"DAY1", *b"DAY2", [0; 4]].concat());
    let sound = boxed(b"hdlr", b"\0\0\0\0\0\0\0\0soun");
    let entry = boxed(b"stsd", &[[0, 0, 0, 0, 0, 0, 0, 1].as_slice(), &boxed(b"mp4a", &[0; 20])].concat());
    let inner = boxed(b"minf", &boxed(b"stbl", &entry));
    let media = boxed(b"mdia", &[boxed(b"mdhd", &head), sound, inner].concat());
    let whole = [boxed(b"mvhd", &head), boxed(b"trak", &[track, media].concat()), boxed(b"udta", SECRET)].concat();
    let mut file = [boxed(b"ftyp", b"M4A \0\0\0\0"), boxed(b"moov", &whole)].concat();
    if fragments {
        let usual = boxed(b"tfhd", &[[0, 0, 0, 8], [0, 0, 0, 1], 1000_u32.to_be_bytes()].concat());
        let run = boxed(b"trun", &[[0; 4], seconds.to_be_bytes()].concat());
        file.extend(boxed(b"moof", &boxed(b"traf", &[usual, run].concat())));
    }
    [file, boxed(b"mdat", &[5; 64])].concat()
}

/// Frames of 32 kilobits and 32,000 samples a second: 36 ms, 144 bytes each.
fn mp3(frames: usize) -> Vec<u8> {
    let frame = [vec![0xff, 0xfb, 0x18, 0xc0], vec![3; 140]].concat();
    let tag = [b"ID3\x04\0\0\0\0\0\x14".as_slice(), SECRET].concat();
    let after = [b"TAG".as_slice(), SECRET, &[b' '; 105]].concat();
    [tag, frame.repeat(frames), after].concat()
}

fn all() -> [(Kind, Vec<u8>, i64); 6] {
    [
        (Kind::Wav, wav(3), 3),
        (Kind::Ogg, ogg(3), 3),
        (Kind::Webm, webm(3), 3),
        (Kind::Mp4, mp4(3, false), 3),
        (Kind::Mp4, mp4(3, true), 3),
        (Kind::Mp3, mp3(50), 2),
    ]
}

#[test]
fn a_voice_is_known_by_what_it_holds_and_says_nothing_else() {
    for (kind, file, seconds) in all() {
        assert!(has(&file, SECRET), "{kind:?}");
        let voice = of(&file).unwrap_or_else(|problem| panic!("{kind:?}: {problem}"));
        assert_eq!((voice.kind, voice.seconds), (kind, seconds));
        for said in [SECRET, b"Aicha", b"DAY1", b"DAY2", b"Chrome"] {
            assert!(!has(&voice.bytes, said), "{kind:?} keeps {:?}", String::from_utf8_lossy(said));
        }
        assert_eq!(of(&voice.bytes).as_ref(), Ok(&voice), "{kind:?}: what is kept is a voice, and keeps its form");
    }
}

#[test]
fn three_minutes_are_taken_and_not_a_second_more() {
    let too_long = Err(Problem::VoiceTooLong { minutes: 3 });
    assert_eq!(of(&wav(180)).unwrap().seconds, 180);
    assert_eq!(of(&ogg(180)).unwrap().seconds, 180);
    for file in [wav(181), ogg(181), webm(182), mp4(181, false), mp4(181, true), mp3(5030)] {
        assert_eq!(of(&file), too_long);
    }
    assert_eq!(of(&wav(263)), Err(Problem::FileTooLarge { kilobytes: 2048 }));
}

#[test]
fn what_is_no_voice_is_refused() {
    let film = [element(&[0x83], &[1]), element(&[0x86], b"V_VP8")].concat();
    let film = [webm(1), element(&[0xae], &film)].concat();
    let silent = mp3(2);
    let html = b"<!DOCTYPE html><script>alert(1)</script>".to_vec();
    let picture = b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec();
    for file in [Vec::new(), html, picture, film, silent, b"RIFF\0\0\0\0WAVE".to_vec(), b"OggS".to_vec()] {
        assert_eq!(of(&file), Err(Problem::NotAVoice));
    }
    // Others' sound: Vorbis, a film, no sound at all.
    for (file, from, to) in [
        (ogg(2), b"OpusHead".as_slice(), b"xVorbis!".as_slice()),
        (webm(2), b"A_OPUS", b"A_XXXX"),
        (mp4(2, false), b"soun", b"vide"),
        (mp4(2, false), b"mp4a", b"avc1"),
        (mp4(2, false), b"mdat", b"free"),
    ] {
        let at = file.windows(from.len()).position(|at| at == from).unwrap();
        let other = [&file[..at], to, &file[at + from.len()..]].concat();
        assert_eq!(of(&other), Err(Problem::NotAVoice), "{}", String::from_utf8_lossy(to));
    }
}

#[test]
fn pages_of_ogg_are_summed_as_others_sum_them() {
    // The check value of this CRC, without reflection and beginning at zero.
    assert_eq!(ogg::sum(b"123456789"), 0x89a1_897f);
}

proptest! {
    #[test]
    fn damaged_files_are_refused_or_read_and_nothing_else(
        which in 0..6_usize,
        at in prop::collection::vec((any::<usize>(), any::<u8>()), 0..12),
        cut in any::<usize>(),
    ) {
        let mut file = all()[which].1.clone();
        let length = file.len();
        for (index, byte) in at {
            file[index % length] = byte;
        }
        file.truncate(length - cut % (length / 2));
        if let Ok(voice) = of(&file) {
            prop_assert!(voice.bytes.len() <= file.len() + 16 && (1..=180).contains(&voice.seconds));
        }
    }

    #[test]
    fn noise_behind_a_beginning_is_never_a_fault(which in 0..6_usize, noise in prop::collection::vec(any::<u8>(), 0..600)) {
        let begin = all()[which].1[..16].to_vec();
        let _ = of(&[begin, noise].concat());
    }
}
