//! Photos: whatever a phone sends becomes a small picture of our own making. What it said of place, day and device is gone with
//! the rest of the file.

use crate::domain::problem::Problem;
use image::{
    DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use std::{io::Cursor, num::NonZero, sync::LazyLock, thread::available_parallelism};
use tokio::sync::Semaphore;

/// The largest file that is looked at.
pub const LARGEST_FILE: usize = 8 << 20;
/// The largest photo that is kept, in bytes.
pub const LARGEST: usize = 60 * 1024;
/// Its longest side.
const SIDE: u32 = 800;
/// The longest side of a file, and how many pixels it may have.
const FILE_SIDE: u32 = 8_000;
const FILE_PIXELS: u64 = 24_000_000;
/// What decoding may take.
const MEMORY: u64 = 128 << 20;

/// Decoding is work for a whole core: at most one picture each.
static CORES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, NonZero::get)));

/// A photo as it is kept: a JPEG without anything but its pixels.
#[derive(Clone, Debug)]
pub struct Photo {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Makes a photo of a file, away from the threads that answer.
pub async fn shrink(file: impl AsRef<[u8]> + Send + 'static) -> Result<Photo, Problem> {
    let _core = CORES.acquire().await.map_err(|_| Problem::NotAPicture)?;
    // A decoder that panics is a file that it cannot read.
    tokio::task::spawn_blocking(move || of(file.as_ref())).await.unwrap_or(Err(Problem::NotAPicture))
}

/// Reads the size that the file claims before any pixel, turns it upright and writes it anew.
pub fn of(file: &[u8]) -> Result<Photo, Problem> {
    if file.len() > LARGEST_FILE {
        return Err(Problem::FileTooLarge { kilobytes: LARGEST_FILE / 1024 });
    }
    let (picture, orientation) = decoded(file)?;
    let mut picture =
        if picture.width().max(picture.height()) > SIDE { picture.thumbnail(SIDE, SIDE) } else { picture };
    picture.apply_orientation(orientation);
    smallest(on_white(&picture)).ok_or(Problem::NotAPicture)
}

fn decoded(file: &[u8]) -> Result<(DynamicImage, Orientation), Problem> {
    let not_one = |_| Problem::NotAPicture;
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| Problem::NotAPicture)?;
    let mut decoder = reader.into_decoder().map_err(not_one)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > FILE_SIDE || u64::from(width) * u64::from(height) > FILE_PIXELS {
        return Err(Problem::PictureTooLarge { width, height });
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) =
        (Some(FILE_SIDE), Some(FILE_SIDE), Some(MEMORY));
    decoder.set_limits(limits).map_err(not_one)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(not_one)?, orientation))
}

/// What is transparent becomes paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let from = picture.to_rgba8();
    RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let [red, green, blue, alpha] = from.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

/// As good as fits: less exact first, then smaller.
fn smallest(mut picture: RgbImage) -> Option<Photo> {
    loop {
        for quality in [82, 72, 62, 50, 38] {
            let mut bytes = Vec::with_capacity(LARGEST);
            JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&picture).ok()?;
            if bytes.len() <= LARGEST {
                return Some(Photo { bytes, width: picture.width(), height: picture.height() });
            }
        }
        let (width, height) = (picture.width() * 3 / 4, picture.height() * 3 / 4);
        picture = image::imageops::thumbnail(&picture, width.max(1), height.max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;
    use proptest::prelude::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| {
            let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).rotate_left(x % 31);
            Rgb([noise as u8, (noise >> 8) as u8, (noise >> 16) as u8])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::load_from_memory(&png(width, height)).unwrap().write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    /// A JPEG that says of itself that it lies on its side, and where it was taken.
    fn turned(width: u32, height: u32) -> Vec<u8> {
        let exif = [
            b"Exif\0\0II*\0\x08\0\0\0\x02\0".as_slice(),
            b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0",
            b"\x10\x01\x02\0\x07\0\0\0\x26\0\0\0",
            b"\0\0\0\0PLACE!\0",
        ]
        .concat();
        let plain = jpeg(width, height);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat()
    }

    #[test]
    fn even_noise_becomes_small() {
        let photo = of(&png(1_200, 900)).unwrap();
        assert!(
            photo.bytes.len() <= LARGEST && photo.width <= SIDE && photo.height <= SIDE,
            "{} {}",
            photo.width,
            photo.height
        );
        assert!(photo.bytes.starts_with(b"\xff\xd8\xff"));
        let small = of(&png(40, 30)).unwrap();
        assert_eq!((small.width, small.height), (40, 30), "nothing is made larger");
    }

    #[test]
    fn it_stands_upright_and_says_nothing_of_the_phone() {
        let file = turned(60, 40);
        assert!(file.windows(6).any(|at| at == b"PLACE!"));
        let photo = of(&file).unwrap();
        assert_eq!((photo.width, photo.height), (40, 60));
        assert!(!photo.bytes.windows(4).any(|at| at == b"Exif" || at == b"PLAC"));
    }

    #[test]
    fn what_is_no_picture_or_claims_to_be_huge_is_refused() {
        for file in [
            b"<!DOCTYPE html><script>alert(1)</script>".as_slice(),
            b"<svg xmlns='x'/>",
            b"",
            b"\xff\xd8\xff\xe0",
            b"GIF89a",
        ] {
            assert_eq!(of(file).unwrap_err(), Problem::NotAPicture);
        }
        assert_eq!(of(&huge_png()).unwrap_err(), Problem::PictureTooLarge { width: 50_000, height: 50_000 });
        assert_eq!(of(&vec![0; LARGEST_FILE + 1]).unwrap_err(), Problem::FileTooLarge { kilobytes: 8 * 1024 });
    }

    /// 65 bytes that claim 50,000 by 50,000 pixels.
    fn huge_png() -> Vec<u8> {
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0\xc4\xcd\xaa\x9d".as_slice(),
            b"\0\0\0\x0cIDAT\x78\x9c\x63\x60\x60\x60\0\0\0\x04\0\x01\xf6\x17\x38\x55",
        ]
        .concat()
    }

    proptest! {
        #[test]
        fn a_damaged_file_is_refused_or_read_and_nothing_else(
            at in prop::collection::vec((0_usize..10_000, any::<u8>()), 1..20), kind in 0..3,
        ) {
            let mut file = match kind { 0 => jpeg(48, 32), 1 => png(48, 32), _ => turned(48, 32) };
            let length = file.len();
            for (index, byte) in at {
                file[index % length] = byte;
            }
            if let Ok(photo) = of(&file) {
                prop_assert!(photo.bytes.len() <= LARGEST);
            }
        }
    }
}
