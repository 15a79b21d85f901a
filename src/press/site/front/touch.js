// Fingers on the page and on the story: the page follows the finger with its neighbour beside it, two fingers and two taps zoom.
const reaches = () => stage.scrollWidth > stage.clientWidth + 1;
/** A finger has gone far enough to mean the next page or story. */
const means = (far, speed, width) => Math.abs(far) > Math.min(120, width * 0.22) || (Math.abs(speed) > 0.4 && Math.abs(far) > 24 && speed * far > 0);
/** Moves things on by so much, and is done when they are there. */
const glide = (things, to) => Promise.all(things.filter(Boolean).map((thing) => {
  if (calm.matches) return null;
  return thing.animate([{ translate: thing.style.translate || "0px" }, { translate: `${to}px` }], { duration: 180, easing: "ease-out", fill: "forwards" }).finished.catch(() => null);
}));
const still = (thing) => {
  thing.getAnimations().forEach((animation) => animation.cancel());
  thing.style.translate = "";
};

let beside = null;
/** The neighbour on one side, as large as it will be. */
const besideOf = (step) => {
  if (beside?.step === step) return beside;
  beside?.room.remove();
  beside = null;
  const at = after(step);
  if (!pages[at] || reaches()) return null;
  const shown = together(at).map(sheet);
  const scale = scales(shown.map((one) => one.page))[fit === "width" ? "width" : "page"];
  shown.forEach((one) => sizeTo(one, scale));
  const room = make("div", { class: `beside ${step > 0 ? "beside-on" : "beside-back"}${shown.length > 1 ? " pair" : ""}`, inert: "" }, ...shown);
  stage.append(room);
  return (beside = { step, room });
};
newsprint.fingers(stage, {
  may: (target, far) => {
    const end = stage.scrollWidth - stage.clientWidth;
    return !reaches() || (far > 0 ? stage.scrollLeft < 2 : stage.scrollLeft > end - 2);
  },
  across: (far) => {
    const step = far < 0 ? 1 : -1;
    const other = besideOf(step);
    const by = pages[after(step)] ? far : far / 4;
    sheets.style.translate = `${by}px`;
    if (other) other.room.style.translate = `${by}px`;
  },
  left: async (far, speed) => {
    const step = far < 0 ? 1 : -1;
    const turns = means(far, speed, stage.clientWidth) && pages[after(step)];
    const other = beside;
    beside = null;
    await glide([sheets, other?.room], turns && other ? -step * stage.clientWidth : 0);
    if (turns) turn(step, Boolean(other));
    still(sheets);
    other?.room.remove();
  },
  twice: (x, y) => (fit === "free" ? setFit("page") : zoomTo(Math.max(scale * 2, READING), x, y)),
  pinch: (x, y) => {
    const [from, hold] = [scale, newsprint.anchor(stage, sheetAt(x, y), x, y)];
    return (ratio, toX, toY) => {
      resize(from * ratio);
      hold(toX, toY);
    };
  },
});

// In the story view a finger leads to the stories before and after.
const storyBody = element("story-body");
newsprint.fingers(storyBody, {
  may: (target) => {
    const table = target.closest(".table");
    return getSelection().isCollapsed && !(table && table.scrollWidth > table.clientWidth);
  },
  across: (far) => { storyText.style.translate = `${stories[open.at + (far < 0 ? 1 : -1)] ? far : far / 4}px`; },
  left: async (far, speed) => {
    const step = far < 0 ? 1 : -1;
    const next = open && means(far, speed, storyBody.clientWidth) && stories[open.at + step];
    await glide([storyText], next ? -step * storyBody.clientWidth : 0);
    still(storyText);
    if (!next) return;
    read(next.slug);
    if (!calm.matches) storyText.animate([{ translate: `${step * 20}%`, opacity: 0 }, {}], { duration: 180, easing: "ease-out" });
  },
});

