// Serves the edition that the reader keeps (offline.js). Where none is kept it leaves everything to the network.
const newsprint = {};
importScripts("files.js");
const KEPT = `${self.registration.scope} ${"{{version}}"}`;
const isOld = (name) => name.startsWith(`${self.registration.scope} `) && name !== KEPT;

// Whoever keeps an edition gets its correction.
self.addEventListener("install", (event) => {
  const renew = async () => {
    if ((await caches.keys()).some(isOld)) await (await caches.open(KEPT)).addAll([...newsprint.files.files, "./"]);
    await self.skipWaiting();
  };
  event.waitUntil(renew());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    await Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const answer = async () => {
    if (!(await caches.has(KEPT))) return fetch(request);
    const cache = await caches.open(KEPT);
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    const fresh = await fetch(request);
    // A finer picture that was looked at is there the next time.
    if (fresh.ok && fresh.status === 200) cache.put(request, fresh.clone());
    return fresh;
  };
  event.respondWith(answer());
});
