// The e-paper's site as readers use it: by mouse, keys and fingers, from a folder and from the web, with scripts and without.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, close, DESK, fingers, hidden, nothingOverflows, open, PARTS, PHONE, shows, site, until } from "./harness.mjs";

for (const kind of PARTS) {
  test(`opens from ${kind}, turns pages, reads a story`, async () => {
    const page = await open(`${site.of(kind)}index.html`);
    await shows(page, "A1");
    await page.locator("#on").click();
    await shows(page, "A2,A3");
    await page.keyboard.press("ArrowRight");
    await shows(page, "A4,A5");
    await page.goBack();
    await shows(page, "A2,A3");
    await page.waitForURL(/#A2$/);
    await page.locator("#strip a[data-page=A1]").click();
    // A story by mouse: the text over the page, and back.
    await page.locator(".zone[data-story=harbour-bridge]").click();
    const panel = page.locator("#story");
    await panel.locator("h1").waitFor();
    assert.match(await panel.locator("h1").textContent(), /Bridge reopens/);
    await page.waitForURL(/#A1\/harbour-bridge$/);
    await panel.locator("figure img").first().evaluate((picture) => picture.decode());
    await panel.locator("[data-do=larger]").click();
    await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--text") === "115%");
    // Parts of a story that jumps are one; the link between them leads to the page.
    await panel.locator(".turn a").click();
    await shows(page, "A2,A3");
    await page.locator(".zone.found[data-story=harbour-bridge]").waitFor();
    await hidden(panel);
    await close(page);
  });
}

test("a story and its neighbours by keyboard alone", async () => {
  const page = await open(`${site.folder}index.html#A1`);
  await page.locator(".zone").first().focus();
  await page.keyboard.press("Enter");
  const panel = page.locator("#story");
  await panel.locator("h1").waitFor();
  const first = await panel.locator("h1").textContent();
  await panel.locator("#story-after").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((first) => document.querySelector("#story h1").textContent !== first, first);
  await page.keyboard.press("Escape");
  await hidden(panel);
  await page.waitForURL(/#A1$/);
  await page.waitForFunction(() => document.activeElement.getAttribute("class") === "zone");
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  await shows(page, "A16");
  await close(page);
});

test("search finds words without accents, and Hangul; a result leads to the zone", async () => {
  const page = await open(`${site.folder}index.html`);
  await page.keyboard.press("/");
  await page.keyboard.type("실례");
  await page.locator("#search-found mark").first().waitFor();
  assert.match(await page.locator("#search-found").textContent(), /Library robot/);
  await page.locator("#search-words").fill("xylophonic");
  await page.waitForFunction(() => document.querySelector("#search-found").children.length === 0);
  await page.locator("#search-words").fill("FÉRRY talks");
  await page.locator("#search-found mark").first().waitFor();
  const link = page.locator("#search-found a[data-zone]").first();
  const [label, slug] = [await link.getAttribute("data-page"), await link.getAttribute("data-zone")];
  await axe(page, "search");
  await link.click();
  await page.locator(`.zone.found[data-story=${slug}]`).waitFor();
  assert.equal(await page.locator(`.sheet[data-page=${label}]`).count(), 1);
  await close(page);
});

test("a jump line on the page leads to the turn", async () => {
  const page = await open(`${site.folder}index.html#A1`);
  await page.locator("a.link[data-page=A2]").first().click({ force: true });
  await shows(page, "A2,A3");
  await page.locator(".zone.found").waitFor();
  assert.equal(await page.locator(".zone.found").count(), 1);
  await close(page);
});

test("zoom by button, wheel and fit; the finer picture comes", async () => {
  const page = await open(`${site.folder}index.html`);
  const width = () => page.locator(".sheet").first().evaluate((sheet) => sheet.clientWidth);
  const whole = await width();
  await page.locator("#fit-width").click();
  await until("as wide as the window", async () => (await width()) > whole * 1.5);
  await page.locator(".sheet-zoom").first().waitFor();
  await page.locator("#fit-page").click();
  await until("the whole page", async () => (await width()) === whole);
  await page.mouse.move(600, 400);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await until("larger by the wheel", async () => (await width()) > whole * 1.3);
  await page.keyboard.press("0");
  await until("the whole page by its key", async () => (await width()) === whole);
  await close(page);
});

test("prints the page and the story", async () => {
  const page = await open(`${site.folder}index.html#A1/harbour-bridge`);
  await page.locator("#story h1").waitFor();
  await page.locator("#story [data-do=print]").click();
  await page.waitForFunction(() => /print-story/.test(window.printed));
  await page.keyboard.press("Escape");
  await page.locator("#print-page").click();
  await page.waitForFunction(() => /print-page/.test(window.printed));
  await page.emulateMedia({ media: "print" });
  await hidden(page.locator(".bar"));
  await page.locator(".sheet-zoom").first().waitFor();
  await close(page);
});

test("fingers swipe and pinch on a phone", async () => {
  const page = await open(`${site.folder}index.html`, PHONE);
  await shows(page, "A1");
  const touch = await fingers(page);
  await touch("touchStart", [320, 400]);
  await touch("touchMove", [200, 405]);
  await touch("touchMove", [80, 410]);
  await touch("touchEnd");
  await shows(page, "A2");
  const width = () => page.locator(".sheet").evaluate((sheet) => sheet.clientWidth);
  const whole = await width();
  await touch("touchStart", [180, 400], [210, 400]);
  for (let step = 1; step <= 5; step++) await touch("touchMove", [180 - step * 20, 400], [210 + step * 20, 400]);
  await touch("touchEnd");
  await until("larger by two fingers", async () => (await width()) > whole * 1.5);
  await shows(page, "A2");
  await nothingOverflows(page);
  await close(page);
});

test("dark, contents, and no fault that axe finds", async () => {
  const page = await open(`${site.folder}index.html#A3`, { ...DESK, reducedMotion: "reduce" });
  await axe(page, "pages");
  await page.locator(".bar [data-theme-switch]").click();
  await page.waitForFunction(() => getComputedStyle(document.body).colorScheme === "dark");
  await axe(page, "pages, dark");
  await page.locator("#open-contents").click();
  await axe(page, "contents, dark");
  await page.locator("#contents-panel a[data-story=ferry-talks]").click();
  await page.locator("#story h1").waitFor();
  await axe(page, "a story, dark");
  assert.equal(await page.evaluate(() => localStorage.getItem("newsprint-theme")), "dark");
  for (const file of ["stories/scores.html", "stories/harbour-bridge.html", "pages/A2.html"]) {
    await page.goto(site.folder + file);
    await axe(page, file);
  }
  await close(page);
});

test("without scripts the pages and stories can be read", async () => {
  const page = await open(`${site.folder}index.html`, { ...DESK, javaScriptEnabled: false });
  assert.equal(await page.locator("#stage").isVisible(), false);
  await page.locator(".contents-thumb").nth(1).click();
  await page.waitForURL(/pages\/A2\.html/);
  await page.locator("#zone-storm-warning").click();
  assert.match(await page.locator("article h1").textContent(), /First winter storm/);
  await page.locator(".turns .next").click();
  await page.waitForURL(/stories\//);
  await close(page);
});

test("the first page is readable at once, and nothing moves", async () => {
  const page = await open(`${site.folder}index.html`);
  const at = await page.evaluate(async () => {
    await document.querySelector("#sheets .sheet-picture").decode();
    return performance.now();
  });
  const moved = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300);
  }));
  console.log(`first page readable after ${Math.round(at)} ms, layout shift ${moved.toFixed(3)}`);
  assert.ok(moved < 0.02, `layout shift ${moved}`);
  await close(page);
});
