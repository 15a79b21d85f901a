// What is remembered: where one was, what one kept and read, how one reads; what is remembered wrongly does no harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, close, hidden, open, PARTS, shows, site, until } from "./harness.mjs";

for (const part of PARTS) {
  test(`goes on where one was, keeps stories, lists what was read: ${part}`, async () => {
    const home = `${site.of(part)}index.html`;
    const page = await open(home);
    await shows(page, "A1");
    await page.locator("#on").click();
    await shows(page, "A2,A3");
    await page.goto("about:blank");
    await page.goto(home);
    await shows(page, "A2,A3");
    assert.match(await page.locator("#said").textContent(), /left off: page A2/);
    // A story, half read and kept.
    await page.goto(`${home}#A1/harbour-bridge`);
    await page.locator("#story h1").waitFor();
    await page.locator("[data-do=bookmark]").click();
    assert.equal(await page.locator("[data-do=bookmark]").getAttribute("aria-pressed"), "true");
    await page.locator("#story [data-do=larger]").click();
    await page.locator("#story [data-theme-switch]").click();
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    await page.locator("#story-body").evaluate((room) => { room.scrollTop = room.scrollHeight * 0.4; });
    await page.waitForTimeout(400);
    await page.goto("about:blank");
    await page.goto(home);
    await page.locator("#story h1").waitFor();
    assert.match(page.url(), /#A1\/harbour-bridge$/);
    const share = await page.locator("#story-body").evaluate((room) => room.scrollTop / room.scrollHeight);
    assert.ok(Math.abs(share - 0.4) < 0.03, `at ${share}`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--text")), "115%");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    await page.keyboard.press("Escape");
    await hidden(page.locator("#story"));
    await page.locator("#open-contents").click();
    assert.match(await page.locator("#saved").textContent(), /Stories you kept.*Bridge reopens/s);
    assert.match(await page.locator("#recent").textContent(), /Recently read.*Bridge reopens/s);
    await axe(page, "contents with lists");
    await page.locator("#forget").click();
    assert.equal(await page.locator("#recent").isVisible(), false);
    await page.locator("#saved a").click();
    await page.locator("#story h1").waitFor();
    await page.locator("[data-do=bookmark]").click();
    await page.keyboard.press("Escape");
    await page.locator("#open-contents").click();
    await until("nothing of one's own", async () => !(await page.locator("#saved").isVisible()));
    await close(page);
  });
}

test("what is remembered wrongly, or cannot be, does no harm", async () => {
  const page = await open(`${site.folder}index.html`);
  const key = await page.evaluate(() => Object.keys(localStorage).find((key) => key.startsWith("newsprint-edition")));
  for (const wrong of ["{", "null", "[]", "7", '{"page":"Z9","story":"__proto__","saved":7,"read":["gone",null],"tops":{"x":"y"}}']) {
    await page.evaluate(([key, wrong]) => { localStorage.setItem(key, wrong); localStorage.setItem("newsprint-size", wrong); localStorage.setItem("newsprint-theme", wrong); }, [key, wrong]);
    await page.goto("about:blank");
    await page.goto(`${site.folder}index.html`);
    await shows(page, "A1");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--text")), "100%");
  }
  await close(page);
  const closed = await open("about:blank");
  await closed.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("closed"); } }));
  await closed.goto(`${site.folder}index.html#A1/harbour-bridge`);
  await closed.locator("#story h1").waitFor();
  await closed.locator("[data-do=bookmark]").click();
  await close(closed);
});
