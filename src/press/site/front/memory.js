// What the reader did with this edition, kept in this browser alone: where one was, which stories one kept and read.
const MEMORY = `edition ${new URL("./", location.href).pathname} ${edition.date}`;
const MOST_READ = 12;

/** What is kept, without what this edition does not have. */
const remembered = () => {
  let memory = {};
  try { memory = JSON.parse(kept(MEMORY)) ?? {}; } catch { /* what cannot be read is nothing */ }
  const known = (list) => (Array.isArray(list) ? list.filter((slug) => bySlug.has(slug)) : []);
  const tops = Object.entries(memory.tops ?? {}).filter(([slug, top]) => bySlug.has(slug) && top > 0 && top < 1);
  return {
    page: byLabel.has(memory.page) ? memory.page : null,
    story: bySlug.has(memory.story) ? memory.story : null,
    saved: known(memory.saved),
    read: known(memory.read),
    tops: Object.fromEntries(tops),
  };
};
const remember = (change) => keep(MEMORY, JSON.stringify({ ...remembered(), ...change }));
const rememberPlace = () => remember({ page: pages[current].label, story: open?.slug ?? null });
const rememberRead = (slug) => remember({ read: [slug, ...remembered().read.filter((other) => other !== slug)].slice(0, MOST_READ) });
/** How far down the open story one is, as a share of it. */
const rememberTop = () => {
  if (!open) return;
  const room = element("story-body");
  const top = Math.round((room.scrollTop / Math.max(1, room.scrollHeight)) * 1e4) / 1e4;
  remember({ tops: { ...remembered().tops, [open.slug]: top } });
};
/** The story that is to be opened where one left it. */
let takenUp = null;
const takeUp = (slug) => {
  if (takenUp !== slug) return 0;
  takenUp = null;
  return remembered().tops[slug] ?? 0;
};

/** Without an address of its own the edition opens where it was left. */
const resume = () => {
  const { page, story } = remembered();
  if (location.hash || !page || (page === pages[0].label && !story)) return false;
  takenUp = story;
  history.replaceState(null, "", story ? `#${page}/${story}` : `#${page}`);
  return true;
};

const showSaved = () => {
  const button = storyPanel.querySelector("[data-do=bookmark]");
  button.setAttribute("aria-pressed", String(remembered().saved.includes(open?.slug)));
};
storyPanel.querySelector("[data-do=bookmark]").addEventListener("click", () => {
  const { saved } = remembered();
  const had = saved.includes(open.slug);
  remember({ saved: had ? saved.filter((slug) => slug !== open.slug) : [...saved, open.slug] });
  showSaved();
  tell(say(had ? "bookmark_gone" : "bookmarked"), true);
});

/** The lists of stories over the contents. */
const showMine = () => {
  const { saved, read } = remembered();
  for (const [id, slugs] of [["saved", saved], ["recent", read]]) {
    element(id).hidden = !slugs.length;
    element(id).querySelector("ul").replaceChildren(...slugs.map((slug) => {
      const { file, headline, lang } = bySlug.get(slug);
      const link = make("a", { href: file, "data-story": slug, "data-again": "" }, headline);
      if (lang !== edition.lang) link.lang = lang;
      return make("li", {}, link);
    }));
  }
  element("mine").hidden = !saved.length && !read.length;
};
element("forget").addEventListener("click", () => {
  remember({ read: [], tops: {} });
  showMine();
  element("contents-room").focus();
});
let resting = 0;
element("story-body").addEventListener("scroll", () => {
  clearTimeout(resting);
  resting = setTimeout(rememberTop, 250);
}, { passive: true });
addEventListener("pagehide", rememberTop);

