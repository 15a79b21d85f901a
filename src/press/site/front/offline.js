// The edition kept on this device for when there is no network: where the reader asks for it, and never before.
const offline = {
  room: element("offline"),
  button: element("offline-button"),
  name: () => `${new URL("./", location.href).href} ${newsprint.files.version}`,
  can: location.protocol.startsWith("http") && "caches" in window && "serviceWorker" in navigator,
};
const megabytes = (bytes) => (bytes / 1e6).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const showOffline = async () => {
  if (!offline.can) return;
  try { await load("files.js"); } catch { return; }
  const kept = await caches.has(offline.name());
  const whole = kept && Boolean(await (await caches.open(offline.name())).match("./"));
  offline.button.dataset.kept = whole ? "yes" : "";
  offline.button.querySelector("span").textContent = whole ? say("offline_remove") : say("offline_keep", megabytes(newsprint.files.bytes));
  offline.button.disabled = false;
  offline.room.hidden = false;
};

/** Fetches what is not kept yet, a few files at a time; the folder's own address comes last and says that all is there. */
const keepEdition = async () => {
  const cache = await caches.open(offline.name());
  const { files } = newsprint.files;
  const missing = [];
  for (const file of files) if (!(await cache.match(file))) missing.push(file);
  let count = files.length - missing.length;
  const some = async () => {
    for (let file = missing.pop(); file; file = missing.pop()) {
      const response = await fetch(file);
      if (!response.ok) throw new Error(file);
      await cache.put(file, response);
      count += 1;
      offline.button.querySelector("span").textContent = say("offline_keeping", count, files.length);
    }
  };
  await Promise.all([some(), some(), some(), some()]);
  await navigator.serviceWorker.register("sw.js", { scope: "./" });
  await navigator.serviceWorker.ready;
  await cache.put("./", await cache.match("index.html"));
};
const forgetEdition = async () => {
  await caches.delete(offline.name());
  await (await navigator.serviceWorker.getRegistration("./"))?.unregister();
};

offline.button.addEventListener("click", async () => {
  offline.button.disabled = true;
  const kept = offline.button.dataset.kept;
  try {
    await (kept ? forgetEdition() : keepEdition());
    tell(say(kept ? "offline_removed" : "offline_kept"), true);
  } catch {
    tell(say("offline_failed"), true);
  }
  await showOffline();
});

