// Search: every story of the edition, by words as they are written or begun, without minding accents and capitals.
const searchPanel = element("search");
const searchWords = element("search-words");
const MOST_FOUND = 40;
const ABOUT = 90;

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i" };
const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}+/gu, "").normalize("NFC").toLowerCase().replace(/[ßæœøđðłı]/g, (letter) => LETTERS[letter]).replace(/[’']/g, "");
const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const isDense = (word) => /[\p{Script=Hangul}\p{Script=Han}]/u.test(word);

/** How well a word of the edition is what was asked for; 0 is not at all. */
const match = (word, asked) => {
  if (word === asked) return 4;
  if (word.startsWith(asked)) return asked.length > 1 || isDense(asked) ? 2 : 0;
  return (asked.length > 3 || isDense(asked)) && word.includes(asked) ? 1 : 0;
};

/** Stories that hold all of the words, the best first. */
const find = (asked) => {
  const { stories: slugs, blocks, words } = newsprint.index;
  const starts = [];
  blocks.reduce((sum, count, at) => ((starts[at] = sum), sum + count), 0);
  const storyOf = (block) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= block) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const found = new Map();
  asked.forEach((word, nth) => {
    for (const [known, places] of words) {
      const worth = match(known, word);
      if (!worth) continue;
      for (const place of places) {
        const at = storyOf(place);
        if (!found.has(at)) found.set(at, { slug: slugs[at], seen: new Set(), blocks: new Map(), worth: 0 });
        const story = found.get(at);
        const block = place - starts[at];
        story.seen.add(nth);
        if (!story.blocks.has(block)) story.blocks.set(block, new Map());
        story.blocks.get(block).set(nth, Math.max(worth, story.blocks.get(block).get(nth) ?? 0));
        // What stands in the head weighs more.
        story.worth += block < 3 ? worth * 4 : worth;
      }
    }
  });
  const whole = [...found.values()].filter((story) => story.seen.size === asked.length);
  const sum = (weights) => [...weights.values()].reduce((one, other) => one + other, 0) + weights.size * 10;
  for (const story of whole) story.block = [...story.blocks].sort((one, other) => sum(other[1]) - sum(one[1]) || one[0] - other[0])[0][0];
  return whole.sort((one, other) => other.worth - one.worth || bySlug.get(one.slug).at - bySlug.get(other.slug).at);
};

/** A passage with what was asked for marked. */
const passage = (text, asked) => {
  const places = [...text.matchAll(/[\p{L}\p{N}\p{M}’']+/gu)].filter(([word]) => asked.some((wanted) => match(fold(word), wanted)));
  const first = places[0]?.index ?? 0;
  let from = first > ABOUT ? text.indexOf(" ", first - ABOUT) + 1 : 0;
  if (from > first) from = 0;
  const full = from + ABOUT * 2.4;
  const to = text.length <= full ? text.length : Math.max(text.lastIndexOf(" ", full), first + (places[0]?.[0].length ?? 0));
  const out = make("p", { class: "passage" });
  let at = from;
  if (from) out.append("… ");
  for (const { 0: word, index } of places) {
    if (index < at || index + word.length > to) continue;
    out.append(text.slice(at, index), make("mark", {}, word));
    at = index + word.length;
  }
  out.append(text.slice(at, to));
  if (to < text.length) out.append(" …");
  return out;
};

const search = async () => {
  const asked = wordsOf(searchWords.value);
  const list = element("search-found");
  if (!asked.length) {
    list.replaceChildren();
    element("search-count").textContent = say("search_prompt");
    return;
  }
  try {
    await Promise.all([load("stories.js"), load("search.js")]);
  } catch {
    element("search-count").textContent = say("no_connection");
    return;
  }
  const found = find(asked);
  const count = found.length === 1 ? say("one_result") : found.length ? say("results", found.length) : say("no_results");
  element("search-count").textContent = count;
  list.replaceChildren(...found.slice(0, MOST_FOUND).map(({ slug, block }) => {
    const story = bySlug.get(slug);
    const text = make("template");
    text.innerHTML = newsprint.stories[slug];
    const place = text.content.querySelector(`[data-n="${block}"]`);
    const turns = [...text.content.querySelectorAll(".turn")].filter((turn) => place && turn.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
    const page = pages[story.pages[Math.min(turns.length, story.pages.length - 1)]];
    const lang = story.lang === edition.lang ? {} : { lang: story.lang };
    const head = make("a", { href: story.file, class: "found-head", "data-story": slug, "data-block": block, "data-asked": asked.join(" "), ...lang }, story.headline);
    const where = make("p", { class: "found-place" }, `${say("page", page.label)} · ${page.section} · `);
    where.append(make("a", { href: page.file, "data-page": page.label, "data-zone": slug, "data-asked": asked.join(" ") }, say("show_on_page", page.label)));
    const cells = place?.matches("tr") ? [...place.children] : [place];
    const words = place ? passage(cells.map((cell) => cell.textContent).join(" "), asked) : "";
    if (words && lang.lang) words.lang = lang.lang;
    return make("li", {}, make("h3", {}, head), words, where);
  }));
};

let waiting = 0;
searchWords.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
});
// Browsers empty the field first: here one press is enough.
searchWords.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault();
  searchPanel.close();
});
element("search-form").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
const openSearch = () => {
  if (!searchPanel.open) searchPanel.showModal();
  searchWords.focus();
  searchWords.select();
  for (const file of ["search.js", "stories.js"]) load(file).catch(() => {});
};

