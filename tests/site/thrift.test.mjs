// Nothing is fetched that nobody asked for; the edition is kept for reading offline where the reader says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, close, DESK, open, PHONE, served, shows, site, until } from "./harness.mjs";

const MOST = 2_000_000;

for (const [name, options] of [["a desk", DESK], ["a phone", PHONE]]) {
  test(`the first visit fetches the first pages alone: ${name}`, async () => {
    served.bytes = 0;
    served.paths = [];
    const page = await open(`${site.web}index.html`, options);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(1500);
    console.log(`first visit, ${name}: ${served.bytes} bytes, ${served.paths.length} files`);
    assert.ok(served.bytes < MOST, `${served.bytes} bytes`);
    const unasked = served.paths.filter((path) => /-zoom|-(text|drawn)\.js|outlines\.js|stories\.js|search\.js|sw\.js|files\.js|A([4-9]|1\d)\.jpg/.test(path));
    assert.deepEqual(unasked, []);
    assert.equal(await page.evaluate(async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length), 0);
    await close(page);
  });
}

test("the edition is kept by a button that says how large it is, read offline, and removed", async () => {
  const page = await open(site.web);
  await page.locator("#open-contents").click();
  const button = page.locator("#offline-button");
  await button.waitFor();
  const megabytes = Number(/\((\d+\.\d) MB\)/.exec(await button.textContent())[1]);
  await axe(page, "contents with the button");
  served.bytes = 0;
  await button.click();
  await page.waitForFunction(() => document.querySelector("#offline-button").dataset.kept === "yes", null, { timeout: 60_000 });
  console.log(`kept: ${megabytes} MB told, ${served.bytes} bytes fetched`);
  // A page of those was there already.
  assert.ok(served.bytes < (megabytes + 0.1) * 1e6 && served.bytes > megabytes * 0.9e6, `${served.bytes} bytes for ${megabytes} MB`);
  await page.context().setOffline(true);
  await page.goto(`${site.web}index.html#A7`);
  await shows(page, "A6,A7");
  assert.ok(await page.locator(".sheet-picture").first().evaluate((picture) => picture.decode().then(() => true)));
  // Letters are sharp though the finest pictures are not kept.
  await page.locator("#fit-width").click();
  for (let press = 0; press < 12 && await page.locator("#zoom-in").isEnabled(); press++) await page.locator("#zoom-in").click();
  await page.locator("canvas.drawn").first().waitFor();
  await page.goto(`${site.web}#A1/harbour-bridge`);
  await page.locator("#story h1").waitFor();
  await page.keyboard.press("Escape");
  await page.context().setOffline(false);
  await page.locator("#open-contents").click();
  await button.click();
  await until("nothing is kept", () => page.evaluate(async () => (await caches.keys()).length === 0));
  await page.waitForFunction(() => document.querySelector("#offline-button").dataset.kept === "");
  await close(page, /net::ERR_(FAILED|INTERNET_DISCONNECTED)/);
});

test("from a folder there is nothing to keep, and no button for it", async () => {
  const page = await open(`${site.folder}index.html`);
  await page.locator("#open-contents").click();
  await page.waitForTimeout(200);
  assert.equal(await page.locator("#offline").isVisible(), false);
  await close(page);
});
