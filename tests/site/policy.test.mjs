// Under a strict Content-Security-Policy, sent by the server or by the pages alone, everything works; addresses that make no sense do no harm.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { close, open, served, shows, site, SITE } from "./harness.mjs";

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test("ten buttons and a story under a strict policy from the server", async () => {
  served.headers = { "content-security-policy": STRICT };
  const page = await open(`${site.web}index.html`);
  await page.evaluate(() => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
  });
  await shows(page, "A1");
  assert.ok((await page.locator("button:visible").count()) >= 10);
  for (const id of ["fit-width", "fit-page", "zoom-in", "zoom-out", "spread", "on", "back", "print-page"]) await page.locator(`#${id}`).click();
  await page.locator(".bar [data-theme-switch]").click();
  await page.waitForFunction(() => getComputedStyle(document.body).colorScheme === "dark");
  await page.locator("#open-search").click();
  await page.locator("#search-words").fill("ferry");
  await page.locator("#search-found .found-head").first().click();
  await page.locator("#story h1").waitFor();
  await page.locator("#story [data-do=larger]").click();
  await page.goto(`${site.web}index.html#A1/harbour-bridge`);
  await page.locator(".story .enlarge").first().click();
  await page.locator(".viewer-picture").waitFor();
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  for (const file of ["stories/harbour-bridge.html", "pages/A2.html"]) await page.goto(site.web + file);
  await close(page);
  served.headers = {};
});

test("no page has a script or a style in it, and each has a policy", async () => {
  const files = (await readdir(SITE, { recursive: true })).filter((name) => name.endsWith(".html"));
  assert.ok(files.length > 100);
  for (const file of files) {
    const text = await readFile(`${SITE}/${file}`, "utf8");
    assert.match(text, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'/, file);
    assert.doesNotMatch(text, /<style|\sstyle="|\son[a-z]+="|javascript:/i, file);
    for (const [, attributes] of text.matchAll(/<script([^>]*)>/g)) assert.match(attributes, / src="| type="application\/(ld\+)?json"/, file);
  }
});

test("addresses that make no sense show the first page and raise nothing", async () => {
  for (const hash of ["#%", "#%E0%A4%A", "#A1/%E0%A4%A", "#__proto__/x", "#A1/__proto__", "#A1/constructor", "#A1/\"><img src=x onerror=pwned=1>", "#nowhere"]) {
    const page = await open(`${site.folder}index.html${hash}`);
    await shows(page, "A1");
    assert.equal(await page.evaluate(() => typeof window.pwned), "undefined");
    await page.evaluate(() => { location.hash = "#%E0%A4%A"; });
    await page.locator("#on").click();
    await shows(page, "A2,A3");
    await close(page);
  }
});
