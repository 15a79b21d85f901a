// What every page of the site can do: dark and light, size of the text, reading aloud, sharing, printing.
"use strict";
const newsprint = (() => {
  const root = document.documentElement;
  const data = document.getElementById("edition") ?? document.getElementById("words");
  const parsed = data ? JSON.parse(data.textContent) : {};
  const words = parsed.words ?? parsed;

  /** Words of a key, with something in each of their places. */
  const say = (key, ...values) => {
    let text = words[key] ?? key;
    values.forEach((value, at) => {
      text = text.includes(`{${at}}`) ? text.replaceAll(`{${at}}`, value) : text.replace("{}", value);
    });
    return text;
  };

  /** What the reader chose stays chosen, where the browser lets it. */
  const kept = (name) => {
    try { return localStorage.getItem(`newsprint-${name}`); } catch { return null; }
  };
  const keep = (name, value) => {
    try { localStorage.setItem(`newsprint-${name}`, value); } catch { /* nothing is kept then */ }
  };

  /** Tells those who listen. */
  let told = 0;
  const tell = (text, shown) => {
    const open = [...document.querySelectorAll("dialog[open]")].pop();
    let place = document.getElementById("said");
    if (open) {
      place = open.querySelector(".said") ?? open.appendChild(Object.assign(document.createElement("p"), { className: "quiet said" }));
      place.setAttribute("role", "status");
    }
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("shown", Boolean(shown));
    clearTimeout(told);
    if (shown) told = setTimeout(() => place.classList.remove("shown"), 2500);
  };

  // Dark and light.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const switches = document.querySelectorAll("[data-theme-switch]");
  const showTheme = () => switches.forEach((button) => button.setAttribute("aria-pressed", String(isDark())));
  switches.forEach((button) => button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("theme", root.dataset.theme);
    showTheme();
  }));
  dark.addEventListener("change", showTheme);
  showTheme();

  // Size of the text.
  const SIZES = [85, 100, 115, 130, 150, 175, 200];
  let size = SIZES.indexOf(Number(kept("size")));
  if (size < 0) size = SIZES.indexOf(100);
  const showSize = () => root.style.setProperty("--text", `${SIZES[size]}%`);
  const resize = (step) => {
    size = Math.min(SIZES.length - 1, Math.max(0, size + step));
    keep("size", SIZES[size]);
    showSize();
  };
  showSize();

  // Reading aloud: block by block, so that one can see where.
  const speech = window.speechSynthesis;
  let queue = [];
  let button = null;
  const mark = (block) => {
    document.querySelectorAll(".spoken").forEach((old) => old.classList.remove("spoken"));
    block?.classList.add("spoken");
    block?.scrollIntoView({ block: "nearest" });
  };
  const label = (key, pressed) => {
    if (!button) return;
    button.setAttribute("aria-label", say(key));
    button.title = say(key);
    button.setAttribute("aria-pressed", String(pressed));
  };
  const silence = () => {
    queue = [];
    speech?.cancel();
    mark(null);
    label("listen", false);
  };
  const next = () => {
    const block = queue.shift();
    mark(block);
    if (!block) return label("listen", false);
    const words = new SpeechSynthesisUtterance(block.textContent);
    words.lang = block.closest("[lang]")?.lang ?? root.lang;
    words.onend = () => { if (queue.length || block.classList.contains("spoken")) next(); };
    speech.speak(words);
  };
  const listen = (asked, text) => {
    button = asked;
    if (queue.length || speech.speaking) return silence();
    queue = [...text.querySelectorAll("h1,h2,p,li,figcaption,tr")].filter((block) => !block.closest(".turn") && block.textContent.trim());
    label("stop", true);
    next();
  };
  addEventListener("pagehide", () => speech?.cancel());

  /** Shares an address: by the system, else by copying it. */
  const share = async (title, address) => {
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) return await navigator.share({ title, url: address });
      if (navigator.clipboard && isSecureContext) {
        await navigator.clipboard.writeText(address);
      } else {
        const field = Object.assign(document.createElement("textarea"), { value: address, className: "quiet" });
        (document.querySelector("dialog[open]") ?? document.body).append(field);
        field.select();
        document.execCommand("copy");
        field.remove();
      }
      tell(say("copied"), true);
    } catch { /* the reader thought better of it */ }
  };

  /** The buttons over a story. */
  const tools = (bar, story) => bar.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-do]");
    switch (asked?.dataset.do) {
      case "smaller": return resize(-1);
      case "larger": return resize(1);
      case "listen": return listen(asked, story.text());
      case "share": return share(story.title(), story.address());
      case "print": return story.print();
    }
  });
  if (!speech) document.querySelectorAll("[data-do=listen]").forEach((button) => button.remove());

  const text = document.getElementById("story-text");
  if (text && !document.getElementById("edition")) {
    // Where the edition does not know its address, the browser does.
    const place = document.querySelector(".print-address");
    if (!place.textContent && location.protocol.startsWith("http")) place.textContent = location.href.split("#")[0];
    tools(document.querySelector(".bar-end"), {
      text: () => text,
      title: () => document.title,
      address: () => document.querySelector("link[rel=canonical]")?.href ?? location.href,
      print: () => print(),
    });
  }

  // On the web the edition can be put beside other programs.
  if (location.protocol.startsWith("http")) {
    const base = document.body.dataset.root ?? "";
    document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: `${base}manifest.webmanifest` }));
  }

  return { edition: parsed, say, kept, keep, tell, tools, silence };
})();
