// Zoom: whole pages, their width, or any size; by buttons, keys, wheel and fingers; the finer picture where it is needed.
let fit = kept("fit") === "width" ? "width" : "page";
let scale = 1;
const WHITE = 14;

/** A scale at which type of a newspaper is read with ease, in pixels to the point. */
const READING = 1.6;

/** The most pixels to the point. */
const LARGEST = 4;

/** Pixels of the screen to one of the usual picture from which the finer one is fetched: sooner where one has come nearer. */
const FINER = { page: 1.25, width: 1.1, free: 1.1 };

const shownPages = () => [...sheets.children].map((sheet) => sheet.page).filter(Boolean);
/** Scales at which pages are seen whole and fill the width, and the most that there is. */
const scales = (shown) => {
  const width = shown.reduce((sum, page) => sum + page.width, 0);
  const height = Math.max(1, ...shown.map((page) => page.height));
  const room = { width: stage.clientWidth - WHITE * 2, height: stage.clientHeight - WHITE * 2 };
  const byWidth = Math.max(0.05, room.width / Math.max(1, width));
  // Letters are sharp at any size; pictures are not much larger than their pixels.
  const finest = Math.max(LARGEST, byWidth * 1.5);
  return { page: Math.min(byWidth, Math.max(0.05, room.height / height)), width: byWidth, most: finest };
};
const sizeTo = (sheet, scale) => {
  sheet.style.width = `${Math.floor(sheet.page.width * scale)}px`;
  sheet.style.height = `${Math.floor(sheet.page.height * scale)}px`;
  sheet.style.setProperty("--scale", scale);
};

/** Gives every page its size; a finer picture where the screen shows more than the usual one has. */
const layOut = () => {
  const { page, width, most } = scales(shownPages());
  if (fit === "page") scale = page;
  else if (fit === "width") scale = width;
  else scale = Math.min(Math.max(scale, page), most);
  stage.classList.toggle("whole", scale <= page * 1.001);
  stage.classList.toggle("tall", scale > page * 1.001 && scale <= width * 1.001);
  for (const sheet of sheets.children) {
    if (!sheet.page) continue;
    sizeTo(sheet, scale);
    if (sheet.page.width * scale * devicePixelRatio > sheet.page.page[1] * FINER[fit]) sharpen(sheet);
  }
  layTexts();
  drawPages();
  element("fit-page").setAttribute("aria-pressed", String(fit === "page"));
  element("fit-width").setAttribute("aria-pressed", String(fit === "width"));
  element("zoom-out").disabled = scale <= page * 1.001;
  element("zoom-in").disabled = scale >= most * 0.999;
};

const sharpen = (sheet) => {
  if (sheet.sharp) return sheet.sharp;
  const [file, width, height] = sheet.page.zoom;
  const picture = make("img", { class: "sheet-zoom", src: file, width, height, alt: "", draggable: "false" });
  sheet.sharp = picture.decode().then(() => sheet.querySelector(".sheet-picture").after(picture)).catch(() => {});
  return sheet.sharp;
};

/** The page that lies under a point of the screen, or nearest to it. */
const sheetAt = (x, y) => {
  const far = (sheet) => {
    const { left, right, top, bottom } = sheet.getBoundingClientRect();
    return Math.max(left - x, x - right, 0) + Math.max(top - y, y - bottom, 0);
  };
  return [...sheets.children].sort((one, other) => far(one) - far(other))[0];
};
const resize = (wanted) => {
  const { page, most } = scales(shownPages());
  scale = Math.min(Math.max(wanted, page), most);
  fit = scale <= page * 1.001 ? "page" : "free";
  layOut();
};
/** Zooms so that what lies under a point of the screen stays there. */
const zoomTo = (wanted, x, y) => {
  const { left, top, width, height } = stage.getBoundingClientRect();
  const [px, py] = [x ?? left + width / 2, y ?? top + height / 2];
  const hold = newsprint.anchor(stage, sheetAt(px, py), px, py);
  resize(wanted);
  hold();
};
const setFit = (wanted) => {
  fit = wanted;
  keep("fit", wanted);
  layOut();
  stage.scrollTo(0, 0);
};

stage.addEventListener("wheel", (event) => {
  const whole = fit === "page";
  if (!event.ctrlKey && !event.metaKey && !(whole && event.deltaY < 0)) return;
  event.preventDefault();
  zoomTo(scale * Math.exp(-event.deltaY * (Math.abs(event.deltaY) > 40 ? 0.0025 : 0.01)), event.clientX, event.clientY);
}, { passive: false });

// The mouse takes hold of a page that is larger than the room.
let hold = null;
stage.addEventListener("dragstart", (event) => event.preventDefault());
stage.addEventListener("pointerdown", (event) => {
  // Where there is text, it selects.
  if (event.pointerType !== "mouse" || event.button !== 0 || fit === "page" || lineAt(event.clientX, event.clientY)) return;
  hold = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop, moved: false };
});
addEventListener("pointermove", (event) => {
  if (!hold) return;
  const [across, down] = [event.clientX - hold.x, event.clientY - hold.y];
  if (!hold.moved && Math.hypot(across, down) < 5) return;
  hold.moved = true;
  stage.classList.add("held");
  stage.scrollTo({ left: hold.left - across, top: hold.top - down, behavior: "instant" });
});
addEventListener("pointerup", () => {
  if (hold?.moved) swallowClick();
  setTimeout(() => stage.classList.remove("held"));
  hold = null;
});

