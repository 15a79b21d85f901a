//! What the elements and classes of others' HTML mean, by the table in `markup.toml`.
use std::sync::LazyLock;

use crate::tree::xml::Element;
use crate::tree::{Node, toml};

/// Names of one meaning.
pub(super) struct Names(Vec<String>);

impl Names {
    /// True where a name is one of them.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|one| one == name)
    }

    /// True where an element has one of them as a class.
    pub fn is_class_of(&self, element: &Element) -> bool {
        element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|class| self.has(class)))
    }

    /// True where a text begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        self.0.iter().any(|one| text.starts_with(one))
    }

    /// The first of them that a text begins with.
    pub fn first_of(&self, text: &str) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|one| text.starts_with(one))
    }

    /// How many of them occur in a text, at the beginning of a word.
    pub fn count_in(&self, text: &str) -> usize {
        let begins_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
        self.0.iter().filter(|one| text.match_indices(one.as_str()).any(|(at, _)| begins_word(at))).count()
    }

    /// True where one of them occurs in a text.
    pub fn occur_in(&self, text: &str) -> bool {
        self.0.iter().any(|one| text.contains(one))
    }
}

/// Names of one field.
pub(super) struct Meaning {
    /// The field: dateline, byline, agency, kicker, deck, embargo; others are left out.
    pub field: String,
    /// The classes and properties.
    pub names: Names,
}

/// The table: each list by the meaning that its names have.
pub(super) struct Markup {
    /// Elements that hold nothing for readers.
    pub silent: Names,
    /// Elements that are left out and counted.
    pub left_out: Names,
    /// Elements of a line of text.
    pub inline: Names,
    /// Elements about the story on a whole page.
    pub page_furniture: Names,
    /// Classes of pull quotes.
    pub pull_quote: Names,
    /// Classes of galleries.
    pub gallery: Names,
    /// Classes of pictures with a caption.
    pub figure: Names,
    /// Classes of captions.
    pub caption: Names,
    /// Classes of credits.
    pub credit: Names,
    /// Classes of what other sites or plug-ins put into the text.
    pub embed: Names,
    /// Classes of figures that frame no picture.
    pub player: Names,
    /// Classes of quotes that are another site's post.
    pub post: Names,
    /// Classes of pictures that stand for a sign.
    pub emoji: Names,
    /// Classes of notes under a text.
    pub notes: Names,
    /// Classes about the story on a whole page.
    pub furniture: Names,
    /// Parts of names of classes about the story: "share" in "share-bar".
    pub furniture_words: Names,
    /// Parts of names of classes of captions and credits.
    pub picture_words: Names,
    /// Classes of the element that holds the story.
    pub story: Names,
    /// Lines of a page that say nothing of the story.
    pub whole_lines: Names,
    /// Beginnings of lines that point elsewhere.
    pub line_starts: Names,
    /// Beginnings of lines that ask readers to follow the paper.
    pub follow: Names,
    /// Networks where they may.
    pub networks: Names,
    /// Headings of lists of other stories, and of what a page offers beside its text.
    pub headings_of_others: Names,
    /// Beginnings of lines that say whose a picture is.
    pub credit_starts: Names,
    /// Phrases of requests to readers.
    pub pitches: Names,
    /// Words of lines that say where and when a page was filed.
    pub filed: Names,
    /// What stands before the name of who wrote.
    pub by: Names,
    /// Parts of names of classes of the line under a headline.
    pub standfirst_words: Names,
    /// Classes and properties of agencies' HTML, by the field that they name.
    pub wire: Vec<Meaning>,
    /// Parts of addresses of pictures that count readers.
    pub tracker: Names,
}

/// The table in the program.
pub(super) static MARKUP: LazyLock<Markup> = LazyLock::new(|| {
    let tree = toml::read(include_str!("markup.toml")).ok();
    let names = |group: &str, key: &str| {
        let list = tree.as_ref().and_then(|tree| tree.get(group)?.get(key)).map(Node::items).unwrap_or_default();
        Names(list.iter().filter_map(Node::text).map(str::to_string).collect())
    };
    let wire = tree.as_ref().and_then(|tree| tree.get("wire")).map(Node::entries).unwrap_or_default();
    let wire = wire.iter().map(|entry| Meaning { field: entry.key.clone(), names: names("wire", &entry.key) });
    let (elements, classes) = (|key: &str| names("elements", key), |key: &str| names("classes", key));
    Markup {
        silent: elements("silent"),
        left_out: elements("left-out"),
        inline: elements("inline"),
        page_furniture: elements("furniture"),
        pull_quote: classes("pull-quote"),
        gallery: classes("gallery"),
        figure: classes("figure"),
        caption: classes("caption"),
        credit: classes("credit"),
        embed: classes("embed"),
        player: classes("player"),
        post: classes("post"),
        emoji: classes("emoji"),
        notes: classes("notes"),
        furniture: classes("furniture"),
        furniture_words: classes("furniture-words"),
        picture_words: classes("picture-words"),
        story: classes("story"),
        whole_lines: names("lines", "whole"),
        line_starts: names("lines", "starts"),
        follow: names("lines", "follow"),
        networks: names("lines", "networks"),
        headings_of_others: names("lines", "others"),
        credit_starts: names("lines", "credits"),
        pitches: names("lines", "pitches"),
        filed: names("lines", "filed"),
        by: names("lines", "by"),
        standfirst_words: classes("standfirst-words"),
        wire: wire.collect(),
        tracker: names("addresses", "tracker"),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_table_is_read() {
        let Markup { silent, left_out, inline, page_furniture, pull_quote, gallery, figure, caption, .. } = &*MARKUP;
        let Markup { credit, embed, player, post, emoji, notes, furniture, furniture_words, story, tracker, wire, .. } = &*MARKUP;
        let Markup { picture_words, whole_lines, line_starts, follow, networks, .. } = &*MARKUP;
        let Markup { headings_of_others, credit_starts, pitches, filed, by, standfirst_words, .. } = &*MARKUP;
        let lists: Vec<&Names> = [
            silent,
            left_out,
            inline,
            page_furniture,
            pull_quote,
            gallery,
            figure,
            caption,
            credit,
            embed,
            player,
            post,
            emoji,
            notes,
            furniture,
            furniture_words,
            picture_words,
            story,
            whole_lines,
            line_starts,
            follow,
            networks,
            headings_of_others,
            credit_starts,
            pitches,
            filed,
            by,
            standfirst_words,
            tracker,
        ]
        .into_iter()
        .chain(wire.iter().map(|meaning| &meaning.names))
        .collect();
        let read: usize = lists.iter().map(|names| names.0.len()).sum();
        let tree = toml::read(include_str!("markup.toml")).unwrap();
        let lists_of = |group: &str| tree.get(group).unwrap().entries().iter().map(|entry| entry.node.items().len()).collect::<Vec<_>>();
        let written: Vec<usize> = ["elements", "classes", "lines", "addresses", "wire"].into_iter().flat_map(lists_of).collect();
        assert_eq!((read, lists.len()), (written.iter().sum(), written.len()));
        assert!(lists.iter().all(|names| !names.0.is_empty()));
    }
}
