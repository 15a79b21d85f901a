//! Planning: costs that add up, the plan file, and calm pages.
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use newsprint::diag::{Diagnostics, SourceFile};
use newsprint::edition::{Block, Part, Picture, Rich};
use newsprint::ids::{Id, PageId, SettingId, StoryId};
use newsprint::job::Job;
use newsprint::plan::Slot;
use newsprint::plan::shapes::Config;
use newsprint::plan_file::{self, earlier::Start};
use newsprint::plan_report::{self, Account, Kind, draw, explain::explain};
use newsprint::planned::Planned;
use newsprint::role::Lead;

use crate::files::copy;
use crate::random::Random;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).join("edition.toml")
}

fn read(edition: &Path) -> Job {
    let mut diags = Diagnostics::default();
    newsprint::read(edition, &mut diags).unwrap_or_else(|| panic!("{:?}", diags.list))
}

/// A sample as it is filed, and its plan.
struct Sample {
    job: Job,
    planned: Planned,
    account: Account,
    /// The plan file.
    text: String,
    told: Vec<String>,
}

fn planned(name: &str) -> Sample {
    let job = read(&sample(name));
    let (Made { planned, account, text }, told) = plan(&job, None, false);
    Sample { job, planned, account, text, told }
}

static HARBOUR_TIMES: LazyLock<Sample> = LazyLock::new(|| planned("harbour-times"));
static WEEKLY: LazyLock<Sample> = LazyLock::new(|| planned("weekly"));

fn both() -> [(&'static str, &'static Sample); 2] {
    [("harbour-times", &*HARBOUR_TIMES), ("weekly", &*WEEKLY)]
}

/// A plan: its account, and its file's text.
struct Made {
    planned: Planned,
    account: Account,
    text: String,
}

impl std::ops::Deref for Made {
    type Target = Account;

    fn deref(&self) -> &Account {
        &self.account
    }
}

fn record(made: &Made) -> String {
    made.text.clone()
}

/// A plan from an earlier one's text, and what was told.
fn plan(job: &Job, earlier: Option<&str>, locked: bool) -> (Made, Vec<String>) {
    let mut diags = Diagnostics::default();
    let start = earlier.map(|text| {
        let file = Arc::new(SourceFile { path: "edition.plan.toml".into(), text: text.into() });
        Start { file: plan_file::parse(file, &mut diags).unwrap_or_else(|| panic!("{:?}", diags.list)), locked, scope: None }
    });
    let planned = newsprint::plan(job, start.as_ref(), &mut diags);
    // That decks are left out is no fault of a plan.
    let told = diags
        .list
        .iter()
        .filter(|told| told.code.0 != "left-out")
        .map(|told| format!("{} {} {}", told.severity.name(), told.code, told.message))
        .collect();
    let (account, text) = (plan_report::of(job, &planned), plan_file::record(job, &planned));
    (Made { planned, account, text }, told)
}

/// Every block of a page: its name and its slot.
fn blocks(account: &Account) -> Vec<BTreeSet<(String, Slot)>> {
    account.pages.iter().map(|page| page.modules.iter().map(|module| (draw::name(module), module.slot)).collect()).collect()
}

fn costs_add_up(name: &str, account: &Account) {
    for page in &account.pages {
        let parts: u64 = page.modules.iter().map(|module| module.bill.total()).sum();
        assert_eq!(page.bill.total(), page.cost, "{name} {}", page.label);
        assert!(parts <= page.cost && page.bound <= page.cost, "{name} {}", page.label);
    }
}

/// Every story on a page, the number of its setting, and the way in which it is made.
fn ways(planned: &Planned) -> impl Iterator<Item = (StoryId, SettingId, &Config)> {
    let on_page = move |page: PageId| planned.made(page).map(move |(story, config)| (story, planned.setting(page), config));
    planned.dummy.pages.ids().flat_map(on_page)
}

#[test]
fn heavy_no_picture_dwarfs_its_story() {
    let mut pictures = 0;
    for (name, Sample { job, planned, .. }) in both() {
        for (story, setting, way) in ways(planned) {
            let article = planned.copy(story);
            if !(1..3).contains(&way.photos.len()) || way.legs.is_empty() || article.part != Part::Whole {
                continue;
            }
            let setting = &job.settings[setting];
            let area = |slot: &Slot| f64::from(setting.measure(slot.columns).0) * f64::from(slot.rows);
            let text: f64 = way.legs.iter().map(area).sum();
            for photo in way.photos.iter().filter(|photo| !article.photos[usize::from(photo.photo)].is_graphic) {
                let most = if way.lead == Lead::Yes { 2.2 } else { 1.2 };
                assert!(area(&photo.picture) <= most * text, "{name}: {} {:?}", article.slug, photo.picture);
                pictures += 1;
            }
        }
    }
    assert!(pictures > 20, "{pictures}");
}

#[test]
fn heavy_a_story_is_not_held_for_its_picture() {
    let mut job = WEEKLY.job.clone();
    let (story, ..) = ways(&WEEKLY.planned).find(|(_, _, way)| way.photos.len() == 1).unwrap();
    let photo = &mut job.edition.articles[story.number()].photos[0];
    photo.picture = Arc::new(Picture { width: 90, height: 60, ..(*photo.picture).clone() });
    let slug = job.edition.articles[story.number()].slug.clone();
    let (Made { planned, .. }, told) = plan(&job, None, false);
    let (_, _, way) = ways(&planned).find(|(other, ..)| *other == story).expect("it runs");
    assert!(way.photos.is_empty(), "{slug}: {:?}", way.photos);
    let expected = format!("warning photo-left-out \"{slug}\" runs without the photo");
    assert!(told.iter().any(|told| told.starts_with(&expected) && told.contains("90 × 60 pixels")), "{told:?}");
}

#[test]
fn heavy_a_plan_made_from_itself_is_itself() {
    for (name, sample) in both() {
        costs_add_up(name, &sample.account);
        for locked in [false, true] {
            let (second, told) = plan(&sample.job, Some(&sample.text), locked);
            assert_eq!(record(&second), sample.text, "{name}");
            assert_eq!(told, sample.told, "{name}");
            costs_add_up(name, &second);
        }
    }
}

/// As many pages as the stories need.
#[test]
fn a_plan_of_pages_that_nobody_ordered_is_itself() {
    let mut job = read(&sample("weekly"));
    job.edition.pages.clear();
    job.page_templates.clear();
    let first = record(&plan(&job, None, false).0);
    assert_eq!(record(&plan(&job, Some(&first), true).0), first);
}

/// What a run in a scope, or in the whole paper, makes of an earlier plan.
fn in_scope(job: &Job, earlier: &str, scope: Option<&str>) -> String {
    let mut diags = Diagnostics::default();
    let file = Arc::new(SourceFile { path: "edition.plan.toml".into(), text: earlier.into() });
    let file = plan_file::parse(file, &mut diags).unwrap();
    let start = Start { file, locked: false, scope: scope.map(str::to_string) };
    plan_file::record(job, &newsprint::plan(job, Some(&start), &mut diags))
}

#[test]
fn heavy_no_page_comes_within_a_scope() {
    let mut job = with_long_story(1);
    let first = record(&plan(&job, None, false).0);
    let count = |text: &str| text.matches("[[pages]]").count();
    job = with_long_story(12);
    let run = |scope: Option<&str>| in_scope(&job, &first, scope);
    assert!(count(&run(Some("all"))) > count(&first));
    assert_eq!(count(&run(Some("A1"))), count(&first));
}

#[test]
fn heavy_no_page_changes_its_section_within_a_scope() {
    let whole = with_long_story(1);
    let first = record(&plan(&whole, None, false).0);
    let sections = |text: &str| text.lines().filter(|line| line.starts_with("section = ")).map(str::to_string).collect::<Vec<_>>();
    let mut moved = 0;
    for section in ["Hill News", "People", "Weekend"] {
        // All but one of its stories go.
        let mut job = with_long_story(1);
        let mut left = 0;
        job.edition.articles.retain(|article| {
            left += usize::from(article.section == section);
            article.section != section || left == 1
        });
        let run = |scope: Option<&str>| in_scope(&job, &first, scope);
        moved += usize::from(sections(&run(None)) != sections(&first));
        assert_eq!(sections(&run(Some("A1"))), sections(&first), "without {section}");
    }
    assert!(moved > 0, "the paper without a section had better have others");
}

/// The parts of a story, in the order of their pages: first, turn, turn …
fn parts_of(account: &Account, slug: &str) -> Vec<&'static str> {
    let stories = account.pages.iter().flat_map(|page| &page.modules).filter_map(|module| module.story());
    stories.filter(|story| *story.slug.0 == *slug).map(|story| story.part.kind().word()).collect()
}

/// The weekly without ordered pages and with one story so many times as long.
fn with_long_story(times: usize) -> Job {
    let mut job = read(&sample("weekly"));
    job.edition.pages.clear();
    job.page_templates.clear();
    let long = job.edition.articles.iter_mut().find(|article| *article.slug.0 == *"hill-steps").unwrap();
    let paragraphs: Vec<Block> = long.body.iter().filter(|block| matches!(block, Block::Paragraph { .. })).cloned().collect();
    long.body = paragraphs.iter().cycle().take(paragraphs.len() * times).cloned().collect();
    job
}

#[test]
fn heavy_a_story_longer_than_a_page_runs_over_several() {
    let job = with_long_story(9);
    let (made, told) = plan(&job, None, false);
    let parts = parts_of(&made, "hill-steps");
    assert!(parts.len() > 2 && parts[0] == "first" && parts[1..].iter().all(|part| *part == "turn"), "{parts:?} {told:?}");
    assert!(made.held.is_empty(), "{told:?}");
    assert_eq!(made.pages.len() % 2, 0);
    // The same the second time.
    let (second, told) = plan(&job, Some(&record(&made)), true);
    assert_eq!(record(&second), record(&made));
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn heavy_no_length_is_held_while_there_may_be_more_pages() {
    // A page has about three thousand words: of nearly one, one and a half, more than two.
    for times in [4, 6, 10] {
        let (made, told) = plan(&with_long_story(times), None, false);
        assert!(made.held.is_empty(), "{times}: {told:?}");
    }
}

#[test]
fn heavy_a_lead_over_too_few_columns_is_told() {
    let mut job = WEEKLY.job.clone();
    let lead = job.edition.pages[1].stories.first().map(|(slug, _)| slug.clone()).unwrap_or_else(|| "tea-house".into());
    let source = job.edition.source.clone();
    job.edition.pages[1].stories = vec![(lead.clone(), source)];
    let article = job.edition.articles.iter_mut().find(|article| article.slug == lead).unwrap();
    // Eight words over three columns would be a headline without text.
    article.body = vec![Block::Paragraph { text: Rich::plain("The kettle is on, and the door is open."), optional: false }];
    article.photos.clear();
    let told = plan(&job, None, false).1;
    let expected = format!("error lead-columns \"{lead}\" leads A2 over ");
    assert!(told.iter().any(|told| told.starts_with(&expected)), "{told:?}");
}

#[test]
fn heavy_pages_without_copy_are_told() {
    let mut job = WEEKLY.job.clone();
    job.edition.articles.retain(|article| article.section != "People" && article.section != "Weekend");
    let told = plan(&job, None, false).1;
    assert!(told.iter().any(|told| told.starts_with("warning little-copy there is copy for ")), "{told:?}");
}

#[test]
fn heavy_a_late_story_changes_its_section_alone() {
    let Sample { job, account: before, text, .. } = &*HARBOUR_TIMES;
    let mut job = job.clone();
    let mut late = job.edition.articles.iter().find(|article| *article.slug.0 == *"water-mains").unwrap().clone();
    late.slug = "late".into();
    late.must_run = true;
    let section = late.section.clone();
    job.edition.articles.push(late);
    let after = plan(&job, Some(text), false).0;
    let runs = after.pages.iter().flat_map(|page| &page.modules).filter_map(|module| module.story());
    assert_eq!(runs.filter(|story| *story.slug.0 == *"late").count(), 1);
    for ((page, before), after) in after.pages.iter().zip(blocks(before)).zip(blocks(&after)) {
        assert!(page.section == section || before == after, "{}", page.label);
    }
    let slugs = |account: &Account| -> BTreeSet<String> {
        let on_pages = account.pages.iter().flat_map(|page| &page.modules).flat_map(|module| match &module.kind {
            Kind::Story(story) => vec![story.slug.to_string()],
            Kind::Briefs(list) => list.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        });
        on_pages.chain(account.held.iter().map(|held| held.slug.to_string())).collect()
    };
    assert_eq!(slugs(&after).len(), slugs(before).len() + 1, "no story is lost");
}

#[test]
fn heavy_jumps_are_kept_and_added_to() {
    let mut job = HARBOUR_TIMES.job.clone();
    let both = job.edition.pages[0].jumps.clone();
    assert_eq!(both.len(), 2);
    // Each story that jumps, with the pages of its two parts.
    let ends = |account: &Account| -> Vec<(String, &'static str, String)> {
        let stories = account.pages.iter().flat_map(|page| page.modules.iter().map(move |module| (page, module)));
        let parts = stories.filter_map(|(page, module)| Some((module.story()?, page)));
        let jumping = parts.filter(|(story, _)| story.part.kind().word() != "whole");
        jumping.map(|(story, page)| (story.slug.to_string(), story.part.kind().word(), page.label.clone())).collect()
    };
    let check = |account: &Account, wanted: &[&str]| {
        let ends = ends(account);
        for slug in wanted {
            let of = |part: &str| ends.iter().filter(|end| end.0 == *slug && end.1 == part).count();
            assert_eq!((of("first"), of("turn")), (1, 1), "{slug} {ends:?}");
        }
        assert_eq!(ends.len(), wanted.len() * 2, "{ends:?}");
    };
    let first = both[0].0.to_string();
    let second = both[1].0.to_string();
    job.edition.pages[0].jumps.truncate(1);
    let one = plan(&job, None, false).0;
    check(&one, &[&first]);
    job.edition.pages[0].jumps = both;
    let (two, told) = plan(&job, Some(&record(&one)), false);
    check(&two, &[&first, &second]);
    assert!(told.iter().all(|told| !told.contains("no-jump")), "{told:?}");
    // Beside the pages of its two ends nothing makes way for it.
    let ends_of_second = |page: usize| ends(&two).iter().any(|(slug, _, label)| *slug == second && *label == two.pages[page].label);
    let moved = (0..two.pages.len()).filter(|page| blocks(&one)[*page] != blocks(&two)[*page] && !ends_of_second(*page)).count();
    assert!(moved <= 1, "{moved} other pages change");
    // What the desk no longer orders jumps no more, whether it may or not.
    job.edition.pages[0].jumps.truncate(1);
    check(&plan(&job, Some(&record(&two)), false).0, &[&first]);
    // What jumps because it fits no page goes on jumping, as long as it may.
    job.edition.pages[0].jumps.clear();
    let unasked = record(&two).replace("jump_after", "jump_unasked = true\njump_after");
    job.edition.articles.iter_mut().for_each(|article| article.may_jump = Some(*article.slug.0 == *first));
    check(&plan(&job, Some(&unasked), false).0, &[&first]);
}

#[test]
fn a_pinned_story_stays_where_it_is() {
    let Sample { job, account, text, .. } = &*WEEKLY;
    let mut job = job.clone();
    let found = account.pages.iter().enumerate().find_map(|(at, page)| {
        let other = page.modules.iter().find(|module| module.story().is_some_and(|story| story.lead == Lead::No))?;
        Some((at, other.story()?.slug.clone()))
    });
    let (page, story) = found.unwrap();
    let line = format!("slug = \"{story}\"\n");
    let pinned = text.replace(&line, &format!("{line}pin = true\n"));
    let (second, told) = plan(&job, Some(&pinned), true);
    assert_eq!((blocks(&second), told), (blocks(account), Vec::new()));
    assert_eq!(record(&second).matches("\npin = true").count(), 1);
    // The rest of the page is planned around it.
    let lead =
        second.pages[page].modules.iter().find_map(|module| module.story().filter(|story| story.lead == Lead::Yes)).unwrap().slug.clone();
    let article = job.edition.articles.iter_mut().find(|article| article.slug == lead).unwrap();
    article.body.truncate(article.body.len() / 2);
    let (third, _) = plan(&job, Some(&pinned), false);
    let place = |account: &Account| blocks(account)[page].iter().find(|(name, _)| *name == *story.0).cloned();
    assert_eq!(place(&third), place(account));
    // What cannot be is told with its line.
    let deeper = pinned.replace("rows = ", "rows = 1");
    let (_, told) = plan(&job, Some(&deeper), false);
    assert!(told.iter().any(|told| told.contains("error place-")), "{told:?}");
}

#[test]
fn locked_plans_tell_what_would_change() {
    let Sample { job, text, .. } = &*WEEKLY;
    let mut job = job.clone();
    let lead = job.edition.articles.iter_mut().max_by_key(|article| article.body.len()).unwrap();
    lead.body.truncate(1);
    let slug = lead.slug.clone();
    let (_, told) = plan(&job, Some(text), true);
    assert!(told.contains(&format!("error plan-locked the plan would change: \"{slug}\" on A1 has another size")), "{told:?}");
    let gone = job.edition.articles.iter().position(|article| article.slug == slug).unwrap();
    job.edition.articles.remove(gone);
    let (_, told) = plan(&job, Some(text), true);
    assert!(told.contains(&format!("error plan-locked the plan would change: \"{slug}\" goes from A1")), "{told:?}");
}

#[test]
fn a_story_s_place_is_explained() {
    let check = |case: &str, slug: &str, expected: &[&str]| {
        let job = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(case).join("edition/edition.toml"));
        let planned = newsprint::plan(&job, None, &mut Diagnostics::default());
        let explained = explain(&job, &planned, &plan_report::of(&job, &planned), slug).map(|found| (found.text(), found.json()));
        let (text, json) = explained.unwrap_or_default();
        assert!(expected.iter().all(|part| text.contains(part)), "{case} {slug}: {text}");
        assert_eq!(json.is_empty(), expected.is_empty(), "{case} {slug}");
    };
    check(
        "two-stories",
        "story",
        &["(News, priority 5) stands on page A1", "it leads the page", "it stands as high as can be", "to be wider: "],
    );
    check("two-stories", "second", &["to stand higher: ", "to lead: name it first in the page's stories; the page would cost "]);
    check("hand-place", "second", &["put by hand", "the edition puts it there by hand, on page A1"]);
    check("held-when-full", "s3", &["as weighty or weightier are s1 (1), s2 (2); 15 rows of one column are wanting for all of them"]);
    check("two-stories", "nobody", &[]);
}

/// Changes one paragraph of one story as a desk does late at night. The story's place in the list.
fn edit(job: &mut Job, random: &mut Random) -> usize {
    loop {
        let story = random.below(job.edition.articles.len());
        let article = &mut job.edition.articles[story];
        let paragraphs: Vec<usize> =
            article.body.iter().enumerate().filter(|(_, block)| matches!(block, Block::Paragraph { .. })).map(|(at, _)| at).collect();
        if paragraphs.len() < 2 {
            continue;
        }
        let at = paragraphs[random.below(paragraphs.len())];
        let Block::Paragraph { text, optional } = article.body[at].clone() else { continue };
        let sentences: Vec<&str> = text.text.split_inclusive(". ").collect();
        let paragraph = |text: String| Block::Paragraph { text: Rich::plain(text.trim()), optional };
        match random.below(4) {
            0 => drop(article.body.remove(at)),
            1 => article.body.insert(at, paragraph(text.text.clone())),
            2 if sentences.len() > 1 => article.body[at] = paragraph(sentences[..sentences.len() - 1].concat()),
            _ => article.body[at] = paragraph(format!("{} {}", text.text, sentences[0])),
        }
        return story;
    }
}

/// For each of so many edits: pages that changed, and blocks in a thousand, the edited story left out, that stayed.
fn edits(count: usize) -> Vec<(usize, usize)> {
    let Sample { job, account, text, .. } = &*HARBOUR_TIMES;
    let before = blocks(account);
    let mut random = Random(2019);
    (0..count)
        .map(|_| {
            let mut job = job.clone();
            let story = edit(&mut job, &mut random);
            let slug = job.edition.articles[story].slug.clone();
            let after = blocks(&plan(&job, Some(text), false).0);
            let changed = before.iter().zip(&after).filter(|(before, after)| before != after).count();
            let others = |blocks: &[BTreeSet<(String, Slot)>]| -> BTreeSet<(usize, String, Slot)> {
                let all = blocks.iter().enumerate().flat_map(|(page, set)| set.iter().map(move |(name, slot)| (page, name.clone(), *slot)));
                all.filter(|(_, name, _)| name.trim_start_matches('*') != &*slug.0).collect()
            };
            let (before, after) = (others(&before), others(&after));
            (changed, before.intersection(&after).count() * 1000 / before.len())
        })
        .collect()
}

/// How many edits are tried: so many as `EDITS` says.
fn count(otherwise: usize) -> usize {
    std::env::var_os("EDITS").and_then(|count| count.to_str()?.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn heavy_an_edited_paragraph_changes_its_page_alone() {
    let mut found = edits(count(4));
    assert!(found.iter().all(|(changed, _)| *changed <= 2), "{found:?}");
    found.sort_by_key(|(_, stayed)| *stayed);
    assert!(found[found.len() / 2].1 >= 950, "{found:?}");
}

/// `EDITS=1000 cargo test --release --test all distribution -- --ignored --nocapture` prints how calm the sample paper is.
#[test]
#[ignore = "minutes long; prints a distribution"]
fn distribution_of_edits() {
    let mut found = edits(count(1000));
    let mut out = std::io::stdout().lock();
    for pages in 0..=found.iter().map(|(changed, _)| *changed).max().unwrap_or(0) {
        let _ = writeln!(out, "{pages} pages changed: {} edits", found.iter().filter(|(changed, _)| *changed == pages).count());
    }
    found.sort_by_key(|(_, stayed)| *stayed);
    for percent in [0, 1, 5, 10, 25, 50] {
        let _ = writeln!(
            out,
            "{percent} % of edits leave at most {} of 1000 other blocks where they were",
            found[found.len() * percent / 100].1
        );
    }
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("order");
    let _ = std::fs::remove_dir_all(&folder);
    copy(sample("weekly").parent().unwrap(), &folder);
    let edition = folder.join("edition.toml");
    let text = std::fs::read_to_string(&edition).unwrap();
    let line = text.lines().find(|line| line.starts_with("articles = ")).unwrap();
    let mut files: Vec<String> = std::fs::read_dir(folder.join("articles"))
        .unwrap()
        .flatten()
        .map(|entry| format!("\"articles/{}\"", entry.file_name().to_string_lossy()))
        .collect();
    files.sort();
    let mut random = Random(7);
    for _ in 0..2 {
        (1..files.len()).rev().for_each(|at| files.swap(at, random.below(at + 1)));
        std::fs::write(&edition, text.replace(line, &format!("articles = [{}]", files.join(", ")))).unwrap();
        assert_eq!(record(&plan(&read(&edition), None, false).0), WEEKLY.text);
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let Sample { job, text, .. } = &*WEEKLY;
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| record(&plan(job, None, false).0))
    };
    assert_eq!((with(1), with(3)), (text.clone(), text.clone()));
}
