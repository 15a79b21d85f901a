// Zoom: whole pages, their width, or any size; by buttons, keys, wheel and fingers; the finer picture where it is needed.
let fit = kept("fit") === "width" ? "width" : "page";
let scale = 1;
const WHITE = 14;

const extent = () => {
  const shown = [...sheets.children].map((sheet) => sheet.page).filter(Boolean);
  return { width: shown.reduce((sum, page) => sum + page.width, 0), height: Math.max(1, ...shown.map((page) => page.height)), shown };
};
const scales = () => {
  const { width, height, shown } = extent();
  const room = { width: stage.clientWidth - WHITE * 2, height: stage.clientHeight - WHITE * 2 };
  const byWidth = Math.max(0.05, room.width / Math.max(1, width));
  // No finer than the finer picture's pixels, half as large again.
  const finest = Math.max(...shown.map((page) => page.zoom[1] / page.width), byWidth) * 1.5;
  return { page: Math.min(byWidth, Math.max(0.05, room.height / height)), width: byWidth, most: finest };
};

/** Gives every page its size; a finer picture where the screen shows more than the usual one has. */
const layOut = () => {
  const { page, width, most } = scales();
  if (fit === "page") scale = page;
  else if (fit === "width") scale = width;
  else scale = Math.min(Math.max(scale, page), most);
  stage.classList.toggle("whole", fit === "page");
  for (const sheet of sheets.children) {
    if (!sheet.page) continue;
    const across = Math.floor(sheet.page.width * scale);
    sheet.style.width = `${across}px`;
    sheet.style.height = `${Math.floor(sheet.page.height * scale)}px`;
    if (across * devicePixelRatio > sheet.page.page[1] * 1.1) sharpen(sheet);
  }
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

/** Zooms so that what lies under a point of the screen stays there. */
const zoomTo = (wanted, x, y) => {
  const room = stage.getBoundingClientRect();
  const [px, py] = [x ?? room.left + room.width / 2, y ?? room.top + room.height / 2];
  const before = sheets.getBoundingClientRect();
  const [across, down] = [(px - before.left) / before.width, (py - before.top) / before.height];
  const { page, most } = scales();
  scale = Math.min(Math.max(wanted, page), most);
  fit = scale <= page * 1.001 ? "page" : "free";
  layOut();
  const after = sheets.getBoundingClientRect();
  stage.scrollBy({ left: after.left + across * after.width - px, top: after.top + down * after.height - py, behavior: "instant" });
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

// Two fingers zoom; one that goes across turns the page, where nothing is left to scroll.
const FAR = 50;
let pinch = null;
let swipe = null;
const spanOf = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
const middleOf = ([one, other]) => [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];
stage.addEventListener("touchstart", (event) => {
  if (event.touches.length === 2) {
    swipe = null;
    pinch = { span: spanOf(event.touches), scale };
  } else if (event.touches.length === 1) {
    const [{ clientX, clientY }] = event.touches;
    swipe = { x: clientX, y: clientY, left: stage.scrollLeft };
  }
}, { passive: true });
stage.addEventListener("touchmove", (event) => {
  if (!pinch || event.touches.length !== 2) return;
  event.preventDefault();
  zoomTo((pinch.scale * spanOf(event.touches)) / Math.max(1, pinch.span), ...middleOf(event.touches));
}, { passive: false });
stage.addEventListener("touchend", (event) => {
  if (event.touches.length < 2) pinch = null;
  if (!swipe || event.touches.length) return;
  const [{ clientX, clientY }] = event.changedTouches;
  const [across, down] = [clientX - swipe.x, clientY - swipe.y];
  const stays = Math.abs(stage.scrollLeft - swipe.left) < 2;
  swipe = null;
  if (stays && Math.abs(across) > FAR && Math.abs(across) > Math.abs(down) * 1.5) turn(across < 0 ? 1 : -1);
});

// The mouse takes hold of a page that is larger than the room.
let hold = null;
stage.addEventListener("dragstart", (event) => event.preventDefault());
stage.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0 || fit === "page") return;
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
  if (hold?.moved) stage.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
  setTimeout(() => stage.classList.remove("held"));
  hold = null;
});

