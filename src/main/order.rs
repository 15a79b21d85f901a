//! `newsprint order`: what an editor orders, written into the edition file; and the last order taken back.
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand, ValueEnum};
use newsprint::diag::{Diagnostics, Source, SourceFile};
use newsprint::edition::intake::Readers;
use newsprint::edition::read::read_edition;
use newsprint::layout::read::read_layout_for;
use newsprint::order::journal::{Journal, MEND, Texts};
use newsprint::order::{self, Ad, Head, Jump, Known, Move, Order, Photo, Refusal, Switch, Wish};
use newsprint::plan_file;
use newsprint::press::write;
use newsprint::tree::file::{text_file, whole};
use newsprint::tree::{Node, tell, toml};

use super::cache_arguments::{CacheArguments, FOLDER};
use super::print;

/// What follows `newsprint order`.
#[derive(Args)]
pub struct Arguments {
    /// The edition file.
    #[arg(long, value_name = "FILE", default_value = "edition.toml", global = true)]
    edition: PathBuf,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// A story goes to a page.
    Move {
        /// The story.
        slug: String,
        /// The page: its folio or its number.
        #[arg(long, value_name = "PAGE")]
        to: String,
        /// As the page's lead.
        #[arg(long, conflicts_with = "after")]
        lead: bool,
        /// Before the others that are ordered there.
        #[arg(long, conflicts_with = "after")]
        first: bool,
        /// After this one of those that are ordered there.
        #[arg(long, value_name = "OTHER")]
        after: Option<String>,
    },
    /// A story leads the page that it is on.
    Lead {
        /// The story.
        slug: String,
    },
    /// Two stories take each other's places.
    Swap {
        /// The one.
        slug: String,
        /// The other.
        other: String,
    },
    /// A story does not run.
    Hold {
        /// The story.
        slug: String,
        /// The day from which it may, as in 2019-12-25.
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// A story never runs.
    Kill {
        /// The story.
        slug: String,
    },
    /// A story that was held or killed runs again.
    Release {
        /// The story.
        slug: String,
    },
    /// A story gets room for more lines than it has, or for fewer.
    Room {
        /// The story.
        slug: String,
        /// As in +12 or -8; 0 takes it back.
        #[arg(allow_hyphen_values = true)]
        lines: i16,
    },
    /// How wide a story is.
    Columns {
        /// The story.
        slug: String,
        /// Columns, or free.
        #[arg(value_parser = wish::<u8>)]
        columns: Wish<u8>,
    },
    /// How one of a story's photos runs.
    Photo(PhotoArguments),
    /// How a story's headline is set.
    Head {
        /// The story.
        slug: String,
        /// Its size, as in 40pt, or free.
        #[arg(long, value_parser = wish::<String>)]
        size: Option<Wish<String>>,
        /// How many lines it has, or free.
        #[arg(long, value_parser = wish::<u8>)]
        lines: Option<Wish<u8>>,
        /// Its words, with / where a line ends; or free.
        #[arg(long, value_parser = breaks)]
        breaks: Option<Wish<Vec<String>>>,
    },
    /// With its deck or without.
    Deck(SwitchArguments),
    /// With its pull quote or without.
    Quote(SwitchArguments),
    /// With its teasers of related stories or without.
    Refer(SwitchArguments),
    /// Whether a story is continued on another page.
    Jump {
        /// The story.
        slug: String,
        /// never, may, free, or the number of paragraphs before the jump.
        #[arg(value_parser = jump)]
        jump: Jump,
    },
    /// A story stands beside or under another.
    Beside {
        /// The story.
        slug: String,
        /// The other.
        other: String,
    },
    /// A story does not touch another.
    Apart {
        /// The story.
        slug: String,
        /// The other.
        other: String,
    },
    /// Above the fold or not.
    Fold(SwitchArguments),
    /// Nothing comes onto a page and nothing leaves it.
    Lock {
        /// The page: its folio or its number.
        page: String,
    },
    /// A page that was locked or kept is planned again.
    Unlock {
        /// The page: its folio or its number.
        page: String,
    },
    /// A page stays as the plan beside the edition has it.
    Keep {
        /// The page: its folio or its number.
        page: String,
    },
    /// What the desk says of a page.
    Status {
        /// The page: its folio or its number.
        page: String,
        /// As in proofed; nothing takes it back.
        text: Vec<String>,
    },
    /// An ad is cancelled, or booked in another size or corner.
    Ad {
        /// Its name in the edition file.
        name: String,
        /// Its page, where several have an ad of that name.
        #[arg(long)]
        page: Option<String>,
        /// It is cancelled.
        #[arg(long, conflicts_with_all = ["columns", "depth", "place"])]
        out: bool,
        /// Columns wide.
        #[arg(long)]
        columns: Option<u8>,
        /// Its depth, as in 120mm.
        #[arg(long)]
        depth: Option<String>,
        /// Its corner, as in bottom-left.
        #[arg(long, value_name = "CORNER")]
        place: Option<String>,
    },
    /// Takes back every wish for a story.
    Clear {
        /// The story.
        slug: String,
    },
    /// Takes back the last order: edition file and plan are as they were before it.
    Undo,
    /// Tells the orders in force.
    List {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
struct SwitchArguments {
    /// The story.
    slug: String,
    /// With, without, or as it comes.
    wish: OnOff,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnOff {
    /// With it.
    On,
    /// Without it.
    Off,
    /// As it comes.
    Free,
}

#[derive(Args)]
struct PhotoArguments {
    /// The story.
    slug: String,
    /// Which of its photos, as they are filed, from 1.
    photo: u8,
    /// Its width, or free.
    #[arg(long, value_parser = wish::<u8>)]
    columns: Option<Wish<u8>>,
    /// Its depth in lines of the grid, or free.
    #[arg(long, value_parser = wish::<u16>)]
    rows: Option<Wish<u16>>,
    /// The share of width or height that may be cut, as in 0.2, or free.
    #[arg(long, value_name = "SHARE", value_parser = wish::<f64>)]
    crop: Option<Wish<f64>>,
    /// Under the headline.
    #[arg(long, conflicts_with = "over")]
    under: bool,
    /// Over the headline.
    #[arg(long)]
    over: bool,
    /// Beside the text.
    #[arg(long, conflicts_with = "above")]
    beside: bool,
    /// Above all of the text.
    #[arg(long)]
    above: bool,
    /// The story runs without it.
    #[arg(long, conflicts_with = "in_again")]
    out: bool,
    /// The story runs with it again.
    #[arg(long = "in")]
    in_again: bool,
    /// Before the story's other photos.
    #[arg(long)]
    first: bool,
}

/// A value, or `free`.
fn wish<T: FromStr<Err: ToString>>(text: &str) -> Result<Wish<T>, String> {
    if text == "free" { Ok(Wish::Free) } else { text.parse().map(Wish::Is).map_err(|error: T::Err| error.to_string()) }
}

fn breaks(text: &str) -> Result<Wish<Vec<String>>, String> {
    let lines = || text.split('/').map(|line| line.trim().to_string()).filter(|line| !line.is_empty());
    match text {
        "free" => Ok(Wish::Free),
        _ if lines().next().is_none() => Err("there are no words".into()),
        _ => Ok(Wish::Is(lines().collect())),
    }
}

fn jump(text: &str) -> Result<Jump, String> {
    match text {
        "never" => Ok(Jump::Never),
        "may" => Ok(Jump::May),
        "free" => Ok(Jump::Free),
        _ => text.parse().map(Jump::After).map_err(|_| "it can be never, may, free or a number of paragraphs".to_string()),
    }
}

/// True, false, or not said.
fn either(yes: bool, no: bool) -> Option<bool> {
    (yes || no).then_some(yes)
}

impl PhotoArguments {
    fn order(&self) -> Order {
        Order::Photo(Photo {
            slug: self.slug.clone(),
            photo: self.photo,
            columns: self.columns.clone(),
            rows: self.rows.clone(),
            crop: self.crop.clone(),
            under: either(self.under, self.over),
            beside: either(self.beside, self.above),
            out: either(self.out, self.in_again),
            first: self.first,
        })
    }
}

impl SwitchArguments {
    fn order(&self, order: fn(String, Switch) -> Order) -> Order {
        let wish = match self.wish {
            OnOff::On => Switch::On,
            OnOff::Off => Switch::Off,
            OnOff::Free => Switch::Free,
        };
        order(self.slug.clone(), wish)
    }
}

impl Verb {
    /// The order; none of the verbs that are none.
    fn order(&self) -> Option<Order> {
        let (slug, page) = (|slug: &String| slug.clone(), |page: &String| page.clone());
        Some(match self {
            Verb::Move { slug, to, lead, first, after } => {
                Order::Move(Move { slug: slug.clone(), to: to.clone(), lead: *lead, first: *first, after: after.clone() })
            }
            Verb::Lead { slug: of } => Order::Lead { slug: slug(of) },
            Verb::Swap { slug: of, other } => Order::Swap { slug: slug(of), other: slug(other) },
            Verb::Hold { slug: of, until } => Order::Hold { slug: slug(of), until: until.clone() },
            Verb::Kill { slug: of } => Order::Kill { slug: slug(of) },
            Verb::Release { slug: of } => Order::Release { slug: slug(of) },
            Verb::Room { slug: of, lines } => Order::Room { slug: slug(of), lines: *lines },
            Verb::Columns { slug: of, columns } => Order::Columns { slug: slug(of), columns: columns.clone() },
            Verb::Photo(photo) => photo.order(),
            Verb::Head { slug: of, size, lines, breaks } => {
                Order::Head(Head { slug: slug(of), size: size.clone(), lines: lines.clone(), breaks: breaks.clone() })
            }
            Verb::Deck(switch) => switch.order(|slug, wish| Order::Deck { slug, wish }),
            Verb::Quote(switch) => switch.order(|slug, wish| Order::Quote { slug, wish }),
            Verb::Refer(switch) => switch.order(|slug, wish| Order::Refer { slug, wish }),
            Verb::Fold(switch) => switch.order(|slug, wish| Order::Fold { slug, wish }),
            Verb::Jump { slug: of, jump } => Order::Jump { slug: slug(of), jump: *jump },
            Verb::Beside { slug: of, other } => Order::Beside { slug: slug(of), other: slug(other) },
            Verb::Apart { slug: of, other } => Order::Apart { slug: slug(of), other: slug(other) },
            Verb::Lock { page: of } => Order::Lock { page: page(of) },
            Verb::Unlock { page: of } => Order::Unlock { page: page(of) },
            Verb::Keep { page: of } => Order::Keep { page: page(of) },
            Verb::Status { page: of, text } => Order::Status { page: page(of), text: text.join(" ") },
            Verb::Ad { name, page, out, columns, depth, place } => Order::Ad(Ad {
                name: name.clone(),
                page: page.clone(),
                out: *out,
                columns: *columns,
                depth: depth.clone(),
                place: place.clone(),
            }),
            Verb::Clear { slug: of } => Order::Clear { slug: slug(of) },
            Verb::Undo | Verb::List { .. } => return None,
        })
    }
}

/// Gives the order, takes the last one back, or tells those in force.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let desk = Desk { path: &arguments.edition };
    let done = match (&arguments.verb, arguments.verb.order()) {
        (Verb::List { json }, _) => desk.list(*json, diags),
        (_, Some(order)) => desk.give(order, diags),
        (_, None) => desk.undo(diags),
    };
    done.is_some_and(|told| print(&told))
}

/// Orders as words, as they follow `newsprint order`.
#[derive(Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Spoken {
    #[command(subcommand)]
    verb: Verb,
}

/// The text that an edition file would have after some orders, each in the words that follow `newsprint order`; nothing is written. None
/// where one cannot be given; that is told.
pub fn tried(edition: &Path, orders: &[String], diags: &mut Diagnostics) -> Option<String> {
    let desk = Desk { path: edition };
    let known = desk.known(diags)?;
    let mut text = desk.file(diags)?.text.clone();
    for words in orders {
        let order = match Spoken::try_parse_from(split(words)).map(|spoken| spoken.verb.order()) {
            Ok(Some(order)) => order,
            Ok(None) => {
                diags
                    .error("no-order", None, format!("\"{words}\" changes nothing that could be tried"))
                    .help("try an order such as \"hold SLUG\"");
                return None;
            }
            Err(error) => {
                let told = error.to_string();
                let first = told.lines().next().unwrap_or_default().trim_start_matches("error: ").to_string();
                diags.error("no-order", None, format!("\"{words}\" is no order: {first}")).help("newsprint order --help lists them");
                return None;
            }
        };
        match order::edit(&text, &order, &known) {
            Ok(edited) => text = edited.text,
            Err(refusal) => {
                refuse(refusal, &desk.name(), diags);
                return None;
            }
        }
    }
    Some(text)
}

/// Words parted at spaces, those between double quotes kept together.
fn split(words: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for letter in words.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => found.push(String::new()),
            other => found.last_mut().into_iter().for_each(|word| word.push(other)),
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

/// The files of an edition that orders change.
struct Desk<'a> {
    path: &'a Path,
}

impl Desk<'_> {
    fn name(&self) -> String {
        self.path.file_name().map_or_else(|| "edition.toml".into(), |name| name.to_string_lossy().into_owned())
    }

    fn folder(&self) -> &Path {
        self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// The journal's path from the edition's folder.
    fn journal_name(&self) -> String {
        let stem = self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        format!("{FOLDER}/{stem}.orders.json")
    }

    fn journal(&self, diags: &mut Diagnostics) -> Option<Journal> {
        let name = self.journal_name();
        let path = self.folder().join(&name);
        if !path.exists() {
            return Some(Journal::default());
        }
        let journal = read_text(&path).and_then(|text| Journal::read(&text));
        if journal.is_none() {
            diags.error("bad-journal", Some(Source::whole(&name)), format!("{name} is no journal of orders")).help(MEND);
        }
        journal
    }

    fn plan(&self) -> Option<String> {
        read_text(&plan_file::beside(self.path))
    }

    fn file(&self, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
        text_file(self.path, &self.name(), diags)
    }

    /// What there is in the paper. None where its files have errors; they are told.
    fn known(&self, diags: &mut Diagnostics) -> Option<Known> {
        let cache = CacheArguments::USUAL.open(self.path);
        let readers = Readers { importer: newsprint::import::import, cache: cache.as_deref(), text: None, kept: None };
        let mut told = Diagnostics::default();
        let Some(edition) = read_edition(self.path, readers, &mut told) else {
            diags.append(told);
            return None;
        };
        // What else is wrong is for `check` to tell.
        let mut unheard = Diagnostics::default();
        let layout = read_layout_for(&edition.layout, &edition.root, &edition.source, &mut unheard);
        let of_base = || edition.extends.as_ref().and_then(|base| plan_file::read(base, &mut Diagnostics::default()));
        let plan = plan_file::read(self.path, &mut unheard).or_else(of_base);
        Some(Known::of(&edition, layout.as_ref(), plan.as_ref()))
    }

    fn give(&self, order: Order, diags: &mut Diagnostics) -> Option<String> {
        let file = self.file(diags)?;
        let known = match order {
            // Wishes for a story that is gone are a fault of the edition, and this mends it.
            Order::Clear { .. } => {
                let is_zone = toml::read(&file.text).is_ok_and(|tree| tree.get("extends").is_some());
                self.known(&mut Diagnostics::default()).unwrap_or(Known { is_zone, ..Known::default() })
            }
            _ => self.known(diags)?,
        };
        let edited = match order::edit(&file.text, &order, &known) {
            Ok(edited) => edited,
            Err(refusal) => return refuse(refusal, &self.name(), diags),
        };
        if edited.text == file.text {
            return Some(format!("nothing to change: {}\n", edited.said));
        }
        let mut journal = self.journal(diags)?;
        let before = Texts { edition: file.text.clone(), plan: self.plan() };
        journal.add(order, &edited.said, &self.name(), &before, &edited.text);
        self.write(&edited.text, None, &journal, diags)?;
        Some(format!("{}\n", edited.said))
    }

    fn undo(&self, diags: &mut Diagnostics) -> Option<String> {
        let file = self.file(diags)?;
        let mut journal = self.journal(diags)?;
        let undone = match journal.undo(&file.text) {
            Ok(undone) => undone,
            Err(refusal) => return refuse(refusal, &self.name(), diags),
        };
        self.write(&undone.before.edition, undone.before.plan.as_deref(), &journal, diags)?;
        if undone.before.plan.is_none() {
            // There was none before; where it cannot go, the next run writes over it.
            let _ = fs::remove_file(plan_file::beside(self.path));
        }
        Some(format!("taken back: {}\n", undone.entry.said))
    }

    fn list(&self, json: bool, diags: &mut Diagnostics) -> Option<String> {
        let file = self.file(diags)?;
        let tree: Node = match toml::read(&file.text) {
            Ok(tree) => tree,
            Err(faults) => {
                faults.into_iter().for_each(|fault| tell(fault, &file, diags));
                return None;
            }
        };
        let known = self.known(&mut Diagnostics::default()).unwrap_or_default();
        Some(if json { order::told::json(&tree, &known) } else { order::told::text(&tree, &known) })
    }

    /// Puts the files in their places, all at once.
    fn write(&self, edition: &str, plan: Option<&str>, journal: &Journal, diags: &mut Diagnostics) -> Option<()> {
        let mut files = vec![(self.name(), edition.as_bytes().to_vec()), (self.journal_name(), journal.text().into_bytes())];
        if let (Some(plan), Some(name)) = (plan, plan_file::beside(self.path).file_name()) {
            files.push((name.to_string_lossy().into_owned(), plan.as_bytes().to_vec()));
        }
        let kept = self.folder().join(FOLDER);
        let made = if kept.is_dir() { Ok(()) } else { newsprint::cache::make(&kept) };
        let written = made.and_then(|()| write::replace(self.folder(), &files, write::ANYTHING));
        if let Err(error) = &written {
            let shown = self.path.display().to_string();
            let message = format!("the order cannot be written to {shown}: {}", write::why(error));
            diags
                .error("not-written", Some(Source::whole(&shown)), message)
                .help("nothing was changed; see that the folder can be written to");
        }
        written.ok()
    }
}

/// The text of a file, and of nothing but a file.
fn read_text(path: &Path) -> Option<String> {
    /// Plans and journals are texts of some kilobytes.
    const LARGEST: u64 = 16_000_000;
    String::from_utf8(whole(path, LARGEST).ok()?).ok()
}

/// Tells why an order cannot be done.
fn refuse(refusal: Refusal, file: &str, diags: &mut Diagnostics) -> Option<String> {
    let Refusal { code, message, help } = refusal;
    diags.error(code, Some(Source::whole(file)), message).help(help);
    None
}
