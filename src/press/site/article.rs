//! A story's text as HTML, and as plain blocks for the search.
use super::content::Site;
use super::paths::{page_file, target};
use super::story::{Story, StoryElement, StoryRow, StoryTable};
use super::text::{TextSpan, encoded, escape, inline, plain};
use crate::page::Link;
use crate::role::Role;

/// A story's text as HTML. Blocks of text are numbered, as the search knows them.
pub fn article(site: &Site, story: &Story, root: &str) -> String {
    let link = |link: &Link| match link {
        Link::Story { slug, .. } if site.stories.iter().any(|story| story.slug == *slug) => {
            Some(format!("href=\"{root}stories/{}.html\" data-story=\"{}\"", encoded(&slug.0), escape(&slug.0)))
        }
        _ => target(site, link, root).map(|href| format!("href=\"{}\"", escape(&href))),
    };
    let writer = Writer { site, story, root, link: &link };
    let mut out = String::from("<header>\n");
    let mut in_head = true;
    let mut number = 0;
    for (at, piece) in story.pieces.iter().enumerate() {
        let is_head = matches!(piece, StoryElement::Text(Role::Kicker | Role::Headline | Role::Deck | Role::Byline | Role::Stamp, _));
        if in_head && !is_head {
            out.push_str("</header>\n");
            in_head = false;
        }
        out.push_str(&writer.piece(piece, (at, number)));
        number += blocks(piece).len();
    }
    if in_head {
        out.push_str("</header>\n");
    }
    out
}

/// A story's blocks of text without marks.
pub fn plain_blocks(story: &Story) -> Vec<String> {
    story.pieces.iter().flat_map(blocks).collect()
}

fn blocks(piece: &StoryElement) -> Vec<String> {
    let joined =
        |parts: &[Vec<TextSpan>]| parts.iter().map(|part| plain(part)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    match piece {
        StoryElement::Text(_, spans) => vec![plain(spans)],
        StoryElement::Quote(words, by) => vec![joined(&[words.clone(), by.clone().unwrap_or_default()])],
        StoryElement::List { items, .. } => items.iter().map(|item| plain(item)).collect(),
        StoryElement::StoryTable(table) => table.rows.iter().map(|row| joined(&row.cells)).collect(),
        StoryElement::Figure { words, .. } => vec![joined(words)],
        StoryElement::Refer(lines) => vec![joined(lines)],
        StoryElement::Turn(_) => Vec::new(),
    }
}

struct Writer<'a> {
    site: &'a Site<'a>,
    story: &'a Story,
    root: &'a str,
    link: &'a dyn Fn(&Link) -> Option<String>,
}

impl Writer<'_> {
    fn inline(&self, spans: &[TextSpan]) -> String {
        inline(spans, self.link)
    }

    fn piece(&self, piece: &StoryElement, (at, number): (usize, usize)) -> String {
        let n = format!(" data-n=\"{number}\"");
        match piece {
            StoryElement::Text(role, spans) => self.text(*role, spans, &n),
            StoryElement::Quote(words, by) => {
                let by = by.as_ref().map(|by| format!("<footer>{}</footer>", self.inline(by))).unwrap_or_default();
                format!("<blockquote{n}><p>{}</p>{by}</blockquote>\n", self.inline(words))
            }
            StoryElement::List { ordered, items } => {
                let tag = if *ordered { "ol" } else { "ul" };
                let item = |(i, item): (usize, &Vec<TextSpan>)| format!("<li data-n=\"{}\">{}</li>", number + i, self.inline(item));
                format!("<{tag}>{}</{tag}>\n", items.iter().enumerate().map(item).collect::<String>())
            }
            StoryElement::StoryTable(table) => self.table(table, number),
            StoryElement::Figure { picture, words } => {
                let Some(file) = self.site.figures.of(picture) else { return String::new() };
                let lines: Vec<String> = words.iter().map(|line| self.inline(line)).collect();
                let caption = if lines.is_empty() { String::new() } else { format!("<figcaption{n}>{}</figcaption>", lines.join(" ")) };
                // What stands at the top is wanted at once.
                let loading = if at < 6 { "eager" } else { "lazy" };
                format!(
                    "<figure><img src=\"{}{}\" width=\"{}\" height=\"{}\" alt=\"{}\" loading=\"{loading}\">{caption}</figure>\n",
                    self.root,
                    encoded(&file.name),
                    file.width,
                    file.height,
                    escape(&picture.alt)
                )
            }
            StoryElement::Refer(lines) => {
                // What leads to one place is one link, and one stop for who goes by keys.
                let mut leads = lines.iter().flatten().map(|span| &span.link);
                let first = leads.next().cloned().flatten();
                let whole = first.as_ref().filter(|first| leads.all(|link| link.as_ref() == Some(first))).and_then(self.link);
                let (open, close) = whole.as_ref().map_or((String::new(), ""), |attributes| (format!("<a {attributes}>"), "</a>"));
                let plain = |line: &[TextSpan]| {
                    line.iter()
                        .map(|span| TextSpan { link: span.link.clone().filter(|_| whole.is_none()), ..span.clone() })
                        .collect::<Vec<_>>()
                };
                let lines: String = lines.iter().map(|line| format!("<p>{}</p>", self.inline(&plain(line)))).collect();
                format!("<div class=\"refer\"{n}>{open}{lines}{close}</div>\n")
            }
            StoryElement::Turn(page) => {
                let labels = &self.site.paper.pages;
                let from = self.story.pages.iter().rposition(|other| other == page).and_then(|at| self.story.pages.get(at.checked_sub(1)?));
                let (from, to) = (from.map_or("", |from| &labels[*from].label), &labels[*page].label);
                format!(
                    "<p class=\"turn\"><a href=\"{}{}#zone-{}\" data-page=\"{}\" data-zone=\"{}\">{}</a></p>\n",
                    self.root,
                    encoded(&page_file(to)),
                    encoded(&self.story.slug.0),
                    escape(to),
                    escape(&self.story.slug.0),
                    escape(&self.site.words.with("goes_on", &[from, to]))
                )
            }
        }
    }

    fn text(&self, role: Role, spans: &[TextSpan], n: &str) -> String {
        let words = self.inline(spans);
        match role {
            Role::Headline => format!("<h1{n}>{words}</h1>\n"),
            Role::Subhead => format!("<h2{n}>{words}</h2>\n"),
            Role::Body => format!("<p{n}>{words}</p>\n"),
            Role::Byline => {
                let text = plain(spans);
                let is_address = text.contains('@') && !text.contains(' ') && spans.iter().all(|span| span.link.is_none());
                let words = if is_address { format!("<a href=\"mailto:{}\">{words}</a>", escape(&text)) } else { words };
                format!("<p class=\"byline\"{n}>{words}</p>\n")
            }
            role => format!("<p class=\"{}\"{n}>{words}</p>\n", role.name()),
        }
    }

    fn table(&self, table: &StoryTable, number: usize) -> String {
        let heads = table.rows.iter().take_while(|row| row.head && row.cells.len() == table.columns).count();
        let row = |(at, row): (usize, &StoryRow)| {
            let n = number + at;
            if row.head && row.cells.len() == 1 && table.columns > 1 {
                let words = self.inline(&row.cells[0]);
                return format!("<tr data-n=\"{n}\"><th colspan=\"{}\" scope=\"colgroup\">{words}</th></tr>", table.columns);
            }
            let cell = |((cell, over), left): ((&Vec<TextSpan>, &usize), &bool)| {
                let class = if *left && *over == 1 { " class=\"left\"" } else { "" };
                let wide = if *over > 1 { format!(" colspan=\"{over}\"") } else { String::new() };
                let (tag, end) = match (row.head, *over > 1) {
                    (true, true) => ("th scope=\"colgroup\"", "th"),
                    (true, false) => ("th scope=\"col\"", "th"),
                    _ => ("td", "td"),
                };
                match (over, cell.is_empty()) {
                    (0, _) => String::new(),
                    // A head that says nothing names nothing.
                    (_, true) => "<td></td>".to_string(),
                    _ => format!("<{tag}{wide}{class}>{}</{end}>", self.inline(cell)),
                }
            };
            let cells: String = row.cells.iter().zip(&row.over).zip(&table.left).map(cell).collect();
            format!("<tr data-n=\"{n}\">{cells}</tr>")
        };
        let (head, body): (Vec<_>, Vec<_>) = table.rows.iter().enumerate().partition(|(at, _)| *at < heads);
        let head: String = head.into_iter().map(row).collect();
        let body: String = body.into_iter().map(row).collect();
        let head = if head.is_empty() { head } else { format!("<thead>{head}</thead>") };
        format!("<div class=\"table\" tabindex=\"0\" role=\"group\"><table>{head}<tbody>{body}</tbody></table></div>\n")
    }
}
