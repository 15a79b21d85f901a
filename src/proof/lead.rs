//! Leads whose head is not the largest on their page.
use super::{Finding, Pages, Whose, points};
use crate::diag::Severity;
use crate::page::StoryPlace;

const CODE: &str = "lead-outdone";

/// Looks for heads that outdo their page's lead.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let on_page = |(page, stories): (usize, &[StoryPlace])| {
        let lead = stories.iter().find(|story| story.leads)?;
        let larger = stories.iter().filter(|story| story.slug != lead.slug && story.headline_size >= lead.headline_size);
        let other = larger.max_by_key(|story| story.headline_size)?;
        let whose = Whose::Story(lead.slug.clone());
        let sizes = (points(lead.headline_size), points(other.headline_size));
        let message = format!("{whose} leads with a head of {}, and \"{}\" has one of {}", sizes.0, other.slug, sizes.1);
        let help = "give the lead a shorter headline, or more columns; or let the other story lead".to_string();
        Some(Finding { severity: Severity::Fault, code: CODE, page, whose, frame: lead.frame, message, did: "", help })
    };
    pages.paper.pages.iter().map(|page| page.stories.as_slice()).enumerate().filter_map(on_page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::specimen::{Specimen, told};
    use crate::role::{Slug, StoryPart};
    use crate::units::Pt;

    #[test]
    fn the_lead_has_the_largest_head() {
        let heads = |lead: i32, other: i32| {
            let mut specimen = Specimen::default();
            let story = |slug: &str, size: i32, leads: bool| StoryPlace {
                slug: Slug::from(slug),
                part: StoryPart::Whole,
                leads,
                short_headline: String::new(),
                frame: Specimen::frame(100, 100),
                headline_size: Pt::points(size),
                headline_lines: Vec::new(),
                legs: Vec::new(),
                photos: Vec::new(),
            };
            specimen.paper.pages[0].stories = vec![story("tide", other, false), story("fog", lead, true)];
            told(check, &specimen)
        };
        assert_eq!(heads(40, 30), [""; 0]);
        assert_eq!(format!("[{CODE}]"), "[lead-outdone]");
        assert_eq!(heads(30, 36), ["error A1 \"fog\" leads with a head of 30 pt, and \"tide\" has one of 36 pt"]);
    }
}
