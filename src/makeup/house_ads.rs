//! Which of the paper's own advertisements stands where.
use std::collections::BTreeMap;

use crate::ids::PageId;
use crate::job::Job;
use crate::plan::{Content, Slot, score};
use crate::planned::Planned;

/// Those that cover at most this much less of a place than the best does, in percent, are as good: they take turns.
const AS_GOOD: u32 = 5;

/// The places of the edition's house ads, by page and slot, and the ad that stands in each: of those that cover it about as well, the one
/// printed least so far. A place that none covers well enough is not among them: the paper's name stands there.
pub fn share_out(job: &Job, planned: &Planned) -> BTreeMap<(PageId, Slot), usize> {
    let ads = &job.edition.house_ads;
    let mut printed = vec![0; ads.len()];
    let mut shared = BTreeMap::new();
    for (page, of_page) in planned.dummy.pages.with_ids() {
        let setting = &job.settings[planned.setting(page)];
        for slot in of_page.placements.iter().filter(|placement| placement.content == Content::HouseAd).map(|placement| placement.slot) {
            let extent = setting.extent(slot.columns, slot.rows.saturating_sub(score::SEPARATION));
            let covers: Vec<u32> = ads.iter().map(|ad| ad.covers(extent, job.layout.print.limits.min_ppi)).collect();
            let best = covers.iter().copied().max().filter(|best| score::house_ad(&slot, Some(*best)) < score::house_ad(&slot, None));
            let Some(best) = best else { continue };
            let good = (0..ads.len()).filter(|at| covers[*at] + AS_GOOD >= best);
            if let Some(chosen) = good.min_by_key(|at| (printed[*at], std::cmp::Reverse(covers[*at]), *at)) {
                printed[chosen] += 1;
                shared.insert((page, slot), chosen);
            }
        }
    }
    shared
}
