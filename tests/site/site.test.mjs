// The e-paper's site as readers use it: by mouse, keys and fingers, from a folder and from the web, with scripts and without.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const SITE = resolve(process.env.SITE);
const AXE = resolve("node_modules/axe-core/axe.min.js");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml" };
const DESK = { viewport: { width: 1400, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const folder = pathToFileURL(SITE + "/").href;
let browser;
let server;
let web;
let faults = [];

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const bytes = await readFile(join(SITE, path.endsWith("/") ? path + "index.html" : path)).catch(() => null);
    response.writeHead(bytes ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/html" }).end(bytes);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  web = `http://127.0.0.1:${server.address().port}/`;
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

const open = async (address, options = DESK) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.addInitScript(() => { window.print = () => { window.printed = document.body.className; }; });
  await page.goto(address);
  return page;
};
const close = async (page) => {
  await page.context().close();
  assert.deepEqual(faults, []);
};
const shows = (page, labels) =>
  page.waitForFunction((labels) => [...document.querySelectorAll("#sheets .sheet")].map((sheet) => sheet.dataset.page).join() === labels, labels);
/** Waits until a condition of this side is met: what a click starts may take the browser a while. */
const until = async (what, met) => {
  for (const end = Date.now() + 20_000; !(await met()); await new Promise((done) => setTimeout(done, 20))) {
    assert.ok(Date.now() < end, `in vain: ${what}`);
  }
};
const hidden = (place) => place.waitFor({ state: "hidden" });
const axe = async (page, what) => {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run(document, { preload: false }));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
  assert.deepEqual(told, [], what);
};

for (const kind of ["a folder", "the web"]) {
  test(`opens from ${kind}, turns pages, reads a story`, async () => {
    const page = await open(`${kind === "the web" ? web : folder}index.html`);
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
  const page = await open(`${folder}index.html#A1`);
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
  const page = await open(`${folder}index.html`);
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
  const page = await open(`${folder}index.html#A1`);
  await page.locator("a.link[data-page=A2]").first().click({ force: true });
  await shows(page, "A2,A3");
  await page.locator(".zone.found").waitFor();
  assert.equal(await page.locator(".zone.found").count(), 1);
  await close(page);
});

test("zoom by button, wheel and fit; the finer picture comes", async () => {
  const page = await open(`${folder}index.html`);
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
  const page = await open(`${folder}index.html#A1/harbour-bridge`);
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
  const page = await open(`${folder}index.html`, PHONE);
  await shows(page, "A1");
  const fingers = await page.context().newCDPSession(page);
  const touch = (type, ...points) => fingers.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
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
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing stands beside the screen");
  await close(page);
});

test("dark, contents, and no fault that axe finds", async () => {
  const page = await open(`${folder}index.html#A3`, { ...DESK, reducedMotion: "reduce" });
  await axe(page, "pages");
  await page.locator("[data-theme-switch]").click();
  await page.waitForFunction(() => getComputedStyle(document.body).colorScheme === "dark");
  await axe(page, "pages, dark");
  await page.locator("#open-contents").click();
  await axe(page, "contents, dark");
  await page.locator("#contents-panel a[data-story=ferry-talks]").click();
  await page.locator("#story h1").waitFor();
  await axe(page, "a story, dark");
  assert.equal(await page.evaluate(() => localStorage.getItem("newsprint-theme")), "dark");
  for (const file of ["stories/scores.html", "stories/harbour-bridge.html", "pages/A2.html"]) {
    await page.goto(folder + file);
    await axe(page, file);
  }
  await close(page);
});

test("without scripts the pages and stories can be read", async () => {
  const page = await open(`${folder}index.html`, { ...DESK, javaScriptEnabled: false });
  assert.equal(await page.locator("#stage").isVisible(), false);
  await page.locator(".contents-thumb").nth(1).click();
  await page.waitForURL(/pages\/A2\.html/);
  await page.locator("#zone-storm-warning").click();
  assert.match(await page.locator("article h1").textContent(), /First winter storm/);
  await page.locator(".turns .next").click();
  await page.waitForURL(/stories\//);
  await close(page);
});

test("the first page is readable at once, nothing moves, and it is kept for when there is no network", async () => {
  const page = await open(`${folder}index.html`);
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
  assert.ok(moved < 0.1, `layout shift ${moved}`);
  await close(page);
  const there = await open(web);
  await there.evaluate(() => navigator.serviceWorker.ready);
  await there.context().setOffline(true);
  await there.goto(`${web}index.html#A7`);
  await there.locator(".sheet[data-page=A7]").waitFor();
  assert.ok(await there.locator(".sheet-picture").first().evaluate((picture) => picture.decode().then(() => true)));
  await close(there);
});
