// A story on paper: alone, with what paper it is from, of which day, on which page, at which address; its pictures too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close, DESK, open, site } from "./harness.mjs";

/** What is seen of a page that is printed, and its pictures. */
const printed = async (page) => {
  await page.emulateMedia({ media: "print" });
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll("img")].filter((picture) => picture.checkVisibility());
    return {
      text: document.body.innerText,
      pictures: shown.map((picture) => ({ drawn: picture.complete && picture.naturalWidth > 0, isPage: /pages\//.test(picture.src) })),
      buttons: [...document.querySelectorAll("button")].filter((button) => button.checkVisibility() && button.textContent).length,
    };
  });
};
const isWhole = ({ text, pictures, buttons }, address) => {
  const lines = text.split("\n").filter(Boolean);
  assert.equal(lines[0], "The Harbour Times · Tuesday, December 24, 2019 · On page A1, A2");
  assert.match(text, /Bridge reopens to trains after nine winters/);
  assert.match(text, /Its last train of the day|The last train of the day/);
  if (address) assert.match(lines.at(-1), address);
  else assert.doesNotMatch(text, /file:/);
  // Nothing of the site, and no other story.
  assert.doesNotMatch(text, /Next story|Contents|All pages|Station clock|Continued from/);
  assert.ok(pictures.length >= 2 && pictures.every(({ drawn, isPage }) => drawn && !isPage), JSON.stringify(pictures));
  assert.equal(buttons, 0);
};

for (const [part, address] of [["the web", /^http:\/\/127\.0\.0\.1:\d+\/stories\/harbour-bridge\.html$/], ["a folder", null]]) {
  test(`a story is printed alone, with where it is from: ${part}`, async () => {
    const page = await open(`${site.of(part)}index.html#A1/harbour-bridge`, { ...DESK, colorScheme: "dark" });
    await page.locator("#story h1").waitFor();
    // What is on the page as the browser prints it.
    await page.evaluate(() => { window.print = () => { window.sheet = document.body.cloneNode(true); window.printed = true; }; });
    await page.locator("#story [data-do=print]").click();
    await page.waitForFunction(() => window.printed && !document.querySelector(".print-copy"));
    await page.evaluate(() => { document.body.className = window.sheet.className; document.body.append(window.sheet.querySelector(".print-copy")); });
    await page.waitForFunction(() => [...document.querySelectorAll(".print-copy img")].every((picture) => picture.complete));
    isWhole(await printed(page), address);
    await close(page);
    const leaf = await open(`${site.of(part)}stories/harbour-bridge.html`);
    await leaf.evaluate(() => document.querySelectorAll("article img").forEach((picture) => { picture.loading = "eager"; }));
    await leaf.waitForFunction(() => [...document.querySelectorAll("article img")].every((picture) => picture.complete));
    isWhole(await printed(leaf), address);
    await close(leaf);
  });
}
