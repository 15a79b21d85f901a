// What all tests of the site share: a browser, a server, pages that are opened and closed without faults.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const SITE = resolve(process.env.SITE);
const AXE = await readFile(resolve("node_modules/axe-core/axe.min.js"), "utf8");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml" };
export const DESK = { viewport: { width: 1400, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const folder = pathToFileURL(SITE + "/").href;
export const PARTS = ["a folder", "the web"];
/** Widths of windows, with the height that goes with each: phones, a tablet, desks. */
export const SIZES = [[320, 568], [390, 844], [768, 1024], [960, 700], [1280, 800], [1440, 900]];
let browser;
let server;
let faults = [];
/** What the server sends beside the files, and what it was asked for. */
export const served = { headers: {}, bytes: 0, paths: [] };
export const site = { web: "", folder, of: (part) => (part === "the web" ? site.web : folder) };

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const bytes = await readFile(join(SITE, path.endsWith("/") ? path + "index.html" : path)).catch(() => null);
    served.bytes += bytes?.length ?? 0;
    served.paths.push(path);
    response.writeHead(bytes ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/html", ...served.headers }).end(bytes);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  site.web = `http://127.0.0.1:${server.address().port}/`;
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

export const open = async (address, options = DESK) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.addInitScript(() => { window.print = () => { window.printed = document.body.className; }; });
  await page.goto(address);
  return page;
};
/** Closes a page, on which nothing may have gone wrong but what is expected. */
export const close = async (page, expected = /^$/) => {
  await page.context().close();
  assert.deepEqual(faults.filter((fault) => !expected.test(fault)), []);
};
export const shows = (page, labels) =>
  page.waitForFunction((labels) => [...document.querySelectorAll("#sheets .sheet")].map((sheet) => sheet.dataset.page).join() === labels, labels);
/** Waits until a condition of this side is met: what a click starts may take the browser a while. */
export const until = async (what, met) => {
  for (const end = Date.now() + 20_000; !(await met()); await new Promise((done) => setTimeout(done, 20))) {
    assert.ok(Date.now() < end, `in vain: ${what}`);
  }
};
export const hidden = (place) => place.waitFor({ state: "hidden" });
export const axe = async (page, what) => {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { preload: false }));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
  assert.deepEqual(told, [], what);
};

/** Fingers on a screen, by points: `touch("touchStart", [x, y], …)`. */
export const fingers = async (page) => {
  const session = await page.context().newCDPSession(page);
  return (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
};
/** One finger from a point to another. */
export const swipe = async (touch, [x, y], [toX, toY]) => {
  await touch("touchStart", [x, y]);
  for (let step = 1; step <= 4; step++) await touch("touchMove", [x + ((toX - x) * step) / 4, y + ((toY - y) * step) / 4]);
  await touch("touchEnd");
};
/** Nothing stands beside the screen. */
export const nothingOverflows = async (page, what) =>
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, what);
