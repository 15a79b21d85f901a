// The story view: a story's text at reading size over its page.
const storyPanel = element("story");
const storyText = element("story-text");
let open = null;

/** Scripts that hold what the first page does not need. */
const loaded = new Map();
const load = (file) => {
  if (!loaded.has(file)) {
    const script = Object.assign(document.createElement("script"), { src: file });
    loaded.set(file, new Promise((done, failed) => {
      script.onload = done;
      script.onerror = () => {
        loaded.delete(file);
        script.remove();
        failed(new Error(file));
      };
    }));
    document.head.append(script);
  }
  return loaded.get(file);
};

// A finger or mouse that goes down on a story asks for its text.
sheets.addEventListener("pointerdown", () => load("stories.js").catch(() => {}));

const openStory = async (slug, block) => {
  try { await load("stories.js"); } catch { return tell(say("no_connection"), true); }
  const story = bySlug.get(slug);
  newsprint.silence();
  if (open?.slug !== slug) {
    storyText.innerHTML = newsprint.stories[slug];
    storyText.lang = story.lang;
    newsprint.enlargeable(storyText);
    element("story-name").textContent = story.headline;
    element("story-section").textContent = story.section;
    const place = element("story-page");
    place.textContent = say("on_page", story.pages.map((page) => pages[page].label).join(", "));
    place.dataset.page = pages[story.pages[0]].label;
    place.dataset.zone = slug;
    place.href = pages[story.pages[0]].file;
    for (const [id, other] of [["story-before", stories[story.at - 1]], ["story-after", stories[story.at + 1]]]) {
      const link = element(id);
      link.hidden = !other;
      if (!other) continue;
      link.href = other.file;
      link.dataset.story = other.slug;
      link.querySelector("b").textContent = other.headline;
      link.querySelector("b").lang = other.lang;
    }
    open = story;
    if (!storyPanel.open) storyPanel.showModal();
    const room = element("story-body");
    room.scrollTop = takeUp(slug) * room.scrollHeight;
    rememberRead(slug);
    rememberPlace();
    showSaved();
  }
  const found = block === undefined ? null : storyText.querySelector(`[data-n="${block}"]`);
  if (found) {
    found.classList.add("found");
    found.scrollIntoView({ block: "center" });
  }
};

const closeStory = () => {
  newsprint.silence();
  if (storyPanel.open) storyPanel.close();
};

storyPanel.addEventListener("close", () => {
  newsprint.silence();
  if (!open) return;
  const { slug } = open;
  rememberTop();
  open = null;
  rememberPlace();
  if (hash().endsWith(`/${slug}`)) {
    history.replaceState(null, "", `#${pages[current].label}`);
    handled = location.hash;
  }
  const zone = [...sheets.querySelectorAll(".zone")].find((zone) => zone.dataset.story === slug);
  (zone ?? stage).focus({ preventScroll: true });
});

/** Opens a story over the page that it is on, of those that are shown if it can be. */
const read = (slug) => {
  const story = bySlug.get(slug);
  const here = story.pages.find((page) => together(current).includes(page));
  go(pages[here ?? story.pages[0]].label, slug);
};

/** A story's own address; of a folder's, the file's. */
const addressOf = (story) => (edition.address ? edition.address + story.file : new URL(story.file, location.href).href);
newsprint.tools(storyPanel, {
  text: () => storyText,
  title: () => open.headline,
  address: () => addressOf(open),
  print: () => printing("print-story"),
});

