// The service worker's side of what a phone keeps: /sw.js. It answers for one page, that of a record, when the network does
// not, and sends what waits where browsers wake it for that. See outbox.js.

/** How long the network may take before the kept page stands in, in milliseconds. */
const PATIENCE = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(awake()));

/** A failed try makes the browser try again later. */
async function awake() {
  const { state } = await sendAll();
  if (state === "offline") throw new Error("no network yet");
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const [, group] = pathname.match(/^\/cohorts\/([^/]+)\/production\/(?:new|phone)$/) ?? [];
  if (request.mode === "navigate" && group) event.respondWith(page(request, `/cohorts/${group}/production/phone`));
  else if (pathname.startsWith("/pkg/") || pathname === "/icons.svg") event.respondWith(file(request));
});

/** From the network while it answers, else the kept page in its place. */
async function page(request, kept) {
  const late = new Promise((_, failed) => setTimeout(failed, PATIENCE));
  const answer = fetch(request);
  try {
    return await Promise.race([answer, late]);
  } catch {
    return (await caches.match(kept)) ?? answer;
  }
}

/** Names hold the hash of what is in them, so a kept file is the file; the pictograms are kept anew with each page. */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
