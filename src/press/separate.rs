//! Separation: a screen's colours to a press's inks, within the ink that the paper bears.
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, ToneReprCurve, TransformF32Executor, TransformOptions};
use std::sync::Arc;

use crate::ink::Intent;

/// A press: its profile, how colours that it cannot print are brought in, and the most ink.
pub struct Press {
    profile: ColorProfile,
    intent: Intent,
    /// All inks together, as a share of one ink's full tone.
    limit: f32,
    /// Luminance of the darkest grey, the paper's being 1.
    darkest: f32,
    /// Black for each grey of sRGB.
    greys: Vec<u8>,
}

/// Steps between two corners of a table.
const STEPS: usize = 32;
const NODES: usize = STEPS + 1;
/// Inks of a node are kept in so many parts of a 255th.
const PARTS: f32 = 128.0;
/// What rounding may add to the sum of inks: half a 255th each.
const ROUNDING: f32 = 0.01;

/// Inks for every colour of one space, at the corners of a grid.
pub struct InkTable(Vec<[u16; 4]>);

impl Press {
    /// A press by its profile. `limit` is the most ink in percent. The error is in a printer's words.
    pub fn new(profile: &[u8], intent: Intent, limit: u16) -> Result<Press, &'static str> {
        let profile = ColorProfile::new_from_slice(profile).map_err(|_| "it is no ICC profile that can be read")?;
        if profile.color_space != DataColorSpace::Cmyk || profile.profile_class != ProfileClass::OutputDevice {
            return Err("it is not the profile of a press in cyan, magenta, yellow and black");
        }
        let mut press = Press { profile, intent, limit: f32::from(limit) / 100.0 - ROUNDING, darkest: 0.0, greys: Vec::new() };
        let tones = press.black_tones().ok_or("it has no tables from inks to colours")?;
        press.darkest = press.darkest_grey().ok_or("it has no tables from colours to inks")?;
        // Black alone does not reach the darkest grey of all inks.
        let black = tones[255];
        press.greys = (0..=255u8).map(|grey| tone_of(&tones, black + (1.0 - black) * linear(grey))).collect();
        Ok(press)
    }

    /// The inks of each colour of a space; sRGB where there is no profile.
    pub fn table(&self, source: Option<&ColorProfile>) -> Option<InkTable> {
        let srgb = ColorProfile::new_srgb();
        let source = source.unwrap_or(&srgb);
        let corner = |index: usize| index as f32 / STEPS as f32;
        let colours: Vec<f32> = (0..NODES * NODES * NODES)
            .flat_map(|node| [corner(node / (NODES * NODES)), corner(node / NODES % NODES), corner(node % NODES)])
            .collect();
        let mut inks = vec![0.0; NODES * NODES * NODES * 4];
        match self.intent {
            Intent::Perceptual => self.to_inks(source)?.transform(&colours, &mut inks).ok()?,
            Intent::Relative => {
                let wide = wide();
                let mut light = vec![0.0; colours.len()];
                let to_light = source.create_transform_f32(Layout::Rgb, &wide, Layout::Rgb, self.options()).ok()?;
                to_light.transform(&colours, &mut light).ok()?;
                // Black point compensation: a screen's black becomes the press's, and white stays white; in light, that is a line.
                light.iter_mut().for_each(|part| *part = self.darkest + (1.0 - self.darkest) * *part);
                self.to_inks(&wide)?.transform(&light, &mut inks).ok()?;
            }
        }
        let node = |inks: &[f32]| within([inks[0], inks[1], inks[2], inks[3]], self.limit).map(|ink| (ink * 255.0 * PARTS + 0.5) as u16);
        Some(InkTable(inks.chunks_exact(4).map(node).collect()))
    }

    /// Black for each grey of sRGB: the paper is white, and full black is black.
    pub fn greys(&self) -> &[u8] {
        &self.greys
    }

    /// The most ink, all together, in 255ths of one.
    pub fn most(&self) -> u32 {
        ((self.limit + ROUNDING) * 255.0) as u32
    }

    /// Takes inks back to what the paper bears, where they go beyond it by `less` 255ths and more. True where any did.
    pub fn limit(&self, pixels: &mut [u8], less: u32) -> bool {
        let most = self.most() - less;
        let limit = (most as f32 / 255.0 - ROUNDING).max(1.0);
        let mut changed = false;
        for pixel in pixels.chunks_exact_mut(4) {
            if pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() > most {
                let inks = within([pixel[0], pixel[1], pixel[2], pixel[3]].map(|ink| f32::from(ink) / 255.0), limit);
                pixel.copy_from_slice(&inks.map(|ink| (ink * 255.0 + 0.5) as u8));
                changed = true;
            }
        }
        changed
    }

    fn options(&self) -> TransformOptions {
        let rendering_intent = match self.intent {
            Intent::Perceptual => RenderingIntent::Perceptual,
            Intent::Relative => RenderingIntent::RelativeColorimetric,
        };
        TransformOptions { rendering_intent, ..TransformOptions::default() }
    }

    fn to_inks(&self, source: &ColorProfile) -> Option<Arc<TransformF32Executor>> {
        source.create_transform_f32(Layout::Rgb, &self.profile, Layout::Rgba, self.options()).ok()
    }

    fn luminance(&self, inks: &[f32]) -> Option<Vec<f32>> {
        let options = TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
        let to_light = self.profile.create_transform_f32(Layout::Rgba, &wide(), Layout::Rgb, options).ok()?;
        let mut light = vec![0.0; inks.len() / 4 * 3];
        to_light.transform(inks, &mut light).ok()?;
        // ITU-R BT.2020's shares of luminance.
        Some(light.chunks_exact(3).map(|part| 0.2627 * part[0] + 0.678 * part[1] + 0.0593 * part[2]).collect())
    }

    /// Luminance of black's 256 tones.
    fn black_tones(&self) -> Option<Vec<f32>> {
        let inks: Vec<f32> = (0..=255u8).flat_map(|tone| [0.0, 0.0, 0.0, f32::from(tone) / 255.0]).collect();
        self.luminance(&inks)
    }

    /// Luminance of what the profile gives for a screen's black.
    fn darkest_grey(&self) -> Option<f32> {
        let options = TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
        let to_inks = ColorProfile::new_srgb().create_transform_f32(Layout::Rgb, &self.profile, Layout::Rgba, options).ok()?;
        let mut inks = vec![0.0; 4];
        to_inks.transform(&[0.0; 3], &mut inks).ok()?;
        let inks = within([inks[0], inks[1], inks[2], inks[3]], self.limit);
        self.luminance(&inks)?.first().copied()
    }
}

impl InkTable {
    /// The inks of pixels of three bytes, four bytes a pixel. No pixel goes beyond the limit: each is a mean of nodes that do not.
    pub fn separate(&self, pixels: &[u8]) -> Vec<u8> {
        let mut inks = Vec::with_capacity(pixels.len() / 3 * 4);
        // Neighbours are often alike.
        let (mut last, mut found) = ([0; 3], self.inks([0; 3]));
        for pixel in pixels.chunks_exact(3) {
            let pixel = [pixel[0], pixel[1], pixel[2]];
            if pixel != last {
                (last, found) = (pixel, self.inks(pixel));
            }
            inks.extend_from_slice(&found);
        }
        inks
    }

    /// Tetrahedral interpolation (Kang, Color Technology for Electronic Imaging Devices, 1997, p. 72).
    fn inks(&self, pixel: [u8; 3]) -> [u8; 4] {
        let at = pixel.map(|part| usize::from(part) * STEPS);
        let (cell, part) = (at.map(|at| at / 255), at.map(|at| (at % 255) as u32));
        const SIDES: [usize; 3] = [NODES * NODES, NODES, 1];
        let mut order = [0, 1, 2];
        order.sort_by_key(|axis| std::cmp::Reverse(part[*axis]));
        let mut node = cell[0] * SIDES[0] + cell[1] * SIDES[1] + cell[2];
        let mut sums = [0u32; 4];
        let mut before = 255;
        for step in 0..4 {
            let after = if step < 3 { part[order[step]] } else { 0 };
            let weight = before - after;
            if weight > 0 {
                sums.iter_mut().zip(self.0[node]).for_each(|(sum, ink)| *sum += weight * u32::from(ink));
            }
            before = after;
            if step < 3 && after > 0 {
                node += SIDES[order[step]];
            }
        }
        const WHOLE: u32 = 255 * PARTS as u32;
        sums.map(|sum| ((sum + WHOLE / 2) / WHOLE) as u8)
    }
}

/// Inks that the paper bears: what cyan, magenta and yellow have in common goes to black (grey component replacement), and only what
/// is too much then is taken from all three alike.
fn within(inks: [f32; 4], limit: f32) -> [f32; 4] {
    let [cyan, magenta, yellow, black] = inks.map(|ink| ink.clamp(0.0, 1.0));
    let excess = cyan + magenta + yellow + black - limit;
    if excess <= 0.0 {
        return [cyan, magenta, yellow, black];
    }
    // Each part of grey takes three parts of colour and gives one of black.
    let grey = (excess / 2.0).min(cyan.min(magenta).min(yellow)).min(1.0 - black);
    let (colours, black) = ([cyan - grey, magenta - grey, yellow - grey], black + grey);
    let sum: f32 = colours.iter().sum();
    let share = if sum > 0.0 { ((limit - black) / sum).clamp(0.0, 1.0) } else { 0.0 };
    [colours[0] * share, colours[1] * share, colours[2] * share, black]
}

/// BT.2020's colours in light: holds whatever a camera or a press has.
fn wide() -> ColorProfile {
    let mut profile = ColorProfile::new_bt2020();
    let line = Some(ToneReprCurve::Parametric(vec![1.0]));
    (profile.red_trc, profile.green_trc, profile.blue_trc) = (line.clone(), line.clone(), line);
    profile.cicp = None;
    profile
}

/// IEC 61966-2-1.
fn linear(grey: u8) -> f32 {
    let part = f32::from(grey) / 255.0;
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// The tone of black whose luminance is nearest.
fn tone_of(tones: &[f32], luminance: f32) -> u8 {
    let after = tones.partition_point(|tone| *tone > luminance).min(255);
    let before = after.saturating_sub(1);
    if (tones[before] - luminance).abs() <= (tones[after] - luminance).abs() { before as u8 } else { after as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::print::NEWSPRINT;

    const LIMIT: u16 = 220;

    fn press(intent: Intent) -> Press {
        Press::new(NEWSPRINT, intent, LIMIT).unwrap()
    }

    #[test]
    fn no_colour_takes_more_ink_than_the_paper_bears() {
        let levels: Vec<u8> = (0..=255).step_by(15).map(|level| level as u8).collect();
        let colours: Vec<u8> =
            levels.iter().flat_map(|r| levels.iter().flat_map(|g| levels.iter().flat_map(|b| [*r, *g, *b]).collect::<Vec<_>>())).collect();
        for intent in [Intent::Perceptual, Intent::Relative] {
            for limit in [180, LIMIT, 240] {
                let press = Press::new(NEWSPRINT, intent, limit).unwrap();
                let inks = press.table(None).unwrap().separate(&colours);
                let most = inks.chunks_exact(4).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max().unwrap();
                assert!(most <= press.most(), "{most} of {}", press.most());
                assert!(
                    intent == Intent::Relative || limit > 180 || most > press.most() - 20,
                    "{most}: the darkest colours must use the limit"
                );
            }
        }
    }

    #[test]
    fn white_is_paper_and_greys_are_black() {
        let press = press(Intent::Perceptual);
        let table = press.table(None).unwrap();
        assert_eq!(table.separate(&[255; 3]), [0; 4]);
        let grey = table.separate(&[128; 3]);
        assert!(grey[3] > 100 && grey[0] < 40 && grey[1] < 40 && grey[2] < 40, "{grey:?}: heavy grey component replacement");
        let red = table.separate(&[255, 0, 0]);
        assert!(red[0] < 5 && red[1] > 200 && red[2] > 200 && red[3] < 20, "{red:?}");
        let greys = press.greys();
        assert_eq!((greys[0], greys[255]), (255, 0));
        assert!(greys.windows(2).all(|pair| pair[0] >= pair[1]), "{greys:?}");
        // The dots of newsprint grow: a middle grey needs less than half.
        assert!((90..150).contains(&greys[128]), "{}", greys[128]);
    }

    #[test]
    fn inks_beyond_the_limit_keep_their_colour() {
        let press = press(Intent::Perceptual);
        let mut pixels = vec![255, 0, 0, 0, 230, 204, 204, 153, 255, 255, 255, 255];
        assert!(press.limit(&mut pixels, 0));
        assert_eq!(pixels[..4], [255, 0, 0, 0], "what does not break the limit stays");
        assert!(pixels.chunks_exact(4).all(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() <= press.most()), "{pixels:?}");
        assert!(pixels[4] > pixels[5] && pixels[5] == pixels[6] && pixels[7] > 200, "{pixels:?}: grey goes to black");
        assert!(!press.limit(&mut pixels, 0));
    }

    #[test]
    fn other_profiles_are_refused() {
        assert!(Press::new(b"no profile", Intent::Relative, LIMIT).is_err());
        let screen = ColorProfile::new_srgb().encode().unwrap();
        assert!(Press::new(&screen, Intent::Relative, LIMIT).is_err());
    }
}
