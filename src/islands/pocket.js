// The pages' side of what a phone keeps. The server drew the place, `.pocket`, and each sentence as a template; the island
// of pocket.rs wakes it. See outbox.js.

/** What the page was given, how it stands, and where it says so. */
let options = {};
const here = { sent: 0, state: "", done: false };
const place = document.querySelector(".pocket");

/** Begins: `reads` knows whether a text is a quantity. */
export function attend(reads) {
  if (place.dataset.keeping === undefined) return attendLeaving();
  options = JSON.parse(place.dataset.keeping);
  const form = options.what === null ? null : document.getElementById("form");
  if (form) takeOver(form, reads);
  if (options.own_phone) begin();
  else forgetPages().catch(() => {});
}

/** Says how things stand: what happened last, what waits, and each record that the server did not take. */
async function tell() {
  const all = options.own_phone ? await everything() : [];
  const mine = all.filter((record) => record.person === options.person);
  const waiting = mine.filter((record) => !record.refused);
  const told = [];
  if (here.sent) told.push(sentence("sent", { n: here.sent }));
  if (["held", "lacks", "no_room", "sign_in"].includes(here.state)) told.push(sentence(here.state));
  if (waiting.length) {
    const kept = sentence("kept", { n: waiting.length });
    kept.querySelector("ul").append(...waiting.map((record) => Object.assign(document.createElement("li"), { textContent: line(record) })));
    told.push(kept);
  }
  for (const record of mine.filter((record) => record.refused)) {
    const known = document.getElementById(`pocket-${record.refused}`) ? record.refused : "refused";
    told.push(sentence(known, { what: line(record) }, () => drop(record.key).then(tell, tell)));
  }
  if (here.done) told.push(sentence("again"));
  place.replaceChildren(...told);
}

const everything = () => all().catch(() => []);
const line = ({ what, day }) => `${what}, ${day}`;

/** A template filled in; its buttons send, leave, or throw away. */
function sentence(name, values = {}, throwAway) {
  const made = document.getElementById(`pocket-${name}`).content.cloneNode(true);
  for (const words of made.querySelectorAll("p")) words.textContent = words.textContent.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const does = { send: sendNow, leave, throw_away: throwAway };
  for (const button of made.querySelectorAll("[data-do]")) button.addEventListener("click", () => does[button.dataset.do]());
  return made;
}

/** On one's own phone: send what waits now and whenever the network may be back, and keep the page for when it is gone. */
function begin() {
  new BroadcastChannel(NAME).onmessage = ({ data }) => {
    here.sent += data.sent;
    if (here.state === "held" || here.state === "no_room") return;
    here.state = data.state;
    tell();
  };
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  sendNow();
  tell();
  keepPage().catch(() => {}); // no room, or a private window: then the page needs the network
}

/** Sends what waits, or the form that is held open. */
function sendNow() {
  if (["held", "no_room"].includes(here.state)) document.getElementById("form").requestSubmit();
  else sendAll().catch(() => {});
}

function takeOver(form, reads) {
  form.elements.namedItem("key").value = uuid7();
  if (options.what === "") {
    freshen(form);
    answerFromAddress(form);
  }
  let busy = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.hasAttribute("formaction")) return; // the language switch takes the form elsewhere
    event.preventDefault();
    if (busy) return;
    busy = true;
    await note(form, reads).finally(() => (busy = false));
  });
}

/** Keeps first, where the phone is one's own, then sends: a tab that closes in between loses nothing. */
async function note(form, reads) {
  const fields = new FormData(form);
  const lacking = ["product", "makers[]", "made_on", "minutes"].find((name) => !fields.has(name));
  if (lacking || !reads(fields.get("quantity"))) {
    here.state = "lacks";
    await tell();
    return form.querySelector(`[name="${lacking ?? "quantity"}"]`)?.focus();
  }
  const record = {
    key: fields.get("key"),
    person: options.person,
    body: new URLSearchParams(fields).toString(),
    what: options.what || whatOf(form, fields),
    day: dayOf(fields),
  };
  const kept = options.own_phone && (await keep(record).then(() => true, () => false));
  const fate = await post(record.body);
  if (fate.later) return kept ? putAway(form) : hold(form);
  if (kept) await drop(record.key);
  removeEventListener("beforeunload", ask);
  if (fate.sent) return location.assign(fate.to ?? options.again);
  // The server shows the form again, with what is wrong in its words.
  HTMLFormElement.prototype.submit.call(form);
}

async function putAway(form) {
  here.done = true;
  here.state = "";
  form.hidden = true;
  // Where browsers can, they send it even when no page is open; elsewhere the next page does.
  const registered = await navigator.serviceWorker?.getRegistration("/cohorts/");
  await registered?.sync?.register(NAME).catch(() => {});
  await tell();
  scrollTo(0, 0);
}

/** Nothing is stored on a shared phone: the form stays open, tries again when the network is back, and asks before it goes. */
async function hold(form) {
  if (here.state !== "held") {
    addEventListener("online", () => form.requestSubmit());
    addEventListener("beforeunload", ask);
  }
  here.state = options.own_phone ? "no_room" : "held";
  await tell();
}

const ask = (event) => event.preventDefault();

function whatOf(form, fields) {
  const product = form.querySelector('[name="product"]:checked')?.closest("label")?.querySelector("b")?.textContent ?? "";
  return `${product}, ${fields.get("quantity")}`;
}

function dayOf(fields) {
  const day = fields.get("made_on");
  if (day !== "other") return inWords(day);
  return ["day", "month", "year"].map((part) => fields.get(`made_on_other[${part}]`)).join(" ");
}

const inWords = (day) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" })
    .format(new Date(day));

/** A page kept days ago still says the day on which it was made: "today" is the group's day now. */
function freshen(form) {
  const today = Date.parse(new Intl.DateTimeFormat("sv-SE", { timeZone: options.time_zone }).format(new Date()));
  const days = [...form.querySelectorAll('[name="made_on"]')].filter((input) => /^\d/.test(input.value));
  days.forEach((input, before) => {
    const day = new Date(today - before * 86_400_000).toISOString().slice(0, 10);
    if (input.value === day) return;
    input.value = day;
    const hint = input.closest("label").querySelector(".hint");
    if (hint) hint.textContent = inWords(day);
  });
}

/** The page stands in for the one that was asked for: what its address says was answered already. */
function answerFromAddress(form) {
  const asked = new URLSearchParams(location.search);
  for (const input of form.querySelectorAll('input:not([type="hidden"])')) {
    if (!asked.has(input.name)) continue;
    if (["radio", "checkbox"].includes(input.type)) input.checked = asked.getAll(input.name).includes(input.value);
    else input.value = asked.get(input.name);
  }
}

/** A UUIDv7: the record's id, wherever it is made. */
function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--, time = Math.floor(time / 256)) bytes[i] = time % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The one page that works without network, and the files that it needs; nothing else of the group is kept. */
async function keepPage() {
  const registered = await navigator.serviceWorker?.register("/sw.js", { scope: "/cohorts/", updateViaCache: "none" });
  if (!registered) return;
  const page = await fetch(options.page, { headers: { accept: "text/html" } });
  const cache = await caches.open(NAME);
  if (page.status === 404) await cache.delete(options.page); // not of this group any more
  if (!page.ok || page.redirected) return;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  const files = new Set([...loaded.filter((path) => path.startsWith("/pkg/")), "/icons.svg"]);
  await cache.addAll([...files]);
  await cache.put(options.page, page);
  // Files of an older build go, and with them the pages that asked for them: those come back when they are next seen.
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  if (!paths.some((path) => path.startsWith("/pkg/") && !files.has(path))) return;
  await Promise.all(paths.filter((path) => path !== options.page && !files.has(path)).map((path) => cache.delete(path)));
}

/** A phone that is shared keeps no page. What its former owner noted and did not send is hers: it waits for her. */
async function forgetPages() {
  for (const registered of (await navigator.serviceWorker?.getRegistrations()) ?? []) await registered.unregister();
  await globalThis.caches?.delete(NAME);
}

/** Sign-out: leaving waits until nothing is unsent, or until it is said that it may be lost. */
function attendLeaving() {
  const told = async () => {
    const left = (await everything()).length;
    place.replaceChildren(...(left ? [sentence(left === 1 ? "unsent_one" : "unsent_many", { n: left })] : []));
    return left;
  };
  new BroadcastChannel(NAME).onmessage = told;
  document.getElementById("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await told()) === 0) leave();
    else place.scrollIntoView();
  });
  told();
}

/** Signs out and leaves nothing on the phone. The server asks the browser for the same; not every browser listens. */
async function leave() {
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
  await forgetPages().catch(() => {});
  HTMLFormElement.prototype.submit.call(document.getElementById("form"));
}
