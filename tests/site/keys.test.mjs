// By keys alone: a page that is larger than the window moves, one that is not is turned; a refer is one stop.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close, DESK, open, shows, site, until } from "./harness.mjs";

const CALM = { ...DESK, reducedMotion: "reduce" };
const place = (page) => page.locator("#stage").evaluate((stage) => [stage.scrollLeft, stage.scrollTop]);

test("arrows move a page that is zoomed, and turn one that is not", async () => {
  const page = await open(`${site.folder}index.html#A2`, CALM);
  await shows(page, "A2,A3");
  const width = () => page.locator(".sheet").first().evaluate((sheet) => sheet.clientWidth);
  const whole = await width();
  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await place(page), [0, 0]);
  for (let press = 0; press < 3; press++) await page.keyboard.press("+");
  assert.ok((await width()) > whole * 2, "larger by +");
  const before = await place(page);
  for (const [key, across, down] of [["ArrowRight", 1, 0], ["ArrowDown", 0, 1], ["ArrowLeft", -1, 0], ["ArrowUp", 0, -1]]) {
    const [left, top] = await place(page);
    await page.keyboard.press(key);
    const [toLeft, toTop] = await place(page);
    assert.deepEqual([Math.sign(toLeft - left), Math.sign(toTop - top)], [across, down], key);
  }
  assert.deepEqual(await place(page), before);
  // At its edge it stays: nobody who moves a page turns it.
  for (let press = 0; press < 30; press++) await page.keyboard.press("ArrowRight");
  await shows(page, "A2,A3");
  const larger = await width();
  await page.keyboard.press("-");
  assert.ok((await width()) < larger, "smaller by -");
  await page.keyboard.press("0");
  await until("the whole page by 0", async () => (await width()) === whole);
  await page.keyboard.press("ArrowRight");
  await shows(page, "A4,A5");
  // As wide as the room there is nothing beside it: across turns, down moves.
  await page.locator("#fit-width").click();
  await page.keyboard.press("ArrowDown");
  assert.ok((await place(page))[1] > 0);
  await page.keyboard.press("ArrowLeft");
  await shows(page, "A2,A3");
  await close(page);
});

test("a refer is one stop of the tab key, on the page and in the story", async () => {
  const page = await open(`${site.folder}index.html#A2`, CALM);
  await shows(page, "A2,A3");
  const refers = page.locator(".sheet[data-page=A2] a.link[data-zone=harbour-editorial]");
  const labels = await refers.evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
  assert.deepEqual(labels.sort(), [
    "VIEW Page 8 What the bridge owes us",
    "VIEW Page 8 What the bridge owes us A city that pays twice is owed the truth once.",
  ]);
  assert.ok(await refers.evaluateAll((links) => links.some((link) => link.querySelectorAll("rect").length >= 3)));
  // No two stops that follow one another lead to one place, but for refers of two stories.
  await page.locator(".sheet[data-page=A2] .zone").first().focus();
  const stops = [];
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => document.activeElement.closest(".sheet[data-page=A2] a.link")?.getAttribute("aria-label") ?? null);
    if (stop) stops.push(stop);
  }
  assert.equal(stops.filter((label) => /^VIEW Page 8/.test(label)).length, 2, `${stops}`);
  await refers.first().focus();
  await page.keyboard.press("Enter");
  await shows(page, "A8,A9");
  await page.goto(`${site.folder}index.html#A2/harbour-bridge`);
  await page.locator("#story h1").waitFor();
  assert.deepEqual(await page.locator("#story .refer").evaluateAll((refers) => refers.map((refer) => refer.querySelectorAll("a").length)), [1]);
  await close(page);
});
