//! Drawings told from photos by their pixels: charts, maps and type have long runs of one colour.

/// Of so many like pixels in a hundred, a picture that was filed without loss is a drawing.
pub const FLAT: usize = 50;

/// How many of a hundred pixels are like the one at their left. Charts, maps, type and flat colours have 85 and more, photos 30 and fewer.
pub fn flat(pixels: &[u8], width: u32, bytes_a_pixel: usize) -> usize {
    let row = (width as usize * bytes_a_pixel).max(1);
    let alike =
        |line: &[u8]| line.chunks_exact(bytes_a_pixel).zip(line.chunks_exact(bytes_a_pixel).skip(1)).filter(|(a, b)| a == b).count();
    let count: usize = pixels.chunks_exact(row).map(alike).sum();
    let pairs = width.saturating_sub(1) as usize * (pixels.len() / row);
    count * 100 / pairs.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_told_from_photos() {
        let made = |pixel: fn(u32, u32) -> u8| {
            let pixels: Vec<u8> = (0..64 * 64).flat_map(|at| [pixel(at % 64, at / 64), 40, 0]).collect();
            flat(&pixels, 64, 3)
        };
        let chart = made(|x, y| if x / 8 % 3 == 0 || x == y { 0 } else { 200 });
        let photo = made(|x, y| ((x * 7919 + y * 104_729) ^ (x * y * 31)).wrapping_mul(2_654_435_761).to_be_bytes()[0]);
        assert!(chart > 85 && photo < 30, "{chart} {photo}");
        assert_eq!(flat(&[], 0, 3), 0);
    }
}
