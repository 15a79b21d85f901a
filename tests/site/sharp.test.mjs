// A page at 400 percent: what is seen of it is drawn from its marks, sharp, and is the page; nothing for it is fetched before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close, DESK, open, served, shows, site } from "./harness.mjs";

const CALM = { ...DESK, reducedMotion: "reduce" };
const nearest = async (page) => {
  for (let press = 0; press < 12 && await page.locator("#zoom-in").isEnabled(); press++) await page.locator("#zoom-in").click();
  await page.locator("canvas.drawn").first().waitFor();
};

test("letters are sharp at 400 percent, where those of the picture are not, and stand where they stood", async () => {
  served.paths = [];
  const page = await open(`${site.web}index.html#A1`, CALM);
  await shows(page, "A1");
  await page.locator("#fit-width").click();
  await page.locator(".sheet-zoom").waitFor();
  assert.deepEqual(served.paths.filter((path) => /-drawn|outlines/.test(path)), []);
  await nearest(page);
  assert.equal(served.paths.filter((path) => /-drawn|outlines/.test(path)).length, 2);
  // Of every part of the page that has text: how many of its pixels are neither light nor dark, as drawn and as in the picture.
  const seen = await page.evaluate(async () => {
    const [stage, sheet] = [document.querySelector("#stage"), document.querySelector(".sheet")];
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const scale = sheet.clientWidth / newsprint.edition.pages[0].width;
    const out = { scale, parts: [], slowest: 0 };
    for (const top of [0.12, 0.4, 0.6, 0.8]) {
      stage.scrollTo({ left: 100, top: top * sheet.clientHeight, behavior: "instant" });
      await frame();
      const [canvas, picture] = [sheet.querySelector("canvas"), sheet.querySelector(".sheet-zoom")];
      const pixels = picture.naturalWidth / sheet.clientWidth;
      const place = [canvas.offsetLeft * pixels, canvas.offsetTop * pixels, canvas.width * pixels, canvas.height * pixels];
      const other = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
      other.getContext("2d").drawImage(picture, ...place, 0, 0, canvas.width, canvas.height);
      // The left of the page: two columns of text.
      const greys = (one) => {
        const { data } = one.getContext("2d").getImageData(0, 0, 900, canvas.height);
        return Uint8Array.from({ length: data.length / 4 }, (_, at) => (data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3);
      };
      const [drawn, pictured] = [greys(canvas), greys(other)];
      const between = (one) => one.filter((grey) => grey > 70 && grey < 185).length / one.length;
      const mean = (one) => one.reduce((sum, grey) => sum + grey, 0) / one.length;
      let apart = 0;
      drawn.forEach((grey, at) => { apart += Math.abs(grey - pictured[at]); });
      out.parts.push({ drawn: between(drawn), pictured: between(pictured), lighter: mean(drawn) - mean(pictured), apart: apart / drawn.length });
    }
    return out;
  });
  console.log(JSON.stringify(seen));
  assert.ok(Math.abs(seen.scale - 4) < 0.01, `${seen.scale} pixels to the point`);
  const sharper = seen.parts.filter(({ drawn, pictured }) => drawn < pictured * 0.7);
  assert.ok(sharper.length >= 2, "sharper where there is text");
  for (const { lighter, apart } of seen.parts) assert.ok(Math.abs(lighter) < 4 && apart < 20, `it is the page: ${lighter}, ${apart}`);
  await page.locator(".bar [data-theme-switch]").click();
  assert.equal(await page.locator("canvas.drawn").first().evaluate((canvas) => getComputedStyle(canvas).filter), "brightness(0.88)");
  // Whole again, the picture is enough.
  await page.keyboard.press("0");
  await page.waitForFunction(() => !document.querySelector("canvas.drawn"));
  await close(page);
});
