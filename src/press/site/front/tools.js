// Tools: the strip of pages, the contents, printing, and every click and key that means a page or a story.
const contentsPanel = element("contents-panel");

const fillStrip = () => {
  element("strip").querySelector("ol").append(...pages.map((page) => {
    const [src, width, height] = page.thumb;
    const picture = make("img", { src, width, height, alt: "", loading: "lazy" });
    const link = make("a", { href: page.file, "data-page": page.label, "aria-label": say("page_picture", page.label, page.section) }, picture, make("span", { "aria-hidden": "true" }, page.label));
    return make("li", {}, link);
  }));
};

const fillContents = () => {
  const list = element("contents");
  list.removeAttribute("role");
  list.querySelector(".contents-head").remove();
  element("contents-room").append(list);
  const firsts = pages.filter((page, at) => pages.findIndex((other) => other.section === page.section) === at);
  element("sections").append(...firsts.map((page) => make("li", {}, make("a", { href: page.file, "data-page": page.label }, page.section))));
};

/** Prints one thing: the pages that are shown, in their finer pictures, or the open story. */
const printing = async (what) => {
  if (what === "print-page") await Promise.all([...sheets.children].map(sharpen));
  document.body.classList.add(what);
  // What lies over the page does not run over sheets: a copy does.
  const copy = what === "print-story" ? storyText.cloneNode(true) : make("article");
  copy.removeAttribute("id");
  copy.classList.add("print-copy");
  if (what === "print-story") {
    // A sheet of paper says where it is from.
    const from = make("p", { class: "print-place" }, make("b", {}, edition.title), ` · ${edition.day} · ${element("story-page").textContent}`);
    const address = addressOf(open);
    copy.prepend(from);
    if (address.startsWith("http")) copy.append(make("p", { class: "print-address" }, address));
  }
  document.body.append(copy);
  copy.querySelectorAll("img").forEach((picture) => picture.removeAttribute("loading"));
  await Promise.all([...copy.querySelectorAll("img")].map((picture) => picture.decode().catch(() => {})));
  print();
  copy.remove();
  document.body.classList.remove(what);
};

const choose = () => {
  const room = stage.clientWidth / Math.max(1, stage.clientHeight);
  const asked = kept("spread");
  return stage.clientWidth > 700 && (asked ? asked === "two" : room > 1.2);
};
const showSpread = () => {
  element("spread").setAttribute("aria-pressed", String(spread));
  element("spread").hidden = stage.clientWidth <= 700;
};

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  // A finger on the text over a page means what lies under it.
  const under = event.target.closest(".layer") && document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.closest(".zones a"));
  if (under) return under.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
  const asked = event.target.closest("[data-story],a[data-page],[data-do=close],.skip");
  if (!asked) return;
  if (asked.dataset.do === "close") return asked.closest("dialog").close();
  event.preventDefault();
  if (asked.classList.contains("skip")) return stage.focus();
  const { story, page, zone, block } = asked.dataset;
  if (story || zone) lightUp(zone ?? story, asked.dataset.asked?.split(" "));
  for (const panel of [searchPanel, contentsPanel]) if (panel.open) panel.close();
  if (story) {
    if ("again" in asked.dataset) takenUp = story;
    read(story);
    if (block !== undefined) openStory(story, block);
    return;
  }
  closeStory();
  if (zone) pointOn(page, zone);
  else go(page);
});

// A click beside a panel closes it.
for (const panel of document.querySelectorAll("dialog")) {
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
}

/** Moves a page that is larger than the room; false where it is not. */
const pan = (across, down, goesOn) => {
  const is = across ? stage.scrollWidth > stage.clientWidth + 1 : stage.scrollHeight > stage.clientHeight + 1;
  if (!is || stage.classList.contains("whole")) return false;
  // A key that is held down moves it bit by bit.
  const [far, behavior] = goesOn ? [30, "instant"] : [Math.round(stage.clientHeight / 6), calm.matches ? "instant" : "smooth"];
  stage.scrollBy({ left: across * far, top: down * far, behavior });
  return true;
};
const KEYS = {
  ArrowRight: ({ repeat }) => pan(1, 0, repeat) || turn(1), ArrowLeft: ({ repeat }) => pan(-1, 0, repeat) || turn(-1),
  ArrowDown: ({ repeat }) => pan(0, 1, repeat), ArrowUp: ({ repeat }) => pan(0, -1, repeat),
  PageDown: () => turn(1), PageUp: () => turn(-1),
  Home: () => go(pages[0].label), End: () => go(pages.at(-1).label),
  "+": () => zoomTo(scale * 1.4), "=": () => zoomTo(scale * 1.4), "-": () => zoomTo(scale / 1.4), 0: () => setFit("page"), "/": openSearch, Escape: () => lightUp(null),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,dialog[open]")) return;
  // With text selected, these keys move its end.
  if (event.shiftKey && /^Arrow/.test(event.key) && isSelected()) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act(event);
});

const on = (id, act) => element(id).addEventListener("click", act);
on("back", () => turn(-1));
on("on", () => turn(1));
on("zoom-in", () => zoomTo(scale * 1.4));
on("zoom-out", () => zoomTo(scale / 1.4));
on("fit-page", () => setFit("page"));
on("fit-width", () => setFit("width"));
on("print-page", () => printing("print-page"));
on("open-search", openSearch);
on("open-contents", () => {
  showMine();
  showOffline();
  contentsPanel.showModal();
});
on("spread", () => {
  spread = !spread;
  keep("spread", spread ? "two" : "one");
  showSpread();
  show(current, true);
});

