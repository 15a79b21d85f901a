//! Where the site's files are, and where links lead to.
use super::content::Site;
use super::text::encoded;
use crate::page::Link;
use crate::role::Slug;

/// The page's own file.
pub fn page_file(label: &str) -> String {
    format!("pages/{label}.html")
}

/// The text over a page's picture.
pub fn layer_file(label: &str) -> String {
    format!("pages/{label}-text.js")
}

/// A page's marks, for drawing it larger than its pictures.
pub fn drawn_file(label: &str) -> String {
    format!("pages/{label}-drawn.js")
}

/// The story's own file.
pub fn story_file(slug: &Slug) -> String {
    format!("stories/{slug}.html")
}

/// A file's address: whole where the site's is known, else from the site's folder.
pub fn address(site: &Site, file: &str) -> String {
    format!("{}{}", site.facts.address.as_deref().unwrap_or_default(), encoded(file))
}

/// Where a link leads from a file in a folder of the site; `root` is the way up from there. None where it leads nowhere.
pub fn target(site: &Site, link: &Link, root: &str) -> Option<String> {
    let (label, slug) = match link {
        Link::Address(address) => return is_safe(address).then(|| address.to_string()),
        Link::Story { page, slug } => (page, slug),
    };
    site.paper.pages.iter().any(|page| page.label == **label).then(|| {
        let known = site.stories.iter().any(|story| story.slug == *slug);
        let anchor = if known { format!("#zone-{}", encoded(&slug.0)) } else { String::new() };
        format!("{root}{}{anchor}", encoded(&page_file(label)))
    })
}

/// Addresses that a page may lead to: none that a browser would run.
fn is_safe(address: &str) -> bool {
    let lower = address.trim().to_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}
