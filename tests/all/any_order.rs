//! Orders at random.
use newsprint::order::{Head, Jump, Move, Order, Photo, Switch, Wish};

use crate::random::Random;

/// An order of any kind that moves what is printed, on stories and pages at random.
pub fn any(random: &mut Random, slugs: &[String], pages: usize) -> Order {
    let slug = slugs[random.below(slugs.len())].clone();
    let other = slugs[random.below(slugs.len())].clone();
    let switch = if random.below(2) == 0 { Switch::On } else { Switch::Off };
    match random.below(16) {
        0 => Order::Lead { slug },
        1 => Order::Move(Move { slug, to: (1 + random.below(pages)).to_string(), lead: random.below(2) == 0, first: false, after: None }),
        2 => Order::Swap { slug, other },
        3 => Order::Hold { slug, until: None },
        4 => Order::Kill { slug },
        5 => Order::Room { slug, lines: random.below(60) as i16 - 30 },
        6 => Order::Columns { slug, columns: Wish::Is(1 + random.below(5) as u8) },
        7 => {
            let columns = Some(Wish::Is(1 + random.below(4) as u8));
            Order::Photo(Photo { slug, photo: 1, columns, rows: None, crop: None, under: None, beside: None, out: None, first: false })
        }
        8 => Order::Head(Head { slug, lines: Some(Wish::Is(1 + random.below(4) as u8)), ..Head::default() }),
        9 => Order::Head(Head { slug, size: Some(Wish::Is(format!("{}pt", 14 + random.below(50)))), ..Head::default() }),
        10 => Order::Deck { slug, wish: switch },
        11 => Order::Quote { slug, wish: switch },
        12 => Order::Jump { slug, jump: Jump::After(1 + random.below(12) as u32) },
        13 => Order::Beside { slug, other },
        14 => Order::Apart { slug, other },
        _ => Order::Fold { slug, wish: Switch::On },
    }
}
