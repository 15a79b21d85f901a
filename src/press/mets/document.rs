//! The edition's METS file: what it is, which files it has, its pages, and its stories with the blocks that show them.
use super::alto::ReadBlock;
use super::xml::XmlElement;
use super::{Kept, Use};
use crate::page::{Page, Paper};
use crate::press::site::story::Story;
use crate::press::site::{EditionFacts, StoryFacts};
use crate::press::tags::sections;
use crate::role::Role;

/// What the METS file is written from.
pub struct Issue<'a> {
    pub paper: &'a Paper,
    /// What no mark shows.
    pub facts: &'a EditionFacts,
    /// The stories, in the order in which they begin.
    pub stories: &'a [Story],
    /// What stands on each page, in reading order.
    pub told: &'a [Vec<ReadBlock>],
    pub files: &'a [Kept],
}

/// The root of the METS file.
pub fn mets(issue: &Issue) -> XmlElement {
    let paper = issue.paper;
    let mut articles: Vec<XmlElement> = vec![described("DMD_ISSUE", issue_record(issue))];
    articles.extend(issue.stories.iter().enumerate().map(|(at, story)| described(&dmd(at), article_record(issue, story))));
    XmlElement::new("mets")
        .with("xmlns", "http://www.loc.gov/METS/")
        .with("xmlns:mods", "http://www.loc.gov/mods/v3")
        .with("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with(
            "xsi:schemaLocation",
            "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-8.xsd",
        )
        .with("OBJID", format!("{} {}", paper.title, paper.date))
        .with("LABEL", format!("{}, {}", paper.title, paper.date))
        .with("TYPE", "Newspaper")
        .holding([header(paper)])
        .holding(articles)
        .holding([files(issue.files), physical(issue), logical(issue), links(issue)])
}

fn dmd(story: usize) -> String {
    format!("DMD_ARTICLE{:04}", story + 1)
}

fn header(paper: &Paper) -> XmlElement {
    let agent = |role: &str, kind: &str, name: &str| {
        XmlElement::new("agent").with("ROLE", role).with("TYPE", kind).holding([XmlElement::text("name", name)])
    };
    let program = XmlElement::new("agent")
        .with("ROLE", "CREATOR")
        .with("TYPE", "OTHER")
        .with("OTHERTYPE", "SOFTWARE")
        .holding([XmlElement::text("name", "newsprint"), XmlElement::text("note", env!("CARGO_PKG_VERSION"))]);
    // The edition's day stands for the file's: the same edition gives the same file whenever it is built.
    XmlElement::new("metsHdr")
        .with("CREATEDATE", format!("{}T00:00:00", paper.date))
        .holding([program, agent("EDITOR", "ORGANIZATION", &paper.title)])
}

/// A description in MODS.
fn described(id: &str, record: XmlElement) -> XmlElement {
    let wrapped = XmlElement::new("mdWrap")
        .with("MDTYPE", "MODS")
        .with("MIMETYPE", "text/xml")
        .holding([XmlElement::new("xmlData").holding([record])]);
    XmlElement::new("dmdSec").with("ID", id).holding([wrapped])
}

fn title(main: &str, sub: Option<&str>) -> XmlElement {
    XmlElement::new("mods:titleInfo")
        .holding([XmlElement::text("mods:title", main)])
        .holding(sub.map(|sub| XmlElement::text("mods:subTitle", sub)))
}

fn language(tag: &str) -> XmlElement {
    let term = XmlElement::text("mods:languageTerm", tag).with("type", "code").with("authority", "rfc5646");
    XmlElement::new("mods:language").holding([term])
}

fn issued(date: &str) -> XmlElement {
    XmlElement::new("mods:originInfo").holding([XmlElement::text("mods:dateIssued", date).with("encoding", "w3cdtf")])
}

fn issue_record(issue: &Issue) -> XmlElement {
    let paper = issue.paper;
    let number = issue.facts.number.map(|number| {
        let detail = XmlElement::new("mods:detail").with("type", "issue").holding([XmlElement::text("mods:number", &number.to_string())]);
        XmlElement::new("mods:part").holding([detail])
    });
    XmlElement::new("mods:mods")
        .holding([title(&paper.title, None), XmlElement::text("mods:typeOfResource", "text"), XmlElement::text("mods:genre", "newspaper")])
        .holding([issued(&paper.date), language(paper.lang)])
        .holding(number)
}

fn article_record(issue: &Issue, story: &Story) -> XmlElement {
    let empty = StoryFacts::default();
    let facts = issue.facts.stories.get(&story.slug).unwrap_or(&empty);
    let deck = story.deck();
    let author = |name: &String| {
        let role = XmlElement::text("mods:roleTerm", "aut").with("type", "code").with("authority", "marcrelator");
        XmlElement::new("mods:name").holding([XmlElement::text("mods:namePart", name), XmlElement::new("mods:role").holding([role])])
    };
    let pages: Vec<&str> = story.pages.iter().map(|page| issue.paper.pages[*page].label.as_str()).collect();
    let place = XmlElement::new("mods:extent").with("unit", "pages").holding([XmlElement::text("mods:list", &pages.join(", "))]);
    let host = XmlElement::new("mods:relatedItem")
        .with("type", "host")
        .holding([title(&issue.paper.title, None), XmlElement::new("mods:part").holding([place])]);
    let address = facts.url.as_ref().map(|url| XmlElement::new("mods:location").holding([XmlElement::text("mods:url", url)]));
    XmlElement::new("mods:mods")
        .holding([title(&story.headline, deck.as_deref())])
        .holding(facts.authors.iter().map(author))
        .holding([XmlElement::text("mods:typeOfResource", "text"), XmlElement::text("mods:genre", "article")])
        .holding([issued(&issue.paper.date), language(story.lang), host])
        .holding(address)
        .holding([XmlElement::text("mods:identifier", &story.slug.0).with("type", "local")])
}

fn files(files: &[Kept]) -> XmlElement {
    let file = |kept: &Kept| {
        let place = XmlElement::new("FLocat").with("LOCTYPE", "URL").with("xlink:type", "simple").with("xlink:href", &kept.address);
        XmlElement::new("file")
            .with("ID", &kept.id)
            .with("MIMETYPE", kept.mime)
            .maybe("SEQ", kept.page.map(|page| (page + 1).to_string()))
            .with("SIZE", kept.size.to_string())
            .with("CHECKSUM", &kept.checksum)
            .with("CHECKSUMTYPE", "SHA-256")
            .maybe("GROUPID", kept.page.map(|page| format!("PAGE{:04}", page + 1)))
            .holding([place])
    };
    let group = |using: Use, name: &str| {
        let of_it: Vec<XmlElement> = files.iter().filter(|kept| kept.using == using).map(file).collect();
        (!of_it.is_empty()).then(|| XmlElement::new("fileGrp").with("USE", name).holding(of_it))
    };
    let groups = [(Use::Picture, "IMAGE"), (Use::Text, "FULLTEXT"), (Use::Document, "DOWNLOAD")];
    XmlElement::new("fileSec").holding(groups.into_iter().filter_map(|(using, name)| group(using, name)))
}

fn physical(issue: &Issue) -> XmlElement {
    let pointer = |kept: &Kept| XmlElement::new("fptr").with("FILEID", &kept.id);
    let page = |(at, page): (usize, &Page)| {
        XmlElement::new("div")
            .with("ID", page_id(at))
            .with("ORDER", (at + 1).to_string())
            .with("ORDERLABEL", &page.label)
            .with("LABEL", &page.section)
            .with("TYPE", "PAGE")
            .holding(issue.files.iter().filter(|kept| kept.page == Some(at)).map(pointer))
    };
    let all = XmlElement::new("div")
        .with("ID", "PHYS_ISSUE")
        .with("LABEL", &issue.paper.title)
        .with("DMDID", "DMD_ISSUE")
        .with("TYPE", "NEWSPAPER")
        .holding(issue.files.iter().filter(|kept| kept.page.is_none()).map(pointer))
        .holding(issue.paper.pages.iter().enumerate().map(page));
    XmlElement::new("structMap").with("TYPE", "PHYSICAL").holding([all])
}

fn page_id(page: usize) -> String {
    format!("PHYS_PAGE{:04}", page + 1)
}

fn article_id(story: usize) -> String {
    format!("LOG_ARTICLE{:04}", story + 1)
}

fn logical(issue: &Issue) -> XmlElement {
    let mut ads = 0;
    let mut section = |(at, pages): (usize, std::ops::Range<usize>)| {
        let label = &issue.paper.pages[pages.start].section;
        let mut inner: Vec<XmlElement> = Vec::new();
        for page in pages {
            let begins = issue.stories.iter().enumerate().filter(|(_, story)| story.pages.first() == Some(&page));
            inner.extend(begins.map(|(at, story)| article(issue, at, story)));
            for told in issue.told[page].iter().filter(|told| matches!(told.role, Role::Ad | Role::HouseAd)) {
                ads += 1;
                let ad = XmlElement::new("div")
                    .with("ID", format!("LOG_AD{ads:04}"))
                    .maybe("LABEL", told.name.as_ref())
                    .with("TYPE", "ADVERTISEMENT");
                inner.push(ad.holding([shown(page, told)]));
            }
        }
        XmlElement::new("div")
            .with("ID", format!("LOG_SECTION{:04}", at + 1))
            .with("ORDER", (at + 1).to_string())
            .with("LABEL", label)
            .with("TYPE", "SECTION")
            .holding(inner)
    };
    let sections: Vec<XmlElement> = sections(issue.paper).into_iter().enumerate().map(&mut section).collect();
    let all =
        XmlElement::new("div").with("ID", "LOG_ISSUE").with("LABEL", &issue.paper.title).with("DMDID", "DMD_ISSUE").with("TYPE", "ISSUE");
    XmlElement::new("structMap").with("TYPE", "LOGICAL").holding([all.holding(sections)])
}

fn article(issue: &Issue, at: usize, story: &Story) -> XmlElement {
    let part = |(n, (page, told)): (usize, (usize, &ReadBlock))| {
        XmlElement::new("div")
            .with("ID", format!("{}_{:04}", article_id(at), n + 1))
            .with("ORDER", (n + 1).to_string())
            .with("TYPE", kind(told.role))
            .holding([shown(page, told)])
    };
    XmlElement::new("div")
        .with("ID", article_id(at))
        .with("LABEL", &story.headline)
        .with("DMDID", dmd(at))
        .with("TYPE", "ARTICLE")
        .holding(read(issue, story).into_iter().enumerate().map(part))
}

/// What of a story is read, in order: its text from page to page, then its pictures. What leads readers of paper from page to page (jump
/// lines, the head of a turn) is no part of it.
fn read<'a>(issue: &Issue<'a>, story: &Story) -> Vec<(usize, &'a ReadBlock)> {
    let mut text: Vec<(usize, &ReadBlock)> = Vec::new();
    let mut pictures: Vec<(usize, &ReadBlock)> = Vec::new();
    for (n, page) in story.pages.iter().enumerate() {
        let is_read = |told: &&ReadBlock| told.story.as_ref() == Some(&story.slug) && is_filed(told.role, n > 0);
        let mut here: Vec<(usize, &ReadBlock)> = issue.told[*page].iter().filter(is_read).map(|told| (*page, told)).collect();
        let is_picture = |role: Role| matches!(role, Role::Photo | Role::Caption | Role::Credit);
        let end = here.iter().rposition(|(_, told)| !is_picture(told.role)).map_or(0, |last| last + 1);
        pictures.extend(here.split_off(end));
        text.extend(here);
    }
    text.extend(pictures);
    text
}

fn is_filed(role: Role, is_turn: bool) -> bool {
    match role {
        Role::JumpLine => false,
        Role::Kicker | Role::Headline => !is_turn,
        _ => true,
    }
}

/// What a role is called in the structure.
fn kind(role: Role) -> &'static str {
    match role {
        Role::Kicker => "OVERLINE",
        Role::Headline => "HEADLINE",
        Role::Deck => "SUBHEADLINE",
        Role::Byline => "AUTHOR",
        Role::Stamp => "DATE",
        Role::Subhead => "CROSSHEADING",
        Role::Quote | Role::QuoteBy => "QUOTE",
        Role::ListItem | Role::ListSign => "LIST",
        Role::TableHead | Role::TableCell => "TABLE",
        Role::Photo => "ILLUSTRATION",
        Role::Caption | Role::Credit => "CAPTION",
        Role::Refer => "REFERENCE",
        _ => "PARAGRAPH",
    }
}

/// The blocks that show something on a page.
fn shown(page: usize, told: &ReadBlock) -> XmlElement {
    let area = |id: &String| XmlElement::new("area").with("FILEID", super::text_id(page)).with("BETYPE", "IDREF").with("BEGIN", id);
    let areas: Vec<XmlElement> = told.ids.iter().map(area).collect();
    let inner = if areas.len() == 1 { areas } else { vec![XmlElement::new("seq").holding(areas)] };
    XmlElement::new("fptr").holding(inner)
}

/// Which pages each story is on.
fn links(issue: &Issue) -> XmlElement {
    let link = |from: &str, to: &str| XmlElement::new("smLink").with("xlink:from", from).with("xlink:to", to);
    let on_pages = |(at, story): (usize, &Story)| story.pages.iter().map(|page| link(&article_id(at), &page_id(*page))).collect::<Vec<_>>();
    let all = link("LOG_ISSUE", "PHYS_ISSUE");
    XmlElement::new("structLink").holding([all]).holding(issue.stories.iter().enumerate().flat_map(on_pages))
}
