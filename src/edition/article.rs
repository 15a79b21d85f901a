//! One article file to an [`Article`].
use std::sync::Arc;

use super::article_source::ArticleSource;
use super::bounds::LONGEST_FIELD;
use super::clean::Oddities;
use super::files::{PictureBook, slashes};
use super::lang::lang;
use super::metadata::{PictureWords, is_made_by_machine};
use super::photo::Refused;
use super::text;
use super::wishes::Wish;
use super::{Article, Block, Byline, Lang, Part, Photo, Picture, Related, Rich};
use super::{Wishes, heard, keys, slugs, wishes};
use crate::diag::{Diagnostics, Severity, Source};
use crate::role::Slug;
use crate::tree::{Node, Value};

/// A paragraph of more bytes than this is no newspaper's.
const LONGEST_TEXT: usize = 200_000;
/// Where a story names none.
const PRIORITY: i64 = 5;
/// Stories of this priority or a weightier one may not be held, where they say nothing else.
const MUST_RUN_PRIORITY: i64 = 6;
/// Thousandths of the picture: faces stand in the upper half.
const FOCUS: [u16; 2] = [500, 350];
/// A whole side, in thousandths.
const WHOLE: u16 = 1_000;
/// Thousandths of width or height.
const MAX_CROP: u16 = 200;
/// The code of pictures that are there and cannot be read.
const UNREADABLE: &str = "bad-picture";

/// The article in a file. None where it cannot be used; every fault is told.
pub fn article(source: &ArticleSource, paper: Lang, book: &PictureBook, diags: &mut Diagnostics) -> Option<Article> {
    let tree = source.tree.as_ref().filter(|_| source.is_of_story_size())?;
    let lang = tree.get("lang").map_or(Some(paper), |node| lang(node, &source.file, diags)).unwrap_or(paper);
    let mut reader = ArticleReader { source, tree, lang, diags, hidden: None };
    let photos = reader.photos(book);
    let slug = reader.slug();
    let section = reader.needed("section");
    let (headline, breaks) = reader.headline();
    let told = reader.diags.list.len();
    let mut body: Vec<Block> = reader.items("body").iter().filter_map(|node| reader.block(node)).collect();
    heard::mark(&mut body);
    // Text that was refused is missing for a reason that the editor knows by now.
    let refused = reader.diags.list[told..].iter().any(|told| told.severity == Severity::Error);
    if body.is_empty() && source.photos().is_empty() && source.is_valid && !refused {
        let place = tree.get("body").map(|node| node.source(&source.file));
        let name = source.slug();
        let warning = reader.diags.warning("empty-body", place, format!("\"{name}\" has neither text nor photos"));
        warning.did("kept its headline alone").help("write the story, or take the file out of the edition");
    }
    let (dateline, agency) = (reader.words("dateline"), reader.words("agency"));
    let shift = add_carriers(&mut body, dateline.is_some(), agency.is_some());
    let photos = photos.into_iter().map(|photo| Photo { after: photo.after.map(|after| after + shift), ..photo }).collect();
    let priority = tree.get("priority").and_then(Node::integer).unwrap_or(PRIORITY);
    let flag = |key: &str, default: bool| tree.get(key).and_then(Node::flag).unwrap_or(default);
    let article = Article {
        keywords: reader.items("keywords").iter().filter_map(Node::text).map(super::files::words).collect(),
        subsection: reader.words("subsection"),
        kicker: reader.words("kicker"),
        short_headline: reader.words("short_headline"),
        deck: reader.words("deck"),
        byline: reader.byline(),
        dateline,
        agency,
        related: reader.items("related").iter().filter_map(|node| reader.related(node)).collect(),
        posted: tree.text_of("posted"),
        updated: tree.text_of("updated"),
        url: tree.text_of("url"),
        priority: u8::try_from(priority).unwrap_or(PRIORITY as u8),
        must_run: flag("must_run", priority <= MUST_RUN_PRIORITY),
        is_ordered_to_run: flag("must_run", false),
        may_jump: tree.get("may_jump").and_then(Node::flag),
        wishes: tree.get("wishes").map(|node| wishes::read(node, &source.file, reader.diags)).unwrap_or_default().over(breaks),
        plan_wishes: Wishes::default(),
        stands_on: None,
        allowed: reader.items("allow").iter().filter_map(|node| node.text_of("code")).collect(),
        boxed: flag("box", false),
        lang,
        source: Source { file: source.file.clone(), range: 0..0 },
        body,
        photos,
        cut_outs: Vec::new(),
        part: Part::Whole,
        slug: slug?,
        section: section?,
        headline: headline?,
    };
    reader.tell_hidden();
    source.is_valid.then_some(article)
}

/// A dateline opens the first paragraph, and the agency ends the last. Where there is none, or one that may be left out, an empty paragraph
/// carries them on a line of its own. Gives how many now stand before what was filed.
fn add_carriers(body: &mut Vec<Block>, has_dateline: bool, has_agency: bool) -> u16 {
    let carrier = || Block::Paragraph { text: Rich::default(), optional: false };
    let is_sure = |block: Option<&Block>| matches!(block, Some(Block::Paragraph { optional: false, .. }));
    let is_text = |block: &&Block| match block {
        Block::Quote { is_heard, cut_out, .. } => !is_heard && !cut_out,
        Block::Paragraph { .. } | Block::List { .. } => true,
        Block::Subhead(_) | Block::Table { .. } => false,
    };
    let has_head = !has_dateline || is_sure(body.iter().find(is_text));
    let has_foot = !has_agency || is_sure(body.iter().rfind(|block| matches!(block, Block::Paragraph { .. })));
    // A line of its own at the head of nothing is one at its foot too.
    if !has_foot && (has_head || !body.is_empty()) {
        body.push(carrier());
    }
    if !has_head {
        body.insert(0, carrier());
    }
    u16::from(!has_head)
}

/// One article's tree on its way to an [`Article`].
struct ArticleReader<'a> {
    source: &'a ArticleSource,
    tree: &'a Node,
    lang: Lang,
    diags: &'a mut Diagnostics,
    /// Where signs were first left out, and how many in all.
    hidden: Option<(Source, usize)>,
}

impl<'a> ArticleReader<'a> {
    fn place(&self, node: &Node) -> Source {
        node.source(&self.source.file)
    }

    fn items(&self, key: &str) -> &'a [Node] {
        self.tree.get(key).map(Node::items).unwrap_or_default()
    }

    /// Tells what a text held that is not printed.
    fn note(&mut self, oddities: Oddities, node: &Node) {
        for address in oddities.addresses {
            let place = Some(self.place(node));
            let warning = self.diags.warning("unsafe-link", place, format!("\"{address}\" is no address that a newspaper links to"));
            warning.did("kept the words without the link").help("begin it with https://, mailto: or tel:");
        }
        if oddities.hidden > 0 {
            let place = self.place(node);
            self.hidden.get_or_insert((place, 0)).1 += oddities.hidden;
        }
    }

    fn tell_hidden(&mut self) {
        if let Some((place, count)) = self.hidden.take() {
            let message =
                format!("\"{}\" holds signs that cannot be seen, such as control or direction signs: {count}", self.source.slug());
            self.diags.warning("hidden-characters", Some(place), message).did("left them out");
        }
    }

    fn plain(&mut self, node: &Node) -> Option<String> {
        let mut oddities = Oddities::default();
        let words = text::plain(node.text()?, self.lang, &mut oddities);
        self.note(oddities, node);
        Some(words).filter(|words| !words.is_empty())
    }

    fn words(&mut self, key: &str) -> Option<String> {
        self.plain(self.tree.get(key)?)
    }

    /// A key's words; where signs that are not printed are all of them, that is told.
    fn needed(&mut self, key: &'static str) -> Option<String> {
        let node = self.tree.get(key)?;
        let words = self.plain(node);
        if words.is_none() && self.source.is_valid {
            let place = Some(self.place(node));
            self.diags.error("empty-value", place, format!("{key} holds nothing that can be printed")).help("write it");
        }
        words
    }

    /// The headline, and the lines that it is written in: a line's end or a stroke between spaces is where the desk wishes it to break.
    fn headline(&mut self) -> (Option<String>, Wishes) {
        let Some(headline) = self.needed("headline") else { return (None, Wishes::default()) };
        let Some(node) = self.tree.get("headline") else { return (Some(headline), Wishes::default()) };
        let written = node.text().unwrap_or_default().replace(" / ", "\n");
        let lines: Vec<String> = written
            .lines()
            .filter_map(|line| Some(text::plain(line, self.lang, &mut Oddities::default())).filter(|line| !line.is_empty()))
            .collect();
        if lines.len() < 2 {
            return (Some(headline), Wishes::default());
        }
        let headline = lines.join(" ");
        let head_breaks = Some(Wish { value: lines, source: self.place(node) });
        (Some(headline), Wishes { head_breaks, ..Wishes::default() })
    }

    fn slug(&mut self) -> Option<Slug> {
        let slug = self.source.slug();
        let Some(help) = slugs::fault(&slug) else { return Some(Slug(slug.into())) };
        let place = self.tree.get("slug").map_or(Source { file: self.source.file.clone(), range: 0..0 }, |node| self.place(node));
        self.diags.error("bad-slug", Some(place), format!("\"{}\" cannot be a slug", short(&slug))).help(help);
        None
    }

    fn byline(&mut self) -> Vec<Byline> {
        let Some(node) = self.tree.get("byline") else { return Vec::new() };
        let lines = if let Value::List(items) = &node.value { items.as_slice() } else { std::slice::from_ref(node) };
        let mut byline = Vec::new();
        for line in lines {
            let name = line.get("name").unwrap_or(line);
            let role = line.get("role").and_then(|node| self.plain(node));
            let email = line.get("email").and_then(|node| self.plain(node));
            byline.extend(self.plain(name).map(|name| Byline { name, role, email }));
        }
        byline
    }

    fn related(&mut self, node: &Node) -> Option<Related> {
        Some(Related {
            label: node.get("label").and_then(|node| self.plain(node)),
            slug: node.text_of("slug").map(|slug| Slug(slugs::composed(&slug).into())),
            summary: node.get("summary").and_then(|node| self.plain(node)),
            headline: self.plain(node.get("headline")?)?,
        })
    }

    fn rich(&mut self, node: &Node) -> Rich {
        self.read(node, text::rich)
    }

    /// A paragraph that is there, its lines ended where the writer ended them.
    fn paragraph(&mut self, node: &Node) -> Option<Rich> {
        Some(self.read(node, text::paragraph)).filter(|rich| !rich.text.is_empty())
    }

    /// A text as a reader takes it; one that no column holds is told.
    fn read(&mut self, node: &Node, reader: fn(&str, Lang, &mut Oddities) -> Rich) -> Rich {
        let source = node.text().unwrap_or_default();
        if source.len() > LONGEST_TEXT {
            let message = format!("this text has {} characters; no column holds it", source.chars().count());
            let place = Some(self.place(node));
            self.diags.error("too-long", place, message).help("split it into paragraphs");
            return Rich::default();
        }
        let mut oddities = Oddities::default();
        let rich = reader(source, self.lang, &mut oddities);
        self.checked(rich, oddities, node)
    }

    /// Tells what was odd in a text.
    fn checked(&mut self, rich: Rich, oddities: Oddities, node: &Node) -> Rich {
        self.note(oddities, node);
        if rich.text.contains("![") && rich.text.contains("](") {
            let place = Some(self.place(node));
            let warning = self.diags.warning("picture-as-text", place, "this text holds a picture that cannot be read as one");
            warning.did("prints it as it stands").help("write a name with spaces between angles: ![caption](<my boats.jpg>)");
        }
        rich
    }

    /// Text that is there.
    fn set(&mut self, node: &Node) -> Option<Rich> {
        Some(self.rich(node)).filter(|rich| !rich.text.is_empty())
    }

    fn block(&mut self, node: &Node) -> Option<Block> {
        let flag = |key: &str| node.get(key).and_then(Node::flag).unwrap_or(false);
        if node.text().is_some() {
            return Some(Block::Paragraph { text: self.paragraph(node)?, optional: false });
        }
        if let Some(text) = node.get("p") {
            return Some(Block::Paragraph { text: self.paragraph(text)?, optional: flag("optional") });
        }
        if let Some(text) = node.get("subhead") {
            return Some(Block::Subhead(self.set(text)?));
        }
        if let Some(text) = node.get("quote") {
            let by = node.get("by").and_then(|by| self.plain(by));
            return Some(Block::Quote { text: self.set(text)?, by, is_heard: false, cut_out: flag("cut_out") });
        }
        if let Some(list) = node.get("list") {
            let items: Vec<Rich> = list.items().iter().filter_map(|item| self.set(item)).collect();
            return (!items.is_empty()).then(|| Block::List { ordered: flag("ordered"), items });
        }
        self.table(node.get("table")?)
    }

    /// A table, every row as wide as the widest but those of one cell: sub-heads over the whole width.
    fn table(&mut self, node: &Node) -> Option<Block> {
        let rows = node.get("rows").map(Node::items).unwrap_or_default();
        let mut head: Vec<Rich> = node.get("head").map(Node::items).unwrap_or_default().iter().map(|cell| self.rich(cell)).collect();
        let mut cells: Vec<Vec<Rich>> = rows.iter().map(|row| row.items().iter().map(|cell| self.rich(cell)).collect()).collect();
        let width = cells.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
        if width == 0 {
            return None;
        }
        let odd = rows.iter().find(|row| (2..width).contains(&row.items().len()) || row.items().is_empty());
        if let Some(row) = odd {
            let message = format!("this row of the table has {} of {width} cells", row.items().len());
            let place = Some(self.place(row));
            self.diags.warning("ragged-table", place, message).did("left the missing cells empty");
        }
        if !head.is_empty() {
            head.resize(width, Rich::default());
        }
        for row in cells.iter_mut().filter(|row| row.len() != 1) {
            row.resize(width, Rich::default());
        }
        Some(Block::Table { head, rows: cells })
    }

    fn photos(&mut self, book: &PictureBook) -> Vec<Photo> {
        let mut photos = Vec::new();
        for node in self.source.photos() {
            let Some((file, written)) = node.get("file").and_then(|file| Some((file, file.text()?))) else { continue };
            match book.get(&self.source.picture_path(written)) {
                Some(Ok((picture, words))) => photos.push(self.photo(node, picture, words)),
                Some(Err(refused)) if refused.code == "missing-file" && node.get("url").is_some() => {
                    let address = node.text_of("url").unwrap_or_default();
                    let path = slashes(&self.source.picture_path(written));
                    let place = Some(self.place(node));
                    let warning = self.diags.warning("missing-photo", place, format!("a photo of \"{}\" is not here", self.source.slug()));
                    warning.did("went on without it; nothing is fetched").help(format!("save {address} as {path}"));
                }
                Some(Err(refused)) => self.refuse(node, file, refused),
                None => {}
            }
        }
        photos
    }

    /// Tells of a picture that cannot be used. One that cannot be read ends no build, unless the story orders it.
    fn refuse(&mut self, node: &Node, file: &Node, refused: &Refused) {
        let message = format!("the photo {} cannot be used: {}", file.text().unwrap_or_default(), refused.why);
        let place = Some(self.place(file));
        if refused.code == UNREADABLE && !self.orders(node) {
            self.diags.warning(refused.code, place, message).did("went on without it").help(refused.help.clone());
        } else {
            self.diags.error(refused.code, place, message).help(refused.help.clone());
        }
    }

    /// The story is made for this photo: it has no text, or says how wide the photo is to be.
    fn orders(&self, node: &Node) -> bool {
        let says = ["columns", "min_columns", "cut_out"].iter().any(|key| node.get(key).is_some());
        says || self.tree.get("body").is_none_or(|body| body.items().is_empty())
    }

    /// Tells where the picture's own words say something else. The article's are the desk's, and win.
    fn conflicts(&mut self, node: &Node, picture: &Arc<Picture>, words: &PictureWords) {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let fields = [("caption", &words.caption), ("credit", &words.credit), ("alt", &words.alt)];
        let differs = fields.into_iter().filter_map(|(key, own)| {
            let (filed, own) = (node.get(key)?.text()?, own.as_deref()?);
            (letters(filed) != letters(own)).then(|| format!("{key} \"{}\"", short(own)))
        });
        let differs: Vec<String> = differs.collect();
        if !differs.is_empty() {
            let place = node.get("file").map(|file| self.place(file));
            let message = format!("the picture {} says otherwise of itself: {}", picture.path, differs.join(", "));
            self.diags.note("photo-words", place, message).did("took the article's words");
        }
    }

    fn photo(&mut self, node: &Node, picture: &Arc<Picture>, words: &PictureWords) -> Photo {
        let source = node.get("file").map_or_else(|| self.place(node), |file| self.place(file));
        let lang = self.lang;
        let mut own = |key: &str, filed: &Option<String>| {
            let filed = filed.as_deref().unwrap_or_default();
            if node.get(key).is_some() || filed.len() <= LONGEST_FIELD {
                return text::from_picture(filed, lang);
            }
            let message =
                format!("the {key} that the picture {} carries has {} bytes; {LONGEST_FIELD} can be set", picture.path, filed.len());
            let warning = self.diags.warning("too-long", Some(source.clone()), message);
            warning.did("left it out").help(format!("write the {key} in the article"));
            Rich::default()
        };
        let [own_caption, own_credit, own_alt] =
            [("caption", &words.caption), ("credit", &words.credit), ("alt", &words.alt)].map(|(key, filed)| own(key, filed));
        let caption = node.get("caption").map_or(own_caption, |node| self.rich(node));
        let credit = node.get("credit").map_or(Some(own_credit.text), |node| self.plain(node)).unwrap_or_default();
        let mut alt = node.get("alt").map_or(Some(own_alt.text), |node| self.plain(node)).unwrap_or_default();
        if alt.is_empty() {
            let warning = self.diags.warning("no-alt", Some(source.clone()), format!("the photo {} has no alt text", picture.path));
            warning.did("readers who cannot see it get its caption").help("say in a few words what one sees: \"alt\": \"…\"");
            alt = caption.text.clone();
        }
        self.conflicts(node, picture, words);
        if let Some(kind) = words.source_type.as_deref().filter(|kind| is_made_by_machine(kind)) {
            let message = format!("the picture {} was made by a machine: it says of itself that its source is {kind}", picture.path);
            let warning = self.diags.warning("made-by-machine", Some(source.clone()), message);
            warning.did("took it in").help("say so in its caption, or take it out");
        }
        if words.has_credentials {
            let message = format!("the picture {} carries content credentials (C2PA)", picture.path);
            let note = self.diags.note("content-credentials", Some(source.clone()), message);
            note.did("did not verify them; pages do not carry them on").help("look at them where it matters how the picture was made");
        }
        let thousandths = |node: &Node| node.thousandths().and_then(|number| u16::try_from(number).ok());
        let columns = |key: &str| node.get(key).and_then(Node::integer).and_then(|number| u8::try_from(number).ok());
        let max_crop = node.get("max_crop").and_then(thousandths);
        // What the desk says of it counts before what its pixels tell.
        let is_graphic = match node.text_of("kind").as_deref() {
            Some(kind) => kind == keys::GRAPHIC,
            None => picture.is_drawn && max_crop.is_none_or(|crop| crop == 0),
        };
        let focus: Vec<u16> = node.get("focus").map(Node::items).unwrap_or_default().iter().filter_map(thousandths).collect();
        Photo {
            picture: picture.clone(),
            caption,
            credit,
            alt,
            focus: <[u16; 2]>::try_from(focus).ok().or(words.focus).unwrap_or(FOCUS),
            // What the picture's own region holds is not cut.
            max_crop: if is_graphic { 0 } else { max_crop.unwrap_or(MAX_CROP.min(WHOLE - words.kept.unwrap_or(0))) },
            columns: columns("columns"),
            is_graphic,
            min_columns: columns("min_columns"),
            cut_out: node.get("cut_out").and_then(Node::flag).unwrap_or(false),
            print_only: node.get("print_only").and_then(Node::flag).unwrap_or(false),
            after: node.get("after").and_then(Node::integer).and_then(|number| u16::try_from(number).ok()),
            wish: None,
            source,
        }
    }
}

/// The start of a text, for a message.
fn short(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;
    use crate::edition::article_source::Written;

    fn told(name: &str, text: &str) -> (Option<Article>, Vec<String>) {
        let file = Arc::new(SourceFile { path: name.into(), text: text.into() });
        let mut diags = Diagnostics::default();
        let source = ArticleSource::of_text(file, Written::Json, &mut diags);
        let article = article(&source, Lang::EnUs, &PictureBook::new(), &mut diags);
        (article, diags.list.iter().map(|d| format!("{}: {}", d.code, d.message)).collect())
    }

    fn check(keys: &str, expected: &[&str]) {
        let (_, told) = told("articles/a story.json", &format!(r#"{{"section": "World", "headline": "Fog", "body": ["x"]{keys}}}"#));
        assert_eq!(told, expected, "{keys}");
    }

    #[test]
    fn what_is_missing_has_a_default() {
        let (article, told) =
            told("articles/a story.json", r#"{"section": "World", "headline": "\"Fog\"", "body": [{"p": "x", "optional": true}]}"#);
        let article = article.unwrap();
        assert!(told.is_empty(), "{told:?}");
        assert_eq!((&*article.slug.0, article.priority, article.must_run, article.may_jump), ("a-story", 5, true, None));
        assert_eq!(article.headline, "“Fog”");
        assert_eq!(article.body, [Block::Paragraph { text: Rich::plain("x"), optional: true }]);
    }

    #[test]
    fn faults_are_told() {
        check("", &[]);
        check(r#", "lang": "tlh""#, &["unknown-language: \"tlh\" is no language that this program sets"]);
        check(r#", "slug": "../x""#, &["bad-slug: \"../x\" cannot be a slug"]);
        check(
            r#", "deck": "a\u0000b""#,
            &["hidden-characters: \"a-story\" holds signs that cannot be seen, such as control or direction signs: 1"],
        );
        check(r#", "posted": "soon""#, &["bad-date: posted is \"soon\", which is no date"]);
        check(r#", "priority": 12"#, &["out-of-range: priority is 12; it can be 1 to 9"]);
        check(r#", "body": []"#, &["duplicate-key: \"body\" stands here for the second time"]);
    }

    #[test]
    fn blocks_of_every_kind() {
        let body = r#"["a *b*", {"subhead": "s"}, {"quote": "q", "by": "w"}, {"list": ["1"]}, {"table": {"head": ["h", "i", "j"], "rows": [["s"], ["1", "2"]]}}, " "]"#;
        let (article, told) = told("a.json", &format!(r#"{{"section": "World", "headline": "Fog", "body": {body}}}"#));
        assert_eq!(told, ["ragged-table: this row of the table has 2 of 3 cells"]);
        let article = article.unwrap();
        assert_eq!(article.body.len(), 5);
        assert_eq!(article.body[2], Block::Quote { text: Rich::plain("q"), by: Some("w".into()), is_heard: false, cut_out: false });
        assert_eq!(
            article.body[4],
            Block::Table {
                head: ["h", "i", "j"].map(Rich::plain).to_vec(),
                rows: vec![vec![Rich::plain("s")], vec![Rich::plain("1"), Rich::plain("2"), Rich::default()]]
            }
        );
    }
}
