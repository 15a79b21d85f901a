// A page larger than its finest picture: what is seen of it is drawn anew from its marks, letters by their outlines, pictures from the picture.

/** Pixels of the screen to one of the finest picture from which letters are drawn. */
const COARSE = 1.05;
/** Places in the files are in parts of a point; widths of letters in parts of one. */
const PARTS = 100;
const WHOLE = 100_000;

const paths = new Map();
/** A glyph's outline, made once. */
const pathOf = (face, glyph) => {
  const key = `${face} ${glyph}`;
  if (!paths.has(key)) paths.set(key, new Path2D(newsprint.faces[face].outlines[glyph]));
  return paths.get(key);
};
const colour = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

/** Draws what is seen of a page on its canvas. */
const drawPage = (sheet) => {
  const [room, own] = [stage.getBoundingClientRect(), sheet.getBoundingClientRect()];
  const [left, top] = [Math.max(room.left, own.left), Math.max(room.top, own.top)];
  const [width, height] = [Math.min(room.right, own.right) - left, Math.min(room.bottom, own.bottom) - top];
  const { canvas } = sheet;
  canvas.hidden = width <= 0 || height <= 0;
  if (canvas.hidden) return;
  const dots = devicePixelRatio;
  Object.assign(canvas, { width: Math.ceil(width * dots), height: Math.ceil(height * dots) });
  Object.assign(canvas.style, { left: `${left - own.left}px`, top: `${top - own.top}px`, width: `${canvas.width / dots}px`, height: `${canvas.height / dots}px` });
  const pen = canvas.getContext("2d", { alpha: false });
  const size = (own.width / sheet.page.width) * dots;
  const [x0, y0] = [(left - own.left) * dots, (top - own.top) * dots];
  const [right, bottom] = [x0 + canvas.width, y0 + canvas.height].map((end) => (end / size) * PARTS);
  const [low, high] = [(x0 / size) * PARTS, (y0 / size) * PARTS];
  const picture = sheet.querySelector(".sheet-zoom") ?? sheet.querySelector(".sheet-picture");
  const pixels = picture.naturalWidth / sheet.page.width / PARTS;
  const unit = size / PARTS;
  const straight = () => pen.setTransform(unit, 0, 0, unit, -x0, -y0);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const { looks, marks } = newsprint.drawn[sheet.page.label];
  straight();
  for (const [kind, ...mark] of marks) {
    if (kind < 2) {
      const [x, y, width, height, ink] = mark;
      if (x > right || y > bottom || x + width < low || y + height < high) continue;
      straight();
      if (kind === 1) {
        // Not its outermost pixels, which have something of what stands beside it.
        pen.drawImage(picture, x * pixels + 1, y * pixels + 1, width * pixels - 2, height * pixels - 2, x, y, width, height);
      } else {
        pen.fillStyle = colour(ink);
        pen.fillRect(x, y, width, height);
      }
      continue;
    }
    const [face, type, wide, ink] = looks[mark[0]];
    const y = mark[1];
    if (y + type < high || y - type * 1.2 > bottom) continue;
    const em = (unit * type) / newsprint.faces[face].em;
    pen.fillStyle = colour(ink);
    for (let at = 2, x = 0; at < mark.length; at += 2) {
      x += mark[at];
      if (x > right || x + type * 2 < low) continue;
      pen.setTransform((em * wide) / WHOLE, 0, 0, -em, x * unit - x0, y * unit - y0);
      pen.fill(pathOf(face, mark[at + 1]));
    }
  }
};

let isDrawing = false;
/** Draws the pages that are larger than their pictures, once for each picture of the screen. */
const drawPages = () => {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    for (const sheet of sheets.children) {
      if (!sheet.page) continue;
      if (sheet.page.width * scale * devicePixelRatio <= sheet.page.zoom[1] * COARSE) {
        sheet.canvas?.remove();
        sheet.canvas = null;
      } else if (sheet.canvas) {
        drawPage(sheet);
      } else {
        Promise.all([load(sheet.page.drawn), load("outlines.js"), sharpen(sheet)]).then(() => {
          if (sheet.canvas || !sheet.isConnected || sheet.page.width * scale * devicePixelRatio <= sheet.page.zoom[1] * COARSE) return;
          sheet.canvas = make("canvas", { class: "drawn", "aria-hidden": "true" });
          [...sheet.querySelectorAll("img")].at(-1).after(sheet.canvas);
          drawPage(sheet);
        }).catch(() => {});
      }
    }
  });
};
stage.addEventListener("scroll", drawPages, { passive: true });

