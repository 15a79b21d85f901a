// The book: which pages are shown, their zones and links, and turning from one to the next.
const { edition, say, kept, keep, tell } = newsprint;
const { pages, stories } = edition;
const element = (id) => document.getElementById(id);
const stage = element("stage");
const sheets = element("sheets");
const bySlug = new Map(stories.map((story, at) => [story.slug, { ...story, at }]));
const byLabel = new Map(pages.map((page, at) => [page.label, at]));
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const SVG = "http://www.w3.org/2000/svg";

let current = -1;
let spread = false;

/** Pages as they lie open: the first alone, then pairs; a double truck is a pair by itself. */
const openings = pages.length ? [[0]] : [];
for (let at = 1; at < pages.length; at++) {
  const pair = !pages[at].double && pages[at + 1] && !pages[at + 1].double;
  openings.push(pair ? [at, ++at] : [at]);
}
/** Numbers that the pages have: a double truck has two. */
const numbers = pages.reduce((sum, page) => sum + (page.double ? 2 : 1), 0);

/** Indices of the pages that are seen together with one. */
const together = (at) => (spread && openings.find((opening) => opening.includes(at))) || [at];

const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const draw = (tag, attributes, ...children) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

/** A page with its picture and, over it, its stories and links. */
const sheet = (at) => {
  const page = pages[at];
  const [file, width, height] = page.page;
  const picture = make("img", { class: "sheet-picture", src: file, width, height, alt: "", draggable: "false" });
  const zones = draw("svg", { class: "zones", viewBox: `0 0 ${page.width} ${page.height}` });
  for (const zone of page.zones) {
    const story = bySlug.get(zone.slug);
    const shapes = zone.points.map((points) => draw("polygon", { points }));
    const link = draw("a", { href: story.file, "aria-label": story.headline, "data-story": zone.slug, class: "zone" }, ...shapes);
    if (story.lang !== edition.lang) link.setAttribute("lang", story.lang);
    zones.append(link);
  }
  for (const { to, words, frames } of page.links) {
    const inside = /^#([^/]+)\/(.+)$/.exec(to);
    if (inside && !byLabel.has(inside[1])) continue;
    const shapes = frames.map(([x, y, width, height]) => draw("rect", { x, y, width, height }));
    const link = draw("a", { href: inside ? pages[byLabel.get(inside[1])].file : to, "aria-label": words, class: "link" }, ...shapes);
    if (inside) {
      link.dataset.page = inside[1];
      link.dataset.zone = inside[2];
    } else if (/^https?:/.test(to)) {
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener");
    }
    zones.append(link);
  }
  const name = say("page_picture", page.label, page.section);
  const made = make("section", { class: "sheet", "aria-label": name, "data-page": page.label }, picture, zones);
  made.page = page;
  return made;
};

/** Pages that are drawn already: those that a finger has brought. */
let brought = [];
/** Shows a page, with its neighbour where two are shown. */
const show = (at, force) => {
  const before = together(Math.max(current, 0));
  const shown = together(at);
  const same = current >= 0 && before.join() === shown.join();
  const way = at < current ? "from-left" : "from-right";
  const first = current < 0;
  current = at;
  if (!same || force) {
    sheets.replaceChildren(...shown.map((at) => brought.find((one) => one.page === pages[at]) ?? sheet(at)));
    sheets.classList.toggle("pair", shown.length > 1);
    sheets.classList.remove("from-left", "from-right");
    if (!first && !force && !calm.matches && !brought.length) {
      void sheets.offsetWidth;
      sheets.classList.add(way);
    }
    layOut();
    stage.scrollTo(0, 0);
    const next = pages[after(1)] ? together(after(1)) : [];
    if (!navigator.connection?.saveData) (window.requestIdleCallback ?? setTimeout)(() => next.forEach((near) => { new Image().src = pages[near].page[0]; }));
  }
  rememberPlace();
  const labels = shown.map((page) => pages[page].label);
  const words = labels.length > 1 ? say("pages_of", ...labels) : say("page_of", labels[0], numbers);
  element("where").textContent = labels.length > 1 ? `${labels[0]}–${labels[1]} / ${numbers}` : `${labels[0]} / ${numbers}`;
  document.title = `${say("page", labels.join("–"))} · ${edition.title}, ${edition.day}`;
  if (!first) tell(`${words}. ${[...new Set(shown.map((page) => pages[page].section))].join(", ")}`);
  element("back").disabled = shown[0] === 0;
  element("on").disabled = shown.at(-1) === pages.length - 1;
  for (const link of document.querySelectorAll("#strip a")) {
    const is = labels.includes(link.dataset.page);
    link.toggleAttribute("aria-current", is);
    if (is) {
      link.setAttribute("aria-current", "page");
      const room = element("strip");
      const { offsetTop, offsetHeight } = link.parentElement;
      if (offsetTop < room.scrollTop || offsetTop + offsetHeight > room.scrollTop + room.clientHeight) {
        room.scrollTop = offsetTop - room.clientHeight / 2 + offsetHeight / 2;
      }
    }
  }
};

/** The page after what is shown, or before it. */
const after = (step) => (step > 0 ? together(current).at(-1) + 1 : together(current)[0] - 1);
/** Turns the page; the address follows, and what is shown follows the address. */
const turn = (step, sheetsAreBeside) => {
  const next = after(step);
  if (!pages[next]) return;
  brought = sheetsAreBeside ? [...stage.querySelectorAll(".beside .sheet")] : [];
  go(pages[together(next)[0]].label);
  brought = [];
};

/** The address that was last gone to. */
let handled = null;
const go = (label, slug) => {
  handled = null;
  location.hash = slug ? `#${label}/${slug}` : `#${label}`;
  route();
};

/** Makes a story's zone seen on its page. */
const point = (slug) => {
  for (const old of document.querySelectorAll(".zone.found")) old.classList.remove("found");
  const zone = [...sheets.querySelectorAll(".zone")].find((zone) => zone.dataset.story === slug);
  if (!zone) return;
  zone.classList.add("found");
  zone.focus({ preventScroll: true });
  zone.scrollIntoView({ block: "center", inline: "center", behavior: calm.matches ? "auto" : "smooth" });
};
let pointed = null;
const pointOn = (label, slug) => {
  pointed = slug;
  go(label);
};

/** What stands after the address's #; as it is written where it is no proper writing. */
const hash = () => {
  const written = location.hash.slice(1);
  try { return decodeURIComponent(written); } catch { return written; }
};
/** What the address asks for: `#A3`, or `#A3/slug` with a story open. */
const route = () => {
  if (location.hash === handled) return;
  handled = location.hash;
  const [label, ...rest] = hash().split("/");
  const slug = rest.join("/");
  if (!byLabel.has(label) && current >= 0) return;
  show(byLabel.get(label) ?? 0);
  if (slug && bySlug.has(slug)) openStory(slug);
  else closeStory();
  if (pointed) {
    const slug = pointed;
    pointed = null;
    requestAnimationFrame(() => point(slug));
  }
};

