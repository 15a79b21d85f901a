// Phones, tablets and desks: pages fit whatever the window, nothing stands beside it, fingers do what they mean.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, close, fingers, hidden, nothingOverflows, open, PARTS, PHONE, shows, site, SIZES, swipe, until } from "./harness.mjs";

const sized = (width, height) => ({ viewport: { width, height }, ...(width < 960 ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}), reducedMotion: "reduce" });
/** How wide the pages are and their room, and how far the pages' middle is from its. */
const seen = (page) => page.evaluate(() => {
  const [room, pages] = [document.querySelector("#stage"), document.querySelector("#sheets")].map((element) => element.getBoundingClientRect());
  const [width, height] = [pages.width - 28, pages.height - 28];
  return { width, height, room: room.width, depth: room.height, off: pages.left + width / 2 + 14 - room.left - room.width / 2, wide: innerWidth };
});

for (const part of PARTS) {
  for (const [width, height] of SIZES) {
    test(`pages fit and stand in the middle after every turn: ${width} px, ${part}`, async () => {
      const page = await open(`${site.of(part)}index.html`, sized(width, height));
      await shows(page, "A1");
      for (let turn = 0; turn < 20; turn++) {
        const { width, height, room, depth, off, wide } = await seen(page);
        assert.ok(Math.abs(off) < 1, `off the middle by ${off}`);
        assert.ok(room >= wide - 120, `the room is ${room} of ${wide}`);
        // As large as one side lets it be, and no larger than the other.
        const [across, down] = [room - 28 - width, depth - 28 - height];
        assert.ok(Math.min(across, down) >= -1 && Math.min(across, down) < 4, `${across} left across, ${down} down`);
        if (await page.locator("#on").isHidden()) break;
        await page.locator("#on").evaluate((button) => button.click());
      }
      assert.match(page.url(), /#A16$/);
      await nothingOverflows(page);
      if (await page.locator("#fit-width").isEnabled()) {
        await page.locator("#fit-width").click();
        await until("as wide as the room", async () => {
          const { width, room } = await seen(page);
          return room - 28 - width < 20;
        });
        assert.ok(await page.locator("#stage").evaluate((stage) => stage.scrollWidth <= stage.clientWidth), "no bar across");
      }
      await close(page);
    });
  }
}

test("nothing stands beside a small window, with large letters too, and axe finds no fault", async () => {
  for (const width of [320, 390, 768, 1440]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(`${site.folder}index.html#A1`, { ...sized(width, width < 700 ? 640 : 900), colorScheme });
      for (const size of ["100%", "200%"]) {
        const told = `${width} px, ${colorScheme}, ${size}`;
        await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
        await page.goto(`${site.folder}index.html#A1`);
        await shows(page, "A1");
        await nothingOverflows(page, told);
        const judges = size === "100%" || colorScheme === "light";
        if (judges) await axe(page, `pages, ${told}`);
        await page.locator("#open-contents").click();
        await nothingOverflows(page, `contents, ${told}`);
        if (judges) await axe(page, `contents, ${told}`);
        await page.keyboard.press("Escape");
        await page.goto(`${site.folder}index.html#A1/harbour-bridge`);
        await page.locator("#story h1").waitFor();
        await nothingOverflows(page, `a story, ${told}`);
        assert.ok(await page.locator("#story").evaluate((panel) => panel.scrollWidth <= panel.clientWidth), `the panel, ${told}`);
        if (judges) await axe(page, `a story, ${told}`);
        await page.keyboard.press("Escape");
      }
      for (const file of ["stories/harbour-bridge.html", "stories/scores.html", "pages/A2.html"]) {
        await page.goto(site.folder + file);
        await axe(page, `${file}, ${width} px, ${colorScheme}`);
        await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
        await nothingOverflows(page, `${file}, ${width} px, 200%`);
      }
      await close(page);
    }
  }
});

test("two taps zoom where they fall, two fingers keep their place", async () => {
  const page = await open(`${site.folder}index.html`, { ...PHONE, reducedMotion: "reduce" });
  await shows(page, "A1");
  const touch = await fingers(page);
  const place = ([x, y]) => page.locator(".sheet").evaluate((sheet, [x, y]) => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    return [(x - left) / width, (y - top) / height, width];
  }, [x, y]);
  const near = (one, other) => assert.ok(Math.abs(one[0] - other[0]) < 0.01 && Math.abs(one[1] - other[1]) < 0.01, `${one} and ${other}`);
  const spot = [250, 420];
  const before = await place(spot);
  for (let tap = 0; tap < 2; tap++) {
    await touch("touchStart", spot);
    await touch("touchEnd");
  }
  await until("larger by two taps", async () => (await place(spot))[2] > before[2] * 1.9);
  near(await place(spot), before);
  await hidden(page.locator("#story"));
  // Fingers that move together take the page with them.
  const middle = await place([195, 400]);
  await touch("touchStart", [170, 400], [220, 400]);
  for (let step = 1; step <= 5; step++) await touch("touchMove", [170 - step * 6 + step * 4, 400 + step * 4], [220 + step * 6 + step * 4, 400 + step * 4]);
  await touch("touchEnd");
  near(await place([215, 420]), middle);
  for (let tap = 0; tap < 2; tap++) {
    await touch("touchStart", spot);
    await touch("touchEnd");
  }
  await until("whole again by two taps", async () => Math.abs((await place(spot))[2] - before[2]) < 1);
  // One tap opens the story.
  await touch("touchStart", [120, 300]);
  await touch("touchEnd");
  await page.locator("#story h1").waitFor();
  await close(page);
});

test("the page follows the finger, and so does the story", async () => {
  const page = await open(`${site.web}index.html#A2`, PHONE);
  await shows(page, "A2");
  const touch = await fingers(page);
  const left = () => page.locator("#sheets .sheet").evaluate((sheet) => Math.round(sheet.getBoundingClientRect().left));
  const rest = await left();
  await touch("touchStart", [300, 400]);
  await touch("touchMove", [250, 402]);
  await touch("touchMove", [200, 404]);
  await until("the page is where the finger took it", async () => (await left()) === rest - 100);
  assert.equal(await page.locator(".beside .sheet").getAttribute("data-page"), "A3");
  await touch("touchMove", [290, 404]);
  await touch("touchEnd");
  await until("it goes back", async () => (await left()) === rest);
  await shows(page, "A2");
  await swipe(touch, [320, 400], [100, 405]);
  await shows(page, "A3");
  await until("it stands still", async () => (await left()) === rest);
  assert.equal(await page.locator(".beside").count(), 0);
  await page.goto(`${site.web}index.html#A1/harbour-bridge`);
  const head = page.locator("#story h1");
  await head.waitFor();
  const first = await head.textContent();
  await swipe(touch, [300, 500], [80, 505]);
  await until("the next story", async () => (await head.textContent()) !== first);
  await swipe(touch, [80, 500], [300, 505]);
  await until("the first story", async () => (await head.textContent()) === first);
  // Dark, and larger letters, where one reads.
  await page.locator("#story [data-theme-switch]").tap();
  await page.waitForFunction(() => getComputedStyle(document.body).colorScheme === "dark");
  await page.locator("#story [data-do=larger]").tap();
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--text") === "115%");
  await close(page);
});

test("a picture opens large and zooms, by finger and by key", async () => {
  for (const file of ["index.html#A1/harbour-bridge", "stories/harbour-bridge.html"]) {
    const page = await open(site.folder + file, { ...PHONE, reducedMotion: "reduce" });
    const touch = await fingers(page);
    await page.locator(".story .enlarge").first().tap();
    const picture = page.locator(".viewer-picture");
    await picture.evaluate((picture) => picture.decode());
    const width = () => picture.evaluate((picture) => picture.clientWidth);
    const whole = await width();
    assert.ok(whole > 370, `${whole} px wide`);
    await axe(page, "a picture");
    await nothingOverflows(page, "a picture");
    for (let tap = 0; tap < 2; tap++) {
      await touch("touchStart", [200, 400]);
      await touch("touchEnd");
    }
    await until("larger by two taps", async () => (await width()) > whole * 2);
    await page.keyboard.press("0");
    await until("whole by key", async () => (await width()) === whole);
    await page.keyboard.press("Escape");
    await hidden(picture);
    await close(page);
  }
});
