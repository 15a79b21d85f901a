//! A crop: what is cut from the sides of a picture.

/// What is cut from the sides of an upright picture, in hundred-thousandths of its width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Crop {
    /// From the left.
    pub left: u32,
    /// From the top.
    pub top: u32,
    /// From the right.
    pub right: u32,
    /// From the bottom.
    pub bottom: u32,
}

/// The part of a picture that a crop leaves, in pixels and parts of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Pixels at the left of it.
    pub left: f64,
    /// Pixels above it.
    pub top: f64,
    /// Pixels across, at least one.
    pub width: f64,
    /// Pixels down, at least one.
    pub height: f64,
}

impl Crop {
    /// A picture's whole width or height.
    pub const WHOLE: u32 = 100_000;
    /// Nothing is cut.
    pub const NONE: Crop = Crop { left: 0, top: 0, right: 0, bottom: 0 };

    /// What is cut from left, top, right and bottom.
    pub fn sides(self) -> [u32; 4] {
        [self.left, self.top, self.right, self.bottom]
    }

    /// How many whole pixels of a picture are shown, across and down.
    pub fn shown(self, (width, height): (u32, u32)) -> (u32, u32) {
        let side = |pixels: u32, one: u32, other: u32| {
            let kept = Crop::WHOLE.saturating_sub(one).saturating_sub(other);
            (u64::from(pixels) * u64::from(kept) / u64::from(Crop::WHOLE)) as u32
        };
        (side(width, self.left, self.right), side(height, self.top, self.bottom))
    }

    /// The part of a picture that is shown.
    pub fn area(self, (width, height): (u32, u32)) -> Area {
        let cut = |pixels: u32, share: u32| (u64::from(pixels) * u64::from(share)) as f64 / f64::from(Crop::WHOLE);
        let (left, top) = (cut(width, self.left), cut(height, self.top));
        Area {
            left,
            top,
            width: (f64::from(width) - left - cut(width, self.right)).max(1.0),
            height: (f64::from(height) - top - cut(height, self.bottom)).max(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_leaves_a_part() {
        let crop = Crop { left: 25_000, top: 0, right: 25_000, bottom: 33_334 };
        assert_eq!(crop.shown((300, 200)), (150, 133));
        let area = crop.area((300, 200));
        assert_eq!((area.left, area.top, area.width), (75.0, 0.0, 150.0));
        assert!((area.height - 133.332).abs() < 1e-9);
        assert_eq!(Crop::NONE.shown((300, 200)), (300, 200));
        let all = Crop { left: Crop::WHOLE, ..Crop::NONE };
        assert_eq!((all.shown((300, 200)), all.area((300, 200)).width), ((0, 200), 1.0));
    }
}
