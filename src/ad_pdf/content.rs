//! What a page's operators draw: how thick, how small, in which inks, over what.
use lopdf::{Dictionary, Object};

use super::token::token_end;
use super::{DEEPEST, Look, MOST};

/// Operators and operands of a page with all that it calls, before one that calls itself in a circle is left.
const MOST_TOKENS: u32 = 20_000_000;
/// Inks up to this, all together, are white.
const WHITE: f32 = 0.05;
/// Black from this is black, with other inks rich black.
const BLACK: f32 = 0.9;

/// What paints: shares of the four inks; none for a screen's colours, spots and patterns, of which others tell.
type Inks = Option<[f32; 4]>;

/// The operators' state (ISO 32000-1, table 52), as far as it bears on a press.
#[derive(Clone)]
struct State {
    matrix: [f32; 6],
    line: f32,
    fill: Inks,
    stroke: Inks,
    /// How many numbers make a colour of the spaces in force.
    spaces: [Space; 2],
    fill_over: bool,
    stroke_over: bool,
    type_size: f32,
    /// Text that is filled, stroked, both or neither (9.3.6).
    mode: u8,
}

/// A colour space, by what its numbers say of inks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Grey,
    Inks,
    Other,
}

/// Operands before an operator, and the text and path under way.
#[derive(Default)]
struct Hand {
    numbers: Vec<f32>,
    name: Vec<u8>,
    text: [f32; 6],
    /// The narrower side of the narrowest rectangle of a path.
    narrowest: Option<f32>,
    /// Pixels of a picture among the operators.
    inline: (f32, f32),
}

const IDENTITY: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Follows a page's operators, and those of all that it draws.
pub(super) fn follow(look: &mut Look, content: &[u8], resources: &Dictionary) {
    let black = Some([0.0, 0.0, 0.0, 1.0]);
    let state = State {
        matrix: IDENTITY,
        line: 1.0,
        fill: black,
        stroke: black,
        spaces: [Space::Grey; 2],
        fill_over: false,
        stroke_over: false,
        type_size: 0.0,
        mode: 0,
    };
    let mut walk = Walk { look, left: MOST_TOKENS };
    walk.run(content, resources, state, 0);
}

struct Walk<'a, 'b> {
    look: &'a mut Look<'b>,
    left: u32,
}

impl Walk<'_, '_> {
    fn run(&mut self, content: &[u8], resources: &Dictionary, state: State, depth: usize) {
        let (mut state, mut kept) = (state, Vec::new());
        let mut hand = Hand { text: IDENTITY, ..Hand::default() };
        let mut at = 0;
        while at < content.len() && self.left > 0 {
            let end = next(content, at);
            let token = &content[at..end];
            at = end;
            if token[0].is_ascii_whitespace() || token[0] == b'%' {
                continue;
            }
            self.left -= 1;
            if let Some(number) = std::str::from_utf8(token).ok().and_then(|token| token.parse::<f32>().ok()) {
                match hand.name.as_slice() {
                    b"/W" | b"/Width" => hand.inline.0 = number,
                    b"/H" | b"/Height" => hand.inline.1 = number,
                    _ => {}
                }
                hand.numbers.push(number);
                continue;
            }
            match token[0] {
                b'/' => {
                    hand.name = token.to_vec();
                    continue;
                }
                b'(' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' => continue,
                _ => {}
            }
            match token {
                b"q" => kept.push(state.clone()),
                b"Q" => state = kept.pop().unwrap_or(state),
                b"Do" => self.draw(&hand.name, resources, &state, depth),
                b"ID" => {
                    // The bytes of a picture among the operators are no operators.
                    let rest = &content[at..];
                    at += rest.windows(3).position(|three| three[0].is_ascii_whitespace() && &three[1..] == b"EI").unwrap_or(rest.len());
                    self.picture(hand.inline, &state);
                }
                b"gs" => self.graphics_state(&hand.name, resources, &mut state),
                b"cs" => state.spaces[0] = self.space_of(&hand.name, resources),
                b"CS" => state.spaces[1] = self.space_of(&hand.name, resources),
                _ => self.operator(token, &mut hand, &mut state),
            }
            hand.numbers.clear();
            if token != b"BI" {
                hand.name.clear();
            }
        }
    }

    fn operator(&mut self, token: &[u8], hand: &mut Hand, state: &mut State) {
        let numbers = &hand.numbers;
        match token {
            b"cm" => state.matrix = times(six(numbers), state.matrix),
            b"w" => state.line = numbers.last().map_or(0.0, |width| width.abs()),
            b"g" | b"G" | b"k" | b"K" | b"rg" | b"RG" => {
                let space = match token {
                    b"g" | b"G" => Space::Grey,
                    b"k" | b"K" => Space::Inks,
                    _ => Space::Other,
                };
                self.look.found.has_rgb |= matches!(token, b"rg" | b"RG");
                self.colour(token[0].is_ascii_uppercase(), Some(space), numbers, state);
            }
            b"sc" | b"scn" => self.colour(false, None, numbers, state),
            b"SC" | b"SCN" => self.colour(true, None, numbers, state),
            b"BT" => hand.text = IDENTITY,
            b"Tm" => hand.text = six(numbers),
            b"Tf" => state.type_size = numbers.last().copied().unwrap_or(0.0),
            b"Tr" => state.mode = numbers.last().map_or(0, |mode| *mode as u8),
            b"Tj" | b"TJ" | b"'" | b"\"" => self.text(hand.text, state),
            b"re" => {
                if let [.., width, height] = numbers[..] {
                    let narrow = width.abs().min(height.abs()) * scale(state.matrix);
                    hand.narrowest = Some(hand.narrowest.map_or(narrow, |other| other.min(narrow)));
                }
            }
            b"m" => hand.narrowest = None,
            b"f" | b"F" | b"f*" => {
                self.filled(state);
                self.thin(hand.narrowest.take().filter(|narrow| *narrow > 0.0));
            }
            b"S" | b"s" => self.stroked(state),
            b"B" | b"B*" | b"b" | b"b*" => {
                self.filled(state);
                self.stroked(state);
            }
            b"sh" => self.look.found.drawn += 1,
            _ => {}
        }
        if matches!(token, b"n" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
            hand.narrowest = None;
        }
    }

    /// A colour's numbers; of the space in force where the operator names none.
    fn colour(&mut self, stroke: bool, space: Option<Space>, numbers: &[f32], state: &mut State) {
        let side = usize::from(stroke);
        state.spaces[side] = space.unwrap_or(state.spaces[side]);
        let inks = match (state.spaces[side], numbers) {
            (Space::Grey, [.., grey]) => Some([0.0, 0.0, 0.0, 1.0 - grey.clamp(0.0, 1.0)]),
            (Space::Inks, [.., cyan, magenta, yellow, black]) => Some([*cyan, *magenta, *yellow, *black].map(|ink| ink.clamp(0.0, 1.0))),
            _ => None,
        };
        *(if stroke { &mut state.stroke } else { &mut state.fill }) = inks;
    }

    /// What a colour that is used says.
    fn used(&mut self, inks: Inks) {
        let found = &mut self.look.found;
        found.drawn += 1;
        match inks {
            Some(inks) => {
                found.most_ink = found.most_ink.max((inks.iter().sum::<f32>() * 100.0).round() as u16);
                found.has_colour |= inks[..3].iter().any(|ink| *ink > 0.0);
            }
            None => found.has_colour = true,
        }
    }

    fn filled(&mut self, state: &State) {
        self.used(state.fill);
        self.look.found.has_white_over |= state.fill_over && is_white(state.fill);
    }

    fn stroked(&mut self, state: &State) {
        self.used(state.stroke);
        self.look.found.has_white_over |= state.stroke_over && is_white(state.stroke);
        self.thin(Some(state.line * scale(state.matrix)));
    }

    fn thin(&mut self, width: Option<f32>) {
        let found = &mut self.look.found.thinnest;
        *found = [*found, width].into_iter().flatten().reduce(f32::min);
    }

    fn text(&mut self, text: [f32; 6], state: &State) {
        /// Text that is only a clip, or nothing.
        const UNSEEN: [u8; 2] = [3, 7];
        /// Text that is stroked alone.
        const STROKED: [u8; 2] = [1, 5];
        if UNSEEN.contains(&state.mode) {
            return;
        }
        let (inks, over) = if STROKED.contains(&state.mode) { (state.stroke, state.stroke_over) } else { (state.fill, state.fill_over) };
        self.used(inks);
        let size = state.type_size.abs() * scale(times(text, state.matrix));
        let found = &mut self.look.found;
        found.has_white_over |= over && is_white(inks);
        let Some(inks) = inks.filter(|_| size > 0.0) else { return };
        let count = inks.iter().filter(|ink| **ink > 0.0).count();
        let kind = if is_white(Some(inks)) {
            &mut found.smallest.reversed
        } else if count > 1 && inks[3] >= BLACK {
            &mut found.smallest.rich_black
        } else if count > 1 {
            &mut found.smallest.coloured
        } else {
            return;
        };
        *kind = Some(kind.map_or(size, |other| other.min(size)));
    }

    fn graphics_state(&mut self, name: &[u8], resources: &Dictionary, state: &mut State) {
        let Some(values) = self.look.named(resources, b"ExtGState", name).and_then(|found| self.look.dictionary(&found)) else { return };
        let flag = |key: &[u8]| values.get(key).and_then(Object::as_bool).ok();
        if let Some(over) = flag(b"OP") {
            (state.stroke_over, state.fill_over) = (over, over);
        }
        state.fill_over = flag(b"op").unwrap_or(state.fill_over);
        if let Ok(width) = values.get(b"LW").and_then(Object::as_float) {
            state.line = width;
        }
    }

    fn space_of(&mut self, name: &[u8], resources: &Dictionary) -> Space {
        let found = self.look.named(resources, b"ColorSpace", name);
        let by_name = Object::Name(name.get(1..).unwrap_or_default().to_vec());
        if found.is_none() && name == b"/DeviceRGB" {
            self.look.found.has_rgb = true;
        }
        match self.look.channels(&found.unwrap_or(by_name)) {
            Some(1) => Space::Grey,
            Some(4) => Space::Inks,
            _ => Space::Other,
        }
    }

    /// A picture or a form.
    fn draw(&mut self, name: &[u8], resources: &Dictionary, state: &State, depth: usize) {
        let Some(object) = self.look.named(resources, b"XObject", name) else { return };
        let Object::Stream(stream) = self.look.resolved(&object).clone() else { return };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            let side = |key: &[u8]| stream.dict.get(key).and_then(Object::as_float).unwrap_or(0.0);
            let is_mask = stream.dict.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false);
            let is_line_art = is_mask || stream.dict.get(b"BitsPerComponent").and_then(Object::as_i64).is_ok_and(|bits| bits == 1);
            if is_line_art {
                self.used(if is_mask { state.fill } else { Some([0.0, 0.0, 0.0, 1.0]) });
            } else {
                let space = stream.dict.get(b"ColorSpace").cloned().unwrap_or(Object::Null);
                self.look.found.has_colour |= self.look.channels(&space) != Some(1);
                self.picture((side(b"Width"), side(b"Height")), state);
            }
            return;
        }
        if depth >= DEEPEST {
            return;
        }
        let matrix = stream.dict.get(b"Matrix").ok().map(|matrix| six(&self.look.numbers(matrix))).unwrap_or(IDENTITY);
        let own = stream.dict.get(b"Resources").ok().and_then(|own| self.look.dictionary(own)).unwrap_or_else(|| resources.clone());
        if let Ok(content) = stream.get_plain_content_with_limit(MOST) {
            let inner = State { matrix: times(matrix, state.matrix), ..state.clone() };
            self.run(&content, &own, inner, depth + 1);
        }
    }

    /// A picture's pixels fill the unit square of the space in force.
    fn picture(&mut self, (width, height): (f32, f32), state: &State) {
        const INCH: f32 = 72.0;
        let [a, b, c, d, ..] = state.matrix;
        let (across, down) = (a.hypot(b), c.hypot(d));
        let found = &mut self.look.found.pictures;
        found.count += 1;
        if width < 2.0 || height < 2.0 || across <= 0.0 || down <= 0.0 {
            return;
        }
        let (by_width, by_height) = (width * INCH / across, height * INCH / down);
        let fewest = by_width.min(by_height);
        found.fewest_ppi = Some(found.fewest_ppi.map_or(fewest, |other| other.min(fewest)));
        let uneven = (by_width / by_height).max(by_height / by_width);
        found.most_uneven = Some(found.most_uneven.map_or(uneven, |other| other.max(uneven)));
    }
}

/// Where the token at `at` ends; comments and strings of hexadecimal digits are one.
fn next(content: &[u8], at: usize) -> usize {
    let until = |stop: fn(&u8) -> bool| content[at..].iter().position(stop).map_or(content.len(), |more| at + more + 1);
    match content[at] {
        b'%' => until(|byte| matches!(byte, b'\n' | b'\r')),
        b'<' if content.get(at + 1) == Some(&b'<') => at + 2,
        b'<' => until(|byte| *byte == b'>'),
        b'/' => {
            let rest = &content[at + 1..];
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"()<>[]{}/%".contains(byte);
            rest.iter().position(ends).map_or(content.len(), |more| at + 1 + more)
        }
        _ => token_end(content, at),
    }
}

fn is_white(inks: Inks) -> bool {
    inks.is_some_and(|inks| inks.iter().sum::<f32>() <= WHITE)
}

fn six(numbers: &[f32]) -> [f32; 6] {
    <[f32; 6]>::try_from(numbers).unwrap_or(IDENTITY)
}

/// One matrix, then the other.
fn times(first: [f32; 6], then: [f32; 6]) -> [f32; 6] {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = then;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// How much larger a matrix makes what it is used on.
fn scale(matrix: [f32; 6]) -> f32 {
    let [a, b, c, d, ..] = matrix;
    (a * d - b * c).abs().sqrt()
}
