//! Tells of ordered pages for which there is no copy.
use crate::diag::Diagnostics;
use crate::ids::StoryId;
use crate::job::Job;
use crate::plan::Why;
use crate::planned::Planned;

/// Says for how many of the ordered pages there is copy, where it is for fewer by one or more.
pub(super) fn tell(job: &Job, planned: &Planned, diags: &mut Diagnostics) {
    let is_held = |(story, _): &(StoryId, Why)| !planned.input.stories[*story].is_brief();
    if job.edition.pages.is_empty() || planned.dummy.held.iter().any(is_held) {
        return;
    }
    // In thousandths of a page: how much stories fill of each that they may stand on.
    let (mut pages, mut copy) = (0, 0);
    for (dummy, task) in planned.dummy.pages.iter().zip(&planned.input.pages.tasks).filter(|(_, task)| task.free_area() > 0) {
        pages += 1;
        copy += (dummy.filled() * 1000 / task.free_area()).min(1000);
    }
    if copy + 1000 <= pages * 1000 {
        let message = format!("there is copy for {} of the {pages} pages that stories may stand on", copy.div_ceil(1000));
        diags
            .warning("little-copy", Some(job.edition.source.clone()), message)
            .did("filled the rest with the paper's own advertisements")
            .help("order fewer pages, or file more copy");
    }
}
