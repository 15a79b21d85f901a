// The text over the pages: selected and copied as it was set, found by the browser, marked where the search found it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close, DESK, open, PHONE, fingers, shows, site, until } from "./harness.mjs";

/** The browser's own find: it asks for the text of what is shown. */
const find = async (page) => {
  await page.keyboard.press("Control+f");
  await page.waitForFunction(() => [...document.querySelectorAll("#sheets .sheet")].every((sheet) => sheet.querySelector(".layer")));
};
/** What a page's browser would copy of what is selected. */
const copied = (page) => page.evaluate(() => {
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
  document.dispatchEvent(event);
  return event.clipboardData.getData("text/plain");
});
/** What is copied of each of the stories on a page when all of it is selected. */
const copies = (page, label) => page.evaluate((label) => {
  const texts = [...document.querySelectorAll(`.sheet[data-page=${label}] .layer text`)];
  return Object.fromEntries(newsprint.edition.pages.find((page) => page.label === label).zones.map(({ slug }) => {
    const own = texts.filter((text) => text.dataset.story === slug);
    getSelection().setBaseAndExtent(own[0], 0, own.at(-1), own.at(-1).childNodes.length);
    const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    return [slug, event.clipboardData.getData("text/plain")];
  }));
}, label);
/** Zooms until text can be selected. */
const near = async (page) => {
  await page.locator("#fit-width").click();
  await page.locator("#sheets .layer").first().waitFor({ state: "attached" });
};
/** Where words stand on the screen: the first letter of the first, the last of the last. */
const placeOf = (page, slug, from, to) => page.evaluate(([slug, from, to]) => {
  const texts = [...document.querySelectorAll(".layer text")].filter((text) => text.dataset.story === slug);
  const spans = texts.flatMap((text) => [...text.querySelectorAll("tspan")]);
  const box = (word) => spans.find((span) => span.textContent === word).getBoundingClientRect();
  const [first, last] = [box(from), box(to)];
  return { from: [first.left + 0.3, first.top + first.height / 2], to: [last.right - 0.3, last.top + last.height / 2] };
}, [slug, from, to]);

/** The page on which a story begins. */
const labelOf = (page, slug) => page.evaluate((slug) => {
  const { pages, stories } = newsprint.edition;
  return pages[stories.find((story) => story.slug === slug).pages[0]].label;
}, slug);
/**
 * A word that a line's end breaks on one of the pages shown, wherever the day's plan and type have one: its page and its story, which has no other
 * page, its two pieces, and what the text says from the second piece to another in the third line from there.
 */
const broken = (page) => page.evaluate(() => {
  const { edition, layers } = newsprint;
  const own = [...document.querySelectorAll(".layer text[data-story]")];
  const pieces = own.flatMap((text) => [...text.querySelectorAll("tspan")].map((span) => `${text.dataset.story} ${span.textContent}`));
  const all = own.map((text) => text.textContent).join(" ").toLowerCase();
  const isWord = (text, least) => new RegExp(`^\\p{Ll}{${least},}$`, "u").test(text);
  for (const label of [...document.querySelectorAll("#sheets .sheet")].map((sheet) => sheet.dataset.page)) {
    const { blocks, stories } = layers[label];
    for (const [story, , , ...lines] of blocks.filter(([story]) => story >= 0)) {
      const slug = stories[story];
      const isOne = (piece, least) => isWord(piece, least) && pieces.filter((other) => other === `${slug} ${piece}`).length === 1;
      const isAlone = edition.stories.find((story) => story.slug === slug)?.pages.length === 1;
      for (let at = 0; isAlone && at + 3 < lines.length; at++) {
        const [[above], [below], [middle], [last]] = lines.slice(at, at + 4);
        const head = above.endsWith("\u00ad") ? above.split(/[ \t]/).at(-1).slice(0, -1) : "";
        const tail = below.split(/[ \t]/)[0];
        const ends = last.trimEnd().split(/[ \t]/).filter((piece) => isOne(piece, 3));
        const isOnce = all.split(head + tail).length <= 2 && isOne(head, 2) && isOne(tail, 3);
        if (!isOnce || ends.length === 0 || head.length + tail.length < 7) continue;
        const end = ends.at(-1);
        const text = below + middle + last.slice(0, ` ${last}`.replaceAll("\t", " ").lastIndexOf(` ${end}`) + end.length);
        return { label, slug, word: head + tail, head, tail, end, copied: text.replace(/[\t\u00ad]/g, "") };
      }
    }
  }
  throw new Error("no broken word");
});

test("what is copied of every story on every page is what was set", async () => {
  const page = await open(`${site.folder}index.html`);
  await shows(page, "A1");
  await page.addScriptTag({ url: "stories.js" });
  await find(page);
  // Of each story on each page: its texts as the story view has them, and those of its paragraphs in their order.
  const parts = await page.evaluate(() => newsprint.edition.pages.flatMap(({ label, zones }, at) => zones.map(({ slug }) => {
    const story = newsprint.edition.stories.find((story) => story.slug === slug);
    const text = Object.assign(document.createElement("template"), { innerHTML: newsprint.stories[slug] }).content;
    const leaves = [...text.querySelectorAll("[data-n]")].flatMap((block) => (block.matches("tr,blockquote") ? [...block.children] : block.querySelector("p") ? [...block.querySelectorAll("p")] : [block]));
    const turns = [...text.querySelectorAll(".turn")];
    const part = (leaf) => turns.filter((turn) => turn.compareDocumentPosition(leaf) & Node.DOCUMENT_POSITION_FOLLOWING).length;
    const own = leaves.filter((leaf) => part(leaf) === story.pages.indexOf(at) && leaf.textContent);
    const flow = own.filter((leaf) => leaf.matches("p:not([class]), h2") && leaf.dataset.n);
    return { label, slug, want: own.map((leaf) => leaf.textContent), flow: flow.map((leaf) => leaf.textContent), isTurn: story.pages.indexOf(at) > 0, jumps: story.pages.length > 1 };
  })));
  assert.ok(parts.length > 60, `${parts.length} stories`);
  let [at, texts] = ["", {}];
  for (const { label, slug, want, flow, isTurn, jumps } of parts) {
    if (label !== at) {
      await page.evaluate((label) => { location.hash = label; }, label);
      await page.locator(`#sheets .sheet[data-page=${label}] .layer`).waitFor({ state: "attached" });
      [at, texts] = [label, await copies(page, label)];
    }
    const text = texts[slug];
    assert.doesNotMatch(text, /\u00ad/, slug);
    assert.doesNotMatch(text, /\n{3}| \n|\n /, slug);
    // Paragraphs in their order, each a paragraph.
    const paragraphs = text.split("\n\n");
    assert.deepEqual(paragraphs.filter((one) => flow.includes(one)), flow, slug);
    // All that the story view has and nothing else, but for the lines that lead from page to page.
    const [left, over] = [[...want], []];
    for (const one of text.split(/\n\n|\n|\t/).map((one) => one.replace(/^(•|\d+\.) /, ""))) {
      const own = left.findIndex((text) => text.startsWith(one));
      if (own < 0) over.push(one);
      else if ((left[own] = left[own].slice(one.length).trim()) === "") left.splice(own, 1);
    }
    assert.deepEqual(left, [], slug);
    assert.ok(over.length === 0 || (jumps && over.length <= (isTurn ? 3 : 1)), `${slug}: ${over}`);
    if (jumps) assert.match(over.at(-1), isTurn ? /^From Page/ : /^See /);
  }
  await close(page);
});

test("the mouse selects within a story, over legs, and a click still opens it", async () => {
  const page = await open(`${site.folder}index.html#A2`, { ...DESK, reducedMotion: "reduce" });
  await shows(page, "A2,A3");
  assert.equal(await page.locator(".layer").count(), 0, "text over pages too small to read");
  await near(page);
  const drag = async (slug, from, to) => {
    const places = await placeOf(page, slug, from, to);
    await page.mouse.move(...places.from);
    await page.mouse.down();
    await page.mouse.move(places.from[0] + 6, places.from[1]);
    await page.mouse.move(...places.to, { steps: 3 });
    await page.mouse.up();
  };
  // Broken words are whole, and the browser copies by its key what a program would.
  const one = await broken(page);
  await drag(one.slug, one.tail, one.end);
  assert.equal(await copied(page), one.copied);
  await page.evaluate(() => addEventListener("copy", (event) => { window.byKey = event.clipboardData.getData("text/plain"); }, { once: true }));
  await page.keyboard.press("Control+c");
  await page.waitForFunction((copied) => window.byKey === copied, one.copied);
  // What is selected is shown line by line where the letters stand.
  assert.equal(await page.locator(".selected rect").count(), 3);
  await page.waitForTimeout(80);
  assert.equal(await page.locator("#story").isVisible(), false);
  // A click takes the selection away, the next opens the story.
  const { from } = await placeOf(page, one.slug, one.tail, one.end);
  await page.mouse.click(...from);
  await until("nothing is selected", async () => (await page.locator(".selected rect").count()) === 0 && (await copied(page)) === "");
  await page.waitForTimeout(80);
  assert.equal(await page.locator("#story").isVisible(), false);
  await page.mouse.click(...from);
  await page.locator("#story h1").waitFor();
  await page.keyboard.press("Escape");
  // From leg to leg there is nothing of other stories; paragraphs are parted by a blank line.
  await drag("harbour-bridge", "Opposition", "carriage");
  const legs = (await copied(page)).split("\n\n");
  assert.match(legs[0], /^Opposition members on Monday renewed their call/);
  assert.match(legs.at(-1), /^The mayor, Seo Jihoon, rode in the second carriage$/);
  assert.ok(legs.length > 4 && legs.includes("A band, a boat, a boy"), `${legs}`);
  // Where there is no text, the mouse takes hold of the page as before.
  await page.locator("#zoom-in").click();
  const before = await page.locator("#stage").evaluate((stage) => stage.scrollTop);
  const photo = await page.locator("#stage").boundingBox();
  await page.mouse.move(photo.x + 3, photo.y + 500);
  await page.mouse.down();
  await page.mouse.move(photo.x + 3, photo.y + 300, { steps: 3 });
  await page.mouse.up();
  assert.ok((await page.locator("#stage").evaluate((stage) => stage.scrollTop)) > before + 150);
  await close(page);
});

test("the browser's find sees words over line ends, on pages shown whole too", async () => {
  const page = await open(`${site.folder}index.html#A2`, DESK);
  await shows(page, "A2,A3");
  await find(page);
  const one = await broken(page);
  for (const words of [`${one.word} ${one.copied.split(" ")[1]}`, one.word, "실례합니다", "inter-Korean liaison"]) {
    assert.ok(await page.evaluate((words) => { getSelection().removeAllRanges(); return window.find(words); }, words), words);
    assert.equal((await copied(page)).replace(/\s+/g, " "), words);
  }
  await page.keyboard.press("ArrowRight");
  await shows(page, "A4,A5");
  await page.locator(".sheet[data-page=A5] .layer").waitFor({ state: "attached" });
  await close(page);
});

test("the search marks its words on the page, within a point of their letters", async () => {
  const page = await open(`${site.folder}index.html#A2`, DESK);
  await shows(page, "A2,A3");
  await find(page);
  const one = await broken(page);
  await page.evaluate(() => { location.hash = "A1"; });
  await shows(page, "A1");
  await page.locator("#open-search").click();
  await page.locator("#search-words").fill(one.word);
  await page.locator(`#search-found a[data-zone=${one.slug}]`).first().click();
  await shows(page, "A2,A3");
  await page.locator(`.zone.found[data-story=${one.slug}]`).waitFor();
  await page.locator(".found-words rect").first().waitFor({ state: "attached" });
  // A word that a line's end breaks has two boxes.
  const boxes = () => page.locator(".found-words rect").evaluateAll((rects) => rects.map((rect) => ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)))));
  const lines = await page.evaluate(({ label, head, tail }) => {
    const lines = newsprint.layers[label].blocks.flatMap(([, , , ...lines]) => lines);
    const at = lines.findIndex(([text], at) => text.endsWith(`${head}\u00ad`) && lines[at + 1]?.[0].startsWith(tail));
    return lines.slice(at, at + 2);
  }, one);
  const letters = lines.map(([text, [baseline, size, left, ...widths]], at) => {
    const before = at ? [] : widths.slice(0, -1);
    return [left + before.reduce((sum, width) => sum + width, 0), baseline - size * 0.8, at ? widths[0] : widths.at(-1)].map((part) => part / 10);
  });
  const marked = await boxes();
  assert.equal(marked.length, 2);
  marked.forEach((box, at) => letters[at].forEach((part, nth) => assert.ok(Math.abs(box[nth] - part) < 1, `${box} and ${letters[at]}`)));
  // They lie on the letters that the browser has, too.
  const off = await page.evaluate(({ head, tail }) => [...document.querySelectorAll(".found-words rect")].map((rect) => {
    const spans = [...document.querySelectorAll(".layer tspan")].filter((span) => [head, tail].includes(span.textContent));
    const own = rect.getBoundingClientRect();
    return Math.min(...spans.map((span) => { const box = span.getBoundingClientRect(); return Math.max(Math.abs(box.left - own.left), Math.abs(box.right - own.right)); }));
  }), one);
  assert.ok(off.every((far) => far < 1), `${off}`);
  await page.keyboard.press("Escape");
  await until("no marks", async () => (await boxes()).length === 0);
  // Accents and capitals do not matter; the marks stay while a story is read and its page is looked at.
  await page.locator("#open-search").click();
  await page.locator("#search-words").fill("BRÍDGE");
  await page.locator("#search-found .found-head[data-story=harbour-bridge]").click();
  await page.locator("#story h1").waitFor();
  await page.keyboard.press("Escape");
  await until("marks on the first part", async () => (await page.locator(".found-words rect[data-word^=Bridge]").count()) > 0);
  await page.evaluate(() => { location.hash = "A2"; });
  await until("marks on the turn", async () => (await page.locator(".sheet[data-page=A2] .found-words rect").count()) > 2);
  await close(page);
});

test("a tap on the text over a page means what lies under it", async () => {
  const page = await open(`${site.folder}index.html`, { ...PHONE, reducedMotion: "reduce" });
  const label = await labelOf(page, "library-robots");
  await page.evaluate((label) => { location.hash = label; }, label);
  await shows(page, label);
  const touch = await fingers(page);
  for (let tap = 0; tap < 2; tap++) {
    await touch("touchStart", [200, 400]);
    await touch("touchEnd");
  }
  await page.locator(".layer").waitFor({ state: "attached" });
  /** The middle of a word on the page, which is brought there. */
  const wordAt = (word) => page.evaluate((word) => {
    const span = [...document.querySelectorAll(".layer text[data-story] tspan")].find((span) => span.textContent === word);
    const room = document.querySelector("#stage");
    const middle = () => { const box = span.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
    const [x, y] = middle();
    room.scrollBy(x - innerWidth / 2, y - innerHeight / 2);
    return { at: middle(), isText: document.elementFromPoint(...middle()).matches(".layer *") };
  }, word);
  const tap = async (word) => {
    const { at, isText } = await wordAt(word);
    // A finger that rests on it selects it.
    assert.ok(isText, word);
    await touch("touchStart", at);
    await touch("touchEnd");
  };
  await tap("decibels");
  await page.locator("#story h1").waitFor();
  assert.ok(page.url().endsWith(`#${label}/library-robots`));
  await page.keyboard.press("Escape");
  await page.evaluate(() => { location.hash = "A2"; });
  await shows(page, "A2");
  await page.locator(".sheet[data-page=A2] .layer").waitFor({ state: "attached" });
  await tap("owes");
  await shows(page, "A8");
  await close(page);
});
