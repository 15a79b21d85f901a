// The text over the pages' pictures, where their letters stand: selected, copied, found by the browser, marked where the search found it.

/** Pixels to the point from which a page's text can be read, and so selected: sooner where one has come nearer. */
const SELECTABLE = { page: 0.9, width: 0.5, free: 0.5 };
/** Places in the files are in parts of a point. */
const PARTS_OF_POINT = 10;
/** What a line reaches above and below its baseline, as parts of its size. */
const ABOVE = 0.8;
const BELOW = 0.24;

/** The browser's own find was asked for: it finds what is on the page. */
let isFinding = false;
/** What the search found, marked on the pages: a story, and words as they were asked for. */
let lit = null;

/** A block's lines as pieces in their places, and its words, those that a line's end breaks as one. */
const readBlock = ([story, before, lang, ...lines]) => {
  const words = [];
  const placed = lines.map(([text, [baseline, size, left, ...widths]], at) => {
    const end = /[ \u00ad]$/.test(text) ? text.slice(-1) : "";
    const parts = text.slice(0, text.length - end.length).split(/(\t|[^\S\t]+)/);
    let x = left;
    let goesOn = at > 0 && !lines[at - 1][0].endsWith(" ");
    const pieces = [];
    parts.forEach((part, nth) => {
      const width = widths[nth];
      if (nth % 2) {
        pieces.at(-1).space = part === "\t" ? "" : part;
        x += width;
        return;
      }
      const piece = { text: part, space: "", x: x / PARTS_OF_POINT, width: width / PARTS_OF_POINT };
      x += width;
      pieces.push(piece);
      const isWord = /^[\p{L}\p{N}\p{M}’']/u.test(part);
      const box = [piece.x, baseline / PARTS_OF_POINT, piece.width, size / PARTS_OF_POINT];
      if (isWord && goesOn && words.at(-1)?.open) {
        words.at(-1).text += part;
        words.at(-1).boxes.push(box);
      } else if (isWord) {
        words.push({ text: part, boxes: [box] });
      }
      if (words.length) words.at(-1).open = isWord;
      goesOn = false;
    });
    return { pieces, y: baseline / PARTS_OF_POINT, size: size / PARTS_OF_POINT, x: left / PARTS_OF_POINT, right: x / PARTS_OF_POINT, isEnd: end === " ", story };
  });
  return { story, before, lang, words, lines: placed };
};

/** Lines that stand over one another in one size, with the room of all of them: a short line reaches as far as those about it. */
const fillLegs = (lines) => {
  let leg = [];
  const fill = () => {
    const [left, right] = [Math.min(...leg.map((line) => line.x)), Math.max(...leg.map((line) => line.right))];
    for (const line of leg) Object.assign(line, { legLeft: left, legRight: right });
  };
  for (const line of lines) {
    const last = leg.at(-1);
    const goesOn = last && line.story === last.story && line.y > last.y && line.size === last.size && line.x < last.right && line.right > last.x;
    if (!goesOn) {
      if (leg.length) fill();
      leg = [];
    }
    leg.push(line);
  }
  if (leg.length) fill();
};

const drawBlock = (block, slug) => {
  const text = draw("text", {});
  if (slug) text.dataset.story = slug;
  if (block.lang) text.setAttribute("lang", block.lang);
  Object.assign(text, { joint: block.before, lines: block.lines });
  for (const line of block.lines) {
    for (const piece of line.pieces) {
      const span = draw("tspan", { x: piece.x, y: line.y, "font-size": line.size }, piece.text);
      if (piece.width > 0) Object.entries({ textLength: piece.width, lengthAdjust: "spacingAndGlyphs" }).forEach((pair) => span.setAttribute(...pair));
      piece.node = span.firstChild;
      text.append(span, piece.space);
    }
    if (line.isEnd) text.append(" ");
  }
  return text;
};

/** Lays a page's text over it. */
const layText = (sheet) => {
  if (sheet.text) return sheet.text;
  sheet.text = load(sheet.page.text).then(() => {
    const { stories: slugs, blocks } = newsprint.layers[sheet.page.label];
    const read = blocks.map(readBlock);
    sheet.lines = read.flatMap((block) => block.lines);
    fillLegs(sheet.lines);
    sheet.words = read.flatMap((block) => block.words.map((word) => ({ ...word, slug: slugs[block.story] })));
    const { width, height } = sheet.page;
    // What it says is heard from the stories.
    const marks = draw("svg", { class: "lit", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, draw("g", { class: "found-words" }), draw("g", { class: "selected" }));
    const layer = draw("svg", { class: "layer", width, height, "aria-hidden": "true" }, ...read.map((block) => drawBlock(block, slugs[block.story])));
    sheet.querySelector(".zones").before(marks);
    sheet.append(layer);
    light(sheet);
  });
  sheet.text.catch(() => { sheet.text = null; });
  return sheet.text;
};
/** Lays text over pages that are shown large enough, or on which something is to be found. */
const layTexts = () => {
  for (const sheet of sheets.children) {
    if (!sheet.page) continue;
    const isLit = lit && sheet.page.zones.some((zone) => zone.slug === lit.slug);
    if (scale >= SELECTABLE[fit] || isFinding || isLit) layText(sheet).catch(() => {});
  }
};

/** What a stretch of a line covers. */
const box = ([x, y, width, size], attributes = {}) => draw("rect", { x, y: y - size * ABOVE, width, height: size * (ABOVE + BELOW), ...attributes });
/** Marks the words that were found on a page. */
const light = (sheet) => {
  const room = sheet.querySelector(".found-words");
  if (!room) return;
  const found = lit ? sheet.words.filter(({ slug, text }) => slug === lit.slug && lit.asked.some((asked) => match(fold(text), asked))) : [];
  room.replaceChildren(...found.flatMap(({ text, boxes }) => boxes.map((place) => box(place, { "data-word": text }))));
  if (!found.length || !lit.isNew) return;
  lit.isNew = false;
  room.firstChild.scrollIntoView({ block: "center", inline: "center", behavior: calm.matches ? "auto" : "smooth" });
};
/** Marks words of a story on its pages; none takes the marks away. */
const lightUp = (slug, asked) => {
  lit = slug && asked?.length ? { slug, asked, isNew: true } : null;
  for (const sheet of sheets.children) if (sheet.page) light(sheet);
  layTexts();
};

/** A point of the screen on a page. */
const pointOf = (sheet, x, y) => {
  const { left, top, width } = sheet.getBoundingClientRect();
  const points = sheet.page.width / Math.max(1, width);
  return [(x - left) * points, (y - top) * points];
};
const outside = (low, at, high) => Math.max(low - at, at - high, 0);
/** The line of text under a point of the screen. */
const lineAt = (x, y) => {
  const sheet = sheetAt(x, y);
  if (!sheet?.lines) return null;
  const [px, py] = pointOf(sheet, x, y);
  const line = sheet.lines.find((line) => !outside(line.x - 1, px, line.right + 1) && !outside(line.y - line.size * ABOVE, py, line.y + line.size * BELOW));
  return line ? { sheet, line } : null;
};
/** Where a letter of a piece begins. */
const edgeOf = (piece, at) => (at < piece.text.length ? piece.node.parentNode.getStartPositionOfChar(at).x : piece.x + piece.width);
/** The place in the text that is nearest to a point of the screen: a node, and how many of its letters stand before. */
const placeAt = ({ sheet, line: { story } }, x, y) => {
  const [px, py] = pointOf(sheet, x, y);
  const far = (line) => Math.hypot(outside(line.legLeft, px, line.legRight), outside(line.y - line.size * ABOVE, py, line.y + line.size * BELOW));
  const line = sheet.lines.filter((line) => line.story === story).reduce((best, line) => (far(line) < far(best) ? line : best));
  const piece = line.pieces.reduce((best, piece) => (outside(piece.x, px, piece.x + piece.width) < outside(best.x, px, best.x + best.width) ? piece : best));
  const edges = [...piece.text].reduce((sum, letter) => [...sum, sum.at(-1) + letter.length], [0]);
  const nearest = edges.reduce((best, edge) => (Math.abs(edgeOf(piece, edge) - px) < Math.abs(edgeOf(piece, best) - px) ? edge : best));
  return [piece.node, nearest];
};

/** The next click is none: it ended something else. */
const swallowClick = () => {
  const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
  stage.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => stage.removeEventListener("click", swallow, { capture: true }), 50);
};
const isSelected = () => !getSelection().isCollapsed && sheets.contains(getSelection().anchorNode);

// The mouse selects where it goes down on text, within that story.
let picked = null;
stage.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0) return;
  const had = isSelected();
  const from = lineAt(event.clientX, event.clientY);
  if (had && !event.shiftKey) getSelection().removeAllRanges();
  picked = from && { ...from, place: placeAt(from, event.clientX, event.clientY), x: event.clientX, y: event.clientY, moved: false, had };
  if (picked && event.shiftKey && had) {
    getSelection().extend(...picked.place);
    picked = { ...picked, place: [getSelection().anchorNode, getSelection().anchorOffset], moved: true };
  }
});
stage.addEventListener("mousedown", (event) => { if (picked) event.preventDefault(); });
addEventListener("pointermove", (event) => {
  if (!picked) {
    if (event.pointerType === "mouse") stage.classList.toggle("over-text", stage.contains(event.target) && Boolean(lineAt(event.clientX, event.clientY)));
    return;
  }
  if (!picked.moved && Math.hypot(event.clientX - picked.x, event.clientY - picked.y) < 4) return;
  picked.moved = true;
  getSelection().setBaseAndExtent(...picked.place, ...placeAt(picked, event.clientX, event.clientY));
});
addEventListener("pointerup", () => {
  if (picked?.moved || picked?.had) swallowClick();
  picked = null;
});

// Browsers would show what is selected in letters of their own: here it is shown where the page's letters stand.
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  for (const sheet of sheets.children) {
    const room = sheet.querySelector(".selected");
    if (!room || (!range && !room.firstChild)) continue;
    const texts = range ? [...sheet.querySelectorAll(".layer text")].filter((text) => range.intersectsNode(text)) : [];
    room.replaceChildren(...texts.flatMap((text) => text.lines).flatMap(({ pieces, y, size }) => {
      const own = pieces.filter((piece) => range.intersectsNode(piece.node));
      if (!own.length) return [];
      const [first, last] = [own[0], own.at(-1)];
      const from = range.startContainer === first.node ? edgeOf(first, range.startOffset) : first.x;
      const to = range.endContainer === last.node ? edgeOf(last, range.endOffset) : last.x + last.width;
      return to > from ? [box([from, y, to - from, size])] : [];
    }));
  }
});

/** What is selected of the pages' text, as it reads: paragraphs parted by blank lines, words whole. */
const selectedText = () => {
  const selection = getSelection();
  if (selection.isCollapsed) return "";
  const range = selection.getRangeAt(0);
  let out = "";
  for (const text of sheets.querySelectorAll(".layer text")) {
    if (!range.intersectsNode(text)) continue;
    const part = document.createRange();
    part.selectNodeContents(text);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
    const words = part.toString();
    if (words) out += (out && (text.joint || "\n\n")) + words;
  }
  return out;
};
document.addEventListener("copy", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const text = selectedText();
  if (!text) return;
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
    isFinding = true;
    layTexts();
  }
});

