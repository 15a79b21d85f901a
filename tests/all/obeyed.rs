//! Whether a plan does what an order says, read from the plan file alone: what the planner says of itself is not asked.
use newsprint::order::{Head, Jump, Move, Order, Photo, Switch, Wish};
use newsprint::plan::Slot;
use newsprint::plan_file::{PlanFile, StoryEntry};
use newsprint::role::Lead;

/// What of an order is not done; none where all is that a plan shows.
pub fn unmet(order: &Order, before: &PlanFile, after: &PlanFile) -> Option<String> {
    let now = |slug: &str| place(after, slug);
    let told = |is_met: bool, what: &str| (!is_met).then(|| what.to_string());
    match order {
        Order::Hold { slug, .. } | Order::Kill { slug } => told(page_of(after, slug).is_none(), "it runs"),
        Order::Lead { slug } => told(now(slug).is_some_and(|(_, entry)| entry.lead == Lead::Yes), "it leads no page"),
        Order::Move(Move { slug, to, lead, .. }) => {
            let is_there = page_of(after, slug).is_some_and(|page| (page + 1).to_string() == *to);
            let leads = now(slug).is_some_and(|(_, entry)| entry.lead == Lead::Yes);
            told(is_there, "it is on another page").or_else(|| told(leads || !lead, "it does not lead"))
        }
        Order::Swap { slug, other } => {
            let are_swapped = page_of(after, slug) == page_of(before, other) && page_of(after, other) == page_of(before, slug);
            told(are_swapped, "they are not on each other's pages")
        }
        Order::Columns { slug, columns: Wish::Is(columns) } => {
            told(now(slug).is_some_and(|(_, entry)| entry.slot.columns == *columns), "it has another width")
        }
        Order::Photo(Photo { slug, photo, columns: Some(Wish::Is(columns)), .. }) => {
            let has = |entry: &StoryEntry| entry.photos.iter().any(|known| known.photo == *photo && known.columns == *columns);
            told(now(slug).is_some_and(|(_, entry)| has(entry)), "the photo has another width")
        }
        Order::Photo(Photo { slug, photo, out: Some(true), .. }) => {
            let has = |entry: &StoryEntry| entry.photos.iter().any(|known| known.photo == *photo);
            told(now(slug).is_none_or(|(_, entry)| !has(entry)), "the photo runs")
        }
        Order::Head(Head { slug, size: Some(Wish::Is(size)), .. }) => {
            let is_so = |entry: &StoryEntry| entry.headline.is_some_and(|known| format!("{}pt", known.0 / 1000) == *size);
            told(now(slug).is_some_and(|(_, entry)| is_so(entry)), "its headline has another size")
        }
        Order::Jump { slug, jump: Jump::Never } => {
            told(now(slug).is_some_and(|(_, entry)| entry.jump_after.is_none()), "it goes on on another page")
        }
        Order::Jump { slug, jump: Jump::After(_) } => {
            told(now(slug).is_some_and(|(_, entry)| entry.jump_after.is_some()), "it goes on nowhere")
        }
        Order::Beside { slug, other } => told(touch(after, slug, other) == Some(true), "they do not touch"),
        Order::Apart { slug, other } => told(touch(after, slug, other) != Some(true), "they touch"),
        Order::Quote { slug, wish: Switch::On } => told(lever(after, slug, "quote left out").is_none(), "its quote is left out"),
        Order::Deck { slug, wish: Switch::On } => told(lever(after, slug, "deck left out").is_none(), "its deck is left out"),
        _ => None,
    }
}

/// Where a story begins: the page, and its entry there.
fn place<'a>(plan: &'a PlanFile, slug: &str) -> Option<(usize, &'a StoryEntry)> {
    let entries = plan.pages.iter().enumerate().flat_map(|(page, entry)| entry.stories.iter().map(move |story| (page, story)));
    entries.into_iter().find(|(_, story)| story.slug == slug && !story.turn)
}

/// The page that a story or a brief is on.
fn page_of(plan: &PlanFile, slug: &str) -> Option<usize> {
    let in_box = || plan.pages.iter().position(|page| page.briefs.iter().any(|(_, list)| list.iter().any(|brief| brief == slug)));
    place(plan, slug).map(|(page, _)| page).or_else(in_box)
}

fn lever<'a>(plan: &'a PlanFile, slug: &str, lever: &str) -> Option<&'a StoryEntry> {
    place(plan, slug).map(|(_, entry)| entry).filter(|entry| entry.levers.iter().any(|known| known == lever))
}

/// Whether two stories share a border; none where one of them stands in no module of its own.
fn touch(plan: &PlanFile, slug: &str, other: &str) -> Option<bool> {
    let ((page, one), (page_of_other, other)) = (place(plan, slug)?, place(plan, other)?);
    Some(page == page_of_other && abut(&one.slot, &other.slot))
}

fn abut(one: &Slot, other: &Slot) -> bool {
    let (right, low) = (|slot: &Slot| slot.column + slot.columns, |slot: &Slot| slot.row + slot.rows);
    let share_rows = one.row < low(other) && other.row < low(one);
    let share_columns = one.column < right(other) && other.column < right(one);
    let side = right(one) == other.column || right(other) == one.column;
    let under = low(one) == other.row || low(other) == one.row;
    side && share_rows || under && share_columns
}
